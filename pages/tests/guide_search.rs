//! The search in a browser, from a disk, where one is installed: what is asked for in the address is found.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where something is not as it should be, in its helpers too"
)]

use positum_compiler::compile::compile;
use positum_pages::guide::{GuideOptions, write_guide};
use std::process::Command;

const BROWSER: &str = "chromium";

const DEFINITION: &str = r#"package bank "Banka" en "Bank" { language lv, en }
report balance "Bilance" en "Balance" {
  form main { 110 "Kase" en "Cash" : EUR; 140 "Kredīti" en "Loans" : EUR; 900 "Kopā" en "Total" : EUR = 110 + 140 }
}
"#;

/// Gives what the browser has made of the page of the search.
fn found(folder: &std::path::Path, language: &str, question: &str) -> String {
    let address = format!("file://{}/{language}/search.html{question}", folder.display());
    let profile = folder.join("profile");
    let arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom"];
    let run = Command::new(BROWSER).args(arguments).arg(format!("--user-data-dir={}", profile.display())).arg(address).output().unwrap();
    let page = String::from_utf8(run.stdout).unwrap();
    page.split("id=\"search-status\"").nth(1).unwrap_or_else(|| panic!("no page: {}", String::from_utf8_lossy(&run.stderr))).to_owned()
}

#[test]
fn a_browser_finds_by_code_by_word_and_without_diacritics() {
    if Command::new(BROWSER).arg("--version").output().is_err() {
        eprintln!("there is no {BROWSER}: the search was not tried");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in write_guide(&compile(&[DEFINITION]).plans(), &GuideOptions::default(), &mut |_, _| ()).unwrap() {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let loans = "href=\"report_balance.html#main.140\"";
    for (language, question) in [("lv", "?q=kredit"), ("lv", "#q=KRED%C4%AATI"), ("en", "?q=loans"), ("en", "?q=140"), ("lv", "?q=bilance+loans")] {
        let page = found(folder.path(), language, question);
        let first = page.split("href=").nth(1).unwrap_or_else(|| panic!("{question}: {page}"));
        assert!(format!("href={first}").starts_with(loans), "{question}: {page}");
    }
    let nothing = found(folder.path(), "en", "?q=%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(nothing.contains("Nothing was found.") && !nothing.contains("<script>alert"), "{nothing}");
}
