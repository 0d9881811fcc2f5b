//! Remembers which entities and periods a stream has held and where, in sixteen bytes each.

use positum_plan::period::Period;
use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// How many are remembered in a tree before they join the sorted rest.
const MOST_RECENT: usize = 16_384;

/// Who has reported for which period, and on which line.
///
/// Only a number of 64 bits is kept of each name and period. In a file of a million submissions two that differ share
/// theirs with a probability of one to thirty million.
#[derive(Default)]
pub(super) struct SeenSubmissions {
    sorted: Vec<(u64, u64)>,
    recent: BTreeMap<u64, u64>,
}

impl SeenSubmissions {
    /// Remembers a submission; gives the line of the earlier one where it was there before.
    pub(super) fn earlier_line(&mut self, entity: &str, period: Period, line: u64) -> Option<u64> {
        let mut hasher = DefaultHasher::new();
        (entity, period.to_string()).hash(&mut hasher);
        let key = hasher.finish();
        let before = self.sorted.binary_search_by_key(&key, |(key, _)| *key).ok().and_then(|index| self.sorted.get(index)).map(|(_, line)| *line);
        if let Some(line) = before.or_else(|| self.recent.get(&key).copied()) {
            return Some(line);
        }
        self.recent.insert(key, line);
        if self.recent.len() >= MOST_RECENT {
            self.sorted.extend(std::mem::take(&mut self.recent));
            // Two sorted runs, which the sort merges.
            self.sorted.sort();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_is_new_once_in_each_period() {
        let mut seen = SeenSubmissions::default();
        let (first, second): (Period, Period) = ("2025-Q1".parse().unwrap(), "2025-Q2".parse().unwrap());
        for line in 0..40_000 {
            assert_eq!(seen.earlier_line(&format!("entity {line}"), first, line), None);
        }
        assert_eq!(seen.earlier_line("entity 0", first, 50_000), Some(0));
        assert_eq!(seen.earlier_line("entity 39999", first, 50_000), Some(39_999));
        assert_eq!(seen.earlier_line("entity 0", second, 50_000), None);
    }
}
