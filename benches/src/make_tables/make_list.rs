//! Makes a list: keys, codes, amounts, what is computed in a line, and a total row; or a list made from another.

use super::{some_source, table_path};
use crate::labels::make_labels;
use crate::package_model::{Entry, PackageModel, Shape, Table, Unit};
use crate::random::Random;

/// Makes a list with so many columns; some small ones group the lines of another list.
pub(super) fn make_list(share: usize, report: usize, codelist_count: usize, model: &mut PackageModel, random: &mut Random) -> Shape {
    if share <= 9 && random.happens(25) {
        let own = model.tables.iter().rev().filter(|table| table.report == report);
        let source = own.clone().find(|table| matches!(&table.shape, Shape::List { derivation: None, .. }));
        if let Some(source) = source {
            return make_groups(share, source, report, random);
        }
    }
    let codelist = random.below(codelist_count);
    model.codelists.insert(codelist);
    let mut columns: Vec<Entry> = Vec::new();
    for index in 0..share {
        let mut entry = Entry::new(index, make_labels(random));
        entry.source = some_source(random);
        columns.push(match index {
            0 => entry.typed("text, key", Unit::Other),
            1 => entry.typed("code iso3166", Unit::Other),
            2 => entry.typed(&format!("code category_{codelist:02}"), Unit::Code),
            3 | 4 => entry.typed("EUR, blank = 0", Unit::Amount),
            _ => make_column(entry, &columns, random),
        });
    }
    let total = if random.happens(70) { make_total(&columns) } else { Vec::new() };
    Shape::List { columns, derivation: None, total }
}

fn make_column(entry: Entry, columns: &[Entry], random: &mut Random) -> Entry {
    let amounts: Vec<&str> = columns.iter().filter(|column| column.unit == Unit::Amount).map(|column| column.code.as_str()).collect();
    let mut amount = || random.pick(&amounts).copied().unwrap_or("0040");
    let (one, other) = (amount(), amount());
    match random.below(20) {
        0..9 => entry.typed("EUR, blank = 0", Unit::Amount),
        9 | 10 => entry.typed("EUR", Unit::Amount).computed(format!("{one} - {other}")),
        11 => entry.typed("EUR", Unit::Amount).computed(format!("{one} when {other} > 0")),
        12 => entry.typed("percent", Unit::Share).computed(format!("{one}/{other}")),
        13 => entry.typed("percent", Unit::Share).computed(format!("{one} / sum({one})")),
        14 => entry.typed("date, optional", Unit::Other),
        15 => entry.typed("bool", Unit::Other),
        16 => entry.typed("count, blank = 0", Unit::Count),
        17 => entry.typed("percent, optional", Unit::Share),
        _ => entry.typed("text, optional", Unit::Other),
    }
}

/// Sums the first columns of amounts.
fn make_total(columns: &[Entry]) -> Vec<(String, String)> {
    let amounts = columns.iter().filter(|column| column.unit == Unit::Amount);
    amounts.take(6).map(|column| (column.code.clone(), "sum".to_owned())).collect()
}

/// Makes a list with a line for each code of another.
fn make_groups(share: usize, source: &Table, report: usize, random: &mut Random) -> Shape {
    let path = table_path(source, report);
    let amounts = source.codes(Unit::Amount);
    let by = source.codes(Unit::Code).into_iter().next().unwrap_or_default();
    let mut columns = Vec::new();
    for index in 1..share {
        let mut entry = Entry::new(index + 900, make_labels(random));
        let amount = amounts.get(index % amounts.len()).cloned().unwrap_or_default();
        entry = match index {
            1 => entry.typed("count", Unit::Count).computed(format!("count({amount})")),
            2 => entry.typed("percent", Unit::Share).computed(format!("sum({amount}) / sum({path}.{amount})")),
            _ => entry.typed("EUR", Unit::Amount).computed(format!("sum({amount})")),
        };
        columns.push(entry);
    }
    Shape::List { columns, derivation: Some(format!("from {path} by {by}")), total: Vec::new() }
}
