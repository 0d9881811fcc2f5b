//! How units combine under each operator, and what to say where they do not.

use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{LiteralUnit, Side};
use crate::settled_model::{Expression, ExpressionKind};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::Comparison;
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
        let verb = if negative { said!("subtracted") } else { said!("added") };
        let message = said!("{right_name} cannot be {verb}: it is {}, and {left_name} is {}", self.unit_text(right_unit), self.unit_text(left_unit));
        let code = self.code_for(left_unit, right_unit, DiagnosticCode::UnitMismatch);
        let mut diagnostic = Diagnostic::new(code, right.span, message);
        // Both stand in one range where they have the same place.
        if left.span != right.span {
            diagnostic = diagnostic.label(said!("this is {}", self.unit_text(right_unit)));
            diagnostic = diagnostic.other(left.span, said!("this is {}", self.unit_text(left_unit)));
        }
        diagnostic = self.declared_at(diagnostic, left);
        diagnostic = self.declared_at(diagnostic, right);
        let help =
            self.help_for_pair(left, left_unit, right, right_unit).unwrap_or_else(|| said!("only values of one unit can be added: check the codes"));
        self.report(diagnostic.help(help));
    }

    fn code_for(&self, left: &Unit, right: &Unit, usual: DiagnosticCode) -> DiagnosticCode {
        let is_shown = |unit: &Unit| matches!(unit, Unit::Ratio(Some(RatioScale::Percent | RatioScale::Permille | RatioScale::BasisPoints)));
        let is_bare = |unit: &Unit| *unit == Unit::Number;
        if (is_shown(left) && is_bare(right)) || (is_bare(left) && is_shown(right)) { DiagnosticCode::BareNumber } else { usual }
    }

    /// Offers the unit that a bare number lacks.
    fn help_for_pair(&self, left: &Expression, left_unit: &Unit, right: &Expression, right_unit: &Unit) -> Option<Phrase> {
        if let Some(help) = self.code_of_label(left).or_else(|| self.code_of_label(right)) {
            return Some(help);
        }
        self.number_with_unit(right, left_unit).or_else(|| self.number_with_unit(left, right_unit)).or_else(|| match (left_unit, right_unit) {
            (Unit::Amount(left), Unit::Amount(right)) if left != right => Some(said!("convert one of them with a rate first")),
            (Unit::Bool, _) => Some(said!("what is true or false stands by itself: `{}`, or `not {0}`", self.text_at(left.span))),
            (_, Unit::Bool) => Some(said!("what is true or false stands by itself: `{}`, or `not {0}`", self.text_at(right.span))),
            (Unit::Date, Unit::Date) => Some(said!("the days between two dates are their difference: `a - b`")),
            (Unit::Date, Unit::Text) => Some(match &right.kind {
                ExpressionKind::Text(date) if positum_plan::period::parse_date(date).is_ok() => said!("write `{date}`, without quotes"),
                _ => said!("write the date without quotes, as 2025-03-31"),
            }),
            (_, _) => None,
        })
    }

    pub(super) fn number_with_unit(&self, number: &Expression, unit: &Unit) -> Option<Phrase> {
        let ExpressionKind::Number(literal) = &number.kind else { return None };
        if literal.unit != LiteralUnit::None {
            return None;
        }
        let written = self.text_at(number.span);
        let digits = written.strip_suffix(".0").unwrap_or(&written);
        let sign = match unit {
            Unit::Ratio(Some(scale)) if *scale != RatioScale::Plain => scale.sign().to_owned(),
            Unit::Amount(Currency::Fixed(currency)) => currency.clone(),
            Unit::Days => "days".to_owned(),
            Unit::Ratio(_) | Unit::Amount(Currency::OfColumn(_)) | Unit::Zero | Unit::Number | Unit::Rate { .. } | Unit::Count => return None,
            Unit::Date | Unit::Text | Unit::Bool | Unit::Code(_) => return None,
        };
        // A part of one may have been meant for a percent: 0.05 for 5 %.
        let scaled = match unit {
            Unit::Ratio(Some(scale)) if literal.value.abs() < rust_decimal::Decimal::ONE && !literal.value.is_zero() => {
                let shown = positum_plan::amount::Exact::from(literal.value)
                    .times(&positum_plan::amount::Exact::whole(10_i128.saturating_pow(scale.power())));
                shown.map(|shown| said!("write `{shown} {sign}`, or `{digits} {sign}` if that is meant"))
            }
            _ => None,
        };
        let code = self.code_like(&written).filter(|_| matches!(unit, Unit::Amount(_)));
        let meant = code.map_or(Phrase::EMPTY, |code| said!(", or `{code}` if that code is meant"));
        Some(scaled.unwrap_or_else(|| said!("write `{digits} {sign}`{meant}")))
    }

    /// Finds the code that a number is, but for zeros before it.
    fn code_like(&self, written: &str) -> Option<String> {
        let is_whole = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
        let axes =
            self.model.resolved.tables.iter().flat_map(|table| [Side::Row, Side::Column].into_iter().filter_map(|side| table.shape.axis(side)));
        let mut codes = axes.flat_map(|axis| &axis.entries).map(|entry| entry.code.as_str());
        codes.find(|code| is_whole && code.starts_with('0') && code.trim_start_matches('0') == written).map(str::to_owned)
    }

    /// Where a text is some position's label: says which code to write.
    fn code_of_label(&self, expression: &Expression) -> Option<Phrase> {
        let ExpressionKind::Text(text) = &expression.kind else { return None };
        let axes =
            self.model.resolved.tables.iter().flat_map(|table| [Side::Row, Side::Column].into_iter().filter_map(|side| table.shape.axis(side)));
        let mut entries = axes.flat_map(|axis| &axis.entries);
        let entry = entries.find(|entry| entry.label.0.values().any(|label| label == text))?;
        Some(said!("`\"{text}\"` is the label of `{0}`: write `{0}`", entry.code))
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
        result.map(|(unit, _)| unit)
    }

    /// Gives the unit of a product.
    pub(super) fn product(&mut self, left: &'m Expression, right: &'m Expression, span: Span) -> Option<Unit> {
        let (left_unit, right_unit) = (self.unit(left), self.unit(right));
        let (left_unit, right_unit) = (left_unit?, right_unit?);
        let Some(unit) = left_unit.times(&right_unit) else {
            let message = said!("{} cannot be multiplied by {}", self.unit_text(&left_unit), self.unit_text(&right_unit));
            let help = self.turned_rate(left, &left_unit, right, &right_unit).unwrap_or_else(|| {
                let are_numbers = left_unit.is_number() && right_unit.is_number();
                if are_numbers {
                    said!("an amount is multiplied by a number, a count, a ratio, or a rate that converts its currency")
                } else {
                    said!("only numbers can be multiplied")
                }
            });
            self.cannot_combine(message, left, right, span, help);
            return None;
        };
        Some(unit)
    }

    /// Where an amount meets a rate the wrong way round: says how it is converted.
    fn turned_rate(&self, left: &Expression, left_unit: &Unit, right: &Expression, right_unit: &Unit) -> Option<Phrase> {
        let (amount, rate, to, from) = match (left_unit, right_unit) {
            (Unit::Amount(currency), Unit::Rate { to, from }) if currency == to => (left, right, to, from),
            (Unit::Rate { to, from }, Unit::Amount(currency)) if currency == to => (right, left, to, from),
            (_, _) => return None,
        };
        let names = (self.text_at(amount.span), self.text_at(rate.span));
        Some(said!(
            "this rate makes {} of {}; the other way it divides: `{} / {}`",
            self.currency_text(to),
            self.currency_text(from),
            names.0,
            names.1
        ))
    }

    /// Gives the unit of a quotient.
    pub(super) fn quotient(&mut self, left: &'m Expression, right: &'m Expression, span: Span) -> Option<Unit> {
        let (left_unit, right_unit) = (self.unit(left), self.unit(right));
        let (left_unit, right_unit) = (left_unit?, right_unit?);
        let unit = left_unit.divided_by(&right_unit);
        if unit.is_none() {
            let message = said!("{} cannot be divided by {}", self.unit_text(&left_unit), self.unit_text(&right_unit));
            let help = match (&left_unit, &right_unit) {
                (Unit::Amount(_), Unit::Amount(_)) => said!("convert one of them with a rate first"),
                (Unit::Amount(currency), Unit::Rate { from, .. }) if currency == from => {
                    said!("this rate converts by multiplying: `{} x {}`", self.text_at(left.span), self.text_at(right.span))
                }
                (Unit::Count, Unit::Amount(_)) => {
                    said!("the amount of one piece is the amount divided by the count: `{} / {}`", self.text_at(right.span), self.text_at(left.span))
                }
                (left, right) if left.is_number() && right.is_number() => {
                    said!("an amount is divided by an amount of its currency, a number, a count, a ratio or a rate; others by their like or a number")
                }
                (_, _) => said!("only numbers can be divided"),
            };
            self.cannot_combine(message, left, right, span, help);
        }
        unit
    }

    fn cannot_combine(&mut self, message: Phrase, left: &'m Expression, right: &'m Expression, span: Span, help: Phrase) {
        let mut diagnostic = Diagnostic::new(DiagnosticCode::UnitsDoNotCombine, span, message);
        diagnostic = self.declared_at(diagnostic, left);
        diagnostic = self.declared_at(diagnostic, right);
        self.report(diagnostic.help(help));
    }

    /// Checks two sides that are compared.
    pub(super) fn comparison(&mut self, operator: Comparison, span: Span, left: &'m Expression, right: &'m Expression) {
        let left_unit = self.unit(left);
        self.compared(operator, span, left, left_unit.as_ref(), right);
    }

    /// Checks a value that is one of several, whose unit is looked for once.
    pub(super) fn one_of(&mut self, value: &'m Expression, options: &'m [Expression]) {
        let unit = self.unit(value);
        for option in options {
            self.compared(Comparison::Equal, option.span, value, unit.as_ref(), option);
        }
        self.count_codes(value, options);
    }

    fn compared(&mut self, operator: Comparison, span: Span, left: &'m Expression, left_unit: Option<&Unit>, right: &'m Expression) {
        let (Some(left_unit), Some(right_unit)) = (left_unit.cloned(), self.unit(right)) else { return };
        if left_unit.shared(&right_unit).is_none() {
            self.cannot_compare(span, left, &left_unit, right, &right_unit);
            return;
        }
        let is_order = match operator {
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => true,
            Comparison::Equal | Comparison::NotEqual => false,
        };
        if is_order && !(left_unit.is_number() || left_unit == Unit::Date) {
            let message = said!("{} has no order: it is equal or not", self.unit_text(&left_unit));
            let diagnostic = Diagnostic::new(DiagnosticCode::NotComparable, span, message);
            let diagnostic = self.declared_at(diagnostic, left);
            self.report(diagnostic.help(said!("compare with `=` or `<>`")));
        }
        self.check_code(&left_unit, right);
        self.check_code(&right_unit, left);
    }

    fn cannot_compare(&mut self, span: Span, left: &'m Expression, left_unit: &Unit, right: &'m Expression, right_unit: &Unit) {
        let code = self.code_for(left_unit, right_unit, DiagnosticCode::NotComparable);
        let (left_name, right_name) = (self.name_of(left), self.name_of(right));
        let message =
            said!("{left_name} is {}, and {right_name} is {}: they cannot be compared", self.unit_text(left_unit), self.unit_text(right_unit));
        let mut diagnostic = Diagnostic::new(code, span, message);
        diagnostic = self.declared_at(diagnostic, left);
        diagnostic = self.declared_at(diagnostic, right);
        let help = self
            .help_for_pair(left, left_unit, right, right_unit)
            .unwrap_or_else(|| said!("only values of one unit can be compared: check the codes"));
        self.report(diagnostic.help(help));
    }

    /// A text compared with a code must be one of its codelist.
    pub(super) fn check_code(&mut self, unit: &Unit, text: &'m Expression) -> bool {
        let (Unit::Code(id), ExpressionKind::Text(value)) = (unit, &text.kind) else { return true };
        let codelist = &self.model.resolved.codelists[*id];
        if codelist.codes.contains_key(value) || self.model.resolved.broken_codelists.contains(id) {
            return true;
        }
        let near = suggest::nearest(value, codelist.codes.keys().map(String::as_str));
        let message = said!("codelist `{}` has no code `{value}`", codelist.name);
        let mut diagnostic = Diagnostic::new(DiagnosticCode::UnknownCodelistValue, text.span, message);
        if let Some(help) = suggest::nearest_text(&near) {
            diagnostic = diagnostic.help(help);
        }
        self.report(diagnostic);
        false
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
                        let message = said!(
                            "{name} is {}, and {first_name} is {}: one cannot stand for the other",
                            self.unit_text(&unit),
                            self.unit_text(&before)
                        );
                        let mut diagnostic = Diagnostic::new(DiagnosticCode::UnitMismatch, part.span, message);
                        diagnostic = self.declared_at(diagnostic, first);
                        diagnostic = self.declared_at(diagnostic, part);
                        let help = self.help_for_pair(first, &before, part, &unit).unwrap_or_else(|| said!("give both the same unit"));
                        self.report(diagnostic.help(help));
                        return None;
                    }
                },
            });
        }
        result.map(|(unit, _)| unit)
    }
}
