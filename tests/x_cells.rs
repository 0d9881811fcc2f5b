//! x cells: they do not exist, sums pass over them, and nothing else may name them.

use super::support::{compiles, evaluates, form, grid, list, rejects, rejects_saying, report};

#[test]
fn x_cells_do_not_exist() {
    let shown = evaluates(&grid("010\n020 x 2\n030", "1 x 010, 030\n2"), &[], &[("g.1:010", "x"), ("g.1:030", "x"), ("g.2:020", "x")]);
    assert_eq!(shown.cells.keys().collect::<Vec<_>>(), ["g.1:020", "g.2:010", "g.2:030"]);
}

#[test]
fn marks_are_codes_and_ranges_of_the_other_side() {
    let shown = evaluates(&grid("010\n020\n030\n040 x 1..2", "1 x 010..020\n2 x 030, 010\n3"), &[], &[]);
    assert_eq!(shown.cells.keys().collect::<Vec<_>>(), ["g.1:030", "g.2:020", "g.3:010", "g.3:020", "g.3:030", "g.3:040"]);
    rejects(&grid("010\n020", "1 x 020..010"), &["P0213"]);
    rejects(&grid("010\n020", "1 x 030"), &["P0204"]);
    rejects(&grid("010\n020", "1 x 1"), &["P0204"]);
}

#[test]
fn only_rows_and_columns_of_a_grid_have_marks() {
    rejects(&form("010 : EUR x 010"), &["P0214"]);
    rejects(&list("010 : EUR x 010"), &["P0214"]);
}

#[test]
fn a_value_for_an_x_cell_is_a_finding_and_nothing_given_is_none() {
    let text = grid("010\n020", "1 x 020");
    evaluates(&text, &[("g.1:010", "1"), ("g.1:020", "0")], &[]).finds(&["g.1:020 value_in_x_cell"]);
    evaluates(&text, &[("g.1:010", "1"), ("g.1:020", "")], &[]).finds(&[]);
}

#[test]
fn a_formula_passes_over_x_addends() {
    let text = grid("010\n020\n030", "1 x 010\n2 x 020\n3\n4 = 1+2+3\n5 = 1-2\n6 = 3-(1-2)\n7 = 2.0 x (1+2) + 3\n8 = -1 + 3");
    let submission =
        [("g.1:020", "1"), ("g.1:030", "2"), ("g.2:010", "4"), ("g.2:030", "8"), ("g.3:010", "16"), ("g.3:020", "32"), ("g.3:030", "64")];
    let expected = [
        ("g.4:010", "20 computed"),
        ("g.4:020", "33 computed"),
        ("g.4:030", "74 computed"),
        ("g.5:010", "-4 computed"),
        ("g.5:020", "1 computed"),
        ("g.5:030", "-6 computed"),
        ("g.6:010", "20 computed"),
        ("g.6:020", "31 computed"),
        ("g.7:010", "24 computed"),
        ("g.7:020", "34 computed"),
        ("g.8:010", "16 computed"),
        ("g.8:020", "31 computed"),
    ];
    evaluates(&text, &submission, &expected);
}

#[test]
fn ranges_and_functions_of_several_pass_over_x_cells() {
    let text = grid("010\n020", "1 x 010\n2\n3 = 1+...+2\n4 = sum(1..2)\n5 = max(1..2)\n6 = min(1, 2)");
    let submission = [("g.1:020", "1"), ("g.2:010", "4"), ("g.2:020", "8")];
    let expected =
        [("g.3:010", "4 computed"), ("g.4:010", "4 computed"), ("g.5:010", "4 computed"), ("g.6:010", "4 computed"), ("g.6:020", "1 computed")];
    evaluates(&text, &submission, &expected);
}

#[test]
fn a_cell_whose_operands_are_all_x_must_be_x() {
    for formula in ["1", "1+2", "1-2", "-1", "1+...+2", "sum(1..2)", "max(1, 2)", "abs(1)", "round(1, 0) - 2"] {
        rejects(&grid("010\n020", &format!("1 x 020\n2 x 020\n3 = {formula}")), &["P0403"]);
        compiles(&grid("010\n020", &format!("1 x 020\n2 x 020\n3 x 020 = {formula}")));
    }
    rejects_saying(&grid("010\n020", "1 x 020\n3 = 1"), "P0403", &["row `3`", "column `020`", "x 020"]);
}

#[test]
fn an_x_factor_divisor_or_comparand_is_an_error() {
    for formula in
        ["1 x 2", "2 x 1", "3.5 x 1", "2 x (1 / 2)", "2 / 1 x 2", "2 when 1 > 0", "if 1 > 0 then 2 else 2", "if 2 > 0 then 1 else 2", "max(2, 2 x 1)"]
    {
        let text = report(&format!("grid g : decimal(0) {{\ncolumns {{\n010\n020\n}}\nrows {{\n1 x 020\n2\n3 = {formula}\n}}\n}}"));
        rejects(&text, &["P0402"]);
        compiles(&text.replace("3 =", "3 x 020 ="));
    }
}

#[test]
fn naming_an_x_cell_by_itself_is_an_error_that_points_at_the_mark() {
    let text = |formula: &str| {
        report(&format!("grid g : EUR {{\ncolumns {{\n010\n020\n}}\nrows {{\n1 x 020\n2\n}}\n}}\nform f {{\na : EUR = {formula}\n}}"))
    };
    rejects_saying(&text("g.1:020"), "P0402", &["`g.1:020`", "[020] marked here", "`010`"]);
    rejects(&text("g.2:020 + g.1:020"), &["P0402"]);
    rejects(&text("sum(g.2:020, g.1:020)"), &["P0402"]);
    rejects(&report("grid g : EUR {\ncolumns {\n010\n020\n}\nrows {\n1 x 020\n2\n}\ncheck c { require 1:020 = 0 }\n}"), &["P0402"]);
    rejects(&report("grid g : EUR {\ncolumns {\n010\n020\n}\nrows {\n1 x 020\n2\n}\ncheck c \"{1:020}\" { require 2:020 = 0 }\n}"), &["P0402"]);
}

#[test]
fn a_row_of_another_grid_is_passed_over_where_its_cell_is_x() {
    let text = report(
        "grid a : EUR, blank = 0 {\ncolumns {\n1\n2\n}\nrows {\n10 x 2\n20\n}\n}\ngrid b : EUR {\ncolumns {\n1\n2\n}\nrows {\n30 = a.10 - a.20\n}\n}",
    );
    evaluates(&text, &[("a.10:1", "5"), ("a.20:1", "2"), ("a.20:2", "3")], &[("b.30:1", "3 computed"), ("b.30:2", "-3 computed")]);
    rejects(&text.replace("a.10 - a.20", "a.10"), &["P0403"]);
}

#[test]
fn columns_that_a_total_row_does_not_name_do_not_exist_in_it() {
    let text = list("010 : EUR\n020 : EUR\ntotal { 020 = sum }");
    let submission = [("l.1:010", "1"), ("l.1:020", "2"), ("l.total:010", "1"), ("l.total:020", "2")];
    evaluates(&text, &submission, &[("l.total:010", "x"), ("l.total:020", "2 computed")]).finds(&["l.total:010 value_in_x_cell"]);
    rejects(&list("010 : EUR\n020 : EUR\ntotal { 020 = 010 }"), &["P0204"]);
}

#[test]
fn a_running_sum_passes_over_x_cells() {
    let text = grid("010\n020\n030", "1 x 020\n2 = running sum of 1 over 010..030");
    evaluates(&text, &[("g.1:010", "1"), ("g.1:030", "4")], &[("g.2:010", "1 computed"), ("g.2:020", "1 computed"), ("g.2:030", "5 computed")]);
    rejects(&grid("010\n020\n030", "1 x 010\n2 = running sum of 1 over 010..030"), &["P0403"]);
}
