//! Validity of reports and positions: which version is in force for a period, and what is wrong with versions.

use crate::support::{HEADER, everything_said, show, submitted};
use positum_compiler::compile::{Compiled, compile};
use positum_plan::plan::Plan;
use positum_plan::plan_file::{read_plans, write_plans};
use positum_plan::reading_plan::reading_plan;
use positum_runtime::package_evaluator::{PackageEvaluator, PackageOptions};
use positum_runtime::read::{Format, ReadOptions, read_all};

fn plans(text: &str) -> Vec<Plan> {
    let compiled = compile(&[text]);
    assert!(compiled.diagnostics.is_empty(), "{}", everything_said(text, &compiled.diagnostics));
    compiled.plans()
}

fn said(text: &str) -> (Vec<&'static str>, String) {
    let Compiled { diagnostics, plan, .. } = compile(&[text]);
    assert!(plan.is_none() || diagnostics.iter().all(|diagnostic| diagnostic.code.number() >= "P06"));
    (diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect(), everything_said(text, &diagnostics))
}

/// Evaluates one submission in a period.
fn evaluated(plans: &[Plan], period: &str, cells: &[(&str, &str)]) -> crate::support::Shown {
    let reading = reading_plan(plans).unwrap();
    let mut evaluator = PackageEvaluator::new(plans, &PackageOptions::default()).unwrap();
    let one = evaluator.evaluate(&submitted(&reading, period, cells)).unwrap();
    show(one.plan, &one.submission)
}

const POSITIONS: &str = "report r \"R\" {\nform f {\n010 \"Old\" : EUR  valid until 2025-12-31\n010 \"New\" : EUR = 020 x 2.0  valid from 2026-01-01\n020 : EUR\n030 : EUR  valid from 2026-01-01\n040 : EUR, blank = 0\n100 : EUR = 010+...+040\n}\n}\n";

#[test]
fn the_last_day_of_the_period_picks_the_version_of_a_position() {
    let plans = plans(&format!("{HEADER}{POSITIONS}"));
    assert_eq!(plans.iter().map(|plan| plan.package.validity.to_string()).collect::<Vec<_>>(), ["until 2025-12-31", "from 2026-01-01"]);
    let old = evaluated(&plans, "2025-Q4", &[("f.010", "5"), ("f.020", "7")]);
    old.has(&[("f.010", "5 given"), ("f.100", "12 computed"), ("f.030", "x")]);
    let new = evaluated(&plans, "2026-Q1", &[("f.020", "7"), ("f.030", "1")]);
    new.has(&[("f.010", "14 computed"), ("f.100", "22 computed")]);
}

#[test]
fn a_range_that_ends_at_a_position_not_in_force_is_an_error_of_those_periods() {
    let (codes, text) = said(&format!("{HEADER}{}", POSITIONS.replace("010+...+040", "010+...+030")));
    assert_eq!(codes, ["P0204"], "{text}");
    assert!(text.contains("this concerns periods until 2025-12-31"), "{text}");
}

#[test]
fn a_report_has_versions_and_is_not_there_before_the_first() {
    let text = format!(
        "{HEADER}report r \"Old\" {{\nvalid until 2025-12-31\nform f {{\na : EUR\n}}\n}}\nreport r \"New\" {{\nvalid from 2026-01-01\nform f {{\na : EUR\nb : EUR = a\n}}\n}}\nreport late {{\nvalid from 2026-07-01\nform g {{\nc : EUR\n}}\n}}\n"
    );
    let plans = plans(&text);
    assert_eq!(plans.len(), 3);
    evaluated(&plans, "2025-12-31", &[("r.f.a", "1")]).has(&[("f.b", "x"), ("f.a", "1 given")]);
    evaluated(&plans, "2026-01-01", &[("r.f.a", "1")]).has(&[("f.b", "1 computed")]);
    evaluated(&plans, "2026-Q2", &[("late.g.c", "1"), ("late.g.d", "1"), ("r.f.a", "1")]).finds(&["late.. period_not_covered"]);
    evaluated(&plans, "2026-Q3", &[("late.g.c", "1"), ("r.f.a", "1")]).finds(&[]);
}

#[test]
fn versions_that_overlap_are_errors() {
    let both = "form f {\n010 : EUR  valid until 2026-01-01\n010 : EUR  valid from 2026-01-01\n}";
    let (codes, text) = said(&format!("{HEADER}report r {{\n{both}\n}}\n"));
    assert_eq!(codes, ["P0218"], "{text}");
    assert!(
        text.contains("two versions of `010` are in force at the same time")
            && text.contains("this concerns periods from 2026-01-01 until 2026-01-01"),
        "{text}"
    );
    let (codes, text) = said(&format!("{HEADER}report r {{\nvalid from 2025-01-01\n}}\nreport r {{\nvalid from 2026-01-01\n}}\n"));
    assert_eq!(codes, ["P0218"], "{text}");
    let (codes, _) = said(&format!("{HEADER}report r {{\nform f {{\n010 : EUR  valid from 2026-02-30\n}}\n}}\n"));
    assert_eq!(codes, ["P0217"]);
}

#[test]
fn only_the_time_of_the_package_counts() {
    let header = HEADER.replace("language", "valid from 2025-01-01\nlanguage");
    let text = format!("{header}report r {{\nform f {{\n010 : EUR  valid from 2020-01-01\n020 : EUR = 010\n}}\n}}\n");
    let plans = plans(&text);
    assert_eq!(plans.iter().map(|plan| plan.package.validity.to_string()).collect::<Vec<_>>(), ["from 2025-01-01"]);
    evaluated(&plans, "2024-Q4", &[("f.010", "1")]).finds(&[".. period_not_covered"]);
}

#[test]
fn what_only_one_version_uses_is_used() {
    let parameter = "parameter p : EUR { from 2025-01-01 = 1 EUR }\n";
    plans(&format!("{HEADER}{parameter}report r {{\nform f {{\n010 : EUR = p  valid until 2025-12-31\n020 : EUR\n}}\n}}\n"));
    let (codes, _) = said(&format!("{HEADER}{parameter}report r {{\nform f {{\n010 : EUR  valid until 2025-12-31\n020 : EUR\n}}\n}}\n"));
    assert_eq!(codes, ["P0602"]);
}

#[test]
fn versions_are_written_and_read_and_submissions_are_read_with_the_names_of_all() {
    let plans = plans(&format!(
        "{HEADER}{}",
        POSITIONS
            .replace("030 : EUR  valid from 2026-01-01", "030 : EUR  valid from 2026-01-01\n025 : EUR  valid until 2025-12-31")
            .replace("010+...+040", "010+020")
    ));
    let read = read_plans(&write_plans(&plans).unwrap()).unwrap();
    assert_eq!(read, plans);
    let reading = reading_plan(&read).unwrap();
    let csv = "entity,period,010,020,025,030\nE,2025-Q4,1,2,3,\nE,2026-Q1,,2,,4\n";
    let submissions = read_all(csv.as_bytes(), "f.csv", Format::WideCsv, &reading, &ReadOptions::default()).unwrap();
    let mut evaluator = PackageEvaluator::new(&read, &PackageOptions::default()).unwrap();
    let shown: Vec<_> = evaluator.evaluate_all(&submissions).iter().map(|one| show(one.plan, &one.submission)).collect();
    shown[0].has(&[("f.025", "3 given"), ("f.100", "3 computed")]);
    shown[1].has(&[("f.030", "4 given"), ("f.100", "6 computed")]);
}

/// Evaluates submissions in turn with all versions; gives the last.
fn last_of(text: &str, submissions: &[(&str, &[(&str, &str)])], reports: &[&str]) -> crate::support::Shown {
    let plans = plans(&format!("{HEADER}{text}"));
    let reading = reading_plan(&plans).unwrap();
    let reports = reports.iter().map(|name| (*name).to_owned()).collect();
    let mut evaluator = PackageEvaluator::new(&plans, &PackageOptions { reports, ..PackageOptions::default() }).unwrap();
    let mut last = None;
    for (period, cells) in submissions {
        let one = evaluator.evaluate(&submitted(&reading, period, cells)).unwrap();
        last = Some(show(one.plan, &one.submission));
    }
    last.unwrap()
}

#[test]
fn an_amount_that_was_in_another_currency_is_no_earlier_value() {
    let text = "report r \"R\" {\nform f {\n010 : USD  valid until 2024-12-31\n010 : EUR  valid from 2025-01-01\n020 : EUR = previous(010) else 0  valid from 2025-01-01\n}\n}\n";
    let changed = last_of(text, &[("2024-Q4", &[("f.010", "100")]), ("2025-Q1", &[("f.010", "7")])], &[]);
    changed.has(&[("f.020", "not_computed")]);
    let same = last_of(text, &[("2025-Q1", &[("f.010", "7")]), ("2025-Q2", &[("f.010", "8")])], &[]);
    same.has(&[("f.020", "7 computed")]);
}

#[test]
fn keys_are_the_same_however_many_decimals_they_show_and_other_keys_never() {
    let list = |key: &str| {
        format!(
            "report r \"R\" {{\nlist l {{\n{key}\n030 : EUR\n040 : EUR = previous(030) else 0  valid from 2025-01-01\n}}\n}}\nreport other \"O\" {{ form f {{ a : text, optional }} }}\n"
        )
    };
    let given =
        |period: &'static str, key: &'static str, key_column: &'static str, amount: &'static str| (period, [(key_column, key), ("l.1:030", amount)]);
    let decimals = list("010 : decimal(1), key  valid until 2024-12-31\n010 : decimal(2), key  valid from 2025-01-01");
    let (before, after) = (given("2024-Q4", "1.5", "l.1:010", "100"), given("2025-Q1", "1.50", "l.1:010", "7"));
    last_of(&decimals, &[(before.0, &before.1), (after.0, &after.1)], &[]).has(&[("l.1:040", "100 computed")]);
    let moved = list("010 : integer, key  valid until 2024-12-31\n020 : integer, key  valid from 2025-01-01");
    let (before, after) = (given("2024-Q4", "1", "l.1:010", "100"), given("2025-Q1", "1", "l.1:020", "7"));
    last_of(&moved, &[(before.0, &before.1), (after.0, &after.1)], &[]).has(&[("l.1:040", "not_computed")]);
}

#[test]
fn what_was_evaluated_but_not_shown_is_there_and_what_was_not_evaluated_is_not() {
    let text = "report a \"A\" { form main { 010 : EUR } }\nreport b \"B\" { form own { 020 : EUR = previous(a.main.010) else 0 } }\n";
    let submissions: [(&str, &[(&str, &str)]); 2] = [("2024-Q4", &[("a.main.010", "500")]), ("2025-Q1", &[("a.main.010", "1")])];
    last_of(text, &submissions, &["b"]).has(&[("b.own.020", "500 computed")]);
    let yearly = "report a \"A\" { period year\nform main { 010 : EUR } }\nreport b \"B\" { form own { 020 : EUR = previous(a.main.010) else 0 } }\n";
    last_of(yearly, &submissions, &[]).has(&[("b.own.020", "not_computed")]);
}

#[test]
fn of_reports_that_a_version_lacks_none_is_shown_in_their_place() {
    let text = "report a \"A\" { form main { 010 : EUR } }\nreport b \"B\" { valid until 2025-12-31\nform own { 020 : EUR } }\n";
    let plans = plans(&format!("{HEADER}{text}"));
    let options = PackageOptions { reports: vec!["b".to_owned()], ..PackageOptions::default() };
    let mut evaluator = PackageEvaluator::new(&plans, &options).unwrap();
    let mut shown = |period: &str| {
        let one = evaluator.evaluate(&submitted(&reading_plan(&plans).unwrap(), period, &[("main.010", "1")])).unwrap();
        one.submission.reports.iter().map(|report| one.plan.reports[*report].name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(shown("2025-Q1"), ["b"]);
    assert!(shown("2026-Q1").is_empty());
}

#[test]
fn what_is_never_in_force_is_an_error() {
    let with = |valid: &str| format!("{HEADER}report r \"R\" {{ form f {{ 010 : EUR; 020 : EUR  {valid} }} }}");
    let (codes, text) = said(&with("valid from 2026-07-01 until 2026-01-01"));
    assert_eq!(codes, ["P0217"]);
    assert_eq!(said(&with("valid from 2026-07-01 until 2026-01-01\n030 : EUR = 020")).0, ["P0217"]);
    assert!(text.contains("it ends on 2026-01-01, before it begins on 2026-07-01") && text.contains("exchange the two dates"), "{text}");
    let text = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0 }\nreport r \"R\" { form f { 010 : EUR; 020 : EUR  valid until 2024-12-31 } }";
    let (codes, text) = said(text);
    assert_eq!(codes, ["P0217"]);
    assert!(text.contains("it is never in force while the package is"), "{text}");
}

#[test]
fn changes_before_the_package_begins_leave_the_later_ones() {
    let mut positions = String::new();
    for (year, count) in [(2024, 150), (2025, 80)] {
        let first: jiff::civil::Date = format!("{year}-06-01").parse().unwrap();
        for (index, day) in first.series(jiff::Span::new().days(1)).take(count).enumerate() {
            positions += &format!("c{year}_{index} : EUR  valid from {day}\n");
        }
    }
    let text = format!(
        "package p \"P\" {{ language en; valid from 2025-01-01; precision EUR 0 }}\nreport r \"R\" {{ form f {{\n{positions}last : EUR = zzz  valid from 2026-01-01\n}} }}"
    );
    assert_eq!(said(&text).0, ["P0203"]);
}

#[test]
fn a_warning_of_one_version_is_said_and_names_its_periods() {
    let text = "report r \"R\" { form f {\n010 : EUR\n015 : EUR = 010 + 0  valid from 2026-01-01\n020 : EUR\n100 : EUR = 010+...+020\n} }";
    let (codes, text) = said(&format!("{HEADER}{text}"));
    assert_eq!(codes, ["P0603"]);
    assert!(text.contains("from 2026-01-01"), "{text}");
}
