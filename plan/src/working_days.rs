//! Which days a calendar has off, and why; and counting in its working days.
//!
//! Everything follows from the calendar and the date: nothing is kept between questions.

use crate::calendar::{Calendar, Holiday, HolidayRule, MovedDay, Ordinal, Weekday};
use jiff::Span;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The most days in a row that may be off before counting gives up.
const MOST_DAYS_OFF: usize = 366;

/// Why a day is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff<'c> {
    /// It is a holiday.
    Holiday(&'c Holiday),
    /// It is the next working day after a holiday that fell on a weekend, on the date given.
    NextWorkingDay(&'c Holiday, Date),
    /// Its work was moved to another day.
    Moved(&'c MovedDay),
    /// It is of the weekend.
    Weekend(Weekday),
}

/// A day of a year that differs from what the days of the week say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecialDay<'c> {
    /// It is off.
    Off(DayOff<'c>),
    /// It would be off, and is worked.
    Worked(&'c MovedDay),
}

impl Calendar {
    /// Tells whether the calendar knows the day.
    pub fn covers(&self, date: Date) -> bool {
        self.validity.covers(date)
    }

    /// Says why a day is off; nothing for a working day, and for one that the calendar does not know.
    pub fn day_off(&self, date: Date) -> Option<DayOff<'_>> {
        if !self.covers(date) || self.moves.iter().any(|moved| moved.worked == date) {
            return None;
        }
        let moved = self.moves.iter().find(|moved| moved.off == date).map(DayOff::Moved);
        moved.or_else(|| self.day_off_before_moves(date))
    }

    /// Says why a day is off as if no working day were moved.
    pub fn day_off_before_moves(&self, date: Date) -> Option<DayOff<'_>> {
        let weekday = Weekday::of(date);
        if let Some(holiday) = self.holiday(date) {
            return Some(DayOff::Holiday(holiday));
        }
        if self.weekend.contains(&weekday) {
            return Some(DayOff::Weekend(weekday));
        }
        // What falls on the last days of a year may move into the next.
        let before = self.next_working_days(date.year().saturating_sub(1), &[]);
        let taken: Vec<Date> = before.iter().map(|(_, next)| *next).collect();
        let moved = before.into_iter().chain(self.next_working_days(date.year(), &taken)).find(|(_, next)| *next == date);
        moved.map(|((day, holiday), _)| DayOff::NextWorkingDay(holiday, day))
    }

    /// Gives the days of a year that are off, or worked, other than the days of the week say, in order; a holiday on a
    /// weekend is among them.
    pub fn special_days(&self, year: i16) -> Vec<(Date, SpecialDay<'_>)> {
        let Ok(first) = Date::new(year, 1, 1) else { return Vec::new() };
        let days = first.series(Span::new().days(1)).take_while(|day| day.year() == year).filter(|day| self.covers(*day));
        let special = |day: Date| {
            let worked = self.moves.iter().find(|moved| moved.worked == day).map(SpecialDay::Worked);
            worked.or_else(|| match self.day_off(day)? {
                DayOff::Weekend(_) => None,
                off @ (DayOff::Holiday(_) | DayOff::NextWorkingDay(..) | DayOff::Moved(_)) => Some(SpecialDay::Off(off)),
            })
        };
        days.filter_map(|day| Some((day, special(day)?))).collect()
    }

    /// Gives the day itself or the first working day after it; nothing where the calendar does not know the days
    /// between.
    pub fn working_day_on_or_after(&self, date: Date) -> Option<Date> {
        let days = date.series(Span::new().days(1)).take(MOST_DAYS_OFF).take_while(|day| self.covers(*day));
        days.into_iter().find(|day| self.day_off(*day).is_none())
    }

    /// Gives the working day that is `count` working days after a day, which does not count itself; nothing where the
    /// calendar does not know the days between.
    pub fn working_days_after(&self, date: Date, count: u16) -> Option<Date> {
        let mut day = date;
        for _ in 0..count {
            day = self.working_day_on_or_after(day.tomorrow().ok()?)?;
        }
        Some(day)
    }

    /// Gives a working day of the month in which `day` lies, counted from 1; nothing where the month has fewer, or the
    /// calendar does not know it.
    pub fn working_day_of_month(&self, day: Date, count: u8) -> Option<Date> {
        let before = day.first_of_month().yesterday().ok()?;
        self.working_days_after(before, u16::from(count)).filter(|found| count > 0 && *found <= day.last_of_month())
    }

    fn holiday(&self, date: Date) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.date(date.year()) == Some(date))
    }

    /// Gives the holidays of a year that fall on a weekend and take the next working day, with that day; what holidays
    /// of the year before took is not free any more.
    fn next_working_days(&self, year: i16, before: &[Date]) -> Vec<((Date, &Holiday), Date)> {
        let on_weekend = |holiday: &&Holiday| holiday.is_moved && holiday.date(year).is_some_and(|date| self.weekend.contains(&Weekday::of(date)));
        let mut moved: Vec<(Date, &Holiday)> =
            self.holidays.iter().filter(on_weekend).filter_map(|holiday| Some((holiday.date(year)?, holiday))).collect();
        moved.sort_by_key(|(date, _)| *date);
        moved.dedup_by_key(|(date, _)| *date);
        if moved.is_empty() {
            return Vec::new();
        }
        // Found once for all of them: the search reaches to the end of the next year.
        let years = [year, year.saturating_add(1)];
        let mut not_free: BTreeSet<Date> = years.iter().flat_map(|year| self.holidays.iter().filter_map(|holiday| holiday.date(*year))).collect();
        not_free.extend(before);
        let mut taken: Vec<((Date, &Holiday), Date)> = Vec::new();
        for (date, holiday) in moved {
            let is_free = |day: &Date| !self.weekend.contains(&Weekday::of(*day)) && !not_free.contains(day);
            if let Some(next) = date.series(Span::new().days(1)).take(MOST_DAYS_OFF).find(is_free) {
                not_free.insert(next);
                taken.push(((date, holiday), next));
            }
        }
        taken
    }
}

impl Holiday {
    /// Gives its date in a year; nothing where the year has no such day, or the rule is not in force on it.
    pub fn date(&self, year: i16) -> Option<Date> {
        let date = match self.day {
            HolidayRule::Fixed(day) => Date::new(year, day.month, day.day).ok(),
            HolidayRule::Easter(days) => easter_sunday(year)?.checked_add(Span::new().days(i64::from(days))).ok(),
            HolidayRule::Weekday(ordinal, weekday, month) => {
                let number = match ordinal {
                    Ordinal::First => 1,
                    Ordinal::Second => 2,
                    Ordinal::Third => 3,
                    Ordinal::Fourth => 4,
                    Ordinal::Last => -1,
                };
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(number, weekday.into()).ok()
            }
            HolidayRule::Once(date) => Some(date),
        };
        date.filter(|date| date.year() == year && self.validity.covers(*date))
    }
}

/// Gives the date of Easter Sunday in the Gregorian calendar; nothing for years that it does not have.
///
/// The rule is that of Meeus, Jones and Butcher, which holds for every year.
pub fn easter_sunday(year: i16) -> Option<Date> {
    let year_number = i32::from(u16::try_from(year).ok()?);
    let (century, in_century) = (year_number / 100, year_number % 100);
    let golden = year_number % 19;
    let lost_full_moons = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + century - century / 4 - lost_full_moons + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - full_moon - in_century % 4) % 7;
    let late = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    let day = full_moon + to_sunday - 7 * late + 114;
    Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{DayOfMonth, USUAL_WEEKEND};
    use crate::period::{Validity, parse_date};
    use crate::plan::Label;

    fn date(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    fn holiday(day: HolidayRule, is_moved: bool) -> Holiday {
        Holiday { day, label: Label::default(), is_moved, validity: Validity::default(), source: None }
    }

    fn fixed(day: i8, month: i8, is_moved: bool) -> Holiday {
        holiday(HolidayRule::Fixed(DayOfMonth { day, month }), is_moved)
    }

    fn calendar(holidays: Vec<Holiday>) -> Calendar {
        Calendar {
            name: "c".to_owned(),
            label: Label::default(),
            source: None,
            validity: Validity::default(),
            weekend: USUAL_WEEKEND.to_vec(),
            holidays,
            moves: Vec::new(),
        }
    }

    fn days_off(calendar: &Calendar, year: i16) -> Vec<String> {
        calendar.special_days(year).into_iter().map(|(day, _)| day.to_string()).collect()
    }

    #[test]
    fn easter_falls_as_published() {
        let published = [
            "1583-04-10",
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1961-04-02",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2016-03-27",
            "2019-04-21",
            "2020-04-12",
            "2021-04-04",
            "2022-04-17",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
            "2285-03-22",
        ];
        for day in published {
            assert_eq!(easter_sunday(date(day).year()), Some(date(day)));
        }
    }

    #[test]
    fn easter_is_a_sunday_between_its_bounds_in_every_year() {
        for year in 1583..=9999 {
            let easter = easter_sunday(year).unwrap();
            assert_eq!(Weekday::of(easter), Weekday::Sunday, "{easter}");
            assert!(Date::new(year, 3, 22).unwrap() <= easter && easter <= Date::new(year, 4, 25).unwrap(), "{easter}");
        }
    }

    #[test]
    fn a_holiday_on_a_weekend_takes_the_next_working_day_only_where_it_says_so() {
        // 4 May 2024 is a Saturday, 4 May 2025 a Sunday, 4 May 2026 a Monday.
        let moved = calendar(vec![fixed(4, 5, true)]);
        assert_eq!(days_off(&moved, 2024), ["2024-05-04", "2024-05-06"]);
        assert_eq!(days_off(&moved, 2025), ["2025-05-04", "2025-05-05"]);
        assert_eq!(days_off(&moved, 2026), ["2026-05-04"]);
        assert_eq!(days_off(&calendar(vec![fixed(4, 5, false)]), 2024), ["2024-05-04"]);
    }

    #[test]
    fn a_next_working_day_is_none_that_is_off_already() {
        // 2022: 25 December is a Sunday, 26 December a Monday holiday. 2021: both on a weekend.
        let christmas = calendar(vec![fixed(25, 12, true), fixed(26, 12, true)]);
        assert_eq!(days_off(&christmas, 2022), ["2022-12-25", "2022-12-26", "2022-12-27"]);
        assert_eq!(days_off(&christmas, 2021), ["2021-12-25", "2021-12-26", "2021-12-27", "2021-12-28"]);
    }

    #[test]
    fn a_next_working_day_may_lie_in_the_next_year() {
        // 31 December 2022 is a Saturday; 1 January 2023 a Sunday.
        let new_year = calendar(vec![fixed(31, 12, true)]);
        assert_eq!(days_off(&new_year, 2023), ["2023-01-02", "2023-12-31"]);
        let off = new_year.day_off(date("2023-01-02"));
        assert!(matches!(off, Some(DayOff::NextWorkingDay(_, day)) if day == date("2022-12-31")), "{off:?}");
    }

    #[test]
    fn days_of_the_week_in_a_month_are_found() {
        let mothers_day = calendar(vec![holiday(HolidayRule::Weekday(Ordinal::Second, Weekday::Sunday, 5), false)]);
        assert_eq!(days_off(&mothers_day, 2025), ["2025-05-11"]);
        let last = calendar(vec![holiday(HolidayRule::Weekday(Ordinal::Last, Weekday::Monday, 8), false)]);
        assert_eq!(days_off(&last, 2026), ["2026-08-31"]);
    }

    #[test]
    fn a_rule_is_in_force_within_its_dates_and_a_leap_day_in_leap_years() {
        let mut rule = fixed(1, 5, false);
        rule.validity = Validity { from: Some(date("2025-05-01")), until: Some(date("2026-04-30")) };
        let calendar_of_one = calendar(vec![rule]);
        assert_eq!([2024, 2025, 2026].map(|year| days_off(&calendar_of_one, year).len()), [0, 1, 0]);
        let leap = calendar(vec![fixed(29, 2, false)]);
        assert_eq!([2023, 2024].map(|year| days_off(&leap, year).len()), [0, 1]);
    }

    #[test]
    fn moved_days_are_off_and_worked() {
        let mut moved = calendar(Vec::new());
        moved.moves.push(MovedDay { off: date("2026-01-02"), worked: date("2026-01-17"), label: Label::default(), source: None });
        assert!(matches!(moved.day_off(date("2026-01-02")), Some(DayOff::Moved(_))));
        assert_eq!(moved.day_off(date("2026-01-17")), None);
        assert_eq!(moved.day_off(date("2026-01-18")), Some(DayOff::Weekend(Weekday::Sunday)));
        assert_eq!(moved.working_day_on_or_after(date("2026-01-17")), Some(date("2026-01-17")));
        assert_eq!(moved.working_days_after(date("2026-01-01"), 1), Some(date("2026-01-05")));
        assert_eq!(moved.special_days(2026).len(), 2);
    }

    #[test]
    fn working_days_are_counted_without_the_first() {
        // Friday 11 April 2025; Good Friday 18 April and Easter Monday 21 April are off.
        let easter = calendar(vec![holiday(HolidayRule::Easter(-2), false), holiday(HolidayRule::Easter(1), false)]);
        assert_eq!(easter.working_days_after(date("2025-04-11"), 1), Some(date("2025-04-14")));
        assert_eq!(easter.working_days_after(date("2025-04-11"), 5), Some(date("2025-04-22")));
        assert_eq!(easter.working_days_after(date("2025-04-12"), 0), Some(date("2025-04-12")));
        assert_eq!(easter.working_day_of_month(date("2025-04-20"), 14), Some(date("2025-04-22")));
        assert_eq!(easter.working_day_of_month(date("2025-04-20"), 21), None);
        assert_eq!(easter.working_day_of_month(date("2025-04-20"), 0), None);
    }

    #[test]
    fn what_a_calendar_does_not_know_it_does_not_tell() {
        let mut short = calendar(vec![fixed(1, 1, false)]);
        short.validity = Validity { from: None, until: Some(date("2026-12-31")) };
        assert_eq!(short.day_off(date("2027-01-01")), None);
        assert_eq!(short.working_day_on_or_after(date("2027-01-04")), None);
        assert_eq!(short.working_days_after(date("2026-12-31"), 1), None);
        assert_eq!(short.working_day_on_or_after(date("2026-12-31")), Some(date("2026-12-31")));
    }

    #[test]
    fn a_calendar_without_working_days_gives_none() {
        let mut never = calendar(Vec::new());
        never.weekend = Weekday::ALL.to_vec();
        assert_eq!(never.working_day_on_or_after(date("2026-01-01")), None);
    }
}
