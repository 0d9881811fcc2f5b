//! Writes evaluated submissions, each form of output in its own module.
//!
//! In come evaluated submissions and their plan; out goes text. Nothing here knows how a value came to be.

pub mod csv;
pub mod days_off;
pub mod deadlines;
pub mod element_name;
pub mod explanation;
mod icalendar;
pub mod json;
pub mod schema_facts;
pub mod schema_json;
mod schema_pattern;
mod schema_types;
mod schema_words;
pub mod schema_xsd;
mod shown;
pub mod submission;
pub mod table;
pub mod xml;
