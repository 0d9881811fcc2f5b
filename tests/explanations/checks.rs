//! Checks: what decides them, and everything that is wrong with a submission.

use super::{cell_names, explained, first_check, text};
use crate::support::{compiles, form, list, report, submitted};
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::explain::{BranchOutcome, Explainer, Limits};

fn deciding(plan: &Plan, given: &[(&str, &str)]) -> Vec<String> {
    let explanation = explained(plan, given, &["c"]);
    first_check(&explanation).deciding.iter().map(|deciding| deciding.names.clone()).collect()
}

#[test]
fn of_and_those_that_fail_decide_and_of_or_all() {
    let given = [("f.a", "1"), ("f.b", "2")];
    let of = |requirement: &str| {
        let plan = compiles(&form(&format!("a : EUR\nb : EUR\ncheck c {{ require {requirement} }}")));
        deciding(&plan, &given)
    };
    assert_eq!(of("a = 1 EUR and b = 1 EUR and a >= b"), ["b = 1", "a >= b"]);
    assert_eq!(of("a > b or b = 1 EUR"), ["a > b", "b = 1"]);
    assert_eq!(of("not (a = 1 EUR or b = 1 EUR)"), ["a = 1"]);
    assert_eq!(of("not (a = 1 EUR and b = 2 EUR)"), ["a = 1", "b = 2"]);
    assert_eq!(of("a = 1 EUR and (b = 1 EUR or not a < b)"), ["b = 1", "a < b"]);
    assert_eq!(of("a = 1 EUR"), [""; 0]);
}

#[test]
fn cells_that_are_not_zero_come_first_and_the_difference_is_told() {
    let plan = compiles(&form(
        "a : EUR, blank = 0\nb : EUR, blank = 0\nd : EUR, blank = 0\ncheck c \"Too little\" { require a + b + d = 10 EUR\ntolerance 1 EUR\nsource \"Art. 5\" }",
    ));
    let explanation = explained(&plan, &[("f.d", "4"), ("f.b", "3")], &["c"]);
    let check = first_check(&explanation);
    assert_eq!(check.deciding[0].cells.iter().map(|cell| cell.name.as_str()).collect::<Vec<_>>(), ["r.f.b", "r.f.d", "r.f.a"]);
    let said = text(&plan, &explanation);
    for part in [
        "r.f.c: failed, error\n│ Too little\n│ must hold: a + b + d = 10 EUR\n│ with values: 0 + 3 + 4 = 10\n│ tolerance: 1 EUR\n│ source: Art. 5\n",
        "├ decided by: a + b + d = 10\n│   difference: -3 EUR\n│   cells: r.f.b = 3 EUR; r.f.d = 4 EUR; r.f.a = 0 EUR\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn a_condition_that_does_not_hold_and_a_cell_without_value_are_told() {
    let plan = compiles(&form("a : EUR\nb : EUR\ncheck c { require a > b\nwhen b > 0 EUR }"));
    let explanation = explained(&plan, &[("f.a", "1"), ("f.b", "0")], &["c"]);
    let check = first_check(&explanation);
    assert_eq!(check.outcome.outcome, Outcome::NotApplicable);
    assert_eq!(check.condition.as_ref().unwrap().outcome, BranchOutcome::Second);
    assert_eq!(cell_names(&check.parts), ["r.f.b"]);
    assert!(text(&plan, &explanation).contains("only when b > 0 (0 > 0): does not hold\n"));
    let explanation = explained(&plan, &[("f.b", "1")], &["c"]);
    let check = first_check(&explanation);
    assert_eq!(check.outcome.outcome, Outcome::NotEvaluated);
    assert!(check.mending.is_none() && check.deciding.is_empty());
    assert!(text(&plan, &explanation).contains("not evaluated\n│ must hold: a > b\n│ with values: (missing) > 1\n"), "{}", text(&plan, &explanation));
}

#[test]
fn without_a_name_everything_that_is_wrong_is_explained() {
    let plan = compiles(&report(
        "form f {\na : EUR\nb : EUR\nd : EUR = a + b\ne : EUR = b x 2\ncheck c { require b > 5 EUR }\ncheck fine { require b > 0 EUR }\n}",
    ));
    let mut submission = submitted(&plan, "2025-Q1", &[("f.b", "1"), ("f.z", "1")]);
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap();
    let explainer = Explainer::new(&evaluator, &submission, None);
    let explanation = explainer.explain_troubles(&Limits::default());
    let said = text(&plan, &explanation);
    assert_eq!(explanation.subjects.len(), 3, "{said}");
    let order = ["r.f.c: failed", "r.f.a: missing", "r.f.d: not computed", "Other findings\n└ r.z: warning: `z` is not in the definition"];
    let places: Vec<usize> = order.iter().map(|part| said.find(part).unwrap_or_else(|| panic!("{part}\n{said}"))).collect();
    assert!(places.is_sorted(), "{said}");
    drop(explanation);
    submission.cells.clear();
    submission = submitted(&plan, "2025-Q1", &[("f.a", "1"), ("f.b", "9")]);
    let explainer = Explainer::new(&evaluator, &submission, None);
    assert!(text(&plan, &explainer.explain_troubles(&Limits::default())).contains("Nothing to explain"));
}

#[test]
fn a_check_of_lines_is_explained_in_its_line() {
    let plan = compiles(&list("010 : text, key\n020 : EUR\n030 : EUR\ncheck c \"{020} is more than {030}\" { require 020 <= 030 }"));
    let given = [("l.1:010", "x"), ("l.1:020", "1"), ("l.1:030", "2"), ("l.2:010", "y"), ("l.2:020", "3"), ("l.2:030", "2")];
    let said = text(&plan, &explained(&plan, &given, &["c"]));
    assert!(said.contains("r.l.c[2] (key y): failed, error\n│ 3 EUR is more than 2 EUR\n│ must hold: 020 <= 030\n│ with values: 3 <= 2\n"), "{said}");
}
