//! The mistakes that are likeliest, and in which words each is told.
//!
//! A case is a small text in `tests/mistakes/`; its first line says what a good message tells, and beside it stands
//! what the program says; `POSITUM_UPDATE=1 cargo test -p positum` writes that anew. Messages that are not good yet
//! are listed in `tests/mistakes/KNOWN_BAD.md`.

use crate::program::{Run, assert_file, command, root};
use std::path::{Path, PathBuf};

/// How the first line of a case begins.
const WANTED: &str = "# A good message tells: ";

fn files(ending: &str) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("tests/mistakes")).expect("the cases are there");
    let files = folder.map(|entry| entry.expect("the folder can be read").path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|own| own == ending)).collect();
    files.sort();
    files
}

fn name(case: &Path) -> &str {
    case.file_stem().and_then(|name| name.to_str()).expect("a plain name")
}

/// Gives the cases whose messages are known to be bad.
fn known_bad() -> Vec<String> {
    let list = std::fs::read_to_string(root().join("tests/mistakes/KNOWN_BAD.md")).expect("the list is there");
    let entries = list.lines().filter(|line| line.starts_with("- "));
    entries.map(|line| line.split('`').nth(1).expect("an entry begins with its case").to_owned()).collect()
}

fn first_line(case: &Path) -> String {
    let text = std::fs::read_to_string(case).expect("the case can be read");
    text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().to_owned()
}

/// Checks a case from its own folder, so that messages name it briefly.
fn check(case: &Path) -> Run {
    let mut command = command(&["check", &format!("{}.positum", name(case))]);
    command.current_dir(root().join("tests/mistakes"));
    crate::program::run(command.output().expect("the program starts"))
}

#[test]
fn each_mistake_is_told_in_these_words() {
    for case in files("positum") {
        let run = check(&case);
        let said: String = run.stderr.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        assert_file(&case.with_extension("txt"), &said);
        let is_no_mistake = first_line(&case).starts_with(&format!("{WANTED}nothing: "));
        // What is not told yet is in the list.
        let is_known = known_bad().iter().any(|known| known == name(&case));
        assert!(said.is_empty() == is_no_mistake || is_known, "{}: {said}", name(&case));
        assert!(run.code <= 2, "{} ended with code {}", name(&case), run.code);
    }
}

#[test]
fn each_message_offers_what_to_write() {
    for case in files("txt") {
        let said = std::fs::read_to_string(&case).expect("the text can be read");
        assert!(said.is_empty() || said.contains("= help: "), "{}: {said}", name(&case));
    }
}

#[test]
fn each_case_says_what_a_good_message_tells() {
    let cases = files("positum");
    assert!(cases.len() >= 80, "{} cases", cases.len());
    for case in &cases {
        assert!(first_line(case).starts_with(WANTED), "{}", name(case));
    }
    assert_eq!(files("txt").len(), cases.len(), "no text is left without its case");
}

#[test]
fn each_message_that_is_known_to_be_bad_has_a_case() {
    for case in known_bad() {
        assert!(root().join(format!("tests/mistakes/{case}.positum")).exists(), "{case}");
    }
}
