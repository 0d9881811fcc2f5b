//! Sums up the checks and findings of many submissions.

use comfy_table::{CellAlignment, ContentArrangement, Table};
use positum_plan::id::IdVec;
use positum_plan::plan::{CheckId, Plan};
use positum_runtime::evaluated_submission::{EvaluatedSubmission, Outcome};
use positum_runtime::finding_text::severity_word;
use positum_runtime::language::Language;
use serde_json::json;
use std::collections::BTreeMap;

/// The width of the summary.
const WIDTH: u16 = 80;

#[derive(Clone, Default)]
struct Counts {
    pass: u64,
    fail: u64,
    not_applicable: u64,
    not_evaluated: u64,
    first_failing: Vec<String>,
}

#[derive(Default)]
struct FindingCounts {
    severity: &'static str,
    count: u64,
    first: Vec<String>,
}

/// What came out of many submissions; its size does not depend on their number.
pub(crate) struct BatchSummary<'p> {
    plan: &'p Plan,
    named: usize,
    submissions: u64,
    checks: IdVec<CheckId, Counts>,
    findings: BTreeMap<&'static str, FindingCounts>,
}

impl<'p> BatchSummary<'p> {
    /// Begins a summary that names up to `named` entities for each check and kind of finding.
    pub(crate) fn new(plan: &'p Plan, named: usize) -> Self {
        let checks = IdVec::filled(plan.checks.len(), Counts::default());
        Self { plan, named, submissions: 0, checks, findings: BTreeMap::new() }
    }

    /// Adds a submission.
    pub(crate) fn add(&mut self, evaluated: &EvaluatedSubmission) {
        self.submissions = self.submissions.saturating_add(1);
        for outcome in &evaluated.checks {
            let counts = &mut self.checks[outcome.check];
            let count = match outcome.outcome {
                Outcome::Pass => &mut counts.pass,
                Outcome::Fail => &mut counts.fail,
                Outcome::NotApplicable => &mut counts.not_applicable,
                Outcome::NotEvaluated => &mut counts.not_evaluated,
            };
            *count = count.saturating_add(1);
            if outcome.outcome == Outcome::Fail {
                name(&mut counts.first_failing, &evaluated.entity, self.named);
            }
        }
        for finding in &evaluated.findings {
            let counts = self.findings.entry(finding.kind.code()).or_default();
            counts.severity = finding.kind.severity().keyword();
            counts.count = counts.count.saturating_add(1);
            name(&mut counts.first, &evaluated.entity, self.named);
        }
    }

    /// Gives the summary as JSON.
    pub(crate) fn json(&self) -> String {
        let checks: Vec<_> = self
            .checks
            .entries()
            .map(|(id, counts)| {
                let check = &self.plan.checks[id];
                json!({
                    "report": self.plan.reports[check.report].name,
                    "table": check.table.map_or("", |table| self.plan.tables[table].name.as_str()),
                    "check": check.name,
                    "severity": check.severity.keyword(),
                    "pass": counts.pass,
                    "fail": counts.fail,
                    "not_applicable": counts.not_applicable,
                    "not_evaluated": counts.not_evaluated,
                    "first_failing": counts.first_failing,
                })
            })
            .collect();
        let finding = |(code, counts): (&&str, &FindingCounts)| json!({"code": code, "severity": counts.severity, "count": counts.count, "first": counts.first});
        let findings: Vec<_> = self.findings.iter().map(finding).collect();
        let summary = json!({"submissions": self.submissions, "checks": checks, "findings": findings});
        format!("{summary:#}\n")
    }

    /// Gives the summary for people.
    pub(crate) fn text(&self, language: Language) -> String {
        let words = Words::of(language);
        let mut text = format!("{}: {}\n", words.submissions, self.submissions);
        if !self.checks.is_empty() {
            text.push('\n');
            text.push_str(&self.check_table(&words, language));
            text.push('\n');
        }
        if !self.findings.is_empty() {
            text.push('\n');
            text.push_str(&self.finding_table(&words));
            text.push('\n');
        }
        text
    }

    fn check_table(&self, words: &Words, language: Language) -> String {
        let mut table = plain_table(&[words.check, words.severity, words.pass, words.fail, words.not_evaluated, words.first_failing], &[2, 3, 4]);
        for (id, counts) in self.checks.entries() {
            let check = &self.plan.checks[id];
            let report = &self.plan.reports[check.report].name;
            let name = match check.table {
                Some(table) => format!("{report}.{}.{}", self.plan.tables[table].name, check.name),
                None => format!("{report}.{}", check.name),
            };
            let missing = counts.not_applicable.saturating_add(counts.not_evaluated);
            table.add_row(vec![
                name,
                severity_word(check.severity, language).to_owned(),
                counts.pass.to_string(),
                counts.fail.to_string(),
                missing.to_string(),
                listed(&counts.first_failing, counts.fail),
            ]);
        }
        table.trim_fmt()
    }

    fn finding_table(&self, words: &Words) -> String {
        let mut table = plain_table(&[words.finding, words.severity, words.count, words.first], &[2]);
        for (code, counts) in &self.findings {
            table.add_row(vec![(*code).to_owned(), counts.severity.to_owned(), counts.count.to_string(), listed(&counts.first, counts.count)]);
        }
        table.trim_fmt()
    }
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

fn plain_table(header: &[&str], numbers: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.set_header(header.to_vec());
    for index in numbers {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

struct Words {
    submissions: &'static str,
    check: &'static str,
    severity: &'static str,
    pass: &'static str,
    fail: &'static str,
    not_evaluated: &'static str,
    first_failing: &'static str,
    finding: &'static str,
    count: &'static str,
    first: &'static str,
}

impl Words {
    fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                submissions: "submissions",
                check: "check",
                severity: "severity",
                pass: "passed",
                fail: "failed",
                not_evaluated: "not evaluated",
                first_failing: "first that fail",
                finding: "finding",
                count: "number",
                first: "first",
            },
            Language::Latvian => Self {
                submissions: "iesniegumi",
                check: "pārbaude",
                severity: "nozīme",
                pass: "izpildīta",
                fail: "nav izpildīta",
                not_evaluated: "nav novērtēta",
                first_failing: "pirmie, kas neizpilda",
                finding: "konstatējums",
                count: "skaits",
                first: "pirmie",
            },
        }
    }
}
