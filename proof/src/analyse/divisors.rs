//! Asks of each divisor whether it can be zero, and of each condition inside of formulas whether it holds and does not.

mod find_parts;

use crate::analyse::ask::{Asker, Told, enforced, is_clean_but_for_zeros};
use crate::analyse::claim::{Claim, ClaimKind, Divisor, Formula, Shows, Subject, Topic};
use crate::analyse::evaluated_with::{Kept, not_failing};
use crate::analyse::fill_missing::fill_missing;
use crate::analyse::reading::Reading;
use crate::draft::Draft;
use crate::goal::{Gives, Goal, is_met};
use find_parts::{Parts, find_parts};
use positum_plan::plan::{CellReference, CheckId, NodeId};
use positum_runtime::cell_address::{address_of, table_of};
use positum_runtime::evaluate::EvaluatedParts;
use positum_runtime::evaluated_submission::{Cause, CellAt};
use positum_runtime::finding::FindingKind;

/// The most checks under which it is asked which of them a divisor needs.
const MOST_REDUCED: usize = 60;

/// Asks about the divisors and conditions of the formulas that are wanted.
pub(super) fn ask(
    asker: &mut Asker<'_, '_>,
    reading: &Reading<'_>,
    checks: &[CheckId],
    is_wanted: &dyn Fn(Subject) -> bool,
    may_speak_of_period: bool,
    claims: &mut Vec<Claim>,
) {
    let Parts { divisors, conditions } = find_parts(asker.plan(), is_wanted);
    let may_ask = |node| may_speak_of_period || !reading.of_node(node).depends_on_period();
    for divisor in divisors {
        let is_open = reading.of_node(divisor.divisor).rests_on_cells();
        let all_known = std::iter::once(divisor.divisor).chain(divisor.guards.iter().filter_map(part)).all(may_ask);
        match (is_open, all_known) {
            (false, _) => {}
            (true, false) => asker.leave_out(),
            (true, true) => ask_divisor(asker, reading, checks, divisor, claims),
        }
    }
    for condition in conditions {
        if !reading.of_node(condition.node).rests_on_cells() {
            continue;
        }
        if may_ask(condition.node) { ask_condition(asker, reading, condition, claims) } else { asker.leave_out() }
    }
}

fn part(goal: &Goal) -> Option<NodeId> {
    match goal {
        Goal::Part { node, .. } => Some(*node),
        Goal::Outcome(..) | Goal::Nowhere(..) | Goal::Tie(_) => None,
    }
}

fn ask_divisor(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, checks: &[CheckId], divisor: Divisor, claims: &mut Vec<Claim>) {
    if let Some(draft) = clean_zero_among(asker, &divisor) {
        asker.count(Topic::Divisors, true);
        return claims.push(asker.claim(reading, ClaimKind::CanBeZero(divisor), vec![(Shows::IsZero, draft)]));
    }
    let told = asker.ask(&divisor.zero());
    if told == Told::Never {
        asker.count(Topic::Divisors, true);
        let example = divided(asker, &divisor);
        return claims.extend(example.map(|witness| asker.claim(reading, ClaimKind::NeverZero(divisor), vec![witness])));
    }
    let enforced: Vec<CheckId> = enforced(asker.plan(), checks).into_iter().collect();
    let zero_while = ZeroWhile::new(asker, &divisor, &enforced);
    let under = zero_while.ask(asker, &enforced);
    let claim = match (told, under) {
        (_, Told::Found(draft)) => clean_zero(asker, &divisor, draft).map(|draft| (ClaimKind::CanBeZero(divisor), vec![(Shows::IsZero, draft)])),
        (Told::Found(zero), Told::Never | Told::Undecided) => {
            let near = reading.connected(&reading.of_node(divisor.divisor), &enforced);
            let needed = zero_while.needed(asker, &[enforced, near]);
            needed.map(|needed| (ClaimKind::NeverZeroWhile(divisor, needed), vec![(Shows::IsZero, zero)]))
        }
        (Told::Never | Told::Undecided, Told::Never | Told::Undecided) => None,
    };
    asker.count(Topic::Divisors, claim.is_some());
    claims.extend(claim.map(|(kind, witnesses)| asker.claim(reading, kind, witnesses)));
}

/// The question whether a divisor is zero while checks do not fail.
struct ZeroWhile {
    zero: Vec<Goal>,
    /// What holds where checks do not fail and the divisor is zero.
    kept: Kept,
}

impl ZeroWhile {
    fn new(asker: &mut Asker<'_, '_>, divisor: &Divisor, checks: &[CheckId]) -> Self {
        let zero = divisor.zero();
        let kept = asker.kept(&zero, checks);
        Self { zero, kept }
    }

    fn ask(&self, asker: &mut Asker<'_, '_>, checks: &[CheckId]) -> Told {
        let goals: Vec<Goal> = self.zero.iter().cloned().chain(not_failing(checks, &self.kept)).collect();
        asker.ask(&goals)
    }

    /// Gives the fewest checks that keep the divisor from zero, of one of several sets; those that are certainly evaluated
    /// are tried as well.
    fn needed(&self, asker: &mut Asker<'_, '_>, sets: &[Vec<CheckId>]) -> Option<Vec<CheckId>> {
        let certain: Vec<CheckId> = self.kept.keys().copied().collect();
        let sets: Vec<&Vec<CheckId>> = std::iter::once(&certain).chain(sets.iter().rev()).filter(|set| !set.is_empty()).collect();
        let mut needed = sets.into_iter().find(|set| self.ask(asker, set) == Told::Never)?.clone();
        if needed.len() > MOST_REDUCED {
            return Some(needed);
        }
        for check in needed.clone() {
            let fewer: Vec<CheckId> = needed.iter().copied().filter(|other| *other != check).collect();
            if !fewer.is_empty() && self.ask(asker, &fewer) == Told::Never {
                needed = fewer;
            }
        }
        Some(needed)
    }
}

/// Gives a submission in which the quotient has a value.
fn divided(asker: &mut Asker<'_, '_>, divisor: &Divisor) -> Option<(Shows, Draft)> {
    let value = Goal::Part { node: divisor.formula.node, list: divisor.formula.list, gives: Gives::Value };
    let goals: Vec<Goal> = divisor.guards.iter().cloned().chain([value]).collect();
    match asker.ask(&goals) {
        Told::Found(draft) => Some((Shows::Divides, draft)),
        Told::Never | Told::Undecided => None,
    }
}

/// Gives a submission of those found already that divides by zero, with nothing else wrong.
fn clean_zero_among(asker: &Asker<'_, '_>, divisor: &Divisor) -> Option<Draft> {
    let clean = asker.held().iter().filter(|held| held.is_clean_but_for_zeros);
    clean.map(|held| &held.draft).find(|draft| is_clean_zero(asker, divisor, draft)).cloned()
}

/// Gives the submission where it divides by zero and nothing else is wrong; cells that are missing are filled in.
fn clean_zero(asker: &mut Asker<'_, '_>, divisor: &Divisor, draft: Draft) -> Option<Draft> {
    let filled = ["0", "1"].into_iter().map(|number| fill_missing(asker, &draft, number));
    let found = std::iter::once(draft.clone()).chain(filled).find(|draft| is_clean_zero(asker, divisor, draft))?;
    asker.keep(found.clone());
    Some(found)
}

/// Tells whether a submission divides by zero here, and nothing else is wrong with it.
fn is_clean_zero(asker: &Asker<'_, '_>, divisor: &Divisor, draft: &Draft) -> bool {
    asker.look(draft, |parts| {
        is_clean_but_for_zeros(parts) && divisor.zero().iter().all(|goal| is_met(goal, parts)) && is_told(parts, divisor.formula.subject)
    })
}

/// Tells whether the evaluator says that this formula divides by zero.
fn is_told(parts: &EvaluatedParts<'_>, subject: Subject) -> bool {
    match subject {
        Subject::Check(check) => parts.checks().iter().any(|found| found.check == check && found.cause() == Some(Cause::DivisionByZeroInCheck)),
        Subject::Cell(cell) => {
            let table = table_of(parts.plan(), cell);
            let lines = match cell {
                CellReference::Cell(_) => 1,
                CellReference::Column(_) => parts.lines(table),
            };
            (0..lines).any(|line| {
                let at = CellAt { reference: cell, line };
                let address = address_of(parts.plan(), at);
                parts.findings().iter().any(|found| matches!(found.kind, FindingKind::DivisionByZero { .. }) && found.address == address)
            })
        }
    }
}

fn ask_condition(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, condition: Formula, claims: &mut Vec<Claim>) {
    let goal = |gives| [Goal::Part { node: condition.node, list: condition.list, gives }];
    let holds = asker.ask(&goal(Gives::True));
    let holds_not = asker.ask(&goal(Gives::False));
    asker.count(Topic::Conditions, holds != Told::Undecided && holds_not != Told::Undecided);
    let claim = match (holds, holds_not) {
        (Told::Never, Told::Found(draft)) => Some((ClaimKind::NeverHolds(condition), vec![(Shows::HoldsNot, draft)])),
        (Told::Found(draft), Told::Never) => Some((ClaimKind::AlwaysHolds(condition), vec![(Shows::Holds, draft)])),
        (Told::Found(_), Told::Found(_) | Told::Undecided) | (Told::Never, Told::Never | Told::Undecided) | (Told::Undecided, _) => None,
    };
    claims.extend(claim.map(|(kind, witnesses)| asker.claim(reading, kind, witnesses)));
}
