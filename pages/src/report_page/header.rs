//! The header of a table: merged cells, the row of codes, and for each column the cells that it stands under.

use super::reader::{Reader, cleaned};
use super::{Column, HeaderCell, HeaderRow, Phrase};
use positum_plan::header_rows::{HeaderContent, header_rows};
use positum_plan::plan::Axis;

/// A header with what its columns need to know of it.
pub(super) struct Header {
    pub(super) rows: Vec<HeaderRow>,
    /// For each column of the axis the names of the header cells over it; empty where none are merged.
    pub(super) over: Vec<String>,
    /// For each column of the axis its title and code.
    pub(super) columns: Vec<Column>,
}

/// Makes the header of columns; `front` are header cells that stand before them on all rows, `is_number` tells what stands
/// in a column.
pub(super) fn header(reader: &Reader<'_>, axis: &Axis, front: Vec<HeaderCell>, id: &str, is_number: &dyn Fn(usize) -> bool) -> Header {
    let merged = header_rows(axis);
    let has_codes = axis.entries.iter().any(|entry| !entry.code.is_empty());
    let is_merged = merged.len() > 1;
    let height = merged.len().saturating_add(usize::from(has_codes));
    let mut over = vec![Vec::new(); if is_merged { axis.entries.len() } else { 0 }];
    let mut columns: Vec<Column> = axis.entries.iter().enumerate().map(|(index, entry)| column(cleaned(&entry.code), is_number(index))).collect();
    let mut rows: Vec<HeaderRow> = Vec::new();
    for (depth, row) in merged.iter().enumerate() {
        let mut cells: Vec<HeaderCell> = Vec::new();
        for cell in row {
            let (title, scope, kind) = match cell.content {
                HeaderContent::Heading(index) => (axis.headings.get(index).map(|heading| reader.phrase(&heading.label)), "colgroup", "group"),
                HeaderContent::Entry(index) => {
                    (axis.entries.get(index).map(|entry| reader.phrase(&entry.label)), "col", if is_number(index) { "number" } else { "text" })
                }
            };
            let title = title.unwrap_or_default();
            let name = if is_merged { format!("{id}-h{depth}-{}", cell.first) } else { String::new() };
            for index in cell.first..cell.first.saturating_add(cell.columns) {
                if let Some(column) = columns.get_mut(index).filter(|_| !title.text.is_empty()) {
                    column.title = if column.title.is_empty() { title.text.clone() } else { format!("{} / {}", column.title, title.text) };
                }
                if let Some(names) = over.get_mut(index).filter(|_| !title.text.is_empty()) {
                    names.push(name.clone());
                }
            }
            let (columns, rows) = (cell.columns.to_string(), cell.rows.to_string());
            cells.push(HeaderCell { id: name, title, columns, rows, scope, kind, first: false });
        }
        rows.push(HeaderRow { cells });
    }
    if has_codes {
        let code = |(index, entry): (usize, &positum_plan::plan::AxisEntry)| HeaderCell {
            id: if is_merged { format!("{id}-c{index}") } else { String::new() },
            ..header_cell(Phrase { text: cleaned(&entry.code), lang: String::new() }, "code")
        };
        for (index, names) in over.iter_mut().enumerate() {
            names.push(format!("{id}-c{index}"));
        }
        rows.push(HeaderRow { cells: axis.entries.iter().enumerate().map(code).collect() });
    }
    set_front(&mut rows, front, height);
    Header { rows, over: over.iter().map(|names| names.join(" ")).collect(), columns }
}

/// Makes a cell over one column.
pub(super) fn header_cell(title: Phrase, kind: &'static str) -> HeaderCell {
    HeaderCell { title, columns: "1".to_owned(), rows: "1".to_owned(), scope: "col", kind, ..HeaderCell::default() }
}

/// Makes a column with its code.
pub(super) fn column(code: String, number: bool) -> Column {
    Column { title: String::new(), code, number }
}

/// Puts cells before all others of the header, over its whole height.
fn set_front(rows: &mut [HeaderRow], front: Vec<HeaderCell>, height: usize) {
    if let Some(first) = rows.first_mut() {
        let tall = front.into_iter().map(|cell| HeaderCell { rows: height.to_string(), ..cell });
        first.cells.splice(0..0, tall);
        if let Some(cell) = first.cells.first_mut() {
            cell.first = true;
        }
    }
}
