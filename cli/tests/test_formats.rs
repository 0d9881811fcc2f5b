//! `positum test`: JUnit, JSON, filters, lists and what they have in common.

use crate::program::{positum, positum_with_input};
use roxmltree::{Document, Node};

const PACKAGE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0, percent 2 }
report r \"R\" {
  form f { 010 : EUR; 020 : EUR; 030 : percent = 010/020 }
  check enough \"{030} are not enough\" { require 030 >= 10 % }
}
report other \"O\" {
  form g { 500 : EUR = r.010 }
}
test \"ratio\" for r {
  given 020 = 10
  cases {
    given  010 | expect 030, enough
    \"a <&> \u{1} b\" : 1 | 10.00 %, passes
    \"wrong\" : 2 | 21.00 %, fails
  }
}
test \"of the whole package\" { given 010 = 1; expect 500 = 1 }
test \"story\" for other {
  given r.010 = 1
  expect 500 = 2
  entity \"B\" given r.010 = 3
  entity \"B\" expect 500 = 4
}
";

fn test(arguments: &[&str]) -> (i32, String) {
    let package = PACKAGE.replace('\u{1}', "");
    let run = positum_with_input(&[&["test", "-"], arguments].concat(), package.as_bytes());
    (run.code, run.stdout)
}

#[test]
fn what_differs_is_shown_with_its_formula() {
    let (code, text) = test(&[]);
    let wanted = "✗ ratio: wrong (2025-Q1)
  standard input:14:19: r.f.030
    expected  21.00 %
    actual    20.00 % (computed)
    formula   010/020 = 2 / 10
  standard input:14:28: r.enough
    expected  fails
    actual    passes
    formula   030 >= 10 %: 20.00% >= 10%

✗ story (2025-Q1)
  standard input:20:10: other.g.500 (test, 2025-Q1)
    expected  2
    actual    1 (computed)
    formula   r.010
  standard input:22:21: other.g.500 (B, 2025-Q1)
    expected  4
    actual    3 (computed)
    formula   r.010

p: 4 tests, 2 passed, 2 failed
";
    assert_eq!((code, text.as_str()), (1, wanted));
}

fn attributes<'x>(node: Node<'x, '_>, names: &[&str]) -> Vec<&'x str> {
    names.iter().map(|name| node.attribute(*name).unwrap_or("none")).collect()
}

#[test]
fn junit_has_the_structure_that_build_servers_read() {
    let (code, text) = test(&["--format", "junit"]);
    assert_eq!(code, 1);
    let document = Document::parse(&text).expect("well-formed");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    assert_eq!(attributes(root, &["name", "tests", "failures", "errors", "time", "timestamp"]), ["p", "4", "2", "0", "none", "none"]);
    let suites: Vec<Node<'_, '_>> = root.children().filter(Node::is_element).collect();
    assert_eq!(suites.len(), 1);
    assert_eq!(suites[0].tag_name().name(), "testsuite");
    assert_eq!(attributes(suites[0], &["name", "tests", "failures", "errors"]), ["standard input", "4", "2", "0"]);
    let cases: Vec<Node<'_, '_>> = suites[0].children().filter(Node::is_element).collect();
    assert!(cases.iter().all(|case| case.tag_name().name() == "testcase"));
    let named: Vec<Vec<&str>> = cases.iter().map(|case| attributes(*case, &["classname", "name", "line"])).collect();
    assert_eq!(named[0], ["p.r", "ratio: a <&>  b", "13"]);
    assert_eq!(named[1], ["p.r", "ratio: wrong", "14"]);
    assert_eq!(named[2], ["p", "of the whole package", "17"]);
    assert_eq!(named[3], ["p.other", "story", "18"]);
    let failures: Vec<usize> = cases.iter().map(|case| case.children().filter(|child| child.has_tag_name("failure")).count()).collect();
    assert_eq!(failures, [0, 1, 0, 1]);
    let failure = cases[3].children().find(|child| child.has_tag_name("failure")).expect("a failure");
    assert_eq!(failure.attribute("message"), Some("other.g.500: expected 2, actual 1 (computed)"));
    assert!(failure.text().expect("a text").contains("other.g.500 (B, 2025-Q1)"));
}

#[test]
fn times_are_told_where_asked_for_and_nowhere_else() {
    for format in ["json", "junit", "human"] {
        assert_eq!(test(&["--format", format]), test(&["--format", format]));
    }
    let (_, text) = test(&["--format", "junit", "--times"]);
    let document = Document::parse(&text).expect("well-formed");
    let is_time = |text: &str| text.split_once('.').is_some_and(|(whole, part)| whole.parse::<u64>().is_ok() && part.len() == 6 && part.parse::<u64>().is_ok());
    let times: Vec<&str> = document.descendants().filter(|node| !node.has_tag_name("failure")).filter_map(|node| node.attribute("time")).collect();
    assert_eq!(times.len(), 6);
    assert!(times.into_iter().all(is_time), "{text}");
}

#[test]
fn filters_look_at_name_report_and_file() {
    let passed = |filters: &[&str]| {
        let arguments: Vec<&str> = filters.iter().flat_map(|filter| ["--filter", *filter]).chain(["--list"]).collect();
        let (code, text) = test(&arguments);
        (code, text.lines().map(|line| line.rsplit_once(": ").unwrap().1.to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(passed(&["wrong"]), (0, vec!["wrong".to_owned()]));
    assert_eq!(passed(&["other"]), (0, vec!["story".to_owned()]));
    assert_eq!(passed(&["wrong", "whole"]).1, ["wrong", "of the whole package"]);
    assert_eq!(passed(&["standard input"]).1.len(), 4);
    assert_eq!(test(&["--filter", "nothing of this", "--list"]).0, 64);
}

#[test]
fn the_list_has_places_and_runs_nothing() {
    let (code, text) = test(&["--list"]);
    assert_eq!((code, text.lines().last()), (0, Some("standard input:18: story")));
    let (code, text) = test(&["--list", "--format", "json"]);
    let listed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((code, listed["tests"][1]["name"].as_str(), listed["tests"][1]["at"]["line"].as_u64()), (0, Some("ratio: wrong"), Some(14)));
}

#[test]
fn the_first_failure_can_end_the_run() {
    let (code, text) = test(&["--fail-fast"]);
    assert_eq!((code, text.lines().last()), (1, Some("p: 2 tests, 1 passed, 1 failed, 2 not run")));
    let (_, text) = test(&["--fail-fast", "--format", "json"]);
    let shown: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((shown["not_run"].as_u64(), shown["tests"].as_array().map(Vec::len)), (Some(2), Some(2)));
}

#[test]
fn json_explains_each_difference_in_full() {
    let (_, text) = test(&["--format", "json", "--filter", "wrong"]);
    let shown: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let difference = &shown["tests"][0]["differences"][0];
    let explained = &difference["explanation"]["explanations"][0];
    assert_eq!((explained["cell"].as_str(), explained["formula"].as_str()), (Some("r.f.030"), Some("010/020")));
    assert_eq!((explained["parts"][0]["cell"].as_str(), explained["parts"][0]["value"].as_str()), (Some("r.f.010"), Some("2")));
    assert_eq!((difference["entity"].as_str(), difference["period"].as_str()), (Some("test"), Some("2025-Q1")));
}

#[test]
fn a_file_gets_the_format_and_people_see_what_failed() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("out.xml");
    let (code, text) = test(&["--format", "junit", "-o", file.to_str().unwrap()]);
    assert_eq!((code, text), test(&[]));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), test(&["--format", "junit"]).1);
    let run = positum(&["test", "reports/lv_credit_unions", "-o", "/no/such/folder/out.xml"]);
    assert_eq!(run.code, 3);
}
