//! `positum template`

use super::input;
use crate::arguments::TemplateArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::progress::Work;
use crate::read_sources::read_plans;
use positum_grammar::phrase::said;
use positum_plan::period::Period;
use positum_plan::plan::{Plan, Report, plan_for};
use positum_plan::reading_plan::reading_plan;
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::finding_text::{address_text, finding_text, severity_word};
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::Evaluated;
use positum_spreadsheet::write_form::{FormOptions, write_form};
use std::path::Path;

/// Writes a spreadsheet form, empty or filled in.
pub(crate) fn run(arguments: &TemplateArguments) -> Result<ExitCode, Failure> {
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(reading) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    let language = input::language(&reading, arguments.lang);
    let period = input::read_options(&arguments.input)?.period;
    let mut evaluator = input::evaluator(&plans, &arguments.input, Vec::new())?;
    let filled = match &arguments.submission {
        None => None,
        Some(file) => {
            input::remember_earlier(&mut evaluator, &plans, &arguments.input, language)?;
            let options = input::read_options(&arguments.input)?;
            let format = input::input_format(file, &arguments.input)?;
            let submissions = input::read_submissions(file, format, &plans, &options, language)?;
            Some(only_one(file, evaluator.evaluate_all(&submissions))?)
        }
    };
    let plan = match &filled {
        Some(filled) => filled.plan,
        None => version_for(&plans, period).ok_or(Failure::Definition)?,
    };
    refuse_other_period(plan, period)?;
    refuse_other_ending(&arguments.output)?;
    let options = FormOptions {
        language,
        lines: arguments.lines,
        reports: arguments.report.clone(),
        period,
        parameters: input::parameters(&arguments.input)?,
        ..FormOptions::default()
    };
    let filled = filled.map(|filled| filled.submission);
    if let Some(filled) = &filled {
        tell_what_changes(plan, filled, language);
    }
    let writing = Work::begin(&arguments.output.display().to_string());
    let bytes = write_form(plan, &options, filled.as_ref());
    drop(writing);
    let bytes = bytes.map_err(|error| Failure::Usage(error.text(language)))?;
    if arguments.output == Path::new("-") {
        output::print(&bytes)?;
    } else {
        output::write_file(&arguments.output, |file| file.write_all(&bytes))?;
    }
    Ok(ExitCode::Clean)
}

/// A form holds values as the evaluation has them: what is wrong with the submission is not carried over.
fn tell_what_changes(plan: &Plan, filled: &EvaluatedSubmission, language: Language) {
    for finding in &filled.findings {
        let place = address_text(plan, &finding.address);
        let origin = finding.origin.as_ref().map(|origin| format!(" ({origin})")).unwrap_or_default();
        let word = severity_word(finding.kind.severity(), language);
        output::tell(&format!("{word}: {place}: {}{origin}\n", finding_text(plan, finding, language)));
    }
    if !filled.findings.is_empty() {
        output::tell(&format!("{}\n", spoken(&said!("look at these places of the form: it has what the evaluation uses"))));
    }
}

/// Refuses a period in which no report of the definition is in force.
fn refuse_other_period(plan: &Plan, period: Option<Period>) -> Result<(), Failure> {
    let Some(period) = period else { return Ok(()) };
    let is_for = |report: &Report| report.period.is_none_or(|kind| kind == period.kind());
    if plan.package.validity.covers(period.last_day()) && plan.reports.iter().any(is_for) {
        return Ok(());
    }
    Err(Failure::Usage(spoken(&said!("--period {period}: no report of the package is for this period"))))
}

/// A form is a workbook of one kind, whatever its name says.
fn refuse_other_ending(path: &Path) -> Result<(), Failure> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some(ending) if !ending.eq_ignore_ascii_case("xlsx") => {
            let file = path.display().to_string();
            Err(Failure::Usage(spoken(&said!("{file}: a form is written as .xlsx, which LibreOffice reads too; name it so"))))
        }
        Some(_) | None => Ok(()),
    }
}

/// Gives the version of the package for a period, else the newest.
fn version_for(plans: &[Plan], period: Option<Period>) -> Option<&Plan> {
    match period {
        Some(period) => plan_for(plans, period).map(|(_, plan)| plan),
        None => plans.last(),
    }
}

fn only_one<'p>(file: &str, mut evaluated: Vec<Evaluated<'p>>) -> Result<Evaluated<'p>, Failure> {
    match (evaluated.pop(), evaluated.len()) {
        (Some(one), 0) => Ok(one),
        (_, others) => {
            let count = if others == 0 { 0 } else { others.saturating_add(1) };
            Err(Failure::Usage(spoken(&said!("{file}: a form holds one submission, and here are {count}"))))
        }
    }
}
