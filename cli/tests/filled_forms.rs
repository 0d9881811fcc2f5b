//! Filled forms stand wherever submissions do: `eval`, `batch`, `--earlier`, standard input.

use crate::program::{command, positum, run};
use std::fs;
use std::process::Stdio;

const PACKAGE: &str = "reports/lv_credit_unions";
const SAMPLE: &str = "reports/lv_credit_unions/samples/2025-Q1.json";

/// Writes a form that is filled in with a sample; gives the folder that it stands in, and its path.
fn form(package: &str, sample: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let path = folder.path().join("form.xlsx").to_str().expect("a plain path").to_owned();
    let written = positum(&["template", package, sample, "--lines", "10", "-o", &path]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    (folder, path)
}

#[test]
fn a_filled_form_gives_what_it_was_filled_with() {
    let (_folder, path) = form(PACKAGE, SAMPLE);
    for format in ["csv", "json", "table"] {
        let by_form = positum(&["eval", PACKAGE, &path, "--format", format]);
        let by_sample = positum(&["eval", PACKAGE, SAMPLE, "--format", format]);
        assert_eq!((by_form.code, by_form.stderr, by_form.stdout), (by_sample.code, by_sample.stderr, by_sample.stdout), "{format}");
    }
}

#[test]
fn the_format_may_be_named() {
    let (folder, path) = form(PACKAGE, SAMPLE);
    let other = folder.path().join("form.bin").to_str().expect("a plain path").to_owned();
    fs::copy(&path, &other).expect("a copy");
    assert_eq!(positum(&["eval", PACKAGE, &other]).code, 64);
    let expected = positum(&["eval", PACKAGE, &path, "--format", "csv"]);
    let named = positum(&["eval", PACKAGE, &other, "--input-format", "xlsx", "--format", "csv"]);
    assert_eq!((named.code, named.stdout), (expected.code, expected.stdout.clone()));
    let file = fs::File::open(&path).expect("the form");
    let arguments = ["eval", PACKAGE, "-", "--input-format", "xlsx", "--format", "csv"];
    let read = run(command(&arguments).stdin(Stdio::from(file)).output().expect("the program starts"));
    assert_eq!(read.stdout, expected.stdout);
}

#[test]
fn findings_name_the_file_the_sheet_and_the_cell() {
    let sample = tempfile::NamedTempFile::with_suffix(".json").expect("a file for a moment");
    let text = r#"{"entity": "E", "period": "2025-Q1", "reports": {"capital": {"main": {"010": "1 000", "020": "5"}}}}"#;
    fs::write(&sample, text).expect("the file can be written");
    let definition = tempfile::NamedTempFile::with_suffix(".positum").expect("a file for a moment");
    let package = "package p \"P\" { language en; precision EUR 0 }\nreport capital \"C\" {\n  form main { 010 \"A\" : EUR; 020 \"B\" : EUR }\n}\n";
    fs::write(&definition, package).expect("the file can be written");
    let (definition, sample) = (definition.path().to_str().expect("a path"), sample.path().to_str().expect("a path"));
    let (folder, path) = form(definition, sample);
    let cells = folder.path().join("out").to_str().expect("a path").to_owned();
    assert_eq!(positum(&["eval", definition, &path, "--format", "csv", "-o", &cells]).code, 1);
    let findings = fs::read_to_string(folder.path().join("out/findings.csv")).expect("findings");
    assert_eq!(findings.lines().count(), 2, "{findings}");
    assert!(findings.contains("unreadable_value") && findings.contains(&format!("{path}, C!D")), "{findings}");
}

#[test]
fn a_form_of_another_package_or_version_is_named() {
    let (_folder, path) = form(PACKAGE, SAMPLE);
    let other = positum(&["eval", "reports/us_ncua_5300", &path]);
    assert_eq!(other.code, 3);
    let said = "this is a form of the package `lv_credit_unions`, and here the package is `us_ncua_5300`";
    assert!(other.stderr.contains(said) && other.stderr.contains(&path), "{}", other.stderr);
    let copy = tempfile::tempdir().expect("a folder for a moment");
    for entry in fs::read_dir(crate::program::root().join(PACKAGE)).expect("the package") {
        let file = entry.expect("an entry").path();
        if file.is_file() {
            let text = fs::read_to_string(&file).expect("a text").replace("Latvijas Banka", "Cita banka");
            fs::write(copy.path().join(file.file_name().expect("a name")), text).expect("the file can be written");
        }
    }
    let newer = positum(&["eval", copy.path().to_str().expect("a path"), &path, "--lang", "en"]);
    assert_eq!(newer.code, positum(&["eval", PACKAGE, SAMPLE]).code);
    assert!(newer.stderr.starts_with("warning: "), "{}", newer.stderr);
    assert!(newer.stderr.contains("this form was made from another version of the definition"), "{}", newer.stderr);
}

#[test]
fn batch_takes_a_form_too() {
    let (_folder, path) = form(PACKAGE, SAMPLE);
    let (by_form, by_sample) = (positum(&["batch", PACKAGE, &path]), positum(&["batch", PACKAGE, SAMPLE]));
    assert_eq!((by_form.code, by_form.stdout), (by_sample.code, by_sample.stdout));
}

#[test]
fn a_file_that_is_no_workbook_ends_with_a_message() {
    let file = tempfile::NamedTempFile::with_suffix(".xlsx").expect("a file for a moment");
    fs::write(&file, "entity,period\n").expect("the file can be written");
    let read = positum(&["eval", PACKAGE, file.path().to_str().expect("a path"), "--lang", "lv"]);
    assert_eq!(read.code, 3);
    assert!(read.stderr.contains("nav darbgrāmata; saglabājiet veidlapu kā .xlsx"), "{}", read.stderr);
}
