//! Finds the lines of an entity's lists by what eliminations call them: their keys, or else their numbers as submitted.

use super::entity_tree::EntityId;
use super::figures::{Figures, key_of};
use super::inputs::Inputs;
use crate::evaluated_submission::EvaluatedSubmission;
use crate::explain::plain_key;
use positum_plan::plan::TableId;
use std::collections::BTreeMap;

/// The most keys that are named where a line is not there.
const MOST_KEYS: usize = 5;

/// The numbers that lines had when they were submitted. A list that is not in it is numbered from 1 without gaps.
pub(super) type LineNumbers = BTreeMap<TableId, Vec<u64>>;

/// What an entity reports, as eliminations look at it.
#[derive(Clone, Copy)]
pub(super) struct Reported<'r> {
    pub(super) entity: EntityId,
    pub(super) evaluated: &'r EvaluatedSubmission,
    /// Of a group, whose lines those of lists without key are.
    pub(super) sources: Option<&'r Figures>,
    pub(super) numbers: &'r LineNumbers,
}

/// The names of lines of lists, made when the first of a list is asked for.
#[derive(Default)]
pub(super) struct LinesByName {
    of_list: BTreeMap<TableId, Names>,
}

#[derive(Default)]
struct Names {
    by_key: BTreeMap<String, usize>,
    by_plain_key: BTreeMap<String, usize>,
}

impl LinesByName {
    /// Gives the line, from 0, that a text names: the key goes before the number.
    pub(super) fn find(&mut self, inputs: &Inputs<'_>, reported: Reported<'_>, table: TableId, row: &str) -> Option<usize> {
        let names = self.of_list.entry(table).or_insert_with(|| names_of(inputs, reported, table));
        let by_key = names.by_key.get(row).or_else(|| names.by_plain_key.get(&plain_key(row)));
        by_key.copied().or_else(|| by_number(reported, table, row))
    }
}

fn names_of(inputs: &Inputs<'_>, reported: Reported<'_>, table: TableId) -> Names {
    let mut names = Names::default();
    for (line, key) in keys(inputs, reported, table) {
        names.by_plain_key.entry(plain_key(&key)).or_insert(line);
        names.by_key.entry(key).or_insert(line);
    }
    names
}

/// Gives the first few keys of a list, as explanations name them.
pub(super) fn first_keys(inputs: &Inputs<'_>, reported: Reported<'_>, table: TableId) -> Vec<String> {
    keys(inputs, reported, table).take(MOST_KEYS).map(|(_, key)| key).collect()
}

fn keys<'r>(inputs: &'r Inputs<'_>, reported: Reported<'r>, table: TableId) -> impl Iterator<Item = (usize, String)> + 'r {
    let lines = 0..reported.evaluated.lines[table];
    lines.filter_map(move |line| key_of(inputs, table, reported.evaluated, line).map(|key| (line, key.join(", "))))
}

fn by_number(reported: Reported<'_>, table: TableId, row: &str) -> Option<usize> {
    let number = number_of(row)?;
    match reported.numbers.get(&table) {
        Some(numbers) => numbers.iter().position(|submitted| *submitted == number),
        None => usize::try_from(number).ok()?.checked_sub(1).filter(|line| *line < reported.evaluated.lines[table]),
    }
}

/// Reads the number of a line.
pub(super) fn number_of(row: &str) -> Option<u64> {
    row.bytes().all(|byte| byte.is_ascii_digit()).then(|| row.parse().ok()).flatten().filter(|number| *number > 0)
}
