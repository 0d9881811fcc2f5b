//! Generates submissions from a plan alone: at the edges of checks, at ties of rounding, through every branch.
mod changes;
mod edges;
mod inputs;
mod judge;
mod make_draft;
mod pattern_texts;
mod plan_facts;
mod random;
mod reach;
mod reached;
mod solve_number;
mod telling;
mod units;
mod values;

use crate::budget::Budget;
use crate::draft::Draft;
use plan_facts::PlanFacts;
use positum_plan::period::Period;
use positum_runtime::evaluate::Evaluator;

/// Gives submissions that together tell plans apart which differ a little: through every branch of every formula, at both
/// sides of the edge of every check, at ties, with blanks, without lines and with several. Equal seeds give equal ones.
pub fn telling_submissions(evaluator: &Evaluator<'_>, period: Period, seed: u64, budget: &mut Budget<'_>) -> Vec<Draft> {
    telling::gather(&PlanFacts::new(evaluator, period, &[]), seed, budget)
}
