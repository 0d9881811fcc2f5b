//! What the tests of a package reach and what they miss: positions, branches of formulas, outcomes of checks.
//!
//! In come plans, the places of their parts and test cases; out goes what tests should bring about, each with how often it
//! came about. docs/coverage.md says what is counted and why. What a definition's text looks like is not known here.

mod aims;
mod count_case;
pub mod json;
mod known_conditions;
pub mod lcov;
mod may_lack;
pub mod text;
pub mod words;

use aims::{Target, aims_of};
use count_case::Counts;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CheckId, ColumnId, NodeId, Plan, TableId};
use positum_plan::test_case::TestCase;
use positum_runtime::evaluate::Evaluator;
pub use positum_runtime::evaluate::Turn;
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::run_tests::TestFiles;
use std::collections::BTreeMap;

/// A stretch of one of a package's texts, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPlace {
    /// Which of the texts.
    pub text: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Where the parts of a plan stand.
#[derive(Clone, Debug, Default)]
pub struct PartPlaces {
    /// Tables.
    pub tables: IdVec<TableId, TextPlace>,
    /// Scalar cells.
    pub cells: IdVec<CellId, TextPlace>,
    /// Columns of lists.
    pub columns: IdVec<ColumnId, TextPlace>,
    /// Checks.
    pub checks: IdVec<CheckId, TextPlace>,
    /// Parts of formulas.
    pub nodes: IdVec<NodeId, TextPlace>,
}

/// A part of a formula that goes several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fork {
    /// `a when c`
    When,
    /// `a else b`
    Else,
    /// `if c then a else b`
    If,
    /// `and`
    And,
    /// `or`
    Or,
    /// The condition by which an aggregate or a derived list takes lines.
    Where,
}

/// What tests should bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AimKind {
    /// A cell is computed, and a test expects the value.
    Computed,
    /// A group's key is taken from the source list: the list has a line.
    Grouped,
    /// An input cell has a value.
    Given,
    /// A part of a formula goes a way.
    Branch(Fork, Turn),
    /// A check has an outcome.
    Outcome(Outcome),
}

/// What kinds of aims are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AimGroup {
    /// Cells that are computed.
    Computed,
    /// Cells that are given.
    Given,
    /// Branches of formulas.
    Branches,
    /// Outcomes of checks.
    Outcomes,
}

impl AimGroup {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Computed, Self::Given, Self::Branches, Self::Outcomes];
}

impl AimKind {
    /// Gives what it is counted with.
    pub fn group(self) -> AimGroup {
        match self {
            Self::Computed | Self::Grouped => AimGroup::Computed,
            Self::Given => AimGroup::Given,
            Self::Branch(..) => AimGroup::Branches,
            Self::Outcome(_) => AimGroup::Outcomes,
        }
    }
}

/// Something that tests should bring about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aim {
    /// Where the text says it.
    pub place: TextPlace,
    /// The name of the report.
    pub report: String,
    /// The full name of the cell, list or check that it belongs to.
    pub subject: String,
    /// What should come about.
    pub kind: AimKind,
}

/// How often an aim came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In how many lines and submissions of tests.
    pub reached: u64,
    /// How many expectations of tests say the value; of cells that are computed alone.
    pub expected: u64,
}

impl Tally {
    /// Adds what another version counted.
    fn add(&mut self, other: Self) {
        self.reached = self.reached.saturating_add(other.reached);
        self.expected = self.expected.saturating_add(other.expected);
    }
}

/// Gives how many times an aim counts as covered: 0 where it is missed.
pub fn times_covered(kind: AimKind, tally: Tally) -> u64 {
    match kind {
        AimKind::Computed if tally.reached == 0 => 0,
        AimKind::Computed => tally.expected,
        AimKind::Grouped | AimKind::Given | AimKind::Branch(..) | AimKind::Outcome(_) => tally.reached,
    }
}

/// How much of something is covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are covered.
    pub covered: usize,
    /// How many there are.
    pub all: usize,
}

impl Share {
    fn count(&mut self, is_covered: bool) {
        self.all = self.all.saturating_add(1);
        self.covered = self.covered.saturating_add(usize::from(is_covered));
    }

    /// Gives whole percents, rounded down, so that 100 means all; 100 of nothing.
    pub fn percent(self) -> usize {
        self.covered.saturating_mul(100).checked_div(self.all).unwrap_or(100)
    }
}

/// What tests reach and miss.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The reports, in the order of the newest version that has them.
    reports: Vec<String>,
    /// The number tells apart what is equal in all else, as two parts of one formula that a layout wrote at one place.
    aims: BTreeMap<(Aim, usize), Tally>,
}

impl Coverage {
    /// Runs test cases of one version of a package and counts; `files` are the submissions that they name.
    pub fn of_version(evaluator: &Evaluator<'_>, places: &PartPlaces, cases: &[&TestCase], files: &TestFiles) -> Self {
        let plan = evaluator.plan();
        let mut counts = Counts::new();
        cases.iter().for_each(|case| counts.add_case(evaluator, case, files));
        Self::of_counts(plan, aims_of(plan, places), &counts)
    }

    fn of_counts(plan: &Plan, aims: Vec<(Aim, Target)>, counts: &Counts) -> Self {
        let mut coverage = Self { reports: plan.reports.iter().map(|report| report.name.clone()).collect(), aims: BTreeMap::new() };
        let mut equal: BTreeMap<Aim, usize> = BTreeMap::new();
        for (aim, target) in aims {
            let number = equal.entry(aim.clone()).or_default();
            coverage.aims.insert((aim, *number), counts.tally(target));
            *number = number.saturating_add(1);
        }
        coverage
    }

    /// Adds the coverage of another version: what stands at the same place under the same name is one.
    pub fn add(&mut self, other: Self) {
        let new: Vec<String> = other.reports.into_iter().filter(|report| !self.reports.contains(report)).collect();
        self.reports.extend(new);
        for (aim, tally) in other.aims {
            self.aims.entry(aim).or_default().add(tally);
        }
    }

    /// Gives all aims, by place.
    pub fn aims(&self) -> impl Iterator<Item = (&Aim, Tally)> {
        self.aims.iter().map(|((aim, _), tally)| (aim, *tally))
    }

    /// Gives the names of the reports.
    pub fn reports(&self) -> &[String] {
        &self.reports
    }

    /// Gives the share of a group of aims that is covered, of a report or of all; of all aims where no group is named.
    pub fn share(&self, report: Option<&str>, group: Option<AimGroup>) -> Share {
        let mut share = Share::default();
        let is_meant = |aim: &Aim| report.is_none_or(|name| aim.report == name) && group.is_none_or(|group| aim.kind.group() == group);
        self.aims().filter(|(aim, _)| is_meant(aim)).for_each(|(aim, tally)| share.count(times_covered(aim.kind, tally) > 0));
        share
    }
}
