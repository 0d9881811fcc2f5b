//! Explains a check: what it requires with values, which comparisons and cells decide, and what would make it pass.

use super::MOST_PARTS;
use super::explain_cell::{Builder, report_source, type_at};
use super::explain_formula::{Walk, Walked, branch_of};
use super::explanation::{BranchKind, BranchOutcome, CheckExplanation, Deciding, DecidingCell, SourceOf, SourceText};
use super::find_inputs::lines_over;
use super::formula_text::{type_of, with_names};
use super::names::{cell_name, check_name, key_of_line, line_of_row};
use super::smallest_change::{Mending, find_smallest_changes};
use crate::evaluate::workings::CurrentLines;
use crate::evaluated_submission::{CellAt, CellState, CheckOutcome, Outcome};
use positum_plan::amount::Exact;
use positum_plan::plan::{Check, CheckId, Node, NodeId, Plan, Scope, TableId};
use positum_plan::value::{Value, ValueType};
use std::collections::BTreeSet;

/// The most comparisons that are told to decide.
const MOST_DECIDING: usize = 20;
/// The most cells of a comparison that are told.
const MOST_CELLS: usize = 12;
/// The most parts of a formula that are looked through for cells.
const MOST_NODES: usize = 5_000;

impl<'s> Builder<'_, 's> {
    /// Explains the outcome of a check in a row; nothing where it has none.
    pub(super) fn check(&mut self, id: CheckId, row: &str) -> Option<CheckExplanation> {
        let plan = self.plan();
        let outcome = self.workings.checks().iter().find(|outcome| outcome.check == id && outcome.row == row)?.clone();
        let check = &plan.checks[id];
        let place = line_of_row(plan, id, row);
        let lines: CurrentLines = place.into_iter().collect();
        let walk = Walk { lines: &lines, of: None, home: home_of(check) };
        let condition = check.condition.map(|condition| self.branch(BranchKind::When, condition, branch_of(&self.outcome(condition, walk)), walk));
        let applies = condition.as_ref().is_none_or(|condition| condition.outcome == BranchOutcome::First);
        let deciding = if outcome.outcome == Outcome::Fail { self.deciding(check.requirement, walk) } else { Vec::new() };
        let mending = if outcome.outcome == Outcome::Fail && self.with_changes { self.mending(&outcome) } else { None };
        self.for_reason = self.only_reasons && outcome.outcome == Outcome::NotEvaluated;
        let Walked { branches, parts, more_parts, .. } = self.walk_check(check, applies, walk);
        self.for_reason = false;
        Some(CheckExplanation {
            check: id,
            name: name_with_row(plan, id, row),
            key: place.and_then(|(table, line)| key_of_line(self.workings, table, line)),
            condition,
            values: self.values_of(check.requirement, walk),
            tolerances: tolerances(plan, check.requirement),
            branches,
            deciding,
            parts,
            more_parts,
            sources: sources_of(plan, check),
            mending,
            outcome,
        })
    }

    fn mending(&mut self, outcome: &CheckOutcome) -> Option<Mending> {
        find_smallest_changes(self.workings, outcome.check, &outcome.row, &mut self.budget)
    }

    /// Walks over the condition, and over the requirement where that was looked at.
    fn walk_check(&mut self, check: &Check, applies: bool, walk: Walk<'_>) -> Walked {
        let mut walked = Walked::default();
        if applies {
            walked = self.walk(check.requirement, walk);
        }
        if let Some(condition) = check.condition {
            let of_condition = self.walk(condition, walk);
            walked.parts.extend(of_condition.parts);
            walked.more_parts = walked.more_parts.saturating_add(of_condition.more_parts);
        }
        walked
    }

    /// Gives the comparisons for which a requirement does not hold.
    fn deciding(&self, requirement: NodeId, walk: Walk<'_>) -> Vec<Deciding> {
        deciding_nodes(self, requirement, walk).into_iter().map(|node| self.decides(node, walk)).collect()
    }

    fn decides(&self, node: NodeId, walk: Walk<'_>) -> Deciding {
        let plan = self.plan();
        let mut cells: Vec<DecidingCell> = self.cells_of(node, walk).into_iter().map(|at| self.deciding_cell(at)).collect();
        cells.sort_by_key(is_nothing);
        let more_cells = cells.len().saturating_sub(MOST_CELLS);
        cells.truncate(MOST_CELLS);
        Deciding {
            names: with_names(self.standpoint(walk), node),
            values: self.values_of(node, walk),
            difference: sides(plan, node).and_then(|(left, right)| {
                let difference = self.difference(left, right, walk)?;
                Some((difference, type_of(plan, left).or_else(|| type_of(plan, right)).cloned()))
            }),
            cells,
            more_cells,
        }
    }

    fn difference(&self, left: NodeId, right: NodeId, walk: Walk<'_>) -> Option<Exact> {
        match (self.outcome(left, walk), self.outcome(right, walk)) {
            (Ok(Value::Number(left)), Ok(Value::Number(right))) => left.minus(&right),
            (Ok(_) | Err(_), Ok(_) | Err(_)) => None,
        }
    }

    fn deciding_cell(&self, at: CellAt) -> DecidingCell {
        let cell = self.workings.cell(at);
        DecidingCell {
            at,
            name: cell_name(self.plan(), at),
            value_type: type_at(self.plan(), at.reference).cloned(),
            state: cell.map_or(CellState::NotComputed, |cell| cell.state),
            value: cell.and_then(|cell| cell.value.clone()),
        }
    }

    /// Gives the cells that a part of a formula names itself, also in lines that it runs over.
    fn cells_of(&self, root: NodeId, walk: Walk<'_>) -> Vec<CellAt> {
        let plan = self.plan();
        let mut cells = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<(NodeId, CurrentLines)> = vec![(root, walk.lines.clone())];
        let mut looked_at = 0_usize;
        while let Some((node, lines)) = waiting.pop() {
            looked_at = looked_at.saturating_add(1);
            if looked_at > MOST_NODES {
                break;
            }
            let here = Walk { lines: &lines, ..walk };
            if let Some(at) = self.cell_named(node, here)
                && seen.insert(at)
            {
                cells.push(at);
            }
            let inner: Vec<(NodeId, CurrentLines)> = if let Node::Aggregate { list, lines: over, value, .. } = &plan.nodes[node] {
                let in_line = |line: usize| value.map(|value| (value, [lines.as_slice(), &[(*list, line)]].concat()));
                lines_over(self.workings, *list, *over, &lines).into_iter().take(MOST_NODES).filter_map(in_line).collect()
            } else {
                plan.parts(node).into_iter().map(|part| (part, lines.clone())).collect()
            };
            waiting.extend(inner.into_iter().rev());
            // What lies deeper than may still be looked at need not wait.
            let beyond = waiting.len().saturating_sub(MOST_NODES.saturating_sub(looked_at));
            waiting.drain(..beyond);
        }
        cells
    }
}

/// Gives the parts of a requirement that does not hold because of which it does not: of `and` those that do not hold.
pub(super) fn deciding_nodes(builder: &Builder<'_, '_>, requirement: NodeId, walk: Walk<'_>) -> Vec<NodeId> {
    let plan = builder.plan();
    let truth = |node: NodeId| match builder.outcome(node, walk) {
        Ok(Value::Bool(value)) => Some(value),
        Ok(Value::Number(_) | Value::Text(_) | Value::Date(_)) | Err(_) => None,
    };
    let mut deciding = Vec::new();
    let mut waiting = vec![(requirement, true)];
    while let Some((node, wanted)) = waiting.pop() {
        if deciding.len() >= MOST_DECIDING {
            break;
        }
        let inner: Vec<(NodeId, bool)> = match &plan.nodes[node] {
            Node::And(parts) if wanted => parts.iter().filter(|part| truth(**part) == Some(false)).map(|part| (*part, true)).collect(),
            Node::Or(parts) if !wanted => parts.iter().filter(|part| truth(**part) == Some(true)).map(|part| (*part, false)).collect(),
            Node::And(parts) | Node::Or(parts) => parts.iter().map(|part| (*part, wanted)).collect(),
            Node::Not(inner) => vec![(*inner, !wanted)],
            Node::If { condition, then, otherwise } => {
                vec![(if truth(*condition) == Some(true) { *then } else { *otherwise }, wanted)]
            }
            Node::When { value, .. } => vec![(*value, wanted)],
            Node::Else(first, second) => vec![(if truth(*first).is_some() { *first } else { *second }, wanted)],
            Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::Bool(_)
            | Node::Cell(_)
            | Node::Column(_)
            | Node::Exact(_)
            | Node::Earlier { .. }
            | Node::Lookup { .. }
            | Node::Aggregate { .. }
            | Node::Parameter(_)
            | Node::Number(_)
            | Node::Text(_)
            | Node::Date(_)
            | Node::PeriodPart(_)
            | Node::DateOf { .. }
            | Node::WorkingDaysAfter { .. }
            | Node::Sum(_)
            | Node::Total(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Least(_)
            | Node::Greatest(_)
            | Node::Round { .. } => {
                deciding.push(node);
                Vec::new()
            }
        };
        waiting.extend(inner.into_iter().rev());
    }
    deciding
}

/// Gives the sides of a comparison.
pub(super) fn sides(plan: &Plan, node: NodeId) -> Option<(NodeId, NodeId)> {
    if let Node::Comparison { left, right, .. } = &plan.nodes[node] { Some((*left, *right)) } else { None }
}

/// Gives the table whose cells a check calls by their codes alone.
fn home_of(check: &Check) -> Option<TableId> {
    match &check.scope {
        Scope::EachLine(table) => Some(*table),
        Scope::Once | Scope::Row(_) | Scope::Column(_) => check.table,
    }
}

fn name_with_row(plan: &Plan, check: CheckId, row: &str) -> String {
    let name = check_name(plan, check);
    if row.is_empty() { name } else { format!("{name}[{row}]") }
}

fn sources_of(plan: &Plan, check: &Check) -> Vec<SourceText> {
    let own = check.source.as_ref().map(|text| SourceText { of: SourceOf::Check, text: text.clone() });
    own.into_iter().chain(report_source(plan, check.report)).collect()
}

fn tolerances(plan: &Plan, root: NodeId) -> Vec<(Exact, Option<ValueType>)> {
    let mut found = Vec::new();
    let mut waiting = vec![root];
    let mut looked_at = 0_usize;
    while let Some(node) = waiting.pop() {
        looked_at = looked_at.saturating_add(1);
        if looked_at > MOST_NODES || found.len() >= MOST_PARTS {
            break;
        }
        if let Node::Comparison { left, right, tolerance: Some(tolerance), .. } = &plan.nodes[node] {
            found.push((Exact::from(*tolerance), type_of(plan, *left).or_else(|| type_of(plan, *right)).cloned()));
        }
        waiting.extend(plan.parts(node).into_iter().rev());
    }
    found
}

fn is_nothing(cell: &DecidingCell) -> bool {
    match &cell.value {
        Some(Value::Number(number)) => number.is_zero(),
        Some(Value::Text(_) | Value::Bool(_) | Value::Date(_)) => false,
        None => true,
    }
}
