//! `positum batch`: one submission in memory at a time, whatever their number.

use super::input::{self, standard_input};
use crate::arguments::{BatchArguments, SummaryFormat};
use crate::batch_summary::BatchSummary;
use crate::csv_folder::CsvFolder;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::read_sources::read_plans;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use positum_grammar::phrase::said;
use positum_plan::reading_plan::reading_plan;
use positum_runtime::language::Language;
use positum_runtime::read::read_stream;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::time::{Duration, Instant};

/// Work that takes less shows no progress.
const SILENT: Duration = Duration::from_secs(1);

/// Evaluates many submissions and sums up their checks.
pub(crate) fn run(arguments: &BatchArguments) -> Result<ExitCode, Failure> {
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(plan) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    let language = input::language(&plan, arguments.lang);
    let mut evaluator = input::evaluator(&plans, &arguments.input, Vec::new())?;
    input::remember_earlier(&mut evaluator, &plan, &arguments.input, language)?;
    let options = input::read_options(&arguments.input)?;
    let format = input::input_format(&arguments.submissions, &arguments.input)?;
    let (name, reader, progress) = open(&arguments.submissions)?;
    let unreadable = |error: positum_runtime::read::ReadError| Failure::Data(error.text(language));
    let mut files = arguments.output.as_deref().map(CsvFolder::create).transpose()?;
    let mut summary = BatchSummary::new(&plans, arguments.name_failing);
    let mut is_denied = false;
    for submission in read_stream(reader, name, format, &plan, &options).map_err(unreadable)? {
        let submission = submission.map_err(unreadable)?;
        if evaluator.has_later(&submission.entity, submission.period) {
            let (entity, period) = (&submission.entity, submission.period);
            let text = said!("{name}: {entity} for {period} stands after a later period, and formulas ask for earlier ones; sort by period");
            return Err(Failure::Data(spoken(&text)));
        }
        let Some(evaluated) = evaluator.evaluate(&submission) else { continue };
        is_denied |= input::is_denied(evaluated.plan, &evaluated.submission, arguments.deny);
        summary.add(evaluated.plan, &evaluated.submission);
        if let Some(files) = &mut files {
            files.write(evaluated.plan, &evaluated.submission, language)?;
        }
    }
    progress.finish_and_clear();
    if let Some(files) = files {
        files.finish()?;
    }
    let text = match arguments.summary {
        SummaryFormat::Table => summary.text(language),
        SummaryFormat::Json => summary.json().map_err(|error| Failure::Data(error.to_string()))?,
    };
    output::print(text.as_bytes())?;
    Ok(input::exit_code(is_denied))
}

fn open(name: &str) -> Result<(&str, Box<dyn BufRead>, ProgressBar), Failure> {
    if name == "-" {
        let progress = bar(None);
        return Ok((standard_input(), Box::new(BufReader::new(Watched::new(io::stdin(), progress.clone()))), progress));
    }
    let file = File::open(name).map_err(|error| Failure::disk(name, &error))?;
    let length = file.metadata().map_err(|error| Failure::disk(name, &error))?;
    if length.is_dir() {
        return Err(Failure::Data(spoken(&said!("{name}: this is a folder, and a file with submissions is needed"))));
    }
    let progress = bar(Some(length.len()));
    Ok((name, Box::new(BufReader::new(Watched::new(file, progress.clone()))), progress))
}

/// Makes a bar that stays hidden until `Watched` shows it.
fn bar(bytes: Option<u64>) -> ProgressBar {
    let progress = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::hidden());
    let template = match bytes {
        Some(_) if message_language() == Language::Latvian => "{bar:40} {percent:>3} %  {bytes} no {total_bytes}, {bytes_per_sec}, atlicis {eta}",
        Some(_) => "{bar:40} {percent:>3} %  {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        None => "{spinner} {bytes}, {bytes_per_sec}",
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => progress.with_style(style),
        Err(_) => progress,
    }
}

/// A reader that tells the bar how far it is.
struct Watched<R> {
    reader: R,
    progress: ProgressBar,
    start: Instant,
    is_shown: bool,
}

impl<R> Watched<R> {
    fn new(reader: R, progress: ProgressBar) -> Self {
        Self { reader, progress, start: Instant::now(), is_shown: false }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        if !self.is_shown && self.start.elapsed() > SILENT {
            // Draws on a terminal only.
            self.progress.set_draw_target(ProgressDrawTarget::stderr());
            self.is_shown = true;
        }
        self.progress.inc(u64::try_from(length).unwrap_or(0));
        Ok(length)
    }
}
