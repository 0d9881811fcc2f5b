//! `positum explain PACKAGE SUBMISSION`

use super::eval::table_width;
use super::input::{self, FileFormat};
use crate::arguments::{ExplainArguments, ExplanationFormat};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::read_sources::read_plans;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::suggest;
use positum_plan::period::Period;
use positum_plan::plan::Plan;
use positum_plan::reading_plan::reading_plan;
use positum_runtime::explain::{DEPTH_OF_TROUBLES, Explainer, Limits, Named, SubjectError};
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::PackageEvaluator;
use positum_runtime::read::ReadOptions;
use positum_runtime::render::explanation::{ExplanationOptions, write_explanation, write_explanation_json};
use positum_runtime::submission::Submission;
use std::collections::BTreeSet;

/// The most submissions of a file that an error names.
const MOST_NAMED: usize = 12;

/// Explains cells and checks of a submission, or everything that is wrong with it.
pub(crate) fn run(package: &str, file: &str, arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let plans = read_plans(package, arguments.message_format)?;
    let Some(reading) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    let language = input::language(&reading, arguments.lang);
    let mut evaluator = input::evaluator(&plans, &arguments.input, Vec::new())?;
    input::remember_earlier(&mut evaluator, &plans, &arguments.input, language)?;
    let options = input::read_options(&arguments.input)?;
    let format = input::input_format(file, &arguments.input)?;
    let submissions = read_submissions(file, format, &plans, &options, language)?;
    let submission = picked(&submissions, file, arguments.entity.as_deref(), options.period)?;
    remember_before(&mut evaluator, &submissions, submission);
    let Some((plan, evaluator, earlier)) = evaluator.evaluator_for(submission.period) else { return Ok(ExitCode::Definition) };
    let explainer = Explainer::new(evaluator, submission, Some(earlier));
    let limits = Limits { with_changes: !arguments.no_changes, ..Limits::default() };
    let limits = Limits { depth: arguments.depth.map_or(limits.depth, usize::from), ..limits };
    let explanation = if arguments.cells.is_empty() {
        let depth = if arguments.depth.is_some() { limits.depth } else { DEPTH_OF_TROUBLES };
        explainer.explain_troubles(&Limits { depth, ..limits })
    } else {
        let mut named: Vec<Named> = Vec::new();
        for cell in &arguments.cells {
            named.extend(explainer.find(cell).map_err(|error| Failure::Usage(printable(&spoken(&wrong_name(&error)))))?);
        }
        explainer.explain(&named, &limits)
    };
    let text = match arguments.format {
        ExplanationFormat::Text => write_explanation(plan, &explanation, &ExplanationOptions { language, width: table_width(arguments.width) }),
        ExplanationFormat::Json => write_explanation_json(plan, &explanation, language),
    };
    output::print(text.as_bytes())?;
    Ok(ExitCode::Clean)
}

/// Reads the submissions of a file. The period picks one of them where they have their own, and is theirs where they have none.
fn read_submissions(file: &str, format: FileFormat, plans: &[Plan], options: &ReadOptions, language: Language) -> Result<Vec<Submission>, Failure> {
    let (name, bytes) = input::read_bytes(file)?;
    let read = |options: &ReadOptions| input::submissions_of(&bytes, name, format, plans, options, language);
    match (read(&ReadOptions { period: None, ..options.clone() }), options.period) {
        (Err(_), Some(_)) => read(options),
        (read, _) => read,
    }
}

/// Picks the one submission of a file that is meant.
fn picked<'s>(submissions: &'s [Submission], file: &str, entity: Option<&str>, period: Option<Period>) -> Result<&'s Submission, Failure> {
    let is_meant =
        |submission: &&Submission| entity.is_none_or(|entity| submission.entity == entity) && period.is_none_or(|period| submission.period == period);
    let meant: Vec<&Submission> = submissions.iter().filter(is_meant).collect();
    let listed = |several: &[&Submission]| {
        let names: BTreeSet<String> = several.iter().map(|submission| format!("{} {}", submission.entity, submission.period)).collect();
        let more = names.len().saturating_sub(MOST_NAMED);
        let listed = printable(&names.into_iter().take(MOST_NAMED).collect::<Vec<_>>().join(", "));
        if more > 0 { said!("{listed} and {more} more") } else { Phrase::name(listed) }
    };
    match meant.as_slice() {
        [only] => Ok(only),
        [] if submissions.is_empty() => Err(Failure::Usage(spoken(&said!("{file}: there is no submission")))),
        [] => {
            let all = listed(&submissions.iter().collect::<Vec<_>>());
            Err(Failure::Usage(spoken(&said!("{file}: there is no such submission; there are {all}"))))
        }
        several => {
            let all = listed(several);
            Err(Failure::Usage(spoken(&said!("{file}: several submissions; choose one with --entity and --period: {all}"))))
        }
    }
}

/// Evaluates what the same file has of the entity's earlier periods.
fn remember_before(evaluator: &mut PackageEvaluator<'_>, submissions: &[Submission], picked: &Submission) {
    if evaluator.asks_for_earlier() {
        let is_before = |submission: &&Submission| submission.entity == picked.entity && submission.period < picked.period;
        let before: Vec<Submission> = submissions.iter().filter(is_before).cloned().collect();
        evaluator.evaluate_all(&before);
    }
}

/// Gives the text without characters that could move the cursor: names come from files and other programs.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

pub(crate) fn wrong_name(error: &SubjectError) -> Phrase {
    match error {
        SubjectError::Unknown { name, known } => {
            let near = suggest::nearest(name, known.iter().map(String::as_str));
            match suggest::nearest_text(&near) {
                Some(near) => said!("the package has no cell, check or parameter `{name}`; {near}"),
                None => said!("the package has no cell, check or parameter `{name}`"),
            }
        }
        SubjectError::Ambiguous { name, full_names } => {
            let names: Vec<&str> = full_names.iter().take(MOST_NAMED).map(String::as_str).collect();
            said!("`{name}` may be {}: write more of the name", suggest::choice(&names))
        }
        SubjectError::XCell { name } => said!("the report has an `x` at `{name}`: there is nothing to explain"),
        SubjectError::NoLine { name, list, column, is_keyed: true } => {
            said!("`{name}` is a column of a list: name the line by its key or number, as `{list}[\"KEY\"].{column}` or `{list}.1:{column}`")
        }
        SubjectError::NoLine { name, list, column, is_keyed: false } => {
            said!("`{name}` is a column of a list: name the line by its number, as `{list}.1:{column}`")
        }
        SubjectError::NoSuchLine { name, list, lines, keys } => {
            let keys = keys.join(", ");
            if keys.is_empty() {
                said!("`{name}`: list `{list}` has no such line; it has {lines}")
            } else {
                said!("`{name}`: list `{list}` has no such line; it has {lines}, with the keys {keys}")
            }
        }
    }
}
