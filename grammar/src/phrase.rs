//! Texts in both languages: what is said of a definition, made by `said!`.
//!
//! A text holds its templates and its arguments, and becomes a string only where it is shown. What the user wrote is the
//! same in both languages.

pub use positum_texts::said;
use std::fmt::Display;

/// A text that can be shown in English and in Latvian.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase(Content);

/// A text in English and in Latvian, with numbers in braces for its arguments.
pub type Templates = [&'static str; 2];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    /// A name, code or number, or what else is the same in every language.
    Name(String),
    /// Words with arguments in numbered braces.
    Words(&'static Templates, Vec<Phrase>),
    /// Several texts, one after the other.
    Several(Vec<Phrase>),
}

/// What can stand in a text.
pub trait Said {
    /// Gives it as a text.
    fn said(&self) -> Phrase;
}

impl<T: Display + ?Sized> Said for T {
    fn said(&self) -> Phrase {
        Phrase::name(self.to_string())
    }
}

impl Said for Phrase {
    fn said(&self) -> Phrase {
        self.clone()
    }
}

impl Said for &Phrase {
    fn said(&self) -> Phrase {
        (*self).clone()
    }
}

impl Phrase {
    /// A text that says nothing.
    pub const EMPTY: Self = Self(Content::Several(Vec::new()));

    /// Makes a text of what is the same in every language.
    pub fn name(text: impl Into<String>) -> Self {
        Self(Content::Name(text.into()))
    }

    /// Makes a text without arguments; `said!` calls it.
    pub const fn fixed(templates: &'static Templates) -> Self {
        Self(Content::Words(templates, Vec::new()))
    }

    /// Makes a text with arguments; `said!` calls it.
    pub fn with(templates: &'static Templates, arguments: Vec<Self>) -> Self {
        Self(Content::Words(templates, arguments))
    }

    /// Makes one text of several.
    pub fn joined(texts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut all = Vec::new();
        for text in texts {
            if !all.is_empty() {
                all.push(Self::name(between));
            }
            all.push(text);
        }
        Self(Content::Several(all))
    }

    /// Tells whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match &self.0 {
            Content::Name(name) => name.is_empty(),
            Content::Words([english, _], _) => english.is_empty(),
            Content::Several(texts) => texts.iter().all(Self::is_empty),
        }
    }

    /// Gives the English.
    pub fn english(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, true);
        text
    }

    /// Gives the Latvian.
    pub fn latvian(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, false);
        text
    }

    /// Changes the names and other words of the user in it.
    pub fn change_names(&mut self, change: &impl Fn(&mut String)) {
        match &mut self.0 {
            Content::Name(name) => change(name),
            Content::Words(_, texts) | Content::Several(texts) => texts.iter_mut().for_each(|text| text.change_names(change)),
        }
    }

    fn write(&self, text: &mut String, is_english: bool) {
        match &self.0 {
            Content::Name(name) => text.push_str(name),
            Content::Words([english, latvian], arguments) => fill(if is_english { english } else { latvian }, arguments, text, is_english),
            Content::Several(texts) => texts.iter().for_each(|part| part.write(text, is_english)),
        }
    }
}

/// Writes a template with its arguments; `said!` has seen to it that there are enough.
fn fill(template: &str, arguments: &[Phrase], text: &mut String, is_english: bool) {
    let mut letters = template.chars();
    while let Some(letter) = letters.next() {
        if letter == '}' {
            // Written twice where it stands for itself.
            letters.next();
            text.push('}');
        } else if letter != '{' {
            text.push(letter);
        } else {
            let inner: String = letters.by_ref().take_while(|letter| !matches!(letter, '{' | '}')).collect();
            match inner.parse().ok().and_then(|index: usize| arguments.get(index)) {
                Some(argument) => argument.write(text, is_english),
                None => text.push('{'),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_that_are_texts_are_translated_with_the_text() {
        let currency = "a{0}}b";
        let text = said!("this is {}", said!("an amount in {currency}"));
        assert_eq!(text.english(), "this is an amount in a{0}}b");
        assert_eq!(text.latvian(), "šeit ir summa (a{0}}b)");
    }

    #[test]
    fn braces_stand_for_themselves() {
        let phrase = said!("write `{{ {} }}`", "x");
        assert_eq!((phrase.english(), phrase.latvian()), ("write `{ x }`".to_owned(), "rakstiet `{ x }`".to_owned()));
    }

    #[test]
    fn names_can_be_changed_wherever_they_stand() {
        let mut text = Phrase::joined([said!("`{}`", "a\nb"), Phrase::name("c\n")], ", ");
        text.change_names(&|name| *name = name.replace('\n', " "));
        assert_eq!(text.english(), "`a b`, c ");
        assert!(!text.is_empty() && Phrase::joined([Phrase::EMPTY], ", ").is_empty());
    }
}
