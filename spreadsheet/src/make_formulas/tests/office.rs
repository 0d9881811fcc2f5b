//! Has LibreOffice compute a workbook.

use calamine::{Data, Xlsx, open_workbook};
use rust_xlsxwriter::{Workbook, Worksheet};
use std::path::Path;
use std::process::Command;

/// Makes LibreOffice compute formulas, whatever values stand beside them; with a decimal comma, which no formula may depend on.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>lv-LV</value></prop></item>
</oor:items>"#;

/// Writes a number, given as digits.
#[expect(clippy::disallowed_types, reason = "a workbook holds binary fractions")]
pub(super) fn write_number(sheet: &mut Worksheet, row: u32, column: u16, digits: &str) {
    sheet.write_number(row, column, digits.parse::<f64>().unwrap()).unwrap();
}

/// Computes workbooks in one go; gives them in the same order, or nothing where there is no LibreOffice.
pub(super) fn computed(workbooks: Vec<Workbook>) -> Option<Vec<Xlsx<std::io::BufReader<std::fs::File>>>> {
    if Command::new("soffice").arg("--version").output().is_err() {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile");
    std::fs::create_dir_all(profile.join("user")).unwrap();
    std::fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).unwrap();
    let out = folder.path().join("out");
    let mut names = Vec::new();
    for (number, mut workbook) in workbooks.into_iter().enumerate() {
        let name = format!("given{number}.xlsx");
        workbook.save(folder.path().join(&name)).unwrap();
        names.push(name);
    }
    if let Ok(kept) = std::env::var("POSITUM_KEEP_WORKBOOK") {
        std::fs::copy(folder.path().join("given0.xlsx"), kept).unwrap();
    }
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(&out)
        .args(&names)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let read = |name: &String| {
        let made = out.join(name);
        assert!(made.is_file(), "LibreOffice made nothing of {name}: {status:?}");
        opened(&made)
    };
    Some(names.iter().map(read).collect())
}

fn opened(path: &Path) -> Xlsx<std::io::BufReader<std::fs::File>> {
    open_workbook(path).unwrap()
}

/// Gives what a cell holds, as text; numbers as digits.
pub(super) fn text_of(data: Option<&Data>) -> String {
    match data {
        None | Some(Data::Empty) => String::new(),
        Some(Data::Bool(value)) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Some(other) => other.to_string(),
    }
}
