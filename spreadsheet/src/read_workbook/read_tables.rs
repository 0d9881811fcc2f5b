//! Reads the tables of a form into the cells of a submission.

use super::cell_values::{Wanted, given};
use super::fields::find_field;
use super::form_note::{FormNote, FormNoteKind};
use super::read_lines::read_lines;
use super::read_rows::{read_form, read_grid};
use super::source::Source;
use super::table_sheets::{Marked, key_columns, marked_sheets, table_of};
use super::workbook::{Position, Sheet, Workbook};
use super::workbook_error::{TableProblem, WorkbookError};
use crate::form_keys::{MARK, PARAMETER};
use positum_plan::plan::{Plan, Shape, TableId};
use positum_runtime::submission::{Address, Given, Origin, PARAMETERS, SubmittedCell};
use std::collections::BTreeMap;

/// What has been read of a form.
pub(super) struct Reading<'a> {
    pub(super) source: &'a Source,
    pub(super) plan: &'a Plan,
    /// Whether the form was made from just this plan, so that nothing may be lacking.
    pub(super) is_same_version: bool,
    pub(super) cells: Vec<SubmittedCell>,
    pub(super) notes: Vec<FormNote>,
}

/// A table on its sheet.
pub(super) struct TableAt<'w> {
    pub(super) sheet: &'w Sheet,
    pub(super) mark: Position,
    /// The names of report and table.
    pub(super) report: String,
    pub(super) table: String,
}

impl Reading<'_> {
    /// Adds what a cell of a table gives; `names` are those of its row and column.
    pub(super) fn submit(&mut self, at: &TableAt<'_>, position: Position, (row, column): (String, String), given: Given) {
        let address = Address { report: at.report.clone(), table: at.table.clone(), row, column };
        self.cells.push(SubmittedCell { address, given, origin: self.source.origin(at.sheet, position) });
    }

    /// Says that a form lacks something: what a form of this version must have is an error, of another a note.
    pub(super) fn lacks(&mut self, at: &TableAt<'_>, position: Position, problem: TableProblem, note: FormNoteKind) -> Result<(), WorkbookError> {
        if self.is_same_version {
            return Err(self.source.error(at.sheet, position, problem));
        }
        self.notes.push(FormNote { place: self.source.origin(at.sheet, position), kind: note });
        Ok(())
    }
}

/// Reads the parameters of a form.
pub(super) fn read_parameters(reading: &mut Reading<'_>, workbook: &Workbook) -> Result<(), WorkbookError> {
    let plan = reading.plan;
    let mut names: Vec<&str> = workbook.names.iter().filter_map(|(name, _)| name.strip_prefix(PARAMETER)).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let Some(field) = find_field(reading.source, workbook, &format!("{PARAMETER}{name}"))? else { continue };
        // Programs may change the letters of names to capitals.
        let known = plan.parameters.iter().find(|parameter| parameter.name.eq_ignore_ascii_case(name));
        let wanted = Wanted::Input(known.map(|parameter| &parameter.value_type));
        if let Some(given) = field.cell.and_then(|cell| given(cell, wanted)) {
            let row = known.map_or(name, |parameter| parameter.name.as_str()).to_owned();
            let address = Address { report: PARAMETERS.to_owned(), row, ..Address::default() };
            reading.cells.push(SubmittedCell { address, given, origin: field.place });
        }
    }
    Ok(())
}

/// Reads all tables, in the order of the sheets.
pub(super) fn read_tables(reading: &mut Reading<'_>, workbook: &Workbook) -> Result<(), WorkbookError> {
    let plan = reading.plan;
    let mut seen: BTreeMap<(&str, &str), Origin> = BTreeMap::new();
    let mut tables: Vec<TableId> = Vec::new();
    for marked in marked_sheets(workbook) {
        let place = reading.source.origin(marked.sheet, marked.mark);
        if let Some(other) = seen.insert((marked.report, marked.table), place.clone()) {
            let table = format!("{}.{}", marked.report, marked.table);
            return Err(WorkbookError { place, problem: TableProblem::Twice { table, other }.into() });
        }
        match table_of(plan, &marked) {
            Some(table) => {
                read_table(reading, &marked, table)?;
                tables.push(table);
            }
            None => submit_unknown_table(reading, &marked, place),
        }
    }
    note_left_out(reading, &tables)
}

/// Lets evaluating say that there is no such table.
fn submit_unknown_table(reading: &mut Reading<'_>, marked: &Marked<'_>, place: Origin) {
    let address = Address { report: marked.report.to_owned(), table: marked.table.to_owned(), ..Address::default() };
    let given = Given::Text(format!("{MARK}{}.{}", marked.report, marked.table));
    reading.cells.push(SubmittedCell { address, given, origin: place });
}

fn read_table(reading: &mut Reading<'_>, marked: &Marked<'_>, table: TableId) -> Result<(), WorkbookError> {
    let plan = reading.plan;
    let shape = &plan.tables[table].shape;
    let at = TableAt { sheet: marked.sheet, mark: marked.mark, report: marked.report.to_owned(), table: marked.table.to_owned() };
    let keys = key_columns(reading.source, marked, shape)?;
    let lost = keys.lost(shape);
    if !lost.is_empty() {
        reading.lacks(&at, at.mark, TableProblem::ColumnsLost(lost.clone()), FormNoteKind::ColumnsLeftOut(lost))?;
    }
    let before = reading.cells.len();
    match shape {
        Shape::Form { positions, axis } => read_form(reading, &at, axis, positions, &keys)?,
        Shape::Grid { .. } => read_grid(reading, &at, shape, &keys)?,
        Shape::List(list) => read_lines(reading, &at, list, &keys)?,
    }
    // A table in which nothing is filled in is left out, and does not come with empty cells.
    if reading.cells.iter().skip(before).all(|cell| cell.given == Given::Nothing) {
        reading.cells.truncate(before);
    }
    Ok(())
}

/// Says which reports and tables are on no sheet.
fn note_left_out(reading: &mut Reading<'_>, tables: &[TableId]) -> Result<(), WorkbookError> {
    let plan = reading.plan;
    for report in plan.reports.iter() {
        let lost: Vec<String> = report.tables.iter().filter(|table| !tables.contains(table)).map(|table| plan.tables[*table].name.clone()).collect();
        let place = reading.source.file_place();
        match lost.first() {
            None => {}
            Some(_) if lost.len() == report.tables.len() => {
                reading.notes.push(FormNote { place, kind: FormNoteKind::ReportLeftOut(report.name.clone()) });
            }
            Some(first) if reading.is_same_version => {
                return Err(reading.source.error_of_file(TableProblem::Lost(format!("{}.{first}", report.name))));
            }
            Some(_) => {
                let named = lost.iter().map(|table| FormNoteKind::TableLeftOut(format!("{}.{table}", report.name)));
                reading.notes.extend(named.map(|kind| FormNote { place: place.clone(), kind }));
            }
        }
    }
    Ok(())
}
