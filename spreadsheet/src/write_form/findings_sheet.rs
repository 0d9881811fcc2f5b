//! The sheet of checks: what each comes to, and what it says when it fails.
//!
//! In come the plan's checks and their formulas; out goes a line for each, and how many fail.

use super::form_content::{FormContent, write_formula};
use super::table_header::merge;
use crate::fit_text::{lines_of, row_height};
use crate::form_layout::MOST_ROWS;
use crate::form_places::ColumnCells;
use crate::form_styles;
use crate::form_words::FormWord;
use crate::make_formulas::{CheckFormulas, CheckPlace, FAIL, LineChecks, NOT_APPLICABLE, NOT_EVALUATED, NotLiveReason, PASS};
use crate::shown_value::{cell_text, text_result, write_text};
use positum_plan::plan::{Check, MessagePart, Severity};
use positum_runtime::evaluated_submission::{CheckOutcome, Outcome};
use positum_runtime::finding_text::{message_text, outcome_word, severity_word};
use rust_xlsxwriter::utility::{cell_range_absolute, row_col_to_cell_absolute};
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Worksheet, XlsxError};

const COUNT_ROW: u32 = 2;
const HEADER_ROW: u32 = 4;
const FIRST_ROW: u32 = 5;
/// The columns from the second on, with their widths in characters.
const COLUMNS: [(FormWord, u32); 8] = [
    (FormWord::Report, 28),
    (FormWord::Check, 18),
    (FormWord::Severity, 13),
    (FormWord::Outcome, 17),
    (FormWord::Message, 62),
    (FormWord::FailedLines, 13),
    (FormWord::FirstFailedLine, 10),
    (FormWord::Source, 24),
];
const OUTCOME_COLUMN: u16 = 4;
const MESSAGE_COLUMN: u16 = 5;
const FAILED_LINES_COLUMN: u16 = 6;
const FIRST_LINE_COLUMN: u16 = 7;
const LAST_COLUMN: u16 = 8;
/// Room for the values that a message shows, in letters.
const VALUE_LETTERS: usize = 14;

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
    let most = usize::try_from(MOST_ROWS.saturating_sub(FIRST_ROW)).unwrap_or(usize::MAX);
    let is_shown = |made: &&CheckFormulas| content.layout.reports.contains(&content.plan.checks[made.check].report);
    let checks: Vec<&CheckFormulas> = content.made.checks.iter().filter(is_shown).take(most).collect();
    for (row, made) in (FIRST_ROW..).zip(&checks) {
        write_check(sheet, content, made, row)?;
    }
    let last = FIRST_ROW.saturating_add(u32::try_from(checks.len()).unwrap_or(0)).saturating_sub(1).max(FIRST_ROW);
    if checks.is_empty() {
        write_text(sheet, FIRST_ROW, 1, content.word(FormWord::NoChecks), &form_styles::text().unset_text_wrap())?;
    } else {
        write_count(sheet, content, &checks, last)?;
        mark_failed(sheet, content, last)?;
    }
    let last = write_not_live(sheet, content, last)?;
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    content.finish_sheet(sheet, true)?;
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?.set_print_area(0, 1, last, LAST_COLUMN)?;
    Ok(())
}

/// Names the cells that no formula can tell, and why; gives the last row that is used.
fn write_not_live(sheet: &mut Worksheet, content: &FormContent<'_>, last: u32) -> Result<u32, XlsxError> {
    let of_reason = |reason: NotLiveReason| {
        let cells = content.made.not_live.iter().filter(move |(_, why)| *why == reason);
        let names: Vec<String> = cells.map(|(reference, _)| content.plan.cell_name(*reference)).collect();
        (!names.is_empty()).then(|| format!("{} ({})", names.join(", "), content.word(reason_word(reason))))
    };
    let reasons =
        [NotLiveReason::Pattern, NotLiveReason::TooManyLines, NotLiveReason::TooManyOptions, NotLiveReason::WorkingDays, NotLiveReason::TooLong];
    let names: Vec<String> = reasons.into_iter().filter_map(of_reason).collect();
    if names.is_empty() {
        return Ok(last);
    }
    let row = last.saturating_add(2);
    let text = format!("{}: {}", content.word(FormWord::NotLiveCells), names.join("; "));
    let all = COLUMNS.iter().fold(0_u32, |sum, (_, width)| sum.saturating_add(*width));
    sheet.set_row_height(row, row_height(lines_of(&text, all)))?;
    merge(sheet, (row, 1), (row, LAST_COLUMN), &text, &form_styles::quiet())?;
    Ok(row)
}

/// Gives the words for why no formula can tell something.
fn reason_word(reason: NotLiveReason) -> FormWord {
    match reason {
        NotLiveReason::Pattern => FormWord::NotLivePattern,
        NotLiveReason::TooManyLines => FormWord::NotLiveLines,
        NotLiveReason::TooManyOptions => FormWord::NotLiveOptions,
        NotLiveReason::WorkingDays => FormWord::NotLiveWorkingDays,
        NotLiveReason::TooLong => FormWord::NotLiveLong,
    }
}

fn write_count(sheet: &mut Worksheet, content: &FormContent<'_>, checks: &[&CheckFormulas], last: u32) -> Result<(), XlsxError> {
    let range = cell_range_absolute(FIRST_ROW, OUTCOME_COLUMN, last, OUTCOME_COLUMN);
    let words = content.word(FormWord::FailedChecks);
    let formula = format!("\"{words}: \"&COUNTIF({range},\"{}\")", outcome_word(Outcome::Fail, content.language));
    let fails = |made: &&&CheckFormulas| made.place.is_ok() && content.outcomes(made.check).iter().any(|outcome| outcome.outcome == Outcome::Fail);
    let result = if content.has_results() { format!("{words}: {}", checks.iter().filter(fails).count()) } else { String::new() };
    write_formula(sheet, (COUNT_ROW, 1), &formula, &result, &form_styles::text().set_bold().unset_text_wrap())
}

/// Colours failed checks by their severity.
fn mark_failed(sheet: &mut Worksheet, content: &FormContent<'_>, last: u32) -> Result<(), XlsxError> {
    let word = outcome_word(Outcome::Fail, content.language);
    for severity in [Severity::Breach, Severity::Error, Severity::Warning, Severity::Info] {
        let row = FIRST_ROW.saturating_add(1);
        let rule = format!("AND($E{row}=\"{word}\",$D{row}=\"{}\")", severity_word(severity, content.language));
        let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(form_styles::failed(severity));
        sheet.add_conditional_format(FIRST_ROW, 3, last, OUTCOME_COLUMN, &format)?;
    }
    Ok(())
}

fn write_check(sheet: &mut Worksheet, content: &FormContent<'_>, made: &CheckFormulas, row: u32) -> Result<(), XlsxError> {
    let check = &content.plan.checks[made.check];
    let report = content.text(&content.plan.reports[check.report].label);
    let source = check.source.as_deref().unwrap_or_default();
    let format = form_styles::bordered_text();
    let texts = [report, &check.name, severity_word(check.severity, content.language), "", "", "", "", source];
    for (column, text) in (1..).zip(texts) {
        write_text(sheet, row, column, text, &format)?;
    }
    let needed = texts.iter().zip(COLUMNS).map(|(text, (_, width))| lines_of(text, width.saturating_sub(2))).max().unwrap_or(1);
    let [.., (_, message_width), _, _, _] = COLUMNS;
    let message = lines_of(&longest_message(content, check), message_width.saturating_sub(2));
    sheet.set_row_height(row, row_height(needed.max(message)))?;
    let outcomes = content.outcomes(made.check);
    match &made.place {
        Ok(CheckPlace::Once { outcome, message }) => {
            let shown = outcomes.first().filter(|_| content.has_results());
            let result = shown.map(|shown| outcome_word(shown.outcome, content.language)).unwrap_or_default();
            let formula = once_formula(content, &content.reference(*outcome));
            write_formula(sheet, (row, OUTCOME_COLUMN), &formula, result, &format)?;
            let said = shown.filter(|shown| shown.outcome == Outcome::Fail).map(|shown| said_result(content, shown)).unwrap_or_default();
            write_formula(sheet, (row, MESSAGE_COLUMN), &text_of(&content.reference(*message)), &said, &format)
        }
        Ok(CheckPlace::EachLine(lines)) => write_lines(sheet, content, (row, &format), lines, &outcomes),
        Ok(CheckPlace::NoLines) => write_text(sheet, row, OUTCOME_COLUMN, content.word(FormWord::NoLines), &format),
        Err(reason) => write_reason(sheet, content, row, *reason),
    }
}

/// Says that `positum eval` alone looks at a check, and why.
fn write_reason(sheet: &mut Worksheet, content: &FormContent<'_>, row: u32, reason: NotLiveReason) -> Result<(), XlsxError> {
    let [.., (_, outcome_width), (_, message_width), _, _, _] = COLUMNS;
    let outcome = content.word(FormWord::NotLive);
    let message = format!("{}: {}", content.word(FormWord::NotLiveBecause), content.word(reason_word(reason)));
    let needed = lines_of(outcome, outcome_width.saturating_sub(2)).max(lines_of(&message, message_width.saturating_sub(2)));
    sheet.set_row_height(row, row_height(needed))?;
    write_text(sheet, row, OUTCOME_COLUMN, outcome, &form_styles::bordered_text())?;
    write_text(sheet, row, MESSAGE_COLUMN, &message, &form_styles::bordered_text())
}

fn write_lines(
    sheet: &mut Worksheet,
    content: &FormContent<'_>,
    (row, format): (u32, &Format),
    lines: &LineChecks,
    outcomes: &[&CheckOutcome],
) -> Result<(), XlsxError> {
    let failing: Vec<&&CheckOutcome> = outcomes.iter().filter(|outcome| outcome.outcome == Outcome::Fail).collect();
    let first = failing.first();
    let result = |text: String| if content.has_results() { text } else { String::new() };
    let outcome = result(lines_outcome(content, outcomes).to_owned());
    write_formula(sheet, (row, OUTCOME_COLUMN), &lines_formula(content, lines), &outcome, format)?;
    let message = first.map(|first| said_result(content, first)).unwrap_or_default();
    write_formula(sheet, (row, MESSAGE_COLUMN), &text_of(&content.reference(lines.message)), &message, format)?;
    let count = content.reference(lines.failing);
    let shown_count = if failing.is_empty() { String::new() } else { failing.len().to_string() };
    write_formula(sheet, (row, FAILED_LINES_COLUMN), &format!("IF(N({count})=0,\"\",{count})"), &result(shown_count), format)?;
    let number = first.map(|first| first.row.to_string()).unwrap_or_default();
    write_formula(sheet, (row, FIRST_LINE_COLUMN), &text_of(&content.reference(lines.first_failing)), &result(number), format)
}

/// Shows a cell; an empty one as nothing, where a spreadsheet would show zero.
fn text_of(reference: &str) -> String {
    format!("IF({reference}=\"\",\"\",{reference})")
}

fn once_formula(content: &FormContent<'_>, outcome: &str) -> String {
    let word = |outcome: Outcome| outcome_word(outcome, content.language);
    let cases = [(PASS, Outcome::Pass), (FAIL, Outcome::Fail), (NOT_APPLICABLE, Outcome::NotApplicable), (NOT_EVALUATED, Outcome::NotEvaluated)];
    let choice = cases.into_iter().rev().fold("\"\"".to_owned(), |rest, (number, case)| format!("IF({outcome}={number},\"{}\",{rest})", word(case)));
    format!("IF({outcome}=\"\",\"\",{choice})")
}

/// Of a check of lines: it fails where a line does; else it is not evaluated where a line is not.
fn lines_formula(content: &FormContent<'_>, lines: &LineChecks) -> String {
    let word = |outcome: Outcome| outcome_word(outcome, content.language);
    let count = |number: u32| format!("COUNTIF({},{number})", range_of(content, lines.outcomes));
    // More than those of lines, where it cannot be told which lines there are.
    let not_evaluated = format!("N({})", content.reference(lines.not_evaluated));
    let failing = format!("N({})", content.reference(lines.failing));
    format!(
        "IF({}>0,\"{}\",IF({}>0,\"{}\",IF({}>0,\"{}\",IF({}>0,\"{}\",\"{}\"))))",
        failing,
        word(Outcome::Fail),
        not_evaluated,
        word(Outcome::NotEvaluated),
        count(PASS),
        word(Outcome::Pass),
        count(NOT_APPLICABLE),
        word(Outcome::NotApplicable),
        content.word(FormWord::NoLines),
    )
}

fn lines_outcome(content: &FormContent<'_>, outcomes: &[&CheckOutcome]) -> &'static str {
    let order = [Outcome::Fail, Outcome::NotEvaluated, Outcome::Pass, Outcome::NotApplicable];
    let found = order.into_iter().find(|wanted| outcomes.iter().any(|outcome| outcome.outcome == *wanted));
    found.map_or(content.word(FormWord::NoLines), |outcome| outcome_word(outcome, content.language))
}

fn range_of(content: &FormContent<'_>, cells: ColumnCells) -> String {
    let last = cells.first.row.saturating_add(cells.lines).saturating_sub(1);
    format!("{}:{}", content.reference(cells.first), row_col_to_cell_absolute(last, cells.first.column))
}

/// Gives the message of a failing check, as the result of its formula.
fn said_result(content: &FormContent<'_>, outcome: &CheckOutcome) -> String {
    text_result(said(content, outcome))
}

pub(super) fn said(content: &FormContent<'_>, outcome: &CheckOutcome) -> String {
    cell_text(&message_text(content.plan, outcome, content.language))
}

/// Gives a text as long as the message of a check with its values may be.
fn longest_message(content: &FormContent<'_>, check: &Check) -> String {
    let fallback = || content.plan.package.languages.iter().find_map(|language| check.messages.get(language));
    let parts = check.messages.get(content.language.code()).or_else(fallback).map(Vec::as_slice).unwrap_or_default();
    let shown = |part: &MessagePart| match part {
        MessagePart::Text(text) => text.clone(),
        MessagePart::Value { .. } => "0".repeat(VALUE_LETTERS),
    };
    if parts.is_empty() { check.text.clone() } else { parts.iter().map(shown).collect() }
}
