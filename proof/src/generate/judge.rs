//! Evaluates drafts and tells what is wrong with them, and how far apart the sides of comparisons are.

use super::plan_facts::PlanFacts;
use crate::draft::Draft;
use crate::goal::{Goal, is_met};
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, CheckId, Node, NodeId, Origin, Plan, Scope, Severity, TableId};
use positum_plan::reads::Reads;
use positum_plan::value::{Quantity, Value};
use positum_runtime::cell_address::cell_at;
use positum_runtime::evaluate::EvaluatedParts;
use positum_runtime::evaluated_submission::{CellAt, Outcome};

/// The most lines of a list that are looked at.
const MOST_LINES: usize = 4;

/// The current lines of lists, the innermost last.
pub(crate) type Lines = Vec<(TableId, usize)>;

/// Something wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A goal that is not met.
    Goal(usize),
    /// A check that fails, in a line where it is of lines.
    Check(CheckId, Option<usize>),
    /// A finding, at a cell where it has one.
    Finding(&'static str, Option<CellAt>),
}

/// What a draft is wanted for.
pub(crate) struct Wanted<'g> {
    /// What it must bring about.
    pub(crate) goals: &'g [Goal],
    /// Whether nothing else may be wrong with it.
    pub(crate) is_clean: bool,
}

/// Evaluates a draft and asks something of it.
pub(crate) fn with_parts<R>(facts: &PlanFacts<'_>, draft: &Draft, ask: impl FnOnce(&EvaluatedParts<'_>) -> R) -> R {
    let submission = draft.submission(facts.plan, "draft");
    let earlier = facts.histories.of(facts.evaluator, draft);
    let parts = facts.evaluator.evaluate_with_parts(&submission, earlier.as_deref());
    ask(&parts)
}

impl Wanted<'_> {
    /// Gives what is wrong with an evaluated draft.
    pub(crate) fn troubles(&self, parts: &EvaluatedParts<'_>) -> Vec<Trouble> {
        let unmet = (0..).zip(self.goals).filter(|(_, goal)| !is_met(goal, parts)).map(|(place, _)| Trouble::Goal(place));
        let mut troubles: Vec<Trouble> = unmet.collect();
        if self.is_clean {
            troubles.extend(failing(parts).into_iter().filter(|(check, _)| !self.may_fail(*check)).map(|(check, line)| Trouble::Check(check, line)));
            let wrong = parts.findings().iter().filter(|finding| finding.kind.severity() == Severity::Error);
            troubles.extend(wrong.map(|finding| Trouble::Finding(finding.kind.code(), cell_at(parts.plan(), &finding.address))));
        }
        troubles
    }

    fn may_fail(&self, check: CheckId) -> bool {
        self.goals.iter().any(|goal| matches!(goal, Goal::Outcome(asked, Outcome::Fail) if *asked == check))
    }
}

/// Tells how bad troubles are together: a goal that is not met counts more than all else.
pub(crate) fn badness(troubles: &[Trouble]) -> usize {
    let of = |trouble: &Trouble| match trouble {
        Trouble::Goal(_) => 10_000,
        Trouble::Check(..) | Trouble::Finding(..) => 1,
    };
    troubles.iter().map(of).fold(0, usize::saturating_add)
}

/// Gives the checks of severity error and breach that fail, with the line, from 0, for those of lines.
pub(crate) fn failing(parts: &EvaluatedParts<'_>) -> Vec<(CheckId, Option<usize>)> {
    let plan = parts.plan();
    let is_bad = |check: CheckId| matches!(plan.checks[check].severity, Severity::Error | Severity::Breach);
    let failing = parts.checks().iter().filter(|found| found.outcome == Outcome::Fail && is_bad(found.check));
    let line = |check: CheckId, row: &str| match plan.checks[check].scope {
        Scope::EachLine(_) => row.parse::<usize>().ok().and_then(|row| row.checked_sub(1)),
        Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
    };
    failing.map(|found| (found.check, line(found.check, &found.row))).collect()
}

/// Gives the lines in which a part of a formula can be asked for: of each list the first few, and the last.
pub(crate) fn lines_for(facts: &PlanFacts<'_>, parts: &EvaluatedParts<'_>, node: NodeId) -> Vec<Lines> {
    let mut all: Vec<Lines> = vec![Vec::new()];
    for list in facts.needed.lookup(node).into_iter().flatten().rev() {
        let lines = parts.lines(*list);
        let last = lines.checked_sub(1).filter(|last| *last >= MOST_LINES);
        let chosen: Vec<usize> = (0..lines.min(MOST_LINES)).chain(last).collect();
        all = all.iter().flat_map(|outer| chosen.iter().map(|line| outer.iter().copied().chain([(*list, *line)]).collect())).collect();
    }
    all
}

/// Gives the differences between the sides of all comparisons of numbers below a part of a formula.
pub(crate) fn gaps(parts: &EvaluatedParts<'_>, node: NodeId, lines: &[(TableId, usize)]) -> Vec<Option<Exact>> {
    comparisons(parts, node).into_iter().map(|(left, right)| gap(parts, left, right, lines)).collect()
}

fn gap(parts: &EvaluatedParts<'_>, left: NodeId, right: NodeId, lines: &[(TableId, usize)]) -> Option<Exact> {
    match (parts.part(left, lines).ok()?, parts.part(right, lines).ok()?) {
        (Value::Number(left), Value::Number(right)) => left.minus(&right),
        (_, _) => None,
    }
}

/// Gives the formula of a cell whose value is a truth value, where a part of a formula is no more than its name.
fn truth_behind(plan: &Plan, node: NodeId) -> Option<NodeId> {
    let (origin, value_type) = match plan.reads(node)? {
        Reads::Cell(CellReference::Cell(cell)) => (&plan.cells[cell].origin, &plan.cells[cell].value_type),
        Reads::Cell(CellReference::Column(column)) => (&plan.columns[column].origin, &plan.columns[column].value_type),
        Reads::Earlier(_) | Reads::Parameter(_) | Reads::Calendar(_) | Reads::Line(..) | Reads::Lines(..) => return None,
    };
    let is_truth = value_type.as_ref().is_none_or(|value_type| matches!(value_type.quantity, Quantity::Bool));
    match origin {
        Origin::Formula { node, .. } if is_truth => Some(*node),
        Origin::Formula { .. } | Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
    }
}

/// Gives both sides of comparisons that decide a part of a formula.
fn comparisons(parts: &EvaluatedParts<'_>, node: NodeId) -> Vec<(NodeId, NodeId)> {
    let plan = parts.plan();
    let mut found = Vec::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        if let Node::Comparison { left, right, .. } = &plan.nodes[node] {
            found.push((*left, *right));
        }
        waiting.extend(plan.parts(node).into_iter().rev());
        waiting.extend(truth_behind(plan, node));
    }
    found
}
