//! One cell, two formulas: where row and column agree, where they do not, and what `overrides` settles.

use super::support::{compiles, evaluates, grid, rejects, rejects_saying, report, warns};
use positum_plan::plan::{Origin, Place};

const INPUTS: &str = "a : EUR\nb : EUR\nc : EUR\no : EUR, optional\nz : EUR, blank = 0\ncents : EUR(2)";

/// A grid with one cell, for which a row's and a column's formula speak over the cells of a form.
fn meeting(entries: &str, row: &str, column: &str) -> String {
    report(&format!("form f {{\n{INPUTS}\n{entries}\n}}\ngrid g : EUR {{\ncolumns {{\n910 = {column}\n}}\nrows {{\n920 = {row}\n}}\n}}"))
}

fn agree(entries: &str, pairs: &[(&str, &str)]) {
    for (row, column) in pairs {
        compiles(&meeting(entries, row, column));
        compiles(&meeting(entries, column, row));
    }
}

fn differ(entries: &str, pairs: &[(&str, &str)]) {
    for (row, column) in pairs {
        rejects(&meeting(entries, row, column), &["P0401"]);
        rejects(&meeting(entries, column, row), &["P0401"]);
    }
}

#[test]
fn totals_of_rows_and_of_columns_agree_in_their_corner() {
    let text = grid("010 = 020+030\n020\n030", "1\n2\n3 = 1+2");
    let submission = [("g.1:020", "1"), ("g.1:030", "2"), ("g.2:020", "4"), ("g.2:030", "8")];
    let expected = [("g.1:010", "3 computed"), ("g.3:020", "5 computed"), ("g.3:030", "10 computed"), ("g.3:010", "15 computed")];
    evaluates(&text, &submission, &expected);
}

#[test]
fn where_they_agree_the_rows_formula_is_the_cells() {
    let plan = compiles(&grid("010 = 020+030\n020\n030", "1\n2\n3 = 1+2"));
    let corner = plan.cells.iter().find(|cell| cell.place == Place::Grid(2, 0)).unwrap();
    assert!(matches!(&corner.origin, Origin::Formula { text, .. } if text == "1+2"));
}

#[test]
fn where_they_differ_the_error_shows_both_texts_and_what_to_write() {
    let text = grid("010 = 020+030\n020\n030", "1\n2\n3 = max(1, 2)");
    rejects_saying(&text, "P0401", &["max(1, 2)", "020+030", "`3:010`", "overrides columns", "overrides rows"]);
}

#[test]
fn the_order_of_addends_and_brackets_do_not_matter() {
    agree("", &[("a + b + c", "c + a + b"), ("a - b", "-b + a"), ("a - (b - c)", "a + c - b"), ("-(a - b)", "b - a"), ("a - -b", "b + a")]);
    differ("", &[("a + b", "a - b"), ("a + b", "a + c"), ("a", "a + b"), ("a + a", "a")]);
}

#[test]
fn differences_of_totals_agree() {
    compiles(&grid("010 = 020-030\n020\n030", "1\n2\n3 = 1-2"));
    compiles(&grid("010 = 020+030\n020\n030", "1\n2\n3 = -1-2"));
    compiles(&grid("010 = 020-030\n020\n030", "1\n2\n3 = 1-2\n4 = 3+1\n5 = 4-(3+2)"));
}

#[test]
fn whole_coefficients_are_opened() {
    agree(
        "",
        &[
            ("2 x a + a", "3 * a"),
            ("a + a", "a * 2"),
            ("2 x (a - b)", "2 x a - b - b"),
            ("2 x 3 x a", "6 x a"),
            ("-2 x a", "-(a + a)"),
            ("0 x a + b", "b"),
        ],
    );
    compiles(&grid("010 = 2 x 020 - 3 x 030\n020\n030", "100\n200\n300 = 5 x 100 + 200"));
    differ("", &[("2 x a", "3 x a"), ("2 x a", "a"), ("0.5 x a", "a / 2"), ("2.5 x a", "2 x a")]);
}

#[test]
fn what_is_no_sum_agrees_by_its_structure() {
    agree("", &[("max(a, b)", "max(a, b)"), ("a + abs(b)", "abs(b) + a"), ("2 x max(a, b)", "max(a, b) + max(a, b)"), ("a / 2.5", "a / 2.5")]);
    agree("", &[("if a > b then a else c", "if a > b then a else c"), ("round(a, 0)", "round(a, 0)"), ("a when b > 0", "a when b > 0")]);
    differ("", &[("max(a, b)", "min(a, b)"), ("max(a, b)", "max(a, c)"), ("round(a, 0)", "round(a, 1)"), ("a / 2.5", "a / 2.6"), ("abs(a)", "a")]);
    differ("", &[("if a > b then a else c", "if a >= b then a else c"), ("a when b > 0", "a"), ("a else b", "a")]);
}

#[test]
fn computed_cells_are_opened_over_any_number_of_steps() {
    let entries = "t : EUR = a + b\nu : EUR = t - c\nv : EUR = u + t";
    agree(entries, &[("t + c", "a + b + c"), ("v", "2 x a + 2 x b - c"), ("v - u", "t"), ("v - u - b", "a")]);
    differ(entries, &[("t", "a"), ("v", "2 x a + b - c")]);
}

#[test]
fn a_cell_that_may_round_is_not_opened() {
    let entries = "whole : EUR = cents + cents\nexact : EUR(2) = cents + cents\nhalf : EUR = a / 2\nback : EUR(4) = exact";
    agree(entries, &[("exact", "2 x cents"), ("whole", "whole"), ("whole + a", "a + whole"), ("half + half", "2 x half"), ("back", "cents + cents")]);
    differ(entries, &[("whole", "2 x cents"), ("half", "a / 2"), ("half + half", "a")]);
}

#[test]
fn totals_of_whole_euro_and_of_cents_do_not_agree_in_their_corner() {
    let text = |parts: &str, total: &str| {
        report(&format!("grid g {{\ncolumns {{\n010 = 020+030\n020\n030\n}}\nrows {{\n1 : {parts}\n2 : {parts}\n3 : {total} = 1+2\n}}\n}}"))
    };
    rejects(&text("EUR(2)", "EUR(0)"), &["P0401"]);
    compiles(&text("EUR(0)", "EUR(2)"));
    compiles(&text("EUR(2)", "EUR(2)"));
    let settled = text("EUR(2)", "EUR(0)").replace("= 1+2", "overrides columns = 1+2");
    let submission = [("g.1:020", "0.30"), ("g.1:030", "0.30"), ("g.2:020", "0.10"), ("g.2:030", "0.10")];
    evaluates(&settled, &submission, &[("g.3:020", "0 computed"), ("g.3:030", "0 computed"), ("g.3:010", "1 computed")]);
    let settled = text("EUR(2)", "EUR(0)").replace("= 020", "overrides rows = 020");
    evaluates(&settled, &submission, &[("g.3:010", "0 computed")]);
}

#[test]
fn an_intermediate_is_always_opened() {
    agree("let d = a / 3", &[("d + d", "a / 3 + a / 3"), ("2 x d", "a / 3 + d")]);
    agree("let d = a / 3\nlet e = cents + d", &[("e - d", "cents"), ("e + e - d", "2 x cents + a / 3")]);
}

#[test]
fn a_chain_and_a_range_agree_where_no_shared_addend_can_be_passed_over() {
    agree("", &[("a + b", "sum(a, b)"), ("a + z", "sum(a, z)"), ("a + b + c", "sum(a, b + c)")]);
    agree("t : EUR = a + b", &[("t + c", "sum(a, b, c)"), ("t + c", "sum(t, c)")]);
}

#[test]
fn a_chain_and_a_range_differ_where_a_shared_addend_is_optional() {
    differ("", &[("a + o", "sum(a, o)"), ("o", "sum(o)"), ("a + o", "o + sum(a, o) - o")]);
    agree("", &[("a + o", "o + a"), ("sum(a, o)", "sum(o, a)"), ("a + o", "sum(a, 2 x o) - o")]);
}

#[test]
fn a_chain_and_a_range_differ_where_a_shared_addend_has_a_when() {
    let entries = "w : EUR = a when b > 0\nsame : EUR = w";
    differ(entries, &[("a + w", "sum(a, w)"), ("a + same", "sum(a, same)"), ("a + (a when b > 0)", "sum(a, a when b > 0)")]);
    agree(entries, &[("a + w", "w + a"), ("sum(a, w)", "sum(w, a)")]);
}

#[test]
fn ranges_of_rows_and_of_columns_agree_over_optional_cells() {
    let text = grid("010 = 020+...+030\n020\n030", "1\n2\n3 = 1+...+2").replace("blank = 0", "optional");
    evaluates(
        &text,
        &[("g.1:020", "5")],
        &[("g.1:010", "5 computed"), ("g.2:010", "0 computed"), ("g.3:030", "0 computed"), ("g.3:010", "5 computed")],
    );
    compiles(&grid("010 = 020+030\n020\n030", "1\n2\n3 = 1+2").replace("blank = 0", "optional"));
}

#[test]
fn a_chain_of_rows_and_a_range_of_columns_agree_unless_cells_are_optional() {
    let text = grid("010 = 020+...+030\n020\n030", "1\n2\n3 = 1+2");
    compiles(&text);
    compiles(&text.replace(", blank = 0", ""));
    rejects(&text.replace("blank = 0", "optional"), &["P0401"]);
    rejects(&text.replace("blank = 0", "optional").replace("020+...+030", "020+030").replace("= 1+2", "= 1+...+2"), &["P0401"]);
}

#[test]
fn addends_that_one_side_lacks_are_x() {
    let text = grid("010 = 020+...+040\n020\n030\n040", "1 x 030\n2 x 020..030\n3 x 030 = 1+2");
    let submission = [("g.1:020", "1"), ("g.1:040", "2"), ("g.2:040", "4")];
    evaluates(&text, &submission, &[("g.3:010", "7 computed"), ("g.3:020", "1 computed"), ("g.3:030", "x")]);
    let text = grid("010 = 020+...+040\n020\n030\n040", "1 x 040\n2\n3 x 040 = 1+2");
    rejects(&text, &["P0401"]);
}

#[test]
fn what_is_under_an_error_is_not_called_different_as_well() {
    rejects(&grid("010 = 020+030\n020\n030", "1 x 030\n2 x 030\n3 = 1+2"), &["P0403"]);
    rejects(&grid("010 = 020+030\n020\n030", "1\n2\n3 = 1+5"), &["P0204"]);
    rejects(&grid("010 = 020+030\n020\n030", "1\n2 = 1 + 7\n3 = 1+2\n4 = 3+1"), &["P0204"]);
}

#[test]
fn a_row_that_overrides_columns_is_computed_by_its_own_formula() {
    let text = grid("010 = 020+030\n020\n030", "1\n2\n3 overrides columns = max(1, 2)");
    let submission = [("g.1:020", "1"), ("g.1:030", "8"), ("g.2:020", "4"), ("g.2:030", "2")];
    evaluates(&text, &submission, &[("g.3:020", "4 computed"), ("g.3:030", "8 computed"), ("g.3:010", "9 computed")]);
}

#[test]
fn a_column_that_overrides_rows_is_computed_by_its_own_formula() {
    let text = grid("010 overrides rows = 020+030\n020\n030", "1\n2\n3 = max(1, 2)");
    let submission = [("g.1:020", "1"), ("g.1:030", "8"), ("g.2:020", "4"), ("g.2:030", "2")];
    evaluates(&text, &submission, &[("g.3:020", "4 computed"), ("g.3:030", "8 computed"), ("g.3:010", "12 computed")]);
}

#[test]
fn an_override_that_settles_nothing_is_a_warning() {
    warns(&grid("010\n020", "1\n2 overrides columns = 1"), &["P0601"]);
    warns(&grid("010 = 020+030\n020\n030", "1\n2\n3 overrides columns = 1+2"), &["P0601"]);
    warns(&grid("010 overrides rows = 020+030\n020\n030", "1\n2\n3 = 1+2"), &["P0601"]);
    warns(&grid("010 = 020\n020", "1 overrides columns\n2"), &["P0601"]);
    warns(&grid("010 = 020\n020", "1 overrides columns accept P0601 \"for later\"\n2"), &[]);
    warns(&grid("010 = 020+030\n020\n030", "1\n2\n3 overrides columns = max(1, 2)"), &[]);
}

#[test]
fn only_one_of_two_overrides_settles_a_cell() {
    warns(&grid("010 overrides rows = 020+030\n020\n030", "1\n2\n3 overrides columns = max(1, 2)"), &["P0601"]);
}

#[test]
fn only_rows_and_columns_of_a_grid_override_each_other() {
    rejects(&grid("010\n020 overrides columns = 010", "1"), &["P0214"]);
    rejects(&grid("010\n020", "1\n2 overrides rows = 1"), &["P0214"]);
    rejects(&report("form f {\n010 : EUR\n020 : EUR overrides columns = 010\n}"), &["P0214"]);
    rejects(&report("list l {\n010 : EUR\n020 : EUR overrides rows = 010\n}"), &["P0214"]);
}

#[test]
fn two_types_for_a_cell_are_an_error_until_one_overrides() {
    let text =
        |row: &str, column: &str| report(&format!("grid g {{\ncolumns {{\n010 : count{column}\n020 : count\n}}\nrows {{\n1\n2 : EUR{row}\n}}\n}}"));
    let said = rejects(&text("", ""), &["P0309"]);
    assert!(said.contains("overrides columns") && said.contains("overrides rows"), "{said}");
    let submission = [("g.1:010", "1"), ("g.1:020", "1"), ("g.2:010", "1"), ("g.2:020", "1")];
    evaluates(&text(" overrides columns", ""), &submission, &[]).finds(&[]);
    rejects(&text("", " overrides rows"), &["P0309"]);
    compiles(&text("", " overrides rows").replace("020 : count", "020 : count overrides rows"));
}

#[test]
fn a_cells_type_is_its_rows_else_its_columns_else_the_tables() {
    let text = report("grid g : EUR(2) {\ncolumns {\n010\n020 : EUR(1)\n}\nrows {\n1\n2 : EUR(0) overrides columns\n}\n}");
    let submission = [("g.1:010", "1"), ("g.1:020", "2"), ("g.2:010", "3"), ("g.2:020", "4")];
    evaluates(&text, &submission, &[("g.1:010", "1.00 given"), ("g.1:020", "2.0 given"), ("g.2:010", "3 given"), ("g.2:020", "4 given")]);
}

#[test]
fn an_override_settles_a_cell_of_which_the_other_side_has_only_x() {
    let text = grid("010 = 020\n020", "1\n2\n3 x 020 overrides columns = 1-2");
    evaluates(&text, &[("g.1:020", "5"), ("g.2:020", "3")], &[("g.3:010", "2 computed"), ("g.3:020", "x")]);
    rejects(&text.replace(" overrides columns", ""), &["P0403"]);
    rejects(&text.replace(" overrides columns", "").replace("010 = 020", "010 overrides rows = 020"), &["P0403"]);
}

#[test]
fn a_running_sum_meets_column_formulas_like_any_formula() {
    let text = grid("010 = 020+...+040\n020\n030\n040", "1\n2 x 010 = running sum of 1 over 020..040");
    let submission = [("g.1:020", "1"), ("g.1:030", "2"), ("g.1:040", "4")];
    evaluates(&text, &submission, &[("g.2:020", "1 computed"), ("g.2:030", "3 computed"), ("g.2:040", "7 computed")]);
    rejects(&grid("010\n020 = 010", "1\n2 = running sum of 1 over 010..020"), &["P0401"]);
    compiles(&grid("010 = 020+...+030\n020\n030", "1\n2 = running sum of 1 over 020..030"));
}

#[test]
fn a_running_sum_says_something_of_every_cell_of_its_row() {
    rejects_saying(&grid("010\n020\n030", "1\n2 = running sum of 1 over 020..030"), "P0405", &["row `2`", "column `010`", "x 010"]);
    compiles(&grid("010\n020\n030", "1\n2 x 010 = running sum of 1 over 020..030"));
    rejects(&grid("010\n020", "1\n2 = 1 + running sum of 1 over 010..020"), &["P0214"]);
    rejects(&report("form f {\n010 : EUR\n020 : EUR = running sum of 010 over 010..010\n}"), &["P0214"]);
}
