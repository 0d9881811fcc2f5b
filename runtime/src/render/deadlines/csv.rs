//! Deadlines as CSV: a line for each, then a line for each report without a day.

use super::{DeadlineList, state};
use crate::deadline_words::no_day_text;
use crate::finding_text::printable;
use std::io::{Error, Result};

/// The columns.
const COLUMNS: [&str; 10] = ["due", "weekday", "report", "title", "module", "period", "laid_down", "state", "reason", "calendar"];

/// Writes deadlines; dates are written `2026-04-27`.
///
/// # Errors
/// None that a text in memory could give.
pub fn write_deadlines_csv(list: &DeadlineList<'_, '_>) -> Result<Vec<u8>> {
    let mut lines = csv::Writer::from_writer(Vec::new());
    lines.write_record(COLUMNS)?;
    for one in &list.deadlines.dated {
        let due = &one.due;
        let calendar = one.calendar.map(|calendar| calendar.name.as_str()).unwrap_or_default();
        let (title, reason) = (list.title(one.plan, one.report), list.reason(one).unwrap_or_default());
        let (date, nominal, period) = (due.date.to_string(), due.nominal.to_string(), one.period.to_string());
        let module = one.report.module.as_deref().map(printable).unwrap_or_default();
        let name = &one.report.name;
        lines.write_record([&date, list.weekday(one), name, &title, &module, &period, &nominal, state(one), &reason, calendar])?;
    }
    for one in &list.deadlines.undated {
        let (title, reason) = (list.title(one.plan, one.report), no_day_text(one, list.language));
        let period = one.period.map(|period| period.to_string()).unwrap_or_default();
        let module = one.report.module.as_deref().map(printable).unwrap_or_default();
        lines.write_record(["", "", &one.report.name, &title, &module, &period, "", "without_date", &reason, ""])?;
    }
    lines.into_inner().map_err(|error| Error::new(error.error().kind(), error.to_string()))
}
