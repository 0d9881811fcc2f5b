//! Asks which checks cannot hold together.
//!
//! Checks whose conditions exclude each other never pass together either, and nothing is wrong with them: so it is asked,
//! too, whether each of them can fail while the others hold.

use crate::analyse::ask::{Asker, Told};
use crate::analyse::claim::{Claim, ClaimKind, Shows, Topic};
use crate::analyse::reading::Reading;
use crate::analyse::single_checks::Standing;
use crate::goal::Goal;
use positum_plan::plan::{CheckId, Plan, Scope, Severity};
use positum_runtime::evaluated_submission::Outcome;
use std::collections::BTreeSet;

/// The most checks that are reduced to the fewest that cannot hold together.
const MOST_REDUCED: usize = 40;

/// Asks about all checks that share cells; gives those that cannot hold with others.
pub(super) fn ask(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, standings: &[Standing], claims: &mut Vec<Claim>) -> BTreeSet<CheckId> {
    let mut apart = BTreeSet::new();
    for checks in components(reading, &candidates(asker.plan(), standings)) {
        if checks.len() < 2 || is_together(asker, &checks) {
            count_pairs(asker, reading, &checks);
            continue;
        }
        let all_hold = asker.ask(&holding(asker.plan(), &checks));
        if matches!(all_hold, Told::Found(_)) {
            count_pairs(asker, reading, &checks);
            continue;
        }
        let before = apart.len();
        ask_pairs(asker, reading, &checks, &mut apart, claims);
        if all_hold == Told::Never && apart.len() == before && checks.len() > 2 {
            ask_fewest(asker, reading, checks, &mut apart, claims);
        }
    }
    apart
}

/// Those that can pass and can fail; of what is only told as a note, nobody expects that it holds.
fn candidates(plan: &Plan, standings: &[Standing]) -> Vec<CheckId> {
    let is_candidate = |standing: &&Standing| standing.can_pass && standing.can_fail && plan.checks[standing.check].severity != Severity::Info;
    standings.iter().filter(is_candidate).map(|standing| standing.check).collect()
}

/// Groups checks that are connected through shared cells.
fn components(reading: &Reading<'_>, checks: &[CheckId]) -> Vec<Vec<CheckId>> {
    let mut seen: BTreeSet<CheckId> = BTreeSet::new();
    let mut groups = Vec::new();
    for check in checks {
        if seen.contains(check) {
            continue;
        }
        let mut group: BTreeSet<CheckId> = reading.connected(reading.of_check(*check), checks).into_iter().collect();
        group.insert(*check);
        seen.extend(group.iter().copied());
        groups.push(group.into_iter().collect());
    }
    groups
}

/// The goals that checks pass, and fail in no line; what is looked at once cannot do both.
fn holding(plan: &Plan, checks: &[CheckId]) -> Vec<Goal> {
    let is_of_lines = |check: &&CheckId| matches!(plan.checks[**check].scope, Scope::EachLine(_));
    let nowhere = checks.iter().filter(is_of_lines).map(|check| Goal::Nowhere(*check, Outcome::Fail));
    checks.iter().map(|check| Goal::Outcome(*check, Outcome::Pass)).chain(nowhere).collect()
}

/// Tells whether checks hold together in a submission that was found already.
fn is_together(asker: &Asker<'_, '_>, checks: &[CheckId]) -> bool {
    asker.held().iter().any(|held| checks.iter().all(|check| held.of(*check).has(Outcome::Pass) && !held.of(*check).has(Outcome::Fail)))
}

/// Gives the pairs of checks that share a cell themselves.
fn pairs(reading: &Reading<'_>, checks: &[CheckId]) -> Vec<[CheckId; 2]> {
    let after = |index: usize| checks.get(index.saturating_add(1)..).unwrap_or(&[]);
    let shares = |one: CheckId, other: CheckId| reading.of_check(one).shares(reading.of_check(other));
    let all = checks.iter().enumerate().flat_map(|(index, one)| after(index).iter().map(|other| [*one, *other]));
    all.filter(|[one, other]| shares(*one, *other)).collect()
}

fn count_pairs(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, checks: &[CheckId]) {
    pairs(reading, checks).iter().for_each(|_| asker.count(Topic::Together, true));
}

fn ask_pairs(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, checks: &[CheckId], apart: &mut BTreeSet<CheckId>, claims: &mut Vec<Claim>) {
    for pair in pairs(reading, checks) {
        if is_together(asker, &pair) {
            asker.count(Topic::Together, true);
            continue;
        }
        let told = asker.ask(&holding(asker.plan(), &pair));
        asker.count(Topic::Together, told != Told::Undecided);
        if told == Told::Never {
            claim(asker, reading, pair.to_vec(), apart, claims);
        }
    }
}

/// Where many checks cannot hold together and no two of them clash: takes away one after the other that is not needed.
fn ask_fewest(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, checks: Vec<CheckId>, apart: &mut BTreeSet<CheckId>, claims: &mut Vec<Claim>) {
    if checks.len() > MOST_REDUCED {
        return;
    }
    let mut needed = checks.clone();
    for check in checks {
        let fewer: Vec<CheckId> = needed.iter().copied().filter(|other| *other != check).collect();
        if fewer.len() > 1 && !is_together(asker, &fewer) && asker.ask(&holding(asker.plan(), &fewer)) == Told::Never {
            needed = fewer;
        }
    }
    claim(asker, reading, needed, apart, claims);
}

/// Claims that checks cannot hold together, where each of them can be the one that fails while the others hold. Where one
/// never is, it does not apply unless another fails: it speaks of mistakes, and clashes with nothing.
fn claim(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, checks: Vec<CheckId>, apart: &mut BTreeSet<CheckId>, claims: &mut Vec<Claim>) {
    let mut witnesses = Vec::new();
    for failing in checks.iter().rev() {
        let others: Vec<CheckId> = checks.iter().copied().filter(|check| check != failing).collect();
        let mut goals = holding(asker.plan(), &others);
        goals.push(Goal::Outcome(*failing, Outcome::Fail));
        let Told::Found(draft) = asker.ask(&goals) else { return };
        witnesses.push((Shows::Fails(*failing), draft));
    }
    apart.extend(checks.iter().copied());
    claims.push(asker.claim(reading, ClaimKind::NeverTogether(checks), witnesses));
}
