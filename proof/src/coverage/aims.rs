//! What tests of a plan should bring about.

use super::may_lack::MayLack;
use super::{Aim, AimKind, Fork, PartPlaces, TextPlace, Turn};
use positum_plan::branching::Branching;
use positum_plan::plan::{CellId, CellReference, Check, CheckId, ColumnId, NodeId, Origin, Place, Plan, ReportId, Scope, Shape, TableId};
use positum_runtime::evaluated_submission::Outcome;

/// What is counted for an aim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Cell(CellId),
    Column(ColumnId),
    Turn(NodeId, Turn),
    /// Whether a derived list takes a line.
    Line(TableId, bool),
    Check(CheckId, Outcome),
}

/// Gives everything that tests of a plan should bring about.
pub(super) fn aims_of(plan: &Plan, places: &PartPlaces) -> Vec<(Aim, Target)> {
    let mut finder = AimFinder { plan, places, may_lack: MayLack::new(plan), found: Vec::new() };
    finder.cells();
    finder.columns();
    finder.lists();
    finder.checks();
    finder.found
}

struct AimFinder<'p> {
    plan: &'p Plan,
    places: &'p PartPlaces,
    may_lack: MayLack<'p>,
    found: Vec<(Aim, Target)>,
}

/// What an aim belongs to.
struct Owner {
    report: String,
    subject: String,
}

impl AimFinder<'_> {
    fn push(&mut self, owner: &Owner, place: Option<&TextPlace>, kind: AimKind, target: Target) {
        let place = place.copied().unwrap_or_default();
        self.found.push((Aim { place, report: owner.report.clone(), subject: owner.subject.clone(), kind }, target));
    }

    fn owner(&self, report: ReportId, subject: String) -> Owner {
        Owner { report: self.plan.reports[report].name.clone(), subject }
    }

    fn cells(&mut self) {
        for (id, cell) in self.plan.cells.entries() {
            let owner = self.owner(self.plan.tables[cell.table].report, self.plan.cell_name(CellReference::Cell(id)));
            let is_shown = !matches!(cell.place, Place::Let(_));
            if let Some(kind) = kind_of(&cell.origin).filter(|_| is_shown) {
                self.push(&owner, self.places.cells.lookup(id), kind, Target::Cell(id));
            }
            if let Origin::Formula { node, .. } = &cell.origin {
                self.branches(&owner, *node);
            }
        }
    }

    fn columns(&mut self) {
        for (id, column) in self.plan.columns.entries() {
            let owner = self.owner(self.plan.tables[column.table].report, self.plan.cell_name(CellReference::Column(id)));
            // An intermediate has no type.
            if let Some(kind) = kind_of(&column.origin).filter(|_| column.value_type.is_some()) {
                self.push(&owner, self.places.columns.lookup(id), kind, Target::Column(id));
            }
            if let Origin::Formula { node, .. } = &column.origin {
                self.branches(&owner, *node);
            }
        }
    }

    fn lists(&mut self) {
        for (id, table) in self.plan.tables.entries() {
            let Shape::List(list) = &table.shape else { continue };
            let Some(filter) = list.derivation.as_ref().and_then(|derivation| derivation.filter) else { continue };
            let owner = self.owner(table.report, format!("{}.{}", self.plan.reports[table.report].name, table.name));
            for (is_taken, turn) in [(true, Turn::Holds), (false, Turn::DoesNotHold)] {
                self.push(&owner, self.places.nodes.lookup(filter), AimKind::Branch(Fork::Where, turn), Target::Line(id, is_taken));
            }
            self.branches(&owner, filter);
        }
    }

    fn checks(&mut self) {
        for (id, check) in self.plan.checks.entries() {
            let owner = self.owner(check.report, self.check_name(check));
            let condition = check.condition.map(|_| Outcome::NotApplicable);
            let not_evaluated = self.may_lack.of_check(check).then_some(Outcome::NotEvaluated);
            for outcome in [Outcome::Pass, Outcome::Fail].into_iter().chain(condition).chain(not_evaluated) {
                self.push(&owner, self.places.checks.lookup(id), AimKind::Outcome(outcome), Target::Check(id, outcome));
            }
            for root in check.condition.into_iter().chain([check.requirement]) {
                self.branches(&owner, root);
            }
        }
    }

    fn check_name(&self, check: &Check) -> String {
        let row = match &check.scope {
            Scope::Once | Scope::EachLine(_) => "",
            Scope::Row(code) | Scope::Column(code) => code,
        };
        let table = check.table.map_or("", |table| self.plan.tables[table].name.as_str());
        let parts = [self.plan.reports[check.report].name.as_str(), table, row].into_iter().filter(|part| !part.is_empty());
        format!("{}{}{}", parts.collect::<Vec<_>>().join("."), if row.is_empty() { "." } else { ":" }, check.name)
    }

    /// Finds the branches of a formula.
    fn branches(&mut self, owner: &Owner, root: NodeId) {
        let mut waiting = vec![root];
        while let Some(node) = waiting.pop() {
            for (fork, turn, at) in self.forks(node) {
                self.push(owner, self.places.nodes.lookup(at), AimKind::Branch(fork, turn), Target::Turn(node, turn));
            }
            waiting.extend(self.plan.parts(node).into_iter().rev());
        }
    }

    /// Gives the ways that a part of a formula itself can go, each with the part where it stands.
    fn forks(&self, node: NodeId) -> Vec<(Fork, Turn, NodeId)> {
        match self.plan.nodes[node].branching() {
            Some(Branching::When { condition, .. }) => both(Fork::When, condition, condition),
            Some(Branching::If { then, otherwise, .. }) => both(Fork::If, then, otherwise),
            Some(Branching::Where { filter, .. }) => both(Fork::Where, filter, filter),
            Some(Branching::Else(first, second)) => {
                let second = self.may_lack.gives_way(first).then_some((Fork::Else, Turn::Second, second));
                std::iter::once((Fork::Else, Turn::First, first)).chain(second).collect()
            }
            Some(Branching::And(parts)) => operands(Fork::And, node, parts),
            Some(Branching::Or(parts)) => operands(Fork::Or, node, parts),
            None => Vec::new(),
        }
    }
}

fn both(fork: Fork, holds: NodeId, does_not_hold: NodeId) -> Vec<(Fork, Turn, NodeId)> {
    vec![(fork, Turn::Holds, holds), (fork, Turn::DoesNotHold, does_not_hold)]
}

fn operands(fork: Fork, node: NodeId, parts: &[NodeId]) -> Vec<(Fork, Turn, NodeId)> {
    let decides = parts.iter().enumerate().map(|(index, part)| (fork, Turn::Decides(index), *part));
    decides.chain([(fork, Turn::NoneDecides, node)]).collect()
}

/// Gives what tests should bring about at a cell; nothing for the number of a line, which cannot be otherwise.
fn kind_of(origin: &Origin) -> Option<AimKind> {
    match origin {
        Origin::Input(_) => Some(AimKind::Given),
        Origin::Formula { .. } => Some(AimKind::Computed),
        Origin::GroupKey => Some(AimKind::Grouped),
        Origin::Sequence => None,
    }
}
