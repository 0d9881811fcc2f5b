//! `positum test`: what it says of tests that fail, in words and as JSON, and its exit codes.

use crate::program::{positum, positum_with_input, report_packages};

const PACKAGE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0, percent 2 }
report r \"R\" {
  form f { 010 : EUR; 020 : EUR; 030 : percent = 010/020 }
  check enough \"{030} are not enough\" { require 030 >= 10 % }
}
test \"a tenth\" for r {
  given 010 = 1, 020 = 10
  expect 030 = 10.00 %, enough passes
}
";
const FAILING: &str = "test \"a ninth\" for r {
  given 010 = 1, 020 = 9
  expect 030 = 11.12 %,
    enough fails
}
";

#[test]
fn tests_that_pass_are_counted() {
    let run = positum_with_input(&["test", "-"], PACKAGE.as_bytes());
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "p: 1 test, 1 passed, 0 failed\n", ""));
    for package in report_packages() {
        let run = positum(&["test", &package]);
        assert_eq!(run.code, 0, "{}", run.stdout);
        assert!(!run.stdout.contains("no tests"), "{}", run.stdout);
    }
    let (without_tests, _) = PACKAGE.split_once("test ").expect("it has a test");
    let run = positum_with_input(&["test", "-"], without_tests.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (0, "p: the package has no tests\n"));
}

#[test]
fn a_test_that_fails_says_where_what_and_why() {
    let run = positum_with_input(&["test", "-"], format!("{PACKAGE}{FAILING}").as_bytes());
    let wanted = "✗ a ninth (2025-Q1)
  standard input:12:10: r.030
    expected  11.12 %
    actual    11.11 % (computed)
    cause     computed as `010/020`
  standard input:13:5: r.enough
    expected  fails
    actual    passes
    cause     `030 >= 10 %` holds

p: 2 tests, 1 passed, 1 failed
";
    assert_eq!((run.code, run.stdout.as_str()), (1, wanted));
}

#[test]
fn the_filter_takes_tests_by_a_part_of_their_name() {
    let text = format!("{PACKAGE}{FAILING}");
    assert_eq!(positum_with_input(&["test", "-", "--filter", "tenth"], text.as_bytes()).stdout, "p: 1 test, 1 passed, 0 failed\n");
    assert_eq!(positum_with_input(&["test", "-", "--filter", "ninth"], text.as_bytes()).code, 1);
    let run = positum_with_input(&["test", "-", "--filter", "tnth"], text.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (64, ""));
    assert!(run.stderr.contains("--filter tnth"), "{}", run.stderr);
}

#[test]
fn json_has_every_test_with_its_differences() {
    let run = positum_with_input(&["test", "-", "--format", "json"], format!("{PACKAGE}{FAILING}").as_bytes());
    assert_eq!(run.code, 1);
    let shown: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((shown["package"].as_str(), shown["passed"].as_u64(), shown["failed"].as_u64()), (Some("p"), Some(1), Some(1)));
    let tests = shown["tests"].as_array().expect("tests");
    assert_eq!((tests[0]["name"].as_str(), tests[0]["passed"].as_bool()), (Some("a tenth"), Some(true)));
    assert_eq!((tests[1]["period"].as_str(), tests[1]["report"].as_str(), tests[1]["at"]["line"].as_u64()), (Some("2025-Q1"), Some("r"), Some(10)));
    let difference = &tests[1]["differences"][0];
    assert_eq!((difference["expected"].as_str(), difference["actual"].as_str()), (Some("11.12 %"), Some("11.11 % (computed)")));
    assert_eq!((difference["at"]["line"].as_u64(), difference["at"]["column"].as_u64()), (Some(12), Some(10)));
}

#[test]
fn a_definition_with_errors_runs_no_tests() {
    let run = positum_with_input(&["test", "-"], PACKAGE.replace("expect 030", "expect 035").as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("P0501"), "{}", run.stderr);
    assert_eq!(positum(&["test", "no_such_folder"]).code, 3);
}
