//! What a test gives, with what the files that it names have, as values for cells of the plan.

use positum_plan::plan::{CellReference, Plan};
use positum_plan::test_case::{GivenTarget, GivenValue, TestCase};
use positum_runtime::cell_address::cell_at;
use positum_runtime::evaluate::Evaluator;
use positum_runtime::run_tests::{TestFiles, submissions_of_case};
use positum_runtime::submission::{Given, Submission, SubmittedCell};
use std::collections::BTreeMap;

/// Gives the case without files and expectations; cells that a file names in another way than in full are left out.
pub(super) fn given_of_case(evaluator: &Evaluator<'_>, case: &TestCase, files: &TestFiles) -> TestCase {
    if case.files.is_empty() {
        return TestCase { expectations: Vec::new(), ..case.clone() };
    }
    let submissions = submissions_of_case(evaluator, case, files);
    let values = |submission: &Submission| submission.cells.iter().filter_map(|cell| value(evaluator.plan(), cell)).collect::<Vec<_>>();
    let earlier = submissions.earlier.iter().map(|submission| (submission.period, values(submission))).collect();
    TestCase { given: values(&submissions.own), earlier, files: BTreeMap::new(), expectations: Vec::new(), ..case.clone() }
}

fn value(plan: &Plan, cell: &SubmittedCell) -> Option<GivenValue> {
    let at = cell_at(plan, &cell.address)?;
    let target = match at.reference {
        CellReference::Cell(cell) => GivenTarget::Cell(cell),
        CellReference::Column(column) => GivenTarget::InLine(column, at.line),
    };
    let text = match &cell.given {
        Given::Text(text) | Given::JsonNumber(text) => Some(text.clone()),
        Given::NoValue(_) => None,
        Given::Nothing | Given::UnknownOfMembers => return None,
    };
    Some(GivenValue { target, text })
}
