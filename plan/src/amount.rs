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
/// The most decimals of the short form, whose power of ten has 63 bits.
const MOST_SHORT_DECIMALS: u32 = 18;

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
///
/// It takes sixteen bytes, since lists have millions of them: what is no short decimal number stands elsewhere.
#[derive(Clone, Debug)]
pub struct Exact(Form);

#[derive(Clone, Debug)]
enum Form {
    /// `mantissa` × 10^-`decimals`, as nearly all numbers of reports are.
    // INVARIANT: `decimals` is at most `MOST_SHORT_DECIMALS`.
    Short {
        mantissa: i64,
        decimals: u8,
    },
    Fraction(Box<Fraction>),
    Large(Box<BigRational>),
}

#[derive(Clone, Copy, Debug)]
struct Fraction {
    numerator: i128,
    // INVARIANT: it is positive. The fraction need not be reduced.
    denominator: i128,
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
    pub const ZERO: Self = Self(Form::Short { mantissa: 0, decimals: 0 });

    /// Makes `mantissa` × 10^-`decimals`.
    pub fn scaled(mantissa: i128, decimals: u32) -> Self {
        match (short(mantissa, decimals), power_of_ten(decimals)) {
            (Some(form), _) => Self(form),
            (None, Some(denominator)) => Self(Form::Fraction(Box::new(Fraction { numerator: mantissa, denominator }))),
            (None, None) => Self::large(BigRational::new(mantissa.into(), BigInt::from(10).pow(decimals))),
        }
    }

    /// Makes a whole number.
    pub fn whole(number: i128) -> Self {
        Self::scaled(number, 0)
    }

    /// Takes the short form where the denominator is a power of ten and the numerator fits.
    fn of(fraction: Fraction) -> Self {
        let decimals = (0..=MOST_SHORT_DECIMALS).find(|decimals| power_of_ten(*decimals).is_none_or(|power| power >= fraction.denominator));
        let exact = decimals.filter(|decimals| power_of_ten(*decimals) == Some(fraction.denominator));
        let form = exact.and_then(|decimals| short(fraction.numerator, decimals));
        Self(form.unwrap_or_else(|| Form::Fraction(Box::new(fraction))))
    }

    /// Gives numerator and denominator, where both have no more than 128 bits.
    fn fraction(&self) -> Option<Fraction> {
        match &self.0 {
            Form::Short { mantissa, decimals } => {
                power_of_ten(u32::from(*decimals)).map(|denominator| Fraction { numerator: i128::from(*mantissa), denominator })
            }
            Form::Fraction(fraction) => Some(**fraction),
            Form::Large(_) => None,
        }
    }

    fn large(ratio: BigRational) -> Self {
        match (ratio.numer().to_i128(), ratio.denom().to_i128()) {
            (Some(numerator), Some(denominator)) => Self::of(Fraction { numerator, denominator }),
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
        if let Some(form) = short_of_digits(whole, fraction, text.starts_with('-')) {
            return Ok(Self(form));
        }
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
            Form::Short { mantissa, decimals } => BigRational::new((*mantissa).into(), BigInt::from(10).pow(u32::from(*decimals))),
            Form::Fraction(fraction) => BigRational::new(fraction.numerator.into(), fraction.denominator.into()),
            Form::Large(ratio) => (**ratio).clone(),
        }
    }

    fn bounded(ratio: BigRational) -> Option<Self> {
        (ratio.numer().bits() <= MOST_BITS && ratio.denom().bits() <= MOST_BITS).then(|| Self::large(ratio))
    }

    /// Tells whether the number is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Form::Short { mantissa, .. } => *mantissa == 0,
            Form::Fraction(fraction) => fraction.numerator == 0,
            Form::Large(ratio) => ratio.is_zero(),
        }
    }

    /// Gives the sum; nothing where a part has grown beyond every bound.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        short_sum(self, other).or_else(|| small_sum(self, other)).or_else(|| Self::bounded(self.to_ratio() + other.to_ratio()))
    }

    /// Gives the difference; nothing where a part has grown beyond every bound.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated())
    }

    /// Gives the product; nothing where a part has grown beyond every bound.
    pub fn times(&self, other: &Self) -> Option<Self> {
        short_product(self, other).or_else(|| small_product(self, other)).or_else(|| Self::bounded(self.to_ratio() * other.to_ratio()))
    }

    /// Gives the quotient; nothing for a divisor of zero, or where a part has grown beyond every bound.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        small_quotient(self, other).or_else(|| self.times(&other.inverse()?))
    }

    fn inverse(&self) -> Option<Self> {
        if self.is_zero() {
            return None;
        }
        Some(Self::large(self.to_ratio().recip()))
    }

    /// Gives the number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        match &self.0 {
            Form::Short { mantissa, decimals } => match mantissa.checked_neg() {
                Some(mantissa) => Self(Form::Short { mantissa, decimals: *decimals }),
                None => Self::large(-self.to_ratio()),
            },
            Form::Fraction(fraction) => match fraction.numerator.checked_neg() {
                Some(numerator) => Self(Form::Fraction(Box::new(Fraction { numerator, denominator: fraction.denominator }))),
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
        if self.short_decimals().is_some_and(|own| own <= decimals) {
            return self.clone();
        }
        if let Some(mantissa) = self.small_mantissa(decimals, rule) {
            return Self::scaled(mantissa, decimals);
        }
        let mantissa = self.rounded_mantissa(decimals, rule);
        Self::large(BigRational::new(mantissa, BigInt::from(10).pow(decimals)))
    }

    /// Gives the number rounded to `decimals` by `rule`, with just that many decimals.
    ///
    /// Nothing where it would take more than [`MOST_DIGITS`] digits. Zero has no minus.
    pub fn rounded(&self, decimals: u32, rule: Rounding) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(self.shown_mantissa(decimals, rule)?, decimals).ok()
    }

    /// Gives what [`Exact::rounded`] gives, as a number to compute with.
    pub fn rounded_exactly(&self, decimals: u32, rule: Rounding) -> Option<Self> {
        let mantissa = self.shown_mantissa(decimals, rule)?;
        (decimals <= Decimal::MAX_SCALE).then(|| Self::scaled(mantissa, decimals))
    }

    fn shown_mantissa(&self, decimals: u32, rule: Rounding) -> Option<i128> {
        let mantissa = match self.small_mantissa(decimals, rule) {
            Some(mantissa) => mantissa,
            None => self.rounded_mantissa(decimals, rule).to_i128()?,
        };
        (mantissa.checked_abs()? < power_of_ten(MOST_DIGITS)?).then_some(mantissa)
    }

    fn short_decimals(&self) -> Option<u32> {
        match &self.0 {
            Form::Short { decimals, .. } => Some(u32::from(*decimals)),
            Form::Fraction(_) | Form::Large(_) => None,
        }
    }

    /// Rounds to `decimals` and gives all digits as a whole number, where 128 bits are enough on the way.
    fn small_mantissa(&self, decimals: u32, rule: Rounding) -> Option<i128> {
        match &self.0 {
            Form::Short { mantissa, decimals: own } => short_mantissa(*mantissa, u32::from(*own), decimals, rule),
            Form::Fraction(fraction) => fraction_mantissa(**fraction, decimals, rule),
            Form::Large(_) => None,
        }
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
        self.short_decimals().is_some_and(|own| own <= decimals) || self.rounded_to(decimals, Rounding::TowardZero) == *self
    }
}

/// The powers of ten that 128 bits hold, by exponent.
const POWERS_OF_TEN: [i128; 39] = powers_of_ten();

const fn powers_of_ten() -> [i128; 39] {
    let mut powers = [1; 39];
    let mut exponent = 1;
    while exponent < powers.len() {
        #[expect(clippy::indexing_slicing, reason = "both are below the length, and the compiler evaluates it")]
        {
            powers[exponent] = powers[exponent - 1] * 10;
        }
        exponent += 1;
    }
    powers
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    POWERS_OF_TEN.get(usize::try_from(exponent).ok()?).copied()
}

fn short(mantissa: i128, decimals: u32) -> Option<Form> {
    let decimals = u8::try_from(decimals).ok().filter(|decimals| u32::from(*decimals) <= MOST_SHORT_DECIMALS)?;
    Some(Form::Short { mantissa: i64::try_from(mantissa).ok()?, decimals })
}

/// Reads digits before and behind the point, where no more than eighteen are there.
fn short_of_digits(whole: &str, fraction: &str, is_negative: bool) -> Option<Form> {
    let decimals = u32::try_from(fraction.len()).ok()?;
    if whole.len().checked_add(fraction.len())? > usize::try_from(MOST_SHORT_DECIMALS).ok()? {
        return None;
    }
    let digits = whole.bytes().chain(fraction.bytes());
    let mantissa = digits.fold(0_i128, |number, digit| number * 10 + i128::from(digit.saturating_sub(b'0')));
    short(if is_negative { -mantissa } else { mantissa }, decimals)
}

/// Gives the mantissas of two short numbers, brought to the same decimals, and these.
fn aligned(left: &Exact, right: &Exact) -> Option<(i128, i128, u32)> {
    let (Form::Short { mantissa: a, decimals: b }, Form::Short { mantissa: c, decimals: d }) = (&left.0, &right.0) else { return None };
    let (a, b, c, d) = (i128::from(*a), u32::from(*b), i128::from(*c), u32::from(*d));
    let decimals = b.max(d);
    // 64 bits times a power of ten of 60 bits: no product is too large.
    let grown = |mantissa: i128, own: u32| mantissa.checked_mul(power_of_ten(decimals.saturating_sub(own))?);
    Some((grown(a, b)?, grown(c, d)?, decimals))
}

fn short_sum(left: &Exact, right: &Exact) -> Option<Exact> {
    let (left, right, decimals) = aligned(left, right)?;
    Some(Exact::scaled(left.checked_add(right)?, decimals))
}

fn short_product(left: &Exact, right: &Exact) -> Option<Exact> {
    let (Form::Short { mantissa: a, decimals: b }, Form::Short { mantissa: c, decimals: d }) = (&left.0, &right.0) else { return None };
    Some(Exact::scaled(i128::from(*a).checked_mul(i128::from(*c))?, u32::from(*b).checked_add(u32::from(*d))?))
}

fn small_sum(left: &Exact, right: &Exact) -> Option<Exact> {
    let (left, right) = (left.fraction()?, right.fraction()?);
    let (greater, less) = if left.denominator < right.denominator { (right, left) } else { (left, right) };
    let (factor, rest) = greater.denominator.div_rem(&less.denominator);
    if rest == 0 {
        let numerator = greater.numerator.checked_add(less.numerator.checked_mul(factor)?)?;
        return Some(Exact::of(Fraction { numerator, denominator: greater.denominator }));
    }
    let numerator = left.numerator.checked_mul(right.denominator)?.checked_add(right.numerator.checked_mul(left.denominator)?)?;
    Some(Exact::of(Fraction { numerator, denominator: left.denominator.checked_mul(right.denominator)? }))
}

fn small_product(left: &Exact, right: &Exact) -> Option<Exact> {
    let (left, right) = (left.fraction()?, right.fraction()?);
    let (numerator, denominator) = (left.numerator.checked_mul(right.numerator)?, left.denominator.checked_mul(right.denominator)?);
    Some(Exact::of(Fraction { numerator, denominator }))
}

fn small_quotient(left: &Exact, right: &Exact) -> Option<Exact> {
    let (left, right) = (left.fraction()?, right.fraction()?);
    let (numerator, denominator) = (left.numerator.checked_mul(right.denominator)?, left.denominator.checked_mul(right.numerator)?);
    let sign = denominator.signum();
    Some(Exact::of(Fraction { numerator: numerator.checked_mul(sign)?, denominator: denominator.checked_mul(sign)? }))
}

fn short_mantissa(mantissa: i64, own: u32, decimals: u32, rule: Rounding) -> Option<i128> {
    let Some(excess) = own.checked_sub(decimals) else {
        return i128::from(mantissa).checked_mul(power_of_ten(decimals.saturating_sub(own))?);
    };
    let divisor = i64::try_from(power_of_ten(excess)?).ok()?;
    let (quotient, remainder) = mantissa.div_rem(&divisor);
    let (twice, divisor) = (remainder.unsigned_abs().checked_mul(2)?, divisor.unsigned_abs());
    let up = is_rounded_up(twice.cmp(&divisor), quotient.is_odd(), rule);
    Some(i128::from(quotient) + if up { i128::from(mantissa.signum()) } else { 0 })
}

fn fraction_mantissa(fraction: Fraction, decimals: u32, rule: Rounding) -> Option<i128> {
    let scaled = fraction.numerator.checked_mul(power_of_ten(decimals)?)?;
    let (quotient, remainder) = scaled.div_rem(&fraction.denominator);
    let twice = remainder.checked_abs()?.checked_mul(2)?;
    let up = is_rounded_up(twice.cmp(&fraction.denominator), quotient.is_odd(), rule);
    if up { quotient.checked_add(scaled.signum()) } else { Some(quotient) }
}

/// Tells whether the rest, of which the double was compared with a whole unit, makes one more.
fn is_rounded_up(twice_to_unit: Ordering, is_odd: bool, rule: Rounding) -> bool {
    match rule {
        Rounding::HalfAwayFromZero => twice_to_unit.is_ge(),
        Rounding::HalfEven => twice_to_unit.is_gt() || (twice_to_unit.is_eq() && is_odd),
        Rounding::TowardZero => false,
    }
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
        if let Some((left, right, _)) = aligned(self, other) {
            return left.cmp(&right);
        }
        if let (Some(left), Some(right)) = (self.fraction(), other.fraction())
            && let (Some(grown_left), Some(grown_right)) =
                (left.numerator.checked_mul(right.denominator), right.numerator.checked_mul(left.denominator))
        {
            return grown_left.cmp(&grown_right);
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
    fn the_short_form_ends_where_it_must_and_nothing_shows_it() {
        let most = Exact::whole(i128::from(i64::MAX));
        let sum = most.plus(&Exact::whole(1)).unwrap();
        assert_eq!(sum.to_string(), "9223372036854775808");
        assert_eq!(sum.minus(&Exact::whole(1)).unwrap(), most);
        assert_eq!(Exact::whole(i128::from(i64::MIN)).negated(), sum);
        let smallest = Exact::scaled(1, 18);
        assert_eq!(smallest.times(&smallest).unwrap(), Exact::scaled(1, 36));
        assert_eq!(smallest.plus(&most).unwrap().to_string(), "9223372036854775807.000000000000000001");
        assert!(smallest.times(&Exact::scaled(1, 1)).unwrap() < smallest);
        assert_eq!(exact("123456789012345678.9").minus(&exact("123456789012345678")).unwrap(), exact("0.9"));
        assert_eq!(Exact::whole(5).divided_by(&exact("-0.2")).unwrap(), Exact::whole(-25));
        assert_eq!(Exact::scaled(5, 19).rounded(18, Rounding::HalfEven).unwrap().to_string(), "0.000000000000000000");
        assert_eq!(Exact::scaled(15, 19).rounded(18, Rounding::HalfEven).unwrap().to_string(), "0.000000000000000002");
    }

    #[test]
    fn a_number_takes_sixteen_bytes_since_lists_have_millions_of_them() {
        assert_eq!(size_of::<Exact>(), 16);
    }

    #[test]
    fn what_is_rounded_to_compute_with_is_what_is_rounded_to_show() {
        for text in ["0.125", "-0.125", "2.5", "-3.5", "9999999999999999999999999999", "99999999999999999999999999.995", "0", "-0.004"] {
            for rule in [Rounding::HalfAwayFromZero, Rounding::HalfEven, Rounding::TowardZero] {
                for decimals in [0, 1, 2, 18, 19, 28, 29] {
                    let shown = exact(text).rounded(decimals, rule).map(Exact::from);
                    assert_eq!(exact(text).rounded_exactly(decimals, rule), shown, "{text} {decimals} {rule:?}");
                }
            }
        }
    }

    #[test]
    fn an_exact_number_is_written_as_a_decimal_where_it_is_one() {
        assert_eq!(exact("-12.50").to_string(), "-12.5");
        assert_eq!(Exact::whole(1).divided_by(&Exact::whole(3)).unwrap().to_string(), "1/3");
        assert_eq!(exact("0.05").to_string(), "0.05");
    }
}
