//! Submissions made of nothing but what a difference rests on.

use super::cone::Cone;
use super::pool::{Choice, Pool};
use crate::random::Random;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};
use std::collections::BTreeMap;

/// How many drafts are made.
pub(super) const DRAFTS: u64 = 24;
/// Styles of values from here on are all alike.
const STYLES: u64 = 7;

/// Fills in everything that a difference rests on.
pub(super) fn draft(plan: &Plan, cone: &Cone, pool: &Pool, period: Period, seed: u64, number: u64) -> TestCase {
    let mut random = Random::of_seed(seed.wrapping_mul(DRAFTS).wrapping_add(number));
    let style = usize::try_from(number.min(STYLES)).unwrap_or(0);
    let given = filled(plan, cone, pool, style, period, &mut random);
    let before = cone.earlier.iter().filter_map(|which| which.before(period)).filter(|period| plan.package.validity.covers(period.last_day()));
    let earlier = before.map(|period| (period, filled(plan, cone, pool, if style == 0 { 2 } else { style }, period, &mut random))).collect();
    TestCase {
        name: "mutation".to_owned(),
        report: None,
        period,
        entity: "test".to_owned(),
        given,
        earlier,
        files: BTreeMap::new(),
        expectations: Vec::new(),
    }
}

fn filled(plan: &Plan, cone: &Cone, pool: &Pool, style: usize, period: Period, random: &mut Random) -> Vec<GivenValue> {
    let mut given = Vec::new();
    let mut index = 0_usize;
    let mut give = |target: GivenTarget, random: &mut Random| {
        // Now and then something is left blank.
        let is_blank = style >= 6 && random.below(8) == 0;
        let text = pool.choose(plan, cone, target, &Choice { style, index, period }, random);
        index = index.saturating_add(1);
        if let Some(text) = text.filter(|_| !is_blank) {
            given.push(GivenValue { target, text: Some(text) });
        }
    };
    for (list, inputs) in cone.by_list(plan) {
        let lines = if list.is_none() { 1 } else { lines_in(style, random) };
        for line in 0..lines {
            for input in &inputs {
                let target = match input {
                    CellReference::Cell(cell) => GivenTarget::Cell(*cell),
                    CellReference::Column(column) => GivenTarget::InLine(*column, line),
                };
                give(target, random);
            }
        }
    }
    let open = cone.parameters.iter().filter(|parameter| plan.parameters[**parameter].values.is_empty());
    open.for_each(|parameter| give(GivenTarget::Parameter(*parameter), random));
    given
}

fn lines_in(style: usize, random: &mut Random) -> usize {
    match style {
        0..=2 => 2,
        3..=5 => 1,
        _ => random.pick(&[0, 1, 2, 3]).copied().unwrap_or(1),
    }
}
