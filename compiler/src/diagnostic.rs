//! What the compiler says about a definition.

use crate::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::Phrase;
use positum_grammar::source::Span;

/// The most diagnostics for which names that may have been meant are sought.
const MOST_EXPLAINED: usize = 200;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The definition compiles, and may not mean what was meant.
    Warning,
    /// The definition does not compile.
    Error,
}

/// One thing to say about a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of thing.
    pub code: DiagnosticCode,
    /// What is wrong, in one line.
    pub message: Phrase,
    /// The smallest text that is wrong; a package without any text has none.
    pub span: Option<Span>,
    /// What that text is, where the message does not say it all.
    pub label: Phrase,
    /// The other parties: where a unit was declared, the first definition.
    pub others: Vec<(Span, Phrase)>,
    /// What to write instead.
    pub help: Vec<Phrase>,
}

impl Diagnostic {
    /// Makes a diagnostic about the text at `span`.
    pub fn new(code: DiagnosticCode, span: Span, message: Phrase) -> Self {
        Self { code, message, span: Some(span), label: Phrase::EMPTY, others: Vec::new(), help: Vec::new() }
    }

    /// Adds what the wrong text is.
    #[must_use]
    pub fn label(mut self, text: Phrase) -> Self {
        self.label = text;
        self
    }

    /// Adds another party.
    #[must_use]
    pub fn other(mut self, span: Span, text: Phrase) -> Self {
        self.others.push((span, text));
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, text: Phrase) -> Self {
        self.help.push(text);
        self
    }

    /// Replaces the control characters of user text, which would move the cursor of who reads it.
    fn show_controls(&mut self) {
        let labels = self.others.iter_mut().map(|(_, label)| label);
        for words in [&mut self.message, &mut self.label].into_iter().chain(labels).chain(&mut self.help) {
            words.change_names(&|name| {
                if name.contains(char::is_control) {
                    *name = name.replace(char::is_control, "\u{fffd}");
                }
            });
        }
    }

    /// Gives how bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Diagnostics gathered by a phase. Nothing is said twice about the same text.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    all: Vec<Diagnostic>,
    said: std::collections::BTreeSet<(DiagnosticCode, Option<Span>)>,
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(all: Vec<Diagnostic>) -> Self {
        let mut diagnostics = Self::default();
        all.into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
        diagnostics
    }
}

impl Diagnostics {
    /// Adds a diagnostic, unless the same was said of the same text.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.said.insert((diagnostic.code, diagnostic.span)) {
            diagnostic.show_controls();
            self.all.push(diagnostic);
        }
    }

    /// Tells whether they are so many that nobody reads what else could have been meant.
    pub(crate) fn are_many(&self) -> bool {
        self.all.len() >= MOST_EXPLAINED
    }

    /// Tells whether an error points at a text, as its place or as another party.
    pub(crate) fn have_error_at(&self, span: Span) -> bool {
        let points = |diagnostic: &&Diagnostic| diagnostic.span == Some(span) || diagnostic.others.iter().any(|(other, _)| *other == span);
        self.all.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).any(|diagnostic| points(&diagnostic))
    }

    /// Gives all, in the order in which they were found.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter()
    }

    /// Gives the last.
    pub(crate) fn last(&self) -> Option<&Diagnostic> {
        self.all.last()
    }

    /// Tells whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Tells whether there is an error among them.
    pub(crate) fn has_errors(&self) -> bool {
        self.all.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Tells whether all of them are of one kind.
    pub(crate) fn are_all(&self, code: DiagnosticCode) -> bool {
        self.all.iter().all(|diagnostic| diagnostic.code == code)
    }

    /// Gives all, by place.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.all.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self.all
    }
}
