//! What a name or code in a formula stands for.
//!
//! The order: own row or column, own table, the report's other tables if unique, the package. Digits are a
//! code where the table in view has a code made only of digits of that length; else they are a number.

mod consolidated_cells;
mod not_found;

use super::Resolver;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, ExpressionKind, Shape, Side};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{Quantity, Reference, Word, WordKind};
use positum_plan::plan::{ReportId, TableId};

/// What a bare code means in the own table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// A position of the form.
    Positions,
    /// A row, in the formula's column.
    RowFormula,
    /// A column, in the formula's row.
    ColumnFormula,
    /// A column, in the current line.
    Line,
    /// A cell of the total row.
    Total,
    /// Nothing by itself: a grid's cells are named `row:column`.
    Cells,
    /// Nothing by itself, in the formula for a whole table: it names other grids.
    Table,
}

/// From where names are looked up.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The report.
    pub(super) report: ReportId,
    /// The own table and what bare codes mean there; a report's check has none.
    pub(super) own: Option<(TableId, Own)>,
    /// Lists of which there is a current line.
    pub(super) lines: Vec<TableId>,
}

impl Scope {
    /// The scope of a table's formula.
    pub(super) fn table(report: ReportId, table: TableId, own: Own) -> Self {
        let lines = if own == Own::Line { vec![table] } else { Vec::new() };
        Self { report, own: Some((table, own)), lines }
    }

    /// The scope of a report's check.
    pub(super) fn report(report: ReportId) -> Self {
        Self { report, own: None, lines: Vec::new() }
    }

    /// The scope of an aggregate's argument: a line of `list`.
    pub(super) fn line_of(&self, list: TableId, is_own: bool) -> Self {
        let mut lines = self.lines.clone();
        lines.push(list);
        Self { report: self.report, own: if is_own { Some((list, Own::Line)) } else { self.own }, lines }
    }
}

/// The most meanings that a message points at.
const MOST_MEANINGS: usize = 3;

/// What digits turn out to be.
enum Digits {
    Code,
    Number,
    NeverANumber,
}

impl Resolver<'_, '_> {
    /// Resolves a reference; an error is reported and gives `Unknown`.
    pub(super) fn reference(&mut self, scope: &Scope, reference: &Reference) -> ExpressionKind {
        if self.is_broken(scope, reference) {
            return ExpressionKind::Unknown;
        }
        let is_of_table = matches!(scope.own, Some((_, Own::Table)));
        let found = if let Some(grid) = is_of_table.then(|| self.grid_named(scope, reference)).flatten() {
            Some(grid)
        } else if let Some(column) = &reference.column {
            self.cell_reference(scope, reference, column)
        } else if reference.qualifiers.is_empty() {
            self.bare_reference(scope, reference)
        } else {
            self.qualified_reference(scope, reference)
        };
        if let Some(ExpressionKind::Let(table, index)) = &found {
            self.used_lets.insert((*table, *index));
        }
        if let Some(ExpressionKind::Parameter(parameter)) = &found {
            self.used_parameters.insert(*parameter);
        }
        found.unwrap_or(ExpressionKind::Unknown)
    }

    /// Tells whether a name may belong to something that could not be read, so that its absence is no news.
    fn is_broken(&self, scope: &Scope, reference: &Reference) -> bool {
        if reference.qualifiers.iter().chain([&reference.word]).any(|word| self.broken.contains(&word.text)) {
            return true;
        }
        if reference.qualifiers.is_empty() && scope.own.is_some_and(|(own, _)| self.has_lost_source(own)) {
            return true;
        }
        let named = |table: &TableId| {
            let table = &self.model.tables[*table];
            let report = &self.model.reports[table.report];
            match reference.qualifiers.last() {
                None => table.report == scope.report,
                Some(word) => word.text == table.name || word.text == report.name,
            }
        };
        let words: Vec<&Word> = std::iter::once(&reference.word).chain(&reference.column).collect();
        self.broken_tables
            .iter()
            .copied()
            .filter(named)
            .any(|table| self.axes_of(table).any(|axis| words.iter().any(|word| axis.broken.contains(&word.text) && axis.find(&word.text).is_none())))
    }

    /// Notes the tables with a code that could not be read: a package has thousands of tables, and mostly none of these.
    pub(super) fn note_broken_tables(&mut self) {
        self.broken_tables = self.model.tables.ids().filter(|table| self.axes_of(*table).any(|axis| !axis.broken.is_empty())).collect();
    }

    /// Tells whether a list comes from one that was not found, so that its columns are not known.
    fn has_lost_source(&self, table: TableId) -> bool {
        let is_derived = self.syntax_of(table).is_some_and(|syntax| syntax.derivation.is_some());
        is_derived && self.list_of(table).is_some_and(|list| list.derivation.is_none())
    }

    fn bare_reference(&mut self, scope: &Scope, reference: &Reference) -> Option<ExpressionKind> {
        let word = &reference.word;
        if matches!(word.kind, WordKind::Digits | WordKind::Dotted) {
            match self.code_or_number(scope, word) {
                Digits::Number => {
                    let quantity = Quantity { digits: word.text.clone(), unit: None, span: word.span };
                    return self.literal(&quantity).map(ExpressionKind::Number);
                }
                Digits::Code => return self.bare_code(scope, word),
                Digits::NeverANumber => {
                    self.unknown_in_view(scope, word);
                    return None;
                }
            }
        }
        self.bare_code(scope, word)
    }

    /// Decides whether digits are a code, by the tables in view.
    fn code_or_number(&self, scope: &Scope, word: &Word) -> Digits {
        let text = word.text.as_str();
        if self.is_code_in_view(scope, text) {
            return Digits::Code;
        }
        let axes: Vec<&Axis> = self.tables_in_view(scope).into_iter().flat_map(|table| self.axes_of(table)).collect();
        if word.kind == WordKind::Dotted {
            let parts = text.split('.').count();
            let zero_point = text.starts_with("0.") && !axes.iter().any(|axis| axis.index().has_zero_point);
            let has_shape = axes.iter().any(|axis| axis.index().dotted_parts.contains(&parts));
            return if (has_shape && !zero_point) || parts > 2 { Digits::Code } else { Digits::Number };
        }
        if text == "0" {
            return Digits::Number;
        }
        if axes.iter().any(|axis| axis.index().digit_lengths.contains(&text.len())) {
            return Digits::Code;
        }
        if text.len() > 1 && text.starts_with('0') { Digits::NeverANumber } else { Digits::Number }
    }

    /// Tells whether a table in view has a code.
    pub(super) fn is_code_in_view(&self, scope: &Scope, code: &str) -> bool {
        self.tables_in_view(scope).into_iter().flat_map(|table| self.axes_of(table)).any(|axis| axis.find(code).is_some())
    }

    /// Gives the codes that may have been meant by one that does not exist.
    fn codes_in_view(&self, scope: &Scope) -> Vec<String> {
        if self.diagnostics.are_many() {
            return Vec::new();
        }
        self.tables_in_view(scope).into_iter().flat_map(|table| self.codes_of_table(table)).collect()
    }

    fn tables_in_view(&self, scope: &Scope) -> Vec<TableId> {
        match scope.own {
            Some((table, _)) => vec![table],
            None => self.model.reports[scope.report].tables.clone(),
        }
    }

    fn axes_of(&self, table: TableId) -> impl Iterator<Item = &Axis> {
        let shape = &self.model.tables[table].shape;
        [shape.axis(Side::Row), shape.axis(Side::Column)].into_iter().flatten()
    }

    fn codes_of_table(&self, table: TableId) -> Vec<String> {
        self.axes_of(table).flat_map(|axis| axis.entries.iter().map(|entry| entry.code.clone())).collect()
    }

    fn bare_code(&mut self, scope: &Scope, word: &Word) -> Option<ExpressionKind> {
        if let Some((table, own)) = scope.own {
            if let Some(found) = self.in_own_table(table, own, &word.text) {
                return Some(found);
            }
            if matches!(own, Own::Cells | Own::Table)
                && let Some(kind) = self.in_other_table(table, scope, &word.text)
            {
                return self.reachable(scope, word.span, &word.text, table, kind);
            }
            if matches!(word.kind, WordKind::Digits | WordKind::Dotted) {
                self.unknown_in_table(table, own, word);
                return None;
            }
        }
        let others: Vec<TableId> =
            self.model.reports[scope.report].tables.iter().copied().filter(|table| scope.own.is_none_or(|(own, _)| own != *table)).collect();
        let found: Vec<(TableId, ExpressionKind)> =
            others.iter().filter_map(|table| self.in_other_table(*table, scope, &word.text).map(|kind| (*table, kind))).collect();
        match found.as_slice() {
            // It may stand in what could not be read.
            [] if self.broken_reports.contains(&scope.report) && !self.parameter_names.contains_key(word.text.as_str()) => None,
            [] => self.in_package(scope, word),
            [(table, kind)] => self.reachable(scope, word.span, &word.text, *table, kind.clone()),
            several => {
                let is_grid = |table: TableId| matches!(self.model.tables[table].shape, Shape::Grid(..));
                let spellings = several.iter().map(|(table, _)| (*table, format!("{}.{}", self.model.tables[*table].name, word.text)));
                // A whole row or column of a grid is no value.
                let (grids, values): (Vec<_>, Vec<_>) = spellings.partition(|(table, _)| is_grid(*table));
                let offered = if values.is_empty() { grids } else { values };
                let (spans, offered) = (self.all_declared_at(several), offered.into_iter().map(|(_, spelling)| spelling).collect::<Vec<_>>());
                self.ambiguous(word, &offered, &spans);
                None
            }
        }
    }

    fn ambiguous(&mut self, word: &Word, spellings: &[String], meanings: &[Span]) {
        let offered: Vec<&str> = spellings.iter().map(String::as_str).collect();
        let message = said!("`{}` could be several things", word.text);
        let diagnostic = Diagnostic::new(DiagnosticCode::Ambiguous, word.span, message);
        let diagnostic = meanings.iter().take(MOST_MEANINGS).fold(diagnostic, |diagnostic, span| diagnostic.other(*span, said!("this, perhaps")));
        self.report(diagnostic.help(said!("write {}", suggest::choice(&offered))));
    }

    /// Gives where something that a reference may mean was declared.
    fn declared_at(&self, kind: &ExpressionKind) -> Option<Span> {
        let entry = |table: TableId, side: Side, index: usize| {
            self.model.tables[table].shape.axis(side).and_then(|axis| axis.entries.get(index)).map(|entry| entry.span)
        };
        match kind {
            ExpressionKind::Entry(table, side, index) => entry(*table, *side, *index),
            ExpressionKind::Cell(table, row, _) => entry(*table, Side::Row, *row),
            ExpressionKind::Total(table, column) => entry(*table, Side::Column, *column),
            ExpressionKind::Let(table, index) => self.syntax_of(*table).and_then(|syntax| syntax.lets.get(*index)).map(|item| item.name.span),
            _ => None,
        }
    }

    fn all_declared_at(&self, found: &[(TableId, ExpressionKind)]) -> Vec<Span> {
        found.iter().filter_map(|(_, kind)| self.declared_at(kind)).collect()
    }

    pub(super) fn in_own_table(&self, table: TableId, own: Own, code: &str) -> Option<ExpressionKind> {
        let content = &self.model.tables[table];
        let on = |side: Side| content.shape.axis(side).and_then(|axis| axis.find(code));
        let found = match own {
            Own::Positions | Own::RowFormula => on(Side::Row).map(|index| ExpressionKind::Entry(table, Side::Row, index)),
            Own::ColumnFormula | Own::Line => on(Side::Column).map(|index| ExpressionKind::Entry(table, Side::Column, index)),
            Own::Total => on(Side::Column).filter(|index| self.has_total(table, *index)).map(|index| ExpressionKind::Total(table, index)),
            Own::Cells | Own::Table => None,
        };
        found.or_else(|| self.in_lets(table, code))
    }

    fn in_lets(&self, table: TableId, name: &str) -> Option<ExpressionKind> {
        self.model.tables[table].lets.iter().position(|item| item.name == name).map(|index| ExpressionKind::Let(table, index)).or_else(|| {
            // Intermediates of tables that come later are only known by their syntax.
            let lets = &self.syntax_of(table)?.lets;
            lets.iter().position(|item| item.name.text == name).map(|index| ExpressionKind::Let(table, index))
        })
    }

    fn has_total(&self, table: TableId, column: usize) -> bool {
        self.list_of(table).and_then(|list| list.total.as_ref()).and_then(|total| total.formulas.get(column)).is_some_and(Option::is_some)
            || self.total_in_syntax(table, column)
    }

    fn total_in_syntax(&self, table: TableId, column: usize) -> bool {
        let code = self.list_of(table).and_then(|list| list.axis.entries.get(column)).map(|entry| entry.code.as_str());
        let total = self.syntax_of(table).and_then(|content| content.total);
        total.is_some_and(|total| total.entries.iter().any(|(word, _)| Some(word.text.as_str()) == code))
    }

    /// Finds a code in another table, as far as it could be meant from here.
    pub(super) fn in_other_table(&self, table: TableId, scope: &Scope, code: &str) -> Option<ExpressionKind> {
        let shape = &self.model.tables[table].shape;
        let on = |side: Side| shape.axis(side).and_then(|axis| axis.find(code)).map(|index| ExpressionKind::Entry(table, side, index));
        let in_axes = match (shape, scope.own.map(|(_, own)| own)) {
            (Shape::Grid(..), Some(Own::ColumnFormula)) => on(Side::Column),
            (Shape::Grid(..), Some(Own::RowFormula)) => on(Side::Row),
            (Shape::Grid(..), _) => on(Side::Row).or_else(|| on(Side::Column)),
            (Shape::Form(_), _) => on(Side::Row),
            (Shape::List(_), _) => on(Side::Column),
        };
        in_axes.or_else(|| self.in_lets(table, code))
    }

    /// Checks that what was found in another table can be named from here.
    fn reachable(&mut self, scope: &Scope, span: Span, name: &str, table: TableId, kind: ExpressionKind) -> Option<ExpressionKind> {
        let own = scope.own.map(|(_, own)| own);
        let content = &self.model.tables[table];
        let table_name = content.name.clone();
        match (&content.shape, &kind) {
            (Shape::List(_), ExpressionKind::Entry(..) | ExpressionKind::Let(..)) if !scope.lines.contains(&table) => {
                let message = said!("`{name}` has a value in each line of `{table_name}`, and here one value is needed");
                let mut diagnostic = Diagnostic::new(DiagnosticCode::ManyLines, span, message);
                if let Some(declared) = self.declared_at(&kind) {
                    diagnostic = diagnostic.other(declared, said!("the column, with a value in each line"));
                }
                diagnostic = diagnostic.help(said!("write `sum({table_name}.{name})`, or `min`, `max` or `first` of it"));
                if scope.own.is_none() {
                    diagnostic = diagnostic.help(said!("or put the check into `{table_name}`, where it holds for each line"));
                }
                self.report(diagnostic);
                None
            }
            (Shape::Grid(rows, columns), ExpressionKind::Entry(_, side, _)) => {
                let fits = matches!((own, side), (Some(Own::RowFormula), Side::Row) | (Some(Own::ColumnFormula), Side::Column));
                if fits {
                    return Some(kind);
                }
                let example = match side {
                    Side::Row => columns.entries.first().map(|column| format!("{table_name}.{name}:{}", column.code)),
                    Side::Column => rows.entries.first().map(|row| format!("{table_name}.{}:{name}", row.code)),
                };
                let (what, the_what) = match side {
                    Side::Row => (said!("row"), said!("the row")),
                    Side::Column => (said!("column"), said!("the column")),
                };
                let message = said!("`{name}` is a whole {what} of `{table_name}`, and here one cell is needed");
                let help = example
                    .map_or_else(|| said!("name a cell as `row:column`"), |example| said!("name a cell as `row:column`, for example `{example}`"));
                let diagnostic = Diagnostic::new(DiagnosticCode::CellNeeded, span, message);
                let declared = self.declared_at(&kind);
                let diagnostic = declared.map_or(diagnostic.clone(), |declared| diagnostic.other(declared, the_what));
                self.report(diagnostic.help(help));
                None
            }
            _ => Some(kind),
        }
    }

    fn in_package(&mut self, scope: &Scope, word: &Word) -> Option<ExpressionKind> {
        if let Some((id, _)) = self.parameter_names.get(word.text.as_str()) {
            return Some(ExpressionKind::Parameter(*id));
        }
        if let Some(part) = self.in_period(word) {
            return Some(part);
        }
        self.unknown_name(scope, word);
        None
    }

    fn qualified_reference(&mut self, scope: &Scope, reference: &Reference) -> Option<ExpressionKind> {
        let word = &reference.word;
        let candidates = self.tables_named(scope, &reference.qualifiers)?;
        let found: Vec<(TableId, ExpressionKind)> =
            candidates.iter().filter_map(|table| self.in_other_table(*table, scope, &word.text).map(|kind| (*table, kind))).collect();
        match found.as_slice() {
            [] => {
                let codes: Vec<String> = candidates.iter().flat_map(|table| self.codes_of_table(*table)).collect();
                let names: Vec<&str> = reference.qualifiers.iter().map(|qualifier| qualifier.text.as_str()).collect();
                self.unknown_code(word, &codes, said!("`{}` has no", names.join(".")));
                None
            }
            [(table, kind)] => self.reachable(scope, reference.span, &word.text, *table, kind.clone()),
            several => {
                let report = reference.qualifiers.first().map(|word| word.text.clone()).unwrap_or_default();
                let spellings: Vec<String> =
                    several.iter().map(|(table, _)| format!("{report}.{}.{}", self.model.tables[*table].name, word.text)).collect();
                self.ambiguous(word, &spellings, &self.all_declared_at(several));
                None
            }
        }
    }

    /// Gives the tables that `table.`, `report.` or `report.table.` can mean.
    pub(super) fn tables_named(&mut self, scope: &Scope, qualifiers: &[Word]) -> Option<Vec<TableId>> {
        match qualifiers {
            [] => Some(self.tables_in_view(scope)),
            [only] => {
                if let Some(table) = self.table_in_report(scope.report, &only.text) {
                    return Some(vec![table]);
                }
                if let Some((report, _)) = self.report_names.get(only.text.as_str()) {
                    return Some(self.model.reports[*report].tables.clone());
                }
                self.unknown_qualifier(scope, only);
                None
            }
            [report, table] => {
                let report = self.report_named(report)?;
                match self.table_in_report(report, &table.text) {
                    Some(table) => Some(vec![table]),
                    None => {
                        self.unknown_table(table, report);
                        None
                    }
                }
            }
            [_, _, third, ..] => {
                let diagnostic = Diagnostic::new(DiagnosticCode::UnknownName, third.span, said!("a name has at most a report and a table before it"));
                self.report(diagnostic.help(said!("write `report.table.row:column`")));
                None
            }
        }
    }

    pub(super) fn table_in_report(&self, report: ReportId, name: &str) -> Option<TableId> {
        self.model.reports[report].tables.iter().copied().find(|table| self.model.tables[*table].name == name)
    }

    pub(super) fn report_named(&mut self, word: &Word) -> Option<ReportId> {
        if let Some((report, _)) = self.report_names.get(word.text.as_str()) {
            return Some(*report);
        }
        if !self.broken.contains(&word.text) {
            let near = suggest::nearest(&word.text, self.report_names.keys().copied());
            let offered =
                if near.is_empty() { suggest::choice(&self.report_names.keys().copied().collect::<Vec<_>>()) } else { suggest::choice(&near) };
            let message = said!("there is no report `{}`", word.text);
            let all: Vec<&str> = self.report_names.keys().copied().collect();
            let help = match all.as_slice() {
                _ if !near.is_empty() => said!("did you mean {offered}?"),
                [only] => said!("the only report is `{only}`"),
                several => said!("the reports are {}", suggest::list(several)),
            };
            self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(help));
        }
        None
    }

    fn cell_reference(&mut self, scope: &Scope, reference: &Reference, column: &Word) -> Option<ExpressionKind> {
        let mut candidates = self.tables_named(scope, &reference.qualifiers)?;
        if reference.qualifiers.is_empty() && !candidates.iter().any(|table| self.cell_in(*table, &reference.word.text, &column.text).is_some()) {
            // Not in the own table: the report's other tables, if unique.
            candidates.extend(self.model.reports[scope.report].tables.iter().copied().filter(|table| scope.own.is_none_or(|(own, _)| own != *table)));
        }
        let found: Vec<(TableId, ExpressionKind)> =
            candidates.iter().filter_map(|table| self.cell_in(*table, &reference.word.text, &column.text).map(|kind| (*table, kind))).collect();
        match found.as_slice() {
            [(_, kind)] => Some(kind.clone()),
            [] => {
                self.unknown_cell(&candidates, reference, column);
                None
            }
            several => {
                let cell = format!("{}:{}", reference.word.text, column.text);
                let spellings: Vec<String> = several.iter().map(|(table, _)| format!("{}.{cell}", self.model.tables[*table].name)).collect();
                self.ambiguous(&reference.word, &spellings, &self.all_declared_at(several));
                None
            }
        }
    }

    fn cell_in(&self, table: TableId, row: &str, column: &str) -> Option<ExpressionKind> {
        match &self.model.tables[table].shape {
            Shape::Grid(rows, columns) => Some(ExpressionKind::Cell(table, rows.find(row)?, columns.find(column)?)),
            Shape::List(list) if row == "total" => {
                let column = list.axis.find(column)?;
                self.has_total(table, column).then_some(ExpressionKind::Total(table, column))
            }
            Shape::Form(_) | Shape::List(_) => None,
        }
    }
}
