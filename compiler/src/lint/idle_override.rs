//! P0601: an `overrides` decides between nothing.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::Shape;
use crate::settled_model::SettledModel;

pub(super) fn warn(model: &SettledModel, diagnostics: &mut Diagnostics) {
    for table in model.resolved.tables.iter() {
        let Shape::Grid(rows, columns) = &table.shape else { continue };
        for entry in rows.entries.iter().chain(&columns.entries) {
            let Some(span) = entry.overrides.filter(|span| !model.settled_overrides.contains(span)) else { continue };
            let message = "this settles nothing: no cell has two formulas, or two types, that differ";
            let diagnostic = Diagnostic::new(DiagnosticCode::IdleOverride, span, message);
            diagnostics.push(diagnostic.help("delete it"));
        }
    }
}
