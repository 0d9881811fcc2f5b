//! Outcomes of checks.

use super::Reference;
use super::formulas::Standing;
use super::values::{Result, fraction, written};
use positum_compiler::resolved_model::{self, Shape, Side};
use positum_compiler::settled_model::{Check, ExpressionKind, MessagePart};
use positum_plan::id::Id;

impl Reference<'_> {
    /// Gives the outcomes, as `r.t.name 2 fail`.
    pub(crate) fn checks(&self) -> Vec<String> {
        let mut outcomes = Vec::new();
        for check in &self.model.checks {
            let resolved = &self.model.resolved.checks[check.of];
            if self.left_out[resolved.report.index()] {
                continue;
            }
            let table = resolved.table.map_or("", |table| self.model.resolved.tables[table].name.as_str());
            let name = format!("{}.{table}.{}", self.model.resolved.reports[resolved.report].name, resolved.name);
            for (row, lines) in self.scope(check, resolved) {
                let at = Standing { lines, rounding: self.rounding };
                let is_unknown = resolved.table.is_some_and(|table| self.known_lines(table).is_err());
                let outcome = if is_unknown { "not_evaluated" } else { self.outcome(check, resolved, &at).unwrap_or("not_evaluated") };
                let said = if outcome == "fail" { self.said(check, &at) } else { String::new() };
                outcomes.push(format!("{name} {row} {outcome}{said}"));
            }
        }
        outcomes
    }

    /// Gives what a check holds for: a list's lines, a row or column, or the one place where it stands.
    fn scope(&self, check: &Check, resolved: &resolved_model::Check) -> Vec<(String, Vec<(positum_plan::plan::TableId, usize)>)> {
        let once = |row: String| vec![(row, Vec::new())];
        let Some(table) = resolved.table else { return once(String::new()) };
        match (&self.model.resolved.tables[table].shape, check.entry) {
            (Shape::List(_), _) if self.known_lines(table).is_err() => once(String::new()),
            (Shape::List(_), _) => (0..self.line_count(table)).map(|line| ((line + 1).to_string(), vec![(table, line)])).collect(),
            (Shape::Grid(rows, _), Some((Side::Row, index))) => once(rows.entries[index].code.clone()),
            (Shape::Grid(_, columns), Some((Side::Column, index))) => once(columns.entries[index].code.clone()),
            (Shape::Form(_) | Shape::Grid(..), _) => once(String::new()),
        }
    }

    /// Writes the values in the message of a check.
    fn said(&self, check: &Check, at: &Standing) -> String {
        let said = |part: &MessagePart| match part {
            MessagePart::Text(_) => None,
            MessagePart::Value(value) => Some(format!(" [{}]", written(self.value(value, at).ok().as_ref()))),
        };
        check.messages.get("en").into_iter().flatten().filter_map(said).collect()
    }

    fn outcome(&self, check: &Check, resolved: &resolved_model::Check, at: &Standing) -> Result<&'static str> {
        if let Some(condition) = &check.condition
            && !self.truth(condition, at)?
        {
            return Ok("not_applicable");
        }
        let tolerance = resolved.tolerance.as_ref().map(|tolerance| fraction(tolerance.value));
        let holds = match (&check.requirement.kind, &tolerance) {
            (ExpressionKind::Comparison(operator, _, left, right), Some(tolerance)) => self.compare(*operator, left, right, Some(tolerance), at)?,
            (_, _) => self.truth(&check.requirement, at)?,
        };
        Ok(if holds { "pass" } else { "fail" })
    }
}
