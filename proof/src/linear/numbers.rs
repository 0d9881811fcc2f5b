//! Numbers and days: what is no sum of inputs, rounding, and what is between two values.

use super::assume::Constraint;
use super::simplex::{Point, Side};
use super::sum::{Linear, Variable, times};
use super::walk::Walk;
use super::{Key, Nothing, Operand, Outcome, Stop};
use jiff::Span;
use jiff::civil::Date;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::Comparison;

/// A variable that stands for a quotient.
#[derive(Clone, Debug)]
pub(crate) struct Quotient {
    pub(crate) variable: Variable,
    pub(crate) dividend: Linear,
    pub(crate) divisor: Linear,
    pub(crate) is_divisor_positive: bool,
}

/// The last day that there is.
const LAST_DAY: Date = Date::constant(9999, 12, 31);
const FIRST_DAY: Date = Date::constant(1, 1, 1);

impl Walk<'_> {
    /// Gives the days from the first day to a day.
    pub(crate) fn days_of(&self, date: Date) -> Exact {
        Exact::whole(date.since(FIRST_DAY).map_or(0, |span| i128::from(span.get_days())))
    }

    pub(crate) fn date_of(&self, days: &Exact) -> Option<Date> {
        let days = i64::try_from(days.rounded(0, Rounding::TowardZero)?).ok()?;
        FIRST_DAY.checked_add(Span::new().try_days(days).ok()?).ok()
    }

    pub(crate) fn within_all_days(&mut self, variable: Variable) -> Result<(), Stop> {
        self.at_least(variable, 0)?;
        let last = self.days_of(LAST_DAY).negated();
        self.assume(&Constraint::at_most_zero(Linear::variable(variable).moved(&last)?))
    }

    /// Gives values that divide others well: into halves of a last digit where such a half is wanted, else in every other
    /// attempt into whole numbers.
    fn handy_values(&self) -> Vec<Exact> {
        let power = |exponent: u32| 10_i128.saturating_pow(exponent.min(15));
        if let Some(decimals) = self.circumstances.tie_decimals.filter(|_| self.is_at_goal) {
            return [0, 1, 2].map(|more: u32| Exact::whole(power(decimals.saturating_add(more)).saturating_mul(2))).to_vec();
        }
        match self.circumstances.attempt % 4 {
            1 => [1, 100, 10_000].map(Exact::whole).to_vec(),
            2 => [2, 1_000, 100_000].map(Exact::whole).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Settles a sum at a handy value, else at the one that it has now; gives that value.
    pub(crate) fn settled_value(&mut self, sum: &Linear) -> Result<Exact, Stop> {
        if let Some(constant) = sum.as_constant() {
            return Ok(constant.clone());
        }
        for value in self.handy_values() {
            let bounds = self.simplex.bounds();
            match self.assume(&Constraint::zero(sum.clone().moved(&value.negated())?)).and_then(|()| self.settle()) {
                Ok(()) => return Ok(value),
                Err(Stop::Dead) => self.simplex.restore(bounds),
                Err(stop) => return Err(stop),
            }
        }
        let now = self.simplex.value_of(sum)?.main;
        let value = self.grid_of(sum).map_or(now.clone(), |decimals| now.rounded_to(decimals, Rounding::HalfAwayFromZero));
        self.assume(&Constraint::zero(sum.clone().moved(&value.negated())?))?;
        self.settle()?;
        Ok(value)
    }

    /// Gives a number of which nothing is known.
    pub(crate) fn anything(&mut self) -> Linear {
        Linear::variable(self.variable(Exact::ZERO, None))
    }

    pub(crate) fn product(&mut self, left: &Linear, right: &Linear, key: &Key) -> Result<Outcome, Stop> {
        let product = match (left.as_constant(), right.as_constant()) {
            (Some(factor), _) => right.scaled(factor)?,
            (_, Some(factor)) => left.scaled(factor)?,
            (None, None) if self.refutes() => return self.product_of_unknowns(left, right, key),
            (None, None) => {
                // The shorter one is settled; every other time the other.
                let is_left = (left.terms.len() <= right.terms.len()) == (self.circumstances.attempt.is_multiple_of(2));
                let (settled, other) = if is_left { (left, right) } else { (right, left) };
                let value = self.settled_value(settled)?;
                other.scaled(&value)?
            }
        };
        Ok(Ok(Operand::Number(product)))
    }

    /// Of a product of two unknowns no more is followed than its sign.
    fn product_of_unknowns(&mut self, left: &Linear, right: &Linear, key: &Key) -> Result<Outcome, Stop> {
        if self.choose(key, 9, &[Vec::new(), Vec::new()])? == 1 {
            return Ok(Err(Nothing::NotComputed));
        }
        let signs = [left, right].map(|sum| self.sign(sum));
        let product = self.anything();
        let sign = match signs {
            [Some(left), Some(right)] => Some(left == right),
            [None, _] | [_, None] if left == right => Some(true),
            [None, _] | [_, None] => None,
        };
        self.assume_sign(&product, sign)?;
        Ok(Ok(Operand::Number(product)))
    }

    /// Tells whether a sum is never negative, or else never positive, where either follows from bounds.
    fn sign(&self, sum: &Linear) -> Option<bool> {
        let zero = Point::at(Exact::ZERO);
        let is_positive = self.simplex.bound_of(sum, Side::Lower).is_some_and(|least| least >= zero);
        let is_negative = self.simplex.bound_of(sum, Side::Upper).is_some_and(|most| most <= zero);
        if is_positive { Some(true) } else { is_negative.then_some(false) }
    }

    fn assume_sign(&mut self, sum: &Linear, sign: Option<bool>) -> Result<(), Stop> {
        match sign {
            Some(true) => self.assume(&Constraint::at_most_zero(sum.scaled(&Exact::whole(-1))?)),
            Some(false) => self.assume(&Constraint::at_most_zero(sum.clone())),
            None => Ok(()),
        }
    }

    pub(crate) fn quotient(&mut self, dividend: &Linear, divisor: &Linear, key: &Key) -> Result<Outcome, Stop> {
        if let Some(constant) = divisor.as_constant() {
            let Some(factor) = Exact::whole(1).divided_by(constant) else { return Ok(Err(Nothing::NotComputed)) };
            return Ok(Ok(Operand::Number(dividend.scaled(&factor)?)));
        }
        let minus = divisor.scaled(&Exact::whole(-1))?;
        let mut ways = vec![vec![Constraint::below_zero(minus)], vec![Constraint::below_zero(divisor.clone())]];
        if self.refutes() {
            // Not only a divisor of zero leaves nothing: numbers may grow beyond every bound.
            ways.push(Vec::new());
        } else if self.circumstances.wants_nothing {
            ways.push(vec![Constraint::zero(divisor.clone())]);
        }
        let is_divisor_positive = match self.choose(key, 0, &ways)? {
            0 => true,
            1 => false,
            _ => return Ok(Err(Nothing::NotComputed)),
        };
        if !self.refutes() {
            let value = self.settled_value(divisor)?;
            let factor = Exact::whole(1).divided_by(&value).ok_or(Stop::Dead)?;
            return Ok(Ok(Operand::Number(dividend.scaled(&factor)?)));
        }
        let variable = self.variable(Exact::ZERO, None);
        let quotient = Linear::variable(variable);
        let sign = self.sign(dividend).map(|sign| sign == is_divisor_positive);
        self.assume_sign(&quotient, sign)?;
        self.quotients.push(Quotient { variable, dividend: dividend.clone(), divisor: divisor.clone(), is_divisor_positive });
        Ok(Ok(Operand::Number(quotient)))
    }

    pub(crate) fn absolute(&mut self, sum: &Linear, key: &Key) -> Result<Linear, Stop> {
        let minus = sum.scaled(&Exact::whole(-1))?;
        let ways = [vec![Constraint::at_most_zero(minus.clone())], vec![Constraint::below_zero(sum.clone())]];
        Ok(if self.choose(key, 0, &ways)? == 0 { sum.clone() } else { minus })
    }

    /// Rounds a sum to decimals.
    pub(crate) fn rounded(&mut self, sum: &Linear, decimals: u32, rounding: Rounding, key: &Key) -> Result<Linear, Stop> {
        if let Some(constant) = sum.as_constant() {
            return Ok(Linear::constant(constant.rounded_to(decimals, rounding)));
        }
        if self.fits(sum, decimals) {
            return Ok(sum.clone());
        }
        let now = self.simplex.value_of(sum)?.main.rounded_to(decimals, rounding);
        let result = Linear::variable(self.variable(now, Some(decimals)));
        for side in [Side::Lower, Side::Upper] {
            // Rounding keeps the order, so the bounds of the sum, rounded, are those of the result.
            let Some(bound) = self.simplex.bound_of(sum, side) else { continue };
            let kept = result.clone().moved(&bound.main.rounded_to(decimals, rounding).negated())?;
            let kept = if side == Side::Lower { kept.scaled(&Exact::whole(-1))? } else { kept };
            self.assume(&Constraint::at_most_zero(kept))?;
        }
        let difference = result.clone().minus(sum)?;
        let unit = Exact::scaled(1, decimals);
        let near = match rounding {
            Rounding::HalfAwayFromZero | Rounding::HalfEven => {
                let half = times(&unit, &Exact::scaled(5, 1))?.negated();
                vec![
                    Constraint::at_most_zero(difference.clone().moved(&half)?),
                    Constraint::at_most_zero(difference.scaled(&Exact::whole(-1))?.moved(&half)?),
                ]
            }
            Rounding::TowardZero => {
                let other = difference.scaled(&Exact::whole(-1))?;
                let minus = sum.scaled(&Exact::whole(-1))?;
                let positive = vec![
                    Constraint::at_most_zero(minus),
                    Constraint::at_most_zero(difference.clone()),
                    Constraint::below_zero(other.clone().moved(&unit.negated())?),
                    Constraint::at_most_zero(result.scaled(&Exact::whole(-1))?),
                ];
                let negative = vec![
                    Constraint::below_zero(sum.clone()),
                    Constraint::at_most_zero(other),
                    Constraint::below_zero(difference.clone().moved(&unit.negated())?),
                    Constraint::at_most_zero(result.clone()),
                ];
                self.choose(key, 5, &[positive, negative])?;
                Vec::new()
            }
        };
        self.assume_all(&near)?;
        self.settle()?;
        Ok(result)
    }

    /// Adds an operand to what is held, or takes it off. Days move a date; two dates are days apart.
    pub(crate) fn added(&mut self, held: Option<Operand>, operand: &Operand, negative: bool) -> Result<Operand, Stop> {
        let sign = Exact::whole(if negative { -1 } else { 1 });
        match (held, operand) {
            (None, Operand::Number(number)) => Ok(Operand::Number(number.scaled(&sign)?)),
            (None, Operand::Date(date)) => Ok(Operand::Date(date.clone())),
            (Some(Operand::Number(left)), Operand::Number(right)) => Ok(Operand::Number(left.plus_times(right, &sign)?)),
            (Some(Operand::Date(date)), Operand::Number(days)) => Ok(Operand::Date(date.plus_times(days, &sign)?)),
            (Some(Operand::Number(days)), Operand::Date(date)) if !negative => Ok(Operand::Date(days.plus(date)?)),
            (Some(Operand::Date(left)), Operand::Date(right)) if negative => Ok(Operand::Number(left.minus(right)?)),
            (Some(_) | None, _) => Err(Stop::TooHard),
        }
    }

    /// Gives the difference of two numbers, or of two days.
    pub(crate) fn difference(left: &Operand, right: &Operand) -> Result<Linear, Stop> {
        match (left, right) {
            (Operand::Number(left), Operand::Number(right)) | (Operand::Date(left), Operand::Date(right)) => left.clone().minus(right),
            (Operand::Number(_) | Operand::Date(_) | Operand::Bool(_) | Operand::Text(_), _) => Err(Stop::TooHard),
        }
    }

    /// Gives, of what is held and an operand, the lesser, or the greater.
    pub(crate) fn nearer(&mut self, held: Option<Operand>, operand: &Operand, least: bool, key: &Key, slot: u32) -> Result<Operand, Stop> {
        let Some(held) = held else { return Ok(operand.clone()) };
        let difference = Self::difference(operand, &held)?;
        let difference = if least { difference } else { difference.scaled(&Exact::whole(-1))? };
        let ways = [vec![Constraint::below_zero(difference.clone())], vec![Constraint::at_most_zero(difference.scaled(&Exact::whole(-1))?)]];
        Ok(if self.choose(key, slot, &ways)? == 0 { operand.clone() } else { held })
    }
}

/// Gives the ways in which a comparison of numbers comes out, of their difference: what comes out, and what that needs.
pub(crate) fn ways_of(operator: Comparison, difference: &Linear, tolerance: &Exact) -> Result<Vec<(bool, Vec<Constraint>)>, Stop> {
    let minus = difference.scaled(&Exact::whole(-1))?;
    let off = tolerance.negated();
    let at_most = |sum: &Linear, by: &Exact| Ok::<_, Stop>(Constraint::at_most_zero(sum.clone().moved(by)?));
    let below = |sum: &Linear, by: &Exact| Ok::<_, Stop>(Constraint::below_zero(sum.clone().moved(by)?));
    let near =
        if tolerance.is_zero() { vec![Constraint::zero(difference.clone())] } else { vec![at_most(difference, &off)?, at_most(&minus, &off)?] };
    // difference > tolerance, and difference < -tolerance.
    let (over, under) = (vec![below(&minus, tolerance)?], vec![below(difference, tolerance)?]);
    Ok(match operator {
        Comparison::Equal => vec![(true, near), (false, over), (false, under)],
        Comparison::NotEqual => vec![(false, near), (true, over), (true, under)],
        Comparison::Less => vec![(true, under), (false, vec![at_most(&minus, &off)?])],
        Comparison::GreaterOrEqual => vec![(false, under), (true, vec![at_most(&minus, &off)?])],
        Comparison::LessOrEqual => vec![(true, vec![at_most(difference, &off)?]), (false, over)],
        Comparison::Greater => vec![(false, vec![at_most(difference, &off)?]), (true, over)],
    })
}
