//! What operators and functions do with the operands that arrive, one after the other.

use super::evaluate_formula::{Frame, Next};
use super::no_value::{Kind, NoValue, Operand, Outcome, Reason, strict, truth, unfit};
use jiff::Span;
use jiff::civil::Date;
use positum_plan::amount::{Exact, LARGEST_EXPONENT, Rounding};
use positum_plan::plan::{Comparison, Node, NodeId};
use std::cmp::Ordering;

/// Takes the operand that arrived, if one did, and asks for the next one or gives the outcome.
pub(super) fn advance_operands<'s>(node: &Node, frame: &mut Frame<'s>, arrived: Option<Outcome<'s>>) -> Next<'s> {
    if let Some(outcome) = arrived
        && let Some(done) = absorb(node, frame, outcome)
    {
        return Next::Done(done);
    }
    match operand_at(node, frame.position) {
        Some(part) => {
            frame.position = frame.position.saturating_add(1);
            Next::Evaluate(part)
        }
        None => Next::Done(conclude(node, frame)),
    }
}

/// Gives the operand at a position, in the order in which operands are looked at.
fn operand_at(node: &Node, position: usize) -> Option<NodeId> {
    match node {
        Node::Sum(terms) => terms.get(position).map(|term| term.node),
        Node::Total(parts) | Node::Least(parts) | Node::Greatest(parts) | Node::And(parts) | Node::Or(parts) => parts.get(position).copied(),
        Node::Product(left, right) | Node::Quotient(left, right) | Node::Else(left, right) | Node::Comparison { left, right, .. } => {
            [*left, *right].get(position).copied()
        }
        Node::Negation(part) | Node::Absolute(part) | Node::Not(part) | Node::Round { value: part, .. } => [*part].get(position).copied(),
        Node::When { value, condition } => [*condition, *value].get(position).copied(),
        Node::If { condition, then, otherwise } => [*condition, *then, *otherwise].get(position).copied(),
        Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::Cell(_)
        | Node::Column(_)
        | Node::Parameter(_)
        | Node::Aggregate { .. } => None,
    }
}

/// Takes in the operand before `frame.position`; gives the outcome where that decides it.
fn absorb<'s>(node: &Node, frame: &mut Frame<'s>, outcome: Outcome<'s>) -> Option<Outcome<'s>> {
    let first = frame.position == 1;
    match node {
        Node::Sum(terms) => {
            let term = frame.position.checked_sub(1).and_then(|position| terms.get(position));
            hold(frame, outcome, |held, operand| added(held, operand, term.is_some_and(|term| term.negative)))
        }
        Node::Total(_) => passing(outcome).and_then(|outcome| hold(frame, outcome, |held, operand| added(held, operand, false))),
        Node::Least(_) => passing(outcome).and_then(|outcome| hold(frame, outcome, |held, operand| nearer(held, operand, Ordering::Less))),
        Node::Greatest(_) => passing(outcome).and_then(|outcome| hold(frame, outcome, |held, operand| nearer(held, operand, Ordering::Greater))),
        Node::Product(..) | Node::Quotient(..) | Node::Comparison { .. } if first => hold(frame, outcome, |_, operand| Ok(operand)),
        Node::Product(..) | Node::Quotient(..) | Node::Comparison { .. } => Some(strict(outcome).and_then(|right| of_two(node, frame.held.take(), right))),
        Node::Negation(_) | Node::Absolute(_) | Node::Not(_) | Node::Round { .. } => Some(strict(outcome).and_then(|operand| of_one(node, operand))),
        Node::And(_) => decided_by(false, outcome),
        Node::Or(_) => decided_by(true, outcome),
        Node::Else(..) if first && matches!(&outcome, Err(no_value) if no_value.gives_way()) => None,
        Node::When { .. } if first => match truth(outcome) {
            Ok(true) => None,
            Ok(false) => Some(Err(NoValue { kind: Kind::NotApplicable, reason: Reason::ConditionFalse })),
            Err(no_value) => Some(Err(no_value)),
        },
        Node::If { .. } if first => match truth(outcome) {
            Ok(true) => None,
            Ok(false) => {
                frame.position = 2;
                None
            }
            Err(no_value) => Some(Err(no_value)),
        },
        Node::Else(..)
        | Node::When { .. }
        | Node::If { .. }
        | Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::Cell(_)
        | Node::Column(_)
        | Node::Parameter(_)
        | Node::Aggregate { .. } => Some(outcome),
    }
}

/// Gives the outcome where all operands have been taken in and none decided it.
fn conclude<'s>(node: &Node, frame: &mut Frame<'s>) -> Outcome<'s> {
    match node {
        Node::Sum(_) | Node::Total(_) => Ok(frame.held.take().unwrap_or(Operand::Number(Exact::ZERO))),
        Node::Least(_) | Node::Greatest(_) => frame.held.take().ok_or(NoValue::because(Reason::OfNothing)),
        Node::And(_) => Ok(Operand::Bool(true)),
        Node::Or(_) => Ok(Operand::Bool(false)),
        Node::Product(..)
        | Node::Quotient(..)
        | Node::Comparison { .. }
        | Node::Negation(_)
        | Node::Absolute(_)
        | Node::Not(_)
        | Node::Round { .. }
        | Node::Else(..)
        | Node::When { .. }
        | Node::If { .. }
        | Node::Number(_)
        | Node::Text(_)
        | Node::Bool(_)
        | Node::Date(_)
        | Node::Cell(_)
        | Node::Column(_)
        | Node::Parameter(_)
        | Node::Aggregate { .. } => Err(unfit()),
    }
}

/// Gives nothing for an operand that functions of many pass over.
pub(super) fn passing(outcome: Outcome<'_>) -> Option<Outcome<'_>> {
    match outcome {
        Err(no_value) if no_value.is_passed_over() => None,
        outcome => Some(strict(outcome)),
    }
}

/// Joins the operand with what is held; gives an outcome only where there is none to hold.
fn hold<'s>(
    frame: &mut Frame<'s>,
    outcome: Outcome<'s>,
    join: impl FnOnce(Option<Operand<'s>>, Operand<'s>) -> Outcome<'s>,
) -> Option<Outcome<'s>> {
    match strict(outcome).and_then(|operand| join(frame.held.take(), operand)) {
        Ok(operand) => {
            frame.held = Some(operand);
            None
        }
        Err(no_value) => Some(Err(no_value)),
    }
}

fn decided_by<'s>(deciding: bool, outcome: Outcome<'s>) -> Option<Outcome<'s>> {
    match truth(outcome) {
        Ok(value) if value == deciding => Some(Ok(Operand::Bool(value))),
        Ok(_) => None,
        Err(no_value) => Some(Err(no_value)),
    }
}

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

fn of_one<'s>(node: &Node, operand: Operand<'s>) -> Outcome<'s> {
    match (node, operand) {
        (Node::Negation(_), Operand::Number(number)) => Ok(Operand::Number(number.negated())),
        (Node::Absolute(_), Operand::Number(number)) => Ok(Operand::Number(number.absolute())),
        (Node::Not(_), Operand::Bool(value)) => Ok(Operand::Bool(!value)),
        (Node::Round { decimals, rounding, .. }, Operand::Number(number)) => {
            in_bounds((*decimals <= LARGEST_EXPONENT).then(|| number.rounded_to(*decimals, *rounding)))
        }
        (_, Operand::Number(_) | Operand::Text(_) | Operand::Bool(_) | Operand::Date(_)) => Err(unfit()),
    }
}

fn of_two<'s>(node: &Node, left: Option<Operand<'s>>, right: Operand<'s>) -> Outcome<'s> {
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
    let date = span.and_then(|span| date.checked_add(span).ok());
    date.map(Operand::Date).ok_or(NoValue::because(Reason::OutOfRange))
}
