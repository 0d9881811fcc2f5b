//! Whose figures count: currencies of lines, groups that stand in for their members, and who is in no tree.

use super::cases::PACKAGE;
use super::shown_groups::{Texts, consolidated};

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
