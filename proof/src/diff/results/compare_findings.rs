//! Compares findings by what they are and where they stand.

use super::{Each, ResultDifference};
use positum_runtime::finding::Finding;
use positum_runtime::submission::Address;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Compares the findings of two evaluated submissions; what they say beyond code and place does not matter.
pub(super) fn compare_findings(old: &[Finding], new: &[Finding], each: &mut Each<'_>) -> ControlFlow<()> {
    let is_same = |(one, two): (&Finding, &Finding)| one.kind.code() == two.kind.code() && one.address == two.address;
    if old.len() == new.len() && old.iter().zip(new).all(is_same) {
        return ControlFlow::Continue(());
    }
    let mut counts: BTreeMap<(&Address, &'static str), (usize, usize)> = BTreeMap::new();
    for finding in old {
        let (before, _) = counts.entry((&finding.address, finding.kind.code())).or_default();
        *before = before.saturating_add(1);
    }
    for finding in new {
        let (_, after) = counts.entry((&finding.address, finding.kind.code())).or_default();
        *after = after.saturating_add(1);
    }
    counts.into_iter().filter(|(_, (before, after))| before != after).try_for_each(|((address, code), (before, after))| {
        each(ResultDifference::Finding { code, address: address.clone(), old: before, new: after })
    })
}
