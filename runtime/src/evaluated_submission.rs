//! What evaluating a submission gives: cells with states, outcomes of checks, findings.

pub use crate::evaluated_cell::EvaluatedCell;
use crate::finding::Finding;
use crate::submission::Origin;
use positum_plan::id::IdVec;
use positum_plan::period::Period;
use positum_plan::plan::{CalendarId, CellId, CellReference, CheckId, ColumnId, ParameterId, ReportId, TableId};
use positum_plan::value::Value;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An evaluated submission. Cells of reports that were not evaluated hold nothing of meaning.
#[derive(Clone, Debug)]
pub struct EvaluatedSubmission {
    /// Who reports.
    pub entity: String,
    /// For which period.
    pub period: Period,
    /// The reports that were evaluated, in the order of the plan.
    pub reports: Vec<ReportId>,
    /// The reports that were evaluated, also those that are not shown; of others, cells have no value.
    pub evaluated_reports: Vec<ReportId>,
    /// The values of parameters in the period: the submission's, else the user's, else the definition's.
    pub parameters: IdVec<ParameterId, Option<Value>>,
    /// Scalar cells; intermediates too, with exact values.
    pub cells: IdVec<CellId, EvaluatedCell>,
    /// For each column of a list its cells, line by line; intermediates too.
    pub columns: IdVec<ColumnId, Vec<EvaluatedCell>>,
    /// For each table the number of its lines; 0 for forms and grids.
    pub lines: IdVec<TableId, usize>,
    /// For each list of which it cannot be told which lines it has, why; such a list has no lines.
    pub unknown_lines: IdVec<TableId, Option<Cause>>,
    /// Outcomes of checks, in the order of the plan, then of lines.
    pub checks: Vec<CheckOutcome>,
    /// Findings, in the order of the plan's reports, tables, rows and columns.
    pub findings: Vec<Finding>,
    /// The file that most cells were read from.
    pub(crate) main_file: Option<Arc<str>>,
}

impl EvaluatedSubmission {
    /// Gives where a cell of this submission was read.
    pub fn origin_of(&self, cell: &EvaluatedCell) -> Option<Origin> {
        cell.origin(self.main_file.as_ref())
    }
}

/// The state of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellState {
    /// Read from the submission.
    Given,
    /// The result of a formula.
    Computed,
    /// Absent, and that is allowed.
    Blank,
    /// Absent, and that is a finding.
    Missing,
    /// The condition of its formula does not hold.
    NotApplicable,
    /// Given, but no value of its type.
    Unreadable,
    /// Its formula has no result.
    NotComputed,
}

impl CellState {
    /// Gives the word for it in output files.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Computed => "computed",
            Self::Blank => "blank",
            Self::Missing => "missing",
            Self::NotApplicable => "not_applicable",
            Self::Unreadable => "unreadable",
            Self::NotComputed => "not_computed",
        }
    }
}

/// A scalar cell, or a column's cell in a line (from 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellAt {
    /// The cell or column.
    pub reference: CellReference,
    /// The line, for a column.
    pub line: usize,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The cell is missing.
    Missing(CellAt),
    /// The cell was given and could not be read.
    Unreadable(CellAt),
    /// The cell's condition does not hold.
    NotApplicable(CellAt),
    /// The cell is blank.
    Blank(CellAt),
    /// The cell's formula divides by zero.
    DivisionByZero(CellAt),
    /// The result of the cell's formula has too many digits.
    OutOfRange(CellAt),
    /// The cell's formula takes the least, greatest or first of nothing.
    OfNothing(CellAt),
    /// The parameter has no value in the period.
    Parameter(ParameterId),
    /// Inside a check: a division by zero.
    DivisionByZeroInCheck,
    /// Inside a check: a result with too many digits, or of nothing.
    NoResultInCheck,
    /// The report that the cell belongs to was not evaluated.
    ReportLeftOut(ReportId),
    /// There is no earlier submission for the period.
    NoEarlierSubmission(Period),
    /// In the earlier submission for the period the cell has no value.
    EarlierCell(CellAt, Period, CellState),
    /// In the earlier submission for the period the cell, or the key of its line, was of another type or unit.
    EarlierMeasure(CellAt, Period),
    /// The cell's formula looks for a line that its list does not have.
    NoSuchLine(CellAt),
    /// The condition by which the list takes lines has no result: it divides by zero, looks for a line that is not there, or
    /// has no value to choose from.
    LinesUnknown(TableId),
    /// Inside a check: a line is looked for that the list does not have.
    NoSuchLineInCheck(TableId),
    /// The cell's formula makes a day that does not exist.
    NoSuchDay(CellAt),
    /// Inside a check: a day is made that does not exist.
    NoSuchDayInCheck,
    /// The cell's formula counts less than 0 or too many working days, or parts of one.
    WorkingDaysOutOfRange(CellAt),
    /// Inside a check: less than 0 or too many working days are counted, or parts of one.
    WorkingDaysOutOfRangeInCheck,
    /// Working days are counted that the calendar does not know.
    CalendarDoesNotKnow(CalendarId),
    /// Members of the group have the cell unreadable, or missing though it is required.
    UnknownOfMembers(CellAt),
}

impl Cause {
    /// Gives the cell where the trouble is, of this submission; nothing where it is in no cell.
    pub fn cell(self) -> Option<CellAt> {
        match self {
            Self::Missing(cell)
            | Self::Unreadable(cell)
            | Self::NotApplicable(cell)
            | Self::Blank(cell)
            | Self::DivisionByZero(cell)
            | Self::OutOfRange(cell)
            | Self::OfNothing(cell)
            | Self::NoSuchLine(cell)
            | Self::NoSuchDay(cell)
            | Self::WorkingDaysOutOfRange(cell)
            | Self::UnknownOfMembers(cell) => Some(cell),
            Self::EarlierCell(..) | Self::EarlierMeasure(..) | Self::NoEarlierSubmission(_) | Self::LinesUnknown(_) | Self::NoSuchLineInCheck(_) => {
                None
            }
            Self::Parameter(_) | Self::DivisionByZeroInCheck | Self::NoResultInCheck | Self::ReportLeftOut(_) => None,
            Self::NoSuchDayInCheck | Self::WorkingDaysOutOfRangeInCheck | Self::CalendarDoesNotKnow(_) => None,
        }
    }

    /// Makes causes equal that differ by the line of a list only.
    #[must_use]
    pub fn without_line(self) -> Self {
        let first = |cell: CellAt| CellAt { line: 0, ..cell };
        match self {
            Self::Missing(cell) => Self::Missing(first(cell)),
            Self::Unreadable(cell) => Self::Unreadable(first(cell)),
            Self::NotApplicable(cell) => Self::NotApplicable(first(cell)),
            Self::Blank(cell) => Self::Blank(first(cell)),
            Self::DivisionByZero(cell) => Self::DivisionByZero(first(cell)),
            Self::OutOfRange(cell) => Self::OutOfRange(first(cell)),
            Self::OfNothing(cell) => Self::OfNothing(first(cell)),
            Self::EarlierCell(cell, period, state) => Self::EarlierCell(first(cell), period, state),
            Self::EarlierMeasure(cell, period) => Self::EarlierMeasure(first(cell), period),
            Self::NoSuchLine(cell) => Self::NoSuchLine(first(cell)),
            Self::NoSuchDay(cell) => Self::NoSuchDay(first(cell)),
            Self::WorkingDaysOutOfRange(cell) => Self::WorkingDaysOutOfRange(first(cell)),
            Self::NoSuchDayInCheck | Self::WorkingDaysOutOfRangeInCheck | Self::CalendarDoesNotKnow(_) => self,
            Self::UnknownOfMembers(cell) => Self::UnknownOfMembers(first(cell)),
            Self::NoEarlierSubmission(_) | Self::LinesUnknown(_) | Self::NoSuchLineInCheck(_) => self,
            Self::Parameter(_) | Self::DivisionByZeroInCheck | Self::NoResultInCheck | Self::ReportLeftOut(_) => self,
        }
    }
}

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct CheckOutcome {
    /// The check.
    pub check: CheckId,
    /// The row that it stands for: a line number from 1, a row or column code, or empty. Of a text that owns its letters
    /// there would be millions.
    pub row: SmolStr,
    /// What came out.
    pub outcome: Outcome,
    aside: Option<Box<OutcomeAside>>,
}

/// What few outcomes have: those that are neither a pass nor not applicable.
#[derive(Clone, Debug)]
struct OutcomeAside {
    cause: Option<Cause>,
    messages: Messages,
}

/// The message of a check in each language of the package, with values filled in.
pub type Messages = BTreeMap<String, Vec<MessagePiece>>;

impl CheckOutcome {
    /// Makes an outcome that needs no words.
    pub fn plain(check: CheckId, row: SmolStr, outcome: Outcome) -> Self {
        Self { check, row, outcome, aside: None }
    }

    /// Makes that of a check that does not hold.
    pub fn failed(check: CheckId, row: SmolStr, messages: Messages) -> Self {
        Self { check, row, outcome: Outcome::Fail, aside: Some(Box::new(OutcomeAside { cause: None, messages })) }
    }

    /// Makes that of a check that could not be evaluated.
    pub fn not_evaluated(check: CheckId, row: SmolStr, cause: Option<Cause>) -> Self {
        let aside = OutcomeAside { cause, messages: Messages::new() };
        Self { check, row, outcome: Outcome::NotEvaluated, aside: Some(Box::new(aside)) }
    }

    /// Gives why it was not evaluated.
    pub fn cause(&self) -> Option<Cause> {
        self.aside.as_ref()?.cause
    }

    /// Gives the message in a language of the package, for a check that does not hold.
    pub fn message(&self, language: &str) -> Option<&[MessagePiece]> {
        self.aside.as_ref()?.messages.get(language).map(Vec::as_slice)
    }
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessagePiece {
    /// Text as it is.
    Text(String),
    /// A value with its type, to be written in the reader's way; nothing where there is no value.
    Value(Option<(Value, Option<positum_plan::value::ValueType>)>),
}

/// What comes out of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// It does not hold.
    Fail,
    /// Its condition does not hold.
    NotApplicable,
    /// Something that it needs has no value.
    NotEvaluated,
}

impl Outcome {
    /// Gives the word for it in output files.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotApplicable => "not_applicable",
            Self::NotEvaluated => "not_evaluated",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CheckOutcome;

    #[test]
    fn an_outcome_takes_forty_bytes_since_five_checks_of_a_million_lines_have_five_million_of_them() {
        assert!(size_of::<CheckOutcome>() <= 40, "{}", size_of::<CheckOutcome>());
    }
}
