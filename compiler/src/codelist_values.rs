//! Which codelist a value is of, and which codes a code stands for after `in`: itself and all under it.

use crate::resolved_model::ResolvedModel;
use crate::settled_model::{Expression, ExpressionKind, Origin, SettledModel};
use positum_plan::plan::{Aggregate, CodelistId};
use std::collections::{BTreeMap, BTreeSet};

/// Gives the one codelist that a value's codes are of; nothing where it has none, or could be of several.
pub(crate) fn codelist_of(model: &SettledModel, value: &Expression) -> Option<CodelistId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![value];
    while let Some(part) = waiting.pop() {
        match &part.kind {
            ExpressionKind::Slot(reference) => {
                let cell = model.slot(*reference);
                match (&cell.value_type, &cell.origin) {
                    (Some(value_type), _) => found.extend(value_type.quantity.codelist()),
                    (None, Origin::Formula(formula, _)) if seen.insert(*reference) => waiting.push(formula),
                    (None, Origin::Formula(..) | Origin::Input(_) | Origin::Sequence | Origin::GroupKey | Origin::Unknown) => {}
                }
            }
            ExpressionKind::Parameter(parameter) => found.extend(model.resolved.parameters[*parameter].value_type.quantity.codelist()),
            ExpressionKind::When(value, _) => waiting.push(value),
            ExpressionKind::Else(first, second) | ExpressionKind::If(_, first, second) => waiting.extend([&**first, &**second]),
            ExpressionKind::Aggregate { function: Aggregate::First, value: Some(value), .. } => waiting.push(value),
            ExpressionKind::Earlier(reference, _) => {
                found.extend(model.slot(*reference).value_type.as_ref().and_then(|value_type| value_type.quantity.codelist()));
            }
            ExpressionKind::Lookup { column, .. } => {
                found.extend(model.columns[*column].value_type.as_ref().and_then(|value_type| value_type.quantity.codelist()));
            }
            // These give no code.
            ExpressionKind::Number(_)
            | ExpressionKind::DaysBetween(..)
            | ExpressionKind::DateOf { .. }
            | ExpressionKind::WorkingDaysAfter { .. }
            | ExpressionKind::Exact(_)
            | ExpressionKind::PeriodPart(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Chain(_)
            | ExpressionKind::Range(_)
            | ExpressionKind::Product(..)
            | ExpressionKind::Quotient(..)
            | ExpressionKind::Negation(_)
            | ExpressionKind::Not(_)
            | ExpressionKind::Comparison(..)
            | ExpressionKind::In(..)
            | ExpressionKind::Matches(..)
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::Absolute(_)
            | ExpressionKind::Least(_)
            | ExpressionKind::Greatest(_)
            | ExpressionKind::Round(..)
            | ExpressionKind::Aggregate { .. }
            | ExpressionKind::Unknown => {}
        }
    }
    let only = found.pop_first();
    only.filter(|_| found.is_empty())
}

/// Gives a code and all codes under it, each before those under it, as declared.
pub(crate) fn with_those_under<'m>(model: &'m ResolvedModel, codelist: CodelistId, code: &'m str) -> Vec<&'m str> {
    let families: &BTreeMap<String, Vec<String>> = &model.families[codelist];
    let mut all = Vec::new();
    let mut waiting = vec![code];
    while let Some(code) = waiting.pop() {
        all.push(code);
        waiting.extend(families.get(code).into_iter().flatten().rev().map(String::as_str));
    }
    all
}
