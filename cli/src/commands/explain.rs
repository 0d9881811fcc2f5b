//! `positum explain`

use super::explain_cell;
use crate::arguments::ExplainArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_compiler::diagnostic_pages::page;

/// Explains a diagnostic, or lists them all; of a submission its cells and checks.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    if let (Some(package), Some(submission)) = (&arguments.subject, &arguments.submission) {
        return explain_cell::run(package, submission, arguments);
    }
    let text = match &arguments.subject {
        None => DiagnosticCode::ALL.iter().map(|code| format!("{}  {}\n", code.number(), code.title())).collect(),
        Some(number) => match DiagnosticCode::by_number(number) {
            Some(code) => page(code),
            None => {
                let help = "`positum explain` lists them all, `positum explain PACKAGE SUBMISSION CELL` explains a cell";
                return Err(Failure::Usage(format!("there is no diagnostic `{number}`; {help}")));
            }
        },
    };
    output::print(text.as_bytes())?;
    Ok(ExitCode::Clean)
}
