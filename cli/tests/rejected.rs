//! What the compiler says of definitions that it rejects, or warns of.

use crate::program::{assert_file, command, positum_with_input, root};
use positum_compiler::diagnostic::Severity;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_compiler::diagnostic_pages::{content, markdown_pages, whole_package};
use std::path::PathBuf;
use std::process::Stdio;

/// Gives the cases by name.
fn cases() -> Vec<PathBuf> {
    let folder = root().join("tests/rejected");
    let files = std::fs::read_dir(folder).expect("there are cases").map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "positum")).collect();
    cases.sort();
    cases
}

fn file_name(path: &std::path::Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a plain name")
}

/// Gives the codes in what the compiler says, in order.
fn codes(stderr: &str) -> Vec<String> {
    let heads = stderr.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning["));
    heads.filter_map(|line| line.split(['[', ']']).nth(1)).map(str::to_owned).collect()
}

#[test]
fn each_case_says_what_its_text_has() {
    for case in cases() {
        let name = file_name(&case);
        let output = command(&["check", name]).current_dir(root().join("tests/rejected")).stdin(Stdio::null()).output().expect("the program starts");
        let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
        let said = codes(&stderr);
        let own = name.get(..5).expect("a case begins with its code");
        assert!(said.iter().any(|code| code == own), "{name} is not about {own}: {said:?}");
        let has_error = said.iter().any(|code| DiagnosticCode::by_number(code).expect("a known code").severity() == Severity::Error);
        assert_eq!(output.status.code(), Some(if has_error { 2 } else { 0 }), "{name}");
        let trimmed: String = stderr.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        assert_file(&case.with_extension("txt"), &trimmed);
    }
}

#[test]
fn each_code_has_its_case_its_page_and_its_section() {
    let cases = cases();
    let document = std::fs::read_to_string(root().join("docs/diagnostics.md")).unwrap_or_default();
    for code in DiagnosticCode::ALL {
        let number = code.number();
        assert!(cases.iter().any(|case| file_name(case).starts_with(number)), "{number} has no case");
        assert!(content(*code).explanation.len() > 100, "{number} has no page");
        assert!(document.contains(&format!("### {number} ")), "{number} has no section");
    }
    let texts = std::fs::read_dir(root().join("tests/rejected")).expect("there are cases").count();
    assert_eq!(texts, 2 * cases.len(), "each case has one text, and no text is left without its case");
}

#[test]
fn the_document_is_made_of_the_pages() {
    assert_file(&root().join("docs/diagnostics.md"), &markdown_pages());
}

#[test]
fn the_examples_of_the_pages_do_as_they_say() {
    for code in DiagnosticCode::ALL {
        let page = content(*code);
        let wrong = positum_with_input(&["check", "-"], whole_package(page.wrong, page.left_out).as_bytes());
        assert_eq!(codes(&wrong.stderr), vec![code.number()], "wrong example: {}", wrong.stderr);
        let mended = positum_with_input(&["check", "-"], whole_package(page.mended, page.left_out).as_bytes());
        assert_eq!(mended.stderr, "", "mended example of {}", code.number());
    }
}

#[test]
fn nothing_that_is_nested_or_long_ends_in_a_crash() {
    let form = |formula: &str| format!("package p {{ language en }}\nreport r {{ form f {{\n010 : EUR\n020 : EUR = {formula}\n}} }}\n");
    let texts = [
        form(&format!("{}010{}", "(".repeat(10_000), ")".repeat(10_000))),
        form(&format!("{}010", "- ".repeat(10_000))),
        form(&format!("{}010", "not ".repeat(10_000))),
        form(&vec!["010"; 1_000_000].join("+")),
        form(&vec!["010"; 30_000].join("+\n")),
        form(&vec!["010"; 5_000].join(" x\n")),
        form(&format!("{}010", "if 010 > 1 EUR\n+ 1 EUR then 010 else ".repeat(3_000))),
        form(&vec!["010"; 5_000].join(" else\n")),
        "{".repeat(10_000),
    ];
    for text in texts {
        let run = positum_with_input(&["check", "-"], text.as_bytes());
        assert_eq!(run.code, 2, "{:.60}", run.stderr);
        assert!(codes(&run.stderr).iter().all(|code| ["P0111", "P0102", "P0101"].contains(&code.as_str())), "{:?}", codes(&run.stderr));
    }
}

#[test]
fn the_deepest_formula_that_is_accepted_compiles() {
    let formula = format!("{}010{}", "(".repeat(199), ")".repeat(199));
    let text = format!("package p {{ language en }}\nreport r {{ form f {{\n010 : EUR\n020 : EUR = {formula}\n}} }}\n");
    assert_eq!(positum_with_input(&["check", "-"], text.as_bytes()).stderr, "");
}

#[test]
fn bytes_that_are_no_text_name_their_line() {
    let run = positum_with_input(&["check", "-"], b"package p {\n  language en\n}\nreport r \"P\xe8rskats\" {\n}\n");
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("standard input:4:") && run.stderr.contains("UTF-8"), "{}", run.stderr);
}
