//! Formulas of which a plan has no text, as a definition would write them: conditions, and values in messages.

use positum_plan::plan::{Aggregate, CellReference, Comparison, Earlier, Node, NodeId, Plan};

/// The most parts that stand in each other and are written; what is deeper is an ellipsis.
const DEEPEST: usize = 40;

/// How tightly a formula holds together, from the loosest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Choice,
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Word,
}

/// Writes a formula; names of cells without the report, which is known where it is shown.
pub(super) fn node_text(plan: &Plan, node: NodeId) -> String {
    within(plan, node, Tie::Choice, 0)
}

fn within(plan: &Plan, node: NodeId, tie: Tie, depth: usize) -> String {
    if depth > DEEPEST {
        return "…".to_owned();
    }
    let (own, text) = written(plan, node, depth.saturating_add(1));
    if own < tie { format!("({text})") } else { text }
}

/// Gives a cell's name without its report.
fn cell(plan: &Plan, reference: CellReference) -> String {
    let name = plan.cell_name(reference);
    let short = name.split_once('.').map_or(name.as_str(), |(_, rest)| rest);
    match reference {
        CellReference::Cell(_) => short.to_owned(),
        CellReference::Column(_) => short.split_once(':').map_or(short, |(_, code)| code).to_owned(),
    }
}

fn written(plan: &Plan, node: NodeId, depth: usize) -> (Tie, String) {
    let part = |node: NodeId, tie: Tie| within(plan, node, tie, depth);
    let joined = |nodes: &[NodeId], separator: &str, tie: Tie| nodes.iter().map(|node| part(*node, tie)).collect::<Vec<_>>().join(separator);
    match &plan.nodes[node] {
        Node::Number(number) => (Tie::Word, number.normalize().to_string()),
        Node::Text(text) => (Tie::Word, format!("\"{text}\"")),
        Node::Bool(value) => (Tie::Word, value.to_string()),
        Node::Date(date) => (Tie::Word, date.to_string()),
        Node::Cell(of) => (Tie::Word, cell(plan, CellReference::Cell(*of))),
        Node::Column(of) => (Tie::Word, cell(plan, CellReference::Column(*of))),
        Node::Parameter(parameter) => (Tie::Word, plan.parameters[*parameter].name.clone()),
        Node::Exact(of) => (Tie::Word, format!("exact({})", cell(plan, *of))),
        Node::Earlier { cell: of, which } => {
            let word = match which {
                Earlier::Period => "previous",
                Earlier::Year => "year_before",
                Earlier::Closing => "closing",
            };
            (Tie::Word, format!("{word}({})", cell(plan, *of)))
        }
        Node::PeriodPart(period_part) => (Tie::Word, format!("period.{}", period_part.keyword())),
        Node::DateOf { year, month, day } => (Tie::Word, format!("date({})", joined(&[*year, *month, *day], ", ", Tie::Choice))),
        Node::WorkingDaysAfter { date, count, calendar } => {
            let calendar = &plan.calendars[*calendar].name;
            (Tie::Word, format!("working_days_after({}, {calendar})", joined(&[*date, *count], ", ", Tie::Choice)))
        }
        Node::Lookup { list, keys, column } => {
            let keys: Vec<String> = keys.iter().map(|(_, key)| part(*key, Tie::Choice)).collect();
            (Tie::Word, format!("{}[{}].{}", plan.tables[*list].name, keys.join(", "), plan.columns[*column].code))
        }
        Node::Sum(terms) => {
            let mut text = String::new();
            for (index, term) in terms.iter().enumerate() {
                text.push_str(match (index, term.negative) {
                    (0, false) => "",
                    (0, true) => "-",
                    (_, false) => " + ",
                    (_, true) => " - ",
                });
                text.push_str(&part(term.node, if term.negative { Tie::Product } else { Tie::Sum }));
            }
            (Tie::Sum, text)
        }
        Node::Total(nodes) => (Tie::Sum, joined(nodes, " + ", Tie::Product)),
        Node::Aggregate { function, list, value, filter, .. } => {
            let value = value.map_or_else(|| plan.tables[*list].name.clone(), |value| part(value, Tie::Choice));
            let filter = filter.map(|filter| format!(" where {}", part(filter, Tie::Choice))).unwrap_or_default();
            (Tie::Word, format!("{}({value}{filter})", word(*function)))
        }
        _ => written_operator(plan, node, depth),
    }
}

/// Writes what has operators.
fn written_operator(plan: &Plan, node: NodeId, depth: usize) -> (Tie, String) {
    let part = |node: NodeId, tie: Tie| within(plan, node, tie, depth);
    let joined = |nodes: &[NodeId], separator: &str, tie: Tie| nodes.iter().map(|node| part(*node, tie)).collect::<Vec<_>>().join(separator);
    match &plan.nodes[node] {
        Node::Product(left, right) => (Tie::Product, format!("{} x {}", part(*left, Tie::Product), part(*right, Tie::Word))),
        Node::Quotient(left, right) => (Tie::Product, format!("{} / {}", part(*left, Tie::Product), part(*right, Tie::Word))),
        Node::Negation(inner) => (Tie::Product, format!("-{}", part(*inner, Tie::Word))),
        Node::Absolute(inner) => (Tie::Word, format!("abs({})", part(*inner, Tie::Choice))),
        Node::Least(nodes) => (Tie::Word, format!("min({})", joined(nodes, ", ", Tie::Choice))),
        Node::Greatest(nodes) => (Tie::Word, format!("max({})", joined(nodes, ", ", Tie::Choice))),
        Node::Round { value, decimals, .. } => (Tie::Word, format!("round({}, {decimals})", part(*value, Tie::Choice))),
        Node::Comparison { operator, left, right, .. } => {
            (Tie::Comparison, format!("{} {} {}", part(*left, Tie::Sum), sign(*operator), part(*right, Tie::Sum)))
        }
        Node::In { value, options } => (Tie::Comparison, format!("{} in ({})", part(*value, Tie::Sum), joined(options, ", ", Tie::Choice))),
        Node::Matches { value, pattern } => (Tie::Comparison, format!("{} matches \"{}\"", part(*value, Tie::Sum), pattern.text())),
        Node::And(nodes) => (Tie::And, joined(nodes, " and ", Tie::Comparison)),
        Node::Or(nodes) => (Tie::Or, joined(nodes, " or ", Tie::And)),
        Node::Not(inner) => (Tie::Comparison, format!("not {}", part(*inner, Tie::Word))),
        Node::When { value, condition } => (Tie::Choice, format!("{} when {}", part(*value, Tie::Or), part(*condition, Tie::Or))),
        Node::Else(first, second) => (Tie::Choice, format!("{} else {}", part(*first, Tie::Or), part(*second, Tie::Or))),
        Node::If { condition, then, otherwise } => {
            let [condition, then, otherwise] = [*condition, *then, *otherwise].map(|node| part(node, Tie::Or));
            (Tie::Choice, format!("if {condition} then {then} else {otherwise}"))
        }
        // The others have no operators.
        _ => (Tie::Word, String::new()),
    }
}

fn word(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Sum => "sum",
        Aggregate::Count => "count",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::First => "first",
    }
}

fn sign(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}
