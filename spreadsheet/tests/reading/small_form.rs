//! A small package, and forms for it that tests build cell by cell, so that any of them can stand elsewhere.
#![allow(clippy::disallowed_types, reason = "workbooks hold binary floats")]

use positum_compiler::compile::compile;
use positum_plan::fingerprint::fingerprint;
use positum_plan::plan::Plan;
use positum_runtime::submission::{Given, SubmittedCell};
use positum_spreadsheet::read_workbook::{FilledForm, WorkbookError, read_workbook};
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::collections::BTreeMap;

const DEFINITION: &str = r#"
package demo "Demo" { language en; precision EUR 0, percent 2 }
codelist kinds { 01 "one"; 02 "two" }
parameter limit "Limit" : percent
report r "R" {
  period quarter
  form main {
    010 "Amount" : EUR
    020 "Share" : percent, optional
    030 "Day" : date, optional
    040 "Text" : text, optional
    050 "Truth" : bool, optional
    060 "Kind" : code kinds, optional
    100 "Double" : EUR = 010 + 010
  }
  grid g : EUR, blank = 0 {
    columns { 010 "a"; 020 "b" }
    rows { 100 "first"; 200 "second" x 020 }
  }
  list l {
    010 "No." : sequence
    020 "Name" : text
    030 "Amount" : EUR, blank = 0
    total "Total" { 030 = sum }
  }
  check small "Too much" { require main.020 <= limit }
}
"#;

/// What a cell of a test's form holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Text(String),
    Number(f64),
    /// A number with a number format.
    Formatted(f64, &'static str),
    Bool(bool),
    /// A formula with the result that is stored with it.
    Formula(&'static str, &'static str),
}

pub(crate) fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

/// The cells of a sheet by row and column.
pub(crate) type Cells = BTreeMap<(u32, u16), Content>;

/// A form as sheets of cells.
#[derive(Clone, Debug)]
pub(crate) struct SmallForm {
    pub(crate) plan: Plan,
    pub(crate) sheets: Vec<(String, Cells)>,
    pub(crate) names: Vec<(String, String)>,
}

impl SmallForm {
    /// Makes an empty form with the layout that forms have.
    pub(crate) fn new() -> Self {
        let compiled = compile(&[DEFINITION]);
        let plan = compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
        let fields = [("package", "demo"), ("version", &fingerprint(&plan)), ("entity", "Example"), ("period", "2025-Q1")];
        let mut start = BTreeMap::new();
        let mut names = Vec::new();
        for (row, (name, value)) in (0..).zip(fields) {
            start.insert((row, 1), text(value));
            names.push((format!("positum_{name}"), format!("='1. start'!$B${}", row + 1)));
        }
        names.push(("positum_parameter_limit".to_owned(), "='1. start'!$B$5".to_owned()));
        let keyed = |rows: &[&[&str]]| {
            let cells = (0..).zip(rows).flat_map(|(row, cells)| {
                (0..).zip(cells.iter()).filter(|(_, cell)| !cell.is_empty()).map(move |(column, cell)| ((row, column), text(cell)))
            });
            cells.collect::<BTreeMap<_, _>>()
        };
        let mut main = keyed(&[
            &["positum:r.main", "#label", "#code", "#value"],
            &["", "Title"],
            &["", "Position", "Code", "Value"],
            &["", "Amount", "010"],
            &["", "Share", "020"],
            &["", "Heading"],
            &["", "Day", "030"],
            &["", "Text", "040"],
            &["", "Truth", "050"],
            &["", "Kind", "060"],
            &["", "Double", "100"],
        ]);
        main.insert((10, 3), Content::Formula("=D4+D4", "0"));
        let grid = keyed(&[
            &["positum:r.g", "#label", "#code", "010", "020"],
            &["", "Row", "Code", "a", "b"],
            &["", "", "", "010", "020"],
            &["", "first", "100"],
            &["", "second", "200", "", "×"],
        ]);
        let list = keyed(&[
            &["positum:r.l", "010", "020", "030"],
            &["", "No.", "Name", "Amount"],
            &["", "010", "020", "030"],
            &["line"],
            &["line"],
            &["line"],
            &["total", "Total"],
        ]);
        let sheets = [("1. start", start), ("main", main), ("grid", grid), ("list", list)];
        Self { plan, sheets: sheets.map(|(name, cells)| (name.to_owned(), cells)).to_vec(), names }
    }

    /// Gives the cells of a sheet.
    pub(crate) fn sheet(&mut self, name: &str) -> &mut Cells {
        &mut self.sheets.iter_mut().find(|(known, _)| known == name).expect("a sheet").1
    }

    /// Puts something into a cell of a sheet, as `("main", "D4", …)`.
    pub(crate) fn put(&mut self, sheet: &str, cell: &str, content: Content) {
        let column = u16::from(cell.as_bytes()[0] - b'A');
        let row: u32 = cell[1..].parse().expect("a row");
        self.sheet(sheet).insert((row - 1, column), content);
    }

    /// Moves the cells of a sheet.
    pub(crate) fn moved(&mut self, sheet: &str, to: impl Fn(u32, u16) -> (u32, u16)) {
        let cells = std::mem::take(self.sheet(sheet));
        *self.sheet(sheet) = cells.into_iter().map(|((row, column), content)| (to(row, column), content)).collect();
    }

    /// Writes the workbook.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, cells) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for ((row, column), content) in cells {
                match content {
                    Content::Text(text) => sheet.write_string(*row, *column, text),
                    Content::Number(number) => sheet.write_number(*row, *column, *number),
                    Content::Formatted(number, format) => {
                        sheet.write_number_with_format(*row, *column, *number, &Format::new().set_num_format(*format))
                    }
                    Content::Bool(value) => sheet.write_boolean(*row, *column, *value),
                    Content::Formula(formula, result) => sheet.write_formula(*row, *column, Formula::new(*formula).set_result(*result)),
                }
                .unwrap();
            }
        }
        for (name, formula) in &self.names {
            workbook.define_name(name, formula).unwrap();
        }
        workbook.save_to_buffer().unwrap()
    }

    pub(crate) fn read(&self) -> Result<FilledForm, WorkbookError> {
        read_workbook(&self.bytes(), "form.xlsx", std::slice::from_ref(&self.plan), None)
    }

    /// Reads the cells, as `main.010:=5 @main!D4`.
    pub(crate) fn cells(&self) -> Vec<String> {
        shown(&self.read().unwrap_or_else(|error| panic!("{error}")).submission.cells)
    }

    /// Reads what cannot be read.
    pub(crate) fn error(&self) -> String {
        self.read().expect_err("an error").to_string()
    }
}

/// Writes cells in short, with the places that they were read from.
pub(crate) fn shown(cells: &[SubmittedCell]) -> Vec<String> {
    let one = |cell: &SubmittedCell| {
        let given = match &cell.given {
            Given::Nothing => "nothing".to_owned(),
            Given::UnknownOfMembers => "unknown of members".to_owned(),
            Given::Text(text) => text.clone(),
            Given::JsonNumber(text) | Given::NoValue(text) => format!("no value {text}"),
        };
        let (address, origin) = (&cell.address, cell.origin.to_string());
        let place = origin.strip_prefix("form.xlsx, ").unwrap_or(&origin);
        format!("{}.{}:{}={given} @{place}", address.table, address.row, address.column)
    };
    cells.iter().map(one).collect()
}
