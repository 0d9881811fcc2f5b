//! `positum diff`

use super::eval::{USUAL_WIDTH, table_width};
use super::input::{self, FileFormat};
use crate::arguments::diff::{DiffArguments, DiffFormat};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::read_sources::read_plans;
use jiff::civil::Date;
use positum_grammar::phrase::said;
use positum_plan::period::parse_date;
use positum_plan::plan::Plan;
use positum_plan::reading_plan::reading_plan;
use positum_proof::diff::comparison::{CompareOptions, Comparison, compare_packages};
use positum_proof::diff::document::DocumentOptions;
use positum_proof::diff::replay::{Replay, ReplayPlans, Replayer};
use positum_proof::diff::write_json::write_json;
use positum_proof::diff::write_markdown::write_markdown;
use positum_proof::diff::write_text::write_text;
use positum_runtime::language::Language;
use positum_runtime::read::{ReadError, read_stream};
use positum_runtime::submission::Submission;

/// The most changes that are listed.
const MOST_LISTED: usize = 1_000_000;

/// Compares two definitions.
pub(crate) fn run(arguments: &DiffArguments) -> Result<ExitCode, Failure> {
    let day = |name: &str, text: &String| parse_date(text).map_err(|_| Failure::Usage(spoken(&said!("--{name} {text}: write a day, as 2026-01-01"))));
    let from = arguments.from.as_ref().map(|text| day("from", text)).transpose()?;
    let as_of = arguments.as_of.as_ref().map(|text| day("as-of", text)).transpose()?;
    if arguments.old == "-" && arguments.new == "-" {
        return Err(Failure::Usage(spoken(&said!("standard input can be one of the two definitions only"))));
    }
    let old = read_plans(&arguments.old, arguments.message_format)?;
    let new = read_plans(&arguments.new, arguments.message_format)?;
    let Some(newest) = new.last() else { return Ok(ExitCode::Definition) };
    let language = input::language(newest, arguments.lang);
    let options = CompareOptions { from, tries: arguments.tries };
    let Some(mut comparison) = compare_packages(&old, &new, &options) else { return Ok(ExitCode::Definition) };
    if !arguments.replay.is_empty() {
        comparison.replay = Some(replay(arguments, &old, &new, as_of, language)?);
    }
    let text = written(arguments, &comparison, language);
    match &arguments.output {
        Some(path) => output::write_file(path, |file| file.write_all(text.as_bytes()))?,
        None => output::print(text.as_bytes())?,
    }
    Ok(input::exit_code(arguments.exit_code && comparison.changes_meaning()))
}

fn written(arguments: &DiffArguments, comparison: &Comparison, language: Language) -> String {
    let ending = arguments.output.as_deref().and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let format = arguments.format.unwrap_or(match ending.as_deref() {
        Some("md" | "markdown") => DiffFormat::Markdown,
        Some("json") => DiffFormat::Json,
        Some(_) | None => DiffFormat::Human,
    });
    let options = DocumentOptions { language, wording: arguments.wording };
    match format {
        DiffFormat::Human => {
            let width = if arguments.output.is_some() { arguments.width.unwrap_or(USUAL_WIDTH) } else { table_width(arguments.width) };
            write_text(comparison, &options, width)
        }
        DiffFormat::Markdown => write_markdown(comparison, &options),
        DiffFormat::Json => write_json(comparison, language),
    }
}

/// Evaluates submissions of the past with both definitions.
fn replay(arguments: &DiffArguments, old: &[Plan], new: &[Plan], as_of: Option<Date>, language: Language) -> Result<Replay, Failure> {
    let plans = ReplayPlans::new(old, new, as_of);
    let parameters = input::parameters(&arguments.input)?;
    let mut replayer = Replayer::new(&plans, &parameters, arguments.list.min(MOST_LISTED))
        .map_err(|error| Failure::Usage(format!("--parameter: {}", error.text(message_language()))))?;
    // Names of both are known while reading: a position that only one has is no mistake of the file.
    let both: Vec<Plan> = new.iter().chain(old).cloned().collect();
    for file in &arguments.input.earlier {
        each_submission(arguments, file, &both, language, &mut |submission| {
            replayer.remember(submission);
            Ok(())
        })?;
    }
    for file in &arguments.replay {
        each_submission(arguments, file, &both, language, &mut |submission| {
            if replayer.has_later(&submission.entity, submission.period) && replayer.asks_for_earlier() {
                let (entity, period) = (&submission.entity, submission.period);
                let text = said!("{file}: {entity} for {period} stands after a later period, and formulas ask for earlier ones; sort by period");
                return Err(Failure::Data(spoken(&text)));
            }
            replayer.take(submission);
            Ok(())
        })?;
    }
    Ok(replayer.finish())
}

/// Reads submissions one after the other, with one in memory at a time where the format permits.
fn each_submission(
    arguments: &DiffArguments,
    file: &str,
    plans: &[Plan],
    language: Language,
    each: &mut dyn FnMut(&Submission) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let options = input::read_options(&arguments.input)?;
    let Some(plan) = reading_plan(plans) else { return Ok(()) };
    match input::input_format(file, &arguments.input)? {
        FileFormat::Text(format) => {
            let unreadable = |error: ReadError| Failure::Data(error.text(language));
            let (name, reader) = input::open(file)?;
            for submission in read_stream(reader, name, format, &plan, &options).map_err(unreadable)? {
                each(&submission.map_err(unreadable)?)?;
            }
        }
        format @ FileFormat::Workbook => {
            for submission in input::read_submissions(file, format, plans, &options, language)? {
                each(&submission)?;
            }
        }
    }
    Ok(())
}
