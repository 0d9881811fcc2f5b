//! Names of cells, lists and lines as explanations have them.

use crate::cell_address::{address_of, table_of};
use crate::earlier::key_columns;
use crate::evaluate::workings::Workings;
use crate::evaluated_submission::CellAt;
use crate::submission::TOTAL;
use positum_plan::plan::{CellReference, CheckId, ColumnId, NodeId, Place, Plan, Scope, Shape, TableId};

/// Gives the name of a cell as wide data has it; lines of lists by their number, from 1.
pub(crate) fn cell_name(plan: &Plan, at: CellAt) -> String {
    match at.reference {
        CellReference::Cell(_) => plan.cell_name(at.reference),
        CellReference::Column(column) => {
            let column = &plan.columns[column];
            format!("{}.{}:{}", table_name(plan, column.table), at.line.saturating_add(1), column.code)
        }
    }
}

/// Gives `report.table`.
pub(super) fn table_name(plan: &Plan, table: TableId) -> String {
    let table = &plan.tables[table];
    format!("{}.{}", plan.reports[table.report].name, table.name)
}

/// Gives `report.check` or `report.table.check`.
pub(super) fn check_name(plan: &Plan, check: CheckId) -> String {
    let check = &plan.checks[check];
    match check.table {
        Some(table) => format!("{}.{}", table_name(plan, table), check.name),
        None => format!("{}.{}", plan.reports[check.report].name, check.name),
    }
}

/// Gives the name by which a formula of the table `home` would call a cell or, without a line, a column.
pub(super) fn name_from(plan: &Plan, home: Option<TableId>, reference: CellReference) -> String {
    let table = table_of(plan, reference);
    let place = match reference {
        CellReference::Column(column) => plan.columns[column].code.clone(),
        CellReference::Cell(cell) => match &plan.cells[cell].place {
            Place::Let(name) => name.clone(),
            Place::Position(_) | Place::Grid(..) | Place::Total(_) => {
                let address = address_of(plan, CellAt { reference, line: 0 });
                if address.column.is_empty() { address.row } else { format!("{}:{}", address.row, address.column) }
            }
        },
    };
    if home == Some(table) && !place.starts_with(TOTAL) {
        return place;
    }
    let table_of_report = format!("{}.{place}", plan.tables[table].name);
    match home {
        Some(home) if plan.tables[home].report == plan.tables[table].report => table_of_report,
        Some(_) | None => {
            let report = &plan.reports[plan.tables[table].report];
            let is_only_form = report.tables.len() == 1 && matches!(plan.tables[table].shape, Shape::Form { .. });
            if is_only_form { format!("{}.{place}", report.name) } else { format!("{}.{table_of_report}", report.name) }
        }
    }
}

/// Gives the key of a line, where its list has one and the line has a value in each column of it.
pub(super) fn key_of_line(workings: &Workings<'_>, table: TableId, line: usize) -> Option<String> {
    let plan = workings.plan();
    let Shape::List(list) = &plan.tables[table].shape else { return None };
    let part = |column: &ColumnId| {
        let value = workings.cell(CellAt { reference: CellReference::Column(*column), line })?.value.as_ref()?;
        plan.columns[*column].value_type.as_ref().map(|value_type| value_type.text(value))
    };
    let parts: Vec<String> = key_columns(list).iter().map(part).collect::<Option<_>>()?;
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Gives the list of whose lines each has an outcome of the check, and the line (from 0) of an outcome's row.
pub(super) fn line_of_row(plan: &Plan, check: CheckId, row: &str) -> Option<(TableId, usize)> {
    match &plan.checks[check].scope {
        Scope::EachLine(table) => row.parse::<usize>().ok()?.checked_sub(1).map(|line| (*table, line)),
        Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
    }
}

/// Gives the node of a cell's formula.
pub(super) fn formula_of(plan: &Plan, reference: CellReference) -> Option<NodeId> {
    let origin = match reference {
        CellReference::Cell(cell) => &plan.cells[cell].origin,
        CellReference::Column(column) => &plan.columns[column].origin,
    };
    match origin {
        positum_plan::plan::Origin::Formula { node, .. } => Some(*node),
        positum_plan::plan::Origin::Input(_) | positum_plan::plan::Origin::Sequence | positum_plan::plan::Origin::GroupKey => None,
    }
}
