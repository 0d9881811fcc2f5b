//! Outcomes of tests as JUnit XML, in the parts of it that Jenkins and GitLab read: a suite for each file, a test case for
//! each test, and in those that fail one failure with all that is not as expected.

use super::Shown;
use super::human::differences_text;
use super::seconds::seconds;
use super::test_runs::TestRun;
use crate::exit_code::Failure;
use crate::message_language::spoken;
use positum_grammar::phrase::said;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// Writes all tests.
pub(super) fn text(shown: &Shown<'_>) -> Result<String, Failure> {
    let bytes = document(shown).map_err(|error| Failure::Data(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Failure::Data(error.to_string()))
}

fn document(shown: &Shown<'_>) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let whole = with_counts(BytesStart::new("testsuites"), &shown.plan.package.name, &shown.runs.iter().collect::<Vec<_>>(), shown);
    writer.write_event(Event::Start(whole))?;
    let by_file = |one: &TestRun<'_>, next: &TestRun<'_>| shown.file(one) == shown.file(next);
    for suite in shown.runs.chunk_by(by_file) {
        let Some(first) = suite.first() else { continue };
        let runs: Vec<&TestRun<'_>> = suite.iter().collect();
        writer.write_event(Event::Start(with_counts(BytesStart::new("testsuite"), &shown.file(first), &runs, shown)))?;
        runs.iter().try_for_each(|run| test_case(&mut writer, run, shown))?;
        writer.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuites")))?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// Says the name of a suite, and how many tests it has.
fn with_counts<'x>(mut element: BytesStart<'x>, name: &str, runs: &[&TestRun<'_>], shown: &Shown<'_>) -> BytesStart<'x> {
    let failed = runs.iter().filter(|run| !run.passes()).count();
    put(&mut element, "name", name);
    put(&mut element, "tests", &runs.len().to_string());
    put(&mut element, "failures", &failed.to_string());
    put(&mut element, "errors", "0");
    if shown.with_times {
        put(&mut element, "time", &seconds(runs.iter().map(|run| run.time).sum()));
    }
    element
}

fn test_case(writer: &mut Writer<Vec<u8>>, run: &TestRun<'_>, shown: &Shown<'_>) -> io::Result<()> {
    let Some(last) = run.cases.last() else { return Ok(()) };
    let case = &last.test.case;
    let (file, line, _) = shown.places.of(last.test.span);
    // Jenkins takes what stands before the last dot for the package.
    let class = match case.report {
        Some(report) => format!("{}.{}", shown.plan.package.name, last.plan.reports[report].name),
        None => shown.plan.package.name.clone(),
    };
    let mut element = BytesStart::new("testcase");
    put(&mut element, "classname", &class);
    put(&mut element, "name", &case.name);
    put(&mut element, "file", &file);
    put(&mut element, "line", &line.to_string());
    if shown.with_times {
        put(&mut element, "time", &seconds(run.time));
    }
    if run.passes() {
        return writer.write_event(Event::Empty(element));
    }
    writer.write_event(Event::Start(element))?;
    let differences: Vec<_> = run.cases.iter().flat_map(|case| &case.differences).map(|(difference, _)| difference).collect();
    let mut failure = BytesStart::new("failure");
    if let Some(first) = differences.first() {
        let (subject, expected, actual) = (&first.subject, &first.expected, &first.actual);
        put(&mut failure, "message", &spoken(&said!("{subject}: expected {expected}, actual {actual}")));
    }
    put(&mut failure, "type", "difference");
    writer.write_event(Event::Start(failure))?;
    writer.write_event(Event::Text(BytesText::new(&allowed(&differences_text(run, shown)))))?;
    writer.write_event(Event::End(BytesEnd::new("failure")))?;
    writer.write_event(Event::End(BytesEnd::new("testcase")))
}

fn put(element: &mut BytesStart<'_>, name: &str, value: &str) {
    element.push_attribute((name, allowed(value).as_str()));
}

/// Replaces characters that XML cannot hold.
fn allowed(text: &str) -> String {
    let is_allowed = |letter: char| matches!(letter, '\n' | '\t') || !(letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}'));
    text.chars().map(|letter| if is_allowed(letter) { letter } else { '\u{fffd}' }).collect()
}
