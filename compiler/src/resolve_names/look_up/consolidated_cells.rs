//! What a consolidation names: a position, a row, a cell or a list's column, always with its table or report before it.

use super::super::Resolver;
use super::super::consolidations::Known;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::consolidation::{NamedPlace, Place};
use crate::resolved_model::{Axis, Shape};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{Reference, Word, WordKind};
use positum_plan::plan::TableId;

/// The most cells that are offered.
const MOST_OFFERED: usize = 3;

/// What a name may stand for in a table.
enum Found {
    Place(Place),
    /// A column of a grid.
    GridColumn,
    /// A value of a formula that no cell shows, or a cell of a total row.
    Computed,
}

impl Resolver<'_, '_> {
    /// Finds what a consolidation names; an error is reported and gives nothing.
    pub(in crate::resolve_names) fn named_place(&mut self, reference: &Reference, known: &Known<'_>) -> Option<NamedPlace> {
        let words = reference.qualifiers.iter().chain([&reference.word]).chain(&reference.column);
        if words.into_iter().any(|word| self.broken.contains(&word.text)) {
            return None;
        }
        if reference.qualifiers.is_empty() {
            self.without_table(reference, known);
            return None;
        }
        let tables = self.tables_meant(reference, known)?;
        let mut found: Vec<(TableId, Found)> = tables.iter().filter_map(|table| Some((*table, self.found_in(*table, reference)?))).collect();
        if found.len() > 1 {
            // Of several, those that are consolidated.
            found.sort_by_key(|(table, _)| !known.reports.contains(&self.model.tables[*table].report));
            let inside = found.iter().filter(|(table, _)| known.reports.contains(&self.model.tables[*table].report)).count();
            found.truncate(if inside == 0 { found.len() } else { inside });
        }
        match found.as_slice() {
            [] => self.not_found(reference, &tables),
            [(table, found)] => return self.usable(reference, *table, found, known),
            [_, _, ..] => {
                let spellings: Vec<String> = found.iter().map(|(table, _)| self.spelling(*table, reference)).collect();
                self.ambiguous(&reference.word, &spellings, &[]);
            }
        }
        None
    }

    /// Gives the tables that the names before the last dot may mean.
    fn tables_meant(&mut self, reference: &Reference, known: &Known<'_>) -> Option<Vec<TableId>> {
        let [only] = reference.qualifiers.as_slice() else {
            let report = self.model.reports.ids().next()?;
            return self.tables_named(&super::Scope::report(report), &reference.qualifiers);
        };
        let mut tables: Vec<TableId> = known.tables.get(&only.text).cloned().unwrap_or_default();
        if let Some((report, _)) = self.report_names.get(only.text.as_str()) {
            let of_report = self.model.reports[*report].tables.iter().filter(|table| self.model.tables[**table].name != only.text);
            tables.extend(of_report);
        }
        if tables.is_empty() && !self.report_names.contains_key(only.text.as_str()) {
            // It may stand in what could not be read.
            if self.broken_reports.is_empty() && self.tree.broken.is_empty() {
                self.unknown_owner(only, known);
            }
            return None;
        }
        Some(tables)
    }

    fn unknown_owner(&mut self, word: &Word, known: &Known<'_>) {
        let tables = self.model.tables.iter().filter(|table| known.reports.contains(&table.report)).map(|table| table.name.as_str());
        let names: Vec<&str> = tables.chain(self.report_names.keys().copied()).collect();
        let near = suggest::nearest(&word.text, names.iter().copied());
        let help = if near.is_empty() { said!("there are {}", suggest::list(&names)) } else { said!("did you mean {}?", suggest::choice(&near)) };
        self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, said!("there is no table or report `{}`", word.text)).help(help));
    }

    fn found_in(&self, table: TableId, reference: &Reference) -> Option<Found> {
        let code = reference.word.text.as_str();
        let shape = &self.model.tables[table].shape;
        if let Some(column) = &reference.column {
            return match shape {
                Shape::Grid(rows, columns) => Some(Found::Place(Place::Cell(table, rows.find(code)?, columns.find(&column.text)?))),
                Shape::List(list) if code == "total" => list.axis.find(&column.text).map(|_| Found::Computed),
                Shape::Form(_) | Shape::List(_) => None,
            };
        }
        let in_axes = match shape {
            Shape::Form(axis) => axis.find(code).map(|index| Found::Place(Place::Position(table, index))),
            Shape::Grid(rows, columns) => {
                let row = rows.find(code).map(|index| Found::Place(Place::Row(table, index)));
                row.or_else(|| columns.find(code).map(|_| Found::GridColumn))
            }
            Shape::List(list) => list.axis.find(code).map(|index| Found::Place(Place::Column(table, index))),
        };
        in_axes.or_else(|| self.in_lets(table, code).map(|_| Found::Computed))
    }

    /// Names a place so that it can be told from others of the package.
    fn spelling(&self, table: TableId, reference: &Reference) -> String {
        let content = &self.model.tables[table];
        let column = reference.column.as_ref().map_or(String::new(), |column| format!(":{}", column.text));
        format!("{}.{}.{}{column}", self.model.reports[content.report].name, content.name, reference.word.text)
    }

    fn usable(&mut self, reference: &Reference, table: TableId, found: &Found, known: &Known<'_>) -> Option<NamedPlace> {
        let name = self.text_at(reference.span);
        let content = &self.model.tables[table];
        let report = &self.model.reports[content.report].name;
        if !known.reports.contains(&content.report) {
            if let Some(listed) = known.listed_at {
                let message = said!("`{name}` is in report `{report}`, which is not consolidated");
                let diagnostic = Diagnostic::new(DiagnosticCode::ConsolidatedCell, reference.span, message);
                let diagnostic = diagnostic.other(listed, said!("the reports that are"));
                let help = said!("add `{report}` to `reports`, or name a cell of one of these");
                self.report(diagnostic.help(help));
            }
            return None;
        }
        match found {
            Found::Place(place) => Some(NamedPlace { place: *place, span: reference.span }),
            Found::Computed => {
                let message = said!("`{name}` is computed, and a consolidation names what is filled in");
                let diagnostic = Diagnostic::new(DiagnosticCode::ConsolidatedCell, reference.span, message);
                self.report(diagnostic.help(said!("name the cells that it is computed from")));
                None
            }
            Found::GridColumn => {
                let message = said!("`{name}` is a whole column of a grid, and here a row or a cell is needed");
                let row = match &content.shape {
                    Shape::Grid(rows, _) => rows.entries.first().map_or("010", |row| row.code.as_str()),
                    Shape::Form(_) | Shape::List(_) => "010",
                };
                let help = said!("name each cell, as `{}.{row}:{}`", content.name, reference.word.text);
                self.report(Diagnostic::new(DiagnosticCode::CellNeeded, reference.span, message).help(help));
                None
            }
        }
    }

    /// Says of a name without a dot that its table is missing, or its position.
    fn without_table(&mut self, reference: &Reference, known: &Known<'_>) {
        let word = &reference.word;
        let named = known.tables.get(&word.text).and_then(|tables| tables.first()).copied().filter(|_| reference.column.is_none());
        let of_report = self.report_names.get(word.text.as_str()).and_then(|(report, _)| self.model.reports[*report].tables.first().copied());
        if let Some(table) = named.or(of_report.filter(|_| reference.column.is_none())) {
            self.whole_table(reference, table, named.is_some());
            return;
        }
        let inside = self.model.tables.entries().filter(|(_, table)| known.reports.contains(&table.report)).map(|(id, _)| id);
        let found: Vec<TableId> = inside.filter(|table| self.found_in(*table, reference).is_some()).take(MOST_OFFERED).collect();
        let spellings: Vec<String> = found.iter().map(|table| self.spelling(*table, reference)).collect();
        let offered: Vec<&str> = spellings.iter().map(String::as_str).collect();
        if offered.is_empty() && !(self.broken_reports.is_empty() && self.tree.broken.is_empty()) {
            return;
        }
        let code = if !offered.is_empty() {
            DiagnosticCode::ConsolidatedCell
        } else if word.kind == WordKind::Name {
            DiagnosticCode::UnknownName
        } else {
            DiagnosticCode::UnknownCode
        };
        let (message, help) = if offered.is_empty() {
            (said!("there is no `{}` here", word.text), said!("a cell is named with its table, as `main.010`"))
        } else {
            (said!("`{}` stands without its table", self.text_at(reference.span)), said!("write {}", suggest::choice(&offered)))
        };
        self.report(Diagnostic::new(code, reference.span, message).help(help));
    }

    fn whole_table(&mut self, reference: &Reference, table: TableId, is_table: bool) {
        let content = &self.model.tables[table];
        let what = if is_table { said!("table") } else { said!("report") };
        let first = |axis: &Axis| axis.entries.first().map_or_else(|| "010".to_owned(), |entry| entry.code.clone());
        let code = match &content.shape {
            Shape::Form(axis) => first(axis),
            Shape::Grid(rows, _) => first(rows),
            Shape::List(list) => first(&list.axis),
        };
        let message = said!("`{}` is a whole {what}, and here a cell is needed", self.text_at(reference.span));
        let help = said!("name each of its cells, as `{}.{}.{code}`", self.model.reports[content.report].name, content.name);
        self.report(Diagnostic::new(DiagnosticCode::ConsolidatedCell, reference.span, message).help(help));
    }

    fn not_found(&mut self, reference: &Reference, tables: &[TableId]) {
        let words: Vec<&str> = [&reference.word].into_iter().chain(&reference.column).map(|word| word.text.as_str()).collect();
        let is_lost = |table: &TableId| self.axes_of(*table).any(|axis| axis.broken.iter().any(|broken| words.contains(&broken.as_str())));
        let is_broken = |table: &TableId| self.broken_reports.contains(&self.model.tables[*table].report);
        if tables.iter().any(|table| is_lost(table) || is_broken(table)) {
            return;
        }
        if let [report] = reference.qualifiers.as_slice()
            && reference.column.is_none()
            && let Some((report, _)) = self.report_names.get(report.text.as_str())
            && let Some(table) = self.table_in_report(*report, &reference.word.text)
        {
            self.whole_table(reference, table, true);
            return;
        }
        if let Some(column) = &reference.column {
            self.unknown_cell(tables, reference, column);
            return;
        }
        let codes: Vec<String> = tables.iter().flat_map(|table| self.codes_of_table(*table)).collect();
        let names: Vec<&str> = reference.qualifiers.iter().map(|qualifier| qualifier.text.as_str()).collect();
        let has_no: Phrase = said!("`{}` has no", names.join("."));
        self.unknown_code(&reference.word, &codes, has_no);
    }
}
