//! Which cells of members are added up: the input cells of the reports that groups have, each with how.

use positum_plan::consolidation::Consolidation;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellId, CellReference, ColumnId, List, Origin, Plan, Shape, TableId};
use positum_plan::value::{Currency, Quantity, ValueType};
use std::collections::BTreeMap;

/// The input cells of a plan that groups have.
pub(super) struct Inputs<'p> {
    pub(super) plan: &'p Plan,
    pub(super) consolidation: &'p Consolidation,
    /// How each scalar cell is consolidated; none where it is no input cell of a group's report.
    pub(super) cells: IdVec<CellId, Option<How>>,
    /// Lists that are given, with their columns.
    pub(super) lists: BTreeMap<TableId, ListInputs>,
}

/// How cells of members become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// They are added up.
    Added,
    /// The members that give one agree in it, or there is none.
    Agreed,
    /// As `Agreed`, and it is a finding where they do not.
    Same,
}

/// A list that is given.
pub(super) struct ListInputs {
    /// Its columns in order; none of those that are computed, and of the key.
    pub(super) columns: Vec<(ColumnId, Option<How>)>,
    /// The columns of the key, each by its place in the list.
    pub(super) key: Vec<usize>,
    /// For each column the place of the column that names its currency.
    pub(super) currencies: Vec<Option<usize>>,
}

impl<'p> Inputs<'p> {
    pub(super) fn new(plan: &'p Plan, consolidation: &'p Consolidation) -> Self {
        let is_of_groups = |table: TableId| consolidation.reports.contains(&plan.tables[table].report);
        let how = |reference: CellReference| match () {
            () if consolidation.adds(plan, reference) => How::Added,
            () if consolidation.same.contains(&reference) => How::Same,
            () => How::Agreed,
        };
        let cell_how = |(id, cell): (CellId, &positum_plan::plan::Cell)| {
            (is_input(&cell.origin) && is_of_groups(cell.table)).then(|| how(CellReference::Cell(id)))
        };
        let lists = plan.tables.entries().filter(|(id, _)| is_of_groups(*id)).filter_map(|(id, table)| match &table.shape {
            Shape::List(list) if list.derivation.is_none() => Some((id, list_inputs(plan, list, &how))),
            Shape::List(_) | Shape::Form { .. } | Shape::Grid { .. } => None,
        });
        Self { plan, consolidation, cells: plan.cells.entries().map(cell_how).collect(), lists: lists.collect() }
    }

    /// Tells whether cells are additive, computed ones too: the parts of a group differ in these alone.
    pub(super) fn is_additive(&self, reference: CellReference) -> bool {
        self.consolidation.adds(self.plan, reference)
    }

    /// Gives how an input cell is consolidated; nothing for other cells. A column of a key counts as agreed.
    pub(super) fn how(&self, reference: CellReference) -> Option<How> {
        match reference {
            CellReference::Cell(cell) => self.cells.lookup(cell).copied().flatten(),
            CellReference::Column(column) => {
                let list = self.lists.get(&self.plan.columns[column].table)?;
                let place = list.columns.iter().position(|(of, _)| *of == column)?;
                list.columns.get(place).and_then(|(_, how)| *how).or_else(|| list.key.contains(&place).then_some(How::Agreed))
            }
        }
    }
}

fn list_inputs(plan: &Plan, list: &List, how: &dyn Fn(CellReference) -> How) -> ListInputs {
    let key: Vec<usize> = list.key.iter().filter_map(|column| list.columns.iter().position(|other| other == column)).collect();
    let place_of = |column: ColumnId| list.columns.iter().position(|other| *other == column);
    let currencies: Vec<Option<usize>> =
        list.columns.iter().map(|column| currency_of(plan.columns[*column].value_type.as_ref()?).and_then(place_of)).collect();
    let column_how = |(place, column): (usize, &ColumnId)| {
        let is_added_up = is_input(&plan.columns[*column].origin) && !key.contains(&place);
        let how = match how(CellReference::Column(*column)) {
            // Amounts of several currencies have no sum.
            How::Agreed if currencies.contains(&Some(place)) => How::Same,
            how => how,
        };
        (*column, is_added_up.then_some(how))
    };
    ListInputs { columns: list.columns.iter().enumerate().map(column_how).collect(), key, currencies }
}

/// Gives the column that names the currency of an amount.
fn currency_of(value_type: &ValueType) -> Option<ColumnId> {
    match &value_type.quantity {
        Quantity::Amount(Currency::OfColumn(column)) => Some(*column),
        Quantity::Amount(Currency::Fixed(_))
        | Quantity::Rate { .. }
        | Quantity::Ratio(_)
        | Quantity::Count
        | Quantity::Integer
        | Quantity::Decimal
        | Quantity::Days
        | Quantity::Date
        | Quantity::Text
        | Quantity::Bool
        | Quantity::Code(_) => None,
    }
}

pub(super) fn is_input(origin: &Origin) -> bool {
    match origin {
        Origin::Input(_) => true,
        Origin::Formula { .. } | Origin::Sequence | Origin::GroupKey => false,
    }
}

/// Gives the type of a cell.
pub(super) fn type_of(plan: &Plan, reference: CellReference) -> Option<&ValueType> {
    match reference {
        CellReference::Cell(cell) => plan.cells[cell].value_type.as_ref(),
        CellReference::Column(column) => plan.columns[column].value_type.as_ref(),
    }
}
