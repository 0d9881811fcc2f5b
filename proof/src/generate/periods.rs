//! The periods for which submissions are generated where nobody says one.

use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{Node, PeriodPart, Plan};
use std::collections::BTreeSet;

/// The most periods that are passed over in search of one with earlier ones.
const MOST_PASSED_OVER: usize = 400;

/// Gives a period for each length that reports of a plan have, in the order of the reports: the last that the plan is for, or
/// the first, where it has no end. Where formulas ask for earlier submissions, it is the first for which the plan has them
/// all; and where it matters which quarter or month it is, the next one too.
pub fn usual_periods(plan: &Plan) -> Vec<Period> {
    let mut kinds: Vec<PeriodKind> = plan.reports.iter().filter_map(|report| report.period).collect();
    let mut seen = BTreeSet::new();
    kinds.retain(|kind| seen.insert(*kind));
    if kinds.is_empty() {
        kinds.push(PeriodKind::Quarter);
    }
    kinds.into_iter().filter_map(|kind| period_of(plan, kind)).flat_map(|period| with_earlier(plan, period)).collect()
}

fn with_earlier(plan: &Plan, period: Period) -> Vec<Period> {
    if !plan.nodes.iter().any(|node| matches!(node, Node::Earlier { .. })) {
        return vec![period];
    }
    let periods = std::iter::successors(Some(period), |period| next_of(plan, *period)).take(MOST_PASSED_OVER);
    let found = periods.clone().find(|period| are_all_covered(plan, *period)).unwrap_or(period);
    let is_part_of_year = matches!(period.kind(), PeriodKind::Quarter | PeriodKind::Month);
    let is_told_apart = is_part_of_year && plan.nodes.iter().any(|node| matches!(node, Node::PeriodPart(PeriodPart::Quarter | PeriodPart::Month)));
    std::iter::once(found).chain(next_of(plan, found).filter(|_| is_told_apart)).collect()
}

fn next_of(plan: &Plan, period: Period) -> Option<Period> {
    let next = Period::holding(period.kind(), period.last_day().tomorrow().ok()?)?;
    plan.package.validity.covers(next.last_day()).then_some(next)
}

/// Tells whether the plan is in force for all earlier periods that its formulas ask for.
fn are_all_covered(plan: &Plan, period: Period) -> bool {
    let mut asked = plan.nodes.iter().filter_map(|node| if let Node::Earlier { which, .. } = node { Some(which.before(period)) } else { None });
    asked.all(|before| before.is_some_and(|before| plan.package.validity.covers(before.last_day())))
}

fn period_of(plan: &Plan, kind: PeriodKind) -> Option<Period> {
    let validity = plan.package.validity;
    if let Some(until) = validity.until {
        let last = Period::holding(kind, until)?;
        return if last.last_day() > until { last.previous() } else { Some(last) };
    }
    match validity.from {
        // The period that holds the first day ends in the time of the plan.
        Some(from) => Period::holding(kind, from),
        None => kind.example().parse().ok(),
    }
}
