//! Asks questions: first of the submissions that were found already, then of who can find more.
//!
//! Every submission is evaluated here again, whoever found it, and every claim is held against all submissions at the end.

use crate::analyse::Finds;
use crate::analyse::claim::{Analysis, Claim, ClaimKind, Divisor, Formula, Shows, Tally, Topic};
use crate::analyse::evaluated_with::{Kept, Known};
use crate::analyse::reading::Reading;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::generate::telling_submissions;
use crate::goal::{Gives, Goal, is_met};
use crate::search::{Answer, Rest};
use positum_plan::id::IdVec;
use positum_plan::period::Period;
use positum_plan::plan::{CheckId, Plan, Severity};
use positum_runtime::evaluate::{EvaluatedParts, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::finding::FindingKind;
use std::collections::{BTreeMap, BTreeSet};

/// The seed of the submissions to begin with; any does.
const SEED: u64 = 1;
/// Steps for making the submissions in which answers are looked for first.
pub const STEPS_TO_BEGIN: u64 = 20_000;

/// Which outcomes a check had in the lines of a submission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcomes(u8);

impl Outcomes {
    fn bit(outcome: Outcome) -> u8 {
        match outcome {
            Outcome::Pass => 1,
            Outcome::Fail => 2,
            Outcome::NotApplicable => 4,
            Outcome::NotEvaluated => 8,
        }
    }

    fn add(&mut self, outcome: Outcome) {
        self.0 |= Self::bit(outcome);
    }

    /// Tells whether the check had the outcome in one line.
    pub(super) fn has(self, outcome: Outcome) -> bool {
        self.0 & Self::bit(outcome) != 0
    }
}

/// A submission with what came of it.
pub(super) struct Held {
    pub(super) draft: Draft,
    outcomes: IdVec<CheckId, Outcomes>,
    /// Whether nothing is wrong with it but that something is divided by zero.
    pub(super) is_clean_but_for_zeros: bool,
}

impl Held {
    /// Tells which outcomes a check had.
    pub(super) fn of(&self, check: CheckId) -> Outcomes {
        self.outcomes.lookup(check).copied().unwrap_or_default()
    }

    fn meets(&self, goal: &Goal) -> Option<bool> {
        match goal {
            Goal::Outcome(check, outcome) => Some(self.of(*check).has(*outcome)),
            Goal::Nowhere(check, outcome) => Some(!self.of(*check).has(*outcome)),
            Goal::Tie(_) | Goal::Part { .. } => None,
        }
    }
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// This submission does it.
    Found(Draft),
    /// None does.
    Never,
    /// That is not known.
    Undecided,
}

/// Asks questions and keeps what was found.
pub(super) struct Asker<'e, 'f> {
    evaluator: &'e Evaluator<'e>,
    period: Period,
    find: &'e mut Finds<'f>,
    held: Vec<Held>,
    tallies: BTreeMap<Topic, Tally>,
    left_out: usize,
}

impl<'e, 'f> Asker<'e, 'f> {
    pub(super) fn new(evaluator: &'e Evaluator<'e>, period: Period, begin: &mut Budget<'_>, find: &'e mut Finds<'f>) -> Self {
        let begin = telling_submissions(evaluator, period, SEED, begin);
        let mut asker = Self { evaluator, period, find, held: Vec::new(), tallies: BTreeMap::new(), left_out: 0 };
        begin.into_iter().for_each(|draft| asker.keep(draft));
        asker
    }

    pub(super) fn plan(&self) -> &'e Plan {
        self.evaluator.plan()
    }

    /// Gives all submissions that were found so far.
    pub(super) fn held(&self) -> &[Held] {
        &self.held
    }

    /// Counts a question.
    pub(super) fn count(&mut self, topic: Topic, is_decided: bool) {
        let tally = self.tallies.entry(topic).or_default();
        let counted = if is_decided { &mut tally.decided } else { &mut tally.undecided };
        *counted = counted.saturating_add(1);
    }

    /// Counts something that is not asked about.
    pub(super) fn leave_out(&mut self) {
        self.left_out = self.left_out.saturating_add(1);
    }

    /// Asks for a submission that brings all goals about.
    pub(super) fn ask(&mut self, goals: &[Goal]) -> Told {
        self.ask_clean(goals, Rest::Any)
    }

    /// Asks for a submission that brings all goals about, with nothing else wrong where that is wanted.
    pub(super) fn ask_clean(&mut self, goals: &[Goal], rest: Rest) -> Told {
        if rest == Rest::Any
            && let Some(held) = self.held.iter().find(|held| goals.iter().all(|goal| held.meets(goal) == Some(true)))
        {
            return Told::Found(held.draft.clone());
        }
        match (self.find)(goals, rest) {
            // Nothing is believed that the evaluator does not confirm.
            Answer::Found(draft) if self.confirms(&draft, goals) => {
                self.keep(draft.clone());
                Told::Found(draft)
            }
            Answer::Found(_) | Answer::Undecided => Told::Undecided,
            Answer::Never => Told::Never,
        }
    }

    /// Gives what holds where checks do not fail and the goals are met: of those that are certainly evaluated then, and
    /// always apply.
    pub(super) fn kept(&mut self, goals: &[Goal], others: &[CheckId]) -> Kept {
        let plan = self.plan();
        let known = Known::of_goals(plan, goals);
        let mut kept = Kept::new();
        for (other, holds) in others.iter().filter_map(|other| Some((*other, known.kept_by(plan, *other)?))) {
            let frees: Vec<Goal> = goals.iter().cloned().chain([Goal::Outcome(other, Outcome::NotApplicable)]).collect();
            if plan.checks[other].condition.is_none() || self.ask(&frees) == Told::Never {
                kept.insert(other, holds);
            }
        }
        kept
    }

    /// Looks at an evaluated draft.
    pub(super) fn look<R>(&self, draft: &Draft, look: impl FnOnce(&EvaluatedParts<'_>) -> R) -> R {
        let submission = draft.submission(self.plan(), "draft");
        look(&self.evaluator.evaluate_with_parts(&submission, None))
    }

    fn confirms(&self, draft: &Draft, goals: &[Goal]) -> bool {
        self.look(draft, |parts| goals.iter().all(|goal| is_met(goal, parts)))
    }

    /// Keeps a submission for the questions to come.
    pub(super) fn keep(&mut self, draft: Draft) {
        let mut outcomes = IdVec::filled(self.plan().checks.len(), Outcomes::default());
        let is_clean_but_for_zeros = self.look(&draft, |parts| {
            for found in parts.checks() {
                if outcomes.lookup(found.check).is_some() {
                    outcomes[found.check].add(found.outcome);
                }
            }
            is_clean_but_for_zeros(parts)
        });
        self.held.push(Held { draft, outcomes, is_clean_but_for_zeros });
    }

    /// Makes a claim, with what it rests on.
    pub(super) fn claim(&self, reading: &Reading<'_>, kind: ClaimKind, witnesses: Vec<(Shows, Draft)>) -> Claim {
        let checks: Vec<CheckId> = kind.check().into_iter().chain(kind.other_checks().iter().copied()).collect();
        let facts = reading.facts(&checks, kind.formula());
        Claim { kind, period: self.period, witnesses, facts }
    }

    /// Ends the analysis: claims that a submission refutes are taken back.
    pub(super) fn finish(self, claims: Vec<Claim>) -> Analysis {
        let (refuted, claims): (Vec<Claim>, Vec<Claim>) = claims.into_iter().partition(|claim| self.refutes(&claim.kind));
        Analysis { claims, tallies: self.tallies, left_out: self.left_out, refuted }
    }

    /// Tells whether one of the submissions shows that a claim is not true.
    fn refutes(&self, kind: &ClaimKind) -> bool {
        let any = |shows: &dyn Fn(&Held) -> bool| self.held.iter().any(shows);
        let fails = |held: &Held, check: &CheckId| held.of(*check).has(Outcome::Fail);
        let passes = |held: &Held, check: &CheckId| held.of(*check).has(Outcome::Pass);
        match kind {
            ClaimKind::NeverFails(check) => any(&|held| fails(held, check)),
            ClaimKind::NeverPasses(check) => any(&|held| passes(held, check)),
            ClaimKind::NeverEvaluated(check) => any(&|held| fails(held, check) || passes(held, check)),
            ClaimKind::NeverTogether(checks) => any(&|held| checks.iter().all(|check| passes(held, check) && !fails(held, check))),
            ClaimKind::Implied(check, others) => any(&|held| fails(held, check) && !others.iter().any(|other| fails(held, other))),
            ClaimKind::Same(one, other) => any(&|held| fails(held, one) != fails(held, other)),
            ClaimKind::NeverZero(divisor) => self.is_zero_somewhere(divisor, &[]),
            ClaimKind::NeverZeroWhile(divisor, checks) => self.is_zero_somewhere(divisor, checks),
            ClaimKind::NeverHolds(formula) => self.gives_somewhere(formula, Gives::True),
            ClaimKind::AlwaysHolds(formula) => self.gives_somewhere(formula, Gives::False),
            ClaimKind::CanBeZero(_) => false,
        }
    }
}

impl Asker<'_, '_> {
    /// Tells whether one of the submissions divides by zero, where these checks do not fail.
    fn is_zero_somewhere(&self, divisor: &Divisor, checks: &[CheckId]) -> bool {
        let zero = divisor.zero();
        let holds = |held: &&Held| !checks.iter().any(|check| held.of(*check).has(Outcome::Fail));
        self.held.iter().filter(holds).any(|held| self.confirms(&held.draft, &zero))
    }

    /// Tells whether a condition has a value in one of the submissions.
    fn gives_somewhere(&self, formula: &Formula, gives: Gives) -> bool {
        let goal = Goal::Part { node: formula.node, list: formula.list, gives };
        self.held.iter().any(|held| self.confirms(&held.draft, std::slice::from_ref(&goal)))
    }
}

/// Tells whether nothing is wrong with a submission but that something is divided by zero.
pub(super) fn is_clean_but_for_zeros(parts: &EvaluatedParts<'_>) -> bool {
    let plan = parts.plan();
    let is_enforced = |check: CheckId| matches!(plan.checks[check].severity, Severity::Error | Severity::Breach);
    let is_division = |kind: &FindingKind| matches!(kind, FindingKind::DivisionByZero { .. });
    let mut others = parts.findings().iter().filter(|finding| !is_division(&finding.kind));
    !others.any(|finding| finding.kind.severity() == Severity::Error)
        && !parts.checks().iter().any(|found| found.outcome == Outcome::Fail && is_enforced(found.check))
}

/// Gives the checks that decide whether a submission is right, of those that are asked about.
pub(super) fn enforced(plan: &Plan, checks: &[CheckId]) -> BTreeSet<CheckId> {
    checks.iter().copied().filter(|check| matches!(plan.checks[*check].severity, Severity::Error | Severity::Breach)).collect()
}
