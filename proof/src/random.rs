//! Numbers without a pattern that are the same in every run: the generator splitmix64.

/// A generator of numbers.
pub(crate) struct Random(u64);

impl Random {
    /// Begins anew from a seed, for one purpose of several.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        let mut random = Self::of_seed(seed);
        let start = random.next() ^ purpose.wrapping_mul(0xD6E8_FEB8_6659_FD93);
        Self(start)
    }

    /// Begins anew from a seed that serves nothing else.
    pub(crate) fn of_seed(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Gives a number from 0 to one less than the bound; 0 where the bound is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// Gives a number between two, both included.
    pub(crate) fn between(&mut self, least: u64, greatest: u64) -> u64 {
        least.saturating_add(self.below(greatest.saturating_sub(least).saturating_add(1)))
    }

    /// Tells whether something that happens so often in a hundred happens.
    pub(crate) fn happens(&mut self, in_hundred: u64) -> bool {
        self.below(100) < in_hundred
    }

    /// Picks one of several.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let place = self.below(u64::try_from(from.len()).unwrap_or(0));
        from.get(usize::try_from(place).unwrap_or(0))
    }
}
