//! Codes that a spreadsheet took for numbers: `020` came out as `20`.
//!
//! In come a name that a package does not have and where it stood; out goes the code that it was, if there is one.

use crate::language::Language;
use crate::submission::Address;
use positum_plan::plan::{Axis, Plan, Shape, Table};

/// Names the code of a table that differs from a name by the zeros in front alone.
pub(super) fn lost_zeros_text(plan: &Plan, address: &Address, name: &str, language: Language) -> Option<String> {
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let is_meant = |table: &&Table| {
        let report = &plan.reports[table.report].name;
        (address.table.is_empty() || address.table == table.name) && (address.report.is_empty() || address.report == *report)
    };
    let mut codes = plan.tables.iter().filter(is_meant).flat_map(codes_of);
    let code = codes.find(|code| code.trim_start_matches('0') == name && code.len() > name.len()).filter(|_| is_number)?;
    Some(match language {
        Language::Latvian => format!("; kods ir `{code}`, ar nulli sākumā"),
        Language::English => format!("; the code is `{code}`, with a zero in front"),
    })
}

fn codes_of(table: &Table) -> impl Iterator<Item = &str> {
    let axes: Vec<&Axis> = match &table.shape {
        Shape::Form { axis, .. } => vec![axis],
        Shape::Grid { rows, columns, .. } => vec![rows, columns],
        Shape::List(list) => vec![&list.axis],
    };
    axes.into_iter().flat_map(|axis| &axis.entries).map(|entry| entry.code.as_str())
}
