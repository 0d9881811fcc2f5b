//! Marks required cells that are still empty, once it is known who reports.
//!
//! In come places; out go conditional formats. What a check finds is marked elsewhere.

use crate::form_keys::ENTITY;
use crate::form_places::SheetCell;
use crate::form_styles;
use positum_plan::plan::Absence;
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{ConditionalFormatFormula, Worksheet, XlsxError};

/// Marks a required scalar cell.
pub(super) fn mark_missing(sheet: &mut Worksheet, absence: Absence, at: SheetCell) -> Result<(), XlsxError> {
    match absence {
        Absence::Required => {
            let rule = format!("AND(LEN({ENTITY})>0,LEN({})=0)", row_col_to_cell(at.row, at.column));
            mark(sheet, &rule, at, at.row)
        }
        Absence::Zero | Absence::Optional => Ok(()),
    }
}

/// Marks a required column in the lines of a list that have anything; `inputs` are the columns that are filled in.
pub(super) fn mark_missing_in_lines(
    sheet: &mut Worksheet,
    absence: Absence,
    first: SheetCell,
    last_row: u32,
    inputs: &[u16],
) -> Result<(), XlsxError> {
    match absence {
        Absence::Required => {
            let cell = |column: &u16| format!("${}{}", column_number_to_name(*column), first.row.saturating_add(1));
            let all: Vec<String> = inputs.iter().map(cell).collect();
            let rule = format!("AND(LEN({})=0,LEN({})>0)", cell(&first.column), all.join("&"));
            mark(sheet, &rule, first, last_row)
        }
        Absence::Zero | Absence::Optional => Ok(()),
    }
}

fn mark(sheet: &mut Worksheet, rule: &str, first: SheetCell, last_row: u32) -> Result<(), XlsxError> {
    let format = ConditionalFormatFormula::new().set_rule(rule).set_format(form_styles::missing());
    sheet.add_conditional_format(first.row, first.column, last_row, first.column, &format).map(|_| ())
}
