//! What each kind of part of a formula gives, as the evaluator has it.

use super::numbers::ways_of;
use super::sum::Linear;
use super::walk::Walk;
use super::{Item, Key, Nothing, Operand, Outcome, Stop, Text};
use jiff::civil::Date;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::{CellReference, ColumnId, Comparison, Earlier, Node, NodeId, Origin, Plan, TableId, Term};
use positum_plan::value::{Quantity, Value, ValueType};

/// Any operand without value leaves the result not computed.
const NOT_COMPUTED: Outcome = Err(Nothing::NotComputed);

impl Walk<'_> {
    /// Evaluates a part of a formula.
    pub(crate) fn formula(&mut self, node: NodeId, key: &Key) -> Result<Outcome, Stop> {
        let lines = &key.lines;
        let plan = self.plan();
        let number = |number: Linear| Ok(Ok(Operand::Number(number)));
        match &plan.nodes[node] {
            Node::Number(value) => number(Linear::constant(Exact::from(*value))),
            Node::Text(text) => Ok(Ok(Operand::Text(Text::Known(text.clone())))),
            Node::Bool(value) => Ok(Ok(Operand::Bool(*value))),
            Node::Date(date) => Ok(Ok(Operand::Date(Linear::constant(self.days_of(*date))))),
            Node::Cell(cell) => self.cell_wanted(CellReference::Cell(*cell), Vec::new(), node, key),
            Node::Column(column) => match line_of(plan, *column, lines) {
                Some(line) => self.cell_wanted(CellReference::Column(*column), vec![line], node, key),
                None => Ok(NOT_COMPUTED),
            },
            Node::Parameter(parameter) => self.parameter(*parameter, key),
            Node::Exact(reference) => self.exact(*reference, lines),
            Node::Earlier { cell, which } => self.earlier(*cell, *which, key),
            Node::PeriodPart(part) => Ok(Ok(self.operand(&part.of(self.circumstances.period)))),
            Node::DateOf { year, month, day } => self.made_day([*year, *month, *day], key),
            Node::WorkingDaysAfter { date, count, calendar } => self.working_day(*calendar, [*date, *count], key),
            Node::Lookup { list, keys, column } => self.lookup(*list, keys, *column, key),
            Node::Aggregate { .. } => self.aggregate(node, key),
            Node::Sum(terms) => self.sum(terms, key),
            Node::Total(parts) => self.total(parts, key),
            Node::Least(parts) => self.nearest(parts, true, key),
            Node::Greatest(parts) => self.nearest(parts, false, key),
            Node::Product(left, right) | Node::Quotient(left, right) | Node::Comparison { left, right, .. } => {
                self.of_two(node, [*left, *right], key)
            }
            Node::Negation(part) | Node::Absolute(part) | Node::Not(part) | Node::Round { value: part, .. } | Node::Matches { value: part, .. } => {
                self.of_one(node, *part, key)
            }
            Node::In { value, options } => self.among(*value, options, key),
            Node::And(parts) => self.joined(node, parts, false, lines),
            Node::Or(parts) => self.joined(node, parts, true, lines),
            Node::When { value, condition } => match Self::truth(self.node(*condition, lines)?)? {
                Ok(true) => Ok(self.node(*value, lines)?.clone()),
                Ok(false) => Ok(Err(Nothing::NotApplicable)),
                Err(nothing) => Ok(Err(nothing)),
            },
            Node::Else(first, second) => match self.node(*first, lines)? {
                Err(Nothing::Missing | Nothing::Blank | Nothing::NotApplicable) => Ok(self.node(*second, lines)?.clone()),
                outcome => Ok(outcome.clone()),
            },
            Node::If { condition, then, otherwise } => match Self::truth(self.node(*condition, lines)?)? {
                Ok(holds) => Ok(self.node(if holds { *then } else { *otherwise }, lines)?.clone()),
                Err(nothing) => Ok(Err(nothing)),
            },
        }
    }

    pub(crate) fn operand(&self, value: &Value) -> Operand {
        match value {
            Value::Number(number) => Operand::Number(Linear::constant(number.clone())),
            Value::Text(text) => Operand::Text(Text::Known(text.clone())),
            Value::Bool(value) => Operand::Bool(*value),
            Value::Date(date) => Operand::Date(Linear::constant(self.days_of(*date))),
        }
    }

    /// Evaluates a cell; what must come out of the part that names it must come out of its formula.
    fn cell_wanted(&mut self, reference: CellReference, lines: Vec<(TableId, usize)>, node: NodeId, key: &Key) -> Result<Outcome, Stop> {
        if let (Some(value), Origin::Formula { node, .. }) = (self.wanted(node, &key.lines), origin_of(self.plan(), reference)) {
            self.want(*node, &lines, value);
        }
        Ok(self.get(Item::Cell(reference), &lines)?.clone())
    }

    fn exact(&mut self, reference: CellReference, lines: &[(TableId, usize)]) -> Result<Outcome, Stop> {
        let lines = match reference {
            CellReference::Cell(_) => Vec::new(),
            CellReference::Column(column) => match line_of(self.plan(), column, lines) {
                Some(line) => vec![line],
                None => return Ok(NOT_COMPUTED),
            },
        };
        if let Origin::Formula { .. } = origin_of(self.plan(), reference)
            && let Ok(Operand::Number(number)) = self.get(Item::Before(reference), &lines)?
        {
            return Ok(Ok(Operand::Number(number.clone())));
        }
        Ok(self.get(Item::Cell(reference), &lines)?.clone())
    }

    /// Gives the result of a cell's formula before its rounding.
    pub(crate) fn before_rounding(&mut self, reference: CellReference, key: &Key) -> Result<Outcome, Stop> {
        match origin_of(self.plan(), reference) {
            Origin::Formula { node, .. } => Ok(self.node(*node, &key.lines)?.clone()),
            Origin::Input(_) | Origin::Sequence | Origin::GroupKey => Err(Stop::TooHard),
        }
    }

    /// Evaluates a cell, as formulas see it.
    pub(crate) fn cell(&mut self, reference: CellReference, key: &Key) -> Result<Outcome, Stop> {
        let plan = self.plan();
        let table = super::inputs::table_of(plan, reference);
        if plan.reports[plan.tables[table].report].period.is_some_and(|kind| kind != self.circumstances.period.kind()) {
            return Ok(NOT_COMPUTED);
        }
        let line = key.lines.first().map_or(0, |(_, line)| *line);
        match (origin_of(plan, reference), reference) {
            (Origin::Input(absence), _) => self.input(reference, line, *absence, key),
            (Origin::Sequence, _) => self.sequence(line),
            (Origin::GroupKey, CellReference::Column(column)) => self.group_key(column, line),
            (Origin::GroupKey, CellReference::Cell(_)) => Err(Stop::TooHard),
            (Origin::Formula { .. }, _) => {
                let outcome = self.get(Item::Before(reference), &key.lines)?.clone();
                match (outcome, super::inputs::value_type_of(plan, reference)) {
                    (Ok(Operand::Number(number)), Some(value_type)) => {
                        if number.as_constant().is_some_and(|constant| value_type.rounded(constant).is_none()) {
                            return Ok(NOT_COMPUTED);
                        }
                        if self.is_too_long(&number, value_type, key)? {
                            return Ok(NOT_COMPUTED);
                        }
                        let (decimals, rounding) = (value_type.plain_decimals(), value_type.rounding);
                        Ok(Ok(Operand::Number(self.rounded(&number, decimals, rounding, key)?)))
                    }
                    (Err(Nothing::Missing | Nothing::Blank), Some(_)) => Ok(NOT_COMPUTED),
                    (outcome, _) => Ok(outcome),
                }
            }
        }
    }

    /// Gives an outcome of something that is not followed.
    pub(crate) fn unknown(&mut self, value_type: Option<&ValueType>, decimals: Option<u32>, key: &Key) -> Result<Outcome, Stop> {
        let nothing = [Nothing::NotComputed, Nothing::Blank, Nothing::NotApplicable, Nothing::Missing];
        let ways = vec![Vec::new(); nothing.len().saturating_add(1)];
        let chosen = self.choose(key, 7, &ways)?;
        if let Some(nothing) = chosen.checked_sub(1).and_then(|place| nothing.get(place)) {
            return Ok(Err(*nothing));
        }
        Ok(Ok(match value_type.map(|value_type| &value_type.quantity) {
            Some(Quantity::Text | Quantity::Code(_)) => {
                let source = super::TextSource::Free(self.texts.len());
                self.texts.insert(source, super::texts::TextState::default());
                Operand::Text(Text::Of(source))
            }
            Some(Quantity::Bool) => Operand::Bool(self.choose(key, 8, &[Vec::new(), Vec::new()])? == 0),
            Some(Quantity::Date) => Operand::Date(self.anything()),
            None
            | Some(
                Quantity::Amount(_)
                | Quantity::Rate { .. }
                | Quantity::Ratio(_)
                | Quantity::Count
                | Quantity::Integer
                | Quantity::Decimal
                | Quantity::Days,
            ) => Operand::Number(Linear::variable(self.variable(Exact::ZERO, decimals))),
        }))
    }

    fn earlier(&mut self, reference: CellReference, which: Earlier, key: &Key) -> Result<Outcome, Stop> {
        if !self.refutes() {
            return self.wished_earlier(reference, which, key);
        }
        match super::inputs::value_type_of(self.plan(), reference) {
            // An earlier version of the package may have shown other decimals.
            Some(value_type) => self.unknown(Some(value_type), None, key),
            None => Err(Stop::TooHard),
        }
    }

    /// Gives an outcome of a cell that is not followed. Of an intermediate it is not told what kind of value it has.
    pub(crate) fn unknown_of(&mut self, reference: CellReference, key: &Key) -> Result<Outcome, Stop> {
        match super::inputs::value_type_of(self.plan(), reference) {
            Some(value_type) => self.unknown(Some(value_type), Some(value_type.plain_decimals()), key),
            None => Err(Stop::TooHard),
        }
    }

    fn sum(&mut self, terms: &[Term], key: &Key) -> Result<Outcome, Stop> {
        let lines = &key.lines;
        let mut has_day = false;
        for term in terms {
            match self.node(term.node, lines)? {
                Err(_) => return Ok(NOT_COMPUTED),
                Ok(operand) => has_day = has_day || matches!(operand, Operand::Date(_)),
            }
        }
        // There is no day before the first and after the last, nor between two.
        if has_day && self.refutes() && self.choose(key, 3, &[Vec::new(), Vec::new()])? == 1 {
            return Ok(NOT_COMPUTED);
        }
        if self.has_no_bound(&terms.iter().map(|term| term.node).collect::<Vec<_>>(), key)? {
            return Ok(NOT_COMPUTED);
        }
        let mut held = None;
        for term in terms {
            let Ok(operand) = self.node(term.node, lines)?.clone() else { return Ok(NOT_COMPUTED) };
            held = Some(self.added(held, &operand, term.negative)?);
        }
        Ok(Ok(held.unwrap_or_else(zero)))
    }

    fn total(&mut self, parts: &[NodeId], key: &Key) -> Result<Outcome, Stop> {
        let lines = &key.lines;
        for part in parts {
            if let Err(Nothing::Missing | Nothing::NotComputed) = self.node(*part, lines)? {
                return Ok(NOT_COMPUTED);
            }
        }
        if self.has_no_bound(parts, key)? {
            return Ok(NOT_COMPUTED);
        }
        let mut held = None;
        for part in parts {
            if let Ok(operand) = self.node(*part, lines)?.clone() {
                held = Some(self.added(held, &operand, false)?);
            }
        }
        Ok(Ok(held.unwrap_or_else(zero)))
    }

    fn nearest(&mut self, parts: &[NodeId], least: bool, key: &Key) -> Result<Outcome, Stop> {
        for part in parts {
            if let Err(Nothing::Missing | Nothing::NotComputed) = self.node(*part, &key.lines)? {
                return Ok(NOT_COMPUTED);
            }
        }
        let mut held = None;
        for (slot, part) in (10_u32..).zip(parts) {
            if let Ok(operand) = self.node(*part, &key.lines)?.clone() {
                held = Some(self.nearer(held, &operand, least, key, slot)?);
            }
        }
        Ok(held.ok_or(Nothing::NotComputed))
    }

    fn of_two(&mut self, node: NodeId, parts: [NodeId; 2], key: &Key) -> Result<Outcome, Stop> {
        let [left, right] = parts;
        let Ok(left) = self.node(left, &key.lines)?.clone() else { return Ok(NOT_COMPUTED) };
        let Ok(right) = self.node(right, &key.lines)?.clone() else { return Ok(NOT_COMPUTED) };
        let is_distance = !matches!(&self.plan().nodes[node], Node::Comparison { tolerance: None, .. });
        if is_distance && self.has_no_bound(&parts, key)? {
            return Ok(NOT_COMPUTED);
        }
        match (&self.plan().nodes[node], &left, &right) {
            (Node::Product(..), Operand::Number(left), Operand::Number(right)) => self.product(left, right, key),
            (Node::Quotient(..), Operand::Number(left), Operand::Number(right)) => self.quotient(left, right, key),
            (Node::Comparison { operator, tolerance, .. }, _, _) => {
                let tolerance = tolerance.map_or(Exact::ZERO, Exact::from);
                Ok(Ok(Operand::Bool(self.compared(*operator, [&left, &right], &tolerance, key, 0)?)))
            }
            (_, _, _) => Err(Stop::TooHard),
        }
    }

    fn of_one(&mut self, node: NodeId, part: NodeId, key: &Key) -> Result<Outcome, Stop> {
        if let (Node::Not(_), Some(value)) = (&self.plan().nodes[node], self.wanted(node, &key.lines)) {
            self.want(part, &key.lines, !value);
        }
        let Ok(operand) = self.node(part, &key.lines)?.clone() else { return Ok(NOT_COMPUTED) };
        Ok(Ok(match (&self.plan().nodes[node], operand) {
            (Node::Negation(_), Operand::Number(number)) => Operand::Number(number.scaled(&Exact::whole(-1))?),
            (Node::Absolute(_), Operand::Number(number)) => Operand::Number(self.absolute(&number, key)?),
            (Node::Round { decimals, rounding, .. }, Operand::Number(number)) => Operand::Number(self.rounded(&number, *decimals, *rounding, key)?),
            (Node::Not(_), Operand::Bool(value)) => Operand::Bool(!value),
            (Node::Matches { pattern, .. }, Operand::Text(text)) => Operand::Bool(self.matches(node, &text, pattern, key)?),
            (_, _) => return Err(Stop::TooHard),
        }))
    }

    fn among(&mut self, value: NodeId, options: &[NodeId], key: &Key) -> Result<Outcome, Stop> {
        let Ok(value) = self.node(value, &key.lines)?.clone() else { return Ok(NOT_COMPUTED) };
        for (slot, option) in (10_u32..).zip(options) {
            let Ok(option) = self.node(*option, &key.lines)?.clone() else { return Ok(NOT_COMPUTED) };
            if self.compared(Comparison::Equal, [&value, &option], &Exact::ZERO, key, slot)? {
                return Ok(Ok(Operand::Bool(true)));
            }
        }
        Ok(Ok(Operand::Bool(false)))
    }

    fn joined(&mut self, node: NodeId, parts: &[NodeId], deciding: bool, lines: &[(TableId, usize)]) -> Result<Outcome, Stop> {
        let must_be_other = self.wanted(node, lines) == Some(!deciding);
        for part in parts {
            // Only now that those before it have not decided: a part that is not looked at may be anything.
            if must_be_other {
                self.want(*part, lines, !deciding);
            }
            match Self::truth(self.node(*part, lines)?)? {
                Ok(value) if value == deciding => return Ok(Ok(Operand::Bool(deciding))),
                Ok(_) => {}
                Err(nothing) => return Ok(Err(nothing)),
            }
        }
        Ok(Ok(Operand::Bool(!deciding)))
    }

    /// Gives the operands where all have values, which are settled where a submission is wanted.
    fn settled_parts(&mut self, parts: &[NodeId], key: &Key) -> Result<Result<Vec<Option<Exact>>, Nothing>, Stop> {
        let mut values = Vec::new();
        for part in parts {
            let Ok(operand) = self.node(*part, &key.lines)?.clone() else { return Ok(Err(Nothing::NotComputed)) };
            let (Operand::Number(sum) | Operand::Date(sum)) = operand else { return Err(Stop::TooHard) };
            values.push(if self.refutes() { sum.as_constant().cloned() } else { Some(self.settled_value(&sum)?) });
        }
        Ok(Ok(values))
    }

    fn made_day(&mut self, parts: [NodeId; 3], key: &Key) -> Result<Outcome, Stop> {
        let values = match self.settled_parts(&parts, key)? {
            Ok(values) => values,
            Err(nothing) => return Ok(Err(nothing)),
        };
        let [Some(year), Some(month), Some(day)] = values.as_slice() else { return self.unknown_day(key) };
        let date = whole(year)
            .zip(whole(month))
            .zip(whole(day))
            .and_then(|((year, month), day)| Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok());
        let date = date.filter(|date| date.year() > 0);
        Ok(date.map(|date| Operand::Date(Linear::constant(self.days_of(date)))).ok_or(Nothing::NotComputed))
    }

    fn working_day(&mut self, calendar: positum_plan::plan::CalendarId, parts: [NodeId; 2], key: &Key) -> Result<Outcome, Stop> {
        let values = match self.settled_parts(&parts, key)? {
            Ok(values) => values,
            Err(nothing) => return Ok(Err(nothing)),
        };
        let [Some(date), Some(count)] = values.as_slice() else { return self.unknown_day(key) };
        let count = whole(count).and_then(|count| u16::try_from(count).ok()).filter(|count| *count <= positum_plan::calendar::MOST_WORKING_DAYS);
        let date = self.date_of(date).zip(count).and_then(|(date, count)| self.plan().calendars[calendar].working_days_after(date, count));
        Ok(date.map(|date| Operand::Date(Linear::constant(self.days_of(date)))).ok_or(Nothing::NotComputed))
    }

    fn unknown_day(&mut self, key: &Key) -> Result<Outcome, Stop> {
        if self.choose(key, 7, &[Vec::new(), Vec::new()])? == 1 {
            return Ok(NOT_COMPUTED);
        }
        Ok(Ok(Operand::Date(self.anything())))
    }

    /// Assumes that a number is zero.
    pub(crate) fn assume_zero(&mut self, sum: &Linear) -> Result<(), Stop> {
        let ways = ways_of(Comparison::Equal, sum, &Exact::ZERO)?;
        let Some((_, way)) = ways.into_iter().next() else { return Err(Stop::TooHard) };
        self.assume_all(&way)
    }
}

/// Gives how a cell gets its value.
pub(crate) fn origin_of(plan: &Plan, reference: CellReference) -> &Origin {
    match reference {
        CellReference::Cell(cell) => &plan.cells[cell].origin,
        CellReference::Column(column) => &plan.columns[column].origin,
    }
}

/// Gives the innermost current line of a column's list.
pub(crate) fn line_of(plan: &Plan, column: ColumnId, lines: &[(TableId, usize)]) -> Option<(TableId, usize)> {
    let table = plan.columns[column].table;
    lines.iter().rev().find(|(current, _)| *current == table).copied()
}

fn zero() -> Operand {
    Operand::Number(Linear::constant(Exact::ZERO))
}

fn whole(number: &Exact) -> Option<i64> {
    number.rounded(0, Rounding::TowardZero).filter(|whole| Exact::from(*whole) == *number).and_then(|whole| i64::try_from(whole).ok())
}
