//! Properties that hold for any bytes: what the fuzzer tries, and what `replay_corpus.rs` runs again on what it kept.
//!
//! In come bytes; a property that does not hold panics. Each function stands for one fuzz target of the same name.
#![expect(clippy::panic, clippy::expect_used, reason = "this is test code: a property fails by a panic")]

mod definitions;
mod evaluate_and_write;
mod plans;
pub mod same_meaning;
mod submissions;

pub use definitions::{compile_text, parse_and_format};
pub use plans::load_plan;
pub use submissions::{read_json, read_json_lines, read_long_csv, read_wide_csv, read_xml};

/// A property of any bytes; it panics where it does not hold.
pub type Check = fn(&[u8]);

/// The properties by the names of their fuzz targets.
pub const TARGETS: [(&str, Check); 8] = [
    ("parse_and_format", parse_and_format),
    ("compile_text", compile_text),
    ("load_plan", load_plan),
    ("read_long_csv", read_long_csv),
    ("read_wide_csv", read_wide_csv),
    ("read_json", read_json),
    ("read_json_lines", read_json_lines),
    ("read_xml", read_xml),
];
