//! Divides a package whose reports or positions have a validity of their own into versions: what is in force
//! between two changes is a package by itself.
//!
//! In comes the syntax tree of the whole package; out go trees without what is not in force, each with its time.

use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use jiff::civil::Date;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::consolidation::ConsolidationItem;
use positum_grammar::syntax_tree::test_block::Test;
use positum_grammar::syntax_tree::{Entry, GridItem, Layout, Package, PackageItem, Report, ReportItem, Shape, SyntaxTree, Table, TableItem, Valid};
use positum_plan::period::{Period, Validity, parse_date};
use std::collections::BTreeSet;

/// The most versions of a package.
pub(crate) const MOST_VERSIONS: usize = 200;

/// A part of a package's time and what is in force in it.
pub(crate) struct Version {
    /// From when until when.
    pub(crate) validity: Validity,
    /// What is in force.
    pub(crate) tree: SyntaxTree,
}

/// Divides a package into the versions of the time in which it is in force itself; nothing for one whose reports
/// and positions always are.
pub(crate) fn split_versions(tree: &SyntaxTree) -> Vec<Version> {
    let mut changes = BTreeSet::new();
    for valid in validities(tree) {
        let validity = read(valid);
        changes.extend(validity.from);
        changes.extend(validity.until.and_then(|until| until.tomorrow().ok()));
    }
    if changes.is_empty() {
        return Vec::new();
    }
    let of_package = package_validity(tree);
    let starts: Vec<_> = std::iter::once(None).chain(changes.into_iter().map(Some)).collect();
    let ends = starts.iter().skip(1).map(|next| next.and_then(|next| next.yesterday().ok())).chain([None]);
    let times = starts.iter().zip(ends).map(|(from, until)| Validity { from: *from, until });
    let in_package = times.filter_map(|time| Some((time, time.within(of_package)?))).take(MOST_VERSIONS.saturating_add(1));
    let mut versions: Vec<Version> = in_package.map(|(time, validity)| Version { validity, tree: in_force(tree, time, validity) }).collect();
    for test in &tree.tests {
        let version = version_of(test, &versions);
        if let Some(version) = versions.get_mut(version) {
            version.tree.tests.push(test.clone());
        }
    }
    versions
}

/// Gives the version that a test runs with: that of its period, else the newest that has its report.
fn version_of(test: &Test, versions: &[Version]) -> usize {
    let period = test.period.as_ref().and_then(|(text, _)| text.parse::<Period>().ok());
    let by_period = period.and_then(|period| versions.iter().position(|version| version.validity.covers(period.last_day())));
    let has_report =
        |version: &Version| test.report.as_ref().is_none_or(|name| version.tree.reports.iter().any(|report| report.name.text == name.text));
    by_period.or_else(|| versions.iter().rposition(has_report)).unwrap_or(versions.len().saturating_sub(1))
}

fn package_validity(tree: &SyntaxTree) -> Validity {
    let items = tree.packages.iter().flat_map(|package| &package.items);
    let valid = items.filter_map(|item| if let PackageItem::Valid(valid, _) = item { Some(valid) } else { None });
    valid.map(read).next().unwrap_or_default()
}

/// Says what is never in force: it ends before it begins, or lies outside the package's time. No version would have it,
/// so that nothing else would be said of it either.
pub(crate) fn never_in_force(tree: &SyntaxTree) -> Vec<Diagnostic> {
    let of_package = package_validity(tree);
    let never = |valid: &&Valid| {
        let validity = as_written(valid);
        let (span, message, help) = match (&valid.from, &valid.until, validity.within(of_package)) {
            (Some((from, _)), Some((until, span)), _) if is_reversed(validity) => {
                (*span, said!("it ends on {until}, before it begins on {from}"), said!("exchange the two dates"))
            }
            (Some((_, span)), _, None) | (None, Some((_, span)), None) => (
                *span,
                said!("it is never in force while the package is"),
                said!("delete what it stands in, or change a date here or in the package's header"),
            ),
            _ => return None,
        };
        Some(Diagnostic::new(DiagnosticCode::BadDate, span, message).help(help))
    };
    validities(tree).iter().filter_map(never).collect()
}

/// Reads a validity; a day that does not exist, which is an error elsewhere, leaves it open. One that ends before it
/// begins is open on both sides, so that who names what has it gets no error that only follows from this one.
fn read(valid: &Valid) -> Validity {
    let validity = as_written(valid);
    if is_reversed(validity) { Validity::default() } else { validity }
}

fn as_written(valid: &Valid) -> Validity {
    let date = |date: &Option<(String, _)>| date.as_ref().and_then(|(text, _)| parse_date(text).ok());
    Validity { from: date(&valid.from), until: date(&valid.until) }
}

fn is_reversed(validity: Validity) -> bool {
    validity.from.zip(validity.until).is_some_and(|(from, until)| until < from)
}

/// When what stands in the text is in force.
pub(crate) struct TimesOf<'t>(Vec<(Span, &'t Valid)>);

impl<'t> TimesOf<'t> {
    /// Finds everything in a package that has a validity of its own.
    pub(crate) fn new(tree: &'t SyntaxTree) -> Self {
        let reports = tree.reports.iter().filter_map(|report| Some((report.span, report_validity(report)?)));
        Self(reports.chain(entries(tree).into_iter().filter_map(|entry| Some((entry.span, validity_of(entry)?)))).collect())
    }

    /// Tells whether the declarations in which a text stands are in force all through a time.
    pub(crate) fn is_in_force(&self, span: Option<Span>, time: Validity) -> bool {
        let Some(span) = span else { return true };
        self.0.iter().filter(|(declared, _)| declared.contains(span)).all(|(_, valid)| covers(Some(valid), time))
    }
}

fn validities(tree: &SyntaxTree) -> Vec<&Valid> {
    tree.reports.iter().filter_map(report_validity).chain(entries(tree).into_iter().filter_map(validity_of)).collect()
}

/// Gives all positions, rows and columns.
fn entries(tree: &SyntaxTree) -> Vec<&Entry> {
    let mut found = Vec::new();
    for item in tree.reports.iter().flat_map(|report| &report.items) {
        if let ReportItem::Table(table) = item {
            table_entries(table, &mut found);
        }
    }
    for layout in &tree.layouts {
        grid_entries(&layout.items, &mut found);
    }
    found
}

/// Gives the validity of a report.
pub(crate) fn report_validity(report: &Report) -> Option<&Valid> {
    report.items.iter().find_map(|item| if let ReportItem::Valid(valid, _) = item { Some(valid) } else { None })
}

fn table_entries<'t>(table: &'t Table, found: &mut Vec<&'t Entry>) {
    match &table.shape {
        Shape::Form(items) | Shape::List { items, .. } => item_entries(items, found),
        Shape::Grid(grid) => grid_entries(&grid.items, found),
    }
}

fn grid_entries<'t>(items: &'t [GridItem], found: &mut Vec<&'t Entry>) {
    for item in items {
        if let GridItem::Columns(items, _) | GridItem::Rows(items, _) = item {
            item_entries(items, found);
        }
    }
}

fn item_entries<'t>(items: &'t [TableItem], found: &mut Vec<&'t Entry>) {
    for item in items {
        match item {
            TableItem::Entry(entry) => found.push(entry),
            TableItem::Heading(heading) => item_entries(&heading.items, found),
            TableItem::Check(_) | TableItem::Let(_) | TableItem::Total(_) | TableItem::Key(..) | TableItem::Broken(_) => {}
        }
    }
}

/// Tells whether something is in force all through a time in which nothing changes.
fn covers(valid: Option<&Valid>, time: Validity) -> bool {
    let validity = valid.map(read).unwrap_or_default();
    let begins = validity.from.is_none_or(|from| time.from.is_some_and(|start| from <= start));
    let ends = validity.until.is_none_or(|until| time.until.is_some_and(|end| end <= until));
    begins && ends
}

/// Gives what is in force in a time in which nothing changes; the package is for the part of it in which it is valid.
fn in_force(tree: &SyntaxTree, time: Validity, validity: Validity) -> SyntaxTree {
    let mut tree = SyntaxTree { tests: Vec::new(), ..tree.clone() };
    for package in &mut tree.packages {
        narrow(package, validity);
    }
    let known: BTreeSet<String> = tree.reports.iter().map(|report| report.name.text.clone()).collect();
    tree.reports.retain(|report| covers(report_validity(report), time));
    for report in &mut tree.reports {
        for item in &mut report.items {
            if let ReportItem::Table(table) = item {
                match &mut table.shape {
                    Shape::Form(items) | Shape::List { items, .. } => keep_items(items, time),
                    Shape::Grid(grid) => keep_in_grid(&mut grid.items, time),
                }
            }
        }
    }
    leave_out_reports(&mut tree, &known);
    for Layout { items, .. } in &mut tree.layouts {
        keep_in_grid(items, time);
    }
    tree
}

/// A group has no report that is not in force: it is no mistake that the consolidation lists it.
fn leave_out_reports(tree: &mut SyntaxTree, known: &BTreeSet<String>) {
    let in_force: BTreeSet<&str> = tree.reports.iter().map(|report| report.name.text.as_str()).collect();
    for item in tree.consolidations.iter_mut().flat_map(|consolidation| &mut consolidation.items) {
        if let ConsolidationItem::Reports(words) = item {
            words.retain(|word| in_force.contains(word.text.as_str()) || !known.contains(&word.text));
        }
    }
}

fn narrow(package: &mut Package, validity: Validity) {
    let said = package.items.iter().find_map(|item| if let PackageItem::Valid(_, span) = item { Some(*span) } else { None });
    let span = said.unwrap_or(package.name.span);
    package.items.retain(|item| !matches!(item, PackageItem::Valid(..)));
    let day = |date: Option<Date>| date.map(|date| (date.to_string(), span));
    package.items.push(PackageItem::Valid(Valid { from: day(validity.from), until: day(validity.until) }, span));
}

fn keep_in_grid(items: &mut [GridItem], time: Validity) {
    for item in items {
        if let GridItem::Columns(items, _) | GridItem::Rows(items, _) = item {
            keep_items(items, time);
        }
    }
}

fn keep_items(items: &mut Vec<TableItem>, time: Validity) {
    items.retain(|item| !matches!(item, TableItem::Entry(entry) if !covers(validity_of(entry), time)));
    for item in items {
        if let TableItem::Heading(heading) = item {
            keep_items(&mut heading.items, time);
        }
    }
}

fn validity_of(entry: &Entry) -> Option<&Valid> {
    entry.valid.as_ref().map(|(valid, _)| valid)
}
