//! `positum consolidate`: one member's submission in memory at a time, whatever their number.

use super::eval::table_width;
use super::explain_cell::{printable, wrong_name};
use super::input::open;
use super::input::{self, FileFormat};
use super::pages::pages_with;
use crate::arguments::{ConsolidateArguments, Deny, OutputFormat};
use crate::consolidation_folder::Consolidated;
use crate::exit_code::{ExitCode, Failure};
use crate::message_language::spoken;
use crate::output;
use crate::read_sources::read_plans;
use positum_grammar::phrase::said;
use positum_grammar::suggest;
use positum_pages::page_template::Markup;
use positum_pages::report_page::SubmissionPart;
use positum_plan::period::Period;
use positum_plan::plan::{Plan, Severity, plan_for};
use positum_plan::reading_plan::reading_plan;
use positum_runtime::consolidate::{
    Circumstances, ConsolidationFinding, ConsolidationFindingKind, Consolidator, Done, EntityId, EntityTree, GroupReports, PartOfGroup, TableError,
    group_name, read_eliminations, read_tree,
};
use positum_runtime::explain::{Explainer, Limits, SubjectError};
use positum_runtime::language::Language;
use positum_runtime::package_evaluator::Evaluated;
use positum_runtime::read::{ReadOptions, read_stream_of_any_period};
use positum_runtime::render::explanation::{ExplanationOptions, write_group_explanation};
use positum_runtime::render::json::write_consolidation_json;
use positum_runtime::render::table::{ConsolidationShown, TableOptions, concerns, write_consolidation_findings, write_parts};
use positum_runtime::render::xml::write_xml;
use positum_runtime::submission::Submission;
use positum_runtime::summary_text::{consolidation_text, findings_of_group_text};
use positum_runtime::words::reported_text;
use std::collections::BTreeSet;

/// The width of a table where there is no terminal.
const USUAL_WIDTH: usize = 80;

/// The most groups that are named where one is not there.
const MOST_GROUPS: usize = 40;

type Stream<'a> = Box<dyn Iterator<Item = Result<Submission, Failure>> + 'a>;

/// Consolidates submissions and shows what groups report.
pub(crate) fn run(arguments: &ConsolidateArguments) -> Result<ExitCode, Failure> {
    check_arguments(arguments)?;
    let plans = read_plans(&arguments.package, arguments.message_format)?;
    let Some(reading) = reading_plan(&plans) else { return Ok(ExitCode::Definition) };
    let language = input::language(&reading, arguments.lang);
    let options = input::read_options(&arguments.input)?;
    let files = Files { plans: &plans, reading: &reading, options: &options, arguments, language };
    let mut submissions = files.submissions().peekable();
    let period = match (options.period, submissions.peek()) {
        (Some(period), _) => period,
        (None, Some(Ok(first))) => first.period,
        (None, Some(Err(_))) => return submissions.find_map(Result::err).map_or(Ok(ExitCode::Data), Err),
        (None, None) => return Err(Failure::Usage(spoken(&said!("there is no submission: give --period")))),
    };
    let Some((_, plan)) = plan_for(&plans, period) else { return Ok(ExitCode::Definition) };
    let Some(consolidation) = &plan.consolidation else {
        return Err(Failure::Usage(spoken(&said!("the package does not say how groups report: it has no `consolidation` for {period}"))));
    };
    let tree = files.tree(plan, period)?;
    let wanted = wanted_groups(&tree, arguments)?;
    let mut members = input::evaluator(&plans, &arguments.input, Vec::new())?;
    input::remember_earlier(&mut members, &plans, &arguments.input, language)?;
    let names: Vec<String> = consolidation.reports.iter().map(|report| plan.reports[*report].name.clone()).collect();
    if names.is_empty() {
        return Err(Failure::Usage(spoken(&said!("none of the reports that groups have is in force for {period}"))));
    }
    let groups = input::evaluator(&plans, &arguments.input, names)?;
    let (Some((_, members, earlier)), Some((_, groups, _))) = (members.evaluator_for(period), groups.evaluator_for(period)) else {
        return Ok(ExitCode::Definition);
    };
    let circumstances = Circumstances { tree: &tree, period, members, groups, earlier };
    let Ok(mut consolidator) = Consolidator::new(circumstances) else { return Ok(ExitCode::Definition) };
    let wrong = |error: SubjectError| Failure::Usage(printable(&spoken(&wrong_name(&error))));
    consolidator.explain_later(&arguments.explain).map_err(wrong)?;
    files.adjust_and_eliminate(&mut consolidator, plan)?;
    for submission in submissions {
        consolidator.take(&submission?);
    }
    let mut reports: Vec<GroupReports> = Vec::new();
    let done = consolidator.finish(&wanted, &mut |group| reports.push(group));
    reports.sort_by_key(|group| group.group);
    let shown = Shown { plan, tree: &tree, period, reports: &reports, done: &done, arguments, language };
    if arguments.explain.is_empty() {
        shown.write()?;
    } else {
        let mut text = String::new();
        for group in &reports {
            let explainer = Explainer::new(groups, &group.submission, Some(earlier));
            text.push_str(&shown.explanation(group, &explainer).map_err(wrong)?);
        }
        text.push_str(&shown.remark());
        shown.put(text.as_bytes())?;
    }
    if options.period.is_none() && shown.has_other_periods() {
        output::tell(&format!("{}\n", spoken(&said!("{period} is the period of the first submission; give --period to consolidate another"))));
    }
    Ok(input::exit_code(shown.is_denied()))
}

fn check_arguments(arguments: &ConsolidateArguments) -> Result<(), Failure> {
    if !arguments.explain.is_empty() && arguments.format != OutputFormat::Table {
        return Err(Failure::Usage(spoken(&said!("--explain: explanations of groups are written as text only; leave --format out"))));
    }
    let all = arguments.submissions.iter().chain(&arguments.adjustments).chain(&arguments.eliminations).chain([&arguments.entities]);
    if all.filter(|file| *file == "-").count() > 1 {
        return Err(Failure::Usage(spoken(&said!("`-` is given twice, and standard input can be read once"))));
    }
    Ok(())
}

fn wanted_groups(tree: &EntityTree, arguments: &ConsolidateArguments) -> Result<BTreeSet<EntityId>, Failure> {
    if arguments.all_groups {
        return Ok(tree.groups().collect());
    }
    if arguments.group.is_empty() {
        return Ok(tree.top_groups().collect());
    }
    let mut wanted = BTreeSet::new();
    for name in &arguments.group {
        match tree.find(name).filter(|group| tree.is_group(*group)) {
            Some(group) => wanted.insert(group),
            None => {
                let groups: Vec<&str> = tree.groups().map(|group| &*tree.entity(group).name).collect();
                let more = if groups.len() > MOST_GROUPS { ", …" } else { "" };
                let first: Vec<&str> = groups.iter().take(MOST_GROUPS).copied().collect();
                let near = suggest::nearest(name, groups.iter().copied());
                let all = if groups.len() > MOST_GROUPS && !near.is_empty() { near.join(", ") } else { format!("{}{more}", first.join(", ")) };
                return Err(Failure::Usage(printable(&spoken(&said!("--group {name}: there is no such group; there is {all}")))));
            }
        };
    }
    Ok(wanted)
}

/// The files that are read.
struct Files<'a> {
    plans: &'a [Plan],
    reading: &'a Plan,
    options: &'a ReadOptions,
    arguments: &'a ConsolidateArguments,
    language: Language,
}

impl<'a> Files<'a> {
    /// Gives the submissions of all files, one after the other; a file is opened when its turn comes.
    fn submissions(&self) -> Stream<'a> {
        let (plans, reading, options, arguments, language) = (self.plans, self.reading, self.options, self.arguments, self.language);
        let of_file = move |file: &'a String| -> Stream<'a> {
            let files = Files { plans, reading, options, arguments, language };
            files.stream(file).unwrap_or_else(|failure| Box::new(std::iter::once(Err(failure))))
        };
        Box::new(arguments.submissions.iter().flat_map(of_file))
    }

    fn stream(&self, file: &'a str) -> Result<Stream<'a>, Failure> {
        let language = self.language;
        let unreadable = move |error: positum_runtime::read::ReadError| Failure::Data(error.text(language));
        match input::input_format(file, &self.arguments.input)? {
            FileFormat::Text(format) => {
                let (name, reader) = open(file)?;
                let submissions = read_stream_of_any_period(reader, name, format, self.reading, self.options).map_err(unreadable)?;
                Ok(Box::new(submissions.map(move |submission| submission.map_err(unreadable))))
            }
            FileFormat::Workbook => {
                let read = input::read_submissions(file, FileFormat::Workbook, self.plans, self.options, language)?;
                Ok(Box::new(read.into_iter().map(Ok)))
            }
        }
    }

    fn tree(&self, plan: &Plan, period: Period) -> Result<EntityTree, Failure> {
        let (name, bytes) = input::read_bytes(&self.arguments.entities)?;
        let tree = read_tree(&bytes, name, plan, period).map_err(|error| self.failure(&error))?;
        if tree.groups().next().is_none() {
            return Err(Failure::Data(spoken(&said!("{name}: nobody is a member of a group in {period}: fill in `parent`"))));
        }
        Ok(tree)
    }

    fn adjust_and_eliminate(&self, consolidator: &mut Consolidator<'_>, plan: &Plan) -> Result<(), Failure> {
        for file in &self.arguments.adjustments {
            for submission in self.stream(file)? {
                consolidator.adjust_by(submission?);
            }
        }
        for file in &self.arguments.eliminations {
            let (name, bytes) = input::read_bytes(file)?;
            let lines = read_eliminations(&bytes, name, plan).map_err(|error| self.failure(&error))?;
            consolidator.eliminate(&lines);
        }
        Ok(())
    }

    fn failure(&self, error: &TableError) -> Failure {
        Failure::Data(error.text(self.language))
    }
}

/// What is shown.
struct Shown<'a> {
    plan: &'a Plan,
    tree: &'a EntityTree,
    period: Period,
    reports: &'a [GroupReports],
    done: &'a Done,
    arguments: &'a ConsolidateArguments,
    language: Language,
}

impl Shown<'_> {
    fn parts(&self) -> Vec<PartOfGroup> {
        let asked: BTreeSet<PartOfGroup> = self.arguments.part.iter().copied().map(PartOfGroup::from).collect();
        if asked.is_empty() { PartOfGroup::ALL.to_vec() } else { asked.into_iter().collect() }
    }

    fn write(&self) -> Result<(), Failure> {
        let parts = self.parts();
        let (plan, tree, period, language) = (self.plan, self.tree, self.period, self.language);
        let consolidated = Consolidated { plan, tree, period, groups: self.reports, parts: &parts, findings: &self.done.findings, language };
        match (self.arguments.format, &self.arguments.output) {
            (OutputFormat::Csv, Some(folder)) => consolidated.write_folder(folder),
            (OutputFormat::Csv, None) => {
                let mut bytes = Vec::new();
                consolidated.write_cells(&mut bytes).map_err(|error| Failure::Data(error.to_string()))?;
                self.put_and_tell(&bytes)
            }
            (OutputFormat::Json, _) => {
                let mut bytes = Vec::new();
                let place = (plan, tree, period);
                write_consolidation_json(&mut bytes, place, self.reports, &parts, &self.done.findings, language)
                    .map_err(|error| Failure::Data(error.to_string()))?;
                self.put(&bytes)
            }
            (OutputFormat::Table, _) => self.put(self.table(&parts).as_bytes()),
            (OutputFormat::Xml, _) => match self.reports {
                [group] => {
                    let text = write_xml(plan, &group.submission, &group.consolidated).map_err(|error| Failure::Data(error.to_string()))?;
                    self.put_and_tell(text.as_bytes())
                }
                several => {
                    let message = said!("an XML document holds one submission, and here are {} groups: choose one with --group", several.len());
                    Err(Failure::Usage(spoken(&message)))
                }
            },
            (OutputFormat::Html, _) => self.put_and_tell(&self.pages(Markup::Html)?),
            (OutputFormat::Markdown, _) => self.put_and_tell(&self.pages(Markup::Markdown)?),
        }
    }

    fn table(&self, parts: &[PartOfGroup]) -> String {
        let options = self.options(self.arguments.output.is_none());
        let shown = ConsolidationShown { plan: self.plan, tree: self.tree, parts, findings: &self.done.findings };
        let tables: Vec<String> = self.reports.iter().map(|group| write_parts(&shown, group, &options)).collect();
        let findings = write_consolidation_findings(self.plan, self.tree, &self.done.findings, &options);
        let all: Vec<String> = tables.into_iter().chain((!findings.is_empty()).then_some(findings)).collect();
        all.join("\n")
    }

    fn options(&self, is_terminal: bool) -> TableOptions {
        let width = if is_terminal { table_width(self.arguments.width) } else { self.arguments.width.unwrap_or(USUAL_WIDTH) };
        TableOptions { language: self.language, width, color: is_terminal && output::colors_stdout() }
    }

    /// Makes pages of what groups report; the parts that it comes of are not on them.
    fn pages(&self, markup: Markup) -> Result<Vec<u8>, Failure> {
        let one = |group: &GroupReports| Evaluated { plan: self.plan, submission: group.consolidated.clone() };
        let evaluated: Vec<Evaluated<'_>> = self.reports.iter().map(one).collect();
        pages_with(&evaluated, &[], markup, None, self.language, &|page| {
            for (part, group) in page.submissions.iter_mut().zip(self.reports) {
                self.head(part, group);
            }
            if let [only] = page.submissions.as_slice() {
                page.title = format!("{}, {}: {}", only.entity, only.period, only.package.text);
            }
        })
    }

    /// Puts on a page what is not known of a group's submission by itself.
    fn head(&self, part: &mut SubmissionPart, group: &GroupReports) {
        let severities = self.done.findings.iter().filter(|finding| concerns(self.tree, finding, group.group)).map(|finding| finding.kind.severity());
        let findings = findings_of_group_text(&group.consolidated.findings, severities.clone(), self.language);
        let reported = reported_text(group.totals.reported, group.totals.all, self.language);
        part.entity = group_name(self.tree, group.group);
        part.findings = format!("{findings}. {reported}");
        if let Some(worst) = severities.max().filter(|_| part.gravity == "good") {
            part.gravity = worst.keyword();
        }
    }

    fn explanation(&self, group: &GroupReports, explainer: &Explainer<'_>) -> Result<String, SubjectError> {
        let limits = Limits { with_changes: false, ..Limits::default() };
        let limits = Limits { depth: self.arguments.depth.map_or(limits.depth, usize::from), ..limits };
        let explanation = self.done.explain(self.tree, group, explainer, &self.arguments.explain, &limits)?;
        let options = ExplanationOptions { language: self.language, width: table_width(self.arguments.width) };
        Ok(write_group_explanation(self.plan, self.tree, &explanation, &options))
    }

    /// Tells under an explanation how much was found, and how to see it.
    fn remark(&self) -> String {
        let concern = |finding: &&ConsolidationFinding| self.reports.iter().any(|group| concerns(self.tree, finding, group.group));
        let severities = self.done.findings.iter().filter(concern).map(|finding| finding.kind.severity());
        match (consolidation_text(severities, self.language), self.language) {
            (None, _) => String::new(),
            (Some(counted), Language::Latvian) => format!("\n{counted} (redzami bez --explain)\n"),
            (Some(counted), Language::English) => format!("\n{counted} (shown without --explain)\n"),
        }
    }

    fn has_other_periods(&self) -> bool {
        self.done.findings.iter().any(|finding| matches!(finding.kind, ConsolidationFindingKind::OtherPeriodOnly { .. }))
    }

    /// Writes data, and says beside it what was found, which data do not show.
    fn put_and_tell(&self, bytes: &[u8]) -> Result<(), Failure> {
        self.put(bytes)?;
        let options = TableOptions { color: output::colors_stderr(), ..self.options(false) };
        let of_groups = self.reports.iter().map(|group| input::trouble_text(self.plan, &group.consolidated, self.language));
        output::tell(&of_groups.collect::<String>());
        output::tell(&write_consolidation_findings(self.plan, self.tree, &self.done.findings, &options));
        Ok(())
    }

    fn put(&self, bytes: &[u8]) -> Result<(), Failure> {
        match &self.arguments.output {
            Some(path) => output::write_file(path, |file| file.write_all(bytes)),
            None => output::print(bytes),
        }
    }

    fn is_denied(&self) -> bool {
        let least = match self.arguments.deny {
            Deny::Info => Severity::Info,
            Deny::Warning => Severity::Warning,
            Deny::Error => Severity::Error,
        };
        let of_groups = self.reports.iter().any(|group| input::is_denied(self.plan, &group.consolidated, self.arguments.deny));
        of_groups || self.done.findings.iter().any(|finding| finding.kind.severity() >= least)
    }
}
