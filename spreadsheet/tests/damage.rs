//! Files that are no forms, damaged, cut off, or made to grow: each gives an error, none a panic.

use crate::open_document::{content, document, row, start, table};
use crate::reading::small_form::{Content, SmallForm, text};
use positum_spreadsheet::read_workbook::read_workbook;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn error(bytes: &[u8]) -> String {
    let form = SmallForm::new();
    read_workbook(bytes, "form.xlsx", &[form.plan], None).expect_err("an error").to_string()
}

/// Writes a form anew with some of its parts changed.
fn with_parts(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        new.start_file(&*name, SimpleFileOptions::default()).unwrap();
        new.write_all(&change(&name, content)).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn filled() -> SmallForm {
    let mut form = SmallForm::new();
    form.put("main", "D4", Content::Number(5.0));
    form.put("main", "D7", Content::Formatted(45747.0, "dd.mm.yyyy"));
    form.put("list", "C4", text("Anna"));
    form
}

#[test]
fn files_of_other_kinds_are_named() {
    assert_eq!(error(b""), "form.xlsx: the file is empty");
    assert_eq!(error(b"entity,period"), "form.xlsx: not a workbook; save the form as .xlsx");
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.resize(2_000, 0);
    assert_eq!(error(&old), "form.xlsx: a workbook in the format of before 2007 (.xls); save it as .xlsx");
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(error(&old), "form.xlsx: the workbook has a password; save it without one");
    let zip_of = |name: &str, content: &[u8]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
        zip.finish().unwrap().into_inner()
    };
    assert_eq!(error(&zip_of("a.txt", b"")), "form.xlsx: not a workbook; save the form as .xlsx");
    assert_eq!(error(&zip_of("xl/workbook.bin", b"")), "form.xlsx: a binary workbook (.xlsb); save it as .xlsx");
    let document = zip_of("mimetype", b"application/vnd.oasis.opendocument.text");
    assert_eq!(error(&document), "form.xlsx: not a workbook; save the form as .xlsx");
}

#[test]
fn a_file_that_is_too_large_is_not_looked_at() {
    let bytes = vec![b'P'; positum_spreadsheet::read_workbook::LARGEST_WORKBOOK_BYTES + 1];
    assert_eq!(error(&bytes), "form.xlsx: more than 64 MiB, the most for a workbook");
}

#[test]
fn a_file_that_announces_too_much_is_not_unpacked() {
    let mut bytes = SmallForm::new().bytes();
    // The size stands 24 bytes into the part's entry of the directory.
    let entry = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&300_000_000_u32.to_le_bytes());
    assert_eq!(error(&bytes), "form.xlsx: more than 256 MiB when unpacked, the most for a workbook");
}

#[test]
fn too_many_parts_and_sheets_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..10_001 {
        zip.start_file(format!("{part}"), SimpleFileOptions::default()).unwrap();
    }
    assert_eq!(error(&zip.finish().unwrap().into_inner()), "form.xlsx: the archive of the workbook has more than 10000 parts");
    let bytes = with_parts(&SmallForm::new().bytes(), |name, content| match name {
        "xl/workbook.xml" => {
            let sheets: String = (0..1_001).map(|number| format!("<sheet name=\"s{number}\" sheetId=\"{}\" r:id=\"rId1\"/>", number + 1)).collect();
            String::from_utf8(content).unwrap().replace("</sheets>", &format!("{sheets}</sheets>")).into_bytes()
        }
        _ => content,
    });
    assert_eq!(error(&bytes), "form.xlsx: the workbook has more than 1000 sheets");
}

/// Reads a document of one row of cells on a sheet that is a table's.
fn document_error(cells: &str) -> String {
    let form = SmallForm::new();
    let mark = "<table:table-cell office:value-type=\"string\"><text:p>positum:r.main</text:p></table:table-cell>";
    error(&document(&content(&[start(&form), table("main", &[row(&format!("{mark}{cells}"))])]), ""))
}

fn document_cell(attributes: &str, text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn blanks_in_few_letters_do_not_grow() {
    // 52 kB that would be 65 MB of blanks in one cell.
    let said = document_error(&document_cell("", &"<text:s text:c=\"32767\"/>".repeat(2_000)));
    assert_eq!(said, "form.xlsx: the cell `main!B1` holds more than 32767 characters; shorten its text");
    // And in as many cells of a row as a sheet has: 32,767 times 16,383 is more than 256 MiB.
    let said = document_error(&document_cell("", "<text:s text:c=\"32767\"/>").repeat(16_383));
    assert_eq!(said, "form.xlsx: the texts and formulas of the workbook have more than 256 MiB");
}

#[test]
fn a_cell_that_is_repeated_does_not_grow() {
    let repeated = "table:number-columns-repeated=\"16383\"";
    let said = document_error(&document_cell(repeated, &"x".repeat(1_000_000)));
    assert_eq!(said, "form.xlsx: the cell `main!B1` holds more than 32767 characters; shorten its text");
    let said = document_error(&document_cell(repeated, &"x".repeat(32_767)));
    assert_eq!(said, "form.xlsx: the texts and formulas of the workbook have more than 256 MiB");
    // Of 16,400 columns, 16 are none.
    let said = document_error(&document_cell("table:number-columns-repeated=\"16399\"", "x"));
    assert_eq!(said, "form.xlsx: the workbook is damaged or cut off: main: no such cell");
}

#[test]
fn a_text_that_many_cells_share_does_not_grow() {
    let form = filled();
    let sharing = |length: usize| {
        with_parts(&form.bytes(), |name, content| match name {
            "xl/sharedStrings.xml" => {
                let text = String::from_utf8(content).unwrap();
                text.replace("<t>Anna</t>", &format!("<t>{}</t>", "x".repeat(length))).into_bytes()
            }
            "xl/worksheets/sheet4.xml" => {
                let text = String::from_utf8(content).unwrap();
                let at = text.find("<c r=\"C4\"").expect("the cell");
                let shared = &text[at..at + text[at..].find("</c>").expect("its end") + 4];
                let row = |row: usize| format!("<row r=\"{row}\">{}</row>", shared.replace("C4", &format!("C{row}")));
                let rows: String = (100..8_300).map(row).collect();
                text.replace("</sheetData>", &format!("{rows}</sheetData>")).into_bytes()
            }
            _ => content,
        })
    };
    assert_eq!(error(&sharing(32_767)), "form.xlsx: the texts and formulas of the workbook have more than 256 MiB");
    assert_eq!(error(&sharing(1_000_000)), "form.xlsx: the cell `list!C4` holds more than 32767 characters; shorten its text");
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let mut form = SmallForm::new();
    form.put("main", "D4", Content::Number(5.0));
    form.put("main", "D7", Content::Formatted(44285.0, "dd.mm.yyyy"));
    let bytes = with_parts(&form.bytes(), |name, content| match name {
        "xl/workbook.xml" => String::from_utf8(content).unwrap().replace("<workbookPr ", "<workbookPr date1904=\"1\" ").into_bytes(),
        _ => content,
    });
    let read = read_workbook(&bytes, "form.xlsx", std::slice::from_ref(&form.plan), None).unwrap();
    assert_eq!(crate::reading::small_form::shown(&read.submission.cells), ["main.010:=5 @main!D4", "main.030:=2025-03-31 @main!D7"]);
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_an_error() {
    let bytes = filled().bytes();
    for end in (2..bytes.len()).step_by(97) {
        let said = error(&bytes[..end]);
        assert!(said.starts_with("form.xlsx: the workbook is damaged or cut off: "), "{end}: {said}");
    }
}

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    pub(crate) fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => bytes[at] = self.below(256) as u8,
                1 => bytes[at] = *b"<>&\"'/=019AZ# -:.".get(self.below(17)).unwrap(),
                2 => drop(bytes.drain(at..(at + self.below(9)).min(bytes.len()))),
                _ => {
                    let piece: Vec<u8> = bytes[at..(at + self.below(30)).min(bytes.len())].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
    }
}

pub(crate) fn cases() -> usize {
    std::env::var("POSITUM_CASES").ok().map_or(400, |text| text.parse().expect("a number"))
}

#[test]
fn bytes_that_are_changed_anywhere_never_end_the_program() {
    let form = filled();
    let bytes = form.bytes();
    let plans = [form.plan];
    let mut dice = Dice(1);
    for _ in 0..cases() {
        let mut changed = bytes.clone();
        dice.change(&mut changed);
        let _ = read_workbook(&changed, "form.xlsx", &plans, None);
        let length = dice.below(300);
        let noise: Vec<u8> = (0..length).map(|_| dice.below(256) as u8).collect();
        let _ = read_workbook(&[b"PK", noise.as_slice()].concat(), "form.xlsx", &plans, None);
    }
}

#[test]
fn parts_that_are_changed_anywhere_never_end_the_program() {
    let form = filled();
    let bytes = form.bytes();
    let plans = [form.plan];
    let read_parts = ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet4.xml", "xl/sharedStrings.xml", "xl/styles.xml", ".rels"];
    let mut dice = Dice(2);
    for _ in 0..cases() {
        let seed = dice.below(1_000_000) as u64;
        let chosen = read_parts[dice.below(read_parts.len())];
        let changed = with_parts(&bytes, |name, mut content| {
            if name.ends_with(chosen) {
                Dice(seed).change(&mut content);
            }
            content
        });
        if let Ok(read) = read_workbook(&changed, "form.xlsx", &plans, None) {
            assert!(read.submission.cells.len() < 100);
        }
    }
}
