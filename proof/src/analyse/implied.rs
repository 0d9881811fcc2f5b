//! Asks which checks say nothing that others do not say.
//!
//! What is found is consistent: all checks that are claimed to be implied may be taken out together, and the others still
//! fail where these did.

use crate::analyse::ask::{Asker, Held, Told};
use crate::analyse::claim::{Claim, ClaimKind, Shows, Topic};
use crate::analyse::evaluated_with::{Kept, not_failing};
use crate::analyse::reading::Reading;
use crate::analyse::single_checks::Standing;
use crate::draft::Draft;
use crate::goal::Goal;
use crate::search::Rest;
use positum_plan::plan::{CheckId, Plan, Severity};
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeSet;

/// The most checks that are thought of as implying another.
const MOST_OTHERS: usize = 60;

/// Asks of each check that can fail, the least severe and last defined first.
pub(super) fn ask(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, standings: &[Standing], apart: &BTreeSet<CheckId>, claims: &mut Vec<Claim>) {
    let plan = asker.plan();
    let mut kept: Vec<CheckId> = standings.iter().filter(|standing| standing.can_fail && standing.can_pass).map(|standing| standing.check).collect();
    let mut order = kept.clone();
    order.sort_by_key(|check| (rank(plan, *check), std::cmp::Reverse(*check)));
    let mut found = Vec::new();
    for check in order {
        // What cannot hold together makes anything follow.
        let others: Vec<CheckId> =
            kept.iter().copied().filter(|other| *other != check && !apart.contains(other) && rank(plan, *other) >= rank(plan, check)).collect();
        if let Some(claim) = ask_one(asker, reading, check, &others) {
            kept.retain(|other| *other != check);
            found.push((check, claim));
        }
    }
    found.sort_by_key(|(check, _)| *check);
    claims.extend(found.into_iter().map(|(_, claim)| claim));
}

/// How much a failure says: a check is implied only by those that say as much. An error says that the submission is
/// wrong, a breach that it is right.
fn rank(plan: &Plan, check: CheckId) -> u8 {
    match plan.checks[check].severity {
        Severity::Info => 0,
        Severity::Warning => 1,
        Severity::Breach => 2,
        Severity::Error => 3,
    }
}

/// The question whether a check fails while others do not.
struct Alone {
    check: CheckId,
    /// What holds where others do not fail and the check fails.
    kept: Kept,
}

impl Alone {
    fn new(asker: &mut Asker<'_, '_>, check: CheckId, others: &[CheckId]) -> Self {
        Self { check, kept: asker.kept(&[Goal::Outcome(check, Outcome::Fail)], others) }
    }

    fn ask(&self, asker: &mut Asker<'_, '_>, others: &[CheckId]) -> Told {
        let goals: Vec<Goal> = std::iter::once(Goal::Outcome(self.check, Outcome::Fail)).chain(not_failing(others, &self.kept)).collect();
        asker.ask(&goals)
    }
}

fn ask_one(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, check: CheckId, among: &[CheckId]) -> Option<Claim> {
    let rests = reading.of_check(check);
    let near: Vec<CheckId> = among.iter().copied().filter(|other| rests.shares(reading.of_check(*other))).collect();
    let mut others = reading.connected(rests, among);
    if others.len() > MOST_OTHERS {
        others = near.clone();
    }
    // Mostly a submission exists that is right but for this check.
    if !others.is_empty() && !is_alone(asker, check, &others) {
        asker.ask_clean(&[Goal::Outcome(check, Outcome::Fail)], Rest::Clean);
    }
    if others.is_empty() || is_alone(asker, check, &others) {
        asker.count(Topic::Implied, true);
        return None;
    }
    let alone = Alone::new(asker, check, &others);
    // The more do not fail, the harder it is to find a submission, and the easier to show that there is none. Of those that
    // are certainly evaluated it is shown more easily.
    let certain: Vec<CheckId> = others.iter().copied().filter(|other| alone.kept.contains_key(other)).collect();
    let (mut is_implied, mut is_found, mut by) = (false, false, Vec::new());
    for fewer in [others.clone(), near.clone(), certain] {
        if !is_implied && !is_found && !fewer.is_empty() && fewer != by {
            let told = alone.ask(asker, &fewer);
            is_implied = told == Told::Never;
            // That fewer are not enough says nothing of all.
            is_found = is_alone(asker, check, &others);
            by = fewer;
        }
    }
    asker.count(Topic::Implied, is_implied || is_found);
    if !is_implied {
        return None;
    }
    let by = fewest(asker, &alone, &near, by);
    let draft = shown(asker, check, &by)?;
    let witnesses = vec![(Shows::Fails(check), draft)];
    let kind = match by.as_slice() {
        [other] if Alone::new(asker, *other, &[check]).ask(asker, &[check]) == Told::Never => ClaimKind::Same(check, *other),
        _ => ClaimKind::Implied(check, by),
    };
    Some(asker.claim(reading, kind, witnesses))
}

/// Tells whether a submission that was found already has the check fail while the others do not.
fn is_alone(asker: &Asker<'_, '_>, check: CheckId, others: &[CheckId]) -> bool {
    let fails = |held: &Held, check: &CheckId| held.of(*check).has(Outcome::Fail);
    asker.held().iter().any(|held| fails(held, &check) && !others.iter().any(|other| fails(held, other)))
}

/// Gives the fewest of the others that imply the check: a single one where there is one; else takes away what is not needed.
fn fewest(asker: &mut Asker<'_, '_>, alone: &Alone, near: &[CheckId], others: Vec<CheckId>) -> Vec<CheckId> {
    let singles = near.iter().filter(|other| others.contains(other));
    for single in singles {
        if alone.ask(asker, &[*single]) == Told::Never {
            return vec![*single];
        }
    }
    let mut needed = others.clone();
    // What is farther away goes first.
    let (close, far): (Vec<CheckId>, Vec<CheckId>) = others.into_iter().partition(|other| near.contains(other));
    for other in far.into_iter().chain(close.into_iter().rev()) {
        let fewer: Vec<CheckId> = needed.iter().copied().filter(|kept| *kept != other).collect();
        if !fewer.is_empty() && alone.ask(asker, &fewer) == Told::Never {
            needed = fewer;
        }
    }
    needed
}

/// Gives a submission in which the check fails, and with it one of those that imply it.
fn shown(asker: &mut Asker<'_, '_>, check: CheckId, by: &[CheckId]) -> Option<Draft> {
    by.iter().find_map(|other| match asker.ask(&[Goal::Outcome(check, Outcome::Fail), Goal::Outcome(*other, Outcome::Fail)]) {
        Told::Found(draft) => Some(draft),
        Told::Never | Told::Undecided => None,
    })
}
