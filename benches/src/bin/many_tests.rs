//! Writes a package with as many tests as asked for, half of them rows of tables of cases.
//!
//! `many_tests FOLDER TESTS` writes `package.positum` and `tests.positum`. What must come out is computed here, in whole
//! numbers. The same arguments give the same bytes.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Rows and columns of the grid.
const SIDE: u64 = 10;
/// Rows of a table of cases.
const ROWS: u64 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, tests] = arguments.as_slice() else { return Err("write `many_tests FOLDER TESTS`".into()) };
    let (folder, tests) = (Path::new(folder), tests.parse::<u64>()?);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("package.positum"), package()?)?;
    fs::write(folder.join("tests.positum"), written(tests)?)?;
    Ok(())
}

fn package() -> Result<String, std::fmt::Error> {
    let mut text = String::from("package many_tests \"Many tests\" { language en; valid from 2025-01-01; precision EUR 0, percent 2 }\n");
    text.push_str("report r \"R\" {\n  period quarter\n  form f {\n    010 : EUR\n    020 : EUR\n    030 : EUR\n");
    text.push_str("    040 : EUR = 010 + 020 - 030\n    050 : EUR = max(040, 0)\n    060 : percent = 030/(010+020)\n  }\n");
    text.push_str("  check enough \"{f.060}\" { require f.060 >= 10 % }\n  grid g : EUR, blank = 0 {\n    columns {\n");
    for column in 1..=SIDE {
        writeln!(text, "      c{column} \"Column {column}\"")?;
    }
    writeln!(text, "      total \"Total\" = c1 + ... + c{SIDE}\n    }}\n    rows {{")?;
    for row in 1..=SIDE {
        writeln!(text, "      r{row} \"Row {row}\"")?;
    }
    writeln!(text, "      all \"Total\" = r1 + ... + r{SIDE}\n    }}\n  }}")?;
    text.push_str("  list l { name : text, key; amount : EUR; total \"Total\" { amount = sum } }\n}\n");
    Ok(text)
}

fn written(tests: u64) -> Result<String, std::fmt::Error> {
    let in_tables = tests / 2;
    let mut text = String::new();
    for number in 1..=tests.saturating_sub(in_tables) {
        let (one, two, row) = (number * 7 % 10_000, number * 13 % 10_000, number % SIDE + 1);
        writeln!(text, "test \"test {number}\" for r period 2025-Q1 {{\n  given 010 = {one}, 020 = {two}, 030 = 500, g.r{row}:c1 = {one}")?;
        writeln!(text, "  line l name = \"A\", amount = {one}\n  line l name = \"B\", amount = {two}")?;
        let left = i128::from(one + two) - 500;
        writeln!(text, "  expect 040 = {left}, 050 = {}, g.all:total = {one}, l.total:amount = {}\n}}", left.max(0), one + two)?;
    }
    for first in (1..=in_tables).step_by(usize::try_from(ROWS).unwrap_or(1)) {
        writeln!(text, "test \"table {first}\" for r period 2025-Q1 {{\n  given 020 = 1 000\n  cases {{\n    given 010, 030 | expect 040, enough")?;
        for number in first..=in_tables.min(first + ROWS - 1) {
            // A tenth of 010 + 020 is enough, and what rounds to 10.00 % too.
            let (one, is_enough) = (number * 10, number.is_multiple_of(2));
            let three = if is_enough { one + 1_000 } else { 0 };
            let outcome = if is_enough { "passes" } else { "fails" };
            writeln!(text, "    \"row {number}\" : {one}, {three} | {}, {outcome}", one + 1_000 - three)?;
        }
        text.push_str("  }\n}\n");
    }
    Ok(text)
}
