//! Runs tests of a package: evaluates what each gives, and compares what comes out with what it expects.
//!
//! In come a prepared plan and test cases; out go outcomes, with a difference for each expectation that is not met.
//! Nothing here knows where a test was written.

mod compare;
mod submit;

use crate::evaluate::Evaluator;
use crate::language::Language;
use compare::Comparer;
use positum_plan::plan::Plan;
use positum_plan::test_case::TestCase;

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestOutcome {
    /// What is not as expected, in the order of the expectations; nothing where the test passes.
    pub differences: Vec<Difference>,
}

impl TestOutcome {
    /// Tells whether everything is as expected.
    pub fn passes(&self) -> bool {
        self.differences.is_empty()
    }
}

/// An expectation that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which of the test's expectations.
    pub expectation: usize,
    /// The cell, check or finding that it is about, by its full name.
    pub subject: String,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub actual: String,
    /// Why it came out so, where that is known: a formula, a cause, the message of a check.
    pub cause: Option<String>,
}

/// Runs a test with the plan that was made of the same definition; texts are in `language`.
pub fn run_test(plan: &Plan, evaluator: &Evaluator<'_>, case: &TestCase, language: Language) -> TestOutcome {
    let evaluated = evaluator.evaluate(&submit::submission(plan, case));
    let comparer = Comparer { plan, case, evaluated: &evaluated, language };
    let differences = case.expectations.iter().enumerate().filter_map(|(index, expected)| comparer.difference(index, expected));
    TestOutcome { differences: differences.collect() }
}
