//! Pairs of small packages, each with what must differ, worked out by hand.

use super::{ResultDifference, different_results};
use crate::diff::counterparts::Counterparts;
use positum_compiler::compile::compile;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::read::{Format, ReadOptions, read_all};

const HEADER: &str = "package p \"P\" { language en; precision EUR 0, percent 2 }\n";

fn plan(text: &str) -> Plan {
    let text = format!("{HEADER}{text}");
    let compiled = compile(&[text.as_str()]);
    compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

fn shown(difference: &ResultDifference) -> String {
    match difference {
        ResultDifference::Cell { address, key, old, new } => {
            let side = |side: &Option<super::CellResult>| match side {
                Some(result) => format!("{} {}", result.text().unwrap_or_default(), result.state.keyword()).trim().to_owned(),
                None => "none".to_owned(),
            };
            let key = if key.is_empty() { String::new() } else { format!(" [{}]", key.join(",")) };
            format!("{}.{}.{}:{}{key} {} -> {}", address.report, address.table, address.row, address.column, side(old), side(new))
        }
        ResultDifference::Check { report, name, row, old, new, .. } => {
            let side = |side: &Option<super::CheckResult>| {
                side.map_or("none".to_owned(), |result| format!("{} {}", result.outcome.keyword(), result.severity.keyword()))
            };
            format!("{report} {name}[{row}] {} -> {}", side(old), side(new))
        }
        ResultDifference::Finding { code, address, old, new } => {
            format!("{}.{}:{} {code} {old} -> {new}", address.table, address.row, address.column)
        }
    }
}

fn differences(old: &str, new: &str, csv: &str) -> Vec<String> {
    let (old, new) = (plan(old), plan(new));
    let csv = format!("entity,period,report,table,row,column,value\n{csv}");
    let results: Vec<_> = [&old, &new]
        .into_iter()
        .map(|plan| {
            let submissions = read_all(csv.as_bytes(), "s.csv", Format::LongCsv, plan, &ReadOptions::default()).unwrap();
            Evaluator::new(plan, &EvaluationOptions::default()).unwrap().evaluate(&submissions[0])
        })
        .collect();
    let found: Vec<String> = different_results(&old, &results[0], &new, &results[1]).iter().map(shown).collect();
    assert_eq!(Counterparts::new(&old, &new).differ(&results[0], &results[1]), !found.is_empty());
    found
}

const FORM: &str = "report r { form f { 010 \"A\" : EUR; 020 \"B\" : EUR; 100 \"C\" : EUR = 010 + 020 }
  check c \"message\" { require 100 <= 10 EUR  severity warning } }";

#[test]
fn equal_plans_have_equal_results() {
    assert_eq!(differences(FORM, FORM, "E,2025-Q1,r,f,010,,5\nE,2025-Q1,r,f,020,,7\n"), Vec::<String>::new());
    assert_eq!(differences(FORM, FORM, "E,2025-Q1,r,f,010,,x\n"), Vec::<String>::new());
}

#[test]
fn a_changed_operator_shows_in_the_cell_and_in_the_check() {
    let new = FORM.replace("010 + 020", "010 - 020");
    let given = "E,2025-Q1,r,f,010,,5\nE,2025-Q1,r,f,020,,7\n";
    assert_eq!(differences(FORM, &new, given), ["r.f.100: 12 computed -> -2 computed", "r c[] fail warning -> pass warning"]);
    // Without 020 neither has a result.
    assert_eq!(differences(FORM, &new, "E,2025-Q1,r,f,010,,5\n"), Vec::<String>::new());
}

#[test]
fn severity_counts_where_a_check_fails_and_only_there() {
    let new = FORM.replace("warning", "breach");
    assert_eq!(differences(FORM, &new, "E,2025-Q1,r,f,010,,5\nE,2025-Q1,r,f,020,,7\n"), ["r c[] fail warning -> fail breach"]);
    assert_eq!(differences(FORM, &new, "E,2025-Q1,r,f,010,,5\nE,2025-Q1,r,f,020,,2\n"), Vec::<String>::new());
}

#[test]
fn decimals_count_only_where_they_are_not_zero_and_a_state_always() {
    let old = "report r { form f { 010 \"A\" : EUR; 100 \"C\" : percent = 010 / 8 EUR } }";
    let finer = "report r { form f { 010 \"A\" : EUR; 100 \"C\" : percent(3) = 010 / 8 EUR } }";
    assert_eq!(differences(old, finer, "E,2025-Q1,r,f,010,,1\n"), Vec::<String>::new());
    let third = |text: &str| text.replace("8 EUR", "3 EUR");
    assert_eq!(differences(&third(old), &third(finer), "E,2025-Q1,r,f,010,,1\n"), ["r.f.100: 33.33 computed -> 33.333 computed"]);
    let optional = old.replace("\"A\" : EUR;", "\"A\" : EUR, optional;");
    let found = differences(old, &optional, "E,2025-Q1,r,f,010,,\n");
    assert_eq!(found[0], "r.f.010: missing -> blank");
    assert!(found.contains(&"f.010: missing_required 1 -> 0".to_owned()), "{found:?}");
}

#[test]
fn a_cell_that_one_side_has_not_is_told_with_the_finding_that_follows() {
    let new = FORM.replace("020 \"B\" : EUR; 100 \"C\" : EUR = 010 + 020", "100 \"C\" : EUR = 010");
    let found = differences(FORM, &new, "E,2025-Q1,r,f,010,,5\nE,2025-Q1,r,f,020,,2\n");
    assert_eq!(found, ["r.f.020: 2 given -> none", "r.f.100: 7 computed -> 5 computed", "f.020: unknown_name 0 -> 1"]);
}

const LIST: &str = "report r { list l { A \"Who\" : text; 010 \"V\" : EUR; check small \"m\" { require 010 <= 5 EUR } }
  list g from l by A { v \"Sum\" : EUR = sum(010); check low \"m\" { require v <= 6 EUR } } }";

#[test]
fn lines_with_keys_are_compared_by_them() {
    let given = "E,2025-Q1,r,l,1,A,x\nE,2025-Q1,r,l,1,010,1\nE,2025-Q1,r,l,2,A,y\nE,2025-Q1,r,l,2,010,7\n";
    assert_eq!(differences(LIST, LIST, given), Vec::<String>::new());
    let filtered = LIST.replace("from l by", "from l where 010 > 1 EUR by");
    // The group of y is the second line of the one and the first of the other.
    let expected = ["r.g.1:A [x] x computed -> none", "r.g.1:v [x] 1 computed -> none", "r low[1] pass error -> none"];
    assert_eq!(differences(LIST, &filtered, given), expected);
}

#[test]
fn lines_without_keys_are_compared_by_number() {
    let given = "E,2025-Q1,r,l,1,A,x\nE,2025-Q1,r,l,1,010,1\nE,2025-Q1,r,l,2,A,y\nE,2025-Q1,r,l,2,010,6\n";
    let new = LIST.replace("010 <= 5 EUR", "010 <= 7 EUR");
    assert_eq!(differences(LIST, &new, given), ["r small[2] fail error -> pass error"]);
}
