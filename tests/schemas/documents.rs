//! Every sample of every package of the project, written as XML and as JSON, is valid where nothing is wrong with it.

use super::validators::{json_errors, json_validator, listed, uppsala, xmllint};
use crate::support::definitions;
use positum_compiler::compile::{compile, compile_package};
use positum_compiler::sources::{FileText, Sources};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::language::Language;
use positum_runtime::read::{ReadOptions, format_of, read_all};
use positum_runtime::render::json::JsonWriter;
use positum_runtime::render::schema_facts::SchemaOptions;
use positum_runtime::render::schema_json::{write_input_schema, write_output_schema};
use positum_runtime::render::schema_xsd::write_xsd;
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::Submission;
use std::fs;
use std::path::{Path, PathBuf};

/// A package of the project with what its samples hold.
struct Sampled {
    name: &'static str,
    plan: Plan,
    /// The documents of JSON with their names.
    json: Vec<(String, serde_json::Value)>,
    submissions: Vec<(String, Submission)>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project").to_owned()
}

fn sampled(name: &'static str, definition: &str, samples: &str) -> Sampled {
    let texts: Vec<String> =
        definitions(definition).into_iter().map(|(_, text)| text.replace("PACKAGE_NAME", "my_returns")).filter(|text| !text.is_empty()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let files = |file: &str| fs::read_to_string(root().join(definition).join(file)).map_or(FileText::Missing, FileText::Text);
    let plan = compile_package(&Sources { texts: &texts, files: &files }).plan.expect("the package compiles");
    let mut paths: Vec<PathBuf> = fs::read_dir(root().join(samples)).into_iter().flatten().map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let mut found = Sampled { name, plan, json: Vec::new(), submissions: Vec::new() };
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        // Other files beside samples say what must come out of them.
        let Some(format) = format_of(&name).filter(|_| name.ends_with(".json") || name == "all.csv") else { continue };
        let bytes = fs::read(&path).expect("the sample can be read");
        for submission in read_all(&bytes, &name, format, &found.plan, &ReadOptions::default()).expect("a sample") {
            found.submissions.push((name.clone(), submission));
        }
        if name.ends_with(".json") {
            found.json.push((name, serde_json::from_slice(&bytes).expect("JSON")));
        }
    }
    assert!(!found.submissions.is_empty(), "{samples}");
    found
}

fn packages() -> Vec<Sampled> {
    vec![
        sampled("lv_credit_unions", "reports/lv_credit_unions", "reports/lv_credit_unions/samples"),
        sampled("lv_treasury_budget", "reports/lv_treasury_budget", "reports/lv_treasury_budget/samples"),
        sampled("lv_deposit_guarantee", "reports/lv_deposit_guarantee", "reports/lv_deposit_guarantee/samples"),
        sampled("lv_treasury_quarterly", "reports/lv_treasury_quarterly", "reports/lv_treasury_quarterly/samples"),
        sampled("examples", "docs/examples", "docs/examples"),
        sampled("new", "cli/templates/en", "cli/templates/en"),
        sampled("new --lang lv", "cli/templates/lv", "cli/templates/lv"),
    ]
}

#[test]
fn the_xml_of_each_sample_is_valid_unless_the_sample_is_wrong() {
    let mut valid = 0;
    for Sampled { name, plan, submissions, .. } in packages() {
        let schema = write_xsd(&plan, SchemaOptions::default()).expect("a schema");
        let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
        let evaluated: Vec<_> = submissions.iter().map(|(_, submission)| evaluator.evaluate(submission)).collect();
        let documents: Vec<String> = submissions
            .iter()
            .zip(&evaluated)
            .map(|((_, submission), evaluated)| write_xml(&plan, submission, evaluated).expect("a document"))
            .collect();
        for errors in [Some(uppsala(&schema, &documents)), xmllint(&schema, &documents)].into_iter().flatten() {
            for (((file, _), evaluated), errors) in submissions.iter().zip(&evaluated).zip(&errors) {
                let is_wrong = evaluated.findings.iter().any(|finding| super::random_documents::is_for_schema(&finding.kind));
                assert_eq!(errors.is_empty(), !is_wrong, "{name}, {file}: {errors:?}, {:?}", evaluated.findings);
                valid += usize::from(errors.is_empty());
            }
        }
    }
    assert!(valid > 20, "{valid}");
}

#[test]
fn each_sample_and_its_evaluation_are_valid_json_unless_the_sample_is_wrong() {
    for Sampled { name, plan, json, submissions } in packages() {
        let input = json_validator(&write_input_schema(&plan, SchemaOptions::default()).expect("a schema"));
        let output = json_validator(&write_output_schema(&plan, SchemaOptions::default()).expect("a schema"));
        let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
        for (file, document) in &json {
            let of_file = submissions.iter().filter(|(from, _)| from == file);
            let is_wrong = |submission: &Submission| {
                evaluator.evaluate(submission).findings.iter().any(|finding| super::random_documents::is_for_schema(&finding.kind))
            };
            let any_is_wrong = of_file.into_iter().any(|(_, submission)| is_wrong(submission));
            let errors = json_errors(&input, document);
            assert_eq!(errors.is_empty(), !any_is_wrong, "{name}, {file}: {errors:?}");
        }
        let mut writer = JsonWriter::new(Vec::new(), true, Language::Latvian).expect("a writer");
        for (_, submission) in &submissions {
            writer.write(&plan, &evaluator.evaluate(submission)).expect("it is written");
        }
        let document: serde_json::Value = serde_json::from_slice(&writer.finish().expect("it is written")).expect("JSON");
        assert_eq!(json_errors(&output, &document), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_of_the_package_with_every_construct_is_one() {
    let texts: Vec<String> = definitions("tests/accepted").into_iter().map(|(_, text)| text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let plan = compile(&texts).plan.expect("the package compiles");
    let schema = write_xsd(&plan, SchemaOptions::default()).expect("a schema");
    let empty = format!("<submission xmlns=\"urn:positum:{}\" entity=\"E\" period=\"2025-Q1\"/>", plan.package.name);
    for errors in [Some(uppsala(&schema, std::slice::from_ref(&empty))), xmllint(&schema, std::slice::from_ref(&empty))].into_iter().flatten() {
        assert!(listed(&errors).contains("last_day"), "{errors:?}");
    }
    json_validator(&write_input_schema(&plan, SchemaOptions::default()).expect("a schema"));
    json_validator(&write_output_schema(&plan, SchemaOptions::default()).expect("a schema"));
    assert_eq!(schema, write_xsd(&plan, SchemaOptions::default()).expect("a schema"), "the same plan gives the same bytes");
}
