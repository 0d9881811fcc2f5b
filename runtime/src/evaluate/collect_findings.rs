//! Collects findings with their addresses and puts them in the order of the plan.

use super::Standing;
use super::worksheet::lists;
use crate::evaluated_submission::CellAt;
use crate::finding::{Finding, FindingKind};
use crate::submission::{Address, Origin, PARAMETERS, TOTAL};
use positum_plan::id::{Id, IdVec};
use positum_plan::plan::{Axis, CellId, CellReference, ColumnId, ParameterId, Place, Plan, ReportId, Shape, TableId};

/// The place of tables in their reports and of columns in their lists.
pub(super) struct PlanOrder {
    tables: IdVec<TableId, usize>,
    columns: IdVec<ColumnId, usize>,
}

/// Where a finding stands.
#[derive(Clone, Debug)]
pub(super) enum Spot {
    Package,
    Parameter(ParameterId),
    /// Something beside the parameters, by the address as submitted.
    NoParameter(Address),
    Report(ReportId),
    Cell(CellAt),
    /// A row and column of a grid that have no cell.
    GridGap(TableId, usize, usize),
    /// A column, by its place in the list, that has no cell in the total row.
    TotalGap(TableId, usize),
    /// Something in none of the reports.
    NoReport(Address),
    /// Something in none of a report's tables.
    NoTable(ReportId, Address),
    /// Something in none of a table's rows or columns.
    NoCell(TableId, Address),
}

/// The findings so far. Those of reports that are not shown are dropped.
pub(super) struct Findings<'e> {
    plan: &'e Plan,
    order: &'e PlanOrder,
    standings: &'e IdVec<ReportId, Standing>,
    found: Vec<(Rank, Finding)>,
}

/// The order of findings. The package stands before its reports, what is unknown after what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    report: Step,
    table: Step,
    row: Step,
    column: usize,
}

/// A place in the order of reports, tables or rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Itself,
    Known(usize),
    Total,
    Intermediate,
    Unknown,
}

impl PlanOrder {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut tables = IdVec::filled(plan.tables.len(), usize::MAX);
        for report in plan.reports.iter() {
            for (place, table) in report.tables.iter().enumerate() {
                tables[*table] = place;
            }
        }
        let mut columns = IdVec::filled(plan.columns.len(), usize::MAX);
        for (_, list) in lists(plan) {
            for (place, column) in list.columns.iter().enumerate() {
                columns[*column] = place;
            }
        }
        Self { tables, columns }
    }
}

impl<'e> Findings<'e> {
    pub(super) fn new(plan: &'e Plan, order: &'e PlanOrder, standings: &'e IdVec<ReportId, Standing>) -> Self {
        Self { plan, order, standings, found: Vec::new() }
    }

    pub(super) fn push(&mut self, spot: &Spot, kind: FindingKind, origin: Option<Origin>) {
        if self.is_shown(spot) {
            self.found.push((self.rank(spot), Finding { kind, address: self.address(spot), origin }));
        }
    }

    pub(super) fn sorted(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|(rank, _)| *rank);
        self.found.into_iter().map(|(_, finding)| finding).collect()
    }

    /// Tells whether a report of which nothing is shown owns the spot. That it is left out is shown.
    fn is_shown(&self, spot: &Spot) -> bool {
        match spot {
            Spot::Package | Spot::Parameter(_) | Spot::NoParameter(_) | Spot::NoReport(_) | Spot::Report(_) => true,
            Spot::NoTable(report, _) => self.standings[*report] == Standing::Shown,
            Spot::Cell(at) => self.is_table_shown(self.table_of(*at)),
            Spot::GridGap(table, ..) | Spot::TotalGap(table, _) | Spot::NoCell(table, _) => self.is_table_shown(*table),
        }
    }

    fn is_table_shown(&self, table: TableId) -> bool {
        self.standings[self.plan.tables[table].report] == Standing::Shown
    }

    fn table_of(&self, at: CellAt) -> TableId {
        match at.reference {
            CellReference::Cell(cell) => self.plan.cells[cell].table,
            CellReference::Column(column) => self.plan.columns[column].table,
        }
    }

    fn rank(&self, spot: &Spot) -> Rank {
        let package = Rank { report: Step::Itself, table: Step::Itself, row: Step::Itself, column: 0 };
        match spot {
            Spot::Package => package,
            Spot::Parameter(parameter) => Rank { row: Step::Known(parameter.index()), ..package },
            Spot::NoParameter(_) => Rank { row: Step::Unknown, ..package },
            Spot::Report(report) => Rank { report: Step::Known(report.index()), ..package },
            Spot::NoReport(_) => Rank { report: Step::Unknown, ..package },
            Spot::NoTable(report, _) => Rank { report: Step::Known(report.index()), table: Step::Unknown, ..package },
            Spot::Cell(at) => self.rank_of_cell(*at),
            Spot::GridGap(table, row, column) => self.rank_in(*table, Step::Known(*row), *column),
            Spot::TotalGap(table, column) => self.rank_in(*table, Step::Total, *column),
            Spot::NoCell(table, _) => self.rank_in(*table, Step::Unknown, 0),
        }
    }

    fn rank_in(&self, table: TableId, row: Step, column: usize) -> Rank {
        let report = self.plan.tables[table].report;
        Rank { report: Step::Known(report.index()), table: Step::Known(self.order.tables[table]), row, column }
    }

    fn rank_of_cell(&self, at: CellAt) -> Rank {
        let table = self.table_of(at);
        match at.reference {
            CellReference::Column(column) => self.rank_in(table, Step::Known(at.line), self.order.columns[column]),
            CellReference::Cell(cell) => match &self.plan.cells[cell].place {
                Place::Position(position) => self.rank_in(table, Step::Known(*position), 0),
                Place::Grid(row, column) => self.rank_in(table, Step::Known(*row), *column),
                Place::Total(column) => self.rank_in(table, Step::Total, self.order.columns[*column]),
                Place::Let(_) => self.rank_in(table, Step::Intermediate, cell.index()),
            },
        }
    }

    fn address(&self, spot: &Spot) -> Address {
        match spot {
            Spot::Package => Address::default(),
            Spot::Parameter(parameter) => {
                Address { report: PARAMETERS.to_owned(), row: self.plan.parameters[*parameter].name.clone(), ..Address::default() }
            }
            Spot::Report(report) => Address { report: self.plan.reports[*report].name.clone(), ..Address::default() },
            Spot::NoParameter(address) | Spot::NoReport(address) => address.clone(),
            Spot::NoTable(report, address) => Address { report: self.plan.reports[*report].name.clone(), ..address.clone() },
            Spot::NoCell(table, address) => self.address_in(*table, address.row.clone(), address.column.clone()),
            Spot::GridGap(table, row, column) => self.address_in_grid(*table, *row, *column),
            Spot::TotalGap(table, column) => self.address_in(*table, TOTAL.to_owned(), code_at(self.plan.codes_of(*table), *column)),
            Spot::Cell(at) => match at.reference {
                CellReference::Cell(cell) => self.address_of_cell(cell),
                CellReference::Column(column) => {
                    let column = &self.plan.columns[column];
                    self.address_in(column.table, at.line.saturating_add(1).to_string(), column.code.clone())
                }
            },
        }
    }

    fn address_of_cell(&self, id: CellId) -> Address {
        let cell = &self.plan.cells[id];
        match &cell.place {
            Place::Position(position) => self.address_in(cell.table, code_at(self.plan.codes_of(cell.table), *position), String::new()),
            Place::Grid(row, column) => self.address_in_grid(cell.table, *row, *column),
            Place::Total(column) => self.address_in(cell.table, TOTAL.to_owned(), self.plan.columns[*column].code.clone()),
            Place::Let(name) => self.address_in(cell.table, name.clone(), String::new()),
        }
    }

    fn address_in_grid(&self, table: TableId, row: usize, column: usize) -> Address {
        match &self.plan.tables[table].shape {
            Shape::Grid { rows, columns, .. } => self.address_in(table, code_at(rows, row), code_at(columns, column)),
            Shape::Form { .. } | Shape::List(_) => self.address_in(table, String::new(), String::new()),
        }
    }

    fn address_in(&self, table: TableId, row: String, column: String) -> Address {
        let table = &self.plan.tables[table];
        Address { report: self.plan.reports[table.report].name.clone(), table: table.name.clone(), row, column }
    }
}

fn code_at(axis: &Axis, place: usize) -> String {
    axis.entries.get(place).map(|entry| entry.code.clone()).unwrap_or_default()
}
