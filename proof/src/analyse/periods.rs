//! Periods to ask in: for each length that the reports of a plan have, one for each time in which its parameters have the
//! same values.

use jiff::civil::Date;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::Plan;
use std::collections::BTreeSet;

/// The most periods of one length.
const MOST: usize = 8;

/// Gives the periods to ask in, by length and time.
pub fn representative_periods(plan: &Plan) -> Vec<Period> {
    let kinds: BTreeSet<PeriodKind> = plan.reports.iter().map(|report| report.period.unwrap_or(PeriodKind::Quarter)).collect();
    let is_any = plan.reports.iter().all(|report| report.period.is_none());
    let kinds = if is_any { BTreeSet::from([PeriodKind::Quarter]) } else { kinds };
    kinds.into_iter().flat_map(|kind| periods_of(plan, kind)).collect()
}

fn periods_of(plan: &Plan, kind: PeriodKind) -> Vec<Period> {
    let validity = plan.package.validity;
    let begins: BTreeSet<Date> =
        plan.parameters.iter().flat_map(|parameter| parameter.values.iter().filter_map(|value| value.validity.from)).collect();
    let usual = PeriodKind::Day.example().parse().map(Period::first_day).ok();
    // Where a package is for any time, parameters say when it begins.
    let first = validity.from.or_else(|| begins.first().copied()).or(validity.until).or(usual);
    let later = begins.iter().copied().filter(|day| first.is_some_and(|first| *day > first));
    let days = first.into_iter().chain(later).filter(|day| validity.until.is_none_or(|until| *day <= until));
    let holding = days.filter_map(|day| Period::holding(kind, day));
    // The last day decides; where it is later than the version, the period before is tried.
    let covered = |period: Period| [Some(period), period.previous()].into_iter().flatten().find(|period| validity.covers(period.last_day()));
    let periods: BTreeSet<Period> = holding.filter_map(covered).collect();
    periods.into_iter().take(MOST).collect()
}
