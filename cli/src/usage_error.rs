//! Help, and what is wrong with the arguments, in the language that is asked for; in English the argument parser says it.
//!
//! In comes the parser's error; out goes one message with what to write instead.

use crate::arguments::Arguments;
use crate::exit_code::ExitCode;
use crate::latvian_help::{fixed_words_in_latvian, in_latvian};
use crate::output;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Error};
use positum_runtime::language::Language;
use std::error::Error as _;
use std::fmt::Write as _;

/// Shows the help or the version that was asked for, or says what is wrong with the arguments.
pub(crate) fn show_usage(error: &Error, language: Language) -> ExitCode {
    match language {
        Language::English => {
            // A closed pipe cannot be told of anything.
            let _ = error.print();
        }
        Language::Latvian => match error.kind() {
            ErrorKind::DisplayVersion => {
                let _ = error.print();
            }
            ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => show_help_in_latvian(error.use_stderr()),
            _ => output::tell(&usage_error_in_latvian(error)),
        },
    }
    if error.use_stderr() { ExitCode::Usage } else { ExitCode::Clean }
}

/// Shows the help that the same arguments ask of the description in Latvian.
fn show_help_in_latvian(is_error: bool) {
    let Err(help) = in_latvian(Arguments::command()).try_get_matches() else { return };
    let help = help.render();
    if is_error {
        output::tell(&fixed_words_in_latvian(&help.to_string()));
        return;
    }
    let help = if output::colors_stdout() { help.ansi().to_string() } else { help.to_string() };
    // A closed pipe cannot be told of anything.
    let _ = output::print(fixed_words_in_latvian(&help).as_bytes());
}

fn usage_error_in_latvian(error: &Error) -> String {
    let mut text = format!("kļūda: {}\n", problem(error));
    if let Some(near) =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].iter().find_map(|kind| said(error, *kind))
    {
        // Writing to a text does not fail.
        let _ = write!(text, "\n  padoms: varbūt domāts {near}\n");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let _ = write!(text, "\n{}\n", fixed_words_in_latvian(&usage.to_string()));
    }
    text.push_str("\nVairāk pasaka `--help`.\n");
    text
}

fn problem(error: &Error) -> String {
    let argument = said(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = said(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("nav tāda argumenta {argument}"),
        ErrorKind::InvalidSubcommand => format!("nav tādas komandas {}", said(error, ContextKind::InvalidSubcommand).unwrap_or_default()),
        ErrorKind::InvalidValue => {
            let possible = said(error, ContextKind::ValidValue).map(|values| format!("; iespējamās vērtības: {values}")).unwrap_or_default();
            match value.filter(|value| value != "``") {
                Some(value) => format!("argumentam {argument} nevar būt vērtība {value}{possible}"),
                None => format!("argumentam {argument} nav norādīta vērtība{possible}"),
            }
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("argumentam {argument} nevar būt vērtība {}{reason}", value.unwrap_or_default())
        }
        ErrorKind::NoEquals => format!("argumenta {argument} vērtību raksta aiz `=`"),
        ErrorKind::TooManyValues => format!("argumentam {argument} ir par daudz vērtību: {}", value.unwrap_or_default()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("argumentam {argument} nav tik vērtību, cik vajag"),
        ErrorKind::ArgumentConflict => match said(error, ContextKind::PriorArg) {
            Some(prior) if prior == argument => format!("arguments {argument} norādīts vairākkārt"),
            Some(prior) => format!("argumentu {argument} nevar lietot kopā ar {prior}"),
            None => format!("argumentu {argument} nevar lietot kopā ar pārējiem"),
        },
        ErrorKind::MissingRequiredArgument => format!("nav norādīts: {argument}"),
        ErrorKind::MissingSubcommand => "nav norādīta komanda".to_owned(),
        ErrorKind::InvalidUtf8 => "arguments nav UTF-8 teksts".to_owned(),
        // Help and versions are no errors; what a later version of the parser adds, it says itself.
        _ => error.to_string().trim_end().to_owned(),
    }
}

/// Gives what the parser tells of an error, with backticks; several divided by commas.
fn said(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(format!("`{text}`")),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.iter().map(|text| format!("`{text}`")).collect::<Vec<_>>().join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
