//! `positum generate`

mod manifest;

use super::{eval, input};
use crate::arguments::generate::{GenerateArguments, GeneratedFormat};
use crate::exit_code::{ExitCode, Failure};
use crate::generated_folder;
use crate::message_language::{message_language, spoken};
use crate::output;
use crate::progress::{Steps, Work};
use crate::read_sources::read_plans;
use positum_grammar::phrase::said;
use positum_plan::period::Period;
use positum_plan::plan::{Plan, plan_for};
use positum_plan::reading_plan::reading_plan;
use positum_proof::budget::Budget;
use positum_proof::draft::evaluated_before;
use positum_proof::generate::words::{group_text, purpose_text, reason_text};
use positum_proof::generate::{GenerateOptions, Generated, GeneratedSet, Group, generate, record_of, usual_periods};
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::render::submission::{write_long_csv, write_submission_json, write_submission_xml};
use std::fmt::Write as _;

/// What was generated for a period, with the plan in force.
struct Made<'p> {
    plan: &'p Plan,
    evaluator: Evaluator<'p>,
    set: GeneratedSet,
    /// What stands before the names of files: the period, where there are several.
    prefix: String,
}

/// Writes generated submissions of a package.
pub(crate) fn run(arguments: &GenerateArguments) -> Result<ExitCode, Failure> {
    if let Some(folder) = &arguments.output {
        generated_folder::check(folder)?;
    }
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(reading) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    eval::check_reports(&reading, &arguments.report)?;
    let language = input::language(&reading, arguments.lang);
    let mut made = make_all(&plans, arguments)?;
    match &arguments.output {
        None => print_all(&made),
        Some(folder) => {
            let files = write_files(&mut made, &reading, arguments, language)?;
            generated_folder::write(folder, &files)?;
            output::print(summary(&made, &folder.display().to_string(), language).as_bytes())?;
            Ok(())
        }
    }?;
    tell_wrong(&made);
    Ok(ExitCode::Clean)
}

fn make_all<'p>(plans: &'p [Plan], arguments: &GenerateArguments) -> Result<Vec<Made<'p>>, Failure> {
    let periods = match &arguments.period {
        Some(text) => vec![read_period(text)?],
        None => plans.last().map(usual_periods).unwrap_or_default(),
    };
    let parameters = input::named_values(&arguments.parameter)?;
    let mut made = Vec::new();
    for period in &periods {
        let Some((_, plan)) = plan_for(plans, *period) else { continue };
        let is_for = |report: &positum_plan::plan::Report| report.period.is_none_or(|kind| kind == period.kind());
        if !plan.package.validity.covers(period.last_day()) || !plan.reports.iter().any(is_for) {
            return Err(Failure::Usage(spoken(&said!("--period {period}: no report of the package is for this period"))));
        }
        let options = EvaluationOptions { parameters: parameters.clone(), reports: None };
        let wrong = |error: positum_runtime::evaluate::OptionError| Failure::Usage(format!("--parameter: {}", error.text(message_language())));
        let evaluator = Evaluator::new(plan, &options).map_err(wrong)?;
        let options = options_for(plan, *period, arguments, &parameters);
        let working = Work::begin(&period.to_string());
        let set = generate(&evaluator, &options, &mut Budget::steps(arguments.steps));
        drop(working);
        let prefix = if periods.len() > 1 { format!("{period}_") } else { String::new() };
        made.push(Made { plan, evaluator, set, prefix });
    }
    Ok(made)
}

fn options_for(plan: &Plan, period: Period, arguments: &GenerateArguments, parameters: &[(String, String)]) -> GenerateOptions {
    let is_given = |name: &str| parameters.iter().any(|(given, _)| given == name);
    let groups: Vec<Group> = arguments.only.iter().map(|group| Group::from(*group)).collect();
    GenerateOptions {
        period,
        seed: arguments.seed,
        lines: u64::from(arguments.lines),
        groups: if groups.is_empty() { Group::ALL.to_vec() } else { groups },
        reports: plan.reports.entries().filter(|(_, report)| arguments.report.contains(&report.name)).map(|(id, _)| id).collect(),
        given_parameters: plan.parameters.entries().filter(|(_, parameter)| is_given(&parameter.name)).map(|(id, _)| id).collect(),
    }
}

fn read_period(text: &str) -> Result<Period, Failure> {
    text.parse().map_err(|_| Failure::Usage(spoken(&said!("--period {text}: write 2025-Q1, 2025-03, 2025 or 2025-03-31"))))
}

fn print_all(made: &[Made<'_>]) -> Result<(), Failure> {
    let submissions =
        made.iter().flat_map(|made| &made.set.submissions).flat_map(|generated| generated.earlier.iter().chain([&generated.submission]));
    output::print_with(|out| write_long_csv(submissions, out))
}

/// Writes each submission, and makes sure that what is read from its file evaluates to the same; then the manifest.
fn write_files(made: &mut [Made<'_>], reading: &Plan, arguments: &GenerateArguments, language: Language) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let count = made.iter().map(|made| made.set.submissions.len()).sum();
    let mut progress = Steps::begin(&arguments.package, count);
    let mut files = Vec::new();
    for Made { plan, evaluator, set, prefix } in made.iter_mut() {
        let mut kept = Vec::new();
        for generated in std::mem::take(&mut set.submissions) {
            let written = written(plan, evaluator, &generated, arguments.format)?;
            progress.step();
            if reads_as_recorded(reading, evaluator, &generated, &written, arguments.format) {
                let names = manifest::file_names(prefix, &generated, arguments.format);
                files.extend(names.into_iter().zip(written));
                kept.push(generated);
            } else {
                set.wrong.push(generated.name);
            }
        }
        set.submissions = kept;
    }
    let sets: Vec<manifest::Set<'_>> = made.iter().map(|made| manifest::Set { plan: made.plan, set: &made.set, prefix: &made.prefix }).collect();
    files.push((generated_folder::MANIFEST.to_owned(), manifest::json(&sets, arguments, language).into_bytes()));
    files.push(("manifest.csv".to_owned(), manifest::csv(&sets, arguments, language).map_err(|error| Failure::disk("manifest.csv", &error))?));
    Ok(files)
}

/// Writes the earlier submissions by time, and the submission last.
fn written(plan: &Plan, evaluator: &Evaluator<'_>, generated: &Generated, format: GeneratedFormat) -> Result<Vec<Vec<u8>>, Failure> {
    let mut written = Vec::new();
    for (number, submission) in generated.earlier.iter().chain([&generated.submission]).enumerate() {
        let before = evaluated_before(evaluator, generated.earlier.get(..number).unwrap_or(&[]));
        written.push(match format {
            GeneratedFormat::Json => write_submission_json(plan, submission).into_bytes(),
            GeneratedFormat::Csv => {
                let mut bytes = Vec::new();
                write_long_csv([submission], &mut bytes).map_err(|error| Failure::disk(&generated.name, &error))?;
                bytes
            }
            GeneratedFormat::Xml => {
                let evaluated = evaluator.evaluate_after(submission, &before);
                write_submission_xml(plan, submission, &evaluated).map_err(|error| Failure::Data(error.to_string()))?.into_bytes()
            }
        });
    }
    Ok(written)
}

fn reads_as_recorded(reading: &Plan, evaluator: &Evaluator<'_>, generated: &Generated, written: &[Vec<u8>], format: GeneratedFormat) -> bool {
    let format = match format {
        GeneratedFormat::Json => Format::Json,
        GeneratedFormat::Csv => Format::LongCsv,
        GeneratedFormat::Xml => Format::Xml,
    };
    let mut read = Vec::new();
    for bytes in written {
        match read_all(bytes, &generated.name, format, reading, &ReadOptions::default()) {
            Ok(submissions) if submissions.len() == 1 => read.extend(submissions),
            Ok(_) | Err(_) => return false,
        }
    }
    let periods = generated.earlier.iter().chain([&generated.submission]).map(|submission| submission.period);
    let is_named = read.iter().all(|submission| submission.entity == generated.name) && read.iter().map(|read| read.period).eq(periods);
    let Some((own, earlier)) = read.split_last() else { return false };
    is_named && record_of(evaluator, &evaluator.evaluate_after(own, &evaluated_before(evaluator, earlier))) == generated.record
}

/// Says how many submissions of each group there are, and what was not found.
fn summary(made: &[Made<'_>], folder: &str, language: Language) -> String {
    let mut text = String::new();
    for Made { plan, set, .. } in made {
        let _ = writeln!(text, "{}", spoken(&said!("{folder}: submissions for {}", set.period)));
        for group in Group::ALL {
            let count = set.submissions.iter().filter(|generated| generated.group == group).count();
            if count > 0 {
                let _ = writeln!(text, "  {count:>5}  {}", group_text(group, language));
            }
        }
        for missing in &set.not_found {
            let _ = writeln!(text, "  {}: {}", purpose_text(plan, &missing.purpose, language), reason_text(missing.reason, language));
        }
    }
    text
}

/// Owns up to submissions that did not evaluate as predicted.
fn tell_wrong(made: &[Made<'_>]) {
    for name in made.iter().flat_map(|made| &made.set.wrong) {
        output::tell(&format!(
            "{}\n",
            spoken(&said!("warning: {name} does not evaluate as predicted and is left out; this is a mistake of the program"))
        ));
    }
}
