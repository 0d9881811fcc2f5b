//! Labels that print a formula: it must be the one that is defined.

use super::support::{compiles, definitions, everything_said, form, grid, list, report, warns};
use positum_compiler::compile::compile;

const INPUTS: &str = "100 : EUR\n200 : EUR\n210 : EUR\n220 : EUR\n";

fn position(label: &str, rest: &str) -> String {
    form(&format!("{INPUTS}300 \"{label}\" : {rest}"))
}

/// Compiles the credit unions' package with one stretch of its text replaced; gives the codes and all that is said.
fn credit_unions(from: &str, to: &str) -> (Vec<&'static str>, String) {
    let definitions = definitions("reports/lv_credit_unions");
    let found: usize = definitions.iter().map(|(_, text)| text.matches(from).count()).sum();
    assert_eq!(found, 1, "`{from}` stands once in the package");
    let texts: Vec<String> = definitions.into_iter().map(|(_, text)| text.replace(from, to)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let compiled = compile(&texts);
    let said = compiled.diagnostics.iter().map(|diagnostic| {
        let text = diagnostic.span.and_then(|span| texts.get(span.source.0 as usize)).copied().unwrap_or("");
        everything_said(text, std::slice::from_ref(diagnostic))
    });
    (compiled.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect(), said.collect())
}

#[test]
fn a_slip_in_a_formula_of_the_credit_unions_is_found_in_both_languages() {
    let slips = [
        ("= 030 / (010 + 020)", "= 030 / (010 - 020)", "(030/(010+020))"),
        ("= 020 + ... + 100", "= 020 + ... + 090", "(020+...+100)"),
        ("= 020 + ... + 090\n", "= 030 + ... + 090\n", "(020+…+090)"),
        ("= 110 + 120 + 130 + 140 + 150 + 160 + 170 + 180", "= 110 + 120 + 130 + 140 + 150 + 160 + 180", "(110+120+130+140+150+160+170+180)"),
        ("= assets.100 - 200", "= assets.100 - 210", "(100–200)"),
        ("= assets.100 - 200", "= assets.110 - 200", "(100–200)"),
        ("EUR = 060 - 100", "EUR = 060 - 090", "(060–100)"),
        ("= 060 + 070 + 080 - 090", "= 060 + 070 + 080", "(060+070+080–090)"),
        ("= 060 - 070 - 080", "= 060 - 070 + 080", "(060–070–080)"),
        ("money[A] = 010 - 020", "money[A] = 020 - 010", "(010–020)"),
    ];
    for (from, to, printed) in slips {
        let (codes, said) = credit_unions(from, to);
        let printed = format!("P0608 [{printed}]");
        let found = codes.iter().filter(|code| **code == "P0608").count();
        assert_eq!((found, said.matches(&printed).count()), (2, 2), "{to}\n{said}");
    }
}

#[test]
fn a_label_that_prints_another_formula_is_told_with_both() {
    let text = position("Net position (100–200)", "EUR = 100–210");
    warns(&text, &["P0608"]);
    let said = everything_said(&text, &compile(&[&text]).diagnostics);
    assert!(said.contains("P0608 [(100–200)] the label prints `(100–200)`, and `300` is computed as `100–210`"), "{said}");
    assert!(said.contains("[100–210] the formula of position `300`"), "{said}");
    assert!(said.contains("write `= 100–200`; if the formula is right, print `(100–210)`"), "{said}");
}

#[test]
fn formulas_that_mean_the_same_are_the_same() {
    for (label, formula) in [
        ("(100–200)", "100-200"),
        ("(-200+100)", "100-200"),
        ("(100+200+210)", "100+...+210"),
        ("(100+…+210)", "100+200+210"),
        ("(100+200+...+220)", "100+...+220"),
        ("[100+(200–210)]", "100+200-210"),
        ("(= 100+200)", "100+200"),
        ("(300 = 100+200)", "100+200"),
        ("(100+200) (veselos euro)", "200+100"),
        ("(+/–) (100–200)", "100-200"),
        ("Net, short (200–100) or long (100–200)", "100-200"),
        ("(100–200)", "100-200 when 200 > 0"),
        ("(100–200)", "if 200 > 0 then 100-200 else 0"),
    ] {
        compiles(&position(label, &format!("EUR = {formula}")));
    }
    for (label, formula) in [
        ("(100/200)", "100/200"),
        ("(100:200)", "100/200"),
        ("(100÷(200+210)), %", "100/(200+210)"),
        ("(100/200 x 100)", "100/200"),
        ("(100/200х100)", "100/200"),
        ("(100x100/200)", "100/200"),
        ("((100)/(200))", "100/200"),
    ] {
        compiles(&position(label, &format!("percent = {formula}")));
    }
}

#[test]
fn other_formulas_are_others() {
    for (label, formula) in [
        ("(100–200)", "100+200"),
        ("(100+...+220)", "100+...+210"),
        ("(100+200+210)", "100+210"),
        ("(100+200)", "100+200+210"),
        ("[100+200]", "100+200+210"),
        ("Net, short (200–100) or long (100–210)", "100-220"),
    ] {
        let count = if label.contains("short") { 2 } else { 1 };
        warns(&position(label, &format!("EUR = {formula}")), &vec!["P0608"; count]);
    }
    warns(&position("(100/200), %", "percent = 100/210"), &["P0608"]);
    warns(&position("(100/200), %", "percent = 200/100"), &["P0608"]);
}

#[test]
fn what_is_no_formula_of_declared_codes_is_prose() {
    for label in [
        "(100)",
        "(net of 200)",
        "(100–999)",
        "(100, 200)",
        "(100+200)/210",
        "100+200",
        "(+/–)",
        "(1)",
        "(2024–2025)",
        "(300–220)",
        "(100–200",
        "(A-B)",
    ] {
        compiles(&position(label, "EUR = 100+220"));
    }
}

#[test]
fn each_language_is_looked_at() {
    warns(&form(&format!("{INPUTS}300 \"Net (100–200)\" lv \"Neto (100–210)\" : EUR = 100-200")), &["P0608"]);
    warns(&form(&format!("{INPUTS}300 \"Net (100–220)\" lv \"Neto (100–210)\" : EUR = 100-200")), &["P0608", "P0608"]);
    compiles(&form(&format!("{INPUTS}300 \"Net (100–200)\" lv \"Neto (100-200)\" : EUR = 100-200")));
}

#[test]
fn rows_columns_and_lists_are_looked_at() {
    let columns = "010 \"Total (020+030)\" = 020+030\n020\n030";
    compiles(&grid(columns, "100\n200\n300 \"Net (100–200)\" x 010 = 100-200"));
    warns(&grid(columns, "100\n200\n300 \"Net (200–100)\" x 010 = 100-200"), &["P0608"]);
    warns(&grid("010 \"Total (020–030)\" = 020+030\n020\n030", "100\n200"), &["P0608"]);
    // In a column codes are columns, in a row they are rows.
    compiles(&grid("010 \"Total (100–200)\" = 020+030\n020\n030", "100\n200"));
    compiles(&list("010 : EUR\n020 : EUR\n030 \"Net (010–020)\" : EUR = 010-020"));
    warns(&list("010 : EUR\n020 : EUR\n030 \"Net (010–020)\" : EUR = 020-010"), &["P0608"]);
}

#[test]
fn x_cells_are_passed_over_in_both() {
    compiles(&grid("010 \"Total (020+...+040)\" = 020+...+040\n020\n030\n040", "100 x 030\n200"));
    compiles(&grid("010 \"Total (020+040)\" = 020+...+040\n020\n030\n040", "100 x 030\n200 x 030"));
    warns(&grid("010 \"Total (020+040)\" = 020+...+040\n020\n030\n040", "100 x 030\n200"), &["P0608"]);
}

#[test]
fn a_label_whose_formula_is_left_to_the_reader_is_told() {
    let text = position("Net position (100–200)", "EUR");
    warns(&text, &["P0609"]);
    let said = everything_said(&text, &compile(&[&text]).diagnostics);
    assert!(said.contains("write `= 100–200` after its type; or a check: `require 300 = 100–200`"), "{said}");
    warns(&list("010 : EUR\n020 : EUR\n030 \"Net (010–020)\" : EUR"), &["P0609"]);
    warns(&grid("010\n020", "100\n200\n300 \"Net (100–200)\""), &["P0609"]);
}

#[test]
fn a_value_that_is_filled_in_on_purpose_is_not() {
    let check = "check net { require 100 - 200 = 300 }";
    compiles(&form(&format!("{INPUTS}300 \"Net position (100–200)\" : EUR\n{check}")));
    compiles(&report(&format!("form f {{\n{INPUTS}300 \"Net (100–200)\" : EUR\n}}\ncheck net {{ require 300 = 100-200 tolerance 1 EUR }}")));
    // What it prints is no amount.
    compiles(&position("Rate (100/200)", "EUR"));
    compiles(&position("Note (100–200)", "text"));
    // The rows of a total column are computed by it.
    compiles(&grid("010 \"Total\" = 020+030\n020\n030", "100 \"Cash (200)\" x 030\n200"));
}
