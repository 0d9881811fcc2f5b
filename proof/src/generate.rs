//! Generates submissions from a plan alone: at the edges of checks, at ties of rounding, through every branch.
mod blank_cases;
mod changes;
mod check_edges;
mod collection;
mod earlier_drafts;
mod edges;
mod fraction;
mod generated;
mod inputs;
mod judge;
mod list_cases;
mod make_draft;
mod pattern_texts;
mod periods;
mod plan_facts;
mod reach;
mod reached;
mod rounding_ties;
mod solve_number;
mod telling;
mod units;
mod valid_cases;
mod values;
pub mod words;

use crate::budget::Budget;
use crate::draft::Draft;
use crate::random::Random;
use crate::search::Searcher;
use blank_cases::add_blank_cases;
use check_edges::EdgeFinder;
use collection::Collection;
pub use collection::record_of;
use earlier_drafts::{drafts_after, earlier_periods};
pub use generated::{Beside, Count, Expected, Generated, GeneratedSet, Group, NotFound, Purpose, Reason, Record};
use list_cases::add_list_cases;
use make_draft::{Style, make_draft};
pub use periods::usual_periods;
use plan_facts::PlanFacts;
use positum_plan::period::Period;
use positum_plan::plan::{CheckId, ParameterId, ReportId};
use positum_runtime::evaluate::Evaluator;
use rounding_ties::add_ties;
use valid_cases::{ValidDrafts, add_valid};

/// What is generated.
#[derive(Clone, Debug)]
pub struct GenerateOptions {
    /// For which period.
    pub period: Period,
    /// Equal seeds give equal submissions.
    pub seed: u64,
    /// How many lines long lists have.
    pub lines: u64,
    /// The groups that are wanted.
    pub groups: Vec<Group>,
    /// The reports whose checks and cells are gone through; all where none is named.
    pub reports: Vec<ReportId>,
    /// Parameters that the evaluator was given values for; submissions leave them out.
    pub given_parameters: Vec<ParameterId>,
}

/// Gives submissions that together tell plans apart which differ a little: through every branch of every formula, at both
/// sides of the edge of every check, at ties, with blanks, without lines and with several. Equal seeds give equal ones.
pub fn telling_submissions(evaluator: &Evaluator<'_>, period: Period, seed: u64, budget: &mut Budget<'_>) -> Vec<Draft> {
    telling::gather(&PlanFacts::new(evaluator, period, &[]), seed, budget)
}

/// Generates submissions for a period, each evaluated as predicted.
pub fn generate(evaluator: &Evaluator<'_>, options: &GenerateOptions, budget: &mut Budget<'_>) -> GeneratedSet {
    let facts = PlanFacts::new(evaluator, options.period, &options.given_parameters);
    let plan = facts.plan;
    let chosen = |report: ReportId| (options.reports.is_empty() || options.reports.contains(&report)) && inputs::is_for(plan, report, options.period);
    let plain = Searcher::new(evaluator, options.period, options.seed);
    let valid = ValidDrafts::find(&facts, &plain, options.seed, budget);
    let mut random = Random::new(options.seed, 3);
    let base = valid.full.first().cloned().unwrap_or_else(|| make_draft(&facts, Style::USUAL, &mut random));
    let searcher = plain.with_earlier(earlier_periods(plan, options.period));
    let after = drafts_after(&facts, valid.full.iter().take(1).chain(&valid.least), &mut Random::new(options.seed, 7), budget);
    let mut collection = Collection::new(&facts);
    for group in Group::ALL.into_iter().filter(|group| options.groups.contains(group)) {
        match group {
            Group::Valid => add_valid(&mut collection, &valid, &after),
            Group::Edges => {
                let mut finder =
                    EdgeFinder { facts: &facts, searcher: &searcher, valid: &valid, after: &after, random: Random::new(options.seed, 4) };
                let checks: Vec<CheckId> = plan.checks.entries().filter(|(_, check)| chosen(check.report)).map(|(id, _)| id).collect();
                finder.add_all(&mut collection, &checks, budget);
            }
            Group::Ties => add_ties(&mut collection, &base, &mut Random::new(options.seed, 5), budget),
            Group::Lists => add_list_cases(&mut collection, &base, options.lines, &mut Random::new(options.seed, 6)),
            Group::Blanks => add_blank_cases(&mut collection, &base, &chosen),
        }
    }
    let Collection { submissions, not_found, wrong, .. } = collection;
    GeneratedSet { period: options.period, submissions, not_found, wrong }
}
