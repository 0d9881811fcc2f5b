//! Formulas that labels print in brackets, as `Net position (100–200)`.
//!
//! Only text made solely of two or more declared codes and operators counts; all other text in brackets is prose.

use super::Resolver;
use super::look_up::{Own, Scope};
use crate::resolved_model::{Expression, ExpressionKind, Shape, Side};
use positum_grammar::parse_text::parse_formula;
use positum_grammar::source::Span;
use positum_grammar::syntax_tree::{self as syntax, Reference, Term, TermValue, Text, Word, WordKind};
use positum_plan::plan::TableId;
use std::ops::Range;

/// A formula that a label prints.
#[derive(Clone, Debug)]
pub(crate) struct PrintedFormula {
    /// The table.
    pub(crate) table: TableId,
    /// On which side of it the label stands.
    pub(crate) side: Side,
    /// The position, row or column.
    pub(crate) index: usize,
    /// The label's language.
    pub(crate) language: String,
    /// The brackets with what they hold.
    pub(crate) span: Span,
    /// As printed, in brackets.
    pub(crate) text: String,
    /// As a definition would say it.
    pub(crate) definition: String,
    /// What is printed.
    pub(crate) expression: Expression,
}

/// What the signs of a printed formula are.
const SIGNS: &str = "+-‐‑–—−*×·xх/÷:=().…[]'";

impl<'t> Resolver<'t, '_> {
    /// Finds the formulas that labels print, where nothing is wrong with the package so far.
    pub(super) fn printed_formulas(&mut self) -> Vec<PrintedFormula> {
        let mut found = Vec::new();
        if self.diagnostics.has_errors() {
            return found;
        }
        for id in self.model.tables.ids() {
            let Some(content) = self.syntax_of(id) else { continue };
            let (rows, columns, taken) = (content.rows.clone(), content.columns.clone(), content.taken);
            for (side, entries, taken) in [(Side::Row, rows, 0), (Side::Column, columns, taken)] {
                for (index, entry) in entries.into_iter().enumerate() {
                    self.formulas_of_entry(id, side, index.saturating_add(taken), entry, &mut found);
                }
            }
        }
        found
    }

    fn formulas_of_entry(&mut self, table: TableId, side: Side, index: usize, entry: &'t syntax::Entry, found: &mut Vec<PrintedFormula>) {
        let own = match (&self.model.tables[table].shape, side) {
            (Shape::Form(_), _) => Own::Positions,
            (Shape::Grid(..), Side::Row) => Own::RowFormula,
            (Shape::Grid(..), Side::Column) => Own::ColumnFormula,
            (Shape::List(_), _) => Own::Line,
        };
        let main = entry.labels.main.iter().map(|text| (self.main_language(), text));
        let texts: Vec<(String, &Text)> = main.chain(entry.labels.others.iter().map(|(word, text)| (word.text.clone(), text))).collect();
        for (language, text) in texts {
            let source = self.texts.get(text.span.source.0 as usize).copied().unwrap_or("");
            let raw = text.span.text(source);
            let mut told: Option<Range<usize>> = None;
            for brackets in bracketed(raw) {
                let is_within = told.as_ref().is_some_and(|told| told.start < brackets.start && brackets.end < told.end);
                if is_within || is_part_of_more(raw, &brackets) {
                    continue;
                }
                let printed = raw.get(brackets.clone()).unwrap_or("");
                let Some((expression, definition)) = self.printed_formula(table, own, entry, printed) else { continue };
                let start = text.span.range().start;
                let span = Span::new(text.span.source, start.saturating_add(brackets.start), start.saturating_add(brackets.end));
                let (language, text) = (language.clone(), printed.to_owned());
                found.push(PrintedFormula { table, side, index, language, span, text, definition, expression });
                told = Some(brackets);
            }
        }
    }

    /// Reads what stands in brackets, with how a definition would say it; nothing where it is no formula.
    fn printed_formula(&mut self, table: TableId, own: Own, entry: &syntax::Entry, printed: &str) -> Option<(Expression, String)> {
        let text = as_formula(printed, &entry.code.text, matches!(own, Own::RowFormula | Own::ColumnFormula))?;
        let mut formula = parse_formula(entry.code.span.source, &text, 0).ok()?;
        let mut codes = Vec::new();
        if !collect_codes(&mut formula, &mut codes) || codes.len() < 2 {
            return None;
        }
        let report = self.model.tables[table].report;
        let scope = Scope::table(report, table, own);
        let mut definition = text;
        // From the last to the first, so that places before stay where they are.
        codes.sort_by_key(|code| std::cmp::Reverse(code.span()));
        for code in codes {
            if code.word().text == entry.code.text {
                return None;
            }
            if let Code::Single(reference) = code
                && let Some(name) = self.other_table_of(&scope, table, own, &reference.word)
            {
                definition.insert_str(reference.span.range().start.min(definition.len()), &format!("{name}."));
                reference.qualifiers = vec![Word { text: name, kind: WordKind::Name, span: reference.span }];
            }
        }
        let kept = std::mem::take(self.diagnostics);
        let expression = self.expression(&scope, &formula);
        let said = std::mem::replace(self.diagnostics, kept);
        (said.is_empty() && names_entries(&expression)).then_some((expression, definition))
    }

    /// Gives the only other table of the report that has a code which the own one lacks.
    fn other_table_of(&self, scope: &Scope, own_table: TableId, own: Own, word: &Word) -> Option<String> {
        if self.in_own_table(own_table, own, &word.text).is_some() {
            return None;
        }
        let others = self.model.reports[scope.report].tables.iter().copied().filter(|other| *other != own_table);
        let mut having = others.filter(|other| self.in_other_table(*other, scope, &word.text).is_some());
        match (having.next(), having.next()) {
            (Some(only), None) => Some(self.model.tables[only].name.clone()),
            (None | Some(_), _) => None,
        }
    }
}

/// A code in a printed formula.
enum Code<'e> {
    Single(&'e mut Reference),
    InRange(Word),
}

impl Code<'_> {
    fn word(&self) -> &Word {
        match self {
            Self::Single(reference) => &reference.word,
            Self::InRange(word) => word,
        }
    }

    fn span(&self) -> Span {
        self.word().span
    }
}

/// Gives each pair of brackets, outer ones before those in them.
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (offset, letter) in text.char_indices() {
        match letter {
            '(' | '[' => open.push(offset),
            ')' | ']' => pairs.extend(open.pop().map(|start| start..offset.saturating_add(1))),
            _ => {}
        }
    }
    pairs.sort_by_key(|pair| (pair.start, std::cmp::Reverse(pair.end)));
    pairs
}

/// Tells whether a pair of brackets is one operand of a longer formula: `030/(010+020)` without brackets around all.
fn is_part_of_more(text: &str, pair: &Range<usize>) -> bool {
    let is_operator = |letter: char| "+-‐‑–—−*×·xх/÷".contains(letter);
    let mut before = text.get(..pair.start).unwrap_or("").chars().rev().filter(|letter| !letter.is_whitespace());
    let mut after = text.get(pair.end..).unwrap_or("").chars().filter(|letter| !letter.is_whitespace());
    let follows = before.next().is_some_and(is_operator) && before.next().is_some_and(|letter| letter.is_ascii_digit() || letter == ')');
    let goes_on = after.next().is_some_and(is_operator) && after.next().is_some_and(|letter| letter.is_ascii_digit() || letter == '(');
    follows || goes_on
}

/// Takes the brackets and what is only print off a formula; nothing where it holds anything but codes and operators.
fn as_formula(printed: &str, own_code: &str, is_grid: bool) -> Option<String> {
    let is_formula = |letter: char| letter.is_ascii_digit() || letter.is_ascii_uppercase() || letter.is_whitespace() || SIGNS.contains(letter);
    let mut letters = printed.chars();
    letters.next();
    letters.next_back();
    let inner = letters.as_str().trim();
    if !inner.chars().all(is_formula) {
        return None;
    }
    let inner = match inner.split_once('=') {
        Some((left, right)) if left.trim().is_empty() || left.trim() == own_code => right.trim(),
        Some(_) => return None,
        None => inner,
    };
    let plain = |letter: char| match letter {
        'х' => 'x',
        '÷' => '/',
        ':' if !is_grid => '/',
        '[' => '(',
        ']' => ')',
        other => other,
    };
    Some(inner.chars().map(plain).collect())
}

/// Gathers the codes of a formula; tells whether it has nothing else but operators.
fn collect_codes<'e>(formula: &'e mut syntax::Expression, codes: &mut Vec<Code<'e>>) -> bool {
    use syntax::ExpressionKind as Written;
    match &mut formula.kind {
        Written::Reference(reference) if reference.qualifiers.is_empty() && reference.word.kind != WordKind::Name => {
            codes.push(Code::Single(reference));
            true
        }
        Written::Chain(terms) => terms.iter_mut().all(|term| codes_of_term(term, codes)),
        Written::Product(left, right) | Written::Quotient(left, right) => collect_codes(left, codes) && collect_codes(right, codes),
        Written::Negation(inner) => collect_codes(inner, codes),
        Written::Reference(_)
        | Written::Quantity(_)
        | Written::Date(_)
        | Written::Text(_)
        | Written::Range(_)
        | Written::Not(_)
        | Written::Comparison { .. }
        | Written::In(..)
        | Written::And(_)
        | Written::Or(_)
        | Written::When(..)
        | Written::Else(..)
        | Written::If(..)
        | Written::Call { .. }
        | Written::Keyed(_)
        | Written::Matches(..)
        | Written::RunningSum { .. } => false,
    }
}

fn codes_of_term<'e>(term: &'e mut Term, codes: &mut Vec<Code<'e>>) -> bool {
    match &mut term.value {
        TermValue::Single(expression) => collect_codes(expression, codes),
        TermValue::Range { leading, last, .. } => {
            codes.extend(leading.iter().chain([&*last]).cloned().map(Code::InRange));
            true
        }
    }
}

/// Tells whether every code turned out to be one that is declared, and no number.
fn names_entries(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Entry(..) | ExpressionKind::Cell(..) => true,
        ExpressionKind::Chain(_)
        | ExpressionKind::Range(_)
        | ExpressionKind::Product(..)
        | ExpressionKind::Quotient(..)
        | ExpressionKind::Negation(_) => expression.parts().into_iter().all(names_entries),
        ExpressionKind::Number(_)
        | ExpressionKind::Text(_)
        | ExpressionKind::Date(_)
        | ExpressionKind::Total(..)
        | ExpressionKind::Let(..)
        | ExpressionKind::Table(_)
        | ExpressionKind::Matches(..)
        | ExpressionKind::DaysBetween(..)
        | ExpressionKind::DateOf { .. }
        | ExpressionKind::WorkingDaysAfter { .. }
        | ExpressionKind::Exact(_)
        | ExpressionKind::Earlier(..)
        | ExpressionKind::PeriodPart(_)
        | ExpressionKind::Lookup { .. }
        | ExpressionKind::Parameter(_)
        | ExpressionKind::Not(_)
        | ExpressionKind::Comparison(..)
        | ExpressionKind::In(..)
        | ExpressionKind::And(_)
        | ExpressionKind::Or(_)
        | ExpressionKind::When(..)
        | ExpressionKind::Else(..)
        | ExpressionKind::If(..)
        | ExpressionKind::Absolute(_)
        | ExpressionKind::Least(_)
        | ExpressionKind::Greatest(_)
        | ExpressionKind::Round(..)
        | ExpressionKind::Aggregate { .. }
        | ExpressionKind::RunningSum { .. }
        | ExpressionKind::Unknown => false,
    }
}
