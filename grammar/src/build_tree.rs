//! From pest's pairs to the syntax tree: declarations, tables and entries.
//!
//! With `build_expression.rs` the only place that knows pest. A part that no rule fits is read again alone,
//! so that each such part yields its own mistake.

mod calendars;
mod case_tables;
mod consolidations;
mod declarations;
mod entries;
mod mistakes;
pub(crate) mod other_words;
pub(crate) mod patterns;
mod slips;
mod slips_in_clauses;
mod slips_in_consolidations;
mod slips_in_formulas;
mod tables;
mod test_blocks;

use crate::build_expression;
use crate::phrase::{Phrase, said};
use crate::source::{SourceId, Span};
use crate::syntax_error::{SyntaxError, SyntaxErrorKind};
use crate::syntax_tree::{Accept, Expression, Labels, Operator, Rounding, SyntaxTree, Text, Valid, Word, WordKind};
use mistakes::{Mistake, blank_length, expected_words, is_in_formula, mistake_at};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

/// The generated parser.
#[derive(pest_derive::Parser)]
#[grammar = "positum.pest"]
#[grammar = "calendar.pest"]
#[grammar = "consolidation.pest"]
struct PositumParser;

pub(crate) type Node<'i> = Pair<'i, Rule>;

/// What a declaration gave.
pub(crate) struct Read {
    /// Its tree.
    pub(crate) tree: SyntaxTree,
    /// Mistakes, each with the part that it makes unreadable.
    pub(crate) errors: Vec<(SyntaxError, Span)>,
    /// Whether the declaration itself could be read.
    pub(crate) is_whole: bool,
}

/// Reads one declaration; `keyword` is the one that it begins with.
pub(crate) fn read_declaration(source: SourceId, masked: &str, range: std::ops::Range<usize>, keyword: &str) -> Read {
    let rule = match keyword {
        "package" => Rule::only_package,
        "parameter" => Rule::only_parameter,
        "codelist" => Rule::only_codelist,
        "layout" => Rule::only_layout,
        "calendar" => Rule::only_calendar,
        "consolidation" => Rule::only_consolidation,
        "test" => Rule::only_test,
        _ => Rule::only_report,
    };
    let text = masked.get(range.clone()).unwrap_or("");
    let mut builder = Builder { source, base: range.start, text: masked, text_start: 0, errors: Vec::new(), operators: Vec::new() };
    let mut tree = SyntaxTree::default();
    let is_whole = match PositumParser::parse(rule, text) {
        Ok(pairs) => {
            for pair in pairs.flat_map(Pair::into_inner) {
                builder.declaration(pair, &mut tree);
            }
            true
        }
        Err(error) => {
            builder.pest_error(&error, Span::new(source, range.start, range.end), rule);
            builder.read_items_alone(rule, keyword, range);
            false
        }
    };
    tree.operators = builder.operators;
    Read { tree, errors: builder.errors, is_whole }
}

/// Reads a formula that stands alone; its spans are moved by `offset`.
pub(crate) fn read_formula(source: SourceId, masked: &str, offset: usize) -> Result<Expression, SyntaxError> {
    let mut builder = Builder { source, base: offset, text: masked, text_start: offset, errors: Vec::new(), operators: Vec::new() };
    let end = offset.saturating_add(masked.len());
    match PositumParser::parse(Rule::only_expression, masked) {
        Ok(mut pairs) => {
            let formula = pairs.next().and_then(|whole| whole.into_inner().find(|pair| pair.as_rule() == Rule::expression));
            let built = formula.and_then(|pair| build_expression::build_expression(&mut builder, pair));
            match (built, builder.errors.into_iter().next()) {
                (Some(expression), None) => Ok(expression),
                (_, Some((error, _))) => Err(error),
                (None, None) => Err(unexpected(source, offset, end, said!("nothing"), Vec::new())),
            }
        }
        Err(error) => {
            builder.pest_error_in(&error, Span::new(source, offset, end), masked, "", Rule::only_expression);
            let first = builder.errors.into_iter().next().map(|(error, _)| error);
            Err(first.unwrap_or_else(|| unexpected(source, offset, end, said!("this"), Vec::new())))
        }
    }
}

fn unexpected(source: SourceId, start: usize, end: usize, found: Phrase, expected: Vec<Phrase>) -> SyntaxError {
    let kind = SyntaxErrorKind::Unexpected { found, expected, hint: None };
    SyntaxError { kind, span: Span::new(source, start, end), other: None }
}

/// Builds the tree of one declaration.
pub(crate) struct Builder<'t> {
    source: SourceId,
    /// What is added to pest's offsets.
    base: usize,
    text: &'t str,
    /// Where in the source `text` begins.
    text_start: usize,
    errors: Vec<(SyntaxError, Span)>,
    operators: Vec<(Span, Operator)>,
}

impl Builder<'_> {
    /// Gives the span of a pair in the whole text.
    pub(crate) fn span(&self, pair: &Node<'_>) -> Span {
        let span = pair.as_span();
        // What follows an entry may have been tried and given back: trailing blanks are not part of it.
        let end = span.start().saturating_add(pair.as_str().trim_end().len()).max(span.start());
        Span::new(self.source, self.base.saturating_add(span.start()), self.base.saturating_add(end))
    }

    /// Gives the text of a span on one line.
    pub(crate) fn source_text(&self, span: Span) -> String {
        let range = span.range().start.saturating_sub(self.text_start)..span.range().end.saturating_sub(self.text_start);
        self.text.get(range).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Notes a mistake that makes `part` unreadable.
    pub(crate) fn error(&mut self, kind: SyntaxErrorKind, span: Span, other: Option<Span>, part: Span) {
        self.errors.push((SyntaxError { kind, span, other }, part));
    }

    /// Notes where a clause begins that may follow others on its line.
    fn clause(&mut self, pair: &Node<'_>) {
        let keyword = match pair.as_rule() {
            Rule::source => "source",
            Rule::marks => "x",
            Rule::moved_to => "moved",
            Rule::overrides => "overrides",
            Rule::like => "like",
            Rule::table_map => "map",
            Rule::tolerance => "tolerance",
            Rule::valid => "valid",
            Rule::accept => "accept",
            Rule::severity => "severity",
            Rule::applies => "when",
            Rule::each => "for",
            _ => return,
        };
        let start = self.span(pair).range().start;
        self.operator(Span::new(self.source, start, start.saturating_add(keyword.len())), Operator::Clause(keyword));
    }

    /// Notes where an operator stands.
    pub(crate) fn operator(&mut self, span: Span, operator: Operator) {
        self.operators.push((span, operator));
    }

    fn pest_error(&mut self, error: &pest::error::Error<Rule>, part: Span, rule: Rule) {
        let whole = self.text;
        let after = whole.get(part.range().end..).unwrap_or("");
        self.pest_error_in(error, part, whole.get(part.range().start..).unwrap_or(""), after, rule);
    }

    /// Notes the mistake in `part`, whose text begins `text`; `after` is what follows the part.
    fn pest_error_in(&mut self, error: &pest::error::Error<Rule>, part: Span, text: &str, after: &str, rule: Rule) {
        let at = match error.location {
            InputLocation::Pos(position) => position,
            InputLocation::Span((start, _)) => start,
        };
        let limit = part.range().len();
        let at = at.saturating_add(blank_length(text.get(at..).unwrap_or(""))).min(limit);
        let mut expected = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => expected_words(positives),
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        let first = text.trim_start().split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').next().unwrap_or("");
        let is_first = text.get(..at).is_some_and(|before| before.trim().is_empty());
        let meant = patterns::nearest_keyword(rule, first).filter(|_| is_first);
        let clause = text.get(..at).and_then(patterns::clause_pattern);
        let pattern = clause.or_else(|| patterns::pattern(rule, first)).filter(|_| !is_in_formula(&expected));
        if is_first && pattern.is_some() {
            expected.clear();
        }
        // In a part that is read alone, what stands before it counts too: `12,5` may break at its comma.
        let before_part = part.range().start.saturating_sub(self.text_start);
        let before = if at == 0 { self.text.get(..before_part).unwrap_or("") } else { text.get(..at).unwrap_or("") };
        let place = slips::Place { rule, text: text.get(..limit).unwrap_or(text), at, expected: &expected };
        if let Some(slip) = slips::slip(&place) {
            let start = part.range().start.saturating_add(slip.start);
            let span = Span::new(self.source, start, start.saturating_add(slip.length));
            self.errors.push((SyntaxError { kind: slip.kind, span, other: None }, part));
            return;
        }
        let mut mistake = mistake_at(before, text.get(at..limit).unwrap_or(""), after.trim_start_matches([' ', '\t']), expected);
        if let Some(keyword) = meant {
            mistake = Mistake::instead(first, keyword);
        }
        if let SyntaxErrorKind::Unexpected { hint, .. } = &mut mistake.kind
            && hint.is_none()
        {
            *hint = pattern;
        }
        let start = part.range().start.saturating_add(at).saturating_sub(mistake.back);
        let span = Span::new(self.source, start, start.saturating_add(mistake.length));
        self.errors.push((SyntaxError { kind: mistake.kind, span, other: None }, part));
    }

    /// Reads a part alone that did not fit, to say what is wrong with it.
    fn broken(&mut self, pair: &Node<'_>, rule: Rule) -> Option<Word> {
        let part = self.span(pair);
        let text = part.text(self.text).to_owned();
        // What should stand in a block that was never opened.
        let is_inside = rule == Rule::only_report_item && !text.starts_with(|letter: char| letter.is_ascii_lowercase());
        if is_inside && self.errors.last().is_some_and(|(error, _)| error.kind.is_missing_brace()) {
            return self.first_word(&text, part);
        }
        let before = self.text.get(..part.range().start).unwrap_or("");
        if let Some((kind, length)) = mistakes::decimal_comma_between(before, &text) {
            let start = part.range().start;
            self.errors.push((SyntaxError { kind, span: Span::new(self.source, start, start.saturating_add(length)), other: None }, part));
            return self.first_word(&text, part);
        }
        let after = self.text.get(part.range().end..).unwrap_or("");
        match PositumParser::parse(rule, &text) {
            // Nothing is wrong with the part but what follows it.
            Ok(_) => {
                let following = after.trim_start();
                let start = part.range().end.saturating_add(after.len().saturating_sub(following.len()));
                let found = following.split_whitespace().next().unwrap_or("");
                let kind = SyntaxErrorKind::Unexpected {
                    found: said!("`{found}`"),
                    expected: vec![said!("the end of the line")],
                    hint: Some(said!("begin a new line before it, or write `;`")),
                };
                let span = Span::new(self.source, start, start.saturating_add(found.len()));
                self.errors.push((SyntaxError { kind, span, other: None }, part));
            }
            Err(error) => self.pest_error_in(&error, part, &text, after, rule),
        }
        self.first_word(&text, part)
    }

    /// Reads what stands between the braces of a declaration whose head cannot be read, for its mistakes.
    fn read_items_alone(&mut self, rule: Rule, keyword: &str, range: std::ops::Range<usize>) {
        let text = self.text.get(range).unwrap_or("");
        let Some(open) = text.find('{') else { return };
        let has_error_inside = self.errors.iter().any(|(error, part)| error.span.start.saturating_sub(part.start) as usize > open);
        let title = match rule {
            Rule::only_parameter => format!("{keyword} a:EUR"),
            Rule::only_test => format!("{keyword} \"\""),
            Rule::only_consolidation => keyword.to_owned(),
            _ => format!("{keyword} a"),
        };
        let Some(gap) = open.checked_sub(title.len()).filter(|_| !has_error_inside) else { return };
        let readable = format!("{title}{}{}", " ".repeat(gap), text.get(open..).unwrap_or(""));
        let pairs = PositumParser::parse(rule, &readable);
        let mut tree = SyntaxTree::default();
        let mut builder = Builder { errors: Vec::new(), operators: Vec::new(), ..*self };
        for pair in pairs.into_iter().flatten().flat_map(Pair::into_inner) {
            builder.declaration(pair, &mut tree);
        }
        self.errors.append(&mut builder.errors);
    }

    /// Gives the word that names a broken part: after its keyword, or at its beginning.
    fn first_word(&self, text: &str, part: Span) -> Option<Word> {
        let mut words = text.split([' ', '\t', ':', '{', '=', ',']).filter(|word| !word.is_empty());
        let first = words.next()?;
        let is_keyword = ["form", "grid", "list", "check", "let", "map", "level", "eliminate"].contains(&first);
        let word = if is_keyword { words.next()? } else { first };
        let offset = text.find(word)?.saturating_add(part.range().start);
        let kind = if word.starts_with(|letter: char| letter.is_ascii_lowercase()) { WordKind::Name } else { WordKind::Code };
        Some(Word { text: word.trim_matches(['\'', '.']).to_owned(), kind, span: Span::new(self.source, offset, offset.saturating_add(word.len())) })
    }

    fn declaration(&mut self, pair: Node<'_>, tree: &mut SyntaxTree) {
        match pair.as_rule() {
            Rule::package => {
                let package = self.package(pair);
                tree.packages.extend(package);
            }
            Rule::parameter => {
                let parameter = self.parameter(pair);
                tree.parameters.extend(parameter);
            }
            Rule::codelist => {
                let codelist = self.codelist(pair);
                tree.codelists.extend(codelist);
            }
            Rule::layout => {
                let layout = self.layout(pair);
                tree.layouts.extend(layout);
            }
            Rule::calendar => {
                let calendar = self.calendar(pair);
                tree.calendars.extend(calendar);
            }
            Rule::consolidation => {
                let consolidation = self.consolidation(pair);
                tree.consolidations.push(consolidation);
            }
            Rule::report => {
                let report = self.report(pair);
                tree.reports.extend(report);
            }
            Rule::test => {
                let test = self.test(pair);
                tree.tests.extend(test);
            }
            _ => {}
        }
    }

    /// Builds a word.
    pub(crate) fn word(&self, pair: &Node<'_>) -> Word {
        let text = pair.as_str();
        let kind = match pair.as_rule() {
            Rule::dotted => WordKind::Dotted,
            Rule::quoted => WordKind::Quoted,
            Rule::code | Rule::currency | Rule::digits if text.bytes().all(|byte| byte.is_ascii_digit()) => WordKind::Digits,
            Rule::code | Rule::currency | Rule::digits => WordKind::Code,
            _ => WordKind::Name,
        };
        Word { text: text.trim_matches('\'').to_owned(), kind, span: self.span(pair) }
    }

    fn first(&self, pair: &Node<'_>, rule: Rule) -> Option<Word> {
        pair.clone().into_inner().find(|inner| inner.as_rule() == rule).map(|inner| self.word(&inner))
    }

    /// Builds a text.
    pub(crate) fn text(&self, pair: &Node<'_>) -> Text {
        let raw = pair.as_str();
        let quote = if raw.starts_with("\"\"\"") { 3 } else { raw.chars().next().map_or(0, char::len_utf8) };
        let closing = if quote == 3 && raw.starts_with('"') { 3 } else { raw.chars().next_back().map_or(0, char::len_utf8) };
        let inner = raw.get(quote..raw.len().saturating_sub(closing)).unwrap_or("");
        let text = inner.split('\n').map(str::trim_end).enumerate().map(|(line, part)| if line == 0 { part } else { part.trim_start() });
        let text = if inner.contains('\n') { text.collect::<Vec<_>>().join(" ").trim().to_owned() } else { inner.to_owned() };
        let span = self.span(pair);
        Text { text, span, inner_start: span.start.saturating_add(u32::try_from(quote).unwrap_or(0)) }
    }

    fn labels(&self, pair: Node<'_>) -> Labels {
        let mut labels = Labels::default();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::string => labels.main = Some(self.text(&inner)),
                Rule::translation => {
                    let mut parts = inner.into_inner();
                    if let (Some(language), Some(text)) = (parts.next(), parts.next()) {
                        labels.others.push((self.word(&language), self.text(&text)));
                    }
                }
                _ => {}
            }
        }
        labels
    }

    fn string_of(&self, pair: &Node<'_>) -> Option<Text> {
        pair.clone().into_inner().find(|inner| inner.as_rule() == Rule::string).map(|inner| self.text(&inner))
    }

    fn accept(&self, pair: &Node<'_>) -> Option<Accept> {
        Some(Accept { code: self.first(pair, Rule::code)?, reason: self.string_of(pair)? })
    }

    fn valid(&self, pair: Node<'_>) -> Valid {
        let mut valid = Valid::default();
        let parts: Vec<Node<'_>> = if pair.as_rule() == Rule::valid { pair.into_inner().collect() } else { vec![pair] };
        for part in parts {
            let rule = part.as_rule();
            let date = part.into_inner().find(|inner| inner.as_rule() == Rule::date).map(|date| (date.as_str().to_owned(), self.span(&date)));
            match rule {
                Rule::valid_from => valid.from = date,
                Rule::valid_until => valid.until = date,
                _ => {}
            }
        }
        valid
    }

    fn rounding(pair: Node<'_>) -> Option<Rounding> {
        pair.into_inner().find_map(|inner| match inner.as_rule() {
            Rule::half_away => Some(Rounding::HalfAwayFromZero),
            Rule::half_even => Some(Rounding::HalfEven),
            Rule::toward_zero => Some(Rounding::TowardZero),
            Rule::rounding => Self::rounding(inner),
            _ => None,
        })
    }
}
