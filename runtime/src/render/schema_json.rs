//! Writes JSON Schemas (draft 2020-12) of a package: of submissions as they are read, and of what evaluating them gives.
//!
//! In comes a plan; out goes a schema in the order of the plan. The schema of submissions is for those without findings, as
//! far as a schema can say what makes one; that of output is for every output.

mod input;
mod output;
mod tree;
mod values;

use crate::render::schema_facts::{SchemaFacts, SchemaOptions};
use crate::render::schema_words::{FactWord, Remark, fact_text, label_in, languages_of, remark_text, validity_text};
use positum_plan::fingerprint::fingerprint;
use positum_plan::plan::{Label, Plan};
use serde_json::Error;
use tree::{Object, Tree};

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Writes the schema of submissions: of one, or of an array of them. The same plan gives the same bytes.
///
/// # Errors
/// None but those of the machine.
pub fn write_input_schema(plan: &Plan, options: SchemaOptions) -> Result<String, Error> {
    written(input::schema(&SchemaFacts::new(plan, options)))
}

/// Writes the schema of evaluated submissions, as `render::json` writes them. The same plan gives the same bytes.
///
/// # Errors
/// None but those of the machine.
pub fn write_output_schema(plan: &Plan, options: SchemaOptions) -> Result<String, Error> {
    written(output::schema(&SchemaFacts::new(plan, options)))
}

fn written(schema: Object) -> Result<String, Error> {
    let mut text = serde_json::to_string_pretty(&Tree::from(schema))?;
    text.push('\n');
    Ok(text)
}

/// Begins a schema of one document, or of an array of them; `part` tells the two apart.
fn head(facts: &SchemaFacts<'_>, part: &str) -> Object {
    let plan = facts.plan;
    let mut said = Vec::new();
    for language in languages_of(plan) {
        said.extend(label_in(&plan.package.label, language).map(str::to_owned));
        said.extend(plan.package.publisher.as_ref().map(|publisher| fact_text(FactWord::Publisher, publisher, language)));
        said.extend(plan.package.source.as_ref().map(|source| fact_text(FactWord::Source, source, language)));
        let version = format!("{} {}", fingerprint(plan), validity_text(plan.package.validity, language));
        said.push(fact_text(FactWord::Version, &version, language));
        if part == input::PART {
            said.push(remark_text(Remark::ValidDocument, language).to_owned());
        }
    }
    let title = plan.package.label.text("", &plan.package.languages);
    Object::new()
        .with("$schema", DIALECT)
        .with("$id", format!("urn:positum:{}:{part}:{}", plan.package.name, fingerprint(plan)))
        .with("title", if title.is_empty() { plan.package.name.as_str() } else { title })
        .with("description", said.join("\n"))
        .with("if", Object::new().with("type", "array"))
        .with("then", Object::new().with("items", reference(part)))
        .with("else", reference(part))
}

/// Refers to a definition.
fn reference(name: &str) -> Object {
    // A name is letters, digits, `-`, `_` and `.`, which a reference holds as they are.
    Object::new().with("$ref", format!("#/$defs/{name}"))
}

/// Says of a part its label in the main language as title, and everything in all languages under it.
fn described(mut part: Object, plan: &Plan, label: &Label, formula: Option<&str>, source: Option<&str>) -> Object {
    let title = label.text("", &plan.package.languages);
    if !title.is_empty() {
        part.put("title", title);
    }
    let mut said = Vec::new();
    for language in languages_of(plan) {
        let mut facts: Vec<String> = label_in(label, language).map(str::to_owned).into_iter().collect();
        facts.extend(formula.map(|formula| fact_text(FactWord::Formula, formula, language)));
        facts.extend(source.map(|source| fact_text(FactWord::Source, source, language)));
        if !facts.is_empty() {
            said.push(format!("{}: {}", language.code(), facts.join(" | ")));
        }
    }
    if !said.is_empty() {
        part.put("description", said.join("\n"));
    }
    part
}

/// An object with these keys, of which it must have some, and no others.
fn closed(properties: Object, required: Vec<String>) -> Object {
    let mut object = Object::new().with("properties", properties);
    if !required.is_empty() {
        object.put("required", required);
    }
    object.with("additionalProperties", false)
}

/// The type of an object that may be left out as `null` where nothing in it is required.
fn object_type(is_required: bool) -> Tree {
    if is_required { "object".into() } else { vec!["object", "null"].into() }
}
