//! Compares what came of two checks of one name.

use super::pair_lines::Places;
use super::{CheckResult, Each, ResultDifference, Side};
use crate::diff::counterparts::{Pair, run_of};
use positum_plan::plan::{CheckId, Scope, TableId};
use positum_runtime::evaluated_submission::{CheckOutcome, Outcome};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Compares the outcomes of two checks; `moved` tells of lists whose lines have other numbers than before.
pub(super) fn compare_checks(
    pair: Pair<CheckId>,
    old: Side<'_>,
    new: Side<'_>,
    moved: &BTreeMap<TableId, Places>,
    each: &mut Each<'_>,
) -> ControlFlow<()> {
    let before = pair.0.map_or(&[][..], |check| run_of(&old.submission.checks, check, |outcome| outcome.check));
    let after = pair.1.map_or(&[][..], |check| run_of(&new.submission.checks, check, |outcome| outcome.check));
    let places = pair.0.and_then(|check| match &old.plan.checks[check].scope {
        Scope::EachLine(list) => moved.get(list),
        Scope::Once | Scope::Row(_) | Scope::Column(_) => None,
    });
    let has_same_rows = before.len() == after.len() && before.iter().zip(after).all(|(one, two)| one.row == two.row);
    if has_same_rows && places.is_none() {
        return before.iter().zip(after).try_for_each(|(before, after)| compare_outcomes(old, new, (Some(before), Some(after)), each));
    }
    pair_outcomes(before, after, places).into_iter().try_for_each(|pair| compare_outcomes(old, new, pair, each))
}

/// Pairs outcomes by their rows, lines that have other numbers now by these.
fn pair_outcomes<'s>(before: &'s [CheckOutcome], after: &'s [CheckOutcome], places: Option<&Places>) -> Vec<Pair<&'s CheckOutcome>> {
    let mut by_row: BTreeMap<&str, &CheckOutcome> = after.iter().map(|outcome| (outcome.row.as_str(), outcome)).collect();
    let row_now = |outcome: &CheckOutcome| match (places, outcome.row.parse::<usize>()) {
        (Some(places), Ok(number)) => {
            let place = number.checked_sub(1).and_then(|line| places.get(&line).copied().flatten());
            place.map(|line| line.saturating_add(1).to_string())
        }
        (None, _) | (_, Err(_)) => Some(outcome.row.to_string()),
    };
    let mut pairs: Vec<Pair<&CheckOutcome>> = Vec::with_capacity(before.len());
    for outcome in before {
        let like = row_now(outcome).and_then(|row| by_row.remove(row.as_str()));
        pairs.push((Some(outcome), like));
    }
    pairs.extend(after.iter().filter(|outcome| by_row.contains_key(outcome.row.as_str())).map(|outcome| (None, Some(outcome))));
    pairs
}

fn compare_outcomes(old: Side<'_>, new: Side<'_>, pair: Pair<&CheckOutcome>, each: &mut Each<'_>) -> ControlFlow<()> {
    let results = (pair.0.map(|outcome| result_of(old, outcome)), pair.1.map(|outcome| result_of(new, outcome)));
    let is_same = match results {
        (Some(before), Some(after)) => before.outcome == after.outcome && (before.outcome != Outcome::Fail || before.severity == after.severity),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let (side, outcome) = match pair {
        (_, Some(outcome)) => (new, outcome),
        (Some(outcome), None) => (old, outcome),
        (None, None) => return ControlFlow::Continue(()),
    };
    if is_same {
        return ControlFlow::Continue(());
    }
    let check = &side.plan.checks[outcome.check];
    each(ResultDifference::Check {
        report: side.plan.reports[check.report].name.clone(),
        table: check.table.map(|table| side.plan.tables[table].name.clone()),
        name: check.name.clone(),
        row: outcome.row.to_string(),
        old: results.0,
        new: results.1,
    })
}

fn result_of(side: Side<'_>, outcome: &CheckOutcome) -> CheckResult {
    CheckResult { outcome: outcome.outcome, severity: side.plan.checks[outcome.check].severity }
}
