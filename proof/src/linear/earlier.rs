//! Cells of earlier submissions: where a submission is wanted, those before it may have what the formulas need.

use super::inputs::{plausible, scattered, value_type_of};
use super::sum::{Linear, Variable};
use super::walk::Walk;
use super::{Input, Key, Nothing, Operand, Outcome, Stop};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Earlier};
use positum_plan::value::{Value, ValueType};

/// A cell of an earlier submission; of a column, that in the line with the key that a line has now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EarlierInput {
    pub(crate) period: Period,
    pub(crate) input: Input,
}

/// What a cell of an earlier submission should show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    pub(crate) period: Period,
    pub(crate) input: Input,
    pub(crate) value: Value,
}

impl Walk<'_> {
    /// Gives a number that a cell of an earlier submission shows; of a list there may be no such line.
    pub(super) fn wished_earlier(&mut self, reference: CellReference, which: Earlier, key: &Key) -> Result<Outcome, Stop> {
        let given = which.before(self.circumstances.period).filter(|period| self.circumstances.earlier_periods.contains(period));
        let value_type = value_type_of(self.plan(), reference).filter(|value_type| value_type.is_number());
        let (Some(period), Some(value_type)) = (given, value_type) else { return Ok(Err(Nothing::NotComputed)) };
        let line = match reference {
            CellReference::Cell(_) => 0,
            CellReference::Column(column) => {
                let table = self.plan().columns[column].table;
                let Some((_, line)) = key.lines.iter().find(|(list, _)| *list == table) else { return Ok(Err(Nothing::NotComputed)) };
                if self.choose(key, 6, &[Vec::new(), Vec::new()])? == 1 {
                    return Ok(Err(Nothing::Missing));
                }
                *line
            }
        };
        let variable = self.earlier_variable(EarlierInput { period, input: Input { reference, line } }, value_type);
        Ok(Ok(Operand::Number(Linear::variable(variable))))
    }

    fn earlier_variable(&mut self, input: EarlierInput, value_type: &ValueType) -> Variable {
        if let Some(variable) = self.earlier.get(&input) {
            return *variable;
        }
        let place = u64::try_from(self.earlier.len()).unwrap_or(0);
        let value = plausible(value_type, scattered(self.circumstances.seed, self.circumstances.attempt), place);
        let variable = self.variable(value, Some(value_type.plain_decimals()));
        self.earlier.insert(input, variable);
        variable
    }

    /// Gives what cells of earlier submissions should show.
    pub(crate) fn wishes(&self) -> Vec<Wish> {
        let wish = |(cell, variable): (&EarlierInput, &Variable)| {
            let value = Value::Number(self.simplex.value(*variable).main);
            Wish { period: cell.period, input: cell.input, value }
        };
        self.earlier.iter().map(wish).collect()
    }
}
