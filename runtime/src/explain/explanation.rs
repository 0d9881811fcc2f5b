//! The explanation: what writers of text, JSON and pages show of how cells came to their values.
//!
//! An owned tree without a language: labels are in all languages of the package, values have their types, causes and
//! findings have their own texts (`crate::finding_text`). Names are those of wide data, lines count from 1.

use super::smallest_change::Mending;
use crate::evaluated_submission::{Cause, CellAt, CellState, CheckOutcome};
use crate::finding::Finding;
use crate::submission::Origin;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::period::Period;
use positum_plan::plan::{Absence, Aggregate, CheckId, Earlier, Label, ParameterId, PeriodPart, ReportId, TableId};
use positum_plan::value::{Value, ValueType};

/// How cells of a submission came to their values, and checks to their outcomes.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Who reports.
    pub entity: String,
    /// For which period.
    pub period: Period,
    /// What is explained, in the order in which it was asked for.
    pub subjects: Vec<Subject>,
    /// How many subjects more there are, beyond the limit.
    pub more_subjects: usize,
    /// Findings that stand at no cell: of names that are not known, and of whole reports.
    pub other_findings: Vec<Finding>,
}

/// Something that is explained.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A cell.
    Cell(Box<CellExplanation>),
    /// A check, in one line where it has several.
    Check(Box<CheckExplanation>),
    /// A parameter.
    Parameter(Box<ParameterExplanation>),
}

/// How a cell came to its value.
#[derive(Clone, Debug)]
pub struct CellExplanation {
    /// The cell.
    pub at: CellAt,
    /// The name as wide data has it: `report.table.row:column`; lines of lists by their number.
    pub name: String,
    /// The key of the line, for a cell in a list that has one.
    pub key: Option<String>,
    /// The label of the row or position; empty for lines of lists.
    pub row_label: Label,
    /// The label of the column; empty for positions of forms.
    pub column_label: Label,
    /// The type; an intermediate has none.
    pub value_type: Option<ValueType>,
    /// How it came to its value, or why it has none.
    pub state: CellState,
    /// The value.
    pub value: Option<Value>,
    /// The number before its rounding, where that differs.
    pub before_rounding: Option<BeforeRounding>,
    /// Why there is no value, down to the root.
    pub cause: Option<Cause>,
    /// What is wrong with the cell; a submitted value that differs from the computed one is here, too.
    pub findings: Vec<Finding>,
    /// What row, column, table and report rest on.
    pub sources: Vec<SourceText>,
    /// Where the value comes from.
    pub comes_from: ComesFrom,
}

/// A number before it was rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeforeRounding {
    /// The plain number.
    pub number: Exact,
    /// The rule.
    pub rounding: Rounding,
    /// Decimals that are shown; of a percent those of the percent.
    pub decimals: u32,
}

/// Where a cell's value comes from.
#[derive(Clone, Debug)]
pub enum ComesFrom {
    /// From the submission.
    Submission(InputExplanation),
    /// From a formula.
    Formula(Box<FormulaExplanation>),
    /// It is the number of the line.
    Sequence,
    /// It is the key of a group.
    GroupKey(Box<GroupExplanation>),
    /// Its report is not for periods of this kind.
    ReportLeftOut(ReportId),
    /// It is told elsewhere in this explanation, before or above.
    ToldBefore,
    /// It has a value, and only what has none is explained here.
    NotAsked,
    /// It is beyond the depth or size of the explanation.
    BeyondLimit,
}

/// How an input was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputExplanation {
    /// Where: file and line, or sheet and cell.
    pub read_at: Option<Origin>,
    /// What was given, where it differs from what is shown.
    pub given_text: Option<String>,
    /// What the cell is without a value.
    pub absence: Absence,
}

/// How a formula came to its value.
#[derive(Clone, Debug)]
pub struct FormulaExplanation {
    /// The formula as written.
    pub text: String,
    /// The formula with values in place of names.
    pub values: Vec<FormulaPiece>,
    /// What decided which part of the formula holds, in the order in which it was looked at.
    pub branches: Vec<Branch>,
    /// Operands that the formula leaves out, each with the reason.
    pub passed_over: Vec<PassedOver>,
    /// What the formula names, as far as it was looked at.
    pub parts: Vec<Part>,
    /// How many parts more there are, beyond the limit.
    pub more_parts: usize,
}

/// A piece of a formula with values put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaPiece {
    /// An operator, bracket or function, as formulas write it.
    Text(String),
    /// A value, to be written by its type.
    Value(Value, Option<ValueType>),
    /// Something without a value.
    NoValue(CellState),
    /// So many operands are not shown.
    More(usize),
}

/// A place where a formula takes one way or another.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Which kind.
    pub kind: BranchKind,
    /// The condition with names; of `else` what stands before it.
    pub names: String,
    /// The condition with values.
    pub values: Vec<FormulaPiece>,
    /// What came of it.
    pub outcome: BranchOutcome,
}

/// The kinds of branches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BranchKind {
    /// `value when condition`.
    When,
    /// `first else second`.
    Else,
    /// `if condition then … else …`.
    If,
}

/// Which way a formula takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BranchOutcome {
    /// The condition holds, or what stands before `else` has a value: the first way.
    First,
    /// The other way; for `when` the cell does not apply.
    Second,
    /// There is no telling.
    Unknown,
}

/// An operand that a formula leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The name of the cell, or the operand as written.
    pub name: String,
    /// Why.
    pub reason: PassedOverReason,
}

/// Why an operand is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOverReason {
    /// The form has an `x` there.
    X,
    /// It is blank.
    Blank,
    /// It does not apply.
    NotApplicable,
}

/// Something that a formula names.
#[derive(Clone, Debug)]
pub enum Part {
    /// A cell.
    Cell(Box<CellExplanation>),
    /// A parameter.
    Parameter(Box<ParameterExplanation>),
    /// A cell of an earlier submission.
    Earlier(Box<EarlierExplanation>),
    /// Something over lines of a list.
    Aggregate(Box<AggregateExplanation>),
    /// A line looked for by its key.
    Lookup(Box<LookupExplanation>),
    /// The year, quarter or month of the period.
    PeriodPart(PeriodPart, Value),
}

/// Where a parameter's value comes from.
#[derive(Clone, Debug)]
pub struct ParameterExplanation {
    /// The parameter.
    pub id: ParameterId,
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// How the value is shown.
    pub value_type: ValueType,
    /// The value in the period.
    pub value: Option<Value>,
    /// Where it comes from.
    pub comes_from: ParameterSource,
    /// What the parameter and the value rest on.
    pub sources: Vec<String>,
}

/// Where a parameter's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterSource {
    /// The submission.
    Submission(Origin),
    /// Whoever evaluated.
    User,
    /// The package, with the days between which it holds.
    Package(positum_plan::period::Validity),
    /// Nowhere: it has no value in the period.
    Nowhere,
}

/// A cell of an earlier submission.
#[derive(Clone, Debug)]
pub struct EarlierExplanation {
    /// The cell, as this submission has it.
    pub name: String,
    /// Which submission.
    pub which: Earlier,
    /// Its period.
    pub period: Option<Period>,
    /// The type, as this submission has it.
    pub value_type: Option<ValueType>,
    /// The value.
    pub value: Option<Value>,
    /// Why there is none.
    pub cause: Option<Cause>,
}

/// What came of the lines of a list.
#[derive(Clone, Debug)]
pub struct AggregateExplanation {
    /// What is done.
    pub function: Aggregate,
    /// As formulas write it, with names.
    pub names: String,
    /// The list.
    pub list: TableId,
    /// The name of the list: `report.table`.
    pub list_name: String,
    /// How many lines there are, in the list or in the group.
    pub lines: usize,
    /// How many a condition leaves out.
    pub filtered_out: usize,
    /// How many are passed over, being blank or not applicable.
    pub passed_over: usize,
    /// The type of what is taken of each line.
    pub value_type: Option<ValueType>,
    /// The result.
    pub value: Option<Value>,
    /// Why there is none.
    pub cause: Option<Cause>,
    /// Lines that count: for a sum the largest, for least, greatest and first those that decide.
    pub contributions: Vec<Contribution>,
    /// How many lines more count.
    pub more_lines: usize,
    /// What these come to, for a sum.
    pub rest: Option<Exact>,
}

/// What a line brings to an aggregate.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// The line, from 1.
    pub line: usize,
    /// Its key, where the list has one.
    pub key: Option<String>,
    /// The value.
    pub value: Option<Value>,
    /// Why there is none.
    pub cause: Option<Cause>,
    /// What it is made of.
    pub parts: Vec<Part>,
}

/// A line looked for by its key.
#[derive(Clone, Debug)]
pub struct LookupExplanation {
    /// The list.
    pub list: TableId,
    /// The name of the list: `report.table`.
    pub list_name: String,
    /// The columns of the key, by code, with the values looked for.
    pub keys: Vec<(String, Option<Value>, Option<ValueType>)>,
    /// The line that was found, from 1.
    pub line: Option<usize>,
    /// Its cell.
    pub cell: Option<CellExplanation>,
    /// What the values looked for are made of.
    pub key_parts: Vec<Part>,
}

/// The lines of the source that a group stands for.
#[derive(Clone, Debug)]
pub struct GroupExplanation {
    /// The name of the list that is grouped: `report.table`.
    pub source_name: String,
    /// Its lines, from 1, with their keys; the first of them.
    pub lines: Vec<(usize, Option<String>)>,
    /// How many more there are.
    pub more_lines: usize,
}

/// What a part of the definition rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Which part.
    pub of: SourceOf,
    /// As the definition has it.
    pub text: String,
}

/// The parts of a definition that rest on something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceOf {
    /// The check.
    Check,
    /// The row or position.
    Row,
    /// The column.
    Column,
    /// The table.
    Table,
    /// The report.
    Report,
}

/// How a check came to its outcome.
#[derive(Clone, Debug)]
pub struct CheckExplanation {
    /// The check.
    pub check: CheckId,
    /// The name: `report.check` or `report.table.check`, with `[row]` where it has several.
    pub name: String,
    /// The key of the line, for a check of the lines of a list that has one.
    pub key: Option<String>,
    /// The outcome with its message.
    pub outcome: CheckOutcome,
    /// The condition with names and with values, where there is one, and whether it holds.
    pub condition: Option<Branch>,
    /// What must hold, with values; as written it stands in the plan.
    pub values: Vec<FormulaPiece>,
    /// How far apart numbers may be and still count as equal, each with its type.
    pub tolerances: Vec<(Exact, Option<ValueType>)>,
    /// Branches inside the requirement.
    pub branches: Vec<Branch>,
    /// Comparisons that decide the outcome.
    pub deciding: Vec<Deciding>,
    /// What the check names, as far as it was looked at.
    pub parts: Vec<Part>,
    /// How many parts more there are, beyond the limit.
    pub more_parts: usize,
    /// What the report of the check, and the check, rest on.
    pub sources: Vec<SourceText>,
    /// For a check that fails: what would make it pass, where that was asked for.
    pub mending: Option<Mending>,
}

/// A comparison, or another relation, that decides the outcome of a check.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// With names.
    pub names: String,
    /// With values.
    pub values: Vec<FormulaPiece>,
    /// Left less right, where both are numbers, with the type that shows it.
    pub difference: Option<(Exact, Option<ValueType>)>,
    /// The cells of its sides, those that are not zero first.
    pub cells: Vec<DecidingCell>,
    /// How many cells more there are, beyond the limit.
    pub more_cells: usize,
}

/// A cell that decides.
#[derive(Clone, Debug)]
pub struct DecidingCell {
    /// The cell.
    pub at: CellAt,
    /// The name as wide data has it.
    pub name: String,
    /// The type.
    pub value_type: Option<ValueType>,
    /// How it came to its value, or why it has none.
    pub state: CellState,
    /// The value.
    pub value: Option<Value>,
}
