//! What a formula looks at, and what looks at each entry.
//!
//! In come the formulas of a plan; out go the dependencies between entries, over all reports.

use super::entries::{Entry, Guide, grid_place};
use super::formulas::Formulas;
use positum_plan::plan::{CalendarId, CellId, CellReference, CheckId, Node, NodeId, Origin, ParameterId, Plan, Shape, TableId};
use positum_plan::reads::Reads;
use std::collections::{BTreeMap, BTreeSet};

/// What a formula looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Looked {
    pub(super) cells: BTreeSet<CellReference>,
    pub(super) parameters: BTreeSet<ParameterId>,
    pub(super) lists: BTreeSet<TableId>,
    pub(super) calendars: BTreeSet<CalendarId>,
}

/// Gives what formulas look at.
pub(super) fn looked_at(plan: &Plan, nodes: &[NodeId]) -> Looked {
    let mut looked = Looked::default();
    let mut waiting = nodes.to_vec();
    while let Some(node) = waiting.pop() {
        waiting.extend(plan.parts(node));
        match plan.reads(node) {
            Some(Reads::Cell(cell) | Reads::Earlier(cell)) => _ = looked.cells.insert(cell),
            Some(Reads::Parameter(parameter)) => _ = looked.parameters.insert(parameter),
            Some(Reads::Calendar(calendar)) => _ = looked.calendars.insert(calendar),
            Some(Reads::Line(list, column)) => {
                looked.lists.insert(list);
                looked.cells.insert(CellReference::Column(column));
                if let Node::Lookup { keys, .. } = &plan.nodes[node] {
                    looked.cells.extend(keys.iter().map(|(key, _)| CellReference::Column(*key)));
                }
            }
            Some(Reads::Lines(list, _)) => _ = looked.lists.insert(list),
            None => {}
        }
    }
    looked
}

/// What is used by what, over all reports of a plan.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// What is used, and the entry whose formula uses it; a cell of a grid by its row or its column.
    pub(super) edges: BTreeSet<(Entry, Entry)>,
    /// Uses of a grid's cells from elsewhere, by their columns.
    by_column: BTreeSet<(Entry, Entry)>,
    checks: BTreeMap<Entry, BTreeSet<CheckId>>,
    filters: BTreeMap<Entry, BTreeSet<TableId>>,
    parameters: BTreeMap<ParameterId, BTreeSet<Entry>>,
    parameter_checks: BTreeMap<ParameterId, BTreeSet<CheckId>>,
    calendars: BTreeMap<CalendarId, BTreeSet<Entry>>,
    calendar_checks: BTreeMap<CalendarId, BTreeSet<CheckId>>,
}

impl Uses {
    pub(super) fn new(guide: &Guide<'_>, formulas: &Formulas) -> Self {
        let mut uses = Self::default();
        for (entry, formula) in formulas.all() {
            for (node, user) in formula.nodes.iter().zip(&formula.cells) {
                let looked = looked_at(guide.plan, &[*node]);
                looked.cells.iter().for_each(|used| uses.add_edge(guide, *used, *user, entry));
                looked.parameters.iter().for_each(|parameter| _ = uses.parameters.entry(*parameter).or_default().insert(entry));
                looked.calendars.iter().for_each(|calendar| _ = uses.calendars.entry(*calendar).or_default().insert(entry));
            }
        }
        uses.add_checks(guide);
        uses.add_derivations(guide);
        uses
    }

    fn add_edge(&mut self, guide: &Guide<'_>, used: CellReference, user: CellReference, entry: Entry) {
        let by_column = matches!(entry, Entry::Column(..));
        match (grid_place(guide.plan, used), grid_place(guide.plan, user)) {
            (Some((table, row, column)), Some((user_table, user_row, user_column))) if table == user_table => {
                // A formula of a row looks along the row where it stays in it, as running sums do.
                let same_side = if by_column { column == user_column } else { row == user_row };
                self.edges.insert((guide.entry_of(used, by_column != same_side), guide.entry_of(user, by_column != same_side)));
            }
            (Some(_), Some(_)) => _ = self.edges.insert((guide.entry_of(used, by_column), entry)),
            (Some(_), None) => {
                self.edges.insert((guide.entry_of(used, false), entry));
                self.by_column.insert((guide.entry_of(used, true), entry));
            }
            (None, Some(_) | None) => _ = self.edges.insert((guide.entry_of(used, false), entry)),
        }
    }

    fn add_checks(&mut self, guide: &Guide<'_>) {
        for (id, check) in guide.plan.checks.entries() {
            let nodes: Vec<NodeId> = std::iter::once(check.requirement).chain(check.condition).collect();
            let looked = looked_at(guide.plan, &nodes);
            for cell in looked.cells {
                for by_column in [false, true] {
                    self.checks.entry(guide.entry_of(cell, by_column)).or_default().insert(id);
                }
            }
            for calendar in looked.calendars {
                self.calendar_checks.entry(calendar).or_default().insert(id);
            }
            for parameter in looked.parameters {
                self.parameter_checks.entry(parameter).or_default().insert(id);
            }
        }
    }

    /// A list made from another looks at the columns that make its keys, and at what says which lines are taken.
    fn add_derivations(&mut self, guide: &Guide<'_>) {
        for (id, table) in guide.plan.tables.entries() {
            let Shape::List(list) = &table.shape else { continue };
            let Some(derivation) = &list.derivation else { continue };
            let keys = list.columns.iter().filter(|column| matches!(guide.plan.columns[**column].origin, Origin::GroupKey));
            for (key, source) in keys.zip(&derivation.by) {
                self.edges.insert((Entry::ListColumn(*source), Entry::ListColumn(*key)));
            }
            for cell in looked_at(guide.plan, derivation.filter.as_slice()).cells {
                self.filters.entry(guide.entry_of(cell, false)).or_default().insert(id);
            }
        }
    }

    /// Gives the entries whose formulas use an entry, but not itself.
    pub(super) fn users(&self, entry: Entry) -> Vec<Entry> {
        // The least of all entries, so that a range begins before all users.
        const FIRST: Entry = Entry::Position(CellId(0));
        let of = |edges: &BTreeSet<(Entry, Entry)>| -> Vec<Entry> {
            edges.range((entry, FIRST)..).take_while(|(used, _)| *used == entry).map(|(_, user)| *user).filter(|user| *user != entry).collect()
        };
        let users: BTreeSet<Entry> = of(&self.edges).into_iter().chain(of(&self.by_column)).collect();
        users.into_iter().collect()
    }

    /// Gives the checks that look at an entry.
    pub(super) fn checks(&self, entry: Entry) -> impl Iterator<Item = CheckId> {
        self.checks.get(&entry).into_iter().flatten().copied()
    }

    /// Gives the lists whose choice of lines looks at an entry.
    pub(super) fn filters(&self, entry: Entry) -> impl Iterator<Item = TableId> {
        self.filters.get(&entry).into_iter().flatten().copied()
    }

    /// Gives the entries whose formulas use a parameter.
    pub(super) fn parameter_users(&self, parameter: ParameterId) -> impl Iterator<Item = Entry> {
        self.parameters.get(&parameter).into_iter().flatten().copied()
    }

    /// Gives the entries whose formulas count the working days of a calendar.
    pub(super) fn calendar_users(&self, calendar: CalendarId) -> impl Iterator<Item = Entry> {
        self.calendars.get(&calendar).into_iter().flatten().copied()
    }

    /// Gives the checks that count the working days of a calendar.
    pub(super) fn calendar_checks(&self, calendar: CalendarId) -> impl Iterator<Item = CheckId> {
        self.calendar_checks.get(&calendar).into_iter().flatten().copied()
    }

    /// Gives the checks that use a parameter.
    pub(super) fn parameter_checks(&self, parameter: ParameterId) -> impl Iterator<Item = CheckId> {
        self.parameter_checks.get(&parameter).into_iter().flatten().copied()
    }
}
