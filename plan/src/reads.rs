//! What a part of a formula reads by itself, apart from its own parts.
//!
//! Whoever follows formulas to what they rest on needs this and [`Plan::parts`], and no list of all kinds of nodes.

use crate::plan::{CalendarId, CellReference, ColumnId, Lines, Node, NodeId, ParameterId, Plan, TableId};

/// What a part of a formula reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// A cell; of a column, that in the current line.
    Cell(CellReference),
    /// A cell of an earlier submission; of a column, that in the line with the key of the current one.
    Earlier(CellReference),
    /// A parameter.
    Parameter(ParameterId),
    /// A calendar.
    Calendar(CalendarId),
    /// The cell of a column in the line of a list that has a key.
    Line(TableId, ColumnId),
    /// Lines of a list.
    Lines(TableId, Lines),
}

impl Plan {
    /// Gives what a part of a formula reads by itself; nothing for what only computes, and for what is written in it.
    pub fn reads(&self, node: NodeId) -> Option<Reads> {
        Some(match &self.nodes[node] {
            Node::Cell(cell) => Reads::Cell(CellReference::Cell(*cell)),
            Node::Column(column) => Reads::Cell(CellReference::Column(*column)),
            Node::Exact(cell) => Reads::Cell(*cell),
            Node::Earlier { cell, .. } => Reads::Earlier(*cell),
            Node::Parameter(parameter) => Reads::Parameter(*parameter),
            Node::WorkingDaysAfter { calendar, .. } => Reads::Calendar(*calendar),
            Node::Lookup { list, column, .. } => Reads::Line(*list, *column),
            Node::Aggregate { list, lines, .. } => Reads::Lines(*list, *lines),
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::PeriodPart(_) | Node::DateOf { .. } => return None,
            Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Quotient(..) | Node::Negation(_) | Node::Absolute(_) => return None,
            Node::Least(_) | Node::Greatest(_) | Node::Round { .. } | Node::Comparison { .. } => return None,
            Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) | Node::Not(_) => return None,
            Node::When { .. } | Node::Else(..) | Node::If { .. } => return None,
        })
    }
}
