//! The hidden sheets: the parts of the period, the dated values of parameters, and whatever formulas need.
//!
//! In come the plan and its layout; out go cells that other formulas take.

use super::form_content::{FormContent, write_formula};
use crate::form_keys::PERIOD;
use crate::form_styles;
use crate::shown_value::{Content, content, day_number, text_result, write_content, write_text};
use positum_plan::amount::Exact;
use positum_plan::period::Period;
use positum_plan::plan::{ParameterId, ParameterValue, PeriodPart};
use positum_plan::value::Value;
use rust_xlsxwriter::utility::{quote_sheet_name, row_col_to_cell_absolute};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The rows of the period: its text, year, quarter, month, last day and first day.
const PERIOD_ROW: u32 = 0;
const LAST_DAY_ROW: u32 = 4;
/// The first row of the values of parameters; each has its first day, its last day, and itself.
const VALUES_ROW: u32 = 6;
/// The days before and after all others.
const EVER: (&str, &str) = ("0", "2958465");

/// Writes the parts of the period, and the dated values of parameters.
pub(super) fn write_period(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let text = content.period.map(|period| period.to_string()).unwrap_or_default();
    let part = |part: PeriodPart| content.period.and_then(|period| part_number(part, period)).unwrap_or_default();
    // A year or month that is none has no number, and then no other part has one.
    let year = "IFERROR(IF(OR(LEN(B1)=4,LEN(B1)=7,LEN(B1)=10),VALUE(LEFT(B1,4)),\"\"),\"\")";
    let quarter = "IF(B4=\"\",\"\",ROUNDUP(B4/3,0))";
    let in_text = "IF(LEN(B1)=4,12,IF(MID(B1,6,1)=\"Q\",3*VALUE(MID(B1,7,1)),VALUE(MID(B1,6,2))))";
    let month = format!("IF(B2=\"\",\"\",IFERROR(IF(AND({in_text}>=1,{in_text}<=12),{in_text},\"\"),\"\"))");
    let day = "IF(B4=\"\",\"\",IFERROR(IF(LEN(B1)=10,DATE(B2,B4,VALUE(RIGHT(B1,2))),DATE(B2,B4+1,0)),\"\"))";
    let trimmed_period = format!("TRIM({PERIOD})");
    let begins = "IF(LEN(B1)=4,1,IF(MID(B1,6,1)=\"Q\",B4-2,B4))";
    let first_day = format!("IF(B4=\"\",\"\",IFERROR(IF(LEN(B1)=10,DATE(B2,B4,VALUE(RIGHT(B1,2))),DATE(B2,{begins},1)),\"\"))");
    let rows = [
        ("period", trimmed_period.as_str(), text_result(text)),
        ("year", year, part(PeriodPart::Year)),
        ("quarter", quarter, part(PeriodPart::Quarter)),
        ("month", month.as_str(), part(PeriodPart::Month)),
        ("last day", day, part(PeriodPart::LastDay)),
        ("first day", first_day.as_str(), part(PeriodPart::FirstDay)),
    ];
    for (row, (name, formula, result)) in (PERIOD_ROW..).zip(rows) {
        write_text(sheet, row, 0, name, &form_styles::quiet())?;
        write_formula(sheet, (row, 1), formula, &result, &form_styles::base())?;
    }
    for (id, parameter) in content.plan.parameters.entries() {
        let first = first_row(content, id);
        for (row, value) in (first..).zip(in_order(&parameter.values)) {
            write_value(sheet, content, (id, value), row)?;
        }
    }
    sheet.set_hidden(true);
    content.finish_sheet(sheet, false)
}

fn part_number(part: PeriodPart, period: Period) -> Option<String> {
    match part.of(period) {
        Value::Number(number) => Some(number.to_string()),
        Value::Date(date) => day_number(date),
        Value::Text(_) | Value::Bool(_) => None,
    }
}

fn write_value(sheet: &mut Worksheet, form: &FormContent<'_>, (id, value): (ParameterId, &ParameterValue), row: u32) -> Result<(), XlsxError> {
    let parameter = &form.plan.parameters[id];
    write_text(sheet, row, 0, &parameter.name, &form_styles::quiet())?;
    let from = value.validity.from.and_then(day_number).unwrap_or_else(|| EVER.0.to_owned());
    let until = value.validity.until.and_then(day_number).unwrap_or_else(|| EVER.1.to_owned());
    let shown = content(&Value::Number(Exact::from(value.value)), Some(&parameter.value_type), form.language);
    for (column, content) in (1..).zip([Content::Number(from), Content::Number(until), shown]) {
        write_content(sheet, row, column, &content, &form_styles::base())?;
    }
    Ok(())
}

/// Gives the values by their first day, so that of several the one that began last is found last.
fn in_order(values: &[ParameterValue]) -> Vec<&ParameterValue> {
    let mut values: Vec<&ParameterValue> = values.iter().collect();
    values.sort_by_key(|value| value.validity.from);
    values
}

fn first_row(content: &FormContent<'_>, id: ParameterId) -> u32 {
    let before = content.plan.parameters.entries().take_while(|(other, _)| *other != id).map(|(_, parameter)| parameter.values.len());
    VALUES_ROW.saturating_add(u32::try_from(before.fold(0_usize, usize::saturating_add)).unwrap_or(u32::MAX))
}

/// Gives the formula of a parameter that the definition gives: its value on the last day of the period.
pub(super) fn parameter_formula(content: &FormContent<'_>, id: ParameterId) -> String {
    let sheet = content.layout.places.sheets.get(content.layout.period_sheet).map(|name| quote_sheet_name(name)).unwrap_or_default();
    let first = first_row(content, id);
    let last = first.saturating_add(u32::try_from(content.plan.parameters[id].values.len()).unwrap_or(1)).saturating_sub(1);
    let range = |column: u16| format!("{sheet}!{}:{}", row_col_to_cell_absolute(first, column), row_col_to_cell_absolute(last, column));
    let day = format!("{sheet}!{}", row_col_to_cell_absolute(LAST_DAY_ROW, 1));
    // Of the lines in force the last is taken: where one is not, 1 is divided by zero, and that is passed over.
    let found = format!("LOOKUP(2,1/(({}<={day})*({}>={day})),{})", range(1), range(2), range(3));
    format!("IF({day}=\"\",\"\",IFERROR({found},\"\"))")
}

/// Writes what formulas put on their hidden sheet, without results: programs that trust results compute what has none.
pub(super) fn write_calculations(sheet: &mut Worksheet, content: &FormContent<'_>) -> Result<(), XlsxError> {
    let format = form_styles::base();
    for (cell, formula) in &content.made.calculations {
        write_formula(sheet, (cell.row, cell.column), formula, "", &format)?;
    }
    sheet.set_hidden(true);
    content.finish_sheet(sheet, false)
}
