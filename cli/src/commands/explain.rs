//! `positum explain`

use super::explain_cell;
use crate::arguments::ExplainArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_compiler::diagnostic_pages::{latvian_page, latvian_title, page};
use positum_grammar::phrase::said;
use positum_runtime::language::Language;

/// Explains a diagnostic, or lists them all; of a submission its cells and checks.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    if let (Some(package), Some(submission)) = (&arguments.subject, &arguments.submission) {
        return explain_cell::run(package, submission, arguments);
    }
    let text = match &arguments.subject {
        None => DiagnosticCode::ALL.iter().map(|code| format!("{}  {}\n", code.number(), title(*code))).collect(),
        Some(number) => match DiagnosticCode::by_number(number) {
            Some(code) => match message_language() {
                Language::Latvian => latvian_page(code),
                Language::English => page(code),
            },
            None => {
                let message = said!(
                    "there is no diagnostic `{number}`; `positum explain` lists them all, `positum explain PACKAGE SUBMISSION CELL` explains a cell"
                );
                return Err(Failure::Usage(spoken(&message)));
            }
        },
    };
    output::print(text.as_bytes())?;
    Ok(ExitCode::Clean)
}

fn title(code: DiagnosticCode) -> &'static str {
    match message_language() {
        Language::Latvian => latvian_title(code),
        Language::English => code.title(),
    }
}
