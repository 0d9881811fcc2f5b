//! Mutations of small packages, listed by hand.

use super::{Mutation, MutationKind as Kind, mutations_of};
use crate::parse_text::parse_text;
use crate::source::SourceId;
use std::collections::BTreeSet;

fn mutations(text: &str) -> Vec<Mutation> {
    let parsed = parse_text(SourceId(0), text);
    assert_eq!(parsed.errors, Vec::new(), "{text}");
    mutations_of(&parsed.tree, &[text])
}

/// Puts entries into a form and gives its mutations as `kind: before -> after`.
fn of_form(entries: &str) -> Vec<String> {
    shown(&format!("package p \"P\" {{ language en }}\nreport r \"R\" {{ form f {{ {entries} }} }}"))
}

fn shown(text: &str) -> Vec<String> {
    let line = |found: &Mutation| format!("{}: {} -> {}", found.kind.name(), found.span.text(text), found.replacement);
    mutations(text).iter().map(line).collect()
}

#[test]
fn each_part_of_a_formula_is_changed() {
    let found = of_form("010 : EUR; 020 : EUR; 030 : EUR; 040 : EUR = -010 + 020 * 2");
    let wanted = [
        "sign: - -> ",
        "code: 010 -> 020",
        "operator: + -> -",
        "code: 020 -> 010",
        "code: 020 -> 030",
        "operator: * -> /",
        "limit: 2 -> 1",
        "limit: 2 -> 20",
        "limit: 2 -> 3",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_range_gets_shorter_at_its_ends_and_its_pluses_stay() {
    let found = of_form("010 : EUR; 020 : EUR; 030 : EUR; 040 : EUR = 010 + ... + 030");
    assert_eq!(found, ["range: 010 -> 020", "range: 030 -> 020"]);
    let found = of_form("010 : EUR; 020 : EUR; 030 : EUR; 040 : EUR = 010 + 020 + ... + 030");
    assert_eq!(found, ["range: 030 -> 020"]);
}

#[test]
fn what_stands_in_brackets_keeps_them() {
    let found = of_form("010 : EUR; 020 : EUR = (010 when (010 > 0)) else (0)");
    let wanted = [
        "condition:  when (010 > 0) -> ",
        "code: 010 -> 020",
        "condition: (010 > 0) -> not ((010 > 0))",
        "code: 010 -> 020",
        "comparison: > -> <",
        "comparison: > -> <>",
        "comparison: > -> >=",
        "limit: 0 -> 1",
        "condition:  else (0) -> ",
        "limit: 0 -> 1",
    ];
    let sorted = |lines: Vec<String>| lines.into_iter().collect::<BTreeSet<String>>();
    assert_eq!(sorted(found.clone()), sorted(wanted.iter().map(|line| (*line).to_owned()).collect()));
    assert_eq!(found.len(), wanted.len());
}

#[test]
fn branches_change_places() {
    let found = of_form("010 : EUR; 020 : EUR = if 010 > 0 then 1 else 2 - 1");
    assert!(found.contains(&"condition: 1 else 2 - 1 -> (2 - 1) else (1)".to_owned()), "{found:#?}");
}

#[test]
fn codes_are_those_of_the_side_that_a_formula_names() {
    let text = "package p \"P\" { language en }
report r \"R\" { grid g : EUR {
  columns { 010 = 020 + 020; 020; 030 }
  rows { 010; 020; 040 x 020; 050 = 020 + h.010:030 }
}
grid h : EUR { columns { 020; 030 } rows { 010; 070 } } }";
    let found = shown(text);
    let wanted = [
        "code: 020 -> 010",
        "code: 020 -> 030",
        "operator: + -> -",
        "code: 020 -> 010",
        "code: 020 -> 030",
        "x-added: 020 -> 010, 020",
        "x-added: 020 -> 020, 030",
        "x-removed: x 020 -> ",
        "code: 020 -> 010",
        "code: 020 -> 040",
        "operator: + -> -",
        "code: 010 -> 070",
        "code: 030 -> 020",
    ];
    let sorted = |lines: Vec<String>| lines.into_iter().collect::<BTreeSet<String>>();
    assert_eq!(sorted(found.clone()), sorted(wanted.iter().map(|line| (*line).to_owned()).collect()), "{found:#?}");
    assert_eq!(found.len(), wanted.len(), "{found:#?}");
}

/// A package in which there is something of every kind.
const EVERY: &str = "package p \"P = 1 + 2\" { language en; valid from 2025-01-01; precision EUR 0; rounding half even; source \"010 >= 1\" }
parameter limit \"L\" : percent { from 2025-01-01 until 2025-12-31 = 25 %; from 2026-01-01 = 20 % }
report r \"R\" {
  list l { 010 : text, key; 020 : EUR, optional; 025 : EUR, blank = 0; 030 : text; key (010, 030) }
  list g from l where 020 > 0 by 010, 030 { total : EUR = max(020) }
  form f {
    010 : EUR = sum(l.020 where 020 <> 5)  tolerance 1 EUR
    020 : percent(3) toward zero = 010 / (010 + 1000 EUR) when 010 > 0 and not (010 = 5)
    030 : EUR = -010
  }
  grid h : EUR { columns { 010; 020; 030 } rows { 010 x 010..020; 020 } }
  # 010 + 020 >= 030
  check c \"{f.010 + f.030} >= 5\" { require f.020 <= limit  severity breach }
}
test \"t\" for r { given limit = 5 %; expect f.010 = 0 }
";

#[test]
fn every_kind_comes_up() {
    let kinds: BTreeSet<Kind> = mutations(EVERY).iter().map(|found| found.kind).collect();
    let missing: Vec<&str> = Kind::ALL.iter().filter(|kind| !kinds.contains(kind)).map(|kind| kind.name()).collect();
    assert_eq!(missing, ["range"], "the ranges of marks are x marks");
    assert!(!of_form("010 : EUR; 020 : EUR; 030 : EUR = 010+...+020").is_empty());
}

#[test]
fn labels_messages_sources_comments_and_tests_stay() {
    let places = ["\"P = 1 + 2\"", "\"010 >= 1\"", "# 010 + 020 >= 030", "\"{f.010 + f.030} >= 5\"", "test \"t\""];
    for place in places {
        let start = EVERY.find(place).expect("the place is there");
        let end = if place.starts_with("test") { EVERY.len() } else { start + place.len() };
        let inside: Vec<Mutation> =
            mutations(EVERY).into_iter().filter(|found| found.span.range().start < end && start < found.span.range().end).collect();
        assert_eq!(inside, Vec::new(), "{place}");
    }
}

#[test]
fn every_mutant_is_another_text_with_the_same_tests() {
    for found in mutations(EVERY) {
        let mutant = found.apply(EVERY);
        assert_ne!(mutant, EVERY, "{found:?}");
        let parsed = parse_text(SourceId(0), &mutant);
        assert_eq!(parsed.errors, Vec::new(), "{found:?}\n{mutant}");
        assert_eq!(parsed.tree.tests.len(), 1);
    }
}

#[test]
fn mutations_name_their_report() {
    let reports: BTreeSet<Option<String>> = mutations(EVERY).into_iter().map(|found| found.report).collect();
    assert_eq!(reports, [None, Some("r".to_owned())].into());
}
