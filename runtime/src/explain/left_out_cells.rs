//! Finds the `x` cells that a formula of a row or column of a grid leaves out.
//!
//! The compiler drops them from sums; they are found again by the codes in the formula as written.

use super::names::cell_name;
use crate::evaluated_submission::CellAt;
use positum_plan::plan::{Axis, CellId, CellReference, Node, NodeId, Origin, Place, Plan, Shape};

/// The most parts of a formula that are looked through.
const MOST_NODES: usize = 10_000;

/// Gives the names of the `x` cells that the formula of a grid's cell would name; nothing for other cells.
pub(super) fn x_cells_left_out(plan: &Plan, at: CellAt, text: &str) -> Vec<String> {
    let CellReference::Cell(id) = at.reference else { return Vec::new() };
    let cell = &plan.cells[id];
    let (Place::Grid(row, column), Shape::Grid { rows, columns, cells }) = (&cell.place, &plan.tables[cell.table].shape) else {
        return Vec::new();
    };
    let Origin::Formula { node, .. } = &cell.origin else { return Vec::new() };
    let named = cells_of_table(plan, *node, id);
    let width = columns.entries.len();
    let is_gap = |row: usize, column: usize| {
        let index = row.checked_mul(width).and_then(|start| start.checked_add(column));
        index.and_then(|index| cells.get(index)).is_some_and(Option::is_none)
    };
    let name = |row: usize, column: usize| {
        let code = |axis: &Axis, index: usize| axis.entries.get(index).map(|entry| entry.code.clone()).unwrap_or_default();
        let own = cell_name(plan, at);
        let table = own.rsplit_once('.').map_or("", |(table, _)| table);
        format!("{table}.{}:{}", code(rows, row), code(columns, column))
    };
    let along_row = named.iter().any(|(of_row, of_column)| of_row == row && of_column != column);
    let along_column = named.iter().any(|(of_row, of_column)| of_row != row && of_column == column);
    let mut left_out = Vec::new();
    if along_row && !along_column {
        let places = places_named(columns, text);
        left_out.extend(places.into_iter().filter(|place| is_gap(*row, *place)).map(|place| name(*row, place)));
    }
    if along_column && !along_row {
        let places = places_named(rows, text);
        left_out.extend(places.into_iter().filter(|place| is_gap(*place, *column)).map(|place| name(place, *column)));
    }
    left_out
}

/// Gives row and column of the cells of the own grid that a formula names.
fn cells_of_table(plan: &Plan, root: NodeId, own: CellId) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut waiting = vec![root];
    let mut looked_at = 0_usize;
    while let Some(node) = waiting.pop() {
        looked_at = looked_at.saturating_add(1);
        if looked_at > MOST_NODES {
            break;
        }
        if let Node::Cell(cell) = &plan.nodes[node]
            && let Place::Grid(row, column) = &plan.cells[*cell].place
            && plan.cells[*cell].table == plan.cells[own].table
        {
            places.push((*row, *column));
        }
        waiting.extend(plan.parts(node));
    }
    places
}

/// Gives the places of the codes in a formula as written, with those inside its ranges.
fn places_named(axis: &Axis, text: &str) -> Vec<usize> {
    let text = text.replace('…', "...").replace("...", " ... ");
    let words = text.split(|character: char| !(character.is_alphanumeric() || matches!(character, '.' | '_'))).filter(|word| !word.is_empty());
    let mut places = Vec::new();
    let mut in_range = false;
    for word in words {
        if word == "..." {
            in_range = true;
            continue;
        }
        let Some(place) = axis.entries.iter().position(|entry| entry.code == word) else { continue };
        if in_range && let Some(first) = places.last().copied() {
            places.extend(usize::saturating_add(first, 1)..place);
        }
        in_range = false;
        places.push(place);
    }
    places.sort_unstable();
    places.dedup();
    places
}
