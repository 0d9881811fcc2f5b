//! Writes explanations of checks as nodes of the text tree.

use super::Writer;
use super::layout::TextNode;
use super::pieces::{difference_text, formula_text, share_text, value_text};
use super::words::{Word, branch_text, more_text, word};
use crate::evaluated_submission::{CellState, Outcome};
use crate::explain::{Change, CheckExplanation, Deciding, DecidingCell, Mending};
use crate::finding_text::{address_text, cause_text, finding_text, message_text, outcome_word, severity_word, state_word};
use positum_plan::plan::{CheckId, Plan};

/// The most changes that are shown.
const MOST_CHANGES: usize = 8;
/// The most consequences of a change that are shown.
const MOST_CONSEQUENCES: usize = 4;

impl Writer<'_> {
    pub(super) fn check(&self, check: &CheckExplanation) -> TextNode {
        let definition = &self.plan.checks[check.check];
        let key = check.key.as_ref().map(|key| format!(" ({} {key})", word(Word::Key, self.language))).unwrap_or_default();
        let severity = match check.outcome.outcome {
            Outcome::Fail => format!(", {}", severity_word(definition.severity, self.language)),
            Outcome::Pass | Outcome::NotApplicable | Outcome::NotEvaluated => String::new(),
        };
        let mut notes = Vec::new();
        if check.outcome.outcome == Outcome::Fail {
            notes.push(message_text(self.plan, &check.outcome, self.language));
        }
        notes.push(format!("{}: {}", word(Word::Requires, self.language), definition.text));
        let values = formula_text(&check.values, self.language);
        notes.push(format!("{}: {values}", word(Word::WithValues, self.language)));
        for (tolerance, value_type) in &check.tolerances {
            let tolerance = difference_text(tolerance, value_type.as_ref(), self.language);
            notes.push(format!("{}: {}", word(Word::Tolerance, self.language), tolerance.trim_start_matches('+')));
        }
        if let Some(condition) = &check.condition {
            let values = formula_text(&condition.values, self.language);
            let outcome = branch_text(condition.kind, condition.outcome, self.language);
            notes.push(format!("{} {} ({values}): {outcome}", word(Word::OnlyWhen, self.language), condition.names));
        }
        notes.extend(check.branches.iter().map(|branch| self.branch(branch)));
        if let Some(cause) = &check.outcome.cause() {
            notes.push(format!("{}: {}", word(Word::Reason, self.language), cause_text(self.plan, cause, self.language)));
        }
        notes.extend(self.sources(&check.sources, true));
        let mut children: Vec<TextNode> = check.deciding.iter().map(|deciding| self.deciding(deciding, &values)).collect();
        children.extend(check.mending.iter().map(|mending| self.mending(mending)));
        children.extend(self.parts(&check.parts, check.more_parts));
        let head = format!("{}{key}: {}{severity}", check.name, outcome_word(check.outcome.outcome, self.language));
        TextNode { head, notes, children }
    }

    fn deciding(&self, deciding: &Deciding, all: &str) -> TextNode {
        let mut notes = Vec::new();
        let values = formula_text(&deciding.values, self.language);
        if values != all {
            notes.push(values);
        }
        if let Some((difference, value_type)) = &deciding.difference {
            notes.push(format!("{}: {}", word(Word::Difference, self.language), difference_text(difference, value_type.as_ref(), self.language)));
        }
        let mut cells: Vec<String> = deciding.cells.iter().map(|cell| self.deciding_cell(cell)).collect();
        cells.extend((deciding.more_cells > 0).then(|| more_text(deciding.more_cells, self.language)));
        if !cells.is_empty() {
            notes.push(format!("{}: {}", word(Word::Cells, self.language), cells.join("; ")));
        }
        TextNode { head: format!("{}: {}", word(Word::Decides, self.language), deciding.names), notes, children: Vec::new() }
    }

    fn deciding_cell(&self, cell: &DecidingCell) -> String {
        match &cell.value {
            Some(value) => format!("{} = {}", cell.name, value_text(value, cell.value_type.as_ref(), self.language)),
            None => format!("{}: {}", cell.name, state_word(cell.state, self.language)),
        }
    }

    fn mending(&self, mending: &Mending) -> TextNode {
        let mut children: Vec<TextNode> = mending.changes.iter().take(MOST_CHANGES).map(|change| self.change(change)).collect();
        let more = mending.changes.len().saturating_sub(MOST_CHANGES);
        children.extend((more > 0).then(|| TextNode::line(more_text(more, self.language))));
        for (inputs, kind) in [(&mending.not_found, Word::NotFound), (&mending.not_tried, Word::NotTried)] {
            if !inputs.is_empty() {
                let names = self.names(inputs.iter().map(|input| input.name.as_str()));
                children.push(TextNode::line(format!("{}: {names}", word(kind, self.language))));
            }
        }
        let head = if mending.changes.is_empty() { Word::NoChange } else { Word::Changes };
        TextNode { head: word(head, self.language).to_owned(), notes: Vec::new(), children }
    }

    fn change(&self, change: &Change) -> TextNode {
        let value_type = Some(&change.value_type);
        let before = match &change.before {
            Some(value) => value_text(value, value_type, self.language),
            None => state_word(if change.state == CellState::Blank { CellState::Blank } else { change.state }, self.language).to_owned(),
        };
        let after = match &change.after {
            Some(value) => value_text(value, value_type, self.language),
            None => word(Word::LeftBlank, self.language).to_owned(),
        };
        let mut head = format!("{}: {before} → {after}", change.input.name);
        if let Some(difference) = &change.difference {
            head.push_str(&format!(", {}", difference_text(difference, value_type, self.language)));
        }
        if let Some(share) = &change.share {
            head.push_str(&format!(" ({})", share_text(share, self.language)));
        }
        if !change.is_smallest {
            head.push_str(&format!(", {}", word(Word::PerhapsSmaller, self.language)));
        }
        TextNode { head, notes: self.consequences(change), children: Vec::new() }
    }

    fn consequences(&self, change: &Change) -> Vec<String> {
        let mut notes = Vec::new();
        for (checks, kind) in [(&change.new_failures, Word::FailsThen), (&change.mended_too, Word::PassesToo)] {
            if !checks.is_empty() {
                let names: Vec<String> = checks.iter().map(|(check, row)| check_name(self.plan, *check, row)).collect();
                notes.push(format!("{}: {}", word(kind, self.language), self.names(names.iter().map(String::as_str))));
            }
        }
        for finding in change.new_findings.iter().take(MOST_CONSEQUENCES) {
            let address = address_text(self.plan, &finding.address);
            notes.push(format!("{}: {address}: {}", word(Word::FindingThen, self.language), finding_text(self.plan, finding, self.language)));
        }
        let more = change.new_findings.len().saturating_sub(MOST_CONSEQUENCES);
        notes.extend((more > 0).then(|| more_text(more, self.language)));
        notes
    }
}

/// Gives `report.check` or `report.table.check`, with the row where there is one.
pub(super) fn check_name(plan: &Plan, check: CheckId, row: &str) -> String {
    let definition = &plan.checks[check];
    let table = definition.table.map(|table| format!(".{}", plan.tables[table].name)).unwrap_or_default();
    let row = if row.is_empty() { String::new() } else { format!("[{row}]") };
    format!("{}{table}.{}{row}", plan.reports[definition.report].name, definition.name)
}
