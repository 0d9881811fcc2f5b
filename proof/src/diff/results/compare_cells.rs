//! Compares what two cells of one name show.

use super::pair_lines::LinePair;
use super::{CellResult, Each, ResultDifference, Side};
use crate::diff::counterparts::{ListPair, Pair};
use positum_plan::plan::CellReference;
use positum_plan::value::ValueType;
use positum_runtime::cell_address::address_of;
use positum_runtime::evaluated_submission::{CellAt, EvaluatedCell};
use positum_runtime::submission::Address;
use std::ops::ControlFlow;

/// Compares the cells of a line.
pub(super) fn compare_line(pair: &ListPair, old: Side<'_>, new: Side<'_>, line: &LinePair, each: &mut Each<'_>) -> ControlFlow<()> {
    let lines = (line.lines.0.unwrap_or_default(), line.lines.1.unwrap_or_default());
    for columns in &pair.columns {
        let before = columns.0.filter(|_| line.lines.0.is_some()).map(CellReference::Column);
        let after = columns.1.filter(|_| line.lines.1.is_some()).map(CellReference::Column);
        compare_cells(old, new, (before, after), lines, &line.key, each)?;
    }
    ControlFlow::Continue(())
}

/// Compares two cells; `lines` are those in which they stand, from 0.
pub(super) fn compare_cells(
    old: Side<'_>,
    new: Side<'_>,
    references: Pair<CellReference>,
    lines: (usize, usize),
    key: &[String],
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let (before, after) = (shown_cell(old, references.0, lines.0), shown_cell(new, references.1, lines.1));
    let is_same = match (before, after) {
        (None, None) => true,
        (Some(before), Some(after)) => is_same_cell(before, after),
        (Some(_), None) | (None, Some(_)) => false,
    };
    if is_same {
        return ControlFlow::Continue(());
    }
    let old_address = || references.0.map(|reference| address_of(old.plan, CellAt { reference, line: lines.0 }));
    let new_address = || references.1.map(|reference| address_of(new.plan, CellAt { reference, line: lines.1 }));
    let address: Address = new_address().or_else(old_address).unwrap_or_default();
    each(ResultDifference::Cell { address, key: key.to_vec(), old: before.map(result_of), new: after.map(result_of) })
}

/// A cell of a report that is shown, with its type.
fn shown_cell<'s>(side: Side<'s>, reference: Option<CellReference>, line: usize) -> Option<(&'s EvaluatedCell, &'s ValueType)> {
    let (table, value_type, cell) = match reference? {
        CellReference::Cell(cell) => {
            let of_plan = &side.plan.cells[cell];
            (of_plan.table, of_plan.value_type.as_ref()?, Some(&side.submission.cells[cell]))
        }
        CellReference::Column(column) => {
            let of_plan = &side.plan.columns[column];
            (of_plan.table, of_plan.value_type.as_ref()?, side.submission.columns[column].get(line))
        }
    };
    side.shows(side.plan.tables[table].report).then_some((cell?, value_type))
}

fn result_of((cell, value_type): (&EvaluatedCell, &ValueType)) -> CellResult {
    CellResult { state: cell.state, value: cell.value.clone().map(|value| Box::new((value, value_type.clone()))) }
}

/// Tells whether two cells show the same: 12.5 and 12.50 are the same number, 12.50 % and 0.125 are shown otherwise.
fn is_same_cell((old, old_type): (&EvaluatedCell, &ValueType), (new, new_type): (&EvaluatedCell, &ValueType)) -> bool {
    if old.state != new.state {
        return false;
    }
    match (&old.value, &new.value) {
        (None, None) => true,
        (Some(before), Some(after)) => {
            (old_type.shown_power() == new_type.shown_power() && before == after)
                || (old_type != new_type && old_type.text(before) == new_type.text(after))
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}
