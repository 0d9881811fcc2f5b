//! The codelists that every package has: ISO 3166 countries and ISO 4217 currencies.
//!
//! The data are those of the crates `rust_iso3166` and `iso_currency`.

use iso_currency::{Currency, IntoEnumIterator};
use positum_plan::plan::{Codelist, Label};
use std::collections::BTreeMap;

/// The name of the list of countries.
pub(crate) const COUNTRIES: &str = "iso3166";
/// The name of the list of currencies.
pub(crate) const CURRENCIES: &str = "iso4217";

/// Codes of the list of currencies that stand for no currency.
const NO_CURRENCIES: [&str; 2] = ["XTS", "XXX"];

/// Makes a list that every package has; nothing for another name.
pub(crate) fn built_in(name: &str) -> Option<Codelist> {
    let english = |text: &str| Label(BTreeMap::from([("en".to_owned(), text.to_owned())]));
    match name {
        COUNTRIES => Some(Codelist {
            name: name.to_owned(),
            label: english("Countries"),
            codes: rust_iso3166::ALL_ALPHA2.iter().zip(rust_iso3166::ALL_NAME).map(|(code, name)| ((*code).to_owned(), english(name))).collect(),
            source: Some("ISO 3166-1".to_owned()),
        }),
        CURRENCIES => Some(Codelist {
            name: name.to_owned(),
            label: english("Currencies"),
            codes: currencies().map(|currency| (currency.code().to_owned(), english(currency.name()))).collect(),
            source: Some("ISO 4217".to_owned()),
        }),
        _ => None,
    }
}

/// Currencies that the euro has replaced.
pub(crate) const REPLACED_BY_EURO: [&str; 20] =
    ["LVL", "LTL", "EEK", "DEM", "FRF", "ITL", "ESP", "FIM", "ATS", "BEF", "NLG", "IEP", "PTE", "GRD", "LUF", "SIT", "SKK", "MTL", "CYP", "HRK"];

fn currencies() -> impl Iterator<Item = Currency> {
    Currency::iter().filter(|currency| !NO_CURRENCIES.contains(&currency.code()))
}

/// Gives the codes of all currencies.
pub(crate) fn currency_codes() -> impl Iterator<Item = &'static str> {
    currencies().map(|currency| currency.code())
}

/// Gives the decimals that a currency has in ISO 4217; nothing for an unknown code.
pub(crate) fn currency_decimals(code: &str) -> Option<u32> {
    currencies().find(|currency| currency.code() == code).map(|currency| currency.exponent().map_or(0, u32::from))
}
