//! Makes drafts in which every cell has a value of its type, or as many as a style says.

use super::inputs::Input;
use super::plan_facts::PlanFacts;
use super::values::{Size, plausible};
use crate::draft::Draft;
use crate::random::Random;
use positum_plan::plan::{Absence, ColumnId, Shape, TableId};
use positum_plan::test_case::GivenTarget;
use std::collections::{BTreeMap, BTreeSet};

/// The name that drafts have until they get one.
const ENTITY: &str = "sample";
/// The most values of other inputs of which one is taken.
const MOST_LINKED: usize = 50;
/// How often a line is made anew whose key is there already.
const ATTEMPTS_AT_KEY: usize = 20;

/// What drafts are like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// How large numbers are.
    pub(crate) size: Size,
    /// The fewest lines of a list.
    pub(crate) least_lines: u64,
    /// The most.
    pub(crate) most_lines: u64,
    /// How many in a hundred of the cells that may be blank are.
    pub(crate) blanks: u64,
    /// How many in a hundred of the numbers are below zero.
    pub(crate) negatives: u64,
    /// How many in a hundred of the values are such as formulas compare with, where they do.
    pub(crate) compared: u64,
}

impl Style {
    /// Everything filled in with what reports usually have.
    pub(crate) const USUAL: Self = Self { size: Size::Usual, least_lines: 2, most_lines: 4, blanks: 0, negatives: 0, compared: 30 };
    /// No more than what must be there.
    pub(crate) const LEAST: Self = Self { size: Size::Usual, least_lines: 0, most_lines: 0, blanks: 100, negatives: 0, compared: 30 };
}

/// Makes a draft.
pub(crate) fn make_draft(facts: &PlanFacts<'_>, style: Style, random: &mut Random) -> Draft {
    let mut making = Making { facts, style, random, draft: Draft::new(ENTITY, facts.period), made: BTreeMap::new() };
    let (looked_up, others): (Vec<_>, Vec<_>) = facts.inputs.lists.iter().partition(|(list, _)| facts.looked_up.contains(list));
    for (list, columns) in looked_up.into_iter().chain(others) {
        let lines = making.random.between(style.least_lines, style.most_lines);
        making.fill_list(*list, columns, lines);
    }
    for cell in &facts.inputs.cells {
        let text = making.value(Input::Cell(*cell));
        making.give(GivenTarget::Cell(*cell), Input::Cell(*cell), text);
    }
    for parameter in &facts.inputs.parameters {
        let text = making.value(Input::Parameter(*parameter));
        making.give(GivenTarget::Parameter(*parameter), Input::Parameter(*parameter), text);
    }
    making.draft
}

/// Adds lines to a list of a draft, as many as are wanted and have keys of their own.
pub(crate) fn add_lines(facts: &PlanFacts<'_>, draft: &Draft, list: TableId, lines: u64, style: Style, random: &mut Random) -> Draft {
    let mut made: BTreeMap<Input, Vec<String>> = BTreeMap::new();
    for (target, text) in &draft.values {
        let input = match target {
            GivenTarget::Cell(cell) => Input::Cell(*cell),
            GivenTarget::InLine(column, _) => Input::Column(*column),
            GivenTarget::Parameter(parameter) => Input::Parameter(*parameter),
        };
        made.entry(input).or_default().push(text.clone());
    }
    let mut making = Making { facts, style, random, draft: draft.clone(), made };
    making.fill_list(list, facts.inputs.columns(list), lines);
    making.draft
}

/// Gives a new value for an input, as drafts have them.
pub(crate) fn new_value(facts: &PlanFacts<'_>, draft: &Draft, input: Input, style: Style, random: &mut Random) -> Option<String> {
    let mut making = Making { facts, style, random, draft: Draft::new(&draft.entity, draft.period), made: BTreeMap::new() };
    making.value(input)
}

/// Gives how many lines of a list a draft has.
pub(crate) fn lines_of(facts: &PlanFacts<'_>, draft: &Draft, list: TableId) -> usize {
    let last = facts.inputs.columns(list).iter().filter_map(|column| {
        let of_column = draft.values.range(GivenTarget::InLine(*column, 0)..=GivenTarget::InLine(*column, usize::MAX));
        of_column.last().and_then(|(target, _)| line_of(*target))
    });
    last.max().map_or(0, |last| last.saturating_add(1))
}

fn line_of(target: GivenTarget) -> Option<usize> {
    match target {
        GivenTarget::InLine(_, line) => Some(line),
        GivenTarget::Cell(_) | GivenTarget::Parameter(_) => None,
    }
}

/// Gives the columns that make the key of a list.
pub(crate) fn key_of(facts: &PlanFacts<'_>, list: TableId) -> Vec<ColumnId> {
    match &facts.plan.tables[list].shape {
        Shape::List(list) => list.key.clone(),
        Shape::Form { .. } | Shape::Grid { .. } => Vec::new(),
    }
}

struct Making<'a, 'e> {
    facts: &'a PlanFacts<'e>,
    style: Style,
    random: &'a mut Random,
    draft: Draft,
    /// The values that inputs have so far.
    made: BTreeMap<Input, Vec<String>>,
}

impl Making<'_, '_> {
    fn fill_list(&mut self, list: TableId, columns: &[ColumnId], lines: u64) {
        let key = key_of(self.facts, list);
        let there = lines_of(self.facts, &self.draft, list);
        let text_at = |draft: &Draft, line: usize| -> Vec<Option<String>> {
            key.iter().map(|column| draft.values.get(&GivenTarget::InLine(*column, line)).cloned()).collect()
        };
        let mut keys: BTreeSet<Vec<Option<String>>> = (0..there).map(|line| text_at(&self.draft, line)).collect();
        // A line that formulas look for by its key is there first.
        let mut sought: Vec<String> = match key.as_slice() {
            [column] if self.facts.looked_up.contains(&list) && lines > 0 => self.facts.constants(Input::Column(*column)).to_vec(),
            _ => Vec::new(),
        };
        let lines = lines.max(u64::try_from(sought.len()).unwrap_or(0));
        let mut line = there;
        for _ in 0..lines {
            let constant = sought.pop();
            let found = (0..ATTEMPTS_AT_KEY).find_map(|attempt| {
                let values: Vec<Option<String>> =
                    key.iter().map(|column| constant.clone().filter(|_| attempt == 0).or_else(|| self.value(Input::Column(*column)))).collect();
                (key.is_empty() || keys.insert(values.clone())).then_some(values)
            });
            let Some(values) = found else { continue };
            for column in columns {
                let of_key = key.iter().position(|part| part == column).and_then(|place| values.get(place).cloned());
                let text = match of_key {
                    Some(text) => text,
                    None => self.value(Input::Column(*column)),
                };
                self.give(GivenTarget::InLine(*column, line), Input::Column(*column), text);
            }
            line = line.saturating_add(1);
        }
    }

    fn give(&mut self, target: GivenTarget, input: Input, text: Option<String>) {
        let may_be_blank = input.absence(self.facts.plan) != Absence::Required && !self.is_key(input);
        if may_be_blank && self.random.happens(self.style.blanks) {
            return;
        }
        if let Some(text) = text {
            self.made.entry(input).or_default().push(text.clone());
            self.draft.values.insert(target, text);
        }
    }

    fn is_key(&self, input: Input) -> bool {
        match input {
            Input::Column(column) => key_of(self.facts, self.facts.plan.columns[column].table).contains(&column),
            Input::Cell(_) | Input::Parameter(_) => false,
        }
    }

    fn value(&mut self, input: Input) -> Option<String> {
        let facts = self.facts;
        let value_type = input.value_type(facts.plan)?;
        if !value_type.is_number() || self.random.happens(self.style.compared) {
            let linked: Vec<String> = facts.links(input).filter_map(|other| self.made.get(&other)).flatten().take(MOST_LINKED).cloned().collect();
            if !self.is_sought(input)
                && self.random.happens(90)
                && let Some(text) = self.random.pick(&linked)
            {
                return Some(text.clone());
            }
        }
        if self.random.happens(self.style.compared)
            && let Some(text) = self.random.pick(facts.constants(input))
        {
            return Some(text.clone());
        }
        let text = plausible(facts.plan, value_type, facts.period.last_day(), self.style.size, self.random)?;
        let is_negative = value_type.is_number() && self.random.happens(self.style.negatives) && !text.starts_with('-');
        Some(if is_negative { format!("-{text}") } else { text })
    }

    /// Tells whether it is of the key of a list in which lines are looked up: others take their values from it.
    fn is_sought(&self, input: Input) -> bool {
        match input {
            Input::Column(column) => self.facts.looked_up.contains(&self.facts.plan.columns[column].table) && self.is_key(input),
            Input::Cell(_) | Input::Parameter(_) => false,
        }
    }
}
