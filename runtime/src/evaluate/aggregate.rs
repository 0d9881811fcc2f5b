//! Runs aggregates over the lines of a list, or over those of a group.

use super::evaluate_formula::{FormulaEvaluator, Frame, Next};
use super::no_value::{NoValue, Operand, Outcome, Reason, truth, unfit};
use super::operands::{added, nearer, passing};
use crate::evaluated_submission::Cause;
use positum_plan::amount::Exact;
use positum_plan::plan::{Aggregate, Lines, NodeId, TableId};
use std::cmp::Ordering;

/// What an aggregate does.
#[derive(Clone, Copy)]
pub(super) struct Aggregation {
    pub(super) function: Aggregate,
    pub(super) list: TableId,
    pub(super) lines: Lines,
    pub(super) value: Option<NodeId>,
    pub(super) filter: Option<NodeId>,
}

impl<'s> FormulaEvaluator<'s> {
    /// Takes what arrived of the current line, if anything did, and asks for more or gives the outcome.
    pub(super) fn advance_aggregate(&mut self, frame: &mut Frame<'s>, aggregation: &Aggregation, arrived: Option<Outcome<'s>>) -> Next<'s> {
        let Some(outcome) = arrived else { return self.begin_lines(frame, aggregation) };
        if frame.in_filter {
            return match (truth(outcome), aggregation.value) {
                (Ok(true), Some(value)) => {
                    frame.in_filter = false;
                    Next::Evaluate(value)
                }
                (Ok(true), None) => {
                    frame.count = frame.count.saturating_add(1);
                    self.next_line(frame, aggregation)
                }
                (Ok(false), _) => self.next_line(frame, aggregation),
                (Err(no_value), _) => self.end_lines(Err(no_value)),
            };
        }
        match passing(outcome) {
            None => self.next_line(frame, aggregation),
            Some(Err(no_value)) => self.end_lines(Err(no_value)),
            Some(Ok(operand)) => match take_in(aggregation.function, frame, operand) {
                None => self.next_line(frame, aggregation),
                Some(outcome) => self.end_lines(outcome),
            },
        }
    }

    fn begin_lines(&mut self, frame: &mut Frame<'s>, aggregation: &Aggregation) -> Next<'s> {
        if let Some(report) = self.worksheet.left_out[aggregation.list] {
            return Next::Done(Err(NoValue::because(Reason::Elsewhere(Cause::ReportLeftOut(report)))));
        }
        self.lines.push((aggregation.list, 0));
        self.next_line(frame, aggregation)
    }

    /// Moves to the next line; without one, or with nothing to look at in lines, the aggregate ends.
    fn next_line(&mut self, frame: &mut Frame<'s>, aggregation: &Aggregation) -> Next<'s> {
        let Some(line_count) = self.line_count(aggregation) else { return self.end_lines(Err(unfit())) };
        let Some(asked) = aggregation.filter.or(aggregation.value) else {
            return self.end_lines(Ok(whole(line_count)));
        };
        if frame.position >= line_count {
            return self.end_lines(conclude(aggregation.function, frame));
        }
        let Some(line) = self.line_at(aggregation, frame.position) else { return self.end_lines(Err(unfit())) };
        frame.position = frame.position.saturating_add(1);
        frame.in_filter = aggregation.filter.is_some();
        if let Some((_, current)) = self.lines.last_mut() {
            *current = line;
        }
        Next::Evaluate(asked)
    }

    fn end_lines(&mut self, outcome: Outcome<'s>) -> Next<'s> {
        self.lines.pop();
        Next::Done(outcome)
    }

    fn line_count(&self, aggregation: &Aggregation) -> Option<usize> {
        match aggregation.lines {
            Lines::All => Some(self.worksheet.lines[aggregation.list]),
            Lines::OfGroup(group) => Some(self.worksheet.groups[group].members(self.current_line(group)?).len()),
        }
    }

    fn line_at(&self, aggregation: &Aggregation, position: usize) -> Option<usize> {
        match aggregation.lines {
            Lines::All => Some(position),
            Lines::OfGroup(group) => self.worksheet.groups[group].members(self.current_line(group)?).get(position).copied(),
        }
    }
}

/// Takes in a line's value; gives the outcome where that decides it.
fn take_in<'s>(function: Aggregate, frame: &mut Frame<'s>, operand: Operand<'s>) -> Option<Outcome<'s>> {
    let held = match function {
        Aggregate::Sum => added(frame.held.take(), operand, false),
        Aggregate::Min => nearer(frame.held.take(), operand, Ordering::Less),
        Aggregate::Max => nearer(frame.held.take(), operand, Ordering::Greater),
        Aggregate::First => return Some(Ok(operand)),
        Aggregate::Count => {
            frame.count = frame.count.saturating_add(1);
            return None;
        }
    };
    match held {
        Ok(operand) => {
            frame.held = Some(operand);
            None
        }
        Err(no_value) => Some(Err(no_value)),
    }
}

fn conclude<'s>(function: Aggregate, frame: &mut Frame<'s>) -> Outcome<'s> {
    match function {
        Aggregate::Sum => Ok(frame.held.take().unwrap_or(Operand::Number(Exact::ZERO))),
        Aggregate::Count => Ok(Operand::Number(Exact::whole(frame.count))),
        Aggregate::Min | Aggregate::Max | Aggregate::First => frame.held.take().ok_or(NoValue::because(Reason::OfNothing)),
    }
}

fn whole<'s>(number: usize) -> Operand<'s> {
    Operand::Number(super::worksheet::whole(number))
}
