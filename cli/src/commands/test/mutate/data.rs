//! Writes what became of mutants as JSON.

use super::excerpt::changed_lines;
use super::judged::{Judged, by_name, counts};
use crate::message_language::message_language;
use crate::read_sources::Source;
use crate::show_diagnostics::place_of;
use positum_grammar::mutations::Mutation;
use positum_plan::plan::Plan;
use positum_proof::mutation::{Survivor, Verdict, difference_text};
use serde_json::{Map, Value, json};

/// Writes all as data.
pub(super) fn json_text(sources: &[Source], plan: &Plan, judged: &[Judged<'_>]) -> String {
    let all = counts(judged);
    let by = |name: &dyn Fn(&Mutation) -> String| -> Vec<Value> {
        let rows = by_name(judged, name).into_iter();
        rows.map(|(name, counts)| json!({"name": name, "noticed": counts.noticed, "survived": counts.survived})).collect()
    };
    let of = |is_wanted: fn(&Verdict) -> bool| judged.iter().filter(|judged| is_wanted(&judged.verdict)).count();
    let survivors = judged.iter().filter_map(|judged| judged.survivor().map(|survivor| survivor_json(sources, judged.mutation, survivor)));
    let whole = json!({
        "package": plan.package.name,
        "noticed": all.noticed,
        "survived": all.survived,
        "not_compiled": of(|verdict| matches!(verdict, Verdict::NotCompiled)),
        "same": of(|verdict| matches!(verdict, Verdict::Same)),
        "percent": all.percent_text(),
        "kinds": by(&|mutation| mutation.kind.name().to_owned()),
        "reports": by(&|mutation| mutation.report.clone().unwrap_or_default()),
        "survivors": survivors.collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn survivor_json(sources: &[Source], mutation: &Mutation, survivor: &Survivor) -> Value {
    let (file, line, column) = place_of(sources, mutation.span);
    let source = sources.get(mutation.span.source.0 as usize).map_or("", |source| source.text.as_str());
    let (line_before, line_after) = changed_lines(sources, mutation, usize::MAX);
    let submission = survivor.telling.as_ref().map(|telling| {
        let cells: Map<String, Value> = telling.cells.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        json!({"entity": telling.case.entity, "period": telling.case.period.to_string(), "cells": cells})
    });
    let differences = survivor.telling.iter().flat_map(|telling| &telling.differences);
    json!({
        "kind": mutation.kind.name(),
        "at": {"file": file, "line": line, "column": column},
        "report": mutation.report,
        "before": mutation.span.text(source),
        "after": mutation.replacement,
        "line_before": line_before,
        "line_after": line_after,
        "submission": submission,
        "differences": differences.map(|difference| difference_text(difference, message_language())).collect::<Vec<_>>(),
        "test": survivor.test,
    })
}
