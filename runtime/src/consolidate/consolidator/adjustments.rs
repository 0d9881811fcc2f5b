//! Takes adjustments: submissions of groups, whose values are added to the sums of their members.

use super::Consolidator;
use crate::consolidate::entity_tree::EntityId;
use crate::consolidate::figures::{Adjusted, Figures};
use crate::consolidate::findings::{ConsolidationFinding, ConsolidationFindingKind};
use crate::consolidate::trace::AdjustedBy;
use crate::finding::{Finding, FindingKind};
use crate::submission::{Address, Given, PARAMETERS, Submission, SubmittedCell};

impl Consolidator<'_> {
    /// Takes adjustments of a group; those of other periods are passed over. All are taken before the end.
    pub fn adjust_by(&mut self, submission: Submission) {
        if submission.period != self.with.period {
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
            self.findings.push(self.line_without_key(group, group, table, line, None));
        }
        let wrong = evaluated.findings.iter().filter_map(adjustment_kind).map(|(kind, finding)| ConsolidationFinding {
            kind,
            group: Some(group),
            entity: None,
            address: finding.address.clone(),
            origin: finding.origin.clone(),
        });
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
            positum_plan::plan::CellReference::Cell(cell) => &self.inputs.plan.cells[cell].origin,
            positum_plan::plan::CellReference::Column(column) => &self.inputs.plan.columns[column].origin,
        };
        let is_input = crate::consolidate::inputs::is_input(origin);
        let kind = if is_input { ConsolidationFindingKind::AdjustmentUnknown } else { ConsolidationFindingKind::AdjustmentOfComputed };
        Some(ConsolidationFinding { kind, group: Some(group), entity: None, address: cell.address.clone(), origin: Some(cell.origin.clone()) })
    }
}

/// Gives the values of parameters that adjustments bring.
pub(super) fn parameters_of(adjustments: &[Submission]) -> Vec<SubmittedCell> {
    adjustments.iter().flat_map(|submission| &submission.cells).filter(|cell| cell.address.report == PARAMETERS).cloned().collect()
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
