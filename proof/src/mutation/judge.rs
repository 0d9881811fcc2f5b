//! What becomes of a mutant: whether it means something else, and is noticed; else what would notice it.
//!
//! In come the plans and tests that texts compile to; whoever calls compiles them. Out goes a verdict.

use super::definition::Definition;
use super::meaning::Meanings;
use super::tell::{Teller, Telling};
use super::test_text::test_text;
use crate::budget::Budget;
use positum_plan::plan::Plan;
use positum_plan::test_case::TestCase;
use positum_runtime::run_tests::TestFiles;
use std::collections::BTreeSet;

/// How many submissions are tried to tell a mutant from the definition.
const STEPS: u64 = 4_000;

/// What texts compile to; without plans where they do not compile.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The plans of all versions, by time.
    pub plans: Vec<Plan>,
    /// The tests, each with its version.
    pub tests: Vec<(usize, TestCase)>,
}

/// A text of a definition that compiles anew, with a test added where one is given.
pub type Compile<'c> = dyn Fn(Option<&str>) -> Compiled + Sync + 'c;

/// What became of a mutant.
#[derive(Debug)]
pub enum Verdict {
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
#[derive(Debug)]
pub struct Survivor {
    /// A submission on which it differs; nothing where none was found.
    pub telling: Option<Telling>,
    /// A test that passes with the definition and fails with the mutant; both were tried.
    pub test: Option<String>,
}

/// Judges mutants of one definition.
pub struct Judge<'j> {
    /// The definition.
    pub original: &'j Definition<'j>,
    /// Compiles the definition as it is.
    pub compile: &'j Compile<'j>,
    /// The names of the tests that are run.
    pub tests: BTreeSet<&'j str>,
    /// What was read of files that tests name.
    pub files: &'j TestFiles,
    /// Finds submissions on which mutants differ.
    pub teller: &'j Teller<'j, 'j>,
}

impl Judge<'_> {
    /// Judges a mutant, which `compile` compiles and whose change stands in a report; a test that notices it gets the name.
    pub fn verdict(&self, compile: &Compile<'_>, report: Option<&str>, name: &str) -> Verdict {
        let Compiled { plans, tests } = compile(None);
        if plans.is_empty() {
            return Verdict::NotCompiled;
        }
        if plans == self.original.plans() {
            return Verdict::Same;
        }
        let Some(mutant) = Definition::new(&plans) else { return Verdict::NotCompiled };
        if self.is_noticed(&mutant, &tests, report) {
            return Verdict::Noticed;
        }
        let meanings = Meanings::new(self.original, &mutant);
        if meanings.are_the_same() {
            return Verdict::Same;
        }
        let telling = self.teller.tell(&mutant, &meanings, &mut Budget::steps(STEPS));
        let test = telling.as_ref().and_then(|telling| self.test(compile, telling, name));
        Verdict::Survived(Box::new(Survivor { telling, test }))
    }

    /// Tells whether a test fails; those of the report that was changed are run first, which most often do.
    fn is_noticed(&self, mutant: &Definition<'_>, tests: &[(usize, TestCase)], report: Option<&str>) -> bool {
        let report_of = |(version, case): &(usize, TestCase)| Some(mutant.plans().get(*version)?.reports.lookup(case.report?)?.name.as_str());
        let wanted = tests.iter().filter(|(_, case)| self.tests.contains(case.name.as_str()));
        let (near, far): (Vec<_>, Vec<_>) = wanted.partition(|test| report.is_some() && report_of(test) == report);
        near.into_iter().chain(far).any(|(version, case)| mutant.fails(*version, case, self.files))
    }

    /// Writes a test, and tries it with both.
    fn test(&self, mutant: &Compile<'_>, telling: &Telling, name: &str) -> Option<String> {
        let plan = self.original.plans().get(telling.version?)?;
        let test = test_text(plan, telling, name)?;
        let is_failing = |compile: &Compile<'_>| {
            let Compiled { plans, tests } = compile(Some(&test));
            let definition = Definition::new(&plans)?;
            tests.iter().find(|(_, case)| case.name == name).map(|(version, case)| definition.fails(*version, case, self.files))
        };
        let passes_now = is_failing(self.compile) == Some(false);
        // A test that no longer compiles is no pass either.
        let fails_then = is_failing(mutant) != Some(false);
        (passes_now && fails_then).then_some(test)
    }
}

impl Verdict {
    /// Tells whether a test fails.
    pub fn is_noticed(&self) -> bool {
        matches!(self, Self::Noticed)
    }

    /// Gives what is known of a mutant that all tests pass.
    pub fn survivor(&self) -> Option<&Survivor> {
        match self {
            Self::Survived(survivor) => Some(survivor),
            Self::NotCompiled | Self::Same | Self::Noticed => None,
        }
    }
}
