//! The commands as their users call them, with good and with bad input.

use crate::program::{command, positum, positum_with_input, report_packages, root};
use std::path::Path;
use std::process::Stdio;

const PACKAGE: &str = "reports/lv_credit_unions";
const SAMPLE: &str = "reports/lv_credit_unions/samples/01.json";

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for a moment")
}

fn sample() -> String {
    std::fs::read_to_string(root().join(SAMPLE)).expect("the sample is there")
}

/// Evaluates bytes as a submission from a file with an ending.
fn evaluated(bytes: &[u8], ending: &str) -> crate::program::Run {
    let folder = folder();
    let path = folder.path().join(format!("submission.{ending}"));
    std::fs::write(&path, bytes).expect("the file can be written");
    positum(&["eval", PACKAGE, text(&path)])
}

#[test]
fn a_truncated_json_names_its_place() {
    let sample = sample();
    let run = evaluated(&sample.as_bytes()[..200], "json");
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("submission.json:6:"), "{}", run.stderr);
    assert!(run.stdout.is_empty());
}

#[test]
fn a_csv_without_a_column_names_it() {
    let run = evaluated(b"entity,period,report,table,row,value\nA,2025-Q1,capital_adequacy,main,010,5\n", "csv");
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("column") && run.stderr.contains(":1"), "{}", run.stderr);
}

#[test]
fn latin_1_bytes_name_their_line() {
    let run = evaluated(b"entity,period,report,table,row,column,value\nB\xe8rzi\xf2\xf0,2025-Q1,capital_adequacy,main,010,,5\n", "csv");
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains(":2") && run.stderr.contains("UTF-8"), "{}", run.stderr);
}

#[test]
fn an_amount_of_forty_digits_is_a_finding_and_the_rest_is_shown() {
    let bad = sample().replace("\"1900000\"", &format!("\"{}\"", "9".repeat(40)));
    let run = evaluated(bad.as_bytes(), "json");
    assert_eq!(run.code, 1);
    let shown = run.stdout.replace('\u{a0}', " ");
    assert!(shown.contains("ir pārāk daudz") && shown.contains("250 000"), "{shown}");
}

#[test]
fn a_folder_in_place_of_a_file_is_an_error() {
    for arguments in [["eval", PACKAGE, PACKAGE], ["batch", PACKAGE, PACKAGE]] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--input-format", "json"]);
        let run = positum(&arguments);
        assert_eq!(run.code, 3, "{arguments:?}");
        assert!(run.stderr.contains(PACKAGE), "{}", run.stderr);
    }
}

#[test]
fn an_empty_package_says_how_to_begin() {
    let folder = folder();
    let run = positum(&["check", text(folder.path())]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("positum new"), "{}", run.stderr);
    let run = positum_with_input(&["check", "-"], b"\n  # nothing\n");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the package is empty"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    for arguments in [vec!["check", "nowhere.positum"], vec!["eval", PACKAGE, "nowhere.json"], vec!["eval", "nowhere.json", SAMPLE]] {
        let run = positum(&arguments);
        assert_eq!(run.code, 3, "{arguments:?}");
        assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = command(&["eval", PACKAGE, "reports/lv_credit_unions/samples/all.csv", "--format", "json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn single_kinds_of_warnings_are_denied_and_allowed() {
    let two = "package p \"P\" {\n  language en\n}\nparameter unused \"U\" : EUR\nreport r \"R\" {\n  form f {\n    010 \"A\" : EUR\n    020 \"B\" : EUR\n    030 \"Sum (010+020)\" : EUR\n  }\n}\n";
    let check = |arguments: &[&str]| {
        let all: Vec<&str> = ["check", "-", "--message-format", "short"].iter().chain(arguments).copied().collect();
        let run = positum_with_input(&all, two.as_bytes());
        (run.code, run.stderr.matches("P0602").count(), run.stderr.matches("P0609").count())
    };
    assert_eq!(check(&[]), (0, 1, 1));
    assert_eq!(check(&["--deny", "warning"]), (1, 1, 1));
    assert_eq!(check(&["--deny", "P0609"]), (1, 1, 1));
    assert_eq!(check(&["--deny", "P0601", "--deny", "p0602"]), (1, 1, 1));
    assert_eq!(check(&["--deny", "P0601"]), (0, 1, 1));
    assert_eq!(check(&["--allow", "P0609"]), (0, 1, 0));
    assert_eq!(check(&["--deny", "warning", "--allow", "P0609", "--allow", "P0602"]), (0, 0, 0));
    assert_eq!(check(&["--deny", "P0609", "--allow", "P0609"]), (0, 1, 0));
}

#[test]
fn only_warnings_are_denied_and_allowed() {
    for (code, said) in [("P0699", "P0609"), ("P0301", "never compiles"), ("warnings", "no such warning")] {
        for option in ["--deny", "--allow"] {
            let run = positum(&["check", PACKAGE, option, code]);
            assert_eq!(run.code, 64, "{option} {code}");
            assert!(run.stderr.contains(said), "{}", run.stderr);
        }
    }
}

#[test]
fn wrong_usage_has_its_own_code() {
    for arguments in [
        vec!["nonsense"],
        vec!["eval", PACKAGE],
        vec!["eval", PACKAGE, SAMPLE, "--period", "2025-Q5"],
        vec!["eval", PACKAGE, SAMPLE, "--parameter", "max_single_loan"],
        vec!["eval", PACKAGE, SAMPLE, "--parameter", "max_single_lone=25%"],
        vec!["eval", PACKAGE, SAMPLE, "--report", "capital"],
        vec!["eval", PACKAGE, "README.md"],
        vec!["explain", "P9999"],
        vec!["new", "Bad-Name"],
    ] {
        let run = positum(&arguments);
        assert_eq!(run.code, 64, "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty());
    }
}

#[test]
fn a_parameter_from_the_command_line_decides_its_check() {
    let limited = |limit: &str| positum(&["eval", PACKAGE, SAMPLE, "--lang", "en", "--parameter", &format!("max_single_loan={limit}")]);
    let (high, low) = (limited("25%"), limited("20"));
    assert_eq!((high.code, low.code), (0, 1));
    assert!(low.stdout.contains("22.60%") && low.stdout.contains("breach"), "{}", low.stdout);
}

#[test]
fn the_exit_code_follows_what_is_denied() {
    // Two warnings in sample 12 would be lost among its errors: this one has a warning alone.
    let warned = sample().replace("\"1900000\"", "\"1900009.5\"");
    let folder = folder();
    let path = folder.path().join("warned.json");
    std::fs::write(&path, warned).expect("the file can be written");
    assert_eq!(positum(&["eval", PACKAGE, text(&path)]).code, 0);
    assert_eq!(positum(&["eval", PACKAGE, text(&path), "--deny", "warning"]).code, 1);
}

#[test]
fn a_plan_gives_what_its_package_gives() {
    let folder = folder();
    let plan = folder.path().join("plan.json");
    assert_eq!(positum(&["compile", PACKAGE, "-o", text(&plan)]).code, 0);
    for format in ["table", "csv", "json", "xml"] {
        let of_text = positum(&["eval", PACKAGE, SAMPLE, "--format", format]);
        let of_plan = positum(&["eval", text(&plan), SAMPLE, "--format", format]);
        assert_eq!(of_text.stdout, of_plan.stdout, "{format}");
    }
    let written = std::fs::read_to_string(&plan).expect("the plan is written");
    for damaged in ["{}", "{\"positum_plan\": 999}", "not json", &written[..written.len() / 2]] {
        std::fs::write(&plan, damaged).expect("the plan can be damaged");
        let run = positum(&["eval", text(&plan), SAMPLE]);
        assert_eq!(run.code, 3, "{damaged:.40}");
        assert!(run.stderr.contains("plan"), "{}", run.stderr);
    }
}

#[test]
fn nothing_is_left_half_written() {
    let folder = folder();
    let out = folder.path().join("out.json");
    std::fs::write(&out, "old").expect("the file can be written");
    let bad = folder.path().join("bad.json");
    std::fs::write(&bad, "{\"entity\": ").expect("the file can be written");
    assert_eq!(positum(&["eval", PACKAGE, text(&bad), "--format", "json", "-o", text(&out)]).code, 3);
    assert_eq!(std::fs::read_to_string(&out).expect("it is still there"), "old");
    let nowhere = folder.path().join("nowhere/out.json");
    assert_eq!(positum(&["eval", PACKAGE, SAMPLE, "--format", "json", "-o", text(&nowhere)]).code, 3);
    let unsorted = folder.path().join("unsorted.csv");
    let lines = "entity,period,report,table,row,column,value\nA,2025-Q1,capital_adequacy,main,010,,1\nB,2025-Q1,capital_adequacy,main,010,,1\nA,2025-Q1,capital_adequacy,main,020,,1\n";
    std::fs::write(&unsorted, lines).expect("the file can be written");
    let csv = folder.path().join("csv");
    let run = positum(&["batch", PACKAGE, text(&unsorted), "-o", text(&csv)]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains(":4"), "{}", run.stderr);
    assert_eq!(std::fs::read_dir(&csv).expect("the folder was made").count(), 0, "no file is there, not even a temporary one");
}

#[test]
fn a_folder_gets_cells_checks_and_findings() {
    let folder = folder();
    let csv = folder.path().join("csv");
    let run = positum(&["eval", PACKAGE, "reports/lv_credit_unions/samples/11.json", "--format", "csv", "-o", text(&csv)]);
    assert_eq!(run.code, 1);
    let expected = std::fs::read_to_string(root().join("reports/lv_credit_unions/samples/11.expected.csv")).expect("the sample is there");
    assert_eq!(std::fs::read_to_string(csv.join("cells.csv")).expect("cells are written"), expected);
    for (file, header) in
        [("checks.csv", "entity,period,report,table,check,row,outcome,severity"), ("findings.csv", "entity,period,report,table,row,column,code")]
    {
        let written = std::fs::read_to_string(csv.join(file)).expect("the file is written");
        assert!(written.starts_with(header), "{written:.100}");
    }
}

#[test]
fn xml_read_back_gives_the_same_cells_and_checks() {
    let folder = folder();
    let xml = folder.path().join("submission.xml");
    for sample in 1..=12 {
        let json = format!("reports/lv_credit_unions/samples/{sample:02}.json");
        positum(&["eval", PACKAGE, &json, "--format", "xml", "-o", text(&xml)]);
        let (before, after) = (folder.path().join("before"), folder.path().join("after"));
        positum(&["eval", PACKAGE, &json, "--format", "csv", "-o", text(&before)]);
        positum(&["eval", PACKAGE, text(&xml), "--format", "csv", "-o", text(&after)]);
        for file in ["cells.csv", "checks.csv"] {
            let read = |folder: &Path| std::fs::read_to_string(folder.join(file)).expect("the file is written");
            assert_eq!(read(&before), read(&after), "{json} {file}");
        }
        let kinds = |folder: &Path| -> Vec<String> {
            let findings = std::fs::read_to_string(folder.join("findings.csv")).expect("the file is written");
            findings.lines().map(|line| line.split(',').take(7).collect::<Vec<_>>().join(",")).collect()
        };
        assert_eq!(kinds(&before), kinds(&after), "{json}");
    }
}

#[test]
fn all_spellings_of_a_submission_give_the_same() {
    let from_csv = positum(&["eval", PACKAGE, "reports/lv_credit_unions/samples/all.csv", "--format", "csv"]);
    let mut from_json = String::new();
    for sample in 1..=12 {
        let run = positum(&["eval", PACKAGE, &format!("reports/lv_credit_unions/samples/{sample:02}.json"), "--format", "csv"]);
        let lines = run.stdout.split_once('\n').map_or("", |(_, lines)| lines);
        from_json.push_str(lines);
    }
    assert_eq!(from_csv.stdout.split_once('\n').map_or("", |(_, lines)| lines), from_json);
}

#[test]
fn a_report_alone_shows_its_own_findings_alone() {
    let run = positum(&["eval", PACKAGE, "reports/lv_credit_unions/samples/12.json", "--report", "foreign_currency", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&run.stdout).expect("output is JSON");
    let reports = value["reports"].as_object().expect("reports are an object");
    assert_eq!(reports.keys().collect::<Vec<_>>(), vec!["foreign_currency"]);
    assert!(
        value["findings"].as_array().expect("findings are a list").iter().all(|finding| finding["cell"].to_string().contains("foreign_currency"))
    );
}

#[test]
fn diagnostics_can_be_read_by_programs() {
    let text = b"package p { language en }\nreport r { form f {\n010 : EUR = 115 }\n}";
    let run = positum_with_input(&["check", "-", "--message-format", "json"], text);
    assert_eq!(run.code, 2);
    let line: serde_json::Value = serde_json::from_str(run.stderr.lines().next().expect("one line")).expect("a line is JSON");
    assert_eq!(line["code"], "P0204");
    assert_eq!(line["at"]["line"], 3);
    let run = positum_with_input(&["check", "-", "--message-format", "short"], text);
    assert!(run.stderr.starts_with("standard input:3:13: error[P0204]: "), "{}", run.stderr);
}

#[test]
fn a_new_package_is_checked_formatted_and_evaluated() {
    let folder = folder();
    let package = folder.path().join("my_returns");
    assert_eq!(positum(&["new", text(&package)]).code, 0);
    assert_eq!(positum(&["check", text(&package), "--deny", "warning"]).code, 0);
    assert_eq!(positum(&["fmt", "--check", text(&package)]).code, 0);
    let run = positum(&["eval", text(&package), text(&package.join("samples/2025-Q1.json"))]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stdout.contains("107.82"), "{}", run.stdout);
    let run = positum(&["test", text(&package)]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "my_returns: 3 tests, 3 passed, 0 failed\n"));
    assert_eq!(positum(&["new", text(&package)]).code, 3, "what is there is not overwritten");
}

#[test]
fn the_packages_are_formatted_and_without_warnings() {
    for package in report_packages() {
        let package = package.as_str();
        assert_eq!(positum(&["fmt", "--check", package]).code, 0, "{package}");
        assert_eq!(positum(&["check", package, "--deny", "warning"]).code, 0, "{package}");
    }
}

#[test]
fn fmt_changes_files_in_place_and_leaves_broken_ones() {
    let folder = folder();
    let good = folder.path().join("a.positum");
    let broken = folder.path().join("b.positum");
    std::fs::write(&good, "package  p{language en}\n").expect("the file can be written");
    std::fs::write(&broken, "report r {\n").expect("the file can be written");
    let run = positum(&["fmt", text(folder.path())]);
    assert_eq!(run.code, 2);
    assert_eq!(std::fs::read_to_string(&good).expect("it is there"), "package p { language en }\n");
    assert_eq!(std::fs::read_to_string(&broken).expect("it is there"), "report r {\n");
}

#[test]
fn real_filings_keep_the_relations_of_their_form() {
    let data = "../shared/data/ncua-5300/2025-12-31.csv";
    if !root().join(data).is_file() {
        eprintln!("skipped: {data} is not here");
        return;
    }
    let run = positum(&["batch", "reports/us_ncua_5300", data, "--entity-column", "charter", "--period", "2025-Q4", "--summary", "json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let summary: serde_json::Value = serde_json::from_str(&run.stdout).expect("the summary is JSON");
    assert_eq!(summary["submissions"], 4374);
    let wanted = [
        ("total_assets", 4374),
        ("balance_sheet", 4374),
        ("member_shares", 4374),
        ("interest_expense", 4374),
        ("net_interest_income", 4374),
        ("net_income", 4374),
        ("delinquent_loans", 4374),
        ("net_worth_assets", 4374),
        ("equity", 4373),
        ("shares_and_deposits", 4314),
        ("shares_and_deposits_exact", 3086),
        ("net_worth_ratio", 4374),
    ];
    let checks = summary["checks"].as_array().expect("checks are a list");
    for (name, pass) in wanted {
        let check = checks.iter().find(|check| check["check"] == name).expect(name);
        assert_eq!((&check["pass"], &check["fail"], &check["not_evaluated"]), (&pass.into(), &(4374 - pass).into(), &0.into()), "{name}");
    }
    let equity = checks.iter().find(|check| check["check"] == "equity").expect("equity");
    assert_eq!(equity["first_failing"], serde_json::json!(["16770"]));
}

#[test]
fn names_of_entities_that_fail_stay_whole_however_long_the_names_of_checks_are() {
    let package = "package p \"P\" { language lv; precision EUR 0 }
report r \"R\" { form f { 010 : EUR; check a_check_whose_name_is_as_long_as_forty_letters \"C\" { require 010 > 0  when 010 <> 5 EUR  severity breach } } }
";
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("p.positum");
    std::fs::write(&file, package).expect("a file");
    let lines = ["first", "second"]
        .map(|entity| format!("{{\"entity\":\"{entity}\",\"period\":\"2025\",\"reports\":{{\"r\":{{\"f\":{{\"010\":\"-1\"}}}}}}}}\n"))
        .concat();
    let run = positum_with_input(&["batch", file.to_str().expect("a plain path"), "-", "--input-format", "json-lines"], lines.as_bytes());
    assert!(run.stdout.contains("first,") && run.stdout.contains("second"), "{}", run.stdout);
}
