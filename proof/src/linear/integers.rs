//! Brings solutions onto the grids of decimals: what lies between two values that a cell can have is tried at both.

use super::Stop;
use super::assume::Constraint;
use super::simplex::{Point, Side};
use super::sum::{Linear, Variable, times};
use super::walk::Walk;
use positum_plan::amount::{Exact, Rounding};

/// The most splits before a solution is given up.
const MOST_SPLITS: usize = 120;

impl Walk<'_> {
    /// Moves variables until everything assumed holds and all values have no more decimals than their cells show.
    ///
    /// # Errors
    /// [`Stop::Dead`] where that cannot be, [`Stop::TooHard`] where it was not found.
    pub(crate) fn settle_on_grids(&mut self) -> Result<(), Stop> {
        self.settle()?;
        let mut open = vec![(self.simplex.bounds(), None::<(Variable, Side, Point)>)];
        let mut splits = 0_usize;
        while let Some((bounds, split)) = open.pop() {
            self.simplex.restore(bounds);
            let bound = split.map_or(Ok(()), |(variable, side, bound)| self.simplex.bind(variable, side, bound));
            match bound.and_then(|()| self.settle()) {
                Ok(()) => {}
                Err(Stop::Dead) => continue,
                Err(stop) => return Err(stop),
            }
            let Some((variable, below, above)) = self.first_off_grid()? else { return Ok(()) };
            splits = splits.saturating_add(1);
            if splits > MOST_SPLITS {
                return Err(Stop::TooHard);
            }
            let bounds = self.simplex.bounds();
            open.push((bounds.clone(), Some((variable, Side::Lower, above))));
            open.push((bounds, Some((variable, Side::Upper, below))));
        }
        Err(Stop::Dead)
    }

    /// Gives a variable between two values of its grid, and these.
    fn first_off_grid(&self) -> Result<Option<(Variable, Point, Point)>, Stop> {
        for (variable, decimals) in self.grids() {
            let Point { main, beside } = self.simplex.value(variable);
            if beside.is_zero() && main.fits_decimals(decimals) {
                continue;
            }
            let unit = Exact::scaled(1, decimals);
            let near = main.rounded_to(decimals, Rounding::TowardZero);
            let is_below = near < main || (near == main && beside > Exact::ZERO);
            let other = near.plus(&if is_below { unit } else { unit.negated() }).ok_or(Stop::TooHard)?;
            let (below, above) = if is_below { (near, other) } else { (other, near) };
            return Ok(Some((variable, Point::at(below), Point::at(above))));
        }
        Ok(None)
    }

    /// Assumes of quotients what follows from the bounds of the variables that stand for them: the divisor, whose sign is
    /// decided, is multiplied out.
    pub(crate) fn multiply_out(&mut self) -> Result<(), Stop> {
        for _ in 0..3 {
            self.spread_bounds()?;
            for quotient in self.quotients.clone() {
                for side in [Side::Lower, Side::Upper] {
                    let Some(bound) = self.simplex.bound(quotient.variable, side).cloned() else { continue };
                    // dividend - bound * divisor, which is at least or at most zero.
                    let off = quotient.dividend.clone().minus(&quotient.divisor.scaled(&bound.main)?)?;
                    let is_at_least = (side == Side::Lower) == quotient.is_divisor_positive;
                    let off = if is_at_least { off.scaled(&Exact::whole(-1))? } else { off };
                    self.assume(&if bound.beside.is_zero() { Constraint::at_most_zero(off) } else { Constraint::below_zero(off) })?;
                }
            }
            self.settle()?;
        }
        Ok(())
    }

    /// Bounds each variable by what the bounds of sums leave it.
    fn spread_bounds(&mut self) -> Result<(), Stop> {
        let sums: Vec<(Variable, Linear)> =
            self.simplex.sums().map(|(variable, terms)| (variable, Linear { terms: terms.clone(), constant: Exact::ZERO })).collect();
        for (stands_for, sum) in &sums {
            for (variable, factor) in &sum.terms {
                let mut others = sum.clone();
                others.terms.remove(variable);
                for side in [Side::Lower, Side::Upper] {
                    let opposite = if side == Side::Lower { Side::Upper } else { Side::Lower };
                    let Some((all, rest)) = self.simplex.bound(*stands_for, side).cloned().zip(self.simplex.bound_of(&others, opposite)) else {
                        continue;
                    };
                    let inverse = Exact::whole(1).divided_by(factor).ok_or(Stop::TooHard)?;
                    let main = times(&all.main.minus(&rest.main).ok_or(Stop::TooHard)?, &inverse)?;
                    let beside = times(&all.beside.minus(&rest.beside).ok_or(Stop::TooHard)?, &inverse)?;
                    let own = if *factor > Exact::ZERO { side } else { opposite };
                    self.simplex.bind(*variable, own, Point { main, beside })?;
                }
            }
        }
        Ok(())
    }
}
