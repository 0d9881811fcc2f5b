//! Where the parts of a plan stand in the text.
//!
//! They are no part of the plan, as tests are not: a plan that is shipped knows no text. What points at a definition
//! (coverage, mutation, analysis) takes both.

use positum_grammar::source::Span;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CheckId, ColumnId, NodeId, ParameterId};

/// The places of the parts of one plan. A part of which there are several, as the cells of a row, shares a place.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Where each parameter is declared.
    pub parameters: IdVec<ParameterId, Span>,
    /// Where each scalar cell, or its type, is declared.
    pub cells: IdVec<CellId, Span>,
    /// Where each column of a list, or its type, is declared.
    pub columns: IdVec<ColumnId, Span>,
    /// What each check requires.
    pub checks: IdVec<CheckId, Span>,
    /// Where each part of a formula is written.
    pub nodes: IdVec<NodeId, Span>,
}
