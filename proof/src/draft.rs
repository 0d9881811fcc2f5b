//! A submission in the making: values by cell of the plan.

use positum_plan::period::Period;
use positum_plan::plan::Plan;
use positum_plan::test_case::{GivenTarget, GivenValue};
use positum_runtime::run_tests::submission_of_given;
use positum_runtime::submission::Submission;
use std::collections::BTreeMap;

/// A submission in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who reports.
    pub entity: String,
    /// For which period.
    pub period: Period,
    /// What is given, as a submission writes it; nothing else is given.
    pub values: BTreeMap<GivenTarget, String>,
}

impl Draft {
    /// Begins a draft without values.
    pub fn new(entity: &str, period: Period) -> Self {
        Self { entity: entity.to_owned(), period, values: BTreeMap::new() }
    }

    /// Makes the submission; its cells are said to come from a file called `name`.
    pub fn submission(&self, plan: &Plan, name: &str) -> Submission {
        let given: Vec<GivenValue> = self.values.iter().map(|(target, text)| GivenValue { target: *target, text: Some(text.clone()) }).collect();
        submission_of_given(plan, &self.entity, self.period, &given, name)
    }
}
