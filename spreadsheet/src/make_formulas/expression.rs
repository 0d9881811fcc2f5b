//! What a part of a formula becomes: an expression of its value and one of its state.
//!
//! Expressions stand on the sheet of calculations. A value is never an error, also where the state says that there is none:
//! so states can be computed of values without looking at other states first.

use super::calculation_sheet::Spot;
use jiff::civil::Date;
use positum_plan::value::{Quantity, ValueType};
use std::collections::BTreeSet;

/// The state of what has a value.
pub(super) const VALUE: u32 = 0;
/// The state of what is blank and has no value.
pub(super) const BLANK: u32 = 1;
/// The state of what does not apply.
pub(super) const NOT_APPLICABLE: u32 = 2;
/// The state of what is missing. Sums pass over what stands before it; `else` gives way up to it.
pub(super) const MISSING: u32 = 3;
/// The state of what cannot be read.
pub(super) const UNREADABLE: u32 = 4;
/// The state of what cannot be computed.
pub(super) const NOT_COMPUTED: u32 = 5;

/// A text that a spreadsheet formula may hold in one piece.
const LONGEST_LITERAL: usize = 250;

/// Why no formula of a spreadsheet can tell what our evaluator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotLiveReason {
    /// A text is held against a pattern.
    Pattern,
    /// Every line of a list is held against every line of another, and there are too many of them.
    TooManyLines,
    /// A value is looked for among too many others.
    TooManyOptions,
    /// Working days of a calendar are counted.
    WorkingDays,
    /// The formula would be too long.
    TooLong,
}

/// What values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    Bool,
    Date,
}

impl Kind {
    pub(super) fn of(value_type: &ValueType) -> Self {
        match value_type.quantity {
            Quantity::Date => Self::Date,
            Quantity::Bool => Self::Bool,
            Quantity::Text | Quantity::Code(_) => Self::Text,
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days => Self::Number,
        }
    }

    /// Gives what stands for a value where there is none.
    pub(super) fn nothing(self) -> &'static str {
        match self {
            Self::Number | Self::Date => "0",
            Self::Text => "\"\"",
            Self::Bool => "FALSE",
        }
    }
}

/// A part of a spreadsheet formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    text: String,
    /// Whether it may stand beside an operator without brackets.
    is_closed: bool,
    spot: Option<Spot>,
}

impl Expression {
    /// Makes a reference to a cell of the sheet of calculations.
    pub(super) fn spot(spot: Spot) -> Self {
        Self { text: spot.reference(), is_closed: true, spot: Some(spot) }
    }

    /// Makes a literal or the call of a function.
    pub(super) fn closed(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_closed: true, spot: None }
    }

    /// Makes an expression with operators.
    pub(super) fn open(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_closed: false, spot: None }
    }

    /// Gives the text as an argument of a function.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Gives the text as an operand.
    pub(super) fn operand(&self) -> String {
        if self.is_closed { self.text.clone() } else { format!("({})", self.text) }
    }

    /// Gives the cell, where the expression is one.
    pub(super) fn as_spot(&self) -> Option<Spot> {
        self.spot
    }

    /// Tells whether it is a cell or a short literal, so that it can be repeated.
    pub(super) fn is_simple(&self) -> bool {
        const SHORT: usize = 24;
        self.is_closed && self.text.len() <= SHORT && !self.text.contains('(')
    }

    /// Gives how many brackets stand in each other.
    pub(super) fn depth(&self) -> usize {
        let (mut depth, mut deepest, mut is_text) = (0_usize, 0_usize, false);
        for sign in self.text.chars() {
            match sign {
                '"' => is_text = !is_text,
                '(' if !is_text => {
                    depth = depth.saturating_add(1);
                    deepest = deepest.max(depth);
                }
                ')' if !is_text => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        deepest
    }
}

/// The state of a part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It always has a value.
    Value,
    /// It has a value where all of these states are [`VALUE`], and is not computed where one is not.
    Strict(Vec<Expression>),
    /// The number of the state.
    Code(Expression),
}

impl State {
    /// Gives what never has a value.
    pub(super) fn never() -> Self {
        Self::Code(Expression::closed(NOT_COMPUTED.to_string()))
    }

    /// Gives the states that must all be [`VALUE`].
    pub(super) fn items(&self) -> Vec<Expression> {
        match self {
            Self::Value => Vec::new(),
            Self::Strict(items) => items.clone(),
            Self::Code(code) => vec![code.clone()],
        }
    }

    /// Joins the states of operands all of which are needed.
    pub(super) fn strict<'a>(states: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut seen = BTreeSet::new();
        let mut items: Vec<Expression> = states.into_iter().flat_map(Self::items).collect();
        items.retain(|item| seen.insert(item.text.clone()));
        if items.is_empty() { Self::Value } else { Self::Strict(items) }
    }

    /// Gives the condition that there is no value; nothing where there always is one.
    pub(super) fn fails(&self) -> Option<String> {
        match self {
            Self::Value => None,
            Self::Strict(items) => Some(format!("{}>0", largest(items))),
            Self::Code(code) => Some(format!("{}>0", code.operand())),
        }
    }

    /// Gives the number of the state.
    pub(super) fn code(&self) -> Expression {
        match self {
            Self::Value => Expression::closed(VALUE.to_string()),
            Self::Strict(items) => Expression::closed(format!("IF({}>0,{NOT_COMPUTED},{VALUE})", largest(items))),
            Self::Code(code) => code.clone(),
        }
    }
}

/// What a part of a formula becomes.
#[derive(Clone, Debug)]
pub(super) struct Lowered {
    pub(super) value: Expression,
    pub(super) state: State,
    pub(super) kind: Kind,
    /// The most decimals that the exact value can have; nothing where there is no bound.
    pub(super) decimals: Option<u32>,
    /// Whether the value is [`Kind::nothing`] where the state is not [`VALUE`].
    pub(super) is_normal: bool,
}

impl Lowered {
    /// Makes what always has a value.
    pub(super) fn sure(value: Expression, kind: Kind, decimals: Option<u32>) -> Self {
        Self { value, state: State::Value, kind, decimals, is_normal: true }
    }

    /// Makes what never has a value.
    pub(super) fn never(kind: Kind) -> Self {
        Self { value: Expression::closed(kind.nothing()), state: State::never(), kind, decimals: Some(0), is_normal: true }
    }
}

/// Gives the largest of several states.
fn largest(items: &[Expression]) -> String {
    match items {
        [only] => only.operand(),
        _ => format!("MAX({})", arguments(items)),
    }
}

/// Gives expressions as arguments; cells under each other become a range.
pub(super) fn arguments(items: &[Expression]) -> String {
    let mut spots: Vec<Spot> = items.iter().filter_map(Expression::as_spot).collect();
    spots.sort_unstable();
    let is_next = |left: &Spot, right: &Spot| left.column == right.column && left.row.checked_add(1) == Some(right.row);
    let ranges = spots.chunk_by(is_next).filter_map(|chunk| Some(chunk.first()?.range(u32::try_from(chunk.len()).ok()?)));
    let others = items.iter().filter(|item| item.as_spot().is_none()).map(|item| item.text().to_owned());
    ranges.chain(others).collect::<Vec<_>>().join(",")
}

/// Writes a text as formulas do; long ones in several pieces.
pub(super) fn text_literal(text: &str) -> Expression {
    let signs: Vec<char> = text.chars().collect();
    let piece = |signs: &[char]| format!("\"{}\"", signs.iter().collect::<String>().replace('"', "\"\""));
    let pieces: Vec<String> = signs.chunks(LONGEST_LITERAL).map(piece).collect();
    match pieces.as_slice() {
        [] => Expression::closed("\"\""),
        [only] => Expression::closed(only.clone()),
        _ => Expression::open(pieces.join("&")),
    }
}

/// Writes a day as the number that spreadsheets have for it.
pub(super) fn date_literal(date: Date) -> Expression {
    let days = date.since(Date::constant(1899, 12, 30)).map_or(0, |span| span.get_days());
    let text = days.to_string();
    if days < 0 { Expression::open(text) } else { Expression::closed(text) }
}

/// Writes a power of ten.
pub(super) fn power_of_ten(power: u32) -> String {
    const MOST_ZEROS: u32 = 15;
    if power <= MOST_ZEROS { format!("1{}", "0".repeat(power as usize)) } else { format!("1E+{power}") }
}
