//! Reads CSV whose columns are known by name: the tree of entities and eliminations.
//!
//! In come bytes and the names of columns; out go lines with their fields by the place of the name. What fields mean is not
//! known here.

use super::table_error::{TableError, TableProblem};
use crate::read::csv::records::{Record, Records};
use crate::read::csv::wrong_separator;
use crate::read::{Input, LARGEST_FILE_BYTES, ReadErrorKind, ReadOptions};
use crate::submission::Origin;
use positum_plan::plan::Plan;

/// The columns that a file may have.
pub(super) struct Columns {
    /// Their names.
    pub(super) names: &'static [&'static str],
    /// Those that it must have.
    pub(super) required: &'static [&'static str],
}

/// A line of such a file.
pub(super) struct Line<'r> {
    record: &'r Record,
    places: &'r [Option<usize>],
    /// Where it stands.
    pub(super) origin: Origin,
}

impl Line<'_> {
    /// Gives the field of the column that is the `index`-th of those that there may be; empty where the file has none.
    pub(super) fn field(&self, index: usize) -> &str {
        self.places.get(index).copied().flatten().map_or("", |place| self.record.field(place))
    }

    /// Makes the error that stops reading at this line.
    pub(super) fn error(&self, problem: TableProblem) -> TableError {
        TableError::Problem { place: self.origin.clone(), problem }
    }

    /// Gives the number of the line.
    pub(super) fn number(&self) -> u64 {
        self.record.line
    }
}

/// Reads a file and hands its lines over one by one.
///
/// # Errors
/// A file that is too large, no CSV, of other columns, or what `take` finds.
pub(super) fn read_lines(
    bytes: &[u8],
    file: &str,
    plan: &Plan,
    columns: &Columns,
    take: &mut dyn FnMut(&Line<'_>) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let input = Input::new(file, plan, &ReadOptions::default());
    if bytes.len() > LARGEST_FILE_BYTES {
        return Err(input.error((0, 0), ReadErrorKind::TooLarge).into());
    }
    let mut records = Records::new(input.clone(), bytes);
    let header = match records.next_record()? {
        Some(header) => header.clone(),
        None => return Err(input.error((0, 0), ReadErrorKind::Empty).into()),
    };
    if let Some(problem) = wrong_separator(header.field(0)).filter(|_| header.len() == 1) {
        return Err(input.error((header.line, 0), problem.into()).into());
    }
    let at = |line: u64| input.origin((line, 0));
    let places = places_of(&header, columns).map_err(|problem| TableError::Problem { place: at(header.line), problem })?;
    while let Some(record) = records.next_record()? {
        let origin = at(record.line);
        if record.len() != header.len() {
            let problem = TableProblem::FieldCount { found: record.len(), expected: header.len() };
            return Err(TableError::Problem { place: origin, problem });
        }
        take(&Line { record, places: &places, origin })?;
    }
    Ok(())
}

fn places_of(header: &Record, columns: &Columns) -> Result<Vec<Option<usize>>, TableProblem> {
    let names: Vec<&str> = header.fields().collect();
    for (index, name) in names.iter().enumerate() {
        if !columns.names.contains(name) {
            let known = columns.names.iter().map(|name| (*name).to_owned()).collect();
            return Err(TableProblem::UnknownColumn { given: (*name).to_owned(), known });
        }
        if names.iter().take(index).any(|before| before == name) {
            return Err(TableProblem::RepeatedColumn((*name).to_owned()));
        }
    }
    if let Some(column) = columns.required.iter().find(|column| !names.contains(column)) {
        let header = names.iter().map(|name| (*name).to_owned()).collect();
        return Err(TableProblem::MissingColumn { column: (*column).to_owned(), header });
    }
    Ok(columns.names.iter().map(|name| names.iter().position(|other| other == name)).collect())
}
