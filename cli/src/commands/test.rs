//! `positum test`

use super::coverage;
use crate::arguments::{TestArguments, TestFormat};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::progress::Steps;
use crate::read_sources::{Source, compile_sources, read_sources};
use crate::show_diagnostics::place_of;
use positum_compiler::compile_tests::CompiledTest;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::run_tests::{Difference, TestOutcome, run_test};
use serde_json::json;
use std::fmt::Write as _;

/// A test that was run.
struct Run<'t> {
    test: &'t CompiledTest,
    plan: &'t Plan,
    outcome: TestOutcome,
}

/// Runs the tests of a package.
pub(crate) fn run(arguments: &TestArguments) -> Result<ExitCode, Failure> {
    let sources = read_sources(&arguments.package)?;
    let mut compiled = compile_sources(&sources, arguments.message_format);
    let places = std::mem::take(&mut compiled.places);
    let (plans, tests) = compiled.plans_and_tests();
    let Some(plan) = plans.last() else { return Err(Failure::Definition) };
    let prepared = plans.iter().map(|plan| Evaluator::new(plan, &EvaluationOptions::default()));
    let evaluators: Vec<Evaluator<'_>> = prepared.collect::<Result<_, _>>().map_err(|error| Failure::Usage(error.text(message_language())))?;
    let is_wanted = |test: &&CompiledTest| arguments.filter.as_ref().is_none_or(|text| test.case.name.contains(text.as_str()));
    let run = |test: &'_ CompiledTest| {
        let (plan, evaluator) = (plans.get(test.version)?, evaluators.get(test.version)?);
        Some((plan, run_test(plan, evaluator, &test.case, message_language())))
    };
    let wanted: Vec<&CompiledTest> = tests.iter().filter(is_wanted).collect();
    let mut progress = Steps::begin(&arguments.package, wanted.len());
    let done = |test| {
        let done = run(test).map(|(plan, outcome)| Run { test, plan, outcome });
        progress.step();
        done
    };
    let covered = arguments.coverage.is_wanted().then(|| coverage::cover(&evaluators, &places, &wanted)).flatten();
    let runs: Vec<Run<'_>> = wanted.into_iter().filter_map(done).collect();
    drop(progress);
    if let Some(text) = arguments.filter.as_ref().filter(|_| runs.is_empty()) {
        return Err(Failure::Usage(spoken(&said!("--filter {text}: no test of the package has this in its name"))));
    }
    let shown = match arguments.format {
        TestFormat::Human => human_text(&sources, plan, &runs),
        TestFormat::Json => json_text(&sources, plan, &runs),
    };
    output::print(shown.as_bytes())?;
    let is_enough =
        covered.map_or(Ok(true), |covered| coverage::show(&covered, &plan.package.name, &sources, &arguments.coverage, arguments.format))?;
    Ok(if is_enough && runs.iter().all(|run| run.outcome.passes()) { ExitCode::Clean } else { ExitCode::Findings })
}

fn failed(runs: &[Run<'_>]) -> usize {
    runs.iter().filter(|run| !run.outcome.passes()).count()
}

fn human_text(sources: &[Source], plan: &Plan, runs: &[Run<'_>]) -> String {
    let mut text = String::new();
    for Run { test, outcome, .. } in runs.iter().filter(|run| !run.outcome.passes()) {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "✗ {} ({})", test.case.name, test.case.period);
        for difference in &outcome.differences {
            let (file, line, column) = place_of(sources, expectation_span(test, difference));
            let _ = writeln!(text, "  {file}:{line}:{column}: {}", difference.subject);
            let _ = writeln!(text, "    {}", spoken(&said!("expected  {}", difference.expected)));
            let _ = writeln!(text, "    {}", spoken(&said!("actual    {}", difference.actual)));
            if let Some(cause) = &difference.cause {
                let _ = writeln!(text, "    {}", spoken(&said!("cause     {cause}")));
            }
        }
        text.push('\n');
    }
    let failed = failed(runs);
    let passed = runs.len().saturating_sub(failed);
    let summary = match runs.len() {
        0 => said!("the package has no tests"),
        1 => said!("1 test, {passed} passed, {failed} failed"),
        count => said!("{count} tests, {passed} passed, {failed} failed"),
    };
    let _ = writeln!(text, "{}: {}", plan.package.name, spoken(&summary));
    text
}

fn json_text(sources: &[Source], plan: &Plan, runs: &[Run<'_>]) -> String {
    let place = |span: Span| {
        let (file, line, column) = place_of(sources, span);
        json!({"file": file, "line": line, "column": column})
    };
    let difference_of = |test: &CompiledTest, difference: &Difference| {
        json!({
            "at": place(expectation_span(test, difference)),
            "subject": difference.subject,
            "expected": difference.expected,
            "actual": difference.actual,
            "cause": difference.cause,
        })
    };
    let tests: Vec<_> = runs
        .iter()
        .map(|Run { test, plan, outcome }| {
            json!({
                "name": test.case.name,
                "report": test.case.report.map(|report| plan.reports[report].name.as_str()),
                "period": test.case.period.to_string(),
                "at": place(test.span),
                "passed": outcome.passes(),
                "differences": outcome.differences.iter().map(|difference| difference_of(test, difference)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let failed = failed(runs);
    let whole = json!({"package": plan.package.name, "passed": runs.len().saturating_sub(failed), "failed": failed, "tests": tests});
    format!("{whole:#}\n")
}

/// Gives the place of the expectation that is not met.
fn expectation_span(test: &CompiledTest, difference: &Difference) -> Span {
    test.expectations.get(difference.expectation).copied().unwrap_or(test.span)
}
