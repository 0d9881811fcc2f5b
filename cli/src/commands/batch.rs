//! `positum batch`: one submission in memory at a time, whatever their number.

use super::input::{self, FileFormat};
use crate::arguments::{BatchArguments, SummaryFormat};
use crate::batch_summary::BatchSummary;
use crate::csv_folder::CsvFolder;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::read_sources::read_plans;
use positum_grammar::phrase::said;
use positum_plan::period::Period;
use positum_plan::reading_plan::reading_plan;
use positum_runtime::package_evaluator::PackageEvaluator;
use positum_runtime::placed_submissions::{PlacedSubmission, Placing};
use positum_runtime::read::{ReadError, SubmissionStream, stream_cells};
use positum_runtime::submission::Submission;

/// Evaluates many submissions and sums up their checks.
pub(crate) fn run(arguments: &BatchArguments) -> Result<ExitCode, Failure> {
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(plan) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    let language = input::language(&plan, arguments.lang);
    let mut evaluator = input::evaluator(&plans, &arguments.input, Vec::new())?;
    input::remember_earlier(&mut evaluator, &plans, &arguments.input, language)?;
    let options = input::read_options(&arguments.input)?;
    let format = input::input_format(&arguments.submissions, &arguments.input)?;
    let unreadable = |error: ReadError| Failure::Data(error.text(language));
    let (name, mut submissions) = match format {
        FileFormat::Text(format) => {
            let (name, reader) = input::open(&arguments.submissions)?;
            (name, stream_cells(reader, name, format, &plan, &options).map_err(unreadable)?)
        }
        // A workbook is read whole, and holds one submission.
        FileFormat::Workbook => {
            let read = input::read_submissions(&arguments.submissions, format, &plans, &options, language)?;
            (arguments.submissions.as_str(), SubmissionStream::Whole(Box::new(read.into_iter().map(Ok))))
        }
    };
    let mut files = arguments.output.as_deref().map(CsvFolder::create).transpose()?;
    let mut summary = BatchSummary::new(&plans, arguments.name_failing);
    let mut is_denied = false;
    while let Some(next) = read_next(&mut submissions, &evaluator).map_err(unreadable)? {
        let evaluated = match next {
            Next::Whole(submission) => {
                check_order(&evaluator, name, &submission.entity, submission.period)?;
                evaluator.evaluate(&submission)
            }
            Next::Placed(submission) => {
                check_order(&evaluator, name, submission.entity(), submission.period())?;
                evaluator.evaluate_placed(vec![submission], || {}).pop()
            }
        };
        let Some(evaluated) = evaluated else { continue };
        is_denied |= input::is_denied(evaluated.plan, &evaluated.submission, arguments.deny);
        summary.add(evaluated.plan, &evaluated.submission);
        if let Some(files) = &mut files {
            files.write(evaluated.plan, &evaluated.submission, language)?;
        }
    }
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

/// A submission of the stream.
enum Next {
    Whole(Submission),
    Placed(PlacedSubmission),
}

fn read_next(submissions: &mut SubmissionStream<'_>, evaluator: &PackageEvaluator<'_>) -> Result<Option<Next>, ReadError> {
    match submissions {
        SubmissionStream::Whole(submissions) => Ok(submissions.next().transpose()?.map(Next::Whole)),
        SubmissionStream::Cells(submissions) => {
            let mut placing = Placing::new(evaluator);
            submissions.give_next(&mut placing)?;
            Ok(placing.finish().pop().map(Next::Placed))
        }
    }
}

/// Makes sure that no submission stands after one that would have asked for it.
fn check_order(evaluator: &PackageEvaluator<'_>, name: &str, entity: &str, period: Period) -> Result<(), Failure> {
    if evaluator.has_later(entity, period) {
        let text = said!("{name}: {entity} for {period} stands after a later period, and formulas ask for earlier ones; sort by period");
        return Err(Failure::Data(spoken(&text)));
    }
    Ok(())
}
