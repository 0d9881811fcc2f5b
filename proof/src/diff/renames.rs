//! Positions, rows and columns that only have another code now: the same label, of the same type.
//!
//! In come two plans; out goes what each old cell would be called now.

use super::texts_of_plans::quantity_text;
use positum_plan::plan::{Axis, CellReference, Place, Plan, Shape, TableId};
use positum_runtime::language::Language;
use std::collections::{BTreeMap, BTreeSet};

/// Which side of a table codes stand along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Positions of a form, rows of a grid.
    Rows,
    /// Columns.
    Columns,
}

/// New codes for old ones, by old table and side.
#[derive(Clone, Debug, Default)]
pub struct Renames {
    codes: BTreeMap<(TableId, Side, String), String>,
}

impl Renames {
    /// Finds what has another code.
    pub(super) fn new(old: &Plan, new: &Plan) -> Self {
        let mut codes = BTreeMap::new();
        for (before, after) in common_tables(old, new) {
            for (side, old_axis, new_axis) in axes(old, before, new, after) {
                for (from, to) in renamed(old_axis, new_axis) {
                    if measure(old, before, side, &from) == measure(new, after, side, &to) {
                        codes.insert((before, side, from), to);
                    }
                }
            }
        }
        Self { codes }
    }

    /// Gives the code now.
    pub(super) fn code<'a>(&'a self, table: TableId, side: Side, code: &'a str) -> &'a str {
        self.codes.get(&(table, side, code.to_owned())).map_or(code, String::as_str)
    }

    /// Gives what a cell of the old plan would be called now.
    pub(super) fn name(&self, plan: &Plan, reference: CellReference) -> String {
        let table = match reference {
            CellReference::Cell(cell) => plan.cells[cell].table,
            CellReference::Column(column) => plan.columns[column].table,
        };
        let start = format!("{}.{}", plan.reports[plan.tables[table].report].name, plan.tables[table].name);
        let at = |side, axis: &Axis, index: usize| {
            let code = axis.entries.get(index).map_or("", |entry| entry.code.as_str());
            self.code(table, side, code).to_owned()
        };
        let column_code = |column| self.code(table, Side::Columns, &plan.columns[column].code).to_owned();
        match reference {
            CellReference::Column(column) => format!("{start}:{}", column_code(column)),
            CellReference::Cell(cell) => match (&plan.cells[cell].place, &plan.tables[table].shape) {
                (Place::Grid(row, column), Shape::Grid { rows, columns, .. }) => {
                    format!("{start}.{}:{}", at(Side::Rows, rows, *row), at(Side::Columns, columns, *column))
                }
                (Place::Total(column), _) => format!("{start}.total:{}", column_code(*column)),
                (Place::Let(name), _) => format!("{start}.{name}"),
                (Place::Position(index) | Place::Grid(index, _), _) => format!("{start}.{}", at(Side::Rows, plan.codes_of(table), *index)),
            },
        }
    }

    /// Gives new names for the old ones, of cells that have other names now.
    pub(super) fn names(&self, plan: &Plan) -> BTreeMap<String, String> {
        let cells = plan.cells.ids().map(CellReference::Cell);
        let pairs = cells.chain(plan.columns.ids().map(CellReference::Column)).map(|cell| (plan.cell_name(cell), self.name(plan, cell)));
        pairs.filter(|(before, after)| before != after).collect()
    }
}

/// Gives tables of the same report and name.
pub(super) fn common_tables(old: &Plan, new: &Plan) -> Vec<(TableId, TableId)> {
    let name = |plan: &Plan, id: TableId| format!("{}.{}", plan.reports[plan.tables[id].report].name, plan.tables[id].name);
    let now: BTreeMap<String, TableId> = new.tables.ids().map(|id| (name(new, id), id)).collect();
    old.tables.ids().filter_map(|id| Some((id, *now.get(&name(old, id))?))).collect()
}

/// Gives the sides of two tables of one shape.
pub(super) fn axes<'p>(old: &'p Plan, before: TableId, new: &'p Plan, after: TableId) -> Vec<(Side, &'p Axis, &'p Axis)> {
    match (&old.tables[before].shape, &new.tables[after].shape) {
        (Shape::Form { axis: one, .. }, Shape::Form { axis: two, .. }) => vec![(Side::Rows, one, two)],
        (Shape::Grid { rows, columns, .. }, Shape::Grid { rows: new_rows, columns: new_columns, .. }) => {
            vec![(Side::Rows, rows, new_rows), (Side::Columns, columns, new_columns)]
        }
        (Shape::List(one), Shape::List(two)) => vec![(Side::Columns, &one.axis, &two.axis)],
        (Shape::Form { .. } | Shape::Grid { .. } | Shape::List(_), _) => Vec::new(),
    }
}

/// Pairs codes that are only in one axis by labels that each has once.
fn renamed(old: &Axis, new: &Axis) -> Vec<(String, String)> {
    let codes = |axis: &Axis| axis.entries.iter().map(|entry| entry.code.clone()).collect::<BTreeSet<_>>();
    let (before, after) = (codes(old), codes(new));
    let gone: Vec<_> = old.entries.iter().filter(|entry| !after.contains(&entry.code)).collect();
    let come: Vec<_> = new.entries.iter().filter(|entry| !before.contains(&entry.code)).collect();
    let mut pairs = Vec::new();
    for entry in &gone {
        let is_same = |other: &&&positum_plan::plan::AxisEntry| other.label == entry.label;
        let said = entry.label.0.values().any(|text| !text.trim().is_empty());
        if let ([like], [_]) = (
            come.iter().filter(is_same).collect::<Vec<_>>().as_slice(),
            gone.iter().filter(|other| other.label == entry.label).collect::<Vec<_>>().as_slice(),
        ) && said
        {
            pairs.push((entry.code.clone(), like.code.clone()));
        }
    }
    pairs
}

/// Says what the cells of an entry measure.
fn measure(plan: &Plan, table: TableId, side: Side, code: &str) -> Vec<String> {
    let text = |value_type: Option<&positum_plan::value::ValueType>| {
        value_type.map(|value_type| quantity_text(plan, &value_type.quantity, Language::English)).unwrap_or_default()
    };
    let index = |axis: &Axis| axis.entries.iter().position(|entry| entry.code == code);
    match &plan.tables[table].shape {
        Shape::Form { positions, axis } => {
            let cell = index(axis).and_then(|index| positions.get(index));
            cell.map(|cell| vec![text(plan.cells[*cell].value_type.as_ref())]).unwrap_or_default()
        }
        Shape::List(list) => {
            let column = index(&list.axis).and_then(|index| list.columns.get(index));
            column.map(|column| vec![text(plan.columns[*column].value_type.as_ref())]).unwrap_or_default()
        }
        Shape::Grid { rows, columns, cells } => {
            let width = columns.entries.len();
            let wanted = |place: usize| match side {
                Side::Rows => place.checked_div(width) == index(rows),
                Side::Columns => place.checked_rem(width) == index(columns),
            };
            let found = cells.iter().enumerate().filter(|(place, _)| wanted(*place));
            let types: BTreeSet<String> = found.filter_map(|(_, cell)| cell.map(|cell| text(plan.cells[cell].value_type.as_ref()))).collect();
            types.into_iter().collect()
        }
    }
}
