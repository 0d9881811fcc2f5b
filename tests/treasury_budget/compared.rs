//! What the compiled package says of the cells of tables 7 to 17, as sums of cells that must be 0.

use super::printed::{Form, Place3};
use positum_plan::plan::{CellId, Comparison, Node, NodeId, Origin, Place, Plan, Shape};
use std::collections::BTreeMap;

/// What the package says of its cells, as sums of cells.
pub(super) struct Said<'p> {
    plan: &'p Plan,
    /// The cells of the tables.
    pub(super) places: BTreeMap<CellId, Place3>,
    /// What each computed cell is computed of.
    formulas: BTreeMap<CellId, Form<CellId>>,
}

impl<'p> Said<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let mut said = Self { plan, places: BTreeMap::new(), formulas: BTreeMap::new() };
        for (id, cell) in plan.cells.entries() {
            let table = &plan.tables[cell.table];
            let (Shape::Grid { rows, columns, .. }, Place::Grid(row, column)) = (&table.shape, &cell.place) else { continue };
            if plan.reports[table.report].name == "budget" {
                let place = (table.name.clone(), rows.entries[*row].code.clone(), columns.entries[*column].code.clone());
                said.places.insert(id, place);
                if let Origin::Formula { node, tolerance, .. } = &cell.origin {
                    assert_eq!(tolerance.map(|tolerance| tolerance.to_string()).as_deref(), Some("0"), "{:?}", said.places[&id]);
                    said.formulas.insert(id, said.form(*node));
                }
            }
        }
        said
    }

    /// Reads a sum of cells; anything else has no place in these tables.
    fn form(&self, node: NodeId) -> Form<CellId> {
        match &self.plan.nodes[node] {
            Node::Cell(cell) => Form::from([(*cell, 1)]),
            Node::Number(number) if number.is_zero() => Form::new(),
            Node::Negation(part) => add(Form::new(), &self.form(*part), -1),
            Node::Total(parts) => parts.iter().fold(Form::new(), |sum, part| add(sum, &self.form(*part), 1)),
            Node::Sum(terms) => terms.iter().fold(Form::new(), |sum, term| add(sum, &self.form(term.node), if term.negative { -1 } else { 1 })),
            other => panic!("{other:?}"),
        }
    }

    /// Gives what is compared when a submission is evaluated: computed cells with submitted figures, and two sides of checks.
    pub(super) fn compared(&self) -> Vec<Form<Place3>> {
        let cells = self.formulas.iter().map(|(cell, formula)| add(Form::from([(*cell, 1)]), formula, -1));
        let of_budget = self.plan.checks.iter().filter(|check| self.plan.reports[check.report].name == "budget");
        let checks = of_budget.map(|check| {
            let Node::Comparison { operator: Comparison::Equal, left, right, tolerance: None } = &self.plan.nodes[check.requirement] else {
                panic!("{}", check.name)
            };
            assert_eq!(check.condition, None);
            add(self.form(*left), &self.form(*right), -1)
        });
        cells.chain(checks).map(|form| self.named(&form)).collect()
    }

    fn named(&self, form: &Form<CellId>) -> Form<Place3> {
        form.iter().map(|(cell, factor)| (self.places[cell].clone(), *factor)).collect()
    }

    /// Opens a sum down to the cells that are filled in.
    pub(super) fn opened(&self, form: &Form<CellId>) -> Form<CellId> {
        let mut open = Form::new();
        for (cell, factor) in form {
            let part = self.formulas.get(cell).map_or_else(|| Form::from([(*cell, 1)]), |formula| self.opened(formula));
            open = add(open, &part, *factor);
        }
        open
    }
}

fn add<K: Ord + Clone>(mut sum: Form<K>, part: &Form<K>, factor: i64) -> Form<K> {
    for (key, count) in part {
        *sum.entry(key.clone()).or_default() += count * factor;
    }
    sum.retain(|_, count| *count != 0);
    sum
}

/// Gives one of the two spellings of an equation.
pub(super) fn normal(form: &Form<Place3>) -> Form<Place3> {
    if form.values().next().is_some_and(|factor| *factor < 0) { add(Form::new(), form, -1) } else { form.clone() }
}
