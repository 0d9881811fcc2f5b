//! Days off as iCalendar: an event of a day for each.

use super::{DayOffList, source};
use crate::days_off::CalendarDays;
use crate::deadline_words::{calendar_title, days_off_title, special_day_text};
use crate::render::icalendar::{CalendarWriter, DayEvent, uid};
use jiff::civil::Date;
use positum_plan::working_days::SpecialDay;

/// Writes days off.
pub fn write_days_off_icalendar(list: &DayOffList<'_, '_>) -> String {
    let titles: Vec<String> = list.calendars.iter().map(|one| calendar_title(one.plan, one.calendar, list.language)).collect();
    let mut calendar = CalendarWriter::new(&format!("{}: {}", days_off_title(list.days, list.language), titles.join(", ")));
    for one in list.calendars {
        one.days.iter().for_each(|(date, day)| calendar.add(&event(list, one, *date, *day)));
    }
    calendar.finish()
}

fn event(list: &DayOffList<'_, '_>, one: &CalendarDays<'_>, date: Date, day: SpecialDay<'_>) -> DayEvent<'static> {
    DayEvent {
        uid: uid("day", one.plan, [&date.to_string(), &one.calendar.name]),
        stamp: one.calendar.validity.from.unwrap_or(date),
        day: date,
        summary: special_day_text(one.plan, day, list.language),
        description: std::iter::once(calendar_title(one.plan, one.calendar, list.language)).chain(source(day)).collect(),
        is_tentative: false,
        reminders: &[],
    }
}
