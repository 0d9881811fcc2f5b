//! Submissions that are found for real packages and for packages made to hold one construct each, and what is never found.

use crate::random_packages::compare::{compiled, random_submissions};
use crate::random_packages::packages::random_package;
use crate::random_packages::setting;
use crate::support::{form, package, report, report_packages, warns_anything};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CellId, CellReference, CheckId, Origin, Plan};
use positum_proof::budget::Budget;
use positum_proof::draft::Draft;
use positum_proof::goal::{Gives, Goal, is_met};
use positum_proof::search::{Answer, Rest, Searcher};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::submission::{PARAMETERS, Submission};
use std::collections::BTreeSet;

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
fn texts_codes_days_and_blanks_decide_what_checks_do() {
    let check = |inputs: &str, requirement: &str| form(&format!("{inputs}\ncheck c \"C\" {{\nrequire {requirement}\nseverity error\n}}"));
    assert_eq!(both(&check("a : text", "a = \"x\" or a = \"y\"")), ["found", "found"]);
    assert_eq!(both(&check("a : text", "a = \"x\" and a = \"y\"")), ["never", "found"]);
    assert_eq!(both(&check("a : text(2)", "a <> \"too long\"")), ["found", "never"]);
    assert_eq!(both(&check("a : date", "a <= last_day")), ["found", "found"]);
    assert_eq!(both(&check("a : date\nb : date", "days_between(a, b) = days_between(b, a) or a <> b")), ["found", "never"]);
    assert_eq!(both(&check("a : bool", "a or not a")), ["found", "never"]);
    assert_eq!(both(&check("a : integer, optional", "(a else 7) = 7")), ["found", "found"]);
}

#[test]
fn lines_are_made_as_goals_need_them_and_rule_nothing_out_that_has_none() {
    let lists = |columns: &str, more: &str| report(&format!("list l {{\nk : text, key\na : integer\n{columns}\n}}\n{more}"));
    let total = lists("", "form f {\nt : integer = sum(l.a)\ncheck c \"C\" {\nrequire t >= 100\nseverity error\n}\n}");
    assert_eq!(both(&total), ["found", "found"]);
    let counted = lists("", "form f {\nt : integer = count(l)\ncheck c \"C\" {\nrequire t >= 0\nseverity error\n}\n}");
    assert_eq!(both(&counted), ["found", "never"]);
    // A check that every line fails is kept by a submission without lines.
    let empty = lists("check c \"C\" {\nrequire a < a\nseverity error\n}", "");
    assert_eq!(both(&empty), ["never", "found"]);
    assert_eq!(asked(&empty, &[], Rest::Clean), "found");
    assert_eq!(asked(&empty, &[Goal::Nowhere(CheckId(0), Outcome::Fail)], Rest::Any), "found");
}

#[test]
fn what_must_be_clean_decides_too() {
    let text =
        form("a : integer\nb : integer\ncheck c \"C\" {\nrequire a > b\nseverity error\n}\ncheck d \"D\" {\nrequire a >= b\nseverity error\n}");
    let fails = [Goal::Outcome(CheckId(1), Outcome::Fail)];
    assert_eq!(asked(&text, &fails, Rest::Any), "found");
    assert_eq!(asked(&text, &fails, Rest::Clean), "never");
    assert_eq!(asked(&text, &[Goal::Outcome(CheckId(0), Outcome::Fail)], Rest::Clean), "found");
    assert_eq!(asked(&text, &[Goal::Outcome(CheckId(0), Outcome::NotEvaluated)], Rest::Any), "found");
    assert_eq!(asked(&text, &[Goal::Outcome(CheckId(0), Outcome::NotEvaluated)], Rest::Clean), "never");
}

#[test]
fn ties_are_found_where_results_have_more_decimals_than_are_shown() {
    let tie = |cell: &str| {
        let text = form(&format!("a : EUR\nb : EUR\nc : {cell}"));
        asked(&text, &[Goal::Tie(CellReference::Cell(CellId(2)))], Rest::Any)
    };
    assert_eq!(tie("percent = a / b"), "found");
    assert_eq!(tie("EUR = a / 2"), "found");
    assert_eq!(tie("EUR = (a + b) / 200"), "found");
    // Thirds never lie half way, which is not seen.
    assert_eq!(tie("EUR = a / 3"), "undecided");
    assert_eq!(tie("EUR = a + b"), "never");
}

/// Gives the values at the edge of the first check: the one of the changed cell with which it passes, and that with which it fails.
fn edge(text: &str) -> (String, String) {
    let plan = warns_anything(text).unwrap_or_else(|said| panic!("{said}"));
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let searcher = Searcher::new(&evaluator, period(), 1);
    let edge = searcher.boundary(CheckId(0), Rest::Clean, &mut Budget::steps(20_000)).unwrap();
    let differing = edge.passes.values.iter().filter(|(target, value)| edge.fails.values.get(target) != Some(*value)).count();
    assert_eq!(differing, 1);
    (edge.passes.values[&edge.changed].clone(), edge.fails.values[&edge.changed].clone())
}

#[test]
fn the_edge_of_a_check_is_one_step_wide() {
    let check = |inputs: &str, requirement: &str| form(&format!("{inputs}\ncheck c \"C\" {{\nrequire {requirement}\nseverity error\n}}"));
    let text = |passes: &str, fails: &str| (passes.to_owned(), fails.to_owned());
    assert_eq!(edge(&check("a : integer", "a <= 100")), text("100", "101"));
    assert_eq!(edge(&check("a : percent", "a < 8 %")), text("7.99", "8.00"));
    assert_eq!(edge(&check("a : integer", "a <> 55")).1, "55");
    assert_eq!(edge(&check("a : date", "a <= 2026-05-31")), text("2026-05-31", "2026-06-01"));
    assert_eq!(edge(&check("a : text", "a = \"x\"")).0, "x");
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
            goals.extend([Gives::True, Gives::False, Gives::Zero, Gives::Value, Gives::Nothing].map(|gives| Goal::Part { node, list, gives }));
            waiting.extend(plan.parts(node));
        }
    }
    goals
}

/// What came of asking one random package for everything.
#[derive(Default)]
struct Asked {
    drafts: Vec<Draft>,
    never: Vec<(Goal, Rest)>,
    /// How much was found, never, and undecided: of any submission, and of clean ones.
    counts: [[usize; 3]; 2],
}

fn ask_everything(searcher: &Searcher<'_>) -> Asked {
    let mut asked = Asked::default();
    for rest in [Rest::Any, Rest::Clean] {
        for goal in all_goals(searcher.plan()).into_iter().take(150) {
            let answer = searcher.find(std::slice::from_ref(&goal), rest, &mut Budget::steps(3_000));
            let place = match answer {
                Answer::Found(draft) => {
                    asked.drafts.push(draft);
                    0
                }
                Answer::Never => {
                    asked.never.push((goal, rest));
                    1
                }
                Answer::Undecided => 2,
            };
            asked.counts[usize::from(rest == Rest::Clean)][place] += 1;
        }
    }
    asked
}

/// Of random packages whatever is said never to be, no random submission brings about, and none that was found for something else.
#[test]
fn what_is_never_found_no_submission_brings_about() {
    let (packages, first) = (setting("POSITUM_CASES", 6), setting("POSITUM_SEED", 0));
    let mut counts: [[usize; 3]; 2] = Default::default();
    for seed in first..first + packages {
        let text = random_package(seed);
        let package = compiled(&text).unwrap_or_else(|said| panic!("{said}"));
        let evaluator = Evaluator::new(&package.plan, &EvaluationOptions::default()).unwrap();
        let submissions = random_submissions(&package, seed, 60);
        let has_checks = |submission: &&Submission| !evaluator.evaluate(submission).checks.is_empty();
        let Some(period) = submissions.iter().find(has_checks).map(|submission| submission.period) else { continue };
        let searcher = Searcher::new(&evaluator, period, seed);
        let asked = ask_everything(&searcher);
        let gives_parameters = |submission: &Submission| submission.cells.iter().any(|cell| cell.address.report == PARAMETERS);
        let alike = submissions.iter().filter(|submission| submission.period == period && !gives_parameters(submission));
        let evaluated: Vec<_> = alike.map(|submission| evaluator.evaluate_with_parts(submission, None)).collect();
        for (goal, rest) in &asked.never {
            let by_any = *rest == Rest::Any && evaluated.iter().any(|parts| is_met(goal, parts));
            let by_found = asked.drafts.iter().any(|draft| searcher.confirms(draft, std::slice::from_ref(goal), *rest));
            assert!(!by_any && !by_found, "seed {seed}: {goal:?} {rest:?} is met\n{text}");
        }
        for (sum, own) in counts.iter_mut().flatten().zip(asked.counts.iter().flatten()) {
            *sum += own;
        }
    }
    println!("found, never, undecided: {:?} of any, {:?} of clean submissions", counts[0], counts[1]);
    let [found, never, undecided] = counts[0];
    assert!(undecided * 5 < found + never, "{counts:?}");
}
