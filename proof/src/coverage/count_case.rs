//! Runs test cases, earlier submissions too, and counts what comes about.

use super::Tally;
use super::aims::Target;
use positum_plan::plan::{CellReference, Check, Derivation, NodeId, Origin, Plan, Scope, Shape, TableId};
use positum_plan::test_case::{Expectation, TestCase, TestedCell};
use positum_plan::value::Value;
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluatedParts, Evaluator, Turns};
use positum_runtime::evaluated_submission::{CellAt, CellState};
use positum_runtime::run_tests::{TestFiles, submissions_of_case};
use std::collections::BTreeMap;

/// What came about in test cases.
pub(super) struct Counts {
    turns: Turns,
    tallies: BTreeMap<Target, Tally>,
}

impl Counts {
    pub(super) fn new() -> Self {
        Self { turns: Turns::default(), tallies: BTreeMap::new() }
    }

    pub(super) fn tally(&self, target: Target) -> Tally {
        match target {
            Target::Turn(node, turn) => Tally { reached: self.turns.count(node, turn), expected: 0 },
            Target::Cell(_) | Target::Column(_) | Target::Line(..) | Target::Check(..) => self.tallies.get(&target).copied().unwrap_or_default(),
        }
    }

    fn reached(&mut self, target: Target) {
        let tally = self.tallies.entry(target).or_default();
        tally.reached = tally.reached.saturating_add(1);
    }

    /// Runs a case and counts what comes about in it.
    pub(super) fn add_case(&mut self, evaluator: &Evaluator<'_>, case: &TestCase, files: &TestFiles) {
        let plan = evaluator.plan();
        let submissions = submissions_of_case(evaluator, case, files);
        let mut earlier = EarlierSubmissions::new([plan]);
        for submission in &submissions.earlier {
            self.add_submission(&evaluator.evaluate_with_parts(submission, Some(&earlier)));
            earlier.remember(plan, &evaluator.evaluate_after(submission, &earlier));
        }
        self.add_submission(&evaluator.evaluate_with_parts(&submissions.own, Some(&earlier)));
        for expectation in &case.expectations {
            if let Expectation::Value(cell, _) = expectation {
                let target = match cell {
                    TestedCell::Cell(cell) => Target::Cell(*cell),
                    TestedCell::InLine(column, _) => Target::Column(*column),
                };
                let tally = self.tallies.entry(target).or_default();
                tally.expected = tally.expected.saturating_add(1);
            }
        }
    }

    fn add_submission(&mut self, parts: &EvaluatedParts<'_>) {
        let plan = parts.plan();
        let is_evaluated = |table: TableId| parts.is_evaluated(plan.tables[table].report);
        for (id, cell) in plan.cells.entries().filter(|(_, cell)| is_evaluated(cell.table)) {
            if has_value(parts, &cell.origin, CellAt { reference: CellReference::Cell(id), line: 0 }) {
                self.reached(Target::Cell(id));
            }
            if let Origin::Formula { node, .. } = &cell.origin {
                parts.add_turns(*node, None, &mut self.turns);
            }
        }
        for (id, column) in plan.columns.entries().filter(|(_, column)| is_evaluated(column.table)) {
            let lines: Vec<usize> = (0..parts.lines(column.table)).collect();
            for line in &lines {
                if has_value(parts, &column.origin, CellAt { reference: CellReference::Column(id), line: *line }) {
                    self.reached(Target::Column(id));
                }
            }
            if let Origin::Formula { node, .. } = &column.origin {
                parts.add_turns(*node, Some((column.table, &lines)), &mut self.turns);
            }
        }
        for (id, table) in plan.tables.entries().filter(|(id, _)| is_evaluated(*id)) {
            if let Shape::List(list) = &table.shape
                && let Some(derivation) = &list.derivation
                && let Some(filter) = derivation.filter
            {
                self.add_filter(parts, id, derivation, filter);
            }
        }
        self.add_checks(parts, plan);
    }

    /// Counts the lines that a derived list takes and leaves; lines without a key are not asked.
    fn add_filter(&mut self, parts: &EvaluatedParts<'_>, list: TableId, derivation: &Derivation, filter: NodeId) {
        let is_key = |line: usize| {
            move |column: &_| parts.cell(CellAt { reference: CellReference::Column(*column), line }).is_some_and(|cell| cell.value.is_some())
        };
        let lines: Vec<usize> = (0..parts.lines(derivation.source)).filter(|line| derivation.by.iter().all(is_key(*line))).collect();
        parts.add_turns(filter, Some((derivation.source, &lines)), &mut self.turns);
        for line in lines {
            match parts.part(filter, &[(derivation.source, line)]) {
                Ok(Value::Bool(is_taken)) => self.reached(Target::Line(list, is_taken)),
                Ok(Value::Number(_) | Value::Text(_) | Value::Date(_)) | Err(_) => {}
            }
        }
    }

    fn add_checks(&mut self, parts: &EvaluatedParts<'_>, plan: &Plan) {
        for outcome in parts.checks() {
            self.reached(Target::Check(outcome.check, outcome.outcome));
        }
        for check in plan.checks.iter().filter(|check| parts.is_shown(check.report)) {
            match &check.scope {
                Scope::EachLine(list) => self.add_check_of_lines(parts, check, *list),
                Scope::Once | Scope::Row(_) | Scope::Column(_) => self.add_check(parts, check),
            }
        }
    }

    /// Counts the turns of a check; what it requires is looked at only where it applies.
    fn add_check(&mut self, parts: &EvaluatedParts<'_>, check: &Check) {
        if let Some(condition) = check.condition {
            parts.add_turns(condition, None, &mut self.turns);
            if !holds(parts, condition, &[]) {
                return;
            }
        }
        parts.add_turns(check.requirement, None, &mut self.turns);
    }

    fn add_check_of_lines(&mut self, parts: &EvaluatedParts<'_>, check: &Check, list: TableId) {
        let mut lines: Vec<usize> = (0..parts.lines(list)).collect();
        if let Some(condition) = check.condition {
            parts.add_turns(condition, Some((list, &lines)), &mut self.turns);
            lines.retain(|line| holds(parts, condition, &[(list, *line)]));
        }
        parts.add_turns(check.requirement, Some((list, &lines)), &mut self.turns);
    }
}

fn holds(parts: &EvaluatedParts<'_>, condition: NodeId, lines: &[(TableId, usize)]) -> bool {
    parts.part(condition, lines) == Ok(Value::Bool(true))
}

/// Tells whether a cell has a value that came as its origin says: not the 0 that stands for a blank.
fn has_value(parts: &EvaluatedParts<'_>, origin: &Origin, at: CellAt) -> bool {
    let wanted = match origin {
        Origin::Input(_) => CellState::Given,
        Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => CellState::Computed,
    };
    parts.cell(at).is_some_and(|cell| cell.state == wanted && cell.value.is_some())
}
