//! Where the parts of a plan stand in the text.
//!
//! They are no part of the plan, as tests are not: a plan that is shipped knows no text. What points at a definition
//! (coverage, mutation, analysis) takes both.

use crate::resolved_model::{Axis, ColumnPlace, Shape, Side};
use crate::settled_model::{Cell, Origin, SettledModel};
use positum_grammar::source::Span;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CheckId, ColumnId, NodeId, ParameterId, Place, TableId};

/// The places of the parts of one plan. A part of which there are several, as the cells of a row, shares a place.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Where each parameter is declared.
    pub parameters: IdVec<ParameterId, Span>,
    /// Where the name of each table stands.
    pub tables: IdVec<TableId, Span>,
    /// Where each scalar cell is declared: the code of its position; in a grid, of the row or column that has its formula,
    /// else of the row.
    pub cells: IdVec<CellId, Span>,
    /// Where the code of each column of a list, or the name of an intermediate, stands.
    pub columns: IdVec<ColumnId, Span>,
    /// Where the name of each check stands.
    pub check_names: IdVec<CheckId, Span>,
    /// What each check requires.
    pub checks: IdVec<CheckId, Span>,
    /// Where each part of a formula is written.
    pub nodes: IdVec<NodeId, Span>,
}

impl Places {
    /// Gives the places of a model's parts; those of formulas are known once they are lowered.
    pub(crate) fn new(model: &SettledModel, nodes: IdVec<NodeId, Span>) -> Self {
        Self {
            parameters: model.resolved.parameter_spans.clone(),
            tables: model.resolved.tables.iter().map(|table| table.span).collect(),
            cells: model.cells.iter().map(|cell| cell_span(model, cell)).collect(),
            columns: model.columns.entries().map(|(id, column)| column_span(model, id).unwrap_or(column.span)).collect(),
            checks: model.checks_with_names().map(|(check, _)| check.requirement.span).collect(),
            check_names: model.checks_with_names().map(|(_, resolved)| resolved.name_span).collect(),
            nodes,
        }
    }
}

fn entry_span(axis: &Axis, index: usize) -> Option<Span> {
    axis.entries.get(index).map(|entry| entry.span)
}

fn cell_span(model: &SettledModel, cell: &Cell) -> Span {
    let shape = &model.resolved.tables[cell.table].shape;
    let entry = match (&cell.place, shape) {
        (Some(Place::Position(index)), Shape::Form(axis)) => entry_span(axis, *index),
        (Some(Place::Grid(row, column)), Shape::Grid(rows, columns)) => {
            let (row, column) = (entry_span(rows, *row), entry_span(columns, *column));
            formula_entry(cell, row, column).or(row)
        }
        (Some(Place::Total(column)), Shape::List(_)) => column_span(model, *column),
        (Some(Place::Position(_) | Place::Grid(..) | Place::Total(_) | Place::Let(_)) | None, _) => None,
    };
    entry.unwrap_or(cell.span)
}

/// Gives the row or column that a cell's formula follows in the text; nothing for a cell without, and where it is that of
/// the whole table.
fn formula_entry(cell: &Cell, row: Option<Span>, column: Option<Span>) -> Option<Span> {
    let Origin::Formula(formula, _) = &cell.origin else { return None };
    let is_before = |span: &Span| span.source == formula.span.source && span.start <= formula.span.start;
    [row, column].into_iter().flatten().filter(is_before).max_by_key(|span| span.start)
}

fn column_span(model: &SettledModel, id: ColumnId) -> Option<Span> {
    match model.resolved.columns[id] {
        ColumnPlace::Entry(table, index) => model.resolved.tables[table].shape.axis(Side::Column).and_then(|axis| entry_span(axis, index)),
        ColumnPlace::Let(table, index) => model.resolved.tables[table].lets.get(index).map(|item| item.span),
    }
}
