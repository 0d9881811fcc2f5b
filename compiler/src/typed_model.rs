//! A settled model whose units were checked: every formula fits its cell, every condition is a truth value.

use crate::settled_model::SettledModel;
use positum_plan::unit::Unit;

/// A model that `check_types` has looked over. It is lowered only where no phase has found an error.
#[derive(Debug)]
pub struct TypedModel {
    settled: SettledModel,
    message_units: Vec<Option<Unit>>,
}

impl TypedModel {
    /// Joins a model and the units of the values in its messages, in the order of checks, languages and values.
    pub(crate) fn new(settled: SettledModel, message_units: Vec<Option<Unit>>) -> Self {
        Self { settled, message_units }
    }

    /// Gives the model.
    pub fn settled(&self) -> &SettledModel {
        &self.settled
    }

    /// Gives the units of the values in messages, in the order of checks, languages and values.
    pub fn message_units(&self) -> &[Option<Unit>] {
        &self.message_units
    }
}
