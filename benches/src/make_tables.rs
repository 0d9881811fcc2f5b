//! Makes the tables of a package. A formula names only what was made before it, so that no cell depends on itself.

mod make_form;
mod make_grid;
mod make_list;

use crate::generate_package::PackageSize;
use crate::labels::make_labels;
use crate::package_model::{PackageModel, Shape, Table, Unit, report_name};
use crate::random::Random;
use crate::share_out::share_out;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Form,
    Grid,
    List,
}

/// Makes all tables.
pub(crate) fn make_tables(size: PackageSize, model: &mut PackageModel, random: &mut Random) {
    let kinds = make_kinds(size, random);
    let least: Vec<usize> = kinds.iter().map(|kind| if *kind == Kind::Grid { 8 } else { 5 }).collect();
    let shares = share_out(size.positions, &least, random);
    let codelist_count = size.open_tables.div_ceil(6);
    for (index, (kind, share)) in kinds.into_iter().zip(shares).enumerate() {
        let report = index * model.report_count / size.tables;
        let shape = match kind {
            Kind::Form => make_form::make_form(share, report, model, random),
            Kind::Grid => make_grid::make_grid(share, report, model, random),
            Kind::List => make_list::make_list(share, report, codelist_count, model, random),
        };
        let name = format!("t_{:02}_{:02}", report + 1, model.tables.iter().filter(|table| table.report == report).count() + 1);
        model.tables.push(Table { report, name, labels: make_labels(random), shape, checks: Vec::new() });
    }
}

/// Says which table is what; the first is a grid, so that there is a cell to speak of.
fn make_kinds(size: PackageSize, random: &mut Random) -> Vec<Kind> {
    let mut kinds = vec![Kind::Grid];
    let mut lists = size.open_tables;
    while kinds.len() < size.tables {
        let is_list = random.below(size.tables - kinds.len()) < lists;
        lists -= usize::from(is_list);
        kinds.push(match is_list {
            true => Kind::List,
            false if random.happens(22) => Kind::Form,
            false => Kind::Grid,
        });
    }
    kinds
}

/// Names a table as it is named in a report: its own tables by their names alone.
pub(crate) fn table_path(table: &Table, report: usize) -> String {
    if table.report == report { table.name.clone() } else { format!("{}.{}", report_name(table.report), table.name) }
}

/// Finds an amount in a form or grid, half of the time in the report itself, and writes it as it is named there.
pub(crate) fn some_amount(report: usize, model: &PackageModel, random: &mut Random) -> Option<String> {
    let own = model.tables.iter().position(|table| table.report == report).unwrap_or(0);
    for attempt in 0..20 {
        let first = if random.happens(50) && attempt < 10 { own } else { 0 };
        let table = model.tables.get(random.between(first, model.tables.len().saturating_sub(1)))?;
        if let Some(cell) = amount_in(table, random) {
            return Some(format!("{}.{cell}", table_path(table, report)));
        }
    }
    None
}

/// Finds an amount in a form or grid.
pub(crate) fn amount_in(table: &Table, random: &mut Random) -> Option<String> {
    match &table.shape {
        Shape::Form { .. } => random.pick(&table.codes(Unit::Amount)).cloned(),
        Shape::Grid { columns, rows } => {
            let index = random.below(columns.len());
            let column = columns.get(index).filter(|column| column.unit == Unit::Amount)?;
            let row = random.pick(rows).filter(|row| !row.marks.contains(&index))?;
            Some(format!("{}:{}", row.code, column.code))
        }
        Shape::List { .. } => None,
    }
}

/// Writes an amount of a list as a sum over its lines, some of them or all.
pub(crate) fn some_sum(report: usize, model: &PackageModel, random: &mut Random) -> Option<String> {
    let lists: Vec<&Table> = model.tables.iter().rev().filter(|table| table.is_list()).take(40).collect();
    let list = random.pick(&lists)?;
    let amount = random.pick(&list.codes(Unit::Amount)).cloned()?;
    let path = table_path(list, report);
    let filter = match random.pick(&list.codes(Unit::Code)) {
        Some(code) if random.happens(40) => format!(" where {code} = \"0{}\"", random.between(1, 6)),
        _ => String::new(),
    };
    Some(format!("sum({path}.{amount}{filter})"))
}

/// Names what a declaration rests on.
pub(crate) fn some_source(random: &mut Random) -> Option<String> {
    random.happens(30).then(|| format!("Regulation (EU) No 575/2013, Article {}({})", random.between(4, 519), random.between(1, 9)))
}
