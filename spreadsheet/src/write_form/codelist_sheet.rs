//! The sheet of codelists: for each list that cells choose from, its codes and what they stand for.
//!
//! In come the plan's codelists; out goes a sheet, and the ranges from which drop-downs take their codes.

use super::form_content::FormContent;
use crate::fit_text::{lines_of, row_height, width_for};
use crate::form_layout::{FormLayout, MOST_COLUMNS, MOST_ROWS, TableSheet};
use crate::form_styles;
use crate::form_words::{FormWord, form_word};
use crate::input_rules::CodeRange;
use crate::shown_value::write_text;
use jiff::civil::Date;
use positum_plan::period::Validity;
use positum_plan::plan::{Code, Codelist, CodelistId, Plan, Shape};
use positum_plan::value::ValueType;
use positum_runtime::language::Language;
use rust_xlsxwriter::utility::{cell_range_absolute, quote_sheet_name};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

const TITLE_ROW: u32 = 2;
const HEADER_ROW: u32 = 3;
const FIRST_ROW: u32 = 4;
/// A list takes a column of codes, one of labels and an empty one.
const COLUMNS: usize = 3;
/// The widest column of labels, in characters.
const WIDEST_LABEL: u32 = 60;

/// A codelist with the codes of it that stand on the form.
type CodesOf<'p> = (CodelistId, Vec<(&'p str, &'p Code)>);

/// Gives the codelists on a form with the codes that may be reported on a day; without a day, at any time of the definition.
fn lists_of<'p>(plan: &'p Plan, layout: &FormLayout, day: Option<Date>) -> Vec<CodesOf<'p>> {
    let used = used_codelists(plan, &layout.tables);
    let most = usize::try_from(MOST_ROWS.saturating_sub(FIRST_ROW)).unwrap_or(usize::MAX);
    let lists = usize::from(MOST_COLUMNS) / COLUMNS;
    let codes = |id: CodelistId| permitted(&plan.codelists[id], plan.package.validity, day).into_iter().take(most).collect();
    used.into_iter().take(lists).map(|id| (id, codes(id))).collect()
}

fn permitted(codelist: &Codelist, within: Validity, day: Option<Date>) -> Vec<(&str, &Code)> {
    // A day is a time of one day.
    codelist.reported_within(day.map_or(within, |day| Validity { from: Some(day), until: Some(day) }))
}

fn used_codelists(plan: &Plan, tables: &[TableSheet]) -> BTreeSet<CodelistId> {
    let shapes = tables.iter().map(|table| &plan.tables[table.table].shape);
    let of_table = shapes.flat_map(|shape| -> Vec<&ValueType> {
        match shape {
            Shape::Form { positions, .. } => positions.iter().filter_map(|cell| plan.cells[*cell].value_type.as_ref()).collect(),
            Shape::Grid { cells, .. } => cells.iter().flatten().filter_map(|cell| plan.cells[*cell].value_type.as_ref()).collect(),
            Shape::List(list) => list.columns.iter().filter_map(|column| plan.columns[*column].value_type.as_ref()).collect(),
        }
    });
    of_table.chain(plan.parameters.iter().map(|parameter| &parameter.value_type)).filter_map(|value_type| value_type.quantity.codelist()).collect()
}

/// Gives where the codes of each list stand.
pub(super) fn code_ranges(plan: &Plan, layout: &FormLayout, language: Language, day: Option<Date>) -> BTreeMap<CodelistId, CodeRange> {
    let sheet = layout.places.sheets.get(layout.codelist_sheet).map(|name| quote_sheet_name(name)).unwrap_or_default();
    let lists = lists_of(plan, layout, day).into_iter().enumerate();
    let range = |(index, (id, codes)): (usize, CodesOf<'_>)| {
        let count = u32::try_from(codes.len()).unwrap_or(0);
        let last = FIRST_ROW.saturating_add(count).saturating_sub(1);
        let range =
            code_column(index).filter(|_| count > 0).map(|column| format!("{sheet}!{}", cell_range_absolute(FIRST_ROW, column, last, column)));
        (id, CodeRange { range, title: title_of(plan, id, language).to_owned() })
    };
    lists.map(range).collect()
}

fn title_of(plan: &Plan, id: CodelistId, language: Language) -> &str {
    let codelist = &plan.codelists[id];
    let title = codelist.label.text(language.code(), &plan.package.languages);
    if title.is_empty() { &codelist.name } else { title }
}

fn code_column(index: usize) -> Option<u16> {
    u16::try_from(index.saturating_mul(COLUMNS).saturating_add(1)).ok()
}

/// Writes the sheet; one without lists is hidden.
pub(super) fn write_codelists(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let language = content.language;
    let lists = lists_of(content.plan, content.layout, content.last_day());
    if lists.is_empty() {
        sheet.set_hidden(true);
    }
    sheet.set_column_width(0, 2)?;
    write_text(sheet, 0, 1, form_word(FormWord::CodelistSheet, language), &form_styles::title(14).unset_text_wrap())?;
    write_text(sheet, 1, 1, form_word(FormWord::CodelistNote, language), &form_styles::quiet().unset_text_wrap())?;
    let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
    for (index, (id, codes)) in lists.iter().enumerate() {
        let Some((column, labels)) = code_column(index).and_then(|column| Some((column, column.checked_add(1)?))) else { break };
        let title = title_of(content.plan, *id, language);
        write_text(sheet, TITLE_ROW, column, title, &form_styles::title(10).unset_text_wrap())?;
        write_text(sheet, HEADER_ROW, column, content.word(FormWord::Code), &form_styles::header())?;
        write_text(sheet, HEADER_ROW, labels, content.word(FormWord::Meaning), &form_styles::header())?;
        let widest = codes.iter().map(|(_, meaning)| width_for(content.text(&meaning.label), 1, 24, WIDEST_LABEL)).max().unwrap_or(24);
        for (row, (code, meaning)) in (FIRST_ROW..).zip(codes) {
            let label = content.text(&meaning.label);
            let needed = lines.entry(row).or_default();
            *needed = lines_of(label, widest).max(*needed);
            write_text(sheet, row, column, code, &form_styles::code(false))?;
            write_text(sheet, row, labels, label, &form_styles::label(0))?;
        }
        sheet.set_column_width(column, codes.iter().map(|(code, _)| width_for(code, 1, 8, 30)).max().unwrap_or(8))?;
        sheet.set_column_width(labels, widest)?;
        if let Some(gap) = labels.checked_add(1) {
            sheet.set_column_width(gap, 3)?;
        }
    }
    for (row, needed) in lines.into_iter().filter(|(_, needed)| *needed > 1) {
        sheet.set_row_height(row, row_height(needed))?;
    }
    sheet.set_row_height(0, 24)?.set_row_height(HEADER_ROW, row_height(1))?;
    sheet.set_freeze_panes(FIRST_ROW, 0)?;
    content.finish_sheet(sheet, false)?;
    sheet.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    Ok(())
}
