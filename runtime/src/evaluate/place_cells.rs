//! Places what was submitted: from cells by name to entries by cell, parameter, or line and column.
//!
//! What has no place gives a finding here; columns that a list does not have wait until its lines are numbered.

use super::collect_findings::{Findings, Spot};
use super::find_names::{LineTarget, Target, Within};
use super::{Evaluator, Standing};
use crate::finding::FindingKind;
use crate::submission::{Address, Given, Origin, Submission, SubmittedCell};
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, ParameterId, ReportId, TableId};
use std::collections::BTreeMap;

/// The submitted cells, each kind in ascending order, what was given first standing first.
pub(super) struct Placed<'s> {
    pub(super) parameters: Vec<Entry<'s, ParameterId>>,
    pub(super) cells: Vec<Entry<'s, CellId>>,
    /// For each list its cells, by the line's number as submitted.
    pub(super) lines: IdVec<TableId, Vec<Entry<'s, LineTarget>>>,
    /// Cells in lines, of columns that the list does not have.
    pub(super) unknown_columns: IdVec<TableId, Vec<UnknownColumn<'s>>>,
    /// Where the first cell was read of each report that is left out.
    pub(super) left_out: IdVec<ReportId, Option<&'s Origin>>,
    /// Where the first cell was read of each report that only other versions of the package have.
    pub(super) other_reports: BTreeMap<&'s str, &'s Origin>,
}

/// A submitted cell and its place.
pub(super) struct Entry<'s, K> {
    pub(super) key: K,
    pub(super) cell: &'s SubmittedCell,
}

/// A submitted cell of a column that a list does not have.
pub(super) struct UnknownColumn<'s> {
    pub(super) line: u64,
    pub(super) name: &'s str,
    pub(super) cell: &'s SubmittedCell,
}

/// What was given for one place, all in all.
pub(super) enum Settled<'s> {
    /// Nothing; with where it says so.
    Absent(Option<&'s Origin>),
    /// One value.
    Once(&'s SubmittedCell),
    /// Several, of which the finding is made; with the first.
    Twice(&'s SubmittedCell),
}

/// Places the cells of a submission.
pub(super) fn place_cells<'s>(
    evaluator: &Evaluator<'_>,
    standings: &IdVec<ReportId, Standing>,
    submission: &'s Submission,
    findings: &mut Findings<'_>,
) -> Placed<'s> {
    let plan = evaluator.plan;
    let mut placed = Placed {
        parameters: Vec::new(),
        cells: Vec::new(),
        lines: plan.tables.iter().map(|_| Vec::new()).collect(),
        unknown_columns: plan.tables.iter().map(|_| Vec::new()).collect(),
        left_out: IdVec::filled(plan.reports.len(), None),
        other_reports: BTreeMap::new(),
    };
    for cell in &submission.cells {
        if plan.other_reports.contains(&cell.address.report) {
            placed.other_reports.entry(&cell.address.report).or_insert(&cell.origin);
            continue;
        }
        let target = evaluator.names.find(&cell.address);
        match evaluator.report_of(target).filter(|report| standings[*report] == Standing::LeftOut) {
            Some(report) => placed.left_out[report] = placed.left_out[report].or(Some(&cell.origin)),
            None => placed.place(target, cell, findings),
        }
    }
    placed.parameters.sort_by_key(|entry| entry.key);
    placed.cells.sort_by_key(|entry| entry.key);
    for table in plan.tables.ids() {
        placed.lines[table].sort_by_key(|entry| entry.key);
    }
    placed
}

impl<'s> Placed<'s> {
    fn place(&mut self, target: Target<'s>, cell: &'s SubmittedCell, findings: &mut Findings<'_>) {
        match target {
            Target::Parameter(key) => self.parameters.push(Entry { key, cell }),
            Target::Cell(key) => self.cells.push(Entry { key, cell }),
            Target::Line(table, key) => self.lines[table].push(Entry { key, cell }),
            Target::UnknownColumn(table, line, name) => self.unknown_columns[table].push(UnknownColumn { line, name, cell }),
            Target::GridGap(table, row, column) => push_value_in_gap(&Spot::GridGap(table, row, column), cell, findings),
            Target::TotalGap(table, column) => push_value_in_gap(&Spot::TotalGap(table, column), cell, findings),
            Target::Unknown(within, name) => push_unknown_name(within, cell.address.clone(), name, cell, findings),
        }
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
        findings.push(spot, FindingKind::ValueInXCell { given: given_text(&cell.given).to_owned() }, Some(cell.origin.clone()));
    }
}

/// Makes the finding of an unknown name, at an address whose known parts are written out.
pub(super) fn push_unknown_name(within: Within, address: Address, name: &str, cell: &SubmittedCell, findings: &mut Findings<'_>) {
    let spot = match within {
        Within::Package => Spot::NoReport(address),
        Within::Parameters => Spot::NoParameter(address),
        Within::Report(report) => Spot::NoTable(report, address),
        Within::Table(table) => Spot::NoCell(table, address),
    };
    findings.push(&spot, FindingKind::UnknownName { name: name.to_owned() }, Some(cell.origin.clone()));
}

/// Takes the entries of one place off the front of ascending entries.
pub(super) fn take_entries<'a, 's, K: PartialEq>(entries: &mut &'a [Entry<'s, K>], key: K) -> &'a [Entry<'s, K>] {
    let count = entries.iter().take_while(|entry| entry.key == key).count();
    let (taken, rest) = entries.split_at_checked(count).unwrap_or((&[], entries));
    *entries = rest;
    taken
}

/// Settles what was given for one place; values given twice give a finding at `spot`.
pub(super) fn settle<'s, K>(entries: &[Entry<'s, K>], spot: &Spot, findings: &mut Findings<'_>) -> Settled<'s> {
    let [first, later @ ..] = entries else { return Settled::Absent(None) };
    if entries.iter().all(|entry| is_nothing(&entry.cell.given)) {
        return Settled::Absent(Some(&first.cell.origin));
    }
    for entry in later {
        let kind = FindingKind::GivenTwice { first: first.cell.origin.clone() };
        findings.push(spot, kind, Some(entry.cell.origin.clone()));
    }
    if later.is_empty() { Settled::Once(first.cell) } else { Settled::Twice(first.cell) }
}

pub(super) fn is_nothing(given: &Given) -> bool {
    match given {
        Given::Nothing => true,
        Given::Text(text) => text.is_empty(),
        Given::JsonNumber(_) | Given::NoValue(_) | Given::UnknownOfMembers => false,
    }
}

/// Gives what was given, as written.
pub(super) fn given_text(given: &Given) -> &str {
    match given {
        Given::Nothing | Given::UnknownOfMembers => "",
        Given::Text(text) | Given::JsonNumber(text) | Given::NoValue(text) => text,
    }
}
