//! `positum test`

mod coverage;
mod human;
mod json;
mod junit;
mod mutate;
mod named_files;
mod seconds;
mod test_runs;
mod watch;

use crate::arguments::{TestArguments, TestFormat};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::package_files::read_file_of_package;
use crate::progress::Work;
use crate::read_sources::{compile_asking, folder_of, read_sources};
use crate::show_diagnostics::{Places, show_diagnostics};
use positum_compiler::compile_tests::CompiledTest;
use positum_grammar::phrase::said;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use test_runs::{TestRun, run_tests, wanted_tests};
use watch::Watched;

/// What is shown of tests, or of those that would run.
struct Shown<'s> {
    /// Where tests stand.
    places: Places<'s>,
    /// The package, by its newest version.
    plan: &'s Plan,
    /// What was run.
    runs: &'s [TestRun<'s>],
    /// How many tests were left out after the first that failed.
    not_run: usize,
    /// Whether to tell how long tests took.
    with_times: bool,
}

impl Shown<'_> {
    fn failed(&self) -> usize {
        self.runs.iter().filter(|run| !run.passes()).count()
    }

    /// Names the file in which a test stands.
    fn file(&self, run: &TestRun<'_>) -> String {
        run.cases.first().map(|case| self.places.file(case.test.span).to_owned()).unwrap_or_default()
    }

    fn passed(&self) -> usize {
        self.runs.len().saturating_sub(self.failed())
    }
}

/// Runs the tests of a package, again and again where that is asked for.
pub(crate) fn run(arguments: &TestArguments) -> Result<ExitCode, Failure> {
    if arguments.mutation.mutate {
        return mutate::run(arguments);
    }
    let mut watched = Watched::default();
    if !arguments.run.watch {
        return run_once(arguments, &mut watched);
    }
    if arguments.package == "-" {
        return Err(Failure::Usage(spoken(&said!("--watch: standard input does not change; name a folder or a file"))));
    }
    loop {
        watch::clear_screen()?;
        watched.begin(&arguments.package);
        match run_once(arguments, &mut watched) {
            Ok(_) | Err(Failure::Definition) => {}
            Err(Failure::ClosedPipe) => return Err(Failure::ClosedPipe),
            // What is wrong may be mended while we wait.
            Err(failure @ (Failure::Data(_) | Failure::Usage(_))) => output::tell(&format!("{}\n", failure.message().unwrap_or_default())),
        }
        watched.wait_for_change();
    }
}

fn run_once(arguments: &TestArguments, watched: &mut Watched) -> Result<ExitCode, Failure> {
    let sources = read_sources(&arguments.package)?;
    let folder = folder_of(&sources);
    let mut compiled = compile_asking(&sources, &|name| {
        watched.see(folder, name);
        read_file_of_package(folder, name)
    });
    show_diagnostics(&sources, &compiled.diagnostics, arguments.message_format);
    let places_of_parts = std::mem::take(&mut compiled.places);
    let (plans, tests) = compiled.plans_and_tests();
    let Some(plan) = plans.last() else { return Err(Failure::Definition) };
    let places = Places::new(&sources);
    let wanted = wanted_tests(&tests, &plans, &places, &arguments.run.filter);
    if wanted.is_empty() && !arguments.run.filter.is_empty() {
        let texts = arguments.run.filter.join(", ");
        return Err(Failure::Usage(spoken(&said!("--filter {texts}: no test of the package has this in its name, report or file"))));
    }
    if arguments.run.list {
        output::print(list_text(&wanted, &plans, &places, arguments.run.format).as_bytes())?;
        return Ok(ExitCode::Clean);
    }
    let cases = || wanted.iter().flat_map(|test| test.iter().copied());
    cases().flat_map(|case| case.case.files.values()).for_each(|file| watched.see(folder, &file.name));
    let files = named_files::read_files(cases(), &sources, &plans)?;
    let prepared = plans.iter().map(|plan| Evaluator::new(plan, &EvaluationOptions::default()));
    let evaluators: Vec<Evaluator<'_>> = prepared.collect::<Result<_, _>>().map_err(|error| Failure::Usage(error.text(message_language())))?;
    let running = Work::begin(&arguments.package);
    let runs = run_tests(&wanted, &evaluators, &files, arguments.run.fail_fast);
    drop(running);
    let not_run = wanted.len().saturating_sub(runs.len());
    let ran = || runs.iter().flat_map(|run| &run.cases).map(|case| case.test);
    let covered =
        arguments.coverage.is_wanted().then(|| coverage::cover(&evaluators, &places_of_parts, &ran().collect::<Vec<_>>(), &files)).flatten();
    let shown = Shown { places, plan, runs: &runs, not_run, with_times: arguments.run.times };
    show(&shown, arguments)?;
    let is_enough = covered.map_or(Ok(true), |covered| coverage::show(&covered, &shown, &sources, arguments))?;
    Ok(if is_enough && shown.failed() == 0 { ExitCode::Clean } else { ExitCode::Findings })
}

/// Writes outcomes; where a file is written, people still see what failed.
fn show(shown: &Shown<'_>, arguments: &TestArguments) -> Result<(), Failure> {
    let text = match arguments.run.format {
        TestFormat::Human => human::text(shown),
        TestFormat::Json => json::text(shown),
        TestFormat::Junit => junit::text(shown)?,
    };
    let Some(path) = &arguments.run.output else { return output::print(text.as_bytes()) };
    output::write_file(path, |file| file.write_all(text.as_bytes()))?;
    match arguments.run.format {
        TestFormat::Human => Ok(()),
        TestFormat::Json | TestFormat::Junit => output::print(human::text(shown).as_bytes()),
    }
}

fn list_text(wanted: &[Vec<&CompiledTest>], plans: &[Plan], places: &Places<'_>, format: TestFormat) -> String {
    let firsts = wanted.iter().filter_map(|test| test.first().copied());
    match format {
        TestFormat::Human | TestFormat::Junit => firsts.map(|test| human::listed(test, places)).collect(),
        TestFormat::Json => json::list(firsts, plans, places),
    }
}
