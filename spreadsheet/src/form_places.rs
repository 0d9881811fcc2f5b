//! Where the cells of a plan stand in the workbook of a form: the contract between layout and formulas.
//!
//! The layout makes it, formulas are written by it. It knows no styles, no labels and no values.

use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, ColumnId, ParameterId};

/// Shown in place of a computed value that could not be computed.
pub(crate) const NOT_COMPUTED: &str = "#";
/// Shown in place of a computed value that does not apply.
pub(crate) const NOT_APPLICABLE: &str = "·";

/// A cell of a workbook: the index of its sheet, its row and its column, all from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SheetCell {
    pub(crate) sheet: usize,
    pub(crate) row: u32,
    pub(crate) column: u16,
}

/// The cells of a list's column, one below the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ColumnCells {
    /// The cell of the first prepared line.
    pub(crate) first: SheetCell,
    /// How many lines are prepared; all columns of a list have the same.
    pub(crate) lines: u32,
}

/// Where everything that formulas name stands.
#[derive(Clone, Debug)]
pub(crate) struct FormPlaces {
    /// The names of all sheets, as shown on their tabs.
    pub(crate) sheets: Vec<String>,
    /// Scalar cells; intermediates have no place on a form.
    pub(crate) cells: IdVec<CellId, Option<SheetCell>>,
    /// Columns of lists; intermediates have no place on a form.
    pub(crate) columns: IdVec<ColumnId, Option<ColumnCells>>,
    /// The cells in which the values of parameters stand, as their types show them.
    pub(crate) parameters: IdVec<ParameterId, SheetCell>,
    /// Cells that hold the year, the quarter, the month and the days of the period as numbers, or an empty text where it has
    /// none yet.
    pub(crate) period: PeriodCells,
    /// A hidden sheet on which formulas may put whatever they need.
    pub(crate) calculation_sheet: usize,
}

/// The cells of the parts of the period.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PeriodCells {
    pub(crate) year: SheetCell,
    pub(crate) quarter: SheetCell,
    pub(crate) month: SheetCell,
    pub(crate) first_day: SheetCell,
    pub(crate) last_day: SheetCell,
}
