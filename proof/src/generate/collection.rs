//! The submissions that were generated so far: a draft is kept once it evaluated as its purpose predicts.

use super::generated::{Beside, Count, Expected, Generated, Group, NotFound, Purpose, Reason, Record};
use super::plan_facts::PlanFacts;
use crate::draft::{Draft, evaluated_before};
use positum_plan::plan::{CellReference, CheckId, Severity};
use positum_runtime::cell_address::cell_at;
use positum_runtime::evaluate::Evaluator;
use positum_runtime::evaluated_submission::{CellAt, EvaluatedSubmission, Outcome};
use positum_runtime::submission::{Address, Given, Origin, Submission, SubmittedCell};
use std::collections::BTreeSet;

/// The most signs of a name.
const LONGEST_NAME: usize = 100;

/// What was generated so far.
pub(crate) struct Collection<'f, 'e> {
    pub(crate) facts: &'f PlanFacts<'e>,
    pub(crate) submissions: Vec<Generated>,
    pub(crate) not_found: Vec<NotFound>,
    pub(crate) wrong: Vec<String>,
    names: BTreeSet<String>,
}

/// A submission that is to be kept.
pub(crate) struct Proposal<'d> {
    pub(crate) name: String,
    pub(crate) group: Group,
    pub(crate) purpose: Purpose,
    pub(crate) draft: &'d Draft,
    /// Values for what is no cell.
    pub(crate) others: Vec<(Address, String)>,
    pub(crate) expected: Expected,
}

impl<'f, 'e> Collection<'f, 'e> {
    pub(crate) fn new(facts: &'f PlanFacts<'e>) -> Self {
        Self { facts, submissions: Vec::new(), not_found: Vec::new(), wrong: Vec::new(), names: BTreeSet::new() }
    }

    /// Keeps a submission that evaluates as predicted. Tells whether it did.
    pub(crate) fn keep(&mut self, proposal: Proposal<'_>) -> bool {
        let name = self.free_name(&proposal.name);
        let submission = submission_of(self.facts, &name, proposal.draft, proposal.others);
        let earlier = Draft { entity: name.clone(), ..proposal.draft.clone() }.earlier_submissions(self.facts.plan, &name);
        let evaluated = self.facts.evaluator.evaluate_after(&submission, &evaluated_before(self.facts.evaluator, &earlier));
        if !is_as_expected(self.facts.evaluator, &evaluated, &proposal.expected) {
            self.wrong.push(name);
            return false;
        }
        self.names.insert(name.clone());
        let Proposal { group, purpose, expected, .. } = proposal;
        let record = record_of(self.facts.evaluator, &evaluated);
        self.submissions.push(Generated { name, group, purpose, beside: None, submission, earlier, expected, record });
        true
    }

    /// Says of the last two submissions that they are neighbours.
    pub(crate) fn join_last_two(&mut self, cell: &str, values: (&str, &str), is_one_unit: bool) {
        let [.., first, second] = self.submissions.as_mut_slice() else { return };
        let beside = |name: &str, here: &str, there: &str| {
            Some(Beside { name: name.to_owned(), cell: cell.to_owned(), here: here.to_owned(), there: there.to_owned(), is_one_unit })
        };
        (first.beside, second.beside) = (beside(&second.name, values.0, values.1), beside(&first.name, values.1, values.0));
    }

    /// Remembers that something is not there.
    pub(crate) fn miss(&mut self, purpose: Purpose, reason: Reason) {
        self.not_found.push(NotFound { purpose, reason });
    }

    fn free_name(&self, wanted: &str) -> String {
        let plain = |sign: char| if sign.is_ascii_alphanumeric() || sign == '-' { sign.to_ascii_lowercase() } else { '_' };
        let base: String = wanted.chars().map(plain).take(LONGEST_NAME).collect();
        let numbered = (2..).map(|number: u32| format!("{base}_{number}"));
        std::iter::once(base.clone()).chain(numbered).find(|name| !self.names.contains(name)).unwrap_or(base)
    }
}

/// Makes the submission of a draft, with values for what is no cell.
fn submission_of(facts: &PlanFacts<'_>, name: &str, draft: &Draft, others: Vec<(Address, String)>) -> Submission {
    let named = Draft { entity: name.to_owned(), ..draft.clone() };
    let mut submission = named.submission(facts.plan, name);
    let next = u64::try_from(submission.cells.len()).unwrap_or(u64::MAX).saturating_add(1);
    let others = (next..).zip(others).map(|(line, (address, text))| SubmittedCell {
        address,
        given: if text.is_empty() { Given::Nothing } else { Given::Text(text) },
        origin: Origin::in_text(name.into(), line, 0),
    });
    submission.cells.extend(others);
    submission
}

/// Gives all that came of a submission.
pub fn record_of(evaluator: &Evaluator<'_>, evaluated: &EvaluatedSubmission) -> Record {
    let plan = evaluator.plan();
    let failing = evaluated.checks.iter().filter(|found| found.outcome == Outcome::Fail).map(|found| (found.check, found.row.to_string()));
    let mut record = Record { failing: failing.collect(), ..Record::default() };
    for finding in &evaluated.findings {
        let count = record.findings.entry(finding.kind.code()).or_default();
        *count = count.saturating_add(1);
    }
    let is_bad = |check: CheckId| matches!(plan.checks[check].severity, Severity::Error | Severity::Breach);
    let has_error = evaluated.findings.iter().any(|finding| finding.kind.severity() == Severity::Error);
    record.is_wrong = has_error || record.failing.iter().any(|(check, _)| is_bad(*check));
    record
}

/// Tells whether an evaluated submission is as its purpose predicts.
pub(crate) fn is_as_expected(evaluator: &Evaluator<'_>, evaluated: &EvaluatedSubmission, expected: &Expected) -> bool {
    let plan = evaluator.plan();
    let is_clean = !expected.is_clean || !record_of(evaluator, evaluated).is_wrong;
    let has_outcome = expected.check.is_none_or(|(check, outcome)| outcome_of(evaluated, check) == Some(outcome));
    let shows = expected.value.as_ref().is_none_or(|(at, text)| shown(evaluator, evaluated, *at).as_ref() == Some(text));
    let has_findings = expected.findings.is_none_or(|(code, count)| {
        let found = evaluated.findings.iter().filter(|finding| finding.kind.code() == code).count();
        match count {
            Count::Exactly(number) => found == number,
            Count::AtLeast(number) => found >= number,
        }
    });
    let has_lines = expected.lines.iter().all(|(list, lines)| evaluated.lines.lookup(*list) == Some(lines));
    let has_finding_at = expected.finding_at.is_none_or(|(code, at)| {
        let is_there = |address: &Address| cell_at(plan, address) == Some(at);
        evaluated.findings.iter().any(|finding| finding.kind.code() == code && is_there(&finding.address))
    });
    is_clean && has_outcome && shows && has_findings && has_lines && has_finding_at
}

/// Gives the outcome of a check over all its lines: it fails where it does so in one, and passes where it does in one.
pub(crate) fn outcome_of(evaluated: &EvaluatedSubmission, check: CheckId) -> Option<Outcome> {
    let of_check = || evaluated.checks.iter().filter(|found| found.check == check).map(|found| found.outcome);
    let has = |wanted: Outcome| of_check().any(|outcome| outcome == wanted);
    [Outcome::Fail, Outcome::Pass, Outcome::NotEvaluated, Outcome::NotApplicable].into_iter().find(|outcome| has(*outcome))
}

fn shown(evaluator: &Evaluator<'_>, evaluated: &EvaluatedSubmission, at: CellAt) -> Option<String> {
    let plan = evaluator.plan();
    let (cell, value_type) = match at.reference {
        CellReference::Cell(cell) => (evaluated.cells.lookup(cell)?, plan.cells[cell].value_type.as_ref()?),
        CellReference::Column(column) => (evaluated.columns.lookup(column)?.get(at.line)?, plan.columns[column].value_type.as_ref()?),
    };
    cell.value.as_ref().map(|value| value_type.text(value))
}
