//! The fixed words of pages, in each language. Words that other outputs print too come from the runtime.

use positum_runtime::evaluated_submission::CellState;
use positum_runtime::finding_text::state_word;
use positum_runtime::language::Language;
use positum_runtime::number_text::shown_number;
use positum_runtime::words::{Word, word};
use std::collections::BTreeMap;

/// A word or phrase that pages print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageWord {
    /// Over the list of reports.
    Contents,
    /// The link that leaves out what stands before the reports.
    SkipToReports,
    /// Before the title of the package.
    Package,
    /// Before who lays the reports down.
    Publisher,
    /// Before what tells this definition from others.
    Definition,
    /// Before what a report rests on.
    Source,
    /// Before a report's code in the receiving system.
    Module,
    /// Over how many findings there are and how checks came out.
    Summary,
    /// Over what is worth looking at.
    Troubles,
    /// Over the notes of a table.
    Notes,
    /// Said of a reference that leads to a note.
    ToNote,
    /// Said of a reference that leads back to a cell.
    ToCell,
    /// What an `x` means.
    NoCell,
    /// Over the numbers of lines.
    LineNumber,
    /// Over checks.
    CheckTable,
    /// Over the names of checks.
    Check,
    /// Over outcomes.
    Outcome,
    /// Over severities.
    Severity,
    /// Over what must hold.
    Requirement,
    /// Over what a check rests on.
    Basis,
    /// Over what the marks mean.
    Legend,
    /// What the number in a frame means.
    NoteNumber,
    /// What was given, before it.
    Given,
    /// Over the explanations of a table.
    HowComputed,
    /// Over the explanations of checks.
    WhyFailed,
    /// Why not all cells of a table are explained.
    LeftOut,
    /// Said of a value that leads to its explanation.
    ToExplanation,
    /// What the sign of a reason means.
    Reason,
}

impl PageWord {
    /// All of them, with the names by which templates have them.
    pub const ALL: [(&'static str, Self); 28] = [
        ("contents", Self::Contents),
        ("skip_to_reports", Self::SkipToReports),
        ("package", Self::Package),
        ("publisher", Self::Publisher),
        ("definition", Self::Definition),
        ("source", Self::Source),
        ("module", Self::Module),
        ("summary", Self::Summary),
        ("troubles", Self::Troubles),
        ("notes", Self::Notes),
        ("to_note", Self::ToNote),
        ("to_cell", Self::ToCell),
        ("no_cell", Self::NoCell),
        ("line_number", Self::LineNumber),
        ("check_table", Self::CheckTable),
        ("check", Self::Check),
        ("outcome", Self::Outcome),
        ("severity", Self::Severity),
        ("requirement", Self::Requirement),
        ("basis", Self::Basis),
        ("legend", Self::Legend),
        ("note_number", Self::NoteNumber),
        ("given", Self::Given),
        ("how_computed", Self::HowComputed),
        ("why_failed", Self::WhyFailed),
        ("cells_left_out", Self::LeftOut),
        ("to_explanation", Self::ToExplanation),
        ("reason", Self::Reason),
    ];
}

/// Gives a word or phrase.
pub fn page_word(word: PageWord, language: Language) -> &'static str {
    let (latvian, english) = match word {
        PageWord::Contents => ("Saturs", "Contents"),
        PageWord::SkipToReports => ("Pāriet uz pārskatiem", "Skip to the reports"),
        PageWord::Package => ("Pārskatu kopa", "Set of reports"),
        PageWord::Publisher => ("Nosaka", "Laid down by"),
        PageWord::Definition => ("Definīcijas versija", "Version of the definition"),
        PageWord::Source => ("Pamats", "Source"),
        PageWord::Module => ("Modulis", "Module"),
        PageWord::Summary => ("Kopsavilkums", "Summary"),
        PageWord::Troubles => ("Kam jāpievērš uzmanība", "What to look at"),
        PageWord::Notes => ("Skaidrojumi", "Notes"),
        PageWord::ToNote => ("skaidrojums", "note"),
        PageWord::ToCell => ("atpakaļ uz tabulu", "back to the table"),
        PageWord::NoCell => ("neattiecas", "does not apply"),
        PageWord::LineNumber => ("Nr.", "No."),
        PageWord::CheckTable => ("Pārbaudes", "Checks"),
        PageWord::Check => ("Pārbaude", "Check"),
        PageWord::Outcome => ("Rezultāts", "Outcome"),
        PageWord::Severity => ("Ja nav izpildīta", "If it fails"),
        PageWord::Requirement => ("Prasība", "Requirement"),
        PageWord::Basis => ("Pamats", "Source"),
        PageWord::Legend => ("Apzīmējumi", "Marks"),
        PageWord::NoteNumber => ("skaidrojuma numurs", "number of a note"),
        PageWord::Given => ("iesniegts", "submitted"),
        PageWord::HowComputed => ("Kā aprēķināts", "How it was computed"),
        PageWord::WhyFailed => ("Kāpēc pārbaudes nav izpildītas un kas to mainītu", "Why checks fail, and what would make them pass"),
        PageWord::LeftOut => (
            "Rindu ir daudz, tāpēc izklāsts ir tikai tām šūnām, par kurām ir skaidrojums zem tabulas.",
            "There are many lines, so only cells with a note under the table are explained.",
        ),
        PageWord::Reason => ("kāpēc nav vērtības vai rezultāta", "why there is no value or outcome"),
        PageWord::ToExplanation => ("kā aprēķināts", "how it was computed"),
    };
    match language {
        Language::Latvian => latvian,
        Language::English => english,
    }
}

/// Gives all words that templates have, by name.
pub fn page_words(language: Language) -> BTreeMap<&'static str, String> {
    let own = PageWord::ALL.iter().map(|(name, of_page)| (*name, page_word(*of_page, language)));
    let shared = [
        ("position", Word::PositionName),
        ("code", Word::Code),
        ("value", Word::Value),
        ("no_lines", Word::NoLines),
        ("other_findings", Word::OtherFindings),
    ];
    own.chain(shared.map(|(name, shared)| (name, word(shared, language)))).map(|(name, text)| (name, text.to_owned())).collect()
}

/// Says how many more there are than are listed.
pub fn more_text(count: usize, language: Language) -> String {
    match language {
        Language::Latvian => format!("un vēl {count}, pie tabulām"),
        Language::English => format!("and {count} more, under the tables"),
    }
}

/// Says how many lines of a list are not on the page, and where they are.
pub fn more_lines_text(count: usize, language: Language) -> String {
    let count = shown_number(&count.to_string(), language);
    match language {
        Language::Latvian => format!("Te nav vēl {count} rindu; visas dod `positum eval … --format csv`."),
        Language::English => format!("{count} more lines are not here; `positum eval … --format csv` gives them all."),
    }
}

/// Gives the word for a blank cell, which shows nothing.
pub fn blank_word(language: Language) -> &'static str {
    state_word(CellState::Blank, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages_and_differs() {
        let (latvian, english) = (page_words(Language::Latvian), page_words(Language::English));
        assert_eq!(latvian.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        assert_eq!(latvian.len(), PageWord::ALL.len() + 5);
        for (name, text) in &latvian {
            assert!(!text.is_empty() && !english[name].is_empty(), "{name}");
            assert_ne!(*text, english[name], "{name}");
            assert_eq!(text.trim(), text);
        }
    }

    #[test]
    fn names_of_words_stand_for_one_word_each() {
        for (index, (name, of_page)) in PageWord::ALL.iter().enumerate() {
            for (other_name, other) in &PageWord::ALL[index + 1..] {
                assert!(name != other_name && of_page != other);
            }
        }
    }
}
