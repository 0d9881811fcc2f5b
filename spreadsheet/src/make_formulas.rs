//! Lowers the formulas and checks of a plan to formulas of a spreadsheet, so that a form computes while it is filled in.
//!
//! In come a plan and the places of its cells; out go formulas for the cells that people see, and others for a hidden sheet
//! of calculations on which states and exact values are kept. They give what our evaluator gives: what cannot be expressed is
//! said, and never guessed. It knows no styles, no files, and no workbook library.
mod calculation_sheet;
mod compute_cells;
mod current_lines;
mod expression;
mod hold_inputs;
mod lower_arithmetic;
mod lower_conditions;
mod lower_days;
mod lower_lines;
mod lowering;
mod message_text;
mod natural_formula;
mod pattern_condition;
mod round_value;
mod run_checks;
mod show_cells;
#[cfg(test)]
mod tests;

pub(crate) use expression::NotLiveReason;

use crate::form_places::{ColumnCells, FormPlaces, SheetCell};
use lowering::Lowering;
use positum_plan::needed_lines::needed_lines;
use positum_plan::plan::{CellReference, CheckId, Plan};
use positum_runtime::language::Language;

/// The outcome of a check that fails.
pub(crate) const FAIL: u32 = 0;
/// The outcome of a check that passes.
pub(crate) const PASS: u32 = 1;
/// The outcome of a check that does not apply.
pub(crate) const NOT_APPLICABLE: u32 = 2;
/// The outcome of a check that needs something that has no value.
pub(crate) const NOT_EVALUATED: u32 = 3;

/// The formulas of a form, each with its `=`.
#[derive(Debug)]
pub(crate) struct Formulas {
    /// The formulas of the cells that people see.
    pub(crate) cells: Vec<(SheetCell, String)>,
    /// The formulas on the sheet of calculations, by row and column.
    pub(crate) calculations: Vec<(SheetCell, String)>,
    /// The checks, in the order of the plan.
    pub(crate) checks: Vec<CheckFormulas>,
    /// The computed cells and columns that no formula can tell.
    pub(crate) not_live: Vec<(CellReference, NotLiveReason)>,
}

/// The formulas of a check.
#[derive(Debug)]
pub(crate) struct CheckFormulas {
    /// The check.
    pub(crate) check: CheckId,
    /// Where its outcome stands, or why no formula can tell it.
    pub(crate) place: Result<CheckPlace, NotLiveReason>,
    /// The cells that people see and that it looks at.
    pub(crate) looks_at: Vec<LookedAt>,
}

/// Where the outcome of a check stands on the sheet of calculations.
#[derive(Debug)]
pub(crate) enum CheckPlace {
    /// It is looked at once.
    Once {
        /// [`PASS`], [`FAIL`], [`NOT_APPLICABLE`] or [`NOT_EVALUATED`].
        outcome: SheetCell,
        /// What to say where it fails; else an empty text.
        message: SheetCell,
    },
    /// It is looked at for each line of a list.
    EachLine(LineChecks),
    /// It would be looked at for each line of a list that has no lines on this form.
    NoLines,
}

/// Where the outcomes of a check of lines stand on the sheet of calculations.
#[derive(Debug)]
pub(crate) struct LineChecks {
    /// The outcome for each prepared line; an empty text where there is no such line.
    pub(crate) outcomes: ColumnCells,
    /// What to say of each line where it fails; else an empty text.
    pub(crate) messages: ColumnCells,
    /// How many lines fail.
    pub(crate) failing: SheetCell,
    /// For how many lines it is not evaluated.
    pub(crate) not_evaluated: SheetCell,
    /// The number of the first line that fails; an empty text where none does.
    pub(crate) first_failing: SheetCell,
    /// What to say of that line.
    pub(crate) message: SheetCell,
}

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LookedAt {
    /// A cell.
    Cell(SheetCell),
    /// A column: of a check of lines, its cell in the same line.
    Column(ColumnCells),
}

/// Makes the formulas of a form.
pub(crate) fn make_formulas(plan: &Plan, places: &FormPlaces, language: Language) -> Formulas {
    let mut lowering = Lowering::new(plan, places, needed_lines(plan));
    lowering.hold_inputs();
    lowering.compute_cells();
    let (cells, not_live) = lowering.show_cells(language);
    let checks = lowering.run_checks(language);
    Formulas { cells, calculations: lowering.sheet.finished(), checks, not_live }
}
