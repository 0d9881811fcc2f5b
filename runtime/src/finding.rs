//! Findings: what is wrong with a submission, each at the cell where the trouble is.

use crate::submission::{Address, Origin};
use positum_plan::plan::Severity;
use positum_plan::text_limits::TextLimit;

/// Something wrong with a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// The cell; lists by the number of the line as evaluated, so that it agrees with the output.
    pub address: Address,
    /// Where the value was read.
    pub origin: Option<Origin>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A required cell is absent.
    MissingRequired,
    /// The value is not one of the cell's type.
    UnreadableValue {
        /// What was given.
        given: String,
        /// Whether a number, a date or a truth value was wanted.
        expected: Expected,
    },
    /// The number has more digits than a report shows.
    OutOfRange {
        /// What was given; nothing for a computed cell.
        given: Option<String>,
    },
    /// The number has more decimals than the cell.
    TooManyDecimals {
        /// What was given.
        given: String,
        /// How many the cell has.
        decimals: u32,
        /// What the cell shows.
        shown: String,
    },
    /// The code is not in the codelist.
    UnknownCode {
        /// What was given.
        given: String,
        /// The codelist.
        codelist: String,
    },
    /// The text is longer than the cell permits, or another than its pattern.
    TextDoesNotFit {
        /// What was given.
        given: String,
        /// What it does not keep.
        limit: TextLimit,
    },
    /// The package has no such report, table, row or column.
    UnknownName {
        /// The name that is not known.
        name: String,
    },
    /// The key was there before.
    DuplicateKey {
        /// The key's values.
        key: String,
        /// The line, from 1, that had it first.
        first_line: usize,
    },
    /// A value for a cell that does not exist.
    ValueInXCell {
        /// What was given.
        given: String,
    },
    /// The same cell was given twice.
    GivenTwice {
        /// Where it was given first.
        first: Origin,
    },
    /// A value was given for a computed cell, and it differs.
    SubmittedTotalDiffers {
        /// What was given, as shown.
        given: String,
        /// What was computed, as shown.
        computed: String,
    },
    /// A formula divides by zero.
    DivisionByZero {
        /// The formula as written.
        formula: String,
        /// The dividend, written out.
        dividend: String,
    },
    /// A formula looks for a line that its list does not have.
    NoSuchLine {
        /// The list.
        list: String,
        /// The key's values.
        key: String,
    },
    /// A formula makes a day that does not exist.
    NoSuchDay {
        /// The year, written out.
        year: String,
        /// The month, written out.
        month: String,
        /// The day of the month, written out.
        day: String,
    },
    /// A formula counts less than 0 or too many working days, or parts of one.
    WorkingDaysOutOfRange {
        /// How many, written out.
        given: String,
    },
    /// In the submission of a group: members have the cell unreadable, or missing though it is required.
    UnknownOfMembers,
    /// The package, or the report, is not for this period.
    PeriodNotCovered {
        /// What was given.
        period: String,
        /// What would fit, as in `2025-Q1`; nothing where the kind fits and the date does not.
        example: Option<&'static str>,
    },
}

/// What a cell expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Digits with an optional minus and `.digits`.
    Number,
    /// A date as 2025-03-31.
    Date,
    /// `true` or `false`.
    Bool,
    /// Text without control characters.
    Text,
}

impl FindingKind {
    /// Gives the stable word for it in output files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingRequired => "missing_required",
            Self::UnreadableValue { .. } => "unreadable_value",
            Self::OutOfRange { .. } => "out_of_range",
            Self::TooManyDecimals { .. } => "too_many_decimals",
            Self::UnknownCode { .. } => "unknown_code",
            Self::TextDoesNotFit { .. } => "text_does_not_fit",
            Self::UnknownName { .. } => "unknown_name",
            Self::DuplicateKey { .. } => "duplicate_key",
            Self::ValueInXCell { .. } => "value_in_x_cell",
            Self::GivenTwice { .. } => "given_twice",
            Self::SubmittedTotalDiffers { .. } => "submitted_total_differs",
            Self::DivisionByZero { .. } => "division_by_zero",
            Self::NoSuchLine { .. } => "no_such_line",
            Self::NoSuchDay { .. } => "no_such_day",
            Self::WorkingDaysOutOfRange { .. } => "working_days_out_of_range",
            Self::UnknownOfMembers => "unknown_of_members",
            Self::PeriodNotCovered { .. } => "period_not_covered",
        }
    }

    /// Gives how bad it is: an error, but for what does not change any result.
    pub fn severity(&self) -> Severity {
        match self {
            Self::TooManyDecimals { .. } | Self::UnknownName { .. } => Severity::Warning,
            Self::MissingRequired
            | Self::UnreadableValue { .. }
            | Self::OutOfRange { .. }
            | Self::UnknownCode { .. }
            | Self::TextDoesNotFit { .. }
            | Self::DuplicateKey { .. }
            | Self::ValueInXCell { .. }
            | Self::GivenTwice { .. }
            | Self::SubmittedTotalDiffers { .. }
            | Self::DivisionByZero { .. }
            | Self::NoSuchLine { .. }
            | Self::NoSuchDay { .. }
            | Self::WorkingDaysOutOfRange { .. }
            | Self::UnknownOfMembers
            | Self::PeriodNotCovered { .. } => Severity::Error,
        }
    }
}
