//! Which current lines a part of a formula needs: what needs none is the same in every line.

use crate::id::IdVec;
use crate::plan::{CellReference, Lines, Node, NodeId, Plan, TableId};

/// Gives for each part of a formula the lists of which it needs a current line, ascending.
pub fn needed_lines(plan: &Plan) -> IdVec<NodeId, Vec<TableId>> {
    let mut needed: IdVec<NodeId, Vec<TableId>> = IdVec::new();
    for (id, node) in plan.nodes.entries() {
        let parts = plan.parts(id);
        let mut tables: Vec<TableId> = parts.iter().filter_map(|part| needed.lookup(*part)).flatten().copied().collect();
        match node {
            Node::Column(column) | Node::Exact(CellReference::Column(column)) | Node::Earlier { cell: CellReference::Column(column), .. } => {
                tables.push(plan.columns[*column].table);
            }
            Node::Aggregate { list, lines, .. } => {
                tables.retain(|table| table != list);
                match lines {
                    Lines::All => {}
                    Lines::OfGroup(group) => tables.push(*group),
                }
            }
            Node::Number(_)
            | Node::Text(_)
            | Node::Bool(_)
            | Node::Date(_)
            | Node::Cell(_)
            | Node::Exact(CellReference::Cell(_))
            | Node::Earlier { cell: CellReference::Cell(_), .. }
            | Node::PeriodPart(_)
            | Node::DateOf { .. }
            | Node::WorkingDaysAfter { .. }
            | Node::Lookup { .. }
            | Node::Parameter(_)
            | Node::Sum(_)
            | Node::Total(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Least(_)
            | Node::Greatest(_)
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::When { .. }
            | Node::Else(..)
            | Node::If { .. } => {}
        }
        tables.sort_unstable();
        tables.dedup();
        needed.push(tables);
    }
    needed
}
