//! Which list a name in a test stands for, and which of its lines.

use super::TestCompiler;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{List, Shape};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::suggest;
use positum_grammar::syntax_tree::test_block::{TestTarget, TestValue};
use positum_grammar::syntax_tree::{Word, WordKind};
use positum_plan::plan::TableId;
use positum_plan::test_case::{TestedLine, WhichLine};

impl<'m> TestCompiler<'m, '_> {
    fn list(&self, table: TableId) -> Option<&'m List> {
        match &self.resolved.tables[table].shape {
            Shape::List(list) => Some(list),
            Shape::Form(_) | Shape::Grid(..) => None,
        }
    }

    /// Finds a list by its name, with its report where that is written.
    pub(super) fn list_named(&mut self, names: &[Word]) -> Option<(TableId, &'m List)> {
        let (name, before) = names.split_last()?;
        let tables = match before {
            [] => {
                let named = |table: &TableId| self.resolved.tables[*table].name == name.text;
                self.tables_of(self.report).into_iter().filter(named).collect()
            }
            _ => self.tables_meant(names)?,
        };
        let lists: Vec<(TableId, &List)> = tables.iter().filter_map(|table| self.list(*table).map(|list| (*table, list))).collect();
        match lists.as_slice() {
            [found] => Some(*found),
            [] if !tables.is_empty() => {
                let message = said!("`{}` is no list", name.text);
                self.say(DiagnosticCode::UnknownInTest, name.span, message, said!("cells of forms and grids are given as `given code = value`"));
                None
            }
            [] => {
                let all = self.resolved.tables.entries().filter(|(id, _)| self.list(*id).is_some());
                let texts: Vec<String> = all.map(|(id, _)| self.table_text(id)).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                self.unknown(name, said!("there is no list `{}` here", name.text), &texts, said!("lists are"));
                None
            }
            several => {
                let spellings: Vec<String> = several.iter().map(|(table, _)| self.table_text(*table)).collect();
                self.ambiguous(name, &spellings);
                None
            }
        }
    }

    /// Finds the line that is named by its key: `list[key].…`.
    pub(super) fn line_by_key(&mut self, target: &TestTarget, key: &[TestValue]) -> Option<(TestedLine, &'m List)> {
        let (table, list) = self.list_named(&target.qualifiers)?;
        let columns = key_columns(list);
        let name = self.table_text(table);
        if columns.is_empty() {
            let message = said!("list `{name}` has no key");
            let help = said!("name the line by its number, as `{name}.2:{}`", target.word.text);
            self.say(DiagnosticCode::UnknownInTest, target.span, message, help);
            return None;
        }
        if columns.len() != key.len() {
            let key_of = key_text(list).unwrap_or(Phrase::EMPTY);
            let parts = if columns.len() == 1 { said!("part") } else { said!("parts") };
            let message = said!("the key of `{name}` has {} {parts}, and here are {}", columns.len(), key.len());
            self.say(DiagnosticCode::UnknownInTest, target.span, message, said!("write values of {key_of}, as `{name}[…].{}`", target.word.text));
            return None;
        }
        let mut parts = Vec::new();
        for (index, value) in columns.iter().zip(key) {
            let column = *list.columns.get(*index)?;
            parts.push((column, self.key_value(column, value)?));
        }
        Some((TestedLine { list: table, which: WhichLine::Key(parts) }, list))
    }
}

/// Names the columns that make the key of a list; nothing where it has none.
pub(super) fn key_text(list: &List) -> Option<Phrase> {
    let columns = key_columns(list);
    let codes: Vec<&str> = columns.iter().filter_map(|index| list.axis.entries.get(*index)).map(|entry| entry.code.as_str()).collect();
    (!codes.is_empty()).then(|| suggest::list(&codes))
}

/// Gives the columns that make the key: those declared so, or those by which a derived list groups.
fn key_columns(list: &List) -> Vec<usize> {
    match &list.derivation {
        Some(derivation) => (0..derivation.by.len()).collect(),
        None => {
            // A column may be declared to be the key by itself and among others.
            let mut columns = Vec::new();
            for index in &list.key {
                if !columns.contains(index) {
                    columns.push(*index);
                }
            }
            columns
        }
    }
}

/// Reads the number of a line, from 1.
pub(super) fn line_number(word: &Word) -> Option<usize> {
    let is_number = word.kind == WordKind::Digits && !word.text.starts_with('0');
    word.text.parse().ok().filter(|_| is_number)
}
