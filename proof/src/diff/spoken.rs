//! A text in every language that we speak.

use positum_plan::plan::{Label, Package};
use positum_runtime::finding_text::printable;
use positum_runtime::language::Language;

/// A text in every language that we speak.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spoken {
    latvian: String,
    english: String,
}

impl Spoken {
    /// Makes a text by asking for it in each language.
    pub fn of(text: impl Fn(Language) -> String) -> Self {
        Self { latvian: text(Language::Latvian), english: text(Language::English) }
    }

    /// Makes a text that is the same in all languages, as formulas are.
    pub fn same(text: &str) -> Self {
        let text = printable(text);
        Self { english: text.clone(), latvian: text }
    }

    /// Makes a text of a package's label; the name where it has none.
    pub fn label(label: &Label, package: &Package, name: &str) -> Self {
        Self::of(|language| {
            let text = label.text(language.code(), &package.languages);
            printable(if text.is_empty() { name } else { text })
        })
    }

    /// Gives the text in a language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Latvian => &self.latvian,
            Language::English => &self.english,
        }
    }
}
