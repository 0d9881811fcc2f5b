//! Asks over a whole plan what its checks, conditions and divisors can do, and what they never do.
//!
//! In come a plan, made ready for evaluating, a period, and who answers whether a submission exists; out go claims with
//! submissions that show them, and how many questions were decided. Nothing here knows how an answer is found; what is
//! answered with a submission is evaluated again before it is believed.

mod ask;
mod claim;
mod divisors;
mod evaluated_with;
mod fill_missing;
mod implied;
mod periods;
mod reading;
mod single_checks;
mod together;
mod witness_text;
mod words;

use crate::budget::Budget;
use crate::goal::Goal;
use crate::search::{Answer, Rest};
use ask::Asker;
pub use ask::STEPS_TO_BEGIN;
pub use claim::{Analysis, Claim, ClaimKind, Divisor, Fact, Formula, Shows, Subject, Tally, Topic, Weight};
pub use periods::representative_periods;
use positum_plan::period::Period;
use positum_plan::plan::{CheckId, Plan, ReportId};
use positum_runtime::cell_address::table_of;
use positum_runtime::evaluate::Evaluator;
use reading::Reading;
use std::collections::BTreeSet;
pub use witness_text::short_witness;
pub use words::{check_name, claim_text, facts_text, shows_text, topic_word};

/// Who answers whether a submission exists that brings goals about.
pub type Finds<'f> = dyn FnMut(&[Goal], Rest) -> Answer + 'f;

/// What is asked about.
#[derive(Clone, Debug, Default)]
pub struct AnalyseOptions {
    /// The reports whose checks and formulas are asked about; all where there are none.
    pub reports: BTreeSet<ReportId>,
    /// Whether the period was chosen, so that what depends on it may be spoken of.
    pub is_period_chosen: bool,
}

/// Asks about the checks, conditions and divisors of all reports that are for periods of this length. `begin` is what the
/// submissions may cost in which answers are looked for first: [`STEPS_TO_BEGIN`] is enough.
pub fn analyse(evaluator: &Evaluator<'_>, period: Period, options: &AnalyseOptions, begin: &mut Budget<'_>, find: &mut Finds<'_>) -> Analysis {
    let reading = Reading::new(evaluator.plan(), period);
    let mut asker = Asker::new(evaluator, period, begin, find);
    let checks = asked_checks(evaluator.plan(), period, options, &reading, &mut asker);
    let mut claims = Vec::new();
    // A submission that is right shows that most checks can pass, and hold together.
    asker.ask_clean(&[], Rest::Clean);
    let standings = single_checks::ask(&mut asker, &reading, &checks, &mut claims);
    let apart = together::ask(&mut asker, &reading, &standings, &mut claims);
    implied::ask(&mut asker, &reading, &standings, &apart, &mut claims);
    let plan = evaluator.plan();
    let is_wanted = |subject: Subject| is_asked(plan, report_of(plan, subject), period, options);
    // Of checks of which one always fails everything would follow.
    let keepable: Vec<CheckId> = standings.iter().filter(|of| of.can_pass && !apart.contains(&of.check)).map(|of| of.check).collect();
    divisors::ask(&mut asker, &reading, &keepable, &is_wanted, options.is_period_chosen, &mut claims);
    asker.finish(claims)
}

/// Gives the checks that are asked about. What depends on the period is left out, unless that was chosen: what never
/// happens in one quarter may happen in the next.
fn asked_checks(plan: &Plan, period: Period, options: &AnalyseOptions, reading: &Reading<'_>, asker: &mut Asker<'_, '_>) -> Vec<CheckId> {
    let of_report = |check: &CheckId| is_asked(plan, plan.checks[*check].report, period, options);
    let (kept, left): (Vec<CheckId>, Vec<CheckId>) =
        plan.checks.ids().filter(of_report).partition(|check| options.is_period_chosen || !reading.of_check(*check).depends_on_period());
    left.iter().for_each(|_| asker.leave_out());
    kept
}

/// Gives the report that a formula belongs to.
fn report_of(plan: &Plan, subject: Subject) -> ReportId {
    match subject {
        Subject::Check(check) => plan.checks[check].report,
        Subject::Cell(cell) => plan.tables[table_of(plan, cell)].report,
    }
}

/// Tells whether a report is asked about: it is wanted, and for periods of this length.
fn is_asked(plan: &Plan, report: ReportId, period: Period, options: &AnalyseOptions) -> bool {
    let is_wanted = options.reports.is_empty() || options.reports.contains(&report);
    is_wanted && plan.reports[report].period.is_none_or(|kind| kind == period.kind())
}
