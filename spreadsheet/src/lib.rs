//! Spreadsheet forms: written for people to fill in, and read back.
//!
//! In come a plan and, to fill a form, an evaluated submission; out goes a workbook. Back in comes a workbook, and out go
//! submissions. It knows no definitions' text, no files, and not how values are computed by the runtime.

mod fit_text;
mod form_layout;
mod form_places;
mod form_styles;
mod form_words;
mod input_rules;
mod make_formulas;
pub mod read_workbook;
mod sheet_names;
mod shown_value;
mod truth_words;
pub mod write_form;
