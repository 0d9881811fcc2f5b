//! Warnings about definitions that compile and may not mean what was meant.
//!
//! Each warning has a file in `lint/`. In comes the typed model of a package without errors; out go diagnostics.

mod constant_check;
pub(crate) mod facts;
mod idle_accept;
mod idle_override;
mod nothing_to_add;
mod other_formula;
mod other_label;
mod rounded_factor;
mod sum_of_percents;
mod times_hundred;
mod total_with_parts;
mod unused;
mod zero_divisor;

use crate::check_types::UnitReader;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve_names::Unused;
use crate::resolve_names::printed_formulas::PrintedFormula;
use crate::resolved_model::Shape;
use crate::settle_cells::normal_form::NormalForms;
use crate::settled_model::{Cell, Expression, MessagePart, Origin, SettledModel};
use crate::typed_model::TypedModel;
use positum_grammar::source::Span;
use positum_plan::plan::{CellReference, Place};

pub(crate) use idle_accept::warn_idle_accepts;

/// Looks over a typed model.
pub(crate) fn lint(typed: &TypedModel, texts: &[&str], unused: &[Unused], printed: &[PrintedFormula], diagnostics: &mut Diagnostics) {
    let model = typed.settled();
    let mut looker = Looker { model, texts, forms: NormalForms::new(model), units: UnitReader::new(model), diagnostics };
    unused::warn(unused, looker.diagnostics);
    idle_override::warn(model, looker.diagnostics);
    for cell in model.cells.iter().chain(model.columns.iter()) {
        if let Origin::Formula(formula, _) = &cell.origin {
            looker.formula(formula, Some(cell));
            zero_divisor::warn(&mut looker, formula);
        }
    }
    for check in &model.checks {
        looker.formula(&check.requirement, None);
        check.condition.iter().for_each(|condition| looker.formula(condition, None));
        for part in check.messages.values().flatten() {
            if let MessagePart::Value(value) = part {
                looker.formula(value, None);
            }
        }
    }
    other_label::warn(&mut looker);
    other_formula::warn(&mut looker, printed);
    constant_check::warn(&mut looker);
    nothing_to_add::warn(&mut looker);
}

/// What every look at a model needs.
struct Looker<'m, 'd> {
    model: &'m SettledModel,
    texts: &'m [&'m str],
    forms: NormalForms<'m>,
    units: UnitReader<'m>,
    diagnostics: &'d mut Diagnostics,
}

impl Looker<'_, '_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Looks at a formula of a cell, or at a part of a check.
    fn formula(&mut self, formula: &Expression, cell: Option<&Cell>) {
        total_with_parts::warn(self, formula);
        sum_of_percents::warn(self, formula);
        times_hundred::warn(self, formula, cell);
        rounded_factor::warn(self, formula);
    }

    /// Gives the text of a span on one line.
    fn text_at(&self, span: Span) -> String {
        let text = self.texts.get(span.source.0 as usize).map_or("", |text| span.text(text));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Gives the code of a cell as its table's formulas name it; of a grid's cell both codes.
    fn name_of(&self, reference: CellReference) -> String {
        let cell = self.model.slot(reference);
        let table = &self.model.resolved.tables[cell.table];
        let name = match (&cell.place, &table.shape) {
            (Some(Place::Position(index)), Shape::Form(axis)) => axis.entries.get(*index).map(|entry| entry.code.clone()),
            (Some(Place::Grid(row, column)), Shape::Grid(rows, columns)) => {
                rows.entries.get(*row).zip(columns.entries.get(*column)).map(|(row, column)| format!("{}:{}", row.code, column.code))
            }
            (Some(Place::Total(column)), Shape::List(_)) => Some(format!("total:{}", self.column_code(*column))),
            (Some(Place::Let(name)), _) => Some(name.clone()),
            (Some(Place::Position(_) | Place::Grid(..) | Place::Total(_)), _) => None,
            (None, _) => match reference {
                CellReference::Column(column) => Some(self.column_code(column)),
                CellReference::Cell(_) => None,
            },
        };
        name.unwrap_or_default()
    }

    fn column_code(&self, column: positum_plan::plan::ColumnId) -> String {
        use crate::resolved_model::ColumnPlace;
        let code = match self.model.resolved.columns[column] {
            ColumnPlace::Entry(table, index) => match &self.model.resolved.tables[table].shape {
                Shape::List(list) => list.axis.entries.get(index).map(|entry| entry.code.clone()),
                Shape::Form(_) | Shape::Grid(..) => None,
            },
            ColumnPlace::Let(table, index) => self.model.resolved.tables[table].lets.get(index).map(|item| item.name.clone()),
        };
        code.unwrap_or_default()
    }
}
