//! What the parts of a plan mean, by name: the same for two formulas that differ in order or writing alone.

use positum_plan::plan::{CellReference, Check, Column, Derivation, Lines, Node, NodeId, Origin, ParameterId, Place, Plan, Scope, Shape, TableId};
use positum_plan::value::ValueType;
use std::collections::BTreeMap;

/// What the parts of a plan mean, by name.
pub(super) type Meaning = BTreeMap<String, Part>;

/// A part of a plan.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it means.
    text: String,
    /// Its formulas.
    pub(super) nodes: Vec<NodeId>,
    /// The cell that it is.
    pub(super) cell: Option<CellReference>,
    /// The list in whose lines it stands.
    pub(super) list: Option<TableId>,
    /// The list that it is.
    pub(super) of_list: Option<TableId>,
}

impl PartialEq for Part {
    /// Numbers of nodes are no meaning.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Gives what a plan means.
pub(super) fn meaning_of(plan: &Plan) -> Meaning {
    let mut meaning = Meaning::new();
    let package = format!("{:?}", plan.package.validity);
    meaning.insert("package".to_owned(), Part { text: package, nodes: Vec::new(), cell: None, list: None, of_list: None });
    for (id, cell) in plan.cells.entries() {
        // A list's total stands in no line.
        let reference = CellReference::Cell(id);
        let is_let = matches!(cell.place, Place::Let(_));
        meaning.insert(format!("cell {} {is_let}", plan.cell_name(reference)), cell_part(plan, reference, &cell.value_type, &cell.origin, None));
    }
    for (id, Column { table, value_type, origin, .. }) in plan.columns.entries() {
        let reference = CellReference::Column(id);
        meaning.insert(format!("column {}", plan.cell_name(reference)), cell_part(plan, reference, value_type, origin, Some(*table)));
    }
    for (id, table) in plan.tables.entries() {
        if let Shape::List(list) = &table.shape {
            let codes: Vec<&str> = list.key.iter().map(|column| plan.columns[*column].code.as_str()).collect();
            let (derived, nodes) = list.derivation.as_ref().map_or((String::new(), Vec::new()), |derivation| derivation_part(plan, derivation));
            let text = format!("key {codes:?} {derived}");
            let name = format!("list {}.{}", plan.reports[table.report].name, table.name);
            let source = list.derivation.as_ref().map(|derivation| derivation.source);
            meaning.insert(name, Part { text, nodes, cell: None, list: source.or(Some(id)), of_list: Some(id) });
        }
    }
    for check in plan.checks.iter() {
        let (name, part) = check_part(plan, check);
        meaning.insert(name, part);
    }
    meaning
}

fn cell_part(plan: &Plan, cell: CellReference, value_type: &Option<ValueType>, origin: &Origin, list: Option<TableId>) -> Part {
    let (origin, nodes) = match origin {
        Origin::Input(absence) => (format!("{absence:?}"), Vec::new()),
        Origin::Formula { node, tolerance, .. } => (format!("{} {tolerance:?}", written(plan, *node)), vec![*node]),
        Origin::Sequence => ("sequence".to_owned(), Vec::new()),
        Origin::GroupKey => ("key".to_owned(), Vec::new()),
    };
    Part { text: format!("{value_type:?} {origin}"), nodes, cell: Some(cell), list, of_list: None }
}

fn derivation_part(plan: &Plan, derivation: &Derivation) -> (String, Vec<NodeId>) {
    let by: Vec<&str> = derivation.by.iter().map(|column| plan.columns[*column].code.as_str()).collect();
    let filter = derivation.filter.map(|filter| written(plan, filter));
    (format!("{:?} {by:?} {filter:?}", derivation.source), derivation.filter.into_iter().collect())
}

fn check_part(plan: &Plan, check: &Check) -> (String, Part) {
    let (scope, list) = match &check.scope {
        Scope::Once => (String::new(), None),
        Scope::EachLine(table) => ("each line".to_owned(), Some(*table)),
        Scope::Row(code) => (format!("row {code}"), None),
        Scope::Column(code) => (format!("column {code}"), None),
    };
    let table = check.table.map_or("", |table| plan.tables[table].name.as_str());
    let condition = check.condition.map(|condition| written(plan, condition));
    let text = format!("{:?} {condition:?} {}", check.severity, written(plan, check.requirement));
    let nodes = check.condition.into_iter().chain([check.requirement]).collect();
    (format!("check {}.{table}.{} {scope}", plan.reports[check.report].name, check.name), Part { text, nodes, cell: None, list, of_list: None })
}

/// Writes a formula by names, in one order of what may stand in any.
fn written(plan: &Plan, node: NodeId) -> String {
    let of = |node: &NodeId| written(plan, *node);
    let all = |nodes: &[NodeId]| nodes.iter().map(of).collect::<Vec<_>>().join(", ");
    let sorted = |nodes: &[NodeId]| {
        let mut parts: Vec<String> = nodes.iter().map(of).collect();
        parts.sort();
        parts.join(", ")
    };
    match &plan.nodes[node] {
        Node::Number(number) => number.normalize().to_string(),
        Node::Text(text) => format!("{text:?}"),
        Node::Bool(value) => value.to_string(),
        Node::Date(date) => date.to_string(),
        Node::Cell(cell) => plan.cell_name(CellReference::Cell(*cell)),
        Node::Column(column) => plan.cell_name(CellReference::Column(*column)),
        Node::Parameter(parameter) => parameter_text(plan, *parameter),
        Node::Exact(cell) => format!("exact({})", plan.cell_name(*cell)),
        Node::Earlier { cell, which } => format!("{which:?}({})", plan.cell_name(*cell)),
        Node::PeriodPart(part) => part.keyword().to_owned(),
        Node::DateOf { year, month, day } => format!("date({})", all(&[*year, *month, *day])),
        Node::WorkingDaysAfter { date, count, calendar } => format!("working_days({}, {calendar:?})", all(&[*date, *count])),
        Node::Lookup { list, keys, column } => {
            let keys: Vec<String> = keys.iter().map(|(_, key)| of(key)).collect();
            format!("{list:?}[{}].{}", keys.join(", "), plan.columns[*column].code)
        }
        Node::Sum(terms) => {
            let mut parts: Vec<String> = terms.iter().map(|term| format!("{}{}", if term.negative { "-" } else { "+" }, of(&term.node))).collect();
            parts.sort();
            format!("({})", parts.concat())
        }
        Node::Total(nodes) => format!("total({})", sorted(nodes)),
        Node::Product(left, right) => format!("({})", [of(left), of(right)].map(|part| part + "*").concat()),
        Node::Quotient(left, right) => format!("({}/{})", of(left), of(right)),
        Node::Negation(inner) => format!("-({})", of(inner)),
        Node::Absolute(inner) => format!("abs({})", of(inner)),
        Node::Least(nodes) => format!("min({})", sorted(nodes)),
        Node::Greatest(nodes) => format!("max({})", sorted(nodes)),
        Node::Round { value, decimals, rounding } => format!("round({}, {decimals}, {rounding:?})", of(value)),
        Node::Comparison { operator, left, right, tolerance } => format!("({} {operator:?} {} {tolerance:?})", of(left), of(right)),
        Node::In { value, options } => format!("({} in {})", of(value), sorted(options)),
        Node::Matches { value, pattern } => format!("({} matches {pattern:?})", of(value)),
        Node::And(nodes) => format!("and({})", all(nodes)),
        Node::Or(nodes) => format!("or({})", all(nodes)),
        Node::Not(inner) => format!("not({})", of(inner)),
        Node::When { value, condition } => format!("({} when {})", of(value), of(condition)),
        Node::Else(first, second) => format!("({} else {})", of(first), of(second)),
        Node::If { condition, then, otherwise } => format!("if({})", all(&[*condition, *then, *otherwise])),
        Node::Aggregate { function, list, lines, value, filter } => {
            let lines = match lines {
                Lines::All => String::new(),
                Lines::OfGroup(table) => format!(" of {table:?}"),
            };
            format!("{function:?}({list:?}{lines}, {:?}, {:?})", value.as_ref().map(of), filter.as_ref().map(of))
        }
    }
}

/// A parameter's users change with its values.
fn parameter_text(plan: &Plan, parameter: ParameterId) -> String {
    let parameter = &plan.parameters[parameter];
    let values: Vec<String> = parameter.values.iter().map(|value| format!("{:?} {}", value.validity, value.value)).collect();
    format!("{} {:?} {values:?}", parameter.name, parameter.value_type)
}
