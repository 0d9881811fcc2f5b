//! The values that an input is tried with: numbers and days in steps of the last shown digit, codes and truth values all.

use crate::evaluate::workings::Workings;
use crate::evaluated_submission::EvaluatedCell;
use jiff::ToSpan;
use jiff::civil::Date;
use positum_plan::amount::Exact;
use positum_plan::value::{Quantity, Value, ValueType};

/// The most codes of a codelist that are tried.
const MOST_CODES: usize = 100;
/// The most steps that a value is moved by, in either direction.
const MOST_STEPS: i128 = 1_000_000_000_000_000;
/// The most days that a day is moved by.
const MOST_DAYS: i128 = 40_000;

/// The values of an input in order, by their distance from the present one in steps.
pub(super) struct Ladder {
    base: Base,
    /// The most steps in either direction.
    pub(super) most: i128,
    /// Whether the present value is not that of step 0: there is none.
    pub(super) begins_without_value: bool,
}

enum Base {
    Number { value: Exact, decimals: u32, is_count: bool, value_type: ValueType },
    Day(Date),
}

impl Ladder {
    /// Makes the ladder of an input; nothing for what has no order. A number that is absent or unreadable begins at zero.
    pub(super) fn new(value_type: &ValueType, cell: &EvaluatedCell) -> Option<Self> {
        let begins_without_value = cell.value.is_none();
        if value_type.is_number() {
            let value = match &cell.value {
                Some(Value::Number(number)) => number.clone(),
                Some(Value::Text(_) | Value::Bool(_) | Value::Date(_)) | None => Exact::ZERO,
            };
            let is_count = value_type.quantity == Quantity::Count;
            let base = Base::Number { value, decimals: value_type.plain_decimals(), is_count, value_type: value_type.clone() };
            return Some(Self { base, most: MOST_STEPS, begins_without_value });
        }
        match &cell.value {
            Some(Value::Date(date)) => Some(Self { base: Base::Day(*date), most: MOST_DAYS, begins_without_value }),
            Some(Value::Number(_) | Value::Text(_) | Value::Bool(_)) | None => None,
        }
    }

    /// Gives the value so many steps away; nothing where an input cannot have it.
    pub(super) fn value(&self, step: i128) -> Option<Value> {
        if step.checked_abs()? > self.most {
            return None;
        }
        match &self.base {
            Base::Number { value, decimals, is_count, value_type } => {
                let moved = value.plus(&Exact::scaled(step, *decimals))?;
                let is_possible = !(*is_count && moved < Exact::ZERO);
                value_type.rounded(&moved).filter(|_| is_possible).map(Value::Number)
            }
            Base::Day(date) => {
                let days = i64::try_from(step).ok()?;
                date.checked_add(days.days()).ok().map(Value::Date)
            }
        }
    }
}

/// Gives the other values of an input that has only so many, and whether these are all.
pub(super) fn choices(workings: &Workings<'_>, value_type: &ValueType, cell: &EvaluatedCell) -> (Vec<Value>, bool) {
    match &value_type.quantity {
        Quantity::Bool => ([true, false].into_iter().map(Value::Bool).filter(|value| Some(value) != cell.value.as_ref()).collect(), true),
        Quantity::Code(codelist) => {
            let codelist = &workings.plan().codelists[*codelist];
            let last_day = workings.submission().period.last_day();
            let permitted = codelist.in_order().into_iter().map(|(code, _)| code).filter(|code| codelist.permits(code, Some(last_day)));
            let others: Vec<Value> = permitted.map(|code| Value::Text(code.to_owned())).filter(|value| Some(value) != cell.value.as_ref()).collect();
            let are_all = others.len() <= MOST_CODES;
            (others.into_iter().take(MOST_CODES).collect(), are_all)
        }
        Quantity::Amount(_)
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days
        | Quantity::Date
        | Quantity::Text => (Vec::new(), false),
    }
}
