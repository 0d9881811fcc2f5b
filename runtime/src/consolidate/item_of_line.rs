//! Makes items of elimination lines: between whom, in which cell, how much; or tells why a line cannot be used.

use super::eliminate::Item;
use super::entity_tree::{EntityId, EntityTree};
use super::findings::{ConsolidationFindingKind, NotUsable, Outside};
use super::inputs::{Inputs, type_of};
use super::read_eliminations::EliminationLine;
use crate::evaluate::{Evaluator, Reading, read_text_on};
use crate::finding::FindingKind;
use crate::submission::Address;
use positum_plan::amount::Exact;
use positum_plan::period::Period;
use positum_plan::plan::CellReference;
use positum_plan::value::Value;

/// What reading a line needs to know.
pub(super) struct Source<'a, 'p> {
    pub(super) inputs: &'a Inputs<'p>,
    pub(super) tree: &'a EntityTree,
    pub(super) evaluator: &'a Evaluator<'p>,
    pub(super) period: Period,
}

/// Makes the item of a line.
pub(super) fn item_of(source: &Source<'_, '_>, line: &EliminationLine) -> Result<Item, ConsolidationFindingKind> {
    let inputs = source.inputs;
    let reference = cell_of(source, &line.address)?;
    let outside = |why| ConsolidationFindingKind::EliminationOutside { counterparty: line.counterparty.clone(), why };
    let (entity, counterparty, group) = between(source.tree, line).map_err(outside)?;
    let (elimination, pair, is_left) = declared(inputs, reference, entity < counterparty).ok_or(ConsolidationFindingKind::EliminationUndeclared)?;
    let amount = amount_of(source, reference, line)?;
    Ok(Item {
        entity,
        counterparty,
        group,
        reference,
        row: line.address.row.clone(),
        at: None,
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

/// Finds a cell, or the column of a list: which line it is, only the entity's submission tells.
fn cell_of(source: &Source<'_, '_>, address: &Address) -> Result<CellReference, ConsolidationFindingKind> {
    if let Some((reference, _)) = source.evaluator.place_of(address) {
        return Ok(reference);
    }
    let in_first_line = source.evaluator.place_of(&Address { row: "1".to_owned(), ..address.clone() });
    match in_first_line.filter(|_| !address.row.is_empty()) {
        Some((CellReference::Column(column), _)) => {
            let list = source.inputs.lists.get(&source.inputs.plan.columns[column].table);
            if list.is_some_and(|list| !list.key.is_empty()) {
                return Ok(CellReference::Column(column));
            }
            Err(ConsolidationFindingKind::EliminationLineUnknown { row: address.row.clone(), keys: Vec::new(), is_keyed: false })
        }
        Some((CellReference::Cell(_), _)) | None => Err(ConsolidationFindingKind::EliminationUnknown),
    }
}

/// Gives the entities of a line, and the group that eliminates what is between them.
fn between(tree: &EntityTree, line: &EliminationLine) -> Result<(EntityId, EntityId, EntityId), Outside> {
    let is_spaced = |name: &str| tree.find(name.trim()).is_some();
    let entity = tree.find(&line.entity).ok_or_else(|| Outside::EntityNotInTree { is_spaced: is_spaced(&line.entity) })?;
    let not_there = || Outside::CounterpartyNotInTree { is_spaced: is_spaced(&line.counterparty) };
    let counterparty = tree.find(&line.counterparty).ok_or_else(not_there)?;
    let apart = || match () {
        () if entity == counterparty => Outside::Itself,
        () if tree.is_within(entity, counterparty) || tree.is_within(counterparty, entity) => Outside::OwnGroup,
        () => Outside::Apart,
    };
    let group = tree.common_group(entity, counterparty).ok_or_else(apart)?;
    Ok((entity, counterparty, group))
}

fn amount_of(source: &Source<'_, '_>, reference: CellReference, line: &EliminationLine) -> Result<Exact, ConsolidationFindingKind> {
    let unreadable = |why| ConsolidationFindingKind::EliminationUnreadable { given: line.value.clone(), why };
    if line.value.trim().is_empty() {
        return Err(unreadable(NotUsable::Empty));
    }
    let value_type = type_of(source.inputs.plan, reference).ok_or_else(|| unreadable(NotUsable::NoNumber))?;
    match read_text_on(source.inputs.plan, value_type, &line.value, source.period.last_day()) {
        Reading::Read(Value::Number(amount), None) => Ok(amount),
        Reading::Read(_, Some(FindingKind::TooManyDecimals { .. })) => Err(unreadable(NotUsable::TooManyDecimals)),
        Reading::Read(..) | Reading::Unreadable(_) => Err(unreadable(NotUsable::NoNumber)),
    }
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
