//! What changes on submissions that were handed in.
//!
//! In come submissions, one at a time and by time for each entity; out go counts by cell and check, a bounded list of what
//! changes, and how many submissions pass before and after. A submission of a period for which a definition is not in force
//! is evaluated as if it were.

use super::as_if_in_force::{as_of, extended};
use super::change::Subject;
use super::consequences::{label_of, shown, subject_of_difference};
use super::counterparts::Counterparts;
use super::results::{CheckResult, ResultDifference};
use super::spoken::Spoken;
use jiff::civil::Date;
use positum_plan::period::Period;
use positum_plan::plan::{Plan, Severity};
use positum_runtime::evaluate::OptionError;
use positum_runtime::evaluated_submission::{EvaluatedSubmission, Outcome};
use positum_runtime::package_evaluator::{PackageEvaluator, PackageOptions};
use positum_runtime::submission::Submission;
use std::collections::{BTreeMap, BTreeSet};

/// The plans with which submissions are replayed.
pub struct ReplayPlans {
    old: Vec<Plan>,
    new: Vec<Plan>,
}

impl ReplayPlans {
    /// Prepares both sides; with a day, the new side says of all periods what it says on this day.
    pub fn new(old: &[Plan], new: &[Plan], day: Option<Date>) -> Self {
        let of_day = day.and_then(|day| as_of(new, day)).map(|plan| vec![plan]);
        Self { old: extended(old), new: of_day.unwrap_or_else(|| extended(new)) }
    }
}

/// Replays submissions.
pub struct Replayer<'p> {
    old: PackageEvaluator<'p>,
    new: PackageEvaluator<'p>,
    counterparts: BTreeMap<(String, String), Counterparts<'p>>,
    most_listed: usize,
    replay: Replay,
}

/// What changes on submissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// How many submissions were evaluated.
    pub submissions: usize,
    /// On how many something changes.
    pub changed: usize,
    /// How many were without error before, and have one now.
    pub fail_now: usize,
    /// How many had an error before, and have none now.
    pub pass_now: usize,
    /// Errors, findings and checks that fail, before and after.
    pub errors: (usize, usize),
    /// Findings by their kind, before and after.
    pub findings: BTreeMap<&'static str, (usize, usize)>,
    /// Outcomes of checks by their words, before and after.
    pub outcomes: BTreeMap<&'static str, (usize, usize)>,
    /// Cells and checks by the number of submissions in which they change.
    pub subjects: Vec<ReplayedSubject>,
    /// Cells that only one side has, by the number of submissions that have them; `true` for those of the old side.
    pub one_sided: Vec<(Subject, bool, usize)>,
    /// What changes, in the order of the submissions, as far as it is listed.
    pub listed: Vec<Replayed>,
    /// How many more changes there are.
    pub left_out: usize,
}

/// A cell or check that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayedSubject {
    /// The cell, column or check.
    pub subject: Subject,
    /// Its label.
    pub label: Spoken,
    /// In how many submissions it changes.
    pub submissions: usize,
    /// Of a check: in how many it fails now and did not before, and the other way.
    pub fails_now: usize,
    /// In how many it failed before and does not now.
    pub passes_now: usize,
}

/// A change on a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// Who reported.
    pub entity: String,
    /// For which period.
    pub period: Period,
    /// The cell, column or check.
    pub subject: Subject,
    /// The line or row, for one of several.
    pub row: String,
    /// The result of the old side.
    pub old: Spoken,
    /// The result of the new side.
    pub new: Spoken,
}

impl<'p> Replayer<'p> {
    /// Prepares a replay that lists so many changes; parameters are given to the side that has them.
    ///
    /// # Errors
    /// A parameter that neither side has, one given twice, and a value that is not of its type.
    pub fn new(plans: &'p ReplayPlans, parameters: &[(String, String)], most_listed: usize) -> Result<Self, OptionError> {
        let has = |side: &[Plan], name: &str| side.iter().any(|plan| plan.parameters.iter().any(|parameter| parameter.name == name));
        let evaluator = |side: &'p [Plan], other: &[Plan]| {
            let wanted = parameters.iter().filter(|(name, _)| has(side, name) || !has(other, name)).cloned().collect();
            PackageEvaluator::new(side, &PackageOptions { parameters: wanted, reports: Vec::new() })
        };
        let (old, new) = (evaluator(&plans.old, &plans.new)?, evaluator(&plans.new, &plans.old)?);
        Ok(Self { old, new, counterparts: BTreeMap::new(), most_listed, replay: Replay::default() })
    }

    /// Evaluates a submission with both sides.
    pub fn take(&mut self, submission: &Submission) {
        let (Some(old), Some(new)) = (self.old.evaluate(submission), self.new.evaluate(submission)) else { return };
        let key = (format!("{:p}", old.plan), format!("{:p}", new.plan));
        let counterparts = self.counterparts.entry(key).or_insert_with(|| Counterparts::new(old.plan, new.plan));
        let differences = counterparts.different_results(&old.submission, &new.submission);
        let (before, after) = (errors(old.plan, &old.submission), errors(new.plan, &new.submission));
        let replay = &mut self.replay;
        replay.submissions = replay.submissions.saturating_add(1);
        replay.errors = (replay.errors.0.saturating_add(before), replay.errors.1.saturating_add(after));
        replay.fail_now = replay.fail_now.saturating_add(usize::from(before == 0 && after > 0));
        replay.pass_now = replay.pass_now.saturating_add(usize::from(before > 0 && after == 0));
        replay.count_totals(&old.submission, &new.submission);
        let mut seen: BTreeSet<Subject> = BTreeSet::new();
        let mut changes = false;
        for difference in differences.iter().filter(|difference| !difference.is_of_origin_alone()) {
            let Some(subject) = subject_of_difference(counterparts, difference) else { continue };
            let is_first = seen.insert(subject.clone());
            if let Some(is_old) = one_side(difference) {
                replay.count_one_sided(&subject, is_old, is_first);
                continue;
            }
            changes = true;
            replay.count(old.plan, new.plan, &subject, difference, is_first);
            if replay.listed.len() < self.most_listed {
                let (row, one, two) = shown(difference);
                let (entity, period) = (submission.entity.clone(), submission.period);
                replay.listed.push(Replayed { entity, period, subject, row, old: one, new: two });
            } else {
                replay.left_out = replay.left_out.saturating_add(1);
            }
        }
        replay.changed = replay.changed.saturating_add(usize::from(changes));
    }

    /// Evaluates a submission for the sake of later ones.
    pub fn remember(&mut self, submission: &Submission) {
        self.old.evaluate(submission);
        self.new.evaluate(submission);
    }

    /// Tells whether any formula asks for earlier submissions.
    pub fn asks_for_earlier(&self) -> bool {
        self.old.asks_for_earlier() || self.new.asks_for_earlier()
    }

    /// Tells whether a later submission of the entity was taken already, which could have asked for one of this period.
    pub fn has_later(&self, entity: &str, period: Period) -> bool {
        self.old.has_later(entity, period) || self.new.has_later(entity, period)
    }

    /// Gives what came of it.
    pub fn finish(mut self) -> Replay {
        self.replay.subjects.sort_by(|one, two| two.submissions.cmp(&one.submissions).then_with(|| one.subject.cmp(&two.subject)));
        self.replay.one_sided.sort();
        self.replay
    }
}

impl Replay {
    fn count_totals(&mut self, old: &EvaluatedSubmission, new: &EvaluatedSubmission) {
        let add = |counts: &mut BTreeMap<&'static str, (usize, usize)>, word, is_old: bool| {
            let (before, after) = counts.entry(word).or_default();
            let count = if is_old { before } else { after };
            *count = count.saturating_add(1);
        };
        for (submission, is_old) in [(old, true), (new, false)] {
            submission.findings.iter().for_each(|finding| add(&mut self.findings, finding.kind.code(), is_old));
            submission.checks.iter().for_each(|check| add(&mut self.outcomes, check.outcome.keyword(), is_old));
        }
    }

    fn count(&mut self, old: &Plan, new: &Plan, subject: &Subject, difference: &ResultDifference, is_first: bool) {
        let place = self.subjects.iter().position(|known| known.subject == *subject).unwrap_or_else(|| {
            let label = label_of(old, new, subject);
            self.subjects.push(ReplayedSubject { subject: subject.clone(), label, submissions: 0, fails_now: 0, passes_now: 0 });
            self.subjects.len().saturating_sub(1)
        });
        let Some(known) = self.subjects.get_mut(place) else { return };
        known.submissions = known.submissions.saturating_add(usize::from(is_first));
        if let ResultDifference::Check { old, new, .. } = difference {
            let fails = |side: &Option<CheckResult>| side.is_some_and(|result| result.outcome == Outcome::Fail);
            known.fails_now = known.fails_now.saturating_add(usize::from(fails(new) && !fails(old)));
            known.passes_now = known.passes_now.saturating_add(usize::from(fails(old) && !fails(new)));
        }
    }

    fn count_one_sided(&mut self, subject: &Subject, is_old: bool, is_first: bool) {
        match self.one_sided.iter_mut().find(|(known, side, _)| known == subject && *side == is_old) {
            Some((_, _, count)) => *count = count.saturating_add(usize::from(is_first)),
            None => self.one_sided.push((subject.clone(), is_old, 1)),
        }
    }
}

/// Tells, of a cell or check that one side has not, whether the old one has it.
fn one_side(difference: &ResultDifference) -> Option<bool> {
    let (old, new) = match difference {
        ResultDifference::Cell { old, new, .. } => (old.is_some(), new.is_some()),
        ResultDifference::Check { old, new, .. } => (old.is_some(), new.is_some()),
        ResultDifference::Finding { .. } => return None,
    };
    (old != new).then_some(old)
}

/// Counts what makes a submission wrong: findings that are errors, and checks of severity error or breach that fail.
fn errors(plan: &Plan, submission: &EvaluatedSubmission) -> usize {
    let fails = |outcome: Outcome, severity: Severity| outcome == Outcome::Fail && matches!(severity, Severity::Error | Severity::Breach);
    let checks = submission.checks.iter().filter(|check| fails(check.outcome, plan.checks[check.check].severity)).count();
    checks.saturating_add(submission.findings.iter().filter(|finding| finding.kind.severity() == Severity::Error).count())
}
