//! Explanations of cells and checks: what they say, and that what they propose holds. Expected values are worked out by
//! hand from the definitions.

mod cells;
mod checks;
mod names;
mod smallest_change;

use crate::support::submitted;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::explain::{CellExplanation, CheckExplanation, ComesFrom, Explainer, Explanation, FormulaExplanation, Limits, Part, Subject};
use positum_runtime::language::Language;
use positum_runtime::render::explanation::{ExplanationOptions, formula_text, write_explanation};
use positum_runtime::submission::Submission;

/// Explains what is named in a submission of 2025-Q1.
pub(crate) fn explained(plan: &Plan, given: &[(&str, &str)], names: &[&str]) -> Explanation {
    explained_in(plan, &submitted(plan, "2025-Q1", given), names, &Limits::default())
}

pub(crate) fn explained_in(plan: &Plan, submission: &Submission, names: &[&str], limits: &Limits) -> Explanation {
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).unwrap();
    let explainer = Explainer::new(&evaluator, submission, None);
    let named: Vec<_> = names.iter().flat_map(|name| explainer.find(name).unwrap()).collect();
    explainer.explain(&named, limits)
}

/// Writes an explanation in English, 80 columns wide, with plain spaces.
pub(crate) fn text(plan: &Plan, explanation: &Explanation) -> String {
    text_in(plan, explanation, Language::English)
}

pub(crate) fn text_in(plan: &Plan, explanation: &Explanation, language: Language) -> String {
    write_explanation(plan, explanation, &ExplanationOptions { language, width: 80 }).replace('\u{a0}', " ")
}

pub(crate) fn first_cell(explanation: &Explanation) -> &CellExplanation {
    match &explanation.subjects[0] {
        Subject::Cell(cell) => cell,
        other => panic!("no cell: {other:?}"),
    }
}

pub(crate) fn first_check(explanation: &Explanation) -> &CheckExplanation {
    match &explanation.subjects[0] {
        Subject::Check(check) => check,
        other => panic!("no check: {other:?}"),
    }
}

pub(crate) fn formula(cell: &CellExplanation) -> &FormulaExplanation {
    match &cell.comes_from {
        ComesFrom::Formula(formula) => formula,
        other => panic!("no formula: {other:?}"),
    }
}

/// Writes the formula of a cell with values, in English.
pub(crate) fn with_values(cell: &CellExplanation) -> String {
    formula_text(&formula(cell).values, Language::English).replace('\u{a0}', " ")
}

/// Gives the names of the cells among parts.
pub(crate) fn cell_names(parts: &[Part]) -> Vec<&str> {
    let cells = parts.iter().filter_map(|part| match part {
        Part::Cell(cell) => Some(cell.name.as_str()),
        _ => None,
    });
    cells.collect()
}
