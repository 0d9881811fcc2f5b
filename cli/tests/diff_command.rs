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

#[test]
fn a_label_that_changed_in_the_other_language_is_shown_in_that_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, label: &str| {
        let text = format!(
            "package p \"P\" {{ language lv, en\n valid from 2025-01-01\n precision EUR 0 }}\n\
             report r \"R\" {{ form f {{ 010 \"{label}\" en \"Reserves\" : EUR }} }}\n"
        );
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("a file");
        file.display().to_string()
    };
    let (old, new) = (write("old.positum", "Rezerves"), write("new.positum", "Rezerves kopā"));
    let run = positum(&["diff", &old, &new, "--wording", "--lang", "en"]);
    assert!(run.stdout.contains("lv: Rezerves kopā"), "{}{}", run.stdout, run.stderr);
    let run = positum(&["diff", &old, &new, "--wording", "--lang", "lv"]);
    assert!(run.stdout.contains("Rezerves kopā") && !run.stdout.contains("lv: "), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_folder_that_is_not_there_is_told_without_names_of_temporary_files() {
    let capital = path(CAPITAL);
    let run = positum(&["diff", &capital, &capital, "-o", "no/such/folder/paper.md"]);
    assert_eq!((run.code, run.stderr.contains(".tmp")), (3, false), "{}", run.stderr);
    assert!(run.stderr.contains("No such file or directory (os error 2)"), "{}", run.stderr);
}
