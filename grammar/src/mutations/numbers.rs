//! Written numbers a little larger, a little smaller, and ten times as large.

use crate::source::Span;

/// Gives the place and the digits of the number that a text begins with, apart from its sign.
pub(super) fn digits_in(text: &str, span: Span) -> Option<(Span, String)> {
    let first = text.find(|letter: char| letter.is_ascii_digit())?;
    let rest = text.get(first..)?;
    let is_inside = |letter: char| letter.is_ascii_digit() || letter == '.' || matches!(letter, ' ' | '\u{a0}' | '\u{202f}');
    let run = rest.get(..rest.find(|letter| !is_inside(letter)).unwrap_or(rest.len()))?;
    let run = run.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let start = span.range().start.saturating_add(first);
    let digits = run.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    Some((Span::new(span.source, start, start.saturating_add(run.len())), digits))
}

/// Gives a number with its last digit one up and one down, and ten times the number.
pub(super) fn near(digits: &str) -> Vec<String> {
    let mut found = beside(digits);
    found.extend(tenfold(digits));
    found
}

/// Gives a number with its last digit one up and one down; none is below zero.
pub(super) fn beside(digits: &str) -> Vec<String> {
    let Some((whole, decimals)) = split(digits) else { return Vec::new() };
    let steps = [whole.checked_add(1), whole.checked_sub(1)];
    steps.into_iter().flatten().map(|number| joined(number, decimals)).collect()
}

fn tenfold(digits: &str) -> Option<String> {
    let (whole, decimals) = split(digits)?;
    if whole == 0 {
        return None;
    }
    if decimals == 0 { Some(joined(whole.checked_mul(10)?, 0)) } else { Some(joined(whole, decimals.saturating_sub(1))) }
}

/// Gives the digits without their point, and how many stand after it.
fn split(digits: &str) -> Option<(u128, usize)> {
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let whole: String = digits.chars().filter(char::is_ascii_digit).collect();
    whole.parse().ok().map(|whole| (whole, decimals))
}

fn joined(number: u128, decimals: usize) -> String {
    let digits = format!("{number:0>width$}", width = decimals.saturating_add(1));
    match digits.split_at_checked(digits.len().saturating_sub(decimals)) {
        Some((whole, after)) if decimals > 0 => format!("{whole}.{after}"),
        Some(_) | None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_up_and_down_by_its_last_digit_and_times_ten() {
        assert_eq!(near("10"), ["11", "9", "100"]);
        assert_eq!(near("0.5"), ["0.6", "0.4", "5"]);
        assert_eq!(near("12.50"), ["12.51", "12.49", "125.0"]);
        assert_eq!(near("0"), ["1"]);
        assert_eq!(near("0.00"), ["0.01"]);
        assert_eq!(near("100"), ["101", "99", "1000"]);
    }

    #[test]
    fn a_number_is_found_before_its_unit_and_after_its_sign() {
        let found = |text: &str| digits_in(text, Span::default()).map(|(span, digits)| (span.range(), digits));
        assert_eq!(found("1 900 000 EUR"), Some((0..9, "1900000".to_owned())));
        assert_eq!(found("-20 %"), Some((1..3, "20".to_owned())));
        assert_eq!(found("12.50%"), Some((0..5, "12.50".to_owned())));
        assert_eq!(found("EUR"), None);
    }
}
