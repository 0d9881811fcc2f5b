//! Claims over whole packages: those that must be made, those that must not, and that none is ever false.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be, in its helpers too"
)]

mod all_submissions;
mod cases;
mod dice;
mod near_misses;
mod random_checks;
mod random_tables;
mod support;

use all_submissions::AllSubmissions;
use positum_plan::period::Period;
use positum_plan::plan::{CheckId, Plan, Scope};
use positum_proof::analyse::{AnalyseOptions, Analysis, Claim, STEPS_TO_BEGIN, Subject, analyse};
use positum_proof::budget::Budget;
use positum_proof::goal::Goal;
use positum_proof::search::{Rest, Searcher};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use support::plan_of;

/// The steps that a question may take here.
const STEPS: u64 = 200_000;

pub(crate) fn period() -> Period {
    "2025-Q1".parse().expect("a period")
}

/// Asks with the search that users have.
fn searched(evaluator: &Evaluator<'_>) -> Analysis {
    let searcher = Searcher::new(evaluator, period(), 1);
    let mut find = |goals: &[Goal], rest: Rest| searcher.find(goals, rest, &mut Budget::steps(STEPS));
    analyse(evaluator, period(), &AnalyseOptions::default(), &mut Budget::steps(STEPS_TO_BEGIN), &mut find)
}

/// Asks all submissions whose cells have these values; `-` stands for a cell that is not given.
fn tried_out(evaluator: &Evaluator<'_>, values: &[&str]) -> Analysis {
    let all = AllSubmissions::new(evaluator, period(), values);
    analyse(evaluator, period(), &AnalyseOptions::default(), &mut Budget::steps(STEPS_TO_BEGIN), &mut |goals, _| all.find(goals))
}

/// Writes a claim in short: `implied c by a`.
fn short(plan: &Plan, claim: &Claim) -> String {
    let name = |check: &CheckId| match &plan.checks[*check].scope {
        Scope::Row(code) | Scope::Column(code) => format!("{}[{code}]", plan.checks[*check].name),
        Scope::Once | Scope::EachLine(_) => plan.checks[*check].name.clone(),
    };
    let subject = match claim.kind.formula() {
        Some((_, Subject::Cell(cell))) => plan.cell_name(cell),
        Some((_, Subject::Check(check))) => name(&check),
        None => String::new(),
    };
    let checks = claim.checks();
    let words = [claim.kind.keyword().to_owned(), subject].into_iter().chain(checks.iter().map(name));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Gives all claims but that divisors are never zero or can be, in short, in order.
fn claims(plan: &Plan, analysis: &Analysis) -> Vec<String> {
    assert!(analysis.refuted.is_empty(), "refuted: {:?}", analysis.refuted.iter().map(|claim| short(plan, claim)).collect::<Vec<_>>());
    let mut all: Vec<String> = analysis.claims.iter().map(|claim| short(plan, claim)).collect();
    all.sort();
    all
}

/// What the search that users have claims of a text.
fn searched_claims(text: &str) -> Vec<String> {
    let plan = plan_of(text);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("a plan without parameters");
    claims(&plan, &searched(&evaluator))
}

/// What all submissions with these values show of a text.
fn tried_out_claims(text: &str, values: &[&str]) -> Vec<String> {
    let plan = plan_of(text);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("a plan without parameters");
    claims(&plan, &tried_out(&evaluator, values))
}
