//! Packages that nearly hold a claim, and do not: nothing may be said of their checks.

use super::{searched_claims, tried_out_claims};
use crate::support::{HEADER, form, report, with_checks};

fn nothing_is_claimed(text: &str) {
    assert_eq!(searched_claims(text), Vec::<String>::new(), "{text}");
}

/// Nothing is claimed, and trying out these values shows why.
fn these_refute(text: &str, values: &[&str]) {
    assert_eq!(tried_out_claims(text, values), Vec::<String>::new(), "{text}");
    nothing_is_claimed(text);
}

#[test]
fn a_tolerance_lets_two_checks_hold_together() {
    let text =
        with_checks("010 : EUR\n020 : EUR", "check a { require 010 = 020 tolerance 1 EUR }\ncheck b { require 010 = 020 + 2 EUR tolerance 1 EUR }");
    these_refute(&text, &["0", "1", "2", "3", "4"]);
}

#[test]
fn a_tolerance_keeps_an_equality_from_implying_another() {
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 010 = 020 tolerance 1 EUR }\ncheck b { require 010 <= 020 }");
    these_refute(&text, &["0", "1", "2"]);
}

#[test]
fn rounding_lets_a_limit_fail_that_the_exact_value_keeps() {
    // 1.004 is shown as 1.00: two such are 2.01 together, rounded once, and not twice 1.00.
    let text = with_checks(
        "010 : EUR\n020 : EUR\n030 : EUR(0) = 010 / 3\n040 : EUR(0) = 020 / 3\n050 : EUR(0) = (010 + 020) / 3",
        "check a { require 050 = 030 + 040 }",
    );
    these_refute(&text, &["0", "1", "2"]);
}

#[test]
fn rounding_lets_a_percent_reach_the_limit() {
    // 1999/20000 is 9.995 %, which shows as 10.00 %: b fails where a passes.
    let text = with_checks(
        "010 : EUR\n020 : EUR\n030 : percent = 010 / 020",
        "check a { require 030 >= 10 % when 020 > 0 }\ncheck b { require 010 * 10 >= 020 when 020 > 0 }",
    );
    let claimed = searched_claims(&text);
    assert!(!claimed.iter().any(|claim| claim.starts_with("same") || claim.starts_with("implied b")), "{claimed:?}");
}

#[test]
fn what_is_blank_frees_the_stronger_check() {
    // a is not evaluated without 020, while b fails.
    let text = with_checks("010 : EUR\n020 : EUR, optional", "check a { require 010 >= 5 EUR when 020 > 0 }\ncheck b { require 010 >= 1 EUR }");
    these_refute(&text, &["0", "1", "5"]);
}

#[test]
fn a_missing_cell_frees_the_stronger_check() {
    // Without 020, which is required, a is not evaluated, and b fails all the same.
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 020 >= 5 EUR and 010 >= 5 EUR }\ncheck b { require 010 >= 1 EUR }");
    nothing_is_claimed(&text);
}

#[test]
fn exclusive_conditions_are_no_contradiction() {
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 010 >= 5 EUR when 020 > 0 }\ncheck b { require 010 < 5 EUR when 020 <= 0 }");
    these_refute(&text, &["0", "1", "5"]);
}

#[test]
fn a_condition_frees_the_stronger_check() {
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 010 >= 5 EUR when 020 > 0 }\ncheck b { require 010 >= 1 EUR }");
    these_refute(&text, &["0", "1", "5"]);
}

#[test]
fn amounts_can_be_negative() {
    let text = with_checks("010 : EUR\n020 : EUR\n030 : EUR = 010 + 020", "check a { require 030 >= 010 }");
    these_refute(&text, &["-1", "0", "1"]);
}

#[test]
fn counts_can_be_negative_as_well() {
    let text = with_checks("010 : count", "check a { require 010 >= 0 }");
    these_refute(&text, &["-1", "0", "1"]);
}

#[test]
fn a_list_without_lines_keeps_its_sum_at_zero() {
    let text =
        report("list l {\n010 : EUR\ncheck a { require 010 >= 5 EUR }\n}\nform f {\n020 : EUR = sum(l.010)\n}\ncheck b { require f.020 >= 5 EUR }");
    nothing_is_claimed(&text);
}

#[test]
fn one_line_can_pass_where_another_fails() {
    let text = report("list l {\n010 : EUR\ncheck a { require 010 >= 5 EUR }\ncheck b { require 010 >= 5 EUR or 010 < 0 }\n}");
    // b fails only where a fails: that is claimed, and nothing else.
    let claimed = searched_claims(&text);
    assert!(claimed.iter().all(|claim| claim == "implied b a"), "{claimed:?}");
}

#[test]
fn a_sum_of_lines_says_nothing_of_a_line() {
    let text =
        report("list l {\n010 : EUR\ncheck a { require 010 <= 5 EUR }\n}\nform f {\n020 : EUR = sum(l.010)\n}\ncheck b { require f.020 <= 10 EUR }");
    // Three lines of 5 are 15; a line of 6 with one of -6 is 0.
    nothing_is_claimed(&text);
}

#[test]
fn a_warning_does_not_stand_for_an_error() {
    let text = with_checks("010 : EUR", "check a { require 010 >= 5 EUR severity warning }\ncheck b { require 010 >= 1 EUR }");
    these_refute(&text, &["0", "1", "5"]);
}

#[test]
fn a_breach_does_not_stand_for_an_error() {
    let text = with_checks("010 : EUR", "check a { require 010 >= 5 EUR severity breach }\ncheck b { require 010 >= 1 EUR }");
    these_refute(&text, &["0", "1", "5"]);
}

#[test]
fn notes_that_tell_cases_apart_are_no_contradiction() {
    let text = with_checks("010 : EUR", "check small { require 010 < 5 EUR severity info }\ncheck large { require 010 >= 5 EUR severity info }");
    these_refute(&text, &["0", "5"]);
}

#[test]
fn what_asks_for_the_quarter_is_not_judged_by_one() {
    let text = with_checks("010 : EUR\n020 : EUR = 010 when quarter = 4", "check a { require 010 >= 5 EUR when quarter = 4 }");
    nothing_is_claimed(&text);
}

#[test]
fn what_a_parameter_of_the_user_can_be_is_not_guessed() {
    let text = format!(
        "{}\nparameter limit \"L\" : EUR\nreport r \"R\" {{\nform f {{\n010 : EUR\n}}\ncheck a {{ require 010 >= limit }}\ncheck b {{ require 010 >= 5 EUR }}\n}}",
        HEADER
    );
    nothing_is_claimed(&text);
}

#[test]
fn the_period_before_can_hold_anything() {
    let text = with_checks("010 : EUR", "check a { require 010 >= previous(010) }\ncheck b { require 010 < previous(010) + 1 EUR }");
    nothing_is_claimed(&text);
}

#[test]
fn an_else_that_is_reached_where_a_cell_is_missing_counts() {
    let text = form("010 : EUR\n020 : EUR = 010 else 5 EUR\n030 : EUR = 010 / 020 * 1 EUR when 020 > 0");
    let claimed = searched_claims(&text);
    assert!(claimed.iter().all(|claim| claim == "never_zero r.f.030"), "{claimed:?}");
}

#[test]
fn zero_of_a_divisor_with_everything_else_wrong_is_not_told() {
    // Where 010 is 0 a fails; where it is not, nothing is divided by zero.
    let text = with_checks("010 : EUR\n020 : EUR\n030 : percent = 020 / 010", "check a { require 010 <> 0 }");
    let claimed = searched_claims(&text);
    assert!(claimed.iter().all(|claim| claim == "never_zero_while r.f.030 a"), "{claimed:?}");
}

#[test]
fn a_divisor_that_rounds_to_zero_is_zero() {
    // 1/3 is shown as 0.
    let text = with_checks("010 : EUR\n020 : EUR\n030 : EUR = 010 / 3\n040 : percent = 020 / 030", "check a { require 010 >= 1 EUR }");
    let claimed = searched_claims(&text);
    assert_eq!(claimed, ["can_be_zero r.f.040"]);
}

#[test]
fn what_cannot_be_read_frees_the_stronger_check() {
    // 020 as `x` is neither blank nor a number: a is not evaluated, and b fails where 010 is 0.
    let text = with_checks("010 : EUR\n020 : EUR, blank = 0", "check a { require 010 - abs(020) >= 5 EUR }\ncheck b { require 010 >= 1 EUR }");
    let claimed = searched_claims(&text);
    assert_eq!(claimed, Vec::<String>::new());
}

#[test]
fn a_result_that_is_too_long_to_show_frees_the_stronger_check() {
    // Two amounts of 28 digits have a sum of 29, which no cell shows: a is not evaluated, and b, which adds for itself, fails.
    let text = with_checks("010 : EUR\n020 : EUR\n030 : EUR = 010 + 020", "check a { require 030 <= 4 EUR }\ncheck b { require 010 + 020 <= 5 EUR }");
    assert_eq!(searched_claims(&text), Vec::<String>::new());
}

#[test]
fn a_division_that_has_no_result_frees_the_stronger_check() {
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 010 / 020 * 020 >= 5 EUR }\ncheck b { require 010 + 0 * 020 >= 1 EUR }");
    assert_eq!(searched_claims(&text), ["can_be_zero a"]);
}

#[test]
fn an_and_that_is_decided_by_its_first_part_does_not_look_at_the_second() {
    // Where 010 is 0, b fails whether 020 is there or not; without it a is not evaluated.
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 020 >= 0 and 010 >= 5 EUR }\ncheck b { require 010 >= 1 EUR and 020 >= 0 }");
    assert_eq!(searched_claims(&text), Vec::<String>::new());
}

#[test]
fn a_range_passes_over_what_is_blank() {
    let text = with_checks(
        "010 : EUR, optional\n020 : EUR, optional\n030 : EUR",
        "check a { require 010 + 030 >= 5 EUR }\ncheck b { require sum(010, 030) >= 1 EUR }",
    );
    // Without 010, a is not evaluated, and b fails where 030 is 0.
    assert_eq!(searched_claims(&text), Vec::<String>::new());
}

#[test]
fn a_check_that_applies_only_where_another_fails_clashes_with_nothing() {
    // Where b applies a fails already; with 010 = 0 neither fails.
    let text =
        with_checks("010 : EUR\n020 : EUR", "check a { require 010 = 0 when 020 > 0 }\ncheck b { require 010 >= 5 EUR when 010 <> 0 and 020 > 0 }");
    let claimed = searched_claims(&text);
    assert!(!claimed.iter().any(|claim| claim.starts_with("never_together")), "{claimed:?}");
}

#[test]
fn checks_that_cannot_hold_together_keep_no_divisor_from_zero() {
    let text =
        with_checks("010 : EUR\n020 : EUR\n030 : percent = 020 / (010 + 020)", "check a { require 010 >= 5 EUR }\ncheck b { require 010 <= 4 EUR }");
    assert_eq!(searched_claims(&text), ["never_together a b"]);
}

#[test]
fn a_product_that_is_too_long_to_show_frees_the_stronger_check() {
    // 010 of 25 digits and more leaves 030 without value, and b fails alone.
    let text = with_checks(
        "010 : EUR\n020 : EUR\n030 : EUR = 010 * 1000 - 020 * 1000",
        "check a { require 030 <= 4 EUR }\ncheck b { require 010 - 020 <= 5 EUR }",
    );
    assert_eq!(searched_claims(&text), Vec::<String>::new());
    let text = with_checks(
        "010 : EUR\n020 : EUR\n025 : EUR\n030 : EUR = (010 + 020 + 025) * 1000",
        "check a { require 030 <= 4 EUR }\ncheck b { require 010 + 020 + 025 <= 7 EUR }",
    );
    assert_eq!(searched_claims(&text), Vec::<String>::new());
}

#[test]
fn a_computed_cell_that_cannot_be_too_long_frees_nothing() {
    let text = with_checks("010 : EUR\n020 : EUR = abs(010)", "check a { require 020 <= 4 EUR }\ncheck b { require 010 <= 5 EUR }");
    assert_eq!(searched_claims(&text), ["implied b a"]);
}
