//! A settled model whose units agree: every formula fits its cell, every condition is a truth value.

use crate::settled_model::SettledModel;

/// A model that `check_types` has found no fault with.
#[derive(Debug)]
pub struct TypedModel(pub(crate) SettledModel);

impl TypedModel {
    /// Gives the model.
    pub fn settled(&self) -> &SettledModel {
        &self.0
    }
}
