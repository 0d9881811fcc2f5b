//! An explanation in a few lines: what a test that fails says of a cell or check.

use super::pieces::{exact_text, formula_text};
use super::words::rounding_text;
use crate::explain::{CellExplanation, CheckExplanation, ComesFrom, Explanation, Subject};
use crate::finding_text::printable;
use crate::language::Language;
use crate::render::table::wrap::{LongWords, wrap};
use positum_plan::plan::Plan;

/// The most lines; the whole is told by the explanation itself.
const MOST_LINES: usize = 6;

/// Writes the formula of the first cell that is explained, or what its first check requires, with the values put in, wrapped
/// to `width` columns. Nothing for what has no formula.
pub fn explain_in_short(plan: &Plan, explanation: &Explanation, language: Language, width: usize) -> Vec<String> {
    let text = explanation.subjects.first().and_then(|subject| match subject {
        Subject::Cell(cell) => of_cell(cell, language),
        Subject::Check(check) => Some(of_check(plan, check, language)),
        Subject::Parameter(_) => None,
    });
    let Some(text) = text else { return Vec::new() };
    let mut lines = wrap(&printable(&text), width, 0, LongWords::Keep);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        lines.iter_mut().last().into_iter().for_each(|line| line.push_str(" …"));
    }
    lines
}

fn of_cell(cell: &CellExplanation, language: Language) -> Option<String> {
    let ComesFrom::Formula(formula) = &cell.comes_from else { return None };
    let mut text = formula.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = formula_text(&formula.values, language);
    // One value alone is that of the cell.
    if formula.values.len() > 1 && values != text {
        text.push_str(&format!(" = {values}"));
    }
    if let Some(before) = &cell.before_rounding {
        let number = exact_text(&before.number, cell.value_type.as_ref(), before.decimals, language);
        text.push_str(&format!(" = {number} {}", rounding_text(before.rounding, before.decimals, language)));
    }
    Some(text)
}

fn of_check(plan: &Plan, check: &CheckExplanation, language: Language) -> String {
    let text = plan.checks[check.check].text.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = formula_text(&check.values, language);
    if values == text { text } else { format!("{text}: {values}") }
}
