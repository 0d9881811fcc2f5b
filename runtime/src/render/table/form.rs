//! Makes the sheets of forms and grids.
//!
//! In come a table of the plan and the evaluated cells; out goes a sheet: labels and codes in front, then the value of a
//! form's position, or a grid's columns under their headings.

use super::Reader;
use super::layout::Upright;
use super::marks::{Marks, NO_CELL};
use super::sheet::{Column, ColumnKind, Entry, Group, Row, Sheet};
use crate::finding_text::printable;
use crate::words::{Word, word};
use positum_plan::plan::{Axis, AxisEntry, CellId};

/// Spaces by which what stands under a heading is moved in.
const INDENT: usize = 2;

/// Makes the sheet of a form.
///
/// A form whose positions have names and no codes has no header: the annexes print none over their closing lines.
pub(super) fn form_sheet(reader: &Reader<'_>, positions: &[CellId], axis: &Axis, marks: &mut Marks) -> Sheet {
    let rows = axis_rows(reader, axis, &mut |index, row| {
        row.extend(positions.get(index).map(|cell| cell_entry(reader, *cell, marks)));
    });
    let value = Column { heading: word(Word::Value, reader.language).to_owned(), code: String::new(), kind: ColumnKind::Number };
    Sheet {
        stub: label_columns(reader),
        columns: vec![value],
        groups: Vec::new(),
        rows,
        upright: Upright::Bottom,
        headed: axis.entries.iter().any(|entry| !entry.has_name()),
    }
}

/// Makes the sheet of a form with a column for each part of a group.
pub(super) fn form_sheet_of_parts(readers: &[(String, Reader<'_>)], positions: &[CellId], axis: &Axis, marks: &mut Marks) -> Option<Sheet> {
    let (_, first) = readers.first()?;
    let rows = axis_rows(first, axis, &mut |index, row| {
        let Some(cell) = positions.get(index) else { return };
        row.extend(readers.iter().map(|(_, reader)| cell_entry(reader, *cell, marks)));
    });
    let column = |(heading, _): &(String, Reader<'_>)| Column { heading: heading.clone(), code: String::new(), kind: ColumnKind::Number };
    Some(Sheet {
        stub: label_columns(first),
        columns: readers.iter().map(column).collect(),
        groups: Vec::new(),
        rows,
        upright: Upright::Bottom,
        headed: true,
    })
}

/// Makes the sheet of a grid.
pub(super) fn grid_sheet(reader: &Reader<'_>, rows: &Axis, columns: &Axis, cells: &[Option<CellId>], marks: &mut Marks) -> Sheet {
    let width = columns.entries.len();
    let sheet_rows = axis_rows(reader, rows, &mut |index, row| {
        let line = cells.iter().skip(index.saturating_mul(width)).take(width);
        row.extend(line.map(|cell| cell.map_or_else(|| Entry::new(NO_CELL), |cell| cell_entry(reader, cell, marks))));
    });
    let column = |entry: &AxisEntry| Column { heading: reader.label(&entry.label), code: printable(&entry.code), kind: ColumnKind::Number };
    Sheet {
        stub: label_columns(reader),
        columns: columns.entries.iter().map(column).collect(),
        groups: axis_groups(reader, columns),
        rows: sheet_rows,
        upright: Upright::Bottom,
        headed: true,
    }
}

/// Gives the headings that span columns.
pub(super) fn axis_groups(reader: &Reader<'_>, axis: &Axis) -> Vec<Group> {
    let spanning = axis.headings.iter().filter(|heading| heading.end > heading.start);
    spanning.map(|heading| Group { text: reader.label(&heading.label), start: heading.start, end: heading.end, depth: heading.depth }).collect()
}

fn label_columns(reader: &Reader<'_>) -> Vec<Column> {
    let label = Column { heading: word(Word::PositionName, reader.language).to_owned(), code: String::new(), kind: ColumnKind::Label };
    let code = Column { heading: word(Word::Code, reader.language).to_owned(), code: String::new(), kind: ColumnKind::Code };
    vec![label, code]
}

/// Makes rows with label and code, and headings before them; `fill` adds the other entries of the row at an index.
fn axis_rows(reader: &Reader<'_>, axis: &Axis, fill: &mut dyn FnMut(usize, &mut Vec<Entry>)) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, entry) in axis.entries.iter().enumerate() {
        rows.extend(headings_before(reader, axis, index));
        let depth = axis.headings.iter().filter(|heading| (heading.start..heading.end).contains(&index)).count();
        let label = Entry { indent: depth.saturating_mul(INDENT), ..Entry::new(reader.label(&entry.label)) };
        let code = Entry { style: super::layout::Style::Dim, ..Entry::new(printable(&entry.code)) };
        let mut row = vec![label, code];
        fill(index, &mut row);
        rows.push(Row::Entries(row));
    }
    rows.extend(headings_before(reader, axis, axis.entries.len()));
    rows
}

fn headings_before(reader: &Reader<'_>, axis: &Axis, index: usize) -> Vec<Row> {
    let mut headings: Vec<_> = axis.headings.iter().filter(|heading| heading.start == index).collect();
    headings.sort_by_key(|heading| heading.depth);
    headings.into_iter().map(|heading| Row::Heading { text: reader.label(&heading.label), indent: heading.depth.saturating_mul(INDENT) }).collect()
}

fn cell_entry(reader: &Reader<'_>, cell: CellId, marks: &mut Marks) -> Entry {
    marks.entry(reader.evaluated.cells.lookup(cell), reader.plan.cells[cell].value_type.as_ref(), reader.language)
}
