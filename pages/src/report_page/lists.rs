//! Lists: one row for each line, the total row at the end.
//!
//! Where notes name lines by their numbers, these stand in front.

use super::cells::{Spot, scalar, value_cell, x_cell};
use super::fixed_tables::{name_line_headers, scalar_cell};
use super::header::{Header, column, header, header_cell};
use super::notes::Notes;
use super::reader::{Reader, cleaned};
use super::{Cell, Column, Line, Phrase, TablePart};
use crate::page_words::{PageWord, more_lines_text, page_word};
use positum_plan::plan::{CellReference, ColumnId, List, Origin, TableId, TotalRow};
use positum_plan::value::ValueType;
use positum_runtime::evaluated_submission::{Cause, CellAt};
use positum_runtime::finding_text::cause_text;
use positum_runtime::submission::TOTAL;
use positum_runtime::words::{Word, not_computed_text, word};

/// The most lines of a list on a page: nobody reads more, and a page of many times more does not open.
pub(crate) const MOST_LINES_SHOWN: usize = 1_000;

/// Makes the table of a list.
pub(super) fn list_part(reader: &Reader<'_>, table: TableId, list: &List, id: &str, notes: &Notes) -> TablePart {
    let starts_with_number = list.columns.first().is_some_and(|first| reader.plan.columns[*first].origin == Origin::Sequence);
    let numbered = !starts_with_number && notes.name_lines_of(table);
    let is_number = |index: usize| list.columns.get(index).is_some_and(|column| is_number(reader, *column));
    let line_number = page_word(PageWord::LineNumber, reader.language).to_owned();
    let front = numbered.then(|| header_cell(Phrase { text: line_number.clone(), lang: String::new() }, "number"));
    let header = header(reader, &list.axis, front.into_iter().collect(), id, &is_number);
    let count = reader.evaluated.lines.lookup(table).copied().unwrap_or(0);
    let mut lines: Vec<Line> = (0..count.min(MOST_LINES_SHOWN)).map(|line| list_line(reader, table, list, line, notes)).collect();
    let mut totals = list.total.as_ref().map(|total| total_lines(reader, table, list, total, notes)).unwrap_or_default();
    finish_lines(&mut lines, &header.over, numbered);
    finish_lines(&mut totals, &header.over, false);
    if numbered {
        pad_totals(&mut totals);
    }
    if !header.over.is_empty() {
        name_line_headers(&mut lines, id);
        name_line_headers(&mut totals, &format!("{id}-total"));
    }
    if lines.is_empty() {
        lines.push(Line { remark: no_lines_text(reader, table), ..Line::default() });
    }
    if let Some(more) = count.checked_sub(MOST_LINES_SHOWN).filter(|more| *more > 0) {
        lines.push(Line { remark: more_lines_text(more, reader.language), ..Line::default() });
    }
    let Header { rows, columns, .. } = header;
    let number_column = numbered.then(|| Column { title: line_number, ..column(String::new(), true) });
    let columns = number_column.into_iter().chain(columns).collect();
    TablePart { kind: "list", headed: true, header: rows, columns, lines, totals, ..TablePart::default() }
}

/// Says that there are no lines, or why it cannot be told which there are.
fn no_lines_text(reader: &Reader<'_>, table: TableId) -> String {
    let unknown = reader.evaluated.unknown_lines.lookup(table).copied().flatten().filter(|cause| !matches!(cause, Cause::ReportLeftOut(_)));
    match unknown {
        Some(cause) => cleaned(&format!("{}: {}", not_computed_text(1, reader.language), cause_text(reader.plan, &cause, reader.language))),
        None => word(Word::NoLines, reader.language).to_owned(),
    }
}

fn is_number(reader: &Reader<'_>, column: ColumnId) -> bool {
    reader.plan.columns[column].value_type.as_ref().is_none_or(ValueType::is_number)
}

fn list_line(reader: &Reader<'_>, table: TableId, list: &List, line: usize, notes: &Notes) -> Line {
    let row = line.saturating_add(1).to_string();
    let cell = |(id, entry): (&ColumnId, &positum_plan::plan::AxisEntry)| {
        let at = CellAt { reference: CellReference::Column(*id), line };
        let spot = Spot { table, row: &row, column: &entry.code, at: Some(at) };
        let evaluated = reader.evaluated.columns.lookup(*id).and_then(|cells| cells.get(line));
        value_cell(reader, evaluated, reader.plan.columns[*id].value_type.as_ref(), spot, notes)
    };
    Line { cells: list.columns.iter().zip(&list.axis.entries).map(cell).collect(), ..Line::default() }
}

/// Tells cells their headers, and puts the number of the line in front where notes name it.
fn finish_lines(lines: &mut [Line], over: &[String], numbered: bool) {
    for (index, line) in lines.iter_mut().enumerate() {
        for (cell, headers) in line.cells.iter_mut().zip(over) {
            cell.headers.clone_from(headers);
        }
        if numbered {
            let number = index.saturating_add(1).to_string();
            line.cells.insert(0, Cell { text: number, kind: "sequence", number: true, ..Cell::default() });
        }
        if let Some(first) = line.cells.first_mut() {
            (first.first, first.heads_line) = (true, true);
            first.headers.clear();
        }
    }
}

/// Leaves room under the numbers of lines.
fn pad_totals(totals: &mut [Line]) {
    for line in totals.iter_mut().filter(|line| !line.cells.is_empty()) {
        line.cells.insert(0, Cell { kind: "sequence", ..Cell::default() });
    }
}

/// Makes the total row, and a line for its label where the first column has a total.
fn total_lines(reader: &Reader<'_>, table: TableId, list: &List, total: &TotalRow, notes: &Notes) -> Vec<Line> {
    let total_of = |column: ColumnId| total.cells.iter().find(|(id, _)| *id == column).map(|(_, cell)| *cell);
    let label = reader.phrase(&total.label);
    let mut cells: Vec<Cell> = Vec::new();
    for (column, entry) in list.columns.iter().zip(&list.axis.entries) {
        let spot = Spot { table, row: TOTAL, column: &entry.code, at: total_of(*column).map(scalar) };
        cells.push(match total_of(*column) {
            Some(cell) => scalar_cell(reader, cell, spot, notes),
            None => x_cell(reader, spot, notes),
        });
    }
    let has_first = list.columns.first().is_some_and(|first| total_of(*first).is_some());
    let mut lines = Vec::new();
    match cells.first_mut() {
        Some(first) if !has_first => {
            *first = Cell { text: label.text, lang: label.lang, kind: "label", notes: std::mem::take(&mut first.notes), ..Cell::default() }
        }
        Some(_) | None => lines.push(Line { heading: label, ..Line::default() }),
    }
    lines.push(Line { cells, ..Line::default() });
    lines
}
