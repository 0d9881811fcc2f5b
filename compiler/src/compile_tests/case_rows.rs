//! Tables of cases: from a test with tables to a test for each of their rows.
//!
//! A row becomes lines as a methodologist would have written them, so that all that follows knows tests without tables only.
//! Names keep their places in the head, values theirs in the row.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::Text;
use positum_grammar::syntax_tree::test_block::{
    Assignment, CaseOutcome, CaseOutcomeKind, CaseRow, Cases, Expectation, ExpectationKind, ExpectedColumn, Test, TestItem, TestValue, TestValueKind,
};

/// Gives the tests that a test stands for: itself, or one for each row.
pub(super) fn tests_of(test: &Test, diagnostics: &mut Diagnostics) -> Vec<Test> {
    let tables: Vec<&Cases> = test.items.iter().filter_map(|item| if let TestItem::Cases(cases) = item { Some(cases) } else { None }).collect();
    let mut tests = Vec::new();
    for table in &tables {
        if table.rows.is_empty() {
            let diagnostic = Diagnostic::new(DiagnosticCode::TestCases, table.head, said!("the table has no cases"));
            diagnostics.push(diagnostic.help(said!("write each case on a line below the head, as `\"a tenth\" : 1, 10 | 10.00 %`")));
        }
        for row in &table.rows {
            let before = diagnostics.iter().count();
            let items = items_of(table, row, diagnostics);
            // Of what is left of a row with a mistake nothing follows.
            let is_broken = test.is_broken || diagnostics.iter().count() > before;
            tests.extend(items.map(|items| Test { is_broken, ..with_row(test, row, items) }));
        }
    }
    // The mistakes of a test all of whose rows are wrong are looked for once they fit.
    if tables.is_empty() { vec![test.clone()] } else { tests }
}

/// Makes the test of a row.
fn with_row(test: &Test, row: &CaseRow, items: Vec<TestItem>) -> Test {
    let name = Text { text: format!("{}: {}", test.name.text, row.name.text), ..row.name.clone() };
    let around = test.items.iter().filter(|item| !matches!(item, TestItem::Cases(_))).cloned();
    Test { name, items: around.chain(items).collect(), ..test.clone() }
}

/// Writes a row as lines of a test; nothing where it does not fit its head.
fn items_of(table: &Cases, row: &CaseRow, diagnostics: &mut Diagnostics) -> Option<Vec<TestItem>> {
    let given_spans: Vec<Span> = row.given.iter().map(|(_, span)| *span).collect();
    let expected_spans: Vec<Span> = row.expected.iter().map(|outcome| outcome.span).collect();
    fits(&given_spans, table.given.len(), said!("given"), row, table, diagnostics)?;
    fits(&expected_spans, table.expected.len(), said!("expected"), row, table, diagnostics)?;
    let given = table.given.iter().zip(&row.given);
    let given: Vec<Assignment> =
        given.filter_map(|(target, (value, _))| Some(Assignment { target: target.clone(), value: value.clone()? })).collect();
    let mut expectations = Vec::new();
    for (index, (column, outcome)) in table.expected.iter().zip(&row.expected).enumerate() {
        match expectation(table, index, column, outcome) {
            Ok(expectation) => expectations.extend(expectation),
            Err((message, help)) => diagnostics.push(Diagnostic::new(DiagnosticCode::TestCases, outcome.span, message).help(help)),
        }
    }
    let mut items = Vec::new();
    items.extend((!given.is_empty()).then_some(TestItem::Given(given)));
    items.extend((!expectations.is_empty()).then_some(TestItem::Expect(expectations)));
    Some(items)
}

/// Refuses a row that has more or fewer values than its head has columns.
fn fits(cells: &[Span], columns: usize, side: Phrase, row: &CaseRow, table: &Cases, diagnostics: &mut Diagnostics) -> Option<()> {
    if cells.len() == columns {
        return Some(());
    }
    let span = cells.get(columns).copied().unwrap_or(row.name.span);
    let message = said!("values {side} in this case: {}, and in the head: {columns}", cells.len());
    let diagnostic = Diagnostic::new(DiagnosticCode::TestCases, span, message).other(table.head, said!("the head"));
    diagnostics.push(diagnostic.help(said!("write a value for each column, and `-` where there is none")));
    None
}

/// Gives what a cell of a table expects; nothing for `-`.
fn expectation(table: &Cases, index: usize, column: &ExpectedColumn, outcome: &CaseOutcome) -> Result<Option<Expectation>, (Phrase, Phrase)> {
    let kind = match (column, &outcome.kind) {
        (_, CaseOutcomeKind::Anything) => return Ok(None),
        (ExpectedColumn::Finding(None, _), CaseOutcomeKind::NoFindings) => ExpectationKind::NoFindings,
        (ExpectedColumn::Finding(place, _), CaseOutcomeKind::Value(TestValue { kind: TestValueKind::Word(code), .. })) => {
            ExpectationKind::Finding(code.clone(), place.clone())
        }
        (ExpectedColumn::Finding(..), _) => {
            let help = said!("write a code as `division_by_zero`, `-` for any, and under `finding` alone `no findings`");
            return Err((said!("under `finding` stands the code of a finding"), help));
        }
        (ExpectedColumn::Target(_), CaseOutcomeKind::NoFindings) => {
            return Err((said!("`no findings` is said of no cell or check"), said!("add a column `finding` to the head, and write it there")));
        }
        (ExpectedColumn::Target(target), CaseOutcomeKind::Check(outcome)) if is_of_checks(table, index) => {
            ExpectationKind::Check(target.clone(), *outcome)
        }
        (ExpectedColumn::Target(_), CaseOutcomeKind::Check(_)) => {
            return Err((
                said!("the cases above expect values in this column, and this one an outcome"),
                said!("a column is of a cell or of a check"),
            ));
        }
        (ExpectedColumn::Target(_), CaseOutcomeKind::Value(_) | CaseOutcomeKind::State(_)) if is_of_checks(table, index) => {
            return Err((
                said!("the cases above expect outcomes in this column, and this one a value"),
                said!("a column is of a cell or of a check"),
            ));
        }
        (ExpectedColumn::Target(target), CaseOutcomeKind::Value(value)) => ExpectationKind::Value(target.clone(), value.clone()),
        (ExpectedColumn::Target(target), CaseOutcomeKind::State(word)) => ExpectationKind::State(target.clone(), word.clone()),
    };
    Ok(Some(Expectation { kind, span: outcome.span }))
}

/// Tells whether a column is of a check, as the first of its cells that expects something shows.
fn is_of_checks(table: &Cases, index: usize) -> bool {
    let mut kinds = table.rows.iter().filter_map(|row| row.expected.get(index)).map(|outcome| &outcome.kind);
    let first = kinds.find(|kind| !matches!(kind, CaseOutcomeKind::Anything));
    matches!(first, Some(CaseOutcomeKind::Check(_)))
}
