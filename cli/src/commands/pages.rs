//! Pages of evaluated submissions, with our own template or a user's.

use crate::arguments::{EvalArguments, OutputFormat};
use crate::exit_code::Failure;
use crate::message_language::spoken;
use positum_grammar::phrase::said;
use positum_pages::page_template::{Markup, fill_own, fill_users};
use positum_pages::report_page::{PageSource, ReportPage, report_page};
use positum_runtime::explain::Explainer;
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::{Evaluated, PackageEvaluator};
use positum_runtime::submission::Submission;
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
            return Err(Failure::Usage(spoken(&said!("--template: give --format html or --format markdown, too"))));
        }
    }
    let file = path.display().to_string();
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|opened| opened.take(MOST_READ).read_to_end(&mut bytes)).map_err(|error| Failure::disk(&file, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::Data(spoken(&said!("{file}: the template is no UTF-8 text"))))?;
    Ok(Some(Template { file, text }))
}

/// Prepares explanations of submissions for pages, which alone have them.
pub(crate) fn explainers<'s>(
    evaluator: &'s PackageEvaluator<'s>,
    submissions: &'s [Submission],
    arguments: &EvalArguments,
) -> Vec<Option<Explainer<'s>>> {
    let is_explained = match arguments.format {
        OutputFormat::Html => true,
        OutputFormat::Markdown => arguments.template.is_some(),
        OutputFormat::Table | OutputFormat::Csv | OutputFormat::Json | OutputFormat::Xml => false,
    };
    let explained = |submission: &'s Submission| {
        let (_, evaluator, earlier) = evaluator.evaluator_for(submission.period)?;
        Some(Explainer::new(evaluator, submission, Some(earlier)))
    };
    if is_explained { submissions.iter().map(explained).collect() } else { Vec::new() }
}

/// Writes the page of submissions.
pub(crate) fn pages(
    evaluated: &[Evaluated<'_>],
    explainers: &[Option<Explainer<'_>>],
    markup: Markup,
    template: Option<&Template>,
    language: Language,
) -> Result<Vec<u8>, Failure> {
    pages_with(evaluated, explainers, markup, template, language, &|_| {})
}

/// Writes the page of submissions, with what `change` makes of it.
pub(crate) fn pages_with(
    evaluated: &[Evaluated<'_>],
    explainers: &[Option<Explainer<'_>>],
    markup: Markup,
    template: Option<&Template>,
    language: Language,
    change: &dyn Fn(&mut ReportPage),
) -> Result<Vec<u8>, Failure> {
    let sources = evaluated.iter().enumerate();
    let sources: Vec<PageSource<'_>> = sources
        .map(|(index, one)| PageSource { plan: one.plan, evaluated: &one.submission, explainer: explainers.get(index).and_then(Option::as_ref) })
        .collect();
    let mut page = report_page(&sources, language);
    change(&mut page);
    let written = match template {
        None => fill_own(&page, markup).map_err(|error| Failure::Data(error.text(language))),
        Some(template) => fill_users(&page, markup, &template.text)
            .map_err(|error| Failure::Data(format!("{}:{}:{}: {}", template.file, error.line, error.column, error.text(language)))),
    };
    written.map(String::into_bytes)
}
