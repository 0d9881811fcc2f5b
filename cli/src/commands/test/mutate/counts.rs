//! How many mutants were noticed.

use super::judge::Judged;
use positum_grammar::mutations::Mutation;
use std::collections::BTreeMap;

/// How many mutants were noticed, and how many survived.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) noticed: usize,
    pub(super) survived: usize,
}

impl Counts {
    fn add(&mut self, judged: &Judged<'_>) {
        self.noticed = self.noticed.saturating_add(usize::from(judged.is_noticed()));
        self.survived = self.survived.saturating_add(usize::from(judged.survivor().is_some()));
    }

    pub(super) fn all(self) -> usize {
        self.noticed.saturating_add(self.survived)
    }

    /// Gives the share that was noticed in tenths of a percent, rounded down; nothing where there was nothing to notice.
    fn permille(self) -> Option<usize> {
        self.noticed.saturating_mul(1000).checked_div(self.all())
    }

    /// Writes the share that was noticed, as percent.
    pub(super) fn percent_text(self) -> Option<String> {
        self.permille().map(|permille| format!("{}.{}", permille / 10, permille % 10))
    }

    /// Tells whether so many percent were noticed; where there was nothing to notice, they were.
    pub(super) fn reaches(self, percent: u8) -> bool {
        self.permille().is_none_or(|permille| permille >= usize::from(percent).saturating_mul(10))
    }
}

/// Counts all.
pub(super) fn counts(judged: &[Judged<'_>]) -> Counts {
    let mut counts = Counts::default();
    judged.iter().for_each(|judged| counts.add(judged));
    counts
}

/// Counts by what mutations are called; names of which there are none are left out.
pub(super) fn by_name(judged: &[Judged<'_>], name: impl Fn(&Mutation) -> String) -> BTreeMap<String, Counts> {
    let mut rows: BTreeMap<String, Counts> = BTreeMap::new();
    judged.iter().for_each(|judged| rows.entry(name(judged.mutation)).or_default().add(judged));
    rows.retain(|_, counts| counts.all() > 0);
    rows
}
