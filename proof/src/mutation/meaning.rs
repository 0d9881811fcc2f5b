//! What the parts of two definitions mean, by name: formulas in their normal forms, so that order and writing do not count.

use super::definition::Definition;
use crate::normal_form::{Form, Forms, Intermediates, PlanForms, passed_over};
use positum_plan::plan::{CellReference, Check, Column, Derivation, Node, NodeId, Origin, ParameterId, Place, Plan, Scope, Shape, TableId};
use positum_plan::value::ValueType;
use std::collections::{BTreeMap, BTreeSet};

/// What a definition and a mutant of it mean.
pub(super) struct Meanings {
    original: Vec<Meaning>,
    mutant: Vec<Meaning>,
}

/// What the parts of a plan mean, by name.
pub(super) type Meaning = BTreeMap<String, Part>;

/// A part of a plan.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it says beside its formulas.
    text: String,
    /// The normal forms of its formulas.
    forms: Vec<Form>,
    /// Its formulas.
    pub(super) nodes: Vec<NodeId>,
    /// The cell that it is.
    pub(super) cell: Option<CellReference>,
    /// The list in whose lines it stands.
    pub(super) list: Option<TableId>,
    /// The list that it is.
    pub(super) of_list: Option<TableId>,
}

impl PartialEq for Part {
    /// Numbers of nodes are no meaning.
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.forms == other.forms
    }
}

impl Meanings {
    /// Gives what a definition and a mutant of it mean.
    pub(super) fn new(original: &Definition<'_>, mutant: &Definition<'_>) -> Self {
        // Only forms that were made together, for the same cells, can be compared.
        let passed_over: BTreeSet<String> = original.plans().iter().chain(mutant.plans()).flat_map(passed_over).collect();
        let mut forms = Forms::new();
        let mut of = |plans: &[Plan]| -> Vec<Meaning> {
            let meaning = |plan| Reader { plan, forms: &mut forms, of_plan: PlanForms::new(plan, Intermediates::ByName, &passed_over) }.meaning();
            plans.iter().map(meaning).collect()
        };
        Self { original: of(original.plans()), mutant: of(mutant.plans()) }
    }

    /// Tells whether both mean the same: they are equal but for the order and the writing of formulas.
    pub(super) fn are_the_same(&self) -> bool {
        self.original == self.mutant
    }

    /// Gives what a version of the definition means, and what that of the mutant does; nothing where there is no such version.
    pub(super) fn of_version(&self, version: usize) -> (Option<&Meaning>, Option<&Meaning>) {
        (self.original.get(version), self.mutant.get(version))
    }
}

/// Reads what the parts of a plan mean.
struct Reader<'r> {
    plan: &'r Plan,
    forms: &'r mut Forms,
    of_plan: PlanForms<'r>,
}

impl Reader<'_> {
    fn meaning(mut self) -> Meaning {
        let plan = self.plan;
        let mut meaning = Meaning::new();
        let package = format!("{:?}", plan.package.validity);
        meaning.insert("package".to_owned(), self.part(package, Vec::new()));
        for (id, cell) in plan.cells.entries() {
            // A list's total stands in no line.
            let reference = CellReference::Cell(id);
            let is_let = matches!(cell.place, Place::Let(_));
            let part = self.cell_part(reference, &cell.value_type, &cell.origin, None);
            meaning.insert(format!("cell {} {is_let}", plan.cell_name(reference)), part);
        }
        for (id, Column { table, value_type, origin, .. }) in plan.columns.entries() {
            let reference = CellReference::Column(id);
            let part = self.cell_part(reference, value_type, origin, Some(*table));
            meaning.insert(format!("column {}", plan.cell_name(reference)), part);
        }
        for (id, table) in plan.tables.entries() {
            if let Shape::List(list) = &table.shape {
                let codes: Vec<&str> = list.key.iter().map(|column| plan.columns[*column].code.as_str()).collect();
                let derived = list.derivation.as_ref();
                let text = format!("key {codes:?} {}", derived.map_or_else(String::new, |derivation| derivation_text(plan, derivation)));
                let name = format!("list {}.{}", plan.reports[table.report].name, table.name);
                let part = self.part(text, derived.and_then(|derivation| derivation.filter).into_iter().collect());
                let source = derived.map(|derivation| derivation.source);
                meaning.insert(name, Part { list: source.or(Some(id)), of_list: Some(id), ..part });
            }
        }
        for check in plan.checks.iter() {
            let (name, part) = self.check_part(check);
            meaning.insert(name, part);
        }
        meaning
    }

    fn part(&mut self, text: String, nodes: Vec<NodeId>) -> Part {
        let parameters: String = nodes.iter().map(|node| parameters_text(self.plan, *node)).collect();
        let forms = nodes.iter().map(|node| self.of_plan.form(self.forms, *node)).collect();
        Part { text: text + &parameters, forms, nodes, cell: None, list: None, of_list: None }
    }

    fn cell_part(&mut self, cell: CellReference, value_type: &Option<ValueType>, origin: &Origin, list: Option<TableId>) -> Part {
        let (origin, nodes) = match origin {
            Origin::Input(absence) => (format!("{absence:?}"), Vec::new()),
            Origin::Formula { node, tolerance, .. } => (format!("formula {tolerance:?}"), vec![*node]),
            Origin::Sequence => ("sequence".to_owned(), Vec::new()),
            Origin::GroupKey => ("key".to_owned(), Vec::new()),
        };
        Part { cell: Some(cell), list, ..self.part(format!("{value_type:?} {origin}"), nodes) }
    }

    fn check_part(&mut self, check: &Check) -> (String, Part) {
        let plan = self.plan;
        let (scope, list) = match &check.scope {
            Scope::Once => (String::new(), None),
            Scope::EachLine(table) => ("each line".to_owned(), Some(*table)),
            Scope::Row(code) => (format!("row {code}"), None),
            Scope::Column(code) => (format!("column {code}"), None),
        };
        let table = check.table.map_or("", |table| plan.tables[table].name.as_str());
        let part = self.part(format!("{:?}", check.severity), check.condition.into_iter().chain([check.requirement]).collect());
        (format!("check {}.{table}.{} {scope}", plan.reports[check.report].name, check.name), Part { list, ..part })
    }
}

fn derivation_text(plan: &Plan, derivation: &Derivation) -> String {
    let by: Vec<&str> = derivation.by.iter().map(|column| plan.columns[*column].code.as_str()).collect();
    format!("{:?} {by:?}", derivation.source)
}

/// Writes the parameters that a formula names, with their values: its users change with them.
fn parameters_text(plan: &Plan, root: NodeId) -> String {
    let (mut found, mut waiting) = (BTreeSet::new(), vec![root]);
    while let Some(node) = waiting.pop() {
        if let Node::Parameter(parameter) = &plan.nodes[node] {
            found.insert(*parameter);
        }
        waiting.extend(plan.parts(node));
    }
    found.into_iter().map(|parameter| parameter_text(plan, parameter)).collect()
}

fn parameter_text(plan: &Plan, parameter: ParameterId) -> String {
    let parameter = &plan.parameters[parameter];
    let values: Vec<String> = parameter.values.iter().map(|value| format!("{:?} {}", value.validity, value.value)).collect();
    format!(" {} {:?} {values:?}", parameter.name, parameter.value_type)
}
