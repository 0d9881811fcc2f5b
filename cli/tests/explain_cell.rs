//! `positum explain` of a submission, as its users call it.

use crate::program::{positum, positum_with_input, root};
use serde_json::Value;

const PACKAGE: &str = "reports/lv_credit_unions";
const SAMPLE: &str = "reports/lv_credit_unions/samples/2025-Q1.json";
const ALL: &str = "reports/lv_credit_unions/samples/all.csv";
const CAPITAL: [&str; 2] = ["docs/examples/capital.positum", "docs/examples/capital.json"];

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_cell_is_explained_under_both_names_of_the_command() {
    let first = positum(&["explain", PACKAGE, SAMPLE, "maturity_ladder.liabilities.300:010", "--lang", "en", "--width", "80"]);
    assert_eq!((first.code, first.stderr.as_str()), (0, ""));
    assert!(first.stdout.contains("= 1,900,000 - 1,735,000\n"), "{}", first.stdout);
    let second = positum(&["explain-cell", PACKAGE, SAMPLE, "300:010", "--lang", "en", "--width", "80"]);
    assert_eq!(second.stdout, first.stdout);
}

#[test]
fn a_failing_check_names_the_smallest_changes_as_text_and_as_data() {
    let run = positum(&["explain", CAPITAL[0], CAPITAL[1], "enough"]);
    // 9.995 % of 2,000,000 is 199,900, and is shown as 10.00 %.
    assert!(plain(&run.stdout).contains("capital.main.030: 190,000 EUR → 199,900 EUR, +9,900 EUR (5.21%)\n"), "{}", run.stdout);
    let run = positum(&["explain", CAPITAL[0], CAPITAL[1], "enough", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
    let check = &json["explanations"][0];
    assert_eq!((&check["check"], &check["outcome"]), (&Value::from("capital.enough"), &Value::from("fail")));
    let change = &check["mending"]["changes"][0];
    assert_eq!((&change["cell"], &change["before"], &change["after"]), (&"capital.main.030".into(), &"190000".into(), &"199900".into()));
    assert_eq!((&change["difference"], &change["share"], &change["is_smallest"]), (&"9900".into(), &"0.052105".into(), &true.into()));
    let ratio = &check["parts"][0];
    assert_eq!((&ratio["value"], &ratio["unit"], &ratio["with_values"]), (&"9.50".into(), &"%".into(), &"190000 / (1900000 + 100000)".into()));
    assert_eq!(ratio["parts"][0]["read_at"], "docs/examples/capital.json:4:78");
    let run = positum(&["explain", CAPITAL[0], CAPITAL[1], "enough", "--no-changes"]);
    assert!(!run.stdout.contains('→'), "{}", run.stdout);
}

#[test]
fn without_a_cell_everything_that_is_wrong_is_explained() {
    let run = positum(&["explain", CAPITAL[0], CAPITAL[1]]);
    assert!(run.code == 0 && run.stdout.contains("capital.enough: failed, breach\n"), "{}", run.stdout);
    let run = positum(&["explain", PACKAGE, SAMPLE, "--parameter", "max_single_loan=20%", "--lang", "lv"]);
    let said = plain(&run.stdout);
    assert!(said.contains("large_exposures.groups.single_limit[2] (atslēga 2): nav izpildīta, pārkāpums\n"), "{said}");
    assert!(said.contains("max_single_loan = 20,00 %\n") && said.contains("norādīts, izsaucot vērtēšanu"), "{said}");
}

#[test]
fn of_several_submissions_one_is_chosen() {
    let run = positum(&["explain", PACKAGE, ALL, "capital_adequacy.100"]);
    assert_eq!(run.code, 64);
    assert!(run.stderr.contains("--entity and --period: KKS-A 2025-Q1, KKS-A 2025-Q2"), "{}", run.stderr);
    let run = positum(&["explain", PACKAGE, ALL, "capital_adequacy.100", "--entity", "KKS-D", "--period", "2025-Q2", "--lang", "en"]);
    assert!(run.code == 0 && run.stdout.starts_with("KKS-D, 2nd quarter of 2025\n"), "{}{}", run.stdout, run.stderr);
    assert!(plain(&run.stdout).contains("= 0 / (650,002 + 16,440)\n"), "{}", run.stdout);
    let run = positum(&["explain", PACKAGE, ALL, "capital_adequacy.100", "--entity", "KKS-X"]);
    assert!(run.code == 64 && run.stderr.contains("no such submission"), "{}", run.stderr);
}

#[test]
fn wrong_names_are_told_with_the_nearest() {
    for (name, said) in [
        ("capital_adequacy.10O", "the nearest"),
        ("totals.ratio", "`totals.ratio` may be `large_exposures.totals.ratio`, `"),
        ("assets.110:030", "has an `x`"),
        ("foreign_currency.positions[EUR].050", "it has 2, with the keys USD, GBP"),
        ("\u{1b}[2J", "no cell, check or parameter"),
    ] {
        let run = positum(&["explain", PACKAGE, SAMPLE, name]);
        assert_eq!(run.code, 64, "{name}: {}", run.stdout);
        assert!(run.stderr.contains(said) && !run.stderr.contains('\u{1b}'), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_submission_may_come_from_standard_input_and_be_bad() {
    let sample = std::fs::read(root().join(SAMPLE)).expect("the sample is there");
    let run = positum_with_input(&["explain", PACKAGE, "-", "capital_adequacy.100", "--input-format", "json", "--lang", "en"], &sample);
    assert!(run.code == 0 && run.stdout.contains("standard input:6:58"), "{}{}", run.stdout, run.stderr);
    let run = positum_with_input(&["explain", PACKAGE, "-", "--input-format", "json"], b"{");
    assert_eq!(run.code, 3);
    assert_eq!(positum(&["explain", "P9999"]).code, 64);
    assert_eq!(positum(&["explain", "no_such_package", SAMPLE]).code, 3);
}

#[test]
fn the_examples_of_the_page_are_what_the_program_says() {
    let page = std::fs::read_to_string(root().join("docs/explanation.md")).expect("the page is there");
    let mut examples = 0;
    for block in page.split("```text\n$ positum ").skip(1) {
        let (command, rest) = block.split_once('\n').expect("output after the command");
        let (expected, _) = rest.split_once("```").expect("an end");
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.extend(["--width", "80"]);
        assert_eq!(plain(&positum(&arguments).stdout), expected, "{command}");
        examples += 1;
    }
    assert_eq!(examples, 2);
}
