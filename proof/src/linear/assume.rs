//! What is taken for granted of sums of variables, on their grids of decimals.

use super::Stop;
use super::simplex::{Point, Side};
use super::sum::Linear;
use super::walk::Walk;
use positum_plan::amount::{Exact, Rounding};

/// The most decimals for which a sum is looked at as a whole number of last digits.
const MOST_GRID_DECIMALS: u32 = 24;

/// A sum and its relation to zero.
#[derive(Clone, Debug)]
pub(crate) struct Constraint {
    pub(crate) sum: Linear,
    pub(crate) relation: Relation,
}

/// How a sum stands to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    AtMostZero,
    BelowZero,
    Zero,
}

impl Constraint {
    pub(crate) fn at_most_zero(sum: Linear) -> Self {
        Self { sum, relation: Relation::AtMostZero }
    }

    pub(crate) fn below_zero(sum: Linear) -> Self {
        Self { sum, relation: Relation::BelowZero }
    }

    pub(crate) fn zero(sum: Linear) -> Self {
        Self { sum, relation: Relation::Zero }
    }

    fn holds_at(&self, value: &Point) -> bool {
        let zero = Point::at(Exact::ZERO);
        match self.relation {
            Relation::AtMostZero => *value <= zero,
            Relation::BelowZero => *value < zero,
            Relation::Zero => *value == zero,
        }
    }
}

impl Walk<'_> {
    /// Tells whether the values that variables have now keep all of these.
    pub(crate) fn all_hold_now(&self, constraints: &[Constraint]) -> Result<bool, Stop> {
        for constraint in constraints {
            if !constraint.holds_at(&self.simplex.value_of(&constraint.sum)?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(crate) fn assume_all(&mut self, constraints: &[Constraint]) -> Result<(), Stop> {
        constraints.iter().try_for_each(|constraint| self.assume(constraint))
    }

    /// Takes a constraint for granted.
    pub(crate) fn assume(&mut self, constraint: &Constraint) -> Result<(), Stop> {
        if constraint.sum.as_constant().is_some() {
            return if constraint.holds_at(&Point::at(constraint.sum.constant.clone())) { Ok(()) } else { Err(Stop::Dead) };
        }
        match constraint.relation {
            Relation::AtMostZero => self.assume_at_most_zero(&constraint.sum, false),
            Relation::BelowZero => self.assume_at_most_zero(&constraint.sum, true),
            Relation::Zero => {
                self.assume_at_most_zero(&constraint.sum, false)?;
                self.assume_at_most_zero(&constraint.sum.scaled(&Exact::whole(-1))?, false)
            }
        }
    }

    fn assume_at_most_zero(&mut self, sum: &Linear, is_strict: bool) -> Result<(), Stop> {
        let zero = Point::at(Exact::ZERO);
        let is_kept = |most: Point| if is_strict { most < zero } else { most <= zero };
        if self.simplex.bound_of(sum, Side::Upper).is_some_and(is_kept) {
            return Ok(());
        }
        let is_flipped = sum.terms.values().next().is_some_and(|factor| *factor < Exact::ZERO);
        let (variable, factor) = match sum.terms.iter().next() {
            Some((variable, factor)) if sum.terms.len() == 1 => (*variable, factor.clone()),
            Some(_) | None => {
                let sign = Exact::whole(if is_flipped { -1 } else { 1 });
                let variable = self.simplex.variable_of(&sum.scaled(&sign)?.terms)?;
                self.note_grid(variable, self.grid_of(sum));
                (variable, sign)
            }
        };
        let limit = sum.constant.negated().divided_by(&factor).ok_or(Stop::TooHard)?;
        let side = if is_flipped { Side::Lower } else { Side::Upper };
        let bound = self.on_grid(variable, &limit, side, is_strict)?;
        self.simplex.bind(variable, side, bound)
    }

    /// Gives the bound that the values of a variable can reach.
    fn on_grid(&self, variable: usize, limit: &Exact, side: Side, is_strict: bool) -> Result<Point, Stop> {
        let beside = Exact::whole(match (is_strict, side) {
            (false, _) => 0,
            (true, Side::Lower) => 1,
            (true, Side::Upper) => -1,
        });
        let Some(decimals) = self.grid(variable) else { return Ok(Point { main: limit.clone(), beside }) };
        let unit = Exact::scaled(if side == Side::Lower { 1 } else { -1 }, decimals);
        let nearest = limit.rounded_to(decimals, Rounding::TowardZero);
        let is_outside = if side == Side::Lower { nearest < *limit } else { nearest > *limit };
        let must_move = is_outside || (is_strict && nearest == *limit);
        let main = if must_move { nearest.plus(&unit).ok_or(Stop::TooHard)? } else { nearest };
        Ok(Point::at(main))
    }

    /// Gives the decimals that all values of a sum, without its constant, have at most.
    pub(crate) fn grid_of(&self, sum: &Linear) -> Option<u32> {
        let of_term = |(variable, factor): (&usize, &Exact)| {
            let own = self.grid(*variable)?;
            (0..=MOST_GRID_DECIMALS).find(|decimals| factor.fits_decimals(*decimals)).map(|decimals| decimals.saturating_add(own))
        };
        sum.terms.iter().try_fold(0, |most, term| of_term(term).map(|own| own.max(most))).filter(|decimals| *decimals <= MOST_GRID_DECIMALS)
    }

    /// Tells whether a sum, with its constant, has no more than so many decimals.
    pub(crate) fn fits(&self, sum: &Linear, decimals: u32) -> bool {
        sum.constant.fits_decimals(decimals) && self.grid_of(sum).is_some_and(|own| own <= decimals)
    }
}
