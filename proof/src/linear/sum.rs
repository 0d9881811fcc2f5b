//! Sums of variables with exact coefficients.

use super::Stop;
use positum_plan::amount::Exact;
use std::collections::BTreeMap;

/// A variable of a question, by its number.
pub(crate) type Variable = usize;

/// Coefficients of variables, and a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Linear {
    // INVARIANT: no coefficient is zero.
    pub(crate) terms: BTreeMap<Variable, Exact>,
    pub(crate) constant: Exact,
}

impl Linear {
    pub(crate) fn constant(constant: Exact) -> Self {
        Self { terms: BTreeMap::new(), constant }
    }

    pub(crate) fn variable(variable: Variable) -> Self {
        Self { terms: BTreeMap::from([(variable, Exact::whole(1))]), constant: Exact::ZERO }
    }

    pub(crate) fn as_constant(&self) -> Option<&Exact> {
        self.terms.is_empty().then_some(&self.constant)
    }

    /// Adds `factor` times another.
    pub(crate) fn plus_times(mut self, other: &Self, factor: &Exact) -> Result<Self, Stop> {
        for (variable, coefficient) in &other.terms {
            add_times(&mut self.terms, *variable, coefficient, factor)?;
        }
        self.constant = self.constant.plus(&times(&other.constant, factor)?).ok_or(Stop::TooHard)?;
        Ok(self)
    }

    pub(crate) fn plus(self, other: &Self) -> Result<Self, Stop> {
        self.plus_times(other, &Exact::whole(1))
    }

    pub(crate) fn minus(self, other: &Self) -> Result<Self, Stop> {
        self.plus_times(other, &Exact::whole(-1))
    }

    pub(crate) fn scaled(&self, factor: &Exact) -> Result<Self, Stop> {
        Self::constant(Exact::ZERO).plus_times(self, factor)
    }

    pub(crate) fn moved(mut self, by: &Exact) -> Result<Self, Stop> {
        self.constant = self.constant.plus(by).ok_or(Stop::TooHard)?;
        Ok(self)
    }
}

/// Adds `factor` times a coefficient to that of a variable.
pub(crate) fn add_times(terms: &mut BTreeMap<Variable, Exact>, variable: Variable, coefficient: &Exact, factor: &Exact) -> Result<(), Stop> {
    let more = times(coefficient, factor)?;
    let sum = match terms.get(&variable) {
        Some(held) => held.plus(&more).ok_or(Stop::TooHard)?,
        None => more,
    };
    if sum.is_zero() {
        terms.remove(&variable);
    } else {
        terms.insert(variable, sum);
    }
    Ok(())
}

pub(crate) fn times(left: &Exact, right: &Exact) -> Result<Exact, Stop> {
    left.times(right).ok_or(Stop::TooHard)
}
