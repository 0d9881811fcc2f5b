//! Positions, rows and columns with their types; checks.

use super::{Builder, Node, Rule};
use crate::build_expression;
use crate::source::Span;
use crate::syntax_tree::{
    Axis, Check, CodeRange, CurrencyReference, Each, Entry, Expression, Labels, Modifier, Operator, Overridden, Quantity, Text, TypeClause, ValueType,
};

impl Builder<'_> {
    pub(super) fn entry(&mut self, pair: Node<'_>) -> Option<Entry> {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let code = self.word(&parts.next()?);
        let mut entry = Entry {
            code,
            labels: Labels::default(),
            type_clause: None,
            marks: Vec::new(),
            overrides: Vec::new(),
            formula: None,
            tolerance: None,
            valid: None,
            source: None,
            accepts: Vec::new(),
            span,
        };
        for part in parts {
            let part_span = self.span(&part);
            self.clause(&part);
            match part.as_rule() {
                Rule::labels => entry.labels = self.labels(part),
                Rule::type_clause => entry.type_clause = self.type_clause(part),
                Rule::marks => entry.marks = self.code_ranges(part),
                Rule::overrides => entry.overrides = self.overrides(part),
                Rule::formula => entry.formula = self.formula(part),
                Rule::tolerance => entry.tolerance = self.tolerance(part),
                Rule::valid => entry.valid = Some((self.valid(part), part_span)),
                Rule::source => entry.source = self.string_of(&part),
                Rule::accept => entry.accepts.extend(self.accept(&part)),
                _ => {}
            }
        }
        Some(entry)
    }

    /// Builds whose formulas give way; each with the place of the whole clause.
    pub(super) fn overrides(&self, pair: Node<'_>) -> Vec<(Overridden, Span)> {
        let span = self.span(&pair);
        let named = pair.into_inner().filter(|inner| inner.as_rule() == Rule::overridden).flat_map(Node::into_inner);
        let overridden = |inner: Node<'_>| match inner.as_rule() {
            Rule::kw_columns => Some(Overridden::Columns),
            Rule::kw_rows => Some(Overridden::Rows),
            Rule::kw_table => Some(Overridden::Table),
            _ => None,
        };
        named.filter_map(overridden).map(|overridden| (overridden, span)).collect()
    }

    pub(super) fn formula(&mut self, pair: Node<'_>) -> Option<Expression> {
        let expression = pair.into_inner().find(|inner| inner.as_rule() == Rule::expression)?;
        build_expression::build_expression(self, expression)
    }

    pub(super) fn tolerance(&mut self, pair: Node<'_>) -> Option<Quantity> {
        let quantity = pair.into_inner().find(|inner| inner.as_rule() == Rule::quantity)?;
        self.quantity(quantity)
    }

    pub(super) fn quantity(&mut self, pair: Node<'_>) -> Option<Quantity> {
        let span = self.span(&pair);
        let negative = pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::minus);
        for minus in pair.clone().into_inner().filter(|inner| inner.as_rule() == Rule::minus) {
            let place = self.span(&minus);
            self.operator(place, Operator::Minus);
        }
        let amount = pair.into_inner().find(|inner| inner.as_rule() != Rule::minus)?;
        let mut quantity = build_expression::build_quantity(self, amount);
        quantity.span = span;
        if negative {
            quantity.digits.insert(0, '-');
        }
        Some(quantity)
    }

    /// Builds ranges of codes.
    pub(crate) fn code_ranges(&self, pair: Node<'_>) -> Vec<CodeRange> {
        let ranges = pair.into_inner().filter(|inner| inner.as_rule() == Rule::code_range);
        ranges
            .filter_map(|range| {
                let mut words = self.words(range).into_iter();
                Some(CodeRange { first: words.next()?, last: words.next() })
            })
            .collect()
    }

    pub(super) fn check(&mut self, pair: Node<'_>) -> Option<Check> {
        let name = self.first(&pair, Rule::name)?;
        let mut check = Check {
            name,
            labels: Labels::default(),
            each: None,
            require: None,
            applies: None,
            tolerance: None,
            severity: None,
            source: None,
            accepts: Vec::new(),
            is_broken: false,
            repeated: Vec::new(),
            span: self.span(&pair),
        };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => check.labels = self.labels(inner),
                Rule::check_block => {
                    let mut seen = Vec::new();
                    inner.into_inner().for_each(|item| self.check_item(item, &mut check, &mut seen));
                }
                _ => {}
            }
        }
        Some(check)
    }

    fn check_item(&mut self, pair: Node<'_>, check: &mut Check, seen: &mut Vec<(Rule, Span)>) {
        let span = self.span(&pair);
        self.clause(&pair);
        let rule = pair.as_rule();
        let is_once = matches!(rule, Rule::each | Rule::require | Rule::applies | Rule::tolerance | Rule::severity | Rule::source);
        let first = seen.iter().find(|(other, _)| is_once && *other == rule).map(|(_, first)| *first);
        check.repeated.extend(first.map(|first| (span, first)));
        seen.push((rule, span));
        match rule {
            // A repeated one is read too: the formatter asks for its operators.
            Rule::require | Rule::applies => {
                let condition = pair.into_inner().find(|inner| inner.as_rule() == Rule::condition);
                let built = condition.and_then(|condition| build_expression::build_expression(self, condition));
                check.is_broken |= built.is_none();
                let kept = if rule == Rule::require { &mut check.require } else { &mut check.applies };
                *kept = kept.take().or(built);
            }
            Rule::tolerance => {
                let tolerance = self.tolerance(pair);
                check.tolerance = check.tolerance.take().or(tolerance);
            }
            _ if first.is_some() => {}
            Rule::each => {
                let is_row = pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::kw_row);
                let axis = if is_row { Axis::Rows } else { Axis::Columns };
                check.each = Some(Each { axis, ranges: self.code_ranges(pair), span });
            }
            Rule::severity => check.severity = self.first(&pair, Rule::name),
            Rule::source => check.source = self.string_of(&pair),
            Rule::accept => check.accepts.extend(self.accept(&pair)),
            Rule::bad_entry => {
                check.is_broken = true;
                self.broken(&pair, Rule::only_check_item);
            }
            _ => {}
        }
    }

    pub(super) fn type_clause(&mut self, pair: Node<'_>) -> Option<TypeClause> {
        let mut clause = None;
        let mut modifiers = Vec::new();
        let mut pattern = None;
        for inner in pair.into_inner() {
            let span = self.span(&inner);
            match inner.as_rule() {
                Rule::colon => self.operator(span, Operator::TypeColon),
                Rule::value_type => clause = self.value_type(inner),
                Rule::pattern => pattern = self.string_of(&inner),
                Rule::modifier => {
                    let modifier = inner.into_inner().find_map(|kind| match kind.as_rule() {
                        Rule::kw_key => Some(Modifier::Key),
                        Rule::kw_optional => Some(Modifier::Optional),
                        Rule::blank_is_zero => Some(Modifier::BlankIsZero),
                        _ => None,
                    });
                    modifiers.extend(modifier.map(|modifier| (modifier, span)));
                }
                _ => {}
            }
        }
        let mut clause = clause?;
        clause.modifiers = modifiers;
        clause.span = pattern.as_ref().map_or(clause.span, |pattern: &Text| clause.span.to(pattern.span));
        clause.pattern = pattern;
        Some(clause)
    }

    fn value_type(&mut self, pair: Node<'_>) -> Option<TypeClause> {
        let span = self.span(&pair);
        let shape = pair.into_inner().next()?;
        let rule = shape.as_rule();
        let (mut words, mut references, mut places, mut rounding) = (Vec::new(), Vec::new(), None, None);
        for inner in shape.into_inner() {
            match inner.as_rule() {
                Rule::places => places = self.first(&inner, Rule::digits),
                Rule::rounding => rounding = Self::rounding(inner),
                Rule::currency_reference => references.extend(self.currency_reference(inner)),
                Rule::name | Rule::currency | Rule::code | Rule::dotted | Rule::quoted => words.push(self.word(&inner)),
                _ => {}
            }
        }
        let mut words = words.into_iter();
        let mut references = references.into_iter();
        let value_type = match rule {
            Rule::rate_type => ValueType::Rate(references.next()?, references.next()?),
            Rule::money_type => ValueType::Money(words.next()?),
            Rule::code_type => ValueType::Code(words.next()?),
            Rule::currency_type => ValueType::Currency(words.next()?),
            _ => ValueType::Simple(words.next()?),
        };
        Some(TypeClause { value_type, places, rounding, pattern: None, modifiers: Vec::new(), span })
    }

    fn currency_reference(&self, pair: Node<'_>) -> Option<CurrencyReference> {
        pair.into_inner().find_map(|inner| match inner.as_rule() {
            Rule::currency if !inner.as_str().is_empty() => Some(CurrencyReference::Fixed(self.word(&inner))),
            Rule::code | Rule::dotted | Rule::quoted | Rule::name => Some(CurrencyReference::Column(self.word(&inner))),
            _ => None,
        })
    }
}
