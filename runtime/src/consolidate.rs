//! Consolidates: makes the reports of groups from the submissions of their members.
//!
//! In come the plan of a period, a tree of entities, adjustments, eliminations, and submissions one at a time; out go, for
//! each group from the bottom up, its summary, adjustments, eliminations and consolidated values as evaluated submissions,
//! and findings. What a group reports is evaluated by the same evaluator as any submission: nothing is computed a second way.
//! Kept in memory are the sums of each group, not its members.

mod add_up;
mod consolidator;
mod csv_lines;
mod eliminate;
mod entity_tree;
mod explain_cell;
mod figures;
mod finding_text;
mod findings;
mod group_submission;
mod inputs;
mod item_line;
mod item_of_line;
mod match_sides;
mod parts;
mod read_eliminations;
mod read_tree;
mod table_error;
mod trace;
mod who;

pub use consolidator::{Circumstances, Consolidator, ConsolidatorError, Done, GroupReports, Totals};
pub use entity_tree::{Entity, EntityId, EntityTree};
pub use explain_cell::{GroupExplanation, InputUnder, MemberPart, Side};
pub use finding_text::{consolidation_finding_text, group_name};
pub use findings::{
    CONSOLIDATION_FINDING_CODES, ConsolidationFinding, ConsolidationFindingKind, MemberTrouble, MembersNamed, MovedCell, NotUsable, Outside,
    TwoSides, ValueOf,
};
pub use parts::{PartOfGroup, difference};
pub use read_eliminations::{EliminationLine, read_eliminations};
pub use read_tree::read_tree;
pub use table_error::{TableError, TableProblem};
