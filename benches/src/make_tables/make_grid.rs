//! Makes a grid: rows in groups with sums, columns with a total or a difference, ratios, x cells, rows of other grids.

use super::{some_source, table_path};
use crate::labels::make_labels;
use crate::package_model::{Entry, PackageModel, Shape, Unit};
use crate::random::Random;

/// Makes a grid with so many rows and columns together. Every other grid has the columns of one before it.
pub(super) fn make_grid(share: usize, report: usize, model: &PackageModel, random: &mut Random) -> Shape {
    let before = model.tables.iter().rev().filter(|table| table.report == report).find_map(|table| match &table.shape {
        Shape::Grid { columns, rows } if columns.len() + 5 <= share => Some((table, columns, rows)),
        Shape::Form { .. } | Shape::Grid { .. } | Shape::List { .. } => None,
    });
    let before = before.filter(|_| random.happens(55));
    let columns = match before {
        Some((_, columns, _)) => columns.clone(),
        None => make_columns((share / 4 + random.below(3)).clamp(3, (share - 5).min(24)), random),
    };
    let mut rows = make_rows(share - columns.len(), &columns, random);
    if let Some((table, _, other_rows)) = before {
        let path = table_path(table, report);
        for row in rows.iter_mut().filter(|row| row.formula.is_none() && row.is_plain()) {
            if let Some(other) = random.pick(other_rows).filter(|other| other.is_plain() && random.happens(12)) {
                row.formula = Some(format!("{path}.{}", other.code));
            }
        }
    }
    Shape::Grid { columns, rows }
}

/// Makes columns: a total and its parts, or amounts and their difference; then numbers and shares.
fn make_columns(count: usize, random: &mut Random) -> Vec<Entry> {
    let mut columns: Vec<Entry> = (0..count).map(|index| Entry::new(index, make_labels(random))).collect();
    let has_share = count >= 5 && random.happens(40);
    let has_count = count >= 6 && random.happens(30);
    let amounts = count - usize::from(has_share) - usize::from(has_count);
    let code = |index: usize| format!("{:04}", (index + 1) * 10);
    let has_total = random.happens(70);
    if let Some(first) = columns.first_mut().filter(|_| has_total) {
        first.formula = Some(format!("{}+...+{}", code(1), code(amounts - 1)));
    }
    if let Some(last) = columns.get_mut(amounts - 1).filter(|_| !has_total) {
        last.formula = Some(format!("{} - {}", code(0), code(1)));
    }
    if let Some(column) = columns.get_mut(amounts).filter(|_| has_share) {
        column.value_type = Some("percent".to_owned());
        column.unit = Unit::Share;
        column.overrides = Some("rows");
        column.formula = Some(format!("{}/{}", code(1), code(0)));
    }
    if let Some(column) = columns.last_mut().filter(|_| has_count) {
        column.value_type = Some("count".to_owned());
        column.unit = Unit::Count;
    }
    if let Some(column) = columns.get_mut(1).filter(|_| random.happens(50)) {
        column.heading = Some(make_labels(random));
    }
    columns
}

/// Makes rows: a total, groups of rows with their sums, and what is computed from the sums.
fn make_rows(count: usize, columns: &[Entry], random: &mut Random) -> Vec<Entry> {
    let mut rows: Vec<Entry> = (0..count).map(|index| Entry::new(index, make_labels(random))).collect();
    let memo = if count >= 9 { random.between(1, count / 6) } else { 0 };
    let mut sums = Vec::new();
    let mut next = 1;
    while next < count - memo {
        let left = count - memo - next;
        let parts = if left <= 8 { left - 1 } else { random.between(2, 6) };
        make_group(&mut rows, next, parts, columns, random);
        sums.push(format!("{:04}", (next + 1) * 10));
        next += parts + 1;
    }
    if let Some(total) = rows.first_mut() {
        total.formula = Some(sums.join("+"));
    }
    let has_formula = columns.iter().any(|column| column.formula.is_some());
    for row in rows.iter_mut().skip(count - memo) {
        row.source = some_source(random);
        make_memo(row, &sums, has_formula, random);
    }
    rows
}

/// Makes a row that sums the ones below it. The first of those may not apply in the last column of amounts.
fn make_group(rows: &mut [Entry], at: usize, parts: usize, columns: &[Entry], random: &mut Random) {
    let code = |index: usize| format!("{:04}", (index + 1) * 10);
    let last_part = columns.iter().rposition(|column| column.unit == Unit::Amount && column.formula.is_none());
    let is_marked = parts >= 2 && columns.len() >= 5 && random.happens(40);
    for (offset, row) in rows.iter_mut().enumerate().skip(at).take(parts + 1) {
        row.source = some_source(random);
        if offset == at && parts > 0 {
            row.formula = Some(if parts > 2 { format!("{}+...+{}", code(at + 1), code(at + parts)) } else { chain(at + 1, parts) });
            row.heading = random.happens(30).then(|| make_labels(random));
        } else if offset == at + 1 && is_marked {
            row.marks.extend(last_part.filter(|part| *part >= 2));
        }
    }
}

fn chain(first: usize, count: usize) -> String {
    (first..first + count).map(|index| format!("{:04}", (index + 1) * 10)).collect::<Vec<_>>().join("+")
}

/// Computes a row from sums; what is no sum goes before the columns' formulas.
fn make_memo(row: &mut Entry, sums: &[String], columns_have_formulas: bool, random: &mut Random) {
    let (Some(one), Some(other)) = (random.pick(sums), random.pick(sums)) else { return };
    let choice = random.below(10);
    let formula = match choice {
        0 | 1 if one != other => format!("{one} - {other}"),
        2 => format!("{one} x 8 %"),
        3 => format!("{one} when {one} > 0"),
        4 => format!("max({one}, {other}) else 0"),
        5 => format!("if {one} > {other} then {one} - {other} else 0"),
        _ => return,
    };
    row.overrides = (choice >= 2 && columns_have_formulas).then_some("columns");
    row.formula = Some(formula);
}
