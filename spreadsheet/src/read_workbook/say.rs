//! How messages about workbooks are put together: one line, in the language of the reader.

use positum_runtime::finding_text::printable;
use positum_runtime::language::Language;
use std::fmt;

/// The most characters of a user's text that a message repeats.
const MOST_REPEATED_CHARACTERS: usize = 100;
/// The most names that a message lists.
const MOST_LISTED: usize = 12;

/// Takes the text of the language.
pub(super) fn said(language: Language, english: fmt::Arguments<'_>, latvian: fmt::Arguments<'_>) -> String {
    match language {
        Language::English => english.to_string(),
        Language::Latvian => latvian.to_string(),
    }
}

/// Brings a user's text to one line of bounded length.
pub(super) fn shortened(text: &str) -> String {
    let mut kept: String = text.chars().take(MOST_REPEATED_CHARACTERS).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    printable(&kept)
}

/// Brings a user's text to one line of bounded length, in backticks.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text))
}

/// Lists names, not all where there are many.
pub(super) fn listed(names: &[String]) -> String {
    let mut list = names.iter().take(MOST_LISTED).map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    if names.len() > MOST_LISTED {
        list.push_str(", …");
    }
    list
}
