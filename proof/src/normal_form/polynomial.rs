//! Sums of products over products, with exact coefficients.
//!
//! A product with the coefficient zero stays: it has no value where one of its factors has none. Nothing is cancelled for
//! the same reason, and because a divisor may be zero.

use super::shape::{Form, Forms, Shape};
use positum_plan::amount::Exact;
use std::collections::BTreeMap;

/// A sum of products with coefficients; the product of nothing is the constant.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Polynomial(BTreeMap<Product, Exact>);

/// Factors over divisors, both in the order of forms.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Product {
    over: Vec<Form>,
    under: Vec<Form>,
}

impl Product {
    fn times(&self, other: &Self) -> Self {
        let joined = |one: &[Form], two: &[Form]| {
            let mut all: Vec<Form> = one.iter().chain(two).copied().collect();
            all.sort_unstable();
            all
        };
        Self { over: joined(&self.over, &other.over), under: joined(&self.under, &other.under) }
    }

    fn is_constant(&self) -> bool {
        self.over.is_empty() && self.under.is_empty()
    }
}

/// What takes more digits than any report needs has no polynomial.
type Bounded = Option<Polynomial>;

impl Polynomial {
    pub(super) fn constant(number: Exact) -> Self {
        let mut all = BTreeMap::new();
        if !number.is_zero() {
            all.insert(Product::default(), number);
        }
        Self(all)
    }

    /// Gives what a form is as a polynomial; one that is none is a factor of its own.
    pub(super) fn of(forms: &Forms, form: Form) -> Self {
        match forms.shape(form) {
            Some(Shape::Polynomial(polynomial)) => polynomial.clone(),
            Some(_) | None => Self(BTreeMap::from([(Product { over: vec![form], under: Vec::new() }, Exact::whole(1))])),
        }
    }

    /// Gives the form; a single factor that cannot be blank is itself.
    pub(super) fn form(self, forms: &mut Forms) -> Form {
        if let [(product, coefficient)] = self.0.iter().collect::<Vec<_>>().as_slice()
            && let ([factor], []) = (product.over.as_slice(), product.under.as_slice())
            && **coefficient == Exact::whole(1)
            && forms.shape(*factor).is_some_and(Shape::is_strict)
        {
            return *factor;
        }
        forms.of(Shape::Polynomial(self))
    }

    pub(super) fn plus(mut self, other: &Self) -> Bounded {
        for (product, coefficient) in &other.0 {
            let sum = match self.0.get(product) {
                Some(known) => known.plus(coefficient)?,
                None => coefficient.clone(),
            };
            if product.is_constant() && sum.is_zero() {
                self.0.remove(product);
            } else {
                self.0.insert(product.clone(), sum);
            }
        }
        Some(self)
    }

    pub(super) fn scaled(&self, by: &Exact) -> Bounded {
        let scaled = self.0.iter().map(|(product, coefficient)| Some((product.clone(), coefficient.times(by)?)));
        let scaled: BTreeMap<Product, Exact> = scaled.collect::<Option<_>>()?;
        Some(Self(scaled.into_iter().filter(|(product, coefficient)| !(product.is_constant() && coefficient.is_zero())).collect()))
    }

    pub(super) fn negated(&self) -> Bounded {
        self.scaled(&Exact::whole(-1))
    }

    /// Multiplies; two sums stay factors, since their product could grow beyond bounds.
    pub(super) fn times(&self, other: &Self, forms: &mut Forms) -> Bounded {
        match (self.single(), other.single()) {
            (Some((product, coefficient)), _) => other.times_product(&product, &coefficient),
            (None, Some((product, coefficient))) => self.times_product(&product, &coefficient),
            (None, None) => {
                let ((one, first), (two, second)) = (self.factor(forms)?, other.factor(forms)?);
                let mut over = vec![first, second];
                over.sort_unstable();
                Some(Self(BTreeMap::from([(Product { over, under: Vec::new() }, one.times(&two)?)])))
            }
        }
    }

    /// Divides; nothing where the divisor is always zero.
    pub(super) fn over(&self, divisor: &Self, forms: &mut Forms) -> Bounded {
        let (scale, under) = match divisor.single() {
            Some((product, coefficient)) if product.is_constant() => (coefficient, Vec::new()),
            // A divisor that is a quotient may have none where its own divisor is zero: it stays whole.
            Some((product, coefficient)) if product.under.is_empty() && !coefficient.is_zero() => (coefficient, product.over),
            Some(_) | None => {
                let (scale, factor) = divisor.factor(forms)?;
                (scale, vec![factor])
            }
        };
        let inverse = if scale.is_zero() { None } else { Exact::whole(1).divided_by(&scale) }?;
        self.times_product(&Product { over: Vec::new(), under }, &inverse)
    }

    /// Gives a multiple that has one form with all its multiples, and the number, which is positive where
    /// `sign_stays`, by which it was divided.
    pub(super) fn reduced(&self, sign_stays: bool) -> Option<(Exact, Self)> {
        let Some(leading) = self.0.values().find(|coefficient| !coefficient.is_zero()) else { return Some((Exact::whole(1), self.clone())) };
        let by = if sign_stays { leading.absolute() } else { leading.clone() };
        let reduced = self.scaled(&Exact::whole(1).divided_by(&by)?)?;
        Some((by, reduced))
    }

    fn factor(&self, forms: &mut Forms) -> Option<(Exact, Form)> {
        let (scale, reduced) = self.reduced(false)?;
        // Inside of a product it does not matter whether a factor is blank or not computed.
        let alone =
            match reduced.single() {
                Some((Product { over, under }, coefficient)) if under.is_empty() && coefficient == Exact::whole(1) => {
                    if let [factor] = over.as_slice() { Some(*factor) } else { None }
                }
                Some(_) | None => None,
            };
        Some((scale, alone.unwrap_or_else(|| reduced.form(forms))))
    }

    /// Gives the only product; of nothing, zero times nothing.
    fn single(&self) -> Option<(Product, Exact)> {
        let mut products = self.0.iter();
        match (products.next(), products.next()) {
            (None, _) => Some((Product::default(), Exact::ZERO)),
            (Some((product, coefficient)), None) => Some((product.clone(), coefficient.clone())),
            (Some(_), Some(_)) => None,
        }
    }

    fn times_product(&self, product: &Product, coefficient: &Exact) -> Bounded {
        if self.0.is_empty() {
            let nothing = (!product.is_constant()).then(|| (product.clone(), Exact::ZERO));
            return Some(Self(nothing.into_iter().collect()));
        }
        let mut result = Self::default();
        for (own, of_own) in &self.0 {
            let one = Self(BTreeMap::from([(own.times(product), of_own.times(coefficient)?)]));
            result = result.plus(&one)?;
        }
        Some(result)
    }
}
