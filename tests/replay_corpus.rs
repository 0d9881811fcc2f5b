//! The corpora of the fuzzer, and every case that it found, through the properties that it tries.

use fuzz_checks::{Check, TARGETS};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;

/// What threads of a usual pool have.
const STACK_BYTES: usize = 2 * 1024 * 1024;

fn fuzz_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("fuzz")
}

/// Gives the files of a folder by name; none where it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Tells whether a property holds for the bytes of a file.
fn holds(check: Check, path: &Path) -> bool {
    let bytes = fs::read(path).unwrap();
    let handle = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || catch_unwind(AssertUnwindSafe(|| check(&bytes))).is_ok());
    handle.unwrap().join().unwrap()
}

#[test]
fn what_the_fuzzer_kept_and_found_holds() {
    for (target, check) in TARGETS {
        let corpus = files(&fuzz_folder().join("corpus").join(target));
        assert!(!corpus.is_empty(), "no corpus of {target}");
        for path in corpus.into_iter().chain(files(&fuzz_folder().join("found").join(target))) {
            assert!(holds(check, &path), "{}", path.display());
        }
    }
}

#[test]
fn the_dictionary_has_every_keyword() {
    let grammar = fs::read_to_string(fuzz_folder().join("../grammar/src/positum.pest")).unwrap();
    let dictionary = fs::read_to_string(fuzz_folder().join("dictionaries/definition.dict")).unwrap();
    let rules = grammar.lines().filter(|line| line.starts_with("kw_"));
    let keywords: Vec<&str> = rules.map(|rule| rule.split('"').nth(1).unwrap()).collect();
    assert!(!keywords.is_empty());
    for keyword in keywords {
        assert!(dictionary.lines().any(|line| line == format!("\"{keyword}\"")), "{keyword}");
    }
}

#[test]
fn every_folder_belongs_to_a_target() {
    for folder in ["corpus", "found", "fuzz_targets"] {
        for path in files(&fuzz_folder().join(folder)) {
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(TARGETS.iter().any(|(target, _)| *target == name), "{}", path.display());
        }
    }
}
