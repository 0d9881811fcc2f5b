//! The help in Latvian: each English text of the arguments has its Latvian beside it in one table.
//!
//! In comes the command line's description as the arguments make it, in English; out goes the same with Latvian texts, and
//! what the argument parser adds of its own, put into Latvian. A test finds a text without Latvian.

mod texts;

use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr};
use clap::{Arg, Command};
use texts::{FIXED_WORDS, TEXTS};

/// What stands between the paragraphs of a text.
const BETWEEN_PARAGRAPHS: &str = "\n\n";

/// Gives the description of the command line with Latvian texts; what the table does not have stays English.
///
/// It is good for showing help: the values of its arguments are texts and not what the program takes.
pub(crate) fn in_latvian(command: Command) -> Command {
    let about = command.get_about().and_then(latvian);
    let long_about = command.get_long_about().and_then(latvian);
    let after = command.get_after_help().and_then(latvian);
    let after_long = command.get_after_long_help().and_then(latvian);
    let mut command = command.mut_args(argument_in_latvian).mut_subcommands(in_latvian);
    if let Some(text) = about {
        command = command.about(text);
    }
    if let Some(text) = long_about {
        command = command.long_about(text);
    }
    if let Some(text) = after {
        command = command.after_help(text);
    }
    match after_long {
        Some(text) => command.after_long_help(text),
        None => command,
    }
}

/// Puts the words that the argument parser writes of its own into Latvian.
pub(crate) fn fixed_words_in_latvian(help: &str) -> String {
    FIXED_WORDS.iter().fold(help.to_owned(), |help, (english, latvian)| help.replace(english, latvian))
}

fn argument_in_latvian(argument: Arg) -> Arg {
    let help = argument.get_help().and_then(latvian);
    let long_help = argument.get_long_help().and_then(latvian);
    let values: Vec<_> = argument.get_possible_values().into_iter().map(value_in_latvian).collect();
    let argument = if values.is_empty() { argument } else { argument.value_parser(PossibleValuesParser::new(values)) };
    let argument = match help {
        Some(text) => argument.help(text),
        None => argument,
    };
    match long_help {
        Some(text) => argument.long_help(text),
        None => argument,
    }
}

fn value_in_latvian(value: PossibleValue) -> PossibleValue {
    match value.get_help().and_then(latvian) {
        Some(text) => value.help(text),
        None => value,
    }
}

/// Gives the Latvian of a text whose every paragraph has one.
fn latvian(english: &StyledStr) -> Option<String> {
    let of = |paragraph| TEXTS.iter().find(|(text, _)| *text == paragraph).map(|(_, latvian)| *latvian);
    let paragraphs: Option<Vec<&str>> = english.to_string().split(BETWEEN_PARAGRAPHS).map(of).collect();
    paragraphs.map(|paragraphs| paragraphs.join(BETWEEN_PARAGRAPHS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    /// Gathers every paragraph that help shows.
    fn gather(command: &Command, found: &mut BTreeSet<String>) {
        let of_command = [command.get_about(), command.get_long_about(), command.get_after_help(), command.get_after_long_help()];
        let of_arguments = command.get_arguments().flat_map(|argument| [argument.get_help(), argument.get_long_help()]);
        let texts = of_command.into_iter().chain(of_arguments).flatten().map(ToString::to_string);
        let values = command.get_arguments().flat_map(Arg::get_possible_values);
        let of_values = values.filter_map(|value| value.get_help().map(ToString::to_string));
        let paragraphs = |text: String| text.split(BETWEEN_PARAGRAPHS).map(str::to_owned).collect::<Vec<_>>();
        found.extend(texts.chain(of_values).flat_map(paragraphs));
        for command in command.get_subcommands() {
            gather(command, found);
        }
    }

    #[test]
    fn every_text_of_the_help_has_its_latvian_and_none_is_left_over() {
        let mut found = BTreeSet::new();
        gather(&Arguments::command(), &mut found);
        let known: BTreeSet<String> = TEXTS.iter().map(|(english, _)| (*english).to_owned()).collect();
        let without: Vec<&String> = found.difference(&known).collect();
        let left_over: Vec<&String> = known.difference(&found).collect();
        assert!(without.is_empty() && left_over.is_empty(), "without Latvian: {without:#?}\nleft over: {left_over:#?}");
        assert_eq!(known.len(), TEXTS.len(), "a text stands twice");
    }
}
