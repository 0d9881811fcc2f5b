//! Warnings: what each finds, and what it must not be said of.

use super::support::{HEADER, compiles, everything_said, form, grid, list, report, warns};
use positum_compiler::compile::compile;

const AMOUNTS: &str = "010 : EUR\n020 : EUR\n030 : EUR, optional\nn : count\nr : percent\nsum : EUR = 010+020\n";

fn said(text: &str) -> String {
    everything_said(text, &compile(&[text]).diagnostics)
}

fn check(requirement: &str) -> String {
    form(&format!("{AMOUNTS}check c {{ require {requirement} }}"))
}

#[test]
fn a_check_that_can_never_fail_is_told() {
    for requirement in [
        "010 = 010",
        "010 <= 010",
        "sum = 020 + 010",
        "sum - 020 = 010",
        "sum >= 010+...+020",
        "5 > 3",
        "10 % = 100 bp x 10.0 or 010 > 0",
        "\"a\" <> \"b\"",
        "abs(010) >= 0",
        "abs(010) > -1 EUR",
        "0 <= abs(010 - 020)",
        "max(010, 0) >= 0",
        "min(010, 5 EUR) <= 5 EUR",
        "010 > 0 or 010 <= 0",
        "not 010 < 010",
        "010 in (010, 020)",
        "010 > 5 EUR or 010 < 10 EUR",
    ] {
        let text = check(requirement);
        warns(&text, &["P0610"]);
        assert!(said(&text).contains("can never fail"), "{requirement}");
    }
}

#[test]
fn a_check_that_can_never_pass_is_told() {
    for requirement in [
        "010 <> 010",
        "010 > 010",
        "sum < 010 + 020",
        "3 > 5",
        "abs(010) < 0",
        "-abs(010) > 0",
        "010 > 0 and 010 < 0",
        "010 > 10 EUR and 010 < 5 EUR",
        "010 = 5 EUR and 010 = 6 EUR",
        "not abs(r) >= 0",
        "010 > 020 and 020 > 010",
        "n > 1 and n = 0",
    ] {
        let text = check(requirement);
        warns(&text, &["P0610"]);
        assert!(said(&text).contains("can never pass"), "{requirement}");
    }
}

#[test]
fn a_check_of_which_nothing_is_certain_is_not() {
    for requirement in [
        "010 = 020",
        "010 >= 0",
        // A submission may bring any whole number for a count.
        "n >= 0",
        "r <= 100 %",
        "abs(010) > 0",
        "abs(010) >= 1 EUR",
        "max(010, 020) >= 0",
        "max(010, 0) > 0",
        "min(010, 5 EUR) < 5 EUR",
        "010 >= 0 or 020 < 0",
        "010 > 5 EUR and 010 < 10 EUR",
        "010 > 0 or 010 < 0",
        "010 >= 020 and 020 >= 010",
        // A range passes over 030 where it is blank, a chain does not.
        "010 + 020 + 030 = 010+...+030",
        "sum(010, 030) >= 010",
        "round(010 / n, 0) >= 0",
    ] {
        compiles(&check(requirement));
    }
    // Rounded on the way, it may differ.
    compiles(&form("010 : EUR\nhalf : EUR = 010/2\ncheck c { require half = 010/2 }"));
    compiles(&form("010 : EUR(2)\nwhole : EUR = 010\ncheck c { require whole = 010 }"));
}

#[test]
fn what_a_when_says_counts() {
    warns(&form(&format!("{AMOUNTS}check c {{ require 010 > 0 when 010 > 0 }}")), &["P0610"]);
    warns(&form(&format!("{AMOUNTS}check c {{ require 010 > 0 when 010 > 5 EUR }}")), &["P0610"]);
    warns(&form(&format!("{AMOUNTS}check c {{ require 010 < 0 when 010 > 5 EUR }}")), &["P0610"]);
    warns(&form(&format!("{AMOUNTS}check c {{ require 010 = 020 when 010 > 010 }}")), &["P0610"]);
    warns(&form(&format!("{AMOUNTS}check c {{ require 020 < 010 when 010 - 020 > 0 }}")), &["P0610"]);
    compiles(&form(&format!("{AMOUNTS}check c {{ require 010 > 5 EUR when 010 > 0 }}")));
    compiles(&form(&format!("{AMOUNTS}check c {{ require 020 > 0 when 010 > 0 }}")));
}

#[test]
fn sums_that_double_from_cell_to_cell_are_looked_at_in_no_time() {
    let lets: String = (1..200).map(|index| format!("let l{index} = l{} + l{}\n", index - 1, index - 1)).collect();
    compiles(&form(&format!("010 : EUR\nlet l0 = abs(010)\n{lets}check c {{ require l199 > 5 EUR }}")));
    let lets: String = (1..200).map(|index| format!("l{index} : EUR = l{0} x 0.5 + l{0} x 0.25\n", index - 1)).collect();
    compiles(&form(&format!("l0 : EUR\n{lets}q : percent = l0/l199 when l199 > 0\ncheck c {{ require l199 > 5 EUR when l198 > 0 }}")));
}

#[test]
fn a_tolerance_leaves_room() {
    compiles(&form(&format!("{AMOUNTS}check c {{ require max(010, 5 EUR) = 4 EUR tolerance 1 EUR }}")));
    warns(&form(&format!("{AMOUNTS}check c {{ require max(010, 5 EUR) = 4 EUR }}")), &["P0610"]);
}

#[test]
fn the_lines_and_codes_of_a_list_are_what_they_are() {
    let columns = "no : sequence\nkind : code kinds\n010 : EUR\n";
    let codelist = "codelist kinds { 01 \"a\"; 02 \"b\" }\n";
    let with = |requirement: &str| list(&format!("{columns}check c {{ require {requirement} }}")) + codelist;
    for requirement in ["no >= 1", "count(l) >= 0", "kind = \"01\" or kind <> \"01\""] {
        warns(&with(requirement), &["P0610"]);
    }
    warns(&with("no < 1"), &["P0610"]);
    for requirement in ["no > 1", "kind in (\"01\")", "count(l) > 0", "sum(010) >= 0", "sum(010) >= 010", "kind = \"01\" or kind = \"02\""] {
        compiles(&with(requirement));
    }
    // A code that the list does not have is a finding, and the cell keeps it.
    compiles(&with("kind in (\"01\", \"02\")"));
    // What is known of this line is not known of the others.
    compiles(&list("010 : EUR\ncheck c { require sum(010) > 0 when 010 > 0 }"));
}

fn quotient(formula: &str) -> String {
    form(&format!("a : EUR\nb : EUR\nc : EUR\nq : percent = {formula}"))
}

#[test]
fn a_divisor_that_can_be_zero_where_the_formula_applies_is_told() {
    for formula in [
        "a/b when a > 0",
        "a/b when b >= 0",
        "a/b when b > -1 EUR",
        "a/b when b <> 1 EUR",
        "a/b when b > 0 or a > 0",
        "a/b when not b > 0",
        "a/(b-c) when b > 0 and c > 0",
        "(if a > 0 then a/b else 0) when a > 1 EUR",
        "a/b when a > 0 else 0",
        "a/b when b > c",
    ] {
        warns(&quotient(formula), &["P0611"]);
    }
    let text = quotient("a/b when a > 0 or c > 0");
    assert!(said(&text).contains("P0611 [b] `b` can be zero where this formula applies"), "{}", said(&text));
    assert!(said(&text).contains("write `when (a > 0 or c > 0) and b <> 0`"), "{}", said(&text));
}

#[test]
fn a_divisor_that_the_condition_keeps_from_zero_is_not() {
    for formula in [
        "a/b when b > 0",
        "a/b when 0 < b",
        "a/b when b <> 0",
        "a/b when b >= 1 EUR",
        "a/b when b < 0",
        "a/b when b = 5 EUR",
        "a/b when not b = 0",
        "a/b when not (b <= 0)",
        "a/b when a > 0 and b > 0",
        "a/b when not (a <= 0 or b <= 0)",
        "a/b when b > 0 else 0",
        "a/(b+c) when b+c > 0",
        "a/(b+c) when c+b <> 0",
        "a/(b+c) when b > 0 and c >= 0",
        "a/(b-c) when b > c",
        "a/(b-c) when b <> c",
        "a/(b-c) when c <> b",
        "a/b when b > c and c >= 0",
        "a/abs(b) when b <> 0",
        "a/-b when b > 0",
        "a/(2 x b) when b <> 0",
        "a/max(b, 1 EUR) when a > 0",
        "a/5 EUR when a > 0",
        "(if b <> 0 then a/b else 0) when a > 0",
        "(if b = 0 then 0 else a/b) when a > 0",
        // Without a `when` the submission is asked.
        "a/b",
        "if a > 0 then a/b else 0",
        "a/b else 0",
    ] {
        compiles(&quotient(formula));
    }
    // A computed divisor is what it is computed from.
    compiles(&form("a : EUR\nb : EUR\nc : EUR\nt : EUR = b+c\nq : percent = a/t when b+c > 0"));
    compiles(&form("a : EUR\nb : EUR\nlet t = b+b\nq : percent = a/t when b > 0"));
}

#[test]
fn a_condition_on_one_line_says_nothing_of_the_others() {
    let text = list("a : EUR\nb : EUR\nq : percent = max(a/b) when b > 0");
    warns(&text, &["P0611"]);
    assert!(said(&text).contains("`where b <> 0`"), "{}", said(&text));
    compiles(&list("a : EUR\nb : EUR\nq : percent = max(a/b where b > 0) when a > 0"));
    warns(&list("a : EUR\nb : EUR\nq : percent = a/sum(b) when b > 0"), &["P0611"]);
    compiles(&list("a : EUR\nb : EUR\nq : percent = a/sum(b) when sum(b) > 0"));
}

#[test]
fn an_accept_that_accepts_nothing_is_told() {
    warns(&form("010 : EUR\n020 : EUR = 010  accept P0606 \"printed so\""), &["P0612"]);
    warns(&form("010 : EUR accept P0608 \"none\"\n020 : EUR = 010"), &["P0612"]);
    // Accepted is what stands within the declaration.
    warns(&form("010 : EUR accept P0602 \"unused\"\nlet a = 010"), &["P0612", "P0602"]);
    compiles(&form("010 : EUR accept P0606 \"soon\" accept P0612 \"comes with the next version\""));
    warns(&form("010 : EUR accept P0612 \"nothing\""), &["P0612"]);
    // Where there are errors nothing is known of warnings.
    super::support::rejects(&form("010 : EUR = 999 accept P0606 \"printed so\""), &["P0204"]);
}

#[test]
fn warnings_are_accepted_on_every_declaration() {
    let ratio = "010 : EUR\n020 : EUR\n100 : percent = 010/020\n";
    let product = "110 : EUR = 010x100";
    let why = "accept P0606 \"printed so\"";
    compiles(&form(&format!("{ratio}{product}  {why}")));
    compiles(&report(&format!("form f {why} {{\n{ratio}{product}\n}}")));
    compiles(&report(&format!("form f {{\n{why}\n{ratio}{product}\n}}")));
    compiles(&report(&format!("{why}\nform f {{\n{ratio}{product}\n}}")));
    compiles(&form(&format!("{ratio}{product}")).replace("language en, lv", &format!("language en, lv\n  {why}")));
    compiles(&report(&format!("list l \"L\" : EUR {why} {{\n{ratio}{product}\n}}")));
    compiles(&report(&format!("list l {{\n{ratio}{product}\n{why}\n}}")));
    compiles(&form(&format!("{ratio}let p = 010x100  {why}\n120 : EUR = p")));
    compiles(&form(&format!("{ratio}check c {{ require 010 > 010x100  {why} }}")));
    let grid_with = |header: &str, line: &str, row: &str| {
        report(&format!(
            "grid g : EUR {header} {{\n{line}\ncolumns {{\n010\n020 : percent\n}}\nrows {{\n100\n200 x 020\n300 x 020 = 100 x 100:020  {row}\n}}\n}}"
        ))
    };
    let computed = |text: String| text.replace("020 : percent", "020 : percent = 010/5 EUR").replace("200 x 020", "200");
    warns(&computed(grid_with("", "", "")), &["P0606"]);
    for text in [grid_with(why, "", ""), grid_with("", why, ""), grid_with("", "", why)] {
        compiles(&computed(text));
    }
    let unused = "accept P0602 \"for later\"";
    compiles(&format!("{HEADER}parameter p : EUR {unused} {{ from 2025-01-01 = 1 EUR }}\nreport r {{ form f {{ 010 : EUR }} }}\n"));
    compiles(&format!("{HEADER}codelist c {unused} {{ 01 \"a\" }}\nreport r {{ form f {{ 010 : EUR }} }}\n"));
}

#[test]
fn a_total_and_its_parts_are_found_through_several_levels() {
    let cells = "010 : EUR\n020 : EUR\n030 : EUR = 010+020\n040 : EUR\n050 : EUR = 030+040\n";
    warns(&form(&format!("{cells}900 : EUR = 010+...+050")), &["P0603"]);
    warns(&form("010 : EUR\n020 : EUR\nlet inner = 010+020\n040 : EUR = inner + 020\n900 : EUR = sum(020, 040)"), &["P0603"]);
    let deep = "010 : EUR\n020 : EUR\n030 : EUR\n040 : EUR = 010+020\n050 : EUR = 040\n060 : EUR = 050+030\n";
    let text = form(&format!("{deep}900 : EUR = sum(020, 060)"));
    warns(&text, &["P0603"]);
    assert!(said(&text).contains("`060` is `050+030`"), "{}", said(&text));
    assert!(said(&text).contains("here `020` is part of `040`"), "{}", said(&text));
    assert!(said(&text).contains("write `060`"), "{}", said(&text));
    compiles(&form(&format!("{deep}900 : EUR = sum(030, 040)")));
    warns(&form(&format!("{cells}check c {{ require sum(010..030) >= 0 }}")), &["P0603"]);
    warns(&form(&format!("{cells}check c \"It is {{sum(010..030)}}\" {{ require 040 >= 0 }}")), &["P0603"]);
    warns(&grid("010 = 020+030\n020\n030\n040", "100\n200 x 040 = 100 x 1.0\n").replace("040\n}", "040 = 010+...+030\n}"), &["P0603"]);
}

#[test]
fn percents_of_different_wholes_are_found_in_chains() {
    let cells = "a : EUR\nb : EUR\nc : EUR\np : percent\nq : percent\ns : percent = a/c\nt : percent = b/c\nu : percent = a/b\n";
    for formula in ["p + q", "p - (-q) + q", "s + u", "2 x (p + q)", "p + q + 1 %", "p+...+q"] {
        warns(&form(&format!("{cells}z : percent = {formula}").replace("p+...+q", "sum(p, q)")), &["P0604"]);
    }
    // A difference, a margin, parts of one whole, and parts that make a whole.
    for formula in ["p - q", "p + 1 %", "100 % - p - q", "s + t"] {
        compiles(&form(&format!("{cells}z : percent = {formula}")));
    }
    compiles(&form(&format!("{cells}check whole {{ require p + q = 100 % }}")));
    warns(&form(&format!("{cells}check part {{ require p + q <= 10 % }}")), &["P0604"]);
    compiles(&list("050 : EUR\nshare : percent = 050 / sum(050)\ntotal { share = sum }"));
    warns(&list("050 : EUR\n060 : EUR\nshare : percent = 050 / 060\ntotal { share = sum }"), &["P0604"]);
}

#[test]
fn a_ratio_that_is_shown_by_a_factor_is_found() {
    let cells = "a : EUR\nb : EUR\nr : ratio(4)\n";
    for formula in ["a/b x 100.0", "100.0 * a / b", "a * 100.0 / b", "a / b / 0.01", "(a/b)*100.0", "round(a/b * 100.0, 2)"] {
        let text = form(&format!("{cells}z : decimal(2) = {formula}"));
        warns(&text, &["P0605"]);
        assert!(said(&text).contains(": percent"), "{}", said(&text));
    }
    for (factor, name) in [("* 1000", "permille"), ("/ 0.001", "permille"), ("x 10000", "basis_points")] {
        let text = form(&format!("{cells}z : decimal(2) = a/b {factor}"));
        warns(&text, &["P0605"]);
        assert!(said(&text).contains(&format!(": {name} = a/b")), "{}", said(&text));
    }
    compiles(&form(&format!("{cells}z : EUR = a x 100.0")));
    compiles(&form(&format!("{cells}z : decimal(2) = r x 50.0")));
}

#[test]
fn an_amount_and_a_rounded_percent_are_found() {
    let cells = "a : EUR\nb : EUR\np : percent\ns : percent = a/b\nt : percent = p\n";
    for formula in ["a x s", "s x a", "a / s", "a x (100 % - s)", "-s x a", "a x (p + s)"] {
        let warnings: &[&str] = if formula.contains("p + s") { &["P0604", "P0606"] } else { &["P0606"] };
        let text = form(&format!("{cells}z : EUR = {formula}"));
        let found: Vec<&str> = compile(&[&text]).diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect();
        let mut found = found;
        found.sort_unstable();
        assert_eq!(found, warnings, "{formula}");
    }
    // What is filled in, or copied from what is, was not rounded by anybody.
    for formula in ["a x p", "a x t", "a x 5 %", "a x (a/b)"] {
        compiles(&form(&format!("{cells}z : EUR = {formula}")));
    }
}

fn two_grids(columns: &str, other_columns: &str, row: &str) -> String {
    report(&format!(
        "grid a : EUR, blank = 0 {{\ncolumns {{\n{columns}\n}}\nrows {{\n100 \"Assets\"\n}}\n}}\n\
         grid b : EUR, blank = 0 {{\ncolumns {{\n{other_columns}\n}}\nrows {{\n200 \"Debts\"\n{row}\n}}\n}}"
    ))
}

#[test]
fn labels_of_equal_codes_are_compared_language_by_language() {
    let row = "300 \"Net\" = a.100 - 200";
    warns(&two_grids("010 \"Short\" lv \"Īss\"", "010 \"Short\" lv \"Garš\"", row), &["P0607"]);
    warns(&two_grids("010 \"Short\"", "010 \"Long\" lv \"Īss\"", row), &["P0607"]);
    // One that is not translated is not another.
    compiles(&two_grids("010 \"Short\" lv \"Īss\"", "010 \"Short\"", row));
    compiles(&two_grids("010 lv \"Īss\"", "010 \"Short\"", row).replace("010 lv \"Īss\"", "010"));
    // Spaces and dashes are print.
    compiles(&two_grids("010 \"8–30  days\"", "010 \"8-30 days\"", row));
}

#[test]
fn only_columns_that_are_filled_in_on_both_sides_are_compared() {
    let row = "300 \"Net\" = a.100 - 200";
    warns(&two_grids("010 \"A\"\n020 \"B\"", "010 \"X\"\n020 \"B\"", row), &["P0607"]);
    compiles(&two_grids("010 \"A\" = 020\n020 \"B\"", "010 \"X\"\n020 \"B\"", row));
    compiles(&two_grids("010 \"A\"\n020 \"B\"", "010 \"X\" = 020\n020 \"B\"", row.replace("= a", "overrides columns = a").as_str()));
    compiles(&two_grids("010 \"A\"\n020 \"B\"", "010 \"X\"\n020 \"B\"", "300 \"Net\" x 010 = a.100 - 200"));
    compiles(&two_grids("010 \"A\"\n020 \"B\"", "010 \"X\" x 300\n020 \"B\"", row));
    // A cell that is named by both its codes is meant.
    compiles(&two_grids("010 \"A\"\n020 \"B\"", "010 \"X\"\n020 \"B\"", "300 \"Net\" = a.100:010 - 200"));
    // It may stand anywhere in the formula.
    warns(&two_grids("010 \"A\"\n020 \"B\"", "010 \"X\"\n020 \"B\"", "300 \"Net\" = if a.100 > 0 then 200 else 0"), &["P0607"]);
}

#[test]
fn rows_of_equal_codes_are_compared_for_a_column() {
    let text = |label: &str| {
        report(&format!(
            "grid a : EUR {{\ncolumns {{\n010 \"One\"\n}}\nrows {{\n100 \"{label}\"\n}}\n}}\n\
             grid b : EUR {{\ncolumns {{\n020 \"Two\"\n030 \"Both\" = a.010 + 020\n}}\nrows {{\n100 \"Loans\"\n}}\n}}"
        ))
    };
    compiles(&text("Loans"));
    warns(&text("Deposits"), &["P0607"]);
}
