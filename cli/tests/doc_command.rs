//! `positum doc`: a folder whole or not at all, and never in place of something else.

use crate::program::{Run, positum};
use std::path::Path;

const PACKAGE: &str = "docs/examples/capital.positum";

fn doc(folder: &Path, more: &[&str]) -> Run {
    let folder = folder.to_str().expect("a plain path");
    positum(&[&["doc", PACKAGE, "-o", folder], more].concat())
}

fn files(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").file_name().display().to_string())
        .collect();
    found.sort();
    found
}

#[test]
fn a_guide_is_written_and_written_anew_over_itself() {
    let parent = tempfile::tempdir().expect("a folder for a moment");
    let site = parent.path().join("some/site");
    for _ in 0..2 {
        let run = doc(&site, &[]);
        assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
        assert_eq!(files(&site), ["en", "guide.json", "index.html", "search.js", "style.css"]);
        // Nothing is left beside it.
        assert_eq!(files(&parent.path().join("some")), ["site"]);
    }
    // What an earlier guide had and this one has not is gone.
    let run = positum(&["doc", "reports/us_ncua_5300", "-o", site.to_str().expect("a plain path")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!site.join("en/report_capital.html").exists() && site.join("en/report_call_report.html").exists());
}

#[test]
fn an_empty_folder_is_taken_and_one_with_other_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let site = folder.path().join("site");
    std::fs::create_dir(&site).expect("the folder can be made");
    assert_eq!(doc(&site, &[]).code, 0);

    std::fs::write(site.join("CNAME"), "example.org").expect("the file can be written");
    let run = doc(&site, &[]);
    assert!(run.code == 3 && run.stderr.contains("holds CNAME, which is not of the guide"), "{}", run.stderr);
    assert!(site.join("CNAME").exists() && site.join("index.html").exists());

    let other = folder.path().join("other");
    std::fs::create_dir(&other).expect("the folder can be made");
    std::fs::write(other.join("index.html"), "mine").expect("the file can be written");
    let run = doc(&other, &[]);
    assert!(run.code == 3 && run.stderr.contains("holds other files and no guide"), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(other.join("index.html")).expect("it is there"), "mine");

    let run = doc(&other.join("index.html"), &[]);
    assert!(run.code == 3 && run.stderr.contains("this is a file"), "{}", run.stderr);
}

#[test]
fn a_package_with_mistakes_and_a_wrong_period_leave_no_folder() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let site = folder.path().join("site");
    let run = doc(&site, &["--period", "2025-Q9"]);
    assert!(run.code == 64 && run.stderr.contains("--period 2025-Q9"), "{}", run.stderr);
    let package = folder.path().join("p.positum");
    std::fs::write(&package, "package p \"P\" { language en }\nreport r \"R\" { form f { 010 \"A\" : EUR = 020 } }\n").expect("it can be written");
    let run = positum(&["doc", package.to_str().expect("a plain path"), "-o", site.to_str().expect("a plain path")]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(!site.exists());
}

#[test]
fn a_compiled_plan_gives_the_same_guide_as_its_text() {
    let folder = tempfile::tempdir().expect("a folder for a moment");
    let plan = folder.path().join("plan.json");
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    assert_eq!(positum(&["compile", PACKAGE, "-o", &path("plan.json")]).code, 0);
    assert!(plan.exists());
    for (package, site) in [(PACKAGE.to_owned(), "one"), (path("plan.json"), "other")] {
        assert_eq!(positum(&["doc", &package, "-o", &path(site)]).code, 0);
    }
    let read = |site: &str, file: &str| std::fs::read(folder.path().join(site).join(file)).expect("the file is there");
    for file in ["guide.json", "index.html", "en/index.html", "en/report_capital.html", "en/search_index.js"] {
        assert!(read("one", file) == read("other", file), "{file}");
    }
}
