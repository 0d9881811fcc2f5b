//! What a definition says of consolidation: how it is read, what it names, what is wrong with it, and what a plan has of it.

use super::support::{HEADER, compiles, everything_said, rejects, rejects_saying, warns};
use positum_compiler::compile::compile;
use positum_grammar::format_text::format_text;
use positum_plan::consolidation::{Consolidation, SmallerSide};
use positum_plan::fingerprint::fingerprint;
use positum_plan::plan::{CellReference, Place, Plan, Shape};
use positum_plan::plan_file::{read_plans, write_plans};
use positum_plan::reading_plan::reading_plan;

/// Reports with something of everything that a consolidation may name, or may not.
const REPORTS: &str = "report assets \"A\" {
form main {
010 \"Claims\" : EUR
015 \"In dollars\" : USD
020 \"Other\" : EUR, optional
030 \"Total\" : EUR = 010 + 020
040 \"Shares\" : integer
050 \"Staff\" : count
060 \"Share\" : percent
070 \"Name\" : text
075 \"Term\" : days
let half = 010 / 2
080 \"Half\" : EUR = half
}
grid sheet : EUR, blank = 0 {
columns {
1 \"In\"
2 \"Out\"
3 \"Both\" = 1 + 2
}
rows {
a \"All\"
b \"Half\" x 2
c \"Computed\" = a + b
d \"None\" x 1..3
}
}
list loans {
who : text, key
amount : EUR
foreign : code iso4217
in_it : money[foreign]
twice : EUR = amount x 2
total { amount = sum }
}
}
report debts \"D\" {
form owed {
060 \"Liabilities\" : EUR
065 \"Others\" : EUR
}
}
";

fn text(consolidation: &str) -> String {
    format!("{HEADER}{REPORTS}consolidation \"Group\" lv \"Grupa\" {{\n{consolidation}\n}}\n")
}

fn consolidation(text: &str) -> (Plan, Consolidation) {
    let plan = compiles(text);
    let consolidation = plan.consolidation.clone().expect("the text has a consolidation");
    (plan, consolidation)
}

/// Gives the address of a cell: `main.010`, `sheet.a:1`, `loans.amount`.
fn address(plan: &Plan, cell: CellReference) -> String {
    match cell {
        CellReference::Column(column) => format!("{}.{}", plan.tables[plan.columns[column].table].name, plan.columns[column].code),
        CellReference::Cell(cell) => {
            let table = &plan.tables[plan.cells[cell].table];
            match (&table.shape, &plan.cells[cell].place) {
                (Shape::Form { axis, .. }, Place::Position(index)) => format!("{}.{}", table.name, axis.entries[*index].code),
                (Shape::Grid { rows, columns, .. }, Place::Grid(row, column)) => {
                    format!("{}.{}:{}", table.name, rows.entries[*row].code, columns.entries[*column].code)
                }
                (shape, place) => panic!("{shape:?} {place:?}"),
            }
        }
    }
}

fn addresses(plan: &Plan, cells: &[CellReference]) -> Vec<String> {
    cells.iter().map(|cell| address(plan, *cell)).collect()
}

#[test]
fn a_package_without_a_consolidation_has_none() {
    assert_eq!(compiles(&format!("{HEADER}{REPORTS}")).consolidation, None);
}

#[test]
fn everything_that_is_said_comes_into_the_plan() {
    let (plan, consolidation) = consolidation(&text(
        "source \"Point 12\"\nreports debts, assets\nlevel institution \"Institution\" lv \"Iestāde\"\nlevel city\nlevel ministry of institution\n\
         level treasury \"Treasury\" of ministry, city\nsame main.070, main.060\nadd main.040\n\
         eliminate balances \"Mutual\" {\nmain.010, sheet.a against owed.060\ntolerance 1.50 EUR\nsmaller side at treasury\nsource \"17.3\"\n}\n\
         eliminate loans \"Loans\" {\nloans.amount against debts.065\n}",
    ));
    assert_eq!(consolidation.label.text("lv", &[]), "Grupa");
    assert_eq!(consolidation.source.as_deref(), Some("Point 12"));
    let reports: Vec<&str> = consolidation.reports.iter().map(|report| plan.reports[*report].name.as_str()).collect();
    assert_eq!(reports, ["assets", "debts"], "in the order of the plan");
    let levels: Vec<(&str, &[usize])> = consolidation.levels.iter().map(|level| (level.name.as_str(), level.members.as_slice())).collect();
    assert_eq!(levels, [("institution", &[][..]), ("city", &[]), ("ministry", &[0]), ("treasury", &[2, 1])]);
    assert_eq!(consolidation.levels[0].label.text("lv", &[]), "Iestāde");
    assert_eq!(addresses(&plan, &consolidation.same), ["main.070", "main.060"]);
    assert_eq!(addresses(&plan, &consolidation.added), ["main.040"]);
    let [balances, loans] = consolidation.eliminations.as_slice() else { panic!("two eliminations") };
    // A row passes over what is computed.
    assert_eq!(addresses(&plan, &balances.pairs[0].left), ["main.010", "sheet.a:1", "sheet.a:2"]);
    assert_eq!(addresses(&plan, &balances.pairs[0].right), ["owed.060"]);
    assert_eq!((balances.tolerance.to_string(), balances.source.as_deref()), ("1.50".to_owned(), Some("17.3")));
    assert_eq!(balances.smaller_side, SmallerSide::At(vec![3]));
    assert_eq!(addresses(&plan, &loans.pairs[0].left), ["loans.amount"]);
    assert_eq!((loans.tolerance.is_zero(), &loans.smaller_side), (true, &SmallerSide::Nowhere));
}

#[test]
fn all_reports_are_consolidated_where_none_is_listed() {
    let (plan, consolidation) = consolidation(&text("eliminate e {\nmain.010 against owed.060\nsmaller side\n}"));
    assert_eq!(consolidation.reports, plan.reports.ids().collect::<Vec<_>>());
    assert_eq!(consolidation.eliminations[0].smaller_side, SmallerSide::Everywhere);
    assert_eq!(compiles(&text("")).consolidation.unwrap().reports.len(), 2);
}

#[test]
fn a_cell_is_named_with_its_table_its_report_or_both() {
    for name in ["main.010", "assets.010", "assets.main.010"] {
        let (plan, consolidation) = consolidation(&text(&format!("same {name}")));
        assert_eq!(addresses(&plan, &consolidation.same), ["main.010"]);
    }
    let (plan, consolidation) = consolidation(&text("same sheet.a:1, assets.sheet.b"));
    assert_eq!(addresses(&plan, &consolidation.same), ["sheet.a:1", "sheet.b:1"], "an x cell is passed over");
    rejects_saying(&text("same 010"), "P0232", &["`assets.main.010`"]);
    rejects_saying(&text("same main"), "P0232", &["whole table", "`assets.main.010`"]);
    rejects_saying(&text("same assets"), "P0232", &["whole report", "`assets.main.010`"]);
    rejects_saying(&text("same assets.sheet"), "P0232", &["whole table", "`assets.sheet.a`"]);
    rejects_saying(&text("same sheet.1"), "P0212", &["`sheet.a:1`"]);
    rejects_saying(&text("same main.011"), "P0204", &["`010`"]);
    rejects_saying(&text("same man.010"), "P0203", &["`main`"]);
    rejects_saying(&text("same asets.main.010"), "P0203", &["`assets`"]);
    rejects_saying(&text("same assets.man.010"), "P0203", &["`main`"]);
    rejects_saying(&text("same sheet.a:4"), "P0204", &["column"]);
    rejects(&text("same nothing"), &["P0203"]);
    rejects(&text("same 999"), &["P0204"]);
    rejects(&text("same a.b.c.d"), &["P0203"]);
}

#[test]
fn a_table_name_that_two_reports_have_means_that_of_a_consolidated_one() {
    let two = format!("{HEADER}report r \"R\" {{\nform f {{\na : EUR\nb : EUR\n}}\n}}\nreport s \"S\" {{\nform f {{\na : EUR\nb : EUR\n}}\n}}\n");
    rejects_saying(&format!("{two}consolidation {{\nsame f.a\n}}\n"), "P0205", &["`r.f.a`", "`s.f.a`"]);
    let (plan, consolidation) = consolidation(&format!("{two}consolidation {{\nreports s\nsame f.a\n}}\n"));
    let CellReference::Cell(cell) = consolidation.same[0] else { panic!("a cell") };
    assert_eq!(plan.reports[plan.tables[plan.cells[cell].table].report].name, "s");
}

#[test]
fn only_what_is_filled_in_is_named() {
    for name in ["main.030", "main.half", "sheet.c", "sheet.a:3", "loans.twice", "loans.total:amount"] {
        rejects(&text(&format!("same {name}")), &["P0232"]);
    }
    for name in ["sheet.d", "sheet.b:2"] {
        rejects(&text(&format!("same {name}")), &["P0402"]);
    }
    for clause in ["same loans.who", "add loans.who", "eliminate e {\nloans.who against owed.060\n}"] {
        rejects(&text(clause), &["P0232"]);
    }
    compiles(&text("same loans.foreign"));
}

#[test]
fn a_cell_of_a_report_that_is_not_listed_is_an_error() {
    rejects_saying(&text("reports assets\neliminate e {\nmain.010 against owed.060\n}"), "P0232", &["`debts`", "[assets]"]);
    // What an unknown name was meant for is not known.
    rejects(&text("reports assets, depts\neliminate e {\nmain.010 against owed.060\n}"), &["P0203"]);
    rejects(&text("reports assets, assets"), &["P0202"]);
    rejects(&text("reports assets\nreports debts"), &["P0215"]);
}

#[test]
fn only_numbers_without_a_unit_and_days_are_named_to_be_added() {
    compiles(&text("add main.040, main.075"));
    for name in ["main.010", "main.050", "main.060", "main.070", "loans.amount", "loans.in_it", "sheet.a"] {
        rejects(&text(&format!("add {name}")), &["P0314"]);
    }
    rejects(&text("add main.040\nadd main.040"), &["P0215"]);
    rejects(&text("same main.040, main.040"), &["P0215"]);
    rejects(&text("same sheet.a, sheet.a:1"), &["P0215"]);
    rejects(&text("same main.040\nadd main.040"), &["P0233"]);
}

#[test]
fn only_what_is_added_up_is_eliminated_and_one_unit_against_itself() {
    let pair = |left: &str, right: &str| format!("eliminate e {{\n{left} against {right}\n}}");
    compiles(&text(&pair("main.010", "owed.060")));
    compiles(&text(&format!("add main.040\n{}", pair("main.040", "main.050"))));
    rejects_saying(&text(&pair("main.040", "main.050")), "P0314", &["`add main.040`"]);
    rejects(&text(&pair("main.060", "main.010")), &["P0314"]);
    rejects(&text(&pair("main.070", "main.010")), &["P0314"]);
    rejects_saying(&text(&pair("main.010", "main.015")), "P0301", &["EUR", "USD", "[main.010]"]);
    rejects(&text(&pair("main.010, main.015", "owed.060")), &["P0301"]);
    rejects(&text(&pair("main.010", "main.050")), &["P0301"]);
    rejects(&text(&pair("loans.in_it", "owed.060")), &["P0306"]);
    rejects(&text(&format!("same main.010\n{}", pair("main.010", "owed.060"))), &["P0233"]);
}

#[test]
fn a_cell_stands_on_one_side_once() {
    let eliminate = |lines: &[&str]| lines.iter().enumerate().map(|(at, line)| format!("eliminate e{at} {{\n{line}\n}}\n")).collect::<String>();
    rejects(&text(&eliminate(&["main.010 against owed.060\nmain.010 against owed.065"])), &["P0233"]);
    rejects(&text(&eliminate(&["main.010 against owed.060", "main.020 against owed.060"])), &["P0233"]);
    rejects(&text(&eliminate(&["main.010 against main.010"])), &["P0233"]);
    rejects(&text(&eliminate(&["main.010 against owed.060\nmain.020 against main.010"])), &["P0233"]);
    rejects(&text(&eliminate(&["sheet.a, sheet.a:1 against owed.060"])), &["P0233"]);
    compiles(&text(&eliminate(&["main.010 against owed.060", "owed.060 against main.010"])));
}

#[test]
fn a_tolerance_has_the_unit_of_what_it_is_for_and_is_not_negative() {
    let with = |tolerance: &str| text(&format!("eliminate e {{\nmain.010 against owed.060\ntolerance {tolerance}\n}}"));
    compiles(&with("0"));
    rejects_saying(&with("1"), "P0311", &["tolerance 1 EUR"]);
    rejects(&with("1 USD"), &["P0311"]);
    rejects(&with("-1 EUR"), &["P0311"]);
    rejects(&with("1 EUR\ntolerance 2 EUR"), &["P0215"]);
    rejects(&with("1 EUR\nsmaller side\nsmaller side"), &["P0215"]);
}

#[test]
fn levels_have_names_of_their_own_and_end() {
    rejects(&text("level a\nlevel a"), &["P0202"]);
    rejects_saying(&text("level city\nlevel state of citty"), "P0203", &["`city`"]);
    rejects(&text("level city\nlevel state of city, city"), &["P0215"]);
    rejects_saying(&text("level a of a"), "P0234", &["`a` → `a`"]);
    rejects_saying(&text("level a of c\nlevel b of a\nlevel c of b\nlevel d of c"), "P0234", &["`a` → `c` → `b` → `a`"]);
    rejects(&text("level a of a\nlevel b of c\nlevel c of b"), &["P0234", "P0234"]);
    compiles(&text("level top of middle, bottom\nlevel middle of bottom\nlevel bottom"));
    let side = |level: &str| text(&format!("level city\neliminate e {{\nmain.010 against owed.060\nsmaller side at {level}\n}}"));
    compiles(&side("city"));
    rejects(&side("state"), &["P0203"]);
    rejects(&side("city, city"), &["P0215"]);
    let many: String = (0..200).map(|level| format!("level l{level} of l{}\n", level + 1)).collect();
    rejects(&text(&many), &["P0111"]);
}

#[test]
fn a_package_has_one_consolidation_and_each_elimination_its_name() {
    let one = text("");
    rejects_saying(&format!("{one}consolidation {{\n}}\n"), "P0202", &["two consolidations"]);
    rejects(&text("eliminate e {\nmain.010 against owed.060\n}\neliminate e {\nmain.020 against owed.065\n}"), &["P0202"]);
    rejects(&text("eliminate e {\ntolerance 1 EUR\n}"), &["P0216"]);
    rejects(&text("source \"a\"\nsource \"b\""), &["P0215"]);
    rejects(&text("level a \"A\" de \"A\""), &["P0209"]);
}

#[test]
fn a_report_with_nothing_to_add_is_worth_a_word() {
    let two = format!("{HEADER}{REPORTS}report words \"W\" {{\nform told {{\n010 : text\n020 : integer\n}}\n}}\n");
    warns(&format!("{two}consolidation {{\nreports assets, words\n}}\n"), &["P0621"]);
    compiles(&format!("{two}consolidation {{\nreports assets, words\nadd told.020\n}}\n"));
    // To leave it out would be an error: `same` names cells of listed reports.
    compiles(&format!("{two}consolidation {{\nreports assets, words\nsame told.010\n}}\n"));
    compiles(&format!("{two}consolidation {{\n}}\n"));
    let accepted = two.replacen("language en, lv", "language en, lv\n  accept P0621 \"texts alone\"", 1);
    compiles(&format!("{accepted}consolidation {{\nreports assets, words\n}}\n"));
}

#[test]
fn a_bad_line_is_told_once_and_the_rest_stays_readable() {
    rejects(&text("reports assets debts\neliminate e {\nmain.010 against owed.060\n}"), &["P0101"]);
    rejects_saying(&text("levle city\nlevel state of city"), "P0101", &["`level`"]);
    rejects_saying(&text("eliminate e {\nmain.010 owed.060\n}"), "P0101", &["`against`"]);
    rejects_saying(&text("eliminate e {\nmain.010 against owed.060\nsmaler side\n}"), "P0101", &["`smaller`"]);
    for word in ["=", "->", "versus", "and", "-", "pret"] {
        rejects_saying(&text(&format!("eliminate e {{\nmain.010 {word} owed.060\n}}")), "P0101", &["`main.010 against owed.060`"]);
    }
    rejects(&text("eliminate e {\nmain.010 against owed.060\nsmaller side at\n}\nlevel city\nlevel a of b"), &["P0101", "P0203"]);
    rejects(&text("level\nsame main.999"), &["P0101", "P0204"]);
    rejects_saying(&format!("{HEADER}{REPORTS}konsolidācija \"G\" {{\n}}\n"), "P0102", &["`consolidation`"]);
    rejects_saying(&format!("{HEADER}{REPORTS}consolidaton \"G\" {{\n}}\n"), "P0102", &["`consolidation`"]);
    rejects(&format!("{HEADER}{REPORTS}consolidation group {{\nlevle city\n}}\n"), &["P0101", "P0101"]);
    // A brace that is missing before it, or in it, leaves the others readable.
    rejects(
        &format!("{HEADER}{}consolidation \"G\" {{\nsame main.999, owed.060\n}}\n", REPORTS.trim_end().trim_end_matches('}')),
        &["P0103", "P0204"],
    );
    rejects(&format!("{HEADER}consolidation {{\neliminate e {{\nmain.010 against owed.060\n\n{REPORTS}"), &["P0103"]);
}

#[test]
fn formatting_brings_it_to_one_spelling() {
    let written = format!(
        "{HEADER}{REPORTS}consolidation   \"G\"{{\nreports assets ,debts;level a   \"A\"\n  level b of a\nsame main.060,\nmain.070\n\n\neliminate e \"E\"  {{\nmain.010 ,sheet.a :1 against   owed.060\ntolerance 1 EUR   # a cent\nsmaller  side at a,b\n}}\n}}\n"
    )
    .replace("sheet.a :1", "sheet.a:1");
    let formatted = format_text(&written).unwrap();
    let consolidation = formatted.split_once("\nconsolidation").unwrap().1;
    assert_eq!(
        consolidation,
        " \"G\" {\n  reports assets, debts; level a \"A\"\n  level b of a\n  same main.060,\n    main.070\n\n  eliminate e \"E\" {\n    main.010, sheet.a:1 against owed.060\n    tolerance 1 EUR  # a cent\n    smaller side at a, b\n  }\n}\n"
    );
    compiles(&written);
}

#[test]
fn a_plan_file_keeps_it_and_the_fingerprint_does_not_tell_it() {
    let (plan, consolidation) = consolidation(&text("level a\neliminate e {\nmain.010 against owed.060\nsmaller side at a\n}"));
    let read = read_plans(&write_plans(std::slice::from_ref(&plan)).unwrap()).unwrap().remove(0);
    assert_eq!(read.consolidation.as_ref(), Some(&consolidation));
    assert_eq!(read, plan);
    let without = compiles(&format!("{HEADER}{REPORTS}"));
    assert_eq!(fingerprint(&plan), fingerprint(&without));
    assert!(!write_plans(&[without]).unwrap().contains("consolidation"));
}

const VERSIONS: &str = "report old \"O\" {\nvalid until 2025-12-31\nform f {\na : EUR\n}\n}\nreport now \"N\" {\nform g {\na : EUR\nb : EUR\nc : EUR  valid from 2026-01-01\n}\n}\n";

#[test]
fn reports_that_are_not_in_force_fall_out_of_it() {
    let versions = format!("{HEADER}{VERSIONS}consolidation {{\nreports old, now\neliminate e {{\ng.a against g.b\n}}\n}}\n");
    let compiled = compile(&[&versions]);
    assert!(compiled.diagnostics.is_empty(), "{}", everything_said(&versions, &compiled.diagnostics));
    let plans = compiled.plans();
    let consolidated = |plan: &Plan| -> Vec<String> {
        plan.consolidation.as_ref().unwrap().reports.iter().map(|report| plan.reports[*report].name.clone()).collect()
    };
    assert_eq!(plans.iter().map(consolidated).collect::<Vec<_>>(), [vec!["old".to_owned(), "now".to_owned()], vec!["now".to_owned()]]);
    let reading = reading_plan(&plans).unwrap();
    assert_eq!(reading.reports.len(), 2);
    assert_eq!(read_plans(&write_plans(&plans).unwrap()).unwrap(), plans);
    // Where none is in force, groups have none.
    let compiled = compile(&[&format!("{HEADER}{VERSIONS}consolidation {{\nreports old\n}}\n")]);
    assert_eq!(compiled.plans().iter().map(consolidated).collect::<Vec<_>>(), [vec!["old".to_owned()], Vec::new()]);
}

#[test]
fn a_cell_that_is_not_in_force_is_an_error_of_those_periods() {
    let versions = format!("{HEADER}{VERSIONS}consolidation {{\neliminate e {{\ng.a against g.c\n}}\n}}\n");
    let compiled = compile(&[&versions]);
    let said = everything_said(&versions, &compiled.diagnostics);
    assert!(compiled.plan.is_none());
    assert!(said.starts_with("P0204 [c]") && said.contains("this concerns periods until 2025-12-31"), "{said}");
}

/// Cuts a text into words, signs and blanks.
fn tokens(text: &str) -> Vec<&str> {
    let mut rest = text;
    let mut found = Vec::new();
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let length = if is_word(first) { rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (token, after) = rest.split_at(length);
        found.push(token);
        rest = after;
    }
    found
}

#[test]
fn whatever_is_left_out_or_put_in_is_said_and_nothing_breaks() {
    let declaration = "consolidation \"G\" { source \"S\"\nreports assets, debts\nlevel a \"A\"\nlevel b of a\nsame main.060, sheet.a:1\nadd main.040\n\
                       eliminate e \"E\" {\nmain.010, assets.main.020 against owed.060\ntolerance 1 EUR\nsmaller side at a, b\nsource \"T\"\n}\n}\n";
    let parts = tokens(declaration);
    let before = format!("{HEADER}{REPORTS}");
    let mut rejected = 0;
    for at in 0..parts.len() {
        let others = ["x", "9", "{", "}", ",", "\"", "against", "ā", "\n", ":"];
        for other in ["", others[at % others.len()], others[(at * 3 + 1) % others.len()]] {
            let changed: String = parts.iter().enumerate().map(|(index, part)| if index == at { other } else { part }).collect();
            let text = format!("{before}{changed}");
            let compiled = compile(&[&text]);
            rejected += usize::from(compiled.plan.is_none());
            assert!(compiled.plan.is_some() || !compiled.diagnostics.is_empty(), "{text}");
            if let Ok(formatted) = format_text(&text) {
                assert_eq!(format_text(&formatted).unwrap(), formatted, "{text}");
            }
            // One change is told in a few words.
            assert!(compiled.diagnostics.len() <= 12, "{text}\n{}", everything_said(&text, &compiled.diagnostics));
        }
    }
    assert!(rejected > parts.len(), "{rejected} of {}", parts.len() * 3);
}
