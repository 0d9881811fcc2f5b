//! Each diagnostic: definitions that raise it, the words in which it is said, and its page.
//!
//! A case is a package in `tests/rejected/`, named by its code and a fact, and beside it what the program says;
//! `POSITUM_UPDATE=1 cargo test -p positum` writes that anew, and `docs/diagnostics.md` too.

use crate::program::{Run, assert_file, command, positum, positum_with_input, root};
use positum_compiler::compile::{Compiled, compile, compile_package};
use positum_compiler::diagnostic::Severity;
use positum_compiler::diagnostic_code::DiagnosticCode;
use positum_compiler::diagnostic_pages::{LeftOut, content, markdown_pages, whole_package};
use positum_compiler::sources::{FileText, Sources};
use positum_grammar::phrase::Phrase;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join("tests/rejected")).expect("the cases are there");
    let files = folder.map(|entry| entry.expect("the folder can be read").path());
    let mut cases: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|ending| ending == "positum")).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> &str {
    case.file_stem().and_then(|name| name.to_str()).expect("a plain name")
}

fn code(case: &Path) -> DiagnosticCode {
    let number = name(case).split('_').next().expect("a name begins with its code");
    DiagnosticCode::by_number(number).unwrap_or_else(|| panic!("{}: there is no {number}", name(case)))
}

/// Checks a case from its own folder, so that messages name it briefly.
fn check(case: &Path) -> Run {
    let mut command = command(&["check", &format!("{}.positum", name(case))]);
    command.current_dir(root().join("tests/rejected"));
    crate::program::run(command.output().expect("the program starts"))
}

/// Compiles a package that has its files in the folder of the cases.
fn compile_here(text: &str) -> Compiled {
    let read = |name: &str| std::fs::read_to_string(root().join("tests/rejected").join(name)).map_or(FileText::Missing, FileText::Text);
    compile_package(&Sources { texts: &[text], files: &read })
}

/// Gives the codes of all diagnostics of a package, in order.
fn codes(text: &str) -> Vec<DiagnosticCode> {
    compile_here(text).diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn each_case_is_rejected_in_these_words() {
    for case in cases() {
        let run = check(&case);
        let said: String = run.stderr.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        assert_file(&case.with_extension("txt"), &said);
        let wanted = match code(&case).severity() {
            Severity::Error => 2,
            Severity::Warning => 0,
        };
        assert_eq!(run.code, wanted, "{}: {}", name(&case), run.stderr);
        assert_eq!(run.stdout.is_empty(), wanted == 2, "{}: {}", name(&case), run.stdout);
    }
}

#[test]
fn each_case_has_its_code() {
    for case in cases() {
        let text = std::fs::read_to_string(&case).expect("the case can be read");
        assert!(codes(&text).contains(&code(&case)), "{}", name(&case));
    }
}

#[test]
fn each_code_has_a_case() {
    let cased: Vec<DiagnosticCode> = cases().iter().map(|case| code(case)).collect();
    let missing: Vec<&str> = DiagnosticCode::ALL.iter().filter(|code| !cased.contains(code)).map(|code| code.number()).collect();
    assert!(missing.is_empty(), "no case in tests/rejected/ for {missing:?}");
    let files = std::fs::read_dir(root().join("tests/rejected")).expect("the cases are there");
    let files = files.filter(|file| file.as_ref().is_ok_and(|file| file.path().is_file())).count();
    assert_eq!(files, 2 * cased.len(), "each case has one text, and no text is left without its case");
}

#[test]
fn messages_are_one_line_in_lower_case_without_a_stop() {
    for case in cases() {
        let text = std::fs::read_to_string(&case).expect("the case can be read");
        for diagnostic in compile_here(&text).diagnostics {
            let (number, message) = (diagnostic.code.number(), diagnostic.message.english());
            let labels = diagnostic.others.iter().map(|(_, label)| label).chain([&diagnostic.label]);
            for line in labels.chain(&diagnostic.help).map(Phrase::english).chain([message.clone()]) {
                let is_lower = line.is_empty() || line.starts_with(|letter: char| letter.is_lowercase() || letter == '`');
                assert!(is_lower && !line.contains('\n') && !line.ends_with('.') && !line.contains("``"), "{number} in {}: {line}", name(&case));
            }
            // What was expected is help enough.
            assert!(!diagnostic.help.is_empty() || message.starts_with("expected"), "{number} in {} offers no help: {message}", name(&case));
        }
    }
}

#[test]
fn the_pages_are_the_document() {
    assert_file(&root().join("docs/diagnostics.md"), &markdown_pages());
}

#[test]
fn each_code_has_a_page_and_a_section() {
    let document = markdown_pages();
    for code in DiagnosticCode::ALL {
        let heading = format!("\n### {} {}\n", code.number(), code.title());
        assert_eq!(document.matches(&heading).count(), 1, "{}", code.number());
        let run = positum(&["explain", code.number()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stdout.starts_with(&format!("{}: {}\n", code.number(), code.title())), "{}", run.stdout);
        let explanation = run.stdout.split("\nWrong:\n").next().expect("there is text before the examples");
        assert!(explanation.lines().all(|line| line.chars().count() <= 80), "{explanation}");
    }
}

#[test]
fn the_wrong_example_of_a_page_raises_its_code_alone() {
    for code in DiagnosticCode::ALL.iter().copied() {
        let page = content(code);
        assert_eq!(codes(&whole_package(page.wrong, page.left_out)), [code], "{}", code.number());
    }
}

#[test]
fn the_mended_example_of_a_page_raises_nothing() {
    for code in DiagnosticCode::ALL.iter().copied() {
        let page = content(code);
        let compiled = compile_here(&whole_package(page.mended, page.left_out));
        assert!(compiled.plan.is_some() && compiled.diagnostics.is_empty(), "{}: {:?}", code.number(), compiled.diagnostics);
    }
}

/// Gives the text of a file of the credit unions' package, with one stretch of it replaced.
fn credit_unions(file: &str, from: &str, to: &str) -> Vec<String> {
    let folder = root().join("reports/lv_credit_unions");
    let mut texts = Vec::new();
    let mut is_changed = false;
    for entry in std::fs::read_dir(folder).expect("the package is there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|ending| ending != "positum") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the definition can be read");
        let is_wanted = name(&path).starts_with(file);
        is_changed |= is_wanted && text.matches(from).count() == 1;
        texts.push(if is_wanted { text.replacen(from, to, 1) } else { text });
    }
    assert!(is_changed, "`{from}` stands once in {file}");
    texts
}

#[test]
fn one_slip_in_the_credit_unions_reports_is_one_error() {
    let slips = [
        ("P0301", "annex_1", "    heading \"Informācija par biedru", "    200 \"Kopā\" : EUR = 010 + 210\n    heading \"Informācija par biedru"),
        ("P0306", "annex_5", "{ 050 = sum;", "{ 030 = sum; 050 = sum;"),
        ("P0402", "annex_2", "require assets.100:010 = capital", "require assets.110:030 = capital"),
        ("P0401", "annex_2", "overrides columns = ", "= "),
        ("P0204", "annex_2", "\" = 110 + 120", "\" = 115 + 120"),
        (
            "P0404",
            "annex_1",
            "    heading \"Informācija par biedru",
            "    300 \"Kopā\" : EUR = 310\n    310 \"Kopā\" : EUR = 300\n    heading \"Informācija par biedru",
        ),
        ("P0103", "annex_1", "  }\n\n  check adequate", "\n  check adequate"),
        ("P0304", "annex_1", "%\" : percent = 030", "%\" : EUR = 030"),
    ];
    for (number, file, from, to) in slips {
        let texts = credit_unions(file, from, to);
        let compiled = compile(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let found: Vec<&str> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect();
        assert_eq!(found, [number], "{:?}", compiled.diagnostics);
    }
}

/// Puts lines into a form that has position 010 in euro.
fn form(lines: &str) -> String {
    whole_package(&format!("010 \"Total assets\" : EUR\n{lines}"), LeftOut::Form)
}

#[test]
fn what_is_nested_too_deeply_is_an_error_and_no_crash() {
    let deep = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(10_000), close.repeat(10_000));
    let formulas = [
        deep("(", "010", ")"),
        deep("abs(", "010", ")"),
        deep("- ", "010", ""),
        deep("", "010", " else 010"),
        deep("", "010", " when 010 > 0"),
        deep("", "010", " x 1.0"),
        deep("if 010 > 0 then 010 else ", "010", ""),
        deep("if (010 > 0) then (", "010", ") else 010"),
        deep("max(010, -(", "010", "))"),
    ];
    for formula in formulas {
        let text = form(&format!("020 \"Deep\" : EUR = {formula}"));
        assert_eq!(codes(&text), [DiagnosticCode::TooLarge], "{}", &formula[..40]);
    }
    assert_eq!(codes(&form(&format!("020 \"Deep\" : bool = {}", deep("not ", "010", "")))), [DiagnosticCode::TooLarge]);
    assert_eq!(codes(&form(&deep("heading \"Deep\" {\n", "020 \"Deep\" : EUR\n", "}\n"))), [DiagnosticCode::TooLarge]);
}

#[test]
fn what_is_nested_deeply_compiles() {
    let deep = |open: &str, inner: &str, close: &str, times: usize| format!("{}{inner}{}", open.repeat(times), close.repeat(times));
    let formulas = [
        deep("(", "010", ")", 200),
        deep("abs(", "010", ")", 199),
        deep("max(010, -(", "010", "))", 99),
        deep("if 010 > 0 then 010 else ", "010", "", 200),
        deep("- ", "010", "", 390),
        deep("", "010", " else 010", 390),
        deep("", "010", " x 1.0", 390),
        format!("010 when {}", deep("(not (", "010 > 0", "))", 100)),
    ];
    for formula in formulas {
        assert_eq!(codes(&form(&format!("020 \"Deep\" : EUR = {formula}"))), [], "{}", &formula[..40]);
    }
}

#[test]
fn an_open_bracket_without_end_is_told_once() {
    let text = form(&format!("020 \"Deep\" : EUR = {}010", "(".repeat(10_000)));
    assert_eq!(codes(&text), [DiagnosticCode::TooLarge, DiagnosticCode::Unclosed]);
}

#[test]
fn a_sum_of_a_million_terms_is_too_large() {
    let million = vec!["010"; 1_000_000].join("+");
    assert_eq!(codes(&form(&format!("020 \"Sum\" : EUR = {million}"))), [DiagnosticCode::TooLarge]);
    let lines = vec!["010"; 100_000].join(" +\n");
    assert_eq!(codes(&form(&format!("020 \"Sum\" : EUR = {lines}"))), [DiagnosticCode::TooLarge]);
    let arguments = vec!["010"; 100_000].join(", ");
    assert_eq!(codes(&form(&format!("020 \"Largest\" : EUR = max({arguments})"))), [DiagnosticCode::TooLarge]);
    let most = vec!["010"; 10_000].join("+");
    assert_eq!(codes(&form(&format!("020 \"Sum\" : EUR = {most}"))), []);
}

#[test]
fn a_million_terms_end_the_program_with_its_code() {
    let text = form(&format!("020 \"Sum\" : EUR = {}", vec!["010"; 1_000_000].join("+")));
    let run = positum_with_input(&["check", "-", "--message-format", "short"], text.as_bytes());
    assert_eq!(run.code, 2);
    assert_eq!(run.stderr, "standard input:9:1: error[P0111]: this line has more than 200000 bytes\n");
}

#[test]
fn too_much_in_one_report_leaves_the_others_checked() {
    let deep = "(".repeat(1000) + "010" + &")".repeat(1000);
    let other = "report members \"Members\" {\n  form main {\n    020 \"Members\" : count = capital.main.010 + 1\n  }\n}\n";
    let text = form(&format!("020 \"Deep\" : EUR = {deep}")) + other;
    assert_eq!(codes(&text), [DiagnosticCode::TooLarge], "what is wrong with a report that cannot be read is not known");
    let other = other.replace("capital.main.010 + 1", "1 + \"one\"");
    let text = form(&format!("020 \"Deep\" : EUR = {deep}")) + &other;
    assert_eq!(codes(&text), [DiagnosticCode::TooLarge, DiagnosticCode::UnitMismatch]);
}

#[test]
fn chains_as_long_as_a_report_compile() {
    let number = |index: usize| 100_000 + index;
    let mut form_lines = format!("{} \"First\" : EUR = 010\n", number(0));
    let mut lets = "let l0 = 010 + 010\n".to_owned();
    let mut rows = format!("{} \"First\"\n", number(0));
    for index in 1..1500 {
        writeln!(form_lines, "{} \"Next\" : EUR = {}", number(index), number(index - 1)).expect("a string takes all");
        writeln!(lets, "let l{index} = l{} + l{}", index - 1, index - 1).expect("a string takes all");
        writeln!(rows, "{} \"Next\" = {}", number(index), number(index - 1)).expect("a string takes all");
    }
    assert_eq!(codes(&form(&form_lines)), []);
    assert_eq!(codes(&form(&format!("{lets}020 \"Last\" : EUR = l1499"))), []);
    assert_eq!(codes(&form(&format!("{lets}020 \"Last\" : count = l1499"))), [DiagnosticCode::FormulaDoesNotFill]);
    let grid = format!("grid ladder : EUR {{\ncolumns {{\n010 \"Total\" = 020+030\n020 \"Short\"\n030 \"Long\"\n}}\nrows {{\n{rows}}}\n}}");
    assert_eq!(codes(&whole_package(&grid, LeftOut::Report)), []);
}

#[test]
fn an_empty_text_is_told_what_to_begin_with() {
    for text in ["", "\n\n", "# nothing yet\n", "\u{feff}"] {
        let run = positum_with_input(&["check", "-"], text.as_bytes());
        assert_eq!(run.code, 2);
        assert!(run.stderr.starts_with("error[P0201]: the package is empty\n"), "{}", run.stderr);
    }
}

#[test]
fn text_that_is_not_utf_8_names_its_line() {
    let run = positum_with_input(&["check", "-"], b"package returns \"Returns\" { language en }\nreport capital \"Soci\xe9t\xe9s\" {\n}\n");
    assert_eq!(run.code, 3);
    assert_eq!(run.stderr, "error: standard input:2: the text is not UTF-8; save it with that encoding\n");
    assert!(run.stdout.is_empty());
}

#[test]
fn a_control_character_is_shown_by_its_picture() {
    let compiled = compile(&["package returns \"Returns\" { language en }\n\u{0}\n"]);
    let messages: Vec<String> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.message.english()).collect();
    assert_eq!(messages, ["`␀` begins no declaration"]);
}

#[test]
fn warnings_wait_until_there_are_no_errors() {
    let unused = "parameter min_ratio \"Lowest capital ratio\" : percent\n";
    assert_eq!(codes(&(form("020 \"Loans\" : EUR = 010\n") + unused)), [DiagnosticCode::Unused]);
    assert_eq!(codes(&(form("020 \"Loans\" : EUR = 015\n") + unused)), [DiagnosticCode::UnknownCode]);
}
