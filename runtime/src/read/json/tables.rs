//! Reads the cells of reports and tables from JSON.
//!
//! The plan says what shape a table has; a table that it does not know is read by its looks. Whatever is not where it
//! should be becomes a cell with as much of an address as is known, so that evaluating finds it.

use super::JsonReader;
use super::pairs::{Items, Pairs, Text};
use crate::read::read_error::{DocumentProblem, ReadError};
use crate::read::table_looks::{TableLooks, looks_of};
use crate::read::{address, shortened};
use crate::submission::{Address, Given, PARAMETERS, SubmittedCell};
use serde_json::value::RawValue;

/// The key of a list's lines, where they do not stand alone.
const ROWS: &str = "rows";

/// Adds the cells of one submission to `cells`.
pub(super) struct TableReader<'r, 'a, 't> {
    pub(super) reader: &'r mut JsonReader<'a, 't>,
    pub(super) cells: &'r mut Vec<SubmittedCell>,
}

impl<'t> TableReader<'_, '_, 't> {
    pub(super) fn read_parameters(&mut self, parameters: &Pairs<'t>) -> Result<(), ReadError> {
        for &(ref name, value) in &parameters.list {
            self.add_cell(address(PARAMETERS, "", name, ""), value);
        }
        Ok(())
    }

    pub(super) fn read_reports(&mut self, reports: &Pairs<'t>) -> Result<(), ReadError> {
        for &(ref report, value) in &reports.list {
            match self.pairs(value)? {
                Some(tables) => {
                    for &(ref table, value) in &tables.list {
                        self.read_table(report, table, value)?;
                    }
                }
                None => self.add_misplaced(address(report, "", "", ""), value),
            }
        }
        Ok(())
    }

    fn read_table(&mut self, report: &str, table: &str, value: &'t RawValue) -> Result<(), ReadError> {
        let looks = looks_of(self.reader.input.plan, report, table);
        if value.get().starts_with('[') && matches!(looks, TableLooks::List | TableLooks::Unknown) {
            return self.read_lines(report, table, value);
        }
        let Some(entries) = self.pairs(value)? else {
            self.add_misplaced(address(report, table, "", ""), value);
            return Ok(());
        };
        let has_rows = entries.list.iter().any(|(key, value)| key == ROWS && value.get().starts_with('['));
        let is_list = looks == TableLooks::List || (looks == TableLooks::Unknown && has_rows);
        for &(ref key, value) in &entries.list {
            let is_object = value.get().starts_with('{');
            match looks {
                TableLooks::List | TableLooks::Unknown if is_list && key == ROWS && value.get().starts_with('[') => {
                    self.read_lines(report, table, value)?
                }
                TableLooks::Grid | TableLooks::List => self.read_row(report, table, key, value)?,
                TableLooks::Unknown if is_list || (is_object && self.output_value(value)?.is_none()) => self.read_row(report, table, key, value)?,
                TableLooks::Form | TableLooks::Unknown => self.add_cell(address(report, table, key, ""), value),
            }
        }
        Ok(())
    }

    fn read_lines(&mut self, report: &str, table: &str, value: &'t RawValue) -> Result<(), ReadError> {
        let lines: Items<'_> = self.reader.parse(value.get())?;
        if lines.has_more {
            return self.reader.fail(value.get(), DocumentProblem::TooManyLines);
        }
        for (index, line) in lines.list.iter().enumerate() {
            self.read_row(report, table, &index.saturating_add(1).to_string(), line)?;
        }
        Ok(())
    }

    fn read_row(&mut self, report: &str, table: &str, row: &str, value: &'t RawValue) -> Result<(), ReadError> {
        let Some(columns) = self.pairs(value)? else {
            self.add_misplaced(address(report, table, row, ""), value);
            return Ok(());
        };
        for &(ref column, value) in &columns.list {
            self.add_cell(address(report, table, row, column), value);
        }
        Ok(())
    }

    /// Gives the parts of an object, or nothing for something else.
    fn pairs(&mut self, value: &'t RawValue) -> Result<Option<Pairs<'t>>, ReadError> {
        if value.get().starts_with('{') { self.reader.parse(value.get()).map(Some) } else { Ok(None) }
    }

    /// Gives the value of a cell of our own output: `{"value": …, "state": …}`.
    fn output_value(&mut self, value: &'t RawValue) -> Result<Option<&'t RawValue>, ReadError> {
        let Some(pairs) = self.pairs(value)? else { return Ok(None) };
        Ok(match pairs.list.as_slice() {
            [(first, value), (second, _)] if first == "value" && second == "state" => Some(value),
            [(first, _), (second, value)] if first == "state" && second == "value" => Some(value),
            _ => None,
        })
    }

    /// Adds what stands in place of a table or row; `null` is one that is left out.
    fn add_misplaced(&mut self, address: Address, value: &'t RawValue) {
        if value.get() != "null" {
            self.push(address, Given::NoValue(shortened(value.get())), value);
        }
    }

    fn add_cell(&mut self, address: Address, value: &'t RawValue) {
        let scalar = match self.output_value(value) {
            Ok(Some(inner)) => inner,
            Ok(None) | Err(_) => value,
        };
        self.push(address, given(scalar.get()), value);
    }

    fn push(&mut self, address: Address, given: Given, value: &'t RawValue) {
        let place = self.reader.places.of(value.get());
        self.cells.push(SubmittedCell { address, given, origin: self.reader.input.origin(place) });
    }
}

/// Takes a value of JSON as that of a cell.
fn given(json: &str) -> Given {
    match json.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<Text<'_>>(json) {
            Ok(Text(text)) if text.is_empty() => Given::Nothing,
            Ok(Text(text)) => Given::Text(text.into_owned()),
            // Half of a character that takes two.
            Err(_) => Given::NoValue(shortened(json)),
        },
        Some(b'n') | None => Given::Nothing,
        Some(b'-' | b'0'..=b'9') => Given::JsonNumber(json.to_owned()),
        Some(_) => Given::NoValue(shortened(json)),
    }
}
