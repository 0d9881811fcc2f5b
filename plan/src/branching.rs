//! Where a formula can go several ways.
//!
//! Whoever follows the ways of formulas needs this and [`crate::plan::Plan::parts`], and no list of all kinds of nodes.

use crate::plan::{Node, NodeId, TableId};

/// A part of a formula that can go several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branching<'p> {
    /// `value when condition`
    When {
        /// The condition, looked at first.
        condition: NodeId,
        /// The value where it holds.
        value: NodeId,
    },
    /// `if condition then … else …`
    If {
        /// The condition, looked at first.
        condition: NodeId,
        /// Where it holds.
        then: NodeId,
        /// Where it does not.
        otherwise: NodeId,
    },
    /// `first else second`
    Else(NodeId, NodeId),
    /// The first operand that does not hold decides.
    And(&'p [NodeId]),
    /// The first operand that holds decides.
    Or(&'p [NodeId]),
    /// Lines of a list, each taken or not.
    Where {
        /// The list.
        list: TableId,
        /// What is taken of a line; nothing when lines are counted.
        value: Option<NodeId>,
        /// Which lines are taken.
        filter: NodeId,
    },
}

impl Node {
    /// Tells the ways that a part of a formula can go; nothing for one that goes one way.
    pub fn branching(&self) -> Option<Branching<'_>> {
        Some(match self {
            Self::When { value, condition } => Branching::When { condition: *condition, value: *value },
            Self::If { condition, then, otherwise } => Branching::If { condition: *condition, then: *then, otherwise: *otherwise },
            Self::Else(first, second) => Branching::Else(*first, *second),
            Self::And(parts) => Branching::And(parts),
            Self::Or(parts) => Branching::Or(parts),
            Self::Aggregate { list, value, filter: Some(filter), .. } => Branching::Where { list: *list, value: *value, filter: *filter },
            Self::Aggregate { filter: None, .. } | Self::Lookup { .. } | Self::Number(_) | Self::Text(_) | Self::Bool(_) | Self::Date(_) => {
                return None;
            }
            Self::Cell(_) | Self::Column(_) | Self::Parameter(_) | Self::Exact(_) | Self::Earlier { .. } | Self::PeriodPart(_) => return None,
            Self::DateOf { .. } | Self::WorkingDaysAfter { .. } | Self::Sum(_) | Self::Total(_) | Self::Product(..) | Self::Quotient(..) => {
                return None;
            }
            Self::Negation(_) | Self::Absolute(_) | Self::Least(_) | Self::Greatest(_) | Self::Round { .. } => return None,
            Self::Comparison { .. } | Self::In { .. } | Self::Matches { .. } | Self::Not(_) => return None,
        })
    }
}
