//! Mutations within formulas and conditions.

use super::MutationKind as Kind;
use super::declarations::Walk;
use super::neighbours::Scope;
use super::numbers::{beside, digits_in, near};
use crate::source::Span;
use crate::syntax_tree::{
    Argument, CodeRange, Comparison, Expression, ExpressionKind, Keyed, Operator, Quantity, Reference, Term, TermValue, Word, WordKind,
};

impl<'t> Walk<'t> {
    /// Finds the mutations of a formula.
    pub(super) fn formula(&mut self, scope: Scope<'t>, formula: &'t Expression) {
        match &formula.kind {
            ExpressionKind::Quantity(quantity) => self.number(quantity.span, Kind::Limit),
            ExpressionKind::Date(_) | ExpressionKind::Text(_) => {}
            ExpressionKind::Reference(reference) => self.reference(scope, reference),
            ExpressionKind::Keyed(keyed) => self.keyed(scope, keyed),
            ExpressionKind::Range(range) => self.code_range(scope, scope.side, range),
            ExpressionKind::Chain(terms) => self.chain(scope, terms),
            ExpressionKind::Product(left, right) => self.factors(scope, left, right, ("*", "/")),
            ExpressionKind::Quotient(left, right) => self.factors(scope, left, right, ("/", "*")),
            ExpressionKind::Negation(inner) => {
                self.drop_sign(formula.span, inner.span);
                self.formula(scope, inner);
            }
            ExpressionKind::Not(inner) => {
                if let Some(not) = self.written.word_before(inner.span, "not") {
                    self.add(Kind::Condition, not, "");
                }
                self.formula(scope, inner);
            }
            ExpressionKind::Comparison { operator, operator_span, left, right } => {
                self.compared(*operator, *operator_span);
                self.formula(scope, left);
                self.formula(scope, right);
            }
            ExpressionKind::In(value, options) => self.options(scope, value, options),
            ExpressionKind::Matches(value, _) => self.formula(scope, value),
            ExpressionKind::And(parts) => self.joined(scope, parts, ("and", "or")),
            ExpressionKind::Or(parts) => self.joined(scope, parts, ("or", "and")),
            ExpressionKind::When(value, condition) => {
                self.drop_after(value.span, condition.span);
                self.condition(scope, condition);
                self.formula(scope, value);
            }
            ExpressionKind::Else(first, second) => {
                self.drop_after(first.span, second.span);
                self.formula(scope, first);
                self.formula(scope, second);
            }
            ExpressionKind::If(condition, then, otherwise) => self.branches(scope, condition, then, otherwise),
            ExpressionKind::Call { function, arguments } => self.call(scope, formula.span, function, arguments),
            ExpressionKind::RunningSum { of, over } => {
                self.reference(scope, of);
                over.iter().for_each(|range| self.code_range(scope, 1, range));
            }
        }
    }

    /// Finds the mutations of a condition: that it is the other way round, and those within.
    pub(super) fn condition(&mut self, scope: Scope<'t>, condition: &'t Expression) {
        let negated = format!("not ({})", self.written.text(condition.span));
        self.add(Kind::Condition, condition.span, &negated);
        self.formula(scope, condition);
    }

    /// Gives written digits one up, one down and tenfold.
    pub(super) fn number(&mut self, span: Span, kind: Kind) {
        if let Some((place, digits)) = digits_in(self.written.text(span), span) {
            near(&digits).iter().for_each(|other| self.add(kind, place, other));
        }
    }

    /// Gives written decimals one up and one down.
    pub(super) fn decimals(&mut self, span: Span) {
        if let Some((place, digits)) = digits_in(self.written.text(span), span) {
            beside(&digits).iter().for_each(|other| self.add(Kind::Rounding, place, other));
        }
    }

    /// Gives a tolerance one up, one down, tenfold, and drops it.
    pub(super) fn tolerance(&mut self, tolerance: Option<&Quantity>) {
        let Some(tolerance) = tolerance else { return };
        self.number(tolerance.span, Kind::Tolerance);
        if let Some(word) = self.written.word_before(tolerance.span, "tolerance") {
            self.add(Kind::Tolerance, word.to(tolerance.span), "");
        }
    }

    /// Makes a range shorter by its first and by its last code.
    pub(super) fn code_range(&mut self, scope: Scope<'t>, side: usize, range: &'t CodeRange) {
        let Some(last) = &range.last else {
            for other in self.neighbours.beside_on(scope, side, &range.first).into_iter().flatten() {
                self.add(Kind::Code, range.first.span, &other);
            }
            return;
        };
        let [_, second] = self.neighbours.beside_on(scope, side, &range.first);
        let [before_last, _] = self.neighbours.beside_on(scope, side, last);
        second.iter().for_each(|code| self.add(Kind::Range, range.first.span, code));
        before_last.iter().for_each(|code| self.add(Kind::Range, last.span, code));
    }

    fn reference(&mut self, scope: Scope<'t>, reference: &'t Reference) {
        let is_plain = reference.qualifiers.is_empty() && reference.column.is_none();
        let is_digits = matches!(reference.word.kind, WordKind::Digits | WordKind::Dotted);
        if is_plain && is_digits && !self.neighbours.is_code(scope, reference) {
            return self.number(reference.span, Kind::Limit);
        }
        if is_plain && reference.word.kind == WordKind::Name {
            other_function(&reference.word.text).iter().for_each(|other| self.add(Kind::Function, reference.word.span, other));
        }
        for (span, code) in self.neighbours.beside(scope, reference) {
            self.add(Kind::Code, span, &code);
        }
    }

    fn keyed(&mut self, scope: Scope<'t>, keyed: &'t Keyed) {
        for (span, code) in self.neighbours.columns_beside(scope, &keyed.list, &keyed.column) {
            self.add(Kind::Code, span, &code);
        }
        keyed.keys.iter().for_each(|key| self.formula(scope, key));
    }

    fn chain(&mut self, scope: Scope<'t>, terms: &'t [Term]) {
        let mut end: Option<u32> = None;
        for term in terms {
            let span = match &term.value {
                TermValue::Single(expression) => {
                    self.formula(scope, expression);
                    expression.span
                }
                TermValue::Range { leading, last, span } => {
                    self.dotted_range(scope, leading, last);
                    *span
                }
            };
            let (sign, other) = if term.negative { ("-", "+") } else { ("+", "-") };
            let operator = end.and_then(|end| self.written.operator(end, span, |operator| operator == Operator::Between(sign)));
            if let Some((place, _)) = operator {
                self.add(Kind::Operator, place, other);
            }
            end = Some(span.end);
        }
    }

    /// Of `110+120+...+180` only the last code can go: those before the dots are the range's own.
    fn dotted_range(&mut self, scope: Scope<'t>, leading: &'t [Word], last: &'t Word) {
        let [before_last, _] = self.neighbours.beside_on(scope, scope.side, last);
        before_last.iter().for_each(|code| self.add(Kind::Range, last.span, code));
        if let [first] = leading {
            let [_, second] = self.neighbours.beside_on(scope, scope.side, first);
            second.iter().for_each(|code| self.add(Kind::Range, first.span, code));
        }
    }

    fn factors(&mut self, scope: Scope<'t>, left: &'t Expression, right: &'t Expression, (sign, other): (&'static str, &str)) {
        let operator = self.written.operator(left.span.end, right.span, |operator| operator == Operator::Between(sign));
        if let Some((place, _)) = operator {
            self.add(Kind::Operator, place, other);
        }
        self.formula(scope, left);
        self.formula(scope, right);
    }

    fn drop_sign(&mut self, whole: Span, inner: Span) {
        if let Some((place, _)) = self.written.operator(whole.start, inner, |operator| operator == Operator::Minus) {
            self.add(Kind::Sign, place, "");
        }
    }

    fn compared(&mut self, operator: Comparison, place: Span) {
        let others: &[&str] = match operator {
            Comparison::GreaterOrEqual => &[">", "=", "<="],
            Comparison::Greater => &[">=", "<>", "<"],
            Comparison::LessOrEqual => &["<", "=", ">="],
            Comparison::Less => &["<=", "<>", ">"],
            Comparison::Equal => &["<=", ">=", "<>"],
            Comparison::NotEqual => &["=", "<", ">"],
        };
        others.iter().for_each(|other| self.add(Kind::Comparison, place, other));
    }

    fn options(&mut self, scope: Scope<'t>, value: &'t Expression, options: &'t [Expression]) {
        self.formula(scope, value);
        options.iter().for_each(|option| self.formula(scope, option));
        for pair in options.windows(2) {
            if let [first, second] = pair {
                let comma = Span { end: second.span.start, ..first.span };
                self.add(Kind::Limit, comma, "");
                self.add(Kind::Limit, Span { start: first.span.end, ..second.span }, "");
            }
        }
    }

    fn joined(&mut self, scope: Scope<'t>, parts: &'t [Expression], (sign, other): (&'static str, &str)) {
        for pair in parts.windows(2) {
            if let [first, second] = pair
                && let Some((place, _)) = self.written.operator(first.span.end, second.span, |operator| operator == Operator::Between(sign))
            {
                self.add(Kind::Condition, place, other);
            }
        }
        parts.iter().for_each(|part| self.formula(scope, part));
    }

    /// Drops `when c`, `else b` or `where C`: from the end of what stands before it to its own.
    pub(super) fn drop_after(&mut self, before: Span, dropped: Span) {
        self.add(Kind::Condition, Span { start: before.end, ..dropped }, "");
    }

    fn branches(&mut self, scope: Scope<'t>, condition: &'t Expression, then: &'t Expression, otherwise: &'t Expression) {
        let between = Span { start: then.span.end, end: otherwise.span.start, ..then.span };
        let [first, second, gap] = [then.span, otherwise.span, between].map(|span| self.written.text(span));
        let swapped = format!("({second}){gap}({first})");
        self.add(Kind::Condition, then.span.to(otherwise.span), &swapped);
        // That the condition is the other way round is the same.
        self.formula(scope, condition);
        self.formula(scope, then);
        self.formula(scope, otherwise);
    }

    fn call(&mut self, scope: Scope<'t>, whole: Span, function: &'t Word, arguments: &'t [Argument]) {
        let name = function.text.as_str();
        other_function(name).iter().for_each(|other| self.add(Kind::Function, function.span, other));
        match (name, arguments) {
            ("abs" | "exact" | "previous" | "closing", [argument, ..]) => {
                let inner = format!("({})", self.written.text(argument.value.span));
                self.add(Kind::Function, whole, &inner);
            }
            ("round", [_, decimals]) => self.decimals(decimals.value.span),
            (_, _) => {}
        }
        for (index, argument) in arguments.iter().enumerate() {
            if name != "round" || index == 0 {
                self.formula(scope, &argument.value);
            }
            if let Some(filter) = &argument.filter {
                self.drop_after(argument.value.span, filter.span);
                self.condition(scope, filter);
            }
        }
    }
}

/// Gives the functions that one is easily mistaken for.
fn other_function(name: &str) -> &'static [&'static str] {
    match name {
        "sum" => &["max", "count"],
        "count" => &["sum"],
        "min" => &["max"],
        "max" => &["min"],
        "first" => &["max", "min"],
        "previous" => &["closing"],
        "closing" => &["previous"],
        _ => &[],
    }
}
