//! The Treasury's quarterly report: what tests in the package cannot say. Openings against earlier quarters, the missions'
//! quarters, companies from year to year, the samples; deadlines and consolidation in files of their own.

mod consolidated;
mod deadlines;

use super::support::{package, show};
use positum_plan::plan::{Plan, Severity};
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{CheckOutcome, EvaluatedSubmission};
use positum_runtime::read::{Format, ReadOptions, read_all};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const PACKAGE: &str = "lv_treasury_quarterly";
/// All reports of institutions whose lines begin where the quarter before ended.
const WITH_OPENINGS: [&str; 6] =
    ["financial_assets", "financial_investments", "loans", "prepaid_insurance", "liabilities", "international_liabilities"];

fn sample(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(format!("reports/{PACKAGE}/samples"));
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Gives a sample in which one text, which stands there just once, is another.
fn changed(name: &str, from: &str, to: &str) -> String {
    let text = sample(name);
    assert_eq!(text.matches(from).count(), 1, "{from} in {name}");
    text.replace(from, to)
}

/// Evaluates the submissions of several files, each after those before it.
fn in_turn(plan: &Plan, files: &[&str]) -> Vec<EvaluatedSubmission> {
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
    let mut earlier = EarlierSubmissions::new([plan]);
    let mut all = Vec::new();
    for text in files {
        for submission in read_all(text.as_bytes(), "sample.json", Format::Json, plan, &ReadOptions::default()).unwrap() {
            let evaluated = evaluator.evaluate_after(&submission, &earlier);
            earlier.remember(plan, &evaluated);
            all.push(evaluated);
        }
    }
    all
}

/// Gives the outcomes of checks, by `report.table.check row`; a check of a report has no table.
fn outcomes(plan: &Plan, evaluated: &EvaluatedSubmission) -> BTreeMap<String, &'static str> {
    let name = |outcome: &CheckOutcome| {
        let check = &plan.checks[outcome.check];
        let table = check.table.map_or(String::new(), |table| format!("{}.", plan.tables[table].name));
        let row = if outcome.row.is_empty() { String::new() } else { format!(" {}", outcome.row) };
        format!("{}.{table}{}{row}", plan.reports[check.report].name, check.name)
    };
    evaluated.checks.iter().map(|outcome| (name(outcome), outcome.outcome.keyword())).collect()
}

fn with_outcome(plan: &Plan, evaluated: &EvaluatedSubmission, keyword: &str) -> Vec<String> {
    outcomes(plan, evaluated).into_iter().filter(|(_, outcome)| *outcome == keyword).map(|(name, _)| name).collect()
}

fn failing_of(plan: &Plan, evaluated: &EvaluatedSubmission) -> Vec<String> {
    with_outcome(plan, evaluated, "fail")
}

fn failing(plan: &Plan, files: &[&str]) -> Vec<String> {
    failing_of(plan, in_turn(plan, files).last().unwrap())
}

#[test]
fn a_year_begins_where_the_last_one_ended() {
    let plan = package(PACKAGE);
    let [fourth, first] = ["institution-2025-Q4.json", "institution-2026-Q1.json"].map(sample);
    let evaluated = in_turn(&plan, &[&fourth, &first]);
    for submission in &evaluated {
        assert_eq!(submission.findings.len(), 0);
        assert_eq!(with_outcome(&plan, submission, "fail"), Vec::<String>::new());
    }
    let outcomes = outcomes(&plan, &evaluated[1]);
    for report in WITH_OPENINGS {
        let openings: Vec<(&String, &&str)> =
            outcomes.iter().filter(|(name, _)| name.starts_with(&format!("{report}.")) && name.contains(".opening_of_")).collect();
        let [mut year, mut quarter] = [0, 0];
        for (name, outcome) in openings {
            let is_of_year = name.contains("opening_of_year");
            assert_eq!(*outcome, if is_of_year { "pass" } else { "not_applicable" }, "{name}");
            *(if is_of_year { &mut year } else { &mut quarter }) += 1;
        }
        assert!(year > 0 && quarter > 0, "{report}");
    }
}

#[test]
fn an_opening_that_differs_fails_in_its_line_and_in_the_total() {
    let plan = package(PACKAGE);
    let fourth = sample("institution-2025-Q4.json");
    let wrong = changed("institution-2026-Q1.json", r#""030": "220011.84""#, r#""030": "220011.85""#);
    assert_eq!(failing(&plan, &[&fourth, &wrong]), ["financial_assets.opening_of_year_total", "financial_assets.positions.opening_of_year 3"]);
    let wrong = changed("institution-2026-Q1.json", r#""030": "2499.25""#, r#""030": "2500.25""#);
    assert_eq!(failing(&plan, &[&fourth, &wrong]), ["liabilities.opening_of_year_total", "liabilities.positions.opening_of_year 1"]);
    let wrong = changed("institution-2026-Q1.json", r#""010": "600.00""#, r#""010": "601.00""#);
    assert_eq!(failing(&plan, &[&fourth, &wrong]), ["prepaid_insurance.contracts.opening_of_year 120"]);
    let wrong = changed("institution-2026-Q1.json", r#""050": "126500.25""#, r#""050": "1.00""#);
    let expected = ["financial_investments.balances.opening_of_year 1", "financial_investments.opening_of_year_total"];
    assert_eq!(failing(&plan, &[&fourth, &wrong]), expected);
}

#[test]
fn an_impairment_that_differs_fails_though_the_gross_amount_agrees() {
    let plan = package(PACKAGE);
    let wrong = changed("institution-2026-Q1.json", r#""030": "5000", "040": "1500""#, r#""030": "5000", "040": "1400""#);
    assert_eq!(failing(&plan, &[&sample("institution-2025-Q4.json"), &wrong]), ["loans.positions.opening_of_year 1"]);
}

/// What the regulation does not say, or says of another report, is no error.
#[test]
fn openings_and_what_is_ours_are_warnings() {
    let plan = package(PACKAGE);
    let ours = ["opening_of_year", "opening_of_year_total", "opening_of_quarter", "opening_of_quarter_total", "overdue", "forecasts_agree"];
    for name in ours {
        let severities: Vec<Severity> = plan.checks.iter().filter(|check| check.name == name).map(|check| check.severity).collect();
        assert!(!severities.is_empty() && severities.iter().all(|severity| *severity == Severity::Warning), "{name}: {severities:?}");
    }
}

#[test]
fn a_line_that_is_left_out_is_seen_in_the_total() {
    let plan = package(PACKAGE);
    let line = r#"{"010": "2310", "020": "S150000", "030": "6500", "040": "1500", "060": "500", "100": "1500"},"#;
    let wrong = changed("institution-2026-Q1.json", line, "");
    assert_eq!(failing(&plan, &[&sample("institution-2025-Q4.json"), &wrong]), ["financial_assets.opening_of_year_total"]);
}

#[test]
fn a_line_that_was_not_there_before_begins_at_zero() {
    let plan = package(PACKAGE);
    let line = r#"{"010": "5420", "020": "S130000", "030": "3000", "040": "-3000"}"#;
    let with_new = |opening: &str| format!(r#"{line}, {{"010": "5999", "020": "S130000", "030": "{opening}", "040": "7"}}"#);
    let fourth = sample("institution-2025-Q4.json");
    assert_eq!(failing(&plan, &[&fourth, &changed("institution-2026-Q1.json", line, &with_new("0"))]), Vec::<String>::new());
    let expected = ["liabilities.opening_of_year_total", "liabilities.positions.opening_of_year 3"];
    assert_eq!(failing(&plan, &[&fourth, &changed("institution-2026-Q1.json", line, &with_new("1"))]), expected);
}

#[test]
fn without_the_last_year_its_closing_is_not_known() {
    let plan = package(PACKAGE);
    let evaluated = in_turn(&plan, &[&sample("institution-2026-Q1.json")]);
    let unknown = with_outcome(&plan, &evaluated[0], "not_evaluated");
    assert!(unknown.contains(&"loans.positions.opening_of_year 1".to_owned()) && unknown.contains(&"loans.opening_of_year_total".to_owned()));
    let is_of_beginning = |name: &String| [".opening_of_year", ".beginning_of_year", "_of_beginning"].iter().any(|part| name.contains(part));
    assert!(unknown.iter().all(is_of_beginning), "{unknown:?}");
}

#[test]
fn later_quarters_begin_where_the_quarter_before_ended() {
    let plan = package(PACKAGE);
    let third = sample("institution-2025-Q4.json").replace("2025-Q4", "2025-Q3");
    let fourth = sample("institution-2026-Q1.json").replace("2026-Q1", "2025-Q4");
    assert_eq!(failing(&plan, &[&third, &fourth]), Vec::<String>::new());
    let wrong = changed("institution-2026-Q1.json", r#""030": "15000""#, r#""030": "14000""#).replace("2026-Q1", "2025-Q4");
    let expected = ["financial_assets.opening_of_quarter_total", "financial_assets.positions.opening_of_quarter 1"];
    assert_eq!(failing(&plan, &[&third, &wrong]), expected);
}

#[test]
fn what_is_wrong_in_the_wrong_sample_is_found_and_nothing_else() {
    let plan = package(PACKAGE);
    let evaluated = in_turn(&plan, &[&sample("institution-2026-Q1.json"), &sample("wrong-2026-Q2.json")]);
    let findings: Vec<String> = evaluated[1]
        .findings
        .iter()
        .map(|finding| {
            format!("{}.{}.{}:{} {}", finding.address.report, finding.address.table, finding.address.row, finding.address.column, finding.kind.code())
        })
        .collect();
    assert_eq!(findings, ["financial_assets.positions.2:010 duplicate_key", "loans.positions.1:020 text_does_not_fit"]);
    let expected = [
        "financial_assets.opening_of_quarter_total",
        "financial_assets.positions.impairment 1",
        "financial_assets.positions.opening_of_quarter 1",
        "financial_assets.positions.opening_of_quarter 2",
        "financial_assets.positions.whole_euro 1",
        "financial_investments.balances.opening_of_quarter 1",
        "financial_investments.opening_of_quarter_total",
        "financial_investments.positions.signs 1",
        "financial_investments.transfers",
        "general.main.parent_named",
        "liabilities.positions.overdue 1",
        "liabilities.positions.whole_euro 1",
        "loans.opening_of_quarter_total",
        "loans.within_assets",
        // Two contracts that the first quarter ended with are left out.
        "prepaid_insurance.contracts.opening_of_quarter 110",
        "prepaid_insurance.contracts.opening_of_quarter 120",
    ];
    assert_eq!(with_outcome(&plan, &evaluated[1], "fail"), expected);
}

#[test]
fn the_missions_data_run_a_quarter_behind() {
    let plan = package(PACKAGE);
    let evaluated = in_turn(&plan, &[&sample("missions.json")]);
    let days: Vec<[String; 2]> = evaluated
        .iter()
        .map(|submission| {
            assert_eq!(submission.findings.len(), 0);
            assert_eq!(with_outcome(&plan, submission, "fail"), Vec::<String>::new());
            let cells = show(&plan, submission).cells;
            // `general` is the first report, whose name is left out.
            ["main.data_from", "main.data_to"].map(|place| cells[place].clone())
        })
        .collect();
    let computed = |from: &str, to: &str| [format!("{from} computed"), format!("{to} computed")];
    let none = ["not_applicable".to_owned(), "not_applicable".to_owned()];
    let expected =
        [none.clone(), computed("2025-01-01", "2025-03-31"), computed("2025-04-01", "2025-06-30"), computed("2025-07-01", "2025-12-31"), none];
    assert_eq!(days, expected);
    // Each quarter but the first begins where the one before ended, and the first of 2026 where 2025 ended.
    assert_eq!(outcomes(&plan, &evaluated[3])["financial_assets.positions.opening_of_quarter 1"], "pass");
    assert_eq!(outcomes(&plan, &evaluated[4])["financial_assets.positions.opening_of_year 1"], "pass");
    assert_eq!(outcomes(&plan, &evaluated[4])["financial_assets.positions.missions_first_quarter 1"], "pass");
}

#[test]
fn missions_whose_data_change_in_the_first_quarter_are_wrong() {
    let plan = package(PACKAGE);
    let moved = changed("missions.json", r#""030": "44904.00""#, r#""030": "44904.00", "060": "1.00""#);
    assert_eq!(failing(&plan, &[&moved]), ["financial_assets.positions.missions_first_quarter 1"]);
}

#[test]
fn a_company_goes_on_from_quarter_to_quarter_and_from_year_to_year() {
    let plan = package(PACKAGE);
    let fourth = sample("company-2025-Q4.json");
    let third = changed("company-2025-Q4.json", "2025-Q4", "2025-Q3").replace(
        r#""020": "80000", "030": "50000", "040": "30000", "050": "12500""#,
        r#""020": "50000", "030": "37500", "040": "20000", "050": "7500""#,
    );
    assert_eq!(failing(&plan, &[&third, &fourth]), Vec::<String>::new());
    // 50,000 until September and 30,000 after it are 80,000; 37,500 and 12,400 are not 50,000.
    let wrong = changed("company-2025-Q4.json", r#""050": "12500""#, r#""050": "12400""#);
    assert_eq!(failing(&plan, &[&third, &wrong]), ["company.principal.since_quarter_before"]);
    let next = changed("company-2025-Q4.json", "2025-Q4", "2026-Q4");
    // Items are 900,000, 60,000 and 40,000 of assets, and 480,000, 450,000 and 70,000 of liabilities, at the beginning of both years.
    let expected = [
        "company.assets.beginning_of_year 1",
        "company.assets.beginning_of_year 2",
        "company.assets.beginning_of_year 3",
        "company.assets_of_beginning",
        "company.liabilities.beginning_of_year 1",
        "company.liabilities.beginning_of_year 2",
        "company.liabilities.beginning_of_year 3",
        "company.liabilities_of_beginning",
        "company.principal.beginning_of_year",
    ];
    assert_eq!(failing(&plan, &[&fourth, &next]), expected);
    let next = next
        .replace(r#""030": "480000", "040": "505000""#, r#""030": "505000", "040": "505000""#)
        .replace(r#""principal": {"010": "450000""#, r#""principal": {"010": "480000""#)
        .replace(r#""110": {"010": "480000""#, r#""110": {"010": "510000""#);
    let of_next = outcomes(&plan, in_turn(&plan, &[&fourth, &next]).last().unwrap());
    assert_eq!(of_next["company.principal.beginning_of_year"], "pass");
    assert_eq!(of_next["company.liabilities.beginning_of_year 1"], "pass");
    assert_eq!(of_next["company.liabilities.beginning_of_year 2"], "fail");
}

#[test]
fn the_other_samples_have_nothing_wrong() {
    let plan = package(PACKAGE);
    for name in ["company-2025-Q4.json", "questionnaire-2025.json", "scope-2025-Q4.json", "consolidated/members.json"] {
        for evaluated in in_turn(&plan, &[&sample(name)]) {
            assert_eq!(evaluated.findings.len(), 0, "{name}: {:?}", evaluated.findings);
            assert_eq!(with_outcome(&plan, &evaluated, "fail"), Vec::<String>::new(), "{name}");
        }
    }
}
