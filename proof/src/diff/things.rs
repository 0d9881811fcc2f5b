//! What formulas read and what they are for, by names: what a change can reach.
//!
//! In come plans and what changes in itself; out goes everything that can have another result because of it.

use positum_plan::plan::{CellReference, Node, NodeId, Origin, Plan, Shape, TableId};
use positum_plan::reads::Reads;
use std::collections::{BTreeMap, BTreeSet};

/// Something that results depend on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A cell, or a column of a list.
    Cell(String),
    /// A check: its report, its table or nothing, its name.
    Check(String, String, String),
    /// A parameter.
    Parameter(String),
    /// A calendar.
    Calendar(String),
    /// The lines of a list.
    List(String),
}

/// Gives all that can have another result, what changes in itself with it.
pub(super) fn reached(plans: [&Plan; 2], seeds: &BTreeSet<Thing>) -> BTreeSet<Thing> {
    let mut users: BTreeMap<Thing, BTreeSet<Thing>> = BTreeMap::new();
    plans.into_iter().for_each(|plan| add_users(plan, &mut users));
    let (mut found, mut waiting): (BTreeSet<Thing>, Vec<Thing>) = (seeds.clone(), seeds.iter().cloned().collect());
    while let Some(thing) = waiting.pop() {
        for user in users.get(&thing).into_iter().flatten() {
            if found.insert(user.clone()) {
                waiting.push(user.clone());
            }
        }
    }
    found
}

fn add_users(plan: &Plan, users: &mut BTreeMap<Thing, BTreeSet<Thing>>) {
    let mut add = |read: Thing, user: &Thing| {
        users.entry(read).or_default().insert(user.clone());
    };
    let cells = plan.cells.entries().map(|(id, cell)| (CellReference::Cell(id), &cell.origin));
    let columns = plan.columns.entries().map(|(id, column)| (CellReference::Column(id), &column.origin));
    for (reference, origin) in cells.chain(columns) {
        if let Origin::Formula { node, .. } = origin {
            let user = Thing::Cell(plan.cell_name(reference));
            read_by(plan, *node).into_iter().for_each(|read| add(read, &user));
        }
    }
    for check in plan.checks.iter() {
        let user = check_thing(plan, check);
        for root in check.condition.into_iter().chain([check.requirement]) {
            read_by(plan, root).into_iter().for_each(|read| add(read, &user));
        }
    }
    for (id, table) in plan.tables.entries() {
        let Shape::List(list) = &table.shape else { continue };
        let own = Thing::List(list_name(plan, id));
        if let Some(derivation) = &list.derivation {
            let filter = derivation.filter.map(|filter| read_by(plan, filter)).unwrap_or_default();
            let by = derivation.by.iter().map(|column| Thing::Cell(plan.cell_name(CellReference::Column(*column))));
            filter.into_iter().chain(by).chain([Thing::List(list_name(plan, derivation.source))]).for_each(|read| add(read, &own));
            for column in list.columns.get(..derivation.by.len()).unwrap_or(&[]) {
                add(own.clone(), &Thing::Cell(plan.cell_name(CellReference::Column(*column))));
            }
        }
    }
}

/// Gives the name of a check.
pub(super) fn check_thing(plan: &Plan, check: &positum_plan::plan::Check) -> Thing {
    let table = check.table.map(|table| plan.tables[table].name.clone()).unwrap_or_default();
    Thing::Check(plan.reports[check.report].name.clone(), table, check.name.clone())
}

/// Gives the name of a list.
pub(super) fn list_name(plan: &Plan, list: TableId) -> String {
    let table = &plan.tables[list];
    format!("{}.{}", plan.reports[table.report].name, table.name)
}

fn read_by(plan: &Plan, root: NodeId) -> BTreeSet<Thing> {
    let (mut found, mut seen, mut waiting) = (BTreeSet::new(), BTreeSet::new(), vec![root]);
    while let Some(node) = waiting.pop() {
        if !seen.insert(node) {
            continue;
        }
        waiting.extend(plan.parts(node));
        match plan.reads(node) {
            None => {}
            Some(Reads::Cell(cell) | Reads::Earlier(cell)) => {
                found.insert(Thing::Cell(plan.cell_name(cell)));
            }
            Some(Reads::Parameter(parameter)) => {
                found.insert(Thing::Parameter(plan.parameters[parameter].name.clone()));
            }
            Some(Reads::Calendar(calendar)) => {
                found.insert(Thing::Calendar(plan.calendars[calendar].name.clone()));
            }
            Some(Reads::Line(list, column)) => {
                found.insert(Thing::List(list_name(plan, list)));
                found.insert(Thing::Cell(plan.cell_name(CellReference::Column(column))));
                if let Node::Lookup { keys, .. } = &plan.nodes[node] {
                    found.extend(keys.iter().map(|(key, _)| Thing::Cell(plan.cell_name(CellReference::Column(*key)))));
                }
            }
            Some(Reads::Lines(list, _)) => {
                found.insert(Thing::List(list_name(plan, list)));
            }
        }
    }
    found
}
