//! Codelists: their order, codes under others, files, and what a code after `in` stands for.

use crate::support::{HEADER, compiles, evaluate, evaluates_in, everything_said, rejects, rejects_saying};
use positum_compiler::compile::{Compiled, compile_package};
use positum_compiler::sources::{FileText, Sources};
use positum_plan::plan::{Node, Plan};
use positum_runtime::evaluate::EvaluationOptions;

const SECTORS: &str = r#"codelist sectors "Sectors" {
  "S.11" "Companies"
  "S.13" "General government" {
    "S.1314" "Social security"
    "S.1311" "Central government" lv "Centrālā valdība" { 'S.13111' "Ministries"; "S.13112" }
  }
  "S.1" "All" group { S14 "Households" } ; 'Z 9' "Others"
}
"#;

fn with_sectors(formulas: &str) -> String {
    format!("{HEADER}{SECTORS}report r \"R\" {{\nform f {{\n010 : code sectors\n{formulas}\n}}\n}}\n")
}

fn codes(plan: &Plan) -> Vec<(&str, Option<&str>)> {
    let list = plan.codelists.iter().next().expect("a codelist");
    list.in_order().into_iter().map(|(code, meaning)| (code, meaning.parent.as_deref())).collect()
}

/// Compiles a package whose files are these.
fn compile_with(text: &str, files: &[(&str, &str)]) -> Compiled {
    let read = |name: &str| {
        let found = files.iter().find(|(file, _)| *file == name);
        found.map_or(FileText::Missing, |(_, text)| FileText::Text((*text).to_owned()))
    };
    compile_package(&Sources { texts: &[text], files: &read })
}

fn of_file(csv: &str) -> Result<Plan, String> {
    let text = format!("{HEADER}codelist c from \"c.csv\"\nreport r \"R\" {{\nform f {{\n010 : code c\n}}\n}}\n");
    let compiled = compile_with(&text, &[("c.csv", csv)]);
    compiled.plan.ok_or_else(|| everything_said(&text, &compiled.diagnostics))
}

#[test]
fn codes_keep_their_order_and_what_they_stand_under() {
    let plan = compiles(&with_sectors(""));
    let wanted = [
        ("S.11", None),
        ("S.13", None),
        ("S.1314", Some("S.13")),
        ("S.1311", Some("S.13")),
        ("S.13111", Some("S.1311")),
        ("S.13112", Some("S.1311")),
        ("S.1", None),
        ("S14", Some("S.1")),
        ("Z 9", None),
    ];
    assert_eq!(codes(&plan), wanted);
    let list = plan.codelists.iter().next().expect("a codelist");
    assert!(list.codes["S.1"].is_group && !list.codes["S.13"].is_group);
    assert_eq!(list.codes["S.1311"].label.text("lv", &[]), "Centrālā valdība");
}

#[test]
fn in_takes_a_code_with_all_under_it_and_equals_takes_it_alone() {
    let flags = "b : count = if 010 in \"S.13\" then 1 else 0\n\
                 c : count = if 010 = \"S.13\" then 1 else 0\n\
                 d : count = if 010 in (\"S.1311\", \"Z 9\") then 1 else 0\n\
                 e : count = if not 010 in \"S.1\" then 1 else 0";
    let plan = compiles(&with_sectors(flags));
    let names = ["f.b", "f.c", "f.d", "f.e"];
    for (given, wanted) in [
        ("S.13", ["1", "1", "0", "1"]),
        ("S.1314", ["1", "0", "0", "1"]),
        ("S.1311", ["1", "0", "1", "1"]),
        ("S.13112", ["1", "0", "1", "1"]),
        ("S.11", ["0", "0", "0", "1"]),
        ("S14", ["0", "0", "0", "0"]),
        ("Z 9", ["0", "0", "1", "1"]),
    ] {
        let wanted = wanted.map(|value| format!("{value} computed"));
        let cells: Vec<(&str, &str)> = names.into_iter().zip(wanted.iter().map(String::as_str)).collect();
        evaluate(&plan, "2025-Q1", &EvaluationOptions::default(), &[("f.010", given)]).has(&cells);
    }
}

#[test]
fn each_part_of_a_formula_stands_once_in_the_plan() {
    let plan = compiles(&with_sectors("b : bool = (010 else \"S.11\") in (\"S.13\", \"S.1314\", \"S.11\")"));
    let options = plan.nodes.iter().find_map(|node| match node {
        Node::In { options, .. } => Some(options.clone()),
        _ => None,
    });
    let texts: Vec<String> = options
        .expect("an `in`")
        .into_iter()
        .map(|option| match &plan.nodes[option] {
            Node::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["S.13", "S.1314", "S.1311", "S.13111", "S.13112", "S.11"]);
    assert_eq!(plan.nodes.iter().filter(|node| matches!(node, Node::Cell(_))).count(), 1);
}

#[test]
fn values_of_in_may_hold_in_to_any_depth() {
    let nested = (0..150).fold("020 in (1, 2)".to_owned(), |value, _| format!("({value}) in (020 > 1, 020 > 2, 020 > 3)"));
    let plan = compiles(&with_sectors(&format!("020 : count\n030 : bool = {nested}")));
    assert!(plan.nodes.len() < 5_000, "{}", plan.nodes.len());
}

#[test]
fn a_group_and_an_unknown_code_are_findings() {
    let plan = compiles(&with_sectors(""));
    for (given, findings) in [("S.13", [].as_slice()), ("S.1", &["f.010 unknown_code"]), ("S.2", &["f.010 unknown_code"]), ("S.13112", &[])] {
        evaluate(&plan, "2025-Q1", &EvaluationOptions::default(), &[("f.010", given)]).finds(findings);
    }
}

#[test]
fn a_former_currency_is_a_code_until_its_last_day() {
    let text = crate::support::list("A : code iso4217\n010 : money[A]\nB : code iso3166").replace("EUR 0", "LVL 0");
    for (period, findings) in
        [("2013-Q4", [].as_slice()), ("2014-Q1", &["l.1:A unknown_code"]), ("2013", &[]), ("2014-01-01", &["l.1:A unknown_code"])]
    {
        let lines = [("l.1:A", "LVL"), ("l.1:010", "5"), ("l.1:B", "XK")];
        evaluates_in(period, &text, &lines, &[("l.1:A", "LVL given")]).finds(findings);
    }
}

#[test]
fn a_code_given_for_a_computed_cell_must_be_in_use_too() {
    let text = crate::support::form("010 : code iso4217\n020 : code iso4217 = 010");
    let given = [("f.010", "EUR"), ("f.020", "LVL")];
    evaluates_in("2025-Q1", &text, &given, &[]).finds(&["f.020 unknown_code", "f.020 submitted_total_differs"]);
    evaluates_in("2013-Q4", &text, &given, &[]).finds(&["f.020 submitted_total_differs"]);
}

#[test]
fn a_former_currency_is_a_unit_in_packages_of_its_time() {
    let text = crate::support::form("010 : LVL\n020 : LVL = 010 x 2.0 + 5 LVL");
    assert_eq!(rejects(&text, &["P0206", "P0206", "P0206"]).matches("valid until 2013-12-31").count(), 3);
    for valid in ["from 2010-01-01", "until 2013-12-31", "from 2013-12-31 until 2014-12-31"] {
        compiles(&text.replace("  precision", &format!("  valid {valid}\n  precision")));
    }
    rejects(&text.replace("  precision", "  valid from 2014-01-01\n  precision"), &["P0206", "P0206", "P0206"]);
}

#[test]
fn a_list_of_currencies_may_have_groups() {
    let currencies = "codelist traded { G10 \"Major\" group { USD; GBP } }\n";
    let report = crate::support::list("A : code traded\n010 : money[A]\n020 : bool = A in \"G10\"");
    compiles(&report.replacen("report r", &format!("{currencies}report r"), 1));
}

#[test]
fn mistakes_in_nested_codes_are_told() {
    rejects(&with_sectors("").replace("S14 \"Households\"", "\"S.11\" \"Households\""), &["P0202"]);
    rejects(&with_sectors("").replace("S14 \"Households\"", "S14 : \"Households\""), &["P0101"]);
    // What stood under a code that cannot be read is not known.
    let broken = with_sectors("b : bool = 010 in (\"S.1311\", \"S.13112\")").replace("\"S.1311\" \"Central", "\"S.1311\" : \"Central");
    rejects(&broken, &["P0101"]);
    rejects(&with_sectors("").replace("S14 \"Households\"", "S14 : 1; S14 : 2; S14"), &["P0101", "P0101", "P0202"]);
    rejects_saying(&with_sectors("b : bool = 010 = \"S.1\""), "P0227", &["[\"S.1\"]", "`010 in \"S.1\"`"]);
    rejects(&with_sectors("b : bool = 010 in \"S.131\""), &["P0210"]);
}

#[test]
fn a_file_gives_codes_in_its_order_with_labels_and_parents() {
    let plan = of_file("lv,code,parent,label\nOtrais,B,A,Second\n,A,,\"First,\n one\"\nTrešais,C,B,\n").unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(codes(&plan), [("B", Some("A")), ("A", None), ("C", Some("B"))]);
    let list = plan.codelists.iter().next().expect("a codelist");
    assert_eq!(list.codes["A"].label.text("lv", &["en".to_owned()]), "First, one");
    assert_eq!(list.codes["C"].label.text("en", &[]), "");
    let plan = of_file("\u{feff}code\r\n01\r\n02\r\n").unwrap_or_else(|said| panic!("{said}"));
    assert_eq!(codes(&plan), [("01", None), ("02", None)]);
}

#[test]
fn a_file_is_told_all_that_is_wrong_with_it() {
    for (csv, parts) in [
        ("", vec!["no column `code`"]),
        ("code\n", vec!["no code"]),
        ("code,en,label\n1,a,b\n", vec!["column `label` twice", "are the same"]),
        ("code,code\n1,2\n", vec!["column `code` twice"]),
        ("code,de\n1,b\n", vec!["`de`", "`language`"]),
        ("code,en\n1,a\n2,b,c\n1,b\n ,d\n", vec!["line 3 of `c.csv` has 3 values", "besides, line 4 of `c.csv` has code `1`", "line 5"]),
        ("code,parent\n1,\n2,3\n", vec!["line 3 of `c.csv` puts code `2` under `3`"]),
        ("code,parent\n1,1\n", vec!["line 2 of `c.csv` puts code `1` under itself"]),
        ("code,parent\n1,2\n2,1\n3,2\n", vec!["under itself"]),
    ] {
        let said = of_file(csv).expect_err(csv);
        assert!(said.starts_with("P0226 [\"c.csv\"]") && said.lines().count() == 1, "{csv}: {said}");
        parts.iter().for_each(|part| assert!(said.contains(part), "{csv}: `{part}` is not said in {said}"));
    }
    let deep: String = (1..=250).map(|code| format!("{code},{}\n", code - 1)).collect();
    let said = of_file(&format!("code,parent\n0,\n{deep}")).expect_err("too deep");
    assert!(said.contains("code `201` stands under more than 200 others"), "{said}");
}

#[test]
fn a_list_from_a_file_is_formatted() {
    let text = format!("{HEADER}codelist c \"C\"   lv \"Cē\" from   \"c.csv\"  source \"S\"\nreport r \"R\" {{\nform f {{\n010 : code c\n}}\n}}\n");
    let formatted = positum_grammar::format_text::format_text(&text).expect("it can be read");
    assert!(formatted.contains("codelist c \"C\" lv \"Cē\" from \"c.csv\" source \"S\"\n"), "{formatted}");
}

#[test]
fn the_codes_of_large_lists_are_bounded() {
    let rows: String = (0..60_000).map(|code| format!("{code},root\n")).collect();
    let cells: String = (10..30).map(|code| format!("{code} : bool = 01 in \"root\"\n")).collect();
    let text = format!("{HEADER}codelist c from \"c.csv\"\nreport r \"R\" {{\nform f {{\n01 : code c\n{cells}}}\n}}\n");
    let compiled = compile_with(&text, &[("c.csv", &format!("code,parent\nroot,\n{rows}"))]);
    let found: Vec<&str> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect();
    assert_eq!(found, ["P0111"]);
}
