//! Any text is compiled; diagnostics point into it, and plans can be written and read again.
//!
//! The property is `fuzz_checks::compile_text`; `docs/fuzzing.md` says how to run it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_checks::compile_text(bytes));
