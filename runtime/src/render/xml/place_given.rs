//! Places what was given where the document has elements for it.

use super::written_value::is_nothing;
use crate::evaluate::find_names::{Names, Target};
use crate::evaluated_submission::EvaluatedSubmission;
use crate::submission::{Submission, SubmittedCell};
use positum_plan::plan::{CellId, ParameterId, Plan, Shape, TableId};
use std::collections::BTreeMap;

/// What was given in a line, by the place of the column in the list.
pub(super) type GivenLine<'s> = BTreeMap<usize, Vec<&'s SubmittedCell>>;

/// The cells of a submission by what they stand for, each as often as it was given.
#[derive(Default)]
pub(super) struct GivenCells<'s> {
    cells: BTreeMap<CellId, Vec<&'s SubmittedCell>>,
    /// Lines by their submitted number.
    lines: BTreeMap<TableId, BTreeMap<u64, GivenLine<'s>>>,
    parameters: BTreeMap<ParameterId, Vec<&'s SubmittedCell>>,
    /// What has no element, in the order of the submission.
    pub(super) other: Vec<&'s SubmittedCell>,
}

impl<'s> GivenCells<'s> {
    /// Places the cells; those in lines that a derived list does not have are among the others.
    pub(super) fn new(plan: &Plan, submission: &'s Submission, evaluated: &EvaluatedSubmission) -> Self {
        let names = Names::new(plan);
        let mut given = Self::default();
        for cell in &submission.cells {
            match names.find(&cell.address) {
                Target::Cell(id) => given.cells.entry(id).or_default().push(cell),
                Target::Parameter(id) => given.parameters.entry(id).or_default().push(cell),
                Target::Line(table, target) if is_derived(plan, table) && !has_line(evaluated, table, target.line) => {
                    given.other.extend((!is_nothing(cell)).then_some(cell));
                }
                Target::Line(table, target) => {
                    let line = given.lines.entry(table).or_default().entry(target.line).or_default();
                    line.entry(target.position).or_default().push(cell);
                }
                Target::GridGap(..) | Target::TotalGap(..) if is_nothing(cell) => {}
                Target::GridGap(..) | Target::TotalGap(..) | Target::Unknown(..) | Target::UnknownColumn(..) => given.other.push(cell),
            }
        }
        given
    }

    pub(super) fn cell(&self, id: CellId) -> &[&'s SubmittedCell] {
        self.cells.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn parameter(&self, id: ParameterId) -> &[&'s SubmittedCell] {
        self.parameters.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn lines_of(&self, table: TableId) -> Option<&BTreeMap<u64, GivenLine<'s>>> {
        self.lines.get(&table)
    }
}

fn is_derived(plan: &Plan, table: TableId) -> bool {
    match &plan.tables[table].shape {
        Shape::List(list) => list.derivation.is_some(),
        Shape::Form { .. } | Shape::Grid { .. } => false,
    }
}

fn has_line(evaluated: &EvaluatedSubmission, table: TableId, line: u64) -> bool {
    usize::try_from(line).is_ok_and(|line| line <= evaluated.lines[table])
}
