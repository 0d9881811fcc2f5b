//! Texts of days that cannot be made, and of calendars that do not know them.

use crate::language::Language;
use positum_plan::calendar::{Calendar, MOST_WORKING_DAYS};

/// Says that a year, a month and a day of the month make no day.
pub(super) fn no_such_day_text([year, month, day]: [String; 3], language: Language) -> String {
    match language {
        Language::Latvian => format!("tādas dienas nav: gads {year}, mēnesis {month}, diena {day}"),
        Language::English => format!("there is no such day: year {year}, month {month}, day {day}"),
    }
}

/// Says that so many working days cannot be counted.
pub(super) fn working_days_text(given: &str, language: Language) -> String {
    match language {
        Language::Latvian => format!("tik darbdienu nevar saskaitīt: {given}; skaitam jābūt veselam, no 0 līdz {MOST_WORKING_DAYS}"),
        Language::English => format!("{given} working days cannot be counted: their number is whole, from 0 to {MOST_WORKING_DAYS}"),
    }
}

/// Says which days a calendar knows, where others are counted.
pub(super) fn calendar_text(calendar: &Calendar, language: Language) -> String {
    let name = &calendar.name;
    match (calendar.validity.from, calendar.validity.until, language) {
        (Some(from), Some(until), Language::Latvian) => format!("kalendārā {name} ir tikai dienas no {from} līdz {until}, bet jāskaita arī citas"),
        (Some(from), Some(until), Language::English) => format!("calendar {name} has the days from {from} to {until} only, and others are counted"),
        (Some(from), None, Language::Latvian) => format!("kalendārā {name} ir tikai dienas no {from}, bet jāskaita arī agrākas"),
        (Some(from), None, Language::English) => format!("calendar {name} has the days from {from} on only, and earlier ones are counted"),
        (None, Some(until), Language::Latvian) => format!("kalendārā {name} ir tikai dienas līdz {until}, bet jāskaita arī vēlākas"),
        (None, Some(until), Language::English) => format!("calendar {name} has the days up to {until} only, and later ones are counted"),
        (None, None, Language::Latvian) => format!("kalendārā {name} nav skaitāmo dienu"),
        (None, None, Language::English) => format!("calendar {name} does not have the days that are counted"),
    }
}
