//! Finds everything in a submission that is wrong or has no value and should: what `why?` means where no cell is named.

use super::find_subject::Named;
use crate::cell_address::{cell_at, table_of};
use crate::evaluate::workings::Workings;
use crate::evaluated_submission::{CellAt, CellState, Outcome};
use crate::finding::Finding;
use positum_plan::plan::{CellReference, Place, Plan, TableId};
use std::collections::BTreeSet;

/// Gives failing checks, then checks that could not be evaluated, cells with findings, cells without a value.
pub(super) fn troubles(workings: &Workings<'_>) -> Vec<Named> {
    let with_outcome = |wanted: Outcome| {
        let outcomes = workings.checks().iter().filter(move |outcome| outcome.outcome == wanted);
        outcomes.map(|outcome| Named::Check(outcome.check, outcome.row.to_string()))
    };
    let mut troubles: Vec<Named> = with_outcome(Outcome::Fail).chain(with_outcome(Outcome::NotEvaluated)).collect();
    let mut told = BTreeSet::new();
    let with_finding = workings.findings().iter().filter_map(|finding| cell_of(workings, finding));
    for at in with_finding.chain(without_value(workings)) {
        if told.insert(at) {
            troubles.push(Named::Cell(at));
        }
    }
    troubles
}

/// Gives the findings at no cell.
pub(super) fn findings_at_no_cell(workings: &Workings<'_>) -> Vec<Finding> {
    workings.findings().iter().filter(|finding| cell_of(workings, finding).is_none()).cloned().collect()
}

fn cell_of(workings: &Workings<'_>, finding: &Finding) -> Option<CellAt> {
    cell_at(workings.plan(), &finding.address).filter(|at| workings.cell(*at).is_some())
}

fn without_value<'w>(workings: &'w Workings<'_>) -> impl Iterator<Item = CellAt> + 'w {
    let plan = workings.plan();
    let scalars = plan.cells.entries().filter(|(_, cell)| !matches!(cell.place, Place::Let(_)));
    let scalars = scalars.map(|(cell, _)| CellAt { reference: CellReference::Cell(cell), line: 0 });
    let columns = plan.columns.entries().filter(|(_, column)| column.value_type.is_some());
    let in_lines =
        columns.flat_map(|(id, column)| (0..workings.lines(column.table)).map(move |line| CellAt { reference: CellReference::Column(id), line }));
    scalars.chain(in_lines).filter(|at| is_shown(workings, plan, table_of(plan, at.reference)) && lacks_value(workings, *at))
}

fn is_shown(workings: &Workings<'_>, plan: &Plan, table: TableId) -> bool {
    workings.is_shown(plan.tables[table].report)
}

fn lacks_value(workings: &Workings<'_>, at: CellAt) -> bool {
    match workings.cell(at).map(|cell| cell.state) {
        Some(CellState::Missing | CellState::Unreadable | CellState::NotComputed) => true,
        Some(CellState::Given | CellState::Computed | CellState::Blank | CellState::NotApplicable) | None => false,
    }
}
