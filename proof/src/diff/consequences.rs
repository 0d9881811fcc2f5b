//! Which cells and checks can give another result, with a submission in which they do.
//!
//! In come two plans and what changes in them; out goes everything that depends on it, each with the smallest example that
//! was found. An example counts once the evaluator has given two results for it.

use super::as_if_in_force::extended;
use super::change::Subject;
use super::counterparts::Counterparts;
use super::meaning::Meaning;
use super::results::{CellResult, CheckResult, ResultDifference};
use super::spoken::Spoken;
use super::things::{Thing, reached};
use super::try_submissions::{drafts, name_of};
use crate::draft::Draft;
use crate::given_target::type_of_target;
use jiff::civil::Date;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CellReference, Plan, plan_for};
use positum_plan::test_case::GivenTarget;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::finding_text::{outcome_word, printable, severity_word, short_address, state_word};
use positum_runtime::number_text::spoken_value;
use positum_runtime::submission::TOTAL;
use std::collections::{BTreeMap, BTreeSet};

/// The most examples that are made smaller: it takes a hundred evaluations each.
const MOST_SHRUNK: usize = 60;
/// The most days on which periods are tried.
const MOST_DAYS: usize = 6;
const ZERO: &str = "0";
/// How often it is tried to make a submission smaller.
const ROUNDS: usize = 4;
/// What an example has in place of other numbers, where it is as telling.
const ROUND_NUMBERS: [&str; 5] = ["1", "10", "100", "1000", "100000"];

/// A cell or check that can give another result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consequence {
    /// The cell, column or check.
    pub subject: Subject,
    /// Its label.
    pub label: Spoken,
    /// The example; nothing where none was found.
    pub example: Option<Example>,
}

/// A submission in which two plans give two results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its period.
    pub period: Period,
    /// What is given, by name; zeros are left out.
    pub given: Vec<(String, String)>,
    /// The line or row, for one of several.
    pub row: String,
    /// The result of the old plan.
    pub old: Spoken,
    /// The result of the new plan.
    pub new: Spoken,
}

/// What is found, with how many submissions were tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consequences {
    /// What can give another result, in the order of the new plan.
    pub all: Vec<Consequence>,
    /// How many submissions were tried.
    pub tried: u64,
}

/// A pair of plans made ready for one period.
struct Trial<'p> {
    old: Evaluator<'p>,
    new: Evaluator<'p>,
    counterparts: Counterparts<'p>,
    period: Period,
}

/// A difference that was found, with the submission: of which plan, and how telling it is.
struct Witness {
    trial: usize,
    is_of_new: bool,
    draft: Draft,
    difference: ResultDifference,
    has_both: bool,
}

/// Finds out what can give another result; `count` submissions are tried for each plan, period and kind of period.
pub fn consequences(old: &Plan, new: &Plan, meaning: &Meaning, count: u64) -> Consequences {
    let reached = reached([old, new], &meaning.seeds);
    let wanted: BTreeSet<Subject> = reached.iter().filter_map(|thing| subject_of(old, new, thing)).collect();
    let (old_plans, new_plans) = (extended(std::slice::from_ref(old)), extended(std::slice::from_ref(new)));
    let trials: Vec<Trial<'_>> = periods(old, new, meaning).into_iter().filter_map(|period| Trial::new(&old_plans, &new_plans, period)).collect();
    let mut found: BTreeMap<Subject, Witness> = BTreeMap::new();
    let mut tried = 0_u64;
    for (index, trial) in trials.iter().enumerate() {
        for is_of_new in [true, false] {
            for draft in drafts(if is_of_new { &trial.new } else { &trial.old }, trial.period, count, 1) {
                if wanted.iter().all(|subject| found.get(subject).is_some_and(|witness| witness.has_both)) {
                    break;
                }
                tried = tried.saturating_add(1);
                for difference in trial.differences(&draft, is_of_new) {
                    let Some(subject) = subject_of_difference(&trial.counterparts, &difference).filter(|subject| wanted.contains(subject)) else {
                        continue;
                    };
                    let has_both = has_both_values(&difference);
                    if found.get(&subject).is_none_or(|witness| has_both && !witness.has_both) {
                        found.insert(subject, Witness { trial: index, is_of_new, draft: draft.clone(), difference, has_both });
                    }
                }
            }
        }
    }
    let mut all = Vec::new();
    for (number, subject) in in_order(old, new, wanted).into_iter().enumerate() {
        let witness = found.remove(&subject);
        let example = witness.and_then(|witness| Some(trials.get(witness.trial)?.example(witness, &subject, number < MOST_SHRUNK)));
        all.push(Consequence { label: label_of(old, new, &subject), subject, example });
    }
    Consequences { all, tried }
}

impl<'p> Trial<'p> {
    fn new(old: &'p [Plan], new: &'p [Plan], period: Period) -> Option<Self> {
        let ((_, old), (_, new)) = (plan_for(old, period)?, plan_for(new, period)?);
        let prepare = |plan| Evaluator::new(plan, &EvaluationOptions::default()).ok();
        Some(Self { old: prepare(old)?, new: prepare(new)?, counterparts: Counterparts::new(old, new), period })
    }

    fn differences(&self, draft: &Draft, is_of_new: bool) -> Vec<ResultDifference> {
        let submission = draft.submission(if is_of_new { self.new.plan() } else { self.old.plan() }, "example");
        let (old, new) = (self.old.evaluate(&submission), self.new.evaluate(&submission));
        let mut differences = self.counterparts.different_results(&old, &new);
        differences.retain(|difference| !difference.is_of_origin_alone());
        differences
    }

    /// Makes an example of a witness: with zeros, or nothing, in place of what does not matter.
    fn example(&self, witness: Witness, subject: &Subject, shrink: bool) -> Example {
        let witness = if shrink { self.shrunk(witness, subject) } else { witness };
        let plan = if witness.is_of_new { self.new.plan() } else { self.old.plan() };
        // A parameter without a value is not zero.
        let matters = |target: &GivenTarget, text: &str| text != ZERO || matches!(target, GivenTarget::Parameter(_));
        let given = witness.draft.values.iter().filter(|(target, text)| matters(target, text));
        let given = given.map(|(target, text)| (name_of(plan, *target), text.clone())).collect();
        let (row, old, new) = shown(&witness.difference);
        Example { period: self.period, given, row, old, new }
    }

    /// Takes ever smaller parts of a submission away, then makes the numbers that are left round.
    fn shrunk(&self, mut witness: Witness, subject: &Subject) -> Witness {
        let plan = if witness.is_of_new { self.new.plan() } else { self.old.plan() };
        let mut left: Vec<GivenTarget> = witness.draft.values.keys().copied().collect();
        // What was needed beside other values may not be needed without them.
        for _ in 0..ROUNDS {
            let before = left.len();
            let mut size = before;
            while size > 0 {
                let mut needed = Vec::new();
                for part in left.chunks(size) {
                    let mut draft = witness.draft.clone();
                    part.iter().for_each(|target| simplify(plan, &mut draft, *target));
                    if !self.accept(&mut witness, draft, subject) {
                        needed.extend_from_slice(part);
                    }
                }
                left = needed;
                size /= 2;
            }
            if left.len() == before {
                break;
            }
        }
        for target in left.into_iter().filter(|target| is_number(plan, *target)) {
            for round in ROUND_NUMBERS {
                let mut draft = witness.draft.clone();
                draft.values.insert(target, round.to_owned());
                if witness.draft.values.get(&target).is_some_and(|text| text.as_str() == round) || self.accept(&mut witness, draft, subject) {
                    break;
                }
            }
        }
        // A limit may be left out where the result does not rest on it; being zero is something else.
        let limits: Vec<GivenTarget> = witness.draft.values.keys().filter(|target| matches!(target, GivenTarget::Parameter(_))).copied().collect();
        for limit in limits {
            let mut draft = witness.draft.clone();
            draft.values.remove(&limit);
            self.accept(&mut witness, draft, subject);
        }
        witness
    }

    /// Takes a draft in place of that of a witness where it tells as much.
    fn accept(&self, witness: &mut Witness, draft: Draft, subject: &Subject) -> bool {
        let still = self.differences(&draft, witness.is_of_new).into_iter().find(|difference| {
            subject_of_difference(&self.counterparts, difference).as_ref() == Some(subject) && has_both_values(difference) == witness.has_both
        });
        let Some(difference) = still else { return false };
        (witness.draft, witness.difference) = (draft, difference);
        true
    }
}

/// Gives a number zero, and leaves out what is none.
fn simplify(plan: &Plan, draft: &mut Draft, target: GivenTarget) {
    if is_number(plan, target) && !matches!(target, GivenTarget::InLine(..)) {
        draft.values.insert(target, ZERO.to_owned());
    } else {
        draft.values.remove(&target);
    }
}

fn is_number(plan: &Plan, target: GivenTarget) -> bool {
    type_of_target(plan, target).is_some_and(positum_plan::value::ValueType::is_number)
}

/// Says what two results are.
pub(super) fn shown(difference: &ResultDifference) -> (String, Spoken, Spoken) {
    match difference {
        ResultDifference::Cell { address, key, old, new } => {
            let row = if key.is_empty() { address.row.clone() } else { key.join(", ") };
            (row, cell_text(old.as_ref()), cell_text(new.as_ref()))
        }
        ResultDifference::Check { row, old, new, .. } => (row.clone(), check_text(*old), check_text(*new)),
        ResultDifference::Finding { address, old, new, .. } => (address.row.clone(), Spoken::same(&old.to_string()), Spoken::same(&new.to_string())),
    }
}

fn cell_text(result: Option<&CellResult>) -> Spoken {
    Spoken::of(|language| match result {
        None => "–".to_owned(),
        Some(CellResult { value: Some(value), .. }) => printable(&spoken_value(&value.0, Some(&value.1), language)),
        Some(CellResult { value: None, state }) => state_word(*state, language).to_owned(),
    })
}

fn check_text(result: Option<CheckResult>) -> Spoken {
    Spoken::of(|language| match result {
        None => "–".to_owned(),
        Some(CheckResult { outcome: Outcome::Fail, severity }) => {
            format!("{} ({})", outcome_word(Outcome::Fail, language), severity_word(severity, language))
        }
        Some(CheckResult { outcome, .. }) => outcome_word(outcome, language).to_owned(),
    })
}

fn has_both_values(difference: &ResultDifference) -> bool {
    match difference {
        ResultDifference::Cell { old, new, .. } => {
            let has = |side: &Option<CellResult>| side.as_ref().is_some_and(|result| result.value.is_some());
            has(old) && has(new)
        }
        ResultDifference::Check { old, new, .. } => {
            let decided = |side: &Option<CheckResult>| side.is_some_and(|result| matches!(result.outcome, Outcome::Pass | Outcome::Fail));
            decided(old) && decided(new)
        }
        ResultDifference::Finding { .. } => false,
    }
}

/// Gives the cell or check in which two results differ; lists by their columns, checks whatever their rows.
pub(super) fn subject_of_difference(counterparts: &Counterparts<'_>, difference: &ResultDifference) -> Option<Subject> {
    match difference {
        ResultDifference::Cell { address, .. } => {
            let is_line = address.row != TOTAL && counterparts.is_list(&address.report, &address.table);
            let entry = if is_line { address.column.clone() } else { short_address(address) };
            Some(Subject::Entry(address.report.clone(), address.table.clone(), entry))
        }
        ResultDifference::Check { report, table, name, .. } => Some(Subject::Check(report.clone(), table.clone().unwrap_or_default(), name.clone())),
        ResultDifference::Finding { .. } => None,
    }
}

/// Gives the cell or check for its name, where both plans have it.
fn subject_of(old: &Plan, new: &Plan, thing: &Thing) -> Option<Subject> {
    match thing {
        Thing::Cell(name) => {
            let is_shown = |plan: &Plan| {
                let cells = plan.cells.entries().filter(|(_, cell)| cell.value_type.is_some()).map(|(id, _)| CellReference::Cell(id));
                let columns = plan.columns.entries().filter(|(_, column)| column.value_type.is_some()).map(|(id, _)| CellReference::Column(id));
                cells.chain(columns).any(|cell| plan.cell_name(cell) == *name)
            };
            (is_shown(old) && is_shown(new)).then(|| entry_of_name(name)).flatten()
        }
        Thing::Check(report, table, name) => {
            let is_in = |plan: &Plan| plan.checks.iter().any(|check| super::things::check_thing(plan, check) == *thing);
            (is_in(old) && is_in(new)).then(|| Subject::Check(report.clone(), table.clone(), name.clone()))
        }
        Thing::Parameter(_) | Thing::Calendar(_) | Thing::List(_) => None,
    }
}

/// Takes a cell's name apart: report, table, and what stands after them.
fn entry_of_name(name: &str) -> Option<Subject> {
    let (report, rest) = name.split_once('.')?;
    let place = rest.find(['.', ':'])?;
    let (table, entry) = (rest.get(..place)?, rest.get(place.saturating_add(1)..)?);
    Some(Subject::Entry(report.to_owned(), table.to_owned(), entry.to_owned()))
}

/// Gives the periods to try: of each kind that reports have, when both are in force, and whenever a limit changes.
fn periods(old: &Plan, new: &Plan, meaning: &Meaning) -> Vec<Period> {
    let kinds: BTreeSet<PeriodKind> =
        old.reports.iter().chain(new.reports.iter()).map(|report| report.period.unwrap_or(PeriodKind::Quarter)).collect();
    let both = old.package.validity.within(new.package.validity).unwrap_or(new.package.validity);
    let usual = Date::new(2025, 1, 1).unwrap_or(Date::ZERO);
    let first = both.from.or(both.until).unwrap_or(usual);
    let changes = meaning.changes.iter().filter_map(|change| change.time.and_then(|time| time.from));
    let days: BTreeSet<Date> = changes.chain([first]).collect();
    let mut periods = BTreeSet::new();
    for kind in kinds {
        for day in days.iter().take(MOST_DAYS) {
            periods.extend(Period::holding(kind, *day));
        }
    }
    periods.into_iter().collect()
}

/// Puts subjects into the order of the new plan, those that only the old one has at the end.
fn in_order(old: &Plan, new: &Plan, wanted: BTreeSet<Subject>) -> Vec<Subject> {
    let mut places: BTreeMap<Subject, usize> = BTreeMap::new();
    for plan in [new, old] {
        let mut subjects: Vec<Subject> = Vec::new();
        for (report, definition) in plan.reports.entries() {
            for table in &definition.tables {
                let cells = plan.cells.entries().filter(|(_, cell)| cell.table == *table).map(|(id, _)| CellReference::Cell(id));
                let columns = plan.columns.entries().filter(|(_, column)| column.table == *table).map(|(id, _)| CellReference::Column(id));
                subjects.extend(columns.chain(cells).filter_map(|cell| entry_of_name(&plan.cell_name(cell))));
            }
            let checks = plan.checks.iter().filter(|check| check.report == report);
            subjects.extend(checks.filter_map(|check| match super::things::check_thing(plan, check) {
                Thing::Check(report, table, name) => Some(Subject::Check(report, table, name)),
                Thing::Cell(_) | Thing::Parameter(_) | Thing::Calendar(_) | Thing::List(_) => None,
            }));
        }
        for subject in subjects {
            let place = places.len();
            places.entry(subject).or_insert(place);
        }
    }
    let mut all: Vec<Subject> = wanted.into_iter().collect();
    all.sort_by_key(|subject| places.get(subject).copied().unwrap_or(usize::MAX));
    all
}

/// Gives the label of a position, row or column; of a check none.
pub(super) fn label_of(old: &Plan, new: &Plan, subject: &Subject) -> Spoken {
    let Subject::Entry(report, table, entry) = subject else { return Spoken::default() };
    let code = match entry.split_once(':') {
        Some((TOTAL, column)) => column,
        Some((row, _)) => row,
        None => entry,
    };
    let of = |plan: &Plan| {
        let definition = plan.reports.iter().find(|one| one.name == *report)?;
        let id = definition.tables.iter().find(|id| plan.tables[**id].name == *table)?;
        let found = plan.codes_of(*id).entries.iter().find(|one| one.code == code)?;
        Some(Spoken::label(&found.label, &plan.package, ""))
    };
    of(new).or_else(|| of(old)).unwrap_or_default()
}
