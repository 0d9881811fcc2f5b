//! What must come about: goals, and what is asked of everything else.

use super::assume::Constraint;
use super::grids::settles_inputs;
use super::inputs::{table_of, value_type_of};
use super::lists::list_of;
use super::sum::Linear;
use super::walk::Walk;
use super::{Item, Key, Operand, Outcome, Stop};
use crate::goal::{Gives, Goal};
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, Check, CheckId, ColumnId, Node, NodeId, Origin, Plan, Scope, Severity, TableId};
use positum_plan::reads::Reads;
use positum_runtime::evaluated_submission::Outcome as CheckOutcome;
use std::collections::BTreeSet;

/// What must come about.
#[derive(Clone, Debug)]
pub(crate) struct Aims<'g> {
    pub(crate) goals: &'g [Goal],
    /// Checks that must not fail.
    pub(crate) kept: Vec<CheckId>,
    /// Whether formulas that may have no result must have one.
    pub(crate) all_computed: bool,
}

impl Walk<'_> {
    /// Follows all that must come about; where this ends well, the variables have values that bring it about.
    pub(crate) fn follow(&mut self, aims: &Aims<'_>) -> Result<(), Stop> {
        // What settles inputs comes last, when all else has found its values.
        for settles in [false, true] {
            let is_now = |nodes: Vec<NodeId>| if self.refutes() { !settles } else { settles_inputs(self.plan(), nodes) == settles };
            let goals: Vec<(usize, &Goal)> = aims.goals.iter().enumerate().filter(|(_, goal)| is_now(nodes_of(self.plan(), goal))).collect();
            let kept: Vec<CheckId> = aims.kept.iter().copied().filter(|check| is_now(nodes_of_check(self.plan(), *check))).collect();
            for (place, goal) in goals {
                self.is_at_goal = true;
                self.bring_about(goal, place)?;
                self.settle()?;
            }
            self.is_at_goal = false;
            for check in kept {
                self.keep(check, aims)?;
            }
        }
        if aims.all_computed {
            self.compute_all()?;
        }
        if self.refutes() {
            self.multiply_out()?;
        }
        self.settle_on_grids()
    }

    fn bring_about(&mut self, goal: &Goal, place: usize) -> Result<(), Stop> {
        match goal {
            Goal::Outcome(check, outcome) => {
                let lines = self.line_of_check(*check, place)?;
                let is_met = self.outcome_of_check(*check, &lines, Some(*outcome))? == *outcome;
                if is_met { Ok(()) } else { Err(Stop::Dead) }
            }
            Goal::Nowhere(check, outcome) => self.bring_about_nowhere(*check, *outcome),
            Goal::Tie(reference) => self.tie(*reference, place),
            Goal::Part { node, list, gives } => {
                let lines = match list {
                    Some(list) => vec![(*list, self.chosen_line(*list, place)?)],
                    None => Vec::new(),
                };
                self.give(*node, lines, *gives)
            }
        }
    }

    fn bring_about_nowhere(&mut self, check: CheckId, outcome: CheckOutcome) -> Result<(), Stop> {
        if self.is_left_out(check) {
            return Ok(());
        }
        let all = match &self.plan().checks[check].scope {
            Scope::EachLine(_) if self.refutes() => return Err(Stop::TooHard),
            Scope::EachLine(table) => {
                self.solve_groups(*table)?;
                (0..self.lines_of(*table)?).map(|line| vec![(*table, line)]).collect()
            }
            Scope::Once | Scope::Row(_) | Scope::Column(_) => vec![Vec::new()],
        };
        for lines in all {
            if self.outcome_of_check(check, &lines, None)? == outcome {
                return Err(Stop::Dead);
            }
        }
        Ok(())
    }

    fn line_of_check(&mut self, check: CheckId, place: usize) -> Result<Vec<(TableId, usize)>, Stop> {
        match &self.plan().checks[check].scope {
            Scope::EachLine(table) => {
                let table = *table;
                Ok(vec![(table, self.chosen_line(table, place)?)])
            }
            Scope::Once | Scope::Row(_) | Scope::Column(_) => Ok(Vec::new()),
        }
    }

    /// Gives the outcome of a check; with a wanted one, ways that lead to others may be left out.
    fn outcome_of_check(&mut self, check: CheckId, lines: &[(TableId, usize)], wanted: Option<CheckOutcome>) -> Result<CheckOutcome, Stop> {
        let Check { condition, requirement, .. } = &self.plan().checks[check];
        if self.is_left_out(check) {
            return Err(Stop::Dead);
        }
        if let Some(condition) = condition {
            match wanted {
                Some(CheckOutcome::Pass | CheckOutcome::Fail) => self.want(*condition, lines, true),
                Some(CheckOutcome::NotApplicable) => self.want(*condition, lines, false),
                Some(CheckOutcome::NotEvaluated) | None => {}
            }
            match Self::truth(&self.solve_node(*condition, lines)?)? {
                Ok(true) => {}
                Ok(false) => return Ok(CheckOutcome::NotApplicable),
                Err(_) => return Ok(CheckOutcome::NotEvaluated),
            }
        }
        match wanted {
            Some(CheckOutcome::Pass) => self.want(*requirement, lines, true),
            Some(CheckOutcome::Fail) => self.want(*requirement, lines, false),
            Some(CheckOutcome::NotApplicable) => return Err(Stop::Dead),
            Some(CheckOutcome::NotEvaluated) | None => {}
        }
        Ok(match Self::truth(&self.solve_node(*requirement, lines)?)? {
            Ok(true) => CheckOutcome::Pass,
            Ok(false) => CheckOutcome::Fail,
            Err(_) => CheckOutcome::NotEvaluated,
        })
    }

    fn solve_node(&mut self, node: NodeId, lines: &[(TableId, usize)]) -> Result<Outcome, Stop> {
        self.solve(Key { item: Item::Node(node), lines: lines.to_vec() })
    }

    fn give(&mut self, node: NodeId, lines: Vec<(TableId, usize)>, gives: Gives) -> Result<(), Stop> {
        match gives {
            Gives::True => self.want(node, &lines, true),
            Gives::False => self.want(node, &lines, false),
            Gives::Zero | Gives::Value | Gives::Nothing => {}
        }
        let outcome = self.solve_node(node, &lines)?;
        let is_met = match (gives, outcome) {
            (Gives::True, Ok(Operand::Bool(value))) => value,
            (Gives::False, Ok(Operand::Bool(value))) => !value,
            (Gives::Zero, Ok(Operand::Number(sum))) => {
                self.assume_zero(&sum)?;
                true
            }
            (Gives::Value, Ok(_)) | (Gives::Nothing, Err(_)) => true,
            (Gives::True | Gives::False | Gives::Zero | Gives::Value | Gives::Nothing, _) => false,
        };
        if is_met { Ok(()) } else { Err(Stop::Dead) }
    }

    /// Brings about that the result of a formula lies half way between two values that its cell can show.
    fn tie(&mut self, reference: CellReference, place: usize) -> Result<(), Stop> {
        let value_type = value_type_of(self.plan(), reference).ok_or(Stop::Dead)?;
        let Origin::Formula { node, .. } = super::formulas::origin_of(self.plan(), reference) else { return Err(Stop::Dead) };
        let lines = match reference {
            CellReference::Cell(_) => Vec::new(),
            CellReference::Column(column) => {
                let table = self.plan().columns[column].table;
                vec![(table, self.chosen_line(table, place)?)]
            }
        };
        let Ok(Operand::Number(sum)) = self.solve_node(*node, &lines)? else { return Err(Stop::Dead) };
        let decimals = value_type.plain_decimals();
        if self.fits(&sum, decimals) {
            return Err(Stop::Dead);
        }
        let now = self.simplex.value_of(&sum)?.main.rounded_to(decimals, positum_plan::amount::Rounding::TowardZero);
        let below = Linear::variable(self.variable(now, Some(decimals)));
        let half = Exact::scaled(5, decimals.saturating_add(1));
        self.assume(&Constraint::zero(sum.minus(&below)?.moved(&half.negated())?))
    }

    /// Tells whether a check is of a report for periods of another kind.
    fn is_left_out(&self, check: CheckId) -> bool {
        let report = self.plan().checks[check].report;
        self.plan().reports[report].period.is_some_and(|kind| kind != self.circumstances.period.kind())
    }

    /// Keeps a check from failing in every line that is at hand.
    fn keep(&mut self, check: CheckId, aims: &Aims<'_>) -> Result<(), Stop> {
        if self.is_left_out(check) {
            return Ok(());
        }
        let all: Vec<Vec<(TableId, usize)>> = match &self.plan().checks[check].scope {
            // Of lines only those are there that goals speak of.
            Scope::EachLine(table) if self.refutes() => {
                let goals = aims.goals.iter().enumerate().filter(|(_, goal)| list_of_goal(self.plan(), goal) == Some(*table));
                goals.map(|(place, _)| vec![(*table, place)]).collect()
            }
            Scope::EachLine(table) => {
                self.solve_groups(*table)?;
                (0..self.lines_of(*table)?).map(|line| vec![(*table, line)]).collect()
            }
            Scope::Once | Scope::Row(_) | Scope::Column(_) => vec![Vec::new()],
        };
        for lines in all {
            let Check { condition, requirement, .. } = &self.plan().checks[check];
            if let Some(condition) = condition
                && Self::truth(&self.solve_node(*condition, &lines)?)? != Ok(true)
            {
                continue;
            }
            self.want(*requirement, &lines, true);
            if Self::truth(&self.solve_node(*requirement, &lines)?)? == Ok(false) {
                return Err(Stop::Dead);
            }
            self.settle()?;
        }
        Ok(())
    }

    /// Computes every cell whose formula may have no result.
    fn compute_all(&mut self) -> Result<(), Stop> {
        let plan = self.plan();
        let cells = plan.cells.ids().map(CellReference::Cell);
        let references: Vec<CellReference> =
            cells.chain(plan.columns.ids().map(CellReference::Column)).filter(|cell| may_fail(plan, *cell)).collect();
        for reference in references {
            let table = table_of(plan, reference);
            let lines = if list_of(plan, table).is_some() && matches!(reference, CellReference::Column(_)) {
                self.solve_groups(table)?;
                (0..self.lines_of(table)?).map(|line| vec![(table, line)]).collect()
            } else {
                vec![Vec::new()]
            };
            for lines in lines {
                let _ = self.solve(Key { item: Item::Cell(reference), lines })?;
            }
        }
        Ok(())
    }
}

/// Tells whether a cell's formula holds a part that may have no result though all that it reads has a value.
fn may_fail(plan: &Plan, reference: CellReference) -> bool {
    let Origin::Formula { node, .. } = super::formulas::origin_of(plan, reference) else { return false };
    let mut waiting = vec![*node];
    while let Some(node) = waiting.pop() {
        match &plan.nodes[node] {
            Node::Quotient(..) | Node::Lookup { .. } | Node::DateOf { .. } | Node::WorkingDaysAfter { .. } => return true,
            _ => waiting.extend(plan.parts(node)),
        }
    }
    false
}

/// Gives the checks that must not fail where everything beside the goals is to be clean, those that share most with the
/// goals first, in groups by how far they are from them.
pub(crate) fn relevant_rests(plan: &Plan, goals: &[Goal]) -> Vec<Vec<CheckId>> {
    let asked = |check: CheckId| goals.iter().any(|goal| matches!(goal, Goal::Outcome(asked, CheckOutcome::Fail) if *asked == check));
    let mut left: Vec<(CheckId, BTreeSet<CellReference>)> = plan
        .checks
        .entries()
        .filter(|(id, check)| matches!(check.severity, Severity::Error | Severity::Breach) && !asked(*id))
        .map(|(id, check)| (id, rests_on(plan, check.condition.into_iter().chain([check.requirement]).collect())))
        .collect();
    let mut reached = inputs_of_goals(plan, goals);
    let mut groups = Vec::new();
    while !left.is_empty() {
        let (near, far): (Vec<_>, Vec<_>) = left.into_iter().partition(|(_, cells)| !cells.is_disjoint(&reached));
        if near.is_empty() {
            groups.push(far.iter().map(|(check, _)| *check).collect());
            break;
        }
        near.iter().for_each(|(_, cells)| reached.extend(cells));
        groups.push(near.into_iter().map(|(check, _)| check).collect());
        left = far;
    }
    groups
}

/// Gives the inputs that goals rest on.
pub(crate) fn inputs_of_goals(plan: &Plan, goals: &[Goal]) -> BTreeSet<CellReference> {
    rests_on(plan, goals.iter().flat_map(|goal| nodes_of(plan, goal)).collect())
}

fn nodes_of_check(plan: &Plan, check: CheckId) -> Vec<NodeId> {
    let check = &plan.checks[check];
    check.condition.into_iter().chain([check.requirement]).collect()
}

fn nodes_of(plan: &Plan, goal: &Goal) -> Vec<NodeId> {
    match goal {
        Goal::Outcome(check, _) | Goal::Nowhere(check, _) => nodes_of_check(plan, *check),
        Goal::Tie(reference) => match super::formulas::origin_of(plan, *reference) {
            Origin::Formula { node, .. } => vec![*node],
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey => Vec::new(),
        },
        Goal::Part { node, .. } => vec![*node],
    }
}

/// Gives the list in one of whose lines a goal must hold.
fn list_of_goal(plan: &Plan, goal: &Goal) -> Option<TableId> {
    match goal {
        Goal::Outcome(check, _) => match &plan.checks[*check].scope {
            Scope::EachLine(table) => Some(*table),
            Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
        },
        Goal::Nowhere(..) | Goal::Tie(CellReference::Cell(_)) => None,
        Goal::Tie(CellReference::Column(column)) => Some(plan.columns[*column].table),
        Goal::Part { list, .. } => *list,
    }
}

/// Tells whether an outcome is wanted in lines of a list of which it may not be told which lines it has.
pub(crate) fn is_of_unknown_lines(plan: &Plan, goal: &Goal) -> bool {
    list_of_goal(plan, goal).and_then(|table| list_of(plan, table)).is_some_and(|list| list.derivation.is_some())
}

/// Gives the inputs that formulas rest on.
fn rests_on(plan: &Plan, mut waiting: Vec<NodeId>) -> BTreeSet<CellReference> {
    let mut inputs = BTreeSet::new();
    let mut seen: BTreeSet<CellReference> = BTreeSet::new();
    while let Some(node) = waiting.pop() {
        waiting.extend(plan.parts(node));
        let read: Option<CellReference> = match plan.reads(node) {
            Some(Reads::Cell(reference) | Reads::Earlier(reference)) => Some(reference),
            Some(Reads::Line(_, column)) => Some(CellReference::Column(column)),
            Some(Reads::Parameter(_) | Reads::Calendar(_) | Reads::Lines(..)) | None => None,
        };
        let Some(reference) = read.filter(|reference| seen.insert(*reference)) else { continue };
        match super::formulas::origin_of(plan, reference) {
            Origin::Formula { node, .. } => waiting.push(*node),
            Origin::GroupKey => inputs.extend(key_source(plan, reference).map(CellReference::Column)),
            Origin::Input(_) | Origin::Sequence => {
                inputs.insert(reference);
            }
        }
    }
    inputs
}

fn key_source(plan: &Plan, reference: CellReference) -> Option<ColumnId> {
    let CellReference::Column(column) = reference else { return None };
    let list = list_of(plan, plan.columns[column].table)?;
    let place = list.columns.iter().position(|own| *own == column)?;
    list.derivation.as_ref()?.by.get(place).copied()
}
