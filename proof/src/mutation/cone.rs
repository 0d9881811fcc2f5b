//! What a difference between two definitions rests on: the inputs, texts and comparisons that decide it.

use super::meaning::Meaning;
use positum_plan::plan::{CellReference, Earlier, Node, NodeId, Origin, ParameterId, Plan, Scope, Shape, TableId};
use positum_plan::reads::Reads;
use positum_plan::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a difference rests on.
#[derive(Debug, Default)]
pub(super) struct Cone {
    /// Input cells and columns.
    pub(super) inputs: BTreeSet<CellReference>,
    /// Parameters.
    pub(super) parameters: BTreeSet<ParameterId>,
    /// Computed cells and columns that differ themselves.
    pub(super) changed: BTreeSet<CellReference>,
    /// Comparisons, with the lists in whose lines they stand, the innermost last.
    pub(super) comparisons: Vec<(NodeId, Vec<TableId>)>,
    /// What is written in formulas.
    pub(super) literals: BTreeSet<String>,
    /// Which earlier submissions are asked for.
    pub(super) earlier: BTreeSet<Earlier>,
    /// Whether it depends on the period.
    pub(super) asks_for_period: bool,
    seen: BTreeSet<CellReference>,
    lists: BTreeSet<TableId>,
}

/// Gathers what those parts of a plan rest on that mean something else in another.
pub(super) fn cone_of(plan: &Plan, own: &Meaning, other: &Meaning) -> Cone {
    let mut cone = Cone::default();
    for (name, part) in own {
        if other.get(name) == Some(part) {
            continue;
        }
        if let Some(cell) = part.cell {
            cone.changed.insert(cell);
            cone.cell(plan, cell);
        }
        let lines: Vec<TableId> = part.list.into_iter().collect();
        part.nodes.iter().for_each(|node| cone.node(plan, *node, &lines));
        part.list.iter().chain(&part.of_list).for_each(|list| cone.list(plan, *list));
    }
    // What another has more takes from this one's cells: who reads what differs is looked at too.
    if cone.inputs.is_empty() {
        for check in plan.checks.iter() {
            if check.cells.iter().any(|cell| cone.changed.contains(cell)) {
                let lines: Vec<TableId> = if let Scope::EachLine(list) = check.scope { vec![list] } else { Vec::new() };
                cone.node(plan, check.requirement, &lines);
            }
        }
    }
    cone
}

impl Cone {
    /// Adds what those parts rest on that are computed from what differs.
    pub(super) fn widen(&mut self, plan: &Plan, own: &Meaning) {
        let mut reached = self.changed.clone();
        loop {
            let before = reached.len();
            for part in own.values().filter(|part| part.cell.is_none_or(|cell| !reached.contains(&cell))).collect::<Vec<_>>() {
                if part.nodes.iter().any(|node| reads_any(plan, *node, &reached)) {
                    let lines: Vec<TableId> = part.list.into_iter().collect();
                    part.nodes.iter().for_each(|node| self.node(plan, *node, &lines));
                    part.list.iter().chain(&part.of_list).for_each(|list| self.list(plan, *list));
                    reached.extend(part.cell);
                }
            }
            if reached.len() == before {
                self.comparisons.sort();
                self.comparisons.dedup();
                return;
            }
        }
    }

    fn cell(&mut self, plan: &Plan, cell: CellReference) {
        if !self.seen.insert(cell) {
            return;
        }
        let (origin, table) = match cell {
            CellReference::Cell(cell) => (&plan.cells[cell].origin, None),
            CellReference::Column(column) => (&plan.columns[column].origin, Some(plan.columns[column].table)),
        };
        match origin {
            Origin::Input(_) => {
                self.inputs.insert(cell);
            }
            Origin::Formula { node, .. } => self.node(plan, *node, &table.into_iter().collect::<Vec<_>>()),
            Origin::Sequence | Origin::GroupKey => {}
        }
        table.iter().for_each(|table| self.list(plan, *table));
    }

    /// A list that groups another has that one's keys, and needs its condition.
    fn list(&mut self, plan: &Plan, list: TableId) {
        if !self.lists.insert(list) {
            return;
        }
        let Shape::List(shape) = &plan.tables[list].shape else { return };
        shape.key.iter().for_each(|column| self.cell(plan, CellReference::Column(*column)));
        if let Some(derivation) = &shape.derivation {
            derivation.by.iter().for_each(|column| self.cell(plan, CellReference::Column(*column)));
            derivation.filter.iter().for_each(|filter| self.node(plan, *filter, &[derivation.source]));
            self.list(plan, derivation.source);
        }
    }

    fn node(&mut self, plan: &Plan, node: NodeId, lines: &[TableId]) {
        self.leaf(plan, node, lines);
        let mut inner = lines.to_vec();
        match plan.reads(node) {
            Some(Reads::Cell(cell)) => self.cell(plan, cell),
            Some(Reads::Earlier(cell)) => {
                self.cell(plan, cell);
                if let Node::Earlier { which, .. } = &plan.nodes[node] {
                    self.earlier.insert(*which);
                    self.asks_for_period = true;
                }
            }
            Some(Reads::Parameter(parameter)) => {
                let declared = &plan.parameters[parameter].values;
                declared.iter().for_each(|value| {
                    self.literals.insert(plan.parameters[parameter].value_type.text(&Value::Number(value.value.into())));
                });
                self.parameters.insert(parameter);
            }
            Some(Reads::Line(list, column)) => {
                self.list(plan, list);
                self.cell(plan, CellReference::Column(column));
            }
            Some(Reads::Lines(list, _)) => {
                self.list(plan, list);
                inner.push(list);
            }
            Some(Reads::Calendar(_)) | None => {}
        }
        plan.parts(node).into_iter().for_each(|part| self.node(plan, part, &inner));
    }

    fn leaf(&mut self, plan: &Plan, node: NodeId, lines: &[TableId]) {
        match &plan.nodes[node] {
            Node::Comparison { .. } => self.comparisons.push((node, lines.to_vec())),
            Node::PeriodPart(_) => self.asks_for_period = true,
            Node::Number(number) => {
                self.literals.insert(number.to_string());
            }
            Node::Text(text) => {
                self.literals.insert(text.clone());
            }
            Node::Date(date) => {
                self.literals.insert(date.to_string());
            }
            Node::Bool(_) | Node::Cell(_) | Node::Column(_) | Node::Parameter(_) | Node::Exact(_) | Node::Earlier { .. } => {}
            Node::DateOf { .. } | Node::WorkingDaysAfter { .. } | Node::Lookup { .. } | Node::Aggregate { .. } => {}
            Node::Sum(_) | Node::Total(_) | Node::Product(..) | Node::Quotient(..) | Node::Negation(_) | Node::Absolute(_) => {}
            Node::Least(_) | Node::Greatest(_) | Node::Round { .. } | Node::In { .. } | Node::Matches { .. } => {}
            Node::And(_) | Node::Or(_) | Node::Not(_) | Node::When { .. } | Node::Else(..) | Node::If { .. } => {}
        }
    }

    /// Gives the input columns of each list, and the scalar inputs.
    pub(super) fn by_list(&self, plan: &Plan) -> BTreeMap<Option<TableId>, Vec<CellReference>> {
        let mut found: BTreeMap<Option<TableId>, Vec<CellReference>> = BTreeMap::new();
        for input in &self.inputs {
            let list = match input {
                CellReference::Cell(_) => None,
                CellReference::Column(column) => Some(plan.columns[*column].table),
            };
            found.entry(list).or_default().push(*input);
        }
        found
    }
}

fn reads_any(plan: &Plan, node: NodeId, cells: &BTreeSet<CellReference>) -> bool {
    let here = match plan.reads(node) {
        Some(Reads::Cell(cell) | Reads::Earlier(cell)) => cells.contains(&cell),
        Some(Reads::Line(_, column)) => cells.contains(&CellReference::Column(column)),
        Some(Reads::Lines(..) | Reads::Parameter(_) | Reads::Calendar(_)) | None => false,
    };
    here || plan.parts(node).into_iter().any(|part| reads_any(plan, part, cells))
}
