//! `positum test` with submissions from files: which are read, and what is said of those that cannot be.

use crate::program::{Run, positum, positum_with_input};
use std::path::Path;

const PACKAGE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0 }
report r \"R\" {
  form f { 010 : EUR; 020 : EUR = 010 + 010 }
}
";

fn folder(test: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("p.positum", &format!("{PACKAGE}{test}"));
    files.iter().for_each(|(name, text)| write(name, text));
    folder
}

fn run(folder: &Path) -> Run {
    positum(&["test", folder.to_str().unwrap()])
}

const TEST: &str = "test \"t\" for r period 2025-Q1 {\n  submission \"samples/FILE\"\n  expect 020 = 10\n}\n";

#[test]
fn submissions_are_read_in_every_format_that_eval_reads() {
    let files = [
        ("a.json", "{\"entity\": \"A\", \"period\": \"2025-Q1\", \"reports\": {\"r\": {\"f\": {\"010\": \"5\"}}}}"),
        ("a.jsonl", "{\"entity\": \"A\", \"period\": \"2025-Q1\", \"reports\": {\"r\": {\"f\": {\"010\": \"5\"}}}}\n"),
        ("long.csv", "entity,period,report,table,row,column,value\nA,2025-Q1,r,f,010,,5\n"),
        ("wide.csv", "entity,period,010\nA,2025-Q1,5\n"),
        ("without_period.csv", "entity,010\nA,5\n"),
    ];
    for (name, text) in files {
        let folder = folder(&TEST.replace("FILE", name), &[(&format!("samples/{name}"), text)]);
        let run = run(folder.path());
        assert_eq!((run.code, run.stdout.as_str()), (0, "p: 1 test, 1 passed, 0 failed\n"), "{name}: {}", run.stderr);
    }
}

#[test]
fn xml_and_filled_forms_are_read_as_the_program_writes_them() {
    let source = ("in.json", "{\"entity\": \"A\", \"period\": \"2025-Q1\", \"reports\": {\"r\": {\"f\": {\"010\": \"5\"}}}}");
    let folder = folder("", &[source]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::create_dir(path("samples")).unwrap();
    let package = folder.path().to_str().unwrap();
    assert_eq!(positum(&["eval", package, &path("in.json"), "--format", "xml", "-o", &path("samples/a.xml")]).code, 0);
    assert_eq!(positum(&["template", package, &path("in.json"), "-o", &path("samples/a.xlsx")]).code, 0);
    for name in ["a.xml", "a.xlsx"] {
        std::fs::write(path("p.positum"), format!("{PACKAGE}{}", TEST.replace("FILE", name))).unwrap();
        let run = run(folder.path());
        assert_eq!(run.code, 0, "{name}: {}{}", run.stdout, run.stderr);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_the_place_where_it_is_named() {
    let says = |files: &[(&str, &str)], name: &str, part: &str| {
        let folder = folder(&TEST.replace("FILE", name), files);
        let run = run(folder.path());
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{name}");
        assert!(run.stderr.contains("p.positum:6:14: ") && run.stderr.contains(part), "{name}: {}", run.stderr);
    };
    says(&[], "none.json", "there is no file `samples/none.json`");
    says(&[("samples/a.json", "{")], "a.json", "a.json");
    says(&[("samples/a.txt", "")], "a.txt", "the ending tells no format");
    says(&[("samples/a.csv", "entity,period,010\nA,2025-Q2,5\n")], "a.csv", "no submission for 2025-Q1; it has A 2025-Q2");
    says(&[("samples/a.csv", "entity,period,010\nA,2025-Q1,5\nB,2025-Q1,5\n")], "a.csv", "several submissions for 2025-Q1: A, B");
    let run = positum_with_input(&["test", "-"], format!("{PACKAGE}{}", TEST.replace("FILE", "a.json")).as_bytes());
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("has no folder with `samples/a.json`"), "{}", run.stderr);
}

#[test]
#[cfg(unix)]
fn a_link_does_not_lead_out_of_the_folder() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("a.csv");
    std::fs::write(&secret, "entity,period,010\nA,2025-Q1,5\n").unwrap();
    let folder = folder(&TEST.replace("FILE", "a.csv"), &[("samples/b.csv", "")]);
    std::os::unix::fs::symlink(&secret, folder.path().join("samples/a.csv")).unwrap();
    let run = run(folder.path());
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("there is no file `samples/a.csv`"), "{}", run.stderr);
}

#[test]
fn a_package_without_the_files_of_its_tests_can_be_used() {
    let folder = folder(&TEST.replace("FILE", "none.json"), &[]);
    assert_eq!(positum(&["check", folder.path().to_str().unwrap()]).code, 0);
}
