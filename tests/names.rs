//! Looking up a name: own row or column, own table, the report's other tables, the package; and reaching further.

use super::support::{HEADER, compiles, evaluates, form, grid, list, rejects, rejects_saying, report, warns};

#[test]
fn the_own_table_goes_before_the_reports_other_tables() {
    let text = report("form f {\na : EUR\nb : EUR = a\n}\nform g {\na : EUR\nc : EUR = a\n}");
    evaluates(&text, &[("f.a", "1"), ("g.a", "2")], &[("f.b", "1 computed"), ("g.c", "2 computed")]);
}

#[test]
fn a_name_of_one_other_table_of_the_report_needs_no_qualifier() {
    let text = report("form f {\na : EUR\nA1 : EUR\n}\nform g {\nc : EUR = a + A1\n}");
    evaluates(&text, &[("f.a", "1"), ("f.A1", "2")], &[("g.c", "3 computed")]);
}

#[test]
fn a_name_of_several_other_tables_is_an_error_that_names_the_spellings() {
    let text = report("form f {\na : EUR\n}\nform h {\na : EUR\n}\nform g {\nc : EUR = a\n}");
    rejects_saying(&text, "P0205", &["`f.a`", "`h.a`"]);
    evaluates(&text.replace("= a", "= h.a"), &[("f.a", "1"), ("h.a", "2")], &[("g.c", "2 computed")]);
}

#[test]
fn a_tables_name_goes_before_a_parameters() {
    let tables = "form f {\nlimit : percent\nb : percent = limit\n}\nform g {\nc : percent = limit\n}";
    let text = format!(
        "{HEADER}parameter limit : percent {{ from 2025-01-01 = 7 % }}\nreport r \"R\" {{\n{tables}\n}}\nreport s \"S\" {{\nform f {{\na : percent = limit\n}}\n}}"
    );
    evaluates(&text, &[("f.limit", "1")], &[("f.b", "1.00 computed"), ("g.c", "1.00 computed"), ("s.f.a", "7.00 computed")]);
}

#[test]
fn a_name_of_another_report_needs_the_reports_name() {
    let text =
        |formula: &str| format!("{HEADER}report r \"R\" {{\nform f {{\na : EUR\n}}\n}}\nreport s \"S\" {{\nform g {{\nb : EUR = {formula}\n}}\n}}");
    rejects(&text("a"), &["P0203"]);
    rejects(&text("f.a"), &["P0203"]);
    for formula in ["r.a", "r.f.a"] {
        evaluates(&text(formula), &[("f.a", "4")], &[("s.g.b", "4 computed")]);
    }
    rejects_saying(&text("q.f.a"), "P0203", &["`r`"]);
    rejects_saying(&text("r.h.a"), "P0203", &["`f`"]);
    rejects(&text("r.f.g.a"), &["P0203"]);
}

#[test]
fn a_code_of_several_tables_of_another_report_needs_the_tables_name() {
    let text = |formula: &str| {
        format!(
            "{HEADER}report r \"R\" {{\nform f {{\n010 : EUR\n}}\nform g {{\n010 : EUR\n}}\n}}\nreport s \"S\" {{\nform h {{\nb : EUR = {formula}\n}}\n}}"
        )
    };
    rejects_saying(&text("r.010"), "P0205", &["`r.f.010`", "`r.g.010`"]);
    evaluates(&text("r.g.010"), &[("f.010", "1"), ("g.010", "2")], &[("s.h.b", "2 computed")]);
}

#[test]
fn in_a_rows_formula_a_code_is_a_row_and_in_a_columns_a_column() {
    let text =
        grid("010 = 020 + 030\n020\n030", "010\n020 = 010 x 10 overrides columns = 5".replace("010 x 10 overrides columns = 5", "010").as_str());
    let submission = [("g.010:020", "1"), ("g.010:030", "2")];
    let expected = [("g.010:010", "3 computed"), ("g.020:010", "3 computed"), ("g.020:020", "1 computed"), ("g.020:030", "2 computed")];
    evaluates(&text, &submission, &expected);
}

#[test]
fn after_over_and_in_marks_of_a_row_a_code_is_a_column() {
    let text = grid("1\n2\n3", "1 x 3\n2 x 3\n4 x 3 = running sum of 1 over 1..2");
    evaluates(&text, &[("g.1:1", "5"), ("g.1:2", "7")], &[("g.4:1", "5 computed"), ("g.4:2", "12 computed"), ("g.4:3", "x"), ("g.1:3", "x")]);
    rejects(&grid("1\n2", "3 x 3\n4"), &["P0204"]);
    rejects(&grid("1\n2", "3\n4 = running sum of 3 over 3..4"), &["P0204"]);
}

#[test]
fn in_a_column_marks_and_over_name_rows() {
    let text = grid("1\n2 x 7\n3 = running sum of 1 over 6..7", "6\n7");
    evaluates(&text, &[("g.6:1", "5"), ("g.7:1", "7")], &[("g.6:3", "5 computed"), ("g.7:3", "12 computed"), ("g.7:2", "x")]);
}

#[test]
fn a_row_of_another_grid_is_taken_in_the_column_of_equal_code() {
    let text = report(
        "grid a : EUR, blank = 0 {\ncolumns {\n1 \"u\"\n2 \"v\"\n}\nrows {\n10\n}\n}\ngrid b : EUR {\ncolumns {\n2 \"v\"\n1 \"u\"\n}\nrows {\n20 = a.10\n}\n}",
    );
    evaluates(&text, &[("a.10:1", "5"), ("a.10:2", "7")], &[("b.20:1", "5 computed"), ("b.20:2", "7 computed")]);
}

#[test]
fn a_column_of_another_grid_is_taken_in_the_row_of_equal_code() {
    let text =
        report("grid a : EUR, blank = 0 {\ncolumns {\n1\n}\nrows {\n10\n20\n}\n}\ngrid b : EUR {\ncolumns {\n2 = a.1\n}\nrows {\n20\n10\n}\n}");
    evaluates(&text, &[("a.10:1", "5"), ("a.20:1", "7")], &[("b.10:2", "5 computed"), ("b.20:2", "7 computed")]);
}

#[test]
fn a_column_of_equal_code_must_be_there() {
    let text = report("grid a : EUR {\ncolumns {\n1\n}\nrows {\n10\n}\n}\ngrid b : EUR {\ncolumns {\n1\n2\n}\nrows {\n20 = a.10\n}\n}");
    rejects_saying(&text, "P0406", &["`a` has no column `2`"]);
    compiles(&text.replace("20 = a", "20 x 2 = a"));
}

#[test]
fn a_column_whose_own_formula_goes_before_needs_no_counterpart() {
    let source = "grid a : EUR, blank = 0 {\ncolumns {\n1\n}\nrows {\n10\n}\n}\n";
    let text = report(&format!("{source}grid b : EUR {{\ncolumns {{\n1\n2 overrides rows = 1 + 3 EUR\n}}\nrows {{\n20 = a.10\n}}\n}}"));
    evaluates(&text, &[("a.10:1", "5")], &[("b.20:1", "5 computed"), ("b.20:2", "8 computed")]);
    rejects_saying(&text.replace(" overrides rows", ""), "P0406", &["`a` has no column `2`"]);
    rejects_saying(&text.replace("20 = a", "20 overrides columns = a").replace(" overrides rows", ""), "P0406", &["`a` has no column `2`"]);
    let turned = report(&format!("{source}grid b : EUR {{\ncolumns {{\n2 = a.1\n}}\nrows {{\n10\n20 overrides columns = 10 + 3 EUR\n}}\n}}"));
    evaluates(&turned, &[("a.10:1", "5")], &[("b.10:2", "5 computed"), ("b.20:2", "8 computed")]);
    rejects_saying(&turned.replace(" overrides columns", ""), "P0406", &["`a` has no row `20`"]);
}

#[test]
fn a_column_of_equal_code_and_another_label_is_a_warning_unless_one_is_computed() {
    let text = report(
        "grid a : EUR {\ncolumns {\n1 \"u\"\n2 \"v\"\n}\nrows {\n10\n}\n}\ngrid b : EUR {\ncolumns {\n1 \"u\"\n2 \"w\"\n}\nrows {\n20 = a.10\n}\n}",
    );
    warns(&text, &["P0607"]);
    warns(&text.replace("20 = a.10", "20 = a.10 accept P0607 \"known\""), &[]);
    warns(&text.replace("2 \"w\"", "2 \"w\" = 1").replace("20 = a.10", "20 overrides columns = a.10"), &[]);
}

#[test]
fn row_and_column_name_a_cell() {
    let text = report(
        "grid g : EUR, blank = 0 {\ncolumns {\n010\n020\n}\nrows {\n1\n2\n}\nlet d = 2:020\n}\nform f {\na : EUR = g.1:020\nb : EUR = r.g.2:010\nc : EUR = g.d\n}\ncheck c { require 1:020 = 5 EUR }",
    );
    let submission = [("g.1:020", "5"), ("g.2:010", "6"), ("g.2:020", "7")];
    evaluates(&text, &submission, &[("f.a", "5 computed"), ("f.b", "6 computed"), ("f.c", "7 computed")]).checks(&["c pass"]);
}

#[test]
fn a_cell_of_which_a_part_is_unknown_is_an_error_that_names_the_nearest() {
    let text = |cell: &str| report(&format!("grid g : EUR {{\ncolumns {{\n010\n020\n}}\nrows {{\n100\n200\n}}\n}}\nform f {{\na : EUR = {cell}\n}}"));
    rejects_saying(&text("g.100:030"), "P0204", &["column `030`", "`020`"]);
    rejects_saying(&text("g.300:010"), "P0204", &["row `300`", "`200`"]);
    rejects_saying(&text("g.100"), "P0212", &["`g.100:010`"]);
    rejects_saying(&text("g.010"), "P0212", &["`g.100:010`"]);
    rejects(&text("f.a:010"), &["P0204"]);
}

#[test]
fn a_total_row_is_named_like_a_row() {
    let text =
        report("list l {\n010 : EUR\n020 : EUR\ntotal { 010 = sum }\n}\nform f {\na : EUR = l.total:010\n}\ncheck c { require total:010 > 0 }");
    evaluates(&text, &[("l.1:010", "5"), ("l.1:020", "0"), ("l.2:010", "6"), ("l.2:020", "0")], &[("f.a", "11 computed")]).checks(&["c pass"]);
    rejects(&text.replace("l.total:010", "l.total:020"), &["P0204"]);
    rejects(&text.replace("l.total:010", "l.1:010"), &["P0204"]);
}

#[test]
fn a_column_of_a_list_is_no_single_value() {
    let text = |formula: &str| report(&format!("list l {{\n010 : EUR\n}}\nform f {{\na : EUR = {formula}\n}}"));
    rejects_saying(&text("l.010"), "P0211", &["sum(l.010)"]);
    compiles(&text("sum(l.010)"));
}

#[test]
fn a_table_is_no_value() {
    rejects_saying(&report("form f {\na : EUR\n}\nform g {\nb : EUR = f\n}"), "P0203", &["`f.a`"]);
}

#[test]
fn unknown_names_are_errors_that_name_the_nearest() {
    rejects_saying(&form("equity : EUR\nb : EUR = equty"), "P0203", &["`equity`"]);
    rejects_saying(&form("010 : EUR\n020 : EUR = f.011"), "P0204", &["`010`"]);
    rejects_saying(&form("010 : EUR\n020 : EUR = g.010"), "P0203", &["`f`"]);
    rejects_saying(&form("A1 : EUR\n020 : EUR = A2"), "P0204", &["`A1`"]);
    rejects_saying(&form("010 : code countries"), "P0203", &["`iso3166`"]);
    rejects_saying(&form("010 : EUX"), "P0206", &["`EUR`"]);
    rejects_saying(&form("010 : percnt"), "P0207", &["`percent`"]);
    rejects_saying(&form("010 : EUR\n020 : EUR = suma(010)"), "P0208", &["`sum`"]);
}

#[test]
fn what_could_not_be_read_is_not_unknown_as_well() {
    rejects(&form("010 : EUR : count\n020 : EUR = 010"), &["P0101"]);
    rejects(&report("form f {\n010 : EUR\n020 = = 5\n}\nform g {\na : EUR = f.020\n}"), &["P0101"]);
    rejects(&form("010 : EUX\n020 : EUR = 010 + 010"), &["P0206"]);
}

#[test]
fn nothing_is_declared_twice() {
    rejects(&form("010 : EUR\n010 : EUR"), &["P0202"]);
    rejects(&grid("1\n1", "2\n3"), &["P0202"]);
    rejects(&list("010 : EUR\n010 : EUR"), &["P0202"]);
    rejects(&report("form f {\n010 : EUR\n}\ngrid f : EUR {\ncolumns {\n1\n}\nrows {\n2\n}\n}"), &["P0202"]);
    rejects(&report("form f {\n010 : EUR\ncheck c { require 010 > 0 }\ncheck c { require 010 > 0 }\n}"), &["P0202"]);
    rejects(&form("010 : EUR\nlet a = 010\nlet a = 010\n020 : EUR = a"), &["P0202"]);
    rejects(&format!("{}report r \"R\" {{\nform f {{\n010 : EUR\n}}\n}}\n", form("010 : EUR")), &["P0202"]);
    let parameter = "parameter p : percent { from 2025-01-01 = 1 % }\n";
    rejects(&format!("{}{parameter}{parameter}", form("010 : percent = p")), &["P0202"]);
    let codelist = "codelist c { 01; 02 }\n";
    rejects(&format!("{}{codelist}{codelist}", form("010 : code c")), &["P0202"]);
    rejects(&format!("{}codelist c {{ 01; 01 }}\n", form("010 : code c")), &["P0202"]);
    rejects(&format!("{}codelist iso4217 {{ EUR }}\n", form("010 : code iso4217")), &["P0202"]);
    rejects(&format!("{HEADER}{}", form("010 : EUR")), &["P0202"]);
}

#[test]
fn the_same_code_may_stand_on_both_sides_of_a_grid_and_in_several_tables() {
    compiles(&grid("010\n020", "010\n020"));
    compiles(&report("form f {\n010 : EUR\n}\nform g {\n010 : EUR\n}"));
}

#[test]
fn declarations_may_stand_in_any_order_and_in_several_texts() {
    let text = form("b : EUR = a\nc : percent = g.d\na : EUR")
        .replace("}\n}\n", "}\nform g {\nd : percent = limit\n}\n}\nparameter limit : percent { from 2025-01-01 = 5 % }\n");
    evaluates(&text, &[("f.a", "4")], &[("f.b", "4 computed"), ("f.c", "5.00 computed")]);
    let texts = ["report r \"R\" { form f { a : percent = limit } }", HEADER, "parameter limit : percent { from 2025-01-01 = 5 % }"];
    let compiled = positum_compiler::compile::compile(&texts);
    assert!(compiled.plan.is_some() && compiled.diagnostics.is_empty());
}

#[test]
fn a_package_has_one_header() {
    rejects("report r \"R\" {\nform f {\n010 : EUR\n}\n}\n", &["P0201"]);
    rejects("", &["P0201"]);
    rejects("# nothing\n", &["P0201"]);
}

#[test]
fn what_nothing_uses_is_a_warning_that_can_be_accepted() {
    warns(&form("010 : EUR\nlet a = 010"), &["P0602"]);
    warns(&form("010 : EUR\nlet a = 010 accept P0602 \"later\""), &[]);
    warns(&format!("{}parameter p : percent\n", form("010 : EUR")), &["P0602"]);
    warns(&format!("{}parameter p : percent accept P0602 \"later\"\n", form("010 : EUR")), &[]);
    warns(&format!("{}codelist c {{ 01 }}\n", form("010 : EUR")), &["P0602"]);
    rejects(&form("010 : EUR\nlet a = 010 accept P0204 \"no warning\""), &["P0203"]);
}

#[test]
fn a_let_is_found_like_a_position() {
    let text = report(
        "form f {\n010 : EUR\nlet half = 010 / 2\n020 : EUR = half + half\n}\nform g {\n030 : EUR = half\n040 : EUR = f.half\n}\nlist l {\n050 : EUR\nlet third = 050 / 3\n060 : EUR = third * 2\n}\nform h {\n070 : EUR = sum(l.third)\n}",
    );
    let submission = [("f.010", "5"), ("l.1:050", "10"), ("l.2:050", "10")];
    let expected = [("f.020", "5 computed"), ("g.030", "3 computed"), ("g.040", "3 computed"), ("l.1:060", "7 computed"), ("h.070", "7 computed")];
    evaluates(&text, &submission, &expected);
}

#[test]
fn a_submission_cannot_give_a_let() {
    let text = form("010 : EUR\nlet half = 010 / 2\n020 : EUR = half");
    evaluates(&text, &[("f.010", "4"), ("f.half", "9")], &[("f.020", "2 computed")]).finds(&["f.half unknown_name"]);
}
