//! Plans as if they were in force at another time.
//!
//! In come versions of a package; out go plans that say of other times what they say on the first day, or last, on which
//! they are in force. Archived submissions are of periods before a new definition begins: without this it would say of
//! them nothing but that it is not for them.

use jiff::civil::Date;
use positum_plan::period::Validity;
use positum_plan::plan::{ParameterValue, Plan};

/// Gives the versions and, before the first and after the last, these as if they were in force then.
pub fn extended(plans: &[Plan]) -> Vec<Plan> {
    let mut all = Vec::with_capacity(plans.len().saturating_add(2));
    if let Some((first, from)) = plans.first().and_then(|first| Some((first, first.package.validity.from?))) {
        let until = from.yesterday().ok();
        all.push(as_if(first, from, Validity { from: None, until }));
    }
    all.extend(plans.iter().cloned());
    if let Some((last, until)) = plans.last().and_then(|last| Some((last, last.package.validity.until?))) {
        let from = until.tomorrow().ok();
        all.push(as_if(last, until, Validity { from, until: None }));
    }
    all
}

/// Gives what versions say on a day, as if they said it at all times; nothing where there is no version.
pub fn as_of(plans: &[Plan], day: Date) -> Option<Plan> {
    let covers = plans.iter().find(|plan| plan.package.validity.covers(day));
    let plan = covers.or_else(|| plans.iter().find(|plan| plan.package.validity.from.is_some_and(|from| day < from))).or_else(|| plans.last())?;
    Some(as_if(plan, day, Validity::default()))
}

/// Gives a plan in force for some time, with the values of parameters, and the codes, of a day.
fn as_if(plan: &Plan, day: Date, validity: Validity) -> Plan {
    let mut plan = plan.clone();
    plan.package.validity = validity;
    for id in plan.parameters.ids() {
        let value = plan.parameters[id].in_force(day).cloned();
        if let Some(value) = value {
            plan.parameters[id].values = vec![ParameterValue { validity: Validity::default(), ..value }];
        }
    }
    for id in plan.codelists.ids() {
        for code in plan.codelists[id].codes.values_mut().filter(|code| code.validity.covers(day)) {
            code.validity = Validity::default();
        }
    }
    plan
}
