//! A package with every name looked up. Formulas still speak of rows and columns, not of cells.

pub mod consolidation;

use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{Comparison, Rounding};
use positum_plan::calendar::{Calendar, Due, Retention};
use positum_plan::id::IdVec;
use positum_plan::period::PeriodKind;
use positum_plan::plan::{
    Absence, Aggregate, CalendarId, Codelist, CodelistId, ColumnId, Earlier, Heading, Label, Package, Parameter, ParameterId, PeriodPart, ReportId,
    Severity, TableId,
};
use positum_plan::text_limits::Pattern;
use positum_plan::value::{RatioScale, ValueType};
use rust_decimal::Decimal;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A package with names looked up.
#[derive(Debug, Default)]
pub struct ResolvedModel {
    /// What the package says of itself.
    pub package: Package,
    /// Codelists that are used.
    pub codelists: IdVec<CodelistId, Codelist>,
    /// For each codelist the codes that have others under them, with those right under them in order.
    pub families: IdVec<CodelistId, BTreeMap<String, Vec<String>>>,
    /// Codelists of which a part, or all, could not be read: a code that they lack is no error of its own.
    pub broken_codelists: BTreeSet<CodelistId>,
    /// Parameters.
    pub parameters: IdVec<ParameterId, Parameter>,
    /// Where each parameter's type was declared.
    pub parameter_spans: IdVec<ParameterId, Span>,
    /// Calendars, with what they take from others.
    pub calendars: IdVec<CalendarId, Calendar>,
    /// Reports.
    pub reports: IdVec<ReportId, Report>,
    /// Tables.
    pub tables: IdVec<TableId, Table>,
    /// The list and entry of each column of a list.
    pub columns: IdVec<ColumnId, ColumnPlace>,
    /// Checks, in order.
    pub checks: Vec<Check>,
    /// How the reports of groups come from those of their members, where the package says it.
    pub consolidation: Option<consolidation::Consolidation>,
}

/// Where a list's column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnPlace {
    /// The list and the index among its columns.
    Entry(TableId, usize),
    /// The list and the index among its intermediates.
    Let(TableId, usize),
}

/// A report.
#[derive(Debug)]
pub struct Report {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// Its code in the receiving system.
    pub module: Option<String>,
    /// The length of its periods.
    pub period: Option<PeriodKind>,
    /// When it must be handed in.
    pub due: Option<Due>,
    /// How long it is kept.
    pub retention: Option<Retention>,
    /// Its tables.
    pub tables: Vec<TableId>,
}

/// A form, grid or list.
#[derive(Debug)]
pub struct Table {
    /// The report.
    pub report: ReportId,
    /// The name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// The title.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// Its shape.
    pub shape: Shape,
    /// Its intermediates.
    pub lets: Vec<Let>,
    /// The formula for the whole table, of a grid.
    pub formula: Option<TableFormula>,
}

/// The formula for all cells of a grid.
#[derive(Debug)]
pub struct TableFormula {
    /// What is computed; it speaks of grids.
    pub formula: Formula,
    /// Whether it goes before the formulas of rows, and where that is said.
    pub overrides_rows: Option<Span>,
    /// Whether it goes before the formulas of columns, and where that is said.
    pub overrides_columns: Option<Span>,
    /// Rows of the named grids that count as other rows here.
    pub maps: Vec<Map>,
}

/// A row of another grid that counts as a row of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Map {
    /// The other grid.
    pub table: TableId,
    /// Its row.
    pub from: usize,
    /// The row of this grid.
    pub to: usize,
}

/// The shape of a table.
#[derive(Debug)]
pub enum Shape {
    /// One value for each position.
    Form(Axis),
    /// Fixed rows by fixed columns.
    Grid(Axis, Axis),
    /// Fixed columns, any number of lines.
    List(List),
}

/// Entries along one side of a table.
#[derive(Debug, Default)]
pub struct Axis {
    /// Positions, rows or columns.
    pub entries: Vec<Entry>,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Codes of entries that could not be read: what refers to them is no error of its own.
    pub broken: Vec<String>,
    /// Made of the entries when a code is first looked up.
    index: OnceCell<CodeIndex>,
}

/// The codes of an axis, for finding one among tens of thousands.
#[derive(Debug, Default)]
pub struct CodeIndex {
    places: BTreeMap<String, usize>,
    /// The lengths of codes that are digits alone.
    pub digit_lengths: BTreeSet<usize>,
    /// How many parts the codes of digits with dots have.
    pub dotted_parts: BTreeSet<usize>,
    /// Whether a code of digits with dots begins with `0.`.
    pub has_zero_point: bool,
}

impl Axis {
    /// Finds an entry; of several with one code, which is an error, the first.
    pub fn find(&self, code: &str) -> Option<usize> {
        self.index().places.get(code).copied()
    }

    /// Gives what is to be known of its codes.
    pub fn index(&self) -> &CodeIndex {
        self.index.get_or_init(|| CodeIndex::new(&self.entries))
    }

    /// Gives the axis, whose entries were changed, without its index.
    pub fn indexed_anew(mut self) -> Self {
        self.index = OnceCell::new();
        self
    }

    /// Puts entries in front.
    pub fn put_first(&mut self, mut entries: Vec<Entry>) {
        entries.append(&mut self.entries);
        self.entries = entries;
        self.index = OnceCell::new();
    }
}

impl CodeIndex {
    fn new(entries: &[Entry]) -> Self {
        let mut index = Self::default();
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        for (place, entry) in entries.iter().enumerate() {
            index.places.entry(entry.code.clone()).or_insert(place);
            if is_digits(&entry.code) {
                index.digit_lengths.insert(entry.code.len());
            } else if entry.code.split('.').all(is_digits) {
                index.dotted_parts.insert(entry.code.split('.').count());
                index.has_zero_point |= entry.code.starts_with("0.");
            }
        }
        index
    }
}

/// A list.
#[derive(Debug)]
pub struct List {
    /// Columns.
    pub axis: Axis,
    /// The identifier of each column.
    pub columns: Vec<ColumnId>,
    /// The identifier of each intermediate.
    pub lets: Vec<ColumnId>,
    /// Indexes of the columns that make the key.
    pub key: Vec<usize>,
    /// The row that closes it.
    pub total: Option<TotalRow>,
    /// The list that it groups.
    pub derivation: Option<Derivation>,
}

/// How a list comes from another.
#[derive(Debug)]
pub struct Derivation {
    /// The list that is grouped.
    pub source: TableId,
    /// Columns of the source that make the key: this list's first columns.
    pub by: Vec<ColumnId>,
    /// Which lines of the source are taken.
    pub filter: Option<Formula>,
}

/// The row that closes a list.
#[derive(Debug)]
pub struct TotalRow {
    /// The title.
    pub label: Label,
    /// For each column its formula, where the row has the cell.
    pub formulas: Vec<Option<Formula>>,
}

/// A position, row or column.
#[derive(Debug)]
pub struct Entry {
    /// The code or name.
    pub code: String,
    /// Where the code stands.
    pub span: Span,
    /// The printed label.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// Its type, where it or its table declares one.
    pub declared: Option<DeclaredType>,
    /// For a row or column: indexes on the other side where nothing applies, with the place of the mark.
    pub marks: Vec<(usize, Span)>,
    /// Whether its formula goes before the other side's, and where that is said.
    pub overrides: Option<Span>,
    /// Whether its formula goes before that of the whole table, and where that is said.
    pub overrides_table: Option<Span>,
    /// Its formula.
    pub formula: Option<Formula>,
    /// How far a submitted value may be off.
    pub tolerance: Option<Literal>,
    /// Whether it takes a group's key from the source list.
    pub is_group_key: bool,
}

/// A type with what is said about absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredType {
    /// The type; a `sequence` is an integer.
    pub value_type: ValueType,
    /// Whether values are line numbers.
    pub is_sequence: bool,
    /// What an absent value is, where said.
    pub absence: Option<Absence>,
    /// Where the type stands.
    pub span: Span,
    /// Whether the entry itself says it, not its table.
    pub is_own: bool,
}

/// An intermediate value.
#[derive(Debug)]
pub struct Let {
    /// The name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// What it stands for; nothing where it has an error.
    pub formula: Option<Formula>,
}

/// A formula with its text.
#[derive(Clone, Debug)]
pub struct Formula {
    /// What is computed.
    pub expression: Expression,
    /// As written, on one line.
    pub text: String,
}

/// A check.
#[derive(Debug)]
pub struct Check {
    /// Its report.
    pub report: ReportId,
    /// Its table.
    pub table: Option<TableId>,
    /// The name.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The rows or columns of its grid for each of which it holds.
    pub each: Option<(Side, Vec<usize>)>,
    /// Where it is said for which.
    pub span: Span,
    /// How bad it is when it fails.
    pub severity: Severity,
    /// When it applies.
    pub condition: Option<Expression>,
    /// What must hold.
    pub requirement: Expression,
    /// How far two sides may be apart.
    pub tolerance: Option<Literal>,
    /// As written, on one line.
    pub text: String,
    /// What to say, by language.
    pub messages: Vec<(String, Vec<MessagePart>)>,
    /// What it rests on.
    pub source: Option<String>,
}

/// A part of a message.
#[derive(Debug)]
pub enum MessagePart {
    /// Text as it is.
    Text(String),
    /// A value.
    Value(Expression),
}

/// A written number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The plain value.
    pub value: Decimal,
    /// Its unit.
    pub unit: LiteralUnit,
    /// Where.
    pub span: Span,
}

/// The unit of a written number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LiteralUnit {
    /// None.
    None,
    /// A sign that makes it a ratio.
    Ratio(RatioScale),
    /// Days.
    Days,
    /// A currency.
    Currency(String),
}

/// A formula or a part of one.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where.
    pub span: Span,
}

/// The side of a table on which an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// A position of a form, a row of a grid.
    Row,
    /// A column of a grid or list.
    Column,
}

/// What a formula is.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// A written number.
    Number(Literal),
    /// A text.
    Text(String),
    /// A date.
    Date(jiff::civil::Date),
    /// A position, a row in the formula's column, a column in the formula's row, a list's column in the line.
    Entry(TableId, Side, usize),
    /// A cell of a grid.
    Cell(TableId, usize, usize),
    /// A cell of a list's total row.
    Total(TableId, usize),
    /// An intermediate.
    Let(TableId, usize),
    /// A grid, in the formula for a whole table: its cell of equal codes.
    Table(TableId),
    /// A parameter.
    Parameter(ParameterId),
    /// Terms added and subtracted.
    Chain(Vec<(bool, Expression)>),
    /// The sum of a range of entries.
    Range(Vec<Expression>),
    /// A product.
    Product(Box<Expression>, Box<Expression>),
    /// A quotient.
    Quotient(Box<Expression>, Box<Expression>),
    /// The other sign.
    Negation(Box<Expression>),
    /// `not`
    Not(Box<Expression>),
    /// A comparison, with the place of its operator.
    Comparison(Comparison, Span, Box<Expression>, Box<Expression>),
    /// `a in (b, c)`
    In(Box<Expression>, Vec<Expression>),
    /// `a matches "…"`
    Matches(Box<Expression>, Pattern),
    /// All hold.
    And(Vec<Expression>),
    /// One holds.
    Or(Vec<Expression>),
    /// `a when c`
    When(Box<Expression>, Box<Expression>),
    /// `a else b`
    Else(Box<Expression>, Box<Expression>),
    /// `if c then a else b`
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// The days from one date to another.
    DaysBetween(Box<Expression>, Box<Expression>),
    /// A day, of its year, month and day.
    DateOf {
        /// The year.
        year: Box<Expression>,
        /// The month.
        month: Box<Expression>,
        /// The day of the month.
        day: Box<Expression>,
    },
    /// A working day after a day.
    WorkingDaysAfter {
        /// The day.
        date: Box<Expression>,
        /// The how-manieth.
        count: Box<Expression>,
        /// The calendar.
        calendar: CalendarId,
    },
    /// Without the sign.
    Absolute(Box<Expression>),
    /// The least of several.
    Least(Vec<Expression>),
    /// The greatest of several.
    Greatest(Vec<Expression>),
    /// Rounded to decimals of the plain value.
    Round(Box<Expression>, u32, Option<Rounding>),
    /// A computed cell before its rounding.
    Exact(Box<Expression>),
    /// A cell in an earlier submission.
    Earlier(Box<Expression>, Earlier),
    /// A part of the period.
    PeriodPart(PeriodPart),
    /// A column's cell in the line that has a key.
    Lookup {
        /// The list.
        list: TableId,
        /// The values of the columns that make its key.
        keys: Vec<(ColumnId, Expression)>,
        /// The column.
        column: ColumnId,
    },
    /// Over lines of a list.
    Aggregate {
        /// What is done.
        function: Aggregate,
        /// The list.
        list: TableId,
        /// The derived list whose current line's group it runs over; else all lines.
        group: Option<TableId>,
        /// What is taken of each line.
        value: Option<Box<Expression>>,
        /// Which lines.
        filter: Option<Box<Expression>>,
    },
    /// A running sum of an entry over entries of the other side.
    RunningSum {
        /// The table.
        table: TableId,
        /// The side of the entry that is summed.
        side: Side,
        /// The entry.
        entry: usize,
        /// The entries of the other side, in order.
        over: Vec<usize>,
    },
    /// Something with an error that was reported, or that depends on one.
    Unknown,
}

impl Expression {
    /// Gives the parts right under this one.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Entry(..)
            | ExpressionKind::Cell(..)
            | ExpressionKind::Total(..)
            | ExpressionKind::Let(..)
            | ExpressionKind::Table(_)
            | ExpressionKind::Parameter(_)
            | ExpressionKind::PeriodPart(_)
            | ExpressionKind::RunningSum { .. }
            | ExpressionKind::Unknown => Vec::new(),
            ExpressionKind::Lookup { keys, .. } => keys.iter().map(|(_, key)| key).collect(),
            ExpressionKind::Chain(terms) => terms.iter().map(|(_, term)| term).collect(),
            ExpressionKind::Range(parts)
            | ExpressionKind::And(parts)
            | ExpressionKind::Or(parts)
            | ExpressionKind::Least(parts)
            | ExpressionKind::Greatest(parts) => parts.iter().collect(),
            ExpressionKind::Product(left, right)
            | ExpressionKind::Quotient(left, right)
            | ExpressionKind::DaysBetween(left, right)
            | ExpressionKind::Comparison(_, _, left, right)
            | ExpressionKind::When(left, right)
            | ExpressionKind::Else(left, right) => vec![left, right],
            ExpressionKind::DateOf { year, month, day } => vec![year, month, day],
            ExpressionKind::WorkingDaysAfter { date, count, .. } => vec![date, count],
            ExpressionKind::Negation(inner)
            | ExpressionKind::Not(inner)
            | ExpressionKind::Absolute(inner)
            | ExpressionKind::Round(inner, _, _)
            | ExpressionKind::Exact(inner)
            | ExpressionKind::Earlier(inner, _)
            | ExpressionKind::Matches(inner, _) => vec![inner],
            ExpressionKind::In(value, options) => std::iter::once(&**value).chain(options).collect(),
            ExpressionKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            ExpressionKind::Aggregate { value, filter, .. } => value.iter().chain(filter).map(|part| &**part).collect(),
        }
    }
}
