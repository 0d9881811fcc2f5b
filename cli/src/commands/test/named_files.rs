//! Reads the files that tests name, each once, and finds tests that they have no submission for.

use crate::commands::input::{FileFormat, read_bytes, submissions_of};
use crate::exit_code::Failure;
use crate::message_language::{message_language, spoken};
use crate::package_files::{NoPath, path_in_package};
use crate::read_sources::{Source, folder_of};
use crate::show_diagnostics::place_of;
use positum_compiler::compile_tests::CompiledTest;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_plan::period::Period;
use positum_plan::plan::Plan;
use positum_runtime::read::{ReadOptions, format_of};
use positum_runtime::run_tests::{NotPicked, TestFiles};
use positum_runtime::submission::Submission;
use positum_spreadsheet::read_workbook::is_workbook_name;
use std::collections::{BTreeMap, BTreeSet};

/// The most submissions that an error lists.
const MOST_LISTED: usize = 8;

/// Reads the files that tests name.
///
/// # Errors
/// A file that cannot be read, or that has not just one submission for a test, with where the test names it.
pub(super) fn read_files<'t>(tests: impl Iterator<Item = &'t CompiledTest>, sources: &[Source], plans: &[Plan]) -> Result<TestFiles, Failure> {
    let tests: Vec<&CompiledTest> = tests.collect();
    let named = || tests.iter().flat_map(|test| test.case.files.iter().map(|(period, file)| (*test, *period, file)));
    let mut periods: BTreeMap<&str, (Span, BTreeSet<Period>)> = BTreeMap::new();
    for (test, period, file) in named() {
        let span = test.files.get(&period).copied().unwrap_or(test.span);
        periods.entry(&file.name).or_insert_with(|| (span, BTreeSet::new())).1.insert(period);
    }
    let at = |span: Span, what: &str| {
        let (file, line, column) = place_of(sources, span);
        Failure::Data(format!("{file}:{line}:{column}: {what}"))
    };
    let mut files = TestFiles::default();
    for (name, (span, periods)) in periods {
        let submissions = read_file(name, &periods, sources, plans).map_err(|what| at(span, &what))?;
        files.add(name, submissions);
    }
    for (test, period, file) in named() {
        if let Err(reason) = files.pick(file, period) {
            let span = test.files.get(&period).copied().unwrap_or(test.span);
            return Err(at(span, &spoken(&not_picked(&file.name, file.entity.as_deref(), period, &reason))));
        }
    }
    Ok(files)
}

/// Reads a file; where its submissions have no period, they are for each that tests name.
fn read_file(name: &str, periods: &BTreeSet<Period>, sources: &[Source], plans: &[Plan]) -> Result<Vec<Submission>, String> {
    let path = path_in_package(folder_of(sources), name).map_err(|reason| spoken(&no_path(name, &reason)))?;
    let path = path.display().to_string();
    let format = if is_workbook_name(name) { Some(FileFormat::Workbook) } else { format_of(name).map(FileFormat::Text) };
    let Some(format) = format else {
        return Err(spoken(&said!("{name}: the ending tells no format (.csv, .json, .jsonl, .xml, .xlsx, .ods)")));
    };
    let told = |failure: Failure| match failure {
        Failure::Data(what) | Failure::Usage(what) => what,
        Failure::Definition | Failure::ClosedPipe => name.to_owned(),
    };
    let (_, bytes) = read_bytes(&path).map_err(told)?;
    let read = |period: Option<Period>| {
        let options = ReadOptions { period, ..ReadOptions::default() };
        submissions_of(&bytes, name, format, plans, &options, message_language())
    };
    match read(None) {
        Ok(submissions) => Ok(submissions),
        Err(failure) => {
            let each: Result<Vec<Vec<Submission>>, Failure> = periods.iter().map(|period| read(Some(*period))).collect();
            each.map(|each| each.concat()).map_err(|_| told(failure))
        }
    }
}

fn no_path(name: &str, reason: &NoPath) -> Phrase {
    match reason {
        NoPath::NoFolder => said!("the package comes from standard input, and has no folder with `{name}`"),
        NoPath::Missing => said!("there is no file `{name}` in the package's folder"),
        NoPath::Unreadable(reason) => said!("`{name}` cannot be read: {reason}"),
    }
}

fn not_picked(file: &str, entity: Option<&str>, period: Period, reason: &NotPicked) -> Phrase {
    match reason {
        NotPicked::NotRead => no_path(file, &NoPath::Missing),
        NotPicked::None(others) if others.is_empty() => said!("{file}: there is no submission"),
        NotPicked::None(others) => {
            let others = listed(others.iter().map(|(entity, period)| format!("{entity} {period}")));
            match entity {
                Some(entity) => said!("`{file}` has no submission of `{entity}` for {period}; it has {others}"),
                None => said!("`{file}` has no submission for {period}; it has {others}"),
            }
        }
        NotPicked::Several(entities) => {
            let entities = listed(entities.iter().cloned());
            said!("`{file}` has several submissions for {period}: {entities}; say whose is meant, as `entity \"…\"`")
        }
    }
}

/// Lists names from a file, without characters that could move the cursor.
fn listed(names: impl Iterator<Item = String>) -> String {
    let names: BTreeSet<String> = names.map(|name| crate::commands::explain_cell::printable(&name)).collect();
    let more = if names.len() > MOST_LISTED { ", …" } else { "" };
    format!("{}{more}", names.into_iter().take(MOST_LISTED).collect::<Vec<_>>().join(", "))
}
