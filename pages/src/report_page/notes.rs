//! Numbers what is said of cells and checks, and finds the cells beside which it is said.
//!
//! In come the findings and outcomes of a submission; out go notes by the table or report under which they stand, and
//! references by cell. Each note has one number in the whole page.

mod said;

use super::explained::Explained;
use super::reader::{Reader, cleaned};
use super::{Note, Reference};
use crate::page_words::more_text;
use positum_plan::plan::{Axis, CellReference, CheckId, ReportId, Severity, Shape, TableId};
use positum_runtime::cell_address::address_of;
use positum_runtime::evaluated_submission::{Cause, CellAt, CellState, CheckOutcome, Outcome};
use positum_runtime::finding::Finding;
use positum_runtime::finding_text::{address_text, finding_text, severity_word, short_address};
use positum_runtime::language::Language;
use positum_runtime::submission::{Address, TOTAL};
use said::{Said, check_place, message_phrase, plain, said_of_not_computed, said_of_not_evaluated};
use std::collections::{BTreeMap, BTreeSet};

/// The most notes that the summary names.
const MOST_TROUBLES: usize = 30;
/// The most cells beside which a check that failed is marked; one that looks at more is not about any of them.
const MOST_MARKED: usize = 12;

/// The gravity of a note that only says why there is no value or outcome.
const REASON: &str = "reason";
const REASON_SIGN: &str = "○";

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Destination {
    Table(TableId),
    Report(ReportId),
    End,
}

/// A cell of a table by what submissions call its row and column.
type CellKey = (TableId, String, String);

/// The notes of a submission.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// What waits for its number.
    waiting: Vec<Waiting>,
    /// The explanations of cells and checks.
    pub(super) explained: Explained,
    last_number: usize,
    worst: Option<Severity>,
    notes: Vec<(Destination, Note)>,
    by_cell: BTreeMap<CellKey, Vec<Reference>>,
    by_check: BTreeMap<(CheckId, &'static str), Vec<Reference>>,
}

/// A note before it has a number, with where it stands, the cells beside which it is marked and the check that it is about.
#[derive(Debug)]
struct Waiting {
    destination: Destination,
    said: Said,
    cells: Vec<CellKey>,
    check: Option<(CheckId, Outcome)>,
}

impl Notes {
    /// Takes up what is said of a submission; what was said of another is forgotten, but for its numbers.
    pub(super) fn collect(&mut self, reader: &Reader<'_>) {
        *self = Self { last_number: self.last_number, ..Self::default() };
        for finding in &reader.evaluated.findings {
            self.add_finding(reader, finding);
        }
        for report in &reader.evaluated.reports {
            for table in &reader.plan.reports[*report].tables {
                self.add_not_computed(reader, *table);
            }
        }
        for outcome in reader.evaluated.checks.iter().filter(|outcome| outcome.outcome == Outcome::Fail) {
            self.add_failed(reader, outcome);
        }
        self.add_not_evaluated(reader);
        self.number(reader);
    }

    /// Tells whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Gives how bad the worst note is.
    pub(super) fn gravity(&self) -> &'static str {
        self.worst.map_or("good", Severity::keyword)
    }

    /// Gives the notes under a table.
    pub(super) fn of_table(&self, table: TableId) -> Vec<Note> {
        self.at(Destination::Table(table))
    }

    /// Gives the notes under a report that belong to none of its tables.
    pub(super) fn of_report(&self, report: ReportId) -> Vec<Note> {
        self.at(Destination::Report(report))
    }

    /// Gives the notes that belong to no report.
    pub(super) fn of_no_report(&self) -> Vec<Note> {
        self.at(Destination::End)
    }

    /// Gives the first notes about findings and failed checks.
    pub(super) fn troubles(&self) -> Vec<Note> {
        self.all_troubles().take(MOST_TROUBLES).cloned().collect()
    }

    /// Says how many more there are than [`Self::troubles`] gives.
    pub(super) fn more_troubles(&self, language: Language) -> String {
        match self.all_troubles().count().saturating_sub(MOST_TROUBLES) {
            0 => String::new(),
            more => more_text(more, language),
        }
    }

    /// Gives the references beside a cell.
    pub(super) fn beside(&self, table: TableId, row: &str, column: &str) -> &[Reference] {
        self.by_cell.get(&(table, row.to_owned(), column.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// Tells whether any note is about a numbered line of a list.
    pub(super) fn name_lines_of(&self, table: TableId) -> bool {
        let is_line = |row: &str| row.starts_with(|first: char| first.is_ascii_digit());
        self.by_cell.keys().any(|(of, row, _)| *of == table && is_line(row))
    }

    /// Gives what leads to the first notes about a check that came out so.
    pub(super) fn of_check(&self, check: CheckId, outcome: Outcome) -> &[Reference] {
        self.by_check.get(&(check, outcome.keyword())).map(Vec::as_slice).unwrap_or_default()
    }

    fn at(&self, destination: Destination) -> Vec<Note> {
        self.notes.iter().filter(|(place, _)| *place == destination).map(|(_, note)| note.clone()).collect()
    }

    fn all_troubles(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().map(|(_, note)| note).filter(|note| note.gravity != REASON)
    }

    fn add(&mut self, destination: Destination, said: Said, cells: Vec<CellKey>) {
        self.waiting.push(Waiting { destination, said, cells, check: None });
    }

    /// Gives notes their numbers, in the order in which the page has them.
    fn number(&mut self, reader: &Reader<'_>) {
        let position = |report: ReportId| reader.evaluated.reports.iter().position(|shown| *shown == report).unwrap_or(usize::MAX);
        let order = |waiting: &Waiting| match waiting.destination {
            Destination::Table(table) => {
                let report = reader.plan.tables[table].report;
                let tables = &reader.plan.reports[report].tables;
                (position(report), tables.iter().position(|of_report| *of_report == table).unwrap_or(usize::MAX))
            }
            Destination::Report(report) => (position(report), usize::MAX),
            Destination::End => (usize::MAX, usize::MAX),
        };
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_by_key(order);
        for Waiting { destination, said, cells, check } in waiting {
            let reference = self.write_down(reader, destination, said, cells);
            if let Some((check, outcome)) = check {
                self.remember_check(check, outcome, reference);
            }
        }
    }

    /// Gives a note its number and writes it down; `cells` are those beside which it is marked.
    fn write_down(&mut self, reader: &Reader<'_>, destination: Destination, said: Said, cells: Vec<CellKey>) -> Reference {
        self.last_number = self.last_number.saturating_add(1);
        self.worst = self.worst.max(said.severity);
        let number = self.last_number.to_string();
        let gravity = said.severity.map_or(REASON, Severity::keyword);
        let target = format!("note-{number}");
        let mut back = Vec::new();
        for (index, cell) in cells.into_iter().filter(|(table, row, column)| is_shown(reader, *table, row, column)).enumerate() {
            let id = format!("cell-{number}-{}", index.saturating_add(1));
            back.push(id.clone());
            self.by_cell.entry(cell).or_default().push(Reference { number: number.clone(), target: target.clone(), id, gravity });
        }
        // One way back is enough; a note about many cells leads to the first of them.
        back.truncate(1);
        let reference = Reference { number: number.clone(), target: target.clone(), id: format!("check-{number}"), gravity };
        let sign = sign_of(said.severity);
        let Said { word, message, origin, .. } = said;
        let (place, full_place) = (cleaned(&said.place), cleaned(&said.full_place));
        self.notes.push((destination, Note { id: target, number, gravity, sign, word, place, full_place, message, origin, back }));
        reference
    }

    fn add_finding(&mut self, reader: &Reader<'_>, finding: &Finding) {
        let (destination, place) = match destination(reader, &finding.address) {
            found @ Destination::Table(_) => (found, short_address(&finding.address)),
            other @ (Destination::Report(_) | Destination::End) => (other, address_text(reader.plan, &finding.address)),
        };
        let cells = match destination {
            Destination::Table(table) => vec![(table, finding.address.row.clone(), finding.address.column.clone())],
            Destination::Report(_) | Destination::End => Vec::new(),
        };
        let severity = finding.kind.severity();
        let text = cleaned(&finding_text(reader.plan, finding, reader.language));
        let said = Said {
            severity: Some(severity),
            word: severity_word(severity, reader.language).to_owned(),
            place,
            full_place: address_text(reader.plan, &finding.address),
            message: plain(text),
            origin: plain(finding.origin.as_ref().map(|origin| cleaned(&origin.to_string())).unwrap_or_default()),
        };
        self.add(destination, said, cells);
    }

    /// Says of cells that are not computed why; the same reason once.
    fn add_not_computed(&mut self, reader: &Reader<'_>, table: TableId) {
        let mut groups: Vec<(Cause, Vec<CellAt>)> = Vec::new();
        let mut index_of: BTreeMap<String, usize> = BTreeMap::new();
        let with_finding: BTreeSet<CellKey> = self.waiting.iter().flat_map(|waiting| waiting.cells.iter().cloned()).collect();
        for (at, cause) in cells_not_computed(reader, table) {
            let is_root = cause.cell() == Some(at);
            if is_root && keys_of(reader, &[at]).iter().any(|key| with_finding.contains(key)) {
                // The finding says it.
                continue;
            }
            let cause = cause.without_line();
            // Causes have no order; their debugging text has one, and is equal for equal causes.
            let index = *index_of.entry(format!("{cause:?}")).or_insert_with(|| {
                groups.push((cause, Vec::new()));
                groups.len().saturating_sub(1)
            });
            if let Some((_, cells)) = groups.get_mut(index) {
                cells.push(at);
            }
        }
        for (cause, cells) in groups {
            self.add(Destination::Table(table), said_of_not_computed(reader, &cause, &cells), keys_of(reader, &cells));
        }
    }

    fn add_failed(&mut self, reader: &Reader<'_>, outcome: &CheckOutcome) {
        let check = &reader.plan.checks[outcome.check];
        let place = check_place(&check.name, &outcome.row);
        let said = Said {
            severity: Some(check.severity),
            word: severity_word(check.severity, reader.language).to_owned(),
            full_place: format!("{}.{place}", reader.plan.reports[check.report].name),
            place,
            message: message_phrase(reader, outcome),
            origin: reader.main_phrase(check.source.as_deref()),
        };
        let (destination, cells) = (check_destination(reader, outcome.check), cells_of_check(reader, outcome));
        self.waiting.push(Waiting { destination, said, cells, check: Some((outcome.check, Outcome::Fail)) });
    }

    /// Says why checks were not evaluated; the same reason once.
    fn add_not_evaluated(&mut self, reader: &Reader<'_>) {
        let mut groups: Vec<(CheckId, Vec<&CheckOutcome>)> = Vec::new();
        let mut index_of: BTreeMap<(CheckId, String), usize> = BTreeMap::new();
        for outcome in reader.evaluated.checks.iter().filter(|outcome| outcome.outcome == Outcome::NotEvaluated) {
            let cause = format!("{:?}", outcome.cause().map(Cause::without_line));
            let index = *index_of.entry((outcome.check, cause)).or_insert_with(|| {
                groups.push((outcome.check, Vec::new()));
                groups.len().saturating_sub(1)
            });
            if let Some((_, members)) = groups.get_mut(index) {
                members.push(outcome);
            }
        }
        for (check, members) in groups {
            let (destination, said) = (check_destination(reader, check), said_of_not_evaluated(reader, check, &members));
            self.waiting.push(Waiting { destination, said, cells: Vec::new(), check: Some((check, Outcome::NotEvaluated)) });
        }
    }

    fn remember_check(&mut self, check: CheckId, outcome: Outcome, reference: Reference) {
        let references = self.by_check.entry((check, outcome.keyword())).or_default();
        if references.len() < MOST_MARKED {
            references.push(reference);
        }
    }
}

/// Gives the sign of a severity; that of a reason where there is none.
pub(super) fn sign_of(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Breach | Severity::Error) => "✗",
        Some(Severity::Warning) => "▲",
        Some(Severity::Info) => "•",
        None => REASON_SIGN,
    }
}

/// Finds the table, else the report, whose names an address has, among those that are shown.
fn destination(reader: &Reader<'_>, address: &Address) -> Destination {
    let plan = reader.plan;
    let Some(report) = reader.evaluated.reports.iter().find(|report| plan.reports[**report].name == address.report) else {
        return Destination::End;
    };
    let table = plan.reports[*report].tables.iter().find(|table| plan.tables[**table].name == address.table);
    table.map_or(Destination::Report(*report), |table| Destination::Table(*table))
}

fn check_destination(reader: &Reader<'_>, check: CheckId) -> Destination {
    let check = &reader.plan.checks[check];
    if !reader.evaluated.reports.contains(&check.report) {
        return Destination::End;
    }
    check.table.map_or(Destination::Report(check.report), Destination::Table)
}

fn cells_not_computed(reader: &Reader<'_>, table: TableId) -> Vec<(CellAt, Cause)> {
    let (plan, evaluated) = (reader.plan, reader.evaluated);
    let scalars = plan.cells.entries().filter(|(_, cell)| cell.table == table && cell.value_type.is_some());
    let scalars = scalars.filter_map(|(id, _)| Some((CellAt { reference: CellReference::Cell(id), line: 0 }, evaluated.cells.lookup(id)?)));
    let columns = plan.columns.entries().filter(|(_, column)| column.table == table && column.value_type.is_some());
    let of_lines = columns.flat_map(|(id, _)| {
        let cells = evaluated.columns.lookup(id).map(Vec::as_slice).unwrap_or_default();
        cells.iter().enumerate().map(move |(line, cell)| (CellAt { reference: CellReference::Column(id), line }, cell))
    });
    let without = scalars.chain(of_lines).filter(|(_, cell)| cell.state == CellState::NotComputed);
    without.filter_map(|(at, cell)| Some((at, cell.cause()?))).collect()
}

/// Gives the cells that a failed check looks at, where they are few enough to be marked.
fn cells_of_check(reader: &Reader<'_>, outcome: &CheckOutcome) -> Vec<CellKey> {
    let line = outcome.row.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let at = |reference: &CellReference| match (reference, line) {
        (CellReference::Cell(_), _) => Some(CellAt { reference: *reference, line: 0 }),
        (CellReference::Column(_), Some(line)) => Some(CellAt { reference: *reference, line }),
        // The check looks at all lines at once; none of them is the one.
        (CellReference::Column(_), None) => None,
    };
    let cells: Vec<CellAt> = reader.plan.checks[outcome.check].cells.iter().filter_map(at).collect();
    if cells.len() > MOST_MARKED { Vec::new() } else { keys_of(reader, &cells) }
}

fn keys_of(reader: &Reader<'_>, cells: &[CellAt]) -> Vec<CellKey> {
    let key = |at: &CellAt| {
        let address = address_of(reader.plan, *at);
        match destination(reader, &address) {
            Destination::Table(table) => Some((table, address.row, address.column)),
            Destination::Report(_) | Destination::End => None,
        }
    };
    cells.iter().filter_map(key).collect()
}

/// Tells whether a table shows a cell, or an `x`, under these names.
fn is_shown(reader: &Reader<'_>, table: TableId, row: &str, column: &str) -> bool {
    let has = |axis: &Axis, code: &str| axis.entries.iter().any(|entry| entry.code == code);
    match &reader.plan.tables[table].shape {
        Shape::Form { axis, .. } => column.is_empty() && has(axis, row),
        Shape::Grid { rows, columns, .. } => has(rows, row) && has(columns, column),
        Shape::List(list) => {
            let lines = reader.evaluated.lines.lookup(table).copied().unwrap_or(0);
            let is_line = || row.parse().is_ok_and(|number: usize| (1..=lines).contains(&number));
            has(&list.axis, column) && (is_line() || (row == TOTAL && list.total.is_some()))
        }
    }
}
