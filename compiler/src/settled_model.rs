//! Every cell of a package with its type and at most one formula over cells; x cells are gone.

use crate::resolved_model::consolidation::Against;
use crate::resolved_model::{self, Literal, ResolvedModel, Side};
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{Comparison, Rounding};
use positum_plan::id::IdVec;
use positum_plan::plan::{Absence, Aggregate, CalendarId, CellId, CellReference, ColumnId, Earlier, ParameterId, PeriodPart, Place, TableId};
use positum_plan::text_limits::Pattern;
use positum_plan::value::ValueType;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Every cell with at most one formula.
#[derive(Debug)]
pub struct SettledModel {
    /// Names, labels and shapes.
    pub resolved: ResolvedModel,
    /// Scalar cells.
    pub cells: IdVec<CellId, Cell>,
    /// Columns of lists.
    pub columns: IdVec<ColumnId, Cell>,
    /// The cells of each table.
    pub places: IdVec<TableId, TableCells>,
    /// Conditions for lines of sources of derived lists.
    pub filters: BTreeMap<TableId, Expression>,
    /// Checks over cells, in the order of the resolved ones, then of rows or columns.
    pub checks: Vec<Check>,
    /// Places of the `overrides` that decide between two formulas, or two types.
    pub settled_overrides: BTreeSet<Span>,
    /// The cells that the consolidation names.
    pub consolidated: ConsolidatedCells,
}

/// The cells that a consolidation names.
#[derive(Debug, Default)]
pub struct ConsolidatedCells {
    /// Those in which the members of a group must agree.
    pub same: Vec<NamedCell>,
    /// Those that are added up though their type would not say so.
    pub added: Vec<NamedCell>,
    /// Of each elimination which cells stand against which.
    pub eliminations: Vec<Vec<Against<NamedCell>>>,
}

/// A cell, and where it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedCell {
    /// The cell.
    pub cell: CellReference,
    /// Where.
    pub span: Span,
}

impl SettledModel {
    /// Gives the checks with what they are called.
    pub fn checks_with_names(&self) -> impl Iterator<Item = (&Check, &resolved_model::Check)> {
        self.checks.iter().filter_map(|check| Some((check, self.resolved.checks.get(check.of)?)))
    }

    /// Gives a scalar cell or a list's column.
    pub fn slot(&self, reference: CellReference) -> &Cell {
        match reference {
            CellReference::Cell(cell) => &self.cells[cell],
            CellReference::Column(column) => &self.columns[column],
        }
    }
}

/// The cells of a table.
#[derive(Debug, Default)]
pub struct TableCells {
    /// Of a form by position; of a grid row by row, none where an x stands; of a list's total row by column.
    pub cells: Vec<Option<CellId>>,
    /// Of intermediates of forms and grids.
    pub lets: Vec<CellId>,
    /// How many columns a grid has.
    pub width: usize,
}

/// A scalar cell or a list's column.
#[derive(Debug)]
pub struct Cell {
    /// The table.
    pub table: TableId,
    /// Where it stands; a column of a list has none.
    pub place: Option<Place>,
    /// The type; an intermediate has none.
    pub value_type: Option<ValueType>,
    /// Where the type, or the intermediate, was declared.
    pub span: Span,
    /// How it gets its value.
    pub origin: Origin,
    /// How far a submitted value may be off, as a plain value.
    pub tolerance: Option<Decimal>,
}

/// How a cell gets its value.
#[derive(Debug)]
pub enum Origin {
    /// From the submission.
    Input(Absence),
    /// From a formula, with its text.
    Formula(Expression, String),
    /// The number of the line.
    Sequence,
    /// The group's key.
    GroupKey,
    /// An error was reported.
    Unknown,
}

/// A check over cells; one that holds for each row of a grid is there for each.
#[derive(Debug)]
pub struct Check {
    /// The index of the resolved check.
    pub of: usize,
    /// The row or column that it holds for.
    pub entry: Option<(Side, usize)>,
    /// When it applies.
    pub condition: Option<Expression>,
    /// What must hold.
    pub requirement: Expression,
    /// Messages by language.
    pub messages: BTreeMap<String, Vec<MessagePart>>,
}

/// A part of a message.
#[derive(Debug)]
pub enum MessagePart {
    /// Text as it is.
    Text(String),
    /// A value.
    Value(Expression),
}

/// A formula over cells.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where.
    pub span: Span,
}

/// What a formula over cells is.
#[derive(Clone, Debug)]
pub enum ExpressionKind {
    /// A written number.
    Number(Literal),
    /// A text.
    Text(String),
    /// A date.
    Date(jiff::civil::Date),
    /// A cell, or a column's cell in the line.
    Slot(CellReference),
    /// A parameter.
    Parameter(ParameterId),
    /// Terms added and subtracted.
    Chain(Vec<(bool, Expression)>),
    /// The sum of a range.
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
    Exact(CellReference),
    /// A cell in an earlier submission.
    Earlier(CellReference, Earlier),
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
        /// The derived list whose group it runs over.
        group: Option<TableId>,
        /// What is taken of each line.
        value: Option<Box<Expression>>,
        /// Which lines.
        filter: Option<Box<Expression>>,
    },
    /// An error was reported.
    Unknown,
}

impl Expression {
    /// Calls `visit` for this part and every part in it.
    pub fn visit<'e>(&'e self, visit: &mut impl FnMut(&'e Self)) {
        visit(self);
        for part in self.parts() {
            part.visit(visit);
        }
    }

    /// Gives the parts right under this one.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Slot(_)
            | ExpressionKind::Parameter(_)
            | ExpressionKind::Exact(_)
            | ExpressionKind::Earlier(..)
            | ExpressionKind::PeriodPart(_)
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
            ExpressionKind::Negation(inner) | ExpressionKind::Not(inner) | ExpressionKind::Absolute(inner) | ExpressionKind::Round(inner, _, _) => {
                vec![inner]
            }
            ExpressionKind::Matches(value, _) => vec![value],
            ExpressionKind::In(value, options) => std::iter::once(&**value).chain(options).collect(),
            ExpressionKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            ExpressionKind::Aggregate { value, filter, .. } => value.iter().chain(filter).map(|part| &**part).collect(),
        }
    }
}
