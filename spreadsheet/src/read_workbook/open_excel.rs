//! Opens a workbook of Excel's format.
//!
//! In come bytes whose size was checked, out go sheets with their filled cells. What cells mean is not known here.

use super::cell_reference::names_of_form;
use super::decimal_text::{day_of_serial, decimal_text};
use super::workbook::{Cell, CellValue, Gathering, MOST_SHEETS, Position, Sheet, Workbook, check_length};
use super::workbook_error::FileProblem;
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Style, Xlsx, XlsxError, XlsxFormulaMetadata};
use std::io::Cursor;

type File<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the sheets of tables and of the form's fields.
pub(super) fn open_excel(bytes: &[u8]) -> Result<Workbook, FileProblem> {
    let mut file: File<'_> = Xlsx::new(Cursor::new(bytes)).map_err(problem)?;
    let names = names_of_form(file.defined_names().iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let sheets: Vec<String> =
        file.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect();
    if sheets.len() > MOST_SHEETS {
        return Err(FileProblem::TooManySheets);
    }
    let mut gathering = Gathering::new();
    let mut workbook = Workbook { sheets: Vec::new(), names };
    for name in sheets {
        let is_named = workbook.names.iter().any(|(_, cell)| cell.as_ref().is_some_and(|cell| cell.sheet == name));
        let mut sheet = Sheet { name, is_named, ..Sheet::default() };
        read_cells(&mut file, &mut sheet, &mut gathering)?;
        mark_percents(&mut file, &mut sheet)?;
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

fn problem(error: XlsxError) -> FileProblem {
    match error {
        XlsxError::Password => FileProblem::Encrypted,
        error => FileProblem::Damaged(error.to_string()),
    }
}

fn read_cells(file: &mut File<'_>, sheet: &mut Sheet, gathering: &mut Gathering) -> Result<(), FileProblem> {
    let from_1904 = file.has_1904_epoch();
    let mut cells = file.worksheet_cells_reader(&sheet.name).map_err(problem)?;
    while let Some(record) = cells.next_cell_with_formula_metadata().map_err(problem)? {
        let (row, column) = record.pos;
        let position = Position { row, column };
        if Gathering::passes_over(sheet, position) {
            if Gathering::goes_on_below(sheet, row) {
                continue;
            }
            break;
        }
        // Before it is copied: any number of cells may share one text.
        match &record.value {
            DataRef::String(text) => check_length(&sheet.name, position, text)?,
            DataRef::SharedString(text) => check_length(&sheet.name, position, text)?,
            _ => {}
        }
        let cell = Cell { value: value(record.value, from_1904), formula: record.formula.map(formula_text), shows_percent: false };
        if cell.is_empty() && cell.formula.is_none() {
            continue;
        }
        if !gathering.put(sheet, position, &cell)? {
            break;
        }
    }
    Ok(())
}

fn formula_text(formula: XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => formula,
        _ => String::new(),
    }
}

fn value(value: DataRef<'_>, from_1904: bool) -> CellValue {
    match value {
        DataRef::Empty => CellValue::Nothing,
        DataRef::Int(number) => CellValue::Number(number.to_string()),
        DataRef::Float(number) => decimal_text(number).map_or_else(|| CellValue::Error("#NUM!".to_owned()), CellValue::Number),
        DataRef::String(text) => CellValue::Text(text),
        DataRef::SharedString(text) => CellValue::Text(text.to_owned()),
        DataRef::Bool(value) => CellValue::Bool(value),
        DataRef::DateTime(moment) => moment_value(&moment, from_1904),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => CellValue::Date(without_midnight(text)),
        DataRef::Error(error) => CellValue::Error(error.to_string()),
    }
}

/// Gives the day, or the day and time; a length of time, and what is before the first day, as a number with its letter.
fn moment_value(moment: &ExcelDateTime, from_1904: bool) -> CellValue {
    if let Some(day) = day_of_serial(moment.as_f64(), from_1904).filter(|_| moment.is_datetime()) {
        return CellValue::Date(day.to_string());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    CellValue::Date(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
}

fn without_midnight(text: String) -> String {
    match text.split_once('T') {
        Some((day, time)) if time.trim_end_matches('Z').chars().all(|letter| matches!(letter, '0' | ':' | '.')) => day.to_owned(),
        Some(_) | None => text,
    }
}

/// Notes which cells show a percent sign that is not part of their value.
fn mark_percents(file: &mut File<'_>, sheet: &mut Sheet) -> Result<(), FileProblem> {
    let mut cells = file.worksheet_cells_reader(&sheet.name).map_err(problem)?;
    if !cells.styles().iter().any(is_percent) {
        return Ok(());
    }
    while let Some((row, column, style)) = cells.next_style_id().map_err(problem)? {
        if cells.styles().get(style).is_some_and(is_percent)
            && let Some(cell) = sheet.cells.get_mut(&Position { row, column })
        {
            cell.shows_percent = true;
        }
    }
    Ok(())
}

/// Tells whether a style multiplies by 100: `0.00%`, but neither `0.00\%` nor `0.00"%"`.
fn is_percent(style: &Style) -> bool {
    let Some(format) = &style.number_format else { return false };
    let mut is_quoted = false;
    let mut is_escaped = false;
    for letter in format.format_code.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '"' => is_quoted = !is_quoted,
            '\\' | '_' | '*' if !is_quoted => is_escaped = true,
            '%' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}
