//! A submission in the making: values by cell of the plan, and those of earlier submissions of the same entity.

use positum_plan::period::Period;
use positum_plan::plan::Plan;
use positum_plan::test_case::{GivenTarget, GivenValue};
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::Evaluator;
use positum_runtime::run_tests::submission_of_given;
use positum_runtime::submission::Submission;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is given, by cell of the plan.
pub type Values = BTreeMap<GivenTarget, String>;

/// A submission in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who reports.
    pub entity: String,
    /// For which period.
    pub period: Period,
    /// What is given, as a submission writes it; nothing else is given.
    pub values: Values,
    /// What the same entity gave for earlier periods. Drafts that are made of each other share it.
    pub earlier: Arc<BTreeMap<Period, Values>>,
}

impl Draft {
    /// Begins a draft without values.
    pub fn new(entity: &str, period: Period) -> Self {
        Self { entity: entity.to_owned(), period, values: BTreeMap::new(), earlier: Arc::default() }
    }

    /// Makes the submission; its cells are said to come from a file called `name`.
    pub fn submission(&self, plan: &Plan, name: &str) -> Submission {
        submission_of_given(plan, &self.entity, self.period, &given(&self.values), name)
    }

    /// Makes the submissions for earlier periods, by time.
    pub fn earlier_submissions(&self, plan: &Plan, name: &str) -> Vec<Submission> {
        self.earlier.iter().map(|(period, values)| submission_of_given(plan, &self.entity, *period, &given(values), name)).collect()
    }

    /// Evaluates the submissions for earlier periods, each after those before it.
    pub fn evaluated_before(&self, evaluator: &Evaluator<'_>) -> EarlierSubmissions {
        evaluated_before(evaluator, &self.earlier_submissions(evaluator.plan(), "draft"))
    }
}

/// Evaluates submissions by time, each after those before it.
pub fn evaluated_before(evaluator: &Evaluator<'_>, submissions: &[Submission]) -> EarlierSubmissions {
    if submissions.is_empty() {
        return EarlierSubmissions::default();
    }
    let mut earlier = EarlierSubmissions::new([evaluator.plan()]);
    for submission in submissions {
        let evaluated = evaluator.evaluate_after(submission, &earlier);
        earlier.remember(evaluator.plan(), &evaluated);
    }
    earlier
}

fn given(values: &Values) -> Vec<GivenValue> {
    values.iter().map(|(target, text)| GivenValue { target: *target, text: Some(text.clone()) }).collect()
}
