//! P0621: a report of groups in which nothing is added up.

use super::Looker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::settled_model::Origin;
use positum_grammar::phrase::said;
use positum_plan::consolidation::is_measure;
use positum_plan::plan::{CellReference, ReportId};
use std::collections::BTreeSet;

pub(super) fn warn(looker: &mut Looker<'_, '_>) {
    let model = looker.model;
    let Some(consolidation) = &model.resolved.consolidation else { return };
    let same: BTreeSet<CellReference> = model.consolidated.same.iter().map(|named| named.cell).collect();
    let added: BTreeSet<CellReference> = model.consolidated.added.iter().map(|named| named.cell).collect();
    let cells = model.cells.ids().map(CellReference::Cell).chain(model.columns.ids().map(CellReference::Column));
    let is_added = |cell: &CellReference| {
        let slot = model.slot(*cell);
        let is_by_type = slot.value_type.as_ref().is_some_and(|value_type| is_measure(&value_type.quantity)) && !same.contains(cell);
        matches!(slot.origin, Origin::Input(_)) && (is_by_type || added.contains(cell))
    };
    // `same` may name cells of listed reports alone, so that a report with such a cell cannot be left out.
    let needed = cells.filter(is_added).chain(same.iter().copied());
    let adding: BTreeSet<ReportId> = needed.map(|cell| model.resolved.tables[model.slot(cell).table].report).collect();
    for (report, span) in consolidation.listed.iter().filter(|(report, _)| !adding.contains(report)) {
        let message = said!("nothing in report `{}` is added up", model.resolved.reports[*report].name);
        let diagnostic = Diagnostic::new(DiagnosticCode::NothingToAdd, *span, message);
        looker.report(diagnostic.help(said!("name what is with `add`, or leave the report out")));
    }
}
