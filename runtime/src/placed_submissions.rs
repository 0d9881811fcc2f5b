//! Submissions whose cells are placed as they are read, so that none is ever in memory as it was written.
//!
//! In come the cells of any number of submissions, mixed as they may be; out go submissions that [`PackageEvaluator`] can
//! evaluate. Nothing here knows file formats.

use crate::evaluate::Begun;
use crate::package_evaluator::PackageEvaluator;
use crate::read::CellReceiver;
use crate::submission::SubmittedCell;
use positum_plan::period::Period;

/// Places cells.
pub struct Placing<'e, 'p> {
    evaluator: &'e PackageEvaluator<'p>,
    begun: Vec<PlacedSubmission>,
}

/// A submission whose cells are in their places.
pub struct PlacedSubmission {
    pub(crate) entity: String,
    pub(crate) period: Period,
    /// The version of the package for the period, with the cells; nothing where there is no version at all.
    pub(crate) placed: Option<(usize, Begun<'static>)>,
}

impl<'e, 'p> Placing<'e, 'p> {
    /// Begins with no submission.
    pub fn new(evaluator: &'e PackageEvaluator<'p>) -> Self {
        Self { evaluator, begun: Vec::new() }
    }

    /// Gives the submissions in the order in which they began.
    pub fn finish(self) -> Vec<PlacedSubmission> {
        self.begun
    }
}

impl CellReceiver for Placing<'_, '_> {
    fn begin(&mut self, entity: &str, period: Period) {
        self.begun.push(PlacedSubmission { entity: entity.to_owned(), period, placed: self.evaluator.begin(period) });
    }

    fn take(&mut self, number: usize, cell: &SubmittedCell) {
        if let Some((version, begun)) = self.begun.get_mut(number).and_then(|submission| submission.placed.as_mut()) {
            self.evaluator.place(*version, begun, cell);
        }
    }
}
