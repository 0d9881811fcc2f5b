//! Words for periods and days of the week, as texts say them; definitions name them by their English keywords.

use positum_grammar::phrase::{Phrase, said};
use positum_plan::calendar::Weekday;
use positum_plan::period::{PeriodKind, Validity};

/// Names a kind of period: "quarter".
pub fn period_word(kind: PeriodKind) -> Phrase {
    match kind {
        PeriodKind::Year => said!("year"),
        PeriodKind::Quarter => said!("quarter"),
        PeriodKind::Month => said!("month"),
        PeriodKind::Day => said!("day"),
    }
}

/// Names a day of the week: "Saturday".
pub fn weekday_word(day: Weekday) -> Phrase {
    match day {
        Weekday::Monday => said!("Monday"),
        Weekday::Tuesday => said!("Tuesday"),
        Weekday::Wednesday => said!("Wednesday"),
        Weekday::Thursday => said!("Thursday"),
        Weekday::Friday => said!("Friday"),
        Weekday::Saturday => said!("Saturday"),
        Weekday::Sunday => said!("Sunday"),
    }
}

/// Writes the days of a validity: "from 2025-01-01 until 2025-12-31".
pub fn time_text(time: Validity) -> Phrase {
    match (time.from, time.until) {
        (Some(from), Some(until)) => said!("from {from} until {until}"),
        (Some(from), None) => said!("from {from}"),
        (None, Some(until)) => said!("until {until}"),
        (None, None) => said!("of any time"),
    }
}
