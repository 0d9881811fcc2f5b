//! The formulas of a grid by the rows and columns whose cells they fill, and where those of a row and a column meet.
//!
//! A plan has a formula for each cell. That of a row stands in the cells of the row, that of a column in those of the
//! column: a formula belongs to the side along which more of its cells stand.

use super::entries::{Entry, Guide, grid_place};
use positum_plan::plan::{CellReference, NodeId, Origin, TableId};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A formula, with the cells of an entry that it fills.
#[derive(Clone, Debug)]
pub(super) struct Formula {
    pub(super) text: String,
    pub(super) tolerance: Option<Decimal>,
    pub(super) nodes: Vec<NodeId>,
    pub(super) cells: Vec<CellReference>,
}

/// A cell where the formulas of a row and a column meet.
#[derive(Clone, Debug)]
pub(super) struct Crossing {
    pub(super) row: usize,
    pub(super) column: usize,
    /// The formula by which the cell is computed.
    pub(super) holds: String,
    /// The other one.
    pub(super) other: String,
}

/// The formulas of all entries of a plan.
pub(super) struct Formulas {
    formulas: BTreeMap<Entry, Vec<Formula>>,
    crossings: BTreeMap<TableId, Vec<Crossing>>,
}

impl Formulas {
    pub(super) fn new(guide: &Guide<'_>) -> Self {
        let mut formulas: BTreeMap<Entry, Vec<Formula>> = BTreeMap::new();
        let cells = guide.plan.cells.ids().map(CellReference::Cell).chain(guide.plan.columns.ids().map(CellReference::Column));
        let counts = Counts::new(guide);
        for reference in cells {
            let Origin::Formula { node, text, tolerance } = guide.origin(reference) else { continue };
            let of_entry = formulas.entry(guide.entry_of(reference, counts.is_of_column(guide, reference))).or_default();
            match of_entry.iter_mut().find(|formula| formula.text == *text && formula.tolerance == *tolerance) {
                Some(formula) => {
                    formula.nodes.push(*node);
                    formula.cells.push(reference);
                }
                None => of_entry.push(Formula { text: text.clone(), tolerance: *tolerance, nodes: vec![*node], cells: vec![reference] }),
            }
        }
        let mut all = Self { formulas, crossings: BTreeMap::new() };
        for table in guide.plan.tables.ids() {
            let crossings = all.find_crossings(guide, table);
            all.crossings.insert(table, crossings);
        }
        all
    }

    /// Gives the formulas of an entry, of which a row or column may have several.
    pub(super) fn of(&self, entry: Entry) -> &[Formula] {
        self.formulas.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// Gives all formulas with their entries.
    pub(super) fn all(&self) -> impl Iterator<Item = (Entry, &Formula)> {
        self.formulas.iter().flat_map(|(entry, formulas)| formulas.iter().map(|formula| (*entry, formula)))
    }

    /// Gives the crossings of a row or column.
    pub(super) fn crossings(&self, entry: Entry) -> Vec<&Crossing> {
        let (table, row, column) = match entry {
            Entry::Row(table, row) => (table, Some(row), None),
            Entry::Column(table, column) => (table, None, Some(column)),
            Entry::Position(_) | Entry::ListColumn(_) | Entry::Total(_) | Entry::Let(_) => return Vec::new(),
        };
        let crossings = self.crossings.get(&table).into_iter().flatten();
        crossings.filter(|crossing| row.is_none_or(|row| row == crossing.row) && column.is_none_or(|column| column == crossing.column)).collect()
    }

    /// Gives the formula of a whole row or column: one that fills several of its cells.
    fn whole(&self, entry: Entry) -> Option<&Formula> {
        self.of(entry).iter().filter(|formula| formula.cells.len() > 1).max_by_key(|formula| formula.cells.len())
    }

    fn find_crossings(&self, guide: &Guide<'_>, table: TableId) -> Vec<Crossing> {
        let mut crossings = Vec::new();
        for entry in guide.entries(table) {
            for formula in self.of(*entry) {
                for (_, row, column) in formula.cells.iter().filter_map(|cell| grid_place(guide.plan, *cell)) {
                    let across = if matches!(entry, Entry::Row(..)) { Entry::Column(table, column) } else { Entry::Row(table, row) };
                    if let Some(other) = self.whole(across) {
                        crossings.push(Crossing { row, column, holds: formula.text.clone(), other: other.text.clone() });
                    }
                }
            }
        }
        crossings.sort_by_key(|crossing| (crossing.row, crossing.column));
        crossings
    }
}

/// How many cells of each row and of each column a formula fills.
struct Counts {
    rows: BTreeMap<(TableId, usize, String), usize>,
    columns: BTreeMap<(TableId, usize, String), usize>,
}

impl Counts {
    fn new(guide: &Guide<'_>) -> Self {
        let mut counts = Self { rows: BTreeMap::new(), columns: BTreeMap::new() };
        for reference in guide.plan.cells.ids().map(CellReference::Cell) {
            if let (Some((table, row, column)), Origin::Formula { text, .. }) = (grid_place(guide.plan, reference), guide.origin(reference)) {
                for (of, index) in [(&mut counts.rows, row), (&mut counts.columns, column)] {
                    let count = of.entry((table, index, text.clone())).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        counts
    }

    fn is_of_column(&self, guide: &Guide<'_>, reference: CellReference) -> bool {
        let (Some((table, row, column)), Origin::Formula { text, .. }) = (grid_place(guide.plan, reference), guide.origin(reference)) else {
            return false;
        };
        let along = |of: &BTreeMap<_, usize>, index| of.get(&(table, index, text.clone())).copied().unwrap_or(0);
        along(&self.columns, column) > along(&self.rows, row)
    }
}
