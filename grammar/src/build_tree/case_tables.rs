//! Tables of cases in tests: a head of cells and checks, and rows of what is given and what must come out.

use super::test_blocks::outcome;
use super::{Builder, Node, Rule};
use crate::source::Span;
use crate::syntax_tree::Operator;
use crate::syntax_tree::test_block::{CaseOutcome, CaseOutcomeKind, CaseRow, Cases, ExpectedColumn, GivenValue};

impl Builder<'_> {
    /// Builds a table; nothing where its head or a row cannot be read, which is noted.
    pub(super) fn cases(&mut self, pair: Node<'_>) -> Option<Cases> {
        let block = pair.into_inner().find(|inner| inner.as_rule() == Rule::cases_block)?;
        let (mut cases, mut is_whole) = (None, true);
        for part in block.into_inner() {
            match part.as_rule() {
                Rule::cases_head => cases = self.cases_head(part),
                Rule::case_row => {
                    let row = self.case_row(part);
                    is_whole &= row.is_some();
                    cases.iter_mut().for_each(|cases: &mut Cases| cases.rows.extend(row.clone()));
                }
                Rule::bad_head => {
                    self.broken(&part, Rule::only_cases_head);
                    is_whole = false;
                }
                Rule::bad_entry => {
                    self.broken(&part, Rule::only_case_row);
                    is_whole = false;
                }
                Rule::brace_close if cases.is_none() && is_whole => {
                    // An empty block: what stands before its brace is the head that is missing.
                    self.broken(&part, Rule::only_cases_head);
                }
                _ => {}
            }
        }
        cases.filter(|_| is_whole)
    }

    fn cases_head(&mut self, pair: Node<'_>) -> Option<Cases> {
        let mut cases = Cases { given: Vec::new(), expected: Vec::new(), rows: Vec::new(), head: self.span(&pair) };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_given => {
                    let word = self.span(&part);
                    self.operator(word, Operator::CaseColumn("given"));
                }
                Rule::case_given => cases.given.push(self.given_target(part)?),
                Rule::case_expected => cases.expected.push(self.expected_column(part)?),
                _ => self.column_end(&part),
            }
        }
        Some(cases)
    }

    fn expected_column(&mut self, pair: Node<'_>) -> Option<ExpectedColumn> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        if inner.as_rule() != Rule::finding_column {
            return self.test_target(inner).map(ExpectedColumn::Target);
        }
        match inner.into_inner().find(|inner| inner.as_rule() == Rule::test_target) {
            Some(place) => Some(ExpectedColumn::Finding(Some(self.test_target(place)?), span)),
            None => Some(ExpectedColumn::Finding(None, span)),
        }
    }

    fn case_row(&mut self, pair: Node<'_>) -> Option<CaseRow> {
        let (name, span) = (self.string_of(&pair)?, self.span(&pair));
        let mut row = CaseRow { name, given: Vec::new(), expected: Vec::new(), span };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::case_value => {
                    let span = self.span(&part);
                    let value = self.case_value(part)?;
                    row.given.push((value, span));
                }
                Rule::case_outcome => row.expected.push(self.case_outcome(part)?),
                _ => self.column_end(&part),
            }
        }
        Some(row)
    }

    /// Builds what is given; nothing inside where a minus stands.
    fn case_value(&mut self, pair: Node<'_>) -> Option<Option<GivenValue>> {
        let span = self.span(&pair);
        if self.is_nothing(&pair, span) { Some(None) } else { self.given_value(pair).map(Some) }
    }

    fn case_outcome(&mut self, pair: Node<'_>) -> Option<CaseOutcome> {
        let span = self.span(&pair);
        if self.is_nothing(&pair, span) {
            return Some(CaseOutcome { kind: CaseOutcomeKind::Anything, span });
        }
        let part = pair.into_inner().find(|inner| inner.as_rule() != Rule::kw_is)?;
        let kind = match part.as_rule() {
            Rule::no_findings => CaseOutcomeKind::NoFindings,
            Rule::outcome => CaseOutcomeKind::Check(outcome(part)),
            Rule::state => CaseOutcomeKind::State(self.first(&part, Rule::name)?),
            _ => CaseOutcomeKind::Value(self.test_value(part)?),
        };
        Some(CaseOutcome { kind, span })
    }

    /// Tells whether a cell holds but a minus, and notes it, so that it comes to one spelling.
    fn is_nothing(&mut self, pair: &Node<'_>, span: Span) -> bool {
        let is_nothing = pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::nothing);
        if is_nothing {
            self.operator(span, Operator::Nothing);
        }
        is_nothing
    }

    /// Notes the sign that ends a column.
    fn column_end(&mut self, part: &Node<'_>) {
        let sign = match part.as_rule() {
            Rule::case_colon => ":",
            Rule::case_comma => ",",
            Rule::bar => "|",
            _ => return,
        };
        let span = self.span(part);
        self.operator(span, Operator::CaseColumn(sign));
    }
}
