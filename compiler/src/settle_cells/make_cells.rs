//! Makes every cell that exists, with its type.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, ColumnPlace, DeclaredType, Entry, Literal, ResolvedModel, Shape, Side};
use crate::settled_model::{Cell, ConsolidatedCells, Origin, SettledModel, TableCells};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_plan::id::IdVec;
use positum_plan::plan::{Absence, CellId, Place, TableId};
use std::collections::BTreeSet;

/// Makes the cells of all tables; formulas come later. Also gives the places of `overrides` that settle a type.
pub(super) fn make_cells(resolved: ResolvedModel, diagnostics: &mut Diagnostics) -> (SettledModel, BTreeSet<Span>) {
    let mut maker = Maker { cells: IdVec::new(), diagnostics, settled_overrides: BTreeSet::new() };
    let places = resolved.tables.entries().map(|(id, _)| maker.table(&resolved, id)).collect();
    let (cells, settled_overrides) = (maker.cells, maker.settled_overrides);
    let columns = resolved.columns.iter().map(|place| column(&resolved, *place)).collect();
    let filters = std::collections::BTreeMap::new();
    let consolidated = ConsolidatedCells::default();
    let model = SettledModel { resolved, cells, columns, places, filters, checks: Vec::new(), settled_overrides: BTreeSet::new(), consolidated };
    (model, settled_overrides)
}

/// The most cells of a package.
const MOST_CELLS: usize = 2_000_000;

struct Maker<'d> {
    cells: IdVec<CellId, Cell>,
    diagnostics: &'d mut Diagnostics,
    settled_overrides: BTreeSet<Span>,
}

impl Maker<'_> {
    fn table(&mut self, model: &ResolvedModel, id: TableId) -> TableCells {
        let table = &model.tables[id];
        let mut places = TableCells::default();
        match &table.shape {
            Shape::Form(axis) => {
                for (index, entry) in axis.entries.iter().enumerate() {
                    places.cells.push(Some(self.input(id, Place::Position(index), entry, entry.declared.as_ref())));
                }
            }
            Shape::Grid(rows, columns) => {
                places.width = columns.entries.len();
                self.grid(id, rows, columns, &mut places);
            }
            Shape::List(list) => {
                let has = |index: usize| list.total.as_ref().and_then(|total| total.formulas.get(index)).is_some_and(Option::is_some);
                for (index, (entry, column)) in list.axis.entries.iter().zip(&list.columns).enumerate() {
                    let cell = has(index).then(|| self.input(id, Place::Total(*column), entry, entry.declared.as_ref()));
                    places.cells.push(cell);
                }
            }
        }
        if !matches!(table.shape, Shape::List(_)) {
            for item in &table.lets {
                let place = Some(Place::Let(item.name.clone()));
                let cell = Cell { table: id, place, value_type: None, span: item.span, origin: Origin::Unknown, tolerance: None };
                places.lets.push(self.cells.push(cell));
            }
        }
        places
    }

    fn input(&mut self, table: TableId, place: Place, entry: &Entry, declared: Option<&DeclaredType>) -> CellId {
        let origin = declared.map_or(Origin::Unknown, |declared| Origin::Input(declared.absence.unwrap_or(Absence::Required)));
        let cell = Cell {
            table,
            place: Some(place),
            value_type: declared.map(|declared| declared.value_type.clone()),
            span: declared.map_or(entry.span, |declared| declared.span),
            origin,
            tolerance: entry.tolerance.as_ref().map(|tolerance| tolerance.value),
        };
        self.cells.push(cell)
    }

    fn grid(&mut self, id: TableId, rows: &Axis, columns: &Axis, places: &mut TableCells) {
        let size = rows.entries.len().saturating_mul(columns.entries.len());
        if self.cells.len().saturating_add(size) > MOST_CELLS {
            let span = columns.entries.first().map(|entry| entry.span).unwrap_or_default();
            let message = said!("the package has more than {MOST_CELLS} cells");
            self.diagnostics.push(Diagnostic::new(DiagnosticCode::TooLarge, span, message).help(said!("a table that grows with its data is a list")));
            places.cells = vec![None; size.min(MOST_CELLS)];
            return;
        }
        for (row_index, row) in rows.entries.iter().enumerate() {
            for (column_index, column) in columns.entries.iter().enumerate() {
                let is_x = row.marks.iter().any(|(index, _)| *index == column_index) || column.marks.iter().any(|(index, _)| *index == row_index);
                let cell = (!is_x).then(|| {
                    let declared = self.grid_type(row, column);
                    let cell = self.input(id, Place::Grid(row_index, column_index), row, declared);
                    let tolerance: Option<&Literal> = row.tolerance.as_ref().or(column.tolerance.as_ref());
                    self.cells[cell].tolerance = tolerance.map(|tolerance| tolerance.value);
                    cell
                });
                places.cells.push(cell);
            }
        }
    }

    /// A cell's type is its row's, else its column's, else the table's.
    fn grid_type<'e>(&mut self, row: &'e Entry, column: &'e Entry) -> Option<&'e DeclaredType> {
        let own = |entry: &'e Entry| entry.declared.as_ref().filter(|declared| declared.is_own);
        match (own(row), own(column)) {
            (Some(by_row), Some(by_column)) if by_row.value_type != by_column.value_type => {
                if row.overrides.is_none() && column.overrides.is_none() {
                    let message = said!("row `{}` and column `{}` declare different types for their cell", row.code, column.code);
                    let diagnostic = Diagnostic::new(DiagnosticCode::TypesDiffer, by_row.span, message).label(said!("the row's type"));
                    let help = said!("write `overrides columns` in row `{}`, or `overrides rows` in column `{}`", row.code, column.code);
                    self.diagnostics.push(diagnostic.other(by_column.span, said!("the column's type")).help(help));
                }
                self.settled_overrides.extend(row.overrides.or(column.overrides));
                Some(if row.overrides.is_none() && column.overrides.is_some() { by_column } else { by_row })
            }
            (Some(declared), _) | (None, Some(declared)) => Some(declared),
            (None, None) => {
                let shared = row.declared.as_ref().or(column.declared.as_ref());
                if shared.is_none() {
                    let message = said!("cell `{}:{}` has no type", row.code, column.code);
                    let diagnostic = Diagnostic::new(DiagnosticCode::TypeMissing, row.span, message);
                    self.diagnostics.push(diagnostic.help(said!("give the grid a type after its label, as `grid assets \"…\" : EUR {{`")));
                }
                shared
            }
        }
    }
}

fn column(model: &ResolvedModel, place: ColumnPlace) -> Cell {
    match place {
        ColumnPlace::Let(table, index) => {
            let span = model.tables[table].lets.get(index).map(|item| item.span).unwrap_or_default();
            Cell { table, place: None, value_type: None, span, origin: Origin::Unknown, tolerance: None }
        }
        ColumnPlace::Entry(table, index) => {
            let entry = match &model.tables[table].shape {
                Shape::List(list) => list.axis.entries.get(index),
                Shape::Form(_) | Shape::Grid(..) => None,
            };
            let declared = entry.and_then(|entry| entry.declared.as_ref());
            let is_key = entry.is_some_and(|entry| entry.is_group_key);
            let origin = match declared {
                None => Origin::Unknown,
                Some(_) if is_key => Origin::GroupKey,
                Some(declared) if declared.is_sequence => Origin::Sequence,
                Some(declared) => Origin::Input(declared.absence.unwrap_or(Absence::Required)),
            };
            let span = declared.map(|declared| declared.span).or(entry.map(|entry| entry.span)).unwrap_or_default();
            let tolerance = entry.and_then(|entry| entry.tolerance.as_ref()).map(|tolerance| tolerance.value);
            Cell { table, place: None, value_type: declared.map(|declared| declared.value_type.clone()), span, origin, tolerance }
        }
    }
}

impl TableCells {
    /// Gives a grid's cell; nothing where an x stands.
    pub(crate) fn grid_cell(&self, row: usize, column: usize) -> Option<CellId> {
        let index = row.checked_mul(self.width)?.checked_add(column)?;
        self.cells.get(index).copied().flatten()
    }

    /// Gives the cell of an entry of one side and one of the other; nothing where an x stands.
    pub(crate) fn grid_cell_on(&self, side: Side, entry: usize, across: usize) -> Option<CellId> {
        match side {
            Side::Row => self.grid_cell(entry, across),
            Side::Column => self.grid_cell(across, entry),
        }
    }
}
