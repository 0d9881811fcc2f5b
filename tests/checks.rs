//! Checks and parameters: outcomes, tolerances, severities, messages, values by date.

use super::support::{HEADER, Shown, compiles, evaluate, evaluates, evaluates_in, form, list, rejects, rejects_saying, report};
use positum_plan::plan::Severity;
use positum_runtime::evaluate::EvaluationOptions;

fn outcome(check: &str, submission: &[(&str, &str)]) -> String {
    let text = form(&format!("a : EUR\nb : EUR, optional\nz : EUR, blank = 0\nw : EUR = a when a > 100 EUR\ncheck c {{ {check} }}"));
    evaluates(&text, submission, &[]).checks.concat()
}

#[test]
fn a_check_passes_or_fails() {
    assert_eq!(outcome("require a > 0", &[("f.a", "5")]), "c pass");
    assert_eq!(outcome("require a > 0", &[("f.a", "0")]), "c fail");
    assert_eq!(outcome("require a > 0 and z = 0", &[("f.a", "5")]), "c pass");
}

#[test]
fn a_check_whose_when_is_false_does_not_apply() {
    assert_eq!(outcome("require a < 20 EUR when a > 10 EUR", &[("f.a", "5")]), "c not_applicable");
    assert_eq!(outcome("require a < 4 EUR when a > 1 EUR", &[("f.a", "5")]), "c fail");
    assert_eq!(outcome("require b > 0 when a > 10 EUR", &[("f.a", "5")]), "c not_applicable");
}

#[test]
fn a_check_that_lacks_a_value_is_not_evaluated() {
    for check in
        ["require b > 0", "require w > 0", "require a > 0 when b > 0", "require a / (z / 1 EUR) > 0", "require max(b) = 0", "require b > 0 or a > 0"]
    {
        assert_eq!(outcome(check, &[("f.a", "5")]), "c not_evaluated", "{check}");
    }
    assert_eq!(outcome("require a > 0", &[]), "c not_evaluated");
    assert_eq!(outcome("require a > 0", &[("f.a", "?")]), "c not_evaluated");
    assert_eq!(outcome("require a > 0 or b > 0", &[("f.a", "5")]), "c pass");
    assert_eq!(outcome("require (b else a) > 0", &[("f.a", "5")]), "c pass");
}

#[test]
fn a_division_by_zero_in_a_check_is_no_finding_of_a_cell() {
    let text = form("a : EUR\nz : EUR, blank = 0\ncheck c { require a / z > 5 % }");
    let shown = evaluates(&text, &[("f.a", "1")], &[]);
    shown.checks(&["c not_evaluated"]);
    shown.finds(&[]);
}

#[test]
fn a_tolerance_is_inclusive() {
    for (b, expected) in [("99", "c pass"), ("101", "c pass"), ("102", "c fail"), ("98", "c fail"), ("100", "c pass")] {
        assert_eq!(outcome("require a = b tolerance 1 EUR", &[("f.a", "100"), ("f.b", b)]), expected, "{b}");
    }
    assert_eq!(outcome("require a - b = 0 tolerance 1 000 EUR", &[("f.a", "1100"), ("f.b", "100")]), "c pass");
    assert_eq!(outcome("require a - b = 0 tolerance 1 000 EUR", &[("f.a", "1101"), ("f.b", "100")]), "c fail");
}

#[test]
fn a_tolerance_of_a_percent_is_in_percent() {
    let text = form("a : percent\nb : percent\ncheck c { require a = b tolerance 0.5 % }");
    evaluates(&text, &[("f.a", "10"), ("f.b", "10.5")], &[]).checks(&["c pass"]);
    evaluates(&text, &[("f.a", "10"), ("f.b", "10.51")], &[]).checks(&["c fail"]);
}

#[test]
fn a_tolerance_is_on_an_equality_in_the_same_unit() {
    let check = |check: &str| form(&format!("a : EUR\nb : EUR\nn : count\ns : percent\ncheck c {{ {check} }}"));
    for wrong in [
        "require a < b tolerance 1 EUR",
        "require a <> b tolerance 1 EUR",
        "require a = b and n = 5 tolerance 1 EUR",
        "require not a = b tolerance 1 EUR",
    ] {
        rejects(&check(wrong), &["P0311"]);
    }
    for wrong in [
        "require a = b tolerance 1 USD",
        "require a = b tolerance 1",
        "require a = b tolerance 1 %",
        "require n = 5 tolerance 1 EUR",
        "require s = 5 % tolerance 1",
        "require 0 = a tolerance 1",
    ] {
        rejects(&check(wrong), &["P0311"]);
    }
    rejects_saying(&check("require a = b tolerance 1"), "P0311", &["tolerance 1 EUR"]);
    for right in [
        "require a = b tolerance 1 EUR",
        "require n = 5 tolerance 1",
        "require s = 5 % tolerance 10 bp",
        "require a = 0 tolerance 1 EUR",
        "require 0 = a tolerance 1 EUR",
    ] {
        compiles(&check(right));
    }
}

#[test]
fn when_and_tolerance_belong_to_the_check() {
    let text = form(
        "a : EUR\nb : EUR\nc : EUR\ncheck k { require if c > 0 then a = b else a > b when a > 0 }\ncheck m { require a = (if c > 0 then b else c) tolerance 2 EUR when b > 0 }",
    );
    evaluates(&text, &[("f.a", "0"), ("f.b", "1"), ("f.c", "1")], &[]).checks(&["k not_applicable", "m pass"]);
    evaluates(&text, &[("f.a", "5"), ("f.b", "1"), ("f.c", "0")], &[]).checks(&["k pass", "m fail"]);
    rejects(&form("a : EUR\nb : EUR\ncheck c { require a = b when a > 0 when b > 0 }"), &["P0215"]);
    rejects(&form("a : EUR\nb : EUR\ncheck c { require a else b = b }"), &["P0101"]);
}

#[test]
fn severities_are_four_and_error_where_not_said() {
    let text = form(
        "a : EUR\ncheck c { require a > 0 }\ncheck d { require a > 0 severity breach }\ncheck e { require a > 0 severity warning }\ncheck f { require a > 0 severity info }\ncheck g { require a > 0 severity error }",
    );
    let severities: Vec<Severity> = compiles(&text).checks.iter().map(|check| check.severity).collect();
    assert_eq!(severities, [Severity::Error, Severity::Breach, Severity::Warning, Severity::Info, Severity::Error]);
}

#[test]
fn in_a_list_a_check_holds_for_each_line() {
    let text = list("010 : EUR\n020 : EUR\ncheck c \"{020} of {010}\" { require 020 <= 010 when 010 > 0 }");
    let submission = [("l.1:010", "5"), ("l.1:020", "5"), ("l.2:010", "5"), ("l.2:020", "6"), ("l.3:010", "0"), ("l.3:020", "1"), ("l.4:010", "1")];
    let shown = evaluates(&text, &submission, &[]);
    shown.checks(&["c 1 pass", "c 2 fail", "c 3 not_applicable", "c 4 not_evaluated"]);
    assert_eq!(shown.messages, ["6 of 5"]);
    evaluates(&text, &[], &[]).checks(&[]);
}

#[test]
fn in_a_derived_list_a_check_holds_for_each_group() {
    let text = report(
        "list l {\n1 : integer\n010 : EUR\n}\nlist g from l by 1 {\na : EUR = sum(010)\ncheck c \"group {1}\" { require a < 10 EUR }\ncheck d { require max(010) < 5 EUR }\n}",
    );
    let submission = [("l.1:1", "7"), ("l.1:010", "4"), ("l.2:1", "8"), ("l.2:010", "1"), ("l.3:1", "7"), ("l.3:010", "6")];
    let shown = evaluates(&text, &submission, &[]);
    shown.checks(&["c 1 fail", "c 2 pass", "d 1 fail", "d 2 pass"]);
    assert_eq!(shown.messages[0], "group 7");
}

#[test]
fn in_a_grid_a_check_names_cells() {
    let text = |check: &str| report(&format!("grid g : EUR, blank = 0 {{\ncolumns {{\n1\n2\n}}\nrows {{\n3\n4\n}}\ncheck c {{ {check} }}\n}}"));
    evaluates(&text("require 3:1 + 4:1 = 5 EUR"), &[("g.3:1", "2"), ("g.4:1", "3")], &[]).checks(&["c pass"]);
    rejects_saying(&text("require 3 = 0"), "P0212", &["row:column"]);
}

#[test]
fn a_message_shows_values_as_their_cells_do() {
    let text = format!(
        "{HEADER}parameter p : percent {{ from 2025-01-01 = 7.5 % }}\nreport r \"R\" {{\nform f {{\na : EUR\nb : percent\nc : percent = a / 3 EUR\nd : date\ne : text\nlet half = a / 2\ncheck k \"{{a}}|{{b}}|{{c}}|{{d}}|{{e}}|{{p}}|{{half}}|{{a / 3 EUR}}|{{a - 1 EUR}}\" lv \"lv {{a}}\" {{ require a < 0 }}\n}}\n}}"
    );
    let shown = evaluates(&text, &[("f.a", "5"), ("f.b", "1"), ("f.d", "2025-03-31"), ("f.e", "x")], &[]);
    assert_eq!(shown.messages, ["5|1.00|166.67|2025-03-31|x|7.50|3|166.67|4"]);
}

#[test]
fn a_message_has_nothing_for_a_value_that_is_not_there() {
    let text = form("a : EUR\nb : EUR, optional\ncheck c \"{a} and {b}\" { require a < 0 }");
    assert_eq!(evaluates(&text, &[("f.a", "5")], &[]).messages, ["5 and nothing"]);
}

fn with_parameter(declaration: &str) -> String {
    format!("{HEADER}parameter p : percent {declaration}\nreport r \"R\" {{\nform f {{\na : percent = p\ncheck c {{ require a <= p }}\n}}\n}}")
}

#[test]
fn the_periods_last_day_picks_a_parameters_value() {
    let text = with_parameter("{ from 2025-03-31 = 2 %\nfrom 2024-01-01 = 1 % }");
    for (period, value) in
        [("2024", "1.00"), ("2025-02", "1.00"), ("2025-03-30", "1.00"), ("2025-Q1", "2.00"), ("2025-03-31", "2.00"), ("2030", "2.00")]
    {
        evaluates_in(period, &text, &[], &[("f.a", &format!("{value} computed"))]).checks(&["c pass"]);
    }
    evaluates_in("2023", &text, &[], &[("f.a", "not_computed")]).checks(&["c not_evaluated"]);
}

#[test]
fn a_parameters_until_is_inclusive_and_may_leave_a_gap() {
    let text = with_parameter("{ from 2024-01-01 until 2024-06-30 = 1 %\nfrom 2025-01-01 = 2 % }");
    for (period, value) in [("2024-Q2", "1.00 computed"), ("2024-Q3", "not_computed"), ("2024", "not_computed"), ("2025-01", "2.00 computed")] {
        evaluates_in(period, &text, &[], &[("f.a", value)]);
    }
}

#[test]
fn values_of_a_parameter_do_not_overlap() {
    rejects(&with_parameter("{ from 2025-01-01 = 1 %\nfrom 2025-01-01 = 2 % }"), &["P0218"]);
    rejects(&with_parameter("{ from 2025-01-01 until 2025-03-01 = 1 %\nfrom 2025-03-01 = 2 % }"), &["P0218"]);
    rejects(&with_parameter("{ from 2025-03-01 = 2 %\nfrom 2025-01-01 until 2025-04-01 = 1 % }"), &["P0218"]);
    rejects(&with_parameter("{ from 2025-03-01 until 2025-01-01 = 2 % }"), &["P0217"]);
    compiles(&with_parameter("{ from 2025-01-01 until 2025-02-28 = 1 %\nfrom 2025-03-01 = 2 % }"));
}

fn with_options(text: &str, parameters: &[(&str, &str)], submission: &[(&str, &str)]) -> Shown {
    let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    evaluate(&compiles(text), "2025-Q1", &EvaluationOptions { parameters, reports: None }, submission)
}

#[test]
fn a_parameter_without_a_value_is_given_by_the_user_or_the_submission() {
    let text = with_parameter("");
    let shown = with_options(&text, &[], &[]);
    shown.has(&[("f.a", "not_computed")]);
    shown.checks(&["c not_evaluated"]);
    shown.finds(&[]);
    for given in ["25%", "25 %", "25.00"] {
        with_options(&text, &[("p", given)], &[]).has(&[("f.a", "25.00 computed")]);
    }
    with_options(&text, &[], &[("parameters..p", "12.5")]).has(&[("f.a", "12.50 computed")]);
    with_options(&text, &[("p", "25%")], &[("parameters..p", "12.5")]).has(&[("f.a", "12.50 computed")]);
}

#[test]
fn only_what_needs_a_parameter_waits_for_it() {
    let text = format!(
        "{HEADER}parameter p : EUR\nreport r \"R\" {{\nform f {{\na : EUR\nb : EUR = a + p\nc : EUR = a\nd : EUR = p else a\ncheck k {{ require a > 0 }}\ncheck m {{ require a < p }}\n}}\n}}"
    );
    let shown = with_options(&text, &[], &[("f.a", "5")]);
    shown.has(&[("f.b", "not_computed"), ("f.c", "5 computed"), ("f.d", "not_computed")]);
    shown.checks(&["k pass", "m not_evaluated"]);
}

#[test]
fn a_package_holds_for_the_periods_whose_last_day_it_covers() {
    let text = "package p \"P\" { valid from 2025-01-01 until 2025-12-31 }\nreport r \"R\" { form f { a : EUR, optional } }";
    for (period, covered) in [("2024-Q4", false), ("2025-Q1", true), ("2025", true), ("2025-12-31", true), ("2026-01-01", false)] {
        let shown = evaluates_in(period, text, &[], &[]);
        assert_eq!(shown.findings.is_empty(), covered, "{period}");
    }
    rejects("package p \"P\" { valid from 2025-12-31 until 2025-01-01 }\nreport r \"R\" { form f { a : EUR } }", &["P0217"]);
}

#[test]
fn a_report_has_periods_of_one_length() {
    let text = format!(
        "{HEADER}report r \"R\" {{\nperiod quarter\nform f {{\na : EUR, optional\n}}\n}}\nreport s \"S\" {{\nperiod year\nform f {{\nb : EUR, optional\nc : EUR = r.f.a else 5 EUR\n}}\n}}"
    );
    evaluates_in("2025-Q1", &text, &[("s.f.b", "1")], &[("f.a", "blank")]).finds(&["s.. period_not_covered"]);
    evaluates_in("2025", &text, &[], &[("s.f.b", "blank"), ("s.f.c", "not_computed")]).finds(&[]);
}
