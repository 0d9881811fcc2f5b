//! P0610: a check that can never fail, or never pass, whatever is submitted.

use super::Looker;
use super::facts::{Facts, Insight, Truth};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::phrase::said;
use positum_grammar::syntax_tree::Comparison;

pub(super) fn warn(looker: &mut Looker<'_, '_>) {
    let model = looker.model;
    for (check, resolved) in model.checks.iter().zip(&model.resolved.checks) {
        let mut insight = Insight::new(model, &mut looker.forms);
        let mut facts = Facts::default();
        if let Some(condition) = &check.condition {
            if insight.truth(condition, &facts) == Truth::Never {
                let message = said!("check `{}` can never fail: this never holds, so that it never applies", resolved.name);
                let diagnostic = Diagnostic::new(DiagnosticCode::ConstantCheck, condition.span, message);
                looker.report(diagnostic.help(said!("mend the condition, or delete the check")));
                continue;
            }
            insight.assume(&mut facts, condition, true);
        }
        let truth = insight.truth(&check.requirement, &facts);
        let is_equality = matches!(check.requirement.kind, ExpressionKind::Comparison(Comparison::Equal, ..));
        let outcome = match truth {
            Truth::Always => said!("fail"),
            // Two sides that differ by less than the tolerance are equal.
            Truth::Never if is_equality && resolved.tolerance.is_some() => continue,
            Truth::Never => said!("pass"),
            Truth::Open => continue,
        };
        let is_by_condition = insight.truth(&check.requirement, &Facts::default()) == Truth::Open;
        let message = if is_by_condition {
            said!("check `{}` can never {outcome} where its `when` holds, whatever is submitted", resolved.name)
        } else {
            said!("check `{}` can never {outcome}, whatever is submitted", resolved.name)
        };
        let mut diagnostic = Diagnostic::new(DiagnosticCode::ConstantCheck, check.requirement.span, message);
        if let Some(condition) = check.condition.as_ref().filter(|_| is_by_condition) {
            diagnostic = diagnostic.other(condition.span, said!("the check applies only where this holds"));
        }
        diagnostic = point_at_formulas(looker, diagnostic, &check.requirement);
        let help = if truth == Truth::Always {
            said!("compare values that are submitted apart from each other, or delete the check")
        } else {
            said!("mend what it requires")
        };
        looker.report(diagnostic.help(help));
    }
}

/// Shows how the computed cells that are compared come about: mostly one is compared with its own formula.
fn point_at_formulas(looker: &Looker<'_, '_>, mut diagnostic: Diagnostic, requirement: &Expression) -> Diagnostic {
    let ExpressionKind::Comparison(_, _, left, right) = &requirement.kind else { return diagnostic };
    for side in [left, right] {
        if let ExpressionKind::Slot(reference) = &side.kind
            && let Origin::Formula(formula, _) = &looker.model.slot(*reference).origin
        {
            diagnostic = diagnostic.other(formula.span, said!("`{}` is computed, and so", looker.name_of(*reference)));
        }
    }
    diagnostic
}
