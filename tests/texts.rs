//! Texts: their length, their patterns, and `matches` in conditions.

use crate::support::{compiles, evaluates, form, list, rejects, rejects_saying, report, warns_anything};

#[test]
fn a_text_that_is_too_long_or_of_another_pattern_is_a_finding_and_unreadable() {
    let text = form(
        "010 : text(3)\n020 : text matches \"[0-9]{6}-[0-9]{5}\"\n030 : text(4) matches \"LV[0-9]*\", optional\n040 : count = count_it\nlet count_it = if 010 = \"āēī\" then 1 else 0",
    );
    let shown = evaluates(
        &text,
        &[("f.010", "āēī"), ("f.020", "010203-12345"), ("f.030", "LV12")],
        &[("f.010", "āēī given"), ("f.020", "010203-12345 given"), ("f.030", "LV12 given"), ("f.040", "1 computed")],
    );
    shown.finds(&[]);
    let shown = evaluates(
        &text,
        &[("f.010", "āēīō"), ("f.020", "010203-123456"), ("f.030", "LV123")],
        &[("f.010", "unreadable"), ("f.020", "unreadable"), ("f.030", "unreadable"), ("f.040", "not_computed")],
    );
    shown.finds(&["f.010 text_does_not_fit", "f.020 text_does_not_fit", "f.030 text_does_not_fit"]);
    evaluates(&text, &[("f.010", "a"), ("f.020", " 010203-12345"), ("f.030", "")], &[("f.020", "unreadable"), ("f.030", "blank")]);
}

#[test]
fn matches_is_a_comparison_of_the_whole_text() {
    let list = list(
        "010 : text\nA : code iso4217\n020 : bool = 010 matches \"LV[0-9]{2}\" and not A matches \"US.|EU.\"\n030 : bool = not 010 matches \"[A-Z]+\" or A matches\n  \"GBP\"",
    );
    let lines =
        [("l.1:010", "LV12"), ("l.1:A", "GBP"), ("l.2:010", "LV123"), ("l.2:A", "GBP"), ("l.3:010", "LV"), ("l.3:A", "EUR"), ("l.4:A", "EUR")];
    let wanted = [
        ("l.1:020", "true computed"),
        ("l.1:030", "true computed"),
        ("l.2:020", "false computed"),
        ("l.2:030", "true computed"),
        ("l.3:020", "false computed"),
        ("l.3:030", "false computed"),
        ("l.4:020", "not_computed"),
    ];
    evaluates(&list, &lines, &wanted);
}

#[test]
fn matches_is_a_word_only_where_an_operator_can_stand() {
    compiles(&form("010 : text\n020 : bool = 010 matches \".+\"\nmatches \"Matches\" : count\n030 : count = matches"));
    compiles(&report("form matches {\n010 : text\ncheck matches { require 010 matches \"a\" when 010 matches \"a|b\" }\n}"));
    rejects(&form("010 : text\n020 : bool = 010 matches 010"), &["P0101"]);
    rejects(&form("010 : text\n020 : bool = 010 matches \"a\" = 010"), &["P0109"]);
    rejects_saying(&form("010 : count\n020 : bool = 010 matches \"a\""), "P0313", &["[010]", "a count"]);
}

#[test]
fn a_wrong_pattern_points_into_its_text() {
    rejects_saying(&form("010 : text matches \"LV(\\q|a)\""), "P0228", &["[\\q]"]);
    rejects_saying(&form("010 : text\n020 : bool = 010 matches „ab[“"), "P0228", &["[[]", "never closed"]);
    rejects_saying(&form("010 : EUR matches \"a\""), "P0214", &["[\"a\"]"]);
    rejects_saying(&form("010 : text(4001)"), "P0228", &["[4001]", "4000"]);
    rejects(&form("010 : count(3)"), &["P0310"]);
}

#[test]
fn patterns_that_never_end_do_not_hang() {
    let text = form("010 : text matches \"(a*)*(a|aa)+(a*)*b\"");
    let plan = warns_anything(&text).unwrap_or_else(|said| panic!("{said}"));
    let options = positum_runtime::evaluate::EvaluationOptions::default();
    crate::support::evaluate(&plan, "2025-Q1", &options, &[("f.010", &"a".repeat(4_000))]).finds(&["f.010 text_does_not_fit"]);
}
