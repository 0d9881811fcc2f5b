//! Brings formulas of plans to a form that is equal only where they mean the same, whatever plan they are of.
//!
//! In come parts of formulas; out go forms, to be compared and nothing else. Formulas with one form have the same value,
//! or none with the same state, in every submission; which of several troubles is told where there is none may differ, and
//! so may what becomes of numbers of thousands of digits. Formulas with two forms may still mean the same.
//!
//! Sums and products are polynomials in what they read, over others; `and`, `or` and `else` are chains in their order, since
//! the first operand decides whether the next is looked at; a range passes over what is blank or does not apply, and is a
//! sum only of cells that cannot be so. Cells, parameters and lists go by their names; intermediates are looked through.

mod passed_over;
mod polynomial;
mod shape;
mod shape_of_node;

pub use passed_over::passed_over;
pub use shape::{Form, Forms};

use positum_plan::plan::{CellId, CellReference, ColumnId, Node, NodeId, Origin, Plan, TableId};
use positum_plan::value::{Quantity, ValueType};
use std::collections::{BTreeMap, BTreeSet};

/// Whether intermediates are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intermediates {
    /// Their formulas stand in their place.
    LookedThrough,
    /// They go by their names.
    ByName,
}

/// What a part of a formula gives, as far as it matters for sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Date,
    Other,
}

/// A part of a formula in its form.
#[derive(Clone, Copy, Debug)]
struct Normal {
    form: Form,
    kind: Kind,
}

/// The forms of one plan's formulas.
pub struct PlanForms<'p> {
    plan: &'p Plan,
    intermediates: Intermediates,
    /// The names of cells that ranges may pass over, in any of the plans that are compared.
    passed_over: &'p BTreeSet<String>,
    /// New names of cells that have others in the plan that this one is compared with.
    renamed: BTreeMap<String, String>,
    known: BTreeMap<NodeId, Normal>,
}

impl<'p> PlanForms<'p> {
    /// Prepares a plan; `passed_over` are the names that [`passed_over`] gives for this and the other plans.
    pub fn new(plan: &'p Plan, intermediates: Intermediates, passed_over: &'p BTreeSet<String>) -> Self {
        Self { plan, intermediates, passed_over, renamed: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// Takes cells by other names than the plan's; `passed_over` has these names.
    #[must_use]
    pub fn with_names(mut self, renamed: BTreeMap<String, String>) -> Self {
        self.renamed = renamed;
        self
    }

    /// Gives the form of a formula; `forms` are those of all plans that are compared.
    pub fn form(&mut self, forms: &mut Forms, root: NodeId) -> Form {
        // What waits stands in a vector, so that no depth of a formula can exhaust the stack.
        let (mut waiting, mut begun) = (vec![root], BTreeSet::new());
        while let Some(node) = waiting.last().copied() {
            let next = (!self.known.contains_key(&node)).then(|| self.wanted(node, &begun));
            match next {
                Some(wanted) if !wanted.is_empty() => {
                    begun.insert(node);
                    waiting.extend(wanted);
                }
                Some(_) => {
                    let normal = self.normal(forms, node);
                    self.known.insert(node, normal);
                    waiting.pop();
                }
                None => {
                    waiting.pop();
                }
            }
        }
        self.known.get(&root).map_or_else(|| forms.unknown(), |normal| normal.form)
    }

    /// Gives what must be known first, and is not.
    fn wanted(&self, node: NodeId, begun: &BTreeSet<NodeId>) -> Vec<NodeId> {
        let intermediate = self.intermediate(node).map(|(formula, _)| formula);
        let parts = self.plan.parts(node).into_iter().chain(intermediate);
        // A damaged plan may have an intermediate that names itself.
        parts.filter(|part| !self.known.contains_key(part) && !begun.contains(part)).collect()
    }

    /// Gives the formula of the intermediate that a part names, and its table.
    fn intermediate(&self, node: NodeId) -> Option<(NodeId, TableId)> {
        let named = &self.plan.nodes[node];
        let (origin, value_type, table) = if let Node::Cell(cell) = named {
            self.of_cell(*cell)
        } else if let Node::Column(column) = named {
            self.of_column(*column)
        } else {
            return None;
        };
        match origin {
            Origin::Formula { node, .. } if value_type.is_none() => Some((*node, table)),
            Origin::Formula { .. } | Origin::Input(_) | Origin::Sequence | Origin::GroupKey => None,
        }
    }

    fn of_cell(&self, cell: CellId) -> (&'p Origin, Option<&'p ValueType>, TableId) {
        let cell = &self.plan.cells[cell];
        (&cell.origin, cell.value_type.as_ref(), cell.table)
    }

    fn of_column(&self, column: ColumnId) -> (&'p Origin, Option<&'p ValueType>, TableId) {
        let column = &self.plan.columns[column];
        (&column.origin, column.value_type.as_ref(), column.table)
    }

    fn part(&self, forms: &mut Forms, node: NodeId) -> Normal {
        self.known.get(&node).copied().unwrap_or_else(|| Normal { form: forms.unknown(), kind: Kind::Other })
    }

    fn name(&self, cell: CellReference) -> String {
        let name = self.plan.cell_name(cell);
        self.renamed.get(&name).cloned().unwrap_or(name)
    }

    /// Gives what a cell's values are; nothing for an intermediate.
    fn kind_of(value_type: Option<&ValueType>) -> Kind {
        match value_type {
            Some(value_type) if value_type.is_number() => Kind::Number,
            Some(value_type) if value_type.quantity == Quantity::Date => Kind::Date,
            Some(_) | None => Kind::Other,
        }
    }
}

#[cfg(test)]
mod tests;
