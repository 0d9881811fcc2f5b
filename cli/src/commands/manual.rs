//! `positum completions` and `positum man`: the arguments in other forms.

use crate::arguments::{Arguments, CompletionsArguments};
use crate::exit_code::{ExitCode, Failure};
use crate::output;
use clap::CommandFactory;

/// Prints a script that completes commands in a shell.
pub(crate) fn completions(arguments: &CompletionsArguments) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "positum", &mut script);
    output::print(&script)?;
    Ok(ExitCode::Clean)
}

/// Prints the man page: that of the program, then those of its commands.
pub(crate) fn man_page() -> Result<ExitCode, Failure> {
    let mut page = Vec::new();
    let mut command = Arguments::command();
    command.build();
    let failed = |error: std::io::Error| Failure::Data(error.to_string());
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(failed)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        clap_mangen::Man::new(subcommand.clone()).render(&mut page).map_err(failed)?;
    }
    output::print(&page)?;
    Ok(ExitCode::Clean)
}
