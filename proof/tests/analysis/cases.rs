//! Packages made to hold one claim each. What is claimed was worked out by hand.

use super::{searched_claims, tried_out_claims};
use crate::support::{form, with_checks};

/// Values that reach over all limits of the cases.
const VALUES: [&str; 11] = ["-5", "-1", "0", "1", "2", "4", "5", "6", "9", "10", "11"];

/// Both ways of asking make these claims.
fn both_claim(text: &str, expected: &[&str]) {
    assert_eq!(tried_out_claims(text, &VALUES), expected, "all submissions: {text}");
    assert_eq!(searched_claims(text), expected, "the search: {text}");
}

#[test]
fn a_check_that_never_fails_is_found() {
    let text = with_checks("010 : EUR\n020 : EUR = abs(010)", "check a { require 020 >= 0 }");
    both_claim(&text, &["never_fails a"]);
}

#[test]
fn a_sum_that_is_at_least_its_part_is_found_where_the_rest_is_not_negative() {
    let text = with_checks("010 : EUR\n020 : EUR = max(010, 0)\n030 : EUR = 010 + 020", "check a { require 030 >= 010 }");
    both_claim(&text, &["never_fails a"]);
}

#[test]
fn a_check_that_never_passes_is_found() {
    let text = with_checks("010 : EUR\n020 : EUR = abs(010)", "check a { require 020 < 0 }");
    both_claim(&text, &["never_passes a"]);
}

#[test]
fn a_check_whose_condition_never_holds_is_never_evaluated() {
    let text = with_checks("010 : EUR\n020 : EUR = abs(010)", "check a { require 010 = 5 EUR when 020 < 0 }");
    both_claim(&text, &["never_evaluated a"]);
}

#[test]
fn two_checks_that_contradict_each_other_are_found() {
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 010 + 020 >= 10 EUR }\ncheck b { require 010 + 020 <= 9 EUR }");
    both_claim(&text, &["never_together a b"]);
}

#[test]
fn contradiction_goes_through_computed_cells() {
    let text = with_checks("010 : EUR\n020 : EUR = 010 + 010", "check a { require 010 >= 5 EUR }\ncheck b { require 020 <= 9 EUR }");
    both_claim(&text, &["never_together a b"]);
}

#[test]
fn three_checks_of_which_each_two_can_hold_are_found() {
    let text = with_checks(
        "010 : EUR\n020 : EUR",
        "check a { require 010 >= 5 EUR }\ncheck b { require 020 >= 5 EUR }\ncheck c { require 010 + 020 <= 9 EUR }",
    );
    both_claim(&text, &["never_together a b c"]);
}

#[test]
fn a_weaker_limit_is_implied_by_the_stronger() {
    let text = with_checks("010 : EUR", "check a { require 010 >= 5 EUR }\ncheck b { require 010 >= 1 EUR }");
    both_claim(&text, &["implied b a"]);
}

#[test]
fn the_same_check_twice_is_found_once() {
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 010 = 020 }\ncheck b { require 020 - 010 = 0 }");
    both_claim(&text, &["same b a"]);
}

#[test]
fn two_checks_together_imply_a_third() {
    let text = with_checks(
        "010 : EUR\n020 : EUR",
        "check a { require 010 >= 5 EUR }\ncheck b { require 020 >= 5 EUR }\ncheck c { require 010 + 020 >= 10 EUR }",
    );
    both_claim(&text, &["implied c a b"]);
}

#[test]
fn a_divisor_is_never_zero_while_a_check_holds() {
    let text = with_checks("010 : EUR\n020 : EUR\n030 : percent = 020 / 010", "check a { require 010 >= 1 EUR }");
    both_claim(&text, &["never_zero_while r.f.030 a"]);
}

#[test]
fn a_divisor_that_can_be_zero_though_all_checks_hold_is_told() {
    let text = with_checks("010 : EUR\n020 : EUR\n030 : percent = 020 / 010", "check a { require 010 >= 0 }");
    both_claim(&text, &["can_be_zero r.f.030"]);
}

#[test]
fn a_divisor_behind_a_condition_is_never_zero() {
    let text = form("010 : EUR\n020 : EUR\n030 : percent = 020 / 010 when 010 > 0");
    both_claim(&text, &["never_zero r.f.030"]);
}

#[test]
fn a_condition_that_never_holds_is_found() {
    let text = form("010 : EUR\n020 : EUR = abs(010)\n030 : EUR = 010 when 020 < 0");
    both_claim(&text, &["never_holds r.f.030"]);
}

#[test]
fn a_condition_that_always_holds_is_found() {
    let text = form("010 : EUR\n020 : EUR = abs(010)\n030 : EUR = if 020 >= 0 then 010 else 020");
    both_claim(&text, &["always_holds r.f.030"]);
}

#[test]
fn what_an_and_looks_at_first_decides_whether_the_rest_is_there_or_not() {
    // Where b fails 010 is below 1, and a fails by its first part, even where 020 is missing.
    let text = with_checks("010 : EUR\n020 : EUR", "check a { require 010 >= 5 EUR and 020 >= 5 EUR }\ncheck b { require 010 >= 1 EUR }");
    both_claim(&text, &["implied b a"]);
}

#[test]
fn opposite_cells_make_checks_the_same() {
    let text =
        with_checks("010 : EUR\n020 : EUR\n030 : EUR = -010\n040 : EUR = -020", "check a { require 010 = 020 }\ncheck b { require 030 = 040 }");
    both_claim(&text, &["same b a"]);
}
