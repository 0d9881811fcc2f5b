//! What is said of what tests miss, in each language.

use super::{AimGroup, AimKind, Fork, Tally, Turn};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::language::Language;

/// Says what is missing where an aim is not covered; what is there where it is.
pub fn missing_text(kind: AimKind, tally: Tally, language: Language) -> String {
    let text = match (kind, language) {
        (AimKind::Computed, Language::Latvian) if tally.reached == 0 => "nevienā testā nav aprēķināta",
        (AimKind::Computed, Language::English) if tally.reached == 0 => "no test computes it to a value",
        (AimKind::Computed, Language::Latvian) => "aprēķināta, bet neviens tests neprasa tās vērtību",
        (AimKind::Computed, Language::English) => "computed, but no test expects its value",
        (AimKind::Grouped, Language::Latvian) => "nevienā testā sarakstam nav rindu",
        (AimKind::Grouped, Language::English) => "in no test the list has a line",
        (AimKind::Given, Language::Latvian) => "nevienā testā nav dota",
        (AimKind::Given, Language::English) => "no test gives it",
        (AimKind::Branch(fork, turn), _) => return branch_text(fork, turn, language),
        (AimKind::Outcome(outcome), _) => outcome_text(outcome, language),
    };
    text.to_owned()
}

fn outcome_text(outcome: Outcome, language: Language) -> &'static str {
    match (outcome, language) {
        (Outcome::Pass, Language::Latvian) => "nevienā testā nav izpildīta",
        (Outcome::Pass, Language::English) => "no test makes it pass",
        (Outcome::Fail, Language::Latvian) => "nevienā testā nav pārkāpta",
        (Outcome::Fail, Language::English) => "no test makes it fail",
        (Outcome::NotEvaluated, Language::Latvian) => "neviens tests neatstāj to neizvērtētu",
        (Outcome::NotEvaluated, Language::English) => "no test leaves it not evaluated",
        (Outcome::NotApplicable, Language::Latvian) => "nevienā testā nav nepiemērojama",
        (Outcome::NotApplicable, Language::English) => "no test leaves it not applicable",
    }
}

fn branch_text(fork: Fork, turn: Turn, language: Language) -> String {
    let word = fork_word(fork);
    match (turn, language) {
        (Turn::Holds, Language::Latvian) if fork == Fork::Where => format!("`{word}` nevienā testā nepaņem nevienu rindu"),
        (Turn::Holds, Language::English) if fork == Fork::Where => format!("`{word}` takes no line in any test"),
        (Turn::DoesNotHold, Language::Latvian) if fork == Fork::Where => format!("`{word}` nevienā testā neizlaiž nevienu rindu"),
        (Turn::DoesNotHold, Language::English) if fork == Fork::Where => format!("`{word}` leaves out no line in any test"),
        (Turn::Holds, Language::Latvian) => format!("`{word}` nosacījums nevienā testā nav spēkā"),
        (Turn::Holds, Language::English) => format!("the condition of `{word}` holds in no test"),
        (Turn::DoesNotHold, Language::Latvian) => format!("`{word}` nosacījums nevienā testā nav nepatiess"),
        (Turn::DoesNotHold, Language::English) => format!("the condition of `{word}` is false in no test"),
        (Turn::First, Language::Latvian) => format!("`{word}` nevienā testā neņem pirmo vērtību"),
        (Turn::First, Language::English) => format!("`{word}` takes its first value in no test"),
        (Turn::Second, Language::Latvian) => format!("`{word}` nevienā testā neņem otro vērtību"),
        (Turn::Second, Language::English) => format!("`{word}` takes its second value in no test"),
        (Turn::Decides(place), Language::Latvian) => format!("`{word}` nevienā testā neizšķir {}. nosacījums", place.saturating_add(1)),
        (Turn::Decides(place), Language::English) => format!("condition {} of `{word}` decides in no test", place.saturating_add(1)),
        (Turn::NoneDecides, Language::Latvian) if fork == Fork::And => format!("visi `{word}` nosacījumi kopā nevienā testā nav spēkā"),
        (Turn::NoneDecides, Language::English) if fork == Fork::And => format!("in no test all conditions of `{word}` hold"),
        (Turn::NoneDecides, Language::Latvian) => format!("nav testa, kurā nav spēkā neviens `{word}` nosacījums"),
        (Turn::NoneDecides, Language::English) => format!("in no test all conditions of `{word}` are false"),
    }
}

/// Gives the word of the language for a fork.
pub fn fork_word(fork: Fork) -> &'static str {
    match fork {
        Fork::When => "when",
        Fork::Else => "else",
        Fork::If => "if",
        Fork::And => "and",
        Fork::Or => "or",
        Fork::Where => "where",
    }
}

/// Gives the words for a group of aims, as a heading.
pub fn group_word(group: AimGroup, language: Language) -> &'static str {
    match (group, language) {
        (AimGroup::Computed, Language::Latvian) => "aprēķināts",
        (AimGroup::Computed, Language::English) => "computed",
        (AimGroup::Given, Language::Latvian) => "dots",
        (AimGroup::Given, Language::English) => "given",
        (AimGroup::Branches, Language::Latvian) => "zari",
        (AimGroup::Branches, Language::English) => "branches",
        (AimGroup::Outcomes, Language::Latvian) => "pārbaudes",
        (AimGroup::Outcomes, Language::English) => "checks",
    }
}

/// Gives the word before the figures of all reports.
pub fn total_word(language: Language) -> &'static str {
    match language {
        Language::Latvian => "kopā",
        Language::English => "total",
    }
}

/// Says that nothing is missing; `is_empty` of a package that has nothing to reach.
pub fn nothing_missing_text(is_empty: bool, language: Language) -> &'static str {
    match (is_empty, language) {
        (true, Language::Latvian) => "paketē nav nekā, ko testi varētu sasniegt",
        (true, Language::English) => "the package has nothing that tests could reach",
        (false, Language::Latvian) => "testi sasniedz visu",
        (false, Language::English) => "the tests reach everything",
    }
}

/// Says how many more things are missing than are told.
pub fn more_text(count: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("… un vēl {count}"),
        Language::English => format!("… and {count} more"),
    }
}

/// Says how many others miss the same.
pub fn and_others_text(count: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("un vēl {count}"),
        Language::English => format!("and {count} more"),
    }
}
