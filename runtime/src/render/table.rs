//! Shows an evaluated submission on a terminal, each report as its annex prints it, with findings and checks under it.
//!
//! In come a plan, an evaluated submission and the width of the terminal; out goes text, no line wider than that where
//! words and numbers allow it. It reads labels and values; it computes nothing and knows no terminal.
mod fold;
mod form;
mod header;
mod layout;
mod list;
mod marks;
mod parts;
mod remarks;
mod sheet;
#[cfg(test)]
mod tests;
pub(crate) mod wrap;

pub use parts::{ConsolidationShown, concerns, write_consolidation_findings, write_parts};

use crate::due_text::due_text;
use crate::evaluated_submission::{Cause, CheckOutcome, EvaluatedSubmission, Outcome};
use crate::finding::Finding;
use crate::finding_text::{cause_text, printable};
use crate::language::Language;
use crate::summary_text::{checks_text, findings_text};
use crate::words::{Word, not_computed_text, period_text, word};
use form::{form_sheet, grid_sheet};
use layout::{Alignment, Cell, Content, GAP, Page, Style, Upright};
use list::list_sheet;
use marks::Marks;
use positum_plan::plan::{Label, List, Plan, ReportId, Shape, TableId};
use remarks::{Naming, Remark, check_remarks, finding_remark, limited, not_computed_remarks, write_remarks};
use sheet::write_sheet;
use wrap::display_width;

/// The width of a page where the terminal does not say.
pub const DEFAULT_WIDTH: usize = 80;
/// The least width for which a page is set; narrower terminals break its lines.
pub const LEAST_WIDTH: usize = 40;

/// How to show a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableOptions {
    /// The language of labels, marks and findings.
    pub language: Language,
    /// The width of a line, in columns of the terminal.
    pub width: usize,
    /// Whether the terminal shows colours.
    pub color: bool,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self { language: Language::default(), width: DEFAULT_WIDTH, color: false }
    }
}

/// What all parts of a page are written from.
#[derive(Clone, Copy)]
struct Reader<'a> {
    plan: &'a Plan,
    evaluated: &'a EvaluatedSubmission,
    language: Language,
    width: usize,
}

impl Reader<'_> {
    fn label(&self, label: &Label) -> String {
        // A unit's sign alone on a line would read like a label of its own.
        printable(label.text(self.language.code(), &self.plan.package.languages)).replace(" %", "\u{a0}%")
    }
}

/// Where the remark about a finding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    Table(TableId),
    Report(ReportId),
    End,
}

/// Shows an evaluated submission.
pub fn write_table(plan: &Plan, evaluated: &EvaluatedSubmission, options: &TableOptions) -> String {
    let reader = Reader { plan, evaluated, language: options.language, width: options.width.max(LEAST_WIDTH) };
    let findings: Vec<(Destination, &Finding)> = evaluated.findings.iter().map(|finding| (destination(&reader, finding), finding)).collect();
    let mut page = Page::new(options.color);
    write_head(&reader, &mut page);
    for report in &evaluated.reports {
        write_report(&reader, *report, &findings, &mut page);
    }
    let others = finding_remarks(&reader, &findings, Destination::End, Naming::Full);
    if !others.is_empty() {
        page.space();
        page.rule(reader.width);
        page.line(word(Word::OtherFindings, reader.language), Style::Bold);
        page.space();
        write_remarks(&others, reader.width, &mut page);
    }
    write_summary(&reader, &findings_text(&evaluated.findings, reader.language), &mut page);
    page.text()
}

/// Finds the table, else the report, whose names a finding's address has, among those that are shown.
fn destination(reader: &Reader<'_>, finding: &Finding) -> Destination {
    let plan = reader.plan;
    let Some(report) = reader.evaluated.reports.iter().find(|report| plan.reports[**report].name == finding.address.report) else {
        return Destination::End;
    };
    let tables = &plan.reports[*report].tables;
    let table = tables.iter().find(|table| plan.tables[**table].name == finding.address.table);
    table.map_or(Destination::Report(*report), |table| Destination::Table(*table))
}

fn finding_remarks(reader: &Reader<'_>, findings: &[(Destination, &Finding)], destination: Destination, naming: Naming) -> Vec<Remark> {
    let here = findings.iter().filter(|(place, _)| *place == destination);
    limited(reader, here, |(_, finding)| finding_remark(reader, finding, naming))
}

fn write_head(reader: &Reader<'_>, page: &mut Page) {
    let entity = printable(&reader.evaluated.entity);
    beside(reader, &entity, &period_text(reader.evaluated.period, reader.language), page);
    let package = reader.label(&reader.plan.package.label);
    let publisher = reader.plan.package.publisher.as_deref().map(printable).unwrap_or_default();
    let parts: Vec<&str> = [package.as_str(), publisher.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    page.wrapped(&parts.join(", "), reader.width, 0, Style::Plain);
}

fn write_report(reader: &Reader<'_>, id: ReportId, findings: &[(Destination, &Finding)], page: &mut Page) {
    let report = &reader.plan.reports[id];
    page.space();
    page.rule(reader.width);
    beside(reader, &reader.label(&report.label), &report.source.as_deref().map(printable).unwrap_or_default(), page);
    let due = due_text(reader.plan, report, reader.evaluated.period, reader.language);
    let details: Vec<String> = report.module.as_deref().map(printable).into_iter().chain(due).collect();
    page.wrapped(&details.join(", "), reader.width, 0, Style::Plain);
    for table in &report.tables {
        write_titled_table(reader, *table, findings, page);
    }
    let outcomes: Vec<&CheckOutcome> = reader.evaluated.checks.iter().filter(|outcome| reader.plan.checks[outcome.check].report == id).collect();
    let of_report: Vec<&CheckOutcome> = outcomes.iter().copied().filter(|outcome| reader.plan.checks[outcome.check].table.is_none()).collect();
    let mut remarks = finding_remarks(reader, findings, Destination::Report(id), Naming::Full);
    remarks.extend(check_remarks(reader, &of_report));
    page.space();
    write_remarks(&remarks, reader.width, page);
    if let Some(text) = checks_text(reader.plan, outcomes.iter().copied(), reader.language) {
        page.space();
        page.wrapped(&text, reader.width, 2, Style::Plain);
    }
}

fn write_titled_table(reader: &Reader<'_>, id: TableId, findings: &[(Destination, &Finding)], page: &mut Page) {
    let table = &reader.plan.tables[id];
    let is_of_table = |outcome: &&CheckOutcome| reader.plan.checks[outcome.check].table == Some(id);
    let outcomes: Vec<&CheckOutcome> = reader.evaluated.checks.iter().filter(is_of_table).collect();
    let mut remarks = finding_remarks(reader, findings, Destination::Table(id), Naming::Short);
    remarks.extend(not_computed_remarks(reader, id));
    remarks.extend(check_remarks(reader, &outcomes));
    let mut marks = Marks::default();
    page.space();
    page.wrapped(&reader.label(&table.label), reader.width, 2, Style::Bold);
    match &table.shape {
        Shape::Form { positions, axis } => write_sheet(&form_sheet(reader, positions, axis, &mut marks), reader.width, page),
        Shape::Grid { rows, columns, cells } => write_sheet(&grid_sheet(reader, rows, columns, cells, &mut marks), reader.width, page),
        Shape::List(list) => write_list(reader, id, list, findings, &mut marks, page),
    }
    if let Some(legend) = marks.legend(reader.language) {
        page.space();
        page.wrapped(&legend, reader.width, 2, Style::Dim);
    }
    if !remarks.is_empty() {
        page.space();
        write_remarks(&remarks, reader.width, page);
    }
}

fn write_list(reader: &Reader<'_>, id: TableId, list: &List, findings: &[(Destination, &Finding)], marks: &mut Marks, page: &mut Page) {
    let lines = reader.evaluated.lines.lookup(id).copied().unwrap_or(0);
    if lines == 0 && list.total.is_none() {
        let table = &reader.plan.tables[id];
        let unknown = reader.evaluated.unknown_lines.lookup(id).copied().flatten().filter(|cause| !matches!(cause, Cause::ReportLeftOut(_)));
        let unknown = unknown.map(|cause| format!("{}: {}", not_computed_text(1, reader.language), cause_text(reader.plan, &cause, reader.language)));
        let none = unknown.unwrap_or_else(|| word(Word::NoLines, reader.language).to_owned());
        let text = if reader.label(&table.label).is_empty() { format!("{}: {none}", printable(&table.name)) } else { none };
        page.wrapped(&text, reader.width, 2, Style::Plain);
        return;
    }
    let in_findings = findings.iter().any(|(place, finding)| *place == Destination::Table(id) && is_line(&finding.address.row));
    let in_checks = reader.evaluated.checks.iter().any(|outcome| {
        reader.plan.checks[outcome.check].table == Some(id)
            && is_line(&outcome.row)
            && matches!(outcome.outcome, Outcome::Fail | Outcome::NotEvaluated)
    });
    write_sheet(&list_sheet(reader, list, lines, in_findings || in_checks, marks), reader.width, page);
}

fn is_line(row: &str) -> bool {
    row.starts_with(|first: char| first.is_ascii_digit())
}

fn write_summary(reader: &Reader<'_>, findings: &str, page: &mut Page) {
    page.space();
    page.rule(reader.width);
    page.wrapped(findings, reader.width, 2, Style::Bold);
    if let Some(text) = checks_text(reader.plan, reader.evaluated.checks.iter(), reader.language) {
        page.wrapped(&text, reader.width, 2, Style::Bold);
    }
}

/// Writes a title on the left and a short text on the right, on as many lines as the title takes.
fn beside(reader: &Reader<'_>, title: &str, right: &str, page: &mut Page) {
    let right_width = display_width(right).min(reader.width / 2);
    let left_width = reader.width.saturating_sub(right_width).saturating_sub(GAP);
    let left = Cell::new(Content::Wrapped(title.to_owned(), 0), Alignment::Left, Style::Bold);
    let right = Cell::new(Content::Wrapped(right.to_owned(), 0), Alignment::Right, Style::Plain);
    page.row(&[left_width, right_width], &[left, right], Upright::Top);
}
