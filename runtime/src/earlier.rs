//! Earlier submissions of the same entities, of which formulas take cells: `previous(c)`, `closing(c)`.
//!
//! In come evaluated submissions; kept of each is only what formulas ask for, by name, so that a submission may
//! be evaluated with another version of the package than the one that asks.

use crate::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, ColumnId, List, Node, Plan, Shape, TableId};
use positum_plan::value::{Currency, Quantity, Value, ValueType};
use std::collections::{BTreeMap, BTreeSet};

/// What formulas ask of earlier submissions, by entity and period.
#[derive(Clone, Debug, Default)]
pub struct EarlierSubmissions {
    /// The names of cells that formulas ask for.
    wanted: BTreeSet<String>,
    entities: BTreeMap<String, BTreeMap<Period, EarlierCells>>,
}

/// What is kept of one earlier submission.
#[derive(Clone, Debug, Default)]
pub(crate) struct EarlierCells {
    /// The reports that were evaluated.
    reports: BTreeSet<String>,
    /// The lists, as `report.table`, of which it could not be told which lines they have.
    unknown_lists: BTreeSet<String>,
    cells: BTreeMap<String, (Measure, EarlierCell)>,
    columns: BTreeMap<String, EarlierColumn>,
}

/// The cells of a list's column by the key of their lines.
#[derive(Clone, Debug)]
struct EarlierColumn {
    measure: Measure,
    /// The columns of the key, as they were then.
    key: Vec<(String, Measure)>,
    cells: BTreeMap<Vec<String>, EarlierCell>,
}

/// What an earlier submission has to say of a cell.
pub(crate) enum Found<'e> {
    /// The report was not evaluated.
    NoReport,
    /// The cell, or the key of its line, measured something else then.
    OtherMeasure,
    /// Which lines the list had could not be told.
    UnknownLines,
    /// There was no such cell, or no such line.
    Nothing,
    /// The cell.
    Cell(&'e EarlierCell),
}

/// What the values of a cell measure, in words that mean the same in every version of a package. Decimals do not
/// matter, and neither whether a ratio is shown as percent.
type Measure = Option<(std::mem::Discriminant<Quantity>, String)>;

/// A cell of an earlier submission.
#[derive(Clone, Debug)]
pub(crate) struct EarlierCell {
    pub(crate) state: CellState,
    pub(crate) value: Option<Value>,
}

impl EarlierSubmissions {
    /// Makes an empty history for the versions of a package.
    pub fn new<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Self {
        let mut wanted = BTreeSet::new();
        for plan in plans {
            wanted.extend(plan.nodes.iter().filter_map(|node| match node {
                Node::Earlier { cell, .. } => Some(plan.cell_name(*cell)),
                _ => None,
            }));
        }
        Self { wanted, entities: BTreeMap::new() }
    }

    /// Tells whether any formula asks for earlier submissions.
    pub fn are_wanted(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Tells whether a submission of the entity for the period is there.
    pub fn holds(&self, entity: &str, period: Period) -> bool {
        self.of(entity, period).is_some()
    }

    /// Keeps what formulas ask for of a submission that was evaluated with `plan`.
    pub fn remember(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission) {
        let reports = evaluated.evaluated_reports.iter().map(|report| plan.reports[*report].name.clone()).collect();
        let unknown = evaluated.unknown_lines.entries().filter(|(_, cause)| cause.is_some());
        let unknown_lists = unknown.map(|(table, _)| list_name(plan, table)).collect();
        let mut kept = EarlierCells { reports, unknown_lists, ..EarlierCells::default() };
        let is_evaluated = |table: TableId| evaluated.evaluated_reports.contains(&plan.tables[table].report);
        for (id, cell) in evaluated.cells.entries() {
            let name = plan.cell_name(CellReference::Cell(id));
            if self.wanted.contains(&name) && is_evaluated(plan.cells[id].table) {
                kept.cells.insert(name, (measure(plan, plan.cells[id].value_type.as_ref()), EarlierCell::of(cell)));
            }
        }
        for (id, cells) in evaluated.columns.entries() {
            let name = plan.cell_name(CellReference::Column(id));
            let column = &plan.columns[id];
            if self.wanted.contains(&name) && is_evaluated(column.table) {
                let cells = by_key(plan, evaluated, column.table, cells);
                let measure = measure(plan, column.value_type.as_ref());
                kept.columns.insert(name, EarlierColumn { measure, key: key_measures(plan, column.table), cells });
            }
        }
        self.entities.entry(evaluated.entity.clone()).or_default().insert(evaluated.period, kept);
    }

    /// Tells whether a submission of the entity for a later period is there.
    pub(crate) fn has_later(&self, entity: &str, period: Period) -> bool {
        self.entities.get(entity).and_then(|periods| periods.last_key_value()).is_some_and(|(last, _)| *last > period)
    }

    pub(crate) fn of(&self, entity: &str, period: Period) -> Option<&EarlierCells> {
        self.entities.get(entity)?.get(&period)
    }
}

impl EarlierCells {
    /// Finds the cell that `plan` names, of a column in the line with `key`.
    pub(crate) fn find(&self, plan: &Plan, reference: CellReference, key: &[String]) -> Found<'_> {
        let (table, value_type) = match reference {
            CellReference::Cell(id) => (plan.cells[id].table, plan.cells[id].value_type.as_ref()),
            CellReference::Column(id) => (plan.columns[id].table, plan.columns[id].value_type.as_ref()),
        };
        if !self.reports.contains(&plan.reports[plan.tables[table].report].name) {
            return Found::NoReport;
        }
        let name = plan.cell_name(reference);
        let now = measure(plan, value_type);
        match reference {
            CellReference::Cell(_) => match self.cells.get(&name) {
                Some((then, _)) if *then != now => Found::OtherMeasure,
                Some((_, cell)) => Found::Cell(cell),
                None => Found::Nothing,
            },
            CellReference::Column(_) => match self.columns.get(&name) {
                Some(_) if self.unknown_lists.contains(&list_name(plan, table)) => Found::UnknownLines,
                Some(column) if column.measure != now || column.key != key_measures(plan, table) => Found::OtherMeasure,
                Some(column) => column.cells.get(key).map_or(Found::Nothing, Found::Cell),
                None => Found::Nothing,
            },
        }
    }
}

fn list_name(plan: &Plan, table: TableId) -> String {
    let table = &plan.tables[table];
    format!("{}.{}", plan.reports[table.report].name, table.name)
}

fn measure(plan: &Plan, value_type: Option<&ValueType>) -> Measure {
    let quantity = &value_type?.quantity;
    let currency = |currency: &Currency| match currency {
        Currency::Fixed(code) => code.clone(),
        Currency::OfColumn(column) => format!("[{}]", plan.columns[*column].code),
    };
    let of_what = match quantity {
        Quantity::Amount(of) => currency(of),
        Quantity::Rate { to, from } => format!("{}/{}", currency(to), currency(from)),
        Quantity::Code(codelist) => plan.codelists[*codelist].name.clone(),
        Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool => String::new(),
    };
    // Whatever its scale, a ratio is a ratio: the discriminant does not tell them apart.
    Some((std::mem::discriminant(quantity), of_what))
}

fn key_measures(plan: &Plan, table: TableId) -> Vec<(String, Measure)> {
    let Shape::List(list) = &plan.tables[table].shape else { return Vec::new() };
    let of = |column: &ColumnId| (plan.columns[*column].code.clone(), measure(plan, plan.columns[*column].value_type.as_ref()));
    key_columns(list).iter().map(of).collect()
}

impl EarlierCell {
    fn of(cell: &EvaluatedCell) -> Self {
        Self { state: cell.state, value: cell.value.clone() }
    }
}

/// Gives the columns that tell a list's lines apart.
pub(crate) fn key_columns(list: &List) -> &[ColumnId] {
    match &list.derivation {
        Some(derivation) => list.columns.get(..derivation.by.len()).unwrap_or(&[]),
        None => &list.key,
    }
}

/// Gives the cells of a column by the keys of their lines; of several lines with one key the first.
fn by_key(plan: &Plan, evaluated: &EvaluatedSubmission, table: TableId, cells: &[EvaluatedCell]) -> BTreeMap<Vec<String>, EarlierCell> {
    let mut lines = BTreeMap::new();
    let Shape::List(list) = &plan.tables[table].shape else { return lines };
    for (line, cell) in cells.iter().enumerate() {
        let key: Option<Vec<String>> = key_columns(list).iter().map(|column| key_text(&evaluated.columns[*column], line)).collect();
        if let Some(key) = key {
            lines.entry(key).or_insert_with(|| EarlierCell::of(cell));
        }
    }
    lines
}

/// Gives a part of a line's key as text, which is the same however many decimals the column shows.
pub(crate) fn key_text(cells: &[EvaluatedCell], line: usize) -> Option<String> {
    Some(match cells.get(line)?.value.as_ref()? {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Bool(is_true) => is_true.to_string(),
        Value::Date(date) => date.to_string(),
    })
}
