//! The worksheet: what is known of a submission's cells while it is being evaluated.

use super::Standing;
use super::make_groups::Groups;
use crate::earlier::EarlierSubmissions;
use crate::evaluated_submission::{Cause, CellAt, CellState, EvaluatedCell};
use crate::finding::FindingKind;
use jiff::civil::Date;
use positum_plan::amount::Exact;
use positum_plan::id::IdVec;
use positum_plan::period::Period;
use positum_plan::plan::{CellId, CellReference, ColumnId, Origin, ParameterId, Plan, ReportId, Shape, TableId};
use positum_plan::value::{Value, ValueType};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The cells so far. Those that have not had their turn are left out.
pub(super) struct Worksheet<'p> {
    pub(super) plan: &'p Plan,
    /// The last day of the submission's period, once it is known.
    pub(super) last_day: Option<Date>,
    pub(super) parameters: IdVec<ParameterId, Option<Value>>,
    pub(super) cells: IdVec<CellId, EvaluatedCell>,
    pub(super) columns: IdVec<ColumnId, Vec<EvaluatedCell>>,
    pub(super) lines: IdVec<TableId, usize>,
    /// For each list that is given the numbers of its lines as submitted.
    pub(super) line_numbers: IdVec<TableId, Vec<u64>>,
    /// For a derived list the source's lines of each of its own.
    pub(super) groups: IdVec<TableId, Groups>,
    /// For a list whose lines cannot be known the reason: its report, or that of its source, is left out, or the condition by
    /// which it takes lines has no result.
    pub(super) unknown_lines: IdVec<TableId, Option<Cause>>,
    /// What is wrong with intermediates: a finding where one is first needed, and none where it never is.
    pub(super) intermediate_trouble: BTreeMap<CellAt, FindingKind>,
    /// Whose submission this is.
    pub(super) entity: &'p str,
    pub(super) period: Period,
    /// What is known of earlier periods.
    pub(super) earlier: Option<&'p EarlierSubmissions>,
    /// The cells that formulas ask for before their rounding.
    pub(super) asked_exact: &'p BTreeSet<CellReference>,
    /// Their numbers so far.
    pub(super) exact: BTreeMap<CellAt, Exact>,
    /// The lines of lists by their keys, once a formula has looked for one.
    pub(super) lines_by_key: IdVec<TableId, OnceCell<Vec<usize>>>,
    /// The file that most cells were read from.
    pub(super) main_file: Option<Arc<str>>,
}

/// What stands beside the cells of a submission.
#[derive(Clone, Copy)]
pub(super) struct Circumstances<'p> {
    pub(super) entity: &'p str,
    pub(super) period: Period,
    pub(super) earlier: Option<&'p EarlierSubmissions>,
    pub(super) asked_exact: &'p BTreeSet<CellReference>,
}

impl<'p> Worksheet<'p> {
    pub(super) fn new(plan: &'p Plan, standings: &IdVec<ReportId, Standing>, circumstances: Circumstances<'p>) -> Self {
        let left_out = |report: ReportId| (standings[report] == Standing::LeftOut).then_some(report);
        Self {
            plan,
            last_day: Some(circumstances.period.last_day()),
            parameters: IdVec::filled(plan.parameters.len(), None),
            cells: plan.cells.iter().map(|cell| left_out_cell(plan.tables[cell.table].report)).collect(),
            columns: IdVec::filled(plan.columns.len(), Vec::new()),
            lines: IdVec::filled(plan.tables.len(), 0),
            line_numbers: IdVec::filled(plan.tables.len(), Vec::new()),
            groups: IdVec::filled(plan.tables.len(), Groups::default()),
            intermediate_trouble: BTreeMap::new(),
            unknown_lines: plan.tables.iter().map(|table| left_out(table.report).map(Cause::ReportLeftOut)).collect(),
            entity: circumstances.entity,
            period: circumstances.period,
            earlier: circumstances.earlier,
            asked_exact: circumstances.asked_exact,
            exact: BTreeMap::new(),
            lines_by_key: IdVec::filled(plan.tables.len(), OnceCell::new()),
            main_file: None,
        }
    }

    pub(super) fn cell(&self, at: CellAt) -> Option<&EvaluatedCell> {
        match at.reference {
            CellReference::Cell(cell) => self.cells.lookup(cell),
            CellReference::Column(column) => self.columns.lookup(column)?.get(at.line),
        }
    }

    /// Gives where a cell was read.
    pub(super) fn origin_of(&self, cell: &EvaluatedCell) -> Option<crate::submission::Origin> {
        cell.origin(self.main_file.as_ref())
    }

    /// Gives how far a submitted value of a computed cell may be off, where the definition says so.
    pub(super) fn tolerance(&self, at: CellAt) -> Option<Exact> {
        let origin = match at.reference {
            CellReference::Cell(cell) => &self.plan.cells[cell].origin,
            CellReference::Column(column) => &self.plan.columns[column].origin,
        };
        match origin {
            Origin::Formula { tolerance, .. } => tolerance.map(Exact::from),
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
        }
    }

    pub(super) fn value_type(&self, at: CellAt) -> Option<&'p ValueType> {
        match at.reference {
            CellReference::Cell(cell) => self.plan.cells[cell].value_type.as_ref(),
            CellReference::Column(column) => self.plan.columns[column].value_type.as_ref(),
        }
    }
}

/// Gives the lists of the plan.
pub(super) fn lists(plan: &Plan) -> impl Iterator<Item = (TableId, &positum_plan::plan::List)> {
    plan.tables.entries().filter_map(|(id, table)| match &table.shape {
        Shape::List(list) => Some((id, list)),
        Shape::Form { .. } | Shape::Grid { .. } => None,
    })
}

pub(super) fn scalar_at(cell: CellId) -> CellAt {
    CellAt { reference: CellReference::Cell(cell), line: 0 }
}

pub(super) fn column_at(column: ColumnId, line: usize) -> CellAt {
    CellAt { reference: CellReference::Column(column), line }
}

/// Makes a cell that has a value and nothing to tell about how it was read.
pub(super) fn cell_with(state: CellState, value: Value) -> EvaluatedCell {
    EvaluatedCell::with_value(state, value)
}

pub(super) fn cell_without(state: CellState, cause: Option<Cause>) -> EvaluatedCell {
    EvaluatedCell::without_value(state, cause)
}

/// Gives a number of lines, or the number of a line.
pub(super) fn whole(number: usize) -> Exact {
    // A `usize` has at most 64 bits.
    Exact::whole(i128::try_from(number).unwrap_or(i128::MAX))
}

fn left_out_cell(report: ReportId) -> EvaluatedCell {
    cell_without(CellState::NotComputed, Some(Cause::ReportLeftOut(report)))
}
