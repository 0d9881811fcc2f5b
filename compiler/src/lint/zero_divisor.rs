//! P0611: a formula says when it applies, and its divisor can be zero then.
//!
//! Without a `when` nothing is said: a division by zero is a finding of the submission.

use super::Looker;
use super::facts::{Facts, Insight};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::{Expression, ExpressionKind};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;

/// The conditions around a part of a formula.
#[derive(Clone, Default)]
struct Around {
    facts: Facts,
    /// The nearest `when`.
    when: Option<Span>,
    /// Whether it is about the lines of a list, of which a `where` chooses some.
    is_of_lines: bool,
}

pub(super) fn warn(looker: &mut Looker<'_, '_>, formula: &Expression) {
    look(looker, formula, &Around::default());
}

fn look(looker: &mut Looker<'_, '_>, part: &Expression, around: &Around) {
    match &part.kind {
        ExpressionKind::When(value, condition) => {
            let inner = with(looker, around, condition, true);
            look(looker, value, &Around { when: Some(condition.span), is_of_lines: false, ..inner });
        }
        ExpressionKind::If(condition, then, otherwise) => {
            for (branch, holds) in [(then, true), (otherwise, false)] {
                let inner = with(looker, around, condition, holds);
                look(looker, branch, &inner);
            }
        }
        ExpressionKind::Aggregate { value, filter, .. } => {
            // Each line has its own values: what is known of this one does not hold for them.
            let mut inner = Around { facts: Facts::default(), when: around.when, is_of_lines: true };
            if let Some(filter) = filter {
                inner = with(looker, &inner, filter, true);
            }
            value.iter().for_each(|value| look(looker, value, &inner));
        }
        ExpressionKind::Quotient(left, right) => {
            check_divisor(looker, right, around);
            look(looker, left, around);
            look(looker, right, around);
        }
        _ => part.parts().into_iter().for_each(|inner| look(looker, inner, around)),
    }
}

fn with(looker: &mut Looker<'_, '_>, around: &Around, condition: &Expression, holds: bool) -> Around {
    let mut inner = around.clone();
    Insight::new(looker.model, &mut looker.forms).assume(&mut inner.facts, condition, holds);
    inner
}

fn check_divisor(looker: &mut Looker<'_, '_>, divisor: &Expression, around: &Around) {
    let Some(when) = around.when else { return };
    let mut names_cell = false;
    divisor.visit(&mut |part| names_cell |= matches!(part.kind, ExpressionKind::Slot(_) | ExpressionKind::Aggregate { .. }));
    let bounds = Insight::new(looker.model, &mut looker.forms).bounds(divisor, &around.facts);
    if !names_cell || bounds.exclude_zero() {
        return;
    }
    let (name, condition) = (looker.text_at(divisor.span), looker.text_at(when));
    let message = said!("`{name}` can be zero where this formula applies");
    let diagnostic = Diagnostic::new(DiagnosticCode::ZeroDivisor, divisor.span, message);
    let diagnostic = diagnostic.other(when, said!("this condition does not exclude it"));
    let joined = if condition.split(' ').any(|word| word == "or") { format!("({condition})") } else { condition };
    looker.report(diagnostic.help(if around.is_of_lines {
        said!("leave out such lines: `where {name} <> 0`")
    } else {
        said!("write `when {joined} and {name} <> 0`")
    }));
}
