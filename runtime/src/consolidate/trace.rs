//! Remembers, for cells that are to be explained, what each member, adjustment and elimination brings to them.
//!
//! The cells are known before the members are read, so that one reading is enough.

use super::eliminate::{LineName, Taken, line_name};
use super::entity_tree::EntityId;
use super::figures::{Figure, Figures};
use super::inputs::Inputs;
use crate::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission};
use crate::submission::Origin;
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, NodeId, Origin as CellOrigin, Place, Plan, Shape, TableId};
use positum_plan::reads::Reads;
use positum_plan::value::Value;
use std::collections::BTreeSet;

/// The most values that are remembered.
const MOST_TRACED: usize = 2_000_000;

/// A value that a member brings.
#[derive(Clone, Debug)]
pub(super) struct Brought {
    /// The group whose sum it is in; of a group that reports of itself that group.
    pub(super) group: EntityId,
    pub(super) member: EntityId,
    pub(super) reference: CellReference,
    /// The line as the group knows it, of a list.
    pub(super) line: Option<LineName>,
    pub(super) state: CellState,
    pub(super) value: Option<Value>,
    /// Whether it is a group whose members do not agree in it.
    pub(super) differs: bool,
    /// Where it was read; nothing of a group.
    pub(super) origin: Option<Origin>,
}

/// A value that an adjustment brings.
#[derive(Clone, Debug)]
pub(super) struct AdjustedBy {
    pub(super) group: EntityId,
    pub(super) reference: CellReference,
    /// The line as the group knows it, of a list.
    pub(super) line: Option<LineName>,
    pub(super) value: Option<Value>,
    pub(super) origin: Option<Origin>,
}

/// What an elimination takes off.
#[derive(Clone, Debug)]
pub(super) struct TakenBy {
    pub(super) group: EntityId,
    pub(super) entity: EntityId,
    pub(super) counterparty: EntityId,
    pub(super) elimination: usize,
    pub(super) reference: CellReference,
    pub(super) line: Option<LineName>,
    pub(super) amount: Exact,
    pub(super) given: Exact,
    pub(super) origin: Origin,
}

/// What is remembered.
#[derive(Default)]
pub(super) struct Trace {
    wanted: BTreeSet<CellReference>,
    pub(super) brought: Vec<Brought>,
    pub(super) adjusted: Vec<AdjustedBy>,
    pub(super) taken: Vec<TakenBy>,
    /// Whether there were more values than are remembered.
    pub(super) is_cut: bool,
}

impl Trace {
    pub(super) fn new(wanted: BTreeSet<CellReference>) -> Self {
        Self { wanted, ..Self::default() }
    }

    pub(super) fn note(
        &mut self,
        inputs: &Inputs<'_>,
        (group, member): (EntityId, EntityId),
        evaluated: &EvaluatedSubmission,
        sources: Option<&Figures>,
    ) {
        let brought = |reference, line, cell: &EvaluatedCell, differs| {
            let (state, value, origin) = (cell.state, cell.value.clone(), evaluated.origin_of(cell));
            Brought { group, member, reference, line, state, value, differs, origin }
        };
        for reference in &self.wanted {
            if self.brought.len() >= MOST_TRACED {
                self.is_cut = true;
                return;
            }
            match reference {
                CellReference::Cell(cell) => {
                    let differs = sources.is_some_and(|figures| figures.cells[*cell] == Figure::Disagreed);
                    let cell = evaluated.cells.lookup(*cell).filter(|cell| cell.state != CellState::Blank || differs);
                    self.brought.extend(cell.map(|cell| brought(*reference, None, cell, differs)));
                }
                CellReference::Column(column) => {
                    let table = inputs.plan.columns[*column].table;
                    let place = inputs.lists.get(&table).and_then(|list| list.columns.iter().position(|(of, _)| of == column));
                    for (line, cell) in evaluated.columns[*column].iter().enumerate() {
                        let figure = sources.zip(place).and_then(|(figures, place)| figures.lines(table).get(line)?.cells.get(place));
                        let differs = figure == Some(&Figure::Disagreed);
                        if cell.state == CellState::Blank && !differs {
                            continue;
                        }
                        let name = line_name(inputs, table, member, evaluated, sources, line);
                        self.brought.push(brought(*reference, name, cell, differs));
                    }
                }
            }
        }
    }

    /// Forgets what a group has reported of itself.
    pub(super) fn forget_own(&mut self, group: EntityId) {
        self.brought.retain(|brought| (brought.group, brought.member) != (group, group));
    }

    pub(super) fn note_adjusted(&mut self, adjusted: AdjustedBy) {
        if self.wanted.contains(&adjusted.reference) {
            self.adjusted.push(adjusted);
        }
    }

    pub(super) fn note_taken(&mut self, group: EntityId, taken: &Taken<'_>) {
        let item = taken.item;
        if self.wanted.contains(&item.reference) {
            self.taken.push(TakenBy {
                group,
                entity: item.entity,
                counterparty: item.counterparty,
                elimination: item.elimination,
                reference: item.reference,
                line: item.line.clone(),
                amount: taken.amount.clone(),
                given: item.amount.clone(),
                origin: item.origin.clone(),
            });
        }
    }
}

/// Gives the input cells that a cell comes from, through formulas, whatever branches these take; of a list its columns.
pub(super) fn inputs_under(plan: &Plan, references: &[CellReference]) -> BTreeSet<CellReference> {
    let mut finder = Finder { plan, inputs: BTreeSet::new(), seen: BTreeSet::new(), seen_nodes: BTreeSet::new(), nodes: Vec::new() };
    references.iter().for_each(|reference| finder.take(*reference));
    while let Some(node) = finder.nodes.pop() {
        finder.look_at(node);
    }
    finder.inputs
}

/// Gives all columns of a list.
pub(super) fn columns_of(plan: &Plan, table: TableId) -> Vec<CellReference> {
    match &plan.tables[table].shape {
        Shape::List(list) => list.columns.iter().copied().map(CellReference::Column).collect(),
        Shape::Form { .. } | Shape::Grid { .. } => Vec::new(),
    }
}

struct Finder<'p> {
    plan: &'p Plan,
    inputs: BTreeSet<CellReference>,
    seen: BTreeSet<CellReference>,
    seen_nodes: BTreeSet<NodeId>,
    nodes: Vec<NodeId>,
}

impl Finder<'_> {
    fn take(&mut self, reference: CellReference) {
        if !self.seen.insert(reference) {
            return;
        }
        let (origin, table) = match reference {
            CellReference::Cell(cell) => (&self.plan.cells[cell].origin, self.plan.cells[cell].table),
            CellReference::Column(column) => (&self.plan.columns[column].origin, self.plan.columns[column].table),
        };
        match origin {
            CellOrigin::Input(_) => {
                self.inputs.insert(reference);
            }
            CellOrigin::Formula { node, .. } => self.nodes.push(*node),
            CellOrigin::Sequence => {}
            CellOrigin::GroupKey => self.take_group(table),
        }
        if let CellReference::Cell(cell) = reference
            && matches!(self.plan.cells[cell].place, Place::Total(_))
        {
            self.take_group(table);
        }
    }

    /// Takes what decides which lines a list has.
    fn take_group(&mut self, table: TableId) {
        let Shape::List(list) = &self.plan.tables[table].shape else { return };
        let Some(derivation) = &list.derivation else { return };
        derivation.by.iter().for_each(|column| self.take(CellReference::Column(*column)));
        self.nodes.extend(derivation.filter);
    }

    fn look_at(&mut self, node: NodeId) {
        if !self.seen_nodes.insert(node) {
            return;
        }
        match self.plan.reads(node) {
            Some(Reads::Cell(reference)) => self.take(reference),
            Some(Reads::Line(list, column)) => {
                self.take(CellReference::Column(column));
                self.take_group(list);
            }
            Some(Reads::Lines(list, _)) => self.take_group(list),
            Some(Reads::Earlier(_) | Reads::Parameter(_) | Reads::Calendar(_)) | None => {}
        }
        self.nodes.extend(self.plan.parts(node));
    }
}
