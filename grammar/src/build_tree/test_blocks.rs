//! Tests: what is given and what is expected.

use super::{Builder, Node, Rule};
use crate::syntax_tree::test_block::{
    Assignment, Expectation, ExpectationKind, ExpectedOutcome, GivenTarget, GivenValue, Test, TestItem, TestLine, TestTarget, TestValue,
    TestValueKind,
};
use crate::syntax_tree::{Operator, Word};

impl Builder<'_> {
    pub(super) fn test(&mut self, pair: Node<'_>) -> Option<Test> {
        let (name, span) = (self.string_of(&pair)?, self.span(&pair));
        let mut test = Test { name, report: None, period: None, entity: None, items: Vec::new(), is_broken: false, span };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::test_report => test.report = self.first(&inner, Rule::name),
                Rule::test_period => test.period = self.first(&inner, Rule::period_text).map(|period| (period.text, period.span)),
                Rule::test_entity => test.entity = self.string_of(&inner),
                Rule::test_block => {
                    for item in inner.into_inner().filter(|item| !matches!(item.as_rule(), Rule::brace_open | Rule::brace_close | Rule::semicolon)) {
                        match self.test_item(item) {
                            Some(item) => test.items.push(item),
                            None => test.is_broken = true,
                        }
                    }
                }
                _ => {}
            }
        }
        Some(test)
    }

    fn test_item(&mut self, pair: Node<'_>) -> Option<TestItem> {
        match pair.as_rule() {
            Rule::given => {
                let assignments = pair.into_inner().filter(|inner| inner.as_rule() == Rule::assignment);
                assignments.map(|inner| self.assignment(inner)).collect::<Option<_>>().map(TestItem::Given)
            }
            Rule::test_line => self.test_line(pair).map(TestItem::Line),
            Rule::submission => self.string_of(&pair).map(TestItem::Submission),
            Rule::earlier => {
                let period = self.first(&pair, Rule::period_text)?;
                self.last_item(pair).map(|item| TestItem::Earlier((period.text, period.span), Box::new(item)))
            }
            Rule::of_entity => {
                let entity = self.string_of(&pair)?;
                self.last_item(pair).map(|item| TestItem::OfEntity(entity, Box::new(item)))
            }
            Rule::cases => self.cases(pair).map(TestItem::Cases),
            Rule::expect => {
                let expectations = pair.into_inner().filter(|inner| inner.as_rule() == Rule::expectation);
                expectations.map(|inner| self.expectation(inner)).collect::<Option<_>>().map(TestItem::Expect)
            }
            Rule::bad_entry => {
                self.broken(&pair, Rule::only_test_item);
                None
            }
            _ => None,
        }
    }

    /// Builds the item that stands after words that say of whose or which submission it is.
    fn last_item(&mut self, pair: Node<'_>) -> Option<TestItem> {
        let item = pair.into_inner().last()?;
        self.test_item(item)
    }

    fn assignment(&mut self, pair: Node<'_>) -> Option<Assignment> {
        let target = self.given_target(pair.clone())?;
        Some(Assignment { target, value: self.given_value(pair)? })
    }

    /// Builds the cell or parameter with which a pair begins.
    pub(super) fn given_target(&mut self, pair: Node<'_>) -> Option<GivenTarget> {
        let target = pair.into_inner().next()?;
        Some(match target.as_rule() {
            Rule::given_parameter => GivenTarget::Parameter(self.first(&target, Rule::name)?),
            _ => GivenTarget::Named(self.test_target(target)?),
        })
    }

    /// Builds the value that follows a cell.
    pub(super) fn given_value(&mut self, pair: Node<'_>) -> Option<GivenValue> {
        pair.into_inner().find_map(|inner| match inner.as_rule() {
            Rule::test_value => self.test_value(inner).map(GivenValue::Value),
            Rule::given_unreadable => Some(GivenValue::Unreadable(self.span(&inner))),
            _ => None,
        })
    }

    fn test_line(&mut self, pair: Node<'_>) -> Option<TestLine> {
        let span = self.span(&pair);
        let (mut list, mut cells) = (Vec::new(), Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::list_name => list = inner.into_inner().map(|name| self.word(&name)).collect(),
                Rule::line_cell => {
                    let column = inner.clone().into_inner().next().map(|word| self.word(&word))?;
                    cells.push((column, self.given_value(inner)?));
                }
                _ => {}
            }
        }
        Some(TestLine { list, cells, span })
    }

    fn expectation(&mut self, pair: Node<'_>) -> Option<Expectation> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let kind = match inner.as_rule() {
            Rule::no_findings => ExpectationKind::NoFindings,
            Rule::expected_finding => {
                let code = self.first(&inner, Rule::name)?;
                let place = inner.into_inner().find(|inner| inner.as_rule() == Rule::test_target);
                let place = match place {
                    Some(place) => Some(self.test_target(place)?),
                    None => None,
                };
                ExpectationKind::Finding(code, place)
            }
            _ => self.expected(inner)?,
        };
        Some(Expectation { kind, span })
    }

    fn expected(&mut self, pair: Node<'_>) -> Option<ExpectationKind> {
        let mut parts = pair.into_inner();
        let target = parts.next()?;
        let target = self.test_target(target)?;
        parts.find_map(|part| match part.as_rule() {
            Rule::test_value => self.test_value(part).map(|value| ExpectationKind::Value(target.clone(), value)),
            Rule::outcome => Some(ExpectationKind::Check(target.clone(), outcome(part))),
            Rule::state => self.first(&part, Rule::name).map(|state| ExpectationKind::State(target.clone(), state)),
            _ => None,
        })
    }

    pub(super) fn test_target(&mut self, pair: Node<'_>) -> Option<TestTarget> {
        let span = self.span(&pair);
        let (mut words, mut key, mut has_column): (Vec<Word>, _, _) = (Vec::new(), None, false);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::test_key => {
                    let values = part.into_inner().filter(|inner| inner.as_rule() == Rule::test_value);
                    key = Some(values.map(|value| self.test_value(value)).collect::<Option<Vec<_>>>()?);
                }
                Rule::key_dot => {
                    let place = self.span(&part);
                    self.operator(place, Operator::KeyDot);
                }
                Rule::cell_colon => has_column = true,
                _ => words.push(self.word(&part)),
            }
        }
        let column = if has_column { words.pop() } else { None };
        Some(TestTarget { word: words.pop()?, qualifiers: words, key, column, span })
    }

    pub(super) fn test_value(&mut self, pair: Node<'_>) -> Option<TestValue> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let kind = match inner.as_rule() {
            Rule::string => TestValueKind::Text(self.text(&inner)),
            Rule::date => TestValueKind::Date(inner.as_str().to_owned()),
            Rule::quantity => TestValueKind::Number(self.quantity(inner)?),
            _ => TestValueKind::Word(self.word(&inner)),
        };
        Some(TestValue { kind, span })
    }
}

pub(super) fn outcome(pair: Node<'_>) -> ExpectedOutcome {
    let first = pair.into_inner().next().map(|word| word.as_rule());
    match first {
        Some(Rule::kw_passes) => ExpectedOutcome::Passes,
        Some(Rule::kw_fails) => ExpectedOutcome::Fails,
        Some(Rule::kw_does) => ExpectedOutcome::DoesNotApply,
        _ => ExpectedOutcome::IsNotEvaluated,
    }
}
