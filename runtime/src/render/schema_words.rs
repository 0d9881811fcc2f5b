//! What schemas say to people, in every language that we speak.

use crate::language::Language;
use positum_plan::period::Validity;
use positum_plan::plan::{Label, Plan};
use positum_plan::value::{Currency, Quantity, RatioScale, ValueType};

/// A word before a fact of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FactWord {
    /// Before the formula of a cell.
    Formula,
    /// Before what something rests on.
    Source,
    /// Before who lays the reports down.
    Publisher,
    /// Before the time for which a definition is.
    Version,
}

fn fact_word(word: FactWord, language: Language) -> &'static str {
    match (word, language) {
        (FactWord::Formula, Language::Latvian | Language::English) => "Formula",
        (FactWord::Source, Language::Latvian) => "Avots",
        (FactWord::Source, Language::English) => "Source",
        (FactWord::Publisher, Language::Latvian) => "Izdevējs",
        (FactWord::Publisher, Language::English) => "Publisher",
        (FactWord::Version, Language::Latvian) => "Definīcijas versija",
        (FactWord::Version, Language::English) => "Version of the definition",
    }
}

/// Something that schemas say of themselves or of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// An input cell that counts as 0 where it is left out.
    BlankIsZero,
    /// The pattern of the type cannot be said in the schema.
    PatternLeftOut,
    /// What a valid document is.
    ValidDocument,
    /// Who reports.
    Entity,
    /// For which period.
    Period,
    /// The number of a line.
    LineNumber,
    /// That a value was computed.
    Computed,
    /// Values of parameters.
    Parameters,
    /// A computed text, which may be any.
    AnyText,
}

/// Says a remark.
pub(super) fn remark_text(remark: Remark, language: Language) -> &'static str {
    match (remark, language) {
        (Remark::BlankIsZero, Language::Latvian) => "Ja elementa nav, vērtība ir 0.",
        (Remark::BlankIsZero, Language::English) => "Where the element is left out, the value is 0.",
        (Remark::PatternLeftOut, Language::Latvian) => "Paraugu šajā shēmā izteikt nevar; to pārbauda saņēmējs.",
        (Remark::PatternLeftOut, Language::English) => "The pattern cannot be said in this schema; the receiver checks it.",
        (Remark::ValidDocument, Language::Latvian) => {
            "Derīgs ir pilnīgs iesniegums, kura vērtības ir nolasāmas. Aprēķinus un pārbaudes shēma neaptver."
        }
        (Remark::ValidDocument, Language::English) => {
            "Valid is a complete submission with readable values. Calculations and checks are not covered by the schema."
        }
        (Remark::Entity, Language::Latvian) => "Iesniedzējs.",
        (Remark::Entity, Language::English) => "Who reports.",
        (Remark::Period, Language::Latvian) => "Pārskata periods.",
        (Remark::Period, Language::English) => "The reporting period.",
        (Remark::LineNumber, Language::Latvian) => "Rindas numurs, sākot ar 1.",
        (Remark::LineNumber, Language::English) => "The number of the line, from 1.",
        (Remark::Computed, Language::Latvian) => "Vērtība ir aprēķināta, nevis iesniegta.",
        (Remark::Computed, Language::English) => "The value was computed and not given.",
        (Remark::Parameters, Language::Latvian) => "Parametri, kuru vērtības dod iesniedzējs.",
        (Remark::Parameters, Language::English) => "Parameters whose values the submission gives.",
        (Remark::AnyText, Language::Latvian) => "Aprēķināts teksts vai kods.",
        (Remark::AnyText, Language::English) => "A text or code that is computed.",
    }
}

/// Says a fact: `Formula: 030/(010+020)`.
pub(super) fn fact_text(word: FactWord, fact: &str, language: Language) -> String {
    format!("{}: {fact}", fact_word(word, language))
}

/// Says for which time something is: `from 2025-01-01 until 2025-12-31`.
pub(super) fn validity_text(validity: Validity, language: Language) -> String {
    let (from, until) = match language {
        Language::Latvian => ("no", "līdz"),
        Language::English => ("from", "until"),
    };
    match (validity.from, validity.until) {
        (Some(first), Some(last)) => format!("{from} {first} {until} {last}"),
        (Some(first), None) => format!("{from} {first}"),
        (None, Some(last)) => format!("{until} {last}"),
        (None, None) => match language {
            Language::Latvian => "visiem periodiem".to_owned(),
            Language::English => "for all periods".to_owned(),
        },
    }
}

/// Gives the languages in which a schema speaks, with their codes: those of the package that we speak, else all that we speak.
pub(super) fn languages_of(plan: &Plan) -> Vec<Language> {
    let spoken = plan.package.languages.iter().filter_map(|code| Language::ALL.into_iter().find(|language| language.code() == code));
    let spoken: Vec<Language> = spoken.collect();
    if spoken.is_empty() { Language::ALL.to_vec() } else { spoken }
}

/// Gives a label in a language; nothing where it has none.
pub(super) fn label_in(label: &Label, language: Language) -> Option<&str> {
    label.0.get(language.code()).map(String::as_str).filter(|text| !text.is_empty())
}

/// Says what a cell of a type holds: `amount in EUR, decimals: 2`.
pub(super) fn type_text(plan: &Plan, value_type: &ValueType, language: Language) -> String {
    let (latvian, english) = match &value_type.quantity {
        Quantity::Amount(Currency::Fixed(currency)) => (format!("summa {currency}"), format!("amount in {currency}")),
        Quantity::Amount(Currency::OfColumn(_)) => ("summa rindas valūtā".to_owned(), "amount in the currency of the line".to_owned()),
        Quantity::Rate { to, from } => {
            let said = |language| [to, from].map(|currency| currency_text(currency, language)).join("/");
            (format!("kurss {}", said(Language::Latvian)), format!("rate {}", said(Language::English)))
        }
        Quantity::Ratio(scale) => ratio_text(*scale),
        Quantity::Count => ("skaits".to_owned(), "number of things".to_owned()),
        Quantity::Integer => ("vesels skaitlis".to_owned(), "whole number".to_owned()),
        Quantity::Decimal => ("skaitlis".to_owned(), "number".to_owned()),
        Quantity::Days => ("dienu skaits".to_owned(), "number of days".to_owned()),
        Quantity::Date => ("datums (2025-03-31)".to_owned(), "date (2025-03-31)".to_owned()),
        Quantity::Text => text_text(value_type),
        Quantity::Bool => ("patiess (true) vai nepatiess (false)".to_owned(), "true or false".to_owned()),
        Quantity::Code(codelist) => {
            let name = &plan.codelists[*codelist].name;
            (format!("kods no kodu saraksta `{name}`"), format!("code of the codelist `{name}`"))
        }
    };
    let decimals = if value_type.is_number() { Some(value_type.decimals) } else { None };
    match (language, decimals) {
        (Language::Latvian, Some(decimals)) => format!("{latvian}, zīmes aiz komata: {decimals}"),
        (Language::English, Some(decimals)) => format!("{english}, decimals: {decimals}"),
        (Language::Latvian, None) => latvian,
        (Language::English, None) => english,
    }
}

fn currency_text(currency: &Currency, language: Language) -> &str {
    match (currency, language) {
        (Currency::Fixed(code), Language::Latvian | Language::English) => code,
        (Currency::OfColumn(_), Language::Latvian) => "rindas valūta",
        (Currency::OfColumn(_), Language::English) => "currency of the line",
    }
}

fn ratio_text(scale: RatioScale) -> (String, String) {
    let (latvian, english) = match scale {
        RatioScale::Plain => ("attiecība", "ratio"),
        RatioScale::Percent => ("procenti (12.50 ir 12,50 %)", "percent (12.50 is 12.50 %)"),
        RatioScale::Permille => ("promiles (3.20 ir 3,20 ‰)", "permille (3.20 is 3.20 ‰)"),
        RatioScale::BasisPoints => ("bāzes punkti (1101 ir 11,01 %)", "basis points (1101 is 11.01 %)"),
    };
    (latvian.to_owned(), english.to_owned())
}

fn text_text(value_type: &ValueType) -> (String, String) {
    let (mut latvian, mut english) = match value_type.limits.longest {
        Some(most) => (format!("teksts, rakstzīmju skaits ne lielāks par {most}"), format!("text of at most {most} characters")),
        None => ("teksts".to_owned(), "text".to_owned()),
    };
    if let Some(pattern) = &value_type.limits.pattern {
        latvian.push_str(&format!(", kas atbilst paraugam {}", pattern.text()));
        english.push_str(&format!(" that fits the pattern {}", pattern.text()));
    }
    (latvian, english)
}
