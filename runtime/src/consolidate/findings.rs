//! Findings of consolidation: what is wrong with the tree, the members, the adjustments or the eliminations of a group.

use super::entity_tree::EntityId;
use crate::evaluated_submission::CheckOutcome;
use crate::finding::Finding;
use crate::submission::{Address, Origin};
use positum_plan::amount::Exact;
use positum_plan::period::Period;
use positum_plan::plan::Severity;
use positum_plan::value::{Value, ValueType};
use std::sync::Arc;

/// Something wrong with a consolidation.
#[derive(Clone, Debug)]
pub struct ConsolidationFinding {
    /// What is wrong.
    pub kind: ConsolidationFindingKind,
    /// The group; nothing where it concerns none.
    pub group: Option<EntityId>,
    /// The entity, where it concerns one.
    pub entity: Option<Arc<str>>,
    /// The cell, where it concerns one; else empty.
    pub address: Address,
    /// Where it stands in a file.
    pub origin: Option<Origin>,
}

/// What is wrong.
#[derive(Clone, Debug)]
pub enum ConsolidationFindingKind {
    /// A submission of an entity that is not in the tree.
    EntityNotInTree {
        /// How many more entities there are that are not named one by one.
        more: usize,
    },
    /// A submission of an entity that is a member of no group.
    EntityInNoGroup,
    /// An entity stands under another group, too; there it is not counted.
    TwoGroups {
        /// The group that does not count it.
        other: String,
    },
    /// An entity on a level that members of its group may not be on.
    LevelNotPermitted {
        /// The level of the entity, as an index of the plan's.
        level: Option<usize>,
        /// The level of the group.
        of_group: Option<usize>,
    },
    /// An entity without level beneath or above one that has a level, in a package that has levels.
    LevelUnknown {
        /// The level of the group.
        of_group: Option<usize>,
    },
    /// A member has no submission.
    MemberMissing,
    /// A member has submissions for other periods alone.
    OtherPeriodOnly {
        /// One of them.
        period: Period,
    },
    /// A second submission of an entity for the period; it is not counted.
    TwoSubmissions {
        /// Where the first was read.
        first: Option<Origin>,
    },
    /// A submission of a group whose members report, too; it is not counted.
    GroupAndMembers,
    /// A member's submission has findings or failed checks of severity error.
    MemberHasErrors {
        /// How many.
        count: usize,
        /// The first.
        first: Box<MemberTrouble>,
    },
    /// Values of a member have more decimals than their types.
    MoreDecimals {
        /// How many.
        count: usize,
    },
    /// A line of a member, or of adjustments, has not its whole key; it is in no line of the group.
    LineWithoutKey,
    /// Members differ in a cell in which they must agree.
    MembersDiffer {
        /// The first few values, each with the first member that has it.
        values: Vec<ValueOf>,
        /// Groups among the members whose own members differ.
        within: MembersNamed,
    },
    /// A cell of the group cannot be told.
    UnknownOfMembers {
        /// Members in which it is missing though it is required.
        missing: MembersNamed,
        /// Members in which it cannot be read or told.
        unknown: MembersNamed,
    },
    /// Adjustments of an entity that is no group of the tree.
    AdjustmentOfNoGroup,
    /// Adjustments of another period; they are not used.
    AdjustmentForOtherPeriod {
        /// The period of the first.
        period: Period,
        /// How many submissions there are.
        count: usize,
    },
    /// An adjustment of a cell that is computed; it is not used.
    AdjustmentOfComputed,
    /// An adjustment of what the package does not have, or groups do not report; it is not used.
    AdjustmentUnknown,
    /// An adjustment whose value is wrong; it is used as the finding says of values.
    AdjustmentUnreadable {
        /// What is wrong with it.
        finding: Box<Finding>,
    },
    /// Eliminations of another period; they are not used.
    EliminationForOtherPeriod {
        /// The period of the first.
        period: Period,
        /// How many lines there are.
        count: usize,
    },
    /// An elimination that was there before; it counts once.
    EliminationTwice {
        /// Where it was read first.
        first: Origin,
    },
    /// An elimination of a cell that is not there; it is not used.
    EliminationUnknown,
    /// An elimination of a line that the entity does not have; it is not used.
    EliminationLineUnknown {
        /// What was given.
        row: String,
        /// The first few keys that there are.
        keys: Vec<String>,
        /// Whether lines of the list have keys.
        is_keyed: bool,
    },
    /// An elimination whose value cannot be read; it is not used.
    EliminationUnreadable {
        /// What was given.
        given: String,
        /// What is wrong with it.
        why: NotUsable,
    },
    /// An elimination of a cell that no `eliminate` names; it is not used.
    EliminationUndeclared,
    /// An elimination between entities that are not members of one group; it is not used.
    EliminationOutside {
        /// The other entity.
        counterparty: String,
        /// Why no group has both.
        why: Outside,
    },
    /// More is eliminated of a cell than the entity reports.
    EliminationExceeds {
        /// What is eliminated, of all counterparties.
        eliminated: Box<MovedCell>,
    },
    /// Only one of two entities has items with the other.
    EliminationOneSided {
        /// The sides.
        sides: Box<TwoSides>,
        /// Whether they are eliminated all the same.
        is_used: bool,
    },
    /// The two sides differ by more than the tolerance.
    EliminationUnbalanced {
        /// The sides.
        sides: Box<TwoSides>,
    },
    /// The smaller of two sides was eliminated on both.
    SmallerSideTaken {
        /// The sides.
        sides: Box<TwoSides>,
    },
}

/// Why an amount cannot be eliminated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotUsable {
    /// There is none.
    Empty,
    /// It is no number of the cell's type.
    NoNumber,
    /// It has more decimals than the cell.
    TooManyDecimals,
}

/// Why no group has two entities by different members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// The entity is not in the tree.
    EntityNotInTree {
        /// Whether it is without the spaces around its name.
        is_spaced: bool,
    },
    /// The other is not in the tree.
    CounterpartyNotInTree {
        /// Whether it is without the spaces around its name.
        is_spaced: bool,
    },
    /// Both are the same.
    Itself,
    /// One is a group that the other is under.
    OwnGroup,
    /// Nothing is over both.
    Apart,
}

/// What is wrong with a member's own submission.
#[derive(Clone, Debug)]
pub enum MemberTrouble {
    /// A finding.
    Finding(Finding),
    /// A check that failed.
    Check(CheckOutcome),
}

/// A value, and the first member that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueOf {
    /// The member.
    pub member: Arc<str>,
    /// The value.
    pub value: Value,
    /// How it is shown.
    pub value_type: Option<ValueType>,
}

/// Members, the first few by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MembersNamed {
    /// The first few in the order of the tree.
    pub first: Vec<Arc<str>>,
    /// How many more there are.
    pub more: usize,
}

/// What is eliminated of a cell, and what the cell has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedCell {
    /// What is eliminated.
    pub eliminated: Exact,
    /// What the entity reports; nothing where it does not.
    pub reported: Option<Exact>,
    /// How values are shown.
    pub value_type: Option<ValueType>,
}

/// Two sides of an elimination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoSides {
    /// The elimination, as an index of the plan's.
    pub elimination: usize,
    /// Who stands on the left.
    pub left: Arc<str>,
    /// Who stands on the right.
    pub right: Arc<str>,
    /// What the one gives; nothing where it has no items.
    pub left_sum: Option<Exact>,
    /// What the other gives.
    pub right_sum: Option<Exact>,
    /// How far apart they are.
    pub difference: Exact,
    /// How values are shown.
    pub value_type: Option<ValueType>,
}

/// The stable words for the kinds of findings, in the order in which findings of a group stand.
pub const CONSOLIDATION_FINDING_CODES: [&str; 29] = [
    "entity_not_in_tree",
    "entity_in_no_group",
    "two_groups",
    "level_not_permitted",
    "level_unknown",
    "member_missing",
    "other_period_only",
    "two_submissions",
    "group_and_members",
    "member_has_errors",
    "more_decimals",
    "line_without_key",
    "members_differ",
    "unknown_of_members",
    "adjustment_of_no_group",
    "adjustment_for_other_period",
    "adjustment_of_computed",
    "adjustment_unknown",
    "adjustment_unreadable",
    "elimination_for_other_period",
    "elimination_twice",
    "elimination_unknown",
    "elimination_unreadable",
    "elimination_undeclared",
    "elimination_outside",
    "elimination_exceeds",
    "elimination_one_sided",
    "elimination_unbalanced",
    "smaller_side_taken",
];

impl ConsolidationFindingKind {
    /// Gives the stable word for it in output files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EntityNotInTree { .. } => "entity_not_in_tree",
            Self::EntityInNoGroup => "entity_in_no_group",
            Self::TwoGroups { .. } => "two_groups",
            Self::LevelNotPermitted { .. } => "level_not_permitted",
            Self::LevelUnknown { .. } => "level_unknown",
            Self::MemberMissing => "member_missing",
            Self::OtherPeriodOnly { .. } => "other_period_only",
            Self::TwoSubmissions { .. } => "two_submissions",
            Self::GroupAndMembers => "group_and_members",
            Self::MemberHasErrors { .. } => "member_has_errors",
            Self::MoreDecimals { .. } => "more_decimals",
            Self::LineWithoutKey => "line_without_key",
            Self::MembersDiffer { .. } => "members_differ",
            Self::UnknownOfMembers { .. } => "unknown_of_members",
            Self::AdjustmentOfNoGroup => "adjustment_of_no_group",
            Self::AdjustmentForOtherPeriod { .. } => "adjustment_for_other_period",
            Self::AdjustmentOfComputed => "adjustment_of_computed",
            Self::AdjustmentUnknown => "adjustment_unknown",
            Self::AdjustmentUnreadable { .. } => "adjustment_unreadable",
            Self::EliminationForOtherPeriod { .. } => "elimination_for_other_period",
            Self::EliminationTwice { .. } => "elimination_twice",
            Self::EliminationUnknown | Self::EliminationLineUnknown { .. } => "elimination_unknown",
            Self::EliminationUnreadable { .. } => "elimination_unreadable",
            Self::EliminationUndeclared => "elimination_undeclared",
            Self::EliminationOutside { .. } => "elimination_outside",
            Self::EliminationExceeds { .. } => "elimination_exceeds",
            Self::EliminationOneSided { .. } => "elimination_one_sided",
            Self::EliminationUnbalanced { .. } => "elimination_unbalanced",
            Self::SmallerSideTaken { .. } => "smaller_side_taken",
        }
    }

    /// Gives how bad it is: an error, but for what leaves the group's report right.
    pub fn severity(&self) -> Severity {
        match self {
            Self::SmallerSideTaken { .. } => Severity::Info,
            Self::EntityNotInTree { .. }
            | Self::EntityInNoGroup
            | Self::MoreDecimals { .. }
            | Self::AdjustmentForOtherPeriod { .. }
            | Self::EliminationForOtherPeriod { .. } => Severity::Warning,
            Self::AdjustmentUnreadable { finding } => finding.kind.severity(),
            Self::TwoGroups { .. }
            | Self::LevelNotPermitted { .. }
            | Self::LevelUnknown { .. }
            | Self::MemberMissing
            | Self::OtherPeriodOnly { .. }
            | Self::TwoSubmissions { .. }
            | Self::GroupAndMembers
            | Self::MemberHasErrors { .. }
            | Self::LineWithoutKey
            | Self::MembersDiffer { .. }
            | Self::UnknownOfMembers { .. }
            | Self::AdjustmentOfNoGroup
            | Self::AdjustmentOfComputed
            | Self::AdjustmentUnknown
            | Self::EliminationTwice { .. }
            | Self::EliminationUnknown
            | Self::EliminationLineUnknown { .. }
            | Self::EliminationUnreadable { .. }
            | Self::EliminationUndeclared
            | Self::EliminationOutside { .. }
            | Self::EliminationExceeds { .. }
            | Self::EliminationOneSided { .. }
            | Self::EliminationUnbalanced { .. } => Severity::Error,
        }
    }
}

/// Puts findings in order: those of no group, then group by group from the top down; in each by kind, entity, cell and place.
pub(super) fn sorted(mut findings: Vec<ConsolidationFinding>, order_of: &dyn Fn(&str) -> Option<EntityId>) -> Vec<ConsolidationFinding> {
    let kind_order = |finding: &ConsolidationFinding| CONSOLIDATION_FINDING_CODES.iter().position(|code| *code == finding.kind.code());
    findings.sort_by_cached_key(|finding| {
        let kind = kind_order(finding).unwrap_or(CONSOLIDATION_FINDING_CODES.len());
        let entity = finding.entity.as_deref().and_then(order_of);
        (finding.group, kind, entity, finding.entity.clone(), finding.address.clone(), finding.origin.clone())
    });
    findings
}
