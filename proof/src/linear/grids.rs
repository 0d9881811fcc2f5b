//! How many decimals a formula's result has at most, and which formulas are no sums of inputs: both from the plan alone.

use super::formulas::origin_of;
use super::inputs::value_type_of;
use positum_plan::amount::Exact;
use positum_plan::plan::{Aggregate, CellReference, Lines, Node, NodeId, Origin, Plan};
use std::collections::BTreeSet;

/// How deep formulas are looked into; deeper ones may have any number of decimals.
const MOST_DEPTH: u32 = 40;

/// Gives the decimals that the number which a part of a formula gives has at most; nothing where that is not told.
pub(crate) fn decimals_of(plan: &Plan, node: NodeId) -> Option<u32> {
    decimals_within(plan, node, MOST_DEPTH)
}

fn decimals_within(plan: &Plan, node: NodeId, depth: u32) -> Option<u32> {
    let depth = depth.checked_sub(1)?;
    let most = |parts: &[NodeId]| parts.iter().try_fold(0, |most: u32, part| Some(most.max(decimals_within(plan, *part, depth)?)));
    match &plan.nodes[node] {
        Node::Number(value) => {
            let value = Exact::from(*value);
            (0..=28).find(|decimals| value.fits_decimals(*decimals))
        }
        Node::Cell(cell) => decimals_of_cell(plan, CellReference::Cell(*cell), depth),
        Node::Column(column) => decimals_of_cell(plan, CellReference::Column(*column), depth),
        Node::Sum(terms) => most(&terms.iter().map(|term| term.node).collect::<Vec<_>>()),
        Node::Total(parts) | Node::Least(parts) | Node::Greatest(parts) => most(parts),
        Node::Product(left, right) => Some(decimals_within(plan, *left, depth)?.saturating_add(decimals_within(plan, *right, depth)?)),
        Node::Negation(part) | Node::Absolute(part) | Node::When { value: part, .. } => decimals_within(plan, *part, depth),
        Node::Round { decimals, .. } => Some(*decimals),
        Node::Else(first, second) => most(&[*first, *second]),
        Node::If { then, otherwise, .. } => most(&[*then, *otherwise]),
        Node::Aggregate { function: Aggregate::Count, .. } => Some(0),
        Node::Aggregate { value, .. } => decimals_within(plan, (*value)?, depth),
        Node::Lookup { column, .. } => decimals_of_cell(plan, CellReference::Column(*column), depth),
        Node::Exact(reference) => match origin_of(plan, *reference) {
            Origin::Formula { node, .. } => decimals_within(plan, *node, depth),
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
        },
        Node::PeriodPart(_) => Some(0),
        Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Parameter(_) | Node::Earlier { .. } | Node::DateOf { .. } => None,
        Node::WorkingDaysAfter { .. } | Node::Quotient(..) | Node::Comparison { .. } | Node::In { .. } | Node::Matches { .. } => None,
        Node::And(_) | Node::Or(_) | Node::Not(_) => None,
    }
}

fn decimals_of_cell(plan: &Plan, reference: CellReference, depth: u32) -> Option<u32> {
    match (value_type_of(plan, reference), origin_of(plan, reference)) {
        (Some(value_type), _) if value_type.is_number() => Some(value_type.plain_decimals()),
        (None, Origin::Formula { node, .. }) => decimals_within(plan, *node, depth),
        (Some(_) | None, _) => None,
    }
}

/// Tells whether formulas hold what is made a sum only by settling inputs.
pub(crate) fn settles_inputs(plan: &Plan, mut waiting: Vec<NodeId>) -> bool {
    let is_fixed = |node: NodeId| matches!(plan.nodes[node], Node::Number(_) | Node::Parameter(_));
    let mut seen: BTreeSet<CellReference> = BTreeSet::new();
    while let Some(node) = waiting.pop() {
        match &plan.nodes[node] {
            Node::Product(left, right) if !is_fixed(*left) && !is_fixed(*right) => return true,
            Node::Quotient(_, right) if !is_fixed(*right) => return true,
            Node::Lookup { .. } | Node::DateOf { .. } | Node::WorkingDaysAfter { .. } | Node::Aggregate { lines: Lines::OfGroup(_), .. } => {
                return true;
            }
            Node::Cell(cell) => waiting.extend(formula_once(plan, CellReference::Cell(*cell), &mut seen)),
            Node::Column(column) => waiting.extend(formula_once(plan, CellReference::Column(*column), &mut seen)),
            Node::Exact(reference) => waiting.extend(formula_once(plan, *reference, &mut seen)),
            _ => {}
        }
        waiting.extend(plan.parts(node));
    }
    false
}

fn formula_once(plan: &Plan, reference: CellReference, seen: &mut BTreeSet<CellReference>) -> Option<NodeId> {
    match origin_of(plan, reference) {
        Origin::Formula { node, .. } if seen.insert(reference) => Some(*node),
        Origin::Formula { .. } | Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
    }
}
