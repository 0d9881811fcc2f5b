//! `positum diff`: exit codes, formats, and arguments that do not go together.

use crate::program::{positum, root};

const CAPITAL: &str = "docs/examples/capital.positum";

fn path(of: &str) -> String {
    root().join(of).display().to_string()
}

#[test]
fn a_definition_does_not_differ_from_itself() {
    let capital = path(CAPITAL);
    let run = positum(&["diff", &capital, &capital, "--exit-code", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Nothing changes in meaning."), "{}", run.stdout);
}

#[test]
fn a_difference_ends_with_one_only_where_it_is_asked_for() {
    let (capital, unions) = (path(CAPITAL), path("reports/lv_credit_unions"));
    let arguments = ["diff", &capital, &unions, "--tries", "0", "--format", "json"];
    assert_eq!(positum(&arguments).code, 0);
    let run = positum(&[&arguments[..], &["--exit-code"]].concat());
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("\"changes_meaning\": true"), "{}", run.stdout);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let capital = path(CAPITAL);
    assert_eq!(positum(&["diff", "-", "-"]).code, 64);
    assert_eq!(positum(&["diff", &capital, &capital, "--from", "soon"]).code, 64);
    assert_eq!(positum(&["diff", &capital, "no/such/folder"]).code, 3);
}
