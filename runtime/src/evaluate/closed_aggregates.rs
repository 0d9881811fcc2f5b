//! Finds aggregates that have the same result in every line, so that a list is not run over once for each of its lines.

use positum_plan::id::IdVec;
use positum_plan::plan::{CellReference, Lines, Node, NodeId, Plan, TableId};
use std::collections::BTreeSet;

/// Gives the aggregates that need no current line of any list.
pub(super) fn find_closed_aggregates(plan: &Plan) -> BTreeSet<NodeId> {
    let mut closed = BTreeSet::new();
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
                if tables.is_empty() {
                    closed.insert(id);
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
    closed
}
