//! Names places in a workbook, for origins and errors.

use super::workbook::{Position, Sheet};
use super::workbook_error::{WorkbookError, WorkbookProblem};
use positum_runtime::submission::{Location, Origin, SheetCell};
use std::sync::Arc;

/// The file that is read.
pub(super) struct Source {
    file: Arc<str>,
}

impl Source {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.into() }
    }

    /// Gives the place of the file as a whole.
    pub(super) fn file_place(&self) -> Origin {
        Origin::in_text(Arc::clone(&self.file), 0, 0)
    }

    pub(super) fn origin(&self, sheet: &Sheet, position: Position) -> Origin {
        let cell = SheetCell { sheet: sheet.name.clone(), cell: position.name() };
        Origin { file: Arc::clone(&self.file), location: Location::Sheet(Arc::new(cell)) }
    }

    pub(super) fn error(&self, sheet: &Sheet, position: Position, problem: impl Into<WorkbookProblem>) -> WorkbookError {
        WorkbookError { place: self.origin(sheet, position), problem: problem.into() }
    }

    pub(super) fn error_of_file(&self, problem: impl Into<WorkbookProblem>) -> WorkbookError {
        WorkbookError { place: self.file_place(), problem: problem.into() }
    }
}
