//! Cells of tables: values as the language writes them, marks where there is none, and what the marks mean.

use super::notes::{Notes, sign_of};
use super::reader::{Reader, cleaned};
use super::{Cell, Mark, Note, ReportPart};
use crate::page_words::{PageWord, blank_word, page_word};
use positum_plan::plan::{CellId, CellReference, Severity, TableId};
use positum_plan::value::{Value, ValueType};
use positum_runtime::evaluated_submission::{CellAt, CellState, EvaluatedCell};
use positum_runtime::finding_text::{severity_word, state_mark, state_word};
use positum_runtime::language::Language;
use positum_runtime::number_text::shown_value;

/// Stands where a cell does not exist.
pub(super) const NO_CELL: &str = "×";
/// Gives a cell that is there once.
pub(super) fn scalar(cell: CellId) -> CellAt {
    CellAt { reference: CellReference::Cell(cell), line: 0 }
}

/// The most characters of what was given that a cell repeats.
const MOST_GIVEN: usize = 40;

/// Where a cell stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    pub(super) table: TableId,
    /// The row or position, the number of the line, or `total`.
    pub(super) row: &'a str,
    /// The column; empty in a form.
    pub(super) column: &'a str,
    /// The cell; nothing where an `x` stands.
    pub(super) at: Option<CellAt>,
}

/// Makes a cell that holds a value, or a mark in its place.
pub(super) fn value_cell(reader: &Reader<'_>, cell: Option<&EvaluatedCell>, value_type: Option<&ValueType>, spot: Spot<'_>, notes: &Notes) -> Cell {
    let language = reader.language;
    let number = value_type.is_none_or(ValueType::is_number);
    let Some(cell) = cell else { return with_notes(Cell { kind: CellState::Blank.keyword(), number, ..Cell::default() }, spot, notes) };
    let (text, meaning) = match (&cell.value, state_mark(cell.state)) {
        (Some(value), _) => (cleaned(&shown_value(value, value_type, language)), String::new()),
        (None, Some(mark)) => (mark.to_owned(), state_word(cell.state, language).to_owned()),
        (None, None) => (String::new(), blank_word(language).to_owned()),
    };
    let is_text = matches!(&cell.value, Some(Value::Text(_)));
    let given = match cell.state {
        CellState::Unreadable => cell.given_text().map(shortened).unwrap_or_default(),
        CellState::Given | CellState::Computed | CellState::Blank | CellState::Missing | CellState::NotApplicable | CellState::NotComputed => {
            String::new()
        }
    };
    let made = Cell { text, kind: cell.state.keyword(), meaning, given, number: number && !is_text, ..Cell::default() };
    with_notes(made, spot, notes)
}

/// Makes the cell that stands where the table has none; a value may have been given for it nevertheless.
pub(super) fn x_cell(reader: &Reader<'_>, spot: Spot<'_>, notes: &Notes) -> Cell {
    let meaning = page_word(PageWord::NoCell, reader.language).to_owned();
    with_notes(Cell { text: NO_CELL.to_owned(), kind: "x", meaning, ..Cell::default() }, spot, notes)
}

fn with_notes(mut cell: Cell, spot: Spot<'_>, notes: &Notes) -> Cell {
    cell.notes = notes.beside(spot.table, spot.row, spot.column).to_vec();
    cell.explained = spot.at.map(|at| notes.explained.id_of(at)).unwrap_or_default();
    cell.described_by = cell.notes.iter().map(|note| note.target.as_str()).collect::<Vec<_>>().join(" ");
    cell
}

fn shortened(text: &str) -> String {
    let text = cleaned(text);
    match text.char_indices().nth(MOST_GIVEN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(&text)),
        None => text,
    }
}

/// Explains the marks that occur in reports.
pub(super) fn legend(reports: &[ReportPart], language: Language) -> Vec<Mark> {
    let tables = || reports.iter().flat_map(|report| &report.tables);
    let cells = || tables().flat_map(|table| table.lines.iter().chain(&table.totals)).flat_map(|line| &line.cells);
    let mut marks = Vec::new();
    if cells().any(|cell| cell.kind == "x") {
        marks.push(Mark { sign: NO_CELL, meaning: page_word(PageWord::NoCell, language).to_owned() });
    }
    for state in [CellState::Missing, CellState::Unreadable, CellState::NotComputed, CellState::NotApplicable] {
        let occurs = cells().any(|cell| cell.kind == state.keyword());
        marks.extend(state_mark(state).filter(|_| occurs).map(|sign| Mark { sign, meaning: state_word(state, language).to_owned() }));
    }
    let notes = || tables().flat_map(|table| &table.notes).chain(reports.iter().flat_map(|report| &report.notes));
    marks.extend(gravities(notes, language));
    marks
}

fn gravities<'a, N: Iterator<Item = &'a Note>>(notes: impl Fn() -> N, language: Language) -> Vec<Mark> {
    let of = |severity: Severity| notes().any(|note| note.gravity == severity.keyword());
    let mut marks: Vec<Mark> = Vec::new();
    for severity in [Severity::Breach, Severity::Error, Severity::Warning, Severity::Info].into_iter().filter(|severity| of(*severity)) {
        let (sign, meaning) = (sign_of(Some(severity)), severity_word(severity, language));
        match marks.iter_mut().find(|mark| mark.sign == sign) {
            Some(mark) => mark.meaning = format!("{}, {meaning}", mark.meaning),
            None => marks.push(Mark { sign, meaning: meaning.to_owned() }),
        }
    }
    if notes().any(|note| note.gravity == "reason") {
        marks.push(Mark { sign: sign_of(None), meaning: page_word(PageWord::Reason, language).to_owned() });
    }
    marks
}
