//! Finds the code that a cell of a form shows. A spreadsheet program may have taken it for a number: `010` for 10.

use super::workbook::CellValue;
use positum_plan::plan::Axis;

/// What a cell that should show a code shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CodeMatch {
    /// Nothing.
    Nothing,
    /// The code of the entry of this index.
    Entry(usize),
    /// A text or number that is no code.
    Unknown(String),
    /// A number that several codes could be.
    Ambiguous {
        /// The number.
        number: String,
        /// The codes.
        codes: Vec<String>,
    },
    /// A day.
    Day(String),
}

/// Finds the entry whose code a cell shows.
pub(super) fn match_code(value: &CellValue, axis: &Axis) -> CodeMatch {
    match value {
        CellValue::Nothing => CodeMatch::Nothing,
        CellValue::Text(text) => match_text(text.trim(), axis),
        CellValue::Number(number) => match_number(number, axis),
        CellValue::Date(day) => CodeMatch::Day(day.clone()),
        CellValue::Bool(_) | CellValue::Error(_) => CodeMatch::Unknown(value.text()),
    }
}

fn match_text(text: &str, axis: &Axis) -> CodeMatch {
    if text.is_empty() {
        return CodeMatch::Nothing;
    }
    // Dotted codes are printed with a dot behind them that is not part of them.
    let undotted = text.strip_suffix('.').unwrap_or(text);
    let position = |wanted: &str| axis.entries.iter().position(|entry| entry.code == wanted);
    position(text).or_else(|| position(undotted)).map_or_else(|| CodeMatch::Unknown(text.to_owned()), CodeMatch::Entry)
}

fn match_number(number: &str, axis: &Axis) -> CodeMatch {
    let equal: Vec<usize> =
        axis.entries.iter().enumerate().filter(|(_, entry)| plain_number(&entry.code).as_deref() == Some(number)).map(|(index, _)| index).collect();
    match equal.as_slice() {
        [] => CodeMatch::Unknown(number.to_owned()),
        [only] => CodeMatch::Entry(*only),
        several => {
            let codes = several.iter().filter_map(|index| axis.entries.get(*index)).map(|entry| entry.code.clone()).collect();
            CodeMatch::Ambiguous { number: number.to_owned(), codes }
        }
    }
}

/// Gives the number that a spreadsheet program makes of a code; nothing where it leaves it alone.
fn plain_number(code: &str) -> Option<String> {
    let (whole, fraction) = code.split_once('.').unwrap_or((code, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use positum_plan::plan::{AxisEntry, Label};

    fn axis(codes: &[&str]) -> Axis {
        let entry = |code: &&str| AxisEntry { code: (*code).to_owned(), label: Label::default(), source: None };
        Axis { entries: codes.iter().map(entry).collect(), headings: Vec::new() }
    }

    fn of_number(number: &str, codes: &[&str]) -> CodeMatch {
        match_code(&CellValue::Number(number.to_owned()), &axis(codes))
    }

    #[test]
    fn a_number_is_the_one_code_that_it_can_be() {
        assert_eq!(of_number("10", &["010", "020"]), CodeMatch::Entry(0));
        assert_eq!(of_number("110", &["110", "120"]), CodeMatch::Entry(0));
        assert_eq!(of_number("2.1", &["2.1", "2.2"]), CodeMatch::Entry(0));
        assert_eq!(of_number("0", &["0", "A"]), CodeMatch::Entry(0));
        assert_eq!(of_number("30", &["010", "020"]), CodeMatch::Unknown("30".to_owned()));
        assert_eq!(of_number("30", &["30A", "AS0030"]), CodeMatch::Unknown("30".to_owned()));
    }

    #[test]
    fn a_number_that_several_codes_can_be_is_none() {
        let several = |number: &str, codes: &[&str]| {
            let codes = codes.iter().map(|code| (*code).to_owned()).collect();
            CodeMatch::Ambiguous { number: number.to_owned(), codes }
        };
        assert_eq!(of_number("10", &["10", "010"]), several("10", &["10", "010"]));
        assert_eq!(of_number("2.1", &["2.1", "2.10", "2.2"]), several("2.1", &["2.1", "2.10"]));
    }

    #[test]
    fn texts_must_be_equal_but_for_blanks_around_and_a_dot_behind() {
        let of_text = |text: &str| match_code(&CellValue::Text(text.to_owned()), &axis(&["010", "2.1.3", "total"]));
        assert_eq!(of_text(" 010 "), CodeMatch::Entry(0));
        assert_eq!(of_text("2.1.3."), CodeMatch::Entry(1));
        assert_eq!(of_text("10"), CodeMatch::Unknown("10".to_owned()));
        assert_eq!(of_text(" "), CodeMatch::Nothing);
    }
}
