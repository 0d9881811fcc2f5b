//! Working days, as the page of the language says which days a calendar has off.

use super::values::{Nothing, Result, Value, day_number, day_of, last_of_month};
use num_rational::BigRational;
use positum_plan::calendar::{Calendar, Holiday, HolidayRule, Ordinal, Weekday};
use positum_plan::period::Validity;

/// A Monday: 7 April 2025.
fn monday() -> i64 {
    day_number(2025, 4, 7)
}

/// Gives a day of three numbers.
pub(crate) fn day_of_numbers([year, month, day]: [BigRational; 3]) -> Result<Value> {
    let within = |number: BigRational, last: i64| {
        let whole: Option<i64> = number.is_integer().then(|| number.to_integer().try_into().ok()).flatten();
        whole.filter(|whole| (1..=last).contains(whole)).ok_or_else(|| Nothing::because("no_such_day"))
    };
    let (year, month) = (within(year, 9999)?, within(month, 12)?);
    let days = last_of_month(year, month) - day_number(year, month, 1) + 1;
    Ok(Value::Date(day_number(year, month, within(day, days)?)))
}

/// Gives a working day after a day.
pub(crate) fn working_day(calendar: &Calendar, date: i64, count: &BigRational) -> Result<Value> {
    let count: Option<i64> = count.is_integer().then(|| count.to_integer().try_into().ok()).flatten();
    let count = count.filter(|count| (0..=250).contains(count)).ok_or_else(|| Nothing::because("working_days_out_of_range"))?;
    let (mut day, mut worked) = (date, 0);
    while worked < count {
        day += 1;
        if !covers(calendar.validity, day) {
            return Err(Nothing::silent());
        }
        if day > day_number(9999, 12, 31) {
            return Err(Nothing::because("out_of_range"));
        }
        worked += i64::from(!is_off(calendar, day));
    }
    Ok(Value::Date(day))
}

fn covers(validity: Validity, day: i64) -> bool {
    validity.from.is_none_or(|from| day_of(from) <= day) && validity.until.is_none_or(|until| day <= day_of(until))
}

fn is_off(calendar: &Calendar, day: i64) -> bool {
    if calendar.moves.iter().any(|moved| day_of(moved.worked) == day) {
        return false;
    }
    let year = year_of(day);
    let before = next_working_days(calendar, year - 1, &[]);
    let now = next_working_days(calendar, year, &before);
    calendar.moves.iter().any(|moved| day_of(moved.off) == day)
        || is_weekend(calendar, day)
        || is_holiday(calendar, day)
        || before.contains(&day)
        || now.contains(&day)
}

fn year_of(day: i64) -> i64 {
    let mut year = day / 366;
    while day_number(year + 1, 1, 1) <= day {
        year += 1;
    }
    year
}

fn is_weekend(calendar: &Calendar, day: i64) -> bool {
    let weekday = usize::try_from((day - monday()).rem_euclid(7)).expect("less than 7");
    calendar.weekend.contains(&Weekday::ALL[weekday])
}

fn is_holiday(calendar: &Calendar, day: i64) -> bool {
    calendar.holidays.iter().any(|holiday| day_of_holiday(holiday, year_of(day)) == Some(day))
}

/// A holiday on a weekend that moves takes the first day after it that nothing else takes.
fn next_working_days(calendar: &Calendar, year: i64, before: &[i64]) -> Vec<i64> {
    let moving = calendar.holidays.iter().filter(|holiday| holiday.is_moved);
    let mut days: Vec<i64> = moving.filter_map(|holiday| day_of_holiday(holiday, year)).filter(|day| is_weekend(calendar, *day)).collect();
    days.sort_unstable();
    days.dedup();
    let mut taken = Vec::new();
    for mut day in days {
        while is_weekend(calendar, day) || is_holiday(calendar, day) || before.contains(&day) || taken.contains(&day) {
            day += 1;
        }
        taken.push(day);
    }
    taken
}

fn day_of_holiday(holiday: &Holiday, year: i64) -> Option<i64> {
    let day = match holiday.day {
        HolidayRule::Fixed(day) => {
            let (month, day) = (i64::from(day.month), i64::from(day.day));
            Some(day_number(year, month, day)).filter(|found| *found <= last_of_month(year, month))
        }
        HolidayRule::Easter(days) => Some(easter(year) + i64::from(days)),
        HolidayRule::Weekday(ordinal, weekday, month) => Some(weekday_of_month(ordinal, weekday, year, month.into())),
        HolidayRule::Once(date) => Some(day_of(date)),
    };
    day.filter(|day| year_of(*day) == year && covers(holiday.validity, *day))
}

fn weekday_of_month(ordinal: Ordinal, weekday: Weekday, year: i64, month: i64) -> i64 {
    let is_wanted = |day: &i64| Weekday::ALL[usize::try_from((day - monday()).rem_euclid(7)).expect("less than 7")] == weekday;
    let days: Vec<i64> = (day_number(year, month, 1)..=last_of_month(year, month)).filter(is_wanted).collect();
    match ordinal {
        Ordinal::First => days[0],
        Ordinal::Second => days[1],
        Ordinal::Third => days[2],
        Ordinal::Fourth => days[3],
        Ordinal::Last => days[days.len() - 1],
    }
}

/// Easter Sunday by the algorithm of J.-M. Oudin.
fn easter(year: i64) -> i64 {
    let century = year / 100;
    let golden = year % 19;
    let correction = (century - 17) / 25;
    let full = (century - century / 4 - (century - correction) / 3 + 19 * golden + 15) % 30;
    let full = full - (full / 28) * (1 - (full / 28) * (29 / (full + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + full + 2 - century + century / 4) % 7;
    let offset = full - weekday;
    let month = 3 + (offset + 40) / 44;
    day_number(year, month, offset + 28 - 31 * (month / 4))
}
