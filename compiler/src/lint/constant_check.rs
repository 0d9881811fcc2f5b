//! P0610: a check that can never fail, or never pass, whatever is submitted.

use super::Looker;
use super::facts::{Facts, Insight, Truth};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::syntax_tree::Comparison;

pub(super) fn warn(looker: &mut Looker<'_, '_>) {
    let model = looker.model;
    for (check, resolved) in model.checks.iter().zip(&model.resolved.checks) {
        let mut insight = Insight::new(model, &mut looker.forms);
        let mut facts = Facts::default();
        if let Some(condition) = &check.condition {
            if insight.truth(condition, &facts) == Truth::Never {
                let message = format!("check `{}` can never fail: this never holds, so that it never applies", resolved.name);
                let diagnostic = Diagnostic::new(DiagnosticCode::ConstantCheck, condition.span, message);
                looker.report(diagnostic.help("mend the condition, or delete the check"));
                continue;
            }
            insight.assume(&mut facts, condition, true);
        }
        let truth = insight.truth(&check.requirement, &facts);
        let is_equality = matches!(check.requirement.kind, ExpressionKind::Comparison(Comparison::Equal, ..));
        let outcome = match truth {
            Truth::Always => "fail",
            // Two sides that differ by less than the tolerance are equal.
            Truth::Never if is_equality && resolved.tolerance.is_some() => continue,
            Truth::Never => "pass",
            Truth::Open => continue,
        };
        let is_by_condition = insight.truth(&check.requirement, &Facts::default()) == Truth::Open;
        let why = if is_by_condition { " where its `when` holds" } else { "" };
        let message = format!("check `{}` can never {outcome}{why}, whatever is submitted", resolved.name);
        let mut diagnostic = Diagnostic::new(DiagnosticCode::ConstantCheck, check.requirement.span, message);
        if let Some(condition) = check.condition.as_ref().filter(|_| is_by_condition) {
            diagnostic = diagnostic.other(condition.span, "the check applies only where this holds");
        }
        diagnostic = point_at_formulas(looker, diagnostic, &check.requirement);
        let help =
            if outcome == "fail" { "compare values that are submitted apart from each other, or delete the check" } else { "mend what it requires" };
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
            diagnostic = diagnostic.other(formula.span, format!("`{}` is computed, and so", looker.name_of(*reference)));
        }
    }
    diagnostic
}
