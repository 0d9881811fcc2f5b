//! Filled forms are read back, whatever a person has moved, added or renamed in them.

pub(crate) mod small_form;

use positum_plan::plan::plan_for;
use positum_runtime::evaluate::{EvaluationOptions, Evaluator};
use positum_runtime::finding_text::finding_text;
use positum_runtime::language::Language;
use positum_spreadsheet::read_workbook::{is_workbook_name, read_workbook};
use small_form::{Content, SmallForm, shown, text};

/// A form with something in each table.
fn filled() -> SmallForm {
    let mut form = SmallForm::new();
    form.put("main", "D4", Content::Number(5.0));
    form.put("grid", "D4", Content::Number(7.0));
    form.put("grid", "E4", Content::Number(-8.0));
    form.put("list", "C4", text("Anna"));
    form.put("list", "D4", Content::Number(1.0));
    form.put("list", "C6", text("Jānis"));
    form.put("list", "D6", Content::Number(2.0));
    form
}

const FILLED: [&str; 7] = [
    "main.010:=5 @main!D4",
    "g.100:010=7 @grid!D4",
    "g.100:020=-8 @grid!E4",
    "l.1:020=Anna @list!C4",
    "l.1:030=1 @list!D4",
    "l.2:020=Jānis @list!C6",
    "l.2:030=2 @list!D6",
];

/// Drops the places.
fn without_places(cells: &[String]) -> Vec<&str> {
    cells.iter().map(|cell| cell.split_once(" @").expect("a place").0).collect()
}

fn expected() -> Vec<&'static str> {
    FILLED.iter().map(|cell| cell.split_once(" @").expect("a place").0).collect()
}

#[test]
fn a_form_gives_entity_period_and_filled_cells_with_their_places() {
    let form = filled().read().unwrap();
    assert_eq!((form.submission.entity.as_str(), form.submission.period.to_string().as_str()), ("Example", "2025-Q1"));
    assert_eq!(shown(&form.submission.cells), FILLED);
    assert_eq!(form.notes, []);
}

#[test]
fn findings_name_the_sheet_and_the_cell() {
    let mut form = filled();
    form.put("main", "D4", text("1 000"));
    let read = form.read().unwrap();
    let evaluated = Evaluator::new(&form.plan, &EvaluationOptions::default()).unwrap().evaluate(&read.submission);
    let found = &evaluated.findings[0];
    assert_eq!(found.origin.as_ref().unwrap().to_string(), "form.xlsx, main!D4");
    assert!(finding_text(&form.plan, found, Language::English).contains("1 000"));
}

#[test]
fn values_stand_as_their_types_show_them() {
    let mut form = SmallForm::new();
    form.put("main", "D4", Content::Number("12.300000000000001".parse().unwrap()));
    form.put("main", "D5", Content::Formatted(12.5, "0.00\"%\""));
    form.put("main", "D7", Content::Formatted(45747.0, "dd.mm.yyyy"));
    form.put("main", "D8", Content::Number(12_345.0));
    form.put("main", "D9", text("jā"));
    form.put("main", "D10", text("01"));
    let expected = ["main.010:=12.3", "main.020:=12.5", "main.030:=2025-03-31", "main.040:=12345", "main.050:=true", "main.060:=01"];
    assert_eq!(without_places(&form.cells()), expected);
    form.put("main", "D4", text("123456789012345678901"));
    form.put("main", "D5", Content::Formatted(0.125, "0.0%"));
    form.put("main", "D7", text("2025-03-31"));
    form.put("main", "D8", text(" Jānis "));
    form.put("main", "D9", Content::Bool(false));
    form.put("main", "D10", Content::Number(1.0));
    let expected =
        ["main.010:=123456789012345678901", "main.020:=12.5", "main.030:=2025-03-31", "main.040:= Jānis ", "main.050:=false", "main.060:=1"];
    assert_eq!(without_places(&form.cells()), expected);
    form.put("main", "D4", Content::Formatted(0.5, "0%"));
    form.put("main", "D5", text("12,5"));
    form.put("main", "D7", Content::Formatted(45747.5, "dd.mm.yyyy hh:mm"));
    form.put("main", "D8", Content::Formatted(45747.0, "d-mmm"));
    form.put("main", "D9", Content::Number(1.0));
    form.put("main", "D10", Content::Formula("=1/0", "#DIV/0!"));
    let expected = [
        "main.010:=no value 50%",
        "main.020:=12,5",
        "main.030:=2025-03-31T12:00:00",
        "main.040:=no value 2025-03-31",
        "main.050:=1",
        "main.060:=no value #DIV/0!",
    ];
    assert_eq!(without_places(&form.cells()), expected);
}

#[test]
fn a_formula_in_an_input_cell_gives_the_value_that_was_stored() {
    let mut form = SmallForm::new();
    form.put("main", "D4", Content::Formula("=2+3", "5"));
    form.put("main", "D8", Content::Formula("=\"a\"&\"b\"", "ab"));
    assert_eq!(without_places(&form.cells()), ["main.010:=5", "main.040:=ab"]);
}

#[test]
fn a_computed_cell_is_given_only_where_its_formula_is_gone() {
    let mut form = SmallForm::new();
    form.put("main", "D11", Content::Number(11.0));
    form.put("list", "D4", Content::Number(1.0));
    form.put("list", "D7", Content::Number(2.0));
    form.put("list", "C4", text("Anna"));
    form.put("main", "D4", Content::Number(5.0));
    let inputs = ["main.010:=5 @main!D4", "l.1:020=Anna @list!C4", "l.1:030=1 @list!D4"];
    assert_eq!(form.cells(), [inputs[0], "main.100:=11 @main!D11", inputs[1], inputs[2], "l.total:030=2 @list!D7"]);
    form.put("main", "D11", text("#"));
    form.put("list", "D7", Content::Formula("=SUM(D4:D6)", "1"));
    assert_eq!(form.cells(), inputs);
}

#[test]
fn a_value_in_a_crossed_cell_is_given_and_its_cross_is_not() {
    let mut form = SmallForm::new();
    assert_eq!(form.cells(), Vec::<String>::new());
    form.put("grid", "E5", Content::Number(3.0));
    assert_eq!(form.cells(), ["g.200:020=3 @grid!E5"]);
}

#[test]
fn rows_may_be_sorted_and_columns_moved() {
    let mut form = filled();
    // The rows of the form from the bottom up, the columns of the list the other way round.
    form.moved("main", |row, column| (if row >= 3 { 13 - row } else { row }, column));
    form.moved("grid", |row, column| (row, [0, 2, 1, 4, 3][usize::from(column)]));
    form.moved("list", |row, column| (row, [0, 3, 1, 2][usize::from(column)]));
    let mut cells = form.cells();
    let mut found = without_places(&cells);
    found.sort_unstable();
    let mut all = expected();
    all.sort_unstable();
    assert_eq!(found, all);
    cells.sort();
    assert_eq!(cells[0], "g.100:010=7 @grid!E4");
}

#[test]
fn rows_above_columns_before_sheets_of_ones_own_and_new_names_change_nothing() {
    let mut form = filled();
    for sheet in ["main", "grid", "list"] {
        form.moved(sheet, |row, column| (row + 7, column + 3));
    }
    form.sheets[1].0 = "Cits nosaukums".to_owned();
    let mut notes = std::collections::BTreeMap::new();
    notes.insert((0, 0), text("positum is fine"));
    notes.insert((200, 3), Content::Number(17.0));
    form.sheets.insert(0, ("notes".to_owned(), notes));
    form.sheets.swap(2, 3);
    let cells = form.cells();
    let mut found = without_places(&cells);
    found.sort_unstable();
    let mut all = expected();
    all.sort_unstable();
    assert_eq!(found, all);
    assert!(cells.contains(&"main.010:=5 @Cits nosaukums!G11".to_owned()), "{cells:?}");
}

#[test]
fn lines_may_be_added_inside_and_below() {
    let mut form = filled();
    form.put("list", "C5", text("Between"));
    form.sheet("list").remove(&(4, 0));
    form.put("list", "C8", text("Below"));
    form.put("list", "D8", Content::Number(4.0));
    // Something above the first line is none.
    form.put("list", "C2", text("Name of the member"));
    let expected = ["l.1:020=Anna", "l.1:030=1", "l.2:020=Between", "l.3:020=Jānis", "l.3:030=2", "l.4:020=Below", "l.4:030=4"];
    assert_eq!(without_places(&form.cells())[3..], expected);
}

#[test]
fn a_line_whose_inputs_are_empty_is_none() {
    let mut form = SmallForm::new();
    for row in ["B4", "B5", "B6"] {
        form.put("list", row, Content::Formula("=ROW()-3", "1"));
    }
    form.put("list", "D5", Content::Number(0.0));
    form.put("list", "C5", text("Anna"));
    form.put("list", "B6", Content::Number(3.0));
    assert_eq!(form.cells(), ["l.1:020=Anna @list!C5", "l.1:030=0 @list!D5"]);
}

#[test]
fn where_a_required_cell_is_empty_the_finding_says_so_in_tables_that_are_filled_in() {
    let mut form = SmallForm::new();
    form.put("list", "D5", Content::Number(1.0));
    let read = form.read().unwrap();
    let evaluated = Evaluator::new(&form.plan, &EvaluationOptions::default()).unwrap().evaluate(&read.submission);
    let places = evaluated.findings.iter().filter(|finding| finding.kind.code() == "missing_required");
    let places: Vec<String> = places.map(|finding| finding.origin.as_ref().map(ToString::to_string).unwrap_or_default()).collect();
    assert!(places.contains(&"form.xlsx, list!C5".to_owned()), "{places:?}");
    assert!(!places.iter().any(|place| place.contains("main!")), "{places:?}");
}

#[test]
fn marks_of_lines_count_without_stored_results() {
    let mut form = filled();
    for row in ["A4", "A5", "A6"] {
        form.put("list", row, Content::Formula("=\"line\"", ""));
    }
    assert_eq!(form.cells(), FILLED);
}

#[test]
fn codes_that_have_become_numbers_are_known_where_only_one_can_be_meant() {
    let mut form = filled();
    for (row, number) in [(3, 10.0), (4, 20.0), (6, 30.0), (10, 100.0)] {
        form.sheet("main").insert((row, 2), Content::Number(number));
    }
    form.put("grid", "D1", Content::Number(10.0));
    form.put("list", "D1", Content::Number(30.0));
    assert_eq!(form.cells(), FILLED);
    form.put("main", "C4", Content::Formatted(45748.0, "dd.mm.yyyy"));
    assert_eq!(form.error(), "form.xlsx, main!C4: the code has become the day 2025-04-01; make it a text");
}

#[test]
fn lost_keys_rows_lines_and_tables_are_named_with_sheet_and_cell() {
    let without = |sheet: &str, row: u32, column: u16| {
        let mut form = filled();
        form.sheet(sheet).remove(&(row, column)).expect("a cell");
        form.error()
    };
    let lacks = |place: &str, key: &str| {
        format!("form.xlsx, {place}: the hidden row of keys lacks `{key}`; write it over its column, or copy the values into a new form")
    };
    assert_eq!(without("main", 0, 2), lacks("main!A1", "#code"));
    assert_eq!(without("main", 0, 3), lacks("main!A1", "#value"));
    assert_eq!(without("grid", 0, 4), lacks("grid!A1", "020"));
    assert_eq!(without("list", 0, 2), lacks("list!A1", "020"));
    let expected = "form.xlsx, main!C1: no row below has the code `020`; write it into this column, or copy the values into a new form";
    assert_eq!(without("main", 4, 2), expected);
    let expected = "form.xlsx: no sheet holds the table `r.g`; copy the values into a new form";
    assert_eq!(without("grid", 0, 0), expected);
    let mut form = filled();
    for row in 3..6 {
        form.sheet("list").remove(&(row, 0));
    }
    let expected = "form.xlsx, list!A1: no row below is marked `line` in this column; copy the values into a new form";
    assert_eq!(form.error(), expected);
}

#[test]
fn a_table_or_key_that_stands_twice_is_named_with_both_places() {
    let mut form = filled();
    let copy = form.sheet("grid").clone();
    form.sheets.push(("grid (2)".to_owned(), copy));
    let expected = "form.xlsx, grid (2)!A1: the table `r.g` stands here and at form.xlsx, grid!A1; delete one of the two sheets";
    assert_eq!(form.error(), expected);
    let mut form = filled();
    form.put("grid", "F1", text("010"));
    let expected = "form.xlsx, grid!F1: the key `010` stands here and at form.xlsx, grid!D1; clear that of the column that is not meant";
    assert_eq!(form.error(), expected);
}

#[test]
fn a_row_that_stands_twice_is_given_twice_and_an_unknown_one_by_its_name() {
    let mut form = SmallForm::new();
    form.put("main", "D4", Content::Number(5.0));
    form.put("main", "C13", text("010"));
    form.put("main", "D13", Content::Number(6.0));
    form.put("main", "C14", text("011"));
    form.put("main", "D14", Content::Number(7.0));
    assert_eq!(form.cells(), ["main.010:=5 @main!D4", "main.010:=6 @main!D13", "main.011:=7 @main!D14"]);
}

#[test]
fn an_unknown_table_is_left_to_evaluating() {
    let mut form = filled();
    form.sheet("grid").insert((0, 0), text("positum:other.g"));
    form.put("1. start", "B2", text("0123456789ab"));
    let read = form.read().unwrap();
    assert!(shown(&read.submission.cells).contains(&"g.:=positum:other.g @grid!A1".to_owned()));
    let said: Vec<String> = read.notes.iter().map(|note| note.text(Language::English)).collect();
    let definition = positum_plan::fingerprint::fingerprint(&form.plan);
    let expected = [
        format!("form.xlsx, 1. start!B2: this form was made from another version of the definition: `0123456789ab`, and this one is `{definition}`"),
        "form.xlsx: no sheet holds the table `r.g`, which counts as not filled in".to_owned(),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_form_of_another_version_may_lack_rows_and_columns() {
    let mut form = filled();
    form.put("1. start", "B2", text("0123456789ab"));
    form.sheet("main").remove(&(4, 2));
    form.sheet("grid").remove(&(0, 4));
    let read = form.read().unwrap();
    let said: Vec<String> = read.notes.iter().skip(1).map(|note| note.text(Language::English)).collect();
    let expected = [
        "form.xlsx, main!C1: the form lacks what counts as not filled in: rows `020`",
        "form.xlsx, grid!A1: the form lacks what counts as not filled in: columns `020`",
    ];
    assert_eq!(said, expected);
    assert_eq!(shown(&read.submission.cells)[1], FILLED[1]);
}

#[test]
fn the_version_in_force_in_the_period_reads_the_form() {
    let form = filled();
    let mut later = form.plan.clone();
    later.package.validity.from = Some("2026-01-01".parse().unwrap());
    later.package.label = Default::default();
    let mut earlier = form.plan.clone();
    earlier.package.validity.until = Some("2025-12-31".parse().unwrap());
    let plans = [earlier, later];
    let read = |period: &str| {
        let mut form = form.clone();
        let (_, plan) = plan_for(&plans, period.parse().unwrap()).unwrap();
        form.put("1. start", "B2", text(&positum_plan::fingerprint::fingerprint(plan)));
        form.put("1. start", "B4", text(period));
        read_workbook(&form.bytes(), "form.xlsx", &plans, None).unwrap().notes
    };
    assert_eq!(read("2025-Q4"), []);
    assert_eq!(read("2026-Q1"), []);
}

#[test]
fn parameters_are_read_from_their_cells() {
    let mut form = SmallForm::new();
    form.put("1. start", "B5", Content::Number(25.0));
    let cell = &form.read().unwrap().submission.cells[0];
    assert_eq!((cell.address.report.as_str(), cell.address.row.as_str()), ("parameters", "limit"));
    assert_eq!(form.cells(), [".limit:=25 @1. start!B5"]);
    form.put("1. start", "B5", Content::Formula("=20+5", "25"));
    assert_eq!(form.cells(), [".limit:=25 @1. start!B5"]);
}

#[test]
fn what_says_whose_figures_they_are_must_be_there() {
    let with = |cell: &str, content: Option<Content>| {
        let mut form = filled();
        match content {
            Some(content) => form.put("1. start", cell, content),
            None => drop(form.sheet("1. start").remove(&(cell[1..].parse::<u32>().unwrap() - 1, 1))),
        }
        form.error()
    };
    assert_eq!(with("B1", Some(text("other"))), "form.xlsx, 1. start!B1: this is a form of the package `other`, and here the package is `demo`");
    assert_eq!(with("B3", None), "form.xlsx, 1. start!B3: no entity: write here who reports");
    assert_eq!(with("B3", Some(text(" "))), "form.xlsx, 1. start!B3: no entity: write here who reports");
    assert_eq!(with("B4", None), "form.xlsx, 1. start!B4: no period: write here 2025, 2025-Q1, 2025-03 or 2025-03-31");
    assert_eq!(with("B4", Some(text("Q1"))), "form.xlsx, 1. start!B4: `Q1` is no period; write 2025, 2025-Q1, 2025-03 or 2025-03-31");
    let expected = "form.xlsx, 1. start!B4: the cell holds the day 2025-02-03, and it is not clear for which period; make it a text, as 2025-Q1";
    assert_eq!(with("B4", Some(Content::Formatted(45691.0, "dd.mm.yyyy"))), expected);
    let mut form = filled();
    form.names.clear();
    let expected = "form.xlsx: the workbook is no form: no cell in it is named `positum_package`; `positum template` writes forms";
    assert_eq!(form.error(), expected);
    let mut form = filled();
    form.names[3].1 = "=#REF!".to_owned();
    assert_eq!(form.error(), "form.xlsx: the cell named `positum_period` is gone; copy the values into a new form");
}

#[test]
fn a_period_that_has_become_a_day_is_known_by_the_reports_where_it_can_be() {
    let mut form = filled();
    let read = |form: &SmallForm| form.read().map(|form| form.submission.period.to_string()).map_err(|_| ());
    for (serial, period) in [(45658.0, Ok("2025-Q1")), (45747.0, Ok("2025-Q1")), (45748.0, Ok("2025-Q2")), (45700.0, Err(()))] {
        form.put("1. start", "B4", Content::Formatted(serial, "yyyy-mm-dd"));
        assert_eq!(read(&form), period.map(str::to_owned));
    }
    let reports: Vec<_> = form.plan.reports.ids().collect();
    for report in reports {
        form.plan.reports[report].period = None;
    }
    form.put("1. start", "B4", Content::Formatted(45658.0, "yyyy-mm-dd"));
    assert_eq!(read(&form), Err(()));
}

#[test]
fn the_users_period_fills_in_and_must_not_differ() {
    let mut form = filled();
    let read = |form: &SmallForm, period: &str| {
        let read = read_workbook(&form.bytes(), "form.xlsx", std::slice::from_ref(&form.plan), Some(period.parse().unwrap()));
        read.map(|form| form.submission.period.to_string()).map_err(|error| error.to_string())
    };
    assert_eq!(read(&form, "2025-Q1"), Ok("2025-Q1".to_owned()));
    assert_eq!(read(&form, "2025-Q2"), Err("form.xlsx, 1. start!B4: the period is 2025-Q1, and --period says 2025-Q2".to_owned()));
    form.sheet("1. start").remove(&(3, 1));
    assert_eq!(read(&form, "2025-Q2"), Ok("2025-Q2".to_owned()));
}

#[test]
fn errors_are_said_in_latvian_too() {
    let mut form = filled();
    form.sheet("main").remove(&(4, 2));
    let expected = "form.xlsx, main!C1: nevienā rindā zem šīs šūnas nav koda `020`; ierakstiet to šajā ailē vai pārkopējiet vērtības jaunā veidlapā";
    assert_eq!(form.read().unwrap_err().text(Language::Latvian), expected);
}

#[test]
fn workbooks_are_told_by_their_endings() {
    for name in ["form.xlsx", "FORM.XLSX", "a.b.xlsm", "form.ods", "old.xls"] {
        assert!(is_workbook_name(name), "{name}");
    }
    for name in ["form.csv", "xlsx", "form"] {
        assert!(!is_workbook_name(name), "{name}");
    }
}
