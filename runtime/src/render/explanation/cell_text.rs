//! Writes explanations of cells, and of what formulas name, as nodes of the text tree.

use super::Writer;
use super::layout::TextNode;
use super::pieces::{exact_text, formula_text, label_text, place_text, shortened, value_text};
use super::words::{
    Word, branch_text, given_as_text, group_text, lines_text, more_text, parameter_source_text, passed_over_text, rounding_text, word,
};
use crate::evaluated_submission::CellState;
use crate::explain::{
    AggregateExplanation, Branch, BranchKind, CellExplanation, ComesFrom, Contribution, EarlierExplanation, FormulaExplanation, InputExplanation,
    LookupExplanation, ParameterExplanation, Part, PassedOver, SourceOf, SourceText,
};
use crate::finding_text::{cause_text, finding_text, severity_word, state_word};
use crate::number_text::date_text;
use crate::words::period_text;
use positum_plan::value::{Value, ValueType};

/// The most names of cells that one line lists.
const MOST_NAMES: usize = 8;

impl Writer<'_> {
    /// Writes a cell; what its report rests on only where it was asked for itself.
    pub(super) fn cell(&self, cell: &CellExplanation, is_subject: bool) -> TextNode {
        let mut notes = Vec::new();
        notes.extend(self.labels(cell));
        let mut children = Vec::new();
        if let ComesFrom::Formula(formula) = &cell.comes_from {
            self.formula_notes(formula, &mut notes);
            children = self.formula_parts(formula);
        }
        if let Some(before) = &cell.before_rounding {
            let number = exact_text(&before.number, cell.value_type.as_ref(), before.decimals, self.language);
            notes.push(format!("{number} {}", rounding_text(before.rounding, before.decimals, self.language)));
        }
        if let (None, Some(cause)) = (&cell.value, &cell.cause)
            && (is_subject || matches!(cell.comes_from, ComesFrom::Formula(_)))
        {
            notes.push(format!("{}: {}", word(Word::Reason, self.language), cause_text(self.plan, cause, self.language)));
        }
        for finding in &cell.findings {
            let place = finding.origin.as_ref().map(|origin| format!(" ({})", place_text(origin))).unwrap_or_default();
            let severity = severity_word(finding.kind.severity(), self.language);
            notes.push(format!("{severity}: {}{place}", finding_text(self.plan, finding, self.language)));
        }
        notes.extend(self.sources(&cell.sources, is_subject));
        TextNode { head: self.cell_head(cell), notes, children }
    }

    /// Writes `report.table.row:column = value, where it comes from`.
    fn cell_head(&self, cell: &CellExplanation) -> String {
        let mut head = cell.name.clone();
        if let Some(key) = &cell.key {
            head.push_str(&format!(" ({} {})", word(Word::Key, self.language), shortened(key)));
        }
        match &cell.value {
            Some(value) => head.push_str(&format!(" = {}", value_text(value, cell.value_type.as_ref(), self.language))),
            None => head.push_str(&format!(": {}", state_word(cell.state, self.language))),
        }
        let rest = match &cell.comes_from {
            ComesFrom::Submission(input) => self.input(cell.state, cell.value.is_some(), input),
            ComesFrom::Sequence => vec![word(Word::Sequence, self.language).to_owned()],
            ComesFrom::GroupKey(group) => {
                let mut lines: Vec<String> = group.lines.iter().map(|(line, key)| with_key(*line, key.as_deref())).collect();
                lines.extend((group.more_lines > 0).then(|| more_text(group.more_lines, self.language)));
                vec![group_text(&group.source_name, &lines.join(", "), self.language)]
            }
            ComesFrom::ToldBefore => vec![word(Word::ToldBefore, self.language).to_owned()],
            ComesFrom::BeyondLimit => vec![word(Word::BeyondLimit, self.language).to_owned()],
            ComesFrom::Formula(_) | ComesFrom::ReportLeftOut(_) | ComesFrom::NotAsked => Vec::new(),
        };
        for part in rest {
            head.push_str(", ");
            head.push_str(&part);
        }
        head
    }

    fn input(&self, state: CellState, has_value: bool, input: &InputExplanation) -> Vec<String> {
        let mut parts = Vec::new();
        if state == CellState::Blank && has_value {
            parts.push(word(Word::BlankIsZero, self.language).to_owned());
        }
        parts.extend(input.given_text.as_ref().map(|given| given_as_text(&shortened(given), self.language)));
        parts.extend(input.read_at.as_ref().map(place_text));
        parts
    }

    fn labels(&self, cell: &CellExplanation) -> Option<String> {
        let labels = [&cell.row_label, &cell.column_label].map(|label| label_text(self.plan, label, self.language));
        let labels: Vec<&str> = labels.iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
        (!labels.is_empty()).then(|| labels.join(" · "))
    }

    pub(super) fn sources(&self, sources: &[SourceText], is_subject: bool) -> Option<String> {
        let is_told = |source: &&SourceText| match source.of {
            SourceOf::Check | SourceOf::Row | SourceOf::Column => true,
            SourceOf::Table | SourceOf::Report => is_subject,
        };
        let texts: Vec<&str> = sources.iter().filter(is_told).map(|source| source.text.as_str()).collect();
        (!texts.is_empty()).then(|| format!("{}: {}", word(Word::Source, self.language), texts.join("; ")))
    }

    fn formula_notes(&self, formula: &FormulaExplanation, notes: &mut Vec<String>) {
        notes.push(format!("= {}", formula.text));
        // One value alone is that of the cell.
        if formula.values.len() > 1 {
            notes.push(format!("= {}", formula_text(&formula.values, self.language)));
        }
        notes.extend(formula.branches.iter().map(|branch| self.branch(branch)));
        notes.extend(self.passed_over(&formula.passed_over));
    }

    pub(super) fn branch(&self, branch: &Branch) -> String {
        let keyword = match branch.kind {
            BranchKind::When => "when ",
            BranchKind::If => "if ",
            BranchKind::Else => "",
        };
        let values = formula_text(&branch.values, self.language);
        let values = if values == branch.names { String::new() } else { format!(" ({values})") };
        let after = if branch.kind == BranchKind::Else { " else …" } else { "" };
        format!("{keyword}{}{after}{values}: {}", branch.names, branch_text(branch.kind, branch.outcome, self.language))
    }

    fn passed_over(&self, passed_over: &[PassedOver]) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        for group in passed_over.chunk_by(|left, right| left.reason == right.reason) {
            let Some(first) = group.first() else { continue };
            notes.push(format!(
                "{}: {}",
                passed_over_text(first.reason, self.language),
                self.names(group.iter().map(|operand| operand.name.as_str()))
            ));
        }
        notes
    }

    /// Lists names, each table once; of many the first.
    pub(super) fn names<'n>(&self, names: impl ExactSizeIterator<Item = &'n str>) -> String {
        let more = names.len().saturating_sub(MOST_NAMES);
        let mut table = "";
        let without_table = |name: &'n str| {
            let own = name.rsplit_once('.').map_or("", |(table, _)| table);
            let is_same = !own.is_empty() && std::mem::replace(&mut table, own) == own;
            name.get(own.len().saturating_add(1)..).filter(|_| is_same).unwrap_or(name).to_owned()
        };
        let mut listed: Vec<String> = names.take(MOST_NAMES).map(without_table).collect();
        listed.extend((more > 0).then(|| more_text(more, self.language)));
        listed.join(", ")
    }

    fn formula_parts(&self, formula: &FormulaExplanation) -> Vec<TextNode> {
        self.parts(&formula.parts, formula.more_parts)
    }

    /// Writes parts; blank inputs that count as zero and stand next to each other on one line.
    pub(super) fn parts(&self, parts: &[Part], more: usize) -> Vec<TextNode> {
        let mut nodes = Vec::new();
        for group in parts.chunk_by(|left, right| blank_zero(left).is_some() && blank_zero(right).is_some()) {
            match group {
                [_, _, ..] => {
                    let names: Vec<&str> = group.iter().filter_map(blank_zero).collect();
                    nodes.push(TextNode::line(format!("{}: {}", word(Word::BlankIsZero, self.language), self.names(names.into_iter()))));
                }
                several => nodes.extend(several.iter().map(|part| self.part(part))),
            }
        }
        nodes.extend((more > 0).then(|| TextNode::line(more_text(more, self.language))));
        nodes
    }

    fn part(&self, part: &Part) -> TextNode {
        match part {
            Part::Cell(cell) => self.cell(cell, false),
            Part::Parameter(parameter) => self.parameter(parameter),
            Part::Earlier(earlier) => self.earlier(earlier),
            Part::Aggregate(aggregate) => self.aggregate(aggregate),
            Part::Lookup(lookup) => self.lookup(lookup),
            Part::PeriodPart(part, value) => {
                let shown = match value {
                    Value::Number(number) => number.to_string(),
                    Value::Date(date) => date_text(*date, self.language),
                    Value::Text(_) | Value::Bool(_) => String::new(),
                };
                TextNode::line(format!("{} = {shown}", part.keyword()))
            }
        }
    }

    pub(super) fn parameter(&self, parameter: &ParameterExplanation) -> TextNode {
        let value = match &parameter.value {
            Some(value) => format!(" = {}", value_text(value, Some(&parameter.value_type), self.language)),
            None => format!(": {}", state_word(CellState::Missing, self.language)),
        };
        let label = label_text(self.plan, &parameter.label, self.language);
        let mut notes: Vec<String> = (!label.is_empty()).then_some(label).into_iter().collect();
        notes.push(format!("{}, {}", word(Word::Parameter, self.language), parameter_source_text(&parameter.comes_from, self.language)));
        if !parameter.sources.is_empty() {
            notes.push(format!("{}: {}", word(Word::Source, self.language), parameter.sources.join("; ")));
        }
        TextNode { head: format!("{}{value}", parameter.name), notes, children: Vec::new() }
    }

    fn earlier(&self, earlier: &EarlierExplanation) -> TextNode {
        let value = self.value_or_state(earlier.value.as_ref(), earlier.value_type.as_ref());
        let period = earlier.period.map(|period| format!(", {}", period_text(period, self.language))).unwrap_or_default();
        let cause =
            earlier.cause.as_ref().map(|cause| format!("{}: {}", word(Word::Reason, self.language), cause_text(self.plan, cause, self.language)));
        TextNode { head: format!("{}{period}{value}", earlier.name), notes: cause.into_iter().collect(), children: Vec::new() }
    }

    fn aggregate(&self, aggregate: &AggregateExplanation) -> TextNode {
        let value = self.value_or_state(aggregate.value.as_ref(), aggregate.value_type.as_ref());
        let counts = [aggregate.lines, aggregate.filtered_out, aggregate.passed_over];
        let mut notes = vec![lines_text(&aggregate.list_name, counts, self.language)];
        if let (None, Some(cause)) = (&aggregate.value, &aggregate.cause) {
            notes.push(format!("{}: {}", word(Word::Reason, self.language), cause_text(self.plan, cause, self.language)));
        }
        let mut children: Vec<TextNode> =
            aggregate.contributions.iter().map(|contribution| self.contribution(contribution, aggregate.value_type.as_ref())).collect();
        if aggregate.more_lines > 0 {
            let rest = aggregate.rest.as_ref().map(|rest| {
                let rest = value_text(&Value::Number(rest.clone()), aggregate.value_type.as_ref(), self.language);
                format!(", {} {rest}", word(Word::Together, self.language))
            });
            children.push(TextNode::line(format!("{}{}", more_text(aggregate.more_lines, self.language), rest.unwrap_or_default())));
        }
        TextNode { head: format!("{}{value}", aggregate.names), notes, children }
    }

    fn contribution(&self, contribution: &Contribution, value_type: Option<&ValueType>) -> TextNode {
        // A line of which one cell is taken is that cell.
        if let [Part::Cell(cell)] = contribution.parts.as_slice()
            && cell.value == contribution.value
        {
            return self.cell(cell, false);
        }
        let value = match (&contribution.value, &contribution.cause) {
            (Some(value), _) => format!(": {}", value_text(value, value_type, self.language)),
            (None, Some(cause)) => format!(": {}", cause_text(self.plan, cause, self.language)),
            (None, None) => String::new(),
        };
        let line = with_key(contribution.line, contribution.key.as_deref());
        TextNode {
            head: format!("{} {line}{value}", word(Word::Line, self.language)),
            notes: Vec::new(),
            children: self.parts(&contribution.parts, 0),
        }
    }

    fn lookup(&self, lookup: &LookupExplanation) -> TextNode {
        let keys = lookup.keys.iter().map(|(code, value, value_type)| {
            let value = value.as_ref().map(|value| value_text(value, value_type.as_ref(), self.language));
            format!("{code} = {}", value.unwrap_or_else(|| state_word(CellState::NotComputed, self.language).to_owned()))
        });
        let keys = keys.collect::<Vec<_>>().join(", ");
        let line = match lookup.line {
            Some(line) => format!("{} {line}", word(Word::Line, self.language)),
            None => word(Word::NoSuchLine, self.language).to_owned(),
        };
        let mut children: Vec<TextNode> = lookup.cell.iter().map(|cell| self.cell(cell, false)).collect();
        children.extend(self.parts(&lookup.key_parts, 0));
        TextNode { head: format!("{}[{keys}]: {line}", lookup.list_name), notes: Vec::new(), children }
    }

    fn value_or_state(&self, value: Option<&Value>, value_type: Option<&ValueType>) -> String {
        match value {
            Some(value) => format!(" = {}", value_text(value, value_type, self.language)),
            None => format!(": {}", state_word(CellState::NotComputed, self.language)),
        }
    }
}

fn with_key(line: usize, key: Option<&str>) -> String {
    key.map_or_else(|| line.to_string(), |key| format!("{line} ({})", shortened(key)))
}

/// Gives the name of an input that is blank, counts as zero and has nothing else to tell.
fn blank_zero(part: &Part) -> Option<&str> {
    match part {
        Part::Cell(cell) if cell.state == CellState::Blank && cell.value.is_some() && cell.findings.is_empty() => Some(&cell.name),
        Part::Cell(_) | Part::Parameter(_) | Part::Earlier(_) | Part::Aggregate(_) | Part::Lookup(_) | Part::PeriodPart(..) => None,
    }
}
