//! What a group reports in its input cells, before it is a submission: the summary, and what adjustments and eliminations
//! make of it.

use super::eliminate::LineName;
use super::entity_tree::EntityId;
use super::inputs::{How, Inputs};
use crate::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission};
use positum_plan::amount::Exact;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CellReference, TableId};
use positum_plan::value::Value;
use std::collections::BTreeMap;

/// What a group has in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Figure {
    /// Nothing is given.
    #[default]
    Nothing,
    /// A value.
    Value(Value),
    /// Members do not agree in it.
    Disagreed,
    /// It cannot be told, because of a member.
    Unknown,
}

/// A key of a line: the values of its columns, as they are shown.
pub(super) type Key = Vec<String>;

/// A line of a group's list.
#[derive(Clone, Debug, Default)]
pub(super) struct FigureLine {
    /// Its key, where the list has one.
    pub(super) key: Option<Key>,
    /// Whose line it is, and which of that entity's, where the list has no key; none for a line of adjustments.
    pub(super) source: Option<(EntityId, usize)>,
    /// The cells, by the place of their columns in the list.
    pub(super) cells: Vec<Figure>,
}

/// What a group has in its input cells.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    pub(super) cells: IdVec<CellId, Figure>,
    lists: BTreeMap<TableId, FigureLines>,
}

/// The lines of a group's list, found by their keys and by whose they are.
#[derive(Clone, Debug, Default)]
struct FigureLines {
    lines: Vec<FigureLine>,
    by_key: BTreeMap<Key, usize>,
    by_source: BTreeMap<(EntityId, usize), usize>,
}

impl Figure {
    /// Adds to the figure; nothing counts as zero.
    pub(super) fn add(&mut self, number: &Exact) {
        *self = match &*self {
            Self::Nothing => Self::Value(Value::Number(number.clone())),
            Self::Value(Value::Number(before)) => before.plus(number).map_or(Self::Unknown, |sum| Self::Value(Value::Number(sum))),
            Self::Value(other) => Self::Value(other.clone()),
            Self::Disagreed => Self::Disagreed,
            Self::Unknown => Self::Unknown,
        };
    }

    /// Takes what adjustments say of the cell.
    fn adjust(&mut self, how: How, value: &Value) {
        match (how, value) {
            (How::Added, Value::Number(number)) => self.add(number),
            (How::Added | How::Agreed | How::Same, value) => *self = Self::Value(value.clone()),
        }
    }
}

impl Figures {
    /// Makes figures of cells that are all without value.
    pub(super) fn nothing(inputs: &Inputs<'_>) -> Self {
        Self { cells: IdVec::filled(inputs.cells.len(), Figure::Nothing), lists: BTreeMap::new() }
    }

    /// Gives the lines of a list.
    pub(super) fn lines(&self, table: TableId) -> &[FigureLine] {
        self.lists.get(&table).map_or(&[], |list| list.lines.as_slice())
    }

    /// Adds a line at the end; gives its place.
    pub(super) fn push_line(&mut self, table: TableId, line: FigureLine) -> usize {
        let list = self.lists.entry(table).or_default();
        let place = list.lines.len();
        if let Some(key) = &line.key {
            list.by_key.insert(key.clone(), place);
        }
        if let Some(source) = line.source {
            list.by_source.insert(source, place);
        }
        list.lines.push(line);
        place
    }

    /// Finds a line by its key.
    pub(super) fn line_with_key(&self, table: TableId, key: &Key) -> Option<usize> {
        self.lists.get(&table)?.by_key.get(key).copied()
    }

    /// Finds a line by whose it is.
    pub(super) fn line_of(&self, table: TableId, source: (EntityId, usize)) -> Option<usize> {
        self.lists.get(&table)?.by_source.get(&source).copied()
    }

    /// Gives a cell of a line.
    pub(super) fn cell_in(&mut self, table: TableId, line: usize, place: usize) -> Option<&mut Figure> {
        self.lists.get_mut(&table)?.lines.get_mut(line)?.cells.get_mut(place)
    }

    /// Adds what an evaluated submission of adjustments gives; tells of each value where it was taken, and of lines that
    /// have no key.
    pub(super) fn adjust(&mut self, inputs: &Inputs<'_>, group: EntityId, adjustments: &EvaluatedSubmission, told: &mut dyn FnMut(Adjusted<'_>)) {
        for (id, how) in inputs.cells.entries() {
            let (Some(how), Some((cell, value))) = (*how, given(adjustments.cells.lookup(id))) else { continue };
            self.cells[id].adjust(how, value);
            told(Adjusted::Value { reference: CellReference::Cell(id), line: None, cell });
        }
        for (table, list) in &inputs.lists {
            for number in 0..adjustments.lines[*table] {
                let key = key_of(inputs, *table, adjustments, number);
                if key.is_none() && !list.key.is_empty() {
                    told(Adjusted::NoKey { table: *table, line: number });
                    continue;
                }
                let line = self.line_for(inputs, group, *table, key.clone());
                let name = key.map_or(LineName::Source(group, line), LineName::Key);
                for (place, (column, how)) in list.columns.iter().enumerate() {
                    let cell = adjustments.columns[*column].get(number);
                    let is_key = list.key.contains(&place);
                    let (Some(how), Some((cell, value))) = (how.or(is_key.then_some(How::Agreed)), given(cell)) else { continue };
                    if let Some(figure) = self.cell_in(*table, line, place) {
                        figure.adjust(how, value);
                    }
                    if !is_key {
                        told(Adjusted::Value { reference: CellReference::Column(*column), line: Some(name.clone()), cell });
                    }
                }
            }
        }
    }

    /// Gives the line with a key, or a new one at the end.
    fn line_for(&mut self, inputs: &Inputs<'_>, group: EntityId, table: TableId, key: Option<Key>) -> usize {
        let known = key.as_ref().and_then(|key| self.line_with_key(table, key));
        known.unwrap_or_else(|| {
            let columns = inputs.lists.get(&table).map_or(0, |list| list.columns.len());
            // A line without key is the group's own; of what it reports of itself the numbers are all less.
            let source = key.is_none().then(|| (group, self.lines(table).len()));
            self.push_line(table, FigureLine { key, source, cells: vec![Figure::Nothing; columns] })
        })
    }
}

/// What is told of adjustments while they are taken.
pub(super) enum Adjusted<'a> {
    /// A value was taken.
    Value {
        /// The cell.
        reference: CellReference,
        /// Its line, of a list, as the group knows it.
        line: Option<LineName>,
        /// The value, with where it was read.
        cell: &'a EvaluatedCell,
    },
    /// A line has not its whole key.
    NoKey {
        /// The list.
        table: TableId,
        /// The line, from 0.
        line: usize,
    },
}

fn given(cell: Option<&EvaluatedCell>) -> Option<(&EvaluatedCell, &Value)> {
    let cell = cell.filter(|cell| cell.state == CellState::Given)?;
    Some((cell, cell.value.as_ref()?))
}

/// Gives the key of a line; nothing where the list has none or the line has not the whole of it.
pub(super) fn key_of(inputs: &Inputs<'_>, table: TableId, evaluated: &EvaluatedSubmission, line: usize) -> Option<Key> {
    let list = inputs.lists.get(&table)?;
    let part = |place: &usize| {
        let (column, _) = list.columns.get(*place)?;
        let value = evaluated.columns[*column].get(line)?.value.as_ref()?;
        inputs.plan.columns[*column].value_type.as_ref().map(|value_type| value_type.text(value))
    };
    let key: Key = list.key.iter().map(part).collect::<Option<_>>()?;
    (!key.is_empty()).then_some(key)
}
