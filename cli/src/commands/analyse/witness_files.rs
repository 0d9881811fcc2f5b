//! Writes the submissions that show claims as files, in the shape that `positum eval` reads.

use super::shown_claims::ShownClaim;
use crate::exit_code::Failure;
use crate::message_language::spoken;
use crate::output::write_file;
use positum_grammar::phrase::said;
use positum_plan::plan::{Check, Plan, Scope, Shape};
use positum_proof::analyse::Shows;
use positum_proof::draft::Draft;
use positum_runtime::submission::{Given, PARAMETERS, Submission};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// The tables of reports, by name.
type Reports = BTreeMap<String, BTreeMap<String, Value>>;

/// How our files end, by which a folder that was written before is known.
const ENDING: &str = ".witness.json";

/// Writes the submissions of each claim; gives the names of their files, in the order of the claims.
pub(super) fn write(folder: &Path, claims: &[ShownClaim<'_>]) -> Result<Vec<Vec<String>>, Failure> {
    clear(folder)?;
    let mut names = Vec::new();
    for (number, shown) in (1_usize..).zip(claims) {
        let mut of_claim = Vec::new();
        for (shows, draft) in &shown.claim.witnesses {
            let name = format!("{number:03}-{}-{}{ENDING}", shown.claim.kind.keyword(), shows_name(shown.plan, *shows));
            let text = format!("{:#}\n", document(shown.plan, draft));
            write_file(&folder.join(&name), |file| file.write_all(text.as_bytes()))?;
            of_claim.push(name);
        }
        names.push(of_claim);
    }
    Ok(names)
}

/// Makes the folder, and takes away what was written before; a folder with other files stays as it is.
fn clear(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display().to_string();
    std::fs::create_dir_all(folder).map_err(|error| Failure::disk(&shown, &error))?;
    let mut ours = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| Failure::disk(&shown, &error))? {
        let entry = entry.map_err(|error| Failure::disk(&shown, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(ENDING) {
            return Err(Failure::Data(spoken(&said!(
                "{shown} holds {name}, which no analysis has written; nothing was written. Name another folder"
            ))));
        }
        ours.push(entry.path());
    }
    ours.iter().try_for_each(|path| std::fs::remove_file(path).map_err(|error| Failure::disk(&path.display().to_string(), &error)))
}

fn shows_name(plan: &Plan, shows: Shows) -> String {
    let of = |check| {
        let check: &Check = &plan.checks[check];
        match &check.scope {
            Scope::Row(code) | Scope::Column(code) => format!("{}-{code}", check.name),
            Scope::Once | Scope::EachLine(_) => check.name.clone(),
        }
    };
    let name = match shows {
        Shows::Passes(check) => format!("{}-passes", of(check)),
        Shows::Fails(check) => format!("{}-fails", of(check)),
        Shows::Skipped(check) => format!("{}-is_not_evaluated", of(check)),
        Shows::IsZero => "divides_by_zero".to_owned(),
        Shows::Divides => "divides".to_owned(),
        Shows::Holds => "holds".to_owned(),
        Shows::HoldsNot => "does_not_hold".to_owned(),
    };
    name.chars().map(|sign| if sign.is_ascii_alphanumeric() || "_-.".contains(sign) { sign } else { '_' }).collect()
}

/// Gives a submission as JSON, of which `positum eval` makes the same submission again.
pub(super) fn document(plan: &Plan, draft: &Draft) -> Value {
    let submission: Submission = draft.submission(plan, "witness");
    let (mut reports, mut parameters) = (Reports::new(), Map::new());
    for cell in &submission.cells {
        let text = match &cell.given {
            Given::Text(text) | Given::JsonNumber(text) | Given::NoValue(text) => Value::String(text.clone()),
            Given::Nothing | Given::UnknownOfMembers => Value::Null,
        };
        let address = &cell.address;
        if address.report == PARAMETERS {
            parameters.insert(address.row.clone(), text);
            continue;
        }
        let empty = || if is_list(plan, &address.report, &address.table) { json!([]) } else { json!({}) };
        let table = reports.entry(address.report.clone()).or_default().entry(address.table.clone()).or_insert_with(empty);
        put(table, &address.row, &address.column, text);
    }
    let mut whole = json!({"entity": submission.entity, "period": submission.period.to_string(), "reports": reports});
    if let (Value::Object(whole), false) = (&mut whole, parameters.is_empty()) {
        whole.insert(PARAMETERS.to_owned(), Value::Object(parameters));
    }
    whole
}

/// Puts a value into a table: a form, a grid, or the lines of a list.
fn put(table: &mut Value, row: &str, column: &str, value: Value) {
    match table {
        Value::Array(_) => put_in_line(table, row, column, value),
        Value::Object(rows) if column.is_empty() => {
            rows.insert(row.to_owned(), value);
        }
        Value::Object(rows) => {
            if let Value::Object(row) = rows.entry(row.to_owned()).or_insert_with(|| json!({})) {
                row.insert(column.to_owned(), value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Puts a value into a line, by its number; lines before it that have no value are empty objects.
fn put_in_line(lines: &mut Value, number: &str, column: &str, value: Value) {
    let Value::Array(lines) = lines else { return };
    let index = number.parse::<usize>().unwrap_or(1).saturating_sub(1);
    while lines.len() <= index {
        lines.push(Value::Object(Map::new()));
    }
    if let Some(Value::Object(line)) = lines.get_mut(index) {
        line.insert(column.to_owned(), value);
    }
}

fn is_list(plan: &Plan, report: &str, table: &str) -> bool {
    let of = plan.tables.iter().find(|of| of.name == table && plan.reports[of.report].name == report);
    of.is_some_and(|of| matches!(of.shape, Shape::List(_)))
}
