//! Tells which checks are certainly evaluated where others are: that a check does not fail then means that it passes, or
//! does not apply, which is easier to ask for.
//!
//! Certain is what follows from the formulas alone. A check is evaluated where every cell that it reads has a value and
//! nothing in it can lack a result: no division, no choice of lines, no sums of intermediates, which have any number of digits.

use crate::goal::{Gives, Goal};
use positum_plan::amount::LARGEST_EXPONENT;
use positum_plan::plan::{Absence, CellId, CellReference, CheckId, Node, NodeId, Origin, Plan, Scope};
use positum_runtime::evaluated_submission::Outcome;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The most parts of a formula of which it is told that it always has a result: a product of so many cells still fits.
const MOST_PARTS: usize = 100;

/// Numbers in formulas that are smaller are shown whole by every cell.
const LARGEST_WRITTEN: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
/// The most decimals of such cells.
const MOST_DECIMALS: u32 = 18;

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

    /// Gives what holds where a check does not fail, if it applies: that it passes, where it is certainly evaluated; else
    /// those of several requirements that are looked at first. Nothing where neither is certain, or it is looked at line by line.
    pub(super) fn kept_by(&self, plan: &Plan, check: CheckId) -> Option<Vec<Goal>> {
        let of = &plan.checks[check];
        if matches!(of.scope, Scope::EachLine(_)) || !of.condition.is_none_or(|condition| self.has_result(plan, condition)) {
            return None;
        }
        if self.has_result(plan, of.requirement) {
            return Some(vec![Goal::Outcome(check, Outcome::Pass)]);
        }
        let Node::And(parts) = &plan.nodes[of.requirement] else { return None };
        let first = parts.iter().take_while(|part| self.has_result(plan, **part));
        let goals: Vec<Goal> = first.map(|part| Goal::Part { node: *part, list: None, gives: Gives::True }).collect();
        (!goals.is_empty()).then_some(goals)
    }

    /// Tells whether a formula certainly has a result.
    fn has_result(&self, plan: &Plan, root: NodeId) -> bool {
        let mut open = vec![Part { node: root, wanted: Wanted::Any }];
        for _ in 0..MOST_PARTS {
            let Some(part) = open.pop() else { return true };
            match self.needed(plan, part) {
                Some(parts) => open.extend(parts),
                None => return false,
            }
        }
        false
    }

    /// Gives the parts that must have a result so that one has; nothing where it may have none all the same.
    fn needed(&self, plan: &Plan, Part { node, wanted }: Part) -> Option<Vec<Part>> {
        let parts = |wanted| plan.parts(node).into_iter().map(|node| Part { node, wanted }).collect();
        match &plan.nodes[node] {
            Node::Number(number) => match wanted {
                Wanted::Any | Wanted::Number => Some(Vec::new()),
                Wanted::Shown(decimals) => (number.scale() == 0 && number.abs() < LARGEST_WRITTEN && decimals <= MOST_DECIMALS).then(Vec::new),
            },
            Node::Text(_) | Node::Bool(_) | Node::Date(_) => (wanted == Wanted::Any).then(Vec::new),
            Node::Cell(cell) => self.of_cell(plan, *cell, wanted),
            Node::Sum(_) | Node::Total(_) | Node::Product(..) => match wanted {
                Wanted::Any | Wanted::Number => Some(parts(Wanted::Number)),
                // It may have more digits than its parts.
                Wanted::Shown(_) => None,
            },
            Node::Negation(_) | Node::Absolute(_) | Node::Least(_) | Node::Greatest(_) => {
                Some(parts(if wanted == Wanted::Any { Wanted::Number } else { wanted }))
            }
            Node::Round { decimals, .. } => match wanted {
                Wanted::Any | Wanted::Number => (*decimals <= LARGEST_EXPONENT).then(|| parts(Wanted::Number)),
                Wanted::Shown(_) => None,
            },
            // A difference of days may be beyond all days, and a tolerance takes one.
            Node::Comparison { tolerance: Some(_), .. } => (wanted == Wanted::Any).then(|| parts(Wanted::Number)),
            Node::Comparison { tolerance: None, .. } => (wanted == Wanted::Any).then(|| parts(Wanted::Any)),
            Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) | Node::Not(_) => (wanted == Wanted::Any).then(|| parts(Wanted::Any)),
            Node::If { condition, then, otherwise } => {
                let condition = Part { node: *condition, wanted: Wanted::Any };
                Some(vec![condition, Part { node: *then, wanted }, Part { node: *otherwise, wanted }])
            }
            Node::Column(_) | Node::Parameter(_) | Node::Exact(_) | Node::Earlier { .. } | Node::PeriodPart(_) | Node::DateOf { .. } => None,
            Node::WorkingDaysAfter { .. } | Node::Lookup { .. } | Node::Quotient(..) | Node::When { .. } | Node::Else(..) => None,
            Node::Aggregate { .. } => None,
        }
    }

    /// A cell has a value that is known to have one; or whose formula has one with no more digits than it shows.
    fn of_cell(&self, plan: &Plan, cell: CellId, wanted: Wanted) -> Option<Vec<Part>> {
        let value_type = plan.cells[cell].value_type.as_ref()?;
        let fits = match wanted {
            Wanted::Any => true,
            Wanted::Number => value_type.is_number(),
            Wanted::Shown(decimals) => value_type.is_number() && value_type.plain_decimals() == decimals,
        };
        if !fits {
            return None;
        }
        if self.cells.contains(&cell) {
            return Some(Vec::new());
        }
        let formula = formula_of(plan, cell).filter(|_| value_type.is_number())?;
        Some(vec![Part { node: formula, wanted: Wanted::Shown(value_type.plain_decimals()) }])
    }
}

/// A part of a formula that must have a result.
#[derive(Clone, Copy)]
struct Part {
    node: NodeId,
    wanted: Wanted,
}

/// What the result must be, so that what is made of it has one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Anything.
    Any,
    /// A number with so few digits that it can be calculated with.
    Number,
    /// A number that a cell with so many decimals shows as it is.
    Shown(u32),
}

fn formula_of(plan: &Plan, cell: CellId) -> Option<NodeId> {
    match &plan.cells[cell].origin {
        Origin::Formula { node, .. } => Some(*node),
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
    }
}

/// Tells whether a part of a range is an input that must be there.
fn is_never_passed_over(plan: &Plan, node: NodeId) -> bool {
    let Node::Cell(cell) = &plan.nodes[node] else { return false };
    matches!(plan.cells[*cell].origin, Origin::Input(Absence::Required | Absence::Zero))
}

/// What holds where checks do not fail, for those of which that is known.
pub(super) type Kept = BTreeMap<CheckId, Vec<Goal>>;

/// Gives the goals that checks do not fail: what is known to hold then, and of the others as it is.
pub(super) fn not_failing(others: &[CheckId], kept: &Kept) -> Vec<Goal> {
    let goals = |check: &CheckId| kept.get(check).cloned().unwrap_or_else(|| vec![Goal::Nowhere(*check, Outcome::Fail)]);
    others.iter().flat_map(goals).collect()
}
