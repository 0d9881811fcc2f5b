//! `positum schema`, and what docs/schemas.md shows of it.

use crate::program::{positum, positum_with_input, root};
use std::path::Path;
use std::process::Command;

/// Runs xmllint; nothing where it is not installed.
fn xmllint(folder: &Path) -> Option<String> {
    let arguments = ["--nonet", "--noout", "--schema", "capital.xsd", "capital.xml"];
    let Ok(run) = Command::new("xmllint").args(arguments).current_dir(folder).output() else {
        eprintln!("xmllint is not installed; this is not looked at (Debian: libxml2-utils)");
        return None;
    };
    Some(String::from_utf8(run.stderr).expect("xmllint writes UTF-8"))
}

#[test]
fn the_page_shows_what_xmllint_says() {
    let page = std::fs::read_to_string(root().join("docs/schemas.md")).expect("the page is there");
    let shown: Vec<&str> = page.split("```text\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let [schema, document] = ["capital.xsd", "capital.xml"].map(|name| folder.path().join(name).display().to_string());
    let definition = "docs/examples/capital.positum";
    assert_eq!(positum(&["schema", definition, "--xsd", "-o", &schema]).code, 0);
    // A legal limit is broken in the example; the document is a good one.
    positum(&["eval", definition, "docs/examples/capital.json", "--format", "xml", "-o", &document]);
    let Some(said) = xmllint(folder.path()) else { return };
    assert_eq!(said, shown[0]);
    let valid = std::fs::read_to_string(&document).expect("the document is there");
    std::fs::write(&document, valid.replace("<p010>1900000<", "<p010>12,5<")).expect("it can be written");
    let said: String = xmllint(folder.path())
        .expect("it was there")
        .lines()
        .filter(|line| !line.contains("No precomputed"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(said, shown[1]);
}

#[test]
fn schemas_are_of_one_kind_and_json_schemas_of_input_or_output() {
    let definition = "docs/examples/capital.positum";
    let json = |arguments: &[&str]| {
        let run = positum(&[&["schema", definition], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        serde_json::from_str::<serde_json::Value>(&run.stdout).expect("a schema is JSON")
    };
    assert!(json(&["--json-schema"])["$defs"]["submission"].is_object());
    assert_eq!(json(&["--json-schema"]), json(&["--json-schema=input"]));
    assert!(json(&["--json-schema=output"])["$defs"]["evaluated-submission"].is_object());
    for arguments in [&[][..], &["--xsd", "--json-schema"], &["--json-schema=both"], &["--xsd", "--period", "Q1"]] {
        assert_eq!(positum(&[&["schema", definition], arguments].concat()).code, 64, "{arguments:?}");
    }
}

#[test]
fn a_period_takes_its_version_and_one_that_there_is_not_is_told() {
    let text = "package p \"P\" {\n  language en\n  valid from 2025-01-01\n}\nreport r \"R\" {\n  period quarter\n  form f {\n    \
                010 \"A\" : EUR\n    020 \"B\" : EUR  valid from 2026-01-01\n  }\n}\n";
    let schema = |arguments: &[&str]| positum_with_input(&[&["schema", "-", "--xsd"], arguments].concat(), text.as_bytes());
    assert!(!schema(&["--period", "2025-Q4"]).stdout.contains("p020"));
    assert!(schema(&["--period", "2026-Q1"]).stdout.contains("p020"));
    assert_eq!(schema(&[]).stdout, schema(&["--period", "2026-Q1"]).stdout);
    let before = schema(&["--period", "2024-Q4"]);
    assert_eq!(before.code, 64);
    assert!(
        before.stderr.contains("the package is not for it; its versions are from 2025-01-01 until 2025-12-31; from 2026-01-01"),
        "{}",
        before.stderr
    );
    let yearly = schema(&["--period", "2025"]);
    assert_eq!(yearly.code, 64);
    assert!(yearly.stderr.contains("no report is for periods of this length, but for such as 2025-Q1"), "{}", yearly.stderr);
}

#[test]
fn a_package_that_does_not_compile_has_no_schema() {
    let run = positum_with_input(&["schema", "-", "--xsd"], b"package p \"P\" {\n}\nreport r \"R\" { form f { 010 : EUX } }\n");
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}
