//! How definitions are written: entries, strings, comments, operators, numbers, precedence.

use super::support::{HEADER, compiles, evaluates, form, rejects, rejects_saying, report};
use positum_plan::plan::{Plan, Shape};

/// A form with the inputs 010 = 10, 020 = 3, 030 = 2 and 040 blank, without units, and 900 of a formula.
fn computed(formula: &str) -> String {
    let text = form(&format!("010 : decimal(2)\n020 : decimal(2)\n030 : decimal(2)\n040 : decimal(2), optional\n900 : decimal(2) = {formula}"));
    let shown = evaluates(&text, &[("f.010", "10"), ("f.020", "3"), ("f.030", "2")], &[]);
    shown.cells["f.900"].clone()
}

fn has_values(formulas: &[(&str, &str)]) {
    for (formula, value) in formulas {
        assert_eq!(computed(formula), format!("{value} computed"), "{formula}");
    }
}

fn labels(plan: &Plan) -> Vec<String> {
    match &plan.tables.iter().next().unwrap().shape {
        Shape::Form { axis, .. } => axis.entries.iter().map(|entry| entry.label.text("en", &[]).to_owned()).collect(),
        Shape::Grid { .. } | Shape::List(_) => Vec::new(),
    }
}

#[test]
fn entries_end_at_a_line_end_or_a_semicolon() {
    let submission = [("f.010", "1"), ("f.020", "2")];
    let expected = [("f.030", "3 computed"), ("f.040", "-1 computed")];
    evaluates(&form("010 : EUR\n020 : EUR\n030 : EUR = 010+020\n040 : EUR = 010-020"), &submission, &expected);
    evaluates(&form("010 : EUR; 020 : EUR;; 030 : EUR = 010+020; 040 : EUR = 010-020;"), &submission, &expected);
    evaluates(&form("010 : EUR\r\n020 : EUR\r\n030 : EUR = 010+020\r\n040 : EUR = 010-020\r\n"), &submission, &expected);
    rejects(&form("010 : EUR 020 : EUR"), &["P0101"]);
}

#[test]
fn a_formula_goes_on_where_a_bracket_is_open() {
    has_values(&[
        ("(010\n  + 020\n  030)".replace("\n  030", "\n  * 030").as_str(), "16.00"),
        ("max(\n010\n,\n020\n)", "10.00"),
        ("(\n010\n)", "10.00"),
    ]);
    rejects(&form("010 : EUR\n020 : EUR = (010\n 010)"), &["P0101"]);
}

#[test]
fn a_formula_goes_on_where_a_line_ends_or_the_next_begins_with_an_operator() {
    has_values(&[
        ("010 +\n020", "13.00"),
        ("010\n+ 020", "13.00"),
        ("010 -\n\n  # why\n\n  020", "7.00"),
        ("010  # the first\n  × 020", "30.00"),
        ("040\nelse 020", "3.00"),
        ("040 else\n020", "3.00"),
        ("010\nwhen 010 = 10\nor 020 = 4", "10.00"),
        ("if 010\nin (10.0, 020)\nthen 030\nelse 020", "2.00"),
    ]);
    evaluates(&form("010 : EUR\n020 \"Twice\" : EUR\n  = 010\n  + 010"), &[("f.010", "4")], &[("f.020", "8 computed")]);
    evaluates(&form("010 : EUR\n020 : EUR =\n\n  010"), &[("f.010", "4")], &[("f.020", "4 computed")]);
}

#[test]
fn every_dash_is_a_minus() {
    for dash in ["-", "‐", "‑", "–", "—", "−"] {
        has_values(&[(&format!("010{dash}020"), "7.00"), (&format!("{dash}010"), "-10.00"), (&format!("010 {dash} {dash}020"), "13.00")]);
    }
}

#[test]
fn times_has_four_spellings() {
    for sign in ["*", "×", "·", "x", " x ", "* "] {
        has_values(&[(&format!("010{sign}020"), "30.00"), (&format!("(010){sign}(020 + 030)"), "50.00")]);
    }
    has_values(&[
        ("010x020x030", "60.00"),
        ("010x2", "20.00"),
        ("2x010", "20.00"),
        ("010x-020", "-30.00"),
        ("abs(-010)xmax(020, 030)".replace("xmax", " x max").as_str(), "30.00"),
    ]);
    let text = form(
        "025B : decimal(0)\nx1 : decimal(0)\n719 : decimal(0) = 025Bx719A\n719A : decimal(0)\n720 : decimal(0) = 719Axx1"
            .replace("xx1", " x x1")
            .as_str(),
    );
    evaluates(&text, &[("f.025B", "4"), ("f.719A", "5"), ("f.x1", "2")], &[("f.719", "20 computed"), ("f.720", "10 computed")]);
}

#[test]
fn comparisons_have_several_spellings() {
    for (condition, holds) in [
        ("010 = 10.0", true),
        ("010 ≠ 020", true),
        ("010 <> 10.0", false),
        ("020 < 3", false),
        ("020 <= 3", true),
        ("020 ≤ 3", true),
        ("020 > 3", false),
        ("020 >= 3", true),
        ("020 ≥ 4", false),
    ] {
        has_values(&[(&format!("if {condition} then 1 else 0"), if holds { "1.00" } else { "0.00" })]);
    }
}

#[test]
fn operators_of_other_languages_are_answered_with_ours() {
    for (theirs, ours) in [("!=", "<>"), ("==", "="), ("&&", "and"), ("||", "or"), ("=<", "<=")] {
        rejects_saying(&form(&format!("010 : count\ncheck c {{ require 010 {theirs} 5 }}")), "P0108", &[&format!("`{ours}`")]);
    }
}

#[test]
fn a_cyrillic_letter_is_answered_with_x() {
    rejects_saying(&form("010 : decimal(0)\n020 : decimal(0) = 010х010"), "P0107", &["Cyrillic", "`x`"]);
}

#[test]
fn strings_have_three_pairs_of_quotes_and_a_long_form() {
    let text = form("010 \"a «b»\" : EUR\n020 «c \"d\"» : EUR\n030 „e \"f\"” : EUR\n031 „g“ : EUR\n040 \"\"\"h \"i\"\n   j\n\n k\"\"\" : EUR");
    assert_eq!(labels(&compiles(&text)), ["a «b»", "c \"d\"", "e \"f\"", "g", "h \"i\" j  k"]);
}

#[test]
fn a_string_is_closed_on_its_line() {
    for open in ["\"", "«", "„"] {
        let said = rejects(&form(&format!("010 {open}a : EUR\n020 : count")), &["P0105"]);
        assert!(said.contains("not closed"), "{said}");
    }
}

#[test]
fn signs_in_strings_and_quoted_codes_are_no_signs_of_the_language() {
    let text = form("'A#1' \"{ # }\" : EUR\n'B\"{' «(» : EUR  # } \" (\n020 : EUR = 'A#1' - 'B\"{'\n030 : EUR = r.f.'A#1'");
    evaluates(&text, &[("f.A#1", "7"), ("f.B\"{", "2")], &[("f.020", "5 computed"), ("f.030", "7 computed")]);
}

#[test]
fn a_message_holds_values_in_braces_and_doubled_braces() {
    let text = form("010 : EUR\n020 : EUR\ncheck c \"{{{010}}} is {010 - 020} less, «{if 010 > 020 then 010 else 020}» {{\" { require 010 = 020 }");
    assert_eq!(evaluates(&text, &[("f.010", "9"), ("f.020", "2")], &[]).messages, ["{9} is 7 less, «9» {"]);
    rejects(&form("010 : EUR\ncheck c \"{010\" { require 010 = 0 }"), &["P0101"]);
    rejects(&form("010 : EUR\ncheck c \"{010 +}\" { require 010 = 0 }"), &["P0101"]);
    rejects(&form("010 : EUR\ncheck c \"{030}\" { require 010 = 0 }"), &["P0204"]);
}

#[test]
fn a_comment_reaches_to_the_end_of_the_line() {
    let text = "# first\npackage p \"P\" { # a\n  language en # b }\n  precision EUR 0 } # c\n# report x\nreport r \"R\" { # d\n  form f { # e\n    010 : EUR # = 5\n    # 011 : EUR\n    020 : EUR = (010 # (\n      + 010) # )\n  } }";
    evaluates(text, &[("f.010", "2")], &[("f.020", "4 computed"), ("f.011", "x")]);
}

#[test]
fn digits_are_grouped_in_threes_by_one_space_of_any_width() {
    has_values(&[
        ("1 900 000 - 010", "1899990.00"),
        ("1\u{a0}900\u{a0}000.5", "1900000.50"),
        ("12\u{202f}345.25", "12345.25"),
        ("1 000\u{a0}000", "1000000.00"),
        ("max(1 000, 010)", "1000.00"),
    ]);
    for wrong in ["1  900", "1 90", "1 9000", "1900 000", "1 900 00", "1\t900", "(1\n900)", "(1 #\n900)", "1.5 000"] {
        let said = rejects(&form(&format!("010 : EUR\n020 : decimal(0) = {wrong} + 0")), &["P0101"]);
        assert!(said.contains("P0101"), "{wrong}");
    }
}

#[test]
fn a_decimal_comma_is_answered_with_a_point() {
    rejects_saying(&form("010 : decimal(1)\n020 : decimal(1) = 010 + 12,5"), "P0106", &["`12.5`"]);
    rejects_saying(&form("010 : EUR\n020 : EUR\ncheck c { require 010 = 020 tolerance 12,5 EUR }"), "P0106", &["`12.5`"]);
    rejects_saying(&format!("{HEADER}parameter p : percent {{ from 2025-01-01 = 12,5 % }}\n"), "P0106", &["`12.5`"]);
}

#[test]
fn multiplication_binds_closer_than_addition_and_both_go_from_the_left() {
    has_values(&[
        ("2 + 3 * 4", "14.00"),
        ("(2 + 3) * 4", "20.00"),
        ("12 / 2 / 3", "2.00"),
        ("12 / (2 / 4)", "24.00"),
        ("12 / 2 * 3", "18.00"),
        ("12 - 2 - 3", "7.00"),
        ("12 - (2 - 3)", "13.00"),
        ("1 + 2 x 3 - 4 / 2", "5.00"),
    ]);
}

#[test]
fn a_sign_binds_closest() {
    has_values(&[("-010 * 020", "-30.00"), ("010 * -020", "-30.00"), ("- -010", "10.00"), ("010 - -020 - 030", "11.00"), ("-010 + 020", "-7.00")]);
}

#[test]
fn conditions_bind_not_then_and_then_or() {
    for (condition, holds) in [
        ("010 = 020 and 010 = 020 or 010 = 10.0", true),
        ("010 = 10.0 or 010 = 020 and 010 = 020", true),
        ("(010 = 10.0 or 010 = 020) and 010 = 020", false),
        ("not 010 = 020 and 010 = 020", false),
        ("not (010 = 020 and 010 = 020)", true),
        ("not not 010 = 10.0", true),
        ("010 + 020 * 030 = 16.0", true),
        ("010 - 020 > 030 + 4", true),
    ] {
        has_values(&[(&format!("if {condition} then 1 else 0"), if holds { "1.00" } else { "0.00" })]);
    }
}

#[test]
fn when_binds_closer_than_else_and_else_goes_to_the_right() {
    has_values(&[
        ("010 when 020 = 4 else 030", "2.00"),
        ("010 when 020 = 3 else 030", "10.00"),
        ("040 else 040 else 030", "2.00"),
        ("040 else 030 when 010 = 10.0", "2.00"),
        ("040 else 030 + 1", "3.00"),
        ("010 + 020 else 030", "13.00"),
        ("010 when 020 = 4 or 020 = 3 and 030 = 2 else 030", "10.00"),
    ]);
    assert_eq!(computed("040 else 030 when 010 = 11.0"), "not_applicable");
    assert_eq!(computed("(040 else 030) when 010 = 11.0"), "not_applicable");
}

#[test]
fn if_needs_else_and_inside_then_an_else_operator_needs_brackets() {
    has_values(&[
        ("if 010 > 020 then 1 else 2 + 3", "1.00"),
        ("if 010 < 020 then 1 else 2 + 3", "5.00"),
        ("if 010 > 020 then (040 else 7) else 0", "7.00"),
        ("if 010 < 020 then 1 else 040 else 8", "8.00"),
        ("if 010 > 020 then if 010 < 020 then 1 else 2 else 3", "2.00"),
        ("if 010 < 020 then if 010 < 020 then 1 else 2 else 3", "3.00"),
        ("1 + if 010 > 020 then 1 else 2", "2.00"),
        ("(if 010 > 020 then 1 else 2) + 1", "2.00"),
    ]);
    rejects(&form("010 : count\n020 : count = if 010 > 0 then 1"), &["P0101"]);
    rejects(&form("010 : count, optional\n020 : count = if 5 > 0 then 010 else 1 else 0 else 3 then"), &["P0101"]);
}

#[test]
fn in_takes_one_value_or_several_in_brackets() {
    has_values(&[
        ("if 010 in (1, 020, 5 + 5) then 1 else 0", "1.00"),
        ("if 010 in (1, 020) then 1 else 0", "0.00"),
        ("if 010 in 020 then 1 else 0", "0.00"),
        ("if not 010 in (020, 030) and 020 in (020) then 1 else 0", "1.00"),
    ]);
    rejects(&form("010 : count\n020 : count = (010, 010)"), &["P0110"]);
    rejects(&form("010 : count\n020 : count = 5 + (010, 010)"), &["P0110"]);
}

#[test]
fn comparisons_are_not_chained() {
    rejects_saying(&form("010 : count\ncheck c { require 0 < 010 < 5 }"), "P0109", &["0 < 010 and 010 < 5"]);
    rejects(&form("010 : count\ncheck c { require 010 = 010 = 010 }"), &["P0109"]);
    rejects(&form("010 : count\ncheck c { require 010 in 010 = 010 }"), &["P0109"]);
    compiles(&form("010 : count\ncheck c { require 0 < 010 and 010 < 5 }"));
}

#[test]
fn nine_words_are_reserved_and_all_others_can_be_names() {
    for word in ["and", "or", "not", "in", "if", "then", "else", "when", "x"] {
        rejects(&form(&format!("010 : EUR\n{word} : EUR")), &["P0101"]);
    }
    let words = [
        "ratio",
        "total",
        "sum",
        "count",
        "min",
        "source",
        "heading",
        "check",
        "let",
        "key",
        "form",
        "list",
        "grid",
        "columns",
        "rows",
        "optional",
        "blank",
        "severity",
        "tolerance",
        "require",
        "report",
        "package",
        "period",
        "due",
        "valid",
        "from",
        "until",
        "until_x",
        "x1",
        "android",
        "notes",
        "inner",
        "where",
        "overrides",
        "over",
        "running",
        "of",
        "accept",
        "language",
        "percent",
        "days",
        "bp",
    ];
    let entries: Vec<String> = words.iter().map(|word| format!("{word} : decimal(0)")).collect();
    let formulas: Vec<String> = words.iter().enumerate().map(|(index, word)| format!("{index:02}A : decimal(0) = {word} + 1 - {word}")).collect();
    compiles(&form(&format!("{}\n{}", entries.join("\n"), formulas.join("\n"))));
    for word in words {
        compiles(&report(&format!("form {word} {{\n010 : EUR\n}}\nform g {{\n020 : EUR = {word}.010\n}}")));
    }
}

#[test]
fn columns_of_lists_can_have_the_names_of_keywords() {
    let text = report(
        "list l {\nkey : text, key\ntotal \"A total\" : EUR\nsource : EUR\nheading : EUR\ncheck : EUR = total + source\ntotal { source = sum; check = sum }\n}",
    );
    evaluates(&text, &[("l.1:key", "a"), ("l.1:total", "1"), ("l.1:source", "2"), ("l.1:heading", "4")], &[("l.total:check", "3 computed")]);
}

#[test]
fn codes_are_digits_and_capitals_dotted_or_quoted() {
    let text = form(
        "010 : EUR\n025B : EUR\nAS0009 : EUR\nA : EUR\n2.1.3 : EUR\n2.1.4. \"with its dot\" : EUR\n'S.13 b' : EUR\ntotal : EUR = 010+025B+AS0009+A+2.1.3+2.1.4+'S.13 b'+'010'",
    );
    let submission = [
        ("f.010", "1"),
        ("f.025B", "10"),
        ("f.AS0009", "100"),
        ("f.A", "1000"),
        ("f.2.1.3", "10000"),
        ("f.2.1.4", "100000"),
        ("f.S.13 b", "1000000"),
    ];
    evaluates(&text, &submission, &[("f.total", "1111112 computed"), ("f.2.1.4", "100000 given")]);
}

#[test]
fn a_final_dot_is_no_part_of_a_code_in_submissions_either() {
    let text = form("1. : EUR\n2.1. : EUR\n3 : EUR = 1 + 2.1");
    evaluates(&text, &[("f.1", "5"), ("f.2.1.", "6")], &[("f.3", "11 computed")]).finds(&[]);
    evaluates(&text, &[("f.1.", "5"), ("f.2.1", "6")], &[("f.3", "11 computed")]).finds(&[]);
}

#[test]
fn names_begin_with_a_small_letter() {
    compiles(&form("a : EUR\na_1 : EUR\naB : EUR = a + a_1"));
    for wrong in ["_a", "ā", "Ab", "a-b"] {
        assert!(!rejects_anything(&form(&format!("010 : EUR\n{wrong} : EUR"))).is_empty(), "{wrong}");
    }
}

fn rejects_anything(text: &str) -> Vec<String> {
    let compiled = positum_compiler::compile::compile(&[text]);
    assert!(compiled.plan.is_none());
    compiled.diagnostics.iter().map(|diagnostic| diagnostic.code.number().to_owned()).collect()
}

#[test]
fn the_clauses_of_an_entry_have_an_order() {
    compiles(&report(
        "grid g {\ncolumns {\n010 : EUR = 020+030\n020 : EUR\n030 : EUR\n}\nrows {\n1 \"a\" lv \"b\" : EUR, blank = 0 x 020 overrides columns = 2 source \"s\" accept P0605 \"why\" accept P0612 \"for later\"\n2 \"c\"\n}\n}",
    ));
    for wrong in ["1 : EUR \"a\"", "1 = 2 : EUR", "1 x 020 : EUR", "1 source \"s\" = 2", "1 \"a\" = 2 overrides columns"] {
        let text = report(&format!("grid g : EUR {{\ncolumns {{\n010\n020\n}}\nrows {{\n{wrong}\n2\n}}\n}}"));
        rejects(&text, &["P0101"]);
    }
}

#[test]
fn the_clauses_of_a_check_stand_on_one_line_or_several() {
    let one = form("010 : EUR\n020 : EUR\ncheck c \"m\" { require 010 = 020 when 010 > 0 tolerance 1 EUR severity info source \"s\" }");
    let several = form("010 : EUR\n020 : EUR\ncheck c \"m\" {\nrequire 010\n= 020\nwhen 010\n> 0\ntolerance 1 EUR\nseverity info\nsource \"s\"\n}");
    let semicolons = form("010 : EUR\n020 : EUR\ncheck c \"m\" { source \"s\"; severity info; tolerance 1 EUR; when 010 > 0; require 010 = 020 }");
    let checks = [one, several, semicolons].map(|text| compiles(&text).checks);
    let [one, several, semicolons] =
        checks.map(|checks| checks.iter().map(|check| (check.severity, check.source.clone(), check.condition.is_some())).collect::<Vec<_>>());
    assert_eq!(one, several);
    assert_eq!(one, semicolons);
}

#[test]
fn a_clause_of_a_check_stands_once() {
    rejects(&form("010 : EUR\ncheck c { require 010 > 0\nrequire 010 < 5 EUR }"), &["P0215"]);
    rejects(&form("010 : EUR\ncheck c { severity info }"), &["P0216"]);
    rejects(&form("010 : EUR\ncheck c { require 010 > 0 severity grave }"), &["P0203"]);
}

#[test]
fn labels_are_in_languages_of_the_package() {
    let plan = compiles(&form("010 \"one\" lv \"viens\" : EUR"));
    let Shape::Form { axis, .. } = &plan.tables.iter().next().unwrap().shape else { panic!("a form") };
    assert_eq!((axis.entries[0].label.text("lv", &[]), axis.entries[0].label.text("en", &[])), ("viens", "one"));
    rejects(&form("010 \"one\" de \"eins\" : EUR"), &["P0209"]);
    rejects(&form("010 \"one\" lv \"viens\" lv \"viena\" : EUR"), &["P0215"]);
}

#[test]
fn dates_are_year_month_day() {
    let text = form("010 : date\n020 : days = 010 - 2025-01-01");
    evaluates(&text, &[("f.010", "2025-03-01")], &[("f.020", "59 computed")]);
    rejects(&form("010 : date\n020 : days = 010 - 2025-02-30"), &["P0217"]);
    rejects(&form("010 : date\ncheck c { require 010 >= 2025-13-01 }"), &["P0217"]);
}

#[test]
fn one_run_reports_every_independent_error() {
    let text = form("010 : EUR\n020 : EUR = 015\n030 : XYZ\n040 : EUR = 010 * / 010\n060 : percent = 010\n070 : EUR = 0.5 )");
    let said = rejects_anything(&text);
    for code in ["P0204", "P0206", "P0304"] {
        assert!(said.iter().any(|said| said == code), "{code} is not in {said:?}");
    }
}
