//! What is said of each check.

use super::entries::{Entry, View, grid_place};
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::linked_text::Standpoint;
use super::node_text::NodeText;
use super::page::{EntryBox, Fact, Line, Piece, joined, line, say, shown};
use super::uses::looked_at;
use positum_plan::plan::{CellReference, Check, MessagePart, Node, NodeId, Scope, Severity};
use positum_plan::value::ValueType;
use positum_runtime::finding_text::severity_word;

impl Known<'_> {
    /// Gives what is said of a check.
    pub(super) fn check_box(&self, check: &Check) -> EntryBox {
        let plan = self.guide.plan;
        let mut facts = Vec::new();
        let nodes: Vec<NodeId> = vec![check.requirement];
        let at = Standpoint { report: check.report, table: check.table, prefers_columns: matches!(check.scope, Scope::Row(_)) };
        let requirement = self.names.link(&check.text, at, &looked_at(plan, &nodes));
        facts.push(Fact { class: "formula-of", ..Fact::new(self.word(GuideWord::Requirement), vec![requirement]) });
        if let Some(tolerance) = self.tolerance_of(check.requirement) {
            say(&mut facts, self.word(GuideWord::Tolerance), vec![line(tolerance)]);
        }
        let writer = NodeText { guide: self.guide, from: view_of(check) };
        if let Some(condition) = check.condition {
            facts.push(Fact { class: "formula-of", ..Fact::new(self.word(GuideWord::Condition), vec![writer.line(condition)]) });
        }
        let severity = format!("{}: {}", severity_word(check.severity, self.guide.language), self.word(meaning_of(check.severity)));
        say(&mut facts, self.word(GuideWord::Severity), vec![line(severity)]);
        say(&mut facts, self.word(GuideWord::Scope), vec![self.scope_text(&check.scope)]);
        self.say_messages(&mut facts, check);
        say(&mut facts, self.word(GuideWord::LooksAt), vec![self.cells_of(check)]);
        say(&mut facts, self.word(GuideWord::Source), check.source.iter().map(|text| self.guide.in_main_language(text)).collect());
        EntryBox {
            anchor: self.guide.check_anchor(check),
            kind: self.word(GuideWord::Check).to_owned(),
            code: shown(&self.guide.check_name(check)),
            title: Line::new(),
            class: check.severity.keyword(),
            facts,
            ..EntryBox::default()
        }
    }

    fn scope_text(&self, scope: &Scope) -> Line {
        match scope {
            Scope::Once => line(self.word(GuideWord::Once)),
            Scope::EachLine(table) => vec![Piece::text(self.word(GuideWord::ForEachLine)), Piece::text(" "), self.guide.table_link(*table)],
            Scope::Row(code) => vec![Piece::text(self.word(GuideWord::ForRow)), Piece::text(" "), Piece::code(code)],
            Scope::Column(code) => vec![Piece::text(self.word(GuideWord::ForColumn)), Piece::text(" "), Piece::code(code)],
        }
    }

    /// Gives the message in the language of the guide first, with the values as links.
    fn say_messages(&self, facts: &mut Vec<Fact>, check: &Check) {
        let own = self.guide.language.code();
        let writer = NodeText { guide: self.guide, from: view_of(check) };
        let text = |parts: &Vec<MessagePart>| -> Line {
            let piece = |part: &MessagePart| match part {
                MessagePart::Text(text) => line(text),
                MessagePart::Value { node, .. } => joined([line("{"), writer.line(*node), line("}")], ""),
            };
            parts.iter().flat_map(piece).collect()
        };
        if let Some(parts) = check.messages.get(own) {
            say(facts, self.word(GuideWord::Message), vec![text(parts)]);
        }
        for (language, parts) in check.messages.iter().filter(|(language, _)| *language != own) {
            let lang = |piece: Piece| Piece { lang: Some(language.clone()), ..piece };
            let term = format!("{} ({})", self.word(GuideWord::Message), self.in_language(language));
            say(facts, &term, vec![text(parts).into_iter().map(lang).collect()]);
        }
    }

    fn cells_of(&self, check: &Check) -> Line {
        let nodes: Vec<NodeId> = std::iter::once(check.requirement).chain(check.condition).collect();
        let looked = looked_at(self.guide.plan, &nodes);
        let cell = |cell: &CellReference| -> Line {
            if let Some((table, row, column)) = grid_place(self.guide.plan, *cell)
                && let Some((_, href)) = self.guide.grid_cell(table, row, column)
            {
                let name =
                    format!("{}:{}", self.guide.name_from(Entry::Row(table, row), view_of(check)), self.guide.code(Entry::Column(table, column)));
                return vec![Piece { is_code: true, ..Piece::link(name, href) }];
            }
            let entry = self.guide.entry_of(*cell, false);
            vec![Piece { is_code: true, ..Piece::link(self.guide.name_from(entry, view_of(check)), self.guide.href(entry)) }]
        };
        let parameters = looked.parameters.iter().map(|parameter| vec![self.guide.parameter_link(*parameter)]);
        joined(looked.cells.iter().map(cell).chain(parameters), ", ")
    }

    /// Gives the largest difference that a check lets pass, in the unit of what it compares.
    fn tolerance_of(&self, node: NodeId) -> Option<String> {
        // A requirement is a comparison, or several of them in a row of `and` and `or`.
        let compared = std::iter::once(node).chain(self.guide.plan.parts(node));
        compared.into_iter().find_map(|node| {
            let Node::Comparison { left, right, tolerance: Some(tolerance), .. } = &self.guide.plan.nodes[node] else { return None };
            let value_type = self.type_of(*left).or_else(|| self.type_of(*right));
            Some(self.tolerance_text(*tolerance, value_type))
        })
    }

    /// Gives the type of the first cell of a formula that has one.
    fn type_of(&self, node: NodeId) -> Option<&ValueType> {
        let looked = looked_at(self.guide.plan, &[node]);
        looked.cells.iter().find_map(|cell| match cell {
            CellReference::Cell(cell) => self.guide.plan.cells[*cell].value_type.as_ref(),
            CellReference::Column(column) => self.guide.plan.columns[*column].value_type.as_ref(),
        })
    }
}

fn view_of(check: &Check) -> View {
    View { report: Some(check.report), table: check.table }
}

/// Says what a severity means for who reports.
pub(super) fn meaning_of(severity: Severity) -> GuideWord {
    match severity {
        Severity::Info => GuideWord::MeaningOfInfo,
        Severity::Warning => GuideWord::MeaningOfWarning,
        Severity::Error => GuideWord::MeaningOfError,
        Severity::Breach => GuideWord::MeaningOfBreach,
    }
}
