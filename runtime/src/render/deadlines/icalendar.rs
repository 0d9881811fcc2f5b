//! Deadlines as iCalendar: an event of a day for each, which a later one of the same package, report and period replaces.

use super::{DeadlineList, stays_on_weekend};
use crate::deadline_words::{DeadlineWord, calendar_text, deadline_word, deadlines_title};
use crate::deadlines::DatedReport;
use crate::due_text::{due_text, titled};
use crate::finding_text::printable;
use crate::render::icalendar::{CalendarWriter, DayEvent, uid};
use crate::words::period_text;

/// Writes deadlines, each with reminders so many days before.
pub fn write_deadlines_icalendar(list: &DeadlineList<'_, '_>, reminders: &[u16]) -> String {
    let package = list.plans.last().map(|plan| titled(plan, &plan.package.label, &plan.package.name, list.language));
    let title = deadlines_title(list.days, list.language);
    let mut calendar = CalendarWriter::new(&package.map_or(title.clone(), |package| format!("{package}: {title}")));
    for one in &list.deadlines.dated {
        calendar.add(&event(list, one, reminders));
    }
    calendar.finish()
}

fn event<'e>(list: &DeadlineList<'_, '_>, one: &DatedReport<'_>, reminders: &'e [u16]) -> DayEvent<'e> {
    let name = format!("{} – {}", list.title(one.plan, one.report), period_text(one.period, list.language));
    let is_tentative = one.due.unknown_to.is_some();
    let summary = if is_tentative { format!("{name} ({})", deadline_word(DeadlineWord::UncertainDay, list.language)) } else { name };
    DayEvent {
        uid: uid("due", one.plan, [&one.period.to_string(), &one.report.name]),
        // What was laid down last is known from then on; a version that holds of any time says nothing of it.
        stamp: one.plan.package.validity.from.unwrap_or(one.period.first_day()),
        day: one.due.date,
        summary,
        description: description(list, one),
        is_tentative,
        reminders,
    }
}

fn description(list: &DeadlineList<'_, '_>, one: &DatedReport<'_>) -> Vec<String> {
    let (plan, report) = (one.plan, one.report);
    let name = [Some(printable(&report.name)), report.module.as_deref().map(printable)];
    let package = [Some(titled(plan, &plan.package.label, &plan.package.name, list.language)), plan.package.publisher.as_deref().map(printable)];
    let lines = [
        due_text(plan, report, one.period, list.language),
        calendar_text(one, list.language),
        stays_on_weekend(one).then(|| deadline_word(DeadlineWord::NoCalendarNamed, list.language).to_owned()),
        Some(name.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        Some(package.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        report.source.as_deref().map(printable),
    ];
    lines.into_iter().flatten().collect()
}
