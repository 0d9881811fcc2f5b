//! Finds a submission on which two definitions differ, as small as it can easily be made.

use super::balance::{balanced, submitted_totals};
use super::compare::{Difference, compare};
use super::cone::{Cone, cone_of};
use super::definition::Definition;
use super::drafts::{DRAFTS, draft};
use super::meaning::Meaning;
use super::perturb::{perturbed, with};
use super::pool::Pool;
use crate::budget::Budget;
use crate::generate::telling_submissions;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CellId, CellReference, Plan, plan_for};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};
use std::collections::BTreeSet;

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
    cases: Vec<(usize, &'d TestCase)>,
    seed: u64,
}

impl<'d, 'p> Teller<'d, 'p> {
    /// Prepares telling; `cases` are the package's tests with their versions. Equal seeds find equal submissions.
    pub fn new(original: &'d Definition<'p>, cases: Vec<(usize, &'d TestCase)>, seed: u64) -> Self {
        Self { original, cases, seed }
    }

    /// Finds a submission on which the definition and a mutant differ: in the package's tests, in submissions made of what
    /// the difference rests on, and in small changes of both.
    pub fn tell(&self, mutant: &Definition<'_>, budget: &mut Budget<'_>) -> Option<Telling> {
        let mut search = Search { original: self.original, mutant, budget };
        self.in_tests(&mut search)
            .or_else(|| self.only_in_mutant(&mut search))
            .or_else(|| self.in_drafts(&mut search))
            .or_else(|| self.near_tests(&mut search))
    }

    fn in_tests(&self, search: &mut Search<'_, '_>) -> Option<Telling> {
        self.cases.iter().find_map(|(version, case)| search.tells(*version, &without_expectations(case)))
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
        let pool = Pool::new(self.cases.iter().map(|(_, case)| *case));
        for period in self.periods() {
            let Some((version, plan)) = plan_for(self.original.plans(), period) else { continue };
            let cone = self.cone(search.mutant, version, plan);
            for number in 0..DRAFTS {
                let case = draft(plan, &cone, &pool, period, self.seed, number);
                let near = |search: &mut Search<'_, '_>| {
                    let came = self.original.evaluate(plan, &case)?;
                    let all = submitted_totals(plan, &cone, &case, &came).into_iter().chain(balanced(self.original, plan, &cone, &case));
                    all.into_iter().find_map(|case| search.tells(version, &case))
                };
                let found = search.tells(version, &case).or_else(|| near(search));
                if found.is_some() || search.budget.left() == 0 {
                    return found;
                }
            }
            let drafts = self.original.evaluator(version).map(|evaluator| telling_submissions(evaluator, period, self.seed, search.budget));
            let cases = drafts.into_iter().flatten().map(|draft| {
                let given = draft.values.into_iter().map(|(target, text)| GivenValue { target, text: Some(text) });
                TestCase { entity: draft.entity, ..empty(draft.period, given.collect()) }
            });
            if let Some(found) = cases.into_iter().find_map(|case| search.tells(version, &case)) {
                return Some(found);
            }
        }
        None
    }

    fn near_tests(&self, search: &mut Search<'_, '_>) -> Option<Telling> {
        let mut cones: Vec<Cone> = Vec::new();
        for (version, plan) in self.original.plans().iter().enumerate() {
            cones.push(self.cone(search.mutant, version, plan));
        }
        self.cases.iter().find_map(|(version, case)| {
            let (plan, cone) = (self.original.plans().get(*version)?, cones.get(*version)?);
            let case = without_expectations(case);
            let near = perturbed(plan, cone, &case).into_iter().chain(balanced(self.original, plan, cone, &case));
            near.into_iter().find_map(|case| search.tells(*version, &case))
        })
    }

    fn cone(&self, mutant: &Definition<'_>, version: usize, plan: &Plan) -> Cone {
        let nothing = Meaning::new();
        let own = self.original.meanings().get(version).unwrap_or(&nothing);
        cone_of(plan, own, mutant.meanings().get(version).unwrap_or(&nothing))
    }

    /// Gives periods to look at: those of tests, and those in which a version begins.
    fn periods(&self) -> Vec<Period> {
        const MOST: usize = 6;
        let mut found: Vec<Period> = Vec::new();
        let kind = self.original.plans().iter().flat_map(|plan| plan.reports.iter()).find_map(|report| report.period).unwrap_or(PeriodKind::Quarter);
        let begins = self.original.plans().iter().filter_map(|plan| plan.package.validity.from);
        let of_versions = begins.filter_map(|day| Period::holding(kind, day));
        for period in self.cases.iter().map(|(_, case)| case.period).chain(of_versions) {
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
    budget: &'s mut Budget<'b>,
}

impl Search<'_, '_> {
    fn tells(&mut self, version: usize, case: &TestCase) -> Option<Telling> {
        let plan = self.original.plans().get(version)?;
        self.tells_by(plan, Some(version), case)
    }

    fn tells_by(&mut self, writer: &Plan, version: Option<usize>, case: &TestCase) -> Option<Telling> {
        let first = self.differences(writer, case)?.into_iter().next()?;
        let case = self.smaller(writer, case.clone(), &first);
        let differences = self.differences(writer, &case)?;
        let name = |target: GivenTarget| match target {
            GivenTarget::Cell(cell) => writer.cell_name(CellReference::Cell(cell)),
            GivenTarget::InLine(column, line) => {
                let column = &writer.columns[column];
                let table = &writer.tables[column.table];
                format!("{}.{}.{}:{}", writer.reports[table.report].name, table.name, line.saturating_add(1), column.code)
            }
            GivenTarget::Parameter(parameter) => format!("parameters.{}", writer.parameters[parameter].name),
        };
        let cells = case.given.iter().map(|given| (name(given.target), given.text.clone().unwrap_or_default())).collect();
        Some(Telling { case, version, cells, differences })
    }

    fn differences(&mut self, writer: &Plan, case: &TestCase) -> Option<Vec<Difference>> {
        if !self.budget.spend() {
            return None;
        }
        let (ours, theirs) = (self.original.evaluate(writer, case)?, self.mutant.evaluate(writer, case)?);
        Some(compare(&ours, &theirs))
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

fn without_expectations(case: &TestCase) -> TestCase {
    TestCase { expectations: Vec::new(), ..case.clone() }
}

fn empty(period: Period, given: Vec<GivenValue>) -> TestCase {
    let (name, entity) = ("mutation".to_owned(), "test".to_owned());
    TestCase { name, report: None, period, entity, given, earlier: std::collections::BTreeMap::new(), expectations: Vec::new() }
}
