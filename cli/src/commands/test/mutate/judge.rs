//! What becomes of one mutant: whether it compiles, means something else, and is noticed; else what would notice it.

use crate::message_language::message_language;
use crate::read_sources::Source;
use crate::show_diagnostics::place_of;
use positum_compiler::compile_tests::CompiledTest;
use positum_compiler::parsed_package::ParsedPackage;
use positum_grammar::mutations::Mutation;
use positum_grammar::source::SourceId;
use positum_plan::plan::Plan;
use positum_proof::budget::Budget;
use positum_proof::mutation::{Definition, Teller, Telling, test_text};
use positum_runtime::run_tests::{TestFiles, run_test};
use std::collections::BTreeSet;
use std::path::Path;

/// How many submissions are tried to tell a mutant from the definition.
const STEPS: u64 = 4_000;

/// A mutation with what became of it.
pub(super) struct Judged<'m> {
    pub(super) mutation: &'m Mutation,
    pub(super) verdict: Verdict,
}

/// What became of a mutant.
pub(super) enum Verdict {
    /// It, or a test with it, does not compile.
    NotCompiled,
    /// It means the same.
    Same,
    /// A test fails.
    Noticed,
    /// All tests pass.
    Survived(Box<Survivor>),
}

/// A mutant that all tests pass.
pub(super) struct Survivor {
    /// A submission on which it differs; nothing where none was found.
    pub(super) telling: Option<Telling>,
    /// A test that passes with the definition and fails with the mutant; both were tried.
    pub(super) test: Option<String>,
}

/// Judges mutants of one package.
pub(super) struct Judge<'j, 's> {
    pub(super) package: &'j ParsedPackage<'s>,
    pub(super) original: &'j Definition<'j>,
    pub(super) tests: &'j [&'j CompiledTest],
    /// What was read of files that tests name.
    pub(super) files: &'j TestFiles,
    pub(super) teller: &'j Teller<'j, 'j>,
    pub(super) sources: &'j [Source],
}

impl Judge<'_, '_> {
    pub(super) fn verdict(&self, mutation: &Mutation) -> Verdict {
        let Some(text) = self.package.texts().get(mutation.span.source.0 as usize) else { return Verdict::Same };
        let edited = mutation.apply(text);
        let (plans, tests) = self.package.compile_with(&[(mutation.span.source, &edited)]).plans_and_tests();
        if plans.is_empty() {
            return Verdict::NotCompiled;
        }
        if plans == self.original.plans() {
            return Verdict::Same;
        }
        let Some(mutant) = Definition::new(&plans) else { return Verdict::NotCompiled };
        if self.is_noticed(mutation, &mutant, &tests) {
            return Verdict::Noticed;
        }
        if mutant.means_the_same(self.original) {
            return Verdict::Same;
        }
        let telling = self.teller.tell(&mutant, &mut Budget::steps(STEPS));
        let test = telling.as_ref().and_then(|telling| self.test(mutation, &edited, telling));
        Verdict::Survived(Box::new(Survivor { telling, test }))
    }

    /// Tells whether a test fails; those of the report that was changed are run first, which most often do.
    fn is_noticed(&self, mutation: &Mutation, mutant: &Definition<'_>, tests: &[CompiledTest]) -> bool {
        let names: BTreeSet<&str> = self.tests.iter().map(|test| test.case.name.as_str()).collect();
        let report = |test: &CompiledTest| mutant.plans().get(test.version)?.reports.lookup(test.case.report?).map(|report| report.name.as_str());
        let is_near = |test: &&CompiledTest| mutation.report.is_some() && report(test) == mutation.report.as_deref();
        let wanted = tests.iter().filter(|test| names.contains(test.case.name.as_str()));
        let (near, far): (Vec<&CompiledTest>, Vec<&CompiledTest>) = wanted.partition(is_near);
        near.into_iter().chain(far).any(|test| fails(mutant, test, self.files))
    }

    /// Writes a test, and tries it with both.
    fn test(&self, mutation: &Mutation, edited: &str, telling: &Telling) -> Option<String> {
        let plan: &Plan = self.original.plans().get(telling.version?)?;
        let name = self.name(mutation);
        let test = test_text(plan, telling, &name)?;
        let added = SourceId(u32::try_from(self.package.texts().len()).ok()?);
        let is_failing = |changed: &[(SourceId, &str)]| {
            let (plans, tests) = self.package.compile_with(changed).plans_and_tests();
            let definition = Definition::new(&plans)?;
            tests.iter().find(|found| found.case.name == name).map(|test| fails(&definition, test, self.files))
        };
        let passes_now = is_failing(&[(added, &test)]) == Some(false);
        // A test that no longer compiles is no pass either.
        let fails_then = is_failing(&[(mutation.span.source, edited), (added, &test)]) != Some(false);
        (passes_now && fails_then).then_some(test)
    }

    /// Names a test after the change that it notices.
    fn name(&self, mutation: &Mutation) -> String {
        const MOST: usize = 20;
        let (file, line, column) = place_of(self.sources, mutation.span);
        let file = Path::new(&file).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let is_plain = |letter: &char| !letter.is_control() && !"\"«»".contains(*letter);
        let after: String = mutation.replacement.chars().filter(is_plain).take(MOST).collect();
        format!("{} {file}:{line}:{column} {after}", mutation.kind.name()).trim_end().to_owned()
    }
}

/// Tells whether a test fails with the definition that it was compiled with.
pub(super) fn fails(definition: &Definition<'_>, test: &CompiledTest, files: &TestFiles) -> bool {
    let (plan, evaluator) = (definition.plans().get(test.version), definition.evaluator(test.version));
    plan.zip(evaluator).is_some_and(|(plan, evaluator)| !run_test(plan, evaluator, &test.case, files, message_language()).passes())
}
