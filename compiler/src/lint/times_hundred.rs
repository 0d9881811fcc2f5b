//! P0605: a ratio is multiplied by 100 only to be shown as a percent, which its type does.

use super::Looker;
use super::facts::constant;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::LiteralUnit;
use crate::settled_model::{Cell, Expression, ExpressionKind};
use positum_grammar::phrase::said;
use positum_plan::amount::Exact;
use positum_plan::unit::Unit;

/// How often a type shows a ratio, and its name.
const SCALES: [(i128, &str); 3] = [(100, "percent"), (1_000, "permille"), (10_000, "basis_points")];

pub(super) fn warn(looker: &mut Looker<'_, '_>, formula: &Expression, cell: Option<&Cell>) {
    formula.visit(&mut |part| {
        let Some((ratio, name)) = scaled_ratio(looker, part) else { return };
        let ratio = without_brackets(&ratio);
        let what = match name {
            "basis_points" => said!("basis points"),
            "permille" => said!("a permille"),
            _ => said!("a percent"),
        };
        let diagnostic = Diagnostic::new(DiagnosticCode::TimesHundred, part.span, said!("a ratio is multiplied only to show it as {what}"));
        let diagnostic = match cell {
            Some(cell) if cell.value_type.is_some() => diagnostic.other(cell.span, said!("the type by which it is shown")),
            Some(_) | None => diagnostic,
        };
        let help = if part.span == formula.span && cell.is_some() {
            said!("write `: {name} = {ratio}`: the type shows the ratio multiplied")
        } else {
            said!("write `{ratio}` in a cell declared as `: {name}`: the type shows the ratio multiplied")
        };
        looker.diagnostics.push(diagnostic.help(help));
    });
}

/// Gives the ratio without its factor, as text, and the type that shows it so.
fn scaled_ratio(looker: &mut Looker<'_, '_>, part: &Expression) -> Option<(String, &'static str)> {
    match &part.kind {
        ExpressionKind::Product(left, right) => {
            let (name, ratio) = scale(left).map(|name| (name, right)).or_else(|| scale(right).map(|name| (name, left)))?;
            is_ratio(looker, ratio).then(|| (looker.text_at(ratio.span), name))
        }
        ExpressionKind::Quotient(left, right) => {
            if let Some(name) = divided_scale(right) {
                return is_ratio(looker, left).then(|| (looker.text_at(left.span), name));
            }
            let ExpressionKind::Product(first, second) = &left.kind else { return None };
            let (name, amount) = scale(first).map(|name| (name, second)).or_else(|| scale(second).map(|name| (name, first)))?;
            is_ratio(looker, part).then(|| (format!("{}/{}", looker.text_at(amount.span), looker.text_at(right.span)), name))
        }
        _ => None,
    }
}

/// Takes off brackets that hold the whole of a formula.
fn without_brackets(formula: &str) -> &str {
    let inner = formula.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inner| !inner.contains(['(', ')']));
    inner.unwrap_or(formula)
}

fn is_ratio(looker: &mut Looker<'_, '_>, expression: &Expression) -> bool {
    matches!(looker.units.unit(expression), Some(Unit::Ratio(_)))
}

fn bare(expression: &Expression) -> Option<Exact> {
    match &expression.kind {
        ExpressionKind::Number(literal) if literal.unit == LiteralUnit::None => constant(expression),
        _ => None,
    }
}

fn scale(expression: &Expression) -> Option<&'static str> {
    let factor = bare(expression)?;
    SCALES.into_iter().find(|(times, _)| factor == Exact::whole(*times)).map(|(_, name)| name)
}

/// `/ 0.01` multiplies by 100.
fn divided_scale(expression: &Expression) -> Option<&'static str> {
    let divisor = bare(expression)?;
    SCALES.into_iter().find(|(times, _)| divisor.times(&Exact::whole(*times)) == Some(Exact::whole(1))).map(|(_, name)| name)
}
