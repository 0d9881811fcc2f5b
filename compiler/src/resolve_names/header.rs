//! The package's header and parameters.

use super::{Resolver, Unused};
use crate::code_tables;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{PackageItem, ParameterValue, Quantity, QuantityUnit, TypeClause, Word, WordKind};
use positum_plan::amount::Exact;
use positum_plan::period::Validity;
use positum_plan::plan;
use positum_plan::value::{Currency, Quantity as Measured, RatioScale, ValueType};
use rust_decimal::Decimal;

impl<'t> Resolver<'t, '_> {
    pub(super) fn package_header(&mut self) {
        let mut packages = self.tree.packages.iter();
        let Some(package) = packages.next() else {
            self.model.package.languages = vec!["en".to_owned()];
            let is_broken = self.diagnostics.has_errors();
            let first = self.tree.reports.first().map(|report| report.name.span);
            if !is_broken {
                let mut diagnostic = Diagnostic::new(DiagnosticCode::NoPackage, first.unwrap_or_default(), said!("the package has no header"));
                diagnostic.span = first;
                self.report(diagnostic.help(said!("begin with `package my_package \"Title\" {{ language en }}`")));
            }
            return;
        };
        for second in packages {
            let diagnostic = Diagnostic::new(DiagnosticCode::Duplicate, second.name.span, said!("the package has two headers"));
            self.report(diagnostic.other(package.name.span, said!("the first header")).help(said!("keep one; each package has its own folder")));
        }
        for (span, first) in &package.repeated {
            self.said_twice(*span, *first, said!("header"));
        }
        self.languages(&package.items);
        self.model.package.name.clone_from(&package.name.text);
        self.model.package.label = self.label(&package.labels);
        for item in &package.items {
            self.header_item(item);
        }
    }

    fn languages(&mut self, items: &[PackageItem]) {
        let named = items.iter().find_map(|item| match item {
            PackageItem::Languages(languages) => Some(languages),
            PackageItem::Publisher(_)
            | PackageItem::Valid(..)
            | PackageItem::Precision(_)
            | PackageItem::Rounding(_)
            | PackageItem::Source(_)
            | PackageItem::Accept(_) => None,
        });
        for word in named.into_iter().flatten() {
            if !matches!(word.text.len(), 2 | 3) || !word.text.bytes().all(|byte| byte.is_ascii_lowercase()) {
                let message = said!("`{}` is no code of a language", word.text);
                self.report(
                    Diagnostic::new(DiagnosticCode::UnknownLanguage, word.span, message)
                        .help(said!("write the two letters of ISO 639, as `lv` or `en`")),
                );
            }
        }
        self.model.package.languages = named.map_or_else(|| vec!["en".to_owned()], |words| words.iter().map(|word| word.text.clone()).collect());
    }

    fn header_item(&mut self, item: &PackageItem) {
        match item {
            PackageItem::Publisher(text) => self.model.package.publisher = Some(text.text.clone()),
            PackageItem::Languages(_) => {}
            PackageItem::Valid(valid, _) => self.model.package.validity = self.validity(valid),
            PackageItem::Precision(all) => {
                for (of, places) in all {
                    self.default_precision(of, places);
                }
            }
            PackageItem::Rounding(rounding) => self.defaults.rounding = super::types::rounding_rule(*rounding),
            PackageItem::Source(text) => self.model.package.source = Some(text.text.clone()),
            PackageItem::Accept(accept) => self.accept(None, std::slice::from_ref(accept)),
        }
    }

    fn default_precision(&mut self, of: &Word, places: &Word) {
        const NAMED: [&str; 5] = ["money", "percent", "permille", "basis_points", "rate"];
        let is_currency = code_tables::currency_decimals(&of.text).is_some();
        if !is_currency && of.kind != WordKind::Name {
            self.currency(of);
            return;
        }
        if !is_currency && !NAMED.contains(&of.text.as_str()) {
            let near = suggest::choice(&suggest::nearest(&of.text, NAMED));
            let help = if near.is_empty() || ["ratio", "decimal"].contains(&of.text.as_str()) {
                said!("a precision is for a currency, `money`, `percent`, `permille`, `basis_points` or `rate`")
            } else {
                said!("write {near}")
            };
            let message = said!("`{}` has no precision of its own", of.text);
            self.report(Diagnostic::new(DiagnosticCode::UnknownType, of.span, message).help(help));
            return;
        }
        let Some(decimals) = self.decimals(places) else { return };
        if self.defaults.precision.insert(of.text.clone(), decimals).is_some() {
            let message = said!("the precision of `{}` is said twice", of.text);
            let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, of.span, message);
            let items = self.tree.packages.iter().flat_map(|package| &package.items);
            let named = items.filter_map(|item| if let PackageItem::Precision(all) = item { Some(all) } else { None }).flatten();
            let first = named.map(|(of, _)| of).find(|other| other.text == of.text).map(|other| other.span);
            let diagnostic = first.map_or(diagnostic.clone(), |first| diagnostic.other(first, said!("the first")));
            self.report(diagnostic.help(said!("keep one of the two")));
        }
    }

    pub(super) fn parameters(&mut self) {
        for parameter in &self.tree.parameters {
            let label = self.label(&parameter.labels);
            self.accept(parameter.span, &parameter.accepts);
            if let Some((_, first)) = self.parameter_names.get(parameter.name.text.as_str()).copied() {
                self.duplicate(&parameter.name, first, said!("parameter"));
                continue;
            }
            let Some(declared) = self.declared_type(&parameter.type_clause, None) else {
                self.broken.insert(parameter.name.text.clone());
                continue;
            };
            let values = self.parameter_values(&parameter.name.text, &parameter.values, &declared.value_type, &parameter.type_clause);
            let id = self.model.parameters.push(plan::Parameter {
                name: parameter.name.text.clone(),
                label,
                value_type: declared.value_type,
                values,
                source: parameter.source.as_ref().map(|text| text.text.clone()),
            });
            self.model.parameter_spans.push(declared.span);
            self.parameter_names.insert(&parameter.name.text, (id, parameter.name.span));
        }
    }

    fn parameter_values(&mut self, name: &str, values: &[ParameterValue], value_type: &ValueType, clause: &TypeClause) -> Vec<plan::ParameterValue> {
        let mut resolved: Vec<(plan::ParameterValue, Span)> = Vec::new();
        for value in values {
            let validity = self.validity(&value.valid);
            let Some(plain) = self.parameter_quantity(&value.value, value_type, clause) else { continue };
            let is_broken = (value.valid.from.is_some() && validity.from.is_none()) || (value.valid.until.is_some() && validity.until.is_none());
            if is_broken {
                continue;
            }
            let source = value.source.as_ref().map(|text| text.text.clone());
            resolved.push((plan::ParameterValue { validity, value: plain, source }, value.span));
        }
        resolved.sort_by_key(|(value, _)| value.validity.from);
        self.check_overlaps(name, &resolved);
        // A value's first day ends the value before it.
        let starts: Vec<_> = resolved.iter().skip(1).map(|(value, _)| value.validity.from).collect();
        let mut values: Vec<plan::ParameterValue> = resolved.into_iter().map(|(value, _)| value).collect();
        for (value, next) in values.iter_mut().zip(starts) {
            let day_before = next.and_then(|next| next.yesterday().ok());
            value.validity.until = value.validity.until.or(day_before);
        }
        values
    }

    fn check_overlaps(&mut self, name: &str, values: &[(plan::ParameterValue, Span)]) {
        for ((first, first_span), (second, span)) in values.iter().zip(values.iter().skip(1)) {
            let is_same_start = first.validity.from == second.validity.from;
            let reaches_over = matches!((first.validity.until, second.validity.from), (Some(until), Some(from)) if until >= from);
            if is_same_start || reaches_over {
                let diagnostic = Diagnostic::new(DiagnosticCode::Overlap, *span, said!("`{name}` has two values at the same time"));
                self.report(
                    diagnostic
                        .other(*first_span, said!("the other value"))
                        .help(said!("give each value its own time; a value ends where the next begins")),
                );
            }
        }
    }

    fn parameter_quantity(&mut self, quantity: &Quantity, value_type: &ValueType, clause: &TypeClause) -> Option<Decimal> {
        let literal = self.literal(quantity)?;
        let unit = positum_plan::unit::Unit::from(&value_type.quantity);
        let own = crate::check_types::literal_unit(&literal);
        if own.fills(&unit) || literal.value.is_zero() {
            if literal.value.normalize().scale() > value_type.plain_decimals() {
                let message = said!("the value has more decimals than the parameter's type, which shows {}", value_type.decimals);
                let diagnostic = Diagnostic::new(DiagnosticCode::BadPrecision, quantity.span, message);
                self.report(
                    diagnostic
                        .other(clause.span, said!("the type was declared here"))
                        .help(said!("give the type more decimals, as `percent(3)`, or round the value")),
                );
            }
            return Some(literal.value);
        }
        let wanted = match &value_type.quantity {
            Measured::Ratio(RatioScale::Percent) => said!("`{} %`", quantity.digits),
            Measured::Ratio(RatioScale::BasisPoints) => said!("`{} bp`", quantity.digits),
            Measured::Ratio(RatioScale::Permille) => said!("`{} ‰`", quantity.digits),
            Measured::Amount(Currency::Fixed(currency)) => said!("`{} {currency}`", quantity.digits),
            Measured::Days => said!("`{} days`", quantity.digits),
            Measured::Ratio(RatioScale::Plain) | Measured::Count | Measured::Integer | Measured::Decimal => said!("`{}`", quantity.digits),
            Measured::Amount(Currency::OfColumn(_))
            | Measured::Rate { .. }
            | Measured::Date
            | Measured::Text
            | Measured::Bool
            | Measured::Code(_) => said!("another type"),
        };
        let message = said!("`{}` does not fit a parameter that is declared as `{}`", self.text_at(quantity.span), self.text_at(clause.span));
        let diagnostic = Diagnostic::new(DiagnosticCode::UnitMismatch, quantity.span, message);
        self.report(diagnostic.other(clause.span, said!("the parameter's type")).help(said!("write {wanted}")));
        None
    }

    /// Reads a written number with its unit.
    pub(super) fn literal(&mut self, quantity: &Quantity) -> Option<crate::resolved_model::Literal> {
        use crate::resolved_model::{Literal, LiteralUnit};
        let (unit, power) = match &quantity.unit {
            None => (LiteralUnit::None, 0),
            Some(QuantityUnit::Percent) => (LiteralUnit::Ratio(RatioScale::Percent), 2),
            Some(QuantityUnit::Permille) => (LiteralUnit::Ratio(RatioScale::Permille), 3),
            Some(QuantityUnit::BasisPoints) => (LiteralUnit::Ratio(RatioScale::BasisPoints), 4),
            Some(QuantityUnit::Days) => (LiteralUnit::Days, 0),
            Some(QuantityUnit::Currency(currency)) => (LiteralUnit::Currency(self.currency(currency)?), 0),
        };
        let shown = Exact::parse_plain(&quantity.digits).ok();
        let decimals = quantity.digits.split_once('.').map_or(0, |(_, fraction)| fraction.len()).saturating_add(power);
        let plain = shown.and_then(|shown| shown.times(&Exact::scaled(1, u32::try_from(power).ok()?)));
        let decimals = u32::try_from(decimals).unwrap_or(u32::MAX);
        let value = plain.filter(|_| decimals <= positum_plan::amount::MOST_DIGITS).and_then(|plain| plain.rounded(decimals, self.defaults.rounding));
        if value.is_none() {
            let message = said!("`{}` has more digits than a report can show", quantity.digits);
            self.report(Diagnostic::new(DiagnosticCode::BadPrecision, quantity.span, message).help(said!("a number has at most 28 digits")));
        }
        Some(Literal { value: value?, unit, span: quantity.span })
    }

    /// Checks a currency's code.
    pub(super) fn currency(&mut self, word: &Word) -> Option<String> {
        if let Some(until) = code_tables::last_day(&word.text) {
            let Validity { from, until: end } = self.model.package.validity;
            let was_in_use = from.is_some_and(|from| from <= until) || end.is_some_and(|end| end <= until);
            if !was_in_use {
                let message = said!("`{}` was a currency until {until}, and the package is not said to be for that time", word.text);
                let diagnostic = Diagnostic::new(DiagnosticCode::UnknownCurrency, word.span, message);
                self.report(diagnostic.help(said!("write `EUR`, or `valid until {until}` in the package's header")));
                return None;
            }
        }
        if code_tables::currency_decimals(&word.text).is_some() {
            return Some(word.text.clone());
        }
        let near = suggest::nearest(&word.text, code_tables::currency_codes());
        let message = said!("there is no currency `{}`", word.text);
        let mut diagnostic = Diagnostic::new(DiagnosticCode::UnknownCurrency, word.span, message);
        if code_tables::REPLACED_BY_EURO.contains(&word.text.as_str()) {
            self.report(diagnostic.help(said!("the euro has replaced it: write `EUR`")));
            return None;
        }
        if !near.is_empty() {
            diagnostic = diagnostic.help(said!("did you mean {}?", suggest::choice(&near)));
        }
        self.report(diagnostic.help(said!("currencies are the codes in use of ISO 4217, as `EUR` or `USD`")));
        None
    }

    /// Finds what nothing uses.
    pub(super) fn unused(&self) -> Vec<Unused> {
        let parameters = self.parameter_names.iter().filter(|(_, (id, _))| !self.used_parameters.contains(id));
        let parameters = parameters.map(|(name, (_, span))| Unused { what: said!("parameter `{name}`"), span: *span });
        let codelists = self.codelist_syntax.iter().filter(|(name, _)| !self.codelist_names.contains_key(**name));
        let codelists = codelists.map(|(name, codelist)| Unused { what: said!("codelist `{name}`"), span: codelist.name.span });
        let lets = self.model.tables.entries().flat_map(|(table, content)| {
            let is_unused = move |index: &usize| !self.used_lets.contains(&(table, *index));
            content.lets.iter().enumerate().filter(move |(index, _)| is_unused(index)).map(|(_, item)| item)
        });
        let lets = lets.map(|item| Unused { what: said!("`let {}`", item.name), span: item.span });
        let layouts = self.layout_names.iter().filter(|(name, _)| !self.used_layouts.contains(**name));
        let layouts = layouts.map(|(name, layout)| Unused { what: said!("layout `{name}`"), span: layout.name.span });
        parameters.chain(codelists).chain(layouts).chain(lets).collect()
    }
}
