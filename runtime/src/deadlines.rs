//! The deadlines of a package that fall within a span of days, and the reports that have no day.
//!
//! In come the versions of a package and the days; out go deadlines in the order of time, each with the version that holds
//! for its period. When a report is due `calendar.rs` says; what is written of it, `render/deadlines.rs`.

use crate::calendar::{DueDate, DueDay, due};
use jiff::Span;
use jiff::civil::Date;
use positum_plan::calendar::{Calendar, Deadline, day_after};
use positum_plan::period::{Period, PeriodKind, Validity};
use positum_plan::plan::{Plan, Report, plan_for};

/// The longest that a deadline moves for days off, in days.
const MOST_SHIFT: i32 = 366;
/// How many years before its deadline a period may begin: its own year, and the next in which it is due.
const YEARS_BEFORE: i16 = 2;

/// Days from one to another, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

impl Days {
    /// Gives the days of a year.
    pub fn of_year(year: i16) -> Option<Self> {
        Some(Self { from: Date::new(year, 1, 1).ok()?, until: Date::new(year, 12, 31).ok()? })
    }

    /// Gives the year whose days these are; nothing where they are others.
    pub fn year(self) -> Option<i16> {
        Self::of_year(self.from.year()).filter(|year| *year == self).map(|year| year.from.year())
    }

    /// Tells whether a day is among them.
    pub fn hold(self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Deadlines within some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines<'p> {
    /// Those with a day, by that day.
    pub dated: Vec<DatedReport<'p>>,
    /// Reports that have none, in the order of the definition.
    pub undated: Vec<UndatedReport<'p>>,
    /// How many deadlines are left out since the package is not for their periods.
    pub outside: usize,
}

/// A report that is due on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatedReport<'p> {
    /// The version for the period.
    pub plan: &'p Plan,
    /// The report in it.
    pub report: &'p Report,
    /// The period.
    pub period: Period,
    /// The day.
    pub due: DueDate<'p>,
    /// The calendar on whose working days it falls.
    pub calendar: Option<&'p Calendar>,
}

/// A report for which there is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndatedReport<'p> {
    /// The version that says so.
    pub plan: &'p Plan,
    /// The report in it.
    pub report: &'p Report,
    /// The period, where it is one period that has no day.
    pub period: Option<Period>,
    /// When the version is in force, where others say something else.
    pub validity: Option<Validity>,
    /// Why there is none.
    pub reason: NoDay<'p>,
}

/// Why there is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay<'p> {
    /// The definition does not say when the report is due.
    NotSaid,
    /// The definition does not say for which periods the report is.
    NoPeriods,
    /// What the definition says is not for such periods.
    OtherPeriods,
    /// It is due after an event, or on a working day of which the calendar does not know.
    Known(DueDay<'p>),
}

/// Finds the deadlines whose day, as laid down or as it comes to a working day, is among `days`.
///
/// `reports` names those that are looked at; all where none is named.
pub fn deadlines<'p>(plans: &'p [Plan], days: Days, reports: &[String]) -> Deadlines<'p> {
    let mut found = Deadlines { dated: Vec::new(), undated: Vec::new(), outside: 0 };
    for kind in [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month, PeriodKind::Day] {
        let is_used = |plan: &Plan| plan.reports.iter().any(|report| report.period == Some(kind) && report.due.is_some());
        if plans.iter().any(is_used) {
            periods(kind, days).for_each(|period| add_period(&mut found, plans, period, days, reports));
        }
    }
    // Sorting keeps the order of the definition for the same day and period.
    found.dated.sort_by_key(|one| (one.due.date, one.due.nominal, one.period));
    add_undated(&mut found, plans, days, reports);
    found
}

fn is_wanted(report: &Report, reports: &[String]) -> bool {
    reports.is_empty() || reports.contains(&report.name)
}

/// Gives the periods of a kind of which a deadline may fall on `days`.
fn periods(kind: PeriodKind, days: Days) -> impl Iterator<Item = Period> {
    let latest_shift = days.from.saturating_sub(Span::new().days(MOST_SHIFT));
    let first = Date::new(latest_shift.year().saturating_sub(YEARS_BEFORE), 1, 1).unwrap_or(Date::MIN);
    let last = Date::new(days.until.year(), 12, 31).unwrap_or(Date::MAX);
    let next = move |period: &Period| day_after(*period);
    std::iter::successors(Period::holding(kind, first), move |period| Period::holding(kind, next(period)).filter(|next| next > period))
        .take_while(move |period| period.first_day() <= last)
}

/// Adds what is due for a period; of a period that the package is not for, counts it.
fn add_period<'p>(found: &mut Deadlines<'p>, plans: &'p [Plan], period: Period, days: Days, reports: &[String]) {
    let Some((_, plan)) = plan_for(plans, period) else { return };
    for report in plan.reports.iter().filter(|report| report.period == Some(period.kind()) && is_wanted(report, reports)) {
        if !may_fall(report, period, days) {
            continue;
        }
        let Some(day) = due(plan, report, period) else { continue };
        let is_in_force = plan.package.validity.covers(period.last_day());
        match day {
            DueDay::On(due) if !(days.hold(due.nominal) || days.hold(due.date)) => {}
            DueDay::On(_) | DueDay::UnknownWorkingDay { .. } if !is_in_force => found.outside = found.outside.saturating_add(1),
            DueDay::On(due) => found.dated.push(DatedReport { plan, report, period, due, calendar: calendar_of(plan, report) }),
            DueDay::UnknownWorkingDay { .. } => {
                found.undated.push(UndatedReport { plan, report, period: Some(period), validity: None, reason: NoDay::Known(day) });
            }
            DueDay::AfterEvent { .. } => {}
        }
    }
}

/// Tells, without asking a calendar, whether a deadline may fall on `days`.
fn may_fall(report: &Report, period: Period, days: Days) -> bool {
    let Some(due) = &report.due else { return false };
    let first = day_after(period);
    match &due.deadline {
        Deadline::DayOfNextMonth(_) | Deadline::LastDayOfNextMonth | Deadline::DayOfYear(_) => due.deadline.date(period).is_some_and(|nominal| {
            let latest = if due.calendar.is_some() { nominal.saturating_add(Span::new().days(MOST_SHIFT)) } else { nominal };
            nominal <= days.until && days.from <= latest
        }),
        Deadline::WorkingDayOfNextMonth(_) => first.first_of_month() <= days.until && days.from <= first.last_of_month(),
        Deadline::AfterEvent { .. } => false,
    }
}

/// Gives the calendar on whose working days a report is due.
fn calendar_of<'p>(plan: &'p Plan, report: &Report) -> Option<&'p Calendar> {
    report.due.as_ref()?.calendar.and_then(|calendar| plan.calendars.lookup(calendar))
}

/// Gives the versions that matter for some days: those in force then or in the year before, whose periods are due now.
pub fn versions_for(plans: &[Plan], days: Days) -> Vec<&Plan> {
    let year_before = days.from.saturating_sub(Span::new().years(1));
    let near = Validity { from: Some(year_before), until: Some(days.until) };
    plans.iter().filter(|plan| plan.package.validity.within(near).is_some()).collect()
}

fn add_undated<'p>(found: &mut Deadlines<'p>, plans: &'p [Plan], days: Days, reports: &[String]) {
    let versions = versions_for(plans, days);
    let mut general: Vec<UndatedReport<'p>> = Vec::new();
    for plan in &versions {
        for report in plan.reports.iter().filter(|report| is_wanted(report, reports)) {
            let Some(reason) = no_day(plan, report) else { continue };
            let is_said = |one: &UndatedReport<'_>| one.report.name == report.name && one.reason == reason;
            if let Some(said) = general.iter_mut().find(|one| is_said(one)) {
                // One line for all versions that say the same; the newest has the title.
                (said.plan, said.report) = (plan, report);
                said.validity = said.validity.and_then(|validity| joined(validity, plan.package.validity));
            } else {
                general.push(UndatedReport { plan, report, period: None, validity: Some(plan.package.validity), reason });
            }
        }
    }
    for one in &mut general {
        let says_same = |plan: &&Plan| plan.reports.iter().any(|report| report.name == one.report.name && no_day(plan, report) == Some(one.reason));
        if versions.iter().all(says_same) {
            one.validity = None;
        }
    }
    let place = |one: &UndatedReport<'_>| one.plan.reports.iter().position(|report| report.name == one.report.name);
    found.undated.sort_by_key(|one| (place(one), one.period));
    general.append(&mut found.undated);
    found.undated = general;
}

/// Joins the times of two versions, the second of which follows the first.
fn joined(first: Validity, second: Validity) -> Option<Validity> {
    Some(Validity { from: first.from, until: second.until })
}

/// Tells why a report has no day for any period; nothing where it has.
fn no_day<'p>(plan: &'p Plan, report: &'p Report) -> Option<NoDay<'p>> {
    let Some(due) = &report.due else { return Some(NoDay::NotSaid) };
    match (&due.deadline, report.period) {
        (Deadline::AfterEvent { working_days, event }, _) => Some(NoDay::Known(DueDay::AfterEvent { working_days: *working_days, event })),
        (Deadline::DayOfNextMonth(_) | Deadline::LastDayOfNextMonth | Deadline::WorkingDayOfNextMonth(_) | Deadline::DayOfYear(_), None) => {
            Some(NoDay::NoPeriods)
        }
        (Deadline::DayOfNextMonth(_) | Deadline::LastDayOfNextMonth, Some(_)) => None,
        (Deadline::WorkingDayOfNextMonth(_), Some(_)) => calendar_of(plan, report).is_none().then_some(NoDay::NotSaid),
        (Deadline::DayOfYear(days), Some(kind)) => {
            let fits = match kind {
                PeriodKind::Year => days.len() == 1,
                PeriodKind::Quarter => days.len() == 4,
                PeriodKind::Month => days.len() == 12,
                PeriodKind::Day => false,
            };
            (!fits).then_some(NoDay::OtherPeriods)
        }
    }
}
