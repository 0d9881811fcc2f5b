//! Exact numbers as fractions of whole numbers, for finding ties and for rounding by hand.

use positum_plan::amount::{Exact, Rounding};
use positum_plan::value::ValueType;

/// A reduced or unreduced fraction with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction {
    pub(crate) numerator: i128,
    pub(crate) denominator: i128,
}

impl Fraction {
    /// Reads what an exact number is written as: a decimal number, or a fraction.
    pub(crate) fn of(number: &Exact) -> Option<Self> {
        let text = number.to_string();
        if let Some((numerator, denominator)) = text.split_once('/') {
            return Some(Self { numerator: numerator.parse().ok()?, denominator: denominator.parse().ok()? });
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let numerator = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { numerator, denominator: 10_i128.checked_pow(u32::try_from(decimals.len()).ok()?)? })
    }

    /// Gives it as a number of units of a type's last digit.
    pub(crate) fn in_units(number: &Exact, value_type: &ValueType) -> Option<Self> {
        Self::of(&number.divided_by(&value_type.last_digit())?)
    }

    /// Gives twice the number, where it is odd and whole: the number lies half way between two whole ones.
    pub(crate) fn twice_if_half_way(self) -> Option<i128> {
        let twice = self.numerator.checked_mul(2)?;
        let is_whole = twice.checked_rem(self.denominator)? == 0;
        let halves = twice.checked_div(self.denominator)?;
        (is_whole && halves.checked_rem(2)? != 0).then_some(halves)
    }
}

/// Gives what a number of units that lies half way is rounded to, by hand: of `halves` / 2 the nearer to or farther from zero.
pub(crate) fn rounded_half(halves: i128, rule: Rounding) -> i128 {
    let toward_zero = halves / 2;
    let away = toward_zero.saturating_add(halves.signum());
    match rule {
        Rounding::TowardZero => toward_zero,
        Rounding::HalfAwayFromZero => away,
        Rounding::HalfEven => {
            if toward_zero % 2 == 0 {
                toward_zero
            } else {
                away
            }
        }
    }
}

/// Gives the steps `k`, one about zero and its neighbours, for which `start` + `k` × `rise` lies half way.
pub(crate) fn steps_to_half(start: Fraction, rise: Fraction) -> Option<Vec<i128>> {
    let common = start.denominator.checked_div(greatest_divisor(start.denominator, rise.denominator))?.checked_mul(rise.denominator)?;
    let doubled = |fraction: Fraction| common.checked_div(fraction.denominator)?.checked_mul(fraction.numerator)?.checked_mul(2);
    let modulus = common.checked_mul(2)?;
    // Wanted: start + k × rise ≡ common, modulo 2 × common.
    let (factor, wanted) = (doubled(rise)?.rem_euclid(modulus), common.checked_sub(doubled(start)?)?.rem_euclid(modulus));
    let divisor = greatest_divisor(factor, modulus);
    if factor == 0 || wanted % divisor != 0 {
        return None;
    }
    let (factor, wanted, modulus) = (factor / divisor, wanted / divisor, modulus / divisor);
    let step = times_modulo(wanted, inverse(factor, modulus)?, modulus)?;
    Some(vec![step, step.checked_sub(modulus)?, step.checked_add(modulus)?])
}

fn times_modulo(one: i128, two: i128, modulus: i128) -> Option<i128> {
    one.checked_mul(two).map(|product| product.rem_euclid(modulus))
}

fn greatest_divisor(one: i128, two: i128) -> i128 {
    let (mut one, mut two) = (one.saturating_abs(), two.saturating_abs());
    while two != 0 {
        (one, two) = (two, one % two);
    }
    one.max(1)
}

/// Gives the number whose product with a number is 1 modulo another.
fn inverse(number: i128, modulus: i128) -> Option<i128> {
    let (mut rest, mut next_rest) = (modulus, number.rem_euclid(modulus));
    let (mut factor, mut next_factor) = (0_i128, 1_i128);
    while next_rest != 0 {
        let quotient = rest / next_rest;
        (factor, next_factor) = (next_factor, factor.checked_sub(quotient.checked_mul(next_factor)?)?);
        (rest, next_rest) = (next_rest, rest % next_rest);
    }
    (rest == 1).then(|| factor.rem_euclid(modulus))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_as_by_hand() {
        // 2.5, -2.5, 3.5 and 0.5 units.
        let cases = [(5, 3, 2, 2), (-5, -3, -2, -2), (7, 4, 4, 3), (1, 1, 0, 0), (-1, -1, 0, 0)];
        for (halves, away, even, cut) in cases {
            assert_eq!(rounded_half(halves, Rounding::HalfAwayFromZero), away, "{halves}");
            assert_eq!(rounded_half(halves, Rounding::HalfEven), even, "{halves}");
            assert_eq!(rounded_half(halves, Rounding::TowardZero), cut, "{halves}");
        }
    }

    #[test]
    fn steps_lead_to_a_half() {
        // 1/8 + k/8 is a half for k = 3.
        let eighth = Fraction { numerator: 1, denominator: 8 };
        assert!(steps_to_half(eighth, eighth).unwrap().contains(&3));
        // Thirds never are.
        let third = Fraction { numerator: 1, denominator: 3 };
        assert_eq!(steps_to_half(third, third), None);
        assert_eq!(Fraction { numerator: 3, denominator: 2 }.twice_if_half_way(), Some(3));
        assert_eq!(Fraction { numerator: 4, denominator: 2 }.twice_if_half_way(), None);
    }
}
