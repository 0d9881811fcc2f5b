//! The arithmetic of operands: sums, products, comparisons, and days between dates.

use super::no_value::{NoValue, Operand, Outcome, Reason, unfit};
use jiff::Span;
use jiff::civil::Date;
use positum_plan::amount::{Exact, LARGEST_EXPONENT, Rounding};
use positum_plan::plan::{Comparison, Node};
use std::cmp::Ordering;

/// Adds an operand to what is held, or takes it off. Days move a date; two dates are days apart.
pub(super) fn added<'s>(held: Option<Operand<'s>>, operand: Operand<'s>, negative: bool) -> Outcome<'s> {
    match (held, operand) {
        (None, Operand::Number(number)) => Ok(Operand::Number(if negative { number.negated() } else { number })),
        (None, Operand::Date(date)) if !negative => Ok(Operand::Date(date)),
        (Some(Operand::Number(left)), Operand::Number(right)) => in_bounds(if negative { left.minus(&right) } else { left.plus(&right) }),
        (Some(Operand::Date(date)), Operand::Number(days)) => moved(date, &if negative { days.negated() } else { days }),
        (Some(Operand::Number(days)), Operand::Date(date)) if !negative => moved(date, &days),
        (Some(Operand::Date(left)), Operand::Date(right)) if negative => in_bounds(days_between(left, right)),
        (_, Operand::Number(_) | Operand::Text(_) | Operand::Bool(_) | Operand::Date(_)) => Err(unfit()),
    }
}

/// Gives of what is held and an operand the one that stands further on the `wanted` side.
pub(super) fn nearer<'s>(held: Option<Operand<'s>>, operand: Operand<'s>, wanted: Ordering) -> Outcome<'s> {
    let Some(held) = held else { return Ok(operand) };
    Ok(if ordering(&operand, &held)? == wanted { operand } else { held })
}

/// Applies an operator of one operand.
pub(super) fn of_one<'s>(node: &Node, operand: Operand<'s>) -> Outcome<'s> {
    match (node, operand) {
        (Node::Negation(_), Operand::Number(number)) => Ok(Operand::Number(number.negated())),
        (Node::Absolute(_), Operand::Number(number)) => Ok(Operand::Number(number.absolute())),
        (Node::Matches { pattern, .. }, Operand::Text(text)) => Ok(Operand::Bool(pattern.fits(text))),
        (Node::Not(_), Operand::Bool(value)) => Ok(Operand::Bool(!value)),
        (Node::Round { decimals, rounding, .. }, Operand::Number(number)) => {
            in_bounds((*decimals <= LARGEST_EXPONENT).then(|| number.rounded_to(*decimals, *rounding)))
        }
        (_, Operand::Number(_) | Operand::Text(_) | Operand::Bool(_) | Operand::Date(_)) => Err(unfit()),
    }
}

/// Applies an operator of two operands.
pub(super) fn of_two<'s>(node: &Node, left: Option<Operand<'s>>, right: Operand<'s>) -> Outcome<'s> {
    match (node, left, right) {
        (Node::Product(..), Some(Operand::Number(left)), Operand::Number(right)) => in_bounds(left.times(&right)),
        (Node::Quotient(..), Some(Operand::Number(left)), Operand::Number(right)) => {
            if right.is_zero() {
                return Err(NoValue::because(Reason::DividesByZero(left)));
            }
            in_bounds(left.divided_by(&right))
        }
        (Node::Comparison { operator, tolerance, .. }, Some(left), right) => {
            compared(*operator, &left, &right, tolerance.map(Exact::from).as_ref()).map(Operand::Bool)
        }
        (_, None | Some(_), _) => Err(unfit()),
    }
}

/// Tells whether two operands are equal, to the last digit.
pub(super) fn equals(left: &Operand<'_>, right: &Operand<'_>) -> Result<bool, NoValue> {
    compared(Comparison::Equal, left, right, None)
}

fn compared(operator: Comparison, left: &Operand<'_>, right: &Operand<'_>, tolerance: Option<&Exact>) -> Result<bool, NoValue> {
    if let (Some(equal), Comparison::Equal | Comparison::NotEqual) = (equality(left, right), operator) {
        return Ok(equal == (operator == Comparison::Equal));
    }
    let ordering = match tolerance {
        Some(tolerance) if distance(left, right)? <= *tolerance => Ordering::Equal,
        Some(_) | None => ordering(left, right)?,
    };
    Ok(match operator {
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessOrEqual => ordering.is_le(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterOrEqual => ordering.is_ge(),
    })
}

/// Gives whether two texts or truth values are equal, which have no order.
fn equality(left: &Operand<'_>, right: &Operand<'_>) -> Option<bool> {
    match (left, right) {
        (Operand::Text(left), Operand::Text(right)) => Some(left == right),
        (Operand::Bool(left), Operand::Bool(right)) => Some(left == right),
        (Operand::Number(_) | Operand::Text(_) | Operand::Bool(_) | Operand::Date(_), _) => None,
    }
}

fn ordering(left: &Operand<'_>, right: &Operand<'_>) -> Result<Ordering, NoValue> {
    match (left, right) {
        (Operand::Number(left), Operand::Number(right)) => Ok(left.cmp(right)),
        (Operand::Date(left), Operand::Date(right)) => Ok(left.cmp(right)),
        (Operand::Number(_) | Operand::Text(_) | Operand::Bool(_) | Operand::Date(_), _) => Err(unfit()),
    }
}

fn distance(left: &Operand<'_>, right: &Operand<'_>) -> Result<Exact, NoValue> {
    let difference = match (left, right) {
        (Operand::Number(left), Operand::Number(right)) => left.minus(right),
        (Operand::Date(left), Operand::Date(right)) => days_between(*left, *right),
        (Operand::Number(_) | Operand::Text(_) | Operand::Bool(_) | Operand::Date(_), _) => None,
    };
    difference.map(|difference| difference.absolute()).ok_or_else(unfit)
}

fn in_bounds<'s>(number: Option<Exact>) -> Outcome<'s> {
    number.map(Operand::Number).ok_or(NoValue::because(Reason::OutOfRange))
}

/// Gives the days from `right` to `left`.
fn days_between(left: Date, right: Date) -> Option<Exact> {
    let span = left.since(right).ok()?;
    Some(Exact::whole(i128::from(span.get_days())))
}

fn moved<'s>(date: Date, days: &Exact) -> Outcome<'s> {
    let whole = days.rounded(0, Rounding::TowardZero).filter(|whole| Exact::from(*whole) == *days);
    let span = whole.and_then(|whole| i64::try_from(whole).ok()).and_then(|days| Span::new().try_days(days).ok());
    let date = span.and_then(|span| date.checked_add(span).ok()).filter(|date| date.year() > 0);
    date.map(Operand::Date).ok_or(NoValue::because(Reason::OutOfRange))
}
