//! Sums up the checks and findings of many submissions.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, Width};
use positum_plan::plan::{Check, Plan, Severity};
use positum_runtime::evaluated_submission::{Cause, EvaluatedSubmission, Outcome};
use positum_runtime::finding_text::severity_word;
use positum_runtime::language::Language;
use positum_runtime::number_text::shown_number;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The width of the summary.
const WIDTH: u16 = 80;
/// The least width of the column that names entities.
const LEAST_NAMES: usize = 16;

#[derive(Clone, Default)]
struct Counts {
    pass: u64,
    fail: u64,
    not_applicable: u64,
    not_evaluated: u64,
    first_failing: Vec<String>,
}

struct FindingCounts {
    severity: Severity,
    count: u64,
    first: Vec<String>,
}

/// A check with what came out of it; in all versions of the package, rows and columns.
struct CheckCounts<'p> {
    report: &'p str,
    table: &'p str,
    name: &'p str,
    severity: Severity,
    counts: Counts,
}

/// What came out of many submissions; its size does not depend on their number.
pub(crate) struct BatchSummary<'p> {
    named: usize,
    submissions: u64,
    /// In the order of the newest version; checks of earlier ones alone after them.
    checks: Vec<CheckCounts<'p>>,
    /// The places of checks, by report, table and name.
    places: BTreeMap<[&'p str; 3], usize>,
    findings: BTreeMap<&'static str, FindingCounts>,
    /// Parameters for lack of which checks were not evaluated.
    missing_parameters: BTreeSet<&'p str>,
}

impl<'p> BatchSummary<'p> {
    /// Begins a summary that names up to `named` entities for each check and kind of finding.
    pub(crate) fn new(plans: &'p [Plan], named: usize) -> Self {
        let (mut checks, mut places) = (Vec::new(), BTreeMap::new());
        for plan in plans.iter().rev() {
            for check in plan.checks.iter() {
                let [report, table, name] = names_of(plan, check);
                places.entry([report, table, name]).or_insert_with(|| {
                    checks.push(CheckCounts { report, table, name, severity: check.severity, counts: Counts::default() });
                    checks.len().saturating_sub(1)
                });
            }
        }
        Self { named, submissions: 0, checks, places, findings: BTreeMap::new(), missing_parameters: BTreeSet::new() }
    }

    /// Adds a submission that was evaluated with one of the plans.
    pub(crate) fn add(&mut self, plan: &'p Plan, evaluated: &EvaluatedSubmission) {
        self.submissions = self.submissions.saturating_add(1);
        for outcome in &evaluated.checks {
            let place = self.places.get(&names_of(plan, &plan.checks[outcome.check]));
            let Some(CheckCounts { counts, .. }) = place.and_then(|place| self.checks.get_mut(*place)) else { continue };
            let count = match outcome.outcome {
                Outcome::Pass => &mut counts.pass,
                Outcome::Fail => &mut counts.fail,
                Outcome::NotApplicable => &mut counts.not_applicable,
                Outcome::NotEvaluated => &mut counts.not_evaluated,
            };
            *count = count.saturating_add(1);
            if let Some(Cause::Parameter(parameter)) = outcome.cause() {
                self.missing_parameters.insert(&plan.parameters[parameter].name);
            }
            if outcome.outcome == Outcome::Fail {
                name(&mut counts.first_failing, &evaluated.entity, self.named);
            }
        }
        for finding in &evaluated.findings {
            let new = || FindingCounts { severity: finding.kind.severity(), count: 0, first: Vec::new() };
            let counts = self.findings.entry(finding.kind.code()).or_insert_with(new);
            counts.count = counts.count.saturating_add(1);
            name(&mut counts.first, &evaluated.entity, self.named);
        }
    }

    /// Gives the summary as JSON.
    pub(crate) fn json(&self) -> Result<String, serde_json::Error> {
        let checks = self.checks.iter().map(|check| CheckJson {
            report: check.report,
            table: check.table,
            check: check.name,
            severity: check.severity.keyword(),
            pass: check.counts.pass,
            fail: check.counts.fail,
            not_applicable: check.counts.not_applicable,
            not_evaluated: check.counts.not_evaluated,
            first_failing: &check.counts.first_failing,
        });
        let findings = self.findings.iter().map(|(code, counts)| FindingJson {
            code,
            severity: counts.severity.keyword(),
            count: counts.count,
            first: &counts.first,
        });
        let missing_parameters = self.missing_parameters.iter().copied().collect();
        let summary = SummaryJson { missing_parameters, submissions: self.submissions, checks: checks.collect(), findings: findings.collect() };
        let mut text = serde_json::to_string_pretty(&summary)?;
        text.push('\n');
        Ok(text)
    }

    /// Gives the summary for people.
    pub(crate) fn text(&self, language: Language) -> String {
        let words = Words::of(language);
        let mut text = format!("{}: {}\n", words.submissions, shown_number(&self.submissions.to_string(), language));
        if !self.checks.is_empty() {
            text.push_str(&format!("\n{}\n", self.check_table(&words, language)));
        }
        if !self.missing_parameters.is_empty() {
            let names: Vec<String> = self.missing_parameters.iter().map(|name| format!("  --parameter {name}=…\n")).collect();
            text.push_str(&format!("\n{}\n{}", words.missing_parameters, names.concat()));
        }
        if !self.findings.is_empty() {
            text.push_str(&format!("\n{}\n", self.finding_table(&words, language)));
        }
        text
    }

    /// A table for each report; their columns stand under each other.
    fn check_table(&self, words: &Words, language: Language) -> String {
        let some_not_applicable = self.checks.iter().any(|check| check.counts.not_applicable > 0);
        let mut header = vec![words.check, words.severity, words.pass, words.fail, words.not_evaluated];
        header.extend(some_not_applicable.then_some(words.not_applicable));
        header.push(words.first_failing);
        let rows: Vec<(&str, Vec<String>)> =
            self.checks.iter().map(|check| (check.report, check_row(check, some_not_applicable, language))).collect();
        let mut reports: Vec<&str> = Vec::new();
        for check in &self.checks {
            if !reports.contains(&check.report) {
                reports.push(check.report);
            }
        }
        let longest = |column: usize| rows.iter().filter_map(|(_, row)| row.get(column)).map(|text| text.chars().count()).max().unwrap_or(0);
        let mut widths = vec![longest(0).max(words.check.chars().count()), longest(1).max(words.severity.chars().count())];
        let longest_word = |text: &str| text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        let numbers = header.iter().enumerate().skip(2).take(header.len().saturating_sub(3));
        widths.extend(numbers.map(|(column, text)| longest(column).max(longest_word(text))));
        let mut text = aligned(plain_table(&header, 2..header.len().saturating_sub(1)), &widths).trim_fmt();
        for report in reports {
            let own: Vec<&Vec<String>> = rows.iter().filter(|(other, _)| *other == report).map(|(_, row)| row).collect();
            let mut table = aligned(plain_table(&[], 2..header.len().saturating_sub(1)), &widths);
            for row in own {
                table.add_row(row.clone());
            }
            align_numbers(&mut table, 2..header.len().saturating_sub(1), &widths);
            text.push_str(&format!("\n{report}\n{}", table.trim_fmt()));
        }
        text
    }

    fn finding_table(&self, words: &Words, language: Language) -> String {
        let mut table = plain_table(&[words.finding, words.severity, words.count, words.first], 2..3);
        for (code, counts) in &self.findings {
            let severity = severity_word(counts.severity, language).to_owned();
            table.add_row(vec![(*code).to_owned(), severity, shown_number(&counts.count.to_string(), language), listed(&counts.first, counts.count)]);
        }
        table.trim_fmt()
    }
}

fn names_of<'p>(plan: &'p Plan, check: &'p Check) -> [&'p str; 3] {
    let table = check.table.map_or("", |table| plan.tables[table].name.as_str());
    [&plan.reports[check.report].name, table, &check.name]
}

fn check_row(check: &CheckCounts<'_>, some_not_applicable: bool, language: Language) -> Vec<String> {
    let number = |count: u64| shown_number(&count.to_string(), language);
    let counts = &check.counts;
    let name = if check.table.is_empty() { format!("  {}", check.name) } else { format!("  {}.{}", check.table, check.name) };
    let mut row = vec![name, severity_word(check.severity, language).to_owned()];
    row.extend([number(counts.pass), number(counts.fail), number(counts.not_evaluated)]);
    row.extend(some_not_applicable.then(|| number(counts.not_applicable)));
    row.push(listed(&counts.first_failing, counts.fail));
    row
}

#[derive(Serialize)]
struct SummaryJson<'s> {
    submissions: u64,
    checks: Vec<CheckJson<'s>>,
    findings: Vec<FindingJson<'s>>,
    missing_parameters: Vec<&'s str>,
}

#[derive(Serialize)]
struct CheckJson<'s> {
    report: &'s str,
    table: &'s str,
    check: &'s str,
    severity: &'static str,
    pass: u64,
    fail: u64,
    not_applicable: u64,
    not_evaluated: u64,
    first_failing: &'s [String],
}

#[derive(Serialize)]
struct FindingJson<'s> {
    code: &'s str,
    severity: &'static str,
    count: u64,
    first: &'s [String],
}

fn name(named: &mut Vec<String>, entity: &str, most: usize) {
    if named.len() < most && named.last().is_none_or(|last| last != entity) {
        named.push(entity.to_owned());
    }
}

/// Writes names, with dots where there are more.
fn listed(names: &[String], count: u64) -> String {
    let is_more = u64::try_from(names.len()).is_ok_and(|named| named < count);
    let text = names.join(", ");
    if is_more && !names.is_empty() { format!("{text}, …") } else { text }
}

/// A table with a line under its header; the columns of `numbers` are aligned to the right.
fn plain_table(header: &[&str], numbers: std::ops::Range<usize>) -> Table {
    let rule = LineStyle::none().fill('─').junction('─');
    let mut table = Table::new();
    table.load_style(NOTHING.header_separator(rule)).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    if !header.is_empty() {
        table.set_header(header.to_vec());
    }
    align_numbers(&mut table, numbers, &[]);
    table
}

/// Gives columns their widths; what is left is the last one's, which has room for a name even where that is too wide.
fn aligned(mut table: Table, widths: &[usize]) -> Table {
    let taken: usize = widths.iter().map(|width| width.saturating_add(1)).sum();
    table.set_width(u16::try_from(taken.saturating_add(LEAST_NAMES)).unwrap_or(u16::MAX).max(WIDTH));
    align_numbers(&mut table, 2..widths.len(), widths);
    table
}

/// Aligns numbers to the right and gives columns their widths; a table has no columns before it has rows.
fn align_numbers(table: &mut Table, numbers: std::ops::Range<usize>, widths: &[usize]) {
    let mut index = 0;
    while let Some(column) = table.column_mut(index) {
        column.set_padding((0, 1));
        if numbers.contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if let Some(width) = widths.get(index).and_then(|width| u16::try_from(width.saturating_add(1)).ok()) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        index = index.saturating_add(1);
    }
}

struct Words {
    submissions: &'static str,
    check: &'static str,
    severity: &'static str,
    pass: &'static str,
    fail: &'static str,
    not_evaluated: &'static str,
    not_applicable: &'static str,
    first_failing: &'static str,
    finding: &'static str,
    count: &'static str,
    first: &'static str,
    missing_parameters: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                submissions: "Submissions",
                check: "check",
                severity: "severity",
                pass: "passed",
                fail: "failed",
                not_evaluated: "not evaluated",
                not_applicable: "not applicable",
                first_failing: "first to fail",
                finding: "finding",
                count: "number",
                first: "first",
                missing_parameters: "Not evaluated for lack of a value, which you can give:",
            },
            Language::Latvian => Self {
                submissions: "Iesniegumi",
                check: "pārbaude",
                severity: "nozīme",
                pass: "izpildīta",
                fail: "nav izpildīta",
                not_evaluated: "nav novērtēta",
                not_applicable: "nav piemērojama",
                first_failing: "pirmie",
                finding: "konstatējums",
                count: "skaits",
                first: "pirmie",
                missing_parameters: "Nav novērtēts, jo trūkst vērtības, ko var norādīt:",
            },
        }
    }
}
