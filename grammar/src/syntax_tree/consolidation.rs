//! How the reports of groups come from those of their members, as written.

use super::{Labels, Quantity, Reference, Text, Word};
use crate::source::Span;

/// What a package says of consolidation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consolidation {
    /// The title.
    pub labels: Labels,
    /// What it says, in order.
    pub items: Vec<ConsolidationItem>,
    /// Clauses that repeat an earlier one, with that one.
    pub repeated: Vec<(Span, Span)>,
    /// Where its keyword stands.
    pub keyword: Span,
    /// Where.
    pub span: Span,
}

/// A line of a consolidation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsolidationItem {
    /// `source "…"`
    Source(Text),
    /// `reports assets, loans`; empty where none of them is in force.
    Reports(Vec<Word>),
    /// `level ministry "Ministry" of institution`
    Level(Level),
    /// `same main.precision`
    Same(Vec<Reference>),
    /// `add main.shares`
    Add(Vec<Reference>),
    /// `eliminate balances { … }`
    Elimination(Box<Elimination>),
    /// A line that could not be read; its name, where it begins with one.
    Broken(Option<Word>),
}

/// A level of entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// The levels of its members.
    pub members: Vec<Word>,
}

/// What members owe each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elimination {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// What it says, in order.
    pub items: Vec<EliminationItem>,
    /// Clauses that repeat an earlier one, with that one.
    pub repeated: Vec<(Span, Span)>,
    /// Where.
    pub span: Span,
}

/// A line of an elimination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EliminationItem {
    /// `main.010 against main.060`
    Against(Against),
    /// `tolerance 1 EUR`
    Tolerance(Quantity),
    /// `smaller side at treasury`: the levels; on every one where none is named.
    SmallerSide(Vec<Word>),
    /// `source "…"`
    Source(Text),
    /// A line that could not be read.
    Broken,
}

/// Cells that stand against others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// The one side.
    pub left: Vec<Reference>,
    /// The other.
    pub right: Vec<Reference>,
}
