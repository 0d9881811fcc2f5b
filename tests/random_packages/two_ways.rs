//! Where a row's and a column's formula meet and the compiler finds that they mean the same, it must not matter which
//! of the two is computed.

use super::dice::Dice;
use positum_compiler::compile::compile;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::submission::{Address, Given, Origin, Submission, SubmittedCell};

const COLUMNS: [&str; 4] = ["020", "030", "040", "050"];
const ROWS: [&str; 3] = ["110", "120", "130"];

/// A formula over codes that stand in this order. No code is added and taken off again: such a one falls out of the sum that
/// the compiler compares, and where it is missing one of the two formulas has no value.
fn formula(dice: &mut Dice, codes: &[&str]) -> String {
    let is_signed = codes.len() == 3 || codes == COLUMNS;
    let (first, last) = (codes[0], codes[codes.len() - 1]);
    let mut some = codes.to_vec();
    dice.shuffle(&mut some);
    some.truncate(dice.between(1, codes.len()));
    match dice.below(8) {
        0..=1 => format!("{first}+...+{last}"),
        2 => format!("sum({first}..{last})"),
        3 => format!("{} x 2", some[0]),
        4 => format!("({}) / 2", some.join(" + ")),
        5 if is_signed => format!("{first} - ({})", codes[1..].join(" - ")),
        6 => format!("max({})", codes.join(", ")),
        _ => {
            let terms = some.iter().map(|code| format!("{} {code}", if !is_signed || dice.chance(70) { "+" } else { "-" }));
            format!("0 {}", terms.collect::<Vec<_>>().join(" "))
        }
    }
}

/// Gives a grid whose formulas meet; `{columns}` stands in each column with a formula where `overrides` may stand.
fn grid(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let of_table = dice.pick(&["EUR, blank = 0", "EUR, blank = 0", "EUR", "EUR, optional", "EUR(2), blank = 0"]);
    let mut text = format!("package p \"P\" {{\nlanguage en\nprecision EUR 0\n}}\nreport r \"R\" {{\ngrid g : {of_table} {{\ncolumns {{\n");
    let mut columns = COLUMNS.to_vec();
    text += &format!("010 \"C\" {{columns}} = {}\n", formula(&mut dice, &COLUMNS));
    text += &COLUMNS.iter().map(|code| format!("{code} \"C\"\n")).collect::<String>();
    if dice.chance(40) {
        columns.insert(0, "010");
        text += &format!("060 \"C\" {{columns}} = {}\n", formula(&mut dice, &columns));
    }
    text += "}\nrows {\n";
    let mut rows = ROWS.to_vec();
    for row in ROWS {
        let marks: Vec<&str> = COLUMNS.iter().filter(|_| dice.chance(15)).copied().collect();
        let words = if marks.is_empty() { String::new() } else { format!(" x {}", marks.join(", ")) };
        text += &format!("{row} \"R\"{words}\n");
    }
    let code = ["200", "210"];
    for code in &code[..dice.between(1, 2)] {
        let marks: Vec<&str> = COLUMNS.iter().filter(|_| dice.chance(8)).copied().collect();
        let words = if marks.is_empty() { String::new() } else { format!(" x {}", marks.join(", ")) };
        text += &format!("{code} \"R\"{words} = {}\n", formula(&mut dice, &rows));
        rows.push(code);
    }
    text + "}\n}\n}\n"
}

fn submission(dice: &mut Dice) -> Submission {
    let mut cells = Vec::new();
    for row in ROWS {
        for column in COLUMNS {
            if dice.chance(88) {
                let address = Address { report: "r".to_owned(), table: "g".to_owned(), row: row.to_owned(), column: column.to_owned() };
                let value = dice.pick(&["0", "1", "2", "3", "-5", "7.5", "0.25", "?"]);
                cells.push(SubmittedCell { address, given: Given::Text(value.to_owned()), origin: Origin::in_text("case".into(), 1, 0) });
            }
        }
    }
    Submission { entity: "A".to_owned(), period: "2025-Q1".parse().expect("a period"), cells }
}

#[test]
fn formulas_that_mean_the_same_give_the_same() {
    let mut compiled = 0;
    for seed in super::setting("POSITUM_SEED", 0)..super::setting("POSITUM_SEED", 0) + super::setting("POSITUM_CASES", 10_000) / 20 {
        let text = grid(seed);
        let Some(by_rows) = compile(&[&text.replace("{columns} ", "")]).plan else { continue };
        let Some(by_columns) = compile(&[&text.replace("{columns}", "overrides rows")]).plan else { continue };
        compiled += 1;
        let mut dice = Dice::new(seed);
        for _ in 0..10 {
            let submission = submission(&mut dice);
            let shown = |plan: &Plan| {
                let evaluated = Evaluator::new(plan, &EvaluationOptions::default()).expect("no options").evaluate(&submission);
                evaluated.cells.iter().map(|cell| format!("{:?} {:?}", cell.state, cell.value)).collect::<Vec<_>>()
            };
            let given: Vec<String> =
                submission.cells.iter().map(|cell| format!("{}:{} {:?}", cell.address.row, cell.address.column, cell.given)).collect();
            let (by_rows, by_columns) = (shown(&by_rows), shown(&by_columns));
            let others: Vec<_> = by_rows.iter().zip(&by_columns).filter(|(by_row, by_column)| by_row != by_column).collect();
            assert!(others.is_empty(), "seed {seed}\n{text}\n{given:#?}\n{others:#?}");
        }
    }
    assert!(compiled > 50, "only {compiled} grids compile");
    println!("{compiled} grids");
}
