//! What a question may cost before "not decided" is the answer.

/// Bounds of one question. Equal questions with equal steps have equal answers; the clock of the caller only cuts off.
pub struct Budget<'c> {
    steps: u64,
    is_over: &'c dyn Fn() -> bool,
}

impl<'c> Budget<'c> {
    /// Allows a number of steps, and no more once `is_over` tells so.
    pub fn new(steps: u64, is_over: &'c dyn Fn() -> bool) -> Self {
        Self { steps, is_over }
    }

    /// Takes off one step. Tells whether there was one, and time.
    pub fn spend(&mut self) -> bool {
        if self.steps == 0 || (self.is_over)() {
            self.steps = 0;
            return false;
        }
        self.steps = self.steps.saturating_sub(1);
        true
    }

    /// Does something in no more than so many steps of a kind of which `in_one` make one of ours, and takes off what it spent.
    pub fn with_part<R>(&mut self, most: u64, in_one: u64, work: impl FnOnce(&mut Budget<'_>) -> R) -> R {
        let mut part = Budget { steps: most.min(self.steps.saturating_mul(in_one)), is_over: self.is_over };
        let before = part.steps;
        let result = work(&mut part);
        let spent = before.saturating_sub(part.steps);
        self.steps = self.steps.saturating_sub(spent.checked_div(in_one).unwrap_or(spent));
        result
    }

    /// Tells how many steps are left.
    pub fn left(&self) -> u64 {
        self.steps
    }
}

impl Budget<'static> {
    /// Allows a number of steps, however long they take.
    pub fn steps(steps: u64) -> Self {
        Self { steps, is_over: &|| false }
    }
}
