//! From pest's pairs to the syntax tree: declarations, tables and entries.
//!
//! With `build_expression.rs` the only place that knows pest. A part that no rule fits is read again alone,
//! so that each such part yields its own mistake.

use crate::build_expression;
use crate::source::{SourceId, Span};
use crate::syntax_error::{SyntaxError, SyntaxErrorKind};
use crate::syntax_tree::{
    Accept, Axis, Check, CodeEntry, CodeRange, Codelist, CurrencyReference, Derivation, Entry, Expression, GridItem, Heading, Labels, Let, Modifier,
    Operator, Package, PackageItem, Parameter, ParameterValue, Quantity, Report, ReportItem, Rounding, Shape, SyntaxTree, Table, TableItem, Text,
    TotalRow, TypeClause, Valid, ValueType, Word, WordKind,
};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;

/// The generated parser.
#[derive(pest_derive::Parser)]
#[grammar = "positum.pest"]
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
        _ => Rule::only_report,
    };
    let text = masked.get(range.clone()).unwrap_or("");
    let mut builder = Builder { source, base: range.start, text: masked, errors: Vec::new(), operators: Vec::new() };
    let mut tree = SyntaxTree::default();
    let is_whole = match PositumParser::parse(rule, text) {
        Ok(pairs) => {
            for pair in pairs.flat_map(Pair::into_inner) {
                builder.declaration(pair, &mut tree);
            }
            true
        }
        Err(error) => {
            builder.pest_error(&error, Span::new(source, range.start, range.end));
            false
        }
    };
    tree.operators = builder.operators;
    Read { tree, errors: builder.errors, is_whole }
}

/// Reads a formula that stands alone; its spans are moved by `offset`.
pub(crate) fn read_formula(source: SourceId, masked: &str, offset: usize) -> Result<Expression, SyntaxError> {
    let mut builder = Builder { source, base: offset, text: masked, errors: Vec::new(), operators: Vec::new() };
    let end = offset.saturating_add(masked.len());
    match PositumParser::parse(Rule::only_expression, masked) {
        Ok(mut pairs) => {
            let formula = pairs.next().and_then(|whole| whole.into_inner().find(|pair| pair.as_rule() == Rule::expression));
            let built = formula.and_then(|pair| build_expression::build_expression(&mut builder, pair));
            match (built, builder.errors.into_iter().next()) {
                (Some(expression), None) => Ok(expression),
                (_, Some((error, _))) => Err(error),
                (None, None) => Err(unexpected(source, offset, end, "nothing", Vec::new())),
            }
        }
        Err(error) => {
            builder.text = masked;
            builder.pest_error_in(&error, Span::new(source, offset, end), masked, offset);
            let first = builder.errors.into_iter().next().map(|(error, _)| error);
            Err(first.unwrap_or_else(|| unexpected(source, offset, end, "this", Vec::new())))
        }
    }
}

fn unexpected(source: SourceId, start: usize, end: usize, found: &str, expected: Vec<&'static str>) -> SyntaxError {
    let kind = SyntaxErrorKind::Unexpected { found: found.to_owned(), expected };
    SyntaxError { kind, span: Span::new(source, start, end), other: None }
}

/// Builds the tree of one declaration.
pub(crate) struct Builder<'t> {
    source: SourceId,
    base: usize,
    text: &'t str,
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

    /// Notes a mistake that makes `part` unreadable.
    pub(crate) fn error(&mut self, kind: SyntaxErrorKind, span: Span, other: Option<Span>, part: Span) {
        self.errors.push((SyntaxError { kind, span, other }, part));
    }

    /// Notes where an operator stands.
    pub(crate) fn operator(&mut self, span: Span, operator: Operator) {
        self.operators.push((span, operator));
    }

    fn pest_error(&mut self, error: &pest::error::Error<Rule>, part: Span) {
        let (text, base) = (self.text, self.base);
        self.pest_error_in(error, part, text.get(base..).unwrap_or(""), base);
    }

    fn pest_error_in(&mut self, error: &pest::error::Error<Rule>, part: Span, text: &str, base: usize) {
        let at = match error.location {
            InputLocation::Pos(position) => position,
            InputLocation::Span((start, _)) => start,
        };
        let at = at.saturating_add(blank_length(text.get(at..).unwrap_or("")));
        let expected = match &error.variant {
            ErrorVariant::ParsingError { positives, .. } => expected_words(positives),
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        let limit = part.range().end.saturating_sub(base);
        let (kind, length) = mistake_at(text, at.min(limit), limit, expected);
        let start = base.saturating_add(at.min(limit));
        let span = Span::new(self.source, start, start.saturating_add(length));
        self.errors.push((SyntaxError { kind, span, other: None }, part));
    }

    /// Reads a part alone that did not fit, to say what is wrong with it.
    fn broken(&mut self, pair: &Node<'_>, rule: Rule) -> Option<Word> {
        let part = self.span(pair);
        let text = part.text(self.text).to_owned();
        match PositumParser::parse(rule, &text) {
            Ok(_) => self.errors.push((unexpected(self.source, part.range().start, part.range().end, "this", Vec::new()), part)),
            Err(error) => self.pest_error_in(&error, part, &text, part.range().start),
        }
        self.first_word(&text, part)
    }

    /// Gives the word that names a broken part: after its keyword, or at its beginning.
    fn first_word(&self, text: &str, part: Span) -> Option<Word> {
        let mut words = text.split([' ', '\t', ':', '{', '=', ',']).filter(|word| !word.is_empty());
        let first = words.next()?;
        let is_keyword = ["form", "grid", "list", "check", "let"].contains(&first);
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
            Rule::report => {
                let report = self.report(pair);
                tree.reports.extend(report);
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

    fn package(&mut self, pair: Node<'_>) -> Option<Package> {
        let mut package = Package { name: self.first(&pair, Rule::name)?, labels: Labels::default(), items: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => package.labels = self.labels(inner),
                Rule::package_block => package.items = inner.into_inner().filter_map(|item| self.package_item(item)).collect(),
                _ => {}
            }
        }
        Some(package)
    }

    fn package_item(&mut self, pair: Node<'_>) -> Option<PackageItem> {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::publisher => Some(PackageItem::Publisher(self.string_of(&pair)?)),
            Rule::source => Some(PackageItem::Source(self.string_of(&pair)?)),
            Rule::languages => {
                let names = pair.into_inner().filter(|inner| inner.as_rule() == Rule::name);
                Some(PackageItem::Languages(names.map(|name| self.word(&name)).collect()))
            }
            Rule::valid => Some(PackageItem::Valid(self.valid(pair), span)),
            Rule::rounding_rule => Some(PackageItem::Rounding(Self::rounding(pair)?)),
            Rule::precision => {
                let parts = pair.into_inner().filter(|inner| inner.as_rule() == Rule::precision_of);
                Some(PackageItem::Precision(parts.filter_map(|part| self.two_words(part)).collect()))
            }
            Rule::bad_entry => {
                self.broken(&pair, Rule::only_package_item);
                None
            }
            _ => None,
        }
    }

    fn two_words(&self, pair: Node<'_>) -> Option<(Word, Word)> {
        let mut parts = pair.into_inner();
        let (first, second) = (parts.next()?, parts.next()?);
        Some((self.word(&first), self.word(&second)))
    }

    fn parameter(&mut self, pair: Node<'_>) -> Option<Parameter> {
        let name = self.first(&pair, Rule::name)?;
        let span = self.span(&pair);
        let (mut labels, mut type_clause, mut values, mut source, mut accepts) = (Labels::default(), None, Vec::new(), None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => labels = self.labels(inner),
                Rule::type_clause => type_clause = self.type_clause(inner),
                Rule::source => source = self.string_of(&inner),
                Rule::accept => accepts.extend(self.accept(&inner)),
                Rule::parameter_block => {
                    for item in inner.into_inner() {
                        match item.as_rule() {
                            Rule::parameter_value => values.extend(self.parameter_value(item)),
                            Rule::source => source = self.string_of(&item),
                            Rule::bad_entry => {
                                self.broken(&item, Rule::only_parameter_item);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Some(Parameter { name, labels, type_clause: type_clause?, values, source, accepts, span })
    }

    fn parameter_value(&mut self, pair: Node<'_>) -> Option<ParameterValue> {
        let span = self.span(&pair);
        let (mut valid, mut value, mut source) = (Valid::default(), None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::valid_from => valid.from = self.valid(inner).from,
                Rule::valid_until => valid.until = self.valid(inner).until,
                Rule::quantity => value = self.quantity(inner),
                Rule::source => source = self.string_of(&inner),
                _ => {}
            }
        }
        Some(ParameterValue { valid, value: value?, source, span })
    }

    fn codelist(&mut self, pair: Node<'_>) -> Option<Codelist> {
        let name = self.first(&pair, Rule::name)?;
        let mut codelist = Codelist { name, labels: Labels::default(), source: None, codes: Vec::new(), accepts: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => codelist.labels = self.labels(inner),
                Rule::source => codelist.source = self.string_of(&inner),
                Rule::accept => codelist.accepts.extend(self.accept(&inner)),
                Rule::codelist_block => codelist.codes = inner.into_inner().filter_map(|item| self.code_entry(item)).collect(),
                _ => {}
            }
        }
        Some(codelist)
    }

    fn code_entry(&mut self, pair: Node<'_>) -> Option<CodeEntry> {
        if pair.as_rule() == Rule::bad_entry {
            self.broken(&pair, Rule::only_code_entry);
        }
        if pair.as_rule() != Rule::code_entry {
            return None;
        }
        let mut parts = pair.into_inner();
        let first = parts.next()?;
        let code = if first.as_rule() == Rule::string {
            let text = self.text(&first);
            Word { text: text.text, kind: WordKind::Quoted, span: text.span }
        } else {
            self.word(&first)
        };
        let labels = parts.find(|part| part.as_rule() == Rule::labels).map(|part| self.labels(part)).unwrap_or_default();
        Some(CodeEntry { code, labels })
    }

    fn report(&mut self, pair: Node<'_>) -> Option<Report> {
        let mut report = Report { name: self.first(&pair, Rule::name)?, labels: Labels::default(), items: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => report.labels = self.labels(inner),
                Rule::report_block => report.items = inner.into_inner().filter_map(|item| self.report_item(item)).collect(),
                _ => {}
            }
        }
        Some(report)
    }

    fn report_item(&mut self, pair: Node<'_>) -> Option<ReportItem> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::source => ReportItem::Source(self.string_of(&pair)?),
            Rule::module => ReportItem::Module(self.string_of(&pair)?),
            Rule::period => ReportItem::Period(pair.into_inner().nth(1).map(|word| self.word(&word))?),
            Rule::due => ReportItem::Due(self.first(&pair, Rule::digits)?),
            Rule::retain => ReportItem::Retain(!pair.into_inner().any(|inner| inner.as_rule() == Rule::kw_not)),
            Rule::valid => ReportItem::Valid(self.valid(pair), span),
            Rule::accept => ReportItem::Accept(self.accept(&pair)?),
            Rule::form | Rule::grid | Rule::list => ReportItem::Table(self.table(pair)?),
            Rule::check => ReportItem::Check(self.check(pair)?),
            Rule::bad_entry => ReportItem::Broken(self.broken(&pair, Rule::only_report_item)),
            _ => return None,
        })
    }

    fn table(&mut self, pair: Node<'_>) -> Option<Table> {
        let name = self.first(&pair, Rule::name)?;
        let span = self.span(&pair);
        let (mut labels, mut type_clause, mut source, mut derivation, mut shape) = (Labels::default(), None, None, None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => labels = self.labels(inner),
                Rule::type_clause => type_clause = self.type_clause(inner),
                Rule::source => source = self.string_of(&inner),
                Rule::derivation => derivation = self.derivation(inner),
                Rule::form_block => shape = Some(Shape::Form(self.table_items(inner, Rule::only_form_item))),
                Rule::list_block => shape = Some(Shape::List { derivation: derivation.take(), items: self.table_items(inner, Rule::only_list_item) }),
                Rule::grid_block => shape = Some(Shape::Grid(inner.into_inner().filter_map(|item| self.grid_item(item)).collect())),
                _ => {}
            }
        }
        Some(Table { name, labels, type_clause, source, shape: shape?, span })
    }

    fn derivation(&mut self, pair: Node<'_>) -> Option<Derivation> {
        let span = self.span(&pair);
        let (mut source, mut filter, mut by) = (None, None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::reference => source = build_expression::build_reference(self, inner),
                Rule::condition => filter = build_expression::build_expression(self, inner),
                Rule::dotted | Rule::code | Rule::quoted | Rule::name => by.push(self.word(&inner)),
                _ => {}
            }
        }
        Some(Derivation { source: source?, filter, by, span })
    }

    fn table_items(&mut self, pair: Node<'_>, alone: Rule) -> Vec<TableItem> {
        pair.into_inner().filter_map(|item| self.table_item(item, alone)).collect()
    }

    fn table_item(&mut self, pair: Node<'_>, alone: Rule) -> Option<TableItem> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::entry => TableItem::Entry(self.entry(pair)?),
            Rule::heading => TableItem::Heading(self.heading(pair)),
            Rule::check => TableItem::Check(self.check(pair)?),
            Rule::let_entry => TableItem::Let(self.let_entry(pair)?),
            Rule::total_row => TableItem::Total(self.total_row(pair)),
            Rule::list_key => TableItem::Key(self.words(pair), span),
            Rule::bad_entry => TableItem::Broken(self.broken(&pair, alone)),
            _ => return None,
        })
    }

    fn words(&self, pair: Node<'_>) -> Vec<Word> {
        let is_word = |inner: &Node<'_>| matches!(inner.as_rule(), Rule::dotted | Rule::code | Rule::quoted | Rule::name);
        pair.into_inner().filter(is_word).map(|inner| self.word(&inner)).collect()
    }

    fn grid_item(&mut self, pair: Node<'_>) -> Option<GridItem> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::columns_block => GridItem::Columns(self.axis_items(pair), span),
            Rule::rows_block => GridItem::Rows(self.axis_items(pair), span),
            Rule::check => GridItem::Check(self.check(pair)?),
            Rule::let_entry => GridItem::Let(self.let_entry(pair)?),
            Rule::bad_entry => GridItem::Broken(self.broken(&pair, Rule::only_grid_item)),
            _ => return None,
        })
    }

    fn axis_items(&mut self, pair: Node<'_>) -> Vec<TableItem> {
        let block = pair.into_inner().find(|inner| inner.as_rule() == Rule::axis_block);
        block.map(|block| self.table_items(block, Rule::only_axis_item)).unwrap_or_default()
    }

    fn heading(&mut self, pair: Node<'_>) -> Heading {
        let mut heading = Heading { labels: Labels::default(), items: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => heading.labels = self.labels(inner),
                Rule::heading_block => heading.items = self.table_items(inner, Rule::only_heading_item),
                _ => {}
            }
        }
        heading
    }

    fn entry(&mut self, pair: Node<'_>) -> Option<Entry> {
        let span = self.span(&pair);
        let mut parts = pair.into_inner();
        let code = self.word(&parts.next()?);
        let mut entry = Entry {
            code,
            labels: Labels::default(),
            type_clause: None,
            marks: Vec::new(),
            overrides: None,
            formula: None,
            tolerance: None,
            valid: None,
            source: None,
            accepts: Vec::new(),
            span,
        };
        for part in parts {
            let part_span = self.span(&part);
            match part.as_rule() {
                Rule::labels => entry.labels = self.labels(part),
                Rule::type_clause => entry.type_clause = self.type_clause(part),
                Rule::marks => entry.marks = self.code_ranges(part),
                Rule::overrides => entry.overrides = Self::overrides(part).map(|axis| (axis, part_span)),
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

    fn overrides(pair: Node<'_>) -> Option<Axis> {
        pair.into_inner().find_map(|inner| match inner.as_rule() {
            Rule::kw_columns => Some(Axis::Columns),
            Rule::kw_rows => Some(Axis::Rows),
            _ => None,
        })
    }

    fn formula(&mut self, pair: Node<'_>) -> Option<Expression> {
        let expression = pair.into_inner().find(|inner| inner.as_rule() == Rule::expression)?;
        build_expression::build_expression(self, expression)
    }

    fn tolerance(&mut self, pair: Node<'_>) -> Option<Quantity> {
        let quantity = pair.into_inner().find(|inner| inner.as_rule() == Rule::quantity)?;
        self.quantity(quantity)
    }

    fn quantity(&mut self, pair: Node<'_>) -> Option<Quantity> {
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

    fn let_entry(&mut self, pair: Node<'_>) -> Option<Let> {
        let name = self.first(&pair, Rule::name)?;
        let span = self.span(&pair);
        let accepts = pair.clone().into_inner().filter(|inner| inner.as_rule() == Rule::accept).filter_map(|inner| self.accept(&inner)).collect();
        let formula = self.formula(pair)?;
        Some(Let { name, formula, accepts, span })
    }

    fn total_row(&mut self, pair: Node<'_>) -> TotalRow {
        let mut total = TotalRow { labels: Labels::default(), entries: Vec::new(), span: self.span(&pair) };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => total.labels = self.labels(inner),
                Rule::total_block => {
                    for item in inner.into_inner() {
                        match item.as_rule() {
                            Rule::bad_entry => {
                                self.broken(&item, Rule::only_total_entry);
                            }
                            Rule::total_entry => total.entries.extend(self.total_entry(item)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        total
    }

    fn total_entry(&mut self, pair: Node<'_>) -> Option<(Word, Expression)> {
        let mut parts = pair.into_inner();
        let column = self.word(&parts.next()?);
        let formula = parts.find(|part| part.as_rule() == Rule::formula)?;
        Some((column, self.formula(formula)?))
    }

    fn check(&mut self, pair: Node<'_>) -> Option<Check> {
        let name = self.first(&pair, Rule::name)?;
        let mut check = Check {
            name,
            labels: Labels::default(),
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
                Rule::check_block => inner.into_inner().for_each(|item| self.check_item(item, &mut check)),
                _ => {}
            }
        }
        Some(check)
    }

    fn check_item(&mut self, pair: Node<'_>, check: &mut Check) {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let is_repeated = match rule {
            Rule::require => check.require.is_some(),
            Rule::applies => check.applies.is_some(),
            Rule::tolerance => check.tolerance.is_some(),
            Rule::severity => check.severity.is_some(),
            Rule::source => check.source.is_some(),
            _ => false,
        };
        if is_repeated {
            check.repeated.push(span);
            return;
        }
        match rule {
            Rule::require | Rule::applies => {
                let condition = pair.into_inner().find(|inner| inner.as_rule() == Rule::condition);
                let built = condition.and_then(|condition| build_expression::build_expression(self, condition));
                check.is_broken |= built.is_none();
                if rule == Rule::require {
                    check.require = built;
                } else {
                    check.applies = built;
                }
            }
            Rule::tolerance => check.tolerance = self.tolerance(pair),
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

    fn type_clause(&mut self, pair: Node<'_>) -> Option<TypeClause> {
        let mut clause = None;
        let mut modifiers = Vec::new();
        for inner in pair.into_inner() {
            let span = self.span(&inner);
            match inner.as_rule() {
                Rule::colon => self.operator(span, Operator::TypeColon),
                Rule::value_type => clause = self.value_type(inner),
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
        Some(TypeClause { value_type, places, rounding, modifiers: Vec::new(), span })
    }

    fn currency_reference(&self, pair: Node<'_>) -> Option<CurrencyReference> {
        pair.into_inner().find_map(|inner| match inner.as_rule() {
            Rule::currency if !inner.as_str().is_empty() => Some(CurrencyReference::Fixed(self.word(&inner))),
            Rule::code | Rule::dotted | Rule::quoted | Rule::name => Some(CurrencyReference::Column(self.word(&inner))),
            _ => None,
        })
    }
}

fn blank_length(text: &str) -> usize {
    text.len().saturating_sub(text.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']).len())
}

/// Says what is wrong at an offset, and how long it is.
fn mistake_at(text: &str, at: usize, limit: usize, expected: Vec<&'static str>) -> (SyntaxErrorKind, usize) {
    let rest = text.get(at..limit).unwrap_or("");
    let before = text.get(..at).unwrap_or("");
    let Some(letter) = rest.chars().next() else {
        return (SyntaxErrorKind::Unexpected { found: "the end of the line".to_owned(), expected }, 0);
    };
    let starts_number = rest.get(1..).is_some_and(|after| after.starts_with(|next: char| next.is_ascii_digit()));
    if letter == ',' && starts_number && before.ends_with(|last: char| last.is_ascii_digit()) {
        return (decimal_comma(before, rest), 1);
    }
    if letter == 'х' || letter == 'Х' {
        return (SyntaxErrorKind::CyrillicX, letter.len_utf8());
    }
    for (theirs, ours) in [("!=", "<>"), ("==", "="), ("&&", "and"), ("||", "or"), ("=<", "<="), ("=>", ">="), ("**", "x"), ("^", "x")] {
        if rest.starts_with(theirs) {
            return (SyntaxErrorKind::OtherLanguageOperator(theirs, ours), theirs.len());
        }
    }
    if letter.is_alphabetic() && !letter.is_ascii() {
        return (SyntaxErrorKind::ForeignLetter(letter), letter.len_utf8());
    }
    let length = word_length(rest);
    let found = match letter {
        '\n' | '\r' => "the end of the line".to_owned(),
        '"' | '«' | '„' => "a text".to_owned(),
        _ => format!("`{}`", rest.get(..length).unwrap_or("")),
    };
    (SyntaxErrorKind::Unexpected { found, expected }, length)
}

fn decimal_comma(before: &str, rest: &str) -> SyntaxErrorKind {
    let whole_start = before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    let fraction = rest.trim_start_matches(',');
    let end = fraction.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(fraction.len());
    let with_point = format!("{}.{}", before.get(whole_start..).unwrap_or(""), fraction.get(..end).unwrap_or(""));
    SyntaxErrorKind::DecimalComma { with_point }
}

fn word_length(rest: &str) -> usize {
    let word = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(rest.len());
    word.max(rest.chars().next().map_or(0, char::len_utf8)).min(40)
}

/// Puts the rules that could have followed into the reader's words.
fn expected_words(rules: &[Rule]) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = rules.iter().filter_map(|rule| expected_word(*rule)).collect();
    words.sort_unstable();
    words.dedup();
    // Long lists teach nothing.
    if words.len() > 6 { Vec::new() } else { words }
}

fn expected_word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::brace_open | Rule::form_block | Rule::list_block | Rule::grid_block | Rule::axis_block | Rule::check_block | Rule::report_block => {
            "`{`"
        }
        Rule::package_block | Rule::codelist_block | Rule::total_block => "`{`",
        Rule::brace_close => "`}`",
        Rule::paren_open => "`(`",
        Rule::paren_close => "`)`",
        Rule::bracket_open => "`[`",
        Rule::bracket_close => "`]`",
        Rule::comma => "`,`",
        Rule::type_clause | Rule::colon => "`: type`",
        Rule::formula | Rule::equals => "`=`",
        Rule::slash => "`/`",
        Rule::name => "a name",
        Rule::string | Rule::labels => "a text in quotes",
        Rule::date => "a date as 2025-03-31",
        Rule::digits => "digits",
        Rule::currency | Rule::currency_reference => "a currency as EUR",
        Rule::value_type => "a type as EUR, percent or count",
        Rule::operand | Rule::expression | Rule::condition | Rule::reference | Rule::if_branch => "a code, name or number",
        Rule::quantity => "a number",
        Rule::code | Rule::dotted | Rule::quoted | Rule::code_range => "a code",
        Rule::kw_then => "`then`",
        Rule::kw_else | Rule::op_else => "`else`",
        Rule::kw_over => "`over`",
        Rule::kw_of => "`of`",
        Rule::kw_by => "`by`",
        Rule::kw_from | Rule::valid_from | Rule::derivation => "`from`",
        Rule::valid_until => "`until`",
        Rule::kw_columns | Rule::columns_block => "`columns`",
        Rule::kw_rows | Rule::rows_block => "`rows`",
        Rule::kw_day => "`day`",
        Rule::kw_the => "`the`",
        Rule::kw_next => "`next`",
        Rule::kw_month => "`month`",
        Rule::kw_permanently => "`permanently`",
        Rule::rounding => "`half away from zero`, `half even` or `toward zero`",
        Rule::modifier => "`key`, `optional` or `blank = 0`",
        Rule::zero => "`0`",
        Rule::op_plus | Rule::op_minus | Rule::op_times | Rule::op_divide => "an operator",
        Rule::op_equal | Rule::op_not_equal | Rule::op_less | Rule::op_less_or_equal | Rule::op_greater | Rule::op_greater_or_equal => "an operator",
        Rule::op_and | Rule::op_or | Rule::op_in | Rule::op_when => "an operator",
        Rule::source => "`source`",
        Rule::require => "`require`",
        Rule::severity => "`severity`",
        Rule::tolerance => "`tolerance`",
        Rule::EOI => "the end of the line",
        _ => return None,
    })
}
