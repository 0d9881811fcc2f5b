//! Tells which checks are certainly evaluated where others are: that a check does not fail then means that it passes, or
//! does not apply, which is easier to ask for.
//!
//! Certain is what follows from the formulas alone. A check is evaluated where every cell that it reads has a value and
//! nothing in it can lack a result: no division, no choice of lines, no sums of intermediates, which have any number of digits.

use crate::goal::{Gives, Goal};
use positum_plan::plan::{Absence, CellId, CellReference, CheckId, Node, NodeId, Origin, Plan, Scope};
use positum_plan::value::ValueType;
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeSet;

/// The most parts of a formula of which it is told that it always has a result: a product of so many cells still fits.
const MOST_PARTS: usize = 100;

/// Cells that certainly have a value.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    cells: BTreeSet<CellId>,
}

impl Known {
    /// Gives the cells that have a value where all goals are met.
    pub(super) fn of_goals(plan: &Plan, goals: &[Goal]) -> Self {
        let mut known = Self::default();
        for goal in goals {
            match goal {
                Goal::Outcome(check, Outcome::Pass | Outcome::Fail) => {
                    let check = &plan.checks[*check];
                    check.condition.into_iter().for_each(|condition| known.add(plan, condition, Some(true)));
                    let holds = matches!(goal, Goal::Outcome(_, Outcome::Pass));
                    known.add(plan, check.requirement, Some(holds));
                }
                Goal::Part { node, gives: Gives::True, .. } => known.add(plan, *node, Some(true)),
                Goal::Part { node, gives: Gives::False, .. } => known.add(plan, *node, Some(false)),
                Goal::Part { node, gives: Gives::Zero | Gives::Value, .. } => known.add(plan, *node, None),
                Goal::Outcome(_, Outcome::NotApplicable | Outcome::NotEvaluated) | Goal::Nowhere(..) => {}
                Goal::Part { gives: Gives::Nothing, .. } | Goal::Tie(_) => {}
            }
        }
        known
    }

    /// Adds what has a value where a part of a formula has one, or this one.
    fn add(&mut self, plan: &Plan, node: NodeId, holds: Option<bool>) {
        let mut open = vec![(node, holds)];
        while let Some((node, holds)) = open.pop() {
            match &plan.nodes[node] {
                // The exact result may have more digits than the cell can show, which then has no value.
                Node::Exact(CellReference::Cell(cell)) => open.extend(formula_of(plan, *cell).map(|formula| (formula, None))),
                Node::Cell(cell) => {
                    if self.cells.insert(*cell) {
                        open.extend(formula_of(plan, *cell).map(|formula| (formula, None)));
                    }
                }
                Node::Sum(terms) => open.extend(terms.iter().map(|term| (term.node, None))),
                // A range passes over cells that may be blank, or do not apply.
                Node::Total(parts) => open.extend(parts.iter().filter(|part| is_never_passed_over(plan, **part)).map(|part| (*part, None))),
                Node::Product(left, right) | Node::Quotient(left, right) | Node::Comparison { left, right, .. } => {
                    open.extend([(*left, None), (*right, None)]);
                }
                Node::Negation(part) | Node::Absolute(part) | Node::Round { value: part, .. } | Node::Matches { value: part, .. } => {
                    open.push((*part, None));
                }
                Node::In { value, .. } => open.push((*value, None)),
                Node::When { value, condition } => open.extend([(*condition, Some(true)), (*value, holds)]),
                Node::If { condition, .. } => open.push((*condition, None)),
                Node::Not(part) => open.push((*part, holds.map(|holds| !holds))),
                // All parts are looked at where the last one decides; else the first is, at least.
                Node::And(parts) if holds == Some(true) => open.extend(parts.iter().map(|part| (*part, Some(true)))),
                Node::Or(parts) if holds == Some(false) => open.extend(parts.iter().map(|part| (*part, Some(false)))),
                Node::And(parts) | Node::Or(parts) => open.extend(parts.first().map(|part| (*part, None))),
                Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Column(_) | Node::Parameter(_) => {}
                Node::Exact(CellReference::Column(_)) | Node::Earlier { .. } | Node::PeriodPart(_) | Node::Lookup { .. } => {}
                Node::DateOf { .. } | Node::WorkingDaysAfter { .. } | Node::Least(_) | Node::Greatest(_) => {}
                Node::Else(..) | Node::Aggregate { .. } => {}
            }
        }
    }

    /// Tells whether a check is certainly evaluated, or does not apply, in the one outcome that it has.
    pub(super) fn evaluates(&self, plan: &Plan, check: CheckId) -> bool {
        let of = &plan.checks[check];
        !matches!(of.scope, Scope::EachLine(_)) && std::iter::once(of.requirement).chain(of.condition).all(|node| self.has_result(plan, node))
    }

    /// Tells whether a formula certainly has a result.
    fn has_result(&self, plan: &Plan, root: NodeId) -> bool {
        let (mut open, mut parts) = (vec![(root, false)], 0_usize);
        while let Some((node, is_number)) = open.pop() {
            parts = parts.saturating_add(1);
            let is_fine = match &plan.nodes[node] {
                Node::Number(_) => true,
                Node::Text(_) | Node::Bool(_) | Node::Date(_) => !is_number,
                Node::Cell(cell) => self.cells.contains(cell) && plan.cells[*cell].value_type.as_ref().is_some_and(|of| fits(of, is_number)),
                Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Negation(_) | Node::Absolute(_) | Node::Least(_) | Node::Greatest(_) => {
                    open.extend(plan.parts(node).into_iter().map(|part| (part, true)));
                    true
                }
                Node::Round { value, decimals, .. } => {
                    open.push((*value, true));
                    *decimals <= positum_plan::amount::LARGEST_EXPONENT
                }
                // A difference of days may be beyond all days; a tolerance takes one.
                Node::Comparison { tolerance, .. } => {
                    open.extend(plan.parts(node).into_iter().map(|part| (part, tolerance.is_some())));
                    !is_number
                }
                Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) | Node::Not(_) => {
                    open.extend(plan.parts(node).into_iter().map(|part| (part, false)));
                    !is_number
                }
                Node::If { condition, then, otherwise } => {
                    open.extend([(*condition, false), (*then, is_number), (*otherwise, is_number)]);
                    true
                }
                Node::Column(_) | Node::Parameter(_) | Node::Exact(_) | Node::Earlier { .. } | Node::PeriodPart(_) | Node::DateOf { .. } => false,
                Node::WorkingDaysAfter { .. } | Node::Lookup { .. } | Node::Quotient(..) | Node::When { .. } | Node::Else(..) => false,
                Node::Aggregate { .. } => false,
            };
            if !is_fine || parts > MOST_PARTS {
                return false;
            }
        }
        true
    }
}

fn formula_of(plan: &Plan, cell: CellId) -> Option<NodeId> {
    match &plan.cells[cell].origin {
        Origin::Formula { node, .. } => Some(*node),
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
    }
}

/// Tells whether values of a type may stand where numbers are calculated with.
fn fits(value_type: &ValueType, is_number: bool) -> bool {
    !is_number || value_type.is_number()
}

/// Tells whether a part of a range is an input that must be there.
fn is_never_passed_over(plan: &Plan, node: NodeId) -> bool {
    let Node::Cell(cell) = &plan.nodes[node] else { return false };
    matches!(plan.cells[*cell].origin, Origin::Input(Absence::Required | Absence::Zero))
}

/// Gives the goals that checks do not fail: that those pass which must, and of the others as it is.
pub(super) fn not_failing(others: &[CheckId], passing: &BTreeSet<CheckId>) -> Vec<Goal> {
    let goal = |check: &CheckId| {
        if passing.contains(check) { Goal::Outcome(*check, Outcome::Pass) } else { Goal::Nowhere(*check, Outcome::Fail) }
    };
    others.iter().map(goal).collect()
}
