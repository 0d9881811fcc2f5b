//! A submission as it was read: cells by name, nothing looked up, nothing interpreted.

use positum_plan::period::Period;
use std::sync::Arc;

/// The figures of one entity for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Who reports.
    pub entity: String,
    /// For which period.
    pub period: Period,
    /// What was given, in the order of the file.
    pub cells: Vec<SubmittedCell>,
}

/// One given value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedCell {
    /// Where it belongs.
    pub address: Address,
    /// What was given.
    pub given: Given,
    /// Where it was read.
    pub origin: Origin,
}

/// The names by which a submission says where a value belongs.
///
/// A form's position stands in `row`, with `column` empty. A list's `row` is a line number from 1, or `total`.
/// A parameter has the report `parameters`, an empty table and its name in `row`. `report` and `table` are empty
/// where the submission left them out. What cannot be told apart (a whole table that is a number, say) has the
/// parts that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// The report.
    pub report: String,
    /// The table.
    pub table: String,
    /// The row, position, line number or parameter.
    pub row: String,
    /// The column.
    pub column: String,
}

/// The report name under which submissions give parameters.
pub const PARAMETERS: &str = "parameters";
/// The row name of a list's total row.
pub const TOTAL: &str = "total";

/// What a submission gives for a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing: an empty text or `null`.
    Nothing,
    /// A text; a number is read from it by the plain rules.
    Text(String),
    /// A number in the spelling of JSON.
    JsonNumber(String),
    /// Something that is no value of a cell: `true`, a list, an object; as written, shortened.
    NoValue(String),
    /// Something of which it cannot be told what it comes to: in the submission of a group, a cell that a member has
    /// unreadable, or missing though it is required.
    UnknownOfMembers,
}

/// Where a value was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The name of the file or stream.
    pub file: Arc<str>,
    /// Where in it.
    pub location: Location,
}

/// Where in a file a value was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// In a text.
    Text {
        /// The line, from 1; 0 for the file as a whole.
        line: u64,
        /// The column in characters, from 1; 0 where only the line is known.
        column: u64,
    },
    /// In a workbook; apart, because it is larger than the others and rarer.
    Sheet(Arc<SheetCell>),
}

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetCell {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell, as `C12`; empty for the sheet as a whole.
    pub cell: String,
}

impl Origin {
    /// Makes the origin of a value in a text: line from 1, column from 1 or 0 where it is not known.
    pub fn in_text(file: Arc<str>, line: u64, column: u64) -> Self {
        Self { file, location: Location::Text { line, column } }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.location {
            Location::Text { line: 0, .. } => formatter.write_str(&self.file),
            Location::Text { line, column: 0 } => write!(formatter, "{}:{line}", self.file),
            Location::Text { line, column } => write!(formatter, "{}:{line}:{column}", self.file),
            Location::Sheet(place) if place.cell.is_empty() => write!(formatter, "{}, {}", self.file, place.sheet),
            Location::Sheet(place) => write!(formatter, "{}, {}!{}", self.file, place.sheet, place.cell),
        }
    }
}
