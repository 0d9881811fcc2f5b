//! Reads the sources of the workspace and holds the catalogue against them: each text has its Latvian, and nothing in the
//! catalogue is left over. The macro refuses the first by itself; here both are shown as lists.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../src/catalogue.rs"]
mod catalogue;
#[path = "../src/template.rs"]
#[allow(dead_code, reason = "the macro alone writes templates")]
mod template;

use catalogue::{FILES, entries, latvian};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use template::{Template, unescaped};

/// The crates that say something.
const CRATES: [&str; 3] = ["grammar", "compiler", "cli"];

fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut waiting: Vec<PathBuf> = CRATES.iter().map(|name| root.join(name).join("src")).collect();
    let mut found = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// Gives the string literal at the beginning of a text, with its quotation marks.
fn literal(text: &str) -> Option<&str> {
    let mut is_escaped = false;
    for (offset, letter) in text.strip_prefix('"')?.char_indices() {
        match letter {
            '"' if !is_escaped => return text.get(..offset + 2),
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    None
}

/// Gives the templates of all texts.
fn templates() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in sources() {
        let text = std::fs::read_to_string(path).unwrap();
        let calls = text.split("said!(").skip(1);
        found.extend(calls.filter_map(|call| literal(call.trim_start())).filter_map(unescaped));
    }
    assert!(found.len() > 1000, "{} texts are found", found.len());
    found
}

#[test]
fn each_text_has_its_latvian() {
    let is_missing = |text: &&String| Template::parse(text).unwrap().has_words() && latvian(text).is_none();
    let templates = templates();
    let missing: Vec<&String> = templates.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "without Latvian: {missing:#?}");
    assert!(latvian("a text that nobody says").is_none());
}

#[test]
fn nothing_in_the_catalogue_is_left_over() {
    let templates = templates();
    let left_over: Vec<&str> =
        FILES.iter().copied().flat_map(entries).map(|(english, _)| english).filter(|text| !templates.contains(*text)).collect();
    assert!(left_over.is_empty(), "no text says: {left_over:#?}");
}

#[test]
fn each_entry_stands_once_and_is_whole() {
    let mut seen = BTreeSet::new();
    for file in FILES {
        for (english, latvian) in entries(file) {
            assert!(seen.insert(english), "twice: {english}");
            let keys = |text: &str| Template::parse(text).unwrap().slots().into_iter().map(|slot| slot.key).collect::<BTreeSet<_>>();
            assert_eq!(keys(english), keys(latvian), "{english}");
            assert!(!latvian.trim().is_empty() && latvian != english, "{english}");
        }
        let lines = file.lines().filter(|line| line.starts_with("en:")).count();
        assert_eq!(lines, entries(file).count(), "a line `en:` without its `lv:`");
        assert!(file.lines().all(|line| line.is_empty() || ["# ", "en: ", "lv: "].iter().any(|begin| line.starts_with(begin))));
    }
}
