//! Looks every name up: from syntax trees to the resolved model.
//!
//! First the package's header, parameters and codelists, then the codes of all tables, then types, then
//! formulas and checks, so that the order of declarations does not matter. After this nobody looks up a name.

mod calendars;
mod checks;
mod codelist_file;
mod codelists;
mod consolidations;
mod days;
mod deadlines;
mod entries;
mod formulas;
mod functions;
mod header;
pub(crate) mod layouts;
mod look_up;
mod other_cells;
pub(crate) mod printed_formulas;
mod tables;
mod text_types;
mod types;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::ResolvedModel;
use crate::sources::{FileText, Sources};
use positum_grammar::parse_text::without_comments;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{Accept, Labels, PackageItem, SyntaxTree, Text, Valid, Word};
use positum_plan::period::{Validity, parse_date};
use positum_plan::plan::{CalendarId, CodelistId, Label, ParameterId, ReportId, TableId};
use printed_formulas::PrintedFormula;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use tables::TableSyntax;

/// A warning that the author accepts within a declaration.
#[derive(Clone, Debug)]
pub(crate) struct Accepted {
    /// The declaration; nothing for the whole package.
    pub(crate) within: Option<Span>,
    /// The code of the warning.
    pub(crate) code: Word,
}

/// Something that is declared and that nothing names.
#[derive(Clone, Debug)]
pub(crate) struct Unused {
    /// What it is, with its name.
    pub(crate) what: Phrase,
    /// Where its name stands.
    pub(crate) span: Span,
}

/// What looking names up gives.
pub(crate) struct Resolved {
    /// The model.
    pub(crate) model: ResolvedModel,
    /// Warnings that the author accepts.
    pub(crate) accepted: Vec<Accepted>,
    /// Names of what could not be read.
    pub(crate) broken: BTreeSet<String>,
    /// The package's rule of rounding.
    pub(crate) rounding: positum_plan::amount::Rounding,
    /// What is declared and not used.
    pub(crate) unused: Vec<Unused>,
    /// Formulas that labels print.
    pub(crate) printed: Vec<PrintedFormula>,
}

/// Looks up the names of a package.
pub(crate) fn resolve_names(tree: &SyntaxTree, sources: &Sources<'_>, diagnostics: &mut Diagnostics) -> Resolved {
    let mut resolver = Resolver {
        tree,
        texts: sources.texts,
        files: sources.files,
        diagnostics,
        model: ResolvedModel::default(),
        defaults: types::Defaults::default(),
        parameter_names: BTreeMap::new(),
        codelist_names: BTreeMap::new(),
        codelist_syntax: BTreeMap::new(),
        layout_names: BTreeMap::new(),
        used_layouts: BTreeSet::new(),
        versioned_reports: BTreeSet::new(),
        calendar_names: BTreeMap::new(),
        report_names: BTreeMap::new(),
        syntax: Vec::new(),
        broken: tree.broken.iter().map(|word| word.text.clone()).collect(),
        broken_reports: BTreeSet::new(),
        broken_tables: Vec::new(),
        used_parameters: BTreeSet::new(),
        used_lets: BTreeSet::new(),
        accepted: Vec::new(),
        formula_span: Span::default(),
    };
    resolver.package_header();
    resolver.name_codelists();
    resolver.name_layouts();
    resolver.parameters();
    resolver.calendars();
    resolver.declare_reports();
    resolver.deadlines();
    resolver.link_derived_lists();
    resolver.note_broken_tables();
    resolver.number_columns();
    resolver.resolve_types();
    resolver.resolve_formulas();
    resolver.resolve_checks();
    resolver.consolidation();
    let (unused, printed) = (resolver.unused(), resolver.printed_formulas());
    Resolved { model: resolver.model, accepted: resolver.accepted, broken: resolver.broken, rounding: resolver.defaults.rounding, unused, printed }
}

struct Resolver<'t, 'd> {
    tree: &'t SyntaxTree,
    texts: &'t [&'t str],
    files: &'t (dyn Fn(&str) -> FileText + Sync),
    diagnostics: &'d mut Diagnostics,
    model: ResolvedModel,
    defaults: types::Defaults,
    parameter_names: BTreeMap<&'t str, (ParameterId, Span)>,
    codelist_names: BTreeMap<String, CodelistId>,
    codelist_syntax: BTreeMap<&'t str, &'t positum_grammar::syntax_tree::Codelist>,
    calendar_names: BTreeMap<&'t str, (CalendarId, Span)>,
    report_names: BTreeMap<&'t str, (ReportId, Span)>,
    layout_names: BTreeMap<&'t str, &'t positum_grammar::syntax_tree::Layout>,
    used_layouts: BTreeSet<String>,
    /// Names of reports that have a validity of their own.
    versioned_reports: BTreeSet<String>,
    syntax: Vec<TableSyntax<'t>>,
    broken: BTreeSet<String>,
    /// Reports of which a part could not be read.
    broken_reports: BTreeSet<ReportId>,
    /// Tables with a code that could not be read.
    broken_tables: Vec<TableId>,
    used_parameters: BTreeSet<ParameterId>,
    used_lets: BTreeSet<(TableId, usize)>,
    accepted: Vec<Accepted>,
    /// The formula at hand.
    formula_span: Span,
}

impl<'t> Resolver<'t, '_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn accept(&mut self, within: impl Into<Option<Span>> + Copy, accepts: &[Accept]) {
        for accept in accepts {
            let number = accept.code.text.as_str();
            if DiagnosticCode::by_number(number).is_none_or(|code| code.severity() == crate::diagnostic::Severity::Error) {
                let message = said!("`{number}` is no code of a warning");
                let diagnostic = Diagnostic::new(DiagnosticCode::UnknownName, accept.code.span, message);
                let warnings = DiagnosticCode::ALL.iter().filter(|code| code.severity() == crate::diagnostic::Severity::Warning);
                let near = positum_grammar::suggest::nearest(number, warnings.map(|code| code.number()));
                self.report(match positum_grammar::suggest::nearest_text(&near) {
                    Some(near) if DiagnosticCode::by_number(number).is_none() => diagnostic.help(near),
                    Some(_) | None => diagnostic.help(said!("only warnings can be accepted; errors are mended")),
                });
            }
            self.accepted.push(Accepted { within: within.into(), code: accept.code.clone() });
        }
    }

    /// Gives the text of a span on one line.
    fn text_at(&self, span: Span) -> String {
        let text = self.texts.get(span.source.0 as usize).map_or("", |text| span.text(text));
        // Few formulas hold a comment, and looking for one takes as long as reading them.
        let without = if text.contains('#') { Cow::Owned(without_comments(text)) } else { Cow::Borrowed(text) };
        without.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn main_language(&self) -> String {
        self.model.package.languages.first().cloned().unwrap_or_default()
    }

    fn label(&mut self, labels: &Labels) -> Label {
        let mut all = BTreeMap::new();
        if let Some(main) = &labels.main {
            all.insert(self.main_language(), main.text.clone());
        }
        for (language, text) in &labels.others {
            self.translation(labels, language, text, &mut all);
        }
        Label(all)
    }

    fn translation(&mut self, labels: &Labels, language: &Word, text: &Text, all: &mut BTreeMap<String, String>) {
        if language.span.end == text.span.start {
            // `"of which "bad" loans"`: no language, but a quotation mark that ends the label.
            let message = said!("this quotation mark ends the text, and another text follows it at once");
            let mark = Span { end: text.span.start.saturating_add(1), ..text.span };
            let diagnostic = Diagnostic::new(DiagnosticCode::UnclosedString, mark, message);
            self.report(diagnostic.help(said!("a label that holds `\"` itself stands in `«…»`")));
            return;
        }
        if !self.model.package.languages.contains(&language.text) {
            let known: Vec<&str> = self.model.package.languages.iter().map(String::as_str).collect();
            let help = said!("to add it, write `language {}, {}` in the package's header", known.join(", "), language.text);
            let message = said!("`{}` is no language of this package", language.text);
            let items = self.tree.packages.iter().flat_map(|package| &package.items);
            let mut declared = items.filter_map(|item| if let PackageItem::Languages(words) = item { Some(words) } else { None });
            let declared = declared.next().and_then(|words| Some(words.first()?.span.to(words.last()?.span)));
            let diagnostic = Diagnostic::new(DiagnosticCode::UnknownLanguage, language.span, message);
            let diagnostic = declared.map_or(diagnostic.clone(), |span| diagnostic.other(span, said!("the package's languages")));
            self.report(diagnostic.help(help));
            return;
        }
        if all.insert(language.text.clone(), text.text.clone()).is_some() {
            let message = said!("there is already a text in `{}`", language.text);
            let earlier =
                labels.others.iter().find(|(other, _)| other.text == language.text && other.span != language.span).map(|(other, _)| other.span);
            let first = if language.text == self.main_language() { labels.main.as_ref().map(|main| main.span) } else { earlier };
            let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, language.span, message);
            let diagnostic = first.map_or(diagnostic.clone(), |first| diagnostic.other(first, said!("the first")));
            self.report(diagnostic.help(said!("delete one of the two")));
        }
    }

    fn validity(&mut self, valid: &Valid) -> Validity {
        let validity = Validity { from: self.date(valid.from.as_ref()), until: self.date(valid.until.as_ref()) };
        if let (Some(from), Some(until), Some((_, span))) = (validity.from, validity.until, &valid.until)
            && until < from
        {
            let message = said!("it ends on {until}, before it begins on {from}");
            self.report(Diagnostic::new(DiagnosticCode::BadDate, *span, message).help(said!("exchange the two dates")));
        }
        validity
    }

    fn date(&mut self, date: Option<&(String, Span)>) -> Option<jiff::civil::Date> {
        let (text, span) = date?;
        let parsed = parse_date(text).ok();
        if parsed.is_none() {
            let month = text.get(..7).and_then(|month| parse_date(&format!("{month}-01")).ok());
            let help = month.map_or_else(
                || said!("dates are written year-month-day, as 2025-03-31"),
                |month| said!("the last day of that month is {}", month.last_of_month()),
            );
            self.report(Diagnostic::new(DiagnosticCode::BadDate, *span, said!("there is no day `{text}`")).help(help));
        }
        parsed
    }

    fn said_twice(&mut self, span: Span, first: Span, what: Phrase) {
        let text = self.text_at(span);
        let keyword = text.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or("");
        // The only clause that two words begin.
        let clause = if keyword == "smaller" { "smaller side" } else { keyword };
        let help = if ["require", "when"].contains(&clause) {
            said!("join the two conditions with `and`, or delete one")
        } else {
            said!("keep one of the two")
        };
        let diagnostic = Diagnostic::new(DiagnosticCode::RepeatedClause, span, said!("the {what} has `{clause}` twice"));
        self.report(diagnostic.other(first, said!("the first")).help(help));
    }

    fn duplicate(&mut self, word: &Word, first: Span, what: Phrase) {
        let message = said!("{what} `{}` is declared twice", word.text);
        let help = if what == said!("code") {
            said!("give one of the two another code, or delete it")
        } else {
            said!("give one of the two another name, or delete it")
        };
        self.report(Diagnostic::new(DiagnosticCode::Duplicate, word.span, message).other(first, said!("the first declaration")).help(help));
    }
}
