//! Settles eliminations: which group each belongs to, what stands against what, and what is taken off the group's figures.
//!
//! In come lines as read and evaluated submissions of members; out go, for each group, amounts to take off its cells, and
//! findings.

use super::entity_tree::{EntityId, EntityTree};
use super::figures::{Figures, Key, key_of};
use super::findings::{ConsolidationFinding, ConsolidationFindingKind, MovedCell, TwoSides};
use super::inputs::{Inputs, type_of};
use super::item_line::{LinesByName, Reported, first_keys, number_of};
use super::item_of_line::{Source, item_of};
use super::match_sides::{Verdict, difference_of, match_in_full, match_smaller, sum_of};
use super::read_eliminations::EliminationLine;
use crate::cell_address::{address_in, address_of};
use crate::evaluated_submission::{CellAt, EvaluatedSubmission};
use crate::submission::{Address, Origin};
use positum_plan::amount::Exact;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, TableId};
use positum_plan::value::Value;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A line of a list, as a group's figures know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineName {
    /// By its key.
    Key(Key),
    /// By whose it is, and which of that entity's, from 0.
    Source(EntityId, usize),
}

/// An item of an entity with another.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) entity: EntityId,
    pub(super) counterparty: EntityId,
    pub(super) group: EntityId,
    pub(super) reference: CellReference,
    /// What names the line of a list: its key, or its number as submitted.
    pub(super) row: String,
    /// The line of the entity's list, from 0, once its submission was there.
    pub(super) at: Option<usize>,
    /// The line as the group has it, once the entity's submission was there.
    pub(super) line: Option<LineName>,
    /// What is given.
    pub(super) amount: Exact,
    /// What the entity reports in the cell, once its submission was there.
    pub(super) reported: Option<Exact>,
    /// The elimination, its pair, and whether it stands on the left of that.
    pub(super) elimination: usize,
    pub(super) pair: usize,
    pub(super) is_left: bool,
    pub(super) origin: Origin,
    pub(super) is_dropped: bool,
}

/// The eliminations of a period.
#[derive(Default)]
pub(super) struct Eliminations {
    items: Vec<Item>,
    of_entity: BTreeMap<EntityId, Vec<usize>>,
    of_group: BTreeMap<EntityId, Vec<usize>>,
    /// Entities whose submissions were there.
    noted: BTreeSet<EntityId>,
    /// Where each item was read first.
    first: BTreeMap<Sameness, Origin>,
    /// How many lines were of another period, with the first of them.
    other_period: Option<(EliminationLine, Period, usize)>,
}

/// What two lines have in common that say the same: entity, counterparty, cell, line and amount.
type Sameness = (EntityId, EntityId, CellReference, String, Exact);

/// What is taken off a cell of a group.
pub(super) struct Taken<'e> {
    pub(super) item: &'e Item,
    pub(super) amount: Exact,
}

impl Eliminations {
    /// Takes a line; one that cannot be used is a finding.
    pub(super) fn add(&mut self, source: &Source<'_, '_>, line: &EliminationLine) -> Option<ConsolidationFinding> {
        if let Some(period) = line.period.filter(|period| *period != source.period) {
            let (.., count) = self.other_period.get_or_insert_with(|| (line.clone(), period, 0));
            *count = count.saturating_add(1);
            return None;
        }
        let kind = match item_of(source, line) {
            Ok(item) => match self.first.entry((item.entity, item.counterparty, item.reference, item.row.clone(), item.amount.clone())) {
                Entry::Vacant(entry) => {
                    entry.insert(item.origin.clone());
                    self.push(item);
                    return None;
                }
                Entry::Occupied(first) => ConsolidationFindingKind::EliminationTwice { first: first.get().clone() },
            },
            Err(kind) => kind,
        };
        Some(finding_of(source, line, kind))
    }

    fn push(&mut self, item: Item) {
        let index = self.items.len();
        self.of_entity.entry(item.entity).or_default().push(index);
        self.of_group.entry(item.group).or_default().push(index);
        self.items.push(item);
    }

    /// Tells of lines of other periods.
    pub(super) fn of_other_periods(&self) -> Option<ConsolidationFinding> {
        self.other_period.as_ref().map(|(line, period, count)| ConsolidationFinding {
            kind: ConsolidationFindingKind::EliminationForOtherPeriod { period: *period, count: *count },
            group: None,
            entity: Some(line.entity.as_str().into()),
            address: line.address.clone(),
            origin: Some(line.origin.clone()),
        })
    }

    /// Gives the lists in which lines of an entity are named by what may be a number.
    pub(super) fn lists_of(&self, inputs: &Inputs<'_>, entity: EntityId) -> BTreeSet<TableId> {
        let items = self.of_entity.get(&entity).into_iter().flatten().filter_map(|index| self.items.get(*index));
        let list = |item: &Item| match item.reference {
            CellReference::Cell(_) => None,
            CellReference::Column(column) => number_of(&item.row).map(|_| inputs.plan.columns[column].table),
        };
        items.filter_map(list).collect()
    }

    /// Notes what an entity reports: finds its lines, and tells where more is eliminated than it has.
    pub(super) fn note(&mut self, inputs: &Inputs<'_>, tree: &EntityTree, reported: Reported<'_>) -> Vec<ConsolidationFinding> {
        self.noted.insert(reported.entity);
        let Some(indexes) = self.of_entity.get(&reported.entity) else { return Vec::new() };
        let (mut findings, mut lines) = (Vec::new(), LinesByName::default());
        let mut sums: BTreeMap<(CellReference, usize), (Exact, usize)> = BTreeMap::new();
        for index in indexes {
            let Some(item) = self.items.get_mut(*index) else { continue };
            if let Err(kind) = item.find_line(inputs, reported, &mut lines) {
                item.is_dropped = true;
                findings.push(item_finding(inputs, tree, item, kind));
                continue;
            }
            let line = item.at.unwrap_or_default();
            item.reported = reported_in(reported.evaluated, CellAt { reference: item.reference, line });
            // What the smaller side comes to is known once both sides are there.
            if !is_smaller_taken(inputs, tree, item) {
                add_to(&mut sums, (item.reference, line), &item.amount, *index);
            }
        }
        for (eliminated, index) in sums.into_values() {
            findings.extend(self.items.get(index).and_then(|item| exceeding(inputs, tree, item, eliminated)));
        }
        findings
    }

    /// Gives findings of entities that report nothing and of which something is eliminated. `stands_in` tells whether a group
    /// over an entity has reported in its place.
    pub(super) fn of_those_missing(
        &mut self,
        inputs: &Inputs<'_>,
        tree: &EntityTree,
        stands_in: &dyn Fn(EntityId) -> Option<EntityId>,
    ) -> Vec<ConsolidationFinding> {
        let mut findings = Vec::new();
        let mut sums: BTreeMap<(EntityId, CellReference, String), (Exact, usize)> = BTreeMap::new();
        for (index, item) in self.items.iter_mut().enumerate() {
            if tree.is_group(item.entity) || self.noted.contains(&item.entity) {
                continue;
            }
            match stands_in(item.entity) {
                // What members owe each other is eliminated in the report that their group has made of itself already.
                Some(group) if tree.is_within(item.counterparty, group) => item.is_dropped = true,
                // That report has no lines that could be found.
                Some(_) if matches!(item.reference, CellReference::Column(_)) => {
                    item.is_dropped = true;
                    findings.push(item_finding(inputs, tree, item, ConsolidationFindingKind::EliminationUnknown));
                }
                Some(_) => {}
                // What nobody has reported is in no sum, so that nothing can be taken off.
                None => {
                    item.is_dropped = true;
                    add_to(&mut sums, (item.entity, item.reference, item.row.clone()), &item.amount, index);
                }
            }
        }
        for (eliminated, index) in sums.into_values() {
            findings.extend(self.items.get(index).and_then(|item| exceeding(inputs, tree, item, eliminated)));
        }
        findings
    }

    /// Matches the items of a group; gives what is taken off its cells, and what is to be said of the sides.
    pub(super) fn of_group(&self, inputs: &Inputs<'_>, tree: &EntityTree, group: EntityId) -> (Vec<Taken<'_>>, Vec<ConsolidationFinding>) {
        let mut sides: BTreeMap<(usize, usize, EntityId, EntityId), [Vec<&Item>; 2]> = BTreeMap::new();
        let (mut taken, mut findings) = (Vec::new(), Vec::new());
        let items = self.of_group.get(&group).into_iter().flatten().filter_map(|index| self.items.get(*index));
        for item in items.filter(|item| !item.is_dropped) {
            // A group of which nothing is reported has no figures.
            if tree.is_group(item.entity) && !self.noted.contains(&item.entity) {
                findings.extend(exceeding(inputs, tree, item, item.amount.clone()));
                continue;
            }
            let (left, right) = if item.is_left { (item.entity, item.counterparty) } else { (item.counterparty, item.entity) };
            let [on_left, on_right] = sides.entry((item.elimination, item.pair, left, right)).or_default();
            if item.is_left { on_left.push(item) } else { on_right.push(item) }
        }
        for ((elimination, _, left, right), [on_left, on_right]) in sides {
            let Some(declared) = inputs.consolidation.eliminations.get(elimination) else { continue };
            let amounts = |items: &[&Item]| -> Vec<Exact> { items.iter().map(|item| item.amount.clone()).collect() };
            let (lefts, rights) = (amounts(&on_left), amounts(&on_right));
            let is_smaller_taken = declared.smaller_side.is_taken_at(tree.entity(group).level);
            let matched = if is_smaller_taken { match_smaller(&lefts, &rights) } else { match_in_full(&lefts, &rights, &declared.tolerance.into()) };
            let first = on_left.first().or(on_right.first());
            let (left_sum, right_sum) = (sum_of(&lefts), sum_of(&rights));
            let sides = TwoSides {
                elimination,
                left: Arc::clone(&tree.entity(left).name),
                right: Arc::clone(&tree.entity(right).name),
                difference: difference_of(left_sum.as_ref(), right_sum.as_ref()),
                left_sum,
                right_sum,
                value_type: first.and_then(|item| type_of(inputs.plan, item.reference).cloned()),
            };
            let kind = verdict_kind(matched.verdict, sides, !is_smaller_taken);
            findings.extend(kind.zip(first).map(|(kind, item)| ConsolidationFinding {
                group: Some(group),
                entity: Some(Arc::clone(&tree.entity(left).name)),
                ..item_finding(inputs, tree, item, kind)
            }));
            let both = on_left.into_iter().zip(matched.left).chain(on_right.into_iter().zip(matched.right));
            taken.extend(both.filter(|(_, amount)| !amount.is_zero()).map(|(item, amount)| Taken { item, amount }));
        }
        findings.extend(exceeding_smaller(inputs, tree, &taken));
        (taken, findings)
    }
}

impl Taken<'_> {
    /// Takes the amount off the figures of the group.
    pub(super) fn take_off(&self, figures: &mut Figures, inputs: &Inputs<'_>) {
        let amount = self.amount.negated();
        match (self.item.reference, &self.item.line) {
            (CellReference::Cell(cell), _) => figures.cells[cell].add(&amount),
            (CellReference::Column(column), Some(line)) => {
                let table = inputs.plan.columns[column].table;
                let number = match line {
                    LineName::Key(key) => figures.line_with_key(table, key),
                    LineName::Source(entity, number) => figures.line_of(table, (*entity, *number)),
                };
                let place = inputs.lists.get(&table).and_then(|list| list.columns.iter().position(|(of, _)| *of == column));
                if let Some(figure) = number.zip(place).and_then(|(number, place)| figures.cell_in(table, number, place)) {
                    figure.add(&amount);
                }
            }
            (CellReference::Column(_), None) => {}
        }
    }
}

fn verdict_kind(verdict: Verdict, sides: TwoSides, is_used: bool) -> Option<ConsolidationFindingKind> {
    let sides = Box::new(sides);
    match verdict {
        Verdict::Balanced => None,
        Verdict::OneSided => Some(ConsolidationFindingKind::EliminationOneSided { sides, is_used }),
        Verdict::Unbalanced => Some(ConsolidationFindingKind::EliminationUnbalanced { sides }),
        Verdict::SmallerTaken => Some(ConsolidationFindingKind::SmallerSideTaken { sides }),
    }
}

impl Item {
    /// Finds the line of a list, and the name by which the group knows it.
    fn find_line(&mut self, inputs: &Inputs<'_>, reported: Reported<'_>, lines: &mut LinesByName) -> Result<(), ConsolidationFindingKind> {
        let CellReference::Column(column) = self.reference else { return Ok(()) };
        let table = inputs.plan.columns[column].table;
        self.at = lines.find(inputs, reported, table, &self.row);
        self.line = self.at.and_then(|line| line_name(inputs, table, self.entity, reported.evaluated, reported.sources, line));
        if self.line.is_some() {
            return Ok(());
        }
        let is_keyed = inputs.lists.get(&table).is_some_and(|list| !list.key.is_empty());
        let keys = first_keys(inputs, reported, table);
        Err(ConsolidationFindingKind::EliminationLineUnknown { row: self.row.clone(), keys, is_keyed })
    }

    fn address(&self, inputs: &Inputs<'_>) -> Address {
        match self.reference {
            CellReference::Cell(_) => address_of(inputs.plan, CellAt { reference: self.reference, line: 0 }),
            CellReference::Column(column) => {
                let column = &inputs.plan.columns[column];
                address_in(inputs.plan, column.table, self.row.clone(), column.code.clone())
            }
        }
    }
}

/// Gives the name by which a group knows a line of a member; nothing where it lacks its key.
pub(super) fn line_name(
    inputs: &Inputs<'_>,
    table: TableId,
    member: EntityId,
    evaluated: &EvaluatedSubmission,
    sources: Option<&Figures>,
    line: usize,
) -> Option<LineName> {
    if inputs.lists.get(&table).is_some_and(|list| !list.key.is_empty()) {
        return key_of(inputs, table, evaluated, line).map(LineName::Key);
    }
    let source = sources.and_then(|figures| figures.lines(table).get(line)?.source);
    let (entity, number) = source.unwrap_or((member, line));
    Some(LineName::Source(entity, number))
}

fn reported_in(evaluated: &EvaluatedSubmission, at: CellAt) -> Option<Exact> {
    let cell = match at.reference {
        CellReference::Cell(cell) => evaluated.cells.lookup(cell),
        CellReference::Column(column) => evaluated.columns.lookup(column)?.get(at.line),
    };
    match cell?.value.as_ref()? {
        Value::Number(number) => Some(number.clone()),
        Value::Text(_) | Value::Bool(_) | Value::Date(_) => None,
    }
}

/// Tells whether what is eliminated is not between nothing and what is reported.
fn exceeds(eliminated: &Exact, reported: Option<&Exact>) -> bool {
    let reported = reported.unwrap_or(&Exact::ZERO);
    let (least, most) = if *reported < Exact::ZERO { (reported, &Exact::ZERO) } else { (&Exact::ZERO, reported) };
    eliminated < least || eliminated > most
}

/// Tells where more is eliminated of an item's cell than its entity reports there.
fn exceeding(inputs: &Inputs<'_>, tree: &EntityTree, item: &Item, eliminated: Exact) -> Option<ConsolidationFinding> {
    if !exceeds(&eliminated, item.reported.as_ref()) {
        return None;
    }
    let value_type = type_of(inputs.plan, item.reference).cloned();
    let eliminated = Box::new(MovedCell { eliminated, reported: item.reported.clone(), value_type });
    Some(item_finding(inputs, tree, item, ConsolidationFindingKind::EliminationExceeds { eliminated }))
}

/// Tells where the smaller side is more than an entity reports.
fn exceeding_smaller(inputs: &Inputs<'_>, tree: &EntityTree, taken: &[Taken<'_>]) -> Vec<ConsolidationFinding> {
    let mut sums: BTreeMap<(EntityId, CellReference, Option<usize>), (Exact, usize)> = BTreeMap::new();
    for (index, taken) in taken.iter().enumerate().filter(|(_, taken)| is_smaller_taken(inputs, tree, taken.item)) {
        add_to(&mut sums, (taken.item.entity, taken.item.reference, taken.item.at), &taken.amount, index);
    }
    let found = sums.into_values().filter_map(|(eliminated, index)| exceeding(inputs, tree, taken.get(index)?.item, eliminated));
    found.collect()
}

fn is_smaller_taken(inputs: &Inputs<'_>, tree: &EntityTree, item: &Item) -> bool {
    let declared = inputs.consolidation.eliminations.get(item.elimination);
    declared.is_some_and(|declared| declared.smaller_side.is_taken_at(tree.entity(item.group).level))
}

/// Adds an amount to a sum that remembers the first item that it comes of.
fn add_to<K: Ord>(sums: &mut BTreeMap<K, (Exact, usize)>, key: K, amount: &Exact, index: usize) {
    let sum = sums.entry(key).or_insert((Exact::ZERO, index));
    sum.0 = sum.0.plus(amount).unwrap_or_else(|| sum.0.clone());
}

fn item_finding(inputs: &Inputs<'_>, tree: &EntityTree, item: &Item, kind: ConsolidationFindingKind) -> ConsolidationFinding {
    ConsolidationFinding {
        kind,
        group: Some(item.group),
        entity: Some(Arc::clone(&tree.entity(item.entity).name)),
        address: item.address(inputs),
        origin: Some(item.origin.clone()),
    }
}

fn finding_of(source: &Source<'_, '_>, line: &EliminationLine, kind: ConsolidationFindingKind) -> ConsolidationFinding {
    let (tree, both) = (source.tree, (source.tree.find(&line.entity), source.tree.find(&line.counterparty)));
    let group = both.0.zip(both.1).and_then(|(entity, counterparty)| tree.common_group(entity, counterparty));
    ConsolidationFinding { kind, group, entity: Some(line.entity.as_str().into()), address: line.address.clone(), origin: Some(line.origin.clone()) }
}
