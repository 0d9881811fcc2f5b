//! The names of all versions of a package together, for reading submissions before their period is known.

use crate::id::IdVec;
use crate::plan::{Axis, Plan, Report, Shape, Table, TableId};
use std::borrow::Cow;

/// Gives a plan with the names of all versions; it is good for reading and for nothing else. None where there is no version.
pub fn reading_plan(plans: &[Plan]) -> Option<Cow<'_, Plan>> {
    let (newest, earlier) = plans.split_last()?;
    if earlier.is_empty() {
        return Some(Cow::Borrowed(newest));
    }
    let mut joined = newest.clone();
    for plan in earlier {
        for report in plan.reports.iter() {
            add_report(&mut joined, plan, report);
        }
    }
    Some(Cow::Owned(joined))
}

fn add_report(joined: &mut Plan, plan: &Plan, report: &Report) {
    let known = joined.reports.entries().find(|(_, other)| other.name == report.name).map(|(id, _)| id);
    let id = known.unwrap_or_else(|| joined.reports.push(Report { tables: Vec::new(), ..report.clone() }));
    for table in report.tables.iter().map(|table| &plan.tables[*table]) {
        let same = joined.reports[id].tables.iter().copied().find(|other| joined.tables[*other].name == table.name);
        match same {
            Some(same) => add_codes(&mut joined.tables, same, &table.shape),
            None => {
                // Of its cells only the names count.
                let new = joined.tables.push(Table { report: id, shape: without_cells(&table.shape), ..table.clone() });
                joined.reports[id].tables.push(new);
            }
        }
    }
}

fn without_cells(shape: &Shape) -> Shape {
    match shape {
        Shape::Form { axis, .. } => Shape::Form { positions: Vec::new(), axis: axis.clone() },
        Shape::Grid { rows, columns, .. } => Shape::Grid { rows: rows.clone(), columns: columns.clone(), cells: Vec::new() },
        Shape::List(list) => {
            let mut list = list.clone();
            list.columns.clear();
            list.key.clear();
            list.total = None;
            list.derivation = None;
            Shape::List(list)
        }
    }
}

/// Adds the codes that an earlier version of a table has and a newer one has not.
fn add_codes(tables: &mut IdVec<TableId, Table>, id: TableId, earlier: &Shape) {
    match (&mut tables[id].shape, earlier) {
        (Shape::Form { axis, .. }, Shape::Form { axis: other, .. }) => join(axis, other),
        (Shape::Grid { rows, columns, .. }, Shape::Grid { rows: other_rows, columns: other_columns, .. }) => {
            join(rows, other_rows);
            join(columns, other_columns);
        }
        (Shape::List(list), Shape::List(other)) => join(&mut list.axis, &other.axis),
        (Shape::Form { .. } | Shape::Grid { .. } | Shape::List(_), _) => {}
    }
}

fn join(axis: &mut Axis, earlier: &Axis) {
    for entry in &earlier.entries {
        if !axis.entries.iter().any(|known| known.code == entry.code) {
            axis.entries.push(entry.clone());
        }
    }
}
