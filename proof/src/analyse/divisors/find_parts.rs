//! Finds the quotients and conditions of formulas, each with what must hold so that it is looked at.

use crate::analyse::claim::{Divisor, Formula, Subject};
use crate::goal::{Gives, Goal};
use positum_plan::branching::Branching;
use positum_plan::plan::{CellReference, Node, NodeId, Origin, Plan, Scope, TableId};
use positum_plan::reads::Reads;
use std::collections::BTreeSet;

/// The quotients and conditions of formulas.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) divisors: Vec<Divisor>,
    pub(super) conditions: Vec<Formula>,
}

/// Finds the quotients and conditions of the formulas that are wanted.
pub(super) fn find_parts(plan: &Plan, is_wanted: &dyn Fn(Subject) -> bool) -> Parts {
    let mut finder = Finder { plan, parts: Parts::default() };
    let cells = plan.cells.entries().map(|(id, cell)| (CellReference::Cell(id), None, &cell.origin));
    let columns = plan.columns.entries().map(|(id, column)| (CellReference::Column(id), Some(column.table), &column.origin));
    for (reference, list, origin) in cells.chain(columns) {
        if let Origin::Formula { node, .. } = origin
            && is_wanted(Subject::Cell(reference))
        {
            finder.walk(Around { subject: Subject::Cell(reference), list, guards: Vec::new() }, *node);
        }
    }
    for (id, check) in plan.checks.entries().filter(|(id, _)| is_wanted(Subject::Check(*id))) {
        let list = match check.scope {
            Scope::EachLine(list) => Some(list),
            Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
        };
        let around = Around { subject: Subject::Check(id), list, guards: Vec::new() };
        let inner = match check.condition {
            Some(condition) => {
                finder.walk(around.clone(), condition);
                around.with(condition, Gives::True)
            }
            None => around,
        };
        finder.walk(inner, check.requirement);
    }
    finder.parts.divisors.sort_by_key(|divisor| (divisor.formula.subject, divisor.formula.node));
    finder.parts.conditions.sort_by_key(|condition| (condition.subject, condition.node));
    finder.parts
}

/// What stands around a part of a formula.
#[derive(Clone)]
struct Around {
    subject: Subject,
    list: Option<TableId>,
    guards: Vec<Goal>,
}

impl Around {
    fn with(&self, node: NodeId, gives: Gives) -> Self {
        let goal = Goal::Part { node, list: self.list, gives };
        Self { guards: self.guards.iter().cloned().chain([goal]).collect(), ..self.clone() }
    }
}

struct Finder<'p> {
    plan: &'p Plan,
    parts: Parts,
}

impl Finder<'_> {
    /// Looks through a formula; what is still to be looked at stands in a list, since formulas can be deep.
    fn walk(&mut self, around: Around, root: NodeId) {
        let mut open = vec![(around, root)];
        while let Some((around, node)) = open.pop() {
            let plan = self.plan;
            if let Node::Quotient(_, right) = &plan.nodes[node] {
                let formula = Formula { node, list: around.list, subject: around.subject };
                self.parts.divisors.push(Divisor { formula, divisor: *right, guards: around.guards.clone() });
            }
            if let Node::Aggregate { list, value, filter, .. } = &plan.nodes[node] {
                let parts: Vec<NodeId> = value.iter().chain(filter).copied().collect();
                // A line of another list stands around it: what it gives is not told of one line alone.
                if parts.iter().all(|part| self.is_of_list(*part, *list)) {
                    let inner = Around { list: Some(*list), ..around };
                    let of_value = filter.map_or(inner.clone(), |filter| inner.with(filter, Gives::True));
                    open.extend(value.iter().map(|value| (of_value.clone(), *value)));
                    open.extend(filter.iter().map(|filter| (inner.clone(), *filter)));
                }
                continue;
            }
            match plan.nodes[node].branching() {
                Some(Branching::When { value, condition }) => {
                    self.condition(&around, condition);
                    open.extend([(around.with(condition, Gives::True), value), (around, condition)]);
                }
                Some(Branching::If { condition, then, otherwise }) => {
                    self.condition(&around, condition);
                    open.extend([(around.with(condition, Gives::True), then), (around.with(condition, Gives::False), otherwise)]);
                    open.push((around, condition));
                }
                Some(Branching::Else(first, second)) => open.extend([(around.with(first, Gives::Nothing), second), (around, first)]),
                Some(Branching::And(parts)) => open.extend(one_after_the_other(around, parts, Gives::True)),
                Some(Branching::Or(parts)) => open.extend(one_after_the_other(around, parts, Gives::False)),
                Some(Branching::Where { .. }) | None => open.extend(plan.parts(node).into_iter().map(|part| (around.clone(), part))),
            }
        }
    }

    fn condition(&mut self, around: &Around, node: NodeId) {
        self.parts.conditions.push(Formula { node, list: around.list, subject: around.subject });
    }

    /// Tells whether a part of a formula reads columns of one list alone.
    fn is_of_list(&self, root: NodeId, list: TableId) -> bool {
        let (mut open, mut seen) = (vec![root], BTreeSet::new());
        while let Some(node) = open.pop() {
            let is_other = match self.plan.reads(node) {
                Some(Reads::Cell(CellReference::Column(column)) | Reads::Earlier(CellReference::Column(column))) => {
                    self.plan.columns[column].table != list
                }
                // Another aggregate, or a line that is looked up, stands inside of this one.
                Some(Reads::Lines(..) | Reads::Line(..)) => true,
                Some(Reads::Cell(_) | Reads::Earlier(_) | Reads::Parameter(_) | Reads::Calendar(_)) | None => false,
            };
            if is_other {
                return false;
            }
            if seen.insert(node) {
                open.extend(self.plan.parts(node));
            }
        }
        true
    }
}

/// A part is looked at where all before it gave the same.
fn one_after_the_other(around: Around, parts: &[NodeId], gives: Gives) -> Vec<(Around, NodeId)> {
    let mut around = around;
    let mut all = Vec::new();
    for part in parts {
        all.push((around.clone(), *part));
        around = around.with(*part, gives);
    }
    all
}
