//! Tests of the package: from what they say to cells, checks and values of the plan.
//!
//! In come the tests as written and the settled model; out go cases that a runtime runs with the plan. They look names
//! up for themselves, because they name cells of submissions, lines of lists among them, and formulas do not.

mod case_rows;
mod find_cells;
mod find_checks;
mod find_lines;
mod find_tables;
mod pick_period;
mod read_values;
mod story;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{ResolvedModel, Shape};
use crate::settled_model::SettledModel;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::Word;
use positum_grammar::syntax_tree::test_block::{self as syntax, ExpectationKind, ExpectedOutcome, TestTarget};
use positum_plan::period::Period;
use positum_plan::plan::{ReportId, TableId};
use positum_plan::test_case::{Expectation, FINDING_CODES, GivenTarget, GivenValue, TestCase, TestedCell, TestedOutcome, TestedState};
use std::collections::{BTreeMap, BTreeSet};
use story::{Submitted, expects};

/// A test, with the places of its parts.
#[derive(Clone, Debug)]
pub struct CompiledTest {
    /// What is run.
    pub case: TestCase,
    /// The index of the version of the package that it runs with.
    pub version: usize,
    /// Where its name stands. Cases of one test, which are about several periods or entities, have the same.
    pub span: Span,
    /// Where each expectation stands, in the order of the case.
    pub expectations: Vec<Span>,
    /// Where the file of each period is named.
    pub files: BTreeMap<Period, Span>,
}

/// Compiles the tests of a package. `broken` are the names of what could not be read: that nothing is found under them
/// is no news.
pub(crate) fn compile_tests(
    tests: &[syntax::Test],
    model: &SettledModel,
    broken: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) -> Vec<CompiledTest> {
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    let mut compiled = Vec::new();
    let is_clean = !diagnostics.has_errors();
    let tests: Vec<syntax::Test> = tests.iter().flat_map(|test| case_rows::tests_of(test, diagnostics)).collect();
    for test in tests {
        if let Some(first) = names.insert(test.name.text.clone(), test.name.span) {
            let message = said!("test `{}` is there twice", test.name.text);
            let diagnostic = Diagnostic::new(DiagnosticCode::Duplicate, test.name.span, message).other(first, said!("the first test of this name"));
            diagnostics.push(diagnostic.help(said!("give one of the two another name, or delete it")));
        }
        let (resolved, lines, given) = (&model.resolved, BTreeMap::new(), BTreeMap::new());
        let at = Submitted::default();
        let mut compiler = TestCompiler { model, resolved, broken, is_clean, diagnostics, report: None, at, lines, given };
        compiled.extend(compiler.test(&test).unwrap_or_default());
    }
    compiled
}

/// Compiles one test.
struct TestCompiler<'m, 'd> {
    model: &'m SettledModel,
    resolved: &'m ResolvedModel,
    broken: &'m BTreeSet<String>,
    /// Whether no phase before has found an error.
    is_clean: bool,
    diagnostics: &'d mut Diagnostics,
    /// The report in which bare names are looked up.
    report: Option<ReportId>,
    /// The submission of which is read what is given or expected.
    at: Submitted,
    /// How many lines each list has been given.
    lines: BTreeMap<(Submitted, TableId), usize>,
    /// Where each value is given.
    given: BTreeMap<(Submitted, GivenTarget), Span>,
}

impl TestCompiler<'_, '_> {
    fn say(&mut self, code: DiagnosticCode, span: Span, message: Phrase, help: Phrase) {
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    /// Compiles a test: a case for each submission about which something is expected.
    fn test(&mut self, test: &syntax::Test) -> Option<Vec<CompiledTest>> {
        if let Some(word) = &test.report {
            self.report = Some(self.report_named(word)?);
        }
        let story = self.story(test);
        let expects = test.items.iter().any(expects);
        if !expects && !test.is_broken {
            let message = said!("test `{}` expects nothing", test.name.text);
            self.say(
                DiagnosticCode::TestExpectsNothing,
                test.name.span,
                message,
                said!("add what must come out, as `expect 100 = 5` or `expect no findings`"),
            );
        }
        let period = self.period(test, story.expectations_of_own_period())?;
        self.refuse_later(period, &story);
        Some(story.cases(test, self.report, period))
    }

    fn refuse_second_value(&mut self, earlier: &[Expectation], spans: &[Span], expected: &Expectation, span: Span) {
        let Expectation::Value(cell, _) = expected else { return };
        let same = earlier.iter().zip(spans).find(|(other, _)| matches!(other, Expectation::Value(other, _) if other == cell));
        if let Some((_, first)) = same {
            let diagnostic = Diagnostic::new(DiagnosticCode::TestSaysTwice, span, said!("this cell's value is expected twice"));
            self.diagnostics.push(diagnostic.other(*first, said!("the first value")).help(said!("keep one of the two")));
        }
    }

    fn given(&mut self, assignment: &syntax::Assignment) -> Option<GivenValue> {
        let target = match &assignment.target {
            syntax::GivenTarget::Parameter(word) => GivenTarget::Parameter(self.parameter_named(word)?),
            syntax::GivenTarget::Named(target) => self.given_target(target)?,
        };
        let span = match &assignment.target {
            syntax::GivenTarget::Parameter(word) => word.span,
            syntax::GivenTarget::Named(target) => target.span,
        };
        self.give(target, span, &assignment.value)
    }

    fn give(&mut self, target: GivenTarget, span: Span, value: &syntax::GivenValue) -> Option<GivenValue> {
        if let Some(first) = self.given.insert((self.at, target), span) {
            let diagnostic = Diagnostic::new(DiagnosticCode::TestSaysTwice, span, said!("this is given twice"));
            self.diagnostics.push(diagnostic.other(first, said!("given first")).help(said!("keep one of the two")));
        }
        let text = match value {
            syntax::GivenValue::Unreadable(_) => None,
            syntax::GivenValue::Value(value) => Some(self.given_text(target, value)?),
        };
        Some(GivenValue { target, text })
    }

    /// Adds a line to a list.
    fn line(&mut self, line: &syntax::TestLine) -> Vec<GivenValue> {
        let Some((table, list)) = self.list_named(&line.list) else { return Vec::new() };
        if let Some(derivation) = &list.derivation {
            let message = said!("the lines of `{}` are computed", self.resolved.tables[table].name);
            let help = said!("give lines of the list that it groups, as `line {} …`", self.table_text(derivation.source));
            self.say(DiagnosticCode::TestCannotGive, line.list.last().map_or(line.span, |name| name.span), message, help);
            return Vec::new();
        }
        let lines = self.lines.entry((self.at, table)).or_default();
        let number = *lines;
        *lines = number.saturating_add(1);
        let mut given = Vec::new();
        for (word, value) in &line.cells {
            match list.axis.find(&word.text).and_then(|index| list.columns.get(index)) {
                Some(column) => given.extend(self.give(GivenTarget::InLine(*column, number), word.span, value)),
                None => {
                    let codes: Vec<&str> = list.axis.entries.iter().map(|entry| entry.code.as_str()).collect();
                    let message = said!("list `{}` has no column `{}`", self.resolved.tables[table].name, word.text);
                    self.unknown(word, message, &codes, said!("its columns are"));
                }
            }
        }
        given
    }

    fn expectation(&mut self, expectation: &syntax::Expectation) -> Option<Expectation> {
        match &expectation.kind {
            ExpectationKind::NoFindings => Some(Expectation::NoFindings),
            ExpectationKind::Finding(code, place) => {
                let is_known = FINDING_CODES.contains(&code.text.as_str());
                if !is_known {
                    self.unknown(code, said!("there is no finding `{}`", code.text), &FINDING_CODES, said!("findings are"));
                }
                let cell = match place {
                    Some(place) => Some(self.cell(place)?),
                    None => None,
                };
                is_known.then(|| Expectation::Finding(code.text.clone(), cell))
            }
            ExpectationKind::Value(target, value) => {
                let cell = self.cell(target)?;
                let value = self.expected_value(&cell, value)?;
                Some(Expectation::Value(cell, value))
            }
            ExpectationKind::State(target, word) => self.state(target, word),
            ExpectationKind::Check(target, outcome) => {
                let (check, line) = self.check(target)?;
                let outcome = match outcome {
                    ExpectedOutcome::Passes => TestedOutcome::Passes,
                    ExpectedOutcome::Fails => TestedOutcome::Fails,
                    ExpectedOutcome::DoesNotApply => TestedOutcome::DoesNotApply,
                    ExpectedOutcome::IsNotEvaluated => TestedOutcome::IsNotEvaluated,
                };
                Some(Expectation::Check(check, line, outcome))
            }
        }
    }

    fn state(&mut self, target: &TestTarget, word: &Word) -> Option<Expectation> {
        let state = TestedState::ALL.iter().copied().find(|state| state.keyword() == word.text);
        if state.is_none() {
            let words: Vec<&str> = TestedState::ALL.iter().map(|state| state.keyword()).collect();
            self.unknown(word, said!("there is no state `{}`", word.text), &words, said!("write"));
        }
        let cell: TestedCell = self.cell(target)?;
        Some(Expectation::State(cell, state?))
    }

    /// Says that a name stands for nothing, and what may have been meant; nothing where it belongs to what could not be
    /// read.
    fn unknown(&mut self, word: &Word, message: Phrase, known: &[&str], listed: Phrase) {
        if self.is_broken(&word.text) {
            return;
        }
        const MOST_LISTED: usize = 12;
        let mut near = suggest::nearest(&word.text, known.iter().copied());
        if near.is_empty() {
            near.extend(known.iter().find(|name| name.starts_with(word.text.as_str())).copied());
        }
        let help = match (near.as_slice(), known) {
            ([], []) => said!("the package has none yet"),
            ([], [first, .., last]) if known.len() > MOST_LISTED => said!("they run from `{first}` to `{last}`"),
            ([], _) if listed == said!("write") => said!("write {}", suggest::choice(known)),
            ([], _) => said!("{listed} {}", suggest::list(known)),
            (near, _) => said!("did you mean {}?", suggest::choice(near)),
        };
        self.say(DiagnosticCode::UnknownInTest, word.span, message, help);
    }

    /// Tells whether a name may belong to something that could not be read.
    fn is_broken(&self, name: &str) -> bool {
        let in_axes = || {
            self.resolved.tables.iter().any(|table| match &table.shape {
                Shape::Form(axis) => axis.broken.iter().any(|broken| broken == name),
                Shape::Grid(rows, columns) => rows.broken.iter().chain(&columns.broken).any(|broken| broken == name),
                Shape::List(list) => list.axis.broken.iter().any(|broken| broken == name),
            })
        };
        self.broken.contains(name) || (!self.is_clean && in_axes())
    }
}
