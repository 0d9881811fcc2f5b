//! The words of calendars and lists of deadlines, in each language.
//!
//! When a report is due and why a day is off, `due_text.rs` says.

use crate::days_off::{CalendarDays, Knowledge};
use crate::deadlines::{DatedReport, Days, NoDay, UndatedReport};
use crate::due_text::{due_day_text, label_text, titled};
use crate::finding_text::printable;
use crate::language::Language;
use crate::number_text::{date_text, is_singular};
use positum_plan::calendar::Calendar;
use positum_plan::period::Validity;
use positum_plan::plan::{Label, Plan};
use positum_plan::working_days::{DayOff, SpecialDay};

/// A word or phrase of a list of deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadlineWord {
    /// Over the days on which reports are due.
    Due,
    /// Over the reports.
    Report,
    /// Over the periods.
    Period,
    /// Over what else there is to say.
    Remarks,
    /// Over the reports that have no day.
    WithoutDate,
    /// In place of a list without deadlines.
    NoDeadlines,
    /// In place of the reports of a package that has none.
    NoReports,
    /// Over the days of a calendar.
    Date,
    /// Over what these days are.
    WhatDay,
    /// Before the days of the week that are off.
    WeekendDays,
    /// In place of the days of a calendar that has none.
    NoSpecialDays,
    /// In place of the calendars of a package that has none.
    NoCalendars,
    /// After the name of an event whose day may be another.
    UncertainDay,
    /// Of a deadline on a weekend that stays there.
    NoCalendarNamed,
    /// Over the calendars that deadlines follow.
    Calendars,
}

/// Gives a word or phrase.
pub fn deadline_word(word: DeadlineWord, language: Language) -> &'static str {
    match (word, language) {
        (DeadlineWord::Due, Language::Latvian) => "Termiņš",
        (DeadlineWord::Due, Language::English) => "Due",
        (DeadlineWord::Report, Language::Latvian) => "Pārskats",
        (DeadlineWord::Report, Language::English) => "Report",
        (DeadlineWord::Period, Language::Latvian) => "Periods",
        (DeadlineWord::Period, Language::English) => "Period",
        (DeadlineWord::Remarks, Language::Latvian) => "Piezīmes",
        (DeadlineWord::Remarks, Language::English) => "Remarks",
        (DeadlineWord::WithoutDate, Language::Latvian) => "Bez datuma",
        (DeadlineWord::WithoutDate, Language::English) => "Without a date",
        (DeadlineWord::NoDeadlines, Language::Latvian) => "Šajā laikā nav neviena termiņa.",
        (DeadlineWord::NoDeadlines, Language::English) => "No deadline falls on these days.",
        (DeadlineWord::NoReports, Language::Latvian) => "Paketē nav pārskatu.",
        (DeadlineWord::NoReports, Language::English) => "The package has no reports.",
        (DeadlineWord::Date, Language::Latvian) => "Datums",
        (DeadlineWord::Date, Language::English) => "Date",
        (DeadlineWord::WhatDay, Language::Latvian) => "Skaidrojums",
        (DeadlineWord::WhatDay, Language::English) => "What day it is",
        (DeadlineWord::WeekendDays, Language::Latvian) => "Katru nedēļu brīvas",
        (DeadlineWord::WeekendDays, Language::English) => "Off each week",
        (DeadlineWord::NoSpecialDays, Language::Latvian) => "Šajā laikā nav ne svētku dienu, ne pārceltu dienu.",
        (DeadlineWord::NoSpecialDays, Language::English) => "There are no holidays and no moved days.",
        (DeadlineWord::NoCalendars, Language::Latvian) => "Paketē nav kalendāra.",
        (DeadlineWord::NoCalendars, Language::English) => "The package has no calendar.",
        (DeadlineWord::UncertainDay, Language::Latvian) => "darbdienas nav zināmas",
        (DeadlineWord::UncertainDay, Language::English) => "working days not known",
        (DeadlineWord::NoCalendarNamed, Language::Latvian) => "uz darbdienu nepāriet: kalendārs nav norādīts",
        (DeadlineWord::NoCalendarNamed, Language::English) => "does not move to a working day: no calendar is named",
        (DeadlineWord::Calendars, Language::Latvian) => "Kalendāri",
        (DeadlineWord::Calendars, Language::English) => "Calendars",
    }
}

/// The title of a list of deadlines: `Deadlines of 2026`.
pub fn deadlines_title(days: Days, language: Language) -> String {
    match (days.year(), language) {
        (Some(year), Language::Latvian) => format!("Pārskatu iesniegšanas termiņi {year}. gadā"),
        (Some(year), Language::English) => format!("Deadlines of {year}"),
        (None, Language::Latvian) => format!("Pārskatu iesniegšanas termiņi {}", days_text(days, language)),
        (None, Language::English) => format!("Deadlines {}", days_text(days, language)),
    }
}

/// The title of a list of days off: `Holidays and moved days of 2026`.
pub fn days_off_title(days: Days, language: Language) -> String {
    match (days.year(), language) {
        (Some(year), Language::Latvian) => format!("Svētku dienas un pārceltās dienas {year}. gadā"),
        (Some(year), Language::English) => format!("Holidays and moved days of {year}"),
        (None, Language::Latvian) => format!("Svētku dienas un pārceltās dienas {}", days_text(days, language)),
        (None, Language::English) => format!("Holidays and moved days {}", days_text(days, language)),
    }
}

fn days_text(days: Days, language: Language) -> String {
    validity_text(Validity { from: Some(days.from), until: Some(days.until) }, language)
}

/// Says when something is in force: `from 1 January 2025 until 31 December 2026`.
pub fn validity_text(validity: Validity, language: Language) -> String {
    let day = |date| date_text(date, language);
    match (validity.from, validity.until, language) {
        (Some(from), Some(until), Language::Latvian) => format!("no {} līdz {}", day(from), day(until)),
        (Some(from), Some(until), Language::English) => format!("from {} until {}", day(from), day(until)),
        (Some(from), None, Language::Latvian) => format!("no {}", day(from)),
        (Some(from), None, Language::English) => format!("from {}", day(from)),
        (None, Some(until), Language::Latvian) => format!("līdz {}", day(until)),
        (None, Some(until), Language::English) => format!("until {}", day(until)),
        (None, None, Language::Latvian) => "jebkurā laikā".to_owned(),
        (None, None, Language::English) => "at any time".to_owned(),
    }
}

/// Says how many deadlines are left out, and for which periods the package is; nothing where there is none.
pub fn outside_text(count: usize, plans: &[Plan], language: Language) -> Option<String> {
    let spans: Vec<String> = spans(plans).into_iter().map(|span| validity_text(span, language)).collect();
    let spans = spans.join("; ");
    (count > 0).then(|| match (language, is_singular(count, language)) {
        (Language::Latvian, true) => format!("Pakete ir par periodiem, kas beidzas {spans}, tāpēc {count} termiņš nav iekļauts."),
        (Language::Latvian, false) => format!("Pakete ir par periodiem, kas beidzas {spans}, tāpēc {count} termiņi nav iekļauti."),
        (Language::English, true) => format!("The package is for periods that end {spans}, so that {count} deadline is left out."),
        (Language::English, false) => format!("The package is for periods that end {spans}, so that {count} deadlines are left out."),
    })
}

/// Says that a package ended before these days, or begins after them; nothing where it is in force on one of them.
pub fn not_in_force_text(plans: &[Plan], days: Days, language: Language) -> Option<String> {
    let ended = plans.last().and_then(|plan| plan.package.validity.until).filter(|until| *until < days.from);
    let begins = plans.first().and_then(|plan| plan.package.validity.from).filter(|from| *from > days.until);
    let day = |date| date_text(date, language);
    match (ended, begins, language) {
        (Some(until), _, Language::Latvian) => Some(format!("Pakete bija spēkā līdz {}", day(until))),
        (Some(until), _, Language::English) => Some(format!("The package ended on {}.", day(until))),
        (None, Some(from), Language::Latvian) => Some(format!("Pakete ir spēkā no {}", day(from))),
        (None, Some(from), Language::English) => Some(format!("The package begins on {}.", day(from))),
        (None, None, Language::Latvian | Language::English) => None,
    }
}

/// Gives the times of versions, those that follow each other as one.
fn spans(plans: &[Plan]) -> Vec<Validity> {
    let mut spans: Vec<Validity> = Vec::new();
    for version in plans.iter().map(|plan| plan.package.validity) {
        let follows = |last: &&mut Validity| last.until.and_then(|day| day.tomorrow().ok()).is_some_and(|day| version.from == Some(day));
        match spans.last_mut().filter(follows) {
            Some(last) => last.until = version.until,
            None => spans.push(version),
        }
    }
    spans
}

/// Names the calendar on whose working days a report is due.
pub fn calendar_text(one: &DatedReport<'_>, language: Language) -> Option<String> {
    let name = calendar_title(one.plan, one.calendar?, language);
    Some(match language {
        Language::Latvian => format!("darbdienas pēc kalendāra «{name}»"),
        Language::English => format!("working days of “{name}”"),
    })
}

/// Names the calendar of a deadline in short, where its title stands elsewhere: `calendar state`.
pub(crate) fn short_calendar_text(one: &DatedReport<'_>, language: Language) -> Option<String> {
    let name = printable(&one.calendar?.name);
    Some(match language {
        Language::Latvian => format!("kalendārs {name}"),
        Language::English => format!("calendar {name}"),
    })
}

/// Gives the title of a calendar, else its name.
pub fn calendar_title(plan: &Plan, calendar: &Calendar, language: Language) -> String {
    titled(plan, &calendar.label, &calendar.name, language)
}

/// Says why a report has no day.
pub fn no_day_text(one: &UndatedReport<'_>, language: Language) -> String {
    let reason = match (one.reason, language) {
        (NoDay::NotSaid, Language::Latvian) => "definīcijā nav teikts, kad tas jāiesniedz".to_owned(),
        (NoDay::NotSaid, Language::English) => "the definition does not say when it is due".to_owned(),
        (NoDay::NoPeriods, Language::Latvian) => "definīcijā nav teikts, par kādiem periodiem tas jāiesniedz".to_owned(),
        (NoDay::NoPeriods, Language::English) => "the definition does not say for which periods it is".to_owned(),
        (NoDay::OtherPeriods, Language::Latvian) => "definīcijā noteiktās dienas nav šāda garuma periodiem".to_owned(),
        (NoDay::OtherPeriods, Language::English) => "the days laid down are not for periods of this length".to_owned(),
        (NoDay::Known(day), Language::Latvian | Language::English) => due_day_text(one.plan, &day, language),
    };
    let validity = one.validity.map(|validity| validity_text(validity, language));
    match (validity, language) {
        (Some(validity), Language::Latvian) => format!("{reason} (par periodiem, kas beidzas {validity})"),
        (Some(validity), Language::English) => format!("{reason} (of periods that end {validity})"),
        (None, Language::Latvian | Language::English) => reason,
    }
}

/// Says what a day of a calendar is: `day off for 4 May 2025: Day of the Restoration of Independence`.
pub fn special_day_text(plan: &Plan, day: SpecialDay<'_>, language: Language) -> String {
    let named = |what: String, label: &Label| {
        let label = label_text(plan, label, language);
        if label.is_empty() { what } else { format!("{what}: {label}") }
    };
    match (day, language) {
        (SpecialDay::Off(DayOff::Holiday(holiday)), Language::Latvian) => named("svētku diena".to_owned(), &holiday.label),
        (SpecialDay::Off(DayOff::Holiday(holiday)), Language::English) => named("holiday".to_owned(), &holiday.label),
        (SpecialDay::Off(DayOff::NextWorkingDay(holiday, of)), Language::Latvian) => {
            named(format!("brīvdiena par {}", date_text(of, language)), &holiday.label)
        }
        (SpecialDay::Off(DayOff::NextWorkingDay(holiday, of)), Language::English) => {
            named(format!("day off for {}", date_text(of, language)), &holiday.label)
        }
        (SpecialDay::Off(DayOff::Moved(moved)), Language::Latvian) => {
            named(format!("brīvdiena, darba diena pārcelta uz {}", date_text(moved.worked, language)), &moved.label)
        }
        (SpecialDay::Off(DayOff::Moved(moved)), Language::English) => {
            named(format!("day off, its work is moved to {}", date_text(moved.worked, language)), &moved.label)
        }
        // Days of the weekend are not special; whoever asks still gets words.
        (SpecialDay::Off(DayOff::Weekend(_)), Language::Latvian) => "brīvdiena".to_owned(),
        (SpecialDay::Off(DayOff::Weekend(_)), Language::English) => "day off".to_owned(),
        (SpecialDay::Worked(moved), Language::Latvian) => named(format!("darba diena {} vietā", date_text(moved.off, language)), &moved.label),
        (SpecialDay::Worked(moved), Language::English) => named(format!("working day in place of {}", date_text(moved.off, language)), &moved.label),
    }
}

/// Says which days a calendar knows; nothing where it knows all that were asked for.
pub fn knowledge_text(one: &CalendarDays<'_>, language: Language) -> Option<String> {
    let known = validity_text(one.calendar.validity, language);
    match (one.knowledge, language) {
        (Knowledge::Whole, Language::Latvian | Language::English) => None,
        (Knowledge::Part, Language::Latvian) => Some(format!("Kalendārā ir dienas {known}; par pārējām tajā nekas nav teikts.")),
        (Knowledge::Part, Language::English) => Some(format!("The calendar knows days {known}; of the others it says nothing.")),
        (Knowledge::Nothing, Language::Latvian) => Some(format!("Kalendārā ir dienas {known}; par šīm dienām tajā nekas nav teikts.")),
        (Knowledge::Nothing, Language::English) => Some(format!("Of these days the calendar says nothing: it knows days {known}.")),
    }
}
