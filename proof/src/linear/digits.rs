//! Numbers that are too long: for a cell to show, or to be calculated with.
//!
//! A computed cell has no value where that would have more digits than cells show, and neither has what is made of it. This
//! matters only where something may have no value; else all numbers are as long as they like.

use super::assume::Constraint;
use super::simplex::Side;
use super::sum::{Linear, Variable};
use super::walk::Walk;
use super::{Key, Operand, Stop};
use positum_plan::amount::{Exact, MOST_DIGITS};
use positum_plan::plan::NodeId;
use positum_plan::value::ValueType;

/// The least whole number that has too many digits.
fn too_long() -> Exact {
    Exact::whole(10_i128.saturating_pow(MOST_DIGITS))
}

impl Walk<'_> {
    /// Tells whether that a number is too long can bring something about.
    fn lengths_matter(&self) -> bool {
        self.refutes() && self.circumstances.wants_nothing
    }

    /// Bounds the value of a cell by the digits that cells can show.
    pub(crate) fn within_all_digits(&mut self, variable: Variable, value_type: &ValueType) -> Result<(), Stop> {
        if !self.lengths_matter() {
            return Ok(());
        }
        let most = shown(value_type)?.minus(&value_type.last_digit()).ok_or(Stop::TooHard)?;
        self.assume_all(&between(&Linear::variable(variable), &most)?)
    }

    /// Chooses whether the result of a formula is too long for its cell, where it can be.
    pub(crate) fn is_too_long(&mut self, number: &Linear, value_type: &ValueType, key: &Key) -> Result<bool, Stop> {
        if !self.lengths_matter() || number.as_constant().is_some() {
            return Ok(false);
        }
        let unit = value_type.last_digit();
        let limit = shown(value_type)?;
        let most = limit.minus(&unit).ok_or(Stop::TooHard)?;
        // Rounding may lengthen what is less than a unit away.
        let (least, most) = if self.fits(number, value_type.plain_decimals()) { (limit, most) } else { (most, limit) };
        let minus = number.scaled(&Exact::whole(-1))?;
        let over = Constraint::at_most_zero(minus.moved(&least)?);
        let under = Constraint::at_most_zero(number.clone().moved(&least)?);
        Ok(self.choose(key, 4, &[between(number, &most)?, vec![over], vec![under]])? != 0)
    }

    /// Chooses whether what is made of operands grows beyond every bound, where one of them may be of any length.
    pub(crate) fn has_no_bound(&mut self, parts: &[NodeId], key: &Key) -> Result<bool, Stop> {
        if !self.lengths_matter() {
            return Ok(false);
        }
        let mut is_bounded = true;
        for part in parts {
            if let Ok(Operand::Number(number)) = self.node(*part, &key.lines)? {
                is_bounded &= number.terms.keys().all(|variable| self.grid(*variable).is_some() && self.has_bounds(*variable));
            }
        }
        Ok(!is_bounded && self.choose(key, 6, &[Vec::new(), Vec::new()])? == 1)
    }

    fn has_bounds(&self, variable: Variable) -> bool {
        [Side::Lower, Side::Upper].into_iter().all(|side| self.simplex.bound(variable, side).is_some())
    }
}

/// Gives the least number that is too long for a cell, as a plain value.
fn shown(value_type: &ValueType) -> Result<Exact, Stop> {
    too_long().times(&value_type.last_digit()).ok_or(Stop::TooHard)
}

fn between(number: &Linear, most: &Exact) -> Result<Vec<Constraint>, Stop> {
    let off = most.negated();
    Ok(vec![Constraint::at_most_zero(number.clone().moved(&off)?), Constraint::at_most_zero(number.scaled(&Exact::whole(-1))?.moved(&off)?)])
}
