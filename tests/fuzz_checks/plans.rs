//! What holds for any bytes that are given as a plan.

use crate::evaluate_and_write::{evaluate, write_everything};
use positum_plan::plan::{Plan, Shape};
use positum_plan::plan_file::{read_plans, write_plans};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::submission::{Address, Given, Origin, PARAMETERS, Submission, SubmittedCell};

/// One period of each kind, and one far away.
const PERIODS: [&str; 5] = ["2025-Q1", "2025-03", "2025", "2025-03-31", "1999-12"];

/// Any bytes are a plan or an error; a plan is written and read alike, and any submission can be evaluated with it.
pub fn load_plan(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let plans = match read_plans(text) {
        Ok(plans) => plans,
        Err(error) => {
            assert!(!error.to_string().contains('\n'), "not one line: {error}");
            return;
        }
    };
    let written = write_plans(&plans).expect("a plan that was read can be written");
    assert_eq!(read_plans(&written).as_ref(), Ok(&plans), "a plan is read as another one");
    plans.iter().for_each(evaluate_with);
}

fn evaluate_with(plan: &Plan) {
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).expect("no options are not wrong");
    for period in PERIODS {
        for cells in [Vec::new(), one_everywhere(plan)] {
            let submission = Submission { entity: "E".to_owned(), period: period.parse().expect("a period"), cells };
            write_everything(plan, &submission, &evaluate(&evaluator, &submission));
        }
    }
}

/// Gives 1 for each parameter and cell; lists have one line.
fn one_everywhere(plan: &Plan) -> Vec<SubmittedCell> {
    let mut cells: Vec<SubmittedCell> = plan.parameters.iter().map(|parameter| one([PARAMETERS, "", &parameter.name, ""])).collect();
    for table in plan.tables.iter() {
        let (report, name) = (plan.reports[table.report].name.as_str(), table.name.as_str());
        match &table.shape {
            Shape::Form { axis, .. } => cells.extend(axis.entries.iter().map(|entry| one([report, name, &entry.code, ""]))),
            Shape::Grid { rows, columns, .. } => {
                let pairs = rows.entries.iter().flat_map(|row| columns.entries.iter().map(move |column| (row, column)));
                cells.extend(pairs.map(|(row, column)| one([report, name, &row.code, &column.code])));
            }
            Shape::List(list) => cells.extend(list.axis.entries.iter().map(|entry| one([report, name, "1", &entry.code]))),
        }
    }
    cells
}

fn one([report, table, row, column]: [&str; 4]) -> SubmittedCell {
    let address = Address { report: report.to_owned(), table: table.to_owned(), row: row.to_owned(), column: column.to_owned() };
    SubmittedCell { address, given: Given::Text("1".to_owned()), origin: Origin::in_text("f".into(), 1, 1) }
}
