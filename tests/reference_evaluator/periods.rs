//! Periods, read from their names.

use super::values::{day_number, last_of_month};
use positum_plan::plan::Earlier;

/// A year, quarter, month or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Year(i64),
    Quarter(i64, i64),
    Month(i64, i64),
    Day(i64, i64, i64),
}

impl Period {
    /// Reads a name as `2025-Q1`.
    pub(crate) fn named(name: &str) -> Self {
        let parts: Vec<&str> = name.split('-').collect();
        let number = |text: &str| text.trim_start_matches('Q').parse().expect("a number");
        match parts[..] {
            [year] => Self::Year(number(year)),
            [year, quarter] if quarter.starts_with('Q') => Self::Quarter(number(year), number(quarter)),
            [year, month] => Self::Month(number(year), number(month)),
            [year, month, day] => Self::Day(number(year), number(month), number(day)),
            _ => panic!("no period: {name}"),
        }
    }

    /// Gives year and month of the last day.
    fn year_and_month(self) -> (i64, i64) {
        match self {
            Self::Year(year) => (year, 12),
            Self::Quarter(year, quarter) => (year, quarter * 3),
            Self::Month(year, month) | Self::Day(year, month, _) => (year, month),
        }
    }

    /// Gives the last day.
    pub(crate) fn last_day(self) -> i64 {
        let (year, month) = self.year_and_month();
        match self {
            Self::Year(_) | Self::Quarter(..) | Self::Month(..) => last_of_month(year, month),
            Self::Day(_, _, day) => day_number(year, month, day),
        }
    }

    /// Gives the first day.
    pub(crate) fn first_day(self) -> i64 {
        match self {
            Self::Year(year) => day_number(year, 1, 1),
            Self::Quarter(year, quarter) => day_number(year, quarter * 3 - 2, 1),
            Self::Month(year, month) => day_number(year, month, 1),
            Self::Day(year, month, day) => day_number(year, month, day),
        }
    }

    /// Gives the year of the last day.
    pub(crate) fn year(self) -> i64 {
        self.year_and_month().0
    }

    /// Gives the quarter of the last day.
    pub(crate) fn quarter(self) -> i64 {
        (self.month() - 1) / 3 + 1
    }

    /// Gives the month of the last day.
    pub(crate) fn month(self) -> i64 {
        self.year_and_month().1
    }

    /// Gives an earlier period of the same length.
    pub(crate) fn earlier(self, which: Earlier) -> Self {
        match which {
            Earlier::Period => self.before(),
            Earlier::Year => match self {
                Self::Year(year) => Self::Year(year - 1),
                Self::Quarter(year, quarter) => Self::Quarter(year - 1, quarter),
                Self::Month(year, month) => Self::Month(year - 1, month),
                // There is a 29 February a year before in no year.
                Self::Day(year, 2, 29) => Self::Day(year - 1, 2, 28),
                Self::Day(year, month, day) => Self::Day(year - 1, month, day),
            },
            Earlier::Closing => match self {
                Self::Year(year) => Self::Year(year - 1),
                Self::Quarter(year, _) => Self::Quarter(year - 1, 4),
                Self::Month(year, _) => Self::Month(year - 1, 12),
                Self::Day(year, ..) => Self::Day(year - 1, 12, 31),
            },
        }
    }

    fn before(self) -> Self {
        match self {
            Self::Year(year) => Self::Year(year - 1),
            Self::Quarter(year, 1) => Self::Quarter(year - 1, 4),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter - 1),
            Self::Month(year, 1) => Self::Month(year - 1, 12),
            Self::Month(year, month) => Self::Month(year, month - 1),
            Self::Day(year, 1, 1) => Self::Day(year - 1, 12, 31),
            Self::Day(year, month, 1) => {
                let last = last_of_month(year, month - 1) - day_number(year, month - 1, 1) + 1;
                Self::Day(year, month - 1, last)
            }
            Self::Day(year, month, day) => Self::Day(year, month, day - 1),
        }
    }
}
