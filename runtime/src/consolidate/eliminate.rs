//! Settles eliminations: which group each belongs to, what stands against what, and what is taken off the group's figures.
//!
//! In come lines as read and evaluated submissions of members; out go, for each group, amounts to take off its cells, and
//! findings.

use super::entity_tree::{EntityId, EntityTree};
use super::figures::{Figures, Key, key_of};
use super::findings::{ConsolidationFinding, ConsolidationFindingKind, MovedCell, TwoSides};
use super::inputs::{Inputs, type_of};
use super::match_sides::{Verdict, difference_of, match_in_full, match_smaller, sum_of};
use super::read_eliminations::EliminationLine;
use crate::cell_address::address_of;
use crate::evaluate::{Evaluator, Reading, read_text_on};
use crate::evaluated_submission::{CellAt, EvaluatedSubmission};
use crate::submission::Origin;
use positum_plan::amount::Exact;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, TableId};
use positum_plan::value::Value;
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
    /// The number of the line as the entity has it, from 1; 0 for a cell that is there once.
    number: u64,
    /// The line as the group has it, once the entity's submission was there.
    pub(super) line: Option<LineName>,
    /// What is given.
    pub(super) amount: Exact,
    /// What the entity reports in the cell, once its submission was there.
    reported: Option<Exact>,
    /// The elimination, its pair, and whether it stands on the left of that.
    pub(super) elimination: usize,
    pair: usize,
    is_left: bool,
    pub(super) origin: Origin,
    is_dropped: bool,
}

/// The eliminations of a period.
#[derive(Default)]
pub(super) struct Eliminations {
    items: Vec<Item>,
    of_entity: BTreeMap<EntityId, Vec<usize>>,
    of_group: BTreeMap<EntityId, Vec<usize>>,
    /// Entities whose submissions were there.
    noted: BTreeSet<EntityId>,
}

/// What is taken off a cell of a group.
pub(super) struct Taken<'e> {
    pub(super) item: &'e Item,
    pub(super) amount: Exact,
}

/// What reading a line needs to know.
pub(super) struct Source<'a, 'p> {
    pub(super) inputs: &'a Inputs<'p>,
    pub(super) tree: &'a EntityTree,
    pub(super) evaluator: &'a Evaluator<'p>,
    pub(super) period: Period,
}

impl Eliminations {
    /// Takes a line; one that cannot be used is a finding.
    pub(super) fn add(&mut self, source: &Source<'_, '_>, line: &EliminationLine) -> Option<ConsolidationFinding> {
        if line.period.is_some_and(|period| period != source.period) {
            return None;
        }
        match item_of(source, line) {
            Ok(item) => {
                let index = self.items.len();
                self.of_entity.entry(item.entity).or_default().push(index);
                self.of_group.entry(item.group).or_default().push(index);
                self.items.push(item);
                None
            }
            Err(kind) => Some(finding_of(source, line, kind)),
        }
    }

    /// Notes what an entity reports: finds its lines, and tells where more is eliminated than it has.
    pub(super) fn note(
        &mut self,
        inputs: &Inputs<'_>,
        tree: &EntityTree,
        (entity, evaluated, sources): (EntityId, &EvaluatedSubmission, Option<&Figures>),
    ) -> Vec<ConsolidationFinding> {
        self.noted.insert(entity);
        let Some(indexes) = self.of_entity.get(&entity) else { return Vec::new() };
        let mut findings = Vec::new();
        let mut sums: BTreeMap<(CellReference, u64), (Exact, usize)> = BTreeMap::new();
        for index in indexes {
            let Some(item) = self.items.get_mut(*index) else { continue };
            match line_of(inputs, item, evaluated, sources) {
                Ok(line) => item.line = line,
                Err(()) => {
                    item.is_dropped = true;
                    findings.push(item_finding(inputs, tree, item, ConsolidationFindingKind::EliminationUnknown));
                    continue;
                }
            }
            item.reported = reported(evaluated, item.reference, item.number);
            // What the smaller side comes to is known once both sides are there.
            if !is_smaller_taken(inputs, tree, item) {
                add_to(&mut sums, (item.reference, item.number), &item.amount, *index);
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
        let mut sums: BTreeMap<(EntityId, (CellReference, u64)), (Exact, usize)> = BTreeMap::new();
        for (index, item) in self.items.iter_mut().enumerate() {
            if tree.is_group(item.entity) || self.noted.contains(&item.entity) {
                continue;
            }
            match stands_in(item.entity) {
                // What members owe each other is eliminated in the report that their group has made of itself already.
                Some(group) if tree.is_within(item.counterparty, group) => item.is_dropped = true,
                // That report has no lines that could be found.
                Some(_) if item.number > 0 => {
                    item.is_dropped = true;
                    findings.push(item_finding(inputs, tree, item, ConsolidationFindingKind::EliminationUnknown));
                }
                Some(_) => {}
                // What nobody has reported is in no sum, so that nothing can be taken off.
                None => {
                    item.is_dropped = true;
                    add_to(&mut sums, (item.entity, (item.reference, item.number)), &item.amount, index);
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

fn item_of(source: &Source<'_, '_>, line: &EliminationLine) -> Result<Item, ConsolidationFindingKind> {
    let inputs = source.inputs;
    let (reference, number) = source.evaluator.place_of(&line.address).ok_or(ConsolidationFindingKind::EliminationUnknown)?;
    let outside = || ConsolidationFindingKind::EliminationOutside { counterparty: line.counterparty.clone() };
    let (entity, counterparty) = source.tree.find(&line.entity).zip(source.tree.find(&line.counterparty)).ok_or_else(outside)?;
    let group = source.tree.common_group(entity, counterparty).ok_or_else(outside)?;
    let (elimination, pair, is_left) = declared(inputs, reference, entity < counterparty).ok_or(ConsolidationFindingKind::EliminationUndeclared)?;
    let unreadable = || ConsolidationFindingKind::EliminationUnreadable { given: line.value.clone() };
    let value_type = type_of(inputs.plan, reference).ok_or_else(unreadable)?;
    let read = read_text_on(inputs.plan, value_type, &line.value, source.period.last_day());
    let Reading::Read(Value::Number(amount), None) = read else { return Err(unreadable()) };
    Ok(Item {
        entity,
        counterparty,
        group,
        reference,
        number,
        line: None,
        amount,
        reported: None,
        elimination,
        pair,
        is_left,
        origin: line.origin.clone(),
        is_dropped: false,
    })
}

/// Finds where a cell stands in the definition's eliminations. One that stands on both sides is on the left for the entity that
/// comes first in the tree.
fn declared(inputs: &Inputs<'_>, reference: CellReference, comes_first: bool) -> Option<(usize, usize, bool)> {
    inputs.how(reference)?;
    let eliminations = inputs.consolidation.eliminations.iter().enumerate();
    let pairs =
        eliminations.flat_map(|(elimination, declared)| declared.pairs.iter().enumerate().map(move |(pair, sides)| (elimination, pair, sides)));
    pairs
        .filter_map(|(elimination, pair, sides)| {
            let is_left = match (sides.left.contains(&reference), sides.right.contains(&reference)) {
                (true, false) => true,
                (false, true) => false,
                (true, true) => comes_first,
                (false, false) => return None,
            };
            Some((elimination, pair, is_left))
        })
        .next()
}

/// Finds the line of a list by which the group knows an item's; an error where the entity has no such line.
fn line_of(inputs: &Inputs<'_>, item: &Item, evaluated: &EvaluatedSubmission, sources: Option<&Figures>) -> Result<Option<LineName>, ()> {
    let CellReference::Column(column) = item.reference else { return Ok(None) };
    let table = inputs.plan.columns[column].table;
    let line = usize::try_from(item.number).ok().and_then(|number| number.checked_sub(1)).ok_or(())?;
    if line >= evaluated.lines[table] {
        return Err(());
    }
    line_name(inputs, table, item.entity, evaluated, sources, line).map(Some).ok_or(())
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

fn reported(evaluated: &EvaluatedSubmission, reference: CellReference, number: u64) -> Option<Exact> {
    let cell = match reference {
        CellReference::Cell(cell) => evaluated.cells.lookup(cell),
        CellReference::Column(column) => {
            let line = usize::try_from(number).ok()?.checked_sub(1)?;
            evaluated.columns.lookup(column)?.get(line)
        }
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
    let mut sums: BTreeMap<(EntityId, CellReference, u64), (Exact, usize)> = BTreeMap::new();
    for (index, taken) in taken.iter().enumerate().filter(|(_, taken)| is_smaller_taken(inputs, tree, taken.item)) {
        add_to(&mut sums, (taken.item.entity, taken.item.reference, taken.item.number), &taken.amount, index);
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
    let line = usize::try_from(item.number.saturating_sub(1)).unwrap_or(usize::MAX);
    let at = CellAt { reference: item.reference, line };
    ConsolidationFinding {
        kind,
        group: Some(item.group),
        entity: Some(Arc::clone(&tree.entity(item.entity).name)),
        address: address_of(inputs.plan, at),
        origin: Some(item.origin.clone()),
    }
}

fn finding_of(source: &Source<'_, '_>, line: &EliminationLine, kind: ConsolidationFindingKind) -> ConsolidationFinding {
    let (tree, both) = (source.tree, (source.tree.find(&line.entity), source.tree.find(&line.counterparty)));
    let group = both.0.zip(both.1).and_then(|(entity, counterparty)| tree.common_group(entity, counterparty));
    ConsolidationFinding { kind, group, entity: Some(line.entity.as_str().into()), address: line.address.clone(), origin: Some(line.origin.clone()) }
}
