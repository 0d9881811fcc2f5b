//! Cells that are not in the current line, period or precision: lines found by key, earlier submissions, values
//! before their rounding.

use super::evaluate_formula::{FormulaEvaluator, Frame, Next};
use super::make_groups::{compare_values, key_value};
use super::no_value::{Kind, NoValue, Operand, Outcome, Reason, outcome_of, strict, unfit};
use super::worksheet::{Worksheet, column_at, scalar_at};
use crate::earlier::{EarlierCell, Found, key_columns, key_text};
use crate::evaluated_submission::{Cause, CellAt, CellState};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, ColumnId, Earlier, NodeId, Shape, TableId};
use positum_plan::value::Value;
use std::cmp::Ordering;

/// A line that is looked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'p> {
    pub(super) list: TableId,
    pub(super) keys: &'p [(ColumnId, NodeId)],
    pub(super) column: ColumnId,
}

impl<'s> FormulaEvaluator<'s> {
    /// Gives a computed cell before its rounding.
    pub(super) fn exact(&self, reference: CellReference) -> Outcome<'s> {
        let at = self.at(reference)?;
        match self.worksheet.exact.get(&at) {
            Some(number) => Ok(Operand::Number(number.clone())),
            None => outcome_of(self.worksheet.cell(at).ok_or_else(unfit)?, at),
        }
    }

    fn at(&self, reference: CellReference) -> Result<CellAt, NoValue> {
        match reference {
            CellReference::Cell(cell) => Ok(scalar_at(cell)),
            CellReference::Column(column) => {
                let line = self.current_line(self.worksheet.plan.columns[column].table).ok_or_else(unfit)?;
                Ok(column_at(column, line))
            }
        }
    }

    /// Gives a cell of an earlier submission.
    pub(super) fn earlier(&self, reference: CellReference, which: Earlier) -> Outcome<'s> {
        let at = self.at(reference)?;
        let worksheet = self.worksheet;
        let period = which.before(worksheet.period).unwrap_or(worksheet.period);
        let because = |cause| Err(NoValue::because(Reason::Elsewhere(cause)));
        let Some(kept) = worksheet.earlier.and_then(|earlier| earlier.of(worksheet.entity, period)) else {
            return because(Cause::NoEarlierSubmission(period));
        };
        let key = match reference {
            CellReference::Cell(_) => Vec::new(),
            CellReference::Column(column) => self.key_of_line(column, at.line)?,
        };
        match kept.find(worksheet.plan, reference, &key) {
            Found::NoReport => because(Cause::NoEarlierSubmission(period)),
            Found::OtherMeasure => because(Cause::EarlierMeasure(at, period)),
            Found::UnknownLines => because(Cause::EarlierCell(at, period, CellState::NotComputed)),
            Found::Nothing => outcome_of_earlier(None, at, period),
            Found::Cell(cell) => outcome_of_earlier(Some(cell), at, period),
        }
    }

    /// Gives the key of a line; a part without value leaves nothing to look for.
    fn key_of_line(&self, column: ColumnId, line: usize) -> Result<Vec<String>, NoValue> {
        let plan = self.worksheet.plan;
        let Shape::List(list) = &plan.tables[plan.columns[column].table].shape else { return Err(unfit()) };
        let part = |column: &ColumnId| {
            let cells = &self.worksheet.columns[*column];
            let missing = || match cells.get(line) {
                Some(cell) => strict(outcome_of(cell, column_at(*column, line))).err().unwrap_or_else(unfit),
                None => unfit(),
            };
            key_text(cells, line).ok_or_else(missing)
        };
        key_columns(list).iter().map(part).collect()
    }

    /// Takes the part of the key that arrived, and asks for the next or finds the line.
    pub(super) fn advance_lookup(&mut self, frame: &mut Frame<'s>, wanted: Wanted<'s>, arrived: Option<Outcome<'s>>) -> Next<'s> {
        if let Some(cause) = self.worksheet.unknown_lines[wanted.list] {
            return Next::Done(Err(NoValue::because(Reason::Elsewhere(cause))));
        }
        match arrived.map(strict) {
            Some(Ok(operand)) => frame.key.push(operand.into_value()),
            Some(Err(no_value)) => return Next::Done(Err(no_value)),
            None => {}
        }
        match wanted.keys.get(frame.key.len()) {
            Some((_, key)) => Next::Evaluate(*key),
            None => Next::Done(self.found(wanted, &frame.key)),
        }
    }

    fn found(&self, wanted: Wanted<'s>, key: &[Value]) -> Outcome<'s> {
        let worksheet = self.worksheet;
        let line =
            worksheet.line_with_key(wanted, key).ok_or_else(|| NoValue::because(Reason::NoSuchLine(wanted.list, self.shown_key(wanted, key))))?;
        let cell = worksheet.columns[wanted.column].get(line).ok_or_else(unfit)?;
        outcome_of(cell, column_at(wanted.column, line))
    }

    fn shown_key(&self, wanted: Wanted<'_>, key: &[Value]) -> String {
        let text = |((column, _), value): (&(ColumnId, NodeId), &Value)| {
            self.worksheet.plan.columns[*column].value_type.as_ref().map(|value_type| value_type.text(value)).unwrap_or_default()
        };
        wanted.keys.iter().zip(key).map(text).collect::<Vec<_>>().join(", ")
    }
}

impl Worksheet<'_> {
    /// Finds the first line of a list that has a key.
    pub(super) fn line_with_key(&self, wanted: Wanted<'_>, key: &[Value]) -> Option<usize> {
        let columns: Vec<ColumnId> = wanted.keys.iter().map(|(column, _)| *column).collect();
        let sorted = self.lines_by_key[wanted.list].get_or_init(|| super::make_groups::lines_by_key(self, &columns, self.lines[wanted.list]));
        let compare = |line: &usize| {
            let parts = columns.iter().zip(key).map(|(column, value)| compare_values(key_value(self, *column, *line), Some(value)));
            parts.into_iter().find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
        };
        let place = sorted.partition_point(|line| compare(line).is_lt());
        sorted.get(place).copied().filter(|line| compare(line).is_eq())
    }
}

fn outcome_of_earlier(cell: Option<&EarlierCell>, at: CellAt, period: Period) -> Outcome<'_> {
    let because = |kind, state| Err(NoValue { kind, reason: Reason::Elsewhere(Cause::EarlierCell(at, period, state)) });
    let Some(cell) = cell else { return because(Kind::Missing, CellState::Missing) };
    if let Some(value) = &cell.value {
        return Ok(Operand::of(value));
    }
    let kind = match cell.state {
        CellState::Blank => Kind::Blank,
        CellState::Missing => Kind::Missing,
        CellState::Unreadable => Kind::Unreadable,
        CellState::NotApplicable => Kind::NotApplicable,
        CellState::Given | CellState::Computed | CellState::NotComputed => Kind::NotComputed,
    };
    because(kind, cell.state)
}
