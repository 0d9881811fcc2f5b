//! The one direction of dependencies between crates, and what each may know, told from their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const CRATES: [&str; 9] = ["texts", "grammar", "plan", "compiler", "runtime", "pages", "spreadsheet", "proof", "cli"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Gives the crates of this workspace that a crate's `Cargo.toml` names as what it builds upon.
fn ours_under(name: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(name).join("Cargo.toml")).unwrap();
    let mut section = String::new();
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            line.clone_into(&mut section);
        } else if section == "[dependencies]"
            && let Some(rest) = line.strip_prefix("positum-")
        {
            found.push(rest.split(['.', ' ', '=']).next().unwrap().to_owned());
        }
    }
    found
}

/// Gives the code of a crate's source files without comments, by path.
fn sources(name: &str) -> BTreeMap<PathBuf, String> {
    let mut waiting = vec![root().join(name).join("src")];
    let mut found = BTreeMap::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.lines().map(|line| line.split_once("//").map_or(line, |(code, _)| code)).collect::<Vec<_>>().join("\n");
            found.insert(path.strip_prefix(root()).unwrap().to_owned(), code);
        }
    }
    assert!(!found.is_empty());
    found
}

/// Tests beside the code may run other programs and read what these write.
fn is_of_tests(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

#[test]
fn crates_build_upon_each_other_in_one_direction() {
    assert_eq!(ours_under("texts"), Vec::<String>::new());
    assert_eq!(ours_under("grammar"), ["texts"]);
    assert_eq!(ours_under("plan"), Vec::<String>::new());
    assert_eq!(ours_under("compiler"), ["grammar", "plan"]);
    assert_eq!(ours_under("runtime"), ["plan"]);
    assert_eq!(ours_under("pages"), ["plan", "runtime"]);
    assert_eq!(ours_under("spreadsheet"), ["plan", "runtime"]);
    assert_eq!(ours_under("proof"), ["plan", "runtime"]);
    assert_eq!(ours_under("cli"), ["compiler", "grammar", "pages", "plan", "proof", "runtime", "spreadsheet"]);
}

#[test]
fn only_the_builders_of_the_tree_know_pest() {
    for name in CRATES {
        for (path, code) in sources(name) {
            let is_builder = path.starts_with("grammar/src/build_tree") || path.ends_with("build_tree.rs") || path.ends_with("build_expression.rs");
            assert!(is_builder || !code.contains("pest::") && !code.contains("pest_derive"), "{}", path.display());
        }
    }
}

#[test]
fn only_the_command_line_knows_files_the_environment_the_clock_and_the_terminal() {
    let outside = [
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "std::time::SystemTime",
        "Instant::now",
        "Zoned::now",
        "println!",
        "print!",
        "stdout()",
        "stdin()",
    ];
    for name in CRATES.into_iter().filter(|name| *name != "cli") {
        for (path, code) in sources(name).into_iter().filter(|(path, _)| !is_of_tests(path)) {
            for word in outside {
                assert!(!code.contains(word), "{} has {word}", path.display());
            }
        }
    }
}

#[test]
fn modules_stand_beside_their_folders() {
    for name in CRATES {
        assert!(sources(name).keys().all(|path| !path.ends_with("mod.rs")), "{name}");
    }
}
