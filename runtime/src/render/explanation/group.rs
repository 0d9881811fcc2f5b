//! Writes how cells of a group came to their values: formulas as for any submission, then each input cell down to the members.

use super::layout::{TextNode, lay_out};
use super::{ExplanationOptions, Writer, pieces};
use crate::consolidate::{EntityTree, GroupExplanation, InputUnder, MemberPart, PartOfGroup, Side, group_name};
use crate::evaluated_submission::{CellState, EvaluatedCell};
use crate::explain::{ComesFrom, Subject};
use crate::finding_text::{printable, state_word};
use crate::language::Language;
use crate::number_text::shown_value;
use crate::render::table::LEAST_WIDTH;
use crate::submission::Origin;
use crate::words::{part_word, period_text};
use positum_plan::amount::Exact;
use positum_plan::plan::Plan;
use positum_plan::value::{Value, ValueType};

/// Writes an explanation of a group's cells as text.
pub fn write_group_explanation(plan: &Plan, tree: &EntityTree, explanation: &GroupExplanation, options: &ExplanationOptions) -> String {
    let width = options.width.max(LEAST_WIDTH);
    let period = period_text(explanation.formulas.period, options.language);
    let mut text = format!("{}, {period}\n", group_name(tree, explanation.group));
    for node in group_tree(plan, tree, explanation, options.language) {
        text.push('\n');
        text.push_str(&lay_out(&node, width));
    }
    text
}

/// Gives an explanation of a group's cells as a tree of lines of text: formulas, then input cells.
pub fn group_tree(plan: &Plan, tree: &EntityTree, explanation: &GroupExplanation, language: Language) -> Vec<TextNode> {
    let writer = Writer { plan, language };
    let group = GroupWriter { plan, tree, language };
    let is_told_by_members = |subject: &Subject| matches!(subject, Subject::Cell(cell) if matches!(cell.comes_from, ComesFrom::Submission(_)));
    let formulas = explanation.formulas.subjects.iter().filter(|subject| !is_told_by_members(subject));
    let mut nodes: Vec<TextNode> = formulas.map(|subject| writer.subject(subject)).collect();
    nodes.extend(explanation.inputs.iter().map(|input| group.input(input)));
    if explanation.more_inputs > 0 {
        nodes.push(TextNode::line(match language {
            Language::Latvian => format!("un vēl {} ievadāmās šūnas", explanation.more_inputs),
            Language::English => format!("and {} more input cells", explanation.more_inputs),
        }));
    }
    if explanation.is_cut {
        nodes.push(TextNode::line(match language {
            Language::Latvian => "dalībnieki dod vairāk vērtību, nekā tiek paturēts, tāpēc te nav visu: jautājiet par vienu šūnu".to_owned(),
            Language::English => "members bring more values than are kept, so that not all are here: ask for a single cell".to_owned(),
        }));
    }
    nodes
}

struct GroupWriter<'a> {
    plan: &'a Plan,
    tree: &'a EntityTree,
    language: Language,
}

impl GroupWriter<'_> {
    fn input(&self, input: &InputUnder) -> TextNode {
        let shown = |part: PartOfGroup| input.parts.get(&part).map_or_else(String::new, |cell| self.cell(cell, input.value_type.as_ref()));
        let key = input.key.as_ref().map(|key| format!(" [{}]", printable(key))).unwrap_or_default();
        let titled = |part: PartOfGroup| format!("{}: {}", part_word(part, self.language), shown(part));
        let value_type = input.value_type.as_ref();
        let differs = || format!("{}: {}", part_word(PartOfGroup::Summary, self.language), self.differing());
        let mut children = vec![TextNode {
            head: if input.differs { differs() } else { titled(PartOfGroup::Summary) },
            notes: Vec::new(),
            children: self.members(&input.members, input.more_members, input.rest.as_ref(), value_type),
        }];
        for (part, lines) in [
            (PartOfGroup::Adjustments, self.adjustments(&input.adjustments, value_type)),
            (PartOfGroup::Eliminations, self.eliminations(&input.eliminations, value_type)),
        ] {
            if !lines.is_empty() {
                children.push(TextNode { head: titled(part), notes: Vec::new(), children: lines });
            }
        }
        TextNode { head: format!("{}{key} = {}", printable(&input.name), shown(PartOfGroup::Consolidated)), notes: Vec::new(), children }
    }

    fn differing(&self) -> &'static str {
        match self.language {
            Language::Latvian => "dalībnieki nesakrīt",
            Language::English => "members differ",
        }
    }

    fn cell(&self, cell: &EvaluatedCell, value_type: Option<&ValueType>) -> String {
        self.value(cell.value.as_ref(), cell.state, value_type)
    }

    fn value(&self, value: Option<&Value>, state: CellState, value_type: Option<&ValueType>) -> String {
        match value {
            Some(value) => printable(&shown_value(value, value_type, self.language)),
            None => state_word(state, self.language).to_owned(),
        }
    }

    fn members(&self, members: &[MemberPart], more: usize, rest: Option<&Exact>, value_type: Option<&ValueType>) -> Vec<TextNode> {
        let mut nodes: Vec<TextNode> = members.iter().map(|member| self.member(member, value_type)).collect();
        if more > 0 {
            let sum = rest.map(|rest| format!(": {}", self.number(rest, value_type))).unwrap_or_default();
            nodes.push(TextNode::line(match self.language {
                Language::Latvian => format!("vēl {more}{sum}"),
                Language::English => format!("{more} more{sum}"),
            }));
        }
        nodes
    }

    fn member(&self, member: &MemberPart, value_type: Option<&ValueType>) -> TextNode {
        let name = group_name(self.tree, member.member);
        let value = if member.differs { self.differing().to_owned() } else { self.value(member.value.as_ref(), member.state, value_type) };
        let mut children = self.members(&member.members, member.more_members, member.rest.as_ref(), value_type);
        for (part, lines) in [
            (PartOfGroup::Adjustments, self.adjustments(&member.adjustments, value_type)),
            (PartOfGroup::Eliminations, self.eliminations(&member.eliminations, value_type)),
        ] {
            if !lines.is_empty() {
                children.push(TextNode { head: part_word(part, self.language).to_owned(), notes: Vec::new(), children: lines });
            }
        }
        TextNode { head: format!("{name}: {value}{}", read_at(member.origin.as_ref())), notes: Vec::new(), children }
    }

    fn adjustments(&self, adjustments: &[(Option<Value>, Option<Origin>)], value_type: Option<&ValueType>) -> Vec<TextNode> {
        let line = |(value, origin): &(Option<Value>, Option<Origin>)| {
            let value = self.value(value.as_ref(), CellState::Blank, value_type);
            TextNode::line(format!("{value}{}", read_at(origin.as_ref())))
        };
        adjustments.iter().map(line).collect()
    }

    fn eliminations(&self, sides: &[Side], value_type: Option<&ValueType>) -> Vec<TextNode> {
        sides.iter().map(|side| TextNode::line(self.side(side, value_type))).collect()
    }

    fn side(&self, side: &Side, value_type: Option<&ValueType>) -> String {
        let (entity, counterparty) = (group_name(self.tree, side.entity), group_name(self.tree, side.counterparty));
        let amount = self.number(&side.amount.negated(), value_type);
        let declared = self.plan.consolidation.as_ref().and_then(|consolidation| consolidation.eliminations.get(side.elimination));
        let label = declared.map(|declared| declared.label.text(self.language.code(), &self.plan.package.languages)).unwrap_or_default();
        let label = if label.is_empty() { String::new() } else { format!(", {}", printable(label)) };
        let given = if side.given == side.amount {
            String::new()
        } else {
            let given = self.number(&side.given, value_type);
            match self.language {
                Language::Latvian => format!(" no norādītajiem {given}"),
                Language::English => format!(" of {given} given"),
            }
        };
        let with = match self.language {
            Language::Latvian => format!("{entity} ar {counterparty}"),
            Language::English => format!("{entity} with {counterparty}"),
        };
        format!("{amount}{given}: {with}{label}{}", read_at(Some(&side.origin)))
    }

    fn number(&self, number: &Exact, value_type: Option<&ValueType>) -> String {
        shown_value(&Value::Number(number.clone()), value_type, self.language)
    }
}

fn read_at(origin: Option<&Origin>) -> String {
    origin.map(|origin| format!(", {}", pieces::place_text(origin))).unwrap_or_default()
}
