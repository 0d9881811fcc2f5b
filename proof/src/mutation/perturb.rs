//! Submissions that differ from another in one value.

use super::cone::Cone;
use crate::given_target::type_of_target;
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};

/// The largest submission of which every value is changed.
const MOST_CHANGED: usize = 60;

/// Changes each value that a difference rests on by itself: one more and one less, the other sign, zero, blank.
pub(super) fn perturbed(plan: &Plan, cone: &Cone, case: &TestCase) -> Vec<TestCase> {
    let in_cone = |given: &GivenValue| match given.target {
        GivenTarget::Cell(cell) => cone.inputs.contains(&CellReference::Cell(cell)),
        GivenTarget::InLine(column, _) => cone.inputs.contains(&CellReference::Column(column)),
        GivenTarget::Parameter(parameter) => cone.parameters.contains(&parameter),
    };
    let wanted = (0_usize..).zip(&case.given).filter(|(_, given)| in_cone(given)).take(MOST_CHANGED);
    wanted.flat_map(|(index, given)| others(plan, given).into_iter().map(move |other| with(case, index, other))).collect()
}

/// Gives the case with another value; without it where that is nothing.
pub(super) fn with(case: &TestCase, index: usize, text: Option<String>) -> TestCase {
    let mut other = case.clone();
    match text {
        Some(text) => other.given.iter_mut().skip(index).take(1).for_each(|given| given.text = Some(text.clone())),
        None => {
            let mut place = 0_usize;
            other.given.retain(|_| {
                let is_kept = place != index;
                place = place.saturating_add(1);
                is_kept
            });
        }
    }
    other
}

fn others(plan: &Plan, given: &GivenValue) -> Vec<Option<String>> {
    let mut found = vec![None];
    let Some(number) = given.text.as_deref().and_then(|text| Exact::parse_plain(text).ok()) else { return found };
    let step = last_digit(plan, given.target);
    let changed = [number.plus(&Exact::whole(1)), number.minus(&Exact::whole(1)), number.plus(&step), number.minus(&step), Some(number.negated())];
    found.extend(changed.into_iter().flatten().chain([Exact::whole(0)]).map(|number| Some(number.to_string())));
    found
}

/// Gives one unit of the last digit in which a value is submitted.
pub(super) fn last_digit(plan: &Plan, target: GivenTarget) -> Exact {
    Exact::scaled(1, type_of_target(plan, target).map_or(0, |value_type| value_type.decimals))
}
