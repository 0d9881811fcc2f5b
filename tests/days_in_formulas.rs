//! Days in formulas: those of the period, of three numbers, and after so many working days.

use crate::support::{HEADER, Shown, compiles, evaluate, form, formats_to_the_same, package, rejects_saying};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::finding_text::{cause_text, finding_text};
use positum_runtime::language::Language;

const CALENDAR: &str = "calendar lv \"Holidays\" {\nvalid from 2024-01-01 until 2025-12-31\nEaster - 2 days \"Good Friday\"\nEaster + 1 day \"Easter Monday\"\n1 May \"Labour Day\"\n4 May \"Independence\" moved to Monday\n}\n";

fn in_period(plan: &Plan, period: &str, given: &[(&str, &str)]) -> Shown {
    evaluate(plan, period, &EvaluationOptions::default(), given)
}

fn value(plan: &Plan, given: &[(&str, &str)], cell: &str) -> String {
    in_period(plan, "2025-Q1", given).cells[cell].clone()
}

/// Compiles a form beside the calendar.
fn with_calendar(entries: &str) -> Plan {
    compiles(&with_header(CALENDAR, entries))
}

/// Compiles a form beside the calendar and a parameter that changes by law.
fn with_parameter(entries: &str) -> Plan {
    let parameter =
        "parameter wait \"Wait\" : integer {\nfrom 2019-01-01 until 2020-12-31 = 16\nfrom 2021-01-01 until 2023-12-31 = 10\nfrom 2024-01-01 = 8\n}\n";
    compiles(&with_header(&format!("{CALENDAR}{parameter}"), entries))
}

fn with_header(declarations: &str, entries: &str) -> String {
    let all = form(entries);
    let rest = all.strip_prefix(HEADER).unwrap();
    format!("{HEADER}{declarations}{rest}")
}

#[test]
fn the_first_and_the_last_day_are_those_of_the_period() {
    let plan = compiles(&form("a : date = first_day\nb : date = last_day\nc : date = first_day - 1 days\nd : days = last_day - first_day"));
    for (period, first, last, before, days) in [
        ("2024", "2024-01-01", "2024-12-31", "2023-12-31", "365"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "2023-12-31", "90"),
        ("2025-Q4", "2025-10-01", "2025-12-31", "2025-09-30", "91"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01-31", "28"),
        ("2025-05-17", "2025-05-17", "2025-05-17", "2025-05-16", "0"),
    ] {
        let evaluated = in_period(&plan, period, &[]);
        let wanted = [first, last, before, days].map(|value| format!("{value} computed"));
        assert_eq!(["f.a", "f.b", "f.c", "f.d"].map(|cell| evaluated.cells[cell].clone()), wanted, "{period}");
    }
}

#[test]
fn another_thing_of_that_name_goes_before_a_day_of_the_period() {
    let plan = compiles(&form("first_day : integer\na : integer = first_day + 1"));
    assert_eq!(value(&plan, &[("f.first_day", "5")], "f.a"), "6 computed");
    rejects_saying(&form("a : integer = first_day"), "P0304", &["a date"]);
    rejects_saying(&form("a : date = last_day()"), "P0208", &["`last_day` of the period stands without brackets", "write `last_day`"]);
}

#[test]
fn a_day_is_made_of_numbers_counts_and_parts_of_the_period() {
    let plan = compiles(&form(
        "m : integer\nn : count\na : date = date(year, 1, 1)\nb : date = date(year, m, n) + 1 days\nc : date = date(year - 1, 3 * quarter, 31)",
    ));
    let given = [("f.m", "2"), ("f.n", "28")];
    let evaluated = in_period(&plan, "2024-Q1", &given);
    // 2024 is a leap year.
    evaluated.has(&[("f.a", "2024-01-01 computed"), ("f.b", "2024-02-29 computed"), ("f.c", "2023-03-31 computed")]);
    let evaluated = in_period(&plan, "2025-Q2", &given);
    evaluated.has(&[("f.a", "2025-01-01 computed"), ("f.b", "2025-03-01 computed"), ("f.c", "not_computed")]);
    evaluated.finds(&["f.c no_such_day"]);
}

#[test]
fn numbers_that_make_no_day_are_a_finding_and_nothing_is_computed() {
    let plan = compiles(&form(
        "y : decimal(1)\nm : decimal(1)\nd : decimal(1)\na : date = date(y, m, d)\nb : date = a + 1 days\nc : date = date(2024, 2, 1) else a",
    ));
    for (y, m, d) in [
        ("2025", "2", "29"),
        ("2100", "2", "29"),
        ("2025", "4", "31"),
        ("2025", "13", "1"),
        ("2025", "0", "1"),
        ("2025", "1", "0"),
        ("2025", "-1", "1"),
        ("2025", "1", "1.5"),
        ("2025.5", "1", "1"),
        ("0", "1", "1"),
        ("-1", "1", "1"),
        ("10000", "1", "1"),
        ("99999999999999999999", "1", "1"),
    ] {
        let evaluated = in_period(&plan, "2025-Q1", &[("f.y", y), ("f.m", m), ("f.d", d)]);
        assert_eq!(
            ["f.a", "f.b", "f.c"].map(|cell| evaluated.cells[cell].as_str()),
            ["not_computed", "not_computed", "2024-02-01 computed"],
            "{y} {m} {d}"
        );
        assert_eq!(evaluated.findings, ["f.a no_such_day"], "{y} {m} {d}");
    }
    for (y, m, d, day) in [("2000", "2", "29", "2000-02-29"), ("1", "1", "1", "0001-01-01"), ("9999", "12", "31", "9999-12-31")] {
        let day = format!("{day} computed");
        assert_eq!(value(&plan, &[("f.y", y), ("f.m", m), ("f.d", d)], "f.a"), day);
    }
    assert_eq!(value(&plan, &[("f.y", "2025"), ("f.m", "1")], "f.a"), "not_computed");
}

#[test]
fn digits_in_a_day_are_numbers_whatever_codes_there_are() {
    let text =
        form("1 : integer\n2 : integer\n010 : integer\na : date = date(year, 1, 2)\nb : date = date(year, '1', '2')\nc : date = date('010', 1, 31)");
    let plan = compiles(&text);
    formats_to_the_same(&text, &plan);
    let evaluated = in_period(&plan, "2025-Q1", &[("f.1", "7"), ("f.2", "8"), ("f.010", "1999")]);
    evaluated.has(&[("f.a", "2025-01-02 computed"), ("f.b", "2025-07-08 computed"), ("f.c", "1999-01-31 computed")]);
    rejects_saying(&form("010 : integer\na : date = date(010, 1, 31)"), "P0204", &["digits are a number", "write `'010'`"]);
    rejects_saying(&form("a : date = date(year, 01, 31)"), "P0204", &["digits are a number", "as `1`"]);
}

#[test]
fn what_makes_no_day_is_an_error_where_that_is_known() {
    for formula in [
        "date(2025, 2, 29)",
        "date(year, 2, 30)",
        "date(year, 13, 1)",
        "date(year, 0, 1)",
        "date(year, month, 32)",
        "date(0, 1, 1)",
        "date(10000, 1, 1)",
        "date(year, 1, 1.5)",
        "date(year, -1, 1)",
        "date(year, 6 x 2 + 1, 1)",
        "date(2023, 4, 30 + 1)",
    ] {
        rejects_saying(&form(&format!("a : date = {formula}")), "P0217", &["there is no day `date(", "a day that the month has"]);
    }
    compiles(&form("a : date = date(year, 2, 29)\nb : date = date(2024, 2, 29)\nc : date = date(2023, month, 31)"));
    rejects_saying(&form("e : EUR\na : date = date(e, 1, 1)"), "P0312", &["`e` is an amount in EUR", "a whole number is needed"]);
    rejects_saying(&form("a : date = date(year, 10 %, 1)"), "P0312", &["a whole number is needed"]);
    rejects_saying(&form("a : date = date(year, 1, 5 days)"), "P0312", &["a whole number is needed"]);
    rejects_saying(&form("a : date = date(year, 1)"), "P0208", &["`date` takes a year, a month and a day", "date(year, 1, 31)"]);
    rejects_saying(&form("a : EUR = date(year, 1, 1)"), "P0304", &["a date"]);
    rejects_saying(&form("a : date = dates(year, 1, 1)"), "P0208", &["did you mean `date`"]);
}

#[test]
fn the_eighth_working_day_after_a_day_goes_round_easter() {
    let plan = with_calendar("a : date\nb : date = working_days_after(a, 8, lv)\nc : date = working_days_after(a, 0, lv)");
    // Thursday 10 April 2025: 11, 14, 15, 16, 17, then 22, 23, 24. Good Friday is the 18th, Easter Monday the 21st.
    let evaluated = in_period(&plan, "2025-Q2", &[("f.a", "2025-04-10")]);
    evaluated.has(&[("f.b", "2025-04-24 computed"), ("f.c", "2025-04-10 computed")]);
    // Of a Saturday the count begins on Monday, and none of it is the Saturday itself.
    let evaluated = in_period(&plan, "2025-Q2", &[("f.a", "2025-04-12")]);
    evaluated.has(&[("f.b", "2025-04-25 computed"), ("f.c", "2025-04-12 computed")]);
    // 1 May 2025 is a Thursday; 4 May is a Sunday, for which Monday 5 May is off: 2, 6, 7, 8, 9, 12, 13, 14.
    let evaluated = in_period(&plan, "2025-Q2", &[("f.a", "2025-04-30")]);
    evaluated.has(&[("f.b", "2025-05-14 computed")]);
}

#[test]
fn the_calendar_of_the_repository_counts_as_the_law_does() {
    let calendars = package("lv_credit_unions").calendars;
    let after = |name: &str, day: &str, count: u16| {
        let calendar = calendars.iter().find(|calendar| calendar.name == name).unwrap();
        calendar.working_days_after(day.parse().unwrap(), count).map(|day| day.to_string())
    };
    assert_eq!(after("lv", "2025-04-10", 8).as_deref(), Some("2025-04-24"));
    // Institutions do not work on Friday 2 May 2025, and work on Saturday 10 May instead.
    assert_eq!(after("lv", "2025-04-30", 8).as_deref(), Some("2025-05-14"));
    assert_eq!(after("state", "2025-04-30", 4).as_deref(), Some("2025-05-09"));
    assert_eq!(after("state", "2025-04-30", 5).as_deref(), Some("2025-05-10"));
}

#[test]
fn the_number_of_working_days_may_change_by_law() {
    let plan = with_parameter("a : date\nb : date = working_days_after(a, wait, lv)");
    // Monday 1 July 2024 and eight working days: 2 to 5, then 8 to 11 July.
    in_period(&plan, "2024-Q3", &[("f.a", "2024-07-01")]).has(&[("f.b", "2024-07-11 computed")]);
    // Ten working days in 2023; the calendar knows the days from 2024 on, and the report is about those.
    in_period(&plan, "2023-Q4", &[("f.a", "2024-07-01")]).has(&[("f.b", "2024-07-15 computed")]);
    in_period(&plan, "2018-Q4", &[("f.a", "2024-07-01")]).has(&[("f.b", "not_computed")]);
}

#[test]
fn numbers_of_working_days_that_cannot_be_counted_are_a_finding() {
    let plan = with_calendar(
        "a : date\nn : decimal(1)\nk : count\nd : days\nb : date = working_days_after(a, n, lv)\nc : date = working_days_after(a, k, lv)\ne : date = working_days_after(a, d, lv)",
    );
    let given = |n| [("f.a", "2024-07-01"), ("f.n", n), ("f.k", "1"), ("f.d", "2")];
    for n in ["-1", "0.5", "251", "-0.5", "99999999999999999999"] {
        let evaluated = in_period(&plan, "2025-Q1", &given(n));
        evaluated.has(&[("f.b", "not_computed"), ("f.c", "2024-07-02 computed"), ("f.e", "2024-07-03 computed")]);
        evaluated.finds(&["f.b working_days_out_of_range"]);
    }
    // Without holidays 250 working days are 50 weeks; from July 2024 to then 18 April, 21 April, 1 May and 5 May 2025 are off.
    in_period(&plan, "2025-Q1", &given("250")).has(&[("f.b", "2025-06-20 computed")]);
}

#[test]
fn what_the_calendar_does_not_know_is_not_counted() {
    let entries =
        "a : date\nb : date = working_days_after(a, 8, lv)\nd : date = b + 1 days\ncheck later { require working_days_after(a, 1, lv) > a }";
    let plan = with_calendar(entries);
    for (day, outcome) in [("2025-12-31", "later not_evaluated"), ("2025-12-23", "later pass"), ("2023-12-30", "later not_evaluated")] {
        let evaluated = in_period(&plan, "2025-Q4", &[("f.a", day)]);
        evaluated.has(&[("f.b", "not_computed"), ("f.d", "not_computed")]);
        evaluated.finds(&[]);
        evaluated.checks(&[outcome]);
    }
    // The day before the calendar begins is not counted itself: 2, 3, 4, 5, 8, 9, 10 January after Monday 1 January, which
    // this calendar has as a working day.
    in_period(&plan, "2025-Q4", &[("f.a", "2023-12-31")]).has(&[("f.b", "2024-01-10 computed")]);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let evaluated = evaluator.evaluate(&crate::support::submitted(&plan, "2025-Q4", &[("f.a", "2025-12-31")]));
    let causes: Vec<String> = [Language::English, Language::Latvian]
        .into_iter()
        .map(|language| cause_text(&plan, &evaluated.cells.iter().nth(1).unwrap().cause().unwrap(), language))
        .collect();
    assert_eq!(
        causes,
        [
            "calendar lv has the days from 2024-01-01 to 2025-12-31 only, and others are counted",
            "kalendārā lv ir tikai dienas no 2024-01-01 līdz 2025-12-31, bet jāskaita arī citas",
        ]
    );
}

#[test]
fn findings_name_the_numbers() {
    let plan = with_calendar("m : integer\nn : integer\na : date = date(2025, m, 30)\nb : date = working_days_after(2025-01-01, n, lv)");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let evaluated = evaluator.evaluate(&crate::support::submitted(&plan, "2025-Q4", &[("f.m", "2"), ("f.n", "1000")]));
    let said = |language| evaluated.findings.iter().map(|finding| finding_text(&plan, finding, language).replace('\u{a0}', " ")).collect::<Vec<_>>();
    assert_eq!(
        said(Language::English),
        ["there is no such day: year 2025, month 2, day 30", "1,000 working days cannot be counted: their number is whole, from 0 to 250",]
    );
    assert_eq!(
        said(Language::Latvian),
        ["tādas dienas nav: gads 2025, mēnesis 2, diena 30", "tik darbdienu nevar saskaitīt: 1 000; skaitam jābūt veselam, no 0 līdz 250",]
    );
}

#[test]
fn days_end_with_the_last_of_all() {
    let plan = compiles(&with_header(
        "calendar c \"C\" { 1 January \"N\" }\n",
        "a : date\nb : date = working_days_after(a, 3, c)\nd : date = b else 2025-01-01",
    ));
    let evaluated = in_period(&plan, "2025-Q1", &[("f.a", "9999-12-30")]);
    evaluated.has(&[("f.b", "not_computed"), ("f.d", "not_computed")]);
    evaluated.finds(&["f.b out_of_range"]);
}

#[test]
fn trouble_in_lines_stands_at_the_line_and_in_intermediates_where_they_are_needed() {
    let text = with_header(CALENDAR, "x1 : EUR");
    let text = text.replacen(
        "form f",
        "list l {\na : date\nn : integer\nb : date = working_days_after(a, n, lv)\nlet c = date(2025, n, 31)\nd : bool = c > a\n}\nform f",
        1,
    );
    let plan = compiles(&text);
    let evaluated = in_period(&plan, "2025-Q1", &[("l.1:a", "2025-01-02"), ("l.1:n", "1"), ("l.2:a", "2025-01-02"), ("l.2:n", "-4"), ("f.x1", "1")]);
    evaluated.has(&[("l.1:b", "2025-01-03 computed"), ("l.1:d", "true computed"), ("l.2:b", "not_computed"), ("l.2:d", "not_computed")]);
    evaluated.finds(&["l.2:b working_days_out_of_range", "l.2:d no_such_day"]);
}

#[test]
fn calls_that_cannot_be_are_errors() {
    let with = |formula: &str| with_header(CALENDAR, &format!("a : date\nn : EUR\nb : date = {formula}"));
    rejects_saying(&with("working_days_after(a, 8, lw)"), "P0203", &["there is no calendar `lw`", "write `lv`"]);
    rejects_saying(&form("a : date\nb : date = working_days_after(a, 8, lv)"), "P0203", &["there is no calendar `lv`", "declare `calendar lv"]);
    rejects_saying(
        &with("working_days_after(a, 8)"),
        "P0208",
        &["a date, a number of working days and the name of a calendar", "working_days_after(a, 8, lv)"],
    );
    rejects_saying(&with("working_days_after(a, 8, \"lv\")"), "P0208", &["the name of a calendar"]);
    rejects_saying(&with("working_days_after(n, 8, lv)"), "P0312", &["a date is needed"]);
    rejects_saying(&with("working_days_after(a, n, lv)"), "P0312", &["a whole number is needed"]);
    rejects_saying(&with("working_days_after(a, -1, lv)"), "P0208", &["from 0 to 250"]);
    rejects_saying(&with("working_days_after(a, 251, lv)"), "P0208", &["from 0 to 250"]);
    rejects_saying(&with("working_days_after(a, 1.5, lv)"), "P0208", &["a whole number from 0 to 250"]);
    rejects_saying(&with("workday(a, 5)"), "P0208", &["working_days_after(a, 8, calendar)"]);
    rejects_saying(&with("working_days_after(a, 8, lv) when a = 5"), "P0302", &["a date"]);
}
