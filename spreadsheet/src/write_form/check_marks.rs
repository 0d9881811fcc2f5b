//! Colours the cells that a failing check looks at.
//!
//! In come the formulas of checks; out go conditional formats, the worst severity first.

use super::form_content::FormContent;
use crate::form_places::{ColumnCells, SheetCell};
use crate::form_styles;
use crate::make_formulas::{CheckFormulas, CheckPlace, FAIL, LookedAt};
use positum_plan::plan::{Check, Scope, Shape};
use rust_xlsxwriter::utility::{cell_range, column_number_to_name, quote_sheet_name, row_col_to_cell};
use rust_xlsxwriter::{ConditionalFormatFormula, Workbook, XlsxError};
use std::collections::BTreeMap;

/// The most characters of the cells of one rule.
const MOST_RANGE_CHARACTERS: usize = 4_000;

/// Adds the rules of all checks to the sheets of their cells.
pub(super) fn mark_checks(workbook: &mut Workbook, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let mut checks: Vec<&CheckFormulas> = content.made.checks.iter().collect();
    // Of several rules for a cell the first holds; of one severity that which stands first in the definition.
    checks.sort_by_key(|made| std::cmp::Reverse(content.plan.checks[made.check].severity));
    for made in checks {
        let check = &content.plan.checks[made.check];
        let is_shown = content.layout.reports.contains(&check.report);
        if let (Ok(place), true) = (&made.place, is_shown) {
            mark_check(workbook, content, check, (place, &made.looks_at))?;
        }
    }
    Ok(())
}

fn mark_check(
    workbook: &mut Workbook,
    content: &FormContent<'_>,
    check: &Check,
    (place, looks_at): (&CheckPlace, &[LookedAt]),
) -> Result<(), XlsxError> {
    let fails = match place {
        CheckPlace::Once { outcome, .. } => format!("{}={FAIL}", not_empty(&content.reference(*outcome))),
        CheckPlace::EachLine(lines) => format!("N({})>0", content.reference(lines.failing)),
        CheckPlace::NoLines => return Ok(()),
    };
    let mut cells: BTreeMap<usize, Vec<SheetCell>> = BTreeMap::new();
    for looked_at in looks_at {
        match looked_at {
            LookedAt::Cell(cell) => cells.entry(cell.sheet).or_default().push(*cell),
            LookedAt::Column(column) => {
                let rule = match place {
                    CheckPlace::EachLine(lines) if is_own_column(content, check, column) => line_rule(content, lines.outcomes),
                    CheckPlace::Once { .. } | CheckPlace::EachLine(_) | CheckPlace::NoLines => {
                        format!("AND({fails},LEN({})>0)", row_col_to_cell(column.first.row, column.first.column))
                    }
                };
                let last = column.first.row.saturating_add(column.lines).saturating_sub(1);
                let range = cell_range(column.first.row, column.first.column, last, column.first.column);
                add_rule(workbook, check, &rule, column.first, range)?;
            }
        }
    }
    for mut on_sheet in cells.into_values() {
        on_sheet.sort();
        on_sheet.dedup();
        for (first, range) in ranges(&on_sheet) {
            add_rule(workbook, check, &fails, first, range)?;
        }
    }
    Ok(())
}

/// A cell that was not computed yet is no failure, though an empty cell counts as zero.
fn not_empty(reference: &str) -> String {
    format!("IF({reference}=\"\",-1,{reference})")
}

/// Says that the check fails in the line of the cell: rows of both sheets move alike.
fn line_rule(content: &FormContent<'_>, outcomes: ColumnCells) -> String {
    let sheet = content.layout.places.sheets.get(outcomes.first.sheet).map(|name| quote_sheet_name(name)).unwrap_or_default();
    let row = outcomes.first.row.saturating_add(1);
    let cell = format!("{sheet}!${}{row}", column_number_to_name(outcomes.first.column));
    format!("{}={FAIL}", not_empty(&cell))
}

/// Tells whether a column is of the list in whose lines a check is looked at.
fn is_own_column(content: &FormContent<'_>, check: &Check, column: &ColumnCells) -> bool {
    let table = match check.scope {
        Scope::EachLine(table) => table,
        Scope::Once | Scope::Row(_) | Scope::Column(_) => return false,
    };
    match &content.plan.tables[table].shape {
        Shape::List(list) => list.columns.iter().any(|own| content.layout.places.columns[*own] == Some(*column)),
        Shape::Form { .. } | Shape::Grid { .. } => false,
    }
}

/// Joins cells into texts of no more characters than a rule can have, each with its first cell.
fn ranges(cells: &[SheetCell]) -> Vec<(SheetCell, String)> {
    let mut ranges: Vec<(SheetCell, String)> = Vec::new();
    for cell in cells {
        let name = row_col_to_cell(cell.row, cell.column);
        match ranges.last_mut().filter(|(_, range)| range.len() < MOST_RANGE_CHARACTERS) {
            Some((_, range)) => {
                range.push(' ');
                range.push_str(&name);
            }
            None => ranges.push((*cell, name)),
        }
    }
    ranges
}

fn add_rule(workbook: &mut Workbook, check: &Check, rule: &str, first: SheetCell, range: String) -> Result<(), XlsxError> {
    let format = ConditionalFormatFormula::new().set_rule(rule).set_format(form_styles::failed(check.severity)).set_multi_range(range);
    let sheet = workbook.worksheet_from_index(first.sheet)?;
    sheet.add_conditional_format(first.row, first.column, first.row, first.column, &format).map(|_| ())
}
