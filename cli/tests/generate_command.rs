//! `positum generate`: every file evaluates as its manifest says when it is read back from disk.

use crate::program::{positum, positum_with_input, report_packages, root};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const LIMITS: &str = r#"package p "P" { language en; precision EUR 0, percent 2 }
parameter most "Most" : percent
report r "R" {
  form f {
    010 "Given" : EUR
    020 "Whole" : EUR
    030 "Share" : percent = 010 / 020
    040 "Note" : text(5), optional
  }
  list l {
    A "Key" : code iso4217, key
    B "Amount" : EUR, blank = 0
    check positive "Below zero" { require B >= 0 }
  }
  list g from l by A { sum "Sum" : EUR = sum(B) }
  check share "Too much" { require 030 <= most  severity breach }
  check never "Never" { require 010 = 010 + 1 EUR  when 020 < 0 }
}
"#;

/// Writes a definition and generates from it into the folder `cases` beside it.
fn generated(folder: &Path, definition: &str, more: &[&str]) -> Value {
    let package = folder.join("p.positum").display().to_string();
    std::fs::write(&package, definition).expect("it can be written");
    generate(&package, &folder.join("cases"), more)
}

fn generate(package: &str, cases: &Path, more: &[&str]) -> Value {
    let cases_text = cases.display().to_string();
    let run = positum(&[&["generate", package, "-o", &cases_text, "--lang", "en"], more].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    serde_json::from_str(&std::fs::read_to_string(cases.join("manifest.json")).expect("the manifest is there")).expect("it is JSON")
}

fn entries(manifest: &Value) -> &Vec<Value> {
    manifest["submissions"].as_array().expect("submissions")
}

/// Evaluates each file by the program and holds what comes out against the manifest.
fn evaluates_as_told(package: &str, cases: &Path, manifest: &Value, parameters: &[&str]) {
    for entry in entries(manifest) {
        let file = cases.join(entry["file"].as_str().expect("a name")).display().to_string();
        let before = entry["earlier"].as_array().into_iter().flatten().map(|file| cases.join(file.as_str().expect("a name")).display().to_string());
        let before: Vec<String> = before.flat_map(|file| ["--earlier".to_owned(), file]).collect();
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        let run = positum(&[&["eval", package, &file, "--format", "json", "--lang", "en"], &before[..], parameters].concat());
        assert_eq!(Some(i64::from(run.code)), entry["exit_code"].as_i64(), "{file}\n{}", run.stderr);
        let evaluated: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let evaluated = evaluated.as_array().map_or(&evaluated, |all| &all[0]);
        let mut findings: BTreeMap<&str, u64> = BTreeMap::new();
        for finding in evaluated["findings"].as_array().expect("findings") {
            *findings.entry(finding["code"].as_str().expect("a code")).or_default() += 1;
        }
        assert_eq!(serde_json::to_value(&findings).expect("counts"), entry["findings"], "{file}");
        let failing = |key: &str, of: &Value| -> Vec<(String, String)> {
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).replace("null", "");
            of.as_array().expect("checks").iter().map(|check| (text(&check[key]), text(&check["row"]))).collect()
        };
        let checks: Vec<Value> = evaluated["checks"].as_array().expect("checks").iter().filter(|check| check["outcome"] == "fail").cloned().collect();
        assert_eq!(failing("check", &Value::from(checks)), failing("check", &entry["failing"]), "{file}");
    }
}

fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry"));
    entries.map(|entry| (entry.file_name().into_string().expect("a plain name"), std::fs::read(entry.path()).expect("a file"))).collect()
}

#[test]
fn every_file_evaluates_as_the_manifest_says_in_every_format() {
    for format in ["json", "csv", "xml"] {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = generated(folder.path(), LIMITS, &["--format", format, "--lines", "20"]);
        let package = folder.path().join("p.positum").display().to_string();
        assert!(entries(&manifest).len() > 20, "{format}");
        evaluates_as_told(&package, &folder.path().join("cases"), &manifest, &[]);
    }
}

#[test]
fn both_sides_of_a_check_differ_by_one_unit_in_one_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = generated(folder.path(), LIMITS, &["--only", "edges", "--format", "csv"]);
    for name in ["check_r_share", "check_r_l_positive"] {
        let lines = |side: &str| -> BTreeSet<String> {
            let text = std::fs::read_to_string(folder.path().join("cases").join(format!("{name}_just_{side}.csv"))).expect("the side is there");
            text.lines().skip(1).map(|line| line.split_once(',').expect("an entity").1.to_owned()).collect()
        };
        let (passes, fails) = (lines("passes"), lines("fails"));
        let [one] = passes.difference(&fails).collect::<Vec<_>>()[..] else { panic!("{name}: one cell") };
        let [other] = fails.difference(&passes).collect::<Vec<_>>()[..] else { panic!("{name}: one cell") };
        let value =
            |line: &str| line.rsplit_once(',').map(|(cell, value)| (cell.to_owned(), value.replace('.', "").parse::<i128>().expect("a number")));
        let ((cell, one), (other_cell, other)) = (value(one).expect("a cell"), value(other).expect("a cell"));
        assert_eq!((cell, (one - other).abs()), (other_cell, 1), "{name}");
    }
    // A line with 0 passes, and one with -1 fails.
    let entry = entries(&manifest).iter().find(|entry| entry["entity"] == "check_r_l_positive_just_fails").expect("it is there");
    assert_eq!((entry["beside"]["here"].as_str(), entry["beside"]["there"].as_str()), (Some("-1"), Some("0")));
    // What cannot pass is said and not written.
    let missing = manifest["not_found"].as_array().expect("a list");
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert_eq!(missing[0]["purpose"], "check r.never passes");
}

/// Takes cells of the quarter before and of the end of the year before: inputs, sums, and those of lines.
const CONTINUED: &str = r#"package p "P" { language en; precision EUR 0; valid from 2025-01-01 }
report r "R" {
  period quarter
  form f {
    010 "At the beginning" : EUR
    020 "Change" : EUR
    030 "At the end" : EUR = 010 + 020
  }
  list l {
    A "Key" : code iso4217, key
    B "Begins" : EUR, blank = 0
    C "Ends" : EUR, blank = 0
    check goes_on "It begins otherwise" { require B = (previous(C) else 0) }
  }
  check opening "It begins otherwise" { require 010 = previous(030)  severity error }
  check growth "Too much" { require 030 <= closing(030) + 100 EUR  when quarter > 1 }
}
"#;

#[test]
fn what_was_submitted_before_is_beside_where_a_check_takes_something_from_it() {
    for format in ["json", "csv", "xml"] {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = generated(folder.path(), CONTINUED, &["--format", format, "--only", "valid", "--only", "edges"]);
        let cases = folder.path().join("cases");
        evaluates_as_told(&folder.path().join("p.positum").display().to_string(), &cases, &manifest, &[]);
        // 2025-Q4 is the first end of a year for which the package is in force; which quarter it is matters, so there are two.
        let of_check = |period: &str, check: &str, outcome: &str| {
            let is_it = |entry: &&Value| {
                entry["period"] == period && entry["expected"]["check"]["check"] == check && entry["expected"]["check"]["outcome"] == outcome
            };
            entries(&manifest).iter().find(is_it).cloned()
        };
        for check in ["r.opening", "r.goes_on"] {
            for outcome in ["pass", "fail"] {
                assert!(of_check("2026-Q1", check, outcome).is_some(), "{format} {check} {outcome} {}", manifest["not_found"]);
            }
        }
        let never: BTreeSet<&str> = manifest["not_found"].as_array().expect("a list").iter().filter_map(|one| one["purpose"].as_str()).collect();
        assert_eq!(never, BTreeSet::from(["check r.growth fails", "check r.growth passes"]), "{format}");
        assert!(of_check("2026-Q2", "r.growth", "fail").is_some());
        if format == "json" {
            let read = |name: &Value| -> Value {
                serde_json::from_str(&std::fs::read_to_string(cases.join(name.as_str().expect("a name"))).expect("a file")).expect("JSON")
            };
            let number = |submission: &Value, row: &str| -> i128 {
                submission["reports"]["r"]["f"][row].as_str().expect("a text").parse().expect("a whole number")
            };
            let [passes, fails] = ["pass", "fail"].map(|outcome| of_check("2026-Q1", "r.opening", outcome).expect("it is there"));
            let ended = |entry: &Value| {
                let before = read(&entry["earlier"][0]);
                assert_eq!((&before["period"], &before["entity"]), (&Value::from("2025-Q4"), &entry["entity"]));
                number(&before, "010") + number(&before, "020")
            };
            assert_eq!(number(&read(&passes["file"]), "010"), ended(&passes));
            assert_eq!((number(&read(&fails["file"]), "010") - ended(&fails)).abs(), 1);
        }
    }
}

#[test]
fn a_tie_is_rounded_as_by_hand() {
    // 1 of 16 is 6.25 %: with one decimal half way between 6.2 and 6.3.
    let definition = |rounding: &str| {
        format!(
            "package p \"P\" {{ language en; precision EUR 0, percent 1; rounding {rounding} }}\nreport r \"R\" {{ form f {{ 010 \"A\" : EUR; 020 \"B\" : percent = 010 / 16 EUR }} }}\n"
        )
    };
    for (rounding, is_even) in [("half even", true), ("half away from zero", false)] {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = generated(folder.path(), &definition(rounding), &["--only", "ties"]);
        let signs: Vec<i128> = entries(&manifest)
            .iter()
            .map(|entry| {
                let file = folder.path().join("cases").join(entry["file"].as_str().expect("a name"));
                let submission: Value = serde_json::from_str(&std::fs::read_to_string(file).expect("a file")).expect("JSON");
                let given: i128 = submission["reports"]["r"]["f"]["010"].as_str().expect("a text").parse().expect("a whole number");
                // In tenths of a percent the result is 1000 × given / 16: a half where twice that is odd.
                assert_eq!((given * 2_000) % 16, 0);
                let halves = given * 2_000 / 16;
                assert_eq!(halves.rem_euclid(2), 1);
                let (near, far) = (halves / 2, halves / 2 + halves.signum());
                let tenths = if is_even && near % 2 == 0 { near } else { far };
                let shown = format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10);
                assert_eq!(entry["expected"]["value"]["shown"].as_str(), Some(shown.as_str()));
                given.signum()
            })
            .collect();
        assert_eq!(signs.iter().copied().collect::<BTreeSet<_>>(), BTreeSet::from([1, -1]), "{rounding}");
    }
}

#[test]
fn equal_seeds_give_equal_files_and_others_do_not() {
    let folders = [1, 1, 2].map(|seed: u32| {
        let folder = tempfile::tempdir().expect("a folder");
        generated(folder.path(), LIMITS, &["--seed", &seed.to_string(), "--lines", "5"]);
        files_of(&folder.path().join("cases"))
    });
    assert_eq!(folders[0], folders[1]);
    assert_ne!(folders[0]["valid_1.json"], folders[2]["valid_1.json"]);
}

#[test]
fn without_a_folder_all_submissions_are_one_csv_that_evaluates() {
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("p.positum").display().to_string();
    std::fs::write(&package, LIMITS).expect("it can be written");
    let run = positum(&["generate", &package, "--only", "valid"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("entity,period,report,table,row,column,value\nvalid_1,"), "{}", run.stdout);
    let batch = positum_with_input(&["batch", &package, "-", "--input-format", "long-csv"], run.stdout.as_bytes());
    assert_eq!(batch.code, 0, "{}{}", batch.stdout, batch.stderr);
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    generated(folder.path(), LIMITS, &["--only", "valid"]);
    // Once more into the same folder: what was generated may go.
    generated(folder.path(), LIMITS, &["--only", "valid", "--seed", "2"]);
    let cases = folder.path().join("cases");
    std::fs::write(cases.join("mine.txt"), "mine").expect("it can be written");
    let package = folder.path().join("p.positum").display().to_string();
    let run = positum(&["generate", &package, "-o", &cases.display().to_string()]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("mine.txt"), "{}", run.stderr);
    assert!(cases.join("valid_1.json").exists() && cases.join("mine.txt").exists());
    for (arguments, code) in [(vec!["--period", "x"], 64), (vec!["--report", "x"], 64), (vec!["--parameter", "x=1"], 64), (vec!["--lines", "0"], 64)]
    {
        assert_eq!(positum(&[&["generate", package.as_str()], arguments.as_slice()].concat()).code, code, "{arguments:?}");
    }
}

#[test]
fn each_check_of_credit_unions_has_both_sides_at_its_edge() {
    let folder = tempfile::tempdir().expect("a folder");
    let package = "reports/lv_credit_unions";
    let manifest = generate(package, folder.path(), &["--only", "edges", "--period", "2025-Q1"]);
    assert_eq!(manifest["not_found"].as_array().map(Vec::len), Some(0), "{}", manifest["not_found"]);
    let sides: BTreeSet<(String, String)> = entries(&manifest)
        .iter()
        .map(|entry| {
            let check = &entry["expected"]["check"];
            (check["check"].as_str().expect("a check").to_owned(), check["outcome"].as_str().expect("an outcome").to_owned())
        })
        .collect();
    let checks: BTreeSet<&String> = sides.iter().map(|(check, _)| check).collect();
    assert_eq!((checks.len(), sides.len()), (13, 26));
    evaluates_as_told(package, folder.path(), &manifest, &[]);
}

#[test]
fn every_package_gives_submissions() {
    for package in report_packages() {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = generate(&package, folder.path(), &["--only", "valid", "--only", "blanks", "--steps", "300"]);
        assert!(entries(&manifest).len() > 2, "{package}");
        let some: Vec<Value> = entries(&manifest).iter().take(4).cloned().collect();
        evaluates_as_told(&package, folder.path(), &serde_json::json!({"submissions": some}), &[]);
    }
    assert!(root().join("docs/generate.md").exists());
}
