//! Writes a comparison as data; docs/diff.md has the shape.

use super::change::{Change, Subject};
use super::comparison::{Comparison, Side};
use super::consequences::Consequence;
use super::replay::Replay;
use positum_runtime::language::Language;
use serde_json::{Value, json};

/// Writes a comparison with its texts in one language.
pub fn write_json(comparison: &Comparison, language: Language) -> String {
    let side = |side: &Side| {
        json!({
            "title": side.title.text(language),
            "from": side.validity.from.map(|day| day.to_string()),
            "until": side.validity.until.map(|day| day.to_string()),
            "fingerprint": side.fingerprint,
        })
    };
    let deadlines: Vec<Value> = comparison
        .deadlines
        .iter()
        .map(|moved| {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
            json!({"report": moved.report, "period": moved.period.to_string(), "old": day(moved.old), "new": day(moved.new)})
        })
        .collect();
    let whole = json!({
        "old": side(&comparison.old),
        "new": side(&comparison.new),
        "changes_meaning": comparison.changes_meaning(),
        "changes": comparison.changes.iter().map(|change| change_json(change, language)).collect::<Vec<_>>(),
        "deadlines": deadlines,
        "tried": comparison.consequences.tried,
        "consequences": comparison.consequences.all.iter().map(|one| consequence_json(one, language)).collect::<Vec<_>>(),
        "replay": comparison.replay.as_ref().map(|replay| replay_json(replay, language)),
    });
    format!("{whole:#}\n")
}

fn subject_json(subject: &Subject) -> Value {
    json!({"kind": subject.keyword(), "report": subject.report(), "name": subject.name()})
}

fn change_json(change: &Change, language: Language) -> Value {
    json!({
        "subject": subject_json(&change.subject),
        "label": change.label.text(language),
        "aspect": change.aspect.keyword(),
        "wording": change.aspect.is_wording(),
        "old": change.old.as_ref().map(|text| text.text(language)),
        "new": change.new.as_ref().map(|text| text.text(language)),
        "from": change.time.and_then(|time| time.from).map(|day| day.to_string()),
        "until": change.time.and_then(|time| time.until).map(|day| day.to_string()),
    })
}

fn consequence_json(one: &Consequence, language: Language) -> Value {
    let example = one.example.as_ref().map(|example| {
        json!({
            "period": example.period.to_string(),
            "given": example.given.iter().map(|(name, value)| json!({"name": name, "value": value})).collect::<Vec<_>>(),
            "row": example.row,
            "old": example.old.text(language),
            "new": example.new.text(language),
        })
    });
    json!({"subject": subject_json(&one.subject), "label": one.label.text(language), "example": example})
}

fn replay_json(replay: &Replay, language: Language) -> Value {
    let subjects: Vec<Value> = replay
        .subjects
        .iter()
        .map(|one| {
            json!({
                "subject": subject_json(&one.subject),
                "submissions": one.submissions,
                "fails_now": one.fails_now,
                "passes_now": one.passes_now,
            })
        })
        .collect();
    let one_sided: Vec<Value> = replay
        .one_sided
        .iter()
        .map(|(subject, is_old, count)| json!({"subject": subject_json(subject), "in": if *is_old { "old" } else { "new" }, "submissions": count}))
        .collect();
    let listed: Vec<Value> = replay
        .listed
        .iter()
        .map(|one| {
            json!({
                "entity": one.entity,
                "period": one.period.to_string(),
                "subject": subject_json(&one.subject),
                "row": one.row,
                "old": one.old.text(language),
                "new": one.new.text(language),
            })
        })
        .collect();
    let counts = |counts: &std::collections::BTreeMap<&'static str, (usize, usize)>| -> Value {
        counts.iter().map(|(word, (old, new))| ((*word).to_owned(), json!({"old": old, "new": new}))).collect::<serde_json::Map<_, _>>().into()
    };
    json!({
        "findings": counts(&replay.findings),
        "outcomes": counts(&replay.outcomes),
        "submissions": replay.submissions,
        "changed": replay.changed,
        "fail_now": replay.fail_now,
        "pass_now": replay.pass_now,
        "errors": {"old": replay.errors.0, "new": replay.errors.1},
        "subjects": subjects,
        "one_sided": one_sided,
        "listed": listed,
        "left_out": replay.left_out,
    })
}
