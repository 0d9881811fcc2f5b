//! The page of terms: states of cells, outcomes of checks, severities, and the words of formulas.

use super::check_boxes::meaning_of;
use super::entry_boxes::Known;
use super::guide_words::GuideWord;
use super::page::{Page, PageTable, Piece, Section, TableCell, line, sentence};
use positum_plan::plan::Severity;
use positum_runtime::evaluated_submission::{CellState, Outcome};
use positum_runtime::finding_text::{outcome_word, severity_word, state_mark, state_word};

/// The file of the page.
pub(super) const TERMS: &str = "terms.html";

const STATES: [(CellState, GuideWord); 7] = [
    (CellState::Given, GuideWord::StateGiven),
    (CellState::Computed, GuideWord::StateComputed),
    (CellState::Blank, GuideWord::StateBlank),
    (CellState::Missing, GuideWord::StateMissing),
    (CellState::NotApplicable, GuideWord::StateNotApplicable),
    (CellState::Unreadable, GuideWord::StateUnreadable),
    (CellState::NotComputed, GuideWord::StateNotComputed),
];
const OUTCOMES: [(Outcome, GuideWord); 4] = [
    (Outcome::Pass, GuideWord::OutcomePass),
    (Outcome::Fail, GuideWord::OutcomeFail),
    (Outcome::NotApplicable, GuideWord::OutcomeNotApplicable),
    (Outcome::NotEvaluated, GuideWord::OutcomeNotEvaluated),
];
const SEVERITIES: [Severity; 4] = [Severity::Info, Severity::Warning, Severity::Error, Severity::Breach];
const FORMULAS: [(&str, GuideWord); 16] = [
    ("010 + 020, 010 - 020, 010 * 020, 010 / 020", GuideWord::FormulaOperators),
    ("020 + ... + 100", GuideWord::FormulaRange),
    ("sum(010..100), sum(050)", GuideWord::FormulaSum),
    ("count, min, max, first", GuideWord::FormulaAggregates),
    ("running sum of 300 over 020..080", GuideWord::FormulaRunning),
    ("030 when 030 > 0", GuideWord::FormulaWhen),
    ("050 else 0", GuideWord::FormulaElse),
    ("if 010 > 0 then 020 else 030", GuideWord::FormulaIf),
    ("and, or, not, in (…), matches", GuideWord::FormulaConditions),
    ("abs(010)", GuideWord::FormulaAbs),
    ("round(010 / 020, 4)", GuideWord::FormulaRound),
    ("exact(010)", GuideWord::FormulaExact),
    ("previous(010), previous(010, year)", GuideWord::FormulaPrevious),
    ("closing(010)", GuideWord::FormulaClosing),
    ("list[\"USD\"].040", GuideWord::FormulaLookup),
    ("row:column, table.row, report.table.row", GuideWord::FormulaNames),
];

/// Gives the page.
pub(super) fn terms_page(known: &Known<'_>) -> Page {
    let language = known.guide.language;
    let states = STATES.iter().map(|(state, meaning)| (state_word(*state, language), state_mark(*state).unwrap_or_default(), *meaning));
    let outcomes = OUTCOMES.iter().map(|(outcome, meaning)| (outcome_word(*outcome, language), "", *meaning));
    let severities = SEVERITIES.iter().map(|severity| (severity_word(*severity, language), "", meaning_of(*severity)));
    let sections = vec![
        section(known, "terms-states", GuideWord::States, states.collect()),
        section(known, "terms-outcomes", GuideWord::Outcomes, outcomes.collect()),
        section(known, "terms-severities", GuideWord::Severities, severities.collect()),
        formulas(known),
    ];
    let title = line(known.word(GuideWord::Terms));
    Page { file: TERMS.to_owned(), title, intro: vec![line(sentence(known.word(GuideWord::AboutTerms)))], sections, ..Page::default() }
}

fn section(known: &Known<'_>, anchor: &str, title: GuideWord, rows: Vec<(&str, &str, GuideWord)>) -> Section {
    let has_marks = rows.iter().any(|(_, mark, _)| !mark.is_empty());
    let mut head = vec![TableCell::header(line(known.word(GuideWord::Word)), "col")];
    if has_marks {
        head.push(TableCell::header(line(known.word(GuideWord::Mark)), "col"));
    }
    head.push(TableCell::header(line(known.word(GuideWord::Meaning)), "col"));
    let row = |(word, mark, meaning): (&str, &str, GuideWord)| {
        let mut row = vec![TableCell::header(line(word), "row")];
        if has_marks {
            row.push(TableCell::value(line(mark)));
        }
        row.push(TableCell::value(line(known.word(meaning))));
        row
    };
    let body = rows.into_iter().map(row).collect();
    let table = PageTable { caption: line(known.word(title)), class: "terms", is_captioned: true, head: vec![head], body, ..PageTable::default() };
    Section { anchor: anchor.to_owned(), title: line(known.word(title)), tables: vec![table], ..Section::default() }
}

fn formulas(known: &Known<'_>) -> Section {
    let head = [GuideWord::Formula, GuideWord::Meaning].map(|word| TableCell::header(line(known.word(word)), "col"));
    let row = |(formula, meaning): &(&str, GuideWord)| {
        vec![TableCell::header(vec![Piece::code(formula)], "row"), TableCell::value(line(known.word(*meaning)))]
    };
    let table = PageTable {
        caption: line(known.word(GuideWord::WordsOfFormulas)),
        class: "terms",
        is_captioned: true,
        head: vec![head.to_vec()],
        body: FORMULAS.iter().map(row).collect(),
        ..PageTable::default()
    };
    Section { anchor: "terms-formulas".to_owned(), title: line(known.word(GuideWord::WordsOfFormulas)), tables: vec![table], ..Section::default() }
}
