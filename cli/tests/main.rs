//! Tests of the program as its users meet it.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where something is not as it should be, in its helpers too"
)]

mod analyse_command;
mod calendar_command;
mod commands;
mod consolidation;
mod consolidation_told;
mod coverage_command;
mod diff_command;
mod doc_command;
mod docs;
mod explain_cell;
mod filled_forms;
mod forms;
mod generate_command;
mod help;
mod latvian;
mod mistakes;
mod mutation;
#[cfg(test)]
mod package_files;
mod pages;
mod program;
mod readme;
mod rejected;
mod samples;
mod schema_command;
mod test_command;
mod test_files;
mod test_formats;
mod test_watch;
mod tutorial;
