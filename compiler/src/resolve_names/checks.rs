//! Checks and their messages.

use super::Resolver;
use super::look_up::{Own, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::report_syntax;
use crate::resolved_model::{Check, MessagePart, Shape, Side};
use positum_grammar::parse_text::parse_formula;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{self as syntax, ReportItem, Text};
use positum_plan::plan::{ReportId, Severity, TableId};
use std::collections::BTreeMap;

const SEVERITIES: [(&str, Severity); 4] =
    [("error", Severity::Error), ("breach", Severity::Breach), ("warning", Severity::Warning), ("info", Severity::Info)];

impl<'t> Resolver<'t, '_> {
    /// Resolves all checks: in each report those of its tables and its own, in the order of the text.
    pub(super) fn resolve_checks(&mut self) {
        let tree = self.tree;
        for report in &tree.reports {
            let Some((id, span)) = self.report_names.get(report.name.text.as_str()).copied() else { continue };
            if span != report.name.span {
                continue;
            }
            let mut seen: BTreeMap<(Option<TableId>, &'t str), Span> = BTreeMap::new();
            for item in &report.items {
                match item {
                    ReportItem::Check(check) => self.check(id, None, check, &mut seen),
                    ReportItem::Table(table) => {
                        let Some(table) = self.table_in_report(id, &table.name.text).filter(|table| !self.is_unlinked(*table)) else { continue };
                        let checks = self.syntax_of(table).map(|content| content.checks.clone()).unwrap_or_default();
                        for check in checks {
                            self.check(id, Some(table), check, &mut seen);
                        }
                    }
                    ReportItem::Source(_)
                    | ReportItem::Module(_)
                    | ReportItem::Period(_)
                    | ReportItem::Due(_)
                    | ReportItem::Retain(_)
                    | ReportItem::Valid(..)
                    | ReportItem::Accept(_)
                    | ReportItem::Broken(_) => {}
                }
            }
        }
    }

    fn check(&mut self, report: ReportId, table: Option<TableId>, check: &'t syntax::Check, seen: &mut BTreeMap<(Option<TableId>, &'t str), Span>) {
        if let Some(first) = seen.insert((table, &check.name.text), check.name.span) {
            self.duplicate(&check.name, first, said!("check"));
        }
        self.accept(check.span, &check.accepts);
        if check.is_broken {
            // What could be read of it would only mislead.
            return;
        }
        for (span, first) in &check.repeated {
            self.said_twice(*span, *first, said!("check"));
        }
        let each = self.each(table, check);
        let scope = match table {
            None => Scope::report(report),
            Some(table) if let Some((side, _)) = &each => {
                Scope::table(report, table, if *side == Side::Row { Own::ColumnFormula } else { Own::RowFormula })
            }
            Some(table) => Scope::table(
                report,
                table,
                match self.model.tables[table].shape {
                    Shape::Form(_) => Own::Positions,
                    Shape::Grid(..) => Own::Cells,
                    Shape::List(_) => Own::Line,
                },
            ),
        };
        let severity = self.severity(check);
        let condition = check.applies.as_ref().map(|condition| self.expression(&scope, condition));
        let tolerance = check.tolerance.as_ref().and_then(|quantity| self.literal(quantity));
        let messages = self.messages(&scope, &check.labels);
        let Some(require) = &check.require else {
            let message = said!("check `{}` requires nothing", check.name.text);
            self.report(
                Diagnostic::new(DiagnosticCode::ClauseMissing, check.name.span, message).help(said!("add what must hold, as `require 010 >= 020`")),
            );
            return;
        };
        let requirement = self.formula(&scope, require);
        if check.is_broken {
            // What could be read of it would only mislead.
            return;
        }
        self.model.checks.push(Check {
            report,
            table,
            name: check.name.text.clone(),
            each,
            name_span: check.name.span,
            span: check.each.as_ref().map_or(check.name.span, |each| each.span),
            severity,
            condition,
            requirement: requirement.expression,
            tolerance,
            text: requirement.text,
            messages,
            source: check.source.as_ref().map(|text| text.text.clone()),
        });
    }

    /// Gives the rows or columns for each of which a check holds.
    fn each(&mut self, table: Option<TableId>, check: &syntax::Check) -> Option<(Side, Vec<usize>)> {
        let each = check.each.as_ref()?;
        let side = match each.axis {
            syntax::Axis::Rows => Side::Row,
            syntax::Axis::Columns => Side::Column,
        };
        let axis = table.and_then(|table| match &self.model.tables[table].shape {
            Shape::Grid(..) => Some((table, self.model.tables[table].shape.axis(side)?.entries.len())),
            Shape::Form(_) | Shape::List(_) => None,
        });
        let Some((table, count)) = axis else {
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, each.span, said!("only a check in a grid holds for each row or column"));
            let is_list = table.is_some_and(|table| self.list_of(table).is_some());
            let help =
                if is_list { said!("delete it: a check in a list holds for each line") } else { said!("delete it, or put the check into a grid") };
            self.report(diagnostic.help(help));
            return None;
        };
        if each.ranges.is_empty() {
            return Some((side, (0..count).collect()));
        }
        let mut entries: Vec<usize> = each.ranges.iter().flat_map(|range| self.code_range(table, side, range)).collect();
        entries.sort_unstable();
        entries.dedup();
        Some((side, entries))
    }

    fn severity(&mut self, check: &syntax::Check) -> Severity {
        let Some(word) = &check.severity else { return Severity::Error };
        if let Some((_, severity)) = SEVERITIES.iter().find(|(name, _)| *name == word.text) {
            return *severity;
        }
        let names = SEVERITIES.map(|(name, _)| name);
        let message = said!("there is no severity `{}`", word.text);
        self.report(Diagnostic::new(DiagnosticCode::UnknownName, word.span, message).help(said!("write {}", suggest::choice(&names))));
        Severity::Error
    }

    fn messages(&mut self, scope: &Scope, labels: &syntax::Labels) -> Vec<(String, Vec<MessagePart>)> {
        let mut messages = Vec::new();
        if let Some(main) = &labels.main {
            messages.push((self.main_language(), self.message(scope, main)));
        }
        for (language, text) in &labels.others {
            let mut known = BTreeMap::new();
            self.translation(labels, language, text, &mut known);
            if !known.is_empty() {
                messages.push((language.text.clone(), self.message(scope, text)));
            }
        }
        messages
    }

    /// Divides a message into text and values: `{expr}` is a value, `{{` a brace.
    fn message(&mut self, scope: &Scope, text: &Text) -> Vec<MessagePart> {
        let source = self.texts.get(text.span.source.0 as usize).copied().unwrap_or("");
        let closing = if source.get(text.span.range()).is_some_and(|raw| raw.starts_with("\"\"\"")) { 3 } else { 1 };
        let start = text.inner_start as usize;
        let closing = source.get(text.span.range()).and_then(|raw| raw.chars().next_back()).map_or(closing, |last| last.len_utf8().max(closing));
        let end = text.span.range().end.saturating_sub(closing);
        let inner = source.get(start..end).unwrap_or("");
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut offset = 0;
        while let Some(letter) = inner.get(offset..).and_then(|rest| rest.chars().next()) {
            let rest = inner.get(offset..).unwrap_or("");
            if rest.starts_with("{{") || rest.starts_with("}}") {
                plain.push(letter);
                offset = offset.saturating_add(2);
            } else if letter == '{' {
                let length = rest.find('}').filter(|length| rest.get(1..*length).is_some_and(|value| !value.contains('{')));
                let Some(length) = length else {
                    let at = start.saturating_add(offset);
                    let diagnostic = Diagnostic::new(
                        DiagnosticCode::Unexpected,
                        Span::new(text.span.source, at, at.saturating_add(1)),
                        said!("this `{{` in the message is never closed"),
                    );
                    self.report(diagnostic.help(said!("write `}}` after the value, or `{{{{` for a brace")));
                    offset = offset.saturating_add(1);
                    continue;
                };
                if !plain.is_empty() {
                    parts.push(MessagePart::Text(one_line(&std::mem::take(&mut plain))));
                }
                self.message_value(scope, text.span, rest.get(1..length).unwrap_or(""), start.saturating_add(offset).saturating_add(1), &mut parts);
                offset = offset.saturating_add(length).saturating_add(1);
            } else {
                plain.push(letter);
                offset = offset.saturating_add(letter.len_utf8());
            }
        }
        if !plain.is_empty() {
            parts.push(MessagePart::Text(one_line(&plain)));
        }
        parts
    }

    fn message_value(&mut self, scope: &Scope, text: Span, formula: &str, offset: usize, parts: &mut Vec<MessagePart>) {
        match parse_formula(text.source, formula, offset) {
            Ok(expression) => {
                let value = self.expression(scope, &expression);
                parts.push(MessagePart::Value(value));
            }
            Err(error) => {
                let diagnostic = report_syntax::diagnostic(&error);
                self.report(diagnostic.help(said!("a value in a message is a formula in braces; write `{{{{` for a brace")));
            }
        }
    }
}

/// A line break in a long message is a space.
fn one_line(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    lines.join(" ")
}
