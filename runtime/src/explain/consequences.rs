//! What a change does besides making its check pass: other checks that fail or pass then, and findings that it brings.
//!
//! In come the workings before and after it; out go the differences. A line that has moved is known again by its key or by
//! its number as submitted: the numbers of lines as evaluated are not the same on both sides.

use super::names::{key_of_line, line_of_row};
use crate::evaluate::workings::Workings;
use crate::evaluated_submission::Outcome;
use crate::finding::Finding;
use positum_plan::plan::{CheckId, Shape, TableId};
use std::collections::{BTreeMap, BTreeSet};

/// What a change does besides.
pub(super) struct Consequences {
    /// Checks that did not fail before, each with its row afterwards.
    pub(super) new_failures: Vec<(CheckId, String)>,
    /// Checks that failed before and pass then, each with its row before.
    pub(super) mended_too: Vec<(CheckId, String)>,
    pub(super) new_findings: Vec<Finding>,
}

/// What a row is known by on both sides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// A line of a derived list, by its key.
    Key(String),
    /// A line of a list that is given, by its number as submitted.
    Number(u64),
    /// Any other row, by its name.
    Row(String),
}

/// Tells what a change does besides making a check pass in a row.
pub(super) fn consequences(before: &Workings<'_>, after: &Workings<'_>, wanted: (CheckId, &str)) -> Consequences {
    let failing_before: BTreeSet<(CheckId, Known)> = outcomes(before, Outcome::Fail).map(|(known, _)| known).collect();
    let passing_after: BTreeSet<(CheckId, Known)> = outcomes(after, Outcome::Pass).map(|(known, _)| known).collect();
    let new_failures = outcomes(after, Outcome::Fail).filter(|(known, _)| !failing_before.contains(known)).map(|(_, row)| row);
    let mended = outcomes(before, Outcome::Fail).filter(|(known, _)| passing_after.contains(known)).map(|(_, row)| row);
    let findings_before: BTreeSet<FindingPlace<'_>> = FindingPlaces::new(before).of_all().map(|(place, _)| place).collect();
    let places_after = FindingPlaces::new(after);
    let new_findings = places_after.of_all().filter(|(place, _)| !findings_before.contains(place)).map(|(_, finding)| finding.clone());
    Consequences {
        new_failures: new_failures.collect(),
        mended_too: mended.filter(|(check, row)| (*check, row.as_str()) != wanted).collect(),
        new_findings: new_findings.collect(),
    }
}

/// Gives the checks with an outcome, and what they are known by.
fn outcomes<'w>(workings: &'w Workings<'_>, wanted: Outcome) -> impl Iterator<Item = ((CheckId, Known), (CheckId, String))> + 'w {
    let outcomes = workings.checks().iter().filter(move |outcome| outcome.outcome == wanted);
    outcomes.map(|outcome| {
        let line = line_of_row(workings.plan(), outcome.check, &outcome.row);
        let known = line.and_then(|(table, line)| known_line(workings, table, line));
        let known = known.unwrap_or_else(|| Known::Row(outcome.row.to_string()));
        ((outcome.check, known), (outcome.check, outcome.row.to_string()))
    })
}

fn known_line(workings: &Workings<'_>, table: TableId, line: usize) -> Option<Known> {
    match &workings.plan().tables[table].shape {
        Shape::List(list) if list.derivation.is_some() => key_of_line(workings, table, line).map(Known::Key),
        Shape::List(_) => workings.line_number(table, line).map(Known::Number),
        Shape::Form { .. } | Shape::Grid { .. } => None,
    }
}

/// What a finding is known by: its code, its table, its row and its column.
type FindingPlace<'w> = (&'static str, (&'w str, &'w str), Known, &'w str);

/// The findings of a submission, and its tables by their names.
struct FindingPlaces<'w, 's> {
    workings: &'w Workings<'s>,
    tables: BTreeMap<(&'s str, &'s str), TableId>,
}

impl<'w, 's> FindingPlaces<'w, 's> {
    fn new(workings: &'w Workings<'s>) -> Self {
        let plan = workings.plan();
        let tables = plan.tables.entries().map(|(id, table)| ((plan.reports[table.report].name.as_str(), table.name.as_str()), id));
        Self { workings, tables: tables.collect() }
    }

    fn of_all(&self) -> impl Iterator<Item = (FindingPlace<'w>, &'w Finding)> + '_ {
        self.workings.findings().iter().map(|finding| {
            let address = &finding.address;
            let names = (address.report.as_str(), address.table.as_str());
            let line = address.row.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let known = self.tables.get(&names).zip(line).and_then(|(table, line)| known_line(self.workings, *table, line));
            let known = known.unwrap_or_else(|| Known::Row(address.row.clone()));
            ((finding.kind.code(), names, known, address.column.as_str()), finding)
        })
    }
}
