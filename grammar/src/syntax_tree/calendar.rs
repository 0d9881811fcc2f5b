//! Calendars of working days, deadlines and retention, as written.

use super::{Labels, Text, Valid, Word};
use crate::source::Span;

/// A calendar of working days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The name.
    pub name: Word,
    /// The title.
    pub labels: Labels,
    /// The calendar that it begins with.
    pub like: Option<Word>,
    /// What it says, in order.
    pub items: Vec<CalendarItem>,
    /// Clauses that repeat an earlier one.
    pub repeated: Vec<(Span, Span)>,
    /// Where.
    pub span: Span,
}

/// A line of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarItem {
    /// `source "…"`
    Source(Text),
    /// `valid from …`
    Valid(Valid),
    /// `weekend Saturday, Sunday`
    Weekend(Vec<Word>),
    /// A day that is off.
    Holiday(Box<Holiday>),
    /// `2026-01-02 moved to 2026-01-17`
    Moved(Box<MovedDay>),
    /// A line that could not be read.
    Broken,
}

/// A day, of each year or of one, that is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Which day.
    pub day: HolidayRule,
    /// Where the day stands.
    pub day_span: Span,
    /// What is celebrated.
    pub labels: Labels,
    /// The day of the week to which it moves from a weekend.
    pub moved_to: Option<Word>,
    /// When the rule is in force.
    pub valid: Option<Valid>,
    /// What it rests on.
    pub source: Option<Text>,
}

/// Which day a holiday is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HolidayRule {
    /// `1 January`
    Fixed(DayOfMonth),
    /// `Easter`, `Easter - 2 days`: whether before it, and the days
    Easter(Option<(bool, Word)>),
    /// `second Sunday of May`
    Weekday {
        /// `second`
        ordinal: Word,
        /// `Sunday`
        weekday: Word,
        /// `May`
        month: Word,
    },
    /// `2023-07-10`
    Once((String, Span)),
}

/// `25 April`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOfMonth {
    /// The day.
    pub day: Word,
    /// The month.
    pub month: Word,
}

/// A working day that is off, and a day off that is worked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDay {
    /// The day that is off, as written.
    pub off: (String, Span),
    /// Why.
    pub labels: Labels,
    /// The day that is worked, as written.
    pub worked: (String, Span),
    /// What it rests on.
    pub source: Option<Text>,
}

/// When reports are due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The deadline.
    pub deadline: Deadline,
    /// The calendar on whose working days it falls.
    pub calendar: Option<Word>,
    /// Where.
    pub span: Span,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// `day 15 of the next month`: the day
    DayOfNextMonth(Word),
    /// `last day of the next month`
    LastDayOfNextMonth,
    /// `5th working day of the next month`: the number as written, with its ending
    WorkingDayOfNextMonth(Word),
    /// `31 March of the next year`
    DayOfYear(DayOfYear),
    /// `{ Q1 25 April; … }`
    EachPeriod {
        /// Quarters or months with their days.
        entries: Vec<(Word, DayOfYear)>,
        /// Whether a part of it could not be read.
        is_broken: bool,
    },
    /// `8 working days after "…"`
    AfterEvent(Word, Labels),
}

/// `25 April`, `28 February of the next year`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOfYear {
    /// The day.
    pub day: DayOfMonth,
    /// Whether of the next year.
    pub is_next_year: bool,
    /// Where.
    pub span: Span,
}

/// How long a report is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retention {
    /// `permanently`
    Permanently,
    /// `not permanently`
    NotPermanently,
    /// `5 years`
    Years(Word),
}
