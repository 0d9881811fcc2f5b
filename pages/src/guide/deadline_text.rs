//! Deadlines, periods, times in force and times of keeping as sentences.

use super::entries::{Guide, anchor, fragment};
use super::guide_words::GuideWord;
use super::page::{Line, Piece, shown};
use positum_plan::calendar::{Deadline, Retention};
use positum_plan::period::{PeriodKind, Validity};
use positum_plan::plan::{CalendarId, Report};
use positum_runtime::language::Language;
use positum_runtime::number_text::date_text;

/// The page of deadlines and calendars.
pub(super) const DEADLINES: &str = "deadlines.html";

/// Says when a report is due whatever the period: `day 15 of the month after the period, on a working day of …`.
pub(super) fn deadline_rule(guide: &Guide<'_>, report: &Report) -> Line {
    let Some(due) = &report.due else { return Line::new() };
    let mut line = vec![Piece::text(match (&due.deadline, guide.language) {
        (Deadline::DayOfNextMonth(day), Language::Latvian) => format!("līdz tā mēneša {day}. datumam, kas seko pārskata periodam"),
        (Deadline::DayOfNextMonth(day), Language::English) => format!("by day {day} of the month after the period"),
        (Deadline::LastDayOfNextMonth, Language::Latvian) => "līdz tā mēneša pēdējai dienai, kas seko pārskata periodam".to_owned(),
        (Deadline::LastDayOfNextMonth, Language::English) => "by the last day of the month after the period".to_owned(),
        (Deadline::WorkingDayOfNextMonth(day), Language::Latvian) => format!("līdz tā mēneša {day}. darbdienai, kas seko pārskata periodam"),
        (Deadline::WorkingDayOfNextMonth(day), Language::English) => format!("by working day {day} of the month after the period"),
        (Deadline::DayOfYear(_), Language::Latvian) => "katram gada periodam noteiktā dienā".to_owned(),
        (Deadline::DayOfYear(_), Language::English) => "on a day laid down for each period of the year".to_owned(),
        (Deadline::AfterEvent { working_days, event }, Language::Latvian) => {
            let is_one = working_days % 10 == 1 && working_days % 100 != 11;
            format!("{working_days} {} laikā pēc šā notikuma: {}", if is_one { "darbdienas" } else { "darbdienu" }, guide.label(event).text)
        }
        (Deadline::AfterEvent { working_days, event }, Language::English) => {
            let days = if *working_days == 1 { "working day" } else { "working days" };
            format!("within {working_days} {days} after {}", guide.label(event).text)
        }
    })];
    if let Some(calendar) = due.calendar {
        line.push(Piece::text(format!("; {} ", GuideWord::OnWorkingDays.text(guide.language))));
        line.push(calendar_link(guide, calendar));
    }
    line
}

/// Gives a link to a calendar.
pub(super) fn calendar_link(guide: &Guide<'_>, calendar: CalendarId) -> Piece {
    let definition = &guide.plan.calendars[calendar];
    let href = format!("{DEADLINES}#{}", fragment(&calendar_anchor(&definition.name)));
    Piece { href: Some(href), ..guide.label_or(&definition.label, &definition.name) }
}

/// Gives the anchor of a calendar.
pub(super) fn calendar_anchor(name: &str) -> String {
    anchor(&format!("calendar-{name}"))
}

/// Gives the word for periods of a length.
pub(super) fn period_kind_text(kind: Option<PeriodKind>, language: Language) -> &'static str {
    let word = match kind {
        Some(PeriodKind::Year) => GuideWord::Year,
        Some(PeriodKind::Quarter) => GuideWord::Quarter,
        Some(PeriodKind::Month) => GuideWord::Month,
        Some(PeriodKind::Day) => GuideWord::Day,
        None => GuideWord::AnyPeriod,
    };
    word.text(language)
}

/// Says how long a report is kept.
pub(super) fn retention_text(retention: Retention, language: Language) -> String {
    match (retention, language) {
        (Retention::Permanently, Language::Latvian) => "pastāvīgi".to_owned(),
        (Retention::Permanently, Language::English) => "permanently".to_owned(),
        (Retention::NotPermanently, Language::Latvian) => "nav jāglabā pastāvīgi".to_owned(),
        (Retention::NotPermanently, Language::English) => "not permanently".to_owned(),
        (Retention::Years(years), Language::Latvian) => {
            let is_one = years % 10 == 1 && years % 100 != 11;
            format!("{years} {}", if is_one { "gadu" } else { "gadus" })
        }
        (Retention::Years(1), Language::English) => "1 year".to_owned(),
        (Retention::Years(years), Language::English) => format!("{years} years"),
    }
}

/// Says when something is in force; nothing where that is always.
pub(super) fn validity_text(validity: Validity, language: Language) -> String {
    let day = |date| shown(&date_text(date, language));
    match (validity.from, validity.until, language) {
        (None, None, Language::Latvian | Language::English) => String::new(),
        (Some(from), None, Language::Latvian) => format!("no {}", day(from)),
        (Some(from), None, Language::English) => format!("from {}", day(from)),
        (None, Some(until), Language::Latvian) => format!("līdz {}", day(until)),
        (None, Some(until), Language::English) => format!("until {}", day(until)),
        (Some(from), Some(until), Language::Latvian) => format!("no {} līdz {}", day(from), day(until)),
        (Some(from), Some(until), Language::English) => format!("from {} until {}", day(from), day(until)),
    }
}
