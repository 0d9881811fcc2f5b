//! Outcomes of tests for people: those that fail, with what was expected, what came out and why, and how many passed.

use super::Shown;
use super::seconds::seconds;
use super::test_runs::{CaseRun, TestRun};
use crate::commands::eval::table_width;
use crate::commands::explain_cell::printable;
use crate::message_language::{message_language, spoken};
use crate::show_diagnostics::Places;
use positum_compiler::compile_tests::CompiledTest;
use positum_grammar::phrase::said;
use positum_runtime::explain::{Explanation, Subject};
use positum_runtime::render::explanation::explain_in_short;
use positum_runtime::run_tests::Difference;
use std::fmt::Write as _;

/// The column in which expected and actual values stand.
const INDENT: usize = 14;
/// The least room for a formula.
const LEAST_ROOM: usize = 24;

/// Writes the tests that fail, and how many passed.
pub(super) fn text(shown: &Shown<'_>) -> String {
    let mut text = String::new();
    for run in shown.runs.iter().filter(|run| !run.passes()) {
        write_run(&mut text, run, shown);
        text.push('\n');
    }
    let (passed, failed) = (shown.passed(), shown.failed());
    let summary = match shown.runs.len() {
        0 => said!("the package has no tests"),
        1 => said!("1 test, {passed} passed, {failed} failed"),
        count => said!("{count} tests, {passed} passed, {failed} failed"),
    };
    let summary = if shown.not_run == 0 { summary } else { said!("{summary}, {} not run", shown.not_run) };
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{}: {}", shown.plan.package.name, spoken(&summary));
    text
}

/// Writes a test as `--list` has it: `capital.positum:12: the name`.
pub(super) fn listed(test: &CompiledTest, places: &Places<'_>) -> String {
    let (file, line, _) = places.of(test.span);
    format!("{file}:{line}: {}\n", printable(&test.case.name))
}

/// Writes what is not as expected in one test, without its name.
pub(super) fn differences_text(run: &TestRun<'_>, shown: &Shown<'_>) -> String {
    let mut text = String::new();
    for (case, difference, explanation) in in_order(run) {
        write_difference(&mut text, case, difference, explanation, run.cases.len() > 1, shown);
    }
    text
}

fn write_run(text: &mut String, run: &TestRun<'_>, shown: &Shown<'_>) {
    let Some(first) = run.cases.last() else { return };
    let time = if shown.with_times { format!(", {} s", seconds(run.time)) } else { String::new() };
    let _ = writeln!(text, "✗ {} ({}{time})", printable(&first.test.case.name), first.test.case.period);
    text.push_str(&differences_text(run, shown));
}

/// Gives what is not as expected, in the order of the text.
fn in_order<'r, 't>(run: &'r TestRun<'t>) -> Vec<(&'r CaseRun<'t>, &'r Difference, Option<&'r Explanation>)> {
    let of_case = |case: &'r CaseRun<'t>| case.differences.iter().map(move |(difference, explanation)| (case, difference, explanation.as_ref()));
    let mut all: Vec<_> = run.cases.iter().flat_map(of_case).collect();
    all.sort_by_key(|(case, difference, _)| case.expectation_span(difference));
    all
}

fn write_difference(
    text: &mut String,
    case: &CaseRun<'_>,
    difference: &Difference,
    explanation: Option<&Explanation>,
    is_one_of_several: bool,
    shown: &Shown<'_>,
) {
    let (file, line, column) = shown.places.of(case.expectation_span(difference));
    let whose = if is_one_of_several { format!(" ({}, {})", printable(&case.test.case.entity), case.test.case.period) } else { String::new() };
    let _ = writeln!(text, "  {file}:{line}:{column}: {}{whose}", difference.subject);
    let _ = writeln!(text, "    {}", spoken(&said!("expected  {}", difference.expected)));
    let _ = writeln!(text, "    {}", spoken(&said!("actual    {}", difference.actual)));
    let width = table_width(None).saturating_sub(INDENT).max(LEAST_ROOM);
    let formula = explanation.map(|explanation| explain_in_short(case.plan, explanation, message_language(), width)).unwrap_or_default();
    if let Some(cause) = difference.cause.as_ref().filter(|_| formula.is_empty() || !is_told(difference, explanation)) {
        let _ = writeln!(text, "    {}", spoken(&said!("cause     {cause}")));
    }
    for (index, line) in formula.iter().enumerate() {
        match index {
            // The word is the same in both languages.
            0 => drop(writeln!(text, "    formula   {line}")),
            _ => drop(writeln!(text, "{}{line}", " ".repeat(INDENT))),
        }
    }
}

/// Tells whether the formula with its values says all that the cause does: what has no value has a reason besides, a check
/// its message.
fn is_told(difference: &Difference, explanation: Option<&Explanation>) -> bool {
    let has_value = |subject: &Subject| match subject {
        Subject::Cell(cell) => cell.value.is_some() || cell.cause.is_none(),
        Subject::Check(check) => check.outcome.outcome == positum_runtime::evaluated_submission::Outcome::Pass,
        Subject::Parameter(_) => false,
    };
    difference.named.is_some() && explanation.and_then(|explanation| explanation.subjects.first()).is_some_and(has_value)
}
