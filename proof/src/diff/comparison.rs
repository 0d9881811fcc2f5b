//! Two packages compared: in all their versions, with deadlines by date and with what follows from the changes.

use super::change::{Aspect, Change, Subject};
use super::consequences::{Consequences, consequences};
use super::meaning::{Meaning, compare_meaning};
use super::replay::Replay;
use super::spoken::Spoken;
use super::texts_of_plans::{spoken, validity_text};
use jiff::civil::Date;
use positum_plan::period::{Period, PeriodKind, Validity};
use positum_plan::plan::{Plan, plan_for};
use positum_runtime::calendar::{DueDay, due};

/// What is asked of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct CompareOptions {
    /// The first day of the periods whose deadlines are compared; the first day of the new package where there is none.
    pub from: Option<Date>,
    /// How many random submissions are tried for each plan and period; none where consequences are not asked for.
    pub tries: u64,
}

/// Two packages compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the old package is called.
    pub old: Side,
    /// What the new package is called.
    pub new: Side,
    /// What changes.
    pub changes: Vec<Change>,
    /// Deadlines that fall on other days.
    pub deadlines: Vec<MovedDeadline>,
    /// What can give another result.
    pub consequences: Consequences,
    /// What changes on submissions; nothing where none were replayed.
    pub replay: Option<Replay>,
    /// The titles of reports, by name.
    pub reports: Vec<(String, Spoken)>,
}

/// One of two packages.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its title.
    pub title: Spoken,
    /// When it is in force.
    pub validity: Validity,
    /// A short text that tells one definition from another.
    pub fingerprint: String,
}

/// A deadline that falls on another day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedDeadline {
    /// The report.
    pub report: String,
    /// The period.
    pub period: Period,
    /// The day before; nothing where there was none.
    pub old: Option<Date>,
    /// The day now; nothing where there is none.
    pub new: Option<Date>,
}

impl Comparison {
    /// Tells whether anything but wording differs.
    pub fn changes_meaning(&self) -> bool {
        self.changes.iter().any(|change| !change.aspect.is_wording()) || !self.deadlines.is_empty()
    }
}

/// Compares two packages; nothing where one of them has no version.
pub fn compare_packages(old: &[Plan], new: &[Plan], options: &CompareOptions) -> Option<Comparison> {
    let (last_old, last_new) = (old.last()?, new.last()?);
    let pairs = pairs(old, new);
    let mut changes = package_changes(old, new);
    let mut consequent = Consequences::default();
    let meanings: Vec<(Validity, Meaning)> = pairs.iter().map(|(time, before, after)| (*time, compare_meaning(before, after))).collect();
    for (index, (time, meaning)) in meanings.iter().enumerate() {
        for change in &meaning.changes {
            let is_everywhere = meanings.iter().all(|(_, other)| other.changes.iter().any(|one| one == change));
            let change = Change { time: if is_everywhere { change.time } else { change.time.or(Some(*time)) }, ..change.clone() };
            if !(is_everywhere && index > 0) {
                add(&mut changes, change);
            }
        }
        if let Some((_, before, after)) = pairs.get(index).filter(|_| options.tries > 0) {
            let found = consequences(before, after, meaning, options.tries);
            consequent.tried = consequent.tried.saturating_add(found.tried);
            for one in found.all {
                match consequent.all.iter_mut().find(|known| known.subject == one.subject) {
                    Some(known) if known.example.is_none() => *known = one,
                    Some(_) => {}
                    None => consequent.all.push(one),
                }
            }
        }
    }
    let titles = |plans: &[Plan]| -> Vec<(String, Spoken)> {
        plans
            .iter()
            .rev()
            .flat_map(|plan| plan.reports.iter().map(|report| (report.name.clone(), Spoken::label(&report.label, &plan.package, &report.name))))
            .collect()
    };
    let mut reports = titles(new);
    reports.extend(titles(old));
    let mut seen = std::collections::BTreeSet::new();
    reports.retain(|(name, _)| seen.insert(name.clone()));
    let deadlines = moved_deadlines(old, new, options.from);
    let (old, new) = (side(old, last_old), side(new, last_new));
    Some(Comparison { old, new, changes, deadlines, consequences: consequent, replay: None, reports })
}

fn side(plans: &[Plan], last: &Plan) -> Side {
    let title = Spoken::label(&last.package.label, &last.package, &last.package.name);
    Side { title, validity: whole_validity(plans), fingerprint: positum_plan::fingerprint::fingerprint(last) }
}

fn whole_validity(plans: &[Plan]) -> Validity {
    Validity { from: plans.first().and_then(|plan| plan.package.validity.from), until: plans.last().and_then(|plan| plan.package.validity.until) }
}

/// Adds a change; one that goes on with the one before it makes it longer.
fn add(changes: &mut Vec<Change>, change: Change) {
    let goes_on = |known: &&mut Change| {
        let same = known.subject == change.subject && known.aspect == change.aspect && known.old == change.old && known.new == change.new;
        let next = known.time.and_then(|time| time.until).and_then(|until| until.tomorrow().ok());
        same && next.is_some() && next == change.time.and_then(|time| time.from)
    };
    match changes.iter_mut().find(goes_on) {
        Some(known) => known.time = known.time.map(|time| Validity { until: change.time.and_then(|time| time.until), ..time }),
        None => changes.push(change),
    }
}

/// Gives the changes of packages as wholes, whatever their versions.
fn package_changes(old: &[Plan], new: &[Plan]) -> Vec<Change> {
    let text = |validity: Validity| spoken(|language| validity_text(validity, language));
    let (before, after) = (whole_validity(old), whole_validity(new));
    let label = new.last().map(|plan| Spoken::label(&plan.package.label, &plan.package, &plan.package.name)).unwrap_or_default();
    let change = Change { subject: Subject::Package, label, aspect: Aspect::Validity, old: Some(text(before)), new: Some(text(after)), time: None };
    if before == after { Vec::new() } else { vec![change] }
}

/// Pairs versions that are in force at the same time; the last with the first where there is no such time.
fn pairs<'p>(old: &'p [Plan], new: &'p [Plan]) -> Vec<(Validity, &'p Plan, &'p Plan)> {
    let mut pairs = Vec::new();
    for before in old {
        for after in new {
            if let Some(time) = before.package.validity.within(after.package.validity) {
                pairs.push((time, before, after));
            }
        }
    }
    pairs.sort_by_key(|(time, ..)| time.from);
    if pairs.is_empty()
        && let (Some(before), Some(after)) = (old.last(), new.first())
    {
        pairs.push((after.package.validity, before, after));
    }
    pairs
}

/// Finds deadlines of the next periods that fall on other days: of a year, or of two where periods are years.
fn moved_deadlines(old: &[Plan], new: &[Plan], from: Option<Date>) -> Vec<MovedDeadline> {
    let start = from.or(whole_validity(new).from).or(whole_validity(old).from).or(Date::new(2025, 1, 1).ok()).unwrap_or(Date::ZERO);
    let mut moved = Vec::new();
    for (kind, count) in [(PeriodKind::Year, 2), (PeriodKind::Quarter, 4), (PeriodKind::Month, 12)] {
        let next = |period: &Period| Period::holding(kind, positum_plan::calendar::day_after(*period));
        for period in std::iter::successors(Period::holding(kind, start), next).take(count) {
            let (Some((_, before)), Some((_, after))) = (plan_for(old, period), plan_for(new, period)) else { continue };
            for report in after.reports.iter().filter(|report| report.period == Some(kind)) {
                let Some(then) = before.reports.iter().find(|one| one.name == report.name) else { continue };
                let date = |day: Option<DueDay<'_>>| match day {
                    Some(DueDay::On(date)) => Some(date.date),
                    Some(DueDay::UnknownWorkingDay { .. } | DueDay::AfterEvent { .. }) | None => None,
                };
                let (one, two) = (date(due(before, then, period)), date(due(after, report, period)));
                if one != two && then.period == report.period {
                    moved.push(MovedDeadline { report: report.name.clone(), period, old: one, new: two });
                }
            }
        }
    }
    moved
}
