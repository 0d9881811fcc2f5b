//! What a submission should bring about, and whether it does.

use positum_plan::plan::{CellReference, CheckId, NodeId, TableId};
use positum_plan::value::Value;
use positum_runtime::evaluate::EvaluatedParts;
use positum_runtime::evaluated_submission::Outcome;

/// What a submission should bring about. What is said of lines must hold in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A check has an outcome.
    Outcome(CheckId, Outcome),
    /// A check has an outcome in no line; without lines: it has another.
    Nowhere(CheckId, Outcome),
    /// The result of a cell's formula lies half way between two values that the cell can show.
    Tie(CellReference),
    /// A part of a formula gives something; `list` is the list in whose lines the formula stands.
    Part {
        /// The part.
        node: NodeId,
        /// The list in whose lines the formula stands.
        list: Option<TableId>,
        /// What it gives.
        gives: Gives,
    },
}

/// What a part of a formula gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Zero.
    Zero,
    /// Some value.
    Value,
    /// No value.
    Nothing,
}

/// Tells whether an evaluated submission brings a goal about.
pub fn is_met(goal: &Goal, parts: &EvaluatedParts<'_>) -> bool {
    match goal {
        Goal::Outcome(check, outcome) => parts.checks().iter().any(|found| found.check == *check && found.outcome == *outcome),
        Goal::Nowhere(check, outcome) => !parts.checks().iter().any(|found| found.check == *check && found.outcome == *outcome),
        Goal::Tie(cell) => parts.exact_results(*cell).iter().any(|(exact, value_type)| {
            let below = exact.rounded_to(value_type.plain_decimals(), positum_plan::amount::Rounding::TowardZero);
            let rest = exact.minus(&below).map(|rest| rest.absolute());
            let half = value_type.last_digit().divided_by(&positum_plan::amount::Exact::whole(2));
            rest.is_some() && rest == half
        }),
        Goal::Part { node, list, gives } => match list {
            None => gives_it(parts.part(*node, &[]).ok().as_ref(), *gives),
            Some(list) => (0..parts.lines(*list)).any(|line| gives_it(parts.part(*node, &[(*list, line)]).ok().as_ref(), *gives)),
        },
    }
}

fn gives_it(value: Option<&Value>, gives: Gives) -> bool {
    match gives {
        Gives::True => value == Some(&Value::Bool(true)),
        Gives::False => value == Some(&Value::Bool(false)),
        Gives::Zero => matches!(value, Some(Value::Number(number)) if number.is_zero()),
        Gives::Value => value.is_some(),
        Gives::Nothing => value.is_none(),
    }
}
