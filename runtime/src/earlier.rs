//! Earlier submissions of the same entities, of which formulas take cells: `previous(c)`, `closing(c)`.
//!
//! In come evaluated submissions; kept of each is only what formulas ask for, by name, so that a submission may
//! be evaluated with another version of the package than the one that asks.

use crate::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, ColumnId, List, Node, Plan, Shape, TableId};
use positum_plan::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What formulas ask of earlier submissions, by entity and period.
#[derive(Clone, Debug, Default)]
pub struct EarlierSubmissions {
    /// The names of cells that formulas ask for.
    wanted: BTreeSet<String>,
    entities: BTreeMap<String, BTreeMap<Period, EarlierCells>>,
}

/// What is kept of one earlier submission.
#[derive(Clone, Debug, Default)]
pub(crate) struct EarlierCells {
    cells: BTreeMap<String, EarlierCell>,
    /// Of a list's column its cells by the key of their lines.
    columns: BTreeMap<String, BTreeMap<Vec<String>, EarlierCell>>,
}

/// A cell of an earlier submission.
#[derive(Clone, Debug)]
pub(crate) struct EarlierCell {
    pub(crate) state: CellState,
    pub(crate) value: Option<Value>,
}

impl EarlierSubmissions {
    /// Makes an empty history for the versions of a package.
    pub fn new<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Self {
        let mut wanted = BTreeSet::new();
        for plan in plans {
            wanted.extend(plan.nodes.iter().filter_map(|node| match node {
                Node::Earlier { cell, .. } => Some(plan.cell_name(*cell)),
                _ => None,
            }));
        }
        Self { wanted, entities: BTreeMap::new() }
    }

    /// Tells whether any formula asks for earlier submissions.
    pub fn are_wanted(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Tells whether a submission of the entity for the period is there.
    pub fn holds(&self, entity: &str, period: Period) -> bool {
        self.of(entity, period).is_some()
    }

    /// Keeps what formulas ask for of a submission that was evaluated with `plan`.
    pub fn remember(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission) {
        let mut kept = EarlierCells::default();
        for (id, cell) in evaluated.cells.entries() {
            let name = plan.cell_name(CellReference::Cell(id));
            if self.wanted.contains(&name) && evaluated.reports.contains(&plan.tables[plan.cells[id].table].report) {
                kept.cells.insert(name, EarlierCell::of(cell));
            }
        }
        for (id, cells) in evaluated.columns.entries() {
            let name = plan.cell_name(CellReference::Column(id));
            if self.wanted.contains(&name) && evaluated.reports.contains(&plan.tables[plan.columns[id].table].report) {
                kept.columns.insert(name, by_key(plan, evaluated, plan.columns[id].table, cells));
            }
        }
        self.entities.entry(evaluated.entity.clone()).or_default().insert(evaluated.period, kept);
    }

    pub(crate) fn of(&self, entity: &str, period: Period) -> Option<&EarlierCells> {
        self.entities.get(entity)?.get(&period)
    }
}

impl EarlierCells {
    pub(crate) fn cell(&self, name: &str) -> Option<&EarlierCell> {
        self.cells.get(name)
    }

    /// Gives a column's cell in the line with a key.
    pub(crate) fn cell_in_line(&self, name: &str, key: &[String]) -> Option<&EarlierCell> {
        self.columns.get(name)?.get(key)
    }
}

impl EarlierCell {
    fn of(cell: &EvaluatedCell) -> Self {
        Self { state: cell.state, value: cell.value.clone() }
    }
}

/// Gives the columns that tell a list's lines apart.
pub(crate) fn key_columns(list: &List) -> &[ColumnId] {
    match &list.derivation {
        Some(derivation) => list.columns.get(..derivation.by.len()).unwrap_or(&[]),
        None => &list.key,
    }
}

/// Gives the cells of a column by the keys of their lines; of several lines with one key the first.
fn by_key(plan: &Plan, evaluated: &EvaluatedSubmission, table: TableId, cells: &[EvaluatedCell]) -> BTreeMap<Vec<String>, EarlierCell> {
    let mut lines = BTreeMap::new();
    let Shape::List(list) = &plan.tables[table].shape else { return lines };
    for (line, cell) in cells.iter().enumerate() {
        let key: Option<Vec<String>> = key_columns(list).iter().map(|column| key_text(plan, &evaluated.columns[*column], *column, line)).collect();
        if let Some(key) = key {
            lines.entry(key).or_insert_with(|| EarlierCell::of(cell));
        }
    }
    lines
}

/// Gives a part of a line's key as text, by the column's type.
pub(crate) fn key_text(plan: &Plan, cells: &[EvaluatedCell], column: ColumnId, line: usize) -> Option<String> {
    let value = cells.get(line)?.value.as_ref()?;
    Some(plan.columns[column].value_type.as_ref()?.text(value))
}
