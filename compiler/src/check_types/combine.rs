//! How units combine under each operator, and what to say where they do not.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::LiteralUnit;
use crate::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::Comparison;
use positum_plan::plan::CellReference;
use positum_plan::unit::Unit;
use positum_plan::value::{Currency, RatioScale};

impl<'m> Checker<'m, '_> {
    /// Gives the unit of a chain of `+` and `-`.
    pub(super) fn chain(&mut self, terms: &'m [(bool, Expression)]) -> Option<Unit> {
        let mut result: Option<(Unit, &'m Expression)> = None;
        let mut is_whole = true;
        for (negative, term) in terms {
            let Some(unit) = self.unit(term) else {
                is_whole = false;
                continue;
            };
            result = Some(match result {
                None => (unit, term),
                Some((before, first)) => {
                    let joined = if *negative { before.minus(&unit) } else { before.plus(&unit) };
                    match joined {
                        Some(joined) => {
                            let is_new = before == Unit::Zero || before == Unit::Number;
                            (joined, if is_new { term } else { first })
                        }
                        None => {
                            self.cannot_add(*negative, first, &before, term, &unit);
                            return None;
                        }
                    }
                }
            });
        }
        result.map(|(unit, _)| unit).filter(|_| is_whole)
    }

    fn cannot_add(&mut self, negative: bool, left: &'m Expression, left_unit: &Unit, right: &'m Expression, right_unit: &Unit) {
        let (left_name, right_name) = (self.name_of(left), self.name_of(right));
        let verb = if negative { "subtracted" } else { "added" };
        let message =
            format!("{right_name} cannot be {verb}: it is {}, and {left_name} is {}", self.unit_text(right_unit), self.unit_text(left_unit));
        let code = self.code_for(left_unit, right_unit, DiagnosticCode::UnitMismatch);
        let mut diagnostic = Diagnostic::new(code, right.span, message).label(format!("this is {}", self.unit_text(right_unit)));
        diagnostic = diagnostic.other(left.span, format!("this is {}", self.unit_text(left_unit)));
        diagnostic = self.declared_at(diagnostic, left);
        diagnostic = self.declared_at(diagnostic, right);
        let help = self
            .help_for_pair(left, left_unit, right, right_unit)
            .unwrap_or_else(|| "only values of one unit can be added: check the codes".to_owned());
        self.report(diagnostic.help(help));
    }

    fn code_for(&self, left: &Unit, right: &Unit, usual: DiagnosticCode) -> DiagnosticCode {
        let is_shown = |unit: &Unit| matches!(unit, Unit::Ratio(Some(RatioScale::Percent | RatioScale::Permille | RatioScale::BasisPoints)));
        let is_bare = |unit: &Unit| *unit == Unit::Number;
        if (is_shown(left) && is_bare(right)) || (is_bare(left) && is_shown(right)) { DiagnosticCode::BareNumber } else { usual }
    }

    /// Offers the unit that a bare number lacks.
    fn help_for_pair(&self, left: &Expression, left_unit: &Unit, right: &Expression, right_unit: &Unit) -> Option<String> {
        self.number_with_unit(right, left_unit).or_else(|| self.number_with_unit(left, right_unit)).or_else(|| match (left_unit, right_unit) {
            (Unit::Amount(left), Unit::Amount(right)) if left != right => Some("convert one of them with a rate first".to_owned()),
            (_, _) => None,
        })
    }

    fn number_with_unit(&self, number: &Expression, unit: &Unit) -> Option<String> {
        let ExpressionKind::Number(literal) = &number.kind else { return None };
        if literal.unit != LiteralUnit::None {
            return None;
        }
        let digits = literal.value.normalize();
        let sign = match unit {
            Unit::Ratio(Some(scale)) if *scale != RatioScale::Plain => scale.sign().to_owned(),
            Unit::Amount(Currency::Fixed(currency)) => currency.clone(),
            Unit::Days => "days".to_owned(),
            Unit::Ratio(_) | Unit::Amount(Currency::OfColumn(_)) | Unit::Zero | Unit::Number | Unit::Rate { .. } | Unit::Count => return None,
            Unit::Date | Unit::Text | Unit::Bool | Unit::Code(_) => return None,
        };
        // A part of one may have been meant for a percent: 0.05 for 5 %.
        let scaled = match unit {
            Unit::Ratio(Some(scale)) if digits.abs() < rust_decimal::Decimal::ONE && !digits.is_zero() => {
                let shown =
                    positum_plan::amount::Exact::from(digits).times(&positum_plan::amount::Exact::whole(10_i128.saturating_pow(scale.power())));
                shown.map(|shown| format!("write `{shown} {sign}`, or `{digits} {sign}` if that is meant"))
            }
            _ => None,
        };
        Some(scaled.unwrap_or_else(|| format!("write `{digits} {sign}`")))
    }

    /// Gives the unit of a range's sum.
    pub(super) fn sum_of_range(&mut self, parts: &'m [Expression]) -> Option<Unit> {
        let mut result: Option<(Unit, &'m Expression)> = None;
        for part in parts {
            let unit = self.number(part)?;
            result = Some(match result {
                None => (unit, part),
                Some((before, first)) => match before.plus(&unit) {
                    Some(joined) => (joined, first),
                    None => {
                        self.cannot_add(false, first, &before, part, &unit);
                        return None;
                    }
                },
            });
        }
        let (unit, first) = result?;
        if parts.len() > 1 && matches!(unit, Unit::Ratio(Some(RatioScale::Percent | RatioScale::Permille | RatioScale::BasisPoints))) {
            self.warn_sum_of_percents(first.span);
        }
        Some(unit)
    }

    /// Gives the unit of a product.
    pub(super) fn product(&mut self, left: &'m Expression, right: &'m Expression, span: Span) -> Option<Unit> {
        let (left_unit, right_unit) = (self.unit(left), self.unit(right));
        let (left_unit, right_unit) = (left_unit?, right_unit?);
        let Some(unit) = left_unit.times(&right_unit) else {
            let message = format!("{} and {} cannot be multiplied", self.unit_text(&left_unit), self.unit_text(&right_unit));
            self.cannot_combine(message, left, right, span, "an amount is multiplied with a number, a count, a ratio or a rate of its currency");
            return None;
        };
        self.warn_times_hundred(left, &left_unit, right, &right_unit, span);
        for (amount, ratio) in [(&left_unit, right), (&right_unit, left)] {
            if matches!(amount, Unit::Amount(_)) && self.is_rounded_ratio(ratio) {
                let name = self.name_of(ratio);
                let message = format!("{name} is rounded before it is multiplied with an amount");
                let diagnostic = Diagnostic::new(DiagnosticCode::RoundedFactor, span, message);
                self.report(diagnostic.help("multiply with the fraction that it is computed from"));
            }
        }
        Some(unit)
    }

    fn warn_times_hundred(&mut self, left: &Expression, left_unit: &Unit, right: &Expression, right_unit: &Unit, span: Span) {
        let is_scale = |expression: &Expression| match &expression.kind {
            ExpressionKind::Number(literal) => {
                literal.unit == LiteralUnit::None && ["100", "1000", "10000"].contains(&literal.value.normalize().to_string().as_str())
            }
            _ => false,
        };
        let is_ratio = |unit: &Unit| matches!(unit, Unit::Ratio(_));
        if (is_scale(left) && is_ratio(right_unit)) || (is_scale(right) && is_ratio(left_unit)) {
            let diagnostic = Diagnostic::new(DiagnosticCode::TimesHundred, span, "a ratio is multiplied only to show it as a percent");
            self.report(diagnostic.help("declare the cell as `: percent` and leave the factor out: the type shows it times 100"));
        }
    }

    fn is_rounded_ratio(&self, expression: &Expression) -> bool {
        let ExpressionKind::Slot(reference) = &expression.kind else { return false };
        let cell = match reference {
            CellReference::Cell(cell) => &self.model.cells[*cell],
            CellReference::Column(column) => &self.model.columns[*column],
        };
        matches!(cell.origin, Origin::Formula(..))
            && cell.value_type.as_ref().is_some_and(|value_type| positum_plan::plan::Plan::ratio_scale(value_type).is_some())
    }

    /// Gives the unit of a quotient.
    pub(super) fn quotient(&mut self, left: &'m Expression, right: &'m Expression, span: Span) -> Option<Unit> {
        let (left_unit, right_unit) = (self.unit(left), self.unit(right));
        let (left_unit, right_unit) = (left_unit?, right_unit?);
        let unit = left_unit.divided_by(&right_unit);
        if unit.is_none() {
            let message = format!("{} cannot be divided by {}", self.unit_text(&left_unit), self.unit_text(&right_unit));
            let help = match (&left_unit, &right_unit) {
                (Unit::Amount(_), Unit::Amount(_)) => "convert one of them with a rate first",
                (_, _) => "an amount is divided by an amount of its currency, a number, a count, a ratio or a rate",
            };
            self.cannot_combine(message, left, right, span, help);
        }
        unit
    }

    fn cannot_combine(&mut self, message: String, left: &'m Expression, right: &'m Expression, span: Span, help: &str) {
        let mut diagnostic = Diagnostic::new(DiagnosticCode::UnitsDoNotCombine, span, message);
        diagnostic = self.declared_at(diagnostic, left);
        diagnostic = self.declared_at(diagnostic, right);
        self.report(diagnostic.help(help));
    }

    /// Checks two sides that are compared.
    pub(super) fn comparison(&mut self, operator: Comparison, span: Span, left: &'m Expression, right: &'m Expression) {
        let (left_unit, right_unit) = (self.unit(left), self.unit(right));
        let (Some(left_unit), Some(right_unit)) = (left_unit, right_unit) else { return };
        if left_unit.shared(&right_unit).is_none() {
            self.cannot_compare(span, left, &left_unit, right, &right_unit);
            return;
        }
        let is_order = match operator {
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => true,
            Comparison::Equal | Comparison::NotEqual => false,
        };
        if is_order && !(left_unit.is_number() || left_unit == Unit::Date) {
            let message = format!("{} has no order: it is equal or not", self.unit_text(&left_unit));
            self.report(Diagnostic::new(DiagnosticCode::NotComparable, span, message).help("compare with `=` or `<>`"));
        }
        self.check_code(&left_unit, right);
        self.check_code(&right_unit, left);
    }

    fn cannot_compare(&mut self, span: Span, left: &'m Expression, left_unit: &Unit, right: &'m Expression, right_unit: &Unit) {
        let code = self.code_for(left_unit, right_unit, DiagnosticCode::NotComparable);
        let (left_name, right_name) = (self.name_of(left), self.name_of(right));
        let message =
            format!("{left_name} is {}, and {right_name} is {}: they cannot be compared", self.unit_text(left_unit), self.unit_text(right_unit));
        let mut diagnostic = Diagnostic::new(code, span, message);
        diagnostic = self.declared_at(diagnostic, left);
        diagnostic = self.declared_at(diagnostic, right);
        let help = self.help_for_pair(left, left_unit, right, right_unit).unwrap_or_else(|| "compare values of one unit: check the codes".to_owned());
        self.report(diagnostic.help(help));
    }

    /// A text compared with a code must be one of its codelist.
    fn check_code(&mut self, unit: &Unit, text: &'m Expression) {
        let (Unit::Code(codelist), ExpressionKind::Text(value)) = (unit, &text.kind) else { return };
        let codelist = &self.model.resolved.codelists[*codelist];
        if codelist.codes.contains_key(value) {
            return;
        }
        let near = suggest::nearest(value, codelist.codes.keys().map(String::as_str));
        let message = format!("codelist `{}` has no code `{value}`", codelist.name);
        let mut diagnostic = Diagnostic::new(DiagnosticCode::UnknownCodelistValue, text.span, message);
        if !near.is_empty() {
            diagnostic = diagnostic.help(format!("the nearest are {}", suggest::choice(&near).replace(" or ", " and ")));
        }
        self.report(diagnostic);
    }

    /// Gives the unit that alternatives share.
    pub(super) fn alternatives(&mut self, parts: &[&'m Expression]) -> Option<Unit> {
        let mut result: Option<(Unit, &'m Expression)> = None;
        for part in parts.iter().copied() {
            let unit = self.unit(part)?;
            result = Some(match result {
                None => (unit, part),
                Some((before, first)) => match before.shared(&unit) {
                    Some(shared) => (shared, first),
                    None => {
                        let (first_name, name) = (self.name_of(first), self.name_of(part));
                        let message = format!(
                            "{name} is {}, and {first_name} is {}: one cannot stand for the other",
                            self.unit_text(&unit),
                            self.unit_text(&before)
                        );
                        let mut diagnostic = Diagnostic::new(DiagnosticCode::UnitMismatch, part.span, message);
                        diagnostic = self.declared_at(diagnostic, first);
                        diagnostic = self.declared_at(diagnostic, part);
                        let help = self.help_for_pair(first, &before, part, &unit).unwrap_or_else(|| "give both the same unit".to_owned());
                        self.report(diagnostic.help(help));
                        return None;
                    }
                },
            });
        }
        result.map(|(unit, _)| unit)
    }
}
