//! A bounded pool of drafts that goes through every branch and to both sides of every edge that it finds.

use super::changes::{targets, with_other_lines, with_value, without_lines};
use super::earlier_drafts::drafts_after;
use super::edges::find_edge;
use super::inputs::Input;
use super::judge::{Lines, Wanted, lines_for, with_parts};
use super::make_draft::{Style, make_draft};
use super::plan_facts::PlanFacts;
use super::reach::{lines_near, reach};
use super::reached::{Reached, Way, choices, reached};
use super::rounding_ties::drafts_at_ties;
use super::solve_number::meeting_points;
use super::values::Size;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::goal::{Gives, Goal};
use crate::random::Random;
use positum_plan::plan::{Absence, Node, NodeId, TableId};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::Value;
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeSet;

/// The most drafts of a pool.
const MOST_DRAFTS: usize = 400;
/// How many drafts with values that are all different it has, whatever they reach.
const PLAIN: usize = 8;
/// How many drafts of each kind are made and kept only where they reach something new.
const ROUNDS: usize = 12;
/// The most inputs along which the edge of one comparison is looked for.
const MOST_INPUTS: usize = 6;
/// The most steps for a draft with which nothing is wrong.
const STEPS_TO_CLEAN: u64 = 2_000;
/// The most steps for one branch that no draft went through by itself.
const MOST_STEPS: u64 = 120;

/// Drafts, with what they reach.
struct Pool<'a, 'e> {
    facts: &'a PlanFacts<'e>,
    choices: Vec<(NodeId, &'static [Way])>,
    drafts: Vec<Draft>,
    reached: BTreeSet<Reached>,
}

/// Gathers the drafts, the most telling first.
pub(crate) fn gather(facts: &PlanFacts<'_>, seed: u64, budget: &mut Budget<'_>) -> Vec<Draft> {
    let mut pool = Pool { facts, choices: choices(facts), drafts: Vec::new(), reached: BTreeSet::new() };
    let mut random = Random::new(seed, 1);
    pool.add_plain(&mut random, budget);
    pool.add_varied(&mut random, budget);
    pool.add_blanks(&mut random, budget);
    pool.add_branches(&mut random, budget);
    pool.add_outcomes(&mut random, budget);
    pool.add_edges(budget);
    pool.add_ties(&mut random, budget);
    pool.add_after(&mut random, budget);
    pool.drafts
}

impl Pool<'_, '_> {
    fn is_full(&self) -> bool {
        self.drafts.len() >= MOST_DRAFTS
    }

    /// Keeps a draft where it reaches something new, or in any case.
    fn offer(&mut self, draft: Draft, in_any_case: bool, budget: &mut Budget<'_>) {
        if self.is_full() || !budget.spend() {
            return;
        }
        let reached = with_parts(self.facts, &draft, |parts| reached(self.facts, parts, &self.choices));
        let is_new = !reached.is_subset(&self.reached);
        self.reached.extend(reached);
        if is_new || (in_any_case && !self.drafts.contains(&draft)) {
            self.drafts.push(draft);
        }
    }

    /// Adds drafts in which everything has a value, and none stands twice by intent.
    fn add_plain(&mut self, random: &mut Random, budget: &mut Budget<'_>) {
        for round in 0..PLAIN {
            let negatives = if round % 3 == 2 { 40 } else { 0 };
            let draft = make_draft(self.facts, Style { compared: 20, negatives, ..Style::USUAL }, random);
            self.offer(draft, true, budget);
        }
        let wanted = Wanted { goals: &[], is_clean: true };
        for _ in 0..2 {
            let draft = make_draft(self.facts, Style::USUAL, random);
            if let Some(clean) = reach(self.facts, &draft, &wanted, random, (STEPS_TO_CLEAN, budget)) {
                self.offer(clean, true, budget);
            }
        }
    }

    fn add_varied(&mut self, random: &mut Random, budget: &mut Budget<'_>) {
        let styles = [
            Style { negatives: 50, ..Style::USUAL },
            Style { compared: 90, blanks: 10, ..Style::USUAL },
            Style { size: Size::Small, compared: 30, ..Style::USUAL },
            Style { blanks: 50, negatives: 20, ..Style::USUAL },
            Style { least_lines: 1, most_lines: 1, blanks: 20, negatives: 20, ..Style::USUAL },
            Style { least_lines: 5, most_lines: 12, compared: 50, ..Style::USUAL },
        ];
        for _ in 0..ROUNDS {
            for style in styles {
                self.offer(make_draft(self.facts, style, random), false, budget);
            }
        }
        for style in [Style::LEAST, Style { size: Size::Greatest, ..Style::USUAL }] {
            self.offer(make_draft(self.facts, style, random), true, budget);
        }
        self.offer(Draft::new("sample", self.facts.period), true, budget);
    }

    /// Leaves out, one after the other, what may be blank and what may not, and lines.
    fn add_blanks(&mut self, random: &mut Random, budget: &mut Budget<'_>) {
        let Some(base) = self.drafts.last().cloned().map(|_| make_draft(self.facts, Style { compared: 20, ..Style::USUAL }, random)) else { return };
        let zeros = |absence: Absence| {
            let mut draft = base.clone();
            for (target, text) in &mut draft.values {
                let input = super::changes::input_of(*target);
                let is_number = input.value_type(self.facts.plan).is_some_and(positum_plan::value::ValueType::is_number);
                if is_number && (absence == Absence::Zero) == (input.absence(self.facts.plan) == Absence::Zero) {
                    "0".clone_into(text);
                }
            }
            draft
        };
        let drafts = [zeros(Absence::Zero), zeros(Absence::Required)];
        drafts.into_iter().for_each(|draft| self.offer(draft, true, budget));
        for (list, _) in &self.facts.inputs.lists {
            self.offer(without_lines(self.facts, &base, *list), true, budget);
            with_other_lines(self.facts, &base, *list, random).into_iter().for_each(|draft| self.offer(draft, false, budget));
        }
        let all: Vec<Input> = self.facts.inputs.cells.iter().map(|cell| Input::Cell(*cell)).chain(self.columns()).collect();
        for input in all {
            for target in targets(self.facts, &base, input, 1, 1) {
                self.offer(with_value(&base, target, None), false, budget);
            }
        }
    }

    fn columns(&self) -> Vec<Input> {
        self.facts.inputs.lists.iter().flat_map(|(_, columns)| columns.iter().map(|column| Input::Column(*column))).collect()
    }

    /// Looks for drafts through branches that none went through.
    fn add_branches(&mut self, random: &mut Random, budget: &mut Budget<'_>) {
        for (node, ways) in self.choices.clone() {
            for way in ways {
                if self.reached.contains(&Reached::Part(node, *way)) || self.is_full() {
                    continue;
                }
                let gives = match way {
                    Way::Holds => Gives::True,
                    Way::Not => Gives::False,
                    Way::Nothing | Way::Equal | Way::Of(_) => continue,
                };
                if !matches!(self.facts.plan.nodes[node], Node::Comparison { .. } | Node::In { .. } | Node::Matches { .. }) {
                    continue;
                }
                let list = self.facts.needed.lookup(node).and_then(|lists| lists.last()).copied();
                let goals = [Goal::Part { node, list, gives }];
                let Some(base) = random.pick(&self.drafts).cloned() else { return };
                let wanted = Wanted { goals: &goals, is_clean: false };
                if let Some(draft) = reach(self.facts, &base, &wanted, random, (MOST_STEPS, budget)) {
                    self.offer(draft, false, budget);
                }
            }
        }
    }

    /// Looks for drafts with which checks pass and fail that do neither so far.
    fn add_outcomes(&mut self, random: &mut Random, budget: &mut Budget<'_>) {
        for check in self.facts.plan.checks.ids() {
            for outcome in [Outcome::Pass, Outcome::Fail] {
                if self.is_full() || self.reached.contains(&Reached::of_check(check, outcome)) {
                    continue;
                }
                let Some(base) = random.pick(&self.drafts).cloned() else { return };
                let goals = [Goal::Outcome(check, outcome)];
                let wanted = Wanted { goals: &goals, is_clean: false };
                if let Some(draft) = reach(self.facts, &base, &wanted, random, (MOST_STEPS, budget)) {
                    self.offer(draft, false, budget);
                }
            }
        }
    }

    /// Adds drafts by which rules of rounding differ.
    fn add_ties(&mut self, random: &mut Random, budget: &mut Budget<'_>) {
        let Some(base) = self.drafts.first().cloned() else { return };
        for draft in drafts_at_ties(self.facts, &base, random, budget) {
            self.offer(draft, true, budget);
        }
    }

    /// Adds a draft with earlier submissions, where formulas ask for them.
    fn add_after(&mut self, random: &mut Random, budget: &mut Budget<'_>) {
        let base = self.drafts.first().cloned();
        for draft in drafts_after(self.facts, base.iter(), random, budget) {
            self.offer(draft, true, budget);
        }
    }

    /// Adds both sides of the edges of comparisons of numbers.
    fn add_edges(&mut self, budget: &mut Budget<'_>) {
        let bases: Vec<Draft> = self.drafts.iter().take(PLAIN.saturating_add(2)).rev().cloned().collect();
        for (node, _) in self.choices.clone() {
            let Node::Comparison { left, right, .. } = self.facts.plan.nodes[node] else { continue };
            if self.is_full() || budget.left() == 0 {
                return;
            }
            for base in bases.iter().take(3) {
                if self.add_edge(base, (node, left, right), budget) {
                    break;
                }
            }
        }
    }

    fn add_edge(&mut self, base: &Draft, (node, left, right): (NodeId, NodeId, NodeId), budget: &mut Budget<'_>) -> bool {
        let numbers = |lines: &[(TableId, usize)], parts: &positum_runtime::evaluate::EvaluatedParts<'_>| {
            let is_number = |node: NodeId| matches!(parts.part(node, lines), Ok(Value::Number(_)));
            is_number(left) && is_number(right)
        };
        let lines: Option<Lines> = with_parts(self.facts, base, |parts| {
            let lines = lines_near(self.facts, parts, node, 0);
            (numbers(&lines, parts) && !lines_for(self.facts, parts, node).is_empty()).then_some(lines)
        });
        let Some(lines) = lines else { return false };
        let line = lines.last().map_or(0, |(_, line)| *line);
        for input in self.facts.cone(&[node]).inputs.iter().take(MOST_INPUTS) {
            for target in targets(self.facts, base, *input, line, 1) {
                let points = with_parts(self.facts, base, |parts| meeting_points(self.facts, (base, parts), target, (node, &lines), budget));
                let ask = |parts: &positum_runtime::evaluate::EvaluatedParts<'_>| match parts.part(node, &lines) {
                    Ok(Value::Bool(holds)) => Some(holds),
                    Ok(Value::Number(_) | Value::Text(_) | Value::Date(_)) | Err(_) => None,
                };
                if let Some(edge) = find_edge(self.facts, base, target, &points, &ask, budget) {
                    self.keep_edge(edge.same, edge.other, edge.target, budget);
                    return true;
                }
            }
        }
        false
    }

    fn keep_edge(&mut self, same: Draft, other: Draft, target: GivenTarget, budget: &mut Budget<'_>) {
        // One unit beyond either side shows a comparison that takes in or leaves out its limit.
        let value_type = super::changes::input_of(target).value_type(self.facts.plan);
        let units = |draft: &Draft| draft.values.get(&target).and_then(|text| super::units::units_of(text, value_type?));
        let beyond = units(&same).zip(units(&other)).and_then(|(same, other)| other.checked_add(other.checked_sub(same)?));
        let beyond = beyond.zip(value_type).and_then(|(units, value_type)| super::units::text_of_units(units, value_type));
        let beyond = beyond.map(|text| with_value(&other, target, Some(&text)));
        [Some(same), Some(other), beyond].into_iter().flatten().for_each(|draft| self.offer(draft, true, budget));
    }
}
