//! Collects findings with their addresses and puts them in the order of the plan.

use super::Standing;
use super::worksheet::lists;
use crate::cell_address::{address_in, address_in_grid, address_of, code_at};
use crate::evaluated_submission::CellAt;
use crate::finding::{Finding, FindingKind};
use crate::submission::{Address, Origin, PARAMETERS, TOTAL};
use positum_plan::id::{Id, IdVec};
use positum_plan::plan::{CellReference, ColumnId, ParameterId, Place, Plan, ReportId, TableId};

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
    /// A list as a whole.
    List(TableId),
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
    found: Found,
}

/// Findings with their places in the order.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<(Rank, Finding)>);

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
        Self { plan, order, standings, found: Found::default() }
    }

    /// Takes over what was found before.
    pub(super) fn going_on(self, found: Found) -> Self {
        Self { found, ..self }
    }

    /// Gives what was found so far, to go on later.
    pub(super) fn so_far(self) -> Found {
        self.found
    }

    pub(super) fn push(&mut self, spot: &Spot, kind: FindingKind, origin: Option<Origin>) {
        if self.is_shown(spot) {
            self.found.0.push((self.rank(spot), Finding { kind, address: self.address(spot), origin }));
        }
    }

    pub(super) fn sorted(mut self) -> Vec<Finding> {
        self.found.0.sort_by_key(|(rank, _)| *rank);
        self.found.0.into_iter().map(|(_, finding)| finding).collect()
    }

    /// Tells whether the spot is in a report that is shown, or in none. That a report is left out is always shown.
    fn is_shown(&self, spot: &Spot) -> bool {
        match spot {
            Spot::Package | Spot::Parameter(_) | Spot::NoParameter(_) | Spot::NoReport(_) | Spot::Report(_) => true,
            Spot::NoTable(report, _) => self.standings[*report] == Standing::Shown,
            Spot::Cell(at) => self.is_table_shown(self.table_of(*at)),
            Spot::List(table) | Spot::GridGap(table, ..) | Spot::TotalGap(table, _) | Spot::NoCell(table, _) => self.is_table_shown(*table),
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
            Spot::List(table) => self.rank_in(*table, Step::Itself, 0),
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
            Spot::GridGap(table, row, column) => address_in_grid(self.plan, *table, *row, *column),
            Spot::TotalGap(table, column) => self.address_in(*table, TOTAL.to_owned(), code_at(self.plan.codes_of(*table), *column)),
            Spot::List(table) => self.address_in(*table, String::new(), String::new()),
            Spot::Cell(at) => address_of(self.plan, *at),
        }
    }

    fn address_in(&self, table: TableId, row: String, column: String) -> Address {
        address_in(self.plan, table, row, column)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample_plan::{SamplePlan, euro, findings, integer, number_type};
    use positum_plan::plan::{Absence, Aggregate, Node, Origin};
    use positum_plan::value::Quantity;

    #[test]
    fn findings_stand_in_the_order_of_the_plan_and_the_unknown_after_the_known() {
        let mut sample = SamplePlan::new();
        sample.parameter("p", number_type(Quantity::Decimal, 2));
        let first = sample.report("first");
        let grid = sample.grid(first, "g", &["20", "10"], &["B", "A"]);
        for (row, column) in [(0, 0), (0, 1), (1, 0)] {
            sample.grid_cell(grid, row, column, euro(), Origin::Input(Absence::Required));
        }
        let second = sample.report("second");
        let list = sample.list(second, "l");
        let k = sample.input_column(list, "k", integer(), Absence::Required);
        let (of_k, zero) = (sample.of_column(k), sample.number(0));
        let quotient = sample.node(Node::Quotient(of_k, zero));
        sample.computed_column(list, "d", euro(), quotient);
        let sum = sample.aggregate(Aggregate::Sum, list, Some(of_k), None);
        sample.total(list, k, euro(), sum);
        let given = [
            ("third.t.1", "1"),
            ("second.l.one:k", "1"),
            ("second.l.total:k", "17"),
            ("second.l.5:z", "1"),
            ("second.l.5:k", "1.5"),
            ("second.l.4:k", "1"),
            ("first.h.1", "1"),
            ("first.g.30:A", "1"),
            ("first.g.10:A", "1"),
            ("parameters..q", "1"),
            ("parameters..p", "x"),
        ];
        let expected = [
            "parameters..p unreadable_value",
            "parameters..q unknown_name",
            "first.g.20:B missing_required",
            "first.g.20:A missing_required",
            "first.g.10:B missing_required",
            "first.g.10:A value_in_x_cell",
            "first.g.30:A unknown_name",
            "first.h.1 unknown_name",
            "second.l.1:d division_by_zero",
            "second.l.2:k too_many_decimals",
            "second.l.2:d division_by_zero",
            "second.l.total:k submitted_total_differs",
            "second.l.one:k unknown_name",
            "second.l.2:z unknown_name",
            "third.t.1 unknown_name",
        ];
        assert_eq!(findings(&sample.evaluate(&given)), expected);
    }
}
