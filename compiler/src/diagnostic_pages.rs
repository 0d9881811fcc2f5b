//! The page of each diagnostic.

use crate::diagnostic_code::DiagnosticCode;

/// Gives the page of a diagnostic.
pub fn page(code: DiagnosticCode) -> String {
    format!("{}: {}\n", code.number(), code.title())
}
