//! What two plans make of the same submission, compared by names.
//!
//! In come two evaluated submissions with their plans; out go the cells, checks and findings in which they differ. What
//! the plans themselves say is not looked at.

mod compare_cells;
mod compare_checks;
mod compare_findings;
mod pair_lines;

use super::counterparts::Counterparts;
use compare_cells::{compare_cells, compare_line};
use compare_checks::compare_checks;
use compare_findings::compare_findings;
use pair_lines::pair_lines;
use positum_plan::plan::{CellReference, Plan, ReportId, Severity};
use positum_plan::value::{Value, ValueType};
use positum_runtime::evaluated_submission::{CellState, EvaluatedSubmission, Outcome};
use positum_runtime::submission::Address;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Something in which two evaluated submissions differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResultDifference {
    /// A cell.
    Cell {
        /// Its name; in a list by the number of the line in the new submission, in the old one where it is gone.
        address: Address,
        /// The values of the line's key, in a list that has one.
        key: Vec<String>,
        /// What it was; nothing where there was no such cell.
        old: Option<CellResult>,
        /// What it is; nothing where there is no such cell.
        new: Option<CellResult>,
    },
    /// A check.
    Check {
        /// Its report.
        report: String,
        /// Its table, where it stands in one.
        table: Option<String>,
        /// Its name.
        name: String,
        /// The row that it stands for: a line number from 1, a row or column code, or empty.
        row: String,
        /// What came of it; nothing where there was no such check.
        old: Option<CheckResult>,
        /// What comes of it; nothing where there is no such check.
        new: Option<CheckResult>,
    },
    /// A finding.
    Finding {
        /// The stable word for it.
        code: &'static str,
        /// The cell.
        address: Address,
        /// How often it was there.
        old: usize,
        /// How often it is there.
        new: usize,
    },
}

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellResult {
    /// How it came to its value, or why it has none.
    pub state: CellState,
    /// The value, with the type that shows it.
    pub value: Option<Box<(Value, ValueType)>>,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckResult {
    /// The outcome.
    pub outcome: Outcome,
    /// How bad it is when it fails.
    pub severity: Severity,
}

impl CellResult {
    /// Gives the value as exchange formats have it; nothing where there is none.
    pub fn text(&self) -> Option<String> {
        self.value.as_deref().map(|(value, value_type)| value_type.text(value))
    }
}

impl ResultDifference {
    /// Tells whether a cell has the same value as before, and only comes to it in another way: given, or computed.
    pub(super) fn is_of_origin_alone(&self) -> bool {
        match self {
            Self::Cell { old: Some(old), new: Some(new), .. } => old.value.is_some() && new.value.is_some() && old.text() == new.text(),
            Self::Cell { .. } | Self::Check { .. } | Self::Finding { .. } => false,
        }
    }
}

/// Gives everything in which two evaluated submissions differ: cells, then lines of lists, checks and findings.
pub fn different_results(old_plan: &Plan, old: &EvaluatedSubmission, new_plan: &Plan, new: &EvaluatedSubmission) -> Vec<ResultDifference> {
    Counterparts::new(old_plan, new_plan).different_results(old, new)
}

/// What is done with each difference.
type Each<'f> = dyn FnMut(ResultDifference) -> ControlFlow<()> + 'f;

/// An evaluated submission with its plan.
#[derive(Clone, Copy)]
struct Side<'s> {
    plan: &'s Plan,
    submission: &'s EvaluatedSubmission,
}

impl Side<'_> {
    /// Tells whether a report was evaluated and is shown.
    fn shows(self, report: ReportId) -> bool {
        // There are few reports: a search is faster than a set.
        self.submission.reports.contains(&report)
    }
}

impl Counterparts<'_> {
    /// Gives everything in which two evaluated submissions differ.
    pub fn different_results(&self, old: &EvaluatedSubmission, new: &EvaluatedSubmission) -> Vec<ResultDifference> {
        let mut differences = Vec::new();
        let _ = self.visit(old, new, &mut |difference| {
            differences.push(difference);
            ControlFlow::Continue(())
        });
        differences
    }

    /// Tells whether two evaluated submissions differ in anything; it stops at the first thing.
    pub fn differ(&self, old: &EvaluatedSubmission, new: &EvaluatedSubmission) -> bool {
        self.visit(old, new, &mut |_| ControlFlow::Break(())).is_break()
    }

    fn visit(&self, old: &EvaluatedSubmission, new: &EvaluatedSubmission, each: &mut Each<'_>) -> ControlFlow<()> {
        let (old, new) = (Side { plan: self.old, submission: old }, Side { plan: self.new, submission: new });
        for pair in &self.cells {
            let references = (pair.0.map(CellReference::Cell), pair.1.map(CellReference::Cell));
            compare_cells(old, new, references, (0, 0), &[], each)?;
        }
        let mut moved = BTreeMap::new();
        for pair in &self.lists {
            let lines = pair_lines(pair, old, new);
            for line in &lines.pairs {
                compare_line(pair, old, new, line, each)?;
            }
            moved.extend(pair.lists.0.filter(|_| lines.are_moved).map(|list| (list, lines.places())));
        }
        for pair in &self.checks {
            compare_checks(*pair, old, new, &moved, each)?;
        }
        compare_findings(&old.submission.findings, &new.submission.findings, each)
    }
}

#[cfg(test)]
mod tests;
