//! The program in Latvian: whatever it says of the cases in `tests/rejected/` and `tests/mistakes/`, no English is left.

use crate::program::{Run, command, positum, root, run};
use positum_compiler::diagnostic_code::DiagnosticCode;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Gives the words of a text outside backticks, in small letters.
fn words(text: &str) -> BTreeSet<String> {
    let outside = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '\'' || letter == '_' || letter == '.';
    let words = outside.split(|letter| !is_part(letter)).map(|word| word.trim_matches('.').to_lowercase());
    words.filter(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic)).collect()
}

/// Gives the words that the catalogue has in English and not in Latvian.
fn english_words() -> BTreeSet<String> {
    let (mut english, mut latvian) = (BTreeSet::new(), BTreeSet::new());
    for file in std::fs::read_dir(root().join("texts/latvian")).expect("the catalogue is there") {
        let text = std::fs::read_to_string(file.expect("the folder can be read").path()).expect("it can be read");
        for line in text.lines() {
            let without_holes = line.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect::<String>();
            match without_holes.split_once(": ") {
                Some(("en", words_of)) => english.extend(words(words_of)),
                Some(("lv", words_of)) => latvian.extend(words(words_of)),
                _ => {}
            }
        }
    }
    &english - &latvian
}

fn cases() -> Vec<PathBuf> {
    let folders = ["tests/rejected", "tests/mistakes"];
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(root().join(folder)).expect("the cases are there"));
    let files = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut cases: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|ending| ending == "positum")).collect();
    cases.sort();
    cases
}

fn check(case: &Path, arguments: &[&str]) -> Run {
    let name = case.file_name().and_then(|name| name.to_str()).expect("a plain name");
    let mut command = command(&[&["check", name], arguments].concat());
    command.current_dir(case.parent().expect("a folder"));
    run(command.output().expect("the program starts"))
}

/// Gives the texts of a diagnostic as `--message-format json` writes it.
fn texts(diagnostic: &Value) -> Vec<&str> {
    let others = diagnostic["others"].as_array().expect("a list").iter().map(|other| &other["label"]);
    let help = diagnostic["help"].as_array().expect("a list").iter();
    let all = [&diagnostic["message"], &diagnostic["label"]].into_iter().chain(others).chain(help);
    all.map(|text| text.as_str().expect("a text")).collect()
}

#[test]
fn no_english_is_left_in_what_is_said_of_the_cases() {
    let english = english_words();
    for word in ["write", "column", "cannot", "there", "needed"] {
        assert!(english.contains(word), "{word}");
    }
    let (mut left, mut count) = (Vec::new(), 0);
    for case in cases() {
        let run = check(&case, &["--lang", "lv", "--message-format", "json"]);
        for line in run.stderr.lines() {
            let diagnostic: Value = serde_json::from_str(line).expect("a line of JSON");
            for text in texts(&diagnostic) {
                count += 1;
                let found: Vec<String> = words(text).intersection(&english).cloned().collect();
                if !found.is_empty() {
                    left.push(format!("{}: {text} {found:?}", case.display()));
                }
            }
        }
    }
    assert!(count > 1000, "{count} texts");
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn each_case_says_as_much_in_latvian_as_in_english() {
    for case in cases() {
        let (english, latvian) = (check(&case, &["--lang", "en"]), check(&case, &["--lang", "lv"]));
        assert_eq!(english.code, latvian.code, "{}", case.display());
        assert_eq!(english.stderr.lines().count(), latvian.stderr.lines().count(), "{}", case.display());
        assert!(english.stderr.is_empty() || english.stderr != latvian.stderr, "{}", case.display());
    }
}

/// A package with one error: an amount and a count are added.
const WRONG: &str = "package p \"P\" { language en }\n\nreport r \"R\" {\n  form main {\n    010 \"A\" : EUR\n    020 \"B\" : count\n    030 \"C\" : EUR = 010+020\n  }\n}\n";

fn said_of(arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.positum"), WRONG).expect("it can be written");
    let mut command = command(&[&["check", "p.positum"], arguments].concat());
    command.current_dir(folder.path()).env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
    command.envs(environment.iter().copied());
    run(command.output().expect("the program starts"))
}

#[test]
fn a_diagnostic_is_drawn_with_latvian_words() {
    let run = said_of(&["--lang", "lv"], &[]);
    assert_eq!(run.code, 2);
    let begin = "kļūda[P0301]: `020` nevar pieskaitīt: tas ir skaits, bet `010` ir summa (EUR)\n";
    assert!(run.stderr.starts_with(begin), "{}", run.stderr);
    assert!(run.stderr.contains("= padoms: saskaitīt var tikai vērtības ar vienu mērvienību: pārbaudiet kodus\n"), "{}", run.stderr);
    assert!(run.stderr.ends_with("1 kļūda; vairāk par katru: `positum explain CODE`\n"), "{}", run.stderr);
    let short = said_of(&["--lang", "lv", "--message-format", "short"], &[]).stderr;
    assert_eq!(short, "p.positum:7:25: kļūda[P0301]: `020` nevar pieskaitīt: tas ir skaits, bet `010` ir summa (EUR)\n");
}

#[test]
fn the_environment_says_the_language_where_nothing_else_does() {
    let begins = |run: &Run, word: &str| assert!(run.stderr.starts_with(word), "{}", run.stderr);
    begins(&said_of(&[], &[]), "error[P0301]");
    begins(&said_of(&[], &[("LANG", "lv_LV.UTF-8")]), "kļūda[P0301]");
    begins(&said_of(&[], &[("LANG", "lv_LV.UTF-8"), ("LC_ALL", "C.UTF-8")]), "error[P0301]");
    begins(&said_of(&["--lang", "en"], &[("LC_MESSAGES", "lv_LV")]), "error[P0301]");
}

#[test]
fn labels_of_reports_do_not_follow_the_environment() {
    let in_environment = |language: &str| {
        let mut command = command(&["eval", "reports/lv_credit_unions", "reports/lv_credit_unions/samples/01.json", "--format", "json"]);
        run(command.env("LC_ALL", language).output().expect("the program starts")).stdout
    };
    let said = in_environment("C");
    assert!(said.len() > 1000, "{said}");
    assert_eq!(said, in_environment("lv_LV.UTF-8"));
}

#[test]
fn failures_and_counts_are_latvian_too() {
    let missing = positum(&["check", "no_such_folder", "--lang", "lv"]);
    assert_eq!(missing.stderr, "kļūda: no_such_folder: nav tādas datnes vai mapes (os error 2)\n");
    let counted = positum(&["check", "cli/templates/lv/likviditate.positum", "--lang", "lv"]);
    assert!(counted.stderr.starts_with("kļūda[P0201]: paketei nav ievada"), "{}", counted.stderr);
    let explained = positum(&["explain", "P9999", "--lang", "lv"]);
    assert_eq!(
        (explained.code, explained.stderr.as_str()),
        (64, "kļūda: nav paziņojuma `P9999`; visus uzskaita `positum explain`, šūnu izskaidro `positum explain PACKAGE SUBMISSION CELL`\n")
    );
}

#[test]
fn each_page_is_explained_in_latvian() {
    let english = english_words();
    let list = positum(&["explain", "--lang", "lv"]).stdout;
    let mut wrong = Vec::new();
    for code in DiagnosticCode::ALL {
        let run = positum(&["explain", code.number(), "--lang", "lv"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let (text, examples) = run.stdout.split_once("\nNepareizi:\n").expect("there is text before the examples");
        let title = text.lines().next().and_then(|line| line.split_once(": ")).map(|(_, title)| title).expect("a title");
        assert!(list.contains(&format!("{}  {title}\n", code.number())), "{list}");
        let left: Vec<String> = words(text).intersection(&english).cloned().collect();
        wrong.extend(left.iter().map(|word| format!("{}: English {word}", code.number())));
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        // What stands in backticks is the same in both languages, but for texts of the user.
        let in_english = positum(&["explain", code.number()]).stdout;
        assert!(in_english.ends_with(&examples.replace("\nPareizi:\n", "\nRight:\n")), "{}", code.number());
        let quoted = |text: &str| -> BTreeSet<String> {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            text.split('`').skip(1).step_by(2).filter(|part| !part.contains('"')).map(str::to_owned).collect()
        };
        let explained = in_english.split("\nWrong:\n").next().expect("there is text before the examples");
        let lacking: Vec<String> = quoted(explained).difference(&quoted(text)).cloned().collect();
        wrong.extend(lacking.iter().map(|part| format!("{}: without `{part}`", code.number())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
