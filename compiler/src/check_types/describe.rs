//! Puts units and places into an accountant's words.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::resolved_model::{ColumnPlace, Shape};
use crate::settled_model::{Expression, ExpressionKind};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_plan::plan::{CellReference, ColumnId, Place};
use positum_plan::unit::Unit;
use positum_plan::value::{Currency, Quantity, RatioScale};

/// The most declarations that one message points at.
const MOST_DECLARATIONS: usize = 4;

impl<'m> Checker<'m, '_> {
    /// Says what a unit is: "an amount in EUR".
    pub(super) fn unit_text(&self, unit: &Unit) -> Phrase {
        match unit {
            Unit::Zero | Unit::Number => said!("a number without a unit"),
            Unit::Amount(Currency::Fixed(currency)) => said!("an amount in {currency}"),
            Unit::Amount(Currency::OfColumn(column)) => said!("an amount in the currency that column `{}` names", self.column_code(*column)),
            Unit::Rate { to, from } => said!("a rate {}/{}", self.currency_text(to), self.currency_text(from)),
            Unit::Ratio(Some(RatioScale::Percent)) => said!("a percent"),
            Unit::Ratio(Some(RatioScale::Permille)) => said!("a permille"),
            Unit::Ratio(Some(RatioScale::BasisPoints)) => said!("a number of basis points"),
            Unit::Ratio(Some(RatioScale::Plain) | None) => said!("a ratio"),
            Unit::Count => said!("a count"),
            Unit::Days => said!("a number of days"),
            Unit::Date => said!("a date"),
            Unit::Text => said!("a text"),
            Unit::Bool => said!("true or false"),
            Unit::Code(codelist) => said!("a code of `{}`", self.model.resolved.codelists[*codelist].name),
        }
    }

    pub(super) fn currency_text(&self, currency: &Currency) -> String {
        match currency {
            Currency::Fixed(code) => code.clone(),
            Currency::OfColumn(column) => format!("[{}]", self.column_code(*column)),
        }
    }

    /// Gives the type to declare for a unit.
    pub(super) fn type_for(&self, unit: &Unit) -> Option<String> {
        Some(match unit {
            Unit::Amount(Currency::Fixed(currency)) => currency.clone(),
            Unit::Amount(Currency::OfColumn(column)) => format!("money[{}]", self.column_code(*column)),
            Unit::Rate { to, from } => format!("rate {}/{}", self.currency_text(to), self.currency_text(from)),
            Unit::Ratio(Some(RatioScale::Permille)) => "permille".to_owned(),
            Unit::Ratio(Some(RatioScale::BasisPoints)) => "basis_points".to_owned(),
            Unit::Ratio(_) => "percent".to_owned(),
            Unit::Count => "count".to_owned(),
            Unit::Days => "days".to_owned(),
            Unit::Date => "date".to_owned(),
            Unit::Text => "text".to_owned(),
            Unit::Bool => "bool".to_owned(),
            Unit::Number => "integer".to_owned(),
            Unit::Zero | Unit::Code(_) => return None,
        })
    }

    /// Writes a column that converts amounts of several currencies with a rate of their list.
    pub(super) fn conversion(&self, value: &Expression, unit: &Unit) -> Option<String> {
        let (ExpressionKind::Slot(CellReference::Column(column)), Unit::Amount(Currency::OfColumn(currency))) = (&value.kind, unit) else {
            return None;
        };
        let (ColumnPlace::Entry(table, _) | ColumnPlace::Let(table, _)) = self.model.resolved.columns[*column];
        let Shape::List(list) = &self.model.resolved.tables[table].shape else { return None };
        let rates =
            list.axis.entries.iter().zip(&list.columns).filter_map(|(entry, rate)| match self.model.columns[*rate].value_type.as_ref()?.quantity {
                Quantity::Rate { to: Currency::Fixed(ref to), from: Currency::OfColumn(ref from) } if from == currency => Some((to, &entry.code)),
                _ => None,
            });
        let own = self.column_code(*column);
        Some(match rates.into_iter().next() {
            Some((to, rate)) => format!(": {to} = {own} x {rate}"),
            None => format!(": EUR = {own} x rate"),
        })
    }

    fn column_code(&self, column: ColumnId) -> String {
        match self.model.resolved.columns[column] {
            ColumnPlace::Entry(table, index) => match &self.model.resolved.tables[table].shape {
                Shape::List(list) => list.axis.entries.get(index).map(|entry| entry.code.clone()),
                Shape::Form(_) | Shape::Grid(..) => None,
            },
            ColumnPlace::Let(table, index) => self.model.resolved.tables[table].lets.get(index).map(|item| item.name.clone()),
        }
        .unwrap_or_default()
    }

    /// Gives a cell's code, as a reader of its table knows it.
    fn slot_name(&self, reference: CellReference) -> String {
        let cell = match reference {
            CellReference::Column(column) => return self.column_code(column),
            CellReference::Cell(cell) => &self.model.cells[cell],
        };
        let shape = &self.model.resolved.tables[cell.table].shape;
        match (&cell.place, shape) {
            (Some(Place::Position(index)), Shape::Form(axis)) => axis.entries.get(*index).map(|entry| entry.code.clone()),
            (Some(Place::Grid(row, column)), Shape::Grid(rows, columns)) => {
                rows.entries.get(*row).zip(columns.entries.get(*column)).map(|(row, column)| format!("{}:{}", row.code, column.code))
            }
            (Some(Place::Total(column)), Shape::List(_)) => Some(format!("total:{}", self.column_code(*column))),
            (Some(Place::Let(name)), _) => Some(name.clone()),
            (Some(Place::Position(_) | Place::Grid(..) | Place::Total(_)) | None, _) => None,
        }
        .unwrap_or_default()
    }

    /// Gives a part of a formula as written, or the code of its cell.
    pub(super) fn name_of(&self, expression: &Expression) -> String {
        match &expression.kind {
            ExpressionKind::Slot(reference) => {
                let written = self.text_at(expression.span);
                let is_range = written.contains("...") || written.contains('…') || written.contains("..");
                format!(
                    "`{}`",
                    if is_range || written.is_empty() || !written.contains(|letter: char| letter.is_ascii_digit()) {
                        self.slot_name(*reference)
                    } else {
                        written
                    }
                )
            }
            _ => format!("`{}`", self.text_at(expression.span)),
        }
    }

    /// Gives the text of a span on one line.
    pub(super) fn text_at(&self, span: Span) -> String {
        let text = self.texts.get(span.source.0 as usize).map_or("", |text| span.text(text));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Points at the declarations of the cells in a formula.
    pub(super) fn declared_at(&self, mut diagnostic: Diagnostic, expression: &'m Expression) -> Diagnostic {
        let mut slots = Vec::new();
        let mut parameters = Vec::new();
        expression.visit(&mut |part| match &part.kind {
            ExpressionKind::Slot(reference) | ExpressionKind::Exact(reference) | ExpressionKind::Earlier(reference, _)
                if !slots.contains(reference) =>
            {
                slots.push(*reference);
            }
            ExpressionKind::Lookup { column, .. } => slots.push(CellReference::Column(*column)),
            ExpressionKind::Parameter(parameter) if !parameters.contains(parameter) => parameters.push(*parameter),
            _ => {}
        });
        for parameter in parameters {
            let span = self.model.resolved.parameter_spans[parameter];
            let name = &self.model.resolved.parameters[parameter].name;
            diagnostic = diagnostic.other(span, said!("`{name}` is declared as `{}`", self.text_at(span)));
        }
        for reference in slots {
            let cell = self.model.slot(reference);
            let is_known = diagnostic.others.iter().any(|(span, _)| *span == cell.span) || diagnostic.span == Some(cell.span);
            if !is_known && diagnostic.others.len() < MOST_DECLARATIONS {
                let name = self.slot_name(reference);
                let label = match &cell.value_type {
                    Some(_) => said!("`{name}` is declared as `{}`", self.text_at(cell.span)),
                    None => said!("`{name}` is declared here"),
                };
                diagnostic = diagnostic.other(cell.span, label);
            }
        }
        diagnostic
    }
}
