//! Which of the current lines a part of a formula looks at: in all others it is the same.
//!
//! In come a plan, a part and the current lines; out go those lines that matter to it, once for each list.

use crate::evaluate::workings::CurrentLines;
use positum_plan::plan::{CellReference, Lines, Node, NodeId, Plan, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// The lists whose current line parts look at, as far as was asked.
#[derive(Default)]
pub(super) struct LinesThatMatter {
    lists: BTreeMap<NodeId, BTreeSet<TableId>>,
}

impl LinesThatMatter {
    /// Gives those of the current lines that matter to a part: of each list the innermost.
    pub(super) fn among(&mut self, plan: &Plan, node: NodeId, lines: &CurrentLines) -> CurrentLines {
        self.ask(plan, node);
        let Some(lists) = self.lists.get(&node) else { return lines.clone() };
        let innermost = |list: &TableId| lines.iter().rev().find(|(of, _)| of == list).copied();
        lists.iter().filter_map(innermost).collect()
    }

    /// Finds the lists of a part after those of its own parts.
    fn ask(&mut self, plan: &Plan, root: NodeId) {
        let mut waiting = vec![(root, false)];
        let mut begun = BTreeSet::new();
        while let Some((node, are_parts_asked)) = waiting.pop() {
            if self.lists.contains_key(&node) {
                continue;
            }
            if are_parts_asked {
                let lists = self.lists_of(plan, node);
                self.lists.insert(node, lists);
            } else if begun.insert(node) {
                waiting.push((node, true));
                waiting.extend(plan.parts(node).into_iter().map(|part| (part, false)));
            }
        }
    }

    fn lists_of(&self, plan: &Plan, node: NodeId) -> BTreeSet<TableId> {
        let mut lists: BTreeSet<TableId> = plan.parts(node).iter().filter_map(|part| self.lists.get(part)).flatten().copied().collect();
        match &plan.nodes[node] {
            Node::Column(column) | Node::Exact(CellReference::Column(column)) | Node::Earlier { cell: CellReference::Column(column), .. } => {
                lists.insert(plan.columns[*column].table);
            }
            Node::Aggregate { list, lines, .. } => {
                lists.remove(list);
                match lines {
                    Lines::All => {}
                    Lines::OfGroup(group) => drop(lists.insert(*group)),
                }
            }
            Node::Number(_)
            | Node::Text(_)
            | Node::Bool(_)
            | Node::Date(_)
            | Node::Cell(_)
            | Node::Exact(CellReference::Cell(_))
            | Node::Earlier { cell: CellReference::Cell(_), .. }
            | Node::Parameter(_)
            | Node::PeriodPart(_)
            | Node::Lookup { .. }
            | Node::Sum(_)
            | Node::Total(_)
            | Node::Product(..)
            | Node::Quotient(..)
            | Node::Negation(_)
            | Node::Absolute(_)
            | Node::Least(_)
            | Node::Greatest(_)
            | Node::Round { .. }
            | Node::Comparison { .. }
            | Node::In { .. }
            | Node::Matches { .. }
            | Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::When { .. }
            | Node::Else(..)
            | Node::If { .. } => {}
        }
        lists
    }
}
