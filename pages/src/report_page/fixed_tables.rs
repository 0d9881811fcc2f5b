//! Forms and grids: labels and codes in front, then the value of a position, or a grid's columns.

use super::cells::{Spot, scalar, value_cell, x_cell};
use super::header::{Header, column, header, header_cell};
use super::notes::Notes;
use super::reader::{Reader, cleaned};
use super::{Cell, Column, HeaderCell, HeaderRow, Line, Phrase, TablePart};
use positum_plan::plan::{Axis, AxisEntry, CellId, TableId};
use positum_plan::value::ValueType;
use positum_runtime::words::{Word, word};

/// The deepest indent that pages have.
const DEEPEST: usize = 4;

/// Makes the table of a form.
///
/// Where its positions have names and no codes its header is not printed: the annexes print none over their closing lines.
pub(super) fn form_part(reader: &Reader<'_>, table: TableId, positions: &[CellId], axis: &Axis, notes: &Notes) -> TablePart {
    let lines = axis_lines(reader, axis, &mut |index, entry, cells| {
        let spot = |cell: CellId| Spot { table, row: &entry.code, column: "", at: Some(scalar(cell)) };
        cells.extend(positions.get(index).map(|cell| scalar_cell(reader, *cell, spot(*cell), notes)));
    });
    let is_number = positions.iter().all(|cell| reader.plan.cells[*cell].value_type.as_ref().is_none_or(ValueType::is_number));
    let value = word(Word::Value, reader.language).to_owned();
    let mut header = front(reader);
    header.push(header_cell(Phrase { text: value.clone(), lang: String::new() }, if is_number { "number" } else { "text" }));
    let mut columns = front_columns(reader);
    columns.push(Column { title: value, ..column(String::new(), is_number) });
    TablePart {
        kind: "form",
        headed: axis.entries.iter().any(|entry| !entry.has_name()),
        header: vec![HeaderRow { cells: header }],
        columns,
        lines,
        ..TablePart::default()
    }
}

/// Makes the table of a grid.
pub(super) fn grid_part(
    reader: &Reader<'_>,
    table: TableId,
    (rows, columns, cells): (&Axis, &Axis, &[Option<CellId>]),
    id: &str,
    notes: &Notes,
) -> TablePart {
    let width = columns.entries.len();
    let header = header(reader, columns, front(reader), id, &|_| true);
    let lines = axis_lines(reader, rows, &mut |index, row, line| {
        let of_row = cells.iter().skip(index.saturating_mul(width)).take(width).zip(&columns.entries);
        for (index, (cell, column)) in of_row.enumerate() {
            let spot = Spot { table, row: &row.code, column: &column.code, at: cell.map(scalar) };
            let mut made = match cell {
                Some(cell) => scalar_cell(reader, *cell, spot, notes),
                None => x_cell(reader, spot, notes),
            };
            made.headers = header.over.get(index).cloned().unwrap_or_default();
            line.push(made);
        }
    });
    let mut lines = lines;
    if !header.over.is_empty() {
        name_line_headers(&mut lines, id);
    }
    let Header { rows: header_rows, columns: grid_columns, .. } = header;
    let columns = front_columns(reader).into_iter().chain(grid_columns).collect();
    TablePart { kind: "grid", headed: true, header: header_rows, columns, lines, ..TablePart::default() }
}

/// Makes a cell that is there once.
pub(super) fn scalar_cell(reader: &Reader<'_>, cell: CellId, spot: Spot<'_>, notes: &Notes) -> Cell {
    value_cell(reader, reader.evaluated.cells.lookup(cell), reader.plan.cells[cell].value_type.as_ref(), spot, notes)
}

/// Gives the headers of lines names, and tells their cells.
pub(super) fn name_line_headers(lines: &mut [Line], id: &str) {
    for (index, line) in lines.iter_mut().enumerate() {
        let name = format!("{id}-l{index}");
        for cell in &mut line.cells {
            if cell.heads_line {
                cell.id.clone_from(&name);
            } else if !cell.headers.is_empty() {
                cell.headers = format!("{name} {}", cell.headers);
            }
        }
    }
}

fn front(reader: &Reader<'_>) -> Vec<HeaderCell> {
    let titled = |of: Word, kind| header_cell(Phrase { text: word(of, reader.language).to_owned(), lang: String::new() }, kind);
    let mut cells = vec![titled(Word::PositionName, "label"), titled(Word::Code, "code")];
    if let Some(first) = cells.first_mut() {
        first.first = true;
    }
    cells
}

fn front_columns(reader: &Reader<'_>) -> Vec<Column> {
    let titled = |of: Word| Column { title: word(of, reader.language).to_owned(), ..column(String::new(), false) };
    vec![titled(Word::PositionName), titled(Word::Code)]
}

/// Makes lines with label and code, and headings before them; `fill` adds the other cells of the line at an index.
fn axis_lines(reader: &Reader<'_>, axis: &Axis, fill: &mut dyn FnMut(usize, &AxisEntry, &mut Vec<Cell>)) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, entry) in axis.entries.iter().enumerate() {
        lines.extend(headings_before(reader, axis, index));
        let depth = axis.headings.iter().filter(|heading| (heading.start..heading.end).contains(&index)).count();
        let Phrase { text, lang } = reader.phrase(&entry.label);
        let label = Cell { text, lang, kind: "label", heads_line: true, first: true, ..Cell::default() };
        let code = Cell { text: cleaned(&entry.code), kind: "code", ..Cell::default() };
        let mut cells = vec![label, code];
        fill(index, entry, &mut cells);
        lines.push(Line { depth: depth_text(depth), cells, ..Line::default() });
    }
    lines.extend(headings_before(reader, axis, axis.entries.len()));
    lines
}

fn headings_before(reader: &Reader<'_>, axis: &Axis, index: usize) -> Vec<Line> {
    let mut headings: Vec<_> = axis.headings.iter().filter(|heading| heading.start == index).collect();
    headings.sort_by_key(|heading| heading.depth);
    headings.into_iter().map(|heading| Line { heading: reader.phrase(&heading.label), depth: depth_text(heading.depth), ..Line::default() }).collect()
}

fn depth_text(depth: usize) -> String {
    match depth.min(DEEPEST) {
        0 => String::new(),
        shown => shown.to_string(),
    }
}
