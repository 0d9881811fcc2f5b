//! The consolidator: takes submissions one at a time, and makes the reports of groups when all were there.
//!
//! In come the circumstances of a period, adjustments and eliminations, then submissions in any order; out go the reports of
//! groups from the bottom up, and findings in order. Nothing here reads files or writes text.

mod adjustments;
mod members;

use super::add_up::{Gathered, Member, Sums};
use super::eliminate::Eliminations;
use super::entity_tree::{EntityId, EntityTree};
use super::figures::{Figures, Key};
use super::findings::{ConsolidationFinding, ConsolidationFindingKind, MembersNamed, ValueOf, sorted};
use super::group_submission::group_submission;
use super::inputs::{Inputs, type_of};
use super::item_line::{LineNumbers, Reported};
use super::item_of_line::Source;
use super::parts::{PartOfGroup, difference_of};
use super::read_eliminations::EliminationLine;
use super::trace::{Trace, columns_of, inputs_under};
use super::who::Who;
use crate::cell_address::address_of;
use crate::earlier::EarlierSubmissions;
use crate::evaluate::Evaluator;
use crate::evaluated_submission::{CellAt, EvaluatedSubmission};
use crate::explain::{Explainer, Named, SubjectError};
use crate::submission::{Address, Origin, Submission};
use positum_plan::period::Period;
use positum_plan::plan::{CellReference, Plan, TableId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What consolidating needs beside the submissions.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// The tree of entities in the period.
    pub tree: &'a EntityTree,
    /// The period.
    pub period: Period,
    /// Evaluates members' submissions with the plan of the period.
    pub members: &'a Evaluator<'a>,
    /// Evaluates groups with the same plan, for the reports that groups have.
    pub groups: &'a Evaluator<'a>,
    /// What is known of earlier periods, for formulas that ask for it.
    pub earlier: &'a EarlierSubmissions,
}

/// There is nothing to consolidate by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsolidatorError {
    /// The package does not say how groups report.
    NoConsolidation,
}

/// What a group reports.
pub struct GroupReports {
    /// The group.
    pub group: EntityId,
    /// How many of its members have reported, groups as one each.
    pub members: usize,
    /// How many of its lowest members have reported, and how many there are.
    pub totals: Totals,
    /// The sum of the members.
    pub summary: EvaluatedSubmission,
    /// What adjustments change.
    pub adjustments: EvaluatedSubmission,
    /// What eliminations change.
    pub eliminations: EvaluatedSubmission,
    /// What the group reports.
    pub consolidated: EvaluatedSubmission,
    /// The submission of which evaluating gives `consolidated`.
    pub submission: Submission,
    pub(super) lines: LineNames,
}

/// How many entities without members there are under a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many have reported.
    pub reported: usize,
    /// How many there are.
    pub all: usize,
}

/// The lines of a group's lists, each by its key or by whose it is.
pub(super) type LineNames = BTreeMap<TableId, Vec<(Option<Key>, Option<(EntityId, usize)>)>>;

/// What is left when all groups have been made.
pub struct Done {
    /// Findings in order.
    pub findings: Vec<ConsolidationFinding>,
    pub(super) trace: Trace,
}

/// What is known of a submission that a group has made of itself.
struct OwnReport {
    sums: Sums,
    findings: Vec<ConsolidationFinding>,
    origin: Option<Origin>,
}

/// Consolidates the submissions of a period.
pub struct Consolidator<'a> {
    with: Circumstances<'a>,
    inputs: Inputs<'a>,
    /// Entities whose submissions of the period were there, each with where.
    seen: BTreeMap<EntityId, Option<Origin>>,
    other_periods: BTreeMap<EntityId, Period>,
    strangers: BTreeMap<String, Option<Origin>>,
    more_strangers: usize,
    sums: BTreeMap<EntityId, Sums>,
    own: BTreeMap<EntityId, OwnReport>,
    adjustments: BTreeMap<EntityId, Vec<Submission>>,
    other_adjustments: Option<adjustments::OtherPeriods>,
    eliminations: Eliminations,
    findings: Vec<ConsolidationFinding>,
    trace: Trace,
}

impl<'a> Consolidator<'a> {
    /// Begins consolidating.
    ///
    /// # Errors
    /// The plan does not say how groups report.
    pub fn new(with: Circumstances<'a>) -> Result<Self, ConsolidatorError> {
        let plan: &'a Plan = with.members.plan();
        let consolidation = plan.consolidation.as_ref().ok_or(ConsolidatorError::NoConsolidation)?;
        let mut consolidator = Self {
            with,
            inputs: Inputs::new(plan, consolidation),
            seen: BTreeMap::new(),
            other_periods: BTreeMap::new(),
            strangers: BTreeMap::new(),
            more_strangers: 0,
            sums: BTreeMap::new(),
            own: BTreeMap::new(),
            adjustments: BTreeMap::new(),
            other_adjustments: None,
            eliminations: Eliminations::default(),
            findings: Vec::new(),
            trace: Trace::default(),
        };
        consolidator.check_tree();
        Ok(consolidator)
    }

    /// Remembers while reading what [`Done::explain`] is to tell of these cells, as `positum explain` names them.
    ///
    /// # Errors
    /// A name that stands for nothing or for several.
    pub fn explain_later(&mut self, names: &[String]) -> Result<(), SubjectError> {
        let empty = Submission { entity: String::new(), period: self.with.period, cells: Vec::new() };
        let explainer = Explainer::new(self.with.groups, &empty, Some(self.with.earlier));
        let plan = self.inputs.plan;
        let mut references: Vec<CellReference> = Vec::new();
        for name in names {
            match explainer.find(name) {
                Ok(named) => references.extend(named.iter().flat_map(|named| references_of(plan, named))),
                // Which lines there are is not known yet.
                Err(SubjectError::NoSuchLine { list, .. }) => {
                    let is_meant = |table: TableId| {
                        let of = &plan.tables[table];
                        format!("{}.{}", plan.reports[of.report].name, of.name) == list
                    };
                    references.extend(plan.tables.ids().filter(|table| is_meant(*table)).flat_map(|table| columns_of(plan, table)));
                }
                Err(error) => return Err(error),
            }
        }
        let wanted = inputs_under(plan, &references).into_iter().filter(|reference| self.inputs.how(*reference).is_some());
        self.trace = Trace::new(wanted.collect());
        Ok(())
    }

    /// Takes lines of eliminations; those of other periods are a finding. All are taken before the first submission.
    pub fn eliminate(&mut self, lines: &[EliminationLine]) {
        let source = Source { inputs: &self.inputs, tree: self.with.tree, evaluator: self.with.members, period: self.with.period };
        for line in lines {
            self.findings.extend(self.eliminations.add(&source, line));
        }
    }

    /// Makes the reports of groups from the bottom up and hands over those of `wanted`; groups of which nothing is reported have
    /// none.
    pub fn finish(mut self, wanted: &BTreeSet<EntityId>, each: &mut dyn FnMut(GroupReports)) -> Done {
        let standing_in = self.settle_own_reports();
        self.find_missing(&standing_in);
        let tree = self.with.tree;
        let stands_in = |entity: EntityId| tree.upwards(entity).find(|over| standing_in.contains(over));
        self.findings.extend(self.eliminations.of_those_missing(&self.inputs, tree, &stands_in));
        self.findings.extend(self.eliminations.of_other_periods());
        self.findings.extend(self.adjustments_of_other_periods());
        let totals = self.count_reported(&standing_in);
        let groups: Vec<EntityId> = tree.groups().rev().collect();
        for group in groups {
            let totals = totals.get(&group).copied().unwrap_or_default();
            self.make_group(group, wanted.contains(&group), totals, each);
        }
        let findings = sorted(self.findings, &|name| tree.find(name));
        Done { findings, trace: self.trace }
    }

    fn make_group(&mut self, group: EntityId, is_wanted: bool, totals: Totals, each: &mut dyn FnMut(GroupReports)) {
        let sums = self.sums.remove(&group).unwrap_or_default();
        let mut adjustments = self.adjustments.remove(&group).unwrap_or_default();
        if sums.members == 0 && adjustments.is_empty() {
            return;
        }
        let name = Arc::clone(&self.with.tree.entity(group).name);
        let period = self.with.period;
        let members = sums.members;
        let (summed, troubled) = sums.finish(&self.inputs);
        let troubles: Vec<ConsolidationFinding> = troubled.iter().map(|(at, gathered)| self.trouble(group, *at, gathered)).collect();
        self.findings.extend(troubles);
        self.drop_repeated(group, &mut adjustments);
        let others = adjustments::parameters_of(&adjustments);
        let mut figures = summed.clone();
        adjustments.iter().for_each(|submission| self.adjust(group, submission, &mut figures));
        let adjusted = is_wanted.then(|| figures.clone());
        let (taken, findings) = self.eliminations.of_group(&self.inputs, self.with.tree, group);
        for taken in &taken {
            taken.take_off(&mut figures, &self.inputs);
            self.trace.note_taken(group, taken);
        }
        self.findings.extend(findings);
        let evaluate = |submission: &Submission| self.with.groups.evaluate_after(submission, self.with.earlier);
        let submission = group_submission(&self.inputs, &name, period, &figures, &others);
        let consolidated = evaluate(&submission);
        if let Some(parent) = self.with.tree.entity(group).parent {
            self.add(parent, &Member { id: group, evaluated: &consolidated, sources: Some(&figures) }, &LineNumbers::new());
        }
        if let Some(adjusted) = adjusted {
            let evaluate = |figures: &Figures, others| {
                let submission = group_submission(&self.inputs, &name, period, figures, others);
                self.with.groups.evaluate_after(&submission, self.with.earlier)
            };
            let summary = evaluate(&summed, &[]);
            let adjusted = evaluate(&adjusted, &others);
            let adjustments = difference_of(&self.inputs, &summary, &adjusted);
            let eliminations = difference_of(&self.inputs, &adjusted, &consolidated);
            let lines = line_names(&self.inputs, &figures);
            each(GroupReports { group, members, totals, summary, adjustments, eliminations, consolidated, submission, lines });
        }
    }

    /// Adds a member to its group.
    fn add(&mut self, group: EntityId, member: &Member<'_>, numbers: &LineNumbers) {
        let without_key = self.sums.entry(group).or_default().take(&self.inputs, member);
        for line in without_key {
            self.findings.push(self.line_without_key(group, member.id, line.table, line.line, None));
        }
        self.trace.note(&self.inputs, (group, member.id), member.evaluated, member.sources);
        let reported = Reported { entity: member.id, evaluated: member.evaluated, sources: member.sources, numbers };
        let noted = self.eliminations.note(&self.inputs, self.with.tree, reported);
        self.findings.extend(noted);
    }

    fn line_without_key(&self, group: EntityId, of: EntityId, table: TableId, line: usize, origin: Option<Origin>) -> ConsolidationFinding {
        let address = crate::cell_address::address_in(self.inputs.plan, table, line.saturating_add(1).to_string(), String::new());
        self.finding(ConsolidationFindingKind::LineWithoutKey, Some(group), Some(of), address, origin)
    }

    fn trouble(&self, group: EntityId, at: CellAt, gathered: &Gathered) -> ConsolidationFinding {
        let tree = self.with.tree;
        let named = |who: &Option<Box<Who>>| who.as_deref().map(|who| named(tree, who)).unwrap_or_default();
        let kind = if gathered.is_unknown() {
            ConsolidationFindingKind::UnknownOfMembers { missing: named(&gathered.missing), unknown: named(&gathered.unknown) }
        } else {
            let value_type = type_of(self.inputs.plan, at.reference);
            let value_of = |(value, member): &(positum_plan::value::Value, EntityId)| ValueOf {
                member: Arc::clone(&tree.entity(*member).name),
                value: value.clone(),
                value_type: value_type.cloned(),
            };
            let values = gathered.values.iter().map(value_of).collect();
            ConsolidationFindingKind::MembersDiffer { values, within: named(&gathered.differing) }
        };
        self.finding(kind, Some(group), None, address_of(self.inputs.plan, at), None)
    }

    fn finding(
        &self,
        kind: ConsolidationFindingKind,
        group: Option<EntityId>,
        entity: Option<EntityId>,
        address: Address,
        origin: Option<Origin>,
    ) -> ConsolidationFinding {
        let entity = entity.map(|entity| Arc::clone(&self.with.tree.entity(entity).name));
        ConsolidationFinding { kind, group, entity, address, origin }
    }
}

impl GroupReports {
    /// Gives a part.
    pub fn part(&self, part: PartOfGroup) -> &EvaluatedSubmission {
        match part {
            PartOfGroup::Summary => &self.summary,
            PartOfGroup::Adjustments => &self.adjustments,
            PartOfGroup::Eliminations => &self.eliminations,
            PartOfGroup::Consolidated => &self.consolidated,
        }
    }
}

fn named(tree: &EntityTree, who: &Who) -> MembersNamed {
    let first: Vec<Arc<str>> = who.first.iter().map(|member| Arc::clone(&tree.entity(*member).name)).collect();
    MembersNamed { more: who.count.saturating_sub(first.len()), first }
}

fn line_names(inputs: &Inputs<'_>, figures: &Figures) -> LineNames {
    let names = |table: &TableId| figures.lines(*table).iter().map(|line| (line.key.clone(), line.source)).collect();
    inputs.lists.keys().map(|table| (*table, names(table))).collect()
}

fn references_of(plan: &Plan, named: &Named) -> Vec<CellReference> {
    match named {
        Named::Cell(at) => vec![at.reference],
        Named::Check(check, _) => plan.checks[*check].cells.clone(),
        Named::Parameter(_) => Vec::new(),
    }
}
