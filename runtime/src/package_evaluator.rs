//! Evaluates submissions with the version of the package that is in force for their period, each after the earlier
//! ones of its entity.
//!
//! In come the plans of a package and submissions; out go evaluated submissions with the plan that each belongs to.

use crate::earlier::EarlierSubmissions;
use crate::evaluate::{Begun, EvaluationOptions, Evaluator, OptionError};
use crate::evaluated_submission::EvaluatedSubmission;
use crate::placed_submissions::PlacedSubmission;
use crate::submission::{Submission, SubmittedCell};
use positum_plan::period::Period;
use positum_plan::plan::{Plan, plan_for};

/// What the user says beside the submissions.
#[derive(Clone, Debug, Default)]
pub struct PackageOptions {
    /// Values of parameters, by name, as written.
    pub parameters: Vec<(String, String)>,
    /// Names of the reports that are shown; all where none is named.
    pub reports: Vec<String>,
}

/// The versions of a package, made ready for evaluating any number of submissions.
pub struct PackageEvaluator<'p> {
    plans: &'p [Plan],
    evaluators: Vec<Evaluator<'p>>,
    earlier: EarlierSubmissions,
}

/// An evaluated submission with the plan that it was evaluated with.
pub struct Evaluated<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// What came of it.
    pub submission: EvaluatedSubmission,
}

impl<'p> PackageEvaluator<'p> {
    /// Prepares the versions of a package, by time.
    ///
    /// # Errors
    /// A parameter that the package does not have, one given twice, and a value that is not of its type.
    pub fn new(plans: &'p [Plan], options: &PackageOptions) -> Result<Self, OptionError> {
        let evaluators = plans.iter().map(|plan| {
            let chosen = || plan.reports.entries().filter(|(_, report)| options.reports.contains(&report.name)).map(|(id, _)| id).collect();
            let reports = (!options.reports.is_empty()).then(chosen);
            Evaluator::new(plan, &EvaluationOptions { parameters: options.parameters.clone(), reports })
        });
        Ok(Self { plans, evaluators: evaluators.collect::<Result<_, _>>()?, earlier: EarlierSubmissions::new(plans) })
    }

    /// Tells whether any formula asks for earlier submissions.
    pub fn asks_for_earlier(&self) -> bool {
        self.earlier.are_wanted()
    }

    /// Tells whether a later submission of the entity was evaluated already, which could have asked for one of this period.
    pub fn has_later(&self, entity: &str, period: Period) -> bool {
        self.earlier.has_later(entity, period)
    }

    /// Evaluates a submission; nothing where there is no version at all. What formulas of later periods ask for is kept.
    pub fn evaluate(&mut self, submission: &Submission) -> Option<Evaluated<'p>> {
        let (version, plan) = plan_for(self.plans, submission.period)?;
        let evaluated = self.evaluators.get(version)?.evaluate_after(submission, &self.earlier);
        self.remember(plan, &evaluated);
        Some(Evaluated { plan, submission: evaluated })
    }

    /// Begins a submission for a period with the version of the package for it.
    pub(crate) fn begin(&self, period: Period) -> Option<(usize, Begun<'static>)> {
        let (version, _) = plan_for(self.plans, period)?;
        Some((version, self.evaluators.get(version)?.begin(period)))
    }

    /// Takes a cell of a submission that was begun with a version.
    pub(crate) fn place(&self, version: usize, begun: &mut Begun<'static>, cell: &SubmittedCell) {
        if let Some(evaluator) = self.evaluators.get(version) {
            evaluator.place(begun, cell);
        }
    }

    /// Evaluates submissions whose cells are placed as `evaluate_all_telling` does others.
    pub fn evaluate_placed(&mut self, submissions: Vec<PlacedSubmission>, mut one_is_done: impl FnMut()) -> Vec<Evaluated<'p>> {
        let mut by_time: Vec<(usize, PlacedSubmission)> = submissions.into_iter().enumerate().collect();
        by_time.sort_by_key(|(_, submission)| submission.period);
        let mut evaluated: Vec<(usize, Evaluated<'p>)> = Vec::with_capacity(by_time.len());
        for (index, PlacedSubmission { entity, placed, .. }) in by_time {
            if let Some((version, begun)) = placed
                && let (Some(plan), Some(evaluator)) = (self.plans.get(version), self.evaluators.get(version))
            {
                let submission = evaluator.evaluate_begun(&entity, begun, &self.earlier);
                self.remember(plan, &submission);
                evaluated.push((index, Evaluated { plan, submission }));
            }
            one_is_done();
        }
        evaluated.sort_by_key(|(index, _)| *index);
        evaluated.into_iter().map(|(_, evaluated)| evaluated).collect()
    }

    /// Keeps what formulas of later periods ask for.
    fn remember(&mut self, plan: &Plan, evaluated: &EvaluatedSubmission) {
        if self.earlier.are_wanted() {
            self.earlier.remember(plan, evaluated);
        }
    }

    /// Gives the plan for a period, its evaluator, and what is kept of earlier submissions; nothing where there is no version
    /// at all.
    pub fn evaluator_for(&self, period: Period) -> Option<(&'p Plan, &Evaluator<'p>, &EarlierSubmissions)> {
        let (version, plan) = plan_for(self.plans, period)?;
        self.evaluators.get(version).map(|evaluator| (plan, evaluator, &self.earlier))
    }

    /// Evaluates submissions by time, each after the earlier ones; gives them in the order in which they came.
    pub fn evaluate_all(&mut self, submissions: &[Submission]) -> Vec<Evaluated<'p>> {
        self.evaluate_all_telling(submissions, || {})
    }

    /// Evaluates submissions as `evaluate_all` does, and tells when each is done.
    pub fn evaluate_all_telling(&mut self, submissions: &[Submission], mut one_is_done: impl FnMut()) -> Vec<Evaluated<'p>> {
        let mut by_time: Vec<usize> = (0..submissions.len()).collect();
        by_time.sort_by_key(|index| submissions.get(*index).map(|submission| submission.period));
        let mut evaluated: Vec<(usize, Evaluated<'p>)> = Vec::with_capacity(submissions.len());
        for index in by_time {
            let one = submissions.get(index).and_then(|submission| self.evaluate(submission));
            evaluated.extend(one.map(|one| (index, one)));
            one_is_done();
        }
        evaluated.sort_by_key(|(index, _)| *index);
        evaluated.into_iter().map(|(_, evaluated)| evaluated).collect()
    }
}
