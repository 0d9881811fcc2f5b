//! Rounding: once per cell, from the exact value, by the rule in force.

use super::support::{Shown, evaluates, form, list, report};

fn with_rounding(rule: &str, entries: &str, submission: &[(&str, &str)], cells: &[(&str, &str)]) -> Shown {
    let text = format!("package p \"P\" {{\nlanguage en\nprecision EUR 0, percent 2\n{rule}\n}}\nreport r \"R\" {{\nform f {{\n{entries}\n}}\n}}");
    evaluates(&text, submission, cells)
}

#[test]
fn exactly_half_goes_away_from_zero_in_both_directions_unless_said_otherwise() {
    let entries = "a : decimal(2)\nb : integer = a\nc : decimal(1) = a / 10\nd : ratio(4) = a / 30";
    for rule in ["", "rounding half away from zero"] {
        with_rounding(rule, entries, &[("f.a", "2.50")], &[("f.b", "3 computed"), ("f.c", "0.3 computed"), ("f.d", "0.0833 computed")]);
        with_rounding(rule, entries, &[("f.a", "-2.50")], &[("f.b", "-3 computed"), ("f.c", "-0.3 computed"), ("f.d", "-0.0833 computed")]);
        with_rounding(rule, entries, &[("f.a", "2.49")], &[("f.b", "2 computed")]);
        with_rounding(rule, entries, &[("f.a", "-0.49")], &[("f.b", "0 computed"), ("f.c", "0.0 computed")]);
    }
}

#[test]
fn half_even_goes_to_the_even_digit() {
    for (given, shown) in
        [("0.50", "0"), ("1.50", "2"), ("2.50", "2"), ("-0.50", "0"), ("-1.50", "-2"), ("-2.50", "-2"), ("2.51", "3"), ("-2.51", "-3"), ("3.49", "3")]
    {
        with_rounding("rounding half even", "a : decimal(2)\nb : integer = a", &[("f.a", given)], &[("f.b", &format!("{shown} computed"))]);
    }
}

#[test]
fn toward_zero_cuts_off() {
    for (given, shown) in [("0.99", "0"), ("1.50", "1"), ("-0.99", "0"), ("-1.99", "-1"), ("2.00", "2")] {
        with_rounding("rounding toward zero", "a : decimal(2)\nb : integer = a", &[("f.a", given)], &[("f.b", &format!("{shown} computed"))]);
    }
}

#[test]
fn a_type_may_say_its_own_rule() {
    let entries = "a : decimal(2)\nb : EUR half even = a x 1 EUR\nc : EUR(0) toward zero = a x 1 EUR\nd : EUR = a x 1 EUR\ne : percent(0) toward zero = a x 1 %";
    let expected = [("f.b", "2 computed"), ("f.c", "2 computed"), ("f.d", "3 computed"), ("f.e", "2 computed")];
    with_rounding("", entries, &[("f.a", "2.50")], &expected);
    let expected = [("f.b", "4 computed"), ("f.c", "3 computed"), ("f.d", "4 computed"), ("f.e", "3 computed")];
    with_rounding("", entries, &[("f.a", "3.50")], &expected);
    with_rounding(
        "rounding toward zero",
        "a : decimal(2)\nb : integer half away from zero = a\nc : integer = a",
        &[("f.a", "3.50")],
        &[("f.b", "4 computed"), ("f.c", "3 computed")],
    );
}

#[test]
fn a_tables_type_gives_its_rule_to_all_its_cells() {
    let text = report("form f : EUR(0) toward zero {\na : EUR(2)\nb = a\n}");
    evaluates(&text, &[("f.a", "-3.99")], &[("f.b", "-3 computed")]);
}

#[test]
fn a_formula_is_rounded_once_at_its_end() {
    let text = form("a : EUR\nb : EUR = a / 3 x 3\nc : EUR = a / 3 + a / 3 + a / 3\nd : percent = a / 7 x 7 / a\ne : EUR = (a / 2 + a / 2)");
    evaluates(&text, &[("f.a", "10")], &[("f.b", "10 computed"), ("f.c", "10 computed"), ("f.d", "100.00 computed"), ("f.e", "10 computed")]);
    evaluates(&text, &[("f.a", "1")], &[("f.b", "1 computed"), ("f.c", "1 computed"), ("f.e", "1 computed")]);
}

#[test]
fn what_is_used_further_is_what_is_shown() {
    let text = form(
        "a : EUR\nb : EUR = a / 3\nc : EUR = b x 3\nd : EUR = a / 2\ne : EUR = d + d\nf : percent = a / 3 EUR\ng : EUR = f x 300 EUR accept P0606 \"meant\"",
    );
    let expected = [
        ("f.b", "3 computed"),
        ("f.c", "9 computed"),
        ("f.d", "5 computed"),
        ("f.e", "10 computed"),
        ("f.f", "333.33 computed"),
        ("f.g", "1000 computed"),
    ];
    evaluates(&text, &[("f.a", "10")], &expected);
    evaluates(&text, &[("f.a", "1")], &[("f.b", "0 computed"), ("f.c", "0 computed"), ("f.d", "1 computed"), ("f.e", "2 computed")]);
}

#[test]
fn an_intermediate_is_not_rounded() {
    let text = form("a : EUR\nlet third = a / 3\nb : EUR = third x 3\nc : EUR = third + third");
    evaluates(&text, &[("f.a", "1")], &[("f.b", "1 computed"), ("f.c", "1 computed")]);
    evaluates(&list("a : EUR\nlet third = a / 3\ntotal { a = sum }\nb : EUR = third x 3"), &[("l.1:a", "1")], &[("l.1:b", "1 computed")]);
}

#[test]
fn two_decimals_of_a_percent_are_four_of_the_ratio() {
    let text = form(
        "a : count\nb : count\nc : percent = a / b\nd : permille = a / b\ne : basis_points = a / b\nf : percent(0) = a / b\ng : ratio(4) = a / b\nh : ratio(2) = c",
    );
    let expected = [
        ("f.c", "33.33 computed"),
        ("f.d", "333.33 computed"),
        ("f.e", "3333 computed"),
        ("f.f", "33 computed"),
        ("f.g", "0.3333 computed"),
        ("f.h", "0.33 computed"),
    ];
    evaluates(&text, &[("f.a", "1"), ("f.b", "3")], &expected);
}

#[test]
fn a_tie_of_a_percent_is_half_of_its_last_digit() {
    let text = form("a : count\nb : count\nc : percent = a / b");
    for (a, shown) in [("1", "0.01"), ("-1", "-0.01"), ("3", "0.02"), ("19989", "99.95"), ("19991", "99.96")] {
        evaluates(&text, &[("f.a", a), ("f.b", "20000")], &[("f.c", &format!("{shown} computed"))]);
    }
    evaluates(&text, &[("f.a", "0.99"), ("f.b", "20000")], &[("f.c", "0.01 computed")]);
}

#[test]
fn a_limit_is_compared_with_what_is_shown() {
    let text = form("a : EUR\nb : EUR\nc : percent = a / b\ncheck d { require c >= 10 % }");
    evaluates(&text, &[("f.a", "9995"), ("f.b", "100000")], &[("f.c", "10.00 computed")]).checks(&["d pass"]);
    evaluates(&text, &[("f.a", "9994"), ("f.b", "100000")], &[("f.c", "9.99 computed")]).checks(&["d fail"]);
}

#[test]
fn totals_add_up_what_the_lines_show() {
    let text = list("a : EUR(2)\nb : EUR = a\ntotal { a = sum; b = sum }");
    let submission = [("l.1:a", "0.50"), ("l.2:a", "0.50"), ("l.3:a", "0.40")];
    evaluates(&text, &submission, &[("l.total:a", "1.40 computed"), ("l.total:b", "2 computed")]);
}

#[test]
fn round_is_to_decimals_of_the_plain_value() {
    let text = form(
        "a : count\nb : count\nc : percent(4) = round(a / b, 4)\nd : percent(4) = round(a / b, 2)\ne : percent(4) = a / b\nf : count = round(a / b, 0) x a\ng : EUR(2) = round(1 EUR x a / b, 1)",
    );
    let expected =
        [("f.c", "66.6700 computed"), ("f.d", "67.0000 computed"), ("f.e", "66.6667 computed"), ("f.f", "2 computed"), ("f.g", "0.70 computed")];
    evaluates(&text, &[("f.a", "2"), ("f.b", "3")], &expected);
}

#[test]
fn round_follows_the_rule_in_force() {
    let entries = "a : decimal(2)\nb : decimal(2) = round(a, 0)\nc : decimal(2) toward zero = round(a, 0)\nd : decimal(2) half even = round(a, 0)\nlet e = round(a, 0)\nf : decimal(2) toward zero = e";
    let expected = [("f.b", "3.00 computed"), ("f.c", "2.00 computed"), ("f.d", "2.00 computed"), ("f.f", "3.00 computed")];
    with_rounding("", entries, &[("f.a", "2.50")], &expected);
    let expected = [("f.b", "2.00 computed"), ("f.c", "2.00 computed"), ("f.d", "2.00 computed"), ("f.f", "2.00 computed")];
    with_rounding("rounding half even", entries, &[("f.a", "2.50")], &expected);
    with_rounding("rounding toward zero", entries, &[("f.a", "2.99")], &[("f.b", "2.00 computed"), ("f.d", "3.00 computed")]);
}

#[test]
fn given_values_are_rounded_by_the_rule_of_their_type() {
    let entries = "a : integer\nb : integer toward zero\nc : integer half even";
    with_rounding("", entries, &[("f.a", "2.5"), ("f.b", "2.9"), ("f.c", "2.5")], &[("f.a", "3 given"), ("f.b", "2 given"), ("f.c", "2 given")]);
}

#[test]
fn arithmetic_is_exact_over_any_size() {
    let text = form("a : decimal(15)\nb : decimal(15) = a x a x a x a / a / a / a\nc : decimal(15) = (a + 1000 000 000 000.0) - 1000 000 000 000.0\nd : ratio(15) = 1 / 3 + 1 / 7 - 10 / 21".replace("1000 000 000 000.0", "1 000 000 000 000").as_str());
    evaluates(
        &text,
        &[("f.a", "0.123456789012345")],
        &[("f.b", "0.123456789012345 computed"), ("f.c", "0.123456789012345 computed"), ("f.d", "0.000000000000000 computed")],
    );
}
