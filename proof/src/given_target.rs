//! What a value is given for: its name, and the type of its values.

use positum_plan::plan::{CellReference, Plan};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::ValueType;
use positum_runtime::cell_address::address_of;
use positum_runtime::evaluated_submission::CellAt;
use positum_runtime::submission::PARAMETERS;

/// Gives the type of what is given; nothing for an intermediate.
pub(crate) fn type_of_target(plan: &Plan, target: GivenTarget) -> Option<&ValueType> {
    match target {
        GivenTarget::Cell(cell) => plan.cells[cell].value_type.as_ref(),
        GivenTarget::InLine(column, _) => plan.columns[column].value_type.as_ref(),
        GivenTarget::Parameter(parameter) => Some(&plan.parameters[parameter].value_type),
    }
}

/// Gives the name of a cell or parameter as wide data has it; of a list with the number of the line.
pub(crate) fn name_of_target(plan: &Plan, target: GivenTarget) -> String {
    let of_cell = |reference: CellReference, line: usize| {
        let address = address_of(plan, CellAt { reference, line });
        let column = if address.column.is_empty() { String::new() } else { format!(":{}", address.column) };
        format!("{}.{}.{}{column}", address.report, address.table, address.row)
    };
    match target {
        GivenTarget::Cell(cell) => of_cell(CellReference::Cell(cell), 0),
        GivenTarget::InLine(column, line) => of_cell(CellReference::Column(column), line),
        GivenTarget::Parameter(parameter) => format!("{PARAMETERS}.{}", plan.parameters[parameter].name),
    }
}
