//! The words of coverage pages, in each language.

use positum_runtime::language::Language;

/// A word or phrase of the pages. Templates call it by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CoverageWord {
    Title,
    Intro,
    Legend,
    Report,
    Reports,
    Total,
    Files,
    File,
    Covered,
    Line,
    Text,
    Missing,
    Back,
    All,
    Some,
    None,
}

impl CoverageWord {
    /// Every one.
    pub(super) const ALL: [Self; 16] = [
        Self::Title,
        Self::Intro,
        Self::Legend,
        Self::Report,
        Self::Reports,
        Self::Total,
        Self::Files,
        Self::File,
        Self::Covered,
        Self::Line,
        Self::Text,
        Self::Missing,
        Self::Back,
        Self::All,
        Self::Some,
        Self::None,
    ];

    pub(super) fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Title, Language::Latvian) => "Testu pārklājums",
            (Self::Title, Language::English) => "Coverage by tests",
            (Self::Intro, Language::Latvian) => {
                "Ko paketes testi sasniedz: aprēķinātās pozīcijas, kuru vērtību kāds tests prasa, dotās pozīcijas, formulu zarus un pārbaužu iznākumus."
            }
            (Self::Intro, Language::English) => {
                "What the tests of the package reach: computed positions whose value a test expects, positions that are given, branches of formulas, and outcomes of checks."
            }
            (Self::Legend, Language::Latvian) => "Apzīmējumi",
            (Self::Legend, Language::English) => "Marks",
            (Self::Report, Language::Latvian) => "Pārskats",
            (Self::Report, Language::English) => "Report",
            (Self::Reports, Language::Latvian) => "Pārskati",
            (Self::Reports, Language::English) => "Reports",
            (Self::Total, Language::Latvian) => "Kopā",
            (Self::Total, Language::English) => "Total",
            (Self::Files, Language::Latvian) => "Definīcijas datnes",
            (Self::Files, Language::English) => "Files of the definition",
            (Self::File, Language::Latvian) => "Datne",
            (Self::File, Language::English) => "File",
            (Self::Covered, Language::Latvian) => "Sasniegts",
            (Self::Covered, Language::English) => "Covered",
            (Self::Line, Language::Latvian) => "Rinda",
            (Self::Line, Language::English) => "Line",
            (Self::Text, Language::Latvian) => "Definīcija",
            (Self::Text, Language::English) => "Definition",
            (Self::Missing, Language::Latvian) => "Trūkst:",
            (Self::Missing, Language::English) => "Missing:",
            (Self::Back, Language::Latvian) => "Visas datnes",
            (Self::Back, Language::English) => "All files",
            (Self::All, Language::Latvian) => "viss sasniegts",
            (Self::All, Language::English) => "all covered",
            (Self::Some, Language::Latvian) => "daļa sasniegta",
            (Self::Some, Language::English) => "some covered",
            (Self::None, Language::Latvian) => "nekas nav sasniegts",
            (Self::None, Language::English) => "none covered",
        }
    }
}

/// Says how much is covered.
pub(super) fn count_text(covered: usize, all: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("sasniegts {covered} no {all}"),
        Language::English => format!("{covered} of {all} covered"),
    }
}

/// Says how much more is missing.
pub(super) fn more_text(count: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("… un vēl {count}"),
        Language::English => format!("… and {count} more"),
    }
}
