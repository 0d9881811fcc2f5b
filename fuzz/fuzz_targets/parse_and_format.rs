//! Any text is parsed and, where it has no errors, formatted without changing what is read.
//!
//! The property is `fuzz_checks::parse_and_format`; `docs/fuzzing.md` says how to run it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_checks::parse_and_format(bytes));
