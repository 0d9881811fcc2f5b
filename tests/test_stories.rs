//! Tests of packages that are more than one submission: tables of cases, files, earlier periods and other entities.

use crate::support::{HEADER, everything_said, formats_to_the_same, rejects_saying};
use positum_compiler::compile::{Compiled, compile};
use positum_compiler::compile_tests::CompiledTest;
use positum_grammar::format_text::format_text;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::explain::Limits;
use positum_runtime::language::Language;
use positum_runtime::read::{Format, ReadOptions, read_all};
use positum_runtime::render::explanation::explain_in_short;
use positum_runtime::run_tests::{Difference, NotPicked, TestFiles, explain_differences, run_test};

const PACKAGE: &str = "
parameter limit \"L\" : percent { from 2025-01-01 = 10 % }
report r \"R\" {
  period quarter
  form f {
    010 : EUR
    020 : EUR
    030 : percent = 010/020
    040 : EUR = 010 - previous(010) else 0
    check enough \"{030}\" { require 030 >= limit }
  }
  list l { A : text, key; B : EUR; total \"T\" { B = sum } }
}
";

const FILE: &str = "entity,period,report,table,row,column,value
A,2025-Q1,r,f,010,,10
A,2025-Q1,r,f,020,,200
A,2025-Q2,r,f,010,,30
A,2025-Q2,r,f,020,,100
A,2025-Q2,r,l,1,A,one
A,2025-Q2,r,l,1,B,1
A,2025-Q2,r,l,2,A,two
A,2025-Q2,r,l,2,B,2
B,2025-Q2,r,f,010,,7
B,2025-Q2,r,f,020,,70
B,2025-Q3,r,f,010,,8
";

fn package(tests: &str) -> String {
    format!("{HEADER}{PACKAGE}{tests}\n")
}

fn test(items: &str) -> String {
    package(&format!("test \"t\" for r period 2025-Q2 {{\n{items}\n}}"))
}

fn table(rows: &str) -> String {
    test(&format!("given 020 = 100\ncases {{\n{rows}\n}}"))
}

fn compiled(text: &str) -> Compiled {
    let compiled = compile(&[text]);
    assert!(compiled.diagnostics.is_empty(), "{}", everything_said(text, &compiled.diagnostics));
    formats_to_the_same(text, compiled.plan.as_ref().expect("a plan"));
    compiled
}

/// Runs the cases of a text with a file `all.csv`; gives the name of each, who reports, for when, and what differs.
fn run(text: &str) -> Vec<(String, Vec<Difference>)> {
    let compiled = compiled(text);
    let plan = compiled.plan.expect("a plan");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
    let mut files = TestFiles::default();
    files.add("all.csv", read_all(FILE.as_bytes(), "all.csv", Format::LongCsv, &plan, &ReadOptions::default()).expect("it can be read"));
    let named = |test: &CompiledTest| format!("{} {} {}", test.case.name, test.case.entity, test.case.period);
    let tests = compiled.tests.iter();
    tests.map(|test| (named(test), run_test(&plan, &evaluator, &test.case, &files, Language::English).differences)).collect()
}

/// Gives which cases pass, and of the others what came out.
fn outcomes(text: &str) -> Vec<String> {
    let told = |(name, differences): (String, Vec<Difference>)| {
        let found: Vec<String> = differences.iter().map(|found| format!("{} {}", found.subject, found.actual)).collect();
        if found.is_empty() { name } else { format!("{name}: {}", found.join(", ")) }
    };
    run(text).into_iter().map(told).collect()
}

#[test]
fn each_row_of_a_table_is_a_test_with_what_stands_around_it() {
    let text = table("given 010, limit | expect 030, enough, finding\n\"a\" : 10, - | 10.00 %, passes, no findings\n\"b\" : 10, 11 % | -, fails, -\n\"c\" : is unreadable, - | is not_computed, is not evaluated, unreadable_value\n\"d\" : 9, - | 10.00 %, passes, -");
    let wanted = ["t: a test 2025-Q2", "t: b test 2025-Q2", "t: c test 2025-Q2", "t: d test 2025-Q2: r.f.030 9.00 % (computed), r.f.enough fails"];
    assert_eq!(outcomes(&text), wanted);
    let first = &compiled(&text).tests[3];
    assert_eq!(first.span.text(&text), "\"d\"");
    assert_eq!(first.expectations.iter().map(|span| span.text(&text)).collect::<Vec<_>>(), ["10.00 %", "passes"]);
}

#[test]
fn findings_of_a_table_may_have_a_place() {
    let text = test("cases {\ngiven 020 | expect finding at 030, finding at 020\n\"zero\" : 0 | division_by_zero, -\n\"none\" : - | -, missing_required\n\"wrong\" : 5 | division_by_zero, -\n}\ngiven 010 = 5");
    assert_eq!(outcomes(&text), ["t: zero test 2025-Q2", "t: none test 2025-Q2", "t: wrong test 2025-Q2: r.f.030 no findings"]);
}

#[test]
fn a_row_that_does_not_fit_its_head_is_refused() {
    let says = |rows: &str, parts: &[&str]| rejects_saying(&table(rows), "P0507", parts);
    says("given 010 | expect 030\n\"a\" : 5, 6 | 5 %", &["[6]", "2", "[given 010 | expect 030] the head"]);
    says("given 010 | expect 030, enough\n\"a\" : 5 | 5 %", &["[\"a\"]", "in the head: 2"]);
    says("given 010 | expect 030", &["the table has no cases"]);
    says("given 010 | expect enough\n\"a\" : 5 | fails\n\"b\" : 5 | 5 %", &["[5 %] the cases above expect outcomes"]);
    says("given 010 | expect 030\n\"a\" : 5 | 5 %\n\"b\" : 5 | fails", &["[fails] the cases above expect values"]);
    says("given 010 | expect 030\n\"a\" : 5 | no findings", &["add a column `finding`"]);
    says("given 010 | expect finding\n\"a\" : 5 | 5 %", &["[5 %] under `finding` stands the code"]);
    rejects_saying(&table("given 010 | expect 030\n\"a\" : 5 | -"), "P0504", &["test `t: a` expects nothing"]);
    rejects_saying(&table("given 010 | expect 030\n\"a\" : 5 | 5 %\n\"a\" : 6 | 6 %"), "P0202", &["test `t: a` is there twice"]);
    rejects_saying(&table("given 020 | expect 030\n\"a\" : 5 | 5 %"), "P0505", &["given first"]);
    rejects_saying(&table("given 015 | expect 030\n\"a\" : 5 | 5 %\n\"b\" : 5 | 5 %"), "P0501", &["[015]", "no position `015`"]);
    rejects_saying(&table("given 010 | expect 030\n\"a\" : 5 | 5 EUR"), "P0502", &["[5 EUR]"]);
}

#[test]
fn a_table_that_cannot_be_read_says_how_it_is_written() {
    let says = |rows: &str, parts: &[&str]| rejects_saying(&table(rows), "P0101", parts);
    says("\"a\" : 5 | 5 %", &["begins with its head"]);
    says("given 010 expect 030\n\"a\" : 5 | 5 %", &["`|`"]);
    says("given 010 | 030\n\"a\" : 5 | 5 %", &["`expect`"]);
    says("given 010 | expect 030\n\"a\" 5 | 5 %", &["`:`"]);
    says("given 010 | expect 030\n\"a\" : 5", &["`|`"]);
    says("given 010 | expect 030\nb : 5 | 5 %", &["write a case as its name"]);
    rejects_saying(&table(""), "P0101", &["begins with its head"]);
}

#[test]
fn a_file_gives_what_it_has_and_what_is_given_beside_it_goes_first() {
    let from = |entity: &str, items: &str| {
        package(&format!("test \"t\" for r period 2025-Q2 entity \"{entity}\" {{\nsubmission \"all.csv\"\n{items}\n}}"))
    };
    assert_eq!(outcomes(&from("A", "expect 030 = 30 %, 040 = 20, l.total:B = 3")), ["t A 2025-Q2"]);
    assert_eq!(outcomes(&from("B", "expect 030 = 10 %, 040 is not_computed, l.total:B = 0")), ["t B 2025-Q2"]);
    assert_eq!(outcomes(&from("A", "given 010 = 15, limit = 15 %\nexpect 030 = 15 %, enough passes, no findings")), ["t A 2025-Q2"]);
    assert_eq!(outcomes(&from("A", "line l A = \"x\", B = 9\nexpect l.total:B = 9, l[\"x\"].B = 9, no findings")), ["t A 2025-Q2"]);
    assert_eq!(outcomes(&from("A", "earlier 2025-Q1 given 010 = 1\nexpect 040 = 29")), ["t A 2025-Q2"]);
    assert_eq!(outcomes(&from("A", "earlier 2025-Q1 submission \"all.csv\"\nearlier 2025-Q1 given 010 = 1\nexpect 040 = 29")), ["t A 2025-Q2"]);
    assert_eq!(outcomes(&from("A", "given 010 is unreadable\nexpect 010 is unreadable, 020 = 100")), ["t A 2025-Q2"]);
}

#[test]
fn the_submission_that_is_meant_is_the_entitys_or_the_only_one() {
    let text = package("test \"t\" for r period 2025-Q3 { submission \"all.csv\"; expect 010 = 8, 040 = 1 }");
    assert_eq!(outcomes(&text), ["t test 2025-Q3"]);
    let picked = |test: &str| {
        let compiled = compiled(&package(test));
        let plan = compiled.plan.expect("a plan");
        let mut files = TestFiles::default();
        files.add("all.csv", read_all(FILE.as_bytes(), "all.csv", Format::LongCsv, &plan, &ReadOptions::default()).expect("it can be read"));
        let case = &compiled.tests[0].case;
        let (period, file) = case.files.first_key_value().expect("a file");
        files.pick(file, *period).map(|submission| submission.entity.clone())
    };
    assert_eq!(picked("test \"t\" for r period 2025-Q2 { submission \"all.csv\"; expect 010 = 8 }"), Err(NotPicked::Several(vec!["A".into(), "B".into()])));
    assert_eq!(picked("test \"t\" for r period 2025-Q1 { submission \"all.csv\"; expect 010 = 8 }"), Ok("A".into()));
    assert!(matches!(picked("test \"t\" for r period 2025-Q1 entity \"B\" { submission \"all.csv\"; expect 010 = 8 }"), Err(NotPicked::None(_))));
    assert_eq!(picked("test \"t\" for r period 2025-Q1 { submission \"other.csv\"; expect 010 = 8 }"), Err(NotPicked::NotRead));
}

#[test]
fn a_file_lies_in_the_folder_and_is_said_once() {
    for name in ["../all.csv", "/etc/passwd", "a/../../b.csv", "c:\\all.csv", ""] {
        rejects_saying(&test(&format!("submission \"{name}\"\nexpect no findings")), "P0508", &["as it is seen from that folder"]);
    }
    rejects_saying(&test("submission \"a.csv\"\nsubmission \"b.csv\"\nexpect no findings"), "P0505", &["[\"b.csv\"]", "given first"]);
}

#[test]
fn a_test_tells_a_story_over_periods_and_entities() {
    let items = "earlier 2025-Q1 given 010 = 5, 020 = 100
earlier 2025-Q1 expect 030 = 5 %, enough fails, 040 is not_computed
given 010 = 20, 020 = 100
expect 040 = 15, enough passes
entity \"B\" given 010 = 3, 020 = 30
entity \"B\" earlier 2025-Q1 line l A = \"x\", B = 4
entity \"B\" earlier 2025-Q1 expect l.total:B = 4, 010 is missing
entity \"B\" expect 030 = 10 %, l.total:B = 0";
    assert_eq!(outcomes(&test(items)), ["t test 2025-Q2", "t test 2025-Q1", "t B 2025-Q2", "t B 2025-Q1"]);
    let wrong = items.replace("l.total:B = 4, 010", "l.total:B = 5, 010").replace("enough fails", "enough passes");
    let wanted = ["t test 2025-Q2", "t test 2025-Q1: r.f.enough fails", "t B 2025-Q2", "t B 2025-Q1: r.l.total:B 4 (computed)"];
    assert_eq!(outcomes(&test(&wrong)), wanted);
    let spans: Vec<_> = compiled(&test(items)).tests.iter().map(|test| test.span).collect();
    assert!(spans.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn an_earlier_period_of_which_something_is_expected_takes_the_file_of_the_test() {
    let text = package("test \"t\" for r period 2025-Q2 entity \"A\" { submission \"all.csv\"; earlier 2025-Q1 expect 030 = 5 %; expect 040 = 20 }");
    assert_eq!(outcomes(&text), ["t A 2025-Q2", "t A 2025-Q1"]);
}

#[test]
fn the_same_value_may_be_given_for_each_entity_and_period_once() {
    rejects_saying(&test("entity \"B\" given 010 = 1\nentity \"B\" given 010 = 2\nexpect no findings"), "P0505", &["given first"]);
    rejects_saying(&test("earlier 2025-Q1 expect 010 = 1, 010 = 2"), "P0505", &["expected twice"]);
    rejects_saying(&test("earlier 2025-Q3 expect 010 = 1"), "P0503", &["not before"]);
}

#[test]
fn a_difference_is_explained_with_values() {
    let compiled = compiled(&test("given 010 = 1, 020 = 3\nexpect 030 = 33.34 %, enough fails, 010 = 2"));
    let plan = compiled.plan.expect("a plan");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
    let (case, files) = (&compiled.tests[0].case, TestFiles::default());
    let differences = run_test(&plan, &evaluator, case, &files, Language::English).differences;
    let explained = explain_differences(&evaluator, case, &files, &differences, &Limits::default());
    let short = |width| -> Vec<Vec<String>> {
        explained.iter().flatten().map(|explanation| explain_in_short(&plan, explanation, Language::English, width)).collect()
    };
    let lines = short(66);
    assert!(lines[0].join(" ").starts_with("010/020 = 1 / 3 = 33.333333… rounded to 2 decimals"), "{lines:?}");
    assert_eq!(lines[1..], [vec!["030 >= limit: 33.33% >= 10.00%".to_owned()], Vec::new()]);
    assert!(short(12).iter().flatten().all(|line| line.chars().count() <= 14), "{:?}", short(12));
}

#[test]
fn the_formatter_puts_columns_under_each_other() {
    let text = "test \"t\" {\ncases   {\n# the first\n   given 010,parameter limit|expect 030 , enough,finding at 030\n\"a\":1 000,–|10.00 %,passes,−   # no limit\n\n\"long name\"   :−5, 12 % | is missing,is  not evaluated,division_by_zero\n}\n}\n";
    let wanted = "test \"t\" {
  cases {
    # the first
    given           010, parameter limit | expect 030, enough,           finding at 030
    \"a\"         : 1 000,               - | 10.00 %,    passes,           -  # no limit

    \"long name\" :    -5,            12 % | is missing, is not evaluated, division_by_zero
  }
}
";
    assert_eq!(format_text(text).expect("it can be read"), wanted);
    assert_eq!(format_text(wanted).expect("it can be read"), wanted);
}

#[test]
fn a_table_on_one_line_stays_there() {
    let text = "test \"t\" { cases { given 010 | expect 030; \"a\" : 1 | 2 %; \"b\" : 10 | - } }\n";
    assert_eq!(format_text(text).expect("it can be read"), text);
}
