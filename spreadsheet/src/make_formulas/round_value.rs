//! Rounding, such that results are those of decimal arithmetic although spreadsheets compute with binary fractions.

use super::expression::{Expression, power_of_ten};
use positum_plan::amount::Rounding;

/// How many decimals further noise is cut off at a place that is known.
const MOST_FURTHER: u32 = 6;
/// The most decimals of a number that is known to have few, where differences are still exact.
pub(super) const MOST_EXACT: u32 = 12;

/// Two numbers without a bound of their decimals that differ by less, or by less of the larger one, are equal.
const NEARLY_EQUAL: &str = "1E-14";

/// Gives by how much numbers without a bound of their decimals may differ and still be equal; `sizes` are what they are made of.
pub(super) fn noise(sizes: &[String]) -> String {
    let sizes: String = sizes.iter().filter(|size| *size != "0").map(|size| format!(",ABS({size})")).collect();
    if sizes.is_empty() { NEARLY_EQUAL.to_owned() } else { format!("{NEARLY_EQUAL}*MAX(1{sizes})") }
}

/// Rounds a number, which is repeated, to decimals of its plain value; `decimals` are the most that it can have.
pub(super) fn rounded(number: &Expression, to: u32, rounding: Rounding, decimals: Option<u32>) -> Expression {
    if let Some(decimals) = decimals.filter(|decimals| *decimals <= to) {
        // Nothing is cut off but the noise of binary fractions.
        return Expression::closed(format!("ROUND({},{decimals})", number.text()));
    }
    let times = if to == 0 { number.operand() } else { format!("{}*{}", number.operand(), power_of_ten(to)) };
    let clean = clean(&times, decimals.and_then(|decimals| decimals.checked_sub(to)));
    let whole = match rounding {
        Rounding::HalfAwayFromZero => format!("ROUND({clean},0)"),
        Rounding::TowardZero => format!("TRUNC({clean},0)"),
        Rounding::HalfEven => format!("IF(ABS({clean}-TRUNC({clean},0))=0.5,2*ROUND({clean}/2,0),ROUND({clean},0))"),
    };
    if to == 0 { Expression::closed(whole) } else { Expression::open(format!("{whole}/{}", power_of_ten(to))) }
}

/// Cuts off the noise of binary fractions, so that a half is a half: at the last decimal that the number can have, else after
/// fourteen digits.
fn clean(number: &str, further: Option<u32>) -> String {
    match further {
        Some(further) if further <= MOST_FURTHER => format!("ROUND({number},{further})"),
        Some(_) | None => format!("ROUND({number},MAX(0,MIN(13,13-INT(LOG10(ABS({number})+1E-300)))))"),
    }
}
