//! Cells that are not in the current line, period or precision: `list[key].column`, `previous(c)`, `exact(c)`.

use super::Resolver;
use super::functions::period_part;
use super::look_up::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Expression, ExpressionKind as Resolved, Shape};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{self as syntax, Argument, Reference, Word};
use positum_plan::plan::{ColumnId, Earlier, TableId};

impl Resolver<'_, '_> {
    /// Resolves `exact(c)`.
    pub(super) fn exact(&mut self, scope: &Scope, argument: &Argument) -> Resolved {
        let cell = self.plain_argument(scope, argument);
        match &cell.kind {
            Resolved::Entry(..) | Resolved::Cell(..) | Resolved::Total(..) => Resolved::Exact(Box::new(cell)),
            Resolved::Unknown => Resolved::Unknown,
            Resolved::Let(..) => {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::WrongPlace, cell.span, said!("an intermediate is never rounded, so it is exact by itself"));
                let name = self.text_at(cell.span);
                self.report(diagnostic.help(said!("write `{name}`")));
                Resolved::Unknown
            }
            _ => {
                let text = self.text_at(cell.span);
                let message = said!("`{text}` is no cell, and only a computed cell is rounded");
                self.report(Diagnostic::new(DiagnosticCode::WrongPlace, cell.span, message).help(said!("name a computed cell, as `exact(100)`")));
                Resolved::Unknown
            }
        }
    }

    /// Resolves `previous(c)` and `closing(c)`.
    pub(super) fn earlier(&mut self, scope: &Scope, argument: &Argument, which: Earlier) -> Resolved {
        let cell = self.plain_argument(scope, argument);
        match &cell.kind {
            Resolved::Entry(table, ..) if self.list_of(*table).is_some() && self.key_of(*table).is_empty() => {
                let name = &self.model.tables[*table].name;
                let message = said!("lines of two periods belong together by their key, and `{name}` has none");
                let help = said!("mark the column that tells the lines apart, as `: text, key`");
                let list = self.model.tables[*table].span;
                self.report(Diagnostic::new(DiagnosticCode::BadKey, cell.span, message).other(list, said!("the list without a key")).help(help));
                Resolved::Unknown
            }
            Resolved::Entry(..) | Resolved::Cell(..) | Resolved::Total(..) => Resolved::Earlier(Box::new(cell), which),
            Resolved::Unknown => Resolved::Unknown,
            _ => {
                let text = self.text_at(cell.span);
                let message = said!("`{text}` is no cell, and only cells are kept from one period to the next");
                let help = said!("give it a position, row or column of its own, and name that");
                self.report(Diagnostic::new(DiagnosticCode::WrongPlace, cell.span, message).help(help));
                Resolved::Unknown
            }
        }
    }

    /// Gives the columns that make a list's key: those declared, or those by which a derived list is grouped.
    pub(super) fn key_of(&self, id: TableId) -> Vec<ColumnId> {
        let Some(list) = self.list_of(id) else { return Vec::new() };
        let by = list.axis.entries.iter().filter(|entry| entry.is_group_key).count();
        let indexes: Vec<usize> = if list.derivation.is_some() { (0..by).collect() } else { list.key.clone() };
        indexes.into_iter().filter_map(|index| list.columns.get(index)).copied().collect()
    }

    /// Resolves `list[key].column`.
    pub(super) fn keyed(&mut self, scope: &Scope, keyed: &syntax::Keyed, span: Span) -> Resolved {
        let syntax::Keyed { list, keys, column } = keyed;
        let keys: Vec<Expression> = keys.iter().map(|key| self.expression(scope, key)).collect();
        let Some(table) = self.keyed_list(scope, list) else { return Resolved::Unknown };
        let Some(found) = self.column_named(table, column) else { return Resolved::Unknown };
        let columns = self.key_of(table);
        if columns.len() != keys.len() {
            self.wrong_key(table, &columns, keys.len(), span);
            return Resolved::Unknown;
        }
        Resolved::Lookup { list: table, keys: columns.into_iter().zip(keys).collect(), column: found }
    }

    fn keyed_list(&mut self, scope: &Scope, list: &Reference) -> Option<TableId> {
        let name = &list.word;
        if list.qualifiers.iter().chain([name]).any(|word| self.broken.contains(&word.text)) {
            return None;
        }
        let report = match list.qualifiers.as_slice() {
            [] => scope.report,
            [report, ..] => self.report_named(report)?,
        };
        let Some(table) = self.table_in_report(report, &name.text) else {
            self.unknown_table(name, report);
            return None;
        };
        if self.is_unlinked(table) {
            return None;
        }
        if !matches!(self.model.tables[table].shape, Shape::List(_)) {
            let message = said!("`{}` is no list, and only lines of a list have a key", name.text);
            let declared = self.model.tables[table].span;
            let diagnostic = Diagnostic::new(DiagnosticCode::BadKey, name.span, message).other(declared, said!("declared here"));
            let example = self.example_of(table, &name.text);
            self.report(diagnostic.help(said!("name its cell, as `{example}`")));
            return None;
        }
        Some(table)
    }

    /// Finds a column or an intermediate of a list.
    fn column_named(&mut self, table: TableId, column: &Word) -> Option<ColumnId> {
        let list = self.list_of(table)?;
        let codes = super::types::codes_of(&list.axis);
        if let Some(index) = list.axis.find(&column.text) {
            return list.columns.get(index).copied();
        }
        let place = self.syntax_of(table).and_then(|content| content.lets.iter().position(|item| item.name.text == column.text));
        if let Some((index, found)) = place.and_then(|index| Some((index, list.lets.get(index).copied()?))) {
            self.used_lets.insert((table, index));
            return Some(found);
        }
        self.unknown_column(table, column, &codes);
        None
    }

    fn wrong_key(&mut self, table: TableId, columns: &[ColumnId], given: usize, span: Span) {
        let content = &self.model.tables[table];
        let (name, declared) = (content.name.clone(), content.span);
        let codes: Vec<String> = columns.iter().map(|column| self.column_code(table, *column)).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        if codes.is_empty() && self.list_of(table).is_some_and(|list| list.axis.broken.iter().any(|broken| broken == "key")) {
            // What its key is could not be read, which is told there.
            return;
        }
        let diagnostic = if codes.is_empty() {
            let message = said!("`{name}` has no key by which a line could be found");
            let help = said!("mark the column that tells its lines apart, as `: text, key`, in the list");
            Diagnostic::new(DiagnosticCode::BadKey, span, message).help(help)
        } else {
            let plural = if codes.len() == 1 { said!("column") } else { said!("columns") };
            let message = said!("the key of `{name}` is {plural} {}, and here {given} are given", suggest::list(&codes));
            Diagnostic::new(DiagnosticCode::BadKey, span, message).help(said!("write a value for each, as `{name}[{}]`", codes.join(", ")))
        };
        self.report(diagnostic.other(declared, said!("the list")));
    }

    fn column_code(&self, table: TableId, column: ColumnId) -> String {
        let list = self.list_of(table);
        let entry = list.and_then(|list| list.columns.iter().position(|other| *other == column).and_then(|index| list.axis.entries.get(index)));
        entry.map(|entry| entry.code.clone()).unwrap_or_default()
    }

    /// Gives the part of the period that a name stands for where nothing else has it.
    pub(super) fn in_period(&self, word: &Word) -> Option<Resolved> {
        period_part(&word.text).map(Resolved::PeriodPart)
    }
}
