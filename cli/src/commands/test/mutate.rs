//! `positum test --mutate`: changes the definition, and lists the changes that no test notices.

mod data;
mod excerpt;
mod judged;
mod show;

use super::named_files::read_files;
use super::test_runs::wanted_tests;
use crate::arguments::{TestArguments, TestFormat};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::package_files::read_file_of_package;
use crate::progress::Steps;
use crate::read_sources::{Source, compile_sources, folder_of, read_sources};
use crate::show_diagnostics::Places;
use judged::{Judged, counts, test_name};
use positum_compiler::parsed_package::ParsedPackage;
use positum_compiler::sources::Sources;
use positum_grammar::mutations::{Mutation, mutations_of};
use positum_grammar::phrase::said;
use positum_grammar::source::SourceId;
use positum_plan::plan::Plan;
use positum_proof::mutation::{Compiled, Definition, Judge, Teller, Verdict};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Runs the tests against every mutant of the package.
pub(super) fn run(arguments: &TestArguments) -> Result<ExitCode, Failure> {
    let format = match arguments.run.format {
        TestFormat::Human => show::human_text,
        TestFormat::Json => data::json_text,
        TestFormat::Junit => return Err(Failure::Usage(spoken(&said!("--format junit: mutants are no tests; write `human` or `json`")))),
    };
    let sources = read_sources(&arguments.package)?;
    let (plans, tests) = compile_sources(&sources, arguments.message_format).plans_and_tests();
    let Some(plan) = plans.last() else { return Err(Failure::Definition) };
    let Some(original) = Definition::new(&plans) else { return Err(Failure::Definition) };
    let tests = wanted_tests(&tests, &plans, &Places::new(&sources), &arguments.run.filter).concat();
    let files = read_files(tests.iter().copied(), &sources, &plans)?;
    if let Some(failing) = tests.iter().find(|test| original.fails(test.version, &test.case, &files)).map(|test| test.case.name.clone()) {
        let message = said!("test `{failing}` fails as the definition is: mend it first, `positum test` shows why");
        output::tell(&format!("{}\n", spoken(&said!("error: {message}"))));
        return Ok(ExitCode::Findings);
    }
    let texts: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
    let folder = folder_of(&sources);
    let files_of_package = |name: &str| read_file_of_package(folder, name);
    let package = ParsedPackage::new(Sources { texts: &texts, files: &files_of_package });
    let mutations = wanted(mutations_of(&package.tree(), &texts), &sources, plan, arguments)?;
    let teller = Teller::new(&original, tests.iter().map(|test| (test.version, &test.case)), &files, arguments.mutation.mutate_seed);
    let names = tests.iter().map(|test| test.case.name.as_str()).collect();
    let compile = |test: Option<&str>| compiled(&package, None, test);
    let judge = Judge { original: &original, compile: &compile, tests: names, files: &files, teller: &teller };
    let verdict = |mutation: &Mutation| {
        let edited = package.texts().get(mutation.span.source.0 as usize).map(|text| mutation.apply(text));
        let changed = edited.as_deref().map(|text| (mutation.span.source, text));
        judge.verdict(&|test| compiled(&package, changed, test), mutation.report.as_deref(), &test_name(&sources, mutation))
    };
    let judged = judge_all(&verdict, &mutations, &arguments.package);
    let shown = format(&sources, plan, &judged);
    match &arguments.run.output {
        None => output::print(shown.as_bytes())?,
        Some(path) => output::write_file(path, |file| file.write_all(shown.as_bytes()))?,
    }
    let is_enough = arguments.mutation.mutate_fail_under.is_none_or(|percent| counts(&judged).reaches(percent));
    Ok(if is_enough { ExitCode::Clean } else { ExitCode::Findings })
}

/// Chooses the mutations that the arguments ask for.
fn wanted(all: Vec<Mutation>, sources: &[Source], plan: &Plan, arguments: &TestArguments) -> Result<Vec<Mutation>, Failure> {
    let mutation = &arguments.mutation;
    for report in &mutation.mutate_report {
        if !plan.reports.iter().any(|known| known.name == *report) && !plan.other_reports.contains(report) {
            return Err(Failure::Usage(spoken(&said!("--mutate-report {report}: the package has no such report"))));
        }
    }
    let is_kind = |found: &Mutation| match mutation.mutate_kind.as_slice() {
        [] => found.kind.is_seen_by_tests(),
        kinds => kinds.contains(&found.kind),
    };
    let is_report = |found: &Mutation| {
        let names = &mutation.mutate_report;
        names.is_empty() || found.report.as_ref().is_some_and(|report| names.contains(report))
    };
    let is_file = |found: &Mutation| {
        let name = sources.get(found.span.source.0 as usize).map_or("", |source| source.name.as_str());
        mutation.mutate_file.as_ref().is_none_or(|text| name.contains(text.as_str()))
    };
    let mut found: Vec<Mutation> = all.into_iter().filter(|found| is_kind(found) && is_report(found) && is_file(found)).collect();
    if let Some(text) = mutation.mutate_file.as_ref().filter(|_| found.is_empty()) {
        return Err(Failure::Usage(spoken(&said!("--mutate-file {text}: there is nothing to change in a file of this name"))));
    }
    if let Some(most) = mutation.mutate_limit {
        found = drawn(found, most, mutation.mutate_seed);
    }
    Ok(found)
}

/// Draws some of all, which stay in their order.
fn drawn(all: Vec<Mutation>, most: usize, seed: u64) -> Vec<Mutation> {
    let mut state = seed;
    let mut left = all.len();
    let mut wanted = most;
    let mut is_drawn = |_: &Mutation| {
        // A linear congruential generator is good enough to choose; its high bits are the better ones.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chosen = (state >> 33)
            .checked_rem(u64::try_from(left).unwrap_or(1).max(1))
            .is_some_and(|number| number < u64::try_from(wanted).unwrap_or(u64::MAX));
        left = left.saturating_sub(1);
        wanted = wanted.saturating_sub(usize::from(chosen));
        chosen
    };
    all.into_iter().filter(|mutation| is_drawn(mutation)).collect()
}

/// Compiles the package with one text changed, and a test added after the last.
fn compiled(package: &ParsedPackage<'_>, changed: Option<(SourceId, &str)>, test: Option<&str>) -> Compiled {
    let after_last = SourceId(u32::try_from(package.texts().len()).unwrap_or(u32::MAX));
    let all: Vec<(SourceId, &str)> = changed.into_iter().chain(test.map(|test| (after_last, test))).collect();
    let (plans, tests) = package.compile_with(&all).plans_and_tests();
    Compiled { plans, tests: tests.into_iter().map(|test| (test.version, test.case)).collect() }
}

/// Judges all mutations, on all processors; the order stays.
fn judge_all<'m>(verdict: &(dyn Fn(&Mutation) -> Verdict + Sync), mutations: &'m [Mutation], name: &str) -> Vec<Judged<'m>> {
    let next = AtomicUsize::new(0);
    let progress = Mutex::new(Steps::begin(name, mutations.len()));
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let work = || {
        let mut done: Vec<(usize, Judged<'m>)> = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(mutation) = mutations.get(index) else { break done };
            done.push((index, Judged { mutation, verdict: verdict(mutation) }));
            if let Ok(mut progress) = progress.lock() {
                progress.step();
            }
        }
    };
    let mut all: Vec<(usize, Judged<'m>)> = thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    all.sort_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, judged)| judged).collect()
}
