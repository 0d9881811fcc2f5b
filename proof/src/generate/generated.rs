//! Generated submissions: what each is for, and what must come of it.

use positum_plan::period::Period;
use positum_plan::plan::{CellReference, CheckId, CodelistId, TableId};
use positum_runtime::evaluated_submission::{CellAt, Outcome};
use positum_runtime::submission::Submission;
use std::collections::BTreeMap;

/// A group of submissions that are generated for one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Submissions with which nothing is wrong.
    Valid,
    /// For each check one that just passes and one that just fails.
    Edges,
    /// For each rounded cell one whose exact result lies half way.
    Ties,
    /// Lists: empty, one line, a key twice, many lines, groups.
    Lists,
    /// What is left out, does not fit or cannot be computed.
    Blanks,
}

impl Group {
    /// Every one, in the order in which they are generated.
    pub const ALL: [Self; 5] = [Self::Valid, Self::Edges, Self::Ties, Self::Lists, Self::Blanks];

    /// Gives the stable word for it.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Edges => "edges",
            Self::Ties => "ties",
            Self::Lists => "lists",
            Self::Blanks => "blanks",
        }
    }
}

/// A generated submission, evaluated as predicted.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The name, which is that of the file and of the entity: small letters, digits, `_` and `-`.
    pub name: String,
    /// The group that it belongs to.
    pub group: Group,
    /// What it is for.
    pub purpose: Purpose,
    /// What a submission of just the other side has otherwise.
    pub beside: Option<Beside>,
    /// The submission.
    pub submission: Submission,
    /// What the same entity submitted before, by time; nothing where no formula needs it.
    pub earlier: Vec<Submission>,
    /// What was predicted from its purpose alone.
    pub expected: Expected,
    /// All that is wrong with it, so that another program can be held against it.
    pub record: Record,
}

/// What a submission is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Nothing is wrong with it.
    Valid,
    /// Nothing is wrong with it, and no more is filled in than must be.
    ValidLeast,
    /// The check passes, and its neighbour fails.
    JustPasses(CheckId),
    /// The check fails, and its neighbour passes.
    JustFails(CheckId),
    /// The check passes.
    Passes(CheckId),
    /// The check fails.
    Fails(CheckId),
    /// The exact result of the cell lies half way between two that it can show; above zero, or below.
    Tie(CellReference, bool),
    /// The list has no lines.
    NoLines(TableId),
    /// The list has one line.
    OneLine(TableId),
    /// Two lines of the list have the same key.
    KeyTwice(TableId),
    /// The derived list has one group.
    OneGroup(TableId),
    /// The derived list has as many groups as its source has lines, or several.
    SeveralGroups(TableId),
    /// All lists have many lines.
    ManyLines,
    /// Nothing is filled in.
    Empty,
    /// A value stands in a cell that does not exist.
    ValueInXCell(TableId),
    /// All texts are as long as they may be.
    LongestTexts,
    /// All numbers have as many digits as a cell can show.
    GreatestNumbers,
    /// A number has a digit more than a cell can show.
    TooManyDigits(CellAt),
    /// A code is not in the codelist.
    UnknownCode(CodelistId),
    /// A text is one sign longer than it may be.
    TextTooLong(CellAt),
    /// The formula of the cell divides by zero.
    DivisionByZero(CellReference),
}

/// The neighbour of a submission at an edge: both differ in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The name of the neighbour.
    pub name: String,
    /// The cell, as wide data names it.
    pub cell: String,
    /// What the cell has here.
    pub here: String,
    /// What it has there; nothing where it is left out.
    pub there: String,
    /// Whether both differ by one unit of the last digit.
    pub is_one_unit: bool,
}

/// What must come of a submission by its purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Whether no check of severity error or breach fails and no finding is an error.
    pub is_clean: bool,
    /// The outcome of a check: it fails in some line, or passes in one at least and fails in none.
    pub check: Option<(CheckId, Outcome)>,
    /// What a cell shows.
    pub value: Option<(CellAt, String)>,
    /// How many findings of a code there are.
    pub findings: Option<(&'static str, Count)>,
    /// How many lines lists have.
    pub lines: Vec<(TableId, usize)>,
    /// A cell that must have a finding of the code.
    pub finding_at: Option<(&'static str, CellAt)>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Just as many.
    Exactly(usize),
    /// As many or more.
    AtLeast(usize),
}

/// All that came of a submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Checks that fail, with the row, line or column where they have one, in the order of the plan.
    pub failing: Vec<(CheckId, String)>,
    /// How many findings there are of each code.
    pub findings: BTreeMap<&'static str, usize>,
    /// Whether `positum eval` ends with 1.
    pub is_wrong: bool,
}

/// Something that was asked for and is not among the submissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What it would have been for.
    pub purpose: Purpose,
    /// Why it is not there.
    pub reason: Reason,
}

/// Why a submission is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is none, which was shown.
    Never,
    /// None was found within the budget.
    Undecided,
    /// It needs a submission of an earlier period, for which the package is not in force.
    NeedsEarlier,
}

/// What was generated for a period.
#[derive(Clone, Debug)]
pub struct GeneratedSet {
    /// The period.
    pub period: Period,
    /// The submissions, by group.
    pub submissions: Vec<Generated>,
    /// What is not among them.
    pub not_found: Vec<NotFound>,
    /// Submissions that did not evaluate as predicted and were left out, by name: a mistake of ours.
    pub wrong: Vec<String>,
}
