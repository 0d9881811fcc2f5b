//! Asks of each check by itself whether it can fail, pass, and be evaluated at all.

use crate::analyse::ask::{Asker, Told};
use crate::analyse::claim::{Claim, ClaimKind, Shows, Topic};
use crate::analyse::reading::Reading;
use crate::goal::Goal;
use positum_plan::plan::CheckId;
use positum_runtime::evaluated_submission::Outcome;

/// What is known of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) check: CheckId,
    /// Whether a submission exists in which it passes.
    pub(super) can_pass: bool,
    /// Whether a submission exists in which it fails.
    pub(super) can_fail: bool,
}

/// Asks of each check; gives what is known of it.
pub(super) fn ask(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, checks: &[CheckId], claims: &mut Vec<Claim>) -> Vec<Standing> {
    checks.iter().map(|check| ask_one(asker, reading, *check, claims)).collect()
}

fn ask_one(asker: &mut Asker<'_, '_>, reading: &Reading<'_>, check: CheckId, claims: &mut Vec<Claim>) -> Standing {
    let passes = asker.ask(&[Goal::Outcome(check, Outcome::Pass)]);
    let fails = asker.ask(&[Goal::Outcome(check, Outcome::Fail)]);
    asker.count(Topic::Passing, passes != Told::Undecided);
    asker.count(Topic::Failing, fails != Told::Undecided);
    let standing = Standing { check, can_pass: matches!(passes, Told::Found(_)), can_fail: matches!(fails, Told::Found(_)) };
    let claim = match (passes, fails) {
        (Told::Found(passes), Told::Never) => Some((ClaimKind::NeverFails(check), vec![(Shows::Passes(check), passes)])),
        (Told::Never, Told::Found(fails)) => Some((ClaimKind::NeverPasses(check), vec![(Shows::Fails(check), fails)])),
        (Told::Never, Told::Never) => skipped(asker, check).map(|witness| (ClaimKind::NeverEvaluated(check), vec![witness])),
        (Told::Found(_), Told::Found(_) | Told::Undecided) | (Told::Undecided, _) | (Told::Never, Told::Undecided) => None,
    };
    claims.extend(claim.map(|(kind, witnesses)| asker.claim(reading, kind, witnesses)));
    standing
}

/// Gives a submission in which the check does not apply, else one in which it is not evaluated.
fn skipped(asker: &mut Asker<'_, '_>, check: CheckId) -> Option<(Shows, crate::draft::Draft)> {
    [Outcome::NotApplicable, Outcome::NotEvaluated].into_iter().find_map(|outcome| match asker.ask(&[Goal::Outcome(check, outcome)]) {
        Told::Found(draft) => Some((Shows::Skipped(check), draft)),
        Told::Never | Told::Undecided => None,
    })
}
