//! Findings beside those of reading: of formulas, of values given for computed cells, of keys that stand twice.

use super::read_inputs::read_value;
use super::values::{Place, State, Trouble, Value, fraction, last_digit};
use super::{Cell, Finding, Reference};
use num_traits::{Signed, Zero};
use positum_compiler::resolved_model::Shape;
use positum_plan::id::Id;
use positum_plan::plan::{CellReference, TableId};
use positum_runtime::submission::Given;
use std::collections::{BTreeMap, BTreeSet};

impl Reference<'_> {
    /// Makes the findings of formulas. That of an intermediate stands at one cell of those that need it.
    pub(crate) fn find_troubles(&mut self, cells: &BTreeMap<Place, Cell>) {
        let is_let = |place: &Place| self.model.slot(place.slot).value_type.is_none();
        let mut of_lets: BTreeMap<Place, (&'static str, BTreeSet<String>)> = BTreeMap::new();
        let mut found = Vec::new();
        for (place, cell) in cells {
            match cell.trouble {
                Some(Trouble::Here(kind)) if is_let(place) => of_lets.entry(*place).or_insert((kind, BTreeSet::new())).0 = kind,
                Some(Trouble::Here(kind)) => found.push(Finding { kind, at: BTreeSet::from([self.address(*place)]) }),
                Some(Trouble::At(root)) if is_let(&root) && !is_let(place) => {
                    of_lets.entry(root).or_insert(("", BTreeSet::new())).1.insert(self.address(*place));
                }
                Some(Trouble::At(_)) | None => {}
            }
        }
        for (table, list) in self.derived_lists() {
            let Err(nothing) = self.groups(table) else { continue };
            match nothing.trouble {
                Some(Trouble::Here(kind)) => found.push(Finding { kind, at: BTreeSet::from([list]) }),
                Some(Trouble::At(root)) if is_let(&root) => {
                    of_lets.entry(root).or_insert(("", BTreeSet::new())).1.insert(list);
                }
                Some(Trouble::At(_)) | None => {}
            }
        }
        found.extend(of_lets.into_values().filter(|(_, at)| !at.is_empty()).map(|(kind, at)| Finding { kind, at }));
        self.findings.extend(found);
    }

    /// Gives the derived lists of the reports that are evaluated, with their addresses.
    fn derived_lists(&self) -> Vec<(TableId, String)> {
        let tables = self.model.resolved.tables.entries().filter(|(_, table)| !self.left_out[table.report.index()]);
        let derived = tables.filter(|(id, _)| self.list(*id).is_some_and(|list| list.derivation.is_some()));
        derived.map(|(id, table)| (id, format!("{}.{}.:", self.model.resolved.reports[table.report].name, table.name))).collect()
    }

    /// Compares a value that was given for a computed cell with the computed one.
    pub(crate) fn compare_given(&mut self, place: Place, given: &Given) {
        let cell = self.model.slot(place.slot);
        let Some(value_type) = &cell.value_type else { return };
        let (given, finding) = read_value(self.model, value_type, given, self.period.last_day());
        let address = self.address(place);
        if let Some(finding) = finding {
            self.finding(finding, address.clone());
        }
        let computed = self.cell(place);
        let tolerance = cell.tolerance.map_or_else(|| last_digit(value_type), fraction);
        let differs = match (&given, &computed.value) {
            (Some(Value::Number(given)), Some(Value::Number(computed))) => (given - computed).abs() > tolerance,
            (Some(given), Some(computed)) => given != computed,
            // Of a value where nothing applies the pages are silent: the runtime takes a zero for nothing.
            (Some(Value::Number(given)), None) => computed.state == State::NotApplicable && !given.is_zero(),
            (_, _) => false,
        };
        if differs {
            self.finding("submitted_total_differs", address);
        }
    }

    /// Makes a finding of each line whose whole key an earlier line has.
    pub(crate) fn find_duplicates(&mut self) {
        let mut found = Vec::new();
        for (table, content) in self.model.resolved.tables.entries() {
            let Shape::List(list) = &content.shape else { continue };
            let Some(first) = list.key.first().filter(|_| !self.left_out[content.report.index()]) else { continue };
            let mut seen = BTreeSet::new();
            for line in 0..self.line_count(table) {
                let place = |index: &usize| Place { slot: CellReference::Column(list.columns[*index]), line };
                let key: Option<Vec<Value>> = list.key.iter().map(|index| self.cell(place(index)).value).collect();
                if key.is_some_and(|key| !seen.insert(key)) {
                    found.push(self.address(place(first)));
                }
            }
        }
        for at in found {
            self.finding("duplicate_key", at);
        }
    }
}
