//! Makes submissions of what a test gives, and of the files that it names.

use super::files::TestFiles;
use crate::evaluate::Evaluator;
use crate::evaluated_submission::CellAt;
use crate::finding_text::cell_address;
use crate::submission::{Address, Given, Origin, PARAMETERS, Submission, SubmittedCell};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Plan, TableId};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What stands for something that no cell can read.
const UNREADABLE: &str = "unreadable";

/// The submissions of a test.
#[derive(Clone, Debug)]
pub struct CaseSubmissions {
    /// Those for earlier periods, by time.
    pub earlier: Vec<Submission>,
    /// That about which something is expected.
    pub own: Submission,
}

/// Makes the submissions of a test: what it gives, and what its files have besides. What a file has of the same entity for
/// earlier periods, of which the test says nothing, is given too.
pub fn submissions_of_case(evaluator: &Evaluator<'_>, case: &TestCase, files: &TestFiles) -> CaseSubmissions {
    let nothing: &[GivenValue] = &[];
    let mut earlier: BTreeMap<Period, Submission> = BTreeMap::new();
    let of = |period: Period, given: &[GivenValue]| submission_for(evaluator, case, files, period, given);
    let periods = case.earlier.keys().chain(case.files.keys()).filter(|period| **period != case.period);
    for period in periods {
        let given = case.earlier.get(period).map_or(nothing, Vec::as_slice);
        earlier.insert(*period, of(*period, given));
    }
    for (period, file) in case.files.iter().rev() {
        let Ok(picked) = files.pick(file, *period) else { continue };
        for before in files.before(&file.name, picked) {
            earlier.entry(before.period).or_insert_with(|| Submission { entity: case.entity.clone(), ..before.clone() });
        }
    }
    CaseSubmissions { earlier: earlier.into_values().collect(), own: of(case.period, &case.given) }
}

/// Makes a submission of what is given, whose cells come from a file that has the test's name, and of what its file has.
fn submission_for(evaluator: &Evaluator<'_>, case: &TestCase, files: &TestFiles, period: Period, given: &[GivenValue]) -> Submission {
    let plan = evaluator.plan();
    let mut submission = submission_of_given(plan, &case.entity, period, given, &case.name);
    let picked = case.files.get(&period).and_then(|file| files.pick(file, period).ok());
    if let Some(picked) = picked {
        let replaced = Replaced::new(plan, given);
        let kept = picked.cells.iter().filter(|cell| !replaced.holds(evaluator, &cell.address)).cloned();
        submission.cells = kept.chain(submission.cells).collect();
    }
    submission
}

/// What a test gives in place of what its file has: single cells, parameters, and lists as a whole.
struct Replaced<'p> {
    plan: &'p Plan,
    cells: BTreeSet<CellReference>,
    lists: BTreeSet<TableId>,
    parameters: BTreeSet<&'p str>,
}

impl<'p> Replaced<'p> {
    fn new(plan: &'p Plan, given: &[GivenValue]) -> Self {
        let mut replaced = Self { plan, cells: BTreeSet::new(), lists: BTreeSet::new(), parameters: BTreeSet::new() };
        for value in given {
            match value.target {
                GivenTarget::Cell(cell) => drop(replaced.cells.insert(CellReference::Cell(cell))),
                GivenTarget::InLine(column, _) => drop(replaced.lists.insert(plan.columns[column].table)),
                GivenTarget::Parameter(parameter) => drop(replaced.parameters.insert(plan.parameters[parameter].name.as_str())),
            }
        }
        replaced
    }

    fn holds(&self, evaluator: &Evaluator<'_>, address: &Address) -> bool {
        if address.report == PARAMETERS {
            return self.parameters.contains(address.row.as_str());
        }
        match evaluator.place_of(address) {
            Some((CellReference::Column(column), _)) => self.lists.contains(&self.plan.columns[column].table),
            Some((cell, _)) => self.cells.contains(&cell),
            None => false,
        }
    }
}

/// Makes a submission of what is given by cells of a plan; its cells are said to come from a file called `name`, each from
/// the line that its place among the given ones is.
pub fn submission_of_given(plan: &Plan, entity: &str, period: Period, given: &[GivenValue], name: &str) -> Submission {
    let file: Arc<str> = name.into();
    let cells = (1_u64..).zip(given).map(|(line, given)| {
        let address = match given.target {
            GivenTarget::Cell(cell) => cell_address(plan, CellAt { reference: CellReference::Cell(cell), line: 0 }),
            GivenTarget::InLine(column, line) => cell_address(plan, CellAt { reference: CellReference::Column(column), line }),
            GivenTarget::Parameter(parameter) => {
                Address { report: PARAMETERS.to_owned(), row: plan.parameters[parameter].name.clone(), ..Address::default() }
            }
        };
        let given = match given.text.as_deref() {
            None => Given::NoValue(UNREADABLE.to_owned()),
            Some("") => Given::Nothing,
            Some(text) => Given::Text(text.to_owned()),
        };
        SubmittedCell { address, given, origin: Origin::in_text(Arc::clone(&file), line, 0) }
    });
    Submission { entity: entity.to_owned(), period, cells: cells.collect() }
}
