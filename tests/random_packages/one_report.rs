//! A report that is evaluated alone gives what it gives among all.

use super::compare::{compiled, random_submissions};
use super::packages::random_package;
use positum_plan::plan::{CellReference, Plan, ReportId};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;

/// Gives cells, checks and findings of a report, and findings of none.
fn of_report(plan: &Plan, evaluated: &EvaluatedSubmission, report: ReportId) -> [Vec<String>; 3] {
    let mut cells = Vec::new();
    for (id, cell) in evaluated.cells.entries().filter(|(id, _)| plan.tables[plan.cells[*id].table].report == report) {
        cells.push(format!("{} {:?}", plan.cell_name(CellReference::Cell(id)), cell));
    }
    for (id, column) in evaluated.columns.entries().filter(|(id, _)| plan.tables[plan.columns[*id].table].report == report) {
        cells.push(format!("{} {:?}", plan.cell_name(CellReference::Column(id)), column));
    }
    let checks = evaluated.checks.iter().filter(|outcome| plan.checks[outcome.check].report == report).map(|outcome| format!("{outcome:?}"));
    let is_of_another = |name: &str| plan.reports.entries().any(|(id, other)| id != report && other.name == name);
    let findings = evaluated.findings.iter().filter(|finding| !is_of_another(&finding.address.report)).map(|finding| format!("{finding:?}"));
    [cells, checks.collect(), findings.collect()]
}

#[test]
fn a_report_alone_gives_what_it_gives_among_all() {
    for seed in super::setting("POSITUM_SEED", 0)..super::setting("POSITUM_SEED", 0) + super::setting("POSITUM_CASES", 10_000) / 100 {
        let text = random_package(seed);
        let package = compiled(&text).unwrap_or_else(|said| panic!("the package of seed {seed} does not compile:\n{text}\n{said}"));
        let plan = &package.plan;
        let all = Evaluator::new(plan, &EvaluationOptions::default()).expect("no options");
        for submission in random_submissions(&package, seed, 4) {
            let among_all = all.evaluate(&submission);
            for report in among_all.reports.iter().filter(|_| plan.reports.len() > 1) {
                let options = EvaluationOptions { reports: Some(vec![*report]), ..EvaluationOptions::default() };
                let alone = Evaluator::new(plan, &options).expect("a report of the plan").evaluate(&submission);
                assert_eq!(alone.reports, [*report]);
                assert_eq!(of_report(plan, &alone, *report), of_report(plan, &among_all, *report), "seed {seed}\n{text}");
            }
        }
    }
}
