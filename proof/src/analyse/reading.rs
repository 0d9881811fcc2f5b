//! What formulas rest on: followed through computed cells down to what is submitted.

use crate::analyse::claim::{Fact, Subject};
use positum_plan::id::Id;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Check, CheckId, ColumnId, Node, NodeId, Origin, ParameterId, Place, Plan, Scope, Shape, TableId};
use positum_plan::reads::Reads;
use std::collections::BTreeSet;

/// What formulas rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rests {
    /// The cells that are submitted.
    pub(super) inputs: BTreeSet<CellReference>,
    /// The lists whose lines count.
    pub(super) lists: BTreeSet<TableId>,
    /// Cells of earlier submissions.
    pub(super) earlier: BTreeSet<CellReference>,
    /// Parameters.
    pub(super) parameters: BTreeSet<ParameterId>,
    /// The computed cells on the way.
    pub(super) computed: BTreeSet<CellReference>,
    /// Whether a part of the period is asked for.
    asks_period: bool,
}

impl Rests {
    /// Tells whether the same formulas can give something else for another period of the same version: where they ask for
    /// a part of the period itself.
    pub(super) fn depends_on_period(&self) -> bool {
        self.asks_period
    }

    /// Tells whether a submission can change it.
    pub(super) fn rests_on_cells(&self) -> bool {
        !(self.inputs.is_empty() && self.lists.is_empty() && self.earlier.is_empty())
    }

    /// Tells whether a submission can change both at once.
    pub(super) fn shares(&self, other: &Self) -> bool {
        !self.inputs.is_disjoint(&other.inputs) || !self.lists.is_disjoint(&other.lists) || !self.earlier.is_disjoint(&other.earlier)
    }
}

/// What each check of a plan rests on.
pub(super) struct Reading<'p> {
    pub(super) plan: &'p Plan,
    period: Period,
    checks: Vec<Rests>,
}

impl<'p> Reading<'p> {
    pub(super) fn new(plan: &'p Plan, period: Period) -> Self {
        let of_check = |check: &Check| {
            let lines = match &check.scope {
                Scope::EachLine(list) => Some(*list),
                Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
            };
            let mut walk = Walk { plan, rests: Rests::default(), nodes: std::iter::once(check.requirement).chain(check.condition).collect() };
            // A derived list has a line only where its source has one that is taken.
            lines.into_iter().for_each(|list| walk.source_of(list));
            walk.finish()
        };
        Self { plan, period, checks: plan.checks.iter().map(of_check).collect() }
    }

    /// Gives what a check rests on.
    pub(super) fn of_check(&self, check: CheckId) -> &Rests {
        static NOTHING: Rests = Rests {
            inputs: BTreeSet::new(),
            lists: BTreeSet::new(),
            earlier: BTreeSet::new(),
            parameters: BTreeSet::new(),
            computed: BTreeSet::new(),
            asks_period: false,
        };
        self.checks.get(check.index()).unwrap_or(&NOTHING)
    }

    /// Gives what a part of a formula rests on.
    pub(super) fn of_node(&self, node: NodeId) -> Rests {
        Walk { plan: self.plan, rests: Rests::default(), nodes: vec![node] }.finish()
    }

    /// Gives all checks of a set that are connected with one, over any number of others; without itself, in order.
    pub(super) fn connected(&self, rests: &Rests, among: &[CheckId]) -> Vec<CheckId> {
        let mut seen: BTreeSet<CheckId> = BTreeSet::new();
        let mut front: Vec<&Rests> = vec![rests];
        while let Some(rests) = front.pop() {
            for other in among {
                if !seen.contains(other) && rests.shares(self.of_check(*other)) {
                    seen.insert(*other);
                    front.push(self.of_check(*other));
                }
            }
        }
        seen.into_iter().collect()
    }

    /// Gives what a claim rests on that is about checks, or about a part of a formula.
    pub(super) fn facts(&self, checks: &[CheckId], formula: Option<(NodeId, Subject)>) -> Vec<Fact> {
        let of_formula = formula.map(|(node, _)| self.of_node(node));
        let all: Vec<&Rests> = checks.iter().map(|check| self.of_check(*check)).chain(&of_formula).collect();
        let has_value = |parameter: &ParameterId| self.plan.parameters[*parameter].value_on(self.period.last_day()).is_some();
        let parameters = all.iter().flat_map(|rests| rests.parameters.iter().copied()).filter(has_value).map(Fact::Parameter);
        let computed = all.iter().flat_map(|rests| rests.computed.iter().copied()).map(Fact::Formula);
        let facts: BTreeSet<Fact> = parameters.chain(computed).collect();
        facts.into_iter().collect()
    }

    /// Gives what checks, or a part of a formula, rest on.
    pub(super) fn of_all(plan: &Plan, checks: &[CheckId], formula: Option<NodeId>) -> Rests {
        let of_checks = checks.iter().map(|check| &plan.checks[*check]).flat_map(|check| std::iter::once(check.requirement).chain(check.condition));
        Walk { plan, rests: Rests::default(), nodes: of_checks.chain(formula).collect() }.finish()
    }
}

/// Follows formulas.
struct Walk<'p> {
    plan: &'p Plan,
    rests: Rests,
    /// The parts that are still to be looked at.
    nodes: Vec<NodeId>,
}

impl Walk<'_> {
    fn finish(mut self) -> Rests {
        let mut seen = BTreeSet::new();
        while let Some(node) = self.nodes.pop() {
            if !seen.insert(node) {
                continue;
            }
            self.nodes.extend(self.plan.parts(node));
            if matches!(self.plan.nodes[node], Node::PeriodPart(_)) {
                self.rests.asks_period = true;
            }
            match self.plan.reads(node) {
                Some(Reads::Cell(cell)) => self.cell(cell),
                Some(Reads::Earlier(cell)) => {
                    self.rests.earlier.insert(cell);
                    self.key_of(cell);
                }
                Some(Reads::Parameter(parameter)) => {
                    self.rests.parameters.insert(parameter);
                }
                Some(Reads::Line(list, column)) => {
                    self.cell(CellReference::Column(column));
                    self.source_of(list);
                }
                Some(Reads::Lines(list, _)) => self.source_of(list),
                Some(Reads::Calendar(_)) | None => {}
            }
        }
        self.rests
    }

    fn cell(&mut self, cell: CellReference) {
        let (origin, table) = match cell {
            CellReference::Cell(cell) => (&self.plan.cells[cell].origin, self.plan.cells[cell].table),
            CellReference::Column(column) => (&self.plan.columns[column].origin, self.plan.columns[column].table),
        };
        match origin {
            Origin::Input(_) => {
                self.rests.inputs.insert(cell);
            }
            Origin::Formula { node, .. } => {
                self.rests.computed.insert(cell);
                self.nodes.push(*node);
            }
            Origin::Sequence | Origin::GroupKey => self.source_of(table),
        }
        if let CellReference::Cell(id) = cell
            && matches!(self.plan.cells[id].place, Place::Total(_))
        {
            self.source_of(table);
        }
    }

    /// A line of an earlier submission is found by the key of the current one.
    fn key_of(&mut self, cell: CellReference) {
        let CellReference::Column(column) = cell else { return };
        let Shape::List(list) = &self.plan.tables[self.plan.columns[column].table].shape else { return };
        let keys: Vec<ColumnId> = list.key.clone();
        keys.into_iter().for_each(|key| self.cell(CellReference::Column(key)));
    }

    /// Adds what decides which lines a list has.
    fn source_of(&mut self, list: TableId) {
        if !self.rests.lists.insert(list) {
            return;
        }
        let Shape::List(shape) = &self.plan.tables[list].shape else { return };
        let Some(derivation) = &shape.derivation else { return };
        let (source, by) = (derivation.source, derivation.by.clone());
        self.nodes.extend(derivation.filter);
        by.into_iter().for_each(|column| self.cell(CellReference::Column(column)));
        self.source_of(source);
    }
}
