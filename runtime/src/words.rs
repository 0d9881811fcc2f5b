//! The fixed words of reports that people read, and counted nouns, in each language.

use crate::consolidate::PartOfGroup;
use crate::evaluated_submission::Outcome;
use crate::finding_text::{outcome_word, severity_word};
use crate::language::Language;
use crate::number_text::{date_text, is_singular, shown_number};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::Severity;

/// A word or phrase that reports print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Over the labels of positions.
    PositionName,
    /// Over codes.
    Code,
    /// Over the values of a form.
    Value,
    /// In place of a list's lines where there are none.
    NoLines,
    /// Before what the marks mean.
    Marks,
    /// Before how many checks passed, failed and so on.
    Checks,
    /// Before how many findings there are.
    Findings,
    /// In place of that number where there are none.
    NoFindings,
    /// Over findings that belong to no report that is shown.
    OtherFindings,
    /// Over what was found while consolidating.
    ConsolidationFindings,
}

/// Gives a word or phrase.
pub fn word(word: Word, language: Language) -> &'static str {
    match (word, language) {
        (Word::PositionName, Language::Latvian) => "Pozīcijas nosaukums",
        (Word::PositionName, Language::English) => "Position",
        (Word::Code, Language::Latvian) => "Kods",
        (Word::Code, Language::English) => "Code",
        (Word::Value, Language::Latvian) => "Vērtība",
        (Word::Value, Language::English) => "Value",
        (Word::NoLines, Language::Latvian) => "nav datu",
        (Word::NoLines, Language::English) => "no lines",
        (Word::Marks, Language::Latvian) => "Apzīmējumi:",
        (Word::Marks, Language::English) => "Marks:",
        (Word::Checks, Language::Latvian) => "Pārbaudes:",
        (Word::Checks, Language::English) => "Checks:",
        (Word::Findings, Language::Latvian) => "Konstatējumi:",
        (Word::Findings, Language::English) => "Findings:",
        (Word::NoFindings, Language::Latvian) => "nav",
        (Word::NoFindings, Language::English) => "none",
        (Word::OtherFindings, Language::Latvian) => "Citi konstatējumi",
        (Word::OtherFindings, Language::English) => "Other findings",
        (Word::ConsolidationFindings, Language::Latvian) => "Konsolidācijas konstatējumi",
        (Word::ConsolidationFindings, Language::English) => "Findings of consolidation",
    }
}

/// Gives the word for a part of a group's report.
pub fn part_word(part: PartOfGroup, language: Language) -> &'static str {
    match (part, language) {
        (PartOfGroup::Summary, Language::Latvian) => "Kopsavilkums",
        (PartOfGroup::Summary, Language::English) => "Summary",
        (PartOfGroup::Adjustments, Language::Latvian) => "Korekcijas",
        (PartOfGroup::Adjustments, Language::English) => "Adjustments",
        (PartOfGroup::Eliminations, Language::Latvian) => "Izslēgts",
        (PartOfGroup::Eliminations, Language::English) => "Eliminations",
        (PartOfGroup::Consolidated, Language::Latvian) => "Konsolidēts",
        (PartOfGroup::Consolidated, Language::English) => "Consolidated",
    }
}

/// Says how many of the entities under a group have reported.
pub fn reported_text(reported: usize, all: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("Iesniegumi: {reported} no {all}"),
        Language::English => format!("Submissions: {reported} of {all}"),
    }
}

/// Gives the words for a period: `2025. gada 1. ceturksnis`, `1st quarter of 2025`.
pub fn period_text(period: Period, language: Language) -> String {
    let first = period.first_day();
    let year = first.year();
    let month = language.locale().month(first.month());
    match (period.kind(), language) {
        (PeriodKind::Year, Language::Latvian) => format!("{year}. gads"),
        (PeriodKind::Year, Language::English) => year.to_string(),
        (PeriodKind::Quarter, Language::Latvian) => format!("{year}. gada {}. ceturksnis", quarter(first.month())),
        (PeriodKind::Quarter, Language::English) => {
            let ordinal = match quarter(first.month()) {
                1 => "1st",
                2 => "2nd",
                3 => "3rd",
                _ => "4th",
            };
            format!("{ordinal} quarter of {year}")
        }
        (PeriodKind::Month, Language::Latvian) => format!("{year}. gada {month}"),
        (PeriodKind::Month, Language::English) => format!("{month} {year}"),
        (PeriodKind::Day, Language::Latvian | Language::English) => date_text(first, language),
    }
}

fn quarter(month: i8) -> i8 {
    month.saturating_add(2) / 3
}

/// Counts by severity: `2 kļūdas`, `1 warning`.
pub fn counted_severity(count: usize, severity: Severity, language: Language) -> String {
    let plural = match (severity, language) {
        (Severity::Info, Language::Latvian) => "piezīmes",
        (Severity::Info, Language::English) => "notes",
        (Severity::Warning, Language::Latvian) => "brīdinājumi",
        (Severity::Warning, Language::English) => "warnings",
        (Severity::Error, Language::Latvian) => "kļūdas",
        (Severity::Error, Language::English) => "errors",
        (Severity::Breach, Language::Latvian) => "pārkāpumi",
        (Severity::Breach, Language::English) => "breaches",
    };
    let noun = if is_singular(count, language) { severity_word(severity, language) } else { plural };
    format!("{count} {noun}")
}

/// Counts checks by outcome: `5 izpildītas`, `1 failed`.
pub fn counted_outcome(count: usize, outcome: Outcome, language: Language) -> String {
    let singular = outcome_word(outcome, language);
    match language {
        Language::Latvian if !is_singular(count, language) => format!("{count} {singular}s"),
        Language::Latvian | Language::English => format!("{count} {singular}"),
    }
}

/// Says that a cell was not computed, or several for the same reason.
pub fn not_computed_text(count: usize, language: Language) -> String {
    match (count, language) {
        (0 | 1, Language::Latvian) => "nav aprēķināts".to_owned(),
        (_, Language::Latvian) => format!("nav aprēķināts ({count} {})", if is_singular(count, language) { "šūna" } else { "šūnas" }),
        (0 | 1, Language::English) => "not computed".to_owned(),
        (_, Language::English) => format!("not computed ({count} cells)"),
    }
}

/// Says how many lines of a list are not shown, and where they are.
pub fn more_lines_text(count: usize, language: Language) -> String {
    let shown = shown_number(&count.to_string(), language);
    match language {
        Language::Latvian => {
            let lines = if is_singular(count, language) { "rinda nav parādīta" } else { "rindas nav parādītas" };
            format!("Vēl {shown} {lines}; visas dod `positum eval … --format csv`.")
        }
        Language::English => {
            let lines = if is_singular(count, language) { "line is" } else { "lines are" };
            format!("{shown} more {lines} not shown; `positum eval … --format csv` gives them all.")
        }
    }
}

/// Says how many findings, or failed checks, are not shown, and where they are.
pub fn more_remarks_text(count: usize, language: Language) -> String {
    let shown = shown_number(&count.to_string(), language);
    match language {
        Language::Latvian => format!("un vēl {shown}; visus dod `positum eval … --format csv -o MAPE`"),
        Language::English => format!("and {shown} more; `positum eval … --format csv -o FOLDER` gives them all"),
    }
}

/// Says that a check was not evaluated: for one line, or for as many as there are.
pub fn not_evaluated_text(count: usize, lines: &str, language: Language) -> String {
    let word = outcome_word(Outcome::NotEvaluated, language);
    match (count, language) {
        (0 | 1, Language::Latvian | Language::English) => word.to_owned(),
        (_, Language::Latvian) => format!("{word} {count} {}{lines}", if is_singular(count, language) { "rindā" } else { "rindās" }),
        (_, Language::English) => format!("{word} for {count} lines{lines}"),
    }
}
