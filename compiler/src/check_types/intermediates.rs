//! The units of intermediates, each found once and after those that it is made of.

use super::Checker;
use crate::diagnostic::Diagnostics;
use crate::settled_model::{Expression, ExpressionKind, Origin, SettledModel};
use positum_plan::plan::CellReference;
use positum_plan::unit::Unit;
use std::collections::{BTreeMap, BTreeSet};

/// An intermediate with those that its formula names.
struct Frame<'m> {
    reference: CellReference,
    formula: &'m Expression,
    needs: Vec<CellReference>,
}

/// Gives the units of intermediates; those with an error, and those of a cycle, have none. Nothing is
/// reported: errors are where the formula is checked, cycles where cells are ordered.
pub(super) fn units_of_intermediates<'m>(
    model: &'m SettledModel,
    texts: &'m [&'m str],
    misfits: &BTreeSet<CellReference>,
) -> BTreeMap<CellReference, Unit> {
    let mut silent = Diagnostics::default();
    let mut checker = Checker { model, texts, diagnostics: &mut silent, intermediates: BTreeMap::new(), misfits: misfits.clone(), codes_after_in: 0 };
    let mut seen = BTreeSet::new();
    let cells = model.cells.ids().map(CellReference::Cell);
    for start in cells.chain(model.columns.ids().map(CellReference::Column)) {
        // Walks down without recursion: intermediates may be as many as a table holds.
        let mut path: Vec<Frame<'m>> = enter(model, start, &mut seen).into_iter().collect();
        while let Some(frame) = path.last_mut() {
            match frame.needs.pop() {
                Some(need) => path.extend(enter(model, need, &mut seen)),
                None => {
                    let (reference, formula) = (frame.reference, frame.formula);
                    path.pop();
                    if let Some(unit) = checker.unit(formula) {
                        checker.intermediates.insert(reference, unit);
                    }
                }
            }
        }
    }
    checker.intermediates
}

/// Begins with an intermediate that was not seen before; other cells have a unit by their type.
fn enter<'m>(model: &'m SettledModel, reference: CellReference, seen: &mut BTreeSet<CellReference>) -> Option<Frame<'m>> {
    let cell = model.slot(reference);
    let (None, Origin::Formula(formula, _)) = (&cell.value_type, &cell.origin) else { return None };
    if !seen.insert(reference) {
        return None;
    }
    let mut needs = Vec::new();
    formula.visit(&mut |part| match &part.kind {
        ExpressionKind::Slot(need) => needs.push(*need),
        ExpressionKind::Lookup { column, .. } => needs.push(CellReference::Column(*column)),
        _ => {}
    });
    Some(Frame { reference, formula, needs })
}
