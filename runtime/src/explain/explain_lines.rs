//! Explains what formulas take from lines of lists: sums and the like over them, and lines found by their keys.

use super::MOST_LINES;
use super::explain_cell::Builder;
use super::explain_formula::Walk;
use super::explanation::{AggregateExplanation, Contribution, LookupExplanation};
use super::formula_text::{type_of, with_names};
use super::names::{key_of_line, table_name};
use crate::evaluate::workings::PartOutcome;
use crate::evaluated_submission::CellAt;
use positum_plan::amount::Exact;
use positum_plan::plan::{Aggregate, CellReference, ColumnId, Lines, Node, NodeId, TableId};
use positum_plan::value::Value;

/// A line that counts: its number, from 0, and what is taken of it.
struct Taken {
    line: usize,
    outcome: Option<PartOutcome>,
}

/// The lines that an aggregate looked at.
struct LookedAt {
    taken: Vec<Taken>,
    filtered_out: usize,
    passed_over: usize,
}

impl<'s> Builder<'_, 's> {
    pub(super) fn aggregate(&mut self, node: NodeId, walk: Walk<'_>) -> Option<AggregateExplanation> {
        let plan = self.plan();
        let Node::Aggregate { function, list, lines, value, filter } = &plan.nodes[node] else { return None };
        let members = self.lines_of(*list, *lines, walk);
        let LookedAt { mut taken, filtered_out, passed_over } = self.look_at(&members, *list, [*filter, *value], walk);
        put_deciding_first(*function, &mut taken);
        let shown = shown_lines(*function, taken.len());
        let more_lines = taken.len().saturating_sub(shown);
        let rest = (*function == Aggregate::Sum && more_lines > 0).then(|| sum_of(&taken, shown)).flatten();
        let contributions = taken.into_iter().take(shown).map(|taken| self.contribution(taken, *list, *value, walk)).collect();
        let outcome = self.outcome(node, walk);
        Some(AggregateExplanation {
            function: *function,
            names: with_names(self.standpoint(walk), node),
            list: *list,
            list_name: table_name(plan, *list),
            lines: members.len(),
            filtered_out,
            passed_over,
            value_type: type_of(plan, node).cloned(),
            cause: self.cause_of(&outcome),
            value: outcome.ok(),
            contributions,
            more_lines,
            rest,
        })
    }

    fn lines_of(&self, list: TableId, lines: Lines, walk: Walk<'_>) -> Vec<usize> {
        match lines {
            Lines::All => (0..self.workings.lines(list)).collect(),
            Lines::OfGroup(group) => match walk.lines.iter().rev().find(|(table, _)| *table == group) {
                Some((_, line)) => self.workings.members(group, *line).to_vec(),
                None => Vec::new(),
            },
        }
    }

    /// Looks at lines as the evaluator does: first at the condition, then at the value.
    fn look_at(&self, members: &[usize], list: TableId, [filter, value]: [Option<NodeId>; 2], walk: Walk<'_>) -> LookedAt {
        let outcomes = |node: NodeId, members: &[usize]| self.workings.outcomes_in(node, walk.lines, list, members, walk.of);
        let kept: Vec<usize> = match filter {
            None => members.to_vec(),
            Some(filter) => {
                let is_left_out = |outcome: &PartOutcome| matches!(outcome, Ok(Value::Bool(false)));
                let pairs = members.iter().zip(outcomes(filter, members));
                pairs.filter(|(_, outcome)| !is_left_out(outcome)).map(|(line, _)| *line).collect()
            }
        };
        let filtered_out = members.len().saturating_sub(kept.len());
        let Some(value) = value else {
            let taken = kept.into_iter().map(|line| Taken { line, outcome: None }).collect();
            return LookedAt { taken, filtered_out, passed_over: 0 };
        };
        let mut taken = Vec::new();
        let mut passed_over = 0_usize;
        for (line, outcome) in kept.iter().zip(outcomes(value, &kept)) {
            if outcome.as_ref().is_err_and(|no_part| no_part.is_passed_over) {
                passed_over = passed_over.saturating_add(1);
            } else {
                taken.push(Taken { line: *line, outcome: Some(outcome) });
            }
        }
        LookedAt { taken, filtered_out, passed_over }
    }

    fn contribution(&mut self, taken: Taken, list: TableId, value: Option<NodeId>, walk: Walk<'_>) -> Contribution {
        let mut lines = walk.lines.clone();
        lines.push((list, taken.line));
        let parts = match value {
            Some(value) => self.walk(value, Walk { lines: &lines, ..walk }).parts,
            None => Vec::new(),
        };
        Contribution {
            line: taken.line.saturating_add(1),
            key: key_of_line(self.workings, list, taken.line),
            cause: taken.outcome.as_ref().and_then(|outcome| self.cause_of(outcome)),
            value: taken.outcome.and_then(Result::ok),
            parts,
        }
    }

    pub(super) fn lookup(&mut self, list: TableId, keys: &[(ColumnId, NodeId)], column: ColumnId, walk: Walk<'_>) -> LookupExplanation {
        let plan = self.plan();
        let outcomes: Vec<PartOutcome> = keys.iter().map(|(_, key)| self.outcome(*key, walk)).collect();
        let values: Option<Vec<Value>> = outcomes.iter().map(|outcome| outcome.as_ref().ok().cloned()).collect();
        let line = values.and_then(|values| self.workings.line_with_key(list, keys, column, &values));
        let key = |((column, _), outcome): (&(ColumnId, NodeId), PartOutcome)| {
            let column = &plan.columns[*column];
            (column.code.clone(), outcome.ok(), column.value_type.clone())
        };
        let key_parts = keys.iter().flat_map(|(_, key)| self.walk(*key, walk).parts).collect();
        LookupExplanation {
            list,
            list_name: table_name(plan, list),
            keys: keys.iter().zip(outcomes).map(key).collect(),
            line: line.map(|line| line.saturating_add(1)),
            cell: line.map(|line| self.cell(CellAt { reference: CellReference::Column(column), line })),
            key_parts,
        }
    }
}

/// Orders the lines so that those stand first which matter most; lines without a value before all.
fn put_deciding_first(function: Aggregate, taken: &mut [Taken]) {
    let number = |taken: &Taken| match &taken.outcome {
        Some(Ok(Value::Number(number))) => Some(number.clone()),
        Some(Ok(Value::Text(_) | Value::Bool(_) | Value::Date(_)) | Err(_)) | None => None,
    };
    let date = |taken: &Taken| match &taken.outcome {
        Some(Ok(Value::Date(date))) => Some(*date),
        Some(Ok(Value::Number(_) | Value::Text(_) | Value::Bool(_)) | Err(_)) | None => None,
    };
    let has_value = |taken: &Taken| taken.outcome.as_ref().is_none_or(Result::is_ok);
    match function {
        Aggregate::Sum => taken.sort_by_cached_key(|taken| (has_value(taken), std::cmp::Reverse(number(taken).map(|number| number.absolute())))),
        Aggregate::Max => taken.sort_by_cached_key(|taken| (has_value(taken), std::cmp::Reverse((number(taken), date(taken))))),
        Aggregate::Min => taken.sort_by_cached_key(|taken| (has_value(taken), number(taken), date(taken))),
        Aggregate::Count => taken.sort_by_key(has_value),
        Aggregate::First => {}
    }
}

/// Gives how many lines are shown: of least, greatest and first only that which decides.
fn shown_lines(function: Aggregate, count: usize) -> usize {
    match function {
        Aggregate::Sum | Aggregate::Count => count.min(MOST_LINES),
        Aggregate::Min | Aggregate::Max | Aggregate::First => count.min(1),
    }
}

fn sum_of(taken: &[Taken], from: usize) -> Option<Exact> {
    taken.iter().skip(from).try_fold(Exact::ZERO, |sum, taken| match &taken.outcome {
        Some(Ok(Value::Number(number))) => sum.plus(number),
        Some(Ok(Value::Text(_) | Value::Bool(_) | Value::Date(_)) | Err(_)) | None => None,
    })
}
