//! `positum test --mutate`: which changes tests notice, and the tests that notice the others.

use crate::program::{positum, positum_with_input, root};
use serde_json::Value;

/// Of the two checks one is tested at its edge.
const PACKAGE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0, percent 2 }
report r \"R\" {
  form f { 010 : EUR; 020 : EUR; 030 : percent = 010/020; 040 : EUR = 010 + 020 }
  check tested \"T\" { require 010 <= 020 }
  check untested \"U\" { require 010 >= 020 }
}
test \"a half\" for r {
  given 010 = 5, 020 = 10
  expect 030 = 50.00 %, tested passes
}
test \"equal\" for r {
  given 010 = 10, 020 = 10
  expect tested passes
}
test \"above\" for r {
  given 010 = 11, 020 = 10
  expect tested fails
}
";

fn mutated(text: &str, more: &[&str]) -> Value {
    let arguments: Vec<&str> = ["test", "-", "--mutate", "--format", "json"].iter().chain(more).copied().collect();
    let run = positum_with_input(&arguments, text.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    serde_json::from_str(&run.stdout).expect("JSON")
}

fn survivors(outcome: &Value) -> Vec<String> {
    let text = |survivor: &Value, name: &str| survivor[name].as_str().expect("a text").to_owned();
    let line = |survivor: &Value| {
        format!("{} {} {} -> {}", survivor["at"]["line"], text(survivor, "kind"), text(survivor, "before"), text(survivor, "after"))
    };
    outcome["survivors"].as_array().expect("a list").iter().map(line).collect()
}

#[test]
fn what_no_test_notices_is_listed_and_nothing_else() {
    let found = mutated(PACKAGE, &["--mutate-kind", "operator", "--mutate-kind", "comparison"]);
    // Cell 040 and the check are expected by no test; `=` and `<` are noticed at the edge and below it.
    let wanted = ["3 operator + -> -", "5 comparison >= -> <=", "5 comparison >= -> =", "5 comparison >= -> >"];
    assert_eq!(survivors(&found), wanted);
    let count = |name: &str| found[name].as_u64().expect("a number");
    // The quotient, and three other comparisons of the tested check; `*` gives squares of euro.
    assert_eq!((count("noticed"), count("survived"), count("not_compiled"), count("same")), (3, 4, 1, 0));
    assert_eq!(found["percent"], "42.8");
    assert_eq!(found["kinds"][0], serde_json::json!({"name": "comparison", "noticed": 3, "survived": 3}));
    assert_eq!(found["reports"], serde_json::json!([{"name": "r", "noticed": 3, "survived": 4}]));
}

#[test]
fn what_means_the_same_is_no_mutant() {
    let text = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0 }
report r \"R\" { form f { 010 : EUR; 020 : EUR; 030 : EUR = if 010 > 0 then 020 else 020 } }
test \"t\" for r { given 010 = 1; expect 030 is not_computed }
";
    let found = mutated(text, &["--mutate-kind", "condition"]);
    assert_eq!((&found["same"], &found["survived"], &found["percent"]), (&Value::from(1), &Value::from(0), &Value::Null));
}

#[test]
fn a_factor_of_one_may_be_a_divisor_of_one() {
    let text = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0 }
report r \"R\" { form f { 010 : EUR; 020 : EUR = 010 * 1; 030 : EUR = 010 * 2 } }
test \"t\" for r { given 010 = 1; expect 010 = 1 }
";
    let found = mutated(text, &["--mutate-kind", "operator"]);
    // Half of an amount is not twice the amount.
    assert_eq!((&found["same"], survivors(&found)), (&Value::from(1), vec!["2 operator * -> /".to_owned()]));
}

#[test]
fn where_no_submission_tells_the_two_apart_none_is_shown() {
    let text = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0 }
report r \"R\" { form f { 010 : EUR; 030 : EUR = max(010, 010) } }
test \"t\" for r { given 010 = 1; expect 030 = 1 }
";
    let arguments = ["test", "-", "--mutate", "--mutate-kind", "function"];
    let found = mutated(text, &arguments[3..]);
    assert_eq!(survivors(&found), ["2 function max -> min"]);
    assert_eq!((&found["survivors"][0]["submission"], &found["survivors"][0]["test"]), (&Value::Null, &Value::Null));
    let run = positum_with_input(&arguments, text.as_bytes());
    assert!(run.stdout.contains("  no submission was found that tells the two apart; perhaps there is none\n"), "{}", run.stdout);
}

/// Gives a text with the change of a survivor made.
fn changed(text: &str, survivor: &Value) -> String {
    let number = |name: &str| usize::try_from(survivor["at"][name].as_u64().expect("a number")).expect("it is small");
    let start_of_line = text.split_inclusive('\n').take(number("line") - 1).map(str::len).sum::<usize>();
    let line = &text[start_of_line..];
    let column = line.char_indices().nth(number("column") - 1).map_or(line.len(), |(at, _)| at);
    let start = start_of_line + column;
    let before = survivor["before"].as_str().expect("a text");
    assert!(text[start..].starts_with(before), "{survivor}");
    format!("{}{}{}", &text[..start], survivor["after"].as_str().expect("a text"), &text[start + before.len()..])
}

/// Pastes the test of each survivor into the package, and into the mutant. Gives how many there were.
fn assert_tests_tell(text: &str, found: &Value) -> usize {
    let mut tried = 0;
    for survivor in found["survivors"].as_array().expect("a list") {
        let Some(test) = survivor["test"].as_str() else { continue };
        let original = positum_with_input(&["test", "-"], format!("{text}{test}").as_bytes());
        assert_eq!(original.code, 0, "{survivor}\n{}{}", original.stdout, original.stderr);
        let mutant = positum_with_input(&["test", "-"], format!("{}{test}", changed(text, survivor)).as_bytes());
        assert_ne!(mutant.code, 0, "{survivor}\n{}", mutant.stdout);
        tried += 1;
    }
    tried
}

#[test]
fn the_test_of_a_survivor_passes_with_the_definition_and_fails_with_the_mutant() {
    let found = mutated(PACKAGE, &[]);
    let count = found["survivors"].as_array().expect("a list").len();
    // All of this small package can be told apart.
    assert_eq!(assert_tests_tell(PACKAGE, &found), count);
    assert!(count > 8, "{found:#}");
}

/// A list, a list made of it, a grid, parameters, texts, codes, dates and earlier periods; and one test that sees little.
const RICH: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0, money 2, percent 2 }
parameter limit \"L\" : percent { from 2025-01-01 = 25 % }
parameter floor \"F\" : EUR
codelist kinds { 01 \"one\"; 02 \"two\"; 03 \"three\" }
report r \"R\" {
  period quarter
  form f {
    010 : EUR
    020 : EUR, blank = 0
    030 : EUR, optional
    040 : EUR = 010 + 020 - (030 else 0)
    050 : percent = 010 / 040 when 040 > 0
    060 : EUR = 040 - previous(040)
    070 : EUR = if month = 3 then max(010, 020) else min(010, 020)
    080 : EUR = abs(010 - 020)  tolerance 3 EUR
  }
  list l {
    010 : text, key
    020 : EUR, blank = 0
    030 : code kinds
    040 : date
    050 : EUR = 020 * 2
    check late \"late\" { require 040 <= last_day  when 030 in (\"01\", \"02\") }
    total \"T\" { 020 = sum }
  }
  list g from l where 020 > 10 EUR by 030 { amount : EUR = sum(020); least : EUR = min(020) }
  form h { 010 : EUR = sum(l.020 where 030 = \"01\"); 020 : count = count(l) }
  grid k : EUR, blank = 0 {
    columns { 010 = 020 + ... + 040; 020; 030; 040 }
    rows { 010 = 020 + 030; 020 x 040; 030 }
  }
  check within \"W\" { require f.010 <= limit * f.020  when f.020 > 0 }
  check above \"A\" { require f.010 >= floor  severity breach }
}
test \"little\" for r period 2025-Q1 {
  given f.010 = 5, f.020 = 10
  line l 010 = \"a\", 020 = 20, 030 = 01, 040 = 2025-03-31
  expect f.040 = 15
}
";

#[test]
fn survivors_in_lists_grids_and_earlier_periods_come_with_tests_that_notice_them() {
    let found = mutated(RICH, &[]);
    let tried = assert_tests_tell(RICH, &found);
    let all = found["survivors"].as_array().expect("a list");
    assert!(tried > 60, "{tried}");
    let without: Vec<&Value> = all.iter().filter(|survivor| survivor["test"].is_null()).collect();
    let changes: Vec<&Value> = without.iter().map(|survivor| &survivor["line_after"]).collect();
    // No test can tell a blank cell from one that is blank and shows 0, and the month of a quarter is never below 3.
    assert_eq!(changes, ["030 : EUR, blank = 0", "070 : EUR = if month <= 3 then max(010, 020) else min(010, 020)"]);
    assert_eq!(without[0]["differences"], serde_json::json!(["r.f.030: blank; would be 0"]));
    assert_eq!((&without[1]["submission"], &without[1]["differences"]), (&Value::Null, &serde_json::json!([])));
}

#[test]
fn a_test_that_fails_as_the_definition_is_stops_everything() {
    let text = PACKAGE.replace("50.00 %", "51.00 %");
    let run = positum_with_input(&["test", "-", "--mutate"], text.as_bytes());
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_eq!(run.stderr, "error: test `a half` fails as the definition is: mend it first, `positum test` shows why\n");
}

#[test]
fn the_exit_code_asks_for_a_share_only_where_that_is_wished() {
    let code = |percent: &str| {
        let arguments = ["test", "-", "--mutate", "--mutate-kind", "comparison", "--mutate-fail-under", percent];
        positum_with_input(&arguments, PACKAGE.as_bytes()).code
    };
    // Three of six comparisons are noticed.
    assert_eq!((code("50"), code("51")), (0, 1));
    assert_eq!(positum(&["test", "-", "--mutate-fail-under", "50"]).code, 64);
    assert_eq!(positum_with_input(&["test", "-", "--mutate", "--mutate-kind", "no"], PACKAGE.as_bytes()).code, 64);
    assert_eq!(positum_with_input(&["test", "-", "--mutate", "--mutate-report", "no"], PACKAGE.as_bytes()).code, 64);
}

#[test]
fn equal_seeds_draw_equal_changes() {
    let drawn = |seed: &str| survivors(&mutated(RICH, &["--mutate-limit", "20", "--mutate-seed", seed]));
    let (first, other) = (drawn("7"), drawn("8"));
    assert_eq!(first, drawn("7"));
    assert_ne!(first, other);
    let found = mutated(RICH, &["--mutate-limit", "20"]);
    let count = |name: &str| found[name].as_u64().expect("a number");
    assert_eq!(count("noticed") + count("survived") + count("not_compiled") + count("same"), 20);
}

#[test]
fn a_survivor_is_shown_with_its_line_and_a_test_within_eighty_columns() {
    let run = positum_with_input(&["test", "-", "--mutate", "--mutate-kind", "operator"], PACKAGE.as_bytes());
    let wanted = "standard input:3:75: `+` became `-`
  - …{ 010 : EUR; 020 : EUR; 030 : percent = 010/020; 040 : EUR = 010 + 020 }
  + …{ 010 : EUR; 020 : EUR; 030 : percent = 010/020; 040 : EUR = 010 - 020 }
  r.f.040: 15; would be -5

    test \"operator standard input:3:75 -\" for r period 2025-Q1 {
      given 010 = 5, 020 = 10
      expect 040 = 15
    }

operators  0 of 1 noticed, 0.0 %

r  0 of 1 noticed, 0.0 %

p: 0 of 1 mutants noticed, 0.0 %; 1 survived
1 more do not compile, 0 mean the same
";
    assert_eq!(run.stdout, wanted);
    let run = positum_with_input(&["test", "-", "--mutate", "--mutate-kind", "operator", "--lang", "lv"], PACKAGE.as_bytes());
    assert!(run.stdout.contains("`+` kļuva par `-`") && run.stdout.contains("r.f.040: 15; pēc izmaiņas – -5"), "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
}

#[test]
fn a_package_of_ours_is_mutated() {
    let package = "reports/lv_credit_unions";
    assert!(root().join(package).is_dir());
    let run = positum(&["test", package, "--mutate", "--mutate-report", "capital_adequacy", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((run.code, &found["survived"]), (0, &Value::from(0)), "{}", run.stdout);
}
