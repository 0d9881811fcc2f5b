//! Finds words and signs that stand between parts of the tree, in texts whose comments are blanked.

use crate::scan_text::scan_text;
use crate::source::{SourceId, Span};
use crate::syntax_tree::{Operator, SyntaxTree};
use std::collections::BTreeMap;

/// The texts of a package, with the places of operators.
pub(super) struct Written {
    /// Without comments; everything stands where it stood.
    masked: Vec<String>,
    operators: BTreeMap<(SourceId, u32), (Span, Operator)>,
}

impl Written {
    pub(super) fn new(tree: &SyntaxTree, texts: &[&str]) -> Self {
        let masked = (0_u32..).zip(texts).map(|(index, text)| scan_text(SourceId(index), text).masked).collect();
        let operators = tree.operators.iter().map(|(span, operator)| ((span.source, span.start), (*span, *operator))).collect();
        Self { masked, operators }
    }

    /// Gives what stands at a place.
    pub(super) fn text(&self, span: Span) -> &str {
        self.masked.get(span.source.0 as usize).map_or("", |text| span.text(text))
    }

    /// Gives the first operator between two places that is as wanted.
    pub(super) fn operator(&self, from: u32, to: Span, wanted: impl Fn(Operator) -> bool) -> Option<(Span, Operator)> {
        if from > to.start {
            return None;
        }
        let between = self.operators.range((to.source, from)..=(to.source, to.start)).map(|(_, found)| *found);
        between.into_iter().find(|(span, operator)| span.end <= to.start && wanted(*operator))
    }

    /// Gives the place of a word right before another place, apart from spaces and line ends.
    pub(super) fn word_before(&self, span: Span, word: &str) -> Option<Span> {
        let text = self.masked.get(span.source.0 as usize)?.get(..span.range().start)?.trim_end();
        let start = text.strip_suffix(word)?.len();
        Some(Span::new(span.source, start, text.len()))
    }

    /// Gives the place of a word within another place.
    pub(super) fn word_in(&self, span: Span, word: &str) -> Option<Span> {
        let start = span.range().start.saturating_add(self.text(span).find(word)?);
        Some(Span::new(span.source, start, start.saturating_add(word.len())))
    }
}
