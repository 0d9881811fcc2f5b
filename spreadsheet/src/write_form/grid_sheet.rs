//! The sheets of forms and grids: a label, a code and values in each row.
//!
//! In come a table and its sheet; out go its rows, with headings between them.

use super::form_content::{FormContent, kind_of};
use super::table_header::{column_width, is_name, merge, write_corner, write_header, write_top};
use crate::fit_text::{lines_of, row_height, width_for};
use crate::form_keys::VALUE_KEY;
use crate::form_layout::{CODE_COLUMN, FIRST_COLUMN, KEY_ROW, SheetRow, TableSheet, VALUE_COLUMN};
use crate::form_places::SheetCell;
use crate::form_styles::{self, CellKind};
use crate::form_words::FormWord;
use crate::shown_value::write_text;
use positum_plan::plan::{Axis, CellId, Origin};
use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

/// What stands in a cell that the report leaves out.
pub(super) const CROSS: &str = "×";
/// The widths of labels, of forms and of grids, in characters.
const LABEL_WIDTHS: (u32, u32) = (64, 44);

/// Writes a form: one value for each position.
pub(super) fn write_form_table(
    sheet: &mut Worksheet,
    content: &FormContent<'_>,
    table: &TableSheet,
    positions: &[CellId],
    axis: &Axis,
) -> Result<(), XlsxError> {
    let types = positions.iter().map(|cell| content.plan.cells[*cell].value_type.as_ref());
    let value_width = types.map(|value_type| column_width(value_type, "")).max().unwrap_or(0).max(18);
    let widths = [LABEL_WIDTHS.0, code_width(axis), value_width];
    write_top(sheet, content, table, &widths)?;
    write_corner(sheet, content, table)?;
    write_text(sheet, KEY_ROW, VALUE_COLUMN, VALUE_KEY, &form_styles::base())?;
    write_text(sheet, table.header_row, VALUE_COLUMN, content.word(FormWord::Value), &form_styles::header())?;
    sheet.set_row_height(table.header_row, row_height(1).saturating_add(4))?;
    write_rows(sheet, content, table, (axis, LABEL_WIDTHS.0), &|entry| vec![positions.get(entry).copied()])
}

/// Writes a grid: fixed rows by fixed columns.
pub(super) fn write_grid(
    sheet: &mut Worksheet,
    content: &FormContent<'_>,
    table: &TableSheet,
    (rows, columns, cells): (&Axis, &Axis, &[Option<CellId>]),
) -> Result<(), XlsxError> {
    let count = columns.entries.len();
    let in_column =
        |index: usize| cells.iter().skip(index).step_by(count.max(1)).flatten().find_map(|cell| content.plan.cells[*cell].value_type.as_ref());
    let of_values: Vec<u32> =
        columns.entries.iter().enumerate().map(|(index, entry)| column_width(in_column(index), content.text(&entry.label))).collect();
    let widths: Vec<u32> = [LABEL_WIDTHS.1, code_width(rows)].into_iter().chain(of_values.iter().copied()).collect();
    write_top(sheet, content, table, &widths)?;
    write_corner(sheet, content, table)?;
    write_header(sheet, content, table, (columns, VALUE_COLUMN), &of_values)?;
    write_rows(sheet, content, table, (rows, LABEL_WIDTHS.1), &|entry| cells.iter().skip(entry.saturating_mul(count)).take(count).copied().collect())
}

fn code_width(axis: &Axis) -> u32 {
    axis.entries.iter().map(|entry| width_for(&entry.code, 1, 8, 16)).max().unwrap_or(8)
}

fn write_rows(
    sheet: &mut Worksheet,
    content: &FormContent<'_>,
    table: &TableSheet,
    (axis, width): (&Axis, u32),
    cells_of: &dyn Fn(usize) -> Vec<Option<CellId>>,
) -> Result<(), XlsxError> {
    for (row, shown) in (table.first_row..).zip(&table.rows) {
        match shown {
            SheetRow::Heading(index) => {
                let Some(heading) = axis.headings.get(*index) else { continue };
                let text = content.text(&heading.label);
                sheet.set_row_height(row, row_height(lines_of(text, width.saturating_sub(4))).saturating_add(4))?;
                merge(sheet, (row, FIRST_COLUMN), (row, table.last_column), text, &form_styles::heading(heading.depth))?;
            }
            SheetRow::Entry(index) => {
                let Some(entry) = axis.entries.get(*index) else { continue };
                let depth = axis.headings.iter().filter(|heading| (heading.start..heading.end).contains(index)).count();
                let text = content.text(&entry.label);
                let indent = u32::try_from(depth.saturating_add(1).saturating_mul(2)).unwrap_or(width);
                sheet.set_row_height(row, row_height(lines_of(text, width.saturating_sub(indent))).saturating_add(2))?;
                write_text(sheet, row, FIRST_COLUMN, text, &form_styles::label(depth))?;
                write_text(sheet, row, CODE_COLUMN, &entry.code, &form_styles::code(is_name(&entry.code)))?;
                write_cells(sheet, content, table, row, &cells_of(*index))?;
            }
        }
    }
    let last = table.last_row.max(table.first_row);
    sheet.ignore_error_range(table.header_row, FIRST_COLUMN, last, table.last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn write_cells(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet, row: u32, cells: &[Option<CellId>]) -> Result<(), XlsxError> {
    for (index, cell) in cells.iter().enumerate() {
        let Some(column) = table.column_of(VALUE_COLUMN, index) else { break };
        let Some(cell) = cell else {
            write_text(sheet, row, column, CROSS, &form_styles::crossed())?;
            continue;
        };
        let at = SheetCell { sheet: table.sheet, row, column };
        content.write_cell(sheet, *cell, at, &|format| format)?;
        let definition = &content.plan.cells[*cell];
        if let (Some(value_type), CellKind::Input) = (&definition.value_type, kind_of(&definition.origin)) {
            content.add_rule(sheet, value_type, at, row)?;
            if let Origin::Input(absence) = definition.origin {
                super::required_marks::mark_missing(sheet, absence, at)?;
            }
        }
    }
    Ok(())
}
