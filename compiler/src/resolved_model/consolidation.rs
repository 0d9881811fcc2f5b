//! What a package says of consolidation, with names looked up. Its cells are still positions, rows and columns.

use super::Literal;
use positum_grammar::source::Span;
use positum_plan::consolidation::{Level, SmallerSide};
use positum_plan::plan::{Label, ReportId, TableId};

/// What a package says of consolidation.
#[derive(Debug)]
pub struct Consolidation {
    /// The title.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// The reports that groups have, in order.
    pub reports: Vec<ReportId>,
    /// Those of them that are listed, with the place of the name; none where all reports are meant.
    pub listed: Vec<(ReportId, Span)>,
    /// The levels that entities may be on.
    pub levels: Vec<Level>,
    /// Cells in which the members of a group must agree.
    pub same: Vec<NamedPlace>,
    /// Cells that are added up though their type would not say so.
    pub added: Vec<NamedPlace>,
    /// What members owe each other.
    pub eliminations: Vec<Elimination>,
}

/// What members owe each other.
#[derive(Debug)]
pub struct Elimination {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// Which cells stand against which.
    pub pairs: Vec<Against<NamedPlace>>,
    /// Where the smaller of two sides is taken.
    pub smaller_side: SmallerSide,
    /// The largest difference of the sides that still counts as equal.
    pub tolerance: Option<Literal>,
    /// What it rests on.
    pub source: Option<String>,
}

/// Cells that stand against others.
#[derive(Debug)]
pub struct Against<T> {
    /// The one side.
    pub left: Vec<T>,
    /// The other.
    pub right: Vec<T>,
}

/// What a consolidation names, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// What.
    pub place: Place,
    /// Where.
    pub span: Span,
}

/// One cell, or several that are named together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A position of a form.
    Position(TableId, usize),
    /// A row of a grid: its input cells.
    Row(TableId, usize),
    /// A cell of a grid.
    Cell(TableId, usize, usize),
    /// A column of a list.
    Column(TableId, usize),
}
