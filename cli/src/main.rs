//! The command line: arguments, disk, terminal and exit codes; everything else is in the libraries.

mod arguments;
mod batch_summary;
mod commands;
mod consolidation_folder;
mod coverage_folder;
mod csv_folder;
mod exit_code;
mod generated_folder;
mod guide_folder;
mod latvian_help;
mod message_language;
mod output;
mod package_files;
mod progress;
mod read_sources;
mod severity_words;
mod show_diagnostics;
mod usage_error;
mod whole_folder;

use arguments::{Arguments, Command};
use clap::Parser;
use exit_code::ExitCode;
use message_language::message_language;
use std::process;

fn main() -> process::ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage_error::show_usage(&error, message_language()).into(),
    };
    run(arguments).into()
}

fn run(arguments: Arguments) -> ExitCode {
    let result = match arguments.command {
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Fmt(arguments) => commands::fmt::run(&arguments),
        Command::Compile(arguments) => commands::compile::run(&arguments),
        Command::Analyse(arguments) => commands::analyse::run(&arguments),
        Command::Eval(arguments) => commands::eval::run(&arguments),
        Command::Batch(arguments) => commands::batch::run(&arguments),
        Command::Consolidate(arguments) => commands::consolidate::run(&arguments),
        Command::Template(arguments) => commands::template::run(&arguments),
        Command::Test(arguments) => commands::test::run(&arguments),
        Command::Schema(arguments) => commands::schema::run(&arguments),
        Command::Generate(arguments) => commands::generate::run(&arguments),
        Command::Doc(arguments) => commands::doc::run(&arguments),
        Command::Calendar(arguments) => commands::calendar::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Diff(arguments) => commands::diff::run(&arguments),
        Command::New(arguments) => commands::new::run(&arguments),
        Command::Completions(arguments) => commands::manual::completions(&arguments),
        Command::Man => commands::manual::man_page(),
    };
    match result {
        Ok(code) => code,
        Err(failure) => {
            if let Some(message) = failure.message() {
                output::tell(&format!("{message}\n"));
            }
            failure.exit_code()
        }
    }
}
