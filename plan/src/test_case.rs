//! Tests of a package: what each gives, and what must come out.
//!
//! They are no part of the plan: a plan that is shipped holds none. Cells are identifiers of the plan that was made of
//! the same definition.

use crate::period::Period;
use crate::plan::{CellId, CheckId, ColumnId, ParameterId, ReportId, TableId};
use crate::value::Value;
use std::collections::BTreeMap;

/// A test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCase {
    /// The name.
    pub name: String,
    /// The report that it is for; the whole package where there is none.
    pub report: Option<ReportId>,
    /// For which period.
    pub period: Period,
    /// Who reports.
    pub entity: String,
    /// What is given.
    pub given: Vec<GivenValue>,
    /// What the entity gave for earlier periods, by time.
    pub earlier: BTreeMap<Period, Vec<GivenValue>>,
    /// The files with submissions, by period, beside which the values that are given go first.
    pub files: BTreeMap<Period, SubmissionFile>,
    /// What must come out, in the order of the definition.
    pub expectations: Vec<Expectation>,
}

/// A file that a submission of a test is taken of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionFile {
    /// Its name within the package's folder, with `/` between folders.
    pub name: String,
    /// Whose submission is meant, where the test says it; else the one that the file has for the period.
    pub entity: Option<String>,
}

/// A value that a test gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenValue {
    /// For what.
    pub target: GivenTarget,
    /// The value as a submission writes it; nothing for something that cannot be read.
    pub text: Option<String>,
}

/// What a value is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GivenTarget {
    /// A scalar cell.
    Cell(CellId),
    /// A column in a line, from 0.
    InLine(ColumnId, usize),
    /// A parameter.
    Parameter(ParameterId),
}

/// What must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// The cell shows the value.
    Value(TestedCell, Value),
    /// The cell is in the state.
    State(TestedCell, TestedState),
    /// The check has the outcome: in the line, or, without one, in every line and in one at least. A check of each row of
    /// a grid is several of the plan's.
    Check(Vec<CheckId>, Option<TestedLine>, TestedOutcome),
    /// There is a finding of this code, of [`FINDING_CODES`]; at the cell where one is named.
    Finding(String, Option<TestedCell>),
    /// There is no finding but of cells that were not given.
    NoFindings,
}

/// A cell that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestedCell {
    /// A scalar cell.
    Cell(CellId),
    /// A column in a line of its list.
    InLine(ColumnId, TestedLine),
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedLine {
    /// The list.
    pub list: TableId,
    /// Which of its lines.
    pub which: WhichLine,
}

/// Which line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichLine {
    /// By its number, from 1.
    Number(usize),
    /// The first one with this key: columns with their values.
    Key(Vec<(ColumnId, Value)>),
}

macro_rules! define_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_doc])* $variant),+
        }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Gives the words for it in a definition.
            pub fn keyword(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
    };
}

define_words! {
    /// The state that a cell must be in.
    TestedState {
        /// Read from the submission.
        Given = "given",
        /// The result of a formula.
        Computed = "computed",
        /// Absent, and that is allowed.
        Blank = "blank",
        /// Absent, and that is a finding.
        Missing = "missing",
        /// The condition of its formula does not hold.
        NotApplicable = "not_applicable",
        /// Given, but no value of its type.
        Unreadable = "unreadable",
        /// Its formula has no result.
        NotComputed = "not_computed",
    }
}

define_words! {
    /// The outcome that a check must have.
    TestedOutcome {
        /// It holds.
        Passes = "passes",
        /// It does not hold.
        Fails = "fails",
        /// Its condition does not hold.
        DoesNotApply = "does not apply",
        /// Something that it needs has no value.
        IsNotEvaluated = "is not evaluated",
    }
}

/// The codes of findings that can be expected.
pub const FINDING_CODES: [&str; 17] = [
    "missing_required",
    "unreadable_value",
    "out_of_range",
    "too_many_decimals",
    "unknown_code",
    "unknown_name",
    "duplicate_key",
    "value_in_x_cell",
    "given_twice",
    "submitted_total_differs",
    "division_by_zero",
    "period_not_covered",
    "no_such_line",
    "text_does_not_fit",
    "no_such_day",
    "working_days_out_of_range",
    "unknown_of_members",
];

/// The code of the finding that cells which are not given make.
pub const MISSING_REQUIRED: &str = "missing_required";
