//! Which current lines a part of a formula needs: what needs none is the same in every line.

use crate::id::IdVec;
use crate::plan::{CellReference, Lines, NodeId, Plan, TableId};
use crate::reads::Reads;

/// Gives for each part of a formula the lists of which it needs a current line, ascending.
pub fn needed_lines(plan: &Plan) -> IdVec<NodeId, Vec<TableId>> {
    let mut needed: IdVec<NodeId, Vec<TableId>> = IdVec::new();
    for id in plan.nodes.ids() {
        let parts = plan.parts(id);
        let mut tables: Vec<TableId> = parts.iter().filter_map(|part| needed.lookup(*part)).flatten().copied().collect();
        match plan.reads(id) {
            Some(Reads::Cell(CellReference::Column(column)) | Reads::Earlier(CellReference::Column(column))) => {
                tables.push(plan.columns[column].table);
            }
            Some(Reads::Lines(list, lines)) => {
                tables.retain(|table| *table != list);
                match lines {
                    Lines::All => {}
                    Lines::OfGroup(group) => tables.push(group),
                }
            }
            Some(Reads::Cell(CellReference::Cell(_)) | Reads::Earlier(CellReference::Cell(_))) => {}
            Some(Reads::Parameter(_) | Reads::Calendar(_) | Reads::Line(..)) | None => {}
        }
        tables.sort_unstable();
        tables.dedup();
        needed.push(tables);
    }
    needed
}
