//! The codelists that every package has: ISO 3166 countries and ISO 4217 currencies.
//!
//! The data are those of the crates `rust_iso3166` and `iso_currency`, with those of `former_codes.rs`.

use crate::former_codes::{FORMER_CURRENCIES, FURTHER_COUNTRIES, FormerCurrency};
use iso_currency::{Currency, IntoEnumIterator};
use jiff::civil::Date;
use positum_plan::period::Validity;
use positum_plan::plan::{Code, Codelist, Label};
use std::collections::BTreeMap;

/// The name of the list of countries.
pub(crate) const COUNTRIES: &str = "iso3166";
/// The name of the list of currencies.
pub(crate) const CURRENCIES: &str = "iso4217";

/// Codes of the list of currencies that stand for no currency.
const NO_CURRENCIES: [&str; 2] = ["XTS", "XXX"];

/// Makes a list that every package has; nothing for another name.
pub(crate) fn built_in(name: &str) -> Option<Codelist> {
    match name {
        COUNTRIES => {
            let countries = rust_iso3166::ALL_ALPHA2.iter().copied().zip(rust_iso3166::ALL_NAME.iter().copied()).chain(FURTHER_COUNTRIES);
            let codes = countries.map(|(code, name)| (code, name.to_owned(), Validity::default())).collect();
            Some(standard(name, "Countries", "ISO 3166-1", codes))
        }
        CURRENCIES => {
            let in_use = currencies().filter(|currency| former(currency.code()).is_none());
            let in_use = in_use.map(|currency| (currency.code(), currency.name().to_owned(), Validity::default()));
            let until = |currency: &FormerCurrency| Validity { from: None, until: Some(currency.until) };
            let former = FORMER_CURRENCIES.iter().map(|currency| (currency.code, currency.name.to_owned(), until(currency)));
            Some(standard(name, "Currencies", "ISO 4217", in_use.chain(former).collect()))
        }
        _ => None,
    }
}

/// Makes a list in the order of the alphabet.
fn standard(name: &str, title: &str, source: &str, mut codes: Vec<(&str, String, Validity)>) -> Codelist {
    let english = |text: String| Label(BTreeMap::from([("en".to_owned(), text)]));
    codes.sort_by_key(|(code, ..)| *code);
    let mut list = Codelist { label: english(title.to_owned()), source: Some(source.to_owned()), ..Codelist::flat(name, []) };
    for (code, name, validity) in codes {
        list.declare(code.to_owned(), Code { label: english(name), validity, ..Code::default() });
    }
    list
}
/// Currencies that the euro has replaced.
pub(crate) const REPLACED_BY_EURO: [&str; 20] =
    ["LVL", "LTL", "EEK", "DEM", "FRF", "ITL", "ESP", "FIM", "ATS", "BEF", "NLG", "IEP", "PTE", "GRD", "LUF", "SIT", "SKK", "MTL", "CYP", "HRK"];

fn currencies() -> impl Iterator<Item = Currency> {
    Currency::iter().filter(|currency| !NO_CURRENCIES.contains(&currency.code()))
}

fn former(code: &str) -> Option<&'static FormerCurrency> {
    FORMER_CURRENCIES.iter().find(|currency| currency.code == code)
}

/// Gives the codes of all currencies that are in use.
pub(crate) fn currency_codes() -> impl Iterator<Item = &'static str> {
    currencies().map(|currency| currency.code()).filter(|code| former(code).is_none())
}

/// Gives the last day of a currency that is in use no more.
pub(crate) fn last_day(code: &str) -> Option<Date> {
    former(code).map(|currency| currency.until)
}

/// Gives the decimals that a currency has, or had, in ISO 4217; nothing for an unknown code.
pub(crate) fn currency_decimals(code: &str) -> Option<u32> {
    let in_use = currencies().find(|currency| currency.code() == code).map(|currency| currency.exponent().map_or(0, u32::from));
    in_use.or_else(|| former(code).map(|currency| currency.decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn former_currencies_have_a_last_day_and_stand_once() {
        let currencies = built_in(CURRENCIES).unwrap();
        let permits = |code: &str, day: &str| currencies.permits(code, Some(day.parse().unwrap()));
        assert!(permits("LVL", "2013-12-31") && !permits("LVL", "2014-01-01"));
        assert!(permits("HRK", "2022-12-31") && !permits("HRK", "2023-01-01"));
        assert!(permits("EUR", "2014-01-01") && !permits("XXX", "2014-01-01"));
        assert_eq!(currency_decimals("LVL"), Some(2));
        assert!(!currency_codes().any(|code| code == "BGN"));
        let codes: Vec<&str> = currencies.in_order().into_iter().map(|(code, _)| code).collect();
        assert!(codes.is_sorted());
    }

    #[test]
    fn kosovo_is_a_country() {
        let countries = built_in(COUNTRIES).unwrap();
        assert!(countries.permits("XK", None) && countries.permits("LV", None) && !countries.permits("XX", None));
    }
}
