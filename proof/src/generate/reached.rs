//! What a draft reaches in a plan: which way each choice of a formula goes, outcomes of checks, states of cells.

use super::judge::lines_for;
use super::plan_facts::PlanFacts;
use positum_plan::plan::{CellId, CheckId, ColumnId, Node, NodeId};
use positum_plan::value::Value;
use positum_runtime::evaluate::EvaluatedParts;
use positum_runtime::evaluated_submission::{CellAt, CellState, Outcome};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The most lines of a column whose states are looked at.
const MOST_LINES: usize = 8;

/// Something that a draft reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reached {
    /// A part of a formula gives this.
    Part(NodeId, Way),
    /// A check has an outcome.
    Check(CheckId, u8),
    /// A cell is in a state; true where its value is below zero.
    Cell(CellId, u8, bool),
    /// A cell of a column is in a state; true where its value is below zero.
    Column(ColumnId, u8, bool),
}

impl Reached {
    /// Gives what a draft reaches with which a check has an outcome.
    pub(crate) fn of_check(check: CheckId, outcome: Outcome) -> Self {
        Self::Check(check, outcome_number(outcome))
    }
}

/// Which way a choice goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// It holds, or the first of several is taken.
    Holds,
    /// It does not hold, or another is taken.
    Not,
    /// There is no value.
    Nothing,
    /// Both sides of a comparison are equal.
    Equal,
    /// One of several, by its place.
    Of(u16),
}

/// Gives the parts of formulas at which something is chosen, with the ways that they can go.
pub(crate) fn choices(facts: &PlanFacts<'_>) -> Vec<(NodeId, &'static [Way])> {
    let ways = |node: &Node| -> &'static [Way] {
        match node {
            Node::Comparison { .. } => &[Way::Holds, Way::Not, Way::Equal],
            Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) | Node::Not(_) => &[Way::Holds, Way::Not],
            Node::Else(..) => &[Way::Holds, Way::Not],
            Node::Least(_) | Node::Greatest(_) => &[Way::Of(0), Way::Of(1)],
            Node::Absolute(_) => &[Way::Holds, Way::Not],
            Node::Quotient(..) => &[Way::Holds],
            Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Cell(_) | Node::Column(_) | Node::Parameter(_) => &[],
            Node::Exact(_) | Node::Earlier { .. } | Node::PeriodPart(_) | Node::DateOf { .. } | Node::WorkingDaysAfter { .. } => &[],
            Node::Lookup { .. } | Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Negation(_) | Node::Round { .. } => &[],
            Node::When { .. } | Node::If { .. } | Node::Aggregate { .. } => &[],
        }
    };
    facts.plan.nodes.entries().map(|(id, node)| (id, ways(node))).filter(|(_, ways)| !ways.is_empty()).collect()
}

/// Gives everything that an evaluated draft reaches.
pub(crate) fn reached(facts: &PlanFacts<'_>, parts: &EvaluatedParts<'_>, choices: &[(NodeId, &'static [Way])]) -> BTreeSet<Reached> {
    let mut all = BTreeSet::new();
    for (node, _) in choices {
        for lines in lines_for(facts, parts, *node) {
            all.extend(ways_of(parts, *node, &lines).into_iter().map(|way| Reached::Part(*node, way)));
        }
    }
    all.extend(parts.checks().iter().map(|found| Reached::of_check(found.check, found.outcome)));
    for cell in facts.plan.cells.ids() {
        let at = CellAt { reference: positum_plan::plan::CellReference::Cell(cell), line: 0 };
        all.extend(parts.cell(at).map(|found| Reached::Cell(cell, state_number(found.state), is_negative(found.value.as_ref()))));
    }
    for (column, body) in facts.plan.columns.entries() {
        for line in 0..parts.lines(body.table).min(MOST_LINES) {
            let at = CellAt { reference: positum_plan::plan::CellReference::Column(column), line };
            all.extend(parts.cell(at).map(|found| Reached::Column(column, state_number(found.state), is_negative(found.value.as_ref()))));
        }
    }
    all
}

fn is_negative(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::Number(number)) if *number < positum_plan::amount::Exact::ZERO)
}

fn ways_of(parts: &EvaluatedParts<'_>, node: NodeId, lines: &[(positum_plan::plan::TableId, usize)]) -> Vec<Way> {
    let truth = |value: Option<Value>| match value {
        Some(Value::Bool(true)) => Way::Holds,
        Some(Value::Bool(false)) => Way::Not,
        Some(Value::Number(_) | Value::Text(_) | Value::Date(_)) | None => Way::Nothing,
    };
    let value = |node: NodeId| parts.part(node, lines).ok();
    match &parts.plan().nodes[node] {
        Node::Comparison { left, right, .. } => {
            let is_equal = value(*left).is_some_and(|left| value(*right).as_ref() == Some(&left));
            std::iter::once(truth(value(node))).chain(is_equal.then_some(Way::Equal)).collect()
        }
        Node::Else(first, _) => vec![if value(*first).is_some() { Way::Holds } else { Way::Not }],
        Node::Least(options) => extreme(options, &value, Ordering::Less),
        Node::Greatest(options) => extreme(options, &value, Ordering::Greater),
        Node::Absolute(inner) => match value(*inner) {
            Some(Value::Number(number)) if number < positum_plan::amount::Exact::ZERO => vec![Way::Holds],
            Some(_) => vec![Way::Not],
            None => vec![Way::Nothing],
        },
        Node::Quotient(..) => vec![if value(node).is_some() { Way::Holds } else { Way::Nothing }],
        Node::In { .. } | Node::Matches { .. } | Node::And(_) | Node::Or(_) | Node::Not(_) => vec![truth(value(node))],
        Node::Number(_) | Node::Text(_) | Node::Bool(_) | Node::Date(_) | Node::Cell(_) | Node::Column(_) | Node::Parameter(_) => Vec::new(),
        Node::Exact(_) | Node::Earlier { .. } | Node::PeriodPart(_) | Node::DateOf { .. } | Node::WorkingDaysAfter { .. } => Vec::new(),
        Node::Lookup { .. } | Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Negation(_) | Node::Round { .. } => Vec::new(),
        Node::When { .. } | Node::If { .. } | Node::Aggregate { .. } => Vec::new(),
    }
}

/// Tells which of several numbers is the least or the greatest.
fn extreme(options: &[NodeId], value: &dyn Fn(NodeId) -> Option<Value>, wanted: Ordering) -> Vec<Way> {
    let mut best: Option<(u16, positum_plan::amount::Exact)> = None;
    for (place, option) in (0_u16..).zip(options) {
        if let Some(Value::Number(number)) = value(*option)
            && best.as_ref().is_none_or(|(_, best)| number.cmp(best) == wanted)
        {
            best = Some((place, number));
        }
    }
    best.map(|(place, _)| Way::Of(place)).into_iter().collect()
}

fn outcome_number(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass => 0,
        Outcome::Fail => 1,
        Outcome::NotApplicable => 2,
        Outcome::NotEvaluated => 3,
    }
}

fn state_number(state: CellState) -> u8 {
    match state {
        CellState::Given => 0,
        CellState::Computed => 1,
        CellState::Blank => 2,
        CellState::Missing => 3,
        CellState::NotApplicable => 4,
        CellState::Unreadable => 5,
        CellState::NotComputed => 6,
    }
}
