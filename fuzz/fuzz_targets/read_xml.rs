//! Any bytes are a submission in XML or an error.
//!
//! The property is `fuzz_checks::read_xml`; `docs/fuzzing.md` says how to run it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_checks::read_xml(bytes));
