//! When a report is due, and why a day is off, in words.
//!
//! In come dates and reasons of `calendar.rs`; out goes text for people, in every language that we speak.

use crate::calendar::{DueDate, DueDay, due};
use crate::finding_text::printable;
use crate::language::Language;
use crate::number_text::{date_text, is_singular};
use jiff::civil::Date;
use positum_plan::calendar::{Calendar, Holiday, Weekday};
use positum_plan::period::Period;
use positum_plan::plan::{Label, Plan, Report};
use positum_plan::working_days::DayOff;

/// Says when a report of a period is due: `due 17 January 2028 (15 January 2028 is a Saturday)`.
pub fn due_text(plan: &Plan, report: &Report, period: Period, language: Language) -> Option<String> {
    Some(match due(plan, report, period)? {
        DueDay::On(day) => due_date_text(plan, &day, language),
        DueDay::UnknownWorkingDay { number, calendar } => {
            let unknown = unknown_text(plan, calendar, language);
            match language {
                Language::Latvian => format!("iesniedzams līdz nākamā mēneša {number}. darbdienai ({unknown})"),
                Language::English => format!("due on working day {number} of the next month ({unknown})"),
            }
        }
        DueDay::AfterEvent { working_days, event } => {
            let event = label_text(plan, event, language);
            let is_one = is_singular(usize::from(working_days), language);
            match (language, is_one) {
                (Language::Latvian, true) => format!("iesniedzams {working_days} darbdienas laikā pēc šā notikuma: {event}"),
                (Language::Latvian, false) => format!("iesniedzams {working_days} darbdienu laikā pēc šā notikuma: {event}"),
                (Language::English, true) => format!("due {working_days} working day after {event}"),
                (Language::English, false) => format!("due {working_days} working days after {event}"),
            }
        }
    })
}

fn due_date_text(plan: &Plan, due: &DueDate<'_>, language: Language) -> String {
    let date = date_text(due.date, language);
    let when = match language {
        Language::Latvian => format!("iesniedzams līdz {date}"),
        Language::English => format!("due {date}"),
    };
    match (due.reason, due.unknown_to) {
        (Some(reason), _) => format!("{when} ({})", day_off_text(plan, due.nominal, reason, language)),
        (None, Some(calendar)) => format!("{when} ({})", unknown_text(plan, calendar, language)),
        (None, None) => when,
    }
}

fn unknown_text(plan: &Plan, calendar: &Calendar, language: Language) -> String {
    let label = label_text(plan, &calendar.label, language);
    let name = if label.is_empty() { printable(&calendar.name) } else { label };
    match language {
        Language::Latvian => format!("darbdienas nav zināmas: kalendārā «{name}» to nav"),
        Language::English => format!("working days are not known: calendar “{name}” does not reach them"),
    }
}

/// Says why a day is off: `1 January 2026 is a holiday: New Year's Day`.
pub fn day_off_text(plan: &Plan, date: Date, reason: DayOff<'_>, language: Language) -> String {
    let day = date_text(date, language);
    match (reason, language) {
        (DayOff::Weekend(weekday), Language::Latvian) => format!("{day} ir {}", weekday_name(weekday)),
        (DayOff::Weekend(weekday), Language::English) => format!("{day} is a {}", weekday.keyword()),
        (DayOff::Holiday(holiday), Language::Latvian) => format!("{day} ir svētku diena{}", named(plan, holiday, language)),
        (DayOff::Holiday(holiday), Language::English) => format!("{day} is a holiday{}", named(plan, holiday, language)),
        (DayOff::NextWorkingDay(holiday, of), Language::Latvian) => {
            format!("{day} ir brīvdiena par {}{}", date_text(of, language), named(plan, holiday, language))
        }
        (DayOff::NextWorkingDay(holiday, of), Language::English) => {
            format!("{day} is off for {}{}", date_text(of, language), named(plan, holiday, language))
        }
        (DayOff::Moved(moved), Language::Latvian) => format!("{day} ir brīvdiena, darba diena pārcelta uz {}", date_text(moved.worked, language)),
        (DayOff::Moved(moved), Language::English) => format!("{day} is off, its work is moved to {}", date_text(moved.worked, language)),
    }
}

fn named(plan: &Plan, holiday: &Holiday, language: Language) -> String {
    let label = label_text(plan, &holiday.label, language);
    if label.is_empty() { label } else { format!(": {label}") }
}

fn label_text(plan: &Plan, label: &Label, language: Language) -> String {
    printable(label.text(language.code(), &plan.package.languages))
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "pirmdiena",
        Weekday::Tuesday => "otrdiena",
        Weekday::Wednesday => "trešdiena",
        Weekday::Thursday => "ceturtdiena",
        Weekday::Friday => "piektdiena",
        Weekday::Saturday => "sestdiena",
        Weekday::Sunday => "svētdiena",
    }
}
