//! Walks the declarations of a package and gathers what is found in them.

use super::neighbours::{Neighbours, Scope};
use super::written::Written;
use super::{Mutation, MutationKind as Kind};
use crate::source::Span;
use crate::syntax_tree::{Package, PackageItem, ReportItem, Rounding, SyntaxTree, Valid};

/// The rules of rounding as they are written.
const ROUNDINGS: [(Rounding, &str); 3] =
    [(Rounding::HalfAwayFromZero, "half away from zero"), (Rounding::HalfEven, "half even"), (Rounding::TowardZero, "toward zero")];

/// Gathers mutations.
pub(super) struct Walk<'t> {
    tree: &'t SyntaxTree,
    pub(super) written: Written,
    pub(super) neighbours: Neighbours<'t>,
    report: Option<&'t str>,
    found: Vec<Mutation>,
}

impl<'t> Walk<'t> {
    pub(super) fn new(tree: &'t SyntaxTree, texts: &[&str]) -> Self {
        Self { tree, written: Written::new(tree, texts), neighbours: Neighbours::new(tree), report: None, found: Vec::new() }
    }

    /// Notes a mutation.
    pub(super) fn add(&mut self, kind: Kind, span: Span, replacement: &str) {
        let report = self.report.map(str::to_owned);
        self.found.push(Mutation { span, kind, replacement: replacement.to_owned(), report });
    }

    /// Finds all mutations of the package.
    pub(super) fn package(mut self) -> Vec<Mutation> {
        let tree = self.tree;
        tree.packages.iter().for_each(|package| self.header(package));
        for parameter in &tree.parameters {
            self.type_clause(&parameter.type_clause);
            for value in &parameter.values {
                self.number(value.value.span, Kind::Limit);
                self.validity(&value.valid);
            }
        }
        for layout in &tree.layouts {
            layout.type_clause.iter().for_each(|clause| self.type_clause(clause));
            self.grid_items(Scope { report: "", table: &layout.name.text, side: 0 }, &layout.items);
        }
        for report in &tree.reports {
            self.report = Some(&report.name.text);
            report.items.iter().for_each(|item| self.report_item(&report.name.text, item));
        }
        self.found
    }

    fn report_item(&mut self, report: &'t str, item: &'t ReportItem) {
        match item {
            ReportItem::Table(table) => self.table(report, table),
            ReportItem::Check(check) => self.check(Scope { report, table: "", side: 0 }, check),
            ReportItem::Valid(valid, _) => self.validity(valid),
            ReportItem::Source(_) | ReportItem::Module(_) | ReportItem::Period(_) | ReportItem::Due(_) => {}
            ReportItem::Retain(_) | ReportItem::Accept(_) | ReportItem::Broken(_) => {}
        }
    }

    fn header(&mut self, package: &'t Package) {
        for item in &package.items {
            match item {
                PackageItem::Precision(entries) => entries.iter().for_each(|(_, decimals)| self.decimals(decimals.span)),
                PackageItem::Rounding(rounding) => self.rounding(*rounding, package.span),
                PackageItem::Valid(valid, _) => self.validity(valid),
                PackageItem::Publisher(_) | PackageItem::Languages(_) | PackageItem::Source(_) | PackageItem::Accept(_) => {}
            }
        }
    }

    /// Puts the other rules in the place of one.
    pub(super) fn rounding(&mut self, rule: Rounding, within: Span) {
        let words = ROUNDINGS.into_iter().find_map(|(other, words)| (other == rule).then_some(words)).unwrap_or("");
        let Some(place) = self.written.word_in(within, words).filter(|_| !words.is_empty()) else { return };
        for (other, words) in ROUNDINGS {
            if other != rule {
                self.add(Kind::Rounding, place, words);
            }
        }
    }

    /// Lets something begin a year later, and end a year sooner.
    pub(super) fn validity(&mut self, valid: &'t Valid) {
        for (day, step) in [(&valid.from, 1), (&valid.until, -1)] {
            let moved = day.as_ref().and_then(|(text, span)| years_later(text, step).map(|moved| (*span, moved)));
            if let Some((span, moved)) = moved {
                self.add(Kind::Validity, span, &moved);
            }
        }
    }
}

/// Gives a day some years later; the last of February becomes one that is in every year.
fn years_later(day: &str, years: i32) -> Option<String> {
    let (year, rest) = day.split_once('-')?;
    let year = year.parse::<i32>().ok()?.checked_add(years)?;
    let rest = if rest == "02-29" { "02-28" } else { rest };
    Some(format!("{year:04}-{rest}"))
}
