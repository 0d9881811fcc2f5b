//! What an analysis gives: claims with submissions that show them, and how many questions were decided.

use crate::draft::Draft;
use crate::goal::{Gives, Goal};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, CheckId, NodeId, ParameterId, Plan, Severity, TableId};
use std::collections::BTreeMap;

/// What came of an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// What is claimed, in the order of what was asked.
    pub claims: Vec<Claim>,
    /// How many questions of each kind were decided.
    pub tallies: BTreeMap<Topic, Tally>,
    /// Checks and formulas that were not asked about, since they depend on the period and none was chosen.
    pub left_out: usize,
    /// Claims that a submission refuted which was found later; they are no more among the claims.
    pub refuted: Vec<Claim>,
}

/// Something that holds of every submission, or a submission that shows that something can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed.
    pub kind: ClaimKind,
    /// The period that it holds for.
    pub period: Period,
    /// Submissions that show it, each with what happens in it.
    pub witnesses: Vec<(Shows, Draft)>,
    /// What it rests on.
    pub facts: Vec<Fact>,
}

/// What happens in a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The check passes.
    Passes(CheckId),
    /// The check fails.
    Fails(CheckId),
    /// The check does not apply, or is not evaluated.
    Skipped(CheckId),
    /// The divisor is zero.
    IsZero,
    /// It is divided, by something else than zero.
    Divides,
    /// The condition holds.
    Holds,
    /// The condition does not hold.
    HoldsNot,
}

/// What is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// The check has passed wherever it was evaluated.
    NeverFails(CheckId),
    /// The check has failed wherever it was evaluated.
    NeverPasses(CheckId),
    /// The check is never looked at, or never with a result.
    NeverEvaluated(CheckId),
    /// Where all of these checks apply, one of them fails; fewer can hold together.
    NeverTogether(Vec<CheckId>),
    /// Where the check fails one of the others does, and none of these can be left out.
    Implied(CheckId, Vec<CheckId>),
    /// Both fail in the same submissions; the second is the one to keep.
    Same(CheckId, CheckId),
    /// The divisor is never zero.
    NeverZero(Divisor),
    /// The divisor can be zero, but not where these checks hold.
    NeverZeroWhile(Divisor, Vec<CheckId>),
    /// The divisor can be zero though all checks hold.
    CanBeZero(Divisor),
    /// The condition never holds.
    NeverHolds(Formula),
    /// The condition always holds, wherever it can be told.
    AlwaysHolds(Formula),
}

impl ClaimKind {
    /// Gives the word for it in output files.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::NeverFails(_) => "never_fails",
            Self::NeverPasses(_) => "never_passes",
            Self::NeverEvaluated(_) => "never_evaluated",
            Self::NeverTogether(_) => "never_together",
            Self::Implied(..) => "implied",
            Self::Same(..) => "same",
            Self::NeverZero(_) => "never_zero",
            Self::NeverZeroWhile(..) => "never_zero_while",
            Self::CanBeZero(_) => "can_be_zero",
            Self::NeverHolds(_) => "never_holds",
            Self::AlwaysHolds(_) => "always_holds",
        }
    }

    /// Gives the check that it is about, or the first of them.
    pub fn check(&self) -> Option<CheckId> {
        match self {
            Self::NeverFails(check) | Self::NeverPasses(check) | Self::NeverEvaluated(check) | Self::Implied(check, _) | Self::Same(check, _) => {
                Some(*check)
            }
            Self::NeverTogether(checks) => checks.first().copied(),
            Self::NeverZero(_) | Self::NeverZeroWhile(..) | Self::CanBeZero(_) | Self::NeverHolds(_) | Self::AlwaysHolds(_) => None,
        }
    }

    /// Gives the other checks that it speaks of.
    pub fn other_checks(&self) -> &[CheckId] {
        match self {
            Self::NeverFails(_) | Self::NeverPasses(_) | Self::NeverEvaluated(_) => &[],
            Self::NeverTogether(checks) => checks.get(1..).unwrap_or(&[]),
            Self::Implied(_, others) | Self::NeverZeroWhile(_, others) => others,
            Self::Same(_, other) => std::slice::from_ref(other),
            Self::NeverZero(_) | Self::CanBeZero(_) | Self::NeverHolds(_) | Self::AlwaysHolds(_) => &[],
        }
    }

    /// Gives the part of a formula that it is about, and whose formula that is.
    pub fn formula(&self) -> Option<(NodeId, Subject)> {
        match self {
            Self::NeverZero(divisor) | Self::NeverZeroWhile(divisor, _) | Self::CanBeZero(divisor) => {
                Some((divisor.divisor, divisor.formula.subject))
            }
            Self::NeverHolds(formula) | Self::AlwaysHolds(formula) => Some((formula.node, formula.subject)),
            Self::NeverFails(_) | Self::NeverPasses(_) | Self::NeverEvaluated(_) => None,
            Self::NeverTogether(_) | Self::Implied(..) | Self::Same(..) => None,
        }
    }
}

impl Claim {
    /// Gives the checks that it speaks of.
    pub fn checks(&self) -> Vec<CheckId> {
        self.kind.check().into_iter().chain(self.kind.other_checks().iter().copied()).collect()
    }

    /// Tells how much it matters. What a condition frees from, or is only a warning itself, may be meant so.
    pub fn weight(&self, plan: &Plan) -> Weight {
        let is_strict = |check: &CheckId| {
            let check = &plan.checks[*check];
            matches!(check.severity, Severity::Error | Severity::Breach) && check.condition.is_none()
        };
        match &self.kind {
            ClaimKind::NeverPasses(check) if is_strict(check) => Weight::Error,
            ClaimKind::NeverTogether(checks) if checks.iter().all(is_strict) => Weight::Error,
            ClaimKind::NeverPasses(_) | ClaimKind::NeverTogether(_) | ClaimKind::NeverFails(_) | ClaimKind::NeverEvaluated(_) => Weight::Warning,
            ClaimKind::Implied(..) | ClaimKind::Same(..) | ClaimKind::NeverHolds(_) | ClaimKind::AlwaysHolds(_) => Weight::Warning,
            ClaimKind::NeverZero(_) | ClaimKind::NeverZeroWhile(..) | ClaimKind::CanBeZero(_) => Weight::Note,
        }
    }
}

/// How much a claim matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// Worth looking at.
    Warning,
    /// No submission can be right.
    Error,
}

impl Weight {
    /// Gives the word for it in output files.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The part.
    pub node: NodeId,
    /// The list in whose lines it stands.
    pub list: Option<TableId>,
    /// Whose formula it is.
    pub subject: Subject,
}

/// A quotient whose divisor is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divisor {
    /// The quotient.
    pub formula: Formula,
    /// What it divides by.
    pub divisor: NodeId,
    /// What must hold so that it is divided at all: the conditions around it.
    pub guards: Vec<Goal>,
}

impl Divisor {
    /// Gives what happens where it is divided by zero.
    pub(super) fn zero(&self) -> Vec<Goal> {
        let zero = Goal::Part { node: self.divisor, list: self.formula.list, gives: Gives::Zero };
        self.guards.iter().cloned().chain([zero]).collect()
    }
}

/// Whose formula something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A computed cell's.
    Cell(CellReference),
    /// What a check requires, or when it applies.
    Check(CheckId),
}

/// What a claim rests on, beside what the checks themselves say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// How a cell is computed.
    Formula(CellReference),
    /// The value of a parameter in the period.
    Parameter(ParameterId),
}

/// What questions are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Whether checks can fail.
    Failing,
    /// Whether checks can pass.
    Passing,
    /// Whether checks can hold together.
    Together,
    /// Whether checks are implied by others.
    Implied,
    /// Whether divisors can be zero.
    Divisors,
    /// Whether conditions hold, and do not.
    Conditions,
}

impl Topic {
    /// Gives the word for it in output files.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Failing => "can_fail",
            Self::Passing => "can_pass",
            Self::Together => "together",
            Self::Implied => "implied",
            Self::Divisors => "divisors",
            Self::Conditions => "conditions",
        }
    }
}

/// How many questions were decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that were.
    pub decided: usize,
    /// Those that were not.
    pub undecided: usize,
}
