//! Values, the reasons why there is none, rounding and days, each in the most obvious way.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use positum_plan::amount::Rounding;
use positum_plan::plan::CellReference;
use positum_plan::value::{Quantity, RatioScale, ValueType};
use rust_decimal::Decimal;

/// What a cell or a formula gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Number(BigRational),
    Text(String),
    Bool(bool),
    /// As a number of days since the first of March of the year 0.
    Date(i64),
}

/// A cell, or a column's cell in a line, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) slot: CellReference,
    pub(crate) line: usize,
}

/// The states of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Given,
    Computed,
    Blank,
    Missing,
    NotApplicable,
    Unreadable,
    NotComputed,
}

/// There is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nothing {
    /// The state of what has none.
    pub(crate) state: State,
    pub(crate) trouble: Option<Trouble>,
}

/// What is wrong with a formula, and makes a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// In this formula: the finding.
    Here(&'static str),
    /// In the formula of another cell.
    At(Place),
}

pub(crate) type Result<T> = std::result::Result<T, Nothing>;

impl Nothing {
    /// Nothing is computed, for the reason that a finding names.
    pub(crate) fn because(finding: &'static str) -> Self {
        Self { state: State::NotComputed, trouble: Some(Trouble::Here(finding)) }
    }

    /// Nothing is computed, and no finding says why.
    pub(crate) fn silent() -> Self {
        Self { state: State::NotComputed, trouble: None }
    }

    /// What needs this is not computed.
    pub(crate) fn not_computed(self) -> Self {
        Self { state: State::NotComputed, ..self }
    }
}

/// Gives a decimal number as a fraction.
pub(crate) fn fraction(number: Decimal) -> BigRational {
    BigRational::new(number.mantissa().into(), BigInt::from(10).pow(number.scale()))
}

/// Gives a whole number as a fraction.
pub(crate) fn whole(number: i64) -> BigRational {
    BigRational::from_integer(number.into())
}

/// Rounds to decimals.
pub(crate) fn rounded(number: &BigRational, decimals: u32, rule: Rounding) -> BigRational {
    let unit = BigRational::from_integer(BigInt::from(10).pow(decimals));
    let scaled = number.abs() * &unit;
    let below = scaled.trunc().to_integer();
    let rest = scaled.fract();
    let half = BigRational::new(1.into(), 2.into());
    let up = match rule {
        Rounding::TowardZero => false,
        Rounding::HalfAwayFromZero => rest >= half,
        Rounding::HalfEven => rest > half || (rest == half && below.is_odd()),
    };
    let size = if up { below + 1 } else { below };
    let sign = if number.is_negative() { -1 } else { 1 };
    BigRational::from_integer(size * sign) / unit
}

/// Rounds to what a type shows; nothing for more than 28 digits.
pub(crate) fn shown(number: &BigRational, value_type: &ValueType) -> Option<BigRational> {
    let decimals = plain_decimals(value_type);
    let rounded = rounded(number, decimals, value_type.rounding);
    let digits = (rounded.abs() * BigRational::from_integer(BigInt::from(10).pow(decimals))).to_integer();
    (digits < BigInt::from(10).pow(28)).then_some(rounded)
}

/// Gives the power of ten by which a plain value is multiplied where it is shown.
pub(crate) fn shown_power(value_type: &ValueType) -> u32 {
    match &value_type.quantity {
        Quantity::Ratio(RatioScale::Percent) => 2,
        Quantity::Ratio(RatioScale::Permille) => 3,
        Quantity::Ratio(RatioScale::BasisPoints) => 4,
        Quantity::Ratio(RatioScale::Plain)
        | Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool
        | Quantity::Code(_) => 0,
    }
}

/// Gives the decimals of a plain value.
pub(crate) fn plain_decimals(value_type: &ValueType) -> u32 {
    value_type.decimals + shown_power(value_type)
}

/// Gives one unit of the last digit that a type shows.
pub(crate) fn last_digit(value_type: &ValueType) -> BigRational {
    BigRational::new(1.into(), BigInt::from(10).pow(plain_decimals(value_type)))
}

/// Counts days since the first of March of the year 0, so that a leap day is the last of its year.
pub(crate) fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day - 1
}

/// Gives the number of a day of the calendar.
pub(crate) fn day_of(date: jiff::civil::Date) -> i64 {
    day_number(date.year().into(), date.month().into(), date.day().into())
}

/// Gives the last day of a month.
pub(crate) fn last_of_month(year: i64, month: i64) -> i64 {
    if month == 12 { day_number(year + 1, 1, 1) - 1 } else { day_number(year, month + 1, 1) - 1 }
}

/// Reads a date written `2025-03-31`.
pub(crate) fn read_date(text: &str) -> Option<i64> {
    let is_digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return None };
    if !is_digits(year, 4) || !is_digits(month, 2) || !is_digits(day, 2) {
        return None;
    }
    let (year, month, day): (i64, i64, i64) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let number = day_number(year, month, day);
    (year > 0 && (1..=12).contains(&month) && day >= 1 && number <= last_of_month(year, month)).then_some(number)
}

/// Moves a date by days; nothing for a part of a day, or where there is no calendar any more.
pub(crate) fn moved(date: i64, days: &BigRational) -> Result<Value> {
    let moved = days.to_integer() + date;
    let possible = BigInt::from(day_number(1, 1, 1))..=BigInt::from(day_number(9999, 12, 31));
    if !days.fract().is_zero() || !possible.contains(&moved) {
        return Err(Nothing::because("out_of_range"));
    }
    Ok(Value::Date(moved.try_into().expect("a day of the calendar")))
}

/// Writes a value.
pub(crate) fn written(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(text)) => format!("{text:?}"),
        Some(Value::Bool(value)) => value.to_string(),
        Some(Value::Date(day)) => format!("day {day}"),
        None => String::new(),
    }
}
