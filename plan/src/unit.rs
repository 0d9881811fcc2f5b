//! Units of formulas and the rules by which they combine.

use crate::plan::CodelistId;
use crate::value::{Currency, Quantity, RatioScale};

/// What a formula, or a part of one, measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A literal zero, which fits every unit.
    Zero,
    /// A number without a unit.
    Number,
    /// An amount of money.
    Amount(Currency),
    /// Units of `to` for one unit of `from`.
    Rate {
        /// The currency converted to.
        to: Currency,
        /// The currency converted from.
        from: Currency,
    },
    /// A part of a whole; how it is shown where a type or a sign says so.
    Ratio(Option<RatioScale>),
    /// A number of things.
    Count,
    /// A number of days.
    Days,
    /// A day.
    Date,
    /// A text.
    Text,
    /// A truth value.
    Bool,
    /// A value of a codelist.
    Code(CodelistId),
}

impl From<&Quantity> for Unit {
    fn from(quantity: &Quantity) -> Self {
        match quantity {
            Quantity::Amount(currency) => Self::Amount(currency.clone()),
            Quantity::Rate { to, from } => Self::Rate { to: to.clone(), from: from.clone() },
            Quantity::Ratio(scale) => Self::Ratio(Some(*scale)),
            Quantity::Count => Self::Count,
            Quantity::Integer | Quantity::Decimal => Self::Number,
            Quantity::Days => Self::Days,
            Quantity::Date => Self::Date,
            Quantity::Text => Self::Text,
            Quantity::Bool => Self::Bool,
            Quantity::Code(codelist) => Self::Code(*codelist),
        }
    }
}

impl Unit {
    /// Tells whether values are numbers.
    pub fn is_number(&self) -> bool {
        match self {
            Self::Zero | Self::Number | Self::Amount(_) | Self::Rate { .. } | Self::Ratio(_) | Self::Count | Self::Days => true,
            Self::Date | Self::Text | Self::Bool | Self::Code(_) => false,
        }
    }

    /// Gives the unit of values that may stand for both; nothing where the two cannot be compared, added or alternate.
    pub fn shared(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Zero, unit) | (unit, Self::Zero) if unit.is_number() => Some(unit.clone()),
            (Self::Ratio(left), Self::Ratio(right)) => Some(Self::Ratio(if left == right { *left } else { left.or(*right) })),
            (Self::Number, Self::Ratio(None | Some(RatioScale::Plain))) => Some(other.clone()),
            (Self::Ratio(None | Some(RatioScale::Plain)), Self::Number) => Some(self.clone()),
            (Self::Number, Self::Count | Self::Days) => Some(other.clone()),
            (Self::Count | Self::Days, Self::Number) => Some(self.clone()),
            (Self::Code(_), Self::Text) | (Self::Text, Self::Code(_)) => Some(Self::Text),
            (left, right) => (left == right).then(|| left.clone()),
        }
    }

    /// Gives the unit of a sum.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Date, Self::Days | Self::Number | Self::Zero) => Some(Self::Date),
            (left, right) if left.is_number() && right.is_number() => left.shared(right),
            (_, _) => None,
        }
    }

    /// Gives the unit of a difference.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Date, Self::Date) => Some(Self::Days),
            (left, right) => left.plus(right),
        }
    }

    /// Gives the unit of a product.
    pub fn times(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Zero, unit) | (unit, Self::Zero) if unit.is_number() => Some(Self::Zero),
            (Self::Number, unit) | (unit, Self::Number) if unit.is_number() => Some(unit.clone()),
            (Self::Ratio(_), Self::Ratio(_)) => Some(Self::Ratio(None)),
            (Self::Ratio(_), unit @ (Self::Amount(_) | Self::Count | Self::Days | Self::Rate { .. }))
            | (unit @ (Self::Amount(_) | Self::Count | Self::Days | Self::Rate { .. }), Self::Ratio(_)) => Some(unit.clone()),
            (Self::Count, unit @ (Self::Amount(_) | Self::Rate { .. } | Self::Count | Self::Days))
            | (unit @ (Self::Amount(_) | Self::Rate { .. } | Self::Days), Self::Count) => Some(unit.clone()),
            (Self::Amount(currency), Self::Rate { to, from }) | (Self::Rate { to, from }, Self::Amount(currency)) => {
                (currency == from).then(|| Self::Amount(to.clone()))
            }
            (_, _) => None,
        }
    }

    /// Gives the unit of a quotient.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Zero, unit) if unit.is_number() => Some(Self::Zero),
            (unit, Self::Number | Self::Zero) if unit.is_number() => Some(unit.clone()),
            (Self::Amount(left), Self::Amount(right)) => (left == right).then_some(Self::Ratio(None)),
            (Self::Rate { to, from }, Self::Rate { to: other_to, from: other_from }) => {
                (to == other_to && from == other_from).then_some(Self::Ratio(None))
            }
            (Self::Count, Self::Count) | (Self::Days, Self::Days) => Some(Self::Ratio(None)),
            (Self::Amount(currency), Self::Rate { to, from }) => (currency == to).then(|| Self::Amount(from.clone())),
            (unit @ (Self::Amount(_) | Self::Count | Self::Days | Self::Rate { .. } | Self::Ratio(_)), Self::Ratio(_)) => match unit {
                Self::Ratio(_) => Some(Self::Ratio(None)),
                other => Some(other.clone()),
            },
            (unit @ (Self::Amount(_) | Self::Rate { .. } | Self::Days), Self::Count) => Some(unit.clone()),
            (Self::Number, Self::Ratio(_) | Self::Count | Self::Days) => Some(Self::Number),
            (_, _) => None,
        }
    }

    /// Tells whether a formula of this unit may fill a cell of `target`.
    pub fn fills(&self, target: &Self) -> bool {
        match (self, target) {
            (Self::Number, Self::Ratio(Some(RatioScale::Percent | RatioScale::Permille | RatioScale::BasisPoints))) => false,
            (Self::Ratio(None | Some(RatioScale::Plain)), Self::Number) => true,
            (Self::Text, Self::Code(_)) => false,
            (unit, target) => unit.shared(target).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro() -> Unit {
        Unit::Amount(Currency::Fixed("EUR".to_owned()))
    }

    fn dollar() -> Unit {
        Unit::Amount(Currency::Fixed("USD".to_owned()))
    }

    #[test]
    fn amounts_of_one_currency_add_and_divide_to_a_ratio() {
        assert_eq!(euro().plus(&euro()), Some(euro()));
        assert_eq!(euro().plus(&dollar()), None);
        assert_eq!(euro().divided_by(&euro()), Some(Unit::Ratio(None)));
        assert_eq!(euro().divided_by(&dollar()), None);
    }

    #[test]
    fn a_rate_converts_there_and_back() {
        let rate = Unit::Rate { to: Currency::Fixed("EUR".to_owned()), from: Currency::Fixed("USD".to_owned()) };
        assert_eq!(dollar().times(&rate), Some(euro()));
        assert_eq!(rate.times(&dollar()), Some(euro()));
        assert_eq!(euro().divided_by(&rate), Some(dollar()));
        assert_eq!(euro().times(&rate), None);
    }

    #[test]
    fn zero_fits_every_number_and_nothing_else() {
        assert_eq!(Unit::Zero.shared(&euro()), Some(euro()));
        assert_eq!(Unit::Ratio(Some(RatioScale::Percent)).shared(&Unit::Zero), Some(Unit::Ratio(Some(RatioScale::Percent))));
        assert_eq!(Unit::Zero.shared(&Unit::Text), None);
    }

    #[test]
    fn a_bare_number_is_no_percent_but_may_be_a_count() {
        assert_eq!(Unit::Number.shared(&Unit::Ratio(Some(RatioScale::Percent))), None);
        assert_eq!(Unit::Number.shared(&Unit::Count), Some(Unit::Count));
        assert_eq!(euro().plus(&Unit::Count), None);
    }

    #[test]
    fn a_ratio_fills_a_percent_and_not_an_amount() {
        assert!(Unit::Ratio(None).fills(&Unit::Ratio(Some(RatioScale::Percent))));
        assert!(!Unit::Ratio(None).fills(&euro()));
    }
}
