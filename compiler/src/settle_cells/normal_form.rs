//! Whether two formulas for one cell mean the same.
//!
//! Both are brought to sums of inputs with whole coefficients, opening computed cells as long as no rounding
//! can occur. What is no such sum compares by its structure.
//!
//! A sum is held as one number: each of its parts stands for a number of 128 bits of its own, and these are
//! added with their coefficients. Equal sums always give equal numbers, and two that differ do so but for one
//! chance in 10^38; that takes as long for a report of ten thousand rows, each adding to the one before, as it
//! takes to read it.

use crate::settled_model::{Expression, ExpressionKind, Origin, SettledModel};
use positum_plan::plan::{Absence, CellReference};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What comes of comparing two formulas for one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Both give the same value for every submission.
    Same,
    /// They may give different values.
    Different,
    /// One of them has an error, which was reported.
    Unknown,
}

/// A sum of inputs with whole coefficients.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// The numbers of its parts, times their coefficients, added up.
    number: u128,
    /// The most decimals that one of its cells shows; nothing where a part has no such limit.
    decimals: Option<u32>,
}

/// What is known of a computed cell.
#[derive(Clone, Copy, Debug)]
struct Opened {
    /// The sum that stands for it, where it cannot be rounded.
    sum: Option<Sum>,
    /// Whether it may be without value because a condition does not hold.
    may_not_apply: bool,
    has_error: bool,
}

/// A computed cell with those that it adds up.
struct Frame<'m> {
    reference: CellReference,
    formula: &'m Expression,
    needs: Vec<CellReference>,
}

pub(crate) struct NormalForms<'m> {
    model: &'m SettledModel,
    opened: BTreeMap<CellReference, Opened>,
    seen: BTreeSet<CellReference>,
}

impl<'m> NormalForms<'m> {
    pub(crate) fn new(model: &'m SettledModel) -> Self {
        Self { model, opened: BTreeMap::new(), seen: BTreeSet::new() }
    }

    /// Tells whether both formulas give a cell the same value for every submission.
    pub(crate) fn compare(&mut self, left: &Expression, right: &Expression) -> Agreement {
        self.open_all(left);
        self.open_all(right);
        if self.has_error(left) || self.has_error(right) {
            return Agreement::Unknown;
        }
        if self.sum(left).number == self.sum(right).number { Agreement::Same } else { Agreement::Different }
    }

    /// Gives the number that stands for a formula: equal ones mean the same, and a difference has the difference.
    pub(crate) fn number(&mut self, expression: &Expression) -> u128 {
        self.open_all(expression);
        self.sum(expression).number
    }

    /// Tells whether a cell is computed by adding up inputs, so that nothing is lost by rounding it.
    pub(crate) fn is_never_rounded(&mut self, reference: CellReference) -> bool {
        self.open(reference);
        self.opened.get(&reference).is_some_and(|opened| opened.sum.is_some())
    }

    fn origin(&self, reference: CellReference) -> &'m Origin {
        &self.model.slot(reference).origin
    }

    /// Gives what is known of a computed cell; most cells are filled in, and not looked for.
    fn opened_before(&self, reference: CellReference) -> Option<&Opened> {
        match self.origin(reference) {
            Origin::Formula(..) => self.opened.get(&reference),
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey | Origin::Unknown => None,
        }
    }

    fn has_error(&self, expression: &Expression) -> bool {
        let mut found = false;
        expression.visit(&mut |part| {
            found |= match &part.kind {
                ExpressionKind::Unknown => true,
                ExpressionKind::Slot(reference) => {
                    matches!(self.origin(*reference), Origin::Unknown) || self.opened_before(*reference).is_some_and(|opened| opened.has_error)
                }
                _ => false,
            };
        });
        found
    }

    /// A range passes over such a cell and a chain does not.
    fn may_be_passed_over(&self, reference: CellReference) -> bool {
        match self.origin(reference) {
            Origin::Input(Absence::Optional) => true,
            Origin::Formula(..) => self.opened.get(&reference).is_some_and(|opened| opened.may_not_apply),
            Origin::Input(Absence::Required | Absence::Zero) | Origin::Sequence | Origin::GroupKey | Origin::Unknown => false,
        }
    }

    fn sum(&self, expression: &Expression) -> Sum {
        let mut sum = Sum { number: 0, decimals: Some(0) };
        self.add(expression, 1, false, &mut sum);
        sum
    }

    fn add(&self, expression: &Expression, factor: u128, in_range: bool, sum: &mut Sum) {
        match &expression.kind {
            ExpressionKind::Chain(terms) => {
                for (negative, term) in terms {
                    self.add(term, if *negative { factor.wrapping_neg() } else { factor }, false, sum);
                }
            }
            ExpressionKind::Range(parts) => parts.iter().for_each(|part| self.add(part, factor, true, sum)),
            ExpressionKind::Negation(inner) => self.add(inner, factor.wrapping_neg(), false, sum),
            ExpressionKind::Product(left, right) => match (whole_number(left), whole_number(right)) {
                (Some(number), _) => self.add(right, factor.wrapping_mul(number.cast_unsigned()), false, sum),
                (None, Some(number)) => self.add(left, factor.wrapping_mul(number.cast_unsigned()), false, sum),
                (None, None) => sum.add(number_of(&structure(expression), false), factor, None),
            },
            ExpressionKind::Slot(reference) => match self.opened_before(*reference).and_then(|opened| opened.sum) {
                Some(opened) => sum.add(opened.number, factor, opened.decimals),
                None => {
                    let decimals = self.model.slot(*reference).value_type.as_ref().map(positum_plan::value::ValueType::plain_decimals);
                    sum.add(number_of(&number_key(*reference), in_range && self.may_be_passed_over(*reference)), factor, decimals);
                }
            },
            ExpressionKind::Number(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Parameter(_)
            | ExpressionKind::Quotient(..)
            | ExpressionKind::DaysBetween(..)
            | ExpressionKind::DateOf { .. }
            | ExpressionKind::WorkingDaysAfter { .. }
            | ExpressionKind::Not(_)
            | ExpressionKind::Comparison(..)
            | ExpressionKind::In(..)
            | ExpressionKind::Matches(..)
            | ExpressionKind::And(_)
            | ExpressionKind::Or(_)
            | ExpressionKind::When(..)
            | ExpressionKind::Else(..)
            | ExpressionKind::If(..)
            | ExpressionKind::Absolute(_)
            | ExpressionKind::Least(_)
            | ExpressionKind::Greatest(_)
            | ExpressionKind::Round(..)
            | ExpressionKind::Exact(_)
            | ExpressionKind::Earlier(..)
            | ExpressionKind::PeriodPart(_)
            | ExpressionKind::Lookup { .. }
            | ExpressionKind::Aggregate { .. }
            | ExpressionKind::Unknown => sum.add(number_of(&structure(expression), in_range && has_when(expression)), factor, None),
        }
    }

    /// Opens the computed cells that a formula adds up, each after those that it adds up itself. It walks down
    /// without recursion: rows may add to each other all through a report.
    fn open_all(&mut self, expression: &Expression) {
        let mut waiting = Vec::new();
        added_cells(expression, &mut waiting);
        waiting.into_iter().for_each(|start| self.open(start));
    }

    fn open(&mut self, start: CellReference) {
        let mut path: Vec<Frame<'m>> = self.enter(start).into_iter().collect();
        while let Some(frame) = path.last_mut() {
            match frame.needs.pop() {
                Some(need) => path.extend(self.enter(need)),
                None => {
                    let (reference, formula) = (frame.reference, frame.formula);
                    path.pop();
                    let opened = self.opened(reference, formula);
                    self.opened.insert(reference, opened);
                }
            }
        }
    }

    /// Begins with a computed cell that was not seen before. A cycle, which is an error elsewhere, is not opened.
    fn enter(&mut self, reference: CellReference) -> Option<Frame<'m>> {
        let Origin::Formula(formula, _) = self.origin(reference) else { return None };
        if !self.seen.insert(reference) {
            return None;
        }
        let mut needs = Vec::new();
        added_cells(formula, &mut needs);
        Some(Frame { reference, formula, needs })
    }

    /// Opens a computed cell into the sum of its inputs, where it cannot be rounded.
    fn opened(&self, reference: CellReference, formula: &Expression) -> Opened {
        let may_not_apply = match &formula.kind {
            ExpressionKind::Slot(only) => matches!(self.origin(*only), Origin::Formula(..)) && self.may_be_passed_over(*only),
            _ => has_when(formula),
        };
        let sum = self.sum(formula);
        let is_exact = match &self.model.slot(reference).value_type {
            Some(own) => sum.decimals.is_some_and(|decimals| decimals <= own.plain_decimals()),
            // An intermediate is never rounded.
            None => true,
        };
        Opened { sum: Some(sum).filter(|_| is_exact && !may_not_apply), may_not_apply, has_error: self.has_error(formula) }
    }
}

impl Sum {
    fn add(&mut self, number: u128, factor: u128, decimals: Option<u32>) {
        self.number = self.number.wrapping_add(number.wrapping_mul(factor));
        self.decimals = self.decimals.zip(decimals).map(|(left, right)| left.max(right));
    }
}

/// Gives the number that stands for a part; another one where a range may pass over it.
fn number_of(part: &impl Hash, is_passed_over: bool) -> u128 {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, is_passed_over).hash(&mut hasher);
        part.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(0) << 64) | half(1)
}

fn number_key(reference: CellReference) -> (bool, u32) {
    match reference {
        CellReference::Cell(cell) => (false, cell.0),
        CellReference::Column(column) => (true, column.0),
    }
}

/// Finds the cells that stand in a formula as terms of a sum.
fn added_cells(expression: &Expression, cells: &mut Vec<CellReference>) {
    match &expression.kind {
        ExpressionKind::Slot(reference) => cells.push(*reference),
        ExpressionKind::Chain(terms) => terms.iter().for_each(|(_, term)| added_cells(term, cells)),
        ExpressionKind::Range(parts) => parts.iter().for_each(|part| added_cells(part, cells)),
        ExpressionKind::Negation(inner) => added_cells(inner, cells),
        ExpressionKind::Product(left, right) if whole_number(left).is_some() => added_cells(right, cells),
        ExpressionKind::Product(left, right) if whole_number(right).is_some() => added_cells(left, cells),
        _ => {}
    }
}

fn has_when(expression: &Expression) -> bool {
    let mut found = false;
    expression.visit(&mut |part| found |= matches!(part.kind, ExpressionKind::When(..)));
    found
}

fn whole_number(expression: &Expression) -> Option<i128> {
    match &expression.kind {
        ExpressionKind::Number(literal) if literal.unit == crate::resolved_model::LiteralUnit::None => {
            let number = literal.value.normalize();
            (number.scale() == 0).then(|| number.mantissa())
        }
        ExpressionKind::Negation(inner) => whole_number(inner)?.checked_neg(),
        ExpressionKind::Product(left, right) => whole_number(left)?.checked_mul(whole_number(right)?),
        _ => None,
    }
}

/// Writes a formula without its places, so that equal formulas give equal text.
fn structure(expression: &Expression) -> String {
    let mut text = String::new();
    write_structure(expression, &mut text);
    text
}

fn write_structure(expression: &Expression, text: &mut String) {
    let head = match &expression.kind {
        ExpressionKind::Number(literal) => format!("{} {:?}", literal.value.normalize(), literal.unit),
        ExpressionKind::Text(value) => format!("{value:?}"),
        ExpressionKind::Date(date) => date.to_string(),
        ExpressionKind::Slot(reference) => format!("{reference:?}"),
        ExpressionKind::Parameter(parameter) => format!("{parameter:?}"),
        ExpressionKind::Chain(terms) => format!("chain{:?}", terms.iter().map(|(negative, _)| *negative).collect::<Vec<_>>()),
        ExpressionKind::Range(_) => "range".to_owned(),
        ExpressionKind::Product(..) => "*".to_owned(),
        ExpressionKind::Quotient(..) => "/".to_owned(),
        ExpressionKind::Negation(_) => "-".to_owned(),
        ExpressionKind::Not(_) => "not".to_owned(),
        ExpressionKind::Comparison(operator, ..) => format!("{operator:?}"),
        ExpressionKind::In(..) => "in".to_owned(),
        ExpressionKind::Matches(_, pattern) => format!("{pattern:?}"),
        ExpressionKind::And(_) => "and".to_owned(),
        ExpressionKind::Or(_) => "or".to_owned(),
        ExpressionKind::When(..) => "when".to_owned(),
        ExpressionKind::Else(..) => "else".to_owned(),
        ExpressionKind::If(..) => "if".to_owned(),
        ExpressionKind::Absolute(_) => "abs".to_owned(),
        ExpressionKind::Least(_) => "min".to_owned(),
        ExpressionKind::Greatest(_) => "max".to_owned(),
        ExpressionKind::Round(_, decimals, rounding) => format!("round{decimals}{rounding:?}"),
        ExpressionKind::DaysBetween(..) => "days".to_owned(),
        ExpressionKind::DateOf { .. } => "date".to_owned(),
        ExpressionKind::WorkingDaysAfter { calendar, .. } => format!("working{calendar:?}"),
        ExpressionKind::Exact(reference) => format!("exact{reference:?}"),
        ExpressionKind::Earlier(reference, which) => format!("{which:?}{reference:?}"),
        ExpressionKind::PeriodPart(part) => format!("{part:?}"),
        ExpressionKind::Lookup { list, column, .. } => format!("lookup{list:?}{column:?}"),
        ExpressionKind::Aggregate { function, list, group, .. } => format!("{function:?}{list:?}{group:?}"),
        ExpressionKind::Unknown => "?".to_owned(),
    };
    // Writing to a string cannot fail.
    let _ = write!(text, "({head}");
    for part in expression.parts() {
        text.push(' ');
        write_structure(part, text);
    }
    text.push(')');
}
