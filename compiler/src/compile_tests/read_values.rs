//! Values in tests, by the types of their cells. A bare number is as a submission has it: 12.50 of a percent is 12.50 %.

use super::TestCompiler;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_code::DiagnosticCode;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_grammar::suggest;
use positum_grammar::syntax_tree::test_block::{TestValue, TestValueKind};
use positum_grammar::syntax_tree::{self as syntax, QuantityUnit};
use positum_plan::amount::{Exact, Rounding};
use positum_plan::period::parse_date;
use positum_plan::plan::{CellReference, CodelistId, ColumnId};
use positum_plan::test_case::{GivenTarget, TestedCell};
use positum_plan::value::{Currency, Quantity, RatioScale, Value, ValueType};

/// A value as written, read by a type.
enum Read {
    /// A number as it is shown: 12.50 for 12.50 %; and how a submission writes it.
    Number(Exact, String),
    /// Anything else.
    Other(Value),
}

/// A cell, column or parameter by whose type a value is read.
struct Wanted {
    value_type: ValueType,
    /// Where the type was declared.
    span: Span,
    /// What it is: a cell or a parameter.
    what: Phrase,
}

impl TestCompiler<'_, '_> {
    /// Reads a value that is given, as a submission writes it.
    pub(super) fn given_text(&mut self, target: GivenTarget, value: &TestValue) -> Option<String> {
        let wanted = match target {
            GivenTarget::Cell(cell) => self.wanted(CellReference::Cell(cell)),
            GivenTarget::InLine(column, _) => self.wanted(CellReference::Column(column)),
            GivenTarget::Parameter(parameter) => {
                let span = *self.resolved.parameter_spans.lookup(parameter)?;
                Some(Wanted { value_type: self.resolved.parameters[parameter].value_type.clone(), span, what: said!("parameter") })
            }
        }?;
        Some(match self.read(value, &wanted)? {
            Read::Number(_, text) => text,
            Read::Other(value) => wanted.value_type.text(&value),
        })
    }

    /// Reads a value that is expected: it has no more decimals than the cell shows.
    pub(super) fn expected_value(&mut self, cell: &TestedCell, value: &TestValue) -> Option<Value> {
        let reference = match cell {
            TestedCell::Cell(cell) => CellReference::Cell(*cell),
            TestedCell::InLine(column, _) => CellReference::Column(*column),
        };
        let wanted = self.wanted(reference)?;
        self.shown_value(value, &wanted)
    }

    /// Reads a part of a key.
    pub(super) fn key_value(&mut self, column: ColumnId, value: &TestValue) -> Option<Value> {
        let wanted = self.wanted(CellReference::Column(column))?;
        self.shown_value(value, &wanted)
    }

    /// Gives the type of a cell; nothing where it has an error.
    fn wanted(&self, reference: CellReference) -> Option<Wanted> {
        let cell = self.model.slot(reference);
        cell.value_type.clone().map(|value_type| Wanted { value_type, span: cell.span, what: said!("cell") })
    }

    fn shown_value(&mut self, value: &TestValue, wanted: &Wanted) -> Option<Value> {
        match self.read(value, wanted)? {
            Read::Other(value) => Some(value),
            Read::Number(shown, text) => {
                let value_type = &wanted.value_type;
                let plain = value_type.plain_from_shown(&shown);
                if !plain.fits_decimals(value_type.plain_decimals()) {
                    let message = said!("`{text}` has more decimals than the cell, which shows {}", value_type.decimals);
                    self.misfit(value.span, message, wanted, said!("write the value as the report shows it"));
                    return None;
                }
                let rounded = value_type.rounded(&plain);
                if rounded.is_none() {
                    self.misfit(
                        value.span,
                        said!("`{text}` has more digits than a report can show"),
                        wanted,
                        said!("a number has at most 28 digits"),
                    );
                }
                rounded.map(Value::Number)
            }
        }
    }

    /// Says that a value does not fit. Where the type itself has an error, it may be the type that is wrong.
    fn misfit(&mut self, span: Span, message: Phrase, wanted: &Wanted, help: Phrase) {
        if !self.is_clean && self.diagnostics.have_error_at(wanted.span) {
            return;
        }
        let diagnostic = Diagnostic::new(DiagnosticCode::TestValue, span, message);
        self.diagnostics.push(diagnostic.other(wanted.span, said!("the type was declared here")).help(help));
    }

    fn read(&mut self, value: &TestValue, wanted: &Wanted) -> Option<Read> {
        let read = match (&wanted.value_type.quantity, &value.kind) {
            (Quantity::Date, TestValueKind::Date(text)) => parse_date(text).ok().map(|date| Read::Other(Value::Date(date))),
            (Quantity::Text, TestValueKind::Text(text)) => Some(Read::Other(Value::Text(text.text.clone()))),
            (Quantity::Bool, TestValueKind::Word(word)) => match word.text.as_str() {
                "true" => Some(Read::Other(Value::Bool(true))),
                "false" => Some(Read::Other(Value::Bool(false))),
                _ => None,
            },
            (Quantity::Code(codelist), kind) => return self.code(*codelist, kind, value.span, wanted),
            (quantity, TestValueKind::Number(number)) if wanted.value_type.is_number() => read_number(quantity, number),
            (_, _) => None,
        };
        if read.is_none() {
            self.refuse(value, wanted);
        }
        read
    }

    /// Reads a code, bare or in quotes.
    fn code(&mut self, codelist: CodelistId, kind: &TestValueKind, span: Span, wanted: &Wanted) -> Option<Read> {
        let list = &self.resolved.codelists[codelist];
        let text = match kind {
            TestValueKind::Text(text) => text.text.as_str(),
            TestValueKind::Word(word) => word.text.as_str(),
            TestValueKind::Number(number) if number.unit.is_none() => number.digits.as_str(),
            TestValueKind::Number(_) | TestValueKind::Date(_) => "",
        };
        if list.codes.contains_key(text) {
            return Some(Read::Other(Value::Text(text.to_owned())));
        }
        let near = suggest::nearest(text, list.codes.keys().map(String::as_str));
        let help =
            if near.is_empty() { said!("write one of the codes of `{}`", list.name) } else { said!("did you mean {}?", suggest::choice(&near)) };
        let message = if text.is_empty() { said!("this is no code of `{}`", list.name) } else { said!("`{}` has no code `{text}`", list.name) };
        let diagnostic = Diagnostic::new(DiagnosticCode::UnknownCodelistValue, span, message);
        self.diagnostics.push(diagnostic.other(wanted.span, said!("the type was declared here")).help(help));
        None
    }

    fn refuse(&mut self, value: &TestValue, wanted: &Wanted) {
        let (what, help) = match &wanted.value_type.quantity {
            Quantity::Amount(Currency::Fixed(currency)) => {
                (said!("an amount in {currency}"), said!("write the number alone or with its currency, as `1 000 {currency}`"))
            }
            Quantity::Amount(Currency::OfColumn(_)) => (said!("an amount in the currency of its line"), said!("write the number alone")),
            Quantity::Rate { .. } => (said!("a rate"), said!("write the number alone, as `0.9246`")),
            Quantity::Ratio(RatioScale::Plain) => (said!("a ratio"), said!("write the number alone, as `0.125`")),
            Quantity::Ratio(RatioScale::Percent) => (said!("a percent"), said!("write it as `12.50 %`")),
            Quantity::Ratio(RatioScale::Permille) => (said!("a permille"), said!("write it as `5 ‰`")),
            Quantity::Ratio(RatioScale::BasisPoints) => (said!("a number of basis points"), said!("write it as `25 bp`")),
            Quantity::Count => (said!("a count"), said!("write the number alone")),
            Quantity::Integer | Quantity::Decimal => (said!("a number without a unit"), said!("write the number alone")),
            Quantity::Days => (said!("a number of days"), said!("write it as `30 days`")),
            Quantity::Date => (said!("a date"), said!("write a day that exists, as `2025-03-31`")),
            Quantity::Text => (said!("a text"), said!("write it in quotes")),
            Quantity::Bool => (said!("true or false"), said!("write `true` or `false`")),
            Quantity::Code(_) => (said!("a code"), said!("write one of the codelist's codes")),
        };
        self.misfit(value.span, said!("the {} takes {what}, and this is something else", wanted.what), wanted, help);
    }
}

/// Reads a number with the unit of a type, or without one.
fn read_number(quantity: &Quantity, number: &syntax::Quantity) -> Option<Read> {
    let written = Exact::parse_plain(&number.digits).ok()?;
    let decimals = number.digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let scale_of_unit = match (&number.unit, quantity) {
        (None, _) | (Some(QuantityUnit::Days), Quantity::Days) => None,
        (Some(QuantityUnit::Currency(word)), Quantity::Amount(Currency::Fixed(currency))) if word.text == *currency => None,
        (Some(QuantityUnit::Percent), Quantity::Ratio(scale)) => Some((RatioScale::Percent, *scale)),
        (Some(QuantityUnit::Permille), Quantity::Ratio(scale)) => Some((RatioScale::Permille, *scale)),
        (Some(QuantityUnit::BasisPoints), Quantity::Ratio(scale)) => Some((RatioScale::BasisPoints, *scale)),
        (Some(_), _) => return None,
    };
    let Some((written_in, shown_in)) = scale_of_unit.filter(|(written, shown)| written != shown) else {
        return Some(Read::Number(written, number.digits.clone()));
    };
    // 125 ‰ of a percent are 12.5: one power less to divide by, one decimal more to write.
    let divided = Exact::scaled(1, written_in.power());
    let shown = written.times(&divided)?.times(&Exact::whole(10_i128.checked_pow(shown_in.power())?))?;
    let more = u32::try_from(decimals).ok()?.checked_add(written_in.power())?;
    let text = shown.rounded(more, Rounding::HalfAwayFromZero)?.normalize().to_string();
    Some(Read::Number(shown, text))
}
