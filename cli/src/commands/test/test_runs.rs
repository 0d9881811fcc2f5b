//! Picks and runs tests. A test may have several cases, each about another period or entity; they share the test's place.

use crate::message_language::message_language;
use crate::show_diagnostics::Places;
use positum_compiler::compile_tests::CompiledTest;
use positum_grammar::source::Span;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::Evaluator;
use positum_runtime::explain::{Explanation, Limits};
use positum_runtime::run_tests::{Difference, TestFiles, explain_differences, run_test};
use std::time::{Duration, Instant};

/// A test that was run.
pub(super) struct TestRun<'t> {
    /// Its cases, in the order of the test.
    pub(super) cases: Vec<CaseRun<'t>>,
    /// How long it took.
    pub(super) time: Duration,
}

/// A case that was run.
pub(super) struct CaseRun<'t> {
    pub(super) test: &'t CompiledTest,
    pub(super) plan: &'t Plan,
    /// What is not as expected, each with how it came out so.
    pub(super) differences: Vec<(Difference, Option<Explanation>)>,
}

impl TestRun<'_> {
    /// Tells whether everything is as expected.
    pub(super) fn passes(&self) -> bool {
        self.cases.iter().all(|case| case.differences.is_empty())
    }
}

impl CaseRun<'_> {
    /// Gives where the expectation stands that is not met.
    pub(super) fn expectation_span(&self, difference: &Difference) -> Span {
        self.test.expectations.get(difference.expectation).copied().unwrap_or(self.test.span)
    }
}

/// Gives the tests that are asked for, each with its cases, in the order of the text.
pub(super) fn wanted_tests<'t>(tests: &'t [CompiledTest], plans: &[Plan], places: &Places<'_>, filters: &[String]) -> Vec<Vec<&'t CompiledTest>> {
    let mut wanted: Vec<&CompiledTest> = tests.iter().filter(|test| is_wanted(test, plans, places, filters)).collect();
    wanted.sort_by_key(|test| test.span);
    wanted.chunk_by(|one, next| one.span == next.span).map(<[_]>::to_vec).collect()
}

fn is_wanted(test: &CompiledTest, plans: &[Plan], places: &Places<'_>, filters: &[String]) -> bool {
    let holds = |filter: &String| {
        let report = || test.case.report.and_then(|report| plans.get(test.version).map(|plan| plan.reports[report].name.contains(filter.as_str())));
        test.case.name.contains(filter.as_str()) || report().unwrap_or(false) || places.file(test.span).contains(filter.as_str())
    };
    filters.is_empty() || filters.iter().any(holds)
}

/// Runs tests one after the other; with `fail_fast` up to the first that fails.
pub(super) fn run_tests<'t>(wanted: &[Vec<&'t CompiledTest>], evaluators: &[Evaluator<'t>], files: &TestFiles, fail_fast: bool) -> Vec<TestRun<'t>> {
    let mut runs = Vec::new();
    for test in wanted {
        let start = Instant::now();
        let cases = test.iter().filter_map(|case| run_case(case, evaluators.get(case.version)?, files)).collect();
        let run = TestRun { cases, time: start.elapsed() };
        let is_last = fail_fast && !run.passes();
        runs.push(run);
        if is_last {
            break;
        }
    }
    runs
}

fn run_case<'t>(test: &'t CompiledTest, evaluator: &Evaluator<'t>, files: &TestFiles) -> Option<CaseRun<'t>> {
    let plan = evaluator.plan();
    let differences = run_test(plan, evaluator, &test.case, files, message_language()).differences;
    let explanations = if differences.is_empty() {
        Vec::new()
    } else {
        let limits = Limits { with_changes: false, ..Limits::default() };
        explain_differences(evaluator, &test.case, files, &differences, &limits)
    };
    Some(CaseRun { test, plan, differences: differences.into_iter().zip(explanations).collect() })
}
