//! The numbers of workbooks as decimal texts: the only place that knows binary floats.
//!
//! In come numbers as a workbook stores them, out go digits and days. It does no arithmetic.
#![expect(clippy::disallowed_types, reason = "workbooks store numbers as binary floats; here they become decimals and nothing is computed with them")]

use jiff::Span;
use jiff::civil::Date;

/// The digits after the first that spreadsheet programs show and keep: fifteen in all.
const FURTHER_DIGITS: usize = 14;

/// Writes a number with at most fifteen significant digits, without exponent; nothing for what is no number.
///
/// Fifteen digits are what a person typed or saw: 12.300000000000001 is 12.3.
pub(super) fn decimal_text(number: f64) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    let written = format!("{number:.FURTHER_DIGITS$e}");
    let (mantissa, exponent) = written.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let places = usize::try_from(exponent.unsigned_abs()).ok()?;
    if exponent < 0 {
        let zeros = "0".repeat(places.saturating_sub(1));
        return Some(format!("{sign}0.{zeros}{digits}"));
    }
    let whole_digits = places.saturating_add(1);
    Some(match digits.split_at_checked(whole_digits) {
        Some((whole, "")) => format!("{sign}{whole}"),
        Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{digits}{}", "0".repeat(whole_digits.saturating_sub(digits.len()))),
    })
}

/// Writes a number that a file holds as text, in any spelling, as [`decimal_text`] does.
pub(super) fn decimal_of(text: &str) -> Option<String> {
    text.parse().ok().and_then(decimal_text)
}

/// Gives the day that a workbook's number stands for, counted from 1900 or from 1904; nothing where it is no whole day.
pub(super) fn day_of_serial(serial: f64, from_1904: bool) -> Option<Date> {
    let days: i64 = decimal_text(serial)?.parse().ok()?;
    let epoch = match (from_1904, days) {
        (true, 0..) => Date::new(1904, 1, 1),
        // Spreadsheet programs have a 29 February 1900, which is no day, as number 60.
        (false, 1..=59) => Date::new(1899, 12, 31),
        (false, 61..) => Date::new(1899, 12, 30),
        (true | false, _) => return None,
    };
    epoch.ok()?.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_fifteen_digits_and_no_exponent() {
        let cases = [
            (12.3, "12.3"),
            ("12.300000000000001".parse().unwrap(), "12.3"),
            (0.1 + 0.2, "0.3"),
            (-0.0, "0"),
            (-1234.5, "-1234.5"),
            (100.0, "100"),
            (1e21, "1000000000000000000000"),
            (0.00001, "0.00001"),
            (123_456_789_012_345.0, "123456789012345"),
            (12_345_678_901_234_567.0, "12345678901234600"),
            (0.123456789012345, "0.123456789012345"),
            ("9.9999999999999995".parse().unwrap(), "10"),
        ];
        for (number, text) in cases {
            assert_eq!(decimal_text(number).as_deref(), Some(text));
        }
        assert_eq!([f64::NAN, f64::INFINITY].map(decimal_text), [None, None]);
    }

    #[test]
    fn every_decimal_of_fifteen_digits_comes_back() {
        let mut state: u64 = 7;
        for _ in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (digits, decimals) = (state >> 20 & 0x3_ffff_ffff_ffff, (state >> 10) as usize % 6);
            let digits = digits % 1_000_000_000_000_000;
            let text = format!("{digits:0width$}", width = decimals + 1);
            let (whole, fraction) = text.split_at(text.len() - decimals);
            let typed = if decimals == 0 { whole.to_owned() } else { format!("{whole}.{fraction}") };
            let expected = if typed.contains('.') { typed.trim_end_matches('0').trim_end_matches('.') } else { &typed };
            assert_eq!(decimal_text(typed.parse().unwrap()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn days_are_counted_from_1900_or_1904() {
        let day = |serial, from_1904| day_of_serial(serial, from_1904).map(|day| day.to_string());
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59.0, false).as_deref(), Some("1900-02-28"));
        assert_eq!(day(60.0, false), None);
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(45747.0, false).as_deref(), Some("2025-03-31"));
        assert_eq!(day(44285.0, true).as_deref(), Some("2025-03-31"));
        assert_eq!(day(0.0, true).as_deref(), Some("1904-01-01"));
        for (serial, from_1904) in [(0.0, false), (-1.0, true), (45747.5, false), (1e300, false), (2_958_466.0, false)] {
            assert_eq!(day(serial, from_1904), None, "{serial}");
        }
    }
}
