//! Checks that units agree: what is added, compared, multiplied, and what fills a cell.
//!
//! In comes the settled model; out goes the typed model. What an accountant would object to is an error that
//! names both units and where each was declared.

mod combine;
mod describe;
mod intermediates;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Literal, LiteralUnit};
use crate::settled_model::{Expression, ExpressionKind, MessagePart, Origin, SettledModel};
use crate::typed_model::TypedModel;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::Comparison;
use positum_plan::plan::{Aggregate, CellReference};
use positum_plan::unit::Unit;
use positum_plan::value::{Currency, RatioScale};
use std::collections::BTreeMap;

/// Gives the unit of a written number.
pub(crate) fn literal_unit(literal: &Literal) -> Unit {
    match &literal.unit {
        LiteralUnit::None if literal.value.is_zero() => Unit::Zero,
        LiteralUnit::None => Unit::Number,
        LiteralUnit::Ratio(scale) => Unit::Ratio(Some(*scale)),
        LiteralUnit::Days => Unit::Days,
        LiteralUnit::Currency(currency) => Unit::Amount(Currency::Fixed(currency.clone())),
    }
}

/// Checks the units of a package.
pub(crate) fn check_types(model: SettledModel, texts: &[&str], diagnostics: &mut Diagnostics) -> TypedModel {
    let intermediates = intermediates::units_of_intermediates(&model, texts);
    let mut checker = Checker { model: &model, texts, diagnostics, intermediates };
    for cell in model.cells.iter().chain(model.columns.iter()) {
        if let Origin::Formula(formula, _) = &cell.origin {
            checker.fill(formula, cell);
        }
    }
    let mut message_units = Vec::new();
    for (check, resolved) in model.checks.iter().zip(&model.resolved.checks) {
        checker.condition(&check.requirement);
        if let Some(condition) = &check.condition {
            checker.condition(condition);
        }
        if let Some(tolerance) = &resolved.tolerance {
            checker.tolerance(&check.requirement, tolerance);
        }
        for part in check.messages.values().flatten() {
            if let MessagePart::Value(value) = part {
                message_units.push(checker.unit(value));
            }
        }
    }
    TypedModel::new(model, message_units)
}

struct Checker<'m, 'd> {
    model: &'m SettledModel,
    texts: &'m [&'m str],
    diagnostics: &'d mut Diagnostics,
    /// The units of intermediates; those with an error have none.
    intermediates: BTreeMap<CellReference, Unit>,
}

impl<'m> Checker<'m, '_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Checks a formula against the type of its cell.
    fn fill(&mut self, formula: &'m Expression, cell: &crate::settled_model::Cell) {
        let (Some(unit), Some(value_type)) = (self.unit(formula), &cell.value_type) else { return };
        let target = Unit::from(&value_type.quantity);
        if unit.fills(&target) {
            return;
        }
        let message = format!("the formula gives {}, and its cell is declared as {}", self.unit_text(&unit), self.unit_text(&target));
        let mut diagnostic =
            Diagnostic::new(DiagnosticCode::FormulaDoesNotFill, formula.span, message).label(format!("this is {}", self.unit_text(&unit)));
        diagnostic = diagnostic.other(cell.span, "the type was declared here");
        diagnostic = self.declared_at(diagnostic, formula);
        if let Some(wanted) = self.type_for(&unit) {
            diagnostic = diagnostic.help(format!("declare the cell as `: {wanted}`, or change the formula"));
        }
        self.report(diagnostic);
    }

    fn condition(&mut self, expression: &'m Expression) {
        let Some(unit) = self.unit(expression) else { return };
        if unit != Unit::Bool {
            let message = format!("a condition must be true or false, and this is {}", self.unit_text(&unit));
            let text = self.text_at(expression.span);
            self.report(
                Diagnostic::new(DiagnosticCode::NotACondition, expression.span, message).help(format!("compare it with something, as `{text} >= 0`")),
            );
        }
    }

    fn tolerance(&mut self, requirement: &'m Expression, tolerance: &Literal) {
        let ExpressionKind::Comparison(Comparison::Equal, _, left, right) = &requirement.kind else {
            let diagnostic = Diagnostic::new(DiagnosticCode::BadTolerance, tolerance.span, "a tolerance belongs to a check that requires `a = b`");
            self.report(diagnostic.help("delete it, or require an equality"));
            return;
        };
        if tolerance.value.is_sign_negative() && !tolerance.value.is_zero() {
            let diagnostic = Diagnostic::new(
                DiagnosticCode::BadTolerance,
                tolerance.span,
                "a tolerance says how far two sides may be apart, and cannot be negative",
            );
            self.report(diagnostic.help(format!("write `{}`", tolerance.value.abs().normalize())));
        }
        let Some(unit) = self.unit(left).zip(self.unit(right)).and_then(|(left, right)| left.shared(&right)) else { return };
        if literal_unit(tolerance).shared(&unit).is_none() {
            let message = format!("the tolerance is {}, and what is compared is {}", self.unit_text(&literal_unit(tolerance)), self.unit_text(&unit));
            let diagnostic = Diagnostic::new(DiagnosticCode::BadTolerance, tolerance.span, message);
            let help = match &unit {
                Unit::Amount(Currency::Fixed(currency)) => format!("write `tolerance {} {currency}`", tolerance.value.normalize()),
                Unit::Ratio(_) => format!("write `tolerance {} %`", tolerance.value.normalize()),
                _ => "give both the same unit".to_owned(),
            };
            self.report(diagnostic.help(help));
        }
    }

    /// Gives the unit of a formula; nothing where it has an error, which is reported.
    fn unit(&mut self, expression: &'m Expression) -> Option<Unit> {
        match &expression.kind {
            ExpressionKind::Number(literal) => Some(literal_unit(literal)),
            ExpressionKind::Text(_) => Some(Unit::Text),
            ExpressionKind::Date(_) => Some(Unit::Date),
            ExpressionKind::Slot(reference) => self.slot_unit(*reference),
            ExpressionKind::Parameter(parameter) => Some(Unit::from(&self.model.resolved.parameters[*parameter].value_type.quantity)),
            ExpressionKind::Chain(terms) => self.chain(terms),
            ExpressionKind::Range(parts) => self.sum_of_range(parts),
            ExpressionKind::Product(left, right) => self.product(left, right, expression.span),
            ExpressionKind::Quotient(left, right) => self.quotient(left, right, expression.span),
            ExpressionKind::Negation(inner) | ExpressionKind::Absolute(inner) | ExpressionKind::Round(inner, ..) => self.number(inner),
            ExpressionKind::Not(inner) => {
                self.condition(inner);
                Some(Unit::Bool)
            }
            ExpressionKind::Comparison(operator, span, left, right) => {
                self.comparison(*operator, *span, left, right);
                Some(Unit::Bool)
            }
            ExpressionKind::In(value, options) => {
                for option in options {
                    self.comparison(Comparison::Equal, option.span, value, option);
                }
                Some(Unit::Bool)
            }
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => {
                for part in parts {
                    self.condition(part);
                }
                Some(Unit::Bool)
            }
            ExpressionKind::When(value, condition) => {
                self.condition(condition);
                self.unit(value)
            }
            ExpressionKind::Else(first, second) => self.alternatives(&[first, second]),
            ExpressionKind::If(condition, then, otherwise) => {
                self.condition(condition);
                self.alternatives(&[then, otherwise])
            }
            ExpressionKind::Least(parts) | ExpressionKind::Greatest(parts) => {
                let unit = self.alternatives(&parts.iter().collect::<Vec<_>>())?;
                if unit == Unit::Date || unit.is_number() {
                    return Some(unit);
                }
                // Looks at the parts once more only where that says what is wrong.
                parts.first().and_then(|part| self.number(part))
            }
            ExpressionKind::Aggregate { function, value, filter, .. } => {
                if let Some(filter) = filter {
                    self.condition(filter);
                }
                self.aggregate(*function, value.as_deref(), expression.span)
            }
            ExpressionKind::Unknown => None,
        }
    }

    fn slot_unit(&self, reference: CellReference) -> Option<Unit> {
        let value_type = self.model.slot(reference).value_type.as_ref();
        value_type.map(|value_type| Unit::from(&value_type.quantity)).or_else(|| self.intermediates.get(&reference).cloned())
    }

    fn number(&mut self, expression: &'m Expression) -> Option<Unit> {
        let unit = self.unit(expression)?;
        if unit.is_number() {
            return Some(unit);
        }
        let message = format!("a number is needed, and this is {}", self.unit_text(&unit));
        let diagnostic = Diagnostic::new(DiagnosticCode::NotANumber, expression.span, message);
        let diagnostic = self.declared_at(diagnostic, expression);
        self.report(diagnostic);
        None
    }

    fn aggregate(&mut self, function: Aggregate, value: Option<&'m Expression>, span: Span) -> Option<Unit> {
        let Some(value) = value else { return Some(Unit::Count) };
        let unit = self.unit(value)?;
        match function {
            Aggregate::Count => return Some(Unit::Count),
            Aggregate::First => {}
            Aggregate::Min | Aggregate::Max if unit == Unit::Date => {}
            Aggregate::Sum | Aggregate::Min | Aggregate::Max if !unit.is_number() => {
                self.number(value);
                return None;
            }
            Aggregate::Sum | Aggregate::Min | Aggregate::Max => {}
        }
        if self.is_of_several_currencies(&unit) {
            self.several_currencies(function, value, span, &unit);
            return None;
        }
        if function == Aggregate::Sum && matches!(unit, Unit::Ratio(Some(RatioScale::Percent | RatioScale::Permille | RatioScale::BasisPoints))) {
            self.warn_sum_of_percents(span);
        }
        Some(unit)
    }

    fn warn_sum_of_percents(&mut self, span: Span) {
        let diagnostic = Diagnostic::new(DiagnosticCode::SumOfPercents, span, "this adds percents, which are parts of different wholes");
        self.report(diagnostic.help("divide the sum of the parts by the sum of the wholes"));
    }

    fn is_of_several_currencies(&self, unit: &Unit) -> bool {
        match unit {
            Unit::Amount(Currency::OfColumn(_)) => true,
            Unit::Rate { to, from } => matches!(to, Currency::OfColumn(_)) || matches!(from, Currency::OfColumn(_)),
            Unit::Amount(Currency::Fixed(_))
            | Unit::Zero
            | Unit::Number
            | Unit::Ratio(_)
            | Unit::Count
            | Unit::Days
            | Unit::Date
            | Unit::Text
            | Unit::Bool
            | Unit::Code(_) => false,
        }
    }

    fn several_currencies(&mut self, function: Aggregate, value: &'m Expression, span: Span, unit: &Unit) {
        let verb = match function {
            Aggregate::Sum => "added up",
            Aggregate::Min | Aggregate::Max => "compared",
            Aggregate::Count | Aggregate::First => "taken together",
        };
        let name = self.name_of(value);
        let message = format!("{name} holds amounts in different currencies, which cannot be {verb}");
        let diagnostic = Diagnostic::new(DiagnosticCode::SeveralCurrencies, span, message).label(format!("each line has {}", self.unit_text(unit)));
        let diagnostic = self.declared_at(diagnostic, value);
        self.report(
            diagnostic
                .help("leave the column out of the total: there its cell is an x cell")
                .help("or add up a column that converts each line first, as `: EUR = 030 * 040` with a rate in 040"),
        );
    }
}
