//! Answers questions by trying out every submission whose cells have one of a few values.

use positum_plan::period::Period;
use positum_plan::plan::{Absence, CheckId, Origin, Plan, Shape};
use positum_plan::test_case::GivenTarget;
use positum_proof::draft::Draft;
use positum_proof::goal::{Goal, is_met};
use positum_proof::search::Answer;
use positum_runtime::evaluate::Evaluator;
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeSet;

/// The most lines of a list.
const LINES: usize = 2;
/// The most submissions.
const MOST: usize = 60_000;

pub(super) struct AllSubmissions<'e> {
    evaluator: &'e Evaluator<'e>,
    all: Vec<(Draft, BTreeSet<(CheckId, u8)>)>,
}

fn number(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass => 0,
        Outcome::Fail => 1,
        Outcome::NotApplicable => 2,
        Outcome::NotEvaluated => 3,
    }
}

/// Gives what can be given: cells, and columns in a few lines, each with whether it may be left out.
fn targets(plan: &Plan) -> Vec<(GivenTarget, bool)> {
    let may_be_absent = |absence: &Absence| *absence != Absence::Required;
    let cells = plan.cells.entries().filter_map(|(id, cell)| match &cell.origin {
        Origin::Input(absence) => Some((GivenTarget::Cell(id), may_be_absent(absence))),
        Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => None,
    });
    let columns = plan.columns.entries().flat_map(|(id, column)| match &column.origin {
        // A line without any value is no line.
        Origin::Input(_) => (0..LINES).map(|line| (GivenTarget::InLine(id, line), true)).collect::<Vec<_>>(),
        Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => Vec::new(),
    });
    assert!(!plan.tables.iter().any(|table| matches!(&table.shape, Shape::List(list) if list.derivation.is_some())));
    cells.chain(columns).collect()
}

impl<'e> AllSubmissions<'e> {
    pub(super) fn new(evaluator: &'e Evaluator<'e>, period: Period, values: &[&str]) -> Self {
        let mut drafts = vec![Draft::new("sample", period)];
        for (target, may_be_absent) in targets(evaluator.plan()) {
            let mut next = Vec::new();
            for draft in &drafts {
                if may_be_absent {
                    next.push(draft.clone());
                }
                for value in values {
                    let mut draft = draft.clone();
                    draft.values.insert(target, (*value).to_owned());
                    next.push(draft);
                }
            }
            assert!(next.len() <= MOST, "{} submissions", next.len());
            drafts = next;
        }
        let outcomes = |draft: &Draft| {
            let submission = draft.submission(evaluator.plan(), "all");
            let evaluated = evaluator.evaluate(&submission);
            evaluated.checks.iter().map(|found| (found.check, number(found.outcome))).collect()
        };
        let all = drafts.into_iter().map(|draft| (draft.clone(), outcomes(&draft))).collect();
        Self { evaluator, all }
    }

    pub(super) fn find(&self, goals: &[Goal]) -> Answer {
        let fits = |outcomes: &BTreeSet<(CheckId, u8)>, goal: &Goal| match goal {
            Goal::Outcome(check, outcome) => outcomes.contains(&(*check, number(*outcome))),
            Goal::Nowhere(check, outcome) => !outcomes.contains(&(*check, number(*outcome))),
            Goal::Tie(_) | Goal::Part { .. } => true,
        };
        let has_parts = goals.iter().any(|goal| matches!(goal, Goal::Tie(_) | Goal::Part { .. }));
        let mut fitting = self.all.iter().filter(|(_, outcomes)| goals.iter().all(|goal| fits(outcomes, goal)));
        let found = fitting.find(|(draft, _)| !has_parts || self.brings_about(draft, goals));
        found.map_or(Answer::Never, |(draft, _)| Answer::Found(draft.clone()))
    }

    fn brings_about(&self, draft: &Draft, goals: &[Goal]) -> bool {
        let submission = draft.submission(self.evaluator.plan(), "all");
        let parts = self.evaluator.evaluate_with_parts(&submission, None);
        goals.iter().all(|goal| is_met(goal, &parts))
    }

    /// Gives all submissions.
    pub(super) fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.all.iter().map(|(draft, _)| draft)
    }
}
