//! Which current lines a part of a formula needs: what needs none is the same in every line.

use positum_plan::id::IdVec;
use positum_plan::plan::{CellReference, Lines, Node, NodeId, Plan, TableId};

/// The current line, from 0, of each list that a part of a formula stands in or runs over, the innermost last.
pub(super) type CurrentLines = Vec<(TableId, u32)>;

/// Gives for each part of a formula the lists of which it needs a current line.
pub(super) fn find_needed_lines(plan: &Plan) -> IdVec<NodeId, Vec<TableId>> {
    let mut needed: IdVec<NodeId, Vec<TableId>> = IdVec::new();
    for (id, node) in plan.nodes.entries() {
        let mut tables: Vec<TableId> = plan.parts(id).iter().filter_map(|part| needed.lookup(*part)).flatten().copied().collect();
        if let Node::Aggregate { list, lines, .. } = node {
            tables.retain(|table| table != list);
            if let Lines::OfGroup(group) = lines {
                tables.push(*group);
            }
        }
        tables.extend(own_table(plan, node));
        tables.sort_unstable();
        tables.dedup();
        needed.push(tables);
    }
    needed
}

fn own_table(plan: &Plan, node: &Node) -> Option<TableId> {
    if let Node::Column(column) | Node::Exact(CellReference::Column(column)) = node { Some(plan.columns[*column].table) } else { None }
}

/// Gives, of the current lines, those of some lists; of a list that is there twice the innermost.
pub(super) fn only_needed(lines: &[(TableId, u32)], needed: &[TableId]) -> CurrentLines {
    let is_inner = |index: usize, table: TableId| !lines.iter().skip(index.saturating_add(1)).any(|(other, _)| *other == table);
    let kept = lines.iter().enumerate().filter(|(index, (table, _))| needed.contains(table) && is_inner(*index, *table));
    kept.map(|(_, line)| *line).collect()
}

/// Gives the current line of a list.
pub(super) fn line_of(lines: &[(TableId, u32)], table: TableId) -> Option<u32> {
    lines.iter().rev().find(|(current, _)| *current == table).map(|(_, line)| *line)
}
