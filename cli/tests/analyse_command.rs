//! `positum analyse`: what it claims, in words and as data, the submissions that it writes, and its exit codes.

use crate::program::{command, positum, positum_with_input, run};
use std::fs;

const PACKAGE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0, percent 2 }
report r \"R\" {
  form f { 010 : EUR; 020 : EUR; 030 : percent = 020/010 }
  check least { require 010 >= 5 EUR }
  check most { require 010 <= 4 EUR }
  check sign { require abs(020) >= 0 }
}
";
const FINE: &str = "package p \"P\" { language en; valid from 2025-01-01; precision EUR 0 }
report r \"R\" {
  form f { 010 : EUR; 020 : EUR }
  check larger { require 010 >= 020 }
}
";

#[test]
fn claims_point_at_the_text_and_are_shown_by_submissions() {
    let run = positum_with_input(&["analyse", "-"], PACKAGE.as_bytes());
    assert_eq!(run.code, 1, "{}", run.stderr);
    let wanted = [
        "error[never_together]: checks `least` and `most` cannot hold together: where they all apply, one of them fails",
        "5 │   check most { require 010 <= 4 EUR }",
        "------------ most",
        "warning[never_fails]: check `sign` can never fail",
        "p: 1 error, 1 warning",
    ];
    for part in wanted {
        assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
    }
}

#[test]
fn the_american_spelling_is_the_same_command() {
    let spellings = ["analyse", "analyze"].map(|command| positum_with_input(&[command, "-"], PACKAGE.as_bytes()).stdout);
    assert_eq!(spellings[0], spellings[1]);
}

#[test]
fn a_package_with_nothing_to_say_ends_well() {
    let run = positum_with_input(&["analyse", "-", "--deny", "info"], FINE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.starts_with("p: nothing to say\n") && run.stdout.contains("for 2025-Q1"), "{}", run.stdout);
}

#[test]
fn deny_lowers_the_bar() {
    let text = PACKAGE.replace("  check most { require 010 <= 4 EUR }\n", "");
    assert_eq!(positum_with_input(&["analyse", "-"], text.as_bytes()).code, 0);
    assert_eq!(positum_with_input(&["analyse", "-", "--deny", "warning"], text.as_bytes()).code, 1);
}

#[test]
fn claims_come_as_data_and_as_a_list() {
    let run = positum_with_input(&["analyse", "-", "--format", "json"], PACKAGE.as_bytes());
    let whole: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let claim = &whole["claims"][0];
    assert_eq!((claim["kind"].as_str(), claim["severity"].as_str()), (Some("never_together"), Some("error")));
    assert_eq!((claim["at"]["line"].as_u64(), claim["others"][0]["at"]["line"].as_u64()), (Some(4), Some(5)));
    assert_eq!(claim["witnesses"][0]["submission"]["period"], "2025-Q1");
    assert_eq!(whole["questions"]["can_fail"]["undecided"], 0);
    let list = positum_with_input(&["analyse", "-", "--format", "markdown"], PACKAGE.as_bytes()).stdout;
    assert!(list.starts_with("- **error**: checks `least` and `most` cannot hold together"), "{list}");
}

#[test]
fn submissions_that_show_claims_evaluate_as_claimed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (package, shown) = (folder.path().join("p.positum"), folder.path().join("shown"));
    fs::write(&package, PACKAGE).expect("a file");
    let (package, shown) = (package.to_str().expect("a name"), shown.to_str().expect("a name"));
    for _ in 0..2 {
        assert_eq!(positum(&["analyse", package, "--witnesses", shown]).code, 1);
    }
    let mut names: Vec<String> = fs::read_dir(shown).expect("it was made").map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() >= 3 && names.iter().all(|name| name.ends_with(".witness.json")), "{names:?}");
    for name in &names {
        let evaluated = positum(&["eval", package, &format!("{shown}/{name}"), "--format", "json"]);
        let document: serde_json::Value = serde_json::from_str(&evaluated.stdout).unwrap_or_else(|_| panic!("{name}: {}", evaluated.stderr));
        let checks = document["checks"].as_array().or_else(|| document[0]["checks"].as_array()).expect("outcomes");
        for check in checks {
            let (of, outcome) = (check["check"].as_str().or_else(|| check["name"].as_str()).expect("a name"), check["outcome"].as_str());
            let claimed = [("passes", "pass"), ("fails", "fail")].into_iter().find(|(word, _)| name.contains(&format!("-{of}-{word}")));
            assert!(claimed.is_none_or(|(_, wanted)| outcome == Some(wanted)), "{name}: {of} {outcome:?}");
        }
    }
    fs::write(format!("{shown}/notes.txt"), "mine").expect("a file");
    let refused = positum(&["analyse", package, "--witnesses", shown]);
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.contains("notes.txt"), "{}", refused.stderr);
}

#[test]
fn a_compiled_plan_is_analysed_without_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let (package, plan) = (folder.path().join("p.positum"), folder.path().join("p.json"));
    fs::write(&package, PACKAGE).expect("a file");
    let (package, plan) = (package.to_str().expect("a name"), plan.to_str().expect("a name"));
    assert_eq!(positum(&["compile", package, "-o", plan]).code, 0);
    let run = positum(&["analyse", plan]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("error[never_together]: checks `least` and `most`") && !run.stdout.contains("┌─"), "{}", run.stdout);
}

#[test]
fn what_the_package_does_not_have_is_said() {
    let of = |arguments: &[&str]| positum_with_input(&[&["analyse", "-"], arguments].concat(), FINE.as_bytes());
    assert_eq!(of(&["--report", "q"]).code, 64);
    assert_eq!(of(&["--period", "2024-Q4"]).code, 64);
    assert_eq!(of(&["--period", "Q4"]).code, 64);
    assert_eq!(of(&["--report", "r", "--period", "2025-Q2"]).code, 0);
    assert_eq!(positum_with_input(&["analyse", "-"], b"report r {").code, 2);
    assert_eq!(positum(&["analyse", "nowhere"]).code, 3);
}

#[test]
fn claims_are_in_latvian_where_the_environment_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("p.positum");
    fs::write(&package, PACKAGE).expect("a file");
    let output = command(&["analyse", package.to_str().expect("a name")]).env("LC_ALL", "lv_LV.UTF-8").output().expect("the program starts");
    let run = run(output);
    assert!(run.stdout.contains("kļūda[never_together]: pārbaudes `least` un `most` nevar izpildīties kopā"), "{}", run.stdout);
    assert!(!run.stdout.contains("questions") && !run.stdout.contains("for example"), "{}", run.stdout);
}

#[test]
fn packages_of_regulations_hold_no_contradiction() {
    for package in ["reports/us_ncua_5300", "reports/lv_deposit_guarantee"] {
        let run = positum(&["analyse", package, "--seconds", "1", "--format", "json"]);
        let whole: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let kinds: Vec<&str> = whole["claims"].as_array().expect("claims").iter().filter_map(|claim| claim["kind"].as_str()).collect();
        assert!(run.code == 0 && kinds.iter().all(|kind| *kind == "can_be_zero"), "{package}: {kinds:?}");
    }
}
