//! `positum explain`

use crate::arguments::ExplainArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_compiler::diagnostic_pages::page;
use positum_grammar::phrase::said;

/// Explains a diagnostic, or lists them all.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let text = match &arguments.code {
        None => DiagnosticCode::ALL.iter().map(|code| format!("{}  {}\n", code.number(), code.title())).collect(),
        Some(number) => match DiagnosticCode::by_number(number) {
            Some(code) => page(code),
            None => return Err(Failure::Usage(spoken(&said!("there is no diagnostic `{number}`; `positum explain` lists them all")))),
        },
    };
    output::print(text.as_bytes())?;
    Ok(ExitCode::Clean)
}
