//! Drafts with submissions that the same entity made before, for checks that take something from them.
//!
//! What was submitted before is begun as what is submitted now, so that lists have lines with the same keys. Then what must
//! be equal to something earlier gets that value.

use super::inputs::Input;
use super::judge::{Lines, Wanted, lines_for, with_parts};
use super::make_draft::Style;
use super::plan_facts::PlanFacts;
use super::reach::reach;
use super::valid_cases::find_one;
use super::values::text_of;
use crate::budget::Budget;
use crate::draft::{Draft, Values};
use crate::random::Random;
use positum_plan::period::Period;
use positum_plan::plan::{CheckId, Comparison, Node, NodeId, Plan};
use positum_plan::reads::Reads;
use positum_plan::test_case::GivenTarget;
use positum_plan::value::Value;
use positum_runtime::evaluate::EvaluatedParts;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How often values are carried forward, where one rests on another.
const ROUNDS: usize = 3;
/// The most steps for an earlier submission, or for what follows it, with which nothing is wrong.
const MOST_STEPS: u64 = 1_500;

/// Tells whether a check takes something from an earlier submission.
pub(crate) fn asks_for_earlier(facts: &PlanFacts<'_>, check: CheckId) -> bool {
    let body = &facts.plan.checks[check];
    let nodes: Vec<NodeId> = std::iter::once(body.requirement).chain(body.condition).collect();
    facts.cone(&nodes).asks_for_earlier
}

/// Gives the earlier periods of which a plan takes something in a period, and for which it is in force.
pub(crate) fn earlier_periods(plan: &Plan, period: Period) -> BTreeSet<Period> {
    let asked = plan.nodes.iter().filter_map(|node| if let Node::Earlier { which, .. } = node { which.before(period) } else { None });
    asked.filter(|period| plan.package.validity.covers(period.last_day())).collect()
}

/// Gives drafts earlier submissions: such with which nothing is wrong, wherever they are found.
pub(crate) fn drafts_after<'d>(
    facts: &PlanFacts<'_>,
    bases: impl Iterator<Item = &'d Draft>,
    random: &mut Random,
    budget: &mut Budget<'_>,
) -> Vec<Draft> {
    let periods = earlier_periods(facts.plan, facts.period);
    if periods.is_empty() {
        return Vec::new();
    }
    let wanted = Wanted { goals: &[], is_clean: true };
    let mut drafts = Vec::new();
    for base in bases {
        let earlier: BTreeMap<Period, Values> = periods.iter().map(|period| (*period, given_before(facts, base, *period, random, budget))).collect();
        // Not every format can write a submission that gives nothing.
        if earlier.values().any(Values::is_empty) {
            continue;
        }
        let carried = carried_forward(facts, &Draft { earlier: Arc::new(earlier), ..base.clone() });
        let clean = reach(facts, &carried, &wanted, random, (MOST_STEPS, budget));
        drafts.push(clean.unwrap_or(carried));
    }
    drafts
}

/// Gives what is submitted for an earlier period: the same, changed until nothing is wrong with it.
fn given_before(facts: &PlanFacts<'_>, base: &Draft, period: Period, random: &mut Random, budget: &mut Budget<'_>) -> Values {
    let facts = PlanFacts::new(facts.evaluator, period, &facts.given);
    let begun = Draft { values: base.values.clone(), ..Draft::new(&base.entity, period) };
    let wanted = Wanted { goals: &[], is_clean: true };
    let found = reach(&facts, &begun, &wanted, random, (MOST_STEPS, budget));
    found.or_else(|| find_one(&facts, Style::USUAL, random, budget)).unwrap_or(begun).values
}

/// Gives a draft in which inputs that checks hold equal to something earlier are so.
pub(crate) fn carried_forward(facts: &PlanFacts<'_>, draft: &Draft) -> Draft {
    let checks: Vec<CheckId> = facts.plan.checks.ids().filter(|check| asks_for_earlier(facts, *check)).collect();
    let mut draft = draft.clone();
    for _ in 0..ROUNDS {
        let carried: Values = with_parts(facts, &draft, |parts| checks.iter().flat_map(|check| carried_by(facts, parts, *check)).collect());
        if carried.iter().all(|(target, text)| draft.values.get(target) == Some(text)) {
            break;
        }
        draft.values.extend(carried);
    }
    draft
}

/// Gives the values that inputs must have for a check to pass that holds them equal to something earlier.
fn carried_by(facts: &PlanFacts<'_>, parts: &EvaluatedParts<'_>, check: CheckId) -> Vec<(GivenTarget, String)> {
    let body = &facts.plan.checks[check];
    let mut carried = Vec::new();
    for lines in lines_for(facts, parts, body.requirement) {
        let applies = body.condition.is_none_or(|condition| parts.part(condition, &lines) == Ok(Value::Bool(true)));
        let mut waiting = if applies { vec![body.requirement] } else { Vec::new() };
        while let Some(node) = waiting.pop() {
            waiting.extend(facts.plan.parts(node));
            let Node::Comparison { operator: Comparison::Equal, left, right, .. } = &facts.plan.nodes[node] else { continue };
            let sides = [(*left, *right), (*right, *left)];
            carried.extend(sides.into_iter().find_map(|(own, other)| value_of(facts, parts, (own, other), &lines)));
        }
    }
    carried
}

/// Gives the input that one side of an equation is, with the value of the other, where that takes something from earlier.
fn value_of(facts: &PlanFacts<'_>, parts: &EvaluatedParts<'_>, (own, other): (NodeId, NodeId), lines: &Lines) -> Option<(GivenTarget, String)> {
    let Some(Reads::Cell(reference)) = facts.plan.reads(own) else { return None };
    let input = facts.input_behind(reference)?;
    let target = match input {
        Input::Cell(cell) => GivenTarget::Cell(cell),
        Input::Column(column) => {
            let (_, line) = lines.iter().find(|(table, _)| *table == facts.plan.columns[column].table)?;
            GivenTarget::InLine(column, *line)
        }
        Input::Parameter(_) => return None,
    };
    if !facts.cone(&[other]).asks_for_earlier {
        return None;
    }
    let value = parts.part(other, lines).ok()?;
    Some((target, text_of(&value, input.value_type(facts.plan)?)?))
}
