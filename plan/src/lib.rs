//! The evaluation plan: the contract between compiler and runtime.
//!
//! The compiler makes a [`plan::Plan`], the runtime evaluates submissions with it; neither knows the other.
//! This crate also holds the only decimal arithmetic ([`amount`]), so that constants folded while
//! compiling and values computed while evaluating cannot differ. It knows no source text and no submission.

pub mod amount;
pub mod branching;
pub mod calendar;
pub mod codelist;
pub mod consolidation;
pub mod fingerprint;
pub mod header_rows;
pub mod id;
pub mod needed_lines;
pub mod period;
pub mod plan;
pub mod plan_file;
pub mod reading_plan;
pub mod reads;
pub mod test_case;
pub mod text_limits;
pub mod unit;
pub mod value;
pub mod working_days;
