//! The plan: everything that evaluating and rendering submissions of one package needs.
//!
//! Names are resolved, types checked and formulas ordered: a runtime only follows `steps`. Formulas are
//! nodes of one vector; a node's parts always stand before it, so that a plan cannot hold a cycle.

use crate::amount::Exact;
use crate::calendar::{Calendar, Due, Retention};
pub use crate::codelist::{Code, Codelist};
use crate::consolidation::Consolidation;
use crate::define_ids;
use crate::id::IdVec;
use crate::period::{Period, PeriodKind, Validity};
use crate::text_limits::Pattern;
use crate::value::{RatioScale, Value, ValueType};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

define_ids! {
    /// Names a report.
    ReportId,
    /// Names a form, grid or list.
    TableId,
    /// Names a cell that exists once in a submission.
    CellId,
    /// Names a column of a list: a cell in each of its lines.
    ColumnId,
    /// Names a part of a formula.
    NodeId,
    /// Names a codelist.
    CodelistId,
    /// Names a parameter.
    ParameterId,
    /// Names a check.
    CheckId,
    /// Names a calendar.
    CalendarId,
}

/// A text in the languages of the package, the first of which it always has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Label(pub BTreeMap<String, String>);

impl Label {
    /// Gives the text in `language`, else in the first of `fallbacks` that has it, else nothing.
    pub fn text<'a>(&'a self, language: &str, fallbacks: &[String]) -> &'a str {
        let fallback = || fallbacks.iter().find_map(|fallback| self.0.get(fallback));
        self.0.get(language).or_else(fallback).map_or("", String::as_str)
    }
}

/// A compiled package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What the package says of itself.
    pub package: Package,
    /// Lists of permitted codes.
    pub codelists: IdVec<CodelistId, Codelist>,
    /// Limits, rates and coefficients.
    pub parameters: IdVec<ParameterId, Parameter>,
    /// Calendars of working days.
    pub calendars: IdVec<CalendarId, Calendar>,
    /// Reports in the order of the definition.
    pub reports: IdVec<ReportId, Report>,
    /// Tables of all reports.
    pub tables: IdVec<TableId, Table>,
    /// Cells that exist once.
    pub cells: IdVec<CellId, Cell>,
    /// Columns of lists.
    pub columns: IdVec<ColumnId, Column>,
    /// Parts of formulas.
    pub nodes: IdVec<NodeId, Node>,
    /// Checks in the order of the definition.
    pub checks: IdVec<CheckId, Check>,
    /// What to compute, in an order in which everything needed is there.
    pub steps: Vec<Step>,
    /// Reports that only other versions of the package have.
    #[serde(default)]
    pub other_reports: BTreeSet<String>,
    /// How the reports of groups come from those of their members; nothing where groups do not report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consolidation: Option<Consolidation>,
}

/// What a package says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// Who lays the reports down.
    pub publisher: Option<String>,
    /// The languages of labels; the first is the main one.
    pub languages: Vec<String>,
    /// The periods, by their last day, that the package is for.
    pub validity: Validity,
    /// What the package rests on.
    pub source: Option<String>,
}

/// A limit, rate or coefficient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// How values are read and shown.
    pub value_type: ValueType,
    /// Values with the periods, by their last day, that they hold for. Empty: the user gives it.
    pub values: Vec<ParameterValue>,
    /// What it rests on.
    pub source: Option<String>,
}

impl Parameter {
    /// Gives what the package says for a day; of several values the one that began last.
    pub fn in_force(&self, day: Date) -> Option<&ParameterValue> {
        let in_force = self.values.iter().filter(|value| value.validity.covers(day));
        in_force.max_by_key(|value| value.validity.from)
    }

    /// Gives the package's value on a day.
    pub fn value_on(&self, day: Date) -> Option<Value> {
        self.in_force(day).map(|value| Value::Number(Exact::from(value.value)))
    }
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterValue {
    /// When it holds.
    pub validity: Validity,
    /// The plain value.
    pub value: Decimal,
    /// What it rests on.
    pub source: Option<String>,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// Its code in the receiving system.
    pub module: Option<String>,
    /// The length of its periods; any where not said.
    pub period: Option<PeriodKind>,
    /// When it must be handed in.
    pub due: Option<Due>,
    /// How long it is kept.
    pub retention: Option<Retention>,
    /// Its tables, in order.
    pub tables: Vec<TableId>,
}

/// A form, grid or list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The report that it belongs to.
    pub report: ReportId,
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// Its shape.
    pub shape: Shape,
}

/// The shape of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One value for each position.
    Form {
        /// Positions in order.
        positions: Vec<CellId>,
        /// The codes, labels and headings of the positions.
        axis: Axis,
    },
    /// Fixed rows by fixed columns.
    Grid {
        /// Rows.
        rows: Axis,
        /// Columns.
        columns: Axis,
        /// Cells row by row; none where an `x` stands.
        cells: Vec<Option<CellId>>,
    },
    /// Fixed columns, any number of lines.
    List(List),
}

/// The columns of a list and how lines come to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Columns in order.
    pub columns: Vec<ColumnId>,
    /// The codes, labels and headings of the columns.
    pub axis: Axis,
    /// Columns whose values together are there once.
    pub key: Vec<ColumnId>,
    /// The row that closes the list.
    pub total: Option<TotalRow>,
    /// The list that this one groups.
    pub derivation: Option<Derivation>,
}

/// The row that closes a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalRow {
    /// The title.
    pub label: Label,
    /// The cells, in the order of the columns; a column without one has none in the row.
    pub cells: Vec<(ColumnId, CellId)>,
}

/// How a list comes from another: one line for each distinct key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// The list that is grouped.
    pub source: TableId,
    /// Columns of the source that make the key; the derived list's first columns hold them.
    pub by: Vec<ColumnId>,
    /// Which lines of the source are taken; all where not said.
    pub filter: Option<NodeId>,
    /// That condition as written.
    #[serde(default)]
    pub filter_text: String,
}

/// The codes and labels along one side of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// Codes or names with their labels.
    pub entries: Vec<AxisEntry>,
    /// Headings over or between them.
    pub headings: Vec<Heading>,
}

/// A row, column or position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AxisEntry {
    /// The code or name, as submissions have it.
    pub code: String,
    /// The printed label.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
}

impl AxisEntry {
    /// Tells whether it is called by a name, which the definition gave, and not by a code, which the form prints.
    pub fn has_name(&self) -> bool {
        self.code.starts_with(|first: char| first.is_ascii_lowercase())
    }
}

/// A heading that spans entries, or stands before one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The printed text.
    pub label: Label,
    /// The first entry that it spans.
    pub start: usize,
    /// The entry after the last one; equal to `start` for a heading that only stands before it.
    pub end: usize,
    /// How many headings it stands under.
    pub depth: usize,
}

/// Where a scalar cell stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A position of a form: its index.
    Position(usize),
    /// A cell of a grid: the indexes of row and column.
    Grid(usize, usize),
    /// A cell of a list's total row: its column.
    Total(ColumnId),
    /// A `let`: an intermediate value, never shown.
    Let(String),
}

/// A cell that exists once in a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its table.
    pub table: TableId,
    /// Where in the table.
    pub place: Place,
    /// Its type; an intermediate has none and is never rounded.
    pub value_type: Option<ValueType>,
    /// How it gets its value.
    pub origin: Origin,
}

/// How a cell gets its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// From the submission.
    Input(Absence),
    /// From a formula.
    Formula {
        /// What is computed.
        node: NodeId,
        /// The formula as written.
        text: String,
        /// How far a submitted value may be off, as a plain value; one unit of the last shown digit where not said.
        tolerance: Option<Decimal>,
    },
    /// The number of the line.
    Sequence,
    /// The group's key, taken from the source list.
    GroupKey,
}

/// What an input cell without a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Missing, which is a finding.
    Required,
    /// Zero.
    Zero,
    /// Blank.
    Optional,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its list.
    pub table: TableId,
    /// The code or name.
    pub code: String,
    /// Its type; an intermediate has none and is never rounded.
    pub value_type: Option<ValueType>,
    /// How its cells get their values.
    pub origin: Origin,
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    /// A number, as a plain value.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// A day.
    Date(Date),
    /// A scalar cell.
    Cell(CellId),
    /// A column's cell in the current line of its list.
    Column(ColumnId),
    /// A parameter's value in the period.
    Parameter(ParameterId),
    /// A computed cell before its rounding; of a column, that in the current line.
    Exact(CellReference),
    /// A cell in an earlier submission of the entity; of a column, that in the line with the key of the current line.
    Earlier {
        /// The cell.
        cell: CellReference,
        /// Which submission.
        which: Earlier,
    },
    /// A part of the period.
    PeriodPart(PeriodPart),
    /// A day, of its numbers.
    DateOf {
        /// The year.
        year: NodeId,
        /// The month, from 1.
        month: NodeId,
        /// The day of the month, from 1.
        day: NodeId,
    },
    /// A working day after a day, which does not count itself.
    WorkingDaysAfter {
        /// The day.
        date: NodeId,
        /// The how-manieth working day; 0 is the day itself.
        count: NodeId,
        /// The calendar.
        calendar: CalendarId,
    },
    /// The cell of a column in the line of a list that has a key.
    Lookup {
        /// The list.
        list: TableId,
        /// The values of the columns that make its key.
        keys: Vec<(ColumnId, NodeId)>,
        /// The column.
        column: ColumnId,
    },
    /// A chain of `+` and `-`: without a value where a term has none.
    Sum(Vec<Term>),
    /// The sum of a range: passes over cells that do not apply or may be blank.
    Total(Vec<NodeId>),
    /// A product.
    Product(NodeId, NodeId),
    /// A quotient.
    Quotient(NodeId, NodeId),
    /// The other sign.
    Negation(NodeId),
    /// Without the sign.
    Absolute(NodeId),
    /// The least of several.
    Least(Vec<NodeId>),
    /// The greatest of several.
    Greatest(Vec<NodeId>),
    /// Rounded to decimals of the plain value.
    Round {
        /// What is rounded.
        value: NodeId,
        /// Decimals of the plain value.
        decimals: u32,
        /// The rule.
        rounding: crate::amount::Rounding,
    },
    /// A comparison.
    Comparison {
        /// The operator.
        operator: Comparison,
        /// The left side.
        left: NodeId,
        /// The right side.
        right: NodeId,
        /// The largest difference that still counts as equal.
        tolerance: Option<Decimal>,
    },
    /// Holds where the value equals one of the options, which are looked at in order until one does.
    In {
        /// The value, looked at once and first.
        value: NodeId,
        /// What it may equal.
        options: Vec<NodeId>,
    },
    /// Holds where all of a text fits a pattern.
    Matches {
        /// The text, or code.
        value: NodeId,
        /// The pattern.
        pattern: Pattern,
    },
    /// Holds where all hold.
    And(Vec<NodeId>),
    /// Holds where one holds.
    Or(Vec<NodeId>),
    /// Holds where it does not.
    Not(NodeId),
    /// The value where the condition holds; else it does not apply.
    When {
        /// The value.
        value: NodeId,
        /// The condition, looked at first.
        condition: NodeId,
    },
    /// The first, or the second where the first is missing, blank or does not apply.
    Else(NodeId, NodeId),
    /// One of two.
    If {
        /// The condition.
        condition: NodeId,
        /// Where it holds.
        then: NodeId,
        /// Where it does not.
        otherwise: NodeId,
    },
    /// Over lines of a list.
    Aggregate {
        /// What is done.
        function: Aggregate,
        /// The list.
        list: TableId,
        /// Which lines.
        lines: Lines,
        /// What is taken of each line; nothing when lines are counted.
        value: Option<NodeId>,
        /// Which of the lines.
        filter: Option<NodeId>,
    },
}

/// Which earlier submission of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// That of the period before.
    Period,
    /// That of the same period a year before.
    Year,
    /// That of the last period of the year before.
    Closing,
}

impl Earlier {
    /// Gives the period of the earlier submission.
    pub fn before(self, period: Period) -> Option<Period> {
        match self {
            Self::Period => period.previous(),
            Self::Year => period.year_before(),
            Self::Closing => period.last_of_year_before(),
        }
    }
}

/// A part of the period; numbers are taken of its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodPart {
    /// The year.
    Year,
    /// The quarter, from 1.
    Quarter,
    /// The month, from 1.
    Month,
    /// The first day.
    FirstDay,
    /// The last day.
    LastDay,
}

impl PeriodPart {
    /// Gives the part of a period.
    pub fn of(self, period: Period) -> Value {
        let day = period.last_day();
        let number = |number: i16| Value::Number(Exact::whole(i128::from(number)));
        match self {
            Self::Year => number(day.year()),
            Self::Quarter => number(i16::from(day.month().saturating_add(2) / 3)),
            Self::Month => number(i16::from(day.month())),
            Self::FirstDay => Value::Date(period.first_day()),
            Self::LastDay => Value::Date(day),
        }
    }

    /// Gives the word for it in a definition.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::FirstDay => "first_day",
            Self::LastDay => "last_day",
        }
    }
}

/// A term of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Whether it is subtracted.
    pub negative: bool,
    /// What is added.
    pub node: NodeId,
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What is done with lines of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// The sum.
    Sum,
    /// How many.
    Count,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// The first.
    First,
}

/// Which lines an aggregate runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lines {
    /// All.
    All,
    /// Those of the current line of the derived list.
    OfGroup(TableId),
}

/// A relation that must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Its report.
    pub report: ReportId,
    /// Its table, where it stands in one.
    pub table: Option<TableId>,
    /// The name.
    pub name: String,
    /// How bad it is when it fails.
    pub severity: Severity,
    /// How often it is looked at.
    pub scope: Scope,
    /// When it applies.
    pub condition: Option<NodeId>,
    /// What must hold.
    pub requirement: NodeId,
    /// The requirement as written.
    pub text: String,
    /// What to say when it fails, by language.
    pub messages: BTreeMap<String, Vec<MessagePart>>,
    /// The cells that it looks at.
    pub cells: Vec<CellReference>,
    /// What it rests on.
    pub source: Option<String>,
}

/// A cell, or a column's cell in the current line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellReference {
    /// A scalar cell.
    Cell(CellId),
    /// A column.
    Column(ColumnId),
}

/// How often a check is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Once.
    Once,
    /// Once for each line of the list.
    EachLine(TableId),
    /// Once, for the row of a grid whose code this is.
    Row(String),
    /// Once, for the column of a grid whose code this is.
    Column(String),
}

/// How bad a failed check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth looking at.
    Warning,
    /// The submission is wrong.
    Error,
    /// The submission is right and a legal limit is broken.
    Breach,
}

impl Severity {
    /// Gives the word for it.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Breach => "breach",
        }
    }
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessagePart {
    /// Text as it is.
    Text(String),
    /// A value, shown by its type.
    Value {
        /// The value.
        node: NodeId,
        /// How it is shown; an intermediate has no type.
        value_type: Option<ValueType>,
    },
}

/// Something to compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A scalar cell.
    Cell(CellId),
    /// A column in all lines of its list.
    Column(ColumnId),
    /// The lines of a derived list.
    Group(TableId),
}

/// Gives, of the versions of a package, the plan for a period; that nearest in time where none is for it.
pub fn plan_for(plans: &[Plan], period: Period) -> Option<(usize, &Plan)> {
    let day = period.last_day();
    let versions = || plans.iter().enumerate();
    let covers = versions().find(|(_, plan)| plan.package.validity.covers(day));
    let next = || versions().find(|(_, plan)| plan.package.validity.from.is_some_and(|from| day < from));
    covers.or_else(next).or_else(|| versions().next_back())
}

impl Plan {
    /// Gives the parts of a formula that stand right under `node`.
    pub fn parts(&self, node: NodeId) -> Vec<NodeId> {
        match &self.nodes[node] {
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Cell(_) | Node::Column(_) | Node::Parameter(_) => Vec::new(),
            Node::Exact(_) | Node::Earlier { .. } | Node::PeriodPart(_) => Vec::new(),
            Node::DateOf { year, month, day } => vec![*year, *month, *day],
            Node::WorkingDaysAfter { date, count, .. } => vec![*date, *count],
            Node::Lookup { keys, .. } => keys.iter().map(|(_, key)| *key).collect(),
            Node::Sum(terms) => terms.iter().map(|term| term.node).collect(),
            Node::Total(nodes) | Node::Least(nodes) | Node::Greatest(nodes) | Node::And(nodes) | Node::Or(nodes) => nodes.clone(),
            Node::Product(left, right) | Node::Quotient(left, right) | Node::Else(left, right) | Node::Comparison { left, right, .. } => {
                vec![*left, *right]
            }
            Node::Negation(inner)
            | Node::Absolute(inner)
            | Node::Not(inner)
            | Node::Round { value: inner, .. }
            | Node::Matches { value: inner, .. } => vec![*inner],
            Node::In { value, options } => std::iter::once(*value).chain(options.iter().copied()).collect(),
            Node::When { value, condition } => vec![*value, *condition],
            Node::If { condition, then, otherwise } => vec![*condition, *then, *otherwise],
            Node::Aggregate { value, filter, .. } => value.iter().chain(filter).copied().collect(),
        }
    }

    /// Gives the name of a cell as wide data has it, `report.table.row:column`; of a list's column `report.table:column`.
    pub fn cell_name(&self, reference: CellReference) -> String {
        let code = |axis: &Axis, index: usize| axis.entries.get(index).map(|entry| entry.code.clone()).unwrap_or_default();
        let (table, name) = match reference {
            CellReference::Column(column) => (self.columns[column].table, format!(":{}", self.columns[column].code)),
            CellReference::Cell(cell) => {
                let table = self.cells[cell].table;
                let place = match (&self.cells[cell].place, &self.tables[table].shape) {
                    (Place::Grid(row, column), Shape::Grid { rows, columns, .. }) => format!("{}:{}", code(rows, *row), code(columns, *column)),
                    (Place::Total(column), _) => format!("total:{}", self.columns[*column].code),
                    (Place::Let(name), _) => name.clone(),
                    (Place::Position(index) | Place::Grid(index, _), _) => code(self.codes_of(table), *index),
                };
                (table, format!(".{place}"))
            }
        };
        let table = &self.tables[table];
        format!("{}.{}{name}", self.reports[table.report].name, table.name)
    }

    /// Gives the axis along which a table's cells in submissions are named: positions, or columns of a list.
    pub fn codes_of(&self, table: TableId) -> &Axis {
        match &self.tables[table].shape {
            Shape::Form { axis, .. } => axis,
            Shape::Grid { rows, .. } => rows,
            Shape::List(list) => &list.axis,
        }
    }

    /// Gives how a ratio is shown, for types that are ratios.
    pub fn ratio_scale(value_type: &ValueType) -> Option<RatioScale> {
        match value_type.quantity {
            crate::value::Quantity::Ratio(scale) => Some(scale),
            crate::value::Quantity::Amount(_)
            | crate::value::Quantity::Rate { .. }
            | crate::value::Quantity::Count
            | crate::value::Quantity::Integer
            | crate::value::Quantity::Decimal
            | crate::value::Quantity::Days
            | crate::value::Quantity::Date
            | crate::value::Quantity::Text
            | crate::value::Quantity::Bool
            | crate::value::Quantity::Code(_) => None,
        }
    }
}
