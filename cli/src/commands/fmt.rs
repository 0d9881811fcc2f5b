//! `positum fmt`

use crate::arguments::FmtArguments;
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use crate::read_sources::read_sources;
use crate::show_diagnostics::show_diagnostics;
use positum_compiler::compile::syntax_diagnostics;
use positum_grammar::format_text::format_text;
use positum_grammar::source::SourceId;

/// Formats the definitions of a package.
pub(crate) fn run(arguments: &FmtArguments) -> Result<ExitCode, Failure> {
    let sources = read_sources(&arguments.package)?;
    let mut code = ExitCode::Clean;
    for source in &sources {
        let Ok(formatted) = format_text(&source.text) else {
            let diagnostics = syntax_diagnostics(SourceId(0), &source.text);
            show_diagnostics(std::slice::from_ref(source), &diagnostics, arguments.message_format);
            code = ExitCode::Definition;
            continue;
        };
        let Some(path) = &source.path else {
            output::print(formatted.as_bytes())?;
            continue;
        };
        if formatted == source.text {
            continue;
        }
        output::print(format!("{}\n", source.name).as_bytes())?;
        if arguments.check {
            if code == ExitCode::Clean {
                code = ExitCode::Findings;
            }
        } else {
            output::write_file(path, |file| file.write_all(formatted.as_bytes()))?;
        }
    }
    Ok(code)
}
