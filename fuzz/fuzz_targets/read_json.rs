//! Any bytes are submissions in JSON or an error.
//!
//! The property is `fuzz_checks::read_json`; `docs/fuzzing.md` says how to run it. Half of the inputs are changed as JSON and
//! not as bytes, so that they get past the JSON reader.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_checks::read_json(bytes));

libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| { mutate_json::mutate_json(data, size, most, seed) });
