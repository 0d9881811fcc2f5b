//! One run through formulas: what has been evaluated, decided and assumed.
//!
//! What waits for something else stands in a vector and not on the stack, so that no depth of a formula can exhaust it.

use super::assume::Constraint;
use super::decide::Path;
use super::earlier::EarlierInput;
use super::inputs::{Input, State};
use super::numbers::Quotient;
use super::simplex::Simplex;
use super::sum::{Linear, Variable};
use super::texts::TextState;
use super::{Item, Key, Outcome, Stop, TextSource};
use positum_plan::amount::Exact;
use positum_plan::id::IdVec;
use positum_plan::period::Period;
use positum_plan::plan::{NodeId, ParameterId, Plan, TableId};
use positum_plan::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most pivots of one decision.
const MOST_PIVOTS: u64 = 3_000;
/// The most parts that wait for each other.
const MOST_WAITING: usize = 1_000_000;

/// How formulas are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A submission is wanted: lists have so many lines, and what is no sum is made one by settling inputs.
    Find,
    /// That there is none is to be shown: what is not followed may be anything.
    Refute,
}

/// What a question is asked of.
#[derive(Clone, Copy)]
pub(crate) struct Circumstances<'q> {
    pub(crate) plan: &'q Plan,
    pub(crate) period: Period,
    /// The parameters' values where the submission gives none.
    pub(crate) parameters: &'q IdVec<ParameterId, Option<Value>>,
    pub(crate) mode: Mode,
    pub(crate) is_clean: bool,
    /// The decimals of a cell of which a result half way between two values is wanted.
    pub(crate) tie_decimals: Option<u32>,
    /// Whether it is wanted that something has no value.
    pub(crate) wants_nothing: bool,
    /// The lines of lists that are given.
    pub(crate) lines: usize,
    /// The earlier periods for which submissions can be given.
    pub(crate) earlier_periods: &'q BTreeSet<Period>,
    pub(crate) seed: u64,
    pub(crate) attempt: u64,
}

/// One run.
pub(crate) struct Walk<'q> {
    pub(crate) circumstances: Circumstances<'q>,
    pub(crate) path: &'q mut Path,
    pub(crate) simplex: Simplex,
    grids: Vec<Option<u32>>,
    pub(crate) known: BTreeMap<Key, Outcome>,
    pub(crate) chosen: BTreeMap<(Key, u32), usize>,
    pub(crate) wanted: BTreeMap<(NodeId, Vec<(TableId, usize)>), bool>,
    pub(crate) inputs: BTreeMap<Input, State>,
    /// Cells of earlier submissions that are to have values.
    pub(crate) earlier: BTreeMap<EarlierInput, Variable>,
    pub(crate) parameters: BTreeMap<ParameterId, Variable>,
    pub(crate) texts: BTreeMap<TextSource, TextState>,
    pub(crate) groups: BTreeMap<TableId, Vec<Vec<usize>>>,
    pub(crate) quotients: Vec<Quotient>,
    /// Whether what is followed now is what must come about, and not all the rest.
    pub(crate) is_at_goal: bool,
    budget: &'q mut dyn FnMut(u64) -> bool,
}

impl<'q> Walk<'q> {
    pub(crate) fn new(circumstances: Circumstances<'q>, path: &'q mut Path, budget: &'q mut dyn FnMut(u64) -> bool) -> Self {
        path.rewind();
        Self {
            circumstances,
            path,
            simplex: Simplex::default(),
            grids: Vec::new(),
            known: BTreeMap::new(),
            chosen: BTreeMap::new(),
            wanted: BTreeMap::new(),
            inputs: BTreeMap::new(),
            earlier: BTreeMap::new(),
            parameters: BTreeMap::new(),
            texts: BTreeMap::new(),
            groups: BTreeMap::new(),
            quotients: Vec::new(),
            is_at_goal: false,
            budget,
        }
    }

    pub(crate) fn plan(&self) -> &'q Plan {
        self.circumstances.plan
    }

    pub(crate) fn refutes(&self) -> bool {
        self.circumstances.mode == Mode::Refute
    }

    pub(crate) fn spend(&mut self) -> Result<(), Stop> {
        if (self.budget)(1) { Ok(()) } else { Err(Stop::Budget) }
    }

    /// Moves variables until everything assumed holds.
    pub(crate) fn settle(&mut self) -> Result<(), Stop> {
        self.simplex.settle(MOST_PIVOTS, &mut self.budget)
    }

    /// Adds a variable whose values have so many decimals, or any where not said.
    pub(crate) fn variable(&mut self, value: Exact, decimals: Option<u32>) -> Variable {
        let variable = self.simplex.add(value);
        self.note_grid(variable, decimals);
        variable
    }

    pub(crate) fn note_grid(&mut self, variable: Variable, decimals: Option<u32>) {
        if self.grids.len() <= variable {
            self.grids.resize(variable.saturating_add(1), None);
        }
        if let Some(grid) = self.grids.get_mut(variable) {
            *grid = decimals;
        }
    }

    pub(crate) fn grid(&self, variable: Variable) -> Option<u32> {
        self.grids.get(variable).copied().flatten()
    }

    /// Gives the variables whose values have so many decimals at most, with these.
    pub(crate) fn grids(&self) -> impl Iterator<Item = (Variable, u32)> {
        self.grids.iter().enumerate().filter_map(|(variable, decimals)| decimals.map(|decimals| (variable, decimals)))
    }

    pub(crate) fn at_least(&mut self, variable: Variable, least: i128) -> Result<(), Stop> {
        self.assume(&Constraint::at_most_zero(Linear::variable(variable).scaled(&Exact::whole(-1))?.moved(&Exact::whole(least))?))
    }

    /// Gives what has been evaluated, or asks for it.
    pub(crate) fn get(&self, item: Item, lines: &[(TableId, usize)]) -> Result<&Outcome, Stop> {
        let key = Key { item, lines: lines.to_vec() };
        match self.known.get(&key) {
            Some(outcome) => Ok(outcome),
            None => Err(Stop::Needs(key)),
        }
    }

    pub(crate) fn node(&self, node: NodeId, lines: &[(TableId, usize)]) -> Result<&Outcome, Stop> {
        self.get(Item::Node(node), lines)
    }

    /// Evaluates something with all that it needs.
    pub(crate) fn solve(&mut self, key: Key) -> Result<Outcome, Stop> {
        let mut waiting = vec![key.clone()];
        while let Some(next) = waiting.last().cloned() {
            let outcome = if self.known.contains_key(&next) { Ok(None) } else { self.evaluate(&next).map(Some) };
            match outcome {
                Ok(outcome) => {
                    if let Some(outcome) = outcome {
                        self.known.insert(next, outcome);
                    }
                    waiting.pop();
                }
                Err(Stop::Needs(needed)) if waiting.len() < MOST_WAITING => waiting.push(needed),
                Err(Stop::Needs(_)) => return Err(Stop::TooHard),
                Err(stop) => return Err(stop),
            }
        }
        self.known.get(&key).cloned().ok_or(Stop::TooHard)
    }

    fn evaluate(&mut self, key: &Key) -> Result<Outcome, Stop> {
        match key.item {
            Item::Node(node) => self.formula(node, key),
            Item::Cell(reference) => self.cell(reference, key),
            Item::Before(reference) => self.before_rounding(reference, key),
            Item::Groups(table) => self.make_groups(table, key),
        }
    }
}
