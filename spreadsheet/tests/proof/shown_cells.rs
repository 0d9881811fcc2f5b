//! What a workbook shows in the computed cells of a form, found by the keys of rows and columns.
//!
//! Written apart from the reader that it proves, over another interface of the library: whole sheets as ranges.
#![allow(clippy::disallowed_types, clippy::float_arithmetic, reason = "workbooks hold binary floats")]

use calamine::{Data, Range, Reader, Xlsx};
use positum_plan::plan::{CellReference, Origin, Plan, Shape, TableId};
use positum_plan::value::{Value, ValueType};
use positum_runtime::evaluated_submission::{Cause, CellState, EvaluatedCell, EvaluatedSubmission};
use std::io::Cursor;

/// A computed cell that does not show what was evaluated.
pub(crate) struct Difference {
    /// The cell's name in the package.
    pub(crate) name: String,
    /// Sheet and cell.
    pub(crate) place: String,
    pub(crate) formula: String,
    pub(crate) expected: String,
    pub(crate) shown: String,
}

struct Workbook<'p> {
    plan: &'p Plan,
    evaluated: &'p EvaluatedSubmission,
    /// For each marked sheet its mark, name, values and formulas.
    sheets: Vec<(String, String, Range<Data>, Range<String>)>,
    outcome: Comparison,
}

/// What came of comparing a form.
#[derive(Default)]
pub(crate) struct Comparison {
    /// How many computed cells were compared.
    pub(crate) compared: usize,
    /// How many no formula can tell, as the sheet of checks says: they stay empty.
    pub(crate) not_live: usize,
    pub(crate) differences: Vec<Difference>,
}

/// Compares all computed cells that a form shows, of the reports that are for the submission's period.
pub(crate) fn compare_shown(bytes: &[u8], plan: &Plan, evaluated: &EvaluatedSubmission) -> Comparison {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut sheets = Vec::new();
    for name in file.sheet_names() {
        let values = file.worksheet_range(&name).expect("a sheet");
        let formulas = file.worksheet_formula(&name).expect("a sheet");
        if let Some(Data::String(mark)) = values.get_value((0, 0))
            && let Some(mark) = mark.strip_prefix("positum:")
        {
            sheets.push((mark.to_owned(), name, values, formulas));
        }
    }
    let mut workbook = Workbook { plan, evaluated, sheets, outcome: Comparison::default() };
    for (table, _) in plan.tables.entries().filter(|(_, table)| evaluated.reports.contains(&table.report)) {
        workbook.compare_table(table);
    }
    workbook.outcome
}

impl Workbook<'_> {
    fn compare_table(&mut self, table: TableId) {
        let content = &self.plan.tables[table];
        let mark = format!("{}.{}", self.plan.reports[content.report].name, content.name);
        let index = self.sheets.iter().position(|(known, ..)| *known == mark).unwrap_or_else(|| panic!("no sheet for {mark}"));
        let (plan, evaluated) = (self.plan, self.evaluated);
        match &content.shape {
            Shape::Form { positions, axis } => {
                let column = self.column(index, "#value");
                for (cell, entry) in positions.iter().zip(&axis.entries) {
                    self.compare_cell(index, (self.row(index, &entry.code), column), CellReference::Cell(*cell), &evaluated.cells[*cell]);
                }
            }
            Shape::Grid { rows, columns, cells } => {
                let places = rows.entries.iter().flat_map(|row| columns.entries.iter().map(move |column| (row, column)));
                for ((row, column), cell) in places.zip(cells) {
                    let Some(cell) = cell else { continue };
                    let at = (self.row(index, &row.code), self.column(index, &column.code));
                    self.compare_cell(index, at, CellReference::Cell(*cell), &evaluated.cells[*cell]);
                }
            }
            Shape::List(list) => {
                let lines = self.marked_rows(index, "line");
                for (column, entry) in list.columns.iter().zip(&list.axis.entries) {
                    let at = self.column(index, &entry.code);
                    let cells = &evaluated.columns[*column];
                    for (line, row) in lines.iter().enumerate() {
                        match cells.get(line) {
                            Some(cell) => self.compare_cell(index, (*row, at), CellReference::Column(*column), cell),
                            None => self.compare(index, (*row, at), CellReference::Column(*column), "", None),
                        }
                    }
                    assert!(cells.len() <= lines.len(), "{mark} has no rows for all lines");
                }
                for (column, cell) in list.total.iter().flat_map(|total| &total.cells) {
                    let code = &plan.columns[*column].code;
                    let at = (self.marked_rows(index, "total")[0], self.column(index, code));
                    self.compare_cell(index, at, CellReference::Cell(*cell), &evaluated.cells[*cell]);
                }
            }
        }
    }

    fn value(&self, sheet: usize, (row, column): (u32, u32)) -> &Data {
        self.sheets[sheet].2.get_value((row, column)).unwrap_or(&Data::Empty)
    }

    fn column(&self, sheet: usize, key: &str) -> u32 {
        (0..200).find(|column| *self.value(sheet, (0, *column)) == *key).unwrap_or_else(|| panic!("no column {key}"))
    }

    fn row(&self, sheet: usize, code: &str) -> u32 {
        let codes = self.column(sheet, "#code");
        let last = self.sheets[sheet].2.end().expect("cells").0;
        // The header may repeat a code; rows stand under it.
        (1..=last).rev().find(|row| *self.value(sheet, (*row, codes)) == *code).unwrap_or_else(|| panic!("no row {code}"))
    }

    fn marked_rows(&self, sheet: usize, mark: &str) -> Vec<u32> {
        let last = self.sheets[sheet].2.end().expect("cells").0;
        (1..=last).filter(|row| *self.value(sheet, (*row, 0)) == *mark).collect()
    }

    fn compare_cell(&mut self, sheet: usize, at: (u32, u32), reference: CellReference, cell: &EvaluatedCell) {
        let (origin, value_type) = match reference {
            CellReference::Cell(cell) => (&self.plan.cells[cell].origin, self.plan.cells[cell].value_type.as_ref()),
            CellReference::Column(column) => (&self.plan.columns[column].origin, self.plan.columns[column].value_type.as_ref()),
        };
        // A form does not leave out reports for periods of another length, so that what takes values of them has one.
        if matches!(origin, Origin::Input(_)) || matches!(cell.cause(), Some(Cause::ReportLeftOut(_))) {
            return;
        }
        let expected = match (&cell.value, cell.state) {
            (Some(value), _) => value_type.expect("cells that are seen have types").text(value),
            (None, CellState::NotApplicable) => "·".to_owned(),
            (None, CellState::Blank) => String::new(),
            (None, _) => "#".to_owned(),
        };
        self.compare(sheet, at, reference, &expected, cell.value.as_ref().zip(value_type));
    }

    fn compare(&mut self, sheet: usize, at: (u32, u32), reference: CellReference, expected: &str, value: Option<(&Value, &ValueType)>) {
        let is_input = match reference {
            CellReference::Cell(_) => false,
            CellReference::Column(column) => matches!(self.plan.columns[column].origin, Origin::Input(_)),
        };
        if is_input {
            return;
        }
        let found = self.value(sheet, at).clone();
        let formula = self.sheets[sheet].3.get_value(at).cloned().unwrap_or_default();
        if formula.is_empty() && found == Data::Empty {
            self.outcome.not_live += 1;
            return;
        }
        self.outcome.compared += 1;
        let is_equal = match (value, &found) {
            (Some((Value::Number(_), value_type)), Data::Float(number)) => is_number(*number, expected, value_type.decimals),
            (Some((Value::Number(_), _)), Data::Int(number)) => number.to_string() == expected,
            // Numbers with more digits than a workbook keeps, and all that is no number.
            (Some((Value::Bool(true), _)), Data::Bool(value)) => *value,
            (Some((Value::Bool(false), _)), Data::Bool(value)) => !*value,
            (Some((Value::Bool(value), _)), Data::String(text)) => text == if *value { "yes" } else { "no" },
            (Some((Value::Date(_), _)), Data::DateTime(moment)) => {
                let (year, month, day, hour, ..) = moment.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}") == expected && hour == 0
            }
            (_, Data::String(text)) => text == expected,
            (None, Data::Empty) => expected.is_empty(),
            _ => false,
        };
        if !is_equal {
            let name = &self.sheets[sheet].1;
            let column = rust_xlsxwriter::utility::row_col_to_cell(at.0, u16::try_from(at.1).expect("a column"));
            let name_of_cell = self.plan.cell_name(reference);
            self.outcome.differences.push(Difference {
                name: name_of_cell,
                place: format!("{name}!{column}"),
                formula,
                expected: expected.to_owned(),
                shown: format!("{found:?}"),
            });
        }
    }
}

/// Tells whether a binary number is the nearest one to a decimal, but for its last bits.
fn is_number(number: f64, expected: &str, decimals: u32) -> bool {
    let shown = format!("{number:.*}", decimals as usize);
    let shown = if shown.trim_start_matches(['-', '0', '.']).is_empty() { shown.replace('-', "") } else { shown };
    let exact: f64 = expected.parse().expect("a number");
    shown == expected && (number - exact).abs() <= exact.abs() * 1e-14 + 1e-12
}
