//! Places what was submitted: from cells by name to entries by cell, parameter, or line and column.
//!
//! In come cells one after the other, so that a submission need not be in memory as it was read. What has no place gives a
//! finding here; columns that a list does not have wait until its lines are numbered.

use super::collect_findings::{Findings, Spot};
use super::find_names::{Target, Within};
use super::given_cells::{GivenCell, GivenLines, GivenValue};
use super::{Evaluator, Standing};
use crate::finding::FindingKind;
use crate::submission::{Address, Given, Origin, SubmittedCell};
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, ParameterId, Plan, ReportId, Shape, TableId};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

/// The submitted cells, each kind in ascending order, what was given first standing first.
pub(super) struct Placed<'s> {
    pub(super) parameters: Vec<Entry<'s, ParameterId>>,
    pub(super) cells: Vec<Entry<'s, CellId>>,
    /// For each list its cells, by the line's number as submitted.
    pub(super) lines: IdVec<TableId, GivenLines>,
    /// Cells in lines, of columns that the list does not have.
    pub(super) unknown_columns: IdVec<TableId, Vec<UnknownColumn<'s>>>,
    /// Where the first cell was read of each report that is left out.
    pub(super) left_out: IdVec<ReportId, Option<Origin>>,
    /// Where the first cell was read of each report that only other versions of the package have.
    pub(super) other_reports: BTreeMap<String, Origin>,
    /// The file that the first cell was read from.
    pub(super) main_file: Option<Arc<str>>,
}

/// A submitted cell and its place.
pub(super) struct Entry<'s, K> {
    pub(super) key: K,
    pub(super) cell: Held<'s>,
}

/// A submitted cell that stays where it is, or one of its own.
pub(super) enum Held<'s> {
    Here(&'s SubmittedCell),
    Kept(Box<SubmittedCell>),
}

/// A submitted cell of a column that a list does not have.
pub(super) struct UnknownColumn<'s> {
    pub(super) line: u64,
    pub(super) name: String,
    pub(super) cell: Held<'s>,
}

/// What was given for one place, all in all.
pub(super) enum Settled<'g> {
    /// Nothing; with where it says so.
    Absent(Option<Origin>),
    /// One value.
    Once(GivenCell<'g>),
    /// Several, of which the finding is made; with the first.
    Twice(GivenCell<'g>),
}

impl Deref for Held<'_> {
    type Target = SubmittedCell;

    fn deref(&self) -> &SubmittedCell {
        match self {
            Self::Here(cell) => cell,
            Self::Kept(cell) => cell,
        }
    }
}

impl<'s> Placed<'s> {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            parameters: Vec::new(),
            cells: Vec::new(),
            lines: IdVec::filled(plan.tables.len(), GivenLines::default()),
            unknown_columns: plan.tables.iter().map(|_| Vec::new()).collect(),
            left_out: IdVec::filled(plan.reports.len(), None),
            other_reports: BTreeMap::new(),
            main_file: None,
        }
    }

    /// Brings the cells into their order, when all are there.
    pub(super) fn sort(&mut self) {
        self.parameters.sort_by_key(|entry| entry.key);
        self.cells.sort_by_key(|entry| entry.key);
        let tables: Vec<TableId> = self.lines.ids().collect();
        tables.into_iter().for_each(|table| self.lines[table].sort());
    }

    /// Places a cell; `held` makes what is kept of it where it cannot be packed.
    pub(super) fn place(
        &mut self,
        evaluator: &Evaluator<'_>,
        standings: &IdVec<ReportId, Standing>,
        cell: &SubmittedCell,
        held: impl FnOnce() -> Held<'s>,
        findings: &mut Findings<'_>,
    ) {
        let plan = evaluator.plan;
        self.main_file.get_or_insert_with(|| Arc::clone(&cell.origin.file));
        if plan.other_reports.contains(&cell.address.report) {
            self.other_reports.entry(cell.address.report.clone()).or_insert_with(|| cell.origin.clone());
            return;
        }
        let target = evaluator.names.find(&cell.address);
        if let Some(report) = evaluator.report_of(target).filter(|report| standings[*report] == Standing::LeftOut) {
            self.left_out[report].get_or_insert_with(|| cell.origin.clone());
            return;
        }
        match target {
            Target::Parameter(key) => self.parameters.push(Entry { key, cell: held() }),
            Target::Cell(key) => self.cells.push(Entry { key, cell: held() }),
            Target::Line(table, key) => self.lines[table].push(key, code_in_list(plan, table, key.position), cell),
            Target::UnknownColumn(table, line, name) => {
                let name = name.to_owned();
                self.unknown_columns[table].push(UnknownColumn { line, name, cell: held() });
            }
            Target::GridGap(table, row, column) => push_value_in_gap(&Spot::GridGap(table, row, column), cell, findings),
            Target::TotalGap(table, column) => push_value_in_gap(&Spot::TotalGap(table, column), cell, findings),
            Target::Unknown(within, name) => push_unknown_name(within, cell.address.clone(), name, cell.origin.clone(), findings),
        }
    }
}

/// Gives the code of a list's column by its place in the list.
pub(super) fn code_in_list(plan: &Plan, table: TableId, position: usize) -> &str {
    match &plan.tables[table].shape {
        Shape::List(list) => list.columns.get(position).map_or("", |column| &plan.columns[*column].code),
        Shape::Form { .. } | Shape::Grid { .. } => "",
    }
}

impl Evaluator<'_> {
    fn report_of(&self, target: Target<'_>) -> Option<ReportId> {
        match target {
            Target::Parameter(_) | Target::Unknown(Within::Package | Within::Parameters, _) => None,
            Target::Unknown(Within::Report(report), _) => Some(report),
            Target::Cell(cell) => Some(self.plan.tables[self.plan.cells[cell].table].report),
            Target::Line(table, _)
            | Target::GridGap(table, ..)
            | Target::TotalGap(table, _)
            | Target::Unknown(Within::Table(table), _)
            | Target::UnknownColumn(table, ..) => Some(self.plan.tables[table].report),
        }
    }
}

fn push_value_in_gap(spot: &Spot, cell: &SubmittedCell, findings: &mut Findings<'_>) {
    if !is_nothing(&cell.given) {
        findings.push(spot, FindingKind::ValueInXCell { given: GivenValue::from(&cell.given).text().to_owned() }, Some(cell.origin.clone()));
    }
}

/// Makes the finding of an unknown name, at an address whose known parts are written out.
pub(super) fn push_unknown_name(within: Within, address: Address, name: &str, origin: Origin, findings: &mut Findings<'_>) {
    let spot = match within {
        Within::Package => Spot::NoReport(address),
        Within::Parameters => Spot::NoParameter(address),
        Within::Report(report) => Spot::NoTable(report, address),
        Within::Table(table) => Spot::NoCell(table, address),
    };
    findings.push(&spot, FindingKind::UnknownName { name: name.to_owned() }, Some(origin));
}

/// Takes the entries of one place off the front of ascending entries.
pub(super) fn take_entries<'a, 's, K: PartialEq>(entries: &mut &'a [Entry<'s, K>], key: K) -> &'a [Entry<'s, K>] {
    let count = entries.iter().take_while(|entry| entry.key == key).count();
    let (taken, rest) = entries.split_at_checked(count).unwrap_or((&[], entries));
    *entries = rest;
    taken
}

/// Settles what was given for one place; values given twice give a finding at `spot`.
pub(super) fn settle<'g>(mut cells: impl Iterator<Item = GivenCell<'g>> + Clone, spot: &Spot, findings: &mut Findings<'_>) -> Settled<'g> {
    let mut all = cells.clone();
    let Some(first) = cells.next() else { return Settled::Absent(None) };
    if all.all(GivenCell::is_nothing) {
        return Settled::Absent(Some(first.origin()));
    }
    let mut is_once = true;
    for later in cells {
        is_once = false;
        findings.push(spot, FindingKind::GivenTwice { first: first.origin() }, Some(later.origin()));
    }
    if is_once { Settled::Once(first) } else { Settled::Twice(first) }
}

/// Gives the cells of entries.
pub(super) fn cells_of<'g, K>(entries: &'g [Entry<'_, K>]) -> impl Iterator<Item = GivenCell<'g>> + Clone {
    entries.iter().map(|entry| GivenCell::Whole(&entry.cell))
}

pub(super) fn is_nothing(given: &Given) -> bool {
    GivenValue::from(given).is_nothing()
}
