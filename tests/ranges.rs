//! Ranges of codes: sums with dots, `..` elsewhere, dotted codes, totals among their parts.

use super::support::{evaluates, form, grid, list, rejects, rejects_saying, report, warns};

const INPUTS: &str = "010 : EUR\n030 : EUR\n020 : EUR\n040 : EUR\n";
const GIVEN: [(&str, &str); 4] = [("f.010", "1"), ("f.030", "10"), ("f.020", "100"), ("f.040", "1000")];

fn computed(formula: &str) -> String {
    evaluates(&form(&format!("{INPUTS}900 : EUR = {formula}")), &GIVEN, &[]).cells["f.900"].clone()
}

#[test]
fn dots_add_up_the_codes_in_declared_order() {
    assert_eq!(computed("010+...+040"), "1111 computed");
    assert_eq!(computed("010+…+040"), "1111 computed");
    assert_eq!(computed("010 + ... + 020"), "111 computed");
    assert_eq!(computed("030+...+020"), "110 computed");
    assert_eq!(computed("020+...+020"), "100 computed");
}

#[test]
fn the_codes_before_the_dots_are_the_ranges_own_first_ones() {
    assert_eq!(computed("010+030+...+040"), "1111 computed");
    assert_eq!(computed("010+030+020+...+040"), "1111 computed");
    rejects_saying(&form(&format!("{INPUTS}900 : EUR = 010+020+...+040")), "P0213", &["`030`"]);
    rejects(&form(&format!("{INPUTS}900 : EUR = 040+010+...+020")), &["P0213"]);
    rejects(&form(&format!("{INPUTS}900 : EUR = 010+030+020+...+030")), &["P0213"]);
}

#[test]
fn other_terms_may_stand_around_a_range() {
    assert_eq!(computed("5 EUR + 010+...+020 - 040"), "-884 computed");
    assert_eq!(computed("010+...+020 + 040 + 040"), "2111 computed");
    assert_eq!(computed("040 - (010+...+020)"), "889 computed");
    assert_eq!(computed("2 x (010+...+020) + 040"), "1222 computed");
    assert_eq!(computed("-010 + 030+...+040"), "1109 computed");
    assert_eq!(computed("010+...+030 + 020+...+040"), "1111 computed");
}

#[test]
fn dots_stand_between_two_added_codes() {
    let alone =
        ["...+040", "010+...", "010-...-040", "010+...-040", "-020+...+040", "010 x ... x 040", "5 EUR+...+040", "abs(...)", "...", "a+...+040"];
    for wrong in alone {
        rejects(&form(&format!("{INPUTS}a : EUR\n900 : EUR = {wrong}")), &["P0213"]);
    }
}

#[test]
fn a_range_goes_forward_and_to_codes_that_are_there() {
    rejects_saying(&form(&format!("{INPUTS}900 : EUR = 020+...+010")), "P0213", &["`010+...+020`"]);
    rejects(&form(&format!("{INPUTS}900 : EUR = 010+...+050")), &["P0204"]);
    rejects(&form(&format!("{INPUTS}900 : EUR = 005+...+040")), &["P0204"]);
}

#[test]
fn two_dots_are_a_range_elsewhere_and_no_value() {
    assert_eq!(computed("sum(010..020)"), "111 computed");
    assert_eq!(computed("max(010..040)"), "1000 computed");
    assert_eq!(computed("min(030..040, 010)"), "1 computed");
    rejects(&form(&format!("{INPUTS}900 : EUR = 010..020")), &["P0213"]);
    rejects(&form(&format!("{INPUTS}900 : EUR = 010..020 + 040")), &["P0213"]);
    rejects(&form(&format!("{INPUTS}900 : EUR = abs(010..020)")), &["P0213"]);
}

#[test]
fn a_dotted_range_takes_codes_of_the_ends_depth_and_parent() {
    let text = form(
        "1 : EUR\n1.1 : EUR\n1.1.1 : EUR\n1.2 : EUR\n2 : EUR\n2.1 : EUR\n3 : EUR\n4 : EUR = 1.1+...+1.2\n5 : EUR = 1+...+3\n6 : EUR = sum(1.1..1.2)",
    );
    let given = [("f.1", "1"), ("f.1.1", "10"), ("f.1.1.1", "100"), ("f.1.2", "1000"), ("f.2", "10000"), ("f.2.1", "100000"), ("f.3", "1000000")];
    evaluates(&text, &given, &[("f.4", "1010 computed"), ("f.5", "1010001 computed"), ("f.6", "1010 computed")]);
}

#[test]
fn a_range_in_a_list_is_of_columns_and_in_a_grid_of_its_side() {
    evaluates(&list("1 : EUR\n2 : EUR\n3 : EUR = 1+...+2"), &[("l.1:1", "4"), ("l.1:2", "5")], &[("l.1:3", "9 computed")]);
    let text = grid("1 = 2+...+3\n2\n3", "6\n7\n8 = 6+...+7");
    let expected = [("g.6:1", "3 computed"), ("g.8:2", "5 computed"), ("g.8:1", "15 computed")];
    evaluates(&text, &[("g.6:2", "1"), ("g.6:3", "2"), ("g.7:2", "4"), ("g.7:3", "8")], &expected);
}

#[test]
fn a_range_that_holds_a_total_and_its_parts_is_a_warning() {
    let text = form("010 : EUR\n020 : EUR\n030 : EUR = 010+020\n040 : EUR = 010+...+030");
    warns(&text, &["P0603"]);
    warns(&text.replace("010+...+030", "010+...+030 accept P0603 \"printed so\""), &[]);
    warns(&text.replace("010+...+030", "010+...+020"), &[]);
    warns(&text.replace("010+...+030", "010 + 020 + 030"), &[]);
    warns(&form("010 : EUR\n020 : EUR\n030 : EUR = 010\n040 : EUR = sum(010..030)"), &["P0603"][..0]);
}

#[test]
fn a_range_is_of_one_unit() {
    rejects(&form("010 : EUR\n020 : USD\n030 : EUR = 010+...+020"), &["P0301"]);
    rejects(&form("010 : EUR\n020 : count\n030 : EUR = 010+...+020"), &["P0301"]);
    rejects(&form("010 : text\n020 : EUR\n030 : EUR = 010+...+020"), &["P0312"]);
}

#[test]
fn in_a_reports_check_a_range_runs_in_its_only_form() {
    let text = report("form f {\n010 : EUR\n020 : EUR\n}\ncheck c { require 010+...+020 = 5 EUR }");
    evaluates(&text, &[("f.010", "2"), ("f.020", "3")], &[]).checks(&["c pass"]);
    rejects(&report("form f {\n010 : EUR\n020 : EUR\n}\nform g {\n030 : EUR\n}\ncheck c { require 010+...+020 = 5 EUR }"), &["P0213"]);
}
