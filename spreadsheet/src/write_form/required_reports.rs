//! The reports that a form needs so that those that are wanted can be computed.
//!
//! In come a plan and reports; out go these and all whose cells they take, in the plan's order.

use positum_plan::plan::{NodeId, Origin, Plan, ReportId, Shape, TableId};
use positum_plan::reads::Reads;
use positum_runtime::cell_address::table_of;
use std::collections::BTreeSet;

/// Gives the wanted reports and those that they need.
pub(super) fn required_reports(plan: &Plan, wanted: &[ReportId]) -> Vec<ReportId> {
    let mut required: BTreeSet<ReportId> = BTreeSet::new();
    let mut waiting: Vec<ReportId> = wanted.to_vec();
    while let Some(report) = waiting.pop() {
        if required.insert(report) {
            waiting.extend(reports_named(plan, report));
        }
    }
    required.into_iter().collect()
}

/// Gives the reports that the formulas and checks of a report name.
fn reports_named(plan: &Plan, report: ReportId) -> BTreeSet<ReportId> {
    let formula = |origin: &Origin| match origin {
        Origin::Formula { node, .. } => Some(*node),
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
    };
    let is_own = |table: TableId| plan.tables[table].report == report;
    let cells = plan.cells.iter().filter(|cell| is_own(cell.table)).filter_map(|cell| formula(&cell.origin));
    let columns = plan.columns.iter().filter(|column| is_own(column.table)).filter_map(|column| formula(&column.origin));
    let checks = plan.checks.iter().filter(|check| check.report == report);
    let checks = checks.flat_map(|check| check.condition.into_iter().chain([check.requirement]));
    let mut waiting: Vec<NodeId> = cells.chain(columns).chain(checks).collect();
    let mut seen: BTreeSet<NodeId> = BTreeSet::new();
    let mut tables: BTreeSet<TableId> = BTreeSet::new();
    let own_tables = plan.tables.entries().filter(|(id, _)| is_own(*id));
    for (_, table) in own_tables {
        if let Shape::List(list) = &table.shape
            && let Some(derivation) = &list.derivation
        {
            tables.insert(derivation.source);
            waiting.extend(derivation.filter);
        }
    }
    while let Some(node) = waiting.pop() {
        if seen.insert(node) {
            tables.extend(table_read(plan, node));
            waiting.extend(plan.parts(node));
        }
    }
    tables.into_iter().map(|table| plan.tables[table].report).collect()
}

fn table_read(plan: &Plan, node: NodeId) -> Option<TableId> {
    match plan.reads(node)? {
        Reads::Cell(reference) => Some(table_of(plan, reference)),
        Reads::Line(list, _) | Reads::Lines(list, _) => Some(list),
        // Cells of earlier periods stand on no form.
        Reads::Earlier(_) | Reads::Parameter(_) | Reads::Calendar(_) => None,
    }
}
