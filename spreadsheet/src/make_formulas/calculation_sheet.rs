//! The hidden sheet of calculations: who takes which of its cells, and what is written there.
//!
//! In come numbers of rows and columns that are needed; out go spots, and in the end the formulas. It knows no plan.

use crate::form_places::SheetCell;

/// The columns of a sheet.
const MOST_COLUMNS: u16 = 16_384;
/// The rows of a block of cells that stand alone.
const ALONE_ROWS: u32 = 500;

/// A cell of the hidden sheet of calculations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) column: u16,
    pub(super) row: u32,
}

impl Spot {
    /// Gives the spot so many rows further down.
    pub(super) fn down(self, rows: u32) -> Self {
        Self { row: self.row.saturating_add(rows), ..self }
    }

    /// Gives the reference, as `$A$1`.
    pub(super) fn reference(self) -> String {
        format!("${}${}", column_letters(self.column), u64::from(self.row).saturating_add(1))
    }

    /// Gives the reference of this spot and those under it, as `$A$1:$A$9`.
    pub(super) fn range(self, rows: u32) -> String {
        match rows {
            0 | 1 => self.reference(),
            _ => format!("{}:{}", self.reference(), self.down(rows.saturating_sub(1)).reference()),
        }
    }
}

/// The cells that are taken and the formulas in them.
pub(super) struct CalculationSheet {
    sheet: usize,
    /// The first row of the band in which blocks stand side by side.
    top: u32,
    /// The rows of the highest block of the band.
    height: u32,
    next_column: u16,
    /// Where the next cell that stands alone goes, and how many are left.
    alone: Option<(Spot, u32)>,
    formulas: Vec<(SheetCell, String)>,
}

impl CalculationSheet {
    pub(super) fn new(sheet: usize) -> Self {
        Self { sheet, top: 0, height: 0, next_column: 0, alone: None, formulas: Vec::new() }
    }

    /// Takes a block of cells; gives its first.
    pub(super) fn block(&mut self, rows: u32, columns: u16) -> Spot {
        if self.next_column.checked_add(columns).is_none_or(|end| end > MOST_COLUMNS) {
            self.top = self.top.saturating_add(self.height);
            self.height = 0;
            self.next_column = 0;
        }
        let spot = Spot { column: self.next_column, row: self.top };
        self.next_column = self.next_column.saturating_add(columns);
        self.height = self.height.max(rows);
        spot
    }

    /// Takes a cell that belongs to no block.
    pub(super) fn alone(&mut self) -> Spot {
        let (spot, left) = match self.alone {
            Some((spot, left)) if left > 0 => (spot, left),
            Some(_) | None => (self.block(ALONE_ROWS, 1), ALONE_ROWS),
        };
        self.alone = Some((spot.down(1), left.saturating_sub(1)));
        spot
    }

    /// Writes a formula, given without its `=`.
    pub(super) fn write(&mut self, spot: Spot, formula: &str) {
        self.formulas.push((self.cell(spot), format!("={formula}")));
    }

    /// Gives the place in the workbook.
    pub(super) fn cell(&self, spot: Spot) -> SheetCell {
        SheetCell { sheet: self.sheet, row: spot.row, column: spot.column }
    }

    /// Gives the formulas by row and column.
    pub(super) fn finished(mut self) -> Vec<(SheetCell, String)> {
        self.formulas.sort();
        self.formulas
    }
}

/// Gives the letters of a column, counted from 0.
pub(super) fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column).saturating_add(1);
    while rest > 0 {
        let letter = u8::try_from(rest.saturating_sub(1) % 26).unwrap_or_default();
        letters.push(char::from(b'A'.saturating_add(letter)));
        rest = rest.saturating_sub(1) / 26;
    }
    letters.iter().rev().collect()
}

/// Gives the reference of a visible cell as formulas of another sheet write it, as `'Form'!$C$8`.
pub(super) fn far_reference(sheets: &[String], cell: SheetCell) -> String {
    let name = sheets.get(cell.sheet).map_or("", String::as_str).replace('\'', "''");
    format!("'{name}'!${}${}", column_letters(cell.column), u64::from(cell.row).saturating_add(1))
}

/// Gives the reference of a visible cell as a formula of `from` writes it: without the sheet where it is the same.
pub(super) fn near_reference(sheets: &[String], cell: SheetCell, from: usize) -> String {
    if cell.sheet == from {
        return format!("{}{}", column_letters(cell.column), u64::from(cell.row).saturating_add(1));
    }
    let name = sheets.get(cell.sheet).map_or("", String::as_str).replace('\'', "''");
    format!("'{name}'!{}{}", column_letters(cell.column), u64::from(cell.row).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn blocks_stand_side_by_side_until_the_columns_end() {
        let mut sheet = CalculationSheet::new(3);
        assert_eq!(sheet.block(5, 16_380).reference(), "$A$1");
        assert_eq!(sheet.block(9, 4).reference(), "$XFA$1");
        assert_eq!(sheet.block(2, 1).reference(), "$A$10");
    }

    #[test]
    fn a_quote_in_the_name_of_a_sheet_is_doubled() {
        let cell = SheetCell { sheet: 0, row: 7, column: 2 };
        assert_eq!(far_reference(&["it's".to_owned()], cell), "'it''s'!$C$8");
        assert_eq!(near_reference(&["it's".to_owned()], cell, 0), "C8");
    }
}
