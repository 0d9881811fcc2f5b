//! Writes the message of a check as a formula: text, and values as a sentence in the language has them.
//!
//! The marks between digits are those of the language of the form, whatever the spreadsheet is set to.

use super::calculation_sheet::Spot;
use super::expression::{Expression, Kind, Lowered, State, VALUE, power_of_ten, text_literal};
use super::hold_inputs::truth_words;
use super::lowering::Lowering;
use super::round_value::rounded;
use positum_plan::amount::Rounding;
use positum_plan::plan::{Check, MessagePart, TableId};
use positum_plan::value::{Currency, Quantity, RatioScale, ValueType};
use positum_runtime::language::Language;

/// Keeps a number and its unit on one line.
const NO_BREAK_SPACE: char = '\u{a0}';
/// The most decimals of a number that has no type.
const DECIMALS_WITHOUT_TYPE: u32 = 6;
/// A longer text is continued in another cell.
const LONGEST_PIECE: usize = 1_500;

/// Where the texts of a check stand: alone, or in a line of a list.
pub(super) struct TextCells<'a> {
    /// The columns taken so far, in the order in which they are needed; the same in every line.
    pub(super) columns: &'a mut Vec<Spot>,
    /// The next of them.
    pub(super) next: usize,
    /// How many lines there are, and which this is.
    pub(super) rows: u32,
    pub(super) row: u32,
}

impl Lowering<'_> {
    /// Gives the text of a check that fails.
    pub(super) fn message(&mut self, check: &Check, lines: &[(TableId, u32)], cells: &mut TextCells<'_>, language: Language) -> Expression {
        let fallbacks = || self.plan.package.languages.iter().find_map(|fallback| check.messages.get(fallback));
        let Some(parts) = check.messages.get(language.code()).or_else(fallbacks).filter(|parts| !parts.is_empty()) else {
            let text = match language {
                Language::Latvian => format!("jābūt `{}`", check.text),
                Language::English => format!("`{}` must hold", check.text),
            };
            return Expression::open(self.long_text(&text, cells));
        };
        let mut texts: Vec<String> = Vec::new();
        for part in parts {
            let text = match part {
                MessagePart::Text(text) => self.long_text(text, cells),
                MessagePart::Value { node, value_type } => match self.lower_spilled(*node, lines) {
                    Ok(lowered) => self.spoken(&lowered, value_type.as_ref(), cells, language),
                    // Only the evaluator can tell this value.
                    Err(_) => text_literal("…").text().to_owned(),
                },
            };
            if texts.iter().map(String::len).sum::<usize>() > LONGEST_PIECE {
                let joined = self.write_text(cells, &texts.join("&"));
                texts = vec![joined];
            }
            texts.push(text);
        }
        Expression::open(texts.join("&"))
    }

    fn long_text(&mut self, text: &str, cells: &mut TextCells<'_>) -> String {
        const MOST_SIGNS: usize = 1_000;
        let signs: Vec<char> = text.chars().collect();
        if signs.len() <= MOST_SIGNS {
            return text_literal(text).operand();
        }
        let pieces = signs.chunks(MOST_SIGNS).map(|piece| text_literal(&piece.iter().collect::<String>()).text().to_owned());
        pieces.map(|piece| self.write_text(cells, &piece)).collect::<Vec<_>>().join("&")
    }

    fn write_text(&mut self, cells: &mut TextCells<'_>, text: &str) -> String {
        let first = match cells.columns.get(cells.next) {
            Some(first) => *first,
            None => {
                let first = if cells.rows == 1 { self.sheet.alone() } else { self.sheet.block(cells.rows, 1) };
                cells.columns.push(first);
                first
            }
        };
        cells.next = cells.next.saturating_add(1);
        let spot = first.down(cells.row);
        self.sheet.write(spot, text);
        spot.reference()
    }

    /// Gives a value as a sentence has it.
    fn spoken(&mut self, value: &Lowered, value_type: Option<&ValueType>, cells: &mut TextCells<'_>, language: Language) -> String {
        let text = match (value.kind, value_type) {
            (Kind::Text, _) => value.value.text().to_owned(),
            (Kind::Bool, _) => {
                let [yes, no] = truth_words(language).map(|word| text_literal(word).text().to_owned());
                format!("IF({},{yes},{no})", value.value.text())
            }
            (Kind::Date, _) => date_text(&value.value.operand(), language),
            (Kind::Number, Some(value_type)) => self.typed_number(value, value_type, cells, language),
            (Kind::Number, None) => self.exact_number(value, cells, language),
        };
        let text = match &value.state {
            State::Value => text,
            State::Strict(_) | State::Code(_) => {
                let nothing = match language {
                    Language::Latvian => "(nav vērtības)",
                    Language::English => "(no value)",
                };
                format!("IF({}={VALUE},{text},\"{nothing}\")", value.state.code().operand())
            }
        };
        self.write_text(cells, &text)
    }

    fn typed_number(&mut self, value: &Lowered, value_type: &ValueType, cells: &mut TextCells<'_>, language: Language) -> String {
        let plain = rounded(&value.value, value_type.plain_decimals(), value_type.rounding, value.decimals);
        let shown = match value_type.shown_power() {
            0 => plain.text().to_owned(),
            power => format!("ROUND({}*{},{})", plain.operand(), power_of_ten(power), value_type.decimals),
        };
        let number = self.write_text(cells, &shown);
        let decimals = value_type.decimals.to_string();
        let digits = self.write_text(cells, &format!("FIXED(ABS({number}),{decimals},TRUE)"));
        let (whole, fraction) = match value_type.decimals {
            0 => (digits.clone(), String::new()),
            _ => (
                self.write_text(cells, &format!("LEFT({digits},LEN({digits})-{decimals}-1)")),
                format!("&\"{}\"&RIGHT({digits},{decimals})", language.locale().decimal_mark),
            ),
        };
        let whole = if value_type.quantity == Quantity::Integer { whole } else { grouped(&whole, language) };
        let unit = unit_text(value_type, &number, language);
        format!("IF({number}<0,\"-\",\"\")&{whole}{fraction}{unit}")
    }

    /// A number without a type is exact; what is cut off shows as `…`.
    fn exact_number(&mut self, value: &Lowered, cells: &mut TextCells<'_>, language: Language) -> String {
        let number = value.value.operand();
        let near = self.write_text(cells, &format!("ROUND({number},{DECIMALS_WITHOUT_TYPE})"));
        let fits = self.write_text(cells, &format!("ABS({number}-{near})<=1E-13*MAX(1,ABS({number}))"));
        let cut = rounded(&value.value, DECIMALS_WITHOUT_TYPE, Rounding::TowardZero, None);
        let shown = self.write_text(cells, &format!("IF({fits},{near},{})", cut.text()));
        let fewest = (0..DECIMALS_WITHOUT_TYPE)
            .rev()
            .fold(DECIMALS_WITHOUT_TYPE.to_string(), |rest, decimals| format!("IF(ROUND({near},{decimals})={near},{decimals},{rest})"));
        let decimals = self.write_text(cells, &format!("IF({fits},{fewest},{DECIMALS_WITHOUT_TYPE})"));
        let digits = self.write_text(cells, &format!("FIXED(ABS({shown}),{decimals},TRUE)"));
        let whole = self.write_text(cells, &format!("IF({decimals}=0,{digits},LEFT({digits},LEN({digits})-{decimals}-1))"));
        let fraction = format!("IF({decimals}=0,\"\",\"{}\"&RIGHT({digits},{decimals}))", language.locale().decimal_mark);
        format!("IF({shown}<0,\"-\",\"\")&{}&{fraction}&IF({fits},\"\",\"…\")", grouped(&whole, language))
    }
}

/// Puts marks between groups of three digits.
fn grouped(digits: &str, language: Language) -> String {
    const GROUPS: [u32; 5] = [15, 12, 9, 6, 3];
    let mark = language.locale().group_mark;
    let group = |after: &u32| format!("IF(LEN({digits})>{after},RIGHT(LEFT({digits},LEN({digits})-{after}),3)&\"{mark}\",\"\")");
    let groups: Vec<String> = GROUPS.iter().map(group).collect();
    format!("{}&RIGHT({digits},3)", groups.join("&"))
}

fn unit_text(value_type: &ValueType, number: &str, language: Language) -> String {
    let unit = match &value_type.quantity {
        Quantity::Amount(Currency::Fixed(currency)) => format!("{NO_BREAK_SPACE}{currency}"),
        Quantity::Rate { to: Currency::Fixed(to), from: Currency::Fixed(from) } => format!("{NO_BREAK_SPACE}{to}/{from}"),
        Quantity::Ratio(RatioScale::Plain) => return String::new(),
        Quantity::Ratio(scale) => match (scale, language) {
            (RatioScale::Percent | RatioScale::Permille, Language::English) => scale.sign().to_owned(),
            (RatioScale::Plain | RatioScale::Percent | RatioScale::Permille | RatioScale::BasisPoints, _) => {
                format!("{NO_BREAK_SPACE}{}", scale.sign())
            }
        },
        Quantity::Days => {
            let (is_one, one, many) = match language {
                Language::Latvian => (format!("AND(MOD(ABS({number}),10)=1,MOD(ABS({number}),100)<>11)"), "diena", "dienas"),
                Language::English => (format!("ABS({number})=1"), "day", "days"),
            };
            return format!("&\"{NO_BREAK_SPACE}\"&IF({is_one},\"{one}\",\"{many}\")");
        }
        Quantity::Amount(Currency::OfColumn(_))
        | Quantity::Rate { .. }
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool
        | Quantity::Code(_) => return String::new(),
    };
    format!("&{}", text_literal(&unit).text())
}

fn date_text(day: &str, language: Language) -> String {
    match language {
        Language::Latvian => format!("TEXT(DAY({day}),\"00\")&\".\"&TEXT(MONTH({day}),\"00\")&\".\"&TEXT(YEAR({day}),\"0000\")&\".\""),
        Language::English => {
            let months = "\"January\",\"February\",\"March\",\"April\",\"May\",\"June\",\"July\",\"August\",\"September\",\"October\",\"November\",\"December\"";
            format!("DAY({day})&\" \"&CHOOSE(MONTH({day}),{months})&\" \"&TEXT(YEAR({day}),\"0000\")")
        }
    }
}
