//! Evaluates formulas: from a node and the current lines to an operand or the reason why there is none.
//!
//! Parts that wait for others stand in a vector and not on the stack, so that no depth of a formula can exhaust it.

use super::aggregate::Aggregation;
use super::days::{advance_operands_of_day, day_of, working_day};
use super::no_value::{NoValue, Operand, Outcome, Reason, outcome_of, unfit};
use super::operands::advance_operands;
use super::other_cells::Wanted;
use super::turns::Turns;
use super::worksheet::{Worksheet, column_at, scalar_at};
use crate::evaluated_submission::Cause;
use positum_plan::amount::Exact;
use positum_plan::plan::{ColumnId, Node, NodeId, ParameterId, PeriodPart, TableId};
use positum_plan::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Evaluates formulas over a worksheet that does not change meanwhile.
pub(super) struct FormulaEvaluator<'s> {
    pub(super) worksheet: &'s Worksheet<'s>,
    closed: &'s BTreeSet<NodeId>,
    /// The current line of each list that the formula stands in or runs over, the innermost last.
    pub(super) lines: Vec<(TableId, usize)>,
    waiting: Vec<Frame<'s>>,
    remembered: BTreeMap<NodeId, Outcome<'s>>,
    /// The turns that were taken; noted only where they are asked for.
    pub(super) turns: Turns,
}

/// A part of a formula that has begun.
pub(super) struct Frame<'s> {
    pub(super) node: NodeId,
    /// The operands, or lines, that have been asked for.
    pub(super) position: usize,
    /// The result so far.
    pub(super) held: Option<Operand<'s>>,
    /// The lines counted so far.
    pub(super) count: i128,
    /// Whether the outcome that arrives next is that of the filter.
    pub(super) in_filter: bool,
    /// The parts so far of the key of a line that is looked for.
    pub(super) key: Vec<Value>,
}

/// What a part of a formula does next.
pub(super) enum Next<'s> {
    /// It needs the outcome of another part.
    Evaluate(NodeId),
    /// It is done.
    Done(Outcome<'s>),
}

impl Frame<'_> {
    fn new(node: NodeId) -> Self {
        Self { node, position: 0, held: None, count: 0, in_filter: false, key: Vec::new() }
    }
}

impl<'s> FormulaEvaluator<'s> {
    pub(super) fn new(worksheet: &'s Worksheet<'s>, closed: &'s BTreeSet<NodeId>) -> Self {
        Self { worksheet, closed, lines: Vec::new(), waiting: Vec::new(), remembered: BTreeMap::new(), turns: Turns::new() }
    }

    /// Evaluates a formula that stands in no line.
    pub(super) fn outcome(&mut self, root: NodeId) -> Outcome<'s> {
        self.lines.clear();
        self.run(root)
    }

    /// Evaluates a formula in a line of a list.
    pub(super) fn outcome_in_line(&mut self, root: NodeId, table: TableId, line: usize) -> Outcome<'s> {
        self.lines.clear();
        self.lines.push((table, line));
        self.run(root)
    }

    /// Evaluates a part of a formula where these are the current lines, the innermost last.
    pub(super) fn outcome_in_lines(&mut self, root: NodeId, lines: &[(TableId, usize)]) -> Outcome<'s> {
        self.lines.clear();
        self.lines.extend_from_slice(lines);
        self.run(root)
    }

    /// Evaluates a formula where these are the current lines, and notes which turns it takes.
    pub(super) fn note_turns(&mut self, root: NodeId, lines: &[(TableId, usize)]) -> Outcome<'s> {
        self.lines.clear();
        self.lines.extend_from_slice(lines);
        self.run_noting::<true>(root)
    }

    fn run(&mut self, root: NodeId) -> Outcome<'s> {
        self.run_noting::<false>(root)
    }

    /// Evaluates a formula. Who does not ask for turns pays nothing for them.
    fn run_noting<const NOTES: bool>(&mut self, root: NodeId) -> Outcome<'s> {
        if let Some(outcome) = self.at_once(root) {
            return outcome;
        }
        let mut frame = Frame::new(root);
        let mut arrived = None;
        loop {
            if NOTES && let Some(outcome) = &arrived {
                self.turns.note(&self.worksheet.plan.nodes[frame.node], &frame, outcome);
            }
            match self.advance(&mut frame, arrived.take()) {
                Next::Evaluate(node) => match self.at_once(node) {
                    Some(outcome) => arrived = Some(outcome),
                    None => self.waiting.push(std::mem::replace(&mut frame, Frame::new(node))),
                },
                Next::Done(outcome) => {
                    if self.closed.contains(&frame.node) {
                        self.remembered.insert(frame.node, outcome.clone());
                    }
                    match self.waiting.pop() {
                        Some(parent) => {
                            frame = parent;
                            arrived = Some(outcome);
                        }
                        None => return outcome,
                    }
                }
            }
        }
    }

    fn advance(&mut self, frame: &mut Frame<'s>, arrived: Option<Outcome<'s>>) -> Next<'s> {
        let plan = self.worksheet.plan;
        let node = &plan.nodes[frame.node];
        if let Node::Aggregate { function, list, lines, value, filter } = node {
            let aggregation = Aggregation { function: *function, list: *list, lines: *lines, value: *value, filter: *filter };
            return self.advance_aggregate(frame, &aggregation, arrived);
        }
        if let Node::Lookup { list, keys, column } = node {
            return self.advance_lookup(frame, Wanted { list: *list, keys, column: *column }, arrived);
        }
        if let Node::DateOf { year, month, day } = node {
            return advance_operands_of_day(frame, &[*year, *month, *day], arrived, day_of);
        }
        if let Node::WorkingDaysAfter { date, count, calendar } = node {
            return advance_operands_of_day(frame, &[*date, *count], arrived, |parts| working_day(plan, *calendar, parts));
        }
        advance_operands(node, frame, arrived)
    }

    /// Gives the outcome of a part that has no parts, or that was evaluated before.
    fn at_once(&self, node: NodeId) -> Option<Outcome<'s>> {
        match &self.worksheet.plan.nodes[node] {
            Node::Number(number) => Some(Ok(Operand::Number(Exact::from(*number)))),
            Node::Text(text) => Some(Ok(Operand::Text(text))),
            Node::Bool(value) => Some(Ok(Operand::Bool(*value))),
            Node::Date(date) => Some(Ok(Operand::Date(*date))),
            Node::Cell(cell) => Some(outcome_of(&self.worksheet.cells[*cell], scalar_at(*cell))),
            Node::Column(column) => Some(self.column(*column)),
            Node::Parameter(parameter) => Some(self.parameter(*parameter)),
            Node::Exact(cell) => Some(self.exact(*cell)),
            Node::Earlier { cell, which } => Some(self.earlier(*cell, *which)),
            Node::PeriodPart(part) => Some(Ok(self.period_part(*part))),
            Node::Aggregate { .. } => self.remembered.get(&node).cloned(),
            Node::DateOf { .. }
            | Node::WorkingDaysAfter { .. }
            | Node::Sum(_)
            | Node::Total(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Least(_)
            | Node::Greatest(_)
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::When { .. }
            | Node::Else(..)
            | Node::If { .. }
            | Node::Lookup { .. } => None,
        }
    }

    fn column(&self, column: ColumnId) -> Outcome<'s> {
        let line = self.current_line(self.worksheet.plan.columns[column].table).ok_or_else(unfit)?;
        let cell = self.worksheet.columns[column].get(line).ok_or_else(unfit)?;
        outcome_of(cell, column_at(column, line))
    }

    fn parameter(&self, parameter: ParameterId) -> Outcome<'s> {
        let value = self.worksheet.parameters[parameter].as_ref();
        value.map(Operand::of).ok_or(NoValue::because(Reason::Elsewhere(Cause::Parameter(parameter))))
    }

    fn period_part(&self, part: PeriodPart) -> Operand<'s> {
        match part.of(self.worksheet.period) {
            Value::Number(number) => Operand::Number(number),
            Value::Date(date) => Operand::Date(date),
            Value::Bool(value) => Operand::Bool(value),
            // No part of a period is a text.
            Value::Text(_) => Operand::Text(""),
        }
    }

    /// Gives the innermost current line of a list.
    pub(super) fn current_line(&self, table: TableId) -> Option<usize> {
        self.lines.iter().rev().find(|(current, _)| *current == table).map(|(_, line)| *line)
    }
}
