//! The words of explanations, in each language.

use super::pieces::place_text;
use crate::evaluated_submission::CellState;
use crate::explain::{BranchKind, BranchOutcome, ParameterSource, PassedOverReason};
use crate::finding_text::state_word;
use crate::language::Language;
use crate::number_text::{date_text, is_singular};
use positum_plan::amount::Rounding;

/// A word or phrase of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Source,
    Reason,
    Line,
    Key,
    Sequence,
    ToldBefore,
    BeyondLimit,
    BlankIsZero,
    Requires,
    WithValues,
    OnlyWhen,
    Decides,
    Difference,
    Tolerance,
    Cells,
    Changes,
    NoChange,
    NotFound,
    NotTried,
    LeftBlank,
    PerhapsSmaller,
    FailsThen,
    PassesToo,
    FindingThen,
    Parameter,
    Together,
    OtherFindings,
    NothingToExplain,
    NoSuchLine,
}

/// Gives a word or phrase.
pub(super) fn word(word: Word, language: Language) -> &'static str {
    let (latvian, english) = match word {
        Word::Source => ("avots", "source"),
        Word::Reason => ("iemesls", "reason"),
        Word::Line => ("rinda", "line"),
        Word::Key => ("atslēga", "key"),
        Word::Sequence => ("rindas numurs", "the number of the line"),
        Word::ToldBefore => ("skaidrots iepriekš", "explained above"),
        Word::BeyondLimit => ("dziļāk netiek skaidrots", "not explained any deeper"),
        Word::BlankIsZero => ("nav aizpildīts, tāpēc nulle", "blank, so zero"),
        Word::Requires => ("jābūt", "must hold"),
        Word::WithValues => ("ar vērtībām", "with values"),
        Word::OnlyWhen => ("tikai tad, ja", "only when"),
        Word::Decides => ("izšķir", "decided by"),
        Word::Difference => ("starpība", "difference"),
        Word::Tolerance => ("pielaide", "tolerance"),
        Word::Cells => ("šūnas", "cells"),
        Word::Changes => ("Lai pārbaude būtu izpildīta, pietiktu ar vienu no šīm izmaiņām", "To make it pass, one of these changes would be enough"),
        Word::NoChange => {
            ("nav atrasta vienas vērtības izmaiņa, ar kuru pārbaude būtu izpildīta", "no change of a single input was found that makes it pass")
        }
        Word::NotFound => ("derīga izmaiņa nav atrasta, mainot tikai vienu no šīm", "none was found by changing one of these alone"),
        Word::NotTried => ("nav izmēģināts", "not tried"),
        Word::LeftBlank => ("neaizpildīts", "left blank"),
        Word::PerhapsSmaller => ("varbūt pietiek arī ar mazāku", "perhaps less is enough"),
        Word::FailsThen => ("tad nebūtu izpildīta", "fails then"),
        Word::PassesToo => ("tad būtu izpildīta arī", "passes then, too"),
        Word::FindingThen => ("tad jauns konstatējums", "new finding then"),
        Word::Parameter => ("parametrs", "parameter"),
        Word::Together => ("kopā", "together"),
        Word::OtherFindings => ("Citi konstatējumi", "Other findings"),
        Word::NothingToExplain => (
            "Nav ko skaidrot: visas pārbaudes izpildītas, visas vērtības ir, un konstatējumu nav.",
            "Nothing to explain: all checks pass, every value is there, and there are no findings.",
        ),
        Word::NoSuchLine => ("tādas rindas nav", "there is no such line"),
    };
    match language {
        Language::Latvian => latvian,
        Language::English => english,
    }
}

/// Says that there are more: `… 5 more`.
pub(super) fn more_text(count: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("… vēl {count}"),
        Language::English => format!("… {count} more"),
    }
}

/// Gives what stands in a formula for something without a value.
pub(super) fn state_in_formula(state: CellState, language: Language) -> &'static str {
    state_word(state, language)
}

/// Says by which rule a number was rounded: `rounded to 2 decimals, half away from zero`.
pub(super) fn rounding_text(rounding: Rounding, decimals: u32, language: Language) -> String {
    let count = usize::try_from(decimals).unwrap_or(usize::MAX);
    let to = match (decimals, language, is_singular(count, language)) {
        (0, Language::Latvian, _) => "līdz veselam skaitlim".to_owned(),
        (0, Language::English, _) => "to a whole number".to_owned(),
        (_, Language::Latvian, true) => format!("līdz {decimals} zīmei aiz komata"),
        (_, Language::Latvian, false) => format!("līdz {decimals} zīmēm aiz komata"),
        (_, Language::English, true) => format!("to {decimals} decimal"),
        (_, Language::English, false) => format!("to {decimals} decimals"),
    };
    match (rounding, language) {
        (Rounding::HalfAwayFromZero, Language::Latvian) => format!("noapaļots {to}, puse – prom no nulles"),
        (Rounding::HalfAwayFromZero, Language::English) => format!("rounded {to}, half away from zero"),
        (Rounding::HalfEven, Language::Latvian) => format!("noapaļots {to}, puse – uz pāra ciparu"),
        (Rounding::HalfEven, Language::English) => format!("rounded {to}, half to even"),
        (Rounding::TowardZero, Language::Latvian) => format!("noapaļots {to}, lieko atmetot"),
        (Rounding::TowardZero, Language::English) => format!("rounded {to}, toward zero"),
    }
}

/// Says how a value was given: `given as `1.005``.
pub(super) fn given_as_text(given: &str, language: Language) -> String {
    match language {
        Language::Latvian => format!("norādīts kā `{given}`"),
        Language::English => format!("given as `{given}`"),
    }
}

/// Says of a group which lines it stands for.
pub(super) fn group_text(source: &str, lines: &str, language: Language) -> String {
    match language {
        Language::Latvian => format!("grupa no saraksta {source} rindām: {lines}"),
        Language::English => format!("the group of these lines of {source}: {lines}"),
    }
}

/// Says over how many lines an aggregate runs.
pub(super) fn lines_text(list: &str, [lines, filtered_out, passed_over]: [usize; 3], language: Language) -> String {
    let mut text = match (language, is_singular(lines, language)) {
        (Language::Latvian, true) => format!("{lines} rinda sarakstā {list}"),
        (Language::Latvian, false) => format!("{lines} rindas sarakstā {list}"),
        (Language::English, true) => format!("over {lines} line of {list}"),
        (Language::English, false) => format!("over {lines} lines of {list}"),
    };
    if filtered_out > 0 {
        text.push_str(&match language {
            Language::Latvian => format!("; nosacījumam neatbilst {filtered_out}"),
            Language::English => format!("; {filtered_out} do not meet the condition"),
        });
    }
    if passed_over > 0 {
        text.push_str(&match language {
            Language::Latvian => format!("; bez vērtības izlaistas {passed_over}"),
            Language::English => format!("; {passed_over} passed over, without a value"),
        });
    }
    text
}

/// Says why operands are left out: `left out, not applicable`.
pub(super) fn passed_over_text(reason: PassedOverReason, language: Language) -> &'static str {
    match (reason, language) {
        (PassedOverReason::X, Language::Latvian) => "izlaists, jo tur ir `x`",
        (PassedOverReason::X, Language::English) => "left out, being `x`",
        (PassedOverReason::Blank, Language::Latvian) => "izlaists, jo nav aizpildīts",
        (PassedOverReason::Blank, Language::English) => "left out, being blank",
        (PassedOverReason::NotApplicable, Language::Latvian) => "izlaists, jo nav piemērojams",
        (PassedOverReason::NotApplicable, Language::English) => "left out, not being applicable",
    }
}

/// Says which way a formula takes.
pub(super) fn branch_text(kind: BranchKind, outcome: BranchOutcome, language: Language) -> &'static str {
    match (kind, outcome, language) {
        (BranchKind::When | BranchKind::If, BranchOutcome::First, Language::Latvian) => "izpildās",
        (BranchKind::When | BranchKind::If, BranchOutcome::First, Language::English) => "holds",
        (BranchKind::When | BranchKind::If, BranchOutcome::Second, Language::Latvian) => "neizpildās",
        (BranchKind::When | BranchKind::If, BranchOutcome::Second, Language::English) => "does not hold",
        (BranchKind::When | BranchKind::If, BranchOutcome::Unknown, Language::Latvian) => "nav nosakāms",
        (BranchKind::When | BranchKind::If, BranchOutcome::Unknown, Language::English) => "cannot be told",
        (BranchKind::Else, BranchOutcome::First, Language::Latvian) => "ir vērtība, to ņem",
        (BranchKind::Else, BranchOutcome::First, Language::English) => "has a value, which is taken",
        (BranchKind::Else, BranchOutcome::Second, Language::Latvian) => "nav vērtības, ņem to, kas aiz `else`",
        (BranchKind::Else, BranchOutcome::Second, Language::English) => "has no value, what follows `else` is taken",
        (BranchKind::Else, BranchOutcome::Unknown, Language::Latvian) => "nav aprēķināms",
        (BranchKind::Else, BranchOutcome::Unknown, Language::English) => "cannot be computed",
    }
}

/// Says where a parameter's value comes from.
pub(super) fn parameter_source_text(source: &ParameterSource, language: Language) -> String {
    match (source, language) {
        (ParameterSource::Submission(origin), Language::Latvian) => format!("no iesnieguma, {}", place_text(origin)),
        (ParameterSource::Submission(origin), Language::English) => format!("from the submission, {}", place_text(origin)),
        (ParameterSource::User, Language::Latvian) => "norādīts, izsaucot vērtēšanu".to_owned(),
        (ParameterSource::User, Language::English) => "given with the call".to_owned(),
        (ParameterSource::Package(validity), _) => match (validity.from, validity.until, language) {
            (None, None, Language::Latvian) => "no definīcijas".to_owned(),
            (None, None, Language::English) => "from the definition".to_owned(),
            (Some(from), None, Language::Latvian) => format!("no definīcijas, spēkā no {}", date_text(from, language)),
            (Some(from), None, Language::English) => format!("from the definition, valid from {}", date_text(from, language)),
            (None, Some(until), Language::Latvian) => format!("no definīcijas, spēkā līdz {}", date_text(until, language)),
            (None, Some(until), Language::English) => format!("from the definition, valid until {}", date_text(until, language)),
            (Some(from), Some(until), Language::Latvian) => {
                format!("no definīcijas, spēkā no {} līdz {}", date_text(from, language), date_text(until, language))
            }
            (Some(from), Some(until), Language::English) => {
                format!("from the definition, valid from {} until {}", date_text(from, language), date_text(until, language))
            }
        },
        (ParameterSource::Nowhere, Language::Latvian) => "šajā periodā vērtības nav".to_owned(),
        (ParameterSource::Nowhere, Language::English) => "it has no value in the period".to_owned(),
    }
}
