//! Gives every cell its type and at most one formula: where row and column formulas meet, one goes before.
//!
//! In comes the resolved model, whose formulas speak of rows and columns; out goes the settled model, whose
//! formulas speak of cells. x cells are left out of sums and are errors elsewhere.

mod consolidated_cells;
mod make_cells;
pub(crate) mod normal_form;
pub(crate) mod put_in_cells;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{self as resolved, Entry, Formula, ResolvedModel, Shape};
use crate::settled_model::{Check, Expression, ExpressionKind, MessagePart, Origin, SettledModel};
use normal_form::{Agreement, NormalForms};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_plan::plan::{CellReference, TableId};
use put_in_cells::{At, Put, PutInCells};
use std::collections::BTreeSet;

/// Whose formula speaks for a cell of a grid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speaker {
    Row,
    Column,
    Table,
}

/// A cell for which two formulas speak.
struct Meeting {
    table: TableId,
    row: usize,
    column: usize,
    first: (Speaker, Expression),
    second: (Speaker, Expression),
    /// Where it is said which of the two goes before.
    overrides: Option<Span>,
}

/// Where a cell of a grid stands.
#[derive(Clone, Copy)]
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
    settle_filters(&mut model, diagnostics);
    settle_checks(&mut model, diagnostics);
    model.consolidated = consolidated_cells::consolidated_cells(&model, diagnostics);
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
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::OnlyXCells, formula.expression.span, said!("every cell in this formula is marked x"));
                self.diagnostics.push(diagnostic.help(said!("name cells that apply")));
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
        let by_column = row_entry.formula.is_none() || (row_span.is_none() && column_span.is_some());
        let at = At { table, row: Some(row), column: Some(column) };
        let mut put = PutInCells::new(self.model, self.diagnostics);
        let of_row = row_entry.formula.as_ref().map(|formula| (put.formula(&formula.expression, at), formula.text.clone()));
        let of_column = column_entry.formula.as_ref().map(|formula| (put.formula(&formula.expression, at), formula.text.clone()));
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
        let speaker = if by_column { Speaker::Column } else { Speaker::Row };
        let origin = self.with_table_formula(Place { table, row, column }, origin, speaker);
        if let Some(origin) = origin {
            self.model.cells[cell].origin = origin;
        }
    }

    /// Joins what row and column say of a cell with the formula for the whole table.
    fn with_table_formula(&mut self, place: Place, of_entry: Option<Origin>, speaker: Speaker) -> Option<Origin> {
        let Some(formula) = &self.model.resolved.tables[place.table].formula else { return of_entry };
        let (row, column) = entries(&self.model.resolved, place.table, place.row, place.column)?;
        let before_table = if speaker == Speaker::Row { row.overrides_table } else { column.overrides_table };
        let after_table = if speaker == Speaker::Row { formula.overrides_rows } else { formula.overrides_columns };
        let (expression, text) = (formula.formula.expression.clone(), formula.formula.text.clone());
        let put = self.put(&expression, At { table: place.table, row: Some(place.row), column: Some(place.column) });
        Some(match (of_entry, put) {
            (None, put) => self.only_formula(put, text, place.row, place.column),
            (Some(Origin::Formula(own, own_text)), Put::Value(of_table)) => {
                let overrides = before_table.or(after_table);
                let (first, second) = ((speaker, own.clone()), (Speaker::Table, of_table.clone()));
                self.meetings.push(Meeting { table: place.table, row: place.row, column: place.column, first, second, overrides });
                if before_table.is_none() && after_table.is_some() { Origin::Formula(of_table, text) } else { Origin::Formula(own, own_text) }
            }
            (Some(origin), Put::NotApplicable | Put::Outside) if before_table.is_some() => {
                self.settled_overrides.extend(before_table);
                origin
            }
            (Some(Origin::Formula(..)), put) => self.only_formula(put, text, place.row, place.column),
            (Some(origin), _) => origin,
        })
    }

    /// Settles a cell of which row and column both speak; whether they mean the same is seen when all cells are there.
    fn meeting(&mut self, place: Place, of_row: (Put, String), of_column: (Put, String), overrides: Option<Span>, by_column: bool) -> Origin {
        let Place { table, row, column } = place;
        let ((of_row, row_text), (of_column, column_text)) = (of_row, of_column);
        match (of_row, of_column) {
            (Put::Value(of_row), Put::Value(of_column)) => {
                let (first, second) = ((Speaker::Row, of_row.clone()), (Speaker::Column, of_column.clone()));
                self.meetings.push(Meeting { table, row, column, first, second, overrides });
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
            let plural = if codes.len() == 1 { said!("column") } else { said!("columns") };
            let diagnostic = match why {
                Unsettled::OnlyX => {
                    let message = said!("row `{}` is computed only from x cells in {plural} {named}", row.code);
                    let help = said!("there it does not apply either: add `x {mark}` to row `{}`", row.code);
                    let diagnostic = Diagnostic::new(DiagnosticCode::OnlyXCells, row.span, message);
                    match &row.formula {
                        Some(formula) => diagnostic.other(formula.expression.span, said!("its formula")).help(help),
                        None => diagnostic.help(help),
                    }
                }
                Unsettled::OutsideRunningSum => {
                    let message = said!("the running sum of row `{}` does not run over {plural} {named}", row.code);
                    let help = said!("add `x {mark}` to row `{}`, or give the {plural} a formula", row.code);
                    let diagnostic = Diagnostic::new(DiagnosticCode::OutsideRunningSum, row.span, message);
                    match &row.formula {
                        Some(formula) => diagnostic.other(formula.expression.span, said!("the running sum")).help(help),
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
    let mut different = Vec::new();
    for meeting in meetings {
        let ((_, of_first), (_, of_second)) = (&meeting.first, &meeting.second);
        let agreement = forms.compare(of_first, of_second);
        if agreement != Agreement::Same {
            settled.extend(meeting.overrides);
        }
        if agreement == Agreement::Different && meeting.overrides.is_none() {
            different.push(meeting);
        }
    }
    let cell_of = |meeting: &Meeting| model.places[meeting.table].grid_cell(meeting.row, meeting.column).map(CellReference::Cell);
    let cells: BTreeSet<CellReference> = different.iter().filter_map(|meeting| cell_of(meeting)).collect();
    for meeting in different {
        let own = cell_of(meeting);
        let ((first, of_first), (second, of_second)) = (&meeting.first, &meeting.second);
        // What is computed of a cell that is defined differently differs for that reason.
        let follows = [of_first, of_second].into_iter().any(|formula| is_computed_of(model, formula, &cells, own));
        if follows {
            continue;
        }
        let Some((row, column)) = entries(&model.resolved, meeting.table, meeting.row, meeting.column) else { continue };
        let told = |speaker: Speaker| said_by(model, meeting, speaker);
        let message = said!("cell `{}:{}` is defined twice, and differently", row.code, column.code);
        let help = |speaker: Speaker, other: Speaker| {
            said!("to compute it by the {}, write `overrides {}` before the `=` of {}", name_of(speaker), plural_of(other), told(speaker).0)
        };
        diagnostics.push(
            Diagnostic::new(DiagnosticCode::DefinedTwice, of_first.span, message)
                .label(said!("{} says `{}`", told(*first).0, told(*first).1))
                .other(of_second.span, said!("{} says `{}`", told(*second).0, told(*second).1))
                .help(help(*first, *second))
                .help(help(*second, *first)),
        );
    }
}

/// Tells whether a formula is computed, through others too, of one of some cells that is not its own.
fn is_computed_of(model: &SettledModel, formula: &Expression, cells: &BTreeSet<CellReference>, own: Option<CellReference>) -> bool {
    let mut seen: BTreeSet<CellReference> = own.into_iter().collect();
    let mut waiting = vec![formula];
    let mut found = false;
    while let (Some(formula), false) = (waiting.pop(), found) {
        formula.visit(&mut |part| {
            if let ExpressionKind::Slot(reference) = &part.kind
                && seen.insert(*reference)
            {
                found |= cells.contains(reference);
                if let Origin::Formula(next, _) = &model.slot(*reference).origin {
                    waiting.push(next);
                }
            }
        });
    }
    found
}

/// Names whose formula it is, and gives the formula as written.
fn said_by(model: &SettledModel, meeting: &Meeting, speaker: Speaker) -> (Phrase, String) {
    let text = |formula: Option<&Formula>| formula.map_or(String::new(), |formula| formula.text.clone());
    let table = &model.resolved.tables[meeting.table];
    match (speaker, entries(&model.resolved, meeting.table, meeting.row, meeting.column)) {
        (Speaker::Row, Some((row, _))) => (said!("row `{}`", row.code), text(row.formula.as_ref())),
        (Speaker::Column, Some((_, column))) => (said!("column `{}`", column.code), text(column.formula.as_ref())),
        (Speaker::Table, _) | (_, None) => (said!("grid `{}`", table.name), text(table.formula.as_ref().map(|formula| &formula.formula))),
    }
}

fn name_of(speaker: Speaker) -> Phrase {
    match speaker {
        Speaker::Row => said!("row"),
        Speaker::Column => said!("column"),
        Speaker::Table => said!("table"),
    }
}

/// Gives the word for it after `overrides`.
fn plural_of(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Row => "rows",
        Speaker::Column => "columns",
        Speaker::Table => "table",
    }
}

/// Puts the conditions under which lines are taken into derived lists.
fn settle_filters(model: &mut SettledModel, diagnostics: &mut Diagnostics) {
    let mut filters = std::collections::BTreeMap::new();
    for (id, table) in model.resolved.tables.entries() {
        let Shape::List(list) = &table.shape else { continue };
        if let Some(filter) = list.derivation.as_ref().and_then(|derivation| derivation.filter.as_ref()) {
            filters.insert(id, PutInCells::new(model, diagnostics).whole(&filter.expression, At::plain(id)));
        }
    }
    model.filters = filters;
}

fn settle_checks(model: &mut SettledModel, diagnostics: &mut Diagnostics) {
    let mut checks = Vec::new();
    for (of, check) in model.resolved.checks.iter().enumerate() {
        match &check.each {
            None => checks.push(settle_check(model, of, check, None, diagnostics)),
            Some((side, entries)) => settle_each(model, of, check, *side, entries, diagnostics, &mut checks),
        }
    }
    model.checks = checks;
}

/// Puts a check into each row or column. Where every cell that it names is marked x, it does not apply.
fn settle_each(
    model: &SettledModel,
    of: usize,
    check: &resolved::Check,
    side: resolved::Side,
    entries: &[usize],
    diagnostics: &mut Diagnostics,
    checks: &mut Vec<Check>,
) {
    let mut partly = Vec::new();
    let mut whole = Vec::new();
    for entry in entries {
        let mut silent = Diagnostics::default();
        let settled = settle_check(model, of, check, Some((side, *entry)), &mut silent);
        let mut names_cells = false;
        settled.requirement.visit(&mut |part| names_cells |= matches!(part.kind, ExpressionKind::Slot(_)));
        if !silent.has_errors() {
            whole.push(settled);
        } else if names_cells || !silent.are_all(DiagnosticCode::XCell) {
            partly.push(*entry);
        }
    }
    if let Some(first) = partly.first() {
        settle_check(model, of, check, Some((side, *first)), diagnostics);
        let axis = check.table.and_then(|table| model.resolved.tables[table].shape.axis(side));
        let codes: Vec<&str> = whole.iter().filter_map(|settled| Some(axis?.entries.get(settled.entry?.1)?.code.as_str())).collect();
        let (what, code) = if side == resolved::Side::Row { ("row", said!("rows")) } else { ("column", said!("columns")) };
        if !codes.is_empty() {
            let message = said!("in some {code} of this check not all cells apply");
            let help = said!("name those for which it holds: `for each {what} {}`", codes.join(", "));
            diagnostics.push(Diagnostic::new(DiagnosticCode::XCell, check.span, message).help(help));
        }
    }
    if whole.is_empty() && partly.is_empty() && !entries.is_empty() {
        let diagnostic = Diagnostic::new(DiagnosticCode::OnlyXCells, check.span, said!("every cell that this check names is marked x"));
        diagnostics.push(diagnostic.help(said!("name cells that apply")));
    }
    checks.append(&mut whole);
}

fn settle_check(
    model: &SettledModel,
    of: usize,
    check: &resolved::Check,
    entry: Option<(resolved::Side, usize)>,
    diagnostics: &mut Diagnostics,
) -> Check {
    let of_side = |side| entry.filter(|(other, _)| *other == side).map(|(_, index)| index);
    let (row, column) = (of_side(resolved::Side::Row), of_side(resolved::Side::Column));
    let at = At { table: check.table.unwrap_or(TableId(0)), row, column };
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
    Check { of, entry, condition, requirement, messages }
}
