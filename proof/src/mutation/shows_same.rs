//! Whether two definitions show the same of a submission, without a word being written: most submissions do not tell a
//! mutant, and thousands are tried.
//!
//! What is told to be the same is the same; of what is not, [`super::compare`] says what differs, if anything does.

use super::definition::Came;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellReference, Plan};
use positum_runtime::evaluated_submission::EvaluatedCell;

/// Tells whether all cells, columns and checks of two plans have the same names, types and places in them, one by one.
pub(super) fn are_alike(ours: &Plan, theirs: &Plan) -> bool {
    all_same(&ours.reports, &theirs.reports, |_, ours, theirs| ours.name == theirs.name)
        && all_same(&ours.tables, &theirs.tables, |_, ours, theirs| ours.report == theirs.report && ours.name == theirs.name)
        && all_same(&ours.cells, &theirs.cells, |_, ours, theirs| {
            (ours.table, &ours.place, &ours.value_type) == (theirs.table, &theirs.place, &theirs.value_type)
        })
        && all_same(&ours.columns, &theirs.columns, |_, ours, theirs| {
            (ours.table, &ours.code, &ours.value_type) == (theirs.table, &theirs.code, &theirs.value_type)
        })
        && all_same(&ours.checks, &theirs.checks, |_, ours, theirs| {
            (ours.report, ours.table, &ours.name, &ours.scope) == (theirs.report, theirs.table, &theirs.name, &theirs.scope)
        })
}

/// Tells whether what came out is the same, of plans that are alike.
pub(super) fn shows_same(original: &Came<'_>, mutant: &Came<'_>) -> bool {
    let (ours, theirs) = (&original.evaluated, &mutant.evaluated);
    let plan = original.plan;
    let is_shown = |cell: CellReference| match cell {
        CellReference::Cell(cell) => plan.cells[cell].value_type.is_some(),
        CellReference::Column(column) => plan.columns[column].value_type.is_some(),
    };
    let same_cells = || all_same(&ours.cells, &theirs.cells, |id, ours, theirs| !is_shown(CellReference::Cell(id)) || is_same(ours, theirs));
    let same_columns = || {
        all_same(&ours.columns, &theirs.columns, |id, ours, theirs| {
            ours.len() == theirs.len()
                && (!is_shown(CellReference::Column(id)) || ours.iter().zip(theirs).all(|(ours, theirs)| is_same(ours, theirs)))
        })
    };
    let same_checks = || {
        let pairs = ours.checks.iter().zip(&theirs.checks);
        ours.checks.len() == theirs.checks.len()
            && pairs.into_iter().all(|(ours, theirs)| (ours.check, &ours.row, ours.outcome) == (theirs.check, &theirs.row, theirs.outcome))
    };
    let same_findings = || {
        let pairs = ours.findings.iter().zip(&theirs.findings);
        ours.findings.len() == theirs.findings.len()
            && pairs.into_iter().all(|(ours, theirs)| ours.kind.code() == theirs.kind.code() && ours.address == theirs.address)
    };
    ours.evaluated_reports == theirs.evaluated_reports && same_checks() && same_findings() && same_cells() && same_columns()
}

fn is_same(ours: &EvaluatedCell, theirs: &EvaluatedCell) -> bool {
    ours.state == theirs.state && ours.value == theirs.value
}

fn all_same<I: positum_plan::id::Id, T>(ours: &IdVec<I, T>, theirs: &IdVec<I, T>, is_same: impl Fn(I, &T, &T) -> bool) -> bool {
    ours.len() == theirs.len() && ours.entries().zip(theirs.iter()).all(|((id, ours), theirs)| is_same(id, ours, theirs))
}
