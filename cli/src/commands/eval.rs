//! `positum eval`

use super::input::{self, FileFormat};
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
use positum_runtime::package_evaluator::{Evaluated, PackageEvaluator};
use positum_runtime::placed_submissions::{PlacedSubmission, Placing};
use positum_runtime::read::{Format, ReadOptions, read_cells};
use positum_runtime::render::csv::{CELLS, CsvWriter};
use positum_runtime::render::json::JsonWriter;
use positum_runtime::render::table::{TableOptions, write_table};
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::Submission;
use std::io::{self, Write};
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
    let read = match format {
        FileFormat::Text(format) if placed_cells_are_enough(format, arguments.format) => {
            read_placing(arguments, format, (&plan, &options), &evaluator, language)?
        }
        FileFormat::Text(_) | FileFormat::Workbook => {
            Read { submissions: input::read_submissions(&arguments.submission, format, &plans, &options, language)?, placed: Vec::new() }
        }
    };
    let Read { submissions, placed } = read;
    let mut progress = Steps::begin(&arguments.submission, submissions.len().saturating_add(placed.len()));
    let mut evaluated = evaluator.evaluate_all_telling(&submissions, || progress.step());
    evaluated.extend(evaluator.evaluate_placed(placed, || progress.step()));
    drop(progress);
    let explainers = explainers(&evaluator, &submissions, arguments);
    let shown = Shown { submissions: &submissions, evaluated: &evaluated, explainers: &explainers, template: template.as_ref(), language };
    match (&arguments.output, arguments.format) {
        (Some(folder), OutputFormat::Csv) => shown.csv_folder(folder)?,
        (Some(path), OutputFormat::Json) => output::write_file(path, |file| shown.write_json(file))?,
        (None, OutputFormat::Csv) => output::print_with(|out| shown.write_csv(out))?,
        (None, OutputFormat::Json) => output::print_with(|out| shown.write_json(out))?,
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

/// What was read: submissions, or cells that are in their places already.
struct Read {
    submissions: Vec<Submission>,
    placed: Vec<PlacedSubmission>,
}

/// Tells whether nothing of what was submitted is needed after evaluating, and it comes cell by cell.
fn placed_cells_are_enough(format: Format, output: OutputFormat) -> bool {
    let by_cells = match format {
        Format::Csv | Format::LongCsv | Format::WideCsv => true,
        Format::Json | Format::JsonLines | Format::Xml => false,
    };
    match output {
        OutputFormat::Table | OutputFormat::Csv | OutputFormat::Json => by_cells,
        OutputFormat::Html | OutputFormat::Markdown | OutputFormat::Xml => false,
    }
}

fn read_placing(
    arguments: &EvalArguments,
    format: Format,
    (plan, options): (&Plan, &ReadOptions),
    evaluator: &PackageEvaluator<'_>,
    language: Language,
) -> Result<Read, Failure> {
    let (name, stream) = input::open(&arguments.submission)?;
    let mut placing = Placing::new(evaluator);
    let submissions = read_cells(stream, name, format, plan, options, &mut placing).map_err(|error| Failure::Data(error.text(language)))?;
    Ok(Read { submissions, placed: placing.finish() })
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
                self.write_csv(&mut bytes).map_err(failed)?;
                Ok(bytes)
            }
            OutputFormat::Json => {
                let mut bytes = Vec::new();
                self.write_json(&mut bytes).map_err(failed)?;
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

    fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = CsvWriter::new(out, &CELLS)?;
        self.evaluated.iter().try_for_each(|one| writer.write_cells(one.plan, &one.submission))?;
        writer.flush()
    }

    fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = JsonWriter::new(out, self.evaluated.len() != 1, self.language)?;
        self.evaluated.iter().try_for_each(|one| writer.write(one.plan, &one.submission))?;
        writer.finish().map(drop)
    }

    fn csv_folder(&self, folder: &Path) -> Result<(), Failure> {
        let mut files = CsvFolder::create(folder)?;
        for one in self.evaluated {
            files.write(one.plan, &one.submission, self.language)?;
        }
        files.finish()
    }
}
