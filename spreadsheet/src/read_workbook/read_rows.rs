//! Reads forms and grids: rows are found by the codes that they show, wherever they stand.

use super::cell_values::{Wanted, given};
use super::form_note::FormNoteKind;
use super::match_codes::{CodeMatch, match_code};
use super::read_tables::{Reading, TableAt};
use super::table_sheets::KeyColumns;
use super::workbook::{Cell, Position};
use super::workbook_error::{TableProblem, WorkbookError};
use positum_plan::plan::{Axis, CellId, Plan, Shape};

/// Reads a form.
pub(super) fn read_form(
    reading: &mut Reading<'_>,
    at: &TableAt<'_>,
    axis: &Axis,
    positions: &[CellId],
    keys: &KeyColumns,
) -> Result<(), WorkbookError> {
    let Some(value_column) = keys.value else { return Ok(()) };
    let plan = reading.plan;
    for (row, matched) in rows_of_codes(reading, at, axis, keys)? {
        let Some(cell) = at.sheet.cell(row, value_column) else { continue };
        let wanted = matched.entry().and_then(|index| positions.get(index)).map_or(Wanted::Crossed, |cell| wanted_of(plan, *cell));
        submit(reading, at, Position { row, column: value_column }, cell, wanted, (matched.name(axis), String::new()));
    }
    Ok(())
}

/// Reads a grid.
pub(super) fn read_grid(reading: &mut Reading<'_>, at: &TableAt<'_>, shape: &Shape, keys: &KeyColumns) -> Result<(), WorkbookError> {
    let Shape::Grid { rows, columns, cells } = shape else { return Ok(()) };
    let plan = reading.plan;
    for (row, matched) in rows_of_codes(reading, at, rows, keys)? {
        for (column, index) in &keys.columns {
            let Some(cell) = at.sheet.cell(row, *column) else { continue };
            let place = matched.entry().and_then(|entry| entry.checked_mul(columns.entries.len())?.checked_add(*index));
            let known = place.and_then(|place| cells.get(place).copied().flatten());
            let wanted = known.map_or(Wanted::Crossed, |cell| wanted_of(plan, cell));
            let code = columns.entries.get(*index).map(|entry| entry.code.clone()).unwrap_or_default();
            submit(reading, at, Position { row, column: *column }, cell, wanted, (matched.name(rows), code));
        }
        for (column, name) in &keys.unknown {
            let Some(cell) = at.sheet.cell(row, *column) else { continue };
            submit(reading, at, Position { row, column: *column }, cell, Wanted::Crossed, (matched.name(rows), name.clone()));
        }
    }
    Ok(())
}

fn wanted_of(plan: &Plan, cell: CellId) -> Wanted<'_> {
    let cell = &plan.cells[cell];
    Wanted::of(&cell.origin, cell.value_type.as_ref())
}

fn submit(reading: &mut Reading<'_>, at: &TableAt<'_>, position: Position, cell: &Cell, wanted: Wanted<'_>, names: (String, String)) {
    if let Some(given) = given(cell, wanted) {
        reading.submit(at, position, names, given);
    }
}

/// What a row of a sheet shows in the column of codes.
enum RowCode {
    Entry(usize),
    Unknown(String),
}

impl RowCode {
    fn entry(&self) -> Option<usize> {
        match self {
            Self::Entry(index) => Some(*index),
            Self::Unknown(_) => None,
        }
    }

    fn name(&self, axis: &Axis) -> String {
        match self {
            Self::Entry(index) => axis.entries.get(*index).map(|entry| entry.code.clone()).unwrap_or_default(),
            Self::Unknown(name) => name.clone(),
        }
    }
}

/// Gives the rows that show a code, and below the first of them those that show something else.
fn rows_of_codes(reading: &mut Reading<'_>, at: &TableAt<'_>, axis: &Axis, keys: &KeyColumns) -> Result<Vec<(u32, RowCode)>, WorkbookError> {
    let Some(code_column) = keys.code else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    let mut trouble: Option<(Position, TableProblem)> = None;
    for row in at.sheet.rows_below(at.mark.row) {
        let Some(cell) = at.sheet.cell(row, code_column) else { continue };
        let position = Position { row, column: code_column };
        match match_code(&cell.value, axis) {
            CodeMatch::Nothing => {}
            CodeMatch::Entry(index) => rows.push((row, RowCode::Entry(index))),
            // Above the first code stands the header.
            CodeMatch::Unknown(name) if !rows.is_empty() => rows.push((row, RowCode::Unknown(name))),
            CodeMatch::Unknown(_) => {}
            CodeMatch::Ambiguous { number, codes } => _ = trouble.get_or_insert((position, TableProblem::CodeIsNumber { number, codes })),
            CodeMatch::Day(day) => _ = trouble.get_or_insert((position, TableProblem::CodeIsDay(day))),
        }
    }
    let mut is_there = vec![false; axis.entries.len()];
    for index in rows.iter().filter_map(|(_, code)| code.entry()) {
        if let Some(there) = is_there.get_mut(index) {
            *there = true;
        }
    }
    let lost: Vec<String> = axis.entries.iter().zip(&is_there).filter(|(_, there)| !**there).map(|(entry, _)| entry.code.clone()).collect();
    if !lost.is_empty() {
        let (position, problem) = trouble.unwrap_or((Position { row: at.mark.row, column: code_column }, TableProblem::RowsLost(lost.clone())));
        reading.lacks(at, position, problem, FormNoteKind::RowsLeftOut(lost))?;
    }
    Ok(rows)
}
