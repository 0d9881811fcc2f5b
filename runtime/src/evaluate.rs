//! Evaluates submissions, one at a time, with a plan.
//!
//! In come a [`Plan`], prepared once as an [`Evaluator`], and a [`Submission`]; out goes an
//! [`EvaluatedSubmission`]. Nothing here knows file formats, nor how a value or a finding is worded.

mod aggregate;
mod closed_aggregates;
mod collect_findings;
mod compare_given;
mod compute_cells;
mod evaluate_formula;
mod fill_inputs;
mod find_duplicates;
mod find_names;
mod make_groups;
mod no_value;
mod operands;
mod place_cells;
mod read_options;
mod read_values;
mod run_checks;
#[cfg(test)]
mod sample_plan;
mod settle_parameters;
mod worksheet;

pub use read_options::{EvaluationOptions, OptionError};
pub use read_values::MOST_TEXT_CHARACTERS;

use crate::evaluated_submission::{CheckOutcome, EvaluatedSubmission};
use crate::finding::{Finding, FindingKind};
use crate::submission::Submission;
use closed_aggregates::find_closed_aggregates;
use collect_findings::{Findings, PlanOrder, Spot};
use find_names::Names;
use place_cells::{Placed, place_cells};
use positum_plan::id::IdVec;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{NodeId, ParameterId, Plan, ReportId};
use positum_plan::value::Value;
use std::collections::BTreeSet;
use worksheet::Worksheet;

/// A plan made ready for evaluating any number of submissions.
pub struct Evaluator<'p> {
    plan: &'p Plan,
    names: Names<'p>,
    order: PlanOrder,
    /// Aggregates whose result is the same in every line.
    closed: BTreeSet<NodeId>,
    /// The reports that the user wants to see.
    chosen: IdVec<ReportId, bool>,
    /// The parameters' values that the user gave.
    given_parameters: IdVec<ParameterId, Option<Value>>,
}

/// What becomes of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It is evaluated and shown.
    Shown,
    /// It is evaluated for the sake of others.
    Silent,
    /// Its periods are of another kind.
    LeftOut,
}

impl<'p> Evaluator<'p> {
    /// Prepares `plan` for evaluating submissions with `options`.
    ///
    /// # Errors
    /// A parameter that the package does not have, one given twice, and a value that is not of its type.
    pub fn new(plan: &'p Plan, options: &EvaluationOptions) -> Result<Self, OptionError> {
        Ok(Self {
            plan,
            names: Names::new(plan),
            order: PlanOrder::new(plan),
            closed: find_closed_aggregates(plan),
            chosen: plan.reports.ids().map(|report| options.reports.is_empty() || options.reports.contains(&report)).collect(),
            given_parameters: read_options::read_parameters(plan, &options.parameters)?,
        })
    }

    /// Evaluates a submission.
    pub fn evaluate(&self, submission: &Submission) -> EvaluatedSubmission {
        if !self.plan.package.validity.covers(submission.period.last_day()) {
            return self.not_covered(submission);
        }
        let standings = self.standings(submission.period.kind());
        let mut findings = Findings::new(self.plan, &self.order, &standings);
        let placed = place_cells(self, &standings, submission, &mut findings);
        self.report_other_periods(&standings, submission.period, &placed, &mut findings);
        let mut worksheet = Worksheet::new(self.plan, &standings);
        worksheet.parameters = settle_parameters::settle_parameters(self, submission.period, &placed, &mut findings);
        let given_computed = fill_inputs::fill_inputs(&mut worksheet, &standings, &placed, &mut findings);
        compute_cells::compute_cells(&mut worksheet, &standings, &self.closed, &mut findings);
        compare_given::compare_given(&worksheet, &given_computed, &placed, &mut findings);
        find_duplicates::find_duplicates(&worksheet, &standings, &mut findings);
        let checks = run_checks::run_checks(&worksheet, &standings, &self.closed);
        finished(submission, worksheet, &standings, checks, findings.sorted())
    }

    fn standings(&self, kind: PeriodKind) -> IdVec<ReportId, Standing> {
        let standing = |(id, report): (ReportId, &positum_plan::plan::Report)| match report.period {
            Some(other) if other != kind => Standing::LeftOut,
            Some(_) | None if self.chosen[id] => Standing::Shown,
            Some(_) | None => Standing::Silent,
        };
        self.plan.reports.entries().map(standing).collect()
    }

    fn not_covered(&self, submission: &Submission) -> EvaluatedSubmission {
        let standings = IdVec::filled(self.plan.reports.len(), Standing::LeftOut);
        let mut findings = Findings::new(self.plan, &self.order, &standings);
        let period = submission.period.to_string();
        findings.push(&Spot::Package, FindingKind::PeriodNotCovered { period, example: None }, None);
        finished(submission, Worksheet::new(self.plan, &standings), &standings, Vec::new(), findings.sorted())
    }

    /// Says of reports for periods of another kind so, where the submission has cells of them or none is left.
    fn report_other_periods(&self, standings: &IdVec<ReportId, Standing>, period: Period, placed: &Placed<'_>, findings: &mut Findings<'_>) {
        let none_is_left = !standings.iter().any(|standing| *standing == Standing::Shown);
        for (id, report) in self.plan.reports.entries() {
            let origin = placed.left_out[id].cloned();
            if standings[id] != Standing::LeftOut || !self.chosen[id] || (origin.is_none() && !none_is_left) {
                continue;
            }
            let kind = FindingKind::PeriodNotCovered { period: period.to_string(), example: report.period.map(PeriodKind::example) };
            findings.push(&Spot::Report(id), kind, origin);
        }
    }
}

fn finished(
    submission: &Submission,
    worksheet: Worksheet<'_>,
    standings: &IdVec<ReportId, Standing>,
    checks: Vec<CheckOutcome>,
    findings: Vec<Finding>,
) -> EvaluatedSubmission {
    EvaluatedSubmission {
        entity: submission.entity.clone(),
        period: submission.period,
        reports: standings.entries().filter(|(_, standing)| **standing == Standing::Shown).map(|(id, _)| id).collect(),
        cells: worksheet.cells,
        columns: worksheet.columns,
        lines: worksheet.lines,
        checks,
        findings,
    }
}
