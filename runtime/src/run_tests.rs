//! Runs tests of a package: evaluates what each gives, and compares what comes out with what it expects.
//!
//! In come a prepared plan and test cases; out go outcomes, with a difference for each expectation that is not met.
//! Nothing here knows where a test was written.

mod compare;
mod files;
mod submit;

use crate::earlier::EarlierSubmissions;
use crate::evaluate::Evaluator;
use crate::explain::{Explainer, Explanation, Limits, Named};
use crate::language::Language;
use compare::Comparer;
pub use files::{NotPicked, TestFiles};
use positum_plan::plan::Plan;
use positum_plan::test_case::TestCase;
pub use submit::{CaseSubmissions, submission_of_given, submissions_of_case};

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
    /// What an explanation tells how it came out so: the cell, or the check with its row.
    pub named: Option<Named>,
}

/// Runs a test with the plan that was made of the same definition; texts are in `language`. Of files that the test names,
/// `files` has the submissions; where it has none for the test, nothing of it is given ([`TestFiles::pick`] tells why).
pub fn run_test(plan: &Plan, evaluator: &Evaluator<'_>, case: &TestCase, files: &TestFiles, language: Language) -> TestOutcome {
    let submissions = submissions_of_case(evaluator, case, files);
    let earlier = evaluated_before(evaluator, &submissions);
    let evaluated = evaluator.evaluate_after(&submissions.own, &earlier);
    let comparer = Comparer { plan, case, evaluated: &evaluated, language };
    let differences = case.expectations.iter().enumerate().filter_map(|(index, expected)| comparer.difference(index, expected));
    TestOutcome { differences: differences.collect() }
}

/// Explains differences of a test that was run: how each cell came to its value, what decided each check.
pub fn explain_differences(
    evaluator: &Evaluator<'_>,
    case: &TestCase,
    files: &TestFiles,
    differences: &[Difference],
    limits: &Limits,
) -> Vec<Option<Explanation>> {
    let submissions = submissions_of_case(evaluator, case, files);
    let earlier = evaluated_before(evaluator, &submissions);
    let explainer = Explainer::new(evaluator, &submissions.own, Some(&earlier));
    let explain = |named: &Named| explainer.explain(std::slice::from_ref(named), limits);
    differences.iter().map(|difference| difference.named.as_ref().map(explain)).collect()
}

/// Evaluates what was submitted for earlier periods.
fn evaluated_before(evaluator: &Evaluator<'_>, submissions: &CaseSubmissions) -> EarlierSubmissions {
    if submissions.earlier.is_empty() {
        return EarlierSubmissions::default();
    }
    let mut earlier = EarlierSubmissions::new([evaluator.plan()]);
    for submission in &submissions.earlier {
        let evaluated = evaluator.evaluate_after(submission, &earlier);
        earlier.remember(evaluator.plan(), &evaluated);
    }
    earlier
}

#[cfg(test)]
mod tests {
    use crate::finding::{Expected, FindingKind};
    use crate::submission::Origin;
    use positum_plan::test_case::{FINDING_CODES, MISSING_REQUIRED};
    use positum_plan::text_limits::TextLimit;

    /// Gives the place of a kind among the codes that tests can expect. A new kind is added here and there.
    fn place(kind: &FindingKind) -> usize {
        match kind {
            FindingKind::MissingRequired => 0,
            FindingKind::UnreadableValue { .. } => 1,
            FindingKind::OutOfRange { .. } => 2,
            FindingKind::TooManyDecimals { .. } => 3,
            FindingKind::UnknownCode { .. } => 4,
            FindingKind::UnknownName { .. } => 5,
            FindingKind::DuplicateKey { .. } => 6,
            FindingKind::ValueInXCell { .. } => 7,
            FindingKind::GivenTwice { .. } => 8,
            FindingKind::SubmittedTotalDiffers { .. } => 9,
            FindingKind::DivisionByZero { .. } => 10,
            FindingKind::PeriodNotCovered { .. } => 11,
            FindingKind::NoSuchLine { .. } => 12,
            FindingKind::TextDoesNotFit { .. } => 13,
            FindingKind::NoSuchDay { .. } => 14,
            FindingKind::WorkingDaysOutOfRange { .. } => 15,
            FindingKind::UnknownOfMembers => 16,
        }
    }

    #[test]
    fn every_finding_has_a_code_that_tests_can_expect() {
        let text = String::new;
        let kinds = [
            FindingKind::MissingRequired,
            FindingKind::UnreadableValue { given: text(), expected: Expected::Number },
            FindingKind::OutOfRange { given: None },
            FindingKind::TooManyDecimals { given: text(), decimals: 0, shown: text() },
            FindingKind::UnknownCode { given: text(), codelist: text() },
            FindingKind::UnknownName { name: text() },
            FindingKind::DuplicateKey { key: text(), first_line: 1 },
            FindingKind::ValueInXCell { given: text() },
            FindingKind::GivenTwice { first: Origin::in_text("".into(), 1, 0) },
            FindingKind::SubmittedTotalDiffers { given: text(), computed: text() },
            FindingKind::DivisionByZero { formula: text(), dividend: text() },
            FindingKind::PeriodNotCovered { period: text(), example: None },
            FindingKind::NoSuchLine { list: text(), key: text() },
            FindingKind::TextDoesNotFit { given: text(), limit: TextLimit::Longest(1) },
            FindingKind::NoSuchDay { year: text(), month: text(), day: text() },
            FindingKind::WorkingDaysOutOfRange { given: text() },
            FindingKind::UnknownOfMembers,
        ];
        assert_eq!(kinds.len(), FINDING_CODES.len());
        for kind in &kinds {
            assert_eq!(FINDING_CODES[place(kind)], kind.code());
        }
        assert_eq!(kinds[0].code(), MISSING_REQUIRED);
    }
}
