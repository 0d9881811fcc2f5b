//! P0601: an `overrides` decides between nothing.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::Shape;
use crate::settled_model::SettledModel;
use positum_grammar::phrase::said;

pub(super) fn warn(model: &SettledModel, diagnostics: &mut Diagnostics) {
    for table in model.resolved.tables.iter() {
        let Shape::Grid(rows, columns) = &table.shape else { continue };
        let of_entries = rows.entries.iter().chain(&columns.entries).flat_map(|entry| [entry.overrides, entry.overrides_table]);
        let of_table = table.formula.iter().flat_map(|formula| [formula.overrides_rows, formula.overrides_columns]);
        for span in of_entries.chain(of_table).flatten().filter(|span| !model.settled_overrides.contains(span)) {
            let message = said!("this settles nothing: no cell has two formulas, or two types, that differ");
            let diagnostic = Diagnostic::new(DiagnosticCode::IdleOverride, span, message);
            diagnostics.push(diagnostic.help(said!("delete it")));
        }
    }
}
