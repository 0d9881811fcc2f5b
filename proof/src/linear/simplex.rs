//! Decides in exact arithmetic whether sums of variables can keep within bounds: the simplex method with bounds that are
//! added one after the other.
//!
//! Variables begin at values that the caller likes, and move no further than the bounds force them. That there is no
//! solution is told only once the combination of bounds that shows it has been checked against the sums as they were given.

use super::Stop;
use super::sum::{Linear, Variable, add_times, times};
use positum_plan::amount::Exact;
use std::collections::BTreeMap;

/// A number, and a part smaller than every number: strict bounds are such a part away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Point {
    pub(crate) main: Exact,
    pub(crate) beside: Exact,
}

impl Point {
    pub(crate) fn at(main: Exact) -> Self {
        Self { main, beside: Exact::ZERO }
    }

    fn plus_times(&self, other: &Self, factor: &Exact) -> Result<Self, Stop> {
        let part = |own: &Exact, other: &Exact| if other.is_zero() { Some(own.clone()) } else { own.plus(&other.times(factor)?) };
        let main = part(&self.main, &other.main).ok_or(Stop::TooHard)?;
        Ok(Self { main, beside: part(&self.beside, &other.beside).ok_or(Stop::TooHard)? })
    }

    fn minus(&self, other: &Self) -> Result<Self, Stop> {
        self.plus_times(other, &Exact::whole(-1))
    }
}

/// A side on which a variable is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Lower,
    Upper,
}

/// The bounds of all variables at some time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bounds(Vec<(Option<Point>, Option<Point>)>);

/// Variables, sums of them, and bounds of both.
#[derive(Clone, Debug, Default)]
pub(crate) struct Simplex {
    bounds: Bounds,
    values: Vec<Point>,
    /// For each variable that depends on others the coefficients of these.
    rows: BTreeMap<Variable, BTreeMap<Variable, Exact>>,
    /// What the variables that stand for sums were given as.
    sums: BTreeMap<Variable, BTreeMap<Variable, Exact>>,
    /// The same the other way.
    variables_of_sums: BTreeMap<Vec<(Variable, Exact)>, Variable>,
    pub(crate) pivots: u64,
}

impl Simplex {
    /// Adds a variable without bounds.
    pub(crate) fn add(&mut self, value: Exact) -> Variable {
        self.values.push(Point::at(value));
        self.bounds.0.push((None, None));
        self.values.len().saturating_sub(1)
    }

    /// Gives the value that a variable has now.
    pub(crate) fn value(&self, variable: Variable) -> Point {
        self.values.get(variable).cloned().unwrap_or_else(|| Point::at(Exact::ZERO))
    }

    pub(crate) fn value_of(&self, sum: &Linear) -> Result<Point, Stop> {
        sum.terms.iter().try_fold(Point::at(sum.constant.clone()), |held, (variable, factor)| held.plus_times(&self.value(*variable), factor))
    }

    pub(crate) fn bound(&self, variable: Variable, side: Side) -> Option<&Point> {
        let (lower, upper) = self.bounds.0.get(variable)?;
        match side {
            Side::Lower => lower.as_ref(),
            Side::Upper => upper.as_ref(),
        }
    }

    /// Gives the bound of a sum that follows from those of its variables.
    pub(crate) fn bound_of(&self, sum: &Linear, side: Side) -> Option<Point> {
        sum.terms.iter().try_fold(Point::at(sum.constant.clone()), |held, (variable, factor)| {
            let own = if (factor < &Exact::ZERO) == (side == Side::Lower) { Side::Upper } else { Side::Lower };
            held.plus_times(self.bound(*variable, own)?, factor).ok()
        })
    }

    pub(crate) fn bounds(&self) -> Bounds {
        self.bounds.clone()
    }

    /// Takes back bounds that were added since; variables that were added meanwhile have none then.
    pub(crate) fn restore(&mut self, mut bounds: Bounds) {
        bounds.0.resize(self.bounds.0.len(), (None, None));
        self.bounds = bounds;
    }

    /// Gives the variable that stands for a sum, which has no constant.
    pub(crate) fn variable_of(&mut self, terms: &BTreeMap<Variable, Exact>) -> Result<Variable, Stop> {
        let key: Vec<(Variable, Exact)> = terms.iter().map(|(variable, factor)| (*variable, factor.clone())).collect();
        if let Some(known) = self.variables_of_sums.get(&key) {
            return Ok(*known);
        }
        let value = self.value_of(&Linear { terms: terms.clone(), constant: Exact::ZERO })?;
        let variable = self.add(Exact::ZERO);
        self.set(variable, value);
        let row = self.in_free(terms)?;
        self.rows.insert(variable, row);
        self.sums.insert(variable, terms.clone());
        self.variables_of_sums.insert(key, variable);
        Ok(variable)
    }

    /// Writes a sum with variables alone that depend on no others.
    fn in_free(&self, terms: &BTreeMap<Variable, Exact>) -> Result<BTreeMap<Variable, Exact>, Stop> {
        let mut free = BTreeMap::new();
        for (variable, factor) in terms {
            match self.rows.get(variable) {
                Some(row) => row.iter().try_for_each(|(inner, coefficient)| add_times(&mut free, *inner, coefficient, factor))?,
                None => add_times(&mut free, *variable, factor, &Exact::whole(1))?,
            }
        }
        Ok(free)
    }

    fn set(&mut self, variable: Variable, value: Point) {
        if let Some(own) = self.values.get_mut(variable) {
            *own = value;
        }
    }

    /// Bounds a variable.
    ///
    /// # Errors
    /// [`Stop::Dead`] where that leaves no value.
    pub(crate) fn bind(&mut self, variable: Variable, side: Side, bound: Point) -> Result<(), Stop> {
        let Some((lower, upper)) = self.bounds.0.get_mut(variable) else { return Err(Stop::TooHard) };
        let (own, other) = match side {
            Side::Lower => (lower, upper),
            Side::Upper => (upper, lower),
        };
        let is_tighter = |than: &Point| if side == Side::Lower { bound > *than } else { bound < *than };
        if own.as_ref().is_some_and(|own| !is_tighter(own)) {
            return Ok(());
        }
        if other.as_ref().is_some_and(is_tighter) {
            return Err(Stop::Dead);
        }
        *own = Some(bound.clone());
        let value = self.value(variable);
        let is_beyond = if side == Side::Lower { value < bound } else { value > bound };
        if is_beyond && !self.rows.contains_key(&variable) {
            self.shift(variable, bound)?;
        }
        Ok(())
    }

    /// Moves a free variable, and those that depend on it.
    fn shift(&mut self, variable: Variable, to: Point) -> Result<(), Stop> {
        let by = to.minus(&self.value(variable))?;
        for (basic, row) in &self.rows {
            if let (Some(factor), Some(value)) = (row.get(&variable), self.values.get_mut(*basic)) {
                *value = value.plus_times(&by, factor)?;
            }
        }
        self.set(variable, to);
        Ok(())
    }

    /// Moves variables until all are within their bounds.
    ///
    /// # Errors
    /// [`Stop::Dead`] where there is no solution; [`Stop::Budget`] where none was found with so many exchanges, or once
    /// `spend`, which is asked for each of them, has no more: with large sums one takes milliseconds.
    pub(crate) fn settle(&mut self, most_pivots: u64, spend: &mut dyn FnMut(u64) -> bool) -> Result<(), Stop> {
        let mut pivots = 0_u64;
        while let Some((basic, side, bound)) = self.first_beyond() {
            let Some(row) = self.rows.get(&basic) else { return Err(Stop::TooHard) };
            let can_help = |(variable, factor): &(&Variable, &Exact)| {
                let must_grow = (**factor > Exact::ZERO) == (side == Side::Lower);
                let limit = self.bound(**variable, if must_grow { Side::Upper } else { Side::Lower });
                limit.is_none_or(|limit| if must_grow { self.value(**variable) < *limit } else { self.value(**variable) > *limit })
            };
            let mut helping = row.iter().filter(can_help);
            // The first one always ends; before that, whole factors keep values whole.
            let is_one = |factor: &Exact| factor.absolute() == Exact::whole(1);
            let entering =
                if pivots < 60 { row.iter().filter(can_help).find(|(_, factor)| is_one(factor)).or_else(|| helping.next()) } else { helping.next() };
            let Some((entering, _)) = entering else {
                return Err(if self.shows_there_is_none(basic, side)? { Stop::Dead } else { Stop::TooHard });
            };
            let entering = *entering;
            self.exchange(basic, entering, bound)?;
            pivots = pivots.saturating_add(1);
            self.pivots = self.pivots.saturating_add(1);
            if pivots > most_pivots || !spend(1) {
                return Err(Stop::Budget);
            }
        }
        Ok(())
    }

    fn first_beyond(&self) -> Option<(Variable, Side, Point)> {
        self.rows.keys().find_map(|basic| {
            let value = self.values.get(*basic)?;
            let (lower, upper) = self.bounds.0.get(*basic)?;
            match (lower, upper) {
                (Some(lower), _) if value < lower => Some((*basic, Side::Lower, lower.clone())),
                (_, Some(upper)) if value > upper => Some((*basic, Side::Upper, upper.clone())),
                (None | Some(_), None | Some(_)) => None,
            }
        })
    }

    /// Makes a dependent variable free, at `to`, and a free one dependent.
    fn exchange(&mut self, leaving: Variable, entering: Variable, to: Point) -> Result<(), Stop> {
        let Some(mut row) = self.rows.remove(&leaving) else { return Err(Stop::TooHard) };
        let Some(factor) = row.remove(&entering) else { return Err(Stop::TooHard) };
        let inverse = Exact::whole(1).divided_by(&factor).ok_or(Stop::TooHard)?;
        let by = Point::at(Exact::ZERO).plus_times(&to.minus(&self.value(leaving))?, &inverse)?;
        let mut solved: BTreeMap<Variable, Exact> = BTreeMap::from([(leaving, inverse.clone())]);
        for (variable, coefficient) in &row {
            solved.insert(*variable, times(coefficient, &inverse)?.negated());
        }
        for (basic, other) in &mut self.rows {
            let Some(factor) = other.remove(&entering) else { continue };
            for (variable, coefficient) in &solved {
                add_times(other, *variable, coefficient, &factor)?;
            }
            if let Some(value) = self.values.get_mut(*basic) {
                *value = value.plus_times(&by, &factor)?;
            }
        }
        let moved = self.value(entering).plus_times(&by, &Exact::whole(1))?;
        self.set(entering, moved);
        self.set(leaving, to);
        self.rows.insert(entering, solved);
        Ok(())
    }

    /// Checks that the row of a variable that is beyond its bound shows that there is no solution: written with what the
    /// sums stand for nothing is left of it, and the bounds of the others keep the variable beyond its own.
    fn shows_there_is_none(&self, basic: Variable, side: Side) -> Result<bool, Stop> {
        let Some(row) = self.rows.get(&basic) else { return Ok(false) };
        let mut left: BTreeMap<Variable, Exact> = BTreeMap::new();
        let own = (basic, Exact::whole(-1));
        for (variable, factor) in row.iter().map(|(variable, factor)| (*variable, factor.clone())).chain([own]) {
            match self.sums.get(&variable) {
                Some(sum) => sum.iter().try_for_each(|(inner, coefficient)| add_times(&mut left, *inner, coefficient, &factor))?,
                None => add_times(&mut left, variable, &factor, &Exact::whole(1))?,
            }
        }
        let other_side = if side == Side::Lower { Side::Upper } else { Side::Lower };
        let reach = self.bound_of(&Linear { terms: row.clone(), constant: Exact::ZERO }, other_side);
        let own = self.bound(basic, side);
        let is_beyond = reach.zip(own).is_some_and(|(reach, own)| if side == Side::Lower { reach < *own } else { reach > *own });
        Ok(left.is_empty() && is_beyond)
    }

    /// Gives the sums that variables stand for, each with its variable.
    pub(crate) fn sums(&self) -> impl Iterator<Item = (Variable, &BTreeMap<Variable, Exact>)> {
        self.sums.iter().map(|(variable, sum)| (*variable, sum))
    }
}
