//! Finds submissions that bring something about, or shows that there is none.
//!
//! In come a plan and goals; out goes a draft that the evaluator confirmed, or why there is none.

mod boundary;
mod earlier;

use crate::budget::Budget;
use crate::draft::Draft;
use crate::goal::{Gives, Goal, is_met};
use crate::histories::Histories;
use crate::linear::grids::decimals_of;
use crate::linear::{Aims, Circumstances, Mode, Path, Stop, Walk, is_of_unknown_lines, relevant_rests};
pub use boundary::Boundary;
use positum_plan::id::IdVec;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, CheckId, Origin, ParameterId, Plan, Severity};
use positum_plan::value::{Value, ValueType};
use positum_runtime::evaluate::{EvaluatedParts, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeSet;

/// What is asked of everything that no goal speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Any,
    /// No finding that is an error, and no other check of severity error or breach that fails.
    Clean,
}

/// What came of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A submission that brings all goals about; the evaluator confirmed it.
    Found(Draft),
    /// There is none, which was shown in exact arithmetic.
    Never,
    /// None was found within the budget.
    Undecided,
}

/// How many lines lists have, one attempt after the other.
const LINES: [usize; 12] = [1, 2, 3, 2, 0, 1, 4, 1, 2, 3, 0, 5];
/// After how many attempts it is tried to show that there is none.
const ATTEMPTS_BEFORE_REFUTING: usize = 1;
/// The most runs of the first attempt, of a later one, and the most drafts of one that the evaluator does not confirm.
const MOST_FIRST_RUNS: usize = 20;
const MOST_RUNS: usize = 200;
const MOST_UNCONFIRMED: usize = 10;
/// The most runs of showing that there is none, for each group of checks that is taken in.
const MOST_REFUTING_RUNS: usize = 3_000;

/// Searches submissions of one plan for one period.
///
/// Parameters that the definition or the user sets have that value: submissions that give another are not looked at.
pub struct Searcher<'p> {
    evaluator: &'p Evaluator<'p>,
    period: Period,
    seed: u64,
    parameters: IdVec<ParameterId, Option<Value>>,
    histories: Histories,
    /// The earlier periods for which drafts may have submissions.
    earlier_periods: BTreeSet<Period>,
    /// Whether the package is in force, and has a report for such periods.
    has_reports: bool,
    /// Whether findings are made of all that is evaluated.
    shows_all: bool,
}

impl<'p> Searcher<'p> {
    /// Prepares a search; equal seeds find equal submissions.
    pub fn new(evaluator: &'p Evaluator<'p>, period: Period, seed: u64) -> Self {
        let evaluated = evaluator.evaluate(&Draft::new("sample", period).submission(evaluator.plan(), "draft"));
        let has_reports = !evaluated.reports.is_empty();
        let shows_all = evaluated.reports == evaluated.evaluated_reports;
        Self {
            evaluator,
            period,
            seed,
            parameters: evaluated.parameters,
            histories: Histories::default(),
            earlier_periods: BTreeSet::new(),
            has_reports,
            shows_all,
        }
    }

    /// Lets drafts have submissions for earlier periods, of which formulas take cells.
    pub fn with_earlier(self, earlier_periods: BTreeSet<Period>) -> Self {
        Self { earlier_periods, ..self }
    }

    /// Gives the plan.
    pub fn plan(&self) -> &'p Plan {
        self.evaluator.plan()
    }

    /// Finds a submission that brings all goals about.
    ///
    /// A step of the budget is a decision, an exchange of two variables or an evaluation.
    pub fn find(&self, goals: &[Goal], rest: Rest, budget: &mut Budget<'_>) -> Answer {
        if !self.has_reports {
            return Answer::Undecided;
        }
        if goals.iter().any(|goal| self.is_never_between(goal)) {
            return Answer::Never;
        }
        let rests = if rest == Rest::Clean { relevant_rests(self.plan(), goals) } else { Vec::new() };
        let aims = Aims { goals, kept: rests.iter().flatten().copied().collect(), all_computed: rest == Rest::Clean };
        for (attempt, lines) in LINES.into_iter().enumerate() {
            if attempt == ATTEMPTS_BEFORE_REFUTING && self.is_refuted(goals, rest, &rests, budget) {
                return Answer::Never;
            }
            let most = budget.left() / 3;
            if let Some(draft) = self.attempt(&aims, rest, (u64::try_from(attempt).unwrap_or(0), lines), (most, &mut *budget)) {
                return Answer::Found(draft);
            }
            if budget.left() == 0 {
                break;
            }
        }
        Answer::Undecided
    }

    /// Gives how the cell shows its values of which a result half way between two is wanted.
    fn tied_type(&self, goal: &Goal) -> Option<&'p ValueType> {
        match goal {
            Goal::Tie(CellReference::Cell(cell)) => self.plan().cells[*cell].value_type.as_ref(),
            Goal::Tie(CellReference::Column(column)) => self.plan().columns[*column].value_type.as_ref(),
            Goal::Outcome(..) | Goal::Nowhere(..) | Goal::Part { .. } => None,
        }
    }

    /// Tells whether a result half way between two values is wanted of a formula whose results have too few decimals.
    fn is_never_between(&self, goal: &Goal) -> bool {
        let Goal::Tie(reference) = goal else { return false };
        let origin = match reference {
            CellReference::Cell(cell) => &self.plan().cells[*cell].origin,
            CellReference::Column(column) => &self.plan().columns[*column].origin,
        };
        let Origin::Formula { node, .. } = origin else { return true };
        decimals_of(self.plan(), *node).zip(self.tied_type(goal)).is_some_and(|(decimals, value_type)| decimals <= value_type.plain_decimals())
    }

    fn circumstances(&self, goals: &[Goal], rest: Rest, mode: Mode) -> Circumstances<'_> {
        let wants_nothing = goals.iter().any(|goal| match goal {
            Goal::Outcome(_, Outcome::NotEvaluated) | Goal::Nowhere(..) | Goal::Part { gives: Gives::Nothing, .. } => true,
            Goal::Outcome(_, Outcome::Pass | Outcome::Fail | Outcome::NotApplicable) | Goal::Tie(_) => false,
            Goal::Part { gives: Gives::True | Gives::False | Gives::Zero | Gives::Value, .. } => false,
        });
        let is_clean = rest == Rest::Clean && self.shows_all;
        let tie_decimals = goals.iter().find_map(|goal| self.tied_type(goal).map(ValueType::plain_decimals));
        Circumstances {
            plan: self.plan(),
            period: self.period,
            parameters: &self.parameters,
            mode,
            is_clean,
            wants_nothing,
            tie_decimals,
            lines: 1,
            earlier_periods: &self.earlier_periods,
            seed: self.seed,
            attempt: 0,
        }
    }

    /// Looks for a submission whose lists have so many lines.
    fn attempt(&self, aims: &Aims<'_>, rest: Rest, (attempt, lines): (u64, usize), (most, budget): (u64, &mut Budget<'_>)) -> Option<Draft> {
        let circumstances = Circumstances { lines, attempt, ..self.circumstances(aims.goals, rest, Mode::Find) };
        let mut spent = 0_u64;
        let mut spend = |steps: u64| {
            spent = spent.saturating_add(steps);
            spent <= most && (0..steps).all(|_| budget.spend())
        };
        let mut path = Path::default();
        let mut unconfirmed = 0_usize;
        for _ in 0..if attempt == 0 { MOST_FIRST_RUNS } else { MOST_RUNS } {
            let mut walk = Walk::new(circumstances, &mut path, &mut spend);
            match walk.follow(aims) {
                Ok(()) => {
                    let wishes = walk.wishes();
                    let own = walk.draft(&walk.solution());
                    let draft = if wishes.is_empty() { own } else { self.after_earlier(own, &wishes) };
                    if self.confirms(&draft, aims.goals, rest) {
                        return Some(draft);
                    }
                    unconfirmed = unconfirmed.saturating_add(1);
                }
                Err(Stop::Dead) => {}
                Err(Stop::TooHard | Stop::Budget | Stop::Needs(_)) => return None,
            }
            if unconfirmed > MOST_UNCONFIRMED || !path.back() {
                return None;
            }
        }
        None
    }

    /// Tells whether it is shown that there is no submission: of the checks that must not fail no more are taken in than
    /// are needed.
    fn is_refuted(&self, goals: &[Goal], rest: Rest, rests: &[Vec<CheckId>], budget: &mut Budget<'_>) -> bool {
        let circumstances = self.circumstances(goals, rest, Mode::Refute);
        let is_of_unknown_lines = goals.iter().any(|goal| is_of_unknown_lines(self.plan(), goal));
        // A check of a report that is not shown has no outcome.
        let is_nowhere_unshown = !self.shows_all && goals.iter().any(|goal| matches!(goal, Goal::Nowhere(..)));
        if is_nowhere_unshown || (circumstances.wants_nothing && is_of_unknown_lines) {
            return false;
        }
        // Where not all findings are shown, a clean submission may still be one whose checks have no outcome.
        let rests = if circumstances.is_clean { rests } else { &[] };
        let mut kept = Vec::new();
        for round in 0..=rests.len() {
            kept.extend(round.checked_sub(1).and_then(|round| rests.get(round)).into_iter().flatten().copied());
            let aims = Aims { goals, kept: kept.clone(), all_computed: false };
            match leads_nowhere(circumstances, &aims, budget.left() / 4, budget) {
                Some(true) => return true,
                Some(false) => {}
                None => return false,
            }
        }
        false
    }

    /// Tells whether a draft brings all goals about.
    pub fn confirms(&self, draft: &Draft, goals: &[Goal], rest: Rest) -> bool {
        let submission = draft.submission(self.plan(), "draft");
        let earlier = self.histories.of(self.evaluator, draft);
        let parts = self.evaluator.evaluate_with_parts(&submission, earlier.as_deref());
        goals.iter().all(|goal| is_met(goal, &parts)) && (rest == Rest::Any || is_clean(&parts, self.plan(), goals))
    }
}

/// Tells whether every way ends without a solution; nothing where that was not found out.
fn leads_nowhere(circumstances: Circumstances<'_>, aims: &Aims<'_>, most: u64, budget: &mut Budget<'_>) -> Option<bool> {
    let mut spent = 0_u64;
    let mut spend = |steps: u64| {
        spent = spent.saturating_add(steps);
        spent <= most && (0..steps).all(|_| budget.spend())
    };
    let mut path = Path::default();
    for _ in 0..MOST_REFUTING_RUNS {
        match Walk::new(circumstances, &mut path, &mut spend).follow(aims) {
            Ok(()) => return Some(false),
            Err(Stop::Dead) => {}
            Err(Stop::TooHard | Stop::Budget | Stop::Needs(_)) => return None,
        }
        if !path.back() {
            return Some(true);
        }
    }
    None
}

/// Tells whether nothing is wrong but what the goals ask for.
fn is_clean(parts: &EvaluatedParts<'_>, plan: &Plan, goals: &[Goal]) -> bool {
    let is_asked = |check| goals.iter().any(|goal| matches!(goal, Goal::Outcome(asked, Outcome::Fail) if *asked == check));
    let fails = parts.checks().iter().filter(|found| found.outcome == Outcome::Fail && !is_asked(found.check));
    let mut wrong = fails.filter(|found| matches!(plan.checks[found.check].severity, Severity::Error | Severity::Breach));
    wrong.next().is_none() && !parts.findings().iter().any(|finding| finding.kind.severity() == Severity::Error)
}
