//! What two definitions make of one submission, as far as a test can expect it.
//!
//! Beside [`crate::diff::results`], which shows people what changes, this has what tests say: lines go by their numbers in
//! the definition, a severity is no difference, and what is nearest to the cause comes first.

use super::definition::Came;
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, Plan, Scope, Shape, Step, TableId};
use positum_plan::test_case::MISSING_REQUIRED;
use positum_runtime::cell_address::{address_of, cell_at};
use positum_runtime::evaluated_submission::{CellAt, CellState, CheckOutcome, EvaluatedCell, EvaluatedSubmission, Outcome};
use positum_runtime::submission::Address;
use std::collections::{BTreeMap, BTreeSet};

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its state.
    pub state: CellState,
    /// Its value, as submissions write it.
    pub text: Option<String>,
    /// The same with its sign, where it has one.
    pub with_sign: Option<String>,
}

/// Something that comes out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A cell; nothing where it is not there.
    Cell {
        /// Its name.
        address: Address,
        /// What the definition makes of it.
        original: Option<Shown>,
        /// What the mutant makes of it.
        mutant: Option<Shown>,
    },
    /// A check; nothing where it is not there.
    Check {
        /// The report.
        report: String,
        /// The table, where it stands in one.
        table: Option<String>,
        /// The name.
        name: String,
        /// The line, row or column that it is looked at for; empty where it is looked at once.
        row: String,
        /// What it comes to in the definition.
        original: Option<Outcome>,
        /// What it comes to in the mutant.
        mutant: Option<Outcome>,
    },
    /// A finding that only one has.
    Finding {
        /// Its code.
        code: &'static str,
        /// Where.
        address: Address,
        /// Whether the definition has it, and not the mutant.
        in_original: bool,
    },
}

/// Compares what came out; nearest to the cause first: cells in the order of computing, then checks, then findings.
pub(super) fn compare(original: &Came<'_>, mutant: &Came<'_>) -> Vec<Difference> {
    let mut found = cells(original, mutant);
    found.extend(checks(original, mutant));
    found.extend(findings(&original.evaluated, &mutant.evaluated));
    found
}

fn cells(original: &Came<'_>, mutant: &Came<'_>) -> Vec<Difference> {
    let (ours, theirs) = (original.plan, mutant.plan);
    // An edit adds cells or takes some away, never both: where there are as many, they are the same.
    let is_alike = ours.columns.len() == theirs.columns.len() && ours.cells.len() == theirs.cells.len();
    let mut found = Vec::new();
    for reference in in_order(ours) {
        for line in 0..lines(original, reference) {
            let at = CellAt { reference, line };
            let other = if is_alike { Some(at) } else { cell_at(theirs, &address_of(ours, at)) };
            let (ours, theirs) = (shown(original, at), other.and_then(|other| shown(mutant, other)));
            if !is_same(ours.as_ref(), theirs.as_ref()) {
                found.push(Difference::Cell { address: address_of(original.plan, at), original: ours, mutant: theirs });
            }
        }
    }
    found.extend(only_in_mutant(original, mutant));
    found
}

/// Tells whether two cells show the same number, however many zeros they end in.
fn is_same(ours: Option<&Shown>, theirs: Option<&Shown>) -> bool {
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return ours.is_none() && theirs.is_none() };
    let number = |shown: &Shown| shown.text.as_deref().and_then(|text| Exact::parse_plain(text).ok());
    let is_same_text = match (number(ours), number(theirs)) {
        (Some(ours), Some(theirs)) => ours == theirs,
        (None | Some(_), None | Some(_)) => ours.text == theirs.text,
    };
    ours.state == theirs.state && is_same_text
}

/// Gives cells that only the mutant has: marked ones, and those in further lines.
fn only_in_mutant(original: &Came<'_>, mutant: &Came<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for reference in in_order(mutant.plan) {
        for line in 0..lines(mutant, reference) {
            let address = address_of(mutant.plan, CellAt { reference, line });
            let is_there = cell_at(original.plan, &address).is_some_and(|at| at.line < lines(original, at.reference));
            if !is_there && let Some(theirs) = shown(mutant, CellAt { reference, line }) {
                found.push(Difference::Cell { address, original: None, mutant: Some(theirs) });
            }
        }
    }
    found
}

/// Gives cells that are shown: what is given, then what is computed, in the order of computing.
fn in_order(plan: &Plan) -> Vec<CellReference> {
    let steps = plan.steps.iter().flat_map(|step| match step {
        Step::Cell(cell) => vec![CellReference::Cell(*cell)],
        Step::Column(column) => vec![CellReference::Column(*column)],
        Step::Group(table) => group_columns(plan, *table),
    });
    let computed: Vec<CellReference> = steps.collect();
    let later: BTreeSet<CellReference> = computed.iter().copied().collect();
    let all = plan.cells.ids().map(CellReference::Cell).chain(plan.columns.ids().map(CellReference::Column));
    let given = all.filter(|cell| !later.contains(cell));
    given.chain(computed.iter().copied()).filter(|cell| has_type(plan, *cell)).collect()
}

fn group_columns(plan: &Plan, table: TableId) -> Vec<CellReference> {
    match &plan.tables[table].shape {
        Shape::List(list) => {
            let keys = list.derivation.as_ref().map_or(0, |derivation| derivation.by.len());
            list.columns.iter().take(keys).map(|column| CellReference::Column(*column)).collect()
        }
        Shape::Form { .. } | Shape::Grid { .. } => Vec::new(),
    }
}

/// An intermediate value has no type, and is never shown.
fn has_type(plan: &Plan, cell: CellReference) -> bool {
    match cell {
        CellReference::Cell(cell) => plan.cells[cell].value_type.is_some(),
        CellReference::Column(column) => plan.columns[column].value_type.is_some(),
    }
}

fn lines(came: &Came<'_>, cell: CellReference) -> usize {
    match cell {
        CellReference::Cell(_) => 1,
        CellReference::Column(column) => came.evaluated.columns.lookup(column).map_or(0, Vec::len),
    }
}

fn shown(came: &Came<'_>, at: CellAt) -> Option<Shown> {
    let (cell, value_type, report): (&EvaluatedCell, _, _) = match at.reference {
        CellReference::Cell(cell) => {
            (came.evaluated.cells.lookup(cell)?, &came.plan.cells[cell].value_type, came.plan.tables[came.plan.cells[cell].table].report)
        }
        CellReference::Column(column) => {
            let declared = &came.plan.columns[column];
            (came.evaluated.columns.lookup(column)?.get(at.line)?, &declared.value_type, came.plan.tables[declared.table].report)
        }
    };
    if !came.evaluated.evaluated_reports.contains(&report) {
        return None;
    }
    let value_type = value_type.as_ref()?;
    let text = cell.value.as_ref().map(|value| value_type.text(value));
    let sign = Plan::ratio_scale(value_type).map_or("", |scale| scale.sign());
    let with_sign = text.as_ref().map(|text| if sign.is_empty() { text.clone() } else { format!("{text} {sign}") });
    Some(Shown { state: cell.state, text, with_sign })
}

type CheckName = (String, Option<String>, String, String);

fn checks(original: &Came<'_>, mutant: &Came<'_>) -> Vec<Difference> {
    let (ours, theirs) = (outcomes(original), outcomes(mutant));
    let names: BTreeSet<&CheckName> = ours.keys().chain(theirs.keys()).collect();
    let other = names.into_iter().filter(|name| ours.get(*name) != theirs.get(*name));
    let difference = |name: &CheckName| {
        let (report, table, check, row) = name.clone();
        Difference::Check { report, table, name: check, row, original: ours.get(name).copied(), mutant: theirs.get(name).copied() }
    };
    other.map(difference).collect()
}

fn outcomes(came: &Came<'_>) -> BTreeMap<CheckName, Outcome> {
    let name = |outcome: &CheckOutcome| {
        let check = &came.plan.checks[outcome.check];
        let row = match &check.scope {
            Scope::Once => String::new(),
            Scope::EachLine(_) | Scope::Row(_) | Scope::Column(_) => outcome.row.to_string(),
        };
        let table = check.table.map(|table| came.plan.tables[table].name.clone());
        ((came.plan.reports[check.report].name.clone(), table, check.name.clone(), row), outcome.outcome)
    };
    came.evaluated.checks.iter().map(name).collect()
}

fn findings(original: &EvaluatedSubmission, mutant: &EvaluatedSubmission) -> Vec<Difference> {
    let of = |evaluated: &EvaluatedSubmission| {
        evaluated.findings.iter().map(|finding| (finding.kind.code(), finding.address.clone())).collect::<BTreeSet<_>>()
    };
    let (ours, theirs) = (of(original), of(mutant));
    let only = |(code, address): &(&'static str, Address), in_original| Difference::Finding { code, address: address.clone(), in_original };
    let gone = ours.difference(&theirs).map(|found| only(found, true));
    gone.chain(theirs.difference(&ours).map(|found| only(found, false))).collect()
}

impl Difference {
    /// Tells whether a test can expect what the definition makes of it, and fails with the mutant.
    pub(super) fn can_be_expected(&self) -> bool {
        match self {
            Self::Cell { original: Some(original), mutant, .. } => {
                let state = mutant.as_ref().map(|mutant| mutant.state);
                original.text.is_some() || state != Some(original.state)
            }
            Self::Check { original, .. } => original.is_some(),
            Self::Finding { code, in_original, .. } => *in_original || *code != MISSING_REQUIRED,
            Self::Cell { original: None, .. } => false,
        }
    }

    /// Tells whether another is about the same subject, and says as much of it.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let has_text = |shown: &Option<Shown>| shown.as_ref().is_some_and(|shown| shown.text.is_some());
        match (self, other) {
            (Self::Cell { address, original, mutant }, Self::Cell { address: other_address, original: other_original, mutant: other_mutant }) => {
                address == other_address && has_text(original) == has_text(other_original) && has_text(mutant) == has_text(other_mutant)
            }
            (Self::Check { .. } | Self::Finding { .. }, Self::Check { .. } | Self::Finding { .. }) => self == other,
            (Self::Cell { .. }, Self::Check { .. } | Self::Finding { .. }) | (Self::Check { .. } | Self::Finding { .. }, Self::Cell { .. }) => false,
        }
    }
}
