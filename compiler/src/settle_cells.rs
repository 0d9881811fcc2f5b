//! Gives every cell its type and at most one formula: where row and column formulas meet, one goes before.
//!
//! In comes the resolved model, whose formulas speak of rows and columns; out goes the settled model, whose
//! formulas speak of cells. x cells are left out of sums and are errors elsewhere.

mod make_cells;
pub(crate) mod normal_form;
pub(crate) mod put_in_cells;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{self as resolved, Entry, Formula, ResolvedModel, Shape};
use crate::settled_model::{Check, Expression, MessagePart, Origin, SettledModel};
use normal_form::{Agreement, NormalForms};
use positum_grammar::source::Span;
use positum_plan::plan::TableId;
use put_in_cells::{At, Put, PutInCells};
use std::collections::BTreeSet;

/// A cell for which a row's and a column's formula both speak.
struct Meeting {
    table: TableId,
    row: usize,
    column: usize,
    of_row: Expression,
    of_column: Expression,
    /// Where it is said which of the two goes before.
    overrides: Option<Span>,
}

/// Where a cell of a grid stands.
struct Place {
    table: TableId,
    row: usize,
    column: usize,
}

/// Settles the cells of a package.
pub(crate) fn settle_cells(resolved: ResolvedModel, diagnostics: &mut Diagnostics) -> SettledModel {
    let (mut model, settled_overrides) = make_cells::make_cells(resolved, diagnostics);
    let mut settler = Settler { model: &mut model, diagnostics, meetings: Vec::new(), settled_overrides, unsettled: Vec::new() };
    for table in settler.model.resolved.tables.ids() {
        settler.table(table);
    }
    let (meetings, mut settled) = (std::mem::take(&mut settler.meetings), std::mem::take(&mut settler.settled_overrides));
    compare_meetings(&model, &meetings, &mut settled, diagnostics);
    model.settled_overrides = settled;
    settle_checks(&mut model, diagnostics);
    model
}

struct Settler<'m, 'd> {
    model: &'m mut SettledModel,
    diagnostics: &'d mut Diagnostics,
    meetings: Vec<Meeting>,
    /// Spans of `overrides` that settled something.
    settled_overrides: BTreeSet<Span>,
    /// Cells of the grid at hand that have no value, by row and column.
    unsettled: Vec<(Unsettled, usize, usize)>,
}

/// Why a cell of a grid has no value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unsettled {
    /// Its formula speaks only of x cells.
    OnlyX,
    /// The running sum does not run over it.
    OutsideRunningSum,
}

impl Settler<'_, '_> {
    fn put(&mut self, formula: &resolved::Expression, at: At) -> Put {
        PutInCells::new(self.model, self.diagnostics).formula(formula, at)
    }

    fn table(&mut self, table: TableId) {
        self.lets(table);
        match &self.model.resolved.tables[table].shape {
            Shape::Form(axis) => {
                for index in 0..axis.entries.len() {
                    self.position(table, index);
                }
            }
            Shape::Grid(rows, columns) => {
                let (rows, columns) = (rows.entries.len(), columns.entries.len());
                for row in 0..rows {
                    for column in 0..columns {
                        self.grid_cell(table, row, column);
                    }
                    self.report_unsettled(table, row);
                }
            }
            Shape::List(list) => {
                for index in 0..list.axis.entries.len() {
                    self.list_column(table, index);
                }
                self.total_row(table);
            }
        }
    }

    /// Puts a formula that speaks of one place, where there is nothing to leave out.
    fn plain(&mut self, formula: Option<Formula>, at: At) -> Option<Origin> {
        let formula = formula?;
        match self.put(&formula.expression, at) {
            Put::Value(expression) => Some(Origin::Formula(expression, formula.text)),
            Put::NotApplicable | Put::Outside => {
                let diagnostic = Diagnostic::new(DiagnosticCode::OnlyXCells, formula.expression.span, "every cell in this formula is marked x");
                self.diagnostics.push(diagnostic.help("name cells that apply"));
                Some(Origin::Unknown)
            }
        }
    }

    fn lets(&mut self, table: TableId) {
        let formulas: Vec<Option<Formula>> = self.model.resolved.tables[table].lets.iter().map(|item| item.formula.clone()).collect();
        for (index, formula) in formulas.into_iter().enumerate() {
            let origin = self.plain(formula, At::plain(table)).unwrap_or(Origin::Unknown);
            match &self.model.resolved.tables[table].shape {
                Shape::List(list) => {
                    if let Some(column) = list.lets.get(index).copied() {
                        self.model.columns[column].origin = origin;
                    }
                }
                Shape::Form(_) | Shape::Grid(..) => {
                    if let Some(cell) = self.model.places[table].lets.get(index).copied() {
                        self.model.cells[cell].origin = origin;
                    }
                }
            }
        }
    }

    fn position(&mut self, table: TableId, index: usize) {
        let Shape::Form(axis) = &self.model.resolved.tables[table].shape else { return };
        let formula = axis.entries.get(index).and_then(|entry| entry.formula.clone());
        if let (Some(origin), Some(Some(cell))) = (self.plain(formula, At::plain(table)), self.model.places[table].cells.get(index).copied()) {
            self.model.cells[cell].origin = origin;
        }
    }

    fn list_column(&mut self, table: TableId, index: usize) {
        let Shape::List(list) = &self.model.resolved.tables[table].shape else { return };
        let formula = list.axis.entries.get(index).and_then(|entry| entry.formula.clone());
        let column = list.columns.get(index).copied();
        if let (Some(origin), Some(column)) = (self.plain(formula, At::plain(table)), column) {
            self.model.columns[column].origin = origin;
        }
    }

    fn total_row(&mut self, table: TableId) {
        let Shape::List(list) = &self.model.resolved.tables[table].shape else { return };
        let Some(total) = &list.total else { return };
        let formulas: Vec<Option<Formula>> = total.formulas.clone();
        for (index, formula) in formulas.into_iter().enumerate() {
            let Some(Some(cell)) = self.model.places[table].cells.get(index).copied() else { continue };
            if let Some(origin) = self.plain(formula, At::plain(table)) {
                self.model.cells[cell].origin = origin;
            }
        }
    }

    fn grid_cell(&mut self, table: TableId, row: usize, column: usize) {
        let Some(cell) = self.model.places[table].grid_cell(row, column) else { return };
        let Some((row_entry, column_entry)) = entries(&self.model.resolved, table, row, column) else { return };
        let (row_span, column_span) = (row_entry.overrides, column_entry.overrides);
        let (row_formula, column_formula) = (row_entry.formula.clone(), column_entry.formula.clone());
        let at = At { table, row: Some(row), column: Some(column) };
        let of_row = row_formula.as_ref().map(|formula| (self.put(&formula.expression, at), formula.text.clone()));
        let of_column = column_formula.as_ref().map(|formula| (self.put(&formula.expression, at), formula.text.clone()));
        let is_outside = matches!(&of_row, Some((Put::Outside, _))) || matches!(&of_column, Some((Put::Outside, _)));
        let of_row = of_row.filter(|(put, _)| !matches!(put, Put::Outside));
        let of_column = of_column.filter(|(put, _)| !matches!(put, Put::Outside));
        let origin = match (of_row, of_column) {
            (None, None) if is_outside => {
                self.unsettled.push((Unsettled::OutsideRunningSum, row, column));
                Some(Origin::Unknown)
            }
            (None, None) => None,
            (Some((put, text)), None) | (None, Some((put, text))) => Some(self.only_formula(put, text, row, column)),
            (Some(of_row), Some(of_column)) => {
                let by_column = row_span.is_none() && column_span.is_some();
                Some(self.meeting(Place { table, row, column }, of_row, of_column, row_span.or(column_span), by_column))
            }
        };
        if let Some(origin) = origin {
            self.model.cells[cell].origin = origin;
        }
    }

    /// Settles a cell of which row and column both speak; whether they mean the same is seen when all cells are there.
    fn meeting(&mut self, place: Place, of_row: (Put, String), of_column: (Put, String), overrides: Option<Span>, by_column: bool) -> Origin {
        let Place { table, row, column } = place;
        let ((of_row, row_text), (of_column, column_text)) = (of_row, of_column);
        match (of_row, of_column) {
            (Put::Value(of_row), Put::Value(of_column)) => {
                let meeting = Meeting { table, row, column, of_row: of_row.clone(), of_column: of_column.clone(), overrides };
                self.meetings.push(meeting);
                if by_column { Origin::Formula(of_column, column_text) } else { Origin::Formula(of_row, row_text) }
            }
            (put, Put::NotApplicable | Put::Outside) if overrides.is_some() && !by_column => {
                self.settled_overrides.extend(overrides);
                self.only_formula(put, row_text, row, column)
            }
            (Put::NotApplicable | Put::Outside, put) if by_column => {
                self.settled_overrides.extend(overrides);
                self.only_formula(put, column_text, row, column)
            }
            (_, _) => self.only_formula(Put::NotApplicable, row_text, row, column),
        }
    }

    fn only_formula(&mut self, put: Put, text: String, row: usize, column: usize) -> Origin {
        match put {
            Put::Value(expression) => Origin::Formula(expression, text),
            Put::NotApplicable | Put::Outside => {
                self.unsettled.push((Unsettled::OnlyX, row, column));
                Origin::Unknown
            }
        }
    }

    /// Reports the cells of a row that have no value, together.
    fn report_unsettled(&mut self, table: TableId, row: usize) {
        let unsettled = std::mem::take(&mut self.unsettled);
        let Shape::Grid(rows, columns) = &self.model.resolved.tables[table].shape else { return };
        let Some(row) = rows.entries.get(row) else { return };
        for why in [Unsettled::OnlyX, Unsettled::OutsideRunningSum] {
            let cells = unsettled.iter().filter(|(other, ..)| *other == why);
            let codes: Vec<&str> = cells.filter_map(|(.., column)| columns.entries.get(*column)).map(|column| column.code.as_str()).collect();
            if codes.is_empty() {
                continue;
            }
            let (named, mark) = (positum_grammar::suggest::list(&codes), codes.join(", "));
            let plural = if codes.len() == 1 { "column" } else { "columns" };
            let diagnostic = match why {
                Unsettled::OnlyX => {
                    let message = format!("row `{}` is computed only from x cells in {plural} {named}", row.code);
                    let help = format!("there it does not apply either: add `x {mark}` to row `{}`", row.code);
                    let diagnostic = Diagnostic::new(DiagnosticCode::OnlyXCells, row.span, message);
                    match &row.formula {
                        Some(formula) => diagnostic.other(formula.expression.span, "its formula").help(help),
                        None => diagnostic.help(help),
                    }
                }
                Unsettled::OutsideRunningSum => {
                    let message = format!("the running sum of row `{}` does not run over {plural} {named}", row.code);
                    let help = format!("add `x {mark}` to row `{}`, or give the {plural} a formula", row.code);
                    let diagnostic = Diagnostic::new(DiagnosticCode::OutsideRunningSum, row.span, message);
                    match &row.formula {
                        Some(formula) => diagnostic.other(formula.expression.span, "the running sum").help(help),
                        None => diagnostic.help(help),
                    }
                }
            };
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Gives the row and the column of a cell.
fn entries(model: &ResolvedModel, table: TableId, row: usize, column: usize) -> Option<(&Entry, &Entry)> {
    match &model.tables[table].shape {
        Shape::Grid(rows, columns) => Some((rows.entries.get(row)?, columns.entries.get(column)?)),
        Shape::Form(_) | Shape::List(_) => None,
    }
}

/// Where two formulas speak for one cell, they must mean the same.
fn compare_meetings(model: &SettledModel, meetings: &[Meeting], settled: &mut BTreeSet<Span>, diagnostics: &mut Diagnostics) {
    let mut forms = NormalForms::new(model);
    for meeting in meetings {
        let agreement = forms.compare(&meeting.of_row, &meeting.of_column);
        if agreement != Agreement::Same {
            settled.extend(meeting.overrides);
        }
        if agreement != Agreement::Different || meeting.overrides.is_some() {
            continue;
        }
        let Some((row, column)) = entries(&model.resolved, meeting.table, meeting.row, meeting.column) else { continue };
        let text = |entry: &Entry| entry.formula.as_ref().map_or(String::new(), |formula| formula.text.clone());
        let message = format!("cell `{}:{}` is defined twice, and differently", row.code, column.code);
        let row_help = format!("to compute it by the row, write `overrides columns` before the `=` of row `{}`", row.code);
        let column_help = format!("to compute it by the column, write `overrides rows` before the `=` of column `{}`", column.code);
        diagnostics.push(
            Diagnostic::new(DiagnosticCode::DefinedTwice, meeting.of_row.span, message)
                .label(format!("row `{}` says `{}`", row.code, text(row)))
                .other(meeting.of_column.span, format!("column `{}` says `{}`", column.code, text(column)))
                .help(row_help)
                .help(column_help),
        );
    }
}

fn settle_checks(model: &mut SettledModel, diagnostics: &mut Diagnostics) {
    let mut checks = Vec::new();
    for check in &model.resolved.checks {
        let at = At { table: check.table.unwrap_or(TableId(0)), row: None, column: None };
        let mut put = PutInCells::new(model, diagnostics);
        let requirement = put.whole(&check.requirement, at);
        let condition = check.condition.as_ref().map(|condition| put.whole(condition, at));
        let mut messages = std::collections::BTreeMap::new();
        for (language, parts) in &check.messages {
            let parts = parts.iter().map(|part| match part {
                resolved::MessagePart::Text(text) => MessagePart::Text(text.clone()),
                resolved::MessagePart::Value(value) => MessagePart::Value(put.whole(value, at)),
            });
            messages.insert(language.clone(), parts.collect());
        }
        checks.push(Check { condition, requirement, messages });
    }
    model.checks = checks;
}
