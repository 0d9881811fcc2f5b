//! The sheets of lists: a table of prepared lines that can grow, and the total under it.
//!
//! In come a list and its sheet; out go its lines, all alike.

use super::form_content::{FormContent, kind_of};
use super::grid_sheet::CROSS;
use super::line_messages::write_line_messages;
use super::required_marks::mark_missing_in_lines;
use super::table_header::{column_width, is_name, merge, write_header, write_top};
use crate::fit_text::{lines_of, row_height};
use crate::form_keys::{LINE_MARK, TOTAL_MARK};
use crate::form_layout::{FIRST_COLUMN, KEY_COLUMN, TableSheet, index_in};
use crate::form_places::SheetCell;
use crate::form_styles::{self, CellKind};
use crate::form_words::{FormWord, lines_note};
use crate::shown_value::write_text;
use positum_plan::plan::{List, Origin};
use rust_xlsxwriter::{Formula, IgnoreError, Table, TableColumn, TableStyle, Worksheet, XlsxError};
use std::collections::BTreeSet;

/// The header of the hidden first column.
const KEY_HEADER: &str = "#line";

/// Writes a list.
pub(super) fn write_list(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet, list: &List, number: usize) -> Result<(), XlsxError> {
    let widths: Vec<u32> = (list.columns.iter().zip(&list.axis.entries))
        .map(|(column, entry)| column_width(content.plan.columns[*column].value_type.as_ref(), content.text(&entry.label)))
        .collect();
    write_top(sheet, content, table, &widths)?;
    write_note(sheet, content, table, list, &widths)?;
    write_header(sheet, content, table, (&list.axis, FIRST_COLUMN), &widths)?;
    add_table(sheet, table, list, number)?;
    for line in 0..table.lines {
        let row = table.first_row.saturating_add(line);
        for (index, column) in list.columns.iter().enumerate() {
            let Some(sheet_column) = table.column_of(FIRST_COLUMN, index) else { break };
            let at = SheetCell { sheet: table.sheet, row, column: sheet_column };
            content.write_column_cell(sheet, *column, usize::try_from(line).unwrap_or(usize::MAX), at)?;
        }
    }
    add_rules(sheet, content, table, list)?;
    write_line_messages(sheet, content, table)?;
    write_total(sheet, content, table, list, &widths)?;
    sheet.ignore_error_range(table.header_row, FIRST_COLUMN, table.last_row, table.last_column, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn write_note(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet, list: &List, widths: &[u32]) -> Result<(), XlsxError> {
    let Some(row) = table.note_row else { return Ok(()) };
    let note = match list.derivation {
        Some(_) => content.word(FormWord::DerivedNote).to_owned(),
        None => lines_note(table.lines, content.language),
    };
    let width = widths.iter().fold(0_u32, |sum, width| sum.saturating_add(*width));
    sheet.set_row_height(row, row_height(lines_of(&note, width)))?;
    merge(sheet, (row, FIRST_COLUMN), (row, table.last_column), &note, &form_styles::quiet())
}

/// Makes the lines a table; headers that spreadsheets would take for equal keep it from being one.
fn add_table(sheet: &mut Worksheet, table: &TableSheet, list: &List, number: usize) -> Result<(), XlsxError> {
    let Some(codes_row) = table.codes_row else { return Ok(()) };
    let last = table.first_row.saturating_add(table.lines).saturating_sub(1);
    let codes: BTreeSet<String> = list.axis.entries.iter().map(|entry| entry.code.to_lowercase()).collect();
    if codes.len() < list.axis.entries.len() {
        for row in table.first_row..=last {
            write_text(sheet, row, KEY_COLUMN, LINE_MARK, &form_styles::base())?;
        }
        sheet.autofilter(codes_row, FIRST_COLUMN, last, table.last_column)?;
        return Ok(());
    }
    // Lines that people add get their key by the formula of the column.
    let key = TableColumn::new().set_header(KEY_HEADER).set_formula(Formula::new(format!("\"{LINE_MARK}\"")).set_result(LINE_MARK));
    let column = |code: &str| TableColumn::new().set_header(code).set_header_format(form_styles::header_code(is_name(code)));
    let columns: Vec<TableColumn> = std::iter::once(key).chain(list.axis.entries.iter().map(|entry| column(&entry.code))).collect();
    let name = format!("positum_list_{}", number.saturating_add(1));
    let shape = Table::new().set_name(name).set_columns(&columns).set_style(TableStyle::None).set_banded_rows(false);
    let last_column = u16::try_from(list.columns.len()).unwrap_or(table.last_column);
    sheet.add_table(codes_row, KEY_COLUMN, last, last_column, &shape)?;
    Ok(())
}

fn add_rules(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet, list: &List) -> Result<(), XlsxError> {
    let last = table.first_row.saturating_add(table.lines).saturating_sub(1);
    let columns =
        || (0..).zip(&list.columns).filter_map(|(index, column)| Some((table.column_of(FIRST_COLUMN, index)?, &content.plan.columns[*column])));
    let inputs: Vec<u16> = columns().filter(|(_, column)| kind_of(&column.origin) == CellKind::Input).map(|(at, _)| at).collect();
    for (sheet_column, column) in columns() {
        let first = SheetCell { sheet: table.sheet, row: table.first_row, column: sheet_column };
        if let (Origin::Input(absence), Some(value_type)) = (&column.origin, &column.value_type) {
            content.add_rule(sheet, value_type, first, last)?;
            mark_missing_in_lines(sheet, *absence, first, last, &inputs)?;
        }
    }
    Ok(())
}

fn write_total(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet, list: &List, widths: &[u32]) -> Result<(), XlsxError> {
    let Some(total) = &list.total else { return Ok(()) };
    let row = table.total_row();
    write_text(sheet, row, KEY_COLUMN, TOTAL_MARK, &form_styles::base())?;
    let with_total: BTreeSet<usize> = total.cells.iter().filter_map(|(column, _)| index_in(list, *column)).collect();
    let before = with_total.first().copied().unwrap_or(list.columns.len());
    // The title takes the first column, or all before the first total where it is too long for that.
    let title = content.text(&total.label);
    let fits = widths.first().is_some_and(|width| lines_of(title, *width) == 1);
    let titled = if fits { before.min(1) } else { before };
    if let Some(last) = titled.checked_sub(1).and_then(|last| table.column_of(FIRST_COLUMN, last)) {
        merge(sheet, (row, FIRST_COLUMN), (row, last), title, &form_styles::total(form_styles::label(0)))?;
    }
    for index in (titled..list.columns.len()).filter(|index| !with_total.contains(index)) {
        if let Some(column) = table.column_of(FIRST_COLUMN, index) {
            write_text(sheet, row, column, CROSS, &form_styles::total(form_styles::crossed()))?;
        }
    }
    for (column, cell) in &total.cells {
        if let Some(at) = index_in(list, *column).and_then(|index| table.column_of(FIRST_COLUMN, index)) {
            content.write_cell(sheet, *cell, SheetCell { sheet: table.sheet, row, column: at }, &form_styles::total)?;
        }
    }
    sheet.set_row_height(row, row_height(1).saturating_add(4))?;
    Ok(())
}
