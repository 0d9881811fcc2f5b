//! The language in which the program speaks of definitions and of itself: as `--lang` says, else as the environment does.
//!
//! Labels and findings of reports have the package's first language where nothing else is said; this is not that.

use crate::arguments::LanguageArgument;
use positum_grammar::phrase::Phrase;
use positum_runtime::language::Language;
use std::sync::OnceLock;

/// The variables of the environment that say the language, the strongest first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// Settles the language, once, before anything is said.
pub(crate) fn choose(argument: Option<LanguageArgument>) {
    let language = argument.map_or_else(|| of_environment(|name| std::env::var(name).ok()), Language::from);
    // It is chosen in one place, so that there is nothing chosen before.
    let _ = CHOSEN.set(language);
}

/// Gives the language; until it is settled, English.
pub(crate) fn message_language() -> Language {
    CHOSEN.get().copied().unwrap_or(Language::English)
}

/// Gives a text in the language.
pub(crate) fn spoken(phrase: &Phrase) -> String {
    match message_language() {
        Language::Latvian => phrase.latvian(),
        Language::English => phrase.english(),
    }
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
