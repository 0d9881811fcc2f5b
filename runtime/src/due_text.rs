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
    due(plan, report, period).map(|day| due_day_text(plan, &day, language))
}

/// Says when a report is due, as `due_text` does, of what was found out already.
pub fn due_day_text(plan: &Plan, day: &DueDay<'_>, language: Language) -> String {
    match *day {
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
    }
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

/// Says that a calendar does not know the working days in question.
pub(crate) fn unknown_text(plan: &Plan, calendar: &Calendar, language: Language) -> String {
    let name = titled(plan, &calendar.label, &calendar.name, language);
    match language {
        Language::Latvian => format!("darbdienas nav zināmas: kalendārā «{name}» to nav"),
        Language::English => format!("working days are not known: calendar “{name}” does not reach them"),
    }
}

/// Says why a day is off: `1 January 2026 is a holiday: New Year's Day`.
pub fn day_off_text(plan: &Plan, date: Date, reason: DayOff<'_>, language: Language) -> String {
    let day = date_text(date, language);
    match (reason, language) {
        (DayOff::Weekend(weekday), Language::Latvian) => format!("{day} ir {}", weekday_text(weekday, language)),
        (DayOff::Weekend(weekday), Language::English) => format!("{day} is a {}", weekday_text(weekday, language)),
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

/// Gives the title, else the name.
pub(crate) fn titled(plan: &Plan, label: &Label, name: &str, language: Language) -> String {
    let label = label_text(plan, label, language);
    if label.is_empty() { printable(name) } else { label }
}

pub(crate) fn label_text(plan: &Plan, label: &Label, language: Language) -> String {
    printable(label.text(language.code(), &plan.package.languages))
}

/// Gives the name of a day of the week.
pub fn weekday_text(weekday: Weekday, language: Language) -> &'static str {
    match (weekday, language) {
        (_, Language::English) => weekday.keyword(),
        (Weekday::Monday, Language::Latvian) => "pirmdiena",
        (Weekday::Tuesday, Language::Latvian) => "otrdiena",
        (Weekday::Wednesday, Language::Latvian) => "trešdiena",
        (Weekday::Thursday, Language::Latvian) => "ceturtdiena",
        (Weekday::Friday, Language::Latvian) => "piektdiena",
        (Weekday::Saturday, Language::Latvian) => "sestdiena",
        (Weekday::Sunday, Language::Latvian) => "svētdiena",
    }
}
