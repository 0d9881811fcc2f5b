//! `positum test --coverage`: what it says, writes and ends with; figures are worked out by hand.

use crate::program::positum_with_input;
use std::process::Command;

/// The test gives 010 and 020 and expects 030; it computes 040 by a condition that holds, and `enough` fails.
const PACKAGE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0, percent 2 }
report r \"R\" {
  form f {
    010 : EUR
    020 : EUR, blank = 0
    030 : EUR = 010 + 020
    040 \"<b>&\" : EUR = 010 when 020 > 0 EUR
    check enough \"E\" { require 030 >= 10 EUR }
  }
}
test \"t\" for r { given 010 = 4, 020 = 5; expect 030 = 9 }
";

#[test]
fn the_text_has_shares_of_reports_and_what_is_missing_where() {
    let run = positum_with_input(&["test", "-", "--coverage"], PACKAGE.as_bytes());
    let wanted = "p: 1 test, 1 passed, 0 failed

          computed        given     branches       checks
r              1/2          2/2          1/2          1/3   55%
total          1/2          2/2          1/2          1/3   55%

standard input:7:5
    r.f.040
    computed, but no test expects its value
standard input:7:33
    r.f.040
    the condition of `when` is false in no test
standard input:8:11
    r.f.enough
    no test leaves it not evaluated
standard input:8:11
    r.f.enough
    no test makes it pass
";
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, wanted, ""));
    let run = positum_with_input(&["test", "-", "--coverage", "--coverage-limit", "1"], PACKAGE.as_bytes());
    assert!(run.stdout.ends_with("computed, but no test expects its value\n… and 3 more\n"), "{}", run.stdout);
}

#[test]
fn too_little_ends_with_code_1() {
    assert_eq!(positum_with_input(&["test", "-", "--coverage-fail-under", "55"], PACKAGE.as_bytes()).code, 0);
    let run = positum_with_input(&["test", "-", "--coverage-fail-under", "56"], PACKAGE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (1, "55 % is covered, less than --coverage-fail-under 56\n"));
    assert_eq!(positum_with_input(&["test", "-", "--coverage-fail-under", "101"], PACKAGE.as_bytes()).code, 64);
}

#[test]
fn lcov_reads_the_same_figures() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("coverage.info").display().to_string();
    assert_eq!(positum_with_input(&["test", "-", "--coverage-lcov", &file], PACKAGE.as_bytes()).code, 0);
    let text = std::fs::read_to_string(&file).expect("LCOV");
    // 040 stands on line 7 and is not covered; of the check's three outcomes one came about.
    for line in ["SF:standard input", "DA:6,1", "DA:7,0", "DA:8,1", "BRDA:7,0,0,1", "BRDA:7,0,1,0", "BRDA:8,0,0,0", "BRDA:8,0,1,1", "BRDA:8,0,2,0"] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    let run = Command::new("lcov").args(["--summary", &file, "--rc", "lcov_branch_coverage=1"]).output().expect("lcov");
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}");
    for figures in ["(4 of 5 lines)", "(4 of 5 functions)", "(2 of 5 branches)"] {
        assert!(said.contains(figures), "{figures}: {said}");
    }
}

#[test]
fn pages_stand_beside_the_definition_and_nothing_else_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    let arguments = ["test", "-", "--coverage-html", &pages.display().to_string()];
    assert_eq!(positum_with_input(&arguments, PACKAGE.as_bytes()).code, 0);
    // A second time it is written over, and what is no more of it goes.
    std::fs::copy(pages.join("standard_input.html"), pages.join("gone.html")).expect("a copy");
    assert_eq!(positum_with_input(&arguments, PACKAGE.as_bytes()).code, 0);
    let page = std::fs::read_to_string(pages.join("standard_input.html")).expect("a page");
    assert!(page.contains("040 &quot;&lt;b&gt;&amp;&quot; : EUR") && !page.contains("<b>"), "{page}");
    assert!(page.contains("<code>r.f.enough</code>: no test makes it pass"), "{page}");
    assert!(std::fs::read_to_string(pages.join("index.html")).expect("an index").contains("href=\"standard_input.html\""));
    assert!(!pages.join("gone.html").exists());
    let other = folder.path().display().to_string();
    let run = positum_with_input(&["test", "-", "--coverage-html", &other], PACKAGE.as_bytes());
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("holds other files and no coverage pages"), "{}", run.stderr);
}

#[test]
fn json_has_each_aim() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("coverage.json").display().to_string();
    assert_eq!(positum_with_input(&["test", "-", "--coverage-json", &file, "--lang", "lv"], PACKAGE.as_bytes()).code, 0);
    let shown: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).expect("a file")).expect("JSON");
    assert_eq!((shown["total"]["percent"].as_u64(), shown["aims"].as_array().map(Vec::len)), (Some(55), Some(9)));
    let aims = shown["aims"].as_array().expect("aims");
    let of_040 = aims.iter().find(|aim| aim["subject"] == "r.f.040" && aim["kind"] == "computed").expect("040");
    assert_eq!((of_040["at"]["line"].as_u64(), of_040["reached"].as_u64(), of_040["expected"].as_u64()), (Some(7), Some(1), Some(0)));
    assert_eq!(of_040["missing"].as_str(), Some("aprēķināta, bet neviens tests neprasa tās vērtību"));
}
