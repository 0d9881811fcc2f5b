//! `positum consolidate`: what `docs/consolidation.md` shows, and the files that it reads and writes.

use crate::program::{positum, positum_with_input, root};
use positum_runtime::consolidate::CONSOLIDATION_FINDING_CODES;
use std::path::Path;

const FOLDER: &str = "docs/examples/consolidation";

fn page() -> String {
    std::fs::read_to_string(root().join("docs/consolidation.md")).expect("the page is there")
}

/// Gives the blocks of the page in a language.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    page().split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned).collect()
}

fn file(name: &str) -> String {
    format!("{FOLDER}/{name}")
}

/// Gives the arguments of a command of the page, with its files where they are.
fn arguments(command: &str) -> Vec<String> {
    let words = command.replace("\\\n", " ");
    let words = words.split_whitespace().skip(1);
    words.map(|word| if word.ends_with(".csv") || word.ends_with(".positum") { file(word) } else { word.to_owned() }).collect()
}

fn run(arguments: &[String]) -> crate::program::Run {
    positum(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The example with further arguments.
fn example(more: &[&str]) -> Vec<String> {
    let command = blocks("sh").into_iter().next().expect("the page has a command");
    arguments(&command).into_iter().chain(more.iter().map(|word| (*word).to_owned())).collect()
}

#[test]
fn the_page_shows_what_the_program_prints() {
    let (commands, texts) = (blocks("sh"), blocks("text"));
    assert_eq!((commands.len(), texts.len()), (2, 2));
    for (command, text) in commands.iter().zip(texts) {
        let run = run(&arguments(command));
        let shown = run.stdout.replace('\u{a0}', " ").replace(&format!("{FOLDER}/"), "");
        assert!(shown.contains(text.trim_end()), "{shown}");
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    }
}

#[test]
fn the_page_has_every_finding() {
    let page = page();
    let rows: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| `") && line.contains(" | error | ") || line.contains(" | warning | ") || line.contains(" | info | "))
        .collect();
    let codes: Vec<&str> = rows.iter().filter_map(|row| row.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(codes, CONSOLIDATION_FINDING_CODES);
}

#[test]
fn standard_input_is_explained_in_one_reading() {
    let members = std::fs::read(root().join(file("members.csv"))).expect("the example");
    let arguments =
        ["consolidate", &file("year.positum"), "-", "--input-format", "csv", "--entities", &file("entities.csv"), "--explain", "030", "--lang", "lv"];
    let run = positum_with_input(&arguments, &members);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Muzejs (MUSEUM): 700, standarta ievade:9"), "{}", run.stdout);
}

#[test]
fn the_document_of_a_group_evaluates_to_the_same_and_stands_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let xml = folder.path().join("min.xml").display().to_string();
    assert_eq!(run(&example(&["--format", "xml", "-o", &xml])).code, 0);
    let cells = run(&example(&["--format", "csv", "--part", "consolidated"])).stdout;
    let evaluated = positum(&["eval", &file("year.positum"), &xml, "--format", "csv"]).stdout;
    assert_eq!(cells.replace(",part,", ",").replace(",consolidated,", ","), evaluated);
    let tree = folder.path().join("tree.csv");
    std::fs::write(&tree, "entity,parent\nSTATE,\nMIN,STATE\nARCHIVE,MIN\nMUSEUM,MIN\n").expect("a file");
    let above = positum(&[
        "consolidate",
        &file("year.positum"),
        &xml,
        "--entities",
        &tree.display().to_string(),
        "--format",
        "csv",
        "--part",
        "consolidated",
    ]);
    assert_eq!((above.code, above.stderr.as_str()), (0, ""));
    assert_eq!(above.stdout.replace("STATE,", "MIN,"), cells);
}

#[test]
fn parts_groups_and_files_are_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let run = run(&example(&["--format", "csv", "-o", &path("out").display().to_string(), "--part", "eliminations", "--part", "summary"]));
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    let read = |name: &str| std::fs::read_to_string(path("out").join(name)).expect("a file of the folder");
    assert!(read("cells.csv").starts_with("entity,period,part,report,table,row,column,value,state\nMIN,2025,summary,balance,main,010,,1000,given\n"));
    assert!(read("cells.csv").contains("MIN,2025,eliminations,balance,main,020,,-100,computed\n"));
    assert_eq!(read("consolidation.csv"), "group,period,entity,report,table,row,column,code,severity,message,origin\n");
    assert!(Path::new(&path("out").join("checks.csv")).is_file() && path("out").join("findings.csv").is_file());
}

#[test]
fn json_has_groups_parts_and_findings() {
    let run = run(&example(&["--format", "json", "--period", "2024"]));
    assert_eq!(run.code, 1);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let codes: Vec<&str> = json["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["code"].as_str()).collect();
    assert_eq!(codes, ["adjustment_for_other_period", "elimination_for_other_period", "member_missing", "other_period_only", "other_period_only"]);
    assert_eq!(json["groups"].as_array().map(Vec::len), Some(0));
    let run = super::consolidation::run(&example(&["--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(json["groups"][0]["parts"]["consolidated"]["reports"]["balance"]["main"]["020"]["value"], "50");
    assert_eq!(json["groups"][0]["members"]["all"], 2);
}

#[test]
fn pages_show_what_is_consolidated() {
    let run = run(&example(&["--format", "html"]));
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("1,030") && run.stdout.contains("<html"), "{}", run.stdout);
}

#[test]
fn what_is_asked_wrongly_is_told() {
    for (more, code, message) in [
        (vec!["--group", "MINI"], 64, "--group MINI: there is no such group; there is MIN"),
        (vec!["--explain", "999"], 64, "no cell, check or parameter `999`"),
        (vec!["--explain", "010", "--format", "json"], 64, "written as text only"),
        (vec!["--entities", "nowhere.csv"], 64, "--entities"),
    ] {
        let run = run(&example(&more));
        assert_eq!(run.code, code, "{more:?}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{more:?}: {}", run.stderr);
    }
    let none = positum(&["consolidate", "docs/examples/capital.positum", "docs/examples/capital.json", "--entities", &file("entities.csv")]);
    assert_eq!(none.code, 64);
    assert!(none.stderr.contains("it has no `consolidation`"), "{}", none.stderr);
    let tree = positum(&["consolidate", &file("year.positum"), &file("members.csv"), "--entities", &file("members.csv")]);
    assert_eq!(tree.code, 3);
    assert!(tree.stderr.contains("members.csv:1: nezināma kolonna") || tree.stderr.contains("unknown column"), "{}", tree.stderr);
}

/// Writes files, and gives what `consolidate` with them is called by.
fn of_files(folder: &Path, more: &[&str]) -> Vec<String> {
    for (name, text) in [("p.positum", PACKAGE), ("t.csv", TREE), ("m.csv", MEMBERS)] {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let at = |name: &str| folder.join(name).display().to_string();
    let known = ["consolidate".to_owned(), at("p.positum"), at("m.csv"), "--entities".to_owned(), at("t.csv"), "--lang".to_owned(), "en".to_owned()];
    known.into_iter().chain(more.iter().map(|word| (*word).to_owned())).collect()
}

const PACKAGE: &str = "package p \"P\" { language en; precision EUR 0 }
report r \"R\" {
  form f { 010 \"A\" : EUR; 090 \"S\" : text, optional }
  list l { who \"W\" : text, key; amount \"M\" : EUR }
}
consolidation \"Group\" { same r.f.090 }
";
const TREE: &str = "entity,parent,label\nG,,The group\nA,G,\nB,G,\nH,,\nC,H,\n";
const MEMBERS: &str = "entity,period,report,table,row,column,value
A,2025,r,f,010,,1
A,2025,r,f,090,,x
B,2025,r,f,010,,2
B,2025,r,f,090,,y
C,2024,r,f,010,,5
";

#[test]
fn pages_and_tables_of_a_group_tell_what_was_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let shown = |more: &[&str]| run(&of_files(folder.path(), more));
    let page = shown(&["--group", "G", "--format", "markdown"]);
    assert_eq!(page.code, 1);
    let expected = "Findings of the report: none; findings of consolidation: 1 error. Submissions: 2 of 2";
    assert!(page.stdout.contains(expected) && page.stdout.contains("The group (G)"), "{}", page.stdout);
    let table = shown(&["--group", "G"]);
    assert!(table.stdout.contains("Findings of the report: none; findings of consolidation: 1 error\n"), "{}", table.stdout);
    let explained = shown(&["--group", "G", "--explain", "010"]);
    assert!(explained.stdout.ends_with("\nFindings of consolidation: 1 error (shown without --explain)\n"), "{}", explained.stdout);
    let hint = "--period";
    assert!(table.stderr.contains(hint), "{}", table.stderr);
    assert!(!shown(&["--period", "2025"]).stderr.contains(hint));
}

#[test]
fn columns_of_lists_and_groups_that_are_not_there_are_told_with_what_there_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let column = run(&of_files(folder.path(), &["--explain", "l.amount"]));
    assert!(column.stderr.contains("`r.l[\"KEY\"].amount`") && column.stderr.contains("`r.l.1:amount`"), "{}", column.stderr);
    let group = run(&of_files(folder.path(), &["--group", "GG"]));
    assert!(group.stderr.contains("--group GG: there is no such group; there is G, H"), "{}", group.stderr);
}
