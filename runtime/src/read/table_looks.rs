//! The shapes of tables, as far as reading needs them.

use positum_plan::plan::{Plan, Shape};

/// What a table looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableLooks {
    /// Positions with a value each.
    Form,
    /// Rows with columns.
    Grid,
    /// Lines with columns.
    List,
    /// The package has no such table.
    Unknown,
}

/// Gives what the plan knows of a table.
pub(super) fn looks_of(plan: &Plan, report: &str, table: &str) -> TableLooks {
    let report = plan.reports.iter().find(|known| known.name == report);
    let table = report.and_then(|report| report.tables.iter().map(|id| &plan.tables[*id]).find(|known| known.name == table));
    match table.map(|table| &table.shape) {
        Some(Shape::Form { .. }) => TableLooks::Form,
        Some(Shape::Grid { .. }) => TableLooks::Grid,
        Some(Shape::List(_)) => TableLooks::List,
        None => TableLooks::Unknown,
    }
}
