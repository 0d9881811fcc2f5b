//! The codes of all tables, before any type or formula is looked at.

use super::Resolver;
use super::layouts::join_axes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, ColumnPlace, Derivation, Entry, List, Report, Shape, Table};
use crate::split_versions::report_validity;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{self as syntax, GridItem, ReportItem, TableItem, Word};
use positum_plan::period::PeriodKind;
use positum_plan::plan::{Heading, ReportId, TableId};
use std::collections::BTreeMap;

/// The name under which submissions give parameters.
const RESERVED_REPORT: &str = "parameters";

/// The syntax of a table, in the order of the model's entries.
#[derive(Debug, Default)]
pub(super) struct TableSyntax<'t> {
    /// Of the whole table.
    pub(super) table: Option<&'t syntax::Table>,
    /// Positions, or rows of a grid.
    pub(super) rows: Vec<&'t syntax::Entry>,
    /// Columns of a grid or list.
    pub(super) columns: Vec<&'t syntax::Entry>,
    /// The layout that the grid is like.
    pub(super) layout: Option<&'t syntax::Layout>,
    /// Intermediates.
    pub(super) lets: Vec<&'t syntax::Let>,
    /// Checks.
    pub(super) checks: Vec<&'t syntax::Check>,
    /// The row that closes a list.
    pub(super) total: Option<&'t syntax::TotalRow>,
    /// A key of several columns.
    pub(super) key: Option<(&'t [Word], Span)>,
    /// How the list comes from another.
    pub(super) derivation: Option<&'t syntax::Derivation>,
    /// How many columns a derived list takes from its source.
    pub(super) taken: usize,
}

/// The entries of one side, with their syntax.
#[derive(Default)]
pub(super) struct Collected<'t> {
    pub(super) axis: Axis,
    pub(super) entries: Vec<&'t syntax::Entry>,
}

/// One side of a grid, with the place of its block; nothing where there is none.
type Side<'t> = Option<(Collected<'t>, Span)>;

fn joined<'t>(of_layout: Side<'t>, own: Side<'t>) -> Side<'t> {
    match (of_layout, own) {
        (Some((of_layout, span)), Some((own, _))) => Some((join_axes(of_layout, own), span)),
        (only, None) | (None, only) => only,
    }
}

impl<'t> Resolver<'t, '_> {
    pub(super) fn declare_reports(&mut self) {
        let tree = self.tree;
        for report in &tree.reports {
            if let Some((_, first)) = self.report_names.get(report.name.text.as_str()).copied() {
                let is_version = report_validity(report).is_some() || self.versioned_reports.contains(&report.name.text);
                if is_version {
                    self.two_versions(&report.name, first);
                } else {
                    self.duplicate(&report.name, first, said!("report"));
                }
                continue;
            }
            if report.name.text == RESERVED_REPORT {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::Duplicate, report.name.span, said!("in submissions `parameters` is where parameters stand"));
                self.report(diagnostic.help(said!("give the report another name")));
            }
            if report_validity(report).is_some() {
                self.versioned_reports.insert(report.name.text.clone());
            }
            for (span, first) in &report.repeated {
                self.said_twice(*span, *first, said!("report"));
            }
            let label = self.label(&report.labels);
            let id = self.model.reports.push(Report {
                name: report.name.text.clone(),
                label,
                source: None,
                module: None,
                period: None,
                due: None,
                retention: None,
                tables: Vec::new(),
            });
            self.report_names.insert(&report.name.text, (id, report.name.span));
            for item in &report.items {
                self.report_item(id, report, item);
            }
        }
    }

    /// Of two versions of one definition at most one is in force on a day.
    fn two_versions(&mut self, word: &Word, first: Span) {
        let message = said!("two versions of `{}` are in force at the same time", word.text);
        let diagnostic = Diagnostic::new(DiagnosticCode::Overlap, word.span, message).other(first, said!("the other version"));
        self.report(
            diagnostic.help(said!("let one end on the day before the other begins, as `valid until 2025-12-31` and `valid from 2026-01-01`")),
        );
    }

    fn report_item(&mut self, id: ReportId, report: &'t syntax::Report, item: &'t ReportItem) {
        match item {
            ReportItem::Source(text) => self.model.reports[id].source = Some(text.text.clone()),
            ReportItem::Module(text) => self.model.reports[id].module = Some(text.text.clone()),
            ReportItem::Period(word) => {
                self.model.reports[id].period = match word.text.as_str() {
                    "year" => Some(PeriodKind::Year),
                    "quarter" => Some(PeriodKind::Quarter),
                    "month" => Some(PeriodKind::Month),
                    _ => Some(PeriodKind::Day),
                }
            }
            // See `deadlines.rs`: they need the report's period.
            ReportItem::Due(_) | ReportItem::Retain(_) => {}
            ReportItem::Valid(valid, _) => {
                self.validity(valid);
            }
            ReportItem::Accept(accept) => self.accept(report.span, std::slice::from_ref(accept)),
            ReportItem::Table(table) => self.declare_table(id, table),
            ReportItem::Check(_) => {}
            ReportItem::Broken(word) => {
                self.broken.extend(word.iter().map(|word| word.text.clone()));
                self.broken_reports.insert(id);
            }
        }
    }

    fn declare_table(&mut self, report: ReportId, table: &'t syntax::Table) {
        let same = self.model.reports[report].tables.iter().copied().find(|other| self.model.tables[*other].name == table.name.text);
        if let Some(first) = same {
            let span = self.model.tables[first].span;
            self.duplicate(&table.name, span, said!("table"));
            return;
        }
        self.accept(table.span, &table.accepts);
        let mut content = TableSyntax { table: Some(table), ..TableSyntax::default() };
        let shape = match &table.shape {
            syntax::Shape::Form(items) => {
                let collected = self.collect(items, &mut content);
                content.rows = collected.entries;
                Shape::Form(collected.axis)
            }
            syntax::Shape::Grid(grid) => self.declare_grid(table, grid, &mut content),
            syntax::Shape::List { derivation, items } => {
                content.derivation = derivation.as_deref();
                let collected = self.collect(items, &mut content);
                content.columns = collected.entries;
                Shape::List(List { axis: collected.axis, columns: Vec::new(), lets: Vec::new(), key: Vec::new(), total: None, derivation: None })
            }
        };
        let label = self.label(&table.labels);
        let id = self.model.tables.push(Table {
            report,
            name: table.name.text.clone(),
            span: table.name.span,
            label,
            source: table.source.as_ref().map(|text| text.text.clone()),
            shape,
            lets: Vec::new(),
            formula: None,
        });
        self.model.reports[report].tables.push(id);
        self.syntax.push(content);
    }

    fn declare_grid(&mut self, table: &'t syntax::Table, grid: &'t syntax::Grid, content: &mut TableSyntax<'t>) -> Shape {
        let (mut rows, mut columns) = self.grid_sides(table, &grid.items, content);
        if let Some(layout) = self.layout_of(table, grid) {
            content.layout = Some(layout);
            let mut of_layout = TableSyntax::default();
            let (layout_rows, layout_columns) = self.grid_sides(table, &layout.items, &mut of_layout);
            self.refuse_in_layout(&of_layout);
            rows = joined(layout_rows, rows);
            columns = joined(layout_columns, columns);
        }
        let missing = match (&rows, &columns) {
            (Some(_), Some(_)) => None,
            (None, Some(_)) => Some((said!("no rows"), said!("add `rows {{ 110 \"Label\" }}`"))),
            (Some(_), None) => Some((said!("no columns"), said!("add `columns {{ 010 \"Label\" }}`"))),
            (None, None) => Some((said!("neither rows nor columns"), said!("add `columns {{ 010 \"Label\" }}` and `rows {{ 110 \"Label\" }}`"))),
        };
        if let Some((what, help)) = missing.filter(|_| !self.broken.contains(&table.name.text)) {
            let message = said!("grid `{}` has {what}", table.name.text);
            self.report(Diagnostic::new(DiagnosticCode::ClauseMissing, table.name.span, message).help(help));
        }
        let (rows, columns) = (rows.map(|(rows, _)| rows).unwrap_or_default(), columns.map(|(columns, _)| columns).unwrap_or_default());
        content.rows = rows.entries;
        content.columns = columns.entries;
        Shape::Grid(rows.axis, columns.axis)
    }

    /// A layout has rows and columns, and nothing that speaks of one grid.
    fn refuse_in_layout(&mut self, content: &TableSyntax<'t>) {
        let spans: Vec<Span> = content.lets.iter().map(|item| item.name.span).chain(content.checks.iter().map(|check| check.name.span)).collect();
        for span in spans {
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, span, said!("a layout has only rows and columns"));
            self.report(diagnostic.help(said!("write it in each grid that it is for")));
        }
    }

    /// Collects the rows and the columns of a grid or layout.
    fn grid_sides(&mut self, table: &'t syntax::Table, items: &'t [GridItem], content: &mut TableSyntax<'t>) -> (Side<'t>, Side<'t>) {
        let (mut rows, mut columns) = (None, None);
        for item in items {
            match item {
                GridItem::Columns(items, span) => {
                    let collected = self.collect(items, content);
                    self.keep_first(&mut columns, collected, *span);
                }
                GridItem::Rows(items, span) => {
                    let collected = self.collect(items, content);
                    self.keep_first(&mut rows, collected, *span);
                }
                GridItem::Check(check) => content.checks.push(check),
                GridItem::Let(item) => content.lets.push(item),
                GridItem::Map(_) => {}
                GridItem::Broken(word) => {
                    // Columns or rows that cannot be read leave nothing to look up.
                    self.broken.insert(table.name.text.clone());
                    self.broken.extend(word.iter().map(|word| word.text.clone()));
                }
            }
        }
        (rows, columns)
    }

    fn keep_first(&mut self, kept: &mut Option<(Collected<'t>, Span)>, new: Collected<'t>, span: Span) {
        match kept {
            None => *kept = Some((new, span)),
            Some((_, first)) => {
                let keyword = |text: &str| u32::try_from(text.split([' ', '{']).next().map_or(0, str::len)).unwrap_or(0);
                let head = |span: Span| Span { end: span.start.saturating_add(keyword(&self.text_at(span))), ..span };
                let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, head(span), said!("a grid has its rows and its columns once"));
                let diagnostic = diagnostic.other(head(*first), said!("the first")).help(said!("put all of them into one block"));
                self.report(diagnostic);
            }
        }
    }

    fn collect(&mut self, items: &'t [TableItem], content: &mut TableSyntax<'t>) -> Collected<'t> {
        let mut collected = Collected::default();
        self.collect_items(items, content, 0, &mut collected);
        let mut seen: BTreeMap<&str, &syntax::Entry> = BTreeMap::new();
        for entry in collected.entries.iter().copied() {
            if let Some(first) = seen.insert(&entry.code.text, entry) {
                if entry.valid.is_some() || first.valid.is_some() {
                    self.two_versions(&entry.code, first.code.span);
                } else {
                    self.duplicate(&entry.code, first.code.span, said!("code"));
                }
            }
        }
        collected
    }

    fn collect_items(&mut self, items: &'t [TableItem], content: &mut TableSyntax<'t>, depth: usize, to: &mut Collected<'t>) {
        for item in items {
            match item {
                TableItem::Entry(entry) => {
                    self.accept(entry.span, &entry.accepts);
                    let label = self.label(&entry.labels);
                    to.axis.entries.push(new_entry(entry, label));
                    to.entries.push(entry);
                }
                TableItem::Heading(heading) => {
                    let start = to.axis.entries.len();
                    let label = self.label(&heading.labels);
                    let index = to.axis.headings.len();
                    to.axis.headings.push(Heading { label, start, end: start, depth });
                    self.collect_items(&heading.items, content, depth.saturating_add(1), to);
                    let end = to.axis.entries.len();
                    if let Some(heading) = to.axis.headings.get_mut(index) {
                        heading.end = end;
                    }
                }
                TableItem::Check(check) => content.checks.push(check),
                TableItem::Let(item) => {
                    self.accept(item.span, &item.accepts);
                    content.lets.push(item);
                }
                TableItem::Total(total) => self.only_once(&mut content.total, total, total.span),
                TableItem::Key(words, span) => match content.key {
                    None => content.key = Some((words, *span)),
                    Some((_, first)) => {
                        let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, *span, said!("a list has one key"));
                        self.report(diagnostic.other(first, said!("the first")).help(said!("put all its columns into one, as `key (010, 020)`")));
                    }
                },
                TableItem::Broken(word) => to.axis.broken.extend(word.iter().map(|word| word.text.clone())),
            }
        }
    }

    fn only_once(&mut self, kept: &mut Option<&'t syntax::TotalRow>, new: &'t syntax::TotalRow, span: Span) {
        match kept {
            None => *kept = Some(new),
            Some(first) => {
                let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, span, said!("a list has one total row"));
                self.report(diagnostic.other(first.span, said!("the first")).help(said!("put all its cells into one")));
            }
        }
    }

    /// Finds the sources of derived lists and puts the columns of their keys in front.
    pub(super) fn link_derived_lists(&mut self) {
        let mut waiting: Vec<TableId> =
            self.model.tables.ids().filter(|id| self.syntax_of(*id).is_some_and(|syntax| syntax.derivation.is_some())).collect();
        loop {
            let before = waiting.len();
            waiting.retain(|id| !self.link_derived_list(*id));
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        let mut told: Vec<TableId> = Vec::new();
        for id in waiting {
            let round = self.round_of_lists(id);
            if round.iter().any(|list| told.contains(list)) {
                continue;
            }
            let names: Vec<String> = round.iter().chain(round.first()).map(|list| format!("`{}`", self.model.tables[*list].name)).collect();
            if let Some(first) = round.first() {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::Cycle, self.model.tables[*first].span, said!("a list comes from itself: {}", names.join(" → ")));
                let nexts = round.iter().skip(1).chain([first]);
                let diagnostic = round.iter().zip(nexts).skip(1).fold(diagnostic, |diagnostic, (list, next)| {
                    let label = said!("`{}` comes from `{}`", self.model.tables[*list].name, self.model.tables[*next].name);
                    diagnostic.other(self.model.tables[*list].span, label)
                });
                self.report(diagnostic.help(said!("one of these lists must be filled in, or come from one that is")));
            }
            told.extend(round);
        }
    }

    /// Follows the sources of a list to those that come from each other.
    fn round_of_lists(&self, start: TableId) -> Vec<TableId> {
        let mut path = vec![start];
        loop {
            let last = path.last().copied().and_then(|list| self.syntax_of(list)?.derivation.map(|derivation| (list, derivation)));
            let Some((list, derivation)) = last else { return Vec::new() };
            let report = match derivation.source.qualifiers.first() {
                None => Some(self.model.tables[list].report),
                Some(name) => self.report_names.get(name.text.as_str()).map(|(report, _)| *report),
            };
            let Some(source) = report.and_then(|report| self.table_in_report(report, &derivation.source.word.text)) else { return Vec::new() };
            if let Some(place) = path.iter().position(|list| *list == source) {
                return path.split_off(place);
            }
            path.push(source);
        }
    }

    /// Links a derived list; tells whether that could be done or has failed for good.
    fn link_derived_list(&mut self, id: TableId) -> bool {
        let Some(derivation) = self.syntax_of(id).and_then(|syntax| syntax.derivation) else { return true };
        let Some(source) = self.derivation_source(id, derivation) else { return true };
        let is_ready = self.syntax_of(source).is_some_and(|syntax| syntax.derivation.is_none() || syntax.taken > 0);
        if !is_ready {
            return false;
        }
        let (mut taken, mut lost) = (Vec::new(), Vec::new());
        for word in &derivation.by {
            let Shape::List(list) = &self.model.tables[source].shape else { return true };
            match list.axis.find(&word.text).and_then(|index| list.axis.entries.get(index)) {
                Some(entry) => taken.push(Entry {
                    code: entry.code.clone(),
                    span: word.span,
                    label: entry.label.clone(),
                    source: entry.source.clone(),
                    declared: None,
                    marks: Vec::new(),
                    overrides: None,
                    overrides_table: None,
                    formula: None,
                    tolerance: None,
                    is_group_key: true,
                }),
                None => {
                    let codes = super::types::codes_of(&list.axis);
                    lost.push(word.text.clone());
                    self.unknown_column(source, word, &codes);
                }
            }
        }
        self.refuse_taken_twice(id, &taken);
        let count = taken.len();
        self.model.tables[id].shape.put_first(taken, source, lost);
        if let Some(syntax) = self.syntax.get_mut(id.0 as usize) {
            syntax.taken = count;
        }
        true
    }

    /// A derived list has each column once: those of its key, then its own.
    fn refuse_taken_twice(&mut self, id: TableId, taken: &[Entry]) {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let own = self
            .list_of(id)
            .map(|list| list.axis.entries.iter().map(|entry| (entry.code.clone(), entry.span)).collect::<Vec<_>>())
            .unwrap_or_default();
        for (code, span) in taken.iter().map(|entry| (entry.code.clone(), entry.span)).chain(own) {
            if let Some(first) = seen.insert(code.clone(), span) {
                let diagnostic = Diagnostic::new(DiagnosticCode::Duplicate, span, said!("the list has column `{code}` twice"));
                self.report(
                    diagnostic
                        .other(first, said!("the first"))
                        .help(said!("the columns after `by` are the list's first columns; declare the others")),
                );
            }
        }
    }

    fn derivation_source(&mut self, id: TableId, derivation: &syntax::Derivation) -> Option<TableId> {
        let report = self.model.tables[id].report;
        let name = &derivation.source.word;
        let report = match derivation.source.qualifiers.first() {
            None => report,
            Some(qualifier) => self.report_named(qualifier)?,
        };
        let found = self.model.reports[report].tables.iter().copied().find(|table| self.model.tables[*table].name == name.text);
        match found {
            Some(table) if matches!(self.model.tables[table].shape, Shape::List(_)) => Some(table),
            Some(table) => {
                let message = said!("`{}` is no list", name.text);
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::WrongPlace, name.span, message).other(self.model.tables[table].span, said!("declared here"));
                self.report(diagnostic.help(said!("name a list: forms and grids have no lines to group")));
                None
            }
            None => {
                self.unknown_table(name, report);
                None
            }
        }
    }

    /// Gives each column and intermediate of a list its identifier.
    pub(super) fn number_columns(&mut self) {
        for id in self.model.tables.ids() {
            let lets = self.syntax_of(id).map_or(0, |syntax| syntax.lets.len());
            let Shape::List(list) = &mut self.model.tables[id].shape else { continue };
            list.columns = (0..list.axis.entries.len()).map(|index| self.model.columns.push(ColumnPlace::Entry(id, index))).collect();
            list.lets = (0..lets).map(|index| self.model.columns.push(ColumnPlace::Let(id, index))).collect();
        }
        for id in self.model.tables.ids() {
            self.number_group_key(id);
        }
    }

    fn number_group_key(&mut self, id: TableId) {
        let Shape::List(List { derivation: Some(derivation), axis, .. }) = &self.model.tables[id].shape else { return };
        let Shape::List(source) = &self.model.tables[derivation.source].shape else { return };
        let keys = axis.entries.iter().filter(|entry| entry.is_group_key);
        let by: Vec<_> = keys.filter_map(|entry| source.axis.find(&entry.code).and_then(|index| source.columns.get(index)).copied()).collect();
        if let Shape::List(List { derivation: Some(derivation), .. }) = &mut self.model.tables[id].shape {
            derivation.by = by;
        }
    }

    /// Gives the syntax of a table.
    pub(super) fn syntax_of(&self, id: TableId) -> Option<&TableSyntax<'t>> {
        self.syntax.get(id.0 as usize)
    }

    /// Gives a table as a list.
    pub(super) fn list_of(&self, id: TableId) -> Option<&List> {
        match &self.model.tables[id].shape {
            Shape::List(list) => Some(list),
            Shape::Form(_) | Shape::Grid(..) => None,
        }
    }
}

impl Shape {
    fn put_first(&mut self, taken: Vec<Entry>, source: TableId, mut lost: Vec<String>) {
        let Self::List(list) = self else { return };
        list.axis.broken.append(&mut lost);
        let count = taken.len();
        list.axis.put_first(taken);
        for heading in &mut list.axis.headings {
            heading.start = heading.start.saturating_add(count);
            heading.end = heading.end.saturating_add(count);
        }
        list.derivation = Some(Derivation { source, by: Vec::new(), filter: None });
    }
}

fn new_entry(entry: &syntax::Entry, label: positum_plan::plan::Label) -> Entry {
    Entry {
        code: entry.code.text.clone(),
        span: entry.code.span,
        label,
        source: entry.source.as_ref().map(|text| text.text.clone()),
        declared: None,
        marks: Vec::new(),
        overrides: None,
        overrides_table: None,
        formula: None,
        tolerance: None,
        is_group_key: false,
    }
}
