//! Brings the sides of comparisons together by changing one number: along a straight line through two tries.

use super::changes::{input_of, with_value};
use super::judge::{Lines, gaps, with_parts};
use super::plan_facts::PlanFacts;
use super::units::{text_of_units, units_of, units_of_plain};
use crate::budget::Budget;
use crate::draft::Draft;
use positum_plan::amount::{Exact, MOST_DIGITS};
use positum_plan::plan::NodeId;
use positum_plan::test_case::GivenTarget;
use positum_plan::value::ValueType;
use positum_runtime::evaluate::EvaluatedParts;

/// How many units a number is moved to see which way the sides go.
const STEP: i128 = 1_000;
/// The most comparisons that one number is solved for.
const MOST_COMPARISONS: usize = 4;

/// Gives numbers, as units of the last digit, near which the sides of comparisons below a part meet; `parts` are those of the
/// draft, which is evaluated once for all its numbers.
pub(crate) fn meeting_points(
    facts: &PlanFacts<'_>,
    (draft, parts): (&Draft, &EvaluatedParts<'_>),
    target: GivenTarget,
    (node, lines): (NodeId, &Lines),
    budget: &mut Budget<'_>,
) -> Vec<i128> {
    let Some(value_type) = input_of(target).value_type(facts.plan).filter(|value_type| value_type.is_number()) else { return Vec::new() };
    let now = draft.values.get(&target).and_then(|text| units_of(text, value_type)).unwrap_or(0);
    let Some(moved) = now.checked_add(STEP) else { return Vec::new() };
    let Some(text) = text_of_units(moved, value_type) else { return Vec::new() };
    if !budget.spend() || !budget.spend() {
        return Vec::new();
    }
    let before = gaps(parts, node, lines);
    let after = with_parts(facts, &with_value(draft, target, Some(&text)), |parts| gaps(parts, node, lines));
    let mut points: Vec<i128> = Vec::new();
    for (before, after) in before.iter().zip(&after).take(MOST_COMPARISONS) {
        if let (Some(before), Some(after)) = (before, after)
            && let Some(point) = crossing(now, before, after, value_type)
            && !points.contains(&point)
        {
            points.push(point);
        }
    }
    points
}

/// Gives the units at which a difference is zero that has one value now and another a step further.
fn crossing(now: i128, before: &Exact, after: &Exact, value_type: &ValueType) -> Option<i128> {
    let rise = after.minus(before)?;
    let steps = before.negated().divided_by(&rise)?;
    let plain = steps.times(&Exact::whole(STEP))?.times(&value_type.last_digit())?;
    let point = now.checked_add(units_of_plain(&plain, value_type)?)?;
    (point.checked_abs()? < 10_i128.checked_pow(MOST_DIGITS)?).then_some(point)
}
