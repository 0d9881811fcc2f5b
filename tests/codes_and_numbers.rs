//! "Code or number?": which digits name a cell and which count.

use super::support::{HEADER, compiles, evaluates, form, list, rejects, rejects_saying, report, warns};

/// A form of decimals: inputs with these codes, each holding its place times 10, and `out` of a formula.
fn computed(codes: &[&str], formula: &str) -> String {
    let entries: Vec<String> = codes.iter().map(|code| format!("{code} : decimal(2)")).collect();
    let text = form(&format!("{}\nout : decimal(2) = {formula}", entries.join("\n")));
    let addresses: Vec<String> = codes.iter().map(|code| format!("f.{}", code.trim_matches('\''))).collect();
    let values: Vec<String> = (1..=codes.len()).map(|place| (place * 10).to_string()).collect();
    let submission: Vec<(&str, &str)> = addresses.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    evaluates(&text, &submission, &[]).cells["f.out"].clone()
}

#[test]
fn digits_are_a_code_where_the_own_table_has_a_code_of_digits_of_that_length() {
    assert_eq!(computed(&["010", "020"], "020 - 010"), "10.00 computed");
    assert_eq!(computed(&["1", "2", "010"], "1 + 2 + 010"), "60.00 computed");
    assert_eq!(computed(&["100", "200"], "200 - 100"), "10.00 computed");
}

#[test]
fn an_unknown_code_is_an_error_that_names_the_nearest_and_how_to_write_the_number() {
    let text = form("100 : EUR\n110 : EUR\n120 : EUR\n900 : EUR = 100 + 115");
    rejects_saying(&text, "P0204", &["`115`", "`110`", "`120`", "115.0", "115 EUR"]);
    rejects_saying(&form("010 : EUR\n020 : EUR = 015"), "P0204", &["`010`"]);
}

#[test]
fn digits_of_another_length_are_a_number() {
    assert_eq!(computed(&["010"], "010 + 5 + 25 + 1234"), "1274.00 computed");
    assert_eq!(computed(&["1", "2"], "2 + 10 + 100"), "130.00 computed");
}

#[test]
fn codes_with_capitals_or_names_do_not_make_digits_of_their_length_codes() {
    assert_eq!(computed(&["25B", "A01", "abc"], "25B + 100"), "110.00 computed");
    assert_eq!(computed(&["'1 2'", "'1-2'"], "'1 2' + 100"), "110.00 computed");
}

#[test]
fn a_quoted_code_of_digits_is_a_code_of_digits() {
    assert_eq!(computed(&["'010'"], "010 + '010' + 5"), "25.00 computed");
    rejects(&form("'010' : EUR\n900 : EUR = 100"), &["P0204"]);
    rejects(&form("010 : EUR\n900 : EUR = '5'"), &["P0204"]);
}

#[test]
fn zero_is_a_number_unless_it_is_declared() {
    assert_eq!(computed(&["1", "2"], "2 + 0"), "20.00 computed");
    assert_eq!(computed(&["1", "0"], "1 + 0"), "30.00 computed");
}

#[test]
fn whole_digits_with_a_leading_zero_are_never_a_number() {
    for digits in ["05", "00", "0100", "007"] {
        rejects(&form(&format!("1 : decimal(0)\n2 : decimal(0) = 1 + {digits}")), &["P0204"]);
    }
    assert_eq!(computed(&["1"], "1 + 0.5"), "10.50 computed");
    assert_eq!(computed(&["010"], "010 + 0.5"), "10.50 computed");
}

#[test]
fn a_number_of_a_codes_length_takes_a_decimal_or_a_unit() {
    assert_eq!(computed(&["010"], "010 + 100.0"), "110.00 computed");
    let text =
        form("100 : EUR\n200 : EUR = 100 + 100 EUR\n300 : percent = 100 / 200 + 100 %\n400 : EUR = 100 + 100 000 EUR\n500 : EUR = 100 x 100.0");
    let expected = [("f.200", "105 computed"), ("f.300", "104.76 computed"), ("f.400", "100005 computed"), ("f.500", "500 computed")];
    evaluates(&text, &[("f.100", "5")], &expected);
}

#[test]
fn grouped_digits_are_a_number_even_where_codes_have_that_length() {
    assert_eq!(computed(&["123456"], "123456 + 123 456"), "123466.00 computed");
}

#[test]
fn an_aggregates_bare_argument_is_looked_up_in_the_source_list() {
    let text = report(
        "list l {\n1 : integer\n010 : decimal(0)\n}\nlist g from l by 1 {\n20 : decimal(0) = sum(010)\n30 : decimal(0) = sum(010 + 100.0)\n40 : decimal(0) = 20 + 010\n}",
    );
    rejects_saying(&text, "P0204", &["`010`"]);
    let text = report(
        "list l {\n1 : integer\n010 : decimal(0)\n}\nlist g from l by 1 {\n20 : decimal(0) = sum(010)\n30 : decimal(0) = 20 + 100\n40 : decimal(0) = sum(010 + 10)\n}",
    );
    let submission = [("l.1:1", "7"), ("l.1:010", "3"), ("l.2:1", "7"), ("l.2:010", "4")];
    evaluates(&text, &submission, &[("g.1:20", "7 computed"), ("g.1:30", "107 computed"), ("g.1:40", "27 computed")]);
    rejects_saying(&report("list l {\n1 : integer\n010 : EUR\n}\nlist g from l by 1 {\n20 : EUR = sum(015)\n}"), "P0204", &["`010`"]);
}

#[test]
fn the_filter_of_an_aggregate_is_looked_up_in_its_list() {
    let text = report("list l {\n010 : decimal(0)\n020 : decimal(0)\n}\nform f {\n5 : decimal(0) = sum(l.010 where 020 > 100.0)\n}");
    let submission = [("l.1:010", "3"), ("l.1:020", "101"), ("l.2:010", "4"), ("l.2:020", "100")];
    evaluates(&text, &submission, &[("f.5", "3 computed")]);
    rejects(&text.replace("100.0", "100"), &["P0204"]);
}

#[test]
fn after_a_qualifier_digits_are_looked_up_in_the_table_named() {
    let text = report("form f {\n010 : EUR\n}\nform g {\n1 : EUR = f.010\n2 : EUR = r.f.010\n3 : EUR = 1 + r.g.2\n}");
    evaluates(&text, &[("f.010", "5")], &[("g.1", "5 computed"), ("g.2", "5 computed"), ("g.3", "10 computed")]);
    for digits in ["100", "5", "0"] {
        rejects_saying(&report(&format!("form f {{\n010 : EUR\n}}\nform g {{\n1 : EUR = f.{digits}\n}}")), "P0204", &["`f`"]);
    }
}

#[test]
fn in_a_reports_check_digits_are_looked_up_in_all_its_tables() {
    let tables = "form f {\n010 : decimal(0)\n}\nform g {\n20 : decimal(0)\n}\n";
    let text = report(&format!("{tables}check c \"{{010}} {{20}} {{5}}\" {{ require 010 + 20 = 5 }}"));
    let shown = evaluates(&text, &[("f.010", "3"), ("g.20", "1")], &[]);
    shown.checks(&["c fail"]);
    assert!(shown.messages[0].starts_with("3 1 "), "{:?}", shown.messages);
    rejects(&report(&format!("{tables}check c {{ require 010 = 100 }}")), &["P0204"]);
    rejects(&report(&format!("{tables}check c {{ require 010 = 10 }}")), &["P0204"]);
    rejects(&report(&format!("{tables}check c \"{{30}}\" {{ require 010 = 1000 }}")), &["P0204"]);
    evaluates(&report(&format!("{tables}check c {{ require 010 = 100.0 }}")), &[("f.010", "100"), ("g.20", "1")], &[]).checks(&["c pass"]);
}

#[test]
fn in_a_tables_check_digits_are_looked_up_in_that_table_alone() {
    let text = report("form f {\n010 : decimal(0)\ncheck c { require 010 = 20 }\n}\nform g {\n20 : decimal(0)\n}");
    evaluates(&text, &[("f.010", "20"), ("g.20", "1")], &[]).checks(&["c pass"]);
}

#[test]
fn in_tolerances_parameters_and_digit_arguments_digits_are_numbers() {
    let text = format!(
        "{HEADER}parameter most : count {{ from 2025-01-01 = 100 }}\nreport r \"R\" {{\nform f {{\n100 : count\n200 : count\n2 : percent\n3 : ratio(3) = round(2, 2)\n4 : ratio(3) = round(2, 002)\n}}\ncheck c {{ require f.100 = f.200 tolerance 100 }}\ncheck d {{ require f.100 <= most }}\n}}"
    );
    let shown = evaluates(&text, &[("f.100", "100"), ("f.200", "200"), ("f.2", "12.34")], &[("f.3", "0.120 computed"), ("f.4", "0.120 computed")]);
    shown.checks(&["c pass", "d pass"]);
}

#[test]
fn digits_with_a_dot_are_a_dotted_code_where_the_table_has_codes_of_that_shape() {
    assert_eq!(computed(&["1.1", "1.2"], "1.1 + 1.2"), "30.00 computed");
    rejects_saying(&form("1.1 : EUR\n1.2 : EUR\n2 : EUR = 1.1 + 1.3"), "P0204", &["`1.2`"]);
    rejects(&form("1.1 : decimal(0)\n2 : decimal(0) = 1.1 + 2.5"), &["P0204"]);
    assert_eq!(computed(&["1.1", "1.2"], "1.1 + 0.5"), "10.50 computed");
    assert_eq!(computed(&["1.1", "0.5"], "1.1 + 0.5"), "30.00 computed");
}

#[test]
fn digits_with_a_dot_are_else_a_decimal() {
    assert_eq!(computed(&["010", "1"], "010 + 1.5"), "11.50 computed");
    assert_eq!(computed(&["2.1.3"], "2.1.3 + 1.5"), "11.50 computed");
    assert_eq!(computed(&["2.1.3", "2.1"], "2.1.3 + 2.1"), "30.00 computed");
}

#[test]
fn digits_with_two_dots_are_never_a_number() {
    rejects(&form("010 : decimal(0)\n020 : decimal(0) = 010 + 1.2.3"), &["P0204"]);
}

#[test]
fn a_dotted_code_unknown_in_the_own_table_is_not_sought_in_others() {
    let text = report("form f {\n1.1 : EUR\n2.1 : EUR = 1.1 + 1.2\n}\nform g {\n1.2 : EUR\n}");
    rejects_saying(&text, "P0204", &["`f`", "`1.1`"]);
    compiles(&text.replace("+ 1.2", "+ g.1.2"));
}

#[test]
fn digits_unknown_in_the_own_table_are_not_sought_in_others() {
    rejects_saying(&report("form f {\n010 : EUR\n020 : EUR = 030\n}\nform g {\n030 : EUR\n}"), "P0204", &["`f`"]);
}

#[test]
fn in_a_grid_the_codes_of_both_sides_decide_what_is_a_code() {
    let text = |formula: &str| report(&format!("grid g : decimal(0) {{\ncolumns {{\n010\n020\n}}\nrows {{\n1\n2 = {formula}\n}}\n}}"));
    let submission = [("g.1:010", "4"), ("g.1:020", "5")];
    evaluates(&text("1 + 25"), &submission, &[("g.2:010", "29 computed"), ("g.2:020", "30 computed")]);
    rejects_saying(&text("1 + 010"), "P0212", &["row:column"]);
    rejects(&text("1 + 100"), &["P0204"]);
    rejects(&text("1 + 3"), &["P0204"]);
    evaluates(&text("1 + 1:020"), &submission, &[("g.2:010", "9 computed"), ("g.2:020", "10 computed")]);
}

#[test]
fn in_a_lists_formula_and_total_digits_are_columns() {
    let text = list("010 : decimal(0)\n020 : decimal(0) = 010 * 2\ntotal { 010 = sum; 020 = 010 * 3 }");
    evaluates(&text, &[("l.1:010", "4"), ("l.2:010", "5")], &[("l.2:020", "10 computed"), ("l.total:020", "27 computed")]);
    rejects(&list("010 : decimal(0)\n020 : decimal(0) = 100"), &["P0204"]);
    rejects(&list("010 : decimal(0)\n020 : decimal(0)\ntotal { 010 = sum; 020 = 100 }"), &["P0204"]);
}

#[test]
fn a_let_reads_digits_as_its_table_does() {
    let text = form("010 : decimal(0)\nlet d = 010 + 5\n020 : decimal(0) = d");
    evaluates(&text, &[("f.010", "4")], &[("f.020", "9 computed")]);
    rejects(&form("010 : decimal(0)\nlet d = 010 + 500\n020 : decimal(0) = d"), &["P0204"]);
}

#[test]
fn the_unused_digits_of_a_label_mean_nothing() {
    warns(&form("010 \"(100–200)\" : EUR"), &[]);
}
