//! Finds the sheets of tables by their marks, and the columns of each by its row of keys.
//!
//! Where on a sheet they stand does not matter: rows may have been inserted above, columns moved, sheets renamed.

use super::match_codes::{CodeMatch, match_code};
use super::source::Source;
use super::workbook::{CellValue, Position, Sheet, Workbook, is_mark};
use super::workbook_error::{TableProblem, WorkbookError};
use crate::form_keys::{CODE_KEY, LABEL_KEY, MARK, VALUE_KEY};
use positum_plan::plan::{Axis, Plan, Shape, TableId};

/// What the keys of no code begin with.
const KEY_SIGN: char = '#';

/// A sheet with the mark of a table.
pub(super) struct Marked<'w> {
    pub(super) sheet: &'w Sheet,
    pub(super) mark: Position,
    /// The names of report and table, as the mark has them.
    pub(super) report: &'w str,
    pub(super) table: &'w str,
}

/// The columns of a table's sheet.
#[derive(Debug, Default)]
pub(super) struct KeyColumns {
    /// The column of row codes.
    pub(super) code: Option<u32>,
    /// The column of a form's values.
    pub(super) value: Option<u32>,
    /// Columns of a grid or list: where they stand, and which they are.
    pub(super) columns: Vec<(u32, usize)>,
    /// Columns whose key is no code.
    pub(super) unknown: Vec<(u32, String)>,
}

/// Gives the marked sheets in order; a second mark on a sheet does not count.
pub(super) fn marked_sheets(workbook: &Workbook) -> Vec<Marked<'_>> {
    workbook.sheets.iter().filter(|sheet| sheet.has_mark).filter_map(marked).collect()
}

fn marked(sheet: &Sheet) -> Option<Marked<'_>> {
    let (mark, cell) = sheet.cells.iter().find(|(position, cell)| is_mark(**position, cell))?;
    let CellValue::Text(text) = &cell.value else { return None };
    let name = text.strip_prefix(MARK)?.trim();
    let (report, table) = name.split_once('.').unwrap_or((name, ""));
    Some(Marked { sheet, mark: *mark, report, table })
}

/// Finds the table of a plan that a mark names.
pub(super) fn table_of(plan: &Plan, marked: &Marked<'_>) -> Option<TableId> {
    let report = plan.reports.iter().find(|report| report.name == marked.report)?;
    report.tables.iter().copied().find(|table| plan.tables[*table].name == marked.table)
}

/// Gives the codes of a table's columns; of a form, which has none, nothing.
pub(super) fn column_axis(shape: &Shape) -> Option<&Axis> {
    match shape {
        Shape::Form { .. } => None,
        Shape::Grid { columns, .. } => Some(columns),
        Shape::List(list) => Some(&list.axis),
    }
}

/// Reads the row of keys.
pub(super) fn key_columns(source: &Source, marked: &Marked<'_>, shape: &Shape) -> Result<KeyColumns, WorkbookError> {
    let mut keys = KeyColumns::default();
    let mut seen: Vec<(String, Position)> = Vec::new();
    for (column, cell) in marked.sheet.row(marked.mark.row).filter(|(column, _)| *column != marked.mark.column) {
        let text = cell.value.text().trim().to_owned();
        if text.is_empty() || text == LABEL_KEY {
            continue;
        }
        let position = Position { row: marked.mark.row, column };
        let key = keys.add(source, marked.sheet, position, &cell.value, shape)?;
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == key) {
            let other = source.origin(marked.sheet, *first);
            return Err(source.error(marked.sheet, position, TableProblem::ColumnTwice { key, other }));
        }
        seen.push((key, position));
    }
    Ok(keys)
}

impl KeyColumns {
    /// Adds a key; gives its name.
    fn add(&mut self, source: &Source, sheet: &Sheet, position: Position, value: &CellValue, shape: &Shape) -> Result<String, WorkbookError> {
        let text = value.text().trim().to_owned();
        match text.as_str() {
            CODE_KEY => self.code = Some(position.column),
            VALUE_KEY => self.value = Some(position.column),
            _ if text.starts_with(KEY_SIGN) => {}
            _ => {
                let Some(axis) = column_axis(shape) else { return Ok(text) };
                match match_code(value, axis) {
                    CodeMatch::Entry(index) => {
                        self.columns.push((position.column, index));
                        return Ok(axis.entries.get(index).map(|entry| entry.code.clone()).unwrap_or_default());
                    }
                    CodeMatch::Nothing => {}
                    CodeMatch::Unknown(name) => self.unknown.push((position.column, name)),
                    CodeMatch::Ambiguous { number, codes } => {
                        return Err(source.error(sheet, position, TableProblem::CodeIsNumber { number, codes }));
                    }
                    CodeMatch::Day(day) => return Err(source.error(sheet, position, TableProblem::CodeIsDay(day))),
                }
            }
        }
        Ok(text)
    }

    /// Gives the keys that a table's sheet must have and has not.
    pub(super) fn lost(&self, shape: &Shape) -> Vec<String> {
        let mut lost = Vec::new();
        let is_list = matches!(shape, Shape::List(_));
        if self.code.is_none() && !is_list {
            lost.push(CODE_KEY.to_owned());
        }
        match column_axis(shape) {
            None if self.value.is_none() => lost.push(VALUE_KEY.to_owned()),
            None => {}
            Some(axis) => {
                let is_there = |index: usize| self.columns.iter().any(|(_, known)| *known == index);
                lost.extend(axis.entries.iter().enumerate().filter(|(index, _)| !is_there(*index)).map(|(_, entry)| entry.code.clone()));
            }
        }
        lost
    }
}
