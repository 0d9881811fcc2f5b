//! `positum eval`

use super::input::{self, STANDARD_INPUT};
use crate::arguments::{EvalArguments, OutputFormat};
use crate::csv_folder::CsvFolder;
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use crate::read_sources::read_plan;
use positum_plan::plan::{Plan, ReportId};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::language::Language;
use positum_runtime::read::{self, LARGEST_FILE_BYTES};
use positum_runtime::render::csv::{CELLS, CsvWriter};
use positum_runtime::render::json::JsonWriter;
use positum_runtime::render::table::{TableOptions, write_table};
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::Submission;
use std::io::{self, Read};
use std::path::Path;

/// The width of a table where there is no terminal.
const USUAL_WIDTH: usize = 80;
/// The widest table that is not asked for.
const MOST_WIDTH: usize = 120;

/// Evaluates submissions and shows them.
pub(crate) fn run(arguments: &EvalArguments) -> Result<ExitCode, Failure> {
    let plan = read_plan(&arguments.package, arguments.message_format)?;
    let language = input::language(&plan, arguments.lang);
    let evaluator = input::evaluator(&plan, &arguments.input, chosen_reports(&plan, &arguments.report)?)?;
    let submissions = read_submissions(&plan, arguments, language)?;
    let evaluated: Vec<EvaluatedSubmission> = submissions.iter().map(|submission| evaluator.evaluate(submission)).collect();
    let shown = Shown { plan: &plan, submissions: &submissions, evaluated: &evaluated, language };
    match (&arguments.output, arguments.format) {
        (Some(folder), OutputFormat::Csv) => shown.csv_folder(folder)?,
        (Some(path), format) => {
            let bytes = shown.bytes(format, arguments.width.unwrap_or(USUAL_WIDTH), false)?;
            output::write_file(path, |file| file.write_all(&bytes))?;
        }
        (None, format) => output::print(&shown.bytes(format, table_width(arguments.width), output::colors_stdout())?)?,
    }
    let denied = evaluated.iter().filter(|evaluated| input::is_denied(&plan, evaluated, arguments.deny)).count();
    if denied > 0 && (arguments.output.is_some() || arguments.format != OutputFormat::Table) {
        // Data does not show by itself that something is wrong with it.
        let entities: Vec<String> =
            evaluated.iter().map(|evaluated| input::trouble_text(&plan, evaluated, language)).filter(|text| !text.is_empty()).collect();
        eprint!("{}", entities.concat());
    }
    Ok(input::exit_code(denied > 0))
}

fn chosen_reports(plan: &Plan, names: &[String]) -> Result<Vec<ReportId>, Failure> {
    let find = |name: &String| {
        let found = plan.reports.entries().find(|(_, report)| report.name == *name).map(|(id, _)| id);
        found.ok_or_else(|| {
            let known: Vec<&str> = plan.reports.iter().map(|report| report.name.as_str()).collect();
            Failure::Usage(format!("--report {name}: the package's reports are {}", known.join(", ")))
        })
    };
    names.iter().map(find).collect()
}

fn table_width(asked: Option<usize>) -> usize {
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(MOST_WIDTH));
    asked.or_else(terminal).unwrap_or(USUAL_WIDTH)
}

fn read_submissions(plan: &Plan, arguments: &EvalArguments, language: Language) -> Result<Vec<Submission>, Failure> {
    let options = input::read_options(&arguments.input)?;
    let format = input::input_format(&arguments.submission, &arguments.input)?;
    let (name, bytes) = if arguments.submission == "-" {
        (STANDARD_INPUT, read_bounded(io::stdin().lock()).map_err(|error| Failure::disk(STANDARD_INPUT, &error))?)
    } else {
        let name = arguments.submission.as_str();
        let bytes = std::fs::File::open(Path::new(name)).and_then(read_bounded).map_err(|error| Failure::disk(name, &error))?;
        (name, bytes)
    };
    read::read_all(&bytes, name, format, plan, &options).map_err(|error| Failure::Data(error.text(language)))
}

/// Reads no more than shows that there is too much.
fn read_bounded(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST_FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

struct Shown<'a> {
    plan: &'a Plan,
    submissions: &'a [Submission],
    evaluated: &'a [EvaluatedSubmission],
    language: Language,
}

impl Shown<'_> {
    fn bytes(&self, format: OutputFormat, width: usize, color: bool) -> Result<Vec<u8>, Failure> {
        let failed = |error: io::Error| Failure::Data(error.to_string());
        match format {
            OutputFormat::Table => {
                let options = TableOptions { language: self.language, width, color };
                let tables: Vec<String> = self.evaluated.iter().map(|evaluated| write_table(self.plan, evaluated, &options)).collect();
                Ok(tables.join("\n").into_bytes())
            }
            OutputFormat::Csv => {
                let mut bytes = Vec::new();
                let mut writer = CsvWriter::new(&mut bytes, &CELLS).map_err(failed)?;
                for evaluated in self.evaluated {
                    writer.write_cells(self.plan, evaluated).map_err(failed)?;
                }
                writer.flush().map_err(failed)?;
                drop(writer);
                Ok(bytes)
            }
            OutputFormat::Json => {
                let mut bytes = Vec::new();
                let mut writer = JsonWriter::new(&mut bytes, self.evaluated.len() != 1, self.language).map_err(failed)?;
                for evaluated in self.evaluated {
                    writer.write(self.plan, evaluated).map_err(failed)?;
                }
                writer.finish().map_err(failed)?;
                Ok(bytes)
            }
            OutputFormat::Xml => match (self.submissions, self.evaluated) {
                ([submission], [evaluated]) => {
                    write_xml(self.plan, submission, evaluated).map(String::into_bytes).map_err(|error| Failure::Data(error.to_string()))
                }
                (several, _) => {
                    let message = format!("an XML document holds one submission, and here are {}: divide the file", several.len());
                    Err(Failure::Usage(message))
                }
            },
        }
    }

    fn csv_folder(&self, folder: &Path) -> Result<(), Failure> {
        let mut files = CsvFolder::create(folder)?;
        for evaluated in self.evaluated {
            files.write(self.plan, evaluated, self.language)?;
        }
        files.finish()
    }
}
