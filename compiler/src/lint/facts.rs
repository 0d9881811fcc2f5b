//! What is certain of values without any submission: from literals, from what functions give, from conditions that hold.
//!
//! Nothing is searched for. What cannot be told is open, and nobody is warned of it.

use crate::settle_cells::normal_form::NormalForms;
use crate::settled_model::{Expression, ExpressionKind, Origin, SettledModel};
use positum_grammar::syntax_tree::Comparison;
use positum_plan::amount::Exact;
use positum_plan::plan::{Aggregate, CellReference};
use std::collections::BTreeMap;

/// How far computed cells are looked into.
const DEEPEST_LOOK: usize = 12;
/// How many parts are looked at for one value: cells that add up each other twice would be looked at ever more often.
const MOST_LOOKS: usize = 60;

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// For every submission in which it can be told.
    Always,
    /// For no submission.
    Never,
    /// For some, perhaps.
    Open,
}

impl Truth {
    fn of(holds: bool) -> Self {
        if holds { Self::Always } else { Self::Never }
    }

    fn turned(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Open => Self::Open,
        }
    }
}

/// An end of a range, and whether the end itself is outside.
type End = Option<(Exact, bool)>;

/// Between what a value lies.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    lower: End,
    upper: End,
    is_not_zero: bool,
}

impl Bounds {
    fn exactly(number: Exact) -> Self {
        Self { is_not_zero: !number.is_zero(), lower: Some((number.clone(), false)), upper: Some((number, false)) }
    }

    fn from_zero() -> Self {
        Self { lower: Some((Exact::whole(0), false)), ..Self::default() }
    }

    /// Tells whether zero is not among the values.
    pub(super) fn exclude_zero(&self) -> bool {
        self.is_not_zero || self.is_positive() || self.turned().is_positive()
    }

    fn is_positive(&self) -> bool {
        self.lower.as_ref().is_some_and(|(end, is_open)| *end > Exact::whole(0) || (*is_open && end.is_zero()))
    }

    fn is_not_negative(&self) -> bool {
        self.lower.as_ref().is_some_and(|(end, _)| *end >= Exact::whole(0))
    }

    fn turned(&self) -> Self {
        let turn = |end: &End| end.as_ref().map(|(end, is_open)| (end.negated(), *is_open));
        Self { lower: turn(&self.upper), upper: turn(&self.lower), is_not_zero: self.is_not_zero }
    }

    fn plus(&self, other: &Self) -> Self {
        let add = |left: &End, right: &End| {
            let ((left, left_open), (right, right_open)) = left.as_ref().zip(right.as_ref())?;
            Some((left.plus(right)?, *left_open || *right_open))
        };
        Self { lower: add(&self.lower, &other.lower), upper: add(&self.upper, &other.upper), is_not_zero: false }
    }

    /// What lies in both.
    fn and(mut self, other: Self) -> Self {
        if is_nearer(&other.lower, &self.lower, false) {
            self.lower = other.lower;
        }
        if is_nearer(&other.upper, &self.upper, true) {
            self.upper = other.upper;
        }
        self.is_not_zero |= other.is_not_zero;
        self
    }

    /// What lies in one or the other.
    fn or(self, other: Self) -> Self {
        let lower = if is_nearer(&other.lower, &self.lower, false) { self.lower.clone() } else { other.lower.clone() };
        let upper = if is_nearer(&other.upper, &self.upper, true) { self.upper.clone() } else { other.upper.clone() };
        Self { lower, upper, is_not_zero: self.exclude_zero() && other.exclude_zero() }
    }

    fn with_zero(self) -> Self {
        self.or(Self::exactly(Exact::whole(0)))
    }

    /// What is left of it when the value is rounded: that it is not on the other side of zero.
    fn rounded(&self) -> Self {
        let zero = |is_on_this_side: bool| is_on_this_side.then(|| (Exact::whole(0), false));
        Self { lower: zero(self.is_not_negative()), upper: zero(self.turned().is_not_negative()), is_not_zero: false }
    }

    fn times(&self, other: &Self) -> Self {
        let (same, opposite) = (
            (self.is_not_negative() && other.is_not_negative()) || (self.turned().is_not_negative() && other.turned().is_not_negative()),
            (self.is_not_negative() && other.turned().is_not_negative()) || (self.turned().is_not_negative() && other.is_not_negative()),
        );
        let is_not_zero = self.exclude_zero() && other.exclude_zero();
        let zero = |known: bool| known.then(|| (Exact::whole(0), is_not_zero));
        Self { lower: zero(same), upper: zero(opposite), is_not_zero }
    }
}

/// Tells whether an end says more than another.
fn is_nearer(new: &End, old: &End, is_upper: bool) -> bool {
    match (new, old) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some((new, new_open)), Some((old, old_open))) => {
            let is_tighter = if is_upper { new < old } else { new > old };
            is_tighter || (new == old && *new_open && !old_open)
        }
    }
}

/// Conditions that hold, by the numbers of the formulas that they speak of.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    bounds: BTreeMap<u128, Bounds>,
    truths: BTreeMap<u128, bool>,
}

/// Looks at formulas in the light of facts.
pub(super) struct Insight<'l, 'm> {
    model: &'m SettledModel,
    forms: &'l mut NormalForms<'m>,
    /// How many parts may still be looked at.
    looks: usize,
}

impl<'l, 'm> Insight<'l, 'm> {
    pub(super) fn new(model: &'m SettledModel, forms: &'l mut NormalForms<'m>) -> Self {
        Self { model, forms, looks: 0 }
    }
}

impl Insight<'_, '_> {
    /// Adds to the facts that a condition holds, or that it does not.
    pub(super) fn assume(&mut self, facts: &mut Facts, condition: &Expression, holds: bool) {
        facts.truths.insert(self.forms.number(condition), holds);
        match &condition.kind {
            ExpressionKind::And(parts) if holds => self.assume_all(facts, parts, true),
            ExpressionKind::Or(parts) if !holds => self.assume_all(facts, parts, false),
            ExpressionKind::Not(inner) => self.assume(facts, inner, !holds),
            ExpressionKind::Comparison(operator, _, left, right) => {
                let operator = if holds { *operator } else { negated(*operator) };
                self.compare_is(facts, operator, left, right);
            }
            _ => {}
        }
    }

    /// Twice: what a later one says may bound what stands in an earlier one.
    fn assume_all(&mut self, facts: &mut Facts, conditions: &[Expression], holds: bool) {
        conditions.iter().chain(conditions).for_each(|condition| self.assume(facts, condition, holds));
    }

    fn compare_is(&mut self, facts: &mut Facts, operator: Comparison, left: &Expression, right: &Expression) {
        match (constant(left), constant(right)) {
            (None, Some(number)) => insert(facts, self.forms.number(left), operator, number),
            (Some(number), None) => insert(facts, self.forms.number(right), turned(operator), number),
            (Some(_), Some(_)) => {}
            (None, None) => {
                // A value beyond another that is bounded is bounded too.
                let (left_number, right_number) = (self.forms.number(left), self.forms.number(right));
                for (number, operator, other) in [(left_number, operator, right), (right_number, turned(operator), left)] {
                    let bounds = self.bounds(other, facts);
                    let end = match operator {
                        Comparison::Greater | Comparison::GreaterOrEqual => bounds.lower,
                        Comparison::Less | Comparison::LessOrEqual => bounds.upper,
                        Comparison::Equal | Comparison::NotEqual => None,
                    };
                    let Some((end, is_open)) = end else { continue };
                    insert(facts, number, if is_open { strict(operator) } else { operator }, end);
                }
                insert(facts, left_number.wrapping_sub(right_number), operator, Exact::whole(0));
            }
        }
    }

    /// Tells whether a condition holds, given the facts.
    pub(super) fn truth(&mut self, condition: &Expression, facts: &Facts) -> Truth {
        if let Some(holds) = facts.truths.get(&self.forms.number(condition)) {
            return Truth::of(*holds);
        }
        match &condition.kind {
            ExpressionKind::Comparison(operator, _, left, right) => self.comparison(*operator, left, right, facts),
            ExpressionKind::In(value, options) => self.one_of(value, options, facts),
            ExpressionKind::And(parts) => self.all_of(parts, facts, true),
            ExpressionKind::Or(parts) => self.all_of(parts, facts, false),
            ExpressionKind::Not(inner) => self.truth(inner, facts).turned(),
            ExpressionKind::When(value, _) => self.truth(value, facts),
            ExpressionKind::If(_, first, second) | ExpressionKind::Else(first, second) => {
                let (first, second) = (self.truth(first, facts), self.truth(second, facts));
                if first == second { first } else { Truth::Open }
            }
            _ => Truth::Open,
        }
    }

    /// `and` of several is what `or` of them is, turned: the first that fails decides, and each is looked at in
    /// the light of those before it.
    fn all_of(&mut self, parts: &[Expression], facts: &Facts, is_and: bool) -> Truth {
        let mut facts = facts.clone();
        let deciding = if is_and { Truth::Never } else { Truth::Always };
        let mut result = deciding.turned();
        for part in parts {
            match self.truth(part, &facts) {
                truth if truth == deciding => return deciding,
                Truth::Open => result = Truth::Open,
                Truth::Always | Truth::Never => {}
            }
            self.assume(&mut facts, part, is_and);
        }
        result
    }

    fn comparison(&mut self, operator: Comparison, left: &Expression, right: &Expression, facts: &Facts) -> Truth {
        if let Some(are_equal) = plain_equality(left, right) {
            return match operator {
                Comparison::Equal => Truth::of(are_equal),
                Comparison::NotEqual => Truth::of(!are_equal),
                Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => Truth::Open,
            };
        }
        let (left_number, right_number) = (self.forms.number(left), self.forms.number(right));
        let difference = if left_number == right_number {
            Bounds::exactly(Exact::whole(0))
        } else {
            let known = facts.bounds.get(&left_number.wrapping_sub(right_number)).cloned().unwrap_or_default();
            let (left, right) = (self.bounds(left, facts), self.bounds(right, facts));
            let apart = left.plus(&right.turned());
            known.and(apart)
        };
        let (is_above, is_below) = (difference.is_positive(), difference.turned().is_positive());
        let (is_not_below, is_not_above) = (difference.is_not_negative(), difference.turned().is_not_negative());
        let decide = |always: bool, never: bool| match (always, never) {
            (true, _) => Truth::Always,
            (false, true) => Truth::Never,
            (false, false) => Truth::Open,
        };
        match operator {
            Comparison::Equal => decide(is_not_below && is_not_above, difference.exclude_zero()),
            Comparison::NotEqual => decide(difference.exclude_zero(), is_not_below && is_not_above),
            Comparison::Less => decide(is_below, is_not_below),
            Comparison::LessOrEqual => decide(is_not_above, is_above),
            Comparison::Greater => decide(is_above, is_not_above),
            Comparison::GreaterOrEqual => decide(is_not_below, is_below),
        }
    }

    fn one_of(&mut self, value: &Expression, options: &[Expression], facts: &Facts) -> Truth {
        let truths: Vec<Truth> = options.iter().map(|option| self.comparison(Comparison::Equal, value, option, facts)).collect();
        if truths.contains(&Truth::Always) {
            return Truth::Always;
        }
        if truths.iter().all(|truth| *truth == Truth::Never) { Truth::Never } else { Truth::Open }
    }

    /// Tells between what a formula's values lie.
    pub(super) fn bounds(&mut self, expression: &Expression, facts: &Facts) -> Bounds {
        self.looks = MOST_LOOKS;
        self.bounds_within(expression, facts, DEEPEST_LOOK)
    }

    fn bounds_within(&mut self, expression: &Expression, facts: &Facts, depth: usize) -> Bounds {
        if let Some(number) = constant(expression) {
            return Bounds::exactly(number);
        }
        let known = facts.bounds.get(&self.forms.number(expression)).cloned().unwrap_or_default();
        let (Some(depth), Some(looks)) = (depth.checked_sub(1), self.looks.checked_sub(1)) else { return known };
        self.looks = looks;
        let own = match &expression.kind {
            ExpressionKind::Slot(reference) => self.bounds_of_cell(*reference, facts, depth),
            ExpressionKind::Chain(terms) => self.bounds_of_sum(terms.iter().map(|(negative, term)| (*negative, term)), facts, depth, false),
            ExpressionKind::Range(parts) => self.bounds_of_sum(parts.iter().map(|part| (false, part)), facts, depth, true),
            ExpressionKind::Negation(inner) => self.bounds_within(inner, facts, depth).turned(),
            ExpressionKind::Absolute(inner) => {
                let inner = self.bounds_within(inner, facts, depth);
                Bounds { is_not_zero: inner.exclude_zero(), ..Bounds::from_zero() }
            }
            ExpressionKind::Product(left, right) | ExpressionKind::Quotient(left, right) => {
                let (left, right) = (self.bounds_within(left, facts, depth), self.bounds_within(right, facts, depth));
                left.times(&right)
            }
            ExpressionKind::Round(inner, ..) => self.bounds_within(inner, facts, depth).rounded(),
            ExpressionKind::When(value, _) => self.bounds_within(value, facts, depth),
            ExpressionKind::Else(first, second) | ExpressionKind::If(_, first, second) => {
                let first = self.bounds_within(first, facts, depth);
                first.or(self.bounds_within(second, facts, depth))
            }
            ExpressionKind::Least(parts) => self.bounds_of_greatest(parts, facts, depth, true).turned(),
            ExpressionKind::Greatest(parts) => self.bounds_of_greatest(parts, facts, depth, false),
            ExpressionKind::Aggregate { function, value, .. } => self.bounds_of_aggregate(*function, value.as_deref(), depth),
            // Whoever evaluates a submission may give a parameter any value.
            ExpressionKind::Parameter(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Not(_)
            | ExpressionKind::Comparison(..)
            | ExpressionKind::In(..)
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::Matches(..)
            | ExpressionKind::DaysBetween(..)
            | ExpressionKind::DateOf { .. }
            | ExpressionKind::WorkingDaysAfter { .. }
            | ExpressionKind::Exact(_)
            | ExpressionKind::Earlier(..)
            | ExpressionKind::PeriodPart(_)
            | ExpressionKind::Lookup { .. }
            | ExpressionKind::Unknown => Bounds::default(),
        };
        known.and(own)
    }

    fn bounds_of_cell(&mut self, reference: CellReference, facts: &Facts, depth: usize) -> Bounds {
        let cell = self.model.slot(reference);
        match &cell.origin {
            Origin::Sequence => Bounds::exactly(Exact::whole(1)).without_upper(),
            Origin::Formula(formula, _) => {
                // What is known of this line's cells says nothing of a column's cells in other lines, and these
                // are the only ones that a formula looks at outside aggregates.
                let bounds = self.bounds_within(formula, facts, depth);
                if cell.value_type.is_some() { bounds.rounded() } else { bounds }
            }
            Origin::Input(_) | Origin::GroupKey | Origin::Unknown => Bounds::default(),
        }
    }

    fn bounds_of_sum<'e>(
        &mut self,
        terms: impl Iterator<Item = (bool, &'e Expression)>,
        facts: &Facts,
        depth: usize,
        may_be_passed_over: bool,
    ) -> Bounds {
        let mut sum = Bounds { is_not_zero: false, ..Bounds::exactly(Exact::whole(0)) };
        for (negative, term) in terms {
            let bounds = self.bounds_within(term, facts, depth);
            let bounds = if may_be_passed_over { bounds.with_zero() } else { bounds };
            sum = sum.plus(&if negative { bounds.turned() } else { bounds });
        }
        sum
    }

    /// Bounds of the greatest of several, or, turned, of the least. A part that is passed over bounds nothing.
    fn bounds_of_greatest(&mut self, parts: &[Expression], facts: &Facts, depth: usize, is_turned: bool) -> Bounds {
        let mut all: Option<Bounds> = None;
        let mut floor = Bounds::default();
        for part in parts {
            let bounds = self.bounds_within(part, facts, depth);
            let bounds = if is_turned { bounds.turned() } else { bounds };
            if constant(part).is_some() {
                floor = floor.and(Bounds { lower: bounds.lower.clone(), ..Bounds::default() });
            }
            all = Some(match all {
                None => bounds,
                Some(all) => all.or(bounds),
            });
        }
        all.unwrap_or_default().and(floor)
    }

    fn bounds_of_aggregate(&mut self, function: Aggregate, value: Option<&Expression>, depth: usize) -> Bounds {
        // The facts are those of one line, or of none.
        let mut each = || value.map(|value| self.bounds_within(value, &Facts::default(), depth)).unwrap_or_default();
        match function {
            Aggregate::Count => Bounds::from_zero(),
            Aggregate::Sum => each().with_zero().rounded(),
            Aggregate::Min | Aggregate::Max | Aggregate::First => each(),
        }
    }
}

impl Bounds {
    fn without_upper(self) -> Self {
        Self { upper: None, ..self }
    }
}

fn insert(facts: &mut Facts, number: u128, operator: Comparison, value: Exact) {
    let end = |is_open: bool| Some((value.clone(), is_open));
    let (lower, upper, is_not_zero) = match operator {
        Comparison::Equal => (end(false), end(false), !value.is_zero()),
        Comparison::NotEqual => (None, None, value.is_zero()),
        Comparison::Less => (None, end(true), false),
        Comparison::LessOrEqual => (None, end(false), false),
        Comparison::Greater => (end(true), None, false),
        Comparison::GreaterOrEqual => (end(false), None, false),
    };
    let new = Bounds { lower, upper, is_not_zero };
    for (number, new) in [(number.wrapping_neg(), new.turned()), (number, new)] {
        let known = facts.bounds.remove(&number).unwrap_or_default();
        facts.bounds.insert(number, known.and(new));
    }
}

/// Compares two texts or two dates that are written; nothing where one is not.
fn plain_equality(left: &Expression, right: &Expression) -> Option<bool> {
    match (&left.kind, &right.kind) {
        (ExpressionKind::Text(left), ExpressionKind::Text(right)) => Some(left == right),
        (ExpressionKind::Date(left), ExpressionKind::Date(right)) => Some(left == right),
        (_, _) => None,
    }
}

/// Gives the value of a formula that is made of written numbers alone.
pub(crate) fn constant(expression: &Expression) -> Option<Exact> {
    match &expression.kind {
        ExpressionKind::Number(literal) => Some(Exact::from(literal.value)),
        ExpressionKind::Negation(inner) => Some(constant(inner)?.negated()),
        ExpressionKind::Absolute(inner) => Some(constant(inner)?.absolute()),
        ExpressionKind::Product(left, right) => constant(left)?.times(&constant(right)?),
        ExpressionKind::Quotient(left, right) => constant(left)?.divided_by(&constant(right)?),
        ExpressionKind::Chain(terms) => terms.iter().try_fold(Exact::whole(0), |sum, (negative, term)| {
            let term = constant(term)?;
            if *negative { sum.minus(&term) } else { sum.plus(&term) }
        }),
        _ => None,
    }
}

fn negated(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}

fn turned(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Equal | Comparison::NotEqual => operator,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}

fn strict(operator: Comparison) -> Comparison {
    match operator {
        Comparison::LessOrEqual => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::Greater,
        Comparison::Equal | Comparison::NotEqual | Comparison::Less | Comparison::Greater => operator,
    }
}
