//! The command line: arguments, disk, terminal and exit codes; everything else is in the libraries.

mod arguments;
mod batch_summary;
mod commands;
mod csv_folder;
mod exit_code;
mod guide_folder;
mod latvian_help;
mod output;
mod package_files;
mod progress;
mod read_sources;
mod show_diagnostics;
mod usage_error;

use arguments::{Arguments, Command};
use clap::Parser;
use exit_code::ExitCode;
use positum_runtime::language::Language;
use std::process;

fn main() -> process::ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage_error::show_usage(&error, asked_language()).into(),
    };
    run(arguments).into()
}

/// Gives the language of help: as `--lang` says, else as the environment does.
fn asked_language() -> Language {
    let arguments: Vec<String> = std::env::args_os().filter_map(|argument| argument.into_string().ok()).collect();
    let asked = arguments.iter().zip(arguments.iter().skip(1)).any(|(name, value)| name == "--lang" && value == "lv");
    let variable = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    let is_latvian = asked || arguments.iter().any(|argument| argument == "--lang=lv") || variable.is_some_and(|value| value.starts_with("lv"));
    if is_latvian { Language::Latvian } else { Language::English }
}

fn run(arguments: Arguments) -> ExitCode {
    let result = match arguments.command {
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Fmt(arguments) => commands::fmt::run(&arguments),
        Command::Compile(arguments) => commands::compile::run(&arguments),
        Command::Eval(arguments) => commands::eval::run(&arguments),
        Command::Batch(arguments) => commands::batch::run(&arguments),
        Command::Template(arguments) => commands::template::run(&arguments),
        Command::Test(arguments) => commands::test::run(&arguments),
        Command::Schema(arguments) => commands::schema::run(&arguments),
        Command::Doc(arguments) => commands::doc::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::New(arguments) => commands::new::run(&arguments),
        Command::Completions(arguments) => commands::manual::completions(&arguments),
        Command::Man => commands::manual::man_page(),
    };
    match result {
        Ok(code) => code,
        Err(failure) => {
            if let Some(message) = failure.message() {
                eprintln!("{message}");
            }
            failure.exit_code()
        }
    }
}
