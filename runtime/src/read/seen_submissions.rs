//! The submissions that a file had so far, so that none is read twice.

use positum_plan::period::Period;
use std::collections::BTreeMap;

/// Who has reported for which period, and on which line.
#[derive(Default)]
pub(super) struct SeenSubmissions {
    lines: BTreeMap<Period, BTreeMap<Box<str>, u64>>,
}

impl SeenSubmissions {
    /// Remembers a submission; gives the line of the earlier one where it was there before.
    pub(super) fn earlier_line(&mut self, entity: &str, period: Period, line: u64) -> Option<u64> {
        let entities = self.lines.entry(period).or_default();
        let earlier = entities.get(entity).copied();
        if earlier.is_none() {
            entities.insert(entity.into(), line);
        }
        earlier
    }
}
