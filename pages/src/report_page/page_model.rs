//! The names that templates have: plain data in which everything is text.
//!
//! Each name is described once more, for those who write templates, in `docs/templates.md`; a test holds that page, this
//! model and `page_template/known_names.rs` together.

use serde::Serialize;
use std::collections::BTreeMap;

/// The whole page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportPage {
    /// The language of the page, as `lv`.
    pub language: String,
    /// What the page is called.
    pub title: String,
    /// The fixed words of the page, by name.
    pub words: BTreeMap<&'static str, String>,
    /// Whether there is more than one submission.
    pub several: bool,
    /// The submissions.
    pub submissions: Vec<SubmissionPart>,
}

/// A text in a language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The text.
    pub text: String,
    /// Its language where that is not the page's; else empty.
    pub lang: String,
}

/// A submission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SubmissionPart {
    /// A name that no other part of the page has.
    pub id: String,
    /// Who reports.
    pub entity: String,
    /// For which period.
    pub period: String,
    /// The title of the package.
    pub package: Phrase,
    /// The name of the package.
    pub package_name: String,
    /// Who lays the reports down; may be empty.
    pub publisher: Phrase,
    /// What tells this definition from others.
    pub definition: String,
    /// The worst that there is: `breach`, `error`, `warning`, `info`, or `good` where there is nothing.
    pub gravity: &'static str,
    /// How many findings there are.
    pub findings: String,
    /// How the checks came out; empty where there is none.
    pub checks: String,
    /// The first notes that are worth looking at.
    pub troubles: Vec<Note>,
    /// How many more there are; empty where there are none.
    pub more_troubles: String,
    /// The reports.
    pub reports: Vec<ReportPart>,
    /// Findings that belong to no report that is shown.
    pub other_notes: Vec<Note>,
    /// What the marks mean that occur.
    pub legend: Vec<Mark>,
    /// Whether there is any note.
    pub noted: bool,
    /// Whether any cell is explained.
    pub explained: bool,
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReportPart {
    /// A name that no other part of the page has.
    pub id: String,
    /// The name in the definition.
    pub name: String,
    /// The title.
    pub title: Phrase,
    /// What it rests on; may be empty.
    pub source: Phrase,
    /// Its code in the receiving system; may be empty.
    pub module: String,
    /// When it is due; may be empty.
    pub due: String,
    /// Whether any of its tables is wide.
    pub wide: bool,
    /// Its tables.
    pub tables: Vec<TablePart>,
    /// Notes that belong to no table.
    pub notes: Vec<Note>,
    /// Its checks.
    pub checks: Vec<CheckLine>,
    /// How they came out; empty where there is none.
    pub checks_text: String,
    /// Why checks fail, and what would make them pass.
    pub explanations: Vec<Explanation>,
}

/// A form, grid or list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TablePart {
    /// A name that no other part of the page has.
    pub id: String,
    /// The name in the definition.
    pub name: String,
    /// The title; where it has none that of the report, with a number where there are several such tables.
    pub title: Phrase,
    /// Whether the title is that of the report, and so stands over the table already.
    pub titled_by_report: bool,
    /// What it rests on; may be empty.
    pub source: Phrase,
    /// `form`, `grid` or `list`.
    pub kind: &'static str,
    /// Whether it has so many columns that a page must lie on its side.
    pub wide: bool,
    /// Whether its header is printed; else it is there for screen readers alone.
    pub headed: bool,
    /// How many columns there are.
    pub column_count: String,
    /// The rows of its header, with merged cells.
    pub header: Vec<HeaderRow>,
    /// The columns, each with one title, for outputs that merge no cells.
    pub columns: Vec<Column>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The lines that close it.
    pub totals: Vec<Line>,
    /// Notes about its cells and checks.
    pub notes: Vec<Note>,
    /// How its computed cells came to their values.
    pub explanations: Vec<Explanation>,
    /// Why not all of them are explained; empty where all are.
    pub left_out: String,
}

/// A row of a header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HeaderRow {
    /// Its cells.
    pub cells: Vec<HeaderCell>,
}

/// A cell of a header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HeaderCell {
    /// A name that no other part of the page has; empty where no cell needs it.
    pub id: String,
    /// What it shows.
    pub title: Phrase,
    /// How many columns it spans.
    pub columns: String,
    /// How many rows it spans.
    pub rows: String,
    /// `col` or `colgroup`.
    pub scope: &'static str,
    /// `label`, `code`, `group`, `text` or `number`.
    pub kind: &'static str,
    /// Whether it is the first of its row.
    pub first: bool,
}

/// A column with one title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its title, after the headings over it: `Assets / on demand`.
    pub title: String,
    /// Its code; may be empty.
    pub code: String,
    /// Whether numbers stand in it.
    pub number: bool,
}

/// A line of a table: cells, or a heading or remark over all columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The heading; else empty.
    pub heading: Phrase,
    /// The remark; else empty.
    pub remark: String,
    /// Under how many headings it stands: empty, or `1` to `4`.
    pub depth: String,
    /// The cells; none where it is a heading or a remark.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What it shows: the value, or a mark in its place.
    pub text: String,
    /// The language of the text where that is not the page's.
    pub lang: String,
    /// What it is: `label`, `code`, `sequence`, `x`, or the state of a cell, as `given` or `not_computed`.
    pub kind: &'static str,
    /// What a mark or an empty cell means, in words; empty for a value.
    pub meaning: String,
    /// What was given, of a cell that cannot be read; else empty.
    pub given: String,
    /// Whether it holds a number.
    pub number: bool,
    /// Whether it is the header of its line.
    pub heads_line: bool,
    /// Whether it is the first of its line.
    pub first: bool,
    /// The header cells that it stands under, for tables with merged ones; else empty.
    pub headers: String,
    /// A name that no other part of the page has; empty where nothing leads to it.
    pub id: String,
    /// Notes about it.
    pub notes: Vec<Reference>,
    /// The names of these notes.
    pub described_by: String,
    /// The name of its explanation; empty where it has none.
    pub explained: String,
}

/// What leads from a cell to a note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The number of the note.
    pub number: String,
    /// The name of the note.
    pub target: String,
    /// A name that no other part of the page has.
    pub id: String,
    /// How bad it is: a severity, or `reason`.
    pub gravity: &'static str,
}

/// What is said of cells or checks: a finding, a failed check, or why there is no value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Note {
    /// A name that no other part of the page has.
    pub id: String,
    /// Its number.
    pub number: String,
    /// How bad it is: a severity, or `reason` where it only says why there is no value or outcome.
    pub gravity: &'static str,
    /// A sign for that.
    pub sign: &'static str,
    /// A word for that.
    pub word: String,
    /// The cell or check that it is about; may be empty.
    pub place: String,
    /// The same with the names of report and table; may be empty.
    pub full_place: String,
    /// What it says; may be empty.
    pub message: Phrase,
    /// Where the value was read, or what the check rests on; may be empty.
    pub origin: Phrase,
    /// The references that lead to it, to go back by.
    pub back: Vec<String>,
}

/// The outcomes of a check that came out alike.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    /// The name of the check.
    pub name: String,
    /// `pass`, `fail`, `not_applicable` or `not_evaluated`.
    pub outcome: &'static str,
    /// A sign for that.
    pub sign: &'static str,
    /// A word for that, with how many there are where these are several.
    pub word: String,
    /// How bad it is when it fails, in a word.
    pub severity: String,
    /// What must hold, as written.
    pub requirement: String,
    /// What it rests on; may be empty.
    pub source: Phrase,
    /// The first notes about it.
    pub notes: Vec<Reference>,
}

/// How a cell came to its value, or a check to its outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// A name that no other part of the page has.
    pub id: String,
    /// The cell or check.
    pub place: String,
    /// What is said, line by line.
    pub lines: Vec<ExplanationLine>,
}

/// A line of an explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ExplanationLine {
    /// What it says.
    pub text: String,
    /// `head` for a cell or another part with its value, `formula`, or `note`.
    pub kind: &'static str,
    /// How deep it stands: empty, or `1` to `4`.
    pub depth: String,
    /// The explanation of what it names; empty where there is none.
    pub target: String,
}

/// A mark with its meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The mark.
    pub sign: &'static str,
    /// What it means.
    pub meaning: String,
}
