//! Random packages and submissions, explained whole: nothing panics, what is said of a cell is what was evaluated, and
//! every change that is proposed makes the check pass when it is made and evaluated anew.

use super::compare::{compiled, random_submissions};
use super::packages::random_package;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::value::Value;
use positum_runtime::cell_address::address_of;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{CellAt, CheckOutcome, EvaluatedSubmission, Outcome};
use positum_runtime::explain::{CellExplanation, Change, CheckExplanation, ComesFrom, Explainer, Limits, Named, Part, Subject};
use positum_runtime::language::Language;
use positum_runtime::render::explanation::{ExplanationOptions, write_explanation, write_explanation_json};
use positum_runtime::submission::{Given, Origin, Submission, SubmittedCell};

/// How many submissions each package gets.
const SUBMISSIONS: u64 = 2;
/// The most checks of a submission for which changes are looked for.
const MOST_CHECKS: usize = 6;

/// What was met in all packages.
#[derive(Default)]
struct Met {
    cells: usize,
    changes: usize,
    smaller: usize,
}

#[test]
fn what_is_said_of_random_submissions_is_true() {
    let mut met = Met::default();
    let (cases, first) = (super::setting("POSITUM_CASES", 60), super::setting("POSITUM_SEED", 0));
    for seed in first..first + cases.div_ceil(SUBMISSIONS) {
        let text = random_package(seed);
        let package = compiled(&text).unwrap();
        for submission in random_submissions(&package, seed, usize::try_from(SUBMISSIONS).unwrap()) {
            explain_all(&package.plan, &submission, &mut met);
        }
    }
    assert!(met.cells > 1_000 && met.changes > 10 && met.smaller > 5, "{} cells, {} changes, {} tried smaller", met.cells, met.changes, met.smaller);
}

fn explain_all(plan: &Plan, submission: &Submission, met: &mut Met) {
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
    let evaluated = evaluator.evaluate(submission);
    let explainer = Explainer::new(&evaluator, submission, None);
    let scalars = plan.cells.ids().map(|cell| CellAt { reference: CellReference::Cell(cell), line: 0 });
    let columns = plan
        .columns
        .entries()
        .flat_map(|(id, column)| (0..evaluated.lines[column.table]).map(move |line| CellAt { reference: CellReference::Column(id), line }));
    let cells: Vec<Named> = scalars.chain(columns).map(Named::Cell).collect();
    let without_changes = Limits { with_changes: false, ..Limits::default() };
    for named in &cells {
        let explanation = explainer.explain(std::slice::from_ref(named), &without_changes);
        let Some(Subject::Cell(cell)) = explanation.subjects.first() else { panic!("a cell is explained") };
        look_at_cell(&evaluated, cell, met);
        written(plan, &explanation);
        // Its own name leads back to it, where a line of a list does not stand under another name, too.
        assert_eq!(explainer.find(&cell.name), Ok(vec![named.clone()]), "{}", cell.name);
    }
    let failing = evaluated.checks.iter().filter(|check| check.outcome == Outcome::Fail).take(MOST_CHECKS);
    let checks: Vec<Named> = failing.map(|check| Named::Check(check.check, check.row.to_string())).collect();
    let explanation = explainer.explain(&checks, &Limits::default());
    for subject in &explanation.subjects {
        let Subject::Check(check) = subject else { panic!("a check is explained") };
        look_at_check(plan, &evaluator, submission, check, met);
    }
    written(plan, &explanation);
    written(plan, &explainer.explain_troubles(&without_changes));
}

fn written(plan: &Plan, explanation: &positum_runtime::explain::Explanation) {
    for language in Language::ALL {
        let said = write_explanation(plan, explanation, &ExplanationOptions { language, width: 80 });
        assert!(said.chars().all(|character| character == '\n' || !character.is_control()), "{said}");
        assert!(write_explanation_json(plan, explanation, language).starts_with("{\n"));
    }
}

fn look_at_cell(evaluated: &EvaluatedSubmission, cell: &CellExplanation, met: &mut Met) {
    met.cells += 1;
    let found = match cell.at.reference {
        CellReference::Cell(id) => &evaluated.cells[id],
        CellReference::Column(id) => &evaluated.columns[id][cell.at.line],
    };
    assert_eq!((cell.state, &cell.value, cell.cause), (found.state, &found.value, found.cause()), "{}", cell.name);
    if let ComesFrom::Formula(formula) = &cell.comes_from {
        for part in &formula.parts {
            if let Part::Cell(part) = part {
                look_at_cell(evaluated, part, met);
            }
        }
    }
}

fn look_at_check(plan: &Plan, evaluator: &Evaluator<'_>, submission: &Submission, check: &CheckExplanation, met: &mut Met) {
    let mending = check.mending.as_ref().unwrap();
    for change in &mending.changes {
        met.changes += 1;
        let after = evaluator.evaluate(&changed(plan, submission, change, change.after.as_ref().map(|value| change.value_type.text(value))));
        assert!(passes(&after, &check.outcome, check.key.is_some()), "{} is not mended by {change:?}", check.name);
        if let Some(smaller) = one_step_less(change).filter(|_| change.is_smallest && check.key.is_none()) {
            met.smaller += 1;
            let after = evaluator.evaluate(&changed(plan, submission, change, Some(smaller.clone())));
            assert!(!passes(&after, &check.outcome, false), "{} is mended by {smaller}, too, not only by {change:?}", check.name);
        }
    }
}

/// Gives the value one unit of the last digit nearer to that before, unless it is that.
fn one_step_less(change: &Change) -> Option<String> {
    let (Some(Value::Number(before)), Some(Value::Number(after))) = (&change.before, &change.after) else { return None };
    let unit = change.value_type.last_digit();
    let nearer = if after > before { after.minus(&unit) } else { after.plus(&unit) }.unwrap();
    (nearer != *before).then(|| change.value_type.text(&Value::Number(nearer)))
}

/// Tells whether the check passes in its row; where lines have keys they may have other numbers now.
fn passes(after: &EvaluatedSubmission, before: &CheckOutcome, has_key: bool) -> bool {
    let mut outcomes = after.checks.iter().filter(|outcome| outcome.check == before.check && (has_key || outcome.row == before.row));
    outcomes.any(|outcome| outcome.outcome == Outcome::Pass)
}

/// Makes a change by itself: the value stands under the name of its cell, and nowhere else.
fn changed(plan: &Plan, submission: &Submission, change: &Change, text: Option<String>) -> Submission {
    let mut changed = submission.clone();
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
    let evaluated = evaluator.evaluate(submission);
    let given = text.map_or(Given::Nothing, Given::Text);
    let cell = match change.input.at.reference {
        CellReference::Cell(id) => &evaluated.cells[id],
        CellReference::Column(id) => &evaluated.columns[id][change.input.at.line],
    };
    match evaluated.origin_of(cell).and_then(|origin| changed.cells.iter().position(|cell| cell.origin == origin)) {
        Some(place) => {
            let address = changed.cells[place].address.clone();
            changed.cells[place].given = given;
            let mut is_first = true;
            changed.cells.retain(|cell| cell.address != address || std::mem::take(&mut is_first));
        }
        None => {
            let mut address = address_of(plan, change.input.at);
            if let CellReference::Column(_) = change.input.at.reference {
                address.row = submitted_row(plan, submission, &address.report, &address.table, change.input.at.line);
            }
            changed.cells.retain(|cell| cell.address != address);
            changed.cells.push(SubmittedCell { address, given, origin: Origin::in_text("change".into(), 0, 0) });
        }
    }
    changed
}

/// Gives the number as submitted of a line that was given: lines are those with a value, in order.
fn submitted_row(plan: &Plan, submission: &Submission, report: &str, table: &str, line: usize) -> String {
    let is_input = |column: &str| {
        plan.columns.iter().any(|found| {
            let of = &plan.tables[found.table];
            let is_it = found.code == column && of.name == table && plan.reports[of.report].name == report;
            is_it && matches!(found.origin, positum_plan::plan::Origin::Input(_))
        })
    };
    let of_list =
        submission.cells.iter().filter(|cell| cell.address.table == table && (cell.address.report == report || cell.address.report.is_empty()));
    let given = of_list.filter(|cell| cell.given != Given::Nothing && cell.given != Given::Text(String::new()) && is_input(&cell.address.column));
    let mut rows: Vec<u64> = given.filter_map(|cell| cell.address.row.parse().ok()).collect();
    rows.sort_unstable();
    rows.dedup();
    rows[line].to_string()
}
