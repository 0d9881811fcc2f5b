//! Finds submissions, or shows that there are none, by following formulas with unknown inputs.
//!
//! In come a plan, what must come about, and a way of looking; out go values of inputs, or that no way leads there.
//! Numbers are sums of unknown inputs; what is no such sum asks for a decision, and every way of deciding is tried.
//! Nothing here is believed: submissions are confirmed by the evaluator, and [`simplex`] checks what it refutes.

mod aims;
mod assume;
mod boolean;
mod decide;
mod digits;
mod earlier;
mod formulas;
pub(crate) mod grids;
mod inputs;
mod integers;
mod lists;
mod numbers;
pub(crate) mod simplex;
pub(crate) mod sum;
pub(crate) mod texts;
mod walk;

pub(crate) use aims::{Aims, inputs_of_goals, is_of_unknown_lines, relevant_rests};
pub(crate) use decide::Path;
pub(crate) use earlier::Wish;
pub(crate) use inputs::Input;
pub(crate) use texts::all_texts;
pub(crate) use walk::{Circumstances, Mode, Walk};

use positum_plan::plan::{CellReference, NodeId, TableId};
use sum::Linear;

/// Why following formulas ends before there is a solution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The way that was taken leads nowhere.
    Dead,
    /// Numbers grew beyond every bound, or the plan holds what no compiled plan does.
    TooHard,
    /// The budget is spent.
    Budget,
    /// Something else must be evaluated first.
    Needs(Key),
}

/// Something that can be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    /// A part of a formula.
    Node(NodeId),
    /// A cell, as formulas see it.
    Cell(CellReference),
    /// The result of a cell's formula before its rounding.
    Before(CellReference),
    /// The lines of a derived list.
    Groups(TableId),
}

/// Something that can be evaluated, and the current lines, the innermost last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) item: Item,
    pub(crate) lines: Vec<(TableId, usize)>,
}

/// A value that may hang on unknown inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operand {
    Number(Linear),
    /// Days since the first day that there is.
    Date(Linear),
    Bool(bool),
    Text(Text),
}

/// A text that may be unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Known(String),
    Of(TextSource),
}

/// Where an unknown text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TextSource {
    Input(Input),
    /// Something that is not followed.
    Free(usize),
}

/// Why there is no value, as the evaluator tells them apart where something is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nothing {
    Missing,
    Blank,
    NotApplicable,
    NotComputed,
}

pub(crate) type Outcome = Result<Operand, Nothing>;
