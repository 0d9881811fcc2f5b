//! What is known of a plan before any submission is made: its inputs, what formulas hold them against, what rests on them.

use super::inputs::{Input, Inputs};
use super::values::text_of;
use crate::histories::Histories;
use positum_plan::id::IdVec;
use positum_plan::needed_lines::needed_lines;
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, ColumnId, Node, NodeId, Origin, ParameterId, Plan, Shape, TableId};
use positum_plan::reads::Reads;
use positum_plan::text_limits::Pattern;
use positum_plan::value::Value;
use positum_runtime::evaluate::Evaluator;
use std::collections::{BTreeMap, BTreeSet};

/// How many formulas that only name another cell are followed.
const MOST_NAMES: usize = 50;

/// What is known of a plan.
pub(crate) struct PlanFacts<'e> {
    /// Evaluates.
    pub(crate) evaluator: &'e Evaluator<'e>,
    /// The plan.
    pub(crate) plan: &'e Plan,
    /// The period of all submissions.
    pub(crate) period: Period,
    /// What a submission may give.
    pub(crate) inputs: Inputs,
    /// Parameters that the evaluator was given values for.
    pub(crate) given: Vec<ParameterId>,
    /// The earlier submissions of drafts.
    pub(crate) histories: Histories,
    /// For each part of a formula the lists of which it needs a current line.
    pub(crate) needed: IdVec<NodeId, Vec<TableId>>,
    /// What formulas compare an input with, as a submission gives it.
    constants: BTreeMap<Input, Vec<String>>,
    /// The patterns that formulas hold an input against.
    patterns: BTreeMap<Input, Vec<Pattern>>,
    /// Inputs whose values formulas hold against each other.
    links: BTreeMap<Input, BTreeSet<Input>>,
    /// Lists in which formulas look lines up.
    pub(crate) looked_up: BTreeSet<TableId>,
}

/// What a part of a formula rests on, the nearest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cone {
    /// Inputs.
    pub(crate) inputs: Vec<Input>,
    /// Lists that are filled in, on whose lines it rests.
    pub(crate) lists: Vec<TableId>,
    /// Whether it takes something from an earlier submission.
    pub(crate) asks_for_earlier: bool,
}

impl<'e> PlanFacts<'e> {
    /// Gathers what is known.
    pub(crate) fn new(evaluator: &'e Evaluator<'e>, period: Period, given: &[ParameterId]) -> Self {
        let plan = evaluator.plan();
        let mut inputs = Inputs::new(plan, period);
        inputs.parameters.retain(|parameter| !given.contains(parameter));
        let mut facts = Self {
            evaluator,
            plan,
            period,
            inputs,
            given: given.to_vec(),
            histories: Histories::default(),
            needed: needed_lines(plan),
            constants: BTreeMap::new(),
            patterns: BTreeMap::new(),
            links: BTreeMap::new(),
            looked_up: BTreeSet::new(),
        };
        for node in plan.nodes.ids() {
            facts.read_node(node);
        }
        facts
    }

    /// Gives what formulas compare an input with.
    pub(crate) fn constants(&self, input: Input) -> &[String] {
        self.constants.get(&input).map_or(&[], Vec::as_slice)
    }

    /// Gives the patterns that formulas hold an input against.
    pub(crate) fn patterns(&self, input: Input) -> &[Pattern] {
        self.patterns.get(&input).map_or(&[], Vec::as_slice)
    }

    /// Gives the inputs whose values formulas hold against an input's.
    pub(crate) fn links(&self, input: Input) -> impl Iterator<Item = Input> + '_ {
        self.links.get(&input).into_iter().flatten().copied()
    }

    /// Gives the input that a reference comes to, through keys of groups and formulas that are no more than its name.
    pub(crate) fn input_behind(&self, reference: CellReference) -> Option<Input> {
        let mut reference = reference;
        for _ in 0..MOST_NAMES {
            let (origin, own) = match reference {
                CellReference::Cell(cell) => (&self.plan.cells[cell].origin, Input::Cell(cell)),
                CellReference::Column(column) => (&self.plan.columns[column].origin, Input::Column(column)),
            };
            reference = match origin {
                Origin::Input(_) => return Some(own),
                Origin::Sequence => return None,
                Origin::GroupKey => CellReference::Column(self.source_of_key(reference)?),
                Origin::Formula { node, .. } => self.only_name(*node)?,
            };
        }
        None
    }

    /// Gives the cell of which a formula is no more than the name.
    fn only_name(&self, node: NodeId) -> Option<CellReference> {
        match self.plan.reads(node) {
            Some(Reads::Cell(reference)) => Some(reference),
            Some(Reads::Earlier(_) | Reads::Parameter(_) | Reads::Calendar(_) | Reads::Line(..) | Reads::Lines(..)) | None => None,
        }
    }

    /// Gives the column of the source that a column of a derived list takes its keys from.
    fn source_of_key(&self, reference: CellReference) -> Option<ColumnId> {
        let CellReference::Column(column) = reference else { return None };
        let Shape::List(list) = &self.plan.tables[self.plan.columns[column].table].shape else { return None };
        let place = list.columns.iter().position(|own| *own == column)?;
        list.derivation.as_ref()?.by.get(place).copied()
    }

    fn read_node(&mut self, id: NodeId) {
        let plan = self.plan;
        let node = &plan.nodes[id];
        if matches!(node, Node::Comparison { .. } | Node::In { .. }) {
            self.relate_leaves(&self.leaves(id), None);
        } else if let Node::Matches { value, pattern } = node {
            for input in self.leaves(*value).into_iter().filter_map(|leaf| self.input_of(leaf)).collect::<Vec<_>>() {
                self.patterns.entry(input).or_default().push(pattern.clone());
            }
        } else if let Node::Lookup { list, keys, .. } = node {
            self.looked_up.insert(*list);
            for (column, node) in keys {
                self.relate_leaves(&self.leaves(*node), self.input_behind(CellReference::Column(*column)));
            }
        }
    }

    fn relate_leaves(&mut self, leaves: &[NodeId], key: Option<Input>) {
        let inputs: Vec<Input> = leaves.iter().filter_map(|leaf| self.input_of(*leaf)).chain(key).collect();
        let values: Vec<Value> = leaves.iter().filter_map(|leaf| self.constant_of(*leaf)).collect();
        self.relate(&inputs, &values);
    }

    /// Remembers that inputs and values are held against each other.
    fn relate(&mut self, inputs: &[Input], values: &[Value]) {
        for input in inputs {
            let known = self.constants.entry(*input).or_default();
            let texts = values.iter().filter_map(|value| input.value_type(self.plan).and_then(|value_type| text_of(value, value_type)));
            for text in texts {
                if !known.contains(&text) {
                    known.push(text);
                }
            }
            self.links.entry(*input).or_default().extend(inputs.iter().filter(|other| *other != input));
        }
    }

    /// Gives the parts of a formula that have no parts.
    fn leaves(&self, node: NodeId) -> Vec<NodeId> {
        let mut leaves = Vec::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            let parts = self.plan.parts(node);
            if parts.is_empty() {
                leaves.push(node);
            }
            waiting.extend(parts.into_iter().rev());
        }
        leaves
    }

    fn input_of(&self, leaf: NodeId) -> Option<Input> {
        match self.plan.reads(leaf) {
            Some(Reads::Cell(reference)) => self.input_behind(reference),
            Some(Reads::Parameter(parameter)) => self.inputs.parameters.contains(&parameter).then_some(Input::Parameter(parameter)),
            Some(Reads::Earlier(_) | Reads::Calendar(_) | Reads::Line(..) | Reads::Lines(..)) | None => None,
        }
    }

    fn constant_of(&self, leaf: NodeId) -> Option<Value> {
        let node = &self.plan.nodes[leaf];
        if let Node::Parameter(parameter) = node {
            return self.plan.parameters[*parameter].value_on(self.period.last_day());
        }
        if let Node::PeriodPart(part) = node {
            return Some(part.of(self.period));
        }
        written_value(node)
    }

    /// Gives what parts of formulas rest on, the nearest first.
    pub(crate) fn cone(&self, nodes: &[NodeId]) -> Cone {
        let mut cone = Cone::default();
        let mut seen: BTreeSet<NodeId> = BTreeSet::new();
        let mut waiting: std::collections::VecDeque<NodeId> = nodes.iter().copied().collect();
        while let Some(node) = waiting.pop_front() {
            if !seen.insert(node) {
                continue;
            }
            waiting.extend(self.plan.parts(node));
            let references: Vec<CellReference> = match self.plan.reads(node) {
                Some(Reads::Cell(reference)) => vec![reference],
                Some(Reads::Parameter(parameter)) => {
                    if self.inputs.parameters.contains(&parameter) {
                        push_new(&mut cone.inputs, Input::Parameter(parameter));
                    }
                    Vec::new()
                }
                Some(Reads::Line(list, column)) => {
                    let keys = match &self.plan.tables[list].shape {
                        Shape::List(body) => body.key.clone(),
                        Shape::Form { .. } | Shape::Grid { .. } => Vec::new(),
                    };
                    self.add_list(list, &mut cone, &mut waiting);
                    keys.into_iter().chain([column]).map(CellReference::Column).collect()
                }
                Some(Reads::Lines(list, _)) => {
                    self.add_list(list, &mut cone, &mut waiting);
                    Vec::new()
                }
                Some(Reads::Earlier(_)) => {
                    cone.asks_for_earlier = true;
                    Vec::new()
                }
                Some(Reads::Calendar(_)) | None => Vec::new(),
            };
            references.into_iter().for_each(|reference| self.add(reference, &mut cone, &mut waiting));
        }
        cone
    }

    fn add(&self, reference: CellReference, cone: &mut Cone, waiting: &mut std::collections::VecDeque<NodeId>) {
        let (origin, own) = match reference {
            CellReference::Cell(cell) => (&self.plan.cells[cell].origin, Input::Cell(cell)),
            CellReference::Column(column) => (&self.plan.columns[column].origin, Input::Column(column)),
        };
        if let CellReference::Column(column) = reference {
            self.add_list(self.plan.columns[column].table, cone, waiting);
        }
        match origin {
            Origin::Input(_) => push_new(&mut cone.inputs, own),
            Origin::Formula { node, .. } => waiting.push_back(*node),
            Origin::GroupKey => {
                if let Some(source) = self.source_of_key(reference) {
                    self.add(CellReference::Column(source), cone, waiting);
                }
            }
            Origin::Sequence => {}
        }
    }

    /// Adds the lines of a list: of a derived one those that it is made of.
    fn add_list(&self, list: TableId, cone: &mut Cone, waiting: &mut std::collections::VecDeque<NodeId>) {
        let Shape::List(body) = &self.plan.tables[list].shape else { return };
        match &body.derivation {
            None => push_new(&mut cone.lists, list),
            Some(derivation) => {
                waiting.extend(derivation.filter);
                self.add_list(derivation.source, cone, waiting);
                for column in &derivation.by {
                    if let Some(input) = self.input_behind(CellReference::Column(*column)) {
                        push_new(&mut cone.inputs, input);
                    }
                }
            }
        }
    }
}

/// Gives the value that is written in a formula.
fn written_value(node: &Node) -> Option<Value> {
    if let Node::Number(number) = node {
        return Some(Value::Number((*number).into()));
    }
    if let Node::Text(text) = node {
        return Some(Value::Text(text.clone()));
    }
    if let Node::Bool(value) = node {
        return Some(Value::Bool(*value));
    }
    if let Node::Date(date) = node { Some(Value::Date(*date)) } else { None }
}

fn push_new<T: PartialEq>(items: &mut Vec<T>, item: T) {
    if !items.contains(&item) {
        items.push(item);
    }
}
