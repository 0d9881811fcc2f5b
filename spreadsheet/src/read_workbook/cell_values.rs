//! What a filled cell of a form gives for a cell of the plan. Nothing is guessed: what is read is what the cell shows.

use super::workbook::{Cell, CellValue};
use crate::form_places::{NOT_APPLICABLE, NOT_COMPUTED};
use crate::truth_words::{FALSE_WORDS, TRUE_WORDS};
use positum_plan::plan::Origin;
use positum_plan::value::{Quantity, RatioScale, ValueType};
use positum_runtime::submission::Given;

/// What forms print into cells that exist in no submission, and what people write for it.
const CROSSES: [&str; 5] = ["×", "x", "X", "х", "Х"];
/// The digits of a whole number that workbooks keep.
const KEPT_DIGITS: usize = 15;

/// What the plan says of a cell of a form.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'p> {
    /// A cell that is filled in.
    Input(Option<&'p ValueType>),
    /// A cell with a formula.
    Computed(Option<&'p ValueType>),
    /// A cell that does not exist.
    Crossed,
}

impl<'p> Wanted<'p> {
    /// Makes it of what a plan has.
    pub(super) fn of(origin: &Origin, value_type: Option<&'p ValueType>) -> Self {
        match origin {
            Origin::Input(_) => Self::Input(value_type),
            Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => Self::Computed(value_type),
        }
    }
}

/// Gives what a cell submits; nothing where it is empty, or its formula still computes it.
pub(super) fn given(cell: &Cell, wanted: Wanted<'_>) -> Option<Given> {
    match wanted {
        Wanted::Input(value_type) => given_input(cell, value_type),
        Wanted::Computed(_) if cell.formula.is_some() || shows(cell, &[NOT_COMPUTED, NOT_APPLICABLE]) => None,
        Wanted::Computed(value_type) => given_input(cell, value_type),
        Wanted::Crossed if shows(cell, &CROSSES) => None,
        Wanted::Crossed => given_input(cell, None),
    }
}

fn shows(cell: &Cell, texts: &[&str]) -> bool {
    matches!(&cell.value, CellValue::Text(text) if texts.contains(&text.trim()))
}

fn given_input(cell: &Cell, value_type: Option<&ValueType>) -> Option<Given> {
    match &cell.value {
        // A formula whose value was not stored with it.
        CellValue::Nothing => cell.formula.as_ref().map(|formula| Given::NoValue(format!("={formula}"))),
        CellValue::Text(text) if text.is_empty() => None,
        CellValue::Text(text) => Some(Given::Text(truth_word(text, value_type).map_or_else(|| text.clone(), str::to_owned))),
        CellValue::Number(number) => Some(given_number(number, cell.shows_percent, value_type)),
        CellValue::Bool(value) => Some(given_bool(*value, value_type)),
        CellValue::Date(day) if is_written(value_type) => Some(Given::NoValue(day.clone())),
        CellValue::Date(day) => Some(Given::Text(day.clone())),
        CellValue::Error(error) => Some(Given::NoValue(error.clone())),
    }
}

/// A text that has become a number is taken where all its digits are there; zeros in front cannot be known.
fn given_number(number: &str, shows_percent: bool, value_type: Option<&ValueType>) -> Given {
    let shown = if shows_percent { times_hundred(number) } else { number.to_owned() };
    let is_percent = value_type.is_some_and(|value_type| matches!(value_type.quantity, Quantity::Ratio(RatioScale::Percent)));
    if shows_percent && !is_percent {
        return Given::NoValue(format!("{shown}%"));
    }
    let digits = shown.bytes().filter(u8::is_ascii_digit).count();
    if is_written(value_type) && digits > KEPT_DIGITS && !shown.contains('.') {
        return Given::NoValue(shown);
    }
    Given::Text(shown)
}

fn given_bool(value: bool, value_type: Option<&ValueType>) -> Given {
    match value_type.map(|value_type| &value_type.quantity) {
        Some(Quantity::Bool) => Given::Text(if value { "true" } else { "false" }.to_owned()),
        Some(
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days
            | Quantity::Date
            | Quantity::Text
            | Quantity::Code(_),
        )
        | None => Given::NoValue(if value { "TRUE" } else { "FALSE" }.to_owned()),
    }
}

fn truth_word(text: &str, value_type: Option<&ValueType>) -> Option<&'static str> {
    value_type.filter(|value_type| value_type.quantity == Quantity::Bool)?;
    let word = text.trim().to_lowercase();
    if TRUE_WORDS.contains(&word.as_str()) { Some("true") } else { FALSE_WORDS.contains(&word.as_str()).then_some("false") }
}

/// Tells whether values are texts, which a spreadsheet program may have taken for something else.
fn is_written(value_type: Option<&ValueType>) -> bool {
    value_type.is_some_and(|value_type| matches!(value_type.quantity, Quantity::Text | Quantity::Code(_)))
}

/// Moves the decimal point of a plain number by two places.
fn times_hundred(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut further = fraction.chars();
    let moved: String = (0..2).map(|_| further.next().unwrap_or('0')).collect();
    let shown = format!("{whole}{moved}");
    let shown = shown.trim_start_matches('0');
    let (whole, fraction) = (if shown.is_empty() { "0" } else { shown }, further.as_str());
    let sign = if whole == "0" && fraction.is_empty() { "" } else { sign };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use positum_plan::amount::Rounding;
    use positum_plan::plan::CodelistId;

    fn value_type(quantity: Quantity) -> ValueType {
        ValueType { quantity, decimals: 2, rounding: Rounding::HalfAwayFromZero, limits: Default::default() }
    }

    fn cell(value: CellValue) -> Cell {
        Cell { value, formula: None, shows_percent: false }
    }

    fn read(value: CellValue, quantity: Quantity) -> String {
        shown(given(&cell(value), Wanted::Input(Some(&value_type(quantity)))))
    }

    fn shown(given: Option<Given>) -> String {
        match given {
            None => "nothing".to_owned(),
            Some(Given::Text(text)) => text,
            Some(Given::NoValue(text)) => format!("no value {text}"),
            Some(other) => panic!("{other:?}"),
        }
    }

    fn number(text: &str) -> CellValue {
        CellValue::Number(text.to_owned())
    }

    fn text(text: &str) -> CellValue {
        CellValue::Text(text.to_owned())
    }

    #[test]
    fn numbers_are_read_as_they_stand_and_texts_too() {
        assert_eq!(read(number("12.5"), Quantity::Decimal), "12.5");
        assert_eq!(read(text("12,5"), Quantity::Decimal), "12,5");
        assert_eq!(read(text(" 5 "), Quantity::Decimal), " 5 ");
        assert_eq!(read(text(""), Quantity::Decimal), "nothing");
        assert_eq!(read(number("12345"), Quantity::Text), "12345");
        assert_eq!(read(number("1"), Quantity::Code(CodelistId(0))), "1");
        assert_eq!(read(number("1234567890123450"), Quantity::Text), "no value 1234567890123450");
        assert_eq!(read(CellValue::Error("#DIV/0!".to_owned()), Quantity::Text), "no value #DIV/0!");
    }

    #[test]
    fn days_are_read_as_dates_and_as_nothing_else() {
        let day = || CellValue::Date("2025-03-31".to_owned());
        assert_eq!(read(day(), Quantity::Date), "2025-03-31");
        assert_eq!(read(day(), Quantity::Text), "no value 2025-03-31");
        assert_eq!(read(day(), Quantity::Decimal), "2025-03-31");
        assert_eq!(read(number("45747"), Quantity::Date), "45747");
    }

    #[test]
    fn truth_values_have_the_words_of_both_languages() {
        for word in ["jā", "Jā", "YES", "true", "PATIESS"] {
            assert_eq!(read(text(word), Quantity::Bool), "true", "{word}");
        }
        for word in ["nē", "NĒ", "No", "False", "aplams"] {
            assert_eq!(read(text(word), Quantity::Bool), "false", "{word}");
        }
        assert_eq!(read(text("jā"), Quantity::Text), "jā");
        assert_eq!(read(CellValue::Bool(true), Quantity::Bool), "true");
        assert_eq!(read(CellValue::Bool(true), Quantity::Text), "no value TRUE");
        assert_eq!(read(number("1"), Quantity::Bool), "1");
    }

    #[test]
    fn a_percent_sign_of_the_cell_is_read_as_it_is_shown() {
        let shown_as = |text: &str, quantity| {
            let cell = Cell { shows_percent: true, ..cell(number(text)) };
            shown(given(&cell, Wanted::Input(Some(&value_type(quantity)))))
        };
        assert_eq!(shown_as("0.125", Quantity::Ratio(RatioScale::Percent)), "12.5");
        assert_eq!(shown_as("-0.001", Quantity::Ratio(RatioScale::Percent)), "-0.1");
        assert_eq!(shown_as("1", Quantity::Ratio(RatioScale::Percent)), "100");
        assert_eq!(shown_as("0", Quantity::Ratio(RatioScale::Percent)), "0");
        assert_eq!(shown_as("0.125", Quantity::Ratio(RatioScale::Plain)), "no value 12.5%");
    }

    #[test]
    fn a_computed_cell_is_given_where_its_formula_is_gone() {
        let decimal = value_type(Quantity::Decimal);
        let wanted = Wanted::Computed(Some(&decimal));
        let computing = Cell { formula: Some("A1+B1".to_owned()), ..cell(number("5")) };
        assert_eq!(shown(given(&computing, wanted)), "nothing");
        assert_eq!(shown(given(&cell(number("5")), wanted)), "5");
        assert_eq!(shown(given(&cell(text("#")), wanted)), "nothing");
        assert_eq!(shown(given(&cell(text("·")), wanted)), "nothing");
        assert_eq!(shown(given(&computing, Wanted::Input(Some(&decimal)))), "5");
        let not_stored = Cell { value: CellValue::Nothing, ..computing };
        assert_eq!(shown(given(&not_stored, Wanted::Input(Some(&decimal)))), "no value =A1+B1");
    }

    #[test]
    fn a_cross_is_no_value_and_anything_else_in_its_place_is() {
        for cross in ["×", "x", " X "] {
            assert_eq!(shown(given(&cell(text(cross)), Wanted::Crossed)), "nothing");
        }
        assert_eq!(shown(given(&cell(number("5")), Wanted::Crossed)), "5");
    }
}
