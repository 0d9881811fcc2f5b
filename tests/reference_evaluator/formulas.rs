//! What formulas give, part by part, as the page of the language says it.

use super::Reference;
use super::calendars::{day_of_numbers, working_day};
use super::values::{Nothing, Place, Result, State, Trouble, Value, day_of, fraction, moved, rounded, whole};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use positum_compiler::settled_model::{Expression, ExpressionKind, Origin};
use positum_grammar::syntax_tree::{Comparison, Rounding as WrittenRounding};
use positum_plan::amount::Rounding;
use positum_plan::id::Id;
use positum_plan::plan::{Aggregate, CellReference, CodelistId, ColumnId, Earlier, PeriodPart, TableId};
use positum_plan::value::Quantity;
use std::collections::BTreeSet;

/// Where a formula stands.
#[derive(Clone)]
pub(crate) struct Standing {
    /// The lines of lists that it speaks of, the innermost last.
    pub(crate) lines: Vec<(TableId, usize)>,
    /// The rule of rounding in force.
    pub(crate) rounding: Rounding,
}

impl Standing {
    fn in_line(&self, list: TableId, line: usize) -> Self {
        let mut lines = self.lines.clone();
        lines.push((list, line));
        Self { lines, rounding: self.rounding }
    }

    fn line_of(&self, list: TableId) -> usize {
        self.lines.iter().rev().find(|(table, _)| *table == list).expect("a formula names columns only in lines").1
    }
}

fn number(value: Value) -> BigRational {
    match value {
        Value::Number(number) => number,
        Value::Text(_) | Value::Bool(_) | Value::Date(_) => panic!("{value:?} is no number"),
    }
}

/// Sums, ranges, `min`, `max`, `count` and `first` pass over what is optional and blank, or does not apply.
fn unless_passed_over(outcome: Result<Value>) -> Option<Result<Value>> {
    match outcome {
        Err(nothing) if matches!(nothing.state, State::Blank | State::NotApplicable) => None,
        Err(nothing) => Some(Err(nothing.not_computed())),
        Ok(value) => Some(Ok(value)),
    }
}

fn plus(left: Value, right: Value, negative: bool) -> Result<Value> {
    let signed = |number: BigRational| if negative { -number } else { number };
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(Value::Number(left + signed(right))),
        (Value::Date(left), Value::Date(right)) if negative => Ok(Value::Number(whole(left - right))),
        (Value::Date(date), Value::Number(days)) => moved(date, &signed(days)),
        (left, right) => panic!("{left:?} and {right:?} are added"),
    }
}

fn round_rule(written: WrittenRounding) -> Rounding {
    match written {
        WrittenRounding::HalfAwayFromZero => Rounding::HalfAwayFromZero,
        WrittenRounding::HalfEven => Rounding::HalfEven,
        WrittenRounding::TowardZero => Rounding::TowardZero,
    }
}

impl Reference<'_> {
    /// Gives a formula's value.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of expression")]
    pub(crate) fn value(&self, formula: &Expression, at: &Standing) -> Result<Value> {
        match &formula.kind {
            ExpressionKind::Number(literal) => Ok(Value::Number(fraction(literal.value))),
            ExpressionKind::Text(text) => Ok(Value::Text(text.clone())),
            ExpressionKind::Date(date) => Ok(Value::Date(day_of(*date))),
            ExpressionKind::Slot(slot) => self.read(self.place(*slot, at)),
            ExpressionKind::Parameter(parameter) => self.parameters.get(parameter).cloned().ok_or_else(Nothing::silent),
            ExpressionKind::Chain(terms) => self.chain(terms, at),
            ExpressionKind::Range(parts) => {
                let mut sum = Value::Number(BigRational::zero());
                for value in self.those_with_value(parts, at)? {
                    sum = plus(sum, value, false)?;
                }
                Ok(sum)
            }
            ExpressionKind::Least(parts) => self.those_with_value(parts, at)?.into_iter().min().ok_or_else(Nothing::silent),
            ExpressionKind::Greatest(parts) => self.those_with_value(parts, at)?.into_iter().max().ok_or_else(Nothing::silent),
            ExpressionKind::Product(left, right) => Ok(Value::Number(self.number(left, at)? * self.number(right, at)?)),
            ExpressionKind::Quotient(left, right) => {
                let (left, right) = (self.number(left, at)?, self.number(right, at)?);
                if right.is_zero() { Err(Nothing::because("division_by_zero")) } else { Ok(Value::Number(left / right)) }
            }
            ExpressionKind::Negation(inner) => Ok(Value::Number(-self.number(inner, at)?)),
            ExpressionKind::Absolute(inner) => Ok(Value::Number(self.number(inner, at)?.abs())),
            ExpressionKind::Round(inner, decimals, rule) => {
                let rule = rule.map_or(at.rounding, round_rule);
                Ok(Value::Number(rounded(&self.number(inner, at)?, *decimals, rule)))
            }
            ExpressionKind::Not(inner) => Ok(Value::Bool(!self.truth(inner, at)?)),
            ExpressionKind::And(parts) => {
                for part in parts {
                    if !self.truth(part, at)? {
                        return Ok(Value::Bool(false));
                    }
                }
                Ok(Value::Bool(true))
            }
            ExpressionKind::Or(parts) => {
                for part in parts {
                    if self.truth(part, at)? {
                        return Ok(Value::Bool(true));
                    }
                }
                Ok(Value::Bool(false))
            }
            ExpressionKind::Comparison(operator, _, left, right) => self.compare(*operator, left, right, None, at).map(Value::Bool),
            ExpressionKind::In(value, options) => self.is_in(value, options, at).map(Value::Bool),
            ExpressionKind::Matches(value, pattern) => match self.needed(value, at)? {
                Value::Text(text) => Ok(Value::Bool(pattern.fits(&text))),
                other => panic!("{other:?} is no text"),
            },
            ExpressionKind::When(value, condition) => {
                if self.truth(condition, at)? {
                    self.value(value, at)
                } else {
                    Err(Nothing { state: State::NotApplicable, trouble: None })
                }
            }
            ExpressionKind::Else(first, second) => match self.value(first, at) {
                Err(nothing) if matches!(nothing.state, State::Blank | State::Missing | State::NotApplicable) => self.value(second, at),
                outcome => outcome,
            },
            ExpressionKind::If(condition, then, otherwise) => self.value(if self.truth(condition, at)? { then } else { otherwise }, at),
            ExpressionKind::DaysBetween(from, to) => {
                // The later one is looked at first, as the runtime does: only a finding's place depends on it.
                let to = self.needed(to, at)?;
                plus(to, self.needed(from, at)?, true)
            }
            ExpressionKind::Exact(slot) => self.before_rounding(self.place(*slot, at)),
            ExpressionKind::Earlier(slot, which) => self.earlier_value(*slot, *which, at),
            ExpressionKind::PeriodPart(PeriodPart::FirstDay) => Ok(Value::Date(self.period.first_day())),
            ExpressionKind::PeriodPart(PeriodPart::LastDay) => Ok(Value::Date(self.period.last_day())),
            ExpressionKind::PeriodPart(PeriodPart::Year) => Ok(Value::Number(whole(self.period.year()))),
            ExpressionKind::PeriodPart(PeriodPart::Quarter) => Ok(Value::Number(whole(self.period.quarter()))),
            ExpressionKind::PeriodPart(PeriodPart::Month) => Ok(Value::Number(whole(self.period.month()))),
            ExpressionKind::DateOf { year, month, day } => day_of_numbers([self.number(year, at)?, self.number(month, at)?, self.number(day, at)?]),
            ExpressionKind::WorkingDaysAfter { date, count, calendar } => {
                let Value::Date(date) = self.needed(date, at)? else { panic!("working days are counted from no day") };
                working_day(&self.model.resolved.calendars[*calendar], date, &self.number(count, at)?)
            }
            ExpressionKind::Lookup { list, keys, column } => self.lookup(*list, keys, *column, at),
            ExpressionKind::Aggregate { function, list, group, value, filter } => {
                self.aggregate(*function, *list, *group, value.as_deref(), filter.as_deref(), at)
            }
            ExpressionKind::Unknown => panic!("a package with an error is evaluated"),
        }
    }

    fn place(&self, slot: CellReference, at: &Standing) -> Place {
        match slot {
            CellReference::Cell(_) => Place { slot, line: 0 },
            CellReference::Column(column) => Place { slot, line: at.line_of(self.model.columns[column].table) },
        }
    }

    /// Gives the value of a cell, or why a formula that names it gets none.
    fn read(&self, place: Place) -> Result<Value> {
        let cell = self.cell(place);
        let trouble = cell.trouble.map(|trouble| match trouble {
            Trouble::Here(_) => Trouble::At(place),
            Trouble::At(root) => Trouble::At(root),
        });
        cell.value.ok_or(Nothing { state: cell.state, trouble })
    }

    /// A cell whose rounded value has too many digits has one before its rounding: only what is shown is held to that.
    fn before_rounding(&self, place: Place) -> Result<Value> {
        match self.cell(place).exact {
            Some(exact) => Ok(Value::Number(exact)),
            None => self.read(place),
        }
    }

    /// Gives a value without which nothing is computed.
    fn needed(&self, formula: &Expression, at: &Standing) -> Result<Value> {
        self.value(formula, at).map_err(Nothing::not_computed)
    }

    fn number(&self, formula: &Expression, at: &Standing) -> Result<BigRational> {
        self.needed(formula, at).map(number)
    }

    pub(crate) fn truth(&self, formula: &Expression, at: &Standing) -> Result<bool> {
        match self.needed(formula, at)? {
            Value::Bool(truth) => Ok(truth),
            other => panic!("{other:?} is a condition"),
        }
    }

    fn chain(&self, terms: &[(bool, Expression)], at: &Standing) -> Result<Value> {
        let mut sum: Option<Value> = None;
        for (negative, term) in terms {
            let value = self.needed(term, at)?;
            sum = Some(match sum {
                None if *negative => Value::Number(-number(value)),
                None => value,
                Some(sum) => plus(sum, value, *negative)?,
            });
        }
        Ok(sum.unwrap_or(Value::Number(BigRational::zero())))
    }

    fn those_with_value(&self, parts: &[Expression], at: &Standing) -> Result<Vec<Value>> {
        parts.iter().filter_map(|part| unless_passed_over(self.value(part, at))).collect()
    }

    /// Compares; of a check, as equal what is no further apart than the tolerance.
    pub(crate) fn compare(
        &self,
        operator: Comparison,
        left: &Expression,
        right: &Expression,
        tolerance: Option<&BigRational>,
        at: &Standing,
    ) -> Result<bool> {
        let (left, right) = (self.needed(left, at)?, self.needed(right, at)?);
        let is_near = match (&left, &right, tolerance) {
            (Value::Number(left), Value::Number(right), Some(tolerance)) => (left - right).abs() <= *tolerance,
            (Value::Date(left), Value::Date(right), Some(tolerance)) => whole(left - right).abs() <= *tolerance,
            (_, _, _) => left == right,
        };
        Ok(match operator {
            Comparison::Equal => is_near,
            Comparison::NotEqual => left != right,
            Comparison::Less => left < right,
            Comparison::LessOrEqual => left <= right,
            Comparison::Greater => left > right,
            Comparison::GreaterOrEqual => left >= right,
        })
    }

    /// A code after `in` stands for itself and all codes under it.
    fn is_in(&self, formula: &Expression, options: &[Expression], at: &Standing) -> Result<bool> {
        let value = self.needed(formula, at)?;
        let mut codelists = BTreeSet::new();
        self.codelists_of(formula, &mut codelists);
        for option in options {
            let option = self.needed(option, at)?;
            let is_above = match (&value, &option, codelists.first()) {
                (Value::Text(code), Value::Text(above), Some(codelist)) if codelists.len() == 1 => self.stands_under(*codelist, code, above),
                (_, _, _) => false,
            };
            if value == option || is_above {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn stands_under(&self, codelist: CodelistId, code: &str, above: &str) -> bool {
        let codes = &self.model.resolved.codelists[codelist].codes;
        let mut code = code;
        while let Some(parent) = codes.get(code).and_then(|code| code.parent.as_deref()) {
            if parent == above {
                return true;
            }
            code = parent;
        }
        false
    }

    /// Gathers the codelists whose codes a formula may give.
    fn codelists_of(&self, formula: &Expression, found: &mut BTreeSet<CodelistId>) {
        match &formula.kind {
            ExpressionKind::Slot(slot) | ExpressionKind::Earlier(slot, _) => {
                let cell = self.model.slot(*slot);
                match (&cell.value_type, &cell.origin) {
                    (Some(value_type), _) => {
                        if let Quantity::Code(codelist) = value_type.quantity {
                            found.insert(codelist);
                        }
                    }
                    (None, Origin::Formula(formula, _)) => self.codelists_of(formula, found),
                    (None, _) => {}
                }
            }
            ExpressionKind::Lookup { column, .. } => {
                if let Some(Quantity::Code(codelist)) = self.model.columns[*column].value_type.as_ref().map(|value_type| &value_type.quantity) {
                    found.insert(*codelist);
                }
            }
            ExpressionKind::When(value, _) | ExpressionKind::Aggregate { value: Some(value), .. } => self.codelists_of(value, found),
            ExpressionKind::Else(first, second) | ExpressionKind::If(_, first, second) => {
                self.codelists_of(first, found);
                self.codelists_of(second, found);
            }
            _ => {}
        }
    }

    fn earlier_value(&self, slot: CellReference, which: Earlier, at: &Standing) -> Result<Value> {
        let place = self.place(slot, at);
        let period = self.period.earlier(which);
        // Without an earlier submission, or where the report was not evaluated, there is nothing to take; one that has no such cell misses it.
        let earlier = self.earlier.iter().rev().find(|earlier| earlier.period == period).ok_or_else(Nothing::silent)?;
        let place = match slot {
            CellReference::Cell(_) => Some(place),
            CellReference::Column(column) => {
                let key = self.key_columns(self.model.columns[column].table);
                let values: Vec<Value> = key.iter().map(|column| self.key_part(*column, place.line)).collect::<Result<_>>()?;
                earlier.line_with(&key, &values).map(|line| Place { slot, line })
            }
        };
        let table = match slot {
            CellReference::Cell(cell) => self.model.cells[cell].table,
            CellReference::Column(column) => self.model.columns[column].table,
        };
        if earlier.left_out[self.model.resolved.tables[table].report.index()] {
            return Err(Nothing::silent());
        }
        // Of a list whose lines could not be told, none is missing.
        if matches!(slot, CellReference::Column(_)) && earlier.unknown_lists.contains(&table) {
            return Err(Nothing::silent());
        }
        let cell = place.and_then(|place| earlier.cells.get(&place));
        match cell {
            None => Err(Nothing { state: State::Missing, trouble: None }),
            Some(cell) => cell.value.clone().ok_or(Nothing { state: cell.state, trouble: None }),
        }
    }

    fn key_part(&self, column: ColumnId, line: usize) -> Result<Value> {
        self.read(Place { slot: CellReference::Column(column), line }).map_err(Nothing::not_computed)
    }

    fn lookup(&self, list: TableId, keys: &[(ColumnId, Expression)], column: ColumnId, at: &Standing) -> Result<Value> {
        self.known_lines(list)?;
        let values: Vec<Value> = keys.iter().map(|(_, key)| self.needed(key, at)).collect::<Result<_>>()?;
        let has_key = |line: &usize| {
            let same = |((column, _), value): (&(ColumnId, Expression), &Value)| self.key_part(*column, *line).as_ref() == Ok(value);
            keys.iter().zip(&values).all(same)
        };
        let line = (0..self.line_count(list)).find(has_key).ok_or_else(|| Nothing::because("no_such_line"))?;
        self.read(Place { slot: CellReference::Column(column), line })
    }

    fn aggregate(
        &self,
        function: Aggregate,
        list: TableId,
        group: Option<TableId>,
        value: Option<&Expression>,
        filter: Option<&Expression>,
        at: &Standing,
    ) -> Result<Value> {
        self.known_lines(list)?;
        let lines = match group {
            Some(group) => self.groups(group)?[at.line_of(group)].lines.clone(),
            None => (0..self.line_count(list)).collect(),
        };
        let mut values = Vec::new();
        for line in lines {
            let at = at.in_line(list, line);
            if let Some(filter) = filter
                && !self.truth(filter, &at)?
            {
                continue;
            }
            match value.map(|value| unless_passed_over(self.value(value, &at))) {
                None => values.push(Value::Bool(true)),
                Some(None) => {}
                Some(Some(value)) => values.push(value?),
            }
            // `first` looks no further than the first line that has a value.
            if function == Aggregate::First && !values.is_empty() {
                break;
            }
        }
        match function {
            Aggregate::Count => Ok(Value::Number(whole(values.len().try_into().expect("few lines")))),
            Aggregate::Sum => values.into_iter().try_fold(Value::Number(BigRational::zero()), |sum, value| plus(sum, value, false)),
            Aggregate::Min => values.into_iter().min().ok_or_else(Nothing::silent),
            Aggregate::Max => values.into_iter().max().ok_or_else(Nothing::silent),
            Aggregate::First => values.into_iter().next().ok_or_else(Nothing::silent),
        }
    }
}
