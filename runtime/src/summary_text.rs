//! How many findings there are and how checks came out, in a line, in each language.

use crate::evaluated_submission::{CheckOutcome, Outcome};
use crate::finding::Finding;
use crate::language::Language;
use crate::words::{Word, counted_outcome, counted_severity, word};
use positum_plan::plan::{Plan, Severity};

/// Counts checks by outcome: `Pārbaudes: 5 izpildītas, 1 nav izpildīta (1 pārkāpums)`; nothing where there is none.
pub fn checks_text<'a>(plan: &Plan, outcomes: impl Iterator<Item = &'a CheckOutcome> + Clone, language: Language) -> Option<String> {
    let severities = outcomes.clone().filter(|outcome| outcome.outcome == Outcome::Fail).map(|outcome| plan.checks[outcome.check].severity);
    let failed_by_severity = severities_text(severities, language);
    let counted = [Outcome::Pass, Outcome::Fail, Outcome::NotApplicable, Outcome::NotEvaluated].into_iter().filter_map(|kind| {
        let count = outcomes.clone().filter(|outcome| outcome.outcome == kind).count();
        let text = (count > 0).then(|| counted_outcome(count, kind, language))?;
        Some(if kind == Outcome::Fail { format!("{text} ({failed_by_severity})") } else { text })
    });
    let counted: Vec<String> = counted.collect();
    (!counted.is_empty()).then(|| format!("{} {}", word(Word::Checks, language), counted.join(", ")))
}

/// Counts findings by severity: `Konstatējumi: 2 kļūdas, 1 brīdinājums`.
pub fn findings_text(findings: &[Finding], language: Language) -> String {
    let counted = severities_text(findings.iter().map(|finding| finding.kind.severity()), language);
    let counted = if counted.is_empty() { word(Word::NoFindings, language) } else { &counted };
    format!("{} {counted}", word(Word::Findings, language))
}

/// Counts findings of a group's report, and those of its consolidation.
pub fn findings_of_group_text(findings: &[Finding], consolidation: impl Iterator<Item = Severity> + Clone, language: Language) -> String {
    let of_report = severities_text(findings.iter().map(|finding| finding.kind.severity()), language);
    let texts = [of_report, severities_text(consolidation, language)];
    let [of_report, of_consolidation] = texts.map(|text| if text.is_empty() { word(Word::NoFindings, language).to_owned() } else { text });
    match language {
        Language::Latvian => format!("Pārskata konstatējumi: {of_report}; konsolidācijas konstatējumi: {of_consolidation}"),
        Language::English => format!("Findings of the report: {of_report}; findings of consolidation: {of_consolidation}"),
    }
}

/// Counts the findings of a consolidation; nothing where there is none.
pub fn consolidation_text(findings: impl Iterator<Item = Severity> + Clone, language: Language) -> Option<String> {
    let counted = severities_text(findings, language);
    (!counted.is_empty()).then(|| format!("{}: {counted}", word(Word::ConsolidationFindings, language)))
}

fn severities_text(severities: impl Iterator<Item = Severity> + Clone, language: Language) -> String {
    let counted = [Severity::Breach, Severity::Error, Severity::Warning, Severity::Info].into_iter().filter_map(|severity| {
        let count = severities.clone().filter(|other| *other == severity).count();
        (count > 0).then(|| counted_severity(count, severity, language))
    });
    counted.collect::<Vec<_>>().join(", ")
}
