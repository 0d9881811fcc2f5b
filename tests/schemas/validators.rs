//! Validators that are not ours: xmllint where it is installed, uppsala for XML, jsonschema for JSON.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use uppsala::XsdValidator;

/// The most digits of a number that xmllint of Debian 12 takes for one; XML Schema asks for 18.
pub(crate) const MOST_DIGITS_OF_XMLLINT: usize = 24;

/// Gives, of each document, what xmllint says is wrong with it; nothing where there is no xmllint.
pub(crate) fn xmllint(schema: &str, documents: &[String]) -> Option<Vec<Vec<String>>> {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join("schema.xsd"), schema).expect("the schema can be written");
    let names: Vec<String> = (0..documents.len()).map(|number| format!("{number}.xml")).collect();
    for (name, document) in names.iter().zip(documents) {
        fs::write(folder.path().join(name), document).expect("the document can be written");
    }
    let arguments = ["--nonet", "--noout", "--schema", "schema.xsd"];
    let run = Command::new("xmllint").args(arguments).args(&names).current_dir(folder.path()).output();
    let Ok(run) = run else {
        eprintln!("xmllint is not installed; this is not looked at (Debian: libxml2-utils)");
        return None;
    };
    let said = String::from_utf8(run.stderr).expect("xmllint writes UTF-8");
    // 3 is its word for documents that are not valid.
    assert!(matches!(run.status.code(), Some(0 | 3)), "{:?}: {said}", run.status);
    let of_document = |name: &String| {
        let errors: Vec<String> = said
            .lines()
            .filter(|line| line.starts_with(&format!("{name}:")) && !line.contains("No precomputed value"))
            .map(|line| line.trim_start_matches(name.as_str()).to_owned())
            .collect();
        let is_valid = said.lines().any(|line| line == format!("{name} validates"));
        assert_eq!(is_valid, errors.is_empty(), "{name}: {said}");
        errors
    };
    Some(names.iter().map(of_document).collect())
}

/// Gives, of each document, what uppsala says is wrong with it. It takes numbers of any length, and also some values that are
/// wrong (codes with a blank behind them, parts of unions), so that only what it refuses counts.
pub(crate) fn uppsala(schema: &str, documents: &[String]) -> Vec<Vec<String>> {
    let schema = uppsala::parse(schema).expect("the schema is XML");
    let validator = XsdValidator::from_schema(&schema).expect("the schema is one");
    let errors = |document: &String| {
        let parsed = uppsala::parse(document).expect("the document is XML");
        validator.validate(&parsed).iter().map(ToString::to_string).collect()
    };
    documents.iter().map(errors).collect()
}

/// Tells whether a document has a number of more digits than so many.
pub(crate) fn has_long_number(document: &str, most: usize) -> bool {
    document.split(|letter: char| !letter.is_ascii_digit() && letter != '.').any(|run| {
        let digits = run.chars().filter(char::is_ascii_digit).collect::<String>();
        digits.trim_start_matches('0').len() > most
    })
}

/// Tells whether uppsala counts the digits and letters of a document as XML Schema does: it also counts zeros at the end of a
/// number, and of letters beyond ASCII it counts bytes.
pub(crate) fn is_for_uppsala(document: &str) -> bool {
    document.is_ascii() && !has_long_number(document, 28)
}

/// Says what is wrong with documents, by their numbers.
pub(crate) fn listed(errors: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (number, errors) in errors.iter().enumerate().filter(|(_, errors)| !errors.is_empty()) {
        let _ = writeln!(text, "{number}: {}", errors.join("\n   "));
    }
    text
}

/// Compiles a schema of JSON, held against the schema of schemas.
pub(crate) fn json_validator(schema: &str) -> jsonschema::Validator {
    let schema: serde_json::Value = serde_json::from_str(schema).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is one");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema can be used")
}

/// Says where a JSON document is wrong: `/reports/r/main/010`, each place once.
pub(crate) fn json_errors(validator: &jsonschema::Validator, document: &serde_json::Value) -> Vec<String> {
    let mut places: Vec<String> = validator.iter_errors(document).map(|error| error.instance_path().to_string()).collect();
    places.dedup();
    places
}
