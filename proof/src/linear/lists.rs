//! Lines of lists: how many there are, which belong together, and what is taken of several.
//!
//! Where a submission is wanted, a list has a given number of lines. Where one is to be ruled out, a line stands for any,
//! and what is taken of several may be anything.

use super::formulas::origin_of;
use super::grids::decimals_of;
use super::sum::Linear;
use super::walk::Walk;
use super::{Item, Key, Nothing, Operand, Outcome, Stop};
use crate::linear::inputs::value_type_of;
use positum_plan::amount::Exact;
use positum_plan::plan::{Aggregate, CellReference, ColumnId, Comparison, Derivation, Lines, List, Node, NodeId, Origin, Plan, Shape, TableId};
use std::collections::BTreeMap;

/// The number from which on lines that are members of groups are counted where a line stands for any.
const MEMBERS: usize = 1_000;

/// Gives the list that a table is.
pub(crate) fn list_of(plan: &Plan, table: TableId) -> Option<&List> {
    match &plan.tables[table].shape {
        Shape::List(list) => Some(list),
        Shape::Form { .. } | Shape::Grid { .. } => None,
    }
}

/// A part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum KeyPart {
    Number(Exact),
    Text(String),
    Bool(bool),
}

impl Walk<'_> {
    /// Gives how many lines a list has.
    pub(crate) fn lines_of(&self, table: TableId) -> Result<usize, Stop> {
        let Some(list) = list_of(self.plan(), table) else { return Ok(0) };
        if list.derivation.is_none() {
            return Ok(self.circumstances.lines);
        }
        let _ = self.get(Item::Groups(table), &[])?;
        Ok(self.groups.get(&table).map_or(0, Vec::len))
    }

    /// Makes the lines of a derived list.
    pub(crate) fn make_groups(&mut self, table: TableId, key: &Key) -> Result<Outcome, Stop> {
        let done = Ok(Ok(Operand::Bool(true)));
        let Some(Derivation { source, by, filter, .. }) = list_of(self.plan(), table).and_then(|list| list.derivation.as_ref()) else { return done };
        let count = self.lines_of(*source)?;
        for line in 0..count {
            for column in by {
                self.get(Item::Cell(CellReference::Column(*column)), &[(*source, line)])?;
            }
        }
        let mut taken = Vec::new();
        for line in 0..count {
            let keys = self.settled_key(*source, line, by, key)?;
            let is_taken = match (filter, &keys) {
                (Some(filter), Some(_)) => match Self::truth(self.node(*filter, &[(*source, line)])?)? {
                    Ok(holds) => holds,
                    // Which lines the list has cannot be told, and nothing is asked of such submissions.
                    Err(_) => return Err(Stop::Dead),
                },
                (None, _) | (_, None) => true,
            };
            taken.extend(keys.filter(|_| is_taken).map(|keys| (line, keys)));
        }
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut places: BTreeMap<Vec<KeyPart>, usize> = BTreeMap::new();
        for (line, keys) in taken {
            let place = *places.entry(keys).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len().saturating_sub(1)
            });
            if let Some(members) = groups.get_mut(place) {
                members.push(line);
            }
        }
        self.groups.insert(table, groups);
        done
    }

    /// Settles the key of a line; there is none where a part has no value.
    fn settled_key(&mut self, source: TableId, line: usize, by: &[ColumnId], key: &Key) -> Result<Option<Vec<KeyPart>>, Stop> {
        let mut parts = Vec::new();
        for (place, column) in by.iter().enumerate() {
            let part = match self.get(Item::Cell(CellReference::Column(*column)), &[(source, line)])?.clone() {
                Err(_) => return Ok(None),
                Ok(Operand::Number(sum) | Operand::Date(sum)) => KeyPart::Number(self.settled_value(&sum)?),
                Ok(Operand::Bool(value)) => KeyPart::Bool(value),
                Ok(Operand::Text(text)) => {
                    let slot = u32::try_from(line.saturating_mul(by.len()).saturating_add(place)).unwrap_or(u32::MAX);
                    match self.known_text(&text) {
                        Ok(text) => KeyPart::Text(text),
                        Err(text_source) => KeyPart::Text(self.settled_text(text_source, key, slot)?),
                    }
                }
            };
            parts.push(part);
        }
        Ok(Some(parts))
    }

    pub(crate) fn sequence(&mut self, line: usize) -> Result<Outcome, Stop> {
        let number = if self.refutes() {
            let variable = self.variable(Exact::whole(1), Some(0));
            self.at_least(variable, 1)?;
            Linear::variable(variable)
        } else {
            Linear::constant(Exact::whole(i128::try_from(line.saturating_add(1)).unwrap_or(i128::MAX)))
        };
        Ok(Ok(Operand::Number(number)))
    }

    /// Gives a part of the key of a derived list's line.
    pub(crate) fn group_key(&mut self, column: ColumnId, line: usize) -> Result<Outcome, Stop> {
        let plan = self.plan();
        let table = plan.columns[column].table;
        let list = list_of(plan, table).ok_or(Stop::TooHard)?;
        let derivation = list.derivation.as_ref().ok_or(Stop::TooHard)?;
        let place = list.columns.iter().position(|own| *own == column).ok_or(Stop::TooHard)?;
        let source = *derivation.by.get(place).ok_or(Stop::TooHard)?;
        if self.refutes() {
            // The line stands for a group, whose first member is some line of the source, with a key.
            let member = (derivation.source, MEMBERS.saturating_add(line));
            let value = self.get(Item::Cell(CellReference::Column(source)), &[member])?.clone();
            return if value.is_ok() { Ok(value) } else { Err(Stop::Dead) };
        }
        self.lines_of(table)?;
        let first = self.groups.get(&table).and_then(|groups| groups.get(line)).and_then(|members| members.first().copied()).ok_or(Stop::Dead)?;
        Ok(self.get(Item::Cell(CellReference::Column(source)), &[(derivation.source, first)])?.clone())
    }

    /// Looks up the line that has a key.
    pub(crate) fn lookup(&mut self, list: TableId, keys: &[(ColumnId, NodeId)], column: ColumnId, key: &Key) -> Result<Outcome, Stop> {
        if self.refutes() {
            return self.unknown_of(CellReference::Column(column), key);
        }
        let mut wanted = Vec::new();
        for (_, node) in keys {
            let Ok(operand) = self.node(*node, &key.lines)?.clone() else { return Ok(Err(Nothing::NotComputed)) };
            wanted.push(operand);
        }
        for line in 0..self.lines_of(list)? {
            let mut is_equal = true;
            for (place, ((own, _), operand)) in keys.iter().zip(&wanted).enumerate() {
                let slot = u32::try_from(line.saturating_mul(keys.len()).saturating_add(place)).unwrap_or(u32::MAX).saturating_add(20);
                let own = self.get(Item::Cell(CellReference::Column(*own)), &[(list, line)])?.clone();
                is_equal = match own {
                    Ok(own) if is_equal => self.compared(Comparison::Equal, [&own, operand], &Exact::ZERO, key, slot)?,
                    Ok(_) | Err(_) => false,
                };
            }
            if is_equal {
                return Ok(self.get(Item::Cell(CellReference::Column(column)), &[(list, line)])?.clone());
            }
        }
        Ok(Err(Nothing::NotComputed))
    }

    /// Evaluates what is taken of lines.
    pub(crate) fn aggregate(&mut self, node: NodeId, key: &Key) -> Result<Outcome, Stop> {
        let Node::Aggregate { function, list, lines, value, filter } = self.plan().nodes[node].clone() else { return Err(Stop::TooHard) };
        if self.refutes() {
            return self.unknown_aggregate(function, value, key);
        }
        let members: Vec<usize> = match lines {
            Lines::All => (0..self.lines_of(list)?).collect(),
            Lines::OfGroup(group) => {
                let line = key.lines.iter().rev().find(|(table, _)| *table == group).map(|(_, line)| *line);
                self.lines_of(group)?;
                let groups = self.groups.get(&group).ok_or(Stop::TooHard)?;
                line.and_then(|line| groups.get(line)).cloned().unwrap_or_default()
            }
        };
        let mut taken = Vec::new();
        for line in members {
            let mut inner = key.lines.clone();
            inner.push((list, line));
            let holds = match filter {
                Some(filter) => Self::truth(self.node(filter, &inner)?)?,
                None => Ok(true),
            };
            match (holds, value) {
                (Err(nothing), _) => return Ok(Err(nothing)),
                (Ok(false), _) => {}
                (Ok(true), None) => taken.push(Operand::Bool(true)),
                (Ok(true), Some(value)) => match self.node(value, &inner)?.clone() {
                    Ok(operand) if function == Aggregate::First => return Ok(Ok(operand)),
                    Ok(operand) => taken.push(operand),
                    Err(Nothing::Blank | Nothing::NotApplicable) => {}
                    Err(Nothing::Missing | Nothing::NotComputed) => return Ok(Err(Nothing::NotComputed)),
                },
            }
        }
        self.taken_together(function, &taken, key)
    }

    fn taken_together(&mut self, function: Aggregate, taken: &[Operand], key: &Key) -> Result<Outcome, Stop> {
        let zero = Operand::Number(Linear::constant(Exact::ZERO));
        let mut held = None;
        for (slot, operand) in (10_u32..).zip(taken) {
            held = Some(match function {
                Aggregate::Sum => self.added(held, operand, false)?,
                Aggregate::Min => self.nearer(held, operand, true, key, slot)?,
                Aggregate::Max => self.nearer(held, operand, false, key, slot)?,
                Aggregate::Count | Aggregate::First => zero.clone(),
            });
        }
        Ok(match function {
            Aggregate::Sum => Ok(held.unwrap_or(zero)),
            Aggregate::Count => Ok(Operand::Number(Linear::constant(Exact::whole(i128::try_from(taken.len()).unwrap_or(i128::MAX))))),
            Aggregate::Min | Aggregate::Max | Aggregate::First => held.ok_or(Nothing::NotComputed),
        })
    }

    /// What is taken of lines may be anything; but nothing is counted less than not at all.
    fn unknown_aggregate(&mut self, function: Aggregate, value: Option<NodeId>, key: &Key) -> Result<Outcome, Stop> {
        match function {
            Aggregate::Count => {
                if self.choose(key, 7, &[Vec::new(), Vec::new()])? == 1 {
                    return Ok(Err(Nothing::NotComputed));
                }
                let variable = self.variable(Exact::ZERO, Some(0));
                self.at_least(variable, 0)?;
                Ok(Ok(Operand::Number(Linear::variable(variable))))
            }
            Aggregate::Sum => {
                let decimals = value.and_then(|value| decimals_of(self.plan(), value));
                self.unknown(None, decimals, key)
            }
            Aggregate::Min | Aggregate::Max | Aggregate::First => match value.map(|value| &self.plan().nodes[value]) {
                Some(Node::Column(column)) => self.unknown_of(CellReference::Column(*column), key),
                Some(_) | None => Err(Stop::TooHard),
            },
        }
    }

    /// Gives the line in which something of a list is looked at.
    pub(crate) fn chosen_line(&mut self, table: TableId, place: usize) -> Result<usize, Stop> {
        if self.refutes() {
            return Ok(place);
        }
        self.solve_groups(table)?;
        let count = self.lines_of(table)?;
        let key = Key { item: Item::Groups(table), lines: vec![(table, place)] };
        self.choose(&key, u32::MAX, &vec![Vec::new(); count])
    }

    /// Makes the lines of a list, where they must be made.
    pub(crate) fn solve_groups(&mut self, table: TableId) -> Result<(), Stop> {
        let is_derived = list_of(self.plan(), table).is_some_and(|list| list.derivation.is_some());
        if is_derived && !self.refutes() {
            let _ = self.solve(Key { item: Item::Groups(table), lines: Vec::new() })?;
        }
        Ok(())
    }

    /// Gives every input that a submission of this size has, in order.
    pub(crate) fn all_inputs(&self) -> Vec<(super::Input, positum_plan::plan::Absence)> {
        let plan = self.plan();
        let cells = plan.cells.ids().map(CellReference::Cell);
        let columns = plan.columns.ids().map(CellReference::Column);
        let mut inputs = Vec::new();
        for reference in cells.chain(columns) {
            let table = super::inputs::table_of(plan, reference);
            let report = &plan.reports[plan.tables[table].report];
            let is_left_out = report.period.is_some_and(|kind| kind != self.circumstances.period.kind());
            let (Origin::Input(absence), Some(_), false) = (origin_of(plan, reference), value_type_of(plan, reference), is_left_out) else {
                continue;
            };
            let count = if matches!(reference, CellReference::Cell(_)) { 1 } else { self.circumstances.lines };
            inputs.extend((0..count).map(|line| (super::Input { reference, line }, *absence)));
        }
        inputs
    }
}
