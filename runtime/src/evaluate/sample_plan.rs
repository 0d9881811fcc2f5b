//! Small plans and submissions for the tests of the evaluator.

use super::{EvaluationOptions, Evaluator};
use crate::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission};
use crate::submission::{Address, Given, Origin as GivenAt, Submission, SubmittedCell};
use positum_plan::amount::Rounding;
use positum_plan::id::IdVec;
use positum_plan::plan::{
    Absence, Aggregate, Axis, AxisEntry, Cell, CellId, Check, Column, ColumnId, Comparison, Derivation, Lines, List, Node, NodeId, Origin, Package,
    Parameter, Place, Plan, Report, ReportId, Scope, Severity, Shape, Step, Table, TableId, Term, TotalRow,
};
use positum_plan::value::{Currency, Quantity, RatioScale, ValueType};

/// A plan in the making.
pub(super) struct SamplePlan {
    pub(super) plan: Plan,
}

pub(super) fn number_type(quantity: Quantity, decimals: u32) -> ValueType {
    ValueType { quantity, decimals, rounding: Rounding::HalfAwayFromZero, limits: Default::default() }
}

pub(super) fn euro() -> ValueType {
    number_type(Quantity::Amount(Currency::Fixed("EUR".to_owned())), 0)
}

pub(super) fn percent() -> ValueType {
    number_type(Quantity::Ratio(RatioScale::Percent), 2)
}

pub(super) fn integer() -> ValueType {
    number_type(Quantity::Integer, 0)
}

pub(super) fn text() -> ValueType {
    number_type(Quantity::Text, 0)
}

impl SamplePlan {
    pub(super) fn new() -> Self {
        let package = Package { name: "sample".to_owned(), languages: vec!["en".to_owned()], ..Package::default() };
        let plan = Plan {
            package,
            codelists: IdVec::new(),
            parameters: IdVec::new(),
            calendars: IdVec::new(),
            reports: IdVec::new(),
            tables: IdVec::new(),
            cells: IdVec::new(),
            columns: IdVec::new(),
            nodes: IdVec::new(),
            checks: IdVec::new(),
            steps: Vec::new(),
            other_reports: std::collections::BTreeSet::new(),
            consolidation: None,
        };
        Self { plan }
    }

    pub(super) fn report(&mut self, name: &str) -> ReportId {
        self.plan.reports.push(Report {
            name: name.to_owned(),
            label: Default::default(),
            source: None,
            module: None,
            period: None,
            due: None,
            retention: None,
            tables: Vec::new(),
        })
    }

    fn table(&mut self, report: ReportId, name: &str, shape: Shape) -> TableId {
        let table = self.plan.tables.push(Table { report, name: name.to_owned(), label: Default::default(), source: None, shape });
        self.plan.reports[report].tables.push(table);
        table
    }

    pub(super) fn form(&mut self, report: ReportId, name: &str) -> TableId {
        self.table(report, name, Shape::Form { positions: Vec::new(), axis: Axis::default() })
    }

    /// Makes a grid all of whose cells are `x`.
    pub(super) fn grid(&mut self, report: ReportId, name: &str, rows: &[&str], columns: &[&str]) -> TableId {
        let axis = |codes: &[&str]| Axis { entries: codes.iter().map(|code| entry(code)).collect(), headings: Vec::new() };
        let cells = vec![None; rows.len() * columns.len()];
        self.table(report, name, Shape::Grid { rows: axis(rows), columns: axis(columns), cells })
    }

    pub(super) fn list(&mut self, report: ReportId, name: &str) -> TableId {
        let list = List { columns: Vec::new(), axis: Axis::default(), key: Vec::new(), total: None, derivation: None };
        self.table(report, name, Shape::List(list))
    }

    /// Makes a list from `source` by one column, which it gets under its code.
    pub(super) fn groups(&mut self, report: ReportId, name: &str, source: TableId, by: ColumnId) -> TableId {
        let table = self.list(report, name);
        self.list_of(table).derivation = Some(Derivation { source, by: vec![by], filter: None, filter_text: String::new() });
        self.plan.steps.push(Step::Group(table));
        let (code, value_type) = (self.plan.columns[by].code.clone(), self.plan.columns[by].value_type.clone());
        self.column(table, &code, value_type, Origin::GroupKey);
        table
    }

    pub(super) fn list_of(&mut self, table: TableId) -> &mut List {
        match &mut self.plan.tables[table].shape {
            Shape::List(list) => list,
            Shape::Form { .. } | Shape::Grid { .. } => panic!("no list"),
        }
    }

    fn cell(&mut self, table: TableId, place: Place, value_type: Option<ValueType>, origin: Origin) -> CellId {
        let is_computed = matches!(origin, Origin::Formula { .. });
        let cell = self.plan.cells.push(Cell { table, place, value_type, origin });
        if is_computed {
            self.plan.steps.push(Step::Cell(cell));
        }
        cell
    }

    pub(super) fn position(&mut self, table: TableId, code: &str, value_type: ValueType, origin: Origin) -> CellId {
        let place = match &self.plan.tables[table].shape {
            Shape::Form { positions, .. } => positions.len(),
            Shape::Grid { .. } | Shape::List(_) => panic!("no form"),
        };
        let cell = self.cell(table, Place::Position(place), Some(value_type), origin);
        if let Shape::Form { positions, axis } = &mut self.plan.tables[table].shape {
            positions.push(cell);
            axis.entries.push(entry(code));
        }
        cell
    }

    pub(super) fn input(&mut self, table: TableId, code: &str, value_type: ValueType, absence: Absence) -> CellId {
        self.position(table, code, value_type, Origin::Input(absence))
    }

    pub(super) fn computed(&mut self, table: TableId, code: &str, value_type: ValueType, node: NodeId) -> CellId {
        self.position(table, code, value_type, formula(node))
    }

    pub(super) fn intermediate(&mut self, table: TableId, name: &str, node: NodeId) -> CellId {
        self.cell(table, Place::Let(name.to_owned()), None, formula(node))
    }

    pub(super) fn grid_cell(&mut self, table: TableId, row: usize, column: usize, value_type: ValueType, origin: Origin) -> CellId {
        let cell = self.cell(table, Place::Grid(row, column), Some(value_type), origin);
        if let Shape::Grid { columns, cells, .. } = &mut self.plan.tables[table].shape {
            cells[row * columns.entries.len() + column] = Some(cell);
        }
        cell
    }

    pub(super) fn column(&mut self, table: TableId, code: &str, value_type: Option<ValueType>, origin: Origin) -> ColumnId {
        let is_computed = matches!(origin, Origin::Formula { .. });
        let is_shown = value_type.is_some();
        let column = self.plan.columns.push(Column { table, code: code.to_owned(), value_type, origin });
        if is_computed {
            self.plan.steps.push(Step::Column(column));
        }
        if is_shown {
            let list = self.list_of(table);
            list.columns.push(column);
            list.axis.entries.push(entry(code));
        }
        column
    }

    pub(super) fn input_column(&mut self, table: TableId, code: &str, value_type: ValueType, absence: Absence) -> ColumnId {
        self.column(table, code, Some(value_type), Origin::Input(absence))
    }

    pub(super) fn computed_column(&mut self, table: TableId, code: &str, value_type: ValueType, node: NodeId) -> ColumnId {
        self.column(table, code, Some(value_type), formula(node))
    }

    pub(super) fn total(&mut self, table: TableId, column: ColumnId, value_type: ValueType, node: NodeId) -> CellId {
        let cell = self.cell(table, Place::Total(column), Some(value_type), formula(node));
        let total = self.list_of(table).total.get_or_insert(TotalRow { label: Default::default(), cells: Vec::new() });
        total.cells.push((column, cell));
        cell
    }

    pub(super) fn parameter(&mut self, name: &str, value_type: ValueType) -> NodeId {
        let parameter = Parameter { name: name.to_owned(), label: Default::default(), value_type, values: Vec::new(), source: None };
        let parameter = self.plan.parameters.push(parameter);
        self.node(Node::Parameter(parameter))
    }

    pub(super) fn check(&mut self, report: ReportId, name: &str, scope: Scope, condition: Option<NodeId>, requirement: NodeId) {
        self.plan.checks.push(Check {
            report,
            table: None,
            name: name.to_owned(),
            severity: Severity::Error,
            scope,
            condition,
            requirement,
            text: String::new(),
            messages: Default::default(),
            cells: Vec::new(),
            source: None,
        });
    }

    pub(super) fn node(&mut self, node: Node) -> NodeId {
        self.plan.nodes.push(node)
    }

    pub(super) fn of(&mut self, cell: CellId) -> NodeId {
        self.node(Node::Cell(cell))
    }

    pub(super) fn of_column(&mut self, column: ColumnId) -> NodeId {
        self.node(Node::Column(column))
    }

    pub(super) fn number(&mut self, number: i64) -> NodeId {
        self.node(Node::Number(number.into()))
    }

    pub(super) fn sum(&mut self, parts: &[NodeId]) -> NodeId {
        self.node(Node::Sum(parts.iter().map(|node| Term { negative: false, node: *node }).collect()))
    }

    pub(super) fn difference(&mut self, left: NodeId, right: NodeId) -> NodeId {
        self.node(Node::Sum(vec![Term { negative: false, node: left }, Term { negative: true, node: right }]))
    }

    pub(super) fn comparison(&mut self, left: NodeId, operator: Comparison, right: NodeId) -> NodeId {
        self.node(Node::Comparison { operator, left, right, tolerance: None })
    }

    pub(super) fn aggregate(&mut self, function: Aggregate, list: TableId, value: Option<NodeId>, filter: Option<NodeId>) -> NodeId {
        self.node(Node::Aggregate { function, list, lines: Lines::All, value, filter })
    }

    pub(super) fn group_sum(&mut self, list: TableId, group: TableId, value: NodeId) -> NodeId {
        self.node(Node::Aggregate { function: Aggregate::Sum, list, lines: Lines::OfGroup(group), value: Some(value), filter: None })
    }

    /// Evaluates a submission of 2025-Q1; each cell is `report.table.row:column` or `report.table.row`, with its text.
    pub(super) fn evaluate(&self, given: &[(&str, &str)]) -> EvaluatedSubmission {
        self.evaluate_with(&EvaluationOptions::default(), &submission(given))
    }

    pub(super) fn evaluate_with(&self, options: &EvaluationOptions, submission: &Submission) -> EvaluatedSubmission {
        Evaluator::new(&self.plan, options).unwrap().evaluate(submission)
    }

    /// Writes a cell as its value and its state.
    pub(super) fn shown(&self, evaluated: &EvaluatedSubmission, cell: CellId) -> String {
        shown(self.plan.cells[cell].value_type.as_ref(), &evaluated.cells[cell])
    }

    /// Writes a column's cells as their values and states.
    pub(super) fn shown_column(&self, evaluated: &EvaluatedSubmission, column: ColumnId) -> Vec<String> {
        evaluated.columns[column].iter().map(|cell| shown(self.plan.columns[column].value_type.as_ref(), cell)).collect()
    }
}

fn shown(value_type: Option<&ValueType>, cell: &EvaluatedCell) -> String {
    let value = match (&cell.value, value_type) {
        (Some(value), Some(value_type)) => value_type.text(value),
        (Some(value), None) => format!("{value:?}"),
        (None, _) => String::new(),
    };
    assert_eq!(cell.cause().is_some(), cell.value.is_none() && cell.state != CellState::Blank, "the cause of {cell:?}");
    format!("{value} {}", cell.state.keyword()).trim().to_owned()
}

/// Writes findings as `report.table.row:column code`.
pub(super) fn findings(evaluated: &EvaluatedSubmission) -> Vec<String> {
    let place = |address: &Address| match (address.column.as_str(), address.row.as_str()) {
        ("", "") => format!("{}.{}", address.report, address.table),
        ("", row) => format!("{}.{}.{row}", address.report, address.table),
        (column, row) => format!("{}.{}.{row}:{column}", address.report, address.table),
    };
    evaluated.findings.iter().map(|finding| format!("{} {}", place(&finding.address), finding.kind.code())).collect()
}

/// Makes a submission of 2025-Q1, read line by line. Names are parted by `.`, the column by `:`; an empty text is nothing.
pub(super) fn submission(given: &[(&str, &str)]) -> Submission {
    let cells = given.iter().zip(1..).map(|((name, value), line)| {
        let (name, column) = name.split_once(':').unwrap_or((name, ""));
        let mut parts = name.splitn(3, '.').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let address = Address { report: part(), table: part(), row: part(), column: column.to_owned() };
        let given = if value.is_empty() { Given::Nothing } else { Given::Text((*value).to_owned()) };
        SubmittedCell { address, given, origin: given_at(line) }
    });
    Submission { entity: "E".to_owned(), period: "2025-Q1".parse().unwrap(), cells: cells.collect() }
}

pub(super) fn given_at(line: u64) -> GivenAt {
    GivenAt::in_text("sample.csv".into(), line, 0)
}

pub(super) fn formula(node: NodeId) -> Origin {
    Origin::Formula { node, text: "the formula".to_owned(), tolerance: None }
}

fn entry(code: &str) -> AxisEntry {
    AxisEntry { code: code.to_owned(), label: Default::default(), source: None }
}
