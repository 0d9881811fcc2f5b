//! P0604: percents are added, which are parts of different wholes.
//!
//! What is divided by one and the same whole may be added, and so may parts that must make 100 %.

use super::Looker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::phrase::said;
use positum_grammar::syntax_tree::Comparison;
use positum_plan::plan::{Aggregate, CellReference};
use positum_plan::unit::Unit;
use positum_plan::value::RatioScale;

pub(super) fn warn(looker: &mut Looker<'_, '_>, formula: &Expression) {
    look(looker, formula, false);
}

fn look(looker: &mut Looker<'_, '_>, part: &Expression, makes_a_whole: bool) {
    if !makes_a_whole && adds_percents(looker, part) {
        let message = said!("this adds percents, which are parts of different wholes");
        let diagnostic = Diagnostic::new(DiagnosticCode::SumOfPercents, part.span, message);
        let diagnostic = point_at_types(looker, diagnostic, part);
        looker.report(diagnostic.help(said!("divide the sum of the parts by the sum of the wholes")));
    }
    if let ExpressionKind::Comparison(Comparison::Equal, _, left, right) = &part.kind {
        look(looker, left, is_whole(right));
        look(looker, right, is_whole(left));
        return;
    }
    for inner in part.parts() {
        look(looker, inner, false);
    }
}

fn adds_percents(looker: &mut Looker<'_, '_>, part: &Expression) -> bool {
    let (parts, is_list): (Vec<&Expression>, bool) = match &part.kind {
        ExpressionKind::Chain(terms) => (terms.iter().filter(|(negative, _)| !negative).map(|(_, term)| term).collect(), false),
        ExpressionKind::Range(parts) => (parts.iter().collect(), false),
        ExpressionKind::Aggregate { function: Aggregate::Sum, value: Some(value), .. } => (vec![value], true),
        _ => return false,
    };
    let percents: Vec<&Expression> = parts.into_iter().filter(|part| is_percent(looker, part)).collect();
    if percents.len() < if is_list { 1 } else { 2 } {
        return false;
    }
    let wholes: Vec<Option<u128>> = percents.iter().map(|percent| whole_of(looker, percent, is_list)).collect();
    let first = wholes.first().copied().flatten();
    first.is_none() || wholes.iter().any(|whole| *whole != first)
}

/// Tells whether a term is a percent that is part of something; a written number or a parameter is a limit or a margin.
fn is_percent(looker: &mut Looker<'_, '_>, term: &Expression) -> bool {
    let mut has_cell = false;
    term.visit(&mut |part| has_cell |= matches!(part.kind, ExpressionKind::Slot(_)));
    has_cell && matches!(looker.units.unit(term), Some(Unit::Ratio(Some(RatioScale::Percent | RatioScale::Permille | RatioScale::BasisPoints))))
}

/// Gives what a percent is a part of, where its formula says it and, in a list, it is the same for all lines.
fn whole_of(looker: &mut Looker<'_, '_>, percent: &Expression, is_list: bool) -> Option<u128> {
    let formula = match &percent.kind {
        ExpressionKind::Slot(reference) => match &looker.model.slot(*reference).origin {
            Origin::Formula(formula, _) => formula,
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey | Origin::Unknown => return None,
        },
        _ => percent,
    };
    let ExpressionKind::Quotient(_, whole) = &formula.kind else { return None };
    let differs_by_line = is_list && names_column(whole);
    (!differs_by_line).then(|| looker.forms.number(whole))
}

fn names_column(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Slot(CellReference::Column(_)) => true,
        // What it names is taken of all lines.
        ExpressionKind::Aggregate { group: None, .. } => false,
        ExpressionKind::Aggregate { .. } => true,
        _ => expression.parts().into_iter().any(names_column),
    }
}

fn is_whole(expression: &Expression) -> bool {
    super::facts::constant(expression).is_some_and(|number| number == positum_plan::amount::Exact::whole(1))
}

fn point_at_types(looker: &Looker<'_, '_>, mut diagnostic: Diagnostic, part: &Expression) -> Diagnostic {
    const MOST_TYPES: usize = 2;
    part.visit(&mut |inner| {
        if let ExpressionKind::Slot(reference) = &inner.kind
            && diagnostic.others.len() < MOST_TYPES
        {
            let cell = looker.model.slot(*reference);
            let is_known = diagnostic.others.iter().any(|(span, _)| *span == cell.span);
            if !is_known && cell.value_type.is_some() {
                diagnostic.others.push((cell.span, said!("`{}` is declared as `{}`", looker.name_of(*reference), looker.text_at(cell.span))));
            }
        }
    });
    diagnostic
}
