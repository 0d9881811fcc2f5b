//! Evaluates submissions, one at a time, with a plan.
//!
//! In come a [`Plan`], prepared once as an [`Evaluator`], and a [`Submission`]; out goes an
//! [`EvaluatedSubmission`]. Nothing here knows file formats, nor how a value or a finding is worded.
mod aggregate;
mod closed_aggregates;
mod collect_findings;
mod compare_given;
mod compute_cells;
mod days;
mod evaluate_formula;
mod evaluated_parts;
mod fill_inputs;
mod find_duplicates;
pub(crate) mod find_names;
mod given_cells;
mod make_groups;
mod no_value;
mod operands;
mod operators;
mod other_cells;
mod place_cells;
mod read_options;
mod read_values;
mod run_checks;
#[cfg(test)]
mod sample_plan;
mod settle_parameters;
mod turns;
pub(crate) mod workings;
mod worksheet;

pub use evaluated_parts::EvaluatedParts;
pub use positum_plan::text_limits::MOST_TEXT_CHARACTERS;
pub use read_options::{EvaluationOptions, OptionError};
pub(crate) use read_values::{Reading, read_text_on};
pub use turns::{Turn, Turns};

use crate::earlier::EarlierSubmissions;
use crate::evaluated_submission::{CheckOutcome, EvaluatedSubmission};
use crate::finding::{Finding, FindingKind};
use crate::submission::{Address, Submission, SubmittedCell};
use closed_aggregates::find_closed_aggregates;
use collect_findings::{Findings, Found, PlanOrder, Spot};
use find_names::Names;
use place_cells::{Held, Placed};
use positum_plan::id::IdVec;
use positum_plan::period::{Period, PeriodKind};
use positum_plan::plan::{CellReference, Node, NodeId, ParameterId, Plan, ReportId};
use positum_plan::value::Value;
use std::collections::BTreeSet;
use worksheet::{Circumstances, Worksheet};

/// A plan made ready for evaluating any number of submissions.
pub struct Evaluator<'p> {
    plan: &'p Plan,
    names: Names<'p>,
    order: PlanOrder,
    /// Aggregates whose result is the same in every line.
    closed: BTreeSet<NodeId>,
    /// The cells that formulas ask for before their rounding.
    asked_exact: BTreeSet<CellReference>,
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

/// A submission that has been evaluated, with everything that was needed for it.
struct Done<'s> {
    worksheet: Worksheet<'s>,
    standings: IdVec<ReportId, Standing>,
    checks: Vec<CheckOutcome>,
    findings: Vec<Finding>,
}

/// A submission whose cells are being placed.
pub(crate) struct Begun<'s> {
    period: Period,
    standings: IdVec<ReportId, Standing>,
    /// Whether the package is in force on the last day of the period.
    is_covered: bool,
    placed: Placed<'s>,
    found: Found,
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
            asked_exact: plan.nodes.iter().filter_map(|node| if let Node::Exact(cell) = node { Some(*cell) } else { None }).collect(),
            chosen: plan.reports.ids().map(|report| options.reports.as_ref().is_none_or(|chosen| chosen.contains(&report))).collect(),
            given_parameters: read_options::read_parameters(plan, &options.parameters)?,
        })
    }

    /// Gives the plan.
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// Evaluates a submission of an entity of which no earlier one is known.
    pub fn evaluate(&self, submission: &Submission) -> EvaluatedSubmission {
        self.evaluate_in(submission, None)
    }

    /// Evaluates a submission; formulas take cells of earlier periods from `earlier`.
    pub fn evaluate_after(&self, submission: &Submission, earlier: &EarlierSubmissions) -> EvaluatedSubmission {
        self.evaluate_in(submission, Some(earlier))
    }

    fn evaluate_in(&self, submission: &Submission, earlier: Option<&EarlierSubmissions>) -> EvaluatedSubmission {
        finished(&submission.entity, submission.period, self.work_out(submission, earlier))
    }

    fn work_out<'s>(&'s self, submission: &'s Submission, earlier: Option<&'s EarlierSubmissions>) -> Done<'s> {
        let mut begun = self.begin(submission.period);
        submission.cells.iter().for_each(|cell| self.place_held(&mut begun, cell, || Held::Here(cell)));
        self.complete(&submission.entity, begun, earlier)
    }

    /// Begins a submission, whose cells come one after the other.
    pub(crate) fn begin<'s>(&self, period: Period) -> Begun<'s> {
        let is_covered = self.plan.package.validity.covers(period.last_day()) && !self.plan.reports.is_empty();
        let standings = if is_covered { self.standings(period.kind()) } else { IdVec::filled(self.plan.reports.len(), Standing::LeftOut) };
        Begun { period, standings, is_covered, placed: Placed::new(self.plan), found: Found::default() }
    }

    /// Takes a cell of a submission; nothing of it is needed afterwards.
    pub(crate) fn place(&self, begun: &mut Begun<'static>, cell: &SubmittedCell) {
        self.place_held(begun, cell, || Held::Kept(Box::new(cell.clone())));
    }

    fn place_held<'s>(&self, begun: &mut Begun<'s>, cell: &SubmittedCell, held: impl FnOnce() -> Held<'s>) {
        if begun.is_covered {
            let mut findings = Findings::new(self.plan, &self.order, &begun.standings).going_on(std::mem::take(&mut begun.found));
            begun.placed.place(self, &begun.standings, cell, held, &mut findings);
            begun.found = findings.so_far();
        }
    }

    /// Evaluates a submission of which all cells have come.
    pub(crate) fn evaluate_begun(&self, entity: &str, begun: Begun<'_>, earlier: &EarlierSubmissions) -> EvaluatedSubmission {
        finished(entity, begun.period, self.complete(entity, begun, Some(earlier)))
    }

    fn complete<'s>(&'s self, entity: &'s str, begun: Begun<'_>, earlier: Option<&'s EarlierSubmissions>) -> Done<'s> {
        let Begun { period, standings, is_covered, mut placed, found } = begun;
        if !is_covered {
            return self.not_covered(entity, period, standings);
        }
        let mut findings = Findings::new(self.plan, &self.order, &standings).going_on(found);
        placed.sort();
        self.report_other_periods(&standings, period, &placed, &mut findings);
        let mut worksheet = Worksheet::new(self.plan, &standings, self.circumstances(entity, period, earlier));
        worksheet.parameters = settle_parameters::settle_parameters(self, period, &placed, &mut findings);
        let given_computed = fill_inputs::fill_inputs(&mut worksheet, &standings, &mut placed, &mut findings);
        compute_cells::compute_cells(&mut worksheet, &standings, &self.closed, &mut findings);
        compare_given::compare_given(&worksheet, &given_computed, &placed, &mut findings);
        drop(placed);
        find_duplicates::find_duplicates(&worksheet, &standings, &mut findings);
        let checks = run_checks::run_checks(&worksheet, &standings, &self.closed);
        let findings = findings.sorted();
        Done { worksheet, standings, checks, findings }
    }

    fn circumstances<'s>(&'s self, entity: &'s str, period: Period, earlier: Option<&'s EarlierSubmissions>) -> Circumstances<'s> {
        Circumstances { entity, period, earlier, asked_exact: &self.asked_exact }
    }

    fn standings(&self, kind: PeriodKind) -> IdVec<ReportId, Standing> {
        let standing = |(id, report): (ReportId, &positum_plan::plan::Report)| match report.period {
            Some(other) if other != kind => Standing::LeftOut,
            Some(_) | None if self.chosen[id] => Standing::Shown,
            Some(_) | None => Standing::Silent,
        };
        self.plan.reports.entries().map(standing).collect()
    }

    fn not_covered<'s>(&'s self, entity: &'s str, period: Period, standings: IdVec<ReportId, Standing>) -> Done<'s> {
        let mut findings = Findings::new(self.plan, &self.order, &standings);
        findings.push(&Spot::Package, FindingKind::PeriodNotCovered { period: period.to_string(), example: None }, None);
        let findings = findings.sorted();
        let worksheet = Worksheet::new(self.plan, &standings, self.circumstances(entity, period, None));
        Done { worksheet, standings, checks: Vec::new(), findings }
    }

    /// Says of reports for periods of another kind so, where the submission has cells of them or none is left.
    fn report_other_periods(&self, standings: &IdVec<ReportId, Standing>, period: Period, placed: &Placed<'_>, findings: &mut Findings<'_>) {
        let none_is_left = !standings.iter().any(|standing| *standing == Standing::Shown);
        for (id, report) in self.plan.reports.entries() {
            let origin = placed.left_out[id].clone();
            if standings[id] != Standing::LeftOut || !self.chosen[id] || (origin.is_none() && !none_is_left) {
                continue;
            }
            let kind = FindingKind::PeriodNotCovered { period: period.to_string(), example: report.period.map(PeriodKind::example) };
            findings.push(&Spot::Report(id), kind, origin);
        }
        for (report, origin) in &placed.other_reports {
            let kind = FindingKind::PeriodNotCovered { period: period.to_string(), example: None };
            let address = Address { report: report.clone(), ..Address::default() };
            findings.push(&Spot::NoReport(address), kind, Some(origin.clone()));
        }
    }
}

fn finished(entity: &str, period: Period, done: Done<'_>) -> EvaluatedSubmission {
    let Done { worksheet, standings, checks, findings } = done;
    EvaluatedSubmission {
        entity: entity.to_owned(),
        period,
        reports: standings.entries().filter(|(_, standing)| **standing == Standing::Shown).map(|(id, _)| id).collect(),
        evaluated_reports: standings.entries().filter(|(_, standing)| **standing != Standing::LeftOut).map(|(id, _)| id).collect(),
        parameters: worksheet.parameters,
        cells: worksheet.cells,
        columns: worksheet.columns,
        lines: worksheet.lines,
        unknown_lines: worksheet.unknown_lines,
        checks,
        findings,
        main_file: worksheet.main_file,
    }
}

#[cfg(test)]
mod tests {
    use super::sample_plan::{SamplePlan, euro, findings, submission};
    use super::*;
    use crate::evaluated_submission::{Cause, Outcome};
    use positum_plan::plan::{Absence, Aggregate, CellId, Comparison, Node, Scope};

    /// Quarterly `quarterly.main.a`; yearly `yearly.l` with `k`; `any.main` with the sums of both and a check.
    fn sample() -> (SamplePlan, [CellId; 3]) {
        let mut sample = SamplePlan::new();
        let [quarterly, yearly, any] = ["quarterly", "yearly", "any"].map(|name| sample.report(name));
        sample.plan.reports[quarterly].period = Some(PeriodKind::Quarter);
        sample.plan.reports[yearly].period = Some(PeriodKind::Year);
        let form = sample.form(quarterly, "main");
        let a = sample.input(form, "a", euro(), Absence::Required);
        let list = sample.list(yearly, "l");
        let k = sample.input_column(list, "k", euro(), Absence::Required);
        let main = sample.form(any, "main");
        let (of_a, of_k, nine) = (sample.of(a), sample.of_column(k), sample.number(9));
        let or_nine = sample.node(Node::Else(of_a, nine));
        let b = sample.computed(main, "b", euro(), or_nine);
        let sum = sample.aggregate(Aggregate::Sum, list, Some(of_k), None);
        let c = sample.computed(main, "c", euro(), sum);
        let (of_b, of_c) = (sample.of(b), sample.of(c));
        for (report, left) in [(quarterly, of_a), (any, of_b), (any, of_c)] {
            let requirement = sample.comparison(left, Comparison::Less, nine);
            sample.check(report, "check", Scope::Once, None, requirement);
        }
        (sample, [a, b, c])
    }

    fn evaluate(period: &str, reports: &[u32], given: &[(&str, &str)]) -> (SamplePlan, [CellId; 3], EvaluatedSubmission) {
        let (mut sample, cells) = sample();
        sample.plan.package.validity.from = Some("2025-01-01".parse().unwrap());
        let mut submission = submission(given);
        submission.period = period.parse().unwrap();
        let reports = (!reports.is_empty()).then(|| reports.iter().map(|report| ReportId(*report)).collect());
        let evaluated = sample.evaluate_with(&EvaluationOptions { parameters: Vec::new(), reports }, &submission);
        (sample, cells, evaluated)
    }

    #[test]
    fn a_report_for_other_periods_is_left_out_and_only_its_cells_make_a_finding() {
        let (sample, [_, b, c], evaluated) = evaluate("2025-Q1", &[], &[("quarterly.main.a", "5")]);
        assert_eq!(evaluated.reports, [ReportId(0), ReportId(2)]);
        assert_eq!((sample.shown(&evaluated, b).as_str(), sample.shown(&evaluated, c).as_str()), ("5 computed", "not_computed"));
        assert_eq!(evaluated.cells[c].cause(), Some(Cause::ReportLeftOut(ReportId(1))));
        assert_eq!(evaluated.checks[2].outcome, Outcome::NotEvaluated);
        assert_eq!(findings(&evaluated), Vec::<String>::new());
        let given = [("quarterly.main.a", "5"), ("yearly.l.1:k", ""), ("yearly.l.1:z", "7")];
        let (_, _, evaluated) = evaluate("2025-Q1", &[], &given);
        assert_eq!(findings(&evaluated), ["yearly. period_not_covered"]);
        assert_eq!(evaluated.findings[0].kind, FindingKind::PeriodNotCovered { period: "2025-Q1".to_owned(), example: Some("2025") });
    }

    #[test]
    fn else_takes_no_second_operand_for_a_cell_of_a_report_left_out() {
        let (sample, [_, b, c], evaluated) = evaluate("2025", &[], &[("yearly.l.1:k", "4")]);
        assert_eq!((sample.shown(&evaluated, b).as_str(), sample.shown(&evaluated, c).as_str()), ("not_computed", "4 computed"));
        assert_eq!(evaluated.checks.len(), 2);
    }

    #[test]
    fn where_no_report_is_left_each_says_what_it_is_for() {
        let (_, _, evaluated) = evaluate("2025-03", &[0, 1], &[]);
        assert!(evaluated.reports.is_empty() && evaluated.checks.is_empty());
        assert_eq!(findings(&evaluated), ["quarterly. period_not_covered", "yearly. period_not_covered"]);
    }

    #[test]
    fn one_report_takes_what_it_needs_from_others_and_is_silent_about_them() {
        let given = [("quarterly.main.a", "5.5"), ("quarterly.main.z", "1"), ("yearly.l.1:k", "1"), ("any.main.z", "1")];
        let (sample, [_, b, _], evaluated) = evaluate("2025-Q1", &[2], &given);
        assert_eq!(evaluated.reports, [ReportId(2)]);
        assert_eq!(sample.shown(&evaluated, b), "6 computed");
        assert_eq!(findings(&evaluated), ["any.main.z unknown_name"]);
        assert_eq!(evaluated.checks.iter().map(|check| check.outcome).collect::<Vec<_>>(), [Outcome::Pass, Outcome::NotEvaluated]);
    }

    #[test]
    fn a_package_that_is_not_in_force_on_the_last_day_evaluates_nothing() {
        let (_, _, evaluated) = evaluate("2024-Q4", &[], &[("quarterly.main.a", "5"), ("nowhere.main.a", "5")]);
        assert!(evaluated.reports.is_empty() && evaluated.checks.is_empty());
        assert_eq!(findings(&evaluated), [". period_not_covered"]);
        assert_eq!(evaluated.findings[0].kind, FindingKind::PeriodNotCovered { period: "2024-Q4".to_owned(), example: None });
    }

    #[test]
    fn what_a_submission_leaves_out_is_absent() {
        let (sample, [a, b, _], evaluated) = evaluate("2025-Q1", &[], &[]);
        assert_eq!((sample.shown(&evaluated, a).as_str(), sample.shown(&evaluated, b).as_str()), ("missing", "9 computed"));
        assert_eq!(findings(&evaluated), ["quarterly.main.a missing_required"]);
    }
}
