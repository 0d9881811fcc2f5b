//! Writes the figures of a group as a submission, which is then evaluated as any other.

use super::figures::{Figure, Figures};
use super::inputs::{Inputs, type_of};
use crate::cell_address::{address_in, address_of};
use crate::evaluated_submission::CellAt;
use crate::submission::{Address, Given, Origin, Submission, SubmittedCell};
use positum_plan::period::Period;
use positum_plan::plan::CellReference;
use std::sync::Arc;

/// Makes the submission of a group; `others` are cells that stand beside the figures: parameters.
pub(super) fn group_submission(inputs: &Inputs<'_>, group: &Arc<str>, period: Period, figures: &Figures, others: &[SubmittedCell]) -> Submission {
    let origin = Origin::in_text(Arc::clone(group), 0, 0);
    let plan = inputs.plan;
    let mut cells = others.to_vec();
    for (id, figure) in figures.cells.entries() {
        let reference = CellReference::Cell(id);
        cells.extend(submitted(inputs, reference, figure, &origin, || address_of(plan, CellAt { reference, line: 0 })));
    }
    for (table, list) in &inputs.lists {
        for (number, line) in figures.lines(*table).iter().enumerate() {
            for ((column, _), figure) in list.columns.iter().zip(&line.cells) {
                let row = || number.saturating_add(1).to_string();
                let address = || address_in(plan, *table, row(), plan.columns[*column].code.clone());
                cells.extend(submitted(inputs, CellReference::Column(*column), figure, &origin, address));
            }
        }
    }
    Submission { entity: group.to_string(), period, cells }
}

fn submitted(
    inputs: &Inputs<'_>,
    reference: CellReference,
    figure: &Figure,
    origin: &Origin,
    address: impl FnOnce() -> Address,
) -> Option<SubmittedCell> {
    let given = match figure {
        Figure::Nothing | Figure::Disagreed => return None,
        Figure::Unknown => Given::UnknownOfMembers,
        Figure::Value(value) => Given::Text(type_of(inputs.plan, reference)?.text(value)),
    };
    Some(SubmittedCell { address: address(), given, origin: origin.clone() })
}
