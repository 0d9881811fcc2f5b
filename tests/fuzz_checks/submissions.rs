//! What holds for any bytes that are given as submissions, one function for each format.

use crate::evaluate_and_write::{evaluate, values, write_everything};
use positum_compiler::compile::compile;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::finding::FindingKind;
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadError, ReadOptions, read_all, read_stream};
use positum_runtime::submission::Submission;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The most submissions of a file that are evaluated; each takes the same way.
const MOST_EVALUATED: usize = 8;

/// Definitions with every sort of table: one with every construct, and real ones. Wide CSV can name cells of one by itself.
static PLANS: LazyLock<[Plan; 2]> = LazyLock::new(|| ["tests/accepted", "reports/lv_credit_unions"].map(compiled));

/// Any bytes are submissions in long CSV or an error, and what is read can be evaluated and written.
pub fn read_long_csv(bytes: &[u8]) {
    check_all(bytes, Format::LongCsv);
}

/// Any bytes are submissions in wide CSV or an error, and what is read can be evaluated and written.
pub fn read_wide_csv(bytes: &[u8]) {
    check_all(bytes, Format::WideCsv);
}

/// Any bytes are submissions in JSON or an error, and what is read can be evaluated and written.
pub fn read_json(bytes: &[u8]) {
    check_all(bytes, Format::Json);
}

/// Any bytes are submissions in JSON lines or an error, and what is read can be evaluated and written.
pub fn read_json_lines(bytes: &[u8]) {
    check_all(bytes, Format::JsonLines);
}

/// Any bytes are a submission in XML or an error, and what is read can be evaluated and written.
pub fn read_xml(bytes: &[u8]) {
    check_all(bytes, Format::Xml);
}

fn compiled(folder: &str) -> Plan {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let entries = fs::read_dir(root.join(folder)).expect("the folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "positum")).collect();
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).expect("a text")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    compile(&texts).plan.expect("the definitions of the project compile")
}

fn check_all(bytes: &[u8], format: Format) {
    for plan in PLANS.iter() {
        let all = read_all(bytes, "file", format, plan, &ReadOptions::default());
        check_stream(bytes, format, plan, &all);
        match all {
            Ok(submissions) => check_submissions(plan, &submissions),
            Err(error) => check_error(&error),
        }
    }
}

fn check_error(error: &ReadError) {
    for language in [Language::English, Language::Latvian] {
        let text = error.text(language);
        assert!(!text.contains(char::is_control), "not one line: {text:?}");
    }
}

/// A stream gives what the whole file gives; only long CSV may have submissions in parts, which a stream refuses.
fn check_stream(bytes: &[u8], format: Format, plan: &Plan, all: &Result<Vec<Submission>, ReadError>) {
    let stream = read_stream(bytes, "file", format, plan, &ReadOptions::default());
    let streamed: Result<Vec<Submission>, ReadError> = stream.and_then(Iterator::collect);
    match (all, streamed) {
        (Ok(all), Ok(streamed)) => assert_eq!(*all, streamed, "a stream gives something else than the file"),
        (Err(_), Err(error)) => check_error(&error),
        (Ok(_), Err(error)) => assert_eq!(format, Format::LongCsv, "a stream ends, and the file can be read: {error}"),
        (Err(error), Ok(_)) => panic!("a stream is read, and the file ends: {error}"),
    }
}

fn check_submissions(plan: &Plan, submissions: &[Submission]) {
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).expect("no options are not wrong");
    for submission in submissions.iter().take(MOST_EVALUATED) {
        let evaluated = evaluate(&evaluator, submission);
        let xml = write_everything(plan, submission, &evaluated);
        check_xml(&evaluator, plan, &evaluated, &xml);
    }
}

/// The XML of a submission is read again as one that evaluates to the same.
fn check_xml(evaluator: &Evaluator<'_>, plan: &Plan, evaluated: &EvaluatedSubmission, xml: &str) {
    let read = read_all(xml.as_bytes(), "xml", Format::Xml, plan, &ReadOptions::default());
    let again = match read.as_deref() {
        Ok([submission]) => evaluator.evaluate(submission),
        Ok(several) => panic!("a document of {} submissions:\n{xml}", several.len()),
        Err(error) => panic!("the document that was written cannot be read: {error}\n{xml}"),
    };
    assert_eq!((&again.entity, again.period), (&evaluated.entity, evaluated.period), "{xml}");
    assert_eq!(values(&again), values(evaluated), "the document evaluates to something else:\n{xml}");
    assert_eq!(findings(&again), findings(evaluated), "the document has other findings:\n{xml}");
}

/// Gives findings with their cells, without where these were read, and with the signs that XML cannot have as it has them.
fn findings(evaluated: &EvaluatedSubmission) -> Vec<String> {
    let findings = evaluated.findings.iter().map(|finding| {
        let kind = match &finding.kind {
            FindingKind::GivenTwice { .. } => finding.kind.code().to_owned(),
            other => format!("{other:?}"),
        };
        as_in_xml(&format!("{:?} {kind}", finding.address))
    });
    findings.collect()
}

fn as_in_xml(escaped: &str) -> String {
    let controls = ('\0'..' ').filter(|control| !['\t', '\n', '\r'].contains(control));
    let unknown_to_xml = controls.chain(['\u{fffe}', '\u{ffff}']);
    unknown_to_xml.fold(escaped.to_owned(), |text, sign| text.replace(&sign.escape_debug().to_string(), "\u{fffd}"))
}
