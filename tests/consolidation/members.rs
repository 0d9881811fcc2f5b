//! Whose figures count: currencies of lines, groups that stand in for their members, and who is in no tree.

use super::cases::PACKAGE;
use super::shown_groups::{Texts, consolidated, explained};
use positum_runtime::language::Language;

fn in_currencies(currency: &str) -> String {
    format!(
        "package p \"P\" {{ language en; precision EUR 0, money 2 }}
report r \"R\" {{
  form f {{ base \"Base\" : code iso4217, optional }}
  list k {{
    who \"Who\" : text, key
    ccy \"Currency\" : code iso4217{currency}
    amount \"Amount\" : money[ccy]
  }}
}}
consolidation \"Group\" {{ reports r }}"
    )
}

const TREE: &str = "entity,parent\nG,\nA,G\nB,G\n";

#[test]
fn amounts_in_a_currency_that_is_computed_are_not_added_where_it_differs() {
    let package = in_currencies(" = f.base");
    let of = |entity: &str, base: &str, amount: u32| {
        format!("{entity},2025,r,f,base,,{base}\n{entity},2025,r,k,1,who,x\n{entity},2025,r,k,1,amount,{amount}\n")
    };
    let (same, other) = (format!("{}{}", of("A", "EUR", 5), of("B", "EUR", 7)), format!("{}{}", of("A", "EUR", 5), of("B", "USD", 7)));
    consolidated(&package, Texts { tree: TREE, members: &same, ..Texts::default() }).has("G", &[("k.1:amount", "12.00 0.00 0.00 12.00")]);
    consolidated(&package, Texts { tree: TREE, members: &other, ..Texts::default() }).has("G", &[("k.1:amount", "- - - -")]);
}

#[test]
fn an_amount_without_currency_is_not_added_to_one_with() {
    let package = in_currencies(", optional");
    let members = "A,2025,r,k,1,who,x\nA,2025,r,k,1,ccy,EUR\nA,2025,r,k,1,amount,5\nB,2025,r,k,1,who,x\nB,2025,r,k,1,amount,7\nB,2025,r,k,2,who,y\nB,2025,r,k,2,amount,3\n";
    let shown = consolidated(&package, Texts { tree: TREE, members, ..Texts::default() });
    // The line that B alone has is as B has it.
    shown.has("G", &[("k.1:amount", "- - - -"), ("k.2:amount", "3.00 0.00 0.00 3.00")]);
}

#[test]
fn members_for_whom_their_group_stands_in_count_as_reported() {
    let tree = "entity,parent,level\nS,,state\nG,S,min\nA,G,inst\nB,G,inst\nH,S,min\nC,H,inst\n";
    let shown = consolidated(PACKAGE, Texts { tree, members: "G,2025,r,f,010,,1\nC,2025,r,f,010,,1\n", ..Texts::default() });
    let totals = shown.group("S").totals;
    assert_eq!((totals.reported, totals.all), (3, 3));
    assert_eq!(shown.short_findings(), Vec::<String>::new());
}

#[test]
fn who_is_in_no_tree_and_reported_for_other_periods_is_no_finding() {
    let tree = "entity,parent,level\nG,,min\nA,G,inst\n";
    let shown = consolidated(PACKAGE, Texts { tree, members: "A,2025,r,f,010,,1\nX,2024,r,f,010,,1\nY,2025,r,f,010,,1\n", ..Texts::default() });
    assert_eq!(shown.short_findings(), ["- Y - entity_not_in_tree"]);
}

const MINISTRY: &str = "entity,parent,level\nG,,min\nA,G,inst\nB,G,inst\n";

#[test]
fn of_the_smaller_side_only_what_is_taken_is_held_against_what_is_reported() {
    let members = "A,2025,r,f,010,,1\nA,2025,r,g,a,1,60\nB,2025,r,f,010,,1\nB,2025,r,g,a,2,50\n";
    let eliminations = "A,B,2025,r,g,a,1,100\nB,A,2025,r,g,a,2,50\n";
    let shown = consolidated(PACKAGE, Texts { tree: MINISTRY, members, eliminations, ..Texts::default() });
    shown.has("G", &[("g.a:1", "60 0 -50 10"), ("g.a:2", "50 0 -50 0")]);
    assert_eq!(shown.short_findings(), ["G A g.a:1 smaller_side_taken"]);
}

#[test]
fn what_is_to_be_taken_off_an_entity_that_does_not_report_is_told_whole_and_not_taken() {
    let members = "A,2025,r,f,010,,1\nA,2025,r,f,020,,12\n";
    let eliminations = "A,B,2025,r,f,020,,12\nB,A,2025,r,f,060,,5\nB,A,2025,r,f,060,,7\n";
    let shown = consolidated(PACKAGE, Texts { tree: MINISTRY, members, eliminations, ..Texts::default() });
    shown.has("G", &[("f.020", "12 0 -12 0"), ("f.060", "0 0 0 0")]);
    let texts = shown.texts(Language::English);
    let told = |code: &str| shown.short_findings().iter().position(|finding| finding.ends_with(code)).expect("the finding");
    assert!(texts[told("elimination_exceeds")].starts_with("12 EUR"), "{texts:?}");
    assert!(shown.short_findings().iter().any(|finding| finding.ends_with("elimination_one_sided")));
}

#[test]
fn a_group_of_which_nothing_is_reported_has_nothing_to_take_off() {
    let tree = "entity,parent,level\nS,,state\nG,S,min\nA,G,inst\nH,S,min\nC,H,inst\n";
    let members = "C,2025,r,f,010,,1\nC,2025,r,f,060,,9\n";
    let eliminations = "G,H,2025,r,f,020,,9\nH,G,2025,r,f,060,,9\n";
    let shown = consolidated(PACKAGE, Texts { tree, members, eliminations, ..Texts::default() });
    shown.has("S", &[("f.020", "0 0 0 0"), ("f.060", "9 0 -9 0")]);
    let expected = ["S G f.020 elimination_exceeds", "S G f.060 elimination_one_sided", "G A - member_missing"];
    assert_eq!(shown.short_findings(), expected);
}

#[test]
fn each_adjusted_line_without_key_is_explained_by_its_own_adjustment() {
    let members = "A,2025,r,f,010,,1\nA,2025,r,u,1,amount,3\nB,2025,r,f,010,,1\n";
    let adjustments = "G,2025,r,u,1,amount,5\nG,2025,r,u,2,amount,9\n";
    let text = explained(PACKAGE, Texts { tree: MINISTRY, members, adjustments, ..Texts::default() }, "G", &["r.u.2:amount", "r.u.3:amount"]);
    let of_second = text.split("r.u.3:amount").next().expect("the first part");
    assert!(of_second.contains("adjustments.csv:2") && !of_second.contains("adjustments.csv:3"), "{text}");
    assert_eq!(text.matches("adjustments.csv:3").count(), 1, "{text}");
}
