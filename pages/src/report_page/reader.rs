//! What all parts of a page are made from, and how texts of definitions and submissions come into it.
//!
//! In come labels in several languages and texts that anyone may have written; out go phrases that say their language
//! and hold no character that could move, hide or turn what stands around them.

use super::Phrase;
use positum_plan::plan::{Label, Plan};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::finding_text::printable;
use positum_runtime::language::Language;

/// A submission with its plan, and who reads it.
pub(super) struct Reader<'a> {
    pub(super) plan: &'a Plan,
    pub(super) evaluated: &'a EvaluatedSubmission,
    pub(super) language: Language,
}

impl<'a> Reader<'a> {
    pub(super) fn new(plan: &'a Plan, evaluated: &'a EvaluatedSubmission, language: Language) -> Self {
        Self { plan, evaluated, language }
    }

    /// Gives a label's text and the language that it was found in.
    pub(super) fn phrase(&self, label: &Label) -> Phrase {
        let own = self.language.code();
        let fallback = || self.plan.package.languages.iter().map(String::as_str).find(|language| label.0.contains_key(*language));
        let found = if label.0.contains_key(own) { Some(own) } else { fallback() };
        // A unit's sign alone on a line would read like a label of its own.
        let text = cleaned(label.text(own, &self.plan.package.languages)).replace(" %", "\u{a0}%");
        self.in_language(text, found.unwrap_or(own))
    }

    /// Gives a text that the definition has in one language only, which is the package's first.
    pub(super) fn main_phrase(&self, text: Option<&str>) -> Phrase {
        let main = self.plan.package.languages.first().map_or(self.language.code(), String::as_str);
        self.in_language(text.map(cleaned).unwrap_or_default(), main)
    }

    /// Gives a text of a language.
    pub(super) fn in_language(&self, text: String, language: &str) -> Phrase {
        let lang = if language == self.language.code() || text.is_empty() { String::new() } else { cleaned(language) };
        Phrase { text, lang }
    }
}

/// Gives a text without characters that no page can have, or that would turn the reading direction.
pub(super) fn cleaned(text: &str) -> String {
    printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
