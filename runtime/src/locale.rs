//! How each language writes numbers and dates: the one table of them.
//!
//! It holds marks, names and orders and knows no values. A test compares what is written by it with the data of Unicode's
//! locale repository, and says where we differ on purpose.

use crate::language::Language;

/// How a language writes numbers and dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Between whole and fraction.
    pub decimal_mark: char,
    /// Between groups of three digits.
    pub group_mark: char,
    /// The fewest digits of a whole that are grouped. Unicode's Latvian begins at five; the Treasury prints `2 442`.
    pub fewest_grouped: usize,
    /// Between a number and the sign of a percent or permille. Unicode's Latvian has nothing there; regulations print a space.
    pub before_percent: &'static str,
    /// The months in the nominative, as they stand without a day.
    pub months: [&'static str; 12],
    /// How a day is written.
    pub date: DateForm,
}

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// `05.04.2025.`
    Digits,
    /// `5 April 2025`
    MonthName,
}

/// Keeps a number and what belongs to it on one line.
pub(crate) const NO_BREAK_SPACE: char = '\u{a0}';

const LATVIAN: Locale = Locale {
    decimal_mark: ',',
    group_mark: NO_BREAK_SPACE,
    fewest_grouped: 4,
    before_percent: "\u{a0}",
    months: ["janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs", "jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris"],
    date: DateForm::Digits,
};

const ENGLISH: Locale = Locale {
    decimal_mark: '.',
    group_mark: ',',
    fewest_grouped: 4,
    before_percent: "",
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    date: DateForm::MonthName,
};

impl Language {
    /// Gives how the language writes numbers and dates.
    pub fn locale(self) -> &'static Locale {
        match self {
            Self::Latvian => &LATVIAN,
            Self::English => &ENGLISH,
        }
    }
}

impl Locale {
    /// Gives the name of a month from 1 to 12; nothing for other numbers.
    pub fn month(&self, number: i8) -> &'static str {
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        index.and_then(|index| self.months.get(index)).copied().unwrap_or_default()
    }
}
