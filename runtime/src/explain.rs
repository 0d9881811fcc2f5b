//! Explains how cells came to their values and checks to their outcomes, and what would make a failing check pass.
//!
//! In come an evaluator and a submission; out goes an [`Explanation`], an owned tree that writers of text, JSON and pages
//! share. Every value in it is the evaluator's own: nothing is computed a second way. Bounded by [`Limits`].
mod changed_submission;
mod consequences;
mod explain_cell;
mod explain_check;
mod explain_formula;
mod explain_lines;
mod explanation;
mod find_inputs;
mod find_subject;
mod formula_text;
mod left_out_cells;
mod names;
mod smallest_change;
mod troubles;

pub use explanation::{
    AggregateExplanation, BeforeRounding, Branch, BranchKind, BranchOutcome, CellExplanation, CheckExplanation, ComesFrom, Contribution, Deciding,
    DecidingCell, EarlierExplanation, Explanation, FormulaExplanation, FormulaPiece, GroupExplanation, InputExplanation, LookupExplanation,
    ParameterExplanation, ParameterSource, Part, PassedOver, PassedOverReason, SourceOf, SourceText, Subject,
};
pub use find_subject::{Named, SubjectError};
pub use smallest_change::{Change, InputName, MOST_EVALUATIONS, Mending, SearchBudget};

use crate::earlier::EarlierSubmissions;
use crate::evaluate::Evaluator;
use crate::evaluate::workings::Workings;
use crate::submission::Submission;
use explain_cell::Builder;
pub(crate) use find_subject::plain_key;
pub(crate) use names::cell_name as full_name;

/// The most cells that an explanation shows in full, formulas with their parts.
pub const MOST_CELLS: usize = 1_000;
/// How many formulas stand inside each other in an explanation of everything that is wrong.
pub const DEPTH_OF_TROUBLES: usize = 1;
/// The most formulas that stand inside each other in an explanation.
pub const MOST_DEPTH: usize = 24;
/// The most subjects of an explanation.
pub const MOST_SUBJECTS: usize = 200;
/// The most parts of a formula that an explanation shows.
pub const MOST_PARTS: usize = 100;
/// The most lines of a list that an explanation of an aggregate shows.
pub const MOST_LINES: usize = 5;

/// What an explanation may grow to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Formulas inside each other; 1 shows the formula that was asked for and the values in it.
    pub depth: usize,
    /// Cells shown in full.
    pub cells: usize,
    /// Whether to look for changes that would make failing checks pass.
    pub with_changes: bool,
    /// Whether formulas that have a value are left unexplained under what has none, where only the reason is asked for.
    pub only_reasons: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: MOST_DEPTH, cells: MOST_CELLS, with_changes: true, only_reasons: false }
    }
}

/// A submission made ready for explaining any of its cells and checks.
pub struct Explainer<'s> {
    workings: Workings<'s>,
}

impl<'s> Explainer<'s> {
    /// Evaluates a submission; formulas take cells of earlier periods from `earlier`.
    pub fn new(evaluator: &'s Evaluator<'s>, submission: &'s Submission, earlier: Option<&'s EarlierSubmissions>) -> Self {
        Self { workings: evaluator.workings(submission, earlier) }
    }

    /// Gives the plan.
    pub(crate) fn plan(&self) -> &'s positum_plan::plan::Plan {
        self.workings.plan()
    }

    /// Finds what a name stands for: a cell, a parameter, or a check with all of its rows where the name says none.
    ///
    /// # Errors
    /// A name that stands for nothing, for several, for an `x`, or for a line that is not there.
    pub fn find(&self, name: &str) -> Result<Vec<Named>, SubjectError> {
        find_subject::find_subject(&self.workings, name)
    }

    /// Gives what is wrong: checks that fail or could not be evaluated, cells with findings, cells without a value that
    /// should have one.
    pub fn troubles(&self) -> Vec<Named> {
        troubles::troubles(&self.workings)
    }

    /// Explains what is named, in this order; what comes after [`MOST_SUBJECTS`] is counted.
    pub fn explain(&self, named: &[Named], limits: &Limits) -> Explanation {
        self.explain_within(named, limits, &mut SearchBudget::default())
    }

    /// Explains as [`Explainer::explain`] does, and takes what looking for changes costs off a budget that may serve several
    /// explanations. Checks for which nothing is left of it are explained without changes.
    pub fn explain_within(&self, named: &[Named], limits: &Limits, budget: &mut SearchBudget) -> Explanation {
        let mut builder = Builder::new(&self.workings, limits);
        builder.budget = *budget;
        let subjects: Vec<Subject> = named.iter().take(MOST_SUBJECTS).filter_map(|named| builder.subject(named)).collect();
        *budget = builder.budget;
        Explanation {
            entity: self.workings.submission().entity.clone(),
            period: self.workings.submission().period,
            more_subjects: named.len().saturating_sub(MOST_SUBJECTS),
            subjects,
            other_findings: Vec::new(),
        }
    }

    /// Explains everything that is wrong: that of [`Explainer::troubles`], with the findings that stand at no cell. What has a
    /// value is not taken apart under what has none.
    pub fn explain_troubles(&self, limits: &Limits) -> Explanation {
        let mut explanation = self.explain(&self.troubles(), &Limits { only_reasons: true, ..*limits });
        explanation.other_findings = troubles::findings_at_no_cell(&self.workings);
        explanation
    }
}
