//! Puts a formula over rows and columns into one cell: a formula over cells.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolve_names::layouts::rows_for;
use crate::resolved_model::{self as resolved, Shape, Side};
use crate::settled_model::{Expression, ExpressionKind, SettledModel};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_plan::plan::{CellReference, TableId};

/// The cell into which a formula is put; outside grids row and column say nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub(crate) table: TableId,
    pub(crate) row: Option<usize>,
    pub(crate) column: Option<usize>,
}

impl At {
    /// A place that no formula depends on.
    pub(crate) fn plain(table: TableId) -> Self {
        Self { table, row: None, column: None }
    }
}

/// What a formula is in a cell.
pub(crate) enum Put {
    /// A formula over cells.
    Value(Expression),
    /// Nothing: all its cells are x.
    NotApplicable,
    /// Nothing: the running sum does not run over this cell.
    Outside,
}

pub(crate) struct PutInCells<'m, 'd> {
    model: &'m SettledModel,
    diagnostics: &'d mut Diagnostics,
}

type Boxed = Box<resolved::Expression>;

impl<'m, 'd> PutInCells<'m, 'd> {
    pub(crate) fn new(model: &'m SettledModel, diagnostics: &'d mut Diagnostics) -> Self {
        Self { model, diagnostics }
    }

    /// Puts a cell's whole formula.
    pub(crate) fn formula(&mut self, formula: &resolved::Expression, at: At) -> Put {
        if let resolved::ExpressionKind::RunningSum { side, entry, over, .. } = &formula.kind {
            return self.running_sum(*side, *entry, over, formula.span, at);
        }
        self.part(formula, at).map_or(Put::NotApplicable, Put::Value)
    }

    /// Puts a formula in which an x cell has no place.
    pub(crate) fn whole(&mut self, expression: &resolved::Expression, at: At) -> Expression {
        self.part(expression, at).unwrap_or_else(|| self.x_cell(expression, at))
    }

    fn x_cell(&mut self, expression: &resolved::Expression, at: At) -> Expression {
        let cell = match &expression.kind {
            resolved::ExpressionKind::Entry(table, side, index) => self.cell_in_grid(*table, *side, *index, at),
            _ => None,
        };
        let message =
            cell.as_ref().map_or_else(|| said!("here every cell is marked x"), |(name, _)| said!("cell `{name}` does not apply: it is marked x"));
        let diagnostic = Diagnostic::new(DiagnosticCode::XCell, expression.span, message);
        let diagnostic = match cell.and_then(|(_, mark)| mark) {
            Some(mark) => diagnostic.other(mark, said!("marked here")),
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic.help(said!("an x cell has no value to multiply, divide or compare with; only sums pass over it")));
        Expression { kind: ExpressionKind::Unknown, span: expression.span }
    }

    /// Names the cell that an entry is at a place, as `110:030`, and finds the mark that it has.
    fn cell_in_grid(&self, table: TableId, side: Side, index: usize, at: At) -> Option<(String, Option<Span>)> {
        let Shape::Grid(rows, columns) = &self.model.resolved.tables[table].shape else { return None };
        let Shape::Grid(own_rows, own_columns) = &self.model.resolved.tables[at.table].shape else { return None };
        let (row, column) = match side {
            Side::Row => (index, columns.find(&own_columns.entries.get(at.column?)?.code)?),
            Side::Column => (rows.find(&own_rows.entries.get(at.row?)?.code)?, index),
        };
        let (row_entry, column_entry) = (rows.entries.get(row)?, columns.entries.get(column)?);
        Some((format!("{}:{}", row_entry.code, column_entry.code), mark_of(row_entry, row, column_entry, column)))
    }

    fn running_sum(&mut self, side: Side, entry: usize, over: &[usize], span: Span, at: At) -> Put {
        let here = match side {
            Side::Row => at.column,
            Side::Column => at.row,
        };
        let Some(place) = over.iter().position(|index| Some(*index) == here) else { return Put::Outside };
        let cells: Vec<_> = over
            .iter()
            .take(place.saturating_add(1))
            .filter_map(|other| match side {
                Side::Row => self.model.places[at.table].grid_cell(entry, *other),
                Side::Column => self.model.places[at.table].grid_cell(*other, entry),
            })
            .map(|cell| (false, Expression { kind: ExpressionKind::Slot(CellReference::Cell(cell)), span }))
            .collect();
        if cells.is_empty() { Put::NotApplicable } else { Put::Value(Expression { kind: ExpressionKind::Chain(cells), span }) }
    }

    /// Puts a part of a formula; nothing where it is an x cell.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of expression")]
    fn part(&mut self, expression: &resolved::Expression, at: At) -> Option<Expression> {
        use resolved::ExpressionKind as From;
        let kind = match &expression.kind {
            From::Number(literal) => ExpressionKind::Number(literal.clone()),
            From::Text(text) => ExpressionKind::Text(text.clone()),
            From::Date(date) => ExpressionKind::Date(*date),
            From::Parameter(parameter) => ExpressionKind::Parameter(*parameter),
            From::Unknown => ExpressionKind::Unknown,
            From::RunningSum { .. } => {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::WrongPlace, expression.span, said!("a running sum is a whole formula, not a part of one"));
                self.diagnostics.push(diagnostic.help(said!("give it a row of its own and name that row here")));
                ExpressionKind::Unknown
            }
            From::Entry(table, side, index) => self.entry(*table, *side, *index, expression.span, at)?,
            From::Cell(table, row, column) => self.named_cell(*table, *row, *column, expression.span),
            From::Total(table, column) => {
                let cell = self.model.places[*table].cells.get(*column).copied().flatten();
                cell.map_or(ExpressionKind::Unknown, |cell| ExpressionKind::Slot(CellReference::Cell(cell)))
            }
            From::Let(table, index) => self.intermediate(*table, *index),
            From::Table(table) => self.of_table(*table, expression.span, at)?,
            From::Chain(terms) => {
                let terms: Vec<_> = terms.iter().filter_map(|(negative, term)| self.part(term, at).map(|term| (*negative, term))).collect();
                if terms.is_empty() {
                    return None;
                }
                ExpressionKind::Chain(terms)
            }
            From::Range(parts) => ExpressionKind::Range(self.applying(parts, at)?),
            From::Least(parts) => ExpressionKind::Least(self.applying(parts, at)?),
            From::Greatest(parts) => ExpressionKind::Greatest(self.applying(parts, at)?),
            From::Negation(inner) => ExpressionKind::Negation(Box::new(self.part(inner, at)?)),
            From::Absolute(inner) => ExpressionKind::Absolute(Box::new(self.part(inner, at)?)),
            From::Round(inner, decimals, rounding) => ExpressionKind::Round(Box::new(self.part(inner, at)?), *decimals, *rounding),
            From::When(value, condition) => ExpressionKind::When(Box::new(self.part(value, at)?), self.boxed(condition, at)),
            From::Else(first, second) => match (self.part(first, at), self.part(second, at)) {
                (Some(first), Some(second)) => ExpressionKind::Else(Box::new(first), Box::new(second)),
                (Some(only), None) | (None, Some(only)) => return Some(only),
                (None, None) => return None,
            },
            From::Product(left, right) => ExpressionKind::Product(self.boxed(left, at), self.boxed(right, at)),
            From::Quotient(left, right) => ExpressionKind::Quotient(self.boxed(left, at), self.boxed(right, at)),
            From::Comparison(operator, span, left, right) => {
                ExpressionKind::Comparison(*operator, *span, self.boxed(left, at), self.boxed(right, at))
            }
            From::DaysBetween(from, to) => ExpressionKind::DaysBetween(self.boxed(from, at), self.boxed(to, at)),
            From::DateOf { year, month, day } => {
                ExpressionKind::DateOf { year: self.boxed(year, at), month: self.boxed(month, at), day: self.boxed(day, at) }
            }
            From::WorkingDaysAfter { date, count, calendar } => {
                ExpressionKind::WorkingDaysAfter { date: self.boxed(date, at), count: self.boxed(count, at), calendar: *calendar }
            }
            From::Not(inner) => ExpressionKind::Not(self.boxed(inner, at)),
            From::In(value, options) => ExpressionKind::In(self.boxed(value, at), self.all(options, at)),
            From::Matches(value, pattern) => ExpressionKind::Matches(self.boxed(value, at), pattern.clone()),
            From::And(parts) => ExpressionKind::And(self.all(parts, at)),
            From::Or(parts) => ExpressionKind::Or(self.all(parts, at)),
            From::If(condition, then, otherwise) => ExpressionKind::If(self.boxed(condition, at), self.boxed(then, at), self.boxed(otherwise, at)),
            From::Exact(inner) => self.of_cell(inner, at, ExpressionKind::Exact)?,
            From::Earlier(inner, which) => self.of_cell(inner, at, |cell| ExpressionKind::Earlier(cell, *which))?,
            From::PeriodPart(part) => ExpressionKind::PeriodPart(*part),
            From::Lookup { list, keys, column } => {
                let keys = keys.iter().map(|(column, key)| (*column, self.whole(key, at))).collect();
                ExpressionKind::Lookup { list: *list, keys, column: *column }
            }
            From::Aggregate { function, list, group, value, filter } => ExpressionKind::Aggregate {
                function: *function,
                list: *list,
                group: *group,
                value: value.as_ref().map(|value| self.boxed(value, at)),
                filter: filter.as_ref().map(|filter| self.boxed(filter, at)),
            },
        };
        Some(Expression { kind, span: expression.span })
    }

    /// Puts what is said of one cell; nothing where that is an x cell.
    fn of_cell(&mut self, cell: &Boxed, at: At, make: impl FnOnce(CellReference) -> ExpressionKind) -> Option<ExpressionKind> {
        match self.part(cell, at)?.kind {
            ExpressionKind::Slot(reference) => Some(make(reference)),
            _ => Some(ExpressionKind::Unknown),
        }
    }

    fn boxed(&mut self, expression: &Boxed, at: At) -> Box<Expression> {
        Box::new(self.whole(expression, at))
    }

    fn all(&mut self, expressions: &[resolved::Expression], at: At) -> Vec<Expression> {
        expressions.iter().map(|expression| self.whole(expression, at)).collect()
    }

    fn applying(&mut self, expressions: &[resolved::Expression], at: At) -> Option<Vec<Expression>> {
        let parts: Vec<Expression> = expressions.iter().filter_map(|expression| self.part(expression, at)).collect();
        (!parts.is_empty()).then_some(parts)
    }

    /// Puts the cell of another grid that has equal codes; one that it does not have counts as 0.
    fn of_table(&self, table: TableId, span: Span, at: At) -> Option<ExpressionKind> {
        let own = &self.model.resolved.tables[at.table];
        let (Shape::Grid(own_rows, own_columns), Shape::Grid(rows, columns), Some(formula)) =
            (&own.shape, &self.model.resolved.tables[table].shape, &own.formula)
        else {
            return Some(ExpressionKind::Unknown);
        };
        let (own_row, own_column) = (own_rows.entries.get(at.row?)?, own_columns.entries.get(at.column?)?);
        let column = columns.find(&own_column.code);
        let taken = rows_for(formula, table, &own_row.code, at.row?, rows);
        let (Some(column), false) = (column, taken.is_empty()) else {
            let zero = resolved::Literal { value: rust_decimal::Decimal::ZERO, unit: resolved::LiteralUnit::None, span };
            return Some(ExpressionKind::Number(zero));
        };
        let cells = taken.into_iter().filter_map(|row| self.model.places[table].grid_cell(row, column));
        let mut cells = cells.map(|cell| Expression { kind: ExpressionKind::Slot(CellReference::Cell(cell)), span });
        match (cells.next(), cells.next()) {
            (None, _) => None,
            (Some(only), None) => Some(only.kind),
            (Some(first), Some(second)) => Some(ExpressionKind::Chain([first, second].into_iter().chain(cells).map(|cell| (false, cell)).collect())),
        }
    }

    fn intermediate(&self, table: TableId, index: usize) -> ExpressionKind {
        let reference = match &self.model.resolved.tables[table].shape {
            Shape::List(list) => list.lets.get(index).copied().map(CellReference::Column),
            Shape::Form(_) | Shape::Grid(..) => self.model.places[table].lets.get(index).copied().map(CellReference::Cell),
        };
        reference.map_or(ExpressionKind::Unknown, ExpressionKind::Slot)
    }

    fn named_cell(&mut self, table: TableId, row: usize, column: usize, span: Span) -> ExpressionKind {
        if let Some(cell) = self.model.places[table].grid_cell(row, column) {
            return ExpressionKind::Slot(CellReference::Cell(cell));
        }
        let Shape::Grid(rows, columns) = &self.model.resolved.tables[table].shape else { return ExpressionKind::Unknown };
        if let (Some(row_entry), Some(column_entry)) = (rows.entries.get(row), columns.entries.get(column)) {
            let name = &self.model.resolved.tables[table].name;
            let message = said!("cell `{name}.{}:{}` does not apply: it is marked x", row_entry.code, column_entry.code);
            let mut diagnostic = Diagnostic::new(DiagnosticCode::XCell, span, message);
            if let Some(mark) = mark_of(row_entry, row, column_entry, column) {
                diagnostic = diagnostic.other(mark, said!("marked here"));
            }
            let open = columns.entries.iter().enumerate().filter(|(index, _)| self.model.places[table].grid_cell(row, *index).is_some());
            let open: Vec<&str> = open.map(|(_, entry)| entry.code.as_str()).take(8).collect();
            if !open.is_empty() {
                diagnostic = diagnostic.help(said!("row `{}` has values in {}", row_entry.code, positum_grammar::suggest::list(&open)));
            }
            self.diagnostics.push(diagnostic);
        }
        ExpressionKind::Unknown
    }

    fn entry(&mut self, table: TableId, side: Side, index: usize, span: Span, at: At) -> Option<ExpressionKind> {
        let slot = |cell| ExpressionKind::Slot(CellReference::Cell(cell));
        match &self.model.resolved.tables[table].shape {
            Shape::Form(_) => Some(self.model.places[table].cells.get(index).copied().flatten().map_or(ExpressionKind::Unknown, slot)),
            Shape::List(list) => {
                Some(list.columns.get(index).copied().map_or(ExpressionKind::Unknown, |column| ExpressionKind::Slot(CellReference::Column(column))))
            }
            Shape::Grid(rows, columns) => {
                let (row, column) = match side {
                    Side::Row => (index, if table == at.table { at.column } else { self.equal_code(columns, Side::Column, span, table, at) }),
                    Side::Column => match if table == at.table { at.row } else { self.equal_code(rows, Side::Row, span, table, at) } {
                        Some(row) => (row, Some(index)),
                        None => return Some(ExpressionKind::Unknown),
                    },
                };
                let Some(column) = column else { return Some(ExpressionKind::Unknown) };
                self.model.places[table].grid_cell(row, column).map(slot)
            }
        }
    }

    /// Finds in another grid the row or column whose code is that of the formula's own.
    fn equal_code(&mut self, axis: &resolved::Axis, side: Side, span: Span, table: TableId, at: At) -> Option<usize> {
        let Shape::Grid(own_rows, own_columns) = &self.model.resolved.tables[at.table].shape else { return None };
        let own = match side {
            Side::Row => own_rows.entries.get(at.row?)?,
            Side::Column => own_columns.entries.get(at.column?)?,
        };
        let found = axis.find(&own.code);
        let entries = (at.row.and_then(|row| own_rows.entries.get(row)), at.column.and_then(|column| own_columns.entries.get(column)));
        if found.is_none() && !is_overridden(side, entries.0, entries.1) {
            self.equal_codes_missing(axis, side, span, table, at);
        }
        found
    }

    /// Reports all codes of the own table that another lacks, together.
    fn equal_codes_missing(&mut self, axis: &resolved::Axis, side: Side, span: Span, table: TableId, at: At) {
        let Shape::Grid(own_rows, own_columns) = &self.model.resolved.tables[at.table].shape else { return };
        let (what, own, across) = match side {
            Side::Row => (said!("row"), own_rows, at.column.and_then(|column| own_columns.entries.get(column))),
            Side::Column => (said!("column"), own_columns, at.row.and_then(|row| own_rows.entries.get(row))),
        };
        let places = &self.model.places[at.table];
        let (row_entry, column_entry) = (|row: usize| own_rows.entries.get(row), |column: usize| own_columns.entries.get(column));
        let applies = |index: usize| match side {
            Side::Row => at
                .column
                .is_some_and(|column| places.grid_cell(index, column).is_some() && !is_overridden(side, row_entry(index), column_entry(column))),
            Side::Column => {
                at.row.is_some_and(|row| places.grid_cell(row, index).is_some() && !is_overridden(side, row_entry(row), column_entry(index)))
            }
        };
        let lacking = own.entries.iter().enumerate().filter(|(index, entry)| axis.find(&entry.code).is_none() && applies(*index));
        let lacking: Vec<&resolved::Entry> = lacking.map(|(_, entry)| entry).collect();
        let codes: Vec<&str> = lacking.iter().map(|entry| entry.code.as_str()).collect();
        let listed = positum_grammar::suggest::list(&codes);
        let name = &self.model.resolved.tables[table].name;
        let message = match (side, codes.len()) {
            (Side::Row, 1) => said!("`{name}` has no row {listed}, for which this is computed too"),
            (Side::Row, _) => said!("`{name}` has no rows {listed}, for which this is computed too"),
            (Side::Column, 1) => said!("`{name}` has no column {listed}, for which this is computed too"),
            (Side::Column, _) => said!("`{name}` has no columns {listed}, for which this is computed too"),
        };
        let mut diagnostic = Diagnostic::new(DiagnosticCode::EqualCodeMissing, span, message);
        for entry in lacking.iter().take(3) {
            diagnostic = diagnostic.other(entry.span, said!("this {what} has no counterpart"));
        }
        let across = across.map_or("", |entry| entry.code.as_str());
        let other = if side == Side::Row { said!("column") } else { said!("row") };
        let help = said!("where it does not apply, add `x {}` to {other} `{across}`; or name one cell as `{name}.row:column`", codes.join(", "));
        self.diagnostics.push(diagnostic.help(help));
    }
}

/// Tells whether the formula of a column, which looks for equal rows, or of a row, which looks for equal columns, does not
/// count in a cell, because the formula that crosses it goes before.
fn is_overridden(looks_for: Side, row: Option<&resolved::Entry>, column: Option<&resolved::Entry>) -> bool {
    let overrides = |entry: Option<&resolved::Entry>| entry.is_some_and(|entry| entry.overrides.is_some());
    let has_formula = |entry: Option<&resolved::Entry>| entry.is_some_and(|entry| entry.formula.is_some());
    match looks_for {
        Side::Row => overrides(row) && has_formula(row),
        Side::Column => !overrides(row) && overrides(column) && has_formula(column),
    }
}

/// Finds the mark by which a cell does not apply.
fn mark_of(row_entry: &resolved::Entry, row: usize, column_entry: &resolved::Entry, column: usize) -> Option<Span> {
    let by_row = row_entry.marks.iter().find(|(index, _)| *index == column);
    by_row.or_else(|| column_entry.marks.iter().find(|(index, _)| *index == row)).map(|(_, span)| *span)
}
