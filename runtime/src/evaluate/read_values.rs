//! Reads values: from what was given to a value of the cell's type. Nothing is guessed.

use super::given_cells::GivenValue;
use crate::finding::{Expected, FindingKind};
use crate::finding_text::has_controls;
use crate::submission::Given;
use jiff::civil::Date;
use positum_plan::amount::{Exact, NotANumber};
use positum_plan::period::parse_date;
use positum_plan::plan::{CodelistId, Plan};
use positum_plan::text_limits::{MOST_TEXT_CHARACTERS, TextLimits};
use positum_plan::value::{Quantity, Value, ValueType};

/// What came of reading a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A value, with what is to be said of it.
    Read(Value, Option<FindingKind>),
    /// No value of the type.
    Unreadable(FindingKind),
}

/// Reads what was given as a value of a type, rounded to what the type shows.
pub(super) fn read_value(plan: &Plan, value_type: &ValueType, given: &Given) -> Reading {
    read_value_on(plan, value_type, given.into(), None)
}

/// Reads a text as a value for a period that ends on this day.
pub(crate) fn read_text_on(plan: &Plan, value_type: &ValueType, text: &str, last_day: Date) -> Reading {
    read_value_on(plan, value_type, GivenValue::Text(text), Some(last_day))
}

/// Reads what was given in a submission for a period that ends on this day.
pub(super) fn read_value_on(plan: &Plan, value_type: &ValueType, given: GivenValue<'_>, last_day: Option<Date>) -> Reading {
    match &value_type.quantity {
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => read_number(value_type, given),
        Quantity::Date => plain_text(given)
            .and_then(|text| parse_date(text).ok())
            .map_or_else(|| unreadable(given, Expected::Date), |date| Reading::Read(Value::Date(date), None)),
        Quantity::Bool => match plain_text(given) {
            Some("true") => Reading::Read(Value::Bool(true), None),
            Some("false") => Reading::Read(Value::Bool(false), None),
            Some(_) | None => unreadable(given, Expected::Bool),
        },
        Quantity::Text => limited(read_text(given), &value_type.limits),
        Quantity::Code(codelist) => read_code(plan, *codelist, given, last_day),
    }
}

fn read_number(value_type: &ValueType, given: GivenValue<'_>) -> Reading {
    let shown = match given {
        GivenValue::Text(text) => Exact::parse_plain(text),
        GivenValue::JsonNumber(text) => Exact::parse_json(text),
        GivenValue::Nothing | GivenValue::NoValue(_) | GivenValue::UnknownOfMembers => Err(NotANumber::Spelling),
    };
    let out_of_range = || Reading::Unreadable(FindingKind::OutOfRange { given: Some(given.text().to_owned()) });
    let plain = match shown {
        Ok(shown) => value_type.plain_from_shown(&shown),
        Err(NotANumber::Spelling) => return unreadable(given, Expected::Number),
        Err(NotANumber::Size) => return out_of_range(),
    };
    let Some(rounded) = value_type.rounded(&plain) else { return out_of_range() };
    let is_rounded = rounded != plain;
    let value = Value::Number(rounded);
    let finding = is_rounded.then(|| FindingKind::TooManyDecimals {
        given: given.text().to_owned(),
        decimals: value_type.decimals,
        shown: value_type.text(&value),
    });
    Reading::Read(value, finding)
}

fn read_text(given: GivenValue<'_>) -> Reading {
    let text = match given {
        GivenValue::Text(text) | GivenValue::JsonNumber(text) => text,
        GivenValue::Nothing | GivenValue::NoValue(_) | GivenValue::UnknownOfMembers => return unreadable(given, Expected::Text),
    };
    if has_controls(text) || text.chars().nth(MOST_TEXT_CHARACTERS).is_some() {
        return unreadable(given, Expected::Text);
    }
    Reading::Read(Value::Text(text.to_owned()), None)
}

/// A text that is not as it must be is no value of its cell.
fn limited(reading: Reading, limits: &TextLimits) -> Reading {
    if let Reading::Read(Value::Text(text), _) = &reading
        && let Some(limit) = limits.broken_by(text)
    {
        return Reading::Unreadable(FindingKind::TextDoesNotFit { given: text.clone(), limit });
    }
    reading
}

fn read_code(plan: &Plan, codelist: CodelistId, given: GivenValue<'_>, last_day: Option<Date>) -> Reading {
    let codelist = &plan.codelists[codelist];
    let reading = read_text(given);
    if let Reading::Read(Value::Text(code), _) = &reading
        && !codelist.permits(code, last_day)
    {
        let finding = FindingKind::UnknownCode { given: code.clone(), codelist: codelist.name.clone() };
        return Reading::Read(Value::Text(code.clone()), Some(finding));
    }
    reading
}

fn plain_text(given: GivenValue<'_>) -> Option<&str> {
    match given {
        GivenValue::Text(text) => Some(text),
        GivenValue::Nothing | GivenValue::JsonNumber(_) | GivenValue::NoValue(_) | GivenValue::UnknownOfMembers => None,
    }
}

fn unreadable(given: GivenValue<'_>, expected: Expected) -> Reading {
    Reading::Unreadable(FindingKind::UnreadableValue { given: given.text().to_owned(), expected })
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, number_type, percent, text};
    use super::*;
    use positum_plan::plan::Codelist;

    /// Reads what was given; gives the value as shown, and the code of the finding.
    fn read(value_type: &ValueType, given: &Given) -> (Option<String>, Option<&'static str>) {
        let mut sample = SamplePlan::new();
        let codes = [("USD".to_owned(), Default::default()), ("978".to_owned(), Default::default())];
        sample.plan.codelists.push(Codelist::flat("c", codes));
        match read_value(&sample.plan, value_type, given) {
            Reading::Read(value, finding) => (Some(value_type.text(&value)), finding.map(|finding| finding.code())),
            Reading::Unreadable(finding) => (None, Some(finding.code())),
        }
    }

    fn read_text_as(value_type: &ValueType, given: &str) -> (Option<String>, Option<&'static str>) {
        read(value_type, &Given::Text(given.to_owned()))
    }

    fn read_json_as(value_type: &ValueType, given: &str) -> (Option<String>, Option<&'static str>) {
        read(value_type, &Given::JsonNumber(given.to_owned()))
    }

    fn value(shown: &str) -> (Option<String>, Option<&'static str>) {
        (Some(shown.to_owned()), None)
    }

    const UNREADABLE: (Option<String>, Option<&str>) = (None, Some("unreadable_value"));

    #[test]
    fn numbers_are_digits_and_nothing_is_guessed() {
        assert_eq!(read_text_as(&euro(), "-007"), value("-7"));
        assert_eq!(read_text_as(&euro(), "-0"), value("0"));
        for text in ["12,5", "1 000", "5 EUR", "+1", "1e3", "−1", " 1", "true"] {
            assert_eq!(read_text_as(&euro(), text), UNREADABLE, "{text}");
        }
        assert_eq!(read_json_as(&euro(), "1.5e1"), value("15"));
        assert_eq!(read(&euro(), &Given::NoValue("[]".to_owned())), UNREADABLE);
    }

    #[test]
    fn zeros_in_excess_are_no_decimals_and_others_are_rounded() {
        assert_eq!(read_text_as(&euro(), "2.500"), (Some("3".to_owned()), Some("too_many_decimals")));
        assert_eq!(read_text_as(&euro(), "2.000"), value("2"));
        assert_eq!(read_text_as(&euro(), "-0.4"), (Some("0".to_owned()), Some("too_many_decimals")));
    }

    #[test]
    fn a_percent_is_read_and_judged_as_shown() {
        assert_eq!(read_text_as(&percent(), "12.50"), value("12.50"));
        assert_eq!(read_text_as(&percent(), "12.345"), (Some("12.35".to_owned()), Some("too_many_decimals")));
        let Reading::Read(Value::Number(plain), None) = read_value(&SamplePlan::new().plan, &percent(), &Given::Text("12.5".to_owned())) else {
            panic!("a number");
        };
        assert_eq!(plain, Exact::scaled(125, 3));
    }

    #[test]
    fn twenty_eight_digits_are_in_range_and_no_more() {
        assert_eq!(read_text_as(&euro(), &"9".repeat(28)), value(&"9".repeat(28)));
        assert_eq!(read_text_as(&euro(), &"9".repeat(29)), (None, Some("out_of_range")));
        assert_eq!(read_text_as(&number_type(Quantity::Decimal, 2), &"9".repeat(27)), (None, Some("out_of_range")));
        assert_eq!(read_text_as(&euro(), &format!("{}.5", "9".repeat(28))), (None, Some("out_of_range")));
        assert_eq!(read_text_as(&euro(), &"9".repeat(2_000)), (None, Some("out_of_range")));
        assert_eq!(read_json_as(&euro(), "1e30"), (None, Some("out_of_range")));
        assert_eq!(read_json_as(&euro(), "1e9999999999"), (None, Some("out_of_range")));
    }

    #[test]
    fn text_is_as_it_is_but_has_no_control_characters_and_a_limit() {
        assert_eq!(read_text_as(&text(), " Jānis "), value(" Jānis "));
        assert_eq!(read_json_as(&text(), "1.50"), value("1.50"));
        assert_eq!(read_text_as(&text(), "a\nb"), UNREADABLE);
        assert_eq!(read_text_as(&text(), &"ā".repeat(MOST_TEXT_CHARACTERS)), value(&"ā".repeat(MOST_TEXT_CHARACTERS)));
        assert_eq!(read_text_as(&text(), &"ā".repeat(MOST_TEXT_CHARACTERS + 1)), UNREADABLE);
    }

    #[test]
    fn dates_and_truth_values_have_one_spelling() {
        let (date, truth) = (number_type(Quantity::Date, 0), number_type(Quantity::Bool, 0));
        assert_eq!(read_text_as(&date, "2024-02-29"), value("2024-02-29"));
        assert_eq!(read_text_as(&date, "2025-02-29"), UNREADABLE);
        assert_eq!(read_text_as(&date, "2025-03"), UNREADABLE);
        assert_eq!(read_text_as(&truth, "true"), value("true"));
        assert_eq!(read_text_as(&truth, "True"), UNREADABLE);
        assert_eq!(read(&truth, &Given::NoValue("true".to_owned())), UNREADABLE);
    }

    #[test]
    fn an_unknown_code_is_kept_and_found() {
        let code = number_type(Quantity::Code(CodelistId(0)), 0);
        assert_eq!(read_text_as(&code, "USD"), value("USD"));
        assert_eq!(read_json_as(&code, "978"), value("978"));
        assert_eq!(read_text_as(&code, "usd"), (Some("usd".to_owned()), Some("unknown_code")));
    }
}
