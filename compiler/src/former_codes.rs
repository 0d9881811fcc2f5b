//! Codes that the crates' tables lack, and the last days of those that are in use no more.
//!
//! The last days of currencies are those before the countries' first day of the euro, by the acts of the Council of the
//! European Union that abolish their derogations; names and decimals are those of ISO 4217, list three. Kosovo has no
//! code in ISO 3166-1: `XK` is the one that the European Commission uses, from the codes that the standard leaves to users.

use jiff::civil::{Date, date};

/// A currency that gave way to the euro.
pub(crate) struct FormerCurrency {
    /// The code.
    pub(crate) code: &'static str,
    /// The English name.
    pub(crate) name: &'static str,
    /// Decimals of an amount.
    pub(crate) decimals: u32,
    /// The last day on which it was the currency.
    pub(crate) until: Date,
}

const fn former(code: &'static str, name: &'static str, until: Date) -> FormerCurrency {
    FormerCurrency { code, name, decimals: 2, until }
}

/// Currencies that the euro has replaced since 2007.
pub(crate) const FORMER_CURRENCIES: [FormerCurrency; 9] = [
    former("BGN", "Bulgarian lev", date(2025, 12, 31)),
    former("CYP", "Cyprus pound", date(2007, 12, 31)),
    former("EEK", "Estonian kroon", date(2010, 12, 31)),
    former("HRK", "Croatian kuna", date(2022, 12, 31)),
    former("LTL", "Lithuanian litas", date(2014, 12, 31)),
    former("LVL", "Latvian lats", date(2013, 12, 31)),
    former("MTL", "Maltese lira", date(2007, 12, 31)),
    former("SIT", "Slovenian tolar", date(2006, 12, 31)),
    former("SKK", "Slovak koruna", date(2008, 12, 31)),
];

/// Countries with a code that ISO 3166-1 leaves to its users.
pub(crate) const FURTHER_COUNTRIES: [(&str, &str); 1] = [("XK", "Kosovo")];
