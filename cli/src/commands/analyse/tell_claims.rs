//! Tells claims: as diagnostics with the text that they are about, as data, or as a list.

use super::shown_claims::ShownClaim;
use super::witness_files::WITNESS;
use super::{Asked, Definition};
use crate::message_language::{message_language, spoken};
use crate::output::colors_stdout;
use crate::severity_words::SpokenSeverity;
use crate::show_diagnostics::{config, files, place_of};
use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity as Level};
use codespan_reporting::term;
use codespan_reporting::term::termcolor::Buffer;
use positum_grammar::phrase::{Phrase, said};
use positum_grammar::source::Span;
use positum_plan::plan::{Check, CheckId, Plan, Scope};
use positum_proof::analyse::{
    Claim, ClaimKind, Shows, Subject, Tally, Topic, Weight, check_name, claim_text, facts_text, short_witness, shows_text, topic_word,
};
use positum_proof::draft::Draft;
use positum_runtime::render::submission::submission_json;
use positum_runtime::words::counted_severity;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The most claims about other rows that are named.
const MOST_ALIKE: usize = 5;

/// Shows claims with the text that they are about, and how many questions were decided.
pub(super) fn human(definition: &Definition, asked: &[Asked], claims: &[ShownClaim<'_>], written: &[Vec<String>]) -> String {
    let mut buffer = if colors_stdout() { Buffer::ansi() } else { Buffer::no_color() };
    let texts = files(&definition.sources);
    for (index, shown) in claims.iter().enumerate().filter(|(_, shown)| shown.is_told()) {
        let diagnostic = diagnostic(shown, asked, written.get(index).map_or(&[], Vec::as_slice));
        // Writing into memory cannot fail.
        let _ = term::emit_to_write_style(&mut SpokenSeverity::new(&mut buffer), &config(), &texts, &diagnostic);
    }
    let mut text = String::from_utf8_lossy(buffer.as_slice()).into_owned();
    text.push_str(&summary(definition, asked, claims));
    text
}

fn diagnostic(shown: &ShownClaim<'_>, asked: &[Asked], written: &[String]) -> Shown<usize> {
    let level = match shown.weight {
        Weight::Error => Level::Error,
        Weight::Warning => Level::Warning,
        Weight::Note => Level::Note,
    };
    let label = |span: &Span| (span.source.0 as usize, span.range());
    let mut labels = Vec::new();
    if let Some((file, range)) = shown.span.as_ref().map(label) {
        labels.push(Label::primary(file, range));
    }
    for (check, span) in &shown.others {
        let (file, range) = label(span);
        labels.push(Label::secondary(file, range).with_message(check_name(shown.plan, *check)));
    }
    Shown::new(level)
        .with_code(shown.claim.kind.keyword())
        .with_message(claim_text(shown.plan, shown.claim, message_language()))
        .with_labels(labels)
        .with_notes(notes(shown, asked, written))
}

/// Says which submissions show a claim, what it rests on, where else it holds, and where it is not known to.
fn notes(shown: &ShownClaim<'_>, asked: &[Asked], written: &[String]) -> Vec<String> {
    let language = message_language();
    let (plan, claim) = (shown.plan, shown.claim);
    let mut notes: Vec<String> = Vec::new();
    for (draft, shown) in joined(claim) {
        let happens: Vec<String> = shown.iter().map(|(_, shows)| shows_text(plan, *shows, language)).collect();
        let (happens, values) = (happens.join(", "), short_witness(plan, claim, draft, language));
        let file = shown.first().and_then(|(index, _)| written.get(*index)).map(|file| format!(" ({file})")).unwrap_or_default();
        notes.push(format!("{}{file}", spoken(&said!("for example {happens} with {values}"))));
    }
    notes.extend(facts_text(plan, claim, language));
    if !shown.alike.is_empty() {
        let named: Vec<String> = shown.alike.iter().take(MOST_ALIKE).map(|alike| alike_name(plan, alike)).collect();
        let named = named.join(", ");
        let more = if shown.alike.len() > MOST_ALIKE { ", …" } else { "" };
        let count = shown.alike.len();
        notes.push(spoken(&said!("the same holds for {count} more: {named}{more}")));
    }
    notes.extend(periods_note(shown, asked));
    notes
}

/// Gives the submissions that show a claim, each once, with all that happens in it and the places of that.
fn joined(claim: &Claim) -> Vec<(&Draft, Vec<(usize, Shows)>)> {
    let mut all: Vec<(&Draft, Vec<(usize, Shows)>)> = Vec::new();
    for (index, (shows, draft)) in claim.witnesses.iter().enumerate() {
        match all.iter_mut().find(|(other, _)| *other == draft) {
            Some((_, shown)) => shown.push((index, *shows)),
            None => all.push((draft, vec![(index, *shows)])),
        }
    }
    all
}

/// Names what a claim is about, in short.
fn alike_name(plan: &Plan, claim: &Claim) -> String {
    match (claim.kind.check(), claim.kind.formula()) {
        (Some(check), _) => check_name(plan, check),
        (None, Some((_, Subject::Cell(cell)))) => plan.cell_name(cell),
        (None, Some((_, Subject::Check(check)))) => check_name(plan, check),
        (None, None) => String::new(),
    }
}

/// Says for which periods a claim was found, where that is not for all that were asked about.
fn periods_note(shown: &ShownClaim<'_>, asked: &[Asked]) -> Option<String> {
    let kinds: Vec<_> = shown.periods.iter().map(|period| period.kind()).collect();
    let all = asked.iter().filter(|asked| kinds.contains(&asked.period.kind())).count();
    if shown.periods.len() >= all {
        return None;
    }
    let named = shown.periods.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Some(spoken(&said!("found for {named}, not for all periods that were asked about")))
}

/// Joins how many questions were decided.
fn tallies(asked: &[Asked]) -> BTreeMap<Topic, Tally> {
    let mut all: BTreeMap<Topic, Tally> = BTreeMap::new();
    for (topic, tally) in asked.iter().flat_map(|asked| &asked.analysis.tallies) {
        let sum = all.entry(*topic).or_default();
        sum.decided = sum.decided.saturating_add(tally.decided);
        sum.undecided = sum.undecided.saturating_add(tally.undecided);
    }
    all
}

fn summary(definition: &Definition, asked: &[Asked], claims: &[ShownClaim<'_>]) -> String {
    let language = message_language();
    let counted = |weight: Weight, severity| {
        let count = claims.iter().filter(|shown| shown.weight == weight && shown.is_told()).count();
        (count > 0).then(|| counted_severity(count, severity, language))
    };
    let counts: Vec<String> = [
        counted(Weight::Error, positum_plan::plan::Severity::Error),
        counted(Weight::Warning, positum_plan::plan::Severity::Warning),
        counted(Weight::Note, positum_plan::plan::Severity::Info),
    ]
    .into_iter()
    .flatten()
    .collect();
    let found = if counts.is_empty() { spoken(&said!("nothing to say")) } else { counts.join(", ") };
    let name = definition.plans.last().map(|plan| plan.package.name.clone()).unwrap_or_default();
    let periods = asked.iter().map(|asked| asked.period.to_string()).collect::<std::collections::BTreeSet<_>>();
    let periods = periods.into_iter().collect::<Vec<_>>().join(", ");
    let all = tallies(asked);
    let decided: usize = all.values().map(|tally| tally.decided).sum();
    let total = decided.saturating_add(all.values().map(|tally| tally.undecided).sum());
    let mut text = format!("{name}: {found}\n{}\n", spoken(&said!("{decided} of {total} questions were decided, for {periods}")));
    let safe = claims.iter().filter(|shown| matches!(shown.claim.kind, ClaimKind::NeverZero(_))).count();
    if safe > 0 {
        let _ = writeln!(text, "{}", spoken(&said!("divisors that are never zero: {safe}")));
    }
    for (topic, tally) in all.iter().filter(|(_, tally)| tally.undecided > 0) {
        let (topic, undecided) = (topic_word(*topic, language), tally.undecided);
        let _ = writeln!(text, "{}", spoken(&said!("not decided, {topic}: {undecided}")));
    }
    let left_out: usize = asked.iter().map(|asked| asked.analysis.left_out).sum();
    if left_out > 0 {
        let _ = writeln!(text, "{}", spoken(&said!("not asked, since it depends on the period: {left_out}; --period asks it for one")));
    }
    text
}

/// Gives claims as data.
pub(super) fn json(definition: &Definition, asked: &[Asked], claims: &[ShownClaim<'_>], written: &[Vec<String>]) -> String {
    let claims: Vec<_> = claims.iter().enumerate().map(|(index, shown)| json_claim(definition, shown, written.get(index))).collect();
    let questions: serde_json::Map<String, serde_json::Value> = tallies(asked)
        .into_iter()
        .map(|(topic, tally)| (topic.keyword().to_owned(), json!({"decided": tally.decided, "undecided": tally.undecided})))
        .collect();
    let periods: Vec<_> = asked.iter().map(|asked| asked.period.to_string()).collect();
    let left_out: usize = asked.iter().map(|asked| asked.analysis.left_out).sum();
    let package = definition.plans.last().map(|plan| plan.package.name.as_str());
    let whole = json!({"package": package, "periods": periods, "claims": claims, "questions": questions, "depend_on_period": left_out});
    format!("{whole:#}\n")
}

fn json_claim(definition: &Definition, shown: &ShownClaim<'_>, written: Option<&Vec<String>>) -> serde_json::Value {
    let language = message_language();
    let (plan, claim) = (shown.plan, shown.claim);
    let place = |span: Span| {
        let (file, line, column) = place_of(&definition.sources, span);
        json!({"file": file, "line": line, "column": column})
    };
    let check = |check: CheckId| {
        let at = shown.others.iter().find(|(other, _)| *other == check).map(|(_, span)| place(*span));
        let of: &Check = &plan.checks[check];
        let row = match &of.scope {
            Scope::Row(code) | Scope::Column(code) => Some(code.as_str()),
            Scope::Once | Scope::EachLine(_) => None,
        };
        json!({"report": plan.reports[of.report].name, "check": of.name, "row": row, "at": at})
    };
    let witness = |(index, (shows, draft)): (usize, &(Shows, Draft))| {
        let file = written.and_then(|names| names.get(index));
        json!({"shows": shows_text(plan, *shows, language), "file": file, "submission": submission_json(plan, &draft.submission(plan, WITNESS))})
    };
    json!({
        "kind": claim.kind.keyword(),
        "severity": shown.weight.keyword(),
        "message": claim_text(plan, claim, language),
        "at": shown.span.map(place),
        "check": claim.kind.check().map(check),
        "others": claim.kind.other_checks().iter().copied().map(check).collect::<Vec<_>>(),
        "cell": claim.kind.formula().map(|_| alike_name(plan, claim)),
        "periods": shown.periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "rests_on": facts_text(plan, claim, language),
        "alike": shown.alike.iter().map(|alike| alike_name(plan, alike)).collect::<Vec<_>>(),
        "witnesses": claim.witnesses.iter().enumerate().map(witness).collect::<Vec<_>>(),
    })
}

/// Gives claims as a list in Markdown.
pub(super) fn markdown(definition: &Definition, asked: &[Asked], claims: &[ShownClaim<'_>]) -> String {
    let language = message_language();
    let mut text = String::new();
    for shown in claims.iter().filter(|shown| shown.is_told()) {
        let level = spoken(&level_word(shown.weight));
        let _ = writeln!(text, "- **{level}**: {}", escaped(&claim_text(shown.plan, shown.claim, language)));
        if let Some(span) = shown.span {
            let (file, line, column) = place_of(&definition.sources, span);
            let _ = writeln!(text, "  - {}:{line}:{column}", escaped(&file));
        }
        for note in notes(shown, asked, &[]) {
            let _ = writeln!(text, "  - {}", escaped(&note));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    for line in summary(definition, asked, claims).lines() {
        let _ = writeln!(text, "{}  ", escaped(line));
    }
    text
}

fn level_word(weight: Weight) -> Phrase {
    match weight {
        Weight::Error => said!("error"),
        Weight::Warning => said!("warning"),
        Weight::Note => said!("note"),
    }
}

/// Escapes what Markdown would take for its own; names between backticks stay as they are.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut is_code = false;
    for sign in text.chars() {
        match sign {
            '`' => is_code = !is_code,
            '\\' | '*' | '_' | '<' | '>' | '|' | '[' | ']' | '#' if !is_code => shown.push('\\'),
            _ => {}
        }
        shown.push(sign);
    }
    shown
}
