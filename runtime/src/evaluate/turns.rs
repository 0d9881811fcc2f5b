//! Which way formulas went where they can go several ways.
//!
//! The evaluator notes them only for those who ask: the usual evaluation knows nothing of this.

use super::evaluate_formula::Frame;
use super::no_value::{Outcome, truth};
use positum_plan::branching::Branching;
use positum_plan::plan::{Node, NodeId};
use std::collections::BTreeMap;

/// A way that a part of a formula goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// The condition of `when` or `if` holds, or that of an aggregate for a line.
    Holds,
    /// It does not hold.
    DoesNotHold,
    /// `else` takes its first operand.
    First,
    /// `else` takes its second operand.
    Second,
    /// The operand of `and` or `or`, from 0, decides: it does not hold, or does.
    Decides(usize),
    /// No operand of `and` or `or` decides.
    NoneDecides,
}

/// How often which part of a formula took which turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turns {
    counts: BTreeMap<(NodeId, Turn), u64>,
}

impl Turns {
    pub(super) const fn new() -> Self {
        Self { counts: BTreeMap::new() }
    }

    /// Gives how often a part took a turn.
    pub fn count(&self, node: NodeId, turn: Turn) -> u64 {
        self.counts.get(&(node, turn)).copied().unwrap_or(0)
    }

    /// Adds what others counted.
    pub fn add(&mut self, others: Self) {
        for (turn, count) in others.counts {
            self.add_times(turn, count);
        }
    }

    fn add_times(&mut self, turn: (NodeId, Turn), times: u64) {
        let count = self.counts.entry(turn).or_default();
        *count = count.saturating_add(times);
    }

    /// Notes the turn that the operand which has arrived decides, where it decides one.
    pub(super) fn note(&mut self, node: &Node, frame: &Frame<'_>, arrived: &Outcome<'_>) {
        if let Some(turn) = turn_of(node, frame, arrived) {
            self.add_times((frame.node, turn), 1);
        }
    }
}

fn turn_of(node: &Node, frame: &Frame<'_>, arrived: &Outcome<'_>) -> Option<Turn> {
    let held = || truth(arrived.clone()).ok();
    let condition = || held().map(|holds| if holds { Turn::Holds } else { Turn::DoesNotHold });
    match node.branching()? {
        Branching::When { .. } | Branching::If { .. } if frame.position == 1 => condition(),
        Branching::Where { .. } if frame.in_filter => condition(),
        Branching::Else(..) if frame.position == 1 => match arrived {
            Ok(_) => Some(Turn::First),
            Err(no_value) => no_value.gives_way().then_some(Turn::Second),
        },
        Branching::And(parts) => operand(held()?, false, frame.position, parts.len()),
        Branching::Or(parts) => operand(held()?, true, frame.position, parts.len()),
        Branching::When { .. } | Branching::If { .. } | Branching::Where { .. } | Branching::Else(..) => None,
    }
}

/// Gives the turn of `and` or `or` once its operand at `position`, from 1, is known.
fn operand(holds: bool, deciding: bool, position: usize, count: usize) -> Option<Turn> {
    if holds == deciding {
        return Some(Turn::Decides(position.saturating_sub(1)));
    }
    (position == count).then_some(Turn::NoneDecides)
}
