//! Wide CSV: a line for each submission, a column for each cell.

use super::cell_names::CellNames;
use super::long::given;
use super::records::Records;
use super::{IdentityColumns, check_repeated};
use crate::read::Input;
use crate::read::read_error::{HeaderProblem, IdentityProblem, ReadError, SyntaxProblem};
use crate::read::seen_submissions::SeenSubmissions;
use crate::submission::{Address, Submission, SubmittedCell};
use std::collections::BTreeSet;
use std::io::BufRead;

/// Which column is which.
pub(super) struct WideColumns {
    identity: IdentityColumns,
    cells: Vec<(usize, Address)>,
    count: usize,
}

impl WideColumns {
    pub(super) fn find(input: &Input<'_>, names: Vec<String>) -> Result<Self, HeaderProblem> {
        check_repeated(&names)?;
        let identity = IdentityColumns::find(input, &names)?;
        let cell_names = CellNames::new(input.plan);
        let mut cells = Vec::new();
        let mut taken = BTreeSet::new();
        for (index, name) in names.iter().enumerate().filter(|(index, _)| !identity.includes(*index)) {
            let address = cell_names.address(name)?;
            if !taken.insert(address.clone()) {
                return Err(HeaderProblem::RepeatedColumn(name.clone()));
            }
            cells.push((index, address));
        }
        Ok(Self { identity, cells, count: names.len() })
    }
}

/// Reads submissions line by line.
pub(super) struct Lines<'a, R> {
    input: Input<'a>,
    columns: WideColumns,
    records: Records<'a, R>,
    seen: SeenSubmissions,
    done: bool,
}

impl<'a, R: BufRead> Lines<'a, R> {
    pub(super) fn new(input: Input<'a>, columns: WideColumns, records: Records<'a, R>) -> Self {
        Self { input, columns, records, seen: SeenSubmissions::default(), done: false }
    }

    fn read_line(&mut self) -> Result<Option<Submission>, ReadError> {
        self.records.begin_submission();
        let Some(record) = self.records.next_record()? else { return Ok(None) };
        let place = (record.line, 0);
        if record.len() != self.columns.count {
            let problem = SyntaxProblem::FieldCount { found: record.len(), expected: self.columns.count };
            return Err(self.input.error(place, problem.into()));
        }
        let entity = self.input.entity(self.columns.identity.entity(record), place)?;
        let period = self.input.period(self.columns.identity.period(record), place)?;
        if let Some(first_line) = self.seen.earlier_line(&entity, period, record.line) {
            return Err(self.input.error(place, IdentityProblem::Repeated { entity, period, first_line, sortable: false }.into()));
        }
        let cell = |(index, address): &(usize, Address)| SubmittedCell {
            address: address.clone(),
            given: given(record.field(*index)),
            origin: self.input.origin(place),
        };
        Ok(Some(Submission { entity, period, cells: self.columns.cells.iter().map(cell).collect() }))
    }
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Result<Submission, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let line = self.read_line().transpose();
        self.done = !matches!(line, Some(Ok(_)));
        line
    }
}
