//! Finds aggregates that have the same result in every line, so that a list is not run over once for each of its lines.

use positum_plan::needed_lines::needed_lines;
use positum_plan::plan::{Node, NodeId, Plan};
use std::collections::BTreeSet;

/// Gives the aggregates that need no current line of any list.
pub(super) fn find_closed_aggregates(plan: &Plan) -> BTreeSet<NodeId> {
    let needed = needed_lines(plan);
    let is_closed = |(id, node): &(NodeId, &Node)| matches!(node, Node::Aggregate { .. }) && needed[*id].is_empty();
    plan.nodes.entries().filter(is_closed).map(|(id, _)| id).collect()
}
