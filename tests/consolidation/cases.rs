//! Cases worked out by hand.

use super::shown_groups::{Texts, consolidated, explained};
use positum_runtime::language::Language;

/// A form, a grid with an x, a list with a key and one without, with a consolidation of everything.
pub(super) const PACKAGE: &str = r#"
package p "P" { language en; precision EUR 0 }
report r "R" {
  form f {
    010 "Cash" : EUR
    020 "Claims" : EUR, blank = 0
    060 "Liabilities" : EUR, blank = 0
    070 "Ratio" : percent(1), optional
    080 "Total" : EUR = 010 + 020
    090 "Standard" : text, optional
    100 "Share of claims" : percent(1) = 020 / 080 when 080 <> 0
    110 "Seats" : integer, optional
    120 "Worst" : EUR = max(010 - 100 EUR, 0 EUR)
  }
  grid g : EUR, blank = 0 {
    columns { 1 "In"; 2 "Out" }
    rows { a "A"; b "B" x 2 }
  }
  list k {
    who "Who" : text, key
    amount "Amount" : EUR
    note "Note" : text, optional
    total { amount = sum }
  }
  list u {
    what "What" : text, optional
    amount "Amount" : EUR, blank = 0
  }
}
report other "Other" { form h { 010 "X" : EUR, optional } }
consolidation "Group" {
  reports r
  level inst "Institution"
  level min "Ministry" of inst
  level city "City" of inst
  level state "State" of min
  same r.f.090
  add r.f.110
  eliminate full "Full" { r.f.020 against r.f.060; tolerance 1 EUR }
  eliminate small "Small" { r.g.a:1 against r.g.a:2; smaller side }
}
"#;

const TREE: &str = "entity,parent,level\nG,,min\nA,G,inst\nB,G,inst\n";

fn with<'a>(members: &'a str) -> Texts<'a> {
    Texts { tree: TREE, members, ..Texts::default() }
}

#[test]
fn amounts_counts_and_what_is_named_are_added_up_and_others_must_agree() {
    let shown = consolidated(
        PACKAGE,
        with(
            "A,2025,r,f,010,,100\nA,2025,r,f,070,,5\nA,2025,r,f,090,,IFRS\nA,2025,r,f,110,,3\nB,2025,r,f,010,,50\nB,2025,r,f,020,,50\nB,2025,r,f,070,,6\nB,2025,r,f,090,,IFRS\nB,2025,r,f,110,,4\n",
        ),
    );
    shown.has(
        "G",
        &[
            ("f.010", "150 0 0 150"),
            ("f.020", "50 0 0 50"),
            ("f.060", "0 0 0 0"),
            ("f.070", "- - - -"),
            ("f.080", "200 0 0 200"),
            ("f.090", "IFRS - - IFRS"),
            ("f.100", "25.0 - - 25.0"),
            ("f.110", "7 0 0 7"),
            ("f.120", "50 0 0 50"),
        ],
    );
    assert_eq!(shown.short_findings(), Vec::<String>::new());
}

#[test]
fn a_cell_that_one_member_lacks_or_has_unreadable_cannot_be_told() {
    let shown = consolidated(PACKAGE, with("A,2025,r,f,010,,100\nA,2025,r,f,020,,5\nB,2025,r,f,020,,x\n"));
    shown.has("G", &[("f.010", "- - - -"), ("f.020", "- - - -"), ("f.080", "- - - -"), ("f.060", "0 0 0 0")]);
    let cells = shown.cells("G", positum_runtime::consolidate::PartOfGroup::Consolidated);
    assert_eq!((cells["f.010"].1.as_str(), cells["f.080"].1.as_str()), ("not_computed", "not_computed"));
    let findings = ["G B f.010 member_has_errors", "G - f.010 unknown_of_members", "G - f.020 unknown_of_members"];
    assert_eq!(shown.short_findings(), findings);
    let texts = shown.texts(Language::English);
    assert_eq!(texts[1], "it cannot be told: missing for B");
    assert_eq!(texts[2], "it cannot be told: unreadable or unknown for B");
    assert_eq!(shown.texts(Language::Latvian)[1], "nav nosakāms: nav norādīts vienībai B");
}

#[test]
fn what_no_member_gives_is_missing_and_not_unknown() {
    let shown = consolidated(PACKAGE, with("A,2025,r,f,020,,1\nB,2025,r,f,020,,2\n"));
    let cells = shown.cells("G", positum_runtime::consolidate::PartOfGroup::Consolidated);
    assert_eq!((cells["f.010"].1.as_str(), cells["f.090"].1.as_str()), ("missing", "blank"));
    assert_eq!(shown.short_findings(), ["G A f.010 member_has_errors", "G B f.010 member_has_errors"]);
}

#[test]
fn members_that_differ_where_they_must_agree_are_found() {
    let shown = consolidated(PACKAGE, with("A,2025,r,f,010,,1\nA,2025,r,f,090,,IFRS\nB,2025,r,f,010,,1\nB,2025,r,f,090,,local\n"));
    shown.has("G", &[("f.090", "- - - -")]);
    assert_eq!(shown.short_findings(), ["G - f.090 members_differ"]);
    assert_eq!(shown.texts(Language::English), ["members must agree, and have `IFRS` (A), `local` (B)"]);
    assert_eq!(shown.texts(Language::Latvian), ["dalībniekiem jāsakrīt, bet ir `IFRS` (A), `local` (B)"]);
}

#[test]
fn parts_add_up_also_where_a_formula_is_not_linear() {
    let texts = Texts { adjustments: "G,2025,r,f,010,,-80\n", ..with("A,2025,r,f,010,,100\nB,2025,r,f,010,,50\n") };
    let shown = consolidated(PACKAGE, texts);
    // max(150 - 100, 0) is 50, max(70 - 100, 0) is 0.
    shown.has("G", &[("f.010", "150 -80 0 70"), ("f.120", "50 -50 0 0"), ("f.080", "150 -80 0 70")]);
}

#[test]
fn lines_are_added_up_by_key_in_the_order_of_the_tree_and_others_stay() {
    let members = "B,2025,r,f,010,,1\nB,2025,r,k,1,who,y\nB,2025,r,k,1,amount,7\nB,2025,r,k,1,note,n\nB,2025,r,k,2,who,x\nB,2025,r,k,2,amount,2\nB,2025,r,u,1,amount,9\n\
                   A,2025,r,f,010,,1\nA,2025,r,k,1,who,x\nA,2025,r,k,1,amount,5\nA,2025,r,k,2,amount,4\nA,2025,r,u,1,amount,3\nA,2025,r,u,2,what,w\n";
    let shown = consolidated(PACKAGE, with(members));
    shown.has(
        "G",
        &[
            ("k.1:who", "x x x x"),
            ("k.1:amount", "7 0 0 7"),
            ("k.2:who", "y y y y"),
            ("k.2:amount", "7 0 0 7"),
            ("k.2:note", "n - - n"),
            ("k.3:who", "- - - -"),
            ("k.total:amount", "14 0 0 14"),
            ("u.1:amount", "3 0 0 3"),
            ("u.2:what", "w - - w"),
            ("u.2:amount", "0 0 0 0"),
            ("u.3:amount", "9 0 0 9"),
        ],
    );
    assert_eq!(shown.short_findings(), ["G A k.2:who member_has_errors", "G A k.2 line_without_key"]);
}

#[test]
fn adjustments_add_amounts_set_texts_and_bring_lines() {
    let adjustments = "G,2025,r,f,010,,5\nG,2025,r,f,080,,9\nG,2025,r,f,090,,local\nG,2025,r,f,999,,1\nG,2025,r,f,020,,1x\nG,2025,other,h,010,,1\n\
                       G,2025,r,k,1,who,z\nG,2025,r,k,1,amount,4\nG,2025,r,k,2,who,x\nG,2025,r,k,2,amount,-1\nG,2025,r,u,1,amount,6\nA,2025,r,f,010,,1\nG,2024,r,f,010,,1\n";
    let members = "A,2025,r,f,010,,1\nA,2025,r,f,090,,IFRS\nA,2025,r,k,1,who,x\nA,2025,r,k,1,amount,3\nA,2025,r,u,1,amount,2\nB,2025,r,f,010,,2\n";
    let shown = consolidated(PACKAGE, Texts { adjustments, ..with(members) });
    shown.has(
        "G",
        &[
            ("f.010", "3 5 0 8"),
            ("f.080", "3 5 0 8"),
            ("f.090", "IFRS - - local"),
            ("f.020", "0 0 0 0"),
            ("k.1:amount", "3 -1 0 2"),
            ("k.2:who", "- z z z"),
            ("k.2:amount", "- 4 0 4"),
            ("u.1:amount", "2 0 0 2"),
            ("u.2:amount", "- 6 0 6"),
        ],
    );
    let findings = [
        "- A - adjustment_of_no_group",
        "- G - adjustment_for_other_period",
        "G - f.080 adjustment_of_computed",
        "G - h.010 adjustment_unknown",
        "G - f.999 adjustment_unknown",
        "G - f.020 adjustment_unreadable",
    ];
    assert_eq!(shown.short_findings(), findings);
}

/// Claims of A on B and liabilities of B to A, the rest nothing.
fn balances(claims: &str, liabilities: &str) -> String {
    format!("A,2025,r,f,010,,0\nA,2025,r,f,020,,{claims}\nB,2025,r,f,010,,0\nB,2025,r,f,060,,{liabilities}\n")
}

#[test]
fn in_full_both_sides_are_taken_off_as_given() {
    let members = balances("100", "120");
    let shown = |eliminations: &str| consolidated(PACKAGE, Texts { eliminations, ..with(&members) });
    let equal = shown("A,B,2025,r,f,020,,60\nA,B,,r,f,020,,40\nB,A,2025,r,f,060,,99\nA,B,2024,r,f,020,,7\n");
    equal.has("G", &[("f.020", "100 0 -100 0"), ("f.060", "120 0 -99 21"), ("f.080", "100 0 -100 0")]);
    assert_eq!(equal.short_findings(), ["- A f.020 elimination_for_other_period"]);
    let apart = shown("A,B,2025,r,f,020,,50\nB,A,2025,r,f,060,,52\n");
    apart.has("G", &[("f.020", "100 0 -50 50"), ("f.060", "120 0 -52 68")]);
    assert_eq!(apart.short_findings(), ["G A f.020 elimination_unbalanced"]);
    assert_eq!(apart.texts(Language::English), ["Full: A 50 EUR against B 52 EUR, which do not match; they differ by 2 EUR"]);
    let one = shown("B,A,2025,r,f,060,,52\n");
    one.has("G", &[("f.020", "100 0 0 100"), ("f.060", "120 0 -52 68")]);
    assert_eq!(one.short_findings(), ["G A f.060 elimination_one_sided"]);
    assert_eq!(one.texts(Language::English), ["Full: B has 52 EUR, and A nothing; eliminated on one side only"]);
}

#[test]
fn of_sides_that_differ_the_smaller_is_taken_where_that_is_said() {
    let members = "A,2025,r,f,010,,0\nA,2025,r,g,a,1,100\nB,2025,r,f,010,,0\nB,2025,r,g,a,2,80\n";
    let shown = |eliminations: &str| consolidated(PACKAGE, Texts { eliminations, ..with(members) });
    let differing = shown("A,B,2025,r,g,a,1,60\nA,B,2025,r,g,a,1,30\nB,A,2025,r,g,a,2,75\n");
    differing.has("G", &[("g.a:1", "100 0 -75 25"), ("g.a:2", "80 0 -75 5")]);
    assert_eq!(differing.short_findings(), ["G A g.a:1 smaller_side_taken"]);
    assert_eq!(differing.texts(Language::English), ["Small: A 90 EUR against B 75 EUR; the smaller is eliminated, they differ by 15 EUR"]);
    let one = shown("A,B,2025,r,g,a,1,60\n");
    one.has("G", &[("g.a:1", "100 0 0 100")]);
    assert_eq!(one.short_findings(), ["G A g.a:1 elimination_one_sided"]);
}

#[test]
fn what_cannot_be_eliminated_is_found_and_not_used() {
    let members = balances("100", "120");
    let eliminations = "A,B,2025,r,f,010,,1\nA,B,2025,r,f,999,,1\nA,B,2025,r,g,b,2,1\nA,B,2025,r,f,020,,1.5\nA,C,2025,r,f,020,,1\nA,A,2025,r,f,020,,1\nA,G,2025,r,f,020,,1\n";
    let shown = consolidated(PACKAGE, Texts { eliminations, ..with(&members) });
    shown.has("G", &[("f.020", "100 0 0 100")]);
    let findings = [
        "- A f.020 elimination_outside",
        "- A f.020 elimination_outside",
        "- A f.020 elimination_outside",
        "G A f.999 elimination_unknown",
        "G A g.b:2 elimination_unknown",
        "G A f.020 elimination_unreadable",
        "G A f.010 elimination_undeclared",
    ];
    assert_eq!(shown.short_findings(), findings);
}

#[test]
fn eliminating_more_than_a_member_reports_is_found() {
    let members = balances("100", "120");
    let eliminations = "A,B,2025,r,f,020,,70\nA,B,2025,r,f,020,,40\nB,A,2025,r,f,060,,110\n";
    let shown = consolidated(PACKAGE, Texts { eliminations, ..with(&members) });
    shown.has("G", &[("f.020", "100 0 -110 -10")]);
    assert_eq!(shown.short_findings(), ["G A f.020 elimination_exceeds"]);
    assert_eq!(shown.texts(Language::English), ["110 EUR is to be eliminated, and the entity has 100 EUR here"]);
}

#[test]
fn who_does_not_report_or_reports_twice_is_found() {
    let tree = "entity,parent,level\nG,,min\nA,G,inst\nB,G,inst\nC,G,inst\nD,,inst\n";
    let members = "A,2025,r,f,010,,1\nC,2024,r,f,010,,9\nD,2025,r,f,010,,9\nE,2025,r,f,010,,9\nG,2025,r,f,010,,7\n";
    let shown = consolidated(PACKAGE, Texts { tree, ..with(members) });
    shown.has("G", &[("f.010", "1 0 0 1")]);
    let findings =
        ["- E - entity_not_in_tree", "- D - entity_in_no_group", "G B - member_missing", "G C - other_period_only", "G G - group_and_members"];
    assert_eq!(shown.short_findings(), findings);
    let mut twice = super::shown_groups::submissions(&shown.plan, "a.csv", "A,2025,r,f,010,,1\nB,2025,r,f,010,,2\n");
    twice.extend(super::shown_groups::submissions(&shown.plan, "b.csv", "A,2025,r,f,010,,5\n"));
    let shown = super::shown_groups::consolidated_of(shown.plan, with(""), &twice);
    shown.has("G", &[("f.010", "3 0 0 3")]);
    assert_eq!(shown.short_findings(), ["G A - two_submissions"]);
    assert_eq!(shown.texts(Language::English), ["a second submission for the same period (a.csv:2), which is not counted"]);
}

#[test]
fn a_group_reports_of_itself_where_none_of_its_members_does() {
    let tree = "entity,parent,level\nS,,state\nM,S,min\nA,M,inst\nB,M,inst\nN,S,min\nC,N,inst\n";
    let shown = consolidated(PACKAGE, Texts { tree, ..with("C,2025,r,f,010,,2\nM,2025,r,f,010,,40\n") });
    shown.has("S", &[("f.010", "42 0 0 42")]);
    shown.has("M", &[("f.010", "40 0 0 40")]);
    assert_eq!(shown.short_findings(), Vec::<String>::new());
}

#[test]
fn levels_and_second_groups_of_the_tree_are_looked_at() {
    let tree = "entity,parent,level\nS,,state\nG,S,min\nA,G,inst\nA,S,\nB,S,inst\nC,G,\n";
    let shown = consolidated(PACKAGE, Texts { tree, ..with("A,2025,r,f,010,,1\nB,2025,r,f,010,,2\nC,2025,r,f,010,,4\n") });
    shown.has("S", &[("f.010", "7 0 0 7")]);
    assert_eq!(shown.short_findings(), ["S B - level_not_permitted", "G A - two_groups", "G C - level_unknown"]);
}

#[test]
fn members_of_members_bring_what_their_group_has_after_its_parts() {
    let tree = "entity,parent,level\nS,,state\nM,S,min\nA,M,inst\nB,M,inst\nN,S,min\nC,N,inst\n";
    let members = "A,2025,r,f,010,,0\nA,2025,r,f,020,,100\nB,2025,r,f,010,,0\nB,2025,r,f,060,,60\nC,2025,r,f,010,,0\nC,2025,r,f,060,,30\n";
    let eliminations = "A,B,2025,r,f,020,,60\nB,A,2025,r,f,060,,60\nA,C,2025,r,f,020,,30\nC,A,2025,r,f,060,,30\n";
    let texts = Texts { tree, adjustments: "M,2025,r,f,010,,5\n", eliminations, ..with(members) };
    let shown = consolidated(PACKAGE, texts);
    shown.has("M", &[("f.010", "0 5 0 5"), ("f.020", "100 0 -60 40"), ("f.060", "60 0 -60 0")]);
    shown.has("S", &[("f.010", "5 0 0 5"), ("f.020", "40 0 -30 10"), ("f.060", "30 0 -30 0")]);
    assert_eq!(shown.short_findings(), Vec::<String>::new());
    let text = explained(PACKAGE, texts, "S", &["r.f.080"]);
    let claims = text.split("r.f.020 = 10\n").nth(1).expect("the claims");
    let expected = "\
├ Summary: 40
│ └ M: 40
│   ├ A: 100, members.csv:3
│   └ Eliminations
│     └ -60: A with B, Full, eliminations.csv:2
└ Eliminations: -30
  └ -30: A with C, Full, eliminations.csv:4
";
    assert_eq!(claims, expected);
    assert!(text.contains("= 010 + 020") && text.contains("= 5 + 10"), "{text}");
}

#[test]
fn errors_and_decimals_of_members_are_found() {
    let members = "A,2025,r,f,010,,1.5\nA,2025,r,k,1,who,x\nA,2025,r,k,1,amount,1\nA,2025,r,k,2,who,x\nA,2025,r,k,2,amount,1\nB,2025,r,f,010,,1\n";
    let shown = consolidated(PACKAGE, with(members));
    shown.has("G", &[("f.010", "3 0 0 3"), ("k.1:amount", "2 0 0 2")]);
    assert_eq!(shown.short_findings(), ["G A k.2:who member_has_errors", "G A f.010 more_decimals"]);
    assert_eq!(shown.texts(Language::English)[0], "its submission has 1 error, first: `x` is already in line 1, and may be there only once");
}

#[test]
fn the_order_of_submissions_changes_nothing() {
    let lines = [
        "B,2025,r,f,010,,1\nB,2025,r,k,1,who,y\nB,2025,r,k,1,amount,7\nB,2025,r,u,1,amount,9\n",
        "A,2025,r,f,010,,x\nA,2025,r,k,1,who,x\nA,2025,r,k,1,amount,5\nA,2025,r,k,2,who,y\nA,2025,r,k,2,amount,4\nA,2025,r,u,1,amount,3\n",
        "Z,2025,r,f,010,,1\n",
    ];
    let shown = |order: [usize; 3]| {
        let members: String = order.iter().map(|index| lines[*index]).collect();
        let shown = consolidated(PACKAGE, with(&members));
        let cells = positum_runtime::consolidate::PartOfGroup::ALL.map(|part| shown.cells("G", part));
        (cells, shown.short_findings(), shown.texts(Language::Latvian))
    };
    let first = shown([0, 1, 2]);
    assert!(first.1.contains(&"G - f.010 unknown_of_members".to_owned()), "{:?}", first.1);
    for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0]] {
        assert_eq!(shown(order), first, "{order:?}");
    }
}
