//! What may be typed into the cells of a form.
//!
//! In come types and places; out go validations, with messages that say what to write. Whether a value is right beyond its
//! type, checks tell.

use crate::form_words::{FormWord, code_rule, decimals_rule, form_word, text_rule};
use positum_plan::plan::CodelistId;
use positum_plan::text_limits::MOST_TEXT_CHARACTERS;
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::language::Language;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, XlsxError};
use std::collections::BTreeMap;

/// The most characters of the message of a validation, and of its formula.
pub(crate) const MOST_RULE_CHARACTERS: usize = 255;
/// The most characters of its title.
const MOST_TITLE_CHARACTERS: usize = 32;
/// The largest whole number that spreadsheets keep to the last digit.
const LARGEST_WHOLE: &str = "999999999999999";

/// The codes of a codelist on the sheet of codelists.
#[derive(Clone, Debug)]
pub(crate) struct CodeRange {
    /// The cells of the codes, as a formula names them; nothing where the list has no code that may be reported.
    pub(crate) range: Option<String>,
    /// The title of the list.
    pub(crate) title: String,
}

/// Gives what may be typed into a cell; into a range, of which this is the first cell.
pub(crate) fn input_rule(
    value_type: &ValueType,
    (row, column): (u32, u16),
    codes: &BTreeMap<CodelistId, CodeRange>,
    language: Language,
) -> Result<DataValidation, XlsxError> {
    let (rule, message) = match &value_type.quantity {
        Quantity::Count | Quantity::Integer | Quantity::Days => (whole_number(), whole_rule(language)),
        Quantity::Amount(_) | Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Decimal if value_type.decimals == 0 => {
            (whole_number(), whole_rule(language))
        }
        Quantity::Amount(_) | Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Decimal => {
            let (cell, decimals) = (row_col_to_cell(row, column), value_type.decimals);
            let rule = DataValidation::new().allow_custom(Formula::new(format!("AND(ISNUMBER({cell}),ROUND({cell},{decimals})={cell})")));
            (rule, decimals_rule(decimals, language))
        }
        Quantity::Date => {
            let rule = DataValidationRule::GreaterThanOrEqualTo(Formula::new("1"));
            (DataValidation::new().allow_date_formula(rule), form_word(FormWord::DateRule, language).to_owned())
        }
        Quantity::Text => {
            let most = u32::try_from(MOST_TEXT_CHARACTERS).unwrap_or(u32::MAX);
            let longest = value_type.limits.longest.unwrap_or(most).min(most);
            (DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(longest)), text_rule(longest, language))
        }
        Quantity::Bool => {
            let words = [form_word(FormWord::Yes, language), form_word(FormWord::No, language)];
            (DataValidation::new().allow_list_strings(&words)?, form_word(FormWord::BoolRule, language).to_owned())
        }
        Quantity::Code(codelist) => code_validation(codes.get(codelist), language),
    };
    with_message(rule, &message, language)
}

/// Gives a validation the title and the message that it shows.
pub(crate) fn with_message(rule: DataValidation, message: &str, language: Language) -> Result<DataValidation, XlsxError> {
    let title = shortened(form_word(FormWord::WrongValue, language), MOST_TITLE_CHARACTERS);
    rule.set_error_title(title)?.set_error_message(shortened(message, MOST_RULE_CHARACTERS))
}

/// Shortens a text to so many characters, counted as spreadsheets do.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut length = 1_usize;
    for character in text.chars() {
        length = length.saturating_add(character.len_utf16());
        if length > most {
            break;
        }
        cut.push(character);
    }
    format!("{cut}…")
}

fn whole_number() -> DataValidation {
    let bounds = DataValidationRule::Between(Formula::new(format!("-{LARGEST_WHOLE}")), Formula::new(LARGEST_WHOLE));
    DataValidation::new().allow_whole_number_formula(bounds)
}

fn whole_rule(language: Language) -> String {
    form_word(FormWord::WholeNumberRule, language).to_owned()
}

fn code_validation(codes: Option<&CodeRange>, language: Language) -> (DataValidation, String) {
    let title = codes.map(|codes| codes.title.as_str()).unwrap_or_default();
    let rule = match codes.and_then(|codes| codes.range.as_ref()) {
        Some(range) => DataValidation::new().allow_list_formula(Formula::new(range)),
        // No code may be reported, so that only an empty cell is right.
        None => DataValidation::new().allow_text_length(DataValidationRule::EqualTo(0)),
    };
    (rule, code_rule(title, language))
}
