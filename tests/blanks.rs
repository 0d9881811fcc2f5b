//! States of cells, and what formulas do with cells that have no value.

use super::support::{HEADER, Shown, compiles, evaluates, form, list, rejects, report};

/// Inputs in every state: required, optional, `blank = 0`, one whose `when` is false, one that divides by zero.
const CELLS: &str = "given : EUR\nmissing : EUR\nblank : EUR, optional\nzero : EUR, blank = 0\nunread : EUR\n\
    off : EUR = given when given < 0\non : EUR = given when given > 0\nfailed : EUR = given / zero x 2.0";
const SUBMISSION: [(&str, &str); 2] = [("f.given", "5"), ("f.unread", "five")];

fn evaluated(formula: &str) -> Shown {
    evaluates(&form(&format!("{}\nout : EUR = {formula}", CELLS.replace("given / zero x 2.0", "given / (zero / 1 EUR)"))), &SUBMISSION, &[])
}

fn gives(expected: &str, formulas: &[&str]) {
    for formula in formulas {
        assert_eq!(evaluated(formula).cells["f.out"], expected, "{formula}");
    }
}

#[test]
fn every_cell_has_one_of_seven_states() {
    let shown = evaluated("given");
    shown.has(&[
        ("f.given", "5 given"),
        ("f.missing", "missing"),
        ("f.blank", "blank"),
        ("f.zero", "0 blank"),
        ("f.unread", "unreadable"),
        ("f.off", "not_applicable"),
        ("f.on", "5 computed"),
        ("f.failed", "not_computed"),
        ("f.out", "5 computed"),
    ]);
    shown.finds(&["f.missing missing_required", "f.unread unreadable_value", "f.failed division_by_zero"]);
}

#[test]
fn an_empty_text_is_as_absent_as_no_cell() {
    let text = form("a : EUR\nb : EUR, optional\nc : EUR, blank = 0");
    evaluates(&text, &[("f.a", ""), ("f.b", ""), ("f.c", "")], &[("f.a", "missing"), ("f.b", "blank"), ("f.c", "0 blank")])
        .finds(&["f.a missing_required"]);
}

#[test]
fn a_value_that_cannot_be_read_is_never_zero() {
    let text = form("c : EUR, blank = 0\no : EUR, optional\nd : EUR = c + 1 EUR\ne : EUR = sum(c, o)");
    let shown = evaluates(&text, &[("f.c", "1,5"), ("f.o", "1")], &[("f.c", "unreadable"), ("f.d", "not_computed"), ("f.e", "not_computed")]);
    shown.finds(&["f.c unreadable_value"]);
}

#[test]
fn a_cell_is_required_unless_it_or_its_table_says_otherwise() {
    let text = report("form f : EUR, optional {\na\nb : EUR, blank = 0\nc : count\nd : text\n}\nform g {\ne : EUR\n}");
    evaluates(&text, &[], &[("f.a", "blank"), ("f.b", "0 blank"), ("f.c", "blank"), ("f.d", "blank"), ("g.e", "missing")])
        .finds(&["g.e missing_required"]);
}

#[test]
fn operands_without_a_value_leave_the_result_not_computed() {
    for cell in ["missing", "blank", "unread", "off", "failed"] {
        let formulas = [
            format!("{cell} + given"),
            format!("given - {cell}"),
            format!("-{cell}"),
            format!("2 x {cell}"),
            format!("{cell} / 2"),
            format!("given x (given / {cell})"),
            format!("abs({cell})"),
            format!("round({cell}, 0)"),
            format!("if {cell} > 0 then given else given"),
            format!("given when {cell} = 0"),
            format!("if not {cell} in (0, given) then given else given"),
        ];
        gives("not_computed", &formulas.iter().map(String::as_str).collect::<Vec<_>>());
    }
    gives("5 computed", &["zero + given", "given - zero"]);
    gives("0 computed", &["zero x 2", "-zero", "abs(zero)"]);
}

#[test]
fn sums_and_ranges_pass_over_blank_and_not_applicable_cells() {
    gives("5 computed", &["sum(given, blank)", "sum(blank, off, given, zero)", "sum(off, on)"]);
    gives("0 computed", &["sum(blank, off)", "sum(blank)"]);
    gives("not_computed", &["sum(given, missing)", "sum(given, unread)", "sum(given, failed)", "sum(given, given + blank)", "sum(given, -off)"]);
}

#[test]
fn least_and_greatest_pass_over_blank_and_not_applicable_cells() {
    gives("5 computed", &["max(given, blank)", "min(off, given)", "max(zero, on)", "min(given)"]);
    gives("0 computed", &["min(zero, given, blank)"]);
    gives("not_computed", &["max(given, missing)", "min(given, unread)", "max(failed, given)", "max(blank, off)", "min(off)"]);
}

#[test]
fn a_range_passes_over_them_like_a_sum() {
    let text =
        form("1 : EUR\n2 : EUR, optional\n3 : EUR = 1 when 1 > 9 EUR\n4 : EUR, blank = 0\n5 : EUR = 1+...+4\n6 : EUR = 1+2+3+4\n7 : EUR = max(1..4)");
    evaluates(&text, &[("f.1", "5")], &[("f.5", "5 computed"), ("f.6", "not_computed"), ("f.7", "5 computed")]);
    evaluates(&text, &[("f.1", "50"), ("f.2", "1")], &[("f.5", "101 computed"), ("f.6", "101 computed")]);
    evaluates(&text, &[], &[("f.5", "not_computed"), ("f.7", "not_computed")]);
}

#[test]
fn else_takes_the_second_where_the_first_is_blank_missing_or_not_applicable() {
    gives(
        "5 computed",
        &["blank else given", "missing else given", "off else given", "off else blank else given", "(given when given < 0) else given"],
    );
    gives("0 computed", &["zero else given", "blank else 0"]);
    gives("5 computed", &["given else missing", "on else 0"]);
}

#[test]
fn else_takes_neither_where_the_first_is_unreadable_or_could_not_be_computed() {
    gives(
        "not_computed",
        &[
            "unread else given",
            "failed else given",
            "(blank + 1 EUR) else given",
            "-off else given",
            "abs(missing) else given",
            "max(blank) else given",
        ],
    );
}

#[test]
fn else_without_a_second_value_has_none() {
    gives("not_computed", &["blank else missing", "off else blank", "blank else failed"]);
    gives("not_applicable", &["blank else off", "missing else off"]);
}

#[test]
fn when_is_looked_at_before_the_value() {
    gives("not_applicable", &["missing when given < 0", "failed when zero > 0", "unread when given = 0"]);
    gives("not_computed", &["missing when given > 0", "given when missing > 0", "given when unread > 0"]);
    gives("5 computed", &["given when given > 0", "given when zero = 0"]);
}

#[test]
fn a_cell_that_repeats_one_that_does_not_apply_does_not_apply() {
    gives("not_applicable", &["off", "if given > 0 then off else given", "off when given > 0"]);
    gives("not_computed", &["blank", "missing", "unread", "failed"]);
}

#[test]
fn if_needs_only_the_branch_that_it_takes() {
    gives("5 computed", &["if given > 0 then given else missing", "if given < 0 then failed else given"]);
    gives("not_computed", &["if given > 0 then missing else given", "if missing > 0 then given else given"]);
}

#[test]
fn and_and_or_stop_where_they_are_decided() {
    gives("5 computed", &["if given < 0 and missing > 0 then 0 else given", "if given > 0 or missing > 0 then given else 0"]);
    gives("not_computed", &["if given > 0 and missing > 0 then given else given", "if given < 0 or missing > 0 then given else given"]);
}

#[test]
fn only_the_root_makes_a_finding() {
    let shown = evaluates(
        &form("a : EUR\nb : EUR, blank = 0\nc : percent = a / b\nd : percent = c + 1 %\ne : percent = d - c"),
        &[("f.a", "1")],
        &[("f.e", "not_computed")],
    );
    shown.finds(&["f.c division_by_zero"]);
    evaluates(&form("a : EUR\nb : EUR = a + a\nc : EUR = b"), &[], &[("f.c", "not_computed")]).finds(&["f.a missing_required"]);
}

#[test]
fn every_division_by_zero_is_a_finding_that_of_zero_too() {
    let text = form("a : EUR, blank = 0\nb : percent = a / a\nc : percent = 1 EUR / a\nd : EUR = a / 0");
    evaluates(&text, &[], &[("f.b", "not_computed"), ("f.c", "not_computed"), ("f.d", "not_computed")]).finds(&[
        "f.b division_by_zero",
        "f.c division_by_zero",
        "f.d division_by_zero",
    ]);
}

#[test]
fn a_result_with_more_than_28_digits_is_not_computed_and_the_way_there_may_be_wider() {
    let nines = "9".repeat(28);
    let text = form("a : EUR\nb : EUR = a x 10\nc : EUR = a x 10 / 10\nd : EUR = a + 1 EUR\ne : percent = a / a\nf : EUR = -a\ng : EUR = d else 0");
    let expected = [
        ("f.b", "not_computed"),
        ("f.c", &format!("{nines} computed")),
        ("f.d", "not_computed"),
        ("f.e", "100.00 computed"),
        ("f.f", &format!("-{nines} computed")),
        ("f.g", "not_computed"),
    ];
    evaluates(&text, &[("f.a", &nines)], &expected).finds(&["f.b out_of_range", "f.d out_of_range"]);
}

#[test]
fn a_submitted_value_for_a_computed_cell_is_compared_and_not_taken() {
    let text = form("a : EUR\nb : EUR = a + a\nc : percent = a / b\nd : EUR = b");
    let base = [("f.a", "10")];
    for (given, finding) in
        [("20", None), ("21", None), ("19", None), ("22", Some("f.b submitted_total_differs")), ("18", Some("f.b submitted_total_differs"))]
    {
        let shown = evaluates(&text, &[base[0], ("f.b", given)], &[("f.b", "20 computed"), ("f.d", "20 computed")]);
        assert_eq!(shown.findings, finding.into_iter().collect::<Vec<_>>(), "{given}");
    }
    for (given, finding) in [("50.01", None), ("50.02", Some("f.c submitted_total_differs"))] {
        let shown = evaluates(&text, &[base[0], ("f.c", given)], &[("f.c", "50.00 computed")]);
        assert_eq!(shown.findings, finding.into_iter().collect::<Vec<_>>(), "{given}");
    }
    evaluates(&text, &[base[0], ("f.b", "x")], &[("f.b", "20 computed")]).finds(&["f.b unreadable_value"]);
}

#[test]
fn the_same_cell_twice_is_a_finding_and_unreadable() {
    let text = form("a : EUR\nb : EUR = a");
    let shown = evaluates(&text, &[("f.a", "1"), ("f.a", "1")], &[("f.a", "unreadable"), ("f.b", "not_computed")]);
    shown.finds(&["f.a given_twice"]);
}

#[test]
fn unknown_names_are_findings_and_else_ignored() {
    let text = form("a : EUR\nb : EUR = a");
    let shown = evaluates(&text, &[("f.a", "1"), ("f.z", "2"), ("g.a", "3"), ("f.a:1", "4")], &[("f.b", "1 computed")]);
    assert_eq!(shown.findings.len(), 3);
    assert!(shown.findings.iter().all(|finding| finding.ends_with("unknown_name")));
}

#[test]
fn more_decimals_than_the_type_are_rounded_with_a_finding() {
    let text = form("a : EUR\nb : percent\nc : EUR = a");
    evaluates(&text, &[("f.a", "2.5"), ("f.b", "1.005")], &[("f.a", "3 given"), ("f.b", "1.01 given"), ("f.c", "3 computed")])
        .finds(&["f.a too_many_decimals", "f.b too_many_decimals"]);
    evaluates(&text, &[("f.a", "2.000"), ("f.b", "1.5000")], &[("f.a", "2 given"), ("f.b", "1.50 given")]).finds(&[]);
}

#[test]
fn reports_and_tables_that_are_left_out_have_absent_cells() {
    let text = format!(
        "{HEADER}report r \"R\" {{\nform f {{\na : EUR, optional\n}}\n}}\nreport s \"S\" {{\nform g {{\nb : EUR\nc : EUR = r.f.a else 7 EUR\n}}\n}}"
    );
    evaluates(&text, &[], &[("f.a", "blank"), ("s.g.b", "missing"), ("s.g.c", "7 computed")]).finds(&["s.g.b missing_required"]);
}

#[test]
fn a_list_column_has_the_same_states_in_each_line() {
    let text = list("a : EUR\nb : EUR, optional\nc : EUR = b when a > 0\nd : EUR = c else a\ntotal { c = sum; d = sum }");
    let submission = [("l.1:a", "1"), ("l.1:b", "5"), ("l.2:a", "2"), ("l.3:a", "-1"), ("l.3:b", "7")];
    let expected = [
        ("l.1:c", "5 computed"),
        ("l.2:c", "not_computed"),
        ("l.3:c", "not_applicable"),
        ("l.1:d", "5 computed"),
        ("l.2:d", "not_computed"),
        ("l.3:d", "-1 computed"),
        ("l.total:c", "not_computed"),
    ];
    evaluates(&text, &submission, &expected);
}

#[test]
fn a_key_column_cannot_be_blank() {
    rejects(&list("A : text, key, optional\nB : EUR"), &["P0214"]);
    rejects(&list("A : integer, blank = 0, key\nB : EUR"), &["P0214"]);
    rejects(&list("A : text, optional\nB : EUR\nkey (A, B)"), &["P0214"]);
    let text = report("list l : EUR, optional {\nA : text, key\nB : EUR\n}");
    evaluates(&text, &[("l.1:B", "5")], &[("l.1:A", "missing"), ("l.1:B", "5 given")]).finds(&["l.1:A missing_required"]);
    compiles(&report("list l : EUR, blank = 0 {\nA : integer, key\nB\n}"));
}
