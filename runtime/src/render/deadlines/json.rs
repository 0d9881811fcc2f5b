//! Deadlines as JSON: one object with the deadlines, the reports without a day, and what is said of all of them.

use super::{DeadlineList, day_off_keyword, state};
use crate::calendar::DueDay;
use crate::deadline_words::no_day_text;
use crate::deadlines::{DatedReport, NoDay, UndatedReport};
use crate::due_text::{label_text, titled};
use positum_plan::calendar::Weekday;
use positum_plan::working_days::DayOff;
use serde::Serialize;

#[derive(Serialize)]
struct Whole<'w> {
    package: &'w str,
    title: String,
    from: String,
    until: String,
    deadlines: Vec<Dated<'w>>,
    without_date: Vec<Undated<'w>>,
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct Dated<'w> {
    due: String,
    weekday: &'static str,
    report: &'w str,
    title: String,
    module: Option<&'w str>,
    period: String,
    laid_down: String,
    state: &'static str,
    calendar: Option<&'w str>,
    reason: Option<Reason>,
}

/// Why a deadline is not, or may not be, on the day laid down; or is, though that is a weekend.
#[derive(Serialize)]
struct Reason {
    kind: &'static str,
    /// The holiday.
    name: Option<String>,
    /// The holiday's day, of a substitute day; the day that is worked, of a moved one.
    date: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Undated<'w> {
    report: &'w str,
    title: String,
    module: Option<&'w str>,
    period: Option<String>,
    kind: &'static str,
    text: String,
}

/// Writes deadlines; dates are written `2026-04-27`, and words that programs compare are the same in every language.
///
/// # Errors
/// None that a text in memory could give.
pub fn write_deadlines_json(list: &DeadlineList<'_, '_>) -> serde_json::Result<String> {
    let newest = list.plans.last();
    let whole = Whole {
        package: newest.map(|plan| plan.package.name.as_str()).unwrap_or_default(),
        title: newest.map(|plan| titled(plan, &plan.package.label, &plan.package.name, list.language)).unwrap_or_default(),
        from: list.days.from.to_string(),
        until: list.days.until.to_string(),
        deadlines: list.deadlines.dated.iter().map(|one| dated(list, one)).collect(),
        without_date: list.deadlines.undated.iter().map(|one| undated(list, one)).collect(),
        remarks: list.remarks(),
    };
    Ok(format!("{}\n", serde_json::to_string_pretty(&whole)?))
}

fn dated<'w>(list: &DeadlineList<'_, '_>, one: &DatedReport<'w>) -> Dated<'w> {
    Dated {
        due: one.due.date.to_string(),
        weekday: Weekday::of(one.due.date).keyword(),
        report: &one.report.name,
        title: list.title(one.plan, one.report),
        module: one.report.module.as_deref(),
        period: one.period.to_string(),
        laid_down: one.due.nominal.to_string(),
        state: state(one),
        calendar: one.calendar.map(|calendar| calendar.name.as_str()),
        reason: reason(list, one),
    }
}

fn reason(list: &DeadlineList<'_, '_>, one: &DatedReport<'_>) -> Option<Reason> {
    let text = list.reason(one)?;
    let Some(reason) = one.due.reason else {
        let kind = if one.due.unknown_to.is_some() { "not_known" } else { "no_calendar" };
        return Some(Reason { kind, name: None, date: None, text });
    };
    let (label, date) = match reason {
        DayOff::Holiday(holiday) => (Some(&holiday.label), None),
        DayOff::NextWorkingDay(holiday, of) => (Some(&holiday.label), Some(of)),
        DayOff::Moved(moved) => (Some(&moved.label), Some(moved.worked)),
        DayOff::Weekend(_) => (None, None),
    };
    let name = label.map(|label| label_text(one.plan, label, list.language)).filter(|name| !name.is_empty());
    Some(Reason { kind: day_off_keyword(reason), name, date: date.map(|date| date.to_string()), text })
}

fn undated<'w>(list: &DeadlineList<'_, '_>, one: &UndatedReport<'w>) -> Undated<'w> {
    Undated {
        report: &one.report.name,
        title: list.title(one.plan, one.report),
        module: one.report.module.as_deref(),
        period: one.period.map(|period| period.to_string()),
        kind: match one.reason {
            NoDay::NotSaid => "not_said",
            NoDay::NoPeriods => "no_periods",
            NoDay::OtherPeriods => "other_periods",
            NoDay::Known(DueDay::AfterEvent { .. }) => "after_event",
            NoDay::Known(DueDay::On(_) | DueDay::UnknownWorkingDay { .. }) => "not_known",
        },
        text: no_day_text(one, list.language),
    }
}
