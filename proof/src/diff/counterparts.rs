//! Which cells, columns and checks of two plans are the same by name.
//!
//! In come two plans; out go pairs, in the order of the old plan and then what only the new one has. Names are those that
//! submissions use, so that what is renamed is something else. Intermediates are left out: nobody sees them.

use positum_plan::id::{Id, IdVec};
use positum_plan::plan::{CellId, CellReference, Check, CheckId, Column, ColumnId, List, Plan, Scope, Shape, TableId};
use std::collections::BTreeMap;

/// Something of the old plan and its like in the new one; one of them is there.
pub type Pair<I> = (Option<I>, Option<I>);

/// What two plans have in common, by name.
pub struct Counterparts<'p> {
    pub(super) old: &'p Plan,
    pub(super) new: &'p Plan,
    /// Scalar cells that are shown.
    pub cells: Vec<Pair<CellId>>,
    /// Lists with their columns that are shown.
    pub lists: Vec<ListPair>,
    /// Checks; those of each row of a grid are one for each row.
    pub checks: Vec<Pair<CheckId>>,
}

/// Two lists of one name.
pub struct ListPair {
    /// The lists.
    pub lists: Pair<TableId>,
    /// Their columns.
    pub columns: Vec<Pair<ColumnId>>,
    /// The columns that tell lines apart in both; none where lines go by number.
    pub keys: Vec<(ColumnId, ColumnId)>,
}

impl<'p> Counterparts<'p> {
    /// Pairs what has the same name in both plans.
    pub fn new(old: &'p Plan, new: &'p Plan) -> Self {
        let lists = paired(lists_of(old), lists_of(new)).into_iter().map(|lists| ListPair::new(old, new, lists)).collect();
        Self { old, new, cells: paired(cells_of(old), cells_of(new)), lists, checks: paired(checks_of(old), checks_of(new)) }
    }
}

impl Counterparts<'_> {
    /// Tells whether a table is a list in one of the plans.
    pub(super) fn is_list(&self, report: &str, table: &str) -> bool {
        let is_so = |plan: &Plan, list: Option<TableId>| {
            list.is_some_and(|list| plan.tables[list].name == table && plan.reports[plan.tables[list].report].name == report)
        };
        self.lists.iter().any(|pair| is_so(self.old, pair.lists.0) || is_so(self.new, pair.lists.1))
    }
}

impl ListPair {
    fn new(old: &Plan, new: &Plan, lists: Pair<TableId>) -> Self {
        let of = |plan, list: Option<TableId>| list.map(|list| columns_of(plan, list)).unwrap_or_default();
        let columns = paired(of(old, lists.0), of(new, lists.1));
        Self { keys: common_keys(old, new, lists), lists, columns }
    }
}

/// Joins named things: those of the old side in their order, then those that only the new side has.
fn paired<I: Copy>(old: Vec<(String, I)>, new: Vec<(String, I)>) -> Vec<Pair<I>> {
    let mut remaining: BTreeMap<&str, I> = new.iter().map(|(name, id)| (name.as_str(), *id)).collect();
    let mut pairs: Vec<Pair<I>> = old.iter().map(|(name, id)| (Some(*id), remaining.remove(name.as_str()))).collect();
    pairs.extend(new.iter().filter(|(name, _)| remaining.contains_key(name.as_str())).map(|(_, id)| (None, Some(*id))));
    pairs
}

fn cells_of(plan: &Plan) -> Vec<(String, CellId)> {
    let shown = plan.cells.entries().filter(|(_, cell)| cell.value_type.is_some());
    shown.map(|(id, _)| (plan.cell_name(CellReference::Cell(id)), id)).collect()
}

fn lists_of(plan: &Plan) -> Vec<(String, TableId)> {
    let lists = plan.tables.entries().filter(|(_, table)| matches!(table.shape, Shape::List(_)));
    lists.map(|(id, table)| (format!("{}.{}", plan.reports[table.report].name, table.name), id)).collect()
}

fn columns_of(plan: &Plan, list: TableId) -> Vec<(String, ColumnId)> {
    let shown = plan.columns.entries().filter(|(_, column)| column.table == list && column.value_type.is_some());
    shown.map(|(id, column)| (column.code.clone(), id)).collect()
}

fn checks_of(plan: &Plan) -> Vec<(String, CheckId)> {
    plan.checks.entries().map(|(id, check)| (check_name(plan, check), id)).collect()
}

/// Gives a name that no other check of a plan has.
fn check_name(plan: &Plan, check: &Check) -> String {
    let table = check.table.map(|table| plan.tables[table].name.as_str()).unwrap_or_default();
    let row = match &check.scope {
        Scope::Once | Scope::EachLine(_) => "",
        Scope::Row(code) | Scope::Column(code) => code.as_str(),
    };
    format!("{}.{table}.{}.{row}", plan.reports[check.report].name, check.name)
}

/// Gives the columns that tell a list's lines apart.
fn key_columns(list: &List) -> &[ColumnId] {
    match &list.derivation {
        Some(derivation) => list.columns.get(..derivation.by.len()).unwrap_or(&[]),
        None => &list.key,
    }
}

/// Gives the key of both lists, where it is the same columns by name.
fn common_keys(old: &Plan, new: &Plan, lists: Pair<TableId>) -> Vec<(ColumnId, ColumnId)> {
    let (Some(before), Some(after)) = lists else { return Vec::new() };
    let (Shape::List(before), Shape::List(after)) = (&old.tables[before].shape, &new.tables[after].shape) else { return Vec::new() };
    let codes = |columns: &IdVec<ColumnId, Column>, keys: &[ColumnId]| -> Vec<String> { keys.iter().map(|key| columns[*key].code.clone()).collect() };
    let (before, after) = (key_columns(before), key_columns(after));
    if codes(&old.columns, before) != codes(&new.columns, after) {
        return Vec::new();
    }
    before.iter().copied().zip(after.iter().copied()).collect()
}

/// Gives the elements of a vector sorted by an identifier that have this one.
pub(super) fn run_of<T, I: Id>(sorted: &[T], id: I, of: impl Fn(&T) -> I) -> &[T] {
    let start = sorted.partition_point(|element| of(element) < id);
    let rest = sorted.get(start..).unwrap_or(&[]);
    rest.get(..rest.partition_point(|element| of(element) == id)).unwrap_or(rest)
}
