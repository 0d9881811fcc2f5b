//! The names of cells, as submissions and findings have them, and the cells that names stand for.
//!
//! In come cells and addresses of one plan; out go the others. Spelling mistakes are not thought about here.

use crate::evaluated_submission::CellAt;
use crate::submission::{Address, TOTAL};
use positum_plan::plan::{Axis, CellId, CellReference, Place, Plan, Shape, TableId};

/// Gives the table that a cell stands in.
pub fn table_of(plan: &Plan, reference: CellReference) -> TableId {
    match reference {
        CellReference::Cell(cell) => plan.cells[cell].table,
        CellReference::Column(column) => plan.columns[column].table,
    }
}

/// Gives the address of a cell; lists by the number of the line as evaluated.
pub fn address_of(plan: &Plan, at: CellAt) -> Address {
    match at.reference {
        CellReference::Cell(cell) => address_of_cell(plan, cell),
        CellReference::Column(column) => {
            let column = &plan.columns[column];
            address_in(plan, column.table, at.line.saturating_add(1).to_string(), column.code.clone())
        }
    }
}

/// Finds the cell that has exactly this address; whether a list has so many lines is not looked at. Intermediates have none.
pub fn cell_at(plan: &Plan, address: &Address) -> Option<CellAt> {
    let (_, report) = plan.reports.entries().find(|(_, report)| report.name == address.report)?;
    let table = report.tables.iter().copied().find(|table| plan.tables[*table].name == address.table)?;
    let scalar = |cell: CellId| CellAt { reference: CellReference::Cell(cell), line: 0 };
    match &plan.tables[table].shape {
        Shape::Form { positions, axis } => {
            let index = index_of(axis, &address.row).filter(|_| address.column.is_empty())?;
            positions.get(index).copied().map(scalar)
        }
        Shape::Grid { rows, columns, cells } => {
            let (row, column) = (index_of(rows, &address.row)?, index_of(columns, &address.column)?);
            let index = row.checked_mul(columns.entries.len())?.checked_add(column)?;
            cells.get(index).copied().flatten().map(scalar)
        }
        Shape::List(list) => {
            let column = *list.columns.get(index_of(&list.axis, &address.column)?)?;
            if address.row == TOTAL {
                let total = list.total.as_ref()?;
                return total.cells.iter().find(|(of, _)| *of == column).map(|(_, cell)| scalar(*cell));
            }
            let number: usize = address.row.parse().ok()?;
            Some(CellAt { reference: CellReference::Column(column), line: number.checked_sub(1)? })
        }
    }
}

pub(crate) fn address_in(plan: &Plan, table: TableId, row: String, column: String) -> Address {
    let table = &plan.tables[table];
    Address { report: plan.reports[table.report].name.clone(), table: table.name.clone(), row, column }
}

pub(crate) fn address_in_grid(plan: &Plan, table: TableId, row: usize, column: usize) -> Address {
    match &plan.tables[table].shape {
        Shape::Grid { rows, columns, .. } => address_in(plan, table, code_at(rows, row), code_at(columns, column)),
        Shape::Form { .. } | Shape::List(_) => address_in(plan, table, String::new(), String::new()),
    }
}

pub(crate) fn code_at(axis: &Axis, index: usize) -> String {
    axis.entries.get(index).map(|entry| entry.code.clone()).unwrap_or_default()
}

fn address_of_cell(plan: &Plan, id: CellId) -> Address {
    let cell = &plan.cells[id];
    match &cell.place {
        Place::Position(position) => address_in(plan, cell.table, code_at(plan.codes_of(cell.table), *position), String::new()),
        Place::Grid(row, column) => address_in_grid(plan, cell.table, *row, *column),
        Place::Total(column) => address_in(plan, cell.table, TOTAL.to_owned(), plan.columns[*column].code.clone()),
        Place::Let(name) => address_in(plan, cell.table, name.clone(), String::new()),
    }
}

fn index_of(axis: &Axis, code: &str) -> Option<usize> {
    axis.entries.iter().position(|entry| entry.code == code)
}
