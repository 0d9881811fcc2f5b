//! Values of cells, as submissions give them: plausible ones of each type, and the greatest ones.

use super::pattern_texts::text_within;
use super::units::{text_of_units, units_of_plain};
use crate::random::Random;
use jiff::Span;
use jiff::civil::Date;
use positum_plan::amount::MOST_DIGITS;
use positum_plan::plan::Plan;
use positum_plan::value::{Quantity, RatioScale, Value, ValueType};

/// How far before the last day of a period days are made.
const DAYS_BEFORE: u64 = 500;
/// How far after it.
const DAYS_AFTER: u64 = 60;

/// How large numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// One to twenty units.
    Small,
    /// As reports have them.
    Usual,
    /// As many digits as a cell can show.
    Greatest,
}

/// Gives a value of a type, as a submission has it; nothing where no value is known that the type permits.
pub(crate) fn plausible(plan: &Plan, value_type: &ValueType, last_day: Date, size: Size, random: &mut Random) -> Option<String> {
    match &value_type.quantity {
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days => number(value_type, size, random),
        Quantity::Date => {
            let days = i64::try_from(random.below(DAYS_BEFORE.saturating_add(DAYS_AFTER))).ok()?;
            let first = last_day.saturating_sub(Span::new().days(i64::try_from(DAYS_BEFORE).ok()?));
            Some(first.saturating_add(Span::new().days(days)).to_string())
        }
        Quantity::Text => text_within(&value_type.limits, random),
        Quantity::Bool => Some(if random.happens(50) { "true" } else { "false" }.to_owned()),
        Quantity::Code(codelist) => {
            let codelist = &plan.codelists[*codelist];
            let codes: Vec<&str> =
                codelist.in_order().into_iter().map(|(code, _)| code).filter(|code| codelist.permits(code, Some(last_day))).collect();
            random.pick(&codes).map(|code| (*code).to_owned())
        }
    }
}

fn number(value_type: &ValueType, size: Size, random: &mut Random) -> Option<String> {
    let unit = 10_i128.checked_pow(value_type.decimals)?;
    let (least, greatest): (u64, u64) = match &value_type.quantity {
        Quantity::Amount(_) => (1_000, 900_000),
        Quantity::Rate { .. } => (1, 2),
        Quantity::Ratio(RatioScale::Plain) => (1, 3),
        Quantity::Ratio(RatioScale::Percent) => (5, 90),
        Quantity::Ratio(RatioScale::Permille | RatioScale::BasisPoints) => (5, 900),
        Quantity::Count => (10, 900),
        Quantity::Integer => (1, 9_000),
        Quantity::Decimal => (1, 900),
        Quantity::Days => (1, 360),
        Quantity::Date | Quantity::Text | Quantity::Bool | Quantity::Code(_) => return None,
    };
    let units = match size {
        Size::Small => i128::from(random.between(1, 20)),
        Size::Usual => {
            // The last digits are no zeros, so that nothing is exact by chance.
            let whole = i128::from(random.between(least, greatest));
            let below = u64::try_from(unit).unwrap_or(u64::MAX);
            whole.checked_mul(unit)?.checked_add(i128::from(random.below(below)))?
        }
        Size::Greatest => 10_i128.checked_pow(MOST_DIGITS)?.checked_sub(i128::from(random.between(1, 9)))?,
    };
    text_of_units(units, value_type)
}

/// Gives a value as a submission gives it in a cell of a type; nothing where it is no value of the type.
pub(crate) fn text_of(value: &Value, value_type: &ValueType) -> Option<String> {
    let is_number = value_type.is_number();
    match (value, &value_type.quantity) {
        (Value::Number(number), _) if is_number => units_of_plain(number, value_type).and_then(|units| text_of_units(units, value_type)),
        (Value::Text(text), Quantity::Text | Quantity::Code(_)) => Some(text.clone()),
        (Value::Bool(_), Quantity::Bool) | (Value::Date(_), Quantity::Date) => Some(value_type.text(value)),
        (Value::Number(_) | Value::Text(_) | Value::Bool(_) | Value::Date(_), _) => None,
    }
}
