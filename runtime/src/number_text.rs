//! Numbers, dates and truth values as a reader of the language writes them.
//!
//! In come values, or numbers as the exchange formats have them; out goes text for people. Machine formats never use it.

use crate::language::Language;
use crate::locale::{DateForm, NO_BREAK_SPACE};
use jiff::civil::Date;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::value::{Currency, Quantity, RatioScale, Value, ValueType};

/// The most decimals of a number that has no type; what is cut off shows as `…`.
const DECIMALS_WITHOUT_TYPE: u32 = 6;
/// Digits in a group.
const GROUP: usize = 3;

/// Writes a number given as `-1234567.50` with groups of three digits and the decimal mark of the language.
///
/// The minus stays an ASCII hyphen, so that copied numbers can be pasted anywhere. Text that is no number stays as it is.
pub fn shown_number(text: &str, language: Language) -> String {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits_only(whole) || !fraction.is_none_or(digits_only) {
        return text.to_owned();
    }
    let locale = language.locale();
    let is_grouped = whole.len() >= locale.fewest_grouped;
    let mut shown = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if is_grouped && index > 0 && whole.len().saturating_sub(index).is_multiple_of(GROUP) {
            shown.push(locale.group_mark);
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push(locale.decimal_mark);
        shown.push_str(fraction);
    }
    shown
}

/// Writes a value as a cell shows it: without its unit, which stands in the label.
///
/// Integers are not grouped: they are numbers of members, accounts and the like. A value without type is exact.
pub fn shown_value(value: &Value, value_type: Option<&ValueType>, language: Language) -> String {
    match (value, value_type) {
        (Value::Number(number), None) => shown_exact(number, language),
        (Value::Number(_), Some(value_type)) => {
            let text = value_type.text(value);
            if value_type.quantity == Quantity::Integer { text } else { shown_number(&text, language) }
        }
        (Value::Text(text), _) => text.clone(),
        (Value::Bool(value), _) => truth_word(*value, language).to_owned(),
        (Value::Date(date), _) => date_text(*date, language),
    }
}

/// Writes a value as a sentence has it: with its unit, where the type knows one.
pub fn spoken_value(value: &Value, value_type: Option<&ValueType>, language: Language) -> String {
    let shown = shown_value(value, value_type, language);
    let (Value::Number(_), Some(value_type)) = (value, value_type) else { return shown };
    match &value_type.quantity {
        Quantity::Amount(Currency::Fixed(currency)) => format!("{shown}{NO_BREAK_SPACE}{currency}"),
        Quantity::Rate { to: Currency::Fixed(to), from: Currency::Fixed(from) } => format!("{shown}{NO_BREAK_SPACE}{to}/{from}"),
        Quantity::Ratio(scale) => with_ratio_sign(&shown, *scale, language),
        // The plain text: grouped, it would be no number.
        Quantity::Days => format!("{shown}{NO_BREAK_SPACE}{}", day_word(&value_type.text(value), language)),
        Quantity::Amount(Currency::OfColumn(_))
        | Quantity::Rate { .. }
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool
        | Quantity::Code(_) => shown,
    }
}

/// Writes a day: `15.04.2025.` or `15 April 2025`.
pub fn date_text(date: Date, language: Language) -> String {
    let locale = language.locale();
    match locale.date {
        DateForm::Digits => format!("{:02}.{:02}.{:04}.", date.day(), date.month(), date.year()),
        DateForm::MonthName => format!("{} {} {:04}", date.day(), locale.month(date.month()), date.year()),
    }
}

/// Tells whether nouns after a whole number stand in the singular: 1, and in Latvian 21, 31, … too.
pub(crate) fn is_singular(number: usize, language: Language) -> bool {
    match language {
        Language::Latvian => number % 10 == 1 && number % 100 != 11,
        Language::English => number == 1,
    }
}

fn shown_exact(number: &Exact, language: Language) -> String {
    if number.fits_decimals(DECIMALS_WITHOUT_TYPE) {
        return shown_number(&number.to_string(), language);
    }
    let cut = match number.rounded(DECIMALS_WITHOUT_TYPE, Rounding::TowardZero) {
        Some(decimal) => decimal.to_string(),
        None => number.rounded_to(DECIMALS_WITHOUT_TYPE, Rounding::TowardZero).to_string(),
    };
    format!("{}…", shown_number(&cut, language))
}

fn with_ratio_sign(shown: &str, scale: RatioScale, language: Language) -> String {
    match scale {
        RatioScale::Plain => shown.to_owned(),
        RatioScale::Percent | RatioScale::Permille => format!("{shown}{}{}", language.locale().before_percent, scale.sign()),
        RatioScale::BasisPoints => format!("{shown}{NO_BREAK_SPACE}{}", scale.sign()),
    }
}

fn day_word(plain: &str, language: Language) -> &'static str {
    let singular = plain.trim_start_matches('-').parse().is_ok_and(|number| is_singular(number, language));
    match (language, singular) {
        (Language::Latvian, true) => "diena",
        (Language::Latvian, false) => "dienas",
        (Language::English, true) => "day",
        (Language::English, false) => "days",
    }
}

fn truth_word(value: bool, language: Language) -> &'static str {
    match (language, value) {
        (Language::Latvian, true) => "jā",
        (Language::Latvian, false) => "nē",
        (Language::English, true) => "yes",
        (Language::English, false) => "no",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Language; 2] = [Language::Latvian, Language::English];

    fn typed(quantity: Quantity, decimals: u32) -> ValueType {
        ValueType { quantity, decimals, rounding: Rounding::HalfAwayFromZero, limits: Default::default() }
    }

    fn number(text: &str) -> Value {
        Value::Number(Exact::parse_plain(text).unwrap())
    }

    fn euro() -> Currency {
        Currency::Fixed("EUR".to_owned())
    }

    #[test]
    fn four_digits_are_grouped_and_three_are_not() {
        for (text, latvian, english) in [
            ("0", "0", "0"),
            ("999", "999", "999"),
            ("-999", "-999", "-999"),
            ("2442", "2\u{a0}442", "2,442"),
            ("2442.50", "2\u{a0}442,50", "2,442.50"),
            ("-1234567.5", "-1\u{a0}234\u{a0}567,5", "-1,234,567.5"),
            ("0.92460", "0,92460", "0.92460"),
            ("0.12345", "0,12345", "0.12345"),
        ] {
            assert_eq!(shown_number(text, Language::Latvian), latvian);
            assert_eq!(shown_number(text, Language::English), english);
        }
    }

    #[test]
    fn text_that_is_no_number_is_not_touched() {
        for text in ["", "-", "1.", ".5", "1e3", "12 000", "A1", "1/3", "1.2.3"] {
            for language in BOTH {
                assert_eq!(shown_number(text, language), text);
            }
        }
    }

    #[test]
    fn a_cell_has_no_unit_and_a_sentence_has() {
        let percent = typed(Quantity::Ratio(RatioScale::Percent), 2);
        let amount = typed(Quantity::Amount(euro()), 0);
        let dollars = typed(Quantity::Amount(Currency::Fixed("USD".to_owned())), 2);
        let both = |text: &str, value_type: &ValueType, language| {
            (shown_value(&number(text), Some(value_type), language), spoken_value(&number(text), Some(value_type), language))
        };
        let owned = |shown: &str, spoken: &str| (shown.to_owned(), spoken.to_owned());
        assert_eq!(both("0.125", &percent, Language::Latvian), owned("12,50", "12,50\u{a0}%"));
        assert_eq!(both("0.125", &percent, Language::English), owned("12.50", "12.50%"));
        assert_eq!(both("9246", &amount, Language::Latvian), owned("9\u{a0}246", "9\u{a0}246\u{a0}EUR"));
        assert_eq!(both("1234", &dollars, Language::English), owned("1,234.00", "1,234.00\u{a0}USD"));
    }

    #[test]
    fn a_rate_names_both_currencies_and_basis_points_their_sign() {
        let rate = typed(Quantity::Rate { to: euro(), from: Currency::Fixed("USD".to_owned()) }, 5);
        assert_eq!(spoken_value(&number("0.9246"), Some(&rate), Language::Latvian), "0,92460\u{a0}EUR/USD");
        let points = typed(Quantity::Ratio(RatioScale::BasisPoints), 0);
        assert_eq!(spoken_value(&number("0.1234"), Some(&points), Language::English), "1,234\u{a0}bp");
    }

    #[test]
    fn integers_are_numbers_of_something_and_not_grouped() {
        assert_eq!(shown_value(&number("12345"), Some(&typed(Quantity::Integer, 0)), Language::Latvian), "12345");
        assert_eq!(shown_value(&number("12345"), Some(&typed(Quantity::Count, 0)), Language::Latvian), "12\u{a0}345");
    }

    #[test]
    fn days_agree_with_their_number() {
        let days = typed(Quantity::Days, 0);
        let said = |text: &str, language| spoken_value(&number(text), Some(&days), language).replace('\u{a0}', " ");
        assert_eq!(said("1", Language::English), "1 day");
        assert_eq!(said("21", Language::English), "21 days");
        assert_eq!(said("21", Language::Latvian), "21 diena");
        assert_eq!(said("11", Language::Latvian), "11 dienas");
        assert_eq!(said("1001", Language::Latvian), "1 001 diena");
        assert_eq!(said("1011", Language::Latvian), "1 011 dienas");
        assert_eq!(said("1001", Language::English), "1,001 days");
        assert_eq!(said("5", Language::Latvian), "5 dienas");
    }

    #[test]
    fn an_exact_value_shows_six_decimals_and_says_that_more_follow() {
        let third = Value::Number(Exact::whole(1).divided_by(&Exact::whole(3)).unwrap());
        assert_eq!(shown_value(&third, None, Language::Latvian), "0,333333…");
        assert_eq!(shown_value(&number("1234.5"), None, Language::English), "1,234.5");
        assert_eq!(shown_value(&number("0.0000004"), None, Language::English), "0.000000…");
    }

    #[test]
    fn dates_and_truth_values_follow_the_language() {
        let date = Date::new(2025, 4, 5).unwrap();
        assert_eq!(date_text(date, Language::Latvian), "05.04.2025.");
        assert_eq!(date_text(date, Language::English), "5 April 2025");
        assert_eq!(shown_value(&Value::Bool(true), None, Language::Latvian), "jā");
        assert_eq!(shown_value(&Value::Bool(false), None, Language::English), "no");
    }
}
