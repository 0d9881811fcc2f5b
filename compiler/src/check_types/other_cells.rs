//! Units of cells that are not in the current line, period or precision; tolerances of computed cells.

use super::{Checker, literal_unit};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Entry, Literal, Shape};
use crate::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_plan::plan::{CellReference, ColumnId};
use positum_plan::unit::Unit;
use positum_plan::value::{Currency, RatioScale};

impl<'m> Checker<'m, '_> {
    /// Checks that an operand is a date.
    pub(super) fn date(&mut self, expression: &'m Expression) -> bool {
        let Some(unit) = self.unit(expression) else { return false };
        if unit == Unit::Date {
            return true;
        }
        let message = said!("{} is {}, and here a date is needed", self.name_of(expression), self.unit_text(&unit));
        let diagnostic = Diagnostic::new(DiagnosticCode::NotANumber, expression.span, message);
        let diagnostic = self.declared_at(diagnostic, expression);
        self.report(diagnostic.help(said!("name a cell declared as `: date`, or write a date as 2025-03-31")));
        false
    }

    /// Gives the unit of a cell before its rounding, which only a computed number has.
    pub(super) fn exact(&mut self, reference: CellReference, expression: &'m Expression) -> Option<Unit> {
        let unit = self.slot_unit(reference)?;
        let cell = self.model.slot(reference);
        let is_computed = matches!(cell.origin, Origin::Formula(..));
        if is_computed && unit.is_number() {
            return Some(unit);
        }
        if matches!(cell.origin, Origin::Unknown) {
            return None;
        }
        let text = self.text_at(expression.span);
        let inner = text.trim_start_matches("exact").trim_matches(['(', ')', ' ']).to_owned();
        let what = if is_computed { said!("no number") } else { said!("not computed") };
        let message = said!("`{inner}` is {what}, so there is nothing before its rounding");
        let diagnostic = Diagnostic::new(DiagnosticCode::NotANumber, expression.span, message).other(cell.span, said!("its type"));
        self.report(diagnostic.help(said!("write `{inner}`")));
        None
    }

    /// Gives the unit of a column's cell in the line that has a key.
    pub(super) fn lookup(&mut self, keys: &'m [(ColumnId, Expression)], column: ColumnId, span: Span) -> Option<Unit> {
        let mut are_keys = true;
        for (key, value) in keys {
            are_keys &= match (self.slot_unit(CellReference::Column(*key)), self.unit(value)) {
                (Some(unit), Some(own)) => self.is_key(*key, &unit, value, &own),
                (None, _) | (_, None) => false,
            };
        }
        let unit = self.slot_unit(CellReference::Column(column)).filter(|_| are_keys)?;
        self.in_found_line(unit, keys, span)
    }

    fn is_key(&mut self, key: ColumnId, unit: &Unit, value: &'m Expression, own: &Unit) -> bool {
        if unit.shared(own).is_some() {
            return self.check_code(unit, value);
        }
        let column = self.model.slot(CellReference::Column(key));
        let message = said!("the key is {}, and {} is {}", self.unit_text(unit), self.name_of(value), self.unit_text(own));
        let diagnostic = Diagnostic::new(DiagnosticCode::BadKey, value.span, message).other(column.span, said!("the key's type"));
        let help = match unit {
            Unit::Text | Unit::Code(_) => said!("a value of it stands in quotes, as `\"{}\"`", self.text_at(value.span)),
            _ => said!("write a value of the key's type, or name a column that has one"),
        };
        self.report(diagnostic.help(help));
        false
    }

    /// An amount in the currency that the found line names has the currency of the key, where that is part of it.
    fn in_found_line(&mut self, unit: Unit, keys: &'m [(ColumnId, Expression)], span: Span) -> Option<Unit> {
        let currency_of = |currency: &Currency| match currency {
            Currency::Fixed(_) => Some(currency.clone()),
            Currency::OfColumn(named) => keys.iter().find(|(key, _)| key == named).and_then(|(_, value)| match &value.kind {
                ExpressionKind::Text(code) => Some(Currency::Fixed(code.clone())),
                ExpressionKind::Slot(CellReference::Column(column)) => Some(Currency::OfColumn(*column)),
                _ => None,
            }),
        };
        let found = match &unit {
            Unit::Amount(currency) => currency_of(currency).map(Unit::Amount),
            Unit::Rate { to, from } => currency_of(to).zip(currency_of(from)).map(|(to, from)| Unit::Rate { to, from }),
            Unit::Zero | Unit::Number | Unit::Ratio(_) | Unit::Count | Unit::Days | Unit::Date | Unit::Text | Unit::Bool | Unit::Code(_) => {
                return Some(unit);
            }
        };
        if found.is_none() {
            let message = said!("the line that is found decides what this is: {}", self.unit_text(&unit));
            let diagnostic = Diagnostic::new(DiagnosticCode::SeveralCurrencies, span, message);
            self.report(diagnostic.help(said!("make the column that names the currency part of the key, or convert the amounts in their own list")));
        }
        found
    }

    /// Checks the tolerances of computed cells against their types.
    pub(super) fn tolerances(&mut self) {
        let model = self.model;
        for table in model.resolved.tables.iter() {
            let (axes, is_grid) = match &table.shape {
                Shape::Form(axis) => (vec![axis], false),
                Shape::Grid(rows, columns) => (vec![rows, columns], true),
                Shape::List(list) => (vec![&list.axis], false),
            };
            for entry in axes.into_iter().flat_map(|axis| &axis.entries) {
                if let Some(tolerance) = &entry.tolerance {
                    self.tolerance_of(entry, tolerance, is_grid);
                }
            }
        }
    }

    fn tolerance_of(&mut self, entry: &'m Entry, tolerance: &'m Literal, is_grid: bool) {
        if entry.formula.is_none() && !is_grid {
            let message = said!("`{}` is filled in, and only computed values are compared with submitted ones", entry.code);
            let diagnostic = Diagnostic::new(DiagnosticCode::BadTolerance, tolerance.span, message).other(entry.span, said!("it has no formula"));
            self.report(diagnostic.help(said!("delete it, or write a check")));
            return;
        }
        self.tolerance_sign(tolerance);
        if let Some(declared) = &entry.declared {
            self.tolerance_unit(tolerance, &Unit::from(&declared.value_type.quantity), Some(declared.span));
        }
    }

    /// A tolerance is not negative.
    pub(super) fn tolerance_sign(&mut self, tolerance: &Literal) {
        if tolerance.value.is_sign_negative() && !tolerance.value.is_zero() {
            let message = said!("a tolerance says how far two sides may be apart, and cannot be negative");
            let diagnostic = Diagnostic::new(DiagnosticCode::BadTolerance, tolerance.span, message);
            let text = self.text_at(tolerance.span);
            self.report(diagnostic.help(said!("write `{}`", text.trim_start_matches(|letter: char| !letter.is_ascii_digit()))));
        }
    }

    /// A tolerance has the unit of what is compared.
    pub(super) fn tolerance_unit(&mut self, tolerance: &Literal, unit: &Unit, declared: Option<Span>) {
        let own = literal_unit(tolerance);
        if own.shared(unit).is_some() {
            return;
        }
        let message = said!("the tolerance is {}, and what is compared is {}", self.unit_text(&own), self.unit_text(unit));
        let mut diagnostic = Diagnostic::new(DiagnosticCode::BadTolerance, tolerance.span, message);
        if let Some(declared) = declared {
            diagnostic = diagnostic.other(declared, said!("its type"));
        }
        let digits = self.text_at(tolerance.span);
        let digits = digits.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let help = match unit {
            Unit::Amount(Currency::Fixed(currency)) => said!("write `tolerance {digits} {currency}`"),
            Unit::Ratio(Some(scale)) if *scale != RatioScale::Plain => said!("write `tolerance {digits} {}`", scale.sign()),
            Unit::Count | Unit::Number => said!("write `tolerance {digits}`"),
            _ => said!("give it the unit of what is compared"),
        };
        self.report(diagnostic.help(help));
    }
}
