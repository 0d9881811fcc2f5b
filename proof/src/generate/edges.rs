//! Finds, along one input of a draft, two neighbouring values between which something changes.

use super::changes::{input_of, with_value};
use super::judge::with_parts;
use super::plan_facts::PlanFacts;
use super::units::{text_of_units, units_of};
use crate::budget::Budget;
use crate::draft::Draft;
use positum_plan::plan::Absence;
use positum_plan::test_case::GivenTarget;
use positum_runtime::evaluate::EvaluatedParts;

/// The greatest power of ten by which a number is moved to see a change.
const MOST_POWERS: u32 = 11;

/// Two drafts that differ in one cell by one unit of its last digit.
pub(crate) struct Edge {
    /// As the draft that it was begun with.
    pub(crate) same: Draft,
    /// In which something is otherwise.
    pub(crate) other: Draft,
    /// The cell.
    pub(crate) target: GivenTarget,
}

/// Walks along a number of a draft to where what is asked of it changes: `points` are tried first. What is asked must not
/// be nothing at the start.
pub(crate) fn find_edge<A: PartialEq>(
    facts: &PlanFacts<'_>,
    draft: &Draft,
    target: GivenTarget,
    points: &[i128],
    ask: &dyn Fn(&EvaluatedParts<'_>) -> Option<A>,
    budget: &mut Budget<'_>,
) -> Option<Edge> {
    let value_type = input_of(target).value_type(facts.plan).filter(|value_type| value_type.is_number())?;
    let start = match draft.values.get(&target) {
        Some(text) => units_of(text, value_type)?,
        None if input_of(target).absence(facts.plan) == Absence::Zero => 0,
        None => return None,
    };
    let at = |units: i128| text_of_units(units, value_type).map(|text| with_value(draft, target, Some(&text)));
    let asked = |units: i128, budget: &mut Budget<'_>| if budget.spend() { with_parts(facts, &at(units)?, ask) } else { None };
    let first = asked(start, budget)?;
    let near = points.iter().flat_map(|point| [Some(*point), point.checked_add(1), point.checked_sub(1)]);
    let powers = (0..=MOST_POWERS).filter_map(|power| 10_i128.checked_pow(power));
    let far = powers.flat_map(|step| [start.checked_add(step), start.checked_sub(step)]);
    let mut other = near.chain(far).flatten().find(|units| asked(*units, budget).is_some_and(|answer| answer != first))?;
    let mut same = start;
    while let Some(middle) = middle_of(same, other) {
        match asked(middle, budget) {
            Some(answer) if answer == first => same = middle,
            Some(_) => other = middle,
            None => return None,
        }
    }
    Some(Edge { same: at(same)?, other: at(other)?, target })
}

/// Gives a number between two that are no neighbours.
fn middle_of(one: i128, two: i128) -> Option<i128> {
    let distance = two.checked_sub(one)?;
    (distance.checked_abs()? > 1).then(|| one.saturating_add(distance / 2))
}
