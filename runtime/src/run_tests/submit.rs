//! Makes a submission of what a test gives.

use crate::evaluated_submission::CellAt;
use crate::finding_text::cell_address;
use crate::submission::{Address, Given, Origin, PARAMETERS, Submission, SubmittedCell};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};
use std::sync::Arc;

/// What stands for something that no cell can read.
const UNREADABLE: &str = "unreadable";

/// Makes the submission; its cells come from a file that has the test's name.
pub(super) fn submission(plan: &Plan, case: &TestCase) -> Submission {
    submission_of_given(plan, &case.entity, case.period, &case.given, &case.name)
}

/// Makes the submissions for earlier periods, by time.
pub(super) fn earlier_submissions(plan: &Plan, case: &TestCase) -> Vec<Submission> {
    case.earlier.iter().map(|(period, given)| submission_of_given(plan, &case.entity, *period, given, &case.name)).collect()
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
