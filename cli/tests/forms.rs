//! Forms are written where they are asked for, or not at all.

use crate::program::{command, positum};
use std::fs;

const PACKAGE: &str = "reports/lv_credit_unions";
const SAMPLE: &str = "reports/lv_credit_unions/samples/2025-Q1.json";
/// What every workbook, an archive, begins with.
const ARCHIVE: &[u8] = b"PK\x03\x04";

#[test]
fn a_form_is_written_to_a_file_or_to_standard_output_alike() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let path = folder.path().join("form.xlsx");
    let path_text = path.to_str().expect("a plain path");
    let run = positum(&["template", PACKAGE, "-o", path_text, "--lines", "3"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let written = fs::read(&path).expect("the form");
    assert!(written.starts_with(ARCHIVE));
    let printed = command(&["template", PACKAGE, "-o", "-", "--lines", "3"]).output().expect("the program starts");
    assert_eq!(printed.stdout, written);
}

#[test]
fn a_compiled_plan_gives_the_form_of_its_package() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let [plan, one, two] = ["plan.json", "one.xlsx", "two.xlsx"].map(|name| folder.path().join(name).to_str().expect("a plain path").to_owned());
    assert_eq!(positum(&["compile", PACKAGE, "-o", &plan]).code, 0);
    for (package, form) in [(PACKAGE, &one), (plan.as_str(), &two)] {
        assert_eq!(positum(&["template", package, "-o", form, "--lines", "2", "--lang", "en"]).code, 0);
    }
    assert_eq!(fs::read(&one).expect("a form"), fs::read(&two).expect("a form"));
}

#[test]
fn what_cannot_be_written_is_told_and_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let path = folder.path().join("form.xlsx").to_str().expect("a plain path").to_owned();
    let cases: [(&[&str], i32, &str); 8] = [
        (&["--report", "nothing"], 64, "nothing"),
        (&["--lines", "2000000"], 64, "large_exposures.exposures"),
        (&["--parameter", "nothing=1"], 64, "nothing"),
        (&["--period", "spring"], 64, "2025-Q1"),
        (&["--period", "2024-Q4"], 64, "no report of the package is for this period"),
        (&["--period", "2025-06"], 64, "no report of the package is for this period"),
        (&["reports/lv_credit_unions/samples/all.csv"], 64, "12"),
        (&["no_such_file.json"], 3, "no_such_file.json"),
    ];
    for (arguments, code, said) in cases {
        let all: Vec<&str> = ["template", PACKAGE, "-o", &path].into_iter().chain(arguments.iter().copied()).collect();
        let run = positum(&all);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
        assert!(!fs::exists(&path).expect("the folder can be looked at"));
    }
    assert_eq!(positum(&["template", PACKAGE]).code, 64);
}

#[test]
fn a_filled_form_keeps_what_parameters_were_given() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let path = folder.path().join("form.xlsx").to_str().expect("a plain path").to_owned();
    // The limit of 10 % of the definition is replaced, and one that it does not have is given.
    let given = ["--parameter", "min_capital_adequacy=13%", "--parameter", "max_single_loan=25%"];
    let template: Vec<&str> = ["template", PACKAGE, SAMPLE, "-o", &path, "--lines", "5"].into_iter().chain(given).collect();
    assert_eq!(positum(&template).code, 0);
    let by_form = positum(&["eval", PACKAGE, &path, "--format", "json"]);
    let by_sample: Vec<&str> = ["eval", PACKAGE, SAMPLE, "--format", "json"].into_iter().chain(given).collect();
    assert_eq!(by_form.stdout, positum(&by_sample).stdout);
}

#[test]
fn a_form_is_called_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let path = folder.path().join("form.ods").to_str().expect("a plain path").to_owned();
    let run = positum(&["template", PACKAGE, "-o", &path]);
    assert_eq!(run.code, 64);
    assert!(run.stderr.contains("a form is written as .xlsx"), "{}", run.stderr);
}

#[test]
fn what_is_wrong_with_a_submission_is_told_where_it_goes_into_a_form() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let [submission, form] = ["s.json", "form.xlsx"].map(|name| folder.path().join(name).to_str().expect("a plain path").to_owned());
    let text = r#"{"entity": "e", "period": "2025-Q1", "reports": {"capital": {"main": {"010": "5000.5", "020": "1", "030": "1"}}}}"#;
    fs::write(&submission, text).expect("a file");
    let run = positum(&["template", "docs/examples/capital.positum", &submission, "-o", &form]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("capital.010: `5000.5` is not a whole number, 5,001 is used"), "{}", run.stderr);
    assert!(run.stderr.contains("look at these places of the form"), "{}", run.stderr);
}
