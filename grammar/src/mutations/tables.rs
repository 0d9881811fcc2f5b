//! Mutations of tables: their entries, marks, types and checks.

use super::MutationKind as Kind;
use super::declarations::Walk;
use super::neighbours::Scope;
use crate::source::Span;
use crate::syntax_tree::{Axis, Check, CodeRange, Derivation, Entry, GridItem, Modifier, Shape, Table, TableItem, TypeClause};

/// The side on which rows, positions and a list's columns stand.
const ROWS: usize = 0;
/// The side on which the columns of a grid stand.
const COLUMNS: usize = 1;

impl<'t> Walk<'t> {
    pub(super) fn table(&mut self, report: &'t str, table: &'t Table) {
        let scope = Scope { report, table: &table.name.text, side: ROWS };
        table.type_clause.iter().for_each(|clause| self.type_clause(clause));
        match &table.shape {
            Shape::Form(items) => self.items(scope, items),
            Shape::Grid(grid) => {
                grid.formula.iter().for_each(|formula| self.formula(scope, formula));
                self.grid_items(scope, &grid.items);
            }
            Shape::List { derivation, items } => {
                derivation.iter().for_each(|derivation| self.derivation(scope, derivation));
                self.items(scope, items);
            }
        }
    }

    pub(super) fn grid_items(&mut self, scope: Scope<'t>, items: &'t [GridItem]) {
        for item in items {
            match item {
                GridItem::Columns(items, _) => self.items(Scope { side: COLUMNS, ..scope }, items),
                GridItem::Rows(items, _) => self.items(Scope { side: ROWS, ..scope }, items),
                GridItem::Check(check) => self.check(scope, check),
                GridItem::Let(intermediate) => self.formula(scope, &intermediate.formula),
                GridItem::Map(_) | GridItem::Broken(_) => {}
            }
        }
    }

    fn items(&mut self, scope: Scope<'t>, items: &'t [TableItem]) {
        for item in items {
            match item {
                TableItem::Entry(entry) => self.entry(scope, entry),
                TableItem::Heading(heading) => self.items(scope, &heading.items),
                TableItem::Check(check) => self.check(scope, check),
                TableItem::Let(intermediate) => self.formula(scope, &intermediate.formula),
                TableItem::Total(total) => total.entries.iter().for_each(|(_, formula)| self.formula(scope, formula)),
                TableItem::Key(words, span) => self.words(Some(*span), &words.iter().map(|word| word.span).collect::<Vec<_>>()),
                TableItem::Broken(_) => {}
            }
        }
    }

    fn entry(&mut self, scope: Scope<'t>, entry: &'t Entry) {
        entry.type_clause.iter().for_each(|clause| self.type_clause(clause));
        self.marks(Scope { side: if scope.side == ROWS { COLUMNS } else { ROWS }, ..scope }, &entry.marks);
        entry.formula.iter().for_each(|formula| self.formula(scope, formula));
        self.tolerance(entry.tolerance.as_ref());
        if let Some((valid, _)) = &entry.valid {
            self.validity(valid);
        }
    }

    pub(super) fn check(&mut self, scope: Scope<'t>, check: &'t Check) {
        let side = match check.each.as_ref().map(|each| each.axis) {
            Some(Axis::Rows) => COLUMNS,
            Some(Axis::Columns) | None => ROWS,
        };
        let inside = Scope { side, ..scope };
        check.require.iter().for_each(|require| self.formula(inside, require));
        if let Some(applies) = &check.applies {
            self.condition(inside, applies);
            if let Some(when) = self.written.word_before(applies.span, "when") {
                self.add(Kind::Condition, when.to(applies.span), "");
            }
        }
        if let Some(each) = &check.each {
            let other_side = if side == COLUMNS { ROWS } else { COLUMNS };
            each.ranges.iter().for_each(|range| self.code_range(inside, other_side, range));
        }
        self.tolerance(check.tolerance.as_ref());
        if let Some(severity) = &check.severity {
            let others: &[&str] = match severity.text.as_str() {
                "error" => &["breach", "warning"],
                "breach" | "warning" => &["error", "info"],
                _ => &["warning"],
            };
            others.iter().for_each(|other| self.add(Kind::Severity, severity.span, other));
        }
    }

    pub(super) fn type_clause(&mut self, clause: &'t TypeClause) {
        clause.places.iter().for_each(|places| self.decimals(places.span));
        if let Some(rounding) = clause.rounding {
            // The rule stands right after the type, before anything in quotes could.
            self.rounding(rounding, Span { end: clause.span.end.saturating_add(60), ..clause.span });
        }
        for (modifier, span) in &clause.modifiers {
            let whole = self.written.word_before(*span, ",").map_or(*span, |comma| comma.to(*span));
            match modifier {
                Modifier::Key => self.add(Kind::Key, whole, ""),
                Modifier::Optional => {
                    self.add(Kind::Blank, whole, "");
                    self.add(Kind::Blank, *span, "blank = 0");
                }
                Modifier::BlankIsZero => {
                    self.add(Kind::Blank, whole, "");
                    self.add(Kind::Blank, *span, "optional");
                }
            }
        }
    }

    fn derivation(&mut self, scope: Scope<'t>, derivation: &'t Derivation) {
        if let Some(filter) = &derivation.filter {
            let source = Scope { table: &derivation.source.word.text, ..scope };
            self.condition(source, filter);
            if let Some(word) = self.written.word_before(filter.span, "where") {
                self.add(Kind::Condition, word.to(filter.span), "");
            }
        }
        self.words(None, &derivation.by.iter().map(|word| word.span).collect::<Vec<_>>());
    }

    /// Drops each of several words of a key, or the whole.
    fn words(&mut self, whole: Option<Span>, words: &[Span]) {
        whole.iter().for_each(|whole| self.add(Kind::Key, *whole, ""));
        for (index, span) in words.iter().enumerate() {
            if let Some(place) = in_list(words, index).filter(|_| words.len() > 1) {
                self.add(Kind::Key, place, "");
            }
            let _ = span;
        }
    }

    /// Takes marks away from one cell at each end, and marks the cells beside.
    fn marks(&mut self, scope: Scope<'t>, marks: &'t [CodeRange]) {
        let places: Vec<Span> = marks.iter().map(|mark| mark.last.as_ref().map_or(mark.first.span, |last| mark.first.span.to(last.span))).collect();
        for (index, (mark, place)) in marks.iter().zip(&places).enumerate() {
            let last = mark.last.as_ref().unwrap_or(&mark.first);
            let [before, second] = self.neighbours.beside_on(scope, scope.side, &mark.first);
            let [before_last, after] = self.neighbours.beside_on(scope, scope.side, last);
            if mark.last.is_some() {
                second.iter().for_each(|code| self.add(Kind::XRemoved, mark.first.span, code));
                before_last.iter().for_each(|code| self.add(Kind::XRemoved, last.span, code));
            } else if marks.len() > 1 {
                in_list(&places, index).iter().for_each(|place| self.add(Kind::XRemoved, *place, ""));
            } else if let Some(sign) = self.written.word_before(*place, "x") {
                self.add(Kind::XRemoved, sign.to(*place), "");
            }
            let text = self.written.text(*place).to_owned();
            before.iter().for_each(|code| self.add(Kind::XAdded, *place, &format!("{code}, {text}")));
            after.iter().for_each(|code| self.add(Kind::XAdded, *place, &format!("{text}, {code}")));
        }
    }
}

/// Gives the place of a part of a list with the comma that goes with it.
fn in_list(places: &[Span], index: usize) -> Option<Span> {
    let place = *places.get(index)?;
    match (index.checked_sub(1).and_then(|before| places.get(before)), places.get(index.saturating_add(1))) {
        (Some(before), _) => Some(Span { start: before.end, ..place }),
        (None, Some(after)) => Some(Span { end: after.start, ..place }),
        (None, None) => Some(place),
    }
}
