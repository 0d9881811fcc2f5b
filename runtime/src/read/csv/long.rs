//! Long CSV: a line for each cell, with the names of report, table, row and column.

use super::records::{Record, Records};
use super::{CELL_COLUMNS, IdentityColumns, check_repeated, position};
use crate::read::read_error::{HeaderProblem, IdentityProblem, ReadError, ReadErrorKind, SyntaxProblem};
use crate::read::seen_submissions::SeenSubmissions;
use crate::read::{CellReceiver, GivesSubmissions, Input, MOST_CELLS, address};
use crate::submission::{Address, Given, Location, Submission, SubmittedCell};
use positum_plan::period::Period;
use std::collections::BTreeMap;
use std::io::BufRead;

/// The column that our own output has besides; it says nothing that evaluating would not find out.
const STATE: &str = "state";

/// Which column is which.
pub(super) struct LongColumns {
    identity: IdentityColumns,
    report: usize,
    table: usize,
    row: usize,
    column: usize,
    value: usize,
    count: usize,
}

impl LongColumns {
    pub(super) fn find(input: &Input<'_>, names: Vec<String>) -> Result<Self, HeaderProblem> {
        check_repeated(&names)?;
        let [report, table, row, column, value] = CELL_COLUMNS;
        let columns = Self {
            identity: IdentityColumns::find(input, &names)?,
            report: position(&names, report)?,
            table: position(&names, table)?,
            row: position(&names, row)?,
            column: position(&names, column)?,
            value: position(&names, value)?,
            count: names.len(),
        };
        let known = |index: usize, name: &str| columns.identity.includes(index) || CELL_COLUMNS.contains(&name) || name == STATE;
        match names.iter().enumerate().find(|(index, name)| !known(*index, name)) {
            Some((_, name)) => Err(HeaderProblem::UnknownLongColumn(name.clone())),
            None => Ok(columns),
        }
    }

    fn check(&self, input: &Input<'_>, record: &Record) -> Result<(), ReadError> {
        if record.len() == self.count {
            return Ok(());
        }
        Err(input.error((record.line, 0), SyntaxProblem::FieldCount { found: record.len(), expected: self.count }.into()))
    }

    fn cell(&self, input: &Input<'_>, record: &Record) -> SubmittedCell {
        let address = address(record.field(self.report), record.field(self.table), record.field(self.row), record.field(self.column));
        SubmittedCell { address, given: given(record.field(self.value)), origin: input.origin((record.line, 0)) }
    }

    /// Puts the cell of a record into one that was there before, whose texts have room already.
    fn fill(&self, cell: &mut SubmittedCell, record: &Record) {
        let address = &mut cell.address;
        let names = [&mut address.report, &mut address.table, &mut address.row, &mut address.column];
        for (name, field) in names.into_iter().zip([self.report, self.table, self.row, self.column]) {
            name.clear();
            name.push_str(record.field(field));
        }
        let value = record.field(self.value);
        match &mut cell.given {
            Given::Text(text) if !value.is_empty() => {
                text.clear();
                text.push_str(value);
            }
            Given::Nothing | Given::Text(_) | Given::JsonNumber(_) | Given::NoValue(_) | Given::UnknownOfMembers => cell.given = given(value),
        }
        cell.origin.location = Location::Text { line: record.line, column: 0 };
    }
}

/// Takes a field as a value.
pub(super) fn given(text: &str) -> Given {
    if text.is_empty() { Given::Nothing } else { Given::Text(text.to_owned()) }
}

/// A submission whose lines are being read.
struct Begun {
    submission: Submission,
    period_text: String,
}

impl Begun {
    fn new(input: &Input<'_>, columns: &LongColumns, record: &Record) -> Result<Self, ReadError> {
        let place = (record.line, 0);
        let period_text = columns.identity.period(record);
        let submission = Submission {
            entity: input.entity(columns.identity.entity(record), place)?,
            period: input.period(period_text, place)?,
            cells: Vec::new(),
        };
        Ok(Self { submission, period_text: period_text.unwrap_or_default().to_owned() })
    }

    /// Gives what was read so far.
    fn give(&self, receiver: &mut dyn CellReceiver) {
        receiver.begin(&self.submission.entity, self.submission.period);
        self.submission.cells.iter().for_each(|cell| receiver.take(0, cell));
    }

    /// Tells whether the record is one of this submission, as far as its spelling says.
    fn includes(&self, columns: &LongColumns, record: &Record) -> bool {
        self.submission.entity == columns.identity.entity(record) && self.period_text == columns.identity.period(record).unwrap_or_default()
    }
}

/// Reads all submissions, each from lines anywhere in the file, in the order in which they begin.
pub(super) fn gather<R: BufRead>(input: &Input<'_>, columns: &LongColumns, records: &mut Records<'_, R>) -> Result<Vec<Submission>, ReadError> {
    let mut submissions = Vec::new();
    give(input, columns, records, &mut submissions)?;
    Ok(submissions)
}

impl CellReceiver for Vec<Submission> {
    fn begin(&mut self, entity: &str, period: Period) {
        self.push(Submission { entity: entity.to_owned(), period, cells: Vec::new() });
    }

    fn take(&mut self, number: usize, cell: &SubmittedCell) {
        if let Some(submission) = self.get_mut(number) {
            submission.cells.push(cell.clone());
        }
    }
}

/// Gives the cells of all submissions, whose lines may stand anywhere in the file, as they come.
pub(super) fn give<R: BufRead>(
    input: &Input<'_>,
    columns: &LongColumns,
    records: &mut Records<'_, R>,
    receiver: &mut dyn CellReceiver,
) -> Result<(), ReadError> {
    let mut begun: Vec<Begun> = Vec::new();
    let mut indexes: BTreeMap<(String, Period), usize> = BTreeMap::new();
    let (mut current, mut count) = (0, 0_usize);
    let mut cell = SubmittedCell { address: Address::default(), given: Given::Nothing, origin: input.origin((0, 0)) };
    while let Some(record) = records.next_record()? {
        columns.check(input, record)?;
        if !begun.get(current).is_some_and(|begun| begun.includes(columns, record)) {
            let new = Begun::new(input, columns, record)?;
            let next = begun.len();
            current = *indexes.entry((new.submission.entity.clone(), new.submission.period)).or_insert(next);
            if current == next {
                receiver.begin(&new.submission.entity, new.submission.period);
                begun.push(new);
            }
        }
        count = one_more(input, count, record)?;
        columns.fill(&mut cell, record);
        receiver.take(current, &cell);
    }
    Ok(())
}

/// Counts the cells of what is kept in memory at one time.
fn one_more(input: &Input<'_>, count: usize, record: &Record) -> Result<usize, ReadError> {
    if count >= MOST_CELLS { Err(input.error((record.line, 0), ReadErrorKind::TooManyCells)) } else { Ok(count.saturating_add(1)) }
}

/// Reads submissions whose lines stand together.
pub(super) struct Groups<'a, R> {
    input: Input<'a>,
    columns: LongColumns,
    records: Records<'a, R>,
    seen: SeenSubmissions,
    next: Option<Begun>,
    done: bool,
}

impl<'a, R: BufRead> Groups<'a, R> {
    pub(super) fn new(input: Input<'a>, columns: LongColumns, records: Records<'a, R>) -> Self {
        Self { input, columns, records, seen: SeenSubmissions::default(), next: None, done: false }
    }

    /// Reads to the first line of the next submission.
    fn read_group(&mut self) -> Result<Option<Submission>, ReadError> {
        let mut read: Vec<Submission> = Vec::new();
        self.give_group(&mut read)?;
        Ok(read.pop())
    }

    /// Gives the cells of a submission; tells whether there was one.
    fn give_group(&mut self, receiver: &mut dyn CellReceiver) -> Result<bool, ReadError> {
        let mut cell = SubmittedCell { address: Address::default(), given: Given::Nothing, origin: self.input.origin((0, 0)) };
        let mut current = self.next.take();
        let mut count = 0;
        if let Some(begun) = &current {
            begun.give(receiver);
        }
        while let Some(record) = self.records.next_record()? {
            self.columns.check(&self.input, record)?;
            count = one_more(&self.input, count, record)?;
            if current.as_ref().is_some_and(|begun| begun.includes(&self.columns, record)) {
                self.columns.fill(&mut cell, record);
                receiver.take(0, &cell);
                continue;
            }
            let mut new = Begun::new(&self.input, &self.columns, record)?;
            let (entity, period, line) = (&new.submission.entity, new.submission.period, record.line);
            if let Some(first_line) = self.seen.earlier_line(entity, period, line) {
                let problem = IdentityProblem::Repeated { entity: entity.clone(), period, first_line, sortable: true };
                return Err(self.input.error((line, 0), problem.into()));
            }
            new.submission.cells.push(self.columns.cell(&self.input, record));
            self.records.begin_submission();
            if current.is_some() {
                self.next = Some(new);
                return Ok(true);
            }
            new.give(receiver);
            current = Some(new);
        }
        Ok(current.is_some())
    }
}

impl<R: BufRead> GivesSubmissions for Groups<'_, R> {
    fn give_next(&mut self, receiver: &mut dyn CellReceiver) -> Result<bool, ReadError> {
        self.give_group(receiver)
    }
}

impl<R: BufRead> Iterator for Groups<'_, R> {
    type Item = Result<Submission, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let group = self.read_group().transpose();
        self.done = !matches!(group, Some(Ok(_)));
        group
    }
}
