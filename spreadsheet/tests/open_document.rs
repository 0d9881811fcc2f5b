//! Forms in the Open Document format: written here by hand as LibreOffice writes them, with what it repeats, and damaged.

use crate::damage::{Dice, cases};
use crate::reading::small_form::{SmallForm, shown};
use positum_plan::fingerprint::fingerprint;
use positum_spreadsheet::read_workbook::read_workbook;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) fn document(content: &str, manifest: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content), ("META-INF/manifest.xml", manifest)];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn texts(all: &[&str]) -> String {
    all.iter().map(|one| if one.is_empty() { "<table:table-cell/>".to_owned() } else { text(one) }).collect()
}

pub(crate) fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

pub(crate) fn table(name: &str, rows: &[String]) -> String {
    format!("<table:table table:name=\"{name}\"><table:table-column/>{}</table:table>", rows.concat())
}

pub(crate) fn content(tables: &[String]) -> String {
    let names: String = (1..)
        .zip(["package", "version", "entity", "period"])
        .map(|(row, name)| format!("<table:named-range table:name=\"positum_{name}\" table:cell-range-address=\"$'1. start'.$A${row}\"/>"))
        .collect();
    let tables = tables.concat();
    format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:calcext=\"c\"><office:body>\
         <office:spreadsheet>{tables}<table:named-expressions>{names}</table:named-expressions></office:spreadsheet></office:body></office:document-content>"
    )
}

pub(crate) fn start(form: &SmallForm) -> String {
    table("1. start", &["demo", &fingerprint(&form.plan), "A &amp; B", "2025-Q1"].map(|field| row(&text(field))))
}

fn main_form(amount: &str) -> String {
    let value = |code: &str, cell: &str| row(&format!("<table:table-cell table:number-columns-repeated=\"2\"/>{}{cell}", text(code)));
    let rows = [
        row(&texts(&["positum:r.main", "#label", "#code", "#value"])),
        "<table:table-row table:number-rows-repeated=\"4\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>".to_owned(),
        value("010", amount),
        value("020", "<table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12,50%</text:p></table:table-cell>"),
        value("030", "<table:table-cell office:value-type=\"date\" office:date-value=\"2025-03-31\"><text:p>31.03.2025</text:p></table:table-cell>"),
        value(
            "040",
            "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation><text:p>a<text:s text:c=\"2\"/><text:span>b</text:span>&#39;</text:p></table:table-cell>",
        ),
        value("050", "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>PATIESS</text:p></table:table-cell>"),
        value(
            "060",
            "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>",
        ),
        value(
            "100",
            "<table:table-cell table:formula=\"of:=[.D6]+[.D6]\" office:value-type=\"float\" office:value=\"10\"><text:p>10</text:p></table:table-cell>",
        ),
        "<table:table-row table:number-rows-repeated=\"1048560\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>"
            .to_owned(),
    ];
    table("main", &rows)
}

fn lines(lines: &str) -> String {
    table("list", &[row(&texts(&["positum:r.l", "010", "020", "030"])), lines.to_owned()])
}

const FIVE: &str = "<table:table-cell office:value-type=\"float\" office:value=\"12.300000000000001\"><text:p>12,3</text:p></table:table-cell>";

/// A document without the grid, which therefore is of another version.
fn read(tables: &[String]) -> Result<Vec<String>, String> {
    let form = SmallForm::new();
    let mut plan = form.plan.clone();
    plan.package.source = Some("another".to_owned());
    let bytes = document(&content(tables), "");
    read_workbook(&bytes, "form.xlsx", &[plan], None).map(|form| shown(&form.submission.cells)).map_err(|error| error.to_string())
}

#[test]
fn cells_are_read_with_their_types_and_places() {
    let form = SmallForm::new();
    let expected = [
        "main.010:=12.3 @main!D6",
        "main.020:=12.5 @main!D7",
        "main.030:=2025-03-31 @main!D8",
        "main.040:=a  b' @main!D9",
        "main.050:=true @main!D10",
        "main.060:=no value #DIV/0! @main!D11",
    ];
    assert_eq!(read(&[start(&form), main_form(FIVE)]).unwrap(), expected);
}

#[test]
fn rows_that_are_repeated_are_lines_each() {
    let form = SmallForm::new();
    let repeated = format!("<table:table-row table:number-rows-repeated=\"3\">{}{FIVE}</table:table-row>", texts(&["line", "", "Anna"]));
    let found = read(&[start(&form), lines(&repeated)]).unwrap();
    let expected = ["l.1:020=Anna @list!C2", "l.1:030=12.3 @list!D2", "l.2:020=Anna @list!C3"];
    assert_eq!((found.len(), &found[..3]), (6, &expected.map(str::to_owned)[..]));
}

#[test]
fn what_is_repeated_too_often_is_refused() {
    let form = SmallForm::new();
    let cells =
        |columns: u32| format!("<table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"float\" office:value=\"1\"/>");
    let rows = |rows: u32, cells: &str| format!("<table:table-row table:number-rows-repeated=\"{rows}\">{}{cells}</table:table-row>", text("line"));
    let read = |lines_of: &str| read(&[start(&form), lines(lines_of)]).unwrap_err();
    assert_eq!(read(&rows(1_000_000, &cells(1_000))), "form.xlsx: the workbook has more than 2000000 filled cells");
    assert_eq!(read(&rows(1, &cells(4_000_000_000))), "form.xlsx: the workbook is damaged or cut off: list: no such cell");
    assert_eq!(read(&rows(2_000_000_000, "")), "form.xlsx: the workbook is damaged or cut off: list: no such cell");
    let blanks = "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"4000000000\"/></text:p></table:table-cell>";
    assert!(crate::open_document::read(&[start(&form), lines(&rows(1, &format!("<table:table-cell/>{blanks}")))]).unwrap()[0].len() < 40_000);
}

#[test]
fn a_password_and_broken_xml_are_said() {
    let form = SmallForm::new();
    let plans = [form.plan.clone()];
    let read = |bytes: &[u8]| read_workbook(bytes, "form.ods", &plans, None).unwrap_err().to_string();
    let encrypted = document("", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>");
    assert_eq!(read(&encrypted), "form.ods: the workbook has a password; save it without one");
    let whole = content(&[start(&form), main_form(FIVE)]);
    let broken = document(&whole[..whole.len() / 2], "");
    assert!(read(&broken).starts_with("form.ods: "), "{}", read(&broken));
    assert!(read(&document("<a>&bomb;</a>", "")).starts_with("form.ods: the workbook is no form"));
}

#[test]
fn documents_that_are_changed_anywhere_never_end_the_program() {
    let form = SmallForm::new();
    let whole = content(&[start(&form), main_form(FIVE), lines(&row(&texts(&["line", "", "Anna"])))]);
    let plans = [form.plan];
    let mut dice = Dice(3);
    for _ in 0..cases() {
        let mut bytes = whole.clone().into_bytes();
        dice.change(&mut bytes);
        let _ = read_workbook(&document(&String::from_utf8_lossy(&bytes), ""), "form.ods", &plans, None);
    }
}
