//! `positum eval`

use super::input;
use super::pages::{Template, explainers, pages, read_template};
use crate::arguments::{EvalArguments, OutputFormat};
use crate::csv_folder::CsvFolder;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::progress::Steps;
use crate::read_sources::read_plans;
use positum_grammar::phrase::said;
use positum_pages::page_template::Markup;
use positum_plan::plan::Plan;
use positum_plan::reading_plan::reading_plan;
use positum_runtime::explain::Explainer;
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::Evaluated;
use positum_runtime::render::csv::{CELLS, CsvWriter};
use positum_runtime::render::json::JsonWriter;
use positum_runtime::render::table::{TableOptions, write_table};
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::Submission;
use std::io;
use std::path::Path;

/// The width of a table where there is no terminal.
pub(crate) const USUAL_WIDTH: usize = 80;
/// The widest table that is not asked for.
const MOST_WIDTH: usize = 120;

/// Evaluates submissions and shows them.
pub(crate) fn run(arguments: &EvalArguments) -> Result<ExitCode, Failure> {
    let template = read_template(arguments)?;
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(plan) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    let language = input::language(&plan, arguments.lang);
    check_reports(&plan, &arguments.report)?;
    let mut evaluator = input::evaluator(&plans, &arguments.input, arguments.report.clone())?;
    input::remember_earlier(&mut evaluator, &plans, &arguments.input, language)?;
    let options = input::read_options(&arguments.input)?;
    let format = input::input_format(&arguments.submission, &arguments.input)?;
    let submissions = input::read_submissions(&arguments.submission, format, &plans, &options, language)?;
    let mut progress = Steps::begin(&arguments.submission, submissions.len());
    let evaluated = evaluator.evaluate_all_telling(&submissions, || progress.step());
    drop(progress);
    let explainers = explainers(&evaluator, &submissions, arguments);
    let shown = Shown { submissions: &submissions, evaluated: &evaluated, explainers: &explainers, template: template.as_ref(), language };
    match (&arguments.output, arguments.format) {
        (Some(folder), OutputFormat::Csv) => shown.csv_folder(folder)?,
        (Some(path), format) => {
            let bytes = shown.bytes(format, arguments.width.unwrap_or(USUAL_WIDTH), false)?;
            output::write_file(path, |file| file.write_all(&bytes))?;
        }
        (None, format) => output::print(&shown.bytes(format, table_width(arguments.width), output::colors_stdout())?)?,
    }
    let denied = evaluated.iter().filter(|one| input::is_denied(one.plan, &one.submission, arguments.deny)).count();
    if denied > 0 && (arguments.output.is_some() || arguments.format != OutputFormat::Table) {
        // Data does not show by itself that something is wrong with it.
        let entities: Vec<String> =
            evaluated.iter().map(|one| input::trouble_text(one.plan, &one.submission, language)).filter(|text| !text.is_empty()).collect();
        output::tell(&entities.concat());
    }
    Ok(input::exit_code(denied > 0))
}

/// Refuses names that no report has.
pub(crate) fn check_reports(plan: &Plan, names: &[String]) -> Result<(), Failure> {
    let known: Vec<&str> = plan.reports.iter().map(|report| report.name.as_str()).collect();
    match names.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(Failure::Usage(spoken(&said!("--report {name}: the package's reports are {}", known.join(", "))))),
        None => Ok(()),
    }
}

pub(crate) fn table_width(asked: Option<usize>) -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(MOST_WIDTH));
    asked.or_else(terminal).unwrap_or(USUAL_WIDTH)
}

struct Shown<'a> {
    submissions: &'a [Submission],
    evaluated: &'a [Evaluated<'a>],
    explainers: &'a [Option<Explainer<'a>>],
    template: Option<&'a Template>,
    language: Language,
}

impl Shown<'_> {
    fn bytes(&self, format: OutputFormat, width: usize, color: bool) -> Result<Vec<u8>, Failure> {
        let failed = |error: io::Error| Failure::Data(error.to_string());
        match format {
            OutputFormat::Table => {
                let options = TableOptions { language: self.language, width, color };
                let tables: Vec<String> = self.evaluated.iter().map(|one| write_table(one.plan, &one.submission, &options)).collect();
                Ok(tables.join("\n").into_bytes())
            }
            OutputFormat::Csv => {
                let mut bytes = Vec::new();
                let mut writer = CsvWriter::new(&mut bytes, &CELLS).map_err(failed)?;
                for one in self.evaluated {
                    writer.write_cells(one.plan, &one.submission).map_err(failed)?;
                }
                writer.flush().map_err(failed)?;
                drop(writer);
                Ok(bytes)
            }
            OutputFormat::Json => {
                let mut bytes = Vec::new();
                let mut writer = JsonWriter::new(&mut bytes, self.evaluated.len() != 1, self.language).map_err(failed)?;
                for one in self.evaluated {
                    writer.write(one.plan, &one.submission).map_err(failed)?;
                }
                writer.finish().map_err(failed)?;
                Ok(bytes)
            }
            OutputFormat::Html => pages(self.evaluated, self.explainers, Markup::Html, self.template, self.language),
            OutputFormat::Markdown => pages(self.evaluated, self.explainers, Markup::Markdown, self.template, self.language),
            OutputFormat::Xml => match (self.submissions, self.evaluated) {
                ([submission], [one]) => {
                    write_xml(one.plan, submission, &one.submission).map(String::into_bytes).map_err(|error| Failure::Data(error.to_string()))
                }
                (several, _) => {
                    let message = said!("an XML document holds one submission, and here are {}: divide the file", several.len());
                    Err(Failure::Usage(spoken(&message)))
                }
            },
        }
    }

    fn csv_folder(&self, folder: &Path) -> Result<(), Failure> {
        let mut files = CsvFolder::create(folder)?;
        for one in self.evaluated {
            files.write(one.plan, &one.submission, self.language)?;
        }
        files.finish()
    }
}
