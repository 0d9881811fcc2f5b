//! P0602: something is declared and nothing names it.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolve_names::Unused;
use positum_grammar::phrase::said;

pub(super) fn warn(unused: &[Unused], diagnostics: &mut Diagnostics) {
    for Unused { what, span } in unused {
        let diagnostic = Diagnostic::new(DiagnosticCode::Unused, *span, said!("{what} is not used"));
        diagnostics.push(diagnostic.help(said!("delete it, or use it")));
    }
}
