//! When a report is due: the day laid down, the working day that it comes to, and why they differ.
//!
//! In come a plan, one of its reports and a period; out go dates. What a day off is, the plan's calendars know
//! (`working_days.rs` of the plan); the words for it are in `due_text.rs`.

use jiff::civil::Date;
use positum_plan::calendar::{Calendar, Deadline, day_after};
use positum_plan::period::Period;
use positum_plan::plan::{Label, Plan, Report};
use positum_plan::working_days::DayOff;

/// When a report is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDay<'p> {
    /// On a day.
    On(DueDate<'p>),
    /// On a working day of the month after the period, which the calendar does not know.
    UnknownWorkingDay {
        /// Which one, from 1.
        number: u8,
        /// The calendar.
        calendar: &'p Calendar,
    },
    /// After an event.
    AfterEvent {
        /// How many working days.
        working_days: u16,
        /// What happens.
        event: &'p Label,
    },
}

/// The day on which a report is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDate<'p> {
    /// The day laid down.
    pub nominal: Date,
    /// The last day for handing in: the day laid down, or the working day to which it shifts.
    pub date: Date,
    /// Why the day laid down is off, where it shifts.
    pub reason: Option<DayOff<'p>>,
    /// The calendar by which it would shift, where that calendar does not know the days in question.
    pub unknown_to: Option<&'p Calendar>,
}

/// Tells when a report of a period is due; nothing where the definition does not say, or not for such periods.
pub fn due<'p>(plan: &'p Plan, report: &'p Report, period: Period) -> Option<DueDay<'p>> {
    if report.period.is_some_and(|kind| kind != period.kind()) {
        return None;
    }
    let due = report.due.as_ref()?;
    let calendar = due.calendar.and_then(|calendar| plan.calendars.lookup(calendar));
    match (&due.deadline, calendar) {
        (Deadline::AfterEvent { working_days, event }, _) => Some(DueDay::AfterEvent { working_days: *working_days, event }),
        (Deadline::WorkingDayOfNextMonth(number), calendar) => {
            let calendar = calendar?;
            let unknown = DueDay::UnknownWorkingDay { number: *number, calendar };
            let found = calendar.working_day_of_month(day_after(period), *number);
            Some(found.map_or(unknown, |date| DueDay::On(DueDate { nominal: date, date, reason: None, unknown_to: None })))
        }
        (Deadline::DayOfNextMonth(_) | Deadline::LastDayOfNextMonth | Deadline::DayOfYear(_), None) => {
            let date = due.deadline.date(period)?;
            Some(DueDay::On(DueDate { nominal: date, date, reason: None, unknown_to: None }))
        }
        (Deadline::DayOfNextMonth(_) | Deadline::LastDayOfNextMonth | Deadline::DayOfYear(_), Some(calendar)) => {
            Some(DueDay::On(shifted(due.deadline.date(period)?, calendar)))
        }
    }
}

/// Shifts a deadline on a day off to the next working day.
pub fn shifted(nominal: Date, calendar: &Calendar) -> DueDate<'_> {
    match calendar.working_day_on_or_after(nominal) {
        Some(date) => DueDate { nominal, date, reason: calendar.day_off(nominal), unknown_to: None },
        None => DueDate { nominal, date: nominal, reason: None, unknown_to: Some(calendar) },
    }
}
