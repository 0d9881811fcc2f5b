//! Has LibreOffice compute a workbook.

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Workbook, Worksheet};
use std::path::Path;
use std::process::Command;

/// Makes LibreOffice compute formulas, whatever values stand beside them.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// Writes a number, given as digits.
#[expect(clippy::disallowed_types, reason = "a workbook holds binary fractions")]
pub(super) fn write_number(sheet: &mut Worksheet, row: u32, column: u16, digits: &str) {
    sheet.write_number(row, column, digits.parse::<f64>().unwrap()).unwrap();
}

/// Computes a workbook; gives its sheets, or nothing where there is no LibreOffice.
pub(super) fn computed(mut workbook: Workbook) -> Option<Xlsx<std::io::BufReader<std::fs::File>>> {
    if Command::new("soffice").arg("--version").output().is_err() {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let given = folder.path().join("given.xlsx");
    workbook.save(&given).unwrap();
    if let Ok(kept) = std::env::var("POSITUM_KEEP_WORKBOOK") {
        std::fs::copy(&given, kept).unwrap();
    }
    let profile = folder.path().join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    std::fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).unwrap();
    let out = folder.path().join("out");
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .arg(&given)
        .output()
        .unwrap();
    let made = out.join("given.xlsx");
    assert!(made.is_file(), "LibreOffice made nothing: {status:?}");
    Some(opened(&made))
}

fn opened(path: &Path) -> Xlsx<std::io::BufReader<std::fs::File>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    // The file goes with its folder: all of it is read while it is there.
    let names = book.sheet_names();
    for name in names {
        book.worksheet_range(&name).unwrap();
    }
    book
}

/// Gives what a cell holds, as text; numbers as digits.
pub(super) fn text_of(data: Option<&Data>) -> String {
    match data {
        None | Some(Data::Empty) => String::new(),
        Some(Data::Bool(value)) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Some(other) => other.to_string(),
    }
}
