//! Explains a group's cell down to its members: what each brings, with where it was read, and what adjustments and
//! eliminations do.
//!
//! In come the reports of a group and what was remembered while reading; out goes a tree that writers show. How a computed cell
//! follows from input cells `crate::explain` tells.

use super::consolidator::{Done, GroupReports};
use super::eliminate::LineName;
use super::entity_tree::{EntityId, EntityTree};
use super::parts::PartOfGroup;
use super::trace::{AdjustedBy, Brought, TakenBy, inputs_under};
use crate::cell_address::table_of;
use crate::evaluated_submission::{CellAt, CellState, EvaluatedCell, EvaluatedSubmission};
use crate::explain::{Explainer, Explanation, Limits, Named, SubjectError};
use crate::submission::Origin;
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, Plan};
use positum_plan::value::{Value, ValueType};
use std::collections::{BTreeMap, BTreeSet};

/// The most input cells that are explained under the cells that were asked for.
const MOST_INPUTS: usize = 100;
/// The most members of a group that are shown one by one.
const MOST_MEMBERS: usize = 20;

/// How cells of a group came to their values.
pub struct GroupExplanation {
    /// The group.
    pub group: EntityId,
    /// The formulas, down to the group's input cells.
    pub formulas: Explanation,
    /// The input cells under them, each down to the members.
    pub inputs: Vec<InputUnder>,
    /// How many input cells more there are.
    pub more_inputs: usize,
    /// Whether members brought more values than are remembered, so that some are not shown.
    pub is_cut: bool,
}

/// An input cell of a group.
pub struct InputUnder {
    /// The name as wide data has it.
    pub name: String,
    /// The key of its line, of a list that has one.
    pub key: Option<String>,
    /// How values are shown.
    pub value_type: Option<ValueType>,
    /// What the four parts have.
    pub parts: BTreeMap<PartOfGroup, EvaluatedCell>,
    /// Whether members have different values, so that there is none.
    pub differs: bool,
    /// What members bring to the summary.
    pub members: Vec<MemberPart>,
    /// How many members more there are.
    pub more_members: usize,
    /// What these come to, where they are numbers.
    pub rest: Option<Exact>,
    /// What adjustments bring: values with where they were read.
    pub adjustments: Vec<(Option<Value>, Option<Origin>)>,
    /// What is eliminated.
    pub eliminations: Vec<Side>,
}

/// What a member brings.
pub struct MemberPart {
    /// The member.
    pub member: EntityId,
    /// What state its cell is in.
    pub state: CellState,
    /// The value.
    pub value: Option<Value>,
    /// Whether it is a group whose members have different values, so that it has none.
    pub differs: bool,
    /// Where it was read; nothing of a group.
    pub origin: Option<Origin>,
    /// Of a group: what its members bring.
    pub members: Vec<MemberPart>,
    /// How many members more there are.
    pub more_members: usize,
    /// What these come to.
    pub rest: Option<Exact>,
    /// What adjustments of that group bring.
    pub adjustments: Vec<(Option<Value>, Option<Origin>)>,
    /// What is eliminated in that group.
    pub eliminations: Vec<Side>,
}

/// An item that is eliminated.
pub struct Side {
    /// Whose item it is.
    pub entity: EntityId,
    /// With whom.
    pub counterparty: EntityId,
    /// The elimination, as an index of the plan's.
    pub elimination: usize,
    /// What is taken off.
    pub amount: Exact,
    /// What was given.
    pub given: Exact,
    /// Where.
    pub origin: Origin,
}

/// What stands for a cell of a group, in it and in the groups under it.
struct Subject<'a> {
    reference: CellReference,
    line: Option<&'a LineName>,
}

impl Done {
    /// Explains cells of a group, as [`super::Consolidator::explain_later`] was asked for; `depth` is how many groups stand in each
    /// other.
    ///
    /// # Errors
    /// A name that stands for nothing in this group.
    pub fn explain(
        &self,
        tree: &EntityTree,
        reports: &GroupReports,
        explainer: &Explainer<'_>,
        names: &[String],
        limits: &Limits,
    ) -> Result<GroupExplanation, SubjectError> {
        let plan = explainer.plan();
        let mut named: Vec<Named> = Vec::new();
        for name in names {
            named.extend(explainer.find(name)?);
        }
        let formulas = explainer.explain(&named, limits);
        let ats = self.inputs_of(plan, reports, &named);
        let more_inputs = ats.len().saturating_sub(MOST_INPUTS);
        let inputs = ats.into_iter().take(MOST_INPUTS).map(|at| self.input(tree, plan, reports, at, limits.depth)).collect();
        Ok(GroupExplanation { group: reports.group, formulas, inputs, more_inputs, is_cut: self.trace.is_cut })
    }

    /// Gives the input cells under what is named; of lists all lines that something was brought to, where a formula runs over
    /// them, else the line itself.
    fn inputs_of(&self, plan: &Plan, reports: &GroupReports, named: &[Named]) -> Vec<CellAt> {
        let mut ats: BTreeSet<CellAt> = BTreeSet::new();
        for named in named {
            let Named::Cell(at) = named else { continue };
            for reference in inputs_under(plan, &[at.reference]) {
                let lines = match reference {
                    CellReference::Cell(_) => vec![0],
                    CellReference::Column(column)
                        if table_of(plan, at.reference) == plan.columns[column].table && matches!(at.reference, CellReference::Column(_)) =>
                    {
                        vec![at.line]
                    }
                    CellReference::Column(column) => (0..reports.consolidated.lines[plan.columns[column].table]).collect(),
                };
                ats.extend(lines.into_iter().map(|line| CellAt { reference, line }));
            }
        }
        ats.into_iter().collect()
    }

    fn input(&self, tree: &EntityTree, plan: &Plan, reports: &GroupReports, at: CellAt, depth: usize) -> InputUnder {
        let line = line_name(plan, reports, at);
        let subject = Subject { reference: at.reference, line: line.as_ref() };
        let (members, more_members, rest) = self.members(tree, reports.group, &subject, depth);
        let part = |part: PartOfGroup| cell_of(reports.part(part), at).map(|cell| (part, cell.clone()));
        InputUnder {
            name: crate::explain::full_name(plan, at),
            key: line.as_ref().and_then(|line| match line {
                LineName::Key(key) => Some(key.join(", ")),
                LineName::Source(..) => None,
            }),
            value_type: super::inputs::type_of(plan, at.reference).cloned(),
            differs: self.differs(reports.group, &subject) && cell_of(&reports.summary, at).is_some_and(has_nothing),
            parts: PartOfGroup::ALL.into_iter().filter_map(part).collect(),
            members,
            more_members,
            rest,
            adjustments: self.adjustments(reports.group, &subject),
            eliminations: self.eliminations(reports.group, &subject),
        }
    }

    /// Tells whether members bring different values, or differ within.
    fn differs(&self, group: EntityId, subject: &Subject<'_>) -> bool {
        let is_meant = |brought: &&Brought| brought.group == group && brought.reference == subject.reference && brought.line.as_ref() == subject.line;
        let brought = || self.trace.brought.iter().filter(is_meant);
        let mut values = brought().filter_map(|brought| brought.value.as_ref());
        let first = values.next();
        brought().any(|brought| brought.differs) || values.any(|value| Some(value) != first)
    }

    fn members(&self, tree: &EntityTree, group: EntityId, subject: &Subject<'_>, depth: usize) -> (Vec<MemberPart>, usize, Option<Exact>) {
        let is_meant = |brought: &&Brought| brought.group == group && brought.reference == subject.reference && brought.line.as_ref() == subject.line;
        let mut brought: Vec<&Brought> = self.trace.brought.iter().filter(is_meant).collect();
        brought.sort_by_key(|brought| brought.member);
        let (shown, others) = brought.split_at_checked(MOST_MEMBERS).unwrap_or((&brought, &[]));
        let number = |brought: &&Brought| match &brought.value {
            Some(Value::Number(number)) => Some(number.clone()),
            Some(_) | None => None,
        };
        let rest = others.iter().filter_map(number).try_fold(Exact::ZERO, |sum, number| sum.plus(&number)).filter(|_| !others.is_empty());
        (shown.iter().map(|brought| self.member(tree, brought, subject, depth)).collect(), others.len(), rest)
    }

    fn member(&self, tree: &EntityTree, brought: &Brought, subject: &Subject<'_>, depth: usize) -> MemberPart {
        let is_opened = tree.is_group(brought.member) && brought.member != brought.group && depth > 1;
        let under = depth.saturating_sub(1);
        let (members, more_members, rest) = if is_opened { self.members(tree, brought.member, subject, under) } else { (Vec::new(), 0, None) };
        MemberPart {
            member: brought.member,
            state: brought.state,
            value: brought.value.clone(),
            differs: brought.differs,
            origin: brought.origin.clone().filter(|_| !is_opened && (!tree.is_group(brought.member) || brought.member == brought.group)),
            members,
            more_members,
            rest,
            adjustments: if is_opened { self.adjustments(brought.member, subject) } else { Vec::new() },
            eliminations: if is_opened { self.eliminations(brought.member, subject) } else { Vec::new() },
        }
    }

    fn adjustments(&self, group: EntityId, subject: &Subject<'_>) -> Vec<(Option<Value>, Option<Origin>)> {
        let is_meant =
            |adjusted: &&AdjustedBy| adjusted.group == group && adjusted.reference == subject.reference && adjusted.line.as_ref() == subject.line;
        self.trace.adjusted.iter().filter(is_meant).map(|adjusted| (adjusted.value.clone(), adjusted.origin.clone())).collect()
    }

    fn eliminations(&self, group: EntityId, subject: &Subject<'_>) -> Vec<Side> {
        let is_meant = |taken: &&TakenBy| taken.group == group && taken.reference == subject.reference && taken.line.as_ref() == subject.line;
        let side = |taken: &TakenBy| Side {
            entity: taken.entity,
            counterparty: taken.counterparty,
            elimination: taken.elimination,
            amount: taken.amount.clone(),
            given: taken.given.clone(),
            origin: taken.origin.clone(),
        };
        self.trace.taken.iter().filter(is_meant).map(side).collect()
    }
}

fn has_nothing(cell: &EvaluatedCell) -> bool {
    match cell.state {
        CellState::Blank | CellState::Missing => true,
        CellState::Given | CellState::Computed | CellState::NotApplicable | CellState::Unreadable | CellState::NotComputed => false,
    }
}

fn line_name(plan: &Plan, reports: &GroupReports, at: CellAt) -> Option<LineName> {
    let CellReference::Column(column) = at.reference else { return None };
    let (key, source) = reports.lines.get(&plan.columns[column].table)?.get(at.line)?;
    match (key, source) {
        (Some(key), _) => Some(LineName::Key(key.clone())),
        (None, Some((entity, line))) => Some(LineName::Source(*entity, *line)),
        (None, None) => None,
    }
}

fn cell_of(evaluated: &EvaluatedSubmission, at: CellAt) -> Option<&EvaluatedCell> {
    match at.reference {
        CellReference::Cell(cell) => evaluated.cells.lookup(cell),
        CellReference::Column(column) => evaluated.columns.lookup(column)?.get(at.line),
    }
}
