//! Pages of evaluated submissions, with our own template or a user's.

use crate::arguments::{EvalArguments, OutputFormat};
use crate::exit_code::Failure;
use positum_pages::page_template::{Markup, fill_own, fill_users};
use positum_pages::report_page::report_page;
use positum_plan::plan::Plan;
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::Evaluated;
use std::io::Read;

/// More than the largest template that is looked at, in bytes.
const MOST_READ: u64 = 2 * 1024 * 1024;

/// A user's template with the name of its file.
pub(crate) struct Template {
    file: String,
    text: String,
}

/// Reads the template, where one is given.
pub(crate) fn read_template(arguments: &EvalArguments) -> Result<Option<Template>, Failure> {
    let Some(path) = &arguments.template else { return Ok(None) };
    match arguments.format {
        OutputFormat::Html | OutputFormat::Markdown => {}
        OutputFormat::Table | OutputFormat::Csv | OutputFormat::Json | OutputFormat::Xml => {
            return Err(Failure::Usage("--template: give --format html or --format markdown, too".to_owned()));
        }
    }
    let file = path.display().to_string();
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|opened| opened.take(MOST_READ).read_to_end(&mut bytes)).map_err(|error| Failure::disk(&file, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::Data(format!("{file}: the template is no UTF-8 text")))?;
    Ok(Some(Template { file, text }))
}

/// Writes the page of submissions.
pub(crate) fn pages(evaluated: &[Evaluated<'_>], markup: Markup, template: Option<&Template>, language: Language) -> Result<Vec<u8>, Failure> {
    let submissions: Vec<(&Plan, &EvaluatedSubmission)> = evaluated.iter().map(|one| (one.plan, &one.submission)).collect();
    let page = report_page(&submissions, language);
    let written = match template {
        None => fill_own(&page, markup).map_err(|error| Failure::Data(error.text(language))),
        Some(template) => fill_users(&page, markup, &template.text)
            .map_err(|error| Failure::Data(format!("{}:{}:{}: {}", template.file, error.line, error.column, error.text(language)))),
    };
    written.map(String::into_bytes)
}
