//! What notes say: why cells have no value, why checks have no outcome, and the messages of those that fail.

use super::super::Phrase;
use super::super::reader::{Reader, cleaned};
use positum_plan::plan::{CellReference, CheckId, Severity};
use positum_runtime::cell_address::address_of;
use positum_runtime::evaluated_submission::{Cause, CellAt, CheckOutcome};
use positum_runtime::finding_text::{cause_text, cause_text_naming, column_text, message_text, short_address};
use positum_runtime::words::{not_computed_text, not_evaluated_text};

/// How many numbers of lines a note names.
const MOST_LINES_NAMED: usize = 5;

/// What a note says.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) severity: Option<Severity>,
    pub(super) word: String,
    pub(super) place: String,
    pub(super) full_place: String,
    pub(super) message: Phrase,
    pub(super) origin: Phrase,
}

pub(super) fn said_of_not_computed(reader: &Reader<'_>, cause: &Cause, cells: &[CellAt]) -> Said {
    let (plan, language) = (reader.plan, reader.language);
    let first = cells.first().map(|at| short_address(&address_of(plan, *at))).unwrap_or_default();
    let text = match cells {
        [only] => {
            let own = own_cause(reader, *only).unwrap_or(*cause);
            cause_text(plan, &own, language)
        }
        _ => cause_text_naming(plan, cause, language, &|cell| column_text(plan, cell.reference)),
    };
    Said {
        severity: None,
        word: not_computed_text(cells.len(), language),
        place: if cells.len() > 1 { format!("{first}, …") } else { first },
        full_place: String::new(),
        message: plain(cleaned(&text)),
        origin: Phrase::default(),
    }
}

/// Gives the cause of a cell with the line that it names.
fn own_cause(reader: &Reader<'_>, at: CellAt) -> Option<Cause> {
    match at.reference {
        CellReference::Cell(cell) => reader.evaluated.cells.lookup(cell)?.cause(),
        CellReference::Column(column) => reader.evaluated.columns.lookup(column)?.get(at.line)?.cause(),
    }
}

pub(super) fn said_of_not_evaluated(reader: &Reader<'_>, check: CheckId, members: &[&CheckOutcome]) -> Said {
    let (plan, language) = (reader.plan, reader.language);
    let name = &plan.checks[check].name;
    let first = members.first();
    let cause = first.and_then(|outcome| outcome.cause());
    let is_same = members.iter().all(|outcome| outcome.cause() == cause);
    let rows: Vec<&str> = members.iter().map(|outcome| outcome.row.as_str()).take(MOST_LINES_NAMED).collect();
    let more = if members.len() > rows.len() { ", …" } else { "" };
    let lines = if is_same { String::new() } else { format!(" ({}{more})", rows.join(", ")) };
    let text = match cause {
        None => String::new(),
        Some(cause) if is_same => cause_text(plan, &cause, language),
        Some(cause) => cause_text_naming(plan, &cause, language, &|cell| column_text(plan, cell.reference)),
    };
    Said {
        severity: None,
        word: cleaned(&not_evaluated_text(members.len(), &lines, language)),
        place: match (members, first) {
            ([_], Some(outcome)) => check_place(name, &outcome.row),
            (_, _) => name.clone(),
        },
        full_place: String::new(),
        message: plain(cleaned(&text)),
        origin: Phrase::default(),
    }
}

pub(super) fn message_phrase(reader: &Reader<'_>, outcome: &CheckOutcome) -> Phrase {
    let own = reader.language.code();
    let fallback = || reader.plan.package.languages.iter().map(String::as_str).find(|language| outcome.message(language).is_some());
    let language = if outcome.message(own).is_some() { own } else { fallback().unwrap_or(own) };
    reader.in_language(cleaned(&message_text(reader.plan, outcome, reader.language)), language)
}

/// Gives a text of ours, which is in the page's language.
pub(super) fn plain(text: String) -> Phrase {
    Phrase { text, lang: String::new() }
}

pub(super) fn check_place(name: &str, row: &str) -> String {
    if row.is_empty() { name.to_owned() } else { format!("{name} {row}") }
}
