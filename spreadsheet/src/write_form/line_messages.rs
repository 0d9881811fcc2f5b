//! Beside a list, what failing checks say of each of its lines.
//!
//! In come the checks of a list; out goes a column without a key, which is nobody's when the form is read.

use super::findings_sheet::said;
use super::form_content::{FormContent, write_formula};
use super::table_header::merge;
use crate::form_layout::{MOST_COLUMNS, TableSheet};
use crate::form_places::{ColumnCells, SheetCell};
use crate::form_styles;
use crate::form_words::FormWord;
use crate::make_formulas::{CheckFormulas, CheckPlace};
use crate::shown_value::text_result;
use positum_plan::plan::{CheckId, Scope};
use positum_runtime::evaluated_submission::Outcome;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The width of the column, in characters.
const WIDTH: u32 = 60;
/// The most checks whose messages one formula joins; the sheet of findings has them all.
const MOST_CHECKS: usize = 16;

/// Writes the column; a list without checks of its lines has none.
pub(super) fn write_line_messages(sheet: &mut Worksheet, content: &FormContent<'_>, table: &TableSheet) -> Result<(), XlsxError> {
    let is_own = |made: &&CheckFormulas| content.plan.checks[made.check].scope == Scope::EachLine(table.table);
    let of_lines = |made: &CheckFormulas| match &made.place {
        Ok(CheckPlace::EachLine(lines)) => Some((made.check, lines.messages)),
        Ok(CheckPlace::Once { .. } | CheckPlace::NoLines) | Err(_) => None,
    };
    let checks: Vec<(CheckId, ColumnCells)> = content.made.checks.iter().filter(is_own).filter_map(of_lines).take(MOST_CHECKS).collect();
    let column = table.last_column.saturating_add(1);
    if checks.is_empty() || column >= MOST_COLUMNS {
        return Ok(());
    }
    sheet.set_column_width(column, WIDTH)?;
    merge(sheet, (table.header_row, column), (table.last_header_row(), column), content.word(FormWord::LineMessages), &form_styles::header())?;
    let format = form_styles::bordered_text().unset_text_wrap();
    for line in 0..table.lines {
        let of_line = |cells: &ColumnCells| content.reference(SheetCell { row: cells.first.row.saturating_add(line), ..cells.first });
        let messages: Vec<String> = checks.iter().filter(|(_, cells)| line < cells.lines).map(|(_, cells)| of_line(cells)).collect();
        if !messages.is_empty() {
            let result = result(content, &checks, line);
            write_formula(sheet, (table.first_row.saturating_add(line), column), &joined(&messages), &result, &format)?;
        }
    }
    Ok(())
}

/// Joins texts with a space after each that is not empty.
fn joined(messages: &[String]) -> String {
    let parts: Vec<String> = messages.iter().map(|message| format!("{message}&\" \"")).collect();
    format!("TRIM({})", parts.join("&"))
}

/// Gives what the column shows as the form is written.
fn result(content: &FormContent<'_>, checks: &[(CheckId, ColumnCells)], line: u32) -> String {
    let number = line.saturating_add(1).to_string();
    let failing =
        checks.iter().flat_map(|(check, _)| content.outcomes(*check)).filter(|outcome| outcome.row == number && outcome.outcome == Outcome::Fail);
    let texts: Vec<String> = failing.map(|outcome| said(content, outcome)).collect();
    text_result(texts.join(" "))
}
