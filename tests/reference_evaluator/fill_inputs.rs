//! Parameters and input cells: what was given, what is absent, which lines there are.

use super::read_inputs::{Inputs, LineGiven, Settled, is_nothing, read_value, settle};
use super::values::{Place, State, Value, day_of, fraction};
use super::{Cell, Reference};
use num_rational::BigRational;
use num_traits::Zero;
use positum_compiler::resolved_model::List;
use positum_compiler::settled_model::{self, Origin};
use positum_plan::id::Id;
use positum_plan::plan::{Absence, CellReference, TableId};
use std::collections::BTreeMap;

impl Reference<'_> {
    /// The submission's value goes before the package's; one that cannot be read leaves none.
    pub(crate) fn settle_parameters(&mut self, inputs: &Inputs<'_>) {
        let last_day = self.period.last_day();
        for (id, parameter) in self.model.resolved.parameters.entries() {
            let value = match settle(inputs.parameters.get(&id)) {
                Settled::Absent => {
                    let in_force = parameter.values.iter().find(|value| {
                        let next =
                            parameter.values.iter().filter_map(|other| other.validity.from).filter(|from| value.validity.from < Some(*from)).min();
                        let has_begun = value.validity.from.is_none_or(|from| day_of(from) <= last_day);
                        let has_ended = value.validity.until.is_some_and(|until| day_of(until) < last_day);
                        has_begun && !has_ended && next.is_none_or(|next| last_day < day_of(next))
                    });
                    in_force.map(|value| Value::Number(fraction(value.value)))
                }
                Settled::Once(given) => {
                    let (value, finding) = read_value(self.model, &parameter.value_type, given, last_day);
                    if let Some(finding) = finding {
                        self.finding(finding, format!("parameters..{}:", parameter.name));
                    }
                    value
                }
                Settled::Again(times) => {
                    (0..times).for_each(|_| self.finding("given_twice", format!("parameters..{}:", parameter.name)));
                    None
                }
            };
            self.parameters.extend(value.map(|value| (id, value)));
        }
    }

    pub(crate) fn fill(&mut self, inputs: &Inputs<'_>) {
        let model = self.model;
        for (id, cell) in
            model.cells.entries().filter(|(_, cell)| !self.left_out[model.resolved.tables[cell.table].report.index()]).collect::<Vec<_>>()
        {
            self.fill_cell(Place { slot: CellReference::Cell(id), line: 0 }, cell, &settle(inputs.cells.get(&id)));
        }
        for table in model.resolved.tables.ids().filter(|table| !self.left_out[model.resolved.tables[*table].report.index()]).collect::<Vec<_>>() {
            if let Some(list) = self.list(table).filter(|list| list.derivation.is_none()) {
                self.fill_lines(list, table, inputs.lines.get(&table).unwrap_or(&BTreeMap::new()));
            }
        }
        // Which lines a derived list has is known once all that is filled in is there.
        for (table, given) in &inputs.lines {
            let is_left_out = self.left_out[model.resolved.tables[*table].report.index()];
            if let Some(list) = self.list(*table).filter(|list| list.derivation.is_some() && !is_left_out && self.known_lines(*table).is_ok()) {
                self.put_aside(list, *table, given);
            }
        }
        for at in &inputs.x_cells {
            let report = at.split('.').next();
            let is_shown = model.resolved.reports.entries().any(|(id, found)| Some(found.name.as_str()) == report && !self.left_out[id.index()]);
            if is_shown {
                self.finding("value_in_x_cell", at.clone());
            }
        }
    }

    /// Numbers the lines of which an input cell is filled, and fills them.
    fn fill_lines(&mut self, list: &List, table: TableId, given: &BTreeMap<u64, LineGiven<'_>>) {
        let model = self.model;
        let is_input = |index: usize| matches!(model.columns[list.columns[index]].origin, Origin::Input(_));
        let is_filled = |line: &&LineGiven<'_>| line.iter().any(|(index, given)| is_input(*index) && !given.iter().all(|given| is_nothing(given)));
        let lines: Vec<&LineGiven<'_>> = given.values().filter(is_filled).collect();
        for (number, line) in lines.iter().enumerate() {
            for (index, column) in list.columns.iter().enumerate() {
                let place = Place { slot: CellReference::Column(*column), line: number };
                self.fill_cell(place, &model.columns[*column], &settle(line.get(&index)));
            }
        }
        self.lines.insert(table, lines.len());
    }

    /// Keeps what was given for a derived list, whose lines have the numbers that the submission gives them.
    fn put_aside(&mut self, list: &List, table: TableId, given: &BTreeMap<u64, LineGiven<'_>>) {
        for (line, given) in given {
            for (index, given) in given {
                let Some(line) = usize::try_from(line - 1).ok().filter(|line| *line < self.line_count(table)) else { continue };
                let column = list.columns[*index];
                self.fill_cell(Place { slot: CellReference::Column(column), line }, &self.model.columns[column], &settle(Some(given)));
            }
        }
    }

    fn fill_cell(&mut self, place: Place, cell: &settled_model::Cell, given: &Settled<'_>) {
        let address = self.address(place);
        if let Settled::Again(times) = given {
            (0..*times).for_each(|_| self.finding("given_twice", address.clone()));
        }
        let Origin::Input(absence) = &cell.origin else {
            if let Settled::Once(given) = given {
                self.given_computed.push((place, (*given).clone()));
            }
            return;
        };
        let value_type = cell.value_type.as_ref().expect("an input has a type");
        let filled = match given {
            Settled::Again(_) => Cell::without(State::Unreadable),
            Settled::Absent => match absence {
                Absence::Required => {
                    self.finding("missing_required", address);
                    Cell::without(State::Missing)
                }
                Absence::Optional => Cell::without(State::Blank),
                Absence::Zero => Cell::with(State::Blank, Value::Number(BigRational::zero())),
            },
            Settled::Once(given) => {
                let (value, finding) = read_value(self.model, value_type, given, self.period.last_day());
                if let Some(finding) = finding {
                    self.finding(finding, address);
                }
                value.map_or(Cell::without(State::Unreadable), |value| Cell::with(State::Given, value))
            }
        };
        self.inputs.insert(place, filled);
    }
}
