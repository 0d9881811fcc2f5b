//! Warnings about definitions that compile and may not mean what was meant.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Entry, Expression, ExpressionKind, Shape, Side};
use crate::settled_model::{self, Origin, SettledModel};
use crate::typed_model::TypedModel;
use positum_plan::plan::{CellReference, TableId};
use std::collections::BTreeSet;

/// Looks over a typed model.
pub(crate) fn lint(model: &TypedModel, diagnostics: &mut Diagnostics) {
    let model = model.settled();
    for cell in model.cells.iter().chain(model.columns.iter()) {
        if let Origin::Formula(formula, _) = &cell.origin {
            total_with_parts(model, formula, diagnostics);
        }
    }
    for (id, table) in model.resolved.tables.entries() {
        if let Shape::Grid(rows, columns) = &table.shape {
            for row in &rows.entries {
                if let Some(formula) = &row.formula {
                    equal_code_other_label(model, id, row, &columns.entries, &formula.expression, diagnostics);
                }
            }
        }
    }
}

/// A range that holds a total and its parts counts the parts twice.
fn total_with_parts(model: &SettledModel, formula: &settled_model::Expression, diagnostics: &mut Diagnostics) {
    formula.visit(&mut |part| {
        let settled_model::ExpressionKind::Range(parts) = &part.kind else { return };
        let slots: BTreeSet<CellReference> = parts.iter().filter_map(slot).collect();
        for total in &slots {
            let cell = match total {
                CellReference::Cell(cell) => &model.cells[*cell],
                CellReference::Column(column) => &model.columns[*column],
            };
            let Origin::Formula(own, text) = &cell.origin else { continue };
            if !matches!(own.kind, settled_model::ExpressionKind::Chain(_) | settled_model::ExpressionKind::Range(_)) {
                continue;
            }
            let holds_part = own.parts().into_iter().filter_map(slot).any(|part| slots.contains(&part));
            if holds_part {
                let message = format!("this range holds a total and its parts: one of its cells is the sum `{text}`");
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::TotalWithParts, part.span, message).other(own.span, "the total: it and its parts are both added");
                diagnostics.push(diagnostic.help("name the parts that are meant, or end the range before the total"));
                return;
            }
        }
    });
}

fn slot(expression: &settled_model::Expression) -> Option<CellReference> {
    match &expression.kind {
        settled_model::ExpressionKind::Slot(reference) => Some(*reference),
        _ => None,
    }
}

/// A row's formula that takes a column of another table by its code should mean the same column.
fn equal_code_other_label(model: &SettledModel, id: TableId, row: &Entry, columns: &[Entry], formula: &Expression, diagnostics: &mut Diagnostics) {
    let mut others = Vec::new();
    other_tables(formula, id, &mut others);
    for (other, span) in others {
        let Shape::Grid(_, other_columns) = &model.resolved.tables[other].shape else { continue };
        for (index, column) in columns.iter().enumerate() {
            let is_x = row.marks.iter().any(|(marked, _)| *marked == index);
            let Some(twin) = other_columns.find(&column.code).and_then(|index| other_columns.entries.get(index)) else { continue };
            let is_input = column.formula.is_none() && twin.formula.is_none();
            if !is_x && is_input && column.label != twin.label {
                let name = &model.resolved.tables[other].name;
                let message = format!("column `{}` of `{name}` has another label than column `{}` here", twin.code, column.code);
                let diagnostic = Diagnostic::new(DiagnosticCode::OtherLabel, span, message)
                    .other(column.span, format!("here `{}`", first_text(column)))
                    .other(twin.span, format!("there `{}`", first_text(twin)));
                diagnostics
                    .push(diagnostic.help(format!("where the two columns do not belong together, add `x {}` to row `{}`", column.code, row.code)));
            }
        }
    }
}

fn first_text(entry: &Entry) -> &str {
    entry.label.0.values().next().map_or("", String::as_str)
}

fn other_tables(formula: &Expression, own: TableId, found: &mut Vec<(TableId, positum_grammar::source::Span)>) {
    match &formula.kind {
        ExpressionKind::Entry(table, Side::Row, _) if *table != own => found.push((*table, formula.span)),
        ExpressionKind::Chain(terms) => terms.iter().for_each(|(_, term)| other_tables(term, own, found)),
        ExpressionKind::Product(left, right) | ExpressionKind::Quotient(left, right) | ExpressionKind::Else(left, right) => {
            other_tables(left, own, found);
            other_tables(right, own, found);
        }
        ExpressionKind::Negation(inner) | ExpressionKind::Absolute(inner) | ExpressionKind::Round(inner, ..) | ExpressionKind::When(inner, _) => {
            other_tables(inner, own, found);
        }
        ExpressionKind::Range(parts) | ExpressionKind::Least(parts) | ExpressionKind::Greatest(parts) => {
            parts.iter().for_each(|part| other_tables(part, own, found));
        }
        ExpressionKind::Number(_)
        | ExpressionKind::Text(_)
        | ExpressionKind::Date(_)
        | ExpressionKind::Entry(..)
        | ExpressionKind::Cell(..)
        | ExpressionKind::Total(..)
        | ExpressionKind::Let(..)
        | ExpressionKind::Table(_)
        | ExpressionKind::Parameter(_)
        | ExpressionKind::Not(_)
        | ExpressionKind::Comparison(..)
        | ExpressionKind::In(..)
        | ExpressionKind::Matches(..)
        | ExpressionKind::And(_)
        | ExpressionKind::Or(_)
        | ExpressionKind::If(..)
        | ExpressionKind::DaysBetween(..)
        | ExpressionKind::Exact(_)
        | ExpressionKind::Earlier(..)
        | ExpressionKind::PeriodPart(_)
        | ExpressionKind::Lookup { .. }
        | ExpressionKind::Aggregate { .. }
        | ExpressionKind::RunningSum { .. }
        | ExpressionKind::Unknown => {}
    }
}
