//! Makes a form: amounts and numbers that are filled in, sums, ratios, conditions, and what comes from other tables.

use super::{some_amount, some_source, some_sum};
use crate::labels::make_labels;
use crate::package_model::{Entry, PackageModel, Shape, Unit};
use crate::random::Random;

/// Makes a form with so many positions.
pub(super) fn make_form(share: usize, report: usize, model: &PackageModel, random: &mut Random) -> Shape {
    let mut positions: Vec<Entry> = Vec::new();
    let mut lets: Vec<(String, String)> = Vec::new();
    // Inputs in a row, which the next sum adds up.
    let mut run = 0;
    for index in 0..share {
        let mut entry = Entry::new(index, make_labels(random));
        entry.source = some_source(random);
        entry.heading = random.happens(10).then(|| make_labels(random));
        let entry =
            if index < 2 { entry.typed("EUR", Unit::Amount) } else { make_position(entry, run, &positions, &mut lets, report, model, random) };
        run = if entry.unit == Unit::Amount && entry.formula.is_none() { run + 1 } else { 0 };
        positions.push(entry);
    }
    Shape::Form { positions, lets }
}

fn make_position(
    entry: Entry,
    run: usize,
    positions: &[Entry],
    lets: &mut Vec<(String, String)>,
    report: usize,
    model: &PackageModel,
    random: &mut Random,
) -> Entry {
    let choice = random.below(100);
    match choice {
        0..45 => entry.typed(random.pick(&["EUR", "EUR, blank = 0", "EUR, optional"]).copied().unwrap_or("EUR"), Unit::Amount),
        45..52 => entry.typed("count, blank = 0", Unit::Count),
        52..55 => entry.typed("text, optional", Unit::Other),
        55..70 if run >= 2 => {
            let code = |back: usize| positions.iter().rev().nth(back).map_or("", |position| position.code.as_str());
            let formula = format!("{}+...+{}", code(run - 1), code(0));
            entry.typed("EUR", Unit::Amount).computed(formula)
        }
        70..80 => match some_amount(report, model, random) {
            Some(amount) => entry.typed("EUR", Unit::Amount).computed(amount),
            None => entry.typed("EUR", Unit::Amount),
        },
        80..86 => match some_sum(report, model, random) {
            Some(sum) => entry.typed("EUR", Unit::Amount).computed(sum),
            None => entry.typed("EUR", Unit::Amount),
        },
        _ => make_computed(entry, positions, lets, random),
    }
}

/// Computes a position from those before it.
fn make_computed(entry: Entry, positions: &[Entry], lets: &mut Vec<(String, String)>, random: &mut Random) -> Entry {
    let amounts: Vec<&str> = positions.iter().filter(|position| position.unit == Unit::Amount).map(|position| position.code.as_str()).collect();
    let mut amount = || random.pick(&amounts).copied().unwrap_or("0010");
    let (one, other, third) = (amount(), amount(), amount());
    match random.below(6) {
        0 => entry.typed("percent", Unit::Share).computed(format!("{one}/({other}+{third})")),
        1 => entry.typed("EUR", Unit::Amount).computed(format!("{one} - {other} x 12.5 %")),
        2 => entry.typed("EUR", Unit::Amount).computed(format!("if {one} > {other} then {one} - {other} else 0")),
        3 => entry.typed("EUR", Unit::Amount).computed(format!("max({one}, {other}, 1 000 EUR) when {third} <> 0")),
        4 => {
            let name = format!("average_{}", lets.len() + 1);
            lets.push((name.clone(), format!("({one}+{other}) / 2")));
            entry.typed("ratio(4)", Unit::Share).computed(format!("{third} / {name}"))
        }
        _ => entry.typed("EUR", Unit::Amount).computed(format!("abs({one} else {other} else 0)")),
    }
}
