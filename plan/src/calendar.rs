//! Calendars of working days, and when reports are due, as data of the plan.
//!
//! Which days a calendar has off is worked out in `working_days.rs`; here stands what it says, and whether that can
//! be followed.

use crate::id::IdVec;
use crate::period::{Period, PeriodKind, Validity};
use crate::plan::{CalendarId, Label};
use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The farthest day from Easter that a rule may name.
pub const FARTHEST_FROM_EASTER: i16 = 180;
/// The last working day of a month that a deadline may name: fewer a month may not have.
pub const LAST_WORKING_DAY_OF_MONTH: u8 = 15;
/// The most working days after an event.
pub const MOST_WORKING_DAYS: u16 = 250;

/// A calendar of working days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// The days that it tells of; of others nothing is known.
    pub validity: Validity,
    /// The days of each week that are off.
    pub weekend: Vec<Weekday>,
    /// The holidays.
    pub holidays: Vec<Holiday>,
    /// Working days that are moved.
    pub moves: Vec<MovedDay>,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// The days of a week in order.
    pub const ALL: [Self; 7] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// Gives the word for it in a definition.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }

    /// Gives the day of the week of a date.
    pub fn of(date: Date) -> Self {
        Self::from(date.weekday())
    }
}

impl From<jiff::civil::Weekday> for Weekday {
    fn from(weekday: jiff::civil::Weekday) -> Self {
        match weekday {
            jiff::civil::Weekday::Monday => Self::Monday,
            jiff::civil::Weekday::Tuesday => Self::Tuesday,
            jiff::civil::Weekday::Wednesday => Self::Wednesday,
            jiff::civil::Weekday::Thursday => Self::Thursday,
            jiff::civil::Weekday::Friday => Self::Friday,
            jiff::civil::Weekday::Saturday => Self::Saturday,
            jiff::civil::Weekday::Sunday => Self::Sunday,
        }
    }
}

impl From<Weekday> for jiff::civil::Weekday {
    fn from(weekday: Weekday) -> Self {
        match weekday {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

/// The days of the week that are off where a calendar does not say.
pub const USUAL_WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

/// A day, of each year or of one, that is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Which day.
    pub day: HolidayRule,
    /// What is celebrated.
    pub label: Label,
    /// Whether the next working day is off too where the holiday falls on a weekend.
    pub is_moved: bool,
    /// The days on which the rule is in force.
    pub validity: Validity,
    /// What it rests on.
    pub source: Option<String>,
}

/// Which day a holiday is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRule {
    /// The same day of each year.
    Fixed(DayOfMonth),
    /// So many days after Easter Sunday; before it, where negative.
    Easter(i16),
    /// A day of the week in a month: `second Sunday of May`.
    Weekday(Ordinal, Weekday, i8),
    /// One day.
    Once(Date),
}

/// A day of a month, without a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOfMonth {
    /// The day, from 1.
    pub day: i8,
    /// The month, from 1 to 12.
    pub month: i8,
}

impl DayOfMonth {
    /// Tells whether some year has the day.
    pub fn exists(self) -> bool {
        const LEAP_YEAR: i16 = 2024;
        Date::new(LEAP_YEAR, self.month, self.day).is_ok()
    }

    /// Tells whether each year has the day.
    pub fn exists_each_year(self) -> bool {
        const COMMON_YEAR: i16 = 2025;
        Date::new(COMMON_YEAR, self.month, self.day).is_ok()
    }
}

/// Which of the same days of the week in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ordinal {
    /// The first.
    First,
    /// The second.
    Second,
    /// The third.
    Third,
    /// The fourth.
    Fourth,
    /// The last.
    Last,
}

/// A working day that is off, and a day off that is worked for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedDay {
    /// The day that is off.
    pub off: Date,
    /// The day that is worked.
    pub worked: Date,
    /// Why, where it is said.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
}

/// When reports of a period must be handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The deadline as laid down.
    pub deadline: Deadline,
    /// The calendar on whose working days it falls; without one it stays where it is.
    pub calendar: Option<CalendarId>,
}

/// A deadline as laid down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// A day of the month that follows the period; its last where it has no such day.
    DayOfNextMonth(i8),
    /// The last day of the month that follows the period.
    LastDayOfNextMonth,
    /// A working day of the month that follows the period, counted from 1.
    WorkingDayOfNextMonth(u8),
    /// A day of the year for each period of a year: one, four or twelve.
    DayOfYear(Vec<DayOfYear>),
    /// So many working days after an event that the calendar does not know.
    AfterEvent {
        /// How many working days.
        working_days: u16,
        /// What happens.
        event: Label,
    },
}

/// A day of the period's year, or of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayOfYear {
    /// The day.
    pub day: DayOfMonth,
    /// Whether of the year after the period's.
    pub is_next_year: bool,
}

impl DayOfYear {
    /// Gives the date for a period.
    pub fn date(self, period: Period) -> Option<Date> {
        let year = period.last_day().year().checked_add(i16::from(self.is_next_year))?;
        Date::new(year, self.day.month, self.day.day).ok()
    }
}

/// Gives the first day after a period.
pub fn day_after(period: Period) -> Date {
    period.last_day().saturating_add(Span::new().days(1))
}

impl Deadline {
    /// Gives the date for a period, where that is a matter of the date alone: neither of working days nor of an event.
    pub fn date(&self, period: Period) -> Option<Date> {
        let first = day_after(period);
        match self {
            Self::DayOfNextMonth(day) => Some(first.saturating_add(Span::new().days(i64::from(day.saturating_sub(1)))).min(first.last_of_month())),
            Self::LastDayOfNextMonth => Some(first.last_of_month()),
            Self::DayOfYear(days) => {
                let (kind, index) = match period.kind() {
                    PeriodKind::Year => (1, 0),
                    PeriodKind::Quarter => (4, period.first_day().month().saturating_sub(1) / 3),
                    PeriodKind::Month => (12, period.first_day().month().saturating_sub(1)),
                    PeriodKind::Day => return None,
                };
                let day = days.get(usize::try_from(index).ok()?).filter(|_| days.len() == kind)?;
                day.date(period)
            }
            Self::WorkingDayOfNextMonth(_) | Self::AfterEvent { .. } => None,
        }
    }
}

/// How long a report is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retention {
    /// For ever.
    Permanently,
    /// Not for ever, and it is not said how long.
    NotPermanently,
    /// So many years.
    Years(u16),
}

type Checked = Result<(), &'static str>;

fn holds(condition: bool, what: &'static str) -> Checked {
    if condition { Ok(()) } else { Err(what) }
}

/// Checks that a calendar can be followed.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_calendar(calendar: &Calendar) -> Checked {
    holds(Weekday::ALL.iter().any(|day| !calendar.weekend.contains(day)), "a calendar without working days")?;
    for holiday in &calendar.holidays {
        match holiday.day {
            HolidayRule::Fixed(day) => holds(day.exists(), "a holiday on a day that no year has")?,
            HolidayRule::Easter(days) => holds(days.unsigned_abs() <= FARTHEST_FROM_EASTER.unsigned_abs(), "a holiday too far from Easter")?,
            HolidayRule::Weekday(_, _, month) => holds((1..=12).contains(&month), "a holiday in a month that no year has")?,
            HolidayRule::Once(_) => {}
        }
    }
    calendar.moves.iter().try_for_each(|moved| holds(moved.off != moved.worked, "a day that is moved to itself"))
}

/// Checks that a deadline can be computed.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_due(due: &Due, calendars: &IdVec<CalendarId, Calendar>) -> Checked {
    holds(due.calendar.is_none_or(|calendar| calendars.lookup(calendar).is_some()), "a deadline by an unknown calendar")?;
    match &due.deadline {
        Deadline::DayOfNextMonth(day) => holds((1..=31).contains(day), "a deadline on a day that no month has"),
        Deadline::LastDayOfNextMonth => Ok(()),
        Deadline::WorkingDayOfNextMonth(day) => {
            holds((1..=LAST_WORKING_DAY_OF_MONTH).contains(day), "a deadline on a working day that a month may not have")?;
            holds(due.calendar.is_some(), "a deadline on a working day of no calendar")
        }
        Deadline::DayOfYear(days) => {
            holds(matches!(days.len(), 1 | 4 | 12), "a deadline for other periods than a year has")?;
            holds(days.iter().all(|day| day.day.exists_each_year()), "a deadline on a day that not each year has")
        }
        Deadline::AfterEvent { working_days, .. } => {
            holds((1..=MOST_WORKING_DAYS).contains(working_days), "a deadline no working day after an event")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn date(deadline: &Deadline, of: &str) -> Option<String> {
        deadline.date(period(of)).map(|date| date.to_string())
    }

    fn day(day: i8, month: i8, is_next_year: bool) -> DayOfYear {
        DayOfYear { day: DayOfMonth { day, month }, is_next_year }
    }

    #[test]
    fn a_day_of_the_next_month_that_it_lacks_is_its_last() {
        assert_eq!(date(&Deadline::DayOfNextMonth(15), "2025-Q1").as_deref(), Some("2025-04-15"));
        assert_eq!(date(&Deadline::DayOfNextMonth(31), "2025-Q1").as_deref(), Some("2025-04-30"));
        assert_eq!(date(&Deadline::DayOfNextMonth(15), "2025").as_deref(), Some("2026-01-15"));
        assert_eq!(date(&Deadline::LastDayOfNextMonth, "2024-01").as_deref(), Some("2024-02-29"));
        assert_eq!(date(&Deadline::LastDayOfNextMonth, "2025-12").as_deref(), Some("2026-01-31"));
    }

    #[test]
    fn each_quarter_has_its_day() {
        let days = Deadline::DayOfYear(vec![day(25, 4, false), day(25, 7, false), day(25, 10, false), day(28, 2, true)]);
        for (quarter, due) in [("2025-Q1", "2025-04-25"), ("2025-Q2", "2025-07-25"), ("2025-Q3", "2025-10-25"), ("2025-Q4", "2026-02-28")] {
            assert_eq!(date(&days, quarter).as_deref(), Some(due));
        }
        assert_eq!(date(&days, "2025"), None);
        assert_eq!(date(&days, "2025-03"), None);
    }

    #[test]
    fn a_year_has_one_day_and_a_month_one_of_twelve() {
        assert_eq!(date(&Deadline::DayOfYear(vec![day(31, 3, true)]), "2025").as_deref(), Some("2026-03-31"));
        let months: Vec<DayOfYear> = (2..=12).map(|month| day(20, month, false)).chain([day(20, 1, true)]).collect();
        assert_eq!(date(&Deadline::DayOfYear(months.clone()), "2025-01").as_deref(), Some("2025-02-20"));
        assert_eq!(date(&Deadline::DayOfYear(months), "2025-12").as_deref(), Some("2026-01-20"));
    }
}
