//! Which check a name in a test stands for.

use super::TestCompiler;
use super::find_lines::line_number;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Check, Shape, Side};
use crate::settled_model;
use positum_grammar::phrase::said;
use positum_grammar::syntax_tree::Word;
use positum_grammar::syntax_tree::test_block::TestTarget;
use positum_plan::id::Id;
use positum_plan::plan::{CheckId, TableId};
use positum_plan::test_case::{TestedLine, WhichLine};

impl TestCompiler<'_, '_> {
    /// Finds a check and, where one is named, the line of its list or the row of its grid: `enough`, `report.table.enough`,
    /// `list[key].enough`, `list.2:enough`, `grid.110:enough`.
    pub(super) fn check(&mut self, target: &TestTarget) -> Option<(Vec<CheckId>, Option<TestedLine>)> {
        let name = target.column.as_ref().unwrap_or(&target.word);
        if let Some(key) = &target.key {
            let (line, _) = self.line_by_key(target, key)?;
            let check = self.one_check(target, name, |check| check.table == Some(line.list))?;
            return Some((self.in_plan(check, None), Some(line)));
        }
        if target.column.is_some() {
            let tables = self.tables_meant(&target.qualifiers)?;
            let check = self.one_check(target, name, |check| check.table.is_some_and(|table| tables.contains(&table)))?;
            let resolved = self.resolved.checks.get(check);
            if let Some((table, (side, _))) = resolved.and_then(|resolved| resolved.table.zip(resolved.each.as_ref())) {
                return self.in_entry(check, table, *side, target, name);
            }
            let list = resolved.and_then(|check| check.table).filter(|table| self.is_list(*table));
            let (Some(list), Some(number)) = (list, line_number(&target.word)) else {
                let message = said!("check `{}` has no line `{}`", name.text, target.word.text);
                self.say(
                    DiagnosticCode::UnknownInTest,
                    target.word.span,
                    message,
                    said!("a check of a list is named as `list.2:check` or `list[key].check`"),
                );
                return None;
            };
            return Some((self.in_plan(check, None), Some(TestedLine { list, which: WhichLine::Number(number) })));
        }
        let (own, resolved) = (self.report, self.resolved);
        let check = match target.qualifiers.as_slice() {
            [] => self.one_check(target, name, |check| own.is_none_or(|report| check.report == report)),
            [only] => {
                let report = self.report_id(&only.text);
                let of_table = |check: &Check| {
                    let is_meant = own.is_none_or(|report| check.report == report);
                    is_meant && check.table.is_some_and(|table| resolved.tables[table].name == only.text)
                };
                self.one_check(target, name, |check| Some(check.report) == report || of_table(check))
            }
            several => {
                let tables = self.tables_meant(several)?;
                self.one_check(target, name, |check| check.table.is_some_and(|table| tables.contains(&table)))
            }
        };
        Some((self.in_plan(check?, None), None))
    }

    /// Gives the plan's checks of a resolved one: one, or that of each row or column; or that of one of these alone.
    fn in_plan(&self, check: usize, entry: Option<usize>) -> Vec<CheckId> {
        let is_meant =
            |settled: &settled_model::Check| settled.of == check && entry.is_none_or(|entry| settled.entry.is_some_and(|(_, index)| index == entry));
        let meant = self.model.checks.iter().enumerate().filter(|(_, settled)| is_meant(settled));
        meant.map(|(index, _)| CheckId::from_index(index)).collect()
    }

    fn in_entry(&mut self, check: usize, table: TableId, side: Side, target: &TestTarget, name: &Word) -> Option<(Vec<CheckId>, Option<TestedLine>)> {
        let entry = self.resolved.tables[table].shape.axis(side).and_then(|axis| axis.find(&target.word.text));
        let found = entry.map(|entry| self.in_plan(check, Some(entry))).unwrap_or_default();
        if found.is_empty() {
            let what = if side == Side::Row { said!("row") } else { said!("column") };
            let message = said!("check `{}` does not hold for {what} `{}`", name.text, target.word.text);
            let table = &self.resolved.tables[table].name;
            self.say(
                DiagnosticCode::UnknownInTest,
                target.word.span,
                message,
                said!("name a {what} for which it holds, as `{table}.110:{}`", name.text),
            );
            return None;
        }
        Some((found, None))
    }

    fn is_list(&self, table: TableId) -> bool {
        match self.resolved.tables[table].shape {
            Shape::List(_) => true,
            Shape::Form(_) | Shape::Grid(..) => false,
        }
    }

    /// Finds the one check of a name among those that are meant.
    fn one_check(&mut self, target: &TestTarget, name: &Word, is_meant: impl Fn(&Check) -> bool) -> Option<usize> {
        let named = |check: &&Check| check.name == name.text;
        let found: Vec<usize> =
            (0_usize..).zip(&self.resolved.checks).filter(|(_, check)| named(check) && is_meant(check)).map(|(index, _)| index).collect();
        match found.as_slice() {
            [check] => Some(*check),
            [] => {
                self.unknown_check(target, name);
                None
            }
            several => {
                let spellings: Vec<String> =
                    several.iter().filter_map(|check| self.resolved.checks.get(*check)).map(|check| self.check_text(check)).collect();
                self.ambiguous(name, &spellings);
                None
            }
        }
    }

    fn check_text(&self, check: &Check) -> String {
        let report = &self.resolved.reports[check.report].name;
        match check.table {
            Some(table) => format!("{report}.{}.{}", self.resolved.tables[table].name, check.name),
            None => format!("{report}.{}", check.name),
        }
    }

    fn unknown_check(&mut self, target: &TestTarget, name: &Word) {
        if !self.is_clean {
            // A check with an error may be the one that is meant.
            return;
        }
        if let Some(elsewhere) = self.resolved.checks.iter().find(|check| check.name == name.text) {
            let report = &self.resolved.reports[elsewhere.report].name;
            let text = self.check_text(elsewhere);
            let is_bare = target.qualifiers.is_empty() && target.key.is_none() && target.column.is_none();
            let (message, help) = if is_bare {
                (said!("check `{}` is of report `{report}`", name.text), said!("write `{text}`, or `for {report}` after the test's name"))
            } else {
                (said!("there is no check `{}` here", name.text), said!("write `{text}`"))
            };
            self.say(DiagnosticCode::UnknownInTest, target.span, message, help);
            return;
        }
        let is_cell = target.qualifiers.is_empty()
            && self.resolved.tables.iter().any(|table| match &table.shape {
                Shape::Form(axis) => axis.find(&name.text).is_some(),
                Shape::Grid(..) | Shape::List(_) => false,
            });
        if is_cell {
            let message = said!("`{}` is a cell, and only checks pass or fail", name.text);
            self.say(
                DiagnosticCode::UnknownInTest,
                name.span,
                message,
                said!("of a cell write `expect {0} = …` or `expect {0} is computed`", name.text),
            );
            return;
        }
        let names: Vec<&str> = self.resolved.checks.iter().map(|check| check.name.as_str()).collect();
        self.unknown(name, said!("there is no check `{}`", name.text), &names, said!("checks are"));
    }
}
