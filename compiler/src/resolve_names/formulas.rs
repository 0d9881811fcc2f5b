//! Formulas as written to formulas over entries.

use super::Resolver;
use super::look_up::{Own, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Expression, ExpressionKind as Resolved, Shape, Side};
use positum_grammar::phrase::said;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{self as syntax, CodeRange, ExpressionKind as Written, Reference, Term, TermValue, Word};
use positum_plan::plan::TableId;

/// Gives the ends of a range that stands after `in` where values belong.
fn only_range(options: &[syntax::Expression]) -> Option<(&str, &str)> {
    let [syntax::Expression { kind: Written::Range(CodeRange { first, last: Some(last), .. }), .. }] = options else { return None };
    Some((&first.text, &last.text))
}

impl Resolver<'_, '_> {
    /// Resolves a formula. Every error is reported; what has one is `Unknown`.
    pub(super) fn expression(&mut self, scope: &Scope, expression: &syntax::Expression) -> Expression {
        let kind = match &expression.kind {
            Written::Quantity(quantity) => self.number(scope, quantity),
            Written::Date(text) => self.date(Some(&(text.clone(), expression.span))).map_or(Resolved::Unknown, Resolved::Date),
            Written::Text(text) => Resolved::Text(text.text.clone()),
            Written::Reference(reference) => self.reference(scope, reference),
            Written::Range(range) => {
                let diagnostic = Diagnostic::new(DiagnosticCode::BadRange, expression.span, said!("a range is no value by itself"));
                let last = range.last.as_ref().unwrap_or(&range.first);
                self.report(diagnostic.help(said!("write `{}+...+{}` for its sum, or put it into `min` or `max`", range.first.text, last.text)));
                Resolved::Unknown
            }
            Written::Chain(terms) => Resolved::Chain(terms.iter().map(|term| self.term(scope, term)).collect()),
            Written::Product(left, right) => Resolved::Product(self.boxed(scope, left), self.boxed(scope, right)),
            Written::Quotient(left, right) => Resolved::Quotient(self.boxed(scope, left), self.boxed(scope, right)),
            Written::Negation(inner) => Resolved::Negation(self.boxed(scope, inner)),
            Written::Not(inner) => Resolved::Not(self.boxed(scope, inner)),
            Written::Comparison { operator, operator_span, left, right } => {
                Resolved::Comparison(*operator, *operator_span, self.boxed(scope, left), self.boxed(scope, right))
            }
            Written::Matches(value, pattern) => {
                let value = self.boxed(scope, value);
                self.pattern(pattern).map_or(Resolved::Unknown, |pattern| Resolved::Matches(value, pattern))
            }
            Written::In(value, options) if let Some((first, last)) = only_range(options) => {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::BadRange, expression.span, said!("a value lies between two others by two comparisons"));
                let value = self.text_at(value.span);
                self.report(diagnostic.help(said!("write `{value} >= {first} and {value} <= {last}`")));
                Resolved::Unknown
            }
            Written::In(value, options) => Resolved::In(self.boxed(scope, value), self.all(scope, options)),
            Written::And(parts) => Resolved::And(self.all(scope, parts)),
            Written::Or(parts) => Resolved::Or(self.all(scope, parts)),
            Written::When(value, condition) => Resolved::When(self.boxed(scope, value), self.boxed(scope, condition)),
            Written::Else(first, second) => Resolved::Else(self.boxed(scope, first), self.boxed(scope, second)),
            Written::If(condition, then, otherwise) => {
                Resolved::If(self.boxed(scope, condition), self.boxed(scope, then), self.boxed(scope, otherwise))
            }
            Written::Keyed(keyed) => self.keyed(scope, keyed, expression.span),
            Written::Call { function, arguments } => self.call(scope, function, arguments, expression.span),
            Written::RunningSum { of, over } => self.running_sum(scope, of, over, expression.span),
        };
        Expression { kind, span: expression.span }
    }

    fn number(&mut self, scope: &Scope, quantity: &syntax::Quantity) -> Resolved {
        let written = self.text_at(quantity.span);
        let groups: Vec<&str> = written.split_whitespace().take_while(|group| group.bytes().all(|byte| byte.is_ascii_digit())).collect();
        let are_codes = quantity.unit.is_none() && groups.len() > 1 && groups.iter().all(|group| self.is_code_in_view(scope, group));
        if are_codes {
            let message = said!("`{}` are codes without a sign between them", groups.join(" "));
            self.report(Diagnostic::new(DiagnosticCode::Unexpected, quantity.span, message).help(said!("write `{}`", groups.join(" + "))));
            return Resolved::Unknown;
        }
        let whole = quantity.digits.split('.').next().unwrap_or("");
        if whole.len() > 1 && whole.starts_with('0') {
            let is_code = self.is_code_in_view(scope, &quantity.digits) && quantity.unit.is_some();
            let (message, help) = if is_code {
                (said!("`{}` is a code, and takes no unit", quantity.digits), said!("write `{}`: its type says what it measures", quantity.digits))
            } else {
                let help = said!("write the number without it; a code stands without a unit");
                (said!("`{written}` begins with a zero, and numbers do not"), help)
            };
            self.report(Diagnostic::new(DiagnosticCode::UnknownCode, quantity.span, message).help(help));
            return Resolved::Unknown;
        }
        self.literal(quantity).map_or(Resolved::Unknown, Resolved::Number)
    }

    fn boxed(&mut self, scope: &Scope, expression: &syntax::Expression) -> Box<Expression> {
        Box::new(self.expression(scope, expression))
    }

    fn all(&mut self, scope: &Scope, expressions: &[syntax::Expression]) -> Vec<Expression> {
        expressions.iter().map(|expression| self.expression(scope, expression)).collect()
    }

    fn term(&mut self, scope: &Scope, term: &Term) -> (bool, Expression) {
        let value = match &term.value {
            TermValue::Single(expression) => self.expression(scope, expression),
            TermValue::Range { leading, last, span } => self.dotted_range(scope, leading, last, *span),
        };
        (term.negative, value)
    }

    /// `110+120+...+180`: the codes before the dots must be the range's own first ones.
    fn dotted_range(&mut self, scope: &Scope, leading: &[Word], last: &Word, span: Span) -> Expression {
        let unknown = Expression { kind: Resolved::Unknown, span };
        let (Some(first), Some((table, side))) = (leading.first(), self.range_side(scope, span)) else { return unknown };
        let range = CodeRange { first: first.clone(), last: Some(last.clone()) };
        let indexes = self.code_range(table, side, &range);
        if indexes.is_empty() {
            return unknown;
        }
        let axis = self.model.tables[table].shape.axis(side);
        for (place, word) in leading.iter().enumerate() {
            let wanted = indexes.get(place).and_then(|index| axis?.entries.get(*index)).map(|entry| entry.code.as_str());
            if wanted != Some(word.text.as_str()) {
                let goes_on = wanted.map_or_else(|| said!("ends there"), |wanted| said!("goes on with `{wanted}`"));
                let message = said!("the range from `{}` to `{}` {goes_on}, not with `{}`", first.text, last.text, word.text);
                let help = said!("write `{}+...+{}`, or put `{}` after the range", first.text, last.text, word.text);
                self.report(Diagnostic::new(DiagnosticCode::BadRange, word.span, message).help(help));
                return unknown;
            }
        }
        self.range_of(table, side, &indexes, span)
    }

    fn range_of(&self, table: TableId, side: Side, indexes: &[usize], span: Span) -> Expression {
        let entries = indexes.iter().map(|index| Expression { kind: Resolved::Entry(table, side, *index), span });
        Expression { kind: Resolved::Range(entries.collect()), span }
    }

    /// Gives the table and side on which a bare range of codes runs.
    fn range_side(&mut self, scope: &Scope, span: Span) -> Option<(TableId, Side)> {
        match scope.own {
            Some((table, Own::Positions | Own::RowFormula)) => Some((table, Side::Row)),
            Some((table, Own::ColumnFormula | Own::Line)) => Some((table, Side::Column)),
            Some((_, Own::Total)) => {
                let diagnostic = Diagnostic::new(DiagnosticCode::BadRange, span, said!("a total row has no ranges"));
                self.report(diagnostic.help(said!("add its cells one by one")));
                None
            }
            Some((_, Own::Cells | Own::Table)) => {
                let diagnostic = Diagnostic::new(DiagnosticCode::BadRange, span, said!("here a range could run along a row or along a column"));
                self.report(diagnostic.help(said!("add the cells one by one, each named `row:column`")));
                None
            }
            None => {
                // A report's check: the only form of the report.
                let tables = &self.model.reports[scope.report].tables;
                let mut forms = tables.iter().copied().filter(|table| matches!(self.model.tables[*table].shape, Shape::Form(_)));
                match (forms.next(), forms.next()) {
                    (Some(form), None) => Some((form, Side::Row)),
                    (None, _) | (Some(_), Some(_)) => {
                        self.no_range(span);
                        None
                    }
                }
            }
        }
    }

    fn no_range(&mut self, span: Span) {
        let diagnostic = Diagnostic::new(DiagnosticCode::BadRange, span, said!("it is not said in which table this range runs"));
        self.report(diagnostic.help(said!("write the range in a table's formula, or add the cells one by one")));
    }

    /// Resolves a range in the argument of `sum`, `min` or `max`.
    pub(super) fn range_argument(&mut self, scope: &Scope, range: &CodeRange, span: Span) -> Vec<Expression> {
        let Some((table, side)) = self.range_side(scope, span) else { return vec![Expression { kind: Resolved::Unknown, span }] };
        let indexes = self.code_range(table, side, range);
        if indexes.is_empty() {
            return vec![Expression { kind: Resolved::Unknown, span }];
        }
        indexes.iter().map(|index| Expression { kind: Resolved::Entry(table, side, *index), span }).collect()
    }

    fn running_sum(&mut self, scope: &Scope, of: &Reference, over: &[CodeRange], span: Span) -> Resolved {
        let other = match scope.own {
            Some((table, Own::RowFormula)) => Some((table, Side::Row, Side::Column)),
            Some((table, Own::ColumnFormula)) => Some((table, Side::Column, Side::Row)),
            Some((_, Own::Positions | Own::Line | Own::Total | Own::Cells | Own::Table)) | None => None,
        };
        let Some((table, side, other)) = other else {
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, span, said!("a running sum stands in a row or column of a grid"));
            self.report(diagnostic.help(said!("add the cells one by one")));
            return Resolved::Unknown;
        };
        let ranges: Vec<Vec<usize>> = over.iter().map(|range| self.code_range(table, other, range)).collect();
        let of_what = self.reference(scope, of);
        if ranges.iter().any(Vec::is_empty) {
            return Resolved::Unknown;
        }
        let over = ranges.concat();
        match of_what {
            Resolved::Entry(of_table, of_side, entry) if of_table == table && of_side == side => Resolved::RunningSum { table, side, entry, over },
            Resolved::Unknown => Resolved::Unknown,
            _ => {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::WrongPlace, of.span, said!("a running sum adds the cells of one row or column of its own grid"));
                self.report(diagnostic.help(said!("name a row, as in `running sum of 300 over 020..080`")));
                Resolved::Unknown
            }
        }
    }
}
