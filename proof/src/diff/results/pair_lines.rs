//! Which lines of two lists belong together: those with the same key, or else with the same number.

use super::Side;
use crate::diff::counterparts::{ListPair, Pair};
use positum_plan::plan::ColumnId;
use std::collections::{BTreeMap, VecDeque};

/// The lines of two lists, paired.
pub(super) struct PairedLines {
    pub(super) pairs: Vec<LinePair>,
    /// Whether some line has another number than its like.
    pub(super) are_moved: bool,
}

/// A line of the old list and its like in the new one, from 0.
pub(super) struct LinePair {
    pub(super) lines: Pair<usize>,
    /// The values of the key; none where lines go by number.
    pub(super) key: Vec<String>,
}

/// The line of the new list for each line of the old one, where there is one.
pub(super) type Places = BTreeMap<usize, Option<usize>>;

impl PairedLines {
    /// Gives where each line of the old list stands in the new one.
    pub(super) fn places(&self) -> Places {
        self.pairs.iter().filter_map(|pair| Some((pair.lines.0?, pair.lines.1))).collect()
    }
}

/// Pairs the lines of two lists: of several with one key the first with the first.
pub(super) fn pair_lines(pair: &ListPair, old: Side<'_>, new: Side<'_>) -> PairedLines {
    let before = pair.lists.0.map_or(0, |list| old.submission.lines[list]);
    let after = pair.lists.1.map_or(0, |list| new.submission.lines[list]);
    if pair.keys.is_empty() {
        let numbered = |line| LinePair { lines: ((line < before).then_some(line), (line < after).then_some(line)), key: Vec::new() };
        return PairedLines { pairs: (0..before.max(after)).map(numbered).collect(), are_moved: false };
    }
    let (old_columns, new_columns): (Vec<ColumnId>, Vec<ColumnId>) = pair.keys.iter().copied().unzip();
    let (old_keys, new_keys) = (keys(old, &old_columns, before), keys(new, &new_columns, after));
    if old_keys == new_keys {
        let same = |(line, key)| LinePair { lines: (Some(line), Some(line)), key };
        return PairedLines { pairs: old_keys.into_iter().enumerate().map(same).collect(), are_moved: false };
    }
    PairedLines { pairs: by_key(old_keys, new_keys), are_moved: true }
}

fn by_key(old_keys: Vec<Vec<String>>, new_keys: Vec<Vec<String>>) -> Vec<LinePair> {
    let mut lines_of: BTreeMap<Vec<String>, VecDeque<usize>> = BTreeMap::new();
    for (line, key) in new_keys.into_iter().enumerate() {
        lines_of.entry(key).or_default().push_back(line);
    }
    let mut pairs: Vec<LinePair> = Vec::with_capacity(old_keys.len());
    for (line, key) in old_keys.into_iter().enumerate() {
        let found = lines_of.get_mut(&key).and_then(VecDeque::pop_front);
        pairs.push(LinePair { lines: (Some(line), found), key });
    }
    let only_new = lines_of.into_iter().flat_map(|(key, lines)| lines.into_iter().map(move |line| (line, key.clone())));
    let mut only_new: Vec<(usize, Vec<String>)> = only_new.collect();
    only_new.sort();
    pairs.extend(only_new.into_iter().map(|(line, key)| LinePair { lines: (None, Some(line)), key }));
    pairs
}

fn keys(side: Side<'_>, columns: &[ColumnId], lines: usize) -> Vec<Vec<String>> {
    (0..lines).map(|line| columns.iter().map(|column| key_text(side, *column, line)).collect()).collect()
}

fn key_text(side: Side<'_>, column: ColumnId, line: usize) -> String {
    let cell = side.submission.columns[column].get(line);
    let shown = cell.and_then(|cell| Some(side.plan.columns[column].value_type.as_ref()?.text(cell.value.as_ref()?)));
    shown.unwrap_or_default()
}
