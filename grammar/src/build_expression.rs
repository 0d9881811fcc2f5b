//! From pest's alternating operands and operators to formulas with their precedence.
//!
//! Loosest first: `else` (to the right), `when`, `or`, `and`, `not`, comparison, `+ -`, `* /`, sign.

use crate::build_tree::{Builder, Node, Rule};
use crate::phrase::said;
use crate::scan_text::DEEPEST_NESTING;
use crate::source::Span;
use crate::syntax_error::SyntaxErrorKind;
use crate::syntax_tree::{
    Argument, CodeRange, Comparison, Expression, ExpressionKind, Keyed, Operator, Quantity, QuantityUnit, Reference, Term, TermValue, Word, WordKind,
};

/// The most operators between brackets.
const MOST_OPERATORS: usize = 20_000;

/// An operator or an operand of one level between brackets, in order.
enum Part<'i> {
    Operand(Node<'i>),
    Operator(Sign, Span),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Else,
    When,
    Or,
    And,
    In,
    Matches,
    Compare(Comparison),
    Plus,
    Minus,
    Times,
    Divide,
}

impl Sign {
    fn spelling(self) -> &'static str {
        match self {
            Self::Else => "else",
            Self::When => "when",
            Self::Or => "or",
            Self::And => "and",
            Self::In => "in",
            Self::Matches => "matches",
            Self::Compare(Comparison::Equal) => "=",
            Self::Compare(Comparison::NotEqual) => "<>",
            Self::Compare(Comparison::Less) => "<",
            Self::Compare(Comparison::LessOrEqual) => "<=",
            Self::Compare(Comparison::Greater) => ">",
            Self::Compare(Comparison::GreaterOrEqual) => ">=",
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divide => "/",
        }
    }
}

/// A value that stands at some depth of the formula.
struct Built {
    expression: Expression,
    /// How many expressions stand in each other; bounded, so that walking and dropping them is safe.
    depth: usize,
    /// Whether it is the dots of a range.
    is_dots: bool,
}

/// Builds a formula; nothing where it has a mistake, which is noted.
pub(crate) fn build_expression(builder: &mut Builder<'_>, pair: Node<'_>) -> Option<Expression> {
    let span = builder.span(&pair);
    let built = Levels::new(builder, span, pair)?.whole()?;
    if built.is_dots {
        builder.error(SyntaxErrorKind::MisplacedDots, built.expression.span, None, span);
        return None;
    }
    Some(built.expression)
}

/// Climbs the levels of precedence over one alternation of operands and operators.
struct Levels<'b, 't, 'i> {
    builder: &'b mut Builder<'t>,
    parts: std::iter::Peekable<std::vec::IntoIter<Part<'i>>>,
    span: Span,
    /// Whether the `not`s before the next operand belong to the comparison that it begins.
    takes_nots: bool,
}

impl<'b, 't, 'i> Levels<'b, 't, 'i> {
    fn new(builder: &'b mut Builder<'t>, span: Span, pair: Node<'i>) -> Option<Self> {
        let mut parts = Vec::new();
        for inner in pair.into_inner() {
            if matches!(inner.as_rule(), Rule::operand | Rule::operand_in_branch | Rule::operand_in_condition) {
                parts.push(Part::Operand(inner));
            } else if let Some(sign) = sign_of(&inner) {
                let place = builder.span(&inner);
                builder.operator(place, Operator::Between(sign.spelling()));
                parts.push(Part::Operator(sign, place));
            }
        }
        if parts.len() > MOST_OPERATORS {
            builder.error(SyntaxErrorKind::TooLong(MOST_OPERATORS), span, None, span);
            return None;
        }
        Some(Self { builder, parts: parts.into_iter().peekable(), span, takes_nots: false })
    }

    fn next_if(&mut self, wanted: impl Fn(Sign) -> bool) -> Option<(Sign, Span)> {
        match self.parts.next_if(|part| matches!(part, Part::Operator(sign, _) if wanted(*sign)))? {
            Part::Operator(sign, span) => Some((sign, span)),
            Part::Operand(_) => None,
        }
    }

    fn join(&mut self, left: Built, right: Built, make: impl FnOnce(Box<Expression>, Box<Expression>) -> ExpressionKind) -> Option<Built> {
        self.no_dots(&left)?;
        self.no_dots(&right)?;
        let span = left.expression.span.to(right.expression.span);
        let depth = self.deeper(left.depth.max(right.depth), span)?;
        let kind = make(Box::new(left.expression), Box::new(right.expression));
        Some(Built { expression: Expression { kind, span }, depth, is_dots: false })
    }

    fn deeper(&mut self, depth: usize, span: Span) -> Option<usize> {
        let deepest = DEEPEST_NESTING.saturating_mul(2);
        if depth >= deepest {
            self.builder.error(SyntaxErrorKind::TooDeep(deepest), span, None, self.span);
            return None;
        }
        Some(depth.saturating_add(1))
    }

    fn no_dots(&mut self, built: &Built) -> Option<()> {
        if built.is_dots {
            self.builder.error(SyntaxErrorKind::MisplacedDots, built.expression.span, None, self.span);
            return None;
        }
        Some(())
    }

    fn whole(&mut self) -> Option<Built> {
        let mut alternatives = vec![self.when()?];
        while self.next_if(|sign| sign == Sign::Else).is_some() {
            alternatives.push(self.when()?);
        }
        let mut result = alternatives.pop()?;
        while let Some(first) = alternatives.pop() {
            result = self.join(first, result, ExpressionKind::Else)?;
        }
        Some(result)
    }

    fn when(&mut self) -> Option<Built> {
        let mut value = self.or()?;
        while self.next_if(|sign| sign == Sign::When).is_some() {
            let condition = self.or()?;
            value = self.join(value, condition, ExpressionKind::When)?;
        }
        Some(value)
    }

    fn or(&mut self) -> Option<Built> {
        self.several(Sign::Or, Self::and, ExpressionKind::Or)
    }

    fn and(&mut self) -> Option<Built> {
        self.several(Sign::And, Self::comparison, ExpressionKind::And)
    }

    fn several(&mut self, sign: Sign, level: fn(&mut Self) -> Option<Built>, make: fn(Vec<Expression>) -> ExpressionKind) -> Option<Built> {
        let first = level(self)?;
        let mut all = vec![first];
        while self.next_if(|next| next == sign).is_some() {
            all.push(level(self)?);
        }
        self.gather(all, make)
    }

    fn gather(&mut self, mut all: Vec<Built>, make: fn(Vec<Expression>) -> ExpressionKind) -> Option<Built> {
        if all.len() == 1 {
            return all.pop();
        }
        let mut span = all.first()?.expression.span;
        let mut depth = 0;
        let mut expressions = Vec::with_capacity(all.len());
        for built in all {
            self.no_dots(&built)?;
            span = span.to(built.expression.span);
            depth = depth.max(built.depth);
            expressions.push(built.expression);
        }
        let depth = self.deeper(depth, span)?;
        Some(Built { expression: Expression { kind: make(expressions), span }, depth, is_dots: false })
    }

    /// `not` is looser than comparison, so that a leading one takes the whole comparison.
    fn comparison(&mut self) -> Option<Built> {
        let (nots, left) = self.negated_chain()?;
        let is_comparison = |sign: Sign| matches!(sign, Sign::Compare(_) | Sign::In | Sign::Matches);
        let mut result = left;
        if let Some((sign, span)) = self.next_if(is_comparison) {
            result = self.compare(result, sign, span)?;
            if let Some((second, second_span)) = self.next_if(is_comparison) {
                let split = self.split_comparisons(&result, second)?;
                self.builder.error(SyntaxErrorKind::ComparisonChain(split), second_span, Some(span), self.span);
                return None;
            }
        }
        for not in nots.into_iter().rev() {
            let depth = self.deeper(result.depth, not)?;
            let span = not.to(result.expression.span);
            result = Built { expression: Expression { kind: ExpressionKind::Not(Box::new(result.expression)), span }, depth, is_dots: false };
        }
        Some(result)
    }

    /// Writes `a < b < c` as two comparisons; the first is built, and the second's right side comes next.
    fn split_comparisons(&mut self, first: &Built, second: Sign) -> Option<String> {
        if second == Sign::In {
            return Some("a < b and b in (c, d)".to_owned());
        }
        if second == Sign::Matches {
            return Some("a = b and b matches \"…\"".to_owned());
        }
        let middle = match &first.expression.kind {
            ExpressionKind::Comparison { right, .. } => right.span,
            ExpressionKind::Matches(value, _) => value.span,
            _ => first.expression.span,
        };
        let right = self.chain()?.expression.span;
        let text = |span: Span| self.builder.source_text(span);
        Some(format!("{} and {} {} {}", text(first.expression.span), text(middle), second.spelling(), text(right)))
    }

    fn compare(&mut self, left: Built, sign: Sign, operator_span: Span) -> Option<Built> {
        if let Sign::Compare(operator) = sign {
            let right = self.chain()?;
            return self.join(left, right, |left, right| ExpressionKind::Comparison { operator, operator_span, left, right });
        }
        if sign == Sign::Matches {
            return self.matched(left);
        }
        let options = self.options()?;
        let depth = options.iter().map(|option| option.depth).fold(left.depth, usize::max);
        let span = options.last().map_or(left.expression.span, |last| left.expression.span.to(last.expression.span));
        let depth = self.deeper(depth, span)?;
        let options = options.into_iter().map(|option| option.expression).collect();
        Some(Built { expression: Expression { kind: ExpressionKind::In(Box::new(left.expression), options), span }, depth, is_dots: false })
    }

    /// What stands right of `matches`: a text, which is the pattern.
    fn matched(&mut self, left: Built) -> Option<Built> {
        self.no_dots(&left)?;
        let right = self.chain()?.expression;
        let ExpressionKind::Text(pattern) = right.kind else {
            let found = said!("`{}`", self.builder.source_text(right.span));
            let hint = Some(said!("write it as `matches \"LV[0-9]{{11}}\"`"));
            self.builder.error(
                SyntaxErrorKind::Unexpected { found, expected: vec![said!("a pattern in quotes")], hint },
                right.span,
                None,
                self.span,
            );
            return None;
        };
        let span = left.expression.span.to(pattern.span);
        let depth = self.deeper(left.depth, span)?;
        Some(Built { expression: Expression { kind: ExpressionKind::Matches(Box::new(left.expression), pattern), span }, depth, is_dots: false })
    }

    /// What stands right of `in`: one value, or several in brackets.
    fn options(&mut self) -> Option<Vec<Built>> {
        if let Some(Part::Operand(operand)) = self.parts.peek() {
            let bracketed = operand.clone().into_inner().next().filter(|inner| inner.as_rule() == Rule::bracketed);
            if let Some(bracketed) = bracketed {
                self.parts.next();
                let items: Vec<Node<'i>> = bracketed.into_inner().filter(|inner| inner.as_rule() == Rule::expression).collect();
                return items.into_iter().map(|item| self.inner(item)).collect();
            }
        }
        Some(vec![self.chain()?])
    }

    fn inner(&mut self, pair: Node<'i>) -> Option<Built> {
        let span = self.builder.span(&pair);
        Levels::new(self.builder, span, pair)?.whole()
    }

    fn negated_chain(&mut self) -> Option<(Vec<Span>, Built)> {
        let mut nots = Vec::new();
        if let Some(Part::Operand(operand)) = self.parts.peek() {
            let prefixes = operand.clone().into_inner().take_while(|inner| inner.as_rule() == Rule::op_not);
            nots = prefixes.map(|not| self.builder.span(&not)).collect();
        }
        self.takes_nots = true;
        Some((nots, self.chain()?))
    }

    fn chain(&mut self) -> Option<Built> {
        let first = self.product()?;
        let mut terms = vec![(false, first)];
        while let Some((sign, _)) = self.next_if(|sign| matches!(sign, Sign::Plus | Sign::Minus)) {
            terms.push((sign == Sign::Minus, self.product()?));
        }
        if terms.len() == 1 {
            return terms.pop().map(|(_, built)| built);
        }
        let span = terms.first()?.1.expression.span.to(terms.last()?.1.expression.span);
        let depth = terms.iter().map(|(_, built)| built.depth).max().unwrap_or(0);
        let depth = self.deeper(depth, span)?;
        let terms = self.ranges(terms)?;
        Some(Built { expression: Expression { kind: ExpressionKind::Chain(terms), span }, depth, is_dots: false })
    }

    /// Turns `110, +120, +..., +180` into a range.
    fn ranges(&mut self, parts: Vec<(bool, Built)>) -> Option<Vec<Term>> {
        let mut terms: Vec<Term> = Vec::new();
        let mut parts = parts.into_iter();
        while let Some((negative, built)) = parts.next() {
            if !built.is_dots {
                terms.push(Term { negative, value: TermValue::Single(built.expression) });
                continue;
            }
            let mut leading = Vec::new();
            while let Some(word) = terms.last().filter(|term| !term.negative).and_then(plain_code) {
                leading.push(word);
                terms.pop();
            }
            leading.reverse();
            let last = match parts.next() {
                Some((false, next)) if !negative => plain_code(&Term { negative: false, value: TermValue::Single(next.expression) }),
                Some(_) | None => None,
            };
            let (Some(first), Some(last)) = (leading.first(), last) else {
                self.builder.error(SyntaxErrorKind::MisplacedDots, built.expression.span, None, self.span);
                return None;
            };
            let span = first.span.to(last.span);
            terms.push(Term { negative: false, value: TermValue::Range { leading, last, span } });
        }
        Some(terms)
    }

    fn product(&mut self) -> Option<Built> {
        let mut result = self.operand()?;
        while let Some((sign, _)) = self.next_if(|sign| matches!(sign, Sign::Times | Sign::Divide)) {
            let right = self.operand()?;
            result = self.join(result, right, if sign == Sign::Times { ExpressionKind::Product } else { ExpressionKind::Quotient })?;
        }
        Some(result)
    }

    fn operand(&mut self) -> Option<Built> {
        let Some(Part::Operand(operand)) = self.parts.next() else { return None };
        let takes_nots = std::mem::take(&mut self.takes_nots);
        let mut prefixes = Vec::new();
        let mut value = None;
        for inner in operand.into_inner() {
            let span = self.builder.span(&inner);
            match inner.as_rule() {
                Rule::op_not if takes_nots => {}
                Rule::op_not => {
                    let hint = Some(said!("put it into brackets, as `a = (not b)`"));
                    let kind = SyntaxErrorKind::Unexpected { found: said!("`not`"), expected: vec![said!("a code, name or number")], hint };
                    self.builder.error(kind, span, None, self.span);
                    return None;
                }
                Rule::minus => {
                    self.builder.operator(span, Operator::Minus);
                    prefixes.push(span);
                }
                _ => value = self.primary(inner),
            }
        }
        let mut result = value?;
        for minus in prefixes.into_iter().rev() {
            self.no_dots(&result)?;
            let depth = self.deeper(result.depth, minus)?;
            let span = minus.to(result.expression.span);
            result = Built { expression: Expression { kind: ExpressionKind::Negation(Box::new(result.expression)), span }, depth, is_dots: false };
        }
        Some(result)
    }

    fn leaf(kind: ExpressionKind, span: Span) -> Built {
        Built { expression: Expression { kind, span }, depth: 1, is_dots: false }
    }

    fn primary(&mut self, pair: Node<'i>) -> Option<Built> {
        let span = self.builder.span(&pair);
        match pair.as_rule() {
            Rule::conditional | Rule::conditional_in_branch | Rule::conditional_in_condition => self.conditional(pair),
            Rule::running_sum => {
                let of = pair.clone().into_inner().find(|inner| inner.as_rule() == Rule::reference)?;
                let kind = ExpressionKind::RunningSum { of: build_reference(self.builder, of)?, over: self.builder.code_ranges(pair) };
                Some(Self::leaf(kind, span))
            }
            Rule::call => self.call(pair),
            Rule::keyed => self.keyed(pair),
            Rule::date => Some(Self::leaf(ExpressionKind::Date(pair.as_str().to_owned()), span)),
            Rule::grouped_amount | Rule::unit_amount => Some(Self::leaf(ExpressionKind::Quantity(build_quantity(self.builder, pair)), span)),
            Rule::string => Some(Self::leaf(ExpressionKind::Text(self.builder.text(&pair)), span)),
            Rule::bracketed => self.bracketed(pair),
            Rule::range => {
                let mut words = pair.into_inner().filter(|inner| inner.as_rule() != Rule::two_dots);
                let (first, last) = (words.next()?, words.next()?);
                let range = CodeRange { first: self.builder.word(&first), last: Some(self.builder.word(&last)) };
                Some(Self::leaf(ExpressionKind::Range(range), span))
            }
            Rule::three_dots => {
                self.builder.operator(span, Operator::Dots);
                let text = ExpressionKind::Date(String::new());
                Some(Built { is_dots: true, ..Self::leaf(text, span) })
            }
            Rule::reference => {
                let kind = ExpressionKind::Reference(build_reference(self.builder, pair)?);
                Some(Self::leaf(kind, span))
            }
            _ => None,
        }
    }

    fn bracketed(&mut self, pair: Node<'i>) -> Option<Built> {
        let span = self.builder.span(&pair);
        let mut items = pair.into_inner().filter(|inner| inner.as_rule() == Rule::expression);
        let first = items.next()?;
        if items.next().is_some() {
            self.builder.error(SyntaxErrorKind::MisplacedSet, span, None, self.span);
            return None;
        }
        let mut built = self.inner(first)?;
        self.no_dots(&built)?;
        built.depth = self.deeper(built.depth, span)?;
        built.expression.span = span;
        Some(built)
    }

    fn conditional(&mut self, pair: Node<'i>) -> Option<Built> {
        let span = self.builder.span(&pair);
        let is_part = |inner: &Node<'_>| matches!(inner.as_rule(), Rule::condition | Rule::if_branch | Rule::expression);
        let mut parts = pair.into_inner().filter(is_part);
        let (condition, then, otherwise) = (parts.next()?, parts.next()?, parts.next()?);
        let (condition, then, otherwise) = (self.inner(condition)?, self.inner(then)?, self.inner(otherwise)?);
        for part in [&condition, &then, &otherwise] {
            self.no_dots(part)?;
        }
        let depth = self.deeper(condition.depth.max(then.depth).max(otherwise.depth), span)?;
        let kind = ExpressionKind::If(Box::new(condition.expression), Box::new(then.expression), Box::new(otherwise.expression));
        Some(Built { expression: Expression { kind, span }, depth, is_dots: false })
    }

    fn call(&mut self, pair: Node<'i>) -> Option<Built> {
        let span = self.builder.span(&pair);
        let mut function = None;
        let mut arguments = Vec::new();
        let mut depth = 0;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::name => function = Some(self.builder.word(&inner)),
                Rule::argument => {
                    let argument = self.argument(inner, &mut depth)?;
                    arguments.push(argument);
                }
                _ => {}
            }
        }
        let depth = self.deeper(depth, span)?;
        Some(Built { expression: Expression { kind: ExpressionKind::Call { function: function?, arguments }, span }, depth, is_dots: false })
    }

    fn keyed(&mut self, pair: Node<'i>) -> Option<Built> {
        let span = self.builder.span(&pair);
        let (mut list, mut keys, mut column, mut depth) = (None, Vec::new(), None, 0);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::keyed_list => list = build_reference(self.builder, inner),
                Rule::expression => {
                    let key = self.inner(inner)?;
                    self.no_dots(&key)?;
                    depth = depth.max(key.depth);
                    keys.push(key.expression);
                }
                Rule::dotted | Rule::code | Rule::quoted | Rule::name => column = Some(self.builder.word(&inner)),
                _ => {}
            }
        }
        let depth = self.deeper(depth, span)?;
        let kind = ExpressionKind::Keyed(Box::new(Keyed { list: list?, keys, column: column? }));
        Some(Built { expression: Expression { kind, span }, depth, is_dots: false })
    }

    fn argument(&mut self, pair: Node<'i>, depth: &mut usize) -> Option<Argument> {
        let (mut value, mut filter) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::expression => value = Some(self.inner(inner)?),
                Rule::filter => {
                    let condition = inner.into_inner().find(|inner| inner.as_rule() == Rule::condition)?;
                    filter = Some(self.inner(condition)?);
                }
                _ => {}
            }
        }
        let value = value?;
        self.no_dots(&value)?;
        *depth = (*depth).max(value.depth).max(filter.as_ref().map_or(0, |filter| filter.depth));
        Some(Argument { value: value.expression, filter: filter.map(|filter| filter.expression) })
    }
}

fn plain_code(term: &Term) -> Option<Word> {
    match &term.value {
        TermValue::Single(Expression { kind: ExpressionKind::Reference(reference), .. }) => {
            let is_plain = reference.qualifiers.is_empty() && reference.column.is_none() && reference.word.kind != WordKind::Name;
            is_plain.then(|| reference.word.clone())
        }
        TermValue::Single(_) | TermValue::Range { .. } => None,
    }
}

fn sign_of(pair: &Node<'_>) -> Option<Sign> {
    Some(match pair.as_rule() {
        Rule::op_else => Sign::Else,
        Rule::op_when => Sign::When,
        Rule::op_or => Sign::Or,
        Rule::op_and => Sign::And,
        Rule::op_in => Sign::In,
        Rule::op_matches => Sign::Matches,
        Rule::op_equal => Sign::Compare(Comparison::Equal),
        Rule::op_not_equal => Sign::Compare(Comparison::NotEqual),
        Rule::op_less => Sign::Compare(Comparison::Less),
        Rule::op_less_or_equal => Sign::Compare(Comparison::LessOrEqual),
        Rule::op_greater => Sign::Compare(Comparison::Greater),
        Rule::op_greater_or_equal => Sign::Compare(Comparison::GreaterOrEqual),
        Rule::op_plus => Sign::Plus,
        Rule::op_minus => Sign::Minus,
        Rule::op_times => Sign::Times,
        Rule::op_divide => Sign::Divide,
        _ => return None,
    })
}

/// Builds `report.table.row:column`.
pub(crate) fn build_reference(builder: &mut Builder<'_>, pair: Node<'_>) -> Option<Reference> {
    let span = builder.span(&pair);
    let has_column = pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::cell_colon);
    let mut words: Vec<Word> = pair.into_inner().filter(|inner| inner.as_rule() != Rule::cell_colon).map(|inner| builder.word(&inner)).collect();
    let column = if has_column { words.pop() } else { None };
    let word = words.pop()?;
    Some(Reference { qualifiers: words, word, column, span })
}

/// Builds a number with its unit.
pub(crate) fn build_quantity(builder: &mut Builder<'_>, pair: Node<'_>) -> Quantity {
    let span = builder.span(&pair);
    let mut quantity = Quantity { digits: String::new(), unit: None, span };
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::grouped | Rule::number => {
                quantity.digits = inner.as_str().chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect()
            }
            Rule::unit => {
                quantity.unit = inner.into_inner().next().and_then(|unit| {
                    Some(match unit.as_rule() {
                        Rule::percent_sign => QuantityUnit::Percent,
                        Rule::permille_sign => QuantityUnit::Permille,
                        Rule::basis_points => QuantityUnit::BasisPoints,
                        Rule::days_unit => QuantityUnit::Days,
                        Rule::currency => QuantityUnit::Currency(builder.word(&unit)),
                        _ => return None,
                    })
                });
            }
            _ => {}
        }
    }
    quantity
}
