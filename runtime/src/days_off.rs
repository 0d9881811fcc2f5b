//! The holidays, substitute days and moved days of a package's calendars within a span of days.
//!
//! In come the versions of a package and the days; out goes each calendar with its days in order. Which days they are, the
//! plan's calendars know (`working_days.rs`).

use crate::deadlines::{Days, versions_for};
use jiff::civil::Date;
use positum_plan::calendar::Calendar;
use positum_plan::period::Validity;
use positum_plan::plan::Plan;
use positum_plan::working_days::SpecialDay;

/// A calendar with its days that are off, or worked, other than the days of the week say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDays<'p> {
    /// The version that has the calendar.
    pub plan: &'p Plan,
    /// The calendar.
    pub calendar: &'p Calendar,
    /// The days in order.
    pub days: Vec<(Date, SpecialDay<'p>)>,
    /// How much the calendar knows of the days that were asked for.
    pub knowledge: Knowledge,
}

/// How much a calendar knows of some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// All of them.
    Whole,
    /// Some.
    Part,
    /// None.
    Nothing,
}

/// Gives the calendars of a package with their days among `days`; one that versions share, once.
pub fn calendar_days<'p>(plans: &'p [Plan], days: Days) -> Vec<CalendarDays<'p>> {
    let mut versions = versions_for(plans, days);
    if versions.is_empty() {
        versions.extend(plans.last());
    }
    let mut found: Vec<CalendarDays<'p>> = Vec::new();
    for plan in versions {
        for calendar in plan.calendars.iter() {
            if found.iter().all(|known| known.calendar != calendar) {
                found.push(CalendarDays { plan, calendar, days: special_days(calendar, days), knowledge: knowledge(calendar, days) });
            }
        }
    }
    found
}

fn special_days(calendar: &Calendar, days: Days) -> Vec<(Date, SpecialDay<'_>)> {
    let years = days.from.year()..=days.until.year();
    years.flat_map(|year| calendar.special_days(year)).filter(|(day, _)| days.hold(*day)).collect()
}

fn knowledge(calendar: &Calendar, days: Days) -> Knowledge {
    let asked = Validity { from: Some(days.from), until: Some(days.until) };
    match calendar.validity.within(asked) {
        Some(known) if known == asked => Knowledge::Whole,
        Some(_) => Knowledge::Part,
        None => Knowledge::Nothing,
    }
}
