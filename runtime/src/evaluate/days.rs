//! Days that are made: of three numbers, and by counting working days.

use super::evaluate_formula::{Frame, Next};
use super::no_value::{NoValue, Operand, Outcome, Reason, strict, unfit};
use crate::evaluated_submission::Cause;
use jiff::civil::Date;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::calendar::{Calendar, MOST_WORKING_DAYS};
use positum_plan::plan::{CalendarId, NodeId, Plan};
use positum_plan::value::Value;

/// Takes the operand that arrived, if one did, and asks for the next one, or makes the day of all; the first without a
/// value decides.
pub(super) fn advance_operands_of_day<'s>(
    frame: &mut Frame<'s>,
    parts: &[NodeId],
    arrived: Option<Outcome<'s>>,
    make: impl FnOnce(&[Value]) -> Outcome<'s>,
) -> Next<'s> {
    match arrived.map(strict) {
        Some(Ok(operand)) => frame.key.push(operand.into_value()),
        Some(Err(no_value)) => return Next::Done(Err(no_value)),
        None => {}
    }
    match parts.get(frame.key.len()) {
        Some(part) => Next::Evaluate(*part),
        None => Next::Done(make(&frame.key)),
    }
}

/// Gives the day of a year, a month and a day of the month.
pub(super) fn day_of<'s>(parts: &[Value]) -> Outcome<'s> {
    let [Value::Number(year), Value::Number(month), Value::Number(day)] = parts else { return Err(unfit()) };
    let date = whole(year).zip(whole(month)).zip(whole(day)).and_then(|((year, month), day)| date_of(year, month, day));
    date.map(Operand::Date).ok_or_else(|| NoValue::because(Reason::NoSuchDay([year, month, day].map(ToString::to_string))))
}

/// Gives a working day after a day.
pub(super) fn working_day<'s>(plan: &Plan, id: CalendarId, parts: &[Value]) -> Outcome<'s> {
    let [Value::Date(date), Value::Number(count)] = parts else { return Err(unfit()) };
    let days = whole(count).and_then(|count| u16::try_from(count).ok()).filter(|count| *count <= MOST_WORKING_DAYS);
    let Some(days) = days else { return Err(NoValue::because(Reason::WorkingDaysOutOfRange(count.to_string()))) };
    let calendar = &plan.calendars[id];
    match calendar.working_days_after(*date, days) {
        Some(day) => Ok(Operand::Date(day)),
        None => Err(NoValue::because(if knows_all_after(calendar, *date) {
            // The days themselves end, and not what the calendar knows.
            Reason::OutOfRange
        } else {
            Reason::Elsewhere(Cause::CalendarDoesNotKnow(id))
        })),
    }
}

fn knows_all_after(calendar: &Calendar, date: Date) -> bool {
    let next = date.tomorrow().unwrap_or(date);
    calendar.validity.until.is_none() && calendar.validity.from.is_none_or(|from| from <= next)
}

fn date_of(year: i64, month: i64, day: i64) -> Option<Date> {
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date).filter(|date| date.year() > 0)
}

fn whole(number: &Exact) -> Option<i64> {
    number.rounded(0, Rounding::TowardZero).filter(|whole| Exact::from(*whole) == *number).and_then(|whole| i64::try_from(whole).ok())
}
