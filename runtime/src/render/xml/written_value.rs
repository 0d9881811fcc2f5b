//! What the document says for a cell: the value as shown, or as it was given.

use crate::evaluated_submission::{CellState, EvaluatedCell};
use crate::render::shown::value_text;
use crate::submission::{Given, SubmittedCell};
use positum_plan::amount::Exact;
use positum_plan::plan::Origin;
use positum_plan::value::{Value, ValueType};

/// A value of a cell's element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WrittenValue {
    pub(super) text: String,
    pub(super) mark: Mark,
}

/// What an attribute says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing: it was given as a text, or may be taken as one.
    Plain,
    /// It was computed.
    Computed,
    /// It was given as a number in a spelling of JSON.
    Number,
    /// It was given as what is no value, or as text that XML cannot have.
    Unreadable,
    /// Of a member of the group it is not known.
    UnknownOfMembers,
}

/// Gives the values to write for a cell, of which `given` is what was submitted.
pub(super) fn written_values(
    origin: &Origin,
    value_type: Option<&ValueType>,
    evaluated: Option<&EvaluatedCell>,
    given: &[&SubmittedCell],
) -> Vec<WrittenValue> {
    let shown = evaluated.and_then(|cell| value_text(cell, value_type));
    let is_input = matches!(origin, Origin::Input(_));
    if given.iter().all(|cell| is_nothing(cell)) {
        let computed = shown.filter(|_| !is_input).map(|text| WrittenValue { text, mark: Mark::Computed });
        return computed.into_iter().collect();
    }
    match (given, shown) {
        ([_], Some(text)) if is_input && evaluated.is_some_and(is_shown_as_given) => vec![WrittenValue { text, mark: Mark::Plain }],
        ([cell], Some(text)) if !is_input && shown_text(&cell.given, value_type).as_ref() == Some(&text) => {
            vec![WrittenValue { text, mark: Mark::Computed }]
        }
        (cells, _) => cells.iter().map(|cell| as_given(cell, value_type)).collect(),
    }
}

/// Tells whether nothing is lost where the shown value stands for the given one.
fn is_shown_as_given(cell: &EvaluatedCell) -> bool {
    cell.state == CellState::Given && cell.given_text().is_none()
}

/// Gives what was given as a cell would show it, if nothing is lost.
fn shown_text(given: &Given, value_type: Option<&ValueType>) -> Option<String> {
    let number = match given {
        Given::Text(text) if !value_type.is_some_and(ValueType::is_number) => return Some(text.clone()),
        Given::Text(text) => Exact::parse_plain(text),
        Given::JsonNumber(text) => Exact::parse_json(text),
        Given::Nothing | Given::NoValue(_) | Given::UnknownOfMembers => return None,
    };
    let value_type = value_type.filter(|value_type| value_type.is_number())?;
    let shown = number.ok().filter(|shown| shown.fits_decimals(value_type.decimals))?;
    let plain = value_type.rounded(&value_type.plain_from_shown(&shown))?;
    Some(value_type.text(&Value::Number(plain)))
}

/// Gives a value as it was given; a number in a spelling that JSON alone has becomes a plain one where nothing is lost.
pub(super) fn as_given(cell: &SubmittedCell, value_type: Option<&ValueType>) -> WrittenValue {
    if let Given::JsonNumber(_) = &cell.given
        && let Some(text) = shown_text(&cell.given, value_type)
    {
        return WrittenValue { text, mark: Mark::Plain };
    }
    let (text, mark) = match &cell.given {
        Given::Nothing => ("", Mark::Plain),
        Given::UnknownOfMembers => ("", Mark::UnknownOfMembers),
        Given::Text(text) if escaped(text).is_whole => (text.as_str(), Mark::Plain),
        Given::Text(text) | Given::NoValue(text) => (text.as_str(), Mark::Unreadable),
        // Without an exponent it reads the same as a text.
        Given::JsonNumber(text) if !text.contains(['e', 'E']) => (text.as_str(), Mark::Plain),
        Given::JsonNumber(text) => (text.as_str(), Mark::Number),
    };
    WrittenValue { text: text.to_owned(), mark }
}

pub(super) fn is_nothing(cell: &SubmittedCell) -> bool {
    match &cell.given {
        Given::Nothing => true,
        Given::Text(text) => text.is_empty(),
        Given::JsonNumber(_) | Given::NoValue(_) | Given::UnknownOfMembers => false,
    }
}

/// A text for XML.
pub(in crate::render) struct Escaped {
    pub(in crate::render) text: String,
    /// Whether XML can have all its characters.
    pub(in crate::render) is_whole: bool,
}

/// Writes a text so that reading gets it back from an element and from an attribute; a character that XML cannot have
/// becomes U+FFFD.
pub(in crate::render) fn escaped(text: &str) -> Escaped {
    let mut escaped = Escaped { text: String::with_capacity(text.len()), is_whole: true };
    for character in text.chars() {
        match character {
            '&' => escaped.text.push_str("&amp;"),
            '<' => escaped.text.push_str("&lt;"),
            '>' => escaped.text.push_str("&gt;"),
            '"' => escaped.text.push_str("&quot;"),
            // Readers turn these into spaces, or into each other, where they stand as they are.
            '\t' | '\n' | '\r' => escaped.text.push_str(&format!("&#{};", u32::from(character))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                escaped.text.push('\u{fffd}');
                escaped.is_whole = false;
            }
            other => escaped.text.push(other),
        }
    }
    escaped
}
