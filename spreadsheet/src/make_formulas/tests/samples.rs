//! The packages of the repository with their samples.

use super::submissions::{Given, random};
use positum_compiler::compile::compile_package;
use positum_compiler::sources::{FileText, Sources};
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::Plan;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::submission::{Given as GivenValue, SubmittedCell};
use std::path::{Path, PathBuf};

/// How many samples of a package are tried.
const SAMPLES: usize = 12;
/// How many submissions of random values each package is tried with.
const RANDOM_SUBMISSIONS: u32 = 4;

/// Gives names, plans, what is given, and periods.
pub(super) fn all() -> Vec<(String, Plan, Given, Period)> {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("../reports");
    let mut all = Vec::new();
    for package in ["lv_credit_unions", "lv_treasury_budget", "us_ncua_5300"] {
        let folder = reports.join(package);
        let Some(plan) = plan(&folder) else { panic!("{package} does not compile") };
        for seed in 0..RANDOM_SUBMISSIONS {
            let is_yearly = plan.reports.iter().any(|report| report.period == Some(PeriodKind::Year));
            let part = if is_yearly { "" } else { "-Q2" };
            let period = plan.package.validity.from.map_or_else(|| "2025-Q1".to_owned(), |from| format!("{}{part}", from.year()));
            all.push((format!("{package} random {seed}"), plan.clone(), random(&plan, seed), period.parse().unwrap()));
        }
        for path in files(&folder.join("samples"), "json").into_iter().take(SAMPLES) {
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Ok(submissions) = read_all(&bytes, &name, Format::Json, &plan, &ReadOptions::default()) else { continue };
            for submission in submissions {
                let given = submission.cells.iter().filter_map(given).collect();
                all.push((format!("{package} {name}"), plan.clone(), given, submission.period));
            }
        }
    }
    all
}

fn given(cell: &SubmittedCell) -> Option<(String, String)> {
    let value = match &cell.given {
        GivenValue::Text(text) | GivenValue::JsonNumber(text) => text.clone(),
        GivenValue::Nothing | GivenValue::UnknownOfMembers | GivenValue::NoValue(_) => return None,
    };
    let address = &cell.address;
    if address.report == "parameters" {
        return Some((format!("parameter:{}", address.row), value));
    }
    let column = if address.column.is_empty() { String::new() } else { format!(":{}", address.column) };
    Some((format!("{}.{}.{}{column}", address.report, address.table, address.row), value))
}

fn plan(folder: &Path) -> Option<Plan> {
    let texts: Vec<String> = files(folder, "positum").iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_or(FileText::Missing, FileText::Text);
    compile_package(&Sources { texts: &texts, files: &read }).plan
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|own| own == ending)).collect();
    files.sort();
    files
}
