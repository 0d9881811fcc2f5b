//! What differs between two versions of a definition: in what they mean, and in what comes of submissions.
//!
//! In come plans; out goes data, and words where every front end needs the same. How text was written is not known here.

pub mod as_if_in_force;
pub mod change;
pub mod comparison;
pub mod consequences;
pub mod counterparts;
pub mod document;
pub mod meaning;
mod node_text;
pub mod renames;
pub mod replay;
pub mod results;
pub mod spoken;
mod texts_of_plans;
mod things;
mod try_submissions;
pub mod words;
pub mod write_json;
pub mod write_markdown;
pub mod write_text;

#[cfg(test)]
mod tests;
