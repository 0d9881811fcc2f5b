//! Units of formulas after they were checked, for whoever looks over a model that has no errors.

use super::Checker;
use crate::diagnostic::Diagnostics;
use crate::settled_model::{Expression, SettledModel};
use positum_plan::plan::CellReference;
use positum_plan::unit::Unit;
use std::collections::{BTreeMap, BTreeSet};

/// Reads units; it reports nothing.
pub(crate) struct UnitReader<'m> {
    model: &'m SettledModel,
    intermediates: BTreeMap<CellReference, Unit>,
}

impl<'m> UnitReader<'m> {
    /// Makes ready to read the units of a model without errors.
    pub(crate) fn new(model: &'m SettledModel) -> Self {
        Self { model, intermediates: super::intermediates::units_of_intermediates(model, &[], &BTreeSet::new()) }
    }

    /// Gives the unit of a formula; nothing where its parts do not agree.
    pub(crate) fn unit(&mut self, expression: &Expression) -> Option<Unit> {
        let mut silent = Diagnostics::default();
        let intermediates = std::mem::take(&mut self.intermediates);
        let misfits = BTreeSet::new();
        let mut checker = Checker { model: self.model, texts: &[], diagnostics: &mut silent, intermediates, misfits, codes_after_in: 0 };
        let unit = checker.unit(expression);
        self.intermediates = checker.intermediates;
        unit
    }
}
