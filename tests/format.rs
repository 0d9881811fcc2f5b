//! The formatter: one spelling, the same meaning, and nothing lost.

use super::support::{definitions, formats_to_the_same, report_packages, warns_anything};
use fuzz_checks::same_meaning::without_formula_texts;
use positum_compiler::compile::compile;
use positum_grammar::format_text::format_text;
use positum_plan::plan::Plan;
use std::path::{Path, PathBuf};

/// Gives all definitions of the project that can be read, package by package.
fn packages() -> Vec<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let definitions = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "positum")).collect();
        files.sort();
        files
    };
    let alone = ["tests/rejected", "tests/accepted", "docs/examples"].into_iter().flat_map(definitions).map(|file| vec![file]);
    report_packages().iter().map(|package| definitions(&format!("reports/{package}"))).chain(alone).collect()
}

fn texts(files: &[PathBuf]) -> Vec<String> {
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// Gives what a package means: its plan without the spelling of formulas, or the codes of what is wrong with it.
fn meaning(texts: &[String]) -> Result<Plan, Vec<&'static str>> {
    let compiled = compile(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let Some(plan) = compiled.plan else {
        let mut codes: Vec<&str> = compiled.diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect();
        codes.sort_unstable();
        return Err(codes);
    };
    Ok(without_formula_texts(&plan))
}

#[test]
fn formatting_twice_changes_nothing_more() {
    for text in packages().iter().flat_map(|files| texts(files)) {
        if let Ok(once) = format_text(&text) {
            assert_eq!(format_text(&once).unwrap(), once);
        }
    }
}

#[test]
fn formatting_keeps_the_meaning() {
    for files in packages() {
        let before = texts(&files);
        let Ok(after) = before.iter().map(|text| format_text(text)).collect::<Result<Vec<String>, _>>() else { continue };
        assert!(meaning(&before) == meaning(&after), "{files:?}");
    }
}

#[test]
fn formatting_keeps_comments_and_strings() {
    let kept = |text: &str| -> Vec<String> {
        let comments = text.lines().filter_map(|line| line.split_once("# ")).map(|(_, comment)| comment.trim_end().to_owned());
        comments.chain(text.split('"').skip(1).step_by(2).map(str::to_owned)).collect()
    };
    for text in packages().iter().flat_map(|files| texts(files)) {
        if let Ok(formatted) = format_text(&text) {
            assert_eq!(kept(&formatted), kept(&text));
        }
    }
}

#[test]
fn all_spellings_of_an_operator_come_to_one() {
    let spelled = |formula: &str| {
        let text =
            format!("package p {{ language en }}\nreport r {{\n  form f {{\n    010 : EUR\n    020 : EUR\n    030 : EUR = {formula}\n  }}\n}}\n");
        format_text(&text).unwrap().lines().nth(5).unwrap().trim().to_owned()
    };
    for minus in ["-", "‐", "‑", "–", "—", "−"] {
        assert_eq!(spelled(&format!("010{minus}020")), "030 : EUR = 010 - 020");
    }
    for times in ["*", "×", "·", "x"] {
        assert_eq!(spelled(&format!("010{times}2")), "030 : EUR = 010 * 2");
    }
    for (other, one) in [("≤", "<="), ("≥", ">="), ("≠", "<>")] {
        assert_eq!(spelled(&format!("if 010{other}020 then 010 else 020")), format!("030 : EUR = if 010 {one} 020 then 010 else 020"));
    }
    assert_eq!(spelled("010+…+020"), "030 : EUR = 010 + ... + 020");
}

#[test]
fn accepted_definitions_compile_and_mean_the_same_formatted() {
    for (path, text) in definitions("tests/accepted") {
        let plan = warns_anything(&text).unwrap_or_else(|said| panic!("{}: {said}", path.display()));
        formats_to_the_same(&text, &plan);
    }
}

fn formatted(text: &str) -> String {
    format_text(text).unwrap()
}

/// Formats a form's entries and gives their lines without the indent.
fn lines(entries: &str) -> Vec<String> {
    let text = formatted(&format!("report r \"R\" {{\nform f {{\n{entries}\n}}\n}}\n"));
    let inside: Vec<&str> = text.lines().skip(2).collect();
    inside[..inside.len() - 2].iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect()
}

#[test]
fn formulas_have_one_spelling() {
    for (written, spelled) in [
        ("−010", "-010"),
        ("- - 010", "--010"),
        ("010 – –020", "010 - -020"),
        ("025Bx719", "025B * 719"),
        ("f.030x040", "f.030 * 040"),
        ("r.f.030x2.5", "r.f.030 * 2.5"),
        ("010+020+...+040", "010 + 020 + ... + 040"),
        ("( 010+ 020 )/030", "(010 + 020) / 030"),
        ("max( 010,020 )", "max(010, 020)"),
        ("sum (l.010 where 020>0)", "sum(l.010 where 020 > 0)"),
        ("010 in(020,030)", "010 in (020, 030)"),
        ("not  010 = 020 and(030 = 040)", "not 010 = 020 and (030 = 040)"),
        ("if 010>0 then(020) else(030)", "if 010 > 0 then (020) else (030)"),
        ("010 when  020>0 else   0", "010 when 020 > 0 else 0"),
        ("'a  b'+'c#d'", "'a  b' + 'c#d'"),
        ("2025-01-01 - day", "2025-01-01 - day"),
        ("1 900 000.50 EUR", "1 900 000.50 EUR"),
        ("10 %+5‰", "10 % + 5 ‰"),
        ("100:010-g.100:010", "100:010 - g.100:010"),
    ] {
        assert_eq!(lines(&format!("900 = {written}")), [format!("900 = {spelled}")], "{written}");
    }
}

#[test]
fn entries_have_one_spelling() {
    for (written, spelled) in [
        ("010:EUR", "010 : EUR"),
        ("010   \"a\"   lv \"b\"  :EUR(2),blank=0", "010 \"a\" lv \"b\" : EUR(2), blank = 0"),
        ("020.  \"a\":percent( 2 )half even,optional", "020. \"a\" : percent(2) half even, optional"),
        ("010 : rate EUR / USD", "010 : rate EUR/USD"),
        ("heading  \"a\"{ 010:EUR }", "heading \"a\" { 010 : EUR }"),
        ("let  a=010", "let a = 010"),
    ] {
        assert_eq!(lines(written), [spelled], "{written}");
    }
}

#[test]
fn line_ends_of_other_systems_become_ours_and_trailing_blanks_go() {
    assert_eq!(lines("010 : EUR  \r\n020 : EUR\t\r\n"), ["010 : EUR", "020 : EUR"]);
}

#[test]
fn blank_lines_are_kept_one_at_a_time_and_not_at_the_edges_of_a_block() {
    assert_eq!(lines("\n\n010 : EUR\n\n\n\n020 : EUR\n\n"), ["010 : EUR", "", "020 : EUR"]);
}

#[test]
fn comments_stay_on_their_lines() {
    let written = "# a\n010 : EUR # b\n\n   # c\n020 : EUR = (010 # d\n + 010) # e\n# f";
    let expected = ["# a", "010 : EUR  # b", "", "# c", "020 : EUR = (010  # d", "  + 010)          # e", "# f"];
    assert_eq!(lines(written), expected);
}

#[test]
fn strings_are_left_alone() {
    let written = "010 \"a  – x # {b}\" : EUR\n020 \"\"\"c\n     d   e\"\"\" : EUR\n030 «f \"g\"» : EUR\n040 „h” : EUR";
    let text = formatted(&format!("report r \"R\" {{\nform f {{\n{written}\n}}\n}}\n"));
    for part in ["\"a  – x # {b}\"", "\"\"\"c\n     d   e\"\"\"", "«f \"g\"»", "„h”"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert_eq!(formatted(&text), text);
}

#[test]
fn what_cannot_be_read_is_not_formatted() {
    for text in ["report r {", "report r \"R\" { form f { 010 : EUR = } }", "nothing", "report r \"R\" { form f { 010 \"a : EUR } }"] {
        assert!(format_text(text).is_err(), "{text}");
    }
    assert_eq!(formatted(""), "");
    assert_eq!(formatted("# only a comment\n\n\n"), "# only a comment\n");
}

#[test]
fn a_large_definition_is_formatted_in_time() {
    let entries: Vec<String> = (10_000..30_000).map(|code| format!("{code} \"Position {code}\" : EUR = 10000+10001 # {code}")).collect();
    let text = format!("report r \"R\" {{\nform f {{\n{}\n}}\n}}\n", entries.join("\n"));
    assert_eq!(formatted(&text).lines().count(), 20_004);
}
