//! Finds, for a check that fails, the smallest change of each single input that makes it pass.
//!
//! In come the workings and the check; out goes what to change. Values are tried, none is solved for: every proposal was
//! confirmed by evaluating the changed submission. The search is bounded, and says what it did not try.
mod candidates;
mod nearest_step;

use super::changed_submission::Wanted;
use super::explain_cell::{origin_of, type_at};
use super::find_inputs::find_inputs;
use super::names::cell_name;
use crate::evaluate::workings::Workings;
use crate::evaluated_submission::{CellAt, CellState};
use crate::finding::Finding;
use crate::submission::{Given, Submission};
use candidates::{Ladder, choices};
use nearest_step::nearest_step;
use positum_plan::amount::Exact;
use positum_plan::plan::{Absence, CheckId, Origin};
use positum_plan::value::{Value, ValueType};

/// The most changed submissions that are evaluated for one check.
pub const MOST_EVALUATIONS: usize = 3_000;
/// The most changed submissions that are evaluated for one input.
const MOST_EVALUATIONS_OF_INPUT: usize = 150;
/// How many evaluations of an input are kept for telling what its change does besides.
const OF_CONSEQUENCES: usize = 1;
/// The most inputs that are tried.
const MOST_INPUTS: usize = 200;
/// How many cells all evaluations for one explanation may look at: large submissions are evaluated less often.
const MOST_CELLS_EVALUATED: usize = 5_000_000;
/// The fewest cells that an evaluation counts for.
const LEAST_CELLS: usize = 500;

/// What the search for changes may spend. One budget may serve several explanations, each taking off what it spends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchBudget {
    /// How many cells all evaluations may look at.
    pub cells: usize,
    /// The most changed submissions that are evaluated for one check, up to [`MOST_EVALUATIONS`].
    pub evaluations_of_check: usize,
    /// For how few evaluations a search is not begun: the check is then explained without one.
    pub fewest_evaluations: usize,
}

impl Default for SearchBudget {
    fn default() -> Self {
        Self { cells: MOST_CELLS_EVALUATED, evaluations_of_check: MOST_EVALUATIONS, fewest_evaluations: 0 }
    }
}

/// What would make a failing check pass.
#[derive(Clone, Debug, Default)]
pub struct Mending {
    /// Changes of one input each that make it pass: the smallest first, by their share of the value, then by size.
    pub changes: Vec<Change>,
    /// Inputs of which no change was found, within bounds, that makes it pass.
    pub not_found: Vec<InputName>,
    /// Inputs that were not tried: texts, and those beyond the bounds of the search.
    pub not_tried: Vec<InputName>,
    /// How many changed submissions were evaluated, for trying and for telling what changes do besides.
    pub evaluations: usize,
}

/// An input by its cell and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputName {
    /// The cell.
    pub at: CellAt,
    /// The name as wide data has it.
    pub name: String,
}

/// A change of one input that makes a check pass.
#[derive(Clone, Debug)]
pub struct Change {
    /// The input.
    pub input: InputName,
    /// Its type.
    pub value_type: ValueType,
    /// Its state before.
    pub state: CellState,
    /// Its value before.
    pub before: Option<Value>,
    /// Its value after; nothing where it is left blank.
    pub after: Option<Value>,
    /// How much is added, for a number: a plain value.
    pub difference: Option<Exact>,
    /// The change as a share of the value before, for a number that is not zero: a plain value, without sign.
    pub share: Option<Exact>,
    /// Whether the value next to it, towards that before, was seen to fail: else a smaller change may do, too.
    pub is_smallest: bool,
    /// Checks that did not fail before and do so then, each with its row.
    pub new_failures: Vec<(CheckId, String)>,
    /// Checks besides that failed before and pass then, each with its row.
    pub mended_too: Vec<(CheckId, String)>,
    /// Findings that were not there before.
    pub new_findings: Vec<Finding>,
}

/// Finds the smallest change of each single input that makes a failing check pass in a row, and takes what that costs off
/// the budget; gives nothing where too little is left of it.
pub(super) fn find_smallest_changes(workings: &Workings<'_>, check: CheckId, row: &str, budget: &mut SearchBudget) -> Option<Mending> {
    let cells = cells_of_evaluation(workings);
    let affordable = budget.cells / cells;
    if affordable < budget.fewest_evaluations {
        return None;
    }
    let mending = search(workings, (check, row), affordable.min(budget.evaluations_of_check).min(MOST_EVALUATIONS));
    budget.cells = budget.cells.saturating_sub(mending.evaluations.saturating_mul(cells));
    Some(mending)
}

/// Gives how many cells an evaluation looks at: those that are given, and all that the tables have with their lines.
fn cells_of_evaluation(workings: &Workings<'_>) -> usize {
    let plan = workings.plan();
    let of_columns = plan.columns.iter().fold(0_usize, |cells, column| cells.saturating_add(workings.lines(column.table)));
    of_columns.saturating_add(workings.submission().cells.len()).saturating_add(plan.cells.len()).max(LEAST_CELLS)
}

fn search(workings: &Workings<'_>, (check, row): (CheckId, &str), allowed: usize) -> Mending {
    let inputs = find_inputs(workings, check, row);
    let mut mending = Mending::default();
    if allowed == 0 {
        mending.not_tried = inputs.into_iter().map(|at| InputName { at, name: cell_name(workings.plan(), at) }).collect();
        return mending;
    }
    let wanted = Wanted::new(workings, check, row);
    for (index, input) in inputs.into_iter().enumerate() {
        let name = InputName { at: input, name: cell_name(workings.plan(), input) };
        let budget = allowed.saturating_sub(mending.evaluations).min(MOST_EVALUATIONS_OF_INPUT);
        if index >= MOST_INPUTS || budget == 0 {
            mending.not_tried.push(name);
            continue;
        }
        let mut attempt = Attempt { wanted: &wanted, input: name, budget, used: 0 };
        match attempt.search() {
            Found::Change(change) => mending.changes.push(*change),
            Found::None => mending.not_found.push(attempt.input),
            Found::NotTried => mending.not_tried.push(attempt.input),
        }
        mending.evaluations = mending.evaluations.saturating_add(attempt.used);
    }
    // Where shares and sizes are equal the nearest input comes first.
    mending.changes.sort_by(|left, right| {
        let key = |change: &Change| {
            let size = change.difference.as_ref().map(Exact::absolute);
            (change.share.is_none(), change.share.clone(), size.is_none(), size)
        };
        key(left).cmp(&key(right))
    });
    mending
}

/// What came of trying one input.
enum Found {
    Change(Box<Change>),
    None,
    NotTried,
}

/// The search for a change of one input.
struct Attempt<'a, 'w, 's> {
    wanted: &'a Wanted<'w, 's>,
    input: InputName,
    budget: usize,
    used: usize,
}

impl Attempt<'_, '_, '_> {
    fn search(&mut self) -> Found {
        let workings = self.wanted.workings;
        let (Some(value_type), Some(cell)) = (type_at(workings.plan(), self.input.at.reference).cloned(), workings.cell(self.input.at)) else {
            return Found::NotTried;
        };
        let Some((mut changed, place)) = self.wanted.changeable(self.input.at) else { return Found::NotTried };
        let mut try_value = |value: Option<&Value>| {
            if self.used >= self.budget.saturating_sub(OF_CONSEQUENCES) {
                return None;
            }
            self.used = self.used.saturating_add(1);
            if let Some(cell) = changed.cells.get_mut(place) {
                cell.given = given(value, &value_type);
            }
            Some(self.wanted.try_out(&changed))
        };
        let mut after = None;
        let mut is_smallest = true;
        let mut is_tried = false;
        if let Some(ladder) = Ladder::new(&value_type, cell) {
            is_tried = true;
            let step = nearest_step(&ladder, &mut |value| try_value(Some(value)));
            is_smallest = step.is_none_or(|step| step.is_confirmed);
            after = step.and_then(|step| ladder.value(step.step)).map(Some);
        }
        let (others, are_all) = choices(workings, &value_type, cell);
        is_tried = is_tried || are_all;
        if after.is_none() {
            after = others.into_iter().find(|value| try_value(Some(value)).is_some_and(|tried| tried.passes)).map(Some);
        }
        let is_optional = matches!(origin_of(workings.plan(), self.input.at.reference), Origin::Input(Absence::Optional));
        if after.is_none() && is_optional && cell.state != CellState::Blank && try_value(None).is_some_and(|tried| tried.passes) {
            after = Some(None);
        }
        match after {
            Some(after) => Found::Change(Box::new(self.change(&value_type, (after, is_smallest), changed, place))),
            None if is_tried && self.used < self.budget.saturating_sub(OF_CONSEQUENCES) => Found::None,
            None => Found::NotTried,
        }
    }

    fn change(&mut self, value_type: &ValueType, (after, is_smallest): (Option<Value>, bool), mut changed: Submission, place: usize) -> Change {
        if let Some(cell) = changed.cells.get_mut(place) {
            cell.given = given(after.as_ref(), value_type);
        }
        let consequences = self.wanted.consequences(&changed);
        self.used = self.used.saturating_add(OF_CONSEQUENCES);
        let cell = self.wanted.workings.cell(self.input.at);
        let before = cell.and_then(|cell| cell.value.clone());
        let difference = match (&before, &after) {
            (Some(Value::Number(before)), Some(Value::Number(after))) => after.minus(before),
            (None, Some(Value::Number(after))) => Some(after.clone()),
            (_, _) => None,
        };
        let share = match (&before, &difference) {
            (Some(Value::Number(before)), Some(difference)) => difference.divided_by(before).map(|share| share.absolute()),
            (_, _) => None,
        };
        Change {
            input: self.input.clone(),
            value_type: value_type.clone(),
            state: cell.map_or(CellState::Missing, |cell| cell.state),
            before,
            after,
            difference,
            share,
            is_smallest,
            new_failures: consequences.new_failures,
            mended_too: consequences.mended_too,
            new_findings: consequences.new_findings,
        }
    }
}

/// Gives a value as a submission gives it.
fn given(value: Option<&Value>, value_type: &ValueType) -> Given {
    value.map_or(Given::Nothing, |value| Given::Text(value_type.text(value)))
}
