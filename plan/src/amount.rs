//! Exact arithmetic on amounts, and the only roundings.
//!
//! [`Exact`] is what formulas compute with: a fraction that is never rounded. A cell's value is rounded
//! once, by [`Exact::rounded`], to the decimals that its type shows; such a value fits a [`Decimal`].

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// The most digits that a shown number has, all decimals included.
pub const MOST_DIGITS: u32 = 28;
/// The most characters that the text of a number may have; longer text is no number.
pub const MOST_NUMBER_CHARACTERS: usize = 1_000;
/// The largest exponent, either way, that a number of a submission may be written with.
pub const LARGEST_EXPONENT: u32 = 400;
/// The most bits of a numerator or denominator on the way to a result; beyond it there is no result.
const MOST_BITS: u64 = 16_384;

/// What happens to the part of a number that is not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest; exactly half goes away from zero.
    #[default]
    HalfAwayFromZero,
    /// To the nearest; exactly half goes to the even digit.
    HalfEven,
    /// The rest is cut off.
    TowardZero,
}

/// An exact number: whole numerator over whole, positive denominator.
#[derive(Clone, Debug)]
pub struct Exact(Form);

#[derive(Clone, Debug)]
enum Form {
    // INVARIANT: `denominator` is positive. The fraction need not be reduced.
    Small { numerator: i128, denominator: i128 },
    Large(Box<BigRational>),
}

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// The text is not digits with an optional minus and an optional decimal part.
    Spelling,
    /// The text or its exponent is longer than any number of a report.
    Size,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self(Form::Small { numerator: 0, denominator: 1 });

    /// Makes `mantissa` × 10^-`decimals`.
    pub fn scaled(mantissa: i128, decimals: u32) -> Self {
        match power_of_ten(decimals) {
            Some(denominator) => Self(Form::Small { numerator: mantissa, denominator }),
            None => Self::large(BigRational::new(mantissa.into(), BigInt::from(10).pow(decimals))),
        }
    }

    /// Makes a whole number.
    pub fn whole(number: i128) -> Self {
        Self::scaled(number, 0)
    }

    fn large(ratio: BigRational) -> Self {
        match (ratio.numer().to_i128(), ratio.denom().to_i128()) {
            (Some(numerator), Some(denominator)) => Self(Form::Small { numerator, denominator }),
            (Some(_) | None, _) => Self(Form::Large(Box::new(ratio))),
        }
    }

    /// Reads digits with an optional leading `-` and an optional part `.digits`; nothing else.
    ///
    /// # Errors
    /// Any other spelling, and text beyond [`MOST_NUMBER_CHARACTERS`].
    pub fn parse_plain(text: &str) -> Result<Self, NotANumber> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (unsigned, None),
        };
        let digits_only = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits_only(whole) || !fraction.is_none_or(digits_only) {
            return Err(NotANumber::Spelling);
        }
        if text.len() > MOST_NUMBER_CHARACTERS {
            return Err(NotANumber::Size);
        }
        let fraction = fraction.unwrap_or("");
        let decimals = u32::try_from(fraction.len()).map_err(|_| NotANumber::Size)?;
        let mantissa: BigInt = format!("{whole}{fraction}").parse().map_err(|_| NotANumber::Spelling)?;
        let mantissa = if text.starts_with('-') { -mantissa } else { mantissa };
        Ok(Self::large(BigRational::new(mantissa, BigInt::from(10).pow(decimals))))
    }

    /// Reads a number in any spelling that JSON allows, exponents included.
    ///
    /// # Errors
    /// Text that is no JSON number, or one of a size that no report has.
    pub fn parse_json(text: &str) -> Result<Self, NotANumber> {
        let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
            return Self::parse_plain(text);
        };
        let mantissa = Self::parse_plain(mantissa)?;
        let exponent_digits = exponent.trim_start_matches(['+', '-']).trim_start_matches('0');
        let power: u32 = if exponent_digits.is_empty() { 0 } else { exponent_digits.parse().map_err(|_| NotANumber::Size)? };
        if power > LARGEST_EXPONENT {
            return Err(NotANumber::Size);
        }
        let factor = BigRational::from_integer(BigInt::from(10).pow(power));
        let ratio = mantissa.to_ratio();
        Ok(Self::large(if exponent.starts_with('-') { ratio / factor } else { ratio * factor }))
    }

    fn to_ratio(&self) -> BigRational {
        match &self.0 {
            Form::Small { numerator, denominator } => BigRational::new((*numerator).into(), (*denominator).into()),
            Form::Large(ratio) => (**ratio).clone(),
        }
    }

    fn bounded(ratio: BigRational) -> Option<Self> {
        (ratio.numer().bits() <= MOST_BITS && ratio.denom().bits() <= MOST_BITS).then(|| Self::large(ratio))
    }

    /// Tells whether the number is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Small { numerator, .. } => *numerator == 0,
            Form::Large(ratio) => ratio.is_zero(),
        }
    }

    /// Gives the sum; nothing where a part has grown beyond every bound.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        small_sum(&self.0, &other.0).map(Self).or_else(|| Self::bounded(self.to_ratio() + other.to_ratio()))
    }

    /// Gives the difference; nothing where a part has grown beyond every bound.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated())
    }

    /// Gives the product; nothing where a part has grown beyond every bound.
    pub fn times(&self, other: &Self) -> Option<Self> {
        small_product(&self.0, &other.0).map(Self).or_else(|| Self::bounded(self.to_ratio() * other.to_ratio()))
    }

    /// Gives the quotient; nothing for a divisor of zero, or where a part has grown beyond every bound.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        self.times(&other.inverse()?)
    }

    fn inverse(&self) -> Option<Self> {
        if self.is_zero() {
            return None;
        }
        match &self.0 {
            Form::Small { numerator, denominator } => match (numerator.checked_abs(), denominator.checked_mul(numerator.signum())) {
                (Some(positive), Some(signed)) => Some(Self(Form::Small { numerator: signed, denominator: positive })),
                (None, _) | (Some(_), None) => Some(Self::large(self.to_ratio().recip())),
            },
            Form::Large(ratio) => Some(Self::large(ratio.recip())),
        }
    }

    /// Gives the number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        match &self.0 {
            Form::Small { numerator, denominator } => match numerator.checked_neg() {
                Some(numerator) => Self(Form::Small { numerator, denominator: *denominator }),
                None => Self::large(-self.to_ratio()),
            },
            Form::Large(ratio) => Self::large(-(**ratio).clone()),
        }
    }

    /// Gives the number without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self < &Self::ZERO { self.negated() } else { self.clone() }
    }

    /// Gives the number rounded to `decimals` by `rule`, still exact and of any size.
    #[must_use]
    pub fn rounded_to(&self, decimals: u32, rule: Rounding) -> Self {
        let mantissa = self.rounded_mantissa(decimals, rule);
        Self::large(BigRational::new(mantissa, BigInt::from(10).pow(decimals)))
    }

    /// Gives the number rounded to `decimals` by `rule`, with just that many decimals.
    ///
    /// Nothing where it would take more than [`MOST_DIGITS`] digits. Zero has no minus.
    pub fn rounded(&self, decimals: u32, rule: Rounding) -> Option<Decimal> {
        let mantissa = match &self.0 {
            Form::Small { numerator, denominator } => small_mantissa(*numerator, *denominator, decimals, rule),
            Form::Large(_) => None,
        };
        let mantissa = match mantissa {
            Some(mantissa) => mantissa,
            None => self.rounded_mantissa(decimals, rule).to_i128()?,
        };
        let limit = power_of_ten(MOST_DIGITS)?;
        if mantissa.checked_abs()? >= limit {
            return None;
        }
        Decimal::try_from_i128_with_scale(mantissa, decimals).ok()
    }

    fn rounded_mantissa(&self, decimals: u32, rule: Rounding) -> BigInt {
        let ratio = self.to_ratio();
        let scaled = ratio.numer() * BigInt::from(10).pow(decimals);
        let (quotient, remainder) = scaled.div_rem(ratio.denom());
        let twice = remainder.abs() * 2;
        let up = match rule {
            Rounding::HalfAwayFromZero => &twice >= ratio.denom(),
            Rounding::HalfEven => &twice > ratio.denom() || (&twice == ratio.denom() && quotient.is_odd()),
            Rounding::TowardZero => false,
        };
        let step = if scaled.is_negative() { -BigInt::one() } else { BigInt::one() };
        if up { quotient + step } else { quotient }
    }

    /// Tells whether the number has no more than `decimals` decimals.
    pub fn fits_decimals(&self, decimals: u32) -> bool {
        self.rounded_to(decimals, Rounding::TowardZero) == *self
    }
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

fn small_sum(left: &Form, right: &Form) -> Option<Form> {
    let (Form::Small { numerator: a, denominator: b }, Form::Small { numerator: c, denominator: d }) = (left, right) else {
        return None;
    };
    if b == d {
        return Some(Form::Small { numerator: a.checked_add(*c)?, denominator: *b });
    }
    let (a, b, c, d) = if b < d { (c, d, a, b) } else { (a, b, c, d) };
    let (factor, rest) = b.div_rem(d);
    if rest == 0 {
        return Some(Form::Small { numerator: a.checked_add(c.checked_mul(factor)?)?, denominator: *b });
    }
    let numerator = a.checked_mul(*d)?.checked_add(c.checked_mul(*b)?)?;
    Some(Form::Small { numerator, denominator: b.checked_mul(*d)? })
}

fn small_product(left: &Form, right: &Form) -> Option<Form> {
    let (Form::Small { numerator: a, denominator: b }, Form::Small { numerator: c, denominator: d }) = (left, right) else {
        return None;
    };
    Some(Form::Small { numerator: a.checked_mul(*c)?, denominator: b.checked_mul(*d)? })
}

fn small_mantissa(numerator: i128, denominator: i128, decimals: u32, rule: Rounding) -> Option<i128> {
    let scaled = numerator.checked_mul(power_of_ten(decimals)?)?;
    let (quotient, remainder) = scaled.div_rem(&denominator);
    let twice = remainder.checked_abs()?.checked_mul(2)?;
    let up = match rule {
        Rounding::HalfAwayFromZero => twice >= denominator,
        Rounding::HalfEven => twice > denominator || (twice == denominator && quotient.is_odd()),
        Rounding::TowardZero => false,
    };
    if up { quotient.checked_add(scaled.signum()) } else { Some(quotient) }
}

impl From<Decimal> for Exact {
    fn from(number: Decimal) -> Self {
        Self::scaled(number.mantissa(), number.scale())
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Form::Small { numerator: a, denominator: b }, Form::Small { numerator: c, denominator: d }) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        self.to_ratio().cmp(&other.to_ratio())
    }
}

impl fmt::Display for Exact {
    /// Writes a decimal number where there is one of at most 28 decimals, else a fraction.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratio = self.to_ratio();
        let decimals = (0..=MOST_DIGITS).find(|decimals| (ratio.numer() * BigInt::from(10).pow(*decimals)).is_multiple_of(ratio.denom()));
        match decimals {
            Some(decimals) => write!(formatter, "{}", plain_text(&self.rounded_mantissa(decimals, Rounding::TowardZero), decimals)),
            None => write!(formatter, "{}/{}", ratio.numer(), ratio.denom()),
        }
    }
}

fn plain_text(mantissa: &BigInt, decimals: u32) -> String {
    let decimals = decimals as usize;
    let mut digits = format!("{:0>width$}", mantissa.abs().to_string(), width = decimals.saturating_add(1));
    if decimals > 0 {
        digits.insert(digits.len().saturating_sub(decimals), '.');
    }
    if mantissa.is_negative() { format!("-{digits}") } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse_plain(text).unwrap()
    }

    fn shown(text: &str, decimals: u32, rule: Rounding) -> String {
        exact(text).rounded(decimals, rule).unwrap().to_string()
    }

    #[test]
    fn half_goes_away_from_zero_in_both_directions() {
        assert_eq!(shown("0.125", 2, Rounding::HalfAwayFromZero), "0.13");
        assert_eq!(shown("-0.125", 2, Rounding::HalfAwayFromZero), "-0.13");
        assert_eq!(shown("0.1249", 2, Rounding::HalfAwayFromZero), "0.12");
    }

    #[test]
    fn half_even_and_toward_zero_differ_from_it() {
        assert_eq!(shown("0.125", 2, Rounding::HalfEven), "0.12");
        assert_eq!(shown("0.135", 2, Rounding::HalfEven), "0.14");
        assert_eq!(shown("-0.139", 2, Rounding::TowardZero), "-0.13");
    }

    #[test]
    fn a_rounded_zero_has_no_minus_and_keeps_its_decimals() {
        assert_eq!(shown("-0.004", 2, Rounding::HalfAwayFromZero), "0.00");
        assert_eq!(shown("5", 5, Rounding::HalfAwayFromZero), "5.00000");
    }

    #[test]
    fn a_third_times_three_is_one() {
        let third = Exact::whole(1).divided_by(&Exact::whole(3)).unwrap();
        assert_eq!(third.times(&Exact::whole(3)).unwrap(), Exact::whole(1));
    }

    #[test]
    fn numbers_beyond_128_bits_stay_exact() {
        let big = exact("9999999999999999999999999999");
        let square = big.times(&big).unwrap();
        let fourth = square.times(&square).unwrap();
        let back = fourth.divided_by(&square).unwrap().divided_by(&big).unwrap();
        assert_eq!(back, big);
        assert_eq!(fourth.rounded(0, Rounding::HalfAwayFromZero), None);
    }

    #[test]
    fn the_smallest_whole_number_can_be_negated_and_inverted() {
        let smallest = Exact::whole(i128::MIN);
        assert_eq!(smallest.negated().negated(), smallest);
        assert_eq!(Exact::whole(1).divided_by(&smallest).unwrap().times(&smallest).unwrap(), Exact::whole(1));
        assert!(smallest.absolute() > Exact::ZERO);
    }

    #[test]
    fn twenty_eight_digits_are_shown_and_twenty_nine_are_not() {
        let most = exact("9999999999999999999999999999");
        assert!(most.rounded(0, Rounding::HalfAwayFromZero).is_some());
        assert!(most.plus(&Exact::whole(1)).unwrap().rounded(0, Rounding::HalfAwayFromZero).is_none());
        assert!(most.rounded(1, Rounding::HalfAwayFromZero).is_none());
    }

    #[test]
    fn division_by_zero_has_no_result() {
        assert_eq!(Exact::whole(1).divided_by(&Exact::ZERO), None);
    }

    #[test]
    fn only_plain_digits_are_read_from_text() {
        for text in ["", "-", "+1", "1.", ".5", "1e3", "1_000", "1 000", "12,5", "0x10", "−1", "1.2.3", "--1", "٣"] {
            assert_eq!(Exact::parse_plain(text), Err(NotANumber::Spelling), "{text}");
        }
        assert_eq!(exact("-007.50"), Exact::scaled(-75, 1));
        assert_eq!(exact("-0"), Exact::ZERO);
    }

    #[test]
    fn a_json_number_may_have_an_exponent_of_a_sane_size() {
        assert_eq!(Exact::parse_json("1.5e2"), Ok(Exact::whole(150)));
        assert_eq!(Exact::parse_json("15E-1"), Ok(Exact::scaled(15, 1)));
        assert_eq!(Exact::parse_json("1e+0003"), Ok(Exact::whole(1000)));
        assert_eq!(Exact::parse_json("1e999999999999"), Err(NotANumber::Size));
        assert_eq!(Exact::parse_json("1e401"), Err(NotANumber::Size));
    }

    #[test]
    fn sums_do_not_depend_on_their_order_near_the_bound() {
        let a = exact("7922816251426433759354395033.5");
        let c = exact("0.04");
        assert_eq!(a.plus(&c).unwrap().plus(&c).unwrap(), a.plus(&c.plus(&c).unwrap()).unwrap());
    }

    #[test]
    fn an_exact_number_is_written_as_a_decimal_where_it_is_one() {
        assert_eq!(exact("-12.50").to_string(), "-12.5");
        assert_eq!(Exact::whole(1).divided_by(&Exact::whole(3)).unwrap().to_string(), "1/3");
        assert_eq!(exact("0.05").to_string(), "0.05");
    }
}
