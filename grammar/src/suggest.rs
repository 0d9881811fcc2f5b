//! Finds the names and codes nearest to one that does not exist.

use crate::phrase::{Phrase, said};

/// The most names to offer.
const MOST_SUGGESTIONS: usize = 3;
/// Of words up to this length, as the codes of currencies, everything is two slips away.
const LONGEST_SHORT_WORD: usize = 3;

/// Gives up to three of `known` that are nearest to `wanted`, nearest first.
pub fn nearest<'k>(wanted: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
    let length = wanted.chars().count();
    let is_short_word = length <= LONGEST_SHORT_WORD && !wanted.bytes().all(|byte| byte.is_ascii_digit());
    let limit = if is_short_word { 1 } else { length.div_ceil(2) };
    let mut found: Vec<(usize, u64, &str)> = known
        .into_iter()
        .map(|name| (distance(wanted, name), number_gap(wanted, name), name))
        .filter(|(distance, _, name)| *distance <= limit && *name != wanted)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST_SUGGESTIONS);
    found.into_iter().map(|(_, _, name)| name).collect()
}

/// Writes names as a list: "`110`, `120` and `130`".
pub fn list(names: &[&str]) -> Phrase {
    match names {
        [first @ .., before, last] => said!("{} and {}", quoted(first, before), quoted(&[], last)),
        [only] => quoted(&[], only),
        [] => Phrase::EMPTY,
    }
}

/// Names the nearest: "the nearest are `110` and `120`"; nothing where there is none.
pub fn nearest_text(near: &[&str]) -> Option<Phrase> {
    match near {
        [] => None,
        [only] => Some(said!("the nearest is `{only}`")),
        several => Some(said!("the nearest are {}", list(several))),
    }
}

/// Writes names as a choice: "`110`, `120` or `130`".
pub fn choice(names: &[&str]) -> Phrase {
    match names {
        [first @ .., before, last] => said!("{} or {}", quoted(first, before), quoted(&[], last)),
        [only] => quoted(&[], only),
        [] => Phrase::EMPTY,
    }
}

fn quoted(names: &[&str], last: &str) -> Phrase {
    let names: Vec<String> = names.iter().chain([&last]).map(|name| format!("`{name}`")).collect();
    Phrase::name(names.join(", "))
}

/// Of codes that differ in as many letters, the nearer number comes first.
fn number_gap(left: &str, right: &str) -> u64 {
    match (left.parse::<u64>(), right.parse::<u64>()) {
        (Ok(left), Ok(right)) => left.abs_diff(right),
        (Ok(_) | Err(_), _) => 0,
    }
}

/// Counts letters to insert, delete, replace or swap with their neighbour.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row.saturating_add(1)];
        for (column, other) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX);
            let replaced = at(&above, column).saturating_add(usize::from(letter != other));
            let mut least = replaced.min(at(&above, column.saturating_add(1)).saturating_add(1)).min(at(&current, column).saturating_add(1));
            let is_swap =
                row > 0 && column > 0 && left.get(row.saturating_sub(1)) == Some(other) && right.get(column.saturating_sub(1)) == Some(letter);
            if is_swap {
                least = least.min(at(&before, column.saturating_sub(1)).saturating_add(1));
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_codes_come_first() {
        assert_eq!(nearest("115", ["010", "110", "120", "210", "250"]), vec!["110", "120", "210"]);
    }

    #[test]
    fn a_swap_of_letters_is_one_mistake() {
        assert_eq!(distance("totla", "total"), 1);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn names_that_are_far_away_are_not_offered() {
        assert!(nearest("equity", ["ratio", "010"]).is_empty());
    }
}
