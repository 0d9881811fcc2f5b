//! Layouts, grids like them, and formulas for whole tables.

use crate::support::{HEADER, compiles, evaluate, rejects, rejects_saying, warns};
use positum_grammar::format_text::format_text;
use positum_plan::plan::{Plan, Shape};
use positum_runtime::evaluate::EvaluationOptions;

const LAYOUT: &str = "layout budget \"Budget\" : EUR, blank = 0 {\ncolumns {\nheading \"Amounts\" {\n010 \"Plan\"\n020 \"Actual\"\n}\n}\nrows {\n1. \"Revenue\"\nheading \"Expenses\" {\n2. \"Expenses\" = 2.1+2.2\n2.1 \"Wages\"\n2.2 \"Other\"\n}\n3. \"Balance\" = 1 - 2\n}\n}\n";

fn with(tables: &str) -> String {
    format!("{HEADER}{LAYOUT}report r \"R\" {{\n{tables}\n}}\n")
}

fn rows(plan: &Plan, table: usize) -> Vec<String> {
    match &plan.tables.iter().nth(table).unwrap().shape {
        Shape::Grid { rows, .. } => rows.entries.iter().map(|entry| entry.code.clone()).collect(),
        Shape::Form { .. } | Shape::List(_) => panic!("a grid"),
    }
}

fn cells(plan: &Plan, given: &[(&str, &str)], wanted: &[(&str, &str)]) {
    let shown = evaluate(plan, "2025-Q1", &EvaluationOptions::default(), given);
    shown.has(wanted);
}

#[test]
fn a_grid_like_a_layout_has_its_rows_columns_headings_type_and_formulas() {
    let plan = compiles(&with("grid a like budget"));
    assert_eq!(rows(&plan, 0), ["1", "2", "2.1", "2.2", "3"]);
    let given = [("a.1:010", "10"), ("a.2.1:010", "3"), ("a.2.2:010", "4"), ("a.2.1:020", "1")];
    cells(&plan, &given, &[("a.2:010", "7 computed"), ("a.3:010", "3 computed"), ("a.3:020", "-1 computed"), ("a.1:020", "0 blank")]);
}

#[test]
fn own_rows_stand_after_their_kin_and_take_the_place_of_equal_codes() {
    let plan = compiles(&with("grid a : EUR like budget {\nrows {\n2.3 \"More\"\n2.1 \"Wages\" x 020\n9 \"Last\"\n}\n}"));
    assert_eq!(rows(&plan, 0), ["1", "2", "2.1", "2.2", "2.3", "3", "9"]);
    let Shape::Grid { rows, cells, .. } = &plan.tables.iter().next().unwrap().shape else { panic!("a grid") };
    let heading = rows.headings.first().unwrap();
    assert_eq!((heading.start, heading.end), (1, 5));
    assert_eq!(cells.iter().map(Option::is_some).collect::<Vec<_>>()[4..6], [true, false]);
}

#[test]
fn a_whole_table_is_computed_from_equal_codes() {
    let plan = compiles(&with(
        "grid a like budget\ngrid b like budget {\nrows {\n2.3 \"More\"\n}\n}\ngrid c : EUR = a + b {\ncolumns {\n010\n020\n}\nrows {\n1\n2\n2.1\n2.2\n2.3\n3\n4 \"Nowhere\"\n}\n}\ngrid d : EUR = a - b - b {\ncolumns {\n010\n020\n}\nrows {\n1\n2\n2.1\n2.2\n2.3\n3\n}\n}",
    ));
    let given = [("a.1:010", "10"), ("b.1:010", "5"), ("a.2.1:020", "1"), ("b.2.1:020", "2"), ("b.2.3:010", "7")];
    let wanted = [
        ("c.1:010", "15 computed"),
        ("c.2.1:020", "3 computed"),
        ("c.2:020", "3 computed"),
        ("c.2.3:010", "7 computed"),
        ("c.4:010", "0 computed"),
        ("d.1:010", "0 computed"),
        ("d.2.3:010", "-14 computed"),
    ];
    cells(&plan, &given, &wanted);
}

#[test]
fn a_renamed_row_counts_as_another() {
    let tables = "grid a like budget\ngrid b : EUR, blank = 0 {\ncolumns {\n010\n020\n}\nrows {\n7\n1\n}\n}\n";
    let plan = compiles(&with(&format!(
        "{tables}grid c : EUR = a + b {{\ncolumns {{\n010\n020\n}}\nrows {{\n1\n2\n2.1\n2.2\n3\n}}\nmap b.7 to 2.2, b.1 to 3\n}}"
    )));
    let given = [("a.1:010", "10"), ("b.1:010", "100"), ("b.7:010", "1000"), ("a.2.2:010", "5")];
    // Row 1 of b counts as row 3, and not as row 1 too.
    cells(&plan, &given, &[("c.1:010", "10 computed"), ("c.2.2:010", "1005 computed"), ("c.3:010", "105 computed")]);
    let plan = compiles(&with(&format!(
        "{tables}grid c : EUR = a + b map b.7 to 2.2  source \"S\" {{\ncolumns {{\n010\n020\n}}\nrows {{\n1\n2\n2.1\n2.2\n3\n}}\n}}"
    )));
    cells(&plan, &given, &[("c.1:010", "110 computed")]);
}

#[test]
fn the_formulas_of_rows_and_of_the_table_must_mean_the_same() {
    // The sum of sums is the sum of the parts; row 3 of the sum is the sum of rows 3.
    let plan = compiles(&with("grid a like budget\ngrid b like budget\ngrid c like budget = a + b"));
    cells(&plan, &[("a.1:010", "10"), ("b.2.1:010", "4")], &[("c.3:010", "6 computed"), ("c.2:010", "4 computed")]);
    let rows = "rows {\n2.2 \"Other\" = 1\n}";
    let said = rejects(&with(&format!("grid a like budget\ngrid b like budget\ngrid c like budget = a + b {{\n{rows}\n}}")), &["P0401"]);
    for part in [
        "cell `2.2:010` is defined twice",
        "row `2.2` says `1`",
        "grid `c` says `a + b`",
        "`overrides table` before the `=` of row `2.2`",
        "`overrides rows` before the `=` of grid `c`",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let by_row = with(&format!(
        "grid a like budget\ngrid b like budget\ngrid c like budget = a + b {{\n{}\n}}",
        "rows {\n2.2 \"Other\" overrides table = 1\n2 \"E\" overrides table = 2.1+2.2\n3 \"B\" overrides table = 1 - 2\n}"
    ));
    cells(&compiles(&by_row), &[("a.1:010", "10"), ("a.2.2:010", "4")], &[("c.2.2:010", "10 computed"), ("c.3:010", "0 computed")]);
    let by_table = with(&format!("grid a like budget\ngrid b like budget\ngrid c like budget overrides rows = a + b {{\n{rows}\n}}"));
    cells(&compiles(&by_table), &[("a.1:010", "10"), ("a.2.2:010", "4")], &[("c.2.2:010", "4 computed")]);
    warns(&with("grid a like budget\ngrid b like budget\ngrid c like budget overrides rows = a + b"), &["P0601"]);
}

#[test]
fn a_sum_of_tables_passes_over_x_cells() {
    let plan = compiles(&with("grid a like budget\ngrid b like budget {\nrows {\n2.2 \"Other\" x 010\n}\n}\ngrid c like budget = a + b"));
    cells(&plan, &[("a.2.2:010", "4"), ("a.2.2:020", "1"), ("b.2.2:020", "2")], &[("c.2.2:010", "4 computed"), ("c.2.2:020", "3 computed")]);
}

#[test]
fn what_gets_lost_is_a_warning() {
    let text = with("grid a like budget\ngrid c : EUR = a {\ncolumns {\n010\n}\nrows {\n1\n2\n3\n}\n}");
    warns(&text, &["P0620", "P0620"]);
}

#[test]
fn mistakes_in_layouts_are_told() {
    rejects_saying(&with("grid a like budge"), "P0203", &["no layout `budge`", "`budget`"]);
    rejects_saying(&with("grid a like budget = b"), "P0203", &["there is no `b` here"]);
    rejects_saying(&with("form f {\n010 : EUR\n}\ngrid a like budget = f"), "P0214", &["`f` is no grid", "`f.010`"]);
    rejects_saying(&with("grid a like budget = 5 EUR"), "P0214", &["names other grids"]);
    rejects_saying(&with("grid a like budget {\nmap b.1 to 2\n}"), "P0214", &["only a formula for a whole table"]);
    rejects_saying(&with("grid a like budget\ngrid b like budget = a map a.5 to 2.2"), "P0204", &["`a` has no row `5`"]);
    rejects_saying(&with("grid a like budget\ngrid b like budget = a map 1 to 2.2"), "P0204", &["no row of a grid in the formula", "`a.1`"]);
    rejects_saying(&with("grid a like budget = a"), "P0404", &["depends on itself"]);
    rejects(&format!("{LAYOUT}{}", with("grid a like budget")), &["P0202"]);
    warns(&with("form f {\n010 : EUR\n}"), &["P0602"]);
    let lets = LAYOUT.replace("rows {", "let d = 1\nrows {");
    rejects_saying(&format!("{HEADER}{lets}report r {{\ngrid a like budget\n}}"), "P0214", &["only rows and columns"]);
}

#[test]
fn layouts_keep_their_shape_when_formatted() {
    let text = "report r {\n  grid a : EUR  like budget  overrides rows = t9 + t10  map t9.4.1 to 4.2, t9.4.3 to 4.4  source \"S\" {\n    rows { 110  overrides columns, table = 120; 120 }\n  }\n}\n";
    assert_eq!(format_text(text).unwrap(), text);
}

#[test]
fn a_lost_row_is_accepted_in_the_grid_that_loses_it() {
    let lossy = |accept: &str| with(&format!("grid a like budget\ngrid c : EUR = a {accept} {{\ncolumns {{\n010\n020\n}}\nrows {{\n1\n2\n3\n}}\n}}"));
    warns(&lossy(""), &["P0620"]);
    warns(&lossy("accept P0620 \"as printed\""), &[]);
}

#[test]
fn a_row_counts_as_one_row_only() {
    let text = with("grid a like budget {\nrows {\n9 \"N\"\n}\n}\ngrid b like budget overrides rows = a map a.9 to 1, a.9 to 2.2");
    rejects_saying(&text, "P0215", &["`a.9` is mapped twice", "keep one of the two"]);
}

#[test]
fn grids_inside_of_conditions_are_grids_of_the_formula() {
    let text = with("form f {\nz : EUR\n}\ngrid a like budget\ngrid b like budget\ngrid c like budget overrides rows = if f.z > 0 EUR then a else b");
    let plan = compiles(&text);
    cells(&plan, &[("f.z", "1"), ("a.1:010", "10"), ("b.1:010", "3")], &[("c.1:010", "10 computed")]);
    cells(&plan, &[("f.z", "0"), ("a.1:010", "10"), ("b.1:010", "3")], &[("c.1:010", "3 computed")]);
}
