//! Evaluates a package's submissions both ways and says where they differ.

use super::constructs::Constructs;
use super::submissions::Submissions;
use crate::reference_evaluator::{Evaluated, Finding, address, evaluate, values};
use num_rational::BigRational;
use positum_compiler::compile::{compile, typed_model_of};
use positum_compiler::typed_model::TypedModel;
use positum_plan::amount::Rounding;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::value::Value;
use positum_runtime::earlier::EarlierSubmissions;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission, MessagePiece};
use positum_runtime::submission::{Given, Submission, SubmittedCell};
use std::collections::BTreeMap;
use values::State;

/// A package, compiled both ways.
pub(crate) struct Compiled {
    pub(crate) plan: Plan,
    pub(crate) typed: TypedModel,
    pub(crate) rounding: Rounding,
}

/// Compiles a package.
pub(crate) fn compiled(text: &str) -> Result<Compiled, String> {
    let compiled = compile(&[text]);
    let Some(plan) = compiled.plan else { return Err(crate::support::everything_said(text, &compiled.diagnostics)) };
    let (typed, rounding) = typed_model_of(&[text]).ok_or("there is a plan and no typed model")?;
    Ok(Compiled { plan, typed, rounding })
}

/// Makes submissions for a package. Some bring values for computed cells, equal to what is computed or next to it.
pub(crate) fn random_submissions(package: &Compiled, seed: u64, count: usize) -> Vec<Submission> {
    let mut maker = Submissions::new(seed, package.typed.settled());
    let mut submissions = maker.several(count);
    for submission in &mut submissions {
        if maker.dice.chance(25) {
            let evaluated = Evaluator::new(&package.plan, &EvaluationOptions::default()).expect("no options").evaluate(submission);
            let given = computed_values(package, &evaluated, &mut maker);
            submission.cells.extend(given);
        }
    }
    submissions
}

/// Gives values of computed cells, as a form brings them that was filled in by hand.
fn computed_values(package: &Compiled, evaluated: &EvaluatedSubmission, maker: &mut Submissions<'_>) -> Vec<SubmittedCell> {
    let model = package.typed.settled();
    let scalars = evaluated.cells.entries().map(|(id, cell)| (CellReference::Cell(id), 0, cell));
    let of_lines =
        evaluated.columns.entries().flat_map(|(id, cells)| cells.iter().enumerate().map(move |(line, cell)| (CellReference::Column(id), line, cell)));
    let mut given = Vec::new();
    for (slot, line, cell) in scalars.chain(of_lines) {
        let (Some(value_type), CellState::Computed, Some(value)) = (&model.slot(slot).value_type, cell.state, &cell.value) else { continue };
        if !maker.dice.chance(30) {
            continue;
        }
        let text = match value {
            Value::Number(number) => {
                let step = maker.dice.pick(&[0, 0, 1, -1, 2, -2, 3]);
                let moved = number.plus(&positum_plan::amount::Exact::scaled(step, value_type.plain_decimals())).expect("a small number");
                value_type.text(&Value::Number(moved))
            }
            Value::Text(_) | Value::Bool(_) | Value::Date(_) => value_type.text(value),
        };
        let at = address(model, slot, line);
        let (report, rest) = at.split_once('.').expect("an address");
        let (table, place) = rest.split_once('.').expect("an address");
        let (row, column) = place.split_once(':').expect("an address");
        let address = positum_runtime::submission::Address {
            report: report.to_owned(),
            table: table.to_owned(),
            row: row.to_owned(),
            column: column.to_owned(),
        };
        let origin = positum_runtime::submission::Origin::in_text("case".into(), 10_000, 0);
        given.push(SubmittedCell { address, given: Given::Text(text), origin });
    }
    given
}

/// Evaluates submissions in turn, each after those before it; says how the first differs that does.
pub(crate) fn first_difference(package: &Compiled, submissions: &[Submission], constructs: &mut Constructs) -> Option<(usize, String)> {
    let model = package.typed.settled();
    let evaluator = Evaluator::new(&package.plan, &EvaluationOptions::default()).expect("no options");
    let mut earlier = EarlierSubmissions::new([&package.plan]);
    let mut references: BTreeMap<&str, Vec<Evaluated>> = BTreeMap::new();
    for (index, submission) in submissions.iter().enumerate() {
        let by_runtime = evaluator.evaluate_after(submission, &earlier);
        constructs.came_out(&by_runtime);
        earlier.remember(&package.plan, &by_runtime);
        let known = references.entry(&submission.entity).or_default();
        let by_reference = evaluate(model, package.rounding, submission, &known.iter().collect::<Vec<_>>());
        let difference = difference(package, &by_runtime, &by_reference);
        known.push(by_reference);
        if let Some(difference) = difference {
            return Some((index, difference));
        }
    }
    None
}

fn difference(package: &Compiled, by_runtime: &EvaluatedSubmission, by_reference: &Evaluated) -> Option<String> {
    let cells = shown_by_runtime(package, by_runtime);
    for (at, shown) in &by_reference.shown {
        let other = cells.get(at).map_or("no such cell", String::as_str);
        if other != shown {
            return Some(format!("cell {at}: reference `{shown}`, runtime `{other}`"));
        }
    }
    if let Some(at) = cells.keys().find(|at| !by_reference.shown.contains_key(*at)) {
        return Some(format!("cell {at}: reference no such cell, runtime `{}`", cells[at]));
    }
    let checks = checks_by_runtime(&package.plan, by_runtime);
    if checks != by_reference.checks {
        return Some(format!("checks: reference {:#?}, runtime {checks:#?}", by_reference.checks));
    }
    different_findings(by_runtime, &by_reference.findings)
}

fn shown_by_runtime(package: &Compiled, evaluated: &EvaluatedSubmission) -> BTreeMap<String, String> {
    let model = package.typed.settled();
    let scalars = evaluated.cells.entries().map(|(id, cell)| (CellReference::Cell(id), 0, cell));
    let of_lines =
        evaluated.columns.entries().flat_map(|(id, cells)| cells.iter().enumerate().map(move |(line, cell)| (CellReference::Column(id), line, cell)));
    let is_evaluated = |slot: CellReference| evaluated.reports.contains(&model.resolved.tables[model.slot(slot).table].report);
    scalars.chain(of_lines).filter(|(slot, ..)| is_evaluated(*slot)).map(|(slot, line, cell)| (address(model, slot, line), written(cell))).collect()
}

fn written(cell: &EvaluatedCell) -> String {
    let state = match cell.state {
        CellState::Given => State::Given,
        CellState::Computed => State::Computed,
        CellState::Blank => State::Blank,
        CellState::Missing => State::Missing,
        CellState::NotApplicable => State::NotApplicable,
        CellState::Unreadable => State::Unreadable,
        CellState::NotComputed => State::NotComputed,
    };
    format!("{state:?} {}", values::written(cell.value.as_ref().map(plain).as_ref()))
}

/// Gives the runtime's value as one of the reference's.
fn plain(value: &Value) -> values::Value {
    match value {
        Value::Number(number) => values::Value::Number(read_fraction(&number.to_string())),
        Value::Text(text) => values::Value::Text(text.clone()),
        Value::Bool(value) => values::Value::Bool(*value),
        Value::Date(date) => values::Value::Date(values::day_of(*date)),
    }
}

/// Reads `-12.5` or `1/3`.
fn read_fraction(text: &str) -> BigRational {
    match text.split_once('.') {
        Some((whole, fraction)) => {
            let digits: BigRational = format!("{whole}{fraction}").parse().expect("digits");
            digits / values::whole(10).pow(i32::try_from(fraction.len()).expect("few decimals"))
        }
        None => text.parse().expect("a fraction"),
    }
}

fn checks_by_runtime(plan: &Plan, evaluated: &EvaluatedSubmission) -> Vec<String> {
    let written = evaluated.checks.iter().map(|outcome| {
        let check = &plan.checks[outcome.check];
        let table = check.table.map_or("", |table| plan.tables[table].name.as_str());
        let said: String = outcome.message("en").into_iter().flatten().filter_map(said).collect();
        format!("{}.{table}.{} {} {}{said}", plan.reports[check.report].name, check.name, outcome.row, outcome.outcome.keyword())
    });
    written.collect()
}

/// Writes a value in a message.
fn said(piece: &MessagePiece) -> Option<String> {
    match piece {
        MessagePiece::Text(_) => None,
        MessagePiece::Value(value) => Some(format!(" [{}]", values::written(value.as_ref().map(|(value, _)| plain(value)).as_ref()))),
    }
}

/// Compares findings as often as they stand. One of an intermediate stands at any one of the cells that need it.
fn different_findings(by_runtime: &EvaluatedSubmission, by_reference: &[Finding]) -> Option<String> {
    let mut rest: Vec<(String, &str)> = Vec::new();
    for finding in &by_runtime.findings {
        let at = &finding.address;
        // Names that the package does not have are left to the ordinary tests.
        if finding.kind.code() != "unknown_name" {
            rest.push((format!("{}.{}.{}:{}", at.report, at.table, at.row, at.column), finding.kind.code()));
        }
    }
    let mut expected = by_reference.to_vec();
    // Those with one place first, so that those with several find what is left.
    expected.sort_by_key(|finding| finding.at.len());
    for finding in &expected {
        let found = rest.iter().position(|(at, kind)| finding.at.contains(at) && *kind == finding.kind);
        match found {
            Some(found) => drop(rest.swap_remove(found)),
            None => return Some(format!("finding {} at {:?} is made by the reference alone", finding.kind, finding.at)),
        }
    }
    rest.first().map(|(at, kind)| format!("finding {kind} at {at} is made by the runtime alone"))
}
