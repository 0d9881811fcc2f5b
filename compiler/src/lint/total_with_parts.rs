//! P0603: a range that holds a total and its parts counts the parts twice.

use super::Looker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::phrase::said;
use positum_plan::plan::{CellReference, Place};
use std::collections::{BTreeMap, BTreeSet};

/// The most cells that one range is followed down to.
const MOST_FOLLOWED: usize = 20_000;
/// The longest formula to paste, in cells.
const MOST_PASTED: usize = 12;

/// A total in a range, and one of its parts that is in the range too.
struct Found {
    total: CellReference,
    part: CellReference,
    /// The sum that adds up the part, where it is not the total's own.
    between: Option<CellReference>,
}

pub(super) fn warn(looker: &mut Looker<'_, '_>, formula: &Expression) {
    formula.visit(&mut |part| {
        let ExpressionKind::Range(parts) = &part.kind else { return };
        let slots: Vec<CellReference> = parts.iter().filter_map(slot).collect();
        let within: BTreeSet<CellReference> = slots.iter().copied().collect();
        let Some(found) = total_in_range(looker, &slots, &within) else { return };
        let total = looker.model.slot(found.total);
        let Origin::Formula(own, text) = &total.origin else { return };
        let (total_name, part_name) = (looker.name_of(found.total), looker.name_of(found.part));
        let message = said!("this range holds a total and its parts: `{total_name}` is `{text}`");
        let mut diagnostic = Diagnostic::new(DiagnosticCode::TotalWithParts, part.span, message);
        diagnostic = diagnostic.other(own.span, said!("the total: it and its part `{part_name}` are both added"));
        if let Some(between) = found.between
            && let Origin::Formula(formula, _) = &looker.model.slot(between).origin
        {
            diagnostic = diagnostic.other(formula.span, said!("here `{part_name}` is part of `{}`", looker.name_of(between)));
        }
        let help = match without_parts(looker, &slots, &within) {
            Some(sum) => said!("write `{sum}`, or end the range before the total"),
            None => said!("name the parts that are meant, or end the range before the total"),
        };
        looker.diagnostics.push(diagnostic.help(help));
    });
}

fn slot(expression: &Expression) -> Option<CellReference> {
    match &expression.kind {
        ExpressionKind::Slot(reference) => Some(*reference),
        _ => None,
    }
}

/// Gives the cells that a cell adds up; nothing where it is no sum.
fn added(looker: &Looker<'_, '_>, reference: CellReference) -> Vec<CellReference> {
    match &looker.model.slot(reference).origin {
        Origin::Formula(formula, _) => addends(formula),
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey | Origin::Unknown => Vec::new(),
    }
}

fn addends(formula: &Expression) -> Vec<CellReference> {
    match &formula.kind {
        ExpressionKind::Slot(reference) => vec![*reference],
        ExpressionKind::Chain(terms) => terms.iter().flat_map(|(_, term)| addends(term)).collect(),
        ExpressionKind::Range(parts) => parts.iter().flat_map(addends).collect(),
        ExpressionKind::Negation(inner) => addends(inner),
        _ => Vec::new(),
    }
}

fn is_sum(looker: &Looker<'_, '_>, reference: CellReference) -> bool {
    match &looker.model.slot(reference).origin {
        Origin::Formula(formula, _) => matches!(formula.kind, ExpressionKind::Chain(_) | ExpressionKind::Range(_)),
        Origin::Input(_) | Origin::Sequence | Origin::GroupKey | Origin::Unknown => false,
    }
}

/// Looks for a total whose parts, or parts of parts, stand in the range too.
fn total_in_range(looker: &Looker<'_, '_>, slots: &[CellReference], within: &BTreeSet<CellReference>) -> Option<Found> {
    let mut followed = 0_usize;
    for total in slots.iter().copied().filter(|total| is_sum(looker, *total)) {
        let mut from: BTreeMap<CellReference, CellReference> = BTreeMap::new();
        let mut waiting = vec![total];
        while let Some(cell) = waiting.pop() {
            for part in added(looker, cell) {
                followed = followed.saturating_add(1);
                if followed > MOST_FOLLOWED {
                    return None;
                }
                if part == total || from.contains_key(&part) {
                    continue;
                }
                from.insert(part, cell);
                if within.contains(&part) {
                    return Some(Found { total, part, between: Some(cell).filter(|cell| *cell != total) });
                }
                waiting.push(part);
            }
        }
    }
    None
}

/// Writes the sum of what the range holds, without what its totals hold already.
fn without_parts(looker: &Looker<'_, '_>, slots: &[CellReference], within: &BTreeSet<CellReference>) -> Option<String> {
    if slots.len() > MOST_PASTED {
        return None;
    }
    let mut held: BTreeSet<CellReference> = BTreeSet::new();
    let mut waiting: Vec<CellReference> = slots.iter().copied().filter(|total| is_sum(looker, *total)).collect();
    while let Some(cell) = waiting.pop() {
        let new: Vec<CellReference> = added(looker, cell).into_iter().filter(|part| held.insert(*part)).collect();
        waiting.extend(new);
        if held.len() > MOST_FOLLOWED {
            return None;
        }
    }
    let kept: Vec<CellReference> = slots.iter().copied().filter(|slot| !held.contains(slot)).collect();
    let place = |slot: &CellReference| match looker.model.slot(*slot).place {
        Some(Place::Grid(row, column)) => Some((row, column)),
        _ => None,
    };
    let first = slots.first().and_then(place);
    let is_along = |same: fn((usize, usize), (usize, usize)) -> bool| {
        within.iter().all(|slot| place(slot).zip(first).is_some_and(|(other, first)| same(other, first)))
    };
    let (one_column, one_row) = (is_along(|left, right| left.1 == right.1), is_along(|left, right| left.0 == right.0));
    let names = kept.iter().map(|slot| {
        let name = looker.name_of(*slot);
        match name.split_once(':') {
            Some((row, _)) if one_column => row.to_owned(),
            Some((_, column)) if one_row => column.to_owned(),
            Some(_) | None => name,
        }
    });
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| names.join(" + "))
}
