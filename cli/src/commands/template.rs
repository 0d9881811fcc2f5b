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
use positum_plan::plan::{Plan, plan_for};
use positum_plan::reading_plan::reading_plan;
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
    let options = FormOptions {
        language,
        lines: arguments.lines,
        reports: arguments.report.clone(),
        period,
        parameters: input::parameters(&arguments.input)?,
        ..FormOptions::default()
    };
    let filled = filled.map(|filled| filled.submission);
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
