//! A second evaluator, slow and plain: what the page of the language says, over the compiler's typed model.
//!
//! It shares no code with the runtime's evaluation: no plan, no order of steps, fractions of `num-rational` alone. A cell is
//! computed where it is first needed, by recursion. What comes out is compared with what the runtime gives for the same
//! submission.

mod calendars;
mod checks;
mod fill_inputs;
mod find_mistakes;
mod formulas;
mod periods;
mod read_inputs;
pub(crate) mod values;

use formulas::Standing;
use num_rational::BigRational;
use periods::Period;
use positum_compiler::resolved_model::{List, Shape};
use positum_compiler::settled_model::{self, Origin, SettledModel};
use positum_plan::amount::Rounding;
use positum_plan::id::Id;
use positum_plan::period::PeriodKind;
use positum_plan::plan::{CellReference, ColumnId, ParameterId, Place as PlanPlace, TableId};
use positum_runtime::submission::{Given, Submission};
use read_inputs::read_inputs;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use values::{Nothing, Place, State, Trouble, Value, day_of, shown, whole, written};

/// What came of a submission.
pub(crate) struct Evaluated {
    period: Period,
    /// The reports that were not evaluated.
    left_out: Vec<bool>,
    cells: BTreeMap<Place, Cell>,
    lines: BTreeMap<TableId, usize>,
    /// The lists of which it could not be told which lines they have.
    unknown_lists: BTreeSet<TableId>,
    /// What the cells are, by address.
    pub(crate) shown: BTreeMap<String, String>,
    /// Outcomes of checks, as `r.t.name 2 fail`.
    pub(crate) checks: Vec<String>,
    pub(crate) findings: Vec<Finding>,
}

/// Something wrong with a submission. That of an intermediate stands at one of the cells that need it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// What is wrong, as `division_by_zero`.
    pub(crate) kind: &'static str,
    /// The address of the cell; for an intermediate, of one of these.
    pub(crate) at: BTreeSet<String>,
}

/// A cell.
#[derive(Clone, Debug)]
struct Cell {
    state: State,
    value: Option<Value>,
    /// The number before its rounding.
    exact: Option<BigRational>,
    trouble: Option<Trouble>,
}

impl Cell {
    fn with(state: State, value: Value) -> Self {
        Self { state, value: Some(value), exact: None, trouble: None }
    }

    fn without(state: State) -> Self {
        Self { state, value: None, exact: None, trouble: None }
    }
}

/// A line of a derived list.
#[derive(Clone)]
struct Group {
    key: Vec<Value>,
    /// The lines of the source.
    lines: Vec<usize>,
}

/// The evaluation of one submission.
struct Reference<'m> {
    model: &'m SettledModel,
    rounding: Rounding,
    period: Period,
    left_out: Vec<bool>,
    earlier: &'m [&'m Evaluated],
    parameters: BTreeMap<ParameterId, Value>,
    /// Input cells.
    inputs: BTreeMap<Place, Cell>,
    lines: BTreeMap<TableId, usize>,
    computed: RefCell<BTreeMap<Place, Cell>>,
    grouped: RefCell<BTreeMap<TableId, values::Result<Vec<Group>>>>,
    findings: Vec<Finding>,
    /// Values that were given for computed cells.
    given_computed: Vec<(Place, Given)>,
}

/// Evaluates a submission; `earlier` are those of the same entity.
pub(crate) fn evaluate(model: &SettledModel, rounding: Rounding, submission: &Submission, earlier: &[&Evaluated]) -> Evaluated {
    let period = Period::named(&submission.period.to_string());
    let inputs = read_inputs(model, submission);
    let kind = match period {
        Period::Year(_) => PeriodKind::Year,
        Period::Quarter(..) => PeriodKind::Quarter,
        Period::Month(..) => PeriodKind::Month,
        Period::Day(..) => PeriodKind::Day,
    };
    let mut reference = Reference {
        model,
        rounding,
        period,
        left_out: model.resolved.reports.iter().map(|report| report.period.is_some_and(|wanted| wanted != kind)).collect(),
        earlier,
        parameters: BTreeMap::new(),
        inputs: BTreeMap::new(),
        lines: BTreeMap::new(),
        computed: RefCell::default(),
        grouped: RefCell::default(),
        findings: Vec::new(),
        given_computed: Vec::new(),
    };
    let validity = &model.resolved.package.validity;
    let (from, until) = (validity.from.map(day_of), validity.until.map(day_of));
    let is_covered = from.is_none_or(|from| from <= period.last_day()) && until.is_none_or(|until| period.last_day() <= until);
    if !is_covered || model.resolved.reports.is_empty() {
        reference.left_out.fill(true);
        reference.finding("period_not_covered", "..:".to_owned());
        return reference.finish();
    }
    let is_none_left = reference.left_out.iter().all(|left_out| *left_out);
    for (id, report) in model.resolved.reports.entries() {
        if reference.left_out[id.index()] && (is_none_left || inputs.reports.contains(&id)) {
            reference.finding("period_not_covered", format!("{}..:", report.name));
        }
    }
    reference.settle_parameters(&inputs);
    reference.fill(&inputs);
    reference.finish()
}

impl<'m> Reference<'m> {
    fn finding(&mut self, kind: &'static str, at: String) {
        self.findings.push(Finding { kind, at: BTreeSet::from([at]) });
    }

    fn is_left_out(&self, table: TableId) -> bool {
        let of_source = match self.list(table).and_then(|list| list.derivation.as_ref()) {
            Some(derivation) => self.is_left_out(derivation.source),
            None => false,
        };
        self.left_out[self.model.resolved.tables[table].report.index()] || of_source
    }

    fn list(&self, table: TableId) -> Option<&'m List> {
        match &self.model.resolved.tables[table].shape {
            Shape::List(list) => Some(list),
            Shape::Form(_) | Shape::Grid(..) => None,
        }
    }

    fn line_count(&self, table: TableId) -> usize {
        match self.list(table).map(|list| &list.derivation) {
            Some(Some(_)) => self.groups(table).map_or(0, |groups| groups.len()),
            Some(None) | None => self.lines.get(&table).copied().unwrap_or(0),
        }
    }

    /// Gives the lines of a derived list; none can be given where that of a source, or a condition, cannot be told.
    fn groups(&self, table: TableId) -> values::Result<Vec<Group>> {
        if let Some(groups) = self.grouped.borrow().get(&table) {
            return groups.clone();
        }
        let groups = self.make_groups(table);
        self.grouped.borrow_mut().insert(table, groups.clone());
        groups
    }

    fn make_groups(&self, table: TableId) -> values::Result<Vec<Group>> {
        let derivation = self.list(table).and_then(|list| list.derivation.as_ref()).expect("a derived list");
        let mut groups: Vec<Group> = Vec::new();
        if self.is_left_out(table) {
            return Err(Nothing::silent());
        }
        self.known_lines(derivation.source)?;
        for line in 0..self.line_count(derivation.source) {
            let at = Standing { lines: vec![(derivation.source, line)], rounding: self.rounding };
            let key: Option<Vec<Value>> =
                derivation.by.iter().map(|column| self.cell(Place { slot: CellReference::Column(*column), line }).value).collect();
            let Some(key) = key else { continue };
            if let Some(filter) = self.model.filters.get(&table)
                && !self.truth(filter, &at)?
            {
                continue;
            }
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.lines.push(line),
                None => groups.push(Group { key, lines: vec![line] }),
            }
        }
        Ok(groups)
    }

    /// Says why it cannot be told which lines a list has, to what needs these lines.
    fn known_lines(&self, table: TableId) -> values::Result<()> {
        if self.is_left_out(table) {
            return Err(Nothing::silent());
        }
        if self.list(table).is_none_or(|list| list.derivation.is_none()) {
            return Ok(());
        }
        let of_others = |nothing: Nothing| match nothing.trouble {
            Some(Trouble::At(root)) => Nothing { state: State::NotComputed, trouble: Some(Trouble::At(root)) },
            // The finding stands at the list itself.
            Some(Trouble::Here(_)) | None => Nothing::silent(),
        };
        self.groups(table).map(|_| ()).map_err(of_others)
    }

    /// Gives a cell, computing it where that was not done.
    fn cell(&self, place: Place) -> Cell {
        let known = self.inputs.get(&place).cloned().or_else(|| self.computed.borrow().get(&place).cloned());
        known.unwrap_or_else(|| {
            let cell = self.compute(place);
            self.computed.borrow_mut().insert(place, cell.clone());
            cell
        })
    }

    fn compute(&self, place: Place) -> Cell {
        let cell = self.model.slot(place.slot);
        if self.left_out[self.model.resolved.tables[cell.table].report.index()] {
            return Cell::without(State::NotComputed);
        }
        match &cell.origin {
            Origin::Input(_) | Origin::Unknown => panic!("an input was not filled: {place:?}"),
            Origin::Sequence => Cell::with(State::Computed, Value::Number(whole(place.line as i64 + 1))),
            Origin::GroupKey => {
                let CellReference::Column(column) = place.slot else { panic!("a scalar key") };
                let list = self.list(cell.table).expect("a list");
                let part = list.columns.iter().position(|other| *other == column).expect("a column of its list");
                Cell::with(State::Computed, self.groups(cell.table).expect("lines that are known")[place.line].key[part].clone())
            }
            Origin::Formula(formula, _) => {
                let rounding = cell.value_type.as_ref().map_or(self.rounding, |value_type| value_type.rounding);
                let lines = if let CellReference::Column(_) = place.slot { vec![(cell.table, place.line)] } else { Vec::new() };
                self.finished(self.value(formula, &Standing { lines, rounding }), cell)
            }
        }
    }

    /// Rounds a result once, by the type of its cell. An intermediate is exact, and what names it sees through it.
    fn finished(&self, outcome: values::Result<Value>, cell: &settled_model::Cell) -> Cell {
        match (outcome, &cell.value_type) {
            (Ok(Value::Number(exact)), Some(value_type)) => match shown(&exact, value_type) {
                Some(value) => Cell { exact: Some(exact), ..Cell::with(State::Computed, Value::Number(value)) },
                None => Cell { exact: Some(exact), trouble: Some(Trouble::Here("out_of_range")), ..Cell::without(State::NotComputed) },
            },
            (Ok(value), _) => Cell::with(State::Computed, value),
            (Err(nothing), None) => Cell { trouble: nothing.trouble, ..Cell::without(nothing.state) },
            (Err(nothing @ Nothing { state: State::NotApplicable, .. }), Some(_)) => {
                Cell { trouble: nothing.trouble, ..Cell::without(nothing.state) }
            }
            (Err(nothing), Some(_)) => Cell { trouble: nothing.trouble, ..Cell::without(State::NotComputed) },
        }
    }

    fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = self.model.cells.ids().map(|cell| Place { slot: CellReference::Cell(cell), line: 0 }).collect();
        for (id, column) in self.model.columns.entries() {
            places.extend((0..self.line_count(column.table)).map(|line| Place { slot: CellReference::Column(id), line }));
        }
        places.retain(|place| !self.left_out[self.model.resolved.tables[self.model.slot(place.slot).table].report.index()]);
        places
    }

    fn finish(mut self) -> Evaluated {
        let places = self.places();
        let cells: BTreeMap<Place, Cell> = places.iter().map(|place| (*place, self.cell(*place))).collect();
        self.find_troubles(&cells);
        for (place, given) in std::mem::take(&mut self.given_computed) {
            self.compare_given(place, &given);
        }
        self.find_duplicates();
        let checks = self.checks();
        let shown = cells.iter().map(|(place, cell)| (self.address(*place), format!("{:?} {}", cell.state, written(cell.value.as_ref())))).collect();
        let lines = self.model.resolved.tables.ids().map(|table| (table, self.line_count(table))).collect();
        let unknown_lists = self.model.resolved.tables.ids().filter(|table| self.known_lines(*table).is_err()).collect();
        Evaluated { period: self.period, left_out: self.left_out, cells, lines, unknown_lists, shown, checks, findings: self.findings }
    }

    /// Gives the columns that tell a list's lines apart.
    fn key_columns(&self, table: TableId) -> Vec<ColumnId> {
        let list = self.list(table).expect("a list");
        match &list.derivation {
            Some(derivation) => list.columns[..derivation.by.len()].to_vec(),
            None => list.key.iter().map(|index| list.columns[*index]).collect(),
        }
    }

    fn address(&self, place: Place) -> String {
        address(self.model, place.slot, place.line)
    }
}

impl Evaluated {
    /// Finds the first line with a key.
    fn line_with(&self, columns: &[ColumnId], values: &[Value]) -> Option<usize> {
        let count = self.lines.values().copied().max().unwrap_or(0);
        (0..count).find(|line| {
            let value =
                |column: &ColumnId| self.cells.get(&Place { slot: CellReference::Column(*column), line: *line }).and_then(|cell| cell.value.as_ref());
            columns.iter().zip(values).all(|(column, wanted)| value(column) == Some(wanted))
        })
    }
}

/// Gives the address of a cell as findings have it, `report.table.row:column`.
pub(crate) fn address(model: &SettledModel, slot: CellReference, line: usize) -> String {
    let table = model.slot(slot).table;
    let content = &model.resolved.tables[table];
    let place = match (slot, &content.shape) {
        (CellReference::Column(column), Shape::List(list)) => {
            let code = list.columns.iter().position(|other| *other == column).map(|index| list.axis.entries[index].code.clone());
            let name = || list.lets.iter().position(|other| *other == column).map(|index| content.lets[index].name.clone());
            format!("{}:{}", line + 1, code.or_else(name).expect("a column of its list"))
        }
        (_, shape) => match (model.slot(slot).place.as_ref().expect("a scalar cell has a place"), shape) {
            (PlanPlace::Position(index), Shape::Form(axis)) => format!("{}:", axis.entries[*index].code),
            (PlanPlace::Grid(row, column), Shape::Grid(rows, columns)) => format!("{}:{}", rows.entries[*row].code, columns.entries[*column].code),
            (PlanPlace::Total(column), Shape::List(list)) => {
                let index = list.columns.iter().position(|other| other == column).expect("a column of its list");
                format!("total:{}", list.axis.entries[index].code)
            }
            (PlanPlace::Let(name), _) => format!("{name}:"),
            (place, _) => panic!("{place:?} in another shape"),
        },
    };
    format!("{}.{}.{place}", model.resolved.reports[content.report].name, content.name)
}
