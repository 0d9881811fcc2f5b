//! A workbook as the reader sees it: sheets with filled cells, and names of cells. Nothing of any file format.

use super::cell_reference::CellReference;
use super::workbook_error::FileProblem;
use std::collections::BTreeMap;

/// The most sheets of a workbook.
pub const MOST_SHEETS: usize = 1_000;
/// The most filled cells of the sheets of a form.
pub const MOST_CELLS: usize = 2_000_000;
/// The most characters of a cell's text, as spreadsheet programs have it.
pub const MOST_CELL_CHARACTERS: usize = 32_767;
/// The most bytes of all texts and formulas of the sheets of a form: a file may repeat one text in any number of cells.
pub const MOST_GATHERED_BYTES: usize = 256 * 1024 * 1024;
/// The rows and columns in which the mark of a table is looked for.
pub(super) const MARK_ROWS: u32 = 100;
pub(super) const MARK_COLUMNS: u32 = 50;
/// What the mark of a table begins with.
pub(super) const MARK: &str = "positum:";
/// The most rows and columns of a sheet.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

/// A workbook, as far as forms need it.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The sheets in order.
    pub(super) sheets: Vec<Sheet>,
    /// Names of forms with the cells that they stand for; none where the cell is gone.
    pub(super) names: Vec<(String, Option<CellReference>)>,
}

/// A sheet with its filled cells, row by row.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Whether a name of a form stands for one of its cells.
    pub(super) is_named: bool,
    /// Whether a cell marks it as that of a table.
    pub(super) has_mark: bool,
    pub(super) cells: BTreeMap<Position, Cell>,
}

/// The place of a cell in its sheet: row and column from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) row: u32,
    pub(super) column: u32,
}

/// A filled cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The value that is shown; of a formula the one that was computed last.
    pub(super) value: CellValue,
    /// The formula, without `=`.
    pub(super) formula: Option<String>,
    /// Whether the cell shows its number times 100, with a percent sign.
    pub(super) shows_percent: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CellValue {
    Nothing,
    Text(String),
    /// A number as decimal digits.
    Number(String),
    Bool(bool),
    /// A day as 2025-03-31, or a moment as 2025-03-31T12:00:00.
    Date(String),
    /// An error, as `#DIV/0!`.
    Error(String),
}

impl Position {
    /// Gives the name of the cell, as `C12`.
    pub(super) fn name(self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column.saturating_add(1);
        while rest > 0 {
            let letter = u8::try_from(rest.saturating_sub(1) % 26).unwrap_or_default();
            letters.push(char::from(b'A'.saturating_add(letter)));
            rest = rest.saturating_sub(1) / 26;
        }
        letters.reverse();
        format!("{}{}", letters.into_iter().collect::<String>(), self.row.saturating_add(1))
    }

    /// Reads `C12` or `$C$12`.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let name = name.strip_prefix('$').unwrap_or(name);
        let end = name.find(|letter: char| !letter.is_ascii_alphabetic())?;
        let (letters, row) = name.split_at_checked(end)?;
        let mut column: u32 = 0;
        for letter in letters.bytes() {
            let digit = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
            column = column.checked_mul(26)?.checked_add(digit)?.checked_add(1)?;
        }
        let row = row.strip_prefix('$').unwrap_or(row);
        Some(Self { row: row.parse::<u32>().ok()?.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

/// Gathers the cells of a workbook's sheets within the limits.
#[derive(Debug)]
pub(super) struct Gathering {
    cells_left: usize,
    bytes_left: usize,
}

impl Gathering {
    pub(super) fn new() -> Self {
        Self { cells_left: MOST_CELLS, bytes_left: MOST_GATHERED_BYTES }
    }

    /// Tells whether a cell is passed over, whatever it holds: of sheets that nobody asks for, as that of calculations, only the
    /// corner is looked at.
    pub(super) fn passes_over(sheet: &Sheet, position: Position) -> bool {
        !sheet.has_mark && !sheet.is_named && position.column >= MARK_COLUMNS
    }

    /// Tells whether cells below a row are still needed.
    pub(super) fn goes_on_below(sheet: &Sheet, row: u32) -> bool {
        sheet.is_named || sheet.has_mark || row < MARK_ROWS
    }

    /// Puts a copy of a cell into its sheet; tells whether the sheet may still be one of a form.
    pub(super) fn put(&mut self, sheet: &mut Sheet, position: Position, cell: &Cell) -> Result<bool, FileProblem> {
        check_place(&sheet.name, position)?;
        if is_mark(position, cell) {
            sheet.has_mark = true;
        }
        if !Self::passes_over(sheet, position) {
            self.cells_left = self.cells_left.checked_sub(1).ok_or(FileProblem::TooManyCells)?;
            self.bytes_left = self.bytes_left.checked_sub(cell.text_bytes()).ok_or(FileProblem::TooMuchText)?;
            sheet.cells.insert(position, cell.clone());
        }
        Ok(Self::goes_on_below(sheet, position.row))
    }
}

/// Refuses cells beyond the ends of sheets.
pub(super) fn check_place(sheet: &str, position: Position) -> Result<(), FileProblem> {
    let is_there = position.row < MOST_ROWS && position.column < MOST_COLUMNS;
    if is_there { Ok(()) } else { Err(FileProblem::Damaged(format!("{sheet}: no such cell"))) }
}

/// Refuses a text that no cell can hold.
pub(super) fn check_length(sheet: &str, position: Position, text: &str) -> Result<(), FileProblem> {
    // A character has at least a byte, so that most texts need not be counted.
    let is_short = text.len() <= MOST_CELL_CHARACTERS || text.chars().count() <= MOST_CELL_CHARACTERS;
    if is_short { Ok(()) } else { Err(FileProblem::LongText(format!("{sheet}!{}", position.name()))) }
}

/// Tells whether a cell is the mark of a table.
pub(super) fn is_mark(position: Position, cell: &Cell) -> bool {
    let is_near = position.row < MARK_ROWS && position.column < MARK_COLUMNS;
    is_near && matches!(&cell.value, CellValue::Text(text) if text.starts_with(MARK))
}

impl Sheet {
    /// Gives a cell; nothing where it is empty.
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&Position { row, column })
    }

    /// Gives the filled cells of a row.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        let (first, last) = (Position { row, column: 0 }, Position { row, column: u32::MAX });
        self.cells.range(first..=last).map(|(position, cell)| (position.column, cell))
    }

    /// Gives the numbers of the rows below one that have a filled cell.
    pub(super) fn rows_below(&self, row: u32) -> Vec<u32> {
        let mut rows: Vec<u32> = match row.checked_add(1) {
            Some(next) => self.cells.range(Position { row: next, column: 0 }..).map(|(position, _)| position.row).collect(),
            None => Vec::new(),
        };
        rows.dedup();
        rows
    }
}

impl Cell {
    /// Tells whether nothing is shown.
    pub(super) fn is_empty(&self) -> bool {
        match &self.value {
            CellValue::Nothing => true,
            CellValue::Text(text) => text.is_empty(),
            CellValue::Number(_) | CellValue::Bool(_) | CellValue::Date(_) | CellValue::Error(_) => false,
        }
    }
}

impl Cell {
    /// Gives how many bytes its text and formula take.
    pub(super) fn text_bytes(&self) -> usize {
        let value = match &self.value {
            CellValue::Nothing | CellValue::Bool(_) => 0,
            CellValue::Text(text) | CellValue::Number(text) | CellValue::Date(text) | CellValue::Error(text) => text.len(),
        };
        value.saturating_add(self.formula.as_ref().map_or(0, String::len))
    }
}

impl CellValue {
    /// Gives what the cell shows, near enough for people; empty where there is nothing.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) | Self::Number(text) | Self::Date(text) | Self::Error(text) => text.clone(),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn names_of_cells_are_read_and_written_alike() {
        for (name, row, column) in [("A1", 0, 0), ("Z9", 8, 25), ("AA10", 9, 26), ("AZ1", 0, 51), ("BA1", 0, 52), ("XFD1048576", 1_048_575, 16_383)] {
            let position = Position { row, column };
            assert_eq!(position.name(), name);
            assert_eq!(Position::parse(name), Some(position));
        }
        assert_eq!(Position::parse("$AA$10"), Some(Position { row: 9, column: 26 }));
        for name in ["", "A", "1", "A0", "$", "#REF!", "AAAAAAAAAA1", "A99999999999", "A1:B2"] {
            assert_eq!(Position::parse(name), None, "{name}");
        }
    }
}
