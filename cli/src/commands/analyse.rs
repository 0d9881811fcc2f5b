//! `positum analyse`

mod shown_claims;
mod tell_claims;
mod witness_files;

use crate::arguments::{AnalyseArguments, AnalysisFormat, Deny};
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::progress::Work;
use crate::read_sources::{Source, compile_sources, read_plans, read_sources};
use positum_compiler::places::Places;
use positum_compiler::time_words::time_text;
use positum_grammar::phrase::{Phrase, said};
use positum_plan::period::Period;
use positum_plan::plan::{Plan, ReportId};
use positum_proof::analyse::{AnalyseOptions, Analysis, STEPS_TO_BEGIN, Weight, analyse, representative_periods};
use positum_proof::budget::Budget;
use positum_proof::goal::Goal;
use positum_proof::search::{Rest, Searcher};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use shown_claims::{ShownClaim, shown_claims};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

/// The steps that a question may take; the clock usually ends it before.
const STEPS: u64 = 2_000_000;
/// As how many questions counts making the submissions in which answers are looked for first.
const QUESTIONS_TO_BEGIN: u32 = 5;
/// Where submissions are begun from; any does.
const SEED: u64 = 1;

/// A package with the places of its parts, where its text is there.
pub(crate) struct Definition {
    pub(crate) sources: Vec<Source>,
    pub(crate) plans: Vec<Plan>,
    /// For each plan where its parts stand; none for a compiled plan.
    pub(crate) places: Vec<Places>,
}

/// What was found in a period of one version.
pub(crate) struct Asked {
    pub(crate) version: usize,
    pub(crate) period: Period,
    pub(crate) analysis: Analysis,
}

/// Asks over a package what its checks imply.
pub(crate) fn run(arguments: &AnalyseArguments) -> Result<ExitCode, Failure> {
    let definition = read_definition(arguments)?;
    let chosen = arguments.period.as_deref().map(read_period).transpose()?;
    let asked = ask_all(&definition, chosen, arguments)?;
    let claims = shown_claims(&definition, &asked);
    let files = match &arguments.witnesses {
        Some(folder) => witness_files::write(folder, &claims)?,
        None => Vec::new(),
    };
    let text = match arguments.format {
        AnalysisFormat::Human => tell_claims::human(&definition, &asked, &claims, &files),
        AnalysisFormat::Json => tell_claims::json(&definition, &asked, &claims, &files),
        AnalysisFormat::Markdown => tell_claims::markdown(&definition, &asked, &claims),
    };
    output::print(text.as_bytes())?;
    Ok(if is_denied(arguments.deny, &claims) { ExitCode::Findings } else { ExitCode::Clean })
}

fn is_denied(deny: Deny, claims: &[ShownClaim<'_>]) -> bool {
    let least = match deny {
        Deny::Info => Weight::Note,
        Deny::Warning => Weight::Warning,
        Deny::Error => Weight::Error,
    };
    claims.iter().any(|claim| claim.weight >= least && claim.is_told())
}

fn read_definition(arguments: &AnalyseArguments) -> Result<Definition, Failure> {
    let (package, format) = (arguments.package.as_str(), arguments.message_format);
    if Path::new(package).extension().is_some_and(|ending| ending == "json") {
        return Ok(Definition { sources: Vec::new(), plans: read_plans(package, format)?, places: Vec::new() });
    }
    let sources = read_sources(package)?;
    let mut compiled = compile_sources(&sources, format);
    let places = std::mem::take(&mut compiled.places);
    let plans = compiled.plans();
    if plans.is_empty() { Err(Failure::Definition) } else { Ok(Definition { sources, plans, places }) }
}

fn read_period(text: &str) -> Result<Period, Failure> {
    text.parse().map_err(|_| Failure::Usage(spoken(&said!("--period {text}: write 2025-Q1, 2025-03, 2025 or 2025-03-31"))))
}

/// Tells whether a package has something to report for a period of this length.
fn has_report_for(plan: &Plan, period: Period) -> bool {
    plan.reports.iter().any(|report| report.period.is_none_or(|kind| kind == period.kind()))
}

/// Asks in the chosen period, or in those that stand for all.
fn ask_all(definition: &Definition, chosen: Option<Period>, arguments: &AnalyseArguments) -> Result<Vec<Asked>, Failure> {
    let plans = &definition.plans;
    if let Some(name) = arguments.report.iter().find(|name| !plans.iter().any(|plan| plan.reports.iter().any(|report| report.name == **name))) {
        return Err(Failure::Usage(spoken(&said!("--report {name}: the package has no such report"))));
    }
    let mut periods: Vec<(usize, Period)> = Vec::new();
    for (version, plan) in plans.iter().enumerate() {
        match chosen {
            Some(period) if plan.package.validity.covers(period.last_day()) => periods.push((version, period)),
            Some(_) => {}
            None => periods.extend(representative_periods(plan).into_iter().map(|period| (version, period))),
        }
    }
    if let Some(period) = chosen.filter(|_| periods.is_empty()) {
        let spans = Phrase::joined(plans.iter().map(|plan| time_text(plan.package.validity)), "; ");
        return Err(Failure::Usage(spoken(&said!("--period {period}: the package is not for it; its versions are {spans}"))));
    }
    if let Some(period) =
        chosen.filter(|period| !periods.iter().any(|(version, _)| plans.get(*version).is_some_and(|plan| has_report_for(plan, *period))))
    {
        return Err(Failure::Usage(spoken(&said!("--period {period}: no report of the package is for this period"))));
    }
    let working = Work::begin(&arguments.package);
    let asked = periods.into_iter().filter_map(|(version, period)| {
        let plan = plans.get(version)?;
        let analysis = ask_one(plan, period, chosen.is_some(), arguments);
        Some(analysis.map(|analysis| Asked { version, period, analysis }))
    });
    let asked = asked.collect();
    drop(working);
    asked
}

fn ask_one(plan: &Plan, period: Period, is_period_chosen: bool, arguments: &AnalyseArguments) -> Result<Analysis, Failure> {
    let wanted = |report: &ReportId| arguments.report.contains(&plan.reports[*report].name);
    let reports: BTreeSet<ReportId> = plan.reports.ids().filter(wanted).collect();
    if reports.is_empty() && !arguments.report.is_empty() {
        return Ok(Analysis::default());
    }
    let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).map_err(|error| Failure::Usage(error.text(message_language())))?;
    let searcher = Searcher::new(&evaluator, period, SEED);
    let allowed = Duration::from_secs(arguments.seconds);
    let mut find = |goals: &[Goal], rest: Rest| {
        let begin = Instant::now();
        searcher.find(goals, rest, &mut Budget::new(STEPS, &|| begin.elapsed() > allowed))
    };
    let start = Instant::now();
    let is_over = || start.elapsed() > allowed.saturating_mul(QUESTIONS_TO_BEGIN);
    let mut begin = Budget::new(STEPS_TO_BEGIN, &is_over);
    Ok(analyse(&evaluator, period, &AnalyseOptions { reports, is_period_chosen }, &mut begin, &mut find))
}
