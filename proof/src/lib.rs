//! What can be shown of a definition beyond evaluating one submission: what its tests reach and miss, submissions at
//! the edges of its checks, what its checks imply of each other, and what differs between two versions.
//!
//! In come plans; out go reports and submissions. Whatever is claimed with a submission was confirmed by the evaluator.
//! This crate knows no source text, no files, no clock and no terminal.

pub mod analyse;
pub mod budget;
pub mod coverage;
pub mod diff;
pub mod draft;
pub mod generate;
mod given_target;
pub mod goal;
mod histories;
mod linear;
pub mod mutation;
pub mod normal_form;
mod random;
pub mod search;
