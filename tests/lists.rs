//! Lists: lines and their numbers, keys, totals, aggregates, groups.

use super::support::{HEADER, compiles, evaluates, list, rejects, rejects_saying, report};

#[test]
fn lines_go_by_ascending_submitted_number_and_are_numbered_from_one() {
    let text = list("010 : sequence\n020 : text");
    let shown = evaluates(&text, &[("l.30:020", "c"), ("l.7:020", "b"), ("l.007:010", ""), ("l.2:020", "a")], &[]);
    shown.has(&[("l.1:020", "a given"), ("l.2:020", "b given"), ("l.3:020", "c given"), ("l.3:010", "3 computed"), ("l.4:010", "x")]);
    shown.finds(&[]);
}

#[test]
fn a_line_none_of_whose_input_cells_is_filled_is_dropped() {
    let text = list("010 : sequence\n020 : text\n030 : EUR, blank = 0\n040 : EUR = 030 + 1 EUR\ntotal { 040 = sum }");
    let submission = [("l.1:020", "a"), ("l.2:020", ""), ("l.2:030", ""), ("l.3:010", "3"), ("l.3:040", "1"), ("l.4:030", "5"), ("l.5:zzz", "1")];
    let shown = evaluates(&text, &submission, &[("l.1:040", "1 computed"), ("l.2:030", "5 given"), ("l.2:010", "2 computed"), ("l.3:030", "x")]);
    shown.has(&[("l.total:040", "7 computed"), ("l.2:020", "missing")]);
    assert_eq!(shown.findings.iter().filter(|finding| finding.contains("missing_required")).count(), 1);
}

#[test]
fn a_number_of_a_line_is_computed_and_compared() {
    let text = list("010 : sequence\n020 : text");
    evaluates(&text, &[("l.5:010", "1"), ("l.5:020", "a")], &[("l.1:010", "1 computed")]).finds(&[]);
    evaluates(&text, &[("l.5:010", "5"), ("l.5:020", "a")], &[("l.1:010", "1 computed")]).finds(&["l.1:010 submitted_total_differs"]);
}

#[test]
fn findings_name_the_line_by_the_number_that_it_has_in_the_output() {
    let text = list("020 : text\n030 : EUR");
    evaluates(&text, &[("l.10:020", "a"), ("l.10:030", "1"), ("l.20:020", "b"), ("l.20:030", "?")], &[]).finds(&["l.2:030 unreadable_value"]);
}

#[test]
fn a_key_seen_before_is_a_finding_on_the_later_line_and_both_count() {
    let text = list("A : code iso4217, key\n010 : EUR\ntotal { 010 = sum }");
    let submission = [
        ("l.1:A", "USD"),
        ("l.1:010", "1"),
        ("l.2:A", "GBP"),
        ("l.2:010", "2"),
        ("l.3:A", "USD"),
        ("l.3:010", "4"),
        ("l.4:A", "USD"),
        ("l.4:010", "8"),
    ];
    evaluates(&text, &submission, &[("l.total:010", "15 computed")]).finds(&["l.3:A duplicate_key", "l.4:A duplicate_key"]);
}

#[test]
fn a_key_of_several_columns_is_one_key() {
    for text in [list("A : text, key\nB : integer, key\nC : EUR"), list("A : text\nB : integer\nkey (A, B)\nC : EUR")] {
        let submission = [
            ("l.1:A", "a"),
            ("l.1:B", "1"),
            ("l.1:C", "0"),
            ("l.2:A", "a"),
            ("l.2:B", "2"),
            ("l.2:C", "0"),
            ("l.3:A", "a"),
            ("l.3:B", "01"),
            ("l.3:C", "0"),
        ];
        evaluates(&text, &submission, &[]).finds(&["l.3:A duplicate_key"]);
    }
    rejects(&list("A : text\nkey (A, B)"), &["P0204"]);
}

#[test]
fn only_filled_columns_of_a_list_are_keys() {
    rejects(&list("A : EUR\nB : EUR, key = A"), &["P0214"]);
    rejects(&report("form f {\nA : text, key\n}"), &["P0214"]);
    rejects(&report("grid g : EUR, key {\ncolumns {\n1\n}\nrows {\n2\n}\n}"), &["P0214"]);
}

#[test]
fn a_total_row_adds_up_the_lines_and_calculates_with_its_own_cells() {
    let text = list("010 : EUR\n020 : EUR\n030 : percent = 010 / 020\ntotal \"All\" { 010 = sum;  020 = sum\n030 = 010 / 020 }");
    let submission = [("l.1:010", "1"), ("l.1:020", "4"), ("l.2:010", "1"), ("l.2:020", "2")];
    let expected = [("l.total:010", "2 computed"), ("l.total:020", "6 computed"), ("l.total:030", "33.33 computed"), ("l.2:030", "50.00 computed")];
    evaluates(&text, &submission, &expected);
}

#[test]
fn a_total_row_takes_every_aggregate_of_its_column() {
    let text = |function: &str| list(&format!("010 : count\ntotal {{ 010 = {function} }}"));
    let submission = [("l.1:010", "3"), ("l.2:010", "1"), ("l.3:010", "5")];
    for (function, value) in [
        ("sum", "9"),
        ("min", "1"),
        ("max", "5"),
        ("first", "3"),
        ("count", "3"),
        ("sum(010)", "9"),
        ("max(010)", "5"),
        ("sum(l.010)", "9"),
        ("count(l)", "3"),
    ] {
        evaluates(&text(function), &submission, &[("l.total:010", &format!("{value} computed"))]);
    }
}

#[test]
fn a_submitted_total_row_is_compared() {
    let text = list("010 : EUR\ntotal { 010 = sum }");
    let lines = [("l.1:010", "3"), ("l.2:010", "1")];
    evaluates(&text, &[lines[0], lines[1], ("l.total:010", "5")], &[("l.total:010", "4 computed")]).finds(&[]);
    evaluates(&text, &[lines[0], lines[1], ("l.total:010", "6")], &[("l.total:010", "4 computed")]).finds(&["l.total:010 submitted_total_differs"]);
}

#[test]
fn a_list_has_one_total_row_in_which_a_column_stands_once() {
    rejects(&list("010 : EUR\ntotal { 010 = sum }\ntotal { 010 = sum }"), &["P0215"]);
    rejects(&list("010 : EUR\ntotal { 010 = sum; 010 = max }"), &["P0215"]);
    rejects(&list("010 : EUR\ntotal { 020 = sum }"), &["P0204"]);
}

/// A form of aggregates over a list of 010, 020 (optional) and 030, which applies only where 010 is above 0.
fn aggregates(formula: &str, submission: &[(&str, &str)]) -> String {
    let columns = "010 : decimal(0)\n020 : decimal(0), optional\n030 : decimal(0) = 010 when 010 > 0";
    let text = report(&format!("list l {{\n{columns}\n}}\nform f {{\na : decimal(0) = {formula}\n}}"));
    evaluates(&text, submission, &[]).cells["f.a"].clone()
}

const LINES: [(&str, &str); 5] = [("l.1:010", "-4"), ("l.2:010", "3"), ("l.2:020", "10"), ("l.3:010", "2"), ("l.3:020", "7")];

#[test]
fn aggregates_run_over_all_lines_and_pass_over_cells_without_need() {
    for (formula, value) in [
        ("sum(l.010)", "1"),
        ("min(l.010)", "-4"),
        ("max(l.010)", "3"),
        ("first(l.010)", "-4"),
        ("count(l.010)", "3"),
        ("count(l)", "3"),
        ("sum(l.020)", "17"),
        ("count(l.020)", "2"),
        ("first(l.020)", "10"),
        ("min(l.020)", "7"),
        ("sum(l.030)", "5"),
        ("count(l.030)", "2"),
        ("first(l.030)", "3"),
        ("sum(l.010 x l.010)", "29"),
        ("sum(abs(l.010))", "9"),
        ("sum(l.020 else 1)", "18"),
        ("max(-l.010)", "4"),
        ("sum(l.010) / count(l)", "0"),
    ] {
        assert_eq!(aggregates(formula, &LINES), format!("{value} computed"), "{formula}");
    }
}

#[test]
fn a_filter_chooses_lines() {
    for (formula, value) in [
        ("sum(l.010 where 010 > 0)", "5"),
        ("sum(l.010 where l.010 > 0)", "5"),
        ("count(l where 010 > 0 and 020 > 8)", "1"),
        ("count(l.020 where 010 > 0)", "2"),
        ("first(l.020 where 020 in (1, 7))", "7"),
        ("sum(l.010 where 010 > sum(l.010))", "5"),
        ("min(l.010 where 010 in (2, 3))", "2"),
    ] {
        let lines: Vec<(&str, &str)> = LINES.into_iter().chain([("l.1:020", "0")]).collect();
        assert_eq!(aggregates(formula, &lines), format!("{value} computed"), "{formula}");
    }
    assert_eq!(aggregates("sum(l.010 where 020 > 0)", &LINES), "not_computed");
    assert_eq!(aggregates("max(l.010 where 010 > 100.0)", &LINES), "not_computed");
}

#[test]
fn a_line_without_a_needed_value_leaves_the_aggregate_not_computed() {
    let broken = [("l.1:010", "4"), ("l.2:020", "1"), ("l.3:010", "x")];
    for formula in ["sum(l.010)", "min(l.010)", "max(l.010)", "count(l.010)", "sum(l.030)", "sum(-l.020)"] {
        assert_eq!(aggregates(formula, &broken), "not_computed", "{formula}");
    }
    for (formula, value) in [("count(l)", "3"), ("first(l.010)", "4"), ("sum(l.020)", "1")] {
        assert_eq!(aggregates(formula, &broken), format!("{value} computed"), "{formula}");
    }
}

#[test]
fn a_sum_and_a_count_of_nothing_are_zero_and_the_others_are_not_computed() {
    for formula in ["sum(l.010)", "count(l.010)", "count(l)", "sum(l.030)"] {
        assert_eq!(aggregates(formula, &[]), "0 computed", "{formula}");
    }
    for formula in ["min(l.010)", "max(l.010)", "first(l.010)"] {
        assert_eq!(aggregates(formula, &[]), "not_computed", "{formula}");
    }
    assert_eq!(aggregates("sum(l.020)", &LINES[..1]), "0 computed");
    assert_eq!(aggregates("max(l.020)", &LINES[..1]), "not_computed");
}

#[test]
fn in_a_list_a_bare_name_is_the_lines_own_and_in_an_aggregate_all_lines() {
    let text = list("010 : EUR\n020 : percent = 010 / sum(010)\n030 : EUR = max(010, 5 EUR)\n040 : EUR = max(010)\n050 : percent = 010 / sum(l.010)");
    let submission = [("l.1:010", "1"), ("l.2:010", "7")];
    let expected = [
        ("l.1:020", "12.50 computed"),
        ("l.2:020", "87.50 computed"),
        ("l.1:030", "5 computed"),
        ("l.2:030", "7 computed"),
        ("l.1:040", "7 computed"),
        ("l.1:050", "12.50 computed"),
    ];
    evaluates(&text, &submission, &expected);
}

const EXPOSURES: &str = "list l {\n010 : sequence\n020 \"group\" : integer\n030 : text\n040 : EUR, blank = 0\n050 : EUR = 040 x 2\n}\n";
const GROUPED: [(&str, &str); 9] = [
    ("l.1:020", "7"),
    ("l.1:030", "a"),
    ("l.1:040", "1"),
    ("l.2:020", "3"),
    ("l.2:030", "b"),
    ("l.2:040", "10"),
    ("l.3:020", "007"),
    ("l.3:030", "c"),
    ("l.3:040", "100"),
];

#[test]
fn groups_have_a_line_for_each_key_in_order_of_first_appearance() {
    let text = report(&format!(
        "{EXPOSURES}list g from l by 020 {{\nno : sequence\ntotal : EUR = sum(040)\ntwice : EUR = sum(050)\nmembers : count = count(030)\nwho : text = first(030)\nlargest : EUR = max(040)\nall : EUR = sum(l.040)\nshare : percent = total / all\ntotal {{ total = sum }}\n}}"
    ));
    let expected = [
        ("g.1:020", "7 computed"),
        ("g.2:020", "3 computed"),
        ("g.3:020", "x"),
        ("g.1:no", "1 computed"),
        ("g.2:no", "2 computed"),
        ("g.1:total", "101 computed"),
        ("g.2:total", "10 computed"),
        ("g.1:twice", "202 computed"),
        ("g.1:members", "2 computed"),
        ("g.1:who", "a computed"),
        ("g.1:largest", "100 computed"),
        ("g.1:all", "111 computed"),
        ("g.1:share", "90.99 computed"),
        ("g.total:total", "111 computed"),
    ];
    evaluates(&text, &GROUPED, &expected).finds(&[]);
}

#[test]
fn the_by_columns_come_first_with_the_sources_type_and_label() {
    let plan = compiles(&report(&format!("{EXPOSURES}list g from l by 030, 020 {{\ntotal : EUR = sum(040)\n}}")));
    let group = plan.tables.iter().find(|table| table.name == "g").unwrap();
    let positum_plan::plan::Shape::List(list) = &group.shape else { panic!("a list") };
    assert_eq!(list.axis.entries.iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["030", "020", "total"]);
    assert_eq!(list.axis.entries[1].label.text("en", &[]), "group");
    let types: Vec<_> = list.columns.iter().map(|column| plan.columns[*column].value_type.as_ref().unwrap().quantity.clone()).collect();
    assert_eq!(types[..2], [positum_plan::value::Quantity::Text, positum_plan::value::Quantity::Integer]);
}

#[test]
fn a_line_without_the_key_is_in_no_group() {
    let text = report(&format!("{EXPOSURES}list g from l by 020, 030 {{\ntotal : EUR = sum(040)\n}}"));
    let submission: Vec<(&str, &str)> =
        GROUPED.into_iter().chain([("l.4:040", "5"), ("l.5:020", "x"), ("l.5:030", "a"), ("l.5:040", "5"), ("l.6:030", "a")]).collect();
    evaluates(&text, &submission, &[("g.1:total", "1 computed"), ("g.2:total", "10 computed"), ("g.3:total", "100 computed"), ("g.4:total", "x")]);
}

#[test]
fn in_groups_a_bare_name_outside_aggregates_is_the_groups_own() {
    let text = report(&format!(
        "{EXPOSURES}list g from l by 020 {{\na : EUR = sum(040)\nb : EUR = max(a, 50 EUR)\nc : integer = 020 + 1\nd : EUR = sum(040 where 040 > 1 EUR)\n}}"
    ));
    let expected =
        [("g.1:b", "101 computed"), ("g.2:b", "50 computed"), ("g.1:c", "8 computed"), ("g.1:d", "100 computed"), ("g.2:d", "10 computed")];
    evaluates(&text, &GROUPED, &expected);
    rejects(&report(&format!("{EXPOSURES}list g from l by 020 {{\na : EUR = 040\n}}")), &["P0204"]);
}

#[test]
fn groups_of_groups_and_of_another_report() {
    let text = format!(
        "{HEADER}report r \"R\" {{\n{EXPOSURES}list g from l by 020, 030 {{\na : EUR = sum(040)\n}}\nlist h from g by 020 {{\nb : EUR = sum(a)\nc : count = count(a)\n}}\n}}\nreport s \"S\" {{\nlist k from r.l by 020 {{\nd : EUR = sum(040)\n}}\n}}"
    );
    let expected =
        [("h.1:b", "101 computed"), ("h.1:c", "2 computed"), ("h.2:b", "10 computed"), ("s.k.1:d", "101 computed"), ("s.k.2:020", "3 computed")];
    evaluates(&text, &GROUPED, &expected);
}

#[test]
fn groups_come_from_a_list_that_is_there_by_columns_that_it_has() {
    rejects(&report("form f {\n010 : EUR\n}\nlist g from f by 010 {\na : EUR\n}"), &["P0214"]);
    rejects(&report(&format!("{EXPOSURES}list g from m by 020 {{\na : EUR = sum(040)\n}}")), &["P0203"]);
    rejects_saying(&report(&format!("{EXPOSURES}list g from l by 025 {{\na : EUR = sum(040)\n}}")), "P0204", &["`020`"]);
    rejects(&report("list g from h by 1 {\na : EUR\n}\nlist h from g by 1 {\nb : EUR\n}"), &["P0404"]);
    rejects(&report("list g from g by 1 {\na : EUR\n}"), &["P0404"]);
}

#[test]
fn a_submitted_group_is_compared_by_number() {
    let text = report(&format!("{EXPOSURES}list g from l by 020 {{\na : EUR = sum(040)\n}}"));
    let submission: Vec<(&str, &str)> = GROUPED.into_iter().chain([("g.1:020", "7"), ("g.1:a", "101"), ("g.2:a", "12"), ("g.3:a", "1")]).collect();
    evaluates(&text, &submission, &[("g.2:a", "10 computed")]).finds(&["g.2:a submitted_total_differs", "g.3:a unknown_name"]);
}

#[test]
fn an_aggregate_over_a_list_of_another_report() {
    let text = |formula: &str| format!("{HEADER}report r \"R\" {{\n{EXPOSURES}\n}}\nreport s \"S\" {{\nform f {{\na : EUR = {formula}\n}}\n}}");
    for formula in ["sum(r.l.040)", "sum(r.040)", "sum(r.l.040 where 020 > 0)", "sum(r.l.040 where r.l.020 > 0)"] {
        evaluates(&text(formula), &GROUPED, &[("s.f.a", "111 computed")]);
    }
    evaluates(&text("count(r.l)").replace("a : EUR", "a : count"), &GROUPED, &[("s.f.a", "3 computed")]);
    rejects(&text("sum(l.040)"), &["P0203"]);
}

#[test]
fn an_aggregate_takes_lines_of_one_list() {
    rejects(&report(&format!("{EXPOSURES}form f {{\na : count = count(5)\n}}")), &["P0208"]);
    rejects(&report(&format!("{EXPOSURES}form f {{\na : EUR = sum(l)\n}}")), &["P0208"]);
    rejects(&report(&format!("{EXPOSURES}form f {{\nb : EUR\na : EUR = first(b)\n}}")), &["P0208"]);
    rejects(&report(&format!("{EXPOSURES}form f {{\na : EUR = sum()\n}}")), &["P0208"]);
    rejects(&report(&format!("{EXPOSURES}list m {{\n060 : EUR\n}}\nform f {{\na : EUR = sum(l.040 + m.060)\n}}")), &["P0211"]);
}

#[test]
fn where_stands_only_in_an_aggregate_over_a_list() {
    rejects(&report("form f {\na : EUR\nb : EUR = abs(a where a > 0)\n}"), &["P0214"]);
    rejects(&report("form f {\na : EUR\nb : EUR = sum(a where a > 0)\n}"), &["P0214"]);
}

#[test]
fn the_list_may_be_named_in_a_condition_alone() {
    let text = report(
        "list l {\nk : text\nn : integer\nok : bool\n}\nform f {\na : integer = sum(if l.ok then l.n else 0)\nb : bool = first(not l.ok)\nc : bool = first(l.n > 1)\nd : bool = first(l.k in (\"a\", \"b\"))\ne : bool = first(l.k matches \"b+\" or l.ok)\n}",
    );
    let given = [("l.1:k", "b"), ("l.1:n", "1"), ("l.1:ok", "true"), ("l.2:k", "c"), ("l.2:n", "5"), ("l.2:ok", "false")];
    let cells = [("f.a", "1 computed"), ("f.b", "false computed"), ("f.c", "false computed"), ("f.d", "true computed"), ("f.e", "true computed")];
    evaluates(&text, &given, &cells);
}

#[test]
fn the_condition_of_a_derived_list_looks_in_the_report_in_which_it_stands() {
    let text = format!(
        "{HEADER}report r \"R\" {{\nform f {{\nleast : EUR\n}}\nlist g from s.l where a >= f.least by k {{\nn : count = count(k)\n}}\n}}\nreport s \"S\" {{\nlist l {{\nk : text\na : EUR\n}}\nform f {{\nleast : EUR, optional\n}}\n}}\n"
    );
    let given = [("r.f.least", "5"), ("s.l.1:k", "x"), ("s.l.1:a", "4"), ("s.l.2:k", "y"), ("s.l.2:a", "5"), ("s.f.least", "1")];
    evaluates(&text, &given, &[("g.1:k", "y computed"), ("g.1:n", "1 computed"), ("g.2:k", "x")]);
}
