//! Reads lists: every row from the first prepared line on that is filled is a line, but for the total.

use super::cell_values::{Wanted, given};
use super::read_tables::{Reading, TableAt};
use super::table_sheets::KeyColumns;
use super::workbook::{CellValue, Position};
use super::workbook_error::{TableProblem, WorkbookError};
use crate::form_keys::{LINE_MARK, TOTAL_MARK};
use positum_plan::plan::{Absence, List, Origin, TotalRow};
use positum_runtime::submission::{Given, TOTAL};

/// Reads a list.
pub(super) fn read_lines(reading: &mut Reading<'_>, at: &TableAt<'_>, list: &List, keys: &KeyColumns) -> Result<(), WorkbookError> {
    let rows = at.sheet.rows_below(at.mark.row);
    let Some(first) = rows.iter().copied().find(|row| row_mark(at, *row) == LINE_MARK) else {
        if list.derivation.is_some() {
            return Ok(());
        }
        return Err(reading.source.error(at.sheet, at.mark, TableProblem::LinesLost));
    };
    let mut number: usize = 0;
    for row in rows.into_iter().filter(|row| *row >= first) {
        if row_mark(at, row) == TOTAL_MARK {
            if let Some(total) = &list.total {
                read_total(reading, at, list, total, keys, row);
            }
        } else if is_line(reading, at, list, keys, row) {
            number = number.saturating_add(1);
            read_line(reading, at, list, keys, (row, number));
        }
    }
    Ok(())
}

fn row_mark<'w>(at: &TableAt<'w>, row: u32) -> &'w str {
    let Some(cell) = at.sheet.cell(row, at.mark.column) else { return "" };
    match &cell.value {
        CellValue::Text(text) if !text.is_empty() => text.trim(),
        // The mark is a formula, so that lines added to the table have it. Programs that do not compute store no result of it.
        CellValue::Text(_) | CellValue::Nothing | CellValue::Number(_) | CellValue::Bool(_) | CellValue::Date(_) | CellValue::Error(_) => {
            cell.formula.as_deref().unwrap_or_default().trim_matches('"')
        }
    }
}

/// Tells whether an input cell of a row is filled; of a list that follows from another, whether anything is.
fn is_line(reading: &Reading<'_>, at: &TableAt<'_>, list: &List, keys: &KeyColumns, row: u32) -> bool {
    let counts = |index: usize| list.columns.get(index).is_some_and(|column| matches!(reading.plan.columns[*column].origin, Origin::Input(_)));
    let is_filled = |column: u32| at.sheet.cell(row, column).is_some_and(|cell| !cell.is_empty() || cell.formula.is_some());
    let shows = |column: u32| at.sheet.cell(row, column).is_some_and(|cell| !cell.is_empty());
    match list.derivation {
        None => keys.columns.iter().any(|(column, index)| counts(*index) && is_filled(*column)),
        Some(_) => keys.columns.iter().any(|(column, _)| shows(*column)),
    }
}

fn read_line(reading: &mut Reading<'_>, at: &TableAt<'_>, list: &List, keys: &KeyColumns, (row, number): (u32, usize)) {
    let plan = reading.plan;
    for (column, index) in &keys.columns {
        let known = list.columns.get(*index).map(|column| &plan.columns[*column]);
        let wanted = known.map_or(Wanted::Crossed, |column| Wanted::of(&column.origin, column.value_type.as_ref()));
        let code = list.axis.entries.get(*index).map(|entry| entry.code.clone()).unwrap_or_default();
        let given = at.sheet.cell(row, *column).and_then(|cell| given(cell, wanted));
        // Of a required cell that is empty a finding tells where it is.
        let missing = || known.filter(|known| known.origin == Origin::Input(Absence::Required)).map(|_| Given::Nothing);
        if let Some(given) = given.or_else(missing) {
            reading.submit(at, Position { row, column: *column }, (number.to_string(), code), given);
        }
    }
    for (column, name) in &keys.unknown {
        if let Some(given) = at.sheet.cell(row, *column).and_then(|cell| given(cell, Wanted::Crossed)) {
            reading.submit(at, Position { row, column: *column }, (number.to_string(), name.clone()), given);
        }
    }
}

/// Reads the row that closes a list. Texts in columns that have no total are its label.
fn read_total(reading: &mut Reading<'_>, at: &TableAt<'_>, list: &List, total: &TotalRow, keys: &KeyColumns, row: u32) {
    let plan = reading.plan;
    for (column, index) in &keys.columns {
        let Some(cell) = at.sheet.cell(row, *column) else { continue };
        let known = list.columns.get(*index).and_then(|column| total.cells.iter().find(|(of, _)| of == column));
        let is_label = known.is_none() && matches!(cell.value, CellValue::Text(_) | CellValue::Nothing);
        let wanted = known.map_or(Wanted::Crossed, |(_, cell)| Wanted::of(&plan.cells[*cell].origin, plan.cells[*cell].value_type.as_ref()));
        let code = list.axis.entries.get(*index).map(|entry| entry.code.clone()).unwrap_or_default();
        if let Some(given) = given(cell, wanted).filter(|_| !is_label) {
            reading.submit(at, Position { row, column: *column }, (TOTAL.to_owned(), code), given);
        }
    }
}
