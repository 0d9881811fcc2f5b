//! `positum schema`

use crate::arguments::{JsonSchemaOf, SchemaArguments};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::read_sources::read_plans;
use positum_compiler::time_words::time_text;
use positum_grammar::phrase::{Phrase, said};
use positum_plan::period::Period;
use positum_plan::plan::{Plan, plan_for};
use positum_runtime::render::schema_facts::SchemaOptions;
use positum_runtime::render::schema_json::{write_input_schema, write_output_schema};
use positum_runtime::render::schema_xsd::write_xsd;

/// Writes a schema of a package's submissions.
pub(crate) fn run(arguments: &SchemaArguments) -> Result<ExitCode, Failure> {
    let period = arguments.period.as_deref().map(read_period).transpose()?;
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(plan) = version_for(&plans, period)? else { return Ok(ExitCode::Definition) };
    let options = SchemaOptions { kind: period.map(Period::kind) };
    if let Some(period) = period {
        check_length(plan, period)?;
    }
    let failed = |error: &dyn std::fmt::Display| Failure::Data(error.to_string());
    let text = match arguments.json_schema {
        None => write_xsd(plan, options).map_err(|error| failed(&error))?,
        Some(JsonSchemaOf::Input) => write_input_schema(plan, options).map_err(|error| failed(&error))?,
        Some(JsonSchemaOf::Output) => write_output_schema(plan, options).map_err(|error| failed(&error))?,
    };
    match &arguments.output {
        Some(path) => output::write_file(path, |file| file.write_all(text.as_bytes()))?,
        None => output::print(text.as_bytes())?,
    }
    Ok(ExitCode::Clean)
}

fn read_period(text: &str) -> Result<Period, Failure> {
    text.parse().map_err(|_| Failure::Usage(spoken(&said!("--period {text}: write 2025-Q1, 2025-03, 2025 or 2025-03-31"))))
}

/// Gives the version of a package for a period, or the newest one.
fn version_for(plans: &[Plan], period: Option<Period>) -> Result<Option<&Plan>, Failure> {
    let Some(period) = period else { return Ok(plans.last()) };
    let version = plan_for(plans, period).map(|(_, plan)| plan);
    match version {
        Some(plan) if !plan.package.validity.covers(period.last_day()) => {
            let spans = Phrase::joined(plans.iter().map(|plan| time_text(plan.package.validity)), "; ");
            Err(Failure::Usage(spoken(&said!("--period {period}: the package is not for it; its versions are {spans}"))))
        }
        Some(_) | None => Ok(version),
    }
}

fn check_length(plan: &Plan, period: Period) -> Result<(), Failure> {
    let is_for = plan.reports.iter().any(|report| report.period.is_none_or(|kind| kind == period.kind()));
    if is_for {
        return Ok(());
    }
    let mut lengths: Vec<&str> = plan.reports.iter().filter_map(|report| report.period).map(|kind| kind.example()).collect();
    lengths.dedup();
    Err(Failure::Usage(spoken(&said!("--period {period}: no report is for periods of this length, but for such as {}", lengths.join(", ")))))
}
