//! The language in which the program speaks of definitions and of itself: as `--lang` says, else as the environment does.
//!
//! Labels and findings of reports have the package's first language where nothing else is said; this is not that.

use positum_grammar::phrase::Phrase;
use positum_runtime::language::Language;
use std::sync::OnceLock;

/// The argument that says the language.
const ARGUMENT: &str = "--lang";
/// The variables of the environment that say the language, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

static SETTLED: OnceLock<Language> = OnceLock::new();

/// Gives the language. It is told from the arguments before they are parsed, so that what is wrong with them, and the
/// help, are in it too.
pub(crate) fn message_language() -> Language {
    *SETTLED.get_or_init(|| {
        let arguments: Vec<String> = std::env::args_os().skip(1).filter_map(|argument| argument.into_string().ok()).collect();
        of_arguments(&arguments).unwrap_or_else(|| of_environment(|name| std::env::var(name).ok()))
    })
}

/// Gives a text in the language.
pub(crate) fn spoken(phrase: &Phrase) -> String {
    match message_language() {
        Language::Latvian => phrase.latvian(),
        Language::English => phrase.english(),
    }
}

/// Whether the value is one of a language, the parser of the arguments says.
fn of_arguments(arguments: &[String]) -> Option<Language> {
    let (mut said, mut waits) = (None, false);
    for argument in arguments {
        let joined = argument.strip_prefix(ARGUMENT).and_then(|rest| rest.strip_prefix('='));
        if let Some(code) = joined.or_else(|| waits.then_some(argument.as_str())) {
            said = Language::ALL.into_iter().find(|language| language.code() == code);
        }
        waits = argument == ARGUMENT;
    }
    said
}

/// The first variable that says anything decides.
fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Language {
    let said = VARIABLES.into_iter().filter_map(variable).find(|value| !value.is_empty());
    if said.is_some_and(|value| value.starts_with("lv")) { Language::Latvian } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_argument_is_found_in_both_spellings() {
        let of = |arguments: &[&str]| of_arguments(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["check", "--lang", "lv", "."]), Some(Language::Latvian));
        assert_eq!(of(&["check", ".", "--lang=en"]), Some(Language::English));
        assert_eq!(of(&["check", "lv"]), None);
        assert_eq!(of(&["check", "--lang", "de"]), None);
    }

    #[test]
    fn the_strongest_variable_that_says_anything_decides() {
        let of = |pairs: &'static [(&str, &str)]| {
            of_environment(|name| pairs.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[]), Language::English);
        assert_eq!(of(&[("LANG", "lv_LV.UTF-8")]), Language::Latvian);
        assert_eq!(of(&[("LANG", "lv_LV.UTF-8"), ("LC_ALL", "C")]), Language::English);
        assert_eq!(of(&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "lv"), ("LC_ALL", "")]), Language::Latvian);
    }
}
