//! Conditions that are known to hold, or not to, where a part of a formula is looked at, and what follows from them.

use positum_plan::plan::{Comparison, Node, NodeId, Plan};
use rust_decimal::Decimal;

/// Conditions of one plan with whether they hold; a column in them is that of the current line.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownConditions {
    known: Vec<(NodeId, bool)>,
}

impl KnownConditions {
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Gives what is known where a condition holds, or does not, too.
    pub(super) fn with(&self, plan: &Plan, condition: NodeId, holds: bool) -> Self {
        let mut known = self.known.clone();
        let mut waiting = vec![(condition, holds)];
        while let Some((condition, holds)) = waiting.pop() {
            known.push((condition, holds));
            if let Node::Not(inner) = &plan.nodes[condition] {
                waiting.push((*inner, !holds));
            }
            if let Node::And(parts) = &plan.nodes[condition]
                && holds
            {
                waiting.extend(parts.iter().map(|part| (*part, true)));
            }
            if let Node::Or(parts) = &plan.nodes[condition]
                && !holds
            {
                waiting.extend(parts.iter().map(|part| (*part, false)));
            }
        }
        Self { known }
    }

    /// Tells whether a condition holds, where that is known.
    pub(super) fn holds(&self, plan: &Plan, condition: NodeId) -> Option<bool> {
        self.known.iter().find(|(known, _)| is_same(plan, *known, condition)).map(|(_, holds)| *holds)
    }

    /// Tells whether it is known that a number is not zero.
    pub(super) fn is_not_zero(&self, plan: &Plan, number: NodeId) -> bool {
        let is_never_zero = match &plan.nodes[number] {
            Node::Number(number) => !number.is_zero(),
            // A parameter is taken to have one of the values that the package knows.
            Node::Parameter(parameter) => {
                let values = &plan.parameters[*parameter].values;
                !values.is_empty() && values.iter().all(|value| !value.value.is_zero())
            }
            node => {
                let is_positive = |part: &NodeId| matches!(&plan.nodes[*part], Node::Number(number) if *number > Decimal::ZERO);
                matches!(node, Node::Greatest(parts) if parts.iter().any(is_positive))
            }
        };
        is_never_zero || self.known.iter().any(|(condition, holds)| excludes_zero(plan, *condition, *holds, number))
    }
}

/// Tells whether a number cannot be zero where a condition holds, or does not.
fn excludes_zero(plan: &Plan, condition: NodeId, holds: bool, number: NodeId) -> bool {
    let Node::Comparison { operator, left, right, tolerance: None } = &plan.nodes[condition] else { return false };
    let constant = |node: &NodeId| match &plan.nodes[*node] {
        Node::Number(number) => Some(*number),
        _ => None,
    };
    let (operator, limit) = if is_same(plan, *left, number) {
        (*operator, constant(right))
    } else if is_same(plan, *right, number) {
        (mirrored(*operator), constant(left))
    } else {
        return false;
    };
    let Some(limit) = limit else { return false };
    match if holds { operator } else { opposite(operator) } {
        Comparison::Greater => limit >= Decimal::ZERO,
        Comparison::GreaterOrEqual => limit > Decimal::ZERO,
        Comparison::Less => limit <= Decimal::ZERO,
        Comparison::LessOrEqual => limit < Decimal::ZERO,
        Comparison::Equal => !limit.is_zero(),
        Comparison::NotEqual => limit.is_zero(),
    }
}

/// Gives the comparison with its sides exchanged.
fn mirrored(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
    }
}

/// Gives the comparison that holds where this one does not.
fn opposite(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
    }
}

/// Tells whether two parts are written alike, so that in the same lines they give the same.
fn is_same(plan: &Plan, left: NodeId, right: NodeId) -> bool {
    let mut waiting = vec![(left, right)];
    while let Some((left, right)) = waiting.pop() {
        let (one, other) = (&plan.nodes[left], &plan.nodes[right]);
        if one == other {
            continue;
        }
        let (parts, others) = (plan.parts(left), plan.parts(right));
        if parts.is_empty() || parts.len() != others.len() || !is_alike(one, other) {
            return false;
        }
        waiting.extend(parts.into_iter().zip(others));
    }
    true
}

/// Tells whether two nodes differ by their parts alone, for those kinds that conditions are made of.
fn is_alike(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Sum(terms), Node::Sum(others)) => terms.iter().zip(others).all(|(term, other)| term.negative == other.negative),
        (Node::Comparison { operator, tolerance, .. }, Node::Comparison { operator: other, tolerance: others, .. }) => {
            operator == other && tolerance == others
        }
        (Node::Product(..), Node::Product(..)) | (Node::Quotient(..), Node::Quotient(..)) | (Node::In { .. }, Node::In { .. }) => true,
        (Node::And(_), Node::And(_)) | (Node::Or(_), Node::Or(_)) | (Node::Not(_), Node::Not(_)) => true,
        (Node::Negation(_), Node::Negation(_)) | (Node::Absolute(_), Node::Absolute(_)) | (Node::Total(_), Node::Total(_)) => true,
        (Node::Else(..), Node::Else(..)) => true,
        (_, _) => false,
    }
}
