//! Writes the holidays and moved days of calendars, each form of output in its own module.
//!
//! In come calendars with their days; out goes text. Nothing here knows which days are off.

mod data;
mod icalendar;
mod table;

pub use self::data::{write_days_off_csv, write_days_off_json};
pub use self::icalendar::write_days_off_icalendar;
pub use self::table::write_days_off_table;

use crate::days_off::CalendarDays;
use crate::deadlines::Days;
use crate::finding_text::printable;
use crate::language::Language;
use crate::render::deadlines::day_off_keyword;
use jiff::civil::Date;
use positum_plan::plan::{Label, Plan};
use positum_plan::working_days::{DayOff, SpecialDay};

/// What a list of days off is written from.
#[derive(Clone, Copy, Debug)]
pub struct DayOffList<'p, 'd> {
    /// The versions of the package.
    pub plans: &'p [Plan],
    /// The days that it is of.
    pub days: Days,
    /// The calendars.
    pub calendars: &'d [CalendarDays<'p>],
    /// The language.
    pub language: Language,
}

/// The word for what a day is, the same in every language.
fn keyword(day: SpecialDay<'_>) -> &'static str {
    match day {
        SpecialDay::Off(reason) => day_off_keyword(reason),
        SpecialDay::Worked(_) => "worked",
    }
}

/// What a day is called.
fn label(day: SpecialDay<'_>) -> Option<&Label> {
    match day {
        SpecialDay::Off(DayOff::Holiday(holiday) | DayOff::NextWorkingDay(holiday, _)) => Some(&holiday.label),
        SpecialDay::Off(DayOff::Moved(moved)) | SpecialDay::Worked(moved) => Some(&moved.label),
        SpecialDay::Off(DayOff::Weekend(_)) => None,
    }
}

/// The other day that a day goes with: a substitute's holiday, a day off's work, a worked day's rest.
fn other_day(day: SpecialDay<'_>) -> Option<Date> {
    match day {
        SpecialDay::Off(DayOff::Holiday(_) | DayOff::Weekend(_)) => None,
        SpecialDay::Off(DayOff::NextWorkingDay(_, of)) => Some(of),
        SpecialDay::Off(DayOff::Moved(moved)) => Some(moved.worked),
        SpecialDay::Worked(moved) => Some(moved.off),
    }
}

/// What a day rests on, where that is said of the day itself.
fn source(day: SpecialDay<'_>) -> Option<String> {
    let source = match day {
        SpecialDay::Off(DayOff::Holiday(holiday) | DayOff::NextWorkingDay(holiday, _)) => holiday.source.as_deref(),
        SpecialDay::Off(DayOff::Moved(moved)) | SpecialDay::Worked(moved) => moved.source.as_deref(),
        SpecialDay::Off(DayOff::Weekend(_)) => None,
    };
    source.map(printable)
}
