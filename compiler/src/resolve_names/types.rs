//! Types as written to types of values.

use super::Resolver;
use crate::code_tables;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use crate::resolved_model::{Axis, DeclaredType};
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::{self, CurrencyReference, Modifier, TypeClause, ValueType as Written, Word};
use positum_plan::amount::Rounding;
use positum_plan::plan::{Absence, ColumnId, TableId};
use positum_plan::value::{Currency, Quantity, RatioScale, ValueType};
use std::collections::BTreeMap;

/// The most decimals that a type may show.
const MOST_DECIMALS: u32 = 15;

/// What the package's header says for all its types.
#[derive(Debug, Default)]
pub(super) struct Defaults {
    /// Decimals by currency or name of a type.
    pub(super) precision: BTreeMap<String, u32>,
    /// The rule of rounding.
    pub(super) rounding: Rounding,
}

/// Gives the rule of rounding that is written.
pub(super) fn rounding_rule(rounding: syntax_tree::Rounding) -> Rounding {
    match rounding {
        syntax_tree::Rounding::HalfAwayFromZero => Rounding::HalfAwayFromZero,
        syntax_tree::Rounding::HalfEven => Rounding::HalfEven,
        syntax_tree::Rounding::TowardZero => Rounding::TowardZero,
    }
}

const SIMPLE_TYPES: [&str; 12] =
    ["percent", "permille", "basis_points", "ratio", "count", "integer", "decimal", "days", "date", "text", "bool", "sequence"];

/// Types of other languages, and ours.
const OTHER_NAMES: [(&str, Phrase); 20] = [
    ("euro", said!("`EUR`")),
    ("euros", said!("`EUR`")),
    ("eiro", said!("`EUR`")),
    ("procenti", said!("`percent`")),
    ("skaits", said!("`count`")),
    ("datums", said!("`date`")),
    ("teksts", said!("`text`")),
    ("amount", said!("its currency, as `EUR`")),
    ("money", said!("its currency, as `EUR`, or `money[A]` where column A names it")),
    ("currency", said!("its currency, as `EUR`, or `code iso4217` for the code of one")),
    ("country", said!("`code iso3166`")),
    ("number", said!("`integer`, `decimal(2)`, or what it measures, as `EUR` or `count`")),
    ("int", said!("`integer`, or `count` for a number of things")),
    ("float", said!("`decimal(2)`")),
    ("double", said!("`decimal(2)`")),
    ("string", said!("`text`")),
    ("char", said!("`text`")),
    ("boolean", said!("`bool`")),
    ("percentage", said!("`percent`")),
    ("bp", said!("`basis_points`")),
];

impl Resolver<'_, '_> {
    /// Resolves a type; `list` is the list whose columns it may name.
    pub(super) fn declared_type(&mut self, clause: &TypeClause, list: Option<TableId>) -> Option<DeclaredType> {
        let (quantity, usual) = self.quantity(clause, list)?;
        let limits = self.text_limits(clause, &quantity);
        let is_text = quantity == Quantity::Text;
        let stated = match &clause.places {
            Some(places) if !is_text => Some(self.decimals(places)?),
            Some(_) | None => None,
        };
        let has_places = match quantity {
            Quantity::Amount(_) | Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Decimal => true,
            Quantity::Count | Quantity::Integer | Quantity::Days | Quantity::Date | Quantity::Text | Quantity::Bool | Quantity::Code(_) => false,
        };
        if let (Some(places), false) = (&clause.places, has_places || is_text) {
            let name = self.text_at(clause.span);
            let message = said!("`{}` has no decimals", name.split('(').next().unwrap_or("").trim_end());
            self.report(Diagnostic::new(DiagnosticCode::BadPrecision, places.span, message).help(said!("delete the brackets")));
        }
        let Some(decimals) = stated.or(usual) else {
            let name = self.text_at(clause.span);
            let message = said!("`{name}` must say how many decimals it has");
            let diagnostic = Diagnostic::new(DiagnosticCode::BadPrecision, clause.span, message);
            self.report(if matches!(quantity, Quantity::Rate { .. }) {
                diagnostic.help(said!("write `{name}(5)` for five decimals, or `precision rate 5` in the package's header"))
            } else {
                diagnostic.help(said!("write `{name}(2)` for two decimals"))
            });
            return None;
        };
        let rounding = clause.rounding.map_or(self.defaults.rounding, rounding_rule);
        let is_sequence = matches!(&clause.value_type, Written::Simple(word) if word.text == "sequence");
        let absence = self.absence(clause, &quantity);
        Some(DeclaredType { value_type: ValueType { quantity, decimals, rounding, limits }, is_sequence, absence, span: clause.span, is_own: true })
    }

    /// Reads a number of decimals.
    pub(super) fn decimals(&mut self, places: &Word) -> Option<u32> {
        let decimals = places.text.parse().ok().filter(|decimals| *decimals <= MOST_DECIMALS);
        if decimals.is_none() {
            let message = said!("`{}` decimals are more than a report shows", places.text);
            self.report(Diagnostic::new(DiagnosticCode::BadPrecision, places.span, message).help(said!("the most is {MOST_DECIMALS}")));
        }
        decimals
    }

    fn absence(&mut self, clause: &TypeClause, quantity: &Quantity) -> Option<Absence> {
        let mut absence: Option<(Absence, Span)> = None;
        for (modifier, span) in &clause.modifiers {
            let new = match modifier {
                Modifier::Key => continue,
                Modifier::Optional => Absence::Optional,
                Modifier::BlankIsZero => Absence::Zero,
            };
            let unit = positum_plan::unit::Unit::from(quantity);
            if new == Absence::Zero && !unit.is_number() {
                let diagnostic = Diagnostic::new(DiagnosticCode::UnitMismatch, *span, said!("only a number can be zero when blank"));
                let diagnostic = diagnostic.other(clause.span, said!("the type"));
                self.report(diagnostic.help(said!("write `optional` for a cell that may be blank")));
            }
            if let Some((_, first)) = absence {
                let diagnostic =
                    Diagnostic::new(DiagnosticCode::RepeatedClause, *span, said!("a cell that may be blank is either zero then or blank"));
                self.report(diagnostic.other(first, said!("the other")).help(said!("keep one of the two")));
            }
            absence = Some((new, *span));
        }
        absence.map(|(absence, _)| absence)
    }

    /// Gives what a type measures and how many decimals it usually shows.
    fn quantity(&mut self, clause: &TypeClause, list: Option<TableId>) -> Option<(Quantity, Option<u32>)> {
        match &clause.value_type {
            Written::Currency(word) => {
                let currency = self.currency(word)?;
                let decimals = self.currency_precision(&currency);
                Some((Quantity::Amount(Currency::Fixed(currency)), Some(decimals)))
            }
            Written::Money(column) => {
                let column = self.currency_column(column, list)?;
                Some((Quantity::Amount(Currency::OfColumn(column)), Some(self.named_precision("money", 2))))
            }
            Written::Rate(to, from) => {
                let (to, from) = (self.currency_reference(to, list)?, self.currency_reference(from, list)?);
                // Without a header that was reported, and nothing more is said.
                let usual = self.defaults.precision.get("rate").copied().or(self.tree.packages.is_empty().then_some(0));
                Some((Quantity::Rate { to, from }, usual))
            }
            Written::Code(name) => Some((Quantity::Code(self.codelist(name)?), Some(0))),
            Written::Simple(word) => self.simple_type(word),
        }
    }

    fn named_precision(&self, name: &str, usual: u32) -> u32 {
        self.defaults.precision.get(name).copied().unwrap_or(usual)
    }

    fn currency_precision(&self, currency: &str) -> u32 {
        let named = self.defaults.precision.get(currency).or_else(|| self.defaults.precision.get("money")).copied();
        named.or_else(|| code_tables::currency_decimals(currency)).unwrap_or(2)
    }

    fn simple_type(&mut self, word: &Word) -> Option<(Quantity, Option<u32>)> {
        Some(match word.text.as_str() {
            "percent" => (Quantity::Ratio(RatioScale::Percent), Some(self.named_precision("percent", 2))),
            "permille" => (Quantity::Ratio(RatioScale::Permille), Some(self.named_precision("permille", 2))),
            "basis_points" => (Quantity::Ratio(RatioScale::BasisPoints), Some(self.named_precision("basis_points", 0))),
            "ratio" => (Quantity::Ratio(RatioScale::Plain), None),
            "decimal" => (Quantity::Decimal, None),
            "count" => (Quantity::Count, Some(0)),
            "integer" | "sequence" => (Quantity::Integer, Some(0)),
            "days" => (Quantity::Days, Some(0)),
            "date" => (Quantity::Date, Some(0)),
            "text" => (Quantity::Text, Some(0)),
            "bool" => (Quantity::Bool, Some(0)),
            _ => {
                let message = said!("there is no type `{}`", word.text);
                let help = self.help_for_type(&word.text);
                self.report(Diagnostic::new(DiagnosticCode::UnknownType, word.span, message).help(help));
                return None;
            }
        })
    }

    fn help_for_type(&self, name: &str) -> Phrase {
        if let Some((_, ours)) = OTHER_NAMES.iter().find(|(theirs, _)| *theirs == name) {
            return said!("write {ours}");
        }
        let currency = name.to_ascii_uppercase();
        if code_tables::currency_decimals(&currency).is_some() {
            return said!("write `{currency}`");
        }
        if self.codelist_syntax.contains_key(name) || code_tables::built_in(name).is_some() {
            return said!("write `code {name}`: the value is one of that codelist");
        }
        let near = suggest::nearest(name, SIMPLE_TYPES);
        if near.is_empty() {
            return said!("write a currency as `EUR`, or `percent`, `count`, `text`, `date` or another type");
        }
        said!("did you mean {}?", suggest::choice(&near))
    }

    fn currency_reference(&mut self, reference: &CurrencyReference, list: Option<TableId>) -> Option<Currency> {
        match reference {
            CurrencyReference::Fixed(word) => self.currency(word).map(Currency::Fixed),
            CurrencyReference::Column(word) => self.currency_column(word, list).map(Currency::OfColumn),
        }
    }

    fn currency_column(&mut self, word: &Word, list: Option<TableId>) -> Option<ColumnId> {
        let Some((id, list)) = list.and_then(|id| Some((id, self.list_of(id)?))) else {
            let diagnostic = Diagnostic::new(DiagnosticCode::WrongPlace, word.span, said!("only a list has a currency for each of its lines"));
            self.report(diagnostic.help(said!("name the currency, as EUR")));
            return None;
        };
        let (codes, column) = (codes_of(&list.axis), list.axis.find(&word.text).and_then(|index| list.columns.get(index)).copied());
        if column.is_none() {
            self.unknown_column(id, word, &codes);
        }
        column
    }
}

/// Gives the codes of an axis.
pub(super) fn codes_of(axis: &Axis) -> Vec<String> {
    axis.entries.iter().map(|entry| entry.code.clone()).collect()
}
