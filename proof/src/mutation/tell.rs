//! Finds a submission on which two definitions differ, as small as it can easily be made.

use super::balance::{balanced, submitted_totals};
use super::compare::{Difference, compare};
use super::cone::{Cone, cone_of};
use super::definition::Definition;
use super::drafts::{DRAFTS, draft};
use super::given::given_of_case;
use super::meaning::{Meaning, Meanings};
use super::perturb::{perturbed, with};
use super::pool::Pool;
use super::shows_same::{are_alike, shows_same};
use crate::budget::Budget;
use crate::draft::{Draft, Values};
use crate::generate::telling_submissions;
use crate::given_target::name_of_target;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CellId, CellReference, Plan, plan_for};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};
use positum_runtime::run_tests::TestFiles;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A submission on which two definitions differ.
#[derive(Clone, Debug)]
pub struct Telling {
    /// What is given, by cells of the plan that is named beside.
    pub case: TestCase,
    /// The version of the definition whose cells these are; nothing where they are cells that only the mutant has.
    pub version: Option<usize>,
    /// What is given, by names as wide data has them.
    pub cells: Vec<(String, String)>,
    /// What differs, the nearest to the cause first.
    pub differences: Vec<Difference>,
}

/// Tells mutants of one definition from it.
pub struct Teller<'d, 'p> {
    original: &'d Definition<'p>,
    /// What tests give, with their versions.
    cases: Vec<(usize, TestCase)>,
    seed: u64,
    /// Submissions that are made of the definition alone, once, with their version.
    generated: OnceLock<Option<(usize, Vec<TestCase>)>>,
}

/// What making submissions of the definition alone may cost.
const GENERATED_STEPS: u64 = 20_000;

impl<'d, 'p> Teller<'d, 'p> {
    /// Prepares telling; `cases` are the package's tests with their versions, `files` what was read of files that they name.
    /// Equal seeds find equal submissions.
    pub fn new(original: &'d Definition<'p>, cases: impl Iterator<Item = (usize, &'d TestCase)>, files: &TestFiles, seed: u64) -> Self {
        let written_out = |(version, case): (usize, &TestCase)| Some((version, given_of_case(original.evaluator(version)?, case, files)));
        Self { original, cases: cases.filter_map(written_out).collect(), seed, generated: OnceLock::new() }
    }

    /// Finds a submission on which the definition and a mutant differ: in the package's tests, in submissions made of what
    /// the difference rests on, and in small changes of both.
    pub(super) fn tell(&self, mutant: &Definition<'_>, meanings: &Meanings, budget: &mut Budget<'_>) -> Option<Telling> {
        let plans = self.original.plans().iter().zip(mutant.plans());
        let alike = plans.map(|(ours, theirs)| are_alike(ours, theirs)).collect();
        let mut search = Search { original: self.original, mutant, meanings, alike, budget, untestable: None };
        self.in_tests(&mut search)
            .or_else(|| self.only_in_mutant(&mut search))
            .or_else(|| self.in_drafts(&mut search))
            .or_else(|| self.near_tests(&mut search))
            .or_else(|| self.in_generated(&mut search))
            .or(search.untestable)
    }

    fn in_tests(&self, search: &mut Search<'_, '_>) -> Option<Telling> {
        self.cases.iter().find_map(|(version, case)| search.tells(*version, case))
    }

    /// Gives a value for a cell that only the mutant has.
    fn only_in_mutant(&self, search: &mut Search<'_, '_>) -> Option<Telling> {
        let period = self.periods().into_iter().next()?;
        let (_, plan) = plan_for(self.original.plans(), period)?;
        let (_, other) = plan_for(search.mutant.plans(), period)?;
        if other.cells.len() <= plan.cells.len() {
            return None;
        }
        let known: BTreeSet<String> = plan.cells.ids().map(|cell| plan.cell_name(CellReference::Cell(cell))).collect();
        let new = other.cells.ids().filter(|cell: &CellId| !known.contains(&other.cell_name(CellReference::Cell(*cell))));
        let case_with = |cell: CellId| empty(period, vec![GivenValue { target: GivenTarget::Cell(cell), text: Some("1".to_owned()) }]);
        new.take(4).find_map(|cell| search.tells_by(other, None, &case_with(cell)))
    }

    fn in_drafts(&self, search: &mut Search<'_, '_>) -> Option<Telling> {
        let pool = Pool::new(self.cases.iter().map(|(_, case)| case));
        let mut periods = self.periods();
        let mut has_later = false;
        let mut place = 0_usize;
        while let Some(period) = periods.get(place).copied() {
            place = place.saturating_add(1);
            let Some((version, plan)) = plan_for(self.original.plans(), period) else { continue };
            let cone = cone(search.meanings, version, plan);
            if cone.asks_for_period && !has_later {
                has_later = true;
                periods.extend(later(period));
            }
            let wide = wide_cone(search.meanings, version, plan);
            let found = self
                .in_drafts_of(&cone, (version, plan, period), &pool, search)
                .or_else(|| self.in_drafts_of(&wide, (version, plan, period), &pool, search));
            if found.is_some() || search.budget.left() == 0 {
                return found;
            }
        }
        None
    }

    /// Tries drafts as they are, then each with the sides of comparisons made equal.
    fn in_drafts_of(
        &self,
        cone: &Cone,
        (version, plan, period): (usize, &Plan, Period),
        pool: &Pool,
        search: &mut Search<'_, '_>,
    ) -> Option<Telling> {
        let drafts: Vec<TestCase> = (0..DRAFTS).map(|number| draft(plan, cone, pool, period, self.seed, number)).collect();
        drafts.iter().find_map(|case| search.tells(version, case)).or_else(|| {
            drafts.iter().find_map(|case| {
                let came = self.original.evaluate(plan, case).filter(|_| search.budget.left() > 0)?;
                let near = submitted_totals(plan, cone, case, &came).into_iter().chain(balanced(self.original, plan, cone, case, search.budget));
                near.into_iter().find_map(|case| search.tells(version, &case))
            })
        })
    }

    /// Tries submissions that go through every branch and to every edge of the definition as it is.
    fn in_generated(&self, search: &mut Search<'_, '_>) -> Option<Telling> {
        let generated = self.generated.get_or_init(|| {
            let period = self.periods().into_iter().next()?;
            let (version, _) = plan_for(self.original.plans(), period)?;
            let drafts = telling_submissions(self.original.evaluator(version)?, period, self.seed, &mut Budget::steps(GENERATED_STEPS));
            let case = |draft: Draft| {
                let given = |values: &Values| values.iter().map(|(target, text)| GivenValue { target: *target, text: Some(text.clone()) }).collect();
                let earlier = draft.earlier.iter().map(|(period, values)| (*period, given(values))).collect();
                TestCase { entity: draft.entity, earlier, ..empty(draft.period, given(&draft.values)) }
            };
            Some((version, drafts.into_iter().map(case).collect()))
        });
        let (version, cases) = generated.as_ref()?;
        cases.iter().find_map(|case| search.tells(*version, case))
    }

    fn near_tests(&self, search: &mut Search<'_, '_>) -> Option<Telling> {
        let mut cones: Vec<Cone> = Vec::new();
        for (version, plan) in self.original.plans().iter().enumerate() {
            cones.push(cone(search.meanings, version, plan));
        }
        self.cases.iter().find_map(|(version, case)| {
            let (plan, cone) = (self.original.plans().get(*version)?, cones.get(*version)?);
            let near = perturbed(plan, cone, case).into_iter().chain(balanced(self.original, plan, cone, case, search.budget));
            near.into_iter().find_map(|case| search.tells(*version, &case))
        })
    }

    /// Gives periods to look at: that of a test, those in which a version or the value of a parameter begins, those of others.
    fn periods(&self) -> Vec<Period> {
        const MOST: usize = 12;
        let mut found: Vec<Period> = Vec::new();
        let reports = || self.original.plans().iter().flat_map(|plan| plan.reports.iter());
        let mut kinds: Vec<PeriodKind> = reports().filter_map(|report| report.period).collect();
        kinds.sort();
        kinds.dedup();
        if kinds.is_empty() {
            kinds.push(PeriodKind::Quarter);
        }
        let plans = || self.original.plans().iter();
        let of_parameters = plans().flat_map(|plan| plan.parameters.iter()).flat_map(|parameter| &parameter.values);
        let of_parameters = of_parameters.filter_map(|value| value.validity.from);
        let mut begins: Vec<_> = plans().filter_map(|plan| plan.package.validity.from).chain(of_parameters).collect();
        begins.sort();
        begins.dedup();
        let of_versions = kinds.iter().flat_map(|kind| begins.iter().filter_map(|day| Period::holding(*kind, *day)));
        let of_any_time = kinds.iter().filter(|_| begins.is_empty()).filter_map(|kind| kind.example().parse().ok());
        let of_versions: Vec<Period> = of_versions.chain(of_any_time).collect();
        let of_tests = || self.cases.iter().map(|(_, case)| case.period);
        for period in of_tests().take(1).chain(of_versions).chain(of_tests()) {
            if !found.contains(&period) && found.len() < MOST {
                found.push(period);
            }
        }
        found
    }
}

struct Search<'s, 'b> {
    original: &'s Definition<'s>,
    mutant: &'s Definition<'s>,
    meanings: &'s Meanings,
    /// Whether the plans of a version are alike, by time.
    alike: Vec<bool>,
    budget: &'s mut Budget<'b>,
    /// The first submission on which they differ in nothing that a test can expect.
    untestable: Option<Telling>,
}

impl Search<'_, '_> {
    fn tells(&mut self, version: usize, case: &TestCase) -> Option<Telling> {
        let plan = self.original.plans().get(version)?;
        self.tells_by(plan, Some(version), case)
    }

    fn tells_by(&mut self, writer: &Plan, version: Option<usize>, case: &TestCase) -> Option<Telling> {
        let found = self.differences(writer, case)?;
        let expected = found.iter().find(|difference| difference.can_be_expected()).filter(|_| version.is_some());
        let is_testable = expected.is_some();
        if !is_testable && self.untestable.is_some() {
            return None;
        }
        let first = expected.or(found.first())?.clone();
        let case = self.smaller(writer, case.clone(), &first);
        let differences = self.differences(writer, &case)?;
        let cells = case.given.iter().map(|given| (name_of_target(writer, given.target), given.text.clone().unwrap_or_default())).collect();
        let telling = Telling { case, version, cells, differences };
        if is_testable {
            return Some(telling);
        }
        self.untestable = Some(telling);
        None
    }

    fn differences(&mut self, writer: &Plan, case: &TestCase) -> Option<Vec<Difference>> {
        if !self.budget.spend() {
            return None;
        }
        let (ours, theirs) = (self.original.evaluate(writer, case)?, self.mutant.evaluate(writer, case)?);
        let is_alike = ours.version == theirs.version && self.alike.get(ours.version) == Some(&true);
        Some(if is_alike && shows_same(&ours, &theirs) { Vec::new() } else { compare(&ours, &theirs) })
    }

    /// Leaves out what is not needed for the first difference, from the end.
    fn smaller(&mut self, writer: &Plan, mut case: TestCase, first: &Difference) -> TestCase {
        for index in (0..case.given.len()).rev() {
            let other = with(&case, index, None);
            if self.still_differs(writer, &other, first) {
                case = other;
            }
        }
        let periods: Vec<Period> = case.earlier.keys().copied().collect();
        for period in periods {
            let mut other = case.clone();
            other.earlier.remove(&period);
            if self.still_differs(writer, &other, first) {
                case = other;
            }
        }
        case
    }

    fn still_differs(&mut self, writer: &Plan, case: &TestCase, first: &Difference) -> bool {
        self.differences(writer, case).is_some_and(|differences| differences.iter().any(|difference| difference.is_like(first)))
    }
}

fn cone(meanings: &Meanings, version: usize, plan: &Plan) -> Cone {
    let nothing = Meaning::new();
    let (own, other) = meanings.of_version(version);
    cone_of(plan, own.unwrap_or(&nothing), other.unwrap_or(&nothing))
}

/// What is never shown differs in what is computed from it, and that rests on more.
fn wide_cone(meanings: &Meanings, version: usize, plan: &Plan) -> Cone {
    let mut cone = cone(meanings, version, plan);
    if let (Some(own), _) = meanings.of_version(version) {
        cone.widen(plan, own);
    }
    cone
}

/// Gives the periods after one, over a year where they are quarters.
fn later(period: Period) -> Vec<Period> {
    const MOST: usize = 4;
    let next = |period: &Period| period.last_day().tomorrow().ok().and_then(|day| Period::holding(period.kind(), day));
    std::iter::successors(next(&period), next).take(MOST).collect()
}

fn empty(period: Period, given: Vec<GivenValue>) -> TestCase {
    let (name, entity) = ("mutation".to_owned(), "test".to_owned());
    TestCase { name, report: None, period, entity, given, earlier: BTreeMap::new(), files: BTreeMap::new(), expectations: Vec::new() }
}
