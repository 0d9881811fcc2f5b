//! P0612: an `accept` that accepts nothing, left over from a warning that is gone.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolve_names::Accepted;
use positum_grammar::phrase::said;

/// Warns of each `accept` for which there is no warning; to be called when all others were given.
pub(crate) fn warn_idle_accepts(accepted: &[Accepted], diagnostics: &mut Diagnostics) {
    let (of_idle, others): (Vec<&Accepted>, Vec<&Accepted>) =
        accepted.iter().partition(|accepted| accepted.code.text == DiagnosticCode::IdleAccept.number());
    // Those that accept idle ones come last: they may be idle themselves.
    for accept in others.into_iter().chain(of_idle) {
        let is_used = diagnostics.iter().any(|diagnostic| crate::compile::accepts(accept, diagnostic));
        if is_used {
            continue;
        }
        let number = &accept.code.text;
        let place = if accept.within.is_some() { said!("here") } else { said!("in the package") };
        let message = said!("there is no warning `{number}` {place} to accept");
        let diagnostic = Diagnostic::new(DiagnosticCode::IdleAccept, accept.code.span, message);
        diagnostics.push(diagnostic.help(said!("delete `accept {number} \"…\"`")));
    }
}
