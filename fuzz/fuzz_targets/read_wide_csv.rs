//! Any bytes are submissions in wide CSV or an error.
//!
//! The property is `fuzz_checks::read_wide_csv`; `docs/fuzzing.md` says how to run it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_checks::read_wide_csv(bytes));
