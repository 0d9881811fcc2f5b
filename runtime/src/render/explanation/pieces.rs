//! Writes values, labels and formulas with values as a reader of the language does.

use super::words::{more_text, state_in_formula};
use crate::explain::FormulaPiece;
use crate::language::Language;
use crate::number_text::{shown_number, shown_value, spoken_value};
use crate::submission::Origin;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::{Label, Plan};
use positum_plan::value::{Quantity, RatioScale, Value, ValueType};

/// How many decimals more than are shown a number before its rounding has.
const FURTHER_DECIMALS: u32 = 4;
/// The most characters of a text that are repeated.
const MOST_TEXT: usize = 80;

/// Writes a formula with values: `190,000 / (1,900,000 + 100,000)`.
pub fn formula_text(pieces: &[FormulaPiece], language: Language) -> String {
    let text = |piece: &FormulaPiece| match piece {
        FormulaPiece::Text(text) => text.clone(),
        FormulaPiece::Value(value, value_type) => operand_text(value, value_type.as_ref(), language),
        FormulaPiece::NoValue(state) => format!("({})", state_in_formula(*state, language)),
        FormulaPiece::More(count) => more_text(*count, language),
    };
    pieces.iter().map(text).collect()
}

/// Writes a value as an operand: amounts without their currency, ratios with their sign, texts in quotes.
pub(super) fn operand_text(value: &Value, value_type: Option<&ValueType>, language: Language) -> String {
    match (value, value_type) {
        (Value::Text(text), _) => format!("\"{}\"", shortened(text)),
        (value, Some(value_type)) if is_ratio(value_type) => spoken_value(value, Some(value_type), language),
        (value, value_type) => shown_value(value, value_type, language),
    }
}

/// Writes a value with its unit; a long text shortened.
pub(super) fn value_text(value: &Value, value_type: Option<&ValueType>, language: Language) -> String {
    shortened(&spoken_value(value, value_type, language))
}

/// Writes a number before its rounding, by the scale of its type: as many decimals as it has, or some, and `…`.
pub(super) fn exact_text(number: &Exact, value_type: Option<&ValueType>, decimals: u32, language: Language) -> String {
    let power = value_type.map_or(0, ValueType::shown_power);
    let most = decimals.saturating_add(FURTHER_DECIMALS);
    let scaled = number.times(&Exact::whole(10_i128.saturating_pow(power))).unwrap_or_else(|| number.clone());
    if scaled.fits_decimals(most) {
        return shown_number(&scaled.to_string(), language);
    }
    match scaled.rounded(most, Rounding::TowardZero) {
        Some(cut) => format!("{}…", shown_number(&cut.to_string(), language)),
        None => shown_number(&scaled.rounded_to(most, Rounding::TowardZero).to_string(), language),
    }
}

/// Writes a difference with its sign, at the precision of the type.
pub(super) fn difference_text(difference: &Exact, value_type: Option<&ValueType>, language: Language) -> String {
    let sign = if *difference > Exact::ZERO { "+" } else { "" };
    let fitting = value_type.map(|value_type| {
        let needed = (value_type.decimals..=20).find(|decimals| difference.fits_decimals(decimals.saturating_add(value_type.shown_power())));
        ValueType { decimals: needed.unwrap_or(value_type.decimals.saturating_add(FURTHER_DECIMALS)), ..value_type.clone() }
    });
    format!("{sign}{}", spoken_value(&Value::Number(difference.clone()), fitting.as_ref(), language))
}

/// Writes a share as percent with two decimals; what is too little for them as less than 0.01 %.
pub(super) fn share_text(share: &Exact, language: Language) -> String {
    let percent =
        ValueType { quantity: Quantity::Ratio(RatioScale::Percent), decimals: 2, rounding: Rounding::HalfAwayFromZero, limits: Default::default() };
    let (sign, shown) = if *share < percent.last_digit() { ("<", percent.last_digit()) } else { ("", share.clone()) };
    format!("{sign}{}", spoken_value(&Value::Number(shown), Some(&percent), language))
}

/// Gives the text of a label in the language.
pub(super) fn label_text(plan: &Plan, label: &Label, language: Language) -> String {
    label.text(language.code(), &plan.package.languages).to_owned()
}

/// Writes where a value was read, without the folders before the file.
pub(super) fn place_text(origin: &Origin) -> String {
    let whole = origin.to_string();
    let folder = origin.file.rfind(['/', '\\']).map_or(0, |end| end.saturating_add(1));
    whole.get(folder..).unwrap_or(&whole).to_owned()
}

pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_TEXT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

fn is_ratio(value_type: &ValueType) -> bool {
    Plan::ratio_scale(value_type).is_some()
}
