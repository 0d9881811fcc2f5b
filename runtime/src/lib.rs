//! Reads submissions, evaluates them with a plan, and renders what came out.
//!
//! In come text (CSV, JSON, XML) and a [`positum_plan::plan::Plan`]; out go evaluated submissions, their
//! findings and their checks, as a table, CSV, JSON or XML. This crate knows no source text of definitions,
//! no files and no terminal.

pub mod calendar;
pub mod cell_address;
pub mod consolidate;
pub mod days_off;
pub mod deadline_words;
pub mod deadlines;
pub mod due_text;
pub mod earlier;
pub mod evaluate;
pub mod evaluated_cell;
pub mod evaluated_submission;
pub mod explain;
pub mod finding;
pub mod finding_text;
pub mod language;
pub mod locale;
pub mod number_text;
pub mod package_evaluator;
pub mod placed_submissions;
pub mod read;
pub mod render;
pub mod run_tests;
pub mod submission;
pub mod summary_text;
pub mod words;
