//! The manifest of generated submissions: what each file is for and what must come out.

use crate::arguments::generate::{GenerateArguments, GeneratedFormat};
use positum_plan::plan::{CheckId, Plan};
use positum_proof::generate::words::{cell_label, check_label, purpose_text, reason_text};
use positum_proof::generate::{Count, Expected, Generated, GeneratedSet};
use positum_runtime::language::Language;
use serde_json::{Map, Value, json};
use std::io;

/// The columns of the table.
const COLUMNS: [&str; 14] = [
    "file",
    "period",
    "group",
    "purpose",
    "check",
    "outcome",
    "cell",
    "shown",
    "exit_code",
    "failing",
    "findings",
    "changed_cell",
    "beside",
    "earlier",
];

/// What was generated for a period.
pub(super) struct Set<'s> {
    pub(super) plan: &'s Plan,
    pub(super) set: &'s GeneratedSet,
    pub(super) prefix: &'s str,
}

/// Writes the manifest as data.
pub(super) fn json(sets: &[Set<'_>], arguments: &GenerateArguments, language: Language) -> String {
    let mut submissions = Vec::new();
    let mut not_found = Vec::new();
    for one in sets {
        submissions.extend(one.set.submissions.iter().map(|generated| entry(one, generated, arguments, language)));
        not_found.extend(one.set.not_found.iter().map(|missing| {
            json!({
                "period": one.set.period.to_string(),
                "purpose": purpose_text(one.plan, &missing.purpose, language),
                "reason": reason_text(missing.reason, language),
            })
        }));
    }
    let package = sets.first().map_or("", |one| one.plan.package.name.as_str());
    let whole = json!({
        "package": package,
        "version": env!("CARGO_PKG_VERSION"),
        "seed": arguments.seed,
        "parameters": arguments.parameter,
        "submissions": submissions,
        "not_found": not_found,
    });
    format!("{whole:#}\n")
}

fn file_name(one: &Set<'_>, name: &str, arguments: &GenerateArguments) -> String {
    format!("{}{name}.{}", one.prefix, arguments.format.ending())
}

/// Names the files of a submission: those of earlier periods by time, and its own last.
pub(super) fn file_names(prefix: &str, generated: &Generated, format: GeneratedFormat) -> Vec<String> {
    let Generated { name, earlier, .. } = generated;
    let of_earlier = earlier.iter().map(|submission| format!("{prefix}{name}.earlier_{}.{}", submission.period, format.ending()));
    of_earlier.chain([format!("{prefix}{name}.{}", format.ending())]).collect()
}

fn earlier_files(one: &Set<'_>, generated: &Generated, arguments: &GenerateArguments) -> Vec<String> {
    let mut names = file_names(one.prefix, generated, arguments.format);
    names.pop();
    names
}

fn entry(one: &Set<'_>, generated: &Generated, arguments: &GenerateArguments, language: Language) -> Value {
    let plan = one.plan;
    let mut entry = json!({
        "file": file_name(one, &generated.name, arguments),
        "entity": generated.name,
        "period": one.set.period.to_string(),
        "group": generated.group.keyword(),
        "purpose": purpose_text(plan, &generated.purpose, language),
        "expected": expected(plan, &generated.expected),
        "exit_code": exit_code(generated),
        "failing": generated.record.failing.iter().map(|(check, row)| failing(plan, *check, row)).collect::<Vec<_>>(),
        "findings": generated.record.findings,
    });
    let earlier = earlier_files(one, generated, arguments);
    if let (Value::Object(entry), false) = (&mut entry, earlier.is_empty()) {
        entry.insert("earlier".to_owned(), json!(earlier));
    }
    if let (Value::Object(entry), Some(beside)) = (&mut entry, &generated.beside) {
        let neighbour = json!({
            "file": file_name(one, &beside.name, arguments),
            "cell": beside.cell,
            "here": beside.here,
            "there": beside.there,
            "one_unit": beside.is_one_unit,
        });
        entry.insert("beside".to_owned(), neighbour);
    }
    entry
}

/// Gives what `positum eval` ends with.
fn exit_code(generated: &Generated) -> u8 {
    u8::from(generated.record.is_wrong)
}

fn failing(plan: &Plan, check: CheckId, row: &str) -> Value {
    let body = &plan.checks[check];
    json!({"report": plan.reports[body.report].name, "check": body.name, "row": row, "severity": body.severity.keyword()})
}

/// Writes what the purpose alone predicts.
fn expected(plan: &Plan, expected: &Expected) -> Value {
    let mut all = Map::new();
    if expected.is_clean {
        all.insert("clean".to_owned(), json!(true));
    }
    if let Some((check, outcome)) = expected.check {
        all.insert("check".to_owned(), json!({"check": check_label(plan, check), "outcome": outcome.keyword()}));
    }
    if let Some((at, shown)) = &expected.value {
        all.insert("value".to_owned(), json!({"cell": cell_label(plan, *at), "shown": shown}));
    }
    if let Some((code, count)) = expected.findings {
        let count = match count {
            Count::Exactly(number) => json!({"code": code, "exactly": number}),
            Count::AtLeast(number) => json!({"code": code, "at_least": number}),
        };
        all.insert("findings".to_owned(), count);
    }
    if let Some((code, at)) = expected.finding_at {
        all.insert("finding_at".to_owned(), json!({"code": code, "cell": cell_label(plan, at)}));
    }
    let lines: Map<String, Value> = expected
        .lines
        .iter()
        .map(|(list, lines)| {
            let body = &plan.tables[*list];
            (format!("{}.{}", plan.reports[body.report].name, body.name), json!(lines))
        })
        .collect();
    if !lines.is_empty() {
        all.insert("lines".to_owned(), Value::Object(lines));
    }
    Value::Object(all)
}

/// Writes the manifest as a table.
pub(super) fn csv(sets: &[Set<'_>], arguments: &GenerateArguments, language: Language) -> io::Result<Vec<u8>> {
    let mut lines = vec![COLUMNS.map(str::to_owned)];
    for one in sets {
        lines.extend(one.set.submissions.iter().map(|generated| line(one, generated, arguments, language)));
    }
    let mut text = String::new();
    for line in lines {
        let fields: Vec<String> = line.iter().map(|field| quoted(field)).collect();
        text.push_str(&fields.join(","));
        text.push('\n');
    }
    Ok(text.into_bytes())
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

fn line(one: &Set<'_>, generated: &Generated, arguments: &GenerateArguments, language: Language) -> [String; 14] {
    let Generated { expected, record, beside, .. } = generated;
    let (check, outcome) =
        expected.check.map_or_else(Default::default, |(check, outcome)| (check_label(one.plan, check), outcome.keyword().to_owned()));
    let (cell, shown) = expected.value.as_ref().map_or_else(Default::default, |(at, shown)| (cell_label(one.plan, *at), shown.clone()));
    let (changed, beside) = beside.as_ref().map_or_else(Default::default, |beside| (beside.cell.clone(), file_name(one, &beside.name, arguments)));
    let mut failing: Vec<String> = record.failing.iter().map(|(check, _)| check_label(one.plan, *check)).collect();
    failing.dedup();
    let findings: Vec<String> = record.findings.iter().map(|(code, count)| format!("{code} {count}")).collect();
    [
        file_name(one, &generated.name, arguments),
        one.set.period.to_string(),
        generated.group.keyword().to_owned(),
        purpose_text(one.plan, &generated.purpose, language),
        check,
        outcome,
        cell,
        shown,
        exit_code(generated).to_string(),
        failing.join("; "),
        findings.join("; "),
        changed,
        beside,
        earlier_files(one, generated, arguments).join("; "),
    ]
}
