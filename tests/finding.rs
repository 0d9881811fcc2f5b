//! Submissions that are found for real packages and for packages made to hold one construct each, and what is never found.

use crate::random_packages::compare::{compiled, random_submissions};
use crate::random_packages::packages::random_package;
use crate::random_packages::setting;
use crate::support::{form, package, report_packages, warns_anything};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CellReference, CheckId, Origin, Plan};
use positum_proof::budget::Budget;
use positum_proof::goal::{Gives, Goal, is_met};
use positum_proof::search::{Answer, Rest, Searcher};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::submission::{PARAMETERS, Submission};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Gives a period for each kind that the reports of a package have.
fn periods(plan: &Plan) -> Vec<Period> {
    let day = plan.package.validity.until.unwrap_or_else(|| "2026-12-31".parse().unwrap());
    let kinds: BTreeSet<&str> = plan.reports.iter().filter_map(|report| report.period.map(PeriodKind::keyword)).collect();
    let all = [PeriodKind::Day, PeriodKind::Month, PeriodKind::Quarter, PeriodKind::Year];
    all.into_iter().filter(|kind| kinds.contains(kind.keyword())).filter_map(|kind| Period::holding(kind, day)).collect()
}

fn period() -> Period {
    "2026".parse().unwrap()
}

/// Says what comes of asking for goals: `found`, `never` or `undecided`.
fn asked(text: &str, goals: &[Goal], rest: Rest) -> &'static str {
    let plan = warns_anything(text).unwrap_or_else(|said| panic!("{said}"));
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let searcher = Searcher::new(&evaluator, period(), 1);
    said(&searcher.find(goals, rest, &mut Budget::steps(50_000)))
}

fn said(answer: &Answer) -> &'static str {
    match answer {
        Answer::Found(_) => "found",
        Answer::Never => "never",
        Answer::Undecided => "undecided",
    }
}

/// Says of the first check whether it can pass, and whether it can fail.
fn both(text: &str) -> [&'static str; 2] {
    [Outcome::Pass, Outcome::Fail].map(|outcome| asked(text, &[Goal::Outcome(CheckId(0), outcome)], Rest::Any))
}

#[test]
fn a_clean_submission_is_found_for_every_package_in_few_steps() {
    for name in report_packages() {
        let plan = package(&name);
        let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
        for period in periods(&plan) {
            let searcher = Searcher::new(&evaluator, period, 1);
            let answer = searcher.find(&[], Rest::Clean, &mut Budget::steps(20_000));
            assert_eq!(said(&answer), "found", "{name} {period}");
        }
    }
}

#[test]
fn sums_differences_and_limits_decide_what_checks_do() {
    let inputs = "a : integer\nb : integer\n";
    let check = |requirement: &str| form(&format!("{inputs}check c \"C\" {{\nrequire {requirement}\nseverity error\n}}"));
    assert_eq!(both(&check("a <= b")), ["found", "found"]);
    assert_eq!(both(&check("a - b = b + a - 2 * b")), ["found", "never"]);
    assert_eq!(both(&check("a + b < b + a")), ["never", "found"]);
    assert_eq!(both(&check("abs(a) >= 0")), ["found", "never"]);
    assert_eq!(both(&check("max(a, b) >= min(a, b)")), ["found", "never"]);
    assert_eq!(both(&check("a > 5 or a < 6")), ["found", "never"]);
    assert_eq!(both(&check("a > 5 and a < 6")), ["never", "found"]);
    assert_eq!(both(&check("2 * a = 2 * b + 1")), ["undecided", "found"]);
    assert_eq!(both(&check("a / b >= 0.1")), ["found", "found"]);
    assert_eq!(both(&check("a * b = 12")), ["found", "found"]);
}

#[test]
fn a_found_submission_is_the_same_each_time() {
    let plan = package("lv_credit_unions");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let find = |seed| Searcher::new(&evaluator, "2026-Q1".parse().unwrap(), seed).find(&[], Rest::Clean, &mut Budget::steps(20_000));
    assert_eq!(find(3), find(3));
    assert_ne!(find(3), find(4));
}

#[test]
fn a_spent_budget_and_a_clock_that_is_over_decide_nothing() {
    let plan = package("lv_credit_unions");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let searcher = Searcher::new(&evaluator, "2026-Q1".parse().unwrap(), 1);
    assert_eq!(searcher.find(&[], Rest::Clean, &mut Budget::steps(3)), Answer::Undecided);
    assert_eq!(searcher.find(&[], Rest::Clean, &mut Budget::new(u64::MAX, &|| true)), Answer::Undecided);
}

/// Gives goals of every kind for every check and every computed cell.
fn all_goals(plan: &Plan) -> Vec<Goal> {
    let mut goals = Vec::new();
    for id in plan.checks.ids() {
        let outcomes = [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::NotEvaluated];
        goals.extend(outcomes.map(|outcome| Goal::Outcome(id, outcome)));
        goals.push(Goal::Nowhere(id, Outcome::Pass));
    }
    let cells = plan.cells.entries().map(|(id, cell)| (CellReference::Cell(id), &cell.origin, cell.value_type.is_some(), None));
    let columns =
        plan.columns.entries().map(|(id, column)| (CellReference::Column(id), &column.origin, column.value_type.is_some(), Some(column.table)));
    for (reference, origin, is_shown, list) in cells.chain(columns) {
        let Origin::Formula { node, .. } = origin else { continue };
        goals.extend(is_shown.then_some(Goal::Tie(reference)));
        let mut waiting = vec![*node];
        while let Some(node) = waiting.pop() {
            goals.extend([Gives::True, Gives::False, Gives::Zero, Gives::Value].map(|gives| Goal::Part { node, list, gives }));
            waiting.extend(plan.parts(node));
        }
    }
    goals
}

/// Of random packages whatever is said never to be, none of random submissions brings about.
#[test]
fn what_is_never_found_no_submission_brings_about() {
    let (packages, first) = (setting("POSITUM_CASES", 12), setting("POSITUM_SEED", 0));
    let mut counts: [[usize; 3]; 2] = Default::default();
    let mut report = String::new();
    for seed in first..first + packages {
        let text = random_package(seed);
        let package = compiled(&text).unwrap_or_else(|said| panic!("{said}"));
        let plan = &package.plan;
        let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
        let submissions = random_submissions(&package, seed, 60);
        let goals = all_goals(plan);
        for rest in [Rest::Any, Rest::Clean] {
            for goal in goals.iter().take(150) {
                let has_checks = |submission: &&Submission| !evaluator.evaluate(submission).checks.is_empty();
                let Some(first) = submissions.iter().find(has_checks) else { continue };
                let searcher = Searcher::new(&evaluator, first.period, seed);
                let answer = searcher.find(std::slice::from_ref(goal), rest, &mut Budget::steps(3_000));
                let place = ["found", "never", "undecided"].iter().position(|word| *word == said(&answer)).unwrap();
                counts[usize::from(rest == Rest::Clean)][place] += 1;
                if answer == Answer::Undecided && std::env::var("SHOW").is_ok() {
                    eprintln!("UND {seed} {rest:?} {goal:?}");
                }
                if answer != Answer::Never || rest == Rest::Clean {
                    continue;
                }
                for submission in submissions.iter().filter(|submission| submission.period == first.period) {
                    let parts = evaluator.evaluate_with_parts(submission, None);
                    let gives_parameters = submission.cells.iter().any(|cell| cell.address.report == PARAMETERS);
                    if !gives_parameters && is_met(goal, &parts) {
                        writeln!(report, "seed {seed}: {goal:?}").unwrap();
                    }
                }
            }
        }
    }
    eprintln!("any: {:?}, clean: {:?}", counts[0], counts[1]);
    assert!(report.is_empty(), "{report}");
}
