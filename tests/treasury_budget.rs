//! The Treasury's tables of 2024: each printed figure, each relation between figures, and each verdict.
//!
//! The relations are listed from the codes of the rows and from the tables that are parts of others, and looked for in the
//! compiled package. The figures are those that the report prints: `samples/printed`.

mod compared;
mod printed;

use super::support::{definitions, package, test_files};
use compared::{Said, normal};
use positum_compiler::compile::compile;
use positum_plan::plan::{CellId, Plan};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{EvaluatedSubmission, Outcome};
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::run_tests::run_test;
use positum_runtime::submission::{Given, Submission};
use printed::{COLUMNS, Form, Place3, printed, relations_across_tables, relations_in_tables};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "lv_treasury_budget";

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("reports").join(PACKAGE).join("samples")
}

fn sample(plan: &Plan, name: &str) -> Submission {
    let bytes = fs::read(samples().join(name)).unwrap();
    let format = if name.ends_with(".csv") { Format::LongCsv } else { Format::Json };
    let mut read = read_all(&bytes, name, format, plan, &ReadOptions::default()).unwrap();
    assert_eq!(read.len(), 1);
    read.remove(0)
}

fn evaluated(plan: &Plan, submission: &Submission) -> EvaluatedSubmission {
    Evaluator::new(plan, &EvaluationOptions::default()).unwrap().evaluate(submission)
}

/// Tells whether an evaluation has a finding or a check that does not pass.
fn is_wrong(evaluated: &EvaluatedSubmission) -> bool {
    !evaluated.findings.is_empty() || evaluated.checks.iter().any(|check| check.outcome != Outcome::Pass)
}

fn text(given: &Given) -> &str {
    match given {
        Given::Text(text) => text,
        Given::Nothing | Given::UnknownOfMembers | Given::JsonNumber(_) | Given::NoValue(_) => panic!("{given:?}"),
    }
}

#[test]
fn the_relations_hold_for_the_printed_figures() {
    let printed = printed();
    let (within, across) = (relations_in_tables(&printed), relations_across_tables(&printed));
    assert_eq!((printed.len(), within.len(), across.len()), (154 * 3, 153, 90));
    for relation in within.iter().chain(&across) {
        assert_eq!(relation.iter().map(|(place, factor)| printed[place] * factor).sum::<i64>(), 0, "{relation:?}");
    }
}

#[test]
fn the_package_compares_each_relation_and_nothing_else() {
    let (printed, plan) = (printed(), package(PACKAGE));
    let said = Said::new(&plan);
    assert_eq!(said.places.values().cloned().collect::<BTreeSet<_>>(), printed.keys().cloned().collect());
    let mut compared: BTreeSet<Form<Place3>> = said.compared().iter().map(normal).collect();
    assert_eq!(compared.len(), said.compared().len(), "nothing is compared twice");
    let cells: BTreeMap<&Place3, CellId> = said.places.iter().map(|(cell, place)| (place, *cell)).collect();
    // Where a total and a sum of tables meet in one cell, the compiler has seen that they are one; it computes the total.
    let mut same = BTreeSet::new();
    for relation in relations_in_tables(&printed).iter().chain(&relations_across_tables(&printed)) {
        if !compared.remove(&normal(relation)) {
            let of_cells = relation.iter().map(|(place, factor)| (cells[place], *factor)).collect();
            assert_eq!(said.opened(&of_cells), Form::new(), "{relation:?} is not in the package");
            same.extend(relation.iter().filter(|(_, factor)| **factor == 1).map(|(place, _)| (place.0.clone(), place.1.clone())));
        }
    }
    let totals = ["1", "2", "2.1"].into_iter().flat_map(|row| ["t7", "t8"].map(|table| (table.to_owned(), row.to_owned())));
    assert_eq!(same, totals.collect());
    // What is left: row 4.1 of table 11 is row 4.2 of table 7.
    let cell = |table: &str, row: &str, column: &str| (table.to_owned(), row.to_owned(), column.to_owned());
    let shares = |column| normal(&Form::from([(cell("t7", "4.2", column), 1), (cell("t11", "4.1", column), -1)]));
    assert_eq!(compared, COLUMNS.map(|(_, column)| shares(column)).into_iter().collect());
}

#[test]
fn the_sample_has_every_printed_figure_and_agrees_with_itself() {
    let (printed, plan) = (printed(), package(PACKAGE));
    let submission = sample(&plan, "2024.json");
    let of_budget = submission.cells.iter().filter(|cell| cell.address.report == "budget");
    let figures = of_budget.map(|cell| {
        let address = &cell.address;
        ((address.table.clone(), address.row.clone(), address.column.clone()), text(&cell.given).parse::<i64>().unwrap())
    });
    assert_eq!(figures.collect::<BTreeMap<_, _>>(), printed);
    let result = evaluated(&plan, &submission);
    assert_eq!(result.findings, []);
    assert!(result.checks.iter().all(|check| check.outcome == Outcome::Pass));
    assert_eq!(result.checks.len(), plan.checks.len());
    let said = Said::new(&plan);
    for (cell, place) in &said.places {
        let shown = plan.cells[*cell].value_type.as_ref().unwrap().text(result.cells[*cell].value.as_ref().unwrap());
        assert_eq!(shown, printed[place].to_string(), "{place:?}");
    }
    let by_csv = sample(&plan, "2024.csv");
    let given = |submission: &Submission| submission.cells.iter().map(|cell| (cell.address.clone(), cell.given.clone())).collect::<BTreeMap<_, _>>();
    assert_eq!(given(&by_csv), given(&submission));
}

#[test]
fn each_printed_figure_that_is_one_euro_off_is_noticed() {
    let plan = package(PACKAGE);
    let submission = sample(&plan, "2024.json");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let places: Vec<usize> = (0..submission.cells.len()).filter(|index| submission.cells[*index].address.report == "budget").collect();
    assert_eq!(places.len(), printed().len());
    for index in places {
        for off in [-1, 1] {
            let mut changed = submission.clone();
            let figure: i64 = text(&changed.cells[index].given).parse().unwrap();
            changed.cells[index].given = Given::Text((figure + off).to_string());
            assert!(is_wrong(&evaluator.evaluate(&changed)), "{:?} {off}", changed.cells[index].address);
        }
    }
}

#[test]
fn each_verdict_and_limit_that_the_report_does_not_print_is_noticed() {
    let plan = package(PACKAGE);
    let submission = sample(&plan, "2024.json");
    let mut verdicts = Vec::new();
    for (index, cell) in submission.cells.iter().enumerate() {
        let limits = ["_limit", "_least", "_most", "_target", "_deviation"];
        let other = match text(&cell.given) {
            verdict @ ("true" | "false") if cell.address.column == "met" => {
                verdicts.push((cell.address.table.as_str(), cell.address.row.as_str(), verdict == "true"));
                (verdict == "false").to_string()
            }
            limit if limits.iter().any(|end| cell.address.row.ends_with(end)) => {
                let limit: rust_decimal::Decimal = limit.parse().unwrap();
                (limit + rust_decimal::Decimal::new(1, 2)).to_string()
            }
            _ => continue,
        };
        let mut changed = submission.clone();
        changed.cells[index].given = Given::Text(other);
        let found = evaluated(&plan, &changed).findings;
        assert!(matches!(found.as_slice(), [finding] if finding.address == cell.address), "{:?} {found:?}", cell.address);
        assert!(found.iter().all(|finding| finding.kind.code() == "submitted_total_differs"));
    }
    let unmet: Vec<_> = verdicts.iter().filter(|(.., is_met)| !is_met).map(|(table, row, _)| (*table, *row)).collect();
    assert_eq!(verdicts.len(), 4 + 2 + 2 + 5);
    assert_eq!(unmet, [("debt_management", "1.1"), ("eu_funds", "2.1"), ("management", "3.1")]);
}

/// Exchanges a text of the definition and tells whether the compiler, a test or the sample shows that it is wrong.
fn is_noticed(from: &str, to: &str) -> bool {
    let found = definitions(&format!("reports/{PACKAGE}"));
    assert_eq!(found.iter().map(|(_, text)| text.matches(from).count()).sum::<usize>(), 1, "{from}");
    let texts: Vec<String> = found.into_iter().map(|(_, text)| text.replace(from, to)).collect();
    let compiled = compile(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let (true, Some(plan)) = (compiled.diagnostics.is_empty(), compiled.plan) else { return true };
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let files = test_files(PACKAGE, &plan);
    let fails = compiled.tests.iter().any(|test| !run_test(&plan, &evaluator, &test.case, &files, Language::English).passes());
    fails || is_wrong(&evaluator.evaluate(&sample(&plan, "2024.json")))
}

#[test]
fn the_traps_of_the_tables_are_noticed_in_the_definition() {
    let mistakes = [
        ("= t8 + t11 + t12", "= t8 + t9 + t10 + t11 + t12"),
        (" + t17  map", "  map"),
        ("map t11.4.1 to 4.2", "map t8.4 to 4.2"),
        ("  map t11.4.1 to 4.2", ""),
        ("like financing = t9 + t10", "like financing = t9"),
        ("= 1.1 + ... + 1.4", "= 1.1"),
        ("= 2.1.1 + ... + 2.1.5", "= 2.1.1 + ... + 2.1.4"),
        ("= actual / approved when approved <> 0", "= actual / approved"),
        ("(actual - previous) / previous when previous <> 0", "(actual - previous) / previous"),
        ("not no_value and actual <= planned", "not no_value and actual >= planned"),
        ("not no_value and actual <= planned", "(actual else 0) <= planned"),
        ("= max(at_least, min(at_most, actual))", "= max(at_least, max(at_most, actual))"),
        ("actual = max(at_least, min(at_most, actual))", "actual >= (at_least else actual) and actual <= (at_most else actual)"),
        ("abs(euro - euro_share) <= max_euro_deviation", "euro <= euro_share"),
        ("from 2024-01-01 = 85 %", "from 2024-01-01 = 60 %"),
    ];
    for (from, to) in mistakes {
        assert!(is_noticed(from, to), "{to}");
    }
    assert!(!is_noticed("precision EUR 0, percent 2", "precision EUR 0, percent 2"), "the package itself is not wrong");
}
