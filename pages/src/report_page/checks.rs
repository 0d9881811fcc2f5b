//! The table of a report's checks: each check once for each way in which it came out.

use super::CheckLine;
use super::notes::{Notes, sign_of};
use super::reader::{Reader, cleaned};
use positum_plan::plan::{CheckId, ReportId, Severity};
use positum_runtime::evaluated_submission::Outcome;
use positum_runtime::finding_text::{outcome_word, severity_word};
use positum_runtime::words::counted_outcome;
use std::collections::BTreeMap;

/// Makes the lines, in the order of the definition; what failed stands before what passed.
pub(super) fn check_lines(reader: &Reader<'_>, report: ReportId, notes: &Notes) -> Vec<CheckLine> {
    let mut counts: BTreeMap<(CheckId, usize), usize> = BTreeMap::new();
    for outcome in reader.evaluated.checks.iter().filter(|outcome| reader.plan.checks[outcome.check].report == report) {
        let order = ORDER.iter().position(|known| *known == outcome.outcome).unwrap_or_default();
        let count = counts.entry((outcome.check, order)).or_default();
        *count = count.saturating_add(1);
    }
    let line = |((check, order), count): (&(CheckId, usize), &usize)| Some(check_line(reader, *check, *ORDER.get(*order)?, *count, notes));
    counts.iter().filter_map(line).collect()
}

const ORDER: [Outcome; 4] = [Outcome::Fail, Outcome::NotEvaluated, Outcome::Pass, Outcome::NotApplicable];

fn check_line(reader: &Reader<'_>, id: CheckId, outcome: Outcome, count: usize, notes: &Notes) -> CheckLine {
    let check = &reader.plan.checks[id];
    CheckLine {
        name: cleaned(&check.name),
        outcome: outcome.keyword(),
        sign: outcome_sign(outcome, check.severity),
        word: if count > 1 { counted_outcome(count, outcome, reader.language) } else { outcome_word(outcome, reader.language).to_owned() },
        severity: severity_word(check.severity, reader.language).to_owned(),
        requirement: cleaned(&check.text),
        source: reader.main_phrase(check.source.as_deref()),
        notes: notes.of_check(id, outcome).to_vec(),
    }
}

fn outcome_sign(outcome: Outcome, severity: Severity) -> &'static str {
    match outcome {
        Outcome::Pass => "✓",
        Outcome::Fail => sign_of(Some(severity)),
        Outcome::NotApplicable => "–",
        Outcome::NotEvaluated => sign_of(None),
    }
}
