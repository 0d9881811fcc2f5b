//! Numbers of cells as whole numbers of units of their last digit, and back.

use positum_plan::amount::{Exact, MOST_DIGITS, Rounding};
use positum_plan::value::{Value, ValueType};

/// Gives how many units of its last digit a shown number has; nothing for what is no number of so few decimals.
pub(crate) fn units_of(text: &str, value_type: &ValueType) -> Option<i128> {
    let shown = Exact::parse_plain(text).ok()?;
    units_of_plain(&value_type.plain_from_shown(&shown), value_type)
}

/// Gives how many units of its type's last digit a plain value has, cut off towards zero.
pub(crate) fn units_of_plain(plain: &Exact, value_type: &ValueType) -> Option<i128> {
    let units = plain.divided_by(&value_type.last_digit())?;
    units.rounded(0, Rounding::TowardZero).map(|units| units.mantissa())
}

/// Writes a number of units as a submission gives it; nothing where it has too many digits.
pub(crate) fn text_of_units(units: i128, value_type: &ValueType) -> Option<String> {
    let most = 10_i128.checked_pow(MOST_DIGITS)?;
    let plain = Exact::scaled(units, value_type.plain_decimals());
    (units.checked_abs()? < most).then(|| value_type.text(&Value::Number(plain)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use positum_plan::text_limits::TextLimits;
    use positum_plan::value::{Quantity, RatioScale};

    #[test]
    fn units_are_those_of_the_shown_number() {
        let percent =
            ValueType { quantity: Quantity::Ratio(RatioScale::Percent), decimals: 2, rounding: Rounding::HalfEven, limits: TextLimits::default() };
        assert_eq!(units_of("12.50", &percent), Some(1_250));
        assert_eq!(units_of("-0.01", &percent), Some(-1));
        assert_eq!(text_of_units(-1, &percent).as_deref(), Some("-0.01"));
        assert_eq!(text_of_units(1_250, &percent).as_deref(), Some("12.50"));
        assert_eq!(units_of("twelve", &percent), None);
    }
}
