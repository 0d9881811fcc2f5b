//! Brings trees and plans to a form that does not depend on where in the text something stands.

use positum_grammar::syntax_tree::SyntaxTree;
use positum_plan::plan::{Origin, Plan, Shape};

/// What places are written as in the debug form of a tree, each with the signs that may end it.
const PLACES: [(&str, &[char]); 2] = [("Span { ", &['}']), ("inner_start: ", &[',', ' '])];

/// Writes a tree without the places of its parts.
pub fn tree_without_places(tree: &SyntaxTree) -> String {
    let written = format!("{tree:?}");
    let mut kept = String::with_capacity(written.len());
    let mut rest = written.as_str();
    while let Some(letter) = rest.chars().next() {
        let length = if letter == '"' { quoted_length(rest) } else { letter.len_utf8() };
        let (part, after) = rest.split_at(length);
        match PLACES.into_iter().find(|(begin, _)| rest.starts_with(begin)) {
            Some((begin, end)) => {
                kept += begin;
                let place = rest.split_at(begin.len()).1;
                rest = place.find(end).map_or("", |end| place.split_at(end).1);
            }
            None => {
                kept += part;
                rest = after;
            }
        }
    }
    kept
}

/// Gives the length of the quoted text that `rest` begins with.
fn quoted_length(rest: &str) -> usize {
    let mut is_escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, letter)| {
        let ends = *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |(offset, _)| offset.saturating_add(1))
}

/// Gives a plan without the formulas as written, which keep their layout.
pub fn without_formula_texts(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    for cell in plan.cells.ids().collect::<Vec<_>>() {
        forget_text(&mut plan.cells[cell].origin);
    }
    for column in plan.columns.ids().collect::<Vec<_>>() {
        forget_text(&mut plan.columns[column].origin);
    }
    for check in plan.checks.ids().collect::<Vec<_>>() {
        plan.checks[check].text.clear();
    }
    for table in plan.tables.ids().collect::<Vec<_>>() {
        if let Shape::List(list) = &mut plan.tables[table].shape
            && let Some(derivation) = &mut list.derivation
        {
            derivation.filter_text.clear();
        }
    }
    plan
}

fn forget_text(origin: &mut Origin) {
    match origin {
        Origin::Formula { text, .. } => text.clear(),
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey => {}
    }
}
