//! Days off as CSV and as JSON.

use super::{DayOffList, keyword, label, other_day, source};
use crate::days_off::{CalendarDays, Knowledge};
use crate::deadline_words::{calendar_title, knowledge_text, special_day_text};
use crate::due_text::{label_text, titled, weekday_text};
use jiff::civil::Date;
use positum_plan::calendar::Weekday;
use positum_plan::working_days::SpecialDay;
use serde::Serialize;
use std::io::{Error, Result};

/// The columns of the CSV.
const COLUMNS: [&str; 8] = ["calendar", "date", "weekday", "kind", "name", "other_date", "text", "source"];

#[derive(Serialize)]
struct Whole<'w> {
    package: &'w str,
    title: String,
    from: String,
    until: String,
    calendars: Vec<Calendar<'w>>,
}

#[derive(Serialize)]
struct Calendar<'w> {
    calendar: &'w str,
    title: String,
    source: Option<&'w str>,
    weekend: Vec<&'static str>,
    known_from: Option<String>,
    known_until: Option<String>,
    knows: &'static str,
    remark: Option<String>,
    days: Vec<Day>,
}

#[derive(Serialize)]
struct Day {
    date: String,
    weekday: &'static str,
    kind: &'static str,
    name: Option<String>,
    other_date: Option<String>,
    text: String,
    source: Option<String>,
}

/// Writes days off as CSV, a line for each; dates are written `2026-01-02`.
///
/// # Errors
/// None that a text in memory could give.
pub fn write_days_off_csv(list: &DayOffList<'_, '_>) -> Result<Vec<u8>> {
    let mut lines = csv::Writer::from_writer(Vec::new());
    lines.write_record(COLUMNS)?;
    for one in list.calendars {
        for (date, special) in &one.days {
            let day = day(list, one, *date, *special);
            let weekday = weekday_text(Weekday::of(*date), list.language);
            let optional = |text: Option<String>| text.unwrap_or_default();
            let (name, other, source) = (optional(day.name), optional(day.other_date), optional(day.source));
            lines.write_record([&one.calendar.name, &day.date, weekday, day.kind, &name, &other, &day.text, &source])?;
        }
    }
    lines.into_inner().map_err(|error| Error::new(error.error().kind(), error.to_string()))
}

/// Writes days off as JSON; words that programs compare are the same in every language.
///
/// # Errors
/// None that a text in memory could give.
pub fn write_days_off_json(list: &DayOffList<'_, '_>) -> serde_json::Result<String> {
    let newest = list.plans.last();
    let whole = Whole {
        package: newest.map(|plan| plan.package.name.as_str()).unwrap_or_default(),
        title: newest.map(|plan| titled(plan, &plan.package.label, &plan.package.name, list.language)).unwrap_or_default(),
        from: list.days.from.to_string(),
        until: list.days.until.to_string(),
        calendars: list.calendars.iter().map(|one| calendar(list, one)).collect(),
    };
    Ok(format!("{}\n", serde_json::to_string_pretty(&whole)?))
}

fn calendar<'w>(list: &DayOffList<'_, '_>, one: &CalendarDays<'w>) -> Calendar<'w> {
    let calendar = one.calendar;
    Calendar {
        calendar: &calendar.name,
        title: calendar_title(one.plan, calendar, list.language),
        source: calendar.source.as_deref(),
        weekend: calendar.weekend.iter().map(|day| day.keyword()).collect(),
        known_from: calendar.validity.from.map(|day| day.to_string()),
        known_until: calendar.validity.until.map(|day| day.to_string()),
        knows: match one.knowledge {
            Knowledge::Whole => "all",
            Knowledge::Part => "part",
            Knowledge::Nothing => "nothing",
        },
        remark: knowledge_text(one, list.language),
        days: one.days.iter().map(|(date, special)| day(list, one, *date, *special)).collect(),
    }
}

fn day(list: &DayOffList<'_, '_>, one: &CalendarDays<'_>, date: Date, special: SpecialDay<'_>) -> Day {
    Day {
        date: date.to_string(),
        weekday: Weekday::of(date).keyword(),
        kind: keyword(special),
        name: label(special).map(|label| label_text(one.plan, label, list.language)).filter(|name| !name.is_empty()),
        other_date: other_day(special).map(|date| date.to_string()),
        text: special_day_text(one.plan, special, list.language),
        source: source(special),
    }
}
