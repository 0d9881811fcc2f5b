//! Files that definitions name: read from the package's folder and from nowhere else.

use crate::program::{Run, positum, positum_with_input};
use std::path::Path;

const DEFINITION: &str = "package p \"P\" { language en }\ncodelist banks \"Banks\" from \"codes/banks.csv\"\n\
    report r \"R\" {\n  period quarter\n  list l {\n    010 \"Bank\" : code banks, key\n    020 \"Ours\" : bool = 010 in \"EU\"\n  }\n}\n";
const BANKS: &[u8] = b"code,parent\nLV,EU\nEU,\nUS,\n";

/// Makes a package's folder, with the file of codes where there is one.
fn package(file: Option<&[u8]>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    std::fs::create_dir(folder.path().join("codes")).expect("the folder can be made");
    std::fs::write(folder.path().join("package.positum"), DEFINITION).expect("the text can be written");
    if let Some(bytes) = file {
        std::fs::write(folder.path().join("codes/banks.csv"), bytes).expect("the file can be written");
    }
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

fn check(folder: &Path) -> Run {
    positum(&["check", text(folder), "--message-format", "short"])
}

fn is_refused(run: &Run, said: &str) {
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("error[P0225]") && run.stderr.contains(said), "{}", run.stderr);
}

#[test]
fn a_file_beside_the_definitions_is_read_however_the_package_is_named() {
    let folder = package(Some(BANKS));
    assert_eq!(check(folder.path()).code, 0, "{}", check(folder.path()).stderr);
    let run = check(&folder.path().join("package.positum"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut command = crate::program::command(&["check", "package.positum"]);
    let run = crate::program::run(command.current_dir(folder.path()).output().expect("the program starts"));
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_plan_holds_the_codes_and_needs_the_file_no_more() {
    let folder = package(Some(BANKS));
    let plan = folder.path().join("plan.json");
    let run = positum(&["compile", text(folder.path()), "-o", text(&plan)]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    std::fs::remove_dir_all(folder.path().join("codes")).expect("the folder can be deleted");
    let submission = folder.path().join("submission.csv");
    let lines = "entity,period,report,table,row,column,value\nE,2025-Q1,r,l,1,010,LV\nE,2025-Q1,r,l,2,010,US\nE,2025-Q1,r,l,3,010,XX\n";
    std::fs::write(&submission, lines).expect("the file can be written");
    let run = positum(&["eval", text(&plan), text(&submission), "--format", "csv"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for (line, ours) in [(1, "true"), (2, "false")] {
        let wanted = format!("r,l,{line},020,{ours},");
        assert!(run.stdout.contains(&wanted), "{wanted} in {}", run.stdout);
    }
    let run = positum(&["eval", text(&plan), text(&submission), "--width", "200"]);
    assert!(run.stdout.contains("`XX` is not in the codelist `banks`, which has `LV`, `EU`, `US`"), "{}", run.stdout);
}

#[test]
fn what_cannot_be_read_is_told() {
    is_refused(&check(package(None).path()), "there is no file `codes/banks.csv`");
    is_refused(&check(package(Some(b"code\n\xff\n")).path()), "its line 2 is not UTF-8");
    is_refused(&check(package(Some(&vec![b'x'; 16 * 1024 * 1024 + 1])).path()), "more than 16777216 bytes");
    is_refused(&positum_with_input(&["check", "-", "--message-format", "short"], DEFINITION.as_bytes()), "stands in no folder");
}

#[test]
#[cfg(unix)]
fn a_link_does_not_lead_out_of_the_folder() {
    let (folder, outside) = (package(None), package(Some(BANKS)));
    let file = outside.path().join("codes/banks.csv");
    std::os::unix::fs::symlink(&file, folder.path().join("codes/banks.csv")).expect("a link can be made");
    is_refused(&check(folder.path()), "there is no file `codes/banks.csv`");
}
