//! Small changes of a definition, each of which a good test notices.
//!
//! In comes the syntax tree of a package with its texts; out go edits, each with its kind and place, in the order of the
//! text. Whether an edited text still means anything, and something else than before, is the compiler's to say. Labels,
//! messages, sources, comments and tests are never touched.

mod declarations;
mod formulas;
mod neighbours;
mod numbers;
mod tables;
#[cfg(test)]
mod tests;
mod written;

use crate::source::Span;
use crate::syntax_tree::SyntaxTree;
use declarations::Walk;

macro_rules! define_kinds {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// What a mutation changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum MutationKind {
            $($(#[$doc])* $variant),+
        }

        impl MutationKind {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Gives the name, as options and data have it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }
    };
}

define_kinds! {
    /// `+` and `-`, `*` and `/`.
    Operator = "operator",
    /// A sign that goes.
    Sign = "sign",
    /// A comparison.
    Comparison = "comparison",
    /// A code that becomes the one before or after it.
    Code = "code",
    /// The end of a range.
    Range = "range",
    /// `when`, `else`, `if`, `where`, `and`, `or`, `not`.
    Condition = "condition",
    /// A function that becomes another, or goes.
    Function = "function",
    /// Decimals and rules of rounding.
    Rounding = "rounding",
    /// A number in a formula, or the value of a parameter.
    Limit = "limit",
    /// A tolerance.
    Tolerance = "tolerance",
    /// From when until when something is in force.
    Validity = "validity",
    /// What a blank cell is.
    Blank = "blank",
    /// The key of a list, or by what another is grouped.
    Key = "key",
    /// A cell that no longer applies.
    XAdded = "x-added",
    /// A cell that applies though it is marked.
    XRemoved = "x-removed",
    /// How bad a failed check is.
    Severity = "severity",
}

impl MutationKind {
    /// Tells whether a test can say anything that a change of this kind makes wrong. A test gives no x cell, and expects no
    /// severity.
    pub fn is_seen_by_tests(self) -> bool {
        !matches!(self, Self::XRemoved | Self::Severity)
    }
}

/// An edit of a definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mutation {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What it changes.
    pub kind: MutationKind,
    /// What stands there instead.
    pub replacement: String,
    /// The report in which it stands.
    pub report: Option<String>,
}

impl Mutation {
    /// Gives the text with the edit made.
    pub fn apply(&self, text: &str) -> String {
        let range = self.span.range();
        let (before, after) = (text.get(..range.start).unwrap_or(text), text.get(range.end..).unwrap_or(""));
        format!("{before}{}{after}", self.replacement)
    }
}

/// Gives the mutations of a package, in the order of its texts. A span's source is the text's index.
pub fn mutations_of(tree: &SyntaxTree, texts: &[&str]) -> Vec<Mutation> {
    let mut found = Walk::new(tree, texts).package();
    found.sort();
    found.dedup_by(|second, first| second.span == first.span && second.replacement == first.replacement);
    found
}
