//! Outcomes of tests as JSON: every test, and of those that fail the differences with their explanations.

use super::Shown;
use super::seconds::seconds;
use super::test_runs::{CaseRun, TestRun};
use crate::message_language::message_language;
use crate::show_diagnostics::Places;
use positum_compiler::compile_tests::CompiledTest;
use positum_grammar::source::Span;
use positum_plan::plan::Plan;
use positum_runtime::explain::Explanation;
use positum_runtime::render::explanation::write_explanation_json;
use positum_runtime::run_tests::Difference;
use serde_json::{Value, json};

/// Writes all tests.
pub(super) fn text(shown: &Shown<'_>) -> String {
    let tests: Vec<Value> = shown.runs.iter().filter_map(|run| test(run, shown)).collect();
    let mut whole = json!({"package": shown.plan.package.name, "passed": shown.passed(), "failed": shown.failed(), "tests": tests});
    if shown.not_run > 0 {
        put(&mut whole, "not_run", json!(shown.not_run));
    }
    format!("{whole:#}\n")
}

/// Writes which tests there are.
pub(super) fn list<'t>(tests: impl Iterator<Item = &'t CompiledTest>, plans: &[Plan], places: &Places<'_>) -> String {
    let listed: Vec<Value> = tests.filter_map(|test| Some(head(test, plans.get(test.version)?, places))).collect();
    format!("{:#}\n", json!({"tests": listed}))
}

fn head(test: &CompiledTest, plan: &Plan, places: &Places<'_>) -> Value {
    json!({
        "name": test.case.name,
        "report": test.case.report.map(|report| plan.reports[report].name.as_str()),
        "period": test.case.period.to_string(),
        "at": place(places, test.span),
    })
}

fn test(run: &TestRun<'_>, shown: &Shown<'_>) -> Option<Value> {
    let last = run.cases.last()?;
    let mut test = head(last.test, last.plan, &shown.places);
    let of_case = |case: &CaseRun<'_>| case.differences.iter().map(|(found, why)| difference(case, found, why.as_ref(), &shown.places)).collect();
    let differences: Vec<Value> = run.cases.iter().flat_map(|case| -> Vec<Value> { of_case(case) }).collect();
    put(&mut test, "passed", json!(run.passes()));
    put(&mut test, "differences", json!(differences));
    if shown.with_times {
        put(&mut test, "seconds", json!(seconds(run.time)));
    }
    Some(test)
}

fn difference(case: &CaseRun<'_>, found: &Difference, explanation: Option<&Explanation>, places: &Places<'_>) -> Value {
    let mut difference = json!({
        "at": place(places, case.expectation_span(found)),
        "entity": case.test.case.entity,
        "period": case.test.case.period.to_string(),
        "subject": found.subject,
        "expected": found.expected,
        "actual": found.actual,
        "cause": found.cause,
    });
    let explained = explanation.map(|explanation| write_explanation_json(case.plan, explanation, message_language()));
    if let Some(explained) = explained.and_then(|text| serde_json::from_str::<Value>(&text).ok()) {
        put(&mut difference, "explanation", explained);
    }
    difference
}

fn place(places: &Places<'_>, span: Span) -> Value {
    let (file, line, column) = places.of(span);
    json!({"file": file, "line": line, "column": column})
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(key.to_owned(), value);
    }
}
