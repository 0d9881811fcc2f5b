//! The sheet of checks: what each comes to, and what it says when it fails.
//!
//! In come the plan's checks and their formulas; out goes a line for each.

use super::form_content::FormContent;
use crate::fit_text::{lines_of, row_height};
use crate::form_styles;
use crate::form_words::FormWord;
use crate::shown_value::write_text;
use positum_plan::plan::Check;
use positum_runtime::finding_text::severity_word;
use rust_xlsxwriter::{Worksheet, XlsxError};

const HEADER_ROW: u32 = 3;
const FIRST_ROW: u32 = 4;
/// The columns from the second on, with their widths in characters.
const COLUMNS: [(FormWord, u32); 8] = [
    (FormWord::Report, 26),
    (FormWord::Check, 16),
    (FormWord::Severity, 12),
    (FormWord::Outcome, 15),
    (FormWord::Message, 60),
    (FormWord::FailedLines, 13),
    (FormWord::FirstFailedLine, 9),
    (FormWord::Source, 22),
];

/// Writes the sheet.
pub(super) fn write_findings(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 2)?;
    write_text(sheet, 0, 1, content.word(FormWord::FindingsSheet), &form_styles::title(14).unset_text_wrap())?;
    write_text(sheet, 1, 1, content.word(FormWord::FindingsNote), &form_styles::quiet().unset_text_wrap())?;
    for (column, (word, width)) in (1..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        write_text(sheet, HEADER_ROW, column, content.word(word), &form_styles::header())?;
    }
    sheet.set_row_height(0, 24)?.set_row_height(HEADER_ROW, row_height(3))?;
    let checks = content.plan.checks.iter().filter(|check| content.layout.reports.contains(&check.report));
    for (row, check) in (FIRST_ROW..).zip(checks) {
        write_check(sheet, content, check, row)?;
    }
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    content.finish_sheet(sheet, true)?;
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    Ok(())
}

fn write_check(sheet: &mut Worksheet, content: &FormContent<'_>, check: &Check, row: u32) -> Result<(), XlsxError> {
    let report = content.text(&content.plan.reports[check.report].label);
    let texts = [report, &check.name, severity_word(check.severity, content.language), "", "", "", "", check.source.as_deref().unwrap_or_default()];
    for (column, text) in (1..).zip(texts) {
        write_text(sheet, row, column, text, &form_styles::bordered_text())?;
    }
    let lines = texts.iter().zip(COLUMNS).map(|(text, (_, width))| lines_of(text, width)).max().unwrap_or(1);
    sheet.set_row_height(row, row_height(lines))?;
    Ok(())
}
