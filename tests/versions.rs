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
