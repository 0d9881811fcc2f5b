//! Checks that hold for each row or column of a grid.

use crate::support::{compiles, evaluate, rejects, rejects_saying, report};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::EvaluationOptions;

fn grid_with(check: &str) -> String {
    report(&format!("grid g : EUR, blank = 0 {{\ncolumns {{\n010\n020\n030\n}}\nrows {{\n110\n120 x 020\n130 x 010..030\n}}\n{check}\n}}"))
}

fn checks(plan: &Plan, given: &[(&str, &str)]) -> Vec<String> {
    evaluate(plan, "2025-Q1", &EvaluationOptions::default(), given).checks
}

#[test]
fn a_check_of_rows_speaks_of_columns_and_leaves_out_what_is_all_x() {
    let plan = compiles(&grid_with("check c \"{010} and {030}\" { for each row  require 010 >= 030 }"));
    assert_eq!(checks(&plan, &[("g.110:010", "5"), ("g.120:030", "7")]), ["c 110 pass", "c 120 fail"]);
}

#[test]
fn a_check_of_columns_speaks_of_rows() {
    let plan = compiles(&grid_with("check c { for each column 010, 030\n require 110 >= 120 \n when 110 > 0 }"));
    assert_eq!(checks(&plan, &[("g.110:010", "5"), ("g.120:010", "7")]), ["c 010 fail", "c 030 not_applicable"]);
}

#[test]
fn sums_pass_over_x_and_the_rows_may_be_named() {
    let plan = compiles(&grid_with("check c { for each row 110..120  require 010+020+030 <= 10 EUR  severity warning }"));
    assert_eq!(checks(&plan, &[("g.110:020", "11"), ("g.120:030", "10")]), ["c 110 fail", "c 120 pass"]);
}

#[test]
fn a_row_in_which_only_some_cells_apply_is_an_error_that_offers_the_others() {
    let text = grid_with("check c { for each row  require 010 >= 020 }");
    let said = rejects(&text, &["P0402", "P0402"]);
    for part in ["cell `120:020` does not apply", "for each row 110"] {
        assert!(said.contains(part), "{said}");
    }
    rejects_saying(&grid_with("check c { for each row 130  require 010 >= 020 }"), "P0403", &["every cell that this check names is marked x"]);
    rejects_saying(&grid_with("check c { for each row 140  require 010 >= 020 }"), "P0204", &["`g` has no row `140`"]);
    rejects_saying(&grid_with("check c { for each row  require 110 >= 010 }"), "P0212", &["`110` is a row of `g`"]);
}

#[test]
fn only_a_grid_has_rows_and_columns_to_check() {
    rejects_saying(&report("form f {\na : EUR\ncheck c { for each row require a > 0 }\n}"), "P0214", &["only a check in a grid"]);
    rejects_saying(&report("list f {\na : EUR\ncheck c { for each row require a > 0 }\n}"), "P0214", &["holds for each line"]);
    rejects_saying(&grid_with("check c { for each row for each column require 010 > 0 }"), "P0215", &["`for`"]);
    rejects_saying(&grid_with("check c { for row require 010 > 0 }"), "P0101", &["`each`"]);
}
