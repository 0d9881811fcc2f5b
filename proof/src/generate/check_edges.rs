//! For each check a submission that just passes and one that just fails, which differ in one cell.

use super::changes::{input_of, other_values, targets, with_value};
use super::collection::{Collection, Proposal};
use super::earlier_drafts::asks_for_earlier;
use super::edges::{Edge, find_edge};
use super::generated::{Expected, Group, Purpose, Reason};
use super::inputs::Input;
use super::judge::{Wanted, badness, with_parts};
use super::plan_facts::{Cone, PlanFacts};
use super::reach::{lines_near, reach};
use super::solve_number::meeting_points;
use super::valid_cases::ValidDrafts;
use crate::budget::Budget;
use crate::draft::Draft;
use crate::given_target::name_of_target;
use crate::goal::Goal;
use crate::random::Random;
use crate::search::{Answer, Boundary, Rest, Searcher};
use positum_plan::plan::{CheckId, NodeId, Scope};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::Value;
use positum_runtime::evaluate::EvaluatedParts;
use positum_runtime::evaluated_submission::Outcome;

/// The most steps for the edge of one check.
const MOST_STEPS: u64 = 2_500;
/// The most steps for a check that takes something from an earlier submission, which is not there.
const MOST_STEPS_WITH_EARLIER: u64 = 300;
/// The most steps for one side where there is no edge.
const MOST_STEPS_OF_SIDE: u64 = 1_500;
/// The most steps of solving for one side where no trying helps.
const MOST_STEPS_OF_SEARCH: u64 = 10_000;
/// How many steps of solving take as long as evaluating a submission.
pub(crate) const STEPS_OF_SEARCH_IN_ONE: u64 = 20;
/// The most inputs that are walked along for one check.
const MOST_INPUTS: usize = 25;
/// The most drafts that are begun with for one check.
const MOST_BASES: usize = 3;

/// Both sides of a check, which differ in one cell.
struct Pair {
    pass: Draft,
    fail: Draft,
    target: GivenTarget,
    is_one_unit: bool,
    /// What else is wrong with both together.
    bad: usize,
}

/// Looks for both sides of every check.
pub(crate) struct EdgeFinder<'f, 'e> {
    pub(crate) facts: &'f PlanFacts<'e>,
    pub(crate) searcher: &'f Searcher<'e>,
    pub(crate) valid: &'f ValidDrafts,
    /// Drafts with submissions of earlier periods.
    pub(crate) after: &'f [Draft],
    pub(crate) random: Random,
}

impl EdgeFinder<'_, '_> {
    /// Adds both sides of all checks, or says which was not found. What one check leaves of its share, the next ones have.
    pub(crate) fn add_all(&mut self, collection: &mut Collection<'_, '_>, checks: &[CheckId], budget: &mut Budget<'_>) {
        for (check, left) in checks.iter().zip((1..=u64::try_from(checks.len()).unwrap_or(u64::MAX)).rev()) {
            let share = budget.left().checked_div(left).unwrap_or(0);
            let most = if self.lacks_earlier(*check) { share.min(MOST_STEPS_WITH_EARLIER) } else { share };
            budget.with_part(most, 1, |budget| self.add(collection, *check, budget));
        }
    }

    /// Tells whether a check asks for an earlier submission, and no draft has any.
    fn lacks_earlier(&self, check: CheckId) -> bool {
        self.after.is_empty() && asks_for_earlier(self.facts, check)
    }

    /// Gives the drafts to begin with for a check, the likeliest first.
    fn bases(&self, check: CheckId) -> Vec<Draft> {
        let after = if asks_for_earlier(self.facts, check) { self.after } else { &[] };
        after.iter().chain(self.valid.all()).cloned().collect()
    }

    fn add(&mut self, collection: &mut Collection<'_, '_>, check: CheckId, budget: &mut Budget<'_>) {
        if never_applies(self.facts, check) {
            collection.miss(Purpose::Passes(check), Reason::Never);
            collection.miss(Purpose::Fails(check), Reason::Never);
            return;
        }
        let passing = self.passing(check, budget);
        let least = budget.left().saturating_sub(MOST_STEPS);
        let mut best: Option<Pair> = None;
        for base in &passing {
            let found = self.pair(base, check, (least, budget));
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.bad < best.bad)
            {
                best = Some(found);
            }
            if best.as_ref().is_some_and(|best| best.bad == 0) {
                break;
            }
        }
        if best.as_ref().is_none_or(|best| best.bad > 0) {
            let solved = self.solved_pair(check, budget);
            best = [best, solved].into_iter().flatten().min_by_key(|pair| (!pair.is_one_unit, pair.bad));
        }
        match best {
            Some(pair) => self.keep_pair(collection, check, &pair),
            None => self.add_sides(collection, check, passing.first(), budget),
        }
    }

    /// Asks for both sides where changing drafts that are there does not find them, or breaks something else.
    fn solved_pair(&self, check: CheckId, budget: &mut Budget<'_>) -> Option<Pair> {
        let found = budget.with_part(MOST_STEPS_OF_SEARCH, STEPS_OF_SEARCH_IN_ONE, |budget| self.searcher.boundary(check, Rest::Clean, budget));
        let Boundary { passes, fails, changed } = found?;
        let is_number = input_of(changed).value_type(self.facts.plan).is_some_and(positum_plan::value::ValueType::is_number);
        self.weighed(passes, fails, (changed, is_number), check)
    }

    /// Gives drafts in which a check passes: those in which nothing is wrong first.
    fn passing(&mut self, check: CheckId, budget: &mut Budget<'_>) -> Vec<Draft> {
        let goals = [Goal::Outcome(check, Outcome::Pass), Goal::Nowhere(check, Outcome::Fail)];
        let facts = self.facts;
        let passes = |draft: &&Draft| with_parts(facts, draft, |parts| Wanted { goals: &goals, is_clean: true }.troubles(parts).is_empty());
        let bases = self.bases(check);
        let mut found: Vec<Draft> = bases.iter().filter(passes).take(MOST_BASES).cloned().collect();
        for is_clean in [true, false] {
            for base in bases.iter().take(MOST_BASES) {
                if found.is_empty() {
                    found.extend(reach(facts, base, &Wanted { goals: &goals, is_clean }, &mut self.random, (MOST_STEPS_OF_SIDE, budget)));
                }
            }
            if found.is_empty() {
                let rest = if is_clean { Rest::Clean } else { Rest::Any };
                found.extend(self.searched(&goals, rest, budget));
            }
        }
        found
    }

    fn searched(&self, goals: &[Goal], rest: Rest, budget: &mut Budget<'_>) -> Option<Draft> {
        match budget.with_part(MOST_STEPS_OF_SEARCH, STEPS_OF_SEARCH_IN_ONE, |budget| self.searcher.find(goals, rest, budget)) {
            Answer::Found(draft) => Some(draft),
            Answer::Never | Answer::Undecided => None,
        }
    }

    /// Finds neighbours of which one passes and one fails, changing one cell of a draft that passes.
    fn pair(&mut self, base: &Draft, check: CheckId, (least, budget): (u64, &mut Budget<'_>)) -> Option<Pair> {
        with_parts(self.facts, base, |parts| self.pair_from((base, parts), check, (least, budget)))
    }

    fn pair_from(&mut self, (base, parts): (&Draft, &EvaluatedParts<'_>), check: CheckId, (least, budget): (u64, &mut Budget<'_>)) -> Option<Pair> {
        let facts = self.facts;
        let body = &facts.plan.checks[check];
        let nodes: Vec<NodeId> = std::iter::once(body.requirement).chain(body.condition).collect();
        let ask = move |parts: &EvaluatedParts<'_>| side_of(parts, check);
        let mut best: Option<Pair> = None;
        // Whoever fills in a form can change cells; limits are changed where nothing else tells both sides apart.
        let (limits, cells): (Vec<Input>, Vec<Input>) = facts.cone(&nodes).inputs.into_iter().partition(|input| matches!(input, Input::Parameter(_)));
        for input in cells.into_iter().chain(limits).take(MOST_INPUTS) {
            for target in targets(facts, base, input, 0, 2) {
                if budget.left() <= least || best.as_ref().is_some_and(|best| best.bad == 0) {
                    return best;
                }
                let line = match target {
                    GivenTarget::InLine(_, line) => line,
                    GivenTarget::Cell(_) | GivenTarget::Parameter(_) => 0,
                };
                let lines = lines_near(facts, parts, body.requirement, line);
                let points = meeting_points(facts, (base, parts), target, (body.requirement, &lines), budget);
                let edge = find_edge(facts, base, target, &points, &ask, budget);
                let found = match edge {
                    Some(Edge { same, other, target }) => self.weighed(same, other, (target, true), check),
                    None => self.other_side(base, target, check, (least, budget)),
                };
                if let Some(found) = found
                    && best.as_ref().is_none_or(|best| (!found.is_one_unit, found.bad) < (!best.is_one_unit, best.bad))
                {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// Finds a value of a cell that is no number with which a check fails.
    fn other_side(&mut self, base: &Draft, target: GivenTarget, check: CheckId, (least, budget): (u64, &mut Budget<'_>)) -> Option<Pair> {
        let is_number = input_of(target).value_type(self.facts.plan).is_some_and(positum_plan::value::ValueType::is_number);
        if is_number {
            return None;
        }
        for text in other_values(self.facts, base, target, &mut self.random) {
            if budget.left() <= least || !budget.spend() {
                return None;
            }
            let changed = with_value(base, target, text.as_deref());
            if with_parts(self.facts, &changed, |parts| side_of(parts, check)) == Some(false) {
                return self.weighed(base.clone(), changed, (target, false), check);
            }
        }
        None
    }

    fn weighed(&self, pass: Draft, fail: Draft, (target, is_one_unit): (GivenTarget, bool), check: CheckId) -> Option<Pair> {
        let goals = [Goal::Outcome(check, Outcome::Fail)];
        let of_pass = with_parts(self.facts, &pass, |parts| badness(&Wanted { goals: &[], is_clean: true }.troubles(parts)));
        let of_fail = with_parts(self.facts, &fail, |parts| badness(&Wanted { goals: &goals, is_clean: true }.troubles(parts)));
        Some(Pair { pass, fail, target, is_one_unit, bad: of_pass.saturating_add(of_fail) })
    }

    fn keep_pair(&self, collection: &mut Collection<'_, '_>, check: CheckId, pair: &Pair) {
        let name = check_name(self.facts, check);
        let (pass, fail) = if pair.is_one_unit {
            ((format!("{name}_just_passes"), Purpose::JustPasses(check)), (format!("{name}_just_fails"), Purpose::JustFails(check)))
        } else {
            ((format!("{name}_passes"), Purpose::Passes(check)), (format!("{name}_fails"), Purpose::Fails(check)))
        };
        let is_kept = self.keep_side(collection, pass, &pair.pass, (check, Outcome::Pass));
        if is_kept && self.keep_side(collection, fail, &pair.fail, (check, Outcome::Fail)) {
            let text = |draft: &Draft| draft.values.get(&pair.target).cloned().unwrap_or_default();
            collection.join_last_two(&name_of_target(self.facts.plan, pair.target), (&text(&pair.pass), &text(&pair.fail)), pair.is_one_unit);
        }
    }

    fn keep_side(
        &self,
        collection: &mut Collection<'_, '_>,
        (name, purpose): (String, Purpose),
        draft: &Draft,
        expected: (CheckId, Outcome),
    ) -> bool {
        let expected = Expected { check: Some(expected), ..Expected::default() };
        collection.keep(Proposal { name, group: Group::Edges, purpose, draft, others: Vec::new(), expected })
    }

    /// Adds each side by itself.
    fn add_sides(&mut self, collection: &mut Collection<'_, '_>, check: CheckId, passing: Option<&Draft>, budget: &mut Budget<'_>) {
        let name = check_name(self.facts, check);
        match passing {
            Some(draft) => {
                self.keep_side(collection, (format!("{name}_passes"), Purpose::Passes(check)), draft, (check, Outcome::Pass));
            }
            None => self.miss(collection, Purpose::Passes(check), (check, Outcome::Pass), budget),
        }
        match self.failing(check, passing, budget) {
            Some(draft) => {
                self.keep_side(collection, (format!("{name}_fails"), Purpose::Fails(check)), &draft, (check, Outcome::Fail));
            }
            None => self.miss(collection, Purpose::Fails(check), (check, Outcome::Fail), budget),
        }
    }

    fn failing(&mut self, check: CheckId, passing: Option<&Draft>, budget: &mut Budget<'_>) -> Option<Draft> {
        let goals = [Goal::Outcome(check, Outcome::Fail)];
        let begun = self.bases(check);
        let bases: Vec<&Draft> = passing.into_iter().chain(&begun).take(MOST_BASES).collect();
        for is_clean in [true, false] {
            for base in &bases {
                let wanted = Wanted { goals: &goals, is_clean };
                if let Some(found) = reach(self.facts, base, &wanted, &mut self.random, (MOST_STEPS_OF_SIDE, budget)) {
                    return Some(found);
                }
            }
            let rest = if is_clean { Rest::Clean } else { Rest::Any };
            if let Some(found) = self.searched(&goals, rest, budget) {
                return Some(found);
            }
        }
        None
    }

    fn miss(&self, collection: &mut Collection<'_, '_>, purpose: Purpose, (check, outcome): (CheckId, Outcome), budget: &mut Budget<'_>) {
        let answer = budget.with_part(MOST_STEPS_OF_SEARCH, STEPS_OF_SEARCH_IN_ONE, |budget| {
            self.searcher.find(&[Goal::Outcome(check, outcome)], Rest::Any, budget)
        });
        let reason = match answer {
            Answer::Never => Reason::Never,
            Answer::Found(_) | Answer::Undecided if self.lacks_earlier(check) => Reason::NeedsEarlier,
            Answer::Found(_) | Answer::Undecided => Reason::Undecided,
        };
        collection.miss(purpose, reason);
    }
}

/// Tells whether the condition of a check rests on nothing that submissions give, and does not hold in the period.
fn never_applies(facts: &PlanFacts<'_>, check: CheckId) -> bool {
    let Some(condition) = facts.plan.checks[check].condition else { return false };
    let Cone { inputs, lists, asks_for_earlier } = facts.cone(&[condition]);
    let is_fixed = inputs.is_empty() && lists.is_empty() && !asks_for_earlier;
    let nothing = Draft::new("sample", facts.period);
    is_fixed && with_parts(facts, &nothing, |parts| parts.part(condition, &[]) == Ok(Value::Bool(false)))
}

/// Tells whether a check fails in some line, or passes in one and fails in none.
fn side_of(parts: &EvaluatedParts<'_>, check: CheckId) -> Option<bool> {
    let has = |outcome: Outcome| parts.checks().iter().any(|found| found.check == check && found.outcome == outcome);
    if has(Outcome::Fail) {
        return Some(false);
    }
    has(Outcome::Pass).then_some(true)
}

/// Gives the name of a check for files: with its report, table and row.
pub(crate) fn check_name(facts: &PlanFacts<'_>, check: CheckId) -> String {
    let body = &facts.plan.checks[check];
    let table = body.table.map(|table| format!("{}_", facts.plan.tables[table].name)).unwrap_or_default();
    let row = match &body.scope {
        Scope::Once | Scope::EachLine(_) => String::new(),
        Scope::Row(code) | Scope::Column(code) => format!("_{code}"),
    };
    format!("check_{}_{table}{}{row}", facts.plan.reports[body.report].name, body.name)
}
