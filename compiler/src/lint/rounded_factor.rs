//! P0606: an amount is multiplied with, or divided by, a percent that was rounded before.

use super::Looker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::phrase::said;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::unit::Unit;

pub(super) fn warn(looker: &mut Looker<'_, '_>, formula: &Expression) {
    formula.visit(&mut |part| {
        let (pairs, is_product) = match &part.kind {
            ExpressionKind::Product(left, right) => (vec![(left, right), (right, left)], true),
            ExpressionKind::Quotient(left, right) => (vec![(left, right)], false),
            _ => return,
        };
        for (amount, ratio) in pairs {
            let Some(reference) = rounded_ratio(looker, ratio) else { continue };
            if !matches!(looker.units.unit(amount), Some(Unit::Amount(_))) {
                continue;
            }
            let cell = looker.model.slot(reference);
            let Origin::Formula(_, text) = &cell.origin else { continue };
            let name = looker.name_of(reference);
            let message = if is_product {
                said!("`{name}` is rounded before an amount is multiplied by it")
            } else {
                said!("`{name}` is rounded before an amount is divided by it")
            };
            let diagnostic = Diagnostic::new(DiagnosticCode::RoundedFactor, part.span, message);
            let diagnostic = diagnostic.other(cell.span, said!("rounded to the precision of this type"));
            looker.diagnostics.push(diagnostic.help(if is_product {
                said!("multiply by what `{name}` is computed from: `({text})`")
            } else {
                said!("divide by what `{name}` is computed from: `({text})`")
            }));
        }
    });
}

/// Finds a computed percent in a factor that is it, or a sum with it.
fn rounded_ratio(looker: &mut Looker<'_, '_>, factor: &Expression) -> Option<CellReference> {
    match &factor.kind {
        ExpressionKind::Slot(reference) => is_rounded_ratio(looker, *reference).then_some(*reference),
        ExpressionKind::Chain(terms) => terms.iter().find_map(|(_, term)| rounded_ratio(looker, term)),
        ExpressionKind::Negation(inner) | ExpressionKind::Absolute(inner) => rounded_ratio(looker, inner),
        _ => None,
    }
}

fn is_rounded_ratio(looker: &mut Looker<'_, '_>, reference: CellReference) -> bool {
    let cell = looker.model.slot(reference);
    let is_ratio = cell.value_type.as_ref().is_some_and(|value_type| Plan::ratio_scale(value_type).is_some());
    is_ratio && matches!(cell.origin, Origin::Formula(..)) && !looker.forms.is_never_rounded(reference)
}
