//! How many mutants were noticed.

use super::judge::Verdict;

/// How many mutants were noticed, and how many survived; others are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many a test notices.
    pub noticed: usize,
    /// How many all tests pass.
    pub survived: usize,
}

impl Counts {
    /// Counts verdicts.
    pub fn of<'v>(verdicts: impl IntoIterator<Item = &'v Verdict>) -> Self {
        let mut counts = Self::default();
        verdicts.into_iter().for_each(|verdict| counts.add(verdict));
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, verdict: &Verdict) {
        self.noticed = self.noticed.saturating_add(usize::from(verdict.is_noticed()));
        self.survived = self.survived.saturating_add(usize::from(verdict.survivor().is_some()));
    }

    /// Gives how many there are.
    pub fn all(self) -> usize {
        self.noticed.saturating_add(self.survived)
    }

    /// Writes the share that was noticed, in percent with one decimal, rounded down; nothing where there was nothing to notice.
    pub fn percent_text(self) -> Option<String> {
        self.permille().map(|permille| format!("{}.{}", permille / 10, permille % 10))
    }

    /// Tells whether so many percent were noticed; where there was nothing to notice, they were.
    pub fn reaches(self, percent: u8) -> bool {
        self.permille().is_none_or(|permille| permille >= usize::from(percent).saturating_mul(10))
    }

    fn permille(self) -> Option<usize> {
        self.noticed.saturating_mul(1000).checked_div(self.all())
    }
}
