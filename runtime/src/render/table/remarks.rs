//! Writes what stands under a table: findings, failed checks, checks that could not be evaluated, and counts.
//!
//! In come findings and outcomes; out go lines with a mark, the place and a sentence.

use super::Reader;
use super::layout::{Page, Style};
use super::wrap::{LongWords, display_width, wrap};
use crate::consolidate::{ConsolidationFinding, consolidation_finding_text};
use crate::evaluated_submission::{Cause, CellAt, CellState, CheckOutcome, Outcome};
use crate::finding::Finding;
use crate::finding_text::{
    address_text, cause_text, cause_text_naming, cell_address, column_text, finding_text, message_text, printable, severity_word, short_address,
};
use crate::language::Language;
use crate::submission::Address;
use crate::words::{more_remarks_text, not_computed_text, not_evaluated_text};
use positum_plan::plan::{CellReference, CheckId, Plan, Severity, TableId};

/// The greatest width of the places of remarks.
const MOST_PLACE: usize = 20;
/// How many line numbers a remark names.
const MOST_LINES_NAMED: usize = 5;

/// Something to say under a table.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    mark: &'static str,
    style: Style,
    place: String,
    word: String,
    text: String,
}

/// How many findings of a table, and how many failed checks, are shown; more are for programs.
const MOST_SHOWN: usize = 1_000;

/// Makes remarks of so many as are shown, and says how many more there are.
pub(super) fn limited<T>(reader: &Reader<'_>, mut items: impl Iterator<Item = T>, make: impl FnMut(T) -> Remark) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = items.by_ref().take(MOST_SHOWN).map(make).collect();
    let more = items.count();
    if more > 0 {
        let word = more_remarks_text(more, reader.language);
        remarks.push(Remark { mark: "…", style: Style::Plain, place: String::new(), word, text: String::new() });
    }
    remarks
}

/// How the cell of a finding is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// Inside its table.
    Short,
    /// With report and table.
    Full,
}

/// Says what a finding says, and where the value was read.
pub(super) fn finding_remark(reader: &Reader<'_>, finding: &Finding, naming: Naming) -> Remark {
    let place = match naming {
        Naming::Short => short_address(&finding.address),
        Naming::Full => address_text(reader.plan, &finding.address),
    };
    let text = finding_text(reader.plan, finding, reader.language);
    let text = match &finding.origin {
        Some(origin) => format!("{text} ({origin})"),
        None => text,
    };
    let severity = finding.kind.severity();
    severity_remark(reader, severity, place, text)
}

/// Says what was found while consolidating, of which entity and cell.
pub(super) fn consolidation_remark(plan: &Plan, finding: &ConsolidationFinding, language: Language) -> Remark {
    let entity = finding.entity.as_deref().map(printable).unwrap_or_default();
    let cell = if finding.address == Address::default() { String::new() } else { address_text(plan, &finding.address) };
    let text = consolidation_finding_text(plan, finding, language);
    let text = match &finding.origin {
        Some(origin) => format!("{text} ({origin})"),
        None => text,
    };
    let text = if cell.is_empty() || entity.is_empty() { text } else { format!("{cell}: {text}") };
    mark_remark(finding.kind.severity(), if entity.is_empty() { cell } else { entity }, text, language)
}

/// Says what checks say that failed or were not evaluated; the same reason once.
pub(super) fn check_remarks(reader: &Reader<'_>, outcomes: &[&CheckOutcome]) -> Vec<Remark> {
    let failed = outcomes.iter().filter(|outcome| outcome.outcome == Outcome::Fail);
    let mut remarks = limited(reader, failed, |outcome| failed_remark(reader, outcome));
    let mut groups: Vec<(CheckId, Option<Cause>, Vec<&CheckOutcome>)> = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.outcome == Outcome::NotEvaluated) {
        let cause = outcome.cause().map(Cause::without_line);
        match groups.iter_mut().rev().find(|(check, known, _)| *check == outcome.check && *known == cause) {
            Some((_, _, members)) => members.push(outcome),
            None => groups.push((outcome.check, cause, vec![outcome])),
        }
    }
    remarks.extend(groups.iter().map(|(check, _, members)| not_evaluated_remark(reader, *check, members)));
    remarks
}

/// Says of cells that are not computed why, where no finding does; the same reason once.
pub(super) fn not_computed_remarks(reader: &Reader<'_>, table: TableId) -> Vec<Remark> {
    let (plan, evaluated) = (reader.plan, reader.evaluated);
    let scalars = plan.cells.entries().filter(|(_, cell)| cell.table == table && cell.value_type.is_some());
    let of_lines = plan.columns.entries().filter(|(_, column)| column.table == table && column.value_type.is_some());
    let scalars = scalars.filter_map(|(id, _)| Some((CellAt { reference: CellReference::Cell(id), line: 0 }, evaluated.cells.lookup(id)?)));
    let of_lines = of_lines.flat_map(|(id, _)| {
        let cells = evaluated.columns.lookup(id).map(Vec::as_slice).unwrap_or_default();
        cells.iter().enumerate().map(move |(line, cell)| (CellAt { reference: CellReference::Column(id), line }, cell))
    });
    let mut groups: Vec<(Cause, CellAt, usize)> = Vec::new();
    for (at, cell) in scalars.chain(of_lines).filter(|(_, cell)| cell.state == CellState::NotComputed) {
        let Some(cause) = cell.cause().filter(|cause| !has_a_place(*cause)).map(Cause::without_line) else { continue };
        match groups.iter_mut().find(|(known, ..)| *known == cause) {
            Some((_, _, count)) => *count = count.saturating_add(1),
            None => groups.push((cause, at, 1)),
        }
    }
    groups.iter().map(|group| not_computed_remark(reader, group)).collect()
}

/// Tells whether the trouble is in a cell, where a finding stands or the reader sees that it is blank.
fn has_a_place(cause: Cause) -> bool {
    match cause {
        Cause::Missing(_)
        | Cause::Unreadable(_)
        | Cause::NotApplicable(_)
        | Cause::Blank(_)
        | Cause::DivisionByZero(_)
        | Cause::OutOfRange(_)
        | Cause::NoSuchLine(_)
        | Cause::NoSuchDay(_)
        | Cause::WorkingDaysOutOfRange(_)
        | Cause::UnknownOfMembers(_) => true,
        Cause::OfNothing(_)
        | Cause::Parameter(_)
        | Cause::DivisionByZeroInCheck
        | Cause::NoResultInCheck
        | Cause::ReportLeftOut(_)
        | Cause::LinesUnknown(_)
        | Cause::NoEarlierSubmission(_)
        | Cause::EarlierCell(..)
        | Cause::EarlierMeasure(..)
        | Cause::NoSuchLineInCheck(_)
        | Cause::NoSuchDayInCheck
        | Cause::WorkingDaysOutOfRangeInCheck
        | Cause::CalendarDoesNotKnow(_) => false,
    }
}

fn not_computed_remark(reader: &Reader<'_>, (cause, at, count): &(Cause, CellAt, usize)) -> Remark {
    let place = short_address(&cell_address(reader.plan, *at));
    let place = if *count == 1 { place } else { format!("{place}, …") };
    let text = match count {
        1 => cause_text(reader.plan, cause, reader.language),
        _ => cause_text_naming(reader.plan, cause, reader.language, &|cell| column_text(reader.plan, cell.reference)),
    };
    let word = not_computed_text(*count, reader.language);
    Remark { mark: "○", style: Style::Yellow, place: printable(&place), word, text }
}

/// Writes remarks one under the other, their places in a column.
pub(super) fn write_remarks(remarks: &[Remark], width: usize, page: &mut Page) {
    let places = remarks.iter().map(|remark| display_width(&remark.place)).filter(|width| *width <= MOST_PLACE);
    let place_width = places.max().unwrap_or(0);
    let indent = if place_width == 0 { 2 } else { place_width.saturating_add(4) };
    for remark in remarks {
        let colon = if remark.text.is_empty() { "" } else { ": " };
        let body = format!("{}{colon}{}", remark.word, printable(&remark.text));
        let mut lines = wrap(&body, width.saturating_sub(indent), 0, LongWords::Keep).into_iter();
        let pad = " ".repeat(indent);
        if display_width(&remark.place) <= place_width {
            let filling = " ".repeat(indent.saturating_sub(2).saturating_sub(display_width(&remark.place)));
            let first = lines.next().unwrap_or_default();
            let (word, rest) = first.split_at_checked(remark.word.len()).filter(|(word, _)| *word == remark.word).unwrap_or(("", first.as_str()));
            page.parts(&[
                (remark.mark, remark.style),
                (" ", Style::Plain),
                (&remark.place, Style::Plain),
                (&filling, Style::Plain),
                (word, remark.style),
                (rest, Style::Plain),
            ]);
        } else {
            page.parts(&[(remark.mark, remark.style), (" ", Style::Plain), (&remark.place, Style::Plain)]);
        }
        for line in lines {
            page.line(&format!("{pad}{line}"), Style::Plain);
        }
    }
}

fn severity_remark(reader: &Reader<'_>, severity: Severity, place: String, text: String) -> Remark {
    mark_remark(severity, place, text, reader.language)
}

fn mark_remark(severity: Severity, place: String, text: String, language: Language) -> Remark {
    let (mark, style) = match severity {
        Severity::Breach | Severity::Error => ("✗", Style::Red),
        Severity::Warning => ("▲", Style::Yellow),
        Severity::Info => ("•", Style::Plain),
    };
    Remark { mark, style, place: printable(&place), word: severity_word(severity, language).to_owned(), text }
}

fn failed_remark(reader: &Reader<'_>, outcome: &CheckOutcome) -> Remark {
    let check = &reader.plan.checks[outcome.check];
    let text = message_text(reader.plan, outcome, reader.language);
    let text = match &check.source {
        Some(source) => format!("{text} ({source})"),
        None => text,
    };
    severity_remark(reader, check.severity, check_place(&check.name, &outcome.row), text)
}

fn not_evaluated_remark(reader: &Reader<'_>, check: CheckId, members: &[&CheckOutcome]) -> Remark {
    let name = &reader.plan.checks[check].name;
    let first = members.first();
    let cause = first.and_then(|outcome| outcome.cause());
    let is_same = members.iter().all(|outcome| outcome.cause() == cause);
    let rows: Vec<&str> = members.iter().map(|outcome| outcome.row.as_str()).take(MOST_LINES_NAMED).collect();
    let more = if members.len() > rows.len() { ", …" } else { "" };
    let lines = if is_same { String::new() } else { format!(" ({}{more})", rows.join(", ")) };
    let text = match cause {
        None => String::new(),
        Some(cause) if is_same => cause_text(reader.plan, &cause, reader.language),
        Some(cause) => cause_text_naming(reader.plan, &cause, reader.language, &|cell| column_text(reader.plan, cell.reference)),
    };
    let place = match (members.len(), first) {
        (1, Some(outcome)) => check_place(name, &outcome.row),
        (_, _) => name.clone(),
    };
    Remark { mark: "○", style: Style::Yellow, place: printable(&place), word: not_evaluated_text(members.len(), &lines, reader.language), text }
}

fn check_place(name: &str, row: &str) -> String {
    if row.is_empty() { name.to_owned() } else { format!("{name} {row}") }
}
