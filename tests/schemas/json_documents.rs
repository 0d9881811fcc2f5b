//! Submissions as JSON, and errors planted in one.

use super::validators::{json_errors, json_validator};
use crate::support::compiles;
use positum_plan::amount::Exact;
use positum_plan::plan::{CellReference, Origin, Plan, Shape};
use positum_runtime::cell_address::cell_at;
use positum_runtime::render::schema_facts::SchemaOptions;
use positum_runtime::render::schema_json::write_input_schema;
use positum_runtime::submission::{Address, Given, Submission, SubmittedCell};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Writes a submission as JSON; nothing where that cannot say it, since a key stands in an object once.
pub(crate) fn document_of(plan: &Plan, submission: &Submission) -> Option<Value> {
    let mut reports = Map::new();
    let mut parameters = Map::new();
    let lines = lines_of(plan, submission);
    for cell in &submission.cells {
        let address = normal(&cell.address);
        let is_in_line = is_of_a_list(plan, &address) && address.row != "total";
        if is_in_line && !lines.contains(&(cell.address.table.as_str(), address.row.clone())) {
            continue;
        }
        let Some(value) = value_of(plan, &address, cell) else { continue };
        let path: Vec<&str> = match (address.report.as_str(), address.column.as_str()) {
            ("parameters", _) => vec![&address.row],
            (report, "") => vec![report, &address.table, &address.row],
            (report, column) => vec![report, &address.table, &address.row, column],
        };
        let into = if address.report == "parameters" { &mut parameters } else { &mut reports };
        put(into, &path, value)?;
    }
    Some(json!({"entity": submission.entity, "period": submission.period.to_string(), "reports": reports, "parameters": parameters}))
}

fn is_of_a_list(plan: &Plan, address: &Address) -> bool {
    let table = plan.tables.iter().find(|table| table.name == address.table);
    table.is_some_and(|table| matches!(&table.shape, Shape::List(list) if list.derivation.is_none()))
}

/// Gives the lines in which something is filled in, by table; others are none.
fn lines_of<'s>(plan: &Plan, submission: &'s Submission) -> BTreeSet<(&'s str, String)> {
    let is_filled = |cell: &&SubmittedCell| {
        let is_nothing = matches!(&cell.given, Given::Nothing) || matches!(&cell.given, Given::Text(text) if text.is_empty());
        let column = match cell_at(plan, &normal(&cell.address)).map(|at| at.reference) {
            Some(CellReference::Column(column)) => column,
            Some(CellReference::Cell(_)) | None => return false,
        };
        !is_nothing && matches!(plan.columns[column].origin, Origin::Input(_))
    };
    submission.cells.iter().filter(is_filled).map(|cell| (cell.address.table.as_str(), normal(&cell.address).row)).collect()
}

/// Brings the spellings of one address to one.
fn normal(address: &Address) -> Address {
    let row = address.row.trim_end_matches('.');
    let row = row.parse::<u64>().ok().filter(|_| !address.column.is_empty() && row.starts_with('0')).map_or(row.to_owned(), |line| line.to_string());
    Address { row, ..address.clone() }
}

fn put(into: &mut Map<String, Value>, path: &[&str], value: Value) -> Option<()> {
    let (first, rest) = path.split_first()?;
    if rest.is_empty() {
        return into.insert((*first).to_owned(), value).is_none().then_some(());
    }
    put(into.entry(*first).or_insert_with(|| json!({})).as_object_mut()?, rest, value)
}

fn value_of(plan: &Plan, address: &Address, cell: &SubmittedCell) -> Option<Value> {
    let at = cell_at(plan, address);
    let value_type = match at.map(|at| at.reference) {
        Some(CellReference::Cell(cell)) => plan.cells[cell].value_type.as_ref(),
        Some(CellReference::Column(column)) => plan.columns[column].value_type.as_ref(),
        None => plan
            .parameters
            .iter()
            .find(|parameter| address.report == "parameters" && parameter.name == address.row)
            .map(|parameter| &parameter.value_type),
    };
    let is_nothing_at_all = at.is_none() && value_type.is_none();
    match &cell.given {
        Given::Nothing if is_nothing_at_all => None,
        Given::Nothing => Some(Value::Null),
        Given::Text(text) if text.is_empty() && is_nothing_at_all => None,
        Given::Text(text) => Some(json!(text)),
        Given::NoValue(_) | Given::UnknownOfMembers => Some(json!([1])),
        Given::JsonNumber(text) if value_type.is_some_and(|value_type| value_type.is_number()) => {
            match (text.parse::<i64>(), Exact::parse_json(text)) {
                (Ok(whole), _) => Some(json!(whole)),
                (Err(_), Ok(number)) => Some(json!(number.to_string())),
                (Err(_), Err(_)) => Some(json!(text)),
            }
        }
        Given::JsonNumber(text) => Some(json!(text)),
    }
}

pub(super) const DEFINITION: &str = r#"package planted "Planted" lv "Iesētais" {
  language en, lv
  precision EUR 0, money 2, percent 2
}
parameter limit "Limit" lv "Robeža" : percent
codelist kinds "Kinds" { A "First" lv "Pirmais"; B "Second" }
report r "Report" {
  period quarter
  form main {
    010 "Assets" lv "Aktīvi" : EUR
    020 "Share" : percent, optional
    030 "Opened" : date
    040 "Open" : bool
    050 "Kind" : code kinds
    060 "Note" : text(5), optional
    070 "Number" : text matches "LV[0-9]{3}"
    100 "Share of the whole (010/010)" : percent = 010/010
    110 "Over the limit" : bool = 020 > limit
  }
  grid assets : EUR, blank = 0 {
    columns { 010 = 020+030; 020; 030 }
    rows { 110 x 030; 120 }
  }
  list loans {
    010 "No." : sequence
    020 "Borrower" : text, key
    030 "Currency" : code iso4217
    040 "Amount" : money[030]
    050 "Twice" : money[030] = 040+040
  }
}
"#;

pub(super) fn valid() -> Value {
    json!({
        "entity": "E", "period": "2025-Q1",
        "reports": {"r": {
            "main": {"010": 5, "020": "12.50", "030": "2025-03-31", "040": "true", "050": "A", "060": null, "070": "LV123", "100": ""},
            "assets": {"110": {"020": "7"}, "120": {"030": -1}},
            "loans": [{"020": "Anna", "030": "EUR", "040": "10.00"}, {"020": null}, {}, null, {"050": "7.00"}, {"020": "Juris", "030": "USD", "040": 2.5}]
        }},
        "parameters": {"limit": "25"}
    })
}

/// Changes what stands at a pointer; nothing takes the key away.
fn changed(pointer: &str, value: Option<Value>) -> Value {
    let mut document = valid();
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match (document.pointer_mut(parent).expect("the parent is there"), value) {
        (Value::Array(items), Some(value)) => items.push(value),
        (Value::Object(map), Some(value)) => drop(map.insert(key.to_owned(), value)),
        (Value::Object(map), None) => drop(map.remove(key)),
        (other, value) => panic!("{other} {value:?}"),
    }
    document
}

#[test]
fn a_planted_error_is_refused_at_its_place() {
    let validator = json_validator(&write_input_schema(&compiles(DEFINITION), SchemaOptions::default()).expect("a schema"));
    assert_eq!(json_errors(&validator, &valid()), Vec::<String>::new());
    let main = "/reports/r/main";
    let cases = [
        ("a text for a number", format!("{main}/010"), Some(json!("abc")), format!("{main}/010")),
        ("too many decimals", format!("{main}/010"), Some(json!("5.5")), format!("{main}/010")),
        ("a fraction for a whole number", format!("{main}/010"), Some(json!(5.5)), format!("{main}/010")),
        ("29 digits", format!("{main}/010"), Some(json!("9".repeat(29))), format!("{main}/010")),
        ("a comma", format!("{main}/020"), Some(json!("12,50")), format!("{main}/020")),
        ("a required cell that is empty", format!("{main}/010"), Some(json!("")), format!("{main}/010")),
        ("a required cell that is null", format!("{main}/030"), Some(Value::Null), format!("{main}/030")),
        ("a required cell that is not there", format!("{main}/050"), None, main.to_owned()),
        ("a day that there is not", format!("{main}/030"), Some(json!("2025-02-30")), format!("{main}/030")),
        ("another spelling of true", format!("{main}/040"), Some(json!("TRUE")), format!("{main}/040")),
        ("true without quotes", format!("{main}/040"), Some(json!(true)), format!("{main}/040")),
        ("an unknown code", format!("{main}/050"), Some(json!("C")), format!("{main}/050")),
        ("a text that is too long", format!("{main}/060"), Some(json!("abcdef")), format!("{main}/060")),
        ("a text with a control character", format!("{main}/060"), Some(json!("a\u{7}")), format!("{main}/060")),
        ("a text that does not fit its pattern", format!("{main}/070"), Some(json!("XLV123")), format!("{main}/070")),
        ("a computed value that is no number", format!("{main}/100"), Some(json!("n/a")), format!("{main}/100")),
        ("an unknown position", format!("{main}/999"), Some(json!("1")), main.to_owned()),
        ("an x cell", "/reports/r/assets/110/030".to_owned(), Some(json!("1")), "/reports/r/assets/110".to_owned()),
        ("an unknown row", "/reports/r/assets/130".to_owned(), Some(json!({})), "/reports/r/assets".to_owned()),
        ("an unknown table", "/reports/r/side".to_owned(), Some(json!({})), "/reports/r".to_owned()),
        ("an unknown report", "/reports/s".to_owned(), Some(json!({})), "/reports".to_owned()),
        ("no report", "/reports/r".to_owned(), None, "/reports".to_owned()),
        ("a table that is a number", main.to_owned(), Some(json!(5)), main.to_owned()),
        ("a line without a required column", "/reports/r/loans/6".to_owned(), Some(json!({"020": "Ilze"})), "/reports/r/loans/6".to_owned()),
        ("a line with a wrong currency", "/reports/r/loans/6".to_owned(), Some(json!({"030": "EURO"})), "/reports/r/loans/6".to_owned()),
        ("an unknown parameter", "/parameters/other".to_owned(), Some(json!(1)), "/parameters".to_owned()),
        ("no entity", "/entity".to_owned(), None, String::new()),
        ("an entity of blanks", "/entity".to_owned(), Some(json!("  ")), "/entity".to_owned()),
        ("a period of another length", "/period".to_owned(), Some(json!("2025")), "/period".to_owned()),
        ("a period in another spelling", "/period".to_owned(), Some(json!("Q1 2025")), "/period".to_owned()),
        ("an unknown key", "/comment".to_owned(), Some(json!("x")), String::new()),
    ];
    for (name, pointer, value, at) in cases {
        let errors = json_errors(&validator, &changed(&pointer, value));
        assert!(errors.iter().any(|error| *error == at || (error.starts_with(&at) && name.starts_with("a line"))), "{name}: {errors:?}");
    }
}

#[test]
fn a_list_is_an_array_of_lines_or_an_object_with_rows_and_total() {
    let definition = DEFINITION.replace("010 \"No.\" : sequence", "010 \"No.\" : integer, optional\n    total { 010 = sum }");
    let plan = compiles(&definition);
    let validator = json_validator(&write_input_schema(&plan, SchemaOptions::default()).expect("a schema"));
    let line = json!({"020": "Anna", "030": "EUR", "040": "10.00"});
    for loans in
        [json!([line]), json!({"rows": [line], "total": {"010": "1"}}), json!({"7": line}), json!({"rows": [], "total": {}}), Value::Null, json!([])]
    {
        assert_eq!(json_errors(&validator, &changed("/reports/r/loans", Some(loans.clone()))), Vec::<String>::new(), "{loans}");
    }
    for loans in [json!({"rows": line}), json!({"0": line}), json!({"x": line}), json!({"total": {"040": "1"}}), json!("none")] {
        assert!(!json_errors(&validator, &changed("/reports/r/loans", Some(loans.clone()))).is_empty(), "{loans}");
    }
    let several = json!([valid(), valid()]);
    assert_eq!(json_errors(&validator, &several), Vec::<String>::new());
    assert_eq!(json_errors(&validator, &json!([valid(), 5])), ["/1"]);
}

#[test]
fn titles_and_descriptions_are_there_in_both_languages() {
    let schema: Value = serde_json::from_str(&write_input_schema(&compiles(DEFINITION), SchemaOptions::default()).expect("a schema")).expect("JSON");
    let assets = schema.pointer("/$defs/submission/properties/reports/properties/r/properties/main/properties/010").expect("the position");
    assert_eq!(assets["title"], "Assets");
    assert_eq!(assets["description"], "en: Assets\nlv: Aktīvi");
    assert_eq!(assets["$ref"], "#/$defs/amount-EUR-0");
}
