//! Types, marks, keys and formulas of positions, rows and columns.

use super::Resolver;
use super::look_up::{Own, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, DeclaredType, Entry, Expression, ExpressionKind, Formula, Let, Shape, Side, TotalRow};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{self as syntax, CodeRange, Modifier, Overridden, TypeClause, Word};
use positum_plan::plan::{Absence, Aggregate, ColumnId, TableId};
use positum_plan::value::{Currency, Quantity};
use std::collections::BTreeMap;

impl<'t> Resolver<'t, '_> {
    pub(super) fn resolve_types(&mut self) {
        for id in self.model.tables.ids() {
            let Some(table) = self.syntax_of(id).and_then(|syntax| syntax.table) else { continue };
            let list = self.list_of(id).map(|_| id);
            let layout = self.syntax_of(id).and_then(|syntax| syntax.layout);
            let clause = table.type_clause.as_ref().or_else(|| layout.and_then(|layout| layout.type_clause.as_ref()));
            let usual = clause.and_then(|clause| self.declared_type(clause, list));
            self.no_key(clause);
            for side in [Side::Row, Side::Column] {
                self.entry_types(id, side, list, usual.as_ref());
            }
            self.resolve_key(id);
        }
        for id in self.model.tables.ids() {
            self.check_currency_columns(id);
        }
        // The keys of derived lists take the types of their sources, which may themselves be derived.
        for _ in 0..=self.model.tables.len() {
            if !self.copy_key_types() {
                break;
            }
        }
    }

    fn entry_types(&mut self, id: TableId, side: Side, list: Option<TableId>, usual: Option<&DeclaredType>) {
        let Some(content) = self.syntax_of(id) else { return };
        let (entries, taken) = match side {
            Side::Row => (content.rows.clone(), 0),
            Side::Column => (content.columns.clone(), content.taken),
        };
        let is_grid = matches!(self.model.tables[id].shape, Shape::Grid(..));
        for (index, entry) in entries.into_iter().enumerate() {
            let own = entry.type_clause.as_ref().and_then(|clause| self.declared_type(clause, list));
            if list.is_none() || entry.formula.is_some() {
                self.no_key(entry.type_clause.as_ref());
            }
            let has_clause = entry.type_clause.is_some();
            // In a grid the table's type is the last resort of both sides.
            let absence = usual.and_then(|usual| usual.absence);
            let declared = match own {
                Some(own) if own.absence.is_none() && (absence != Some(Absence::Zero) || own.value_type.is_number()) => {
                    Some(DeclaredType { absence, ..own })
                }
                Some(own) => Some(own),
                None if has_clause => None,
                None => usual.cloned().map(|usual| DeclaredType { is_own: false, ..usual }),
            };
            if declared.is_none() && !has_clause && !is_grid {
                self.type_missing(entry);
            }
            self.check_origin(id, entry, declared.as_ref());
            if let Some(entry) = self.entry_mut(id, side, index.saturating_add(taken)) {
                entry.declared = declared;
            }
        }
    }

    /// Checks that a cell gets its value in one way: filled in, from a formula, or as the line's number.
    fn check_origin(&mut self, id: TableId, entry: &syntax::Entry, declared: Option<&DeclaredType>) {
        let list = self.list_of(id);
        let (is_list, is_derived) = (list.is_some(), list.is_some_and(|list| list.derivation.is_some()));
        let is_sequence = declared.is_some_and(|declared| declared.is_sequence);
        let code = &entry.code.text;
        if is_derived && entry.formula.is_none() && !is_sequence {
            let message = said!("column `{code}` of a list that comes from another has no formula");
            self.report(
                Diagnostic::new(DiagnosticCode::ClauseMissing, entry.code.span, message)
                    .help(said!("nobody fills in such a list; write what it is, as `= sum(110)`")),
            );
        }
        if is_sequence && (!is_list || entry.formula.is_some()) {
            let message =
                if is_list { said!("a `sequence` is the line's number and has no formula") } else { said!("only a list numbers its lines") };
            self.report(Diagnostic::new(DiagnosticCode::WrongPlace, entry.code.span, message).help(said!("declare it as `: integer`")));
        }
        let is_key = entry.type_clause.iter().flat_map(|clause| &clause.modifiers).any(|(modifier, _)| *modifier == Modifier::Key);
        if is_key && is_sequence {
            let message = said!("`{code}` is the line's number, which is no key");
            self.report(Diagnostic::new(DiagnosticCode::WrongPlace, entry.code.span, message).help(said!("choose a column that is filled in")));
        }
    }

    fn type_missing(&mut self, entry: &syntax::Entry) {
        let code = &entry.code.text;
        let message = said!("`{code}` has no type");
        let diagnostic = Diagnostic::new(DiagnosticCode::TypeMissing, entry.code.span, message);
        if code == "total" && entry.formula.is_some() {
            self.report(diagnostic.help(said!("a total row has its cells in braces, as `total \"Total\" {{ 040 = sum }}`")));
            return;
        }
        self.report(diagnostic.help(said!("write what it measures after its label, as `: EUR`, `: percent`, `: count` or `: text`")));
    }

    fn no_key(&mut self, clause: Option<&TypeClause>) {
        for (modifier, span) in clause.iter().flat_map(|clause| &clause.modifiers) {
            if *modifier == Modifier::Key {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::WrongPlace, *span, said!("only a column of a list that is filled in can be its key"));
                self.report(diagnostic.help(said!("delete `key`")));
            }
        }
    }

    fn resolve_key(&mut self, id: TableId) {
        let Some(content) = self.syntax_of(id) else { return };
        let (columns, taken, words) = (content.columns.clone(), content.taken, content.key);
        let is_key =
            |entry: &&syntax::Entry| entry.type_clause.iter().flat_map(|clause| &clause.modifiers).any(|(modifier, _)| *modifier == Modifier::Key);
        let mut key: Vec<usize> =
            columns.iter().enumerate().filter(|(_, entry)| is_key(entry)).map(|(index, _)| index.saturating_add(taken)).collect();
        if let Some((words, _)) = words {
            for word in words {
                let Some(list) = self.list_of(id) else { return };
                let codes = super::types::codes_of(&list.axis);
                match list.axis.find(&word.text) {
                    Some(index) if columns.get(index.saturating_sub(taken)).is_some_and(|entry| entry.formula.is_some()) => {
                        let message = said!("`{}` is computed, and a key is filled in", word.text);
                        self.report(Diagnostic::new(DiagnosticCode::WrongPlace, word.span, message).help(said!("name columns that are filled in")));
                    }
                    Some(index) => key.push(index),
                    None => self.unknown_column(id, word, &codes),
                }
            }
        }
        for index in &key {
            let clause = index.checked_sub(taken).and_then(|index| columns.get(index)).and_then(|entry| entry.type_clause.as_ref());
            self.fill_key(id, *index, clause);
        }
        if let Shape::List(list) = &mut self.model.tables[id].shape {
            list.key = key;
        }
    }

    /// The column that names an amount's currency must hold currencies.
    fn check_currency_columns(&mut self, id: TableId) {
        let Some(list) = self.list_of(id) else { return };
        let mut wrong = Vec::new();
        for declared in list.axis.entries.iter().filter_map(|entry| entry.declared.as_ref()) {
            for column in currency_columns(&declared.value_type.quantity) {
                let place = list.columns.iter().position(|other| *other == column);
                let Some(named) = place.and_then(|index| list.axis.entries.get(index)) else { continue };
                let Some(named_type) = &named.declared else { continue };
                let is_currency = match &named_type.value_type.quantity {
                    Quantity::Code(codelist) => {
                        let mut codes = self.model.codelists[*codelist].codes.iter();
                        codes.all(|(code, meaning)| meaning.is_group || crate::code_tables::currency_decimals(code).is_some())
                    }
                    _ => false,
                };
                if !is_currency {
                    wrong.push((declared.span, named.code.clone(), named_type.span));
                }
            }
        }
        for (span, code, declared) in wrong {
            let message = said!("column `{code}` does not hold currencies");
            let diagnostic = Diagnostic::new(DiagnosticCode::UnknownCurrency, span, message).other(declared, said!("its type was declared here"));
            self.report(diagnostic.help(said!("declare `{code}` as `: code iso4217`")));
        }
    }

    /// Parts of a key cannot be blank, whatever the table says of its other columns.
    fn fill_key(&mut self, id: TableId, index: usize, clause: Option<&TypeClause>) {
        for (modifier, span) in clause.iter().flat_map(|clause| &clause.modifiers) {
            if *modifier != Modifier::Key {
                let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, *span, said!("a part of a key cannot be blank"));
                self.report(diagnostic.help(said!("delete it, or choose another key")));
            }
        }
        if let Some(declared) = self.entry_mut(id, Side::Column, index).and_then(|entry| entry.declared.as_mut()) {
            declared.absence = None;
        }
    }

    /// Reports a column that a list does not have.
    pub(super) fn unknown_column(&mut self, list: TableId, word: &syntax::Word, codes: &[String]) {
        let is_broken = self.list_of(list).is_some_and(|list| list.axis.broken.contains(&word.text));
        if !is_broken {
            let what = said!("`{}` has no column", self.model.tables[list].name);
            self.unknown_code(word, codes, what);
        }
    }

    /// Copies types of sources to keys of derived lists; tells whether any was new.
    fn copy_key_types(&mut self) -> bool {
        let mut is_new = false;
        for id in self.model.tables.ids() {
            let Some(derivation) = self.list_of(id).and_then(|list| list.derivation.as_ref()) else { continue };
            let Some(source) = self.list_of(derivation.source) else { continue };
            let declared: Vec<Option<DeclaredType>> = derivation
                .by
                .iter()
                .map(|column| source.columns.iter().position(|other| other == column).and_then(|index| source.axis.entries.get(index)))
                .map(|entry| entry.and_then(|entry| entry.declared.clone()))
                .collect();
            for (index, declared) in declared.into_iter().enumerate() {
                if let Some(entry) = self.entry_mut(id, Side::Column, index)
                    && entry.is_group_key
                    && entry.declared.is_none()
                    && declared.is_some()
                {
                    entry.declared = declared.map(|declared| DeclaredType { is_sequence: false, ..declared });
                    is_new = true;
                }
            }
        }
        is_new
    }

    /// Gives an entry of a table.
    pub(super) fn entry_mut(&mut self, id: TableId, side: Side, index: usize) -> Option<&mut Entry> {
        self.model.tables[id].shape.axis_mut(side).and_then(|axis| axis.entries.get_mut(index))
    }

    pub(super) fn resolve_formulas(&mut self) {
        for id in self.model.tables.ids() {
            if self.is_unlinked(id) {
                continue;
            }
            for side in [Side::Row, Side::Column] {
                self.entry_formulas(id, side);
            }
            self.resolve_lets(id);
            self.resolve_total(id);
            self.table_formula(id);
            self.derivation_filter(id);
        }
    }

    /// Tells whether the list that a list comes from could not be found: what its formulas name cannot be told.
    pub(super) fn is_unlinked(&self, id: TableId) -> bool {
        let is_derived = self.syntax_of(id).is_some_and(|content| content.derivation.is_some());
        is_derived && self.list_of(id).is_some_and(|list| list.derivation.is_none())
    }

    /// Resolves the condition under which a line of the source is taken: it speaks of that line.
    fn derivation_filter(&mut self, id: TableId) {
        let Some(filter) = self.syntax_of(id).and_then(|content| content.derivation).and_then(|derivation| derivation.filter.as_ref()) else {
            return;
        };
        let Some(source) = self.list_of(id).and_then(|list| list.derivation.as_ref()).map(|derivation| derivation.source) else { return };
        let report = self.model.tables[id].report;
        let filter = self.formula(&Scope::table(report, source, Own::Line), filter);
        if let Shape::List(list) = &mut self.model.tables[id].shape
            && let Some(derivation) = &mut list.derivation
        {
            derivation.filter = Some(filter);
        }
    }

    fn entry_formulas(&mut self, id: TableId, side: Side) {
        let Some(content) = self.syntax_of(id) else { return };
        let (entries, taken) = match side {
            Side::Row => (content.rows.clone(), 0),
            Side::Column => (content.columns.clone(), content.taken),
        };
        let report = self.model.tables[id].report;
        let own = match (&self.model.tables[id].shape, side) {
            (Shape::Form(_), _) => Own::Positions,
            (Shape::Grid(..), Side::Row) => Own::RowFormula,
            (Shape::Grid(..), Side::Column) => Own::ColumnFormula,
            (Shape::List(_), _) => Own::Line,
        };
        for (index, entry) in entries.into_iter().enumerate() {
            let index = index.saturating_add(taken);
            let marks = self.marks(id, side, entry);
            let formula = entry.formula.as_ref().map(|formula| self.formula(&Scope::table(report, id, own), formula));
            let (overrides, overrides_table) = self.overrides(id, side, entry);
            let tolerance = entry.tolerance.as_ref().and_then(|quantity| self.literal(quantity));
            if let Some((valid, _)) = &entry.valid {
                self.validity(valid);
            }
            if let Some(entry) = self.entry_mut(id, side, index) {
                entry.tolerance = tolerance;
                entry.marks = marks;
                entry.formula = formula;
                entry.overrides = overrides;
                entry.overrides_table = overrides_table;
            }
        }
    }

    /// Gives where an entry says that it goes before the other side, and before the whole table.
    fn overrides(&mut self, id: TableId, side: Side, entry: &syntax::Entry) -> (Option<Span>, Option<Span>) {
        let is_grid = matches!(self.model.tables[id].shape, Shape::Grid(..));
        let has_formula = self.syntax_of(id).and_then(|content| content.table).is_some_and(|table| match &table.shape {
            syntax::Shape::Grid(grid) => grid.formula.is_some(),
            syntax::Shape::Form(_) | syntax::Shape::List { .. } => false,
        });
        let (mut other_side, mut whole_table) = (None, None);
        for (overridden, span) in &entry.overrides {
            match (side, overridden) {
                (Side::Row, Overridden::Columns) | (Side::Column, Overridden::Rows) if is_grid => other_side = Some(*span),
                (_, Overridden::Table) if has_formula => whole_table = Some(*span),
                (_, Overridden::Columns | Overridden::Rows | Overridden::Table) => {
                    let message = said!("a row of a grid overrides columns, a column overrides rows, and both the formula of their table");
                    let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, *span, message);
                    self.report(diagnostic.help(match side {
                        _ if is_grid && *overridden == Overridden::Table => said!("delete it: the table has no formula"),
                        Side::Row if is_grid => said!("write `overrides columns`"),
                        Side::Column if is_grid => said!("write `overrides rows`"),
                        Side::Row | Side::Column => said!("delete it: here a cell has one formula"),
                    }));
                }
            }
        }
        (other_side, whole_table)
    }

    fn marks(&mut self, id: TableId, side: Side, entry: &syntax::Entry) -> Vec<(usize, Span)> {
        let mut marks = Vec::new();
        let Some(first) = entry.marks.first() else { return marks };
        if !matches!(self.model.tables[id].shape, Shape::Grid(..)) {
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, first.first.span, said!("only rows and columns of a grid have x cells"));
            self.report(diagnostic.help(said!("delete the mark")));
            return marks;
        }
        let other = match side {
            Side::Row => Side::Column,
            Side::Column => Side::Row,
        };
        for range in &entry.marks {
            let span = range.last.as_ref().map_or(range.first.span, |last| range.first.span.to(last.span));
            marks.extend(self.code_range(id, other, range).into_iter().map(|index| (index, span)));
        }
        marks
    }

    /// Gives the indexes of the entries from one code to another, both included.
    pub(super) fn code_range(&mut self, id: TableId, side: Side, range: &CodeRange) -> Vec<usize> {
        let Some(axis) = self.model.tables[id].shape.axis(side) else { return Vec::new() };
        let last = range.last.as_ref().unwrap_or(&range.first);
        let mut ends = Vec::new();
        for word in [&range.first, last] {
            match axis.find(&word.text) {
                Some(index) => ends.push(index),
                None if axis.broken.contains(&word.text) => return Vec::new(),
                None => {
                    self.unknown_end(id, side, word);
                    return Vec::new();
                }
            }
        }
        let (Some(first), Some(end)) = (ends.first().copied(), ends.last().copied()) else { return Vec::new() };
        let whole = range.first.span.to(last.span);
        if end < first {
            let dots = if self.text_at(whole).contains('+') { "+...+" } else { ".." };
            let diagnostic = Diagnostic::new(DiagnosticCode::BadRange, whole, said!("the range ends before it begins"));
            let declared = |index: usize| self.model.tables[id].shape.axis(side).and_then(|axis| axis.entries.get(index)).map(|entry| entry.span);
            let diagnostic = match (declared(end), declared(first)) {
                (Some(before), Some(after)) => diagnostic.other(before, said!("declared first")).other(after, said!("declared after it")),
                (None | Some(_), _) => diagnostic,
            };
            self.report(diagnostic.help(said!("write `{}{dots}{}`", last.text, range.first.text)));
            return Vec::new();
        }
        if range.first.text.contains('.') != last.text.contains('.') {
            let message = said!("`{}` and `{}` are not on one level", range.first.text, last.text);
            let diagnostic = Diagnostic::new(DiagnosticCode::BadRange, whole, message);
            self.report(diagnostic.help(said!("a range runs between two codes with dots, or between two without")));
            return Vec::new();
        }
        let is_inside = |index: &usize| axis.entries.get(*index).is_some_and(|entry| is_in_range(&entry.code, &range.first.text, &last.text));
        (first..=end).filter(is_inside).collect()
    }

    /// Reports an end of a range that does not exist.
    fn unknown_end(&mut self, id: TableId, side: Side, word: &Word) {
        let table = &self.model.tables[id];
        let what = match side {
            Side::Row if matches!(table.shape, Shape::Form(_)) => said!("`{}` has no position", table.name),
            Side::Row => said!("`{}` has no row", table.name),
            Side::Column => said!("`{}` has no column", table.name),
        };
        let codes = table.shape.axis(side).map(super::types::codes_of).unwrap_or_default();
        self.unknown_code(word, &codes, what);
    }

    /// Resolves a formula with its text.
    pub(super) fn formula(&mut self, scope: &Scope, expression: &syntax::Expression) -> Formula {
        self.formula_span = expression.span;
        Formula { expression: self.expression(scope, expression), text: self.text_at(expression.span) }
    }

    fn resolve_lets(&mut self, id: TableId) {
        let Some(content) = self.syntax_of(id) else { return };
        let lets = content.lets.clone();
        let report = self.model.tables[id].report;
        let own = match &self.model.tables[id].shape {
            Shape::Form(_) => Own::Positions,
            Shape::Grid(..) => Own::Cells,
            Shape::List(_) => Own::Line,
        };
        // All names first: intermediates may refer to each other in any order.
        let entries = [Side::Row, Side::Column].into_iter().filter_map(|side| self.model.tables[id].shape.axis(side)).flat_map(|axis| &axis.entries);
        let mut seen: BTreeMap<String, Span> = entries.map(|entry| (entry.code.clone(), entry.span)).collect();
        for item in &lets {
            if let Some(first) = seen.insert(item.name.text.clone(), item.name.span) {
                self.duplicate(&item.name, first, said!("name"));
            }
            self.model.tables[id].lets.push(Let { name: item.name.text.clone(), span: item.name.span, formula: None });
        }
        for (index, item) in lets.into_iter().enumerate() {
            let formula = self.formula(&Scope::table(report, id, own), &item.formula);
            if let Some(resolved) = self.model.tables[id].lets.get_mut(index) {
                resolved.formula = Some(formula);
            }
        }
    }

    fn resolve_total(&mut self, id: TableId) {
        let Some(total) = self.syntax_of(id).and_then(|content| content.total) else { return };
        let Some(list) = self.list_of(id) else { return };
        let codes = super::types::codes_of(&list.axis);
        let mut formulas: Vec<Option<Formula>> = vec![None; codes.len()];
        let mut named = Vec::new();
        for (word, expression) in &total.entries {
            match codes.iter().position(|code| *code == word.text) {
                Some(index) => named.push((index, word, expression)),
                None => self.unknown_column(id, word, &codes),
            }
        }
        let label = self.label(&total.labels);
        // The cells exist before any of their formulas is looked at.
        let empty: Vec<Option<Formula>> =
            (0..codes.len()).map(|index| named.iter().any(|(named, ..)| *named == index).then(unknown_formula)).collect();
        self.set_total(id, TotalRow { label: label.clone(), formulas: empty });
        for (index, word, expression) in named {
            if formulas.get(index).is_some_and(Option::is_some) {
                let mut diagnostic =
                    Diagnostic::new(DiagnosticCode::RepeatedClause, word.span, said!("the total row has column `{}` twice", word.text));
                if let Some((first, _)) = total.entries.iter().find(|(other, _)| other.text == word.text) {
                    diagnostic = diagnostic.other(first.span, said!("the first"));
                }
                self.report(diagnostic.help(said!("delete one of the two")));
            }
            let formula = self.total_formula(id, index, expression);
            if let Some(place) = formulas.get_mut(index) {
                *place = Some(formula);
            }
        }
        self.set_total(id, TotalRow { label, formulas });
    }

    fn set_total(&mut self, id: TableId, total: TotalRow) {
        if let Shape::List(list) = &mut self.model.tables[id].shape {
            list.total = Some(total);
        }
    }

    /// A bare `sum` takes the column over all lines; anything else speaks of the row's own cells.
    fn total_formula(&mut self, id: TableId, index: usize, expression: &syntax::Expression) -> Formula {
        if let syntax::ExpressionKind::Reference(reference) = &expression.kind
            && reference.qualifiers.is_empty()
            && reference.column.is_none()
            && let Some(function) = super::functions::aggregate_named(&reference.word.text)
        {
            let value = Expression { kind: ExpressionKind::Entry(id, Side::Column, index), span: expression.span };
            let kind = ExpressionKind::Aggregate { function, list: id, group: None, value: Some(Box::new(value)), filter: None };
            let code = self.list_of(id).and_then(|list| list.axis.entries.get(index)).map(|entry| entry.code.clone()).unwrap_or_default();
            let text = format!("{}({code})", aggregate_name(function));
            return Formula { expression: Expression { kind, span: expression.span }, text };
        }
        let report = self.model.tables[id].report;
        self.formula(&Scope::table(report, id, Own::Total), expression)
    }
}

/// Gives the columns that name currencies in a type.
fn currency_columns(quantity: &Quantity) -> Vec<ColumnId> {
    let currencies: Vec<&Currency> = match quantity {
        Quantity::Amount(currency) => vec![currency],
        Quantity::Rate { to, from } => vec![to, from],
        Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool
        | Quantity::Code(_) => Vec::new(),
    };
    currencies.into_iter().filter_map(|currency| if let Currency::OfColumn(column) = currency { Some(*column) } else { None }).collect()
}

fn aggregate_name(function: Aggregate) -> &'static str {
    match function {
        Aggregate::Sum => "sum",
        Aggregate::Count => "count",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::First => "first",
    }
}

fn unknown_formula() -> Formula {
    Formula { expression: Expression { kind: ExpressionKind::Unknown, span: Span::default() }, text: String::new() }
}

/// A dotted range takes the codes of its ends' depth and parent; others take all between.
pub(super) fn is_in_range(code: &str, first: &str, last: &str) -> bool {
    let parent = |code: &str| code.rsplit_once('.').map(|(parent, _)| parent.to_owned());
    match (parent(first), parent(last)) {
        (Some(left), Some(right)) => {
            let own = parent(code);
            own.as_ref() == Some(&left) || own.as_ref() == Some(&right)
        }
        (None, Some(_)) | (Some(_), None) | (None, None) => {
            !first.contains('.') && !last.contains('.') && (!code.contains('.') || !first.bytes().all(|byte| byte.is_ascii_digit()))
        }
    }
}

impl Shape {
    /// Gives one side: the row side of a form is its positions, the column side of a list its columns.
    pub fn axis(&self, side: Side) -> Option<&Axis> {
        match (self, side) {
            (Self::Form(axis) | Self::Grid(axis, _), Side::Row) | (Self::Grid(_, axis), Side::Column) => Some(axis),
            (Self::List(list), Side::Column) => Some(&list.axis),
            (Self::Form(_), Side::Column) | (Self::List(_), Side::Row) => None,
        }
    }

    /// Gives one side, to change it.
    pub fn axis_mut(&mut self, side: Side) -> Option<&mut Axis> {
        match (self, side) {
            (Self::Form(axis) | Self::Grid(axis, _), Side::Row) | (Self::Grid(_, axis), Side::Column) => Some(axis),
            (Self::List(list), Side::Column) => Some(&mut list.axis),
            (Self::Form(_), Side::Column) | (Self::List(_), Side::Row) => None,
        }
    }
}
