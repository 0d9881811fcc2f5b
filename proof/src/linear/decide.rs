//! Decisions: which of several ways is taken, and which are left to try.

use super::assume::Constraint;
use super::walk::Walk;
use super::{Key, Stop};

/// The decisions of a way, in the order in which they were asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path {
    decisions: Vec<Decision>,
    /// How many of them have been taken on the present run.
    taken: usize,
}

#[derive(Clone, Debug)]
struct Decision {
    chosen: usize,
    left: Vec<usize>,
}

impl Path {
    /// Begins the next run.
    pub(crate) fn rewind(&mut self) {
        self.taken = 0;
    }

    /// Goes back to the last decision that has a way left; tells whether there was one.
    pub(crate) fn back(&mut self) -> bool {
        while let Some(mut last) = self.decisions.pop() {
            if !last.left.is_empty() {
                last.chosen = last.left.remove(0);
                self.decisions.push(last);
                return true;
            }
        }
        false
    }
}

impl Walk<'_> {
    /// Chooses one of several ways, each with what it takes for granted, which is assumed from there on.
    ///
    /// Asked again for the same, it gives the same. Ways that no values allow are passed over.
    pub(crate) fn choose(&mut self, key: &Key, slot: u32, ways: &[Vec<Constraint>]) -> Result<usize, Stop> {
        let asked = (key.clone(), slot);
        if let Some(chosen) = self.chosen.get(&asked) {
            return Ok(*chosen);
        }
        let chosen = self.choose_anew(ways)?;
        self.chosen.insert(asked, chosen);
        Ok(chosen)
    }

    fn choose_anew(&mut self, ways: &[Vec<Constraint>]) -> Result<usize, Stop> {
        self.spend()?;
        if let Some(decision) = self.path.decisions.get(self.path.taken) {
            let chosen = decision.chosen;
            self.path.taken = self.path.taken.saturating_add(1);
            let way = ways.get(chosen).ok_or(Stop::TooHard)?;
            self.assume_all(way)?;
            self.settle()?;
            return Ok(chosen);
        }
        let mut order: Vec<usize> = (0..ways.len()).collect();
        let holds: Vec<bool> = ways.iter().map(|way| self.all_hold_now(way)).collect::<Result<_, _>>()?;
        order.sort_by_key(|way| !holds.get(*way).copied().unwrap_or(false));
        while !order.is_empty() {
            let chosen = order.remove(0);
            let bounds = self.simplex.bounds();
            let way = ways.get(chosen).ok_or(Stop::TooHard)?;
            match self.assume_all(way).and_then(|()| self.settle()) {
                Ok(()) => {
                    self.path.decisions.push(Decision { chosen, left: order });
                    self.path.taken = self.path.decisions.len();
                    return Ok(chosen);
                }
                Err(Stop::Dead) => self.simplex.restore(bounds),
                Err(other) => return Err(other),
            }
        }
        Err(Stop::Dead)
    }
}
