//! Grids like a layout: its rows and columns with the grid's own, and formulas for whole tables.

use super::Resolver;
use super::look_up::{Own, Scope};
use super::tables::Collected;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, Entry, Expression, ExpressionKind, Map, Shape, Side, TableFormula};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{self as syntax, MappedRow, Overridden, Reference, Word};
use positum_plan::plan::{Heading, TableId};
use std::collections::BTreeMap;

impl<'t> Resolver<'t, '_> {
    /// Gives each layout its name.
    pub(super) fn name_layouts(&mut self) {
        let tree = self.tree;
        for layout in &tree.layouts {
            if let Some(first) = self.layout_names.insert(&layout.name.text, layout) {
                self.duplicate(&layout.name, first.name.span, said!("layout"));
            }
        }
    }

    /// Finds the layout that a grid is like.
    pub(super) fn layout_of(&mut self, table: &syntax::Table, grid: &syntax::Grid) -> Option<&'t syntax::Layout> {
        let name = grid.like.as_ref()?;
        if let Some(layout) = self.layout_names.get(name.text.as_str()).copied() {
            self.used_layouts.insert(layout.name.text.clone());
            return Some(layout);
        }
        // Its rows and columns are not known, and what names them is no error of its own.
        self.broken.insert(table.name.text.clone());
        if !self.broken.contains(&name.text) {
            let known: Vec<&str> = self.layout_names.keys().copied().collect();
            let near = suggest::nearest(&name.text, known.iter().copied());
            let help = match (near.as_slice(), known.as_slice()) {
                ([], []) => said!("declare `layout {} {{ columns {{ 010 \"Label\" }}; rows {{ 110 \"Label\" }} }}` beside the reports", name.text),
                ([], known) => said!("the layouts are {}", suggest::list(known)),
                (near, _) => said!("did you mean {}?", suggest::choice(near)),
            };
            let message = said!("there is no layout `{}`", name.text);
            self.report(Diagnostic::new(DiagnosticCode::UnknownName, name.span, message).help(help));
        }
        None
    }

    /// Resolves the formula for a whole table with the rows that it renames.
    pub(super) fn table_formula(&mut self, id: TableId) {
        let Some(table) = self.syntax_of(id).and_then(|content| content.table) else { return };
        let syntax::Shape::Grid(grid) = &table.shape else { return };
        let Some(written) = &grid.formula else {
            self.refuse_without_formula(grid);
            return;
        };
        let report = self.model.tables[id].report;
        let formula = self.formula(&Scope::table(report, id, Own::Table), written);
        let mut named = Vec::new();
        tables_in(&formula.expression, &mut named);
        if named.is_empty() && !matches!(formula.expression.kind, ExpressionKind::Unknown) && !self.diagnostics.has_errors() {
            let message = said!("a formula for a whole table names other grids");
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, written.span, message);
            self.report(diagnostic.help(said!("write `= t9 + t10`; a formula for one row stands in that row")));
            return;
        }
        let tables: Vec<TableId> = named.iter().map(|(table, _)| *table).collect();
        let mut mapped: Vec<(Map, Span)> = Vec::new();
        for row in &grid.maps {
            let Some(map) = self.mapped_row(id, &tables, row) else { continue };
            if let Some((_, first)) = mapped.iter().find(|(known, _)| (known.table, known.from) == (map.table, map.from)) {
                let message = said!("`{}` is mapped twice, and counts only once", self.text_at(row.from.span));
                let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, row.from.span, message);
                self.report(diagnostic.other(*first, said!("the first")).help(said!("keep one of the two")));
                continue;
            }
            mapped.push((map, row.from.span));
        }
        let maps: Vec<Map> = mapped.into_iter().map(|(map, _)| map).collect();
        self.warn_lost_rows(id, &named, &maps);
        let span_of = |wanted: Overridden| grid.overrides.iter().find(|(overridden, _)| *overridden == wanted).map(|(_, span)| *span);
        self.model.tables[id].formula =
            Some(TableFormula { formula, overrides_rows: span_of(Overridden::Rows), overrides_columns: span_of(Overridden::Columns), maps });
    }

    fn refuse_without_formula(&mut self, grid: &syntax::Grid) {
        if let Some((_, span)) = grid.overrides.first() {
            let diagnostic =
                Diagnostic::new(DiagnosticCode::WrongPlace, *span, said!("this grid has no formula of its own that could go before others"));
            self.report(diagnostic.help(said!("delete it, or write it before the `=` of a row or column")));
        }
        if let Some(row) = grid.maps.first() {
            let diagnostic =
                Diagnostic::new(DiagnosticCode::WrongPlace, row.from.span, said!("only a formula for a whole table takes rows of other grids"));
            self.report(diagnostic.help(said!("write it after the formula, as `grid t8 like budget = t9 + t10 map t9.4.1 to 4.2`")));
        }
    }

    /// Finds the grid that a name in a table's formula stands for.
    pub(super) fn grid_named(&mut self, scope: &Scope, reference: &Reference) -> Option<ExpressionKind> {
        if reference.column.is_some() {
            return None;
        }
        let table = match reference.qualifiers.as_slice() {
            [] => self.table_in_report(scope.report, &reference.word.text),
            [report] => {
                let report = self.report_names.get(report.text.as_str()).map(|(report, _)| *report)?;
                self.table_in_report(report, &reference.word.text)
            }
            [_, _, ..] => None,
        }?;
        if matches!(self.model.tables[table].shape, Shape::Grid(..)) {
            return Some(ExpressionKind::Table(table));
        }
        let declared = self.model.tables[table].span;
        let message = said!("`{}` is no grid, and only grids are added up as a whole", reference.word.text);
        let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, reference.span, message).other(declared, said!("declared here"));
        let example = self.example_of(table, &reference.word.text);
        self.report(diagnostic.help(said!("name a value in it, as `{example}`")));
        Some(ExpressionKind::Unknown)
    }

    fn mapped_row(&mut self, id: TableId, named: &[TableId], row: &MappedRow) -> Option<Map> {
        let scope = Scope::table(self.model.tables[id].report, id, Own::Table);
        let candidates = self.tables_named(&scope, &row.from.qualifiers).filter(|_| !row.from.qualifiers.is_empty());
        let Some(table) = candidates.and_then(|tables| tables.into_iter().find(|table| named.contains(table))) else {
            let text = self.text_at(row.from.span);
            let message = said!("`{text}` is no row of a grid in the formula");
            let names: Vec<String> = named.iter().map(|table| self.model.tables[*table].name.clone()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let help = said!("name one with its grid, as `{}.{}`; the grids are {}", names.first()?, row.from.word.text, suggest::list(&names));
            self.report(Diagnostic::new(DiagnosticCode::UnknownCode, row.from.span, message).help(help));
            return None;
        };
        let from = self.row_named(table, &row.from.word)?;
        let to = self.row_named(id, &row.to)?;
        Some(Map { table, from, to })
    }

    fn row_named(&mut self, table: TableId, word: &Word) -> Option<usize> {
        let axis = self.model.tables[table].shape.axis(Side::Row)?;
        let found = axis.find(&word.text);
        if found.is_none() && !axis.broken.contains(&word.text) {
            let codes = super::types::codes_of(axis);
            let what = said!("`{}` has no row", self.model.tables[table].name);
            self.unknown_code(word, &codes, what);
        }
        found
    }

    /// Rows of the sources that no row here takes are lost without a word.
    fn warn_lost_rows(&mut self, id: TableId, named: &[(TableId, Span)], maps: &[Map]) {
        let Shape::Grid(own_rows, own_columns) = &self.model.tables[id].shape else { return };
        let mut lost = Vec::new();
        let own = &self.model.tables[id].name;
        for (table, named_at) in named {
            let source = &self.model.tables[*table];
            let Shape::Grid(rows, columns) = &source.shape else { continue };
            let is_taken = |index: usize| maps.iter().any(|map| map.table == *table && map.from == index);
            let rows: Vec<&Entry> = rows
                .entries
                .iter()
                .enumerate()
                .filter(|(index, row)| own_rows.find(&row.code).is_none() && !is_taken(*index))
                .map(|(_, row)| row)
                .collect();
            let columns: Vec<&Entry> = columns.entries.iter().filter(|column| own_columns.find(&column.code).is_none()).collect();
            // Rows stand at the name of their grid, columns at the name of the own: nothing is said twice of one text.
            for (side, entries, span) in [(Side::Row, rows, *named_at), (Side::Column, columns, self.model.tables[id].span)] {
                let codes: Vec<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
                let Some(first) = entries.first() else { continue };
                let (what, are) = match (side, codes.len()) {
                    (Side::Row, 1) => (said!("row"), said!("is")),
                    (Side::Row, _) => (said!("rows"), said!("are")),
                    (Side::Column, 1) => (said!("column"), said!("is")),
                    (Side::Column, _) => (said!("columns"), said!("are")),
                };
                let message = said!("{what} {} of `{}` {are} not in `{own}`, which is computed from it", suggest::list(&codes), source.name);
                let listed = codes.join(", ");
                let help = match side {
                    Side::Row => {
                        said!("declare {what} {listed} in `{own}`, or say what counts as what: `map {}.{} to …`", source.name, first.code)
                    }
                    Side::Column => said!("declare {what} {listed} in `{own}` too"),
                };
                lost.push(Diagnostic::new(DiagnosticCode::LostRows, span, message).other(first.span, said!("the first of them")).help(help));
            }
        }
        for diagnostic in lost {
            self.report(diagnostic);
        }
    }
}

/// Joins the entries of a layout with a grid's own: one that the layout has too takes its place; a code with dots
/// stands after the last with its parent; others stand at the end.
pub(super) fn join_axes<'t>(of_layout: Collected<'t>, own: Collected<'t>) -> Collected<'t> {
    let mut joined = of_layout;
    let mut places: Vec<usize> = Vec::new();
    let own_codes: Vec<String> = own.axis.entries.iter().map(|entry| entry.code.clone()).collect();
    for (entry, syntax) in own.axis.entries.into_iter().zip(own.entries) {
        let same = joined.axis.entries.iter().position(|other| other.code == entry.code);
        if let (Some(place), Some(slot)) = (same, same.and_then(|place| joined.entries.get_mut(place))) {
            *slot = syntax;
            if let Some(slot) = joined.axis.entries.get_mut(place) {
                *slot = entry;
            }
            continue;
        }
        let place = place_of(&joined.axis, &entry.code);
        joined.axis.entries.insert(place, entry);
        joined.entries.insert(place, syntax);
        for heading in &mut joined.axis.headings {
            make_room(heading, place);
        }
    }
    for code in &own_codes {
        places.extend(joined.axis.entries.iter().position(|entry| entry.code == *code));
    }
    // The grid's own headings stand where their first entry went.
    for heading in own.axis.headings {
        let spanned = places.get(heading.start..heading.end).unwrap_or(&[]);
        let next = places.get(heading.start).copied().unwrap_or(joined.axis.entries.len());
        let (start, end) = (spanned.iter().min().copied().unwrap_or(next), spanned.iter().max().map_or(next, |last| last.saturating_add(1)));
        joined.axis.headings.push(Heading { start, end, ..heading });
    }
    joined.axis.headings.sort_by_key(|heading| (heading.start, heading.depth));
    joined.axis.broken.extend(own.axis.broken);
    Collected { axis: joined.axis.indexed_anew(), entries: joined.entries }
}

fn place_of(axis: &Axis, code: &str) -> usize {
    let end = axis.entries.len();
    let Some((parent, _)) = code.rsplit_once('.') else { return end };
    let belongs = |other: &str| other == parent || other.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'));
    axis.entries.iter().rposition(|entry| belongs(&entry.code)).map_or(end, |place| place.saturating_add(1))
}

fn make_room(heading: &mut Heading, place: usize) {
    if heading.start >= place {
        heading.start = heading.start.saturating_add(1);
        heading.end = heading.end.saturating_add(1);
    } else if heading.end >= place {
        heading.end = heading.end.saturating_add(1);
    }
}

/// Finds the grids that a table's formula names.
/// Finds the grids that a table's formula names, each where it stands first.
fn tables_in(expression: &Expression, found: &mut Vec<(TableId, Span)>) {
    if let ExpressionKind::Table(table) = expression.kind
        && found.iter().all(|(known, _)| *known != table)
    {
        found.push((table, expression.span));
    }
    expression.parts().into_iter().for_each(|part| tables_in(part, found));
}

/// The rows of a table that count as a row here, by the rows that another grid renames.
pub(crate) fn rows_for(formula: &TableFormula, table: TableId, own_code: &str, own_row: usize, rows: &Axis) -> Vec<usize> {
    let mapped: BTreeMap<usize, usize> = formula.maps.iter().filter(|map| map.table == table).map(|map| (map.from, map.to)).collect();
    let equal = rows.find(own_code).filter(|row| !mapped.contains_key(row));
    let renamed = mapped.iter().filter(|(_, to)| **to == own_row).map(|(from, _)| *from);
    equal.into_iter().chain(renamed).collect()
}
