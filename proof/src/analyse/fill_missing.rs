//! Fills in the cells of a draft that are required and missing, so that nothing is wrong but what a claim is about.

use crate::analyse::ask::Asker;
use crate::draft::Draft;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::cell_address::cell_at;
use positum_runtime::finding::FindingKind;

/// Gives the draft with a number in every numeric cell that is missing, and something that fits in every other.
pub(super) fn fill_missing(asker: &Asker<'_, '_>, draft: &Draft, number: &str) -> Draft {
    let plan = asker.plan();
    let missing = asker.look(draft, |parts| {
        let missing = parts.findings().iter().filter(|finding| matches!(finding.kind, FindingKind::MissingRequired));
        missing.filter_map(|finding| cell_at(plan, &finding.address)).collect::<Vec<_>>()
    });
    let mut filled = draft.clone();
    for at in missing {
        let (target, value_type) = match at.reference {
            CellReference::Cell(cell) => (GivenTarget::Cell(cell), &plan.cells[cell].value_type),
            CellReference::Column(column) => (GivenTarget::InLine(column, at.line), &plan.columns[column].value_type),
        };
        if let Some(text) = value_type.as_ref().and_then(|value_type| filling(plan, value_type, draft.period, number)) {
            filled.values.insert(target, text);
        }
    }
    filled
}

fn filling(plan: &Plan, value_type: &ValueType, period: Period, number: &str) -> Option<String> {
    Some(match &value_type.quantity {
        Quantity::Amount(_) | Quantity::Ratio(_) | Quantity::Count | Quantity::Integer | Quantity::Decimal | Quantity::Days => number.to_owned(),
        Quantity::Rate { .. } => "1".to_owned(),
        Quantity::Date => period.last_day().to_string(),
        Quantity::Text => "A".to_owned(),
        Quantity::Bool => "true".to_owned(),
        Quantity::Code(codelist) => plan.codelists[*codelist].codes.iter().find(|(_, code)| !code.is_group)?.0.clone(),
    })
}
