//! What people get wrong: lines that are named, disagreement in nested groups, other periods, and what stands twice.

use super::cases::PACKAGE;
use super::shown_groups::{Shown, Texts, consolidated, explained};
use positum_runtime::language::Language;

const TREE: &str = "entity,parent,level\nG,,min\nA,G,inst\nB,G,inst\n";

/// With an elimination of lines of the two lists.
fn with_lines() -> String {
    PACKAGE.replace("eliminate small", "eliminate lines \"Lines\" { r.k.amount against r.u.amount }\n  eliminate small")
}

fn in_group(members: &str, eliminations: &str) -> Shown {
    consolidated(&with_lines(), Texts { tree: TREE, members, eliminations, ..Texts::default() })
}

#[test]
fn a_line_is_eliminated_by_its_key_or_else_by_its_number_as_submitted() {
    let members = "A,2025,r,f,010,,0\nA,2025,r,k,3,who,x\nA,2025,r,k,3,amount,50\nA,2025,r,k,7,who,3\nA,2025,r,k,7,amount,90\n\
                   B,2025,r,f,010,,0\nB,2025,r,u,4,amount,60\nB,2025,r,u,9,amount,80\n";
    // The key `3` goes before the line 3; 7 is a number, and so is 9.
    let found = in_group(members, "A,B,2025,r,k,x,amount,20\nA,B,2025,r,k,3,amount,40\nA,B,2025,r,k,7,amount,10\nB,A,2025,r,u,9,amount,70\n");
    found.has("G", &[("k.1:amount", "50 0 -20 30"), ("k.2:amount", "90 0 -50 40"), ("u.1:amount", "60 0 0 60"), ("u.2:amount", "80 0 -70 10")]);
    assert_eq!(found.short_findings(), Vec::<String>::new());
    // What evaluating numbers 2 was never called so.
    let missed = in_group(members, "A,B,2025,r,k,2,amount,20\nB,A,2025,r,u,2,amount,20\nB,A,2025,r,u,x,amount,20\n");
    missed.has("G", &[("k.2:amount", "90 0 0 90"), ("u.2:amount", "80 0 0 80")]);
    assert_eq!(
        missed.short_findings(),
        ["G A k.2:amount elimination_unknown", "G B u.2:amount elimination_unknown", "G B u.x:amount elimination_unknown"]
    );
    let texts = missed.texts(Language::English);
    assert_eq!(texts[0], "the entity has no line of key or number `2`, so it is not eliminated; lines go by their keys, the first are `x`, `3`");
    assert_eq!(texts[1], "the entity has no line `2`, so it is not eliminated; lines of this list go by their numbers as submitted");
    let latvian = "vienībai nav rindas ar atslēgu vai numuru `2`, tāpēc nav izslēgts; rindas sauc pēc atslēgas, pirmās ir `x`, `3`";
    assert_eq!(missed.texts(Language::Latvian)[0], latvian);
}

#[test]
fn a_key_of_several_parts_is_written_with_commas() {
    let package = with_lines().replace("note \"Note\" : text, optional", "note \"Note\" : text, key");
    let members = "A,2025,r,f,010,,0\nA,2025,r,k,1,who,x\nA,2025,r,k,1,note,m\nA,2025,r,k,1,amount,50\nA,2025,r,k,2,who,x\nA,2025,r,k,2,note,n\n\
                   A,2025,r,k,2,amount,90\nB,2025,r,f,010,,0\nB,2025,r,u,1,amount,60\n";
    let eliminations = "A,B,2025,r,k,\"x,n\",amount,20\nA,B,2025,r,k,\"x, m\",amount,10\nB,A,2025,r,u,1,amount,30\n";
    let shown = consolidated(&package, Texts { tree: TREE, members, eliminations, ..Texts::default() });
    shown.has("G", &[("k.1:amount", "50 0 -10 40"), ("k.2:amount", "90 0 -20 70"), ("u.1:amount", "60 0 -30 30")]);
    assert_eq!(shown.short_findings(), Vec::<String>::new());
}

#[test]
fn what_members_of_a_member_do_not_agree_in_its_group_does_not_have_either() {
    let nested = "entity,parent,level\nS,,state\nM,S,min\nA,M,inst\nB,M,inst\nN,S,min\nC,N,inst\n";
    let flat = "entity,parent\nS,\nA,S\nB,S\nC,S\n";
    let given = |entity: &str, rate: &str, standard: &str| {
        format!("{entity},2025,r,f,010,,1\n{entity},2025,r,f,070,,{rate}\n{entity},2025,r,f,090,,{standard}\n")
    };
    let members = [given("A", "5", "IFRS"), given("B", "6", "local"), given("C", "5", "IFRS")].concat();
    let shown = |tree, adjustments| consolidated(PACKAGE, Texts { tree, members: &members, adjustments, ..Texts::default() });
    for tree in [nested, flat] {
        shown(tree, "").has("S", &[("f.010", "3 0 0 3"), ("f.070", "- - - -"), ("f.090", "- - - -")]);
    }
    assert_eq!(shown(flat, "").short_findings(), ["S - f.090 members_differ"]);
    let found = shown(nested, "");
    assert_eq!(found.short_findings(), ["S - f.090 members_differ", "M - f.090 members_differ"]);
    assert_eq!(found.texts(Language::English)[0], "members must agree, and have `IFRS` (N); the members of M differ");
    assert_eq!(found.texts(Language::Latvian)[0], "dalībniekiem jāsakrīt, bet ir `IFRS` (N) un nesakrīt M dalībnieki");
    let text = explained(PACKAGE, Texts { tree: nested, members: &members, ..Texts::default() }, "S", &["r.f.070"]);
    let expected = "├ Summary: members differ\n  ├ M: members differ\n  │ ├ A: 5.0";
    assert!(text.replace("└ Summary", "├ Summary").contains(expected), "{text}");
    // An adjustment settles it, and the group gives that value.
    let settled = shown(nested, "M,2025,r,f,070,,5\nM,2025,r,f,090,,IFRS\n");
    settled.has("S", &[("f.070", "5.0 - - 5.0"), ("f.090", "IFRS - - IFRS")]);
    assert_eq!(settled.short_findings(), ["M - f.090 members_differ"]);
}

#[test]
fn a_required_cell_in_which_members_differ_is_missing_one_level_up_and_not_unknown() {
    let package = PACKAGE.replace("090 \"Standard\" : text, optional", "090 \"Standard\" : text");
    let tree = "entity,parent\nS,\nM,S\nA,M\nB,M\nC,S\n";
    let members = "A,2025,r,f,010,,1\nA,2025,r,f,090,,x\nB,2025,r,f,010,,1\nB,2025,r,f,090,,y\nC,2025,r,f,010,,1\nC,2025,r,f,090,,x\n";
    let shown = consolidated(&package, Texts { tree, members, ..Texts::default() });
    let cells = |group: &str| shown.cells(group, positum_runtime::consolidate::PartOfGroup::Consolidated)["f.090"].1.clone();
    assert_eq!((cells("M"), cells("S")), ("missing".to_owned(), "missing".to_owned()));
    assert_eq!(shown.short_findings(), ["S - f.090 members_differ", "M - f.090 members_differ"]);
}

#[test]
fn what_is_of_another_period_is_told() {
    let texts = Texts {
        tree: TREE,
        members: "A,2025,r,f,010,,1\nB,2025,r,f,010,,1\n",
        adjustments: "G,2023,r,f,010,,1\nG,2024,r,f,010,,1\n",
        eliminations: "A,B,2024,r,f,020,,7\n",
        ..Texts::default()
    };
    let shown = consolidated(PACKAGE, texts);
    assert_eq!(shown.short_findings(), ["- G - adjustment_for_other_period", "- A f.020 elimination_for_other_period"]);
    let english = [
        "its adjustments are for another period, 2023, so they are ignored; there are 2 such in all",
        "the elimination is for another period, 2024, so it is ignored",
    ];
    assert_eq!(shown.texts(Language::English), english);
}

#[test]
fn an_elimination_that_stands_twice_counts_once() {
    let members = "A,2025,r,f,010,,0\nA,2025,r,f,020,,100\nB,2025,r,f,010,,0\nB,2025,r,f,060,,100\n";
    let shown = in_group(members, "A,B,2025,r,f,020,,60\nB,A,2025,r,f,060,,60\nA,B,,r,f,020,,60.0\n");
    shown.has("G", &[("f.020", "100 0 -60 40"), ("f.060", "100 0 -60 40")]);
    assert_eq!(shown.short_findings(), ["G A f.020 elimination_twice"]);
    assert_eq!(shown.texts(Language::English), ["the same elimination stands at eliminations.csv:2 already, so it counts once"]);
}

#[test]
fn a_cell_that_two_files_adjust_is_adjusted_by_neither() {
    let members = "A,2025,r,f,010,,10\nB,2025,r,f,010,,20\n";
    let shown = |adjustments| consolidated(PACKAGE, Texts { tree: TREE, members, adjustments, ..Texts::default() });
    let across = shown("G,2025,r,f,010,,5\nG,2025,r,f,020,,1\n=\nG,2025,r,f,010,,7\nG,2025,r,f,060,,2\n");
    across.has("G", &[("f.010", "30 0 0 30"), ("f.020", "0 1 0 1"), ("f.060", "0 2 0 2")]);
    assert_eq!(across.short_findings(), ["G - f.010 adjustment_unreadable"]);
    let text = "in the adjustment, the value was given before, at adjustments.csv:2, so neither of the two is used";
    assert_eq!(across.texts(Language::English), [text]);
    let within = shown("G,2025,r,f,010,,5\nG,2025,r,f,010,,7\n");
    within.has("G", &[("f.010", "30 0 0 30")]);
    assert_eq!(within.short_findings(), ["G - f.010 adjustment_unreadable"]);
}

#[test]
fn an_adjusted_line_without_key_is_told_with_its_place() {
    let texts = Texts { tree: TREE, members: "A,2025,r,f,010,,1\nB,2025,r,f,010,,1\n", adjustments: "G,2025,r,k,1,amount,4\n", ..Texts::default() };
    let shown = consolidated(PACKAGE, texts);
    assert_eq!(shown.short_findings(), ["G G k.1 line_without_key"]);
    assert_eq!(shown.findings[0].origin.as_ref().map(ToString::to_string).as_deref(), Some("adjustments.csv:2"));
}

#[test]
fn a_level_that_is_left_out_above_or_beneath_one_is_told() {
    let members = "A,2025,r,f,010,,1\nB,2025,r,f,010,,1\n";
    let shown = |tree| consolidated(PACKAGE, Texts { tree, members, ..Texts::default() });
    assert_eq!(shown("entity,parent,level\nG,,\nA,G,\nB,G,\n").short_findings(), Vec::<String>::new());
    let mixed = shown("entity,parent,level\nT,,\nG,T,min\nA,G,inst\nB,G,\n");
    assert_eq!(mixed.short_findings(), ["T T - level_unknown", "G B - level_unknown"]);
    let english = ["has no level, and its members have; fill in `level`", "has no level, and its group has one; fill in `level`"];
    assert_eq!(mixed.texts(Language::English), english);
}

#[test]
fn why_an_elimination_is_not_used_is_told() {
    let members = "A,2025,r,f,010,,0\nA,2025,r,f,020,,100\nB,2025,r,f,010,,0\n";
    for (line, expected) in [
        ("A,B,2025,r,f,020,,", "there is no amount, so nothing is eliminated"),
        ("A,B,2025,r,f,020,,1.5", "`1.5` has more decimals than the cell, so it is not eliminated"),
        ("A,B,2025,r,f,020,,x", "`x` is no number of this cell, so it is not eliminated"),
        ("A,B,2025,r,f,999,,1", "there is no such cell, so it is not eliminated"),
        ("A,C,2025,r,f,020,,1", "`C` is not in the tree of entities, so it is not eliminated"),
        ("A,B ,2025,r,f,020,,1", "`B ` is not in the tree of entities: there are spaces around the name, so it is not eliminated"),
        (" A,B,2025,r,f,020,,1", "is not in the tree of entities: there are spaces around its name, so it is not eliminated"),
        ("A,A,2025,r,f,020,,1", "an entity has nothing with itself, so it is not eliminated"),
        ("A,G,2025,r,f,020,,1", "of the entity and `G`, one is a group of the other, so it is not eliminated"),
        ("A,B,2025,r,f,020,,-5", "-5 EUR to be eliminated is below zero; write it with the sign that the entity reports"),
    ] {
        let shown = in_group(members, &format!("{line}\n"));
        assert_eq!(shown.texts(Language::English)[0].replace('−', "-"), expected, "{line}");
    }
}
