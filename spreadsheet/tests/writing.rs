//! Forms are written as the annexes print them, and can be filled in without harm.

mod open_form;

use crate::reading::small_form;
use open_form::{OpenForm, attribute};
use positum_compiler::compile::compile;
use positum_plan::fingerprint::fingerprint;
use positum_plan::plan::Plan;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::evaluated_submission::EvaluatedSubmission;
use positum_runtime::language::Language;
use positum_runtime::submission::{Address, Given, Origin, Submission, SubmittedCell};
use positum_spreadsheet::read_workbook::read_workbook;
use positum_spreadsheet::write_form::{FormError, FormOptions, write_form};
use std::collections::BTreeSet;
use std::path::Path;

const DEFINITION: &str = r#"
package demo "Demonstrācija" en "Demonstration" { language lv, en; valid from 2025-01-01; precision EUR 0, money 2, percent 2 }
codelist kinds {
  01 "viens" en "one"
  02 "divi" en "two"
  03 "=trīs" en "three"
}
parameter limit "Robeža" en "Limit" : percent
parameter least "Mazākais" en "Least" : percent { from 2025-01-01 = 8 %; from 2026-01-01 = 10 % }
report r "Pārskats" en "Report" {
  source "1. pielikums"
  module "DEMO"
  period quarter
  due day 15 of the next month
  form main {
    010 "Summa" en "Amount" : EUR
    heading "Pārējais" en "The rest"
    020 "Daļa" en "Share" : percent, optional
    030 "Diena" en "Day" : date, optional
    040 "Teksts" en "Text" : text(20), optional
    050 "Patiess" en "True" : bool, optional
    060 "Veids" en "Kind" : code kinds, optional
    100 "Divkārt" en "Double" : EUR = 010 + 010
    of_limit "No robežas" en "Of the limit" : percent = limit + least
  }
  grid g "Režģis" en "Grid" : EUR, blank = 0 {
    columns {
      010 "kopā" en "total" = 020 + 030
      heading "daļas" en "parts" { 020 "a" en "a"; 030 "b" en "b" }
    }
    rows { 100 "pirmā" en "first"; 200 "otrā" en "second" x 020 }
  }
  list l {
    010 "Nr." en "No." : sequence
    020 "Nosaukums" en "Name" : text, key
    heading "Summas" en "Amounts" { 030 "summa" en "amount" : EUR, blank = 0; 040 "divkārt" en "double" : EUR = 030 + 030 }
    total "Kopā" en "Total" { 030 = sum }
    check positive "Summa ir {030}" en "The amount is {030}" { require 030 >= 0 }
  }
  check small "Daļa ir {main.020}" en "The share is {main.020}" { require main.020 <= limit  severity warning }
}
report other "Cits" en "Other" {
  form f { 010 "Tas pats" en "The same" : EUR = r.main.010 }
}
report alone "Atsevišķs" en "Alone" {
  form f { 010 "x" en "x" : EUR }
}
"#;

/// The package, whose second kind was in force until its first day alone.
fn demo() -> Plan {
    let mut plan = compiled(&[DEFINITION]);
    let kinds = plan.codelists.ids().find(|id| plan.codelists[*id].name == "kinds").unwrap();
    plan.codelists[kinds].codes.get_mut("02").unwrap().validity.until = Some("2024-12-31".parse().unwrap());
    plan
}

fn compiled(texts: &[&str]) -> Plan {
    let compiled = compile(texts);
    compiled.plan.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics))
}

fn options(language: Language) -> FormOptions {
    FormOptions { language, lines: 3, ..FormOptions::default() }
}

fn written(plan: &Plan, options: &FormOptions, filled: Option<&EvaluatedSubmission>) -> OpenForm {
    OpenForm::new(&write_form(plan, options, filled).unwrap())
}

fn empty() -> OpenForm {
    written(&demo(), &options(Language::English), None)
}

/// Evaluates a submission of cells as `r.main.010:` with their values.
fn evaluated(plan: &Plan, cells: &[(&str, &str)]) -> EvaluatedSubmission {
    let cell = |(name, value): &(&str, &str)| {
        let (place, column) = name.split_once(':').unwrap();
        let parts: Vec<&str> = place.split('.').collect();
        let address = Address { report: parts[0].to_owned(), table: parts[1].to_owned(), row: parts[2].to_owned(), column: column.to_owned() };
        SubmittedCell { address, given: Given::Text((*value).to_owned()), origin: Origin::in_text("test".into(), 0, 0) }
    };
    let submission = Submission { entity: "=Pelni+".to_owned(), period: "2025-Q2".parse().unwrap(), cells: cells.iter().map(cell).collect() };
    Evaluator::new(plan, &EvaluationOptions::default()).unwrap().evaluate(&submission)
}

fn set(cells: &[&str]) -> BTreeSet<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn sheets_are_named_by_annex_and_table() {
    let sheets =
        ["Start", "1. pielikums main", "1. pielikums Grid", "1. pielikums l", "Other", "Alone", "Findings", "Codes", "Periods", "Calculations"];
    assert_eq!(empty().sheets(), sheets);
    let hidden = empty().each("xl/workbook.xml", "sheet", |sheet| (attribute(sheet, "name"), attribute(sheet, "state")));
    let hidden: Vec<String> = hidden.into_iter().filter(|(_, state)| state == "hidden").map(|(name, _)| name).collect();
    assert_eq!(hidden, ["Periods", "Calculations"]);
}

#[test]
fn sheets_with_names_of_functions_stand_in_formulas_as_they_are() {
    let plan = compiled(&[r#"
package demo "Demo" { language en; precision EUR 0 }
report r "R" {
  form a "DAYS(30)" { 010 "x" : EUR }
  form b "IFNA(A)" { 010 "x" : EUR = a.010 }
}
"#]);
    let form = written(&plan, &options(Language::English), None);
    assert_eq!(form.sheets()[1..3], ["R DAYS (30)", "R IFNA (A)"]);
    for part in form.part_names() {
        assert!(!form.part(part).contains("_xlfn"), "{part}");
    }
    let formulas: Vec<String> = form.cells("Calculations").into_values().filter_map(|cell| cell.formula).collect();
    assert!(formulas.iter().any(|formula| formula.contains("'R DAYS (30)'!")), "{formulas:?}");
}

#[test]
fn equal_input_gives_equal_bytes_without_names_of_persons_or_days() {
    let plan = demo();
    let filled = evaluated(&plan, &[("r.main.010:", "5")]);
    for filled in [None, Some(&filled)] {
        let once = write_form(&plan, &options(Language::Latvian), filled).unwrap();
        assert_eq!(once, write_form(&plan, &options(Language::Latvian), filled).unwrap());
        let form = OpenForm::new(&once);
        assert_eq!(form.each("docProps/core.xml", "creator", |node| node.text().unwrap_or_default().to_owned()), [""]);
        assert_eq!(form.each("docProps/core.xml", "created", |node| node.text().unwrap_or_default().to_owned()), ["2000-01-01T00:00:00Z"]);
    }
}

#[test]
fn every_sheet_is_protected_without_a_password() {
    let form = empty();
    for sheet in form.sheets() {
        let protection = form.each(&form.sheet_part(&sheet), "sheetProtection", |node| {
            (attribute(node, "sheet"), node.attributes().any(|attribute| ["password", "hashValue", "saltValue"].contains(&attribute.name())))
        });
        assert_eq!(protection, [("1".to_owned(), false)], "{sheet}");
    }
}

#[test]
fn just_the_input_cells_are_unlocked() {
    let form = empty();
    assert_eq!(form.unlocked("1. pielikums main"), set(&["D7", "D9", "D10", "D11", "D12", "D13"]));
    assert_eq!(form.unlocked("1. pielikums Grid"), set(&["E10", "F10", "F11"]));
    assert_eq!(form.unlocked("1. pielikums l"), set(&["C10", "D10", "C11", "D11", "C12", "D12"]));
    assert_eq!(form.unlocked("Other"), set(&[]));
    assert_eq!(form.unlocked("Start"), set(&["C6", "C7", "C10"]));
    for sheet in ["Findings", "Codes", "Periods", "Calculations"] {
        assert_eq!(form.unlocked(sheet), set(&[]), "{sheet}");
    }
}

#[test]
fn computed_cells_are_formulas_and_x_cells_are_crossed() {
    let form = empty();
    let main = form.cells("1. pielikums main");
    assert!(main["D14"].formula.is_some() && main["D15"].formula.is_some());
    let grid = form.cells("1. pielikums Grid");
    assert_eq!((grid["E11"].value.as_str(), grid["E11"].formula.as_ref()), ("×", None));
    assert!(grid["D10"].formula.is_some() && grid["D11"].formula.is_some());
    let list = form.cells("1. pielikums l");
    for cell in ["B10", "B12", "E10", "E12", "D13"] {
        assert!(list[cell].formula.is_some(), "{cell}");
    }
    let total: Vec<&str> = ["A13", "B13", "C13", "E13"].iter().map(|cell| list[*cell].value.as_str()).collect();
    assert_eq!(total, ["total", "Total", "×", "×"]);
}

#[test]
fn keys_stand_in_hidden_rows_and_columns() {
    let form = empty();
    for (sheet, keys) in [
        ("1. pielikums main", vec!["positum:r.main", "#label", "#code", "#value"]),
        ("1. pielikums Grid", vec!["positum:r.g", "#label", "#code", "010", "020", "030"]),
        ("1. pielikums l", vec!["positum:r.l", "010", "020", "030", "040"]),
    ] {
        let cells = form.cells(sheet);
        let found: Vec<&str> =
            ["A1", "B1", "C1", "D1", "E1", "F1"].iter().filter_map(|cell| cells.get(*cell)).map(|cell| cell.value.as_str()).collect();
        assert_eq!(found, keys);
        let part = form.sheet_part(sheet);
        let rows = form.each(&part, "row", |row| (attribute(row, "r"), attribute(row, "hidden")));
        assert!(rows.contains(&("1".to_owned(), "1".to_owned())));
        let columns = form.each(&part, "col", |column| (attribute(column, "min"), attribute(column, "max"), attribute(column, "hidden")));
        assert_eq!(columns[0], ("1".to_owned(), "1".to_owned(), "1".to_owned()));
    }
    let list = form.cells("1. pielikums l");
    assert_eq!(["A10", "A11", "A12", "A13"].map(|cell| list[cell].value.as_str()), ["line", "line", "line", "total"]);
    assert!(!list.contains_key("A14") && !list.contains_key("B14"));
}

#[test]
fn headings_span_their_columns_and_rows() {
    let form = empty();
    // Titles stand over the whole width; the heading over 020 and 030 spans these, and the other labels two rows.
    let grid = form.merged("1. pielikums Grid");
    for cells in ["B2:F2", "B5:F5", "B7:B9", "C7:C9", "D7:D8", "E7:F7"] {
        assert!(grid.contains(cells), "{cells} of {grid:?}");
    }
    let cells = form.cells("1. pielikums Grid");
    assert_eq!(["D7", "E7", "E8", "F8", "D9", "E9"].map(|cell| cells[cell].value.as_str()), ["total", "parts", "a", "b", "010", "020"]);
    assert!(form.merged("1. pielikums main").contains("B8:D8"));
    assert_eq!(form.cells("1. pielikums main")["B8"].value, "The rest");
}

#[test]
fn input_cells_take_values_of_their_types() {
    let form = empty();
    let main = form.rules("1. pielikums main");
    assert_eq!(main["D7"], ("whole".to_owned(), "-999999999999999".to_owned()));
    assert_eq!(main["D9"], ("custom".to_owned(), "AND(ISNUMBER(D9),ROUND(D9,2)=D9)".to_owned()));
    assert_eq!(main["D10"].0, "date");
    assert_eq!(main["D11"], ("textLength".to_owned(), "20".to_owned()));
    assert_eq!(main["D12"], ("list".to_owned(), "\"yes,no\"".to_owned()));
    assert_eq!(main["D13"], ("list".to_owned(), "Codes!$B$5:$B$6".to_owned()));
    assert_eq!(main.len(), 6);
    assert_eq!(form.rules("1. pielikums l").keys().cloned().collect::<BTreeSet<_>>(), set(&["C10:C12", "D10:D12"]));
    assert!(form.rules("Start")["C7"].1.contains("-Q"));
    for language in Language::ALL {
        let form = written(&demo(), &options(language), None);
        for sheet in form.sheets() {
            for message in form.each(&form.sheet_part(&sheet), "dataValidation", |rule| attribute(rule, "error")) {
                assert!(!message.is_empty() && message.encode_utf16().count() <= 255);
            }
        }
    }
}

#[test]
fn only_codes_that_may_be_reported_are_offered() {
    let form = empty();
    let codes = form.cells("Codes");
    let found: Vec<&str> = ["B5", "C5", "B6", "C6"].iter().map(|cell| codes[*cell].value.as_str()).collect();
    assert_eq!(found, ["01", "one", "03", "three"]);
    let latvian = written(&demo(), &options(Language::Latvian), None).cells("Kodi");
    assert_eq!((latvian["C6"].value.as_str(), latvian["C6"].formula.as_ref()), ("=trīs", None));
}

#[test]
fn names_lead_to_entity_period_parameters_and_version() {
    let plan = demo();
    let form = written(&plan, &options(Language::English), None);
    let names = form.names();
    let cell = |name: &str| names[name].strip_prefix("Start!").unwrap().replace('$', "");
    assert_eq!((cell("positum_entity"), cell("positum_period"), cell("positum_parameter_limit")), ("C6".into(), "C7".into(), "C10".into()));
    let start = form.cells("Start");
    assert_eq!(start[&cell("positum_package")].value, "demo");
    assert_eq!(start[&cell("positum_version")].value, fingerprint(&plan));
    assert!(!names.contains_key("positum_parameter_least"));
    assert!(start["C11"].formula.is_some() && !start["C11"].is_unlocked);
}

#[test]
fn sheets_print_on_a4_with_their_headers_on_each_page() {
    let form = empty();
    let part = form.sheet_part("1. pielikums Grid");
    let setup = form.each(&part, "pageSetup", |setup| (attribute(setup, "paperSize"), attribute(setup, "fitToHeight")));
    assert_eq!(setup, [("9".to_owned(), "0".to_owned())]);
    let printed: Vec<(String, String)> = form
        .each("xl/workbook.xml", "definedName", |name| (attribute(name, "name"), name.text().unwrap_or_default().to_owned()))
        .into_iter()
        .filter(|(_, range)| range.contains("Grid"))
        .collect();
    assert!(printed.contains(&("_xlnm.Print_Titles".to_owned(), "'1. pielikums Grid'!$7:$9".to_owned())), "{printed:?}");
    assert!(printed.contains(&("_xlnm.Print_Area".to_owned(), "'1. pielikums Grid'!$B$2:$F$11".to_owned())), "{printed:?}");
    assert!(form.part(&part).contains("Page &amp;P of &amp;N"));
}

#[test]
fn lists_are_tables_with_their_codes_as_header() {
    let form = empty();
    let tables: Vec<&str> = form.part_names().into_iter().filter(|name| name.starts_with("xl/tables/")).collect();
    assert_eq!(tables, ["xl/tables/table1.xml"]);
    assert_eq!(form.each(tables[0], "table", |table| attribute(table, "ref")), ["A9:E12"]);
    assert_eq!(form.each(tables[0], "tableColumn", |column| attribute(column, "name")), ["#line", "010", "020", "030", "040"]);
}

#[test]
fn columns_that_spreadsheets_take_for_equal_make_no_table() {
    let plan = compiled(&["package p \"P\" { language en }\nreport r \"R\" { list l { AB \"a\" : text; ab \"b\" : text } }"]);
    let form = written(&plan, &options(Language::English), None);
    assert!(!form.part_names().iter().any(|name| name.starts_with("xl/tables/")));
    assert_eq!(form.each(&form.sheet_part("R"), "autoFilter", |filter| attribute(filter, "ref")), ["B8:C11"]);
}

#[test]
fn filled_values_stand_as_their_types_show_them() {
    let plan = demo();
    let cells = [
        ("r.main.010:", "1234567890123456"),
        ("r.main.020:", "12.5"),
        ("r.main.030:", "2025-01-01"),
        ("r.main.040:", "=1+1"),
        ("r.main.050:", "true"),
        ("r.main.060:", "03"),
        ("r.g.200:030", "abc"),
    ];
    let form = written(&plan, &options(Language::English), Some(&evaluated(&plan, &cells)));
    let main = form.cells("1. pielikums main");
    let found = |cell: &str| (main[cell].value.as_str(), main[cell].is_text, main[cell].formula.is_some());
    // More than 15 digits are a text; 45658 is 1 January 2025; a text is no formula.
    assert_eq!(found("D7"), ("1234567890123456", true, false));
    assert_eq!(found("D9"), ("12.5", false, false));
    assert_eq!(found("D10"), ("45658", false, false));
    assert_eq!(found("D11"), ("=1+1", true, false));
    assert_eq!(found("D12"), ("yes", true, false));
    assert_eq!(found("D13"), ("03", true, false));
    assert_eq!(["D7", "D9", "D10", "D11"].map(|cell| main[cell].number_format.as_str()), ["#,##0", "0.00", "d mmm yyyy", "@"]);
    // What could not be read stays, to be mended.
    assert_eq!(form.cells("1. pielikums Grid")["F11"].value, "abc");
    let start = form.cells("Start");
    assert_eq!([start["C6"].value.as_str(), start["C7"].value.as_str()], ["=Pelni+", "2025-Q2"]);
    assert!(start["C6"].formula.is_none());
}

#[test]
fn results_stand_beside_formulas_unless_they_are_not_wanted() {
    let plan = demo();
    let filled = evaluated(&plan, &[("r.main.010:", "21"), ("r.l.1:020", "a"), ("r.l.1:030", "-5")]);
    let form = written(&plan, &options(Language::Latvian), Some(&filled));
    let cells = form.cells("1. pielikums main");
    assert_eq!((cells["D14"].value.as_str(), cells["D15"].value.as_str()), ("42", "#"));
    let list = form.cells("1. pielikums l");
    assert_eq!(["B10", "E10", "D13", "B11"].map(|cell| list[cell].value.as_str()), ["1", "-10", "-5", ""]);
    let findings = form.cells("Konstatējumi");
    let outcome = ["E6", "F6", "G6", "H6"].map(|cell| findings[cell].value.as_str());
    assert_eq!(outcome, ["nav izpildīta", "Summa ir -5\u{a0}EUR", "1", "1"]);
    assert_eq!(findings["E7"].value, "nav novērtēta");
    // What is said of a line stands beside it, in a column without a key.
    assert_eq!((list["F10"].value.as_str(), list["F11"].value.as_str(), list.get("F1")), ("Summa ir -5\u{a0}EUR", "", None));
    let bare = FormOptions { with_results: false, ..options(Language::Latvian) };
    let form = written(&plan, &bare, Some(&filled));
    assert_eq!(form.cells("1. pielikums main")["D14"].value, "");
    assert_eq!(form.cells("Konstatējumi")["E6"].value, "");
}

/// Keys of groups are texts, also those with the letters of a number, a truth value or an error.
#[test]
fn texts_that_look_like_other_values_have_no_stored_result() {
    let plan = compiled(&[r#"
package demo "Demo" { language en; precision EUR 0 }
report r "R" {
  period quarter
  list l {
    key (A)
    A "Key" : text
    010 "Amount" : EUR, blank = 0
  }
  list d "D" from l by A {
    010 "Amount" : EUR = sum(l.010)
  }
}
"#]);
    let keys = ["010", "NAN", "TRUE", "#N/A", "Anna"];
    let cells: Vec<(String, &str)> = (1..).zip(keys).map(|(line, key)| (format!("r.l.{line}:A"), key)).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(name, key)| (name.as_str(), *key)).collect();
    let form = written(&plan, &FormOptions { lines: 5, ..options(Language::English) }, Some(&evaluated(&plan, &cells)));
    let sheet = form.sheets().into_iter().find(|name| name.ends_with('D')).unwrap();
    let cells = form.cells(&sheet);
    let stored = ["B10", "B11", "B12", "B13", "B14"].map(|name| (cells[name].is_text, cells[name].value.as_str()));
    assert_eq!(stored, [(true, ""), (true, ""), (true, ""), (true, ""), (true, "Anna")]);
    assert!(cells["B10"].formula.is_some());
}

#[test]
fn what_the_form_cannot_tell_is_said_with_the_reason() {
    let pattern = "\"(a|b)*c\"";
    let definition = format!(
        r#"
package demo "Demo" {{ language lv, en; precision EUR 0 }}
report r "R" en "R" {{
  period quarter
  form a "A" en "A" {{
    010 "x" en "x" : text, optional
    020 "y" en "y" : bool = 010 matches {pattern}
  }}
  check fits "Neder" en "Does not fit" {{ require a.010 matches {pattern} }}
}}
"#
    );
    let plan = compiled(&[&definition]);
    let findings = |language: Language, sheet: &str| {
        let cells = written(&plan, &options(language), None).cells(sheet);
        ["E6", "F6", "B8"].map(|name| cells.get(name).map(|cell| cell.value.clone()).unwrap_or_default())
    };
    assert_eq!(
        findings(Language::English, "Findings"),
        [
            "not checked by the form, `positum eval` checks it",
            "The form cannot check it: no formula can hold a text against the pattern",
            "Cells that the form does not compute, but `positum eval` does: r.a.020 (no formula can hold a text against the pattern)"
        ]
    );
    assert_eq!(findings(Language::Latvian, "Konstatējumi")[1], "Veidlapa to nevar pārbaudīt: teksta paraugu nevar izteikt ar formulu");
}

#[test]
fn a_form_of_one_report_has_those_that_it_takes_values_of() {
    let plan = demo();
    let of = |reports: &[&str]| {
        let reports = reports.iter().map(|report| (*report).to_owned()).collect();
        written(&plan, &FormOptions { reports, ..options(Language::English) }, None).sheets()
    };
    assert_eq!(of(&["alone"])[1..3], ["Alone", "Findings"]);
    assert_eq!(of(&["other"])[1..6], ["1. pielikums main", "1. pielikums Grid", "1. pielikums l", "Other", "Findings"]);
    let unknown = FormOptions { reports: vec!["nothing".to_owned()], ..options(Language::English) };
    assert!(matches!(write_form(&plan, &unknown, None), Err(FormError::UnknownReport(_))));
}

#[test]
fn more_lines_than_a_sheet_has_are_told() {
    let plan = demo();
    let options = FormOptions { lines: 1_048_576, ..options(Language::English) };
    let error = write_form(&plan, &options, None).unwrap_err();
    assert_eq!(error.text(Language::English), "r.l: a sheet does not hold so many rows");
}

#[test]
fn as_many_lines_are_prepared_as_are_filled() {
    let plan = demo();
    let lines: Vec<(String, String)> = (1..=5).map(|line| (format!("r.l.{line}:020"), format!("n{line}"))).collect();
    let lines: Vec<(&str, &str)> = lines.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let form = written(&plan, &options(Language::English), Some(&evaluated(&plan, &lines)));
    let list = form.cells("1. pielikums l");
    assert_eq!((list["C14"].value.as_str(), list["A15"].value.as_str()), ("n5", "total"));
}

#[test]
fn a_filled_form_is_read_back_as_it_was_submitted() {
    let plan = demo();
    let cells = [
        ("parameters..limit:", "12.5"),
        ("r.main.010:", "1234567890123456"),
        ("r.main.020:", "12.5"),
        ("r.main.030:", "2025-01-01"),
        ("r.main.040:", "=1+1"),
        ("r.main.050:", "true"),
        ("r.main.060:", "03"),
        ("r.g.100:020", "-7"),
        ("r.l.1:020", "a"),
        ("r.l.1:030", "-5"),
    ];
    let filled = evaluated(&plan, &cells);
    for language in Language::ALL {
        let bytes = write_form(&plan, &options(language), Some(&filled)).unwrap();
        let read = read_workbook(&bytes, "form.xlsx", std::slice::from_ref(&plan), None).unwrap();
        assert_eq!((read.submission.entity.as_str(), read.submission.period), ("=Pelni+", filled.period));
        assert_eq!(read.notes, []);
        let given = Evaluator::new(&plan, &EvaluationOptions::default()).unwrap().evaluate(&read.submission);
        let shown = |evaluated: &EvaluatedSubmission| {
            format!("{:?}", evaluated.cells.iter().map(|cell| (cell.state, cell.value.clone())).collect::<Vec<_>>())
        };
        assert_eq!(shown(&given), shown(&filled), "{:?}", small_form::shown(&read.submission.cells));
        assert_eq!(given.parameters.iter().collect::<Vec<_>>(), filled.parameters.iter().collect::<Vec<_>>());
        assert_eq!(given.findings.len(), filled.findings.len());
    }
}

#[test]
fn failed_checks_colour_the_cells_that_they_look_at() {
    let form = empty();
    let rules = |sheet: &str| {
        let document = form.each(&form.sheet_part(sheet), "conditionalFormatting", |format| {
            let formula = format.descendants().find(|node| node.tag_name().name() == "formula").and_then(|node| node.text()).unwrap_or_default();
            (attribute(format, "sqref"), formula.contains("Calculations!"))
        });
        document.into_iter().filter(|(_, is_check)| *is_check).map(|(cells, _)| cells).collect::<Vec<_>>()
    };
    assert_eq!(rules("1. pielikums main"), ["D9"]);
    assert_eq!(rules("1. pielikums l"), ["D10:D12"]);
    assert_eq!(rules("1. pielikums Grid"), Vec::<String>::new());
}

#[test]
fn the_packages_of_the_house_are_written_in_both_languages() {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("reports");
    for package in ["lv_credit_unions", "lv_treasury_budget", "lv_treasury_quarterly", "us_ncua_5300"] {
        let mut files: Vec<_> = std::fs::read_dir(reports.join(package)).unwrap().map(|file| file.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "positum"));
        files.sort();
        let texts: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
        let plan = compiled(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        for language in Language::ALL {
            let form = written(&plan, &options(language), None);
            let tables: usize = plan.reports.iter().map(|report| report.tables.len()).sum();
            assert_eq!(form.sheets().len(), tables + 5);
        }
    }
}
