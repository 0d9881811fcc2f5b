//! Where everything on a form stands: its sheets, their rows and columns.
//!
//! In come a plan, the reports that are wanted and the numbers of lines; out go places, also those of the contract with
//! formulas. It knows no styles and no values.

use crate::form_places::{ColumnCells, FormPlaces, PeriodCells, SheetCell};
use crate::form_words::{FormWord, form_word, instructions};
use crate::sheet_names::SheetNames;
use crate::write_form::FormError;
use positum_plan::header_rows::header_rows;
use positum_plan::id::IdVec;
use positum_plan::plan::{Axis, CellId, ColumnId, List, Plan, ReportId, Shape, TableId};
use positum_runtime::language::Language;

/// The rows of a sheet of a spreadsheet.
pub(crate) const MOST_ROWS: u32 = 1_048_576;
/// The columns of a sheet of a spreadsheet.
pub(crate) const MOST_COLUMNS: u16 = 16_384;
/// The row of column keys.
pub(crate) const KEY_ROW: u32 = 0;
/// The column of row keys, of lists; of other sheets it holds the marker alone.
pub(crate) const KEY_COLUMN: u16 = 0;
/// The first column that is seen: labels of forms and grids, the first column of lists.
pub(crate) const FIRST_COLUMN: u16 = 1;
/// The column of codes of forms and grids.
pub(crate) const CODE_COLUMN: u16 = 2;
/// The column of a form's values, and of a grid's first column.
pub(crate) const VALUE_COLUMN: u16 = 3;
/// The row of a table sheet's title.
pub(crate) const TITLE_ROW: u32 = 1;
/// The row of source, module and deadline.
pub(crate) const DETAILS_ROW: u32 = 2;
/// The row of entity and period.
pub(crate) const SUBMISSION_ROW: u32 = 3;
/// The row of the table's title, or of what comes next where it has none.
const TABLE_TITLE_ROW: u32 = 4;

/// The places of a whole form.
#[derive(Debug)]
pub(crate) struct FormLayout {
    /// What formulas need.
    pub(crate) places: FormPlaces,
    /// The reports on it, in the plan's order.
    pub(crate) reports: Vec<ReportId>,
    /// The first sheet.
    pub(crate) information: InformationRows,
    /// The sheets of tables.
    pub(crate) tables: Vec<TableSheet>,
    /// The sheet of checks.
    pub(crate) findings_sheet: usize,
    /// The sheet of codelists.
    pub(crate) codelist_sheet: usize,
    /// The hidden sheet of the period and of parameters' values.
    pub(crate) period_sheet: usize,
}

/// The rows of the first sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InformationRows {
    /// The entity.
    pub(crate) entity: u32,
    /// The period.
    pub(crate) period: u32,
    /// The heading over the parameters; without parameters it is left out.
    pub(crate) parameters: u32,
    /// The heading over the instructions.
    pub(crate) instructions: u32,
    /// The heading over the contents.
    pub(crate) contents: u32,
    /// The heading over the legend.
    pub(crate) marks: u32,
    /// The heading over what tells the definition.
    pub(crate) definition: u32,
}

/// The column of the first sheet's labels.
pub(crate) const INFORMATION_LABEL: u16 = 1;
/// The column of the first sheet's fields.
pub(crate) const INFORMATION_FIELD: u16 = 2;
/// The column of the first sheet's notes.
pub(crate) const INFORMATION_NOTE: u16 = 3;
/// How many marks the legend shows.
pub(crate) const MARKS: u32 = 9;

/// A sheet of a table.
#[derive(Debug)]
pub(crate) struct TableSheet {
    /// The table.
    pub(crate) table: TableId,
    /// Its sheet.
    pub(crate) sheet: usize,
    /// The row of its title, where it has one.
    pub(crate) title_row: Option<u32>,
    /// The row of a note on its lines, for lists.
    pub(crate) note_row: Option<u32>,
    /// The first row of the header.
    pub(crate) header_row: u32,
    /// The row of column codes, right under the labels; a form has none.
    pub(crate) codes_row: Option<u32>,
    /// The first row of positions, rows or lines.
    pub(crate) first_row: u32,
    /// The last row that is used.
    pub(crate) last_row: u32,
    /// The last column that is used.
    pub(crate) last_column: u16,
    /// The rows of a form or grid.
    pub(crate) rows: Vec<SheetRow>,
    /// The prepared lines of a list.
    pub(crate) lines: u32,
}

/// What a row of a form or grid shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetRow {
    /// The heading of this index.
    Heading(usize),
    /// The entry of this index.
    Entry(usize),
}

impl TableSheet {
    /// Gives the last row of the header: that of codes, where there is one.
    pub(crate) fn last_header_row(&self) -> u32 {
        self.first_row.saturating_sub(1)
    }

    /// Gives the row of the total of a list.
    pub(crate) fn total_row(&self) -> u32 {
        self.first_row.saturating_add(self.lines)
    }

    /// Gives the entries of a form or grid with the rows in which they stand.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u32, usize)> {
        (self.first_row..).zip(&self.rows).filter_map(|(row, shown)| match shown {
            SheetRow::Entry(entry) => Some((row, *entry)),
            SheetRow::Heading(_) => None,
        })
    }

    /// Gives the column of a list's column, or of a grid's.
    pub(crate) fn column_of(&self, first: u16, index: usize) -> Option<u16> {
        u16::try_from(index).ok().and_then(|index| index.checked_add(first)).filter(|column| *column < MOST_COLUMNS)
    }
}

/// Lays out a form.
///
/// # Errors
/// Tables that have more rows or columns than a sheet.
pub(crate) fn lay_out(plan: &Plan, reports: Vec<ReportId>, language: Language, lines: &dyn Fn(TableId) -> u32) -> Result<FormLayout, FormError> {
    let mut names = SheetNames::default();
    let information_sheet = names.take(form_word(FormWord::InformationSheet, language));
    let mut tables = Vec::new();
    for table in reports.iter().flat_map(|report| &plan.reports[*report].tables) {
        let sheet = names.take(&sheet_name(plan, *table, language));
        tables.push(lay_out_table(plan, *table, sheet, lines(*table))?);
    }
    let findings_sheet = names.take(form_word(FormWord::FindingsSheet, language));
    let codelist_sheet = names.take(form_word(FormWord::CodelistSheet, language));
    let period_sheet = names.take(form_word(FormWord::PeriodSheet, language));
    let calculation_sheet = names.take(form_word(FormWord::CalculationSheet, language));
    let information = information_rows(plan, tables.len(), language)?;
    let parameter = |index: usize| {
        let row = information.parameters.saturating_add(1).saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        SheetCell { sheet: information_sheet, row, column: INFORMATION_FIELD }
    };
    let part = |row: u32| SheetCell { sheet: period_sheet, row, column: 1 };
    let places = FormPlaces {
        sheets: names.into_names(),
        cells: place_cells(plan, &tables),
        columns: place_columns(plan, &tables),
        parameters: plan.parameters.iter().enumerate().map(|(index, _)| parameter(index)).collect(),
        period: PeriodCells { year: part(1), quarter: part(2), month: part(3), first_day: part(5), last_day: part(4) },
        calculation_sheet,
    };
    Ok(FormLayout { places, reports, information, tables, findings_sheet, codelist_sheet, period_sheet })
}

/// Gives what a sheet should be called: what the report rests on where that is short, as `3. pielikums`, else its title.
fn sheet_name(plan: &Plan, table: TableId, language: Language) -> String {
    const SHORT: usize = 16;
    let text = |label: &positum_plan::plan::Label| label.text(language.code(), &plan.package.languages).to_owned();
    let table = &plan.tables[table];
    let report = &plan.reports[table.report];
    let (title, table_title) = (text(&report.label), text(&table.label));
    let short = report.source.iter().chain(&report.module).find(|source| source.chars().count() <= SHORT).cloned();
    let is_only = report.tables.len() == 1;
    let base = short.unwrap_or(if title.is_empty() { report.name.clone() } else { title });
    let own = if table_title.is_empty() { table.name.clone() } else { table_title };
    if is_only { base } else { format!("{base} {own}") }
}

fn information_rows(plan: &Plan, tables: usize, language: Language) -> Result<InformationRows, FormError> {
    let too_many = || FormError::TooManyRows { table: form_word(FormWord::InformationSheet, language).to_owned() };
    let count = |number: usize| u32::try_from(number).ok().filter(|number| *number < MOST_ROWS / 4).ok_or_else(too_many);
    // A heading, so many rows, and an empty one.
    let after = |heading: u32, rows: u32| heading.saturating_add(rows).saturating_add(2);
    let (entity, period, parameters) = (5, 6, 8);
    let given = count(plan.parameters.len())?;
    let instructions_row = if given == 0 { parameters } else { after(parameters, given) };
    let contents = after(instructions_row, count(instructions(language).len())?);
    // The sheets of tables, findings and codelists.
    let marks = after(contents, count(tables)?.saturating_add(2));
    Ok(InformationRows { entity, period, parameters, instructions: instructions_row, contents, marks, definition: after(marks, MARKS) })
}

fn lay_out_table(plan: &Plan, table: TableId, sheet: usize, lines: u32) -> Result<TableSheet, FormError> {
    let definition = &plan.tables[table];
    let is_list = matches!(definition.shape, Shape::List(_));
    let title_row = (!definition.label.0.values().all(String::is_empty)).then_some(TABLE_TITLE_ROW);
    let note_row = is_list.then(|| title_row.map_or(TABLE_TITLE_ROW, |row| row.saturating_add(1)));
    let above = note_row.or(title_row).unwrap_or(TABLE_TITLE_ROW.saturating_sub(1));
    // An empty row stands between.
    let header_row = above.saturating_add(2);
    let name = || format!("{}.{}", plan.reports[definition.report].name, definition.name);
    let too_many_rows = || FormError::TooManyRows { table: name() };
    let number = |count: usize| u32::try_from(count).map_err(|_| too_many_rows());
    let (rows, labels, columns, first, body) = match &definition.shape {
        Shape::Form { axis, .. } => (sheet_rows(axis), 1, 1, VALUE_COLUMN, None),
        Shape::Grid { rows, columns, .. } => (sheet_rows(rows), header_rows(columns).len(), columns.entries.len(), VALUE_COLUMN, None),
        Shape::List(list) => {
            let total = u32::from(list.total.is_some());
            (Vec::new(), header_rows(&list.axis).len(), list.columns.len(), FIRST_COLUMN, Some(lines.saturating_add(total)))
        }
    };
    let is_form = matches!(definition.shape, Shape::Form { .. });
    let after_labels = header_row.saturating_add(number(labels)?);
    let codes_row = (!is_form).then_some(after_labels);
    let first_row = after_labels.saturating_add(u32::from(!is_form));
    let body = body.map_or_else(|| number(rows.len()), Ok)?;
    let last_row = first_row.saturating_add(body).saturating_sub(1);
    // Rows that people add need room too.
    if last_row >= MOST_ROWS {
        return Err(too_many_rows());
    }
    let last_column = u16::try_from(columns).ok().and_then(|columns| columns.checked_add(first)).filter(|after| *after <= MOST_COLUMNS);
    let last_column = last_column.ok_or_else(|| FormError::TooManyColumns { table: name() })?.saturating_sub(1).max(CODE_COLUMN);
    Ok(TableSheet { table, sheet, title_row, note_row, header_row, codes_row, first_row, last_row, last_column, rows, lines })
}

/// Gives the rows of an axis from above: each heading stands before its first entry.
fn sheet_rows(axis: &Axis) -> Vec<SheetRow> {
    let mut rows = Vec::new();
    for index in 0..=axis.entries.len() {
        let starts = axis.headings.iter().enumerate().filter(|(_, heading)| heading.start == index);
        rows.extend(starts.map(|(heading, _)| SheetRow::Heading(heading)));
        if index < axis.entries.len() {
            rows.push(SheetRow::Entry(index));
        }
    }
    rows
}

fn place_cells(plan: &Plan, tables: &[TableSheet]) -> IdVec<CellId, Option<SheetCell>> {
    let mut places: IdVec<CellId, Option<SheetCell>> = plan.cells.iter().map(|_| None).collect();
    for table in tables {
        match &plan.tables[table.table].shape {
            Shape::Form { positions, .. } => {
                for (row, entry) in table.entries() {
                    if let Some(cell) = positions.get(entry) {
                        places[*cell] = Some(SheetCell { sheet: table.sheet, row, column: VALUE_COLUMN });
                    }
                }
            }
            Shape::Grid { columns, cells, .. } => {
                let width = columns.entries.len();
                for (row, entry) in table.entries() {
                    for (column, cell) in cells.iter().skip(entry.saturating_mul(width)).take(width).enumerate() {
                        if let (Some(cell), Some(column)) = (cell, table.column_of(VALUE_COLUMN, column)) {
                            places[*cell] = Some(SheetCell { sheet: table.sheet, row, column });
                        }
                    }
                }
            }
            Shape::List(list) => {
                for (column, cell) in list.total.iter().flat_map(|total| &total.cells) {
                    let column = index_in(list, *column).and_then(|index| table.column_of(FIRST_COLUMN, index));
                    places[*cell] = column.map(|column| SheetCell { sheet: table.sheet, row: table.total_row(), column });
                }
            }
        }
    }
    places
}

fn place_columns(plan: &Plan, tables: &[TableSheet]) -> IdVec<ColumnId, Option<ColumnCells>> {
    let mut places: IdVec<ColumnId, Option<ColumnCells>> = plan.columns.iter().map(|_| None).collect();
    for table in tables {
        if let Shape::List(list) = &plan.tables[table.table].shape {
            for (index, column) in list.columns.iter().enumerate() {
                let first = table.column_of(FIRST_COLUMN, index).map(|column| SheetCell { sheet: table.sheet, row: table.first_row, column });
                places[*column] = first.map(|first| ColumnCells { first, lines: table.lines });
            }
        }
    }
    places
}

/// Gives where in its list a column stands.
pub(crate) fn index_in(list: &List, column: ColumnId) -> Option<usize> {
    list.columns.iter().position(|other| *other == column)
}
