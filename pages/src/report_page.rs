//! The page's model: what templates are given of evaluated submissions.
//!
//! In come plans and evaluated submissions; out goes plain data in which everything is text as a reader of the language
//! writes it: no template has to compute, round or look anything up. What is said of each name in `docs/templates.md` is
//! kept complete by a test. It knows no markup, and escapes nothing: that is the template's part.

mod cells;
mod checks;
mod explained;
mod fixed_tables;
mod header;
mod lists;
mod notes;
mod page_model;
mod reader;

pub use page_model::{
    Cell, CheckLine, Column, Explanation, ExplanationLine, HeaderCell, HeaderRow, Line, Mark, Note, Phrase, Reference, ReportPage, ReportPart,
    SubmissionPart, TablePart,
};

use crate::page_words::{PageWord, page_word, page_words};
use explained::Explained;
use notes::Notes;
use positum_plan::plan::{Plan, ReportId, Shape, TableId};
use positum_runtime::due_text::due_text;
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::explain::{Explainer, SearchBudget};
use positum_runtime::language::Language;
use positum_runtime::summary_text::{checks_text, findings_text};
use positum_runtime::words::period_text;
use reader::{Reader, cleaned};

/// Columns from which on a printed table lies on its side.
const WIDE_COLUMNS: usize = 9;

/// An evaluated submission with what is known of it.
#[derive(Clone, Copy)]
pub struct PageSource<'a> {
    /// The plan that it was evaluated with.
    pub plan: &'a Plan,
    /// What came of it.
    pub evaluated: &'a EvaluatedSubmission,
    /// What explains its cells; without it the page explains none.
    pub explainer: Option<&'a Explainer<'a>>,
}

/// Makes the page of evaluated submissions.
pub fn report_page(submissions: &[PageSource<'_>], language: Language) -> ReportPage {
    let mut notes = Notes::default();
    let mut budget = explained::budget_of_page();
    let parts: Vec<SubmissionPart> = submissions
        .iter()
        .enumerate()
        .map(|(index, source)| {
            let reader = Reader::new(source.plan, source.evaluated, language);
            submission_part(&reader, source.explainer.map(|explainer| (explainer, &mut budget)), index, &mut notes)
        })
        .collect();
    let title = match parts.as_slice() {
        [] => String::new(),
        [only] => format!("{}, {}: {}", only.entity, only.period, only.package.text),
        [first, ..] => first.package.text.clone(),
    };
    let words = page_words(language);
    ReportPage { language: language.code().to_owned(), title, words, several: parts.len() > 1, submissions: parts }
}

fn submission_part(reader: &Reader<'_>, explainer: Option<(&Explainer<'_>, &mut SearchBudget)>, index: usize, notes: &mut Notes) -> SubmissionPart {
    let plan = reader.plan;
    let id = format!("s{}", index.saturating_add(1));
    notes.collect(reader);
    if let Some((explainer, budget)) = explainer {
        notes.explained = Explained::new(reader, (explainer, budget), &id, notes);
    }
    let reports: Vec<ReportPart> = reader
        .evaluated
        .reports
        .iter()
        .enumerate()
        .map(|(index, report)| report_part(reader, *report, format!("{id}-r{}", index.saturating_add(1)), notes))
        .collect();
    SubmissionPart {
        entity: cleaned(&reader.evaluated.entity),
        period: period_text(reader.evaluated.period, reader.language),
        package: reader.phrase(&plan.package.label),
        package_name: cleaned(&plan.package.name),
        publisher: reader.main_phrase(plan.package.publisher.as_deref()),
        definition: positum_plan::fingerprint::fingerprint(plan),
        gravity: notes.gravity(),
        findings: findings_text(&reader.evaluated.findings, reader.language),
        checks: checks_text(plan, reader.evaluated.checks.iter(), reader.language).unwrap_or_default(),
        troubles: notes.troubles(),
        more_troubles: notes.more_troubles(reader.language),
        other_notes: notes.of_no_report(),
        noted: !notes.is_empty(),
        explained: reports.iter().flat_map(|report| &report.tables).any(|table| !table.explanations.is_empty()),
        legend: cells::legend(&reports, reader.language),
        reports,
        id,
    }
}

fn report_part(reader: &Reader<'_>, report: ReportId, id: String, notes: &Notes) -> ReportPart {
    let plan = reader.plan;
    let of_plan = &plan.reports[report];
    let outcomes = || reader.evaluated.checks.iter().filter(|outcome| plan.checks[outcome.check].report == report);
    let title = reader.phrase(&of_plan.label);
    let tables = of_plan.tables.iter().enumerate();
    let mut tables: Vec<TablePart> =
        tables.map(|(index, table)| table_part(reader, *table, &title, format!("{id}-t{}", index.saturating_add(1)), notes)).collect();
    tell_apart(&mut tables);
    ReportPart {
        name: of_plan.name.clone(),
        source: reader.main_phrase(of_plan.source.as_deref()),
        module: of_plan.module.as_deref().map(cleaned).unwrap_or_default(),
        due: due_text(plan, of_plan, reader.evaluated.period, reader.language).unwrap_or_default(),
        wide: tables.iter().any(|table| table.wide),
        tables,
        notes: notes.of_report(report),
        checks: checks::check_lines(reader, report, notes),
        explanations: notes.explained.of_report(report),
        checks_text: checks_text(plan, outcomes(), reader.language).unwrap_or_default(),
        title,
        id,
    }
}

/// Numbers the titles of tables that have that of the report, where they are several.
fn tell_apart(tables: &mut [TablePart]) {
    if tables.iter().filter(|table| table.titled_by_report).count() > 1 {
        for (index, table) in tables.iter_mut().enumerate().filter(|(_, table)| table.titled_by_report) {
            table.title.text = format!("{}, {}", table.title.text, index.saturating_add(1));
        }
    }
}

fn table_part(reader: &Reader<'_>, table: TableId, report_title: &Phrase, id: String, notes: &Notes) -> TablePart {
    let of_plan = &reader.plan.tables[table];
    let own = reader.phrase(&of_plan.label);
    let titled_by_report = own.text.is_empty();
    let mut part = match &of_plan.shape {
        Shape::Form { positions, axis } => fixed_tables::form_part(reader, table, positions, axis, notes),
        Shape::Grid { rows, columns, cells } => fixed_tables::grid_part(reader, table, (rows, columns, cells), &id, notes),
        Shape::List(list) => lists::list_part(reader, table, list, &id, notes),
    };
    part.wide = part.columns.len() >= WIDE_COLUMNS;
    part.column_count = part.columns.len().to_string();
    part.name.clone_from(&of_plan.name);
    part.title = if titled_by_report { report_title.clone() } else { own };
    part.titled_by_report = titled_by_report;
    part.source = reader.main_phrase(of_plan.source.as_deref());
    part.notes = notes.of_table(table);
    part.explanations = notes.explained.of_table(table);
    if notes.explained.is_cut(table) {
        page_word(PageWord::LeftOut, reader.language).clone_into(&mut part.left_out);
    }
    part.id = id;
    part
}
