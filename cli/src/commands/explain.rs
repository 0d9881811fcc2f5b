//! `positum explain`

use crate::arguments::ExplainArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_compiler::diagnostic_pages::{latvian_page, latvian_title, page};
use positum_grammar::phrase::said;
use positum_runtime::language::Language;

/// Explains a diagnostic, or lists them all.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let text = match &arguments.code {
        None => DiagnosticCode::ALL.iter().map(|code| format!("{}  {}\n", code.number(), title(*code))).collect(),
        Some(number) => match DiagnosticCode::by_number(number) {
            Some(code) => match message_language() {
                Language::Latvian => latvian_page(code),
                Language::English => page(code),
            },
            None => return Err(Failure::Usage(spoken(&said!("there is no diagnostic `{number}`; `positum explain` lists them all")))),
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
