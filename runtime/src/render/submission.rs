//! Writes submissions as they are given, without evaluating them: as long CSV, JSON or XML.
//!
//! In come submissions whose values are texts, as programs make them, and for JSON and XML the plan; out goes text from which
//! reading gets the same cells. What was read from elsewhere is written by [`super::xml`] without loss.

use super::xml::{XmlError, write_xml};
use crate::evaluated_cell::EvaluatedCell;
use crate::evaluated_submission::{CellState, EvaluatedSubmission};
use crate::submission::{Address, Given, PARAMETERS, Submission, TOTAL};
use positum_plan::plan::{Origin, Plan, Shape};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{Error, Result, Write};

/// The columns of a file of cells.
const COLUMNS: [&str; 7] = ["entity", "period", "report", "table", "row", "column", "value"];

/// Writes submissions as long CSV, one line a cell.
///
/// # Errors
/// What writing to `out` gives.
pub fn write_long_csv<'s>(submissions: impl IntoIterator<Item = &'s Submission>, out: impl Write) -> Result<()> {
    let mut lines = csv::Writer::from_writer(out);
    lines.write_record(COLUMNS).map_err(disk_error)?;
    for submission in submissions {
        let period = submission.period.to_string();
        for cell in &submission.cells {
            let Address { report, table, row, column } = &cell.address;
            let line = [&submission.entity, &period, report, table, row, column, text_of(&cell.given)];
            lines.write_record(line).map_err(disk_error)?;
        }
    }
    lines.flush()
}

/// Gives the disk's own error, so that a closed pipe is known as one.
fn disk_error(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => Error::other(format!("{other:?}")),
    }
}

/// Writes a submission as JSON.
pub fn write_submission_json(plan: &Plan, submission: &Submission) -> String {
    format!("{:#}\n", submission_json(plan, submission))
}

/// Gives a submission as a JSON value.
pub fn submission_json(plan: &Plan, submission: &Submission) -> Value {
    let mut reports: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    let mut parameters = Map::new();
    for cell in &submission.cells {
        let Address { report, table, row, column } = &cell.address;
        let text = Value::from(text_of(&cell.given));
        if report == PARAMETERS {
            parameters.insert(row.clone(), text);
            continue;
        }
        let written = reports.entry(report).or_default().entry(table).or_insert_with(|| empty_table(plan, report, table));
        match written {
            Value::Array(lines) => put_into_line(lines, row, column, text),
            Value::Object(rows) if column.is_empty() => drop(rows.insert(row.clone(), text)),
            Value::Object(rows) => {
                if let Value::Object(columns) = rows.entry(row.clone()).or_insert_with(|| json!({})) {
                    columns.insert(column.clone(), text);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let mut whole = json!({"entity": submission.entity, "period": submission.period.to_string(), "reports": reports});
    if let (Value::Object(whole), false) = (&mut whole, parameters.is_empty()) {
        whole.insert(PARAMETERS.to_owned(), Value::Object(parameters));
    }
    whole
}

/// Lists are arrays of lines; other tables have rows by code.
fn empty_table(plan: &Plan, report: &str, table: &str) -> Value {
    let body = plan.tables.iter().find(|body| body.name == table && plan.reports[body.report].name == report);
    match body.map(|body| &body.shape) {
        Some(Shape::List(_)) => json!([]),
        Some(Shape::Form { .. } | Shape::Grid { .. }) | None => json!({}),
    }
}

fn put_into_line(lines: &mut Vec<Value>, row: &str, column: &str, text: Value) {
    let Some(index) = row.parse::<usize>().ok().and_then(|row| row.checked_sub(1)).filter(|_| row != TOTAL) else { return };
    if lines.len() <= index {
        lines.resize(index.saturating_add(1), json!({}));
    }
    if let Some(Value::Object(line)) = lines.get_mut(index) {
        line.insert(column.to_owned(), text);
    }
}

/// Writes a submission as XML with what is given alone: no element of it is marked as computed.
///
/// # Errors
/// None but those of the machine.
pub fn write_submission_xml(plan: &Plan, submission: &Submission, evaluated: &EvaluatedSubmission) -> std::result::Result<String, XmlError> {
    let nothing = || EvaluatedCell::without_value(CellState::NotComputed, None);
    let mut given = evaluated.clone();
    for (id, _) in plan.cells.entries().filter(|(_, cell)| !is_input(&cell.origin)) {
        given.cells[id] = nothing();
    }
    for (id, _) in plan.columns.entries().filter(|(_, column)| !is_input(&column.origin)) {
        given.columns[id].fill_with(nothing);
    }
    for (table, body) in plan.tables.entries() {
        if matches!(&body.shape, Shape::List(list) if list.derivation.is_some()) {
            given.lines[table] = 0;
        }
    }
    write_xml(plan, submission, &given)
}

fn is_input(origin: &Origin) -> bool {
    match origin {
        Origin::Input(_) => true,
        Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => false,
    }
}

fn text_of(given: &Given) -> &str {
    match given {
        Given::Nothing | Given::UnknownOfMembers => "",
        Given::Text(text) | Given::JsonNumber(text) | Given::NoValue(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sample_plan::{evaluated, sample_plan, shown};
    use crate::read::{Format, ReadOptions, read_all};

    const GIVEN: &str = "entity,period,report,table,row,column,value
E,2025-Q1,capital,main,010,,5
E,2025-Q1,ladder,assets,110,020,7
E,2025-Q1,currency,positions,1,A,\"U, \"\"S\"\"D\"
E,2025-Q1,currency,positions,2,010,-1.50
E,2025-Q1,parameters,,limit,,25
";

    fn read(plan: &Plan, text: &str, format: Format) -> Submission {
        read_all(text.as_bytes(), "f", format, plan, &ReadOptions::default()).unwrap().remove(0)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let plan = sample_plan();
        let given = read(&plan, GIVEN, Format::LongCsv);
        let sorted = |submission: &Submission| {
            let mut cells = shown(&submission.cells);
            cells.sort();
            cells
        };
        let mut csv = Vec::new();
        write_long_csv([&given], &mut csv).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap(), GIVEN);
        assert_eq!(sorted(&read(&plan, &write_submission_json(&plan, &given), Format::Json)), sorted(&given));
        let xml = write_submission_xml(&plan, &given, &evaluated(&plan, &given)).unwrap();
        assert!(!xml.contains("computed"), "{xml}");
        assert_eq!(sorted(&read(&plan, &xml, Format::Xml)), sorted(&given), "{xml}");
    }
}
