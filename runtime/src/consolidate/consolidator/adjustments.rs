//! Takes adjustments: submissions of groups, whose values are added to the sums of their members.

use super::Consolidator;
use crate::consolidate::entity_tree::EntityId;
use crate::consolidate::figures::{Adjusted, Figures};
use crate::consolidate::findings::{ConsolidationFinding, ConsolidationFindingKind};
use crate::consolidate::inputs::Inputs;
use crate::consolidate::trace::AdjustedBy;
use crate::evaluated_submission::EvaluatedSubmission;
use crate::finding::{Finding, FindingKind};
use crate::submission::{Address, Given, Origin, PARAMETERS, Submission, SubmittedCell};
use positum_plan::period::Period;
use positum_plan::plan::{CellId, CellReference, TableId};
use std::collections::{BTreeMap, BTreeSet};

impl Consolidator<'_> {
    /// Takes adjustments of a group; those of other periods are a finding. All are taken before the end.
    pub fn adjust_by(&mut self, submission: Submission) {
        if submission.period != self.with.period {
            let origin = submission.cells.first().map(|cell| cell.origin.clone());
            let first = || OtherPeriods { entity: submission.entity.clone(), period: submission.period, origin, count: 0 };
            let others = self.other_adjustments.get_or_insert_with(first);
            others.count = others.count.saturating_add(1);
            return;
        }
        let entity = self.with.tree.find(&submission.entity);
        match entity.filter(|entity| self.with.tree.is_group(*entity)) {
            Some(group) => self.adjustments.entry(group).or_default().push(submission),
            None => {
                let kind = ConsolidationFindingKind::AdjustmentOfNoGroup;
                let origin = submission.cells.first().map(|cell| cell.origin.clone());
                let entity = Some(submission.entity.as_str().into());
                self.findings.push(ConsolidationFinding { kind, group: None, entity, address: Address::default(), origin });
            }
        }
    }

    /// Tells of adjustments of other periods.
    pub(super) fn adjustments_of_other_periods(&self) -> Option<ConsolidationFinding> {
        self.other_adjustments.as_ref().map(|others| ConsolidationFinding {
            kind: ConsolidationFindingKind::AdjustmentForOtherPeriod { period: others.period, count: others.count },
            group: None,
            entity: Some(others.entity.as_str().into()),
            address: Address::default(),
            origin: others.origin.clone(),
        })
    }

    /// Drops cells that several submissions of adjustments give, as a cell that one gives twice is not used.
    pub(super) fn drop_repeated(&mut self, group: EntityId, adjustments: &mut [Submission]) {
        let cell_of = |cell: &SubmittedCell| match self.with.groups.place_of(&cell.address) {
            Some((CellReference::Cell(id), _)) if !is_nothing(cell) => Some(id),
            Some(_) | None => None,
        };
        let mut first: BTreeMap<CellId, (usize, Origin)> = BTreeMap::new();
        let mut repeated: BTreeSet<CellId> = BTreeSet::new();
        let mut findings = Vec::new();
        for (index, submission) in adjustments.iter().enumerate() {
            for (id, cell) in submission.cells.iter().filter_map(|cell| Some((cell_of(cell)?, cell))) {
                let (of, origin) = first.entry(id).or_insert_with(|| (index, cell.origin.clone()));
                if *of != index {
                    repeated.insert(id);
                    let kind = FindingKind::GivenTwice { first: origin.clone() };
                    findings.push(Finding { kind, address: cell.address.clone(), origin: Some(cell.origin.clone()) });
                }
            }
        }
        for submission in adjustments {
            submission.cells.retain(|cell| cell_of(cell).is_none_or(|id| !repeated.contains(&id)));
        }
        let told = findings.iter().filter_map(adjustment_kind).map(|(kind, finding)| of_group(group, kind, finding));
        self.findings.extend(told);
    }

    /// Adds adjustments to the figures of their group.
    pub(super) fn adjust(&mut self, group: EntityId, submission: &Submission, figures: &mut Figures) {
        let evaluated = self.with.groups.evaluate(submission);
        let mut lines_without_key = Vec::new();
        let trace = &mut self.trace;
        figures.adjust(&self.inputs, group, &evaluated, &mut |adjusted| match adjusted {
            Adjusted::Value { reference, line, cell } => {
                trace.note_adjusted(AdjustedBy { group, reference, line, value: cell.value.clone(), origin: evaluated.origin_of(cell) });
            }
            Adjusted::NoKey { table, line } => lines_without_key.push((table, line)),
        });
        for (table, line) in lines_without_key {
            let origin = origin_of_line(&self.inputs, &evaluated, table, line);
            self.findings.push(self.line_without_key(group, group, table, line, origin));
        }
        let wrong = evaluated.findings.iter().filter_map(adjustment_kind).map(|(kind, finding)| of_group(group, kind, finding));
        self.findings.extend(wrong);
        let unused = submission.cells.iter().filter(|cell| !is_nothing(cell) && cell.address.report != PARAMETERS);
        let unused: Vec<ConsolidationFinding> = unused.filter_map(|cell| self.unused(group, cell)).collect();
        self.findings.extend(unused);
    }

    /// Tells of a cell that is no input cell of a report that groups have.
    fn unused(&self, group: EntityId, cell: &SubmittedCell) -> Option<ConsolidationFinding> {
        let (reference, _) = self.with.groups.place_of(&cell.address)?;
        if self.inputs.how(reference).is_some() {
            return None;
        }
        let origin = match reference {
            CellReference::Cell(cell) => &self.inputs.plan.cells[cell].origin,
            CellReference::Column(column) => &self.inputs.plan.columns[column].origin,
        };
        let is_input = crate::consolidate::inputs::is_input(origin);
        let kind = if is_input { ConsolidationFindingKind::AdjustmentUnknown } else { ConsolidationFindingKind::AdjustmentOfComputed };
        Some(ConsolidationFinding { kind, group: Some(group), entity: None, address: cell.address.clone(), origin: Some(cell.origin.clone()) })
    }
}

/// Adjustments of other periods: how many, and the first.
pub(super) struct OtherPeriods {
    entity: String,
    period: Period,
    origin: Option<Origin>,
    count: usize,
}

fn of_group(group: EntityId, kind: ConsolidationFindingKind, finding: &Finding) -> ConsolidationFinding {
    ConsolidationFinding { kind, group: Some(group), entity: None, address: finding.address.clone(), origin: finding.origin.clone() }
}

/// Gives the values of parameters that adjustments bring.
pub(super) fn parameters_of(adjustments: &[Submission]) -> Vec<SubmittedCell> {
    adjustments.iter().flat_map(|submission| &submission.cells).filter(|cell| cell.address.report == PARAMETERS).cloned().collect()
}

/// Gives where the first cell of a line was read.
fn origin_of_line(inputs: &Inputs<'_>, evaluated: &EvaluatedSubmission, table: TableId, line: usize) -> Option<Origin> {
    let columns = inputs.lists.get(&table)?.columns.iter();
    columns.filter_map(|(column, _)| evaluated.columns[*column].get(line)).find_map(|cell| evaluated.origin_of(cell))
}

fn is_nothing(cell: &SubmittedCell) -> bool {
    cell.given == Given::Nothing || cell.given == Given::Text(String::new())
}

/// Tells which findings of evaluating adjustments by themselves concern what is given, and not what is left out.
fn adjustment_kind(finding: &Finding) -> Option<(ConsolidationFindingKind, &Finding)> {
    let kind = match &finding.kind {
        FindingKind::UnreadableValue { .. }
        | FindingKind::OutOfRange { given: Some(_) }
        | FindingKind::TooManyDecimals { .. }
        | FindingKind::UnknownCode { .. }
        | FindingKind::TextDoesNotFit { .. }
        | FindingKind::GivenTwice { .. }
        | FindingKind::UnknownOfMembers => ConsolidationFindingKind::AdjustmentUnreadable { finding: Box::new(finding.clone()) },
        FindingKind::UnknownName { .. } | FindingKind::ValueInXCell { .. } => ConsolidationFindingKind::AdjustmentUnknown,
        FindingKind::MissingRequired
        | FindingKind::OutOfRange { given: None }
        | FindingKind::DuplicateKey { .. }
        | FindingKind::SubmittedTotalDiffers { .. }
        | FindingKind::DivisionByZero { .. }
        | FindingKind::NoSuchLine { .. }
        | FindingKind::NoSuchDay { .. }
        | FindingKind::WorkingDaysOutOfRange { .. }
        | FindingKind::PeriodNotCovered { .. } => return None,
    };
    Some((kind, finding))
}
