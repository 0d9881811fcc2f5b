//! What a formula gives: an operand, or the reason why there is none.

use crate::evaluated_submission::{Cause, CellAt, CellState, EvaluatedCell};
use jiff::civil::Date;
use positum_plan::amount::Exact;
use positum_plan::plan::TableId;
use positum_plan::value::Value;

/// A value inside a formula. Texts stay where they are: no formula makes one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand<'s> {
    Number(Exact),
    Text(&'s str),
    Bool(bool),
    Date(Date),
}

/// The result of a formula or of a part of one.
pub(super) type Outcome<'s> = Result<Operand<'s>, NoValue>;

/// There is no value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NoValue {
    pub(super) kind: Kind,
    pub(super) reason: Reason,
}

/// How a part without value is dealt with where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Missing,
    Unreadable,
    NotApplicable,
    Blank,
    NotComputed,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reason {
    /// Trouble at another cell.
    Elsewhere(Cause),
    /// This formula divides the number by zero.
    DividesByZero(Exact),
    /// A number in this formula has grown beyond every bound.
    OutOfRange,
    /// This formula takes the least, greatest or first of nothing.
    OfNothing,
    /// The condition of this formula does not hold.
    ConditionFalse,
    /// This formula looks for a line, by this key, that the list does not have.
    NoSuchLine(TableId, String),
    /// This formula makes a day of a year, a month and a day that do not make one.
    NoSuchDay([String; 3]),
    /// This formula counts so many working days, which cannot be counted.
    WorkingDaysOutOfRange(String),
}

impl NoValue {
    /// The part of a formula that needs this value is not computed for the same reason.
    pub(super) fn not_computed(self) -> Self {
        Self { kind: Kind::NotComputed, reason: self.reason }
    }

    pub(super) fn because(reason: Reason) -> Self {
        Self { kind: Kind::NotComputed, reason }
    }

    /// Tells whether sums and other functions of many pass over the operand.
    pub(super) fn is_passed_over(&self) -> bool {
        match self.kind {
            Kind::NotApplicable | Kind::Blank => true,
            Kind::Missing | Kind::Unreadable | Kind::NotComputed => false,
        }
    }

    /// Tells whether `else` takes its other operand.
    pub(super) fn gives_way(&self) -> bool {
        match self.kind {
            Kind::NotApplicable | Kind::Blank | Kind::Missing => true,
            Kind::Unreadable | Kind::NotComputed => false,
        }
    }

    /// Gives the root cause, for a formula that belongs to a cell.
    pub(super) fn cause_at(&self, at: CellAt) -> Cause {
        match &self.reason {
            Reason::Elsewhere(cause) => *cause,
            Reason::DividesByZero(_) => Cause::DivisionByZero(at),
            Reason::OutOfRange => Cause::OutOfRange(at),
            Reason::OfNothing => Cause::OfNothing(at),
            Reason::ConditionFalse => Cause::NotApplicable(at),
            Reason::NoSuchLine(..) => Cause::NoSuchLine(at),
            Reason::NoSuchDay(_) => Cause::NoSuchDay(at),
            Reason::WorkingDaysOutOfRange(_) => Cause::WorkingDaysOutOfRange(at),
        }
    }

    /// Gives the root cause, for the condition by which a list takes lines.
    pub(super) fn cause_in_list(&self, list: TableId) -> Cause {
        match &self.reason {
            Reason::Elsewhere(cause) => *cause,
            Reason::DividesByZero(_)
            | Reason::NoSuchLine(..)
            | Reason::NoSuchDay(_)
            | Reason::WorkingDaysOutOfRange(_)
            | Reason::OutOfRange
            | Reason::OfNothing
            | Reason::ConditionFalse => Cause::LinesUnknown(list),
        }
    }

    /// Gives the root cause, for a formula that belongs to a check.
    pub(super) fn cause_in_check(&self) -> Cause {
        match &self.reason {
            Reason::Elsewhere(cause) => *cause,
            Reason::DividesByZero(_) => Cause::DivisionByZeroInCheck,
            Reason::NoSuchLine(list, _) => Cause::NoSuchLineInCheck(*list),
            Reason::NoSuchDay(_) => Cause::NoSuchDayInCheck,
            Reason::WorkingDaysOutOfRange(_) => Cause::WorkingDaysOutOfRangeInCheck,
            Reason::OutOfRange | Reason::OfNothing | Reason::ConditionFalse => Cause::NoResultInCheck,
        }
    }
}

impl<'s> Operand<'s> {
    pub(super) fn of(value: &'s Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(number.clone()),
            Value::Text(text) => Self::Text(text),
            Value::Bool(value) => Self::Bool(*value),
            Value::Date(date) => Self::Date(*date),
        }
    }

    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Number(number) => Value::Number(number),
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Bool(value) => Value::Bool(value),
            Self::Date(date) => Value::Date(date),
        }
    }
}

/// Gives what a formula gets that names the cell `at`.
pub(super) fn outcome_of(cell: &EvaluatedCell, at: CellAt) -> Outcome<'_> {
    if let Some(value) = &cell.value {
        return Ok(Operand::of(value));
    }
    let (kind, own) = match cell.state {
        CellState::Blank => (Kind::Blank, Cause::Blank(at)),
        CellState::Missing => (Kind::Missing, Cause::Missing(at)),
        CellState::Unreadable => (Kind::Unreadable, Cause::Unreadable(at)),
        CellState::NotApplicable => (Kind::NotApplicable, Cause::NotApplicable(at)),
        CellState::Given | CellState::Computed | CellState::NotComputed => (Kind::NotComputed, Cause::OutOfRange(at)),
    };
    Err(NoValue { kind, reason: Reason::Elsewhere(cell.cause().unwrap_or(own)) })
}

/// Any operand without value leaves the result not computed.
pub(super) fn strict(outcome: Outcome<'_>) -> Outcome<'_> {
    outcome.map_err(NoValue::not_computed)
}

/// Takes an outcome as a condition.
pub(super) fn truth(outcome: Outcome<'_>) -> Result<bool, NoValue> {
    match strict(outcome)? {
        Operand::Bool(value) => Ok(value),
        Operand::Number(_) | Operand::Text(_) | Operand::Date(_) => Err(unfit()),
    }
}

/// The operands are not of types that go together, which no compiled plan has.
pub(super) fn unfit() -> NoValue {
    NoValue::because(Reason::OutOfRange)
}
