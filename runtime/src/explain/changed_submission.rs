//! A submission in which one input is changed, and what evaluating it gives.

use super::Limits;
use super::consequences::{Consequences, consequences};
use super::explain_cell::Builder;
use super::explain_check::{deciding_nodes, sides};
use super::explain_formula::Walk;
use super::names::{key_of_line, line_of_row};
use crate::cell_address::{address_of, table_of};
use crate::evaluate::workings::{CurrentLines, Workings};
use crate::evaluated_submission::{CellAt, Outcome};
use crate::submission::{Given, Origin, Submission, SubmittedCell};
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, CheckId, NodeId, Shape};
use positum_plan::value::Value;
use std::collections::BTreeMap;

/// The most comparisons of which the sides are watched.
const MOST_MARGINS: usize = 4;

/// A check in a row, and how to know them again in a changed submission.
pub(super) struct Wanted<'a, 's> {
    pub(super) workings: &'a Workings<'s>,
    check: CheckId,
    row: String,
    /// The key of the row's line, where its list has one.
    key: Option<String>,
    /// The sides of the first comparisons that decide.
    sides: Vec<(NodeId, NodeId)>,
    /// The places of values among the submitted cells.
    places: BTreeMap<(CellReference, u64), Vec<usize>>,
}

/// What evaluating a changed submission gives.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    /// Whether the check passes.
    pub(super) passes: bool,
    /// How far apart the sides of the comparisons that decide are, left less right.
    pub(super) margins: Vec<Option<Exact>>,
}

impl<'a, 's> Wanted<'a, 's> {
    pub(super) fn new(workings: &'a Workings<'s>, check: CheckId, row: &str) -> Self {
        let plan = workings.plan();
        let place = line_of_row(plan, check, row);
        let lines: CurrentLines = place.into_iter().collect();
        let builder = Builder::new(workings, &Limits { with_changes: false, ..Limits::default() });
        let deciding = deciding_nodes(&builder, plan.checks[check].requirement, Walk { lines: &lines, of: None, home: None });
        let mut places: BTreeMap<(CellReference, u64), Vec<usize>> = BTreeMap::new();
        for (index, cell) in workings.submission().cells.iter().enumerate() {
            if let Some(place) = workings.evaluator().place_of(&cell.address) {
                places.entry(place).or_default().push(index);
            }
        }
        Self {
            workings,
            check,
            row: row.to_owned(),
            key: place.and_then(|(table, line)| key_of_line(workings, table, line)),
            sides: deciding.into_iter().filter_map(|node| sides(plan, node)).take(MOST_MARGINS).collect(),
            places,
        }
    }

    /// Makes a submission in which an input can be changed, and the place of that input among its cells.
    pub(super) fn changeable(&self, input: CellAt) -> Option<(Submission, usize)> {
        let plan = self.workings.plan();
        let number = match input.reference {
            CellReference::Cell(_) => 0,
            CellReference::Column(_) => self.workings.line_number(table_of(plan, input.reference), input.line)?,
        };
        let mut submission = self.workings.submission().clone();
        match self.places.get(&(input.reference, number)).map(Vec::as_slice) {
            Some([first, others @ ..]) => {
                // A value that was given twice is given once then; the first stands before the others.
                others.iter().rev().for_each(|other| drop(submission.cells.remove(*other)));
                Some((submission, *first))
            }
            Some([]) | None => {
                let mut address = address_of(plan, input);
                if number > 0 {
                    address.row = number.to_string();
                }
                let origin = Origin::in_text("".into(), 0, 0);
                submission.cells.push(SubmittedCell { address, given: Given::Nothing, origin });
                let last = submission.cells.len().checked_sub(1)?;
                Some((submission, last))
            }
        }
    }

    /// Evaluates a changed submission.
    pub(super) fn try_out(&self, changed: &Submission) -> Tried {
        let workings = self.workings.evaluator().workings(changed, self.workings.earlier());
        let Some(row) = self.row_in(&workings) else { return Tried { passes: false, margins: Vec::new() } };
        let outcome = workings.checks().iter().find(|outcome| outcome.check == self.check && outcome.row == row);
        let lines: CurrentLines = line_of_row(workings.plan(), self.check, &row).into_iter().collect();
        let margins = self.sides.iter().map(|(left, right)| {
            match (workings.outcome(*left, &lines, None).ok()?, workings.outcome(*right, &lines, None).ok()?) {
                (Value::Number(left), Value::Number(right)) => left.minus(&right),
                (Value::Date(left), Value::Date(right)) => left.since(right).ok().map(|span| Exact::whole(i128::from(span.get_days()))),
                (_, _) => None,
            }
        });
        Tried { passes: outcome.is_some_and(|outcome| outcome.outcome == Outcome::Pass), margins: margins.collect() }
    }

    /// Gives the row of the check in a changed submission; nothing where it cannot be known again.
    fn row_in(&self, changed: &Workings<'_>) -> Option<String> {
        let Some((table, line)) = line_of_row(changed.plan(), self.check, &self.row) else { return Some(self.row.clone()) };
        match &self.key {
            Some(key) => {
                let is_it = |line: &usize| key_of_line(changed, table, *line).as_ref() == Some(key);
                let found = if is_it(&line) { Some(line) } else { (0..changed.lines(table)).find(is_it) };
                found.map(|line| line.saturating_add(1).to_string())
            }
            None => {
                let is_derived = matches!(&changed.plan().tables[table].shape, Shape::List(list) if list.derivation.is_some());
                let is_same = !is_derived && changed.lines(table) == self.workings.lines(table);
                is_same.then(|| self.row.clone())
            }
        }
    }

    /// Tells what a change does besides.
    pub(super) fn consequences(&self, changed: &Submission) -> Consequences {
        let after = self.workings.evaluator().workings(changed, self.workings.earlier());
        consequences(self.workings, &after, (self.check, &self.row))
    }
}
