//! What the tutorials show is what happens: each page is followed word by word in an empty folder.
//!
//! The comment at the head of `docs/tutorial.md` says what its blocks are. What the program prints is compared with the
//! page, after commands end with the code that the page names.

use crate::program::{Run, assert_file, command, positum, root, run};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;

/// A stretch of a page: lines outside fences, or a fenced block with its first line.
enum Part {
    Prose(String),
    Block { info: String, body: String },
}

/// Cuts a page into its parts; put together again they are the page.
fn parts(page: &str) -> Vec<Part> {
    let mut parts = vec![Part::Prose(String::new())];
    for line in page.lines() {
        let is_open = matches!(parts.last(), Some(Part::Block { .. }));
        match (line.strip_prefix("```"), parts.last_mut()) {
            (Some(_), Some(Part::Block { .. })) => parts.push(Part::Prose(String::new())),
            (Some(info), _) => parts.push(Part::Block { info: info.to_owned(), body: String::new() }),
            (None, Some(Part::Prose(text) | Part::Block { body: text, .. })) => text.extend([line, "\n"]),
            (None, None) => {}
        }
        assert!(!(is_open && line.starts_with("```") && line != "```"), "a fence is not closed before `{line}`");
    }
    assert!(matches!(parts.last(), Some(Part::Prose(_))), "the last fence is not closed");
    parts
}

/// Follows a page in a folder, and gives the page with all that was printed.
fn follow(page: &str, folder: &Path, locale: &str) -> String {
    let mut followed = String::new();
    let mut printed: Option<String> = None;
    for part in parts(page) {
        let (info, body) = match part {
            Part::Prose(text) => {
                assert!(printed.is_none() || text.trim().is_empty(), "a command has no `text` after it, but: {text}");
                followed.push_str(&text);
                continue;
            }
            Part::Block { info, body } => (info, body),
        };
        let words: Vec<&str> = info.split_whitespace().collect();
        let shown = match words.as_slice() {
            ["sh"] => {
                printed = Some(printed_by(&body, 0, folder, locale));
                body
            }
            ["sh", code] => {
                printed = Some(printed_by(&body, code.parse().expect("a code is a number"), folder, locale));
                body
            }
            ["text"] => printed.take().expect("what is printed follows a command"),
            ["positum" | "csv" | "json", file, how @ ..] => typed(&folder.join(file), how, &body),
            _ => panic!("nobody knows what `{info}` means"),
        };
        let _ = write!(followed, "```{info}\n{shown}```\n");
    }
    followed
}

/// Does to a file what the page tells its reader, and gives what the block shows.
fn typed(path: &Path, how: &[&str], body: &str) -> String {
    let old = || std::fs::read_to_string(path).expect("the page has made the file");
    let new = match how {
        ["now"] => return old(),
        [] => {
            assert!(!path.exists(), "{} is already there", path.display());
            body.to_owned()
        }
        ["after"] => old() + body,
        ["inside"] => {
            let text = old();
            let (before, last) = text.rsplit_once('}').expect("the file ends with a brace");
            format!("{before}{body}}}{last}")
        }
        ["line", number] => {
            let number: usize = number.parse().expect("a line has a number");
            let text = old();
            let mut lines: Vec<&str> = text.lines().collect();
            lines[number - 1] = body.trim_end_matches('\n');
            lines.join("\n") + "\n"
        }
        _ => panic!("nobody knows what `{}` means", how.join(" ")),
    };
    std::fs::write(path, new).expect("the file can be written");
    body.to_owned()
}

/// Runs a command as the reader does, and gives all that it prints.
fn printed_by(line: &str, code: i32, folder: &Path, locale: &str) -> String {
    let arguments: Vec<&str> = line.split_whitespace().collect();
    let [program, arguments @ ..] = arguments.as_slice() else { panic!("a command is empty") };
    assert_eq!(*program, "positum", "only the program itself is run");
    let mut command = command(arguments);
    command.env("LC_ALL", locale);
    let Run { code: found, stdout, stderr } = run(command.current_dir(folder).stdin(Stdio::null()).output().expect("the program starts"));
    assert_eq!(found, code, "{line}{stderr}{stdout}");
    // What keeps together on the screen need not on the page.
    let printed = (stderr + &stdout).replace('\u{a0}', " ");
    printed.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Follows a page of the documents in a folder for the moment, which is given back with what the page made in it.
fn follow_page(name: &str) -> tempfile::TempDir {
    let path = root().join("docs").join(name);
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let folder = tempfile::tempdir().expect("there is room for a folder");
    // A page is read by who has its language.
    let locale = if name.ends_with(".lv.md") { "lv_LV.UTF-8" } else { "C" };
    assert_file(&path, &follow(&page, folder.path(), locale));
    folder
}

#[test]
fn the_tutorial_is_what_happens() {
    follow_page("tutorial.md");
}

#[test]
fn the_latvian_tutorial_is_what_happens() {
    follow_page("tutorial.lv.md");
}

/// Gives the definitions in a folder by their names, without the comments with which they begin.
fn definitions(folder: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("the folder can be read").path());
    let definitions = files.filter(|path| path.extension().is_some_and(|ending| ending == "positum"));
    let content = |path: &Path| {
        let text = std::fs::read_to_string(path).expect("the definition can be read");
        text.lines().skip_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect()
    };
    definitions.map(|path| (path.file_name().expect("a file has a name").display().to_string(), content(&path))).collect()
}

#[test]
fn a_new_package_is_that_of_the_tutorial() {
    for (page, name, language) in [("tutorial.md", "my_returns", "en"), ("tutorial.lv.md", "mani_parskati", "lv")] {
        let followed = follow_page(page);
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let package = folder.path().join(name);
        let package = package.to_str().expect("a plain path");
        assert_eq!(positum(&["new", package, "--lang", language]).code, 0);
        assert_eq!(definitions(Path::new(package)), definitions(followed.path()), "{page}");
        for command in [["check", package], ["fmt", package], ["test", package]] {
            assert_eq!(positum(&command).code, 0, "{command:?}");
        }
        let sample = format!("{package}/samples/2025-Q1.json");
        let typed = followed.path().join("2025-Q1.csv");
        let typed = typed.to_str().expect("a plain path");
        let cells = |submission: &str| positum(&["eval", package, submission, "--format", "csv"]).stdout;
        assert_eq!(cells(&sample), cells(typed), "{page}");
    }
}

#[test]
fn a_page_that_shows_something_else_is_noticed() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let page = |printed: &str| {
        format!("Type:\n\n```positum a.positum line 2\n  language en\n```\n\n```sh\npositum check a.positum\n```\n\n```text\n{printed}```\n")
    };
    let right = page("p: 0 reports, 0 tables, 0 cells, 0 checks; nothing is wrong\n");
    for wrong in ["", "p: nothing is wrong\n"] {
        std::fs::write(folder.path().join("a.positum"), "package p {\n  language de\n}\n").expect("the file can be written");
        assert_eq!(follow(&page(wrong), folder.path(), "C"), right);
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("a.positum")).expect("it is there"), "package p {\n  language en\n}\n");
}
