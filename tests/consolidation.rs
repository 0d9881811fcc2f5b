//! Consolidation: what groups report, from trees, submissions, adjustments and eliminations.

mod cases;
mod members;
mod mistakes;
mod random_groups;
mod reference;
mod shown_groups;
mod treasury;
mod trees;
