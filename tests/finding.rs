//! Submissions that are found for real packages, and for packages made to hold one construct each.

use crate::support::{package, report_packages};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::Plan;
use positum_proof::budget::Budget;
use positum_proof::goal::Goal;
use positum_proof::search::{Answer, Rest, Searcher};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeSet;
use std::time::Instant;

/// Gives a period for each kind that the reports of a package have.
fn periods(plan: &Plan) -> Vec<Period> {
    let day = plan.package.validity.until.unwrap_or_else(|| "2026-12-31".parse().unwrap());
    let kinds: BTreeSet<&str> = plan.reports.iter().filter_map(|report| report.period.map(PeriodKind::keyword)).collect();
    let all = [PeriodKind::Day, PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year];
    all.into_iter().filter(|kind| kinds.contains(kind.keyword())).filter_map(|kind| Period::holding(kind, day)).collect()
}

#[test]
fn a_clean_submission_is_found_for_every_package() {
    for name in report_packages() {
        let plan = package(&name);
        let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
        for period in periods(&plan) {
            let begun = Instant::now();
            let searcher = Searcher::new(&evaluator, period, 1);
            let answer = searcher.find(&[], Rest::Clean, &mut Budget::steps(2_000_000));
            eprintln!("{name} {period}: {} {:?}", matches!(answer, Answer::Found(_)), begun.elapsed());
        }
    }
}

#[test]
fn goals_of_packages() {
    let only = std::env::var("ONLY").ok();
    for name in report_packages() {
        if only.as_ref().is_some_and(|only| *only != name) {
            continue;
        }
        let plan = package(&name);
        let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
        for period in periods(&plan) {
            let searcher = Searcher::new(&evaluator, period, 1);
            for rest in [Rest::Any, Rest::Clean] {
                let mut counts = [0; 3];
                let begun = Instant::now();
                for (id, check) in plan.checks.entries() {
                    if plan.reports[check.report].period.is_some_and(|kind| kind != period.kind()) {
                        continue;
                    }
                    for outcome in [Outcome::Pass, Outcome::Fail] {
                        let begun = Instant::now();
                        let mut budget = Budget::steps(300_000);
                        let answer = searcher.find(&[Goal::Outcome(id, outcome)], rest, &mut budget);
                        match answer {
                            Answer::Found(_) => counts[0] += 1,
                            Answer::Never => {
                                counts[1] += 1;
                                eprintln!("  never {} {:?}", check.name, outcome)
                            }
                            Answer::Undecided => {
                                counts[2] += 1;
                                eprintln!("  ? {} {:?} {:?} {}", check.name, outcome, begun.elapsed(), budget.left());
                            }
                        }
                    }
                }
                eprintln!("{name} {period} {rest:?}: {counts:?} {:?}", begun.elapsed());
            }
        }
    }
}
