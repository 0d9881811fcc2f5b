//! From the texts of a package to a plan, or to everything that is wrong with them.
//!
//! In come texts; out come a [`positum_plan::plan::Plan`] and diagnostics. Each phase is one function and has
//! its own types: syntax trees → [`resolved_model`] (names) → [`settled_model`] (cells, each with one
//! formula) → [`typed_model`] (units agree) → the plan. This crate knows no files and no submissions.

mod check_types;
mod code_tables;
mod codelist_values;
pub mod compile;
pub mod compile_tests;
pub mod diagnostic;
pub mod diagnostic_code;
pub mod diagnostic_pages;
mod former_codes;
mod lint;
mod lower_to_plan;
mod order_cells;
pub mod parsed_package;
pub mod places;
mod report_syntax;
mod resolve_names;
pub mod resolved_model;
mod settle_cells;
pub mod settled_model;
pub mod sources;
mod split_versions;
pub mod time_words;
pub mod typed_model;
