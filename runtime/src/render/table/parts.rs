//! Shows what a group reports: each report with its four parts, then what was found while consolidating.
//!
//! A form shows the parts side by side; a grid and a list show one after the other, and a part in which nothing changes is one
//! line.

use super::form::{form_sheet_of_parts, grid_sheet};
use super::layout::{Page, Style};
use super::marks::Marks;
use super::remarks::{Naming, check_remarks, consolidation_remark, write_remarks};
use super::sheet::write_sheet;
use super::{Destination, LEAST_WIDTH, Reader, TableOptions, beside, destination, finding_remarks, not_computed_remarks, write_list, write_summary};
use crate::consolidate::{ConsolidationFinding, EntityId, EntityTree, GroupReports, PartOfGroup, group_name};
use crate::evaluated_submission::{CellState, CheckOutcome, EvaluatedCell};
use crate::finding::Finding;
use crate::finding_text::printable;
use crate::language::Language;
use crate::summary_text::{checks_text, findings_of_group_text};
use crate::words::{Word, counted_severity, part_word, period_text, reported_text, word};
use positum_plan::plan::{List, Origin, Plan, ReportId, Severity, Shape, TableId};
use positum_plan::value::Value;

/// What a group's page is written from.
#[derive(Clone, Copy)]
pub struct ConsolidationShown<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The tree that the group is of.
    pub tree: &'a EntityTree,
    /// The parts that are shown.
    pub parts: &'a [PartOfGroup],
    /// What was found while consolidating.
    pub findings: &'a [ConsolidationFinding],
}

type Placed<'f> = (Destination, &'f Finding);

/// Shows what a group reports.
pub fn write_parts(shown: &ConsolidationShown<'_>, reports: &GroupReports, options: &TableOptions) -> String {
    let width = options.width.max(LEAST_WIDTH);
    let reader = |part: PartOfGroup| Reader { plan: shown.plan, evaluated: reports.part(part), language: options.language, width };
    let readers: Vec<(PartOfGroup, String, Reader<'_>)> =
        shown.parts.iter().map(|part| (*part, part_word(*part, options.language).to_owned(), reader(*part))).collect();
    let mut page = Page::new(options.color);
    let whole = reader(PartOfGroup::Consolidated);
    write_head(shown, reports, &whole, &mut page);
    let is_consolidated_shown = shown.parts.contains(&PartOfGroup::Consolidated);
    let findings: Vec<Placed<'_>> = whole.evaluated.findings.iter().map(|finding| (destination(&whole, finding), finding)).collect();
    let findings = if is_consolidated_shown { findings } else { Vec::new() };
    for report in &whole.evaluated.reports {
        write_report(&readers, &whole, *report, &findings, is_consolidated_shown, &mut page);
    }
    if is_consolidated_shown {
        let others = finding_remarks(&whole, &findings, Destination::End, Naming::Full);
        page.space();
        write_remarks(&others, width, &mut page);
        let of_consolidation = shown.findings.iter().filter(|finding| concerns(shown.tree, finding, reports.group));
        let severities = of_consolidation.map(|finding| finding.kind.severity());
        write_summary(&whole, &findings_of_group_text(&whole.evaluated.findings, severities, options.language), &mut page);
    }
    page.text()
}

/// Tells whether a finding concerns a group, or one under it, or none.
pub fn concerns(tree: &EntityTree, finding: &ConsolidationFinding, group: EntityId) -> bool {
    finding.group.is_none_or(|of| tree.is_within(of, group))
}

/// Shows what was found while consolidating; nothing where nothing was.
pub fn write_consolidation_findings(plan: &Plan, tree: &EntityTree, findings: &[ConsolidationFinding], options: &TableOptions) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let width = options.width.max(LEAST_WIDTH);
    let mut page = Page::new(options.color);
    page.rule(width);
    page.line(word(Word::ConsolidationFindings, options.language), Style::Bold);
    let mut rest = findings;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|finding| finding.group == first.group).count();
        let (of_group, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        page.space();
        if let Some(group) = first.group {
            page.wrapped(&group_name(tree, group), width, 2, Style::Bold);
        }
        let remarks: Vec<_> = of_group.iter().map(|finding| consolidation_remark(plan, finding, options.language)).collect();
        write_remarks(&remarks, width, &mut page);
        rest = others;
    }
    page.space();
    page.wrapped(&count_text(findings, options.language), width, 2, Style::Bold);
    page.text()
}

fn count_text(findings: &[ConsolidationFinding], language: Language) -> String {
    let counted = [Severity::Error, Severity::Warning, Severity::Info].into_iter().filter_map(|severity| {
        let count = findings.iter().filter(|finding| finding.kind.severity() == severity).count();
        (count > 0).then(|| counted_severity(count, severity, language))
    });
    format!("{} {}", word(Word::Findings, language), counted.collect::<Vec<_>>().join(", "))
}

fn write_head(shown: &ConsolidationShown<'_>, reports: &GroupReports, reader: &Reader<'_>, page: &mut Page) {
    beside(reader, &group_name(shown.tree, reports.group), &period_text(reader.evaluated.period, reader.language), page);
    let title = shown.plan.consolidation.as_ref().map(|consolidation| reader.label(&consolidation.label)).unwrap_or_default();
    let package = reader.label(&reader.plan.package.label);
    let publisher = reader.plan.package.publisher.as_deref().map(printable).unwrap_or_default();
    let parts: Vec<&str> = [title.as_str(), package.as_str(), publisher.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    page.wrapped(&parts.join(", "), reader.width, 0, Style::Plain);
    page.wrapped(&reported_text(reports.totals.reported, reports.totals.all, reader.language), reader.width, 0, Style::Plain);
}

fn write_report(
    readers: &[(PartOfGroup, String, Reader<'_>)],
    whole: &Reader<'_>,
    id: ReportId,
    findings: &[Placed<'_>],
    is_consolidated_shown: bool,
    page: &mut Page,
) {
    let report = &whole.plan.reports[id];
    page.space();
    page.rule(whole.width);
    beside(whole, &whole.label(&report.label), &report.source.as_deref().map(printable).unwrap_or_default(), page);
    for table in &report.tables {
        write_table(readers, whole, *table, findings, is_consolidated_shown, page);
    }
    if !is_consolidated_shown {
        return;
    }
    let outcomes: Vec<&CheckOutcome> = whole.evaluated.checks.iter().filter(|outcome| whole.plan.checks[outcome.check].report == id).collect();
    let of_report: Vec<&CheckOutcome> = outcomes.iter().copied().filter(|outcome| whole.plan.checks[outcome.check].table.is_none()).collect();
    let mut remarks = finding_remarks(whole, findings, Destination::Report(id), Naming::Full);
    remarks.extend(check_remarks(whole, &of_report));
    page.space();
    write_remarks(&remarks, whole.width, page);
    if let Some(text) = checks_text(whole.plan, outcomes.iter().copied(), whole.language) {
        page.space();
        page.wrapped(&text, whole.width, 2, Style::Plain);
    }
}

fn write_table(
    readers: &[(PartOfGroup, String, Reader<'_>)],
    whole: &Reader<'_>,
    id: TableId,
    findings: &[Placed<'_>],
    is_consolidated_shown: bool,
    page: &mut Page,
) {
    let table = &whole.plan.tables[id];
    let mut marks = Marks::default();
    page.space();
    page.wrapped(&whole.label(&table.label), whole.width, 2, Style::Bold);
    match &table.shape {
        Shape::Form { positions, axis } => {
            let readers: Vec<(String, Reader<'_>)> = readers.iter().map(|(_, title, reader)| (title.clone(), *reader)).collect();
            if let Some(sheet) = form_sheet_of_parts(&readers, positions, axis, &mut marks) {
                write_sheet(&sheet, whole.width, page);
            }
        }
        Shape::Grid { rows, columns, cells } => {
            for (part, title, reader) in readers {
                let changed = || cells.iter().flatten().any(|cell| is_changed(reader.evaluated.cells.lookup(*cell)));
                if write_title(*part, title, changed(), reader, page) {
                    write_sheet(&grid_sheet(reader, rows, columns, cells, &mut marks), whole.width, page);
                }
            }
        }
        Shape::List(list) => {
            for (part, title, reader) in readers {
                if write_title(*part, title, is_list_changed(reader, list), reader, page) {
                    let findings = if part.is_difference() { &[] } else { findings };
                    write_list(reader, id, list, findings, &mut marks, page);
                }
            }
        }
    }
    if let Some(legend) = marks.legend(whole.language) {
        page.space();
        page.wrapped(&legend, whole.width, 2, Style::Dim);
    }
    if is_consolidated_shown {
        let outcomes: Vec<&CheckOutcome> =
            whole.evaluated.checks.iter().filter(|outcome| whole.plan.checks[outcome.check].table == Some(id)).collect();
        let mut remarks = finding_remarks(whole, findings, Destination::Table(id), Naming::Short);
        remarks.extend(not_computed_remarks(whole, id));
        remarks.extend(check_remarks(whole, &outcomes));
        page.space();
        write_remarks(&remarks, whole.width, page);
    }
}

/// Writes the title of a part; tells whether its table follows. Where nothing changes, none does.
fn write_title(part: PartOfGroup, title: &str, is_changed: bool, reader: &Reader<'_>, page: &mut Page) -> bool {
    page.space();
    if part.is_difference() && !is_changed {
        page.line(&format!("{title}: {}", word(Word::NoFindings, reader.language)), Style::Bold);
        return false;
    }
    page.line(title, Style::Bold);
    true
}

fn is_changed(cell: Option<&EvaluatedCell>) -> bool {
    match cell.map(|cell| (&cell.value, cell.state)) {
        Some((Some(Value::Number(number)), _)) => !number.is_zero(),
        Some((None, state)) => state == CellState::NotComputed,
        Some((Some(_), _)) | None => false,
    }
}

fn is_list_changed(reader: &Reader<'_>, list: &List) -> bool {
    let names_lines = |column| matches!(reader.plan.columns[column].origin, Origin::Sequence | Origin::GroupKey) || list.key.contains(&column);
    let columns = list.columns.iter().filter(|column| !names_lines(**column));
    let in_lines = columns.flat_map(|column| reader.evaluated.columns.lookup(*column).map(Vec::as_slice).unwrap_or_default());
    let totals = list.total.iter().flat_map(|total| &total.cells).filter_map(|(_, cell)| reader.evaluated.cells.lookup(*cell));
    in_lines.chain(totals).any(|cell| is_changed(Some(cell)))
}
