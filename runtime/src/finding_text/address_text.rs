//! Names of cells: what a submission or a definition would write for them.
//!
//! In come addresses and identifiers; out goes text like `maturity_ladder.assets.120:030`.

use crate::evaluated_submission::CellAt;
use crate::submission::{Address, TOTAL};
use positum_plan::plan::{CellReference, Place, Plan, Shape, TableId};

/// Gives the name of the cell at `address`: `report.table.row:column`, without the parts that are empty.
///
/// The table is left out where the report has one table and it is a form.
pub fn address_text(plan: &Plan, address: &Address) -> String {
    let report = plan.reports.iter().find(|report| report.name == address.report);
    let only_table = report.and_then(|report| match report.tables.as_slice() {
        [table] => Some(*table),
        _ => None,
    });
    let needless = only_table.is_some_and(|table| is_form(plan, table) && plan.tables[table].name == address.table);
    let table = if needless { "" } else { address.table.as_str() };
    joined(&address.report, table, &short_address(address))
}

/// Gives the name of the cell at `address` inside its table: `row:column`, or `row` for a position of a form.
pub fn short_address(address: &Address) -> String {
    match (address.row.is_empty(), address.column.is_empty()) {
        (_, true) => address.row.clone(),
        (true, false) => format!(":{}", address.column),
        (false, false) => format!("{}:{}", address.row, address.column),
    }
}

/// Gives the name of a cell as [`address_text`] does; lines of lists count from 1.
pub fn cell_text(plan: &Plan, cell: CellAt) -> String {
    address_text(plan, &cell_address(plan, cell))
}

/// Gives the name of a column of a list, whatever the line; of a scalar cell what [`cell_text`] gives.
pub fn column_text(plan: &Plan, reference: CellReference) -> String {
    let mut address = cell_address(plan, CellAt { reference, line: 0 });
    match reference {
        CellReference::Cell(_) => {}
        CellReference::Column(_) => address.row = std::mem::take(&mut address.column),
    }
    address_text(plan, &address)
}

/// Gives the address of a cell.
pub(crate) fn cell_address(plan: &Plan, cell: CellAt) -> Address {
    let (table, row, column) = match cell.reference {
        CellReference::Column(id) => {
            let column = &plan.columns[id];
            (column.table, cell.line.saturating_add(1).to_string(), column.code.clone())
        }
        CellReference::Cell(id) => {
            let scalar = &plan.cells[id];
            let (row, column) = place_text(plan, scalar.table, &scalar.place);
            (scalar.table, row, column)
        }
    };
    let table = &plan.tables[table];
    Address { report: plan.reports[table.report].name.clone(), table: table.name.clone(), row, column }
}

fn place_text(plan: &Plan, table: TableId, place: &Place) -> (String, String) {
    let code = |axis: &positum_plan::plan::Axis, index: usize| axis.entries.get(index).map_or_else(String::new, |entry| entry.code.clone());
    match (place, &plan.tables[table].shape) {
        (Place::Position(index), Shape::Form { axis, .. }) => (code(axis, *index), String::new()),
        (Place::Grid(row, column), Shape::Grid { rows, columns, .. }) => (code(rows, *row), code(columns, *column)),
        (Place::Total(column), _) => (TOTAL.to_owned(), plan.columns[*column].code.clone()),
        (Place::Let(name), _) => (name.clone(), String::new()),
        (Place::Position(_) | Place::Grid(..), Shape::Form { .. } | Shape::Grid { .. } | Shape::List(_)) => (String::new(), String::new()),
    }
}

fn is_form(plan: &Plan, table: TableId) -> bool {
    match plan.tables[table].shape {
        Shape::Form { .. } => true,
        Shape::Grid { .. } | Shape::List(_) => false,
    }
}

fn joined(report: &str, table: &str, cell: &str) -> String {
    let mut text = String::new();
    for part in [report, table, cell] {
        if !text.is_empty() && !part.is_empty() && !part.starts_with(':') {
            text.push('.');
        }
        text.push_str(part);
    }
    text
}
