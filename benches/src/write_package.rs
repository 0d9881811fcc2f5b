//! Writes a package: one file with its header, parameters and codelists, and one for each report.

use crate::package_model::{Check, Entry, PackageModel, Shape, Table, report_name};
use std::fmt::Write as _;

/// Writes all files.
pub(crate) fn write_package(model: &PackageModel) -> Vec<(String, String)> {
    let mut files = vec![("000_package.positum".to_owned(), header(model))];
    for (report, checks) in model.report_checks.iter().enumerate() {
        let name = report_name(report);
        let mut text = format!("report {name} \"Report {0}\" lv \"Pārskats {0}\" {{\n", report + 1);
        text.push_str("  source \"Regulation (EU) 2021/451, Annex I\"\n  period quarter\n  due day 15 of the next month\n");
        model.tables.iter().filter(|table| table.report == report).for_each(|table| write_table(table, &mut text));
        text.push('\n');
        checks.iter().for_each(|check| write_check(check, 2, &mut text));
        text.push_str("}\n");
        files.push((format!("{:03}_{name}.positum", report + 1), text));
    }
    files
}

// Writing to a string cannot fail, which is why its results are dropped here.
fn header(model: &PackageModel) -> String {
    let mut text = "package european_size \"Package of the European size\" lv \"Eiropas izmēra pakete\" {\n  publisher \"Generated\"\n".to_owned();
    text.push_str("  language en, lv\n  valid from 2025-01-01\n  precision EUR 0, percent 2\n}\n");
    for number in &model.parameters {
        let limit = number % 90 + 10;
        let _ = write!(text, "\nparameter limit_{number:02} \"Limit {number}\" lv \"Robeža {number}\" : percent {{\n");
        let _ = write!(text, "  from 2025-01-01 = {limit} %  source \"Article {limit}\"\n  from 2026-01-01 = {limit}.5 %\n}}\n");
    }
    for number in &model.codelists {
        let _ = writeln!(text, "\ncodelist category_{number:02} \"Category {number}\" lv \"Kategorija {number}\" {{");
        for code in 1..=number % 20 + 6 {
            let _ = writeln!(text, "  {code:02} \"Member {code}\" lv \"Loceklis {code}\"");
        }
        text.push_str("}\n");
    }
    text
}

fn write_table(table: &Table, text: &mut String) {
    let (name, labels) = (&table.name, table.labels.written());
    match &table.shape {
        Shape::Form { positions, lets } => {
            let _ = writeln!(text, "\n  form {name} {labels} {{");
            write_entries(positions, &[], 4, text);
            for (name, formula) in lets {
                let _ = writeln!(text, "    let {name} = {formula}");
            }
        }
        Shape::Grid { columns, rows } => {
            let _ = writeln!(text, "\n  grid {name} {labels} : EUR, blank = 0 {{\n    columns {{");
            write_entries(columns, &[], 6, text);
            text.push_str("    }\n    rows {\n");
            write_entries(rows, columns, 6, text);
            text.push_str("    }\n");
        }
        Shape::List { columns, derivation, total } => {
            let derivation = derivation.as_ref().map_or(String::new(), |derivation| format!(" {derivation}"));
            let _ = writeln!(text, "\n  list {name} {labels}{derivation} {{");
            write_entries(columns, &[], 4, text);
            if !total.is_empty() {
                let cells: Vec<String> = total.iter().map(|(code, formula)| format!("{code} = {formula}")).collect();
                let _ = writeln!(text, "    total \"Total\" lv \"Kopā\" {{ {} }}", cells.join("; "));
            }
        }
    }
    table.checks.iter().for_each(|check| write_check(check, 4, text));
    text.push_str("  }\n");
}

fn write_entries(entries: &[Entry], columns: &[Entry], indent: usize, text: &mut String) {
    for entry in entries {
        if let Some(heading) = &entry.heading {
            let _ = writeln!(text, "{:indent$}heading {}", "", heading.written());
        }
        let _ = write!(text, "{:indent$}{} {}", "", entry.code, entry.labels.written());
        if let Some(value_type) = &entry.value_type {
            let _ = write!(text, " : {value_type}");
        }
        let marks: Vec<&str> = entry.marks.iter().filter_map(|mark| columns.get(*mark)).map(|column| column.code.as_str()).collect();
        if !marks.is_empty() {
            let _ = write!(text, "  x {}", marks.join(", "));
        }
        if let Some(overrides) = entry.overrides {
            let _ = write!(text, "  overrides {overrides}");
        }
        if let Some(formula) = &entry.formula {
            let _ = write!(text, " = {formula}");
        }
        if let Some(source) = &entry.source {
            let _ = write!(text, "  source \"{source}\"");
        }
        text.push('\n');
    }
}

fn write_check(check: &Check, indent: usize, text: &mut String) {
    let _ = write!(text, "{:indent$}check {}", "", check.name);
    if let Some(shown) = &check.shown {
        let _ = write!(text, " \"The value {{{shown}}} does not fit\" lv \"Vērtība {{{shown}}} neatbilst\"");
    }
    let _ = write!(text, " {{\n{:indent$}  require {}", "", check.requirement);
    if let Some(condition) = &check.condition {
        let _ = write!(text, " when {condition}");
    }
    if check.is_tolerant {
        text.push_str(" tolerance 1 EUR");
    }
    text.push('\n');
    if let Some(severity) = check.severity {
        let _ = writeln!(text, "{:indent$}  severity {severity}", "");
    }
    if let Some(source) = &check.source {
        let _ = writeln!(text, "{:indent$}  source \"{source}\"", "");
    }
    let _ = writeln!(text, "{:indent$}}}", "");
}
