//! Reporting periods: a year, a quarter, a month or a day.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The length of a reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// A calendar year, written `2025`.
    Year,
    /// A quarter of a calendar year, written `2025-Q1`.
    Quarter,
    /// A calendar month, written `2025-03`.
    Month,
    /// A day, written `2025-03-31`.
    Day,
}

impl PeriodKind {
    /// Gives the word for it in a definition.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// Gives an example of how such a period is written.
    pub fn example(self) -> &'static str {
        match self {
            Self::Year => "2025",
            Self::Quarter => "2025-Q1",
            Self::Month => "2025-03",
            Self::Day => "2025-03-31",
        }
    }
}

/// A reporting period. Periods are ordered by their first day, then by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    first: Date,
    kind: PeriodKind,
}

/// The text is no period: neither `2025`, `2025-Q1`, `2025-03` nor a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPeriod;

impl Period {
    /// Gives the length of the period.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Gives the first day.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Gives the last day; it decides which version of a definition is in force.
    pub fn last_day(self) -> Date {
        let next = match self.kind {
            PeriodKind::Year => Span::new().years(1),
            PeriodKind::Quarter => Span::new().months(3),
            PeriodKind::Month => Span::new().months(1),
            PeriodKind::Day => Span::new().days(1),
        };
        self.first.saturating_add(next).saturating_sub(Span::new().days(1))
    }

    /// Gives the period that holds a day.
    pub fn holding(kind: PeriodKind, day: Date) -> Option<Self> {
        let first = match kind {
            PeriodKind::Year => Date::new(day.year(), 1, 1).ok()?,
            PeriodKind::Quarter => {
                Date::new(day.year(), day.month().saturating_sub(1).checked_div(3)?.saturating_mul(3).saturating_add(1), 1).ok()?
            }
            PeriodKind::Month => day.first_of_month(),
            PeriodKind::Day => day,
        };
        Some(Self { first, kind })
    }

    /// Gives the period before; nothing before the first year that there is.
    pub fn previous(self) -> Option<Self> {
        Self::holding(self.kind, self.first.yesterday().ok()?)
    }

    /// Gives the same period a year before; of 29 February the 28th.
    pub fn year_before(self) -> Option<Self> {
        Self::holding(self.kind, self.first.checked_sub(Span::new().years(1)).ok()?)
    }

    /// Gives the last period, of the same length, of the year before.
    pub fn last_of_year_before(self) -> Option<Self> {
        Self::holding(self.kind, Date::new(self.last_day().year().checked_sub(1)?, 12, 31).ok()?)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let parts: Vec<&str> = text.split('-').collect();
        let (first, kind) = match parts.as_slice() {
            [year] => (Date::new(year_number(year)?, 1, 1), PeriodKind::Year),
            [year, part] => match part.strip_prefix('Q') {
                Some(quarter) => {
                    let month = match quarter {
                        "1" => 1,
                        "2" => 4,
                        "3" => 7,
                        "4" => 10,
                        _ => return Err(NotAPeriod),
                    };
                    (Date::new(year_number(year)?, month, 1), PeriodKind::Quarter)
                }
                None => (Date::new(year_number(year)?, two_digits(part)?, 1), PeriodKind::Month),
            },
            [year, month, day] => (Date::new(year_number(year)?, two_digits(month)?, two_digits(day)?), PeriodKind::Day),
            _ => return Err(NotAPeriod),
        };
        Ok(Self { first: first.map_err(|_| NotAPeriod)?, kind })
    }
}

/// Reads a date written `2025-03-31`.
///
/// # Errors
/// Any other spelling, and days that do not exist.
pub fn parse_date(text: &str) -> Result<Date, NotAPeriod> {
    let period: Period = text.parse()?;
    match period.kind {
        PeriodKind::Day => Ok(period.first),
        PeriodKind::Year | PeriodKind::Quarter | PeriodKind::Month => Err(NotAPeriod),
    }
}

fn year_number(text: &str) -> Result<i16, NotAPeriod> {
    // Before the year 1 came the year -1: there is none that is written 0000.
    if text.len() != 4 || text == "0000" || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotAPeriod);
    }
    text.parse().map_err(|_| NotAPeriod)
}

fn two_digits(text: &str) -> Result<i8, NotAPeriod> {
    if text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotAPeriod);
    }
    text.parse().map_err(|_| NotAPeriod)
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.kind {
            PeriodKind::Year => write!(formatter, "{year:04}"),
            PeriodKind::Quarter => write!(formatter, "{year:04}-Q{}", month.saturating_add(2) / 3),
            PeriodKind::Month => write!(formatter, "{year:04}-{month:02}"),
            PeriodKind::Day => write!(formatter, "{}", self.first),
        }
    }
}

/// The dates from which and until which something is in force, both inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first day; open where there is none.
    pub from: Option<Date>,
    /// The last day; open where there is none.
    pub until: Option<Date>,
}

impl Validity {
    /// Tells whether it is in force on `day`.
    pub fn covers(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Gives the time in which both this and the other are in force; nothing where that is never.
    pub fn within(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        let is_empty = matches!((from, until), (Some(from), Some(until)) if until < from);
        (!is_empty).then_some(Self { from, until })
    }
}

impl fmt::Display for Validity {
    /// Writes the days as in a definition: `from 2025-01-01 until 2025-12-31`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (Some(from), Some(until)) => write!(formatter, "from {from} until {until}"),
            (Some(from), None) => write!(formatter, "from {from}"),
            (None, Some(until)) => write!(formatter, "until {until}"),
            (None, None) => write!(formatter, "of any time"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_written_alike() {
        for text in ["2025", "2025-Q1", "2025-Q4", "2025-03", "2024-02-29"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn earlier_periods_are_of_the_same_kind() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        let earlier = |text: &str| {
            [period(text).previous(), period(text).year_before(), period(text).last_of_year_before()].map(|period| period.unwrap().to_string())
        };
        assert_eq!(earlier("2025"), ["2024", "2024", "2024"]);
        assert_eq!(earlier("2025-Q1"), ["2024-Q4", "2024-Q1", "2024-Q4"]);
        assert_eq!(earlier("2025-Q4"), ["2025-Q3", "2024-Q4", "2024-Q4"]);
        assert_eq!(earlier("2025-03"), ["2025-02", "2024-03", "2024-12"]);
        assert_eq!(earlier("2024-02-29"), ["2024-02-28", "2023-02-28", "2023-12-31"]);
    }

    #[test]
    fn the_last_day_follows_the_kind() {
        let last = |text: &str| text.parse::<Period>().unwrap().last_day().to_string();
        assert_eq!(last("2025"), "2025-12-31");
        assert_eq!(last("2025-Q1"), "2025-03-31");
        assert_eq!(last("2024-02"), "2024-02-29");
        assert_eq!(last("2025-07-05"), "2025-07-05");
    }

    #[test]
    fn other_spellings_are_no_periods() {
        for text in
            ["", "25", "2025-Q5", "2025-Q01", "2025-13", "2025-1", "2025-02-29", "2025-Q1-", "Q1-2025", "+2025", "0000", "0000-Q1", "0000-01-01"]
        {
            assert_eq!(text.parse::<Period>(), Err(NotAPeriod), "{text}");
        }
    }
}
