//! A table that is ready to be set: columns with headings, groups over them, rows of texts.
//!
//! In comes what the form, grid and list builders made; out go lines. A sheet wider than the page is folded into
//! blocks (`fold.rs`), each of which repeats the first columns, the stub. It knows neither plans nor values.

use super::fold::{Block, fold};
use super::header::write_header;
use super::layout::{Alignment, Cell, Content, Page, Style, Upright};

/// How a column takes up room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// Names of rows: gives way to other columns, and is shortened after the first block.
    Label,
    /// Text that may be wrapped.
    Text,
    /// Short text that stays whole: codes.
    Code,
    /// Numbers, which stay whole.
    Number,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) heading: String,
    /// The code under the heading; may be empty.
    pub(super) code: String,
    pub(super) kind: ColumnKind,
}

impl Column {
    /// Gives where texts of the column stand.
    pub(super) fn alignment(&self) -> Alignment {
        match self.kind {
            ColumnKind::Label | ColumnKind::Text | ColumnKind::Code => Alignment::Left,
            ColumnKind::Number => Alignment::Right,
        }
    }
}

/// A heading over columns, the stub not counted.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) depth: usize,
}

/// A text of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) style: Style,
    /// Spaces before it.
    pub(super) indent: usize,
    /// Whether it may be wrapped in a column of codes or numbers.
    pub(super) is_text: bool,
}

impl Entry {
    /// Makes an entry of plain style.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// A row.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// A heading between rows.
    Heading {
        text: String,
        /// Spaces before it.
        indent: usize,
    },
    /// A text for each column, those of the stub first.
    Entries(Vec<Entry>),
    /// A rule.
    Rule,
    /// A remark over the whole width.
    Remark(String),
}

/// A table that is ready to be set.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// The columns that every block begins with.
    pub(super) stub: Vec<Column>,
    /// The columns that are folded.
    pub(super) columns: Vec<Column>,
    pub(super) groups: Vec<Group>,
    pub(super) rows: Vec<Row>,
    /// Where numbers stand beside wrapped text.
    pub(super) upright: Upright,
    /// Whether it has a header at all.
    pub(super) headed: bool,
}

/// Spaces before the further lines of a label.
const HANG: usize = 2;

/// Writes a sheet, in as few blocks of at most `width` as it takes.
pub(super) fn write_sheet(sheet: &Sheet, width: usize, page: &mut Page) {
    for block in fold(sheet, width) {
        page.space();
        if sheet.headed {
            write_header(sheet, &block, page);
        }
        write_rows(sheet, &block, width, page);
    }
}

fn write_rows(sheet: &Sheet, block: &Block, width: usize, page: &mut Page) {
    let widths = block.widths();
    let mut is_first = true;
    for row in &sheet.rows {
        match row {
            Row::Heading { text, indent } => {
                if !is_first {
                    page.space();
                }
                let room = width.saturating_sub(*indent);
                for line in super::wrap::wrap(text, room, HANG, super::wrap::LongWords::Break) {
                    page.line(&format!("{}{line}", " ".repeat(*indent)), Style::Bold);
                }
            }
            Row::Entries(entries) => page.row(&widths, &cells_of(sheet, block, entries), sheet.upright),
            Row::Rule => page.rule(block.width()),
            Row::Remark(text) => page.wrapped(text, width, 0, Style::Plain),
        }
        is_first = false;
    }
}

fn cells_of(sheet: &Sheet, block: &Block, entries: &[Entry]) -> Vec<Cell> {
    let stub = block.stub.iter().filter_map(|part| Some((sheet.stub.get(part.index)?, entries.get(part.index)?, part.is_cut)));
    let first = sheet.stub.len().saturating_add(block.first);
    let columns = sheet.columns.iter().skip(block.first).take(block.columns.len());
    let texts = entries.iter().skip(first);
    stub.chain(columns.zip(texts).map(|(column, entry)| (column, entry, false)))
        .map(|(column, entry, is_cut)| cell_of(column, entry, is_cut))
        .collect()
}

fn cell_of(column: &Column, entry: &Entry, is_cut: bool) -> Cell {
    let content = match column.kind {
        _ if entry.text.is_empty() => Content::Nothing,
        ColumnKind::Label | ColumnKind::Text if is_cut => Content::Cut(entry.text.clone()),
        ColumnKind::Label => Content::Wrapped(entry.text.clone(), HANG),
        ColumnKind::Text => Content::Wrapped(entry.text.clone(), 0),
        ColumnKind::Code | ColumnKind::Number if entry.is_text => Content::Wrapped(entry.text.clone(), 0),
        ColumnKind::Code | ColumnKind::Number => Content::Whole(entry.text.clone()),
    };
    Cell { indent: entry.indent, ..Cell::new(content, column.alignment(), entry.style) }
}
