//! Finds the step nearest to the present value at which a check passes, by trying.
//!
//! In come the values by steps and a way to try one; out goes a step at which the check passed and next to which, towards
//! the present value, it was seen to fail. Nothing is taken to be monotone: steps in between are sampled, too.

use super::super::changed_submission::Tried;
use super::candidates::Ladder;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::value::Value;
use std::collections::BTreeMap;

/// The steps at which the slope is looked for.
const PROBES: [i128; 5] = [1, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000];
/// How often the slope is followed.
const MOST_GUESSES: usize = 10;
/// How far apart samples are, each so many times as far as the one before.
const COARSE: i128 = 16;
/// The same where nothing tells in which direction to look.
const FINE: i128 = 2;

/// A step at which a check passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nearest {
    pub(super) step: i128,
    /// Whether the check was seen to fail at the step before.
    pub(super) is_confirmed: bool,
}

/// Finds the nearest step at which a check passes.
pub(super) fn nearest_step(ladder: &Ladder, try_value: &mut dyn FnMut(&Value) -> Option<Tried>) -> Option<Nearest> {
    let mut search = Search { ladder, try_value, tried: BTreeMap::new() };
    let step = search.nearest(ladder)?;
    let before = step.saturating_sub(step.signum());
    let is_confirmed =
        before == step || search.tried.get(&before).is_some_and(|tried| !tried.passes) || (before == 0 && !ladder.begins_without_value);
    Some(Nearest { step, is_confirmed })
}

impl Search<'_> {
    fn nearest(&mut self, ladder: &Ladder) -> Option<i128> {
        if ladder.begins_without_value && self.passes(0) {
            return Some(0);
        }
        let margins: Vec<Option<Exact>> = self.at(0).map(|tried| tried.margins.clone()).unwrap_or_default();
        let measured: Vec<(usize, Exact)> =
            margins.iter().cloned().enumerate().filter_map(|(which, margin)| margin.map(|margin| (which, margin))).collect();
        if measured.is_empty() {
            // Nothing measures how far the check is from passing.
            return self.sample(FINE, ladder.most.min(1_i128 << 40), &[]);
        }
        let mut best = None;
        for (which, margin) in &measured {
            for direction in [1, -1] {
                let Some(step) = self.follow_slope(*which, margin, direction) else { continue };
                let found = self.nearest_below(step);
                best = nearer(best, found);
            }
        }
        let has_effect = self.tried.values().any(|tried| tried.passes || tried.margins != margins);
        if !has_effect {
            return None;
        }
        let most = best.map_or(ladder.most, |best: i128| best.saturating_abs());
        let which: Vec<usize> = measured.into_iter().map(|(which, _)| which).collect();
        nearer(best, self.sample(COARSE, most, &which))
    }
}

fn nearer(left: Option<i128>, right: Option<i128>) -> Option<i128> {
    match (left, right) {
        (Some(left), Some(right)) => Some(if right.saturating_abs() < left.saturating_abs() { right } else { left }),
        (found, None) | (None, found) => found,
    }
}

struct Search<'a> {
    ladder: &'a Ladder,
    try_value: &'a mut dyn FnMut(&Value) -> Option<Tried>,
    tried: BTreeMap<i128, Tried>,
}

impl Search<'_> {
    fn at(&mut self, step: i128) -> Option<&Tried> {
        if !self.tried.contains_key(&step) {
            let value = self.ladder.value(step)?;
            let tried = (self.try_value)(&value)?;
            self.tried.insert(step, tried);
        }
        self.tried.get(&step)
    }

    fn passes(&mut self, step: i128) -> bool {
        self.at(step).is_some_and(|tried| tried.passes)
    }

    fn margin(&mut self, which: usize, step: i128) -> Option<Exact> {
        self.at(step).and_then(|tried| tried.margins.get(which).cloned().flatten())
    }

    /// Follows the slope from the present value to a step at which the check passes.
    fn follow_slope(&mut self, which: usize, margin: &Exact, direction: i128) -> Option<i128> {
        let mut from = None;
        for probe in PROBES {
            let step = probe.saturating_mul(direction);
            if self.passes(step) {
                return Some(step);
            }
            match self.margin(which, step) {
                Some(there) if there != *margin => {
                    from = Some((step, there));
                    break;
                }
                Some(_) | None => {}
            }
        }
        let (mut step, mut there) = from?;
        for _ in 0..MOST_GUESSES {
            let guess = crossing(margin, step, &there)?;
            if guess == 0 || guess.signum() != direction {
                return None;
            }
            for candidate in [guess, guess.saturating_add(direction), guess.saturating_sub(direction)] {
                if self.passes(candidate) {
                    return Some(candidate);
                }
            }
            let next = self.margin(which, guess)?;
            if guess == step || next == *margin {
                return self.outward(guess, direction);
            }
            (step, there) = (guess, next);
        }
        self.outward(step, direction)
    }

    /// Looks outward from a step near to which the check should pass.
    fn outward(&mut self, from: i128, direction: i128) -> Option<i128> {
        let mut distance = 2_i128;
        while distance < 1 << 20 {
            let step = from.saturating_add(distance.saturating_mul(direction));
            if self.passes(step) {
                return Some(step);
            }
            distance = distance.saturating_mul(4);
        }
        None
    }

    /// Comes back from a step at which the check passes to the nearest from which the one before fails.
    fn nearest_below(&mut self, passing: i128) -> Option<i128> {
        let direction = passing.signum();
        let (mut step, mut back) = (passing, 1_i128);
        loop {
            let before = step.saturating_sub(direction.saturating_mul(back));
            if before.signum() != direction || !self.passes(before) {
                return Some(self.between(if before.signum() == direction { before } else { 0 }, step));
            }
            step = before;
            back = back.saturating_mul(2);
        }
    }

    /// Halves the way between a step at which the check fails and one at which it passes.
    fn between(&mut self, failing: i128, passing: i128) -> i128 {
        let (mut failing, mut passing) = (failing, passing);
        while passing.saturating_sub(failing).saturating_abs() > 1 {
            let middle = failing.saturating_add(passing.saturating_sub(failing) / 2);
            match self.at(middle).map(|tried| tried.passes) {
                Some(true) => passing = middle,
                Some(false) => failing = middle,
                // The bound of evaluations is reached: the nearest that was confirmed stays.
                None => break,
            }
        }
        passing
    }

    /// Samples steps in both directions, each `factor` times as far as the one before, up to `most`; where the sides of a
    /// comparison change places between two samples, the place in between is looked at, too.
    fn sample(&mut self, factor: i128, most: i128, measured: &[usize]) -> Option<i128> {
        let mut best: Option<i128> = None;
        for direction in [1, -1] {
            let (mut before, mut distance) = (0_i128, 1_i128);
            while distance < best.map_or(most, i128::saturating_abs) {
                let step = distance.saturating_mul(direction);
                if self.passes(step) {
                    best = nearer(best, Some(self.between(before, step)));
                    break;
                }
                if let Some(crossing) = measured.iter().find_map(|which| self.crossing_between(*which, before, step)) {
                    let found = self.nearest_below(crossing);
                    best = nearer(best, found);
                    break;
                }
                before = step;
                distance = distance.saturating_mul(factor);
            }
        }
        best
    }

    /// Looks between two failing steps for one that passes, where the sides have changed places.
    fn crossing_between(&mut self, which: usize, near: i128, far: i128) -> Option<i128> {
        let is_less = |margin: Exact| margin < Exact::ZERO;
        let (mut near, mut far) = (near, far);
        let side = is_less(self.margin(which, near)?);
        if is_less(self.margin(which, far)?) == side {
            return None;
        }
        while far.saturating_sub(near).saturating_abs() > 1 {
            let middle = near.saturating_add(far.saturating_sub(near) / 2);
            if self.passes(middle) {
                return Some(middle);
            }
            if is_less(self.margin(which, middle)?) == side {
                near = middle;
            } else {
                far = middle;
            }
        }
        None
    }
}

/// Gives the step at which the line through two margins, that of step 0 and another, is zero; cut to a whole step.
fn crossing(margin: &Exact, step: i128, there: &Exact) -> Option<i128> {
    let slope = there.minus(margin)?;
    let crossing = margin.negated().times(&Exact::whole(step))?.divided_by(&slope)?;
    let whole = crossing.rounded(0, Rounding::TowardZero)?.mantissa();
    Some(whole)
}
