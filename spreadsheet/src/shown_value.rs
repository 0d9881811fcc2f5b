//! What a cell of a workbook holds for a value: a number, a text or a day.
//!
//! In come values and types; out go what is written into cells and, for formulas, their results. The one file that knows
//! the binary numbers of spreadsheets.

use crate::form_places::{NOT_APPLICABLE, NOT_COMPUTED};
use crate::form_words::{FormWord, form_word};
use jiff::civil::Date;
use positum_plan::value::{Value, ValueType};
use positum_runtime::evaluated_submission::{CellState, EvaluatedCell};
use positum_runtime::language::Language;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// The most digits that the numbers of spreadsheets keep.
const MOST_NUMBER_DIGITS: usize = 15;
/// The most characters of a cell.
pub(crate) const MOST_CELL_CHARACTERS: usize = 32_767;
/// The results that are no texts, though they have letters.
const OTHER_RESULTS: [&str; 10] = ["TRUE", "FALSE", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"];
/// The first day that all spreadsheet programs number alike.
const FIRST_DAY: Date = Date::constant(1900, 3, 1);
/// The number of that day.
const FIRST_DAY_NUMBER: i32 = 61;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A number, written plainly.
    Number(String),
    /// A text.
    Text(String),
}

/// Gives what a cell holds for a value: as its type shows it.
pub(crate) fn content(value: &Value, value_type: Option<&ValueType>, language: Language) -> Content {
    match value {
        Value::Number(_) => {
            let text = value_type.map_or_else(|| plain(value), |value_type| value_type.text(value));
            if significant_digits(&text) > MOST_NUMBER_DIGITS { Content::Text(text) } else { Content::Number(text) }
        }
        Value::Text(text) => Content::Text(text.clone()),
        Value::Bool(value) => Content::Text(form_word(if *value { FormWord::Yes } else { FormWord::No }, language).to_owned()),
        Value::Date(date) => day_number(*date).map_or_else(|| Content::Text(date.to_string()), Content::Number),
    }
}

/// Gives the result of a computed cell: its value, or the mark in place of one.
pub(crate) fn result(cell: &EvaluatedCell, value_type: Option<&ValueType>, language: Language) -> String {
    match (&cell.value, cell.state) {
        (Some(value), _) => match content(value, value_type, language) {
            Content::Number(text) => text,
            Content::Text(text) => text_result(text),
        },
        (None, CellState::NotApplicable) => NOT_APPLICABLE.to_owned(),
        (None, CellState::Blank) => String::new(),
        (None, CellState::Given | CellState::Computed | CellState::Missing | CellState::Unreadable | CellState::NotComputed) => {
            NOT_COMPUTED.to_owned()
        }
    }
}

/// Gives a text as the result of a formula; nothing, so that the program computes it, where the result would be taken for
/// something else: the library knows the kind of a result by its letters alone.
#[expect(clippy::disallowed_types, reason = "asks what the library asks")]
pub(crate) fn text_result(text: String) -> String {
    let is_taken_for_other = text.parse::<f64>().is_ok() || OTHER_RESULTS.contains(&text.as_str());
    if is_taken_for_other { String::new() } else { text }
}

/// Gives the number of a day; nothing for days before spreadsheets count.
pub(crate) fn day_number(date: Date) -> Option<String> {
    let since = date.since(FIRST_DAY).ok().filter(|_| date >= FIRST_DAY)?;
    since.get_days().checked_add(FIRST_DAY_NUMBER).map(|number| number.to_string())
}

/// Writes a content into a cell.
pub(crate) fn write_content(sheet: &mut Worksheet, row: u32, column: u16, content: &Content, format: &Format) -> Result<(), XlsxError> {
    match content {
        Content::Number(text) => write_number(sheet, row, column, text, format),
        Content::Text(text) => write_text(sheet, row, column, text, format),
    }
}

/// Writes a text, also one that looks like a formula.
pub(crate) fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, cell_text(text), format).map(|_| ())
}

/// Gives a text that a cell can hold: without control characters but line breaks, and not too long.
pub(crate) fn cell_text(text: &str) -> String {
    let mut shown = String::new();
    let mut length = 0_usize;
    for character in text.chars() {
        let character = if character.is_control() && character != '\n' || matches!(character, '\u{fffe}' | '\u{ffff}') { ' ' } else { character };
        length = length.saturating_add(character.len_utf16());
        if length > MOST_CELL_CHARACTERS {
            break;
        }
        shown.push(character);
    }
    shown
}

#[expect(clippy::disallowed_types, reason = "numbers of spreadsheets are binary; texts of at most 15 digits come back as they were")]
fn write_number(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    match text.parse::<f64>() {
        Ok(number) => sheet.write_number_with_format(row, column, number, format).map(|_| ()),
        Err(_) => write_text(sheet, row, column, text, format),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Date(date) => date.to_string(),
    }
}

/// Counts the digits of a number without the zeros at its ends.
fn significant_digits(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use positum_plan::amount::{Exact, Rounding};
    use positum_plan::value::{Quantity, RatioScale};

    fn typed(quantity: Quantity, decimals: u32) -> ValueType {
        ValueType { quantity, decimals, rounding: Rounding::HalfAwayFromZero, limits: Default::default() }
    }

    fn number(text: &str) -> Value {
        Value::Number(Exact::parse_plain(text).unwrap())
    }

    #[test]
    fn values_stand_as_their_types_show_them() {
        let percent = typed(Quantity::Ratio(RatioScale::Percent), 2);
        assert_eq!(content(&number("0.125"), Some(&percent), Language::Latvian), Content::Number("12.50".to_owned()));
        let whole = typed(Quantity::Integer, 0);
        assert_eq!(content(&number("123456789012345"), Some(&whole), Language::English), Content::Number("123456789012345".to_owned()));
        assert_eq!(content(&number("1234567890123456"), Some(&whole), Language::English), Content::Text("1234567890123456".to_owned()));
        assert_eq!(content(&number("1234567890123450"), Some(&whole), Language::English), Content::Number("1234567890123450".to_owned()));
        assert_eq!(content(&Value::Bool(true), None, Language::Latvian), Content::Text("jā".to_owned()));
    }

    #[test]
    fn days_are_numbered_as_spreadsheets_do() {
        // 45658 is what LibreOffice and Excel show for 2025-01-01 formatted as a number.
        let day = |text: &str| day_number(text.parse().unwrap());
        assert_eq!(day("2025-01-01").as_deref(), Some("45658"));
        assert_eq!(day("1900-03-01").as_deref(), Some("61"));
        assert_eq!(day("1900-02-28"), None);
    }

    #[test]
    fn texts_that_would_be_taken_for_something_else_are_left_to_the_program() {
        let shown = |value: Value, value_type: &ValueType| {
            let cell = EvaluatedCell::with_value(CellState::Computed, value);
            result(&cell, Some(value_type), Language::English)
        };
        let text = typed(Quantity::Text, 0);
        for taken in ["010", "1E5", "+5", ".5", "NAN", "nan", "inf", "-Infinity", "TRUE", "FALSE", "#N/A", "#DIV/0!"] {
            assert_eq!(shown(Value::Text(taken.to_owned()), &text), "", "{taken}");
        }
        for kept in ["Anna", "010a", "2.1.3", "true", "#", "1 000"] {
            assert_eq!(shown(Value::Text(kept.to_owned()), &text), kept);
        }
        assert_eq!(shown(number("10"), &typed(Quantity::Integer, 0)), "10");
    }

    #[test]
    fn texts_lose_what_cells_cannot_hold() {
        assert_eq!(cell_text("=1+1\u{7}\n\u{fffe}"), "=1+1 \n ");
        assert_eq!(cell_text(&"𝄞".repeat(20_000)).encode_utf16().count(), 32_766);
    }
}
