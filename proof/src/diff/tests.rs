//! Pairs of packages: every kind of change, and what is none. What must be told was worked out by hand.

use super::comparison::{CompareOptions, Comparison, compare_packages};
use super::document::DocumentOptions;
use super::replay::{Replay, ReplayPlans, Replayer};
use super::words::DiffWord;
use super::write_json::write_json;
use super::write_markdown::write_markdown;
use super::write_text::write_text;
use positum_compiler::compile::compile;
use positum_plan::plan::Plan;
use positum_plan::reading_plan::reading_plan;
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};

const PACKAGE: &str = "package p \"Returns\" lv \"Pārskati\" { language en, lv; valid from 2025-01-01; precision EUR 0, percent 2 }
parameter limit \"Least ratio\" : percent { from 2025-01-01 = 10 % }
parameter open_limit \"Open\" : percent
codelist kind { 01 \"one\"; 02 \"two\" }
calendar days { weekend Saturday, Sunday
  1 January \"New Year\" }
report r \"Report\" { period quarter; due day 15 of the next month, working days of days; retain permanently; module \"M\"
  form f {
    010 \"A\" : EUR
    020 \"B\" : EUR, optional
    030 \"C\" : EUR
    100 \"Ratio\" : percent = 010 / 030
    110 \"Sum\" : EUR = 010+...+030
  }
  grid g : EUR, blank = 0 { columns { 010 \"one\"; 020 \"two\"; 030 \"both\" = 010 + 020 }
    rows { 1 \"row one\"; 2 \"row two\"  x 020 } }
  list l { A \"Who\" : text; K \"Kind\" : code kind; V \"Value\" : EUR; check small \"Large\" { require V <= 100 EUR } }
  list by_kind from l by K { sum_of \"Sum\" : EUR = sum(V) }
  check enough \"The ratio is {100}\" { require 100 >= limit  severity breach }
  check open \"Open\" { require 100 >= open_limit }
}";

fn plans(text: &str) -> Vec<Plan> {
    let compiled = compile(&[text]);
    let diagnostics = format!("{:?}", compiled.diagnostics);
    let plans = compiled.plans();
    assert!(!plans.is_empty(), "{text}\n{diagnostics}");
    plans
}

fn compared(old: &str, new: &str, tries: u64) -> Comparison {
    compare_packages(&plans(old), &plans(new), &CompareOptions { from: None, tries }).unwrap()
}

/// Gives the changes from the package to one in which a text stands for another.
fn changes(from: &str, to: &str) -> Vec<String> {
    assert_eq!(PACKAGE.matches(from).count(), 1, "{from}");
    told(PACKAGE, &PACKAGE.replace(from, to))
}

fn told(old: &str, new: &str) -> Vec<String> {
    let comparison = compared(old, new, 0);
    let side = |text: &Option<super::spoken::Spoken>| text.as_ref().map_or("none", |text| text.text(Language::English)).to_owned();
    let text = |change: &super::change::Change| {
        let time = change.time.map(|time| format!(" {time}")).unwrap_or_default();
        format!("{} {}{time}: {} -> {}", change.subject.name(), change.aspect.keyword(), side(&change.old), side(&change.new)).trim().to_owned()
    };
    comparison.changes.iter().map(text).collect()
}

#[test]
fn what_is_written_otherwise_and_means_the_same_is_no_change() {
    let same: [(&str, &str); 6] = [
        ("010 / 030", "1 x 010 / 030"),
        ("= 010 + 020 }", "= 020 + (010) }"),
        ("require 100 >= limit", "require limit <= 100"),
        ("require V <= 100 EUR", "require not (V > 100 EUR)"),
        ("= sum(V)", "= (sum(V))"),
        ("report r \"Report\" { period quarter;", "# A comment.\nreport r \"Report\" {\n  period quarter;"),
    ];
    for (from, to) in same {
        assert_eq!(changes(from, to), Vec::<String>::new(), "{to}");
    }
    let moved = PACKAGE.replace("codelist kind { 01 \"one\"; 02 \"two\" }\n", "") + "\ncodelist kind { 01 \"one\"; 02 \"two\" }";
    assert_eq!(told(PACKAGE, &moved), Vec::<String>::new());
}

#[test]
fn each_kind_of_change_is_told_once_with_both_sides() {
    let cases: [(&str, &str, &[&str]); 19] = [
        ("010 / 030", "030 / 010", &["f.100 formula: 010 / 030 -> 030 / 010"]),
        ("100 \"Ratio\" : percent =", "100 \"Ratio\" : percent(3) =", &["f.100 decimals: 2 decimals -> 3 decimals"]),
        ("\"B\" : EUR, optional", "\"B\" : EUR", &["f.020 origin: filled in, may be blank -> filled in, required"]),
        ("010 \"A\" : EUR", "010 \"A\" : count", &[]),
        ("030 \"C\" : EUR\n", "030 \"C\" : EUR\n    040 \"D\" : EUR\n", &["f.040 added: none -> amount in EUR, no decimals; filled in, required"]),
        ("severity breach", "severity warning", &["enough severity: breach -> warning"]),
        ("100 >= limit", "100 > limit", &["enough requirement: 100 >= limit -> 100 > limit"]),
        ("V <= 100 EUR", "V <= 100 EUR  when K = \"01\"", &["l.small condition: always -> K = \"01\""]),
        ("check open \"Open\" { require 100 >= open_limit }", "", &["open removed: 100 >= open_limit (error) -> none"]),
        ("= 10 % }", "= 10 %; from 2026-07-01 = 12 % }", &["limit value from 2026-07-01: 10.00% -> 12.00%"]),
        ("02 \"two\" }\ncalendar", "03 \"two\" }\ncalendar", &["kind 03 added: none -> none", "kind 02 removed: none -> none"]),
        ("retain permanently", "retain 5 years", &["r retention: permanently -> 5 years"]),
        ("module \"M\"", "module \"N\"", &["r module: M -> N"]),
        ("day 15 of", "day 20 of", &["r deadline: day 15 of the next month; working days of days -> day 20 of the next month; working days of days"]),
        ("A \"Who\" : text;", "A \"Who\" : text, key;", &["l key: – -> A"]),
        ("from l by K", "from l where V > 5 EUR by K", &["by_kind lines: from l by K -> from l where V > 5 EUR by K"]),
        ("valid from 2025-01-01", "valid from 2026-01-01", &["validity: from 1 January 2025 -> from 1 January 2026"]),
        ("\"Who\"", "\"Name\"", &["l.A label: Who -> Name"]),
        ("= 010 + 020 }", "= 010 - 020 }", &["g.1:030 formula: 010 + 020 -> 010 - 020"]),
    ];
    for (from, to, expected) in cases.into_iter().filter(|(_, _, expected)| !expected.is_empty()) {
        let found = changes(from, to);
        assert!(expected.iter().all(|text| found.iter().any(|one| one == text)), "{to}: {found:#?}");
    }
}

#[test]
fn another_code_for_the_same_is_a_change_of_the_code_and_of_no_formula() {
    let renamed = PACKAGE.replace("020 \"B\" : EUR", "025 \"B\" : EUR");
    assert_eq!(told(PACKAGE, &renamed), ["f.025 renamed: 020 -> 025"]);
}

#[test]
fn a_check_that_is_looked_at_elsewhere_is_a_change() {
    let with = |check: &str| {
        PACKAGE.replace("rows { 1 \"row one\"; 2 \"row two\"  x 020 } }", &format!("rows {{ 1 \"row one\"; 2 \"row two\" }}\n {check} }}"))
    };
    let (once, rows, columns) = (
        with("check k { require 1:010 <= 1:020 }"),
        with("check k { require 010 <= 020 for each row }"),
        with("check k { require 1 <= 2 for each column }"),
    );
    // What one row required, all do now: the first row alone says the same as before.
    assert_eq!(told(&once, &rows).last().map(String::as_str), Some("g.k scope: once -> row 1"));
    assert_eq!(told(&rows, &columns), ["g.k requirement: 010 <= 020 -> 1 <= 2", "g.k scope: row 1 -> column 010"]);
    let renamed =
        rows.replace("1 \"row one\"", "11 \"row one\"").replace("2 \"row two\"", "12 \"row two\"").replace("010 <= 020 for", "010 < 020 for");
    assert!(told(&rows, &renamed).contains(&"g.k requirement: 010 <= 020 -> 010 < 020".to_owned()));
}

#[test]
fn an_intermediate_that_becomes_a_position_is_rounded_from_then_on() {
    let before = PACKAGE.replace("110 \"Sum\" : EUR = 010+...+030", "110 \"Sum\" : EUR = third x 2\n let third = 010 / 3");
    let after = before.replace("let third = 010 / 3", "third \"T\" : EUR = 010 / 3");
    let found = told(&before, &after);
    assert!(found.contains(&"f.third type: let -> amount in EUR, no decimals".to_owned()), "{found:#?}");
}

#[test]
fn a_range_that_takes_more_than_before_is_written_out() {
    let added = PACKAGE.replace("030 \"C\" : EUR\n", "025 \"D\" : EUR\n    030 \"C\" : EUR\n");
    let found = told(PACKAGE, &added);
    assert!(found.contains(&"f.110 formula: 010 + 020 + 030 -> 010 + 020 + 025 + 030".to_owned()), "{found:#?}");
}

#[test]
fn a_changed_operator_is_one_change_with_a_submission_that_shows_it() {
    let new = PACKAGE.replace("= 010 + 020 }", "= 010 - 020 }");
    let comparison = compared(PACKAGE, &new, 200);
    let consequences: Vec<_> = comparison.consequences.all.iter().map(|one| (one.subject.name(), one.example.is_some())).collect();
    assert_eq!(comparison.changes.iter().filter(|change| !change.aspect.is_wording()).count(), 1, "{:?}", comparison.changes);
    assert_eq!(consequences, [("g.1:030".to_owned(), true)]);
    let example = comparison.consequences.all[0].example.as_ref().unwrap();
    assert_eq!(example.given.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["r.g.1:020"]);
}

#[test]
fn what_depends_on_a_limit_is_reached_through_it() {
    let comparison = compared(PACKAGE, &PACKAGE.replace("= 10 % }", "= 10 %; from 2026-07-01 = 12 % }"), 500);
    let found: Vec<_> = comparison.consequences.all.iter().map(|one| (one.subject.name(), one.example.is_some())).collect();
    assert_eq!(found, [("enough".to_owned(), true)]);
}

#[test]
fn deadlines_are_compared_by_the_days_on_which_they_fall() {
    let comparison = compared(PACKAGE, &PACKAGE.replace("day 15 of", "day 16 of"), 0);
    let days: Vec<String> = comparison.deadlines.iter().map(|one| format!("{} {} {}", one.period, one.old.unwrap(), one.new.unwrap())).collect();
    // 15 and 16 April, July and October 2025 are working days from Tuesday to Thursday, 15 and 16 January 2026 Thursday and Friday.
    let expected =
        ["2025-Q1 2025-04-15 2025-04-16", "2025-Q2 2025-07-15 2025-07-16", "2025-Q3 2025-10-15 2025-10-16", "2025-Q4 2026-01-15 2026-01-16"];
    assert_eq!(days, expected);
}

fn replayed(old: &str, new: &str, as_of: Option<&str>, csv: &str) -> Replay {
    let (old, new) = (plans(old), plans(new));
    let csv = format!("entity,period,report,table,row,column,value\n{csv}");
    let submissions = read_all(csv.as_bytes(), "s.csv", Format::LongCsv, &reading_plan(&old).unwrap(), &ReadOptions::default()).unwrap();
    let plans = ReplayPlans::new(&old, &new, as_of.map(|day| day.parse().unwrap()));
    let mut replayer = Replayer::new(&plans, &[], 10).unwrap();
    submissions.iter().for_each(|submission| replayer.take(submission));
    replayer.finish()
}

const SUBMITTED: &str = "E,2025-Q1,r,f,010,,11\nE,2025-Q1,r,f,030,,100\nF,2025-Q1,r,f,010,,20\nF,2025-Q1,r,f,030,,100\n";

#[test]
fn submissions_of_earlier_periods_are_evaluated_as_if_the_new_package_were_in_force() {
    let new = PACKAGE.replace("valid from 2025-01-01", "valid from 2026-01-01").replace("from 2025-01-01 = 10 %", "from 2026-01-01 = 12 %");
    let replay = replayed(PACKAGE, &new, None, SUBMITTED);
    assert_eq!((replay.submissions, replay.changed, replay.fail_now, replay.errors), (2, 1, 1, (0, 1)));
    assert_eq!(replay.listed.len(), 1);
    assert_eq!((replay.listed[0].entity.as_str(), replay.listed[0].old.text(Language::English)), ("E", "passed"));
    assert_eq!(replay.outcomes.get("fail"), Some(&(0, 1)));
}

#[test]
fn a_limit_that_changes_later_is_tried_as_of_a_day() {
    let new = PACKAGE.replace("= 10 % }", "= 10 %; from 2026-07-01 = 12 % }");
    assert_eq!(replayed(PACKAGE, &new, None, SUBMITTED).changed, 0);
    assert_eq!(replayed(PACKAGE, &new, Some("2026-07-01"), SUBMITTED).changed, 1);
}

#[test]
fn documents_are_alike_in_both_languages_and_nothing_in_them_is_markup() {
    let new = PACKAGE.replace("\"B\" : EUR, optional", "\"B | <b>*x*\" : EUR").replace("010 / 030", "030 / 010");
    let comparison = compared(PACKAGE, &new, 100);
    for language in Language::ALL {
        let options = DocumentOptions { language, wording: true };
        let markdown = write_markdown(&comparison, &options);
        assert!(markdown.contains("B \\| \\<b\\>\\*x\\*") && markdown.contains("`030 / 010`"), "{markdown}");
        assert_eq!(
            markdown.matches("\n| --- ").count(),
            write_markdown(&comparison, &DocumentOptions { language: Language::English, wording: true }).matches("\n| --- ").count()
        );
        for line in write_text(&comparison, &options, 80).lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        assert!(write_json(&comparison, language).contains("\"changes_meaning\": true"));
    }
    for word in DiffWord::ALL {
        assert_ne!(word.text(Language::Latvian), word.text(Language::English));
    }
}
