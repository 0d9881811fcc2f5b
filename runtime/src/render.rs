//! Writes evaluated submissions, each form of output in its own module.
//!
//! In come evaluated submissions and their plan; out goes text. Nothing here knows how a value came to be.

pub mod csv;
pub mod element_name;
pub mod explanation;
pub mod json;
mod shown;
pub mod table;
pub mod xml;
