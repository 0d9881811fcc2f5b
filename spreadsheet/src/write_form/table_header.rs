//! The top of a table's sheet: titles, entity and period, and the header over the columns.
//!
//! In come a table and its sheet; out go the rows above its values. It knows no values.

use super::form_content::{FormContent, write_formula};
use crate::fit_text::{lines_of, row_height, width_for};
use crate::form_keys::{CODE_KEY, ENTITY, LABEL_KEY, MARK, PERIOD};
use crate::form_layout::{CODE_COLUMN, DETAILS_ROW, FIRST_COLUMN, KEY_COLUMN, KEY_ROW, SUBMISSION_ROW, TITLE_ROW, TableSheet, VALUE_COLUMN};
use crate::form_styles;
use crate::form_words::{FormWord, deadline_words};
use crate::shown_value::{cell_text, write_text};
use positum_plan::header_rows::{HeaderCell, HeaderContent, header_rows};
use positum_plan::plan::Axis;
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::due_text::due_text;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// The lines in which a label over a column should stand.
const HEADER_LINES: u32 = 6;
/// The widest column of a table, in characters.
const WIDEST_COLUMN: u32 = 34;
/// From this width on, in characters, a sheet is printed across.
const WIDE_SHEET: u32 = 92;

/// Writes keys, titles, entity and period, and sets up the sheet; `widths` are those of the columns from the first that is seen.
pub(super) fn write_top(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet, widths: &[u32]) -> Result<(), XlsxError> {
    let definition = &content.plan.tables[table.table];
    let report = &content.plan.reports[definition.report];
    let marker = format!("{MARK}{}.{}", report.name, definition.name);
    write_text(sheet, KEY_ROW, KEY_COLUMN, &marker, &form_styles::base())?;
    sheet.set_row_hidden(KEY_ROW)?.set_column_width(KEY_COLUMN, 2)?.set_column_hidden(KEY_COLUMN)?;
    for (column, width) in (FIRST_COLUMN..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    let all: u32 = widths.iter().fold(0, |sum, width| sum.saturating_add(*width));
    let line = |sheet: &mut Worksheet, row: u32, text: &str, format: &Format, grown: u32| {
        // Larger letters take more room.
        let lines = lines_of(text, all.saturating_mul(10).checked_div(grown).unwrap_or(all));
        sheet.set_row_height(row, row_height(lines).saturating_mul(grown) / 10)?;
        merge(sheet, (row, FIRST_COLUMN), (row, table.last_column), text, format)
    };
    line(sheet, TITLE_ROW, content.text(&report.label), &form_styles::title(14), 15)?;
    line(sheet, DETAILS_ROW, &details(content, table), &form_styles::quiet(), 10)?;
    line(sheet, SUBMISSION_ROW, "", &form_styles::text(), 10)?;
    write_submission(sheet, content)?;
    if let Some(row) = table.title_row {
        line(sheet, row, content.text(&definition.label), &form_styles::title(11), 12)?;
    }
    sheet.set_freeze_panes(table.first_row, 0)?;
    content.finish_sheet(sheet, all > WIDE_SHEET)?;
    sheet.set_repeat_rows(table.header_row, table.last_header_row())?;
    sheet.set_print_area(TITLE_ROW, FIRST_COLUMN, table.last_row.max(table.first_row), table.last_column)?;
    Ok(())
}

/// Gives what the table rests on, its code in the receiving system, and when it is due.
fn details(content: &FormContent<'_>, table: &TableSheet) -> String {
    let definition = &content.plan.tables[table.table];
    let report = &content.plan.reports[definition.report];
    let source = definition.source.clone().or_else(|| report.source.clone());
    let exactly = content.period.and_then(|period| due_text(content.plan, report, period, content.language));
    let due = exactly.or_else(|| report.due.as_ref().map(|due| deadline_words(content.plan, due, content.language)));
    let parts: Vec<String> = source.into_iter().chain(report.module.clone()).chain(due).collect();
    parts.join(" · ")
}

/// Writes entity and period as they stand on the first sheet.
fn write_submission(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let (entity, period) = (content.word(FormWord::Entity), content.word(FormWord::Period));
    let formula = format!("\"{entity}: \"&{ENTITY}&\"    {period}: \"&{PERIOD}");
    let shown_period = content.period.map(|period| period.to_string()).unwrap_or_default();
    let result = cell_text(&format!("{entity}: {}    {period}: {shown_period}", content.entity()));
    write_formula(sheet, (SUBMISSION_ROW, FIRST_COLUMN), &formula, &result, &form_styles::text())
}

/// Writes a text over several cells; over one where there is no more.
pub(super) fn merge(sheet: &mut Worksheet, first: (u32, u16), last: (u32, u16), text: &str, format: &Format) -> Result<(), XlsxError> {
    if first == last {
        return write_text(sheet, first.0, first.1, text, format);
    }
    sheet.merge_range(first.0, first.1, last.0, last.1, &cell_text(text), format).map(|_| ())
}

/// Writes the labels of columns with the headings over them, and the row of codes; the first column stands at `first`.
pub(super) fn write_header(
    sheet: &mut Worksheet,
    content: &FormContent<'_>,
    table: &TableSheet,
    (axis, first): (&Axis, u16),
    widths: &[u32],
) -> Result<(), XlsxError> {
    let rows = header_rows(axis);
    let heights = header_heights(content, axis, &rows, widths);
    for (row, height) in (table.header_row..).zip(&heights) {
        sheet.set_row_height(row, row_height(*height))?;
    }
    for (row, cells) in (table.header_row..).zip(&rows) {
        for cell in cells {
            let last = cell.first.saturating_add(cell.columns).saturating_sub(1);
            let (Some(from), Some(to)) = (table.column_of(first, cell.first), table.column_of(first, last)) else { continue };
            let bottom = row.saturating_add(u32::try_from(cell.rows).unwrap_or(1)).saturating_sub(1);
            merge(sheet, (row, from), (bottom, to), header_text(content, axis, cell), &form_styles::header())?;
        }
    }
    for (index, entry) in axis.entries.iter().enumerate() {
        let Some(column) = table.column_of(first, index) else { break };
        write_text(sheet, KEY_ROW, column, &entry.code, &form_styles::base())?;
        if let Some(row) = table.codes_row {
            write_text(sheet, row, column, &entry.code, &form_styles::header_code(is_name(&entry.code)))?;
        }
    }
    Ok(())
}

/// Writes what stands over labels and codes of a form or grid.
pub(super) fn write_corner(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet) -> Result<(), XlsxError> {
    let bottom = table.last_header_row();
    let columns = [(FIRST_COLUMN, LABEL_KEY, FormWord::Label), (CODE_COLUMN, CODE_KEY, FormWord::Code)];
    for (column, key, word) in columns {
        write_text(sheet, KEY_ROW, column, key, &form_styles::base())?;
        merge(sheet, (table.header_row, column), (bottom, column), content.word(word), &form_styles::header())?;
    }
    sheet.set_freeze_panes(table.first_row, VALUE_COLUMN)?;
    Ok(())
}

/// Tells whether a code is only a name, which annexes do not print.
pub(super) fn is_name(code: &str) -> bool {
    code.chars().any(|character| character.is_ascii_lowercase())
}

/// Gives the width of a column by what it holds and by its label.
pub(super) fn column_width(value_type: Option<&ValueType>, label: &str) -> u32 {
    let narrowest = match value_type.map(|value_type| &value_type.quantity) {
        Some(Quantity::Amount(_)) => 15,
        Some(Quantity::Rate { .. } | Quantity::Decimal | Quantity::Date | Quantity::Integer) => 13,
        Some(Quantity::Text) => 26,
        Some(Quantity::Ratio(_) | Quantity::Count | Quantity::Days) => 11,
        Some(Quantity::Bool | Quantity::Code(_)) | None => 10,
    };
    // Bold letters are wider.
    let widened = width_for(label, HEADER_LINES, narrowest, WIDEST_COLUMN);
    widened.saturating_add(widened / 10).min(WIDEST_COLUMN)
}

fn header_text<'p>(content: &FormContent<'p>, axis: &'p Axis, cell: &HeaderCell) -> &'p str {
    let label = match cell.content {
        HeaderContent::Heading(heading) => axis.headings.get(heading).map(|heading| &heading.label),
        HeaderContent::Entry(entry) => axis.entries.get(entry).map(|entry| &entry.label),
    };
    label.map_or("", |label| content.text(label))
}

/// Gives for each row of the header how many lines it must hold.
fn header_heights(content: &FormContent<'_>, axis: &Axis, rows: &[Vec<HeaderCell>], widths: &[u32]) -> Vec<u32> {
    let mut heights: Vec<u32> = vec![1; rows.len()];
    let mut cells: Vec<(usize, &HeaderCell)> = rows.iter().enumerate().flat_map(|(row, cells)| cells.iter().map(move |cell| (row, cell))).collect();
    // Cells of one row say how high it is; those of several then take what the rows already have.
    cells.sort_by_key(|(_, cell)| cell.rows);
    for (row, cell) in cells {
        let width = widths.iter().skip(cell.first).take(cell.columns).fold(0_u32, |sum, width| sum.saturating_add(*width));
        let needed = lines_of(header_text(content, axis, cell), width.saturating_sub(width / 10));
        let there = heights.iter().skip(row).take(cell.rows).fold(0_u32, |sum, height| sum.saturating_add(*height));
        let last = row.saturating_add(cell.rows).saturating_sub(1);
        if let Some(height) = heights.get_mut(last) {
            *height = height.saturating_add(needed.saturating_sub(there));
        }
    }
    heights
}
