//! What all machine formats say of a cell and of a check's outcome.

use crate::evaluated_submission::{CheckOutcome, EvaluatedCell, Outcome};
use crate::finding_text::{cause_text, message_text};
use crate::language::Language;
use positum_plan::plan::Plan;
use positum_plan::value::{Value, ValueType};

/// Gives the value at the precision of its type.
pub(super) fn value_text(cell: &EvaluatedCell, value_type: Option<&ValueType>) -> Option<String> {
    let value = cell.value.as_ref()?;
    Some(match (value_type, value) {
        (Some(value_type), value) => value_type.text(value),
        // An intermediate; tables show none.
        (None, Value::Number(number)) => number.to_string(),
        (None, Value::Text(text)) => text.clone(),
        (None, Value::Bool(value)) => value.to_string(),
        (None, Value::Date(date)) => date.to_string(),
    })
}

/// Gives the message of a check that failed.
pub(super) fn message_of(plan: &Plan, outcome: &CheckOutcome, language: Language) -> Option<String> {
    match outcome.outcome {
        Outcome::Fail => Some(message_text(plan, outcome, language)),
        Outcome::Pass | Outcome::NotApplicable | Outcome::NotEvaluated => None,
    }
}

/// Gives the reason for which a check was not evaluated.
pub(super) fn reason_of(plan: &Plan, outcome: &CheckOutcome, language: Language) -> Option<String> {
    match outcome.outcome {
        Outcome::NotEvaluated => outcome.cause().map(|cause| cause_text(plan, &cause, language)),
        Outcome::Pass | Outcome::Fail | Outcome::NotApplicable => None,
    }
}
