//! A test about several submissions: of earlier periods, of other entities. From its lines to a case for each submission
//! about which something is expected.
//!
//! Entities are evaluated apart, each with what it submitted for earlier periods. What is given is told by cells; files
//! are names, which whoever runs tests reads.

use super::{CompiledTest, TestCompiler};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::sources::is_inside;
use crate::time_words::period_word;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::Text;
use positum_grammar::syntax_tree::test_block::{self as syntax, TestItem};
use positum_plan::period::Period;
use positum_plan::plan::ReportId;
use positum_plan::test_case::{Expectation, GivenValue, SubmissionFile, TestCase};
use std::collections::BTreeMap;

/// Who reports where a test does not say it.
const USUAL_ENTITY: &str = "test";

/// Which submission of a test: of which entity, by the order in which they are named, for which earlier period; nothing for
/// the test's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Submitted {
    entity: usize,
    earlier: Option<Period>,
}

/// What a test says of one submission.
#[derive(Default)]
struct Part {
    /// Where the earlier period stands first.
    span: Span,
    given: Vec<GivenValue>,
    file: Option<(String, Span)>,
    expectations: Vec<Expectation>,
    spans: Vec<Span>,
}

/// All that a test says.
pub(super) struct Story {
    /// Who reports: the test's own entity first; whether the test names it.
    entities: Vec<(String, bool)>,
    parts: BTreeMap<Submitted, Part>,
}

/// Tells whether a line of a test says what must come out.
pub(super) fn expects(item: &TestItem) -> bool {
    match item {
        TestItem::Expect(_) => true,
        TestItem::Earlier(_, item) | TestItem::OfEntity(_, item) => expects(item),
        TestItem::Given(_) | TestItem::Line(_) | TestItem::Submission(_) | TestItem::Cases(_) => false,
    }
}

impl Story {
    /// Gives what is expected of submissions for the test's own period.
    pub(super) fn expectations_of_own_period(&self) -> impl Iterator<Item = &Expectation> {
        self.parts.iter().filter(|(at, _)| at.earlier.is_none()).flat_map(|(_, part)| &part.expectations)
    }

    /// Makes a case for each submission about which something is expected.
    pub(super) fn cases(&self, test: &syntax::Test, report: Option<ReportId>, period: Period) -> Vec<CompiledTest> {
        let expecting = self.parts.iter().filter(|(_, part)| !part.expectations.is_empty());
        expecting.map(|(at, part)| self.case(*at, part, test, report, period)).collect()
    }

    fn case(&self, at: Submitted, part: &Part, test: &syntax::Test, report: Option<ReportId>, own: Period) -> CompiledTest {
        let period = at.earlier.unwrap_or(own);
        let (entity, is_named) = self.entities.get(at.entity).cloned().unwrap_or_default();
        let mut case = TestCase {
            name: test.name.text.clone(),
            report,
            period,
            entity: entity.clone(),
            given: part.given.clone(),
            earlier: BTreeMap::new(),
            files: BTreeMap::new(),
            expectations: part.expectations.clone(),
        };
        let mut spans = BTreeMap::new();
        for (other, of_other) in self.parts.iter().filter(|(other, _)| other.entity == at.entity) {
            let of_period = other.earlier.unwrap_or(own);
            if of_period > period {
                continue;
            }
            if of_period < period {
                case.earlier.insert(of_period, of_other.given.clone());
            }
            if let Some((name, span)) = self.file(*other, of_other) {
                case.files.insert(of_period, SubmissionFile { name: name.clone(), entity: is_named.then(|| entity.clone()) });
                spans.insert(of_period, *span);
            }
        }
        CompiledTest { case, version: 0, span: test.name.span, expectations: part.spans.clone(), files: spans }
    }

    /// Gives the file of a submission: its own, else that of the test's period, where nothing is given.
    fn file<'s>(&'s self, at: Submitted, part: &'s Part) -> Option<&'s (String, Span)> {
        let of_own_period = || self.parts.get(&Submitted { earlier: None, ..at })?.file.as_ref().filter(|_| part.given.is_empty());
        part.file.as_ref().or_else(of_own_period)
    }

    /// Gives the number of an entity, which is new where it was not named before.
    fn entity(&mut self, name: &str) -> usize {
        match self.entities.iter().position(|(entity, is_named)| entity == name && *is_named) {
            Some(known) => known,
            None => {
                self.entities.push((name.to_owned(), true));
                self.entities.len().saturating_sub(1)
            }
        }
    }
}

impl TestCompiler<'_, '_> {
    /// Reads the lines of a test.
    pub(super) fn story(&mut self, test: &syntax::Test) -> Story {
        let own = test.entity.as_ref().map_or((USUAL_ENTITY.to_owned(), false), |entity| (entity.text.clone(), true));
        let mut story = Story { entities: vec![own], parts: BTreeMap::new() };
        for item in &test.items {
            self.at = Submitted::default();
            self.item(item, &mut story);
        }
        story
    }

    fn item(&mut self, item: &TestItem, story: &mut Story) {
        match item {
            TestItem::OfEntity(entity, item) => {
                self.at.entity = story.entity(&entity.text);
                self.item(item, story);
            }
            TestItem::Earlier((text, span), item) => {
                let Some(period) = self.period_read(text, *span) else { return };
                self.at.earlier = Some(period);
                let part = story.parts.entry(self.at).or_default();
                if part.span == Span::default() {
                    part.span = *span;
                }
                self.item(item, story);
            }
            TestItem::Given(assignments) => {
                let given: Vec<GivenValue> = assignments.iter().filter_map(|assignment| self.given(assignment)).collect();
                story.parts.entry(self.at).or_default().given.extend(given);
            }
            TestItem::Line(line) => {
                let given = self.line(line);
                story.parts.entry(self.at).or_default().given.extend(given);
            }
            TestItem::Submission(file) => self.submission_file(file, story.parts.entry(self.at).or_default()),
            TestItem::Expect(all) => {
                let part = story.parts.entry(self.at).or_default();
                for expectation in all {
                    let Some(expected) = self.expectation(expectation) else { continue };
                    self.refuse_second_value(&part.expectations, &part.spans, &expected, expectation.span);
                    part.expectations.push(expected);
                    part.spans.push(expectation.span);
                }
            }
            // Each row is a test of its own, made before.
            TestItem::Cases(_) => {}
        }
    }

    fn submission_file(&mut self, file: &Text, part: &mut Part) {
        if let Some((_, first)) = &part.file {
            let diagnostic = Diagnostic::new(DiagnosticCode::TestSaysTwice, file.span, said!("this submission has a file already"));
            self.diagnostics.push(diagnostic.other(*first, said!("given first")).help(said!("keep one of the two")));
        } else if is_inside(&file.text) {
            part.file = Some((file.text.clone(), file.span));
        } else {
            let shown: String = file.text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
            let message = said!("`{shown}` is no file in the package's folder");
            let help = said!("write its name as it is seen from that folder, with `/` between folders: `\"samples/2025-Q1.json\"`");
            self.say(DiagnosticCode::TestFile, file.span, message, help);
        }
    }

    /// Refuses earlier periods that do not lie before that of the test, or are of another length.
    pub(super) fn refuse_later(&mut self, period: Period, story: &Story) {
        for (at, part) in &story.parts {
            let Some(other) = at.earlier else { continue };
            if other.kind() != period.kind() {
                let message =
                    said!("`{other}` is a {}, and the test's period, `{period}`, is a {}", period_word(other.kind()), period_word(period.kind()));
                let help = said!("write a {} before `{period}`", period_word(period.kind()));
                self.say(DiagnosticCode::TestPeriod, part.span, message, help);
            } else if other.first_day() >= period.first_day() {
                let help = said!("write a {} before `{period}`", period_word(period.kind()));
                self.say(DiagnosticCode::TestPeriod, part.span, said!("`{other}` is not before the test's period, `{period}`"), help);
            }
        }
    }
}
