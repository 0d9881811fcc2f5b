//! Finds what the names in a submission stand for: from an address to a cell of the plan.

use crate::submission::{Address, PARAMETERS, TOTAL};
use positum_plan::id::IdVec;
use positum_plan::plan::{Axis, CellId, ParameterId, Plan, ReportId, Shape, TableId};
use std::collections::BTreeMap;

/// The names of a plan.
pub(crate) struct Names<'p> {
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
pub(crate) enum Target<'s> {
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
pub(crate) struct LineTarget {
    pub(crate) line: u64,
    pub(crate) position: usize,
}

/// The innermost part of an address that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Package,
    Parameters,
    Report(ReportId),
    Table(TableId),
}

impl<'p> Names<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
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

    pub(crate) fn parameter(&self, name: &str) -> Option<ParameterId> {
        self.parameters.get(name).copied()
    }

    /// Finds what an address stands for.
    pub(crate) fn find<'s>(&self, address: &'s Address) -> Target<'s> {
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
        if let Some(table) = self.only_table(report, &address.table) {
            return self.find_in_table(table, address);
        }
        let known = self.possible_tables(report, &address.table);
        match known.as_slice() {
            [] => Target::Unknown(within, last_of(&[&address.table, &address.row, &address.report])),
            [table] => self.find_in_table(*table, address),
            several => self.find_by_code(several, within, address),
        }
    }

    fn find_parameter<'s>(&self, address: &'s Address) -> Target<'s> {
        match self.parameter(&address.row) {
            Some(parameter) if address.table.is_empty() && address.column.is_empty() => Target::Parameter(parameter),
            Some(_) => Target::Unknown(Within::Parameters, last_of(&[&address.column, &address.table])),
            None => Target::Unknown(Within::Parameters, last_of(&[&address.row, &address.column, &address.table, &address.report])),
        }
    }

    /// Gives the table of a name that can mean no other, as nearly all names do.
    fn only_table(&self, report: Option<ReportId>, name: &str) -> Option<TableId> {
        let mut meant = self.tables.get(name)?.iter().filter(|table| report.is_none_or(|report| self.plan.tables[**table].report == report));
        meant.next().copied().filter(|_| meant.next().is_none())
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

    /// Finds the one table that has a cell of the row and column, where the submission does not say which it is.
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

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, findings};
    use crate::finding::FindingKind;
    use positum_plan::plan::{Absence, Aggregate, Origin};

    /// A report `r` with a form `f` (1, 2.1), a grid `g` (rows 1, 3, columns A, B; 3:B is `x`), and a list `l` (A, B, a total of A).
    fn sample() -> SamplePlan {
        let mut sample = SamplePlan::new();
        let report = sample.report("r");
        let form = sample.form(report, "f");
        sample.input(form, "1", euro(), Absence::Zero);
        sample.input(form, "2.1", euro(), Absence::Zero);
        let grid = sample.grid(report, "g", &["1", "3"], &["A", "B"]);
        for (row, column) in [(0, 0), (0, 1), (1, 0)] {
            sample.grid_cell(grid, row, column, euro(), Origin::Input(Absence::Zero));
        }
        let list = sample.list(report, "l");
        let a = sample.input_column(list, "A", euro(), Absence::Zero);
        sample.input_column(list, "B", euro(), Absence::Zero);
        let of_a = sample.of_column(a);
        let sum = sample.aggregate(Aggregate::Sum, list, Some(of_a), None);
        sample.total(list, a, euro(), sum);
        sample
    }

    /// Gives the findings for a value of 7 at a place, with the name that is not known.
    fn found(sample: &SamplePlan, name: &str, value: &str) -> Vec<String> {
        let evaluated = sample.evaluate(&[(name, value)]);
        let unknown = evaluated.findings.iter().map(|finding| match &finding.kind {
            FindingKind::UnknownName { name } => format!(" {name}"),
            _ => String::new(),
        });
        findings(&evaluated).into_iter().zip(unknown).map(|(finding, unknown)| finding + &unknown).collect()
    }

    #[test]
    fn known_places_raise_nothing() {
        for name in ["r.f.1", "r.f.2.1.", "r.g.3:A", "r.g.3.:B", "r.l.3:A", "r.l.003:B"] {
            assert_eq!(found(&sample(), name, ""), Vec::<String>::new(), "{name}");
        }
        assert_eq!(found(&sample(), "r.l.total:A", "0"), Vec::<String>::new());
    }

    #[test]
    fn the_part_that_is_not_known_is_named_even_where_nothing_is_given() {
        for value in ["", "7"] {
            assert_eq!(found(&sample(), "s.f.1", value), ["s.f.1 unknown_name s"]);
            assert_eq!(found(&sample(), "r.h.1", value), ["r.h.1 unknown_name h"]);
            assert_eq!(found(&sample(), "r.f.2.1..", value), ["r.f.2.1.. unknown_name 2.1.."]);
            assert_eq!(found(&sample(), "r.f.1:A", value), ["r.f.1:A unknown_name A"]);
            assert_eq!(found(&sample(), "r.g.2:A", value), ["r.g.2:A unknown_name 2"]);
            assert_eq!(found(&sample(), "r.g.1:C", value), ["r.g.1:C unknown_name C"]);
            assert_eq!(found(&sample(), "r.g.1", value), ["r.g.1 unknown_name 1"]);
            assert_eq!(found(&sample(), "r.g", value), ["r.g unknown_name g"]);
            assert_eq!(found(&sample(), "r.l.1:C", value), ["r.l.1:C unknown_name C"]);
            assert_eq!(found(&sample(), "r.l.total:C", value), ["r.l.total:C unknown_name C"]);
            for line in ["0", "-1", "+1", "1.", "one", "99999999999999999999"] {
                assert_eq!(found(&sample(), &format!("r.l.{line}:A"), value), [format!("r.l.{line}:A unknown_name {line}")]);
            }
        }
    }

    #[test]
    fn values_where_an_x_stands_are_found_and_nothing_there_is_silent() {
        for name in ["r.g.3:B", "r.l.total:B"] {
            assert_eq!(found(&sample(), name, ""), Vec::<String>::new());
            assert_eq!(found(&sample(), name, "0"), [format!("{name} value_in_x_cell")]);
        }
    }

    #[test]
    fn report_and_table_may_be_left_out_where_the_rest_says_which() {
        let mut sample = sample();
        let given = |sample: &SamplePlan| {
            let evaluated = sample.evaluate(&[("..2.1", "7"), ("..3:A", "8"), (".f.1", "9")]);
            let values = [1, 4, 0].map(|cell| sample.shown(&evaluated, positum_plan::plan::CellId(cell)));
            (values, findings(&evaluated))
        };
        let expected = ["7 given", "0 blank", "9 given"].map(str::to_owned);
        assert_eq!(given(&sample), (expected.clone(), vec!["r..3:A unknown_name".to_owned()]));
        assert_eq!(found(&sample, "..1:B", "5"), ["r..1:B unknown_name 1"]);
        assert_eq!(found(&sample, "..9", "5"), ["r..9 unknown_name 9"]);
        let other = sample.report("other");
        let form = sample.form(other, "f");
        sample.input(form, "1", euro(), Absence::Zero);
        assert_eq!(found(&sample, "..2.1", "7"), Vec::<String>::new());
        assert_eq!(found(&sample, "..1", "7"), ["..1 unknown_name 1"]);
        assert_eq!(found(&sample, ".f.2.1", "7"), Vec::<String>::new());
        assert_eq!(found(&sample, "other..1", "7"), Vec::<String>::new());
    }
}
