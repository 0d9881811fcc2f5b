//! Checks that units agree: what is added, compared, multiplied, and what fills a cell.
//!
//! In comes the settled model; out goes the typed model. What an accountant would object to is an error that
//! names both units and where each was declared.

mod codes_and_texts;
mod combine;
mod consolidation;
mod days;
mod describe;
mod intermediates;
mod other_cells;
mod unit_reader;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Literal, LiteralUnit};
use crate::settled_model::{self, Expression, ExpressionKind, MessagePart, Origin, SettledModel};
use crate::typed_model::TypedModel;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::Comparison;
use positum_plan::plan::{Aggregate, CellReference, PeriodPart};
use positum_plan::unit::Unit;
use positum_plan::value::Currency;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use unit_reader::UnitReader;

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
    let mut silent = Diagnostics::default();
    let intermediates = intermediates::units_of_intermediates(&model, texts, &BTreeSet::new());
    let mut scout = Checker { model: &model, texts, diagnostics: &mut silent, intermediates, misfits: BTreeSet::new(), codes_after_in: 0 };
    let misfits = scout.misfits();
    let intermediates = intermediates::units_of_intermediates(&model, texts, &misfits);
    let mut checker = Checker { model: &model, texts, diagnostics, intermediates, misfits, codes_after_in: 0 };
    for cell in model.cells.iter().chain(model.columns.iter()) {
        if let Origin::Formula(formula, _) = &cell.origin {
            checker.fill(formula, cell);
        }
    }
    for filter in model.filters.values() {
        checker.condition(filter);
    }
    checker.tolerances();
    checker.consolidation();
    let mut message_units = Vec::new();
    for (check, resolved) in model.checks_with_names() {
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
    /// Cells whose formulas give something else than they are declared to hold: what they are cannot be told.
    misfits: BTreeSet<CellReference>,
    /// For how many codes the codes after `in` stood so far.
    codes_after_in: usize,
}

impl<'m> Checker<'m, '_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Checks a formula against the type of its cell.
    fn fill(&mut self, formula: &'m Expression, cell: &settled_model::Cell) {
        let (Some(unit), Some(value_type)) = (self.unit(formula), &cell.value_type) else { return };
        let target = Unit::from(&value_type.quantity);
        if unit.fills(&target) {
            return;
        }
        let message = said!("the formula gives {}, and its cell is declared as {}", self.unit_text(&unit), self.unit_text(&target));
        let mut diagnostic =
            Diagnostic::new(DiagnosticCode::FormulaDoesNotFill, formula.span, message).label(said!("this is {}", self.unit_text(&unit)));
        diagnostic = diagnostic.other(cell.span, said!("the cell's type"));
        diagnostic = self.declared_at(diagnostic, formula);
        if let Some(help) = self.number_with_unit(formula, &target) {
            diagnostic = diagnostic.help(help);
        } else if let Some(wanted) = self.type_for(&unit) {
            diagnostic = diagnostic.help(said!("declare the cell as `: {wanted}`, or change the formula"));
        }
        if let ExpressionKind::Comparison(Comparison::Equal, sign, ..) = &formula.kind {
            diagnostic =
                diagnostic.other(*sign, said!("a second `=` compares")).help(said!("a position has one formula: keep what stands on one side of it"));
        }
        if matches!((&unit, &target), (Unit::Amount(_), Unit::Amount(_))) {
            diagnostic = diagnostic.help(said!("or convert the amount with a rate"));
        }
        self.report(diagnostic);
    }

    fn condition(&mut self, expression: &'m Expression) {
        let Some(unit) = self.unit(expression) else { return };
        if unit != Unit::Bool {
            let text = self.text_at(expression.span);
            let message = said!("`{text}` is {}, and here something true or false is needed", self.unit_text(&unit));
            let comparison = match &unit {
                Unit::Text | Unit::Code(_) => "= \"…\"",
                Unit::Date => ">= 2025-01-01",
                _ => "> 0",
            };
            let diagnostic = Diagnostic::new(DiagnosticCode::NotACondition, expression.span, message);
            let diagnostic = self.declared_at(diagnostic, expression);
            self.report(diagnostic.help(said!("compare it with something, as `{text} {comparison}`")));
        }
    }

    fn tolerance(&mut self, requirement: &'m Expression, tolerance: &Literal) {
        let ExpressionKind::Comparison(Comparison::Equal, _, left, right) = &requirement.kind else {
            let diagnostic =
                Diagnostic::new(DiagnosticCode::BadTolerance, tolerance.span, said!("a tolerance belongs to a check that requires `a = b`"));
            self.report(diagnostic.help(said!("delete it, or require an equality")));
            return;
        };
        self.tolerance_sign(tolerance);
        let Some(unit) = self.unit(left).zip(self.unit(right)).and_then(|(left, right)| left.shared(&right)) else { return };
        self.tolerance_unit(tolerance, &unit, None);
    }

    /// Gives the unit of a formula; nothing where it has an error, which is reported.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of expression")]
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
                self.check_groups(left, right);
                Some(Unit::Bool)
            }
            ExpressionKind::In(value, options) => {
                self.one_of(value, options);
                Some(Unit::Bool)
            }
            ExpressionKind::Matches(value, _) => {
                self.text_value(value);
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
            ExpressionKind::DaysBetween(from, to) => {
                let are_dates = [from, to].map(|date| self.date(date));
                are_dates.into_iter().all(|is_date| is_date).then_some(Unit::Days)
            }
            ExpressionKind::Exact(reference) => self.exact(*reference, expression),
            ExpressionKind::Earlier(reference, _) => self.slot_unit(*reference),
            ExpressionKind::DateOf { year, month, day } => self.date_of([year, month, day], expression.span),
            ExpressionKind::WorkingDaysAfter { date, count, .. } => self.working_days_after(date, count),
            ExpressionKind::PeriodPart(PeriodPart::FirstDay | PeriodPart::LastDay) => Some(Unit::Date),
            ExpressionKind::PeriodPart(PeriodPart::Year | PeriodPart::Quarter | PeriodPart::Month) => Some(Unit::Number),
            ExpressionKind::Lookup { keys, column, .. } => self.lookup(keys, *column, expression.span),
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
        if self.misfits.contains(&reference) {
            return None;
        }
        let value_type = self.model.slot(reference).value_type.as_ref();
        value_type.map(|value_type| Unit::from(&value_type.quantity)).or_else(|| self.intermediates.get(&reference).cloned())
    }

    /// Finds the cells whose formulas do not fill them.
    fn misfits(&mut self) -> BTreeSet<CellReference> {
        let cells = self.model.cells.ids().map(CellReference::Cell);
        let all: Vec<CellReference> = cells.chain(self.model.columns.ids().map(CellReference::Column)).collect();
        let mut misfits = BTreeSet::new();
        for reference in all {
            let cell = self.model.slot(reference);
            if let (Origin::Formula(formula, _), Some(value_type)) = (&cell.origin, &cell.value_type)
                && self.unit(formula).is_some_and(|unit| !unit.fills(&Unit::from(&value_type.quantity)))
            {
                misfits.insert(reference);
            }
        }
        misfits
    }

    fn number(&mut self, expression: &'m Expression) -> Option<Unit> {
        let unit = self.unit(expression)?;
        if unit.is_number() {
            return Some(unit);
        }
        let message = said!("{} is {}, and here a number is needed", self.name_of(expression), self.unit_text(&unit));
        let diagnostic = Diagnostic::new(DiagnosticCode::NotANumber, expression.span, message);
        let diagnostic = self.declared_at(diagnostic, expression);
        self.report(diagnostic.help(said!("name a cell that holds a number; how many there are of something is `count(…)`")));
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
        Some(unit)
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
            Aggregate::Sum => said!("added up"),
            Aggregate::Min | Aggregate::Max => said!("compared"),
            Aggregate::Count | Aggregate::First => said!("taken for one currency"),
        };
        let (name, what) = (self.name_of(value), if matches!(unit, Unit::Rate { .. }) { said!("rates of") } else { said!("amounts in") });
        let message = said!("{name} holds {what} different currencies, which cannot be {verb}");
        let diagnostic = Diagnostic::new(DiagnosticCode::SeveralCurrencies, span, message).label(said!("each line has {}", self.unit_text(unit)));
        let mut diagnostic = self.declared_at(diagnostic, value);
        // In a total row the function stands alone.
        let is_total = !self.text_at(span).contains('(');
        if is_total {
            diagnostic = diagnostic.help(said!("leave {name} out of the total row: there it does not apply"));
        }
        if let Some(conversion) = self.conversion(value, unit) {
            diagnostic = diagnostic.help(if is_total {
                said!("or convert each line first, in a column `{conversion}`, and take that column")
            } else {
                said!("convert each line first, in a column `{conversion}`, and take that column")
            });
        } else if !is_total {
            diagnostic = diagnostic.help(said!("amounts are converted line by line, in a column of their list; take that column"));
        }
        self.report(diagnostic);
    }
}
