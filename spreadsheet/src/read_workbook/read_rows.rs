//! Reads forms and grids: rows are found by the codes that they show, wherever they stand.

use super::cell_values::{Wanted, given};
use super::form_note::FormNoteKind;
use super::match_codes::{CodeMatch, match_code};
use super::read_tables::{Reading, TableAt};
use super::table_sheets::KeyColumns;
use super::workbook::Position;
use super::workbook_error::{TableProblem, WorkbookError};
use positum_plan::plan::{self, Absence, Axis, CellId, Origin, Shape};
use positum_runtime::submission::Given;

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
        let known = matched.entry().and_then(|index| positions.get(index)).copied();
        let names = (matched.name(axis), String::new());
        submit(reading, at, Position { row, column: value_column }, known.map(|cell| &plan.cells[cell]), names);
    }
    Ok(())
}

/// Reads a grid.
pub(super) fn read_grid(reading: &mut Reading<'_>, at: &TableAt<'_>, shape: &Shape, keys: &KeyColumns) -> Result<(), WorkbookError> {
    let Shape::Grid { rows, columns, cells } = shape else { return Ok(()) };
    let plan = reading.plan;
    for (row, matched) in rows_of_codes(reading, at, rows, keys)? {
        for (column, index) in &keys.columns {
            let place = matched.entry().and_then(|entry| entry.checked_mul(columns.entries.len())?.checked_add(*index));
            let known = place.and_then(|place| cells.get(place).copied().flatten());
            let code = columns.entries.get(*index).map(|entry| entry.code.clone()).unwrap_or_default();
            submit(reading, at, Position { row, column: *column }, known.map(|cell| &plan.cells[cell]), (matched.name(rows), code));
        }
        for (column, name) in &keys.unknown {
            submit(reading, at, Position { row, column: *column }, None, (matched.name(rows), name.clone()));
        }
    }
    Ok(())
}

/// Submits what a cell of the sheet holds for a cell of the plan; nothing is known of where the plan has none.
fn submit(reading: &mut Reading<'_>, at: &TableAt<'_>, position: Position, known: Option<&plan::Cell>, names: (String, String)) {
    let wanted = known.map_or(Wanted::Crossed, |known| Wanted::of(&known.origin, known.value_type.as_ref()));
    let given = at.sheet.cell(position.row, position.column).and_then(|cell| given(cell, wanted));
    // Of a required cell that is empty a finding tells where it is.
    let missing = || known.filter(|known| known.origin == Origin::Input(Absence::Required)).map(|_| Given::Nothing);
    if let Some(given) = given.or_else(missing) {
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
