//! The twelve credit-union submissions, read and evaluated: their cells, states, findings and checks.

use super::support::{Shown, package, show};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::read::{Format, ReadOptions, read_all};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("reports/lv_credit_unions/samples")
}

/// Gives the numbers of the samples with their bytes.
pub(crate) fn submissions() -> Vec<(String, Vec<u8>)> {
    let numbers = (1..=12).map(|number| format!("{number:02}"));
    numbers.map(|number| (number.clone(), fs::read(folder().join(format!("{number}.json"))).unwrap())).collect()
}

/// Gives the lines of a sample's CSV after the header, in fields.
fn rows(number: &str, kind: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder().join(format!("{number}.{kind}.csv"))).unwrap();
    text.lines().skip(1).map(fields).collect()
}

/// Divides a line at commas outside quotation marks.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    let mut before = ' ';
    for letter in line.chars() {
        match letter {
            '"' => {
                // A quotation mark in a quoted field stands there twice.
                if before == '"' && !is_quoted {
                    fields.last_mut().unwrap().push('"');
                }
                is_quoted = !is_quoted;
            }
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
        before = letter;
    }
    fields
}

fn address(fields: &[String]) -> String {
    let [report, table, row, column] = fields else { panic!("{fields:?}") };
    let separator = if column.is_empty() { "" } else { ":" };
    let full = format!("{report}.{table}.{row}{separator}{column}");
    full.strip_prefix("capital_adequacy.").map_or(full.clone(), str::to_owned)
}

fn evaluated(plan: &Plan, bytes: &[u8]) -> EvaluatedSubmission {
    let submissions = read_all(bytes, "sample.json", Format::Json, plan, &ReadOptions::default()).unwrap();
    assert_eq!(submissions.len(), 1);
    Evaluator::new(plan, &EvaluationOptions::default()).unwrap().evaluate(&submissions[0])
}

fn shown() -> impl Iterator<Item = (String, Shown)> {
    let plan = package("lv_credit_unions");
    submissions().into_iter().map(move |(number, bytes)| (number, show(&plan, &evaluated(&plan, &bytes))))
}

#[test]
fn every_cell_has_its_value_and_state_and_there_are_no_others() {
    for (number, shown) in shown() {
        let expected: BTreeMap<String, String> = rows(&number, "expected")
            .iter()
            .map(|row| (address(&row[2..6]), if row[6].is_empty() { row[7].clone() } else { format!("{} {}", row[6], row[7]) }))
            .collect();
        for (address, cell) in &expected {
            assert_eq!(shown.cells.get(address), Some(cell), "sample {number}, {address}");
        }
        assert_eq!(shown.cells.len(), expected.len(), "sample {number}");
    }
}

#[test]
fn every_finding_stands_at_its_cell_as_often_as_it_should() {
    for (number, mut shown) in shown() {
        let mut expected: Vec<String> = rows(&number, "findings").iter().map(|row| format!("{} {}", address(&row[2..6]), row[6])).collect();
        expected.sort();
        shown.findings.sort();
        assert_eq!(shown.findings, expected, "sample {number}");
    }
}

#[test]
fn every_check_that_is_listed_has_its_outcome_and_severity() {
    let plan = package("lv_credit_unions");
    for (number, bytes) in submissions() {
        let evaluated = evaluated(&plan, &bytes);
        let found: Vec<[String; 6]> = evaluated
            .checks
            .iter()
            .map(|outcome| {
                let check = &plan.checks[outcome.check];
                let table = check.table.map_or(String::new(), |table| plan.tables[table].name.clone());
                let words = [check.name.clone(), outcome.row.to_string(), outcome.outcome.keyword().to_owned(), check.severity.keyword().to_owned()];
                let [name, row, keyword, severity] = words;
                [plan.reports[check.report].name.clone(), table, name, row, keyword, severity]
            })
            .collect();
        for row in rows(&number, "checks") {
            assert_eq!(found.iter().filter(|found| found.as_slice() == &row[2..8]).count(), 1, "sample {number}: {row:?}");
        }
    }
}

#[test]
fn the_first_ten_have_no_findings_and_no_failing_check() {
    for (number, shown) in shown().take(10) {
        assert_eq!(shown.findings, Vec::<String>::new(), "sample {number}");
        assert!(shown.checks.iter().all(|check| !check.ends_with("fail")), "sample {number}: {:?}", shown.checks);
    }
}

#[test]
fn the_long_csv_of_all_gives_the_same() {
    let plan = package("lv_credit_unions");
    let bytes = fs::read(folder().join("all.csv")).unwrap();
    let all = read_all(&bytes, "all.csv", Format::Csv, &plan, &ReadOptions::default()).unwrap();
    assert_eq!(all.len(), 12);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let mut expected: BTreeMap<(String, String), Shown> = BTreeMap::new();
    for (_, bytes) in submissions() {
        let evaluated = evaluated(&plan, &bytes);
        expected.insert((evaluated.entity.clone(), evaluated.period.to_string()), show(&plan, &evaluated));
    }
    for submission in &all {
        let shown = show(&plan, &evaluator.evaluate(submission));
        let expected = &expected[&(submission.entity.clone(), submission.period.to_string())];
        assert_eq!(shown.cells, expected.cells);
        assert_eq!(shown.findings, expected.findings);
        assert_eq!(shown.checks, expected.checks);
    }
}
