//! A small package for the tests of readers and writers.
//!
//! Report `capital` (module K-1): form `main` with 010, 020, 100 = 010/020 in percent, p1 optional text. Report `ladder`: grid
//! `assets` with rows 110, 120 and columns 010 = 020+030, 020, 030, an `x` at 110:030, and grid `debts` with row 110 and column
//! 020. Report `currency`: list `positions` with A, 010, 020 = 010 and the total of 020, grouped by A into list `groups` with
//! `sum`. Parameter `limit`. Checks `enough` (100 >= limit) and `positive` (010 > 0 in each position).

use crate::evaluate::{EvaluationOptions, Evaluator};
use crate::evaluated_submission::EvaluatedSubmission;
use crate::submission::{Given, Submission, SubmittedCell};
use positum_plan::amount::Rounding;
use positum_plan::id::IdVec;
use positum_plan::plan::{
    Absence, Aggregate, Axis, AxisEntry, Cell, CellReference, Check, Column, ColumnId, Comparison, Derivation, Label, Lines, List, Node, NodeId,
    Origin, Package, Parameter, Place, Plan, Report, ReportId, Scope, Severity, Shape, Step, Table, TableId, Term, TotalRow,
};
use positum_plan::value::{Quantity, RatioScale, ValueType};

/// Makes the plan.
pub(crate) fn sample_plan() -> Plan {
    let mut plan = empty_plan();
    let limit = Parameter { name: "limit".to_owned(), label: Label::default(), value_type: percent(), values: Vec::new(), source: None };
    let limit = plan.parameters.push(limit);
    add_capital(&mut plan, limit);
    add_ladder(&mut plan);
    add_currency(&mut plan);
    plan
}

/// Evaluates a submission.
pub(crate) fn evaluated(plan: &Plan, submission: &Submission) -> EvaluatedSubmission {
    Evaluator::new(plan, &EvaluationOptions::default()).unwrap().evaluate(submission)
}

/// Writes cells as `report.table.row:column=value`; with `#` before a JSON number and `!` before what is no value.
pub(crate) fn shown(cells: &[SubmittedCell]) -> Vec<String> {
    let cell = |cell: &SubmittedCell| {
        let address = &cell.address;
        let value = match &cell.given {
            Given::Nothing => String::new(),
            Given::Text(text) => text.clone(),
            Given::JsonNumber(text) => format!("#{text}"),
            Given::NoValue(text) => format!("!{text}"),
            Given::UnknownOfMembers => "*".to_owned(),
        };
        format!("{}.{}.{}:{}={value}", address.report, address.table, address.row, address.column)
    };
    cells.iter().map(cell).collect()
}

fn empty_plan() -> Plan {
    Plan {
        package: Package { name: "sample".to_owned(), languages: vec!["en".to_owned()], ..Package::default() },
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
    }
}

fn value_type(quantity: Quantity, decimals: u32) -> ValueType {
    ValueType { quantity, decimals, rounding: Rounding::HalfAwayFromZero, limits: Default::default() }
}

fn whole() -> ValueType {
    value_type(Quantity::Integer, 0)
}

fn percent() -> ValueType {
    value_type(Quantity::Ratio(RatioScale::Percent), 2)
}

fn text() -> ValueType {
    value_type(Quantity::Text, 0)
}

fn axis(codes: &[&str]) -> Axis {
    let entry = |code: &&str| AxisEntry { code: (*code).to_owned(), label: Label::default(), source: None };
    Axis { entries: codes.iter().map(entry).collect(), headings: Vec::new() }
}

fn add_report(plan: &mut Plan, name: &str, module: Option<&str>) -> ReportId {
    plan.reports.push(Report {
        name: name.to_owned(),
        label: Label::default(),
        source: None,
        module: module.map(str::to_owned),
        period: None,
        due: None,
        retention: None,
        tables: Vec::new(),
    })
}

fn add_table(plan: &mut Plan, report: ReportId, name: &str, shape: Shape) -> TableId {
    let table = plan.tables.push(Table { report, name: name.to_owned(), label: Label::default(), source: None, shape });
    plan.reports[report].tables.push(table);
    table
}

fn cell(table: TableId, place: Place, value_type: ValueType, origin: Origin) -> Cell {
    Cell { table, place, value_type: Some(value_type), origin }
}

fn formula(node: NodeId) -> Origin {
    Origin::Formula { node, text: "the formula".to_owned(), tolerance: None }
}

fn check(report: ReportId, name: &str, scope: Scope, requirement: NodeId, cells: Vec<CellReference>) -> Check {
    let (name, text) = (name.to_owned(), "the requirement".to_owned());
    let table = match scope {
        Scope::EachLine(table) => Some(table),
        Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
    };
    let messages = Default::default();
    Check { report, table, name, severity: Severity::Error, scope, condition: None, requirement, text, messages, cells, source: None }
}

fn add_capital(plan: &mut Plan, limit: positum_plan::plan::ParameterId) {
    let report = add_report(plan, "capital", Some("K-1"));
    let table = add_table(plan, report, "main", Shape::Form { positions: Vec::new(), axis: axis(&["010", "020", "100", "p1"]) });
    let first = plan.cells.push(cell(table, Place::Position(0), whole(), Origin::Input(Absence::Required)));
    let second = plan.cells.push(cell(table, Place::Position(1), whole(), Origin::Input(Absence::Required)));
    let parts = [first, second].map(|cell| plan.nodes.push(Node::Cell(cell)));
    let ratio = formula(plan.nodes.push(Node::Quotient(parts[0], parts[1])));
    let ratio = plan.cells.push(cell(table, Place::Position(2), percent(), ratio));
    let note = plan.cells.push(cell(table, Place::Position(3), text(), Origin::Input(Absence::Optional)));
    plan.tables[table].shape = Shape::Form { positions: vec![first, second, ratio, note], axis: axis(&["010", "020", "100", "p1"]) };
    plan.steps.push(Step::Cell(ratio));
    let (left, right) = (plan.nodes.push(Node::Cell(ratio)), plan.nodes.push(Node::Parameter(limit)));
    let requirement = plan.nodes.push(Node::Comparison { operator: Comparison::GreaterOrEqual, left, right, tolerance: None });
    plan.checks.push(check(report, "enough", Scope::Once, requirement, vec![CellReference::Cell(ratio)]));
}

fn add_ladder(plan: &mut Plan) {
    let report = add_report(plan, "ladder", None);
    let (rows, columns) = (axis(&["110", "120"]), axis(&["010", "020", "030"]));
    let table = add_table(plan, report, "assets", Shape::Grid { rows: rows.clone(), columns: columns.clone(), cells: vec![None; 6] });
    let mut cells = Vec::new();
    for row in 0..2 {
        let inputs = [1, 2].map(|column| (row, column) != (0, 2)).map(|is_there| is_there.then_some(Origin::Input(Absence::Zero)));
        let inputs: Vec<_> = (1..3)
            .zip(inputs)
            .map(|(column, origin)| origin.map(|origin| plan.cells.push(cell(table, Place::Grid(row, column), whole(), origin))))
            .collect();
        let terms = inputs.iter().flatten().map(|input| Term { negative: false, node: plan.nodes.push(Node::Cell(*input)) }).collect();
        let total = formula(plan.nodes.push(Node::Sum(terms)));
        let total = plan.cells.push(cell(table, Place::Grid(row, 0), whole(), total));
        plan.steps.push(Step::Cell(total));
        cells.push(Some(total));
        cells.extend(inputs);
    }
    plan.tables[table].shape = Shape::Grid { rows, columns, cells };
    let (rows, columns) = (axis(&["110"]), axis(&["020"]));
    let table = add_table(plan, report, "debts", Shape::Grid { rows: rows.clone(), columns: columns.clone(), cells: vec![None] });
    let only = plan.cells.push(cell(table, Place::Grid(0, 0), whole(), Origin::Input(Absence::Zero)));
    plan.tables[table].shape = Shape::Grid { rows, columns, cells: vec![Some(only)] };
}

fn list(columns: Vec<ColumnId>, codes: &[&str]) -> List {
    List { columns, axis: axis(codes), key: Vec::new(), total: None, derivation: None }
}

fn add_currency(plan: &mut Plan) {
    let report = add_report(plan, "currency", None);
    let table = add_table(plan, report, "positions", Shape::List(list(Vec::new(), &[])));
    let column = |plan: &mut Plan, table: TableId, code: &str, value_type: ValueType, origin: Origin| {
        plan.columns.push(Column { table, code: code.to_owned(), value_type: Some(value_type), origin })
    };
    let code = column(plan, table, "A", text(), Origin::Input(Absence::Required));
    let amount = column(plan, table, "010", value_type(Quantity::Decimal, 2), Origin::Input(Absence::Required));
    let of_amount = plan.nodes.push(Node::Column(amount));
    let copy = column(plan, table, "020", value_type(Quantity::Decimal, 2), formula(of_amount));
    let of_copy = plan.nodes.push(Node::Column(copy));
    let sum = |lines| Node::Aggregate { function: Aggregate::Sum, list: table, lines, value: Some(of_copy), filter: None };
    let total = formula(plan.nodes.push(sum(Lines::All)));
    let total = plan.cells.push(cell(table, Place::Total(copy), value_type(Quantity::Decimal, 2), total));
    let total_row = TotalRow { label: Label::default(), cells: vec![(copy, total)] };
    plan.tables[table].shape = Shape::List(List { total: Some(total_row), ..list(vec![code, amount, copy], &["A", "010", "020"]) });
    let groups = add_table(plan, report, "groups", Shape::List(list(Vec::new(), &[])));
    let key = column(plan, groups, "A", text(), Origin::GroupKey);
    let group_sum = formula(plan.nodes.push(sum(Lines::OfGroup(groups))));
    let group_sum = column(plan, groups, "sum", value_type(Quantity::Decimal, 2), group_sum);
    let derivation = Some(Derivation { source: table, by: vec![code], filter: None, filter_text: String::new() });
    plan.tables[groups].shape = Shape::List(List { derivation, ..list(vec![key, group_sum], &["A", "sum"]) });
    plan.steps.extend([Step::Column(copy), Step::Cell(total), Step::Group(groups), Step::Column(group_sum)]);
    let zero = plan.nodes.push(Node::Number(0.into()));
    let requirement = plan.nodes.push(Node::Comparison { operator: Comparison::Greater, left: of_amount, right: zero, tolerance: None });
    plan.checks.push(check(report, "positive", Scope::EachLine(table), requirement, vec![CellReference::Column(amount)]));
}
