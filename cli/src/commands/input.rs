//! What `eval` and `batch` share: formats, parameters, languages, exit codes.

use crate::arguments::{Deny, InputArguments, InputFormat, LanguageArgument};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::progress::{Watched, Work};
use positum_grammar::phrase::said;
use positum_plan::plan::{Plan, Severity};
use positum_plan::reading_plan::reading_plan;
use positum_runtime::evaluated_submission::{EvaluatedSubmission, Outcome};
use positum_runtime::finding_text::severity_word;
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::{PackageEvaluator, PackageOptions};
use positum_runtime::read::{self, Format, LARGEST_FILE_BYTES, ReadOptions, format_of};
use positum_runtime::submission::Submission;
use positum_spreadsheet::read_workbook::{is_workbook_name, read_workbook};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Gives the name by which standard input is shown.
pub(crate) fn standard_input() -> &'static str {
    match message_language() {
        Language::Latvian => "standarta ievade",
        Language::English => "standard input",
    }
}

/// How the submissions of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// As text.
    Text(Format),
    /// As a filled form.
    Workbook,
}

/// Gives the format of submissions: as said, else by the file's ending.
pub(crate) fn input_format(file: &str, arguments: &InputArguments) -> Result<FileFormat, Failure> {
    if let Some(format) = arguments.input_format {
        return Ok(match format {
            InputFormat::Csv => FileFormat::Text(Format::Csv),
            InputFormat::LongCsv => FileFormat::Text(Format::LongCsv),
            InputFormat::WideCsv => FileFormat::Text(Format::WideCsv),
            InputFormat::Json => FileFormat::Text(Format::Json),
            InputFormat::JsonLines => FileFormat::Text(Format::JsonLines),
            InputFormat::Xml => FileFormat::Text(Format::Xml),
            InputFormat::Xlsx => FileFormat::Workbook,
        });
    }
    if is_workbook_name(file) {
        return Ok(FileFormat::Workbook);
    }
    let known = format_of(file).map(FileFormat::Text);
    known.ok_or_else(|| {
        Failure::Usage(spoken(&said!("{file}: the ending tells no format (.csv, .json, .jsonl, .xml, .xlsx, .ods); give --input-format")))
    })
}

/// Gives how submissions are read.
pub(crate) fn read_options(arguments: &InputArguments) -> Result<ReadOptions, Failure> {
    let period = match &arguments.period {
        None => None,
        Some(text) => {
            let period = text.parse().map_err(|_| Failure::Usage(spoken(&said!("--period {text}: write 2025-Q1, 2025-03, 2025 or 2025-03-31"))))?;
            Some(period)
        }
    };
    Ok(ReadOptions { entity_column: arguments.entity_column.clone(), period })
}

/// Prepares the evaluation with the parameters that the user gave.
pub(crate) fn evaluator<'p>(plans: &'p [Plan], arguments: &InputArguments, reports: Vec<String>) -> Result<PackageEvaluator<'p>, Failure> {
    let options = PackageOptions { parameters: parameters(arguments)?, reports };
    PackageEvaluator::new(plans, &options).map_err(|error| Failure::Usage(format!("--parameter: {}", error.text(message_language()))))
}

/// Gives the parameters that the user gave, by name.
pub(crate) fn parameters(arguments: &InputArguments) -> Result<Vec<(String, String)>, Failure> {
    named_values(&arguments.parameter)
}

/// Gives values of parameters by name, as they are written on the command line.
pub(crate) fn named_values(given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let mut parameters = Vec::new();
    for given in given {
        let Some((name, value)) = given.split_once('=') else {
            return Err(Failure::Usage(spoken(&said!("--parameter {given}: write NAME=VALUE, as max_single_loan=25%"))));
        };
        parameters.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    Ok(parameters)
}

/// Reads and evaluates earlier submissions, of which formulas take values.
pub(crate) fn remember_earlier(
    evaluator: &mut PackageEvaluator<'_>,
    plans: &[Plan],
    arguments: &InputArguments,
    language: Language,
) -> Result<(), Failure> {
    if arguments.earlier.is_empty() {
        return Ok(());
    }
    if !evaluator.asks_for_earlier() {
        return Err(Failure::Usage(spoken(&said!("--earlier: no formula of this package asks for an earlier period"))));
    }
    let options = read_options(arguments)?;
    let mut submissions = Vec::new();
    for file in &arguments.earlier {
        submissions.extend(read_submissions(file, input_format(file, arguments)?, plans, &options, language)?);
    }
    evaluator.evaluate_all(&submissions);
    Ok(())
}

/// Reads all submissions of a file, or of standard input.
pub(crate) fn read_submissions(
    file: &str,
    format: FileFormat,
    plans: &[Plan],
    options: &ReadOptions,
    language: Language,
) -> Result<Vec<Submission>, Failure> {
    let (name, bytes) = read_bytes(file)?;
    submissions_of(&bytes, name, format, plans, options, language)
}

/// Reads all submissions of a file whose bytes are there.
pub(crate) fn submissions_of(
    bytes: &[u8],
    name: &str,
    format: FileFormat,
    plans: &[Plan],
    options: &ReadOptions,
    language: Language,
) -> Result<Vec<Submission>, Failure> {
    let _reading = Work::begin(name);
    match (format, reading_plan(plans)) {
        (FileFormat::Text(format), Some(plan)) => {
            read::read_all(bytes, name, format, &plan, options).map_err(|error| Failure::Data(error.text(language)))
        }
        (FileFormat::Text(_), None) => Ok(Vec::new()),
        (FileFormat::Workbook, _) => read_form(bytes, name, plans, options, language).map(|submission| vec![submission]),
    }
}

/// Reads a filled form, and says what is worth saying of it.
fn read_form(bytes: &[u8], name: &str, plans: &[Plan], options: &ReadOptions, language: Language) -> Result<Submission, Failure> {
    let form = read_workbook(bytes, name, plans, options.period).map_err(|error| Failure::Data(error.text(language)))?;
    let word = severity_word(Severity::Warning, language);
    for note in &form.notes {
        output::tell(&format!("{word}: {}\n", note.text(language)));
    }
    Ok(form.submission)
}

/// Opens a file, or standard input, to be read as it comes; gives the name that is shown for it, too.
pub(crate) fn open(name: &str) -> Result<(&str, Box<dyn BufRead>), Failure> {
    if name == "-" {
        return Ok((standard_input(), Box::new(BufReader::new(Watched::new(io::stdin(), None)))));
    }
    let file = File::open(name).map_err(|error| Failure::disk(name, &error))?;
    let length = file.metadata().map_err(|error| Failure::disk(name, &error))?;
    if length.is_dir() {
        return Err(Failure::Data(spoken(&said!("{name}: this is a folder, and a file with submissions is needed"))));
    }
    Ok((name, Box::new(BufReader::new(Watched::new(file, Some(length.len()))))))
}

/// Reads a file, or standard input; gives the name that is shown for it, too.
pub(crate) fn read_bytes(file: &str) -> Result<(&str, Vec<u8>), Failure> {
    if file == "-" {
        return Ok((standard_input(), read_bounded(io::stdin().lock()).map_err(|error| Failure::disk(standard_input(), &error))?));
    }
    Ok((file, std::fs::File::open(Path::new(file)).and_then(read_bounded).map_err(|error| Failure::disk(file, &error))?))
}

/// Reads no more than shows that there is too much.
fn read_bounded(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST_FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Gives the language of labels and messages: as said, else the package's first.
pub(crate) fn language(plan: &Plan, argument: Option<LanguageArgument>) -> Language {
    match argument {
        Some(argument) => argument.into(),
        None if plan.package.languages.first().is_some_and(|first| first == Language::Latvian.code()) => Language::Latvian,
        None => Language::English,
    }
}

/// Tells whether a submission has a finding or a failed check that ends with code 1.
pub(crate) fn is_denied(plan: &Plan, evaluated: &EvaluatedSubmission, deny: Deny) -> bool {
    let least = match deny {
        Deny::Info => Severity::Info,
        Deny::Warning => Severity::Warning,
        Deny::Error => Severity::Error,
    };
    let failed = evaluated.checks.iter().any(|check| check.outcome == Outcome::Fail && plan.checks[check.check].severity >= least);
    failed || evaluated.findings.iter().any(|finding| finding.kind.severity() >= least)
}

/// Gives the exit code for what was found.
pub(crate) fn exit_code(is_denied: bool) -> ExitCode {
    if is_denied { ExitCode::Findings } else { ExitCode::Clean }
}

/// Says in a line how many findings and failed checks a submission has; nothing where it has none.
pub(crate) fn trouble_text(plan: &Plan, evaluated: &EvaluatedSubmission, language: Language) -> String {
    let findings = evaluated.findings.len();
    let failed = evaluated.checks.iter().filter(|check| check.outcome == Outcome::Fail).count();
    let breaches =
        evaluated.checks.iter().filter(|check| check.outcome == Outcome::Fail && plan.checks[check.check].severity == Severity::Breach).count();
    if findings == 0 && failed == 0 {
        return String::new();
    }
    let (entity, period) = (&evaluated.entity, evaluated.period);
    match language {
        Language::English => format!("{entity} {period}: findings: {findings}, failed checks: {failed}, of which breaches: {breaches}\n"),
        Language::Latvian => {
            format!("{entity} {period}: konstatējumi: {findings}, neizpildītas pārbaudes: {failed}, tai skaitā pārkāpumi: {breaches}\n")
        }
    }
}
