//! Cells that both plans have: types, how they are filled, formulas. What is alike in a whole row or column is said once.

use super::Comparing;
use super::compare_axes::cell_parts;
use crate::diff::change::{Aspect, Change, Subject};
use crate::diff::node_text::node_text;
use crate::diff::renames::Side;
use crate::diff::spoken::Spoken;
use crate::diff::texts_of_plans::{decimals_text, limits_text, origin_text, quantity_text, rounding_text, spoken, tolerance_text, type_text};
use crate::diff::things::Thing;
use positum_plan::plan::{Axis, Cell, CellReference, Label, Origin, Place, Plan, Shape, TableId};
use positum_plan::value::{Quantity, ValueType};
use positum_runtime::cell_address::table_of;
use std::collections::{BTreeMap, BTreeSet};

/// In which respect a cell changes, from what to what.
pub(super) type CellChange = (Aspect, Spoken, Spoken);
/// The row and column of a grid's cell.
type GridPlace = (usize, usize);

impl Comparing<'_> {
    pub(super) fn compare_cells(&mut self, old: TableId, new: TableId) {
        let now: BTreeMap<String, CellReference> = cells_of_table(self.new, new).into_iter().map(|cell| (self.new.cell_name(cell), cell)).collect();
        let mut in_grid: BTreeMap<CellChange, BTreeSet<GridPlace>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for before in cells_of_table(self.old, old) {
            let name = self.renames.name(self.old, before);
            let Some(after) = now.get(&name) else { continue };
            seen.insert(name.clone());
            let changes = self.cell_changes(before, *after);
            if !changes.is_empty() {
                self.seed(Thing::Cell(name));
                self.seed(Thing::Cell(self.old.cell_name(before)));
            }
            match grid_place(self.new, *after) {
                Some(place) => changes.into_iter().for_each(|change| {
                    in_grid.entry(change).or_default().insert(place);
                }),
                None => self.note_cell(new, *after, changes),
            }
        }
        self.compare_existence(old, new, &mut in_grid);
        self.note_grid(new, in_grid);
    }

    /// Gives in which respects a cell changes.
    pub(super) fn cell_changes(&mut self, before: CellReference, after: CellReference) -> Vec<CellChange> {
        let (old, new) = (self.old, self.new);
        let ((old_type, old_origin), (new_type, new_origin)) = (cell_parts(old, before), cell_parts(new, after));
        let mut changes = Vec::new();
        let mut note = |aspect, one: Spoken, two: Spoken| {
            if one != two {
                changes.push((aspect, one, two));
            }
        };
        if let (Some(one), Some(two)) = (old_type, new_type) {
            let quantity = |plan: &Plan, quantity: &Quantity| spoken(|language| quantity_text(plan, quantity, language));
            note(Aspect::Type, quantity(old, &one.quantity), quantity(new, &two.quantity));
            if one.is_number() && two.is_number() {
                note(
                    Aspect::Decimals,
                    spoken(|language| decimals_text(one.decimals, language)),
                    spoken(|language| decimals_text(two.decimals, language)),
                );
                let rounding = |rounding| spoken(|language| rounding_text(rounding, language));
                note(Aspect::Rounding, rounding(one.rounding), rounding(two.rounding));
            }
            note(Aspect::TextLimits, spoken(|language| limits_text(&one.limits, language)), spoken(|language| limits_text(&two.limits, language)));
        }
        // An intermediate is never rounded: what names it gets other values once it is a cell, and the other way.
        if old_type.is_some() != new_type.is_some() {
            let text = |plan: &Plan, value_type: Option<&ValueType>| {
                spoken(|language| value_type.map_or_else(|| "let".to_owned(), |value_type| type_text(plan, value_type, language)))
            };
            note(Aspect::Type, text(old, old_type), text(new, new_type));
        }
        match (old_origin, new_origin) {
            (Origin::Formula { node: one, text, tolerance }, Origin::Formula { node: two, text: new_text, tolerance: new_tolerance }) => {
                if !self.is_same_formula(*one, *two) {
                    let home = |plan: &Plan, cell| format!("{}.", plan.tables[table_of(plan, cell)].name);
                    let (one, two) = if is_written_alike(text, new_text) {
                        (node_text(old, *one).replace(&home(old, before), ""), node_text(new, *two).replace(&home(new, after), ""))
                    } else {
                        (text.clone(), new_text.clone())
                    };
                    changes.push((Aspect::Formula, Spoken::same(&one), Spoken::same(&two)));
                }
                if tolerance != new_tolerance {
                    let text = |tolerance, value_type| spoken(|language| tolerance_text(tolerance, value_type, language));
                    changes.push((Aspect::Tolerance, text(*tolerance, old_type), text(*new_tolerance, new_type)));
                }
            }
            (Origin::Formula { .. } | Origin::Input(_) | Origin::Sequence | Origin::GroupKey, _) => {
                note(Aspect::Origin, spoken(|language| origin_text(old_origin, language)), spoken(|language| origin_text(new_origin, language)));
            }
        }
        changes
    }

    fn note_cell(&mut self, table: TableId, cell: CellReference, changes: Vec<CellChange>) {
        let report = self.new.reports[self.new.tables[table].report].name.clone();
        let (code, label) = self.entry_of(table, cell);
        let label = self.new_label(&label, &code);
        let subject = Subject::Entry(report, self.new.tables[table].name.clone(), code);
        for (aspect, old, new) in changes {
            self.change(subject.clone(), label.clone(), aspect, Some(old), Some(new));
        }
    }

    /// Gives the code and label of a position, column, total or intermediate.
    fn entry_of(&self, table: TableId, cell: CellReference) -> (String, Label) {
        let axis = self.new.codes_of(table);
        let label = |code: &str| axis.entries.iter().find(|entry| entry.code == code).map(|entry| entry.label.clone()).unwrap_or_default();
        match cell {
            CellReference::Column(column) => (self.new.columns[column].code.clone(), label(&self.new.columns[column].code)),
            CellReference::Cell(id) => match &self.new.cells[id].place {
                Place::Position(index) => {
                    let code = axis.entries.get(*index).map_or("", |entry| entry.code.as_str());
                    (code.to_owned(), label(code))
                }
                Place::Total(column) => (format!("total:{}", self.new.columns[*column].code), label(&self.new.columns[*column].code)),
                Place::Let(name) => (format!("let {name}"), Label::default()),
                Place::Grid(..) => (String::new(), Label::default()),
            },
        }
    }

    /// Notes cells that one of two grids has an `x` for.
    fn compare_existence(&mut self, old: TableId, new: TableId, in_grid: &mut BTreeMap<CellChange, BTreeSet<GridPlace>>) {
        let (before, after) = (self.old, self.new);
        let (Shape::Grid { rows, columns, cells }, Shape::Grid { rows: new_rows, columns: new_columns, cells: new_cells }) =
            (&before.tables[old].shape, &after.tables[new].shape)
        else {
            return;
        };
        let index = |side, axis: &Axis, code: &str| axis.entries.iter().position(|entry| self.renames.code(old, side, &entry.code) == code);
        let old_rows: Vec<Option<usize>> = new_rows.entries.iter().map(|entry| index(Side::Rows, rows, &entry.code)).collect();
        let old_columns: Vec<Option<usize>> = new_columns.entries.iter().map(|entry| index(Side::Columns, columns, &entry.code)).collect();
        let at = |cells: &[Option<positum_plan::plan::CellId>], width: usize, row: usize, column: usize| {
            row.checked_mul(width).and_then(|start| start.checked_add(column)).and_then(|place| cells.get(place).copied()).flatten()
        };
        let mut seeds = Vec::new();
        for (row, old_row) in old_rows.iter().enumerate() {
            for (column, old_column) in old_columns.iter().enumerate() {
                let (Some(old_row), Some(old_column)) = (old_row, old_column) else { continue };
                let one = at(cells, columns.entries.len(), *old_row, *old_column);
                let two = at(new_cells, new_columns.entries.len(), row, column);
                if one.is_some() != two.is_some() {
                    let change = (Aspect::Exists, what_is(before, one), what_is(after, two));
                    in_grid.entry(change).or_default().insert((row, column));
                    seeds.extend(one.map(|cell| Thing::Cell(before.cell_name(CellReference::Cell(cell)))));
                    seeds.extend(two.map(|cell| Thing::Cell(after.cell_name(CellReference::Cell(cell)))));
                }
            }
        }
        seeds.into_iter().for_each(|seed| self.seed(seed));
    }

    /// Notes changes of a grid: of whole rows, then of whole columns, then of the cells that are left.
    fn note_grid(&mut self, table: TableId, in_grid: BTreeMap<CellChange, BTreeSet<GridPlace>>) {
        let definition = &self.new.tables[table];
        let Shape::Grid { rows, columns, cells } = &definition.shape else { return };
        let width = columns.entries.len();
        let report = self.new.reports[definition.report].name.clone();
        let exists: BTreeSet<GridPlace> = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.is_some())
            .filter_map(|(place, _)| Some((place.checked_div(width)?, place.checked_rem(width)?)))
            .collect();
        let mut notes: Vec<(GridPlace, Change)> = Vec::new();
        for ((aspect, old, new), mut places) in in_grid {
            let mut note = |place: GridPlace, code: String, label: Spoken| {
                let subject = Subject::Entry(report.clone(), definition.name.clone(), code);
                notes.push((place, Change { subject, label, aspect, old: Some(old.clone()), new: Some(new.clone()), time: None }));
            };
            let label = |axis: &Axis, index: usize| {
                axis.entries.get(index).map(|entry| Spoken::label(&entry.label, &self.new.package, &entry.code)).unwrap_or_default()
            };
            let code = |axis: &Axis, index: usize| axis.entries.get(index).map(|entry| entry.code.clone()).unwrap_or_default();
            for row in 0..rows.entries.len() {
                let all: BTreeSet<GridPlace> = exists.iter().filter(|(of, _)| *of == row).copied().collect();
                if all.len() > 1 && all.is_subset(&places) {
                    note((row, 0), code(rows, row), label(rows, row));
                    places.retain(|(of, _)| *of != row);
                }
            }
            for column in 0..width {
                let all: BTreeSet<GridPlace> = exists.iter().filter(|(_, of)| *of == column).copied().collect();
                if all.len() > 1 && all.is_subset(&places) {
                    note((0, column), format!(":{}", code(columns, column)), label(columns, column));
                    places.retain(|(_, of)| *of != column);
                }
            }
            let left: BTreeSet<usize> = places.iter().map(|(row, _)| *row).collect();
            for row in left {
                let of_row: Vec<usize> = places.iter().filter(|(of, _)| *of == row).map(|(_, column)| *column).collect();
                let codes = of_row.iter().map(|column| code(columns, *column)).collect::<Vec<_>>().join(", ");
                note((row, of_row.first().copied().unwrap_or(0)), format!("{}:{codes}", code(rows, row)), label(rows, row));
            }
        }
        notes.sort_by_key(|(place, _)| *place);
        self.meaning.changes.extend(notes.into_iter().map(|(_, change)| change));
    }
}

/// Tells whether two formulas are of the same words and signs: then a range takes other cells than before, and what it
/// takes is shown.
fn is_written_alike(old: &str, new: &str) -> bool {
    let words = |text: &str| {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort();
        words
    };
    words(old) == words(new)
}

/// Gives the cells and columns of a table, intermediates too.
fn cells_of_table(plan: &Plan, table: TableId) -> Vec<CellReference> {
    let cells = plan.cells.entries().filter(|(_, cell)| cell.table == table).map(|(id, _)| CellReference::Cell(id));
    cells.chain(plan.columns.entries().filter(|(_, column)| column.table == table).map(|(id, _)| CellReference::Column(id))).collect()
}

fn grid_place(plan: &Plan, cell: CellReference) -> Option<GridPlace> {
    match cell {
        CellReference::Cell(cell) => match plan.cells[cell].place {
            Place::Grid(row, column) => Some((row, column)),
            Place::Position(_) | Place::Total(_) | Place::Let(_) => None,
        },
        CellReference::Column(_) => None,
    }
}

fn what_is(plan: &Plan, cell: Option<positum_plan::plan::CellId>) -> Spoken {
    let Some(cell) = cell else { return Spoken::same("x") };
    let Cell { value_type, origin, .. } = &plan.cells[cell];
    spoken(|language| {
        let value_type = value_type.as_ref().map(|value_type| type_text(plan, value_type, language)).unwrap_or_default();
        format!("{value_type}; {}", origin_text(origin, language))
    })
}
