//! What a test says, as written.

use super::{Quantity, Text, Word};
use crate::source::Span;

/// A test: what is given, and what must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The name.
    pub name: Text,
    /// The report in which bare names are looked up.
    pub report: Option<Word>,
    /// The period, as written.
    pub period: Option<(String, Span)>,
    /// Who reports.
    pub entity: Option<Text>,
    /// What is given and expected, in order.
    pub items: Vec<TestItem>,
    /// Whether a part of it could not be read.
    pub is_broken: bool,
    /// Where.
    pub span: Span,
}

/// A line of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestItem {
    /// `given 010 = 5, 020 = 6`
    Given(Vec<Assignment>),
    /// `line loans 020 = "Baker"`
    Line(TestLine),
    /// `submission "samples/2025-Q1.json"`: the file with what is given
    Submission(Text),
    /// `earlier 2024-Q4 given 010 = 5`, or another item: of the submission for that period
    Earlier((String, Span), Box<TestItem>),
    /// `entity "B" given 010 = 5`, or another item: of the submission of another entity
    OfEntity(Text, Box<TestItem>),
    /// `expect 100 = 5, enough passes`
    Expect(Vec<Expectation>),
    /// `cases { … }`
    Cases(Cases),
}

/// A table of cases: each row is a test of its own, with what the test around it gives and expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cases {
    /// For what values are given.
    pub given: Vec<GivenTarget>,
    /// About what something is expected.
    pub expected: Vec<ExpectedColumn>,
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Where the head stands.
    pub head: Span,
}

/// What a column of a table of cases expects something of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedColumn {
    /// A cell or check.
    Target(TestTarget),
    /// `finding`, or `finding at 100`: that there is one, whose code the row says.
    Finding(Option<TestTarget>, Span),
}

/// A row of a table of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// The name.
    pub name: Text,
    /// What is given, by columns; nothing for what is not.
    pub given: Vec<(Option<GivenValue>, Span)>,
    /// What must come out, by columns.
    pub expected: Vec<CaseOutcome>,
    /// Where.
    pub span: Span,
}

/// What must come out in a cell of a table of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseOutcome {
    /// What.
    pub kind: CaseOutcomeKind,
    /// Where.
    pub span: Span,
}

/// What must come out in a cell of a table of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseOutcomeKind {
    /// `-`: nothing is expected.
    Anything,
    /// `12.50 %`; under `finding` a code
    Value(TestValue),
    /// `is missing`
    State(Word),
    /// `passes`
    Check(ExpectedOutcome),
    /// `no findings`
    NoFindings,
}

/// A value given for a cell or parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// For what.
    pub target: GivenTarget,
    /// The value.
    pub value: GivenValue,
}

/// What a value is given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenTarget {
    /// `parameter max_single_loan`
    Parameter(Word),
    /// A cell, or a parameter by its name alone.
    Named(TestTarget),
}

/// What is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenValue {
    /// A value.
    Value(TestValue),
    /// `is unreadable`: something that is no value of the cell.
    Unreadable(Span),
}

/// A line that is added to a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestLine {
    /// The list's name, with its report where that is written.
    pub list: Vec<Word>,
    /// Columns with their values.
    pub cells: Vec<(Word, GivenValue)>,
    /// Where.
    pub span: Span,
}

/// Something that must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// What.
    pub kind: ExpectationKind,
    /// Where.
    pub span: Span,
}

/// What must come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectationKind {
    /// `100 = 12.50 %`
    Value(TestTarget, TestValue),
    /// `100 is missing`: the cell and the word
    State(TestTarget, Word),
    /// `enough passes`
    Check(TestTarget, ExpectedOutcome),
    /// `finding missing_required at 010`
    Finding(Word, Option<TestTarget>),
    /// `no findings`
    NoFindings,
}

/// What must come out of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedOutcome {
    /// `passes`
    Passes,
    /// `fails`
    Fails,
    /// `does not apply`
    DoesNotApply,
    /// `is not evaluated`
    IsNotEvaluated,
}

/// `report.table.row:column`, `list[key].column`, or shorter; a check is named like a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestTarget {
    /// Names before the last dot; before a key the last of them is the list.
    pub qualifiers: Vec<Word>,
    /// The key of a line, in brackets.
    pub key: Option<Vec<TestValue>>,
    /// The position, row, number of a line, column or check.
    pub word: Word,
    /// The column, or the check of a line, after a colon.
    pub column: Option<Word>,
    /// Where.
    pub span: Span,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestValue {
    /// What it is.
    pub kind: TestValueKind,
    /// Where.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TestValueKind {
    /// A number, with or without a unit; or a code made of digits.
    Number(Quantity),
    /// A date, as written.
    Date(String),
    /// A text in quotes.
    Text(Text),
    /// A bare code, or `true` or `false`.
    Word(Word),
}
