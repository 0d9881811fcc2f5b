//! The parts of a group's report: the summary, what adjustments and eliminations change, and what comes out.
//!
//! What changes is the difference of two evaluated submissions, cell by cell: so that the parts add up in every amount and count,
//! also where a formula is not linear or was rounded.

use super::inputs::{Inputs, type_of};
use crate::evaluated_submission::{CellState, EvaluatedCell, EvaluatedSubmission};
use positum_plan::amount::Exact;
use positum_plan::id::IdVec;
use positum_plan::plan::{CellReference, ColumnId, List, Origin, Shape, TableId};
use positum_plan::value::{Value, ValueType};
use std::collections::BTreeMap;

/// A part of a group's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartOfGroup {
    /// The sum of the members.
    Summary,
    /// What adjustments change.
    Adjustments,
    /// What eliminations change.
    Eliminations,
    /// What the group reports.
    Consolidated,
}

impl PartOfGroup {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Summary, Self::Adjustments, Self::Eliminations, Self::Consolidated];

    /// Gives the word for it in output files and arguments.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Adjustments => "adjustments",
            Self::Eliminations => "eliminations",
            Self::Consolidated => "consolidated",
        }
    }

    /// Tells whether it is what changes, and not what there is.
    pub fn is_difference(self) -> bool {
        match self {
            Self::Summary | Self::Consolidated => false,
            Self::Adjustments | Self::Eliminations => true,
        }
    }
}

/// Gives what changes from one evaluated submission of a group to another: in cells that are amounts or counts, or are added up,
/// the second less the first; nothing in others, but keys and numbers of lines, by which lines are known.
///
/// What is blank, missing or does not apply counts as zero beside a value. Where either cannot be read or computed, neither can
/// the difference.
pub(super) fn difference_of(inputs: &Inputs<'_>, first: &EvaluatedSubmission, second: &EvaluatedSubmission) -> EvaluatedSubmission {
    let plan = inputs.plan;
    let mut part =
        EvaluatedSubmission { columns: IdVec::filled(plan.columns.len(), Vec::new()), checks: Vec::new(), findings: Vec::new(), ..second.clone() };
    for id in plan.cells.ids() {
        let reference = CellReference::Cell(id);
        part.cells[id] = match type_of(plan, reference).filter(|_| inputs.is_additive(reference)) {
            Some(value_type) => cell_difference(value_type, first.cells.lookup(id), second.cells.lookup(id)),
            None => blank(),
        };
    }
    for (table, definition) in plan.tables.entries() {
        if let Shape::List(list) = &definition.shape {
            let pairs = line_pairs(inputs, list, table, first, second);
            part.lines[table] = pairs.len();
            for column in &list.columns {
                part.columns[*column] = pairs.iter().map(|pair| column_difference(inputs, list, *column, *pair, first, second)).collect();
            }
        }
    }
    part
}

/// Gives what changes from one evaluated submission of a plan's group to another.
pub fn difference(plan: &positum_plan::plan::Plan, first: &EvaluatedSubmission, second: &EvaluatedSubmission) -> Option<EvaluatedSubmission> {
    let consolidation = plan.consolidation.as_ref()?;
    Some(difference_of(&Inputs::new(plan, consolidation), first, second))
}

fn blank() -> EvaluatedCell {
    EvaluatedCell::without_value(CellState::Blank, None)
}

fn cell_difference(value_type: &ValueType, first: Option<&EvaluatedCell>, second: Option<&EvaluatedCell>) -> EvaluatedCell {
    let number = |cell: Option<&EvaluatedCell>| match cell.map(|cell| (&cell.value, cell.state)) {
        Some((Some(Value::Number(number)), _)) => Ok(Some(number.clone())),
        Some((Some(_), _)) => Ok(None),
        Some((None, CellState::Unreadable | CellState::NotComputed)) => Err(()),
        Some((None, _)) | None => Ok(None),
    };
    let not_computed = || {
        let cause = second.and_then(EvaluatedCell::cause).or_else(|| first.and_then(EvaluatedCell::cause));
        EvaluatedCell::without_value(CellState::NotComputed, cause)
    };
    match (number(first), number(second)) {
        (Ok(None), Ok(None)) => blank(),
        (Ok(before), Ok(after)) => {
            let difference = after.unwrap_or(Exact::ZERO).minus(&before.unwrap_or(Exact::ZERO));
            match difference.and_then(|difference| value_type.rounded(&difference)) {
                Some(difference) => EvaluatedCell::with_value(CellState::Computed, Value::Number(difference)),
                None => not_computed(),
            }
        }
        (Err(()), _) | (_, Err(())) => not_computed(),
    }
}

/// A line of the first and the one that it became.
type Pair = (Option<usize>, Option<usize>);

/// Pairs the lines of two submissions: lines that are given stay in their places, those of a list that groups another are known
/// by what they are grouped by.
fn line_pairs(inputs: &Inputs<'_>, list: &List, table: TableId, first: &EvaluatedSubmission, second: &EvaluatedSubmission) -> Vec<Pair> {
    let (before, after) = (first.lines[table], second.lines[table]);
    if list.derivation.is_none() {
        let existing = |line: usize, count: usize| (line < count).then_some(line);
        return (0..before.max(after)).map(|line| (existing(line, before), existing(line, after))).collect();
    }
    let key = |evaluated: &EvaluatedSubmission, line: usize| -> Vec<String> {
        let columns = list.columns.iter().filter(|column| is_group_key(inputs, **column));
        columns.map(|column| shown(inputs, *column, evaluated.columns[*column].get(line))).collect()
    };
    let mut places: BTreeMap<Vec<String>, usize> = (0..before).map(|line| (key(first, line), line)).collect();
    let mut pairs: Vec<Pair> = (0..after).map(|line| (places.remove(&key(second, line)), Some(line))).collect();
    let mut gone: Vec<usize> = places.into_values().collect();
    gone.sort_unstable();
    pairs.extend(gone.into_iter().map(|line| (Some(line), None)));
    pairs
}

fn is_group_key(inputs: &Inputs<'_>, column: ColumnId) -> bool {
    inputs.plan.columns[column].origin == Origin::GroupKey
}

fn shown(inputs: &Inputs<'_>, column: ColumnId, cell: Option<&EvaluatedCell>) -> String {
    let value = cell.and_then(|cell| cell.value.as_ref());
    value.zip(inputs.plan.columns[column].value_type.as_ref()).map(|(value, value_type)| value_type.text(value)).unwrap_or_default()
}

fn column_difference(
    inputs: &Inputs<'_>,
    list: &List,
    column: ColumnId,
    (before, after): Pair,
    first: &EvaluatedSubmission,
    second: &EvaluatedSubmission,
) -> EvaluatedCell {
    let cell_in = |evaluated: &'_ EvaluatedSubmission, line: Option<usize>| line.and_then(|line| evaluated.columns[column].get(line).cloned());
    let (before, after) = (cell_in(first, before), cell_in(second, after));
    let names_the_line = list.key.contains(&column) || is_group_key(inputs, column) || inputs.plan.columns[column].origin == Origin::Sequence;
    if names_the_line {
        return after.or(before).unwrap_or_else(blank);
    }
    let reference = CellReference::Column(column);
    match type_of(inputs.plan, reference).filter(|_| inputs.is_additive(reference)) {
        Some(value_type) => cell_difference(value_type, before.as_ref(), after.as_ref()),
        None => blank(),
    }
}
