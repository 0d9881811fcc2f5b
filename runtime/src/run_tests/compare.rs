//! Compares what came out of a test with what it expects.

use super::Difference;
use crate::evaluated_submission::{Cause, CellAt, CellState, CheckOutcome, EvaluatedCell, EvaluatedSubmission, Outcome};
use crate::explain::Named;
use crate::finding::Finding;
use crate::finding_text::{address_text, cause_text, cell_address, cell_text, finding_text, message_text};
use crate::language::Language;
use crate::submission::Address;
use positum_plan::plan::{CellReference, CheckId, Origin, Plan, Scope};
use positum_plan::test_case::{Expectation, MISSING_REQUIRED, TestCase, TestedCell, TestedLine, TestedOutcome, TestedState, WhichLine};
use positum_plan::value::{Value, ValueType};

/// The most findings that a difference names.
const MOST_FINDINGS_NAMED: usize = 5;

/// Compares expectations of one test with its evaluated submission.
pub(super) struct Comparer<'c> {
    pub(super) plan: &'c Plan,
    pub(super) case: &'c TestCase,
    pub(super) evaluated: &'c EvaluatedSubmission,
    pub(super) language: Language,
}

/// Something that is not as expected.
struct Other {
    subject: String,
    expected: String,
    actual: String,
    cause: Option<String>,
    named: Option<Named>,
}

impl Comparer<'_> {
    /// Gives the difference to an expectation; nothing where it is met.
    pub(super) fn difference(&self, expectation: usize, expected: &Expectation) -> Option<Difference> {
        let other = match expected {
            Expectation::Value(cell, value) => self.value(cell, value),
            Expectation::State(cell, state) => self.state(cell, *state),
            Expectation::Check(check, line, outcome) => self.check(check, line.as_ref(), *outcome),
            Expectation::Finding(code, cell) => self.finding(code, cell.as_ref()),
            Expectation::NoFindings => self.no_findings(),
        };
        other.map(|Other { subject, expected, actual, cause, named }| Difference { expectation, subject, expected, actual, cause, named })
    }

    fn value(&self, cell: &TestedCell, value: &Value) -> Option<Other> {
        let value_type = self.value_type(cell);
        let expected = shown(value, value_type);
        let Some(at) = self.find(cell) else { return Some(self.no_line(cell, expected)) };
        let evaluated = self.evaluated_cell(at);
        let is_met = evaluated.and_then(|cell| cell.value.as_ref()).is_some_and(|actual| shown(actual, value_type) == expected);
        (!is_met).then(|| self.other(at, evaluated, expected))
    }

    fn state(&self, cell: &TestedCell, state: TestedState) -> Option<Other> {
        let expected = state.keyword().to_owned();
        let Some(at) = self.find(cell) else { return Some(self.no_line(cell, expected)) };
        let evaluated = self.evaluated_cell(at);
        let wanted = match state {
            TestedState::Given => CellState::Given,
            TestedState::Computed => CellState::Computed,
            TestedState::Blank => CellState::Blank,
            TestedState::Missing => CellState::Missing,
            TestedState::NotApplicable => CellState::NotApplicable,
            TestedState::Unreadable => CellState::Unreadable,
            TestedState::NotComputed => CellState::NotComputed,
        };
        (evaluated.is_none_or(|cell| cell.state != wanted)).then(|| self.other(at, evaluated, expected))
    }

    /// Says what a cell is instead, and why.
    fn other(&self, at: CellAt, cell: Option<&EvaluatedCell>, expected: String) -> Other {
        let value_type = self.type_of(at.reference);
        let actual = match cell {
            None => self.no_report().to_owned(),
            Some(cell) => match &cell.value {
                Some(value) => format!("{} ({})", shown(value, value_type), cell.state.keyword()),
                None => cell.state.keyword().to_owned(),
            },
        };
        let cause = cell.and_then(EvaluatedCell::cause).filter(|cause| !is_itself(cause, at)).map(|cause| self.cause(&cause));
        let subject = cell_text(self.plan, at);
        Other { subject, expected, actual, cause: cause.or_else(|| self.formula(at.reference)), named: cell.map(|_| Named::Cell(at)) }
    }

    /// Says why there is no value; a test gives its parameters itself.
    fn cause(&self, cause: &Cause) -> String {
        match cause {
            Cause::Parameter(parameter) => {
                let name = &self.plan.parameters[*parameter].name;
                match self.language {
                    Language::Latvian => format!("parametram `{name}` nav vērtības: testā raksta `given {name} = …`"),
                    Language::English => format!("parameter `{name}` has no value: write `given {name} = …` in the test"),
                }
            }
            Cause::Missing(_)
            | Cause::Unreadable(_)
            | Cause::NotApplicable(_)
            | Cause::Blank(_)
            | Cause::DivisionByZero(_)
            | Cause::OutOfRange(_)
            | Cause::OfNothing(_)
            | Cause::DivisionByZeroInCheck
            | Cause::NoResultInCheck
            | Cause::NoEarlierSubmission(_)
            | Cause::EarlierCell(..)
            | Cause::EarlierMeasure(..)
            | Cause::NoSuchLine(_)
            | Cause::LinesUnknown(_)
            | Cause::NoSuchLineInCheck(_)
            | Cause::NoSuchDay(_)
            | Cause::NoSuchDayInCheck
            | Cause::WorkingDaysOutOfRange(_)
            | Cause::WorkingDaysOutOfRangeInCheck
            | Cause::CalendarDoesNotKnow(_)
            | Cause::UnknownOfMembers(_)
            | Cause::ReportLeftOut(_) => cause_text(self.plan, cause, self.language),
        }
    }

    /// Gives the formula of a cell that is computed.
    fn formula(&self, reference: CellReference) -> Option<String> {
        let origin = match reference {
            CellReference::Cell(cell) => &self.plan.cells[cell].origin,
            CellReference::Column(column) => &self.plan.columns[column].origin,
        };
        match origin {
            Origin::Formula { text, .. } => Some(match self.language {
                Language::Latvian => format!("aprēķināts kā `{text}`"),
                Language::English => format!("computed as `{text}`"),
            }),
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
        }
    }

    fn no_line(&self, cell: &TestedCell, expected: String) -> Other {
        let (subject, line) = match cell {
            TestedCell::Cell(cell) => (cell_text(self.plan, CellAt { reference: CellReference::Cell(*cell), line: 0 }), None),
            TestedCell::InLine(column, line) => (self.named_by_key(line, &self.plan.columns[*column].code), Some(line)),
        };
        let cause = line.map(|line| self.line_count(line));
        Other { subject, expected, actual: self.no_such_line().to_owned(), cause, named: None }
    }

    fn no_such_line(&self) -> &'static str {
        match self.language {
            Language::Latvian => "tādas rindas nav",
            Language::English => "there is no such line",
        }
    }

    fn no_report(&self) -> &'static str {
        match self.language {
            Language::Latvian => "pārskats nav izvērtēts",
            Language::English => "the report was not evaluated",
        }
    }

    fn line_count(&self, line: &TestedLine) -> String {
        let count = self.evaluated.lines[line.list];
        let list = &self.plan.tables[line.list].name;
        match self.language {
            Language::Latvian => format!("rindu skaits tabulā `{list}`: {count}"),
            Language::English => format!("`{list}` has {count} {}", if count == 1 { "line" } else { "lines" }),
        }
    }

    /// Names a cell or check of a line as the test does: `report.list[key].code`.
    fn named_by_key(&self, line: &TestedLine, code: &str) -> String {
        let table = &self.plan.tables[line.list];
        let list = format!("{}.{}", self.plan.reports[table.report].name, table.name);
        match &line.which {
            WhichLine::Number(number) => format!("{list}.{number}:{code}"),
            WhichLine::Key(parts) => {
                let key: Vec<String> = parts.iter().map(|(column, value)| shown(value, self.type_of(CellReference::Column(*column)))).collect();
                format!("{list}[{}].{code}", key.join(", "))
            }
        }
    }

    fn check(&self, ids: &[CheckId], line: Option<&TestedLine>, expected: TestedOutcome) -> Option<Other> {
        let check = &self.plan.checks[*ids.first()?];
        let wanted = match expected {
            TestedOutcome::Passes => Outcome::Pass,
            TestedOutcome::Fails => Outcome::Fail,
            TestedOutcome::DoesNotApply => Outcome::NotApplicable,
            TestedOutcome::IsNotEvaluated => Outcome::NotEvaluated,
        };
        let expected = expected.keyword().to_owned();
        let named = |row: &str| {
            let table = check.table.map_or("", |table| self.plan.tables[table].name.as_str());
            let parts = [self.plan.reports[check.report].name.as_str(), table, row].into_iter().filter(|part| !part.is_empty());
            let place = parts.collect::<Vec<_>>().join(".");
            format!("{place}{}{}", if row.is_empty() { "." } else { ":" }, check.name)
        };
        let row = match line {
            None => None,
            Some(line) => match self.line_of(line) {
                Some(number) => Some(number.saturating_add(1).to_string()),
                None => {
                    let (subject, actual) = (self.named_by_key(line, &check.name), self.no_such_line().to_owned());
                    return Some(Other { subject, expected, actual, cause: Some(self.line_count(line)), named: None });
                }
            },
        };
        let outcomes = self.evaluated.checks.iter().filter(|outcome| ids.contains(&outcome.check));
        let mut outcomes = outcomes.filter(|outcome| row.as_ref().is_none_or(|row| outcome.row == *row)).peekable();
        if outcomes.peek().is_none() {
            let actual = match &check.scope {
                Scope::EachLine(_) => self.no_such_line(),
                Scope::Once | Scope::Row(_) | Scope::Column(_) => self.no_report(),
            };
            return Some(Other { subject: named(row.as_deref().unwrap_or("")), expected, actual: actual.to_owned(), cause: None, named: None });
        }
        let outcome = outcomes.find(|outcome| outcome.outcome != wanted)?;
        let (actual, cause) = self.check_outcome(outcome);
        let explained = Named::Check(outcome.check, outcome.row.to_string());
        Some(Other { subject: named(&outcome.row), expected, actual, cause, named: Some(explained) })
    }

    /// Says what came out of a check, and why.
    fn check_outcome(&self, outcome: &CheckOutcome) -> (String, Option<String>) {
        let check = &self.plan.checks[outcome.check];
        let requirement = || match self.language {
            Language::Latvian => format!("ir spēkā `{}`", check.text),
            Language::English => format!("`{}` holds", check.text),
        };
        match outcome.outcome {
            Outcome::Pass => (TestedOutcome::Passes.keyword().to_owned(), Some(requirement())),
            Outcome::Fail => (TestedOutcome::Fails.keyword().to_owned(), Some(message_text(self.plan, outcome, self.language))),
            Outcome::NotApplicable => (TestedOutcome::DoesNotApply.keyword().to_owned(), None),
            Outcome::NotEvaluated => {
                let cause = outcome.cause().map(|cause| self.cause(&cause));
                (TestedOutcome::IsNotEvaluated.keyword().to_owned(), cause)
            }
        }
    }

    fn finding(&self, code: &str, cell: Option<&TestedCell>) -> Option<Other> {
        let place = match cell {
            None => None,
            Some(cell) => match self.find(cell) {
                Some(at) => Some(cell_address(self.plan, at)),
                None => return Some(self.no_line(cell, code.to_owned())),
            },
        };
        let at_place: Vec<&Finding> =
            self.evaluated.findings.iter().filter(|finding| place.as_ref().is_none_or(|place| finding.address == *place)).collect();
        if at_place.iter().any(|finding| finding.kind.code() == code) {
            return None;
        }
        let subject = place.as_ref().map_or_else(|| self.package_text(), |place| address_text(self.plan, place));
        let others: Vec<&Finding> = match place {
            // Of cells that are not given there may be any number.
            None => at_place.into_iter().filter(|finding| finding.kind.code() != MISSING_REQUIRED).collect(),
            Some(_) => at_place,
        };
        let (actual, cause) = self.findings_text(&others);
        Some(Other { subject, expected: code.to_owned(), actual, cause, named: None })
    }

    fn no_findings(&self) -> Option<Other> {
        let counts = |finding: &&Finding| finding.kind.code() != MISSING_REQUIRED && self.is_of_report(&finding.address);
        let found: Vec<&Finding> = self.evaluated.findings.iter().filter(counts).collect();
        if found.is_empty() {
            return None;
        }
        let (actual, cause) = self.findings_text(&found);
        Some(Other { subject: self.package_text(), expected: "no findings".to_owned(), actual, cause, named: None })
    }

    /// Tells whether a finding counts: the package's own, and those of the report that the test is for.
    fn is_of_report(&self, address: &Address) -> bool {
        let Some(report) = self.case.report else { return true };
        address.report == self.plan.reports[report].name || !self.plan.reports.iter().any(|report| report.name == address.report)
    }

    fn package_text(&self) -> String {
        self.case.report.map_or_else(|| self.plan.package.name.clone(), |report| self.plan.reports[report].name.clone())
    }

    /// Names findings with their cells, and says what the first of them says.
    fn findings_text(&self, findings: &[&Finding]) -> (String, Option<String>) {
        let named: Vec<String> = findings
            .iter()
            .take(MOST_FINDINGS_NAMED)
            .map(|finding| format!("{} {}", finding.kind.code(), address_text(self.plan, &finding.address)).trim_end().to_owned())
            .collect();
        let more = if findings.len() > named.len() { ", …" } else { "" };
        let actual = if named.is_empty() { "no findings".to_owned() } else { format!("{}{more}", named.join(", ")) };
        (actual, findings.first().map(|finding| finding_text(self.plan, finding, self.language)))
    }

    /// Finds the cell that is looked at; nothing where its list has no such line.
    fn find(&self, cell: &TestedCell) -> Option<CellAt> {
        match cell {
            TestedCell::Cell(cell) => Some(CellAt { reference: CellReference::Cell(*cell), line: 0 }),
            TestedCell::InLine(column, line) => Some(CellAt { reference: CellReference::Column(*column), line: self.line_of(line)? }),
        }
    }

    /// Finds a line, counted from 0.
    fn line_of(&self, line: &TestedLine) -> Option<usize> {
        let count = self.evaluated.lines[line.list];
        match &line.which {
            WhichLine::Number(number) => number.checked_sub(1).filter(|index| *index < count),
            WhichLine::Key(parts) => (0..count).find(|index| {
                parts.iter().all(|(column, wanted)| {
                    let at = CellAt { reference: CellReference::Column(*column), line: *index };
                    let value_type = self.type_of(at.reference);
                    let value = self.evaluated_cell(at).and_then(|cell| cell.value.as_ref());
                    value.is_some_and(|value| shown(value, value_type) == shown(wanted, value_type))
                })
            }),
        }
    }

    /// Gives a cell; nothing where its report was not evaluated.
    fn evaluated_cell(&self, at: CellAt) -> Option<&EvaluatedCell> {
        let table = match at.reference {
            CellReference::Cell(cell) => self.plan.cells[cell].table,
            CellReference::Column(column) => self.plan.columns[column].table,
        };
        if !self.evaluated.reports.contains(&self.plan.tables[table].report) {
            return None;
        }
        match at.reference {
            CellReference::Cell(cell) => self.evaluated.cells.lookup(cell),
            CellReference::Column(column) => self.evaluated.columns.lookup(column)?.get(at.line),
        }
    }

    fn value_type(&self, cell: &TestedCell) -> Option<&ValueType> {
        match cell {
            TestedCell::Cell(cell) => self.type_of(CellReference::Cell(*cell)),
            TestedCell::InLine(column, _) => self.type_of(CellReference::Column(*column)),
        }
    }

    fn type_of(&self, reference: CellReference) -> Option<&ValueType> {
        match reference {
            CellReference::Cell(cell) => self.plan.cells[cell].value_type.as_ref(),
            CellReference::Column(column) => self.plan.columns[column].value_type.as_ref(),
        }
    }
}

/// Writes a value as the report shows it; a percent with its sign.
fn shown(value: &Value, value_type: Option<&ValueType>) -> String {
    match value_type {
        None => match value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::Bool(value) => value.to_string(),
            Value::Date(date) => date.to_string(),
        },
        Some(value_type) => {
            let sign = Plan::ratio_scale(value_type).map_or("", |scale| scale.sign());
            let gap = if sign.is_empty() { "" } else { " " };
            format!("{}{gap}{sign}", value_type.text(value))
        }
    }
}

/// Tells whether a cause names the cell itself, which its state says already.
fn is_itself(cause: &Cause, cell: CellAt) -> bool {
    match cause {
        Cause::Missing(at) | Cause::Unreadable(at) | Cause::Blank(at) | Cause::NotApplicable(at) | Cause::UnknownOfMembers(at) => *at == cell,
        // What follows the cell's name says more than its state.
        Cause::DivisionByZero(_)
        | Cause::OutOfRange(_)
        | Cause::OfNothing(_)
        | Cause::Parameter(_)
        | Cause::DivisionByZeroInCheck
        | Cause::NoResultInCheck
        | Cause::NoEarlierSubmission(_)
        | Cause::EarlierCell(..)
        | Cause::EarlierMeasure(..)
        | Cause::NoSuchLine(_)
        | Cause::LinesUnknown(_)
        | Cause::NoSuchLineInCheck(_)
        | Cause::NoSuchDay(_)
        | Cause::NoSuchDayInCheck
        | Cause::WorkingDaysOutOfRange(_)
        | Cause::WorkingDaysOutOfRangeInCheck
        | Cause::CalendarDoesNotKnow(_)
        | Cause::ReportLeftOut(_) => false,
    }
}
