//! Whether two formulas for one cell mean the same.
//!
//! Both are brought to sums of inputs with whole coefficients, opening computed cells as long as no rounding
//! can occur. What is no such sum compares by its structure.

use crate::settled_model::{Expression, ExpressionKind, Origin, SettledModel};
use positum_plan::plan::{Absence, CellReference};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A term of a sum: a cell, or a part of another shape by its structure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Atom {
    Slot(CellReference),
    Other(String),
}

type Sum = BTreeMap<Atom, i128>;

pub(super) struct NormalForms<'m> {
    model: &'m SettledModel,
    opened: BTreeMap<CellReference, Option<Sum>>,
    opening: BTreeSet<CellReference>,
}

impl<'m> NormalForms<'m> {
    pub(super) fn new(model: &'m SettledModel) -> Self {
        Self { model, opened: BTreeMap::new(), opening: BTreeSet::new() }
    }

    /// Tells whether both formulas give a cell the same value for every submission.
    pub(super) fn mean_the_same(&mut self, left: &Expression, right: &Expression) -> bool {
        if has_error(left) || has_error(right) {
            // That was reported; nothing more is said.
            return true;
        }
        let Some((left_sum, right_sum)) = self.sum(left, true).zip(self.sum(right, true)) else { return false };
        if left_sum != right_sum {
            return false;
        }
        let is_sure = left_sum.keys().all(|atom| match atom {
            Atom::Slot(reference) => !self.may_be_passed_over(*reference),
            Atom::Other(_) => true,
        });
        is_sure || (is_range(left) == is_range(right) && self.sum(left, false) == self.sum(right, false))
    }

    /// A range passes over such a cell and a chain does not.
    fn may_be_passed_over(&self, reference: CellReference) -> bool {
        match self.origin(reference) {
            Origin::Input(Absence::Optional) => true,
            Origin::Formula(formula, _) => {
                let mut has_when = false;
                formula.visit(&mut |part| has_when |= matches!(part.kind, ExpressionKind::When(..)));
                has_when
            }
            Origin::Input(Absence::Required | Absence::Zero) | Origin::Sequence | Origin::GroupKey | Origin::Unknown => false,
        }
    }

    fn origin(&self, reference: CellReference) -> &'m Origin {
        match reference {
            CellReference::Cell(cell) => &self.model.cells[cell].origin,
            CellReference::Column(column) => &self.model.columns[column].origin,
        }
    }

    fn decimals(&self, reference: CellReference) -> Option<u32> {
        let value_type = match reference {
            CellReference::Cell(cell) => &self.model.cells[cell].value_type,
            CellReference::Column(column) => &self.model.columns[column].value_type,
        };
        value_type.as_ref().map(positum_plan::value::ValueType::plain_decimals)
    }

    fn sum(&mut self, expression: &Expression, opens: bool) -> Option<Sum> {
        let mut sum = Sum::new();
        self.add(expression, 1, opens, &mut sum)?;
        sum.retain(|_, coefficient| *coefficient != 0);
        Some(sum)
    }

    fn add(&mut self, expression: &Expression, factor: i128, opens: bool, sum: &mut Sum) -> Option<()> {
        match &expression.kind {
            ExpressionKind::Chain(terms) => {
                for (negative, term) in terms {
                    self.add(term, if *negative { factor.checked_neg()? } else { factor }, opens, sum)?;
                }
                Some(())
            }
            ExpressionKind::Range(parts) => parts.iter().try_for_each(|part| self.add(part, factor, opens, sum)),
            ExpressionKind::Negation(inner) => self.add(inner, factor.checked_neg()?, opens, sum),
            ExpressionKind::Product(left, right) => match (whole_number(left), whole_number(right)) {
                (Some(number), _) => self.add(right, factor.checked_mul(number)?, opens, sum),
                (None, Some(number)) => self.add(left, factor.checked_mul(number)?, opens, sum),
                (None, None) => add_atom(sum, Atom::Other(structure(expression)), factor),
            },
            ExpressionKind::Slot(reference) => match if opens { self.open(*reference) } else { None } {
                Some(opened) => opened.into_iter().try_for_each(|(atom, coefficient)| add_atom(sum, atom, coefficient.checked_mul(factor)?)),
                None => add_atom(sum, Atom::Slot(*reference), factor),
            },
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Parameter(_)
            | ExpressionKind::Quotient(..)
            | ExpressionKind::Not(_)
            | ExpressionKind::Comparison(..)
            | ExpressionKind::In(..)
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::When(..)
            | ExpressionKind::Else(..)
            | ExpressionKind::If(..)
            | ExpressionKind::Absolute(_)
            | ExpressionKind::Least(_)
            | ExpressionKind::Greatest(_)
            | ExpressionKind::Round(..)
            | ExpressionKind::Aggregate { .. } => add_atom(sum, Atom::Other(structure(expression)), factor),
            ExpressionKind::Unknown => None,
        }
    }

    /// Opens a computed cell into the sum of its inputs, where it cannot be rounded.
    fn open(&mut self, reference: CellReference) -> Option<Sum> {
        if let Some(known) = self.opened.get(&reference) {
            return known.clone();
        }
        let Origin::Formula(formula, _) = self.origin(reference) else { return None };
        if !self.opening.insert(reference) {
            return None;
        }
        let sum = self.sum(formula, true);
        self.opening.remove(&reference);
        let own = self.decimals(reference);
        let is_exact = |atom: &Atom| match atom {
            Atom::Slot(part) => match (self.decimals(*part), own) {
                (Some(part), Some(own)) => part <= own,
                // An intermediate is never rounded.
                (_, None) => true,
                (None, Some(_)) => false,
            },
            Atom::Other(_) => false,
        };
        let opened = sum.filter(|sum| sum.keys().all(is_exact));
        self.opened.insert(reference, opened.clone());
        opened
    }
}

fn add_atom(sum: &mut Sum, atom: Atom, coefficient: i128) -> Option<()> {
    let total = sum.entry(atom).or_insert(0);
    *total = total.checked_add(coefficient)?;
    Some(())
}

fn has_error(expression: &Expression) -> bool {
    let mut found = false;
    expression.visit(&mut |part| found |= matches!(part.kind, ExpressionKind::Unknown));
    found
}

fn is_range(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::Range(_))
}

fn whole_number(expression: &Expression) -> Option<i128> {
    match &expression.kind {
        ExpressionKind::Number(literal) if literal.unit == crate::resolved_model::LiteralUnit::None => {
            let number = literal.value.normalize();
            (number.scale() == 0).then(|| number.mantissa())
        }
        _ => None,
    }
}

/// Writes a formula without its places, so that equal formulas give equal text.
fn structure(expression: &Expression) -> String {
    let mut text = String::new();
    write_structure(expression, &mut text);
    text
}

fn write_structure(expression: &Expression, text: &mut String) {
    let head = match &expression.kind {
        ExpressionKind::Number(literal) => format!("{} {:?}", literal.value.normalize(), literal.unit),
        ExpressionKind::Text(value) => format!("{value:?}"),
        ExpressionKind::Date(date) => date.to_string(),
        ExpressionKind::Slot(reference) => format!("{reference:?}"),
        ExpressionKind::Parameter(parameter) => format!("{parameter:?}"),
        ExpressionKind::Chain(terms) => format!("chain{:?}", terms.iter().map(|(negative, _)| *negative).collect::<Vec<_>>()),
        ExpressionKind::Range(_) => "range".to_owned(),
        ExpressionKind::Product(..) => "*".to_owned(),
        ExpressionKind::Quotient(..) => "/".to_owned(),
        ExpressionKind::Negation(_) => "-".to_owned(),
        ExpressionKind::Not(_) => "not".to_owned(),
        ExpressionKind::Comparison(operator, ..) => format!("{operator:?}"),
        ExpressionKind::In(..) => "in".to_owned(),
        ExpressionKind::And(_) => "and".to_owned(),
        ExpressionKind::Or(_) => "or".to_owned(),
        ExpressionKind::When(..) => "when".to_owned(),
        ExpressionKind::Else(..) => "else".to_owned(),
        ExpressionKind::If(..) => "if".to_owned(),
        ExpressionKind::Absolute(_) => "abs".to_owned(),
        ExpressionKind::Least(_) => "min".to_owned(),
        ExpressionKind::Greatest(_) => "max".to_owned(),
        ExpressionKind::Round(_, decimals, rounding) => format!("round{decimals}{rounding:?}"),
        ExpressionKind::Aggregate { function, list, group, .. } => format!("{function:?}{list:?}{group:?}"),
        ExpressionKind::Unknown => "?".to_owned(),
    };
    // Writing to a string cannot fail.
    let _ = write!(text, "({head}");
    for part in expression.parts() {
        text.push(' ');
        write_structure(part, text);
    }
    text.push(')');
}
