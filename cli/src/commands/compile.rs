//! `positum compile`

use crate::arguments::CompileArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use crate::read_sources::{compile_sources, read_sources};
use positum_plan::plan_file::write_plans;

/// Compiles a package to a plan.
pub(crate) fn run(arguments: &CompileArguments) -> Result<ExitCode, Failure> {
    let sources = read_sources(&arguments.package)?;
    let plans = compile_sources(&sources, arguments.message_format).plans();
    if plans.is_empty() {
        return Ok(ExitCode::Definition);
    }
    let text = write_plans(&plans).map_err(|error| Failure::Data(error.to_string()))?;
    match &arguments.output {
        Some(path) => output::write_file(path, |file| file.write_all(text.as_bytes()))?,
        None => output::print(text.as_bytes())?,
    }
    Ok(ExitCode::Clean)
}
