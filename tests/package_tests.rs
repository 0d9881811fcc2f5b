//! Tests that stand in packages: what they give, what they expect, what is wrong with them, and what comes of running them.

use crate::support::{HEADER, compiles, definitions, everything_said, formats_to_the_same, rejects, rejects_saying, test_files};
use positum_compiler::compile::{Compiled, compile};
use positum_grammar::format_text::format_text;
use positum_plan::plan::Plan;
use positum_plan::test_case::FINDING_CODES;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::language::Language;
use positum_runtime::run_tests::{Difference, TestFiles, run_test};

/// A report with a form, a grid, a list that another one groups, checks, and a second report.
const PACKAGE: &str = "
codelist kind { 01 \"one\"; 02 \"two\"; b3 \"three\" }
parameter limit \"L\" : percent
parameter least \"L\" : EUR { from 2025-01-01 = 5 EUR }
report r \"R\" {
  period quarter
  form f {
    010 : EUR
    020 : EUR
    030 : percent = 010/020
    040 : text, optional
    050 : date, optional
    060 : bool, optional
    070 : code kind, optional
    080 : days, optional
    090 : EUR = 010 when 010 > 0
    let half = 010 / 2.0
    110 : EUR = half
    check enough \"{030}\" { require 030 <= limit }
    check sometimes \"S\" { require 020 > least  when 010 > 0 }
  }
  grid g : EUR, blank = 0 {
    columns { 1 \"a\"; 2 \"b\" }
    rows { 10 \"A\"  x 2; 20 \"B\" }
  }
  list l {
    no \"N\" : sequence
    A \"A\" : code iso4217
    B \"B\" : integer
    C \"C\" : money[A], blank = 0
    D \"D\" : money[A] = C + C
    key (A, B)
    check small \"{C}\" { require B <= 10 }
    total \"T\" { B = sum }
  }
  list by_currency from l by A { count : count = count(B) }
}
report other \"O\" {
  form f { 500 : EUR = r.010 }
  check balance \"B\" { require 500 > 0 }
}
";

fn package(tests: &str) -> String {
    format!("{HEADER}{PACKAGE}{tests}\n")
}

/// One test for report `r` in the first quarter of 2025.
fn test(items: &str) -> String {
    package(&format!("test \"t\" for r period 2025-Q1 {{\n{items}\n}}"))
}

fn compiled(text: &str) -> Compiled {
    let compiled = compile(&[text]);
    assert!(compiled.diagnostics.is_empty(), "{}", everything_said(text, &compiled.diagnostics));
    formats_to_the_same(text, compiled.plan.as_ref().expect("a plan"));
    compiled
}

/// Runs the tests of a text; gives the differences of all.
fn run(text: &str) -> Vec<Difference> {
    let compiled = compiled(text);
    let plan = compiled.plan.expect("a plan");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
    compiled.tests.iter().flat_map(|test| run_test(&plan, &evaluator, &test.case, &TestFiles::default(), Language::English).differences).collect()
}

/// Runs the tests of a package in several texts, with files where they name them; tells how many there are.
fn count_passing(texts: &[&str], files: impl Fn(&Plan) -> TestFiles) -> usize {
    let (plans, tests) = compile(texts).plans_and_tests();
    for test in &tests {
        let plan = &plans[test.version];
        let evaluator = Evaluator::new(plan, &EvaluationOptions::default()).expect("no options");
        assert_eq!(run_test(plan, &evaluator, &test.case, &files(plan), Language::English).differences, [], "{}", test.case.name);
    }
    tests.len()
}

fn passes(items: &str) {
    assert_eq!(run(&test(items)), []);
}

/// Runs a test of which one expectation is not met; gives subject, expected, actual and cause.
fn fails(items: &str, subject: &str, expected: &str, actual: &str, cause: &str) {
    let differences = run(&test(items));
    let [only] = differences.as_slice() else { panic!("{differences:?}") };
    let found = (only.subject.as_str(), only.expected.as_str(), only.actual.as_str(), only.cause.as_deref().unwrap_or(""));
    assert_eq!(found, (subject, expected, actual, cause));
}

#[test]
fn values_are_compared_as_shown() {
    passes("given 010 = 1, 020 = 3\nexpect 030 = 33.33 %");
    for spelling in ["030 = 33.33", "f.030 = 333.3 ‰", "r.030 = 3333 bp", "r.f.030 = 33.33 %"] {
        passes(&format!("given 010 = 1, 020 = 3\nexpect {spelling}"));
    }
    passes("given 010 = 1\nexpect 110 = 1");
    fails("given 010 = 1, 020 = 3\nexpect 030 = 33.34 %", "r.f.030", "33.34 %", "33.33 % (computed)", "computed as `010/020`");
    fails("given 010 = 5\nexpect 010 = 6", "r.f.010", "6", "5 (given)", "");
}

#[test]
fn what_has_no_value_says_why() {
    fails("given 010 = 5\nexpect 030 = 1 %", "r.f.030", "1.00 %", "not_computed", "r.f.020 is missing");
    fails("given 010 = 0\nexpect 090 = 0", "r.f.090", "0", "not_applicable", "computed as `010 when 010 > 0`");
    fails("expect 010 = 0", "r.f.010", "0", "missing", "");
}

#[test]
fn values_of_every_type_are_given_and_expected() {
    passes(
        "given 040 = \"a, b\", 050 = 2025-03-31, 060 = true, 070 = 01, 080 = 30 days\nexpect 040 = \"a, b\", 050 = 2025-03-31, 060 = true, 070 = \"01\", 080 = 30",
    );
    passes("given 070 = b3, 010 = 1 000 000 EUR, 060 = false\nexpect 070 = b3, 010 = 1000000, 060 = false");
    passes("given 010 = -1 500, 020 = −1\nexpect 010 = -1500, 020 = -1");
}

#[test]
fn values_go_on_after_a_comma() {
    passes("given 010 = 1,\n  020 = 3 # three\n\nexpect 010 = 1,\n\n 020 = 3; expect 040 is blank");
}

#[test]
fn every_state_can_be_expected() {
    passes("given 010 = 0, 020 is unreadable\nexpect 010 is given, 020 is unreadable, 030 is not_computed, 040 is blank, 090 is not_applicable");
    passes("given 020 is unreadable\nexpect 010 is missing, finding unreadable_value at 020, finding missing_required at 010");
    passes("given 010 = 2\nexpect 090 is computed, g.20:1 is blank, g.20:1 = 0");
    fails("given 010 = 2\nexpect 090 is given", "r.f.090", "given", "2 (computed)", "computed as `010 when 010 > 0`");
}

#[test]
fn cells_of_grids_are_named_by_row_and_column() {
    passes("given 20:2 = 7, g.10:1 = 8\nexpect g.20:2 = 7, r.g.10:1 = 8, 20:1 = 0");
}

#[test]
fn lines_are_named_by_key_or_number() {
    let lines = "line l A = USD, B = 7, C = 1.50\nline r.l A = EUR, B = 8, C = 2\nline l A = USD, B = 9\n";
    passes(&format!("{lines}expect l[USD, 7].D = 3.00, l[\"EUR\", 8].D = 4, l.3:D = 0, r.l[USD, 9].no = 3, l.total:B = 24"));
    passes(&format!("{lines}expect by_currency[USD].count = 2, by_currency.2:count = 1, by_currency.1:A = USD"));
    fails(&format!("{lines}expect l[CHF, 7].D = 3"), "r.l[CHF, 7].D", "3.00", "there is no such line", "`l` has 3 lines");
    fails(&format!("{lines}expect l.4:D is computed"), "r.l.4:D", "computed", "there is no such line", "`l` has 3 lines");
}

#[test]
fn a_list_without_lines_is_empty() {
    passes("expect l.total:B = 0");
}

#[test]
fn checks_have_outcomes() {
    passes("given 010 = 1, 020 = 4, limit = 25 %\nexpect enough passes, sometimes fails, f.enough passes, r.f.enough passes, r.enough passes");
    passes("given 010 = 0, 020 = 4, parameter limit = -1 %\nexpect enough fails, sometimes does not apply");
    passes("given 010 = 1, 020 = 6\nexpect enough is not evaluated, sometimes passes");
    passes("given 010 = 1\nexpect other.balance passes");
    fails("given 010 = 1, 020 = 4, limit = 24 %\nexpect enough passes", "r.f.enough", "passes", "fails", "25.00%");
    fails("given 010 = 1, 020 = 6\nexpect sometimes fails", "r.f.sometimes", "fails", "passes", "`020 > least` holds");
    let cause = "parameter `limit` has no value: write `given limit = …` in the test";
    fails("given 010 = 1, 020 = 6\nexpect enough passes", "r.f.enough", "passes", "is not evaluated", cause);
}

#[test]
fn a_check_of_a_list_has_an_outcome_for_each_line() {
    let lines = "line l A = USD, B = 7\nline l A = USD, B = 11\n";
    passes(&format!("{lines}expect l.1:small passes, l[USD, 11].small fails"));
    fails(&format!("{lines}expect small passes"), "r.l.2:small", "passes", "fails", "0.00");
    fails("expect small passes", "r.l.small", "passes", "there is no such line", "");
    fails(&format!("{lines}expect l[USD, 8].small passes"), "r.l[USD, 8].small", "passes", "there is no such line", "`l` has 2 lines");
}

#[test]
fn findings_of_cells_that_are_not_given_count_only_where_expected() {
    passes("expect no findings, finding missing_required at 010, finding missing_required");
    passes("given 010 = 1.5\nexpect finding too_many_decimals at 010, 010 = 2");
    passes("line l A = USD, B = 7\nline l A = USD, B = 7\nexpect finding duplicate_key at l.2:A");
    passes("given 010 = 1, 020 = 0\nexpect finding division_by_zero at 030, finding division_by_zero");
    let said = "`010/020` divides by zero; the dividend is 1";
    fails("given 010 = 1, 020 = 0\nexpect no findings", "r", "no findings", "division_by_zero r.f.030", said);
    fails("given 010 = 1, 020 = 1\nexpect finding division_by_zero at 030", "r.f.030", "division_by_zero", "no findings", "");
}

#[test]
fn findings_of_other_reports_do_not_count_where_the_test_is_for_one() {
    let text = package("test \"t\" for other period 2025-Q1 { given r.010 = 1, r.020 = 0; expect no findings, 500 = 1 }");
    assert_eq!(run(&text), []);
    let text = package("test \"t\" period 2025-Q1 { given 010 = 1, 020 = 0; expect no findings, 500 = 1 }");
    assert_eq!(run(&text).len(), 1);
}

#[test]
fn without_a_report_names_that_are_unique_need_no_report() {
    let text = package("test \"t\" period 2025-Q1 entity \"Me\" { given 010 = 1; line l A = USD, B = 1; expect 500 = 1, l.1:B = 1, balance passes }");
    assert_eq!(run(&text), []);
    assert_eq!(compiled(&text).tests[0].case.entity, "Me");
}

#[test]
fn a_test_without_period_runs_in_the_last_of_the_package_or_the_first() {
    let period = |valid: &str, kind: &str| {
        let text = format!(
            "package p \"P\" {{ language en; {valid}; precision EUR 0 }}\nreport r \"R\" {{\n{kind}\nform f {{ 010 : EUR }}\n}}\ntest \"t\" for r {{ expect 010 is missing }}\n"
        );
        compiled(&text).tests[0].case.period.to_string()
    };
    assert_eq!(period("valid from 2025-01-01", "period quarter"), "2025-Q1");
    assert_eq!(period("valid from 2025-02-15", "period quarter"), "2025-Q1");
    assert_eq!(period("valid from 2025-02-15", "period month"), "2025-02");
    assert_eq!(period("valid from 2025-02-15 until 2026-12-31", "period year"), "2026");
    assert_eq!(period("valid until 2026-12-30", "period year"), "2025");
    assert_eq!(period("valid until 2026-05-31", "period quarter"), "2026-Q1");
    assert_eq!(period("valid until 2026-05-31", "period month"), "2026-05");
    assert_eq!(period("valid until 2026-05-31", "period day"), "2026-05-31");
    assert_eq!(period("valid from 2025-01-01", ""), "2025-Q1");
}

#[test]
fn a_period_must_fit_unless_that_is_what_is_tested() {
    let text = |period: &str, expected: &str| package(&format!("test \"t\" for r {period} {{ expect {expected} }}"));
    rejects_saying(&text("", "no findings"), "P0503", &["[\"t\"]", "write the period"]);
    rejects_saying(&text("period 2025-Q5", "no findings"), "P0503", &["[2025-Q5]", "`2025-Q1`"]);
    rejects_saying(&text("period 2025-03", "no findings"), "P0503", &["is for a quarter, and `2025-03` is a month"]);
    let until = text("period 2026-Q1", "no findings").replace("language en, lv", "language en, lv; valid until 2025-12-31");
    rejects_saying(&until, "P0503", &["valid until 2025-12-31"]);
    assert_eq!(run(&until.replace("no findings", "finding period_not_covered")), []);
    let difference = run(&until.replace("no findings", "finding period_not_covered, 010 is missing"));
    assert_eq!(difference[0].actual, "the report was not evaluated");
}

#[test]
fn what_does_not_exist_is_named_with_what_does() {
    let says = |items: &str, parts: &[&str]| rejects_saying(&test(items), "P0501", parts);
    says("expect 015 = 5", &["[015] report `r` has no position `015`", "`010`"]);
    says("expect ff.010 = 5", &["no table or report `ff`", "did you mean `f`?"]);
    says("expect x1.f.010 = 5", &["no report `x1`"]);
    says("given limmit = 5 %\nexpect no findings", &["did you mean `limit`?"]);
    says("expect f.1:small passes", &["no check `small` here", "`r.l.small`"]);
    says("expect f.1:enough passes", &["has no line `1`"]);
    says("expect other.g.010 = 5", &["report `other` has no table `g`"]);
    says("expect g.30:1 = 5", &["no row `30`"]);
    says("expect g.20:3 = 5", &["no column `3`"]);
    says("expect f.010:020 = 5", &["named without a column"]);
    says("expect enogh passes", &["no check `enogh`", "did you mean `enough`?"]);
    says("expect balance passes", &["check `balance` is of report `other`", "write `other.balance`"]);
    says("expect enough = 5", &["`enough` is a check", "`expect enough passes`"]);
    says("expect l.total:C = 5", &["the total row of `l` has no column `C`"]);
    says("expect by_currency.total:count = 5", &["list `by_currency` has no total row"]);
    says("expect l.0:C = 5", &["no line has the number `0`"]);
    says("expect l.last:C = 5", &["no line has the number `last`"]);
    says("expect 010 is absent", &["no state `absent`", "`missing`"]);
    says("expect finding missing at 010", &["no finding `missing`", "`missing_required`"]);
    says("line lll A = USD\nexpect no findings", &["no list `lll` here"]);
    says("line f 010 = 5\nexpect no findings", &["`f` is no list"]);
    says("line l Z = 5\nexpect no findings", &["list `l` has no column `Z`", "`A`"]);
    says("given parameter limmit = 5 %\nexpect no findings", &["no parameter `limmit`", "did you mean `limit`?"]);
    says("expect l[USD].D = 5", &["the key of `l` has 2 parts, and here are 1", "write values of `A` and `B`"]);
    says("expect l[USD, 1].Z = 5", &["no column `Z`"]);
    rejects_saying(&package("test \"t\" for query period 2025-Q1 { expect no findings }"), "P0501", &["no report `query`", "`r` and `other`"]);
}

#[test]
fn a_cell_is_named_whole_and_once() {
    rejects_saying(&test("expect l.D = 5"), "P0211", &["by its key `A` and `B`, as `l[…].D`", "as `l.2:D` for the second line"]);
    rejects_saying(&test("expect g.20 = 5"), "P0212", &["`g.20:1`"]);
    rejects_saying(&test("expect g.2 = 5"), "P0212", &["`g.10:2`"]);
    rejects_saying(&test("expect g.10:2 = 5"), "P0402", &["marked x"]);
    rejects_saying(&test("given 10:2 = 5\nexpect no findings"), "P0402", &["marked x"]);
    let twice = test("given 010 = 5\nexpect no findings").replace("form f { 500", "form f { 010 : EUR; 500").replace(" for r ", " ");
    rejects_saying(&twice, "P0205", &["`r.f.010` or `other.f.010`"]);
}

#[test]
fn values_fit_their_cells() {
    let says = |items: &str, parts: &[&str]| rejects_saying(&test(items), "P0502", parts);
    says("given 010 = 5 %\nexpect no findings", &["[5 %] the cell takes an amount in EUR", "[EUR] the type was declared here"]);
    says("given 010 = 5 USD\nexpect no findings", &["an amount in EUR"]);
    says("given 010 = \"5\"\nexpect no findings", &["an amount in EUR"]);
    says("given 010 = LV\nexpect no findings", &["an amount in EUR"]);
    says("given 040 = Baker\nexpect no findings", &["[Baker] the cell takes a text", "write it in quotes"]);
    says("given 040 = 5\nexpect no findings", &["a text", "write it in quotes"]);
    says("given 050 = 2025-02-30\nexpect no findings", &["a date"]);
    says("given 060 = yes\nexpect no findings", &["`true` or `false`"]);
    says("expect 030 = 33.335 %", &["more decimals than the cell, which shows 2"]);
    says("expect 010 = 0.5", &["more decimals than the cell, which shows 0"]);
    says("line l A = USD, B = 1, C = 5 USD\nexpect no findings", &["the currency of its line", "write the number alone"]);
    says("given limit = 5 EUR\nexpect no findings", &["a percent"]);
    rejects_saying(&test("given 070 = 03\nexpect no findings"), "P0210", &["`kind` has no code `03`"]);
    rejects_saying(&test("line l A = USX, B = 1\nexpect no findings"), "P0210", &["`iso4217` has no code `USX`"]);
    rejects_saying(&test("expect l[USX, 1].D = 1"), "P0210", &["`USX`"]);
}

#[test]
fn what_cannot_be_given_or_expected_is_said() {
    let says = |items: &str, parts: &[&str]| rejects_saying(&test(items), "P0506", parts);
    says("given l.1:B = 5\nexpect no findings", &["line by line", "`line l …`"]);
    says("line by_currency A = USD\nexpect no findings", &["the lines of `by_currency` are computed", "`line l …`"]);
    says("expect limit = 5 %", &["`limit` is a parameter", "`given limit = …`"]);
    says("expect half = 5", &["never shown"]);
}

#[test]
fn nothing_is_said_twice_and_something_is_expected() {
    rejects_saying(&test("given 010 = 5, 010 = 5\nexpect no findings"), "P0505", &["given first"]);
    rejects_saying(&test("line l B = 5, B = 6\nexpect no findings"), "P0505", &["given first"]);
    rejects_saying(&test("given 010 = 5\nexpect 010 = 5, f.010 = 6"), "P0505", &["expected twice"]);
    rejects_saying(&test("given 010 = 5"), "P0504", &["test `t` expects nothing"]);
    rejects_saying(
        &package("test \"t\" period 2025-Q1 { expect no findings }\ntest \"t\" period 2025-Q1 { expect no findings }"),
        "P0202",
        &["is there twice"],
    );
}

#[test]
fn a_mistake_in_a_line_leaves_the_others_readable() {
    rejects(&test("given 010 5\nexpect 030 = 5 EUR\nexpect 099 = 5"), &["P0101", "P0502", "P0501"]);
    rejects_saying(&test("expct 010 = 5\nexpect no findings"), "P0101", &["write `expect`"]);
    rejects_saying(&test("expect 010 = 12,5"), "P0106", &["[,]", "12.5"]);
    rejects_saying(&test("given 020 = 1, 010 = 12,50 %, 040 = \"a\"\nexpect no findings"), "P0106", &["[,]", "12.50"]);
    rejects_saying(&test("line l\nexpect no findings"), "P0101", &["expected a cell", "write `line loans"]);
    rejects_saying(&test("expect enough pass"), "P0101", &["an outcome as `passes`"]);
    rejects_saying(&package("test t period 2025-Q1 { expect no findings }"), "P0101", &["a text in quotes"]);
}

#[test]
fn names_of_what_could_not_be_read_are_no_news() {
    let text = test("given 010 = 5\nexpect 020 = 5, enough passes").replace("020 : EUR\n", "020 : EUR =\n");
    rejects(&text, &["P0101"]);
    let torn = format!("{HEADER}report r \"R\" {{\n  form f {{\n    010 : EUR\n}}\ntest \"t\" for r {{\n  expect 010 = 5\n}}\n");
    rejects(&torn, &["P0103"]);
}

#[test]
fn tests_are_no_part_of_the_plan() {
    assert_eq!(compiles(&test("expect no findings")), compiles(&package("")));
}

#[test]
fn the_formatter_writes_tests_in_one_way() {
    let text = "test  \"t\"  for r  period 2025-Q1   entity «E» {\ngiven 010=5  ,020 = −1 500.50,\nparameter limit=25%\n  line  l A=USD ,B = 7\nexpect l[ USD,7 ].D = 3 , l.1 : D is   blank\n}\n";
    let wanted = "test \"t\" for r period 2025-Q1 entity «E» {\n  given 010 = 5, 020 = -1 500.50,\n    parameter limit = 25 %\n  line l A = USD, B = 7\n  expect l[USD, 7].D = 3, l.1:D is blank\n}\n";
    let text = text.replace("l.1 : D", "l.1:D");
    assert_eq!(format_text(&text).expect("it can be read"), wanted);
    assert_eq!(format_text(wanted).expect("it can be read"), wanted);
    for period in ["2025", "2025-Q3", "2025-03", "2025-03-31"] {
        let text = format!("test \"t\" period {period} {{\n  expect no findings\n}}\n");
        assert_eq!(format_text(&text).expect("it can be read"), text);
    }
}

#[test]
fn tests_of_the_packages_pass() {
    assert_eq!(definitions("tests/accepted").iter().map(|(_, text)| count_passing(&[text], |_| TestFiles::default())).sum::<usize>(), 3);
    let texts = definitions("reports/lv_credit_unions");
    let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    assert!(count_passing(&texts, |plan| test_files("lv_credit_unions", plan)) >= 12);
}

/// Exchanges a text of a report and tells whether a test of the credit unions' returns notices.
fn is_noticed(from: &str, to: &str) -> bool {
    let texts: Vec<String> = definitions("reports/lv_credit_unions").into_iter().map(|(_, text)| text.replace(from, to)).collect();
    assert!(definitions("reports/lv_credit_unions").iter().any(|(_, text)| text.contains(from)), "{from}");
    let compiled = compile(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let plan = compiled.plan.expect("a plan");
    let evaluator = Evaluator::new(&plan, &EvaluationOptions::default()).expect("no options");
    let files = test_files("lv_credit_unions", &plan);
    compiled.tests.iter().any(|test| !run_test(&plan, &evaluator, &test.case, &files, Language::English).passes())
}

#[test]
fn a_wrong_formula_in_the_credit_unions_returns_is_noticed() {
    let slips = [
        ("= 030 / (010 + 020)", "= 030 / (010 - 020)"),
        ("require 100 >= min_capital_adequacy", "require 100 > min_capital_adequacy"),
        ("rounding half away from zero", "rounding toward zero"),
        ("overrides columns = assets.100 - 200", "overrides columns = assets.100 - 210"),
        ("running sum of 300", "running sum of 200"),
        ("tolerance 1 EUR", "tolerance 2 EUR"),
        ("EUR = 060 - 100  source", "EUR = 060 - 090  source"),
        ("= 060 + 070 + 080 - 090", "= 060 + 070 - 090"),
        ("EUR = sum(110)", "EUR = sum(exposures.110)"),
        ("max(060, 0)", "060"),
        ("= 060 - 070 - 080", "= 060 - 080"),
        ("when 030 < 0", "when 030 < 0 and 010 > 0"),
        ("max(abs(positions.total:050), abs(positions.total:060))", "abs(positions.total:060)"),
        ("require A <> \"EUR\"", "require A = A"),
    ];
    for (from, to) in slips {
        assert!(is_noticed(from, to), "`{to}` for `{from}` passes all tests");
    }
}

#[test]
fn every_finding_can_be_expected() {
    for code in FINDING_CODES {
        compiled(&test(&format!("expect finding {code}")));
    }
}

/// A report that takes values of the quarter before, of a year before, and of the end of the year.
const OVER_TIME: &str = "
report r \"R\" {
  period quarter
  form f {
    010 : EUR
    020 : EUR = previous(010) else 1 EUR
    030 : EUR = closing(010)
    040 : EUR = previous(020)
  }
  list l { k : text, key; a : EUR; b : EUR = previous(a) else 0 }
}
";

fn over_time(items: &str) -> Vec<Difference> {
    run(&format!("{HEADER}{OVER_TIME}test \"t\" for r period 2026-Q1 {{\n{items}\n}}\n"))
}

#[test]
fn earlier_submissions_are_evaluated_by_time_before_the_own_one() {
    let items = "given 010 = 7\nearlier 2025-Q4 given 010 = 5\nearlier 2025-Q3 given 010 = 20, 020 is unreadable\nexpect 020 = 5, 030 = 5, 040 = 20";
    assert_eq!(over_time(items), []);
    let lines = "earlier 2025-Q4 line l k = \"x\", a = 3\nearlier 2025-Q4 line l k = \"y\", a = 4\nline l k = \"y\", a = 9\nexpect l[\"y\"].b = 4";
    assert_eq!(over_time(lines), []);
}

#[test]
fn an_earlier_submission_that_is_not_given_is_none() {
    assert_eq!(over_time("given 010 = 7\nexpect 020 is not_computed, 030 is not_computed"), []);
    // The earlier one is there without the cell, and is not that of the year's end.
    assert_eq!(over_time("given 010 = 7\nearlier 2025-Q4 line l k = \"x\", a = 3\nexpect 020 = 1, 030 is not_computed"), []);
    let differences = over_time("earlier 2025-Q4 given 010 = 5\nexpect 030 = 6");
    assert_eq!(
        differences.iter().map(|difference| (difference.expected.as_str(), difference.actual.as_str())).collect::<Vec<_>>(),
        [("6", "5 (computed)")]
    );
}

#[test]
fn a_cell_is_given_once_for_each_period() {
    compiled(&format!("{HEADER}{OVER_TIME}test \"t\" for r period 2026-Q1 {{\ngiven 010 = 1\nearlier 2025-Q4 given 010 = 1\nexpect 030 = 1\n}}\n"));
    let twice = format!(
        "{HEADER}{OVER_TIME}test \"t\" for r period 2026-Q1 {{\nearlier 2025-Q4 given 010 = 1\nearlier 2025-Q4 given 010 = 1\nexpect 030 = 1\n}}\n"
    );
    rejects(&twice, &["P0505"]);
}
