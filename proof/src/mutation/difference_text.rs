//! Says what comes out otherwise, in every language that we speak.

use super::compare::{Difference, Shown};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::finding_text::{outcome_word, printable, state_word};
use positum_runtime::language::Language;
use positum_runtime::submission::Address;

/// Says a difference in one line: `r.f.100: 12.50 %; would be 12.49 %`.
pub fn difference_text(difference: &Difference, language: Language) -> String {
    let (subject, original, mutant) = match difference {
        Difference::Cell { address, original, mutant } => {
            let is_same = text_of(original) == text_of(mutant);
            (address_text(address), shown_text(original, is_same, language), shown_text(mutant, is_same, language))
        }
        Difference::Check { report, table, name, row, original, mutant } => {
            let place: Vec<&str> = [Some(report.as_str()), table.as_deref(), Some(row.as_str()), Some(name.as_str())]
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect();
            (place.join("."), check_text(*original, language), check_text(*mutant, language))
        }
        Difference::Finding { code, address, in_original } => {
            let (found, none) = match language {
                Language::Latvian => (format!("konstatējums {code}"), "konstatējuma nav".to_owned()),
                Language::English => (format!("finding {code}"), "no finding".to_owned()),
            };
            let (original, mutant) = if *in_original { (found, none) } else { (none, found) };
            (address_text(address), original, mutant)
        }
    };
    let line = match language {
        Language::Latvian => format!("{subject}: {original}; pēc izmaiņas – {mutant}"),
        Language::English => format!("{subject}: {original}; would be {mutant}"),
    };
    printable(&line)
}

fn text_of(shown: &Option<Shown>) -> Option<&str> {
    shown.as_ref().and_then(|shown| shown.text.as_deref())
}

fn shown_text(shown: &Option<Shown>, with_state: bool, language: Language) -> String {
    match shown {
        None => match language {
            Language::Latvian => "šūnas nav".to_owned(),
            Language::English => "no such cell".to_owned(),
        },
        Some(Shown { state, with_sign: Some(text), .. }) if with_state => format!("{text} ({})", state_word(*state, language)),
        Some(Shown { with_sign: Some(text), .. }) => text.clone(),
        Some(Shown { state, with_sign: None, .. }) => state_word(*state, language).to_owned(),
    }
}

fn check_text(outcome: Option<Outcome>, language: Language) -> String {
    match (outcome, language) {
        (Some(outcome), _) => outcome_word(outcome, language).to_owned(),
        (None, Language::Latvian) => "pārbaudes nav".to_owned(),
        (None, Language::English) => "no such check".to_owned(),
    }
}

fn address_text(address: &Address) -> String {
    let place: Vec<&str> = [&address.report, &address.table, &address.row].into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if address.column.is_empty() { place.join(".") } else { format!("{}:{}", place.join("."), address.column) }
}
