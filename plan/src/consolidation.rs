//! How the reports of a group come from those of its members, as data of the plan.
//!
//! Which entities belong to which group is data that comes with the submissions and is not known here.

use crate::plan::{CellReference, Label, Plan, ReportId};
use crate::value::Quantity;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a package says of consolidation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consolidation {
    /// The title.
    pub label: Label,
    /// What it rests on.
    pub source: Option<String>,
    /// The reports that groups have, in the order of the plan.
    pub reports: Vec<ReportId>,
    /// The levels that entities may be on; none where any entity may be a member of any group.
    pub levels: Vec<Level>,
    /// Input cells in which the members of a group must agree; these are not added up.
    pub same: Vec<CellReference>,
    /// Input cells that are added up though their type alone would not say so.
    pub added: Vec<CellReference>,
    /// What members owe each other and a group does not count.
    pub eliminations: Vec<Elimination>,
}

/// A level of entities: institution, ministry, state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// The name, as the tree of entities has it.
    pub name: String,
    /// The title.
    pub label: Label,
    /// The levels, as indexes, on which the members of an entity of this level are; none where it has no members.
    pub members: Vec<usize>,
}

/// Amounts that stand on both sides within a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elimination {
    /// The name.
    pub name: String,
    /// The title.
    pub label: Label,
    /// Cells whose amounts belong together.
    pub pairs: Vec<EliminatedPair>,
    /// Where the smaller of two sides is taken rather than both as they are.
    pub smaller_side: SmallerSide,
    /// The largest difference of the sides that still counts as equal, as a plain value.
    pub tolerance: Decimal,
    /// What it rests on.
    pub source: Option<String>,
}

/// Input cells with amounts of one entity with another, and those in which the other has the same amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EliminatedPair {
    /// Cells of the one side, as its claims.
    pub left: Vec<CellReference>,
    /// Cells of the other, as its liabilities.
    pub right: Vec<CellReference>,
}

/// Where the smaller of two sides is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmallerSide {
    /// Nowhere: both sides are taken as they are.
    Nowhere,
    /// In every group.
    Everywhere,
    /// In groups on these levels, as indexes.
    At(Vec<usize>),
}

impl SmallerSide {
    /// Tells whether the smaller side is taken in a group on a level.
    pub fn is_taken_at(&self, level: Option<usize>) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Everywhere => true,
            Self::At(levels) => level.is_some_and(|level| levels.contains(&level)),
        }
    }
}

impl Consolidation {
    /// Tells whether the cells of members are added up: amounts and counts are, where members need not agree in them, and
    /// what the definition names.
    pub fn adds(&self, plan: &Plan, cell: CellReference) -> bool {
        let value_type = match cell {
            CellReference::Cell(cell) => plan.cells[cell].value_type.as_ref(),
            CellReference::Column(column) => plan.columns[column].value_type.as_ref(),
        };
        let is_measure = value_type.is_some_and(|value_type| is_measure(&value_type.quantity));
        self.added.contains(&cell) || (is_measure && !self.same.contains(&cell))
    }
}

/// Tells whether equal positions of this quantity can be added up whatever they mean.
pub fn is_measure(quantity: &Quantity) -> bool {
    match quantity {
        Quantity::Amount(_) | Quantity::Count => true,
        Quantity::Rate { .. } | Quantity::Ratio(_) | Quantity::Integer | Quantity::Decimal | Quantity::Days => false,
        Quantity::Date | Quantity::Text | Quantity::Bool | Quantity::Code(_) => false,
    }
}
