//! Inputs of a submission: their variables, the values that they begin with, and what is given in the end.

use super::sum::{Linear, Variable};
use super::texts::TextState;
use super::walk::{Mode, Walk};
use super::{Key, Nothing, Operand, Outcome, Stop, Text, TextSource};
use crate::draft::Draft;
use positum_plan::amount::{Exact, Rounding};
use positum_plan::plan::{Absence, CellReference, ParameterId, Plan, TableId};
use positum_plan::test_case::GivenTarget;
use positum_plan::value::{Quantity, Value, ValueType};
use std::collections::BTreeMap;

/// An input cell; of a column, that in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Input {
    pub(crate) reference: CellReference,
    pub(crate) line: usize,
}

/// What is known of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Absent,
    /// Something is given that the cell cannot read.
    Unreadable,
    Number(Variable),
    Date(Variable),
    Bool(bool),
    Text,
}

/// Values that bring everything about, if the evaluator agrees.
#[derive(Clone, Debug, Default)]
pub(crate) struct Solution {
    pub(crate) inputs: BTreeMap<Input, State>,
    pub(crate) values: BTreeMap<Variable, Exact>,
    pub(crate) texts: BTreeMap<TextSource, TextState>,
    pub(crate) parameters: BTreeMap<ParameterId, Variable>,
}

/// Gives how cells of a reference show their values.
pub(crate) fn value_type_of(plan: &Plan, reference: CellReference) -> Option<&ValueType> {
    match reference {
        CellReference::Cell(cell) => plan.cells[cell].value_type.as_ref(),
        CellReference::Column(column) => plan.columns[column].value_type.as_ref(),
    }
}

pub(crate) fn table_of(plan: &Plan, reference: CellReference) -> TableId {
    match reference {
        CellReference::Cell(cell) => plan.cells[cell].table,
        CellReference::Column(column) => plan.columns[column].table,
    }
}

/// Gives a number that looks like any, but is the same for the same ones.
pub(crate) fn scattered(seed: u64, place: u64) -> u64 {
    let mixed = seed.wrapping_add(place.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn place_of(input: Input) -> u64 {
    let (kind, id) = match input.reference {
        CellReference::Cell(cell) => (0, u64::from(cell.0)),
        CellReference::Column(column) => (1, u64::from(column.0)),
    };
    id.wrapping_mul(2).wrapping_add(kind).wrapping_add(u64::try_from(input.line).unwrap_or(0).wrapping_mul(1 << 32))
}

/// Gives a plausible value, as a plain one.
pub(crate) fn plausible(value_type: &ValueType, seed: u64, place: u64) -> Exact {
    let picked = |least: u64, count: u64| i128::from(least.saturating_add(scattered(seed, place) % count.max(1)));
    let number = match value_type.quantity {
        Quantity::Amount(_) | Quantity::Decimal => Exact::whole(picked(10, 990).saturating_mul(10)),
        Quantity::Rate { .. } => Exact::scaled(picked(50, 150), 2),
        Quantity::Ratio(_) => Exact::scaled(picked(1, 40), 2),
        Quantity::Count | Quantity::Integer | Quantity::Days => Exact::whole(picked(1, 60)),
        Quantity::Date | Quantity::Text | Quantity::Bool | Quantity::Code(_) => Exact::ZERO,
    };
    number.rounded_to(value_type.plain_decimals(), Rounding::TowardZero)
}

impl Walk<'_> {
    /// Evaluates an input cell.
    pub(crate) fn input(&mut self, reference: CellReference, line: usize, absence: Absence, key: &Key) -> Result<Outcome, Stop> {
        let input = Input { reference, line };
        let Some(value_type) = value_type_of(self.plan(), reference) else { return Err(Stop::TooHard) };
        let nothing = if absence == Absence::Required { Nothing::Missing } else { Nothing::Blank };
        let is_zero = absence == Absence::Zero && value_type.is_number();
        let may_be_absent = match absence {
            Absence::Required => !self.circumstances.is_clean && (self.refutes() || self.circumstances.wants_nothing),
            Absence::Zero | Absence::Optional => !is_zero,
        };
        let circumstances = &self.circumstances;
        if circumstances.wants_nothing && !circumstances.is_clean && self.choose(key, 2, &[Vec::new(), Vec::new()])? == 1 {
            self.inputs.insert(input, State::Unreadable);
            return Ok(Err(Nothing::NotComputed));
        }
        if may_be_absent {
            let is_blank_first = absence != Absence::Required && !self.refutes() && self.circumstances.attempt % 4 == 3;
            let chosen = self.choose(key, 0, &[Vec::new(), Vec::new()])?;
            if (chosen == 0) == is_blank_first {
                self.inputs.insert(input, State::Absent);
                return Ok(Err(nothing));
            }
        }
        let (state, operand) = self.given(input, value_type, key)?;
        self.inputs.insert(input, state);
        Ok(Ok(operand))
    }

    fn given(&mut self, input: Input, value_type: &ValueType, key: &Key) -> Result<(State, Operand), Stop> {
        Ok(match value_type.quantity {
            Quantity::Text | Quantity::Code(_) => {
                self.texts.entry(TextSource::Input(input)).or_default();
                (State::Text, Operand::Text(Text::Of(TextSource::Input(input))))
            }
            Quantity::Bool => {
                let value = self.choose(key, 1, &[Vec::new(), Vec::new()])? == 0;
                (State::Bool(value), Operand::Bool(value))
            }
            Quantity::Date => {
                let days = self.days_of(self.circumstances.period.last_day());
                let variable = self.variable(days, Some(0));
                self.within_all_days(variable)?;
                (State::Date(variable), Operand::Date(Linear::variable(variable)))
            }
            Quantity::Amount(_)
            | Quantity::Rate { .. }
            | Quantity::Ratio(_)
            | Quantity::Count
            | Quantity::Integer
            | Quantity::Decimal
            | Quantity::Days => {
                let seed = scattered(self.circumstances.seed, self.circumstances.attempt);
                let variable = self.variable(plausible(value_type, seed, place_of(input)), Some(value_type.plain_decimals()));
                self.within_all_digits(variable, value_type)?;
                (State::Number(variable), Operand::Number(Linear::variable(variable)))
            }
        })
    }

    /// Gives the value of a parameter; one that the definition does not set is given by the submission.
    pub(crate) fn parameter(&mut self, parameter: ParameterId, key: &Key) -> Result<Outcome, Stop> {
        if let Some(Value::Number(number)) = &self.circumstances.parameters[parameter] {
            return Ok(Ok(Operand::Number(Linear::constant(number.clone()))));
        }
        if self.refutes() && self.choose(key, 0, &[Vec::new(), Vec::new()])? == 1 {
            return Ok(Err(Nothing::NotComputed));
        }
        let known = self.parameters.get(&parameter).copied();
        let variable = match known {
            Some(variable) => variable,
            None => {
                let value_type = &self.plan().parameters[parameter].value_type;
                let variable = self.variable(plausible(value_type, self.circumstances.seed, 7), Some(value_type.plain_decimals()));
                self.parameters.insert(parameter, variable);
                variable
            }
        };
        Ok(Ok(Operand::Number(Linear::variable(variable))))
    }

    /// Gives the values that the variables have now.
    pub(crate) fn solution(&self) -> Solution {
        let variables = self.inputs.values().filter_map(|state| match state {
            State::Number(variable) | State::Date(variable) => Some(*variable),
            State::Absent | State::Unreadable | State::Bool(_) | State::Text => None,
        });
        let values = variables.chain(self.parameters.values().copied()).map(|variable| (variable, self.simplex.value(variable).main));
        Solution { inputs: self.inputs.clone(), values: values.collect(), texts: self.texts.clone(), parameters: self.parameters.clone() }
    }

    /// Makes the draft of a solution; inputs that nothing asked for get plausible values.
    pub(crate) fn draft(&self, solution: &Solution) -> Draft {
        let mut draft = Draft::new("sample", self.circumstances.period);
        for (parameter, variable) in &solution.parameters {
            let text = solution.values.get(variable).map(|value| self.plan().parameters[*parameter].value_type.text(&Value::Number(value.clone())));
            draft.values.extend(text.map(|text| (GivenTarget::Parameter(*parameter), text)));
        }
        let mut places: BTreeMap<CellReference, Vec<String>> = BTreeMap::new();
        for (input, absence) in self.all_inputs() {
            let taken = places.entry(input.reference).or_default();
            if let Some(text) = self.given_text(input, absence, solution, taken) {
                taken.push(text.clone());
                let target = match input.reference {
                    CellReference::Cell(cell) => GivenTarget::Cell(cell),
                    CellReference::Column(column) => GivenTarget::InLine(column, input.line),
                };
                draft.values.insert(target, text);
            }
        }
        draft
    }

    fn given_text(&self, input: Input, absence: Absence, solution: &Solution, taken: &[String]) -> Option<String> {
        let value_type = value_type_of(self.plan(), input.reference)?;
        let value = |variable: &Variable| solution.values.get(variable);
        match solution.inputs.get(&input) {
            Some(State::Absent) => None,
            // No text has signs that control.
            Some(State::Unreadable) => Some(if matches!(value_type.quantity, Quantity::Text | Quantity::Code(_)) { "\u{1}" } else { "?" }.to_owned()),
            Some(State::Number(variable)) => Some(value_type.text(&Value::Number(value(variable)?.clone()))),
            Some(State::Date(variable)) => Some(value_type.text(&Value::Date(self.date_of(value(variable)?)?))),
            Some(State::Bool(value)) => Some(value_type.text(&Value::Bool(*value))),
            Some(State::Text) => self.text_for(value_type, solution.texts.get(&TextSource::Input(input)), taken),
            None => {
                let is_sparse = self.circumstances.mode == Mode::Find && self.circumstances.attempt % 4 == 3;
                if is_sparse && absence != Absence::Required {
                    return None;
                }
                match value_type.quantity {
                    Quantity::Text | Quantity::Code(_) => self.text_for(value_type, None, taken),
                    Quantity::Bool => Some("true".to_owned()),
                    Quantity::Date => Some(self.circumstances.period.last_day().to_string()),
                    Quantity::Amount(_)
                    | Quantity::Rate { .. }
                    | Quantity::Ratio(_)
                    | Quantity::Count
                    | Quantity::Integer
                    | Quantity::Decimal
                    | Quantity::Days => Some(value_type.text(&Value::Number(plausible(value_type, self.circumstances.seed, place_of(input))))),
                }
            }
        }
    }
}
