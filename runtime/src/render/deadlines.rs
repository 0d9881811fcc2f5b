//! Writes a list of deadlines, each form of output in its own module.
//!
//! In come deadlines and the package that they are of; out goes text. Nothing here knows how a deadline is found.

mod csv;
mod icalendar;
mod json;
mod table;

pub use self::csv::write_deadlines_csv;
pub use self::icalendar::write_deadlines_icalendar;
pub use self::json::write_deadlines_json;
pub use self::table::write_deadlines_table;
pub(crate) use self::table::{LEAST_WIDE, Room, page_head, plain_table};

use crate::deadline_words::{DeadlineWord, deadline_word, no_day_text, not_in_force_text, outside_text};
use crate::deadlines::{DatedReport, Days, Deadlines};
use crate::due_text::{day_off_text, titled, unknown_text, weekday_text};
use crate::finding_text::printable;
use crate::language::Language;
use crate::words::period_text;
use positum_plan::calendar::{USUAL_WEEKEND, Weekday};
use positum_plan::period::Period;
use positum_plan::plan::{Plan, Report};
use positum_plan::working_days::DayOff;

/// What a list of deadlines is written from.
#[derive(Clone, Copy, Debug)]
pub struct DeadlineList<'p, 'd> {
    /// The versions of the package.
    pub plans: &'p [Plan],
    /// The days that it is of.
    pub days: Days,
    /// The deadlines.
    pub deadlines: &'d Deadlines<'p>,
    /// The language.
    pub language: Language,
}

impl DeadlineList<'_, '_> {
    /// Says what there is to say of the whole list.
    pub fn remarks(&self) -> Vec<String> {
        let has_reports = self.plans.iter().any(|plan| plan.reports.iter().next().is_some());
        let no_reports = (!has_reports).then(|| deadline_word(DeadlineWord::NoReports, self.language).to_owned());
        let left_out = outside_text(self.deadlines.outside, self.plans, self.language);
        let not_in_force = || self.deadlines.dated.is_empty().then(|| not_in_force_text(self.plans, self.days, self.language)).flatten();
        no_reports.into_iter().chain(left_out.or_else(not_in_force)).collect()
    }

    /// Says of each report without a day why it has none; periods of which the same is said stand in one text.
    pub fn undated_texts(&self) -> Vec<String> {
        let mut texts: Vec<(String, String, Vec<Period>)> = Vec::new();
        for one in &self.deadlines.undated {
            let report = format!("{} ({})", self.title(one.plan, one.report), printable(&one.report.name));
            let reason = no_day_text(one, self.language);
            match texts.last_mut() {
                Some((same, same_reason, periods)) if *same == report && *same_reason == reason => periods.extend(one.period),
                Some(_) | None => texts.push((report, reason, one.period.into_iter().collect())),
            }
        }
        texts.iter().map(|(report, reason, periods)| format!("{report}{}: {reason}", self.periods(periods))).collect()
    }

    /// Names periods that follow each other: `, December 2026 – May 2027`.
    fn periods(&self, periods: &[Period]) -> String {
        match (periods.first(), periods.last()) {
            (Some(first), Some(last)) if first != last => {
                format!(", {} – {}", period_text(*first, self.language), period_text(*last, self.language))
            }
            (Some(only), _) => format!(", {}", period_text(*only, self.language)),
            (None, _) => String::new(),
        }
    }

    fn title(&self, plan: &Plan, report: &Report) -> String {
        titled(plan, &report.label, &report.name, self.language)
    }

    fn weekday(&self, one: &DatedReport<'_>) -> &'static str {
        weekday_text(Weekday::of(one.due.date), self.language)
    }

    /// Says why a deadline is not on the day laid down, that nobody knows whether it is, or that it stays on a weekend.
    fn reason(&self, one: &DatedReport<'_>) -> Option<String> {
        let shifts = one.due.reason.map(|reason| day_off_text(one.plan, one.due.nominal, reason, self.language));
        let is_unknown = || one.due.unknown_to.map(|calendar| unknown_text(one.plan, calendar, self.language));
        let stays = || stays_on_weekend(one).then(|| deadline_word(DeadlineWord::NoCalendarNamed, self.language).to_owned());
        shifts.or_else(is_unknown).or_else(stays)
    }
}

/// Tells whether a deadline is on a weekend and no calendar could move it.
fn stays_on_weekend(one: &DatedReport<'_>) -> bool {
    one.calendar.is_none() && USUAL_WEEKEND.contains(&Weekday::of(one.due.date))
}

/// The word for the state of a deadline, the same in every language.
fn state(one: &DatedReport<'_>) -> &'static str {
    match (one.due.reason, one.due.unknown_to) {
        (Some(_), _) => "shifted",
        (None, Some(_)) => "uncertain",
        (None, None) => "as_laid_down",
    }
}

/// The word for why a day is off, the same in every language.
pub(crate) fn day_off_keyword(reason: DayOff<'_>) -> &'static str {
    match reason {
        DayOff::Holiday(_) => "holiday",
        DayOff::NextWorkingDay(..) => "substitute",
        DayOff::Moved(_) => "moved",
        DayOff::Weekend(_) => "weekend",
    }
}
