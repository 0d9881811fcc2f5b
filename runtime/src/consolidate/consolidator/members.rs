//! Takes submissions: whose they are, whether they count, and what is wrong with them.

use super::{Consolidator, OwnReport, Totals};
use crate::consolidate::add_up::{Member, Sums};
use crate::consolidate::entity_tree::EntityId;
use crate::consolidate::findings::{ConsolidationFinding, ConsolidationFindingKind, MemberTrouble};
use crate::consolidate::item_line::LineNumbers;
use crate::evaluated_submission::{EvaluatedSubmission, Outcome};
use crate::finding::FindingKind;
use crate::submission::{Address, Origin, Submission};
use positum_plan::plan::{Severity, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// The most entities outside the tree that are named one by one.
const MOST_STRANGERS: usize = 1_000;

impl Consolidator<'_> {
    /// Takes a submission: evaluates it, adds it to its group, and forgets it. What is not counted is a finding, but for other
    /// periods of entities that report for this one.
    pub fn take(&mut self, submission: &Submission) {
        let origin = submission.cells.first().map(|cell| cell.origin.clone());
        let Some(entity) = self.with.tree.find(&submission.entity) else {
            // Who left the tree may have reported for periods in which it was there.
            if submission.period == self.with.period {
                self.take_stranger(submission, origin);
            }
            return;
        };
        if submission.period != self.with.period {
            let known = self.other_periods.entry(entity).or_insert(submission.period);
            *known = submission.period.max(*known);
            return;
        }
        if let Some(first) = self.seen.get(&entity) {
            let kind = ConsolidationFindingKind::TwoSubmissions { first: first.clone() };
            return self.push(kind, entity, origin);
        }
        self.seen.insert(entity, origin.clone());
        let is_group = self.with.tree.is_group(entity);
        let parent = self.with.tree.entity(entity).parent;
        let Some(group) = parent.or(is_group.then_some(entity)) else {
            return self.push(ConsolidationFindingKind::EntityInNoGroup, entity, origin);
        };
        let evaluated = self.with.members.evaluate_after(submission, self.with.earlier);
        let mut findings = self.own_trouble(group, entity, &evaluated, origin.as_ref());
        let member = Member { id: entity, evaluated: &evaluated, sources: None };
        if is_group {
            let mut sums = Sums::default();
            for line in sums.take(&self.inputs, &member) {
                findings.push(self.line_without_key(entity, entity, line.table, line.line, None));
            }
            self.trace.note(&self.inputs, (entity, entity), &evaluated, None);
            self.own.insert(entity, OwnReport { sums, findings, origin });
        } else {
            self.findings.extend(findings);
            self.add(group, &member, &self.line_numbers(entity, submission));
        }
    }

    /// Gives the numbers that lines have in a submission, of lists of which something is eliminated: evaluating numbers them anew.
    fn line_numbers(&self, entity: EntityId, submission: &Submission) -> LineNumbers {
        let lists = self.eliminations.lists_of(&self.inputs, entity);
        if lists.is_empty() {
            return LineNumbers::new();
        }
        let workings = self.with.members.workings(submission, Some(self.with.earlier));
        let numbers = |list: TableId| (0..workings.lines(list)).filter_map(|line| workings.line_number(list, line)).collect();
        lists.into_iter().map(|list| (list, numbers(list))).collect()
    }

    fn take_stranger(&mut self, submission: &Submission, origin: Option<Origin>) {
        if self.strangers.contains_key(&submission.entity) {
            return;
        }
        self.strangers.insert(submission.entity.clone(), origin);
        // Those that are named are the first by name, in whatever order they come.
        if self.strangers.len() > MOST_STRANGERS {
            self.strangers.pop_last();
            self.more_strangers = self.more_strangers.saturating_add(1);
        }
    }

    fn push(&mut self, kind: ConsolidationFindingKind, entity: EntityId, origin: Option<Origin>) {
        let tree = self.with.tree;
        let group = tree.entity(entity).parent.or(tree.is_group(entity).then_some(entity));
        let finding = self.finding(kind, group, Some(entity), Address::default(), origin);
        self.findings.push(finding);
    }

    /// Tells what is wrong with a member's submission by itself.
    fn own_trouble(&self, group: EntityId, entity: EntityId, evaluated: &EvaluatedSubmission, origin: Option<&Origin>) -> Vec<ConsolidationFinding> {
        let plan = self.inputs.plan;
        let errors = evaluated.findings.iter().filter(|finding| finding.kind.severity() == Severity::Error);
        let is_failed = |outcome: &&crate::evaluated_submission::CheckOutcome| {
            outcome.outcome == Outcome::Fail && plan.checks[outcome.check].severity == Severity::Error
        };
        let failed = evaluated.checks.iter().filter(is_failed);
        let count = errors.clone().count().saturating_add(failed.clone().count());
        let first_finding = errors.clone().next().cloned().map(MemberTrouble::Finding);
        let first = first_finding.or_else(|| failed.clone().next().cloned().map(MemberTrouble::Check));
        let address = evaluated.findings.iter().find(|finding| finding.kind.severity() == Severity::Error).map(|finding| finding.address.clone());
        let of_entity = |kind, address, origin: Option<Origin>| self.finding(kind, Some(group), Some(entity), address, origin);
        let mut findings = Vec::new();
        findings.extend(first.map(|first| {
            let place = match &first {
                MemberTrouble::Finding(finding) => finding.origin.clone(),
                MemberTrouble::Check(_) => None,
            };
            let kind = ConsolidationFindingKind::MemberHasErrors { count, first: Box::new(first) };
            of_entity(kind, address.unwrap_or_default(), place.or_else(|| origin.cloned()))
        }));
        let too_precise = evaluated.findings.iter().filter(|finding| matches!(finding.kind, FindingKind::TooManyDecimals { .. }));
        findings.extend(too_precise.clone().next().map(|first| {
            let kind = ConsolidationFindingKind::MoreDecimals { count: too_precise.count() };
            of_entity(kind, first.address.clone(), first.origin.clone())
        }));
        findings
    }

    /// Settles the submissions that groups have made of themselves: one counts where none of its members reports, and gives its
    /// group to the sums. Gives the groups that stand in for their members.
    pub(super) fn settle_own_reports(&mut self) -> BTreeSet<EntityId> {
        let tree = self.with.tree;
        let over_seen: BTreeSet<EntityId> = self.seen.keys().flat_map(|entity| tree.upwards(*entity).skip(1)).collect();
        let mut standing_in = BTreeSet::new();
        for (group, own) in std::mem::take(&mut self.own) {
            if over_seen.contains(&group) {
                self.trace.forget_own(group);
                let kind = ConsolidationFindingKind::GroupAndMembers;
                let finding = self.finding(kind, Some(group), Some(group), Address::default(), own.origin);
                self.findings.push(finding);
            } else {
                self.findings.extend(own.findings);
                self.sums.insert(group, own.sums);
                standing_in.insert(group);
            }
        }
        standing_in
    }

    /// Finds who does not report, and who reports and is not in the tree.
    pub(super) fn find_missing(&mut self, standing_in: &BTreeSet<EntityId>) {
        let tree = self.with.tree;
        for (entity, of_tree) in tree.entities() {
            let is_silent = tree.is_group(entity) || of_tree.parent.is_none() || self.seen.contains_key(&entity);
            if is_silent || tree.upwards(entity).any(|over| standing_in.contains(&over)) {
                continue;
            }
            let kind = match self.other_periods.get(&entity) {
                Some(period) => ConsolidationFindingKind::OtherPeriodOnly { period: *period },
                None => ConsolidationFindingKind::MemberMissing,
            };
            self.push(kind, entity, Some(of_tree.origin.clone()));
        }
        let last = self.strangers.len().saturating_sub(1);
        for (index, (name, origin)) in std::mem::take(&mut self.strangers).into_iter().enumerate() {
            let kind = ConsolidationFindingKind::EntityNotInTree { more: if index == last { self.more_strangers } else { 0 } };
            self.findings.push(ConsolidationFinding { kind, group: None, entity: Some(name.into()), address: Address::default(), origin });
        }
    }

    /// Finds what the tree itself has wrong: entities under two groups, and levels.
    pub(super) fn check_tree(&mut self) {
        let tree = self.with.tree;
        let levels = &self.inputs.consolidation.levels;
        for (id, entity) in tree.entities() {
            for (other, origin) in &entity.other_parents {
                self.push(ConsolidationFindingKind::TwoGroups { other: other.to_string() }, id, Some(origin.clone()));
            }
            let level_of = |id: EntityId| tree.entity(id).level;
            let of_group = entity.parent.and_then(level_of);
            if entity.level.is_none() && (of_group.is_some() || entity.members.iter().any(|member| level_of(*member).is_some())) {
                self.push(ConsolidationFindingKind::LevelUnknown { of_group }, id, Some(entity.origin.clone()));
            }
            let permitted = of_group.and_then(|level| levels.get(level)).map(|level| level.members.as_slice());
            let is_permitted = match (permitted, entity.level) {
                (Some(permitted), Some(level)) => permitted.contains(&level),
                (None, _) | (Some(_), None) => true,
            };
            if !is_permitted {
                let kind = ConsolidationFindingKind::LevelNotPermitted { level: entity.level, of_group };
                self.push(kind, id, Some(entity.origin.clone()));
            }
        }
    }

    /// Counts, for each group, who has reported of those under it that have no members, themselves or by a group that stands in
    /// for them.
    pub(super) fn count_reported(&self, standing_in: &BTreeSet<EntityId>) -> BTreeMap<EntityId, Totals> {
        let tree = self.with.tree;
        let mut totals: BTreeMap<EntityId, Totals> = BTreeMap::new();
        for (entity, _) in tree.entities().filter(|(entity, _)| !tree.is_group(*entity)) {
            let has_reported = self.seen.contains_key(&entity) || tree.upwards(entity).any(|over| standing_in.contains(&over));
            for over in tree.upwards(entity).skip(1) {
                let counted = totals.entry(over).or_default();
                counted.all = counted.all.saturating_add(1);
                counted.reported = counted.reported.saturating_add(usize::from(has_reported));
            }
        }
        totals
    }
}
