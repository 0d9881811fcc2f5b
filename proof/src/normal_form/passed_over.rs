//! Which cells a range may pass over: those that may be blank, or may not apply.

use positum_plan::plan::{Absence, CellReference, Node, NodeId, Origin, Plan, Step};
use std::collections::BTreeSet;

/// Gives the names of the cells that may be blank or not applicable, and perhaps of some more.
pub fn passed_over(plan: &Plan) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let cells = plan.cells.entries().map(|(id, cell)| (CellReference::Cell(id), &cell.origin));
    let columns = plan.columns.entries().map(|(id, column)| (CellReference::Column(id), &column.origin));
    for (reference, origin) in cells.chain(columns) {
        let may_be = match origin {
            Origin::Input(Absence::Optional) | Origin::GroupKey => true,
            Origin::Input(Absence::Required | Absence::Zero) | Origin::Sequence | Origin::Formula { .. } => false,
        };
        if may_be {
            names.insert(plan.cell_name(reference));
        }
    }
    // In the order of the steps what a formula names is there before it.
    for step in &plan.steps {
        let (reference, origin) = match step {
            Step::Cell(cell) => (CellReference::Cell(*cell), &plan.cells[*cell].origin),
            Step::Column(column) => (CellReference::Column(*column), &plan.columns[*column].origin),
            Step::Group(_) => continue,
        };
        if let Origin::Formula { node, .. } = origin
            && may_be(plan, *node, &names)
        {
            names.insert(plan.cell_name(reference));
        }
    }
    names
}

/// Tells whether a part may be blank or not applicable.
fn may_be(plan: &Plan, node: NodeId, names: &BTreeSet<String>) -> bool {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        let is_named = |reference| names.contains(&plan.cell_name(reference));
        let found = match &plan.nodes[node] {
            Node::When { .. } | Node::Lookup { .. } | Node::Earlier { .. } => true,
            Node::Cell(cell) => is_named(CellReference::Cell(*cell)),
            Node::Column(column) => is_named(CellReference::Column(*column)),
            Node::Exact(reference) => is_named(*reference),
            Node::Else(_, second) => {
                waiting.push(*second);
                false
            }
            Node::If { then, otherwise, .. } => {
                waiting.extend([*then, *otherwise]);
                false
            }
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Parameter(_) | Node::PeriodPart(_) => false,
            Node::DateOf { .. } | Node::WorkingDaysAfter { .. } | Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Quotient(..) => false,
            Node::Negation(_) | Node::Absolute(_) | Node::Least(_) | Node::Greatest(_) | Node::Round { .. } | Node::Comparison { .. } => false,
            Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) | Node::Not(_) | Node::Aggregate { .. } => false,
        };
        if found {
            return true;
        }
    }
    false
}
