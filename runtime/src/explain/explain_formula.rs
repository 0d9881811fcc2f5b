//! Explains a formula: what it names as far as it was looked at, which way it took, what it left out.
//!
//! The parts of a formula wait in a vector and not on the stack, so that no depth of a formula can exhaust it.

use super::MOST_PARTS;
use super::explain_cell::{Builder, lines_at};
use super::explanation::{
    Branch, BranchKind, BranchOutcome, EarlierExplanation, FormulaExplanation, FormulaPiece, Part, PassedOver, PassedOverReason,
};
use super::formula_text::{Standpoint, type_of, with_names, with_values};
use super::left_out_cells::x_cells_left_out;
use super::names::cell_name;
use crate::cell_address::table_of;
use crate::evaluate::workings::{CurrentLines, PartOutcome};
use crate::evaluated_submission::{CellAt, CellState};
use positum_plan::plan::{CellReference, Earlier, Node, NodeId, ParameterId, PeriodPart, TableId};
use positum_plan::value::Value;
use std::collections::BTreeSet;

/// The most branches of a formula that are told.
const MOST_BRANCHES: usize = 20;

/// What was found in walking over a formula.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) branches: Vec<Branch>,
    pub(super) passed_over: Vec<PassedOver>,
    pub(super) parts: Vec<Part>,
    pub(super) more_parts: usize,
    seen: BTreeSet<Seen>,
}

/// Parts that a formula names more than once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Cell(CellAt),
    Parameter(ParameterId),
    Node(NodeId),
}

/// A formula, or the requirement of a check, that is walked over.
#[derive(Clone, Copy)]
pub(super) struct Walk<'l> {
    pub(super) lines: &'l CurrentLines,
    /// The cell that the formula belongs to.
    pub(super) of: Option<CellAt>,
    /// The table whose cells need no table before their names.
    pub(super) home: Option<TableId>,
}

impl<'a, 's> Builder<'a, 's> {
    pub(super) fn formula(&mut self, node: NodeId, text: &str, at: CellAt) -> FormulaExplanation {
        let lines = lines_at(self.plan(), at);
        let walk = Walk { lines: &lines, of: Some(at), home: Some(table_of(self.plan(), at.reference)) };
        let values = self.values_of(node, walk);
        let mut walked = self.walk(node, walk);
        let x_cells = x_cells_left_out(self.plan(), at, text);
        walked.passed_over.extend(x_cells.into_iter().map(|name| PassedOver { name, reason: PassedOverReason::X }));
        let Walked { branches, passed_over, parts, more_parts, .. } = walked;
        FormulaExplanation { text: text.to_owned(), values, branches, passed_over, parts, more_parts }
    }

    pub(super) fn standpoint<'l>(&self, walk: Walk<'l>) -> Standpoint<'l, 's>
    where
        'a: 'l,
    {
        Standpoint { workings: self.workings, lines: walk.lines, of: walk.of, home: walk.home }
    }

    pub(super) fn values_of(&self, node: NodeId, walk: Walk<'_>) -> Vec<FormulaPiece> {
        with_values(self.standpoint(walk), node)
    }

    pub(super) fn outcome(&self, node: NodeId, walk: Walk<'_>) -> PartOutcome {
        self.workings.outcome(node, walk.lines, walk.of)
    }

    /// Walks over a formula in the order in which its parts are looked at.
    pub(super) fn walk(&mut self, root: NodeId, walk: Walk<'_>) -> Walked {
        let mut walked = Walked::default();
        let mut waiting = vec![root];
        while let Some(node) = waiting.pop() {
            let next = self.step(node, walk, &mut walked);
            waiting.extend(next.into_iter().rev());
        }
        walked
    }

    /// Takes in a node; gives the parts that are looked at next.
    fn step(&mut self, node: NodeId, walk: Walk<'_>, walked: &mut Walked) -> Vec<NodeId> {
        let plan = self.plan();
        match &plan.nodes[node] {
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) => Vec::new(),
            Node::Cell(_)
            | Node::Column(_)
            | Node::Exact(_)
            | Node::Parameter(_)
            | Node::Earlier { .. }
            | Node::PeriodPart(_)
            | Node::Lookup { .. }
            | Node::Aggregate { .. } => {
                self.leaf(node, walk, walked);
                Vec::new()
            }
            Node::Total(parts) | Node::Least(parts) | Node::Greatest(parts) => {
                parts.iter().for_each(|part| self.note_passed_over(*part, walk, walked));
                parts.clone()
            }
            Node::When { value, condition } => {
                let outcome = branch_of(&self.outcome(*condition, walk));
                self.note_branch(BranchKind::When, *condition, outcome, walk, walked);
                if outcome == BranchOutcome::First { vec![*condition, *value] } else { vec![*condition] }
            }
            Node::Else(first, second) => {
                let outcome = match self.outcome(*first, walk) {
                    Ok(_) => BranchOutcome::First,
                    Err(no_part) if no_part.gives_way => BranchOutcome::Second,
                    Err(_) => BranchOutcome::Unknown,
                };
                self.note_branch(BranchKind::Else, *first, outcome, walk, walked);
                if outcome == BranchOutcome::Second { vec![*first, *second] } else { vec![*first] }
            }
            Node::If { condition, then, otherwise } => {
                let outcome = branch_of(&self.outcome(*condition, walk));
                self.note_branch(BranchKind::If, *condition, outcome, walk, walked);
                match outcome {
                    BranchOutcome::First => vec![*condition, *then],
                    BranchOutcome::Second => vec![*condition, *otherwise],
                    BranchOutcome::Unknown => vec![*condition],
                }
            }
            Node::And(parts) => self.looked_at(parts, false, walk),
            Node::Or(parts) => self.looked_at(parts, true, walk),
            Node::DateOf { .. }
            | Node::WorkingDaysAfter { .. }
            | Node::Sum(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::Not(_) => plan.parts(node),
        }
    }

    /// Gives the operands of `and` or `or` up to that which decides.
    fn looked_at(&self, parts: &[NodeId], deciding: bool, walk: Walk<'_>) -> Vec<NodeId> {
        let decides = |part: &&NodeId| match self.outcome(**part, walk) {
            Ok(value) => value == Value::Bool(deciding),
            Err(_) => true,
        };
        let last = parts.iter().position(|part| decides(&part)).unwrap_or(parts.len());
        parts.iter().take(last.saturating_add(1)).copied().collect()
    }

    fn note_branch(&self, kind: BranchKind, condition: NodeId, outcome: BranchOutcome, walk: Walk<'_>, walked: &mut Walked) {
        if walked.branches.len() < MOST_BRANCHES {
            walked.branches.push(self.branch(kind, condition, outcome, walk));
        }
    }

    pub(super) fn branch(&self, kind: BranchKind, condition: NodeId, outcome: BranchOutcome, walk: Walk<'_>) -> Branch {
        let standpoint = self.standpoint(walk);
        Branch { kind, names: with_names(standpoint, condition), values: with_values(standpoint, condition), outcome }
    }

    fn note_passed_over(&self, part: NodeId, walk: Walk<'_>, walked: &mut Walked) {
        if let Err(no_part) = self.outcome(part, walk)
            && no_part.is_passed_over
            && walked.passed_over.len() < MOST_PARTS
        {
            let name = match self.cell_named(part, walk) {
                Some(at) => cell_name(self.plan(), at),
                None => with_names(self.standpoint(walk), part),
            };
            let reason = if no_part.state == CellState::Blank { PassedOverReason::Blank } else { PassedOverReason::NotApplicable };
            walked.passed_over.push(PassedOver { name, reason });
        }
    }

    /// Gives the cell that a node names.
    pub(super) fn cell_named(&self, node: NodeId, walk: Walk<'_>) -> Option<CellAt> {
        let plan = self.plan();
        let reference = match &plan.nodes[node] {
            Node::Cell(cell) => CellReference::Cell(*cell),
            Node::Column(column) => CellReference::Column(*column),
            Node::Exact(reference) => *reference,
            _ => return None,
        };
        match reference {
            CellReference::Cell(_) => Some(CellAt { reference, line: 0 }),
            CellReference::Column(column) => {
                let table = plan.columns[column].table;
                let (_, line) = walk.lines.iter().rev().find(|(list, _)| *list == table)?;
                Some(CellAt { reference, line: *line })
            }
        }
    }

    fn leaf(&mut self, node: NodeId, walk: Walk<'_>, walked: &mut Walked) {
        let plan = self.plan();
        let cell = self.cell_named(node, walk);
        let seen = match (&plan.nodes[node], cell) {
            (_, Some(at)) => Seen::Cell(at),
            (Node::Parameter(parameter), None) => Seen::Parameter(*parameter),
            (_, None) => Seen::Node(node),
        };
        if !walked.seen.insert(seen) {
            return;
        }
        if walked.parts.len() >= MOST_PARTS {
            walked.more_parts = walked.more_parts.saturating_add(1);
            return;
        }
        let part = match (&plan.nodes[node], cell) {
            (_, Some(at)) => Some(Part::Cell(Box::new(self.cell(at)))),
            (Node::Parameter(parameter), None) => Some(Part::Parameter(Box::new(self.parameter(*parameter)))),
            (Node::Earlier { cell, which }, None) => Some(Part::Earlier(Box::new(self.earlier(node, *cell, *which, walk)))),
            (Node::PeriodPart(part), None) => self.period_part(node, *part, walk),
            (Node::Lookup { list, keys, column }, None) => Some(Part::Lookup(Box::new(self.lookup(*list, keys, *column, walk)))),
            (Node::Aggregate { .. }, None) => self.aggregate(node, walk).map(|aggregate| Part::Aggregate(Box::new(aggregate))),
            (_, None) => None,
        };
        walked.parts.extend(part);
    }

    fn period_part(&self, node: NodeId, part: PeriodPart, walk: Walk<'_>) -> Option<Part> {
        self.outcome(node, walk).ok().map(|value| Part::PeriodPart(part, value))
    }

    fn earlier(&self, node: NodeId, reference: CellReference, which: Earlier, walk: Walk<'_>) -> EarlierExplanation {
        let plan = self.plan();
        let outcome = self.outcome(node, walk);
        let line = match reference {
            CellReference::Cell(_) => 0,
            CellReference::Column(column) => {
                let table = plan.columns[column].table;
                walk.lines.iter().rev().find(|(list, _)| *list == table).map_or(0, |(_, line)| *line)
            }
        };
        EarlierExplanation {
            name: cell_name(plan, CellAt { reference, line }),
            which,
            period: which.before(self.workings.submission().period),
            value_type: type_of(plan, node).cloned(),
            cause: self.cause_of(&outcome),
            value: outcome.ok(),
        }
    }
}

/// Gives which way a condition sends.
pub(super) fn branch_of(outcome: &PartOutcome) -> BranchOutcome {
    match outcome {
        Ok(Value::Bool(true)) => BranchOutcome::First,
        Ok(Value::Bool(false)) => BranchOutcome::Second,
        Ok(Value::Number(_) | Value::Text(_) | Value::Date(_)) | Err(_) => BranchOutcome::Unknown,
    }
}
