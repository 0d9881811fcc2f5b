//! The periods for which submissions are generated where nobody says one.

use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::Plan;
use std::collections::BTreeSet;

/// Gives a period for each length that reports of a plan have, in the order of the reports: the last that the plan is for, or
/// the first, where it has no end.
pub fn usual_periods(plan: &Plan) -> Vec<Period> {
    let mut kinds: Vec<PeriodKind> = plan.reports.iter().filter_map(|report| report.period).collect();
    let mut seen = BTreeSet::new();
    kinds.retain(|kind| seen.insert(*kind));
    if kinds.is_empty() {
        kinds.push(PeriodKind::Quarter);
    }
    kinds.into_iter().filter_map(|kind| period_of(plan, kind)).collect()
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
