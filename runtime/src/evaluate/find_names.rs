//! Finds what the names in a submission stand for: from an address to a cell of the plan.

use crate::submission::{Address, PARAMETERS, TOTAL};
use positum_plan::id::IdVec;
use positum_plan::plan::{Axis, CellId, ParameterId, Plan, ReportId, Shape, TableId};
use std::collections::BTreeMap;

/// The names of a plan.
pub(super) struct Names<'p> {
    plan: &'p Plan,
    parameters: BTreeMap<&'p str, ParameterId>,
    reports: BTreeMap<&'p str, ReportId>,
    /// Tables by name; the same name may stand in several reports.
    tables: BTreeMap<&'p str, Vec<TableId>>,
    codes: IdVec<TableId, Codes<'p>>,
}

/// The codes of a table. A form has no columns, a list no rows.
#[derive(Default)]
struct Codes<'p> {
    rows: BTreeMap<&'p str, usize>,
    columns: BTreeMap<&'p str, usize>,
}

/// What an address stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'s> {
    Parameter(ParameterId),
    Cell(CellId),
    /// A column, by its place in the list, in a line.
    Line(TableId, LineTarget),
    /// A cell of a grid where an `x` stands: row and column.
    GridGap(TableId, usize, usize),
    /// A column, by its place in the list, that has no cell in the total row.
    TotalGap(TableId, usize),
    /// Nothing, because of the name.
    Unknown(Within, &'s str),
    /// Nothing, because of the name of a column; the line may be one.
    UnknownColumn(TableId, u64, &'s str),
}

/// A line as numbered in the submission, and a column by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineTarget {
    pub(super) line: u64,
    pub(super) position: usize,
}

/// The innermost part of an address that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    Package,
    Parameters,
    Report(ReportId),
    Table(TableId),
}

impl<'p> Names<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let mut tables: BTreeMap<&str, Vec<TableId>> = BTreeMap::new();
        for (id, table) in plan.tables.entries() {
            tables.entry(&table.name).or_default().push(id);
        }
        Self {
            plan,
            parameters: plan.parameters.entries().map(|(id, parameter)| (parameter.name.as_str(), id)).collect(),
            reports: plan.reports.entries().map(|(id, report)| (report.name.as_str(), id)).collect(),
            tables,
            codes: plan.tables.iter().map(|table| codes_of(&table.shape)).collect(),
        }
    }

    pub(super) fn parameter(&self, name: &str) -> Option<ParameterId> {
        self.parameters.get(name).copied()
    }

    /// Finds what an address stands for.
    pub(super) fn find<'s>(&self, address: &'s Address) -> Target<'s> {
        if address.report == PARAMETERS {
            return self.find_parameter(address);
        }
        let report = match (address.report.as_str(), self.plan.reports.len()) {
            ("", 1) => self.plan.reports.ids().next(),
            ("", _) => None,
            (name, _) => match self.reports.get(name) {
                Some(report) => Some(*report),
                None => return Target::Unknown(Within::Package, name),
            },
        };
        let within = report.map_or(Within::Package, Within::Report);
        let known = self.possible_tables(report, &address.table);
        match (known.as_slice(), address.table.as_str()) {
            ([table], _) => self.find_in_table(*table, address),
            (_, "") => self.find_by_code(&known, within, address),
            (_, name) => Target::Unknown(within, name),
        }
    }

    fn find_parameter<'s>(&self, address: &'s Address) -> Target<'s> {
        match self.parameter(&address.row) {
            Some(parameter) if address.table.is_empty() && address.column.is_empty() => Target::Parameter(parameter),
            Some(_) => Target::Unknown(Within::Parameters, last_of(&[&address.column, &address.table])),
            None => Target::Unknown(Within::Parameters, last_of(&[&address.row, &address.column, &address.table, &address.report])),
        }
    }

    /// Gives the tables that may be meant by a name; an empty one may mean any.
    fn possible_tables(&self, report: Option<ReportId>, name: &str) -> Vec<TableId> {
        let of_report = |table: &TableId| report.is_none_or(|report| self.plan.tables[*table].report == report);
        if name.is_empty() {
            return match report {
                Some(report) => self.plan.reports[report].tables.clone(),
                None => self.plan.tables.ids().collect(),
            };
        }
        self.tables.get(name).into_iter().flatten().copied().filter(of_report).collect()
    }

    /// Finds the one table that has a cell of the row and column, where the submission does not name the table.
    fn find_by_code<'s>(&self, tables: &[TableId], within: Within, address: &'s Address) -> Target<'s> {
        let mut found = tables.iter().map(|table| self.find_in_table(*table, address)).filter(|target| match target {
            Target::Unknown(..) | Target::UnknownColumn(..) => false,
            Target::Parameter(_) | Target::Cell(_) | Target::Line(..) | Target::GridGap(..) | Target::TotalGap(..) => true,
        });
        match (found.next(), found.next()) {
            (Some(target), None) => target,
            (None | Some(_), _) => Target::Unknown(within, last_of(&[&address.row, &address.column, &address.report])),
        }
    }

    fn find_in_table<'s>(&self, table: TableId, address: &'s Address) -> Target<'s> {
        let codes = &self.codes[table];
        let row = find_code(&codes.rows, &address.row);
        let column = find_code(&codes.columns, &address.column);
        let unknown_row = Target::Unknown(Within::Table(table), last_of(&[&address.row, &address.table, &address.report]));
        let unknown_column = Target::Unknown(Within::Table(table), last_of(&[&address.column, &address.row]));
        match &self.plan.tables[table].shape {
            Shape::Form { positions, .. } => match row.and_then(|row| positions.get(row)) {
                Some(cell) if address.column.is_empty() => Target::Cell(*cell),
                Some(_) => unknown_column,
                None => unknown_row,
            },
            Shape::Grid { columns, cells, .. } => match (row, column) {
                (None, _) => unknown_row,
                (Some(_), None) => unknown_column,
                (Some(row), Some(column)) => {
                    let index = row.saturating_mul(columns.entries.len()).saturating_add(column);
                    cells.get(index).copied().flatten().map_or(Target::GridGap(table, row, column), Target::Cell)
                }
            },
            Shape::List(list) => match (address.row.as_str(), &list.total, column) {
                (TOTAL, Some(_), None) => unknown_column,
                (TOTAL, Some(total), Some(position)) => {
                    let id = list.columns.get(position);
                    let cell = total.cells.iter().find(|(column, _)| Some(column) == id);
                    cell.map_or(Target::TotalGap(table, position), |(_, cell)| Target::Cell(*cell))
                }
                (row, _, column) => match (line_number(row), column) {
                    (None, _) => unknown_row,
                    (Some(line), None) => Target::UnknownColumn(table, line, last_of(&[&address.column, &address.row])),
                    (Some(line), Some(position)) => Target::Line(table, LineTarget { line, position }),
                },
            },
        }
    }
}

fn codes_of(shape: &Shape) -> Codes<'_> {
    match shape {
        Shape::Form { axis, .. } => Codes { rows: places(axis), columns: BTreeMap::new() },
        Shape::Grid { rows, columns, .. } => Codes { rows: places(rows), columns: places(columns) },
        Shape::List(list) => Codes { rows: BTreeMap::new(), columns: places(&list.axis) },
    }
}

fn places(axis: &Axis) -> BTreeMap<&str, usize> {
    axis.entries.iter().enumerate().map(|(place, entry)| (entry.code.as_str(), place)).collect()
}

/// Finds a code; a final dot that is printed but no part of it may stand behind it.
fn find_code(codes: &BTreeMap<&str, usize>, text: &str) -> Option<usize> {
    codes.get(text).or_else(|| codes.get(text.strip_suffix('.')?)).copied()
}

/// Reads the number of a line: digits that make a whole number above 0.
fn line_number(text: &str) -> Option<u64> {
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    number.filter(|number| *number > 0)
}

/// Gives the first name that is there: where a part of an address is absent, the part before it says where.
fn last_of<'s>(names: &[&'s String]) -> &'s str {
    names.iter().find(|name| !name.is_empty()).map_or("", |name| name.as_str())
}
