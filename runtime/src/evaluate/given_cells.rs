//! What was given for the cells of lists, packed: a list may have millions of them.
//!
//! In come submitted cells with their places; out go views of them, in the order of lines and columns. What few cells have,
//! a spelling of names that is not the usual one or a place in a workbook, stands beside the packed cells.

use super::find_names::LineTarget;
use crate::submission::{Given, Location, Origin, SubmittedCell};
use std::ops::Range;
use std::sync::Arc;

/// What a submission gives for a cell, where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenValue<'g> {
    Nothing,
    Text(&'g str),
    JsonNumber(&'g str),
    NoValue(&'g str),
    UnknownOfMembers,
}

/// A submitted cell, as it was read or packed.
#[derive(Clone, Copy)]
pub(super) enum GivenCell<'g> {
    Whole(&'g SubmittedCell),
    Packed(&'g GivenLines, &'g PackedCell),
}

/// The submitted cells of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct GivenLines {
    /// The file that the first of them was read from.
    file: Option<Arc<str>>,
    cells: Vec<PackedCell>,
    /// What was given, one after the other.
    texts: String,
    odd: Vec<Odd>,
}

/// A cell of a line: its place in the list, and where in [`GivenLines`] the rest stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct PackedCell {
    line: u64,
    position: u32,
    start: u32,
    length: Length,
    read_line: u32,
    read_column: u32,
    /// The number, from 1, of what is odd; 0 where nothing is.
    odd: u32,
}

/// The length of a text in its lower bits, and in the upper two what it is.
#[derive(Clone, Copy, Debug)]
struct Length(u32);

/// What is not as it is with nearly all cells.
#[derive(Clone, Debug, Default)]
struct Odd {
    /// Names of row and column that are not the number of the line and the code of the column.
    names: Option<[Box<str>; 2]>,
    origin: Option<Origin>,
    given: Option<Given>,
}

impl<'g> GivenValue<'g> {
    /// Gives what was given, as written.
    pub(super) fn text(self) -> &'g str {
        match self {
            Self::Nothing | Self::UnknownOfMembers => "",
            Self::Text(text) | Self::JsonNumber(text) | Self::NoValue(text) => text,
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.is_empty(),
            Self::JsonNumber(_) | Self::NoValue(_) | Self::UnknownOfMembers => false,
        }
    }
}

impl<'g> From<&'g Given> for GivenValue<'g> {
    fn from(given: &'g Given) -> Self {
        match given {
            Given::Nothing => Self::Nothing,
            Given::Text(text) => Self::Text(text),
            Given::JsonNumber(text) => Self::JsonNumber(text),
            Given::NoValue(text) => Self::NoValue(text),
            Given::UnknownOfMembers => Self::UnknownOfMembers,
        }
    }
}

impl<'g> GivenCell<'g> {
    pub(super) fn given(self) -> GivenValue<'g> {
        match self {
            Self::Whole(cell) => (&cell.given).into(),
            Self::Packed(lines, cell) => lines.given(cell),
        }
    }

    pub(super) fn origin(self) -> Origin {
        match self {
            Self::Whole(cell) => cell.origin.clone(),
            Self::Packed(lines, cell) => lines.origin(cell),
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        self.given().is_nothing()
    }
}

impl PackedCell {
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Gives the place of the column in the list.
    pub(super) fn position(&self) -> usize {
        usize::try_from(self.position).unwrap_or(usize::MAX)
    }

    fn key(&self) -> (u64, u32) {
        (self.line, self.position)
    }

    pub(super) fn stands_beside(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Length {
    const MOST: u32 = (1 << 30) - 1;

    fn new(kind: u32, length: usize) -> Option<Self> {
        u32::try_from(length).ok().filter(|length| *length <= Self::MOST).map(|length| Self(kind << 30 | length))
    }

    fn kind(self) -> u32 {
        self.0 >> 30
    }

    fn range(self, start: u32) -> Option<Range<usize>> {
        let start = usize::try_from(start).ok()?;
        Some(start..start.checked_add(usize::try_from(self.0 & Self::MOST).ok()?)?)
    }
}

impl GivenLines {
    /// Takes a cell in; `code` is that of its column.
    pub(super) fn push(&mut self, LineTarget { line, position }: LineTarget, code: &str, cell: &SubmittedCell) {
        let file = self.file.get_or_insert_with(|| Arc::clone(&cell.origin.file));
        let read_at = short_place(&cell.origin).filter(|_| *file == cell.origin.file);
        let value = GivenValue::from(&cell.given);
        let kind = match value {
            GivenValue::Nothing => Some(0),
            GivenValue::Text(_) => Some(1),
            GivenValue::JsonNumber(_) => Some(2),
            GivenValue::NoValue(_) => Some(3),
            GivenValue::UnknownOfMembers => None,
        };
        let length = kind.and_then(|kind| Length::new(kind, value.text().len()));
        let packed = u32::try_from(self.texts.len()).ok().zip(length);
        let address = &cell.address;
        let odd = Odd {
            names: (!is_number(&address.row, line) || address.column != code).then(|| [address.row.as_str().into(), address.column.as_str().into()]),
            origin: read_at.is_none().then(|| cell.origin.clone()),
            given: packed.is_none().then(|| cell.given.clone()),
        };
        if packed.is_some() {
            self.texts.push_str(value.text());
        }
        let odd = self.add_odd(odd);
        let (start, length) = packed.unwrap_or((0, Length(0)));
        let (read_line, read_column) = read_at.unwrap_or_default();
        // A plan with so many columns does not fit into memory.
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        self.cells.push(PackedCell { line, position, start, length, read_line, read_column, odd });
    }

    fn add_odd(&mut self, odd: Odd) -> u32 {
        if odd.names.is_none() && odd.origin.is_none() && odd.given.is_none() {
            return 0;
        }
        self.odd.push(odd);
        u32::try_from(self.odd.len()).unwrap_or(0)
    }

    /// Brings the cells into the order of lines and columns; what was given first for a place stays first.
    pub(super) fn sort(&mut self) {
        if !self.cells.is_sorted_by_key(PackedCell::key) {
            self.cells.sort_by_key(PackedCell::key);
        }
    }

    pub(super) fn cells(&self) -> &[PackedCell] {
        &self.cells
    }

    /// Forgets all cells but these, which are places in ascending order.
    pub(super) fn keep(&mut self, places: &[usize]) {
        self.cells = places.iter().filter_map(|place| self.cells.get(*place)).copied().collect();
        if self.cells.is_empty() {
            *self = Self::default();
        }
    }

    fn odd(&self, cell: &PackedCell) -> Option<&Odd> {
        self.odd.get(usize::try_from(cell.odd).ok()?.checked_sub(1)?)
    }

    fn given(&self, cell: &PackedCell) -> GivenValue<'_> {
        if let Some(given) = self.odd(cell).and_then(|odd| odd.given.as_ref()) {
            return given.into();
        }
        let text = cell.length.range(cell.start).and_then(|range| self.texts.get(range)).unwrap_or_default();
        match cell.length.kind() {
            0 => GivenValue::Nothing,
            1 => GivenValue::Text(text),
            2 => GivenValue::JsonNumber(text),
            _ => GivenValue::NoValue(text),
        }
    }

    fn origin(&self, cell: &PackedCell) -> Origin {
        if let Some(origin) = self.odd(cell).and_then(|odd| odd.origin.as_ref()) {
            return origin.clone();
        }
        let file = self.file.as_ref().map_or_else(|| Arc::from(""), Arc::clone);
        Origin::in_text(file, u64::from(cell.read_line), u64::from(cell.read_column))
    }

    /// Gives the names of row and column as they were written; `code` is that of the column.
    pub(super) fn names(&self, cell: &PackedCell, code: &str) -> [String; 2] {
        match self.odd(cell).and_then(|odd| odd.names.as_ref()) {
            Some([row, column]) => [row.to_string(), column.to_string()],
            None => [cell.line.to_string(), code.to_owned()],
        }
    }
}

/// Tells whether a text is the number as it is usually written.
fn is_number(text: &str, number: u64) -> bool {
    !text.starts_with('0') && text.len() <= 20 && text.parse() == Ok(number)
}

fn short_place(origin: &Origin) -> Option<(u32, u32)> {
    match origin.location {
        Location::Text { line, column } => u32::try_from(line).ok().zip(u32::try_from(column).ok()),
        Location::Sheet(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{GivenCell, GivenLines, GivenValue, LineTarget, PackedCell};
    use crate::submission::{Address, Given, Location, Origin, SheetCell, SubmittedCell};
    use std::sync::Arc;

    fn cell(row: &str, column: &str, given: Given, origin: Origin) -> SubmittedCell {
        let address = Address { report: "r".to_owned(), table: "l".to_owned(), row: row.to_owned(), column: column.to_owned() };
        SubmittedCell { address, given, origin }
    }

    #[test]
    fn a_packed_cell_takes_thirty_two_bytes_since_a_submission_has_millions_of_them() {
        assert!(size_of::<PackedCell>() <= 32, "{}", size_of::<PackedCell>());
    }

    #[test]
    fn what_is_packed_comes_back_as_it_was_in_the_order_of_lines_and_columns() {
        let text = |line| Origin::in_text("f.csv".into(), line, 0);
        let sheet = Location::Sheet(Arc::new(SheetCell { sheet: "S".to_owned(), cell: "A1".to_owned() }));
        let cells = [
            cell("2", "B", Given::Text("ņ".to_owned()), text(3)),
            cell("2", "A", Given::Nothing, text(u64::MAX)),
            cell("002", "A", Given::JsonNumber("1e2".to_owned()), Origin::in_text("g.csv".into(), 1, 7)),
            cell("1", "A.", Given::NoValue("[]".to_owned()), Origin { file: "f.csv".into(), location: sheet }),
            cell("18446744073709551615", "B", Given::Text(String::new()), text(0)),
        ];
        let mut lines = GivenLines::default();
        for cell in &cells {
            let position = usize::from(cell.address.column.starts_with('B'));
            lines.push(LineTarget { line: cell.address.row.parse().unwrap(), position }, ["A", "B"][position], cell);
        }
        lines.sort();
        let order = [3, 1, 2, 0, 4];
        assert_eq!(lines.cells().len(), order.len());
        for (packed, index) in lines.cells().iter().zip(order) {
            let given = GivenCell::Packed(&lines, packed);
            assert_eq!(given.given(), GivenValue::from(&cells[index].given));
            assert_eq!(given.origin(), cells[index].origin);
            let names = lines.names(packed, ["A", "B"][packed.position()]);
            assert_eq!(names, [cells[index].address.row.clone(), cells[index].address.column.clone()]);
        }
        assert!(lines.cells()[1].stands_beside(&lines.cells()[2]));
        lines.keep(&[0, 3]);
        assert_eq!(lines.cells().iter().map(PackedCell::line).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(GivenCell::Packed(&lines, &lines.cells()[1]).given(), GivenValue::Text("ņ"));
    }
}
