//! P0607: a row's formula reaches a column of another grid by its code, and the two columns have different labels;
//! and the same for a column's formula and rows.

use super::Looker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, Entry, Expression, ExpressionKind, Shape, Side};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_plan::plan::TableId;

pub(super) fn warn(looker: &mut Looker<'_, '_>) {
    let model = looker.model;
    for (id, table) in model.resolved.tables.entries() {
        let Shape::Grid(rows, columns) = &table.shape else { continue };
        for (side, own, across) in [(Side::Row, rows, columns), (Side::Column, columns, rows)] {
            for (index, entry) in own.entries.iter().enumerate() {
                let Some(formula) = &entry.formula else { continue };
                let mut reached = Vec::new();
                other_tables(&formula.expression, id, side, &mut reached);
                for (other, other_index, span) in reached {
                    let applies = |across: usize| model.places[id].grid_cell_on(side, index, across).is_some();
                    let reaches = |across: usize| model.places[other].grid_cell_on(side, other_index, across).is_some();
                    let reach = Reach { side, entry, across, other, span };
                    compare(looker, &reach, &applies, &reaches);
                }
            }
        }
    }
}

/// A formula that reaches into another grid.
struct Reach<'e> {
    /// The side of the formula.
    side: Side,
    /// Whose formula it is.
    entry: &'e Entry,
    /// The other side of its own grid.
    across: &'e Axis,
    other: TableId,
    span: Span,
}

fn compare(looker: &mut Looker<'_, '_>, reach: &Reach<'_>, applies: &dyn Fn(usize) -> bool, reaches: &dyn Fn(usize) -> bool) {
    let model = looker.model;
    let Shape::Grid(other_rows, other_columns) = &model.resolved.tables[reach.other].shape else { return };
    let (twins, what, own_word) = match reach.side {
        Side::Row => (other_columns, said!("column"), said!("row")),
        Side::Column => (other_rows, said!("row"), said!("column")),
    };
    for (_, entry) in reach.across.entries.iter().enumerate().filter(|(index, _)| applies(*index)) {
        let Some((twin_index, twin)) = twins.find(&entry.code).and_then(|index| Some((index, twins.entries.get(index)?))) else { continue };
        let is_computed = entry.formula.is_some() || twin.formula.is_some();
        let Some((here, there)) = different_labels(entry, twin).filter(|_| !is_computed && reaches(twin_index)) else { continue };
        let name = &model.resolved.tables[reach.other].name;
        let message = said!("{what} `{}` of `{name}` has another label than {what} `{}` here", twin.code, entry.code);
        let diagnostic = Diagnostic::new(DiagnosticCode::OtherLabel, reach.span, message)
            .other(entry.span, said!("here `{here}`"))
            .other(twin.span, said!("there `{there}`"));
        let help = match reach.side {
            Side::Row => said!("where the two columns do not belong together, add `x {}` to {own_word} `{}`", entry.code, reach.entry.code),
            Side::Column => said!("where the two rows do not belong together, add `x {}` to {own_word} `{}`", entry.code, reach.entry.code),
        };
        looker.report(diagnostic.help(help));
    }
}

/// Gives the two texts of the first language that both have and in which they differ by more than spaces and dashes.
fn different_labels<'e>(entry: &'e Entry, twin: &'e Entry) -> Option<(&'e str, &'e str)> {
    let shared = entry.label.0.iter().filter_map(|(language, here)| twin.label.0.get(language).map(|there| (here.as_str(), there.as_str())));
    shared.into_iter().find(|(here, there)| plain(here) != plain(there))
}

fn plain(label: &str) -> String {
    let unified = label.chars().map(|letter| if "‐‑–—−".contains(letter) { '-' } else { letter });
    unified.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Finds the rows, or the columns, of other tables that a formula names by themselves.
fn other_tables(formula: &Expression, own: TableId, side: Side, found: &mut Vec<(TableId, usize, Span)>) {
    if let ExpressionKind::Entry(table, named, index) = &formula.kind
        && *table != own
        && *named == side
    {
        found.push((*table, *index, formula.span));
    }
    parts(formula).into_iter().for_each(|part| other_tables(part, own, side, found));
}

/// Gives the parts in which a row or column stands for a cell in the formula's own column or row.
fn parts(formula: &Expression) -> Vec<&Expression> {
    match &formula.kind {
        ExpressionKind::Chain(terms) => terms.iter().map(|(_, term)| term).collect(),
        ExpressionKind::Range(parts)
        | ExpressionKind::And(parts)
        | ExpressionKind::Or(parts)
        | ExpressionKind::Least(parts)
        | ExpressionKind::Greatest(parts) => parts.iter().collect(),
        ExpressionKind::Product(left, right)
        | ExpressionKind::Quotient(left, right)
        | ExpressionKind::Comparison(_, _, left, right)
        | ExpressionKind::When(left, right)
        | ExpressionKind::Else(left, right) => vec![left, right],
        ExpressionKind::Negation(inner) | ExpressionKind::Not(inner) | ExpressionKind::Absolute(inner) | ExpressionKind::Round(inner, ..) => {
            vec![inner]
        }
        ExpressionKind::DaysBetween(from, to) => vec![from, to],
        ExpressionKind::DateOf { year, month, day } => vec![year, month, day],
        ExpressionKind::WorkingDaysAfter { date, count, .. } => vec![date, count],
        ExpressionKind::Exact(inner) | ExpressionKind::Earlier(inner, _) | ExpressionKind::Matches(inner, _) => vec![inner],
        ExpressionKind::Lookup { keys, .. } => keys.iter().map(|(_, key)| key).collect(),
        ExpressionKind::In(value, options) => std::iter::once(&**value).chain(options).collect(),
        ExpressionKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
        ExpressionKind::Number(_)
        | ExpressionKind::Text(_)
        | ExpressionKind::Date(_)
        | ExpressionKind::Entry(..)
        | ExpressionKind::Cell(..)
        | ExpressionKind::Total(..)
        | ExpressionKind::Let(..)
        | ExpressionKind::Table(_)
        | ExpressionKind::PeriodPart(_)
        | ExpressionKind::Parameter(_)
        | ExpressionKind::Aggregate { .. }
        | ExpressionKind::RunningSum { .. }
        | ExpressionKind::Unknown => Vec::new(),
    }
}
