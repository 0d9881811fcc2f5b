//! What texts must be like: the length and the pattern of a type, and patterns in conditions.

use super::Resolver;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{Text, TypeClause, Word};
use positum_plan::text_limits::{LONGEST_PATTERN, MOST_TEXT_CHARACTERS, Pattern, TextLimits};
use positum_plan::value::Quantity;

/// What the reader of regular expressions says, by a part of it, and how we say it.
const REASONS: [(&str, Phrase); 18] = [
    ("size limit", said!("it is too large: repeat less often")),
    ("too much nesting", said!("brackets stand in each other too deeply")),
    ("closing ')' without", said!("this `)` closes nothing")),
    ("open group without", said!("a `(` is never closed")),
    ("no closing bracket", said!("a `[` is never closed")),
    ("unclosed character class", said!("a `[` is never closed")),
    ("operator must be applied", said!("there is nothing here that could be repeated")),
    ("min bigger than its max", said!("of a repetition the first number is the larger")),
    ("repetition", said!("a repetition is written `{{6}}`, `{{1,6}}` or `{{1,}}`")),
    ("invalid range in character class", said!("of a range the first sign comes after the last")),
    ("Unicode character classes", said!("there are no classes as `\\p{{L}}`: write the letters out, as `[A-ZĀČĒ]`")),
    ("unrecognized escape", said!("this sign has no backslash before it")),
    ("not supported", said!("this is not supported")),
    ("it is empty", said!("it is empty, and no text fits it")),
    ("flag", said!("there are no flags as `(?i)`")),
    ("capture group", said!("groups have no names and are few")),
    ("hexadecimal", said!("a sign is written as itself, not by its number")),
    ("escape", said!("a backslash has a sign after it")),
];

fn in_our_words(reason: &str) -> Phrase {
    if reason.contains("it has more than") {
        return said!("it has more than {LONGEST_PATTERN} characters");
    }
    REASONS.into_iter().find(|(theirs, _)| reason.contains(theirs)).map_or(said!("it cannot be read"), |(_, ours)| ours)
}

impl Resolver<'_, '_> {
    /// Resolves the length and the pattern that a type states.
    pub(super) fn text_limits(&mut self, clause: &TypeClause, quantity: &Quantity) -> TextLimits {
        let is_text = *quantity == Quantity::Text;
        if let (Some(pattern), false) = (&clause.pattern, is_text) {
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, pattern.span, said!("only a text has a pattern"));
            self.report(diagnostic.help(said!("declare the cell as `: text`, or delete `matches` with what follows it")));
            return TextLimits::default();
        }
        TextLimits {
            longest: clause.places.as_ref().filter(|_| is_text).and_then(|places| self.longest(places)),
            pattern: clause.pattern.as_ref().and_then(|pattern| self.pattern(pattern)),
        }
    }

    fn longest(&mut self, places: &Word) -> Option<u32> {
        let most = u32::try_from(MOST_TEXT_CHARACTERS).unwrap_or(u32::MAX);
        let longest = places.text.parse().ok().filter(|longest| (1..=most).contains(longest));
        if longest.is_none() {
            let message = said!("no text has at most `{}` characters", places.text);
            self.report(
                Diagnostic::new(DiagnosticCode::BadTextLimit, places.span, message).help(said!("write a number from 1 to {most}, as `text(35)`")),
            );
        }
        longest
    }

    /// Reads a pattern; nothing where it has an error, which is reported.
    pub(super) fn pattern(&mut self, text: &Text) -> Option<Pattern> {
        let error = match Pattern::new(&text.text) {
            Ok(pattern) => return Some(pattern),
            Err(error) => error,
        };
        let start = text.inner_start as usize;
        let source = self.texts.get(text.span.source.0 as usize).copied().unwrap_or("");
        // A text over several lines does not stand in the source as it is read.
        let is_as_written = source.get(start..).is_some_and(|rest| rest.starts_with(&text.text));
        let part = Span::new(text.span.source, start.saturating_add(error.place.start), start.saturating_add(error.place.end));
        let span = if is_as_written && !error.place.is_empty() { part } else { text.span };
        let message = said!("this is no pattern: {}", in_our_words(&error.reason));
        let help = said!(
            "a pattern has letters, digits, `[A-Z]` for one of several, `{{6}}` or `{{1,6}}` for how often, and `\\` before a sign that stands for itself"
        );
        self.report(Diagnostic::new(DiagnosticCode::BadTextLimit, span, message).help(help));
        None
    }
}
