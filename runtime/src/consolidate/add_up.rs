//! Adds up the input cells of members, one member at a time.
//!
//! In come evaluated submissions of members; out go the figures of their group. What comes out does not depend on the order in
//! which members come: lines stand in the order of the tree, members that are named are the first of it.

use super::entity_tree::EntityId;
use super::figures::{Figure, FigureLine, Figures, Key, key_of};
use super::inputs::{How, Inputs, ListInputs};
use super::who::Who;
use crate::evaluated_submission::{Cause, CellAt, CellState, EvaluatedCell, EvaluatedSubmission};
use positum_plan::amount::Exact;
use positum_plan::plan::{CellId, CellReference, TableId};
use positum_plan::value::Value;
use std::collections::BTreeMap;

/// The most values that are kept of a cell in which members differ.
const MOST_VALUES: usize = 3;

/// What the members of a group come to so far.
#[derive(Default)]
pub(super) struct Sums {
    cells: BTreeMap<CellId, Gathered>,
    lists: BTreeMap<TableId, Lines>,
    /// How many members have been added.
    pub(super) members: usize,
}

/// A cell of several members.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    sum: Option<Exact>,
    /// Distinct values in which members should agree, each with the first member that has it.
    pub(super) values: Vec<(Value, EntityId)>,
    /// Members that are groups, in which members do not agree in it.
    pub(super) differing: Option<Box<Who>>,
    /// Members in which it is missing though it is required.
    pub(super) missing: Option<Box<Who>>,
    /// Members in which it cannot be read or told.
    pub(super) unknown: Option<Box<Who>>,
}

/// The lines of a list of several members.
#[derive(Default)]
struct Lines {
    keyed: BTreeMap<Key, GatheredLine>,
    unkeyed: Vec<GatheredLine>,
}

/// A line, of several members where the list has a key.
struct GatheredLine {
    /// The first member that has it, with the number of the line there.
    first: (EntityId, usize),
    /// Whose line it is, where the list has no key.
    source: (EntityId, usize),
    key_values: Vec<(usize, Value)>,
    cells: Vec<Gathered>,
    /// The currencies in which members give amounts, by the place of the column that names them: at most two, nothing for an
    /// amount without currency.
    currencies: BTreeMap<usize, Vec<Option<Value>>>,
}

/// An evaluated submission of a member, with what is known of it.
pub(super) struct Member<'m> {
    pub(super) id: EntityId,
    pub(super) evaluated: &'m EvaluatedSubmission,
    /// Of a group, whose lines those of lists without key are.
    pub(super) sources: Option<&'m Figures>,
}

/// What a cell of a member brings.
enum Part<'m> {
    Nothing,
    Value(&'m Value),
    Disagreed,
    Missing,
    Unknown,
}

/// A line of a member that has not its whole key.
pub(super) struct NoKey {
    pub(super) table: TableId,
    pub(super) line: usize,
}

/// Tells what a cell brings. What the members of a group do not agree in looks as if nothing were given: the group's figure tells.
fn part_of<'m>(cell: &'m EvaluatedCell, figure: Option<&Figure>) -> Part<'m> {
    if figure == Some(&Figure::Disagreed) {
        return Part::Disagreed;
    }
    match (cell.state, &cell.value, cell.cause()) {
        (CellState::Given | CellState::Computed, Some(value), _) => Part::Value(value),
        (CellState::Blank | CellState::NotApplicable, ..) | (CellState::Given | CellState::Computed, None, _) => Part::Nothing,
        (CellState::Missing, ..) => Part::Missing,
        (CellState::NotComputed, _, Some(Cause::ReportLeftOut(_))) => Part::Nothing,
        (CellState::Unreadable | CellState::NotComputed, ..) => Part::Unknown,
    }
}

impl Gathered {
    fn take(&mut self, how: How, member: EntityId, part: Part<'_>) {
        match (part, how) {
            (Part::Nothing, _) => {}
            (Part::Disagreed, _) => self.differing.get_or_insert_default().add(member),
            (Part::Missing, _) => self.missing.get_or_insert_default().add(member),
            (Part::Unknown, _) => self.unknown.get_or_insert_default().add(member),
            (Part::Value(Value::Number(number)), How::Added) => self.add(member, number),
            (Part::Value(value), How::Added | How::Agreed | How::Same) => self.note(member, value),
        }
    }

    fn add(&mut self, member: EntityId, number: &Exact) {
        let sum = match &self.sum {
            Some(sum) => sum.plus(number),
            None => Some(number.clone()),
        };
        match sum {
            Some(sum) => self.sum = Some(sum),
            // It has grown beyond every bound.
            None => self.unknown.get_or_insert_default().add(member),
        }
    }

    fn note(&mut self, member: EntityId, value: &Value) {
        match self.values.iter_mut().find(|(known, _)| known == value) {
            Some((_, first)) => *first = member.min(*first),
            None => self.values.push((value.clone(), member)),
        }
        self.values.sort_by_key(|(_, first)| *first);
        self.values.truncate(MOST_VALUES);
    }

    /// Gives what the group has. It does not depend on how members are put into groups.
    fn figure(&self) -> Figure {
        let is_given = self.sum.is_some() || !self.values.is_empty() || self.differing.is_some();
        if self.unknown.is_some() || (is_given && self.missing.is_some()) {
            return Figure::Unknown;
        }
        match (&self.sum, self.values.as_slice()) {
            (Some(sum), _) => Figure::Value(Value::Number(sum.clone())),
            (None, _) if self.differs() => Figure::Disagreed,
            (None, [(value, _)]) => Figure::Value(value.clone()),
            (None, _) => Figure::Nothing,
        }
    }

    /// Tells whether members have different values of a cell that is not added up, be it members of members.
    pub(super) fn differs(&self) -> bool {
        self.values.len() > 1 || self.differing.is_some()
    }

    /// Tells whether the group's cell cannot be told.
    pub(super) fn is_unknown(&self) -> bool {
        self.figure() == Figure::Unknown
    }
}

impl Sums {
    /// Adds a member; gives its lines that have not their whole key.
    pub(super) fn take(&mut self, inputs: &Inputs<'_>, member: &Member<'_>) -> Vec<NoKey> {
        self.members = self.members.saturating_add(1);
        for (id, how) in inputs.cells.entries() {
            let (Some(how), Some(cell)) = (*how, member.evaluated.cells.lookup(id)) else { continue };
            match part_of(cell, member.sources.map(|figures| &figures.cells[id])) {
                Part::Nothing => {}
                part => self.cells.entry(id).or_default().take(how, member.id, part),
            }
        }
        let mut without_key = Vec::new();
        for (table, list) in &inputs.lists {
            let lines = self.lists.entry(*table).or_default();
            for number in 0..member.evaluated.lines[*table] {
                let key = key_of(inputs, *table, member.evaluated, number);
                if key.is_none() && !list.key.is_empty() {
                    without_key.push(NoKey { table: *table, line: number });
                    continue;
                }
                lines.take(list, *table, key, member, number);
            }
        }
        without_key
    }

    /// Gives the figures of the group, and its cells in which members differ or that cannot be told.
    pub(super) fn finish(self, inputs: &Inputs<'_>) -> (Figures, Vec<(CellAt, Gathered)>) {
        let mut figures = Figures::nothing(inputs);
        let mut troubled = Vec::new();
        let mut note = |reference: CellReference, line: usize, gathered: &Gathered| {
            if gathered.is_unknown() || (gathered.differs() && inputs.how(reference) == Some(How::Same)) {
                troubled.push((CellAt { reference, line }, gathered.clone()));
            }
        };
        for (id, gathered) in &self.cells {
            figures.cells[*id] = gathered.figure();
            note(CellReference::Cell(*id), 0, gathered);
        }
        for (table, lines) in self.lists {
            let columns = inputs.lists.get(&table).map_or(&[][..], |list| list.columns.as_slice());
            for (number, (key, line)) in lines.in_order().into_iter().enumerate() {
                let cells = columns.iter().zip(&line.cells);
                cells.for_each(|((column, _), gathered)| note(CellReference::Column(*column), number, gathered));
                figures.push_line(table, line.figure_line(inputs.lists.get(&table), key));
            }
        }
        (figures, troubled)
    }
}

impl Lines {
    fn take(&mut self, list: &ListInputs, table: TableId, key: Option<Key>, member: &Member<'_>, number: usize) {
        let place = (member.id, number);
        let new = || GatheredLine {
            first: place,
            source: member.sources.and_then(|figures| figures.lines(table).get(number)?.source).unwrap_or(place),
            key_values: Vec::new(),
            cells: vec![Gathered::default(); list.columns.len()],
            currencies: BTreeMap::new(),
        };
        let line = match key {
            Some(key) => self.keyed.entry(key).or_insert_with(new),
            None => {
                self.unkeyed.push(new());
                let Some(line) = self.unkeyed.last_mut() else { return };
                line
            }
        };
        if place <= line.first || line.key_values.is_empty() {
            line.first = place.min(line.first);
            line.key_values = list.key.iter().filter_map(|part| key_value(list, *part, member, number)).collect();
        }
        let figures = member.sources.and_then(|figures| figures.lines(table).get(number));
        for (place, ((column, how), gathered)) in list.columns.iter().zip(&mut line.cells).enumerate() {
            let (Some(how), Some(cell)) = (*how, member.evaluated.columns[*column].get(number)) else { continue };
            gathered.take(how, member.id, part_of(cell, figures.and_then(|line| line.cells.get(place))));
        }
        line.note_currencies(list, member, number);
    }

    /// Gives the lines in the order of the tree.
    fn in_order(self) -> Vec<(Option<Key>, GatheredLine)> {
        let keyed = self.keyed.into_iter().map(|(key, line)| (Some(key), line));
        let mut lines: Vec<(Option<Key>, GatheredLine)> = keyed.chain(self.unkeyed.into_iter().map(|line| (None, line))).collect();
        lines.sort_by_key(|(_, line)| line.first);
        lines
    }
}

impl GatheredLine {
    /// Notes in which currencies a member's line has amounts, be the currency given, computed or left out.
    fn note_currencies(&mut self, list: &ListInputs, member: &Member<'_>, number: usize) {
        let cell = |place: usize| member.evaluated.columns[list.columns.get(place)?.0].get(number);
        for (place, currency) in list.currencies.iter().enumerate() {
            let (Some(currency), Some(Part::Value(_))) = (*currency, cell(place).map(|cell| part_of(cell, None))) else { continue };
            let named = cell(currency).and_then(|cell| cell.value.clone());
            let known = self.currencies.entry(currency).or_default();
            if known.len() < 2 && !known.contains(&named) {
                known.push(named);
            }
        }
    }

    fn figure_line(self, list: Option<&ListInputs>, key: Option<Key>) -> FigureLine {
        let mut cells: Vec<Figure> = self.cells.iter().map(Gathered::figure).collect();
        for (place, currency) in list.iter().flat_map(|list| &list.currencies).enumerate() {
            let is_one = currency.is_none_or(|currency| self.currencies.get(&currency).is_none_or(|known| known.len() < 2));
            if let Some(cell) = cells.get_mut(place).filter(|cell| !is_one && **cell != Figure::Nothing) {
                *cell = Figure::Unknown;
            }
        }
        for (place, value) in self.key_values {
            if let Some(cell) = cells.get_mut(place) {
                *cell = Figure::Value(value);
            }
        }
        FigureLine { source: key.is_none().then_some(self.source), key, cells }
    }
}

/// Gives the value of a column of the key, by the place of the column in the list.
fn key_value(list: &ListInputs, place: usize, member: &Member<'_>, number: usize) -> Option<(usize, Value)> {
    let (column, _) = list.columns.get(place)?;
    member.evaluated.columns[*column].get(number)?.value.clone().map(|value| (place, value))
}
