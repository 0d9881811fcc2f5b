//! Packages, parameters, codelists and reports.

use super::{Builder, Node, Rule};
use crate::source::Span;
use crate::syntax_tree::{CodeEntry, Codelist, Labels, Package, PackageItem, Parameter, ParameterValue, Report, ReportItem, Valid, Word, WordKind};

impl Builder<'_> {
    pub(super) fn package(&mut self, pair: Node<'_>) -> Option<Package> {
        let (name, span) = (self.first(&pair, Rule::name)?, self.span(&pair));
        let mut package = Package { name, labels: Labels::default(), items: Vec::new(), repeated: Vec::new(), span };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => package.labels = self.labels(inner),
                Rule::package_block => {
                    package.repeated = self.repeated(&inner);
                    package.items = inner.into_inner().filter_map(|item| self.package_item(item)).collect();
                }
                _ => {}
            }
        }
        Some(package)
    }

    /// Finds the clauses of a block that may stand there once, and stand there again.
    pub(super) fn repeated(&self, block: &Node<'_>) -> Vec<(Span, Span)> {
        const ONCE: [Rule; 13] = [
            Rule::publisher,
            Rule::languages,
            Rule::valid,
            Rule::rounding_rule,
            Rule::source,
            Rule::module,
            Rule::period,
            Rule::due,
            Rule::retain,
            Rule::weekend,
            Rule::reports,
            Rule::tolerance,
            Rule::smaller_side,
        ];
        let mut seen: Vec<(Rule, Span)> = Vec::new();
        let mut repeated = Vec::new();
        for item in block.clone().into_inner().filter(|item| ONCE.contains(&item.as_rule())) {
            match seen.iter().find(|(rule, _)| *rule == item.as_rule()) {
                Some((_, first)) => repeated.push((self.span(&item), *first)),
                None => seen.push((item.as_rule(), self.span(&item))),
            }
        }
        repeated
    }

    fn package_item(&mut self, pair: Node<'_>) -> Option<PackageItem> {
        let span = self.span(&pair);
        match pair.as_rule() {
            Rule::publisher => Some(PackageItem::Publisher(self.string_of(&pair)?)),
            Rule::source => Some(PackageItem::Source(self.string_of(&pair)?)),
            Rule::accept => Some(PackageItem::Accept(self.accept(&pair)?)),
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

    pub(super) fn parameter(&mut self, pair: Node<'_>) -> Option<Parameter> {
        let name = self.first(&pair, Rule::name)?;
        let span = self.span(&pair);
        let (mut labels, mut type_clause, mut values, mut source, mut accepts) = (Labels::default(), None, Vec::new(), None, Vec::new());
        for inner in pair.into_inner() {
            self.clause(&inner);
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
            self.clause(&inner);
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

    pub(super) fn codelist(&mut self, pair: Node<'_>) -> Option<Codelist> {
        let name = self.first(&pair, Rule::name)?;
        let span = self.span(&pair);
        let mut codelist = Codelist { name, labels: Labels::default(), source: None, file: None, codes: Vec::new(), accepts: Vec::new(), span };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => codelist.labels = self.labels(inner),
                Rule::codelist_file => codelist.file = self.string_of(&inner),
                Rule::source => codelist.source = self.string_of(&inner),
                Rule::accept => codelist.accepts.extend(self.accept(&inner)),
                Rule::codelist_block => inner.into_inner().for_each(|item| self.code_entry(item, None, &mut codelist.codes)),
                _ => {}
            }
        }
        Some(codelist)
    }

    /// Adds a code, and those under it, to the codes of its list.
    fn code_entry(&mut self, pair: Node<'_>, parent: Option<usize>, codes: &mut Vec<CodeEntry>) {
        if pair.as_rule() == Rule::bad_entry {
            // It is kept by its code, so that what refers to it is no error of its own.
            let code = self.broken(&pair, Rule::only_code_entry);
            codes.extend(code.map(|code| CodeEntry { code, labels: Labels::default(), is_group: false, is_broken: true, parent }));
            return;
        }
        if pair.as_rule() != Rule::code_entry {
            return;
        }
        let mut parts = pair.into_inner();
        let Some(first) = parts.next() else { return };
        let place = codes.len();
        codes.push(CodeEntry { code: self.code_word(&first), labels: Labels::default(), is_group: false, is_broken: false, parent });
        for part in parts {
            self.clause(&part);
            match (part.as_rule(), codes.get_mut(place)) {
                (Rule::labels, Some(entry)) => entry.labels = self.labels(part),
                (Rule::kw_group, Some(entry)) => entry.is_group = true,
                (Rule::codelist_block, _) => part.into_inner().for_each(|item| self.code_entry(item, Some(place), codes)),
                _ => {}
            }
        }
    }

    fn code_word(&self, pair: &Node<'_>) -> Word {
        if pair.as_rule() == Rule::string {
            let text = self.text(pair);
            return Word { text: text.text, kind: WordKind::Quoted, span: text.span };
        }
        self.word(pair)
    }

    pub(super) fn report(&mut self, pair: Node<'_>) -> Option<Report> {
        let (name, span) = (self.first(&pair, Rule::name)?, self.span(&pair));
        let mut report = Report { name, labels: Labels::default(), items: Vec::new(), repeated: Vec::new(), span };
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::labels => report.labels = self.labels(inner),
                Rule::report_block => {
                    report.repeated = self.repeated(&inner);
                    report.items = inner.into_inner().filter_map(|item| self.report_item(item)).collect();
                }
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
            Rule::due => ReportItem::Due(Box::new(self.due(pair)?)),
            Rule::retain => ReportItem::Retain(self.retention(&pair)),
            Rule::valid => ReportItem::Valid(self.valid(pair), span),
            Rule::accept => ReportItem::Accept(self.accept(&pair)?),
            Rule::form | Rule::grid | Rule::list => ReportItem::Table(Box::new(self.table(pair)?)),
            Rule::check => ReportItem::Check(Box::new(self.check(pair)?)),
            Rule::bad_entry => ReportItem::Broken(self.broken(&pair, Rule::only_report_item)),
            _ => return None,
        })
    }
}
