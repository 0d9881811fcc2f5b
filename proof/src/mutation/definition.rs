//! The plans of a definition, made ready to be evaluated and to run tests.

use positum_plan::plan::{Plan, plan_for};
use positum_plan::test_case::TestCase;
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::language::Language;
use positum_runtime::run_tests::{TestFiles, run_test, submission_of_given};

/// The plans of all versions of a definition, by time, made ready.
pub struct Definition<'p> {
    plans: &'p [Plan],
    evaluators: Vec<Evaluator<'p>>,
}

/// What came out of a submission, with the plan that gave it.
pub(super) struct Came<'d> {
    /// The version whose plan it is, by time.
    pub(super) version: usize,
    pub(super) plan: &'d Plan,
    pub(super) evaluated: EvaluatedSubmission,
}

impl<'p> Definition<'p> {
    /// Makes plans ready; nothing where one of them cannot be evaluated as it is.
    pub fn new(plans: &'p [Plan]) -> Option<Self> {
        let prepared = plans.iter().map(|plan| Evaluator::new(plan, &EvaluationOptions::default()));
        let evaluators = prepared.collect::<Result<_, _>>().ok()?;
        Some(Self { plans, evaluators })
    }

    /// Gives the plans.
    pub fn plans(&self) -> &'p [Plan] {
        self.plans
    }

    /// Gives the evaluator of a version.
    pub(super) fn evaluator(&self, version: usize) -> Option<&Evaluator<'p>> {
        self.evaluators.get(version)
    }

    /// Tells whether a test fails, which is of a version.
    pub fn fails(&self, version: usize, case: &TestCase, files: &TestFiles) -> bool {
        let (plan, evaluator) = (self.plans.get(version), self.evaluator(version));
        // What is said of the failure is not looked at: any language does.
        plan.zip(evaluator).is_some_and(|(plan, evaluator)| !run_test(plan, evaluator, case, files, Language::English).passes())
    }

    /// Evaluates what a case gives, whose cells are those of the plan `writer`.
    pub(super) fn evaluate(&self, writer: &Plan, case: &TestCase) -> Option<Came<'p>> {
        let (version, plan) = plan_for(self.plans, case.period)?;
        let evaluator = self.evaluators.get(version)?;
        let mut earlier = EarlierSubmissions::new([plan]);
        for (period, given) in &case.earlier {
            let submission = submission_of_given(writer, &case.entity, *period, given, &case.name);
            earlier.remember(plan, &evaluator.evaluate_after(&submission, &earlier));
        }
        let submission = submission_of_given(writer, &case.entity, case.period, &case.given, &case.name);
        Some(Came { version, plan, evaluated: evaluator.evaluate_after(&submission, &earlier) })
    }
}
